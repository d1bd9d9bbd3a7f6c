// SPDX-License-Identifier: Apache-2.0
// CoNLL-U: reading, writing, the round trip, and malformed lines.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/conllu.h"

static const char sample[] = "# newdoc id = one\n"
                             "# newpar\n"
                             "# sent_id = 1\n"
                             "# text = They didn't fire.\n"
                             "1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_\n"
                             "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n"
                             "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
                             "4\tfire\tfire\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
                             "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
                             "\n"
                             "# newpar\n"
                             "# sent_id = 2\n"
                             "# text = Port Hadda\n"
                             "1\tPort\tPort\tPROPN\tNNP\t_\t2\tcompound\t_\tNER=B-LOC\n"
                             "2\tHadda\tHadda\tPROPN\tNNP\t_\t0\troot\t_\tNER=I-LOC\n"
                             "\n";

static void reads_and_writes_the_same(void **state)
{
    (void)state;
    struct sayso_report r = {.arena = ss_arena_new(0)};
    size_t at = 0;
    assert_int_equal(ss_conllu_read(&r, sample, sizeof sample - 1, &at, NULL), SAYSO_OK);
    assert_int_equal(at, sizeof sample - 1);
    assert_string_equal(r.text, "They didn't fire.\n\nPort Hadda");
    assert_string_equal(r.id, "one");
    assert_int_equal(r.sentence_count, 2);
    assert_int_equal(r.token_count, 7);
    assert_int_equal(r.tokens[1].start, 5);
    assert_int_equal(r.tokens[1].end, 8);
    assert_int_equal(r.tokens[2].end, 11);
    assert_int_equal(r.tokens[0].head, 3);
    assert_int_equal(r.tokens[3].head, -1);
    assert_int_equal(r.tokens[5].ner, SAYSO_NER_PLACE);
    struct ss_str out = {0};
    assert_int_equal(ss_conllu_write(&out, &r, r.id), SAYSO_OK);
    assert_string_equal(out.data, sample);
    ss_str_free(&out);
    assert_int_equal(ss_conllu_read(&r, sample, sizeof sample - 1, &at, NULL), SAYSO_ERR_NOTFOUND);
    ss_arena_free(r.arena);
}

static void parts_that_do_not_spell_the_token_share_it(void **state)
{
    (void)state;
    static const char text[] = "1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n1\tzu\tzu\tADP\t_\t_\t0\troot\t_\t_"
                               "\n2\tdem\tder\tDET\t_\t_\t1\tdet\t_\t_\n\n";
    struct sayso_report r = {.arena = ss_arena_new(0)};
    size_t at = 0;
    assert_int_equal(ss_conllu_read(&r, text, sizeof text - 1, &at, NULL), SAYSO_OK);
    assert_int_equal(r.tokens[0].end, r.tokens[1].start);
    assert_int_equal(r.tokens[1].end, 3);
    ss_arena_free(r.arena);
}

static void malformed_lines_are_refused_with_their_place(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "1\tonly\tfour\tcells\n",
        "x\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
        "2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
        "1\ta\ta\tX\t_\t_\t-1\troot\t_\t_\n",
        "1\t\ta\tX\t_\t_\t0\troot\t_\t_\n",
        "1-0\ta\t_\t_\t_\t_\t_\t_\t_\t_\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ss_str s = {0};
        ss_str_puts(&s, "# c\n");
        ss_str_puts(&s, bad[i]);
        struct sayso_report r = {.arena = ss_arena_new(0)};
        struct sayso_problem problem = {0};
        size_t at = 0;
        assert_int_equal(ss_conllu_read(&r, s.data, s.len, &at, &problem), SAYSO_ERR_INPUT);
        assert_int_equal(problem.offset, 4);
        ss_arena_free(r.arena);
        ss_str_free(&s);
    }
    // a head outside its sentence
    static const char far[] = "1\ta\ta\tX\t_\t_\t9\tdep\t_\t_\n\n";
    struct sayso_report r = {.arena = ss_arena_new(0)};
    size_t at = 0;
    assert_int_equal(ss_conllu_read(&r, far, sizeof far - 1, &at, NULL), SAYSO_ERR_INPUT);
    ss_arena_free(r.arena);
}

static void random_damage_never_crashes(void **state)
{
    (void)state;
    uint32_t rnd = 5;
    for (int round = 0; round < 3000; round++) {
        char copy[sizeof sample];
        memcpy(copy, sample, sizeof sample);
        for (int k = 0; k < 3; k++) {
            rnd = rnd * 1664525u + 1013904223u;
            copy[(rnd >> 8) % (sizeof sample - 1)] = (char)(rnd >> 24);
        }
        struct sayso_report r = {.arena = ss_arena_new(0)};
        size_t at = 0;
        while (!ss_conllu_read(&r, copy, sizeof sample - 1, &at, NULL)) {
            struct ss_str out = {0};
            assert_int_equal(ss_conllu_write(&out, &r, r.id), SAYSO_OK);
            ss_str_free(&out);
        }
        ss_arena_free(r.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes_the_same),
        cmocka_unit_test(parts_that_do_not_spell_the_token_share_it),
        cmocka_unit_test(malformed_lines_are_refused_with_their_place),
        cmocka_unit_test(random_damage_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
