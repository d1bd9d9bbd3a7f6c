// SPDX-License-Identifier: Apache-2.0
// What is seen of a candidate for a part in an incident, as rows of a table of weights: its words, its place in the
// tree, the words beside it, the claims that it stands in, what the network marks, how others of its group stand.
#include <string.h>

#include "code/incident_row.h"
#include "parse/marks.h"

#define CLIMB 4

// Alone and with the candidate's class.
static void put_both(struct sink *s, uint32_t kind, uint32_t value)
{
    put(s, kind, value);
    put(s, kind + 100, mix(value, s->class));
}

// The relation of a word to the one above it, with its preposition.
static uint32_t relation(const struct ss_incident_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    const struct sayso_sentence *s = &r->sentences[r->tokens[token].sentence];
    uint32_t case_word = 0;
    for (uint32_t i = s->token_first; i < s->token_first + s->token_count && !case_word; i++)
        if (r->tokens[i].head == token && r->tokens[i].deprel == SAYSO_DEP_CASE) case_word = w->lemma[i];
    return mix(r->tokens[token].deprel + 1u, case_word);
}

// The first member of a coordination or the name that a phrase explains.
static int32_t first_member(const struct sayso_report *r, int32_t token)
{
    for (int i = 0; i < CLIMB; i++) {
        enum sayso_dep dep = r->tokens[token].deprel;
        if ((dep != SAYSO_DEP_CONJ && dep != SAYSO_DEP_APPOS) || r->tokens[token].head < 0) break;
        token = r->tokens[token].head;
    }
    return token;
}

static bool verb(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX;
}

// The verb that a phrase hangs on, over other nouns; `how` is the last relation below it.
static int32_t verb_above(const struct ss_incident_work *w, int32_t token, uint32_t *how)
{
    const struct sayso_token *t = w->report->tokens;
    *how = relation(w, token);
    int32_t up = t[token].head;
    for (int i = 0; i < CLIMB && up >= 0 && !verb(&t[up]); i++) {
        *how = relation(w, up);
        up = t[up].head;
    }
    return up >= 0 && verb(&t[up]) ? up : -1;
}

static void of_words(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = r->tokens;
    uint32_t start = t[c->from].start, whole = ss_incident_hash(r->text + start, t[c->to - 1].end - start, 1);
    put(s, 1, 0);
    put(s, 2, s->class);
    put(s, 3, t[c->head].ner);
    put_both(s, 4, w->lemma[c->head]);
    put(s, 5, text_hash(t[c->head].xpos));
    for (uint32_t i = c->from; i < c->to && i < c->from + 8; i++)
        if ((int32_t)i != c->head) put(s, 6, w->lemma[i]);
    put(s, 7, whole);
    put_both(s, 15, w->alike[c->head]);
    if (c->from < (uint32_t)c->head) put(s, 16, mix(w->alike[c->from], w->alike[c->head] / 64));
    uint32_t shape = c->form * 2u + c->name;
    put_both(s, 8, (c->to - c->from < 6 ? c->to - c->from : 6) * 16 + shape);
    put(s, 9, mix(shape, w->lemma[c->head]));
    put(s, 14, mix(shape, w->lemma[c->from]));
    if (c->entity < 0) return;
    const struct sayso_entity *e = &r->entities[c->entity];
    if (e->actor) put(s, 10, text_hash(e->actor));
    put(s, 11, text_hash(e->country));
    for (uint32_t i = 0; i < e->sector_count; i++) put(s, 12, text_hash(e->sectors[i]));
}

