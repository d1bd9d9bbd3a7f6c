// SPDX-License-Identifier: Apache-2.0
// The noun phrases and names of a report that may have a part in an incident, and which of them speak of one thing.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/incident.h"

#define CLIMB          8
#define CANDIDATES_MAX 6000u // of a longer report the beginning is looked at

static uint32_t last_of(const struct sayso_report *r, uint32_t sentence)
{
    return r->sentences[sentence].token_first + r->sentences[sentence].token_count;
}

// What belongs to a noun itself; deeper down also what its modifiers bring along.
static bool inner(enum sayso_dep dep, bool deep)
{
    switch (dep) {
    case SAYSO_DEP_COMPOUND:
    case SAYSO_DEP_AMOD:
    case SAYSO_DEP_FLAT:
    case SAYSO_DEP_NMOD_POSS:
    case SAYSO_DEP_GOESWITH:
    case SAYSO_DEP_NMOD_DESC:
    case SAYSO_DEP_NMOD_UNMARKED:
    case SAYSO_DEP_NUMMOD:
    case SAYSO_DEP_PUNCT:
        return true;
    case SAYSO_DEP_ADVMOD:
    case SAYSO_DEP_CASE:
    case SAYSO_DEP_DET:
    case SAYSO_DEP_CONJ:
    case SAYSO_DEP_CC:
        return deep;
    default:
        return false;
    }
}

static bool belongs(const struct sayso_report *r, uint32_t token, int32_t head, bool after)
{
    int32_t t = (int32_t)token;
    for (int step = 0; step < CLIMB; step++) {
        bool top = r->tokens[t].head == head;
        enum sayso_dep dep = r->tokens[t].deprel;
        if (!inner(dep, !top)) return false;
        if (top) return !after || dep == SAYSO_DEP_FLAT || dep == SAYSO_DEP_GOESWITH || dep == SAYSO_DEP_PUNCT;
        t = r->tokens[t].head;
        if (t < 0) return false;
    }
    return false;
}

static bool below(const struct sayso_report *r, uint32_t token, int32_t top)
{
    int32_t t = (int32_t)token;
    for (int step = 0; t >= 0 && step < 2 * CLIMB; step++) {
        if (t == top) return true;
        enum sayso_dep dep = r->tokens[t].deprel;
        if (dep == SAYSO_DEP_ACL_RELCL || dep == SAYSO_DEP_APPOS || dep == SAYSO_DEP_PARATAXIS) return false;
        t = r->tokens[t].head;
    }
    return false;
}

// Whether a phrase may not begin with the word: articles and marks; numbers and adverbs of the noun itself.
static bool opens(const struct sayso_report *r, uint32_t token, int32_t head)
{
    switch (r->tokens[token].deprel) {
    case SAYSO_DEP_PUNCT:
    case SAYSO_DEP_DET:
    case SAYSO_DEP_CASE:
    case SAYSO_DEP_CC:
        return true;
    case SAYSO_DEP_NUMMOD:
    case SAYSO_DEP_ADVMOD:
        return r->tokens[token].head == head;
    default:
        return false;
    }
}

static void phrase(const struct sayso_report *r, int32_t head, uint32_t *from, uint32_t *to)
{
    uint32_t h = (uint32_t)head, first = r->sentences[r->tokens[h].sentence].token_first,
             end = last_of(r, r->tokens[h].sentence);
    for (*from = h; *from > first && belongs(r, *from - 1, head, false);) (*from)--;
    for (*to = h + 1; *to < end && belongs(r, *to, head, true);) (*to)++;
    bool name = r->tokens[h].ner == SAYSO_NER_PERSON;
    while (*from < h && (opens(r, *from, head) ||
                         (name && r->tokens[*from].deprel == SAYSO_DEP_NMOD_DESC && r->tokens[*from].head == head)))
        (*from)++;
    while (*to > h + 1 && r->tokens[*to - 1].deprel == SAYSO_DEP_PUNCT) (*to)--;
}

