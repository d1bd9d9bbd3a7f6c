// SPDX-License-Identifier: Apache-2.0
// The floating loops, written once and compiled in each kernel file for its processor. Every operation is a plain IEEE
// one on lanes of a fixed width, so that all versions agree to the bit. A kernel file may define MAX8, MIN8, SUM8, TOP8
// and LOW8 (with the meaning given here) and BYTES32 before it includes this; and, where vectors have sixteen lanes,
// LANES with MAX, MIN, LOW_HALF and HIGH_HALF.
#ifndef SS_KERN_FLOAT_H
#define SS_KERN_FLOAT_H

#include <math.h>
#include <string.h>
#include "model/kern.h"

typedef float lane8 __attribute__((vector_size(32)));
typedef int32_t lane8i __attribute__((vector_size(32)));
typedef uint8_t lane8u __attribute__((vector_size(8)));

// Sixteen numbers at a time are PARTS vectors of the processor's own width.
#ifdef LANES
#define PARTS 1
typedef float lane __attribute__((vector_size(64)));
typedef int32_t lanei __attribute__((vector_size(64)));
#else
#define LANES 8
#define PARTS 2
#define MAX   MAX8
#define MIN   MIN8
typedef lane8 lane;
typedef lane8i lanei;
#endif

#define INLINE static inline __attribute__((always_inline))

// Loads and stores are macros: passing 32-byte vectors by value would depend on the processor.
#define LOAD8(v, p)  memcpy(&(v), (p), sizeof(lane8))
#define STORE8(p, v) memcpy((p), &(v), sizeof(lane8))
#define LOAD(v, p)   memcpy(&(v), (p), sizeof(lane))
#define STORE(p, v)  memcpy((p), &(v), sizeof(lane))
#ifndef SUM8
#define SUM8(v) ((((v)[0] + (v)[4]) + ((v)[2] + (v)[6])) + (((v)[1] + (v)[5]) + ((v)[3] + (v)[7])))
#endif
#define ALL8(x) ((lane8){(x), (x), (x), (x), (x), (x), (x), (x)})

// Lane by lane: mask ? a : b, where mask is the result of a comparison.
#define PICK8(mask, a, b) ((lane8)(((mask) & (lane8i)(a)) | (~(mask) & (lane8i)(b))))
// The larger and the smaller of two; the second where one is no number.
#ifndef MAX8
#define MAX8(a, b) PICK8((a) > (b), a, b)
#define MIN8(a, b) PICK8((a) < (b), a, b)
#endif
#define ABS8(v) ((lane8)((lane8i)(v)&0x7FFFFFFF))
#define ABS(v)  ((lane)((lanei)(v)&0x7FFFFFFF))

// The largest of eight, and the smallest of eight whole numbers.
#ifndef TOP8
#define TOP8(v) top8(&(v))
INLINE float top8(const lane8 *v)
{
    float top = (*v)[0];
    for (int k = 1; k < 8; k++)
        if ((*v)[k] > top) top = (*v)[k];
    return top;
}

#define LOW8(v) low8(&(v))
INLINE int32_t low8(const lane8i *v)
{
    int32_t low = (*v)[0];
    for (int k = 1; k < 8; k++)
        if ((*v)[k] < low) low = (*v)[k];
    return low;
}
#endif

// Of PARTS vectors.
#if PARTS == 1
#define SUM16(v) SUM8(LOW_HALF((v)[0]) + HIGH_HALF((v)[0]))
#define TOP16(v) TOP8(MAX8(LOW_HALF((v)[0]), HIGH_HALF((v)[0])))
#else
#define SUM16(v) sum16(v)
INLINE float sum16(const lane8 *v)
{
    lane8 sum = v[0] + v[1];
    return SUM8(sum);
}

#define TOP16(v) top16(v)
INLINE float top16(const lane8 *v)
{
    lane8 top = MAX8(v[0], v[1]);
    return TOP8(top);
}
#endif

