// SPDX-License-Identifier: Apache-2.0
// Cues that no row of words/cues has and only the network sees: verbs, nouns and adjectives of any kind ("is doubling
// down on …", "closes with an implication about …"). Their parts come from the tree, as far as the network agrees that
// they are said.
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"

struct open_cue {
    struct ss_run run;
    int32_t head;
};

static bool within(const struct ss_run *run, int32_t token)
{
    return run->from <= token && token < run->to;
}

static bool carries(uint8_t pos)
{
    return pos == SAYSO_UPOS_VERB || pos == SAYSO_UPOS_NOUN || pos == SAYSO_UPOS_ADJ;
}

// Words that have their part in an attribution already, or stand in somebody's words.
static enum sayso_err find_taken(const struct ss_attribution_work *w, bool **out)
{
    const struct sayso_report *r = w->report;
    bool *taken = SS_NEW_ARRAY(r->arena, bool, r->token_count);
    if (!taken) return ss_arena_error(r->arena);
    memset(taken, 0, r->token_count * sizeof *taken);
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (!c->content_count || !c->cue_row) continue;
        const struct sayso_span *parts[] = {c->cue, c->content};
        const uint32_t counts[] = {c->cue_count, c->content_count};
        for (int p = 0; p < 2; p++)
            for (uint32_t k = 0; k < counts[p]; k++)
                for (int32_t t = ss_token_at(r, parts[p][k].start);
                     t < (int32_t)r->token_count && r->tokens[t].start < parts[p][k].end; t++)
                    taken[t] = true;
        taken[c->cue_token] = true;
    }
    for (uint32_t q = 0; q < w->quotes.list.count; q++)
        for (int32_t t = ss_token_at(r, w->quotes.list.item[q].start);
             w->quotes.list.item[q].speech && t < (int32_t)r->token_count &&
             r->tokens[t].start < w->quotes.list.item[q].end;
             t++)
            taken[t] = true;
    *out = taken;
    return SAYSO_OK;
}

// The run of cue words around a seed; false when it belongs to a cue beside it or carries no meaning of its own.
static bool cue_around(const struct ss_attribution_work *w, const bool *taken, int32_t seed, struct open_cue *out)
{
    const struct sayso_token *tokens = w->report->tokens;
    const struct sayso_sentence *s = &w->report->sentences[tokens[seed].sentence];
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count;
    struct ss_run run = {seed, seed + 1};
    unsigned least = w->rules->mark[SS_MARK_SPAN];
    while (run.from > first && !taken[run.from - 1] && ss_mark_cue(w, run.from - 1) >= least) run.from--;
    while (run.to < end && !taken[run.to] && ss_mark_cue(w, run.to) >= least) run.to++;
    if ((run.from > first && taken[run.from - 1] && ss_mark_cue(w, run.from - 1) >= least) ||
        (run.to < end && taken[run.to] && ss_mark_cue(w, run.to) >= least))
        return false;
    while (run.to - 1 > seed && tokens[run.to - 1].upos == SAYSO_UPOS_PUNCT) run.to--;
    out->head = -1;
    for (int32_t i = run.from; i < run.to; i++) {
        if (!carries(tokens[i].upos) || w->tree.timed[i]) continue;
        if (out->head < 0 || out->head == tokens[i].head ? out->head < 0 : tokens[out->head].head == i) out->head = i;
    }
    out->run = run;
    return out->head >= 0;
}

// Whether the network sees the greater part of a subtree in a content.
static bool said(const struct ss_attribution_work *w, const struct open_cue *cue, int32_t head)
{

    int32_t sum = 0, least = (int32_t)w->rules->mark[SS_MARK_SAID];
    for (int32_t t = w->tree.left[head]; t <= w->tree.right[head]; t++)
        if (!within(&cue->run, t) && ss_syntax_within(&w->tree, t, head)) sum += (int32_t)ss_mark_content(w, t) - least;
    return sum > 0;
}

static bool is_subject(uint8_t dep)
{
    return dep == SAYSO_DEP_NSUBJ || dep == SAYSO_DEP_NSUBJ_OUTER || dep == SAYSO_DEP_OBL_AGENT ||
           dep == SAYSO_DEP_NMOD_POSS;
}

