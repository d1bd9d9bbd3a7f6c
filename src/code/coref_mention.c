// SPDX-License-Identifier: Apache-2.0
// Mentions for coreference: every noun phrase with all that belongs to it, coordinated phrases as one, and pronouns;
// with gender, number and what is known of them from names and role nouns.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/coref.h"

#define MENTIONS_MAX 6000 // of one report
#define LOOK_BACK    40   // mentions before that are always weighed
#define LOOK_LEXICAL 30   // further ones with the same head or words

static uint32_t hash_lower(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)ss_ascii_lower(s[i])) * 16777619u;
    return h;
}

// --- what is known of a mention
// ------------------------------------------------------------------------------------------------

static uint8_t number_of(const struct sayso_token *t)
{
    if (ss_token_has(t, "Number=Plur")) return 2;
    if (ss_token_has(t, "Number=Sing")) return 1;
    if (t->xpos && t->xpos[0] == 'N') return t->xpos[strlen(t->xpos) - 1] == 'S' ? 2 : 1;
    return 0;
}

static uint8_t gender_of_word(const struct ss_coref *c, uint32_t token)
{
    char lower[40];
    const struct ss_entity_work *w = c->work;
    size_t len = ss_tokens_lower(w, token, token + 1, lower, sizeof lower);
    const uint32_t *at = len ? ss_map_get(&w->rules->gender, lower, len) : NULL;
    const char *lemma = w->report->tokens[token].lemma;
    if (!at && lemma && *lemma >= 'a') at = ss_map_get(&w->rules->gender, lemma, strlen(lemma));
    return at ? (uint8_t)*at : 0;
}

static void describe(struct ss_coref *c, struct ss_coref_mention *m)
{
    const struct ss_entity_work *w = c->work;
    const struct sayso_token *t = w->report->tokens;
    uint32_t head = (uint32_t)m->head, first = m->from;
    int32_t cover = w->cover[head];
    m->name = -1;
    m->entity = -1;
    if (cover >= 0 && w->names.item[cover].source != SS_NAME_PRONOUN && !w->names.item[cover].dropped && !m->joined) {
        const struct ss_name *n = &w->names.item[cover];
        if (n->from >= m->from || n->to >= m->to || n->head == m->head) {
            m->name = cover;
            m->entity = n->entity;
        }
    }
    const struct ss_entity_draft *d = m->entity >= 0 ? &w->drafts.item[m->entity] : NULL;
    if (m->joined) m->number = 2;
    bool body = d && d->named && !d->person && m->form == SS_COREF_NAME && !ss_streq(d->e.kind, "place");
    if (body && (m->number == 2 || !ss_streq(d->e.kind, "state"))) m->number = 0; // "they" of a group, "it" of the UN
    switch (t[first].upos) {
    case SAYSO_UPOS_DET:
        m->det = (ss_name_class_at(w, first) & SS_CLASS_DEFINITE) ? (w->lens[first] == 3 ? 2 : 3) : 1;
        first++;
        break;
    case SAYSO_UPOS_NUM:
        m->det = 5;
        break;
    case SAYSO_UPOS_PRON:
        m->det = m->form == SS_COREF_PRONOUN ? 0 : 4;
        break;
    default:
        if (t[first].deprel == SAYSO_DEP_NMOD_POSS && first < head) m->det = 4;
        break;
    }
    m->words = m->inner = 2166136261u;
    for (uint32_t i = first; i < m->to; i++)
        if (t[i].upos != SAYSO_UPOS_PART && t[i].upos != SAYSO_UPOS_PUNCT)
            m->words = (m->words ^ c->lower[i]) * 16777619u;
    for (uint32_t i = first; i < m->to; i++)
        if (i == head || (t[i].head == m->head && (t[i].deprel == SAYSO_DEP_FLAT || t[i].deprel == SAYSO_DEP_COMPOUND)))
            m->inner = (m->inner ^ c->lower[i]) * 16777619u;
    if (m->form == SS_COREF_PRONOUN || m->joined) return;
    m->gender = gender_of_word(c, head);
    if (m->gender & SS_NUMBER_PLURAL) m->number = 2;
    bool person = d && d->person;
    bool name = m->form == SS_COREF_NAME && (person || !d);
    for (uint32_t i = m->from; i < m->to && name; i++) // "Mrs Smith", "Angela Merkel"
        if ((t[i].head == m->head || i == head) && (i < head || t[i].deprel == SAYSO_DEP_FLAT))
            m->gender |= gender_of_word(c, i);
    if (m->gender == (SS_GENDER_MALE | SS_GENDER_FEMALE) && person && gender_of_word(c, m->from))
        m->gender = gender_of_word(c, m->from);
    m->gender &= (uint8_t)~SS_NUMBER_PLURAL;
    if (!m->gender && person) m->gender = SS_GENDER_MALE | SS_GENDER_FEMALE;
    if (!m->gender && d && !ss_streq(d->e.kind, "other")) {
        bool one = d->role >= 0 && !d->plural && !ss_streq(d->e.kind, "place") &&
                   (ss_name_class(w->rules, w->words[head], w->lens[head]) & SS_CLASS_INDIVIDUAL);
        m->gender = one ? SS_GENDER_MALE | SS_GENDER_FEMALE : SS_GENDER_THING;
    }
}

