// SPDX-License-Identifier: Apache-2.0
// Words: abbreviations and initials, contractions and possessives, hyphens, names with apostrophes; and numbers with
// what is glued to them.
#include <string.h>
#include "text/token_int.h"

#define ACRONYM_MAX 12u // letters with full stops between

static bool is_upper_at(const struct ss_scan *s, uint32_t p)
{
    uint32_t cp;
    if (p >= s->end) return false;
    ss_utf8_decode(s->text + p, s->end - p, &cp);
    return ss_char_is_upper(cp);
}

static bool is_digit_at(const struct ss_scan *s, uint32_t p)
{
    return p < s->chunk_end && s->text[p] >= '0' && s->text[p] <= '9';
}

// End of a run of ASCII digits.
static uint32_t digits_end(const struct ss_scan *s, uint32_t p)
{
    while (is_digit_at(s, p)) p++;
    return p;
}

static bool is_letter_at(const struct ss_scan *s, uint32_t p)
{
    uint32_t cp;
    enum ss_char class;
    if (p >= s->chunk_end) return false;
    ss_scan_at(s, p, &cp, &class);
    return class == SS_CHAR_LETTER;
}

static uint32_t char_size(const struct ss_scan *s, uint32_t p)
{
    uint32_t cp;
    return ss_mend_decode(s->text + p, s->chunk_end - p, &cp);
}

// "U.S.", "a.m", "Ph.D.": letters with full stops between; returns the end, with a last full stop when there is one, or
// p.
static uint32_t acronym(const struct ss_scan *s, uint32_t p)
{
    uint32_t at = p, groups = 0;
    while (is_letter_at(s, at) && groups < ACRONYM_MAX) {
        if (groups >= 2 && is_upper_at(s, at) && !is_upper_at(s, p)) return at; // "p.m.A": the next sentence
        uint32_t end = at + char_size(s, at);
        // one letter a group; a second one only as in "Ph.D", "Lt.-", "M.Sc"
        if (is_letter_at(s, end) && !is_upper_at(s, end)) {
            uint32_t two = end + char_size(s, end);
            if (is_letter_at(s, two) || two >= s->chunk_end || s->text[two] != '.' || !is_upper_at(s, at)) break;
            end = two;
        }
        if (end >= s->chunk_end || s->text[end] != '.') {
            if (groups >= 1 && !ss_scan_is_alnum(s, end)) {
                groups++;
                at = end;
            }
            break;
        }
        groups++;
        at = end + 1;
    }
    return groups < 2 || is_letter_at(s, at) ? p : at;
}

// Whether the word [p, end), which a full stop follows, keeps it.
static bool keeps_stop(const struct ss_scan *s, uint32_t p, uint32_t end)
{
    const struct ss_split_rule *split;
    uint32_t bits = ss_rules_word(s->rules, s->text + p, end - p, &split);
    uint32_t after = end + 1;
    // "etc...": the dots are one mark; but "Inc.." is two.
    if (after < s->chunk_end && s->text[after] == '.') return bits & SS_WORD_ABBR && after + 1 == s->chunk_end;
    uint32_t next = after < s->chunk_end ? 0 : ss_scan_next_word(s, after);
    if (after < s->chunk_end) ss_utf8_decode(s->text + after, s->chunk_end - after, &next);
    if (bits & SS_WORD_ABBR_INSIDE) return next != 0 && !ss_char_is_upper(next);
    if (bits & SS_WORD_ABBR) return true;
    if (bits & SS_WORD_ABBR_CAP && is_upper_at(s, p)) return true;
    if (bits & SS_WORD_ABBR_NUMBER && next >= '0' && next <= '9') return true;
    if (bits & SS_WORD_ABBR_NAME && is_upper_at(s, p) && ss_char_is_upper(next)) return true;
    // "Kh. al-Mansour", "Gh. Rahimi": two letters that make no word (as "Mm." does).
    if (end - p == 2 && is_upper_at(s, p) && end + 1 == s->chunk_end &&
        strchr("bcdfghjklnpqrstvwxz", s->text[end - 1]) && !strchr("AEIOUY", s->text[p]))
        return next != 0;
    // An initial: one capital before a capitalised word. "I" is a word of its own.
    if (end - p == char_size(s, p) && is_upper_at(s, p) && s->text[p] != 'I') return ss_char_is_upper(next);
    return false;
}

