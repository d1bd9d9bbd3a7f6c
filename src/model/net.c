// SPDX-License-Identifier: Apache-2.0
// Compiling the op list (all shapes are checked here) and running it.
#include "model/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/error.h"
#include "model/linear.h"

#define OPS_MAX    64u
#define TABLES_MAX 32u
#define HEADS_MAX  64u

enum op_kind { OP_EMBED, OP_LINEAR, OP_NORM, OP_CONV, OP_MINRNN, OP_ATTENTION };

struct op {
    enum op_kind kind;
    enum ss_act act;
    struct ss_linear first, second; // linear and conv: first; minrnn: w, out; attention: qkv, out
    const float *gain, *bias;       // norm [in]
    const float *relpos;            // [heads][2 * far + 1]
    uint32_t heads, far, dilation;
};

struct table {
    const int8_t *data;
    const float *scale;
    uint32_t rows, columns;
    const char *feature;
};

struct ss_net {
    struct ss_arena *arena;
    struct op *ops;
    uint32_t op_count;
    struct table *tables;
    uint32_t table_count;
    uint32_t width;              // of the output
    uint32_t width_max, out_max; // widest matrix between ops; widest output of a linear layer
    uint32_t in_max;             // widest padded input
};

struct ss_net_scratch {
    const struct ss_kern *kern;
    float *x, *h, *y, *wide, *scale, *weights;
    uint8_t *q;
};

static enum sayso_err wrong(struct sayso_problem *problem, size_t op, const char *what)
{
    return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "net op %zu: %s", op, what);
}

static uint32_t whole(const struct ss_json_value *entry, const char *key, uint32_t otherwise, uint32_t limit)
{
    int64_t n;
    if (!ss_json_get(entry, key)) return otherwise;
    return ss_json_integer(ss_json_get(entry, key), &n) && n >= 1 && n <= limit ? (uint32_t)n : 0;
}

static bool read_act(const struct ss_json_value *entry, enum ss_act *act)
{
    const char *name = ss_json_string(ss_json_get(entry, "act"));
    *act = name && strcmp(name, "relu") == 0 ? SS_ACT_RELU : SS_ACT_NONE;
    return !name || *act == SS_ACT_RELU || strcmp(name, "none") == 0;
}

static enum sayso_err read_embed(struct ss_net *net, const struct ss_model *model, const struct ss_json_value *entry,
                                 uint32_t *width, struct sayso_problem *problem)
{
    const struct ss_json_value *list = ss_json_get(entry, "tables");
    net->table_count = (uint32_t)ss_json_count(list);
    if (!net->table_count || net->table_count > TABLES_MAX) return wrong(problem, 0, "bad number of tables");
    net->tables = SS_NEW_ARRAY(net->arena, struct table, net->table_count);
    if (!net->tables) return ss_arena_error(net->arena);
    *width = 0;
    for (uint32_t i = 0; i < net->table_count; i++) {
        struct table *t = &net->tables[i];
        const char *name = ss_json_string(ss_json_get(ss_json_at(list, i), "name"));
        const struct ss_tensor *data = ss_model_tensor(model, name);
        t->feature = ss_json_string(ss_json_get(ss_json_at(list, i), "feat"));
        if (!data || data->type != SS_TENSOR_I8 || data->columns > 4096 || !t->feature)
            return wrong(problem, 0, "bad table");
        char *scale = ss_printf(net->arena, "%s.scale", name);
        if (!scale) return ss_arena_error(net->arena);
        SS_TRY(ss_floats_load(&t->scale, model, scale, data->rows, 1, problem));
        t->data = data->data;
        t->rows = data->rows;
        t->columns = data->columns;
        *width += t->columns;
    }
    return SAYSO_OK;
}

static enum sayso_err read_norm(struct ss_net *net, struct op *op, const struct ss_model *model,
                                const struct ss_json_value *entry, uint32_t width, struct sayso_problem *problem)
{
    const char *gain = ss_json_string(ss_json_get(entry, "g")), *bias = ss_json_string(ss_json_get(entry, "b"));
    const char *both = ss_json_string(ss_json_get(entry, "norm"));
    if (both) {
        gain = ss_printf(net->arena, "%s.g", both);
        bias = ss_printf(net->arena, "%s.b", both);
        if (!gain || !bias) return ss_arena_error(net->arena);
    }
    if (width % 8) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "norm over %u columns", width);
    SS_TRY(ss_floats_load(&op->gain, model, gain ? gain : "", width, 1, problem));
    return ss_floats_load(&op->bias, model, bias ? bias : "", width, 1, problem);
}

