// SPDX-License-Identifier: Apache-2.0
// Normalising of words and folding of spellings. One pass over the bytes, no memory, tables made from
// data/know/spelling.
#include "know/norm.h"

#include <string.h>

#include "base/map.h"
#include "know/know.h"
#include "text/utf8.h"

struct fold_rule {
    const char from[8];
    const char to[8];
    uint8_t from_len, to_len, where;
};

struct article {
    const char text[4];
    uint8_t len;
    bool alone;
};

struct short_word {
    const char text[6];
    const char full[16];
    uint8_t len, full_len;
};

#include "spelling_tables.h"

enum { WHERE_ANY, WHERE_START, WHERE_END, WHERE_INITIAL };
enum { CLASS_BREAK, CLASS_LETTER, CLASS_MARK, CLASS_HYPHEN, CLASS_DROP };

// The base letters of an accented Latin letter, or NULL.
static const char *latin_base(uint32_t cp)
{
    const char *base = NULL;
    if (cp >= 0xC0 && cp < 0x250)
        base = latin_c0[cp - 0xC0];
    else if (cp >= 0x250 && cp < 0x2B0)
        base = latin_250[cp - 0x250];
    else if (cp >= 0x1E00 && cp < 0x1F00)
        base = latin_1e00[cp - 0x1E00];
    return base && *base ? base : NULL;
}

// Class of a character above ASCII, and the bytes that stand for it.
static int classify(uint32_t cp, char bytes[8], uint32_t *count, bool *upper)
{
    *count = 0;
    *upper = false;
    if (cp == 0x2018 || cp == 0x2019 || (cp >= 0x2B0 && cp <= 0x2FF) || cp == 0xB4 || cp == 0x2032) return CLASS_MARK;
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212) return CLASS_HYPHEN;
    if ((cp >= 0x300 && cp < 0x370) || cp == 0xAD || (cp >= 0x200B && cp <= 0x200F)) return CLASS_DROP;
    const char *base = latin_base(cp);
    *upper = ss_char_is_upper(cp);
    if (base) {
        *count = (uint32_t)strlen(base);
        memcpy(bytes, base, *count);
        return CLASS_LETTER;
    }
    enum ss_char class = ss_char_class(cp);
    if (class == SS_CHAR_LETTER || class == SS_CHAR_DIGIT) {
        *count = ss_utf8_encode(ss_char_lower(cp), bytes);
        return CLASS_LETTER;
    }
    return class == SS_CHAR_JOIN ? CLASS_DROP : CLASS_BREAK;
}

struct splitter {
    struct ss_word *word; // being filled; NULL: none open
    uint32_t letters, uppers;
    uint32_t after_mark; // letters since the last apostrophe
    bool mark;           // an apostrophe was seen in this word
    bool last_s;         // the last letter is a small s
    bool lead_mark;      // an apostrophe stands right before the word
    uint32_t count;      // words made so far
};

static void close_word(struct splitter *sp)
{
    struct ss_word *w = sp->word;
    if (!w) return;
    if (sp->lead_mark && w->len == 1 && w->s[0] == 's') { // Syria 's
        sp->word = NULL;
        sp->count--;
        return;
    }
    if (sp->mark && sp->after_mark == 1 && w->len > 1 && w->s[w->len - 1] == 's') { // Syria's
        w->len--;
        sp->letters--;
        w->flags |= SS_WORD_POSSESSIVE;
        sp->last_s = false;
    } else if (sp->mark && sp->after_mark == 0 && w->len > 1 && w->s[w->len - 1] == 's') { // Houthis'
        w->flags |= SS_WORD_POSSESSIVE;
    }
    w->s[w->len] = '\0';
    if (sp->uppers && sp->uppers >= sp->letters) w->flags |= SS_WORD_UPPER_ALL;
    if (sp->uppers && sp->last_s && sp->uppers + 1 == sp->letters) w->flags |= SS_WORD_STEM_UPPER;
    sp->word = NULL;
}

