// SPDX-License-Identifier: Apache-2.0
// Learning, always in the same order: logistic sums for reports and sentences, a softmax over the parts (Adagrad, a
// third of the features left out at a time), then small logistic sums over what these say.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "incident.h"

#define EPOCHS 6
#define KEPT   4 // of the last epochs the mean is kept
#define RATE   0.03f
#define DECAY  1e-4f
#define STEADY 0.1f // slows the first steps
#define DROP   3u   // one feature in so many is left out
#define SMALL  5.5f // written weights below are dropped
#define FAINT  0.1f // least weight of a place

static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void shuffle(uint32_t *order, uint32_t n, uint32_t *state)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = random_next(state) % i, keep = order[i - 1];
        order[i - 1] = order[k];
        order[k] = keep;
    }
}

double logistic_of(const struct set *set, const struct logistic *w, const struct example *x)
{
    float sum = w->base;
    for (uint32_t k = 0; k < x->count; k++) sum += w->w[set->rows.item[x->at + k]];
    return 1 / (1 + exp(-(double)sum));
}

bool new_logistic(struct logistic *w, uint32_t count)
{
    *w = (struct logistic){.w = calloc((size_t)count + 1, sizeof *w->w), .count = count};
    return w->w;
}

bool new_weights(struct weights *w, uint32_t count)
{
    *w = (struct weights){.row = calloc((size_t)count + 1, sizeof *w->row), .count = count};
    return w->row;
}

// A^T y, where a row of A says which features an example has.
static void gather(const struct set *set, const struct example *const *list, uint32_t n, const float *y, float *out,
                   uint32_t rows)
{
    memset(out, 0, rows * sizeof *out);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < list[i]->count; k++) out[set->rows.item[list[i]->at + k]] += y[i];
}

static void spread(const struct set *set, const struct example *const *list, uint32_t n, const float *x, float *out)
{
    for (uint32_t i = 0; i < n; i++) {
        out[i] = 0;
        for (uint32_t k = 0; k < list[i]->count; k++) out[i] += x[set->rows.item[list[i]->at + k]];
    }
}

// The largest eigenvalue of A^T A bounds the steps.
static float steepest(const struct set *set, const struct example *const *list, uint32_t n, float *x, float *y,
                      uint32_t rows)
{
    float size = 1;
    for (uint32_t k = 0; k < rows; k++) x[k] = 1;
    for (int turn = 0; turn < 12; turn++) {
        double all = 0;
        spread(set, list, n, x, y);
        gather(set, list, n, y, x, rows);
        for (uint32_t k = 0; k < rows; k++) all += (double)(x[k] * x[k]);
        size = (float)sqrt(all);
        for (uint32_t k = 0; k < rows; k++) x[k] /= size;
    }
    return size;
}

// Logistic with the squares of the weights as a price; accelerated steps over all examples at once.
static void learn_logistic(const struct set *set, struct logistic *w, const struct example *const *list, uint32_t n,
                           float price, int steps)
{
    float *ahead = calloc((size_t)w->count + 1, sizeof *ahead), *slope = calloc((size_t)w->count + 1, sizeof *slope);
    float *y = calloc((size_t)n + 1, sizeof *y), pace = 1;
    memset(w->w, 0, w->count * sizeof *w->w);
    w->base = 0;
    float bound = 0.26f * steepest(set, list, n, slope, y, w->count) + price;
    for (int step = 0; step < steps; step++) {
        float all = 0, next = (1 + sqrtf(1 + 4 * pace * pace)) / 2;
        spread(set, list, n, ahead, y);
        for (uint32_t i = 0; i < n; i++) {
            y[i] = 1 / (1 + expf(-(y[i] + w->base))) - (float)list[i]->label;
            all += y[i];
        }
        gather(set, list, n, y, slope, w->count);
        w->base -= 2 * all / (float)n;
        for (uint32_t k = 0; k < w->count; k++) {
            float to = ahead[k] - (slope[k] + price * ahead[k]) / bound;
            ahead[k] = to + (pace - 1) / next * (to - w->w[k]);
            w->w[k] = to;
        }
        pace = next;
    }
    free(ahead);
    free(slope);
    free(y);
}

