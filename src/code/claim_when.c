// SPDX-License-Identifier: Apache-2.0
// When a claim happened: the time that hangs on its words, else the only free one of the sentence, else that of the
// claim it stands under; and what a definite mention ("the attack") takes over from the last claim of its type. A
// report's own date is never used: a claim without a time in words has none.
#include <string.h>

#include "base/str.h"
#include "code/claim.h"
#include "code/trace.h"

#define FAR          SS_CLAIM_FAR
#define RECALL_MAX   40 // claims looked back over
#define TAKEN_UP     15 // sentences back over which a definite mention reaches
#define DATELINE_OWN 40 // the same for the report's own date
#define DATELINE     8  // tokens at the start of a report in which a bare full date is the report's own

static bool is_time(const struct ss_claim_work *w, int32_t mention)
{
    const struct sayso_mention *m = &w->report->mentions[mention];
    return m->kind == SAYSO_MENTION_TIME && m->time >= 0 && (uint32_t)m->time < w->report->time_count &&
           m->head_token >= 0 && (uint32_t)m->head_token < w->report->token_count && w->report->times[m->time].from &&
           !ss_streq(w->report->times[m->time].type, "SET");
}

// The date that a report opens with tells when it was written.
static bool dateline(const struct ss_claim_work *w, int32_t mention)
{
    const struct sayso_mention *m = &w->report->mentions[mention];
    const char *value = w->report->times[m->time].value, *published = w->report->published;
    if (!value || strlen(value) < 10) return false;
    bool own = published && strncmp(value, published, 10) == 0; // a head line that has lost its full stop
    if (m->head_token >= (own ? DATELINE_OWN : DATELINE)) return false;
    return m->end - m->start > 9 && !*ss_ftree_case(&w->view.tree, m->head_token);
}

// As ss_claim_distance, but a relative clause keeps its times to itself, and so does a participle ("freed two men held
// since May").
static int time_distance(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
{
    int far = ss_claim_distance(w, d, token);
    for (int step = 0, t = token; step < far && t >= 0; step++, t = w->view.tree.tokens[t].head)
        if (w->view.tree.tokens[t].deprel == SAYSO_DEP_ACL_RELCL ||
            (w->view.tree.tokens[t].deprel == SAYSO_DEP_ACL && t != token &&
             w->draft_of[w->view.tree.tokens[t].head] != (int32_t)(d - w->drafts.item)))
            return FAR;
    return far;
}

// Whether the time belongs to the act of saying: it hangs on a cue ("a monitor said Friday").
static bool of_saying(const struct ss_claim_work *w, int32_t token)
{
    int32_t time = token;
    for (int step = 0; token >= 0 && step < 3; step++, token = w->view.tree.tokens[token].head) {
        if (w->view.attribution[token] >= 0) { // "… on Thursday, a monitor said": before the one who says it
            int32_t subject = ss_ftree_child(&w->view.tree, token, SAYSO_DEP_NSUBJ, NULL);
            if (subject < 0) subject = ss_ftree_child(&w->view.tree, token, SAYSO_DEP_NSUBJ_PASS, NULL);
            return !(subject > time && token > subject);
        }
        if (w->draft_of[token] >= 0) return false;
    }
    return false;
}

// "government-held villages on Thursday": the time of the noun is not that of its adjective.
static bool beside(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
{
    if (w->view.tree.tokens[d->trigger].deprel != SAYSO_DEP_AMOD) return false;
    for (int step = 0; token >= 0 && step < 4; step++, token = w->view.tree.tokens[token].head)
        if (token == d->trigger) return false;
    return true;
}

// "before the March election", "the 2003 invasion's critics": the time of a noun that is not the claim's word.
static bool of_noun(const struct ss_claim_work *w, const struct ss_draft *d, int32_t token)
{
    const struct sayso_token *t = &w->view.tree.tokens[token];
    if (t->deprel != SAYSO_DEP_COMPOUND && t->deprel != SAYSO_DEP_NMOD_UNMARKED && t->deprel != SAYSO_DEP_NMOD_POSS)
        return false;
    int32_t up = t->head;
    if (up < 0 || up < token || (w->draft_of[up] >= 0 && &w->drafts.item[w->draft_of[up]] == d)) return false;
    return w->view.tree.tokens[up].deprel == SAYSO_DEP_OBL || w->view.tree.tokens[up].deprel == SAYSO_DEP_NMOD;
}

// "the deadliest attack this year", "the worst since 2003": the time over which it is compared.
static bool compared(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t up = tree->tokens[token].head;
    if (up < 0 || up > token || ss_ftree_verbal(tree, up)) return false;
    if (ss_token_has(&tree->tokens[up], "Degree=Sup")) return true;
    for (int32_t c = tree->first[up]; c >= 0 && c < up; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_AMOD && ss_token_has(&tree->tokens[c], "Degree=Sup")) return true;
    return false;
}

void ss_claim_time(struct ss_claim_work *w, struct ss_draft *d)
{
    int best = FAR * 2;
    for (int32_t i = w->mention_first[d->sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->report->mentions[i];
        if (!is_time(w, i)) continue;
        int far = time_distance(w, d, m->head_token);
        if (dateline(w, i) || beside(w, d, m->head_token) || of_noun(w, d, m->head_token) || compared(w, m->head_token))
            continue;
        if (far == FAR) {
            bool opens = (uint32_t)m->head_token <
                         w->report->sentences[d->sentence].token_first + 3; // "In May, officials said …"
            if ((!opens && of_saying(w, m->head_token)) || w->draft_of[m->head_token] >= 0) continue;
            bool taken = false; // by another claim of the sentence
            for (int32_t t = m->head_token, step = 0; t >= 0 && step < 12; step++, t = w->view.tree.tokens[t].head) {
                if (w->draft_of[t] >= 0) taken = true;
                enum sayso_dep dep = w->view.tree.tokens[t].deprel;
                if (dep == SAYSO_DEP_ACL_RELCL && !ss_ftree_within(&w->view.tree, d->trigger, t)) taken = true;
                if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_PARATAXIS || dep == SAYSO_DEP_ACL_RELCL) break;
            }
            int gap = m->head_token - d->trigger;
            far = (taken ? 300 : 100) + (gap < 0 ? -gap : gap);
            if (taken) continue;
        }
        if (far < best) {
            best = far;
            d->time = m->time;
        }
    }
}

// "killed 50 people in an attack on Thursday": the time of the claim that stands under it.
static void time_below(const struct ss_claim_work *w, struct ss_draft *d)
{
    for (uint32_t i = 0; i < w->drafts.count && d->time < 0; i++) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->sentence != d->sentence || o == d || o->dropped || o->time < 0) continue;
        int32_t t = o->trigger;
        for (int step = 0; step < 3 && t >= 0; step++) {
            enum sayso_dep dep = w->view.tree.tokens[t].deprel;
            if (dep != SAYSO_DEP_OBL && dep != SAYSO_DEP_NMOD && dep != SAYSO_DEP_OBJ) break;
            t = w->view.tree.tokens[t].head;
            if (t == d->trigger) d->time = o->time;
        }
    }
}

