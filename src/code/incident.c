// SPDX-License-Identifier: Apache-2.0
// Parts in the violence of a report: every candidate is weighed, every group of candidates gives each part at most
// once, by its surest words.
#include "code/incident.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

void ss_incident_squash(float sum[SS_INCIDENT_OUT])
{
    float top = sum[0], all = 0;
    for (uint32_t k = 1; k < SS_INCIDENT_OUT; k++)
        if (sum[k] > top) top = sum[k];
    for (uint32_t k = 0; k < SS_INCIDENT_OUT; k++) all += sum[k] = expf(sum[k] - top);
    for (uint32_t k = 0; k < SS_INCIDENT_OUT; k++) sum[k] /= all;
}

uint32_t ss_incident_step(double probability)
{
    return probability >= 1 ? 9 : probability <= 0 ? 0 : (uint32_t)(probability * 10);
}

static char plain(char c)
{
    return ss_ascii_space(c) ? ' ' : ss_ascii_lower(c);
}

// Whether one text holds the other, in small letters; a line's end is a space.
static bool overlap(const struct sayso_report *r, const struct sayso_part *a, const struct sayso_part *b)
{
    uint32_t la = a->end - a->start, lb = b->end - b->start;
    const struct sayso_part *s = la < lb ? a : b, *l = la < lb ? b : a;
    uint32_t n = s->end - s->start, m = l->end - l->start;
    for (uint32_t i = 0; i + n <= m; i++) {
        uint32_t k = 0;
        while (k < n && plain(r->text[l->start + i + k]) == plain(r->text[s->start + k])) k++;
        if (k == n) return true;
    }
    return false;
}

static uint32_t text_length(const struct ss_incident_work *w, const struct ss_part_candidate *c)
{
    return w->report->tokens[c->to - 1].end - w->report->tokens[c->from].start;
}

// Of a person's names the fullest stands for it, of other things the surest.
static bool better(const struct ss_incident_work *w, uint32_t a, float pa, uint32_t b, float pb)
{
    const struct ss_part_candidate *x = &w->list.item[a], *y = &w->list.item[b];
    if (x->name && y->name && x->person && y->person && x->form == y->form)
        return text_length(w, x) > text_length(w, y);
    return pa > pb;
}

static int by_all(const void *a, const void *b)
{
    const struct ss_part_bid *x = a, *y = b;
    if (x->all != y->all) return x->all > y->all ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static float odds(double p)
{
    if (p < 1e-4) p = 1e-4;
    if (p > 1 - 1e-4) p = 1 - 1e-4;
    return (float)log(p / (1 - p));
}

// The two highest values of different groups.
struct top {
    float best, next;
    uint32_t group;
};

static void raise(struct top *t, float value, uint32_t group)
{
    if (t->best > 0 && t->group == group) {
        if (value > t->best) t->best = value;
    } else if (value > t->best) {
        t->next = t->best;
        t->best = value;
        t->group = group;
    } else if (value > t->next) {
        t->next = value;
    }
}

static float but(const struct top *t, uint32_t group)
{
    return t->group == group ? t->next : t->best;
}

// What stands around a group: its own words' probability of other parts, that of others for the same part and for other
// parts in its sentences.
struct around {
    float own, same, other;
};

static float other_part(const float *p, uint32_t candidate, int part)
{
    float top = 0;
    for (int k = 0; k < SAYSO_PART_COUNT; k++)
        if (k != part && p[candidate * SS_INCIDENT_OUT + 1 + (uint32_t)k] > top)
            top = p[candidate * SS_INCIDENT_OUT + 1 + (uint32_t)k];
    return top;
}

static bool look_around(const struct ss_incident_work *w, const float *p, int part, struct around *out, struct top *any)
{
    const struct sayso_report *r = w->report;
    struct top *same = SS_NEW_ARRAY(w->arena, struct top, (size_t)r->sentence_count + 1);
    struct top *other = SS_NEW_ARRAY(w->arena, struct top, (size_t)r->sentence_count + 1);
    if (!same || !other) return false;
    *any = (struct top){0};
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_part_candidate *c = &w->list.item[i];
        float x = other_part(p, i, part);
        raise(any, x, c->group);
        raise(&other[r->tokens[c->head].sentence], x, c->group);
        raise(&same[r->tokens[c->head].sentence], p[i * SS_INCIDENT_OUT + 1 + (uint32_t)part], c->group);
        if (x > out[c->group].own) out[c->group].own = x;
    }
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_part_candidate *c = &w->list.item[i];
        uint32_t s = r->tokens[c->head].sentence;
        struct around *g = &out[c->group];
        if (but(&same[s], c->group) > g->same) g->same = but(&same[s], c->group);
        if (but(&other[s], c->group) > g->other) g->other = but(&other[s], c->group);
    }
    return true;
}

