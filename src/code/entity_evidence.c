// SPDX-License-Identifier: Apache-2.0
// What kind of thing a name is, by the whole report: the engine marks each sentence for itself, so one name may be a
// place here and a person there. A surname of a person named in full, the short form of a name in brackets, and what
// the same words are elsewhere decide; words that cannot be names lose their mark.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/coref.h"
#include "code/entity_find.h"

#define SPANS_MAX    6000
#define PLACES       12
#define LARGE_POP    100000
#define KINDS        5
#define ALIAS_TOKENS 5
#define AGE_DIGITS   2

struct evidence {
    uint16_t kind[KINDS]; // how often the engine took the words for each enum sayso_ner
    uint16_t surname;     // how often they end the full name of a person
    uint16_t where;       // how often they stand behind "in", "near"
    uint16_t short_form;  // kind of the longer name that they abbreviate in brackets
    bool storm;           // they are the name of a storm or illness elsewhere
};

struct span {
    uint32_t from, to, evidence;
};

struct settle {
    struct ss_entity_work *w;
    struct ss_map at;
    SS_ARR(struct evidence) all;
    SS_ARR(struct span) spans;
};

static const char *text_of(const struct settle *s, uint32_t from, uint32_t to, size_t *len)
{
    const struct sayso_token *t = s->w->report->tokens;
    *len = t[to - 1].end - t[from].start;
    return s->w->words[from];
}

static struct evidence *about(struct settle *s, uint32_t from, uint32_t to, uint32_t *index)
{
    size_t len;
    const char *text = text_of(s, from, to, &len);
    bool found;
    uint32_t *at = ss_map_put(&s->at, text, len, &found);
    if (!at) return NULL;
    if (!found) {
        *at = s->all.count;
        struct evidence *fresh = ss_arr_push(s->w->report->arena, &s->all);
        if (!fresh) return NULL;
    }
    if (index) *index = *at;
    return &s->all.item[*at];
}

// Addresses, files, sums and codes: letters mixed with figures ("H5N1", "US$", "a@b.org", "list.pdf"), but not roads
// ("A120").
static bool no_name(const char *s, uint32_t len)
{
    uint32_t digits = 0, letters = 0, changes = 0;
    for (uint32_t i = 0; i < len; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';
        if (s[i] == '@' || s[i] == '$' || s[i] == '=' || s[i] == '_') return true;
        digits += digit;
        letters += ss_ascii_alpha(s[i]);
        changes += i > 0 && digit != (s[i - 1] >= '0' && s[i - 1] <= '9');
        if (s[i] == '.' && len - i == 4 && letters == i && len > 6) { // "list.pdf"
            bool lower = true;
            for (uint32_t k = i + 1; k < len; k++) lower = lower && s[k] >= 'a' && s[k] <= 'z';
            if (lower) return true;
        }
    }
    return digits && letters && changes > 1;
}

// "F-16", "AK-47": the figures of a model follow.
static bool of_model(const struct ss_entity_work *w, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    return to + 1 < w->report->token_count && w->lens[to] == 1 && *w->words[to] == '-' &&
           t[to].start == t[to - 1].end && t[to + 1].start == t[to].end && ss_ascii_digit(*w->words[to + 1]) &&
           t[to - 1].end - t[to - 1].start <= 3;
}

static void mark(struct ss_entity_work *w, uint32_t from, uint32_t to, enum sayso_ner kind)
{
    struct sayso_token *t = w->report->tokens;
    for (uint32_t i = from; i < to; i++) {
        t[i].ner = (uint8_t)kind;
        if (!kind) t[i].flags &= (uint8_t)~SAYSO_TOKEN_NER_BEGIN;
    }
}

