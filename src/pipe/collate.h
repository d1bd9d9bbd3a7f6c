// SPDX-License-Identifier: Apache-2.0
// Collating a store: loads its rows, works out what they say together, puts the result back.
#ifndef SS_PIPE_COLLATE_H
#define SS_PIPE_COLLATE_H

#include "know/know.h"
#include "store/store.h"

// Makes the events, conflicts, echoes and ledgers of a store anew. On failure the old ones stay.
enum sayso_err ss_collate_store(struct ss_store *store, const struct ss_know *know, struct sayso_problem *problem);

#endif
