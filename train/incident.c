// SPDX-License-Identifier: Apache-2.0
// Trains the weights of parts in incidents (src/code/incident.h) from the keys of MUC-4: JSON lines with "text",
// "roles" (for each part the entities, each a list of its names) and "templates" (none: the report tells of no
// incident). Softmax over the parts, Adagrad in a fixed order, a third of the features left out at a time; thresholds
// are taken where reports left out of the training do best. The same files give the same bytes.
//
//     train_incident OUT.tsv TRAIN.jsonl [--dev DEV.jsonl]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/json_in.h"
#include "base/str.h"
#include "code/incident.h"
#include "pipe/engine.h"

#define FOLDS       4u
#define EPOCHS      6
#define KEPT        4 // of the last epochs the mean is kept
#define ROUNDS      3 // each from the start; their mean is the result
#define RATE        0.03f
#define DECAY       1e-4f
#define STEADY      0.1f // slows the first steps
#define DROP        3u   // one feature in so many is left out
#define SMALL       5.5f // written weights below are dropped
#define REPORT_ROWS 4000u
#define NAMES_MAX   64u // gold entities of a part and report
#define ABOUT       0.45
#define STEPS       12u
#define NEARLY      0.5

static const char *const part_names[SAYSO_PART_COUNT] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

struct example {
    uint32_t at, count; // rows
    uint32_t label;     // 0 none
};

struct document {
    struct sayso_report *report;
    struct ss_arena *arena;
    struct ss_incident_work work;
    const struct ss_json_value *gold;
    uint32_t first;     // example of its first candidate
    uint32_t at, count; // rows of the report
    uint32_t gold_count[SAYSO_PART_COUNT];
    bool told;
    double about, sure;
};

struct set {
    SS_ARR(struct document) docs;
    SS_ARR(struct example) examples;
    SS_ARR(uint32_t) rows;
};

struct weights {
    float w[SS_INCIDENT_ROWS][SS_INCIDENT_OUT], square[SS_INCIDENT_ROWS][SS_INCIDENT_OUT];
    float about[SS_INCIDENT_ROWS], about_square[SS_INCIDENT_ROWS], about_base;
};

// --- gold

static bool article(const char *s, size_t len)
{
    return (len == 3 && !memcmp(s, "the", 3)) || (len == 1 && *s == 'a') || (len == 2 && !memcmp(s, "an", 2));
}

// Small letters, single spaces, no marks at the ends, no article.
static size_t normal(const char *s, size_t len, char *out, size_t room, bool mine)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < room; i++) {
        char c = ss_ascii_space(s[i]) ? ' ' : ss_ascii_lower(s[i]);
        if (c == '[') c = '(';
        if (c == ']') c = ')';
        if (c == ' ' && (!n || out[n - 1] == ' ')) continue;
        out[n++] = c;
    }
    while (n && strchr(" .,;:\"'", out[n - 1])) n--;
    size_t skip = 0;
    for (;;) {
        while (skip < n && strchr(" .,;:\"'", out[skip])) skip++;
        size_t end = skip;
        while (end < n && out[end] != ' ') end++;
        if (!mine || end == n || !article(out + skip, end - skip)) break;
        skip = end;
    }
    memmove(out, out + skip, n - skip);
    out[n - skip] = '\0';
    return n - skip;
}

// The gold entity of a part that has the words, or -1.
static int gold_of(const struct document *d, int part, const char *s, size_t len)
{
    char mine[256], other[256];
    normal(s, len, mine, sizeof mine, true);
    const struct ss_json_value *list = ss_json_get(ss_json_get(d->gold, "roles"), part_names[part]);
    for (size_t e = 0; e < ss_json_count(list); e++)
        for (size_t k = 0; k < ss_json_count(ss_json_at(list, e)); k++) {
            const char *name = ss_json_string(ss_json_at(ss_json_at(list, e), k));
            if (name && (normal(name, strlen(name), other, sizeof other, false), strcmp(mine, other) == 0) && *mine)
                return (int)e;
        }
    return -1;
}

