// SPDX-License-Identifier: Apache-2.0
// Quantised linear layers from a model file, packed for the kernels.
#ifndef SS_LINEAR_H
#define SS_LINEAR_H

#include "base/arena.h"
#include "model/file.h"
#include "model/kern.h"

// Loads NAME (i8 [out][in]), NAME.scale (f32 [out]) and, when it is there, NAME.bias (f32 [out]) into memory of the
// arena. FORMAT when they do not fit together or the inputs are not `in` (0 = any).
enum sayso_err ss_linear_load(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                              const char *name, uint32_t in, struct sayso_problem *problem);

// The same for a convolution over three words: NAME is i8 [out][3 * in]. Becomes one layer with three times the
// outputs, the part of the word before first, then the word's own (with the bias), then the part of the word after.
enum sayso_err ss_linear_load_window(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                                     const char *name, uint32_t in, struct sayso_problem *problem);

// Several layers on the same inputs as one: outputs one after another without gaps.
enum sayso_err ss_linear_load_joined(struct ss_linear *out, struct ss_arena *arena, const struct ss_model *model,
                                     const char *const *names, uint32_t count, uint32_t in,
                                     struct sayso_problem *problem);

// Packs rows [outs][in] with their scales and biases (NULL: zeros); copies everything into the arena.
enum sayso_err ss_linear_pack(struct ss_linear *out, struct ss_arena *arena, const int8_t *rows, uint32_t outs,
                              uint32_t in, const float *scale, const float *bias);

// An f32 tensor of exactly rows x columns; FORMAT otherwise.
enum sayso_err ss_floats_load(const float **out, const struct ss_model *model, const char *name, uint32_t rows,
                              uint32_t columns, struct sayso_problem *problem);

#endif