static void of_tree(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    const struct sayso_token *t = w->report->tokens;
    const struct sayso_sentence *in = &w->report->sentences[t[c->head].sentence];
    int32_t at = first_member(w->report, c->head), up = t[at].head;
    uint32_t how = relation(w, at), above = up >= 0 ? w->lemma[up] : 1;
    put(s, 20, how);
    put(s, 21, above);
    if (t[at].head >= 0) put_both(s, 44, mix(how, w->alike[t[at].head]));
    put_both(s, 22, mix(how, above));
    int32_t v = verb_above(w, at, &how);
    for (int i = 0; up >= 0 && up != v && i < CLIMB; i++, up = t[up].head) put(s, 23, w->lemma[up]);
    for (uint32_t i = in->token_first; i < in->token_first + in->token_count; i++) {
        enum sayso_dep dep = t[i].deprel;
        bool side = dep == SAYSO_DEP_OBJ || dep == SAYSO_DEP_NSUBJ || dep == SAYSO_DEP_NSUBJ_PASS;
        if (v >= 0 && t[i].head == v && (int32_t)i != c->head) {
            if (side || dep == SAYSO_DEP_OBL_AGENT || dep == SAYSO_DEP_XCOMP || dep == SAYSO_DEP_CCOMP)
                put(s, 24, mix(mix(how, dep), w->lemma[i]));
            if (side) put(s, 25, mix(mix(how, dep), mix(w->lemma[i], w->lemma[v])));
        }
        if (t[i].head == c->head && (i < c->from || i >= c->to) &&
            (dep == SAYSO_DEP_ACL || dep == SAYSO_DEP_ACL_RELCL || dep == SAYSO_DEP_NMOD || dep == SAYSO_DEP_APPOS ||
             dep == SAYSO_DEP_DET || dep == SAYSO_DEP_NUMMOD || dep == SAYSO_DEP_CASE))
            put(s, 26, mix(dep, w->lemma[i]));
    }
    if (v < 0) return;
    put(s, 27, w->lemma[v]);
    put_both(s, 42, mix(how, w->alike[v]));
    put(s, 43, mix(mix(how, w->alike[v]), w->alike[c->head]));
    put_both(s, 28, mix(how, w->lemma[v]));
    if (t[v].head >= 0) put(s, 29, mix(t[v].deprel, w->lemma[t[v].head]));
}

static void of_words_beside(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t sentence = t[c->head].sentence;
    const struct sayso_sentence *in = &w->report->sentences[sentence];
    uint32_t end = in->token_first + in->token_count;
    for (uint32_t k = 1; k <= 3; k++) {
        if (c->from >= in->token_first + k) {
            put(s, 29 + k, w->lemma[c->from - k]);
            put(s, 36, w->lemma[c->from - k]);
        }
        if (c->to + k - 1 < end) {
            put(s, 32 + k, w->lemma[c->to + k - 1]);
            put(s, 37, w->lemma[c->to + k - 1]);
        }
    }
    if (c->from > in->token_first) put(s, 45, mix(s->class, w->alike[c->from - 1]));
    if (c->to < end) put(s, 46, mix(s->class, w->alike[c->to]));
    if (c->from > in->token_first) put(s, 38, mix(s->class, w->lemma[c->from - 1]));
    if (c->to < end) put(s, 39, mix(s->class, w->lemma[c->to]));
    put_both(s, 40, sentence < 6 ? sentence : 6);
    for (uint32_t i = in->token_first; i < end && i < in->token_first + 60; i++)
        if (t[i].upos == SAYSO_UPOS_VERB || t[i].upos == SAYSO_UPOS_NOUN) put(s, 41, mix(s->class, w->lemma[i]));
}

static void of_claims(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    const struct sayso_report *r = w->report;
    const struct sayso_sentence *in = &r->sentences[r->tokens[c->head].sentence];
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *k = &r->claims[i];
        if (k->trigger.start >= in->start && k->trigger.start < in->end)
            put(s, 50, mix(s->class, k->type ? text_hash(k->type) : k->kind));
    }
    for (uint32_t i = 0; i < w->slots.count; i++) {
        const struct ss_part_slot *x = &w->slots.item[i];
        if ((x->entity < 0 || x->entity != c->entity) && (x->mention < 0 || x->mention != c->mention)) continue;
        const struct sayso_claim *k = &r->claims[x->claim];
        uint32_t type = mix(k->type ? text_hash(k->type) : k->kind, x->slot);
        bool here = k->trigger.start >= in->start && k->trigger.start < in->end;
        put_both(s, 51, mix(type, here));
        put(s, 52, mix(mix(type, text_hash(k->mode)), k->realis));
        if (k->trigger_token >= 0) put(s, 53, mix(x->slot, w->lemma[k->trigger_token]));
        if (here) put(s, 54, mix(type, k->realis * 4u + k->certainty));
    }
}

