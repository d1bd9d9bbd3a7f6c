// SPDX-License-Identifier: Apache-2.0
// Names of actors that the knowledge has: which of them is meant, whether the engine's longer name is to be believed
// instead, and whether the name of a country or capital acts or is only where something is.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity_find.h"
#include "code/kind.h"

// Whether a state is named, and not only the word "state".
bool ss_names_state(const struct ss_know_match *m)
{
    return ss_streq(m->actor.kind, "state") && !m->folded && !ss_starts_with(m->actor.id, "role.");
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
    bool flat = i + 1 < w->report->token_count && t[i + 1].deprel == SAYSO_DEP_FLAT && t[i + 1].head == (int32_t)i;
    return i + 1 < ss_sentence_end(w->report, i) && t[i + 1].upos == SAYSO_UPOS_PROPN &&
           (flat || t[i + 1].ner == SAYSO_NER_PERSON) && *w->words[i + 1] >= 'A' && *w->words[i + 1] <= 'Z';
}

// A name in capitals, or one of more words than stand here, is not what a single word only resembles.
static bool resembles_only(const struct ss_know_match *m)
{
    bool capitals = true;
    for (const char *p = m->actor.name; *p; p++) capitals = capitals && *p >= 'A' && *p <= 'Z';
    return m->folded && m->tokens == 1 && (capitals || strchr(m->phrase, ' '));
}

// Whether the word beside is written in capitals too.
static bool all_capitals(const struct ss_entity_work *w, uint32_t i, int step)
{
    if ((step < 0 && !i) || (step > 0 && i + 1 >= w->report->token_count)) return false;
    uint32_t at = step < 0 ? i - 1 : i + 1;
    for (uint32_t k = 0; k < w->lens[at]; k++)
        if (w->words[at][k] < 'A' || w->words[at][k] > 'Z') return false;
    return w->lens[at] > 1;
}

