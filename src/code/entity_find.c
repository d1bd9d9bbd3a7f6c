// SPDX-License-Identifier: Apache-2.0
// Names of actors and places: what the knowledge knows, what the engine marked, what the gazetteer has in the right
// spot; and whether the name of a country or capital acts or is only where something is.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define PHRASE_TOKENS    12
#define PLACE_TOKENS     5
#define SENSES           4
#define PLACES           12
#define KNOWN_PLACE_POP  1000
#define INSIDE_POP       5000
#define OUTLET_LEAST     4
#define CARELESS_POP     100000 // of a place named in small letters
#define CARELESS_LETTERS 4
#define SMALL_LETTERS    3
#define ARTICLE_MOST     3

static bool capital(const struct ss_entity_work *w, uint32_t i)
{
    const char *s = w->words[i];
    return (*s >= 'A' && *s <= 'Z') || ((unsigned char)*s >= 0xC3 && (unsigned char)*s <= 0xDB);
}

static bool in_capitals(const struct ss_entity_work *w, uint32_t i)
{
    return w->capitals[w->report->tokens[i].sentence];
}

// End of the engine's name that starts at `i`, or i when none starts here.
static uint32_t engine_end(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    if (!t[i].ner || !(t[i].flags & SAYSO_TOKEN_NER_BEGIN)) return i;
    uint32_t to = i + 1;
    while (to < end && t[to].ner == t[i].ner && !(t[to].flags & SAYSO_TOKEN_NER_BEGIN)) to++;
    return to;
}

// The engine's name around `i`: [*from, *to); empty when none.
static void engine_around(const struct ss_entity_work *w, uint32_t i, uint32_t *from, uint32_t *to)
{
    const struct sayso_token *t = w->report->tokens;
    *from = *to = i;
    if (!t[i].ner) return;
    uint32_t first = w->report->sentences[t[i].sentence].token_first;
    while (*from > first && !(t[*from].flags & SAYSO_TOKEN_NER_BEGIN)) (*from)--;
    *to = engine_end(w, *from, ss_sentence_end(w->report, i));
}

static bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_place_word(const struct ss_entity_work *w, uint32_t i);

// Whether a state is named, and not only the word "state".
static bool names_state(const struct ss_know_match *m)
{
    return ss_streq(m->actor.kind, "state") && !m->folded && !starts_with(m->actor.id, "role.");
}

// "French" beside a noun or behind "the": the nation, and not the language.
static bool names_people(const struct ss_entity_work *w, uint32_t i)
{
    const struct sayso_token *t = &w->report->tokens[i];
    if (t->deprel == SAYSO_DEP_AMOD || t->deprel == SAYSO_DEP_COMPOUND || t->deprel == SAYSO_DEP_CONJ)
        return t->head > (int32_t)i || t->deprel == SAYSO_DEP_CONJ;
    return ss_child(w->report, i, SAYSO_DEP_DET) >= 0;
}

// "President Bush": the title tells that the surname is the office's holder, whatever the day.
static bool titled_office(const struct ss_entity_work *w, uint32_t i, const struct ss_know_actor *a)
{
    char title[40];
    const char *office = a->flags ? strstr(a->flags, "office:") : NULL;
    size_t len = i && office ? ss_tokens_lower(w, i - 1, i, title, sizeof title) : 0;
    if (!len || w->report->tokens[i - 1].sentence != w->report->tokens[i].sentence) return false;
    return strncmp(office + 7, title, len) == 0;
}

// "Jonathan Cohen" is no Goodluck Jonathan: the surname begins a longer name.
static bool goes_on(const struct ss_entity_work *w, uint32_t i)
{
    const struct sayso_token *t = w->report->tokens;
    return i + 1 < ss_sentence_end(w->report, i) && t[i + 1].upos == SAYSO_UPOS_PROPN &&
           t[i + 1].deprel == SAYSO_DEP_FLAT && t[i + 1].head == (int32_t)i && *w->words[i + 1] >= 'A' &&
           *w->words[i + 1] <= 'Z';
}

