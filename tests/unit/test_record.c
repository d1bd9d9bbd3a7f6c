// SPDX-License-Identifier: Apache-2.0
// Records: every field there and back, code points outside and bytes inside, and lines from strangers.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "record/record.h"

static struct sayso_report *sample(struct ss_arena *arena)
{
    static const char text[] = "L'arm\xC3\xA9"
                               "e \xE2\x80\x93 \"50 dead\" \xF0\x9F\x98\x80 said X.";
    static struct sayso_span word[] = {{7, 9}};
    static const int32_t zero[] = {0};
    static const char *const sectors[] = {"MIL", "GOV"};
    static struct sayso_mention mentions[] = {
        {.start = 0, .end = 8, .kind = SAYSO_MENTION_ACTOR, .entity = 0, .time = -1, .figure = -1},
        {.start = 14,
         .end = 16,
         .kind = SAYSO_MENTION_FIGURE,
         .entity = -1,
         .time = -1,
         .form = SAYSO_FORM_NOMINAL,
         .rule = "r"}};
    static struct sayso_entity entities[] = {{.name = "Army",
                                              .kind = "military",
                                              .actor = "x.mil",
                                              .code = "XMIL",
                                              .country = "XXX",
                                              .sectors = sectors,
                                              .sector_count = 2,
                                              .geonames = 5,
                                              .lat = -1.5,
                                              .lon = 38.25,
                                              .has_point = true,
                                              .feature = "city",
                                              .admin1 = "Z",
                                              .know = "k:1"}};
    static struct sayso_time times[] = {{.start = 1,
                                         .end = 2,
                                         .type = "DATE",
                                         .value = "2016",
                                         .from = "2016-01-01",
                                         .to = "2016-12-31",
                                         .precision = "year",
                                         .rule = "t"}};
    static struct sayso_figure figures[] = {{.start = 14,
                                             .end = 16,
                                             .counts = "killed",
                                             .of = 0,
                                             .low = 50,
                                             .high = SAYSO_OPEN,
                                             .best = 50,
                                             .approx = true,
                                             .vague = true,
                                             .rule = "f"}};
    struct sayso_attribution *a = SS_NEW(arena, struct sayso_attribution);
    *a = (struct sayso_attribution){.source = {word, 1},
                                    .cue = {word, 1},
                                    .content = {word, 1},
                                    .source_entity = 0,
                                    .within = -1,
                                    .source_kind = SAYSO_SOURCE_ROLE,
                                    .form = SAYSO_QUOTE_MIXED,
                                    .stance = SAYSO_STANCE_DOUBTS,
                                    .certainty = SAYSO_POSSIBLE,
                                    .verb = "say",
                                    .rule = "a"};
    struct sayso_claim *c = SS_NEW_ARRAY(arena, struct sayso_claim, 2);
    c[0] = (struct sayso_claim){.kind = SAYSO_CLAIM_CONTROL,
                                .contexts = sectors,
                                .context_count = 1,
                                .place = 0,
                                .time = 0,
                                .holder = 0,
                                .status = "held",
                                .voice = 0,
                                .chain = {zero, 1},
                                .realis = SAYSO_FUTURE,
                                .certainty = SAYSO_PROBABLE,
                                .stance = SAYSO_STANCE_REJECTS,
                                .trigger = {14, 16},
                                .start = 0,
                                .end = sizeof text - 1,
                                .forecast = true,
                                .by = "2016-12-31",
                                .rule = "c",
                                .confidence = 0.5};
    c[1] = (struct sayso_claim){.type = "ASSAULT",
                                .mode = "aerial",
                                .cameo = "195",
                                .acled = "A",
                                .acled_sub = "B",
                                .actors = {zero, 1},
                                .recipients = {zero, 1},
                                .objects = {zero, 1},
                                .instruments = {zero, 1},
                                .figures = {zero, 1},
                                .place = -1,
                                .time = -1,
                                .holder = -1,
                                .voice = -1,
                                .trigger = {14, 21},
                                .end = 3,
                                .confidence = -1};
    struct sayso_citation *q = SS_NEW(arena, struct sayso_citation);
    *q = (struct sayso_citation){.start = 1, .end = 2, .cited = 0, .name = "N", .claims = {zero, 1}};
    struct sayso_sentence *s = SS_NEW(arena, struct sayso_sentence);
    *s = (struct sayso_sentence){.start = 0, .end = sizeof text - 1};
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    *r = (struct sayso_report){.arena = arena,
                               .id = "i\"1",
                               .url = "u",
                               .outlet = "o",
                               .author = "a",
                               .title = "t",
                               .published = "2016-03-28",
                               .published_from = SAYSO_DATE_META,
                               .lang = "en",
                               .text = text,
                               .text_len = sizeof text - 1,
                               .based_on = "b",
                               .sentences = s,
                               .sentence_count = 1,
                               .mentions = mentions,
                               .mention_count = 2,
                               .entities = entities,
                               .entity_count = 1,
                               .times = times,
                               .time_count = 1,
                               .figures = figures,
                               .figure_count = 1,
                               .attributions = a,
                               .attribution_count = 1,
                               .claims = c,
                               .claim_count = 2,
                               .citations = q,
                               .citation_count = 1};
    return r;
}

