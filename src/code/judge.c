// SPDX-License-Identifier: Apache-2.0
// Judgement by calculation down the tree: the root is held to be so; each link gives what its governor implies when
// the governor is so and when it is not ("manage", "fail", "know", "want": words/signatures.tsv), and between them what
// lies between; then the word's own negation, modals, adverbs and mood apply. The numbers stand in words/scale.tsv.
// After Karttunen's and Nairn's signatures of implicative verbs, with degrees instead of three values.
#include "code/judge.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/realis.h"

struct scale {
    struct ss_judged yes, no;
};

static int hundredths(const char *cell)
{
    int64_t n = 0;
    return ss_parse_int(cell, strlen(cell), &n) ? (int)n : 0;
}

static bool scale_named(const struct ss_claim_work *w, const char *name, struct scale *out)
{
    const struct ss_know_table *t = w->rules->scale;
    int64_t r = *name ? ss_know_find(t, name) : -1;
    if (r < 0) return false;
    uint32_t row = (uint32_t)r;
    out->yes.believed = hundredths(ss_know_cell(t, row, ss_know_column(t, "yes")));
    out->no.believed = hundredths(ss_know_cell(t, row, ss_know_column(t, "no")));
    out->yes.done = hundredths(ss_know_cell(t, row, ss_know_column(t, "done")));
    out->no.done = hundredths(ss_know_cell(t, row, ss_know_column(t, "undone")));
    return true;
}

static int between(int base, int yes, int no)
{
    return (yes * (base + SS_SURE) + no * (SS_SURE - base)) / (2 * SS_SURE);
}

static struct ss_judged apply(struct ss_judged base, const struct scale *s)
{
    return (struct ss_judged){between(base.believed, s->yes.believed, s->no.believed),
                              between(base.done, s->yes.done, s->no.done)};
}

// The scale that a lemma gives to a link, from words/signatures.
static bool signature(const struct ss_claim_work *w, const char *lemma, const char *link, struct scale *out)
{
    const struct ss_know_table *t = w->rules->signatures;
    int links = ss_know_column(t, "link"), scale = ss_know_column(t, "scale");
    for (int64_t r = ss_know_find(t, lemma); r >= 0; r = ss_know_find_next(t, r))
        if (ss_in_list(ss_know_cell(t, (uint32_t)r, links), ',', link))
            return scale_named(w, ss_know_cell(t, (uint32_t)r, scale), out);
    return false;
}

// The same for a word whose effect on claims is known (words/modals): the scale of that effect and certainty.
static bool effect_scale(const struct ss_claim_work *w, const char *lemma, const char *link, struct scale *out)
{
    int64_t r = ss_modal_row(w, lemma, link);
    if (r < 0) return false;
    const struct ss_know_table *t = w->rules->modals;
    const char *effect = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "effect"));
    const char *certainty = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "certainty"));
    char name[48];
    snprintf(name, sizeof name, "%.20s.%.20s", effect, certainty);
    return scale_named(w, name, out) || scale_named(w, effect, out);
}

// "class of a cue", for verbs of speech and thought.
static bool cue_scale(const struct ss_claim_work *w, const char *lemma, const char *link, struct scale *out)
{
    int64_t r = ss_know_find(w->rules->cues, lemma);
    if (r < 0) return false;
    char name[48];
    snprintf(name, sizeof name, "~%.40s",
             ss_know_cell(w->rules->cues, (uint32_t)r, ss_know_column(w->rules->cues, "class")));
    return signature(w, name, link, out);
}

static const char *mark_of(const struct ss_ftree *tree, int32_t node)
{
    int32_t m = ss_ftree_child(tree, node, SAYSO_DEP_MARK, NULL);
    return m < 0 ? "" : tree->lemma[m];
}

