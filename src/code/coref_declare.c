// SPDX-License-Identifier: Apache-2.0
// What the text itself declares to be one and the same: a person beside an office or description ("Foreign Office
// Minister, Tobias Ellwood, said"), a name beside another ("X, also known as Y", "the Units, or YPG"), a body beside
// what it is ("the coalition, the Syrian Democratic Forces").
#include <string.h>

#include "base/str.h"
#include "code/coref.h"

#define ALIAS_TOKENS  5
#define BRACKET_MOST  14 // tokens of a bracket that is passed over
#define LETTERS_MOST  8
#define PHRASE_DEEP   3  // nouns that hang on one another before a verb
#define NEXT_MENTIONS 16 // looked at for one that begins where the other ends

static bool word_is(const struct ss_entity_work *w, uint32_t token, char c)
{
    return w->lens[token] == 1 && w->words[token][0] == c;
}

static struct ss_entity_draft *draft_of(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    return m->entity >= 0 ? &w->drafts.item[m->entity] : NULL;
}

static bool named_person(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    const struct ss_entity_draft *d = draft_of(w, m);
    return d && d->person && d->named && !m->joined && w->names.item[m->name].source != SS_NAME_ROLE;
}

// "the minister", "a former student": one person by a noun.
static bool described_person(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    const struct ss_entity_draft *d = draft_of(w, m);
    return !m->joined && m->form != SS_COREF_PRONOUN && m->number != 2 && !(d && d->person && d->named) &&
           (m->gender & (SS_GENDER_MALE | SS_GENDER_FEMALE)) && !(m->gender & SS_GENDER_THING) &&
           !(d && d->id && m->form == SS_COREF_NAME && w->names.item[m->name].source != SS_NAME_ROLE);
}

static bool described_people(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    const struct ss_entity_draft *d = draft_of(w, m);
    return d && !m->joined && m->number == 2 && !d->id && !d->named && d->e.sector_count;
}

static bool apposed(const struct ss_entity_work *w, const struct ss_coref_mention *a, const struct ss_coref_mention *b)
{
    const struct sayso_token *t = w->report->tokens;
    return t[b->head].head == a->head && t[b->head].deprel == SAYSO_DEP_APPOS;
}

// "His chief of plans is Staff Colonel X": nothing but a title between "is" and the name, whatever the tree is.
static bool titled(const struct ss_entity_work *w, const struct ss_coref_mention *a, const struct ss_coref_mention *b)
{
    const struct sayso_token *t = w->report->tokens;
    if (t[a->head].deprel != SAYSO_DEP_NSUBJ || b->from <= a->to || t[a->to].deprel != SAYSO_DEP_COP) return false;
    for (uint32_t i = a->to + 1; i < b->from; i++)
        if (!w->lens[i] || w->words[i][0] < 'A' || w->words[i][0] > 'Z') return false;
    return true;
}

// "His chief of staff is X": the subject of what it is.
static bool equated(const struct ss_entity_work *w, const struct ss_coref_mention *a, const struct ss_coref_mention *b)
{
    const struct sayso_token *t = w->report->tokens;
    if (b->form == SS_COREF_NAME && titled(w, a, b)) return true;
    if (t[a->head].head != b->head || t[a->head].deprel != SAYSO_DEP_NSUBJ) return false;
    int32_t be = ss_child(w->report, (uint32_t)b->head, SAYSO_DEP_COP);
    int32_t adverb = ss_child(w->report, (uint32_t)b->head, SAYSO_DEP_ADVMOD);
    return be >= 0 && (adverb < 0 || !t[adverb].feats || !strstr(t[adverb].feats, "Polarity=Neg"));
}

// "According to X, the minister resigned", "after an attack on a guard, X fled": the two hang beside each other below
// one verb, the first perhaps inside a longer phrase.
static bool fronted(const struct ss_entity_work *w, const struct ss_coref_mention *a, const struct ss_coref_mention *b)
{
    const struct sayso_token *t = w->report->tokens;
    bool subject = t[b->head].deprel == SAYSO_DEP_NSUBJ || t[b->head].deprel == SAYSO_DEP_NSUBJ_PASS;
    int32_t at = a->head;
    for (int guard = 0; guard < PHRASE_DEEP && t[at].deprel == SAYSO_DEP_NMOD && t[at].head >= 0; guard++)
        at = t[at].head;
    return subject && t[at].deprel == SAYSO_DEP_OBL && t[at].head == t[b->head].head;
}