// Whether a matched phrase is a name here, and not a word that only looks like one.
static bool plausible(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    const struct sayso_token *t = &w->report->tokens[i];
    bool translit =
        ss_streq(m->actor.kind, "person") || ss_streq(m->actor.kind, "armed_group") || ss_streq(m->actor.kind, "party");
    if (m->folded && (!translit || (m->tokens == 1 && t->ner == SAYSO_NER_PLACE))) return false;
    if (m->tokens == 1 && m->acronym && !in_capitals(w, i) && w->lens[i] > 1) return !m->outdated;
    if (m->tokens == 1) {
        if (t->upos == SAYSO_UPOS_AUX || t->upos == SAYSO_UPOS_PRON || t->upos == SAYSO_UPOS_DET ||
            t->upos == SAYSO_UPOS_ADP || t->upos == SAYSO_UPOS_CCONJ || t->upos == SAYSO_UPOS_SCONJ ||
            t->upos == SAYSO_UPOS_PART || t->upos == SAYSO_UPOS_INTJ || t->upos == SAYSO_UPOS_PUNCT)
            return false;
        if (t->upos == SAYSO_UPOS_VERB && !t->ner) return false;
        if ((ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME) && !(m->demonym && names_people(w, i))) return false;
        if ((m->folded || m->outdated) && !t->ner && !titled_office(w, i, &m->actor)) return false;
        if (in_capitals(w, i) && !t->ner && (m->acronym || t->upos != SAYSO_UPOS_PROPN)) return false;
    }
    uint32_t from, to;
    engine_around(w, i, &from, &to);
    bool single = to == from + 1;
    bool person = ss_streq(m->actor.kind, "person");
    if (person && m->tokens == 1 &&
        ((m->outdated && !titled_office(w, i, &m->actor)) || goes_on(w, i) || t->ner == SAYSO_NER_PLACE ||
         (t->ner == SAYSO_NER_ORGANISATION && !single)))
        return false;
    if (m->outdated && !person && !ss_streq(m->actor.kind, "state")) return m->tokens > 1 && !m->folded;
    return true;
}

// Whether the gazetteer has [from, to) as one name.
static bool span_known(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    struct ss_know_place p[PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t n = ss_know_places(w->know, w->words[from], t[to - 1].end - t[from].start, p, PLACES);
    for (uint32_t k = 0; k < n; k++)
        if (!p[k].folded) return true;
    return false;
}

// A possessive that lost its apostrophe ("Syrias", "Assads").
static bool lost_apostrophe(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    size_t len = strlen(m->phrase);
    return w->words[i][w->lens[i] - 1] == 's' && len && m->phrase[len - 1] != 's';
}

// Whether the engine's longer name around the match is to be believed instead.
static bool engine_wins(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    uint32_t from, to;
    engine_around(w, i, &from, &to);
    if (from == to || (from >= i && to <= i + m->tokens)) return false;
    if (m->demonym && from == i && !capital(w, i + m->tokens)) return false; // "the Syrian city"
    enum sayso_ner ner = w->report->tokens[i].ner;
    bool state = ss_streq(m->actor.kind, "state") || m->demonym;
    bool person = ss_streq(m->actor.kind, "person");
    bool strong = (m->tokens > 1 || m->acronym) && !state && !person && !m->folded;
    if (ner == SAYSO_NER_PERSON && state && from == i && lost_apostrophe(w, i, m)) return false;
    if (ner == SAYSO_NER_PERSON) return person ? from < i : !strong;
    if (ner == SAYSO_NER_ORGANISATION) return (state && m->tokens <= 2) || (person && m->tokens == 1);
    if (ner == SAYSO_NER_PLACE && state && !m->demonym &&
        !m->metonym) { // "northern Iraq" is in Iraq, "Latin America" is not
        return span_known(w, from, to);
    }
    if (ner == SAYSO_NER_PLACE) return !strong || span_known(w, from, to);
    return state;
}

// The relation by which [from, to) hangs in the sentence, past coordination and apposition.
static uint32_t governor(const struct ss_entity_work *w, uint32_t head)
{
    const struct sayso_token *t = w->report->tokens;
    for (int guard = 0;
         guard < 8 && t[head].head >= 0 && (t[head].deprel == SAYSO_DEP_CONJ || t[head].deprel == SAYSO_DEP_FLAT);
         guard++)
        head = (uint32_t)t[head].head;
    return head;
}

static uint32_t case_class(const struct ss_entity_work *w, uint32_t head)
{
    int32_t marker = ss_child(w->report, head, SAYSO_DEP_CASE);
    if (marker < 0 || marker > (int32_t)head) return 0;
    const char *lemma = w->report->tokens[marker].lemma;
    uint32_t is = lemma ? ss_name_class(w->rules, lemma, strlen(lemma)) : 0;
    return is ? is : (uint32_t)SS_CLASS_DEFINITE; // some other preposition
}

static bool is_place_word(const struct ss_entity_work *w, uint32_t i)
{
    char lower[40];
    size_t len = ss_tokens_lower(w, i, i + 1, lower, sizeof lower);
    return len && ss_map_get(&w->rules->place_noun, lower, len);
}

// Whether a country or capital is named as the place of something, and not as one who acts.
static bool used_as_place(const struct ss_entity_work *w, const struct ss_name *n, bool capital_city)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t head = governor(w, (uint32_t)n->head);
    uint32_t is = case_class(w, head);
    if (is & SS_CLASS_ACTOR_PREP) return false;
    if (is & SS_CLASS_PLACE_PREP) return true;
    const struct sayso_token *up = t[head].head >= 0 ? &t[t[head].head] : NULL;
    switch (t[head].deprel) {
    case SAYSO_DEP_NSUBJ:
    case SAYSO_DEP_NSUBJ_OUTER:
        return !up || up->upos != SAYSO_UPOS_VERB;
    case SAYSO_DEP_NSUBJ_PASS:
    case SAYSO_DEP_OBL_AGENT:
        return capital_city;
    case SAYSO_DEP_IOBJ:
        return false;
    case SAYSO_DEP_OBJ:
        return capital_city ||
               (up && up->lemma && (ss_name_class(w->rules, up->lemma, strlen(up->lemma)) & SS_CLASS_MOTION_VERB));
    case SAYSO_DEP_NMOD_POSS:
        return capital_city || (up && (is_place_word(w, (uint32_t)t[head].head) || up->ner == SAYSO_NER_PLACE));
    default:
        return true;
    }
}

