// SPDX-License-Identifier: Apache-2.0
// The brief's last sections: who repeats whom, and what each outlet calls each actor.
#include <stdlib.h>
#include <string.h>
#include "base/arr.h"
#include "base/num.h"
#include "cli/brief.h"

#define ECHOES_SHOWN   8
#define AGENCIES_SHOWN 5
#define ACTORS_SHOWN   6
#define CHANGE_LEAST   3  // uses of a label that a change of habit needs
#define LABEL_LEAST    5  // own mentions of an actor before an outlet's habit is told
#define SHARE_LEAST    30 // per cent that a label must have to be one

// --- echoes
// -----------------------------------------------------------------------------------------------------------------

// A report with all that copies it.
struct copied {
    const char *origin;
    uint32_t first, outlets;
    bool cites; // names it, and repeats none of its text
    SS_ARR(uint32_t) rows;
};

static int by_copies(const void *x, const void *y)
{
    const struct copied *a = x, *b = y;
    if (a->outlets != b->outlets) return a->outlets > b->outlets ? -1 : 1;
    if (a->rows.count != b->rows.count) return a->rows.count > b->rows.count ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static bool is(const struct ss_rows *r, uint32_t row, const char *column, const char *value)
{
    const char *s = ss_rows_text(r, row, column);
    return s && strcmp(s, value) == 0;
}

static const char *or_id(const struct ss_rows *r, uint32_t row, const char *outlet, const char *id)
{
    const char *s = ss_rows_text(r, row, outlet);
    return s ? s : ss_rows_text(r, row, id);
}

static bool outlet_before(const struct ss_rows *r, const struct copied *c, uint32_t at)
{
    const char *name = or_id(r, c->rows.item[at], "outlet", "report");
    if (strcmp(name, or_id(r, c->rows.item[0], "origin_outlet", "origin")) == 0) return true;
    for (uint32_t i = 0; i < at; i++)
        if (strcmp(name, or_id(r, c->rows.item[i], "outlet", "report")) == 0) return true;
    return false;
}

static void copied_line(struct ss_brief *b, const struct ss_rows *r, const struct copied *c)
{
    uint32_t row = c->rows.item[0];
    const char *source = NULL, *passage = ss_rows_text(r, row, "passage");
    size_t start = b->out.len;
    bool first = true;
    ss_str_puts(&b->out, "  ");
    for (uint32_t i = 0; i < c->rows.count; i++) {
        if (!source) source = ss_rows_text(r, c->rows.item[i], "source");
        if (outlet_before(r, c, i)) continue;
        if (!first) ss_str_puts(&b->out, ", ");
        ss_add_flat(&b->out, or_id(r, c->rows.item[i], "outlet", "report"));
        first = false;
    }
    if (first) ss_str_puts(&b->out, "itself");
    ss_str_printf(&b->out, " %s%s ", c->cites ? "cite" : "repeat", c->rows.count > 1 ? "" : "s");
    ss_add_flat(&b->out, or_id(r, row, "origin_outlet", "origin"));
    ss_str_printf(&b->out, " of %s", ss_brief_date(b, ss_rows_text(r, row, "origin_published")));
    if (source && !c->cites) ss_str_printf(&b->out, " (text of %s)", source);
    int left = b->width - ss_text_width(b->out.data + start) - (int)strlen(c->origin) - 6;
    if (passage && left > 24) {
        const char *quote = ss_printf(b->arena, "\"%s", passage);
        ss_str_puts(&b->out, ": ");
        int have = quote ? ss_text_width(quote) : 0;
        if (quote) ss_add_cell(&b->out, quote, have < left - 2 ? have : left - 2);
    }
    ss_brief_end(b, start, c->origin);
}

struct tally {
    const char *source;
    int64_t whole, cited;
    SS_ARR(const char *) outlets;
};

static int compare_words(const char *a, const char *b)
{
    while (*a && ss_ascii_lower(*a) == ss_ascii_lower(*b)) {
        a++;
        b++;
    }
    return (int)(unsigned char)ss_ascii_lower(*a) - (int)(unsigned char)ss_ascii_lower(*b);
}

static int by_tally(const void *x, const void *y)
{
    const struct tally *a = x, *b = y;
    if (a->whole + a->cited != b->whole + b->cited) return a->whole + a->cited > b->whole + b->cited ? -1 : 1;
    return strcmp(a->source, b->source);
}

static void agencies(struct ss_brief *b, const struct ss_rows *r)
{
    SS_ARR(struct tally) all = {0};
    for (uint32_t i = 0; i < r->count; i++) {
        const char *source = ss_rows_text(r, i, "source"), *outlet = ss_rows_text(r, i, "outlet");
        bool whole = is(r, i, "how", "agency"), cites = is(r, i, "how", "cites");
        uint32_t k = 0;
        if (!source || (!whole && !cites) || ss_rows_text(r, i, "origin")) continue;
        while (k < all.count && strcmp(all.item[k].source, source) != 0) k++;
        if (k == all.count) {
            struct tally *fresh = ss_arr_push(b->arena, &all);
            if (!fresh) return;
            fresh->source = source;
        }
        struct tally *t = &all.item[k];
        *(whole ? &t->whole : &t->cited) += 1;
        for (k = 0; outlet && k < t->outlets.count && strcmp(t->outlets.item[k], outlet) != 0;) k++;
        if (outlet && k == t->outlets.count) {
            const char **name = ss_arr_push(b->arena, &t->outlets);
            if (!name) return;
            *name = outlet;
        }
    }
    if (all.count) qsort(all.item, all.count, sizeof *all.item, by_tally);
    for (uint32_t i = 0; i < all.count && i < AGENCIES_SHOWN; i++) {
        const struct tally *t = &all.item[i];
        size_t start = b->out.len;
        if (t->whole + t->cited < 2) break;
        if (t->outlets.count == 1 && compare_words(t->outlets.item[0], t->source) == 0) continue;
        ss_str_printf(&b->out, "  %s: ", t->source);
        if (t->whole) ss_str_printf(&b->out, "the source of %s", ss_brief_count(b, t->whole, "report", "reports"));
        if (t->cited)
            ss_str_printf(&b->out, "%scited %s", t->whole ? ", " : "", ss_brief_count(b, t->cited, "time", "times"));
        ss_str_puts(&b->out, " by ");
        for (uint32_t k = 0; k < t->outlets.count; k++) {
            if (k) ss_str_puts(&b->out, ", ");
            ss_add_flat(&b->out, t->outlets.item[k]);
        }
        ss_brief_end(b, start, NULL);
    }
}

void ss_brief_echoes(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_ECHOES, &b->filter);
    SS_ARR(struct copied) all = {0};
    if (!r.count) return;
    for (uint32_t i = 0; i < r.count; i++) {
        const char *origin = ss_rows_text(&r, i, "origin");
        if (!origin) continue;
        // The list comes sorted by origin.
        bool cites = is(&r, i, "how", "cites");
        uint32_t k = all.count;
        while (k && strcmp(all.item[k - 1].origin, origin) == 0 && all.item[k - 1].cites != cites) k--;
        if (!k || strcmp(all.item[k - 1].origin, origin) != 0) {
            struct copied *fresh = ss_arr_push(b->arena, &all);
            if (!fresh) return;
            *fresh = (struct copied){.origin = origin, .first = i, .cites = cites};
            k = all.count;
        }
        struct copied *c = &all.item[k - 1];
        uint32_t *row = ss_arr_push(b->arena, &c->rows);
        if (!row) return;
        *row = i;
    }
    for (uint32_t i = 0; i < all.count; i++)
        for (uint32_t k = 0; k < all.item[i].rows.count; k++)
            all.item[i].outlets += !outlet_before(&r, &all.item[i], k);
    if (all.count) qsort(all.item, all.count, sizeof *all.item, by_copies);
    const size_t before = b->out.len;
    ss_brief_heading(b, "Echoes", NULL);
    const size_t head = b->out.len;
    for (uint32_t i = 0; i < all.count && i < ECHOES_SHOWN; i++) copied_line(b, &r, &all.item[i]);
    if (all.count > ECHOES_SHOWN)
        ss_str_printf(&b->out, "  and %u more reports that others repeat\n", all.count - ECHOES_SHOWN);
    agencies(b, &r);
    if (b->out.len == head) b->out.len = before;
}

