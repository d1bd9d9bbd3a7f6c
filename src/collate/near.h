// SPDX-License-Identifier: Apache-2.0
// Candidates for one happening, without looking at all pairs of claims.
#ifndef SS_COLLATE_NEAR_H
#define SS_COLLATE_NEAR_H

#include "collate/private.h"

struct ss_near_use {
    uint32_t key, claim;
    bool put; // the claim stands under the key; else it only looks there
};

struct ss_near {
    struct ss_collating *c;
    const uint32_t *order; // claims by the first of their days
    uint32_t count;
    struct ss_map keys;
    uint32_t key_count;
    SS_ARR(struct ss_near_use) uses;
    SS_ARR(uint32_t) first_use; // by place in the order
    uint32_t *first, *member;   // members of each key, as places in the order
    uint32_t *met;              // by claim: the last place in the order that met it, plus one
};

// `order` is borrowed. False when memory is out; free it even then.
bool ss_near_make(struct ss_near *near, struct ss_collating *c, const uint32_t *order, uint32_t count);
void ss_near_free(struct ss_near *near);

// Calls `meet` once for each later claim of another report that may be of one happening with the claim at `at`; stops
// and returns false when it does.
bool ss_near_each(struct ss_near *near, uint32_t at, bool (*meet)(void *user, uint32_t a, uint32_t b), void *user);

#endif
