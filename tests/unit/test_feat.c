// SPDX-License-Identifier: Apache-2.0
// The C engine against the trainer: features, encoder output, scores and decoded labels of tests/data/forward.json,
// which the trainer computed from the committed model.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/io.h"
#include "base/json_in.h"
#include "base/str.h"
#include "parse/feat.h"
#include "parse/heads.h"
#include "parse/labels.h"

#define TOLERANCE 1e-3

struct engine {
    struct ss_model *model;
    struct ss_net *net;
    struct ss_feat feat;
    struct ss_arena *arena;
    struct ss_heads heads;
    const struct ss_json_value *dump;
};

static int setup(void **state)
{
    struct engine *e = calloc(1, sizeof *e);
    struct sayso_problem problem = {0};
    char *model = ss_find_data("model/english.sayso"), *dump = ss_find_data("../tests/data/forward.json"), *text = NULL;
    size_t len;
    *state = e;
    e->arena = ss_arena_new(SS_MODEL_BYTES_MAX);
    bool good = model && dump && !ss_model_open(&e->model, model, &problem) &&
                !ss_net_new(&e->net, e->model, &problem) && !ss_feat_init(&e->feat, e->net, e->model, &problem) &&
                !ss_heads_load(&e->heads, e->arena, e->model, ss_net_width(e->net), &problem) &&
                !ss_read_file(&text, &len, dump, (size_t)64 << 20, &problem) &&
                !ss_json_parse(&e->dump, text, len, &problem);
    if (!good) fprintf(stderr, "%s: %s\n", problem.file, problem.text);
    free(text);
    free(model);
    free(dump);
    return good ? 0 : -1;
}

static int teardown(void **state)
{
    struct engine *e = *state;
    if (e->dump) ss_json_free(e->dump);
    ss_net_free(e->net);
    ss_model_close(e->model);
    ss_arena_free(e->arena);
    free(e);
    return 0;
}

static double number(const struct ss_json_value *v)
{
    double x = NAN;
    assert_true(ss_json_number(v, &x));
    return x;
}

static void near(const struct ss_json_value *rows, size_t row, const float *got, size_t count, double *worst)
{
    const struct ss_json_value *list = ss_json_at(rows, row);
    if (ss_json_count(list) < count) count = ss_json_count(list);
    for (size_t i = 0; i < count; i++) {
        double off = fabs(number(ss_json_at(list, i)) - (double)got[i]);
        if (off > *worst) *worst = off;
    }
}

static void agrees_with_the_trainer(void **state)
{
    struct engine *e = *state;
    const struct ss_json_value *sentences = ss_json_get(e->dump, "sentences");
    const struct ss_kern *kernels[4];
    unsigned kernel_count = ss_kern_list(kernels, 4);
    assert_true(ss_json_count(sentences) > 0);
    for (unsigned k = 0; k < kernel_count; k++) {
        struct ss_net_scratch *scratch;
        struct ss_heads_scratch *heads;
        double worst = 0, worst_arc = 0;
        assert_int_equal(ss_net_scratch_new(&scratch, e->net, kernels[k]), SAYSO_OK);
        assert_int_equal(ss_heads_scratch_new(&heads, &e->heads, kernels[k]), SAYSO_OK);
        for (size_t s = 0; s < ss_json_count(sentences); s++) {
            const struct ss_json_value *one = ss_json_at(sentences, s), *forms = ss_json_get(one, "forms");
            uint32_t n = (uint32_t)ss_json_count(forms), ids[64 * SS_FEAT_TABLES_MAX];
            struct sayso_token tokens[64] = {0};
            struct ss_str text = {0};
            assert_true(n > 0 && n <= 64);
            for (uint32_t i = 0; i < n; i++) {
                const char *form = ss_json_string(ss_json_at(forms, i));
                tokens[i].start = (uint32_t)text.len;
                ss_str_puts(&text, form);
                tokens[i].end = (uint32_t)text.len;
                ss_feat_word(&e->feat, form, strlen(form), ids + i * e->feat.count);
                const struct ss_json_value *expected = ss_json_at(ss_json_get(one, "indices"), i);
                for (uint32_t t = 0; t < e->feat.count; t++)
                    assert_int_equal(ids[i * e->feat.count + t], (uint32_t)number(ss_json_at(expected, t)));
            }
            const float *x = ss_net_run(e->net, scratch, ids, &n, 1, n);
            for (uint32_t i = 0; i < n; i++)
                near(ss_json_get(one, "encoder"), i, x + (size_t)i * ss_net_width(e->net), ss_net_width(e->net),
                     &worst);
            float arc[64 * 65];
            ss_heads_arcs(&e->heads, heads, x, n, arc);
            for (uint32_t i = 0; i < n; i++)
                near(ss_json_get(one, "arc"), i, arc + (size_t)i * (n + 1), n + 1, &worst_arc);
            ss_heads_run(&e->heads, heads, x, &n, 1, tokens, 0, NULL);
            for (uint32_t i = 0; i < n; i++) {
                assert_int_equal(tokens[i].head + 1, (int)number(ss_json_at(ss_json_get(one, "head"), i)));
                assert_string_equal(ss_upos_name(tokens[i].upos),
                                    ss_json_string(ss_json_at(ss_json_get(one, "upos"), i)));
                assert_string_equal(ss_dep_name(tokens[i].deprel),
                                    ss_json_string(ss_json_at(ss_json_get(one, "deprel"), i)));
                const char *ner = ss_json_string(ss_json_at(ss_json_get(one, "ner"), i));
                assert_string_equal(ss_ner_name(tokens[i].ner), ner[1] == '-' ? ner + 2 : ner);
            }
            ss_str_free(&text);
        }
        print_message("%s: encoder within %.2g, arcs within %.2g\n", kernels[k]->name, worst, worst_arc);
        assert_true(worst < TOLERANCE);
        assert_true(worst_arc < TOLERANCE * 10); // sums of 192 products
        ss_heads_scratch_free(heads);
        ss_net_scratch_free(scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_the_trainer)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