#define EACH_PART(p) _Pragma("GCC unroll 2") for (int p = 0; p < PARTS; p++)
// v with 0.5 added away from zero.
#define AWAY8(v) ((v) + (lane8)(((lane8i)(v) & (-0x7FFFFFFF - 1)) | (lane8i)ALL8(0.5f)))

// e^x, each x clamped to [-87, 87]; error below 2 units in the last place.
#define EXP_OF(F, I, MAX_OF, MIN_OF, out, x)                                                                           \
    do {                                                                                                               \
        const F e_none_ = {0};                                                                                         \
        F e_x_ = (x);                                                                                                  \
        e_x_ = MIN_OF(e_x_, e_none_ + 87.0f);                                                                          \
        e_x_ = MAX_OF(e_x_, e_none_ - 87.0f);                                                                          \
        F e_t_ = e_x_ * 1.44269504088896341f;                                                                          \
        e_t_ = e_t_ + (F)(((I)e_t_ & (-0x7FFFFFFF - 1)) | (I)(e_none_ + 0.5f));                                        \
        I e_n_ = __builtin_convertvector(e_t_, I);                                                                     \
        F e_f_ = __builtin_convertvector(e_n_, F);                                                                     \
        F e_r_ = e_x_ - e_f_ * 0.693359375f;                                                                           \
        e_r_ = e_r_ + e_f_ * 2.12194440e-4f;                                                                           \
        F e_p_ = e_none_ + 1.9875691500e-4f;                                                                           \
        e_p_ = e_p_ * e_r_ + 1.3981999507e-3f;                                                                         \
        e_p_ = e_p_ * e_r_ + 8.3334519073e-3f;                                                                         \
        e_p_ = e_p_ * e_r_ + 4.1665795894e-2f;                                                                         \
        e_p_ = e_p_ * e_r_ + 1.6666665459e-1f;                                                                         \
        e_p_ = e_p_ * e_r_ + 5.0000001201e-1f;                                                                         \
        e_p_ = e_p_ * (e_r_ * e_r_) + e_r_ + 1.0f;                                                                     \
        (out) = e_p_ * (F)((e_n_ + 127) << 23);                                                                        \
    } while (0)
#define EXP8(out, x) EXP_OF(lane8, lane8i, MAX8, MIN8, out, x)
#define EXP(out, x)  EXP_OF(lane, lanei, MAX, MIN, out, x)

// Quantising.

#define TINY 1e-30f // a row whose largest is below this counts as zeros

// Bytes of eight numbers times `by`.
#define QUANT8(v, by) __builtin_convertvector(AWAY8(MAX8((v) * (by), ALL8(-127.0f))), lane8i)

#ifndef BYTES32
#define BYTES32(to, row, by)                                                                                           \
    for (uint32_t b_ = 0; b_ < 32; b_ += 8) {                                                                          \
        lane8 v_;                                                                                                      \
        LOAD8(v_, (row) + b_);                                                                                         \
        lane8i n_ = QUANT8(v_, by) + 128;                                                                              \
        lane8u bytes_ = __builtin_convertvector(n_, lane8u);                                                           \
        memcpy((to) + b_, &bytes_, sizeof bytes_);                                                                     \
    }
#endif

// Writes the bytes of a row whose largest magnitude is known; gives its scale.
INLINE float put_bytes(const float *row, float largest, uint32_t in, uint32_t in_padded, uint8_t *to)
{
    if (!(largest > TINY && largest < 1e30f)) { // beyond that only a hostile model gets
        memset(to, 128, in_padded);
        return 0.0f;
    }
    float step = largest / 127.0f, by = 1.0f / step;
    uint32_t i = 0;
    for (; i + 32 <= in; i += 32) BYTES32(to + i, row + i, by);
    for (; i < in; i += 8) {
        float part[8] = {0};
        uint32_t left = in - i < 8 ? in - i : 8;
        lane8 v;
        memcpy(part, row + i, left * sizeof *part);
        LOAD8(v, part);
        lane8i n = QUANT8(v, by) + 128;
        lane8u bytes = __builtin_convertvector(n, lane8u);
        memcpy(to + i, &bytes, left);
    }
    if (in < in_padded) memset(to + in, 128, in_padded - in);
    return step;
}

