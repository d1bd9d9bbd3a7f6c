// SPDX-License-Identifier: Apache-2.0
// Prepares each claim for comparison: class, side, place, window of time, weighted words, origin.
#include "collate/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define WAR_LEAST        20000 // so many dead anywhere
#define BACKGROUND_LEAST 1000  // so many dead, and no place: the war, not a happening
#define WEIGHT_LEAST     0.25  // of a word in every sentence
#define COARSE_DAYS      6     // a stated time this wide or wider does not date a happening

// A "*" at the end of a side's name stands for the actor's country.
static const char *with_country(const struct ss_collating *c, const char *side, const char *country)
{
    size_t len = strlen(side);
    if (!len || side[len - 1] != '*') return side;
    return country && *country ? ss_printf(c->arena, "%.*s%s", (int)len - 1, side, country) : NULL;
}

struct ss_side ss_side_of(const struct ss_collating *c, const struct sayso_row_actor *a)
{
    const char *table = ss_rule_side(c->rules, a->key);
    bool words_only = !a->key || a->key[0] == '~'; // known by its words alone
    struct ss_side side = {.key = a->key};
    side.camp = ss_is("state|government|military|police", a->kind) ? 's'
                : ss_streq(a->kind, "armed_group")                 ? 'n'
                                                                   : '\0';
    if (table) table = with_country(c, table, a->country);
    if (table) {
        side.key = table;
    } else if (side.camp == 's' && a->country && *a->country) {
        side.key = ss_printf(c->arena, "state:%s", a->country);
        side.vague = words_only;
    } else {
        side.vague = words_only || ss_is("crowd|civilians|person|place|other", a->kind);
    }
    return side;
}

bool ss_party(const struct sayso_row_actor *actor)
{
    return ss_is("state|government|military|police|armed_group|party", actor->kind);
}

int ss_sides_fit(const struct ss_side *a, uint32_t a_count, const struct ss_side *b, uint32_t b_count)
{
    bool vague = !a_count || !b_count;
    for (uint32_t i = 0; i < a_count; i++)
        for (uint32_t k = 0; k < b_count; k++) {
            if (ss_streq(a[i].key, b[k].key)) return 1;
            bool other_camp = a[i].camp && b[k].camp && a[i].camp != b[k].camp;
            if ((a[i].vague || b[k].vague) && !other_camp) vague = true;
        }
    return vague ? 0 : -1;
}

static uint32_t sides_of(const struct ss_collating *c, const struct sayso_row_actor *actors, uint32_t count,
                         struct ss_side *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < count && n < SS_SIDES_MAX; i++)
        if (actors[i].key) out[n++] = ss_side_of(c, &actors[i]);
    return n;
}

// --- places
// -------------------------------------------------------------------------------------------------------------

// Whether a gazetteer knows it; else it is only words ("the village").
static bool is_known(const struct sayso_row_place *p)
{
    return p->geonames || p->has_point;
}

bool ss_place_precise(const struct sayso_row_place *p)
{
    if (!p || !p->key) return false;
    if (ss_streq(p->feature, "region")) return p->has_point && p->country && *p->country;
    return !ss_is("country|continent|sea|river|desert", p->feature);
}

bool ss_place_area(const struct sayso_row_place *p)
{
    return ss_is("admin1|admin2|province|governorate|region", p->feature);
}

// Whether the shorter name starts the longer one ("Idlib", "Idlib Governorate"); ASCII case ignored.
static bool same_start(const char *a, const char *b)
{
    if (!a || !b || !*a || !*b) return false;
    while (*a && *b) {
        if (ss_ascii_lower(*a) != ss_ascii_lower(*b)) return false;
        a++;
        b++;
    }
    return (!*a && (!*b || *b == ' ')) || (!*b && *a == ' ');
}

static double kilometres(const struct sayso_row_place *a, const struct sayso_row_place *b)
{
    double rad = 3.14159265358979 / 180, mid = (a->lat + b->lat) / 2 * rad;
    double x = (b->lon - a->lon) * cos(mid), y = b->lat - a->lat;
    return sqrt(x * x + y * y) * 111.2;
}

