// SPDX-License-Identifier: Apache-2.0
// One line for each event, put together from the phrases of data/know/collate.
#include "collate/private.h"

#include <string.h>
#include "base/str.h"

#define NAMES_MAX 2

static const struct ss_phrase *phrase_of(const struct ss_collate_rules *rules, const char *type, const char *mode)
{
    const struct ss_phrase *plain = NULL;
    for (uint32_t i = 0; i < rules->phrases.count; i++) {
        const struct ss_phrase *p = &rules->phrases.item[i];
        if (!ss_streq(p->type, type)) continue;
        if (!p->mode)
            plain = p;
        else if (ss_streq(p->mode, mode))
            return p;
    }
    return plain;
}

// "held" is told as taken, but for words that tell of a state ("hold", "run").
static const char *status_of(const struct ss_collating *c, const struct sayso_row_claim *r)
{
    return ss_streq(r->status, "held") && ss_rule_static(c->rules, r->trigger) ? "static" : r->status;
}

static bool taken(const struct ss_collating *c, const struct sayso_row_claim *r)
{
    return r->kind == SAYSO_CLAIM_CONTROL && r->realis == SAYSO_ACTUAL && !r->forecast && r->holder.key &&
           r->from != SAYSO_NO_DAY && ss_streq(r->status, "held") && !ss_rule_static(c->rules, r->trigger);
}

// The first name, and the second where it is an ally's.
static void add_names(const struct ss_collating *c, struct ss_str *s, const struct sayso_row_actor *a, uint32_t count)
{
    uint32_t n = 0;
    struct ss_side first = {0};
    for (uint32_t i = 0; i < count && n < NAMES_MAX; i++) {
        struct ss_side side = ss_side_of(c, &a[i]);
        if (n && !ss_rule_allies(c->rules, side.key, first.key)) continue;
        if (n) ss_str_puts(s, " and ");
        ss_str_puts(s, a[i].name);
        first = side;
        n++;
    }
}

static void fill(const struct ss_collating *c, struct ss_str *s, const char *pattern, const struct sayso_row_actor *a,
                 uint32_t a_count, const struct sayso_row_actor *r, uint32_t r_count)
{
    for (const char *p = pattern; *p; p++) {
        if (strncmp(p, "{a}", 3) == 0 || strncmp(p, "{r}", 3) == 0) {
            if (p[1] == 'a')
                add_names(c, s, a, a_count);
            else
                add_names(c, s, r, r_count);
            p += 2;
        } else {
            ss_str_putc(s, *p);
        }
    }
}

// The words of a figure that gives no number ("dozens"), when nothing better was counted. NULL when something was.
static const char *vague_words(const struct ss_collating *c, const struct sayso_row_event *e, const char *counts,
                               int64_t best)
{
    const char *words = NULL;
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        for (uint32_t k = 0; k < r->figure_count; k++) {
            const struct sayso_row_figure *f = &r->figures[k];
            if (!ss_streq(f->counts, counts) || (f->best != SAYSO_OPEN ? f->best : f->low) != best) continue;
            if (!f->vague) return NULL;
            words = f->words;
        }
    }
    return words;
}

static void add_toll(const struct ss_collating *c, const struct sayso_row_event *e, struct ss_str *s,
                     const struct sayso_row_toll *t, const char *words)
{
    if (t->best == SAYSO_OPEN) return;
    const char *vague = vague_words(c, e, words, t->best);
    ss_str_puts(s, s->len ? ", " : "");
    if (vague)
        ss_str_printf(s, "%s %s", vague, words);
    else if (t->low != SAYSO_OPEN && t->high != SAYSO_OPEN && t->low < t->high && t->low > 0)
        ss_str_printf(s, "%lld to %lld %s", (long long)t->low, (long long)t->high, words);
    else
        ss_str_printf(s, "%lld %s", (long long)t->best, words);
}

