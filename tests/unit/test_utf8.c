// SPDX-License-Identifier: Apache-2.0
// UTF-8: well-formedness against a plain reading of the standard, repairs, offsets, classes; and paragraphs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "text/para.h"
#include "text/utf8.h"

static void every_code_point_round_trips(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        uint32_t back, n = ss_utf8_encode(cp, bytes);
        bool scalar = cp < 0xD800 || cp > 0xDFFF;
        assert_int_equal(ss_utf8_valid(bytes, n), scalar);
        if (!scalar) continue;
        assert_int_equal(ss_utf8_decode(bytes, n, &back), n);
        assert_int_equal(back, cp);
        for (uint32_t cut = 1; cut < n; cut++) assert_false(ss_utf8_valid(bytes, cut));
    }
}

static void ill_formed_bytes_become_replacements(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t len;
        const char *out;
        uint32_t bad;
    } cases[] = {
        {"abc", 3, "abc", 0},
        {"\xEF\xBB\xBF"
         "abc",
         6, "abc", 0}, // byte order mark
        {"a\x80"
         "b",
         3,
         "a\xEF\xBF\xBD"
         "b",
         1},                                                            // lone continuation
        {"\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD", 2},                 // over-long
        {"\xE2\x82", 2, "\xEF\xBF\xBD", 1},                             // cut short: one maximal part
        {"\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3}, // surrogate
        {"\xF4\x90\x80\x80", 4, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 4},
        {"a\0b", 3,
         "a\xEF\xBF\xBD"
         "b",
         1},
        {"", 0, "", 0},
    };
    struct ss_arena *arena = ss_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *out;
        uint32_t len, bad;
        assert_int_equal(ss_utf8_repair(arena, cases[i].in, cases[i].len, &out, &len, &bad), SAYSO_OK);
        assert_string_equal(out, cases[i].out);
        assert_int_equal(len, strlen(cases[i].out));
        assert_int_equal(bad, cases[i].bad);
        assert_true(ss_utf8_valid(out, len));
    }
    ss_arena_free(arena);
}

static void random_bytes_are_repaired(void **state)
{
    (void)state;
    uint32_t rnd = 7;
    struct ss_arena *arena = ss_arena_new(0);
    for (int round = 0; round < 2000; round++) {
        char in[64], *out;
        uint32_t n = round % 64, len, bad;
        for (uint32_t i = 0; i < n; i++) in[i] = (char)((rnd = rnd * 1664525u + 1013904223u) >> 24);
        assert_int_equal(ss_utf8_repair(arena, in, n, &out, &len, &bad), SAYSO_OK);
        assert_true(ss_utf8_valid(out, len));
        struct ss_cp_index index;
        assert_int_equal(ss_cp_index_build(&index, arena, out, len), SAYSO_OK);
        assert_int_equal(ss_cp_index_at(&index, len), ss_utf8_count(out, len));
        for (uint32_t at = len, seen = 0; at > 0; seen++) {
            at = ss_utf8_back(out, at);
            assert_int_equal(ss_cp_index_at(&index, at), ss_utf8_count(out, at));
        }
        ss_arena_reset(arena);
    }
    ss_arena_free(arena);
}

static void too_large_for_the_arena_is_a_limit(void **state)
{
    (void)state;
    struct ss_arena *arena = ss_arena_new(100);
    char in[200], *out;
    uint32_t len, bad;
    memset(in, 'a', sizeof in);
    assert_int_equal(ss_utf8_repair(arena, in, sizeof in, &out, &len, &bad), SAYSO_ERR_LIMIT);
    ss_arena_free(arena);
}

static void classes(void **state)
{
    (void)state;
    assert_int_equal(ss_char_class('a'), SS_CHAR_LETTER);
    assert_int_equal(ss_char_class('7'), SS_CHAR_DIGIT);
    assert_int_equal(ss_char_class(0x00A0), SS_CHAR_SPACE);
    assert_int_equal(ss_char_class(0x200B), SS_CHAR_SPACE);
    assert_int_equal(ss_char_class(0x200D), SS_CHAR_JOIN);
    assert_int_equal(ss_char_class(0x0633), SS_CHAR_LETTER); // Arabic seen
    assert_int_equal(ss_char_class(0x060C), SS_CHAR_PUNCT);  // Arabic comma
    assert_int_equal(ss_char_class('$'), SS_CHAR_SYMBOL);
    assert_int_equal(ss_char_lower(0x0416), 0x0436);
    assert_true(ss_char_is_upper(0x0416) && ss_char_is_lower(0x0436));
    char out[8];
    assert_int_equal(ss_utf8_lower("ÀB", 3, out, sizeof out), 3);
    assert_memory_equal(out, "àb", 3);
    assert_int_equal(ss_utf8_lower("ABCDEFGHI", 9, out, sizeof out), 0);
}

static void expect_paragraphs(const char *text, const char *const *expected, uint32_t count)
{
    struct ss_arena *arena = ss_arena_new(0);
    struct sayso_span *spans;
    uint32_t n;
    assert_int_equal(ss_paragraphs(arena, text, (uint32_t)strlen(text), &spans, &n), SAYSO_OK);
    assert_int_equal(n, count);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(spans[i].end - spans[i].start, strlen(expected[i]));
        assert_memory_equal(text + spans[i].start, expected[i], spans[i].end - spans[i].start);
    }
    ss_arena_free(arena);
}

static void paragraphs(void **state)
{
    (void)state;
    expect_paragraphs("", NULL, 0);
    expect_paragraphs(" \n\t\n\r\n", NULL, 0);
    expect_paragraphs("  One. \n\n \nTwo.", (const char *const[]){"One.", "Two."}, 2);
    expect_paragraphs("One.\r\n\r\nTwo.\r\n", (const char *const[]){"One.", "Two."}, 2);
    // lines are paragraphs
    expect_paragraphs("Shells fall on the port again\nBy A. Writer\nThe port was hit twice on Monday, the mayor said.",
                      (const char *const[]){"Shells fall on the port again", "By A. Writer",
                                            "The port was hit twice on Monday, the mayor said."},
                      3);
    // hard-wrapped text; an indent begins a paragraph
    expect_paragraphs("   The mayor of the town said on Monday that the port\n"
                      "had been hit twice and that at least three workers of\n"
                      "the night shift were missing.\n"
                      "   A spokesman for the garrison denied that any shells\n"
                      "had been fired towards the harbour or the breakwater.\n",
                      (const char *const[]){"The mayor of the town said on Monday that the port\n"
                                            "had been hit twice and that at least three workers of\n"
                                            "the night shift were missing.",
                                            "A spokesman for the garrison denied that any shells\n"
                                            "had been fired towards the harbour or the breakwater."},
                      2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_round_trips),
        cmocka_unit_test(ill_formed_bytes_become_replacements),
        cmocka_unit_test(random_bytes_are_repaired),
        cmocka_unit_test(too_large_for_the_arena_is_a_limit),
        cmocka_unit_test(classes),
        cmocka_unit_test(paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