static void add_letter(struct splitter *sp, const char *bytes, uint32_t count, bool upper, bool letter)
{
    struct ss_word *w = sp->word;
    if (w->len + count > SS_WORD_MAX) {
        w->flags |= SS_WORD_LONG;
        return;
    }
    if (w->len == 0 && upper) w->flags |= SS_WORD_UPPER_FIRST;
    for (uint32_t i = 0; i < count; i++) w->s[w->len + i] = bytes[i];
    w->len = (uint8_t)(w->len + count);
    sp->after_mark++;
    if (!letter) return;
    sp->letters++;
    if (upper) sp->uppers++;
    sp->last_s = !upper && count == 1 && bytes[0] == 's';
}

uint32_t ss_words(const char *s, size_t len, struct ss_word *out, uint32_t room, enum ss_blank *blank)
{
    struct splitter sp = {0};
    bool hyphen = false, mark = false, other = false, pending = false; // pending: an apostrophe just before
    for (size_t i = 0; i < len;) {
        char bytes[8];
        uint32_t count = 0;
        bool upper = false, letter = true;
        int class;
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80) {
            i++;
            upper = c >= 'A' && c <= 'Z';
            if (upper || (c >= 'a' && c <= 'z')) {
                bytes[0] = (char)(c | 0x20);
                count = 1;
                class = CLASS_LETTER;
            } else if (c >= '0' && c <= '9') {
                bytes[0] = (char)c;
                count = 1;
                letter = false;
                class = CLASS_LETTER;
            } else if (c == '\'' || c == '`') {
                class = CLASS_MARK;
            } else if (c == '-') {
                class = CLASS_HYPHEN;
            } else if (c == '.') {
                class = CLASS_DROP;
                other = true;
            } else {
                class = CLASS_BREAK;
            }
        } else {
            uint32_t cp;
            i += ss_utf8_decode(s + i, len - i, &cp);
            class = classify(cp, bytes, &count, &upper);
        }
        if (class == CLASS_LETTER) {
            if (!sp.word) {
                if (sp.count == room) break;
                sp = (struct splitter){.word = &out[sp.count], .count = sp.count + 1, .lead_mark = pending};
                sp.word->len = sp.word->flags = 0;
            }
            add_letter(&sp, bytes, count, upper, letter);
            pending = false;
        } else if (class == CLASS_MARK) {
            mark = true;
            pending = !sp.word;
            sp.mark = true;
            sp.after_mark = 0;
        } else if (class == CLASS_HYPHEN) {
            hyphen = true;
            pending = false;
            if (sp.word) sp.word->flags |= SS_WORD_HYPHEN;
            close_word(&sp);
        } else if (class == CLASS_BREAK) {
            other = true;
            pending = false;
            close_word(&sp);
        }
    }
    close_word(&sp);
    if (sp.count == 0 && blank)
        *blank = other    ? SS_BLANK_OTHER
                 : hyphen ? SS_BLANK_HYPHEN
                 : mark   ? SS_BLANK_POSSESSIVE
                 : len    ? SS_BLANK_OTHER
                          : SS_BLANK_NONE;
    return sp.count;
}

bool ss_word_article(struct ss_word *w, bool hyphen)
{
    if (w->len < 2 || w->len > 3) return false;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        const struct article *a = &articles[i];
        if (a->len == w->len && a->text[0] == w->s[0] && memcmp(a->text, w->s, w->len) == 0 && (hyphen || a->alone)) {
            w->flags |= SS_WORD_ARTICLE;
            return true;
        }
    }
    return false;
}

// "St." as "Saint": the word itself when it is no short form.
static const char *full_word(const struct ss_word *w, size_t *len)
{
    *len = w->len;
    if (w->len > 4) return w->s;
    for (size_t i = 0; i < sizeof short_words / sizeof *short_words; i++)
        if (short_words[i].len == w->len && memcmp(short_words[i].text, w->s, w->len) == 0) {
            *len = short_words[i].full_len;
            return short_words[i].full;
        }
    return w->s;
}

size_t ss_name_key(const char *s, size_t len, char out[SS_NAME_MAX])
{
    struct ss_word words[SS_WORDS_MAX];
    uint32_t n = ss_words(s, len, words, SS_WORDS_MAX, NULL);
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 && n > 1 && words[0].len == 3 && memcmp(words[0].s, "the", 3) == 0) continue;
        size_t word_len;
        const char *word = full_word(&words[i], &word_len);
        if ((words[i].flags & SS_WORD_LONG) || at + word_len >= SS_NAME_MAX) return 0;
        memcpy(out + at, word, word_len);
        at += word_len;
    }
    out[at] = '\0';
    return at;
}

