// SPDX-License-Identifier: Apache-2.0
// Figures made comparable, and the low, best and high of an event.
#include "collate/toll.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define APART_TIMES 2 // lower bounds this many times one another are far apart
#define APART_LEAST 5

static void bounds(const struct sayso_row_figure *f, struct ss_count *n)
{
    n->best = f->best != SAYSO_OPEN ? f->best : f->low != SAYSO_OPEN ? f->low : f->high;
    n->vague = f->vague;
    n->low = f->low != SAYSO_OPEN ? f->low : f->high != SAYSO_OPEN ? 0 : n->best;
    n->high = f->high != SAYSO_OPEN ? f->high : f->low != SAYSO_OPEN || f->vague ? INT64_MAX : n->best;
    if (f->approx && f->low == SAYSO_OPEN && f->high == SAYSO_OPEN) {
        n->low = n->best - n->best / 5 - 1;
        n->high = n->best + n->best / 4 + 1;
    }
}

// Whose dead: the words counted, else who they are, else the one recipient of the claim.
static void counted(const struct ss_collating *c, const struct sayso_row_claim *r, const struct sayso_row_figure *f,
                    struct ss_count *n)
{
    n->group = ss_rule_group(c->rules, f->of_words);
    if (!n->group && f->of.name) n->group = ss_rule_group(c->rules, f->of.name);
    if (f->of.key) n->of = ss_side_of(c, &f->of);
    if (!n->group && !f->of_words && r->recipient_count == 1 && r->figure_count == 1) {
        n->group = ss_rule_group(c->rules, r->recipients[0].name);
        if (!n->of.key) n->of = ss_side_of(c, &r->recipients[0]);
        if (!n->group) n->group = ss_rule_kind_group(c->rules, r->recipients[0].kind);
    }
    if (!n->group) n->group = ss_rule_kind_group(c->rules, f->of.kind);
    // People that no group knows ("siblings", "rescue workers") are some of the dead, not all.
    if (!n->group) n->group = f->of_words ? "part" : "all";
    if (n->figure < 32 && c->seen[n->claim].parts >> n->figure & 1) n->group = "part";
    if (n->of.vague) n->of.key = NULL;
}

static bool replaces(const struct ss_collating *c, const struct ss_count *with, const struct ss_count *old)
{
    const struct sayso_row_claim *a = &c->rows->claims[with->claim], *b = &c->rows->claims[old->claim];
    if (a->published != b->published) return a->published > b->published;
    if (strcmp(a->report, b->report) != 0) return with->vague != old->vague ? old->vague : with->best > old->best;
    return with->vague != old->vague ? old->vague : with->best > old->best;
}

static int by_voice(const struct ss_collating *c, const struct ss_count *a, const struct ss_count *b)
{
    int d = strcmp(c->rows->claims[a->claim].voice_key, c->rows->claims[b->claim].voice_key);
    if (!d) d = strcmp(a->group, b->group);
    if (!d) d = ss_compare_text(&a->of.key, &b->of.key);
    return d;
}

// Whether the sentence gives a larger figure of the same thing: then this one, of nobody in particular, is a part of
// it.
static bool smaller_in_sentence(const struct ss_collating *c, const struct ss_count *n, const char *what)
{
    const struct sayso_row_claim *rows = c->rows->claims;
    for (uint32_t i = n->claim ? n->claim - 1 : 0; i < c->rows->claim_count && i <= n->claim + 1; i++) {
        if (c->seen[i].report != c->seen[n->claim].report || c->seen[i].words != c->seen[n->claim].words) continue;
        for (uint32_t k = 0; k < rows[i].figure_count; k++)
            if (ss_streq(rows[i].figures[k].counts, what) && rows[i].figures[k].best > n->best) return true;
    }
    return false;
}

bool ss_counts_of(const struct ss_collating *c, const struct sayso_row_event *e, const char *what,
                  struct ss_counts *out)
{
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        if (r->realis != SAYSO_ACTUAL || c->seen[e->claims[i]].coarse) continue;
        for (uint32_t k = 0; k < r->figure_count; k++) {
            struct ss_count n = {.claim = e->claims[i], .figure = k};
            uint32_t at = 0;
            if (!ss_streq(r->figures[k].counts, what)) continue;
            bounds(&r->figures[k], &n);
            if (n.best == SAYSO_OPEN || n.best <= 0) continue;
            counted(c, r, &r->figures[k], &n);
            if (strcmp(n.group, "all") == 0 && smaller_in_sentence(c, &n, what)) n.group = "part";
            while (at < out->count && by_voice(c, &out->item[at], &n) < 0) at++;
            if (at < out->count && by_voice(c, &out->item[at], &n) == 0) {
                if (replaces(c, &n, &out->item[at])) out->item[at] = n;
                continue;
            }
            struct ss_count *fresh = ss_arr_push(NULL, out);
            if (!fresh) return false;
            memmove(&out->item[at + 1], &out->item[at], (out->count - 1 - at) * sizeof *out->item);
            out->item[at] = n;
        }
    }
    return true;
}

