// SPDX-License-Identifier: Apache-2.0
// Writes down how one claim came about, for `sayso explain`.
#include "code/trace.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "parse/labels.h"
#include "record/record.h"

#define LINE_MAX_BYTES 400
#define TREE_DEPTH     2
#define NEED_BYTES     60  // of a need that is not met
#define REASONS        5   // for a confidence that are named
#define WEIGHTY        0.1 // what is worth naming

static const char *const slot_names[SS_ROLE_COUNT] = {"actor", "recipient", "object", "place", "instrument", "holder"};

// `text` is NULL where memory was out for it.
static void line(struct ss_str *out, const char *slot, const char *text)
{
    ss_str_printf(out, "  %-12s ", slot);
    for (const char *p = text ? text : ""; *p; p++) ss_str_putc(out, (unsigned char)*p < 0x20 ? ' ' : *p);
    ss_str_putc(out, '\n');
}

void ss_trace_say(const struct ss_claim_work *w, const struct ss_draft *d, const char *slot, const char *format, ...)
{
    if (!ss_traced(w, d)) return;
    char text[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    line(w->trace->out, slot, text);
}

static struct ss_str word(const struct ss_claim_work *w, int32_t token)
{
    struct ss_str s = {0};
    const struct sayso_token *t = &w->view.tree.tokens[token];
    ss_str_add(&s, w->report->text + t->start, t->end - t->start);
    return s;
}

static void add_branch(const struct ss_claim_work *w, int32_t token, int depth)
{
    struct ss_str text = {0}, own = word(w, token);
    for (int i = 0; i < depth; i++) ss_str_puts(&text, "  ");
    ss_str_printf(&text, "%s (%s)", own.data ? own.data : "", ss_dep_name(w->view.tree.tokens[token].deprel));
    if (!text.failed) line(w->trace->out, depth ? "" : "tree", text.data);
    ss_str_free(&own);
    ss_str_free(&text);
    if (depth == TREE_DEPTH) return;
    for (int32_t c = w->view.tree.first[token]; c >= 0; c = w->view.tree.next[c])
        if (w->view.tree.tokens[c].upos != SAYSO_UPOS_PUNCT) add_branch(w, c, depth + 1);
}

void ss_trace_match(const struct ss_claim_work *w, int32_t token, const struct ss_frame *chosen)
{
    if (!w->trace || w->view.tree.tokens[token].start != w->trace->at) return;
    int32_t above = w->view.tree.tokens[token].head;
    if (above >= 0) {
        struct ss_str own = word(w, above);
        ss_str_printf(w->trace->out, "  %-12s %s\n", "below", own.data ? own.data : "");
        ss_str_free(&own);
    }
    add_branch(w, token, 0);
    static const char *const pos[] = {"v", "n", "a"};
    for (size_t p = 0; p < sizeof pos / sizeof *pos; p++)
        for (const struct ss_frame *f = ss_frame_next(&w->view, token, pos[p], NULL); f;
             f = ss_frame_next(&w->view, token, pos[p], f)) {
            int32_t failed = ss_frame_failed(&w->view, token, f);
            struct ss_str text = {0};
            ss_str_printf(&text, "%s ", f->line);
            if (f == chosen)
                ss_str_printf(&text, "chosen%s%s", *f->needs_text ? ": " : "", f->needs_text);
            else if (failed >= 0)
                ss_str_printf(&text, "does not fit: %.*s%s", NEED_BYTES, f->needs[failed].words_text,
                              strlen(f->needs[failed].words_text) > NEED_BYTES ? "…" : "");
            else
                ss_str_printf(&text, "%s%s%s", f->flags & SS_FRAME_SKIP ? "stops others" : "fits, but less closely",
                              *f->needs_text ? ": " : "", f->needs_text);
            if (!text.failed) line(w->trace->out, "row", text.data);
            ss_str_free(&text);
        }
}

static void add_names(const struct ss_claim_work *w, const struct ss_args *list, uint32_t from, struct ss_str *out)
{
    for (uint32_t i = from; i < list->count; i++) {
        const struct sayso_entity *e = &w->report->entities[list->item[i]];
        ss_str_printf(out, "%s%s%s%s%s", i > from ? "; " : "", e->name ? e->name : "", e->code ? " (" : "",
                      e->code ? e->code : "", e->code ? ")" : "");
    }
}

void ss_trace_role(const struct ss_claim_work *w, const struct ss_draft *d, enum ss_role role,
                   const struct ss_path *path, int32_t token, const struct ss_args *list, uint32_t had)
{
    if (!ss_traced(w, d)) return;
    struct ss_str text = {0}, own = word(w, token);
    ss_str_printf(&text, "%s: \"%s\" ", path->words ? path->words : "structure", own.data ? own.data : "");
    if (list && list->count > had) {
        ss_str_puts(&text, "is ");
        add_names(w, list, had, &text);
    } else
        ss_str_puts(&text, list ? "names nobody new" : "taken");
    if (!text.failed) line(w->trace->out, slot_names[role], text.data);
    ss_str_free(&own);
    ss_str_free(&text);
}

void ss_trace_entities(const struct ss_claim_work *w, const struct ss_draft *d, const char *slot,
                       const struct ss_args *list, const char *how)
{
    if (!ss_traced(w, d) || !list->count) return;
    struct ss_str text = {0};
    add_names(w, list, 0, &text);
    ss_str_printf(&text, ", %s", how);
    if (!text.failed) line(w->trace->out, slot, text.data);
    ss_str_free(&text);
}

void ss_trace_end(const struct ss_claim_work *w, const struct ss_draft *d)
{
    if (!ss_traced(w, d)) return;
    struct ss_str text = {0};
    if (d->voice >= 0) {
        const struct sayso_attribution *a = &w->report->attributions[d->voice];
        for (uint32_t i = 0; i < a->cue.count; i++)
            ss_str_printf(&text, "%s%.*s", i ? " … " : "in the content of \"",
                          (int)(a->cue.item[i].end - a->cue.item[i].start), w->report->text + a->cue.item[i].start);
        ss_str_puts(&text, text.len ? "\"" : "in a quotation");
    } else
        ss_str_puts(&text, "in nobody's content: the writer's own");
    line(w->trace->out, "voice", text.data ? text.data : "");
    ss_str_clear(&text);
    if (d->place >= 0) {
        ss_str_printf(&text, "%s, %s", w->report->entities[d->place].name,
                      d->recalled && !d->place_own ? "as told before"
                      : d->place_own               ? "in the claim's own words"
                                                   : "the nearest in the sentence or before");
        line(w->trace->out, "place", text.data);
        ss_str_clear(&text);
    }
    line(w->trace->out, "realis", ss_realis_name(d->realis));
    if (d->carrier >= 0) {
        struct ss_str own = word(w, d->carrier);
        line(w->trace->out, "carried by", own.data ? own.data : "");
        ss_str_free(&own);
    }
    if (d->time >= 0) {
        const struct sayso_time *t = &w->report->times[d->time];
        ss_str_printf(&text, "\"%.*s\"", (int)(t->end - t->start), w->report->text + t->start);
        line(w->trace->out, "time", text.data);
    }
    ss_str_free(&text);
}

static double weight(struct ss_confidence x)
{
    return fabs(x.type) + fabs(x.sides);
}

void ss_trace_confidence(const struct ss_claim_work *w, const struct sayso_claim *c,
                         const struct ss_confidence_features *f,
                         const struct ss_confidence shares[SS_CONFIDENCE_FEATURES])
{
    if (!w->trace || c->trigger.start != w->trace->at) return;
    ss_str_printf(w->trace->out, "  %-12s %.2f, most by", "confidence", c->confidence);
    bool said[SS_CONFIDENCE_FEATURES] = {false};
    for (int n = 0; n < REASONS; n++) {
        uint32_t best = f->count;
        for (uint32_t i = 1; i < f->count; i++) // the first is what all claims share
            if (!said[i] && (best == f->count || weight(shares[i]) > weight(shares[best]))) best = i;
        if (best == f->count || weight(shares[best]) < WEIGHTY) break;
        said[best] = true;
        ss_str_printf(w->trace->out, "%s %s", n ? ";" : "", f->item[best]);
        if (shares[best].type) ss_str_printf(w->trace->out, " type %+.2f", shares[best].type);
        if (shares[best].sides) ss_str_printf(w->trace->out, " sides %+.2f", shares[best].sides);
    }
    ss_str_putc(w->trace->out, '\n');
}
