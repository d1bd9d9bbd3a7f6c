// SPDX-License-Identifier: Apache-2.0
// Block quotations: a statement printed in paragraphs of its own, without quotation marks. A lead-in that ends its
// paragraph with a colon opens it ("The minister told parliament:", "From the captain's log:"); the return of the
// outlet's voice ends it: where the speaker stops to speak of himself, or somebody else speaks.
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"

#define BLOCK_MAX 40 // paragraphs of one statement
#define GAP_MAX   2  // paragraphs in it without a word of the speaker on himself
#define LEMMA_MAX 40

static bool first_person(const struct sayso_report *r, int32_t token)
{
    const char *feats = r->tokens[token].feats;
    return r->tokens[token].upos == SAYSO_UPOS_PRON && feats && strstr(feats, "Person=1");
}

// Whether the writer of a paragraph speaks of himself.
static bool own_words(const struct ss_attribution_work *w, uint32_t paragraph)
{
    const struct sayso_span p = w->report->paragraphs[paragraph];
    for (int32_t i = ss_token_at(w->report, p.start);
         i < (int32_t)w->report->token_count && w->report->tokens[i].start < p.end; i++)
        if (first_person(w->report, i) && ss_quote_around(&w->quotes, w->report->tokens[i].start) < 0) return true;
    return false;
}

static bool others_speak(const struct ss_attribution_work *w, uint32_t paragraph)
{
    const struct sayso_span p = w->report->paragraphs[paragraph];
    for (uint32_t i = ss_candidate_after(w, p.start); i < w->list.count; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (w->report->tokens[c->cue_token].start >= p.end) break;
        if (ss_speaks(c) && (c->cue_row->flags & SS_CUE_CORE) && !(c->cue_row->flags & SS_CUE_MIND) &&
            c->source_head >= 0 && !first_person(w->report, c->source_head))
            return true;
    }
    return false;
}

static uint32_t last_paragraph(const struct ss_attribution_work *w, uint32_t first)
{
    uint32_t last = first;
    if (!own_words(w, first)) return first;
    for (uint32_t p = first + 1; p < w->report->paragraph_count && p - first < BLOCK_MAX && p - last <= GAP_MAX + 1;
         p++) {
        if (others_speak(w, p)) break;
        if (own_words(w, p)) last = p;
    }
    return last;
}

// A noun for something said or written: a statement, a letter, an answer.
static bool speech_noun(const struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    if (t->upos != SAYSO_UPOS_NOUN) return false;
    const uint32_t *kind = ss_map_get(&w->rules->source_kind, t->lemma, strlen(t->lemma));
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_NOUN, t->lemma);
    return (kind && *kind == SAYSO_SOURCE_DOCUMENT) || (row && !(row->flags & SS_CUE_OFF));
}

// The quotation that opens a paragraph; NULL when none does.
static struct ss_quote *quote_opens(struct ss_attribution_work *w, uint32_t paragraph)
{
    uint32_t at = w->report->paragraphs[paragraph].start, end = w->report->paragraphs[paragraph].end;
    while (at < end && (unsigned char)w->report->text[at] <= ' ') at++;
    int32_t q = at < end ? ss_quote_around(&w->quotes, at + 1) : -1;
    return q >= 0 && w->quotes.list.item[q].start == at ? &w->quotes.list.item[q] : NULL;
}

// "WALLACE: …": the first turn of a conversation.
static bool turn_opens(const struct ss_attribution_work *w, uint32_t paragraph)
{
    const struct sayso_span p = w->report->paragraphs[paragraph];
    uint32_t i = ss_candidate_after(w, p.start);
    if (i == w->list.count || w->report->tokens[w->list.item[i].cue_token].start >= p.end) return false;
    const struct ss_candidate *c = &w->list.item[i];
    return c->cue_row && (c->cue_row->frames & SS_FRAME_COLON);
}

static bool block_opens(const struct ss_attribution_work *w, uint32_t paragraph)
{
    uint32_t at = w->report->paragraphs[paragraph].start, end = w->report->paragraphs[paragraph].end;
    while (at < end && (unsigned char)w->report->text[at] <= ' ') at++;
    return at < end && ss_quote_around(&w->quotes, at + 1) < 0;
}