static uint32_t step(unsigned mark)
{
    return mark < 3     ? 0
           : mark < 8   ? 1
           : mark < 20  ? 2
           : mark < 45  ? 3
           : mark < 90  ? 4
           : mark < 150 ? 5
           : mark < 205 ? 6
                        : 7;
}

// The network's opinion of the words: for each label the highest and the head's.
static void of_marks(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    static const char *const heads[] = {"role", "side"};
    const struct sayso_report *r = w->report;
    for (uint32_t h = 0; h < 2; h++) {
        int head = ss_mark_head(r, heads[h]);
        if (head < 0) continue;
        for (uint32_t l = 0; l < r->marks->head[head].label_count; l++) {
            unsigned best = 0;
            for (uint32_t i = c->from; i < c->to; i++) {
                unsigned m = ss_mark(r, i, head, (int)l);
                if (m > best) best = m;
            }
            if (step(best)) put_both(s, 60 + h, l * 8 + step(best));
            unsigned own = ss_mark(r, (uint32_t)c->head, head, (int)l);
            if (step(own)) put(s, 62 + h, l * 8 + step(own));
        }
    }
}

// How surely the sentence and its neighbours tell of an incident.
static void of_telling(const struct ss_incident_work *w, const struct ss_part_candidate *c, struct sink *s)
{
    uint32_t at = w->report->tokens[c->head].sentence;
    uint32_t own = ss_incident_step((double)w->told[at]);
    put_both(s, 81, own);
    put(s, 82, at ? ss_incident_step((double)w->told[at - 1]) : 10);
    put(s, 83, at + 1 < w->report->sentence_count ? ss_incident_step((double)w->told[at + 1]) : 10);
    put(s, 84, mix(own / 2, w->lemma[c->head]));
    put(s, 85, mix(own / 2, mix(w->about / 3, s->class)));
}

// How others of the group stand: to which verbs, in which sentence first.
static void of_group(const struct ss_incident_work *w, uint32_t at, struct sink *s)
{
    const struct ss_part_candidate *c = &w->list.item[at];
    uint32_t others = 0, first = UINT32_MAX;
    float told = 0;
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_part_candidate *d = &w->list.item[i];
        if (d->group != c->group || d->head == c->head) continue;
        uint32_t how, sentence = w->report->tokens[d->head].sentence;
        int32_t from = first_member(w->report, d->head), up = w->report->tokens[from].head,
                v = verb_above(w, from, &how);
        if (++others < 8) {
            if (v >= 0) put_both(s, 70, mix(how, w->lemma[v]));
            if (up >= 0) put_both(s, 71, mix(relation(w, from), w->lemma[up]));
        }
        if (sentence < first) first = sentence;
        if (w->told[sentence] > told) told = w->told[sentence];
    }
    put_both(s, 74, others ? ss_incident_step((double)told) : 10);
    put(s, 72, others < 6 ? others : 6);
    put_both(s, 73, first == UINT32_MAX ? 7 : first < 6 ? first : 6);
}

uint32_t ss_incident_features(const struct ss_incident_work *w, uint32_t at, uint32_t out[SS_INCIDENT_FEATURES])
{
    const struct ss_part_candidate *c = &w->list.item[at];
    struct sink s = {out, 0, SS_INCIDENT_FEATURES, c->class};
    put_both(&s, 80, w->about);
    of_telling(w, c, &s);
    of_words(w, c, &s);
    of_marks(w, c, &s);
    of_tree(w, c, &s);
    of_words_beside(w, c, &s);
    of_claims(w, c, &s);
    of_group(w, at, &s);
    return ss_incident_once(out, s.count);
}
