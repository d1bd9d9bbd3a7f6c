// SPDX-License-Identifier: Apache-2.0
// Memory that runs out. The n-th allocation fails, for every n, while an engine is opened and while one small report is
// read through; then the same report under every memory cap. Each time an error comes back, nothing is lost, and the
// next report is read as if nothing had been. Links with --wrap, so that all of the library's own calls come here.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sayso/engine.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
char *__real_strdup(const char *s);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);
char *__wrap_strdup(const char *s);

static uint64_t calls, fail_at; // fail_at 0: never

static bool fails(void)
{
    return ++calls == fail_at;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return fails() ? NULL : __real_realloc(p, size);
}

char *__wrap_strdup(const char *s)
{
    return fails() ? NULL : __real_strdup(s);
}

static const char text[] =
    "DAMASCUS, Syria (AP) — At least 100 fighters were killed on Sunday when Russian warplanes bombed Palmyra, the "
    "army "
    "said. \"We hold the town,\" a spokesman told the agency, denying that 30 civilians had died two days earlier.\n\n"
    "Rebels in Idlib may attack again next week, according to the Observatory. They didn't say how many.";

// One report from text to JSON. *json is NULL unless all went well.
static enum sayso_err go(const struct sayso_engine *engine, size_t cap, char **json)
{
    struct sayso_session *session = NULL;
    struct sayso_report *report = NULL;
    size_t len = 0;
    *json = NULL;
    enum sayso_err err = sayso_session_new(&session, engine);
    if (!err) err = sayso_report_new(&report, text, sizeof text - 1, cap);
    if (!err) {
        report->published = "2016-03-28";
        err = sayso_session_annotate(session, report);
    }
    if (!err) err = sayso_report_json(report, json, &len);
    sayso_report_free(report);
    sayso_session_free(session);
    return err;
}

static struct sayso_engine *open_engine(void)
{
    struct sayso_engine *engine = NULL;
    struct sayso_problem problem;
    if (sayso_engine_open(&engine, NULL, &problem)) fail_msg("%s: %s", problem.file, problem.text);
    return engine;
}

// Every one of the first 400, then ever wider steps: the calls repeat themselves.
static uint64_t after(uint64_t n)
{
    return n < 400 ? n + 1 : n + n / 64;
}

static void test_open(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n = after(n)) {
        struct sayso_engine *engine = NULL;
        struct sayso_problem problem;
        calls = 0;
        fail_at = n;
        enum sayso_err err = sayso_engine_open(&engine, NULL, &problem);
        bool reached = calls >= n;
        fail_at = 0;
        if (err) assert_null(engine);
        if (!err) sayso_engine_close(engine);
        if (!reached) {
            assert_int_equal(err, SAYSO_OK);
            break;
        }
    }
}

static void test_report(void **state)
{
    (void)state;
    struct sayso_engine *engine = open_engine();
    char *good, *json;
    assert_int_equal(go(engine, 0, &good), SAYSO_OK);
    for (uint64_t n = 1;; n = after(n)) {
        calls = 0;
        fail_at = n;
        enum sayso_err err = go(engine, 0, &json);
        bool reached = calls >= n;
        fail_at = 0;
        if (err && err != SAYSO_ERR_NOMEM) fail_msg("allocation %d: %d", (int)n, err);
        if (!err) assert_string_equal(json, good); // what was not needed may fail, but must not change anything
        sayso_free(json);
        if (!reached) break;
    }
    assert_int_equal(go(engine, 0, &json), SAYSO_OK);
    assert_string_equal(json, good);
    sayso_free(json);
    sayso_free(good);
    sayso_engine_close(engine);
}

static void test_caps(void **state)
{
    (void)state;
    struct sayso_engine *engine = open_engine();
    char *good, *json;
    assert_int_equal(go(engine, 0, &good), SAYSO_OK);
    size_t cap = 1;
    enum sayso_err err = SAYSO_ERR_LIMIT;
    for (; err; cap += 4 + cap / 1024) {
        assert_true(cap < (size_t)16 << 20);
        err = go(engine, cap, &json);
        if (err && err != SAYSO_ERR_LIMIT) fail_msg("cap %zu: %d", cap, err);
        if (!err && strcmp(json, good) != 0) fail_msg("cap %zu: another record", cap);
        sayso_free(json);
    }
    sayso_free(good);
    sayso_engine_close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),
        cmocka_unit_test(test_report),
        cmocka_unit_test(test_caps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
