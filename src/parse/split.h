// SPDX-License-Identifier: Apache-2.0
// Sentence splitting: a linear model over hashed features of each place where a sentence could end.
#ifndef SS_SPLIT_H
#define SS_SPLIT_H

#include <stdbool.h>
#include <stdint.h>
#include "model/file.h"
#include "text/token.h"

#define SS_SPLIT_FEATURES_MAX 48u

struct ss_split {
    const int8_t *weights; // [rows], a power of two; NULL: the plain rule
    uint32_t rows;
    float scale, bias; // a sentence ends where Σ weight * scale + bias > 0
};

// Takes the tensors split.w (i8 [rows]) and split.scale (f32 [2]: scale, bias) of a model file. FORMAT when they are
// wrong.
enum sayso_err ss_split_load(struct ss_split *out, const struct ss_model *model, struct sayso_problem *problem);

// Whether a sentence could end after piece i of the paragraph [first, end).
bool ss_split_candidate(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, uint32_t i);

// Hashes of the features of that place; returns how many (at most SS_SPLIT_FEATURES_MAX). Shared with the trainer.
uint32_t ss_split_features(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, uint32_t i,
                           uint32_t *hashes);

// Sets ends[i - first] for each piece of one paragraph [first, end): true where a sentence ends. The last one always
// does.
void ss_split_paragraph(const struct ss_split *split, const char *text, const struct ss_piece *pieces, uint32_t first,
                        uint32_t end, bool *ends);

#endif
