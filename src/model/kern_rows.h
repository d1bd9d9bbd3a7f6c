// SPDX-License-Identifier: Apache-2.0
// The loop over rows of the kernels that take a few at a time. The file that includes this defines before it: ROWS_MAX
// (4); WIDE, what activations become; `unpack`, which makes that of `count` bytes; and `tile`, `rows` rows (a constant
// after inlining) by the eight outputs from `first` on.
#ifndef SS_KERN_ROWS_H
#define SS_KERN_ROWS_H

#include "model/kern_float.h"

#define IN_MAX 16384u // of a model's layer; linear.c refuses wider ones

static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    WIDE x[ROWS_MAX * IN_MAX];
    size_t in = l->in_padded, out = l->out_padded;
    for (uint32_t r = 0; r < rows; r += ROWS_MAX) {
        uint32_t n = rows - r < ROWS_MAX ? rows - r : ROWS_MAX;
        unpack(q + r * in, n * in, x);
        float *to = y + r * out;
        for (uint32_t o = 0; o < out; o += 8) {
            if (n == 4)
                tile(l, o, x, x_scale + r, 4, act, to);
            else if (n == 3)
                tile(l, o, x, x_scale + r, 3, act, to);
            else if (n == 2)
                tile(l, o, x, x_scale + r, 2, act, to);
            else
                tile(l, o, x, x_scale + r, 1, act, to);
        }
    }
}

#endif
