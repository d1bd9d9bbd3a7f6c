// SPDX-License-Identifier: Apache-2.0
// Between two readings of a report: the first finds its places and puts them on the map, the second knows in which
// country each of them lies, and so what the report is about and whose "the police" are.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define SETTLED_MOST 400 // places
#define DIVISIONS    12  // places of one name that are looked at

static uint32_t length(const struct ss_entity_work *w, const struct ss_name *n)
{
    return w->report->tokens[n->to - 1].end - w->report->tokens[n->from].start;
}

static const char *look_up(const struct ss_settled *s, const char *text, uint32_t len)
{
    for (uint32_t i = 0; i < s->places.count; i++)
        if (s->places.item[i].len == len && memcmp(s->places.item[i].text, text, len) == 0)
            return s->places.item[i].country;
    return NULL;
}

const char *ss_settled_country(const struct ss_entity_work *w, const struct ss_name *n)
{
    return w->settled ? look_up(w->settled, w->words[n->from], length(w, n)) : NULL;
}

static bool has_town(const struct ss_settled *s, const char *country)
{
    for (uint32_t i = 0; i < s->towns.count; i++)
        if (ss_streq(s->towns.item[i], country)) return true;
    return false;
}

bool ss_settled_town(const struct ss_entity_work *w, const char *country)
{
    return w->settled && has_town(w->settled, country);
}

// Whether a noun for people has a place that the first reading knew no country of ("Springfield police").
static bool tells_more(const struct ss_entity_work *w, const struct ss_settled *found)
{
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || (n->source != SS_NAME_ROLE && n->source != SS_NAME_ENGINE)) continue;
        for (uint32_t k = i + 1; k < w->names.count && w->names.item[k].from < n->to; k++) {
            const struct ss_name *o = &w->names.item[k];
            const char *country =
                o->source == SS_NAME_PLACE && !o->metonym ? look_up(found, w->words[o->from], length(w, o)) : NULL;
            if (country && !ss_streq(country, ss_country_of_place(w, o))) return true;
        }
    }
    return false;
}

// "A Georgia man", where no word says Georgian: whether the bare name of a state before a noun for people is that of a
// division of the country that the report's places lie in.
static bool division_before(const struct ss_entity_work *w, const struct ss_settled *found, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    bool bare = n->known && !n->demonym && !n->metonym && ss_streq(n->actor.kind, "state") &&
                t[n->head].head > n->head && t[n->head].deprel != SAYSO_DEP_NSUBJ;
    const struct ss_name *people = NULL;
    for (uint32_t i = 0; bare && i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (ss_streq(o->country, n->actor.country) && (o->demonym || w->token_country[o->from])) return false;
        if (o->role >= 0 && o->head == t[n->head].head && ss_streq(w->rules->roles.item[o->role].kind, "civilians"))
            people = o;
    }
    struct ss_know_place p[DIVISIONS];
    uint32_t count = people ? ss_know_places(w->know, w->words[n->from], length(w, n), p, DIVISIONS) : 0;
    const char *where = NULL;
    for (uint32_t i = 0; i < count; i++)
        if (ss_streq(p[i].feature, "admin1") && strcmp(p[i].country, n->actor.country) != 0) where = p[i].country;
    bool there = false;
    for (uint32_t i = 0; where && i < found->places.count; i++) {
        if (ss_streq(found->places.item[i].country, n->actor.country)) return false;
        there = there || ss_streq(found->places.item[i].country, where);
    }
    return there;
}

enum sayso_err ss_settle_places(struct ss_entity_work *w, struct ss_settled *out, bool *differs)
{
    for (uint32_t i = 0; i < w->names.count && out->places.count < SETTLED_MOST; i++) {
        const struct ss_name *n = &w->names.item[i];
        const struct ss_entity_draft *d = n->entity >= 0 && !n->dropped ? &w->drafts.item[n->entity] : NULL;
        if (!d || !d->e.has_point || !d->e.country || !ss_streq(d->e.kind, "place")) continue;
        if (n->known && !n->demonym && ss_streq(n->actor.kind, "state")) {
            const char **town = has_town(out, n->actor.country) ? NULL : ss_arr_push(w->report->arena, &out->towns);
            if (!town && !has_town(out, n->actor.country)) return ss_arena_error(w->report->arena);
            if (town) *town = n->actor.country;
        } else if (n->source == SS_NAME_PLACE && !look_up(out, w->words[n->from], length(w, n))) {
            struct ss_settled_place *p = ss_arr_push(w->report->arena, &out->places);
            if (!p) return ss_arena_error(w->report->arena);
            *p = (struct ss_settled_place){w->words[n->from], length(w, n), d->e.country};
        }
    }
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || !division_before(w, out, n) || has_town(out, n->actor.country)) continue;
        const char **town = ss_arr_push(w->report->arena, &out->towns);
        if (!town) return ss_arena_error(w->report->arena);
        *town = n->actor.country;
    }
    *differs = out->towns.count || tells_more(w, out);
    if (*differs) return SAYSO_OK;
    const char *home = ss_home_country(w);
    w->settled = out;
    *differs = !ss_streq(home, ss_home_country(w));
    w->settled = NULL;
    return SAYSO_OK;
}
