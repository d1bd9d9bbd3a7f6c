// SPDX-License-Identifier: Apache-2.0
// Who fills the roles of a claim: from the tokens a path leads to, to entities of the report and things it names.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "code/claim_phrase.h"
#include "code/trace.h"

static bool nominal(const struct ss_claim_work *w, int32_t t)
{
    unsigned u = w->view.tree.tokens[t].upos;
    return (u == SAYSO_UPOS_NOUN || u == SAYSO_UPOS_PROPN) && !ss_claim_is(w, t, w->rules->measure);
}

// A vehicle or gun that is nobody's in particular, called by a noun alone: a thing, not its crew.
static bool anybodys(const struct ss_claim_work *w, int32_t token, const struct sayso_entity *e)
{
    return e && !e->actor && ss_streq(e->kind, "military") && ss_claim_is(w, token, w->rules->hardware) &&
           (!e->country || (*e->name >= 'a' && *e->name <= 'z'));
}

// "posted a note on its website thanking them": where it is said, by nobody of that name.
static bool channel(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token, int32_t mention)
{
    const struct sayso_entity *e = ss_mention_entity(w, mention);
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

// A token on its way into a role.
struct filler {
    struct ss_draft *draft;
    enum ss_role role;
    const struct ss_path *path;
    int32_t token;        // where the path led
    int32_t actor, place; // mentions that its phrase names, or -1
    struct ss_args *list; // the role's entities; NULL for things and places
    bool modifier;        // before the claim's word: "the army's shelling"
};

static bool acts(const struct filler *f)
{
    return f->role == SS_ROLE_ACTOR && f->path->kind == SS_PATH_SUBJ;
}

static void add_mention(const struct ss_claim_work *w, struct filler *f, int32_t mention)
{
    ss_args_add(f->list, w->mentions.item[mention].entity);
}

static void set_place(const struct ss_claim_work *w, struct ss_draft *d, int32_t mention)
{
    d->place = w->mentions.item[mention].entity;
    d->place_own = true;
}

// "the liaison, Peter Smith", "his parents, Ann and Bob": who stands in apposition behind the noun.
static void named_in_apposition(const struct ss_claim_work *w, struct filler *f)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[f->token]; f->place < 0 && c >= 0; c = tree->next[c]) {
        if (tree->tokens[c].deprel != SAYSO_DEP_APPOS || tree->tokens[c].upos != SAYSO_UPOS_PROPN) continue;
        bool each = ss_ftree_plural(tree, f->token) && ss_ftree_child(tree, c, SAYSO_DEP_CONJ, NULL) >= 0;
        if (w->view.actor[c] >= 0 && (f->actor < 0 || c == f->token + 1 || each)) // the parents, and no others
            f->actor = w->view.actor[c];
        else if (each && ss_acting_place(w, w->view.place[c])) {
            f->actor = -1;
            f->place = w->view.place[c];
        }
    }
}

// The mentions of actor and place that stand for the token.
static enum sayso_err find_mentions(struct ss_claim_work *w, struct filler *f)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *self = &tree->tokens[f->token];
    named_in_apposition(w, f);
    bool unnamed = f->actor < 0 || w->mentions.item[f->actor].form == SAYSO_FORM_NOMINAL;
    if (unnamed && f->place < 0 && self->deprel == SAYSO_DEP_APPOS && self->head >= 0 && self->head < f->token &&
        tree->tokens[self->head].ner == SAYSO_NER_PERSON && ss_claim_is(w, f->token, w->rules->human) &&
        w->view.actor[self->head] >= 0)
        f->actor = w->view.actor[self->head]; // "Peter Smith, a staffer at the ministry who told them"
    int32_t of = f->actor < 0 && f->place < 0 ? ss_ftree_child(tree, f->token, SAYSO_DEP_NMOD, NULL) : -1;
    int32_t named = of >= 0 ? ss_ftree_child(tree, of, SAYSO_DEP_APPOS, NULL) : -1;
    if (named == of + 1 && tree->tokens[named].ner == SAYSO_NER_PERSON) // "Deputy Secretary of State Jane Smith"
        f->actor = w->view.actor[named];
    if (f->actor < 0 && f->place < 0) f->actor = ss_name_before_who(w, f->draft, f->token);
    if (f->actor < 0 && f->place < 0 && ss_claim_is(w, f->token, w->rules->human | w->rules->body))
        f->actor = ss_name_behind(w, f->token);
    if (f->actor < 0 && f->place < 0 && f->path->kind == SS_PATH_PRE && f->role != SS_ROLE_PLACE)
        return ss_named_before(w, f->token, false, &f->actor);
    return SAYSO_OK;
}

