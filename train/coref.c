// SPDX-License-Identifier: Apache-2.0
// Trains the weights of coreference (src/code/coref.h) from CoNLL-U with `Entity=` in MISC as in the treebank GUM:
// every mention ranks its earlier ones and "none"; the weights grow for those that the gold links and fall for the
// others, a wrong link or a missed one costing more than a wrong new chain. Adagrad in a fixed order; the same files
// give the same bytes.
//
//     train_coref OUT.tsv TRAIN.conllu... [--dev DEV.conllu]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "code/coder.h"
#include "code/coref.h"
#include "parse/conllu.h"
#include "pipe/engine.h"

#define SCALE      200.0f // of a written weight
#define PER_LINE   64
#define GOLD_MAX   40000
#define DEPTH_MAX  400
#define EPOCHS     12
#define RATE       0.02f
#define DECAY      2e-5f
#define FALSE_LINK 0.3f
#define FALSE_NEW  3.0f
#define WRONG_LINK 1.0f

// What one mention may choose: for every choice its rows and whether the gold agrees. The first is "none".
struct choice {
    uint32_t at, count;
    bool right;
};

struct decision {
    uint32_t first, count;
    bool starts; // the gold links it to nothing before
};

struct decisions {
    SS_ARR(struct decision) list;
    SS_ARR(struct choice) choices;
    SS_ARR(uint32_t) rows;
    uint32_t gold, found;
};

struct gold {
    uint32_t from, to; // words of the document
    int32_t chain;
};

// --- gold mentions of one document
// -------------------------------------------------------------------------------------------

static uint32_t read_gold(const char *s, const char *end, struct gold *out)
{
    uint32_t count = 0, word = 0, depth = 0;
    struct gold open[DEPTH_MAX];
    while (s < end) {
        const char *line_end = memchr(s, '\n', (size_t)(end - s));
        if (!line_end) line_end = end;
        char *after;
        if (*s >= '0' && *s <= '9' && (strtol(s, &after, 10), *after == '\t')) {
            const char *e = s;
            for (; e < line_end; e++)
                if (strncmp(e, "Entity=", 7) == 0 && (e[-1] == '\t' || e[-1] == '|')) break;
            for (e += 7; e < line_end && *e != '|';) {
                bool opens = *e == '(';
                int32_t chain = (int32_t)strtol(e + opens, &after, 10);
                const char *p = after;
                if (opens) {
                    while (p < line_end && *p != '(' && *p != ')' && *p != '|') p++;
                    bool closes = p < line_end && *p == ')';
                    if (closes && count < GOLD_MAX) out[count++] = (struct gold){word, word + 1, chain};
                    if (!closes && depth < DEPTH_MAX) open[depth++] = (struct gold){word, 0, chain};
                    p += closes;
                } else {
                    for (uint32_t k = depth; k-- > 0;)
                        if (open[k].chain == chain) {
                            if (count < GOLD_MAX) out[count++] = (struct gold){open[k].from, word + 1, chain};
                            memmove(open + k, open + k + 1, (depth - k - 1) * sizeof *open);
                            depth--;
                            break;
                        }
                    while (p < line_end && *p != ')' && *p != '|') p++;
                    p += p < line_end && *p == ')';
                }
                if (p == e) break;
                e = p;
            }
            word++;
        }
        s = line_end + 1;
    }
    return count;
}

// The gold chain of each mention: the same words, else a gold phrase left over with the same head; 0 none.
static uint32_t align(const struct ss_coref *c, const struct gold *gold, uint32_t count, int32_t *chain)
{
    uint32_t found = 0;
    bool *taken = calloc(count + 1, sizeof *taken);
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        chain[i] = 0;
        for (uint32_t g = 0; g < count && !chain[i]; g++)
            if (gold[g].from == m->from && gold[g].to == m->to && !taken[g]) {
                chain[i] = gold[g].chain;
                taken[g] = true;
                found++;
            }
    }
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        for (uint32_t g = 0; g < count && !chain[i] && !m->joined; g++)
            if (!taken[g] && ss_head_of(c->work->report, gold[g].from, gold[g].to) == m->head) {
                chain[i] = gold[g].chain;
                taken[g] = true;
            }
    }
    free(taken);
    return found;
}

// --- collecting
// --------------------------------------------------------------------------------------------------------------