uint64_t ss_name_hash(const char *s, size_t len)
{
    uint64_t h = ss_hash(s, len, 0);
    return h ? h : 1;
}

uint64_t ss_phrase_hash(uint64_t before, uint64_t word)
{
    uint64_t h = (before ^ word) * 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    h = (h + before) * 0xBF58476D1CE4E5B9u;
    h ^= h >> 32;
    return h ? h : 1;
}

// --- folding
// ------------------------------------------------------------------------------------------------------------

// Words joined again with one space or hyphen between them; the form that the rules are written for.
static size_t fold_input(const char *s, size_t len, char out[SS_NAME_MAX + 1])
{
    struct ss_word words[SS_WORDS_MAX];
    uint32_t n = ss_words(s, len, words, SS_WORDS_MAX, NULL);
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (at + words[i].len + 1u >= SS_NAME_MAX) break;
        memcpy(out + at, words[i].s, words[i].len);
        at += words[i].len;
        out[at++] = words[i].flags & SS_WORD_HYPHEN ? '-' : ' ';
    }
    if (at) at--; // no separator at the end
    out[at] = '\0';
    return at;
}

static bool boundary(char c)
{
    return c == '\0' || c == ' ' || c == '-';
}

static const struct fold_rule *rule_at(const char *in, size_t at)
{
    char c = in[at];
    if (c < 'a' || c > 'z') return NULL;
    unsigned letter = (unsigned)(c - 'a');
    for (unsigned r = fold_first[letter]; r < fold_first[letter + 1]; r++) {
        const struct fold_rule *rule = &fold_rules[r];
        uint32_t k = 1; // the first letter is the table's; `in` ends with NUL, which no rule has
        while (k < rule->from_len && in[at + k] == rule->from[k]) k++;
        if (k < rule->from_len) continue;
        switch (rule->where) {
        case WHERE_START:
            if (at && !boundary(in[at - 1])) continue;
            break;
        case WHERE_INITIAL:
            if (at) continue;
            break;
        case WHERE_END:
            if (!boundary(in[at + rule->from_len])) continue;
            break;
        default:
            break;
        }
        return rule;
    }
    return NULL;
}

size_t ss_know_fold(const char *name, size_t len, char *out, size_t room)
{
    char in[SS_NAME_MAX + 1];
    size_t n = fold_input(name, len, in), at = 0;
    if (!room) return 0;
    for (size_t i = 0; i < n;) {
        const struct fold_rule *rule = rule_at(in, i);
        const char *to = in + i;
        size_t to_len = boundary(in[i]) ? 0 : 1, step = 1;
        if (rule) {
            to = rule->to;
            to_len = rule->to_len;
            step = rule->from_len;
        }
        for (size_t k = 0; k < to_len; k++) {
            if (at && out[at - 1] == to[k]) continue; // doubled letters count once
            if (at + 1 >= room) break;
            out[at++] = to[k];
        }
        i += step;
    }
    out[at] = '\0';
    return at;
}

bool ss_fold_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'u';
}

size_t ss_skeleton(const char *folded, size_t len, char out[SS_NAME_MAX])
{
    size_t at = 0;
    for (size_t i = 0; i < len && at + 1 < SS_NAME_MAX; i++)
        if (!ss_fold_vowel(folded[i])) out[at++] = folded[i];
    if (at < 3) {
        at = len < SS_NAME_MAX ? len : SS_NAME_MAX - 1;
        for (size_t i = 0; i < at; i++) out[i] = folded[i] == 'e' ? 'a' : folded[i];
    }
    out[at] = '\0';
    return at;
}

// The vowel e is written for a and for i: Tekrit, Takrit; Hezbollah, Hizbullah.
static bool same_sound(char a, char b)
{
    return a == b || (a == 'e' && (b == 'a' || b == 'i')) || (b == 'e' && (a == 'a' || a == 'i'));
}

