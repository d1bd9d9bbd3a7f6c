// SPDX-License-Identifier: Apache-2.0
// Running the heads. Rows are taken in small chunks so that the wide intermediate results stay in the cache.
#include "parse/heads.h"

#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "parse/doubt.h"
#include "parse/tree.h"

#define CHUNK 24u // words whose tags are computed together
#define GROUP 12u // heads whose relations are computed together

struct ss_heads_scratch {
    const struct ss_kern *kern;
    struct ss_tree *tree;
    uint8_t *q, *q2, *back, *names;
    float *scale, *scale2;
    float *tags;                 // [CHUNK][tags] or [CHUNK][lemma]
    uint8_t *lemma_q;            // [CHUNK][in]: rows of q that need a lemma
    float *ner;                  // [rows][name labels]
    float *heads, *deps, *arcs;  // [rows + 1][arc], [rows][arc], [rows][arc]
    float *turned;               // [arc][room for a sentence's heads]
    float *arc;                  // [rows][room for a sentence's heads]
    float *lab_heads, *lab_deps; // [rows][lab]
    uint8_t *lab_q;              // [rows][lab]: lab_heads quantised
    float *lab_scale;
    float *relations; // [GROUP][relation]
    float *mine;      // [rows][lab + 1]: the dependents of one head
    float *line;      // [rows][labels]
    uint32_t *head, *first, *order;
    struct ss_doubt *doubt; // [rows]
};

