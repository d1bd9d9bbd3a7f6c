// SPDX-License-Identifier: Apache-2.0
// Sentence splitting with the committed weights: lines where | marks each end, and the plain rule without weights.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/io.h"
#include "base/str.h"
#include "parse/rules.h"
#include "parse/split.h"
#include "parse/stamp.h"

static struct ss_token_rules *rules;
static struct ss_model *model;
static struct ss_split trained;

static int setup(void **state)
{
    (void)state;
    struct sayso_problem problem = {0};
    char *path = ss_find_data("model/split.sayso");
    int bad = !path || ss_parse_rules(&rules, NULL, &problem) || ss_model_open(&model, path, &problem) ||
              ss_split_load(&trained, model, &problem);
    free(path);
    return bad ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ss_token_rules_free(rules);
    ss_model_close(model);
    return 0;
}

// With split NULL the ends of date stamps and clock times.
static void check(const struct ss_split *split, const char *marked)
{
    struct ss_arena *arena = ss_arena_new(0);
    struct ss_str text = {0}, got = {0};
    for (const char *p = marked; *p; p++)
        if (*p != '|') ss_str_putc(&text, *p);
    ss_pieces pieces = {0};
    struct ss_split_view view;
    assert_int_equal(ss_tokenise(arena, rules, text.data, 0, (uint32_t)text.len, &pieces), SAYSO_OK);
    assert_int_equal(ss_split_look(&view, arena, text.data, pieces.item, 0, pieces.count), SAYSO_OK);
    uint32_t at = 0;
    for (uint32_t i = 0; i < pieces.count; i++) {
        ss_str_add(&got, text.data + at, pieces.item[i].end - at);
        at = pieces.item[i].end;
        bool ends =
            split ? ss_split_ends(split, &view, i) : ss_stamp_ends(rules, &view, i) || ss_clock_ends(rules, &view, i);
        if (i + 1 < pieces.count && ends) ss_str_putc(&got, '|');
    }
    assert_string_equal(got.data, marked);
    ss_str_free(&got);
    ss_str_free(&text);
    ss_arena_free(arena);
}

static void news_text(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "The army took the mill on Monday.| The mayor denied it.",
        "\"We hold the bridge,\" Gen. Ito said.| \"Nobody crossed it.\"| He left at 5 p.m. on Monday.",
        "Mr. Hale of Hale Corp. met Dr. Ito.| They did not speak.",
        "HADDA, 3 May (Wire) - Two boats were hit near the U.S. base.| Nobody was hurt.",
        "Was it a shell?| No!| It was thunder...",
        "THE ARMY SAID IT HELD THE TOWN.| THE REBELS DENIED THIS.",
        "the army said it held the town.| the rebels denied this.",
        "The ferry had room for 3.5 tons and No. 7 took it.| All were saved.",
        "He said (in a note) that it was over.| She said nothing.",
        // what follows a question in quotation marks is its speaker
        "\"Who fired first?\" the mayor asked.| Nobody answered.",
        "\xE2\x80\x9CWho fired first?\xE2\x80\x9D the mayor asked.| Nobody answered.",
        // quotation marks typed as two apostrophes open and close
        "''We hold the bridge,'' Gen. Ito said.| ''Nobody crossed it.''",
        "\"He told me, 'We are leaving.'\"",
        "Write to desk@example.org for more.| The port is closed.",
        "(AP) Hale, 40, of Ore. and Ito (D-Ore.) met the mayor.| They left at noon.",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) check(&trained, lines[i]);
}

static void plain_rule(void **state)
{
    (void)state;
    const struct ss_split none = {0};
    check(&none, "The army took the mill.| The mayor denied it, Mr. Hale said.| \"So what?\"| Nobody knew.");
    check(&none, "one. two");
}

static void date_stamps(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "Two dead in Hadda Wire Thursday 6 Mar 2014| At least two people died.",
        "Published July 5, 2016| A boat sank.",
        "On Thursday 6 March 2014 Colonel Ito left. Since July 5 2016 Hadda is quiet.",
        "The plan of 6 March 2014 Hadda knew. They met 6 March 2014 in Hadda.",
        "They met at 9 a.m.| He left at 5 p.m. Thursday, at 6 p.m. Hadda time or when the U.S. He knew fell.",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) check(NULL, lines[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(news_text), cmocka_unit_test(plain_rule),
                                       cmocka_unit_test(date_stamps)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
