// SPDX-License-Identifier: Apache-2.0
// The command table, in the order of the help.
#include "cli/commands.h"

const struct ss_command ss_commands[] = {
    {"help", "[COMMAND]", "explain a command; --man prints the man page, --completion what bash needs", ss_cmd_help},
    {0},
};