enum sayso_err ss_heads_scratch_new(struct ss_heads_scratch **out, const struct ss_heads *h, const struct ss_kern *kern)
{
    struct ss_heads_scratch *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    size_t rows = SS_NET_ROWS_MAX, arc = h->arc_h.out, lab = h->lab_h.out;
    s->kern = kern;
    s->q = calloc(rows, h->tags.in_padded);
    s->q2 = calloc(rows, arc > lab ? arc : lab);
    s->scale = calloc(rows, sizeof(float));
    s->scale2 = calloc(rows, sizeof(float));
    s->back = calloc(rows, SS_NER_LABELS_MAX);
    s->names = calloc(rows, 1);
    uint32_t wide = h->tags.out_padded > h->lemma.out_padded ? h->tags.out_padded : h->lemma.out_padded;
    s->tags = calloc((size_t)CHUNK * wide + SS_SHARES_MAX, sizeof(float));
    s->lemma_q = calloc(CHUNK, h->lemma.in_padded);
    s->ner = calloc(rows * h->ner.out, sizeof(float));
    s->heads = calloc((rows + 1) * arc, sizeof(float));
    s->deps = calloc(rows * arc, sizeof(float));
    s->arcs = calloc(rows * arc, sizeof(float));
    s->turned = calloc((rows + 8) * arc, sizeof(float));
    s->arc = calloc(rows * (rows + 8), sizeof(float));
    s->lab_heads = calloc(rows * lab, sizeof(float));
    s->lab_deps = calloc(rows * lab, sizeof(float));
    s->lab_q = calloc(rows, lab);
    s->lab_scale = calloc(rows, sizeof(float));
    s->relations = calloc((size_t)GROUP * h->relation.out_padded, sizeof(float));
    s->mine = calloc(rows * (lab + 1), sizeof(float));
    s->line = calloc(rows * h->label_room, sizeof(float));
    s->head = calloc(rows, sizeof *s->head);
    s->first = calloc(rows + 2, sizeof *s->first);
    s->order = calloc(rows, sizeof *s->order);
    s->doubt = calloc(rows, sizeof *s->doubt);
    if (!s->q || !s->q2 || !s->scale || !s->scale2 || !s->back || !s->names || !s->tags || !s->lemma_q || !s->ner ||
        !s->heads || !s->deps || !s->arcs || !s->turned || !s->arc || !s->lab_heads || !s->lab_deps || !s->lab_q ||
        !s->lab_scale || !s->relations || !s->mine || !s->line || !s->head || !s->first || !s->order || !s->doubt ||
        ss_tree_new(&s->tree, SS_NET_ROWS_MAX)) {
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
    free(s->lemma_q);
    free(s->ner);
    free(s->heads);
    free(s->deps);
    free(s->arcs);
    free(s->turned);
    free(s->arc);
    free(s->lab_heads);
    free(s->lab_deps);
    free(s->lab_q);
    free(s->lab_scale);
    free(s->relations);
    free(s->mine);
    free(s->line);
    free(s->head);
    free(s->first);
    free(s->order);
    free(s->doubt);
    free(s);
}

// Marks of a word: softmax of each further head, in 255ths.
static void mark_word(const struct ss_heads *h, const struct ss_heads_scratch *s, const float *tags, uint8_t *mark)
{
    float p[SS_MARK_LABELS_MAX];
    uint8_t bytes[SS_SHARES_MAX];
    for (uint32_t i = 0; i < h->marks.head_count; i++) {
        const float *from = tags + h->mark[i].first;
        uint32_t n = h->mark[i].out;
        if (n <= SS_SHARES_MAX) {
            s->kern->shares(from, n, bytes);
            for (uint32_t l = 0; l < n; l++) *mark++ = bytes[l];
            continue;
        }
        memcpy(p, from, n * sizeof *p);
        s->kern->softmax(p, n, 1.0f, NULL);
        for (uint32_t l = 0; l < n; l++) *mark++ = p[l] > 0.0f ? (uint8_t)(p[l] * 255.0f + 0.5f) : 0;
    }
}

// Tags of `rows` words whose quantised encodings are q and scale; ner [rows][h->ner.out] gets the scores of names.
static void tag_chunk(const struct ss_heads *h, struct ss_heads_scratch *s, const uint8_t *q, const float *scale,
                      uint32_t rows, struct sayso_token *tokens, float *ner, uint8_t *mark, struct ss_doubt *doubt)
{
    uint32_t (*top)(const float *, uint32_t) = s->kern->top;
    s->kern->linear(&h->tags, q, scale, rows, SS_ACT_NONE, s->tags);
    for (uint32_t r = 0; r < rows; r++) {
        const float *tags = s->tags + (size_t)r * h->tags.out_padded;
        struct sayso_token *t = &tokens[r];
        uint32_t upos = top(tags + h->upos.first, h->upos.out);
        t->upos = h->upos_of[upos];
        if (h->by_xpos) ss_doubt_open(&doubt[r], h, s->kern, tags, upos);
        t->xpos = h->xpos_of[top(tags + h->xpos.first, h->xpos.out)];
        t->feats = h->feats_of[top(tags + h->feats.first, h->feats.out)];
        memcpy(ner + (size_t)r * h->ner.out, tags + h->ner.first, h->ner.out * sizeof *ner);
        if (mark) mark_word(h, s, tags, mark + (size_t)r * h->marks.label_count);
    }
}

// Room for the arcs of a word in a sentence of n.
static uint32_t arc_room(uint32_t n)
{
    return (n + 1 + 7) / 8 * 8;
}

// Arc scores of one sentence into s->arc [n][arc_room(n)]; `heads` has the root in row 0.
static void arc_scores(const struct ss_heads *h, const struct ss_heads_scratch *s, const float *heads,
                       const float *arcs, uint32_t n)
{
    uint32_t size = h->arc_h.out, room = arc_room(n);
    s->kern->turn(heads, size, n + 1, size, s->turned, room);
    s->kern->product(arcs, size, n, size, s->turned, room, room, s->arc, room);
}

// The arc projections of `rows` words: heads (from row 1 of s->heads on), dependents, and these times U.
static void project(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t rows)
{
    uint32_t arc = h->arc_h.out;
    s->kern->linear(&h->arc_h, s->q, s->scale, rows, SS_ACT_RELU, s->heads + arc);
    s->kern->linear(&h->arc_d, s->q, s->scale, rows, SS_ACT_RELU, s->deps);
    s->kern->quantise(s->deps, rows, arc, arc, s->q2, s->scale2);
    s->kern->linear(&h->arc_u, s->q2, s->scale2, rows, SS_ACT_NONE, s->arcs);
}

void ss_heads_arcs(const struct ss_heads *h, struct ss_heads_scratch *s, const float *x, uint32_t n, float *arc)
{
    s->kern->quantise(x, n, h->tags.in, h->tags.in_padded, s->q, s->scale);
    project(h, s, n);
    memcpy(s->heads, h->arc_root, h->arc_h.out * sizeof(float));
    arc_scores(h, s, s->heads, s->arcs, n);
    for (uint32_t i = 0; i < n; i++)
        memcpy(arc + (size_t)i * (n + 1), s->arc + (size_t)i * arc_room(n), (n + 1) * sizeof(float));
}

// The tree of a sentence, in s->head.
static void parse_sentence(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t at, uint32_t n,
                           struct sayso_token *tokens, uint32_t base)
{
    uint32_t arc = h->arc_h.out, room = arc_room(n);
    // The row before a sentence's heads belongs to the sentence before, which is done: it becomes this one's root.
    float *heads = s->heads + (size_t)at * arc;
    memcpy(heads, h->arc_root, arc * sizeof(float));
    arc_scores(h, s, heads, s->arcs + (size_t)at * arc, n);
    for (uint32_t i = 0; i < n; i++) {
        float *row = s->arc + (size_t)i * room;
        row[i + 1] = -1e30f; // no word hangs under itself
        s->head[i] = s->kern->top(row, n + 1);
    }
    if (!ss_tree_fits(s->tree, s->head, n)) ss_tree_decode(s->tree, s->arc, room, n, s->head);
    for (uint32_t i = 0; i < n; i++) tokens[i].head = s->head[i] ? (int32_t)(base + s->head[i] - 1) : -1;
}

// Words of a sentence by their heads: those under head j are s->order[s->first[j]..s->first[j + 1]).
static void sort_by_head(struct ss_heads_scratch *s, uint32_t n)
{
    memset(s->first, 0, ((size_t)n + 2) * sizeof *s->first);
    for (uint32_t i = 0; i < n; i++) s->first[s->head[i] + 1]++;
    for (uint32_t j = 0; j <= n; j++) s->first[j + 1] += s->first[j];
    for (uint32_t i = 0; i < n; i++) s->order[s->first[s->head[i]]++] = i;
    for (uint32_t j = n + 1; j > 0; j--) s->first[j] = s->first[j - 1];
    s->first[0] = 0;
}

// Relations of the words under one head, whose row of the relation layer is given.
static void label_dependents(const struct ss_heads *h, struct ss_heads_scratch *s, const float *relation,
                             const float *lab_deps, const struct ss_doubt *doubt, uint32_t head,
                             struct sayso_token *tokens)
{
    uint32_t size = h->lab_h.out, from = s->first[head], count = s->first[head + 1] - from;
    for (uint32_t k = 0; k < count; k++) {
        float *row = s->mine + (size_t)k * (size + 1);
        memcpy(row, lab_deps + (size_t)s->order[from + k] * size, size * sizeof *row);
        row[size] = 1.0f;
    }
    s->kern->product(s->mine, size + 1, count, size + 1, relation, h->label_room, h->label_room, s->line,
                     h->label_room);
    for (uint32_t k = 0; k < count; k++) {
        float *line = s->line + (size_t)k * h->label_room;
        struct sayso_token *t = &tokens[s->order[from + k]];
        t->deprel = h->deprel_of[s->kern->top(line, h->label_count)];
        if (h->by_xpos) ss_doubt_close(&doubt[s->order[from + k]], h, s->kern, line, t);
    }
}

// Relations of a sentence whose heads are in s->head; rows of lab_q and lab_scale are those of its words.
static void label_sentence(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t at, uint32_t n,
                           struct sayso_token *tokens)
{
    uint32_t size = h->lab_h.out, heads[GROUP], count = 0;
    uint8_t *q = s->q2; // [GROUP][size]; what it held is used up
    sort_by_head(s, n);
    for (uint32_t i = s->first[0]; i < s->first[1]; i++) {
        tokens[s->order[i]].deprel = SAYSO_DEP_ROOT;
        if (h->by_xpos) ss_doubt_close(&s->doubt[at + s->order[i]], h, s->kern, NULL, &tokens[s->order[i]]);
    }
    for (uint32_t j = 1; j <= n; j++) {
        if (s->first[j] < s->first[j + 1]) {
            memcpy(q + (size_t)count * size, s->lab_q + ((size_t)at + j - 1) * size, size);
            s->scale2[count] = s->lab_scale[at + j - 1];
            heads[count++] = j;
        }
        if (count < GROUP && j < n) continue;
        if (count) s->kern->linear(&h->relation, q, s->scale2, count, SS_ACT_NONE, s->relations);
        for (uint32_t k = 0; k < count; k++)
            label_dependents(h, s, s->relations + (size_t)k * h->relation.out_padded, s->lab_deps + (size_t)at * size,
                             s->doubt + at, heads[k], tokens);
        count = 0;
    }
}

static void name_sentence(const struct ss_heads *h, struct ss_heads_scratch *s, uint32_t at, uint32_t n,
                          struct sayso_token *tokens)
{
    ss_ner_decode(h->ner_of, h->ner.out, s->ner + (size_t)at * h->ner.out, h->ner.out, n, s->back, s->names);
    for (uint32_t i = 0; i < n; i++) {
        const struct ss_ner_label *l = &h->ner_of[s->names[i]];
        tokens[i].ner = l->kind;
        tokens[i].flags &= (uint8_t)~SAYSO_TOKEN_NER_BEGIN;
        if (l->begin) tokens[i].flags |= SAYSO_TOKEN_NER_BEGIN;
    }
}

void ss_heads_run(const struct ss_heads *h, struct ss_heads_scratch *s, const float *x, const uint32_t *lens,
                  uint32_t count, struct sayso_token *tokens, uint32_t base, uint8_t *mark)
{
    uint32_t rows = 0, lab = h->lab_h.out;
    for (uint32_t i = 0; i < count; i++) rows += lens[i];
    s->kern->quantise(x, rows, h->tags.in, h->tags.in_padded, s->q, s->scale);
    for (uint32_t r = 0; r < rows; r += CHUNK) {
        uint32_t n = rows - r < CHUNK ? rows - r : CHUNK;
        const uint8_t *q = s->q + (size_t)r * h->tags.in_padded;
        tag_chunk(h, s, q, s->scale + r, n, tokens + r, s->ner + (size_t)r * h->ner.out,
                  mark ? mark + (size_t)r * h->marks.label_count : NULL, s->doubt + r);
    }
    project(h, s, rows);
    s->kern->linear(&h->lab_d, s->q, s->scale, rows, SS_ACT_RELU, s->lab_deps);
    s->kern->linear(&h->lab_h, s->q, s->scale, rows, SS_ACT_RELU, s->lab_heads);
    s->kern->quantise(s->lab_heads, rows, lab, lab, s->lab_q, s->lab_scale);
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; at += lens[i++]) {
        parse_sentence(h, s, at, lens[i], tokens + at, base + at);
        label_sentence(h, s, at, lens[i], tokens + at);
        name_sentence(h, s, at, lens[i], tokens + at);
    }
}

enum sayso_err ss_heads_lemmas(const struct ss_heads *h, struct ss_heads_scratch *s, struct ss_arena *arena,
                               const char *text, const uint32_t *rows, uint32_t count, struct sayso_token *tokens)
{
    size_t in = h->lemma.in_padded;
    for (uint32_t n; count; rows += n, count -= n) {
        n = count < CHUNK ? count : CHUNK;
        for (uint32_t i = 0; i < n; i++) {
            memcpy(s->lemma_q + i * in, s->q + rows[i] * in, in);
            s->scale2[i] = s->scale[rows[i]];
        }
        s->kern->linear(&h->lemma, s->lemma_q, s->scale2, n, SS_ACT_NONE, s->tags);
        for (uint32_t i = 0; i < n; i++) {
            struct sayso_token *t = &tokens[rows[i]];
            uint32_t top = s->kern->top(s->tags + (size_t)i * h->lemma.out_padded, h->lemma.out);
            t->lemma = ss_lemma(arena, &h->scripts[top], text + t->start, t->end - t->start);
            if (!t->lemma) return ss_arena_error(arena);
        }
    }
    return SAYSO_OK;
}