// A name inside of another, which stays on top.
static struct ss_name *add_nested(struct ss_entity_work *w, uint32_t from, uint32_t to, enum ss_name_source source)
{
    int32_t cover = w->cover[from];
    struct ss_name *n = ss_name_add(w, from, to, source);
    if (!n) return NULL;
    n->nested = true;
    for (uint32_t k = from; k < to; k++) w->cover[k] = cover;
    return n;
}

// A state that only an adjective names ("Syrian army", "a Russian jet").
static enum sayso_err add_adjective(struct ss_entity_work *w, uint32_t from, uint32_t to, const struct ss_know_match *m)
{
    struct ss_name *n = add_nested(w, from, to, SS_NAME_KNOWN);
    if (!n) return ss_arena_error(w->report->arena);
    n->known = n->demonym = n->modifier = true;
    n->actor = m->actor;
    n->rule = m->actor.line;
    return SAYSO_OK;
}

// A state's name or adjective inside a longer name.
static enum sayso_err add_state(struct ss_entity_work *w, uint32_t from, uint32_t to, const struct ss_know_match *m)
{
    if (m->demonym) return add_adjective(w, from, to, m);
    struct ss_name *name = add_nested(w, from, to, SS_NAME_KNOWN);
    if (!name) return ss_arena_error(w->report->arena);
    name->known = name->as_place = true;
    name->actor = m->actor;
    name->rule = m->actor.line;
    name->country = m->actor.country;
    return SAYSO_OK;
}

// A state's name inside of a longer name ("Syria's army") is a place of its own.
static enum sayso_err add_inner_place(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct ss_know_match m[SENSES];
        uint32_t n =
            capital(w, i) ? ss_know_match_actor(w->know, w->words + i, w->lens + i, to - i, w->on, m, SENSES) : 0;
        while (n && m[0].tokens > 1 && i + m[0].tokens >= to)
            n = ss_know_match_actor(w->know, w->words + i, w->lens + i, m[0].tokens - 1, w->on, m, SENSES);
        if (!n || !names_state(&m[0]) || m[0].metonym || i + m[0].tokens > to) continue;
        uint32_t end = i + m[0].tokens;
        while (end > i + 1 && w->report->tokens[end - 1].upos == SAYSO_UPOS_PART) end--;
        return add_state(w, i, end, &m[0]);
    }
    return SAYSO_OK;
}

