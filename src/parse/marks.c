// SPDX-License-Identifier: Apache-2.0
// Looking marks up. Sums are whole numbers, so that every processor gives the same.
#include "parse/marks.h"

#include <string.h>

int ss_mark_head(const struct sayso_report *r, const char *name)
{
    for (uint32_t i = 0; r->marks && i < r->marks->head_count; i++)
        if (strcmp(r->marks->head[i].name, name) == 0) return (int)i;
    return -1;
}

int ss_mark_label(const struct sayso_report *r, int head, const char *label)
{
    if (head < 0 || !r->marks) return -1;
    const struct ss_mark_head *h = &r->marks->head[head];
    for (uint32_t i = 0; i < h->label_count; i++)
        if (strcmp(h->labels[i], label) == 0) return (int)i;
    return -1;
}

static const uint8_t *row(const struct sayso_report *r, uint32_t token, const struct ss_mark_head *head)
{
    return r->mark + (size_t)token * r->marks->label_count + head->first;
}

unsigned ss_mark(const struct sayso_report *r, uint32_t token, int head, int label)
{
    if (head < 0 || label < 0 || !r->marks) return 0;
    return row(r, token, &r->marks->head[head])[label];
}

int ss_mark_top(const struct sayso_report *r, uint32_t token, int head)
{
    if (head < 0 || !r->marks) return -1;
    const struct ss_mark_head *h = &r->marks->head[head];
    const uint8_t *p = row(r, token, h);
    uint32_t best = 0;
    for (uint32_t i = 1; i < h->label_count; i++)
        if (p[i] > p[best]) best = i;
    return (int)best;
}

float ss_mark_value(const struct sayso_report *r, uint32_t token, int head)
{
    if (head < 0 || !r->marks) return 0.0f;
    const struct ss_mark_head *h = &r->marks->head[head];
    const uint8_t *p = row(r, token, h);
    int32_t sum = 0, weight = 0;
    for (uint32_t i = 0; h->values && i < h->label_count; i++) {
        sum += h->values[i] * p[i];
        weight += p[i];
    }
    return weight ? (float)sum / (float)weight : 0.0f;
}
