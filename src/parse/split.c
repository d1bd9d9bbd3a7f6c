// SPDX-License-Identifier: Apache-2.0
// Sentence splitting. Candidates are few (after closing marks, and between words where the next one starts like a
// sentence), so the cost is small. Without weights every closing mark before a capital, digit or opening mark ends a
// sentence.
#include "parse/split.h"

#include <string.h>
#include "base/error.h"
#include "text/broken.h"

enum sayso_err ss_split_load(struct ss_split *out, const struct ss_model *model, struct sayso_problem *problem)
{
    *out = (struct ss_split){0};
    const struct ss_tensor *w = ss_model_tensor(model, "split.w"), *s = ss_model_tensor(model, "split.scale");
    if (!w || !s || w->type != SS_TENSOR_I8 || s->type != SS_TENSOR_F32 || s->rows != 2 || w->columns != 1 ||
        s->columns != 1 || (w->rows & (w->rows - 1)))
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "split.w or split.scale is wrong");
    out->weights = w->data;
    out->rows = w->rows;
    out->scale = ((const float *)s->data)[0];
    out->bias = ((const float *)s->data)[1];
    return SAYSO_OK;
}

// What kind of piece this is.
enum look {
    LOOK_NONE,  // outside the paragraph
    LOOK_UPPER, // capital and small letters
    LOOK_CAPS,  // capitals only, two or more
    LOOK_ONE,   // one capital
    LOOK_LOWER,
    LOOK_NUMBER,
    LOOK_STOP,  // full stop
    LOOK_ASK,   // other closing marks: ! ? and runs of them
    LOOK_DOTS,  // ... and …
    LOOK_COLON, // : ;
    LOOK_OPEN,  // opening quotation marks and brackets
    LOOK_CLOSE,
    LOOK_QUOTE, // a quotation mark of either kind
    LOOK_DASH,
    LOOK_COMMA,
    LOOK_BULLET,
    LOOK_ADDRESS, // URLs and e-mail addresses
    LOOK_SMILE,
    LOOK_MARK, // any other
    LOOK_COUNT
};

static enum look mark_look(const char *s, uint32_t n, uint32_t cp)
{
    if (n == 1 && cp == '.') return LOOK_STOP;
    if (cp == 0x2026 || (cp == '.' && memchr(s, '?', n) == NULL && memchr(s, '!', n) == NULL)) return LOOK_DOTS;
    if (cp == '.' || cp == '!' || cp == '?' || cp == 0x061F || cp == 0x3002) return LOOK_ASK;
    if ((cp == ':' || cp == ';' || cp == '=') && n >= 2 && n <= 4 && s[n - 1] != s[0]) return LOOK_SMILE;
    if (cp == ':' || cp == ';') return LOOK_COLON;
    if (cp == ',') return LOOK_COMMA;
    if (cp == '(' || cp == '[' || cp == '{' || cp == 0x201C || cp == 0x2018 || cp == 0x00AB || cp == '`')
        return LOOK_OPEN;
    if (cp == ')' || cp == ']' || cp == '}' || cp == 0x201D || cp == 0x2019 || cp == 0x00BB) return LOOK_CLOSE;
    if (cp == '"') return LOOK_QUOTE;
    if (cp == '\'') return n == 2 ? LOOK_CLOSE : LOOK_QUOTE;
    if (cp == '-' || cp == 0x2013 || cp == 0x2014) return LOOK_DASH;
    if (cp == '*' || cp == 0x2022 || cp == '>' || cp == '|' || cp == 0x25CF || cp == 0x25AA) return LOOK_BULLET;
    return LOOK_MARK;
}

// Straight quotation marks tell by the white space around them what they are, mostly.
static enum look straight(const struct ss_piece *pieces, uint32_t i, uint32_t first, uint32_t end, bool inside)
{
    bool before = i == first || pieces[i - 1].flags & SAYSO_TOKEN_SPACE_AFTER;
    bool after = i + 1 == end || pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER;
    if (before && after) return inside ? LOOK_CLOSE : LOOK_OPEN; // white space on both sides
    return before == after ? LOOK_QUOTE : before ? LOOK_OPEN : LOOK_CLOSE;
}

