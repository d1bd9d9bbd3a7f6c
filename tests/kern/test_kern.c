// SPDX-License-Identifier: Apache-2.0
// Kernels: every version of every inner loop gives the bits of the plain C one, on random data of many shapes; own exp
// is near the library's. With --bench it times them.
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/kern.h"

#define ROWS_MAX 40u
#define COLS_MAX 800u

static uint32_t rnd = 42;

static uint32_t next_random(void)
{
    rnd ^= rnd << 13;
    rnd ^= rnd >> 17;
    rnd ^= rnd << 5;
    return rnd;
}

static void fill(float *x, size_t n, float size)
{
    for (size_t i = 0; i < n; i++) x[i] = ((float)(next_random() % 200001) / 100000.0f - 1.0f) * size;
}

static int8_t weights[COLS_MAX * COLS_MAX];
static int32_t fix[COLS_MAX];
static float scale[COLS_MAX], bias[COLS_MAX];

static struct ss_linear make_linear(uint32_t in, uint32_t out, bool extreme)
{
    struct ss_linear l = {.in = in, .out = out, .in_padded = (in + 3) / 4 * 4, .out_padded = (out + 15) / 16 * 16};
    memset(weights, 0, sizeof weights);
    memset(fix, 0, sizeof fix);
    for (uint32_t o = 0; o < out; o++)
        for (uint32_t i = 0; i < in; i++) {
            int w = extreme ? (next_random() % 2 ? 127 : -127) : (int)(next_random() % 255) - 127;
            weights[(size_t)(o / 16) * 16 * l.in_padded + (size_t)(i / 4) * 64 + o % 16 * 4 + i % 4] = (int8_t)w;
            fix[o] += 128 * w;
        }
    fill(scale, out, 0.01f);
    fill(bias, out, 1.0f);
    l.weights = weights;
    l.fix = fix;
    l.scale = scale;
    l.bias = bias;
    return l;
}

static int same(const char *what, const char *kernel, const void *a, const void *b, size_t bytes)
{
    if (memcmp(a, b, bytes) == 0) return 0;
    printf("%s of %s differs from the plain one\n", what, kernel);
    return 1;
}

static float x[ROWS_MAX * COLS_MAX], y[ROWS_MAX * COLS_MAX], z[ROWS_MAX * COLS_MAX], turned[ROWS_MAX * COLS_MAX],
    g[COLS_MAX], b[COLS_MAX], s0[ROWS_MAX], s1[ROWS_MAX];
static uint8_t q0[ROWS_MAX * COLS_MAX], q1[ROWS_MAX * COLS_MAX];

static int compare_linear(const struct ss_kern *k, uint32_t rows, uint32_t in, uint32_t out, bool extreme)
{
    struct ss_linear l = make_linear(in, out, extreme);
    int bad = 0;
    fill(x, (size_t)rows * in, 3.0f);
    if (rows > 2) memset(x + in, 0, in * sizeof *x); // a row of zeros
    ss_kern_c.quantise(x, rows, in, l.in_padded, q0, s0);
    k->quantise(x, rows, in, l.in_padded, q1, s1);
    bad += same("quantise", k->name, q0, q1, (size_t)rows * l.in_padded) +
           same("scale", k->name, s0, s1, rows * sizeof *s0);
    for (int act = SS_ACT_NONE; act <= SS_ACT_ADD; act++) {
        memset(y, 0, sizeof y);
        memset(z, act == SS_ACT_ADD ? 0 : 1, sizeof z);
        ss_kern_c.linear(&l, q0, s0, rows, (enum ss_act)act, y);
        k->linear(&l, q0, s0, rows, (enum ss_act)act, z);
        bad += same("linear", k->name, y, z, (size_t)rows * l.out_padded * sizeof *y);
    }
    return bad;
}