void learn_about(const struct set *set, struct logistic *w, uint32_t fold)
{
    const struct example **list = calloc(set->docs.count + 1, sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; i < set->docs.count; i++)
        if (i % FOLDS != fold) list[n++] = &set->docs.item[i].whole;
    learn_logistic(set, w, list, n, 70, 200);
    free(list);
}

void learn_told(const struct set *set, struct logistic *w, uint32_t fold)
{
    const struct example **list = calloc(set->sentences.count + 1, sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; i < set->docs.count; i++)
        for (uint32_t k = 0; k < set->docs.item[i].report->sentence_count && i % FOLDS != fold; k++)
            list[n++] = &set->sentences.item[set->docs.item[i].first_sentence + k];
    learn_logistic(set, w, list, n, 30, 100);
    free(list);
}

void score_parts(const struct set *set, const struct weights *w, const struct example *x, float p[SS_INCIDENT_OUT])
{
    for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[o] = 0;
    for (uint32_t k = 0; k < x->count; k++)
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[o] += w->row[set->rows.item[x->at + k]].w[o];
    ss_incident_squash(p);
}

static void learn_one(const struct set *set, struct weights *w, const struct example *x, uint32_t *state)
{
    uint32_t rows[SS_INCIDENT_FEATURES], n = 0;
    float p[WIDE] = {0}, on[WIDE] = {0};
    for (uint32_t k = 0; k < x->count; k++)
        if (random_next(state) % DROP) rows[n++] = set->rows.item[x->at + k];
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t o = 0; o < WIDE; o++) p[o] += w->row[rows[k]].w[o];
    ss_incident_squash(p);
    p[x->label] -= 1;
    bool any = false;
    for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) {
        p[o] *= x->weight;
        on[o] = fabsf(p[o]) >= 1e-4f;
        p[o] *= on[o];
        any = any || on[o] > 0;
    }
    for (uint32_t k = 0; k < n && any; k++) {
        float *v = w->row[rows[k]].w, *square = w->row[rows[k]].square;
        for (uint32_t o = 0; o < WIDE; o++) {
            float slope = p[o] + on[o] * DECAY * v[o];
            square[o] += slope * slope;
            v[o] -= RATE * slope / (sqrtf(square[o]) + STEADY);
        }
    }
}

void learn_parts(const struct set *set, struct weights *w, uint32_t fold, uint32_t other_fold, int rounds)
{
    uint32_t n = 0, state = 4711u, *order = calloc(set->candidates.count + 1, sizeof *order);
    for (uint32_t i = 0; i < set->docs.count; i++)
        for (uint32_t k = 0; k < set->docs.item[i].work.list.count && i % FOLDS != fold && i % FOLDS != other_fold; k++)
            order[n++] = set->docs.item[i].first + k;
    float(*mean)[WIDE] = calloc((size_t)w->count + 1, sizeof *mean);
    for (int epoch = 0; epoch < rounds * EPOCHS; epoch++) {
        if (epoch % EPOCHS == 0) memset(w->row, 0, w->count * sizeof *w->row);
        shuffle(order, n, &state);
        for (uint32_t i = 0; i < n; i++) learn_one(set, w, &set->candidates.item[order[i]], &state);
        if (epoch % EPOCHS >= EPOCHS - KEPT)
            for (uint32_t row = 0; row < w->count; row++)
                for (uint32_t o = 0; o < WIDE; o++) mean[row][o] += w->row[row].w[o] / (float)(rounds * KEPT);
    }
    for (uint32_t row = 0; row < w->count; row++)
        for (uint32_t o = 0; o < WIDE; o++)
            w->row[row].w[o] = fabsf(mean[row][o]) * SS_INCIDENT_SCALE < SMALL ? 0 : mean[row][o];
    free(order);
    free(mean);
}

static int gold_at(const struct document *d, uint32_t candidate, uint32_t label)
{
    const struct ss_part_candidate *c = &d->work.list.item[candidate];
    uint32_t start = d->report->tokens[c->from].start, end = d->report->tokens[c->to - 1].end;
    int e = label ? gold_of(d, (int)label - 1, d->report->text + start, end - start) : -1;
    return e < (int)NAMES_MAX ? e : -1;
}

