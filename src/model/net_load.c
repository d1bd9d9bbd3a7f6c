// SPDX-License-Identifier: Apache-2.0
// Compiling the op list of a model file's header; all shapes are checked here.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "model/net_int.h"

#define OPS_MAX    64u
#define TABLES_MAX 32u
#define HEADS_MAX  64u

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
    net->tables = SS_NEW_ARRAY(net->arena, struct ss_net_table, net->table_count);
    if (!net->tables) return ss_arena_error(net->arena);
    *width = 0;
    for (uint32_t i = 0; i < net->table_count; i++) {
        struct ss_net_table *t = &net->tables[i];
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

static enum sayso_err read_norm(struct ss_net *net, struct ss_op *op, const struct ss_model *model,
                                const struct ss_json_value *entry, uint32_t width, struct sayso_problem *problem)
{
    const char *gain = ss_json_string(ss_json_get(entry, "g")), *bias = ss_json_string(ss_json_get(entry, "b"));
    const char *both = ss_json_string(ss_json_get(entry, "norm"));
    if (both) {
        gain = ss_printf(net->arena, "%s.g", both);
        bias = ss_printf(net->arena, "%s.b", both);
        if (!gain || !bias) return ss_arena_error(net->arena);
    }
    if (width % 16) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "norm over %u columns", width);
    SS_TRY(ss_floats_load(&op->gain, model, gain ? gain : "", width, 1, problem));
    return ss_floats_load(&op->bias, model, bias ? bias : "", width, 1, problem);
}

static void note_layer(struct ss_net *net, const struct ss_linear *l)
{
    if (l->out_padded > net->out_max) net->out_max = l->out_padded;
    if (l->in_padded > net->in_max) net->in_max = l->in_padded;
}

static enum sayso_err read_layer(struct ss_net *net, struct ss_linear *l, const struct ss_model *model,
                                 const struct ss_json_value *entry, const char *key, uint32_t in,
                                 struct sayso_problem *problem)
{
    SS_TRY(ss_linear_load(l, net->arena, model, ss_json_string(ss_json_get(entry, key)), in, problem));
    note_layer(net, l);
    return SAYSO_OK;
}

// Distances beyond `far` count as far: a row for every distance there can be.
static const float *spread(struct ss_net *net, const float *bias, uint32_t heads, uint32_t far)
{
    uint32_t columns = 2 * SS_NET_ROWS_MAX - 1;
    float *out = SS_NEW_ARRAY(net->arena, float, (size_t)heads *columns);
    for (uint32_t h = 0; out && h < heads; h++)
        for (uint32_t i = 0; i < columns; i++) {
            int64_t distance = (int64_t)i - (SS_NET_ROWS_MAX - 1);
            int64_t near = distance < -(int64_t)far ? -(int64_t)far : distance > far ? far : distance;
            out[(size_t)h * columns + i] = bias[(size_t)h * (2 * far + 1) + (size_t)(near + far)];
        }
    return out;
}

static enum sayso_err read_attention(struct ss_net *net, struct ss_op *op, const struct ss_model *model,
                                     const struct ss_json_value *entry, uint32_t width, struct sayso_problem *problem)
{
    op->heads = whole(entry, "heads", 1, HEADS_MAX);
    if (!op->heads || width % (op->heads * 8)) return wrong(problem, net->op_count, "bad number of heads");
    if (width / op->heads > net->head_max) net->head_max = width / op->heads;
    SS_TRY(read_layer(net, &op->first, model, entry, "qkv", width, problem));
    SS_TRY(read_layer(net, &op->second, model, entry, "out", width, problem));
    if (op->first.out != 3 * width || op->second.out != width)
        return wrong(problem, net->op_count, "shapes do not fit");
    const char *relpos = ss_json_string(ss_json_get(entry, "relpos"));
    const struct ss_tensor *bias = ss_model_tensor(model, relpos);
    if (!relpos) return SAYSO_OK;
    if (!bias || bias->columns % 2 == 0) return wrong(problem, net->op_count, "bad relpos");
    const float *by_distance;
    SS_TRY(ss_floats_load(&by_distance, model, relpos, op->heads, bias->columns, problem));
    op->relpos = spread(net, by_distance, op->heads, bias->columns / 2);
    return op->relpos ? SAYSO_OK : ss_arena_error(net->arena);
}

