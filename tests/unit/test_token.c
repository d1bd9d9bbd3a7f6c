// SPDX-License-Identifier: Apache-2.0
// Tokenisation: cases as lines "text => words", where + joins the words of one multiword token; and hostile text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "parse/rules.h"
#include "text/token.h"
#include "text/broken.h"

static struct ss_token_rules *rules;

static int setup(void **state)
{
    (void)state;
    struct sayso_problem problem = {0};
    return ss_parse_rules(&rules, NULL, &problem) ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ss_token_rules_free(rules);
    return 0;
}

static const struct {
    const char *text, *words;
} cases[] = {
    {"The army said so.", "The army said so ."},
    {"Don't go; they'd said it's over.", "Do+n't go ; they+'d said it+'s over ."},
    {"We cannot, and won\xE2\x80\x99t, leave.", "We can+not , and wo+n\xE2\x80\x99t , leave ."},
    {"the ministry's and the rebels' losses", "the ministry+'s and the rebels+' losses"},
    {"He called them 'rebels' again", "He called them ' rebels ' again"},
    {"U.S. forces in the U.S.-led raid", "U.S. forces in the U.S. - led raid"},
    {"Gen. J. R. Marsh met Dr. Ito.", "Gen. J. R. Marsh met Dr. Ito ."},
    {"Buses, cars, etc. were lost, ferries, etc.", "Buses , cars , etc. were lost , ferries , etc ."},
    {"No. 5 gun fired. Did it? No.", "No. 5 gun fired . Did it ? No ."},
    {"a 15-year term, anti-tank guns", "a 15 - year term , anti-tank guns"},
    {"al-Rawda in Deir al-Hajar", "al - Rawda in Deir al - Hajar"},
    {"paid $5m and US$20 (3.5%)", "paid $ 5 m and US$ 20 ( 3.5 % )"},
    {"at 10am, 5:30 p.m. or 0600", "at 10 am , 5:30 p.m. or 0600"},
    {"1,200 of 3.5 km in 2016-03-27", "1,200 of 3.5 km in 2016-03-27"},
    {"the 1990s, the 20th, the '90s, 1980's", "the 1990s , the 20th , the '90s , 1980's"},
    {"call 555-0134 or +44 20", "call 555-0134 or +44 20"},
    {"see https://example.org/a?b=c. Now", "see https://example.org/a?b=c . Now"},
    {"write to desk@example.org, please", "write to desk@example.org , please"},
    {"(www.example.org)", "( www.example.org )"},
    {"Wait... what?! No -- stop!!", "Wait ... what ?! No -- stop !!"},
    {"\xE2\x80\x9CWe won,\xE2\x80\x9D she said\xE2\x80\xA6",
     "\xE2\x80\x9C We won , \xE2\x80\x9D she said \xE2\x80\xA6"},
    {"``Never,'' he said.", "`` Never , '' he said ."},
    {"Sana'a, Ba'ath and O'Neil", "Sana'a , Ba'ath and O'Neil"},
    {"and/or 1/2 9/11", "and / or 1/2 9/11"},
    {"AT&T and Q&A", "AT&T and Q&A"},
    {"the countrys armys of the boys, flybys", "the country+s army+s of the boys , flybys"},
    {"spoke w/ Ann w/o him", "spoke w/ Ann w/o him"},
    {"Kh. al-Mansour saw TV. Then", "Kh. al - Mansour saw TV . Then"},
    {"the city''s mayor said ''no''", "the city+'s mayor said '' no ''"},
    {"â€œWe didnâ€™t,â€� she said.Â Then", "â€œ We did+nâ€™t , â€� she said . Then"},
    {"(draft).doc at Host.Com. By Council.In", "( draft ) .doc at Host.Com . By Council . In"},
    {"of Harbour Inc.. And etc...", "of Harbour Inc. . And etc ..."},
    {"fine :) thanks", "fine :) thanks"},
    {"@mayor says #PortAttack", "@mayor says #PortAttack"},
    {"\xD9\x82\xD8\xA7\xD9\x84\xD8\x8C \xD9\x86\xD8\xB9\xD9\x85\xD8\x9F",
     "\xD9\x82\xD8\xA7\xD9\x84 \xD8\x8C \xD9\x86\xD8\xB9\xD9\x85 \xD8\x9F"},
    {"\xD0\x9E\xD0\xBD \xD1\x82\xD0\xB0\xD0\xBC.", "\xD0\x9E\xD0\xBD \xD1\x82\xD0\xB0\xD0\xBC ."},
    {"\xF0\x9F\x87\xB8\xF0\x9F\x87\xBE\xF0\x9F\x98\x80", "\xF0\x9F\x87\xB8\xF0\x9F\x87\xBE \xF0\x9F\x98\x80"},
    {"end.Then", "end . Then"},
    {"the Council.In it", "the Council . In it"},
    {"see plan.doc or news.example.org", "see plan.doc or news.example.org"},
    {"its a ship and its crew", "it+s a ship and its crew"},
    {"your not his; your boat", "you+r not his ; your boat"},
    {"todays losses, somebody elses", "today+s losses , somebody else+s"},
    {"posted to misc.travel.rail today", "posted to misc.travel.rail today"},
    {"ask x5-0134 or 5-0134", "ask x5 - 0134 or 5-0134"},
    {"really...? Yes?!", "really ... ? Yes ?!"},
    {"File: 'http://example.org/a_b'", "File : ' http://example.org/a_b '"},
    {"--== end ==--", "--== end ==--"},
    {"an over-rated plan", "an over-rated plan"},
    {"", ""},
};

