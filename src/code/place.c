// SPDX-License-Identifier: Apache-2.0
// Which place a name means. Every place of that name in the gazetteer is scored by what is known of it (size, rank) and
// by the report: a containing place named beside it ("Ariha in Idlib province", "Oxford, Miss."), the countries that
// the report speaks of, and the other places. A name that nothing supports stays without a point.
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/place.h"

#define DRAFTS_MAX     2000 // places of one report that are resolved
#define NEAR_KM        250.0
#define EARTH_KM       6371.0
#define LEAST_SCORE    3.4
#define NEAR_LOOKS     64
#define CLOSE_KM       100.0
#define CLOSE_BONUS    0.7
#define OWN_VOTE       1.0
#define ABBREVIATION   6 // letters
#define OUTLET_VOTE    1.0
#define SPELT_SHARE    0.5   // of a country, for another spelling of an alternative name
#define SEAT_KM        400.0 // from a town to the middle of the state of its name
#define TOWN_TOKENS    8     // from a quarter to its town
#define OUTLET_WORDS   6
#define TOGETHER_KM    60.0
#define TOGETHER       1.0
#define TOGETHER_MOST  3
#define TOGETHER_LOOKS 60
#define OWN_WORD       2.5

static void vote(struct ss_place_work *p, const char *iso3, double weight)
{
    if (!iso3 || !*iso3) return;
    p->vote_sum += weight;
    for (uint32_t i = 0; i < p->vote_count; i++)
        if (strcmp(p->votes[i].iso3, iso3) == 0) {
            p->votes[i].weight += weight;
            return;
        }
    if (p->vote_count < SS_PLACE_COUNTRIES) p->votes[p->vote_count++] = (struct ss_place_vote){iso3, weight};
}

static double share(const struct ss_place_work *p, const char *iso3)
{
    for (uint32_t i = 0; i < p->vote_count; i++)
        if (strcmp(p->votes[i].iso3, iso3) == 0) return p->votes[i].weight / (p->vote_sum + 1.0);
    return 0;
}

double ss_place_km(const struct ss_know_place *a, const struct ss_know_place *b)
{
    double rad = 3.14159265358979 / 180.0;
    double x = (b->lon - a->lon) * rad * cos((a->lat + b->lat) / 2 * rad), y = (b->lat - a->lat) * rad;
    if (x > 3.2) x -= 6.3;
    return EARTH_KM * sqrt(x * x + y * y);
}

static double rank(const struct ss_know_place *p)
{
    double score = log10((double)(p->population > 0 ? p->population : 1) + 100.0);
    bool own = strncmp(p->line, "places/", 7) == 0;
    if (own) score += score < 4 ? 3 : 1.5;
    if (ss_streq(p->feature, "country")) score += 4;
    if (ss_streq(p->feature, "capital")) score += 3;
    if (ss_streq(p->feature, "admin1")) score += 1.2;
    if (ss_streq(p->feature, "region") || ss_streq(p->feature, "sea")) score += 1;
    bool vast = ss_streq(p->feature, "continent") || ss_streq(p->feature, "ocean");
    if (vast) score += 4;
    if (!p->primary) score -= vast ? 0 : own ? 0.5 : 1.8;
    if (p->folded) score -= 1.5;
    return score;
}

// Places of the draft's name; when there are none, of the name without "County", "northern", "Greater".
static uint32_t look_up(const struct ss_entity_work *w, const struct ss_entity_draft *d, struct ss_know_place *found)
{
    const uint32_t *at = d->text_len < 16 ? ss_map_get(&w->rules->abbreviation, d->text, d->text_len) : NULL;
    if (!at && d->text_len < ABBREVIATION && d->text[d->text_len] == '.') // "La." with its full stop outside
        at = ss_map_get(&w->rules->abbreviation, d->text, d->text_len + 1);
    if (at) {
        const char *name = w->rules->abbreviated.item[*at];
        return ss_know_places(w->know, name, strlen(name), found, SS_PLACE_CANDIDATES);
    }
    uint32_t n = ss_know_places(w->know, d->text, d->text_len, found, SS_PLACE_CANDIDATES);
    const char *text = d->text;
    uint32_t len = d->text_len;
    for (int cut = 0; !n && cut < 2; cut++) {
        uint32_t first = 0, last = len;
        while (first < len && text[first] != ' ') first++;
        while (last > 0 && text[last - 1] != ' ') last--;
        if (first >= len || last == 0) break;
        char word[24];
        bool before = first < sizeof word && (ss_name_class(w->rules, text, first) & SS_CLASS_PLACE_MODIFIER);
        uint32_t size = len - last;
        const uint32_t *noun = NULL;
        if (size < sizeof word) {
            for (uint32_t k = 0; k < size; k++) word[k] = ss_ascii_lower(text[last + k]);
            noun = ss_map_get(&w->rules->place_noun, word, size);
        }
        if (noun && w->rules->place_nouns.item[*noun].container)
            len = last - 1;
        else if (before)
            text += first + 1, len -= first + 1;
        else
            break;
        n = ss_know_places(w->know, text, len, found, SS_PLACE_CANDIDATES);
    }
    return n;
}

