// SPDX-License-Identifier: Apache-2.0
// How many, by what means, in which mode, with where (claim_place.c) and when (claim_when.c): filled from the trigger's
// own words, then its clause, then the sentence. Every value has a mention of its own; nothing is guessed.
#include <string.h>

#include "base/str.h"
#include "code/claim.h"

#define FAR SS_CLAIM_FAR

// Steps from a token up to a word of the draft; FAR when another claim's word or a new clause stands between.
int ss_claim_distance(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
{
    const struct sayso_token *tokens = w->view.tree.tokens;
    int32_t self = (int32_t)(d - w->drafts.item);
    int clauses = 0;
    for (int step = 0; token >= 0 && step < 12; step++) {
        if (w->draft_of[token] == self) return step;
        if (token == d->carrier || token == d->place_token) return step + 1;
        if (w->draft_of[token] >= 0 && step) return FAR;
        enum sayso_dep dep = tokens[token].deprel;
        if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_PARATAXIS) return FAR;
        clauses += dep == SAYSO_DEP_ACL || dep == SAYSO_DEP_ACL_RELCL; // "to end the threat that they pose to Iraq"
        if (clauses > 1) return FAR;
        token = tokens[token].head;
    }
    return FAR;
}

static int32_t token_at(const struct ss_claim_work *w, const struct sayso_figure *f, uint32_t sentence)
{
    const struct sayso_sentence *s = &w->report->sentences[sentence];
    int32_t first = -1;
    for (uint32_t k = 0; k < s->token_count; k++) {
        int32_t t = (int32_t)(s->token_first + k);
        const struct sayso_token *token = &w->view.tree.tokens[t];
        if (token->start >= f->end || token->end <= f->start) continue;
        if (first < 0) first = t;
        // the syntactic head of the figure's words
        if (token->head >= 0 &&
            (w->view.tree.tokens[token->head].start >= f->end || w->view.tree.tokens[token->head].end <= f->start))
            return t;
    }
    return first;
}

bool ss_claim_violent(const struct ss_draft *d)
{
    return d->kind == SAYSO_CLAIM_TOLL ||
           (d->kind == SAYSO_CLAIM_EVENT && (d->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT)));
}

// "An air strike left 22 dead", "the toll stood at 58 dead": the happening that is the subject of a verb above.
static struct ss_draft *told_by_subject(const struct ss_claim_work *w, int32_t token)
{
    for (int step = 0; token >= 0 && step < 6; step++, token = w->view.tree.tokens[token].head) {
        int32_t subject = ss_ftree_child(&w->view.tree, token, SAYSO_DEP_NSUBJ, NULL);
        int32_t draft = subject >= 0 ? w->draft_of[subject] : -1;
        if (draft >= 0 && ss_claim_violent(&w->drafts.item[draft])) return &w->drafts.item[draft];
        if (subject >= 0) return NULL;
    }
    return NULL;
}

// Each figure goes to the claim whose word stands next above it; counts of casualties that hang on nothing go to the
// only violent claim of the sentence.
static void fill_figures(struct ss_claim_work *w, uint32_t from, uint32_t to, uint32_t sentence)
{
    for (uint32_t i = 0; i < w->report->figure_count; i++) {
        const struct sayso_figure *f = &w->report->figures[i];
        if (f->start < w->report->sentences[sentence].start || f->start >= w->report->sentences[sentence].end ||
            !f->counts)
            continue;
        int32_t t_first = token_at(w, f, sentence), t = t_first;
        struct ss_draft *owner = NULL;
        for (int step = 0; t >= 0 && step < 16 && !owner; step++, t = w->view.tree.tokens[t].head)
            if (w->draft_of[t] >= 0) owner = &w->drafts.item[w->draft_of[t]];
        if (!owner) owner = told_by_subject(w, t_first);
        struct ss_draft *only = NULL;
        uint32_t n = 0;
        for (uint32_t k = from; k < to; k++) {
            struct ss_draft *d = &w->drafts.item[k];
            if (d->dropped || !ss_claim_violent(d)) continue;
            only = d;
            n++;
        }
        bool people = ss_class_of(&w->rules->frames, f->counts) & w->rules->casualty;
        if (owner && people && n && !ss_claim_violent(owner)) owner = n == 1 ? only : owner;
        if (!owner && n == 1 && people) owner = only;
        if (owner) ss_args_add(&owner->figures, (int32_t)i);
    }
}

