// SPDX-License-Identifier: Apache-2.0
// Viterbi over BIO labels: a name goes on only with its own kind.
#include "parse/heads.h"

#define FORBIDDEN (-1e9f)

void ss_ner_decode(const struct ss_ner_label *labels, uint32_t label_count, const float *score, uint32_t stride,
                   uint32_t n, uint8_t *back, uint8_t *out)
{
    float best[SS_NER_LABELS_MAX], next[SS_NER_LABELS_MAX];
    for (uint32_t j = 0; j < label_count; j++)
        best[j] = score[j] + (labels[j].kind && !labels[j].begin ? FORBIDDEN : 0.0f);
    for (uint32_t t = 1; t < n; t++) {
        const float *row = score + (size_t)t * stride;
        uint32_t any = 0; // the best before a label that may follow all
        for (uint32_t i = 1; i < label_count; i++)
            if (best[i] > best[any]) any = i;
        for (uint32_t j = 0; j < label_count; j++) {
            uint32_t from = any;
            float top = best[any];
            if (labels[j].kind && !labels[j].begin && labels[any].kind != labels[j].kind) {
                top += FORBIDDEN;
                for (uint32_t i = 0; i < label_count; i++)
                    if (labels[i].kind == labels[j].kind && best[i] > top) {
                        top = best[i];
                        from = i;
                    }
            }
            next[j] = top + row[j];
            back[(size_t)t * label_count + j] = (uint8_t)from;
        }
        for (uint32_t j = 0; j < label_count; j++) best[j] = next[j];
    }
    uint32_t last = 0;
    for (uint32_t j = 1; j < label_count; j++)
        if (best[j] > best[last]) last = j;
    for (uint32_t t = n; t-- > 0;) {
        out[t] = (uint8_t)last;
        if (t) last = back[(size_t)t * label_count + last];
    }
}