int ss_place_fit(const struct sayso_row_place *a, const struct sayso_row_place *b)
{
    if (!ss_place_precise(a) || !ss_place_precise(b)) {
        if (a && b && a->country && b->country && *a->country && *b->country && !ss_streq(a->country, b->country))
            return -1;
        return 0;
    }
    if (ss_streq(a->key, b->key)) return 3;
    if (!is_known(a) || !is_known(b)) return same_start(a->name, b->name) ? 2 : 0; // words that no gazetteer knows
    if (a->country && b->country && *a->country && *b->country && !ss_streq(a->country, b->country)) return -1;
    if (ss_place_area(a) != ss_place_area(b)) {
        const struct sayso_row_place *area = ss_place_area(a) ? a : b, *point = ss_place_area(a) ? b : a;
        if (same_start(area->name, point->admin1) || same_start(area->name, point->name)) return 1;
        if (point->admin1 && *point->admin1 && !ss_streq(area->feature, "region")) return -1;
        return a->has_point && b->has_point && kilometres(a, b) < 60 ? 1 : -1;
    }
    if (ss_place_area(a)) return -1;
    if (a->has_point && b->has_point) return kilometres(a, b) <= 25 ? 2 : -1;
    return same_start(a->name, b->name) ? 2 : -1;
}

// --- words
// --------------------------------------------------------------------------------------------------------------

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

struct lexicon {
    struct ss_map map;
    SS_ARR(uint32_t) used; // sentences that hold the word
};

static bool words_of(struct ss_collating *c, struct lexicon *lex, const char *text, struct ss_seen *seen)
{
    SS_ARR(uint32_t) ids = {0};
    char word[64];
    size_t n = 0;
    for (const char *p = text ? text : "";; p++) {
        if (ss_ascii_alpha(*p) || ss_ascii_digit(*p) || (*p & 0x80)) {
            if (n < sizeof word) word[n++] = ss_ascii_lower(*p);
            continue;
        }
        if (n >= 3 || (n && ss_ascii_digit(word[0]))) {
            bool found;
            char *key = ss_strndup(c->arena, word, n);
            uint32_t *at = key ? ss_map_put(&lex->map, key, n, &found) : NULL;
            uint32_t *id = ss_arr_push(NULL, &ids);
            if (!at || !id) return false;
            if (!found) {
                uint32_t *fresh = ss_arr_push(NULL, &lex->used);
                if (!fresh) return false;
                *at = lex->used.count - 1;
            }
            *id = *at;
        }
        n = 0;
        if (!*p) break;
    }
    if (ids.count) qsort(ids.item, ids.count, sizeof *ids.item, by_number);
    uint32_t *kept = SS_NEW_ARRAY(c->arena, uint32_t, ids.count);
    for (uint32_t i = 0; kept && i < ids.count; i++)
        if (!i || ids.item[i] != ids.item[i - 1]) kept[seen->word_count++] = ids.item[i];
    for (uint32_t i = 0; kept && i < seen->word_count; i++) lex->used.item[kept[i]]++;
    seen->words = kept;
    ss_arr_free(&ids);
    return kept != NULL;
}

static bool weigh_words(struct ss_collating *c)
{
    struct lexicon lex = {0};
    uint32_t n = c->rows->claim_count;
    bool ok = true;
    for (uint32_t i = 0; ok && i < n; i++) {
        const struct sayso_row_claim *claim = &c->rows->claims[i], *last = i ? claim - 1 : NULL;
        if (last && claim->sentence == last->sentence) { // shared by loading: same sentence, same words
            c->seen[i].words = c->seen[i - 1].words;
            c->seen[i].word_count = c->seen[i - 1].word_count;
        } else {
            ok = words_of(c, &lex, claim->sentence, &c->seen[i]);
        }
    }
    c->word_count = lex.used.count;
    c->word_weight = SS_NEW_ARRAY(c->arena, double, lex.used.count);
    ok = ok && c->word_weight;
    // Weight by rarity in whole steps of a halving, so that no library's logarithm can change a result.
    for (uint32_t i = 0; ok && i < lex.used.count; i++) {
        c->word_weight[i] = WEIGHT_LEAST;
        for (uint32_t share = lex.used.item[i]; share < n && c->word_weight[i] < 8; share *= 2) c->word_weight[i] += 1;
    }
    for (uint32_t i = 0; ok && i < n; i++)
        for (uint32_t k = 0; k < c->seen[i].word_count; k++) c->seen[i].weight += c->word_weight[c->seen[i].words[k]];
    ss_map_free(&lex.map);
    ss_arr_free(&lex.used);
    return ok;
}