static enum sayso_err read_layer(struct ss_net *net, struct ss_linear *l, const struct ss_model *model,
                                 const struct ss_json_value *entry, const char *key, uint32_t in,
                                 struct sayso_problem *problem)
{
    SS_TRY(ss_linear_load(l, net->arena, model, ss_json_string(ss_json_get(entry, key)), in, problem));
    if (l->out_padded > net->out_max) net->out_max = l->out_padded;
    if (l->in_padded > net->in_max) net->in_max = l->in_padded;
    return SAYSO_OK;
}

static enum sayso_err read_attention(struct ss_net *net, struct op *op, const struct ss_model *model,
                                     const struct ss_json_value *entry, uint32_t width, struct sayso_problem *problem)
{
    op->heads = whole(entry, "heads", 1, HEADS_MAX);
    if (!op->heads || width % (op->heads * 8)) return wrong(problem, net->op_count, "bad number of heads");
    SS_TRY(read_layer(net, &op->first, model, entry, "qkv", width, problem));
    SS_TRY(read_layer(net, &op->second, model, entry, "out", width, problem));
    if (op->first.out != 3 * width || op->second.out != width)
        return wrong(problem, net->op_count, "shapes do not fit");
    const char *relpos = ss_json_string(ss_json_get(entry, "relpos"));
    const struct ss_tensor *bias = ss_model_tensor(model, relpos);
    if (!relpos) return SAYSO_OK;
    if (!bias || bias->columns % 2 == 0) return wrong(problem, net->op_count, "bad relpos");
    op->far = bias->columns / 2;
    return ss_floats_load(&op->relpos, model, relpos, op->heads, bias->columns, problem);
}

static enum sayso_err read_op(struct ss_net *net, struct op *op, const struct ss_model *model,
                              const struct ss_json_value *entry, uint32_t *width, struct sayso_problem *problem)
{
    static const char *const names[] = {"embed", "linear", "norm", "conv", "minrnn", "attention"};
    const char *name = ss_json_string(ss_json_get(entry, "op"));
    uint32_t kind = 0;
    while (kind < 6 && !(name && strcmp(name, names[kind]) == 0)) kind++;
    if (kind == 6) return wrong(problem, net->op_count, "no such op");
    op->kind = (enum op_kind)kind;
    if ((op->kind == OP_EMBED) != (net->op_count == 0))
        return wrong(problem, net->op_count, "embed comes first and only there");
    if (!read_act(entry, &op->act)) return wrong(problem, net->op_count, "no such act");
    if (op->kind >= OP_NORM) SS_TRY(read_norm(net, op, model, entry, *width, problem));
    bool fits = true;
    switch (op->kind) {
    case OP_EMBED:
        return read_embed(net, model, entry, width, problem);
    case OP_LINEAR:
        SS_TRY(read_layer(net, &op->first, model, entry, "w", *width, problem));
        *width = op->first.out;
        fits = op->first.out % 16 == 0;
        break;
    case OP_NORM:
        break;
    case OP_CONV:
        op->dilation = whole(entry, "dilation", 1, 64);
        SS_TRY(read_layer(net, &op->first, model, entry, "w", 3 * *width, problem));
        fits = op->dilation && whole(entry, "width", 3, 3) == 3 && op->first.out == *width;
        break;
    case OP_MINRNN:
        SS_TRY(read_layer(net, &op->first, model, entry, "w", *width, problem));
        SS_TRY(read_layer(net, &op->second, model, entry, "out", op->first.out / 2, problem));
        fits = op->first.out % 32 == 0 && op->first.out / 2 <= 2 * *width && op->second.out == *width;
        break;
    case OP_ATTENTION:
        return read_attention(net, op, model, entry, *width, problem);
    }
    return fits ? SAYSO_OK : wrong(problem, net->op_count, "shapes do not fit");
}

