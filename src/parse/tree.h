// SPDX-License-Identifier: Apache-2.0
// The best dependency tree of a sentence from the scores of all arcs (Chu-Liu/Edmonds), with exactly one root.
#ifndef SS_TREE_H
#define SS_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sayso/error.h>

struct ss_tree; // scratch memory, one a thread

// For sentences of at most n_max words.
enum sayso_err ss_tree_new(struct ss_tree **out, uint32_t n_max);
void ss_tree_free(struct ss_tree *tree);

// Whether head[0..n) (0 = root, k = word k - 1) is a tree with one root.
bool ss_tree_fits(struct ss_tree *tree, const uint32_t *head, uint32_t n);

// score[i * stride + j] is how well word i (0..n-1) hangs under head j (0 = root, k = word k - 1). Fills head[i] the
// same way. Ties go to the lower head. 1 <= n <= n_max, stride > n.
void ss_tree_decode(struct ss_tree *tree, const float *score, uint32_t stride, uint32_t n, uint32_t *head);

#endif
