// SPDX-License-Identifier: Apache-2.0
// The weights of incidents, read from the table events/incident into arrays that are quick to look up.
#include <stdlib.h>
#include <string.h>

#include "code/incident.h"

#define VALUES 20u // of a line at most

static struct ss_incident_table *table_of(struct ss_incident_model *m, const char *kind)
{
    return strcmp(kind, "part") == 0    ? &m->part
           : strcmp(kind, "about") == 0 ? &m->about
           : strcmp(kind, "told") == 0  ? &m->told
                                        : NULL;
}

// A line of the table: thresholds of the parts in hundredths, the bases of `about` and `told`, the threshold of
// `about`; what a bid for a part (`row`) is made of and what the parts say of the whole, in thousandths; the weights of
// a row of features, of candidates, reports or sentences.
static void read_row(struct ss_incident_model *m, const char *kind, uint32_t row, const char *s)
{
    long v[VALUES] = {0};
    uint32_t n = 0;
    for (char *end; *s && n < VALUES; s = end) {
        v[n] = strtol(s, &end, 10);
        if (end == s) break;
        n++;
    }
    struct ss_incident_table *t = table_of(m, kind);
    if (t) {
        struct ss_incident_weights *w = &t->item[t->count];
        if (row >= SS_INCIDENT_ROWS) return;
        w->row = row;
        for (uint32_t k = 0; k < SS_INCIDENT_OUT; k++) w->weight[k] = (int16_t)v[k];
        t->count++;
    } else if (strcmp(kind, "threshold") == 0) {
        for (uint32_t k = 0; k < SAYSO_PART_COUNT; k++) m->threshold[k] = (double)v[k] / 100;
        m->about_base = (int32_t)v[SAYSO_PART_COUNT];
        m->told_base = (int32_t)v[SAYSO_PART_COUNT + 1];
        m->told_from = (double)v[SAYSO_PART_COUNT + 2] / 100;
    } else if (strcmp(kind, "bid") == 0) {
        if (row < SAYSO_PART_COUNT)
            for (uint32_t k = 0; k < SS_BID_FEATURES; k++) m->bid[row][k] = (float)v[k] / 1000;
    } else if (strcmp(kind, "sure") == 0) {
        for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) m->sure[k] = (float)v[k] / 1000;
    }
}

static int by_row(const void *a, const void *b)
{
    uint32_t x = ((const struct ss_incident_weights *)a)->row, y = ((const struct ss_incident_weights *)b)->row;
    return x < y ? -1 : x > y;
}

static void order(struct ss_incident_table *t)
{
    uint32_t at = 0;
    if (t->count) qsort(t->item, t->count, sizeof *t->item, by_row);
    for (uint32_t upper = 0; upper <= 1u << SS_INCIDENT_UPPER; upper++) {
        while (at < t->count && t->item[at].row >> (SS_INCIDENT_BITS - SS_INCIDENT_UPPER) < upper) at++;
        t->first[upper] = at;
    }
}

const int16_t *ss_incident_weights(const struct ss_incident_table *t, uint32_t row)
{
    uint32_t upper = row >> (SS_INCIDENT_BITS - SS_INCIDENT_UPPER);
    for (uint32_t i = t->first[upper]; i < t->first[upper + 1]; i++)
        if (t->item[i].row == row) return t->item[i].weight;
    return NULL;
}

struct ss_incident_model *ss_incident_model_new(const struct ss_know *know)
{
    const struct ss_know_table *t = ss_know_table(know, "events/incident");
    struct ss_incident_model *m = calloc(1, sizeof *m);
    if (!m || !t) return m;
    uint32_t rows[3] = {0};
    for (uint32_t i = 0; i < ss_know_rows(t); i++) {
        const struct ss_incident_table *of = table_of(m, ss_know_cell(t, i, 0));
        if (of) rows[of == &m->part ? 0 : of == &m->about ? 1 : 2]++;
    }
    m->part.item = calloc((size_t)rows[0] + 1, sizeof *m->part.item);
    m->about.item = calloc((size_t)rows[1] + 1, sizeof *m->about.item);
    m->told.item = calloc((size_t)rows[2] + 1, sizeof *m->told.item);
    if (!m->part.item || !m->about.item || !m->told.item) {
        ss_incident_model_free(m);
        return NULL;
    }
    int row = ss_know_column(t, "row"), weights = ss_know_column(t, "weights");
    for (uint32_t i = 0; i < ss_know_rows(t); i++)
        read_row(m, ss_know_cell(t, i, 0), (uint32_t)strtoul(ss_know_cell(t, i, row), NULL, 10),
                 ss_know_cell(t, i, weights));
    order(&m->part);
    order(&m->about);
    order(&m->told);
    return m;
}

void ss_incident_model_free(struct ss_incident_model *model)
{
    if (!model) return;
    free(model->part.item);
    free(model->about.item);
    free(model->told.item);
    free(model);
}