static void words_are_cut_as_expected(void **state)
{
    (void)state;
    struct ss_arena *arena = ss_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ss_pieces pieces = {0};
        const char *text = cases[i].text;
        assert_int_equal(ss_tokenise(arena, rules, text, 0, (uint32_t)strlen(text), &pieces), SAYSO_OK);
        struct ss_str got = {0};
        ss_str_puts(&got, "");
        for (uint32_t k = 0; k < pieces.count; k++) {
            const struct ss_piece *p = &pieces.item[k];
            if (k) ss_str_putc(&got, p->flags & SAYSO_TOKEN_MWT_NEXT ? '+' : ' ');
            ss_str_add(&got, text + p->start, p->end - p->start);
        }
        assert_string_equal(got.data ? got.data : "", cases[i].words);
        ss_str_free(&got);
        ss_arena_reset(arena);
    }
    ss_arena_free(arena);
}

// Pieces lie in order, are not empty, cut no character, and leave out nothing but white space, invisible characters and
// the first of two apostrophes.
static void check_cover(const char *text, uint32_t len)
{
    struct ss_arena *arena = ss_arena_new((size_t)1 << 30);
    ss_pieces pieces = {0};
    assert_int_equal(ss_tokenise(arena, rules, text, 0, len, &pieces), SAYSO_OK);
    uint32_t at = 0;
    for (uint32_t k = 0; k <= pieces.count; k++) {
        uint32_t start = k < pieces.count ? pieces.item[k].start : len;
        assert_true(start >= at);
        while (at < start) {
            uint32_t cp;
            bool doubled = at + 1 < len && text[at] == '\'' && text[at + 1] == '\''; // "the city''s"
            at += ss_mend_decode(text + at, len - at, &cp);
            enum ss_char class = ss_char_class(cp);
            assert_true(doubled || class == SS_CHAR_SPACE || class == SS_CHAR_JOIN);
        }
        assert_int_equal(at, start);
        if (k == pieces.count) break;
        assert_true(pieces.item[k].end > start && pieces.item[k].end <= len);
        assert_true(pieces.item[k].end == len || ((unsigned char)text[pieces.item[k].end] & 0xC0) != 0x80);
        at = pieces.item[k].end;
    }
    ss_arena_free(arena);
}

static void random_text_is_covered(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",
                                        "B",
                                        "the",
                                        "'",
                                        "\xE2\x80\x99",
                                        "-",
                                        ".",
                                        "...",
                                        "n't",
                                        "'s",
                                        "@",
                                        "://",
                                        "5",
                                        "20",
                                        ",",
                                        "$",
                                        "%",
                                        "/",
                                        "(",
                                        ")",
                                        "U.S.",
                                        " ",
                                        " ",
                                        "\n",
                                        "\t",
                                        "\xE2\x80\x8D",
                                        "\xE2\x80\x9C",
                                        "`",
                                        "&",
                                        "_",
                                        "*",
                                        "com",
                                        "www.",
                                        "\xD8\xB3",
                                        "\xF0\x9F\x98\x80",
                                        "#",
                                        "!",
                                        "?",
                                        "km",
                                        "\xC2\xAD"};
    uint32_t rnd = 99;
    for (int round = 0; round < 4000; round++) {
        struct ss_str s = {0};
        for (int k = 0; k < 24; k++) {
            rnd = rnd * 1664525u + 1013904223u;
            ss_str_puts(&s, parts[(rnd >> 8) % (sizeof parts / sizeof *parts)]);
        }
        check_cover(s.data, (uint32_t)s.len);
        ss_str_free(&s);
    }
}

// One long run of each of these must take linear time: a quadratic scanner would need minutes here.
static void long_runs_are_linear(void **state)
{
    (void)state;
    static const char *const units[] = {"a",
                                        ".",
                                        "a-",
                                        "a.",
                                        "a'",
                                        "'",
                                        "@",
                                        "a@",
                                        "1-",
                                        "1,",
                                        "1.",
                                        "www.",
                                        ")",
                                        "http://",
                                        "(a",
                                        "\xD8\xB3",
                                        "_",
                                        "a_",
                                        "A.",
                                        "&",
                                        "a/",
                                        "`",
                                        "-",
                                        "#",
                                        "\xF0\x9F\x98\x80",
                                        "\xE2\x80\x8D",
                                        " ",
                                        "a ",
                                        "\n",
                                        "'a "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct ss_str s = {0};
        while (s.len < 1000000) ss_str_puts(&s, units[i]);
        check_cover(s.data, (uint32_t)s.len);
        ss_str_free(&s);
    }
}

static void bad_rules_are_refused(void **state)
{
    (void)state;
    struct ss_token_rules *r = ss_token_rules_new();
    assert_int_equal(ss_token_rules_split(r, "cannot", "can|not"), SAYSO_OK);
    assert_int_equal(ss_token_rules_split(r, "cannot", "can|nt"), SAYSO_ERR_ARG);
    assert_int_equal(ss_token_rules_split(r, "cannot", "|cannot"), SAYSO_ERR_ARG);
    assert_int_equal(ss_token_rules_split(r, "abcde", "a|b|c|d|e"), SAYSO_ERR_ARG);
    assert_int_equal(ss_token_rules_add(r, "", SS_WORD_UNIT), SAYSO_ERR_ARG);
    assert_int_equal(ss_token_rules_kind("nonsense"), 0);
    ss_token_rules_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut_as_expected),
        cmocka_unit_test(random_text_is_covered),
        cmocka_unit_test(long_runs_are_linear),
        cmocka_unit_test(bad_rules_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
