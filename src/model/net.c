// SPDX-License-Identifier: Apache-2.0
// Running the encoder. What a word is worth before its neighbours are looked at (its embedding, and the first block's
// linear layer) is kept for words seen lately, since half of all words are a few hundred ones.
#include "model/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "model/net_int.h"
#include "model/words.h"

#define WORDS_KEPT 4096u

struct ss_net_scratch {
    const struct ss_kern *kern;
    struct ss_words *words;
    // x: between ops; y: of linear layers; h: of recurrences and attention; keys, weights: of attention.
    float *x, *y, *h, *keys, *weights, *scale;
    float *fresh, *fresh_y; // words that are not kept
    uint8_t *q;
    uint32_t *ids, *rows;
    const float **y_rows; // of a convolution
};

// Floats of one word: the matrix after the word ops, and the first block's layer.
static uint32_t word_floats(const struct ss_net *net)
{
    const struct ss_op *block = ss_net_first_block(net);
    return net->word_width + (block ? block->first.out_padded : 0);
}

enum sayso_err ss_net_scratch_new(struct ss_net_scratch **out, const struct ss_net *net, const struct ss_kern *kern)
{
    struct ss_net_scratch *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    size_t rows = SS_NET_ROWS_MAX;
    s->kern = kern;
    s->x = calloc(rows * net->width_max, sizeof(float));
    s->y = calloc(rows * net->out_max, sizeof(float));
    s->h = calloc(rows * net->width_max * 2, sizeof(float));
    s->fresh = calloc(rows * net->width_max, sizeof(float));
    s->fresh_y = calloc(rows * net->out_max, sizeof(float));
    s->keys = calloc(rows * net->head_max, sizeof(float));
    s->weights = calloc(rows * rows, sizeof(float));
    s->scale = calloc(rows, sizeof(float));
    s->q = calloc(rows, net->in_max > net->width_max ? net->in_max : net->width_max);
    s->ids = calloc(rows * net->table_count, sizeof *s->ids);
    s->rows = calloc(rows, sizeof *s->rows);
    s->y_rows = calloc(rows, sizeof *s->y_rows);
    if (!s->x || !s->y || !s->h || !s->fresh || !s->fresh_y || !s->keys || !s->weights || !s->scale || !s->q ||
        !s->ids || !s->rows || !s->y_rows || ss_words_new(&s->words, word_floats(net), WORDS_KEPT)) {
        ss_net_scratch_free(s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s;
    return SAYSO_OK;
}

void ss_net_scratch_free(struct ss_net_scratch *s)
{
    if (!s) return;
    ss_words_free(s->words);
    free(s->x);
    free(s->y);
    free(s->h);
    free(s->fresh);
    free(s->fresh_y);
    free(s->keys);
    free(s->weights);
    free(s->scale);
    free(s->q);
    free(s->ids);
    free(s->rows);
    free(s->y_rows);
    free(s);
}

static void apply(struct ss_net_scratch *s, const struct ss_linear *l, const float *x, uint32_t rows, enum ss_act act,
                  float *y)
{
    s->kern->quantise(x, rows, l->in, l->in_padded, s->q, s->scale);
    s->kern->linear(l, s->q, s->scale, rows, act, y);
}

// A block's first layer on normalised rows.
static void enter(struct ss_net_scratch *s, const struct ss_op *op, const float *x, uint32_t rows, float *y)
{
    s->kern->norm_quantise(x, rows, op->first.in, op->gain, op->bias, s->q, s->scale);
    s->kern->linear(&op->first, s->q, s->scale, rows, SS_ACT_NONE, y);
}

static void embed(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *ids, uint32_t rows, float *to)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < net->table_count; i++) {
            const struct ss_net_table *t = &net->tables[i];
            uint32_t id = *ids++;
            s->kern->widen(t->data + (size_t)id * t->columns, t->scale[id], t->columns, to);
            to += t->columns;
        }
}