static void describe(const struct ss_incident_work *w, double about, const struct ss_part_bid *bids, uint32_t count,
                     uint32_t rank, const struct around *around, const struct top *any, float *f)
{
    const struct ss_part_bid *b = &bids[rank];
    const struct ss_part_candidate *c = &w->list.item[b->at];
    uint32_t sentence = w->report->tokens[c->head].sentence;
    f[0] = 1;
    f[1] = odds((double)b->best);
    f[2] = odds((double)b->all);
    f[3] = logf((float)b->words);
    f[4] = rank == 0;
    f[5] = rank == 1;
    f[6] = rank > 3;
    f[7] = odds(about);
    f[8] = odds(count > 1 ? (double)bids[rank == 0].all : 0);
    f[9] = odds((double)around->own);
    f[10] = odds((double)but(any, c->group));
    f[11] = sentence < 2;
    f[12] = sentence > 8;
    f[13] = c->name;
    f[14] = f[1] * f[7] / 4;
    f[15] = f[1] * f[1] / 4;
    f[16] = odds((double)around->same);
    f[17] = odds((double)around->other);
}

uint32_t ss_incident_bids(const struct ss_incident_work *w, const float *probability, double about, int part,
                          struct ss_part_bid *out)
{
    uint32_t count = 0;
    for (uint32_t g = 0; g < w->group_count; g++) out[g] = (struct ss_part_bid){.all = 1, .best = -1};
    for (uint32_t i = 0; i < w->list.count;) { // the forms of one noun stand together
        struct ss_part_bid *b = &out[w->list.item[i].group];
        float top = 0;
        int32_t head = w->list.item[i].head;
        uint32_t group = w->list.item[i].group;
        for (; i < w->list.count && w->list.item[i].head == head && w->list.item[i].group == group; i++) {
            float p = probability[i * SS_INCIDENT_OUT + 1 + (uint32_t)part];
            if (p > top) top = p;
            if (b->best < 0 || better(w, i, p, b->at, b->best)) b->at = i;
            if (p > b->best) b->best = p;
        }
        b->all *= 1 - top;
        b->words++;
    }
    for (uint32_t g = 0; g < w->group_count; g++) {
        out[g].all = 1 - out[g].all;
        if (out[g].best >= 0.01f) out[count++] = out[g];
    }
    qsort(out, count, sizeof *out, by_all);
    struct around *around = SS_NEW_ARRAY(w->arena, struct around, (size_t)w->group_count + 1);
    struct top any;
    if (!around || !look_around(w, probability, part, around, &any)) return 0;
    for (uint32_t k = 0; k < count; k++)
        describe(w, about, out, count, k, &around[w->list.item[out[k].at].group], &any, out[k].feature);
    return count;
}

void ss_incident_sure(const struct ss_incident_work *w, double about, const float *probability,
                      float out[SS_SURE_FEATURES])
{
    float top[SAYSO_PART_COUNT] = {0};
    for (uint32_t i = 0; i < w->list.count; i++)
        for (uint32_t k = 0; k < SAYSO_PART_COUNT; k++)
            if (probability[i * SS_INCIDENT_OUT + 1 + k] > top[k]) top[k] = probability[i * SS_INCIDENT_OUT + 1 + k];
    out[0] = 1;
    out[1] = odds(about);
    out[7] = 0;
    for (uint32_t k = 0; k < SAYSO_PART_COUNT; k++) {
        out[2 + k] = odds((double)top[k]);
        if (k == 0 || out[2 + k] > out[7]) out[7] = out[2 + k];
    }
    float told[3] = {0}, none = 1; // the surest sentences
    for (uint32_t i = 0; i < w->report->sentence_count; i++) {
        float x = w->told[i];
        none *= 1 - x;
        for (uint32_t k = 0; k < 3; k++)
            if (x > told[k]) {
                float keep = told[k];
                told[k] = x;
                x = keep;
            }
    }
    for (uint32_t k = 0; k < 3; k++) out[8 + k] = odds((double)told[k]);
    out[11] = odds((double)(1 - none));
}

