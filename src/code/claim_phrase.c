// SPDX-License-Identifier: Apache-2.0
// What a noun phrase names: the actor or place of its head, of the words before and behind it, of a row that it is in.
#include "code/claim_phrase.h"

#include <string.h>

#include "base/str.h"

#define NOUN_FAR 60 // sentences in which a noun stands for the same group

const struct sayso_entity *ss_mention_entity(const struct ss_claim_work *w, int32_t mention)
{
    int32_t e = mention >= 0 ? w->mentions.item[mention].entity : -1;
    return e >= 0 && (uint32_t)e < w->report->entity_count ? &w->report->entities[e] : NULL;
}

bool ss_acting_place(const struct ss_claim_work *w, int32_t mention)
{
    const struct sayso_entity *e = ss_mention_entity(w, mention);
    return e && ss_streq(e->feature, "country");
}

void ss_inner_actors(const struct ss_claim_work *w, int32_t token, int depth, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        bool before = c < token && (d == SAYSO_DEP_COMPOUND || d == SAYSO_DEP_AMOD || d == SAYSO_DEP_NMOD_POSS ||
                                    d == SAYSO_DEP_NMOD);
        bool of = d == SAYSO_DEP_NMOD && ss_ftree_prep(tree, SS_PREP_WHOSE, ss_ftree_case(tree, c));
        bool holder = c < token && d == SAYSO_DEP_OBL_UNMARKED && ss_claim_is(w, token, w->rules->holding);
        if (!before && !of && !holder) continue; // "a rebel-held building"
        struct ss_args group = {.count = 0};     // "Dutch and Belgian waters"
        ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 0; i < group.count; i++) {
            int32_t m = w->view.actor[group.item[i]], name = ss_ftree_child(tree, group.item[i], SAYSO_DEP_APPOS, NULL);
            if (m < 0 && name >= 0 && w->view.actor[name] >= 0)
                m = w->view.actor[name]; // "support from our ally Turkey"
            if (m < 0 && name >= 0 && ss_acting_place(w, w->view.place[name])) m = w->view.place[name];
            if (m >= 0)
                ss_args_add(out, w->mentions.item[m].entity);
            else if (depth < 2)
                ss_inner_actors(w, group.item[i], depth + 1, out);
        }
    }
}

int32_t ss_known_by_noun(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_token *tokens = w->view.tree.tokens;
    uint32_t here = tokens[token].sentence, from = here > NOUN_FAR ? here - NOUN_FAR : 0;
    const uint64_t side = w->rules->state_part | w->rules->armed;
    if (tokens[token].upos == SAYSO_UPOS_ADJ && !ss_claim_is(w, token, side)) return -1; // "an official visit"
    int32_t found = -1;
    for (uint32_t s = from; s < w->report->sentence_count && s < here + NOUN_FAR; s++)
        for (int32_t i = w->mention_first[s]; i >= 0; i = w->mention_next[i]) {
            const struct sayso_mention *m = &w->mentions.item[i];
            if (m->kind != SAYSO_MENTION_ACTOR || m->entity < 0 || m->form == SAYSO_FORM_PRONOUN) continue;
            if (strcmp(w->view.tree.lemma[m->head_token], w->view.tree.lemma[token])) continue;
            if (tokens[m->head_token].upos == SAYSO_UPOS_PROPN &&
                !ss_claim_is(w, token, w->rules->doer & ~w->rules->thing_of))
                continue; // "house arrest" is not by the White House
            if (m->head_token > token && found >= 0) return found;
            found = m->entity;
        }
    return found;
}

enum sayso_err ss_named_before(struct ss_claim_work *w, int32_t token, bool role, int32_t *mention)
{
    const struct sayso_token *t = &w->view.tree.tokens[token];
    const char *words[1] = {w->report->text + t->start};
    uint32_t lens[1] = {t->end - t->start};
    struct ss_know_match m[4];
    *mention = -1;
    bool person = role && t->upos == SAYSO_UPOS_ADJ && ss_claim_is(w, token, w->rules->human); // "civilian deaths"
    if (t->upos != SAYSO_UPOS_PROPN && t->upos != (role ? SAYSO_UPOS_NOUN : SAYSO_UPOS_ADJ) && !person) return SAYSO_OK;
    uint32_t n = ss_know_match_actor(w->know, words, lens, 1, w->report->published, m, 4), k = 0;
    while (k < n && (m[k].metonym || m[k].folded ||
                     !(role ? ss_starts_with(m[k].actor.id, "role.") : ss_streq(m[k].actor.kind, "state"))))
        k++;
    if (k == n) return SAYSO_OK;
    return ss_claim_actor(w, &m[k].actor, token, mention);
}