static enum sayso_err compile(struct ss_net *net, const struct ss_model *model, struct sayso_problem *problem)
{
    const struct ss_json_value *list = ss_json_get(ss_model_header(model), "net");
    size_t count = ss_json_count(list);
    if (!count || count > OPS_MAX) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "bad number of ops");
    net->ops = SS_NEW_ARRAY(net->arena, struct op, count);
    if (!net->ops) return ss_arena_error(net->arena);
    for (size_t i = 0; i < count; i++) {
        SS_TRY(read_op(net, &net->ops[i], model, ss_json_at(list, i), &net->width, problem));
        net->op_count++;
        if (net->width > net->width_max) net->width_max = net->width;
        // Between ops rows are packed without padding.
        if (net->width % 16) return wrong(problem, i, "width is not a multiple of 16");
    }
    return SAYSO_OK;
}

enum sayso_err ss_net_new(struct ss_net **out, const struct ss_model *model, struct sayso_problem *problem)
{
    struct ss_net *net = calloc(1, sizeof *net);
    if (!net) return SAYSO_ERR_NOMEM;
    net->arena = ss_arena_new(SS_MODEL_BYTES_MAX);
    enum sayso_err err = net->arena ? compile(net, model, problem) : SAYSO_ERR_NOMEM;
    if (err) {
        ss_net_free(net);
        return err;
    }
    *out = net;
    return SAYSO_OK;
}

void ss_net_free(struct ss_net *net)
{
    if (!net) return;
    ss_arena_free(net->arena);
    free(net);
}

uint32_t ss_net_table_count(const struct ss_net *net)
{
    return net->table_count;
}

const char *ss_net_table_feature(const struct ss_net *net, uint32_t table)
{
    return net->tables[table].feature;
}

uint32_t ss_net_table_rows(const struct ss_net *net, uint32_t table)
{
    return net->tables[table].rows;
}

uint32_t ss_net_width(const struct ss_net *net)
{
    return net->width;
}

enum sayso_err ss_net_scratch_new(struct ss_net_scratch **out, const struct ss_net *net, const struct ss_kern *kern)
{
    struct ss_net_scratch *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    size_t rows = SS_NET_ROWS_MAX;
    s->kern = kern;
    s->x = calloc(rows * net->width_max, sizeof(float));
    s->h = calloc(rows * net->width_max * 2, sizeof(float));
    s->wide = calloc(rows * net->width_max * 3, sizeof(float));
    s->y = calloc(rows * net->out_max, sizeof(float));
    s->scale = calloc(rows, sizeof(float));
    s->weights = calloc(rows, sizeof(float));
    s->q = calloc(rows, net->in_max);
    if (!s->x || !s->h || !s->wide || !s->y || !s->scale || !s->weights || !s->q) {
        ss_net_scratch_free(s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s;
    return SAYSO_OK;
}

void ss_net_scratch_free(struct ss_net_scratch *s)
{
    if (!s) return;
    free(s->x);
    free(s->h);
    free(s->wide);
    free(s->y);
    free(s->scale);
    free(s->weights);
    free(s->q);
    free(s);
}

static void apply(struct ss_net_scratch *s, const struct ss_linear *l, const float *x, uint32_t rows, enum ss_act act,
                  float *y)
{
    s->kern->quantise(x, rows, l->in, l->in_padded, s->q, s->scale);
    s->kern->linear(l, s->q, s->scale, rows, act, y);
}

static void run_embed(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *ids, uint32_t rows)
{
    float *to = s->x;
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < net->table_count; i++) {
            const struct table *t = &net->tables[i];
            uint32_t id = *ids++;
            s->kern->widen(t->data + (size_t)id * t->columns, t->scale[id], t->columns, to);
            to += t->columns;
        }
}

static void run_conv(const struct op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count, uint32_t rows,
                     uint32_t width)
{
    s->kern->norm(s->x, rows, width, op->gain, op->bias, s->h);
    size_t bytes = width * sizeof(float);
    const float *h = s->h;
    float *to = s->wide;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t t = 0; t < lens[i]; t++, to += 3 * (size_t)width) {
            if (t >= op->dilation)
                memcpy(to, h + (size_t)(t - op->dilation) * width, bytes);
            else
                memset(to, 0, bytes);
            memcpy(to + width, h + (size_t)t * width, bytes);
            if (t + op->dilation < lens[i])
                memcpy(to + 2 * (size_t)width, h + (size_t)(t + op->dilation) * width, bytes);
            else
                memset(to + 2 * (size_t)width, 0, bytes);
        }
        h += (size_t)lens[i] * width;
    }
    apply(s, &op->first, s->wide, rows, op->act, s->y);
    s->kern->add(s->x, s->y, (size_t)rows * width);
}

