// SPDX-License-Identifier: Apache-2.0
// The kernel for every 64-bit ARM: bytes are multiplied to 16 bits, two products added there, and pairs of these to 32.
#include "model/kern_neon.h"

INLINE void tile(const struct ss_linear *l, uint32_t first, const int8_t *x, const float *x_scale, uint32_t rows,
                 enum ss_act act, float *y)
{
    size_t in = l->in_padded;
    const int8_t *w = l->weights + first / 16 * 16 * in + first % 16 * 4;
    int32x4_t sum[ROWS_MAX][4]; // each holds two outputs in two parts
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t k = 0; k < 4; k++) sum[r][k] = vdupq_n_s32(0);
    size_t g = 0;
    for (; g + 2 <= in / 4; g += 2, w += 128) {
        int8x16_t a = vld1q_s8(w), b = vld1q_s8(w + 16), c = vld1q_s8(w + 64), d = vld1q_s8(w + 80);
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) {
            int8x8_t v = vget_low_s8(four(x + r * in + g * 4)), u = vget_low_s8(four(x + r * in + g * 4 + 4));
            sum[r][0] = vpadalq_s16(sum[r][0], vmlal_s8(vmull_s8(vget_low_s8(a), v), vget_low_s8(c), u));
            sum[r][1] = vpadalq_s16(sum[r][1], vmlal_s8(vmull_s8(vget_high_s8(a), v), vget_high_s8(c), u));
            sum[r][2] = vpadalq_s16(sum[r][2], vmlal_s8(vmull_s8(vget_low_s8(b), v), vget_low_s8(d), u));
            sum[r][3] = vpadalq_s16(sum[r][3], vmlal_s8(vmull_s8(vget_high_s8(b), v), vget_high_s8(d), u));
        }
    }
    if (g < in / 4) {
        int8x16_t a = vld1q_s8(w), b = vld1q_s8(w + 16);
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) {
            int8x8_t v = vget_low_s8(four(x + r * in + g * 4));
            sum[r][0] = vpadalq_s16(sum[r][0], vmull_s8(vget_low_s8(a), v));
            sum[r][1] = vpadalq_s16(sum[r][1], vmull_s8(vget_high_s8(a), v));
            sum[r][2] = vpadalq_s16(sum[r][2], vmull_s8(vget_low_s8(b), v));
            sum[r][3] = vpadalq_s16(sum[r][3], vmull_s8(vget_high_s8(b), v));
        }
    }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++) {
        float *to = y + r * (size_t)l->out_padded;
        finish(l, first, vpaddq_s32(sum[r][0], sum[r][1]), x_scale[r], act, to);
        finish(l, first + 4, vpaddq_s32(sum[r][2], sum[r][3]), x_scale[r], act, to);
    }
}

#include "model/kern_rows.h"

const struct ss_kern ss_kern_neon = {"neon", quantise, linear, FLOAT_LOOPS};
