// SPDX-License-Identifier: Apache-2.0
// Sides that a frame's own paths do not reach: what a word of speech turns against when its object is a happening, who
// a blow falls on when "against" hangs lower in the phrase, whose the counted strikes of a list are, who "we" are.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "code/kind.h"
#include "code/trace.h"

#define LIST_FAR 40 // sentences over which a list of counted happenings goes on
#define SELF_FAR 3  // sentences back in which "we" were named

// Types that events/scheme.tsv gives no place of their own: acts of saying.
bool ss_claim_speech(const struct ss_claim_work *w, const struct ss_draft *d)
{
    const struct ss_know_table *t = w->rules->frames.scheme;
    int64_t row = d->kind == SAYSO_CLAIM_EVENT ? ss_know_find(t, d->type) : -1;
    return row >= 0 && ss_streq(ss_know_cell(t, (uint32_t)row, ss_know_column(t, "place")), "none");
}

static struct ss_draft *draft_on(const struct ss_claim_work *w, uint32_t from, uint32_t to, int32_t token)
{
    for (uint32_t i = from; i < to; i++)
        if (w->drafts.item[i].trigger == token) return &w->drafts.item[i];
    return NULL;
}

// The deed a token names, itself or behind "an end to": its draft, or NULL.
static const struct ss_draft *deed(const struct ss_claim_work *w, uint32_t from, uint32_t to, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int step = 0; step < 2 && token >= 0; step++) {
        const struct ss_draft *o = draft_on(w, from, to, token);
        if (o && !ss_ftree_verbal(tree, token) &&
            (o->kind == SAYSO_CLAIM_CONTROL || (o->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT))))
            return o;
        struct ss_args below = {.count = 0};
        ss_ftree_preps(tree, token, tree->preps[SS_PREP_DEED], &below);
        token = below.count ? below.item[0] : -1;
    }
    return NULL;
}

// "condemned Israel's invasion of Lebanon", "called for an end to the army's attacks": those who did it.
static void doers_of_object(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    struct ss_args objects = {.count = 0}, doers = {.count = 0};
    if (!ss_claim_speech(w, d) || !ss_ftree_verbal(&w->view.tree, d->trigger)) return;
    ss_ftree_object(&w->view.tree, d->trigger, &objects);
    if (!d->recipients.count) ss_ftree_preps(&w->view.tree, d->trigger, w->view.tree.preps[SS_PREP_TOPIC], &objects);
    ss_ftree_coordination(&w->view.tree, &objects);
    for (uint32_t i = 0; i < objects.count; i++) {
        const struct ss_draft *o = deed(w, from, to, objects.item[i]);
        for (uint32_t k = 0; o && o != d && k < o->actors.count; k++)
            if (!ss_args_have(&d->actors, o->actors.item[k])) ss_args_add(&doers, o->actors.item[k]);
    }
    if (!doers.count) return;
    d->recipients = doers;
    ss_trace_entities(w, d, "recipient", &doers, "who did what the object names");
}

// Whether the way up from a token reaches the draft's word through its own phrase.
static bool inside(const struct ss_claim_work *w, const struct ss_draft *d, uint32_t from, uint32_t to, int32_t token)
{
    const struct sayso_token *t = w->view.tree.tokens;
    for (int step = 0; step < SS_STEPS_MAX && token >= 0; step++) {
        if (token == d->trigger) return true;
        enum sayso_dep dep = t[token].deprel;
        if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_PARATAXIS || dep == SAYSO_DEP_ACL_RELCL) return false;
        const struct ss_draft *o = step ? draft_on(w, from, to, token) : NULL;
        if (o && (o->actors.count || o->recipients.count || ss_ftree_verbal(&w->view.tree, token))) return false;
        token = t[token].head;
    }
    return false;
}

