// SPDX-License-Identifier: Apache-2.0
// Trains what attributions are weighed by (src/code/attribution_gate.c, attribution_end.c) on JSON lines with "text"
// and "attributions" (each with the spans "cue" and "content" in code points): first where contents end, then, over
// the ends so found, which candidates are attributions. Both are choices, the places of one content or a candidate and
// nothing; Newton's method with a ridge in a fixed order. The same files give the same bytes.
//
//     train_attribution GATE.tsv ENDS.tsv CORPUS.jsonl
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/json_in.h"
#include "code/attribution.h"
#include "code/coder.h"
#include "pipe/engine.h"

#define FOLDS    5u
#define FEATURES SS_END_COUNT // of the larger table
#define ONE      255.0        // of a feature that holds
#define RIDGE    1.0
#define STEPS    30
#define STEP_MAX 2.0
#define CHOICES  1024u // of one content
#define GOLD_MAX 400u
#define NEARLY   0.5   // a content is looked for where some end gives so much of it
#define KEEP     0.117 // candidates less likely are left out: one too many does less harm than one lost

struct choice {
    double f[FEATURES];
    bool right, tree;
    uint32_t end;
};

struct decision {
    uint32_t first, count, fold;
};

struct decisions {
    SS_ARR(struct decision) list;
    SS_ARR(struct choice) choices;
    int features;
};

struct gold {
    struct sayso_span *cue, *content;
    uint32_t cue_count, content_count;
};

struct trainer {
    struct decisions ends, gate;
    struct gold gold[GOLD_MAX];
    uint32_t gold_count, fold, golds;
    const struct ss_candidate *last; // whose ends come in
    bool failed;
};

// --- gold

static uint32_t byte_of(const char *text, uint32_t len, int64_t point)
{
    uint32_t at = 0;
    while (at < len && (point > 0 || ((unsigned char)text[at] & 0xc0) == 0x80))
        point -= ((unsigned char)text[at++] & 0xc0) != 0x80;
    return at;
}

static uint32_t read_spans(const struct sayso_report *r, const struct ss_json_value *list, struct sayso_span **out)
{
    uint32_t count = (uint32_t)ss_json_count(list);
    *out = SS_NEW_ARRAY(r->arena, struct sayso_span, count + 1);
    for (uint32_t i = 0; *out && i < count; i++) {
        int64_t start = 0, end = 0;
        ss_json_integer(ss_json_get(ss_json_at(list, i), "start"), &start);
        ss_json_integer(ss_json_get(ss_json_at(list, i), "end"), &end);
        (*out)[i] = (struct sayso_span){byte_of(r->text, r->text_len, start), byte_of(r->text, r->text_len, end)};
    }
    return *out ? count : 0;
}

static void read_gold(struct trainer *t, const struct sayso_report *r, const struct ss_json_value *list)
{
    t->gold_count = 0;
    for (size_t i = 0; i < ss_json_count(list) && t->gold_count < GOLD_MAX; i++) {
        struct gold *g = &t->gold[t->gold_count++];
        g->cue_count = read_spans(r, ss_json_get(ss_json_at(list, i), "cue"), &g->cue);
        g->content_count = read_spans(r, ss_json_get(ss_json_at(list, i), "content"), &g->content);
    }
    t->golds += t->gold_count;
}

struct overlap {
    uint32_t one, other, both; // words
};

static bool touches(const struct sayso_span *spans, uint32_t count, const struct sayso_token *t)
{
    for (uint32_t i = 0; i < count; i++)
        if (spans[i].start < t->end && t->start < spans[i].end) return true;
    return false;
}

// Of the words within a span.
static struct overlap overlap(const struct sayso_report *r, struct sayso_span within, const struct sayso_span *one,
                              uint32_t one_count, const struct sayso_span *other, uint32_t other_count)
{
    struct overlap o = {0};
    for (int32_t i = ss_token_at(r, within.start); i < (int32_t)r->token_count && r->tokens[i].end <= within.end; i++) {
        bool a = touches(one, one_count, &r->tokens[i]), b = touches(other, other_count, &r->tokens[i]);
        o.one += a;
        o.other += b;
        o.both += a && b;
    }
    return o;
}

