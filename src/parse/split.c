// SPDX-License-Identifier: Apache-2.0
// Sentence splitting. Candidates are few (after closing marks, and between words where the next one starts like a
// sentence), so the cost is small. Without weights every closing mark before a capital, digit or opening mark ends a
// sentence.
#include "parse/split.h"

#include <string.h>
#include "base/error.h"
#include "text/utf8.h"

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
    LOOK_MARK, // any other
    LOOK_COUNT
};

static enum look mark_look(const char *s, uint32_t n, uint32_t cp)
{
    if (n == 1 && cp == '.') return LOOK_STOP;
    if (cp == 0x2026 || (cp == '.' && memchr(s, '?', n) == NULL && memchr(s, '!', n) == NULL)) return LOOK_DOTS;
    if (cp == '.' || cp == '!' || cp == '?' || cp == 0x061F || cp == 0x3002) return LOOK_ASK;
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

static enum look look_at(const char *text, const struct ss_piece *p)
{
    uint32_t cp, n = p->end - p->start;
    uint32_t size = ss_utf8_decode(text + p->start, n, &cp);
    enum ss_char class = ss_char_class(cp);
    if (class == SS_CHAR_DIGIT) return LOOK_NUMBER;
    if (class != SS_CHAR_LETTER)
        return n > size && ss_char_class((unsigned char)text[p->start + 1]) == SS_CHAR_LETTER
                   ? LOOK_LOWER // "'em", "'s"
                   : mark_look(text + p->start, n, cp);
    if (!ss_char_is_upper(cp)) return LOOK_LOWER;
    if (size == n) return LOOK_ONE;
    ss_utf8_decode(text + p->start + size, n - size, &cp);
    return ss_char_is_lower(cp) ? LOOK_UPPER : LOOK_CAPS;
}

static enum look look_of(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, int64_t i)
{
    return i < (int64_t)first || i >= (int64_t)end ? LOOK_NONE : look_at(text, &pieces[i]);
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
static enum look before_tail(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t i)
{
    for (uint32_t k = 0; k < 3 && i >= first; k++, i--) {
        enum look l = look_at(text, &pieces[i]);
        if (!is_tail(l) || i == first) return l;
    }
    return LOOK_NONE;
}

bool ss_split_candidate(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, uint32_t i)
{
    if (i + 1 >= end) return true;
    if (pieces[i + 1].flags & SAYSO_TOKEN_MWT_NEXT) return false;
    enum look here = look_at(text, &pieces[i]), next = look_at(text, &pieces[i + 1]);
    if (is_end(here) || pieces[i].flags & SS_PIECE_ABBR) return !is_end(next);
    if (is_tail(here) && is_end(before_tail(text, pieces, first, i))) return true;
    if (!(pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER)) return false;
    if (here == LOOK_COLON || here == LOOK_CLOSE || here == LOOK_MARK || here == LOOK_DASH) return next != LOOK_LOWER;
    // Without a mark: before a capital, a number or a bullet, and at line ends.
    if (pieces[i].flags & SS_PIECE_LINE_END) return true;
    return here != LOOK_COMMA && here != LOOK_OPEN &&
           (next == LOOK_UPPER || next == LOOK_CAPS || next == LOOK_BULLET || next == LOOK_ONE || next == LOOK_NUMBER ||
            next == LOOK_DASH || next == LOOK_OPEN);
}

static bool plain_rule(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, uint32_t i)
{
    enum look here = look_at(text, &pieces[i]), next = look_at(text, &pieces[i + 1]);
    if (is_tail(here)) here = before_tail(text, pieces, first, i);
    if (!is_end(here) || is_tail(next)) return false;
    (void)end;
    return here == LOOK_ASK || next != LOOK_LOWER;
}

void ss_split_paragraph(const struct ss_split *split, const char *text, const struct ss_piece *pieces, uint32_t first,
                        uint32_t end, bool *ends)
{
    uint32_t hashes[SS_SPLIT_FEATURES_MAX];
    for (uint32_t i = first; i < end; i++) {
        ends[i - first] = i + 1 == end;
        if (i + 1 == end || !ss_split_candidate(text, pieces, first, end, i)) continue;
        if (!split->weights) {
            ends[i - first] = plain_rule(text, pieces, first, end, i);
            continue;
        }
        int32_t sum = 0;
        uint32_t count = ss_split_features(text, pieces, first, end, i, hashes);
        for (uint32_t k = 0; k < count; k++) sum += split->weights[hashes[k] & (split->rows - 1)];
        ends[i - first] = (float)sum * split->scale + split->bias > 0.0f;
    }
}

uint32_t ss_split_features(const char *text, const struct ss_piece *pieces, uint32_t first, uint32_t end, uint32_t i,
                           uint32_t *hashes)
{
    (void)text;
    (void)pieces;
    (void)first;
    (void)end;
    (void)i;
    (void)hashes;
    (void)look_of;
    return 0;
}
