// SPDX-License-Identifier: Apache-2.0
// The kernel for AVX2: bytes are widened to 16 bits before they are multiplied, since the 8-bit multiply-add saturates.
#include <immintrin.h>
#include "model/kern_float.h"

// Sums of four outputs as pairs (s[2o] + s[2o+1] is output o) to eight outputs in order.
static inline __m256i join(__m256i a, __m256i b)
{
    return _mm256_permute4x64_epi64(_mm256_hadd_epi32(a, b), 0xD8);
}

static inline void finish(const struct ss_linear *l, uint32_t block, __m256i sum, float x_scale, enum ss_act act,
                          float *to)
{
    __m256 v =
        _mm256_cvtepi32_ps(_mm256_sub_epi32(sum, _mm256_loadu_si256((const __m256i *)(const void *)(l->fix + block))));
    v = _mm256_mul_ps(v, _mm256_mul_ps(_mm256_set1_ps(x_scale), _mm256_loadu_ps(l->scale + block)));
    v = _mm256_add_ps(v, _mm256_loadu_ps(l->bias + block));
    if (act == SS_ACT_RELU) v = _mm256_andnot_ps(_mm256_cmp_ps(v, _mm256_setzero_ps(), _CMP_LT_OQ), v);
    _mm256_storeu_ps(to + block, v);
}

static inline __m256i four(const uint8_t *x)
{
    int32_t v;
    memcpy(&v, x, 4);
    return _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(v)));
}

static inline __m256i weights(const int8_t *w)
{
    return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)w));
}

// Two rows by sixteen outputs: eight sums in registers.
static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    size_t in = l->in_padded, out = l->out_padded;
    uint32_t groups = l->in_padded / 4;
    for (uint32_t block = 0; block < out; block += 16) {
        const int8_t *start = l->weights + block * in;
        for (uint32_t r = 0; r < rows; r += 2) {
            uint32_t second = r + 1 < rows ? r + 1 : r;
            const uint8_t *x = q + r * in, *x2 = q + second * in;
            const int8_t *w = start;
            __m256i a0 = _mm256_setzero_si256(), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            for (uint32_t g = 0; g < groups; g++, w += 64) {
                __m256i v = four(x + (size_t)g * 4), u = four(x2 + (size_t)g * 4), m;
                m = weights(w);
                a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(v, m));
                b0 = _mm256_add_epi32(b0, _mm256_madd_epi16(u, m));
                m = weights(w + 16);
                a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(v, m));
                b1 = _mm256_add_epi32(b1, _mm256_madd_epi16(u, m));
                m = weights(w + 32);
                a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(v, m));
                b2 = _mm256_add_epi32(b2, _mm256_madd_epi16(u, m));
                m = weights(w + 48);
                a3 = _mm256_add_epi32(a3, _mm256_madd_epi16(v, m));
                b3 = _mm256_add_epi32(b3, _mm256_madd_epi16(u, m));
            }
            finish(l, block, join(a0, a1), x_scale[r], act, y + r * out);
            finish(l, block + 8, join(a2, a3), x_scale[r], act, y + r * out);
            if (second == r) continue;
            finish(l, block, join(b0, b1), x_scale[second], act, y + second * out);
            finish(l, block + 8, join(b2, b3), x_scale[second], act, y + second * out);
        }
    }
}

const struct ss_kern ss_kern_avx2 = {"avx2", quantise, linear, norm, recur, dot, add, softmax, axpy, widen};