static void quantise(const float *x, uint32_t rows, uint32_t in, uint32_t in_padded, uint8_t *q, float *scale)
{
    for (uint32_t r = 0; r < rows; r++) {
        const float *row = x + (size_t)r * in;
        lane top[PARTS] = {{0}}, v;
        uint32_t i = 0;
        for (; i + 16 <= in; i += 16) EACH_PART(p)
            {
                LOAD(v, row + i + p * LANES);
                top[p] = MAX(ABS(v), top[p]);
            }
        float best = TOP16(top);
        for (; i < in; i++) {
            float a = row[i] < 0 ? -row[i] : row[i];
            if (a > best) best = a;
        }
        scale[r] = put_bytes(row, best, in, in_padded, q + (size_t)r * in_padded);
    }
}

#define NORM_ROWS 2u    // normalised together
#define NORM_MAX  4096u // columns; net.c refuses wider ones

// Normalises `rows` rows (a constant after inlining; each waits for its own sums) into `to`; gives the largest
// magnitude of each.
INLINE void norm_rows(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, float *to,
                      float *largest)
{
    lane sum[NORM_ROWS][PARTS] = {{{0}}}, v, gain, bias;
    float mean[NORM_ROWS], by[NORM_ROWS];
    for (uint32_t i = 0; i < n; i += 16)
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) EACH_PART(p)
            {
                LOAD(v, x + (size_t)r * n + i + p * LANES);
                sum[r][p] += v;
            }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++) {
        mean[r] = SUM16(sum[r]) / (float)n;
        EACH_PART(p) sum[r][p] = (lane){0};
    }
    for (uint32_t i = 0; i < n; i += 16)
#pragma GCC unroll 4
        for (uint32_t r = 0; r < rows; r++) EACH_PART(p)
            {
                LOAD(v, x + (size_t)r * n + i + p * LANES);
                v -= mean[r];
                sum[r][p] += v * v;
            }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++) {
        by[r] = 1.0f / sqrtf(SUM16(sum[r]) / (float)n + 1e-5f);
        EACH_PART(p) sum[r][p] = (lane){0};
    }
    for (uint32_t i = 0; i < n; i += 16) EACH_PART(p)
        {
            LOAD(gain, g + i + p * LANES);
            LOAD(bias, b + i + p * LANES);
#pragma GCC unroll 4
            for (uint32_t r = 0; r < rows; r++) {
                LOAD(v, x + (size_t)r * n + i + p * LANES);
                v = (v - mean[r]) * by[r] * gain + bias;
                sum[r][p] = MAX(ABS(v), sum[r][p]);
                STORE(to + (size_t)r * n + i + p * LANES, v);
            }
        }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++) largest[r] = TOP16(sum[r]);
}

static void norm(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, float *out)
{
    float largest[NORM_ROWS];
    for (; rows >= NORM_ROWS; rows -= NORM_ROWS, x += NORM_ROWS * (size_t)n, out += NORM_ROWS * (size_t)n)
        norm_rows(x, NORM_ROWS, n, g, b, out, largest);
    for (; rows; rows--, x += n, out += n) norm_rows(x, 1, n, g, b, out, largest);
}

static void norm_quantise(const float *x, uint32_t rows, uint32_t n, const float *g, const float *b, uint8_t *q,
                          float *scale)
{
    float row[NORM_ROWS * NORM_MAX], largest[NORM_ROWS];
    for (uint32_t r = 0, some; r < rows; r += some) {
        some = rows - r < NORM_ROWS ? 1 : NORM_ROWS;
        if (some == NORM_ROWS)
            norm_rows(x + (size_t)r * n, NORM_ROWS, n, g, b, row, largest);
        else
            norm_rows(x + (size_t)r * n, 1, n, g, b, row, largest);
        for (uint32_t k = 0; k < some; k++)
            scale[r + k] = put_bytes(row + (size_t)k * n, largest[k], n, n, q + (size_t)(r + k) * n);
    }
}