static int compare_floats(const struct ss_kern *k, uint32_t rows, uint32_t n)
{
    int bad = 0;
    fill(x, (size_t)rows * n, 4.0f);
    fill(g, n, 1.5f);
    fill(b, n, 0.5f);
    ss_kern_c.norm(x, rows, n, g, b, y);
    k->norm(x, rows, n, g, b, z);
    bad += same("norm", k->name, y, z, (size_t)rows * n * sizeof *y);
    ss_kern_c.norm_quantise(x, rows, n, g, b, q0, s0);
    k->norm_quantise(x, rows, n, g, b, q1, s1);
    bad += same("norm_quantise", k->name, q0, q1, (size_t)rows * n) +
           same("its scale", k->name, s0, s1, rows * sizeof *s0);
    ss_kern_c.quantise(y, rows, n, n, q1, s1); // and it is the one after the other
    bad += same("norm then quantise", k->name, q0, q1, (size_t)rows * n);
    for (int step = -1; step <= 1; step += 2) {
        ss_kern_c.recur(x, x + n / 2, n, rows, n / 16 * 8, step, y, n);
        k->recur(x, x + n / 2, n, rows, n / 16 * 8, step, z, n);
        for (uint32_t r = 0; r < rows; r++) bad += same("recur", k->name, y + r * n, z + r * n, n / 16 * 8 * sizeof *y);
    }
    for (uint32_t m = 1; m <= n; m += 7) {
        memcpy(y, x, n * sizeof *x);
        memcpy(z, x, n * sizeof *x);
        ss_kern_c.softmax(y, m, 0.7f, m % 2 ? g : NULL);
        k->softmax(z, m, 0.7f, m % 2 ? g : NULL);
        bad += same("softmax", k->name, y, z, n * sizeof *y);
        uint32_t t0 = ss_kern_c.top(x, m), t1 = k->top(x, m);
        bad += same("top", k->name, &t0, &t1, sizeof t0);
        for (uint32_t i = 0; i < m; i++) bad += x[i] > x[t0] || (i < t0 && x[i] == x[t0]);
    }
    for (uint32_t m = 1; m <= SS_SHARES_MAX; m++) { // as softmax, in whole numbers
        uint8_t shares[2][SS_SHARES_MAX];
        memcpy(y, x, SS_SHARES_MAX * sizeof *x);
        ss_kern_c.softmax(y, m, 1.0f, NULL);
        ss_kern_c.shares(x, m, shares[0]);
        k->shares(x, m, shares[1]);
        bad += same("shares", k->name, shares[0], shares[1], m);
        for (uint32_t i = 0; i < m; i++) bad += shares[0][i] != (uint8_t)(y[i] * 255.0f + 0.5f);
    }
    uint32_t third = n / 24 * 8;
    for (int far = 1; third && far <= 2; far++) {
        memcpy(y, g, n * sizeof *g);
        memcpy(z, g, n * sizeof *g);
        uint32_t few = rows < n / third ? rows : n / third;
        const float *parts[ROWS_MAX];
        for (uint32_t r = 0; r < few; r++) parts[r] = x + (size_t)r * 3 * third;
        ss_kern_c.window(parts, few, third, (uint32_t)far, SS_ACT_RELU, y);
        k->window(parts, few, third, (uint32_t)far, SS_ACT_RELU, z);
        bad += same("window", k->name, y, z, (size_t)few * third * sizeof *y);
    }
    uint32_t padded = (rows + 7) / 8 * 8;
    ss_kern_c.turn(x, n, rows, n, y, padded);
    k->turn(x, n, rows, n, z, padded);
    bad += same("turn", k->name, y, z, (size_t)n * padded * sizeof *y);
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = 0; i < n; i++) bad += y[(size_t)i * padded + r] != x[(size_t)r * n + i];
    memcpy(turned, y, (size_t)n * padded * sizeof *y);
    ss_kern_c.product(x, n, rows, n, turned, padded, padded, y, padded);
    k->product(x, n, rows, n, turned, padded, padded, z, padded);
    bad += same("product", k->name, y, z, (size_t)rows * padded * sizeof *y);
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += (double)x[i] * (double)x[n + i];
    bad += fabs(sum - (double)y[1]) > 1e-3 * n;
    ss_kern_c.widen(weights, 0.013f, n, y);
    k->widen(weights, 0.013f, n, z);
    return bad + same("widen", k->name, y, z, n * sizeof *y);
}

// Softmax of {0, x} is 1 / (1 + e^x): checks our exp against the library's.
static int check_exp(void)
{
    double worst = 0;
    for (double v = -40; v < 40; v += 0.013) {
        float a[8] = {0.0f, (float)v};
        ss_kern_c.softmax(a, 2, 1.0f, NULL);
        double expected = 1.0 / (1.0 + exp(-(double)(float)v)), off = fabs(a[1] - expected) / expected;
        if (off > worst) worst = off;
    }
    if (worst < 1e-5) return 0;
    printf("exp is off by %g\n", worst);
    return 1;
}

// The inner loop: the middle one of many short slices, since a busy machine's clock is now and then far off.
static void bench(const struct ss_kern *k)
{
    struct ss_linear l = make_linear(256, 768, false);
    static float out[ROWS_MAX * 768];
    static double taken[201];
    int slices = k == &ss_kern_c ? 5 : 201;
    uint32_t rows = 36;
    fill(x, (size_t)rows * 256, 1.0f);
    k->quantise(x, rows, 256, 256, q0, s0);
    for (int slice = 0; slice < slices; slice++) {
        struct timespec from, to;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        for (int i = 0; i < 10; i++) k->linear(&l, q0, s0, rows, SS_ACT_NONE, out);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
        int at = slice;
        for (; at > 0 && taken[at - 1] > seconds; at--) taken[at] = taken[at - 1];
        taken[at] = seconds;
    }
    printf("%-8s linear %ux256x768: %.1f G multiply-adds a second\n", k->name, rows,
           rows * 2560.0 * 768 / taken[slices / 2] / 1e9);
}

int main(int argc, char **argv)
{
    const struct ss_kern *kernels[4];
    unsigned count = ss_kern_list(kernels, 4);
    int bad = check_exp(), shapes = 0;
    for (unsigned i = 0; i < count; i++) {
        if (argc > 1 && strcmp(argv[1], "--bench") == 0) {
            bench(kernels[i]);
            continue;
        }
        static const uint32_t ins[] = {4, 5, 8, 31, 64, 192, 256, 320, 768},
                              outs[] = {1, 9, 16, 17, 32, 48, 49, 64, 313};
        for (size_t a = 0; a < sizeof ins / sizeof *ins; a++)
            for (size_t o = 0; o < sizeof outs / sizeof *outs; o++, shapes++) {
                bad += compare_linear(kernels[i], 1 + next_random() % 20, ins[a], outs[o], false);
                bad += compare_linear(kernels[i], 1 + next_random() % 20, ins[a], outs[o], true);
            }
        static const uint32_t widths[] = {16, 32, 64, 256, 768};
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++, shapes++)
            for (uint32_t rows = 2; rows < 20; rows += 3) bad += compare_floats(kernels[i], rows, widths[w]);
    }
    printf("%u kernels, %d shapes, %d differences\n", count, shapes, bad);
    return bad != 0;
}
