// SPDX-License-Identifier: Apache-2.0
// Who fills the roles of a claim: from the tokens a path leads to, to entities of the report and things it names.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "code/trace.h"

#define NOUN_FAR 60 // sentences in which a noun stands for the same group

static const struct sayso_entity *entity_of(const struct ss_claim_work *w, int32_t mention)
{
    int32_t e = mention >= 0 ? w->mentions.item[mention].entity : -1;
    return e >= 0 && (uint32_t)e < w->report->entity_count ? &w->report->entities[e] : NULL;
}

// A country or other place that can act ("Damascus", "Israel" read as a place).
static bool acting_place(const struct ss_claim_work *w, int32_t mention)
{
    const struct sayso_entity *e = entity_of(w, mention);
    return e && ss_streq(e->feature, "country");
}

// The actor named inside a noun phrase whose head names none: "members of the group", "army positions", "its convoy".
static void inner_actors(const struct ss_claim_work *w, int32_t token, int depth, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        bool before = c < token && (d == SAYSO_DEP_COMPOUND || d == SAYSO_DEP_AMOD || d == SAYSO_DEP_NMOD_POSS ||
                                    d == SAYSO_DEP_NMOD);
        bool of = d == SAYSO_DEP_NMOD && ss_in_list("of,from,belonging,for,among", ',', ss_ftree_case(tree, c));
        bool holder = c < token && d == SAYSO_DEP_OBL_UNMARKED && ss_claim_is(w, token, w->rules->holding);
        if (!before && !of && !holder) continue; // "a rebel-held building"
        struct ss_args group = {.count = 0};     // "Dutch and Belgian waters"
        ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 0; i < group.count; i++) {
            int32_t m = w->view.actor[group.item[i]], name = ss_ftree_child(tree, group.item[i], SAYSO_DEP_APPOS, NULL);
            if (m < 0 && name >= 0 && w->view.actor[name] >= 0)
                m = w->view.actor[name]; // "support from our ally Turkey"
            if (m < 0 && name >= 0 && acting_place(w, w->view.place[name])) m = w->view.place[name];
            if (m >= 0)
                ss_args_add(out, w->mentions.item[m].entity);
            else if (depth < 2)
                inner_actors(w, group.item[i], depth + 1, out);
        }
    }
}

// "rebel-held", "government-controlled": the report's own rebels or government, the last ones before or the first ones
// after.
static int32_t known_by_noun(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_token *tokens = w->view.tree.tokens;
    uint32_t here = tokens[token].sentence, from = here > NOUN_FAR ? here - NOUN_FAR : 0;
    const uint64_t side = w->rules->state_part | ss_class_bit(&w->rules->frames, "armed");
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

// A state, or a role when `role`, that only a word before the noun names ("Israeli air strike", "rebel shelling"): its
// mention, new when needed; -1 in *mention when the word names none.
static enum sayso_err named_before(struct ss_claim_work *w, int32_t token, bool role, int32_t *mention)
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

// The state that a capital stands for, as a mention of its own; -1 in *mention when the place is no capital.
static enum sayso_err state_of_capital(struct ss_claim_work *w, int32_t place, int32_t token, int32_t *mention)
{
    const struct sayso_entity *e = entity_of(w, place);
    char id[8] = "";
    struct ss_know_actor state;
    if (!e || !ss_streq(e->feature, "capital") || !e->country || strlen(e->country) != 3) return SAYSO_OK;
    for (int i = 0; i < 3; i++) id[i] = ss_ascii_lower(e->country[i]);
    return ss_know_actor(w->know, id, &state) ? ss_claim_actor(w, &state, token, mention) : SAYSO_OK;
}

// The place named inside a noun phrase whose head is no place mention: "the village of Hader", "Idlib province".
static int32_t inner_place(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        bool of = d == SAYSO_DEP_NMOD && ss_in_list("of,in", ',', ss_ftree_case(tree, c));
        if ((of || d == SAYSO_DEP_APPOS || d == SAYSO_DEP_FLAT || d == SAYSO_DEP_COMPOUND) && w->view.place[c] >= 0)
            return w->view.place[c];
    }
    return -1;
}