// What mixes words.

// Two vectors of columns at once, over all rows.
INLINE void recur_columns(const float *z, const float *c, uint32_t stride, uint32_t rows, int step, float *out,
                          uint32_t out_stride)
{
    lane h[2] = {{0}, {0}}, gate, fresh;
    for (uint32_t k = 0; k < rows; k++) {
        size_t t = step > 0 ? k : rows - 1 - k;
#pragma GCC unroll 2
        for (uint32_t w = 0; w < 2; w++) {
            LOAD(gate, z + t * stride + w * LANES);
            LOAD(fresh, c + t * stride + w * LANES);
            EXP(gate, -gate);
            gate = 1.0f / (1.0f + gate);
            h[w] = h[w] + gate * (fresh - h[w]);
            STORE(out + t * out_stride + w * LANES, h[w]);
        }
    }
}

// The same for eight columns.
INLINE void recur_few(const float *z, const float *c, uint32_t stride, uint32_t rows, int step, float *out,
                      uint32_t out_stride)
{
    lane8 h = {0}, gate, fresh;
    for (uint32_t k = 0; k < rows; k++) {
        size_t t = step > 0 ? k : rows - 1 - k;
        LOAD8(gate, z + t * stride);
        LOAD8(fresh, c + t * stride);
        EXP8(gate, -gate);
        gate = 1.0f / (1.0f + gate);
        h = h + gate * (fresh - h);
        STORE8(out + t * out_stride, h);
    }
}

static void recur(const float *z, const float *c, uint32_t stride, uint32_t rows, uint32_t n, int step, float *out,
                  uint32_t out_stride)
{
    uint32_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) recur_columns(z + i, c + i, stride, rows, step, out + i, out_stride);
    for (; i < n; i += 8) recur_few(z + i, c + i, stride, rows, step, out + i, out_stride);
}

static void window(const float *const *y, uint32_t rows, uint32_t n, uint32_t far, enum ss_act act, float *x)
{
    for (uint32_t t = 0; t < rows; t++) {
        const float *left = t >= far ? y[t - far] : NULL, *right = t + far < rows ? y[t + far] + 2 * (size_t)n : NULL;
        const float *mid = y[t] + n;
        float *to = x + (size_t)t * n;
        lane8 v, w;
        for (uint32_t i = 0; i < n; i += 8) {
            LOAD8(v, mid + i);
            if (left) {
                LOAD8(w, left + i);
                v += w;
            }
            if (right) {
                LOAD8(w, right + i);
                v += w;
            }
            if (act == SS_ACT_RELU) v = MAX8(v, ALL8(0.0f));
            LOAD8(w, to + i);
            w += v;
            STORE8(to + i, w);
        }
    }
}

// `rows` rows (at most 4) by `wide` vectors of columns, together at most 8 sums (constants after inlining).
INLINE void product_tile(const float *a, uint32_t a_stride, uint32_t rows, uint32_t depth, const float *b,
                         uint32_t b_stride, uint32_t wide, float *c, uint32_t c_stride)
{
    lane8 sum[8] = {{0}}, v;
    for (uint32_t k = 0; k < depth; k++)
#pragma GCC unroll 8
        for (uint32_t w = 0; w < wide; w++) {
            LOAD8(v, b + (size_t)k * b_stride + w * 8);
#pragma GCC unroll 4
            for (uint32_t r = 0; r < rows; r++) sum[r * wide + w] += v * a[(size_t)r * a_stride + k];
        }
#pragma GCC unroll 4
    for (uint32_t r = 0; r < rows; r++)
#pragma GCC unroll 8
        for (uint32_t w = 0; w < wide; w++) STORE8(c + (size_t)r * c_stride + w * 8, sum[r * wide + w]);
}