// An adjective or people of a state: a mention only as the head of its phrase ("the Syrians said").
static bool modifies(const struct ss_entity_work *w, uint32_t i, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t head = (uint32_t)ss_head_of(w->report, i, to);
    if (t[head].upos == SAYSO_UPOS_ADJ && t[head].deprel != SAYSO_DEP_NSUBJ && t[head].deprel != SAYSO_DEP_OBJ &&
        t[head].deprel != SAYSO_DEP_CONJ)
        return true;
    return t[head].deprel == SAYSO_DEP_AMOD || t[head].deprel == SAYSO_DEP_COMPOUND ||
           (t[head].deprel == SAYSO_DEP_CONJ && t[head].upos == SAYSO_UPOS_ADJ);
}

static enum sayso_err add_known(struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    uint32_t to = i + m->tokens;
    const struct sayso_token *t = w->report->tokens;
    while (to > i + 1 && t[to - 1].upos == SAYSO_UPOS_PART) to--; // "Syria's" ends before the 's
    if (m->demonym) {
        for (uint32_t k = i; k < to; k++) w->token_country[k] = m->actor.country;
        if (modifies(w, i, to) || (to < ss_sentence_end(w->report, i) && t[to].deprel == SAYSO_DEP_FLAT))
            return add_adjective(w, i, to, m);
    }
    struct ss_name *n = ss_name_add(w, i, to, SS_NAME_KNOWN);
    if (!n) return ss_arena_error(w->report->arena);
    n->known = true;
    n->actor = m->actor;
    n->ner = (enum sayso_ner)t[i].ner;
    n->demonym = m->demonym;
    n->metonym = m->metonym;
    n->sided = m->sided;
    n->rule = m->actor.line;
    n->country = m->actor.country;
    n->plural = t[n->head].xpos && starts_with(t[n->head].xpos, "NN") && strchr(t[n->head].xpos, 'S');
    bool state = ss_streq(m->actor.kind, "state") && !m->demonym;
    if (state || (m->metonym && m->actor.place)) {
        bool capital_city = m->metonym;
        n->as_place = used_as_place(w, n, capital_city);
        if (n->as_place && capital_city) { // the city, not the government
            n->known = false;
            n->source = SS_NAME_PLACE;
            n->country = NULL;
            n->rule = "places";
        } else if (capital_city) { // the words still name the city
            struct ss_name *city = add_nested(w, i, to, SS_NAME_PLACE);
            if (!city) return ss_arena_error(w->report->arena);
            city->as_place = true;
            city->rule = "places";
        }
        return SAYSO_OK;
    }
    if (!ss_streq(m->actor.kind, "person") && to - i > 1 && *m->actor.country) return add_inner_place(w, i, to);
    return SAYSO_OK;
}

// "a Syrian soldier": one of a body, and not the body.
static bool one_of_body(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t last = i + m->tokens - 1;
    return m->tokens > 1 && i > 0 && t[i - 1].upos == SAYSO_UPOS_DET &&
           !(ss_name_class_at(w, i - 1) & SS_CLASS_DEFINITE) && !ss_streq(m->actor.kind, "person") && t[last].xpos &&
           strcmp(t[last].xpos, "NN") == 0 && (ss_name_class_at(w, last) & SS_CLASS_INDIVIDUAL);
}

// Of several senses the one that fits best here; NULL when none does.
static const struct ss_know_match *choose(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m,
                                          uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        if (!starts_with(m[k].actor.id, "role.") && plausible(w, i, &m[k]) && !one_of_body(w, i, &m[k])) return &m[k];
    return NULL;
}

// Whether the words may be the name of a place that the engine did not mark.
static bool unmarked_place(const struct ss_entity_work *w, uint32_t i, uint32_t to, const struct ss_know_place *p)
{
    const struct sayso_token *t = w->report->tokens;
    bool own = starts_with(p->line, "places/");
    uint32_t from, stop;
    engine_around(w, i, &from, &stop);
    if (from < i && to == i + 1 && w->cover[i - 1] < 0) return false; // the end of a longer name
    if (t[i].ner == SAYSO_NER_ORGANISATION) return own && !p->folded && from == i && stop == to;
    if (t[i].ner == SAYSO_NER_PERSON) {
        bool at = i > 0 && (ss_name_class_at(w, i - 1) & SS_CLASS_STRONG_PLACE_PREP);
        bool noun = (i > 1 && is_place_word(w, i - 2)) || (i > 0 && is_place_word(w, i - 1)) ||
                    (to < ss_sentence_end(w->report, i) && is_place_word(w, to));
        return own && !p->folded && (to > i + 1 || at || noun) && (stop == to || noun || to > i + 1);
    }
    if (in_capitals(w, i) && !own) return t[i].ner == SAYSO_NER_PLACE;
    if (t[i].ner == SAYSO_NER_PLACE || (own && !p->folded)) return true;
    if (p->folded || t[i].upos != SAYSO_UPOS_PROPN || i == 0) return false;
    if (p->population < KNOWN_PLACE_POP && !ss_streq(p->feature, "admin1") && !ss_streq(p->feature, "region"))
        return false;
    uint32_t before = ss_name_class_at(w, i - 1);
    bool after_noun = to < ss_sentence_end(w->report, i) && is_place_word(w, to) && p->primary;
    return (before & SS_CLASS_STRONG_PLACE_PREP) || after_noun;
}

