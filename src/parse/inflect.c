// SPDX-License-Identifier: Apache-2.0
// Lemmas by table. A listed form wins; else the ending that the fine tag asks for is taken off (`text/endings`: the
// longest ending of the tag's set, then, for "-ing" and the like, the longest ending of what is left, which says
// whether an "e" is missing or a consonant is doubled). Names keep their case as the treebanks do.
#define _GNU_SOURCE
#include "parse/inflect.h"

#include <stdlib.h>
#include <string.h>
#include "base/arr.h"
#include "base/error.h"
#include "base/map.h"
#include "base/num.h"
#include "parse/labels.h"
#include "parse/rules.h"
#include "text/utf8.h"

#define FORM_MAX   64u  // bytes of a form that the tables are asked about
#define ROOM       160u // bytes of a key or a lemma
#define ENDING_MAX 15u  // bytes of an ending

struct change {
    uint32_t cut; // bytes off the end
    const char *add;
    const char *then; // the next set, "" when done
};

// A tag's name as a number, to be compared at once.
#define CODE(a, b, c, d) ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24)
#define CODE_MAX         8u // bytes of a tag

static uint64_t code_of(const char *tag)
{
    uint64_t code = 0;
    for (uint32_t i = 0; i < CODE_MAX && tag[i]; i++) code |= (uint64_t)(unsigned char)tag[i] << 8 * i;
    return code;
}

// One of a form's lemmas.
struct lemma {
    uint64_t tag;
    const char *lemma;
    uint32_t before; // the form's lemma before, counted from 1; 0: none
};

// The endings of one tag.
struct set {
    uint64_t tag;
    uint16_t sizes[256]; // bit n: one of n bytes ends in this byte
};

struct ss_inflect {
    struct ss_arena *arena;
    struct ss_map forms;   // form → the last of its lemmas, counted from 1
    struct ss_map endings; // "ending\tset" → index into changes; "^" before a whole word
    SS_ARR(struct lemma) lemmas;
    SS_ARR(struct change) changes;
    SS_ARR(struct set) sets;
    // What the network's scripts put in capitals where the form has none, in lower case; '^' before a whole word.
    SS_ARR(const char *) raised;
    uint64_t upos[SAYSO_UPOS_COUNT]; // their codes
    uint64_t raised_sizes[256];      // by last byte: bit n, one of n bytes; bit 0, one that may end a longer word
};

// A word being looked at: '^', the lower-cased form, and room for a tab and a tag.
struct word {
    char text[ROOM];
    uint32_t len; // with the '^'
};

static enum sayso_err add_form(void *user, const char *const *cells)
{
    struct ss_inflect *f = user;
    const char *form = ss_strdup(f->arena, cells[0]);
    struct lemma *l = ss_arr_push(NULL, &f->lemmas);
    if (!form || !l) return SAYSO_ERR_NOMEM;
    if (strlen(cells[1]) > CODE_MAX) return SAYSO_ERR_ARG;
    *l = (struct lemma){code_of(cells[1]), ss_strdup(f->arena, cells[2]), 0};
    if (!l->lemma) return SAYSO_ERR_NOMEM;
    bool found;
    uint32_t *last = ss_map_put(&f->forms, form, strlen(form), &found);
    if (!last) return SAYSO_ERR_NOMEM;
    if (found) l->before = *last;
    *last = f->lemmas.count;
    return SAYSO_OK;
}

static struct set *set_of(const struct ss_inflect *f, uint64_t tag)
{
    for (uint32_t i = 0; i < f->sets.count; i++)
        if (f->sets.item[i].tag == tag) return &f->sets.item[i];
    return NULL;
}

static enum sayso_err add_ending(void *user, const char *const *cells)
{
    struct ss_inflect *f = user;
    int64_t cut;
    uint32_t size = (uint32_t)strlen(cells[1]);
    if (!ss_parse_int(cells[2], strlen(cells[2]), &cut) || cut < 0 || cut > 8 || size == 0 || size > ENDING_MAX ||
        strlen(cells[3]) > 8 || strlen(cells[4]) > 8)
        return SAYSO_ERR_ARG;
    struct change *c = ss_arr_push(NULL, &f->changes);
    if (!c) return SAYSO_ERR_NOMEM;
    *c = (struct change){(uint32_t)cut, ss_strdup(f->arena, cells[3]), ss_strdup(f->arena, cells[4])};
    if (!c->add || !c->then) return SAYSO_ERR_NOMEM;
    struct set *set = set_of(f, code_of(cells[0]));
    if (!set) {
        if (strlen(cells[0]) > CODE_MAX) return SAYSO_ERR_ARG;
        set = ss_arr_push(NULL, &f->sets);
        if (!set) return SAYSO_ERR_NOMEM;
        set->tag = code_of(cells[0]);
    }
    set->sizes[(unsigned char)cells[1][size - 1]] |= (uint16_t)(1u << size);
    const char *key = ss_printf(f->arena, "%s\t%s", cells[1], cells[0]);
    bool found;
    uint32_t *slot = key ? ss_map_put(&f->endings, key, strlen(key), &found) : NULL;
    if (!slot) return SAYSO_ERR_NOMEM;
    *slot = f->changes.count - 1;
    return SAYSO_OK;
}

