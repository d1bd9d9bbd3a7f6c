// SPDX-License-Identifier: Apache-2.0
// Building one conflict record: its values with their claims, then the record.
#ifndef SS_COLLATE_CONFLICT_H
#define SS_COLLATE_CONFLICT_H

#include "collate/private.h"

struct ss_values {
    struct sayso_row_value *item; // in the arena
    uint32_t count, room;
};

// Puts a claim under a value; the same words are one value.
bool ss_value_add(struct ss_collating *c, struct ss_values *values, const char *value, int64_t low, int64_t high,
                  uint32_t claim);

// Adds the conflict; `event` may be NULL (then the place names it). Marks the event as contested.
bool ss_conflict_add(struct ss_collating *c, struct sayso_row_event *event, const char *field, const char *counted,
                     const char *strength, const struct sayso_row_place *place, struct ss_values *values);

#endif
