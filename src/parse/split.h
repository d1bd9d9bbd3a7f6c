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

// One paragraph [first, end) of pieces, with what each of them looks like; memory of the arena.
struct ss_split_view {
    const char *text;
    const struct ss_piece *pieces;
    uint32_t first, end;
    const uint8_t *looks, *quotes, *since; // [end - first]: kind; parity of quotation marks; words since a closing mark
    bool no_capitals;                      // no word but one-letter ones at the paragraph's start has any
};

enum sayso_err ss_split_look(struct ss_split_view *out, struct ss_arena *arena, const char *text,
                             const struct ss_piece *pieces, uint32_t first, uint32_t end);

// Whether a sentence could end after piece i.
bool ss_split_candidate(const struct ss_split_view *view, uint32_t i);

// Hashes of the features of that place; returns how many (at most SS_SPLIT_FEATURES_MAX). Shared with the trainer.
uint32_t ss_split_features(const struct ss_split_view *view, uint32_t i, uint32_t *hashes);

// Whether a sentence ends after piece i; the paragraph's last piece always ends one.
bool ss_split_ends(const struct ss_split *split, const struct ss_split_view *view, uint32_t i);

// Whether a piece is capitals with full stops only ("J.", "E.J."), and words follow on its line.
bool ss_split_initials(const struct ss_split_view *view, uint32_t i);

// Whether pieces first..last are closing marks only, which end the sentence before them and are none of their own.
bool ss_split_closes(const struct ss_split_view *view, uint32_t first, uint32_t last);

#endif