// "al-Sukhna": the name begins with its small article.
static bool article_begins(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    return i + 2 < end && w->lens[i] <= ARTICLE_MOST && *w->words[i] >= 'a' && *w->words[i] <= 'z' &&
           w->lens[i + 1] == 1 && *w->words[i + 1] == '-' && t[i].end == t[i + 1].start &&
           t[i + 1].end == t[i + 2].start && capital(w, i + 2) && t[i].ner == SAYSO_NER_PLACE &&
           (t[i].flags & SAYSO_TOKEN_NER_BEGIN);
}

static enum sayso_err add_place(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    struct ss_name *name = ss_name_add(w, from, to, SS_NAME_PLACE);
    if (!name) return ss_arena_error(w->report->arena);
    name->as_place = true;
    name->ner = SAYSO_NER_PLACE;
    name->rule = "places";
    return SAYSO_OK;
}

// "hotels in florida": a well-known place whose writer spares the capital, behind a preposition of place.
static bool careless_place(const struct ss_entity_work *w, uint32_t i, uint32_t first)
{
    if (w->report->tokens[i].upos != SAYSO_UPOS_PROPN || i == first || w->lens[i] < CARELESS_LETTERS) return false;
    if (!(ss_name_class_at(w, i - 1) & SS_CLASS_PLACE_PREP) || is_place_word(w, i)) return false;
    if (ss_name_class_at(w, i) & (SS_CLASS_PLACE_MODIFIER | SS_CLASS_COMPASS)) return false;
    if (i + 1 < ss_sentence_end(w->report, i) && (capital(w, i + 1) || *w->words[i + 1] == '-')) return false;
    struct ss_know_place p[PLACES];
    uint32_t n = ss_know_places(w->know, w->words[i], w->lens[i], p, PLACES);
    for (uint32_t k = 0; k < n; k++) {
        bool large = p[k].primary && p[k].population >= CARELESS_POP && !ss_streq(p[k].feature, "admin2");
        if (!p[k].folded && (large || ss_streq(p[k].feature, "country"))) return true;
    }
    return false;
}

// "Paris, Mo.": the short form of a state behind a place of it.
static bool state_behind(const struct ss_entity_work *w, uint32_t i, uint32_t first)
{
    if (i < first + 2 || w->lens[i - 1] != 1 || *w->words[i - 1] != ',') return false;
    int32_t before = w->cover[i - 2];
    return before >= 0 && w->names.item[before].as_place &&
           ss_map_get(&w->rules->abbreviation, w->words[i], w->lens[i]) != NULL;
}