enum sayso_err ss_state_of_capital(struct ss_claim_work *w, int32_t place, int32_t token, int32_t *mention)
{
    const struct sayso_entity *e = ss_mention_entity(w, place);
    char id[8] = "";
    struct ss_know_actor state;
    if (!e || !ss_streq(e->feature, "capital") || !e->country || strlen(e->country) != 3) return SAYSO_OK;
    for (int i = 0; i < 3; i++) id[i] = ss_ascii_lower(e->country[i]);
    return ss_know_actor(w->know, id, &state) ? ss_claim_actor(w, &state, token, mention) : SAYSO_OK;
}

int32_t ss_inner_place(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        bool of = d == SAYSO_DEP_NMOD && ss_ftree_prep(tree, SS_PREP_LIES, ss_ftree_case(tree, c));
        if ((of || d == SAYSO_DEP_APPOS || d == SAYSO_DEP_FLAT || d == SAYSO_DEP_COMPOUND) && w->view.place[c] >= 0)
            return w->view.place[c];
    }
    return -1;
}

void ss_sharing_actors(const struct ss_claim_work *w, int32_t token, struct ss_args *out)
{
    for (int32_t i = w->mention_first[w->view.tree.tokens[token].sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->head_token < token && m->rule && strcmp(m->rule, SS_RULE_SHARED) == 0 &&
            ss_ftree_within(&w->view.tree, m->head_token, token))
            ss_args_add(out, m->entity);
    }
}

static int32_t mentioned(const struct ss_claim_work *w, int32_t token)
{
    if (ss_acting_place(w, w->view.place[token])) return w->mentions.item[w->view.place[token]].entity;
    return w->view.actor[token] >= 0 ? w->mentions.item[w->view.actor[token]].entity : -1;
}

void ss_owners_behind(const struct ss_claim_work *w, int32_t token, int32_t whole, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (tree->tokens[c].deprel != SAYSO_DEP_NMOD || strcmp(ss_ftree_case(tree, c), "of")) continue;
        if (!ss_acting_place(w, w->view.place[c]) && (whole < 0 || mentioned(w, c) != whole)) continue;
        struct ss_args group = {.count = 0};
        ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 1; i < group.count; i++) ss_args_add(out, mentioned(w, group.item[i]));
    }
}

int32_t ss_name_before_who(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
{
    const struct sayso_token *tokens = w->view.tree.tokens, *t = &tokens[d->trigger];
    if (t->deprel != SAYSO_DEP_ACL_RELCL || t->head != token || tokens[token].upos == SAYSO_UPOS_PROPN) return -1;
    int32_t who = ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NSUBJ, "who");
    if (who < 0) who = ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NSUBJ_PASS, "who");
    int32_t last = who - 1;
    if (last > token && tokens[last].upos == SAYSO_UPOS_PUNCT) last--;
    for (int32_t i = last > token ? w->mention_first[t->sentence] : -1; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->kind == SAYSO_MENTION_ACTOR && m->form == SAYSO_FORM_NAME && m->end == tokens[last].end) return i;
    }
    return -1;
}

int32_t ss_name_behind(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_token *tokens = w->view.tree.tokens;
    if ((uint32_t)token + 1 >= w->view.tree.count || tokens[token].upos != SAYSO_UPOS_NOUN ||
        ss_ftree_plural(&w->view.tree, token) || tokens[token + 1].upos != SAYSO_UPOS_PROPN)
        return -1;
    for (int32_t i = w->mention_first[tokens[token].sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->kind == SAYSO_MENTION_ACTOR && m->form == SAYSO_FORM_NAME && m->start == tokens[token + 1].start)
            return i;
    }
    return -1;
}

int32_t ss_name_ending(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_token *t = &w->view.tree.tokens[token];
    for (int32_t i = w->mention_first[t->sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->kind == SAYSO_MENTION_ACTOR && m->form == SAYSO_FORM_NAME && m->end == t->end && m->start < t->start)
            return i;
    }
    return -1;
}
