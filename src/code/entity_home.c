// SPDX-License-Identifier: Apache-2.0
// The country that a report is about, and that of the places of a sentence.
#include <string.h>

#include "base/str.h"
#include "code/entity.h"

#define CLIMB       10 // steps from a place up to its clause
#define HOME_NAMES  400
#define HOME_PLACES 8
#define HOME_KNOWN  20 // times as many people as in any other place called so
#define HOME_AROUND 1  // more places of a country than of the capital's own
#define HOME_HALF   3  // names of a country of which half the names are
#define HOME_LEAST  4  // names of a country that is spoken of twice as much as any other
#define BODY_MOST   2  // names and adjectives, when only those of one body tell of a country

// The country of a place's name, when the name leaves no doubt: all places called so lie there, or the one by far the
// best known does.
static const char *country_by_name(const struct ss_entity_work *w, const struct ss_name *n)
{
    struct ss_know_place p[HOME_PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t count = ss_know_places(w->know, w->words[n->from], t[n->to - 1].end - t[n->from].start, p, HOME_PLACES);
    uint32_t first = 0; // the tables of the project go before the gazetteer
    while (first < count && (strncmp(p[first].line, "places/", 7) != 0 || p[first].folded)) first++;
    bool own = first < count;
    if (!own) first = 0;
    if (!count || !p[first].country || !*p[first].country) return NULL;
    if (!own && p[first].folded && !p[first].primary) return NULL; // twice removed
    bool capital = ss_streq(p[first].feature, "capital") && p[first].primary && !p[first].folded;
    for (uint32_t i = 0; i < count && !capital; i++) {
        bool ours = strncmp(p[i].line, "places/", 7) == 0 && !p[i].folded;
        if (strcmp(p[i].country, p[first].country) == 0 || (own && !ours)) continue;
        if (p[i].population * HOME_KNOWN > p[first].population || !p[first].population) return NULL;
    }
    return p[first].country;
}

const char *ss_country_of_place(const struct ss_entity_work *w, const struct ss_name *n)
{
    const char *settled = ss_settled_country(w, n);
    return settled ? settled : country_by_name(w, n);
}

// "Wellington, Somerset": a capital's name before that of a place elsewhere is another town's.
static bool elsewhere(const struct ss_entity_work *w, const struct ss_name *n)
{
    uint32_t next = n->to + 1;
    if (next >= w->report->token_count || *w->words[n->to] != ',' || w->cover[next] < 0) return false;
    const struct ss_name *o = &w->names.item[w->cover[next]];
    const char *there = !o->as_place ? NULL : o->known ? o->actor.country : ss_country_of_place(w, o);
    return there && strcmp(there, n->actor.country) != 0;
}

// How many other names of places in the report are also those of places in a country.
static uint32_t places_in(const struct ss_entity_work *w, uint32_t names, const struct ss_name *but,
                          const char *country)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < names; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->source != SS_NAME_PLACE || n->metonym || n->dropped || n->nested) continue;
        if (n->to - n->from == but->to - but->from && w->lens[n->from] == w->lens[but->from] &&
            memcmp(w->words[n->from], w->words[but->from], w->lens[n->from]) == 0)
            continue;
        struct ss_know_place p[HOME_PLACES];
        const struct sayso_token *t = w->report->tokens;
        uint32_t count =
            ss_know_places(w->know, w->words[n->from], t[n->to - 1].end - t[n->from].start, p, HOME_PLACES);
        for (uint32_t k = 0; k < count; k++)
            if (p[k].primary && !p[k].folded && ss_streq(p[k].country, country)) {
                found++;
                break;
            }
    }
    return found;
}

// "Paris", in a report on towns of Illinois: whether a capital's name is rather that of a town in another country.
static bool namesake(const struct ss_entity_work *w, const char **country, uint32_t names, uint32_t capital)
{
    const struct ss_name *n = &w->names.item[capital];
    for (uint32_t i = 0; i < names; i++) // its own country is spoken of otherwise
        if (ss_streq(country[i], country[capital]) &&
            !(w->names.item[i].source == SS_NAME_PLACE && w->names.item[i].metonym))
            return false;
    for (uint32_t i = 0; i < w->report->token_count; i++)
        if (ss_streq(w->token_country[i], country[capital])) return false;
    struct ss_know_place p[HOME_PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t count = ss_know_places(w->know, w->words[n->from], t[n->to - 1].end - t[n->from].start, p, HOME_PLACES),
             here = places_in(w, names, n, country[capital]);
    for (uint32_t k = 0; k < count; k++)
        if (p[k].primary && !p[k].folded && !ss_streq(p[k].country, country[capital]) &&
            places_in(w, names, n, p[k].country) > 2 * here + HOME_AROUND)
            return true;
    return false;
}

// Who reports, an embassy, a state inside another's name: not what the report is about.
static bool told_from(const struct ss_name *n)
{
    const char *dot = n->known ? strrchr(n->actor.id, '.') : NULL;
    return n->nested || (n->known && ss_streq(n->actor.kind, "media")) || (dot && strcmp(dot, ".emb") == 0);
}

// How much a name says of a country: a place in it where something happens counts twice, unless others are called so.
static uint32_t weight_of(const struct ss_entity_work *w, uint32_t name)
{
    const struct ss_name *n = &w->names.item[name];
    bool sure = n->as_place && !n->metonym && (!w->settled || n->source != SS_NAME_PLACE || country_by_name(w, n));
    return sure ? 2 : 1;
}

// How often the names speak of a country.
static uint32_t weight(const struct ss_entity_work *w, const char **country, uint32_t names, const char *of)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < names; i++)
        if (ss_streq(country[i], of)) sum += weight_of(w, i);
    return sum;
}

