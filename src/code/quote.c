// SPDX-License-Identifier: Apache-2.0
// Finds quotations by their marks and the spaces around them.
//
// A mark that opens and closes alike (straight quotes) opens when space or an opening bracket stands before it and
// closes when a word or a full stop does. A quotation that its paragraph does not close goes on when the next paragraph
// opens with a mark, as newspapers print long speech; otherwise it is cut at the end of its sentence, since somebody
// forgot the mark.
#include "code/quote.h"

#include <string.h>

#include "base/str.h"
#include "code/attribution_tree.h"

#define SPEECH_WORDS 4 // fewer words without a verb or a sentence's end are a title or a doubtful word

static bool opens_here(const struct sayso_report *r, uint32_t at, uint32_t len, uint32_t from, uint32_t to)
{
    if (at + len >= to || ss_ascii_space(r->text[at + len])) return false;
    if (at == from) return true;
    char before = r->text[at - 1];
    if (ss_ascii_space(before) || strchr("([{-/>", before)) return true;
    // an em dash or another quotation mark
    return at >= 3 && memcmp(r->text + at - 3, "\xe2\x80", 2) == 0;
}

static bool closes_here(const struct sayso_report *r, uint32_t at, uint32_t len, uint32_t from, uint32_t to,
                        bool single)
{
    if (at == from) return false;
    if (single) { // an apostrophe inside a word or a plural genitive does not close
        return at + len >= to || !(ss_ascii_alpha(r->text[at + len]) || (unsigned char)r->text[at + len] >= 0x80);
    }
    return true;
}

static bool at_mark(const struct sayso_report *r, uint32_t at, uint32_t to, const char *mark, uint32_t len)
{
    return at + len <= to && memcmp(r->text + at, mark, len) == 0;
}

static const struct ss_quote_pair *opening(const struct ss_quote_pair *pairs, uint32_t count,
                                           const struct sayso_report *r, uint32_t at, uint32_t from, uint32_t to)
{
    const struct ss_quote_pair *best = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct ss_quote_pair *p = &pairs[i];
        if (!at_mark(r, at, to, p->open, p->open_len) || (best && best->open_len >= p->open_len)) continue;
        bool alike = p->open_len == p->close_len && memcmp(p->open, p->close, p->open_len) == 0;
        if ((alike || p->single) && !opens_here(r, at, p->open_len, from, to)) continue;
        best = p;
    }
    return best;
}

static uint32_t sentence_end(const struct sayso_report *r, uint32_t at, uint32_t to)
{
    uint32_t lo = 0, hi = r->sentence_count;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->sentences[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool inside = lo < r->sentence_count && r->sentences[lo].start <= at;
    return inside && r->sentences[lo].end < to ? r->sentences[lo].end : to;
}

static bool is_speech(const struct sayso_report *r, const struct ss_quote *q)
{
    uint32_t words = 0;
    bool verb = false;
    for (int32_t i = ss_token_at(r, q->inner_start); i < (int32_t)r->token_count && r->tokens[i].start < q->inner_end;
         i++) {
        uint8_t pos = r->tokens[i].upos;
        if (pos != SAYSO_UPOS_PUNCT) words++;
        if (pos == SAYSO_UPOS_VERB || pos == SAYSO_UPOS_AUX) verb = true;
    }
    char last = q->inner_end > q->inner_start ? r->text[q->inner_end - 1] : ' ';
    bool finished = last == '.' || last == ',' || last == '?' || last == '!';
    return (words >= SPEECH_WORDS && verb) || (words && finished);
}

static enum sayso_err push(struct ss_quotes *out, const struct sayso_report *r, struct ss_quote q)
{
    struct ss_quote *slot = ss_arr_push(r->arena, &out->list);
    if (!slot) return ss_arena_error(r->arena);
    q.speech = is_speech(r, &q) || q.continues;
    q.owner = -1;
    *slot = q;
    return SAYSO_OK;
}

static uint32_t skip_space(const struct sayso_report *r, uint32_t at, uint32_t to)
{
    while (at < to && ss_ascii_space(r->text[at])) at++;
    return at;
}

// Length of a mark at `at` that closes what `open` opened; 0 when none does. One mark may be closed by several (“ by ”
// or by ").
static uint32_t closing(const struct ss_quote_pair *pairs, uint32_t count, const struct ss_quote_pair *open,
                        const struct sayso_report *r, uint32_t at, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct ss_quote_pair *p = &pairs[i];
        if (p->open_len != open->open_len || memcmp(p->open, open->open, p->open_len) != 0) continue;
        if (!at_mark(r, at, to, p->close, p->close_len) || !closes_here(r, at, p->close_len, from, to, p->single))
            continue;
        if (opens_here(r, at, p->close_len, from, to) && ss_ascii_space(r->text[at - 1])) continue;
        return p->close_len;
    }
    return 0;
}