// What may follow an apposition: the end, a comma, a verb, a place; and no "and", which would make it a list.
static bool closes(const struct ss_entity_work *w, uint32_t token, uint32_t end)
{
    if (token >= end) return true;
    const struct sayso_token *t = &w->report->tokens[token];
    if (t->upos == SAYSO_UPOS_PUNCT) return token + 1 >= end || w->report->tokens[token + 1].upos != SAYSO_UPOS_CCONJ;
    return t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX || t->upos == SAYSO_UPOS_ADV ||
           t->upos == SAYSO_UPOS_ADP;
}

// All names of one entity (those with the lemma alone, when given) become another's, which takes over what it lacks.
static void merge(struct ss_coref *c, struct ss_entity_work *w, int32_t from, int32_t to, uint32_t lemma)
{
    struct ss_entity_draft *gone = &w->drafts.item[from], *kept = &w->drafts.item[to];
    if (!kept->id) {
        bool more =
            kept->e.code && ((!kept->e.country && gone->e.country) || (!kept->e.sector_count && gone->e.sector_count));
        if (!kept->e.country) kept->e.country = gone->e.country;
        if (!kept->e.sector_count) {
            kept->e.sectors = gone->e.sectors;
            kept->e.sector_count = gone->e.sector_count;
        }
        if (!kept->e.code)
            kept->e.code = gone->e.code;
        else if (more)
            kept->e.code = ss_entity_code(w, &kept->e);
    }
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].entity == from && (!lemma || c->lemma[w->names.item[i].head] == lemma))
            w->names.item[i].entity = to;
    for (uint32_t i = 0; i < c->mentions.count; i++)
        if (c->mentions.item[i].entity == from && (!lemma || c->mentions.item[i].lemma == lemma))
            c->mentions.item[i].entity = to;
}

// "two developers, X and Y": each of the persons has the sectors and country of the noun, where he has none.
static void give_all(const struct ss_coref *c, struct ss_entity_work *w, const struct ss_entity_draft *noun,
                     const struct ss_coref_mention *first)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        bool one = m->head == first->head || (t[m->head].deprel == SAYSO_DEP_CONJ && t[m->head].head == first->head);
        if (!one || m->entity < 0 || m->joined) continue;
        struct ss_entity_draft *d = &w->drafts.item[m->entity];
        if (!d->person || d->id || d->e.sector_count || !noun->e.sector_count) continue;
        d->e.sectors = noun->e.sectors;
        d->e.sector_count = noun->e.sector_count;
        if (!d->e.country) d->e.country = noun->e.country;
        d->e.code = ss_entity_code(w, &d->e);
    }
}

// The noun's phrase is the person.
static void describe(struct ss_coref *c, struct ss_entity_work *w, struct ss_coref_mention *noun,
                     const struct ss_coref_mention *person)
{
    const struct ss_entity_draft *d = draft_of(w, noun);
    if (!d || noun->entity == person->entity) return;
    struct ss_entity_draft *who = draft_of(w, person);
    if (d->id && !d->person && !who->id && !who->e.sector_count) { // "the interior minister, X"
        who->e.sectors = d->e.sectors;
        who->e.sector_count = d->e.sector_count;
        if (!who->e.country) who->e.country = d->e.country;
        who->e.code = who->e.country ? ss_entity_code(w, &who->e) : d->e.code;
    }
    if (d->plural || d->id) {
        if (noun->name >= 0 && w->names.item[noun->name].source == SS_NAME_ROLE)
            w->names.item[noun->name].entity = noun->entity = person->entity;
        return;
    }
    merge(c, w, noun->entity, person->entity, noun->lemma);
}

// Two names of one thing: the one that the knowledge knows stays.
static void equal(struct ss_coref *c, struct ss_entity_work *w, struct ss_coref_mention *a, struct ss_coref_mention *b)
{
    const struct ss_entity_draft *x = draft_of(w, a), *y = draft_of(w, b);
    if (!x || !y || a->entity == b->entity || (x->id && y->id) || !y->named) return;
    if (!x->named) { // "the militia known as the YPG"
        if (!x->plural && !y->person) merge(c, w, a->entity, b->entity, a->lemma);
        return;
    }
    if (ss_streq(x->e.kind, "place") != ss_streq(y->e.kind, "place")) return;
    bool known = y->id && !x->id;
    merge(c, w, known ? a->entity : b->entity, known ? b->entity : a->entity, 0);
}

