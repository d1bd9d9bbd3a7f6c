// SPDX-License-Identifier: Apache-2.0
// Making conflict records, and the rival tolls of one event.
#include "collate/conflict.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "collate/toll.h"

#define LINK_SAME  1.5  // least fit of two claims that are set against one another, within a report
#define LINK_OTHER 2.6  // and across reports
#define LIKE_SAME  0.12 // likeness of their sentences that does so too
#define LIKE_OTHER 0.09
#define LIKE_STORY 0.05 // of reports of one story
#define LIKE_MUCH  0.30 // so much that place or actors need not agree
#define APART_SAME 3    // claims between them in a report
#define STAND_IN   "~*" // of voices.tsv: stands for another voice of the same text
#define NAMELESS   "anonymous|role|unknown"
#define LIKE_DEED  0.16 // likeness of two sentences that name rival culprits
#define VOICES_MAX 4    // voices named for one value

// --- making a record
// --------------------------------------------------------------------------------------------------------

static const char *join_names(struct ss_arena *arena, const char **names, uint32_t count)
{
    const char *out = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < count && n < VOICES_MAX; i++) {
        if (!names[i] || (i && ss_streq(names[i], names[i - 1]))) continue;
        out = out ? ss_printf(arena, "%s, %s", out, names[i]) : names[i];
        n++;
    }
    return out;
}

// The claims of a value are in order, each once; their room is the next power of two.
static bool put_claim(struct ss_arena *arena, struct sayso_row_value *v, uint32_t claim)
{
    uint32_t low = 0, high = v->claim_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->claims[middle] < claim)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < v->claim_count && v->claims[low] == claim) return true;
    if (!(v->claim_count & (v->claim_count - 1))) { // full
        uint32_t *claims = SS_NEW_ARRAY(arena, uint32_t, v->claim_count ? 2 * (size_t)v->claim_count : 1);
        if (!claims) return false;
        if (v->claim_count) memcpy(claims, v->claims, v->claim_count * sizeof *claims);
        v->claims = claims;
    }
    memmove(v->claims + low + 1, v->claims + low, (v->claim_count - low) * sizeof *v->claims);
    v->claims[low] = claim;
    v->claim_count++;
    return true;
}

bool ss_value_add(struct ss_collating *c, struct ss_values *values, const char *value, int64_t low, int64_t high,
                  uint32_t claim)
{
    struct sayso_row_value *v = NULL;
    for (uint32_t i = 0; i < values->count && !v; i++)
        if (low != SAYSO_OPEN || high != SAYSO_OPEN ? values->item[i].low == low && values->item[i].high == high
                                                    : ss_streq(values->item[i].value, value))
            v = &values->item[i];
    if (!v) {
        v = ss_arr_push(c->arena, values);
        if (!v) return false;
        *v = (struct sayso_row_value){.value = value, .low = low, .high = high, .since = SAYSO_NO_DAY};
    }
    return put_claim(c->arena, v, claim);
}

// Who asserts a claim: its voice, or who lays the blame in it.
const char *ss_speaker(const struct ss_collating *c, uint32_t i)
{
    const struct sayso_row_claim *r = &c->rows->claims[i];
    return c->seen[i].class && c->seen[i].class->blames && r->actor_count && r->actors[0].name ? r->actors[0].name
                                                                                               : r->voice;
}

static bool finish_value(struct ss_collating *c, struct sayso_row_value *v)
{
    const char **names = SS_NEW_ARRAY(c->arena, const char *, v->claim_count);
    uint32_t outlets;
    if (!names) return false;
    for (uint32_t i = 0; i < v->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[v->claims[i]];
        names[i] = ss_speaker(c, v->claims[i]);
        if (r->published != SAYSO_NO_DAY && (v->since == SAYSO_NO_DAY || r->published < v->since))
            v->since = r->published;
    }
    v->voice_key = c->rows->claims[v->claims[0]].voice_key;
    qsort(names, v->claim_count, sizeof *names, ss_compare_text);
    v->voice = join_names(c->arena, names, v->claim_count);
    ss_count_support(c, v->claims, v->claim_count, &v->reports, &outlets, &v->origins);
    return true;
}

