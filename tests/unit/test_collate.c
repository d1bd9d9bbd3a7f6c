// SPDX-License-Identifier: Apache-2.0
// Collation over hand-made rows: what is one event, what is a conflict and what is none, copies, the ledgers, and that
// the order of reading changes nothing.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/num.h"
#include "collate/collate.h"

#define MAX 32

struct world {
    struct ss_arena *arena;
    struct ss_collate_rules *rules;
    struct sayso_row_report reports[MAX];
    struct sayso_row_claim claims[MAX];
    struct sayso_row_citation citations[MAX];
    struct sayso_rows rows;
    struct sayso_collation made;
};

static const struct sayso_row_place tarva = {.key = "g1",
                                             .name = "Tarva",
                                             .country = "XAA",
                                             .admin1 = "Lower",
                                             .feature = "city",
                                             .geonames = 1,
                                             .lat = 10,
                                             .lon = 20,
                                             .has_point = true};
static const struct sayso_row_place lower = {
    .key = "g2", .name = "Lower Province", .country = "XAA", .admin1 = "Lower", .feature = "admin1", .geonames = 2};
static const struct sayso_row_place orrin = {.key = "g3",
                                             .name = "Orrin",
                                             .country = "XAA",
                                             .admin1 = "Upper",
                                             .feature = "city",
                                             .geonames = 3,
                                             .lat = 14,
                                             .lon = 20,
                                             .has_point = true};
static const struct sayso_row_actor army = {"xaa.mil", "Xaan army", "military", "XAA", "XAAMIL"};
static const struct sayso_row_actor state = {"xaa", "Xaan government", "government", "XAA", "XAAGOV"};
static const struct sayso_row_actor rebels = {"front.xaa", "Xaan Front", "armed_group", "XAA", "XAAREB"};

static int32_t day(const char *iso)
{
    int64_t d;
    assert_true(ss_parse_date(iso, &d));
    return (int32_t)d;
}

static int set_up(void **state_)
{
    struct sayso_problem problem;
    struct world *w = calloc(1, sizeof *w);
    const char *root = getenv("SAYSO_SOURCE");
    char folder[1024];
    w->arena = ss_arena_new(0);
    snprintf(folder, sizeof folder, "%s/data/know/collate", root ? root : ".");
    assert_int_equal(ss_collate_rules_folder(&w->rules, folder, &problem), SAYSO_OK);
    w->rows = (struct sayso_rows){.reports = w->reports, .claims = w->claims, .citations = w->citations};
    *state_ = w;
    return 0;
}

static int tear_down(void **state_)
{
    struct world *w = *state_;
    ss_collate_rules_free(w->rules);
    ss_arena_free(w->arena);
    free(w);
    return 0;
}

static void report(struct world *w, const char *id, const char *outlet, const char *published, const char *text)
{
    w->reports[w->rows.report_count++] = (struct sayso_row_report){
        .id = id, .outlet = outlet, .published = day(published), .text = text, .text_len = (uint32_t)strlen(text)};
}

// A claim of the last report.
static struct sayso_row_claim *claim(struct world *w, enum sayso_claim_kind kind, const char *type, const char *mode,
                                     const struct sayso_row_place *place, const char *voice, const char *sentence)
{
    const struct sayso_row_report *r = &w->reports[w->rows.report_count - 1];
    uint32_t n = w->rows.claim_count++;
    struct sayso_row_claim *c = &w->claims[n];
    *c = (struct sayso_row_claim){.report = r->id,
                                  .outlet = r->outlet,
                                  .published = r->published,
                                  .kind = kind,
                                  .type = type,
                                  .mode = mode,
                                  .from = SAYSO_NO_DAY,
                                  .to = SAYSO_NO_DAY,
                                  .by = SAYSO_NO_DAY,
                                  .sentence = sentence,
                                  .confidence = -1};
    if (place) c->place = *place;
    c->position = n && w->claims[n - 1].report == r->id ? w->claims[n - 1].position + 1 : 0;
    c->id = ss_printf(w->arena, "%s/c%u", r->id, c->position + 1);
    c->voice = voice ? voice : r->outlet;
    c->voice_key = voice ? ss_printf(w->arena, "~%s", voice) : ss_printf(w->arena, "outlet:%s", r->outlet);
    c->voice_kind = voice ? "named" : "outlet";
    return c;
}

