// SPDX-License-Identifier: Apache-2.0
// One happening, several words: "an explosion killed ten", "was killed in a raid", "shelled the town, killing five",
// "killed and wounded". The drafts that a sentence's syntax ties together become one claim; drafts that lack what their
// frame asks go.
#include <string.h>

#include "code/claim.h"
#include "code/trace.h"

// Whether both can tell of one happening: equal types, or one of them a bare toll.
static bool compatible(const struct ss_draft *a, const struct ss_draft *b)
{
    if (a->kind == SAYSO_CLAIM_CONTROL || b->kind == SAYSO_CLAIM_CONTROL) return false;
    if (a->kind == SAYSO_CLAIM_TOLL || b->kind == SAYSO_CLAIM_TOLL) {
        const struct ss_draft *e = a->kind == SAYSO_CLAIM_TOLL ? b : a;
        return e->kind == SAYSO_CLAIM_TOLL || (e->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT));
    }
    return a->type && b->type && !strcmp(a->type, b->type);
}

static void take(struct ss_args *to, const struct ss_args *from)
{
    for (uint32_t i = 0; i < from->count; i++) ss_args_add(to, from->item[i]);
}

static bool is_result(const struct ss_draft *d)
{
    return d->frame->flags & SS_FRAME_RESULT;
}

static void join(struct ss_claim_work *w, struct ss_draft *to, struct ss_draft *from)
{
    const struct sayso_token *other = &w->view.tree.tokens[from->trigger];
    ss_trace_say(w, to, "joined", "\"%.*s\" (%s) tells of the same happening", (int)(other->end - other->start),
                 w->report->text + other->start, from->frame->line);
    ss_trace_entities(w, to, "joined", &from->actors, "actors of that word");
    ss_trace_entities(w, to, "joined", &from->recipients, "recipients of that word");
    if (to->kind == SAYSO_CLAIM_TOLL && from->kind == SAYSO_CLAIM_EVENT) {
        to->kind = from->kind;
        to->type = from->type;
        to->cameo = from->cameo;
        to->mode = from->mode;
    }
    if (!to->mode) to->mode = from->mode;
    if (!to->cameo) to->cameo = from->cameo;
    if (!to->actors.count) to->actors = from->actors;
    bool mutual = (from->frame->flags & SS_FRAME_MUTUAL) && to->recipients.count;
    if ((to->frame->flags & SS_FRAME_MUTUAL) && to->recipients.count && from->recipients.count && is_result(from)) {
        take(&to->actors, &to->recipients); // "fighting between the two killed ten people"
        to->recipients = from->recipients;
        mutual = true;
    } else if (mutual) {
        take(&to->actors, &from->recipients); // "killed in clashes with troops": the other side
    }
    if (mutual) {
        for (uint32_t i = 0; i < to->actors.count;) {
            bool hit = false;
            for (uint32_t k = 0; k < to->recipients.count; k++) hit |= to->recipients.item[k] == to->actors.item[i];
            if (hit && to->actors.count > 1)
                to->actors.item[i] = to->actors.item[--to->actors.count];
            else
                i++;
        }
    } else
        take(&to->recipients, &from->recipients);
    take(&to->objects, &from->objects);
    take(&to->instruments, &from->instruments);
    for (uint32_t i = 0; i < to->recipients.count;) { // the side that struck is not the side that was struck
        bool both = false;
        for (uint32_t k = 0; k < to->actors.count; k++) both |= to->actors.item[k] == to->recipients.item[i];
        if (both)
            to->recipients.item[i] = to->recipients.item[--to->recipients.count];
        else
            i++;
    }
    if (from->place_own && !to->place_own) {
        to->place = from->place;
        to->place_token = from->place_token;
        to->place_own = true;
    }
    int32_t at = (int32_t)(to - w->drafts.item);
    for (uint32_t i = 0; i < from->member_count && to->member_count < SS_MEMBERS_MAX; i++) {
        to->member[to->member_count++] = from->member[i];
        w->draft_of[from->member[i]] = at;
    }
    from->dropped = true;
}

static struct ss_draft *draft_at(struct ss_claim_work *w, int32_t token)
{
    int32_t i = token >= 0 ? w->draft_of[token] : -1;
    return i >= 0 && !w->drafts.item[i].dropped ? &w->drafts.item[i] : NULL;
}

// "struck the town hours after two rockets were fired": a clause with a subject of its own tells no cause of what
// somebody else did.
static bool another_doer(const struct ss_claim_work *w, const struct ss_draft *d, const struct ss_draft *e)
{
    if (!d->actors.count || ss_ftree_surface_subject(&w->view.tree, e->trigger) < 0) return false;
    for (uint32_t i = 0; i < e->actors.count; i++)
        if (ss_args_have(&d->actors, e->actors.item[i])) return false;
    return true;
}

