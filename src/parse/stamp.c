// SPDX-License-Identifier: Apache-2.0
// A full date belongs to a sentence when a word like "on" or "until" leads to it; else it stamps what was written.
#include "parse/stamp.h"

#include <string.h>
#include "text/utf8.h"

static const char *piece(const struct ss_split_view *v, uint32_t i, uint32_t *len)
{
    *len = v->pieces[i].end - v->pieces[i].start;
    return v->text + v->pieces[i].start;
}

static bool number(const struct ss_split_view *v, uint32_t i, uint32_t least, uint32_t most)
{
    uint32_t len, value = 0;
    const char *s = piece(v, i, &len);
    if (len > 4) return false;
    for (uint32_t k = 0; k < len; k++) {
        if (s[k] < '0' || s[k] > '9') return false;
        value = value * 10 + (uint32_t)(s[k] - '0');
    }
    return value >= least && value <= most;
}

static bool is(const struct ss_token_rules *rules, const struct ss_split_view *v, uint32_t i, uint32_t kind)
{
    uint32_t len;
    const char *s = piece(v, i, &len);
    if (len > 1 && s[len - 1] == '.') len--;
    return ss_token_rules_is(rules, s, len, kind);
}

static bool capital(const struct ss_split_view *v, uint32_t i)
{
    uint32_t len, cp;
    const char *s = piece(v, i, &len);
    ss_utf8_decode(s, len, &cp);
    return ss_char_is_upper(cp);
}

bool ss_stamp_ends(const struct ss_token_rules *rules, const struct ss_split_view *v, uint32_t i)
{
    if (i < v->first + 3 || i + 1 >= v->end || !(v->pieces[i].flags & SAYSO_TOKEN_SPACE_AFTER) ||
        !number(v, i, 1900, 2099) || !capital(v, i + 1) || is(rules, v, i + 1, SS_WORD_MONTH))
        return false;
    uint32_t at = i - 1, len;
    const char *s = piece(v, at, &len);
    if (len == 1 && *s == ',') at--;
    if (at < v->first + 2) return false;
    bool day_first = is(rules, v, at, SS_WORD_MONTH) && number(v, at - 1, 1, 31);
    bool month_first = number(v, at, 1, 31) && is(rules, v, at - 1, SS_WORD_MONTH);
    if (!day_first && !month_first) return false;
    at -= 2; // the word before the date, maybe the day of the week
    if (is(rules, v, at, SS_WORD_TO_DATE)) return false;
    return !(capital(v, at) && at > v->first && is(rules, v, at - 1, SS_WORD_TO_DATE));
}

bool ss_clock_ends(const struct ss_token_rules *rules, const struct ss_split_view *v, uint32_t i)
{
    if (i < v->first + 1 || i + 2 >= v->end || !(v->pieces[i].flags & SS_PIECE_ABBR) || capital(v, i)) return false;
    uint32_t len;
    const char *s = piece(v, i - 1, &len);
    return *s >= '0' && *s <= '9' && capital(v, i + 1) && is(rules, v, i + 1, SS_WORD_OPENER);
}
