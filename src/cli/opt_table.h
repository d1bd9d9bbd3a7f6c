// SPDX-License-Identifier: Apache-2.0
// The shape of the option table; one row an option, for parsing, help, man page and completion alike.
#ifndef SS_CLI_OPT_TABLE_H
#define SS_CLI_OPT_TABLE_H

#include "cli/opt.h"

enum ss_option_kind { SS_OPT_FLAG, SS_OPT_COUNT, SS_OPT_TEXT, SS_OPT_NUMBER };

// The table ends with a row whose name is NULL.
struct ss_option {
    const char *name;
    char letter; // 0 = none
    enum ss_option_kind kind;
    size_t field;         // offset into struct ss_opts
    const char *value;    // what stands for the value in help; NULL for flags
    const char *choices;  // "a|b|c", or NULL: anything
    const char *commands; // "read|annotate", or "*"
    const char *help;
};
extern const struct ss_option ss_options[];

// Whether the option goes with the command.
bool ss_option_for(const struct ss_option *option, const char *command);

#endif