static enum sayso_err gather(struct ss_place_work *p)
{
    struct ss_entity_work *w = p->w;
    struct sayso_report *r = w->report;
    p->first = SS_NEW_ARRAY(r->arena, uint32_t, w->drafts.count + 1);
    p->count = SS_NEW_ARRAY(r->arena, uint32_t, w->drafts.count + 1);
    if (!p->first || !p->count) return ss_arena_error(r->arena);
    uint32_t total = 0, places = 0;
    SS_ARR(struct ss_place_option) all = {0};
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        p->first[i] = total;
        if (d->id || !d->named || !ss_streq(d->e.kind, "place") || places++ >= DRAFTS_MAX) continue;
        struct ss_know_place found[SS_PLACE_CANDIDATES];
        uint32_t n = look_up(w, d, found);
        for (uint32_t k = 0; k < n; k++) {
            if (!found[k].has_point) continue;
            if (ss_streq(found[k].feature, "country") && ss_settled_town(w, found[k].country)) continue;
            bool own = ss_starts_with(found[k].line, "places/");
            if (found[k].folded && !found[k].primary && !own && share(p, found[k].country) < SPELT_SHARE)
                continue; // twice removed ("Balakot", Bālāghāt)
            struct ss_place_option *o = ss_arr_push(r->arena, &all);
            if (!o) return ss_arena_error(r->arena);
            o->p = found[k];
            total++;
        }
        p->count[i] = total - p->first[i];
    }
    p->options = all.item;
    return SAYSO_OK;
}

int ss_place_best(const struct ss_place_work *p, uint32_t draft)
{
    int best = -1;
    for (uint32_t k = 0; k < p->count[draft]; k++) {
        const struct ss_place_option *o = &p->options[p->first[draft] + k];
        if (best < 0 || o->score > p->options[p->first[draft] + (uint32_t)best].score) best = (int)k;
    }
    return best;
}

// What the last word of a name calls it ("Red Sea": a sea); NULL when it says nothing.
static const char *own_feature(const struct ss_entity_work *w, const struct ss_entity_draft *d)
{
    char word[24];
    uint32_t len = d->text_len, from = len;
    while (from > 0 && d->text[from - 1] != ' ') from--;
    if (!from || len - from >= sizeof word) return NULL;
    for (uint32_t k = from; k < len; k++) word[k - from] = ss_ascii_lower(d->text[k]);
    const uint32_t *at = ss_map_get(&w->rules->place_noun, word, len - from);
    return at ? w->rules->place_nouns.item[*at].feature : NULL;
}

static void score_all(struct ss_place_work *p)
{
    struct ss_entity_work *w = p->w;
    for (uint32_t i = 0; i < w->drafts.count; i++)
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct ss_place_option *o = &p->options[p->first[i] + k];
            double s = share(p, o->p.country);
            o->score = rank(&o->p) + 3.0 * s + (s > 0 ? 0.8 : 0);
            if (ss_streq(own_feature(w, &w->drafts.item[i]), o->p.feature)) o->score += OWN_WORD;
        }
    for (uint32_t i = 0; i < w->drafts.count;
         i++) // "Idlib" alone is the town, not the province, "Washington" the capital
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct ss_place_option *o = &p->options[p->first[i] + k];
            if (!ss_streq(o->p.feature, "admin1") && !ss_streq(o->p.feature, "admin2")) continue;
            bool town = false;
            for (uint32_t c = 0; c < p->count[i] && !town; c++) {
                const struct ss_know_place *q = &p->options[p->first[i] + c].p;
                bool ours = ss_starts_with(q->line, "places/") && !q->folded; // "New York"
                town = (q->primary || ours) && (ss_streq(q->feature, "city") || ss_streq(q->feature, "capital")) &&
                       strcmp(q->country, o->p.country) == 0 &&
                       (ss_place_km(q, &o->p) < SEAT_KM || ss_streq(q->feature, "capital"));
            }
            if (town) o->score -= 2.5;
        }
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_PLACE || !p->count[n->entity]) continue;
        struct ss_container c;
        ss_place_container(w, n, &c);
        if (!c.iso3 && !c.name && !c.feature) continue;
        for (uint32_t k = 0; k < p->count[n->entity]; k++) {
            struct ss_place_option *o = &p->options[p->first[n->entity] + k];
            o->score += ss_place_contained(&c, &o->p);
        }
    }
}