// --- what is weighed

static struct choice *add(struct trainer *t, struct decisions *d, bool opens, const int *features)
{
    struct choice *x = ss_arr_push(NULL, &d->choices);
    struct decision *group = opens ? ss_arr_push(NULL, &d->list) : NULL;
    t->failed = t->failed || !x || (opens && !group);
    if (t->failed) return NULL;
    *x = (struct choice){.right = false};
    for (int i = 0; features && i < d->features; i++) x->f[i] = features[i] / ONE;
    if (group) *group = (struct decision){.first = d->choices.count - 1, .fold = t->fold};
    d->list.item[d->list.count - 1].count++;
    return x;
}

// The gold's end among those of the last content; without one it is no example.
static void settle(struct trainer *t, const struct sayso_report *r)
{
    struct decisions *d = &t->ends;
    if (!t->last) return;
    struct decision *x = &d->list.item[d->list.count - 1];
    struct choice *choices = &d->choices.item[x->first], *best = NULL;
    struct sayso_span within = {t->last->content[t->last->content_count - 1].start, choices[x->count - 1].end};
    double top = 0;
    for (uint32_t i = 0; i < t->gold_count; i++) {
        const struct gold *g = &t->gold[i];
        if (!touches(g->cue, g->cue_count, &r->tokens[t->last->cue_token])) continue;
        for (uint32_t k = 0; k < x->count; k++) {
            struct sayso_span said = {within.start, choices[k].end};
            struct overlap o = overlap(r, within, g->content, g->content_count, &said, 1);
            double share = o.one ? (double)o.both / (o.one + o.other - o.both) : 0;
            if (share <= top) continue;
            top = share;
            best = &choices[k];
        }
    }
    t->last = NULL;
    if (best && top >= NEARLY) {
        best->right = true;
    } else {
        d->choices.count = x->first;
        d->list.count--;
    }
}

static void see_end(void *data, const struct ss_attribution_work *w, const struct ss_candidate *c, uint32_t end,
                    bool tree, const int *features)
{
    struct trainer *t = data;
    bool opens = c != t->last;
    if (opens) settle(t, w->report);
    struct choice *x = add(t, &t->ends, opens, features);
    t->last = t->failed ? NULL : c;
    if (!x) return;
    x->end = end;
    x->tree = tree;
}

static void see_candidate(void *data, const struct ss_attribution_work *w, const struct ss_candidate *c,
                          const int *features)
{
    struct trainer *t = data;
    const struct sayso_report *r = w->report;
    struct sayso_span all = {0, r->text_len};
    bool right = false;
    for (uint32_t i = 0; i < t->gold_count && !right; i++) {
        const struct gold *g = &t->gold[i];
        struct overlap said = overlap(r, all, g->content, g->content_count, c->content, c->content_count);
        struct overlap cue = overlap(r, all, g->cue, g->cue_count, c->cue, c->cue_count);
        bool same = said.both == said.one && said.both == said.other;
        bool mostly = 2 * said.both > (said.one > said.other ? said.one : said.other);
        right = mostly && (g->cue_count ? cue.both > 0 : same);
    }
    struct choice *x = add(t, &t->gate, true, features);
    if (x) x->right = right;
    x = add(t, &t->gate, false, NULL);
    if (x) x->right = !right;
}

static bool read_one(struct trainer *t, const struct ss_coder *coder, struct sayso_session *session, const char *line,
                     size_t len)
{
    const struct ss_json_value *json = NULL;
    struct sayso_report *r = NULL;
    struct sayso_problem problem;
    if (ss_json_parse(&json, line, len, &problem)) return false;
    const char *text = ss_json_string(ss_json_get(json, "text"));
    bool good = text && !sayso_report_new(&r, text, strlen(text), 0);
    if (good) read_gold(t, r, ss_json_get(json, "attributions"));
    t->last = NULL;
    good = good && !ss_session_parse(session, r) && !ss_code_report(coder, r);
    if (good) settle(t, r);
    if (r) sayso_report_free(r);
    ss_json_free(json);
    return good && !t->failed;
}

