// SPDX-License-Identifier: Apache-2.0
// Cues as the network sees them: verbs that are cues here though they are not elsewhere, and words beside a cue that
// belong to it ("took offense at", "said in an interview"). Without marks the rows of words/cues stand alone.
#include "code/attribution.h"

#include <string.h>

#include "parse/marks.h"

#define SURE  255 // a report without marks
#define WIDEN 8   // words that one cue may gain on a side

void ss_marks_find(struct ss_attribution_work *w)
{
    w->cue_head = ss_mark_head(w->report, "cue");
    w->cue_begin = ss_mark_label(w->report, w->cue_head, "B");
    w->cue_inside = ss_mark_label(w->report, w->cue_head, "I");
    w->content_head = ss_mark_head(w->report, "content");
    w->content_begin = ss_mark_label(w->report, w->content_head, "B");
    w->content_inside = ss_mark_label(w->report, w->content_head, "I");
}

static unsigned marked(const struct ss_attribution_work *w, int32_t token)
{
    return ss_mark(w->report, (uint32_t)token, w->cue_head, w->cue_begin) +
           ss_mark(w->report, (uint32_t)token, w->cue_head, w->cue_inside);
}

unsigned ss_mark_cue(const struct ss_attribution_work *w, int32_t token)
{
    return w->cue_head < 0 ? SURE : marked(w, token);
}

static const struct ss_cue *find(const struct ss_attribution_work *w, enum ss_cue_pos pos, int32_t token)
{
    const struct ss_cue *row = ss_cue_find(w->rules, pos, w->report->tokens[token].lemma);
    if (row) return row;
    char stems[SS_STEMS][SS_STEM_ROOM]; // the lemma may have gone wrong
    uint32_t n = ss_token_stems(w->report, token, stems);
    for (uint32_t i = 0; i < n && !row; i++) row = ss_cue_find(w->rules, pos, stems[i]);
    return row;
}

const struct ss_cue *ss_cue_of_verb(const struct ss_attribution_work *w, int32_t token)
{
    if (token < 0 || w->report->tokens[token].upos != SAYSO_UPOS_VERB) return NULL;
    unsigned sure = marked(w, token);
    const struct ss_cue *row = sure >= w->rules->mark[SS_MARK_FRAME] ? find(w, SS_CUE_VERB_MARKED, token) : NULL;
    if (!row) row = find(w, SS_CUE_VERB, token);
    if (!row && sure >= w->rules->mark[SS_MARK_NEW]) row = ss_cue_find(w->rules, SS_CUE_VERB_MARKED, "*");
    return row;
}

static bool taken(const struct ss_candidate *c, uint32_t at)
{
    for (uint32_t i = 0; i < c->content_count; i++)
        if (c->content[i].start <= at && at < c->content[i].end) return true;
    for (uint32_t i = 0; i < c->source_count; i++)
        if (c->source[i].start <= at && at < c->source[i].end) return true;
    return false;
}

static unsigned said(const struct ss_attribution_work *w, int32_t token)
{
    return ss_mark(w->report, (uint32_t)token, w->content_head, w->content_begin) +
           ss_mark(w->report, (uint32_t)token, w->content_head, w->content_inside);
}

// Where the last clauses of a content begin that the network does not see in it; `end` when it sees all of them.
static int32_t trimmed(const struct ss_attribution_work *w, int32_t from, int32_t end)
{
    const struct sayso_token *tokens = w->report->tokens;
    unsigned sum = 0;
    int32_t cut = end, words = 0;
    for (int32_t t = end - 1; t > from + 1; t--) {
        sum += said(w, t);
        words++;
        bool bounds = tokens[t - 1].upos == SAYSO_UPOS_PUNCT || tokens[t].upos == SAYSO_UPOS_SCONJ ||
                      tokens[t].upos == SAYSO_UPOS_ADP || tokens[t].upos == SAYSO_UPOS_CCONJ || w->tree.timed[t];
        if (bounds && sum < (unsigned)words * w->rules->mark[SS_MARK_TRIM]) cut = t;
    }
    while (cut < end && cut > from + 1 && tokens[cut - 1].upos == SAYSO_UPOS_PUNCT) cut--;
    return cut;
}

// The right end of a content behind its cue that is no quotation.
static void fit_end(struct ss_attribution_work *w, struct ss_candidate *c)
{
    const struct sayso_report *r = w->report;
    struct sayso_span *s = c->content_count ? &c->content[c->content_count - 1] : NULL;
    if (!s || r->tokens[c->cue_token].upos != SAYSO_UPOS_VERB || s->start < r->tokens[c->cue_token].start ||
        ss_quote_around(&w->quotes, s->end) >= 0 || ss_quote_around(&w->quotes, s->end - 1) >= 0)
        return;
    int32_t from = ss_token_at(r, s->start), end = ss_token_at(r, s->end), t = end;
    uint32_t sentence = r->tokens[c->cue_token].sentence;
    if (r->tokens[end - 1].sentence != sentence) return;
    while (t < (int32_t)r->token_count && r->tokens[t].sentence == sentence && !taken(c, r->tokens[t].start) &&
           said(w, t) >= w->rules->mark[SS_MARK_GROW] && ss_quote_around(&w->quotes, r->tokens[t].end) < 0)
        t++;
    while (t > end && r->tokens[t - 1].upos == SAYSO_UPOS_PUNCT) t--;
    if (t == end) t = trimmed(w, from, end);
    if (t > from) s->end = r->tokens[t - 1].end;
}

void ss_marks_widen(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    if (w->cue_head < 0) return;
    for (uint32_t i = 0; i < w->list.count; i++) fit_end(w, &w->list.item[i]);
    for (uint32_t i = 0; i < w->list.count; i++) {
        struct ss_candidate *c = &w->list.item[i];
        if (!c->cue_count) continue;
        struct sayso_span *first = &c->cue[0], *last = &c->cue[c->cue_count - 1];
        uint32_t sentence = r->tokens[c->cue_token].sentence;
        int32_t t = ss_token_at(r, last->end);
        for (int n = 0; n < WIDEN && t < (int32_t)r->token_count && r->tokens[t].sentence == sentence; n++, t++) {
            if (taken(c, r->tokens[t].start) || marked(w, t) < w->rules->mark[SS_MARK_SPAN]) break;
            last->end = r->tokens[t].end;
        }
        t = ss_token_at(r, first->start) - 1;
        for (int n = 0; n < WIDEN && t >= 0 && r->tokens[t].sentence == sentence; n++, t--) {
            if (taken(c, r->tokens[t].start) || marked(w, t) < w->rules->mark[SS_MARK_SPAN]) break;
            first->start = r->tokens[t].start;
        }
    }
}