// One paragraph [from, to). `carry` says that the quotation before it was left open; `next_opens` that the next
// paragraph starts with a mark.
static enum sayso_err scan(struct ss_quotes *out, const struct ss_quote_pair *pairs, uint32_t count,
                           const struct sayso_report *r, struct sayso_span p, uint32_t paragraph, bool *carry,
                           bool next_opens)
{
    uint32_t from = skip_space(r, p.start, p.end);
    bool carried = *carry;
    uint64_t never = 0; // pairs that nothing closes from here to the paragraph's end: looked for once
    *carry = false;
    for (uint32_t i = from; i < p.end;) {
        const struct ss_quote_pair *open = opening(pairs, count, r, i, from, p.end);
        if (!open) {
            i++;
            continue;
        }
        struct ss_quote q = {.start = i, .inner_start = i + open->open_len, .paragraph = paragraph};
        q.continues = carried && i == from;
        uint64_t bit = open - pairs < 64 ? 1ull << (open - pairs) : 0;
        uint32_t k = never & bit ? p.end : q.inner_start, close_len = 0;
        while (k < p.end && !close_len) {
            if (k > q.inner_start && open->close_len == open->open_len &&
                at_mark(r, k, p.end, open->open, open->open_len) &&
                memcmp(open->open, open->close, open->open_len) == 0 && opens_here(r, k, open->open_len, from, p.end))
                break; // a new one opens: this one was never closed
            close_len = closing(pairs, count, open, r, k, from, p.end);
            if (!close_len) k++;
        }
        if (k >= p.end) never |= bit;
        bool closed = close_len > 0;
        if (closed) {
            q.inner_end = k;
            q.end = k + close_len;
        } else if (open->single) {
            i++;
            continue; // an apostrophe after all
        } else if (next_opens && k >= p.end) {
            q.unclosed = true;
            q.inner_end = q.end = p.end;
            *carry = true;
        } else {
            q.inner_end = q.end = sentence_end(r, q.inner_start, k < p.end ? k : p.end);
        }
        while (q.inner_end > q.inner_start && ss_ascii_space(r->text[q.inner_end - 1])) q.inner_end--;
        if (q.end < q.inner_end || !closed) q.end = q.inner_end;
        if (q.inner_end > q.inner_start) {
            enum sayso_err err = push(out, r, q);
            if (err) return err;
        }
        i = q.end > i ? q.end : i + 1;
    }
    return SAYSO_OK;
}

// Whether the text comes out of a table, which writes a mark twice and sets single ones around its cells.
static bool marks_doubled(const struct sayso_report *r)
{
    for (uint32_t i = 1; i + 2 < r->text_len; i++)
        if (r->text[i] == '"' && r->text[i + 1] == '"' && ss_ascii_alpha(r->text[i + 2]) && r->text[i - 1] != '=')
            return true;
    return false;
}

// The pairs with the straight mark written twice.
static const struct ss_quote_pair *doubled(const struct ss_quote_pair *pairs, uint32_t count, struct ss_arena *arena)
{
    struct ss_quote_pair *out = SS_NEW_ARRAY(arena, struct ss_quote_pair, count);
    for (uint32_t i = 0; out && i < count; i++) {
        out[i] = pairs[i];
        if (strcmp(pairs[i].open, "\"") != 0) continue;
        out[i].open = out[i].close = "\"\"";
        out[i].open_len = out[i].close_len = 2;
    }
    return out;
}

enum sayso_err ss_quotes_find(struct ss_quotes *out, const struct ss_quote_pair *pairs, uint32_t pair_count,
                              const struct sayso_report *report)
{
    struct sayso_span whole = {0, report->text_len};
    const struct sayso_span *paragraphs = report->paragraph_count ? report->paragraphs : &whole;
    uint32_t n = report->paragraph_count ? report->paragraph_count : 1;
    bool carry = false;
    if (marks_doubled(report)) {
        pairs = doubled(pairs, pair_count, report->arena);
        if (!pairs) return ss_arena_error(report->arena);
    }
    for (uint32_t i = 0; i < n; i++) {
        bool next_opens = false;
        if (i + 1 < n) {
            uint32_t at = skip_space(report, paragraphs[i + 1].start, paragraphs[i + 1].end);
            next_opens =
                at < paragraphs[i + 1].end && opening(pairs, pair_count, report, at, at, paragraphs[i + 1].end);
        }
        enum sayso_err err = scan(out, pairs, pair_count, report, paragraphs[i], i, &carry, next_opens);
        if (err) return err;
    }
    return SAYSO_OK;
}

int32_t ss_quote_around(const struct ss_quotes *quotes, uint32_t offset)
{
    uint32_t lo = 0, hi = quotes->list.count;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (quotes->list.item[mid].end <= offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < quotes->list.count && quotes->list.item[lo].start < offset) return (int32_t)lo;
    return -1;
}