enum sayso_err ss_incident_choose(const struct ss_incident_work *w, const float *probability,
                                  const struct ss_incident_model *model, struct ss_arena *arena,
                                  struct sayso_incident *out)
{
    struct ss_part_bid *bids = SS_NEW_ARRAY(w->arena, struct ss_part_bid, w->group_count + 1);
    out->parts = SS_NEW_ARRAY(arena, struct sayso_part, (size_t)w->group_count * SAYSO_PART_COUNT + 1);
    bool *named = SS_NEW_ARRAY(w->arena, bool, (size_t)w->group_count *SAYSO_PART_COUNT + 1);
    if (!bids || !named || !out->parts) return SAYSO_ERR_LIMIT;
    for (int role = 0; role < SAYSO_PART_COUNT; role++) {
        uint32_t first = out->part_count, count = ss_incident_bids(w, probability, out->about, role, bids);
        for (uint32_t g = 0; g < count; g++) {
            float sum = 0;
            for (uint32_t k = 0; k < SS_BID_FEATURES; k++) sum += model->bid[role][k] * bids[g].feature[k];
            double sure = 1 / (1 + exp(-(double)sum));
            if (sure < model->threshold[role]) continue;
            const struct ss_part_candidate *c = &w->list.item[bids[g].at];
            struct sayso_part part = {w->report->tokens[c->from].start, w->report->tokens[c->to - 1].end, c->entity,
                                      (enum sayso_part_role)role, sure};
            bool known = false;
            for (uint32_t k = first; k < out->part_count && !known; k++)
                known = overlap(w->report, &out->parts[k], &part) ||
                        (c->entity >= 0 && c->entity == out->parts[k].entity && (c->name || named[k]));
            if (known) continue;
            named[out->part_count] = c->name;
            out->parts[out->part_count++] = part;
        }
    }
    return SAYSO_OK;
}

static double logistic(const struct ss_incident_table *table, int32_t base, const uint32_t *rows, uint32_t count)
{
    int32_t sum = base;
    for (uint32_t i = 0; i < count; i++) {
        const int16_t *weight = ss_incident_weights(table, rows[i]);
        if (weight) sum += weight[0];
    }
    return 1 / (1 + exp(-(double)sum / (double)SS_TOLD_SCALE));
}

static enum sayso_err weigh(const struct ss_coder *coder, const struct ss_incident_model *m,
                            struct sayso_report *report, struct ss_arena *scratch)
{
    struct ss_incident_work w;
    SS_TRY(ss_incident_collect(&w, coder, report, scratch));
    struct sayso_incident *out = SS_NEW(report->arena, struct sayso_incident);
    float *p = SS_NEW_ARRAY(scratch, float, (size_t)w.list.count *SS_INCIDENT_OUT + 1);
    if (!out || !p) return SAYSO_ERR_LIMIT;
    uint32_t all[SS_INCIDENT_REPORT];
    out->about = logistic(&m->about, m->about_base, all, ss_incident_report_features(&w, all, SS_INCIDENT_REPORT));
    w.about = ss_incident_step(out->about);
    for (uint32_t i = 0; i < report->sentence_count; i++)
        w.told[i] =
            (float)logistic(&m->told, m->told_base, all, ss_incident_sentence_features(&w, i, all, SS_INCIDENT_REPORT));
    for (uint32_t i = 0; i < w.list.count; i++) {
        uint32_t rows[SS_INCIDENT_FEATURES], n = ss_incident_features(&w, i, rows);
        int32_t sum[SS_INCIDENT_OUT] = {0};
        for (uint32_t k = 0; k < n; k++) {
            const int16_t *weight = ss_incident_weights(&m->part, rows[k]);
            for (uint32_t o = 0; weight && o < SS_INCIDENT_OUT; o++) sum[o] += weight[o];
        }
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[i * SS_INCIDENT_OUT + o] = (float)sum[o] / SS_INCIDENT_SCALE;
        ss_incident_squash(p + (size_t)i * SS_INCIDENT_OUT);
    }
    float f[SS_SURE_FEATURES], sum = 0;
    ss_incident_sure(&w, out->about, p, f);
    for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) sum += m->sure[k] * f[k];
    out->about = 1 / (1 + exp(-(double)sum));
    out->told = out->about >= m->told_from;
    report->incident = out;
    SS_TRY(ss_incident_count(coder, report, report->arena, out));
    return ss_incident_choose(&w, p, m, report->arena, out);
}

enum sayso_err ss_code_incident(const struct ss_coder *coder, const struct ss_incident_model *model,
                                struct sayso_report *report)
{
    report->incident = NULL;
    struct ss_arena *scratch = ss_arena_new(0);
    if (!scratch) return SAYSO_ERR_NOMEM;
    enum sayso_err err = weigh(coder, model, report, scratch);
    ss_arena_free(scratch);
    return err;
}