// "Tacoma, Washington": of the places called Washington the division that has a Tacoma.
static void score_following(struct ss_place_work *p)
{
    struct ss_entity_work *w = p->w;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_PLACE || n->from < 2 || !p->count[n->entity]) continue;
        int32_t cover = ss_place_word_is(w, n->from - 1, ",") ? w->cover[n->from - 2] : -1;
        const struct ss_name *before = cover >= 0 ? &w->names.item[cover] : NULL;
        if (!before || before->source != SS_NAME_PLACE || before->entity < 0 || before->to + 1 != n->from) continue;
        for (uint32_t k = 0; k < p->count[n->entity]; k++) {
            struct ss_place_option *o = &p->options[p->first[n->entity] + k];
            if (!ss_streq(o->p.feature, "admin1")) continue;
            int best = ss_place_best(p, (uint32_t)before->entity);
            const struct ss_know_place *q = best < 0 ? NULL : &p->options[p->first[before->entity] + (uint32_t)best].p;
            bool has = q && strcmp(q->country, o->p.country) == 0 && *q->admin1 &&
                       (strcmp(q->admin1, o->p.admin1) == 0 || strcmp(q->admin1, o->p.name) == 0) &&
                       (ss_streq(q->feature, "city") || ss_streq(q->feature, "admin2"));
            if (has) o->score += SS_PLACE_FOLLOWS;
        }
    }
}

// Two names that each mean many places mean those that lie together ("Lebanon" and "Boone County", of Indiana).
static void score_together(struct ss_place_work *p)
{
    uint32_t drafts = p->w->drafts.count, looks = 0;
    for (uint32_t i = 0; i < drafts && looks < TOGETHER_LOOKS; i++) {
        if (p->count[i]) looks++;
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct ss_place_option *o = &p->options[p->first[i] + k];
            uint32_t with = 0, seen = 0;
            for (uint32_t j = 0; j < drafts && with < TOGETHER_MOST && seen < TOGETHER_LOOKS; j++) {
                if (j == i || !*o->p.admin1 || !p->count[j]) continue;
                seen++;
                bool near = false;
                for (uint32_t c = 0; c < p->count[j] && !near; c++) {
                    const struct ss_know_place *q = &p->options[p->first[j] + c].p;
                    near = strcmp(q->admin1, o->p.admin1) == 0 && q->index != o->p.index && !q->folded &&
                           !ss_streq(q->feature, "admin1") && ss_place_km(q, &o->p) < TOGETHER_KM;
                }
                with += near;
            }
            o->together = with;
        }
    }
    for (uint32_t i = 0; i < drafts; i++)
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct ss_place_option *o = &p->options[p->first[i] + k];
            o->score += TOGETHER * o->together;
        }
}

