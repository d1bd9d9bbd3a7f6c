// SPDX-License-Identifier: Apache-2.0
// Model files: a good one opens; every byte of the head damaged, and every cut, is refused or harmless.
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "model/file.h"
#include "model/net.h"
#include "tiny_model.h"

static void a_good_file_opens(void **state)
{
    (void)state;
    char *path = tiny_model_file();
    struct ss_model *m;
    struct ss_net *net;
    struct sayso_problem problem = {0};
    assert_int_equal(ss_model_open(&m, path, &problem), SAYSO_OK);
    const struct ss_tensor *t = ss_model_tensor(m, "b2.relpos");
    assert_non_null(t);
    assert_int_equal(t->rows, 2);
    assert_int_equal(t->columns, 9);
    assert_int_equal(t->type, SS_TENSOR_F32);
    assert_null(ss_model_tensor(m, "nothing"));
    assert_null(ss_model_tensor(m, NULL));
    assert_int_equal(strlen(ss_model_hash(m)), 32);
    assert_int_equal(ss_net_new(&net, m, &problem), SAYSO_OK);
    assert_int_equal(ss_net_width(net), TINY_WIDTH);
    assert_int_equal(ss_net_table_count(net), 4);
    assert_string_equal(ss_net_table_feature(net, 1), "s3");
    ss_net_free(net);
    ss_model_close(m);
    unlink(path);
    assert_int_equal(ss_model_open(&m, path, &problem), SAYSO_ERR_IO);
    free(path);
}

// Rows of the tiny model's four tables, from a form's bytes.
static void some_ids(const void *data, const char *form, uint32_t len, uint32_t *ids)
{
    const struct ss_net *net = data;
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < len; i++) h = (h ^ (unsigned char)form[i]) * 16777619u;
    for (uint32_t t = 0; t < ss_net_table_count(net); t++) ids[t] = (h >> t) % ss_net_table_rows(net, t);
}

// What is kept of words changes no bit: some come again and again, most push others out, some are too long to be kept.
static void kept_words_change_nothing(void **state)
{
    (void)state;
    size_t len;
    unsigned char *bytes = tiny_model(&len);
    struct ss_model *m;
    struct ss_net *net;
    struct ss_net_scratch *keeps, *plain;
    assert_int_equal(ss_model_open_bytes(&m, bytes, len, NULL), SAYSO_OK);
    assert_int_equal(ss_net_new(&net, m, NULL), SAYSO_OK);
    assert_int_equal(ss_net_scratch_new(&keeps, net, ss_kern_pick()), SAYSO_OK);
    assert_int_equal(ss_net_scratch_new(&plain, net, &ss_kern_c), SAYSO_OK);
    const struct ss_net_features features = {net, some_ids};
    uint32_t rnd = 5;
    for (int round = 0; round < 200; round++) {
        char forms[60][48];
        struct ss_net_word words[60];
        uint32_t ids[60 * 4], lens[3] = {13, 1, 46};
        for (uint32_t i = 0; i < 60; i++) {
            rnd = rnd * 1664525u + 1013904223u;
            uint32_t n = rnd >> 31 ? rnd >> 8 & 31 : rnd >> 8 & 0xFFFF;
            snprintf(forms[i], sizeof forms[i], n % 11 ? "w%u" : "averyveryverylongwordindeed%u", n);
            words[i] = (struct ss_net_word){forms[i], (uint32_t)strlen(forms[i])};
            some_ids(net, forms[i], words[i].len, ids + i * 4);
        }
        const float *a = ss_net_run_words(net, keeps, &features, words, lens, 3, 60);
        const float *b = ss_net_run(net, plain, ids, lens, 3, 60);
        assert_memory_equal(a, b, 60 * TINY_WIDTH * sizeof *a);
    }
    ss_net_scratch_free(keeps);
    ss_net_scratch_free(plain);
    ss_net_free(net);
    ss_model_close(m);
    free(bytes);
}

static void try_bytes(const unsigned char *bytes, size_t len)
{
    struct ss_model *m;
    struct ss_net *net;
    struct sayso_problem problem = {0};
    if (ss_model_open_bytes(&m, bytes, len, &problem)) return;
    if (!ss_net_new(&net, m, &problem)) {
        struct ss_net_scratch *scratch;
        uint32_t ids[3 * 32] = {0}, lens[2] = {1, 2};
        assert_int_equal(ss_net_scratch_new(&scratch, net, &ss_kern_c), SAYSO_OK);
        assert_non_null(ss_net_run(net, scratch, ids, lens, 2, 3));
        ss_net_scratch_free(scratch);
        ss_net_free(net);
    }
    ss_model_close(m);
}

static void every_damaged_head_is_survived(void **state)
{
    (void)state;
    size_t len;
    unsigned char *good = tiny_model(&len), *copy = aligned_alloc(64, len);
    size_t head = good[12] | (size_t)good[13] << 8;
    uint32_t rnd = 3;
    for (size_t at = 0; at < 16 + head; at++) {
        memcpy(copy, good, len);
        rnd = rnd * 1664525u + 1013904223u;
        static const char with[] = "0129-\"{}[],:abz\0\xFF";
        copy[at] = (unsigned char)with[(rnd >> 8) % sizeof with];
        try_bytes(copy, len);
    }
    for (size_t cut = 0; cut < len; cut += cut < 16 + head ? 7 : 997) {
        unsigned char *part = malloc(cut ? cut : 1); // exact size: a sanitizer sees every step outside
        memcpy(part, good, cut);
        struct ss_model *m;
        assert_true(ss_model_open_bytes(&m, part, cut, NULL) != SAYSO_OK);
        free(part);
    }
    free(copy);
    free(good);
}

static void wrong_versions_and_kinds(void **state)
{
    (void)state;
    size_t len;
    unsigned char *bytes = tiny_model(&len);
    struct ss_model *m;
    struct sayso_problem problem = {0};
    bytes[8] = 2;
    assert_int_equal(ss_model_open_bytes(&m, bytes, len, &problem), SAYSO_ERR_VERSION);
    bytes[8] = 1;
    bytes[0] = 'X';
    assert_int_equal(ss_model_open_bytes(&m, bytes, len, &problem), SAYSO_ERR_FORMAT);
    assert_int_equal(ss_model_open_bytes(&m, bytes, 0, &problem), SAYSO_ERR_FORMAT);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_opens),
        cmocka_unit_test(kept_words_change_nothing),
        cmocka_unit_test(every_damaged_head_is_survived),
        cmocka_unit_test(wrong_versions_and_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
