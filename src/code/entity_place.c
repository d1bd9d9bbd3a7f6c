// SPDX-License-Identifier: Apache-2.0
// Names of places that the gazetteer or our own tables have: in the right spot, inside of an organisation's name, in
// small letters, in short.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity_find.h"

#define PLACE_TOKENS     5
#define KNOWN_PLACE_POP  1000
#define INSIDE_POP       5000
#define CARELESS_POP     100000 // of a place named in small letters
#define CARELESS_LETTERS 4
#define SMALL_LETTERS    3
#define ARTICLE_MOST     3

// Whether the words may be the name of a place that the engine did not mark.
static bool unmarked_place(const struct ss_entity_work *w, uint32_t i, uint32_t to, const struct ss_know_place *p)
{
    const struct sayso_token *t = w->report->tokens;
    bool own = ss_starts_with(p->line, "places/");
    uint32_t from, stop;
    ss_engine_around(w, i, &from, &stop);
    if (from < i && to == i + 1 && w->cover[i - 1] < 0) return false; // the end of a longer name
    if (t[i].ner == SAYSO_NER_ORGANISATION) return own && !p->folded && from == i && stop == to;
    if (t[i].ner == SAYSO_NER_PERSON) {
        bool at = i > 0 && (ss_name_class_at(w, i - 1) & SS_CLASS_STRONG_PLACE_PREP);
        bool noun = (i > 1 && ss_is_place_word(w, i - 2)) || (i > 0 && ss_is_place_word(w, i - 1)) ||
                    (to < ss_sentence_end(w->report, i) && ss_is_place_word(w, to));
        return own && !p->folded && (to > i + 1 || at || noun) && (stop == to || noun || to > i + 1);
    }
    if (ss_in_capitals(w, i) && !own) return t[i].ner == SAYSO_NER_PLACE;
    if (t[i].ner == SAYSO_NER_PLACE || (own && !p->folded)) return true;
    if (p->folded || t[i].upos != SAYSO_UPOS_PROPN || i == 0) return false;
    if (p->population < KNOWN_PLACE_POP && !ss_streq(p->feature, "admin1") && !ss_streq(p->feature, "region"))
        return false;
    uint32_t before = ss_name_class_at(w, i - 1);
    bool after_noun = to < ss_sentence_end(w->report, i) && ss_is_place_word(w, to) && p->primary;
    return (before & SS_CLASS_STRONG_PLACE_PREP) || after_noun;
}

// "al-Sukhna": the name begins with its small article.
bool ss_article_begins(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    return i + 2 < end && w->lens[i] <= ARTICLE_MOST && *w->words[i] >= 'a' && *w->words[i] <= 'z' &&
           w->lens[i + 1] == 1 && *w->words[i + 1] == '-' && t[i].end == t[i + 1].start &&
           t[i + 1].end == t[i + 2].start && ss_capital(w, i + 2) && t[i].ner == SAYSO_NER_PLACE &&
           (t[i].flags & SAYSO_TOKEN_NER_BEGIN);
}

enum sayso_err ss_add_place(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    struct ss_name *name = ss_name_add(w, from, to, SS_NAME_PLACE);
    if (!name) return ss_arena_error(w->report->arena);
    name->as_place = true;
    name->ner = SAYSO_NER_PLACE;
    name->rule = "places";
    return SAYSO_OK;
}

// "hotels in florida": a well-known place whose writer spares the capital, behind a preposition of place.
bool ss_careless_place(const struct ss_entity_work *w, uint32_t i, uint32_t first)
{
    if (w->report->tokens[i].upos != SAYSO_UPOS_PROPN || i == first || w->lens[i] < CARELESS_LETTERS) return false;
    if (!(ss_name_class_at(w, i - 1) & SS_CLASS_PLACE_PREP) || ss_is_place_word(w, i)) return false;
    if (ss_name_class_at(w, i) & (SS_CLASS_PLACE_MODIFIER | SS_CLASS_COMPASS)) return false;
    if (i + 1 < ss_sentence_end(w->report, i) && (ss_capital(w, i + 1) || *w->words[i + 1] == '-')) return false;
    struct ss_know_place p[SS_NAME_PLACES];
    uint32_t n = ss_know_places(w->know, w->words[i], w->lens[i], p, SS_NAME_PLACES);
    for (uint32_t k = 0; k < n; k++) {
        bool large = p[k].primary && p[k].population >= CARELESS_POP && !ss_streq(p[k].feature, "admin2");
        if (!p[k].folded && (large || ss_streq(p[k].feature, "country"))) return true;
    }
    return false;
}