// "15 strikes using bombers and drones against targets of the group".
static enum sayso_err struck_below(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    if (d->kind != SAYSO_CLAIM_EVENT || d->recipients.count || d->objects.count ||
        !ss_claim_is(w, d->trigger, w->rules->happening))
        return SAYSO_OK;
    const struct sayso_sentence *s = &w->report->sentences[d->sentence];
    for (int32_t t = d->trigger + 1; t < (int32_t)(s->token_first + s->token_count); t++)
        if (ss_streq(ss_ftree_case(&w->view.tree, t), "against") && inside(w, d, from, to, t)) {
            enum sayso_err err = ss_claim_role(w, d, SS_ROLE_RECIPIENT, &(struct ss_path){.kind = SS_PATH_PREP}, t);
            if (!err) ss_trace_entities(w, d, "recipient", &d->recipients, "\"against\" lower in the phrase");
            return err;
        }
    return SAYSO_OK;
}

// "blamed the group for the bombing": those who are accused did it, as the accuser has it.
static void accused_of(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = &w->view.tree.tokens[d->trigger];
    if (d->actors.count || d->kind != SAYSO_CLAIM_EVENT || t->deprel != SAYSO_DEP_OBL) return;
    const struct ss_draft *up = draft_on(w, from, to, t->head);
    if (!up || !(up->frame->flags & SS_FRAME_ALLEGES) ||
        !ss_ftree_prep(&w->view.tree, SS_PREP_CHARGE, ss_ftree_case(&w->view.tree, d->trigger)))
        return;
    d->actors = up->recipients;
    ss_trace_entities(w, d, "actor", &d->actors, "accused of it");
}

// "its role in the shelling", "their part in the coup": those whose part it is.
static enum sayso_err part_in_it(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    if (d->actors.count || d->somebody || d->kind != SAYSO_CLAIM_EVENT || ss_ftree_verbal(tree, d->trigger))
        return SAYSO_OK;
    int32_t t = d->trigger; // "in the shelling and destruction"
    if (tree->tokens[t].deprel == SAYSO_DEP_CONJ && tree->tokens[t].head >= 0) t = tree->tokens[t].head;
    int32_t in = ss_ftree_child(tree, t, SAYSO_DEP_CASE, "in"), part = in - 1; // wherever a parser hung the phrase
    if (in <= 0 || !ss_claim_is(w, part, w->rules->involvement)) return SAYSO_OK;
    static const enum ss_path_kind whose[] = {SS_PATH_POSS, SS_PATH_PRE};
    for (size_t i = 0; i < sizeof whose / sizeof *whose && !d->actors.count; i++) {
        const struct ss_path path = {.kind = whose[i]};
        struct ss_args who = {.count = 0};
        ss_path_follow(&w->view, part, &path, true, &who);
        for (uint32_t k = 0; k < who.count; k++) {
            bool plain = tree->tokens[who.item[k]].upos == SAYSO_UPOS_ADJ &&
                         ss_ascii_lower(w->report->text[tree->tokens[who.item[k]].start]) ==
                             w->report->text[tree->tokens[who.item[k]].start];
            if (!plain) SS_TRY(ss_claim_role(w, d, SS_ROLE_ACTOR, &path, who.item[k])); // not "official"
        }
    }
    ss_trace_entities(w, d, "actor", &d->actors, "whose part in it is told");
    return SAYSO_OK;
}

// Whoever the verb is about is made an actor of the claim.
static enum sayso_err subject_acts(struct ss_claim_work *w, struct ss_draft *d, int32_t verb)
{
    struct ss_args subject = {.count = 0};
    ss_ftree_subject(&w->view.tree, verb, &subject);
    ss_ftree_coordination(&w->view.tree, &subject);
    for (uint32_t i = 0; i < subject.count; i++)
        SS_TRY(ss_claim_role(w, d, SS_ROLE_ACTOR, &(struct ss_path){.kind = SS_PATH_SUBJ}, subject.item[i]));
    return SAYSO_OK;
}

// "supports them through airstrikes": the means of whoever the verb above is about.
static enum sayso_err by_means(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t t = d->trigger;
    if (tree->tokens[t].deprel == SAYSO_DEP_CONJ && tree->tokens[t].head >= 0) t = tree->tokens[t].head;
    int32_t up = tree->tokens[t].head;
    if (d->actors.count || d->somebody || d->kind != SAYSO_CLAIM_EVENT || tree->tokens[t].deprel != SAYSO_DEP_OBL ||
        up < 0 || ss_ftree_passive(tree, up) || !ss_ftree_prep(tree, SS_PREP_MEANS, ss_ftree_case(tree, t)))
        return SAYSO_OK;
    SS_TRY(subject_acts(w, d, up));
    ss_trace_entities(w, d, "actor", &d->actors, "whose means it is");
    return SAYSO_OK;
}