static uint32_t label_of(const struct document *d, const struct ss_part_candidate *c)
{
    const struct sayso_report *r = d->report;
    uint32_t start = r->tokens[c->from].start, end = r->tokens[c->to - 1].end;
    for (int part = 0; part < SAYSO_PART_COUNT; part++)
        if (gold_of(d, part, r->text + start, end - start) >= 0) return 1u + (uint32_t)part;
    return 0;
}

// --- reading

static bool read_one(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *line,
                     size_t len)
{
    struct sayso_problem problem;
    struct document *d = ss_arr_push(NULL, &set->docs);
    if (!d || ss_json_parse(&d->gold, line, len, &problem)) return false;
    const char *text = ss_json_string(ss_json_get(d->gold, "text"));
    if (!text || sayso_report_new(&d->report, text, strlen(text), 0)) return false;
    if (sayso_session_annotate(session, d->report)) return false;
    d->arena = ss_arena_new(0);
    if (!d->arena || ss_incident_collect(&d->work, coder, d->report, d->arena)) return false;
    d->told = ss_json_count(ss_json_get(d->gold, "templates")) > 0;
    for (int part = 0; part < SAYSO_PART_COUNT; part++)
        d->gold_count[part] = (uint32_t)ss_json_count(ss_json_get(ss_json_get(d->gold, "roles"), part_names[part]));
    uint32_t rows[REPORT_ROWS];
    d->at = set->rows.count;
    d->count = ss_incident_report_features(&d->work, rows, REPORT_ROWS);
    for (uint32_t i = 0; i < d->count; i++) {
        uint32_t *row = ss_arr_push(NULL, &set->rows);
        if (!row) return false;
        *row = rows[i];
    }
    return true;
}

static bool read_set(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *path)
{
    struct sayso_problem problem = {0};
    char *data;
    size_t len;
    if (ss_read_file(&data, &len, path, (size_t)1 << 30, &problem)) return false;
    for (char *s = data, *end = data + len; s < end;) {
        char *stop = memchr(s, '\n', (size_t)(end - s));
        if (!stop) stop = end;
        if (stop > s && !read_one(set, coder, session, s, (size_t)(stop - s))) return false;
        s = stop + 1;
    }
    free(data);
    return true;
}

// The rows of all candidates; they need `about` of every report.
static bool extract(struct set *set)
{
    uint32_t rows[SS_INCIDENT_FEATURES];
    for (uint32_t i = 0; i < set->docs.count; i++) {
        struct document *d = &set->docs.item[i];
        d->work.about = ss_incident_step(d->about);
        d->first = set->examples.count;
        for (uint32_t k = 0; k < d->work.list.count; k++) {
            struct example *x = ss_arr_push(NULL, &set->examples);
            if (!x) return false;
            *x = (struct example){set->rows.count, ss_incident_features(&d->work, k, rows),
                                  label_of(d, &d->work.list.item[k])};
            for (uint32_t n = 0; n < x->count; n++) {
                uint32_t *row = ss_arr_push(NULL, &set->rows);
                if (!row) return false;
                *row = rows[n];
            }
        }
    }
    return true;
}

// --- learning

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

static double about_of(const struct set *set, const struct weights *w, const struct document *d)
{
    float sum = w->about_base;
    for (uint32_t k = 0; k < d->count; k++) sum += w->about[set->rows.item[d->at + k]];
    return 1 / (1 + exp(-(double)sum));
}

// fold FOLDS: all of them.
static void learn_about(const struct set *set, struct weights *w, uint32_t fold)
{
    uint32_t n = set->docs.count, state = 20161u, *order = calloc(n + 1, sizeof *order);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (int epoch = 0; epoch < 12; epoch++) {
        shuffle(order, n, &state);
        for (uint32_t i = 0; i < n; i++) {
            const struct document *d = &set->docs.item[order[i]];
            if (order[i] % FOLDS == fold) continue;
            float g = (float)about_of(set, w, d) - (d->told ? 1.0f : 0.0f);
            w->about_base -= 0.01f * g;
            for (uint32_t k = 0; k < d->count; k++) {
                uint32_t row = set->rows.item[d->at + k];
                if (random_next(&state) % DROP == 0) continue;
                float slope = g + 1e-3f * w->about[row];
                w->about_square[row] += slope * slope;
                w->about[row] -= 0.02f * slope / (sqrtf(w->about_square[row]) + 1e-1f);
            }
        }
    }
    free(order);
}