// End of the words that stand between two names of one thing, or `token` when there are none.
static uint32_t alias_end(const struct ss_entity_work *w, uint32_t token, uint32_t end)
{
    char words[80];
    uint32_t from = token, close = token;
    if (token < end && word_is(w, token, '(')) // "X (Arabic: …), also known as Y"
        while (close < end && close < token + BRACKET_MOST && !word_is(w, close, ')')) close++;
    if (close > token && close < end && word_is(w, close, ')')) from = close + 1;
    while (from < end && (word_is(w, from, ',') || word_is(w, from, '(') || word_is(w, from, '-'))) from++;
    for (uint32_t size = ALIAS_TOKENS; size > 0; size--) {
        if (from + size >= end) continue;
        size_t len = ss_tokens_lower(w, from, from + size, words, sizeof words);
        if (len && ss_map_get(&w->rules->alias, words, len)) {
            from += size;
            while (from < end && w->report->tokens[from].upos == SAYSO_UPOS_PUNCT) from++;
            return from < end && w->report->tokens[from].upos == SAYSO_UPOS_DET ? from + 1 : from;
        }
    }
    return token;
}

static bool capitals(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    const char *s = w->words[m->head];
    uint32_t len = w->lens[m->head];
    for (uint32_t i = 0; i < len; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return len >= 2 && len <= LETTERS_MOST;
}

// First word behind the article.
static uint32_t bare(const struct ss_entity_work *w, const struct ss_coref_mention *m)
{
    return m->from + (w->report->tokens[m->from].upos == SAYSO_UPOS_DET);
}

// The two mentions are one when the words between them say so; returns whether they do.
static bool declared(struct ss_coref *c, struct ss_entity_work *w, struct ss_coref_mention *a,
                     struct ss_coref_mention *b, bool beside, bool alias, bool or_else)
{
    bool appos = apposed(w, a, b) || equated(w, a, b);
    uint32_t end = ss_sentence_end(w->report, a->from);
    if (appos || (beside && !fronted(w, a, b) && closes(w, b->to, end))) {
        if (named_person(w, a) && described_person(w, b)) {
            describe(c, w, b, a);
            return true;
        }
        if (described_person(w, a) && named_person(w, b)) {
            describe(c, w, a, b);
            return true;
        }
    }
    if ((appos || beside) && described_people(w, a) && named_person(w, b)) give_all(c, w, draft_of(w, a), b);
    if ((appos || beside) && described_people(w, b) && named_person(w, a)) give_all(c, w, draft_of(w, b), a);
    if (alias || (or_else && capitals(w, b) && b->form == SS_COREF_NAME)) {
        equal(c, w, a, b);
        return true;
    }
    return false;
}

enum sayso_err ss_coref_declare(struct ss_coref *c, struct ss_entity_work *w)
{
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        struct ss_coref_mention *a = &c->mentions.item[i];
        if (a->form >= SS_COREF_PRONOUN || a->joined) continue;
        uint32_t end = ss_sentence_end(w->report, a->from), to = a->to;
        if (to + 1 >= end) continue;
        bool comma = word_is(w, to, ',');
        uint32_t behind = alias_end(w, to, end), either = 0;
        if (behind == to) { // the words may be taken for a part of the phrase
            uint32_t stop = a->name >= 0 ? w->names.item[a->name].to : (uint32_t)a->head + 1;
            behind = stop < to ? alias_end(w, stop, end) : to;
            if (behind == stop) behind = to;
        }
        if (comma && to + 2 < end && w->lens[to + 1] == 2 && memcmp(w->words[to + 1], "or", 2) == 0) either = to + 2;
        for (uint32_t k = i + 1; k < c->mentions.count && k < i + NEXT_MENTIONS; k++) {
            struct ss_coref_mention *b = &c->mentions.item[k];
            if (b->from >= end || b->joined || b->form >= SS_COREF_PRONOUN) continue;
            if (b->stated >= 0) continue;
            const struct ss_coref_mention *link = &c->mentions.item[k - 1]; // "the leader, a militant X"
            bool acting = b->from == to + 2 && (ss_name_class_at(w, to + 1) & SS_CLASS_NOT_HELD);
            bool beside =
                comma && (b->from == to + 1 || acting ||
                          (k - 1 > i && link->from == to + 1 && link->to == b->from && described_person(w, link)));
            bool alias = behind != to && (b->from == behind || bare(w, b) == behind);
            if (b->from < to && !alias) continue;
            if (declared(c, w, a, b, beside, alias, either && b->from == either)) b->stated = (int32_t)i;
        }
    }
    ss_coref_bind(c);
    return SAYSO_OK;
}
