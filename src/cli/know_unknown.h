// SPDX-License-Identifier: Apache-2.0
// sayso know unknown: which names of reports the knowledge does not have.
#ifndef SS_CLI_KNOW_UNKNOWN_H
#define SS_CLI_KNOW_UNKNOWN_H

#include "cli/opt.h"

// Of the reports named after the verb, or, when there are none, of the store. Returns an exit code.
int ss_know_unknown(const struct ss_opts *opts);

#endif
