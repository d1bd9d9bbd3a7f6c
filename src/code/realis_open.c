// SPDX-License-Identifier: Apache-2.0
// How a word hangs on its head. Words that tell of no single happening, or of none yet: a noun without an article of
// its own below a verb in the future ("could trigger clashes"), general statements ("attacks on hospitals are
// prohibited"), questions, conditions without a conjunction ("had they attacked"). Which words do so stands in
// words/modals.tsv.
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "code/realis.h"

const char *ss_link_name(const struct ss_ftree *tree, int32_t node, char prep[32])
{
    if (tree->tokens[node].head < 0) return "";
    switch (tree->tokens[node].deprel) {
    case SAYSO_DEP_XCOMP:
        return "xcomp";
    case SAYSO_DEP_CCOMP:
        return "ccomp";
    case SAYSO_DEP_CSUBJ:
    case SAYSO_DEP_CSUBJ_PASS:
        return "csubj";
    case SAYSO_DEP_OBJ:
        return "obj";
    case SAYSO_DEP_NSUBJ:
    case SAYSO_DEP_NSUBJ_PASS:
        return ss_ftree_passive(tree, tree->tokens[node].head) ? "obj" : "subj";
    case SAYSO_DEP_OBL:
    case SAYSO_DEP_NMOD:
        snprintf(prep, 32, "p:%.24s", ss_ftree_case(tree, node));
        return prep;
    case SAYSO_DEP_ACL:
        return "acl";
    case SAYSO_DEP_ADVCL:
        return "advcl";
    case SAYSO_DEP_ACL_RELCL: // "no evidence that they shelled it": no relative clause, it has its own subject and
                              // object
        return ss_ftree_child(tree, node, SAYSO_DEP_MARK, NULL) >= 0 ? "acl" : "relcl";
    case SAYSO_DEP_AMOD:
        return "premod";
    case SAYSO_DEP_COMPOUND:
        return "compound";
    case SAYSO_DEP_PARATAXIS:
    case SAYSO_DEP_LIST:
    case SAYSO_DEP_APPOS:
        return "beside";
    default:
        return "";
    }
}

bool ss_present_tense(const struct ss_ftree *tree, int32_t node)
{
    const char *x = tree->tokens[node].xpos;
    if (x && (!strcmp(x, "VBZ") || !strcmp(x, "VBP"))) return true;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        x = tree->tokens[c].xpos;
        if ((d == SAYSO_DEP_AUX || d == SAYSO_DEP_AUX_PASS || d == SAYSO_DEP_COP) && x &&
            (!strcmp(x, "VBZ") || !strcmp(x, "VBP")) && strcmp(tree->lemma[c], "have"))
            return true;
    }
    return false;
}

bool ss_open_noun(const struct ss_claim_work *w, int32_t noun)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *t = &tree->tokens[noun];
    if (ss_ftree_verbal(tree, noun) || t->upos == SAYSO_UPOS_PROPN) return false;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) switch (tree->tokens[c].deprel) {
        case SAYSO_DEP_DET:
            if (w->view.mask[c] & w->rules->definite) return false;
            break;
        case SAYSO_DEP_NMOD_POSS:
        case SAYSO_DEP_NUMMOD:
        case SAYSO_DEP_ACL_RELCL:
            return false;
        default:
            break;
        }
    return true;
}

const char *ss_gerund_link(const struct ss_ftree *tree, int32_t node, const char *kind, char link[32])
{
    const struct sayso_token *t = &tree->tokens[node];
    if (!t->xpos || strcmp(t->xpos, "VBG")) return "";
    for (int32_t c = tree->first[node]; c >= 0 && c < node; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_MARK || tree->tokens[c].deprel == SAYSO_DEP_CASE) {
            snprintf(link, 32, "%s:%.24s", kind, tree->lemma[c]);
            return link;
        }
    return "";
}

// The first token of a clause.
static int32_t leftmost(const struct ss_ftree *tree, int32_t node)
{
    int32_t left = node;
    for (int step = 0; step < SS_STEPS_MAX; step++) {
        int32_t c = tree->first[left];
        if (c < 0 || c >= left) break;
        left = c;
    }
    return left;
}

bool ss_inverted(const struct ss_claim_work *w, int32_t node)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *t = &tree->tokens[node];
    if (t->deprel != SAYSO_DEP_ADVCL || ss_ftree_child(tree, node, SAYSO_DEP_MARK, NULL) >= 0) return false;
    int32_t left = leftmost(tree, node);
    if (left > 0 && tree->tokens[left - 1].sentence == t->sentence && tree->tokens[left].upos != SAYSO_UPOS_AUX) left--;
    return tree->tokens[left].upos == SAYSO_UPOS_AUX && left < node &&
           ss_modal_row(w, tree->lemma[left], "inverted") >= 0;
}

bool ss_asked_whether(const struct ss_claim_work *w, int32_t node)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_sentence *s = &w->report->sentences[tree->tokens[node].sentence];
    bool mark = false;
    for (uint32_t k = 0; k < s->token_count; k++) {
        const struct sayso_token *t = &tree->tokens[s->token_first + k];
        if (t->xpos && *t->xpos == 'W') return false; // "why did they attack?" takes it as done
        if (k + 2 >= s->token_count && t->end > t->start && w->report->text[t->start] == '?') mark = true;
    }
    return mark;
}

bool ss_dated(const struct ss_ftree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        if (c > noun && (d == SAYSO_DEP_NMOD || d == SAYSO_DEP_OBL || d == SAYSO_DEP_NMOD_UNMARKED ||
                         d == SAYSO_DEP_OBL_UNMARKED || d == SAYSO_DEP_ACL_RELCL))
            return true;
        if (d == SAYSO_DEP_NMOD_POSS || tree->tokens[c].upos == SAYSO_UPOS_PROPN) return true;
    }
    return false;
}

int32_t ss_verb_above(const struct ss_ftree *tree, int32_t noun)
{
    for (int step = 0; step < 3 && noun >= 0 && tree->tokens[noun].upos != SAYSO_UPOS_VERB; step++) {
        enum sayso_dep d = tree->tokens[noun].deprel;
        noun = d == SAYSO_DEP_NMOD || d == SAYSO_DEP_OBL || d == SAYSO_DEP_OBJ ? tree->tokens[noun].head : -1;
    }
    return noun;
}

const char *ss_object_link(const struct ss_ftree *tree, int32_t node, const char *link, char part[32])
{
    int32_t prt = ss_ftree_child(tree, tree->tokens[node].head, SAYSO_DEP_COMPOUND_PRT, NULL);
    bool gerund = prt == node - 1 && tree->tokens[node].xpos && !strcmp(tree->tokens[node].xpos, "VBG");
    if (strcmp(link, "obj") != 0 && !gerund) prt = -1; // "ruled out talks", "ruled out shelling it"
    if (prt < 0) return !strcmp(link, "obj") && ss_ftree_child(tree, node, SAYSO_DEP_DET, "a") >= 0 ? "obj.a" : "";
    snprintf(part, 32, "obj.%.24s", tree->lemma[prt]);
    return part;
}

bool ss_goes_on(const struct ss_ftree *tree, int32_t node)
{
    const struct sayso_token *t = &tree->tokens[node];
    return t->deprel == SAYSO_DEP_ADVCL && t->xpos && !strcmp(t->xpos, "VBG") && t->head < node &&
           t[-1].upos == SAYSO_UPOS_PUNCT; // its head stands before it, so it is not the first word
}