void weigh_places(struct set *set, const float *p)
{
    for (uint32_t i = 0; i < set->docs.count; i++) {
        const struct document *d = &set->docs.item[i];
        float top[SS_INCIDENT_OUT][NAMES_MAX] = {{0}};
        for (int pass = 0; pass < 2; pass++)
            for (uint32_t k = 0; k < d->work.list.count; k++) {
                struct example *x = &set->candidates.item[d->first + k];
                int e = gold_at(d, k, x->label);
                if (e < 0) continue;
                float own = p[((size_t)d->first + k) * SS_INCIDENT_OUT + x->label], *best = &top[x->label][e];
                if (pass == 0 && own > *best) *best = own;
                if (pass == 1) x->weight = fmaxf(sqrtf(own / (*best + 1e-9f)), FAINT);
            }
    }
}

// How sure a group is, from what its words say: logistic, on the probabilities of reports left out of the training.
void learn_bids(const struct set *set, const float *p, struct ss_incident_model *model)
{
    struct bid_example {
        float f[SS_BID_FEATURES];
        bool right;
    };
    for (int part = 0; part < SAYSO_PART_COUNT; part++) {
        SS_ARR(struct bid_example) list = {0};
        float square[SS_BID_FEATURES] = {0}, *w = model->bid[part];
        for (uint32_t i = 0; i < set->docs.count; i++) {
            const struct document *d = &set->docs.item[i];
            const struct sayso_report *r = d->report;
            struct ss_part_bid *bids = calloc(d->work.group_count + 1, sizeof *bids);
            uint32_t n = ss_incident_bids(&d->work, p + (size_t)d->first * SS_INCIDENT_OUT, d->sure, part, bids);
            for (uint32_t k = 0; k < n; k++) {
                const struct ss_part_candidate *c = &d->work.list.item[bids[k].at];
                uint32_t start = r->tokens[c->from].start;
                struct bid_example *x = ss_arr_push(NULL, &list);
                memcpy(x->f, bids[k].feature, sizeof x->f);
                x->right = gold_of(d, part, r->text + start, r->tokens[c->to - 1].end - start) >= 0;
            }
            free(bids);
        }
        uint32_t state = 99u, *order = calloc(list.count + 1, sizeof *order);
        for (uint32_t i = 0; i < list.count; i++) order[i] = i;
        memset(w, 0, SS_BID_FEATURES * sizeof *w);
        for (int epoch = 0; epoch < 20; epoch++) {
            shuffle(order, list.count, &state);
            for (uint32_t i = 0; i < list.count; i++) {
                const struct bid_example *x = &list.item[order[i]];
                float sum = 0;
                for (uint32_t k = 0; k < SS_BID_FEATURES; k++) sum += w[k] * x->f[k];
                float g = 1 / (1 + expf(-sum)) - (x->right ? 1.0f : 0.0f);
                for (uint32_t k = 0; k < SS_BID_FEATURES; k++) {
                    float slope = g * x->f[k];
                    square[k] += slope * slope;
                    w[k] -= 0.05f * slope / (sqrtf(square[k]) + 1e-3f);
                }
            }
        }
        free(order);
        ss_arr_free(&list);
    }
}

double sure_of(const struct document *d, const float *p, const struct ss_incident_model *model)
{
    float f[SS_SURE_FEATURES], sum = 0;
    ss_incident_sure(&d->work, d->about, p + (size_t)d->first * SS_INCIDENT_OUT, f);
    for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) sum += model->sure[k] * f[k];
    return 1 / (1 + exp(-(double)sum));
}

void learn_sure(const struct set *set, const float *p, struct ss_incident_model *model)
{
    float square[SS_SURE_FEATURES] = {0}, *w = model->sure;
    memset(w, 0, SS_SURE_FEATURES * sizeof *w);
    for (int epoch = 0; epoch < 40; epoch++)
        for (uint32_t i = 0; i < set->docs.count; i++) {
            const struct document *d = &set->docs.item[i];
            float f[SS_SURE_FEATURES], g = (float)sure_of(d, p, model) - (float)d->whole.label;
            ss_incident_sure(&d->work, d->about, p + (size_t)d->first * SS_INCIDENT_OUT, f);
            for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) {
                square[k] += g * f[k] * g * f[k];
                w[k] -= 0.05f * g * f[k] / (sqrtf(square[k]) + 1e-3f);
            }
        }
}