static enum sayso_err read_op(struct ss_net *net, struct ss_op *op, const struct ss_model *model,
                              const struct ss_json_value *entry, uint32_t *width, struct sayso_problem *problem)
{
    static const char *const names[] = {"embed", "linear", "norm", "conv", "minrnn", "attention"};
    const char *name = ss_json_string(ss_json_get(entry, "op"));
    uint32_t kind = 0;
    while (kind < 6 && !(name && strcmp(name, names[kind]) == 0)) kind++;
    if (kind == 6) return wrong(problem, net->op_count, "no such op");
    op->kind = (enum ss_op_kind)kind;
    if ((op->kind == SS_OP_EMBED) != (net->op_count == 0))
        return wrong(problem, net->op_count, "embed comes first and only there");
    if (!read_act(entry, &op->act)) return wrong(problem, net->op_count, "no such act");
    if (op->kind >= SS_OP_NORM) SS_TRY(read_norm(net, op, model, entry, *width, problem));
    bool fits = true;
    switch (op->kind) {
    case SS_OP_EMBED:
        return read_embed(net, model, entry, width, problem);
    case SS_OP_LINEAR:
        SS_TRY(read_layer(net, &op->first, model, entry, "w", *width, problem));
        *width = op->first.out;
        fits = op->first.out % 16 == 0;
        break;
    case SS_OP_NORM:
        break;
    case SS_OP_CONV:
        op->dilation = whole(entry, "dilation", 1, 64);
        SS_TRY(ss_linear_load_window(&op->first, net->arena, model, ss_json_string(ss_json_get(entry, "w")), *width,
                                     problem));
        note_layer(net, &op->first);
        fits = op->dilation && whole(entry, "width", 3, 3) == 3 && op->first.out == 3 * *width;
        break;
    case SS_OP_MINRNN:
        SS_TRY(read_layer(net, &op->first, model, entry, "w", *width, problem));
        SS_TRY(read_layer(net, &op->second, model, entry, "out", op->first.out / 2, problem));
        fits = op->first.out % 32 == 0 && op->first.out / 2 <= 2 * *width && op->second.out == *width;
        break;
    case SS_OP_ATTENTION:
        return read_attention(net, op, model, entry, *width, problem);
    }
    return fits ? SAYSO_OK : wrong(problem, net->op_count, "shapes do not fit");
}

static enum sayso_err compile(struct ss_net *net, const struct ss_model *model, struct sayso_problem *problem)
{
    const struct ss_json_value *list = ss_json_get(ss_model_header(model), "net");
    size_t count = ss_json_count(list);
    if (!count || count > OPS_MAX) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "bad number of ops");
    net->ops = SS_NEW_ARRAY(net->arena, struct ss_op, count);
    if (!net->ops) return ss_arena_error(net->arena);
    for (size_t i = 0; i < count; i++) {
        SS_TRY(read_op(net, &net->ops[i], model, ss_json_at(list, i), &net->width, problem));
        net->op_count++;
        if (net->width > net->width_max) net->width_max = net->width;
        if (net->ops[i].kind <= SS_OP_NORM && net->word_ops == i) {
            net->word_ops = (uint32_t)i + 1;
            net->word_width = net->width;
        }
        // Between ops rows are packed without padding.
        if (net->width % 16 || net->width > SS_NET_WIDTH_MAX)
            return wrong(problem, i, "width is not a multiple of 16, or too large");
    }
    return SAYSO_OK;
}

enum sayso_err ss_net_new(struct ss_net **out, const struct ss_model *model, struct sayso_problem *problem)
{
    struct ss_net *net = calloc(1, sizeof *net);
    if (!net) return SAYSO_ERR_NOMEM;
    net->head_max = 8;
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
