// SPDX-License-Identifier: Apache-2.0
// What the claim stage says about one claim while it codes a report: rows that fit and that do not, where each slot
// comes from, what was passed over. Nothing is said, and nothing costs, when nobody asks.
#ifndef SS_TRACE_H
#define SS_TRACE_H

#include "base/str.h"
#include "code/claim.h"

struct ss_trace {
    uint32_t at; // byte where the claim's trigger starts
    struct ss_str *out;
};

// Whether the draft is the one asked about.
static inline bool ss_traced(const struct ss_claim_work *work, const struct ss_draft *draft)
{
    return work->trace && work->view.tree.tokens[draft->trigger].start == work->trace->at;
}

// One line: the slot, then what is to be said of it.
void ss_trace_say(const struct ss_claim_work *work, const struct ss_draft *draft, const char *slot, const char *format,
                  ...) __attribute__((format(printf, 4, 5)));
// The trigger with what hangs on it, and the rows of its word in the order in which they were tried.
void ss_trace_match(const struct ss_claim_work *work, int32_t token, const struct ss_frame *chosen);
// What a path of a role led to: the token, and the entities that it added to the list (from `had` on).
void ss_trace_role(const struct ss_claim_work *work, const struct ss_draft *draft, enum ss_role role,
                   const struct ss_path *path, int32_t token, const struct ss_args *list, uint32_t had);
// Entities that came by another way than a path.
void ss_trace_entities(const struct ss_claim_work *work, const struct ss_draft *draft, const char *slot,
                       const struct ss_args *list, const char *how);
// The finished claim: voice, realis, place and time with the words they stand on.
void ss_trace_end(const struct ss_claim_work *work, const struct ss_draft *draft);

// What makes the claim's confidence: the features that weigh most.
void ss_trace_confidence(const struct ss_claim_work *work, const struct sayso_claim *claim,
                         const struct ss_confidence_features *features,
                         const struct ss_confidence shares[SS_CONFIDENCE_FEATURES]);

#endif