// "Paris, Mo.": the short form of a state behind a place of it.
bool ss_state_behind(const struct ss_entity_work *w, uint32_t i, uint32_t first)
{
    if (i < first + 2 || w->lens[i - 1] != 1 || *w->words[i - 1] != ',') return false;
    int32_t before = w->cover[i - 2];
    return before >= 0 && w->names.item[before].as_place &&
           ss_map_get(&w->rules->abbreviation, w->words[i], w->lens[i]) != NULL;
}

// A place of our own tables or the gazetteer that starts here; the longest one.
enum sayso_err ss_find_place(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next)
{
    const struct sayso_token *t = w->report->tokens;
    *next = i;
    if (ss_name_class_at(w, i) & SS_CLASS_PSEUDO_NAME) return SAYSO_OK;
    if (t[i].upos == SAYSO_UPOS_DET) return SAYSO_OK;
    bool generic = ss_is_place_word(w, i) || (ss_name_class_at(w, i) & SS_CLASS_PLACE_MODIFIER);
    if (t[i].upos != SAYSO_UPOS_PROPN && t[i].upos != SAYSO_UPOS_NOUN && t[i].upos != SAYSO_UPOS_ADJ && !t[i].ner)
        return SAYSO_OK;
    uint32_t from, stop;
    ss_engine_around(w, i, &from, &stop);
    for (uint32_t to = end < i + PLACE_TOKENS ? end : i + PLACE_TOKENS; to > i; to--) {
        if (to < i + 3 && !ss_capital(w, i)) break; // a bare article
        if (!ss_capital(w, to - 1) && to > i + 1 && !ss_is_place_word(w, to - 1)) continue;
        if (t[to - 1].upos == SAYSO_UPOS_PUNCT || t[to - 1].upos == SAYSO_UPOS_PART) continue;
        if (to == i + 1 && (generic || w->token_country[i])) break;                      // "the Canadian city"
        if (from < stop && to < stop && t[i].ner == SAYSO_NER_PLACE && from == i) break; // keep the engine's longer one
        bool covered = false;
        for (uint32_t k = i; k < to; k++) covered = covered || w->cover[k] >= 0;
        if (covered) continue;
        struct ss_know_place p[SS_NAME_PLACES];
        uint32_t size = t[to - 1].end - t[i].start;
        uint32_t n = ss_know_places(w->know, w->words[i], size, p, SS_NAME_PLACES);
        if (!n && size > 5 && w->words[i][size - 1] == 's') // "Aleppos", the apostrophe lost
            n = ss_know_places(w->know, w->words[i], size - 1, p, SS_NAME_PLACES);
        bool good = false;
        for (uint32_t k = 0; k < n && !good; k++) {
            bool own = ss_starts_with(p[k].line, "places/");
            good = unmarked_place(w, i, to, &p[k]) && (to == i + 1 || own || p[k].primary || (from == i && stop == to));
        }
        if (!good) continue;
        *next = to;
        return ss_add_place(w, i, to);
    }
    return SAYSO_OK;
}

// "Toronto police", "University of Minnesota": the place that an organisation's name begins or ends with.
// "Hills", "River" in a name
static bool landform(const struct ss_entity_work *w, uint32_t i)
{
    char lower[40];
    size_t len = ss_capital(w, i) ? ss_tokens_lower(w, i, i + 1, lower, sizeof lower) : 0;
    const uint32_t *at = len ? ss_map_get(&w->rules->place_noun, lower, len) : NULL;
    const char *feature = at ? w->rules->place_nouns.item[*at].feature : NULL;
    return ss_streq(feature, "region") || ss_streq(feature, "river") || ss_streq(feature, "island") ||
           ss_streq(feature, "sea");
}

