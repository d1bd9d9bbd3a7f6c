// SPDX-License-Identifier: Apache-2.0
// Which place a name means. Every place of that name in the gazetteer is scored by what is known of it (size, rank) and
// by the report: a containing place named beside it ("Ariha in Idlib province", "Oxford, Miss."), the countries that
// the report speaks of, and the other places. A name that nothing supports stays without a point.
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define CANDIDATES     24
#define COUNTRIES      48
#define DRAFTS_MAX     2000 // places of one report that are resolved
#define NEAR_KM        250.0
#define EARTH_KM       6371.0
#define LEAST_SCORE    3.4
#define NEAR_LOOKS     64
#define CLOSE_KM       100.0
#define CLOSE_BONUS    0.7
#define CLOSE_LEAST    2 // places of the report that are close
#define OWN_VOTE       1.0
#define ABBREVIATION   6   // letters
#define FOLLOWS        4.0 // "Tacoma, Washington": the state that has a Tacoma
#define ELSEWHERE      3.0 // not in the state or province named behind it
#define OUTLET_VOTE    1.0
#define OUTLET_WORDS   6
#define TOGETHER_KM    60.0
#define TOGETHER       1.0
#define TOGETHER_MOST  3
#define TOGETHER_LOOKS 60
#define OWN_WORD       2.5

struct vote {
    const char *iso3;
    double weight;
};

struct option {
    struct ss_know_place p;
    double score;
    uint32_t together; // other names of the report that can mean a place beside it
};

struct place_work {
    struct ss_entity_work *w;
    struct vote votes[COUNTRIES];
    uint32_t vote_count;
    double vote_sum;
    struct option *options;  // of one draft after the other
    uint32_t *first, *count; // per draft
};

static void vote(struct place_work *p, const char *iso3, double weight)
{
    if (!iso3 || !*iso3) return;
    p->vote_sum += weight;
    for (uint32_t i = 0; i < p->vote_count; i++)
        if (strcmp(p->votes[i].iso3, iso3) == 0) {
            p->votes[i].weight += weight;
            return;
        }
    if (p->vote_count < COUNTRIES) p->votes[p->vote_count++] = (struct vote){iso3, weight};
}

static double share(const struct place_work *p, const char *iso3)
{
    for (uint32_t i = 0; i < p->vote_count; i++)
        if (strcmp(p->votes[i].iso3, iso3) == 0) return p->votes[i].weight / (p->vote_sum + 1.0);
    return 0;
}

static double km(const struct ss_know_place *a, const struct ss_know_place *b)
{
    double rad = 3.14159265358979 / 180.0;
    double x = (b->lon - a->lon) * rad * cos((a->lat + b->lat) / 2 * rad), y = (b->lat - a->lat) * rad;
    if (x > 3.2) x -= 6.3;
    return EARTH_KM * sqrt(x * x + y * y);
}

static bool same_name(const char *a, size_t a_len, const char *b)
{
    char x[96], y[96];
    size_t b_len = strlen(b);
    if (!a_len || !b_len || a_len > 60 || b_len > 60) return false;
    size_t n = ss_know_fold(a, a_len, x, sizeof x), m = ss_know_fold(b, b_len, y, sizeof y);
    return n && n == m && memcmp(x, y, n) == 0;
}

// --- containment
// ------------------------------------------------------------------------------------------------------------

// What is said to contain a place: a country, or a name, or a class ("the town of").
struct container {
    const char *iso3;
    const char *name; // text, or of the abbreviation
    size_t len;
    const char *feature; // the place itself is said to be one ("Idlib province", "the town of Ariha")
    bool division;       // the name is one of a state or province, behind a comma
};

static const char *noun_feature(const struct ss_entity_work *w, uint32_t token)
{
    char lower[40];
    size_t len = ss_tokens_lower(w, token, token + 1, lower, sizeof lower);
    const uint32_t *at = len ? ss_map_get(&w->rules->place_noun, lower, len) : NULL;
    return at && w->rules->place_nouns.item[*at].container ? w->rules->place_nouns.item[*at].feature : NULL;
}

