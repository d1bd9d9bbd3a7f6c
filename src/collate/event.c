// SPDX-License-Identifier: Apache-2.0
// Groups claims into happenings: pairs that may be one are scored, the best joined first, and a group stays within its
// days.
#include "collate/near.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define JOIN_SAME  2.2 // least fit to join within a report
#define JOIN_OTHER 3.0 // and across reports
#define MEAN_LEAST 1.6 // least mean fit of all pairs of two groups to be joined
#define SPAN_MAX   2   // days that the stated dates of one happening may span
#define SAMPLE     24  // members compared on each side
#define TRIED_SIZE (1u << 16)

struct edge {
    double fit;
    uint32_t a, b;
};

struct group {
    uint32_t *member;
    uint32_t count, room;
    int32_t from, to; // of its dated claims; SAYSO_NO_DAY none
};

struct window {
    int32_t from;
    uint32_t claim;
};

// Two groups that were not joined: not looked at again while both are as they were.
struct tried {
    uint32_t a, b, size_a, size_b;
};

struct grouping {
    struct ss_collating *c;
    uint32_t *root;
    struct group *groups; // by root claim
    SS_ARR(struct edge) edges;
    struct window *order; // claims by start of their window
};

static int by_fit(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->fit != b->fit) return a->fit > b->fit ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static bool add_edge(struct grouping *g, uint32_t a, uint32_t b)
{
    double similar, fit = ss_collate_fit(g->c, a, b, &similar);
    const struct ss_seen *x = &g->c->seen[a], *y = &g->c->seen[b];
    if (fit < (x->report == y->report ? JOIN_SAME : JOIN_OTHER)) return true;
    // Across reports something beside the words must say that it is the same: a place, or nearly the same sentence.
    if (x->report != y->report && x->class->by_place && (!x->place || !y->place) && similar < 0.5) return true;
    struct edge *e = ss_arr_push(NULL, &g->edges);
    if (!e) return false;
    *e = (struct edge){fit, a < b ? a : b, a < b ? b : a};
    return true;
}

static int by_window(const void *x, const void *y)
{
    const struct window *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return a->claim < b->claim ? -1 : a->claim > b->claim;
}

static bool meet(void *user, uint32_t a, uint32_t b)
{
    return add_edge(user, a, b);
}

// Pairs within a report, and those across reports whose windows may meet and that have something in common.
static bool find_edges(struct grouping *g)
{
    uint32_t n = g->c->rows->claim_count, count = 0;
    const struct ss_seen *seen = g->c->seen;
    for (uint32_t i = 0; i < n; i++) {
        if (!seen[i].class) continue;
        if (seen[i].from != SAYSO_NO_DAY) g->order[count++] = (struct window){seen[i].from, i};
        for (uint32_t k = i + 1; k < n && seen[k].report == seen[i].report; k++)
            if (seen[k].class && !add_edge(g, i, k)) return false;
    }
    if (count) qsort(g->order, count, sizeof *g->order, by_window);
    uint32_t *order = SS_NEW_ARRAY(g->c->arena, uint32_t, count);
    if (!order) return false;
    for (uint32_t i = 0; i < count; i++) order[i] = g->order[i].claim;
    struct ss_near near;
    bool ok = ss_near_make(&near, g->c, order, count);
    for (uint32_t i = 0; ok && i < count; i++) ok = ss_near_each(&near, i, meet, g);
    ss_near_free(&near);
    if (g->edges.count) qsort(g->edges.item, g->edges.count, sizeof *g->edges.item, by_fit);
    return ok;
}

static uint32_t find(uint32_t *root, uint32_t i)
{
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}

static bool same_days(const struct group *a, const struct group *b, int32_t *from, int32_t *to)
{
    *from = a->from == SAYSO_NO_DAY || (b->from != SAYSO_NO_DAY && b->from < a->from) ? b->from : a->from;
    *to = a->to > b->to ? a->to : b->to;
    return *from == SAYSO_NO_DAY || *to - *from <= SPAN_MAX;
}