enum sayso_err ss_add_place_inside(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        bool first = i == from || (i == from + 1 && (ss_name_class_at(w, from) & SS_CLASS_DEFINITE));
        uint32_t before = i > from ? ss_name_class_at(w, i - 1) : 0;
        bool last = i > from + 1 &&
                    ((before & SS_CLASS_PLACE_PREP) || (w->lens[i - 1] == 2 && memcmp(w->words[i - 1], "of", 2) == 0));
        if ((!first && !last) || !ss_capital(w, i)) continue;
        uint32_t is = ss_name_class_at(w, i);
        if ((is & SS_CLASS_SAINT) && ss_is_place_word(w, to - 1)) continue; // "St. Michael's Hospital"
        struct ss_know_match m[SS_SENSES];
        uint32_t n = ss_know_match_actor(w->know, w->words + i, w->lens + i, to - i, w->on, m, SS_SENSES);
        if (n && ss_names_state(&m[0]) && !m[0].metonym && (first ? i + m[0].tokens < to : true)) {
            return ss_add_state(w, i, i + m[0].tokens, &m[0]);
        }
        for (uint32_t end = first ? to - 1 : to; end > i; end--) {
            if (end > i + 3 || (ss_is_place_word(w, i) && end == i + 1) ||
                (end == i + 1 && (is & (SS_CLASS_PLACE_MODIFIER | SS_CLASS_WORD_TOWN))))
                continue;
            if (last && end != to) continue;
            if (end == i + 1 && end + 1 < to && landform(w, end)) continue; // "Flint Hills"
            struct ss_know_place p[SS_NAME_PLACES];
            uint32_t found = ss_know_places(
                w->know, w->words[i], w->report->tokens[end - 1].end - w->report->tokens[i].start, p, SS_NAME_PLACES);
            bool good = false;
            for (uint32_t k = 0; k < found; k++) {
                bool own = ss_starts_with(p[k].line, "places/");
                good = good || (!p[k].folded && (own || (p[k].primary && p[k].population >= INSIDE_POP)));
            }
            if (!good) continue;
            struct ss_name *name = ss_add_nested(w, i, end, SS_NAME_PLACE);
            if (!name) return ss_arena_error(w->report->arena);
            name->as_place = true;
            name->rule = "places";
            return SAYSO_OK;
        }
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
    struct ss_know_place p[SS_NAME_PLACES];
    uint32_t n = ss_know_places(w->know, w->words[from], t[to - 1].end - t[from].start, p, SS_NAME_PLACES);
    for (uint32_t k = 0; k < n; k++) {
        bool large = (p[k].primary && p[k].population >= CARELESS_POP) || ss_starts_with(p[k].line, "places/");
        if (!p[k].folded && (large || ss_streq(p[k].feature, "country"))) return true;
    }
    return false;
}

// "girls from san francisco california", "jill allen": the engine takes words that begin small for names of persons or
// places, and every one of them is tagged as such. A place is a large one. *next is behind them, or i.
enum sayso_err ss_find_small(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t to = ss_engine_end(w, i, end);
    *next = i;
    if (to == i || (t[i].ner != SAYSO_NER_PERSON && t[i].ner != SAYSO_NER_PLACE)) return SAYSO_OK;
    if (t[i].deprel == SAYSO_DEP_COMPOUND && to == i + 1) return SAYSO_OK;
    for (uint32_t k = i; k < to; k++)
        if (t[k].upos != SAYSO_UPOS_PROPN || !letters_only(w, k) || w->lens[k] < SMALL_LETTERS || w->cover[k] >= 0)
            return SAYSO_OK;
    if (t[i].ner == SAYSO_NER_PERSON) {
        *next = to;
        return ss_add_engine(w, i, to);
    }
    while (i < to) { // "miramar florida" are two
        uint32_t stop = to;
        while (stop > i && !large_place(w, i, stop)) stop--;
        if (stop == i || ss_is_place_word(w, i)) return SAYSO_OK;
        SS_TRY(ss_add_place(w, i, stop));
        *next = i = stop;
    }
    return SAYSO_OK;
}

// End of the name of several words that our own tables of places have here; i when none.
uint32_t ss_own_place(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    const struct sayso_token *t = w->report->tokens;
    if (!ss_capital(w, i) || ss_in_capitals(w, i) || i + 1 >= end || t[i].upos == SAYSO_UPOS_DET) return i;
    for (uint32_t to = end < i + PLACE_TOKENS ? end : i + PLACE_TOKENS; to > i + 1; to--) {
        if (!ss_capital(w, to - 1) && !ss_is_place_word(w, to - 1)) continue;
        uint32_t from, stop;
        ss_engine_around(w, to - 1, &from, &stop);
        if (t[to - 1].ner == SAYSO_NER_PERSON || (t[to - 1].ner == SAYSO_NER_ORGANISATION && stop > to)) continue;
        struct ss_know_place p[SS_NAME_PLACES];
        uint32_t n = ss_know_places(w->know, w->words[i], t[to - 1].end - t[i].start, p, SS_NAME_PLACES);
        for (uint32_t k = 0; k < n; k++)
            if (ss_starts_with(p[k].line, "places/") && !p[k].folded) return to;
    }
    return i;
}