static int by_value(const void *x, const void *y)
{
    const struct sayso_row_value *a = x, *b = y;
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    if (a->high != b->high) return a->high < b->high ? -1 : 1;
    return strcmp(a->value, b->value);
}

bool ss_conflict_add(struct ss_collating *c, struct sayso_row_event *e, const char *field, const char *counted,
                     const char *strength, const struct sayso_row_place *place, struct ss_values *values)
{
    uint32_t total = 0, at = 0, outlets;
    for (uint32_t i = 0; i < values->count; i++) {
        if (!finish_value(c, &values->item[i])) return false;
        total += values->item[i].claim_count;
    }
    qsort(values->item, values->count, sizeof *values->item, by_value);
    uint32_t *claims = SS_NEW_ARRAY(c->arena, uint32_t, total);
    struct sayso_row_conflict *x = ss_arr_push(c->arena, &c->conflicts);
    if (!claims || !x) return false;
    *x = (struct sayso_row_conflict){.event = e ? e->id : NULL,
                                     .field = field,
                                     .counted = counted,
                                     .strength = strength,
                                     .place_key = place->key,
                                     .place = place->name,
                                     .values = values->item,
                                     .value_count = values->count,
                                     .since = SAYSO_NO_DAY};
    for (uint32_t i = 0; i < values->count; i++) {
        memcpy(claims + at, values->item[i].claims, values->item[i].claim_count * sizeof *claims);
        at += values->item[i].claim_count;
        if (values->item[i].since > x->since) x->since = values->item[i].since; // both were there from then on
    }
    ss_count_support(c, claims, total, &x->reports, &outlets, &x->origins);
    const char *key = ss_printf(c->arena, "%s|%s|%s|%s", e ? e->id : place->key, field, counted ? counted : "",
                                c->rows->claims[claims[0]].id);
    x->id = key ? ss_short_id(c->arena, 'x', key) : NULL;
    if (e) e->contested = true;
    return x->id != NULL;
}

// --- tolls
// ------------------------------------------------------------------------------------------------------------------

bool ss_same_voice(const struct ss_collating *c, uint32_t a, uint32_t b)
{
    return strcmp(c->rows->claims[a].voice_key, c->rows->claims[b].voice_key) == 0 ||
           strcmp(c->seen[a].origin, c->seen[b].origin) == 0;
}

// Whether two claims speak so plainly of one thing that they may be set against one another.
bool ss_claims_linked(const struct ss_collating *c, uint32_t a, uint32_t b, bool culprits)
{
    const struct sayso_row_claim *x = &c->rows->claims[a], *y = &c->rows->claims[b];
    const struct ss_seen *s = &c->seen[a], *t = &c->seen[b];
    bool x_own = ss_streq(x->voice_kind, "outlet"), y_own = ss_streq(y->voice_kind, "outlet");
    double similar, fit = ss_collate_fit(c, a, b, &similar);
    bool one_text = s->report == t->report || c->report_root[s->report] == c->report_root[t->report];
    bool contrast = ss_rule_contrast(c->rules, x->sentence) || ss_rule_contrast(c->rules, y->sentence);
    // An outlet sums up its own sources: its figure beside theirs counts something else, unless it says so.
    if (ss_streq(x->outlet, y->outlet) && (x_own || y_own) && !contrast) return false;
    if (similar < LIKE_MUCH && ss_sides_fit(s->actors, s->actor_count, t->actors, t->actor_count) < 0 && !culprits)
        return false;
    bool bare = ss_is(NAMELESS, x->voice_kind) && ss_is(NAMELESS, y->voice_kind);
    if (bare && ss_streq(x->outlet, y->outlet) && !contrast) return false;
    // Two towns near one another are two, unless the sentences say else.
    int place = s->place && t->place ? ss_place_fit(s->place, t->place) : 0;
    if (place == 2 && !s->place_taken && !t->place_taken && similar < LIKE_DEED) return false;
    if (s->dated && t->dated && (s->to < t->from || t->to < s->from)) return false; // of different days
    if (!one_text) {
        bool one_story = c->report_story[s->report] == c->report_story[t->report];
        if (similar < LIKE_MUCH && ss_rule_other_target(c->rules, x->sentence, y->sentence)) return false;
        if (place < 1 && similar < LIKE_MUCH && !(one_story && similar >= LIKE_OTHER)) return false;
        return fit >= LINK_OTHER && similar >= (one_story ? LIKE_STORY : LIKE_OTHER);
    }
    // Nor are nameless sources of one text told apart, and "a monitor" is the Observatory of the next sentence.
    bool x_bare = ss_is(NAMELESS, x->voice_kind), y_bare = ss_is(NAMELESS, y->voice_kind);
    bool stands_in = ss_streq(ss_rule_speaks_for(c->rules, x->voice_key), STAND_IN) ||
                     ss_streq(ss_rule_speaks_for(c->rules, y->voice_key), STAND_IN);
    if (((x_bare && y_bare) || stands_in || x_own || y_own) && !contrast) return false;
    uint32_t apart = x->position > y->position ? x->position - y->position : y->position - x->position;
    return fit >= LINK_SAME && ((s->report == t->report && apart <= APART_SAME) || similar >= LIKE_SAME || contrast);
}