// The change of hands that an event brought: the claim to tell it by, of the side that most claims name, when several
// reports or a third of the claims do, or a report begins with it. -1 when there was none.
static int64_t change_of_hands(const struct ss_collating *c, const struct sayso_row_event *e)
{
    int64_t best = -1;
    uint32_t most = 0;
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[e->claims[i]];
        uint32_t n = 0, reports = 0;
        const char *last = NULL;
        if (!taken(c, r)) continue;
        for (uint32_t k = 0; k < e->claim_count; k++) {
            const struct sayso_row_claim *o = &c->rows->claims[e->claims[k]];
            if (!taken(c, o) || !ss_streq(ss_side_of(c, &o->holder).key, ss_side_of(c, &r->holder).key)) continue;
            n++;
            reports += !ss_streq(last, o->report);
            last = o->report;
        }
        if (reports < 2 && n * 3 < e->claim_count && r->position) continue;
        n = n * 2 + (r->recipient_count > 0);
        if (n > most) {
            most = n;
            best = e->claims[i];
        }
    }
    return best;
}

// The claim on who holds or enters the place that an event is told by: the change of hands, or the claim that stands
// for the event. -1 when it is told by its deed.
static int64_t told_by_control(const struct ss_collating *c, const struct sayso_row_event *e)
{
    int64_t change = change_of_hands(c, e);
    const struct sayso_row_claim *head = &c->rows->claims[e->head];
    if (change < 0 && head->kind == SAYSO_CLAIM_CONTROL && head->realis == SAYSO_ACTUAL && head->actor_count &&
        !ss_streq(e->kind, "control"))
        change = e->head;
    return change;
}

static const char *type_of(const struct ss_collating *c, const struct sayso_row_event *e)
{
    return strcmp(e->kind, "event") == 0  ? e->type
           : strcmp(e->kind, "toll") == 0 ? ss_rule_type(c->rules, &c->rows->claims[e->head])
                                          : e->kind;
}

static const char *mode_of(const struct ss_collating *c, const struct sayso_row_event *e)
{
    return ss_streq(e->kind, "control") ? status_of(c, &c->rows->claims[e->head]) : e->mode;
}

static bool nobody_asserts(const struct ss_collating *c, const struct sayso_row_event *e)
{
    for (uint32_t i = 0; i < e->claim_count; i++)
        if (c->rows->claims[e->claims[i]].realis != SAYSO_NEGATED) return false;
    return true;
}

enum sayso_err ss_collate_summaries(struct ss_collating *c)
{
    struct ss_str s = {0};
    for (uint32_t i = 0; i < c->out->event_count; i++) {
        struct sayso_row_event *e = &c->out->events[i];
        const struct sayso_row_actor *a = e->actors, *r = e->recipients;
        uint32_t a_count = e->actor_count, r_count = e->recipient_count;
        int64_t change = told_by_control(c, e);
        const struct ss_phrase *p = change >= 0 ? phrase_of(c->rules, "control", status_of(c, &c->rows->claims[change]))
                                                : phrase_of(c->rules, type_of(c, e), mode_of(c, e));
        if (change >= 0) {
            const struct sayso_row_claim *told = &c->rows->claims[change];
            a = told->actor_count ? told->actors : &told->holder;
            a_count = told->actor_count ? told->actor_count : 1;
            r = told->recipients;
            r_count = told->recipient_count;
        }
        ss_str_clear(&s);
        if (nobody_asserts(c, e)) ss_str_puts(&s, "denied: ");
        bool toll_alone =
            strcmp(e->kind, "toll") == 0 && (e->killed.best != SAYSO_OPEN || e->injured.best != SAYSO_OPEN);
        if (p && !toll_alone)
            fill(c, &s,
                 a_count && r_count ? p->both
                 : a_count          ? p->actors
                 : r_count          ? p->recipients
                                    : p->none,
                 a, a_count, r, r_count);
        add_toll(c, e, &s, &e->killed, "killed");
        add_toll(c, e, &s, &e->injured, "injured");
        e->summary = ss_strndup(c->arena, s.data ? s.data : "", s.len);
        if (s.failed || !e->summary) {
            ss_str_free(&s);
            return SAYSO_ERR_NOMEM;
        }
    }
    ss_str_free(&s);
    return SAYSO_OK;
}
