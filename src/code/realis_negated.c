// SPDX-License-Identifier: Apache-2.0
// Whether a word stands negated where it stands: by an adverb, a determiner, a preposition, its subject
// (words/negators.tsv).
#include "base/str.h"
#include "code/realis.h"

static bool negator(const struct ss_claim_work *w, int32_t token, const char *where)
{
    const struct ss_know_table *t = w->rules->negators;
    int column = ss_know_column(t, "where");
    for (int64_t r = ss_know_find(t, w->view.tree.lemma[token]); r >= 0; r = ss_know_find_next(t, r))
        if (ss_in_list(ss_know_cell(t, (uint32_t)r, column), ',', where)) return true;
    return false;
}

// "nobody", "no soldier", "neither the army nor the rebels".
static bool denies(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    if (negator(w, token, "subject")) return true;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (tree->tokens[c].deprel == SAYSO_DEP_DET && negator(w, c, "det")) return true;
        if (tree->tokens[c].deprel == SAYSO_DEP_CC_PRECONJ && negator(w, c, "cc")) return true;
    }
    return false;
}

bool ss_negates(const struct ss_claim_work *w, int32_t child)
{
    switch (w->view.tree.tokens[child].deprel) {
    case SAYSO_DEP_ADVMOD:
        return negator(w, child, "advmod");
    case SAYSO_DEP_CC_PRECONJ:
    case SAYSO_DEP_CC:
        return negator(w, child, "cc");
    case SAYSO_DEP_DET:
        return negator(w, child, "det");
    case SAYSO_DEP_CASE:
    case SAYSO_DEP_MARK:
        return negator(w, child, "case");
    case SAYSO_DEP_NSUBJ:
    case SAYSO_DEP_NSUBJ_PASS:
        return denies(w, child);
    default:
        return false;
    }
}

bool ss_negated_here(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (ss_negates(w, c)) return true;
    return false;
}
