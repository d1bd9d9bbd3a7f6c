// SPDX-License-Identifier: Apache-2.0
// The engine as another program uses it, and the pool: order, stops, failing sinks, reports that are too much.
#define _GNU_SOURCE
#include "read_help.h"

#include <sayso/engine.h>

#include "pipe/pool.h"

static struct sayso_engine *engine;
static char folder[] = "/tmp/sayso-pipe-XXXXXX", path[128];

enum { REPORTS = 300, HUGE_ONE = 150 };

static int open_all(void **state)
{
    (void)state;
    struct sayso_problem problem;
    if (sayso_engine_open(&engine, NULL, &problem)) {
        fprintf(stderr, "%s: %s\n", problem.file, problem.text);
        return -1;
    }
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/a.jsonl", folder);
    FILE *f = fopen(path, "wb");
    if (!f) return -1;
    for (int i = 0; i < REPORTS; i++) {
        fprintf(f, "{\"id\":\"r%d\",\"text\":\"", i);
        for (int k = 0; k < (i == HUGE_ONE ? 3000 : i % 5 + 1); k++)
            fprintf(f, "Police arrested %d men in the port. ", i + 2);
        fprintf(f, "\"}\n");
    }
    return fclose(f);
}

static int close_all(void **state)
{
    (void)state;
    sayso_engine_close(engine);
    unlink(path);
    return rmdir(folder);
}

static void a_report_by_hand(void **state)
{
    (void)state;
    struct sayso_session *session;
    struct sayso_report *report;
    char *json;
    size_t len;
    static const char text[] = "Police arrested two men on Friday, the mayor said. \xFF";
    assert_int_equal(strlen(sayso_engine_model(engine)), 32);
    assert_int_equal(strlen(sayso_engine_knowledge(engine)), 32);
    assert_int_equal(sayso_session_new(&session, engine), SAYSO_OK);
    assert_int_equal(sayso_report_new(&report, text, sizeof text - 1, 0), SAYSO_OK);
    report->published = "2016-03-28";
    assert_int_equal(sayso_session_annotate(session, report), SAYSO_OK);
    assert_true(report->sentence_count >= 1 && report->token_count >= 10);
    assert_int_equal(sayso_report_json(report, &json, &len), SAYSO_OK);
    assert_int_equal(json[len - 1], '\n');
    assert_non_null(strstr(json, "\"published\":\"2016-03-28\""));
    sayso_free(json);
    sayso_report_free(report);
    assert_int_equal(sayso_report_new(&report, text, sizeof text - 1, 64), SAYSO_ERR_LIMIT);
    sayso_session_free(session);
    struct sayso_problem problem;
    const struct sayso_engine_options options = {.model = "/nonexistent/model"};
    struct sayso_engine *none;
    assert_int_not_equal(sayso_engine_open(&none, &options, &problem), SAYSO_OK);
    assert_non_null(strstr(problem.file, "nonexistent"));
}

struct seen {
    int next, bad, skipped, stop_at;
    atomic_int *stop;
    bool fail;
};

static bool skip_some(void *user, const struct sayso_report *report)
{
    (void)user;
    return strcmp(report->id, "r7") == 0;
}

static enum sayso_err take(void *user, const struct ss_pipe_result *result)
{
    struct seen *s = user;
    char id[32];
    snprintf(id, sizeof id, "\"id\":\"r%d\"", s->next);
    if (result->bad) {
        assert_non_null(strstr(result->bad->raw, id));
        assert_int_equal(result->bad->problem.code, SAYSO_ERR_LIMIT);
        s->bad++;
    } else if (result->skipped) {
        s->skipped++;
    } else {
        assert_non_null(strstr(result->json, id));
    }
    s->next++;
    if (s->next == s->stop_at && !s->fail) atomic_store(s->stop, 1);
    return s->fail && s->next == s->stop_at ? SAYSO_ERR_STORE : SAYSO_OK;
}

static enum sayso_err run(unsigned jobs, struct seen *seen)
{
    static atomic_int stop;
    atomic_store(&stop, 0);
    const char *const paths[] = {path};
    const struct ss_read_options options = {.arena_cap = (size_t)1 << 20, .stop = &stop};
    const struct ss_pipe_options pipe = {.jobs = jobs, .stop = &stop, .skip = skip_some, .sink = take, .user = seen};
    struct ss_reader *reader;
    seen->stop = &stop;
    assert_int_equal(ss_reader_open(&reader, paths, 1, &options, NULL), SAYSO_OK);
    enum sayso_err err = ss_pipe_run(engine, reader, &pipe);
    ss_reader_close(reader);
    return err;
}

static void results_in_the_order_of_the_input(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= 7; jobs += 3) {
        struct seen seen = {0};
        assert_int_equal(run(jobs, &seen), SAYSO_OK);
        assert_int_equal(seen.next, REPORTS);
        assert_int_equal(seen.bad, 1); // the one that takes more memory than its arena has
        assert_int_equal(seen.skipped, 1);
    }
}

static void stops_and_failures_end_the_run(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
        struct seen seen = {.stop_at = 20};
        assert_int_equal(run(jobs, &seen), SAYSO_ERR_CANCEL);
        assert_true(seen.next >= 20 && seen.next <= 20 + (int)jobs * 4); // what was read is still delivered
        struct seen failing = {.stop_at = 20, .fail = true};
        assert_int_equal(run(jobs, &failing), SAYSO_ERR_STORE);
        assert_int_equal(failing.next, 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_report_by_hand),
                                       cmocka_unit_test(results_in_the_order_of_the_input),
                                       cmocka_unit_test(stops_and_failures_end_the_run)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
