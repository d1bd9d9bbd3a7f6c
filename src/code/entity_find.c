// SPDX-License-Identifier: Apache-2.0
// Names of actors and places in the order in which they are looked for: what the knowledge knows, what the gazetteer
// has in the right spot, what the engine marked.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity_find.h"

#define PHRASE_TOKENS 12
#define OUTLET_LEAST  4

bool ss_capital(const struct ss_entity_work *w, uint32_t i)
{
    const char *s = w->words[i];
    return (*s >= 'A' && *s <= 'Z') || ((unsigned char)*s >= 0xC3 && (unsigned char)*s <= 0xDB);
}

bool ss_in_capitals(const struct ss_entity_work *w, uint32_t i)
{
    return w->capitals[w->report->tokens[i].sentence];
}

// End of the engine's name that starts at `i`, or i when none starts here.
uint32_t ss_engine_end(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    if (!t[i].ner || !(t[i].flags & SAYSO_TOKEN_NER_BEGIN)) return i;
    uint32_t to = i + 1;
    while (to < end && t[to].ner == t[i].ner && !(t[to].flags & SAYSO_TOKEN_NER_BEGIN)) to++;
    return to;
}

// The engine's name around `i`: [*from, *to); empty when none.
void ss_engine_around(const struct ss_entity_work *w, uint32_t i, uint32_t *from, uint32_t *to)
{
    const struct sayso_token *t = w->report->tokens;
    *from = *to = i;
    if (!t[i].ner) return;
    uint32_t first = w->report->sentences[t[i].sentence].token_first;
    while (*from > first && !(t[*from].flags & SAYSO_TOKEN_NER_BEGIN)) (*from)--;
    *to = ss_engine_end(w, *from, ss_sentence_end(w->report, i));
}

bool ss_is_place_word(const struct ss_entity_work *w, uint32_t i)
{
    char lower[40];
    size_t len = ss_tokens_lower(w, i, i + 1, lower, sizeof lower);
    return len && ss_map_get(&w->rules->place_noun, lower, len);
}

// "Hacker", after "Kimberly Hacker"
static bool surname(const struct ss_entity_work *w, uint32_t i)
{
    for (uint32_t k = w->names.count; k-- > 0;) {
        const struct ss_name *n = &w->names.item[k];
        if (n->ner == SAYSO_NER_PERSON && n->to > n->from + 1 && w->lens[n->to - 1] == w->lens[i] &&
            memcmp(w->words[n->to - 1], w->words[i], w->lens[i]) == 0)
            return true;
    }
    return false;
}

// "Crutcher was killed", after "Terence Crutcher": the person, and no town, who does or suffers something alone.
static bool is_person(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = &w->report->tokens[i];
    bool acts = t->deprel == SAYSO_DEP_NSUBJ || t->deprel == SAYSO_DEP_NSUBJ_PASS || t->deprel == SAYSO_DEP_OBJ ||
                t->deprel == SAYSO_DEP_NMOD_POSS;
    uint32_t from, to;
    ss_engine_around(w, i, &from, &to);
    bool alone = from == to || to == from + 1;
    return acts && alone && t->upos == SAYSO_UPOS_PROPN && ss_capital(w, i) && !ss_in_capitals(w, i) && i + 1 < end &&
           *w->words[i + 1] != ',' && surname(w, i);
}