static bool has_subject(const struct ss_ftree *tree, int32_t node)
{
    return ss_ftree_child(tree, node, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
           ss_ftree_child(tree, node, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0;
}

static bool tagged(const struct ss_ftree *tree, int32_t node, const char *xpos)
{
    return tree->tokens[node].xpos && !strcmp(tree->tokens[node].xpos, xpos);
}

// The form of a clause, as it tells senses of its governor apart: "forget to call", "forget calling".
static const char *form_of(const struct ss_ftree *tree, int32_t node)
{
    if (ss_ftree_infinitive(tree, node)) return "to";
    if (tagged(tree, node, "VBG")) // "of leaving", "leaving"
        return ss_ftree_child(tree, node, SAYSO_DEP_MARK, NULL) >= 0 ? "ger" : "ing";
    return "";
}

static bool asks(const struct ss_claim_work *w, int32_t node)
{
    const struct sayso_report *r = w->report;
    const struct sayso_sentence *s = &r->sentences[r->tokens[node].sentence];
    for (uint32_t k = s->token_count; k > 0 && k + 3 > s->token_count; k--) {
        const struct sayso_token *t = &r->tokens[s->token_first + k - 1];
        if (t->end > t->start && r->text[t->end - 1] == '?') return true;
        if (t->upos != SAYSO_UPOS_PUNCT) break;
    }
    return false;
}

// Whether a governor is denied, asked about or supposed, so that its clause may be in doubt.
static bool in_scope(const struct ss_claim_work *w, int32_t node)
{
    struct scale s;
    return ss_negated_here(w, node) || asks(w, node) || signature(w, mark_of(&w->view.tree, node), "then", &s);
}

// "any", "ever": such words stand in a clause that nobody vouches for.
static bool loose_words(const struct ss_claim_work *w, int32_t clause)
{
    const struct ss_ftree *tree = &w->view.tree;
    struct scale s;
    for (int32_t c = tree->first[clause]; c >= 0; c = tree->next[c]) {
        if (signature(w, tree->lemma[c], "any", &s)) return true;
        for (int32_t g = tree->first[c]; g >= 0; g = tree->next[g])
            if (signature(w, tree->lemma[g], "any", &s)) return true;
    }
    return false;
}

// Senses that the governor's own clause tells apart: "could see that", "I don't know that".
static const char *variant_of(const struct ss_claim_work *w, int32_t head)
{
    const struct ss_ftree *tree = &w->view.tree;
    struct scale s;
    for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_AUX && signature(w, tree->lemma[c], "power", &s)) return "ccomp.can";
    int32_t subject = ss_ftree_child(tree, head, SAYSO_DEP_NSUBJ, NULL);
    if (subject >= 0 && ss_negated_here(w, head) && signature(w, tree->lemma[subject], "speaker", &s))
        return "ccomp.not";
    return NULL;
}

static bool tells(const char *link)
{
    return !strcmp(link, "ccomp") || !strcmp(link, "acl") || !strcmp(link, "relcl");
}

// "the rumour that … was false", "refutes the claim that": the word above the noun rules its clause.
static bool ruled_above(const struct ss_claim_work *w, int32_t node, struct scale *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    char prep[32];
    int32_t h = tree->tokens[node].head, above = h < 0 ? -1 : tree->tokens[h].head;
    return above >= 0 && tells(ss_link_name(tree, node, prep)) && tree->tokens[h].upos == SAYSO_UPOS_NOUN &&
           ss_in_list("subj,obj", ',', ss_link_name(tree, h, prep)) && signature(w, tree->lemma[above], "that", out);
}

// What the head makes of a dependent.
static struct scale link_scale(const struct ss_claim_work *w, int32_t node)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t h = tree->tokens[node].head;
    char prep[32], form[40] = "", past[48];
    const char *link = ss_link_name(tree, node, prep);
    const char *f = form_of(tree, node), *variant;
    if (*f) snprintf(form, sizeof form, "%.30s.%s", link, f);
    struct scale s = {{SS_SURE, SS_SURE}, {SS_SURE, SS_SURE}};
    const char *mark = mark_of(tree, node), *lemma = tree->lemma[h];
    if (*mark && loose_words(w, node) && signature(w, mark, "mark.any", &s)) return s;
    if (*mark && signature(w, mark, "mark", &s)) return s;
    for (int32_t c = *form ? tree->first[h] : -1; c >= 0; c = tree->next[c]) // "too weak to fight"
        if (tree->tokens[c].deprel == SAYSO_DEP_ADVMOD && signature(w, tree->lemma[c], "degree", &s)) return s;
    if (!strcmp(link, "ccomp") && in_scope(w, h) && loose_words(w, node) && signature(w, "*", "ccomp.any", &s))
        return s;
    if (!strcmp(link, "ccomp") && (variant = variant_of(w, h)) && signature(w, lemma, variant, &s)) return s;
    if (tells(link) && ss_stance_at(w, h) == SAYSO_STANCE_REJECTS && scale_named(w, "rejected", &s)) return s;
    if (*form && signature(w, lemma, form, &s)) return s;
    if (!strcmp(f, "ger")) { // "prevented them from landing"
        snprintf(past, sizeof past, "%.30s.ing", link);
        if (signature(w, lemma, past, &s)) return s;
    }
    if (strcmp(form, "ccomp.to") && signature(w, lemma, link, &s)) return s;
    if (effect_scale(w, lemma, link, &s) || cue_scale(w, lemma, *form ? form : link, &s)) return s;
    if (*form && tagged(tree, h, "VBD")) { // what was begun or wanted and is past may have come about
        snprintf(past, sizeof past, "%.38s.past", form);
        if (signature(w, "*", past, &s)) return s;
    }
    if ((*form && signature(w, "*", form, &s)) || signature(w, "*", link, &s)) return s;
    signature(w, "*", tree->tokens[node].deprel == SAYSO_DEP_OBL ? "obl" : "other", &s);
    return s;
}

