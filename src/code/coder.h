// SPDX-License-Identifier: Apache-2.0
// The stages of coding, each in its own files, and what they share: one immutable rule set a stage.
#ifndef SS_CODER_H
#define SS_CODER_H

#include <string.h>

#include "code/code.h"

struct ss_entity_rules;      // entity.h  entities and places
struct ss_when_rules;        // when.h    time expressions
struct ss_number_rules;      // number.h  figures
struct ss_attribution_rules; // attribution.h
struct ss_claim_rules;       // claim.h   frames, realis, control, toll

struct ss_coder {
    const struct ss_know *know;
    struct ss_entity_rules *entity;
    struct ss_when_rules *when;
    struct ss_number_rules *number;
    struct ss_attribution_rules *attribution;
    struct ss_claim_rules *claim;
    double min_confidence; // of the claims that are made; 0: those below the floors of events/confidence are left out
};

// `rule` of a mention that is a body only together with a noun it shares ("French" of "French and Egyptian warships").
#define SS_RULE_SHARED "entities/shared"

// mend.c: common slips of the trees, before anything reads them.
void ss_mend_trees(const struct ss_coder *coder, struct sayso_report *report);

// citation.c: agency marks and credits, and the claims that they stand for; after the claims.
enum sayso_err ss_code_citations(const struct ss_coder *coder, struct sayso_report *report);

// speaker.c: "I" and "we" as mentions, of the one who speaks; after all that reads mentions.
enum sayso_err ss_code_speakers(struct sayso_report *report);
// Who speaks at a byte of the text: the source of the narrowest content around it that names one, -1 when none is
// named, SS_SPEAKER_WRITER when it is no content.
#define SS_SPEAKER_WRITER (-2)
int32_t ss_speaker_at(const struct sayso_report *report, uint32_t at);

// spot.c: places that only a noun names; after all that reads mentions.
enum sayso_err ss_code_spots(const struct ss_coder *coder, struct sayso_report *report);

// place_precision.c: how exactly each claim says where; after the claims.
void ss_code_precision(const struct ss_coder *coder, struct sayso_report *report);

// Each stage: _new reads its tables, _free frees, the verb works on a report. A missing table is FORMAT.
enum sayso_err ss_entity_rules_new(struct ss_entity_rules **out, const struct ss_know *know,
                                   struct sayso_problem *problem);
void ss_entity_rules_free(struct ss_entity_rules *rules);
enum sayso_err ss_code_entities(const struct ss_coder *coder, struct sayso_report *report);

enum sayso_err ss_when_rules_new(struct ss_when_rules **out, const struct ss_know *know, struct sayso_problem *problem);
void ss_when_rules_free(struct ss_when_rules *rules);
enum sayso_err ss_code_times(const struct ss_coder *coder, struct sayso_report *report);

enum sayso_err ss_number_rules_new(struct ss_number_rules **out, const struct ss_know *know,
                                   struct sayso_problem *problem);
void ss_number_rules_free(struct ss_number_rules *rules);
enum sayso_err ss_code_figures(const struct ss_coder *coder, struct sayso_report *report);

enum sayso_err ss_attribution_rules_new(struct ss_attribution_rules **out, const struct ss_know *know,
                                        struct sayso_problem *problem);
void ss_attribution_rules_free(struct ss_attribution_rules *rules);
enum sayso_err ss_code_attributions(const struct ss_coder *coder, struct sayso_report *report);

enum sayso_err ss_claim_rules_new(struct ss_claim_rules **out, const struct ss_know *know,
                                  struct sayso_problem *problem);
void ss_claim_rules_free(struct ss_claim_rules *rules);
// Whether the token has a feature of its form ("Tense=Past").
static inline bool ss_token_has(const struct sayso_token *t, const char *feature)
{
    return t->feats && strstr(t->feats, feature);
}

// Whether one of the spans holds the byte.
static inline bool ss_spans_cover(const struct sayso_span *spans, uint32_t count, uint32_t at)
{
    for (uint32_t i = 0; i < count; i++)
        if (spans[i].start <= at && at < spans[i].end) return true;
    return false;
}

struct ss_trace; // trace.h, NULL when nobody asks how a claim came about
enum sayso_err ss_code_claims(const struct ss_coder *coder, struct sayso_report *report, const struct ss_trace *trace);

#endif