// "'s", "n't" and the like at the end of the letters [p, end): emits the multiword token and returns its end, or p.
static uint32_t clitic(struct ss_scan *s, uint32_t p, uint32_t end)
{
    uint32_t mark = ss_scan_apostrophe(s, end), twice = 0;
    if (!mark || end == p) return p;
    // "the city''s": an apostrophe written twice for a program that needed it so; the first is no one's
    if (s->text[end] == '\'' && end + 2 < s->chunk_end && s->text[end + 1] == '\'' && ss_scan_is_alnum(s, end + 2))
        twice = 1;
    uint32_t tail = end + twice + mark, tail_end = ss_scan_alnum_end(s, tail);
    const struct ss_split_rule *split;
    if (tail_end == tail) {
        // "parents'": possessive after an s, unless a quotation is open that this mark closes
        char before = (char)(s->text[end - 1] | 0x20);
        if (s->open_single || (before != 's' && before != 'z' && before != 'x') || s->text[end] == '`' ||
            ss_scan_apostrophe(s, tail))
            return p;
        if (before != 's') return p;
        ss_scan_emit_two(s, p, end, tail);
        return tail;
    }
    char low[SS_WORD_MAX];
    size_t n = ss_utf8_lower(s->text + tail, tail_end - tail, low + 1, sizeof low - 1);
    if (n == 0) return p;
    low[0] = '\'';
    // a further apostrophe: "couldn't've" or a closing quotation mark; letters after it make it a name
    if (ss_scan_apostrophe(s, tail_end) && ss_scan_is_alnum(s, tail_end + ss_scan_apostrophe(s, tail_end)) && n > 2)
        return p;
    if (n == 1 && low[1] == 't' && end - p >= 2 && (s->text[end - 1] | 0x20) == 'n') {
        if (end - p == 1) return p;
        ss_scan_emit_two(s, p, end - 1, tail_end);
        return tail_end;
    }
    if (ss_rules_word(s->rules, low, (uint32_t)n + 1, &split) & SS_WORD_CLITIC) {
        ss_scan_emit(s, p, end, SAYSO_TOKEN_MWT_FIRST);
        ss_scan_emit(s, end + twice, tail_end, SAYSO_TOKEN_MWT_NEXT);
        return tail_end;
    }
    return p;
}

// The parts of a word that is a contraction before certain words only ("its a"), else NULL.
static const struct ss_split_rule *pair(const struct ss_scan *s, uint32_t p, uint32_t end)
{
    if (end != s->chunk_end || end + 1 >= s->end || s->text[end] != ' ') return NULL;
    uint32_t next = end + 1;
    while (next < s->end && (s->text[next] | 0x20) >= 'a' && (s->text[next] | 0x20) <= 'z') next++;
    const struct ss_split_rule *split = NULL;
    if (next > end + 1 && next - p <= SS_WORD_MAX) ss_rules_word(s->rules, s->text + p, next - p, &split);
    return split;
}

// "the countrys army": a consonant and "ys" in small letters is no plural, save of what goes by ("flybys").
static bool lost_apostrophe(const struct ss_scan *s, uint32_t p, uint32_t end)
{
    if (end - p < 5 || memcmp(s->text + end - 2, "ys", 2) != 0 || memcmp(s->text + end - 3, "bys", 3) == 0 ||
        !strchr("cdfghjklmnpqrstvwxz", s->text[end - 3]))
        return false;
    while (p < end && s->text[p] >= 'a' && s->text[p] <= 'z') p++;
    return p == end;
}