// `rows` rows over all columns.
INLINE void product_rows(const float *a, uint32_t a_stride, uint32_t rows, uint32_t depth, const float *b,
                         uint32_t b_stride, uint32_t columns, float *c, uint32_t c_stride)
{
    uint32_t i = 0, wide = 8 / rows;
    for (; i + wide * 8 <= columns; i += wide * 8)
        product_tile(a, a_stride, rows, depth, b + i, b_stride, wide, c + i, c_stride);
    if (wide > 7 && i + 56 <= columns) {
        product_tile(a, a_stride, rows, depth, b + i, b_stride, 7, c + i, c_stride);
        i += 56;
    }
    if (wide > 4 && i + 32 <= columns) {
        product_tile(a, a_stride, rows, depth, b + i, b_stride, 4, c + i, c_stride);
        i += 32;
    }
    if (wide > 2 && i + 16 <= columns) {
        product_tile(a, a_stride, rows, depth, b + i, b_stride, 2, c + i, c_stride);
        i += 16;
    }
    if (i < columns) product_tile(a, a_stride, rows, depth, b + i, b_stride, 1, c + i, c_stride);
}

static void product(const float *a, uint32_t a_stride, uint32_t rows, uint32_t depth, const float *b, uint32_t b_stride,
                    uint32_t columns, float *c, uint32_t c_stride)
{
    for (; rows >= 4; rows -= 4, a += 4 * (size_t)a_stride, c += 4 * (size_t)c_stride)
        product_rows(a, a_stride, 4, depth, b, b_stride, columns, c, c_stride);
    if (rows >= 2) {
        product_rows(a, a_stride, 2, depth, b, b_stride, columns, c, c_stride);
        a += 2 * (size_t)a_stride;
        c += 2 * (size_t)c_stride;
        rows -= 2;
    }
    if (rows) product_rows(a, a_stride, 1, depth, b, b_stride, columns, c, c_stride);
}

// Eight rows of eight: pairs, then fours, then halves change places.
INLINE void turn_block(const float *x, size_t stride, float *out, size_t out_stride)
{
    lane8 a[8], b[8];
#pragma GCC unroll 8
    for (int r = 0; r < 8; r++) LOAD8(a[r], x + (size_t)r * stride);
#pragma GCC unroll 4
    for (int r = 0; r < 8; r += 2) {
        b[r] = __builtin_shuffle(a[r], a[r + 1], (lane8i){0, 8, 2, 10, 4, 12, 6, 14});
        b[r + 1] = __builtin_shuffle(a[r], a[r + 1], (lane8i){1, 9, 3, 11, 5, 13, 7, 15});
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        int r = i / 2 * 4 + i % 2;
        a[r] = __builtin_shuffle(b[r], b[r + 2], (lane8i){0, 1, 8, 9, 4, 5, 12, 13});
        a[r + 2] = __builtin_shuffle(b[r], b[r + 2], (lane8i){2, 3, 10, 11, 6, 7, 14, 15});
    }
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++) {
        b[r] = __builtin_shuffle(a[r], a[r + 4], (lane8i){0, 1, 2, 3, 8, 9, 10, 11});
        b[r + 4] = __builtin_shuffle(a[r], a[r + 4], (lane8i){4, 5, 6, 7, 12, 13, 14, 15});
    }
#pragma GCC unroll 8
    for (int r = 0; r < 8; r++) STORE8(out + (size_t)r * out_stride, b[r]);
}

static void turn(const float *x, uint32_t stride, uint32_t rows, uint32_t columns, float *out, uint32_t out_stride)
{
    uint32_t whole = columns % 8 == 0 ? rows / 8 * 8 : 0;
    for (uint32_t first = 0; first < whole; first += 8)
        for (uint32_t k = 0; k < columns; k += 8)
            turn_block(x + (size_t)first * stride + k, stride, out + (size_t)k * out_stride + first, out_stride);
    for (uint32_t k = 0; k < columns; k++)
        for (uint32_t r = whole; r < out_stride; r++)
            out[(size_t)k * out_stride + r] = r < rows ? x[(size_t)r * stride + k] : 0.0f;
}

