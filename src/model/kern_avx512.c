// SPDX-License-Identifier: Apache-2.0
// The kernel for AVX-512 with VNNI: sixteen outputs and four inputs a step, accumulated without saturation.
#include <immintrin.h>
#include <stdbool.h>
#include "model/kern_float.h"

static inline void finish(const struct ss_linear *l, uint32_t block, __m512i sum, float x_scale, enum ss_act act,
                          float *to)
{
    __m512 v = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum, _mm512_loadu_si512(l->fix + block)));
    v = _mm512_mul_ps(v, _mm512_mul_ps(_mm512_set1_ps(x_scale), _mm512_loadu_ps(l->scale + block)));
    v = _mm512_add_ps(v, _mm512_loadu_ps(l->bias + block));
    if (act == SS_ACT_RELU)
        v = _mm512_mask_mov_ps(v, _mm512_cmp_ps_mask(v, _mm512_setzero_ps(), _CMP_LT_OQ), _mm512_setzero_ps());
    _mm512_storeu_ps(to + block, v);
}

static inline __m512i four(const uint8_t *x)
{
    int32_t v;
    memcpy(&v, x, 4);
    return _mm512_set1_epi32(v);
}

// `rows` rows (a constant after inlining) by two blocks of outputs: the sums stay in registers while each weight is
// used for every row. With one block left the second half repeats the first and is dropped.
static inline __attribute__((always_inline)) void tile(const struct ss_linear *l, uint32_t block, bool two,
                                                       const uint8_t *x, const float *x_scale, uint32_t rows,
                                                       enum ss_act act, float *y)
{
    size_t in = l->in_padded, out = l->out_padded;
    const int8_t *w0 = l->weights + block * in, *w1 = two ? w0 + 16 * in : w0;
    __m512i a[6], b[6];
    for (uint32_t r = 0; r < rows; r++) a[r] = b[r] = _mm512_setzero_si512();
    for (size_t g = 0; g < in / 4; g++) {
        __m512i v0 = _mm512_loadu_si512(w0 + g * 64), v1 = _mm512_loadu_si512(w1 + g * 64);
#pragma GCC unroll 6
        for (uint32_t r = 0; r < rows; r++) {
            __m512i v = four(x + r * in + g * 4);
            a[r] = _mm512_dpbusd_epi32(a[r], v, v0);
            b[r] = _mm512_dpbusd_epi32(b[r], v, v1);
        }
    }
#pragma GCC unroll 6
    for (uint32_t r = 0; r < rows; r++) {
        finish(l, block, a[r], x_scale[r], act, y + r * out);
        if (two) finish(l, block + 16, b[r], x_scale[r], act, y + r * out);
    }
}

static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    size_t in = l->in_padded, out = l->out_padded;
    for (uint32_t block = 0; block < out; block += 32) {
        bool two = block + 32 <= out;
        uint32_t r = 0;
        for (; r + 6 <= rows; r += 6) tile(l, block, two, q + r * in, x_scale + r, 6, act, y + r * out);
        const uint8_t *x = q + r * in;
        switch (rows - r) {
        case 5:
            tile(l, block, two, x, x_scale + r, 5, act, y + r * out);
            break;
        case 4:
            tile(l, block, two, x, x_scale + r, 4, act, y + r * out);
            break;
        case 3:
            tile(l, block, two, x, x_scale + r, 3, act, y + r * out);
            break;
        case 2:
            tile(l, block, two, x, x_scale + r, 2, act, y + r * out);
            break;
        case 1:
            tile(l, block, two, x, x_scale + r, 1, act, y + r * out);
            break;
        default:
            break;
        }
    }
}

const struct ss_kern ss_kern_avx512 = {"avx512", quantise, linear, norm, recur, dot, add, softmax, axpy, widen};
