// SPDX-License-Identifier: Apache-2.0
// Sides that another claim of the report tells: who struck back, who lost the place, who all the counted strikes hit,
// who is helped in a fight.
#include <string.h>

#include "base/str.h"
#include "code/claim.h"
#include "code/trace.h"

#define STRUCK_FAR 4  // sentences back in which the blow fell that is answered
#define WHOLE_FAR  40 // sentences over which a list of counted happenings goes on

static bool meet(const struct ss_args *a, const struct ss_args *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        if (ss_args_have(b, a->item[i])) return true;
    return false;
}

static bool same_word(const struct ss_claim_work *w, const struct ss_draft *a, const struct ss_draft *b)
{
    return !strcmp(w->view.tree.lemma[a->trigger], w->view.tree.lemma[b->trigger]);
}

// "fought off several counterattacks": by those whom the side that is struck had struck before.
static void struck_back(struct ss_claim_work *w, struct ss_draft *d, uint32_t self)
{
    if (d->kind != SAYSO_CLAIM_EVENT || d->actors.count || !d->recipients.count ||
        !ss_claim_is(w, d->trigger, w->rules->counter))
        return;
    for (uint32_t i = self; i-- > 0;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->sentence + STRUCK_FAR < d->sentence) return;
        if (!meet(&o->actors, &d->recipients) || !o->recipients.count || meet(&o->recipients, &d->recipients)) continue;
        if (o->kind != SAYSO_CLAIM_CONTROL && !(o->frame->flags & SS_FRAME_RECALL)) continue;
        d->actors = o->recipients;
        ss_trace_entities(w, d, "actor", &d->actors, "whom the side that is struck had struck before");
        return;
    }
}

// "retook territory held by the group", "the town that the rebels once held": who held it lost it.
static void held_before(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    if (d->kind != SAYSO_CLAIM_CONTROL || d->recipients.count || d->place_token < 0 || !d->actors.count ||
        !ss_ftree_verbal(&w->view.tree, d->trigger))
        return;
    for (uint32_t i = from; i < to; i++) {
        const struct ss_draft *o = &w->drafts.item[i];
        const struct sayso_token *t = &w->view.tree.tokens[o->trigger];
        int32_t up = t->head; // "18,000 square kilometres of territory held by the group"
        if (up >= 0 && up != d->place_token && w->view.tree.tokens[up].deprel == SAYSO_DEP_NMOD)
            up = w->view.tree.tokens[up].head;
        bool of_place = up == d->place_token &&
                        (t->deprel == SAYSO_DEP_ACL || t->deprel == SAYSO_DEP_ACL_RELCL || t->deprel == SAYSO_DEP_AMOD);
        if (o == d || o->kind != SAYSO_CLAIM_CONTROL || !of_place || !o->actors.count || meet(&o->actors, &d->actors))
            continue;
        if (!ss_claim_is(w, o->trigger, w->rules->holding) || !ss_streq(d->mode, "held")) continue;
        d->recipients = o->actors;
        ss_trace_entities(w, d, "recipient", &d->recipients, "who held the place");
        return;
    }
}

// "conducted 34 strikes on the group: 11 strikes in the north": counted happenings of one word by the same side are
// parts of the whole, and hit whom it hit.
static void part_of_whole(struct ss_claim_work *w, struct ss_draft *d, uint32_t self)
{
    if (d->kind != SAYSO_CLAIM_EVENT || d->recipients.count || d->objects.count || !d->actors.count ||
        ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NUMMOD, NULL) < 0)
        return;
    for (uint32_t i = self; i-- > 0;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->sentence + WHOLE_FAR < d->sentence) return;
        if (o->sentence == d->sentence || o->kind != d->kind || !same_word(w, o, d) || !o->recipients.count ||
            !meet(&o->actors, &d->actors) || ss_ftree_child(&w->view.tree, o->trigger, SAYSO_DEP_NUMMOD, NULL) < 0)
            continue;
        d->recipients = o->recipients;
        ss_trace_entities(w, d, "recipient", &d->recipients, "whom all that an earlier sentence counts hit");
        return;
    }
}

// "reiterated support for Iraq in the fight against the group": those fight who are supported in it.
static void helped_in(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    const struct ss_ftree *tree = &w->view.tree;
    if (!(d->frame->flags & SS_FRAME_MUTUAL) || ss_ftree_verbal(tree, d->trigger) ||
        strcmp(ss_ftree_case(tree, d->trigger), "in"))
        return;
    for (uint32_t i = to; i-- > from;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->trigger >= d->trigger || o->sentence != d->sentence || o->kind != SAYSO_CLAIM_EVENT ||
            !ss_claim_is(w, o->trigger, tree->helps) || !o->recipients.count || meet(&o->recipients, &d->recipients))
            continue;
        bool own = false; // "the army's fight", "their fight" says itself whose it is
        for (int32_t c = tree->first[d->trigger]; c >= 0; c = tree->next[c])
            own |= tree->tokens[c].deprel == SAYSO_DEP_NMOD_POSS;
        if (own && d->actors.count && !meet(&d->actors, &o->recipients)) return;
        d->actors = o->recipients;
        ss_trace_entities(w, d, "actor", &d->actors, "who is supported in it");
        return;
    }
}

void ss_claim_context(struct ss_claim_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct ss_draft *d = &w->drafts.item[i];
        struck_back(w, d, i);
        held_before(w, d, from, to);
        part_of_whole(w, d, i);
        helped_in(w, d, from, to);
    }
}
