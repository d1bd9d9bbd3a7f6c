// SPDX-License-Identifier: Apache-2.0
// Contents and quotation marks: contents are fitted to the marks they touch, and quotations that no cue governs are
// given to the speaker who is talking: the cue beside them, or whoever spoke last in the paragraph.
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"

#define NEAR 24 // candidates looked at on either side of a quotation

static const struct ss_quote *around(const struct ss_attribution_work *w, uint32_t offset)
{
    int32_t q = ss_quote_around(&w->quotes, offset);
    return q >= 0 ? &w->quotes.list.item[q] : NULL;
}

static uint32_t cue_start(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    return w->report->tokens[c->cue_token].start;
}

static bool holds(const struct ss_quote *q, uint32_t offset)
{
    return q->start < offset && offset < q->end;
}

// Pieces that overlap, or stand side by side, become one.
static void merge_pieces(const struct ss_attribution_work *w, struct ss_candidate *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->content_count; i++) {
        uint32_t end = n ? c->content[n - 1].end : 0;
        while (n && end < c->content[i].start && w->report->text[end] == ' ') end++;
        if (n && c->content[i].start <= end) {
            if (c->content[i].end > c->content[n - 1].end) c->content[n - 1].end = c->content[i].end;
        } else {
            c->content[n++] = c->content[i];
        }
    }
    c->content_count = n;
}

static void add_piece(const struct ss_attribution_work *w, struct ss_candidate *c, uint32_t start, uint32_t end)
{
    if (c->content_count == SS_PARTS) {
        if (end > c->content[SS_PARTS - 1].end) c->content[SS_PARTS - 1].end = end;
        return;
    }
    uint32_t at = c->content_count++;
    while (at > 0 && c->content[at - 1].start > start) {
        c->content[at] = c->content[at - 1];
        at--;
    }
    c->content[at] = (struct sayso_span){start, end};
    merge_pieces(w, c);
}

static bool touches_quote(const struct ss_attribution_work *w, struct sayso_span s)
{
    return ss_quote_around(&w->quotes, s.start + 1) >= 0;
}

// Whether a quotation begins in the middle of a sentence.
static bool goes_on_small(const struct ss_attribution_work *w, const struct ss_quote *q)
{
    char c = w->report->text[q->inner_start];
    return c >= 'a' && c <= 'z';
}

// The speech that a piece leads up to ("but “when …”"); NULL when none.
static const struct ss_quote *leads_to(const struct ss_attribution_work *w, struct sayso_span s)
{
    for (int32_t i = ss_token_at(w->report, s.start);
         i < (int32_t)w->report->token_count && w->report->tokens[i].start < s.end; i++) {
        const struct ss_quote *q = around(w, w->report->tokens[i].start + 1);
        if (q && q->speech) return q;
        if (w->report->tokens[i].upos != SAYSO_UPOS_CCONJ && w->report->tokens[i].upos != SAYSO_UPOS_PUNCT) break;
    }
    return NULL;
}

// "…," he said, pointing to the map: behind direct speech and its cue, what is not quoted is the writer's.
static void drop_adjuncts(const struct ss_attribution_work *w, struct ss_candidate *c, uint32_t cue)
{
    bool direct = false;
    uint32_t n = 0;
    const struct sayso_span *last = c->content_count > 1 ? &c->content[c->content_count - 1] : NULL;
    const struct ss_quote *behind = last && last->start > cue ? around(w, last->start + 1) : NULL;
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span s = c->content[i];
        const struct ss_quote *q = around(w, s.start + 1);
        // "Asked about it, he said: “…”"; not "When it broke, he said, “we were shocked”"
        if (behind && !goes_on_small(w, behind) && behind->speech && behind->start == last->start && s.end < cue &&
            !touches_quote(w, s))
            continue;
        if (s.end <= cue && q && q->speech && q->start <= s.start && q->end >= s.end) direct = true;
        if (direct && s.start > cue && !touches_quote(w, s)) {
            const struct ss_quote *further = leads_to(w, s);
            if (!further) continue;
            s.start = further->start;
        }
        c->content[n++] = s;
    }
    c->content_count = n;
}

