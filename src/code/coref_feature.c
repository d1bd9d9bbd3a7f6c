// SPDX-License-Identifier: Apache-2.0
// What two mentions have in common, as rows of a table of weights: words, heads, distance, position in the tree, gender
// and number, what is known of their names. Every feature is taken with the class of the later mention too, so that a
// pronoun and a name each have weights of their own.
#include <string.h>

#include "code/coref.h"

struct sink {
    uint32_t *out, count;
    uint32_t late, pair; // classes of the later mention, and of both
};

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = (a ^ (b * 0x9E3779B1u)) * 0x85EBCA6Bu;
    return h ^ (h >> 15);
}

// One feature, alone and with the classes.
static void put(struct sink *s, uint32_t kind, uint32_t value)
{
    uint32_t h = mix(mix(0x51ED270Bu, kind), value);
    if (s->count + 2 > SS_COREF_FEATURES) return;
    s->out[s->count++] = mix(h, s->late) >> (32 - SS_COREF_BITS);
    s->out[s->count++] = mix(h, s->pair) >> (32 - SS_COREF_BITS);
}

static uint32_t bucket(uint32_t n)
{
    return n < 5 ? n : n < 8 ? 5 : n < 12 ? 6 : n < 20 ? 7 : n < 40 ? 8 : n < 80 ? 9 : 10;
}

// Pronouns each have a class of their own; names and nouns by how they begin and by number.
static uint32_t class_of(const struct ss_coref_mention *m)
{
    if (m->form == SS_COREF_PRONOUN) return 100u + m->pronoun;
    return m->form * 20u + m->det * 3u + (m->joined ? 61u : 0);
}

static uint32_t rough(const struct ss_coref_mention *m)
{
    return m->form == SS_COREF_PRONOUN ? 10u + m->pronoun : m->form + (m->joined ? 3u : 0);
}

static uint32_t role(const struct ss_coref *c, const struct ss_coref_mention *m)
{
    const struct sayso_token *t = c->work->report->tokens;
    int32_t up = t[m->head].head;
    uint32_t high = up >= 0 && t[up].deprel == SAYSO_DEP_ROOT;
    return t[m->head].deprel * 2u + high;
}

static uint32_t governor(const struct ss_coref *c, const struct ss_coref_mention *m)
{
    int32_t up = c->work->report->tokens[m->head].head;
    return up >= 0 ? c->lemma[up] : 0;
}

static uint32_t kind(const struct ss_coref *c, const struct ss_coref_mention *m)
{
    const char *s = m->entity >= 0 ? c->work->drafts.item[m->entity].e.kind : NULL;
    uint32_t h = 7;
    for (; s && *s; s++) h = h * 31u + (unsigned char)*s;
    return h;
}

static bool holds(const struct ss_coref *c, const struct ss_coref_mention *m, uint32_t lower)
{
    for (uint32_t i = m->from; i < m->to; i++)
        if (c->lower[i] == lower) return true;
    return false;
}

// Modifiers of the later one that the earlier one lacks: 0 none, 1 adjectives, 2 names or numbers.
static uint32_t foreign(const struct ss_coref *c, const struct ss_coref_mention *late,
                        const struct ss_coref_mention *early)
{
    const struct sayso_token *t = c->work->report->tokens;
    uint32_t found = 0;
    for (uint32_t i = late->from; i < late->to && i < late->from + 12; i++) {
        if ((int32_t)i == late->head) continue;
        bool hard = t[i].upos == SAYSO_UPOS_PROPN || t[i].upos == SAYSO_UPOS_NUM;
        bool soft = t[i].upos == SAYSO_UPOS_ADJ || t[i].upos == SAYSO_UPOS_NOUN || t[i].upos == SAYSO_UPOS_VERB;
        if ((hard || soft) && !holds(c, early, c->lower[i])) found |= hard ? 2u : 1u;
    }
    return found;
}

