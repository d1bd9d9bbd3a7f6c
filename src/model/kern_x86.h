// SPDX-License-Identifier: Apache-2.0
// What the kernels with 32-byte vectors of x86 define for kern_float.h before they include it.
#ifndef SS_KERN_X86_H
#define SS_KERN_X86_H

#include <immintrin.h>

#define MAX8(a, b) ((lane8)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define MIN8(a, b) ((lane8)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define SUM8(v)    sum8((__m256)(v))
#define TOP8(v)    top8((__m256)(v))
#define LOW8(v)    low8((__m256i)(v))

static inline float sum8(__m256 v)
{
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

static inline float top8(__m256 v)
{
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
}

static inline int low8(__m256i v)
{
    __m128i s = _mm_min_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    s = _mm_min_epi32(s, _mm_shuffle_epi32(s, 0x4E));
    return _mm_cvtsi128_si32(_mm_min_epi32(s, _mm_shuffle_epi32(s, 0xB1)));
}

#endif