static void score(const struct set *set, const struct weights *w, const struct example *x, float p[SS_INCIDENT_OUT])
{
    for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[o] = 0;
    for (uint32_t k = 0; k < x->count; k++)
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[o] += w->w[set->rows.item[x->at + k]][o];
    ss_incident_squash(p);
}

static void learn_one(const struct set *set, struct weights *w, const struct example *x, uint32_t *state)
{
    uint32_t rows[SS_INCIDENT_FEATURES], n = 0;
    float p[SS_INCIDENT_OUT] = {0};
    for (uint32_t k = 0; k < x->count; k++)
        if (random_next(state) % DROP) rows[n++] = set->rows.item[x->at + k];
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) p[o] += w->w[rows[k]][o];
    ss_incident_squash(p);
    p[x->label] -= 1;
    for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) {
        if (fabsf(p[o]) < 1e-4f) continue;
        for (uint32_t k = 0; k < n; k++) {
            float *v = &w->w[rows[k]][o], *square = &w->square[rows[k]][o], slope = p[o] + DECAY * *v;
            *square += slope * slope;
            *v -= RATE * slope / (sqrtf(*square) + STEADY);
        }
    }
}

static void learn(const struct set *set, struct weights *w, uint32_t fold)
{
    uint32_t n = 0, state = 4711u, *order = calloc(set->examples.count + 1, sizeof *order);
    for (uint32_t i = 0; i < set->docs.count; i++)
        for (uint32_t k = 0; k < set->docs.item[i].work.list.count && i % FOLDS != fold; k++)
            order[n++] = set->docs.item[i].first + k;
    static float mean[SS_INCIDENT_ROWS][SS_INCIDENT_OUT];
    memset(mean, 0, sizeof mean);
    for (int epoch = 0; epoch < ROUNDS * EPOCHS; epoch++) {
        if (epoch % EPOCHS == 0) {
            memset(w->w, 0, sizeof w->w);
            memset(w->square, 0, sizeof w->square);
        }
        shuffle(order, n, &state);
        for (uint32_t i = 0; i < n; i++) learn_one(set, w, &set->examples.item[order[i]], &state);
        if (epoch % EPOCHS >= EPOCHS - KEPT)
            for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++)
                for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) mean[row][o] += w->w[row][o] / (float)(ROUNDS * KEPT);
    }
    for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++)
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++)
            w->w[row][o] = fabsf(mean[row][o]) * SS_INCIDENT_SCALE < SMALL ? 0 : mean[row][o];
    free(order);
}

// How sure a group is, from what its words say: logistic, on the probabilities of reports left out of the training.
static void learn_bids(const struct set *set, const float *p, struct ss_incident_model *model)
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

static double sure_of(const struct document *d, const float *p, const struct ss_incident_model *model)
{
    float f[SS_SURE_FEATURES], sum = 0;
    ss_incident_sure(&d->work, d->about, p + (size_t)d->first * SS_INCIDENT_OUT, f);
    for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) sum += model->sure[k] * f[k];
    return 1 / (1 + exp(-(double)sum));
}

static void learn_sure(const struct set *set, const float *p, struct ss_incident_model *model)
{
    float square[SS_SURE_FEATURES] = {0}, *w = model->sure;
    memset(w, 0, SS_SURE_FEATURES * sizeof *w);
    for (int epoch = 0; epoch < 40; epoch++)
        for (uint32_t i = 0; i < set->docs.count; i++) {
            const struct document *d = &set->docs.item[i];
            float f[SS_SURE_FEATURES], g = (float)sure_of(d, p, model) - (d->told ? 1.0f : 0.0f);
            ss_incident_sure(&d->work, d->about, p + (size_t)d->first * SS_INCIDENT_OUT, f);
            for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) {
                square[k] += g * f[k] * g * f[k];
                w[k] -= 0.05f * g * f[k] / (sqrtf(square[k]) + 1e-3f);
            }
        }
}

// --- measuring

struct counts {
    uint32_t hit, made, gold;
};

static double f1(uint32_t hit, uint32_t made, uint32_t gold)
{
    return made + gold ? 200.0 * hit / (made + gold) : 0;
}