// Mean fit over pairs, those that cannot be counting as -3; of one report's repeated claims only some are looked at.
static double mean_fit(const struct grouping *g, const struct group *a, const struct group *b)
{
    double sum = 0;
    uint32_t n = 0, step_a = a->count / SAMPLE + 1, step_b = b->count / SAMPLE + 1;
    for (uint32_t i = 0; i < a->count; i += step_a)
        for (uint32_t k = 0; k < b->count; k += step_b) {
            double fit = ss_collate_fit(g->c, a->member[i], b->member[k], NULL);
            sum += fit < -3 ? -3 : fit;
            n++;
        }
    return n ? sum / n : -3;
}

static bool join(struct grouping *g, uint32_t ra, uint32_t rb, int32_t from, int32_t to)
{
    struct group *a = &g->groups[ra], *b = &g->groups[rb];
    if (a->count < b->count) {
        struct group *t = a;
        uint32_t r = ra;
        a = b;
        b = t;
        ra = rb;
        rb = r;
    }
    if (a->count + b->count > a->room) {
        uint32_t room = (a->count + b->count) * 2;
        uint32_t *member = SS_NEW_ARRAY(g->c->arena, uint32_t, room);
        if (!member) return false;
        memcpy(member, a->member, a->count * sizeof *member);
        a->member = member;
        a->room = room;
    }
    memcpy(a->member + a->count, b->member, b->count * sizeof *b->member);
    a->count += b->count;
    a->from = from;
    a->to = to;
    g->root[rb] = ra;
    return true;
}

static bool join_all(struct grouping *g)
{
    struct tried *tried = calloc(TRIED_SIZE, sizeof *tried);
    bool ok = tried != NULL;
    for (uint32_t i = 0; ok && i < g->edges.count; i++) {
        uint32_t ra = find(g->root, g->edges.item[i].a), rb = find(g->root, g->edges.item[i].b);
        int32_t from, to;
        if (ra == rb || !same_days(&g->groups[ra], &g->groups[rb], &from, &to)) continue;
        const struct tried now = {ra, rb, g->groups[ra].count, g->groups[rb].count};
        struct tried *before = &tried[(ra * 2654435761u ^ rb * 40503u) % TRIED_SIZE];
        if (before->a == ra && before->b == rb && before->size_a == now.size_a && before->size_b == now.size_b)
            continue;
        if (mean_fit(g, &g->groups[ra], &g->groups[rb]) < MEAN_LEAST)
            *before = now;
        else
            ok = join(g, ra, rb, from, to);
    }
    free(tried);
    return ok;
}

// --- events out of groups
// ---------------------------------------------------------------------------------------------------

static int by_index(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

// Whether a claim is not what its sentence is about.
static bool second(const struct ss_collating *c, uint32_t i)
{
    const struct ss_seen *s = &c->seen[i];
    return i && s[-1].report == s->report && s[-1].words == s->words;
}

// Whether a deed is named in passing ("backed by air strikes"): on no one, with no count and no day of its own.
static bool in_passing(const struct ss_collating *c, uint32_t i)
{
    const struct ss_seen *s = &c->seen[i];
    return second(c, i) && c->rows->claims[i].kind == SAYSO_CLAIM_EVENT && !s->recipient_count && !s->dated &&
           !c->rows->claims[i].figure_count;
}

// How good a claim is to stand for its event: a coded event with actors, a dated one, early in its report.
static int standing(const struct ss_collating *c, uint32_t i)
{
    const struct sayso_row_claim *r = &c->rows->claims[i];
    const struct ss_seen *s = &c->seen[i];
    bool control = r->kind == SAYSO_CLAIM_CONTROL;
    int n = r->kind == SAYSO_CLAIM_EVENT ? 30 : control ? 20 : 0;
    n += (s->actor_count ? 8 : 0) + (s->recipient_count ? (control ? 3 : 6) : 0) + (r->mode ? 3 : 0) +
         (r->figure_count ? 8 : 0);
    n += (s->dated ? 3 : 0) + (s->place_taken ? 0 : 3) + (r->realis == SAYSO_NEGATED ? -40 : 0);
    n -= second(c, i) ? 6 : 0;
    n -= in_passing(c, i) ? 26 : 0;
    if (ss_streq(r->status, "besieged")) n -= 20; // a state that lasts, or men and no place: only where nothing else is
    return n - (r->position < 8 ? (int)r->position / 2 : 4);
}

// The value that most claims have, ties to the first in order; NULL votes are not counted.
static const char *most(const char **votes, uint32_t count)
{
    const char *best = NULL;
    uint32_t best_n = 0;
    qsort(votes, count, sizeof *votes, ss_compare_text);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && ss_compare_text(&votes[i], &votes[end]) == 0;) end++;
        if (votes[i] && end - i > best_n) {
            best = votes[i];
            best_n = end - i;
        }
    }
    return best;
}