// "surrounded the village on Friday after clashes": the time of the claim it stands under.
void ss_claim_time_above(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->time >= 0 || !(d->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT))) return;
    time_below(w, d);
    if (d->time >= 0) return;
    int32_t t = d->trigger;
    for (int step = 0; step < 4 && t >= 0; step++) {
        enum sayso_dep dep = w->view.tree.tokens[t].deprel;
        if (dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_PARATAXIS || dep == SAYSO_DEP_ACL_RELCL || dep == SAYSO_DEP_ACL)
            return;
        t = w->view.tree.tokens[t].head;
        int32_t up = t >= 0 ? w->draft_of[t] : -1;
        if (up < 0 || w->drafts.item[up].dropped || &w->drafts.item[up] == d) continue;
        d->time = w->drafts.item[up].time;
        return;
    }
}

static bool definite(const struct ss_claim_work *w, const struct ss_draft *d)
{
    int32_t det = ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_DET, NULL);
    if (det >= 0) return ss_claim_is(w, det, w->rules->definite);
    for (int32_t c = w->view.tree.first[d->trigger]; c >= 0; c = w->view.tree.next[c]) // "Thursday's attack"
        if (w->view.tree.tokens[c].deprel == SAYSO_DEP_NMOD_POSS) return true;
    return false;
}

// "the 9/11 attacks", "the first attack", "the Mosul offensive": told apart from others by a name or a number, so that
// they are no taking up of what was told last.
static bool particular(const struct ss_claim_work *w, const struct ss_draft *d, const struct ss_draft *o)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[d->trigger]; c >= 0; c = tree->next[c]) {
        const struct sayso_token *t = &tree->tokens[c];
        if (t->deprel != SAYSO_DEP_COMPOUND && t->deprel != SAYSO_DEP_AMOD && t->deprel != SAYSO_DEP_NUMMOD &&
            !(c < d->trigger && t->deprel == SAYSO_DEP_NMOD))
            continue;
        if (ss_claim_is(w, c, w->rules->which)) return true;
        if (t->upos != SAYSO_UPOS_PROPN && t->upos != SAYSO_UPOS_NUM) continue;
        if (w->view.place[c] >= 0 && w->mentions.item[w->view.place[c]].entity == o->place) continue;
        if (w->view.actor[c] < 0) return true;
    }
    return false;
}

static bool met_before(const struct ss_draft *a, const struct ss_draft *b)
{
    for (uint32_t i = 0; i < a->actors.count; i++)
        for (uint32_t k = 0; k < b->actors.count; k++)
            if (a->actors.item[i] == b->actors.item[k]) return true;
    for (uint32_t i = 0; i < a->recipients.count; i++)
        for (uint32_t k = 0; k < b->recipients.count; k++)
            if (a->recipients.item[i] == b->recipients.item[k]) return true;
    return false;
}

static bool same_class(const struct ss_draft *a, const struct ss_draft *b)
{
    if (a->kind == b->kind) return ss_streq(a->type, b->type);
    return ss_claim_violent(a) && ss_claim_violent(b);
}