// A place of our own tables or the gazetteer that starts here; the longest one.
static enum sayso_err find_place(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next)
{
    const struct sayso_token *t = w->report->tokens;
    *next = i;
    if (ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME) return SAYSO_OK;
    if (t[i].upos == SAYSO_UPOS_DET) return SAYSO_OK;
    bool generic = is_place_word(w, i) || (ss_name_class_at(w, i) & SS_CLASS_PLACE_MODIFIER);
    if (t[i].upos != SAYSO_UPOS_PROPN && t[i].upos != SAYSO_UPOS_NOUN && t[i].upos != SAYSO_UPOS_ADJ && !t[i].ner)
        return SAYSO_OK;
    uint32_t from, stop;
    engine_around(w, i, &from, &stop);
    for (uint32_t to = end < i + PLACE_TOKENS ? end : i + PLACE_TOKENS; to > i; to--) {
        if (to < i + 3 && !capital(w, i)) break; // a bare article
        if (!capital(w, to - 1) && to > i + 1 && !is_place_word(w, to - 1)) continue;
        if (t[to - 1].upos == SAYSO_UPOS_PUNCT || t[to - 1].upos == SAYSO_UPOS_PART) continue;
        if (generic && to == i + 1) break;
        if (from < stop && to < stop && t[i].ner == SAYSO_NER_PLACE && from == i) break; // keep the engine's longer one
        bool covered = false;
        for (uint32_t k = i; k < to; k++) covered = covered || w->cover[k] >= 0;
        if (covered) continue;
        struct ss_know_place p[PLACES];
        uint32_t size = t[to - 1].end - t[i].start;
        uint32_t n = ss_know_places(w->know, w->words[i], size, p, PLACES);
        if (!n && size > 5 && w->words[i][size - 1] == 's') // "Aleppos", the apostrophe lost
            n = ss_know_places(w->know, w->words[i], size - 1, p, PLACES);
        bool good = false;
        for (uint32_t k = 0; k < n && !good; k++) {
            bool own = starts_with(p[k].line, "places/");
            good = unmarked_place(w, i, to, &p[k]) && (to == i + 1 || own || p[k].primary || (from == i && stop == to));
        }
        if (!good) continue;
        *next = to;
        return add_place(w, i, to);
    }
    return SAYSO_OK;
}

// "Toronto police", "University of Minnesota": the place that an organisation's name begins or ends with.
static enum sayso_err add_place_inside(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        bool first = i == from || (i == from + 1 && (ss_name_class_at(w, from) & SS_CLASS_DEFINITE));
        uint32_t before = i > from ? ss_name_class_at(w, i - 1) : 0;
        bool last = i > from + 1 &&
                    ((before & SS_CLASS_PLACE_PREP) || (w->lens[i - 1] == 2 && memcmp(w->words[i - 1], "of", 2) == 0));
        if ((!first && !last) || !capital(w, i)) continue;
        struct ss_know_match m[SENSES];
        uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, to - i, w->on, m, SENSES);
        if (n && names_state(&m[0]) && !m[0].metonym && (first ? i + m[0].tokens < to : true)) {
            return add_state(w, i, i + m[0].tokens, &m[0]);
        }
        for (uint32_t end = first ? to - 1 : to; end > i; end--) {
            if (end > i + 3 || (is_place_word(w, i) && end == i + 1) ||
                (end == i + 1 && (ss_name_class_at(w, i) & SS_CLASS_PLACE_MODIFIER)))
                continue;
            if (last && end != to) continue;
            struct ss_know_place p[PLACES];
            uint32_t found = ss_know_places(w->know, w->words[i],
                                            w->report->tokens[end - 1].end - w->report->tokens[i].start, p, PLACES);
            bool good = false;
            for (uint32_t k = 0; k < found; k++) {
                bool own = starts_with(p[k].line, "places/");
                good = good || (!p[k].folded && (own || (p[k].primary && p[k].population >= INSIDE_POP)));
            }
            if (!good) continue;
            struct ss_name *name = add_nested(w, i, end, SS_NAME_PLACE);
            if (!name) return ss_arena_error(w->report->arena);
            name->as_place = true;
            name->rule = "places";
            return SAYSO_OK;
        }
    }
    return SAYSO_OK;
}