static void choose_place(const struct ss_collating *c, struct sayso_row_event *e, const char **votes)
{
    // The most precise of the most named: areas count a third.
    uint32_t best_n = 0;
    for (uint32_t i = 0; i < e->claim_count; i++)
        votes[i] = c->seen[e->claims[i]].place ? c->seen[e->claims[i]].place->key : NULL;
    qsort(votes, e->claim_count, sizeof *votes, ss_compare_text);
    for (uint32_t i = 0, end; i < e->claim_count; i = end) {
        for (end = i + 1; end < e->claim_count && ss_compare_text(&votes[i], &votes[end]) == 0;) end++;
        if (!votes[i]) continue;
        const struct sayso_row_place *p = NULL;
        for (uint32_t k = 0; k < e->claim_count && !p; k++) {
            const struct sayso_row_place *q = c->seen[e->claims[k]].place;
            if (q && strcmp(q->key, votes[i]) == 0) p = q;
        }
        // A point that a gazetteer knows before an area, an area before words like "the town".
        bool area = p->feature && (strncmp(p->feature, "admin", 5) == 0 || strcmp(p->feature, "region") == 0);
        uint32_t n = (end - i) * (!p->geonames && !p->has_point ? 1 : area ? 3 : 9);
        if (n > best_n) {
            best_n = n;
            e->place = *p;
        }
    }
    if (!best_n) e->place = c->rows->claims[e->head].place;
}

static void choose_days(const struct ss_collating *c, struct sayso_row_event *e)
{
    e->from = e->to = SAYSO_NO_DAY;
    for (int pass = 0; pass < 3 && e->from == SAYSO_NO_DAY; pass++) {
        for (uint32_t i = 0; i < e->claim_count; i++) {
            const struct ss_seen *s = &c->seen[e->claims[i]];
            const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
            if (s->from == SAYSO_NO_DAY || (pass == 0 && !s->dated) || (pass == 1 && r->from == SAYSO_NO_DAY)) continue;
            if (e->from == SAYSO_NO_DAY || s->from < e->from) e->from = s->from;
            if (e->to == SAYSO_NO_DAY || s->to > e->to) e->to = s->to;
            e->dated = pass == 2 ? "report" : "stated";
        }
    }
}

struct vote {
    const struct sayso_row_actor *actor;
    uint32_t n;
};

static int by_votes(const void *x, const void *y)
{
    const struct vote *a = x, *b = y;
    if (a->n != b->n) return a->n > b->n ? -1 : 1;
    return strcmp(a->actor->key, b->actor->key);
}

// Those who fight, and those who are hit: no papers, no monitors, no places.
static bool fits_role(const struct sayso_row_actor *a, bool recipient)
{
    return recipient ? !ss_is("media|place", a->kind) : ss_party(a) || ss_streq(a->kind, "crowd");
}

// Whether more claims of the event have the actor in the other role.
static bool rather_other(const struct ss_collating *c, const struct sayso_row_event *e, const char *key, bool recipient)
{
    int n = 0;
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        for (uint32_t k = 0; k < r->actor_count; k++) n += ss_streq(r->actors[k].key, key) ? (recipient ? 1 : -1) : 0;
        for (uint32_t k = 0; k < r->recipient_count; k++)
            n += ss_streq(r->recipients[k].key, key) ? (recipient ? -1 : 1) : 0;
    }
    return n > 0;
}