// Places near other places of the report are likelier.
static void score_near(struct ss_place_work *p)
{
    struct ss_entity_work *w = p->w;
    const struct ss_know_place *chosen[NEAR_LOOKS];
    uint32_t owner[NEAR_LOOKS], n = 0;
    for (uint32_t i = 0; i < w->drafts.count && n < NEAR_LOOKS; i++) {
        int best = ss_place_best(p, i);
        if (best < 0) continue;
        chosen[n] = &p->options[p->first[i] + (uint32_t)best].p;
        owner[n++] = i;
    }
    for (uint32_t i = 0; i < w->drafts.count; i++)
        for (uint32_t k = 0; k < p->count[i] && n > 1; k++) {
            struct ss_place_option *o = &p->options[p->first[i] + k];
            uint32_t near = 0, close = 0, country = 0, admin = 0;
            for (uint32_t c = 0; c < n; c++) {
                if (owner[c] == i) continue;
                double far = ss_place_km(&o->p, chosen[c]);
                near += far < NEAR_KM;
                close += far < CLOSE_KM && !ss_streq(chosen[c]->feature, "country");
                country += strcmp(o->p.country, chosen[c]->country) == 0;
                bool division = ss_streq(chosen[c]->feature, "admin1");
                admin += *o->p.admin1 && strcmp(o->p.admin1, division ? chosen[c]->name : chosen[c]->admin1) == 0;
            }
            double others = (double)(n - 1);
            o->score += 1.2 * (near > 2 ? 2 : near) / 2.0 + CLOSE_BONUS * (close > 3 ? 3 : close) +
                        1.5 * country / (others + 1) + 0.8 * (admin > 2 ? 2 : admin);
        }
}

void ss_place_take(struct ss_entity_draft *d, const struct ss_know_place *p)
{
    d->e.lat = p->lat;
    d->e.lon = p->lon;
    d->e.has_point = true;
    d->e.geonames = p->geonames;
    d->e.feature = *p->feature ? p->feature : NULL;
    d->e.country = *p->country ? p->country : NULL;
    d->e.admin1 = *p->admin1 ? p->admin1 : NULL;
    d->e.name = p->name;
    d->e.know = p->line;
    d->e.code = d->e.country;
}

static enum sayso_err settle(struct ss_place_work *p, uint32_t i)
{
    struct ss_entity_draft *d = &p->w->drafts.item[i];
    int best = ss_place_best(p, i);
    if (best < 0) return SAYSO_OK;
    const struct ss_place_option *o = &p->options[p->first[i] + (uint32_t)best];
    if (o->score < LEAST_SCORE) return SAYSO_OK;
    ss_place_take(d, &o->p);
    return SAYSO_OK;
}

// The town that a quarter is said to belong to: "the X neighbourhood of the Syrian city of Y", "Y's X district".
static const struct ss_entity_draft *town_of(const struct ss_entity_work *w, const struct ss_name *n)
{
    uint32_t end = ss_sentence_end(w->report, n->from),
             first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    struct ss_container c;
    ss_place_container(w, n, &c);
    if (!ss_streq(c.feature, "district")) return NULL;
    const struct ss_name *o = NULL;
    if (n->from >= first + 2 && w->report->tokens[n->from - 1].upos == SAYSO_UPOS_PART && w->cover[n->from - 2] >= 0)
        o = &w->names.item[w->cover[n->from - 2]];
    for (uint32_t i = n->to + 1; !o && i < end && i < n->to + TOWN_TOKENS; i++) {
        bool joins = ss_place_word_is(w, i, "of") || ss_place_word_is(w, i, "in");
        if (i == n->to + 1 && !joins) break;
        int32_t cover = w->cover[i];
        if (cover >= 0 && w->names.item[cover].source == SS_NAME_PLACE) o = &w->names.item[cover];
    }
    const struct ss_entity_draft *d = o && o->as_place && o->entity >= 0 ? &w->drafts.item[o->entity] : NULL;
    return d && d->e.has_point && (ss_streq(d->e.feature, "city") || ss_streq(d->e.feature, "capital")) ? d : NULL;
}

static int64_t people_of(const struct ss_place_work *p, const struct ss_entity_draft *d)
{
    uint32_t draft = (uint32_t)(d - p->w->drafts.item);
    int best = ss_place_best(p, draft);
    return best < 0 ? 0 : p->options[p->first[draft] + (uint32_t)best].p.population;
}

// A quarter lies in its town; the gazetteer's town of its name elsewhere is another one.
static void locate_quarters(const struct ss_place_work *p)
{
    struct ss_entity_work *w = p->w;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_PLACE) continue;
        const struct ss_entity_draft *town = town_of(w, n);
        struct ss_entity_draft *d = &w->drafts.item[n->entity];
        if (!town || town == d || people_of(p, d) > people_of(p, town)) continue; // "a Cincinnati suburb of X"
        struct ss_know_place a = {.lat = d->e.lat, .lon = d->e.lon}, b = {.lat = town->e.lat, .lon = town->e.lon};
        if (d->e.has_point && ss_place_km(&a, &b) < CLOSE_KM) continue;
        const char *own = ss_clean_name(w, n->from, n->to);
        if (own) d->e.name = own;
        d->e.lat = town->e.lat;
        d->e.lon = town->e.lon;
        d->e.has_point = true;
        d->e.country = d->e.code = town->e.country;
        d->e.admin1 = town->e.admin1;
        d->e.feature = "district";
        d->e.geonames = 0;
        d->e.know = NULL;
    }
}