// "NIAMEY - Gunmen …": the country of the place in capitals that opens the report; NULL when none does.
static const char *dateline(const struct ss_entity_work *w, const char **country, uint32_t names)
{
    const struct ss_name *n = names ? &w->names.item[0] : NULL;
    const struct sayso_report *r = w->report;
    if (!n || n->from || n->source != SS_NAME_PLACE || n->to >= r->token_count) return NULL;
    if (w->capitals[r->sentence_count - 1]) return NULL; // a text in capitals throughout
    for (uint32_t i = 0; i < w->lens[0]; i++)
        if (w->words[0][i] >= 'a' && w->words[0][i] <= 'z') return NULL;
    return r->tokens[n->to].upos == SAYSO_UPOS_PUNCT ? country[0] : NULL;
}

// The country that the report speaks of most, when it is most of what it speaks of; NULL otherwise.
const char *ss_home_country(const struct ss_entity_work *w)
{
    const char *best = NULL, *country[HOME_NAMES];
    uint32_t most = 0, all = 0, names = w->names.count < HOME_NAMES ? w->names.count : HOME_NAMES;
    for (uint32_t i = 0; i < names; i++) {
        const struct ss_name *n = &w->names.item[i];
        country[i] = n->country && *n->country ? n->country : NULL;
        if (told_from(n)) country[i] = NULL;
        if (country[i] || n->source != SS_NAME_PLACE || n->nested || n->dropped) continue;
        const char *settled = ss_settled_country(w, n);
        country[i] = settled                         ? settled
                     : !n->metonym                   ? ss_country_of_place(w, n)
                     : w->settled || elsewhere(w, n) ? NULL
                                                     : n->actor.country;
    }
    for (uint32_t i = 0; i < names; i++) { // "Paris" of Illinois: a capital's name that is a town's here
        const struct ss_name *n = &w->names.item[i];
        if (!n->metonym || n->source != SS_NAME_PLACE || !ss_streq(country[i], n->actor.country) ||
            !namesake(w, country, names, i))
            continue;
        for (uint32_t k = i + 1; k < names; k++)
            if (w->names.item[k].source == SS_NAME_PLACE && w->names.item[k].metonym &&
                ss_streq(country[k], country[i]))
                country[k] = NULL;
        country[i] = NULL;
    }
    for (uint32_t i = 0; i < names; i++) {
        const char *c = country[i];
        if (!c) continue;
        all += weight_of(w, i);
        uint32_t n = weight(w, country, names, c);
        if (n > most) {
            most = n;
            best = c;
        }
    }
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        all += w->token_country[i] != NULL;
        most += w->token_country[i] && ss_streq(w->token_country[i], best);
    }
    uint32_t second = 0; // the next country
    bool bodies = true;  // "the Chinese conglomerate Fosun": nothing but bodies of the first
    for (uint32_t i = 0; i < names; i++) {
        if (ss_streq(country[i], best)) bodies = bodies && w->names.item[i].source == SS_NAME_ENGINE;
        if (!country[i] || ss_streq(country[i], best)) continue;
        uint32_t n = weight(w, country, names, country[i]);
        if (n > second) second = n;
    }
    if (!best || (bodies && most <= BODY_MOST)) return NULL;
    if (most * 2 > all || (most >= HOME_LEAST && most >= second * 2)) return best;
    if (most * 2 == all && most > second && most >= HOME_HALF) return best;
    const char *from = dateline(w, country, names); // where several countries are spoken of alike
    return from && weight(w, country, names, from) * 2 >= most ? from : NULL;
}

// "a judge whose parents were born in Mexico": whether the place stands in a clause about the noun.
static bool within_clause(const struct ss_entity_work *w, const struct ss_name *place, const struct ss_name *noun)
{
    const struct sayso_token *t = w->report->tokens;
    int32_t up = place->head;
    for (int guard = 0; guard < CLIMB && up >= 0; guard++, up = t[up].head)
        if (t[up].deprel == SAYSO_DEP_ACL_RELCL && t[up].head == noun->head) return true;
    return false;
}

// "Warplanes killed 18 in Tadmur as regime forces tried to take the hills": the country of the places of the sentence,
// when they lie in one; NULL otherwise.
const char *ss_scene_country(const struct ss_entity_work *w, const struct ss_name *n)
{
    const char *country = NULL;
    uint32_t sentence = w->report->tokens[n->from].sentence;
    if (w->capitals[sentence]) return NULL; // "UNITY" may be the state, and any word
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (o->dropped || !o->as_place || o->metonym || o->modifier || w->report->tokens[o->from].sentence != sentence)
            continue;
        if (within_clause(w, o, n)) continue;
        const char *there = o->known ? o->country : o->source == SS_NAME_PLACE ? ss_country_of_place(w, o) : NULL;
        if (there && country && strcmp(there, country) != 0) return NULL;
        if (there) country = there;
    }
    return country;
}