static enum sayso_err add_engine(struct ss_entity_work *w, uint32_t i, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    if (to == i + 1 && (ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME)) return SAYSO_OK;
    for (uint32_t k = i; k < to; k++)
        if (w->cover[k] >= 0) return SAYSO_OK;
    enum sayso_ner ner = (enum sayso_ner)t[i].ner;
    if (to == i + 1 && ner == SAYSO_NER_PLACE &&
        (is_place_word(w, i) || (ss_name_class_at(w, i) & SS_CLASS_PLACE_MODIFIER)))
        return SAYSO_OK;
    if (to == i + 1 && (ss_name_class_at(w, i) & SS_CLASS_PEOPLE_ADJECTIVE)) return SAYSO_OK;
    if (to == i + 1 && ner != SAYSO_NER_PLACE) { // "Kurds", "Observatory": nouns after all
        char lower[40];
        size_t len = ss_tokens_lower(w, i, to, lower, sizeof lower);
        if (len && ss_map_get(&w->rules->role, lower, len)) return SAYSO_OK;
    }
    bool adjectives = true; // "Russian", taken for a name
    for (uint32_t k = i; k < to; k++) adjectives = adjectives && w->token_country[k];
    if (adjectives) return SAYSO_OK;
    if (ner == SAYSO_NER_OTHER) { // events, works, languages: no actors
        bool acts = t[ss_head_of(w->report, i, to)].deprel == SAYSO_DEP_NSUBJ && t[i].upos == SAYSO_UPOS_PROPN;
        if (!acts) return SAYSO_OK;
    }
    struct ss_name *n = ss_name_add(w, i, to, ner == SAYSO_NER_PLACE ? SS_NAME_PLACE : SS_NAME_ENGINE);
    if (!n) return ss_arena_error(w->report->arena);
    n->ner = ner;
    n->as_place = ner == SAYSO_NER_PLACE;
    uint32_t name_index = w->names.count - 1;
    if (ner == SAYSO_NER_ORGANISATION && to > i + 1) SS_TRY(add_place_inside(w, i, to));
    n = &w->names.item[name_index];
    for (uint32_t k = i; k < to; k++) { // whose it is, by what stands in the name
        struct ss_know_match m[SENSES];
        uint32_t count = ner == SAYSO_NER_ORGANISATION && capital(w, k)
                             ? ss_know_match_actor(w->know, w->words + k, w->lens + k, to - k, w->on, m, SENSES)
                             : 0;
        if (count && *m[0].actor.country && !n->country && (ss_streq(m[0].actor.kind, "state") || m[0].demonym))
            n->country = m[0].actor.country;
        if (w->token_country[k] && !n->country) n->country = w->token_country[k];
    }
    return SAYSO_OK;
}

// Letters, with an apostrophe or hyphen between them at most: no address, no code.
static bool letters_only(const struct ss_entity_work *w, uint32_t i)
{
    const char *s = w->words[i];
    for (uint32_t k = 0; k < w->lens[i]; k++)
        if (!ss_ascii_alpha(s[k]) && s[k] != '-' && s[k] != '\'' && !((unsigned char)s[k] & 0x80)) return false;
    return true;
}

// Whether the gazetteer has the words as the name of a large town, a state or a province.
static bool large_place(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    struct ss_know_place p[PLACES];
    uint32_t n = ss_know_places(w->know, w->words[from], t[to - 1].end - t[from].start, p, PLACES);
    for (uint32_t k = 0; k < n; k++) {
        bool large = (p[k].primary && p[k].population >= CARELESS_POP) || starts_with(p[k].line, "places/");
        if (!p[k].folded && (large || ss_streq(p[k].feature, "country"))) return true;
    }
    return false;
}

// "girls from san francisco california", "jill allen": the engine takes words that begin small for names of persons or
// places, and every one of them is tagged as such. A place is a large one. *next is behind them, or i.
static enum sayso_err find_small(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t to = engine_end(w, i, end);
    *next = i;
    if (to == i || (t[i].ner != SAYSO_NER_PERSON && t[i].ner != SAYSO_NER_PLACE)) return SAYSO_OK;
    if (t[i].deprel == SAYSO_DEP_COMPOUND && to == i + 1) return SAYSO_OK;
    for (uint32_t k = i; k < to; k++)
        if (t[k].upos != SAYSO_UPOS_PROPN || !letters_only(w, k) || w->lens[k] < SMALL_LETTERS || w->cover[k] >= 0)
            return SAYSO_OK;
    if (t[i].ner == SAYSO_NER_PERSON) {
        *next = to;
        return add_engine(w, i, to);
    }
    while (i < to) { // "miramar florida" are two
        uint32_t stop = to;
        while (stop > i && !large_place(w, i, stop)) stop--;
        if (stop == i || is_place_word(w, i)) return SAYSO_OK;
        SS_TRY(add_place(w, i, stop));
        *next = i = stop;
    }
    return SAYSO_OK;
}

// End of the name of several words that our own tables of places have here; i when none.
static uint32_t own_place(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    if (!capital(w, i) || in_capitals(w, i) || i + 1 >= end || t[i].upos == SAYSO_UPOS_DET) return i;
    for (uint32_t to = end < i + PLACE_TOKENS ? end : i + PLACE_TOKENS; to > i + 1; to--) {
        if (!capital(w, to - 1) && !is_place_word(w, to - 1)) continue;
        uint32_t from, stop;
        engine_around(w, to - 1, &from, &stop);
        if (t[to - 1].ner == SAYSO_NER_PERSON || (t[to - 1].ner == SAYSO_NER_ORGANISATION && stop > to)) continue;
        struct ss_know_place p[PLACES];
        uint32_t n = ss_know_places(w->know, w->words[i], t[to - 1].end - t[i].start, p, PLACES);
        for (uint32_t k = 0; k < n; k++)
            if (starts_with(p[k].line, "places/") && !p[k].folded) return to;
    }
    return i;
}

