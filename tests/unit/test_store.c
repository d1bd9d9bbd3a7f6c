// SPDX-License-Identifier: Apache-2.0
// The store: adding twice, lists with filters, collation saved and read back, failures that leave nothing behind.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/arena.h"
#include "store/store.h"

static const char text[] =
    "The mayor of Tarva said on Monday that at least 12 people were killed. Rebels fired rockets at the market.";

static struct sayso_span span_of(const char *words)
{
    const char *at = strstr(text, words);
    return (struct sayso_span){(uint32_t)(at - text), (uint32_t)(at - text + strlen(words))};
}

// A report with one toll claim by a mayor and one attack in the outlet's own voice.
static struct sayso_report *make(struct ss_arena *arena, const char *id, const char *published)
{
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    r->arena = arena;
    r->id = id;
    r->outlet = "Desert Post";
    r->title = "Rockets hit market";
    r->published = published;
    r->published_from = SAYSO_DATE_GIVEN;
    r->text = text;
    r->text_len = sizeof text - 1;
    r->sentence_count = 2;
    r->sentences = SS_NEW_ARRAY(arena, struct sayso_sentence, 2);
    r->sentences[0] = (struct sayso_sentence){.start = 0, .end = 70};
    r->sentences[1] = (struct sayso_sentence){.start = 71, .end = sizeof text - 1};
    r->entity_count = 3;
    r->entities = SS_NEW_ARRAY(arena, struct sayso_entity, 3);
    r->entities[0] = (struct sayso_entity){.name = "mayor of Tarva", .kind = "person"};
    r->entities[1] = (struct sayso_entity){.name = "Tarva",
                                           .kind = "place",
                                           .country = "SYR",
                                           .geonames = 77,
                                           .has_point = true,
                                           .lat = 35,
                                           .lon = 38,
                                           .feature = "city"};
    r->entities[2] = (struct sayso_entity){.name = "rebels", .kind = "armed_group", .actor = "rebels"};
    struct sayso_span mayor = span_of("The mayor of Tarva"), said = span_of("said"), rebels = span_of("Rebels"),
                      dozen = span_of("at least 12"), content = {40, 70}, monday = span_of("Monday"),
                      killed = span_of("killed"), fired = span_of("fired");
    r->mention_count = 1;
    r->mentions = SS_NEW_ARRAY(arena, struct sayso_mention, 1);
    r->mentions[0] = (struct sayso_mention){
        .start = rebels.start, .end = rebels.end, .kind = SAYSO_MENTION_ACTOR, .entity = 2, .time = -1, .figure = -1};
    r->time_count = 1;
    r->times = SS_NEW_ARRAY(arena, struct sayso_time, 1);
    r->times[0] = (struct sayso_time){.start = monday.start,
                                      .end = monday.end,
                                      .type = "DATE",
                                      .value = "2016-03-28",
                                      .from = "2016-03-28",
                                      .to = "2016-03-28",
                                      .precision = "day"};
    r->figure_count = 1;
    r->figures = SS_NEW_ARRAY(arena, struct sayso_figure, 1);
    r->figures[0] = (struct sayso_figure){.start = dozen.start,
                                          .end = dozen.end,
                                          .counts = "killed",
                                          .of = -1,
                                          .low = 12,
                                          .high = SAYSO_OPEN,
                                          .best = 12};
    r->attribution_count = 1;
    r->attributions = SS_NEW_ARRAY(arena, struct sayso_attribution, 1);
    struct sayso_span *spans = SS_NEW_ARRAY(arena, struct sayso_span, 3);
    spans[0] = mayor;
    spans[1] = said;
    spans[2] = content;
    r->attributions[0] = (struct sayso_attribution){.source = {&spans[0], 1},
                                                    .cue = {&spans[1], 1},
                                                    .content = {&spans[2], 1},
                                                    .source_entity = 0,
                                                    .within = -1,
                                                    .source_kind = SAYSO_SOURCE_ROLE,
                                                    .verb = "say"};
    int32_t *ids = SS_NEW_ARRAY(arena, int32_t, 2);
    ids[0] = 0;
    ids[1] = 2;
    r->claim_count = 2;
    r->claims = SS_NEW_ARRAY(arena, struct sayso_claim, 2);
    r->claims[0] = (struct sayso_claim){.kind = SAYSO_CLAIM_TOLL,
                                        .place = 1,
                                        .time = 0,
                                        .figures = {&ids[0], 1},
                                        .holder = -1,
                                        .voice = 0,
                                        .trigger = killed,
                                        .end = 70,
                                        .confidence = -1};
    r->claims[1] = (struct sayso_claim){.kind = SAYSO_CLAIM_EVENT,
                                        .type = "ASSAULT",
                                        .mode = "heavy-weapons",
                                        .actors = {&ids[1], 1},
                                        .place = 1,
                                        .time = -1,
                                        .holder = -1,
                                        .voice = -1,
                                        .trigger = fired,
                                        .start = 71,
                                        .end = sizeof text - 1,
                                        .confidence = -1};
    return r;
}