// "captured the town after clashes with the army": one side of them is whom the verb above tells of.
static enum sayso_err other_side(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t t = d->trigger;
    if (!(d->frame->flags & SS_FRAME_MUTUAL) || d->actors.count || d->somebody || !d->recipients.count ||
        ss_ftree_verbal(tree, t))
        return SAYSO_OK;
    for (int step = 0; t >= 0 && step < 4 && !ss_ftree_verbal(tree, t); step++) {
        enum sayso_dep dep = tree->tokens[t].deprel;
        int32_t up = tree->tokens[t].head; // "after a day of clashes", not "support for Iraq in the fight"
        bool part = dep == SAYSO_DEP_NMOD && up >= 0 && w->view.actor[up] < 0 && w->view.place[up] < 0;
        if (dep != SAYSO_DEP_OBL && dep != SAYSO_DEP_CONJ && !part) return SAYSO_OK;
        t = up;
    }
    if (t < 0 || !ss_ftree_verbal(tree, t) || ss_ftree_passive(tree, t)) return SAYSO_OK;
    struct ss_args subject = {.count = 0};
    ss_ftree_subject(tree, t, &subject);
    for (uint32_t i = 0; i < subject.count; i++) {
        struct ss_args had = d->recipients;
        enum sayso_err err =
            ss_claim_role(w, d, SS_ROLE_ACTOR, &(struct ss_path){.kind = SS_PATH_SUBJ}, subject.item[i]);
        if (err) return err;
        if (d->actors.count && ss_args_have(&had, d->actors.item[0])) d->actors.count = 0;
    }
    ss_trace_entities(w, d, "actor", &d->actors, "whom the verb above tells of");
    return SAYSO_OK;
}

// "released a video", "wrote an article": what somebody says by what they send.
static bool sent(const struct ss_claim_work *w, int32_t noun)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t verb = tree->tokens[noun].deprel == SAYSO_DEP_OBJ ? tree->tokens[noun].head : -1;
    return verb >= 0 && ss_claim_is(w, noun, tree->messages) && ss_claim_is(w, verb, tree->messages);
}

// "issued a statement condemning the attack": what is said in a thing is said by those whose thing it is.
static enum sayso_err through_thing(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *t = &tree->tokens[d->trigger];
    if (t->deprel == SAYSO_DEP_CONJ && t->head >= 0 && ss_ftree_own_subject(tree, d->trigger) < 0)
        t = &tree->tokens[t->head]; // "a statement thanking the rescuers and calling for help"
    bool participle = t->deprel == SAYSO_DEP_ACL && t->xpos && !strcmp(t->xpos, "VBG");
    if (d->actors.count || d->somebody || (t->deprel != SAYSO_DEP_ACL && t->deprel != SAYSO_DEP_ACL_RELCL) ||
        t->head < 0 || ss_ftree_passive(tree, d->trigger) || ss_ftree_surface_subject(tree, d->trigger) != t->head)
        return SAYSO_OK;
    if (w->view.actor[t->head] >= 0) return SAYSO_OK; // "accused the government of handing over the city"
    if (ss_claim_is(w, t->head, w->rules->happening)) return SAYSO_OK;   // "condemned the attack that killed ten"
    bool message = t->deprel == SAYSO_DEP_ACL_RELCL && sent(w, t->head); // "released a video that accuses him"
    if (t->deprel == SAYSO_DEP_ACL_RELCL && !message && !ss_claim_is(w, t->head, w->rules->instrument)) return SAYSO_OK;
    int32_t verb = t->head; // a participle may hang on a place: "seized the edge of the city, tightening the siege"
    for (int step = 0; step < 4 && verb >= 0 && !ss_ftree_verbal(tree, verb); step++) {
        enum sayso_dep dep = tree->tokens[verb].deprel;
        if (dep != SAYSO_DEP_OBJ && !(participle && (dep == SAYSO_DEP_NMOD || dep == SAYSO_DEP_OBL))) return SAYSO_OK;
        verb = tree->tokens[verb].head;
    }
    if (verb < 0 || !ss_ftree_verbal(tree, verb)) return SAYSO_OK;
    SS_TRY(subject_acts(w, d, verb));
    for (uint32_t i = 0; i < d->actors.count;) // nobody says it to himself
        if (ss_args_have(&d->recipients, d->actors.item[i]))
            d->actors.item[i] = d->actors.item[--d->actors.count];
        else
            i++;
    ss_trace_entities(w, d, "actor", &d->actors, "whose thing says it");
    return SAYSO_OK;
}