// Actors by how many claims name them; vague ones last; at most six.
static bool choose_actors(const struct ss_collating *c, const struct sayso_row_event *e, bool recipients,
                          struct sayso_row_actor **out, uint32_t *count)
{
    SS_ARR(struct vote) votes = {0};
    bool by_place = c->seen[e->head].class->by_place;
    const char *told = ss_rule_mode(c->rules, e->mode);
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        if (r->realis == SAYSO_NEGATED || !e->type != (r->kind != SAYSO_CLAIM_EVENT)) continue;
        // Those who did or suffered something else the same day are no part of the deed that is told.
        const char *family = c->seen[e->claims[i]].family;
        if (told && family && !ss_streq(family, told)) continue;
        const struct sayso_row_actor *a = recipients ? r->recipients : r->actors;
        for (uint32_t k = 0; k < (recipients ? r->recipient_count : r->actor_count); k++) {
            uint32_t m = 0;
            if (!a[k].key || !a[k].name || (by_place && !fits_role(&a[k], recipients))) continue;
            while (m < votes.count && strcmp(votes.item[m].actor->key, a[k].key) != 0) m++;
            if (m == votes.count) {
                struct vote *fresh = ss_arr_push(NULL, &votes);
                if (!fresh) return false;
            }
            votes.item[m].actor = &a[k];
            votes.item[m].n += ss_side_of(c, &a[k]).vague ? 2 : 3;
            votes.item[m].n += e->claims[i] == e->head ? 2 : 0; // of equals the one of the claim that stands for it
        }
    }
    for (uint32_t i = 0; i < votes.count; i++)
        if (rather_other(c, e, votes.item[i].actor->key, recipients)) votes.item[i].n = 0;
    if (votes.count) qsort(votes.item, votes.count, sizeof *votes.item, by_votes);
    while (votes.count && !votes.item[votes.count - 1].n) votes.count--;
    // A name that few give beside one that many give is no part of the short list.
    while (votes.count > 1 && votes.item[votes.count - 1].n * 5 < votes.item[0].n * 3) votes.count--;
    *count = votes.count < 6 ? votes.count : 6;
    *out = SS_NEW_ARRAY(c->arena, struct sayso_row_actor, *count);
    for (uint32_t i = 0; *out && i < *count; i++) (*out)[i] = *votes.item[i].actor;
    ss_arr_free(&votes);
    return *out != NULL;
}

// How it was done: as the claim says that stands for it, else as more than half of those say that tell of the deed.
static const char *mode_of(const struct sayso_row_claim *rows, const struct sayso_row_event *e, const char **votes)
{
    uint32_t deeds = 0, agree = 0;
    const char *mode = rows[e->head].mode;
    if (mode && ss_streq(rows[e->head].type, e->type)) return mode;
    mode = most(votes, e->claim_count);
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &rows[e->claims[i]];
        deeds += r->realis == SAYSO_ACTUAL && ss_streq(r->type, e->type);
        agree += ss_streq(votes[i], mode);
    }
    return agree * 2 > deeds || !deeds ? mode : NULL;
}

