// SPDX-License-Identifier: Apache-2.0
// Sides that stand beside those of the roles: who else stands in the row, and who is meant where the reading would have
// somebody do it to himself.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "code/trace.h"

#define SAME_FAR 3 // sentences back in which "he" was named

// "met the envoy and urged him", "him" taken for the one who urges: the last other person named before.
static void other_person(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t whom = ss_ftree_child(tree, d->trigger, SAYSO_DEP_OBJ, NULL);
    if (whom < 0) whom = ss_ftree_child(tree, d->trigger, SAYSO_DEP_IOBJ, NULL);
    const struct sayso_token *t = whom >= 0 ? &tree->tokens[whom] : NULL;
    if (!t || t->upos != SAYSO_UPOS_PRON || !t->feats || !strstr(t->feats, "Person=3") || strstr(t->feats, "Plur") ||
        !strstr(t->feats, "Gender=") || strstr(t->feats, "Gender=Neut") || strstr(t->feats, "Reflex"))
        return;
    int32_t found = -1;
    for (int32_t i = w->mention_first[t->sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->kind != SAYSO_MENTION_ACTOR || m->head_token >= whom || m->entity < 0 ||
            tree->tokens[m->head_token].ner != SAYSO_NER_PERSON || ss_args_have(&d->actors, m->entity))
            continue;
        found = m->entity;
    }
    ss_args_add(&d->recipients, found);
    ss_trace_entities(w, d, "recipient", &d->recipients, "nobody urges himself: the other person");
}

// "He hailed the president", "he" taken for the president: nobody calls himself by his name. The last other person that
// a sentence before had for its subject.
static void other_subject(struct ss_claim_work *w, struct ss_draft *d, const struct ss_args *whom)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t who = ss_ftree_surface_subject(tree, d->trigger),
            object = ss_ftree_child(tree, d->trigger, SAYSO_DEP_OBJ, NULL);
    if (who < 0 || object < 0 || tree->tokens[who].upos != SAYSO_UPOS_PRON || ss_ftree_relative(tree, who) ||
        tree->tokens[object].upos != SAYSO_UPOS_PROPN || d->actors.count != 1 || whom->count != 1 ||
        ss_ftree_passive(tree, d->trigger))
        return;
    d->recipients = *whom;
    d->actors.count = 0;
    for (uint32_t s = d->sentence; !d->actors.count && s-- > 0 && s + SAME_FAR >= d->sentence;)
        for (int32_t i = w->mention_first[s]; i >= 0; i = w->mention_next[i]) {
            const struct sayso_mention *m = &w->mentions.item[i];
            const struct sayso_token *t = &tree->tokens[m->head_token];
            if (m->kind == SAYSO_MENTION_ACTOR && m->entity >= 0 && m->entity != whom->item[0] &&
                t->deprel == SAYSO_DEP_NSUBJ && t->ner == SAYSO_NER_PERSON && !d->actors.count)
                ss_args_add(&d->actors, m->entity);
        }
    ss_trace_entities(w, d, "actor", &d->actors, "another than the one who is named: the subject before");
}

// "sent a letter to the board urging them", the board's "them" taken for the senders.
static enum sayso_err addressed(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *t = &tree->tokens[d->trigger];
    int32_t whom = ss_ftree_child(tree, d->trigger, SAYSO_DEP_OBJ, NULL);
    other_person(w, d);
    if (d->recipients.count || t->deprel != SAYSO_DEP_ACL || t->head < 0 || whom < 0 ||
        tree->tokens[whom].upos != SAYSO_UPOS_PRON || ss_ftree_surface_subject(tree, d->trigger) == t->head)
        return SAYSO_OK;
    SS_TRY(ss_claim_role(w, d, SS_ROLE_RECIPIENT, &(struct ss_path){.kind = SS_PATH_OBJ}, t->head));
    ss_trace_entities(w, d, "recipient", &d->recipients, "to whom it went");
    return SAYSO_OK;
}

// "figures such as Jane Smith and John Brown": those whom the examples name.
void ss_claim_examples(const struct ss_claim_work *w, int32_t token, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        bool such = c > token && tree->tokens[c].deprel == SAYSO_DEP_NMOD && !strcmp(ss_ftree_case(tree, c), "such");
        struct ss_args group = {.count = 0};
        if (such) ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 0; i < group.count; i++) {
            int32_t m = w->view.actor[group.item[i]];
            if (m >= 0) ss_args_add(out, w->mentions.item[m].entity);
        }
    }
}

// "retailers, delivery firms and fashion houses joined forces": who stands in a row with those who act acts too.
enum sayso_err ss_claim_row(struct ss_claim_work *w, struct ss_draft *d, const struct ss_args *row)
{
    const uint64_t thing = w->rules->happening | w->rules->measure | w->rules->place | w->rules->instrument |
                           w->rules->hardware | w->rules->thing_of | w->rules->abstract;
    for (uint32_t i = 1; i < row->count; i++) {
        int32_t t = row->item[i];
        if (w->view.tree.tokens[t].deprel != SAYSO_DEP_CONJ || w->view.tree.tokens[t].upos != SAYSO_UPOS_NOUN ||
            w->view.actor[t] >= 0 || w->view.place[t] >= 0 || !ss_ftree_plural(&w->view.tree, t) ||
            ss_claim_is(w, t, thing | w->rules->human | w->rules->body) ||
            ss_ftree_child(&w->view.tree, t, SAYSO_DEP_NMOD_POSS, NULL) >= 0)
            continue;
        SS_TRY(ss_claim_somebody(w, t, "organisation", &d->actors));
    }
    return SAYSO_OK;
}

enum sayso_err ss_claim_other(struct ss_claim_work *w, struct ss_draft *d, const struct ss_args *whom)
{
    other_subject(w, d, whom);
    return d->recipients.count ? SAYSO_OK : addressed(w, d);
}