// The letters at p with everything that belongs to them.
uint32_t ss_scan_word(struct ss_scan *s, uint32_t p)
{
    const struct ss_split_rule *split;
    uint32_t mark = ss_scan_apostrophe(s, p), end = p;
    if (mark) {
        // "'em", "'60s", and "'Abd" where no quotation closes after it
        uint32_t word_end = ss_scan_alnum_end(s, p + mark);
        if (word_end == p + mark) return p;
        bool listed = ss_rules_word(s->rules, s->text + p, word_end - p, &split) & SS_WORD_APOSTROPHE;
        bool years = is_digit_at(s, p + mark) && is_digit_at(s, p + mark + 1) && !is_digit_at(s, p + mark + 2);
        bool free = p == s->chunk_start || !ss_scan_is_alnum(s, ss_utf8_back(s->text, p));
        // An ayin stands before a vowel; before a consonant it is an opening mark whose closing one is missing.
        bool name = word_end - p - mark >= 3 && strchr("AEIU", s->text[p + mark]) &&
                    (s->text[p] == '\'' || (unsigned char)s->text[p] >= 0xCA) && s->last_close <= p &&
                    !ss_scan_apostrophe(s, word_end);
        if (split && free) {
            ss_scan_emit_split(s, p, word_end, split);
            return word_end;
        }
        if (!free || !(listed || years || name)) return p;
        if (listed || years) {
            ss_scan_emit(s, p, word_end, 0);
            return word_end;
        }
        end = p + mark;
    }
    if (!is_letter_at(s, end)) return p;
    uint32_t abbr = acronym(s, end);
    if (abbr > end) {
        bool stop = s->text[abbr - 1] == '.';
        uint32_t apostrophe = ss_scan_apostrophe(s, abbr);
        if (apostrophe && ss_scan_is_alnum(s, abbr + apostrophe)) {
            uint32_t done = clitic(s, p, abbr);
            if (done > p) return done;
        }
        ss_scan_emit(s, p, abbr, stop ? SS_PIECE_ABBR : 0);
        return abbr;
    }
    for (uint32_t part = end;;) {
        end = ss_scan_alnum_end(s, end);
        if (end >= s->chunk_end) break;
        uint32_t done = clitic(s, p, end);
        if (done > p) return done;
        if ((mark = ss_scan_apostrophe(s, end)) && s->text[end] != '`' && ss_scan_is_alnum(s, end + mark)) {
            end += mark;
        } else if ((mark = ss_scan_hyphen(s, end)) && ss_scan_is_alnum(s, end + mark) &&
                   (p == s->chunk_start || s->text[p - 1] != '-') &&
                   ss_rules_word(s->rules, s->text + part, end - part, &split) & SS_WORD_PREFIX) {
            part = end += mark;
        } else if (s->text[end] == '_' || (s->text[end] == '*' && end - p <= 3 && is_letter_at(s, end + 1))) {
            while (end < s->chunk_end && (s->text[end] == '_' || s->text[end] == '*')) end++;
        } else if (s->text[end] == '&' && end - p <= 3 && is_upper_at(s, end - 1) && is_upper_at(s, end + 1) &&
                   ss_scan_alnum_end(s, end + 1) - end <= 3) {
            end++;
        } else if (s->text[end] == '/' && end - p == 1 && is_letter_at(s, end + 1) &&
                   ss_scan_alnum_end(s, end + 1) - end <= 4) {
            end++; // "w/o", "L/C"
        } else {
            break;
        }
        if (!ss_scan_is_alnum(s, end)) break;
    }
    if (end < s->chunk_end) {
        bool decimal = s->text[end] == '.' && is_digit_at(s, end - 1) && is_digit_at(s, end + 1); // "PM2.5"
        bool stutter = end + 1 == s->chunk_end && end - p <= 2 && s->text[end] == '-' && p == s->chunk_start;
        bool dollar = end - p <= 3 && s->text[end] == '$' && is_upper_at(s, p) && is_upper_at(s, end - 1); // "US$"
        if (decimal || stutter || dollar) {
            end = decimal ? digits_end(s, end + 1) : end + 1;
            ss_scan_emit(s, p, end, 0);
            return end;
        }
    }
    if (end < s->chunk_end && s->text[end] == '.' && keeps_stop(s, p, end)) {
        uint32_t done = ss_scan_apostrophe(s, end + 1) ? clitic(s, p, end + 1) : p; // "Inc.'s"
        if (done > p) return done;
        ss_scan_emit(s, p, end + 1, SS_PIECE_ABBR);
        return end + 1;
    }
    uint32_t bits = ss_rules_word(s->rules, s->text + p, end - p, &split);
    if (bits & SS_WORD_DOUBT) split = NULL;
    if (!split && bits & SS_WORD_PAIR) split = pair(s, p, end);
    if (split)
        ss_scan_emit_split(s, p, end, split);
    else if (lost_apostrophe(s, p, end))
        ss_scan_emit_two(s, p, end - 1, end);
    else
        ss_scan_emit(s, p, end, 0);
    return end;
}

