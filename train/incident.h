// SPDX-License-Identifier: Apache-2.0
// What the trainer of incidents shares: the reports with their keys and the rows of all that is learnt from them.
#ifndef SS_TRAIN_INCIDENT_H
#define SS_TRAIN_INCIDENT_H

#include "base/arena.h"
#include "base/json_in.h"
#include "code/incident.h"
#include "pipe/engine.h"

#define FOLDS     4u
#define ROUNDS    4   // each from the start; their mean is the result
#define NAMES_MAX 64u // gold entities of a part and report

struct example {
    uint32_t at, count; // rows
    uint32_t label;     // 0 none
    float weight;       // of what has a part
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

enum kind { KIND_REPORT, KIND_SENTENCE, KIND_CANDIDATE };

// The rows of one kind of examples that are kept, in order; an example then holds numbers of them.
struct kept {
    uint32_t *row, count;
};

struct logistic {
    float *w, base;
    uint32_t count;
};

// A row of weights and of the squares of their slopes so far, as wide as a line of the processor's cache.
#define WIDE 8u
struct weights {
    struct {
        float w[WIDE], square[WIDE];
    } * row;
    uint32_t count;
};

// incident_set.c
bool read_set(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *path);
// The rows of the sentences need `about` of every report; those of candidates also `told` of every sentence.
bool extract_sentences(struct set *set);
bool extract_candidates(struct set *set);
// Leaves out the rows that stand in few reports of the training part.
bool keep_rows(struct set *training, struct set *dev, enum kind kind, struct kept *out);
// The gold entity of a part that has the words, or -1.
int gold_of(const struct document *d, int part, const char *s, size_t len);

// incident_learn.c. Weights for so many rows; reports of the fold are left out; FOLDS: none is.
bool new_logistic(struct logistic *w, uint32_t count);
bool new_weights(struct weights *w, uint32_t count);
void learn_about(const struct set *set, struct logistic *w, uint32_t fold);
void learn_told(const struct set *set, struct logistic *w, uint32_t fold);
double logistic_of(const struct set *set, const struct logistic *w, const struct example *x);
void learn_parts(const struct set *set, struct weights *w, uint32_t fold, uint32_t other_fold, int rounds);
// A gold entity's words stand in many places, not all of which tell of its part: each weighs as much as it is likely
// to, by probabilities of reports that were left out.
void weigh_places(struct set *set, const float *p);
void score_parts(const struct set *set, const struct weights *w, const struct example *x, float p[SS_INCIDENT_OUT]);
// From the probabilities of reports that were left out.
void learn_bids(const struct set *set, const float *p, struct ss_incident_model *model);
void learn_sure(const struct set *set, const float *p, struct ss_incident_model *model);
double sure_of(const struct document *d, const float *p, const struct ss_incident_model *model);

#endif