static bool keep(struct decisions *d, const uint32_t *rows, uint32_t count, bool right)
{
    struct choice *x = ss_arr_push(NULL, &d->choices);
    if (!x) return false;
    *x = (struct choice){d->rows.count, count, right};
    for (uint32_t k = 0; k < count; k++) {
        uint32_t *row = ss_arr_push(NULL, &d->rows);
        if (!row) return false;
        *row = (uint32_t)rows[k];
    }
    return true;
}

static bool collect_report(struct decisions *d, struct ss_coref *c, const int32_t *chain)
{
    uint32_t looks[SS_COREF_LOOKS], rows[SS_COREF_FEATURES];
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        int32_t before = -1;
        for (uint32_t k = i; k-- > 0 && before < 0 && chain[i];)
            if (chain[k] == chain[i]) before = (int32_t)k;
        struct decision *x = ss_arr_push(NULL, &d->list);
        if (!x) return false;
        x->first = d->choices.count;
        uint32_t count = ss_coref_candidates(c, i, looks);
        bool linked = false;
        for (uint32_t a = 0; a < count; a++) linked = linked || (chain[i] && chain[looks[a]] == chain[i]);
        x->starts = !linked;
        if (!keep(d, rows, ss_coref_features(c, i, -1, rows), !linked)) return false;
        for (uint32_t a = 0; a < count; a++)
            if (!keep(d, rows, ss_coref_features(c, i, (int32_t)looks[a], rows),
                      chain[i] && chain[looks[a]] == chain[i]))
                return false;
        d->list.item[d->list.count - 1].count = count + 1;
        ss_coref_join(c, i, before); // chains grow as the gold has them
    }
    return true;
}

static int collect(struct decisions *d, const struct ss_coder *coder, struct sayso_session *session, const char *path)
{
    struct sayso_problem problem = {0};
    char *data = NULL;
    size_t len;
    if (ss_read_file(&data, &len, path, (size_t)1 << 30, &problem)) {
        fprintf(stderr, "%s\n", problem.text);
        return -1;
    }
    struct gold *gold = calloc(GOLD_MAX, sizeof *gold);
    enum sayso_err err = gold ? SAYSO_OK : SAYSO_ERR_NOMEM;
    for (size_t at = 0; !err;) {
        struct sayso_report report = {.arena = ss_arena_new(0)};
        size_t from = at;
        struct ss_entity_work w;
        struct ss_coref c = {0};
        err = ss_conllu_read(&report, data, len, &at, &problem);
        if (!err) err = ss_session_parse_tokens(session, &report);
        if (!err) ss_mend_trees(coder, &report);
        if (!err) err = ss_entity_work_run(&w, coder->entity, coder->know, &report, NULL);
        if (!err) err = ss_coref_collect(&c, &w);
        int32_t *chain = err ? NULL : calloc(c.mentions.count + 1, sizeof *chain);
        if (chain) {
            uint32_t count = read_gold(data + from, data + at, gold);
            d->gold += count;
            d->found += align(&c, gold, count, chain);
            if (!collect_report(d, &c, chain)) err = SAYSO_ERR_NOMEM;
            free(chain);
        }
        if (c.arena) ss_arena_free(c.arena);
        ss_arena_free(report.arena);
    }
    free(gold);
    free(data);
    return err == SAYSO_ERR_NOTFOUND ? 0 : -1;
}

// --- learning
// ----------------------------------------------------------------------------------------------------------------

static float sum_of(const struct decisions *d, const float *w, const struct choice *x)
{
    float s = 0;
    for (uint32_t k = 0; k < x->count; k++) s += w[d->rows.item[x->at + k]];
    return s;
}

static void report(const char *name, const struct decisions *d, const float *w)
{
    uint32_t right = 0, links = 0, made = 0, good = 0;
    for (uint32_t i = 0; i < d->list.count; i++) {
        const struct decision *x = &d->list.item[i];
        uint32_t best = 0;
        float top = -1e30f;
        for (uint32_t k = 0; k < x->count; k++) {
            float s = sum_of(d, w, &d->choices.item[x->first + k]);
            if (s > top) {
                top = s;
                best = k;
            }
        }
        bool ok = d->choices.item[x->first + best].right;
        right += ok;
        links += !x->starts;
        made += best > 0;
        good += ok && best > 0;
    }
    if (d->list.count)
        fprintf(stderr, "%-10s gold %u exact %u mentions %u right %.2f%% links P %.1f R %.1f\n", name, d->gold,
                d->found, d->list.count, 100.0 * right / d->list.count, 100.0 * good / (made ? made : 1),
                100.0 * good / (links ? links : 1));
}