static enum sayso_err add_raised(struct ss_inflect *f, const struct ss_lemma_script *script)
{
    const char *add = script->add;
    size_t len = strlen(add), room = 2 * len + 4;
    char *low = ss_alloc(f->arena, room);
    if (!low) return SAYSO_ERR_NOMEM;
    size_t n = ss_utf8_lower(add, len, low, room);
    if (n == 0 || (n == len && memcmp(low, add, n) == 0)) return SAYSO_OK;
    low[n] = '\0';
    const char **slot = ss_arr_push(NULL, &f->raised);
    if (!slot) return SAYSO_ERR_NOMEM;
    *slot = script->whole ? ss_printf(f->arena, "^%s", low) : low;
    if (!*slot) return SAYSO_ERR_NOMEM;
    uint64_t *sizes = &f->raised_sizes[(unsigned char)low[n - 1]];
    if (!script->whole)
        *sizes |= 1;
    else if (n + 1 < 64)
        *sizes |= (uint64_t)1 << (n + 1);
    return SAYSO_OK;
}

enum sayso_err ss_inflect_new(struct ss_inflect **out, const struct ss_know *know,
                              const struct ss_lemma_script *scripts, uint32_t script_count,
                              struct sayso_problem *problem)
{
    static const char *const form_columns[] = {"form", "tag", "lemma", NULL};
    static const char *const ending_columns[] = {"set", "ending", "cut", "add", "then", NULL};
    struct ss_inflect *f = calloc(1, sizeof *f);
    if (!f) return SAYSO_ERR_NOMEM;
    f->arena = ss_arena_new(0);
    enum sayso_err err = f->arena ? SAYSO_OK : SAYSO_ERR_NOMEM;
    if (!err) err = ss_parse_rows(know, "text/lemmas", form_columns, add_form, f, problem);
    if (!err) err = ss_parse_rows(know, "text/endings", ending_columns, add_ending, f, problem);
    for (unsigned i = 0; i < SAYSO_UPOS_COUNT; i++) f->upos[i] = code_of(ss_upos_name(i));
    for (uint32_t i = 0; !err && i < script_count; i++) err = add_raised(f, &scripts[i]);
    if (err) {
        ss_inflect_free(f);
        return err;
    }
    *out = f;
    return SAYSO_OK;
}

void ss_inflect_free(struct ss_inflect *f)
{
    if (!f) return;
    ss_map_free(&f->forms);
    ss_map_free(&f->endings);
    ss_arr_free(&f->lemmas);
    ss_arr_free(&f->changes);
    ss_arr_free(&f->sets);
    ss_arr_free(&f->raised);
    ss_arena_free(f->arena);
    free(f);
}

// The word's text with a tab and a tag behind it; returns the length of both.
static uint32_t tagged(struct word *w, const char *tag)
{
    size_t size = strlen(tag);
    if (w->len + 1 + size > ROOM) return w->len;
    w->text[w->len] = '\t';
    memcpy(w->text + w->len + 1, tag, size);
    return w->len + 1 + (uint32_t)size;
}

// The last of a word's listed lemmas, counted from 1; 0: it has none.
static uint32_t lemmas_of(const struct ss_inflect *f, const struct word *w)
{
    const uint32_t *last = ss_map_get(&f->forms, w->text + 1, w->len - 1);
    return last ? *last : 0;
}

// That of them which goes with a tag.
static const char *listed(const struct ss_inflect *f, uint32_t last, uint64_t tag)
{
    for (; last; last = f->lemmas.item[last - 1].before)
        if (f->lemmas.item[last - 1].tag == tag) return f->lemmas.item[last - 1].lemma;
    return NULL;
}