// "why", "what": the question takes for granted what it asks about.
static bool asks_for(const struct ss_claim_work *w, int32_t node, struct scale *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[node]; c >= 0 && c < node; c = tree->next[c]) {
        if (signature(w, tree->lemma[c], "asks", out)) return true;
        for (int32_t g = tree->first[c]; g >= 0 && g < node; g = tree->next[g])
            if (signature(w, tree->lemma[g], "asks", out)) return true;
    }
    return false;
}

static bool clause_on_top(const struct ss_ftree *tree, int32_t node)
{
    for (int step = 0; node >= 0 && step < SS_STEPS_MAX; step++) {
        enum sayso_dep d = tree->tokens[node].deprel;
        if (tree->tokens[node].head < 0) return true;
        if (d != SAYSO_DEP_CONJ && d != SAYSO_DEP_PARATAXIS) return false;
        node = tree->tokens[node].head;
    }
    return false;
}

static bool orders(const struct ss_ftree *tree, int32_t node)
{
    if (!tagged(tree, node, "VB") || has_subject(tree, node) || ss_ftree_infinitive(tree, node)) return false;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c])
        if ((tree->tokens[c].deprel == SAYSO_DEP_AUX && strcmp(tree->lemma[c], "do")) ||
            tree->tokens[c].deprel == SAYSO_DEP_AUX_PASS)
            return false;
    return true;
}

// Modals, adverbs and adjectives at a word.
static struct ss_judged modals(const struct ss_claim_work *w, int32_t node, struct ss_judged v)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct ss_know_table *words = w->rules->certainty;
    bool perfect = ss_ftree_child(tree, node, SAYSO_DEP_AUX, "have") >= 0;
    struct scale s;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c]) {
        const char *l = tree->lemma[c];
        switch (tree->tokens[c].deprel) {
        case SAYSO_DEP_AUX:
            if ((perfect && (signature(w, l, "aux.perfect", &s) || effect_scale(w, l, "aux.perfect", &s))) ||
                signature(w, l, "aux", &s) || effect_scale(w, l, "aux", &s))
                v = apply(v, &s);
            break;
        case SAYSO_DEP_ADVMOD:
        case SAYSO_DEP_AMOD: {
            const char *link = tree->tokens[c].deprel == SAYSO_DEP_AMOD ? "amod" : "advmod";
            int64_t r = ss_know_find(words, l);
            if (signature(w, l, link, &s) || effect_scale(w, l, link, &s) ||
                (r >= 0 && scale_named(w, ss_know_cell(words, (uint32_t)r, ss_know_column(words, "certainty")), &s)))
                v = apply(v, &s);
            break;
        }
        default:
            break;
        }
    }
    return v;
}

