// SPDX-License-Identifier: Apache-2.0
// Cues as the network sees them: verbs that are cues here though they are not elsewhere, and words beside a cue that
// belong to it ("took offense at", "said in an interview"). Without marks the rows of words/cues stand alone.
#include "code/attribution.h"

#include <string.h>
#include <stdlib.h>

#include "parse/marks.h"

#define SURE  255 // a report without marks
#define WIDEN 8   // words that one cue may gain on a side

void ss_marks_find(struct ss_attribution_work *w)
{
    w->cue_head = ss_mark_head(w->report, "cue");
    w->cue_begin = ss_mark_label(w->report, w->cue_head, "B");
    w->cue_inside = ss_mark_label(w->report, w->cue_head, "I");
    w->source_mark = ss_mark_head(w->report, "source");
    w->source_begin = ss_mark_label(w->report, w->source_mark, "B");
    w->source_inside = ss_mark_label(w->report, w->source_mark, "I");
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

unsigned ss_mark_begins(const struct ss_attribution_work *w, int32_t token)
{
    return ss_mark(w->report, (uint32_t)token, w->content_head, w->content_begin);
}

unsigned ss_mark_source(const struct ss_attribution_work *w, int32_t token)
{
    return ss_mark(w->report, (uint32_t)token, w->source_mark, w->source_begin) +
           ss_mark(w->report, (uint32_t)token, w->source_mark, w->source_inside);
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
    return ss_spans_cover(c->content, c->content_count, at) || ss_spans_cover(c->source, c->source_count, at);
}

unsigned ss_mark_content(const struct ss_attribution_work *w, int32_t token)
{
    return ss_mark(w->report, (uint32_t)token, w->content_head, w->content_begin) +
           ss_mark(w->report, (uint32_t)token, w->content_head, w->content_inside);
}

void ss_marks_widen(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    if (w->cue_head < 0) return;
    for (uint32_t i = 0; i < w->list.count; i++) ss_fit_end(w, &w->list.item[i]);
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