static void figure(struct world *w, struct sayso_row_claim *c, const char *counts, const char *words, const char *of,
                   int64_t low, int64_t high, int64_t best)
{
    struct sayso_row_figure *f = SS_NEW_ARRAY(w->arena, struct sayso_row_figure, c->figure_count + 1);
    if (c->figure_count) memcpy(f, c->figures, c->figure_count * sizeof *f);
    f[c->figure_count++] = (struct sayso_row_figure){
        .counts = counts, .low = low, .high = high, .best = best, .of_words = of, .words = words};
    c->figures = f;
}

static void actor(struct world *w, struct sayso_row_claim *c, const struct sayso_row_actor *a, bool recipient)
{
    struct sayso_row_actor *copy = SS_NEW(w->arena, struct sayso_row_actor);
    *copy = *a;
    if (recipient) {
        c->recipients = copy;
        c->recipient_count = 1;
    } else {
        c->actors = copy;
        c->actor_count = 1;
    }
}

static void run(struct world *w)
{
    assert_int_equal(ss_collate(w->arena, &w->rows, w->rules, &w->made), SAYSO_OK);
}

// An air raid with a toll by a voice.
static struct sayso_row_claim *raid(struct world *w, const char *voice, const char *words, int64_t low, int64_t high,
                                    int64_t best)
{
    struct sayso_row_claim *c =
        claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "aerial", &tarva, voice,
              ss_printf(w->arena, "an air raid on the market of Tarva killed %s people", words));
    figure(w, c, "killed", words, "people", low, high, best);
    return c;
}

static void test_rival_tolls(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "An air raid on the market of Tarva killed at least 40 people.");
    raid(w, "monitor", "at least 40", 40, SAYSO_OPEN, 40);
    report(w, "r2", "Times", "2016-03-28", "The ministry said that 12 people were killed in Tarva.");
    raid(w, "ministry", "12", 12, 12, 12);
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_int_equal(w->made.events[0].origins, 2);
    assert_int_equal(w->made.events[0].killed.low, 12);
    assert_int_equal(w->made.events[0].killed.high, 40);
    assert_int_equal(w->made.conflict_count, 1);
    assert_string_equal(w->made.conflicts[0].field, "killed");
    assert_string_equal(w->made.conflicts[0].strength, "contradict");
    assert_int_equal(w->made.conflicts[0].value_count, 2);
    assert_string_equal(w->made.conflicts[0].values[0].value, "12");
    assert_string_equal(w->made.conflicts[0].values[0].voice, "ministry");
}

static void test_no_conflict(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, "monitor", "at least 10", 10, SAYSO_OPEN, 10);
    report(w, "r2", "Times", "2016-03-28", "y");
    raid(w, "ministry", "12", 12, 12, 12); // at least 10 and 12 agree
    report(w, "r3", "Times", "2016-03-29", "z");
    raid(w, "monitor", "15", 15, 15, 15); // its own toll, risen: the last one counts, a day later and higher
    run(w);
    for (uint32_t i = 0; i < w->made.conflict_count; i++) assert_string_equal(w->made.conflicts[i].strength, "apart");
}

static void test_part_of_a_whole(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    struct sayso_row_claim *c = raid(w, "monitor", "30", 30, 30, 30);
    report(w, "r2", "Times", "2016-03-28", "y");
    c = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "aerial", &tarva, "ministry",
              "an air raid on the market of Tarva killed 8 children people");
    figure(w, c, "killed", "8", "children", 8, 8, 8);
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_int_equal(w->made.conflict_count, 0); // eight children may be among the thirty
}

static void test_apart_in_place_and_time(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, "monitor", "30", 30, 30, 30);
    report(w, "r2", "Post", "2016-04-14", "y");
    raid(w, "monitor", "12", 12, 12, 12); // weeks later
    report(w, "r3", "Times", "2016-03-28", "z");
    raid(w, "ministry", "9", 9, 9, 9)->place = orrin; // elsewhere
    report(w, "r4", "Times", "2016-03-28", "u");
    raid(w, "ministry", "9", 9, 9, 9)->realis = SAYSO_HYPOTHETICAL;
    run(w);
    assert_int_equal(w->made.event_count, 3);
    assert_int_equal(w->made.conflict_count, 0);
}