static uint32_t class_of_word(const struct ss_entity_work *w, int32_t token)
{
    char lower[40];
    const char *lemma = token >= 0 ? w->report->tokens[token].lemma : NULL;
    size_t len = lemma ? strlen(lemma) : 0;
    if (!len || len >= sizeof lower) return 0;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(lemma[i]);
    const uint32_t *at = ss_map_get(&w->rules->word_class, lower, len);
    return at ? *at : 0;
}

// --- all mentions
// ------------------------------------------------------------------------------------------------------------

static struct ss_coref_mention *add(struct ss_coref *c, uint32_t from, uint32_t to, uint32_t head,
                                    enum ss_coref_form form)
{
    if (c->mentions.count >= MENTIONS_MAX) return NULL;
    struct ss_coref_mention *m = ss_arr_push(c->arena, &c->mentions);
    if (!m) return NULL;
    const struct sayso_token *t = c->work->report->tokens;
    *m = (struct ss_coref_mention){.from = from,
                                   .to = to,
                                   .head = (int32_t)head,
                                   .form = (uint8_t)form,
                                   .before = -1,
                                   .stated = -1,
                                   .announced = -1,
                                   .same = -1,
                                   .title = -1};
    m->lemma = c->lemma[head];
    m->number = number_of(&t[head]);
    m->class = class_of_word(c->work, (int32_t)head);
    m->above = class_of_word(c->work, t[head].head);
    ss_coref_rulers(c->work->report, m);
    return m;
}

// Whether a noun is only a part of a longer name ("United" of "United States").
static bool part_of_name(const struct ss_entity_work *w, uint32_t i)
{
    const struct sayso_token *t = &w->report->tokens[i];
    if (t->head < 0) return false;
    if (t->deprel == SAYSO_DEP_FLAT || t->deprel == SAYSO_DEP_FIXED || t->deprel == SAYSO_DEP_GOESWITH) return true;
    if (t->deprel != SAYSO_DEP_COMPOUND) return false;
    int32_t name = w->cover[i];
    return name >= 0 && w->names.item[name].head != (int32_t)i && w->cover[t->head] == name;
}

