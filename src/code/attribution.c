// SPDX-License-Identifier: Apache-2.0
// The stage `attribution`: who says what. Gathers candidates, fits them to quotations, and writes the records.
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"

#define NEAR       48 // neighbours looked at for nesting
#define LEMMA_ROOM 40

const struct ss_cue *ss_cue_find(const struct ss_attribution_rules *rules, enum ss_cue_pos pos, const char *lemma)
{
    char lower[LEMMA_ROOM];
    size_t len = lemma ? strlen(lemma) : LEMMA_ROOM;
    if (len >= LEMMA_ROOM) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(lemma[i]);
    const uint32_t *at = ss_map_get(&rules->cue_at[pos], lower, len);
    return at ? &rules->cue.item[*at] : NULL;
}

// --- records
// ------------------------------------------------------------------------------------------------------------

static enum sayso_err copy_spans(struct sayso_spans *out, const struct sayso_span *spans, uint32_t count,
                                 struct ss_arena *arena)
{
    struct sayso_span *items = SS_NEW_ARRAY(arena, struct sayso_span, count);
    if (!items) return ss_arena_error(arena);
    if (count) memcpy(items, spans, count * sizeof *items);
    *out = (struct sayso_spans){items, count};
    return SAYSO_OK;
}

static enum sayso_quote_form form_of(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    uint32_t whole = 0, some = 0;
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span s = c->content[i];
        uint32_t k = 0, hi = w->quotes.list.count;
        while (k < hi) {
            uint32_t mid = k + (hi - k) / 2;
            if (w->quotes.list.item[mid].end <= s.start)
                k = mid + 1;
            else
                hi = mid;
        }
        if (k == w->quotes.list.count || w->quotes.list.item[k].start >= s.end) continue;
        uint32_t last = k;
        while (last + 1 < w->quotes.list.count && w->quotes.list.item[last + 1].start < s.end) last++;
        const struct ss_quote *a = &w->quotes.list.item[k], *b = &w->quotes.list.item[last];
        if (a->start < s.start && s.end < a->end) continue; // all of it stands in somebody's quotation
        some++;
        if (a->start <= s.start && b->end >= s.end) whole++;
    }
    if (whole && whole == c->content_count) return SAYSO_QUOTE_DIRECT;
    return some ? SAYSO_QUOTE_MIXED : SAYSO_QUOTE_INDIRECT;
}

static void apply_hedges(const struct ss_attribution_work *w, const struct ss_candidate *c, struct sayso_attribution *a)
{
    for (int32_t k = w->tree.first_child[c->cue_token]; k >= 0; k = w->tree.next_child[k]) {
        const struct sayso_token *t = &w->report->tokens[k];
        if (t->deprel != SAYSO_DEP_ADVMOD && t->deprel != SAYSO_DEP_AMOD) continue;
        char lower[LEMMA_ROOM];
        size_t len = strlen(t->lemma);
        if (len >= LEMMA_ROOM) continue;
        for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(t->lemma[i]);
        const uint32_t *at = ss_map_get(&w->rules->hedge_at, lower, len);
        if (!at) continue;
        const struct ss_hedge *h = &w->rules->hedge.item[*at];
        if (h->stance >= 0) a->stance = (enum sayso_stance)h->stance;
        if (h->certainty >= 0 && (enum sayso_certainty)h->certainty > a->certainty)
            a->certainty = (enum sayso_certainty)h->certainty;
    }
}

static enum sayso_err write_record(const struct ss_attribution_work *w, const struct ss_candidate *c,
                                   struct sayso_attribution *a)
{
    struct ss_arena *arena = w->report->arena;
    *a = (struct sayso_attribution){.within = -1, .cue_token = c->cue_token};
    SS_TRY(copy_spans(&a->source, c->source, c->source_count, arena));
    SS_TRY(copy_spans(&a->cue, c->cue, c->cue_count, arena));
    SS_TRY(copy_spans(&a->content, c->content, c->content_count, arena));
    a->form = form_of(w, c);
    a->verb = c->cue_row->class;
    a->rule = c->cue_row->line;
    a->certainty = c->cue_row->certainty;
    a->stance = c->cue_row->stance;
    SS_TRY(ss_attribution_source(w, c, a));
    apply_hedges(w, c, a);
    return SAYSO_OK;
}