static bool make_event(struct ss_collating *c, struct sayso_row_event *e, const char **votes)
{
    int best = -1000;
    qsort(e->claims, e->claim_count, sizeof *e->claims, by_index);
    const struct sayso_row_claim *rows = c->rows->claims;
    uint32_t anchor = e->claims[0], coded = 0;
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &rows[e->claims[i]], *a = &rows[anchor];
        if (r->published != a->published && r->published != SAYSO_NO_DAY &&
            (a->published == SAYSO_NO_DAY || r->published < a->published))
            anchor = e->claims[i];
        int n = standing(c, e->claims[i]);
        if (n > best) {
            best = n;
            e->head = e->claims[i];
        }
        if (r->realis == SAYSO_NEGATED) e->denied = true;
        votes[i] =
            r->kind == SAYSO_CLAIM_EVENT && r->realis == SAYSO_ACTUAL && !in_passing(c, e->claims[i]) ? r->type : NULL;
        coded += votes[i] != NULL;
    }
    e->id = ss_short_id(c->arena, 'e', rows[anchor].id);
    e->type = coded ? most(votes, e->claim_count) : rows[e->head].kind == SAYSO_CLAIM_EVENT ? rows[e->head].type : NULL;
    for (uint32_t i = 0; i < e->claim_count; i++) { // how it was done is for those to say who say that it was
        const struct sayso_row_claim *r = &rows[e->claims[i]];
        votes[i] = !coded || (r->realis == SAYSO_ACTUAL && ss_streq(r->type, e->type)) ? r->mode : NULL;
    }
    e->mode = mode_of(rows, e, votes);
    e->kind = coded                                       ? "event"
              : rows[e->head].kind == SAYSO_CLAIM_CONTROL ? "control"
              : rows[e->head].kind == SAYSO_CLAIM_EVENT   ? "event"
                                                          : "toll";
    choose_place(c, e, votes);
    choose_days(c, e);
    ss_count_support(c, e->claims, e->claim_count, &e->reports, &e->outlets, &e->origins);
    return e->id && choose_actors(c, e, false, &e->actors, &e->actor_count) &&
           choose_actors(c, e, true, &e->recipients, &e->recipient_count);
}

static int by_day(const void *x, const void *y)
{
    const struct sayso_row_event *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return strcmp(a->id, b->id);
}

static enum sayso_err make_events(struct grouping *g)
{
    struct ss_collating *c = g->c;
    uint32_t n = c->rows->claim_count;
    const char **votes = SS_NEW_ARRAY(c->arena, const char *, n);
    SS_ARR(struct sayso_row_event) events = {0};
    if (!votes) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < n; i++) {
        if (!c->seen[i].class || g->root[i] != i) continue;
        struct sayso_row_event *e = ss_arr_push(c->arena, &events);
        if (!e) return ss_arena_error(c->arena);
        e->claims = g->groups[i].member;
        e->claim_count = g->groups[i].count;
        e->killed = e->injured = (struct sayso_row_toll){SAYSO_OPEN, SAYSO_OPEN, SAYSO_OPEN};
        if (!make_event(c, e, votes)) return SAYSO_ERR_NOMEM;
    }
    if (events.count) qsort(events.item, events.count, sizeof *events.item, by_day);
    for (uint32_t i = 0; i < events.count; i++)
        for (uint32_t k = 0; k < events.item[i].claim_count; k++) c->seen[events.item[i].claims[k]].event = i;
    c->out->events = events.item;
    c->out->event_count = events.count;
    return SAYSO_OK;
}

enum sayso_err ss_collate_events(struct ss_collating *c)
{
    uint32_t n = c->rows->claim_count;
    struct grouping g = {.c = c};
    g.root = SS_NEW_ARRAY(c->arena, uint32_t, n);
    g.order = SS_NEW_ARRAY(c->arena, struct window, n);
    g.groups = SS_NEW_ARRAY(c->arena, struct group, n);
    uint32_t *members = SS_NEW_ARRAY(c->arena, uint32_t, n);
    if (!g.root || !g.order || !g.groups || !members) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < n; i++) {
        const struct ss_seen *s = &c->seen[i];
        g.root[i] = members[i] = i;
        g.groups[i] =
            (struct group){.member = &members[i], .count = 1, .room = 1, .from = SAYSO_NO_DAY, .to = SAYSO_NO_DAY};
        if (s->coarse || s->from == SAYSO_NO_DAY) continue;
        g.groups[i].from = s->dated ? s->from : s->to; // the day of the report stands for a day not stated
        g.groups[i].to = s->to;
    }
    bool ok = find_edges(&g) && join_all(&g);
    ss_arr_free(&g.edges);
    return ok ? make_events(&g) : SAYSO_ERR_NOMEM;
}