// End of the outlet's own name here; i when it does not stand here.
static uint32_t outlet_end(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    const char *name = w->report->outlet;
    size_t len = name ? strlen(name) : 0, left = t[end - 1].end - t[i].start;
    if (len < OUTLET_LEAST || len > left || !capital(w, i) || memcmp(w->words[i], name, len) != 0) return i;
    uint32_t to = i;
    while (to < end && t[to].end <= t[i].start + len) to++;
    return to > i && t[to - 1].end == t[i].start + len ? to : i;
}

static enum sayso_err add_outlet(struct ss_entity_work *w, uint32_t i, uint32_t to)
{
    struct ss_name *n = ss_name_add(w, i, to, SS_NAME_ENGINE);
    if (!n) return ss_arena_error(w->report->arena);
    n->ner = SAYSO_NER_ORGANISATION;
    n->outlet = true;
    return SAYSO_OK;
}

static enum sayso_err find_in(struct ss_entity_work *w, uint32_t first, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = first; i < end;) { // what the knowledge knows
        uint32_t own = outlet_end(w, i, end);
        uint32_t left = end - i < PHRASE_TOKENS ? end - i : PHRASE_TOKENS;
        struct ss_know_match m[SENSES];
        const struct ss_know_match *best = NULL;
        for (uint32_t room = left; room && !best;) { // shorter ones when the longest does not fit
            uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, room, w->on, m, SENSES);
            if (!n) break;
            best = choose(w, i, m, n);
            if (best && engine_wins(w, i, best)) best = NULL;
            if (!best) room = m[0].tokens > 1 ? m[0].tokens - 1 : 0;
        }
        if (!best && w->lens[i] > 4 && w->words[i][w->lens[i] - 1] == 's' && capital(w, i)) {
            w->lens[i]--; // "Assads", the apostrophe lost
            uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, 1, w->on, m, SENSES);
            w->lens[i]++;
            best = n && !m[0].folded ? choose(w, i, m, n) : NULL;
        }
        if (own > i && (!best || i + best->tokens < own)) {
            SS_TRY(add_outlet(w, i, own));
            i = own;
            continue;
        }
        uint32_t place = own_place(w, i, end); // "New Mexico", "Latin America"
        if (place > i + 1 && (!best || place > i + best->tokens)) {
            struct ss_name *n = ss_name_add(w, i, place, SS_NAME_PLACE);
            if (!n) return ss_arena_error(w->report->arena);
            n->as_place = true;
            n->ner = SAYSO_NER_PLACE;
            n->rule = "places";
            i = place;
            continue;
        }
        if (!best) {
            i++;
            continue;
        }
        struct ss_know_match chosen = *best;
        SS_TRY(add_known(w, i, &chosen));
        i += chosen.tokens;
    }
    for (uint32_t i = first; i < end;) { // places, then what the engine marked
        uint32_t next = i;
        if (w->cover[i] >= 0 || (!capital(w, i) && !article_begins(w, i, end))) {
            if (w->cover[i] < 0) SS_TRY(find_small(w, i, end, &next));
            if (next == i && w->cover[i] < 0 && careless_place(w, i, first)) SS_TRY(add_place(w, i, i + 1));
            i = next > i ? next : i + 1;
            continue;
        }
        if (state_behind(w, i, first)) {
            SS_TRY(add_place(w, i, i + 1));
            next = i + 1;
        } else {
            SS_TRY(find_place(w, i, end, &next));
        }
        if (next == i && t[i].ner) {
            next = engine_end(w, i, end);
            if (next > i) SS_TRY(add_engine(w, i, next));
        }
        i = next > i ? next : i + 1;
    }
    return SAYSO_OK;
}

enum sayso_err ss_find_names(struct ss_entity_work *w)
{
    SS_TRY(ss_settle_names(w));
    for (uint32_t s = 0; s < w->report->sentence_count; s++) {
        const struct sayso_sentence *sentence = &w->report->sentences[s];
        SS_TRY(find_in(w, sentence->token_first, sentence->token_first + sentence->token_count));
    }
    return SAYSO_OK;
}
