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

// An f32 tensor of exactly rows x columns; FORMAT otherwise.
enum sayso_err ss_floats_load(const float **out, const struct ss_model *model, const char *name, uint32_t rows,
                              uint32_t columns, struct sayso_problem *problem);

#endif