// "Lt Gen X", "Mrs X", "hail X", "X shouting", "X 18": only X is the name; a rank alone is none.
static void bare_person(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    struct sayso_token *t = w->report->tokens;
    uint32_t first = from, last = to;
    while (last > first + 1 &&
           (ss_ascii_digit(*w->words[last - 1]) || (t[last - 1].upos == SAYSO_UPOS_VERB && *w->words[last - 1] >= 'a')))
        last--;
    while (first + 1 < last && (t[first].upos == SAYSO_UPOS_INTJ || t[first].upos == SAYSO_UPOS_VERB)) first++;
    while (first < last && (ss_name_class_at(w, first) & SS_CLASS_RANK)) first++;
    bool alone = to == from + 1 && (t[from].flags & SAYSO_TOKEN_NER_BEGIN) &&
                 w->words[from][w->lens[from] - 1] != '.' &&
                 !(to < w->report->token_count && t[to].ner == SAYSO_NER_PERSON); // "Major", a surname
    if (first == last && alone) return;
    if (last > from + 1 && (ss_name_class_at(w, last - 1) & SS_CLASS_RANK) &&
        w->words[last - 1][w->lens[last - 1] - 1] == '.')
        first = last;
    mark(w, from, first, SAYSO_NER_NONE);
    mark(w, last, to, SAYSO_NER_NONE);
    if (first < last) t[first].flags |= SAYSO_TOKEN_NER_BEGIN;
}

static void bare_persons(struct ss_entity_work *w)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = w->report->token_count, to = i; i-- > 0;) {
        if (i + 1 == to && t[i].ner != SAYSO_NER_PERSON) to = i;
        if (t[i].ner != SAYSO_NER_PERSON) {
            to = i;
            continue;
        }
        if (!(t[i].flags & SAYSO_TOKEN_NER_BEGIN)) continue;
        bare_person(w, i, to);
        to = i;
    }
}

// The name right before "(" whose short form the brackets hold; its kind, or none.
static enum sayso_ner bracketed_kind(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    if (to != from + 1 || from < 3 || w->words[from - 1][0] != '(' || w->lens[from - 1] != 1) return SAYSO_NER_NONE;
    if (to >= w->report->token_count || w->words[to][0] != ')' || t[from - 2].sentence != t[from].sentence)
        return SAYSO_NER_NONE;
    for (uint32_t k = 0; k < w->lens[from]; k++)
        if (w->words[from][k] < 'A' || w->words[from][k] > 'Z') return SAYSO_NER_NONE;
    uint32_t first = from - 2;
    while (first > 0 && t[first].ner == t[from - 2].ner && !(t[first].flags & SAYSO_TOKEN_NER_BEGIN)) first--;
    return first < from - 2 ? (enum sayso_ner)t[from - 2].ner : SAYSO_NER_NONE;
}

// Of the arena or, for the map, of the heap.
static enum sayso_err no_memory(const struct ss_entity_work *w)
{
    enum sayso_err err = ss_arena_error(w->report->arena);
    return err ? err : SAYSO_ERR_NOMEM;
}

// "Hurricane Katrina": the word that says so begins the name or stands before it.
static bool named_storm(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    uint32_t first = w->report->sentences[w->report->tokens[from].sentence].token_first;
    return (to > from + 1 && (ss_name_class_at(w, from) & SS_CLASS_NAMES_NEXT)) ||
           (from > first && (ss_name_class_at(w, from - 1) & SS_CLASS_NAMES_NEXT));
}

static enum sayso_err gather(struct settle *s)
{
    struct ss_entity_work *w = s->w;
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->report->token_count && s->spans.count < SPANS_MAX;) {
        if (!t[i].ner || !(t[i].flags & SAYSO_TOKEN_NER_BEGIN)) {
            i++;
            continue;
        }
        uint32_t to = i + 1, end = ss_sentence_end(w->report, i), index;
        while (to < end && t[to].ner == t[i].ner && !(t[to].flags & SAYSO_TOKEN_NER_BEGIN)) to++;
        struct evidence *e = about(s, i, to, &index);
        struct span *span = ss_arr_push(w->report->arena, &s->spans);
        if (!e || !span) return no_memory(w);
        *span = (struct span){i, to, index};
        if (t[i].ner < KINDS && e->kind[t[i].ner] < UINT16_MAX) e->kind[t[i].ner]++;
        if (i > 0 && (ss_name_class_at(w, i - 1) & SS_CLASS_STRONG_PLACE_PREP) && e->where < UINT16_MAX) e->where++;
        enum sayso_ner longer = bracketed_kind(w, i, to);
        if (longer) e->short_form = (uint16_t)longer;
        bool storm = named_storm(w, i, to);
        if (storm || (t[i].ner == SAYSO_NER_PERSON && to > i + 1 && !w->capitals[t[i].sentence])) {
            struct evidence *last = about(s, to - 1, to, NULL);
            if (!last) return no_memory(w);
            last->storm = last->storm || storm;
            last->surname += !storm && last->surname < UINT16_MAX;
        }
        i = to;
    }
    return SAYSO_OK;
}

