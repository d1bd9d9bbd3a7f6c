// SPDX-License-Identifier: Apache-2.0
// How sure a claim is: what is seen of it and of its surroundings, each with a weight of the table events/confidence.
// One sum says how likely its type is right, another how likely its sides are when the type is; their product is the
// confidence. The weights are fitted by eval/confidence on what train/confidence.c writes.
#ifndef SS_CONFIDENCE_H
#define SS_CONFIDENCE_H

#include "base/arr.h"
#include "code/coder.h"

#define SS_CONFIDENCE_FEATURES 96
#define SS_CONFIDENCE_BYTES    72
#define SS_CONFIDENCE_DOMAINS  16 // fields of life in events/domains, at most

struct ss_confidence_tables {
    const struct ss_know_table *weights, *domains; // events/confidence, events/domains
    int type, sides;                               // columns of the weights
};

// What is seen of one claim: "actor=name.nsubj", "kind=ASSAULT" …
struct ss_confidence_features {
    char item[SS_CONFIDENCE_FEATURES][SS_CONFIDENCE_BYTES];
    uint32_t count;
};

// What all claims of a report share.
struct ss_confidence_scene {
    const struct ss_confidence_tables *tables;
    const struct sayso_report *report;
    int32_t *mention_first, *mention_next; // of each sentence, of each mention; -1 ends
    uint32_t *claims_in;                   // of each sentence
    uint32_t *told_of;                     // mentions of each entity
    const char *land;                      // the country that is named most, or NULL
    const char *domain[SS_CONFIDENCE_DOMAINS];
    uint32_t words_of[SS_CONFIDENCE_DOMAINS], domain_count;
};

enum sayso_err ss_confidence_tables_load(struct ss_confidence_tables *out, const struct ss_know *know,
                                         struct sayso_problem *problem);
// `arena` keeps what the scene points to.
enum sayso_err ss_confidence_open(struct ss_confidence_scene *out, const struct ss_confidence_tables *tables,
                                  const struct sayso_report *report, struct ss_arena *arena) SAYSO_CHECKED;
void ss_confidence_features(const struct ss_confidence_scene *scene, uint32_t claim,
                            struct ss_confidence_features *out);
// For the type and for the sides: chances from 0 to 1, or what a feature adds to their sums.
struct ss_confidence {
    double type, sides;
};

// Below which a claim is left out: the chance of its type, and that of type and sides together.
struct ss_confidence ss_confidence_floor(const struct ss_confidence_tables *tables);
// What each feature adds is written to `shares`.
struct ss_confidence ss_confidence_of(const struct ss_confidence_tables *tables,
                                      const struct ss_confidence_features *features,
                                      struct ss_confidence shares[SS_CONFIDENCE_FEATURES]);

#endif
