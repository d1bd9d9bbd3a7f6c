// SPDX-License-Identifier: Apache-2.0
// Dates of publication: forms of records, datelines, URLs; and what must not be taken for one.
#define _GNU_SOURCE
#include "read_help.h"

#include "read/internal.h"

static void normal_forms(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        {"2016-03-28", "2016-03-28"},
        {" 2016-03-28T10:20:30Z", "2016-03-28T10:20:30Z"},
        {"2016-03-28T10:20:30.123+03:00", "2016-03-28T10:20:30+03:00"},
        {"2016-03-28 10:20", "2016-03-28T10:20:00"},
        {"2016-03-28T10:20:30-0500", "2016-03-28T10:20:30-05:00"},
        {"20160328", "2016-03-28"},
        {"20160328102030", "2016-03-28T10:20:30"},
        {"20160328T102030Z", "2016-03-28T10:20:30Z"},
        {"Mon, 28 Mar 2016 10:00:00 GMT", "2016-03-28T10:00:00Z"},
        {"Mon, 28 Mar 2016 10:00:00 +0200", "2016-03-28T10:00:00+02:00"},
        {"March 28, 2016", "2016-03-28"},
        {"28 March 2016", "2016-03-28"},
        {"28th of March, 2016", "2016-03-28"},
        {"Sept. 5, 2013", "2013-09-05"},
        {"28.03.2016", "2016-03-28"},
        {"3/28/2016", "2016-03-28"},
        {"28/3/2016", "2016-03-28"},
        {"2016/03/28", "2016-03-28"},
    };
    static const char *const bad[] = {"",         "soon",          "2016",     "March 2016", "2016-02-30",
                                      "3/4/2016", "31 April 2016", "99999999", "2016-13-01", "13.13.2016"};
    struct ss_arena *arena = ss_arena_new(0);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *got = ss_date_normal(arena, good[i][0]);
        assert_non_null(got);
        assert_string_equal(got, good[i][1]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_null(ss_date_normal(arena, bad[i]));
    assert_null(ss_date_normal(arena, NULL));
    ss_arena_free(arena);
}

static void datelines(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        {"DAMASCUS, 27 March 2016 (Wire) - The army said", "2016-03-27"},
        {"   LIMA, 4 FEB 90 (WIRE) -- [TEXT] THE ARMY", "1990-02-04"},
        {"Sun 10 Jul 2016 Nine dead in blast. At least", "2016-07-10"},
        {"Published July 4 2015 An explosion", "2015-07-04"},
        {"Posted on July 2 2016 by the desk", "2016-07-02"},
        {"Last updated at Jul 012016 BEIRUT Fighters", "2016-07-01"},
        {"Date of publication 19 September 2016 Strikes", "2016-09-19"},
        {"05-09-2013 Car bomb kills four", "2013-09-05"},
        {"19.07.2016(updated 1457 19.07.2016) Get", "2016-07-19"},
        {"Nine killed in raid Monitor Tuesday 5 Jul 2016 A bomber", "2016-07-05"},
    };
    static const char *const bad[] = {
        "The town fell on 27 March 2016, officials said.",
        "The jets arrived here Dec. 10, 2016, to join the fight.",
        "Since 11 September 2001 the world has changed.",
        "The minister visited the capital from 5-6 April 2016.",
        "BEIRUT (Wire) - At least 11 people were killed on 3 May.",
        "",
        "May 2016 was quiet.",
    };
    char out[16];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(ss_dateline(good[i][0], strlen(good[i][0]), out));
        assert_string_equal(out, good[i][1]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(ss_dateline(bad[i], strlen(bad[i]), out));
}

static void dates_in_urls(void **state)
{
    (void)state;
    char out[16];
    assert_true(ss_date_in_url("https://x.example/2016/03/27/town-falls", out));
    assert_string_equal(out, "2016-03-27");
    assert_true(ss_date_in_url("https://x.example/world/2016-3-7-town", out));
    assert_string_equal(out, "2016-03-07");
    assert_true(ss_date_in_url("https://x.example/20160327.html", out));
    assert_true(ss_date_in_url("https://x.example/world/2016/mar/27/town", out));
    assert_string_equal(out, "2016-03-27");
    assert_false(ss_date_in_url("https://x.example/20163327.html", out));
    assert_false(ss_date_in_url("https://x.example/a?d=2016-03-27", out));
    assert_false(ss_date_in_url("https://x.example", out));
    assert_false(ss_date_in_url("x", out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(normal_forms), cmocka_unit_test(datelines),
                                       cmocka_unit_test(dates_in_urls)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