double ss_words_alike(const struct ss_collating *c, const struct ss_seen *a, const struct ss_seen *b)
{
    double both = 0;
    uint32_t i = 0, k = 0;
    if (a->words == b->words) return 1;
    while (i < a->word_count && k < b->word_count) {
        if (a->words[i] == b->words[k]) {
            both += c->word_weight[a->words[i]];
            i++;
            k++;
        } else if (a->words[i] < b->words[k]) {
            i++;
        } else {
            k++;
        }
    }
    double all = a->weight + b->weight - both;
    return all > 0 ? both / all : 0;
}

// --- the whole
// --------------------------------------------------------------------------------------------------------------

// Parts and running totals among the figures; a running total tells of no single happening.
static void see_figures(const struct ss_collating *c, const struct sayso_row_claim *claim, struct ss_seen *s)
{
    if (!claim->figure_count) return;
    for (uint32_t i = 0; i < claim->figure_count && i < 32; i++) {
        const struct sayso_row_figure *f = &claim->figures[i];
        // "Five of them": a part of what the same voice counted before; another voice sets its own figure against it.
        bool goes_on = s != c->seen && s[-1].report == s->report && strcmp(claim[-1].voice_key, claim->voice_key) == 0;
        if (ss_streq(f->counts, "killed") && ss_rule_part(c->rules, claim->sentence, f->words, goes_on))
            s->parts |= 1u << i;
        int64_t least = ss_place_precise(&claim->place) ? WAR_LEAST
                        : claim->place.key              ? BACKGROUND_LEAST
                                                        : BACKGROUND_LEAST * 5;
        if (f->best >= least && ss_is("killed|injured", f->counts)) s->coarse = true;
    }
    if (claim->kind != SAYSO_CLAIM_CONTROL && ss_rule_total(c->rules, claim->sentence)) s->coarse = true;
}

static void see_time(const struct sayso_row_claim *claim, struct ss_seen *s)
{
    s->from = s->to = SAYSO_NO_DAY;
    if (claim->from != SAYSO_NO_DAY) {
        s->from = claim->from;
        s->to = claim->to == SAYSO_NO_DAY || claim->to < claim->from ? claim->from : claim->to;
        s->coarse = s->to - s->from >= COARSE_DAYS;
        s->dated = s->to - s->from <= 2;
    } else if (claim->published != SAYSO_NO_DAY) {
        s->from = claim->published - 1;
        s->to = claim->published;
    }
}

// The key of who first said it, as far as the texts tell.
static const char *origin_of(struct ss_collating *c, uint32_t i, uint32_t report, uint32_t *citation)
{
    const struct sayso_row_claim *claim = &c->rows->claims[i];
    uint32_t root = c->report_root[report];
    const char *source = c->report_source[root] ? c->report_source[root] : c->report_source[report];
    const char *place = source                          ? source
                        : c->rows->reports[root].outlet ? c->rows->reports[root].outlet
                                                        : c->rows->reports[root].id;
    const char *cited = ss_cited_key(c, claim, report, citation);
    if (c->claim_cited[i] != UINT32_MAX) // an outlet's report: whom it cites, else the outlet
        return cited && cited[0] != '~' ? ss_rule_speaks_for(c->rules, cited)
                                        : ss_printf(c->arena, "outlet:%s", c->rows->reports[c->claim_cited[i]].outlet);
    bool named = ss_is("named|role|document|media|social", claim->voice_kind) && !strchr(claim->voice_key, '@');
    const char *mouth = ss_rule_speaks_for(c->rules, claim->voice_key);
    if (named && mouth[0] != '~') return mouth;
    if (named && mouth == claim->voice_key) return mouth;
    if (ss_streq(claim->voice_kind, "outlet")) return ss_printf(c->arena, "outlet:%s", place);
    return ss_printf(c->arena, "%s@%s", claim->voice_key, place);
}