// "its attacks and strikes on the town": what stands once before or behind two deeds belongs to both.
static void shared(struct ss_claim_work *w, struct ss_draft *d, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = &w->view.tree.tokens[d->trigger];
    if (t->deprel != SAYSO_DEP_CONJ || d->kind != SAYSO_CLAIM_EVENT || ss_ftree_verbal(&w->view.tree, d->trigger))
        return;
    struct ss_draft *first = NULL;
    for (uint32_t i = from; i < to && !first; i++)
        if (w->drafts.item[i].trigger == t->head) first = &w->drafts.item[i];
    if (!first || !ss_streq(first->type, d->type) || ss_ftree_verbal(&w->view.tree, first->trigger)) return;
    if (!d->actors.count && !d->somebody) {
        d->actors = first->actors;
        ss_trace_entities(w, d, "actor", &d->actors, "shared with the deed before");
    }
    if (!first->recipients.count && !first->objects.count && !first->place_own) {
        first->recipients = d->recipients;
        first->objects = d->objects;
        ss_trace_entities(w, first, "recipient", &d->recipients, "shared with the deed behind");
    }
}

static bool counted(const struct ss_claim_work *w, const struct ss_draft *d)
{
    return ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NUMMOD, NULL) >= 0;
}

// "conducted 23 strikes: near the town, two strikes hit a depot": counted happenings of one word are parts of the
// whole.
static void part_of_list(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->kind != SAYSO_CLAIM_EVENT || d->actors.count || d->somebody || !counted(w, d)) return;
    for (uint32_t i = (uint32_t)(d - w->drafts.item); i-- > 0;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->sentence + LIST_FAR < d->sentence) return;
        if (o->sentence == d->sentence || o->kind != d->kind || !counted(w, o) ||
            strcmp(w->view.tree.lemma[o->trigger], w->view.tree.lemma[d->trigger]))
            continue;
        if (!o->actors.count || o->listed) continue;
        d->listed = true;
        d->actors = o->actors;
        ss_trace_entities(w, d, "actor", &d->actors, "who did all that an earlier sentence counts");
        if (!d->recipients.count) d->recipients = o->recipients;
        return;
    }
}

// "condemns", "has launched": a text in somebody's own name tells what they do now.
static bool present(const struct ss_ftree *tree, int32_t verb)
{
    int32_t aux = ss_ftree_child(tree, verb, SAYSO_DEP_AUX, NULL);
    const char *x = tree->tokens[aux >= 0 ? aux : verb].xpos;
    return x && (!strcmp(x, "VBZ") || !strcmp(x, "VBP"));
}

// The body that the writer's sentences before had for their subject, when the writer says "we".
static int32_t writer(const struct ss_claim_work *w, uint32_t sentence)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (uint32_t s = sentence; s-- > 0 && s + SELF_FAR >= sentence;)
        for (int32_t i = w->mention_first[s]; i >= 0; i = w->mention_next[i]) {
            const struct sayso_mention *m = &w->mentions.item[i];
            if (m->entity < 0 || (uint32_t)m->entity >= w->report->entity_count ||
                (m->kind != SAYSO_MENTION_ACTOR && m->kind != SAYSO_MENTION_PLACE))
                continue;
            const struct sayso_token *t = &tree->tokens[m->head_token];
            enum sayso_dep clause = t->head >= 0 ? tree->tokens[t->head].deprel : SAYSO_DEP_DEP;
            if (t->deprel != SAYSO_DEP_NSUBJ || (clause != SAYSO_DEP_ROOT && clause != SAYSO_DEP_PARATAXIS) ||
                !present(tree, t->head))
                continue;
            if (ss_kind_is(w->know, w->report->entities[m->entity].kind, "speaks") &&
                ss_speaker_at(w->report, m->start) == SS_SPEAKER_WRITER)
                return m->entity;
        }
    return -1;
}

