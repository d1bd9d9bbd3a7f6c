// SPDX-License-Identifier: Apache-2.0
// The plain C kernel: the reference for the others, and what runs on processors that have no version of their own.
#include "model/kern_float.h"

static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    uint32_t groups = l->in_padded / 4;
    for (uint32_t r = 0; r < rows; r++) {
        const uint8_t *x = q + (size_t)r * l->in_padded;
        float *to = y + (size_t)r * l->out_padded;
        for (uint32_t block = 0; block < l->out_padded; block += 16) {
            const int8_t *w = l->weights + (size_t)block * l->in_padded;
            int32_t sum[16] = {0};
            for (uint32_t g = 0; g < groups; g++, w += 64)
                for (uint32_t o = 0; o < 16; o++)
                    sum[o] += x[g * 4] * w[o * 4] + x[g * 4 + 1] * w[o * 4 + 1] + x[g * 4 + 2] * w[o * 4 + 2] +
                              x[g * 4 + 3] * w[o * 4 + 3];
            for (uint32_t o = 0; o < 16; o++) {
                float v = (float)(sum[o] - l->fix[block + o]) * (x_scale[r] * l->scale[block + o]) + l->bias[block + o];
                if (act == SS_ACT_ADD) v += to[block + o];
                to[block + o] = act == SS_ACT_RELU && v < 0.0f ? 0.0f : v;
            }
        }
    }
}

const struct ss_kern ss_kern_c = {"c", quantise, linear, FLOAT_LOOPS};
