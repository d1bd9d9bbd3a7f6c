// SPDX-License-Identifier: Apache-2.0
// The floating loops, written once and compiled in each kernel file for its processor. Every operation is a plain IEEE
// one on lanes of a fixed width, so that all versions agree to the bit.
#ifndef SS_KERN_FLOAT_H
#define SS_KERN_FLOAT_H

#include <math.h>
#include <string.h>
#include "model/kern.h"

typedef float lane8 __attribute__((vector_size(32)));
typedef int32_t lane8i __attribute__((vector_size(32)));
typedef uint8_t lane8u __attribute__((vector_size(8)));

// Loads and stores are macros: passing 32-byte vectors by value would depend on the processor.
#define LOAD8(v, p)  memcpy(&(v), (p), sizeof(lane8))
#define STORE8(p, v) memcpy((p), &(v), sizeof(lane8))
#define SUM8(v)      ((((v)[0] + (v)[4]) + ((v)[2] + (v)[6])) + (((v)[1] + (v)[5]) + ((v)[3] + (v)[7])))

// Lane by lane: mask ? a : b, where mask is the result of a comparison.
#define PICK8(mask, a, b) ((lane8)(((mask) & (lane8i)(a)) | (~(mask) & (lane8i)(b))))

// e^x of eight numbers, each clamped to [-87, 87]; error below 2 units in the last place.
#define EXP8(out, x)                                                                                                   \
    do {                                                                                                               \
        lane8 e_x_ = (x), e_zero_ = {0};                                                                               \
        lane8 e_top_ = e_zero_ + 87.0f, e_bottom_ = e_zero_ - 87.0f;                                                   \
        e_x_ = PICK8(e_x_ > e_top_, e_top_, e_x_);                                                                     \
        e_x_ = PICK8(e_x_ < e_bottom_, e_bottom_, e_x_);                                                               \
        lane8 e_t_ = e_x_ * 1.44269504088896341f;                                                                      \
        lane8 e_half_ = PICK8(e_t_ < e_zero_, e_zero_ - 0.5f, e_zero_ + 0.5f);                                         \
        lane8i e_n_ = __builtin_convertvector(e_t_ + e_half_, lane8i);                                                 \
        lane8 e_f_ = __builtin_convertvector(e_n_, lane8);                                                             \
        lane8 e_r_ = e_x_ - e_f_ * 0.693359375f;                                                                       \
        e_r_ = e_r_ + e_f_ * 2.12194440e-4f;                                                                           \
        lane8 e_p_ = e_zero_ + 1.9875691500e-4f;                                                                       \
        e_p_ = e_p_ * e_r_ + 1.3981999507e-3f;                                                                         \
        e_p_ = e_p_ * e_r_ + 8.3334519073e-3f;                                                                         \
        e_p_ = e_p_ * e_r_ + 4.1665795894e-2f;                                                                         \
        e_p_ = e_p_ * e_r_ + 1.6666665459e-1f;                                                                         \
        e_p_ = e_p_ * e_r_ + 5.0000001201e-1f;                                                                         \
        e_p_ = e_p_ * (e_r_ * e_r_) + e_r_ + 1.0f;                                                                     \
        lane8i e_bits_ = (e_n_ + 127) << 23;                                                                           \
        lane8 e_scale_;                                                                                                \
        memcpy(&e_scale_, &e_bits_, sizeof e_scale_);                                                                  \
        (out) = e_p_ * e_scale_;                                                                                       \
    } while (0)

static inline float largest(const float *x, uint32_t n)
{
    lane8 zero = {0}, top = zero;
    uint32_t i = 0;
    for (; i + 8 <= n; i += 8) {
        lane8 v;
        LOAD8(v, x + i);
        v = PICK8(v < zero, -v, v);
        top = PICK8(v > top, v, top);
    }
    float best = 0;
    for (int k = 0; k < 8; k++)
        if (top[k] > best) best = top[k];
    for (; i < n; i++) {
        float a = x[i] < 0 ? -x[i] : x[i];
        if (a > best) best = a;
    }
    return best;
}

