// SPDX-License-Identifier: Apache-2.0
// What the kernels for 64-bit ARM share. Activations are turned back into signed bytes: with these `fix` is not needed,
// and two products of a byte's largest values still fit into 16 bits.
#ifndef SS_KERN_NEON_H
#define SS_KERN_NEON_H

#include <arm_neon.h>
#include "model/kern_float.h"

#define ROWS_MAX 4u
#define WIDE     int8_t

static inline void unpack(const uint8_t *q, size_t count, int8_t *x)
{
    size_t i = 0;
    for (; i + 16 <= count; i += 16) vst1q_s8(x + i, vreinterpretq_s8_u8(veorq_u8(vld1q_u8(q + i), vdupq_n_u8(0x80))));
    for (; i < count; i++) x[i] = (int8_t)(q[i] ^ 0x80);
}

// The next four activations in every lane.
static inline int8x16_t four(const int8_t *x)
{
    int32_t v;
    memcpy(&v, x, sizeof v);
    return vreinterpretq_s8_s32(vdupq_n_s32(v));
}

// Four outputs from their sums.
static inline void finish(const struct ss_linear *l, uint32_t first, int32x4_t sum, float x_scale, enum ss_act act,
                          float *y)
{
    float *to = y + first;
    float32x4_t v = vmulq_f32(vcvtq_f32_s32(sum), vmulq_f32(vdupq_n_f32(x_scale), vld1q_f32(l->scale + first)));
    v = vaddq_f32(v, vld1q_f32(l->bias + first));
    if (act == SS_ACT_ADD) v = vaddq_f32(v, vld1q_f32(to));
    if (act == SS_ACT_RELU) v = vbslq_f32(vcltq_f32(v, vdupq_n_f32(0.0f)), vdupq_n_f32(0.0f), v);
    vst1q_f32(to, v);
}

#endif