static enum look look_at(const char *text, const struct ss_piece *p)
{
    uint32_t cp, n = p->end - p->start;
    uint32_t size = ss_mend_decode(text + p->start, n, &cp);
    enum ss_char class = ss_char_class(cp);
    if (class == SS_CHAR_DIGIT) return LOOK_NUMBER;
    if (class != SS_CHAR_LETTER)
        return n > size && ss_char_class((unsigned char)text[p->start + 1]) == SS_CHAR_LETTER
                   ? LOOK_LOWER // "'em", "'s"
                   : mark_look(text + p->start, n, cp);
    if (n >= 8 && (memchr(text + p->start, '@', n) || memchr(text + p->start, '/', n))) return LOOK_ADDRESS;
    if (!ss_char_is_upper(cp)) return LOOK_LOWER;
    if (size == n) return LOOK_ONE;
    ss_utf8_decode(text + p->start + size, n - size, &cp);
    return ss_char_is_lower(cp) ? LOOK_UPPER : LOOK_CAPS;
}

#define SINCE_MAX 40u

enum sayso_err ss_split_look(struct ss_split_view *out, struct ss_arena *arena, const char *text,
                             const struct ss_piece *pieces, uint32_t first, uint32_t end)
{
    uint32_t count = end - first;
    uint8_t *bytes = SS_NEW_ARRAY(arena, uint8_t, (size_t)count * 3);
    if (!bytes) return ss_arena_error(arena);
    uint8_t *looks = bytes, *quotes = bytes + count, *since = quotes + count, parity = 0, words = 0;
    for (uint32_t i = 0; i < count; i++) {
        enum look l = look_at(text, &pieces[first + i]);
        char mark = text[pieces[first + i].start];
        if (l == LOOK_QUOTE || (l == LOOK_CLOSE && mark == '\'')) l = straight(pieces, first + i, first, end, parity);
        looks[i] = (uint8_t)l;
        if (mark == '"') parity ^= 1;
        quotes[i] = parity;
        since[i] = words;
        words = l == LOOK_STOP || l == LOOK_ASK ? 0 : words < SINCE_MAX ? (uint8_t)(words + 1) : words;
    }
    bool capitals = false;
    for (uint32_t i = 0; i < count && !capitals; i++)
        capitals = (looks[i] == LOOK_UPPER || looks[i] == LOOK_CAPS || (looks[i] == LOOK_ONE && i > 0));
    *out = (struct ss_split_view){text, pieces, first, end, looks, quotes, since, !capitals};
    return SAYSO_OK;
}

static enum look look_of(const struct ss_split_view *v, int64_t i)
{
    return i < (int64_t)v->first || i >= (int64_t)v->end ? LOOK_NONE : (enum look)v->looks[i - v->first];
}

static bool is_end(enum look l)
{
    return l == LOOK_STOP || l == LOOK_ASK || l == LOOK_DOTS;
}

static bool is_tail(enum look l)
{
    return l == LOOK_CLOSE || l == LOOK_QUOTE;
}

// The look of the last mark before closing quotation marks and brackets that end at i.
static enum look before_tail(const struct ss_split_view *v, uint32_t i)
{
    for (int64_t k = i; k > (int64_t)i - 3; k--)
        if (!is_tail(look_of(v, k))) return look_of(v, k);
    return LOOK_NONE;
}