static bool takes_place(const struct ss_collating *c, uint32_t i)
{
    const struct ss_seen *s = &c->seen[i];
    return s->class && s->class->by_place && !s->coarse;
}

// A claim without a place takes that of the claim before it in its report, else of the one after.
static void take_places(struct ss_collating *c)
{
    uint32_t n = c->rows->claim_count;
    for (uint32_t i = 1; i < n; i++) {
        struct ss_seen *s = &c->seen[i], *before = s - 1;
        if (!s->place && takes_place(c, i) && s->report == before->report && before->place) {
            s->place = before->place;
            s->place_taken = true;
        }
    }
    for (uint32_t i = n; i-- > 1;) {
        struct ss_seen *s = &c->seen[i - 1], *after = s + 1;
        if (!s->place && takes_place(c, i - 1) && s->report == after->report && after->place) {
            s->place = after->place;
            s->place_taken = true;
        }
    }
}

enum sayso_err ss_collate_see(struct ss_collating *c)
{
    uint32_t report = 0, citation = 0;
    c->seen = SS_NEW_ARRAY(c->arena, struct ss_seen, c->rows->claim_count);
    if (!c->seen) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < c->rows->claim_count; i++) {
        const struct sayso_row_claim *claim = &c->rows->claims[i];
        struct ss_seen *s = &c->seen[i];
        while (report + 1 < c->rows->report_count && strcmp(c->rows->reports[report].id, claim->report) != 0) report++;
        s->report = report;
        s->event = UINT32_MAX;
        s->class = claim->forecast || claim->realis > SAYSO_NEGATED ? NULL : ss_rule_class(c->rules, claim);
        s->family = ss_rule_mode(c->rules, claim->mode);
        s->place = ss_place_precise(&claim->place) && is_known(&claim->place) ? &claim->place : NULL;
        s->actor_count = sides_of(c, claim->actors, claim->actor_count, s->actors);
        s->recipient_count = sides_of(c, claim->recipients, claim->recipient_count, s->recipients);
        if (claim->kind == SAYSO_CLAIM_CONTROL && !s->actor_count && claim->holder.key)
            s->actor_count = sides_of(c, &claim->holder, 1, s->actors);
        see_time(claim, s);
        see_figures(c, claim, s);
        s->origin = origin_of(c, i, report, &citation);
        if (!s->origin) return ss_arena_error(c->arena);
    }
    take_places(c);
    for (uint32_t i = 0; i < c->rows->claim_count;
         i++) // words that no gazetteer knows, where nothing better stands near
        if (!c->seen[i].place && ss_place_precise(&c->rows->claims[i].place))
            c->seen[i].place = &c->rows->claims[i].place;
    return weigh_words(c) ? SAYSO_OK : SAYSO_ERR_NOMEM;
}

// --- fit
// ---------------------------------------------------------------------------------------------------------------------

static double fit_time(const struct ss_seen *a, const struct ss_seen *b)
{
    if (a->from == SAYSO_NO_DAY || b->from == SAYSO_NO_DAY) return a->report == b->report ? 0.5 : -9;
    if (a->coarse != b->coarse) return -9;
    int32_t gap = a->from > b->to ? a->from - b->to : b->from > a->to ? b->from - a->to : 0;
    if (a->coarse) return gap == 0 && a->from == b->from && a->to == b->to ? 1 : -9;
    if (gap == 0) return a->dated && b->dated ? 1.5 : 1;
    if (gap == 1) return a->dated && b->dated ? -0.5 : 0.3;
    return -9;
}

