// SPDX-License-Identifier: Apache-2.0
// Collation: from the claims of all reports to events, conflicts, echoes, the control ledger and decided forecasts.
//
// Works on plain rows, never asks the store. The result depends on the rows alone, not on their order, the machine or
// the day.
#ifndef SS_COLLATE_H
#define SS_COLLATE_H

#include <sayso/row.h>
#include "base/arena.h"
#include "know/know.h"

// The tables of data/know/collate, read once; immutable, any thread.
struct ss_collate_rules;

// From compiled knowledge; FORMAT when a table is wrong.
enum sayso_err ss_collate_rules_know(struct ss_collate_rules **out, const struct ss_know *know,
                                     struct sayso_problem *problem);
// From a folder that holds the tables as text.
enum sayso_err ss_collate_rules_folder(struct ss_collate_rules **out, const char *folder,
                                       struct sayso_problem *problem);
void ss_collate_rules_free(struct ss_collate_rules *rules);

// Collates. `rows` must be sorted (ss_store_load gives them so) and outlive the result, which lives in the arena.
enum sayso_err ss_collate(struct ss_arena *arena, const struct sayso_rows *rows, const struct ss_collate_rules *rules,
                          struct sayso_collation *out);

#endif
