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

// Who asserts a claim: its voice, or who lays the blame in it.
const char *ss_speaker(const struct ss_collating *c, uint32_t claim);

// Whether two claims come from one voice or one origin.
bool ss_same_voice(const struct ss_collating *c, uint32_t a, uint32_t b);

// Whether two claims speak so plainly of one thing that they may be set against one another; `culprits`: over who did
// it.
bool ss_claims_linked(const struct ss_collating *c, uint32_t a, uint32_t b, bool culprits);

// Adds the conflicts of one event over who did it, and denials. False when memory is out.
bool ss_collate_deeds(struct ss_collating *c, uint32_t event);

#endif