static bool read_all(struct trainer *t, const struct ss_coder *coder, struct sayso_session *session, const char *data,
                     size_t len)
{
    t->golds = t->fold = 0;
    for (const char *s = data, *end = data + len; s < end;) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        if (!stop) stop = end;
        if (stop > s) {
            if (!read_one(t, coder, session, s, (size_t)(stop - s))) return false;
            t->fold = (t->fold + 1) % FOLDS;
        }
        s = stop + 1;
    }
    return true;
}

// --- learning

static double sum_of(const struct choice *x, const double *w, int features)
{
    double s = 0;
    for (int i = 0; i < features; i++) s += w[i] * x->f[i];
    return s;
}

// What each choice is given.
static void weigh(const struct decisions *d, const struct decision *x, const double *w, double *p)
{
    double top = -1e300, all = 0;
    for (uint32_t k = 0; k < x->count; k++) {
        p[k] = sum_of(&d->choices.item[x->first + k], w, d->features);
        if (p[k] > top) top = p[k];
    }
    for (uint32_t k = 0; k < x->count; k++) all += p[k] = exp(p[k] - top);
    for (uint32_t k = 0; k < x->count; k++) p[k] /= all;
}

// Adds slope (last column) and curvature of one decision.
static void add_curve(const struct decisions *d, const struct decision *x, const double *w,
                      double m[FEATURES][FEATURES + 1])
{
    double p[CHOICES], mean[FEATURES] = {0};
    int n = d->features;
    if (x->count > CHOICES) return;
    weigh(d, x, w, p);
    for (uint32_t k = 0; k < x->count; k++)
        for (int i = 0; i < n; i++) mean[i] += p[k] * d->choices.item[x->first + k].f[i];
    for (uint32_t k = 0; k < x->count; k++) {
        const struct choice *c = &d->choices.item[x->first + k];
        for (int i = 0; i < n; i++) {
            double off = c->f[i] - mean[i];
            if (c->right) m[i][FEATURES] += off;
            for (int j = 0; j < n && off != 0; j++) m[i][j] += p[k] * off * (c->f[j] - mean[j]);
        }
    }
}

// Solves n equations in place, the right side in the last column; the ridge keeps the pivots above 0.
static void solve(double m[FEATURES][FEATURES + 1], int n)
{
    for (int a = 0; a < n; a++)
        for (int row = 0; row < n; row++) {
            double times = row == a ? 0 : m[row][a] / m[a][a];
            if (times == 0) continue;
            for (int i = a; i < n; i++) m[row][i] -= times * m[a][i];
            m[row][FEATURES] -= times * m[a][FEATURES];
        }
    for (int a = 0; a < n; a++) m[a][FEATURES] /= m[a][a];
}

// fold FOLDS: all of them.
static void learn(const struct decisions *d, uint32_t fold, double *w)
{
    static double m[FEATURES][FEATURES + 1];
    memset(w, 0, FEATURES * sizeof *w);
    for (int step = 0; step < STEPS; step++) {
        memset(m, 0, sizeof m);
        for (uint32_t i = 0; i < d->list.count; i++)
            if (d->list.item[i].fold != fold) add_curve(d, &d->list.item[i], w, m);
        for (int i = 0; i < d->features; i++) {
            m[i][i] += RIDGE;
            m[i][FEATURES] -= RIDGE * w[i];
        }
        solve(m, d->features);
        for (int i = 0; i < d->features; i++) w[i] += fmax(-STEP_MAX, fmin(STEP_MAX, m[i][FEATURES]));
    }
}

// --- measuring and writing

static void report_ends(const struct decisions *d, double w[FOLDS][FEATURES])
{
    uint32_t right = 0, tree = 0;
    for (uint32_t i = 0; i < d->list.count; i++) {
        const struct decision *x = &d->list.item[i];
        const struct choice *c = &d->choices.item[x->first];
        uint32_t best = 0;
        for (uint32_t k = 0; k < x->count; k++) {
            if (sum_of(&c[k], w[x->fold], d->features) > sum_of(&c[best], w[x->fold], d->features)) best = k;
            tree += c[k].right && c[k].tree;
        }
        right += c[best].right;
    }
    printf("ends: %u contents, right %.1f%%, at the tree's end %.1f%%\n", d->list.count, 100.0 * right / d->list.count,
           100.0 * tree / d->list.count);
}

