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
#define LABEL_LEAST    5  // own mentions of an actor before an outlet's habit is told
#define SHARE_LEAST    30 // per cent that a label must have to be one

// --- echoes
// -----------------------------------------------------------------------------------------------------------------

// A report with all that copies it.
struct copied {
    const char *origin;
    uint32_t first, outlets;
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
    ss_str_printf(&b->out, " %s ", c->rows.count > 1 ? "repeat" : "repeats");
    ss_add_flat(&b->out, or_id(r, row, "origin_outlet", "origin"));
    ss_str_printf(&b->out, " of %s", ss_brief_date(b, ss_rows_text(r, row, "origin_published")));
    if (source) ss_str_printf(&b->out, " (text of %s)", source);
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
        if (!source || (!whole && !cites)) continue;
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
        if (!all.count || strcmp(all.item[all.count - 1].origin, origin) != 0) {
            struct copied *fresh = ss_arr_push(b->arena, &all);
            if (!fresh) return;
            *fresh = (struct copied){.origin = origin, .first = i};
        }
        struct copied *c = &all.item[all.count - 1];
        uint32_t *row = ss_arr_push(b->arena, &c->rows);
        if (!row) return;
        *row = i;
    }
    for (uint32_t i = 0; i < all.count; i++)
        for (uint32_t k = 0; k < all.item[i].rows.count; k++)
            all.item[i].outlets += !outlet_before(&r, &all.item[i], k);
    if (all.count) qsort(all.item, all.count, sizeof *all.item, by_copies);
    ss_brief_heading(b, "Echoes", NULL);
    for (uint32_t i = 0; i < all.count && i < ECHOES_SHOWN; i++) copied_line(b, &r, &all.item[i]);
    if (all.count > ECHOES_SHOWN)
        ss_str_printf(&b->out, "  and %u more reports that others repeat\n", all.count - ECHOES_SHOWN);
    agencies(b, &r);
}

// --- names
// --------------------------------------------------------------------------------------------------------------------

// What one outlet mostly calls one actor in its own voice.
struct habit {
    const char *outlet, *label;
    int64_t count, of;
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
    int d = strcmp(a->label, b->label);
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
        bool fresh = !i || strcmp(h->label, n->habits.item[i - 1].label) != 0;
        const char *part =
            fresh ? ss_printf(b->arena, "%s\"%s\" %s (%lld of %lld)", i ? " \xC2\xB7 " : "", h->label, h->outlet,
                              (long long)h->count, (long long)h->of)
                  : ss_printf(b->arena, ", %s (%lld of %lld)", h->outlet, (long long)h->count, (long long)h->of);
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

void ss_brief_names(struct ss_brief *b)
{
    struct ss_filter filter = b->filter;
    SS_ARR(struct named) all = {0};
    filter.type = "own";
    struct ss_rows r = ss_brief_rows(b, SS_LIST_LABELS, &filter);
    const char *actor = NULL, *outlet = NULL;
    for (uint32_t i = 0; i < r.count; i++) {
        const char *a = ss_rows_text(&r, i, "actor_key"), *o = ss_rows_text(&r, i, "outlet");
        int64_t count = ss_rows_int(&r, i, "count"), of = ss_rows_int(&r, i, "of");
        if (!o) continue;
        bool new_actor = !actor || strcmp(a, actor) != 0;
        if (!new_actor && outlet && strcmp(o, outlet) == 0) continue; // the first label is the outlet's commonest
        if (new_actor) {
            struct named *fresh = ss_arr_push(b->arena, &all);
            if (!fresh) return;
            fresh->name = ss_rows_text(&r, i, "actor");
        }
        actor = a;
        outlet = o;
        struct named *n = &all.item[all.count - 1];
        n->mentions += of;
        if (of < LABEL_LEAST || count * 100 < of * SHARE_LEAST) continue;
        struct habit *h = ss_arr_push(b->arena, &n->habits);
        if (!h) return;
        *h = (struct habit){.outlet = o, .label = ss_rows_text(&r, i, "label"), .count = count, .of = of};
        bool known = false;
        for (uint32_t k = 0; k + 1 < n->habits.count; k++) known |= strcmp(n->habits.item[k].label, h->label) == 0;
        n->labels += !known;
    }
    if (all.count) qsort(all.item, all.count, sizeof *all.item, by_difference);
    for (uint32_t i = 0; i < all.count && i < ACTORS_SHOWN; i++) {
        if (all.item[i].labels < 2) break;
        if (!i) ss_brief_heading(b, "Names", NULL);
        named_lines(b, &all.item[i]);
    }
}
