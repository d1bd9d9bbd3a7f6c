// SPDX-License-Identifier: Apache-2.0
// Chains of mentions: every mention in turn joins the earlier one with the greatest sum of weights, or begins a chain.
#include "code/coref.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

struct ss_coref_weights *ss_coref_weights_new(const struct ss_know *know)
{
    const struct ss_know_table *t = ss_know_table(know, "entities/coref");
    struct ss_coref_weights *w = calloc(1, sizeof *w);
    if (!w || !t) return w;
    int column = ss_know_column(t, "weights");
    uint32_t at = 0;
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char *s = ss_know_cell(t, row, column);
        while (*s && at < SS_COREF_ROWS) {
            char *end;
            w->weight[at] = (int16_t)strtol(s, &end, 10);
            if (end == s) break;
            at++;
            s = end;
        }
    }
    return w;
}

enum sayso_err ss_coref_resolve(struct ss_coref *c, const struct ss_coref_weights *weights)
{
    uint32_t looks[SS_COREF_LOOKS], rows[SS_COREF_FEATURES];
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        int32_t best = -1, top = 0;
        if (c->mentions.item[i].stated >= 0) {
            ss_coref_join(c, i, c->mentions.item[i].stated);
            continue;
        }
        uint32_t n = ss_coref_features(c, i, -1, rows), count = ss_coref_candidates(c, i, looks);
        for (uint32_t k = 0; k < n; k++) top += weights->weight[rows[k]];
        for (uint32_t a = 0; a < count; a++) {
            if (ss_coref_other_sex(c, i, looks[a])) continue;
            int32_t sum = 0;
            n = ss_coref_features(c, i, (int32_t)looks[a], rows);
            for (uint32_t k = 0; k < n; k++) sum += weights->weight[rows[k]];
            if (sum > top) {
                top = sum;
                best = (int32_t)looks[a];
            }
        }
        ss_coref_join(c, i, best);
    }
    return SAYSO_OK;
}
