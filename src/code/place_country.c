// SPDX-License-Identifier: Apache-2.0
// Names of countries that mean a town or division of another country ("Palestine, Texas"; "Georgia" among American
// places).
#include <string.h>

#include "base/str.h"
#include "code/place.h"

#define CLOSE_KM    100.0
#define CLOSE_LEAST 2 // places of the report that are close

// The town among the candidates that lies where the other places of the report lie, none of which is in the country.
static const struct ss_know_place *among_neighbours(const struct ss_place_work *p, const struct ss_know_place *found,
                                                    uint32_t n, const char *country)
{
    const struct ss_know_place *best = NULL;
    uint32_t most = CLOSE_LEAST - 1;
    for (uint32_t i = 0; i < p->w->report->token_count; i++) // "the Jordanian king"
        if (ss_streq(p->w->token_country[i], country)) return NULL;
    for (uint32_t k = 0; k < n; k++) {
        if (!found[k].has_point || !found[k].primary || ss_streq(found[k].feature, "country")) continue;
        uint32_t close = 0;
        for (uint32_t i = 0; i < p->w->drafts.count; i++) {
            int top = ss_place_best(p, i);
            if (top < 0) continue;
            const struct ss_know_place *q = &p->options[p->first[i] + (uint32_t)top].p;
            if (strcmp(q->country, country) == 0) return NULL;
            close += strcmp(q->country, found[k].country) == 0 && !ss_streq(q->feature, "admin1") &&
                     ss_place_km(q, &found[k]) < CLOSE_KM;
        }
        if (close > most) {
            most = close;
            best = &found[k];
        }
    }
    return best;
}

// A country's name that means a town or division of another country here ("Palestine, Texas"; "Georgia" among
// American places). True when it was taken as one.
bool ss_place_not_the_country(struct ss_place_work *p, uint32_t draft)
{
    struct ss_entity_work *w = p->w;
    struct ss_entity_draft *d = &w->drafts.item[draft];
    struct ss_know_place found[SS_PLACE_CANDIDATES];
    uint32_t n = ss_know_places(w->know, d->text, d->text_len, found, SS_PLACE_CANDIDATES), acts = 0, other = 0;
    const struct ss_know_place *best = NULL;
    double most = 0;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *name = &w->names.item[i];
        if (name->dropped || !name->known || !ss_streq(name->country, d->e.country)) continue;
        if (name->entity != (int32_t)draft || name->demonym) {
            acts += !name->nested;
            continue;
        }
        acts += !name->as_place && !name->nested;
        int32_t cover = name->from >= 2 && ss_place_word_is(w, name->from - 1, ",") ? w->cover[name->from - 2] : -1;
        int32_t before = cover >= 0 && w->names.item[cover].source == SS_NAME_PLACE ? w->names.item[cover].entity : -1;
        int top = before >= 0 ? ss_place_best(p, (uint32_t)before) : -1;
        const struct ss_know_place *town = top < 0 ? NULL : &p->options[p->first[before] + (uint32_t)top].p;
        for (uint32_t k = 0; town && k < n && !best; k++) // "Atlanta, Georgia"
            if (ss_streq(found[k].feature, "admin1") && found[k].has_point && *town->admin1 &&
                strcmp(town->country, found[k].country) == 0 && strcmp(town->admin1, found[k].admin1) == 0) {
                best = &found[k];
                most = SS_PLACE_FOLLOWS;
            }
        struct ss_container c;
        ss_place_container(w, name, &c);
        if (!c.name) continue;
        for (uint32_t k = 0; k < n; k++) {
            double score = ss_streq(found[k].feature, "country") ? 0 : ss_place_contained(&c, &found[k]);
            if (score > most && score >= 5 && found[k].has_point) {
                most = score;
                best = &found[k];
            }
        }
    }
    for (uint32_t k = 0; k < n && !best; k++) { // a division of the country whose places the report names
        if (!ss_streq(found[k].feature, "admin1") || !found[k].primary || acts) continue;
        uint32_t near = 0, own = 0;
        for (uint32_t i = 0; i < w->drafts.count; i++) {
            int top = ss_place_best(p, i);
            if (top < 0) continue;
            const char *country = p->options[p->first[i] + (uint32_t)top].p.country;
            near += strcmp(country, found[k].country) == 0;
            own += ss_streq(country, d->e.country);
        }
        other = near;
        if (other >= 2 && other > 2 * own) best = &found[k];
    }
    if (!best && !acts) best = among_neighbours(p, found, n, d->e.country);
    if (!best) return false;
    ss_place_take(d, best);
    d->e.kind = "place";
    d->e.actor = NULL;
    d->e.sector_count = 0;
    d->id = NULL;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].entity == (int32_t)draft) w->names.item[i].as_place = true;
    return true;
}
