// SPDX-License-Identifier: Apache-2.0
// Drops candidates that attribute nothing of interest: inside somebody's speech, only further speech of third persons
// stays; inside reported content, what others say or think; and what the writer himself thinks is his text, not a
// source.
#include "code/attribution.h"

#include <string.h>

#define NEAR 48 // neighbours looked at for contents around a cue

static bool content_holds(const struct ss_candidate *c, uint32_t offset)
{
    for (uint32_t i = 0; i < c->content_count; i++)
        if (c->content[i].start <= offset && offset < c->content[i].end) return true;
    return false;
}

static bool nested(const struct ss_attribution_work *w, uint32_t index)
{
    uint32_t at = w->report->tokens[w->list.item[index].cue_token].start;
    uint32_t from = index > NEAR ? index - NEAR : 0, to = index + NEAR < w->list.count ? index + NEAR : w->list.count;
    for (uint32_t i = from; i < to; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (i == index || c->dropped || !content_holds(c, at)) continue;
        if (!content_holds(&w->list.item[index], w->report->tokens[c->cue_token].start)) return true;
    }
    return false;
}

// First and second persons: the writer, the reader, or within speech the speaker himself.
static bool first_person(const struct sayso_report *r, int32_t token)
{
    if (token < 0) return false;
    const char *feats = r->tokens[token].feats;
    return r->tokens[token].upos == SAYSO_UPOS_PRON && feats &&
           (strstr(feats, "Person=1") || strstr(feats, "Person=2"));
}

// A clause that a verb of speech or thought governs: nothing needs to speak for it.
static bool governed_clause(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    for (int32_t k = w->tree.first_child[c->cue_token]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = w->report->tokens[k].deprel;
        if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_CSUBJ_PASS || (c->passive && dep == SAYSO_DEP_XCOMP))
            return (c->cue_row->flags & SS_CUE_CORE) && !c->open;
    }
    return false;
}

// Whether rules and network together speak against it. Idioms ("as the paper has it", "put the
// toll at") and statements in paragraphs of their own are told by their form.
static bool unlikely(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    const struct sayso_report *r = w->report;
    int32_t said = ss_token_at(r, c->content[0].start);
    bool idiom = c->cue_row->frames & SS_FRAME_IT || strstr(c->cue_row->frame, "|o:");
    if (w->cue_head < 0 || (idiom && !c->open) || said >= (int32_t)r->token_count) return false;
    if (r->sentences[r->tokens[said].sentence].paragraph != r->sentences[r->tokens[c->cue_token].sentence].paragraph)
        return false;
    return !governed_clause(w, c) && ss_gate(w, c) < 0;
}

static void watch(const struct ss_attribution_work *w, uint32_t index)
{
    const struct ss_attribution_watch *by = w->rules->watch;
    if (!by || !by->gate || nested(w, index)) return;
    int f[SS_GATE_COUNT];
    ss_gate_features(w, &w->list.item[index], f);
    by->gate(by->data, w, &w->list.item[index], f);
}

// Whether the content has a word with a meaning, not "whether" or "by" alone.
static bool empty(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    const struct sayso_token *tokens = w->report->tokens;
    for (uint32_t i = 0; i < c->content_count; i++)
        for (int32_t t = ss_token_at(w->report, c->content[i].start);
             t < (int32_t)w->report->token_count && tokens[t].start < c->content[i].end; t++) {
            uint8_t pos = tokens[t].upos;
            if (pos != SAYSO_UPOS_SCONJ && pos != SAYSO_UPOS_CCONJ && pos != SAYSO_UPOS_ADP && pos != SAYSO_UPOS_PUNCT)
                return false;
        }
    return true;
}

void ss_attribution_prune(struct ss_attribution_work *w)
{
    for (uint32_t i = 0; i < w->list.count; i++) {
        struct ss_candidate *c = &w->list.item[i];
        if (!c->content_count || !c->cue_row) continue;
        bool mind = c->cue_row->flags & SS_CUE_MIND;
        watch(w, i);
        if (empty(w, c) || (unlikely(w, c) && !nested(w, i))) {
            c->dropped = true;
            continue;
        }
        bool own = first_person(w->report, c->source_head);
        int32_t q = ss_quote_around(&w->quotes, w->report->tokens[c->cue_token].start);
        if (q >= 0 && w->quotes.list.item[q].speech)
            c->dropped = mind || own || c->source_head < 0;
        else if (nested(w, i))
            c->dropped = (mind && (own || c->source_head < 0)) ||
                         (!c->source_count && !c->passive && (c->cue_row->frames & SS_FRAME_CCOMP));
        else
            c->dropped = mind && own;
    }
}
