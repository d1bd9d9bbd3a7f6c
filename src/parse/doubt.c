// SPDX-License-Identifier: Apache-2.0
// The weight of a part of speech is its probability to the fourth times what the xpos says of it squared times what
// the relation says: a product of powers, so that no logarithm's rounding can tell machines apart.
#include "parse/doubt.h"

#include <string.h>

#define SURE  3.0f  // a best score so far above all others stands
#define SMALL 1e-6f // no part of speech is ruled out for good

// The mean of a table's rows, weighted by the softmax of `count` scores, which are used up.
static void mean_row(float *scores, uint32_t count, const struct ss_kern *kern, const float *table, uint32_t columns,
                     float *out)
{
    kern->softmax(scores, count, 1.0f, NULL);
    memset(out, 0, columns * sizeof *out);
    for (uint32_t i = 0; i < count; i++) {
        if (scores[i] < SMALL) continue;
        for (uint32_t k = 0; k < columns; k++) out[k] += scores[i] * table[(size_t)i * columns + k];
    }
}

void ss_doubt_open(struct ss_doubt *doubt, const struct ss_heads *h, const struct ss_kern *kern, const float *tags,
                   uint32_t upos)
{
    const float *score = tags + h->upos.first;
    uint32_t count = h->upos.out, near = 0;
    for (uint32_t k = 0; k < count; k++) near += score[upos] - score[k] < SURE;
    doubt->open = near > 1;
    if (!doubt->open) return;
    float p[SS_UPOS_LABELS_MAX], x[SS_XPOS_LABELS_MAX], by[SS_UPOS_LABELS_MAX];
    memcpy(p, score, count * sizeof *p);
    kern->softmax(p, count, 1.0f, NULL);
    memcpy(x, tags + h->xpos.first, h->xpos.out * sizeof *x);
    mean_row(x, h->xpos.out, kern, h->by_xpos, count, by);
    for (uint32_t k = 0; k < count; k++) {
        float square = p[k] * p[k], other = by[k] + SMALL;
        doubt->weight[k] = score[upos] - score[k] < SURE ? square * square * other * other : 0.0f;
    }
}

void ss_doubt_close(const struct ss_doubt *doubt, const struct ss_heads *h, const struct ss_kern *kern,
                    float *relations, struct sayso_token *token)
{
    if (!doubt->open) return;
    float by[SS_UPOS_LABELS_MAX], weight[SS_UPOS_LABELS_MAX];
    if (relations)
        mean_row(relations, h->label_count, kern, h->by_relation, h->upos.out, by);
    else
        memcpy(by, h->by_relation + (size_t)h->root_label * h->upos.out, h->upos.out * sizeof *by);
    for (uint32_t k = 0; k < h->upos.out; k++) weight[k] = doubt->weight[k] * (by[k] + SMALL);
    token->upos = h->upos_of[kern->top(weight, h->upos.out)];
}
