// SPDX-License-Identifier: Apache-2.0
// Rival culprits and denials of one event, out of its claims and of accusations near them in their reports.
#include "collate/conflict.h"

#include <string.h>
#include "base/str.h"

#define LIKE_BLAME 0.08 // of an accusation and the deed it is about
#define LIKE_DEED  0.16 // likeness of two sentences that name rival culprits
#define LIKE_OTHER 0.09

static bool names_culprit(const struct ss_collating *c, uint32_t i)
{
    const struct ss_seen *s = &c->seen[i];
    const struct sayso_row_claim *r = &c->rows->claims[i];
    if (!s->class || !s->class->culprit || r->kind != SAYSO_CLAIM_EVENT || !s->actor_count || s->coarse) return false;
    for (uint32_t k = 0; k < r->actor_count; k++) {
        if (!ss_party(&r->actors[k])) return false;
        // A state named in its own land, or in a land not known, is mostly a place.
        if (ss_streq(r->actors[k].kind, "state") &&
            (!s->place || !s->place->country || ss_streq(s->place->country, r->actors[k].country)))
            return false;
    }
    for (uint32_t k = 0; k < s->actor_count; k++)
        if (s->actors[k].vague) return false;
    return true;
}

static bool same_figure(const struct sayso_row_claim *x, const struct sayso_row_claim *y)
{
    for (uint32_t i = 0; i < x->figure_count; i++)
        for (uint32_t k = 0; k < y->figure_count; k++)
            if (x->figures[i].best > 2 && x->figures[i].best == y->figures[k].best &&
                ss_streq(x->figures[i].counts, y->figures[k].counts))
                return true;
    return false;
}

// Whether two claims lay one deed at different doors. Deeds of war are many: the sentences must be alike, or count the
// same.
static bool rivals(const struct ss_collating *c, uint32_t a, uint32_t b)
{
    const struct ss_seen *x = &c->seen[a], *y = &c->seen[b];
    double similar;
    if (ss_same_voice(c, a, b) || ss_sides_fit(x->actors, x->actor_count, y->actors, y->actor_count) >= 0) return false;
    if (ss_sides_fit(x->recipients, x->recipient_count, y->recipients, y->recipient_count) < 0) return false;
    // Two sides that fire at one another are no rivals for one deed.
    if (ss_sides_fit(x->actors, x->actor_count, y->recipients, y->recipient_count) > 0 ||
        ss_sides_fit(y->actors, y->actor_count, x->recipients, x->recipient_count) > 0)
        return false;
    bool counted = same_figure(&c->rows->claims[a], &c->rows->claims[b]);
    if (!counted && (!x->family || !ss_streq(x->family, y->family))) return false;
    (void)ss_collate_fit(c, a, b, &similar);
    if (x->words == y->words) return false; // two deeds told in one sentence
    if (similar < LIKE_DEED && !counted) return false;
    return ss_claims_linked(c, a, b, true);
}

struct blame {
    uint32_t claim;
    bool accusation; // the culprits are the recipients
};

struct blames {
    struct blame *item;
    uint32_t count, room;
};

static const struct ss_side *culprits_of(const struct ss_collating *c, const struct blame *b, uint32_t *count)
{
    const struct ss_seen *s = &c->seen[b->claim];
    *count = b->accusation ? s->recipient_count : s->actor_count;
    return b->accusation ? s->recipients : s->actors;
}

static const char *culprit_words(struct ss_collating *c, const struct blame *b)
{
    const struct sayso_row_claim *r = &c->rows->claims[b->claim];
    const struct sayso_row_actor *a = b->accusation ? r->recipients : r->actors;
    const char *out = NULL;
    for (uint32_t k = 0; k < (b->accusation ? r->recipient_count : r->actor_count); k++)
        if (a[k].name) out = out ? ss_printf(c->arena, "%s, %s", out, a[k].name) : a[k].name;
    return out;
}

static bool accuses(const struct ss_collating *c, uint32_t i)
{
    const struct ss_seen *s = &c->seen[i];
    const struct sayso_row_claim *r = &c->rows->claims[i];
    if (!s->class || !s->class->blames || !ss_streq(s->class->blames, r->mode) || r->realis != SAYSO_ACTUAL ||
        !s->recipient_count || s->coarse)
        return false;
    for (uint32_t k = 0; k < r->recipient_count; k++)
        if (!ss_party(&r->recipients[k]) ||
            (s->recipients[k < SS_SIDES_MAX ? k : 0].vague && !s->recipients[k < SS_SIDES_MAX ? k : 0].camp))
            return false;
    return true;
}

// The event that an accusation is about: of the nearest claim of a deed, before it rather than after; UINT32_MAX when
// none.
static uint32_t accused_of(const struct ss_collating *c, uint32_t i)
{
    static const int steps[] = {-1, 1, -2, 2, -3};
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        int64_t at = (int64_t)i + steps[k];
        if (at < 0 || at >= c->rows->claim_count) continue;
        const struct ss_seen *s = &c->seen[at];
        if (s->report != c->seen[i].report || !s->class || !s->class->culprit || s->coarse || s->event == UINT32_MAX)
            continue;
        // The words must show that it is this deed: the same sentence, or one like it.
        if (s->words == c->seen[i].words || ss_words_alike(c, &c->seen[i], s) >= LIKE_BLAME) return s->event;
    }
    return UINT32_MAX;
}