// "We condemn", said by a person or written in a body's own name.
static void we(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->actors.count || d->kind == SAYSO_CLAIM_TOLL || !ss_ftree_verbal(&w->view.tree, d->trigger)) return;
    struct ss_args subject = {.count = 0};
    ss_ftree_subject(&w->view.tree, d->trigger, &subject);
    for (uint32_t i = 0; i < subject.count; i++) {
        const struct sayso_token *t = &w->view.tree.tokens[subject.item[i]];
        if (t->upos != SAYSO_UPOS_PRON || !t->feats || !strstr(t->feats, "Person=1") ||
            !strstr(t->feats, "Number=Plur"))
            continue;
        int32_t who = ss_speaker_at(w->report, t->start);
        if (who == SS_SPEAKER_WRITER) who = writer(w, d->sentence);
        if (!ss_args_have(&d->recipients, who)) ss_args_add(&d->actors, who);
        ss_trace_entities(w, d, "actor", &d->actors, "who says \"we\"");
    }
}

// The country that most places of the report lie in, NULL when it names none.
static const char *country_of_most(const struct ss_claim_work *w)
{
    const char *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < w->report->entity_count; i++) {
        const struct sayso_entity *e = &w->report->entities[i];
        if (!e->feature || !e->country || ss_streq(e->feature, "country")) continue;
        uint32_t n = 0;
        for (uint32_t k = 0; k < w->report->entity_count; k++)
            n += w->report->entities[k].feature && ss_streq(w->report->entities[k].country, e->country);
        if (n > most) {
            most = n;
            best = e->country;
        }
    }
    for (uint32_t i = 0; i < w->report->entity_count && !best; i++)
        if (w->report->entities[i].feature) best = w->report->entities[i].country;
    return best;
}

// "government-held": the government of the country that the place lies in.
enum sayso_err ss_claim_holder(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->kind != SAYSO_CLAIM_CONTROL || d->actors.count || !d->somebody) return SAYSO_OK;
    const char *country = d->place >= 0 ? w->report->entities[d->place].country : NULL;
    if (!country) country = country_of_most(w);
    struct ss_args pre = {.count = 0};
    ss_path_follow(&w->view, d->trigger, &(struct ss_path){.kind = SS_PATH_PRE}, true, &pre);
    char id[8] = "";
    struct ss_know_actor state;
    if (!country || strlen(country) != 3) return SAYSO_OK;
    for (int i = 0; i < 3; i++) id[i] = ss_ascii_lower(country[i]);
    for (uint32_t i = 0; i < pre.count && ss_know_actor(w->know, id, &state); i++) {
        const char *words[2] = {state.name, w->view.tree.lemma[pre.item[i]]};
        uint32_t lens[2] = {(uint32_t)strlen(words[0]), (uint32_t)strlen(words[1])};
        struct ss_know_match m;
        int32_t mention;
        if (!ss_claim_is(w, pre.item[i], w->rules->state_part) ||
            !ss_know_match_actor(w->know, words, lens, 2, w->report->published, &m, 1) || m.tokens != 2)
            continue;
        enum sayso_err err = ss_claim_actor(w, &m.actor, pre.item[i], &mention);
        if (err) return err;
        ss_args_add(&d->actors, w->mentions.item[mention].entity);
    }
    return SAYSO_OK;
}

enum sayso_err ss_claim_sides(struct ss_claim_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct ss_draft *d = &w->drafts.item[i];
        enum sayso_err err = struck_below(w, d, from, to);
        if (!err) err = by_means(w, d);
        if (!err) err = part_in_it(w, d);
        if (!err) err = other_side(w, d);
        if (!err) err = through_thing(w, d);
        if (err) return err;
        part_of_list(w, d);
        shared(w, d, from, to);
        we(w, d);
        accused_of(w, d, from, to);
    }
    for (uint32_t i = from; i < to; i++) doers_of_object(w, &w->drafts.item[i], from, to);
    return SAYSO_OK;
}