static bool nominal(const struct ss_claim_work *w, int32_t t)
{
    unsigned u = w->view.tree.tokens[t].upos;
    return (u == SAYSO_UPOS_NOUN || u == SAYSO_UPOS_PROPN) && !ss_claim_is(w, t, w->rules->measure);
}

// "French and Egyptian warships": the French ones too.
static void sharing_actors(const struct ss_claim_work *w, int32_t token, struct ss_args *out)
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
    if (acting_place(w, w->view.place[token])) return w->mentions.item[w->view.place[token]].entity;
    return w->view.actor[token] >= 0 ? w->mentions.item[w->view.actor[token]].entity : -1;
}

// "the leaders of Brazil, China and India": those of China and India too; "a group of Greens and Liberals", taken for
// the Greens: the Liberals too. `whole` is the entity of the token.
static void owners_behind(const struct ss_claim_work *w, int32_t token, int32_t whole, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (tree->tokens[c].deprel != SAYSO_DEP_NMOD || strcmp(ss_ftree_case(tree, c), "of")) continue;
        if (!acting_place(w, w->view.place[c]) && (whole < 0 || mentioned(w, c) != whole)) continue;
        struct ss_args group = {.count = 0};
        ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 1; i < group.count; i++) ss_args_add(out, mentioned(w, group.item[i]));
    }
}

// A vehicle or gun that is nobody's in particular, called by a noun alone: a thing, not its crew.
static bool anybodys(const struct ss_claim_work *w, int32_t token, const struct sayso_entity *e)
{
    return e && !e->actor && ss_streq(e->kind, "military") && ss_claim_is(w, token, w->rules->hardware) &&
           (!e->country || (*e->name >= 'a' && *e->name <= 'z'));
}

// "one of our own, Jane Smith, who was killed", the clause hung on "one": the mention of the name right before "who",
// or -1.
static int32_t name_before_who(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
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

// "a claim against the computer maker Acme Works": the mention of the name that begins right behind a noun, or -1.
static int32_t name_behind(const struct ss_claim_work *w, int32_t token)
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

// The mention of an actor whose name ends at a token that is not its head, or -1.
static int32_t name_ending(const struct ss_claim_work *w, int32_t token)
{
    const struct sayso_token *t = &w->view.tree.tokens[token];
    for (int32_t i = w->mention_first[t->sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->mentions.item[i];
        if (m->kind == SAYSO_MENTION_ACTOR && m->form == SAYSO_FORM_NAME && m->end == t->end && m->start < t->start)
            return i;
    }
    return -1;
}

// "posted a note on its website thanking them": where it is said, by nobody of that name.
static bool channel(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token, int32_t mention)
{
    const struct sayso_entity *e = entity_of(w, mention);
    const struct sayso_token *t = &w->view.tree.tokens[d->trigger];
    if (t->deprel == SAYSO_DEP_CONJ && t->head >= 0) t = &w->view.tree.tokens[t->head];
    return e && !e->actor && ss_streq(e->kind, "media") && t->deprel == SAYSO_DEP_ACL && t->head == token &&
           *ss_ftree_case(&w->view.tree, token);
}

// Whether a happening is of the token: "the bombing of a clinic".
static bool of_deed(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int step = 0; step < 3 && token >= 0; step++) {
        enum sayso_dep dep = tree->tokens[token].deprel;
        if (dep != SAYSO_DEP_NMOD && dep != SAYSO_DEP_APPOS && dep != SAYSO_DEP_CONJ) return false;
        token = tree->tokens[token].head;
        if (token >= 0 && ss_claim_is(w, token, w->rules->happening)) return true;
    }
    return false;
}

// The entities of a role; NULL for those that hold things or a place.
static struct ss_args *role_list(struct ss_draft *d, enum ss_role role)
{
    switch (role) {
    case SS_ROLE_ACTOR:
        return &d->actors;
    case SS_ROLE_RECIPIENT:
        return &d->recipients;
    case SS_ROLE_HOLDER:
        return &d->holders;
    default:
        return NULL;
    }
}

// "a missile fired by the army", "a bomb that the group planted": the words for whoever set a weapon to work.
static void users(const struct ss_claim_work *w, int32_t weapon, struct ss_args *out)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[weapon]; c >= 0; c = tree->next[c]) {
        enum sayso_dep dep = tree->tokens[c].deprel;
        if (c < weapon || tree->tokens[c].upos != SAYSO_UPOS_VERB ||
            (dep != SAYSO_DEP_ACL && dep != SAYSO_DEP_ACL_RELCL))
            continue;
        struct ss_args what = {.count = 0};
        ss_ftree_object(tree, c, &what);
        if (what.count && what.item[0] == weapon) ss_ftree_subject(tree, c, out);
    }
    ss_ftree_coordination(tree, out);
}

