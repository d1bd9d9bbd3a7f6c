// SPDX-License-Identifier: Apache-2.0
// sayso annotate with an imported dictionary: events in its codes instead of records.
#ifndef SS_CLI_ANNOTATE_DICT_H
#define SS_CLI_ANNOTATE_DICT_H

#include <sayso/engine.h>

#include "base/str.h"
#include "cli/opt.h"

// Whether --know names a folder of imported tables.
bool ss_annotate_dict_wanted(const struct ss_opts *opts);
// Loads it; an exit code, 0 = loaded. Close ends its use.
int ss_annotate_dict_open(const struct sayso_engine *engine, const struct ss_opts *opts);
void ss_annotate_dict_close(void);
// The work of one report (pipe/pool.h).
enum sayso_err ss_annotate_dict_work(struct sayso_session *session, struct sayso_report *report, struct ss_str *out);

#endif
