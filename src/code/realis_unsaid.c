// SPDX-License-Identifier: Apache-2.0
// What a voice is denied to say: "did not confirm that", "refused to say whether", "neither side admitted to".
#include <string.h>

#include "code/attribution_tree.h"
#include "code/realis.h"

bool ss_denying(const struct ss_claim_work *w, const char *lemma, const char *link)
{
    int64_t r = ss_modal_row(w, lemma, link);
    const struct ss_know_table *t = w->rules->modals;
    return r >= 0 && !strcmp(ss_know_cell(t, (uint32_t)r, ss_know_column(t, "effect")), "negated");
}

// Whether the cue itself is denied, by its own words, its source or the verb above it.
static bool cue_denied(const struct ss_claim_work *w, const struct sayso_attribution *a)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t cue = a->cue_token, up = tree->tokens[cue].head;
    for (int32_t c = tree->first[cue]; c >= 0; c = tree->next[c]) {
        bool subject = tree->tokens[c].deprel == SAYSO_DEP_NSUBJ || tree->tokens[c].deprel == SAYSO_DEP_NSUBJ_PASS;
        if (subject && !ss_spans_cover(a->source.item, a->source.count, tree->tokens[c].start)) continue;
        if (ss_negates(w, c)) return true;
    }
    return up >= 0 && tree->tokens[cue].deprel == SAYSO_DEP_XCOMP && ss_denying(w, tree->lemma[up], "xcomp");
}

// "how they died", "why": the question takes for granted what it asks about; "how many died" may find none.
static bool granted(const struct ss_claim_work *w, const struct sayso_attribution *a, bool toll)
{
    const struct sayso_report *r = w->report;
    int32_t first = ss_token_at(r, a->content.item[0].start);
    const char *x = r->tokens[first].xpos;
    bool number = first + 1 < (int32_t)r->token_count && r->tokens[first + 1].upos == SAYSO_UPOS_ADJ;
    return x && *x == 'W' && !(toll && number);
}

bool ss_unsaid(const struct ss_claim_work *w, const struct sayso_attribution *a, int32_t last, bool toll)
{
    const struct sayso_token *t = &w->view.tree.tokens[last];
    bool phrase = t->deprel == SAYSO_DEP_OBL || t->deprel == SAYSO_DEP_ADVCL; // "until his death"
    if (phrase && !(t->xpos && !strcmp(t->xpos, "VBG"))) return false;
    return ss_voice_is(w, a, "unsaid") && cue_denied(w, a) && !granted(w, a, toll);
}
