// SPDX-License-Identifier: Apache-2.0
// What a report says a place lies in or is: "Ariha in Idlib province", "Oxford, Miss.", "the town of Ariha"; and how
// well a place of the gazetteer fits that.
#include <string.h>

#include "base/str.h"
#include "code/place.h"

#define ELSEWHERE 3.0 // not in the state or province named behind it

static bool same_name(const char *a, size_t a_len, const char *b)
{
    char x[96], y[96];
    size_t b_len = strlen(b);
    if (!a_len || !b_len || a_len > 60 || b_len > 60) return false;
    size_t n = ss_know_fold(a, a_len, x, sizeof x), m = ss_know_fold(b, b_len, y, sizeof y);
    return n && n == m && memcmp(x, y, n) == 0;
}

static const char *noun_feature(const struct ss_entity_work *w, uint32_t token)
{
    char lower[40];
    size_t len = ss_tokens_lower(w, token, token + 1, lower, sizeof lower);
    const uint32_t *at = len ? ss_map_get(&w->rules->place_noun, lower, len) : NULL;
    return at && w->rules->place_nouns.item[*at].container ? w->rules->place_nouns.item[*at].feature : NULL;
}

bool ss_place_word_is(const struct ss_entity_work *w, uint32_t token, const char *word)
{
    return w->lens[token] == strlen(word) && memcmp(w->words[token], word, w->lens[token]) == 0;
}

static void container_at(const struct ss_entity_work *w, uint32_t token, struct ss_container *c)
{
    int32_t cover = w->cover[token];
    char abbreviation[16];
    if (w->lens[token] + 1 < sizeof abbreviation) {
        const uint32_t *at = ss_map_get(&w->rules->abbreviation, w->words[token], w->lens[token]);
        if (at) {
            c->name = w->rules->abbreviated.item[*at];
            c->len = strlen(c->name);
            return;
        }
    }
    if (cover < 0 || w->names.item[cover].from != token) return;
    const struct ss_name *o = &w->names.item[cover];
    if (o->known && ss_streq(o->actor.kind, "state")) {
        c->iso3 = o->country;
        c->name = w->words[o->from]; // "Georgia" may be the state after all
        c->len = w->report->tokens[o->to - 1].end - w->report->tokens[o->from].start;
    } else if (o->source == SS_NAME_PLACE) {
        c->name = w->words[o->from];
        c->len = w->report->tokens[o->to - 1].end - w->report->tokens[o->from].start;
    }
}

static bool names_division(const struct ss_entity_work *w, const char *name, size_t len)
{
    struct ss_know_place p[SS_PLACE_CANDIDATES];
    uint32_t n = ss_know_places(w->know, name, len, p, SS_PLACE_CANDIDATES);
    bool division = false;
    for (uint32_t k = 0; k < n; k++) {
        if (ss_streq(p[k].feature, "country")) return false; // "Luxembourg"
        division = division || (ss_streq(p[k].feature, "admin1") && !p[k].folded);
    }
    return division;
}

void ss_place_container(const struct ss_entity_work *w, const struct ss_name *n, struct ss_container *c)
{
    *c = (struct ss_container){0};
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    uint32_t end = ss_sentence_end(w->report, n->from), i = n->to;
    if (i < end) c->feature = noun_feature(w, i);
    if (c->feature) i++;
    if (!c->feature && n->from >= first + 2 && ss_place_word_is(w, n->from - 1, "of"))
        c->feature = noun_feature(w, n->from - 2);
    if (!c->feature && n->from >= first + 1) c->feature = noun_feature(w, n->from - 1);
    if (i + 1 < end && ss_place_word_is(w, i, ",")) container_at(w, i + 1, c);
    c->division = c->name && !c->iso3 && names_division(w, c->name, c->len);
    if (!c->name && i + 1 < end && ss_place_word_is(w, i, "(")) container_at(w, i + 1, c);
    if (!c->name && i + 1 < end && (ss_place_word_is(w, i, "in") || ss_place_word_is(w, i, "of"))) {
        uint32_t k = i + 1;
        while (k + 1 < end && k < i + 4 && w->cover[k] < 0) k++;
        container_at(w, k, c);
    }
    if (!c->name && n->from >= first + 2 && w->report->tokens[n->from - 1].upos == SAYSO_UPOS_PART && // "Syria's Idlib"
        w->cover[n->from - 2] >= 0) {
        const struct ss_name *o = &w->names.item[w->cover[n->from - 2]];
        if (o->as_place || (o->known && ss_streq(o->actor.kind, "state"))) container_at(w, o->from, c);
    }
    if (!c->iso3 && !c->name && n->from > first && w->token_country[n->from - 1])
        c->iso3 = w->token_country[n->from - 1];
}

double ss_place_contained(const struct ss_container *c, const struct ss_know_place *p)
{
    double score = 0;
    if (c->name && ((*p->admin1 && same_name(c->name, c->len, p->admin1)) ||
                    (*p->seat && same_name(c->name, c->len, p->seat) && !same_name(c->name, c->len, p->name))))
        return 7;
    if (c->division && *p->admin1 && !ss_streq(p->feature, "country") && !ss_streq(p->feature, "admin1"))
        score -= ELSEWHERE;
    if (c->iso3) score += strcmp(c->iso3, p->country) == 0 ? 5 : -3;
    if (c->feature) {
        bool admin = ss_streq(c->feature, "admin1") || ss_streq(c->feature, "admin2");
        bool is_admin =
            ss_streq(p->feature, "admin1") || ss_streq(p->feature, "admin2") || ss_streq(p->feature, "region");
        if (ss_streq(c->feature, p->feature))
            score += 2.5;
        else if (admin && is_admin)
            score += 2;
        else if (admin != is_admin && !admin)
            score -= is_admin ? 1.5 : 0;
    }
    return score;
}
