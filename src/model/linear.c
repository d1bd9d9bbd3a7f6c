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

enum sayso_err ss_linear_load(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                              const char *name, uint32_t in, struct sayso_problem *problem)
{
    const struct ss_tensor *w = ss_model_tensor(model, name);
    if (!w || w->type != SS_TENSOR_I8 || w->columns > WIDTH_MAX || w->rows > WIDTH_MAX || (in && w->columns != in))
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %s: missing, or not i8 [..][%u]",
                       name ? name : "", in);
    struct ss_linear l = {.in = w->columns, .out = w->rows};
    l.in_padded = (l.in + 3) / 4 * 4;
    l.out_padded = (l.out + 15) / 16 * 16;
    char *scale_name = ss_printf(arena, "%s.scale", name), *bias_name = ss_printf(arena, "%s.bias", name);
    float *scale = SS_NEW_ARRAY(arena, float, l.out_padded), *bias = SS_NEW_ARRAY(arena, float, l.out_padded);
    int32_t *fix = SS_NEW_ARRAY(arena, int32_t, l.out_padded);
    l.weights = pack(arena, &l, w->data);
    if (!scale_name || !bias_name || !scale || !bias || !fix || !l.weights) return ss_arena_error(arena);
    const float *from = NULL;
    SS_TRY(ss_floats_load(&from, model, scale_name, l.out, 1, problem));
    memcpy(scale, from, l.out * sizeof *scale);
    if (ss_model_tensor(model, bias_name)) {
        SS_TRY(ss_floats_load(&from, model, bias_name, l.out, 1, problem));
        memcpy(bias, from, l.out * sizeof *bias);
    }
    const int8_t *rows = w->data;
    for (uint32_t o = 0; o < l.out; o++) {
        int32_t sum = 0;
        for (uint32_t i = 0; i < l.in; i++) sum += rows[(size_t)o * l.in + i];
        fix[o] = 128 * sum;
    }
    l.scale = scale;
    l.bias = bias;
    l.fix = fix;
    *out = l;
    return SAYSO_OK;
}