enum sayso_err ss_add_engine(struct ss_entity_work *w, uint32_t i, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    if (to == i + 1 && (ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME)) return SAYSO_OK;
    for (uint32_t k = i; k < to; k++)
        if (w->cover[k] >= 0) return SAYSO_OK;
    enum sayso_ner ner = (enum sayso_ner)t[i].ner;
    if (to == i + 1 && ner == SAYSO_NER_PLACE &&
        (ss_is_place_word(w, i) || (ss_name_class_at(w, i) & SS_CLASS_PLACE_MODIFIER)))
        return SAYSO_OK;
    if (to == i + 1 && (ss_name_class_at(w, i) & SS_CLASS_PEOPLE_ADJECTIVE)) return SAYSO_OK;
    if (to == i + 1 && ner != SAYSO_NER_PLACE) { // "Kurds", "Observatory": nouns after all
        char lower[40];
        size_t len = ss_tokens_lower(w, i, to, lower, sizeof lower);
        if (len && ss_map_get(&w->rules->role, lower, len) && !(ner == SAYSO_NER_PERSON && surname(w, i)))
            return SAYSO_OK;
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
    if (ner == SAYSO_NER_ORGANISATION && to > i + 1) SS_TRY(ss_add_place_inside(w, i, to));
    n = &w->names.item[name_index];
    for (uint32_t k = i; k < to; k++) { // whose it is, by what stands in the name
        bool of_world = k > i && (ss_name_class_at(w, k - 1) & SS_CLASS_PART_OF_WORLD); // "Central American University"
        struct ss_know_match m[SS_SENSES];
        uint32_t count = ner == SAYSO_NER_ORGANISATION && ss_capital(w, k) && !of_world
                             ? ss_know_match_actor(w->know, w->words + k, w->lens + k, to - k, w->on, m, SS_SENSES)
                             : 0;
        if (count && *m[0].actor.country && !n->country && !m[0].metonym &&
            (ss_streq(m[0].actor.kind, "state") || m[0].demonym))
            n->country = m[0].actor.country;
        if (w->token_country[k] && !n->country && !of_world) n->country = w->token_country[k];
    }
    return SAYSO_OK;
}

// End of the outlet's own name here; i when it does not stand here.
static uint32_t outlet_end(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    const char *name = w->report->outlet;
    size_t len = name ? strlen(name) : 0, left = t[end - 1].end - t[i].start;
    if (len < OUTLET_LEAST || len > left || !ss_capital(w, i) || memcmp(w->words[i], name, len) != 0) return i;
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
        struct ss_know_match m[SS_SENSES];
        const struct ss_know_match *best = NULL;
        for (uint32_t room = left; room && !best;) { // shorter ones when the longest does not fit
            uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, room, w->on, m, SS_SENSES);
            if (!n) break;
            best = ss_known_choose(w, i, m, n);
            if (best && ss_engine_wins(w, i, best)) best = NULL;
            if (!best) room = m[0].tokens > 1 ? m[0].tokens - 1 : 0;
        }
        if (!best && w->lens[i] > 4 && w->words[i][w->lens[i] - 1] == 's' && ss_capital(w, i)) {
            w->lens[i]--; // "Assads", the apostrophe lost
            uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, 1, w->on, m, SS_SENSES);
            w->lens[i]++;
            best = n && !m[0].folded ? ss_known_choose(w, i, m, n) : NULL;
        }
        if (own > i && (!best || i + best->tokens < own)) {
            SS_TRY(add_outlet(w, i, own));
            i = own;
            continue;
        }
        uint32_t place = ss_own_place(w, i, end); // "New Mexico", "Latin America"
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
        SS_TRY(ss_add_known(w, i, &chosen));
        i += chosen.tokens;
    }
    for (uint32_t i = first; i < end;) { // places, then what the engine marked
        uint32_t next = i;
        if (w->cover[i] >= 0 || (!ss_capital(w, i) && !ss_article_begins(w, i, end))) {
            if (w->cover[i] < 0) SS_TRY(ss_find_small(w, i, end, &next));
            if (next == i && w->cover[i] < 0 && ss_careless_place(w, i, first)) SS_TRY(ss_add_place(w, i, i + 1));
            i = next > i ? next : i + 1;
            continue;
        }
        if (is_person(w, i, end)) {
            struct ss_name *n = ss_name_add(w, i, i + 1, SS_NAME_ENGINE);
            if (!n) return ss_arena_error(w->report->arena);
            n->ner = SAYSO_NER_PERSON;
            next = i + 1;
        } else if (ss_state_behind(w, i, first)) {
            SS_TRY(ss_add_place(w, i, i + 1));
            next = i + 1;
        } else {
            SS_TRY(ss_find_place(w, i, end, &next));
        }
        if (next == i && t[i].ner) {
            next = ss_engine_end(w, i, end);
            if (next > i) SS_TRY(ss_add_engine(w, i, next));
        }
        i = next > i ? next : i + 1;
    }
    return SAYSO_OK;
}

enum sayso_err ss_find_names(struct ss_entity_work *w)
{
    for (uint32_t s = 0; s < w->report->sentence_count; s++) {
        const struct sayso_sentence *sentence = &w->report->sentences[s];
        SS_TRY(find_in(w, sentence->token_first, sentence->token_first + sentence->token_count));
    }
    return SAYSO_OK;
}