// The end of "of …" right behind a phrase; the phrase's own end when there is none.
static uint32_t long_end(const struct sayso_report *r, int32_t head, uint32_t to)
{
    uint32_t end = last_of(r, r->tokens[head].sentence);
    if (to + 1 >= end || r->tokens[to].deprel != SAYSO_DEP_CASE) return to;
    int32_t noun = r->tokens[to].head;
    if (noun <= (int32_t)to || r->tokens[noun].head != head || r->tokens[noun].deprel != SAYSO_DEP_NMOD) return to;
    uint32_t last = to;
    while (last < end && below(r, last, noun)) last++;
    while (last > to && r->tokens[last - 1].deprel == SAYSO_DEP_PUNCT) last--;
    return last;
}

static bool noun_head(const struct sayso_report *r, uint32_t i)
{
    const struct sayso_token *t = &r->tokens[i];
    if (t->upos != SAYSO_UPOS_NOUN && t->upos != SAYSO_UPOS_PROPN) return false;
    bool part = t->deprel == SAYSO_DEP_FLAT || t->deprel == SAYSO_DEP_GOESWITH || t->deprel == SAYSO_DEP_COMPOUND ||
                t->deprel == SAYSO_DEP_FIXED || t->deprel == SAYSO_DEP_NMOD_DESC;
    return !part || t->head < 0 ||
           (r->tokens[t->head].upos != SAYSO_UPOS_NOUN && r->tokens[t->head].upos != SAYSO_UPOS_PROPN);
}

static uint32_t class_of(const struct sayso_report *r, const struct ss_part_candidate *c)
{
    uint32_t h = c->name ? 11u : 17u;
    const char *kind = c->entity >= 0 ? r->entities[c->entity].kind : NULL;
    if (kind) return ss_incident_hash(kind, strlen(kind), h);
    const struct sayso_token *t = &r->tokens[c->head];
    return ss_incident_hash((const char[]){(char)t->upos, (char)(t->upos == SAYSO_UPOS_PROPN ? t->ner : 0)}, 2, h);
}

static enum sayso_err add(struct ss_incident_work *w, struct ss_part_candidate c)
{
    if (w->list.count >= CANDIDATES_MAX) return SAYSO_OK;
    for (uint32_t i = w->list.count; i-- > 0 && w->list.item[i].to + 80 > c.from;)
        if (w->list.item[i].from == c.from && w->list.item[i].to == c.to) return SAYSO_OK;
    if (c.mention >= 0) c.entity = w->report->mentions[c.mention].entity;
    if (c.entity >= 0) c.person = ss_streq(w->report->entities[c.entity].kind, "person");
    c.class = class_of(w->report, &c);
    struct ss_part_candidate *at = ss_arr_push(w->arena, &w->list);
    if (!at) return ss_arena_error(w->arena);
    *at = c;
    return SAYSO_OK;
}

// The first word of the phrase with its number or quantity ("at least three men"); its own first word when there is
// none.
static uint32_t counted_from(const struct sayso_report *r, const struct ss_part_candidate *c)
{
    uint32_t first = r->sentences[r->tokens[c->head].sentence].token_first, from = c->from;
    for (uint32_t i = c->from; i > first && belongs(r, i - 1, c->head, false); i--)
        if (r->tokens[i - 1].deprel == SAYSO_DEP_NUMMOD || r->tokens[i - 1].deprel == SAYSO_DEP_AMOD) from = i - 1;
    return from;
}