// Number of letters to insert, delete or change between two folded names, counted up to `limit` + 1.
static uint32_t fold_distance(const char *a, size_t a_len, const char *b, size_t b_len, uint32_t limit)
{
    uint16_t row[SS_NAME_MAX + 1];
    if (a_len > SS_NAME_MAX || b_len > SS_NAME_MAX) return limit + 1;
    size_t gap = a_len > b_len ? a_len - b_len : b_len - a_len;
    if (gap > limit) return limit + 1;
    for (size_t j = 0; j <= b_len; j++) row[j] = (uint16_t)j;
    for (size_t i = 1; i <= a_len; i++) {
        uint16_t diagonal = row[0], best = (uint16_t)i;
        row[0] = (uint16_t)i;
        for (size_t j = 1; j <= b_len; j++) {
            uint16_t up = row[j];
            uint16_t cost = (uint16_t)(diagonal + !same_sound(a[i - 1], b[j - 1]));
            if (up + 1 < cost) cost = (uint16_t)(up + 1);
            if (row[j - 1] + 1 < cost) cost = (uint16_t)(row[j - 1] + 1);
            diagonal = up;
            row[j] = cost;
            if (cost < best) best = cost;
        }
        if (best > limit) return limit + 1;
    }
    return row[b_len];
}

bool ss_fold_near(const char *a, size_t a_len, const char *b, size_t b_len, uint32_t *distance)
{
    size_t longer = a_len > b_len ? a_len : b_len, consonants = 0;
    for (size_t i = 0; i < a_len; i++) consonants += !ss_fold_vowel(a[i]);
    // With few consonants the vowels must agree: "Monday" is not "El Mundo".
    uint32_t limit = consonants < 4 ? 0 : (uint32_t)(longer / 6);
    *distance = fold_distance(a, a_len, b, b_len, limit);
    return *distance <= limit;
}

bool ss_key_one_error(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t same = 0;
    while (same < a_len && same < b_len && a[same] == b[same]) same++;
    if (!same) return false; // Hangzhou, Changzhou
    if (a_len == b_len) {
        if (same == a_len) return true;
        // a wrong letter makes another name more often than a slip does: Nanchang, Nanchong
        if (a_len >= SS_WRONG_LETTERS && memcmp(a + same + 1, b + same + 1, a_len - same - 1) == 0) return true;
        if (same + 1 >= a_len) return false;
        return a[same] == b[same + 1] && a[same + 1] == b[same] &&
               memcmp(a + same + 2, b + same + 2, a_len - same - 2) == 0;
    }
    if (a_len == b_len + 1) return memcmp(a + same + 1, b + same, b_len - same) == 0;
    if (b_len == a_len + 1) return memcmp(a + same, b + same + 1, a_len - same) == 0;
    return false;
}

enum ss_spelling ss_spelling(const char *a, size_t a_len, const char *b, size_t b_len)
{
    char key_a[SS_NAME_MAX], key_b[SS_NAME_MAX], fold_a[SS_NAME_MAX], fold_b[SS_NAME_MAX];
    char bones_a[SS_NAME_MAX], bones_b[SS_NAME_MAX];
    size_t ka = ss_name_key(a, a_len, key_a), kb = ss_name_key(b, b_len, key_b);
    if (!ka || !kb) return SS_SPELLING_OTHER;
    if (ka == kb && memcmp(key_a, key_b, ka) == 0) return SS_SPELLING_SAME;
    if (ka >= SS_FOLD_LETTERS && kb >= SS_FOLD_LETTERS) {
        uint32_t distance;
        size_t fa = ss_know_fold(a, a_len, fold_a, sizeof fold_a), fb = ss_know_fold(b, b_len, fold_b, sizeof fold_b);
        size_t ba = ss_skeleton(fold_a, fa, bones_a), bb = ss_skeleton(fold_b, fb, bones_b);
        if (ba == bb && memcmp(bones_a, bones_b, ba) == 0 && ss_fold_near(fold_a, fa, fold_b, fb, &distance))
            return SS_SPELLING_FOLDED;
    }
    bool letters = ka >= SS_TYPO_LETTERS && kb >= SS_TYPO_LETTERS;
    return letters && ss_key_one_error(key_a, ka, key_b, kb) ? SS_SPELLING_TYPO : SS_SPELLING_OTHER;
}

uint64_t ss_fold_rules_hash(void)
{
    return ss_hash(fold_rules, sizeof fold_rules,
                   ss_hash(articles, sizeof articles,
                           ss_hash(short_words, sizeof short_words, ss_hash(latin_c0, sizeof latin_c0, 0))));
}