// The letters of an acronym against the capitals of a name.
static bool acronym(const struct ss_coref *c, const struct ss_coref_mention *a, const struct ss_coref_mention *b)
{
    const struct ss_entity_work *w = c->work;
    const char *s = w->words[a->head];
    uint32_t len = w->lens[a->head], at = 0;
    if (len < 2 || len > 8) return false;
    for (uint32_t i = 0; i < len; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    for (uint32_t i = b->from; i < b->to; i++) {
        char first = *w->words[i];
        if (first < 'A' || first > 'Z') continue;
        if (at >= len || s[at] != first) return false;
        at++;
    }
    return at == len;
}

static void of_new(const struct ss_coref *c, const struct ss_coref_mention *m, struct sink *s)
{
    const struct sayso_report *r = c->work->report;
    const struct sayso_token *t = r->tokens;
    const struct sayso_sentence *in = &r->sentences[t[m->from].sentence];
    uint32_t end = in->token_first + in->token_count, length = m->to - m->from;
    put(s, 1, 0);
    put(s, 2, t[m->head].deprel);
    put(s, 3, m->lemma);
    put(s, 4, c->lower[m->from]);
    put(s, 5, c->lower[m->to - 1]);
    put(s, 6, bucket(length));
    put(s, 7, m->from > in->token_first ? c->lower[m->from - 1] : 1);
    put(s, 8, m->to < end ? c->lower[m->to] : 1);
    put(s, 9, (m->before >= 0) + 2u * (m->same >= 0));
    put(s, 10, m->det * 4u + m->number);
    put(s, 11, governor(c, m));
    put(s, 12, (t[m->from].sentence == 0) + 2u * m->first);
    put(s, 13, kind(c, m));
    put(s, 14, m->gender * 4u + m->number);
    put(s, 15, m->quoted);
    put(s, 16, t[m->head].ner * 32u + t[m->head].upos);
    put(s, 17, ((m->before >= 0) + 2u * (m->same >= 0)) * 8u + m->det + 64u * (bucket(length) > 2));
    if (m->form != SS_COREF_PRONOUN) put(s, 19, m->class);
    put(s, 20, m->above);
    if (m->pronoun) put(s, 18, governor(c, m) * 3u + t[m->head].deprel);
}

static void of_words(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a,
                     struct sink *s)
{
    bool words = m->words == a->words, heads = m->lemma == a->lemma, inner = m->inner == a->inner;
    uint32_t strange = heads ? foreign(c, m, a) : 4, missing = heads ? foreign(c, a, m) : 4;
    bool in = holds(c, a, c->lower[m->head]), back = holds(c, m, c->lower[a->head]);
    uint32_t match = words + 2u * heads + 4u * inner + 8u * in + 16u * back;
    put(s, 30, match);
    put(s, 31, strange * 8u + missing);
    put(s, 32, match * 64u + m->det * 8u + a->det);
    put(s, 33, mix(m->lemma, a->lemma));
    if (heads) put(s, 34, m->lemma);
    if (words) put(s, 35, m->to - m->from);
    if (m->form == SS_COREF_NAME && a->form == SS_COREF_NAME)
        put(s, 36,
            acronym(c, m, a) + 2u * acronym(c, a, m) + 4u * (c->lower[m->head] == c->lower[a->to - 1]) +
                8u * (c->lower[m->from] == c->lower[a->from]));
    put(s, 37,
        (m->before >= 0 && a == &c->mentions.item[m->before]) + 2u * (m->same >= 0 && a == &c->mentions.item[m->same]));
}

static void of_knowledge(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a,
                         struct sink *s)
{
    uint32_t one = m->entity >= 0 && a->entity >= 0 ? 1u + (m->entity == a->entity) : 0;
    put(s, 40, one);
    put(s, 41, mix(kind(c, m), kind(c, a)));
    put(s, 42, one * 8u + (m->lemma == a->lemma) * 4u + (m->words == a->words));
    uint32_t gender = !m->gender || !a->gender ? 0 : m->gender & a->gender ? 1 : 2;
    uint32_t number = !m->number || !a->number ? 0 : m->number == a->number ? 1 : 2;
    put(s, 43, gender * 4u + number);
    put(s, 44, m->gender * 8u + a->gender);
    put(s, 45, m->number * 64u + a->number * 16u + a->gender);
    const struct ss_coref_mention *first = &c->mentions.item[a->chain];
    put(s, 46, first->seen);
    put(s, 47, bucket(first->size) + 16u * (first->last == (int32_t)(a - c->mentions.item)));
    if (first->title >= 0) {
        const struct ss_coref_mention *name = &c->mentions.item[first->title];
        uint32_t fit = m->form != SS_COREF_NAME                                                 ? 0
                       : name->lemma == m->lemma                                                ? 1
                       : holds(c, m, c->lower[name->head]) || holds(c, name, c->lower[m->head]) ? 2
                                                                                                : 3;
        put(s, 48, fit * 8u + name->gender);
        put(s, 49, kind(c, name));
    } else {
        put(s, 48, 99);
    }
}

static void of_place(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a,
                     uint32_t between, struct sink *s)
{
    const struct sayso_report *r = c->work->report;
    const struct sayso_token *t = r->tokens;
    uint32_t away = t[m->from].sentence - t[a->from].sentence;
    bool apart = r->sentences[t[m->from].sentence].paragraph != r->sentences[t[a->from].sentence].paragraph;
    bool nested = m->from < a->to;
    put(s, 60, bucket(away));
    put(s, 61, bucket(between));
    put(s, 62, bucket(away) * 64u + role(c, a));
    put(s, 63, role(c, a));
    put(s, 64, (away < 3 ? away : 3) * 4u + nested * 2u + apart);
    put(s, 65, (a->first ? 1u : 0) + 2u * (away < 2 ? away : 2));
    put(s, 66, m->quoted * 2u + a->quoted + 4u * (away < 3 ? away : 3));
    put(s, 67, mix(role(c, a) * 128u + role(c, m), away < 2 ? away : 2));
    put(s, 68, governor(c, m) == governor(c, a) ? 1u + (t[m->head].head == t[a->head].head) : 0);
    if (m->pronoun) {
        put(s, 69, mix(governor(c, m), a->lemma));
        put(s, 70, a->lemma);
        put(s, 78, a->class);
        put(s, 79, mix(m->above, a->class));
        put(s, 80, mix(m->above % 64, a->class % 64));
        put(s, 86, mix(mix(m->above % 64, a->above % 64), away < 2 ? away : 2));
    }
    uint32_t rules = 0;
    while (rules < SS_COREF_RULERS && m->ruler[rules] != a->head) rules++;
    uint32_t number = !m->number || !a->number ? 0 : m->number == a->number ? 1 : 2;
    put(s, 83, rules < SS_COREF_RULERS ? rules * 64u + m->ruled[rules] : 999u);
    put(s, 84, rules * 4u + number + 16u * (m->gender & a->gender ? 1u : m->gender && a->gender ? 2u : 0));
    if (m->pronoun && rules < SS_COREF_RULERS) put(s, 85, rules * 65536u + a->above);
    put(s, 71, c->lower[a->from]);
    put(s, 72, a->to < r->token_count ? c->lower[a->to] : 1);
    put(s, 73, m->from ? c->lower[m->from - 1] : 1);
    put(s, 74, bucket(a->to - a->from) * 8u + (away < 2 ? away : 2));
    if (away == 0) {
        bool apposed = t[m->head].head == a->head && t[m->head].deprel == SAYSO_DEP_APPOS;
        bool predicate = t[a->head].head == m->head &&
                         (t[a->head].deprel == SAYSO_DEP_NSUBJ || t[a->head].deprel == SAYSO_DEP_NSUBJ_OUTER);
        bool child = t[m->head].head == a->head, parent = t[a->head].head == m->head;
        put(s, 75, apposed + 2u * predicate + 4u * (nested + 2u * child + 4u * parent));
        if (child || parent) put(s, 76, t[child ? m->head : a->head].deprel * 2u + child);
        put(s, 77, m->from - a->to < 3 && m->from >= a->to ? mix(c->lower[a->to], m->from - a->to) : 0);
    }
}

uint32_t ss_coref_features(const struct ss_coref *c, uint32_t at, int32_t antecedent, uint32_t out[SS_COREF_FEATURES])
{
    const struct ss_coref_mention *m = &c->mentions.item[at];
    struct sink s = {out, 0, 0, 0};
    if (antecedent < 0) {
        s.late = 1000u + rough(m);
        s.pair = 2000u + class_of(m);
        of_new(c, m, &s);
        return s.count;
    }
    const struct ss_coref_mention *a = &c->mentions.item[antecedent];
    s.late = class_of(m);
    s.pair = 4000u + rough(m) * 64u + rough(a);
    of_place(c, m, a, at - (uint32_t)antecedent, &s);
    of_knowledge(c, m, a, &s);
    of_words(c, m, a, &s);
    return s.count;
}