bool ss_split_candidate(const struct ss_split_view *v, uint32_t i)
{
    if (i + 1 >= v->end) return true;
    if (v->pieces[i + 1].flags & SAYSO_TOKEN_MWT_NEXT) return false;
    // The number of a list's item ("3.", "b)") begins its sentence.
    if (i == v->first + 1 && look_of(v, v->first) == LOOK_NUMBER &&
        v->pieces[v->first].end - v->pieces[v->first].start <= 3)
        return false;
    enum look here = look_of(v, i), next = look_of(v, (int64_t)i + 1);
    if (next == LOOK_CLOSE && !(v->pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER)) return false;
    if (is_end(here) || v->pieces[i].flags & SS_PIECE_ABBR) return !is_end(next);
    if (is_tail(here) && is_end(before_tail(v, i))) return true;
    if (!(v->pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER)) return false;
    if (here == LOOK_COLON || here == LOOK_CLOSE || here == LOOK_MARK || here == LOOK_DASH || here == LOOK_ADDRESS ||
        here == LOOK_SMILE)
        return true;
    // "Dear all," and "Regards," stand alone.
    if (here == LOOK_COMMA && v->since[i - v->first] <= 2)
        return (next == LOOK_UPPER || next == LOOK_CAPS) && !(v->pieces[i + 1].flags & SS_PIECE_ABBR);
    // Without a mark: before a capital, a number, a bullet or an opening mark.
    return here != LOOK_COMMA && here != LOOK_OPEN &&
           (next == LOOK_UPPER || next == LOOK_CAPS || next == LOOK_BULLET || next == LOOK_ONE || next == LOOK_NUMBER ||
            next == LOOK_ADDRESS || next == LOOK_DASH || next == LOOK_OPEN || next == LOOK_QUOTE || next == LOOK_MARK);
}

bool ss_split_initials(const struct ss_split_view *v, uint32_t i)
{
    const struct ss_piece *p = &v->pieces[i];
    if (!(p->flags & SS_PIECE_ABBR) || p->flags & SS_PIECE_LINE_END || i + 1 >= v->end) return false;
    for (uint32_t at = p->start; at < p->end; at += 2)
        if (v->text[at] < 'A' || v->text[at] > 'Z' || at + 1 >= p->end || v->text[at + 1] != '.') return false;
    return look_of(v, (int64_t)i + 1) == LOOK_UPPER;
}

bool ss_split_closes(const struct ss_split_view *v, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (!is_tail(look_of(v, i))) return false;
    return true;
}

static uint32_t mix(uint32_t h, uint32_t value)
{
    for (int k = 0; k < 4; k++) h = (h ^ (value >> (8 * k) & 0xFF)) * 16777619u;
    return h;
}

static uint32_t feature(uint32_t template, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t h = mix(mix(mix(2166136261u ^ template * 0x9E3779B1u, a), b), c);
    return h ^ h >> 15;
}

// Hash of a word: its first characters in lower case (digits as 0), or as written; 0 outside the paragraph.
static uint32_t word_hash(const struct ss_split_view *v, int64_t i, bool as_written)
{
    if (i < (int64_t)v->first || i >= (int64_t)v->end) return 0;
    const struct ss_piece *p = &v->pieces[i];
    uint32_t h = 2166136261u, at = p->start;
    for (int k = 0; k < 12 && at < p->end; k++) {
        uint32_t cp;
        at += ss_mend_decode(v->text + at, p->end - at, &cp);
        if (!as_written) cp = cp >= '0' && cp <= '9' ? '0' : ss_char_lower(cp);
        h = mix(h, cp);
    }
    return h;
}

static uint32_t bucket(uint32_t n)
{
    return n < 4 ? n : n < 7 ? 4 : n < 12 ? 5 : n < 20 ? 6 : n < 35 ? 7 : 8;
}

