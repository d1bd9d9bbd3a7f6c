// SPDX-License-Identifier: Apache-2.0
// Mending names. A name loses what cannot belong to it (a pronoun at its end, what follows a dash between spaces, a
// word that only joins others), and gains what does: the legal form of a company, the second of two fields of a
// ministry, the place or field of a court. The kind changes where the words themselves tell it.
#include "parse/names.h"

#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "base/map.h"
#include "parse/rules.h"
#include "text/utf8.h"

enum { WORD_FORM = 1, WORD_BODY = 2, WORD_FIELD = 4, WORD_NEVER = 8, WORD_COMPANY = 16, WORD_TITLE = 32 };

#define WORD_MAX 24u // bytes of a listed word
#define MORE_MAX 4u  // words that a name gains at most behind "and"

struct ss_names {
    struct ss_arena *keys;
    struct ss_map words;
};

struct view {
    const struct ss_names *names;
    struct sayso_report *report;
    struct sayso_token *token;
    uint32_t first, end;
};

static enum sayso_err add(void *user, const char *const *cells)
{
    struct ss_names *n = user;
    bool found;
    static const char *const kinds[] = {"form", "body", "field", "never", "company", "title"};
    uint32_t bit = 0;
    for (uint32_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strcmp(cells[1], kinds[k]) == 0) bit = 1u << k;
    if (!bit || strlen(cells[0]) > WORD_MAX) return SAYSO_ERR_ARG;
    const char *key = ss_strdup(n->keys, cells[0]);
    uint32_t *value = key ? ss_map_put(&n->words, key, strlen(key), &found) : NULL;
    if (!value) return SAYSO_ERR_NOMEM;
    *value = (found ? *value : 0) | bit;
    return SAYSO_OK;
}

enum sayso_err ss_names_new(struct ss_names **out, const struct ss_know *know, struct sayso_problem *problem)
{
    static const char *const columns[] = {"word", "kind", NULL};
    struct ss_names *n = calloc(1, sizeof *n);
    if (!n) return SAYSO_ERR_NOMEM;
    n->keys = ss_arena_new(0);
    enum sayso_err err = n->keys ? ss_parse_rows(know, "text/names", columns, add, n, problem) : SAYSO_ERR_NOMEM;
    if (err) {
        ss_names_free(n);
        return err;
    }
    *out = n;
    return SAYSO_OK;
}

void ss_names_free(struct ss_names *n)
{
    if (!n) return;
    ss_map_free(&n->words);
    ss_arena_free(n->keys);
    free(n);
}

static const char *text_at(const struct view *v, uint32_t i, uint32_t *len)
{
    *len = v->token[i].end - v->token[i].start;
    return v->report->text + v->token[i].start;
}

static bool is_upper(const struct view *v, uint32_t i)
{
    uint32_t len, cp;
    const char *s = text_at(v, i, &len);
    ss_utf8_decode(s, len, &cp);
    return ss_char_is_upper(cp);
}

// Whether a word is listed.
static bool listed(const struct view *v, uint32_t i, uint32_t bit)
{
    char low[WORD_MAX];
    uint32_t len;
    const char *s = text_at(v, i, &len);
    if (len > sizeof low || (bit != WORD_NEVER && !is_upper(v, i))) return false; // of a name
    size_t n = ss_utf8_lower(s, len, low, sizeof low);
    while (n && low[n - 1] == '.') n--;
    const uint32_t *bits = n ? ss_map_get(&v->names->words, low, n) : NULL;
    return bits && *bits & bit;
}

static bool is_mark(const struct view *v, uint32_t i, const char *mark)
{
    uint32_t len;
    const char *s = text_at(v, i, &len);
    return len == strlen(mark) && memcmp(s, mark, len) == 0;
}

static bool begins(const struct sayso_token *t)
{
    return t->ner && t->flags & SAYSO_TOKEN_NER_BEGIN;
}

static uint32_t name_end(const struct view *v, uint32_t from)
{
    uint32_t to = from + 1;
    while (to < v->end && v->token[to].ner == v->token[from].ner && !begins(&v->token[to])) to++;
    return to;
}

// End of a person's name whose parts the decoder took for two persons though the tree has one, or the first is a title:
// "Prophet" "Mohammed".
static uint32_t past_part(const struct view *v, uint32_t from, uint32_t to)
{
    while (to < v->end && v->token[from].ner == SAYSO_NER_PERSON && v->token[to].ner == SAYSO_NER_PERSON &&
           ((v->token[to].deprel == SAYSO_DEP_FLAT && v->token[to].head >= (int32_t)from &&
             v->token[to].head < (int32_t)to) ||
            (to == from + 1 && listed(v, from, WORD_TITLE)))) {
        v->token[to].flags &= (uint8_t)~SAYSO_TOKEN_NER_BEGIN;
        to = name_end(v, to);
    }
    return to;
}

