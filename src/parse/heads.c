// SPDX-License-Identifier: Apache-2.0
// Running the heads. Rows are taken in small chunks so that the wide intermediate results stay in the cache.
#include "parse/heads.h"

#include <stdlib.h>
#include <string.h>
#include "parse/tree.h"

#define CHUNK 48u // words whose tags or relations are computed together

struct ss_heads_scratch {
    const struct ss_kern *kern;
    struct ss_tree *tree;
    uint8_t *q, *q2, *back, *names;
    float *scale, *scale2;
    float *tags;                    // [CHUNK][widest tag layer]
    float *ner;                     // [rows][ner]
    float *heads, *deps, *arcs;     // [rows + 1][arc], [rows][arc], [rows][arc]
    float *arc;                     // [rows + 1][rows + 1]
    float *lab_heads, *lab_deps;    // [rows + 1][lab], [rows][lab]
    float *pairs, *bilinear, *line; // [CHUNK][2 lab], [CHUNK][labels * lab], [CHUNK][labels]
    uint32_t *head;
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

enum sayso_err ss_heads_scratch_new(struct ss_heads_scratch **out, const struct ss_heads *h, const struct ss_kern *kern)
{
    struct ss_heads_scratch *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    size_t rows = SS_NET_ROWS_MAX, in = larger(h->upos.in_padded, larger(h->arc_u.in_padded, h->lab_lin.in_padded));
    uint32_t tag =
        larger(larger(h->upos.out_padded, h->xpos.out_padded), larger(h->feats.out_padded, h->lemma.out_padded));
    for (uint32_t i = 0; i < h->marks.head_count; i++) tag = larger(tag, h->mark[i].out_padded);
    s->kern = kern;
    s->q = calloc(rows, in);
    s->q2 = calloc(rows, in);
    s->scale = calloc(rows, sizeof(float));
    s->scale2 = calloc(rows, sizeof(float));
    s->back = calloc(rows, SS_NER_LABELS_MAX);
    s->names = calloc(rows, 1);
    s->tags = calloc((size_t)CHUNK * tag, sizeof(float));
    s->ner = calloc(rows * h->ner.out_padded, sizeof(float));
    s->heads = calloc((rows + 1) * h->arc_h.out_padded, sizeof(float));
    s->deps = calloc(rows * h->arc_h.out_padded, sizeof(float));
    s->arcs = calloc(rows * h->arc_h.out_padded, sizeof(float));
    s->arc = calloc((rows + 1) * (rows + 1), sizeof(float));
    s->lab_heads = calloc((rows + 1) * h->lab_h.out_padded, sizeof(float));
    s->lab_deps = calloc(rows * h->lab_h.out_padded, sizeof(float));
    s->pairs = calloc((size_t)CHUNK * 2 * h->lab_h.out, sizeof(float));
    s->bilinear = calloc((size_t)CHUNK * h->lab_u.out_padded, sizeof(float));
    s->line = calloc((size_t)CHUNK * h->lab_lin.out_padded, sizeof(float));
    s->head = calloc(rows, sizeof *s->head);
    if (!s->q || !s->q2 || !s->scale || !s->scale2 || !s->back || !s->names || !s->tags || !s->ner || !s->heads ||
        !s->deps || !s->arcs || !s->arc || !s->lab_heads || !s->lab_deps || !s->pairs || !s->bilinear || !s->line ||
        !s->head || ss_tree_new(&s->tree, SS_NET_ROWS_MAX)) {
        ss_heads_scratch_free(s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s;
    return SAYSO_OK;
}

void ss_heads_scratch_free(struct ss_heads_scratch *s)
{
    if (!s) return;
    ss_tree_free(s->tree);
    free(s->q);
    free(s->q2);
    free(s->scale);
    free(s->scale2);
    free(s->back);
    free(s->names);
    free(s->tags);
    free(s->ner);
    free(s->heads);
    free(s->deps);
    free(s->arcs);
    free(s->arc);
    free(s->lab_heads);
    free(s->lab_deps);
    free(s->pairs);
    free(s->bilinear);
    free(s->line);
    free(s->head);
    free(s);
}

static uint32_t top(const float *score, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    return best;
}

// Tags of `rows` words whose quantised encodings are q and scale.
static enum sayso_err tag_chunk(const struct ss_heads *h, struct ss_heads_scratch *s, struct ss_arena *arena,
                                const char *text, const uint8_t *q, const float *scale, uint32_t rows,
                                struct sayso_token *tokens)
{
    s->kern->linear(&h->upos, q, scale, rows, SS_ACT_NONE, s->tags);
    for (uint32_t r = 0; r < rows; r++)
        tokens[r].upos = h->upos_of[top(s->tags + (size_t)r * h->upos.out_padded, h->upos.out)];
    s->kern->linear(&h->xpos, q, scale, rows, SS_ACT_NONE, s->tags);
    for (uint32_t r = 0; r < rows; r++)
        tokens[r].xpos = h->xpos_of[top(s->tags + (size_t)r * h->xpos.out_padded, h->xpos.out)];
    s->kern->linear(&h->feats, q, scale, rows, SS_ACT_NONE, s->tags);
    for (uint32_t r = 0; r < rows; r++)
        tokens[r].feats = h->feats_of[top(s->tags + (size_t)r * h->feats.out_padded, h->feats.out)];
    s->kern->linear(&h->lemma, q, scale, rows, SS_ACT_NONE, s->tags);
    for (uint32_t r = 0; r < rows; r++) {
        const struct ss_lemma_script *script =
            &h->scripts[top(s->tags + (size_t)r * h->lemma.out_padded, h->lemma.out)];
        tokens[r].lemma = ss_lemma(arena, script, text + tokens[r].start, tokens[r].end - tokens[r].start);
        if (!tokens[r].lemma) return ss_arena_error(arena);
    }
    return SAYSO_OK;
}

// Marks of `rows` words: softmax of each further head, in 255ths.
static void mark_chunk(const struct ss_heads *h, struct ss_heads_scratch *s, const uint8_t *q, const float *scale,
                       uint32_t rows, uint8_t *mark)
{
    for (uint32_t i = 0; i < h->marks.head_count; i++) {
        const struct ss_mark_head *head = &h->marks.head[i];
        s->kern->linear(&h->mark[i], q, scale, rows, SS_ACT_NONE, s->tags);
        for (uint32_t r = 0; r < rows; r++) {
            float *p = s->tags + (size_t)r * h->mark[i].out_padded;
            uint8_t *to = mark + (size_t)r * h->marks.label_count + head->first;
            s->kern->softmax(p, head->label_count);
            for (uint32_t l = 0; l < head->label_count; l++) to[l] = p[l] > 0.0f ? (uint8_t)(p[l] * 255.0f + 0.5f) : 0;
        }
    }
}

// Arc scores of one sentence from its words' projections; `heads` has the root in row 0.
static void arc_scores(const struct ss_heads *h, const struct ss_heads_scratch *s, const float *heads,
                       const float *arcs, uint32_t n, float *arc)
{
    uint32_t size = h->arc_h.out;
    float *prior = arc + (size_t)n * (n + 1); // a row more than the scores
    for (uint32_t j = 0; j <= n; j++) prior[j] = s->kern->dot(heads + (size_t)j * size, h->arc_b, size);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++)
            arc[(size_t)i * (n + 1) + j] =
                s->kern->dot(arcs + (size_t)i * size, heads + (size_t)j * size, size) + prior[j];
}

// Relations of words first.. (at most CHUNK) of a sentence, given their heads.
static void label_chunk(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t first, uint32_t rows,
                        const float *lab_heads, const float *lab_deps, struct sayso_token *tokens)
{
    uint32_t size = h->lab_h.out;
    const float *deps = lab_deps + (size_t)first * size;
    s->kern->quantise(deps, rows, size, h->lab_u.in_padded, s->q2, s->scale2);
    s->kern->linear(&h->lab_u, s->q2, s->scale2, rows, SS_ACT_NONE, s->bilinear);
    for (uint32_t r = 0; r < rows; r++) {
        memcpy(s->pairs + (size_t)r * 2 * size, deps + (size_t)r * size, size * sizeof(float));
        memcpy(s->pairs + (size_t)r * 2 * size + size, lab_heads + (size_t)s->head[first + r] * size,
               size * sizeof(float));
    }
    s->kern->quantise(s->pairs, rows, 2 * size, h->lab_lin.in_padded, s->q2, s->scale2);
    s->kern->linear(&h->lab_lin, s->q2, s->scale2, rows, SS_ACT_NONE, s->line);
    for (uint32_t r = 0; r < rows; r++) {
        if (s->head[first + r] == 0) {
            tokens[first + r].deprel = SAYSO_DEP_ROOT;
            continue;
        }
        const float *head = lab_heads + (size_t)s->head[first + r] * size;
        uint32_t best = h->label_count;
        float best_score = 0;
        for (uint32_t l = 0; l < h->label_count; l++) {
            if (l == h->root_label) continue;
            float score = s->kern->dot(s->bilinear + (size_t)r * h->lab_u.out_padded + (size_t)l * size, head, size) +
                          s->line[(size_t)r * h->lab_lin.out_padded + l];
            if (best == h->label_count || score > best_score) {
                best = l;
                best_score = score;
            }
        }
        tokens[first + r].deprel = h->deprel_of[best];
    }
}

// The arc projections of `rows` words: heads (from row 1 of s->heads on), dependents, and these times U.
static void project(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t rows)
{
    uint32_t arc = h->arc_h.out;
    s->kern->linear(&h->arc_h, s->q, s->scale, rows, SS_ACT_RELU, s->heads + arc);
    s->kern->linear(&h->arc_d, s->q, s->scale, rows, SS_ACT_RELU, s->deps);
    s->kern->quantise(s->deps, rows, arc, h->arc_u.in_padded, s->q2, s->scale2);
    s->kern->linear(&h->arc_u, s->q2, s->scale2, rows, SS_ACT_NONE, s->arcs);
}

void ss_heads_arcs(const struct ss_heads *h, struct ss_heads_scratch *s, const float *x, uint32_t n, float *arc)
{
    s->kern->quantise(x, n, h->upos.in, h->upos.in_padded, s->q, s->scale);
    project(h, s, n);
    memcpy(s->heads, h->arc_root, h->arc_h.out * sizeof(float));
    arc_scores(h, s, s->heads, s->arcs, n, s->arc);
    memcpy(arc, s->arc, (size_t)n * (n + 1) * sizeof(float));
}

static void parse_sentence(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t at, uint32_t n,
                           struct sayso_token *tokens, uint32_t base)
{
    uint32_t arc = h->arc_h.out;
    // The row before a sentence's heads belongs to the sentence before, which is done: it becomes this one's root.
    float *heads = s->heads + (size_t)at * arc;
    memcpy(heads, h->arc_root, arc * sizeof(float));
    arc_scores(h, s, heads, s->arcs + (size_t)at * arc, n, s->arc);
    ss_tree_decode(s->tree, s->arc, n, s->head);
    for (uint32_t i = 0; i < n; i++) tokens[i].head = s->head[i] ? (int32_t)(base + s->head[i] - 1) : -1;
}

static void name_sentence(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t at, uint32_t n,
                          struct sayso_token *tokens)
{
    ss_ner_decode(h->ner_of, h->ner.out, s->ner + (size_t)at * h->ner.out_padded, h->ner.out_padded, n, s->back,
                  s->names);
    for (uint32_t i = 0; i < n; i++) {
        const struct ss_ner_label *l = &h->ner_of[s->names[i]];
        tokens[i].ner = l->kind;
        tokens[i].flags &= (uint8_t)~SAYSO_TOKEN_NER_BEGIN;
        if (l->begin) tokens[i].flags |= SAYSO_TOKEN_NER_BEGIN;
    }
}

enum sayso_err ss_heads_run(const struct ss_heads *h, struct ss_heads_scratch *s, struct ss_arena *arena,
                            const char *text, const float *x, const uint32_t *lens, uint32_t count,
                            struct sayso_token *tokens, uint32_t base, uint8_t *mark)
{
    uint32_t rows = 0, lab = h->lab_h.out;
    for (uint32_t i = 0; i < count; i++) rows += lens[i];
    s->kern->quantise(x, rows, h->upos.in, h->upos.in_padded, s->q, s->scale);
    for (uint32_t r = 0; r < rows; r += CHUNK) {
        uint32_t n = rows - r < CHUNK ? rows - r : CHUNK;
        enum sayso_err err =
            tag_chunk(h, s, arena, text, s->q + (size_t)r * h->upos.in_padded, s->scale + r, n, tokens + r);
        if (err) return err;
        if (mark)
            mark_chunk(h, s, s->q + (size_t)r * h->upos.in_padded, s->scale + r, n,
                       mark + (size_t)r * h->marks.label_count);
    }
    s->kern->linear(&h->ner, s->q, s->scale, rows, SS_ACT_NONE, s->ner);
    project(h, s, rows);
    s->kern->linear(&h->lab_d, s->q, s->scale, rows, SS_ACT_RELU, s->lab_deps);
    s->kern->linear(&h->lab_h, s->q, s->scale, rows, SS_ACT_RELU, s->lab_heads + lab);
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; at += lens[i++]) {
        uint32_t n = lens[i];
        parse_sentence(h, s, at, n, tokens + at, base + at);
        float *lab_heads = s->lab_heads + (size_t)at * lab;
        memcpy(lab_heads, h->lab_root, lab * sizeof(float));
        for (uint32_t r = 0; r < n; r += CHUNK)
            label_chunk(h, s, r, n - r < CHUNK ? n - r : CHUNK, lab_heads, s->lab_deps + (size_t)at * lab, tokens + at);
        name_sentence(h, s, at, n, tokens + at);
    }
    return SAYSO_OK;
}