enum sayso_err ss_claim_role(struct ss_claim_work *w, struct ss_draft *d, enum ss_role role, const struct ss_path *path,
                             int32_t t)
{
    int32_t actor = w->view.actor[t], place = w->view.place[t];
    for (int32_t c = w->view.tree.first[t]; place < 0 && c >= 0; c = w->view.tree.next[c]) // "the liaison, Peter Smith"
        if (w->view.tree.tokens[c].deprel == SAYSO_DEP_APPOS && w->view.tree.tokens[c].upos == SAYSO_UPOS_PROPN) {
            bool each =
                ss_ftree_plural(&w->view.tree, t) && ss_ftree_child(&w->view.tree, c, SAYSO_DEP_CONJ, NULL) >= 0;
            if (w->view.actor[c] >= 0 && (actor < 0 || c == t + 1 || each)) // "his parents, Ann and Bob", and no others
                actor = w->view.actor[c];
            else if (each && acting_place(w, w->view.place[c])) {
                actor = -1;
                place = w->view.place[c];
            }
        }
    const struct sayso_token *self = &w->view.tree.tokens[t];
    bool unnamed = actor < 0 || w->mentions.item[actor].form == SAYSO_FORM_NOMINAL;
    if (unnamed && place < 0 && self->deprel == SAYSO_DEP_APPOS && self->head >= 0 && self->head < t &&
        w->view.tree.tokens[self->head].ner == SAYSO_NER_PERSON && ss_claim_is(w, t, w->rules->human) &&
        w->view.actor[self->head] >= 0)
        actor = w->view.actor[self->head]; // "Peter Smith, a staffer at the ministry who told them"
    int32_t of = actor < 0 && place < 0 ? ss_ftree_child(&w->view.tree, t, SAYSO_DEP_NMOD, NULL) : -1;
    int32_t named = of >= 0 ? ss_ftree_child(&w->view.tree, of, SAYSO_DEP_APPOS, NULL) : -1;
    if (named == of + 1 && w->view.tree.tokens[named].ner == SAYSO_NER_PERSON) // "Deputy Secretary of State Jane Smith"
        actor = w->view.actor[named];
    if (actor < 0 && place < 0) actor = name_before_who(w, d, t);
    if (actor < 0 && place < 0 && ss_claim_is(w, t, w->rules->human | w->rules->body)) actor = name_behind(w, t);
    if (actor < 0 && place < 0 && path->kind == SS_PATH_PRE && role != SS_ROLE_PLACE) {
        enum sayso_err err = named_before(w, t, false, &actor);
        if (err) return err;
    }
    if (role == SS_ROLE_ACTOR && actor < 0 && path->kind != SS_PATH_PRE && ss_claim_is(w, t, w->rules->instrument)) {
        struct ss_args by = {.count = 0};
        users(w, t, &by);
        for (uint32_t i = 0; i < by.count; i++)
            if (by.item[i] != t) {
                enum sayso_err err = ss_claim_role(w, d, role, &(struct ss_path){.kind = SS_PATH_SUBJ}, by.item[i]);
                if (err) return err;
            }
        if (by.count) return SAYSO_OK;
    }
    struct ss_args *entities = role_list(d, role);
    const struct sayso_token *word = &w->view.tree.tokens[t];
    int32_t what = ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NMOD, NULL); // "the US invasion of Panama": who
    bool placed = what >= 0 && w->view.place[what] >= 0 && !strcmp(ss_ftree_case(&w->view.tree, what), "of");
    if (role == SS_ROLE_ACTOR && path->kind == SS_PATH_PRE && word->deprel == SAYSO_DEP_COMPOUND &&
        word->upos == SAYSO_UPOS_PROPN && acting_place(w, place) && !placed &&
        ss_claim_is(w, d->trigger, w->rules->told_by_place)) {
        d->place = w->mentions.item[place].entity; // "the Iraq war": where, not who
        d->place_token = t;
        d->place_own = true;
        return SAYSO_OK;
    }
    const uint64_t building = ss_class_bit(&w->rules->frames, "building");
    bool violent = d->kind == SAYSO_CLAIM_EVENT && (d->frame->flags & SS_FRAME_RECALL);
    if (role == SS_ROLE_ACTOR && violent && path->kind == SS_PATH_PRE && word->deprel == SAYSO_DEP_COMPOUND &&
        word->upos == SAYSO_UPOS_NOUN && ss_claim_is(w, t, building)) // "the embassy bombing": what was struck
        return ss_claim_role(w, d, SS_ROLE_RECIPIENT, &(struct ss_path){.kind = SS_PATH_OBJ}, t);
    const struct sayso_token *own = &w->view.tree.tokens[d->trigger];
    if (own->deprel == SAYSO_DEP_CONJ && own->head >= 0) own = &w->view.tree.tokens[own->head];
    if (role == SS_ROLE_ACTOR && path->kind == SS_PATH_SUBJ && ss_claim_is(w, t, building) &&
        own->deprel == SAYSO_DEP_ACL_RELCL && of_deed(w, t))
        return SAYSO_OK; // "the bombing of a clinic that killed ten": it was the bombing
    bool modifier = path->kind == SS_PATH_PRE || path->kind == SS_PATH_POSS;
    if (role == SS_ROLE_ACTOR && path->kind == SS_PATH_SUBJ && actor >= 0 && channel(w, d, t, actor)) return SAYSO_OK;
    if (role == SS_ROLE_ACTOR && (ss_claim_is(w, t, w->rules->doer) || actor >= 0)) d->somebody = true;
    switch (role) {
    case SS_ROLE_PLACE:
        if (place >= 0) {
            if (d->place < 0) {
                d->place = w->mentions.item[place].entity;
                d->place_token = t;
                d->place_own = true;
            }
            return SAYSO_OK;
        }
        if (actor >= 0 && d->kind == SAYSO_CLAIM_CONTROL) ss_args_add(&d->recipients, w->mentions.item[actor].entity);
        if (inner_place(w, t) >= 0 && d->place < 0) {
            d->place = w->mentions.item[inner_place(w, t)].entity;
            d->place_own = true;
        }
        if (nominal(w, t) && d->place_token < 0) { // "several villages in the south": the place is that of its noun
            d->place_token = t;
            return ss_claim_thing(w, t, &d->objects);
        }
        return SAYSO_OK;
    case SS_ROLE_OBJECT:
    case SS_ROLE_INSTRUMENT:
        if (!nominal(w, t)) return SAYSO_OK;
        return ss_claim_thing(w, t, role == SS_ROLE_OBJECT ? &d->objects : &d->instruments);
    default:
        break;
    }
    if (modifier && actor < 0) actor = name_ending(w, t); // "the Government of Iraq's liberation"
    if (actor >= 0) {
        const struct sayso_entity *e = entity_of(w, actor);
        uint32_t had = entities->count;
        if (role == SS_ROLE_ACTOR && modifier && anybodys(w, t, e)) return SAYSO_OK; // "a drone strike": by what
        if (role == SS_ROLE_RECIPIENT && anybodys(w, t, e)) { // "destroyed a tank", "an ISIL-held tank"
            inner_actors(w, t, 0, entities);
            return ss_claim_thing(w, t, &d->objects);
        }
        if (e && ss_streq(e->kind, "other"))
            inner_actors(w, t, 0, entities); // "warplanes of the coalition": whose they are
        if (entities->count == had) ss_args_add(entities, w->mentions.item[actor].entity);
        sharing_actors(w, t, entities);
        owners_behind(w, t, w->mentions.item[actor].entity, entities);
        return SAYSO_OK;
    }
    if (actor < 0 && role == SS_ROLE_ACTOR && path->kind == SS_PATH_SUBJ && ss_claim_speech(w, d)) {
        int32_t town = place >= 0 ? place : inner_place(w, t); // "the city of Phoenix demands"
        if (town >= 0 && (place >= 0 || ss_claim_is(w, t, w->rules->place))) {
            ss_args_add(entities, w->mentions.item[town].entity);
            return SAYSO_OK;
        }
    }
    if (role == SS_ROLE_ACTOR && path->kind == SS_PATH_SUBJ && place < 0 && ss_claim_is(w, t, w->rules->happening) &&
        ss_claim_speech(w, d)) { // "her campaign demands": whose it is speaks
        inner_actors(w, t, 1, entities);
        return SAYSO_OK;
    }
    bool told = role == SS_ROLE_RECIPIENT && path->kind == SS_PATH_OBJ;
    told = told && place >= 0 && entity_of(w, place) &&
           ss_in_list("admin1,province,country", ',', entity_of(w, place)->feature ? entity_of(w, place)->feature : "");
    if (told && ss_claim_speech(w, d)) { // "is suing North Carolina"
        ss_args_add(entities, w->mentions.item[place].entity);
        return SAYSO_OK;
    }
    bool state =
        ss_in_list(d->frame->contexts, ',', "diplomatic") || (path->kind == SS_PATH_OBJ && ss_claim_speech(w, d));
    if (place >= 0 && role == SS_ROLE_RECIPIENT && state) {
        SS_TRY(state_of_capital(w, place, t, &actor)); // "recalled its ambassador to Moscow", "accused Beijing"
        if (actor >= 0) {
            ss_args_add(entities, w->mentions.item[actor].entity);
            return SAYSO_OK;
        }
    }
    if (place >= 0) {
        if (acting_place(w, place) && (role != SS_ROLE_RECIPIENT || d->kind != SAYSO_CLAIM_EVENT || !modifier)) {
            ss_args_add(entities, w->mentions.item[place].entity);
            if (role != SS_ROLE_RECIPIENT) return SAYSO_OK;
        }
        if (role == SS_ROLE_RECIPIENT || modifier) {
            if (d->place < 0) {
                d->place = w->mentions.item[place].entity;
                d->place_token = t;
                d->place_own = true;
            }
            if (role == SS_ROLE_RECIPIENT) ss_args_add(&d->objects, place);
        }
        return SAYSO_OK;
    }
    if (modifier && ss_claim_is(w, t, w->rules->doer)) {
        int32_t e = known_by_noun(w, t);
        if (e >= 0) {
            ss_args_add(entities, e);
            return SAYSO_OK;
        }
        bool noun = word->upos != SAYSO_UPOS_ADJ; // "an official visit" is nobody's
        enum sayso_err err = ((role == SS_ROLE_ACTOR && noun) || d->kind == SAYSO_CLAIM_TOLL) &&
                                     !(d->kind == SAYSO_CLAIM_CONTROL && ss_claim_is(w, t, w->rules->state_part)) &&
                                     !entities->count && !ss_claim_is(w, t, w->rules->manner | w->rules->hardware)
                                 ? named_before(w, t, true, &actor)
                                 : SAYSO_OK;
        if (err) return err;
        if (actor >= 0) {
            ss_args_add(entities, w->mentions.item[actor].entity);
            return SAYSO_OK;
        }
    }
    if (modifier && role != SS_ROLE_RECIPIENT && !ss_claim_is(w, t, w->rules->thing_of)) return SAYSO_OK;
    bool head = !modifier && nominal(w, t) && !ss_claim_is(w, t, w->rules->happening);
    // "their opponent", "her husband" are people of their own, "members of the group" are the group
    bool person = head && w->view.tree.tokens[t].upos == SAYSO_UPOS_NOUN && ss_claim_is(w, t, w->rules->human);
    uint32_t had = entities->count;
    if (!ss_claim_is(w, t, w->rules->happening) && !(person && !ss_claim_is(w, t, w->rules->thing_of)))
        inner_actors(w, t, 0, entities);
    if (role == SS_ROLE_RECIPIENT && d->place < 0 && inner_place(w, t) >= 0) { // "shelled the town of Azaz"
        d->place = w->mentions.item[inner_place(w, t)].entity;
        d->place_own = true;
    }
    if (!head && role == SS_ROLE_RECIPIENT && path->kind == SS_PATH_OBJ && entities->count == had &&
        ss_claim_speech(w, d)) { // "accused her campaign of lying": whose it is
        int32_t whose = ss_ftree_child(&w->view.tree, t, SAYSO_DEP_NMOD_POSS, NULL);
        if (whose >= 0) return ss_claim_role(w, d, role, path, whose);
    }
    if (!head) return SAYSO_OK;
    bool part = word->deprel == SAYSO_DEP_NMOD && word->head >= 0 && !strcmp(ss_ftree_case(&w->view.tree, t), "of");
    if (entities->count == had && !person && part && role == SS_ROLE_ACTOR && path->kind == SS_PATH_SUBJ) {
        int32_t whose = ss_ftree_child(&w->view.tree, word->head, SAYSO_DEP_NMOD_POSS, NULL); // "his flurry of tweets"
        if (whose >= 0) return ss_claim_role(w, d, role, path, whose);
    }
    if (entities->count == had && person) return ss_claim_somebody(w, t, "person", entities);
    bool speaks = role == SS_ROLE_ACTOR || ss_claim_speech(w, d);
    if (entities->count == had && speaks && w->view.tree.tokens[t].upos == SAYSO_UPOS_NOUN &&
        ss_claim_is(w, t, w->rules->body))
        return ss_claim_somebody(w, t, "organisation", entities);
    if (role == SS_ROLE_RECIPIENT) return ss_claim_thing(w, t, &d->objects);
    return SAYSO_OK;
}