static void learn(const struct decisions *d, float *w, float *square, const struct decision *x)
{
    float score[SS_COREF_LOOKS + 1], top = -1e30f, top_right = -1e30f, all = 0, right = 0;
    for (uint32_t k = 0; k < x->count; k++) {
        const struct choice *c = &d->choices.item[x->first + k];
        score[k] = sum_of(d, w, c);
        if (!c->right) score[k] += k == 0 ? FALSE_NEW : x->starts ? FALSE_LINK : WRONG_LINK;
        if (score[k] > top) top = score[k];
        if (c->right && score[k] > top_right) top_right = score[k];
    }
    for (uint32_t k = 0; k < x->count; k++) {
        all += expf(score[k] - top);
        if (d->choices.item[x->first + k].right) right += expf(score[k] - top_right);
    }
    for (uint32_t k = 0; k < x->count; k++) {
        const struct choice *c = &d->choices.item[x->first + k];
        float g = expf(score[k] - top) / all - (c->right ? expf(score[k] - top_right) / right : 0);
        if (fabsf(g) < 1e-3f) continue;
        for (uint32_t r = 0; r < c->count; r++) {
            uint32_t row = d->rows.item[c->at + r];
            float slope = g + DECAY * w[row];
            square[row] += slope * slope;
            w[row] -= RATE * slope / (sqrtf(square[row]) + 1e-2f);
        }
    }
}

static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void train(const struct decisions *d, const struct decisions *dev, float *w)
{
    static float square[SS_COREF_ROWS], mean[SS_COREF_ROWS];
    uint32_t state = 20161u, n = d->list.count, *order = calloc(n + 1, sizeof *order);
    if (!order) return;
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (uint32_t i = n; i > 1; i--) {
            uint32_t k = random_next(&state) % i, keep_one = order[i - 1];
            order[i - 1] = order[k];
            order[k] = keep_one;
        }
        for (uint32_t i = 0; i < n; i++) learn(d, w, square, &d->list.item[order[i]]);
        for (uint32_t k = 0; k < SS_COREF_ROWS && epoch >= EPOCHS / 2; k++) mean[k] += w[k];
        fprintf(stderr, "epoch %d ", epoch);
        report("dev", dev, w);
    }
    for (uint32_t k = 0; k < SS_COREF_ROWS; k++) w[k] = mean[k] / (EPOCHS - EPOCHS / 2);
    free(order);
}

static int write_table(const char *path, const float *w)
{
    FILE *f = fopen(path, "w");
    if (!f) return -1;
    fputs("from\tweights\tsource\n# Learned by train/coref.c: see train/README.md.\n", f);
    for (uint32_t k = 0; k < SS_COREF_ROWS; k += PER_LINE) {
        fprintf(f, "%u\t", k);
        for (uint32_t i = k; i < k + PER_LINE; i++) fprintf(f, "%s%ld", i > k ? " " : "", lrintf(w[i] * SCALE));
        fputs("\tGUM\n", f);
    }
    return fclose(f);
}

int main(int argc, char **argv)
{
    static float w[SS_COREF_ROWS];
    struct sayso_engine *engine;
    struct sayso_session *session;
    struct sayso_problem problem = {0};
    struct decisions training = {0}, dev = {0};
    struct ss_coder *coder;
    if (argc < 3 || sayso_engine_open(&engine, NULL, &problem) ||
        ss_coder_new(&coder, ss_engine_know(engine), &problem) || sayso_session_new(&session, engine)) {
        fprintf(stderr, "usage: train_coref OUT.tsv TRAIN.conllu... [--dev DEV.conllu]\n%s\n", problem.text);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        bool is_dev = strcmp(argv[i], "--dev") == 0 && i + 1 < argc;
        if (is_dev) i++;
        if (collect(is_dev ? &dev : &training, coder, session, argv[i])) return 3;
    }
    train(&training, &dev, w);
    report("training", &training, w);
    report("dev", &dev, w);
    sayso_session_free(session);
    ss_coder_free(coder);
    sayso_engine_close(engine);
    return write_table(argv[1], w) ? 3 : 0;
}
