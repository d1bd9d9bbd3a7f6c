// SPDX-License-Identifier: Apache-2.0
// Judgements of all content words of a report, for those who ask for them: the same rules that judge claims.
#include <string.h>

#include "base/error.h"
#include "code/judge.h"
#include "code/realis.h"
#include "parse/marks.h"

static bool content_word(const struct ss_ftree *tree, int32_t token)
{
    const struct sayso_token *t = &tree->tokens[token];
    return ss_ftree_child(tree, token, SAYSO_DEP_COP, NULL) >= 0 ||
           ss_ftree_child(tree, token, SAYSO_DEP_NSUBJ, NULL) >= 0 || t->upos == SAYSO_UPOS_VERB ||
           t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_ADJ ||
           (t->upos == SAYSO_UPOS_AUX && t->deprel != SAYSO_DEP_AUX && t->deprel != SAYSO_DEP_AUX_PASS &&
            t->deprel != SAYSO_DEP_COP) ||
           t->head < 0;
}

// Rules and the network's own opinion: 7 to 3 was the best on dev text, better than either alone.
static void judge_word(struct ss_claim_work *w, int32_t token, int fact, struct sayso_judgement *out)
{
    struct ss_draft d = {.trigger = token, .carrier = -1, .voice = -1};
    ss_claim_realis(w, &d);
    struct ss_judged held, judged = ss_judge(w, token, &held);
    out->token = token;
    ss_claim_voice(w, &d);
    out->stance = ss_stance(w, token, d.voice);
    out->realis = d.realis;
    out->certainty = d.certainty;
    out->believed = judged.believed / 100.0;
    out->held = held.believed / 100.0;
    out->done = judged.done / 100.0;
    if (fact >= 0) out->done = 0.7 * out->done + 0.3 * ss_mark_value(w->report, (uint32_t)token, fact);
}

static enum sayso_err judge_all(struct ss_claim_work *w, struct ss_arena *scratch)
{
    struct sayso_report *r = w->report;
    SS_TRY(ss_view_new(&w->view, &w->rules->frames, r, scratch));
    r->judgements = SS_NEW_ARRAY(r->arena, struct sayso_judgement, r->token_count);
    if (!r->judgements) return ss_arena_error(r->arena);
    int fact = ss_mark_head(r, "fact");
    for (uint32_t i = 0; i < r->token_count; i++)
        if (content_word(&w->view.tree, (int32_t)i))
            judge_word(w, (int32_t)i, fact, &r->judgements[r->judgement_count++]);
    return SAYSO_OK;
}

enum sayso_err ss_code_judgements(const struct ss_coder *coder, struct sayso_report *report)
{
    report->judgement_count = 0;
    if (!report->token_count) return SAYSO_OK;
    struct ss_claim_work w = {.rules = coder->claim, .report = report, .know = coder->know};
    struct ss_arena *scratch = ss_arena_new(0);
    if (!scratch) return SAYSO_ERR_NOMEM;
    enum sayso_err err = judge_all(&w, scratch);
    ss_arena_free(scratch);
    return err;
}