static void count(const struct document *d, const float *p, struct ss_incident_model *model,
                  struct counts out[SAYSO_PART_COUNT])
{
    struct sayso_incident found = {.about = sure_of(d, p, model)};
    struct ss_arena *arena = ss_arena_new(0);
    bool used[SAYSO_PART_COUNT][NAMES_MAX] = {{false}};
    if (ss_incident_choose(&d->work, p, model, arena, &found)) exit(3);
    for (uint32_t i = 0; i < found.part_count; i++) {
        const struct sayso_part *x = &found.parts[i];
        int e = gold_of(d, x->role, d->report->text + x->start, x->end - x->start);
        out[x->role].made++;
        if (e >= 0 && e < (int)NAMES_MAX && !used[x->role][e]) {
            used[x->role][e] = true;
            out[x->role].hit++;
        }
    }
    for (int part = 0; part < SAYSO_PART_COUNT; part++) out[part].gold += d->gold_count[part];
    ss_arena_free(arena);
}

static const double steps[STEPS] = {.14, .16, .18, .20, .22, .24, .26, .28, .30, .33, .36, .40};

// The threshold with the best F1 of all parts together; one for all, since it is the confidence that is compared. Of
// those that are nearly as good the lowest: a weak part can be told by its confidence, one left out is lost.
static void tune(const struct set *set, const float *p, struct ss_incident_model *model)
{
    double top = -1, f[STEPS];
    uint32_t best = 0;
    for (uint32_t s = 0; s < STEPS; s++) {
        struct counts c[SAYSO_PART_COUNT] = {{0}}, all = {0};
        for (int part = 0; part < SAYSO_PART_COUNT; part++) model->threshold[part] = steps[s];
        for (uint32_t i = 0; i < set->docs.count; i++)
            count(&set->docs.item[i], p + (size_t)set->docs.item[i].first * SS_INCIDENT_OUT, model, c);
        for (int part = 0; part < SAYSO_PART_COUNT; part++) {
            all.hit += c[part].hit;
            all.made += c[part].made;
            all.gold += c[part].gold;
        }
        f[s] = f1(all.hit, all.made, all.gold);
        if (f[s] > top) top = f[s];
    }
    while (f[best] < top - NEARLY) best++;
    for (int part = 0; part < SAYSO_PART_COUNT; part++) model->threshold[part] = steps[best];
}

static void show(const char *name, const struct set *set, const float *p, struct ss_incident_model *model)
{
    const double *t = model->threshold;
    struct counts c[SAYSO_PART_COUNT] = {{0}}, all = {0}, about = {0};
    for (uint32_t i = 0; i < set->docs.count; i++) {
        const struct document *d = &set->docs.item[i];
        count(d, p + (size_t)d->first * SS_INCIDENT_OUT, model, c);
        double sure = sure_of(d, p, model);
        about.hit += d->told && sure >= ABOUT;
        about.made += sure >= ABOUT;
        about.gold += d->told;
    }
    fprintf(stderr, "%-6s about %.1f", name, f1(about.hit, about.made, about.gold));
    for (int part = 0; part < SAYSO_PART_COUNT; part++) {
        fprintf(stderr, "  %s %.2f %u/%u/%u %.1f", part_names[part], t[part], c[part].hit, c[part].made, c[part].gold,
                f1(c[part].hit, c[part].made, c[part].gold));
        all.hit += c[part].hit;
        all.made += c[part].made;
        all.gold += c[part].gold;
    }
    fprintf(stderr, "  all %.2f\n", f1(all.hit, all.made, all.gold));
}

static void score_all(const struct set *set, const struct weights *w, float *p, uint32_t fold)
{
    for (uint32_t i = 0; i < set->docs.count; i++)
        for (uint32_t k = 0; k < set->docs.item[i].work.list.count && (fold == FOLDS || i % FOLDS == fold); k++) {
            uint32_t at = set->docs.item[i].first + k;
            score(set, w, &set->examples.item[at], p + (size_t)at * SS_INCIDENT_OUT);
        }
}