static const char *value_words(struct ss_collating *c, const struct ss_count *n, const char *counted)
{
    const struct sayso_row_figure *f = &c->rows->claims[n->claim].figures[n->figure];
    const char *words = f->words ? f->words : ss_printf(c->arena, "%lld", (long long)n->best);
    if (counted || strcmp(n->group, "all") == 0 || !words) return words;
    return ss_printf(c->arena, "%s %s", words, n->group);
}

// Whether one figure is of a part of the other's place, and no larger: the dead of a town beside those of its province.
static bool within(const struct ss_collating *c, const struct ss_count *a, const struct ss_count *b)
{
    const struct sayso_row_place *p = c->seen[a->claim].place, *q = c->seen[b->claim].place;
    double similar;
    if (!p || !q || ss_place_fit(p, q) != 1) return false;
    (void)ss_collate_fit(c, a->claim, b->claim, &similar);
    if (similar >= LIKE_DEED) return false;
    bool p_wide = ss_place_area(p);
    return p_wide ? b->low <= a->high : a->low <= b->high;
}

// A voice that could be anybody's: "officials". An army's officer speaks for the army.
static bool nameless(const struct ss_collating *c, uint32_t claim)
{
    const struct sayso_row_claim *r = &c->rows->claims[claim];
    return ss_is(NAMELESS, r->voice_kind) &&
           (!r->voice_key || *r->voice_key == '~' || strncmp(r->voice_key, "unnamed", 7) == 0);
}

// The same figure on the same word in other reports.
static bool add_repeats(struct ss_collating *c, const struct sayso_row_event *e, struct ss_values *values,
                        const struct ss_count *n, const char *words)
{
    const struct sayso_row_claim *first = &c->rows->claims[n->claim];
    const struct sayso_row_figure *f = &first->figures[n->figure];
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        bool same = r->realis == SAYSO_ACTUAL && strcmp(r->voice_key, first->voice_key) == 0, told = false;
        for (uint32_t k = 0; same && k < r->figure_count && !told; k++) {
            const struct sayso_row_figure *g = &r->figures[k];
            told = ss_streq(g->counts, f->counts) && g->low == f->low && g->high == f->high && g->best == f->best;
        }
        if (told && !ss_value_add(c, values, words, n->low, n->high == INT64_MAX ? SAYSO_OPEN : n->high, e->claims[i]))
            return false;
    }
    return true;
}