// Asks for a word's rows of the tables, which are far too large for the caches, some time before they are read.
static void fetch_ahead(const struct ss_net *net, const uint32_t *ids)
{
    for (uint32_t i = 0; i < net->table_count; i++) {
        const struct ss_net_table *t = &net->tables[i];
        const int8_t *row = t->data + (size_t)ids[i] * t->columns;
        __builtin_prefetch(row);
        __builtin_prefetch(row + t->columns - 1);
        __builtin_prefetch(t->scale + ids[i]);
    }
}

// Ops that look at one word alone, on x [rows][*width].
static void run_plain(const struct ss_op *op, struct ss_net_scratch *s, uint32_t rows, float *x, uint32_t *width)
{
    if (op->kind == SS_OP_NORM) {
        s->kern->norm(x, rows, *width, op->gain, op->bias, x);
        return;
    }
    apply(s, &op->first, x, rows, op->act, s->h);
    *width = op->first.out;
    memcpy(x, s->h, (size_t)rows * *width * sizeof(float));
}

// The word ops and the first block's layer of `rows` words: x [rows][word_width], y.
static void run_words(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *ids, uint32_t rows, float *x,
                      float *y)
{
    uint32_t width = 0;
    const struct ss_op *block = ss_net_first_block(net);
    embed(net, s, ids, rows, x);
    for (uint32_t k = 0; k < net->table_count; k++) width += net->tables[k].columns;
    for (uint32_t i = 1; i < net->word_ops; i++) run_plain(&net->ops[i], s, rows, x, &width);
    if (block) enter(s, block, x, rows, y);
}

static void run_recurrence(const struct ss_op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                           uint32_t rows)
{
    uint32_t n = op->first.out / 4;
    const float *y = s->y;
    float *out = s->h;
    for (uint32_t i = 0; i < count; i++) {
        s->kern->recur(y, y + n, 4 * n, lens[i], n, 1, out, 2 * n);
        s->kern->recur(y + 2 * n, y + 3 * n, 4 * n, lens[i], n, -1, out + n, 2 * n);
        y += (size_t)lens[i] * 4 * n;
        out += (size_t)lens[i] * 2 * n;
    }
    apply(s, &op->second, s->h, rows, SS_ACT_ADD, s->x);
}

// One sentence of n words; y is its [n][3 * width], out its [n][width].
static void attend(const struct ss_op *op, struct ss_net_scratch *s, const float *y, float *out, uint32_t n,
                   uint32_t width)
{
    uint32_t size = width / op->heads, padded = (n + 7) / 8 * 8;
    float by = 1.0f / sqrtf((float)size);
    for (uint32_t head = 0; head < op->heads; head++) {
        const float *query = y + head * size, *key = query + width, *value = key + width;
        s->kern->turn(key, 3 * width, n, size, s->keys, padded);
        s->kern->product(query, 3 * width, n, size, s->keys, padded, padded, s->weights, padded);
        // The row of a word's distances begins where the first word's is.
        const float *near =
            op->relpos ? op->relpos + (size_t)head * (2 * SS_NET_ROWS_MAX - 1) + SS_NET_ROWS_MAX - 1 : NULL;
        for (uint32_t i = 0; i < n; i++)
            s->kern->softmax(s->weights + (size_t)i * padded, n, by, near ? near - i : NULL);
        s->kern->product(s->weights, padded, n, n, value, 3 * width, size, out + head * size, width);
    }
}

static void run_attention(const struct ss_op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                          uint32_t rows, uint32_t width)
{
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        attend(op, s, s->y + at * 3 * width, s->h + at * width, lens[i], width);
        at += lens[i];
    }
    apply(s, &op->second, s->h, rows, SS_ACT_ADD, s->x);
}

static void run_window(const struct ss_op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                       uint32_t width)
{
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        s->kern->window(s->y_rows + at, lens[i], width, op->dilation, op->act, s->x + at * width);
        at += lens[i];
    }
}

// What comes after a block's first layer, whose result is in s->y (a convolution's in s->y_rows).
static void run_block(const struct ss_op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                      uint32_t rows, uint32_t width)
{
    if (op->kind == SS_OP_CONV)
        run_window(op, s, lens, count, width);
    else if (op->kind == SS_OP_MINRNN)
        run_recurrence(op, s, lens, count, rows);
    else
        run_attention(op, s, lens, count, rows, width);
}