// --- names
// --------------------------------------------------------------------------------------------------------------------

// What one outlet mostly calls one actor where it does not quote; `later` when it changed its mind.
struct habit {
    const char *outlet, *label;
    int64_t count, of;
    const char *later, *since; // the label it took up after the first, and when
    int64_t later_count;
};

// One label of one outlet for one actor.
struct label {
    const char *words, *first, *last;
    int64_t count;
};

struct named {
    const char *name;
    uint32_t labels; // different ones
    int64_t mentions;
    SS_ARR(struct habit) habits;
};

static int by_difference(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    uint32_t la = a->labels > 3 ? 3 : a->labels, lb = b->labels > 3 ? 3 : b->labels;
    if (la != lb) return la > lb ? -1 : 1;
    if (a->mentions != b->mentions) return a->mentions > b->mentions ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int by_label(const void *x, const void *y)
{
    const struct habit *a = x, *b = y;
    int d = compare_words(a->label, b->label);
    if (!d && a->count != b->count) d = a->count > b->count ? -1 : 1;
    return d ? d : strcmp(a->outlet, b->outlet);
}

static void named_lines(struct ss_brief *b, struct named *n)
{
    qsort(n->habits.item, n->habits.count, sizeof *n->habits.item, by_label);
    size_t start = b->out.len;
    int indent = 2 + 26, used = indent;
    ss_str_puts(&b->out, "  ");
    ss_add_cell(&b->out, n->name, 24);
    ss_str_puts(&b->out, "  ");
    for (uint32_t i = 0; i < n->habits.count; i++) {
        const struct habit *h = &n->habits.item[i];
        bool fresh = !i || compare_words(h->label, n->habits.item[i - 1].label) != 0;
        const char *counts = ss_printf(b->arena, "(%lld of %lld)", (long long)h->count, (long long)h->of);
        if (h->later)
            counts = ss_printf(b->arena, "(%lld) until %s, then \"%s\" (%lld of %lld in all)", (long long)h->count,
                               ss_brief_date(b, h->since), h->later, (long long)h->later_count, (long long)h->of);
        const char *part =
            !counts ? NULL
            : fresh ? ss_printf(b->arena, "%s\"%s\" %s %s", i ? " \xC2\xB7 " : "", h->label, h->outlet, counts)
                    : ss_printf(b->arena, ", %s %s", h->outlet, counts);
        if (!part) return;
        if (i && used + ss_text_width(part) > b->width) {
            ss_brief_end(b, start, NULL);
            start = b->out.len;
            for (int k = 0; k < indent; k++) ss_str_putc(&b->out, ' ');
            used = indent;
            part += fresh ? strlen(" \xC2\xB7 ") : 2;
        }
        ss_add_flat(&b->out, part);
        used += ss_text_width(part);
    }
    ss_brief_end(b, start, NULL);
}

struct labels {
    struct label *item; // in the arena
    uint32_t count, room;
};

static bool add_label(struct ss_brief *b, struct labels *all, const struct ss_rows *r, uint32_t row)
{
    const char *words = ss_rows_text(r, row, "label"), *first = ss_rows_text(r, row, "first"),
               *last = ss_rows_text(r, row, "last");
    struct label *l = NULL;
    if (ss_ascii_digit(words[0])) return true; // "12 militants" is no name
    for (uint32_t i = 0; i < all->count && !l; i++)
        if (compare_words(all->item[i].words, words) == 0) l = &all->item[i];
    if (!l) {
        l = ss_arr_push(b->arena, all);
        if (!l) return false;
        *l = (struct label){.words = words, .first = first, .last = last};
    }
    l->count += ss_rows_int(r, row, "count");
    if (first && (!l->first || strcmp(first, l->first) < 0)) l->first = first;
    if (last && (!l->last || strcmp(last, l->last) > 0)) l->last = last;
    return true;
}

static int by_count(const void *x, const void *y)
{
    const struct label *a = x, *b = y;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return compare_words(a->words, b->words);
}

// The habit of one outlet out of all its labels for an actor.
static bool add_habit(struct ss_brief *b, struct named *n, const char *outlet, struct labels *all)
{
    int64_t of = 0;
    for (uint32_t i = 0; i < all->count; i++) of += all->item[i].count;
    n->mentions += of;
    if (all->count) qsort(all->item, all->count, sizeof *all->item, by_count);
    if (of < LABEL_LEAST || all->item[0].count * 100 < of * SHARE_LEAST) return true;
    struct label *top = &all->item[0], *next = all->count > 1 ? &all->item[1] : NULL;
    struct habit *h = ss_arr_push(b->arena, &n->habits);
    if (!h) return false;
    *h = (struct habit){.outlet = outlet, .label = top->words, .count = top->count, .of = of};
    if (next && next->count >= CHANGE_LEAST && top->first && next->first && top->last && next->last) {
        bool top_first = strcmp(top->last, next->first) < 0, next_first = strcmp(next->last, top->first) < 0;
        const struct label *before = top_first ? top : next, *after = top_first ? next : top;
        if (top_first || next_first)
            *h = (struct habit){.outlet = outlet,
                                .label = before->words,
                                .count = before->count,
                                .of = of,
                                .later = after->words,
                                .later_count = after->count,
                                .since = after->first};
    }
    bool known = false;
    for (uint32_t k = 0; k + 1 < n->habits.count; k++) known |= compare_words(n->habits.item[k].label, h->label) == 0;
    n->labels += !known + (h->later ? 2 : 0);
    return true;
}

void ss_brief_names(struct ss_brief *b)
{
    SS_ARR(struct named) all = {0};
    struct ss_rows r = ss_brief_rows(b, SS_LIST_LABELS, &b->filter);
    // The list comes sorted by actor, then outlet.
    for (uint32_t i = 0; i < r.count;) {
        const char *actor = ss_rows_text(&r, i, "actor_key"), *kind = ss_rows_text(&r, i, "kind");
        bool told = kind && ss_in_list("government|military|police|armed_group|party|igo|ngo", '|', kind);
        struct named *n = told ? ss_arr_push(b->arena, &all) : NULL;
        if (told && !n) return;
        if (n) n->name = ss_rows_text(&r, i, "actor");
        while (i < r.count && strcmp(ss_rows_text(&r, i, "actor_key"), actor) == 0) {
            const char *outlet = ss_rows_text(&r, i, "outlet");
            struct labels labels = {0};
            for (; i < r.count && strcmp(ss_rows_text(&r, i, "actor_key"), actor) == 0; i++) {
                const char *o = ss_rows_text(&r, i, "outlet");
                if ((o && outlet) ? strcmp(o, outlet) != 0 : o != outlet) break;
                if (n && outlet && !is(&r, i, "said", "quoted") && !add_label(b, &labels, &r, i)) return;
            }
            if (n && outlet && !add_habit(b, n, outlet, &labels)) return;
        }
    }
    if (all.count) qsort(all.item, all.count, sizeof *all.item, by_difference);
    for (uint32_t i = 0; i < all.count && i < ACTORS_SHOWN; i++) {
        if (all.item[i].labels < 2) break;
        if (!i) ss_brief_heading(b, "Names", NULL);
        named_lines(b, &all.item[i]);
    }
}