static enum sayso_err add_noun(struct ss_coref *c, uint32_t i)
{
    const struct sayso_report *r = c->work->report;
    const struct sayso_token *t = r->tokens;
    uint32_t from, to;
    ss_coref_phrase(r, i, &from, &to);
    enum ss_coref_form form = t[i].upos == SAYSO_UPOS_PROPN ? SS_COREF_NAME : SS_COREF_NOMINAL;
    if (t[i].deprel != SAYSO_DEP_CONJ) { // "X and Y"
        uint32_t last = 0;
        for (uint32_t k = i + 1, end = ss_sentence_end(r, i); k < end; k++)
            if (t[k].head == (int32_t)i && t[k].deprel == SAYSO_DEP_CONJ &&
                (t[k].upos == SAYSO_UPOS_NOUN || t[k].upos == SAYSO_UPOS_PROPN || t[k].upos == SAYSO_UPOS_PRON))
                last = k;
        if (last) {
            uint32_t start, stop;
            ss_coref_phrase(r, last, &start, &stop);
            struct ss_coref_mention *m = add(c, from, stop > to ? stop : to, i, form);
            if (!m) return ss_arena_error(c->arena);
            m->joined = true;
            describe(c, m);
        }
    }
    struct ss_coref_mention *m = add(c, from, to, i, form);
    if (!m) return ss_arena_error(c->arena);
    describe(c, m);
    return SAYSO_OK;
}

static enum sayso_err add_pronoun(struct ss_coref *c, uint32_t i)
{
    char lower[24];
    const struct ss_entity_work *w = c->work;
    size_t len = ss_tokens_lower(w, i, i + 1, lower, sizeof lower);
    const uint32_t *row = len ? ss_map_get(&w->rules->pronoun, lower, len) : NULL;
    const struct sayso_token *t = &w->report->tokens[i];
    bool capitals = len > 1 && w->words[i][1] >= 'A' && w->words[i][1] <= 'Z' && !w->capitals[t->sentence];
    if (!row || t->deprel == SAYSO_DEP_EXPL || capitals) return SAYSO_OK; // "HE Dr X"
    struct ss_coref_mention *m = add(c, i, i + 1, i, SS_COREF_PRONOUN);
    if (!m) return ss_arena_error(c->arena);
    const struct ss_pronoun *p = &w->rules->pronouns.item[*row];
    m->pronoun = p->class;
    m->gender = p->gender;
    m->number = p->number;
    m->reflexive = ss_token_has(t, "Reflex=Yes");
    describe(c, m);
    return SAYSO_OK;
}

// "It is clear that he left": what "it" stands for comes behind it.
static enum sayso_err add_expletive(struct ss_coref *c, uint32_t i)
{
    const struct sayso_report *r = c->work->report;
    char lower[8];
    size_t len = ss_tokens_lower(c->work, i, i + 1, lower, sizeof lower);
    const uint32_t *row = len ? ss_map_get(&c->work->rules->pronoun, lower, len) : NULL;
    int32_t up = r->tokens[i].head;
    if (!row || up < 0) return SAYSO_OK;
    int32_t clause = ss_child(r, (uint32_t)up, SAYSO_DEP_CSUBJ);
    if (clause < (int32_t)i) return SAYSO_OK;
    uint32_t from, to;
    ss_coref_clause(r, (uint32_t)clause, &from, &to);
    struct ss_coref_mention *m = add(c, i, i + 1, i, SS_COREF_CLAUSE);
    if (!m) return ss_arena_error(c->arena);
    m->name = m->entity = -1;
    struct ss_coref_mention *n = add(c, from, to, (uint32_t)clause, SS_COREF_CLAUSE);
    if (!n) return ss_arena_error(c->arena);
    n->name = n->entity = -1;
    n->announced = (int32_t)i;
    return SAYSO_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct ss_coref_mention *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    if (x->to != y->to) return x->to > y->to ? -1 : 1;
    if (x->joined != y->joined) return x->joined ? -1 : 1;
    return (x->head > y->head) - (x->head < y->head);
}

static bool quote_mark(const struct ss_entity_work *w, uint32_t i)
{
    const char *s = w->words[i];
    uint32_t len = w->lens[i];
    return (len == 1 && *s == '"') || (len == 2 && s[0] == s[1] && (*s == '\'' || *s == '`')) ||
           (len == 3 && (memcmp(s, "\xE2\x80\x9C", 3) == 0 || memcmp(s, "\xE2\x80\x9D", 3) == 0));
}