// A building stands where the place named with it is.
static void locate_facilities(struct ss_entity_work *w)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_FACILITY) continue;
        struct ss_entity_draft *d = &w->drafts.item[n->entity];
        const struct ss_entity_draft *in = NULL;
        for (uint32_t k = 0; k < w->names.count && !d->e.has_point; k++) {
            const struct ss_name *o = &w->names.item[k];
            if (o->from > n->to + 8) break;
            if (o->dropped || o->entity < 0 || !o->as_place || o->source == SS_NAME_FACILITY ||
                t[o->head].sentence != t[n->head].sentence)
                continue;
            bool below = t[o->head].head == n->head || (t[o->head].head == t[n->head].head && o->from >= n->to) ||
                         (o->from >= n->from && o->to <= n->to);
            if (below && w->drafts.item[o->entity].e.has_point && !in) in = &w->drafts.item[o->entity];
        }
        if (!in || d->e.has_point) continue;
        d->e.lat = in->e.lat;
        d->e.lon = in->e.lon;
        d->e.has_point = true;
        d->e.country = in->e.country;
        d->e.admin1 = in->e.admin1;
    }
}

// Where the outlet is at home, when the knowledge has it.
static const char *outlet_country(const struct ss_entity_work *w)
{
    const char *words[OUTLET_WORDS], *s = w->report->outlet;
    uint32_t lens[OUTLET_WORDS], count = 0;
    while (s && *s && count < OUTLET_WORDS) {
        words[count] = s;
        lens[count] = (uint32_t)strcspn(s, " ");
        s += lens[count];
        while (*s == ' ') s++;
        count += lens[count] > 0;
    }
    struct ss_know_match m;
    uint32_t n = count ? ss_know_match_actor(w->know, words, lens, count, w->on, &m, 1) : 0;
    return n && m.tokens == count && ss_streq(m.actor.kind, "media") ? m.actor.country : NULL;
}

enum sayso_err ss_resolve_places(struct ss_entity_work *w)
{
    struct ss_place_work p = {.w = w};
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->source == SS_NAME_PRONOUN) continue;
        if (n->known) vote(&p, n->country, ss_streq(n->actor.kind, "state") ? 2 : 0.5);
    }
    for (uint32_t i = 0; i < w->report->token_count; i++) vote(&p, w->token_country[i], 1);
    vote(&p, outlet_country(w), OUTLET_VOTE);
    SS_TRY(gather(&p));
    for (uint32_t i = 0; i < w->drafts.count; i++) // a name with one bearer tells the country, a known one's more so
        for (uint32_t k = 0; k < p.count[i]; k++) {
            const struct ss_know_place *o = &p.options[p.first[i] + k].p;
            bool own = strncmp(o->line, "places/", 7) == 0 && !o->folded;
            if (own || (p.count[i] == 1 && o->primary)) vote(&p, o->country, own ? OWN_VOTE : 0.5);
        }
    score_all(&p);
    score_following(&p);
    score_together(&p);
    score_near(&p);
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->id && ss_streq(d->e.feature, "country") && ss_place_not_the_country(&p, i)) continue;
        if (d->id && ss_streq(d->e.feature, "country")) {
            struct ss_know_place found[SS_PLACE_CANDIDATES];
            uint32_t n = ss_know_places(w->know, d->e.name, strlen(d->e.name), found, SS_PLACE_CANDIDATES);
            for (uint32_t k = 0; k < n; k++)
                if (ss_streq(found[k].feature, "country") && ss_streq(found[k].country, d->e.country)) {
                    if (!d->e.geonames) d->e.geonames = found[k].geonames;
                    if (!d->e.has_point && found[k].has_point) {
                        d->e.lat = found[k].lat;
                        d->e.lon = found[k].lon;
                        d->e.has_point = true;
                    }
                    break;
                }
        } else {
            SS_TRY(settle(&p, i));
        }
    }
    locate_quarters(&p);
    locate_facilities(w);
    return SAYSO_OK;
}