uint32_t ss_split_features(const struct ss_split_view *v, uint32_t i, uint32_t *f)
{
    int64_t at = i;
    uint32_t n = 0, before2 = look_of(v, at - 2), before = look_of(v, at - 1), here = look_of(v, at),
             next = look_of(v, at + 1);
    uint32_t next2 = look_of(v, at + 2), next3 = look_of(v, at + 3), pair = here * LOOK_COUNT + next;
    const struct ss_piece *p = &v->pieces[i];
    uint32_t word = word_hash(v, at, false), word_before = word_hash(v, at - 1, false),
             word_next = word_hash(v, at + 1, false);
    uint32_t word_next2 = word_hash(v, at + 2, false), written_next = word_hash(v, at + 1, true);
    uint32_t space = (p->flags & SAYSO_TOKEN_SPACE_AFTER) != 0, abbr = (p->flags & SS_PIECE_ABBR) != 0;
    uint32_t detached = i > v->first && v->pieces[i - 1].flags & SAYSO_TOKEN_SPACE_AFTER;
    uint32_t position = i - v->first, size = p->end - p->start;
    f[n++] = feature(1, word, next, abbr);
    f[n++] = feature(2, word, 0, 0);
    f[n++] = feature(3, word_before, pair, 0);
    f[n++] = feature(4, word_next, here, 0);
    f[n++] = feature(5, written_next, here, 0);
    f[n++] = feature(6, before, pair, 0);
    f[n++] = feature(7, before2 * LOOK_COUNT + before, pair, next2);
    f[n++] = feature(8, pair, next2, 0);
    f[n++] = feature(9, pair, next2, next3);
    f[n++] = feature(10, word_before, word_next, here);
    f[n++] = feature(11, word, word_next, 0);
    f[n++] = feature(12, pair, space, detached);
    f[n++] = feature(13, bucket(position), pair, 0);
    f[n++] = feature(14, bucket(v->end - 1 - i), pair, 0);
    f[n++] = feature(15, before_tail(v, i), pair, space);
    f[n++] = feature(16, word_next, word_next2, 0);
    f[n++] = feature(17, word_before, word, 0);
    f[n++] = feature(18, v->quotes[i - v->first], pair, 0);
    f[n++] = feature(19, v->quotes[i - v->first], before_tail(v, i), pair);
    f[n++] = feature(20, bucket(v->since[i - v->first]), pair, 0);
    f[n++] = feature(21, abbr, size < 6 ? size : 6, next);
    f[n++] = feature(22, word_before, here, 0);
    f[n++] = feature(23, before2 * LOOK_COUNT + before, here, 0);
    f[n++] = feature(24, word, next, next2);
    f[n++] = feature(25, written_next, next2, here);
    // What follows a closed quotation may still be its speaker ("…?" the mayor asked), and a paragraph without capitals
    // cannot begin its sentences with one.
    uint32_t tail = before_tail(v, i), word_next3 = word_hash(v, at + 3, false);
    f[n++] = feature(26, word_next2, tail, here);
    f[n++] = feature(27, word_next3, tail, here);
    f[n++] = feature(28, v->no_capitals, pair, next2);
    f[n++] = feature(29, v->no_capitals, tail, pair);
    f[n++] = feature(30, v->no_capitals, word_next, here);
    return n;
}

static bool plain_rule(const struct ss_split_view *v, uint32_t i)
{
    enum look here = look_of(v, i), next = look_of(v, (int64_t)i + 1);
    if (is_tail(here))
        here = i > v->first && v->pieces[i - 1].flags & SAYSO_TOKEN_SPACE_AFTER ? LOOK_NONE : before_tail(v, i);
    bool closes = is_tail(next) && !(v->pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER);
    return is_end(here) && !closes && (here == LOOK_ASK || next != LOOK_LOWER);
}

bool ss_split_ends(const struct ss_split *split, const struct ss_split_view *v, uint32_t i)
{
    if (i + 1 >= v->end) return true;
    if (!ss_split_candidate(v, i)) return false;
    if (!split->weights) return plain_rule(v, i);
    uint32_t hashes[SS_SPLIT_FEATURES_MAX];
    int32_t sum = 0;
    uint32_t count = ss_split_features(v, i, hashes);
    for (uint32_t k = 0; k < count; k++) sum += split->weights[hashes[k] & (split->rows - 1)];
    return (float)sum * split->scale + split->bias > 0.0f;
}
