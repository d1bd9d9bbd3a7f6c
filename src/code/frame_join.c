// SPDX-License-Identifier: Apache-2.0
// Who else: the coordinated members of an argument, those named in company with it, and the names of "two developers, A
// and B".
#include <string.h>

#include "base/str.h"
#include "code/frame_tree.h"

// "along with two aides", "together with police", "alongside rebels".
static bool in_company(const struct ss_ftree *tree, int32_t token)
{
    int32_t c = ss_ftree_child(tree, token, SAYSO_DEP_CASE, NULL);
    if (c < 0) return false;
    if (ss_ftree_prep(tree, SS_PREP_COMPANY, tree->lemma[c])) return true;
    return c > 0 && !strcmp(tree->lemma[c], "with") && ss_in_list("along,together", ',', tree->lemma[c - 1]);
}

// Those who do or suffer it with the token.
static void company(const struct ss_ftree *tree, int32_t token, struct ss_args *out)
{
    const struct sayso_token *t = &tree->tokens[token];
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (c > token && tree->tokens[c].deprel == SAYSO_DEP_NMOD && in_company(tree, c)) ss_args_add(out, c);
    bool subject = t->deprel == SAYSO_DEP_NSUBJ || t->deprel == SAYSO_DEP_NSUBJ_PASS;
    if (t->head < 0 || !(subject || t->deprel == SAYSO_DEP_OBJ)) return;
    if (subject && ss_ftree_child(tree, t->head, SAYSO_DEP_OBJ, NULL) >= 0) return;
    for (int32_t c = tree->first[t->head]; c >= 0; c = tree->next[c])
        if (c > token && tree->tokens[c].deprel == SAYSO_DEP_OBL && in_company(tree, c)) ss_args_add(out, c);
}

static bool abbreviated(const struct ss_ftree *tree, int32_t token)
{
    return tree->report->text[tree->tokens[token].end - 1] == '.';
}

// A noun joined to another one; "the pollster who founded it and is a Republican": what is joined is a clause.
static bool joined_noun(const struct ss_ftree *tree, int32_t token)
{
    const struct sayso_token *t = &tree->tokens[token];
    // "the release of prisoners and the leader's election": a happening is no further prisoner
    bool deed = tree->mask && t->head >= 0 && (tree->mask[t->head] & tree->people) &&
                !(tree->mask[token] & (tree->people | tree->doers)) && t->upos == SAYSO_UPOS_NOUN &&
                ss_ftree_child(tree, token, SAYSO_DEP_NMOD_POSS, NULL) >= 0;
    // "Tulsa, Okla., police officer": where the town lies
    int32_t town = t->head;
    bool state = town >= 0 && tree->mask && token == town + 2 && (uint32_t)token + 1 < tree->count &&
                 !strcmp(tree->lemma[town + 1], ",") && !strcmp(tree->lemma[token + 1], ",") &&
                 (tree->mask[town] & tree->mask[token] & tree->sites) && t->upos == SAYSO_UPOS_PROPN &&
                 ss_ftree_child(tree, town, SAYSO_DEP_CC, NULL) < 0 && abbreviated(tree, token);
    return !deed && !state && t->deprel == SAYSO_DEP_CONJ && t->upos != SAYSO_UPOS_VERB &&
           ss_ftree_child(tree, token, SAYSO_DEP_COP, NULL) < 0 &&
           ss_ftree_child(tree, token, SAYSO_DEP_NSUBJ, NULL) < 0;
}

void ss_ftree_coordination(const struct ss_ftree *tree, struct ss_args *args)
{
    struct ss_args all = {.count = 0};
    for (uint32_t i = 0; i < args->count; i++) {
        int32_t t = args->item[i];
        ss_args_add(&all, t);
        company(tree, t, &all);
        int32_t name = ss_ftree_child(tree, t, SAYSO_DEP_APPOS, NULL);        // "leader Hassan A. and leader Ismail B."
        bool each = name == t + 1 || (name >= 0 && ss_ftree_plural(tree, t)); // "two developers, A and B"
        for (int32_t c = each ? tree->first[name] : -1; c >= 0; c = tree->next[c])
            if (joined_noun(tree, c)) ss_args_add(&all, c);
        for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c]) {
            if (!joined_noun(tree, c)) continue;
            ss_args_add(&all, c);
            for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
                if (joined_noun(tree, d)) ss_args_add(&all, d);
        }
    }
    *args = all;
}