// The speaker who follows his words is not part of them.
static void clip_source(const struct ss_attribution_work *w, struct ss_candidate *c)
{
    if (c->source_count != 1 || c->source[0].start > cue_start(w, c)) return;
    const struct ss_quote *q = around(w, c->source[0].start + 1);
    if (q && q->speech && !holds(q, cue_start(w, c))) { // the tree took speech for part of the speaker
        if (q->end >= c->source[0].end) return;
        c->source[0].start = q->end;
        while (c->source[0].start < c->source[0].end && strchr(" \n\r\t,;:-", w->report->text[c->source[0].start]))
            c->source[0].start++;
    }
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span *s = &c->content[i];
        if (s->start >= c->source[0].start || s->end <= c->source[0].start || s->end > cue_start(w, c)) continue;
        s->end = c->source[0].start;
        while (s->end > s->start && strchr(" \n\r\t,;:-", w->report->text[s->end - 1])) s->end--;
    }
}

// Pieces that begin or end inside a quotation take it whole, unless the cue itself stands in there.
static void fit(struct ss_attribution_work *w, struct ss_candidate *c)
{
    uint32_t cue = cue_start(w, c);
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span *s = &c->content[i];
        const struct ss_quote *a = around(w, s->start), *b = around(w, s->end);
        if (a && !holds(a, cue))
            s->start = a->start;
        else if (a && s->end > a->inner_end)
            s->end = a->inner_end;
        if (b && !holds(b, cue) && b->start < s->end) s->end = b->end;
    }
    merge_pieces(w, c);
    clip_source(w, c);
    drop_adjuncts(w, c, cue);
}

static void claim_quotes(struct ss_attribution_work *w, int32_t index)
{
    struct ss_candidate *c = &w->list.item[index];
    uint32_t cue = cue_start(w, c);
    for (uint32_t i = 0; i < c->content_count; i++) {
        int32_t q = ss_quote_around(&w->quotes, c->content[i].start + 1);
        uint32_t k = q >= 0 ? (uint32_t)q : 0;
        if (q < 0) {
            while (k < w->quotes.list.count && w->quotes.list.item[k].end <= c->content[i].start) k++;
        }
        for (; k < w->quotes.list.count && w->quotes.list.item[k].start < c->content[i].end; k++) {
            struct ss_quote *quote = &w->quotes.list.item[k];
            if (quote->start < c->content[i].start || quote->end > c->content[i].end || holds(quote, cue)) continue;
            int32_t old = quote->owner;
            // of two cues the nearer one has the quotation
            if (old >= 0) {
                uint32_t d_old = cue_start(w, &w->list.item[old]) > quote->start
                                     ? cue_start(w, &w->list.item[old]) - quote->start
                                     : quote->start - cue_start(w, &w->list.item[old]);
                uint32_t d_new = cue > quote->start ? cue - quote->start : quote->start - cue;
                if (d_old <= d_new) continue;
            }
            quote->owner = index;
        }
    }
}

// Whether only the speaker and his cue, adverbs and marks stand between two offsets: no other clause, at most `most`
// words.
static bool close_by(const struct ss_attribution_work *w, uint32_t from, uint32_t to, uint32_t most)
{
    uint32_t words = 0;
    for (int32_t i = ss_token_at(w->report, from);
         i < (int32_t)w->report->token_count && w->report->tokens[i].start < to; i++)
        if (w->report->tokens[i].upos != SAYSO_UPOS_PUNCT && ++words > most) return false;
    return true;
}

static uint32_t sentence_of(const struct ss_attribution_work *w, uint32_t offset)
{
    int32_t t = ss_token_at(w->report, offset);
    if (t >= (int32_t)w->report->token_count) t = (int32_t)w->report->token_count - 1;
    return w->report->tokens[t].sentence;
}

bool ss_ends_with_colon(const struct ss_attribution_work *w, uint32_t from, uint32_t to)
{
    while (to > from &&
           (w->report->text[to - 1] == ' ' || w->report->text[to - 1] == '\n' || w->report->text[to - 1] == '\r'))
        to--;
    return to > from && w->report->text[to - 1] == ':';
}