static void find_content(struct ss_attribution_work *w, const bool *taken, const struct open_cue *cue,
                         struct ss_candidate *c)
{
    const struct sayso_token *tokens = w->report->tokens;
    for (int32_t i = cue->run.from; i < cue->run.to; i++)
        for (int32_t k = w->tree.first_child[i]; k >= 0; k = w->tree.next_child[k]) {
            if (taken[k] || within(&cue->run, k) || is_subject(tokens[k].deprel) ||
                tokens[k].upos == SAYSO_UPOS_PUNCT || k == c->source_head || w->tree.timed[k] || !said(w, cue, k))
                continue;
            int32_t cut[SS_PARTS];
            uint32_t n = 0;
            for (int32_t t = cue->run.from; t < cue->run.to && n < SS_PARTS; t++)
                if (ss_syntax_within(&w->tree, t, k)) cut[n++] = t;
            ss_add_subtree(w, c->content, &c->content_count, k, cut, n);
        }
}

// A name or title in quotation marks, and nothing else.
static bool title(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    int32_t q = ss_quote_around(&w->quotes, c->content[0].end - 1);
    return q >= 0 && !w->quotes.list.item[q].speech &&
           c->cue_token + 3 > ss_token_at(w->report, w->quotes.list.item[q].start);
}

// Whether words/cues says that it is none: "attacked" the enemy, "claimed the lives of …".
static bool excluded(const struct ss_attribution_work *w, const struct open_cue *cue)
{
    const struct sayso_token *t = &w->report->tokens[cue->head];
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_VERB_MARKED, t->lemma);
    if ((row && (row->flags & SS_CUE_OFF)) || ss_not_done(w, cue->head)) return true;
    row = t->upos == SAYSO_UPOS_VERB ? ss_cue_find(w->rules, SS_CUE_VERB, t->lemma) : NULL;
    if (row && !(row->frames & SS_FRAME_XCOMP) && ss_syntax_child(&w->tree, cue->head, SAYSO_DEP_XCOMP) >= 0)
        return true;                                      // "continued to receive fire"
    if (row && (row->flags & SS_CUE_PERSON)) return true; // left out for want of somebody who speaks
    if (row && ss_answers_deed(w, row, cue->head)) return true;
    int32_t object = ss_syntax_child(&w->tree, cue->head, SAYSO_DEP_OBJ);
    return row && object >= 0 && ss_cue_excludes(row, w->report->tokens[object].lemma);
}

static int32_t speaker(struct ss_attribution_work *w, const struct open_cue *cue)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t found = -1;
    for (int32_t i = cue->run.from; i < cue->run.to && found < 0; i++)
        if (tokens[i].upos == SAYSO_UPOS_VERB)
            found = ss_is_passive(&w->tree, i) ? ss_agent(&w->tree, i) : ss_subject(w, i);
        else if (tokens[i].upos == SAYSO_UPOS_NOUN)
            found = ss_syntax_child(&w->tree, i, SAYSO_DEP_NMOD_POSS);
        else if (tokens[i].upos == SAYSO_UPOS_ADJ)
            found = ss_syntax_child(&w->tree, i, SAYSO_DEP_NSUBJ);
    return found;
}

enum sayso_err ss_attribution_open(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    const struct ss_cue *any = ss_cue_find(w->rules, SS_CUE_VERB_MARKED, "*");
    if (w->cue_head < 0 || !any) return SAYSO_OK;
    bool *taken = NULL;
    SS_TRY(find_taken(w, &taken));
    for (int32_t t = 0; t < (int32_t)r->token_count; t++) {
        struct open_cue cue;
        if (taken[t] || ss_mark_cue(w, t) < w->rules->mark[SS_MARK_OPEN] || !cue_around(w, taken, t, &cue)) continue;
        t = cue.run.to - 1;
        for (int32_t i = cue.run.from; i < cue.run.to; i++) taken[i] = true; // two cues share no word
        if (excluded(w, &cue)) continue;
        struct ss_candidate c = {.cue_row = any, .cue_token = cue.head, .source_head = -1, .host = -1, .open = true};
        ss_set_source(w, &c, speaker(w, &cue), cue.head);
        ss_add_tokens(r, c.cue, &c.cue_count, cue.run.from, cue.run.to);
        find_content(w, taken, &cue, &c);
        if (c.source_head >= 0 && !ss_may_speak(w, c.source_head)) continue;
        if (c.content_count && !title(w, &c)) SS_TRY(ss_candidate_insert(w, &c));
    }
    return SAYSO_OK;
}