// A cause among the dependents of one word of a draft: "killed in a raid", "wounded when a bomb went off".
static struct ss_draft *cause_below(struct ss_claim_work *w, const struct ss_draft *d, int32_t t)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c]) {
        enum sayso_dep dep = tree->tokens[c].deprel;
        bool near = dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_OBL_AGENT || dep == SAYSO_DEP_NMOD;
        if (dep == SAYSO_DEP_ADVCL) {
            const char *x = tree->tokens[c].xpos;
            uint64_t bits =
                w->rules->cause_mark | (x && !strcmp(x, "VBG") ? w->rules->cause_prep : 0); // "in police firing"
            for (int32_t m = tree->first[c]; m >= 0 && !near; m = tree->next[m]) {
                enum sayso_dep dm = tree->tokens[m].deprel;
                near =
                    (dm == SAYSO_DEP_MARK || dm == SAYSO_DEP_ADVMOD || dm == SAYSO_DEP_CASE) && ss_claim_is(w, m, bits);
            }
        } else if (near)
            near = ss_claim_is(w, ss_ftree_child(tree, c, SAYSO_DEP_CASE, NULL), w->rules->cause_prep);
        if (!near) continue;
        struct ss_args group = {.count = 0};
        ss_args_add(&group, c);
        ss_ftree_coordination(tree, &group);
        for (uint32_t i = 0; i < group.count; i++) {
            struct ss_draft *e = draft_at(w, group.item[i]);
            if (e && e != d && compatible(d, e) && !(dep == SAYSO_DEP_ADVCL && another_doer(w, d, e))) return e;
        }
        int32_t inside = ss_ftree_child(tree, c, SAYSO_DEP_NMOD, NULL); // "in a series of raids"
        struct ss_draft *e = draft_at(w, inside);
        if (e && e != d && compatible(d, e)) return e;
    }
    return NULL;
}

// "when …", "after …": a clause with a word that says how it belongs.
static bool introduced(const struct ss_claim_work *w, int32_t verb)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[verb]; c >= 0 && c < verb; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_MARK ||
            (tree->tokens[c].deprel == SAYSO_DEP_ADVMOD && ss_claim_is(w, c, w->rules->cause_mark)))
            return true;
    return false;
}

// The draft that tells the cause of a result draft, looking along the syntax; *keep_cause tells whose trigger stays.
static struct ss_draft *cause_of(struct ss_claim_work *w, const struct ss_draft *d, bool *keep_cause)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t t = d->trigger;
    *keep_cause = true;
    if (ss_ftree_verbal(tree, t)) {
        struct ss_args subject = {.count = 0};
        ss_ftree_subject(tree, t, &subject);
        ss_args_add(&subject, ss_ftree_surface_subject(tree, t));
        ss_ftree_coordination(tree, &subject);
        for (uint32_t i = 0; i < subject.count; i++) {
            struct ss_draft *c = draft_at(w, subject.item[i]);
            if (c && c != d && compatible(d, c)) return c;
        }
        // "attacks in a suburb of Baghdad which killed 28": the clause was hung on the place
        int32_t above = tree->tokens[t].deprel == SAYSO_DEP_ACL_RELCL ? tree->tokens[t].head : -1;
        for (int step = 0; step < 5 && above >= 0 && tree->tokens[above].deprel == SAYSO_DEP_NMOD; step++) {
            above = tree->tokens[above].head;
            struct ss_draft *c = draft_at(w, above);
            if (c && c != d && compatible(d, c) && !ss_ftree_passive(tree, t)) return c;
        }
    }
    const struct sayso_token *k = &tree->tokens[t];
    struct ss_draft *up = NULL;
    int32_t h = k->head;
    if (k->deprel == SAYSO_DEP_XCOMP && h >= 0) { // "left ten dead" after a nominal subject
        struct ss_draft *c = draft_at(w, ss_ftree_surface_subject(tree, h));
        if (c && c != d && compatible(d, c)) return c;
    }
    bool gerund = k->xpos && !strcmp(k->xpos, "VBG");
    for (int step = 0; h >= 0 && step < 5 && !up; step++, h = tree->tokens[h].head) {
        enum sayso_dep dep = tree->tokens[step ? h : t].deprel;
        if (!step && !((dep == SAYSO_DEP_ADVCL && (gerund || !introduced(w, t))) || dep == SAYSO_DEP_XCOMP ||
                       dep == SAYSO_DEP_OBJ || dep == SAYSO_DEP_ACL || (dep == SAYSO_DEP_CONJ && gerund)))
            break;
        up = draft_at(w, h);
        if (!up) { // "stepped up its attacks, killing ten"
            up = draft_at(w, ss_ftree_child(tree, h, SAYSO_DEP_OBJ, NULL));
            if (!up || !compatible(d, up))
                up = draft_at(w, ss_ftree_surface_subject(tree, h)); // "a blast shook the town, killing ten"
            if (up && !compatible(d, up)) up = NULL;
        }
        if (up == d) up = NULL;
        if (tree->tokens[h].deprel != SAYSO_DEP_XCOMP && tree->tokens[h].deprel != SAYSO_DEP_OBJ &&
            tree->tokens[h].deprel != SAYSO_DEP_ADVCL && !(k->deprel == SAYSO_DEP_ACL && gerund))
            break;
    }
    if (up && compatible(d, up)) return up;
    if (ss_ftree_verbal(tree, t) && !ss_ftree_passive(tree, t) && ss_ftree_surface_subject(tree, t) < 0) {
        // a verb whose subject the parser lost: the happening named last before it
        for (int32_t b = t - 1; b >= 0 && tree->tokens[b].sentence == k->sentence; b--) {
            struct ss_draft *c = draft_at(w, b);
            if (c && c != d && compatible(d, c) && !ss_ftree_verbal(tree, c->trigger)) return c;
        }
    }
    *keep_cause = false;
    for (uint32_t n = 0; n < d->member_count; n++) {
        struct ss_draft *below = cause_below(w, d, d->member[n]);
        if (below) return below;
    }
    return NULL;
}
static bool same_people(const struct ss_draft *a, const struct ss_draft *b)
{
    for (uint32_t i = 0; i < a->actors.count; i++)
        for (uint32_t k = 0; k < b->actors.count; k++)
            if (a->actors.item[i] == b->actors.item[k]) return true;
    return !a->actors.count || !b->actors.count;
}

