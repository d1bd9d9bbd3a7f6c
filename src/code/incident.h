// SPDX-License-Identifier: Apache-2.0
// Who did it, to whom and what, with what: the parts in the violence that a report as a whole tells of, and whether it
// tells of any. Every noun phrase and name is a candidate; a learned sum of weights over simple features of it says
// which part it has, if any. The weights are small integers of the table events/incident, trained by train/incident.c.
#ifndef SS_INCIDENT_H
#define SS_INCIDENT_H

#include "base/arr.h"
#include "code/coder.h"

#define SS_INCIDENT_BITS     20
#define SS_INCIDENT_ROWS     (1u << SS_INCIDENT_BITS)
#define SS_INCIDENT_FEATURES 400u                    // of one candidate at most
#define SS_INCIDENT_REPORT   4000u                   // of a report or sentence at most
#define SS_INCIDENT_OUT      (1u + SAYSO_PART_COUNT) // no part, or one of the parts
#define SS_INCIDENT_SCALE    100.0f                  // of a weight
#define SS_TOLD_SCALE        1000.0f                 // of one of `about` and `told`

enum ss_part_form {
    SS_PART_PLAIN,
    SS_PART_COUNTED, // with its number
    SS_PART_BARE,    // the noun alone
    SS_PART_LONG,    // with the phrase behind "of"
    SS_PART_COUNTED_LONG,
    SS_PART_LESS,  // without its first word
    SS_PART_INNER, // a word before a noun ("bomb attack", "terrorist attack")
    SS_PART_TITLED // a name with what is put before it ("Colonel Ponce")
};

struct ss_part_candidate {
    uint32_t from, to; // tokens, without determiner, number and title
    int32_t head;      // token
    int32_t mention;   // or -1
    int32_t entity;    // or -1
    uint32_t group;    // candidates of one group speak of one thing
    uint32_t class;    // hash: what kind of thing
    uint8_t form;      // enum ss_part_form
    bool name, person;
};

// A slot of a claim that an entity or a mention fills.
struct ss_part_slot {
    int32_t entity, mention; // the other one is -1
    uint32_t claim, slot;
};

struct ss_incident_work {
    const struct sayso_report *report;
    struct ss_arena *arena; // of all that is below
    uint32_t *lemma;        // hash of each token's lemma in small letters
    uint32_t *alike;        // each token's class among words used alike; 0 unknown
    uint32_t about;         // how surely the report tells of violence at all: 0 to 9
    float *told;            // how surely each sentence tells of some of it: 0 to 1
    SS_ARR(struct ss_part_candidate) list;
    SS_ARR(struct ss_part_slot) slots;
    uint32_t group_count;
};

// A group's claim to a part: what its candidates say together.
#define SS_BID_FEATURES 20u
struct ss_part_bid {
    float all, best; // that some word of it has the part; of the surest word
    uint32_t at;     // the words to show
    uint32_t words;  // how often it is spoken of
    float feature[SS_BID_FEATURES];
};

#define SS_SURE_FEATURES 12u

// The few rows that have weights, in order; rows alike in their upper bits stand from first[upper bits] on.
#define SS_INCIDENT_UPPER 12u

struct ss_incident_weights {
    uint32_t row;
    int16_t weight[SS_INCIDENT_OUT]; // of reports and sentences the first alone
};

struct ss_incident_table {
    struct ss_incident_weights *item;
    uint32_t count, first[(1u << SS_INCIDENT_UPPER) + 1];
};

struct ss_incident_model {
    struct ss_incident_table part, about, told;
    int32_t about_base, told_base;
    float bid[SAYSO_PART_COUNT][SS_BID_FEATURES];
    float sure[SS_SURE_FEATURES];                  // what the surest parts add to `about`
    double threshold[SAYSO_PART_COUNT], told_from; // the latter of `about`
};

// incident_find.c: the candidates of a coded report.
enum sayso_err ss_incident_collect(struct ss_incident_work *w, const struct ss_coder *coder,
                                   const struct sayso_report *report, struct ss_arena *arena);

// incident_feature.c: rows of the weights, each once, in order; returns how many.
uint32_t ss_incident_features(const struct ss_incident_work *w, uint32_t at, uint32_t out[SS_INCIDENT_FEATURES]);
// incident_report.c: rows of the whole report (for `about`) and of a sentence (for `told`), at most `room`.
uint32_t ss_incident_report_features(const struct ss_incident_work *w, uint32_t *out, uint32_t room);
uint32_t ss_incident_sentence_features(const struct ss_incident_work *w, uint32_t sentence, uint32_t *out,
                                       uint32_t room);
uint32_t ss_incident_hash(const char *s, size_t len, uint32_t seed);

// incident_model.c: the weights of a row; NULL when it has none.
const int16_t *ss_incident_weights(const struct ss_incident_table *table, uint32_t row);

// incident.c: what the groups bid for a part, by the probabilities [candidates][SS_INCIDENT_OUT] of their words; the
// highest first. Returns how many of `out` [group_count] are worth a look.
uint32_t ss_incident_bids(const struct ss_incident_work *w, const float *probability, double about, int part,
                          struct ss_part_bid *out);
// Parts, at most one a group and part.
enum sayso_err ss_incident_choose(const struct ss_incident_work *w, const float *probability,
                                  const struct ss_incident_model *model, struct ss_arena *arena,
                                  struct sayso_incident *out);
// incident_count.c
enum sayso_err ss_incident_count(const struct ss_coder *coder, const struct sayso_report *report,
                                 struct ss_arena *arena, struct sayso_incident *out);
// What the parts say about the whole: the first guess at `about` and the surest of each part.
void ss_incident_sure(const struct ss_incident_work *w, double about, const float *probability,
                      float out[SS_SURE_FEATURES]);
// Softmax in place.
void ss_incident_squash(float sum[SS_INCIDENT_OUT]);
// How sure, as one of the ten steps that `about` has.
uint32_t ss_incident_step(double probability);

#endif