static bool gather_blames(struct ss_collating *c, uint32_t event, struct blames *out)
{
    struct sayso_row_event *e = &c->out->events[event];
    for (uint32_t i = 0; i < e->claim_count; i++) {
        uint32_t first = e->claims[i] > 3 ? e->claims[i] - 3 : 0;
        if (names_culprit(c, e->claims[i])) {
            struct blame *b = ss_arr_push(NULL, out);
            if (!b) return false;
            *b = (struct blame){.claim = e->claims[i]};
        }
        for (uint32_t k = first; k <= e->claims[i] + 3 && k < c->rows->claim_count; k++) {
            bool known = false;
            if (!accuses(c, k) || accused_of(c, k) != event) continue;
            for (uint32_t m = 0; m < out->count; m++) known |= out->item[m].claim == k;
            struct blame *b = known ? NULL : ss_arr_push(NULL, out);
            if (!b && !known) return false;
            if (b) *b = (struct blame){.claim = k, .accusation = true};
        }
    }
    return true;
}

static bool same_speaker(const struct ss_collating *c, uint32_t a, uint32_t b)
{
    return ss_streq(ss_speaker(c, a), ss_speaker(c, b)) ||
           (ss_same_voice(c, a, b) && ss_speaker(c, a) == c->rows->claims[a].voice &&
            ss_speaker(c, b) == c->rows->claims[b].voice);
}

static bool rival_blames(const struct ss_collating *c, const struct blame *a, const struct blame *b)
{
    uint32_t m, n;
    if (!a->accusation && !b->accusation) return rivals(c, a->claim, b->claim);
    const struct ss_side *x = culprits_of(c, a, &m), *y = culprits_of(c, b, &n);
    if (same_speaker(c, a->claim, b->claim) || ss_sides_fit(x, m, y, n) >= 0) return false;
    if (a->accusation && b->accusation) return true;
    // The deed blamed must be done to the same.
    const struct ss_seen *s = &c->seen[a->accusation ? b->claim : a->claim];
    const struct ss_side *accused = a->accusation ? x : y;
    return ss_sides_fit(s->recipients, s->recipient_count, accused, a->accusation ? m : n) <= 0;
}

static bool culprits(struct ss_collating *c, struct sayso_row_event *e, const struct blames *all)
{
    struct ss_values values = {0};
    for (uint32_t i = 0; i < all->count; i++) {
        const struct blame *a = &all->item[i];
        bool rival = false;
        if (c->rows->claims[a->claim].realis != SAYSO_ACTUAL) continue;
        for (uint32_t k = 0; k < all->count && !rival; k++)
            rival = k != i && c->rows->claims[all->item[k].claim].realis == SAYSO_ACTUAL &&
                    rival_blames(c, a, &all->item[k]);
        const char *words = rival ? culprit_words(c, a) : NULL;
        if (words && !ss_value_add(c, &values, words, SAYSO_OPEN, SAYSO_OPEN, a->claim)) return false;
    }
    return values.count < 2 || ss_conflict_add(c, e, "actor", NULL, "contradict", &e->place, &values);
}

// Whether a claim that something was not done answers one that it was.
static bool denies(const struct ss_collating *c, uint32_t no, uint32_t yes)
{
    const struct sayso_row_claim *r = &c->rows->claims[no];
    if (ss_is("deny|reject", r->verb)) return true;
    double similar;
    (void)ss_collate_fit(c, no, yes, &similar);
    return c->seen[no].report != c->seen[yes].report && similar >= LIKE_OTHER;
}

static bool denials(struct ss_collating *c, struct sayso_row_event *e, const struct blames *all)
{
    struct ss_values values = {0};
    for (uint32_t i = 0; i < all->count; i++) {
        const struct blame *a = &all->item[i];
        uint32_t m, n;
        const struct ss_side *x = culprits_of(c, a, &m);
        if (c->rows->claims[a->claim].realis != SAYSO_NEGATED) continue;
        for (uint32_t k = 0; k < all->count; k++) {
            const struct blame *b = &all->item[k];
            const struct ss_side *y = culprits_of(c, b, &n);
            if (c->rows->claims[b->claim].realis != SAYSO_ACTUAL || same_speaker(c, a->claim, b->claim)) continue;
            if (ss_sides_fit(x, m, y, n) <= 0 || (!b->accusation && !denies(c, a->claim, b->claim))) continue;
            const char *did = culprit_words(c, b); // the denier's own words for itself differ: "its jets"
            const char *not_did = did ? ss_printf(c->arena, "not %s", did) : NULL;
            if (!did || !not_did || !ss_value_add(c, &values, did, SAYSO_OPEN, SAYSO_OPEN, b->claim) ||
                !ss_value_add(c, &values, not_did, SAYSO_OPEN, SAYSO_OPEN, a->claim))
                return false;
        }
    }
    return values.count < 2 || ss_conflict_add(c, e, "denial", NULL, "contradict", &e->place, &values);
}

bool ss_collate_deeds(struct ss_collating *c, uint32_t event)
{
    struct blames all = {0};
    struct sayso_row_event *e = &c->out->events[event];
    bool ok = gather_blames(c, event, &all) && culprits(c, e, &all) && denials(c, e, &all);
    ss_arr_free(&all);
    return ok;
}