static void test_province_holds_town(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, "monitor", "30", 30, 30, 30);
    report(w, "r2", "Times", "2016-03-28", "y");
    raid(w, "mayor", "30", 30, 30, 30)->place = lower;
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_string_equal(w->made.events[0].place.name, "Tarva");
}

static void test_rival_culprits(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    actor(w, raid(w, "monitor", "30", 30, 30, 30), &army, false);
    report(w, "r2", "Times", "2016-03-28", "y");
    actor(w, raid(w, "ministry", "30", 30, 30, 30), &rebels, false);
    struct sayso_row_claim *c = raid(w, "army command", "30", 30, 30, 30);
    actor(w, c, &army, false);
    c->realis = SAYSO_NEGATED;
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_true(w->made.events[0].denied);
    uint32_t culprit = 0, denial = 0;
    for (uint32_t i = 0; i < w->made.conflict_count; i++) {
        culprit += strcmp(w->made.conflicts[i].field, "actor") == 0;
        denial += strcmp(w->made.conflicts[i].field, "denial") == 0;
    }
    assert_int_equal(culprit, 1);
    assert_int_equal(denial, 1);
}

static void test_copies(void **state_)
{
    static const char wire[] = "Warplanes struck the covered market of Tarva on Monday morning and killed at least "
                               "forty people, the monitor said. "
                               "Rescue workers pulled bodies from the rubble until the evening while families searched "
                               "the hospitals of the town.";
    struct world *w = *state_;
    report(w, "r1", "Wire", "2016-03-28", wire);
    raid(w, NULL, "at least 40", 40, SAYSO_OPEN, 40);
    report(w, "r2", "Post", "2016-03-29", ss_printf(w->arena, "TARVA. %s Local media gave no other figure.", wire));
    raid(w, NULL, "at least 40", 40, SAYSO_OPEN, 40);
    report(
        w, "r3", "Times", "2016-03-29",
        "A quite different text about the same day in Tarva that shares no long run of words with the others at all.");
    raid(w, NULL, "at least 40", 40, SAYSO_OPEN, 40);
    run(w);
    assert_int_equal(w->made.echo_count, 1);
    assert_string_equal(w->made.echoes[0].report, "r2");
    assert_string_equal(w->made.echoes[0].origin, "r1");
    assert_string_equal(w->made.echoes[0].how, "copy");
    assert_int_equal(w->made.event_count, 1);
    assert_int_equal(w->made.events[0].reports, 3);
    assert_int_equal(w->made.events[0].origins, 2);
}

static void holds(struct world *w, const char *id, const char *published, const char *from,
                  const struct sayso_row_actor *holder, const struct sayso_row_actor *loser)
{
    report(w, id, "Post", published, "x");
    struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_CONTROL, NULL, NULL, &tarva, NULL, "the town changed hands");
    c->holder = *holder;
    c->status = "held";
    actor(w, c, holder, false);
    if (loser) actor(w, c, loser, true);
    if (from) c->from = c->to = day(from);
    if (from) c->precision = "day";
}

static void test_control(void **state_)
{
    struct world *w = *state_;
    holds(w, "r1", "2015-05-21", "2015-05-20", &rebels, &army);
    holds(w, "r2", "2015-09-01", NULL, &rebels, NULL);
    holds(w, "r3", "2016-03-28", "2016-03-27", &army, &rebels);
    holds(w, "r4", "2016-04-20", NULL, &state, NULL); // the same side under another name
    run(w);
    assert_int_equal(w->made.control_count, 2);
    assert_int_equal(w->made.control[0].from, day("2015-05-20"));
    assert_int_equal(w->made.control[0].to, day("2016-03-27"));
    assert_int_equal(w->made.control[0].claim_count, 2);
    assert_int_equal(w->made.control[1].claim_count, 2);
    assert_string_equal(w->made.control[1].side, "state:XAA");
    assert_true(w->made.control[1].changed);
}