// A day or less.
static bool by_day(const struct ss_claim_work *w, int32_t time)
{
    const char *value = w->report->times[time].value;
    return value && strlen(value) >= 10 && value[4] == '-';
}

// Whether the claim may be about one told before.
static bool takes_up(const struct ss_claim_work *w, const struct ss_draft *d)
{
    return (d->frame->flags & SS_FRAME_RECALL) && definite(w, d) && d->realis != SAYSO_FUTURE &&
           !(d->somebody && !d->actors.count);
}

bool ss_claim_passing(const struct ss_claim_work *w, const struct ss_draft *d)
{
    enum sayso_dep dep = w->view.tree.tokens[d->trigger].deprel;
    return dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_NMOD || dep == SAYSO_DEP_ADVCL || dep == SAYSO_DEP_ACL ||
           dep == SAYSO_DEP_ACL_RELCL;
}

// How far an earlier claim is from being the one that a definite mention takes up: its distance, more when it was told
// in passing, less when it was told with the same word.
static uint32_t remote(const struct ss_claim_work *w, const struct ss_draft *d, const struct ss_draft *o)
{
    bool passing = ss_claim_passing(w, o);
    bool same = !strcmp(w->view.tree.lemma[o->trigger], w->view.tree.lemma[d->trigger]);
    // "the strikes" are those that a list counts
    bool listed = same && ss_ftree_plural(&w->view.tree, d->trigger) &&
                  ss_ftree_child(&w->view.tree, o->trigger, SAYSO_DEP_NUMMOD, NULL) >= 0;
    return (listed ? 1 : 2) * (d->sentence - o->sentence) + (passing && !same ? 3 : 0) + (same ? 0 : 4);
}

// The earlier claim that a definite mention ("the attack", "the strikes") is about; NULL when it is about none.
static const struct ss_draft *told_before(const struct ss_claim_work *w, uint32_t index)
{
    const struct ss_draft *d = &w->drafts.item[index], *found = NULL;
    if (!takes_up(w, d)) return NULL;
    bool empty = !d->actors.count && !d->recipients.count;
    uint32_t stop = index > RECALL_MAX ? index - RECALL_MAX : 0;
    for (uint32_t i = index; i-- > stop;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->dropped || o->sentence == d->sentence || !same_class(d, o)) continue;
        if (o->realis != SAYSO_ACTUAL || o->sentence + TAKEN_UP < d->sentence) continue;
        bool place_fits = !d->place_own || !o->place_own || d->place == o->place || d->place < 0;
        if (place_fits && !particular(w, d, o) && (empty || met_before(d, o)) &&
            (!d->mode || ss_streq(d->mode, o->mode)) && (o->actors.count || o->recipients.count || o->place_own) &&
            (!found || remote(w, d, o) < remote(w, d, found)))
            found = o;
    }
    return found;
}

// A definite mention takes over who, where and when. Any claim may take over the time of an earlier one with which it
// shares a participant or the place.
void ss_claim_recall(struct ss_claim_work *w, uint32_t index)
{
    struct ss_draft *d = &w->drafts.item[index];
    const struct ss_draft *before = told_before(w, index);
    if (before) {
        if (!d->actors.count) d->actors = before->actors;
        if (!d->recipients.count) d->recipients = before->recipients;
        if (!d->objects.count) d->objects = before->objects;
        if (!d->place_own && before->place >= 0) d->place = before->place;
        if (d->time < 0) d->time = before->time;
        if (!d->mode && before->mode) d->mode = before->mode;
        d->recalled = true;
        const struct sayso_token *told = &w->view.tree.tokens[before->trigger];
        ss_trace_say(w, d, "recalls", "\"%.*s\" of sentence %u: what it lacks itself", (int)(told->end - told->start),
                     w->report->text + told->start, before->sentence + 1);
        return;
    }
    bool recall = takes_up(w, d);
    uint32_t stop = index > RECALL_MAX ? index - RECALL_MAX : 0;
    for (uint32_t i = index; i-- > stop;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->dropped || o->sentence == d->sentence || !same_class(d, o)) continue;
        if (o->realis != SAYSO_ACTUAL && o->realis != SAYSO_NEGATED) continue;
        if (recall && d->time < 0 && o->time >= 0 && o->sentence + 2 >= d->sentence && by_day(w, o->time) &&
            ss_streq(d->type, o->type) && (!d->mode || !o->mode || ss_streq(d->mode, o->mode))) {
            d->time = o->time;
            return;
        }
        bool here = d->place_own && d->place == o->place, nowhere = !d->place_own || !o->place_own;
        bool told = d->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT); // goes on telling of one happening
        if (d->realis == SAYSO_ACTUAL && d->time < 0 && o->time >= 0 && o->realis == SAYSO_ACTUAL &&
            o->sentence + 3 >= d->sentence && (met_before(d, o) || here || (told && nowhere && by_day(w, o->time)))) {
            d->time = o->time;
            if (!recall) return;
        }
    }
}