static bool covers(const struct sayso_spans *spans, uint32_t offset)
{
    for (uint32_t i = 0; i < spans->count; i++)
        if (spans->item[i].start <= offset && offset < spans->item[i].end) return true;
    return false;
}

static uint32_t length(const struct sayso_spans *spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->count; i++) n += spans->item[i].end - spans->item[i].start;
    return n;
}

// The smallest content around each cue. Cues stand in text order, so only neighbours can hold each other.
static void nest(struct sayso_report *r, const int32_t *host)
{
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        struct sayso_attribution *a = &r->attributions[i];
        uint32_t at = r->tokens[a->cue_token].start, best = UINT32_MAX;
        uint32_t from = i > NEAR ? i - NEAR : 0, to = i + NEAR < r->attribution_count ? i + NEAR : r->attribution_count;
        for (uint32_t k = from; k < to; k++) {
            const struct sayso_attribution *b = &r->attributions[k];
            if (k == i || !covers(&b->content, at) || covers(&a->content, r->tokens[b->cue_token].start)) continue;
            uint32_t size = length(&b->content);
            if (size >= best) continue;
            best = size;
            a->within = (int32_t)k;
        }
        for (uint32_t k = from; k < to && host[i] >= 0; k++)
            if (k != i && r->attributions[k].cue_token == host[i]) a->within = (int32_t)k;
    }
}

static enum sayso_err write_records(struct ss_attribution_work *w)
{
    struct sayso_report *r = w->report;
    uint32_t n = 0;
    r->attributions = SS_NEW_ARRAY(r->arena, struct sayso_attribution, w->list.count);
    int32_t *host = SS_NEW_ARRAY(r->arena, int32_t, w->list.count);
    if (!r->attributions || !host) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (c->dropped || !c->content_count || !c->cue_row) continue;
        host[n] = c->host;
        SS_TRY(write_record(w, c, &r->attributions[n++]));
    }
    r->attribution_count = n;
    nest(r, host);
    return SAYSO_OK;
}

// For each entity the mention that tells best what it is.
static enum sayso_err best_mentions(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    w->spoken_as = SS_NEW_ARRAY(r->arena, int32_t, r->entity_count);
    if (!w->spoken_as) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < r->entity_count; i++) w->spoken_as[i] = -1;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->entity < 0 || m->entity >= (int32_t)r->entity_count || m->form == SAYSO_FORM_PRONOUN) continue;
        int32_t old = w->spoken_as[m->entity];
        if (old < 0 || (m->form == SAYSO_FORM_NAME && r->mentions[old].form != SAYSO_FORM_NAME))
            w->spoken_as[m->entity] = (int32_t)i;
    }
    return SAYSO_OK;
}

enum sayso_err ss_code_attributions(const struct ss_coder *coder, struct sayso_report *report)
{
    struct ss_attribution_work w = {.rules = coder->attribution, .report = report};
    if (!report->token_count) return SAYSO_OK;
    SS_TRY(ss_syntax_new(&w.tree, report));
    SS_TRY(ss_quotes_find(&w.quotes, w.rules->pair.item, w.rules->pair.count, report));
    SS_TRY(best_mentions(&w));
    ss_marks_find(&w);
    w.follows = SS_NEW_ARRAY(report->arena, int32_t, report->token_count);
    if (!w.follows) return ss_arena_error(report->arena);
    memset(w.follows, 0xff, report->token_count * sizeof *w.follows);
    SS_TRY(ss_attribution_cues(&w));
    ss_attribution_quotes(&w);
    SS_TRY(ss_attribution_blocks(&w));
    SS_TRY(ss_attribution_open(&w));
    ss_marks_widen(&w);
    ss_attribution_prune(&w);
    return write_records(&w);
}