static const struct change *ending(const struct ss_inflect *f, struct word *w, const char *tag)
{
    const struct set *set = set_of(f, code_of(tag));
    uint32_t end = tagged(w, tag), sizes = set ? set->sizes[(unsigned char)w->text[w->len - 1]] : 0;
    for (uint32_t size = ENDING_MAX; size > 0; size--) { // the longest first
        if (!(sizes >> size & 1) || size > w->len) continue;
        uint32_t at = w->len - size;
        const uint32_t *index = ss_map_get(&f->endings, w->text + at, end - at);
        if (index) return &f->changes.item[*index];
    }
    return NULL;
}

// Takes the endings off, beginning with the given set.
static void inflect(const struct ss_inflect *f, struct word *w, const char *set)
{
    for (int step = 0; step < 3 && *set; step++) {
        const struct change *c = ending(f, w, set);
        if (!c) return;
        uint32_t add = (uint32_t)strlen(c->add);
        if (w->len - 1 <= c->cut || (c->cut && w->len - 1 - c->cut + add < 2) || w->len + add > ROOM) return;
        w->len -= c->cut;
        memcpy(w->text + w->len, c->add, add);
        w->len += add;
        set = c->then;
    }
}

static bool is_one_of(uint64_t tag, const uint64_t *list)
{
    for (; *list; list++)
        if (tag == *list) return true;
    return false;
}

// The fine tags that ask for an ending, and those that go with a universal tag without one.
static const uint64_t verb_ends[] = {CODE('V', 'B', 'D', 0), CODE('V', 'B', 'N', 0), CODE('V', 'B', 'G', 0),
                                     CODE('V', 'B', 'Z', 0), 0},
                      verb_base[] = {CODE('V', 'B', 0, 0), CODE('V', 'B', 'P', 0), 0},
                      noun_ends[] = {CODE('N', 'N', 'S', 0), 0}, noun_base[] = {CODE('N', 'N', 0, 0), 0},
                      name_ends[] = {CODE('N', 'N', 'P', 'S'), 0},
                      name_base[] = {CODE('N', 'N', 'P', 0), CODE('A', 'D', 'D', 0), 0},
                      adj_ends[] = {CODE('J', 'J', 'R', 0), CODE('J', 'J', 'S', 0), 0},
                      adj_base[] = {CODE('J', 'J', 0, 0), 0},
                      adv_ends[] = {CODE('R', 'B', 'R', 0), CODE('R', 'B', 'S', 0), 0},
                      adv_base[] = {CODE('R', 'B', 0, 0), 0};

static bool tag_sets(unsigned upos, const uint64_t **ends, const uint64_t **base)
{
    switch (upos) {
    case SAYSO_UPOS_VERB:
        *ends = verb_ends;
        *base = verb_base;
        return true;
    case SAYSO_UPOS_NOUN:
        *ends = noun_ends;
        *base = noun_base;
        return true;
    case SAYSO_UPOS_PROPN:
        *ends = name_ends;
        *base = name_base;
        return true;
    case SAYSO_UPOS_ADJ:
        *ends = adj_ends;
        *base = adj_base;
        return true;
    case SAYSO_UPOS_ADV:
        *ends = adv_ends;
        *base = adv_base;
        return true;
    default:
        *ends = *base = NULL;
        return false;
    }
}

static bool same_letters(const struct word *w, const char *lemma)
{
    char low[ROOM];
    size_t n = ss_utf8_lower(lemma, strlen(lemma), low, sizeof low);
    return n == w->len - 1 && memcmp(low, w->text + 1, n) == 0;
}

// Letters drawn out ("sooooo") become one; a word of one letter alone stays.
static uint32_t shorten(char *form, uint32_t len)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < len;) {
        uint32_t run = 1;
        char c = form[i], low = (char)(c | 0x20);
        bool letter = low >= 'a' && low <= 'z';
        while (letter && i + run < len && (form[i + run] | 0x20) == low) run++;
        uint32_t keep = run >= 3 && run < len ? 1 : run;
        memmove(form + to, form + i, keep);
        to += keep;
        i += run;
    }
    return to;
}

static uint32_t plain_apostrophes(char *form, uint32_t len)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < len;) {
        uint32_t cp, n = ss_utf8_decode(form + i, len - i, &cp);
        if (cp == 0x2019 || cp == 0x2018) {
            form[to++] = '\'';
        } else {
            memmove(form + to, form + i, n);
            to += n;
        }
        i += n;
    }
    return to;
}

static bool all_upper(const char *s, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return len > 1;
}