static bool kept(const struct ss_draft *d)
{
    unsigned f = d->frame->flags;
    bool who = d->actors.count || d->somebody, whom = d->recipients.count || d->objects.count || d->holders.count;
    if ((f & SS_FRAME_LOOSE) && !who && !whom && !d->place_own) return false;
    if ((f & SS_FRAME_PAIR) && !(who && (whom || d->actors.count > 1))) return false;
    if ((f & SS_FRAME_DOER) && !who && !d->holders.count) return false;
    return true;
}

// The same happening told by a second word below the first: "met the envoy to discuss", "joined them for talks",
// "claimed responsibility for the attack". The word below has no other side of its own.
static void join_echo(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    const struct sayso_token *t = &tree->tokens[d->trigger];
    struct ss_draft *up = draft_at(w, d->carrier);
    if (up && up != d && compatible(d, up)) { // a light verb with a frame of its own
        join(w, d, up);
        return;
    }
    bool participle = t->deprel == SAYSO_DEP_ACL && ss_claim_is(w, t->head, w->rules->instrument);
    up = draft_at(w, participle ? tree->tokens[t->head].head : t->head); // "a bomb planted by X exploded"
    if (!up || up == d || up->kind != SAYSO_CLAIM_EVENT || d->kind != SAYSO_CLAIM_EVENT || !compatible(d, up) ||
        (d->mode && up->mode && strcmp(d->mode, up->mode)))
        return;
    bool verb = (t->deprel == SAYSO_DEP_ADVCL || t->deprel == SAYSO_DEP_XCOMP) && ss_ftree_infinitive(tree, d->trigger);
    // "urged him to press them": two deeds, of two
    verb = verb && !(t->deprel == SAYSO_DEP_XCOMP && (ss_ftree_child(tree, t->head, SAYSO_DEP_OBJ, NULL) >= 0 ||
                                                      ss_ftree_child(tree, t->head, SAYSO_DEP_IOBJ, NULL) >= 0));
    bool noun = !ss_ftree_verbal(tree, d->trigger) && t->deprel == SAYSO_DEP_OBJ; // "exchanged gunfire"
    noun |= t->deprel == SAYSO_DEP_OBL &&
            ss_claim_is(w, ss_ftree_child(tree, d->trigger, SAYSO_DEP_CASE, NULL), w->rules->occasion);
    if (!verb && !noun && !participle) return;
    for (uint32_t i = 0; i < d->recipients.count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < up->recipients.count; k++) known |= up->recipients.item[k] == d->recipients.item[i];
        if (!known && up->recipients.count) return;
    }
    if (same_people(d, up)) join(w, up, d);
}

void ss_claim_merge(struct ss_claim_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) w->draft_of[w->drafts.item[i].trigger] = (int32_t)i;
    // coordinated outcomes: "killed five and wounded ten"
    for (uint32_t i = from; i < to; i++) {
        struct ss_draft *d = &w->drafts.item[i];
        const struct sayso_token *t = &w->view.tree.tokens[d->trigger];
        if (!is_result(d) || t->deprel != SAYSO_DEP_CONJ) continue;
        struct ss_draft *first = draft_at(w, t->head);
        if (first && first != d && is_result(first) && compatible(d, first) && same_people(first, d)) join(w, first, d);
    }
    for (uint32_t i = to; i-- > from;) { // the last first: "killed when a bomb hit the market, wounding ten"
        struct ss_draft *d = &w->drafts.item[i];
        if (d->dropped || !is_result(d)) continue;
        bool keep_cause;
        struct ss_draft *cause = cause_of(w, d, &keep_cause);
        if (!cause) continue;
        if (keep_cause)
            join(w, cause, d);
        else
            join(w, d, cause);
    }
    for (uint32_t i = from; i < to; i++)
        if (!w->drafts.item[i].dropped) join_echo(w, &w->drafts.item[i]);
    for (uint32_t i = from; i < to; i++) {
        struct ss_draft *d = &w->drafts.item[i];
        if (!d->dropped && !kept(d)) {
            d->dropped = true;
            w->draft_of[d->trigger] = -1;
        }
    }
}