// "a missile fired by the army killed ten": in the weapon's place those who used it.
static enum sayso_err fill_users(struct ss_claim_work *w, const struct filler *f, bool *done)
{
    struct ss_args by = {.count = 0};
    if (f->role != SS_ROLE_ACTOR || f->actor >= 0 || f->path->kind == SS_PATH_PRE ||
        !ss_claim_is(w, f->token, w->rules->instrument))
        return SAYSO_OK;
    users(w, f->token, &by);
    for (uint32_t i = 0; i < by.count; i++)
        if (by.item[i] != f->token)
            SS_TRY(ss_claim_role(w, f->draft, f->role, &(struct ss_path){.kind = SS_PATH_SUBJ}, by.item[i]));
    *done = by.count;
    return SAYSO_OK;
}

// Whether the noun stands where an actor would and is none: the place of "the Iraq war", the clinic whose bombing
// killed ten, the website on which something is said.
static bool no_doer(const struct ss_claim_work *w, const struct filler *f)
{
    const struct ss_ftree *tree = &w->view.tree;
    struct ss_draft *d = f->draft;
    const struct sayso_token *word = &tree->tokens[f->token], *own = &tree->tokens[d->trigger];
    if (f->role != SS_ROLE_ACTOR) return false;
    int32_t what = ss_ftree_child(tree, d->trigger, SAYSO_DEP_NMOD, NULL); // "the US invasion of Panama": who
    bool placed = what >= 0 && w->view.place[what] >= 0 && !strcmp(ss_ftree_case(tree, what), "of");
    if (f->path->kind == SS_PATH_PRE && word->deprel == SAYSO_DEP_COMPOUND && word->upos == SAYSO_UPOS_PROPN &&
        ss_acting_place(w, f->place) && !placed && ss_claim_is(w, d->trigger, w->rules->told_by_place)) {
        set_place(w, d, f->place);
        d->place_token = f->token;
        return true;
    }
    if (f->path->kind != SS_PATH_SUBJ) return false;
    if (own->deprel == SAYSO_DEP_CONJ && own->head >= 0) own = &tree->tokens[own->head];
    if (own->deprel == SAYSO_DEP_ACL_RELCL && ss_claim_is(w, f->token, w->rules->building) && of_deed(w, f->token))
        return true;
    return f->actor >= 0 && channel(w, d, f->token, f->actor);
}

// "the embassy bombing": what was struck.
static bool struck(const struct ss_claim_work *w, const struct filler *f)
{
    const struct sayso_token *word = &w->view.tree.tokens[f->token];
    bool violent = f->draft->kind == SAYSO_CLAIM_EVENT && (f->draft->frame->flags & SS_FRAME_RECALL);
    return f->role == SS_ROLE_ACTOR && violent && f->path->kind == SS_PATH_PRE && word->deprel == SAYSO_DEP_COMPOUND &&
           word->upos == SAYSO_UPOS_NOUN && ss_claim_is(w, f->token, w->rules->building);
}

static enum sayso_err fill_place(struct ss_claim_work *w, const struct filler *f)
{
    struct ss_draft *d = f->draft;
    if (f->place >= 0) {
        if (d->place < 0) {
            set_place(w, d, f->place);
            d->place_token = f->token;
        }
        return SAYSO_OK;
    }
    if (f->actor >= 0 && d->kind == SAYSO_CLAIM_CONTROL) ss_args_add(&d->recipients, w->mentions.item[f->actor].entity);
    int32_t inner = ss_inner_place(w, f->token);
    if (inner >= 0 && d->place < 0) set_place(w, d, inner);
    if (nominal(w, f->token) && d->place_token < 0) { // "several villages in the south": the place is that of its noun
        d->place_token = f->token;
        return ss_claim_thing(w, f->token, &d->objects);
    }
    return SAYSO_OK;
}

static enum sayso_err fill_thing(struct ss_claim_work *w, const struct filler *f)
{
    struct ss_draft *d = f->draft;
    if (!nominal(w, f->token)) return SAYSO_OK;
    return ss_claim_thing(w, f->token, f->role == SS_ROLE_OBJECT ? &d->objects : &d->instruments);
}