// What stands before each mention: the nearest with the same head, and with the same words; quotations.
static enum sayso_err look_back(struct ss_coref *c)
{
    uint32_t rows = 1, count = c->mentions.count;
    while (rows < 2 * count) rows *= 2;
    int32_t *heads = SS_NEW_ARRAY(c->arena, int32_t, rows), *words = SS_NEW_ARRAY(c->arena, int32_t, rows);
    if (!heads || !words) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < rows; i++) heads[i] = words[i] = -1;
    bool quoted = false;
    uint32_t token = 0, sentence = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
        struct ss_coref_mention *m = &c->mentions.item[i];
        const struct sayso_token *t = c->work->report->tokens;
        for (; token < m->from; token++) {
            const struct sayso_sentence *s = &c->work->report->sentences[t[token].sentence];
            bool paragraph = token == s->token_first && (t[token].sentence == 0 || s->paragraph != s[-1].paragraph);
            if (paragraph) quoted = false;
            if (quote_mark(c->work, token)) quoted = !quoted;
        }
        m->quoted = quoted;
        m->first = t[m->from].sentence != sentence;
        sentence = t[m->from].sentence;
        if (m->announced >= 0)
            for (uint32_t k = i; k-- > 0 && m->stated < 0;)
                if (c->mentions.item[k].head == m->announced) m->stated = (int32_t)k;
        if (m->form == SS_COREF_PRONOUN || m->form == SS_COREF_CLAUSE) continue;
        uint32_t h = m->lemma & (rows - 1), k = m->words & (rows - 1);
        while (heads[h] >= 0 && c->mentions.item[heads[h]].lemma != m->lemma) h = (h + 1) & (rows - 1);
        while (words[k] >= 0 && c->mentions.item[words[k]].words != m->words) k = (k + 1) & (rows - 1);
        m->before = heads[h];
        m->same = words[k];
        heads[h] = words[k] = (int32_t)i;
    }
    return SAYSO_OK;
}

// Relations by which an adjective or article stands for a noun.
static bool stands_alone(unsigned rel)
{
    return rel == SAYSO_DEP_NSUBJ || rel == SAYSO_DEP_NSUBJ_PASS || rel == SAYSO_DEP_OBJ || rel == SAYSO_DEP_IOBJ ||
           rel == SAYSO_DEP_OBL || rel == SAYSO_DEP_NMOD;
}

enum sayso_err ss_coref_collect(struct ss_coref *c, const struct ss_entity_work *w)
{
    const struct sayso_report *r = w->report;
    *c = (struct ss_coref){.work = w, .sentence_count = r->sentence_count, .arena = ss_arena_new(0)};
    if (!c->arena) return SAYSO_ERR_NOMEM;
    c->lower = SS_NEW_ARRAY(c->arena, uint32_t, r->token_count + 1);
    c->lemma = SS_NEW_ARRAY(c->arena, uint32_t, r->token_count + 1);
    if (!c->lower || !c->lemma) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < r->token_count; i++) {
        const char *lemma = r->tokens[i].lemma;
        c->lower[i] = hash_lower(w->words[i], w->lens[i]);
        c->lemma[i] = lemma ? hash_lower(lemma, strlen(lemma)) : c->lower[i];
    }
    for (uint32_t i = 0; i < r->token_count && c->mentions.count < MENTIONS_MAX - 2; i++) {
        enum sayso_upos upos = (enum sayso_upos)r->tokens[i].upos;
        if (upos == SAYSO_UPOS_PRON && r->tokens[i].deprel == SAYSO_DEP_EXPL) {
            SS_TRY(add_expletive(c, i));
        } else if (upos == SAYSO_UPOS_PRON) {
            SS_TRY(add_pronoun(c, i));
        } else if (upos == SAYSO_UPOS_ADV && r->tokens[i].deprel == SAYSO_DEP_ADVMOD) {
            SS_TRY(add_pronoun(c, i)); // here, there
        } else if (upos == SAYSO_UPOS_NOUN || upos == SAYSO_UPOS_PROPN) {
            if (!part_of_name(w, i)) SS_TRY(add_noun(c, i));
        } else if (upos == SAYSO_UPOS_DET) {
            if (stands_alone(r->tokens[i].deprel)) SS_TRY(add_pronoun(c, i)); // "these", taken for an article
        } else if (upos == SAYSO_UPOS_ADJ) {
            if (stands_alone(r->tokens[i].deprel)) SS_TRY(add_noun(c, i)); // "the first", "many"
        } else if (upos == SAYSO_UPOS_NUM) {
            enum sayso_dep rel = (enum sayso_dep)r->tokens[i].deprel;
            bool bracket = i > 0 && r->text[r->tokens[i - 1].start] == '['; // "[12]", a work that is cited
            if (rel != SAYSO_DEP_NUMMOD && rel != SAYSO_DEP_COMPOUND && rel != SAYSO_DEP_FLAT &&
                (rel != SAYSO_DEP_DEP || bracket))
                SS_TRY(add_noun(c, i));
        }
    }
    if (c->mentions.count) qsort(c->mentions.item, c->mentions.count, sizeof *c->mentions.item, by_start);
    for (uint32_t i = 0; i < c->mentions.count; i++) c->mentions.item[i].chain = c->mentions.item[i].last = (int32_t)i;
    return look_back(c);
}