// How much fills a draft; a place fills no actor ("led the Baghdad crackdown").
static uint32_t filling(const struct ss_draft *d, enum ss_role role)
{
    return d->actors.count + d->recipients.count + d->objects.count + d->instruments.count + d->holders.count +
           (role != SS_ROLE_ACTOR && d->place_token >= 0);
}

enum sayso_err ss_claim_roles(struct ss_claim_work *w, struct ss_draft *d)
{
    for (int role = 0; role < SS_ROLE_COUNT; role++) {
        const struct ss_roles *r = &d->frame->roles[role];
        bool filled = false;
        for (uint32_t i = 0; i < r->count; i++) {
            if (filled && !r->path[i].add) continue;
            struct ss_args args = {.count = 0};
            ss_path_follow(&w->view, d->trigger, &r->path[i], true, &args);
            uint32_t had = filling(d, (enum ss_role)role);
            for (uint32_t k = 0; k < args.count; k++) {
                if (args.item[k] == d->trigger && r->path[i].kind != SS_PATH_SELF) continue;
                const struct ss_args *list = role_list(d, (enum ss_role)role);
                uint32_t before = list ? list->count : 0;
                enum sayso_err err = ss_claim_role(w, d, (enum ss_role)role, &r->path[i], args.item[k]);
                if (err) return err;
                ss_trace_role(w, d, (enum ss_role)role, &r->path[i], args.item[k], list, before);
            }
            if (role == SS_ROLE_ACTOR && r->path[i].kind == SS_PATH_SUBJ && !r->path[i].part && d->actors.count)
                SS_TRY(ss_claim_row(w, d, &args));
            filled |= had != filling(d, (enum ss_role)role);
        }
    }
    enum sayso_err held = ss_claim_holder(w, d);
    if (held) return held;
    // nobody does something to himself: an entity in both roles stays the actor
    uint32_t had = d->recipients.count;
    const struct ss_args whom = d->recipients;
    for (uint32_t i = 0; i < d->recipients.count;) {
        bool both = false;
        for (uint32_t k = 0; k < d->actors.count; k++) both |= d->actors.item[k] == d->recipients.item[i];
        if (!both) {
            i++;
            continue;
        }
        memmove(&d->recipients.item[i], &d->recipients.item[i + 1],
                (d->recipients.count - i - 1) * sizeof *d->recipients.item);
        d->recipients.count--;
    }
    return had && !d->recipients.count ? ss_claim_other(w, d, &whom) : SAYSO_OK;
}