static char path[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/sayso-test-store-%ld.db", (long)getpid());
    unlink(path);
    return 0;
}

static int tear_down(void **state)
{
    char side[80];
    (void)state;
    unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    unlink(side);
    return 0;
}

static uint32_t rows(struct ss_store *store, enum ss_list list, const struct ss_filter *filter)
{
    struct ss_cursor *c;
    uint32_t n = 0;
    assert_int_equal(ss_store_list(store, list, filter, &c), SAYSO_OK);
    while (ss_cursor_next(c)) n++;
    assert_int_equal(ss_cursor_error(c), SAYSO_OK);
    ss_cursor_close(c);
    return n;
}

static void add(struct ss_store *store, const char *id, const char *published, bool expect)
{
    struct ss_arena *arena = ss_arena_new(0);
    bool added = false;
    assert_int_equal(ss_store_begin(store), SAYSO_OK);
    assert_int_equal(ss_store_add_report(store, make(arena, id, published), "{\"sayso\":1}\n", 12, &added), SAYSO_OK);
    assert_int_equal(added, expect);
    assert_int_equal(ss_store_commit(store), SAYSO_OK);
    ss_arena_free(arena);
}

static void test_add_twice(void **state)
{
    struct ss_store *store;
    bool has;
    (void)state;
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, NULL), SAYSO_OK);
    add(store, "r1", "2016-03-29", true);
    add(store, "r1", "2016-03-29", false);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, NULL), 2);
    assert_int_equal(rows(store, SS_LIST_REPORTS, NULL), 1);
    assert_int_equal(rows(store, SS_LIST_LABELS, NULL), 1);
    assert_int_equal(ss_store_has_report(store, "r1", &has), SAYSO_OK);
    assert_true(has);
    assert_int_equal(ss_store_has_report(store, "r2", &has), SAYSO_OK);
    assert_false(has);
    ss_store_close(store);
}

static void test_filters(void **state)
{
    struct ss_store *store;
    struct ss_cursor *c;
    (void)state;
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, NULL), SAYSO_OK);
    add(store, "r1", "2016-03-29", true);
    add(store, "r2", "2016-05-01", true);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.place = "tarva"}), 4);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.place = "100%"}), 0);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.type = "assault"}), 2);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.since = "2016-04-01"}), 1);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.voice = "mayor"}), 2);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.actor = "rebels"}), 2);
    assert_int_equal(rows(store, SS_LIST_CLAIMS, &(struct ss_filter){.limit = 3}), 3);
    assert_int_equal(rows(store, SS_LIST_REPORTS, &(struct ss_filter){.text = "rockets \"market"}), 2);
    assert_int_equal(rows(store, SS_LIST_REPORTS, &(struct ss_filter){.text = "submarine"}), 0);
    assert_int_equal(rows(store, SS_LIST_SOURCES, NULL), 2);
    for (int list = 0; list < SS_LIST_COUNT; list++)
        (void)rows(store, (enum ss_list)list,
                   &(struct ss_filter){.id = "x",
                                       .actor = "a",
                                       .place = "p",
                                       .since = "2016-01-01",
                                       .until = "2016-12-31",
                                       .outlet = "o",
                                       .type = "t",
                                       .voice = "v"});
    assert_int_equal(ss_store_list(store, SS_LIST_CLAIMS, &(struct ss_filter){.id = "r1/c1"}, &c), SAYSO_OK);
    assert_true(ss_cursor_next(c));
    assert_string_equal(ss_cursor_named(c, "voice"), "mayor of Tarva");
    assert_string_equal(ss_cursor_named(c, "date_from"), "2016-03-28");
    assert_non_null(strstr(ss_cursor_named(c, "figures"), "\"low\":12"));
    assert_null(ss_cursor_named(c, "type"));
    ss_cursor_close(c);
    ss_store_close(store);
}