static bool is_word(const struct ss_entity_work *w, uint32_t token, const char *word)
{
    return w->lens[token] == strlen(word) && memcmp(w->words[token], word, w->lens[token]) == 0;
}

static void container_at(const struct ss_entity_work *w, uint32_t token, struct container *c)
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
    struct ss_know_place p[CANDIDATES];
    uint32_t n = ss_know_places(w->know, name, len, p, CANDIDATES);
    bool division = false;
    for (uint32_t k = 0; k < n; k++) {
        if (ss_streq(p[k].feature, "country")) return false; // "Luxembourg"
        division = division || (ss_streq(p[k].feature, "admin1") && !p[k].folded);
    }
    return division;
}

static void read_container(const struct ss_entity_work *w, const struct ss_name *n, struct container *c)
{
    *c = (struct container){0};
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    uint32_t end = ss_sentence_end(w->report, n->from), i = n->to;
    if (i < end) c->feature = noun_feature(w, i);
    if (c->feature) i++;
    if (!c->feature && n->from >= first + 2 && is_word(w, n->from - 1, "of")) c->feature = noun_feature(w, n->from - 2);
    if (!c->feature && n->from >= first + 1) c->feature = noun_feature(w, n->from - 1);
    if (i + 1 < end && is_word(w, i, ",")) container_at(w, i + 1, c);
    c->division = c->name && !c->iso3 && names_division(w, c->name, c->len);
    if (!c->name && i + 1 < end && is_word(w, i, "(")) container_at(w, i + 1, c);
    if (!c->name && i + 1 < end && (is_word(w, i, "in") || is_word(w, i, "of"))) {
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

static double contained(const struct container *c, const struct ss_know_place *p)
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

// --- scores
// -----------------------------------------------------------------------------------------------------------------

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
        return ss_know_places(w->know, name, strlen(name), found, CANDIDATES);
    }
    uint32_t n = ss_know_places(w->know, d->text, d->text_len, found, CANDIDATES);
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
        n = ss_know_places(w->know, text, len, found, CANDIDATES);
    }
    return n;
}

static enum sayso_err gather(struct place_work *p)
{
    struct ss_entity_work *w = p->w;
    struct sayso_report *r = w->report;
    p->first = SS_NEW_ARRAY(r->arena, uint32_t, w->drafts.count + 1);
    p->count = SS_NEW_ARRAY(r->arena, uint32_t, w->drafts.count + 1);
    if (!p->first || !p->count) return ss_arena_error(r->arena);
    uint32_t total = 0, places = 0;
    SS_ARR(struct option) all = {0};
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        p->first[i] = total;
        if (d->id || !d->named || !ss_streq(d->e.kind, "place") || places++ >= DRAFTS_MAX) continue;
        struct ss_know_place found[CANDIDATES];
        uint32_t n = look_up(w, d, found);
        for (uint32_t k = 0; k < n; k++) {
            if (!found[k].has_point) continue;
            struct option *o = ss_arr_push(r->arena, &all);
            if (!o) return ss_arena_error(r->arena);
            o->p = found[k];
            total++;
        }
        p->count[i] = total - p->first[i];
    }
    p->options = all.item;
    return SAYSO_OK;
}