static void report_gate(const struct decisions *d, double w[FOLDS][FEATURES], uint32_t golds)
{
    uint32_t all = 0, kept = 0, hit = 0;
    for (uint32_t i = 0; i < d->list.count; i++) {
        const struct decision *x = &d->list.item[i];
        double p[2];
        weigh(d, x, w[x->fold], p);
        bool right = d->choices.item[x->first].right;
        all += right;
        kept += p[0] >= KEEP;
        hit += right && p[0] >= KEEP;
    }
    printf("gate: %u candidates, F1 %.1f; %u kept, F1 %.1f\n", d->list.count, 200.0 * all / (d->list.count + golds),
           kept, 200.0 * hit / (kept + golds));
}

static void learn_folds(const struct decisions *d, double w[FOLDS][FEATURES], double *all)
{
    for (uint32_t fold = 0; fold < FOLDS; fold++) learn(d, fold, w[fold]);
    learn(d, FOLDS, all);
}

static bool write_table(const char *path, const char *head, const char *(*name)(int), const int *weight, int count)
{
    FILE *f = fopen(path, "w");
    if (!f) return false;
    fprintf(f, "%s# Learned by train/attribution.c: see train/README.md.\nfeature\tweight\tsource\n", head);
    for (int i = 0; i < count; i++) fprintf(f, "%s\t%d\tPolNeAR\n", name(i), weight[i]);
    return fclose(f) == 0;
}

static const char gate_head[] =
    "# What makes a candidate an attribution: hundredths of a logit for each thing that holds of it (marks of the\n"
    "# network count as shares of 1). Below 0 it is none.\n";
static const char ends_head[] =
    "# Where a content behind its cue ends: hundredths of a logit for each thing that holds of a place (the network's\n"
    "# marks count as shares of 1, the sum of a content's marks above a half as it is). The place with the most is "
    "taken.\n";

int main(int argc, char **argv)
{
    static struct trainer t = {.ends.features = SS_END_COUNT, .gate.features = SS_GATE_COUNT};
    static double folds[FOLDS][FEATURES], w[FEATURES];
    struct sayso_engine *engine;
    struct sayso_session *session;
    struct ss_coder *coder;
    struct sayso_problem problem = {0};
    char *data;
    size_t len;
    if (argc != 4 || sayso_engine_open(&engine, NULL, &problem) ||
        ss_coder_new(&coder, ss_engine_know(engine), &problem) || sayso_session_new(&session, engine) ||
        ss_read_file(&data, &len, argv[3], (size_t)1 << 30, &problem)) {
        fprintf(stderr, "usage: train_attribution GATE.tsv ENDS.tsv CORPUS.jsonl\n%s\n", problem.text);
        return 2;
    }
    struct ss_attribution_rules *rules = coder->attribution;
    struct ss_attribution_watch ends = {&t, .end = see_end}, gate = {&t, .gate = see_candidate};
    memset(rules->gate, 0, sizeof rules->gate); // every candidate stays
    rules->watch = &ends;
    if (!read_all(&t, coder, session, data, len) || !t.ends.list.count) return 3;
    learn_folds(&t.ends, folds, w);
    report_ends(&t.ends, folds);
    for (int i = 0; i < SS_END_COUNT; i++) rules->end[i] = (int)lrint(100 * w[i]);
    rules->watch = &gate;
    if (!read_all(&t, coder, session, data, len) || !t.gate.list.count) return 3;
    learn_folds(&t.gate, folds, w);
    report_gate(&t.gate, folds, t.golds);
    w[SS_GATE_BIAS] -= log(KEEP / (1 - KEEP));
    for (int i = 0; i < SS_GATE_COUNT; i++) rules->gate[i] = (int)lrint(100 * w[i]);
    bool written = write_table(argv[1], gate_head, ss_gate_name, rules->gate, SS_GATE_COUNT) &&
                   write_table(argv[2], ends_head, ss_end_name, rules->end, SS_END_COUNT);
    free(data);
    sayso_session_free(session);
    ss_coder_free(coder);
    sayso_engine_close(engine);
    return written ? 0 : 3;
}