static bool conditional(const struct ss_claim_work *w, int32_t node, struct scale *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_ADVCL && signature(w, mark_of(tree, c), "then", out)) return true;
    return false;
}

static struct ss_judged local(const struct ss_claim_work *w, int32_t node, struct ss_judged v)
{
    const struct ss_ftree *tree = &w->view.tree;
    struct scale s;
    if (ss_negated_here(w, node) && scale_named(w, "not", &s)) v = apply(v, &s);
    int32_t to = ss_ftree_child(tree, node, SAYSO_DEP_XCOMP, NULL),
            subject = ss_ftree_child(tree, node, SAYSO_DEP_NSUBJ, NULL);
    bool leads = to >= 0 && ss_ftree_infinitive(tree, to);
    if (signature(w, tree->lemma[node], leads ? "self.to" : "self", &s)) v = apply(v, &s);
    if (subject >= 0 && signature(w, tree->lemma[subject], "subject", &s)) v = apply(v, &s);
    v = modals(w, node, v);
    bool top = clause_on_top(tree, node);
    if (orders(tree, node) && (top || tree->tokens[node].deprel == SAYSO_DEP_CCOMP) && scale_named(w, "imperative", &s))
        return apply(v, &s);
    if (top && asks(w, node)) {
        if (!asks_for(w, node, &s)) scale_named(w, "question", &s);
        v = apply(v, &s);
    }
    bool contrary = ss_ftree_child(tree, node, SAYSO_DEP_AUX, "would") >= 0 &&
                    ss_ftree_child(tree, node, SAYSO_DEP_AUX, "have") >= 0;
    if (!contrary && conditional(w, node, &s)) v = apply(v, &s);
    const char *tense = tagged(tree, node, "VBD")                                                  ? "past"
                        : tagged(tree, node, "VBZ") || tagged(tree, node, "VBP")                   ? "present"
                        : ss_ftree_child(tree, node, SAYSO_DEP_AUX, "have") >= 0                   ? "perfect"
                        : tagged(tree, node, "VBG") && tree->tokens[node].deprel == SAYSO_DEP_ROOT ? "going"
                                                                                                   : "";
    return scale_named(w, tense, &s) ? apply(v, &s) : v;
}

static bool contrasts(const struct ss_claim_work *w, int32_t node)
{
    int32_t cc = ss_ftree_child(&w->view.tree, node, SAYSO_DEP_CC, NULL);
    return cc >= 0 && ss_modal_row(w, w->view.tree.lemma[cc], "contrast") >= 0;
}

struct ss_judged ss_judge(const struct ss_claim_work *w, int32_t token, struct ss_judged *held)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t path[SS_STEPS_MAX];
    int n = 0;
    for (int32_t t = token; t >= 0 && n < SS_STEPS_MAX; t = tree->tokens[t].head) path[n++] = t;
    struct ss_judged base = {SS_SURE, SS_SURE}, value = base, above = base, before;
    while (n-- > 0) {
        int32_t node = path[n];
        struct scale rule;
        before = value;
        enum sayso_dep d = tree->tokens[node].deprel;
        if (tree->tokens[node].head < 0) {
            base = (struct ss_judged){SS_SURE, SS_SURE};
            struct scale s;
            if (ss_ftree_infinitive(tree, node) && scale_named(w, "to", &s)) base = apply(base, &s);
        } else if (d == SAYSO_DEP_CONJ) {
            // shares the context of the first member; and its modals and negation, without a subject of its own
            if (!has_subject(tree, node) && ss_ftree_child(tree, node, SAYSO_DEP_AUX, NULL) < 0 &&
                !contrasts(w, node) && !tagged(tree, node, "VBD"))
                base = value;
        } else if (ruled_above(w, node, &rule)) {
            base = apply(above, &rule);
        } else {
            rule = link_scale(w, node);
            base = apply(value, &rule);
        }
        above = before;
        value = local(w, node, base);
    }
    *held = base;
    return value;
}