// First candidate whose cue stands at or after the offset (candidates are in token order).
uint32_t ss_candidate_after(const struct ss_attribution_work *w, uint32_t offset)
{
    uint32_t lo = 0, hi = w->list.count;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (cue_start(w, &w->list.item[mid]) < offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

enum sayso_err ss_candidate_insert(struct ss_attribution_work *w, const struct ss_candidate *c)
{
    uint32_t at = ss_candidate_after(w, w->report->tokens[c->cue_token].start);
    struct ss_candidate *last = ss_arr_push(w->report->arena, &w->list);
    if (!last) return ss_arena_error(w->report->arena);
    memmove(&w->list.item[at + 1], &w->list.item[at], (w->list.count - 1 - at) * sizeof *c);
    w->list.item[at] = *c;
    return SAYSO_OK;
}

bool ss_speaks(const struct ss_candidate *c)
{
    return c->cue_row && (c->cue_row->frames & SS_FRAME_QUOTE) && (c->source_head >= 0 || c->content_count);
}

// The cue beside a quotation: behind it in the sentence it ends in, or before it in the sentence it starts in (or, with
// a colon, in the sentence before). A cue that has other content than speech is passed over.
static int32_t beside(const struct ss_attribution_work *w, const struct ss_quote *q)
{
    uint32_t n = ss_candidate_after(w, q->end > 0 ? q->end - 1 : 0);
    uint32_t last = sentence_of(w, q->inner_end > q->inner_start ? q->inner_end - 1 : q->inner_start);
    for (uint32_t i = n; i < w->list.count && i < n + NEAR; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        uint32_t at = cue_start(w, c);
        uint32_t s = w->report->tokens[c->cue_token].sentence;
        if (s > last + 1) break;
        if (!ss_speaks(c) || (c->content_count && !(c->by_default && s == last))) continue;
        // the speaker right behind the closing mark, even where a new sentence was seen there
        if (s == last + 1 && !close_by(w, q->end, at, 6)) break;
        if (ss_quote_around(&w->quotes, at) >= 0 || !close_by(w, q->end, at, 24)) continue;
        return (int32_t)i;
    }
    uint32_t m = ss_candidate_after(w, q->start), first = sentence_of(w, q->inner_start);
    for (uint32_t i = m; i > 0 && i + NEAR > m; i--) {
        const struct ss_candidate *c = &w->list.item[i - 1];
        uint32_t s = w->report->tokens[c->cue_token].sentence;
        if (s + 1 < first) break;
        if (!ss_speaks(c) || (c->content_count && !c->by_default) || ss_quote_around(&w->quotes, cue_start(w, c)) >= 0)
            continue;
        uint32_t end = c->cue_count ? c->cue[c->cue_count - 1].end : cue_start(w, c);
        if (s == first ? close_by(w, end, q->start, 8) : ss_ends_with_colon(w, cue_start(w, c), q->start))
            return (int32_t)i - 1;
    }
    return -1;
}

// Whether a cue of its own stands outside of quotation marks in the sentences of a quotation.
static bool has_other_cue(const struct ss_attribution_work *w, const struct ss_quote *q, int32_t owner)
{
    uint32_t first = sentence_of(w, q->inner_start), last = sentence_of(w, q->inner_end - 1);
    uint32_t i = ss_candidate_after(w, w->report->sentences[first].start);
    for (; i < w->list.count; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (w->report->tokens[c->cue_token].sentence > last) break;
        if ((int32_t)i != owner && ss_speaks(c) && ss_quote_around(&w->quotes, cue_start(w, c)) < 0) return true;
    }
    return false;
}

static bool starts_sentence(const struct ss_attribution_work *w, const struct ss_quote *q)
{
    const struct sayso_sentence *s = &w->report->sentences[sentence_of(w, q->inner_start)];
    return s->start >= q->start && s->start <= q->inner_start;
}

// "blasted the press for being “dishonest”": the quotation is the end of what the verb takes; makes one piece of both.
static bool joined(const struct ss_attribution_work *w, struct ss_candidate *c, const struct ss_quote *q)
{
    struct sayso_span *s = c->content_count ? &c->content[c->content_count - 1] : NULL;
    if (!s || s->start < cue_start(w, c) || s->end > q->start ||
        sentence_of(w, s->start) != sentence_of(w, q->inner_start))
        return false;
    for (int32_t i = ss_token_at(w->report, s->end);
         i < (int32_t)w->report->token_count && w->report->tokens[i].start < q->start; i++)
        if (w->report->tokens[i].upos == SAYSO_UPOS_PUNCT || w->report->tokens[i].upos == SAYSO_UPOS_CCONJ)
            return false;
    s->end = q->end;
    return true;
}

// "said “budget reforms” and better collection would help": where a quoted piece right behind the cue stops in the
// middle of a clause, the clause goes on.
static void go_on(const struct ss_attribution_work *w, struct ss_candidate *c)
{
    const struct sayso_report *r = w->report;
    struct sayso_span *s = c->content_count ? &c->content[c->content_count - 1] : NULL;
    if (!s || c->by_default || s->start < cue_start(w, c) || !c->cue_row || !(c->cue_row->frames & SS_FRAME_CCOMP))
        return;
    const struct ss_quote *q = around(w, s->end - 1);
    if (!q || q->end != s->end || q->inner_end <= q->inner_start || strchr(".,!?;:", r->text[q->inner_end - 1])) return;
    int32_t i = ss_token_at(r, s->end);
    uint32_t sentence = r->tokens[c->cue_token].sentence;
    for (; i < (int32_t)r->token_count && r->tokens[i].sentence == sentence; i++) {
        if (r->tokens[i].upos == SAYSO_UPOS_PUNCT || w->tree.timed[i] || r->tokens[i].start < s->end) break;
        s->end = r->tokens[i].end;
    }
}

static void give(struct ss_attribution_work *w, struct ss_quote *q, int32_t owner)
{
    struct ss_candidate *c = &w->list.item[owner];
    if (c->by_default && !joined(w, c, q)) c->content_count = 0;
    c->by_default = false;
    add_piece(w, c, q->start, q->end);
    q->owner = owner;
}

// Whoever has just spoken: the sentence before ends with its speaker ("…, he said. "), in the same paragraph.
static int32_t just_spoke(const struct ss_attribution_work *w, const struct ss_quote *q)
{
    uint32_t here = sentence_of(w, q->inner_start);
    if (here == 0 || !starts_sentence(w, q) ||
        w->report->sentences[here - 1].paragraph != w->report->sentences[here].paragraph)
        return -1;
    for (uint32_t i = ss_candidate_after(w, q->start); i > 0; i--) {
        const struct ss_candidate *c = &w->list.item[i - 1];
        if (w->report->tokens[c->cue_token].sentence + 1 != here) return -1;
        if (!ss_speaks(c) || !c->content_count || !(c->cue_row->flags & SS_CUE_CORE) ||
            (c->cue_row->flags & SS_CUE_MIND))
            continue;
        uint32_t at = cue_start(w, c);
        if (c->content[0].start < at && ss_quote_around(&w->quotes, at) < 0 && close_by(w, at, q->start, 10))
            return (int32_t)i - 1;
    }
    return -1;
}

static void place_quotes(struct ss_attribution_work *w)
{
    struct ss_quote *last = NULL; // the last quotation that has a speaker
    for (uint32_t i = 0; i < w->quotes.list.count; i++) {
        struct ss_quote *q = &w->quotes.list.item[i];
        if (q->owner < 0 && q->speech) {
            int32_t owner = -1;
            if (last && q->continues) owner = last->owner;
            if (owner < 0) owner = beside(w, q);
            if (owner < 0 && last && !has_other_cue(w, q, last->owner)) {
                uint32_t own = w->report->tokens[w->list.item[last->owner].cue_token].sentence;
                uint32_t here = sentence_of(w, q->inner_start);
                bool interrupted = own == here && last->paragraph == q->paragraph; // "…," he said, "…"
                bool goes_on = last->paragraph == q->paragraph && starts_sentence(w, q);
                bool next_paragraph = last->paragraph + 1 == q->paragraph &&
                                      w->report->paragraph_count > q->paragraph &&
                                      close_by(w, w->report->paragraphs[q->paragraph].start, q->start, 0);
                if (interrupted || goes_on || next_paragraph) owner = last->owner;
            }
            if (owner < 0) {
                int32_t speaker = just_spoke(w, q);
                if (speaker >= 0 && !has_other_cue(w, q, speaker)) owner = speaker;
            }
            if (owner >= 0) give(w, q, owner);
        }
        if (q->owner >= 0 && q->speech) last = q;
    }
}

void ss_attribution_quotes(struct ss_attribution_work *w)
{
    for (uint32_t i = 0; i < w->list.count; i++) {
        fit(w, &w->list.item[i]);
        claim_quotes(w, (int32_t)i);
    }
    place_quotes(w);
    for (uint32_t i = 0; i < w->list.count; i++) go_on(w, &w->list.item[i]);
}