static void set(const struct view *v, uint32_t from, uint32_t to, enum sayso_ner kind)
{
    for (uint32_t i = from; i < to; i++) {
        v->token[i].ner = (uint8_t)kind;
        v->token[i].flags &= (uint8_t)~SAYSO_TOKEN_NER_BEGIN;
    }
    if (kind && from < to) v->token[from].flags |= SAYSO_TOKEN_NER_BEGIN;
}

static bool only_joins(unsigned upos)
{
    return upos == SAYSO_UPOS_PRON || upos == SAYSO_UPOS_AUX || upos == SAYSO_UPOS_DET || upos == SAYSO_UPOS_CCONJ ||
           upos == SAYSO_UPOS_SCONJ || upos == SAYSO_UPOS_PART || upos == SAYSO_UPOS_PUNCT || upos == SAYSO_UPOS_SYM;
}

static bool dash_between_spaces(const struct view *v, uint32_t i)
{
    return i > v->first && v->token[i].upos == SAYSO_UPOS_PUNCT && v->token[i].flags & SAYSO_TOKEN_SPACE_AFTER &&
           v->token[i - 1].flags & SAYSO_TOKEN_SPACE_AFTER &&
           (is_mark(v, i, "-") || is_mark(v, i, "--") || is_mark(v, i, "\u2013") || is_mark(v, i, "\u2014"));
}

// End of the name without what cannot belong to it; what is cut off is no name.
static uint32_t shorter(const struct view *v, uint32_t from, uint32_t to)
{
    uint32_t end = from;
    bool person = v->token[from].ner == SAYSO_NER_PERSON; // places and bodies do have them
    while (end < to && !(person && dash_between_spaces(v, end))) end++;
    while (end > from &&
           (only_joins(v->token[end - 1].upos) || (v->token[end - 1].upos == SAYSO_UPOS_ADP && !is_upper(v, end - 1))))
        end--;
    set(v, end, to, SAYSO_NER_NONE);
    return end;
}

// End of the legal form behind a name: "Lines, Inc.", "Lines Ltd".
static uint32_t past_form(const struct view *v, uint32_t to)
{
    uint32_t at = to < v->end && is_mark(v, to, ",") ? to + 1 : to, end = to;
    while (at < v->end && listed(v, at, WORD_FORM)) end = ++at;
    return end;
}

// "Department of Housing and Urban Development": the second field is joined to the first.
static uint32_t past_field(const struct view *v, uint32_t from, uint32_t to)
{
    uint32_t of = from;
    while (of < to && v->token[of].upos != SAYSO_UPOS_ADP) of++;
    if (of == from || of + 1 >= to || to + 1 >= v->end || v->token[to].upos != SAYSO_UPOS_CCONJ) return to;
    bool body = false;
    for (uint32_t i = from; i < of; i++) body = body || listed(v, i, WORD_BODY);
    uint32_t end = to + 1;
    while (end < v->end && end - to <= MORE_MAX && is_upper(v, end) && !only_joins(v->token[end].upos)) end++;
    if (!body || end == to + 1) return to;
    const struct sayso_token *last = &v->token[end - 1];
    if (last->deprel != SAYSO_DEP_CONJ || last->head < (int32_t)from || last->head >= (int32_t)to) return to;
    return last->head > (int32_t)of || listed(v, end - 1, WORD_FIELD) ? end : to; // else two bodies, maybe
}

// "Superior Court of the District of Columbia": a body, and behind "of" the name of its place or field.
static uint32_t past_place(const struct view *v, uint32_t from, uint32_t to)
{
    uint32_t at = to;
    if (!listed(v, to - 1, WORD_BODY) || at + 1 >= v->end || v->token[at].upos != SAYSO_UPOS_ADP ||
        !is_mark(v, at, "of"))
        return to;
    at++;
    if (v->token[at].upos == SAYSO_UPOS_DET) at++;
    if (at >= v->end || !begins(&v->token[at]) || v->token[at].ner == SAYSO_NER_PERSON) return to;
    uint32_t end = name_end(v, at), head = at;
    while (head < end && v->token[head].head >= (int32_t)at && v->token[head].head < (int32_t)end)
        head = (uint32_t)v->token[head].head;
    return v->token[head].head >= (int32_t)from && v->token[head].head < (int32_t)to ? end : to;
}