// Gunmen that nobody names hold a town until another is heard of, and are no other side than a group named later.
static void test_nameless_holders(void **state_)
{
    struct world *w = *state_;
    static const struct sayso_row_actor gunmen = {"~gunmen", "gunmen", "armed_group", NULL, NULL};
    holds(w, "r1", "2016-03-10", "2016-03-09", &gunmen, NULL);
    holds(w, "r2", "2016-03-11", "2016-03-10", &rebels, NULL);
    holds(w, "r3", "2016-03-16", "2016-03-15", &army, NULL);
    run(w);
    assert_int_equal(w->made.control_count, 2);
    assert_string_equal(w->made.control[0].holder.name, "Xaan Front");
    assert_string_equal(w->made.control[1].holder.name, "Xaan army");
    assert_int_equal(w->made.conflict_count, 0);
}

// More miners than anybody counts dead of all: the whole toll is disputed, and its range shows it.
static void test_more_than_all(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, "owner", "six", 6, 6, 6);
    struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "aerial", &tarva, "police",
                                      "an air raid on the market of Tarva killed nine soldiers people");
    figure(w, c, "killed", "nine", "soldiers", 9, 9, 9);
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_int_equal(w->made.events[0].killed.low, 6);
    assert_int_equal(w->made.events[0].killed.high, 9);
}

static void test_forecasts(void **state_)
{
    struct world *w = *state_;
    for (int i = 0; i < 3; i++) {
        static const char *const ids[] = {"r1", "r2", "r3"}, *const by[] = {"2016-04-30", "2016-03-01", "2017-01-01"};
        report(w, ids[i], "Post", "2016-01-10", "x");
        struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_CONTROL, NULL, NULL, i == 2 ? &orrin : &tarva, "colonel",
                                          "the army will take the town");
        c->realis = SAYSO_FUTURE;
        c->forecast = true;
        c->holder = army;
        c->by = day(by[i]);
        actor(w, c, &army, false);
    }
    holds(w, "r4", "2016-03-28", "2016-03-27", &state, &rebels);
    run(w);
    assert_int_equal(w->made.forecast_count, 3);
    assert_string_equal(w->made.forecasts[0].state, "came true");
    assert_int_equal(w->made.forecasts[0].deciding_count, 1);
    assert_string_equal(w->made.forecasts[1].state, "failed");
    assert_string_equal(w->made.forecasts[2].state, "open");
}

// A running total, a part, and an outlet that sums up its own source are no rivals of a toll.
static void test_what_is_no_rival(void **state_)
{
    struct world *w = *state_;
    struct sayso_row_claim *c;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, "monitor", "30", 30, 30, 30);
    c = raid(w, NULL, "35", 35, 35, 35); // the outlet's own sum beside its source
    report(w, "r2", "Times", "2016-03-28", "y");
    c = raid(w, "ministry", "90", 90, 90, 90);
    c->sentence = "an air raid on the market of Tarva killed 90 people since January";
    report(w, "r3", "Echo", "2016-03-28", "z");
    c = raid(w, "mayor", "12", 12, 12, 12);
    c->sentence = "an air raid on the market of Tarva killed another 12 people";
    run(w);
    assert_int_equal(w->made.conflict_count, 0);
}

// Sources of one text are rivals where it sets them against one another.
static void test_contrast(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    raid(w, NULL, "30", 30, 30, 30);
    struct sayso_row_claim *c = raid(w, "mayor", "12", 12, 12, 12);
    c->sentence = "but the mayor said the air raid on the market of Tarva killed 12 people";
    run(w);
    assert_int_equal(w->made.conflict_count, 1);
}

// The clause on what was before is no change, and a bare "held" by the loser soon after is memory.
static void test_background_control(void **state_)
{
    struct world *w = *state_;
    holds(w, "r1", "2015-05-21", "2015-05-20", &rebels, &army);
    holds(w, "r2", "2016-03-28", "2016-03-27", &army, &rebels);
    const char *sentence = w->claims[1].sentence;
    struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_CONTROL, NULL, NULL, &tarva, NULL, sentence);
    c->holder = rebels; // "ten months after the rebels took it", no day given
    c->status = "held";
    actor(w, c, &rebels, false);
    holds(w, "r3", "2016-04-02", NULL, &rebels, NULL);
    w->claims[3].trigger = "held";
    run(w);
    assert_int_equal(w->made.control_count, 2);
    assert_string_equal(w->made.control[1].side, "state:XAA");
    assert_int_equal(w->made.control[1].to, SAYSO_NO_DAY);
    assert_string_equal(w->made.control[1].status, "held");
}