// 0 unknown, 1 in the gazetteer, 2 well known.
static int as_place(const struct settle *s, uint32_t from, uint32_t to)
{
    size_t len;
    const char *text = text_of(s, from, to, &len);
    struct ss_know_place p[PLACES];
    uint32_t n = ss_know_places(s->w->know, text, len, p, PLACES);
    int known = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (p[k].folded) continue;
        bool own = strncmp(p[k].line, "places/", 7) == 0;
        known = known < 1 ? 1 : known;
        if (own || (p[k].primary && p[k].population >= LARGE_POP) || ss_streq(p[k].feature, "country")) known = 2;
    }
    return known;
}

// The index of the title that ends at token i, or -1.
static int32_t title_at(const struct ss_entity_work *w, uint32_t i)
{
    char lower[40];
    size_t len = ss_tokens_lower(w, i, i + 1, lower, sizeof lower);
    const uint32_t *at = len ? ss_map_get(&w->rules->title, lower, len) : NULL;
    return at ? (int32_t)*at : -1;
}

// "the lawyer X Y", "X Y, the envoy of Z", "the mayor, X Y": the name of a person, whatever the engine takes it for.
static bool titled(const struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = w->report->tokens;
    if (from > w->report->sentences[t[from].sentence].token_first && title_at(w, from - 1) >= 0 && t[from - 1].xpos &&
        ss_starts_with(t[from - 1].xpos, "NN"))
        return true;
    uint32_t head = (uint32_t)ss_head_of(w->report, from, to);
    int32_t beside = t[head].deprel == SAYSO_DEP_APPOS ? t[head].head : ss_child(w->report, head, SAYSO_DEP_APPOS);
    int32_t title = beside >= 0 && t[beside].upos == SAYSO_UPOS_NOUN ? title_at(w, (uint32_t)beside) : -1;
    return title >= 0 && *w->rules->title_sectors.item[title]; // companies too are leaders, actors and authors
}

// "X Y, 24, …": an age behind the name.
static bool aged(const struct ss_entity_work *w, uint32_t to, uint32_t end)
{
    if (to + 2 >= end || *w->words[to] != ',' || *w->words[to + 2] != ',' || w->lens[to + 1] != AGE_DIGITS)
        return false;
    return ss_ascii_digit(w->words[to + 1][0]) && ss_ascii_digit(w->words[to + 1][1]);
}

// "Denzel Washington", taken for a place: a given name before a place's name, the two of which are no place.
static bool named_as_person(const struct settle *s, uint32_t from, uint32_t to)
{
    const struct ss_entity_work *w = s->w;
    char lower[40];
    size_t len = to == from + 2 ? ss_tokens_lower(w, from, from + 1, lower, sizeof lower) : 0;
    const uint32_t *sex = len ? ss_map_get(&w->rules->gender, lower, len) : NULL;
    return sex && (*sex & (SS_GENDER_MALE | SS_GENDER_FEMALE)) && !(*sex & SS_GENDER_THING) &&
           !ss_map_get(&w->rules->role, lower, len) && !ss_map_get(&w->rules->title, lower, len) &&
           !as_place(s, from, from + 1) && !as_place(s, from, to) && as_place(s, to - 1, to);
}