// A noun in several forms; all of them are one group. A person's name comes without what stands around it.
static enum sayso_err add_noun(struct ss_incident_work *w, uint32_t head, const int32_t *mention_of)
{
    const struct sayso_report *r = w->report;
    struct ss_part_candidate c = {.head = (int32_t)head, .mention = mention_of[head], .entity = -1};
    c.name = c.mention >= 0 && r->mentions[c.mention].form == SAYSO_FORM_NAME;
    if (c.name && c.mention >= 0 && r->mentions[c.mention].entity >= 0 &&
        ss_streq(r->entities[r->mentions[c.mention].entity].kind, "person"))
        return SAYSO_OK;
    phrase(r, c.head, &c.from, &c.to);
    SS_TRY(add(w, c));
    c.name = false;
    uint32_t counted = counted_from(r, &c), end = long_end(r, c.head, c.to), less = c.from + 1;
    while (less < head && r->tokens[less].deprel == SAYSO_DEP_PUNCT) less++;
    const struct ss_part_candidate forms[] = {
        {.form = SS_PART_COUNTED, .from = counted, .to = c.to},     {.form = SS_PART_BARE, .from = head, .to = c.to},
        {.form = SS_PART_LESS, .from = less, .to = c.to},           {.form = SS_PART_LONG, .from = c.from, .to = end},
        {.form = SS_PART_COUNTED_LONG, .from = counted, .to = end},
    };
    for (uint32_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct ss_part_candidate d = forms[i];
        d.head = c.head;
        d.mention = c.mention;
        d.entity = -1;
        if (d.from <= head) SS_TRY(add(w, d));
    }
    struct ss_part_candidate d;
    for (uint32_t i = c.from; i < head; i++) {
        bool noun = r->tokens[i].upos == SAYSO_UPOS_NOUN && r->tokens[i].deprel == SAYSO_DEP_COMPOUND;
        if (!noun && (r->tokens[i].upos != SAYSO_UPOS_ADJ || r->tokens[i].deprel != SAYSO_DEP_AMOD)) continue;
        d = (struct ss_part_candidate){
            .from = i, .to = i + 1, .head = (int32_t)i, .mention = mention_of[i], .entity = -1, .form = SS_PART_INNER};
        SS_TRY(add(w, d));
    }
    return SAYSO_OK;
}

// A name inside of a phrase ("FMLN guerrillas") is a candidate of its own.
static enum sayso_err add_name(struct ss_incident_work *w, int32_t mention)
{
    const struct sayso_report *r = w->report;
    const struct sayso_mention *m = &r->mentions[mention];
    if (m->form != SAYSO_FORM_NAME || m->head_token < 0 ||
        (m->kind != SAYSO_MENTION_ACTOR && m->kind != SAYSO_MENTION_PLACE))
        return SAYSO_OK;
    struct ss_part_candidate c = {.head = m->head_token, .mention = mention, .entity = -1, .name = true};
    c.from = c.to = (uint32_t)m->head_token;
    uint32_t s = r->tokens[m->head_token].sentence;
    while (c.from > r->sentences[s].token_first && r->tokens[c.from - 1].start >= m->start) c.from--;
    while (c.to < last_of(r, s) && r->tokens[c.to].end <= m->end) c.to++;
    while (c.from < (uint32_t)c.head && opens(r, c.from, c.head)) c.from++;
    if (c.to == c.from) return SAYSO_OK;
    SS_TRY(add(w, c));
    uint32_t named = c.from;
    while (c.from > r->sentences[s].token_first && r->tokens[c.from - 1].deprel == SAYSO_DEP_NMOD_DESC) c.from--;
    c.form = SS_PART_TITLED;
    return c.from < named ? add(w, c) : SAYSO_OK;
}

static enum sayso_err add_slots(struct ss_incident_work *w, uint32_t claim, const struct sayso_ids *ids, uint32_t slot,
                                bool entities)
{
    for (uint32_t i = 0; i < ids->count; i++) {
        struct ss_part_slot *s = ss_arr_push(w->arena, &w->slots);
        if (!s) return ss_arena_error(w->arena);
        *s = (struct ss_part_slot){entities ? ids->item[i] : -1, entities ? -1 : ids->item[i], claim, slot};
    }
    return SAYSO_OK;
}