static void quantise(const float *x, uint32_t rows, uint32_t in, uint32_t in_padded, uint8_t *q, float *scale)
{
    for (uint32_t r = 0; r < rows; r++) {
        const float *row = x + (size_t)r * in;
        uint8_t *to = q + (size_t)r * in_padded;
        float step = largest(row, in) / 127.0f, by = step == 0.0f ? 1.0f : step;
        scale[r] = step;
        if (!(step <= 3e38f)) { // an overflow, which only a hostile model can bring about
            scale[r] = 0.0f;
            memset(to, 128, in_padded);
            continue;
        }
        uint32_t i = 0;
        for (; i + 8 <= in; i += 8) {
            lane8 v, zero = {0};
            LOAD8(v, row + i);
            v = v / by;
            lane8 half = PICK8(v < zero, zero - 0.5f, zero + 0.5f);
            lane8i n = __builtin_convertvector(v + half, lane8i) + 128; // towards zero after half: half away
            lane8u bytes = __builtin_convertvector(n, lane8u);
            memcpy(to + i, &bytes, sizeof bytes);
        }
        for (; i < in; i++) {
            float v = row[i] / by;
            to[i] = v != v ? 128 : (uint8_t)((int32_t)(v + (v < 0 ? -0.5f : 0.5f)) + 128);
        }
        for (; i < in_padded; i++) to[i] = 128;
    }
}

static void norm(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, float *out)
{
    for (uint32_t r = 0; r < rows; r++) {
        const float *row = x + (size_t)r * n;
        float *to = out + (size_t)r * n;
        lane8 sum = {0}, squares = {0}, v, gain, bias;
        for (uint32_t i = 0; i < n; i += 8) {
            LOAD8(v, row + i);
            sum += v;
        }
        float mean = SUM8(sum) / (float)n;
        for (uint32_t i = 0; i < n; i += 8) {
            LOAD8(v, row + i);
            v -= mean;
            squares += v * v;
        }
        float deviation = sqrtf(SUM8(squares) / (float)n + 1e-5f);
        for (uint32_t i = 0; i < n; i += 8) {
            LOAD8(v, row + i);
            LOAD8(gain, g + i);
            LOAD8(bias, b + i);
            v = (v - mean) / deviation * gain + bias;
            STORE8(to + i, v);
        }
    }
}

static void recur(const float *z, const float *c, uint32_t stride, uint32_t rows, uint32_t n, int step, float *out,
                  uint32_t out_stride)
{
    for (uint32_t i = 0; i < n; i += 8) {
        lane8 h = {0}, gate, fresh;
        for (uint32_t k = 0; k < rows; k++) {
            size_t t = step > 0 ? k : rows - 1 - k;
            LOAD8(gate, z + t * stride + i);
            LOAD8(fresh, c + t * stride + i);
            EXP8(gate, -gate);
            gate = 1.0f / (1.0f + gate);
            h = h + gate * (fresh - h);
            STORE8(out + t * out_stride + i, h);
        }
    }
}

static float dot(const float *a, const float *b, uint32_t n)
{
    lane8 sum = {0}, x, y;
    for (uint32_t i = 0; i < n; i += 8) {
        LOAD8(x, a + i);
        LOAD8(y, b + i);
        sum += x * y;
    }
    return SUM8(sum);
}

static void add(float *x, const float *y, size_t n)
{
    for (size_t i = 0; i < n; i++) x[i] += y[i];
}

static void softmax(float *a, uint32_t n)
{
    float top = a[0];
    for (uint32_t i = 1; i < n; i++)
        if (a[i] > top) top = a[i];
    lane8 sum = {0}, v;
    for (uint32_t i = 0; i < n; i += 8) {
        lane8 zero = {0};
        uint32_t left = n - i < 8 ? n - i : 8;
        v = zero - 200.0f;
        memcpy(&v, a + i, left * sizeof *a);
        EXP8(v, v - top);
        for (uint32_t k = left; k < 8; k++) v[k] = 0.0f;
        sum += v;
        memcpy(a + i, &v, left * sizeof *a);
    }
    float total = SUM8(sum);
    for (uint32_t i = 0; i < n; i++) a[i] = a[i] / total;
}

static void axpy(float *out, float w, const float *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) out[i] += w * x[i];
}

static void widen(const int8_t *bytes, float scale, uint32_t n, float *out)
{
    for (uint32_t i = 0; i < n; i++) out[i] = (float)bytes[i] * scale;
}

#endif