static void test_load_and_save(void **state)
{
    struct ss_store *store;
    struct sayso_rows all;
    struct ss_arena *arena = ss_arena_new(0);
    uint32_t claims[] = {0, 1};
    (void)state;
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, NULL), SAYSO_OK);
    add(store, "r2", NULL, true);
    add(store, "r1", "2016-03-29", true);
    assert_int_equal(ss_store_load(store, arena, &all), SAYSO_OK);
    assert_int_equal(all.report_count, 2);
    assert_string_equal(all.reports[0].id, "r1");
    assert_int_equal(all.reports[1].published, SAYSO_NO_DAY);
    assert_int_equal(all.claim_count, 4);
    assert_string_equal(all.claims[1].actors[0].key, "rebels");
    assert_int_equal(all.claims[0].figures[0].low, 12);
    assert_true(all.claims[0].figures[0].high == SAYSO_OPEN);
    assert_int_equal(all.claims[0].from, 16888);
    struct sayso_row_event event = {.id = "e1",
                                    .kind = "event",
                                    .type = "ASSAULT",
                                    .place = all.claims[0].place,
                                    .from = 16888,
                                    .to = 16888,
                                    .killed = {12, 12, SAYSO_OPEN},
                                    .injured = {SAYSO_OPEN, SAYSO_OPEN, SAYSO_OPEN},
                                    .claims = claims,
                                    .claim_count = 2,
                                    .reports = 1,
                                    .outlets = 1,
                                    .origins = 2};
    struct sayso_collation made = {.events = &event, .event_count = 1};
    assert_int_equal(ss_store_save_collation(store, &all, &made), SAYSO_OK);
    assert_int_equal(ss_store_save_collation(store, &all, &made), SAYSO_OK);
    assert_int_equal(rows(store, SS_LIST_EVENTS, NULL), 1);
    assert_int_equal(rows(store, SS_LIST_EVENT_CLAIMS, &(struct ss_filter){.id = "e1"}), 2);
    struct sayso_row_event twice[] = {event, event};
    made = (struct sayso_collation){.events = twice, .event_count = 2};
    assert_int_equal(ss_store_save_collation(store, &all, &made),
                     SAYSO_ERR_STORE); // the same id twice: nothing changes
    assert_int_equal(rows(store, SS_LIST_EVENTS, NULL), 1);
    ss_arena_free(arena);
    ss_store_close(store);
}

static void test_reviews(void **state)
{
    struct ss_store *store;
    struct ss_cursor *c;
    (void)state;
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, NULL), SAYSO_OK);
    add(store, "r1", "2016-03-29", true);
    const struct ss_review good[] = {
        {"r1/c1", "right", .coder = "ab", .at = "2016-04-01T10:00:00Z"},
        {"r1/c2", "wrong", "actors", "Tarva", "no rebels", .at = "2016-04-02T10:00:00Z"},
        {"r1", "unsure", .at = "2016-04-03T10:00:00Z"},
        {"r1/c1", "withdrawn", .coder = "ab"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ss_store_add_review(store, &good[i]), SAYSO_OK);
    assert_int_equal(ss_store_add_review(store, &(struct ss_review){"r1/c9", "right"}), SAYSO_ERR_NOTFOUND);
    assert_int_equal(ss_store_add_review(store, &(struct ss_review){"r1/c1", "true"}), SAYSO_ERR_ARG);
    assert_int_equal(ss_store_add_review(store, &(struct ss_review){"r1/c1", "right", "colour"}), SAYSO_ERR_ARG);
    assert_int_equal(ss_store_add_review(store, &(struct ss_review){"r1/c1", "right", "place", "Tarva"}),
                     SAYSO_ERR_ARG);
    assert_int_equal(ss_store_add_review(store, &(struct ss_review){.target = "r1/c1"}), SAYSO_ERR_ARG);
    assert_int_equal(rows(store, SS_LIST_REVIEWS, NULL), 4);
    assert_int_equal(rows(store, SS_LIST_REVIEWS, &(struct ss_filter){.report = "r1"}), 4);
    assert_int_equal(rows(store, SS_LIST_REVIEWS, &(struct ss_filter){.report = "r"}), 0);
    assert_int_equal(rows(store, SS_LIST_REVIEWS, &(struct ss_filter){.id = "r1/c1"}), 2);
    assert_int_equal(rows(store, SS_LIST_REVIEWS, &(struct ss_filter){.until = "2016-04-02"}), 2);
    assert_int_equal(ss_store_list(store, SS_LIST_REVIEWS, &(struct ss_filter){.id = "r1/c2"}, &c), SAYSO_OK);
    assert_true(ss_cursor_next(c));
    assert_string_equal(ss_cursor_named(c, "value"), "Tarva");
    assert_string_equal(ss_cursor_named(c, "note"), "no rebels");
    ss_cursor_close(c);
    ss_store_close(store);
}

static void test_open(void **state)
{
    struct ss_store *store;
    struct sayso_problem problem;
    (void)state;
    assert_int_equal(ss_store_open(&store, "/tmp/no-such-folder/x.db", SS_STORE_READ, &problem), SAYSO_ERR_NOTFOUND);
    FILE *f = fopen(path, "wb");
    fputs("this is no database, only some words that are long enough to look like a header of one", f);
    fclose(f);
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, &problem), SAYSO_ERR_STORE);
    unlink(path);
    assert_int_equal(ss_store_open(&store, path, SS_STORE_WRITE, &problem), SAYSO_OK);
    assert_int_equal(ss_store_begin(store), SAYSO_OK);
    struct ss_arena *arena = ss_arena_new(0);
    assert_int_equal(ss_store_add_report(store, make(arena, "r1", NULL), "{}", 2, NULL), SAYSO_OK);
    ss_arena_free(arena);
    ss_store_close(store); // without commit: nothing stays
    assert_int_equal(ss_store_open(&store, path, SS_STORE_READ, &problem), SAYSO_OK);
    assert_int_equal(rows(store, SS_LIST_REPORTS, NULL), 0);
    ss_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_add_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_filters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_load_and_save, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reviews, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_open, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