// An accusation near a deed names its culprit.
static void test_accusation(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    actor(w, raid(w, "monitor", "30", 30, 30, 30), &army, false);
    struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_EVENT, "ACCUSE", "allege", &tarva, NULL,
                                      "the army blamed the rebels for the air raid on the market of Tarva");
    actor(w, c, &army, false);
    actor(w, c, &rebels, true);
    run(w);
    assert_int_equal(w->made.conflict_count, 1);
    assert_string_equal(w->made.conflicts[0].field, "actor");
}

// Two reports on one matter are a story; another matter is another.
static void test_stories(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28",
           "Dockers of Valmar walked out over casual contracts, said the union leader Ortega.");
    report(w, "r2", "Times", "2016-03-29", "Ortega of the dockers union said casual contracts in Valmar must end.");
    for (int i = 0; i < 14; i++)
        report(w, ss_printf(w->arena, "s%02d", i), "Echo", "2016-03-28",
               ss_printf(w->arena, "Matter%d concerns quite%d another%d thing%d entirely.", i, i, i, i));
    run(w);
    assert_int_equal(w->made.story_count, 16);
    assert_string_equal(w->made.stories[0].id, w->made.stories[1].id);
    assert_string_not_equal(w->made.stories[0].id, w->made.stories[2].id);
}

// The summary of the event that a claim belongs to.
static const char *summary_of(const struct world *w, const struct sayso_row_claim *c)
{
    for (uint32_t i = 0; i < w->made.event_count; i++)
        for (uint32_t k = 0; k < w->made.events[i].claim_count; k++)
            if (&w->claims[w->made.events[i].claims[k]] == c) return w->made.events[i].summary;
    return "";
}

static void test_deeds_of_two_sides(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    struct sayso_row_claim *jail = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "explosives", &tarva, "residents",
                                         "The Front blew up the jail of Tarva.");
    actor(w, jail, &rebels, false);
    struct sayso_row_claim *raids =
        claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "aerial", &tarva, NULL, "Jets of the army bombed the town hours later.");
    actor(w, raids, &army, false);
    struct sayso_row_claim *dead = claim(w, SAYSO_CLAIM_TOLL, NULL, NULL, &tarva, "medic",
                                         "Jets killed three children in the town, a medic said.");
    figure(w, dead, "killed", "three", "children", 3, 3, 3);
    run(w);
    assert_string_equal(summary_of(w, jail), "bombing by Xaan Front");
    assert_string_equal(summary_of(w, raids), "air strikes by Xaan army, 3 killed");
}

static void test_in_passing(void **state_)
{
    struct world *w = *state_;
    static const char entered[] = "The army entered Tarva on Monday, weeks into a drive backed by air strikes.";
    report(w, "r1", "Post", "2016-03-28", entered);
    struct sayso_row_claim *c = claim(w, SAYSO_CLAIM_CONTROL, NULL, NULL, &tarva, "television", entered);
    c->status = "contested";
    c->holder = army;
    c->from = c->to = day("2016-03-28");
    actor(w, c, &army, false);
    actor(w, claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "aerial", &tarva, "television", entered), &state, false);
    struct sayso_row_claim *dead =
        claim(w, SAYSO_CLAIM_TOLL, NULL, NULL, &tarva, "monitor", "Dozens of fighters were killed, the monitor said.");
    dead->from = dead->to = day("2016-03-28");
    figure(w, dead, "killed", "dozens", "fighters", 24, SAYSO_OPEN, 24);
    ((struct sayso_row_figure *)dead->figures)->vague = true;
    run(w);
    assert_int_equal(w->made.event_count, 1);
    assert_string_equal(w->made.events[0].summary, "Xaan army enter the place, dozens killed");
}