// "TIPS" is no plural of "TIP".
static bool in_phrase_last(const struct ss_know_match *m, char c)
{
    size_t len = strlen(m->phrase);
    return len && m->phrase[len - 1] == c;
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

// "ethnic" before a nation's adjective: those who live in another country.
bool ss_ethnic(const struct ss_entity_work *w, uint32_t i)
{
    char word[8];
    return i && w->lens[i - 1] == 6 && ss_tokens_lower(w, i - 1, i, word, sizeof word) && strcmp(word, "ethnic") == 0;
}

// "Trump made the pledge": who does something with a verb is no town, whatever the engine takes it for.
static bool acts_alone(const struct ss_entity_work *w, uint32_t i)
{
    const struct sayso_token *t = w->report->tokens;
    return t[i].deprel == SAYSO_DEP_NSUBJ && t[i].head >= 0 && t[t[i].head].upos == SAYSO_UPOS_VERB;
}

// Whether a matched phrase is a name here, and not a word that only looks like one.
static bool plausible(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    const struct sayso_token *t = &w->report->tokens[i];
    bool translit =
        ss_streq(m->actor.kind, "person") || ss_streq(m->actor.kind, "armed_group") || ss_streq(m->actor.kind, "party");
    if (resembles_only(m)) return false;
    if (ss_names_state(m) && !m->demonym && !m->metonym && ss_settled_town(w, m->actor.country)) return false;
    if (m->folded && m->tokens == 1 && t->ner == SAYSO_NER_PERSON && !ss_streq(m->actor.kind, "person")) return false;
    if (m->acronym && m->tokens == 1 && w->words[i][w->lens[i] - 1] == 'S' && !in_phrase_last(m, 'S')) return false;
    bool part = m->demonym || (strchr(m->actor.id, '.') && *m->actor.country && !ss_streq(m->actor.kind, "person"));
    if (part && i > 0 && ss_capital(w, i - 1) && (ss_name_class_at(w, i - 1) & SS_CLASS_PART_OF_WORLD))
        return false;                                                          // "Latin American"
    bool small = ss_capital(w, w->report->sentences[t->sentence].token_first); // "foreign affairs" is no journal
    for (uint32_t k = 0; k < m->tokens; k++) small = small && !ss_capital(w, i + k);
    if (small && ss_streq(m->actor.kind, "media")) return false;
    if (m->tokens == 1 && ss_streq(m->actor.kind, "media") && ss_starts_with(m->actor.name, "The ") &&
        !(i && w->lens[i - 1] == 3 && memcmp(w->words[i - 1], "The", 3) == 0)) { // "Hindu homes" are no paper's
        char word[40];
        size_t len = ss_tokens_lower(w, i, i + 1, word, sizeof word);
        if (len && ss_map_get(&w->rules->role, word, len)) return false;
        bool bare = strlen(m->actor.name) == w->lens[i] + 4 && memcmp(m->actor.name + 4, w->words[i], w->lens[i]) == 0;
        if (bare && t->ner == SAYSO_NER_PERSON) return false; // "Hill's car"
        const char *lemma = t->lemma ? t->lemma : "";         // "Spectators rose"
        if (!len || (t->upos == SAYSO_UPOS_NOUN && ss_map_get(&w->rules->role, lemma, strlen(lemma)))) return false;
    }
    if (m->tokens > 1 && ss_streq(m->actor.kind, "party") && !ss_capital(w, i) && ss_capital(w, i + m->tokens - 1))
        return false;                                                           // "liberal Democrats"
    if (m->folded && m->tokens == 1 && t->ner == SAYSO_NER_OTHER) return false; // "the Koran"
    bool of_state = m->demonym || (strchr(m->actor.id, '.') && *m->actor.country);
    if (of_state && ss_ethnic(w, i) && (!m->demonym || modifies(w, i, i + m->tokens)))
        return false; // "ethnic Albanian guerrillas"
    if (m->folded && (!translit || (m->tokens == 1 && t->ner == SAYSO_NER_PLACE))) return false;
    bool verb = t->upos == SAYSO_UPOS_AUX && (all_capitals(w, i, -1) || all_capitals(w, i, 1)); // "SHE IS", not "IS"
    if (m->tokens == 1 && m->acronym && !verb && !ss_in_capitals(w, i) && w->lens[i] > 1) return !m->outdated;
    if (m->tokens == 1) {
        if (t->upos == SAYSO_UPOS_AUX || t->upos == SAYSO_UPOS_PRON || t->upos == SAYSO_UPOS_DET ||
            t->upos == SAYSO_UPOS_ADP || t->upos == SAYSO_UPOS_CCONJ || t->upos == SAYSO_UPOS_SCONJ ||
            t->upos == SAYSO_UPOS_PART || t->upos == SAYSO_UPOS_INTJ || t->upos == SAYSO_UPOS_PUNCT)
            return false;
        if (t->upos == SAYSO_UPOS_VERB && !t->ner) return false;
        if ((ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME) && !(m->demonym && names_people(w, i))) return false;
        if ((m->folded || m->outdated) && !t->ner && !titled_office(w, i, &m->actor)) return false;
        if (ss_in_capitals(w, i) && !t->ner && (m->acronym || t->upos != SAYSO_UPOS_PROPN)) return false;
    }
    uint32_t from, to;
    ss_engine_around(w, i, &from, &to);
    bool single = to == from + 1;
    bool person = ss_streq(m->actor.kind, "person");
    if (person && m->tokens == 1 &&
        ((m->outdated && !titled_office(w, i, &m->actor)) || goes_on(w, i) ||
         (t->ner == SAYSO_NER_PLACE && !acts_alone(w, i)) || (t->ner == SAYSO_NER_ORGANISATION && !single)))
        return false;
    if (m->outdated && !person && !ss_streq(m->actor.kind, "state")) return m->tokens > 1 && !m->folded;
    return true;
}

// Whether the gazetteer has [from, to) as one name.
static bool span_known(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    struct ss_know_place p[SS_NAME_PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t n = ss_know_places(w->know, w->words[from], t[to - 1].end - t[from].start, p, SS_NAME_PLACES);
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
bool ss_engine_wins(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    uint32_t from, to;
    ss_engine_around(w, i, &from, &to);
    if (from == to || (from >= i && to <= i + m->tokens)) return false;
    if (m->demonym && from == i && !ss_capital(w, i + m->tokens)) return false; // "the Syrian city"
    if (from < i && span_known(w, from, i + 1)) return true;                    // "New London Police Department"
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
        return capital_city || (up && (ss_is_place_word(w, (uint32_t)t[head].head) || up->ner == SAYSO_NER_PLACE));
    default:
        return true;
    }
}

// A name inside of another, which stays on top.
struct ss_name *ss_add_nested(struct ss_entity_work *w, uint32_t from, uint32_t to, enum ss_name_source source)
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
    struct ss_name *n = ss_add_nested(w, from, to, SS_NAME_KNOWN);
    if (!n) return ss_arena_error(w->report->arena);
    n->known = n->demonym = n->modifier = true;
    n->actor = m->actor;
    n->rule = m->actor.line;
    return SAYSO_OK;
}

// A state's name or adjective inside a longer name.
enum sayso_err ss_add_state(struct ss_entity_work *w, uint32_t from, uint32_t to, const struct ss_know_match *m)
{
    if (m->demonym) return add_adjective(w, from, to, m);
    struct ss_name *name = ss_add_nested(w, from, to, SS_NAME_KNOWN);
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
        struct ss_know_match m[SS_SENSES];
        uint32_t n =
            ss_capital(w, i) ? ss_know_match_actor(w->know, w->words + i, w->lens + i, to - i, w->on, m, SS_SENSES) : 0;
        while (n && m[0].tokens > 1 && i + m[0].tokens >= to)
            n = ss_know_match_actor(w->know, w->words + i, w->lens + i, m[0].tokens - 1, w->on, m, SS_SENSES);
        if (!n || !ss_names_state(&m[0]) || m[0].metonym || i + m[0].tokens > to) continue;
        uint32_t end = i + m[0].tokens;
        while (end > i + 1 && w->report->tokens[end - 1].upos == SAYSO_UPOS_PART) end--;
        return ss_add_state(w, i, end, &m[0]);
    }
    return SAYSO_OK;
}

