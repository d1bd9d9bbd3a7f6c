// SPDX-License-Identifier: Apache-2.0
// The kernel for AVX-512 with VNNI: sixteen outputs and four inputs a step, accumulated without saturation.
#include <immintrin.h>
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

// Six rows by two blocks of outputs: twelve sums stay in registers while each weight is used six times.
static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    size_t in = l->in_padded, out = l->out_padded;
    uint32_t groups = l->in_padded / 4;
    for (uint32_t block = 0; block < out;) {
        uint32_t wide = block + 32 <= out ? 2 : 1;
        const int8_t *w0 = l->weights + block * in, *w1 = w0 + (wide - 1) * 16 * in;
        uint32_t r = 0;
        for (; r + 6 <= rows; r += 6) {
            const uint8_t *x = q + r * in;
            __m512i s[12];
            for (int k = 0; k < 12; k++) s[k] = _mm512_setzero_si512();
            for (uint32_t g = 0; g < groups; g++) {
                __m512i a = _mm512_loadu_si512(w0 + (size_t)g * 64), b = _mm512_loadu_si512(w1 + (size_t)g * 64), v;
#define ROW(k)                                                                                                         \
    v = four(x + (k)*in + (size_t)g * 4);                                                                              \
    s[k] = _mm512_dpbusd_epi32(s[k], v, a);                                                                            \
    s[k + 6] = _mm512_dpbusd_epi32(s[k + 6], v, b);
                ROW(0) ROW(1) ROW(2) ROW(3) ROW(4) ROW(5)
#undef ROW
            }
            for (uint32_t k = 0; k < 6; k++) {
                finish(l, block, s[k], x_scale[r + k], act, y + (r + k) * out);
                if (wide == 2) finish(l, block + 16, s[k + 6], x_scale[r + k], act, y + (r + k) * out);
            }
        }
        for (; r < rows; r++) {
            const uint8_t *x = q + r * in;
            __m512i s0 = _mm512_setzero_si512(), s1 = s0, t0 = s0, t1 = s0;
            uint32_t g = 0;
            for (; g + 2 <= groups; g += 2) {
                __m512i v = four(x + (size_t)g * 4), u = four(x + (size_t)g * 4 + 4);
                s0 = _mm512_dpbusd_epi32(s0, v, _mm512_loadu_si512(w0 + (size_t)g * 64));
                s1 = _mm512_dpbusd_epi32(s1, v, _mm512_loadu_si512(w1 + (size_t)g * 64));
                t0 = _mm512_dpbusd_epi32(t0, u, _mm512_loadu_si512(w0 + (size_t)g * 64 + 64));
                t1 = _mm512_dpbusd_epi32(t1, u, _mm512_loadu_si512(w1 + (size_t)g * 64 + 64));
            }
            if (g < groups) {
                __m512i v = four(x + (size_t)g * 4);
                s0 = _mm512_dpbusd_epi32(s0, v, _mm512_loadu_si512(w0 + (size_t)g * 64));
                s1 = _mm512_dpbusd_epi32(s1, v, _mm512_loadu_si512(w1 + (size_t)g * 64));
            }
            finish(l, block, _mm512_add_epi32(s0, t0), x_scale[r], act, y + r * out);
            if (wide == 2) finish(l, block + 16, _mm512_add_epi32(s1, t1), x_scale[r], act, y + r * out);
        }
        block += 16 * wide;
    }
}

const struct ss_kern ss_kern_avx512 = {"avx512", quantise, linear, norm, recur, dot, add, softmax, axpy, widen};
