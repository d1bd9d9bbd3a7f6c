// SPDX-License-Identifier: Apache-2.0
// The kernel for 64-bit ARM with dot products of bytes: four outputs and four inputs an instruction.
#include "model/kern_neon.h"

INLINE void tile(const struct ss_linear *l, uint32_t first, const int8_t *x, const float *x_scale, uint32_t rows,
                 enum ss_act act, float *y)
{
    size_t in = l->in_padded;
    const int8_t *w = l->weights + first / 16 * 16 * in + first % 16 * 4;
    int32x4_t a[ROWS_MAX], b[ROWS_MAX];
    for (uint32_t r = 0; r < rows; r++) a[r] = b[r] = vdupq_n_s32(0);
    for (size_t g = 0; g < in / 4; g++, w += 64) {
        int8x16_t low = vld1q_s8(w), high = vld1q_s8(w + 16);
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) {
            int8x16_t v = four(x + r * in + g * 4);
            a[r] = vdotq_s32(a[r], low, v);
            b[r] = vdotq_s32(b[r], high, v);
        }
    }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++) {
        float *to = y + r * (size_t)l->out_padded;
        finish(l, first, a[r], x_scale[r], act, to);
        finish(l, first + 4, b[r], x_scale[r], act, to);
    }
}

#include "model/kern_rows.h"

const struct ss_kern ss_kern_dot = {"dot", quantise, linear, FLOAT_LOOPS};
