// SPDX-License-Identifier: Apache-2.0
// A dateline is a run of capitalised words, numbers and brackets up to a dash, whose first word is all capitals or
// which ends with an agency in brackets. It is no part of the sentence behind it: read together, the place becomes its
// subject.
#include "text/dateline.h"

#include <stdbool.h>
#include <string.h>

#define DATELINE_MAX 100u // bytes
#define CAPITALS_MIN 3u   // letters of an all-capitals first word
#define TOWN_MIN     5u   // the same where an acronym would do for it

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool lower(char c)
{
    return c >= 'a' && c <= 'z';
}

// Length of a dash that stands between spaces (or, doubled, behind a bracket): "-", "--", en dash, em dash.
static uint32_t dash(const char *p, uint32_t left)
{
    if (left >= 2 && p[0] == '-' && p[1] == '-') return 2;
    if (left >= 1 && p[0] == '-') return 1;
    if (left >= 3 && (memcmp(p, "\xE2\x80\x93", 3) == 0 || memcmp(p, "\xE2\x80\x94", 3) == 0)) return 3;
    return 0;
}

uint32_t ss_dateline_length(const char *text, uint32_t len, bool below)
{
    uint32_t most = len < DATELINE_MAX ? len : DATELINE_MAX, capitals = 0;
    while (capitals < most && upper(text[capitals])) capitals++;
    if (capitals == 0) return 0;
    bool all_capitals = capitals >= CAPITALS_MIN && !(capitals < most && lower(text[capitals]));
    bool in_brackets = false, word_start = true;
    for (uint32_t i = 0; i < most; i++) {
        char c = text[i];
        uint32_t n = i > 0 && !in_brackets && (text[i - 1] == ' ' || text[i - 1] == ')') ? dash(text + i, len - i) : 0;
        bool town = all_capitals && capitals >= TOWN_MIN;
        if (!n && town && !in_brackets && i == capitals && dash(text + i, len - i) == 3 && i + 3 < len &&
            upper(text[i + 3]))
            return i + 3; // a long dash without spaces
        if (n && (i + n == len || text[i + n] == ' ')) {
            bool agency = i >= 2 && (text[i - 1] == ')' || (text[i - 1] == ' ' && text[i - 2] == ')'));
            if (!all_capitals && !agency) return 0;
            uint32_t end = i + n;
            while (end < len && text[end] == ' ') end++;
            if (below && !(town && end < len && (upper(text[end]) || text[end] == '"' || text[end] == '\xE2')))
                return 0;
            return end < len ? end : 0;
        }
        if (c == '(') in_brackets = true;
        if (c == ')') in_brackets = false;
        if (c == '\n' || c == '"' || c == ':' || c == '?' || c == '!') return 0;
        if (!in_brackets && word_start && lower(c)) return 0;
        word_start = c == ' ';
    }
    return 0;
}