static int best_of(const struct place_work *p, uint32_t draft)
{
    int best = -1;
    for (uint32_t k = 0; k < p->count[draft]; k++) {
        const struct option *o = &p->options[p->first[draft] + k];
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

static void score_all(struct place_work *p)
{
    struct ss_entity_work *w = p->w;
    for (uint32_t i = 0; i < w->drafts.count; i++)
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct option *o = &p->options[p->first[i] + k];
            double s = share(p, o->p.country);
            o->score = rank(&o->p) + 3.0 * s + (s > 0 ? 0.8 : 0);
            if (ss_streq(own_feature(w, &w->drafts.item[i]), o->p.feature)) o->score += OWN_WORD;
        }
    for (uint32_t i = 0; i < w->drafts.count; i++) // "Idlib" alone is the town, not the province
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct option *o = &p->options[p->first[i] + k];
            if (!ss_streq(o->p.feature, "admin1") && !ss_streq(o->p.feature, "admin2")) continue;
            bool town = false;
            for (uint32_t c = 0; c < p->count[i] && !town; c++) {
                const struct ss_know_place *q = &p->options[p->first[i] + c].p;
                bool ours = ss_starts_with(q->line, "places/") && !q->folded; // "New York"
                town = (q->primary || ours) && (ss_streq(q->feature, "city") || ss_streq(q->feature, "capital")) &&
                       strcmp(q->country, o->p.country) == 0 && km(q, &o->p) < NEAR_KM;
            }
            if (town) o->score -= 2.5;
        }
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_PLACE || !p->count[n->entity]) continue;
        struct container c;
        read_container(w, n, &c);
        if (!c.iso3 && !c.name && !c.feature) continue;
        for (uint32_t k = 0; k < p->count[n->entity]; k++) {
            struct option *o = &p->options[p->first[n->entity] + k];
            o->score += contained(&c, &o->p);
        }
    }
}

// "Tacoma, Washington": of the places called Washington the division that has a Tacoma.
static void score_following(struct place_work *p)
{
    struct ss_entity_work *w = p->w;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0 || n->source != SS_NAME_PLACE || n->from < 2 || !p->count[n->entity]) continue;
        int32_t cover = is_word(w, n->from - 1, ",") ? w->cover[n->from - 2] : -1;
        const struct ss_name *before = cover >= 0 ? &w->names.item[cover] : NULL;
        if (!before || before->source != SS_NAME_PLACE || before->entity < 0 || before->to + 1 != n->from) continue;
        for (uint32_t k = 0; k < p->count[n->entity]; k++) {
            struct option *o = &p->options[p->first[n->entity] + k];
            if (!ss_streq(o->p.feature, "admin1")) continue;
            int best = best_of(p, (uint32_t)before->entity);
            const struct ss_know_place *q = best < 0 ? NULL : &p->options[p->first[before->entity] + (uint32_t)best].p;
            bool has = q && strcmp(q->country, o->p.country) == 0 && *q->admin1 &&
                       (strcmp(q->admin1, o->p.admin1) == 0 || strcmp(q->admin1, o->p.name) == 0) &&
                       (ss_streq(q->feature, "city") || ss_streq(q->feature, "admin2"));
            if (has) o->score += FOLLOWS;
        }
    }
}

// Two names that each mean many places mean those that lie together ("Lebanon" and "Boone County", of Indiana).
static void score_together(struct place_work *p)
{
    uint32_t drafts = p->w->drafts.count, looks = 0;
    for (uint32_t i = 0; i < drafts && looks < TOGETHER_LOOKS; i++) {
        if (p->count[i]) looks++;
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct option *o = &p->options[p->first[i] + k];
            uint32_t with = 0;
            for (uint32_t j = 0; j < drafts && with < TOGETHER_MOST; j++) {
                if (j == i || !*o->p.admin1) continue;
                bool near = false;
                for (uint32_t c = 0; c < p->count[j] && !near; c++) {
                    const struct ss_know_place *q = &p->options[p->first[j] + c].p;
                    near = strcmp(q->admin1, o->p.admin1) == 0 && q->index != o->p.index && !q->folded &&
                           !ss_streq(q->feature, "admin1") && km(q, &o->p) < TOGETHER_KM;
                }
                with += near;
            }
            o->together = with;
        }
    }
    for (uint32_t i = 0; i < drafts; i++)
        for (uint32_t k = 0; k < p->count[i]; k++) {
            struct option *o = &p->options[p->first[i] + k];
            o->score += TOGETHER * o->together;
        }
}

