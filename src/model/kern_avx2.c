// SPDX-License-Identifier: Apache-2.0
// The kernel for AVX2: bytes are widened to 16 bits before they are multiplied, since the 8-bit multiply-add saturates.
#include "model/kern_x86.h"

#define BYTES32(to, row, by) bytes32(to, row, by)
static inline void bytes32(unsigned char *to, const float *row, float by);
#include "model/kern_float.h"

static inline __m256i quant8(const float *row, float by)
{
    lane8 v;
    LOAD8(v, row);
    return (__m256i)QUANT8(v, by);
}

static inline void bytes32(unsigned char *to, const float *row, float by)
{
    __m256i a = _mm256_packs_epi32(quant8(row, by), quant8(row + 8, by));
    __m256i b = _mm256_packs_epi32(quant8(row + 16, by), quant8(row + 24, by));
    a = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(a, b), _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)(void *)to, _mm256_xor_si256(a, _mm256_set1_epi8(-128)));
}

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
    if (act == SS_ACT_ADD) v = _mm256_add_ps(v, _mm256_loadu_ps(to + block));
    if (act == SS_ACT_RELU) v = _mm256_andnot_ps(_mm256_cmp_ps(v, _mm256_setzero_ps(), _CMP_LT_OQ), v);
    _mm256_storeu_ps(to + block, v);
}

#define IN_MAX  16384u // of a model's layer; linear.c refuses wider ones
#define TILE    4u     // rows whose sums stay in registers
#define CHUNK   12288u // activations widened at a time, or TILE rows of them
#define OUTPUTS 8u     // whose weights are widened at a time

// `rows` rows (a constant after inlining) by eight outputs; x holds the rows' activations and w the weights, both as
// 16-bit numbers.
INLINE void tile(const struct ss_linear *l, uint32_t first, const int16_t *w, const int16_t *x, const float *x_scale,
                 uint32_t rows, enum ss_act act, float *y)
{
    size_t in = l->in_padded;
    __m256i a[TILE], b[TILE];
    for (uint32_t r = 0; r < rows; r++) a[r] = b[r] = _mm256_setzero_si256();
#pragma GCC unroll 4
    for (size_t g = 0; g < in; g += 4, w += 32) {
        __m256i low = _mm256_load_si256((const __m256i *)(const void *)w),
                high = _mm256_load_si256((const __m256i *)(const void *)(w + 16));
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) {
            int64_t four;
            memcpy(&four, x + r * in + g, sizeof four);
            __m256i v = _mm256_set1_epi64x(four);
            a[r] = _mm256_add_epi32(a[r], _mm256_madd_epi16(v, low));
            b[r] = _mm256_add_epi32(b[r], _mm256_madd_epi16(v, high));
        }
    }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++)
        finish(l, first, join(a[r], b[r]), x_scale[r], act, y + r * (size_t)l->out_padded);
}

static void unpack(const uint8_t *q, size_t count, int16_t *x)
{
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        _mm256_storeu_si256((__m256i *)(void *)(x + i),
                            _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(q + i))));
    for (; i < count; i++) x[i] = q[i];
}

// The weights of the eight outputs from `first` on.
static void unpack_weights(const struct ss_linear *l, uint32_t first, int16_t *to)
{
    const int8_t *w = l->weights + first / 16 * 16 * (size_t)l->in_padded + first % 16 * 4;
    for (size_t g = 0; g < l->in_padded; g += 4, w += 64, to += 32)
        for (int half = 0; half < 2; half++)
            _mm256_store_si256((__m256i *)(void *)(to + half * 16),
                               _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(w + half * 16))));
}

// A few rows at a time, that they and the weights of a few outputs stay in the nearest cache.
static void linear(const struct ss_linear *l, const uint8_t *q, const float *x_scale, uint32_t rows, enum ss_act act,
                   float *y)
{
    _Alignas(32) int16_t w[OUTPUTS * IN_MAX], x[TILE * IN_MAX];
    size_t in = l->in_padded, out = l->out_padded;
    uint32_t chunk = CHUNK / l->in_padded / TILE * TILE;
    if (chunk < TILE) chunk = TILE;
    for (uint32_t n; rows; rows -= n, q += n * in, x_scale += n, y += n * out) {
        n = rows < chunk ? rows : chunk;
        unpack(q, n * in, x);
        for (uint32_t o = 0; o < out; o += OUTPUTS) {
            unpack_weights(l, o, w);
            for (uint32_t r = 0; r < n; r += TILE) {
                const int16_t *from = x + r * in;
                float *to = y + r * out;
                if (n - r >= TILE)
                    tile(l, o, w, from, x_scale + r, TILE, act, to);
                else if (n - r == 3)
                    tile(l, o, w, from, x_scale + r, 3, act, to);
                else if (n - r == 2)
                    tile(l, o, w, from, x_scale + r, 2, act, to);
                else
                    tile(l, o, w, from, x_scale + r, 1, act, to);
            }
        }
    }
}

const struct ss_kern ss_kern_avx2 = {"avx2", quantise, linear, FLOAT_LOOPS};