// Whether the person's last office ended before the report, which does not call him by it.
static bool left_office(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
{
    return !titled_office(w, i, &m->actor) && m->outdated && w->on && *m->actor.to && strcmp(w->on, m->actor.to) > 0 &&
           ss_streq(m->actor.kind, "person") && ss_sector_is(w->know, m->actor.sectors, "political");
}

enum sayso_err ss_add_known(struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m)
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
    if (left_office(w, i, m)) { // known, but in office no more
        n->actor.sectors = "ELI";
        if (!(n->actor.code = ss_printf(w->report->arena, "%sELI", m->actor.country)))
            return ss_arena_error(w->report->arena);
    }
    n->ner = (enum sayso_ner)t[i].ner;
    n->demonym = m->demonym;
    n->metonym = m->metonym;
    n->sided = m->sided;
    n->rule = m->actor.line;
    n->country = m->actor.country;
    n->plural = t[n->head].xpos && ss_starts_with(t[n->head].xpos, "NN") && strchr(t[n->head].xpos, 'S');
    bool state = ss_streq(m->actor.kind, "state") && !m->demonym;
    bool territory = m->metonym && ss_streq(m->actor.flags, "territory");
    if (state || territory || (m->metonym && m->actor.place)) {
        bool capital_city = m->metonym;
        n->as_place = used_as_place(w, n, capital_city);
        if (n->as_place && capital_city) { // the city, not the government
            n->known = false;
            n->source = SS_NAME_PLACE;
            n->country = NULL;
            n->rule = "places";
        } else if (capital_city) { // the words still name the city
            struct ss_name *city = ss_add_nested(w, i, to, SS_NAME_PLACE);
            if (!city) return ss_arena_error(w->report->arena);
            city->as_place = true;
            city->rule = "places";
        }
        return SAYSO_OK;
    }
    if (ss_streq(m->actor.kind, "person") || to - i == 1) return SAYSO_OK;
    uint32_t names = w->names.count;
    if (*m->actor.country) SS_TRY(add_inner_place(w, i, to));
    bool body = ss_kind_is(w->know, m->actor.kind, "serves");
    return body && w->names.count == names ? ss_add_place_inside(w, i, to) : SAYSO_OK; // "the Quebec government"
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
const struct ss_know_match *ss_known_choose(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m,
                                            uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        if (!ss_starts_with(m[k].actor.id, "role.") && plausible(w, i, &m[k]) && !one_of_body(w, i, &m[k]))
            return &m[k];
    return NULL;
}