static void mark_titled(struct settle *s)
{
    struct ss_entity_work *w = s->w;
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        if ((t[i].ner != SAYSO_NER_PLACE && t[i].ner != SAYSO_NER_ORGANISATION) || w->capitals[t[i].sentence]) continue;
        uint32_t to = ss_engine_end(w, i, ss_sentence_end(w->report, i));
        if (to < i + 2 || as_place(s, i, to) ||
            (!titled(w, i, to) && !named_as_person(s, i, to) && !aged(w, to, ss_sentence_end(w->report, i))))
            continue;
        bool name = true; // every word capital and none of the words of bodies
        for (uint32_t k = i; k < to; k++) {
            char lower[40];
            size_t len = ss_tokens_lower(w, k, k + 1, lower, sizeof lower);
            name = name && t[k].upos == SAYSO_UPOS_PROPN && !(len && ss_map_get(&w->rules->role, lower, len));
        }
        if (name) mark(w, i, to, SAYSO_NER_PERSON);
    }
}

// "Hurricane Katrina", "the Marburg virus": the name of a storm or an illness.
static bool of_no_place(const struct settle *s, uint32_t from, uint32_t to)
{
    const struct ss_entity_work *w = s->w;
    if (named_storm(w, from, to)) return true;
    if (to > from + 1 && (ss_name_class_at(w, to - 1) & SS_CLASS_NAMED_BEFORE) && !as_place(s, from, to)) return true;
    return to < ss_sentence_end(w->report, from) && (ss_name_class_at(w, to) & SS_CLASS_NAMED_BEFORE) &&
           as_place(s, from, to) < 2;
}

// "AUSTIN, Texas", "Athens, Ga.": behind the comma stands the division that the gazetteer has the place in.
static bool in_named_division(const struct settle *s, uint32_t from, uint32_t to)
{
    const struct ss_entity_work *w = s->w;
    uint32_t end = ss_sentence_end(w->report, from);
    if (to + 1 >= end || w->lens[to] != 1 || *w->words[to] != ',') return false;
    size_t len;
    const char *text = text_of(s, from, to, &len);
    struct ss_know_place p[PLACES];
    uint32_t n = ss_know_places(w->know, text, len, p, PLACES);
    const uint32_t *at = ss_map_get(&w->rules->abbreviation, w->words[to + 1], w->lens[to + 1]);
    for (uint32_t k = 0; k < n; k++) {
        const char *division = at ? w->rules->abbreviated.item[*at] : p[k].admin1;
        size_t size = strlen(division);
        if (p[k].folded || !size || !ss_streq(p[k].admin1, division)) continue;
        size_t left = w->report->tokens[end - 1].end - w->report->tokens[to + 1].start;
        if (at || (size <= left && memcmp(w->words[to + 1], division, size) == 0)) return true;
    }
    return false;
}

// "Montreal residents", "a Regina teenager": a place before a noun, in a report that names the place elsewhere.
static bool place_before_noun(const struct settle *s, const struct span *n)
{
    const struct ss_entity_work *w = s->w;
    const struct sayso_token *t = w->report->tokens;
    const struct evidence *e = &s->all.item[n->evidence];
    uint32_t next = n->to, end = ss_sentence_end(w->report, n->from);
    if (n->to != n->from + 1 || e->surname || e->kind[SAYSO_NER_PLACE] < e->kind[t[n->from].ner]) return false;
    if (next + 1 < end && w->lens[next] == 1 && *w->words[next] == '-') next++;
    return next < end && *w->words[next] >= 'a' && *w->words[next] <= 'z' && t[n->from].head >= (int32_t)next &&
           (t[n->from].deprel == SAYSO_DEP_COMPOUND || t[n->from].deprel == SAYSO_DEP_AMOD) &&
           as_place(s, n->from, n->to) > 0;
}

// "HANO", "NiMo": two capitals or more, in a sentence that has small letters.
static bool acronym(const struct ss_entity_work *w, uint32_t i)
{
    uint32_t capitals = 0;
    for (uint32_t k = 0; k < w->lens[i]; k++) {
        if (!ss_ascii_alpha(w->words[i][k])) return false;
        capitals += w->words[i][k] >= 'A' && w->words[i][k] <= 'Z';
    }
    return capitals > 1 && !w->capitals[w->report->tokens[i].sentence];
}