// Places near other places of the report are likelier.
static void score_near(struct place_work *p)
{
    struct ss_entity_work *w = p->w;
    const struct ss_know_place *chosen[NEAR_LOOKS];
    uint32_t owner[NEAR_LOOKS], n = 0;
    for (uint32_t i = 0; i < w->drafts.count && n < NEAR_LOOKS; i++) {
        int best = best_of(p, i);
        if (best < 0) continue;
        chosen[n] = &p->options[p->first[i] + (uint32_t)best].p;
        owner[n++] = i;
    }
    for (uint32_t i = 0; i < w->drafts.count; i++)
        for (uint32_t k = 0; k < p->count[i] && n > 1; k++) {
            struct option *o = &p->options[p->first[i] + k];
            uint32_t near = 0, close = 0, country = 0, admin = 0;
            for (uint32_t c = 0; c < n; c++) {
                if (owner[c] == i) continue;
                double far = km(&o->p, chosen[c]);
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

static void take(struct ss_entity_draft *d, const struct ss_know_place *p)
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

// The town among the candidates that lies where the other places of the report lie, none of which is in the country.
static const struct ss_know_place *among_neighbours(const struct place_work *p, const struct ss_know_place *found,
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
            int top = best_of(p, i);
            if (top < 0) continue;
            const struct ss_know_place *q = &p->options[p->first[i] + (uint32_t)top].p;
            if (strcmp(q->country, country) == 0) return NULL;
            close += strcmp(q->country, found[k].country) == 0 && !ss_streq(q->feature, "admin1") &&
                     km(q, &found[k]) < CLOSE_KM;
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
static bool not_the_country(struct place_work *p, uint32_t draft)
{
    struct ss_entity_work *w = p->w;
    struct ss_entity_draft *d = &w->drafts.item[draft];
    struct ss_know_place found[CANDIDATES];
    uint32_t n = ss_know_places(w->know, d->text, d->text_len, found, CANDIDATES), acts = 0, other = 0;
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
        int32_t cover = name->from >= 2 && is_word(w, name->from - 1, ",") ? w->cover[name->from - 2] : -1;
        int32_t before = cover >= 0 && w->names.item[cover].source == SS_NAME_PLACE ? w->names.item[cover].entity : -1;
        int top = before >= 0 ? best_of(p, (uint32_t)before) : -1;
        const struct ss_know_place *town = top < 0 ? NULL : &p->options[p->first[before] + (uint32_t)top].p;
        for (uint32_t k = 0; town && k < n && !best; k++) // "Atlanta, Georgia"
            if (ss_streq(found[k].feature, "admin1") && found[k].has_point && *town->admin1 &&
                strcmp(town->country, found[k].country) == 0 && strcmp(town->admin1, found[k].admin1) == 0) {
                best = &found[k];
                most = FOLLOWS;
            }
        struct container c;
        read_container(w, name, &c);
        if (!c.name) continue;
        for (uint32_t k = 0; k < n; k++) {
            double score = ss_streq(found[k].feature, "country") ? 0 : contained(&c, &found[k]);
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
            int top = best_of(p, i);
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
    take(d, best);
    d->e.kind = "place";
    d->e.actor = NULL;
    d->e.sector_count = 0;
    d->id = NULL;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].entity == (int32_t)draft) w->names.item[i].as_place = true;
    return true;
}

static enum sayso_err settle(struct place_work *p, uint32_t i)
{
    struct ss_entity_draft *d = &p->w->drafts.item[i];
    int best = best_of(p, i);
    if (best < 0) return SAYSO_OK;
    const struct option *o = &p->options[p->first[i] + (uint32_t)best];
    if (o->score < LEAST_SCORE) return SAYSO_OK;
    take(d, &o->p);
    return SAYSO_OK;
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
    struct place_work p = {.w = w};
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
        if (d->id && ss_streq(d->e.feature, "country") && not_the_country(&p, i)) continue;
        if (d->id && ss_streq(d->e.feature, "country")) {
            struct ss_know_place found[CANDIDATES];
            uint32_t n = ss_know_places(w->know, d->e.name, strlen(d->e.name), found, CANDIDATES);
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
    locate_facilities(w);
    return SAYSO_OK;
}