static void there_and_back(void **state)
{
    (void)state;
    struct ss_arena *arena = ss_arena_new(0);
    struct ss_str first = {0}, second = {0};
    struct sayso_report *back;
    struct sayso_problem problem;
    assert_int_equal(ss_record_write(sample(arena), &first), SAYSO_OK);
    assert_int_equal(ss_record_read(&back, first.data, first.len, &problem), SAYSO_OK);
    assert_int_equal(ss_record_write(back, &second), SAYSO_OK);
    assert_string_equal(first.data, second.data);
    assert_non_null(strstr(first.data, "\"trigger\":{\"start\":11,\"end\":13}")); // code points, not bytes 14..16
    assert_non_null(strstr(first.data, "\"words\":\"50\""));
    assert_non_null(strstr(first.data, "\"high\":null"));
    assert_non_null(strstr(first.data, "\"voice\":null"));
    assert_int_equal(back->claims[1].trigger.end, 21);
    assert_int_equal(back->figures[0].high, SAYSO_OPEN);
    const char *path = getenv("SAYSO_WRITE_SAMPLE"); // for the schema test
    if (path) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(first.data, 1, first.len, f);
        fclose(f);
    }
    ss_record_free(back);
    ss_str_free(&first);
    ss_str_free(&second);
    ss_arena_free(arena);
}

static void strangers_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{\"sayso\":1}",
        "{\"sayso\":2,\"text\":\"x\"}",
        "{\"sayso\":1,\"text\":5}",
        "{\"sayso\":1,\"text\":\"x\",\"sentences\":[{\"start\":0,\"end\":2}]}",
        "{\"sayso\":1,\"text\":\"x\",\"mentions\":[{\"start\":1,\"end\":0}]}",
        "{\"sayso\":1,\"text\":\"x\",\"claims\":[{\"start\":0,\"end\":1}]}",
        "{\"sayso\":1,\"text\":\"x\",\"figures\":[{\"start\":-1,\"end\":1}]}",
        "{\"sayso\":1,\"text\":\"x\",\"times\":[7]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct sayso_report *r;
        struct sayso_problem problem;
        assert_int_not_equal(ss_record_read(&r, bad[i], strlen(bad[i]), &problem), SAYSO_OK);
    }
    static const char odd[] =
        "{\"sayso\":1,\"text\":\"x\",\"mentions\":{},\"attributions\":[{\"within\":\"a9\",\"source\":[{\"start\":5,"
        "\"end\":9}]}],\"entities\":[{\"sectors\":[1,\"A\"]}]}";
    struct sayso_report *r;
    assert_int_equal(ss_record_read(&r, odd, sizeof odd - 1, NULL), SAYSO_OK);
    assert_int_equal(r->attributions[0].within, -1);
    assert_int_equal(r->attributions[0].source.count, 0);
    assert_int_equal(r->entities[0].sector_count, 1);
    ss_record_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back), cmocka_unit_test(strangers_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