static enum sayso_err fill_actor(struct ss_claim_work *w, struct filler *f)
{
    const struct sayso_entity *e = ss_mention_entity(w, f->actor);
    uint32_t had = f->list->count;
    if (f->role == SS_ROLE_ACTOR && f->modifier && anybodys(w, f->token, e))
        return SAYSO_OK;                                            // "a drone strike": by what
    if (f->role == SS_ROLE_RECIPIENT && anybodys(w, f->token, e)) { // "destroyed a tank", "an ISIL-held tank"
        ss_inner_actors(w, f->token, 0, f->list);
        return ss_claim_thing(w, f->token, &f->draft->objects);
    }
    if (e && ss_streq(e->kind, "other"))
        ss_inner_actors(w, f->token, 0, f->list); // "warplanes of the coalition": whose they are
    if (f->list->count == had) add_mention(w, f, f->actor);
    ss_sharing_actors(w, f->token, f->list);
    ss_owners_behind(w, f->token, w->mentions.item[f->actor].entity, f->list);
    return SAYSO_OK;
}

// Places that speak, are spoken to and stand for their state: "the city of Phoenix demands", "is suing North Carolina",
// "accused Beijing", "recalled its ambassador to Moscow".
static enum sayso_err fill_speaking_place(struct ss_claim_work *w, struct filler *f, bool *done)
{
    bool speech = ss_claim_speech(w, f->draft), addressed = f->role == SS_ROLE_RECIPIENT && f->place >= 0,
         object = f->path->kind == SS_PATH_OBJ;
    int32_t who = -1;
    if (acts(f) && speech) {
        int32_t town = f->place >= 0 ? f->place : ss_inner_place(w, f->token);
        if (f->place >= 0 || ss_claim_is(w, f->token, w->rules->place)) who = town;
    }
    if (addressed && object && speech) {
        const struct sayso_entity *e = ss_mention_entity(w, f->place);
        int64_t row = e && e->feature ? ss_know_find(w->rules->features, e->feature) : -1;
        if (row >= 0 && *ss_know_cell(w->rules->features, (uint32_t)row, ss_know_column(w->rules->features, "body")))
            who = f->place;
    }
    bool state = ss_in_list(f->draft->frame->contexts, ',', "diplomatic") || (object && speech);
    if (who < 0 && addressed && state) SS_TRY(ss_state_of_capital(w, f->place, f->token, &who));
    if (who >= 0) add_mention(w, f, who);
    *done = who >= 0;
    return SAYSO_OK;
}

static void fill_by_place(struct ss_claim_work *w, struct filler *f)
{
    struct ss_draft *d = f->draft;
    bool recipient = f->role == SS_ROLE_RECIPIENT;
    if (ss_acting_place(w, f->place) && (!recipient || d->kind != SAYSO_CLAIM_EVENT || !f->modifier)) {
        add_mention(w, f, f->place);
        if (!recipient) return;
    }
    if (!recipient && !f->modifier) return;
    if (d->place < 0) {
        set_place(w, d, f->place);
        d->place_token = f->token;
    }
    if (recipient) ss_args_add(&d->objects, f->place);
}

// "rebel-held", "police brutality": whom a noun for doers before the claim's word means in this report.
static enum sayso_err fill_doer_noun(struct ss_claim_work *w, struct filler *f, bool *done)
{
    const struct ss_draft *d = f->draft;
    int32_t known = ss_known_by_noun(w, f->token), mention = -1;
    *done = known >= 0;
    if (*done) {
        ss_args_add(f->list, known);
        return SAYSO_OK;
    }
    bool noun = w->view.tree.tokens[f->token].upos != SAYSO_UPOS_ADJ; // "an official visit" is nobody's
    bool wanted = (f->role == SS_ROLE_ACTOR && noun) || d->kind == SAYSO_CLAIM_TOLL;
    bool held = d->kind == SAYSO_CLAIM_CONTROL && ss_claim_is(w, f->token, w->rules->state_part);
    if (!wanted || held || f->list->count || ss_claim_is(w, f->token, w->rules->manner | w->rules->hardware))
        return SAYSO_OK;
    SS_TRY(ss_named_before(w, f->token, true, &mention));
    *done = mention >= 0;
    if (*done) add_mention(w, f, mention);
    return SAYSO_OK;
}