struct ss_inflect_style ss_inflect_style(const struct sayso_report *r, const struct sayso_sentence *s)
{
    uint32_t words = 0, upper = 0, capital = 0;
    for (uint32_t i = 0; i < s->token_count; i++) {
        const struct sayso_token *t = &r->tokens[s->token_first + i];
        const char *form = r->text + t->start;
        uint32_t cp, len = t->end - t->start;
        if (!len) continue;
        uint32_t size = ss_utf8_decode(form, len, &cp);
        if (ss_char_class(cp) != SS_CHAR_LETTER) continue;
        words++;
        if (ss_char_is_upper(cp) && (size < len || cp != 'I')) capital++;
        if (all_upper(form, len)) upper++;
    }
    return (struct ss_inflect_style){.no_capitals = capital == 0, .all_capitals = upper * 10 > words * 7};
}

// Gives the lemma in w (made from the form of `len` bytes) the case of a name.
static void name_case(struct word *w, const char *form, uint32_t len, struct ss_inflect_style style)
{
    uint32_t same = 0, cp;
    bool upper = all_upper(form, len), low = true;
    char *lemma = w->text + 1;
    while (same < w->len - 1 && same < len && (lemma[same] == form[same] || (lemma[same] ^ form[same]) == 0x20)) {
        if (lemma[same] != form[same]) low = false;
        same++;
    }
    while (same < w->len - 1 && same < len && (unsigned char)lemma[same] >= 0x80 && (unsigned char)form[same] >= 0x80)
        same++; // beyond ASCII, case is not looked at
    memcpy(lemma, form, same);
    if (upper)
        for (uint32_t i = same; i < w->len - 1; i++)
            if (lemma[i] >= 'a' && lemma[i] <= 'z') lemma[i] = (char)(lemma[i] - 0x20);
    if (low && style.no_capitals && w->len > 1) {
        uint32_t size = ss_utf8_decode(lemma, w->len - 1, &cp);
        char big[4];
        if (ss_utf8_encode(ss_char_upper(cp), big) == size) memcpy(lemma, big, size);
    }
    // Long names in capitals are no acronyms.
    if (upper && len >= (style.all_capitals ? 4 : 6))
        for (uint32_t i = 1; i < w->len - 1; i++)
            if (lemma[i] >= 'A' && lemma[i] <= 'Z') lemma[i] = (char)(lemma[i] + 0x20);
}

// Digits as they are, but for commas: "1,100" → "1100".
static bool number(struct word *w, const char *form, uint32_t len)
{
    bool digits = false;
    w->len = 1;
    for (uint32_t i = 0; i < len; i++) {
        if (form[i] == ',') continue;
        if (form[i] >= '0' && form[i] <= '9')
            digits = true;
        else if (form[i] != '.')
            return false;
        w->text[w->len++] = form[i];
    }
    return digits;
}

static bool is_address(const struct sayso_token *t, const char *form, uint32_t len)
{
    return (t->xpos && strcmp(t->xpos, "ADD") == 0) || memchr(form, '@', len) || memmem(form, len, "://", 3);
}

// Whether the network's lemma is one that tags that contradict each other allow.
static bool plausible(const struct ss_inflect *f, const struct sayso_token *t, const struct word *low)
{
    if (same_letters(low, t->lemma)) return true;
    struct word w = *low;
    const char *found = t->xpos ? listed(f, lemmas_of(f, &w), code_of(t->xpos)) : NULL;
    if (found) return strcmp(found, t->lemma) == 0;
    inflect(f, &w, t->xpos ? t->xpos : "");
    return same_letters(&w, t->lemma);
}

// Whether the network took an ending off a verb inside a name ("United": Unite).
static bool inflected(const struct ss_inflect *f, const struct sayso_token *t, const struct word *low)
{
    struct word past = *low, present = *low;
    inflect(f, &past, "VBN");
    inflect(f, &present, "VBG");
    return same_letters(&past, t->lemma) || same_letters(&present, t->lemma);
}

// Whether the network may give a word of these letters capitals that are not in its form.
static bool may_raise(const struct ss_inflect *f, const struct word *w, const char *form, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if ((form[i] >= 'A' && form[i] <= 'Z') || (unsigned char)form[i] >= 0x80) return true;
    unsigned char last = (unsigned char)w->text[w->len - 1];
    uint64_t sizes = f->raised_sizes[last];
    if (!(sizes & 1) && w->len < 64 && !(sizes >> w->len & 1)) return false;
    for (uint32_t i = 0; i < f->raised.count; i++) {
        size_t size = strlen(f->raised.item[i]);
        if (size <= w->len && memcmp(w->text + w->len - size, f->raised.item[i], size) == 0) return true;
    }
    return false;
}

