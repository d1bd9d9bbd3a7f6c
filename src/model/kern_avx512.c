// SPDX-License-Identifier: Apache-2.0
// The kernel for AVX-512 with VNNI: sixteen outputs and four inputs a step, accumulated without saturation.
#include <stdbool.h>
#include "model/kern_x86.h"

#define LANES                16
#define MAX(a, b)            ((lane)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define MIN(a, b)            ((lane)_mm512_min_ps((__m512)(a), (__m512)(b)))
#define LOW_HALF(v)          ((lane8)_mm512_castps512_ps256((__m512)(v)))
#define HIGH_HALF(v)         ((lane8)_mm256_castpd_ps(_mm512_extractf64x4_pd((__m512d)(v), 1)))
#define BYTES32(to, row, by) bytes32(to, row, by)
static inline void bytes32(unsigned char *to, const float *row, float by);
#include "model/kern_float.h"

static inline __m128i bytes16(const float *row, float by)
{
    __m512 v = _mm512_max_ps(_mm512_mul_ps(_mm512_loadu_ps(row), _mm512_set1_ps(by)), _mm512_set1_ps(-127.0f));
    __m512i half = _mm512_ternarylogic_epi32(_mm512_castps_si512(v), _mm512_set1_epi32(-0x7FFFFFFF - 1),
                                             _mm512_castps_si512(_mm512_set1_ps(0.5f)), 0xEA); // (v & sign) | half
    return _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(_mm512_add_ps(v, _mm512_castsi512_ps(half))));
}

static inline void bytes32(unsigned char *to, const float *row, float by)
{
    __m256i both = _mm256_inserti128_si256(_mm256_castsi128_si256(bytes16(row, by)), bytes16(row + 16, by), 1);
    _mm256_storeu_si256((__m256i *)(void *)to, _mm256_xor_si256(both, _mm256_set1_epi8(-128)));
}

// What the sums of one block of outputs start from and are taken times and plus.
struct block {
    __m512i start;
    __m512 scale, bias;
};

static inline struct block block_of(const struct ss_linear *l, size_t block)
{
    return (struct block){_mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(l->fix + block)),
                          _mm512_loadu_ps(l->scale + block), _mm512_loadu_ps(l->bias + block)};
}

static inline void finish(const struct block *b, __m512i sum, __m512 x_scale, enum ss_act act, float *to)
{
    __m512 v = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), _mm512_mul_ps(x_scale, b->scale));
    v = _mm512_add_ps(v, b->bias);
    if (act == SS_ACT_ADD) v = _mm512_add_ps(v, _mm512_loadu_ps(to));
    if (act == SS_ACT_RELU)
        v = _mm512_mask_mov_ps(v, _mm512_cmp_ps_mask(v, _mm512_setzero_ps(), _CMP_LT_OQ), _mm512_setzero_ps());
    _mm512_storeu_ps(to, v);
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
    const struct block first = block_of(l, block), second = block_of(l, two ? block + 16 : block);
    __m512i a[6], b[6];
    for (uint32_t r = 0; r < rows; r++) {
        a[r] = first.start;
        b[r] = second.start;
    }
#pragma GCC unroll 4
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
        __m512 scale = _mm512_set1_ps(x_scale[r]);
        float *to = y + r * out + block;
        finish(&first, a[r], scale, act, to);
        if (two) finish(&second, b[r], scale, act, to + 16);
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

const struct ss_kern ss_kern_avx512 = {"avx512", quantise, linear, FLOAT_LOOPS};
