// SPDX-License-Identifier: Apache-2.0
// Loading of linear layers. Packing copies the weights once (a few MiB for a whole network); the large embedding tables
// stay in the mapping.
#include "model/linear.h"

#include <string.h>
#include "base/error.h"

#define WIDTH_MAX 16384u // inputs or outputs; keeps every 32-bit sum far from its limit

enum sayso_err ss_floats_load(const float **out, const struct ss_model *model, const char *name, uint32_t rows,
                              uint32_t columns, struct sayso_problem *problem)
{
    const struct ss_tensor *t = ss_model_tensor(model, name);
    if (!t || t->type != SS_TENSOR_F32 || t->rows != rows || t->columns != columns)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %s: missing, or not f32 [%u][%u]", name, rows,
                       columns);
    *out = t->data;
    return SAYSO_OK;
}

static int8_t *pack(struct ss_arena *arena, const struct ss_linear *l, const int8_t *rows)
{
    int8_t *packed = ss_alloc_array(arena, l->out_padded, l->in_padded);
    for (uint32_t o = 0; packed && o < l->out; o++)
        for (uint32_t i = 0; i < l->in; i++) {
            size_t block = (size_t)(o / 16) * 16 * l->in_padded;
            packed[block + (size_t)(i / 4) * 64 + (o % 16) * 4 + i % 4] = rows[(size_t)o * l->in + i];
        }
    return packed;
}

enum sayso_err ss_linear_pack(struct ss_linear *out, struct ss_arena *arena, const int8_t *rows, uint32_t outs,
                              uint32_t in, const float *scale, const float *bias)
{
    struct ss_linear l = {.in = in, .out = outs, .in_padded = (in + 3) / 4 * 4, .out_padded = (outs + 15) / 16 * 16};
    float *scales = SS_NEW_ARRAY(arena, float, l.out_padded), *biases = SS_NEW_ARRAY(arena, float, l.out_padded);
    int32_t *fix = SS_NEW_ARRAY(arena, int32_t, l.out_padded);
    l.weights = pack(arena, &l, rows);
    if (!scales || !biases || !fix || !l.weights) return ss_arena_error(arena);
    memcpy(scales, scale, outs * sizeof *scales);
    if (bias) memcpy(biases, bias, outs * sizeof *biases);
    for (uint32_t o = 0; o < outs; o++) {
        int32_t sum = 0;
        for (uint32_t i = 0; i < in; i++) sum += rows[(size_t)o * in + i];
        fix[o] = 128 * sum;
    }
    l.scale = scales;
    l.bias = biases;
    l.fix = fix;
    *out = l;
    return SAYSO_OK;
}

// The three tensors of a layer; *bias is NULL when it has none.
static enum sayso_err find(const struct ss_tensor **w, const float **scale, const float **bias, struct ss_arena *arena,
                           const struct ss_model *model, const char *name, uint32_t in, struct sayso_problem *problem)
{
    *w = ss_model_tensor(model, name);
    *scale = *bias = NULL;
    if (!*w || (*w)->type != SS_TENSOR_I8 || (*w)->columns > WIDTH_MAX || (*w)->rows > WIDTH_MAX ||
        (in && (*w)->columns != in))
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %s: missing, or not i8 [..][%u]",
                       name ? name : "", in);
    char *scale_name = ss_printf(arena, "%s.scale", name), *bias_name = ss_printf(arena, "%s.bias", name);
    if (!scale_name || !bias_name) return ss_arena_error(arena);
    SS_TRY(ss_floats_load(scale, model, scale_name, (*w)->rows, 1, problem));
    return ss_model_tensor(model, bias_name) ? ss_floats_load(bias, model, bias_name, (*w)->rows, 1, problem)
                                             : SAYSO_OK;
}

enum sayso_err ss_linear_load(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                              const char *name, uint32_t in, struct sayso_problem *problem)
{
    const struct ss_tensor *w;
    const float *scale, *bias;
    SS_TRY(find(&w, &scale, &bias, arena, model, name, in, problem));
    return ss_linear_pack(out, arena, w->data, w->rows, w->columns, scale, bias);
}

enum sayso_err ss_linear_load_window(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                                     const char *name, uint32_t in, struct sayso_problem *problem)
{
    const struct ss_tensor *w;
    const float *scale, *bias;
    SS_TRY(find(&w, &scale, &bias, arena, model, name, 3 * in, problem));
    uint32_t n = w->rows;
    if (n > WIDTH_MAX / 3) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %s: too large", name);
    int8_t *rows = SS_NEW_ARRAY(arena, int8_t, (size_t)n * 3 * in);
    float *scales = SS_NEW_ARRAY(arena, float, 3 * (size_t)n), *biases = SS_NEW_ARRAY(arena, float, 3 * (size_t)n);
    if (!rows || !scales || !biases) return ss_arena_error(arena);
    const int8_t *from = w->data;
    for (uint32_t part = 0; part < 3; part++)
        for (uint32_t o = 0; o < n; o++) {
            memcpy(rows + ((size_t)part * n + o) * in, from + (size_t)o * 3 * in + (size_t)part * in, in);
            scales[(size_t)part * n + o] = scale[o];
            if (part == 1 && bias) biases[(size_t)part * n + o] = bias[o];
        }
    return ss_linear_pack(out, arena, rows, 3 * n, in, scales, biases);
}

enum sayso_err ss_linear_load_joined(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                                     const char *const *names, uint32_t count, uint32_t in,
                                     struct sayso_problem *problem)
{
    const struct ss_tensor *w;
    const float *scale, *bias;
    uint32_t outs = 0, at = 0;
    for (uint32_t i = 0; i < count; i++) {
        SS_TRY(find(&w, &scale, &bias, arena, model, names[i], in, problem));
        outs += w->rows;
        if (outs > WIDTH_MAX) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %s: too large", names[i]);
    }
    int8_t *rows = SS_NEW_ARRAY(arena, int8_t, (size_t)outs * in);
    float *scales = SS_NEW_ARRAY(arena, float, outs), *biases = SS_NEW_ARRAY(arena, float, outs);
    if (!rows || !scales || !biases) return ss_arena_error(arena);
    for (uint32_t i = 0; i < count; at += w->rows, i++) {
        SS_TRY(find(&w, &scale, &bias, arena, model, names[i], in, problem));
        memcpy(rows + (size_t)at * in, w->data, (size_t)w->rows * in);
        memcpy(scales + at, scale, w->rows * sizeof *scale);
        if (bias) memcpy(biases + at, bias, w->rows * sizeof *bias);
    }
    return ss_linear_pack(out, arena, rows, outs, in, scales, biases);
}
