// SPDX-License-Identifier: Apache-2.0
// What the trainer of incidents shares: the reports with their keys and the rows of all that is learnt from them.
#ifndef SS_TRAIN_INCIDENT_H
#define SS_TRAIN_INCIDENT_H

#include "base/arena.h"
#include "base/json_in.h"
#include "code/incident.h"
#include "pipe/engine.h"

#define FOLDS 4u

struct example {
    uint32_t at, count; // rows
    uint32_t label;     // 0 none
};

struct document {
    struct sayso_report *report;
    struct ss_arena *arena;
    struct ss_incident_work work;
    const struct ss_json_value *gold;
    struct example whole;
    uint32_t first_sentence, first; // examples of its first sentence and candidate
    uint32_t gold_count[SAYSO_PART_COUNT];
    double about, sure;
};

struct set {
    SS_ARR(struct document) docs;
    SS_ARR(struct example) sentences, candidates;
    SS_ARR(uint32_t) rows;
};

struct logistic {
    float w[SS_INCIDENT_ROWS], base;
};

struct weights {
    float w[SS_INCIDENT_ROWS][SS_INCIDENT_OUT], square[SS_INCIDENT_ROWS][SS_INCIDENT_OUT];
};

// incident_set.c
bool read_set(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *path);
// The rows of the sentences need `about` of every report; those of candidates also `told` of every sentence.
bool extract_sentences(struct set *set);
bool extract_candidates(struct set *set);
// The gold entity of a part that has the words, or -1.
int gold_of(const struct document *d, int part, const char *s, size_t len);

// incident_learn.c. Reports of the fold are left out; FOLDS: none is.
void learn_about(const struct set *set, struct logistic *w, uint32_t fold);
void learn_told(const struct set *set, struct logistic *w, uint32_t fold);
double logistic_of(const struct set *set, const struct logistic *w, const struct example *x);
void learn_parts(const struct set *set, struct weights *w, uint32_t fold);
void score_parts(const struct set *set, const struct weights *w, const struct example *x, float p[SS_INCIDENT_OUT]);
// From the probabilities of reports that were left out.
void learn_bids(const struct set *set, const float *p, struct ss_incident_model *model);
void learn_sure(const struct set *set, const float *p, struct ss_incident_model *model);
double sure_of(const struct document *d, const float *p, const struct ss_incident_model *model);

#endif
