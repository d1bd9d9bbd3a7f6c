// SPDX-License-Identifier: Apache-2.0
// The country that a report is about, and offices that are held there.
#include <string.h>

#include "base/str.h"
#include "code/entity.h"

#define HOME_NAMES  400
#define HOME_PLACES 8
#define HOME_LEAST  4 // names of a country that is spoken of twice as much as any other

// The country of a place's name, when the name leaves no doubt.
static const char *country_of_place(const struct ss_entity_work *w, const struct ss_name *n)
{
    struct ss_know_place p[HOME_PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t count = ss_know_places(w->know, w->words[n->from], t[n->to - 1].end - t[n->from].start, p, HOME_PLACES),
             own = 0;
    const char *country = NULL;
    for (uint32_t i = 0; i < count; i++) {
        bool ours = strncmp(p[i].line, "places/", 7) == 0 && !p[i].folded;
        if (own && !ours) continue;
        if (ours && !own) country = NULL;
        own += ours;
        if (country && strcmp(country, p[i].country) != 0) return NULL;
        country = p[i].country;
    }
    return country && *country ? country : NULL;
}

// The country that the report speaks of most, when it is most of what it speaks of; NULL otherwise.
const char *ss_home_country(const struct ss_entity_work *w)
{
    const char *best = NULL, *country[HOME_NAMES];
    uint32_t most = 0, all = 0, names = w->names.count < HOME_NAMES ? w->names.count : HOME_NAMES;
    for (uint32_t i = 0; i < names; i++) {
        const struct ss_name *n = &w->names.item[i];
        country[i] = n->country && *n->country ? n->country : NULL;
        if (!country[i] && n->source == SS_NAME_PLACE && !n->nested && !n->dropped) country[i] = country_of_place(w, n);
    }
    for (uint32_t i = 0; i < names; i++) {
        const char *c = country[i];
        if (!c) continue;
        all++;
        uint32_t n = 0;
        for (uint32_t k = 0; k < names; k++) n += ss_streq(country[k], c);
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
    for (uint32_t i = 0; i < names; i++) {
        uint32_t n = 0;
        if (!country[i] || ss_streq(country[i], best)) continue;
        for (uint32_t k = 0; k < names; k++) n += ss_streq(country[k], country[i]);
        if (n > second) second = n;
    }
    return best && (most * 2 > all || (most >= HOME_LEAST && most >= second * 2)) ? best : NULL;
}

// "President X" of no known country holds the office of the one that the report is about.
void ss_settle_offices(struct ss_entity_work *w, const char *home)
{
    for (uint32_t i = 0; home && i < w->drafts.count; i++) {
        struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->person || !d->ruler || d->id || d->e.country) continue;
        d->e.country = home;
        d->e.code = ss_entity_code(w, &d->e);
    }
}
