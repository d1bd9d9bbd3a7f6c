// SPDX-License-Identifier: Apache-2.0
// Collating a store.
#include "pipe/collate.h"

#include "base/error.h"
#include "collate/collate.h"

#define MEMORY_CAP ((size_t)8 << 30)

static enum sayso_err collate(struct ss_store *store, const struct ss_collate_rules *rules, struct ss_arena *arena,
                              struct sayso_problem *problem)
{
    struct sayso_rows rows;
    struct sayso_collation made;
    enum sayso_err err = ss_store_load(store, arena, &rows);
    if (err) {
        if (problem) *problem = *ss_store_problem(store);
        return err;
    }
    err = ss_collate(arena, &rows, rules, &made);
    if (err) return ss_fail(problem, err, 711, "", -1, "the reports could not be compared: %s", sayso_err_name(err));
    err = ss_store_save_collation(store, &rows, &made);
    if (err && problem) *problem = *ss_store_problem(store);
    return err;
}

enum sayso_err ss_collate_store(struct ss_store *store, const struct ss_know *know, struct sayso_problem *problem)
{
    struct ss_collate_rules *rules = NULL;
    SS_TRY(ss_collate_rules_know(&rules, know, problem));
    struct ss_arena *arena = ss_arena_new(MEMORY_CAP);
    enum sayso_err err =
        arena ? collate(store, rules, arena, problem) : ss_fail(problem, SAYSO_ERR_NOMEM, 1, "", -1, "out of memory");
    ss_arena_free(arena);
    ss_collate_rules_free(rules);
    return err;
}