// Where a word's lemma is.
enum answer {
    ANSWER_NETWORK, // the network's stands, or is needed to decide
    ANSWER_MADE,    // in *w
    ANSWER_LISTED   // in *out
};

// The lemma of one word; t->lemma may be missing.
static enum answer lemma_of(const struct ss_inflect *f, const struct sayso_token *t, const char *text,
                            struct ss_inflect_style style, struct word *w, const char **out)
{
    const char *xpos = t->xpos ? t->xpos : "";
    const uint64_t *ends, *base, fine = code_of(xpos);
    char form[FORM_MAX];
    uint32_t len = t->end - t->start;
    bool open = tag_sets(t->upos, &ends, &base), proper = t->upos == SAYSO_UPOS_PROPN || strncmp(xpos, "NNP", 3) == 0;
    if (len == 0 || len > FORM_MAX) return ANSWER_NETWORK;
    memcpy(form, text + t->start, len);
    if (t->upos == SAYSO_UPOS_NUM) return number(w, form, len) ? ANSWER_MADE : ANSWER_NETWORK;
    if (!proper && (open || t->upos == SAYSO_UPOS_INTJ)) len = shorten(form, len);
    if (t->upos != SAYSO_UPOS_PUNCT) len = plain_apostrophes(form, len);
    w->text[0] = '^';
    w->len = 1 + (uint32_t)ss_utf8_lower(form, len, w->text + 1, ROOM - 1);
    if (w->len != len + 1) return ANSWER_NETWORK; // a lower case of another size: too rare to care for
    bool capital = w->text[1] != form[0];
    uint32_t known = lemmas_of(f, w);
    if ((*out = listed(f, known, fine))) return ANSWER_LISTED;
    if (w->text[1] == '\'' && t->upos != SAYSO_UPOS_NOUN) return ANSWER_NETWORK;
    // Particles of names ("al", "de") are small; with a capital they are names like others.
    *out = listed(f, known, f->upos[t->upos]);
    if (*out && !(proper && capital && strlen(*out) == w->len - 1 && memcmp(*out, w->text + 1, w->len - 1) == 0))
        return ANSWER_LISTED;
    if ((*out = listed(f, known, CODE('*', 0, 0, 0)))) return ANSWER_LISTED;
    if (!open) return ANSWER_NETWORK;
    if (is_address(t, form, len)) {
        memcpy(w->text + 1, form, len);
        w->len = len + 1;
        return ANSWER_MADE;
    }
    bool named = strncmp(xpos, "NNP", 3) == 0;
    if (!named && !is_one_of(fine, ends) && !is_one_of(fine, base) && (!t->lemma || plausible(f, t, w)))
        return ANSWER_NETWORK;
    if (named && t->upos == SAYSO_UPOS_VERB && (!t->lemma || inflected(f, t, w))) return ANSWER_NETWORK;
    if (is_one_of(fine, ends)) {
        if (fine == name_ends[0] && (*out = listed(f, known, noun_ends[0]))) {
            w->len = 1 + (uint32_t)strlen(*out);
            memcpy(w->text + 1, *out, w->len - 1);
            *out = NULL;
        } else {
            inflect(f, w, xpos);
        }
    }
    if (proper) name_case(w, form, len, style);
    // Of words that are no names only the network knows which keep their capitals ("TV", "American").
    if (proper) return ANSWER_MADE;
    bool network = t->lemma ? same_letters(w, t->lemma) : may_raise(f, w, text + t->start, t->end - t->start);
    return network ? ANSWER_NETWORK : ANSWER_MADE;
}

enum sayso_err ss_inflect_word(const struct ss_inflect *f, const struct sayso_report *r, struct ss_inflect_style style,
                               struct sayso_token *t, bool *ask)
{
    struct word w;
    const char *out = NULL;
    enum answer answer = lemma_of(f, t, r->text, style, &w, &out);
    *ask = answer == ANSWER_NETWORK && !t->lemma;
    if (answer == ANSWER_NETWORK) return SAYSO_OK;
    size_t len = w.len - 1;
    if (answer == ANSWER_LISTED)
        t->lemma = out;
    else if (!t->lemma || strlen(t->lemma) != len || memcmp(t->lemma, w.text + 1, len) != 0)
        t->lemma = ss_strndup(r->arena, w.text + 1, len);
    return t->lemma ? SAYSO_OK : ss_arena_error(r->arena);
}
