// SPDX-License-Identifier: Apache-2.0
// Addresses (URLs, e-mail, hosts, files, handles) and marks (punctuation, emoticons, emoji, symbols).
#include <string.h>
#include "text/token_int.h"

// How far a look for an '@' or a listed ending goes; keeps hostile text linear.
#define LOOK_AHEAD 256u

static bool ascii_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

// End of an address that runs to the chunk's end: trailing marks, and brackets that it did not open, stay outside.
static uint32_t trim_address(const struct ss_scan *s, uint32_t p, uint32_t end)
{
    bool bracket = memchr(s->text + p, '(', end - p) != NULL;
    while (end > p + 1) {
        char c = s->text[end - 1];
        if (c == ')' && bracket) break;
        if ((unsigned char)c >= 0x80 ? false : !strchr(".,;:!?)]}'\"*", c)) break;
        end--;
    }
    return end;
}

static uint32_t url_end(const struct ss_scan *s, uint32_t p)
{
    uint32_t end = p;
    while (end < s->chunk_end) {
        uint32_t cp;
        uint32_t n = ss_utf8_decode(s->text + end, s->chunk_end - end, &cp);
        if (cp == '<' || cp == '>' || cp == '"' || cp == '|' || cp == 0x201C || cp == 0x201D || cp == 0x2018 ||
            cp == 0x2019)
            break;
        end += n;
    }
    return trim_address(s, p, end);
}

static bool starts_with(const struct ss_scan *s, uint32_t p, const char *what)
{
    for (; *what; what++, p++)
        if (p >= s->chunk_end || (s->text[p] | 0x20) != (*what | 0x20)) return false;
    return true;
}

// "name@host": [p, end), or p. Scans only characters that it then consumes or that a host look-up would consume too.
static uint32_t email_end(const struct ss_scan *s, uint32_t p)
{
    uint32_t at = p;
    while (at < s->chunk_end && at - p < LOOK_AHEAD && (ascii_alnum(s->text[at]) || strchr("._%+-", s->text[at]))) at++;
    if (at == p || at >= s->chunk_end || s->text[at] != '@') return p;
    uint32_t end = at + 1;
    while (end < s->chunk_end && (ascii_alnum(s->text[end]) || strchr("._-", s->text[end]))) end++;
    if (end == at + 1) return p;
    return trim_address(s, p, end);
}

// "misc.travel.rail": the names of groups, small letters between three or more full stops' sides.
static uint32_t group_end(const struct ss_scan *s, uint32_t p)
{
    uint32_t at = p, labels = 0;
    while (at < s->chunk_end && at - p < LOOK_AHEAD) {
        uint32_t start = at;
        while (at < s->chunk_end && ((s->text[at] >= 'a' && s->text[at] <= 'z') || (at > start && s->text[at] == '-')))
            at++;
        if (at - start < 2 || s->text[at - 1] == '-') return p;
        labels++;
        if (at + 1 >= s->chunk_end || s->text[at] != '.' || s->text[at + 1] < 'a' || s->text[at + 1] > 'z') break;
        at++;
    }
    return labels < 3 || ss_scan_is_alnum(s, at) ? p : at;
}

// "example.org/page", "plan.doc": the last label before '/', or the end, must be a listed ending.
static uint32_t host_end(const struct ss_scan *s, uint32_t p)
{
    uint32_t at = p, label = p, dots = 0;
    while (at < s->chunk_end && at - p < LOOK_AHEAD &&
           (ascii_alnum(s->text[at]) || s->text[at] == '-' || s->text[at] == '_' || s->text[at] == '#' ||
            (s->text[at] == '.' && at + 1 < s->chunk_end && ascii_alnum(s->text[at + 1])))) {
        if (s->text[at] == '.') {
            label = at + 1;
            dots++;
        }
        at++;
    }
    // Capital and small letters are mostly no ending but the next sentence's first word ("Council.In"), save
    // "Host.Com".
    bool mixed = at - label >= 2 && at - label != 3 && (s->text[label] & 0x20) == 0 && s->text[label + 1] & 0x20;
    const struct ss_split_rule *split;
    if (mixed || !dots || label - p < 2 ||
        !(ss_rules_word(s->rules, s->text + label, at - label, &split) & SS_WORD_DOMAIN))
        return p;
    if (at < s->chunk_end && s->text[at] == '/' && at + 1 < s->chunk_end && ascii_alnum(s->text[at + 1]))
        return url_end(s, p);
    return at;
}

