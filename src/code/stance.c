// SPDX-License-Identifier: Apache-2.0
// The relaying author's stance towards what is told: by the words that govern it ("lied that", "the fable that"), by
// adverbs and adjectives at them ("wrongly said", "the discredited claim"), and by quotation marks around a single word
// of the author's own ("rescued"). Among several the gravest counts: rejects, doubts, endorses.
#include <string.h>

#include "base/str.h"
#include "code/attribution_tree.h"
#include "code/realis.h"
#include "record/record.h"

static enum sayso_stance graver(enum sayso_stance a, enum sayso_stance b)
{
    return a > b ? a : b; // the enum stands in this order
}

static enum sayso_stance named(const char *name)
{
    for (int s = SAYSO_STANCE_NEUTRAL; s <= SAYSO_STANCE_REJECTS; s++)
        if (!strcmp(name, ss_stance_name((enum sayso_stance)s))) return (enum sayso_stance)s;
    return SAYSO_STANCE_NEUTRAL;
}

// A row of words/hedges of the kind "stance".
static enum sayso_stance of_hedge(const struct ss_claim_work *w, const char *lemma)
{
    const struct ss_know_table *t = w->rules->hedges;
    int kind = ss_know_column(t, "kind"), value = ss_know_column(t, "value");
    for (int64_t r = ss_know_find(t, lemma); r >= 0; r = ss_know_find_next(t, r))
        if (!strcmp(ss_know_cell(t, (uint32_t)r, kind), "stance")) return named(ss_know_cell(t, (uint32_t)r, value));
    return SAYSO_STANCE_NEUTRAL;
}

static enum sayso_stance of_cue(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_know_table *t = w->rules->cues;
    const char *pos = ss_ftree_verbal(&w->view.tree, token) ? "verb" : "noun";
    int column = ss_know_column(t, "pos"), stance = ss_know_column(t, "stance");
    for (int64_t r = ss_know_find(t, w->view.tree.lemma[token]); r >= 0; r = ss_know_find_next(t, r))
        if (!strcmp(ss_know_cell(t, (uint32_t)r, column), pos)) return named(ss_know_cell(t, (uint32_t)r, stance));
    return SAYSO_STANCE_NEUTRAL;
}

// "so-called", which a tokenizer takes apart: the lower-case text of the word with what hangs before it; "" when long.
static const char *so_called(const struct ss_claim_work *w, int32_t token)
{
    static const char *const none = "";
    const struct ss_ftree *tree = &w->view.tree;
    int32_t c = tree->first[token];
    if (c < 0 || c >= token || tree->tokens[token].end - tree->tokens[c].start > 24) return none;
    const struct ss_know_table *t = w->rules->hedges;
    const char *text = w->report->text + tree->tokens[c].start;
    size_t n = tree->tokens[token].end - tree->tokens[c].start;
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *word = ss_know_cell(t, r, 0);
        if (strchr(word, '-') && strlen(word) == n && !strncmp(word, text, n)) return word;
    }
    return none;
}

enum sayso_stance ss_stance_at(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    enum sayso_stance s = SAYSO_STANCE_NEUTRAL;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_ADVMOD || tree->tokens[c].deprel == SAYSO_DEP_AMOD)
            s = graver(s, graver(of_hedge(w, tree->lemma[c]), of_hedge(w, so_called(w, c))));
    return s;
}

static bool quote_mark(const struct sayso_report *r, int32_t token)
{
    if (token < 0 || (uint32_t)token >= r->token_count) return false;
    const struct sayso_token *t = &r->tokens[token];
    return t->xpos && (!strcmp(t->xpos, "``") || !strcmp(t->xpos, "''") || !strcmp(t->xpos, "\""));
}

static bool sneer(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    return quote_mark(r, token - 1) && quote_mark(r, token + 1) &&
           r->tokens[token - 1].sentence == r->tokens[token + 1].sentence;
}

enum sayso_stance ss_stance(const struct ss_claim_work *w, int32_t token, int32_t voice)
{
    const struct ss_ftree *tree = &w->view.tree;
    enum sayso_stance s = ss_stance_at(w, token);
    if (voice < 0 && sneer(w, token)) s = graver(s, SAYSO_STANCE_DOUBTS);
    for (int step = 0; voice >= 0 && (uint32_t)voice < w->report->attribution_count && step < SS_STEPS_MAX; step++) {
        s = graver(s, w->report->attributions[voice].stance);
        voice = w->report->attributions[voice].within;
    }
    char prep[32];
    for (int step = 0; token >= 0 && step < SS_STEPS_MAX; step++) {
        const char *link = ss_link_name(tree, token, prep);
        int32_t h = tree->tokens[token].head;
        if (h >= 0 && !strcmp(link, "relcl")) // "the myth that they fled", read as a relative clause
            s = graver(s, graver(of_hedge(w, tree->lemma[h]), ss_stance_at(w, h)));
        if (h < 0 || !strcmp(link, "relcl") || !strcmp(link, "subj")) break;
        if (ss_in_list("ccomp,xcomp,acl,csubj,obj,p:of", ',', link)) {
            s = graver(s, of_cue(w, h));
            s = graver(s, of_hedge(w, tree->lemma[h]));
            s = graver(s, ss_stance_at(w, h));
        }
        token = h;
    }
    return s;
}