static void softmax(float *a, uint32_t n, float by, const float *bias)
{
    const lane8i count = {0, 1, 2, 3, 4, 5, 6, 7};
    lane8 top = ALL8(-3e38f), sum = {0}, v, w;
    lane8i inside = count < (int32_t)((n - 1) % 8 + 1); // of the last eight
    for (uint32_t i = 0; i < n; i += 8) {
        LOAD8(v, a + i);
        v *= by;
        if (bias) {
            LOAD8(w, bias + i);
            v += w;
        }
        if (i + 8 > n) v = PICK8(inside, v, ALL8(-3e38f));
        top = MAX8(v, top);
        STORE8(a + i, v);
    }
    float best = TOP8(top);
    for (uint32_t i = 0; i < n; i += 8) {
        LOAD8(v, a + i);
        EXP8(v, v - best);
        if (i + 8 > n) v = PICK8(inside, v, ALL8(0.0f));
        sum += v;
        STORE8(a + i, v);
    }
    float total = 1.0f / SUM8(sum);
    for (uint32_t i = 0; i < n; i += 8) {
        LOAD8(v, a + i);
        v *= total;
        STORE8(a + i, v);
    }
}

// The same steps as softmax.
static void shares(const float *a, uint32_t n, uint8_t *out)
{
    const lane8i count = {0, 1, 2, 3, 4, 5, 6, 7};
    lane8i in_low = count < (int32_t)n, in_high = count + 8 < (int32_t)n;
    lane8 low, high, sum;
    lane8u bytes;
    LOAD8(low, a);
    low = PICK8(in_low, low, ALL8(-3e38f));
    if (n <= 8) {
        float best = TOP8(low);
        EXP8(low, low - best);
        sum = low = PICK8(in_low, low, ALL8(0.0f));
    } else {
        LOAD8(high, a + 8);
        high = PICK8(in_high, high, ALL8(-3e38f));
        sum = MAX8(high, low);
        float best = TOP8(sum);
        EXP8(low, low - best);
        EXP8(high, high - best);
        high = PICK8(in_high, high, ALL8(0.0f));
        sum = low + high;
    }
    float by = 1.0f / SUM8(sum);
    lane8i whole = __builtin_convertvector(low * by * 255.0f + 0.5f, lane8i);
    bytes = __builtin_convertvector(whole, lane8u);
    memcpy(out, &bytes, sizeof bytes);
    if (n <= 8) return;
    whole = __builtin_convertvector(high * by * 255.0f + 0.5f, lane8i);
    bytes = __builtin_convertvector(whole, lane8u);
    memcpy(out + 8, &bytes, sizeof bytes);
}

static uint32_t top(const float *a, uint32_t n)
{
    if (n < 8) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if (a[i] > a[best]) best = i;
        return best;
    }
    const lane8i first = {0, 1, 2, 3, 4, 5, 6, 7};
    lane8 value, v;
    lane8i at = first;
    LOAD8(value, a);
    for (uint32_t i = 8; i < n; i += 8) {
        if (i + 8 > n) i = n - 8; // some are looked at twice
        LOAD8(v, a + i);
        lane8i larger = v > value;
        value = MAX8(v, value);
        at = (larger & (first + (int32_t)i)) | (~larger & at);
    }
    lane8i equal = value == TOP8(value);
    at = (equal & at) | (~equal & 0x7FFFFFFF);
    uint32_t best = (uint32_t)LOW8(at);
    return best < n ? best : 0;
}

static void widen(const int8_t *bytes, float scale, uint32_t n, float *out)
{
    for (uint32_t i = 0; i < n; i++) out[i] = (float)bytes[i] * scale;
}

#define FLOAT_LOOPS norm, norm_quantise, recur, window, product, turn, softmax, shares, top, widen

#endif