// A noun that is no actor's name: those inside its phrase, whose it is, somebody without a name, or a thing.
static enum sayso_err fill_noun(struct ss_claim_work *w, struct filler *f)
{
    const struct ss_ftree *tree = &w->view.tree;
    struct ss_draft *d = f->draft;
    const struct sayso_token *word = &tree->tokens[f->token];
    bool happening = ss_claim_is(w, f->token, w->rules->happening), recipient = f->role == SS_ROLE_RECIPIENT;
    bool head = !f->modifier && nominal(w, f->token) && !happening;
    // "their opponent", "her husband" are people of their own, "members of the group" are the group
    bool person = head && word->upos == SAYSO_UPOS_NOUN && ss_claim_is(w, f->token, w->rules->human);
    uint32_t had = f->list->count;
    if (head) ss_claim_examples(w, f->token, f->list);
    if (f->list->count > had) return SAYSO_OK;
    if (!happening && !(person && !ss_claim_is(w, f->token, w->rules->thing_of)))
        ss_inner_actors(w, f->token, 0, f->list);
    int32_t inner = recipient && d->place < 0 ? ss_inner_place(w, f->token) : -1;
    if (inner >= 0) set_place(w, d, inner); // "shelled the town of Azaz"
    bool none = f->list->count == had;
    bool meant = recipient && (f->path->kind == SS_PATH_OBJ || f->path->kind == SS_PATH_PREP);
    if (!head && meant && none &&
        ss_claim_speech(w, d)) { // "accused her campaign of lying", "a deal with his campaign"
        int32_t whose = ss_ftree_child(tree, f->token, SAYSO_DEP_NMOD_POSS, NULL);
        if (whose >= 0) return ss_claim_role(w, d, f->role, f->path, whose);
    }
    if (!head) return SAYSO_OK;
    bool part = word->deprel == SAYSO_DEP_NMOD && word->head >= 0 && !strcmp(ss_ftree_case(tree, f->token), "of");
    if (none && !person && part && acts(f)) {
        int32_t whose = ss_ftree_child(tree, word->head, SAYSO_DEP_NMOD_POSS, NULL); // "his flurry of tweets"
        if (whose >= 0) return ss_claim_role(w, d, f->role, f->path, whose);
    }
    if (none && person) return ss_claim_somebody(w, f->token, "person", f->list);
    bool speaks = f->role == SS_ROLE_ACTOR || ss_claim_speech(w, d);
    if (none && speaks && word->upos == SAYSO_UPOS_NOUN && ss_claim_is(w, f->token, w->rules->body))
        return ss_claim_somebody(w, f->token, "organisation", f->list);
    return recipient ? ss_claim_thing(w, f->token, &d->objects) : SAYSO_OK;
}

// Fills a role of actors with what stands at the token.
static enum sayso_err fill_who(struct ss_claim_work *w, struct filler *f)
{
    bool done = false;
    if (f->modifier && f->actor < 0) f->actor = ss_name_ending(w, f->token); // "the Government of Iraq's liberation"
    if (f->actor >= 0) return fill_actor(w, f);
    SS_TRY(fill_speaking_place(w, f, &done));
    if (done) return SAYSO_OK;
    if (acts(f) && f->place < 0 && ss_claim_is(w, f->token, w->rules->happening) && ss_claim_speech(w, f->draft)) {
        ss_inner_actors(w, f->token, 1, f->list); // "her campaign demands": whose it is speaks
        return SAYSO_OK;
    }
    if (f->place >= 0) {
        fill_by_place(w, f);
        return SAYSO_OK;
    }
    if (f->modifier && ss_claim_is(w, f->token, w->rules->doer)) SS_TRY(fill_doer_noun(w, f, &done));
    if (done || (f->modifier && f->role != SS_ROLE_RECIPIENT && !ss_claim_is(w, f->token, w->rules->thing_of)))
        return SAYSO_OK;
    return fill_noun(w, f);
}

enum sayso_err ss_claim_role(struct ss_claim_work *w, struct ss_draft *d, enum ss_role role, const struct ss_path *path,
                             int32_t t)
{
    struct filler f = {.draft = d,
                       .role = role,
                       .path = path,
                       .token = t,
                       .actor = w->view.actor[t],
                       .place = w->view.place[t],
                       .list = role_list(d, role),
                       .modifier = path->kind == SS_PATH_PRE || path->kind == SS_PATH_POSS};
    bool done = false;
    SS_TRY(find_mentions(w, &f));
    SS_TRY(fill_users(w, &f, &done));
    if (done || no_doer(w, &f)) return SAYSO_OK;
    if (struck(w, &f)) return ss_claim_role(w, d, SS_ROLE_RECIPIENT, &(struct ss_path){.kind = SS_PATH_OBJ}, t);
    if (role == SS_ROLE_ACTOR && (ss_claim_is(w, t, w->rules->doer) || f.actor >= 0)) d->somebody = true;
    switch (role) {
    case SS_ROLE_PLACE:
        return fill_place(w, &f);
    case SS_ROLE_OBJECT:
    case SS_ROLE_INSTRUMENT:
        return fill_thing(w, &f);
    default:
        return fill_who(w, &f);
    }
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