static bool toll_conflict(struct ss_collating *c, struct sayso_row_event *e, const char *field,
                          const struct ss_counts *n, const char *group)
{
    struct ss_values values = {0};
    int strongest = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        int worst = 0;
        bool all = strcmp(n->item[i].group, "all") == 0;
        if (group ? strcmp(n->item[i].group, group) != 0 : false) continue;
        for (uint32_t k = 0; k < n->count; k++) {
            if (k == i || ss_same_voice(c, n->item[i].claim, n->item[k].claim)) continue;
            if (group && strcmp(n->item[k].group, group) != 0) continue;
            if (!group && all == (strcmp(n->item[k].group, "all") == 0)) continue; // a part against the whole only
            int differ = ss_counts_differ(c, &n->item[i], &n->item[k]);
            if (differ == 1 && (nameless(c, n->item[i].claim) || nameless(c, n->item[k].claim)))
                differ = 0; // nameless, and no contradiction: most likely one source that counted on
            if (differ && within(c, &n->item[i], &n->item[k])) differ = 0;
            if (differ > worst && ss_claims_linked(c, n->item[i].claim, n->item[k].claim, false)) worst = differ;
        }
        if (!worst) continue;
        if (worst > strongest) strongest = worst;
        const char *words = value_words(c, &n->item[i], group);
        if (!words ||
            !ss_value_add(c, &values, words, n->item[i].low,
                          n->item[i].high == INT64_MAX ? SAYSO_OPEN : n->item[i].high, n->item[i].claim) ||
            !add_repeats(c, e, &values, &n->item[i], words))
            return false;
    }
    // Others who give one of these figures of the same thing stand with it.
    for (uint32_t i = 0; i < n->count && values.count > 1; i++)
        for (uint32_t v = 0; v < values.count; v++) {
            int64_t high = n->item[i].high == INT64_MAX ? SAYSO_OPEN : n->item[i].high;
            const struct sayso_row_value *x = &values.item[v];
            if ((group && strcmp(n->item[i].group, group) != 0) || x->low != n->item[i].low || x->high != high)
                continue;
            if (!group && strcmp(n->item[i].group, "all") != 0) continue;
            bool fits = false;
            for (uint32_t k = 0; k < x->claim_count && !fits; k++)
                fits = ss_collate_fit(c, n->item[i].claim, x->claims[k], NULL) >= LINK_OTHER;
            if (fits && !ss_value_add(c, &values, x->value, x->low, x->high, n->item[i].claim)) return false;
        }
    if (values.count < 2) return true;
    return ss_conflict_add(c, e, field, group && strcmp(group, "all") != 0 ? group : NULL,
                           strongest == 2 ? "contradict" : "apart", &e->place, &values);
}

static bool tolls(struct ss_collating *c, struct sayso_row_event *e, const char *field)
{
    struct ss_counts n = {0};
    const char *done[16];
    uint32_t done_count = 0;
    bool ok = ss_counts_of(c, e, field, &n);
    for (uint32_t i = 0; ok && i < n.count && done_count < 16; i++) {
        bool again = false;
        for (uint32_t k = 0; k < done_count; k++) again |= strcmp(done[k], n.item[i].group) == 0;
        if (again) continue;
        done[done_count++] = n.item[i].group;
        ok = toll_conflict(c, e, field, &n, n.item[i].group);
    }
    ok = ok && toll_conflict(c, e, field, &n, NULL);
    ss_arr_free(&n);
    return ok;
}

enum sayso_err ss_collate_conflicts(struct ss_collating *c)
{
    static const char *const fields[] = {"killed", "injured", "missing", "kidnapped", "arrested", "displaced"};
    for (uint32_t i = 0; i < c->out->event_count; i++) {
        struct sayso_row_event *e = &c->out->events[i];
        for (size_t k = 0; e->claim_count > 1 && k < sizeof fields / sizeof *fields; k++)
            if (!tolls(c, e, fields[k])) return SAYSO_ERR_NOMEM;
        if (!ss_collate_deeds(c, i)) return SAYSO_ERR_NOMEM;
    }
    return SAYSO_OK;
}