// Telephone numbers, dates and codes with hyphens: "555-0134", "5-0134", "2016-03-27"; a lone hyphen is a range and
// stays apart.
static uint32_t hyphened_digits(const struct ss_scan *s, uint32_t p, uint32_t end)
{
    uint32_t first = end - p, at = end, groups = 1, second = 0;
    while (at < s->chunk_end && s->text[at] == '-' && is_digit_at(s, at + 1)) {
        uint32_t next = digits_end(s, at + 1);
        if (groups == 1) second = next - at - 1;
        at = next;
        groups++;
    }
    if (groups >= 3 || (groups == 2 && second == 4 && (first == 1 || first == 3 || first == 5))) return at;
    return end;
}

uint32_t ss_scan_number(struct ss_scan *s, uint32_t p)
{
    uint32_t at = p;
    bool first = p == s->chunk_start;
    if (first && (s->text[p] == '+' || s->text[p] == '.') && is_digit_at(s, p + 1)) at = p + 1;
    if (!is_digit_at(s, at)) return p;
    uint32_t end = hyphened_digits(s, at, digits_end(s, at));
    while (end + 1 < s->chunk_end && is_digit_at(s, end + 1) && strchr(".,:/", s->text[end])) {
        uint32_t next = digits_end(s, end + 1), size = next - end - 1;
        bool lakh = size == 2 && next + 1 < s->chunk_end && s->text[next] == ',' && is_digit_at(s, next + 1);
        if (s->text[end] == ',' && size != 3 && !lakh) break; // a list: "13,14"
        end = next;
    }
    if (end < s->chunk_end && s->text[end] == '-' && end > at + 4 && memchr(s->text + at, '/', end - at) &&
        is_digit_at(s, end + 1))
        end = hyphened_digits(s, end + 1, digits_end(s, end + 1)); // "713/345-7942"
    uint32_t tail = ss_scan_alnum_end(s, end);
    if (tail == end) {
        uint32_t mark = ss_scan_apostrophe(s, end);
        if (mark && end + mark < s->chunk_end && (s->text[end + mark] | 0x20) == 's' &&
            !ss_scan_is_alnum(s, end + mark + 1)) { // "1980's"
            ss_scan_emit(s, p, end + mark + 1, 0);
            return end + mark + 1;
        }
        ss_scan_emit(s, p, end, 0);
        return end;
    }
    // Letters are glued on: a unit, or a longer lower-case word, leaves; the rest ("20th", "1990s", "4G") stays.
    const struct ss_split_rule *split;
    bool letters = true;
    for (uint32_t q = end; q < tail; q++)
        if (is_digit_at(s, q)) letters = false;
    bool unit = ss_rules_word(s->rules, s->text + end, tail - end, &split) & SS_WORD_UNIT;
    bool word = letters && tail - end >= 3 && !is_upper_at(s, end + 1) && !is_upper_at(s, tail - 1); // "2017Get"
    if (letters && (unit || word || acronym(s, end) > end)) {
        ss_scan_emit(s, p, end, 0);
        return end;
    }
    while (tail + 1 < s->chunk_end && (s->text[tail] == '_' || (s->text[tail] == '\'' && letters && tail - end == 1)) &&
           ss_scan_is_alnum(s, tail + 1))
        tail = ss_scan_alnum_end(s, tail + 1);
    ss_scan_emit(s, p, tail, 0);
    return tail;
}