static void run_minrnn(const struct op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                       uint32_t rows, uint32_t width)
{
    s->kern->norm(s->x, rows, width, op->gain, op->bias, s->h);
    apply(s, &op->first, s->h, rows, SS_ACT_NONE, s->y);
    uint32_t n = op->first.out / 4;
    const float *y = s->y;
    float *out = s->h;
    for (uint32_t i = 0; i < count; i++) {
        s->kern->recur(y, y + n, 4 * n, lens[i], n, 1, out, 2 * n);
        s->kern->recur(y + 2 * n, y + 3 * n, 4 * n, lens[i], n, -1, out + n, 2 * n);
        y += (size_t)lens[i] * 4 * n;
        out += (size_t)lens[i] * 2 * n;
    }
    apply(s, &op->second, s->h, rows, SS_ACT_NONE, s->y);
    s->kern->add(s->x, s->y, (size_t)rows * width);
}

// One sentence of n words; y is its [n][3 * width], out its [n][width].
static void attend(const struct op *op, struct ss_net_scratch *s, const float *y, float *out, uint32_t n,
                   uint32_t width)
{
    uint32_t size = width / op->heads;
    float by = 1.0f / sqrtf((float)size);
    memset(out, 0, (size_t)n * width * sizeof *out);
    for (uint32_t head = 0; head < op->heads; head++) {
        const float *bias = op->relpos ? op->relpos + (size_t)head * (2 * op->far + 1) + op->far : NULL;
        for (uint32_t i = 0; i < n; i++) {
            const float *query = y + (size_t)i * 3 * width + head * size;
            for (uint32_t j = 0; j < n; j++) {
                int32_t distance = (int32_t)j - (int32_t)i, far = (int32_t)op->far;
                s->weights[j] = s->kern->dot(query, y + (size_t)j * 3 * width + width + head * size, size) * by;
                if (bias) s->weights[j] += bias[distance < -far ? -far : distance > far ? far : distance];
            }
            s->kern->softmax(s->weights, n);
            float *to = out + (size_t)i * width + head * size;
            for (uint32_t j = 0; j < n; j++)
                s->kern->axpy(to, s->weights[j], y + (size_t)j * 3 * width + 2 * width + head * size, size);
        }
    }
}

static void run_attention(const struct op *op, struct ss_net_scratch *s, const uint32_t *lens, uint32_t count,
                          uint32_t rows, uint32_t width)
{
    s->kern->norm(s->x, rows, width, op->gain, op->bias, s->h);
    apply(s, &op->first, s->h, rows, SS_ACT_NONE, s->y);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        attend(op, s, s->y + at * 3 * width, s->h + at * width, lens[i], width);
        at += lens[i];
    }
    apply(s, &op->second, s->h, rows, SS_ACT_NONE, s->y);
    s->kern->add(s->x, s->y, (size_t)rows * width);
}

const float *ss_net_run(const struct ss_net *net, struct ss_net_scratch *s, const uint32_t *ids, const uint32_t *lens,
                        uint32_t count, uint32_t rows)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < net->op_count; i++) {
        const struct op *op = &net->ops[i];
        switch (op->kind) {
        case OP_EMBED:
            run_embed(net, s, ids, rows);
            for (uint32_t k = 0; k < net->table_count; k++) width += net->tables[k].columns;
            break;
        case OP_LINEAR:
            apply(s, &op->first, s->x, rows, op->act, s->y);
            width = op->first.out;
            memcpy(s->x, s->y, (size_t)rows * width * sizeof(float));
            break;
        case OP_NORM:
            s->kern->norm(s->x, rows, width, op->gain, op->bias, s->x);
            break;
        case OP_CONV:
            run_conv(op, s, lens, count, rows, width);
            break;
        case OP_MINRNN:
            run_minrnn(op, s, lens, count, rows, width);
            break;
        case OP_ATTENTION:
            run_attention(op, s, lens, count, rows, width);
            break;
        }
    }
    return s->x;
}
