// SPDX-License-Identifier: Apache-2.0
// Values of time expressions: the calendar arithmetic behind TimeML values.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/num.h"
#include "code/when.h"

static void weeks(void **state)
{
    (void)state;
    struct ss_when w = {0};
    ss_when_week(&w, ss_days_from_date(2016, 3, 28), false);
    assert_string_equal(w.value, "2016-W13");
    assert_int_equal(w.first, ss_days_from_date(2016, 3, 28));
    ss_when_week(&w, ss_days_from_date(2016, 1, 3), false); // a Sunday of the last week of 2015
    assert_string_equal(w.value, "2015-W53");
    ss_when_week(&w, ss_days_from_date(2016, 3, 28), true);
    assert_string_equal(w.value, "2016-W13-WE");
    assert_int_equal(w.last - w.first, 1);
}

static void shifts(void **state)
{
    (void)state;
    int64_t day = ss_days_from_date(2016, 3, 31);
    static const struct {
        double count;
        enum ss_unit unit;
        const char *value;
    } cases[] = {{-2, SS_UNIT_DAY, "2016-03-29"},   {-1, SS_UNIT_MONTH, "2016-02"},
                 {11, SS_UNIT_MONTH, "2017-02"},    {-3, SS_UNIT_YEAR, "2013"},
                 {-1, SS_UNIT_QUARTER, "2015-Q4"},  {-1.5, SS_UNIT_YEAR, "2014-09"},
                 {-1, SS_UNIT_DECADE, "2006"},      {-1e9, SS_UNIT_YEAR, "0001"},
                 {1e18, SS_UNIT_DAY, "2024-06-17"}, {-1, SS_UNIT_FORTNIGHT, "2016-W11"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ss_when w = {0};
        ss_when_shift(&w, day, cases[i].count, cases[i].unit);
        assert_string_equal(w.value, cases[i].value);
    }
}

static void stretches(void **state)
{
    (void)state;
    struct ss_when w = {0};
    ss_when_season(&w, 2015, "WI");
    assert_string_equal(w.value, "2015-WI");
    assert_int_equal(w.last, ss_days_from_date(2016, 2, 29));
    ss_when_decade(&w, 1994);
    assert_string_equal(w.value, "199");
    assert_int_equal(w.last, ss_days_from_date(1999, 12, 31));
    ss_when_century(&w, 21);
    assert_string_equal(w.value, "20");
    ss_when_quarter(&w, 2014, 3);
    assert_int_equal(w.last, ss_days_from_date(2014, 9, 30));
    assert_int_equal(ss_add_months(ss_days_from_date(2016, 1, 31), 1), ss_days_from_date(2016, 2, 29));
}

static void durations(void **state)
{
    (void)state;
    struct ss_when w = {0};
    ss_when_duration(&w, 5, false, SS_UNIT_DAY);
    assert_string_equal(w.value, "P5D");
    ss_when_duration(&w, 1.5, false, SS_UNIT_YEAR);
    assert_string_equal(w.value, "P1Y6M");
    ss_when_duration(&w, 24, false, SS_UNIT_HOUR);
    assert_string_equal(w.value, "PT24H");
    ss_when_duration(&w, 1, true, SS_UNIT_WEEK);
    assert_string_equal(w.value, "PXW");
    ss_when_duration(&w, 2, false, SS_UNIT_DECADE);
    assert_string_equal(w.value, "P20Y");
    assert_null(w.precision);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(weeks), cmocka_unit_test(shifts), cmocka_unit_test(stretches),
                                       cmocka_unit_test(durations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
