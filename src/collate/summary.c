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

static void fill(const struct ss_collating *c, struct ss_str *s, const char *pattern, const struct sayso_row_event *e)
{
    for (const char *p = pattern; *p; p++) {
        if (strncmp(p, "{a}", 3) == 0 || strncmp(p, "{r}", 3) == 0) {
            if (p[1] == 'a')
                add_names(c, s, e->actors, e->actor_count);
            else
                add_names(c, s, e->recipients, e->recipient_count);
            p += 2;
        } else {
            ss_str_putc(s, *p);
        }
    }
}

static void add_toll(struct ss_str *s, const struct sayso_row_toll *t, const char *words)
{
    if (t->best == SAYSO_OPEN) return;
    ss_str_puts(s, s->len ? ", " : "");
    if (t->low != SAYSO_OPEN && t->high != SAYSO_OPEN && t->low < t->high && t->low > 0)
        ss_str_printf(s, "%lld to %lld %s", (long long)t->low, (long long)t->high, words);
    else
        ss_str_printf(s, "%lld %s", (long long)t->best, words);
}

static const char *control_type(const struct sayso_row_event *e)
{
    return strcmp(e->kind, "event") == 0 ? e->type : e->kind;
}

enum sayso_err ss_collate_summaries(struct ss_collating *c)
{
    struct ss_str s = {0};
    for (uint32_t i = 0; i < c->out->event_count; i++) {
        struct sayso_row_event *e = &c->out->events[i];
        const struct ss_phrase *p = phrase_of(c->rules, control_type(e), e->mode);
        ss_str_clear(&s);
        bool toll_alone =
            strcmp(e->kind, "toll") == 0 && (e->killed.best != SAYSO_OPEN || e->injured.best != SAYSO_OPEN);
        if (p && !toll_alone)
            fill(c, &s,
                 e->actor_count && e->recipient_count ? p->both
                 : e->actor_count                     ? p->actors
                 : e->recipient_count                 ? p->recipients
                                                      : p->none,
                 e);
        add_toll(&s, &e->killed, "killed");
        add_toll(&s, &e->injured, "injured");
        e->summary = ss_strndup(c->arena, s.data ? s.data : "", s.len);
        if (s.failed || !e->summary) {
            ss_str_free(&s);
            return SAYSO_ERR_NOMEM;
        }
    }
    ss_str_free(&s);
    return SAYSO_OK;
}