// "known as X" behind the name of a person or body: of its kind; none when no such words stand before.
static enum sayso_ner also_called(const struct settle *s, uint32_t from)
{
    const struct ss_entity_work *w = s->w;
    const struct sayso_token *t = w->report->tokens;
    uint32_t first = w->report->sentences[t[from].sentence].token_first;
    char words[48];
    for (uint32_t size = 1; size <= ALIAS_TOKENS && from >= first + size; size++) {
        size_t len = ss_tokens_lower(w, from - size, from, words, sizeof words);
        if (!len || !ss_map_get(&w->rules->alias, words, len)) continue;
        for (uint32_t i = from - size; i-- > first;)
            if (t[i].ner) return t[i].ner == SAYSO_NER_PERSON ? SAYSO_NER_PERSON : SAYSO_NER_NONE;
    }
    return SAYSO_NER_NONE;
}

// "had shelled Stepanakert", "in Stepanakert": no person, however the engine takes it.
static bool done_to_place(const struct settle *s, const struct span *n)
{
    const struct ss_entity_work *w = s->w;
    const struct sayso_token *t = &w->report->tokens[n->from];
    const struct evidence *e = &s->all.item[n->evidence];
    if (e->surname) return false;
    uint32_t i = n->from, first = w->report->sentences[t->sentence].token_first;
    if (i >= first + 3 && w->lens[i - 1] == 2 && memcmp(w->words[i - 1], "of", 2) == 0 && *w->words[i - 2] == ',' &&
        ss_ascii_digit(*w->words[i - 3]))
        return true; // "Kimberly Hacker, 43, of McKee"
    if (!as_place(s, n->from, n->to)) return false;
    char lower[40];
    size_t len = ss_tokens_lower(w, n->from, n->to, lower, sizeof lower);
    if (len && ss_map_get(&w->rules->gender, lower, len)) return false; // a given name
    const char *verb = t->deprel == SAYSO_DEP_OBJ && t->head >= 0 ? w->report->tokens[t->head].lemma : NULL;
    return e->where || (verb && (ss_name_class(w->rules, verb, strlen(verb)) & SS_CLASS_MOTION_VERB));
}

// "Metcalfe County Coroner", "Queensland Amber Alert": a body whose name begins with a place.
static bool body_of_place(const struct settle *s, const struct span *n)
{
    const struct ss_entity_work *w = s->w;
    char lower[40];
    size_t len = ss_tokens_lower(w, n->to - 1, n->to, lower, sizeof lower);
    if (!len || ss_map_get(&w->rules->place_noun, lower, len) || *w->words[n->to - 1] >= 'a') return false;
    if ((ss_name_class_at(w, n->to - 1) & SS_CLASS_COMPASS) || as_place(s, n->to - 1, n->to)) return false;
    bool body = ss_map_get(&w->rules->role, lower, len);
    for (uint32_t to = n->to - 1; to > n->from; to--) {
        if (w->lens[to - 1] == 1) return false; // "Saskatoon - Biggar"
        size_t size = ss_tokens_lower(w, to - 1, to, lower, sizeof lower);
        bool county = to > n->from + 1 && size && ss_map_get(&w->rules->place_noun, lower, size);
        if ((body || county) && as_place(s, n->from, to) > (to > n->from + 1 ? 0 : 1)) return true;
    }
    return false;
}

