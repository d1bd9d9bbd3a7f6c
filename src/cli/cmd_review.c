// SPDX-License-Identifier: Apache-2.0
// sayso review: a person's verdict on a record, kept beside it. The list of verdicts is among the lists.
#include <stdio.h>

#include "cli/commands.h"
#include "cli/table.h"

int ss_cmd_review(const struct ss_opts *opts)
{
    if (opts->arg_count != 2) return ss_usage(opts, "needs an id and a verdict: %s", ss_review_verdicts);
    const struct ss_review review = {.target = opts->args[0],
                                     .verdict = opts->args[1],
                                     .field = opts->field,
                                     .value = opts->value,
                                     .note = opts->note,
                                     .coder = opts->coder};
    struct ss_store *store;
    struct sayso_problem problem;
    int code = ss_open_store(&store, opts); // a store that is not there is not made
    if (code) return code;
    ss_store_close(store);
    if (ss_store_open(&store, opts->db, SS_STORE_WRITE, &problem)) return ss_problem_exit(opts, &problem);
    switch (ss_store_add_review(store, &review)) {
    case SAYSO_OK:
        break;
    case SAYSO_ERR_ARG:
        code = ss_usage(opts, "%s", ss_store_problem(store)->text);
        break;
    case SAYSO_ERR_NOTFOUND:
        ss_error(opts, "%s in %s", ss_store_problem(store)->text, opts->db);
        code = SS_EXIT_SOME;
        break;
    default:
        code = ss_problem_exit(opts, ss_store_problem(store));
    }
    ss_store_close(store);
    return code;
}