static int write_table(const char *path, const struct weights *w, const struct ss_incident_model *model)
{
    const double *t = model->threshold;
    FILE *f = fopen(path, "w");
    if (!f) return -1;
    fputs("kind\trow\tweights\tsource\n# Learned by train/incident.c: see train/README.md.\nthreshold\t0\t", f);
    for (int part = 0; part < SAYSO_PART_COUNT; part++) fprintf(f, "%ld ", lrint(t[part] * 100));
    fprintf(f, "%ld\tMUC-4\n", lrintf(w->about_base * SS_INCIDENT_SCALE));
    for (int part = 0; part < SAYSO_PART_COUNT; part++) {
        fprintf(f, "bid\t%d\t", part);
        for (uint32_t k = 0; k < SS_BID_FEATURES; k++)
            fprintf(f, "%s%ld", k ? " " : "", lrintf(model->bid[part][k] * 1000));
        fputs("\tMUC-4\n", f);
    }
    fputs("sure\t0\t", f);
    for (uint32_t k = 0; k < SS_SURE_FEATURES; k++) fprintf(f, "%s%ld", k ? " " : "", lrintf(model->sure[k] * 1000));
    fputs("\tMUC-4\n", f);
    for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++) {
        long v[SS_INCIDENT_OUT];
        bool any = false;
        for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) {
            v[o] = lrintf(w->w[row][o] * SS_INCIDENT_SCALE);
            any = any || v[o];
        }
        if (any) {
            fprintf(f, "part\t%u\t", row);
            for (uint32_t o = 0; o < SS_INCIDENT_OUT; o++) fprintf(f, "%s%ld", o ? " " : "", v[o]);
            fputs("\tMUC-4\n", f);
        }
        long about = lrintf(w->about[row] * SS_INCIDENT_SCALE);
        if (about) fprintf(f, "about\t%u\t%ld\tMUC-4\n", row, about);
    }
    return fclose(f);
}

int main(int argc, char **argv)
{
    struct sayso_engine *engine;
    struct sayso_session *session;
    struct ss_coder *coder;
    struct sayso_problem problem = {0};
    struct set training = {0}, dev = {0};
    if (argc < 3 || sayso_engine_open(&engine, NULL, &problem) ||
        ss_coder_new(&coder, ss_engine_know(engine), &problem) || sayso_session_new(&session, engine)) {
        fprintf(stderr, "usage: train_incident OUT.tsv TRAIN.jsonl [--dev DEV.jsonl]\n%s\n", problem.text);
        return 2;
    }
    bool with_dev = argc > 4 && strcmp(argv[3], "--dev") == 0;
    if (!read_set(&training, coder, session, argv[2]) || (with_dev && !read_set(&dev, coder, session, argv[4])))
        return 3;
    struct weights *w = calloc(1, sizeof *w);
    if (!w) return 3;
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        memset(w, 0, sizeof *w);
        learn_about(&training, w, fold);
        for (uint32_t i = fold; i < training.docs.count; i += FOLDS)
            training.docs.item[i].about = about_of(&training, w, &training.docs.item[i]);
    }
    memset(w, 0, sizeof *w);
    learn_about(&training, w, FOLDS);
    for (uint32_t i = 0; i < dev.docs.count; i++) dev.docs.item[i].about = about_of(&dev, w, &dev.docs.item[i]);
    if (!extract(&training) || !extract(&dev)) return 3;
    uint32_t room = training.examples.count + dev.examples.count + 1;
    float *p = calloc((size_t)room * SS_INCIDENT_OUT, sizeof *p);
    struct ss_incident_model *model = calloc(1, sizeof *model);
    struct weights *part = calloc(1, sizeof *part);
    if (!p || !part || !model) return 3;
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        memset(part, 0, sizeof *part);
        learn(&training, part, fold);
        score_all(&training, part, p, fold);
    }
    learn_sure(&training, p, model);
    for (uint32_t i = 0; i < training.docs.count; i++)
        training.docs.item[i].sure = sure_of(&training.docs.item[i], p, model);
    learn_bids(&training, p, model);
    tune(&training, p, model);
    show("folds", &training, p, model);
    learn(&training, w, FOLDS);
    score_all(&dev, w, p, FOLDS);
    if (with_dev) show("dev", &dev, p, model);
    return write_table(argv[1], w, model) ? 3 : 0;
}