static enum sayso_ner settled(const struct settle *s, const struct span *n)
{
    const struct evidence *e = &s->all.item[n->evidence];
    enum sayso_ner now = (enum sayso_ner)s->w->report->tokens[n->from].ner;
    bool single = n->to == n->from + 1;
    if (single && e->storm) return SAYSO_NER_NONE; // "Rita packed winds of 90 miles an hour"
    if (single && (no_name(s->w->words[n->from], s->w->lens[n->from]) || of_model(s->w, n->to))) return SAYSO_NER_NONE;
    if ((now == SAYSO_NER_PLACE || (now == SAYSO_NER_PERSON && !single)) && of_no_place(s, n->from, n->to))
        return SAYSO_NER_OTHER;
    uint32_t first = s->w->report->sentences[s->w->report->tokens[n->from].sentence].token_first;
    if (single && now == SAYSO_NER_PLACE && n->from > first && ss_ascii_digit(*s->w->words[n->from - 1]) &&
        ss_map_get(&s->w->rules->abbreviation, s->w->words[n->from], s->w->lens[n->from]))
        return SAYSO_NER_NONE; // "575 B.C."
    if (single && now == SAYSO_NER_PLACE && !e->where && (ss_name_class_at(s->w, n->from) & SS_CLASS_WORD_TOWN))
        return SAYSO_NER_NONE; // "the Iran-Iraq War"
    if (e->short_form) return (enum sayso_ner)e->short_form;
    if (now == SAYSO_NER_PERSON || now == SAYSO_NER_ORGANISATION) {
        if (in_named_division(s, n->from, n->to) || place_before_noun(s, n)) return SAYSO_NER_PLACE;
    }
    if (now == SAYSO_NER_PERSON) return single && done_to_place(s, n) ? SAYSO_NER_PLACE : now;
    int known = now == SAYSO_NER_PLACE ? as_place(s, n->from, n->to) : 0;
    if (single && e->surname && !e->where &&
        (known == 0 || (known == 1 && e->surname + e->kind[SAYSO_NER_PERSON] >= e->kind[SAYSO_NER_PLACE])))
        return SAYSO_NER_PERSON;
    enum sayso_ner called = now == SAYSO_NER_PLACE && known < 2 ? also_called(s, n->from) : SAYSO_NER_NONE;
    if (called) return called;
    if (known) return now;
    if (!single && now == SAYSO_NER_PLACE && body_of_place(s, n)) return SAYSO_NER_ORGANISATION;
    if (single && now == SAYSO_NER_PLACE && acronym(s->w, n->from)) return SAYSO_NER_ORGANISATION;
    if (e->where) return now;
    enum sayso_ner best = now;
    for (int k = 1; k < KINDS; k++)
        if (e->kind[k] > 2 * e->kind[now] && e->kind[k] > e->kind[best]) best = (enum sayso_ner)k;
    return best;
}

// "Hacker was arrested", after "Kimberly Hacker": the surname of a person named in full is no common noun.
static void mark_surnames(struct settle *s)
{
    struct ss_entity_work *w = s->w;
    struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        if (t[i].ner || (t[i].upos != SAYSO_UPOS_PROPN && t[i].upos != SAYSO_UPOS_NOUN) || w->capitals[t[i].sentence] ||
            *w->words[i] < 'A' || *w->words[i] > 'Z' || w->lens[i] < 3)
            continue;
        const uint32_t *at = ss_map_get(&s->at, w->words[i], w->lens[i]);
        if (!at || !s->all.item[*at].surname || s->all.item[*at].where) continue;
        if ((i > 0 && (t[i - 1].ner || t[i - 1].upos == SAYSO_UPOS_DET || *w->words[i - 1] == '-')) ||
            (i + 1 < w->report->token_count && (t[i + 1].ner || t[i + 1].upos == SAYSO_UPOS_PROPN)))
            continue;
        mark(w, i, i + 1, SAYSO_NER_PERSON);
        t[i].flags |= SAYSO_TOKEN_NER_BEGIN;
    }
}

enum sayso_err ss_settle_names(struct ss_entity_work *w)
{
    struct settle s = {.w = w};
    mark_titled(&s);
    bare_persons(w);
    enum sayso_err err = gather(&s);
    for (uint32_t i = 0; !err && i < s.spans.count; i++) {
        const struct span *n = &s.spans.item[i];
        enum sayso_ner kind = settled(&s, n);
        if (kind != (enum sayso_ner)w->report->tokens[n->from].ner) mark(w, n->from, n->to, kind);
    }
    if (!err) mark_surnames(&s);
    ss_map_free(&s.at);
    return err;
}