// Whether a name is a later part of a person's full name ("Delgado Parker" of "Hector Delgado Parker").
static bool part_of_name(const struct ss_incident_work *w, const struct ss_part_candidate *part,
                         const struct ss_part_candidate *full)
{
    uint32_t n = part->to - part->from, m = full->to - full->from;
    for (uint32_t i = 1; full->person && i + n <= m; i++) {
        uint32_t k = 0;
        while (k < n && w->lemma[full->from + i + k] == w->lemma[part->from + k]) k++;
        if (k == n) return true;
    }
    return false;
}

static bool one_group(const struct ss_incident_work *w, const struct ss_part_candidate *a,
                      const struct ss_part_candidate *b)
{
    bool a_named = a->name && a->entity >= 0, b_named = b->name && b->entity >= 0;
    if (a_named != b_named) return false;
    if (!a_named) return w->lemma[a->head] == w->lemma[b->head];
    return a->entity == b->entity || part_of_name(w, a, b) || part_of_name(w, b, a);
}

// Names are grouped by their entity, other phrases by their head's lemma.
static void group(struct ss_incident_work *w)
{
    for (uint32_t i = 0; i < w->list.count; i++) {
        struct ss_part_candidate *c = &w->list.item[i];
        c->group = w->group_count;
        for (uint32_t k = 0; k < i && c->group == w->group_count; k++)
            if (one_group(w, c, &w->list.item[k])) c->group = w->list.item[k].group;
        w->group_count += c->group == w->group_count;
    }
}

static uint32_t alike(const struct ss_coder *coder, const struct sayso_report *r, uint32_t token)
{
    char lower[40];
    const char *lemma = r->tokens[token].lemma;
    size_t len = strlen(lemma);
    if (len >= sizeof lower) return 0;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(lemma[i]);
    const uint32_t *at = ss_map_get(&coder->entity->word_class, lower, len);
    return at ? *at : 0;
}

enum sayso_err ss_incident_collect(struct ss_incident_work *w, const struct ss_coder *coder,
                                   const struct sayso_report *report, struct ss_arena *arena)
{
    *w = (struct ss_incident_work){.report = report, .arena = arena};
    w->lemma = SS_NEW_ARRAY(arena, uint32_t, report->token_count);
    int32_t *mention_of = SS_NEW_ARRAY(arena, int32_t, report->token_count);
    w->alike = SS_NEW_ARRAY(arena, uint32_t, report->token_count);
    w->told = SS_NEW_ARRAY(arena, float, report->sentence_count);
    if (!w->lemma || !w->alike || !w->told || !mention_of) return ss_arena_error(arena);
    for (uint32_t i = 0; i < report->token_count; i++) {
        w->lemma[i] = ss_incident_hash(report->tokens[i].lemma, strlen(report->tokens[i].lemma), 0);
        w->alike[i] = alike(coder, report, i);
        mention_of[i] = -1;
    }
    for (uint32_t i = report->mention_count; i-- > 0;) {
        const struct sayso_mention *m = &report->mentions[i];
        if (m->head_token >= 0 && m->form != SAYSO_FORM_PRONOUN &&
            (m->kind == SAYSO_MENTION_ACTOR || m->kind == SAYSO_MENTION_PLACE || m->kind == SAYSO_MENTION_THING))
            mention_of[m->head_token] = (int32_t)i;
    }
    for (uint32_t i = 0; i < report->token_count; i++)
        if (noun_head(report, i)) SS_TRY(add_noun(w, i, mention_of));
    for (uint32_t i = 0; i < report->mention_count; i++) SS_TRY(add_name(w, (int32_t)i));
    for (uint32_t i = 0; i < report->claim_count; i++) {
        const struct sayso_claim *c = &report->claims[i];
        SS_TRY(add_slots(w, i, &c->actors, 0, true));
        SS_TRY(add_slots(w, i, &c->recipients, 1, true));
        SS_TRY(add_slots(w, i, &c->objects, 2, false));
        SS_TRY(add_slots(w, i, &c->instruments, 3, false));
    }
    group(w);
    return SAYSO_OK;
}
