// SPDX-License-Identifier: Apache-2.0
// Base structures: arena cap, map against a naive model, numbers, dates, JSON escapes.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/arr.h"
#include "base/json_out.h"
#include "base/map.h"
#include "base/num.h"

static void arena_stops_at_its_cap(void **state)
{
    (void)state;
    struct ss_arena *a = ss_arena_new(1000);
    assert_non_null(ss_alloc(a, 900));
    assert_null(ss_alloc(a, 101));
    assert_int_equal(ss_arena_error(a), SAYSO_ERR_LIMIT);
    assert_non_null(ss_alloc(a, 100));
    assert_null(ss_alloc_array(a, SIZE_MAX / 2, 3));
    ss_arena_reset(a);
    assert_int_equal(ss_arena_error(a), SAYSO_OK);
    assert_non_null(ss_alloc(a, 1000));
    ss_arena_free(a);
}

static void map_agrees_with_a_naive_list(void **state)
{
    (void)state;
    static char keys[2000][8];
    static uint32_t naive[2000];
    uint32_t seen = 0, rnd = 1;
    struct ss_map map = {0};
    for (int step = 0; step < 20000; step++) {
        rnd = rnd * 1664525u + 1013904223u;
        char key[8];
        snprintf(key, sizeof key, "k%u", (rnd >> 8) % 2000);
        uint32_t at = 0;
        while (at < seen && strcmp(keys[at], key) != 0) at++;
        const uint32_t *got = ss_map_get(&map, key, strlen(key));
        assert_int_equal(got != NULL, at < seen);
        if (got) assert_int_equal(*got, naive[at]);
        if (at == seen) strcpy(keys[seen++], key);
        bool found;
        uint32_t *value = ss_map_put(&map, keys[at], strlen(key), &found);
        assert_int_equal(found, got != NULL);
        *value = naive[at] = rnd;
    }
    ss_map_free(&map);
}

static void numbers_round_trip(void **state)
{
    (void)state;
    char out[SS_NUM_MAX];
    size_t n = ss_format_int(INT64_MIN, out);
    int64_t back;
    assert_true(ss_parse_int(out, n, &back));
    assert_true(back == INT64_MIN);
    assert_false(ss_parse_int("9223372036854775808", 19, &back));
    assert_false(ss_parse_int("12a", 3, &back));
    n = ss_format_double(-34.5500, 4, out);
    assert_memory_equal(out, "-34.55", n);
    assert_int_equal(n, 6);
    assert_int_equal(ss_format_double(NAN, 4, out), 0);
    double x;
    assert_true(ss_parse_double("-1.5e2", 6, &x) && x == -150.0);
    assert_false(ss_parse_double("1.2.3", 5, &x));
}

static void dates_and_weekdays(void **state)
{
    (void)state;
    int64_t d;
    assert_true(ss_parse_date("2016-03-27T10:00", &d));
    assert_int_equal(ss_weekday(d), 6);
    char out[16];
    for (int64_t i = -200000; i < 200000; i += 37) {
        int y, m, day;
        ss_date_from_days(i, &y, &m, &day);
        assert_true(ss_days_from_date(y, m, day) == i);
    }
    ss_format_date(d + 5, out);
    assert_string_equal(out, "2016-04-01");
    assert_false(ss_parse_date("2015-02-29", &d));
    assert_true(ss_parse_date("2016-02-29", &d));
}

static void json_escapes(void **state)
{
    (void)state;
    struct ss_str s = {0};
    struct ss_json j;
    ss_json_begin(&j, &s);
    ss_json_object(&j);
    ss_json_kv(&j, "a", "x\"\\\n\x01\xff\xc3\xa9");
    ss_json_key(&j, "b");
    ss_json_array(&j);
    ss_json_int(&j, 1);
    ss_json_null(&j);
    ss_json_end_array(&j);
    ss_json_end_object(&j);
    assert_string_equal(s.data, "{\"a\":\"x\\\"\\\\\\n\\u0001\xEF\xBF\xBD\xc3\xa9\",\"b\":[1,null]}");
    ss_str_free(&s);
}

static void arrays_grow(void **state)
{
    (void)state;
    SS_ARR(int) a = {0};
    for (int i = 0; i < 1000; i++) {
        int *p = ss_arr_push(NULL, &a);
        assert_non_null(p);
        *p = i;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(a.item[i], i);
    ss_arr_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_stops_at_its_cap), cmocka_unit_test(map_agrees_with_a_naive_list),
        cmocka_unit_test(numbers_round_trip),     cmocka_unit_test(dates_and_weekdays),
        cmocka_unit_test(json_escapes),           cmocka_unit_test(arrays_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