static void test_held_is_not_taken(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    struct sayso_row_claim *c =
        claim(w, SAYSO_CLAIM_CONTROL, NULL, NULL, &tarva, NULL, "The army holds Tarva and one road.");
    c->status = "held";
    c->trigger = "holds";
    c->holder = army;
    actor(w, c, &army, false);
    run(w);
    assert_string_equal(w->made.events[0].summary, "place held by Xaan army");
}

static void test_flight_and_denial(void **state_)
{
    struct world *w = *state_;
    static const struct sayso_row_actor residents = {"~residents", "residents", "civilians", NULL, NULL};
    report(w, "r1", "Post", "2016-03-28", "x");
    struct sayso_row_claim *fled = claim(w, SAYSO_CLAIM_TOLL, NULL, NULL, &tarva, NULL, "Residents fled to Tarva.");
    fled->trigger = "fled";
    actor(w, fled, &residents, true);
    struct sayso_row_claim *dead = claim(w, SAYSO_CLAIM_TOLL, NULL, NULL, &tarva, NULL, "Residents died in Tarva.");
    dead->trigger = "died";
    actor(w, dead, &residents, true);
    struct sayso_row_claim *sent =
        claim(w, SAYSO_CLAIM_EVENT, "MOBILIZE", "troops", &tarva, "army", "The army denied that it sent troops.");
    sent->realis = SAYSO_NEGATED;
    run(w);
    assert_string_equal(summary_of(w, fled), "flight of residents");
    assert_string_equal(summary_of(w, dead), "deaths and injuries of residents");
    assert_string_equal(summary_of(w, sent), "denied: mobilisation");
}

// An outlet whose report is at hand is no origin of its own, and who cites it echoes it.
static void test_cited_outlet(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Hill Post", "2016-03-28", "x");
    raid(w, NULL, "12", 12, 12, 12);
    report(w, "r2", "Times", "2016-03-29", "y");
    struct sayso_row_claim *c = raid(w, "the Hill Post", "12", 12, 12, 12);
    c->voice_kind = "media";
    c->from = c->to = day("2016-03-28");
    report(w, "r3", "Echo", "2016-06-29", "z"); // long after: another report of theirs, not at hand
    raid(w, "the Hill Post", "12", 12, 12, 12);
    run(w);
    assert_int_equal(w->made.echo_count, 1);
    assert_string_equal(w->made.echoes[0].report, "r2");
    assert_string_equal(w->made.echoes[0].origin, "r1");
    assert_string_equal(w->made.echoes[0].how, "cites");
    assert_int_equal(w->made.events[0].reports, 2);
    assert_int_equal(w->made.events[0].origins, 1);
}

static void test_totals_of_months(void **state_)
{
    struct world *w = *state_;
    report(w, "r1", "Post", "2016-03-28", "x");
    struct sayso_row_claim *grave = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "targeted", &tarva, "army",
                                          "Soldiers found a grave with 42 people killed in Tarva.");
    figure(w, grave, "killed", "42", "people", 42, 42, 42);
    struct sayso_row_claim *year = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "targeted", &tarva, "monitor",
                                         "The Front killed 280 people in Tarva in the ten months in which it held it.");
    figure(w, year, "killed", "280", "people", 280, 280, 280);
    struct sayso_row_claim *last = claim(w, SAYSO_CLAIM_EVENT, "ASSAULT", "targeted", &tarva, "monitor",
                                         "Soldiers found a grave with 42 people killed in Tarva in the last day.");
    figure(w, last, "killed", "42", "people", 42, 42, 42);
    run(w);
    assert_int_equal(w->made.conflict_count, 0);
    assert_string_equal(summary_of(w, grave), summary_of(w, last));
    assert_string_equal(summary_of(w, last), "killings, 42 killed");
}

static void test_nothing(void **state_)
{
    struct world *w = *state_;
    run(w);
    assert_int_equal(w->made.event_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rival_tolls, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_conflict, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_part_of_a_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_apart_in_place_and_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_province_holds_town, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rival_culprits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_copies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_control, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nameless_holders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_more_than_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forecasts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_no_rival, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contrast, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_background_control, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_accusation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stories, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deeds_of_two_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_in_passing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_held_is_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flight_and_denial, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cited_outlet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_totals_of_months, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