static double fit_figures(const struct sayso_row_claim *a, const struct sayso_row_claim *b)
{
    double best = 0;
    for (uint32_t i = 0; i < a->figure_count; i++)
        for (uint32_t k = 0; k < b->figure_count; k++) {
            const struct sayso_row_figure *x = &a->figures[i], *y = &b->figures[k];
            if (!ss_streq(x->counts, y->counts) || x->best == SAYSO_OPEN || y->best == SAYSO_OPEN) continue;
            double s = x->best == y->best ? (x->best > 4 ? 2 : 1) : 0;
            if (s > best) best = s;
        }
    return best;
}

static bool same_counts(const struct sayso_row_claim *a, const struct sayso_row_claim *b)
{
    return a->figure_count && b->figure_count && ss_streq(a->figures[0].counts, b->figures[0].counts);
}

double ss_collate_fit(const struct ss_collating *c, uint32_t ia, uint32_t ib, double *similar)
{
    const struct sayso_row_claim *x = &c->rows->claims[ia], *y = &c->rows->claims[ib];
    const struct ss_seen *a = &c->seen[ia], *b = &c->seen[ib];
    bool same_report = a->report == b->report;
    if (similar) *similar = 0;
    if (!a->class || !b->class || !ss_streq(a->class->name, b->class->name)) return -9;
    int place = ss_place_fit(a->place ? a->place : &x->place, b->place ? b->place : &y->place);
    if (!same_report && place == 3 && !(a->place ? a->place : &x->place)->geonames)
        place = 0; // "the village" is no name
    double time = fit_time(a, b);
    if (place < 0 || time < -5) return -9;
    int actors = ss_sides_fit(a->actors, a->actor_count, b->actors, b->actor_count);
    int recipients = ss_sides_fit(a->recipients, a->recipient_count, b->recipients, b->recipient_count);
    if (!a->class->by_place) {
        if (actors <= 0 || recipients < 0) return -9;
        double words = ss_words_alike(c, a, b);
        if (similar) *similar = words;
        return time + 1.5 * actors + 1.5 * recipients + 4 * words + (ss_streq(x->mode, y->mode) ? 0.5 : 0);
    }
    // Two sides named, each with a way of its own: two deeds, unless they count the same dead.
    if (actors < 0 && a->family && b->family && !ss_streq(a->family, b->family) && fit_figures(x, y) == 0) return -9;
    bool mirrored = ss_sides_fit(a->actors, a->actor_count, b->recipients, b->recipient_count) > 0 &&
                    ss_sides_fit(b->actors, b->actor_count, a->recipients, a->recipient_count) > 0;
    double words = ss_words_alike(c, a, b), score = time;
    if (similar) *similar = words;
    score += place == 3 ? 1.5 : place == 2 ? 1.2 : place == 1 ? 0.5 : -0.5;
    if (a->place_taken || b->place_taken) score -= 0.3;
    if (a->family && b->family) score += ss_streq(a->family, b->family) ? 1 : -1.5;
    if (mirrored)
        score += 0.3;
    else
        score += actors > 0 ? 0.8 : actors < 0 ? -0.8 : 0;
    if (!mirrored) score += recipients > 0 ? 0.5 : recipients < 0 ? -0.8 : 0;
    // One sentence may tell of two deeds by two sides; that it is one then says nothing.
    if (actors >= 0 || mirrored || a->words != b->words) score += 5 * words;
    score += fit_figures(x, y);
    if (!same_report && c->report_story[a->report] == c->report_story[b->report]) score += 0.8;
    if (x->realis != y->realis && actors > 0) score += 0.8; // a denial names the deed
    if (same_report) {
        uint32_t apart = x->position > y->position ? x->position - y->position : y->position - x->position;
        score += apart <= 1 ? 0.8 : apart <= 3 ? 0.4 : 0;
        // One voice's count right after another's is mostly of the same dead.
        if (apart <= 1 && strcmp(x->voice_key, y->voice_key) != 0 && same_counts(x, y)) score += 1;
    }
    if (x->kind == SAYSO_CLAIM_CONTROL && y->kind == SAYSO_CLAIM_CONTROL) {
        if (actors < 0) score -= 1;
        if (a->dated && b->dated && (a->from > b->to || b->from > a->to)) score -= 1.5; // a place falls on one day
    }
    return score;
}