// The cue of the lead-in sentence that the block belongs to: the last one that may be followed by speech and has none.
static struct ss_candidate *lead_cue(struct ss_attribution_work *w, const struct sayso_sentence *s)
{
    for (uint32_t i = ss_candidate_after(w, s->end); i > 0; i--) {
        struct ss_candidate *c = &w->list.item[i - 1];
        if (w->report->tokens[c->cue_token].start < s->start) break;
        if (!ss_speaks(c) || c->source_head < 0 || c->passive) continue;
        uint32_t last = c->content_count ? c->content[c->content_count - 1].start : 0;
        if (!c->content_count || c->by_default || last < w->report->tokens[c->cue_token].start) return c;
    }
    return NULL;
}

// A lead-in without a cue: its subject speaks, or the document that it names.
static bool lead_noun(struct ss_attribution_work *w, const struct sayso_sentence *s, bool own, struct ss_candidate *c)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count, root = -1;
    bool speech = false;
    for (int32_t i = first; i < end; i++) {
        if (tokens[i].head < 0) root = i;
        const struct ss_cue *row =
            tokens[i].upos == SAYSO_UPOS_VERB ? ss_cue_find(w->rules, SS_CUE_VERB, tokens[i].lemma) : NULL;
        speech = speech || speech_noun(w, i) || (row && (row->frames & SS_FRAME_QUOTE) && !(row->flags & SS_CUE_OFF));
    }
    if (root < 0 || (!speech && !own)) return false;
    int32_t subject = ss_syntax_child(&w->tree, root, SAYSO_DEP_NSUBJ);
    if (subject < 0 && (tokens[root].upos == SAYSO_UPOS_NOUN || tokens[root].upos == SAYSO_UPOS_PROPN)) subject = root;
    if (subject < 0 || first_person(w->report, subject)) return false;
    if (subject == root && !speech_noun(w, root)) return false;
    if (subject != root && !ss_may_speak(w, subject) && !speech_noun(w, subject) && !speech) return false;
    *c = (struct ss_candidate){.cue_token = end - 1, .source_head = -1, .host = -1};
    c->cue_row = ss_cue_find(w->rules, SS_CUE_PREP, tokens[end - 1].lemma);
    if (!c->cue_row || !(c->cue_row->frames & SS_FRAME_COLON)) return false;
    ss_set_source(w, c, subject, end - 1);
    if (subject == root)
        ss_add_tokens(w->report, c->cue, &c->cue_count, end - 1, end);
    else {
        struct ss_run group = ss_verb_group(w, root);
        ss_add_tokens(w->report, c->cue, &c->cue_count, group.from, group.to);
    }
    return c->source_count > 0;
}

// The quotation as content, over all the paragraphs that it runs through.
static void take_quotes(struct ss_attribution_work *w, struct ss_quote *quote, struct ss_candidate *c)
{
    const struct ss_quote *end = w->quotes.list.item + w->quotes.list.count;
    c->content[0] = (struct sayso_span){quote->start, quote->end};
    for (quote->owner = INT32_MAX, quote++; quote < end && quote->continues && quote->owner < 0; quote++) {
        if (c->content_count < SS_PARTS) c->content[c->content_count++] = (struct sayso_span){quote->start, quote->end};
        quote->owner = INT32_MAX; // taken
    }
}

enum sayso_err ss_attribution_blocks(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        const struct sayso_sentence *lead = &r->sentences[s];
        uint32_t p = lead->paragraph;
        bool ends = s + 1 == r->sentence_count || r->sentences[s + 1].paragraph != p;
        if (!ends || p + 1 >= r->paragraph_count || !ss_ends_with_colon(w, lead->start, lead->end)) continue;
        struct ss_quote *quote = quote_opens(w, p + 1);
        if (turn_opens(w, p + 1) || (quote ? quote->owner >= 0 || !quote->speech : !block_opens(w, p + 1))) continue;
        bool own = own_words(w, p + 1);
        struct ss_candidate *c = lead_cue(w, lead), made;
        if (!c) {
            if (!lead_noun(w, lead, own, &made)) continue;
            c = &made;
        }
        uint32_t last = quote ? p + 1 : last_paragraph(w, p + 1);
        c->content[0] = (struct sayso_span){r->paragraphs[p + 1].start, r->paragraphs[last].end};
        while (c->content[0].start < c->content[0].end && (unsigned char)r->text[c->content[0].start] <= ' ')
            c->content[0].start++;
        while (c->content[0].end > c->content[0].start && (unsigned char)r->text[c->content[0].end - 1] <= ' ')
            c->content[0].end--;
        c->content_count = 1;
        c->by_default = false;
        if (quote) take_quotes(w, quote, c);
        if (c == &made) SS_TRY(ss_candidate_insert(w, &made));
    }
    return SAYSO_OK;
}