// Everything after the first block.
static const float *run_rest(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                             uint32_t rows)
{
    uint32_t width = net->word_width;
    for (uint32_t i = net->word_ops + 1; i < net->op_count; i++) {
        const struct ss_op *op = &net->ops[i];
        if (op->kind <= SS_OP_NORM) {
            run_plain(op, s, rows, s->x, &width);
            continue;
        }
        enter(s, op, s->x, rows, s->y);
        for (uint32_t r = 0; r < rows; r++) s->y_rows[r] = s->y + (size_t)r * op->first.out_padded;
        run_block(op, s, lens, count, rows, width);
    }
    return s->x;
}

const float *ss_net_run(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *ids, const uint32_t *lens,
                        uint32_t count, uint32_t rows)
{
    const struct ss_op *block = ss_net_first_block(net);
    run_words(net, s, ids, rows, s->fresh, s->y);
    memcpy(s->x, s->fresh, (size_t)rows * net->word_width * sizeof(float));
    for (uint32_t r = 0; block && r < rows; r++) s->y_rows[r] = s->y + (size_t)r * block->first.out_padded;
    if (block) run_block(block, s, lens, count, rows, net->word_width);
    return run_rest(net, s, lens, count, rows);
}

// Keeps the first `fresh` words of s->rows, whose rows are in s->fresh and s->fresh_y.
static void keep(const struct ss_net *net, struct ss_net_scratch *s, const struct ss_net_word *words, uint32_t fresh)
{
    const struct ss_op *block = ss_net_first_block(net);
    uint32_t x_floats = net->word_width, y_floats = block ? block->first.out_padded : 0;
    for (uint32_t i = 0; i < fresh; i++) {
        const struct ss_net_word *word = &words[s->rows[i]];
        float *to = ss_words_put(s->words, word->form, word->len);
        if (!to) continue;
        memcpy(to, s->fresh + (size_t)i * x_floats, x_floats * sizeof *to);
        memcpy(to + x_floats, s->fresh_y + (size_t)i * y_floats, y_floats * sizeof *to);
    }
}

const float *ss_net_run_words(const struct ss_net *net, struct ss_net_scratch *s,
                              const struct ss_net_features *features, const struct ss_net_word *words,
                              const uint32_t *lens, uint32_t count, uint32_t rows)
{
    const struct ss_op *block = ss_net_first_block(net);
    uint32_t fresh = 0, x_floats = net->word_width, y_floats = block ? block->first.out_padded : 0;
    for (uint32_t r = 0; r < rows; r++) {
        const float *kept = ss_words_find(s->words, words[r].form, words[r].len);
        if (kept) {
            memcpy(s->x + (size_t)r * x_floats, kept, x_floats * sizeof(float));
            s->y_rows[r] = kept + x_floats;
            continue;
        }
        uint32_t *ids = s->ids + (size_t)fresh * net->table_count;
        features->ids(features->data, words[r].form, words[r].len, ids);
        fetch_ahead(net, ids);
        s->rows[fresh++] = r;
    }
    if (fresh) run_words(net, s, s->ids, fresh, s->fresh, s->fresh_y);
    for (uint32_t i = 0; i < fresh; i++) {
        memcpy(s->x + (size_t)s->rows[i] * x_floats, s->fresh + (size_t)i * x_floats, x_floats * sizeof(float));
        s->y_rows[s->rows[i]] = s->fresh_y + (size_t)i * y_floats;
    }
    // The rows of y lie where they are kept; only a convolution takes them from there.
    if (block && block->kind != SS_OP_CONV)
        for (uint32_t r = 0; r < rows; r++) memcpy(s->y + (size_t)r * y_floats, s->y_rows[r], y_floats * sizeof(float));
    if (block) run_block(block, s, lens, count, rows, x_floats);
    keep(net, s, words, fresh); // now that no row of y is needed any more
    return run_rest(net, s, lens, count, rows);
}