// End of "Sotheby's", "Kenneally's": a house called by its owner's name, with nothing behind that would be the owner's.
static uint32_t past_owner(const struct view *v, uint32_t from, uint32_t to, enum sayso_ner *kind)
{
    uint32_t len, head = from;
    if (to >= v->end || v->token[to].deprel != SAYSO_DEP_CASE || v->token[to].upos != SAYSO_UPOS_PART) return to;
    const char *s = text_at(v, to, &len);
    while (head < to && v->token[head].head >= (int32_t)from && v->token[head].head < (int32_t)to)
        head = (uint32_t)v->token[head].head;
    if (s[len - 1] != 's' || v->token[to].head != (int32_t)head || v->token[head].deprel == SAYSO_DEP_ROOT) return to;
    if (from > v->first && is_mark(v, from - 1, "of")) return to;                // "a friend of Peter's"
    if (to + 1 < v->end && v->token[to + 1].deprel == SAYSO_DEP_AMOD) return to; // "Peter's repeated calls"
    switch (to + 1 < v->end ? v->token[to + 1].upos : SAYSO_UPOS_PUNCT) {
    case SAYSO_UPOS_NOUN:
    case SAYSO_UPOS_PROPN:
    case SAYSO_UPOS_ADJ:
    case SAYSO_UPOS_ADV:
    case SAYSO_UPOS_NUM:
    case SAYSO_UPOS_CCONJ:
        return to;
    case SAYSO_UPOS_PUNCT:
        if (to + 1 < v->end && !is_mark(v, to + 1, ".") && !is_mark(v, to + 1, ",")) return to;
        break;
    default:
        break;
    }
    bool acts = v->token[head].deprel == SAYSO_DEP_NSUBJ || v->token[head].deprel == SAYSO_DEP_NMOD_POSS;
    if (*kind == SAYSO_NER_PERSON) *kind = acts ? SAYSO_NER_ORGANISATION : SAYSO_NER_PLACE;
    return to + 1;
}

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_OTHER };

// Of the word's first character; letters of Latin and its marks end before Greek.
static enum script script_of(const struct view *v, uint32_t i)
{
    uint32_t len, cp;
    const char *s = text_at(v, i, &len);
    ss_utf8_decode(s, len, &cp);
    if (ss_char_class(cp) != SS_CHAR_LETTER) return SCRIPT_NONE;
    return cp < 0x370 || (cp >= 0x1E00 && cp < 0x1F00) ? SCRIPT_LATIN : SCRIPT_OTHER;
}

// Whether a name is nothing but what stands around messages: "RT", "@desk", pictures.
static bool around_messages(const struct view *v, uint32_t from, uint32_t to)
{
    bool never = false;
    for (uint32_t i = from; i < to; i++) {
        uint32_t len;
        char first = *text_at(v, i, &len);
        bool word = listed(v, i, WORD_NEVER), sign = script_of(v, i) == SCRIPT_NONE && first != '@' && first != '#';
        sign = sign && !(first >= '0' && first <= '9');
        if (!word && !sign && first != '@') return false;
        never = never || word || sign;
    }
    return never;
}

// The kind of the name with which one of another script shares a pair of brackets: "Ali Khamenei (Али Хаменеи)".
static enum sayso_ner kind_of_twin(const struct view *v, uint32_t from, uint32_t to)
{
    uint32_t twin = v->end;
    if (from >= v->first + 2 && is_mark(v, from - 1, "("))
        twin = from - 2;
    else if (to + 1 < v->end && is_mark(v, to, "("))
        twin = to + 1;
    return twin < v->end && script_of(v, twin) == SCRIPT_LATIN ? (enum sayso_ner)v->token[twin].ner : SAYSO_NER_NONE;
}

// What kind of name it is after all, by its own words.
static enum sayso_ner true_kind(const struct view *v, uint32_t from, uint32_t to, enum sayso_ner kind)
{
    uint32_t len;
    if (around_messages(v, from, to)) return SAYSO_NER_NONE;
    if (script_of(v, from) == SCRIPT_OTHER) return kind_of_twin(v, from, to);
    if (kind == SAYSO_NER_PERSON && to > from + 1 && listed(v, to - 1, WORD_BODY)) return SAYSO_NER_ORGANISATION;
    if (kind == SAYSO_NER_PLACE && to > from + 1 && listed(v, to - 1, WORD_COMPANY)) return SAYSO_NER_ORGANISATION;
    if (kind == SAYSO_NER_PLACE && to == from + 1 && *text_at(v, from, &len) == '@') return SAYSO_NER_ORGANISATION;
    return kind;
}

void ss_names_sentence(const struct ss_names *names, struct sayso_report *r, const struct sayso_sentence *sentence)
{
    struct view v = {names, r, r->tokens, sentence->token_first, sentence->token_first + sentence->token_count};
    for (uint32_t i = v.first; i < v.end;) {
        if (!begins(&v.token[i])) {
            i++;
            continue;
        }
        uint32_t to = shorter(&v, i, past_part(&v, i, name_end(&v, i))), end = to;
        enum sayso_ner was = (enum sayso_ner)v.token[i].ner, kind = to > i ? true_kind(&v, i, to, was) : was;
        if (kind != was) set(&v, i, to, kind);
        if (!kind) end = to = i;
        if (end > i && kind != SAYSO_NER_OTHER) {
            end = past_form(&v, to);
            if (end > to) kind = SAYSO_NER_ORGANISATION;
            if (end == to) end = past_owner(&v, i, to, &kind);
            if (kind == SAYSO_NER_ORGANISATION && end == to) end = past_field(&v, i, to);
            if (kind == SAYSO_NER_ORGANISATION && end == to) end = past_place(&v, i, to);
        }
        if (end > to) set(&v, i, end, kind);
        i = end > i ? end : i + 1;
    }
}