uint32_t ss_scan_address(struct ss_scan *s, uint32_t p)
{
    uint32_t end = p;
    char c = s->text[p];
    if ((c == '@' || c == '#') && p == s->chunk_start && p + 1 < s->chunk_end) {
        uint32_t cp;
        enum ss_char class;
        ss_scan_at(s, p + 1, &cp, &class);
        if (class != SS_CHAR_LETTER && s->text[p + 1] != '_') return p;
        end = p + 1;
        while (end < s->chunk_end && (ss_scan_is_alnum(s, end) || s->text[end] == '_')) {
            ss_scan_at(s, end, &cp, &class);
            end += ss_utf8_encode(cp, (char[4]){0});
        }
        ss_scan_emit(s, p, end, 0);
        return end;
    }
    bool free = p == s->chunk_start || strchr(")]>", s->text[p - 1]);
    if (c == '.' && free && p + 2 < s->chunk_end && ascii_alnum(s->text[p + 1])) {
        const struct ss_split_rule *split; // a file ending by itself: ".doc"
        end = ss_scan_alnum_end(s, p + 1);
        if (!(ss_rules_word(s->rules, s->text + p + 1, end - p - 1, &split) & SS_WORD_DOMAIN)) return p;
        ss_scan_emit(s, p, end, 0);
        return end;
    }
    if (!ascii_alnum(c)) return p;
    uint32_t letters = p;
    while (letters < s->chunk_end && letters - p < 12 && ascii_alnum(s->text[letters])) letters++;
    if (starts_with(s, letters, "://") || starts_with(s, p, "www.") || starts_with(s, p, "mailto:"))
        end = url_end(s, p);
    if (end <= p + 4) {
        uint32_t look = s->chunk_end - p < LOOK_AHEAD ? s->chunk_end - p : LOOK_AHEAD;
        end = memchr(s->text + p, '@', look) ? email_end(s, p) : p;
        if (end == p && memchr(s->text + p, '.', look)) end = host_end(s, p);
        if (end == p && p == s->chunk_start && memchr(s->text + p, '.', look)) end = group_end(s, p);
    }
    if (end > p) ss_scan_emit(s, p, end, 0);
    return end;
}

static bool is_emoji_part(uint32_t cp)
{
    return cp == 0x200D || cp == 0xFE0F || cp == 0x20E3 || (cp >= 0x1F3FB && cp <= 0x1F3FF) ||
           (cp >= 0xE0020 && cp <= 0xE007F);
}

// An emoji with its modifiers, joined emoji, and pairs of regional letters.
static uint32_t emoji_end(const struct ss_scan *s, uint32_t p, uint32_t size, uint32_t first)
{
    uint32_t end = p + size, before = first;
    bool flag = first >= 0x1F1E6 && first <= 0x1F1FF;
    while (end < s->chunk_end) {
        uint32_t cp;
        uint32_t n = ss_utf8_decode(s->text + end, s->chunk_end - end, &cp);
        if (flag && cp >= 0x1F1E6 && cp <= 0x1F1FF) {
            end += n;
            break;
        }
        if (!is_emoji_part(cp) && before != 0x200D) break;
        before = cp;
        end += n;
    }
    return end;
}

static uint32_t emoticon_end(const struct ss_scan *s, uint32_t p)
{
    const struct ss_split_rule *split;
    for (uint32_t n = 4; n >= 2; n--) {
        if (s->chunk_end - p < n) continue;
        if (p + n < s->chunk_end && ss_scan_is_alnum(s, p + n)) continue;
        if (ss_rules_word(s->rules, s->text + p, n, &split) & SS_WORD_EMOTICON) return p + n;
    }
    return p;
}

static uint32_t same_run(const struct ss_scan *s, uint32_t p, const char *set)
{
    while (p < s->chunk_end && s->text[p] && strchr(set, s->text[p])) p++;
    return p;
}

// Single quotation marks are counted, so that a possessive is not taken for a closing one.
static void note_quote(struct ss_scan *s, uint32_t p, uint32_t end)
{
    bool opens = p == s->chunk_start || !ss_scan_is_alnum(s, ss_utf8_back(s->text, p));
    if (opens && end < s->chunk_end)
        s->open_single = 1;
    else
        s->open_single = 0;
}

uint32_t ss_scan_mark(struct ss_scan *s, uint32_t p)
{
    uint32_t cp;
    enum ss_char class;
    uint32_t size = ss_scan_at(s, p, &cp, &class), end = p + size;
    if (cp < 0x80) {
        char set[2] = {(char)cp, 0};
        uint32_t smile = emoticon_end(s, p);
        if (smile > p) {
            ss_scan_emit(s, p, smile, 0);
            return smile;
        }
        if (p == s->chunk_start && s->chunk_end - p >= 5 && same_run(s, p, "-=+*~_|<>#.^") == s->chunk_end) {
            end = s->chunk_end; // a drawn line
        } else if (cp == '.' || cp == '!' || cp == '?') {
            uint32_t dots = same_run(s, p, ".");
            end = dots - p >= 3 ? dots : same_run(s, p, ".!?"); // "...?" is two marks, "?!" is one
        } else if (strchr("-*=_+#~<>$", (int)cp)) {
            uint32_t line = same_run(s, p, "-="); // a short line: "==----"
            end = same_run(s, p, set);
            if (line > end && line - p >= 3) end = line;
        } else if (cp == '`' || cp == '\'') {
            if (end < s->chunk_end && s->text[end] == s->text[p]) end++; // two of them are one mark
            if (cp == '\'' && end == p + 1) note_quote(s, p, end);
        }
    } else if (cp == 0x2019 || cp == 0x2018) {
        if (s->chunk_end - end >= 3 && (memcmp(s->text + end, "\u2019", 3) == 0))
            end += 3; // a double mark typed as two single ones
        else
            note_quote(s, p, end);
    } else if (class == SS_CHAR_SYMBOL) {
        end = emoji_end(s, p, size, cp);
    } else if (class == SS_CHAR_DIGIT) {
        end = ss_scan_alnum_end(s, p);
    } else {
        // a run of one mark: "……", "——"
        uint32_t next;
        while (end < s->chunk_end && class == SS_CHAR_PUNCT &&
               ss_mend_decode(s->text + end, s->chunk_end - end, &next) == size && next == cp &&
               (cp == 0x2026 || cp == 0x2014 || cp == 0x2013))
            end += size;
    }
    if (end == p) end = p + size;
    ss_scan_emit(s, p, end, 0);
    return end;
}