// Whether a mention may speak of a clause: "this", "that", "it", "which", "this decision".
static bool of_clauses(const struct ss_coref_mention *m)
{
    return m->form == SS_COREF_PRONOUN ? m->gender == SS_GENDER_THING : m->det == 3;
}

uint32_t ss_coref_candidates(const struct ss_coref *c, uint32_t at, uint32_t out[SS_COREF_LOOKS])
{
    const struct ss_coref_mention *m = &c->mentions.item[at];
    uint32_t count = 0, near = at > LOOK_BACK ? at - LOOK_BACK : 0;
    if (m->form == SS_COREF_CLAUSE) return 0;
    for (uint32_t i = at; i-- > near;)
        if ((c->mentions.item[i].form != SS_COREF_CLAUSE || of_clauses(m)) &&
            !ss_coref_apart(c, m, &c->mentions.item[i]))
            out[count++] = i;
    if (m->form == SS_COREF_PRONOUN) return count;
    int32_t far = m->before;
    for (int guard = 0; far >= 0 && guard < 200 && count < LOOK_BACK + LOOK_LEXICAL; guard++) {
        if ((uint32_t)far < near) out[count++] = (uint32_t)far;
        far = c->mentions.item[far].before;
    }
    if (m->same >= 0 && (uint32_t)m->same < near && count < SS_COREF_LOOKS) out[count++] = (uint32_t)m->same;
    for (uint32_t i = near, found = 0; i-- > 0 && found < 4 && m->entity >= 0 && count < SS_COREF_LOOKS;)
        if (c->mentions.item[i].entity == m->entity) {
            out[count++] = i;
            found++;
        }
    return count;
}

bool ss_coref_other_sex(const struct ss_coref *c, uint32_t at, uint32_t earlier)
{
    uint8_t mine = c->mentions.item[at].gender, its = c->mentions.item[c->mentions.item[earlier].chain].sex;
    return (mine == SS_GENDER_MALE || mine == SS_GENDER_FEMALE) && its && its != mine;
}

void ss_coref_join(struct ss_coref *c, uint32_t at, int32_t antecedent)
{
    struct ss_coref_mention *m = &c->mentions.item[at];
    m->chain = antecedent < 0 ? (int32_t)at : c->mentions.item[antecedent].chain;
    struct ss_coref_mention *first = &c->mentions.item[m->chain];
    first->last = (int32_t)at;
    if (!first->sex && (m->gender == SS_GENDER_MALE || m->gender == SS_GENDER_FEMALE)) first->sex = m->gender;
    if (first->size < 255) first->size++;
    if (m->pronoun && m->pronoun <= 7) first->seen |= (uint8_t)(1u << (m->pronoun - 1));
    if (m->form == SS_COREF_NAME && first->title < 0) first->title = (int32_t)at;
}
