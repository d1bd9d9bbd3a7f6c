// SPDX-License-Identifier: Apache-2.0
// Features of a word: rows of the embedding tables. train/features.py computes the same numbers; a test compares them.
//
// low = the form with curly quotes and dashes made plain and each character lower-cased one to one. Each hashed piece
// is one tag character and a string, digits of low as 0; row = FNV-1a(32) % rows of the table:
//   w "w"+low   p1 p2 p3 "1" "2" "3" + first characters   s1..s4 "a".."d" + last characters   sh "h"+shape
// vec is the rank of FNV-1a(64) of low among the sorted vocabulary keys; else of low with digits as 0; else the last
// row.
#ifndef SS_FEAT_H
#define SS_FEAT_H

#include <stddef.h>
#include <stdint.h>
#include "model/file.h"
#include "model/net.h"

#define SS_FEAT_TABLES_MAX 32u

struct ss_feat {
    uint32_t count;
    uint8_t piece[SS_FEAT_TABLES_MAX]; // which piece each table takes
    uint32_t rows[SS_FEAT_TABLES_MAX];
    const uint32_t *keys; // vocabulary, pairs of words (low first)
    uint32_t key_count;
};

// FORMAT when a table asks for a feature that is not known, or the vocabulary is unsorted or does not fit its table.
enum sayso_err ss_feat_init(struct ss_feat *feat, const struct ss_net *net, const struct ss_model *model,
                            struct sayso_problem *problem);

// Fills ids[0..count) for one form of len bytes (valid UTF-8, any length).
void ss_feat_word(const struct ss_feat *feat, const char *form, size_t len, uint32_t *ids);

#endif
