// SPDX-License-Identifier: Apache-2.0
// The inner loops of the network, in versions for several processors that give the same bits.
//
// Whole-number sums are exact in any order. Floating sums have one order, written down in kern_float.h: element i of a
// row goes to lane i % 8 of one of two vectors, and the lanes are added as ((0+4)+(2+6))+((1+5)+(3+7)); the sums of
// `product` run over depth one after another. Nothing is fused or re-associated (-ffp-contract=off), exp is our own.
//
// Packed weights: out rows padded to a multiple of 16, in columns to a multiple of 4 (zeros); blocks of 16 outputs, in
// each for every 4 inputs the 16 x 4 weights: w[out/16][in/4][16][4]. Activations are q + 128 as unsigned bytes; `fix`
// is 128 times the sum of the output's weights.
#ifndef SS_KERN_H
#define SS_KERN_H

#include <stddef.h>
#include <stdint.h>

enum ss_act {
    SS_ACT_NONE,
    SS_ACT_RELU,
    SS_ACT_ADD // the result is added to what is there
};

struct ss_linear {
    uint32_t in, out; // as in the file
    uint32_t in_padded, out_padded;
    const int8_t *weights;     // packed
    const int32_t *fix;        // [out_padded]
    const float *scale, *bias; // [out_padded]; bias zeros when the file has none
};

#define SS_SHARES_MAX 16u

struct ss_kern {
    const char *name;
    // x [rows][in] → q [rows][in_padded] (padding 128) and scale [rows]; in a multiple of nothing.
    void (*quantise)(const float *x, uint32_t rows, uint32_t in, uint32_t in_padded, uint8_t *q, float *scale);
    // y [rows][out_padded] = act((Σ (q-128)·w) * (x_scale·scale) + bias)
    void (*linear)(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y);
    // out = (x - mean) / sqrt(variance + 1e-5) * g + b, each row of n (a multiple of 16)
    void (*norm)(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, float *out);
    // The same, quantised: q [rows][n], scale [rows].
    void (*norm_quantise)(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, uint8_t *q,
                          float *scale);
    // One direction of the gated recurrence: z and c are n columns (a multiple of 8) of rows `stride` apart; h starts
    // at 0; out rows are out_stride apart. step is 1 or -1.
    void (*recur)(const float *z, const float *c, uint32_t stride, uint32_t rows, uint32_t n, int step, float *out,
                  uint32_t out_stride);
    // The window of a convolution: x[t] += act(y[t][1] + y[t-far][0] + y[t+far][2]), rows of x n wide (a multiple of
    // 8), of y three times n; what is outside counts nothing.
    void (*window)(const float *const *y, uint32_t rows, uint32_t n, uint32_t far, enum ss_act act, float *x);
    // c [rows][columns] = a [rows][depth] · b [depth][columns]; columns a multiple of 8; rows lie `.._stride` apart.
    void (*product)(const float *a, uint32_t a_stride, uint32_t rows, uint32_t depth, const float *b, uint32_t b_stride,
                    uint32_t columns, float *c, uint32_t c_stride);
    // out [columns][rows] = x [rows][columns] turned; out rows are out_stride apart and filled with zeros.
    void (*turn)(const float *x, uint32_t stride, uint32_t rows, uint32_t columns, float *out, uint32_t out_stride);
    // a = softmax(a[0..n) * by + bias), bias may be NULL; a and bias go on to the next multiple of 8, where a gets
    // zeros.
    void (*softmax)(float *a, uint32_t n, float by, const float *bias);
    // softmax(a[0..n)) in 255ths, n at most SS_SHARES_MAX; a can be read, and out written, SS_SHARES_MAX long.
    void (*shares)(const float *a, uint32_t n, uint8_t *out);
    // The place of the largest of a[0..n), the first of equals.
    uint32_t (*top)(const float *a, uint32_t n);
    // out[i] = bytes[i] * scale
    void (*widen)(const int8_t *bytes, float scale, uint32_t n, float *out);
};

extern const struct ss_kern ss_kern_c;
#if defined(__x86_64__)
extern const struct ss_kern ss_kern_avx2;
extern const struct ss_kern ss_kern_avx512;
#elif defined(__aarch64__)
extern const struct ss_kern ss_kern_neon;
extern const struct ss_kern ss_kern_dot;
#endif

// All kernels that this processor can run, plainest first; returns how many (at most room).
unsigned ss_kern_list(const struct ss_kern **out, unsigned room);

// The best kernel that this processor runs and the environment variable SAYSO_CPU ("c", "avx2", "avx512"; "neon",
// "dot") allows. Never NULL.
const struct ss_kern *ss_kern_pick(void);

#endif