int ss_counts_differ(const struct ss_collating *c, const struct ss_count *a, const struct ss_count *b)
{
    const struct sayso_row_claim *x = &c->rows->claims[a->claim], *y = &c->rows->claims[b->claim];
    bool same_group = strcmp(a->group, b->group) == 0;
    bool a_all = strcmp(a->group, "all") == 0, b_all = strcmp(b->group, "all") == 0;
    if (a->of.key && b->of.key && !ss_streq(a->of.key, b->of.key) && !a_all && !b_all) return 0;
    if (!same_group && !a_all && !b_all) return 0;
    if (a->vague || b->vague) return 0; // "dozens" contradicts little
    if (strcmp(a->group, "part") == 0 || strcmp(b->group, "part") == 0) return 0;
    bool apart = same_group ? a->low > b->high || b->low > a->high : b_all ? a->low > b->high : b->low > a->high;
    if (apart) {
        // A higher count on a later day may be the same toll, risen.
        const struct ss_count *late = x->published > y->published ? a : b, *early = late == a ? b : a;
        bool risen = x->published != y->published && x->published != SAYSO_NO_DAY && y->published != SAYSO_NO_DAY &&
                     late->low > early->high;
        return risen ? 1 : 2;
    }
    if (!same_group) return 0;
    int64_t lo = a->best < b->best ? a->best : b->best, hi = a->best < b->best ? b->best : a->best;
    return hi >= lo * APART_TIMES && hi - lo >= APART_LEAST ? 1 : 0;
}

// --- low, best, high of an event
// -------------------------------------------------------------------------------------------------

static int by_best(const void *x, const void *y)
{
    const struct ss_count *a = x, *b = y;
    if (a->best != b->best) return a->best < b->best ? -1 : 1;
    return a->claim < b->claim ? -1 : a->claim > b->claim;
}

// Whose dead an event is told by.
struct told {
    const char *group;
    const char *of; // key of their side; NULL: any
    int64_t all;    // the most that anybody counts of all; 0 when nobody does
};

// The whole where some voice counts all; else those whom the claim counts that stands for the event; else the largest
// group, and in it the side of its largest figure.
static struct told choose_told(const struct ss_counts *n, uint32_t head)
{
    struct told t = {0};
    int64_t largest = 0;
    bool led = false; // by the event's own claim
    for (uint32_t i = 0; i < n->count; i++) {
        const struct ss_count *x = &n->item[i];
        if (strcmp(x->group, "all") == 0) {
            t.all = x->best > t.all ? x->best : t.all;
        } else if (x->claim == head ? !led || x->best > largest : !led && x->best > largest) {
            led = x->claim == head;
            largest = x->best;
            t.group = x->group;
            t.of = x->of.key;
        }
    }
    if (t.all) t = (struct told){"all", NULL, t.all};
    return t;
}

static bool is_told(const struct told *t, const struct ss_count *x)
{
    if (strcmp(x->group, t->group) == 0) return !t->of || !x->of.key || strcmp(x->of.key, t->of) == 0;
    // Somebody counts more of some ("nine miners") than anybody does of all: the whole is disputed.
    return t->all && strcmp(x->group, "part") != 0 && !x->vague && x->best > t->all;
}

// Lowest low, highest high; best: the figure that most origins give, the higher one of equals.
static bool toll_of(const struct ss_collating *c, const struct sayso_row_event *e, const char *what,
                    struct sayso_row_toll *out)
{
    struct ss_counts n = {0};
    if (!ss_counts_of(c, e, what, &n)) return false;
    const struct told told = choose_told(&n, e->head);
    if (n.count) qsort(n.item, n.count, sizeof *n.item, by_best);
    uint32_t votes_most = 0;
    int64_t most = SAYSO_OPEN;
    for (uint32_t i = 0; i < n.count; i++) {
        const struct ss_count *x = &n.item[i];
        const char *origins[64];
        uint32_t votes = 0;
        if (!is_told(&told, x)) continue;
        for (uint32_t k = 0; k < n.count && votes < 64; k++)
            if (n.item[k].best == x->best && is_told(&told, &n.item[k]))
                origins[votes++] = c->seen[n.item[k].claim].origin;
        votes = ss_count_different(origins, votes);
        if (votes >= votes_most) {
            votes_most = votes;
            out->best = x->best;
        }
        if (most == SAYSO_OPEN || x->best > most) most = x->best;
        if (out->low == SAYSO_OPEN || x->low < out->low) out->low = x->low;
        if (x->high == INT64_MAX) continue;
        if (out->high == SAYSO_OPEN || x->high > out->high) out->high = x->high;
    }
    if (out->best != SAYSO_OPEN && (out->high == SAYSO_OPEN || out->high < most)) out->high = most;
    ss_arr_free(&n);
    return true;
}

enum sayso_err ss_collate_tolls(struct ss_collating *c)
{
    for (uint32_t i = 0; i < c->out->event_count; i++) {
        struct sayso_row_event *e = &c->out->events[i];
        if (!toll_of(c, e, "killed", &e->killed) || !toll_of(c, e, "injured", &e->injured)) return SAYSO_ERR_NOMEM;
        if (e->killed.best != SAYSO_OPEN || e->injured.best != SAYSO_OPEN)
            e->toll_rule = "each voice's last figure; low and high: the extremes; best: the figure of most origins";
    }
    return SAYSO_OK;
}