// The mode that an instrument tells: the words of the claim's arguments against events/modes.tsv.
static void fill_mode(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->kind != SAYSO_CLAIM_EVENT || d->mode) return;
    const struct ss_know_table *t = w->rules->modes;
    int lemmas = ss_know_column(t, "lemmas"), mode = ss_know_column(t, "mode");
    for (int64_t row = ss_know_find(t, d->type); row >= 0; row = ss_know_find_next(t, row)) {
        const char *list = ss_know_cell(t, (uint32_t)row, lemmas);
        for (uint32_t m = 0; m < d->member_count; m++)
            for (int32_t c = w->view.tree.first[d->member[m]]; c >= 0; c = w->view.tree.next[c]) {
                enum sayso_dep dep = w->view.tree.tokens[c].deprel;
                if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_CONJ || dep == SAYSO_DEP_PARATAXIS ||
                    dep == SAYSO_DEP_ADVCL || dep == SAYSO_DEP_ACL_RELCL)
                    continue;
                bool yes = ss_in_list(list, '|', w->view.tree.lemma[c]);
                for (int32_t g = w->view.tree.first[c]; g >= 0 && !yes && dep != SAYSO_DEP_XCOMP;
                     g = w->view.tree.next[g]) {
                    enum sayso_dep dg = w->view.tree.tokens[g].deprel;
                    yes = (dg == SAYSO_DEP_COMPOUND || dg == SAYSO_DEP_AMOD || dg == SAYSO_DEP_CONJ) &&
                          ss_in_list(list, '|', w->view.tree.lemma[g]);
                }
                if (yes) {
                    d->mode = ss_know_cell(t, (uint32_t)row, mode);
                    return;
                }
            }
    }
}

// Weapons among the words of a violent claim: "with rifles", "a bomb exploded", "fired rockets", "a mortar attack".
static enum sayso_err fill_instruments(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->kind != SAYSO_CLAIM_EVENT || !(d->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT))) return SAYSO_OK;
    for (uint32_t m = 0; m < d->member_count; m++)
        for (int32_t c = w->view.tree.first[d->member[m]]; c >= 0; c = w->view.tree.next[c]) {
            enum sayso_dep dep = w->view.tree.tokens[c].deprel;
            bool argument = dep == SAYSO_DEP_NSUBJ || dep == SAYSO_DEP_NSUBJ_PASS || dep == SAYSO_DEP_OBJ ||
                            dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_OBL_AGENT || dep == SAYSO_DEP_NMOD ||
                            dep == SAYSO_DEP_COMPOUND;
            if (!argument || !ss_claim_is(w, c, w->rules->instrument) || w->view.tree.tokens[c].upos == SAYSO_UPOS_VERB)
                continue;
            enum sayso_err err = ss_claim_thing(w, c, &d->instruments);
            if (err) return err;
            for (uint32_t i = 0; i < d->objects.count; i++) // a weapon is no target
                if (w->mentions.item[d->objects.item[i]].head_token == c) {
                    d->objects.item[i] = d->objects.item[--d->objects.count];
                    break;
                }
        }
    return SAYSO_OK;
}

enum sayso_err ss_claim_fill(struct ss_claim_work *w, uint32_t from, uint32_t to)
{
    if (from == to) return SAYSO_OK;
    for (uint32_t i = from; i < to; i++) {
        struct ss_draft *d = &w->drafts.item[i];
        if (d->dropped) continue;
        ss_claim_place(w, d);
        ss_claim_time(w, d);
        fill_mode(w, d);
        enum sayso_err err = fill_instruments(w, d);
        if (err) return err;
    }
    for (uint32_t i = from; i < to; i++)
        if (!w->drafts.item[i].dropped) ss_claim_time_above(w, &w->drafts.item[i]);
    fill_figures(w, from, to, w->drafts.item[from].sentence);
    return SAYSO_OK;
}
