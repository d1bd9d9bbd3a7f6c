// SPDX-License-Identifier: Apache-2.0
// Import of verbs and their patterns. A block "--- NAME [code] ---" holds verbs, one a line, with {irregular forms} and
// a code of their own, and patterns "- words * words [code]". "&NAME" begins a set of synonyms, "+WORDS" its members.
#include <stdlib.h>
#include <string.h>

#include "know/import.h"

static size_t trimmed(const char *at, size_t len)
{
    while (len && ss_ascii_space(at[len - 1])) len--;
    return len;
}

static void code_of(char *out, size_t room, const char *line, const char *none)
{
    const char *open = strchr(line, '['), *end = open ? strchr(open, ']') : NULL;
    size_t len = end ? (size_t)(end - open - 1) : 0;
    if (!len || len >= room) {
        strcpy(out, none);
    } else {
        memcpy(out, open + 1, len);
        out[len] = '\0';
    }
}

// One form of a verb: the words before and behind it, from "WIRE_+TAP" (the verb has the plus) or "BURN DOWN".
static void verb_row(struct ss_import *im, const char *words, size_t len, const char *ending, size_t cut,
                     const char *code)
{
    struct ss_str *t = &im->table[SS_IMPORT_VERBS];
    const char *plus = memchr(words, '+', len), *end = words + len;
    const char *verb = plus ? plus + 1 : words;
    while (verb < end && *verb == '_') verb++;
    const char *stop = verb;
    while (stop < end && *stop != '_' && *stop != ' ') stop++;
    size_t n = (size_t)(stop - verb);
    if (!n || n <= cut) return;
    ss_import_phrase(t, verb, n - cut);
    ss_str_puts(t, ending);
    ss_str_putc(t, '\t');
    ss_import_phrase(t, words, plus ? (size_t)(plus - words) : 0);
    ss_str_putc(t, '\t');
    ss_import_phrase(t, stop, (size_t)(end - stop));
    ss_str_printf(t, "\t%u\t%s", im->block, code);
    ss_import_row_end(im, SS_IMPORT_VERBS);
}

// Third person, past and present participle of a regular verb.
static void regular(struct ss_import *im, const char *words, size_t len, const char *code)
{
    const char *plus = memchr(words, '+', len), *verb = plus ? plus + 1 : words, *stop = verb;
    while (stop < words + len && *stop != '_' && *stop != ' ') stop++;
    char last = stop > verb ? stop[-1] : 0, before = stop > verb + 1 ? stop[-2] : 0;
    bool vowel = before && strchr("AEIOU", before);
    if (last == 'E') {
        verb_row(im, words, len, "S", 0, code);
        verb_row(im, words, len, "D", 0, code);
        verb_row(im, words, len, "ING", 1, code);
    } else if (last == 'Y' && !vowel) {
        verb_row(im, words, len, "IES", 1, code);
        verb_row(im, words, len, "IED", 1, code);
        verb_row(im, words, len, "ING", 0, code);
    } else {
        bool hiss = last == 'S' || last == 'X' || last == 'Z' || (last == 'H' && (before == 'C' || before == 'S'));
        verb_row(im, words, len, hiss ? "ES" : "S", 0, code);
        verb_row(im, words, len, "ED", 0, code);
        verb_row(im, words, len, "ING", 0, code);
    }
}

static void verb(struct ss_import *im, char *line)
{
    char *brace = strchr(line, '{'), *open = strchr(line, '['), *first = brace ? brace : open;
    if (open && brace && open < brace) first = open;
    size_t len = trimmed(line, first ? (size_t)(first - line) : strlen(line));
    while (len && line[len - 1] == '_') len--;
    char code[64];
    code_of(code, sizeof code, line, im->verbs.code);
    verb_row(im, line, len, "", 0, code);
    if (!brace) {
        regular(im, line, len, code);
        return;
    }
    char *end = strchr(brace, '}');
    for (char *p = brace + 1; end && p < end;) {
        size_t n = strcspn(p, " }");
        if (n) verb_row(im, p, n, "", 0, code);
        p += n + 1;
    }
}

// The words of one side; what stands next to the verb keeps its "_" there.
static void side(struct ss_str *out, const char *at, size_t len, bool before)
{
    if (!before && len && *at == '_') ss_str_putc(out, '_');
    while (len && ss_ascii_space(at[len - 1])) len--;
    struct ss_str s = {0};
    ss_import_phrase(&s, at, len);
    if (s.data) ss_str_puts(out, s.data);
    if (before && s.len && at[len - 1] == '_') ss_str_putc(out, '_');
    ss_str_free(&s);
}

static void pattern(struct ss_import *im, char *line)
{
    char *star = strchr(line, '*'), *open = strrchr(line, '[');
    if (!star || !open || open < star || !strchr(open, ']')) {
        ss_import_skip(im, line, "no pattern of a verb");
        return;
    }
    for (char *p = line; p < open; p++) {
        if (!strchr("(){}|", *p)) continue;
        ss_import_skip(im, line, "form of pattern not known");
        return;
    }
    char code[64];
    code_of(code, sizeof code, open, "---");
    struct ss_str *t = &im->table[SS_IMPORT_PATTERNS];
    ss_str_printf(t, "%u\t", im->block);
    const char *start = line + 1 + strspn(line + 1, " \t");
    bool gap = star > start && ss_ascii_space(star[-1]);
    size_t len = trimmed(start, (size_t)(star - start));
    while (gap && len && start[len - 1] == '_') len--; // "WAS_ *": the word as it stands, others may follow
    side(t, start, len, true);
    ss_str_putc(t, '\t');
    side(t, star + 1, trimmed(star + 1, (size_t)(open - star - 1)), false);
    ss_str_printf(t, "\t%s", code);
    ss_import_row_end(im, SS_IMPORT_PATTERNS);
}

void ss_import_verb(struct ss_import *im, char *line)
{
    while (ss_ascii_space(*line)) line++;
    if (strncmp(line, "---", 3) == 0) {
        im->block++;
        *im->verbs.set = '\0';
        code_of(im->verbs.code, sizeof im->verbs.code, line, "---");
    } else if (*line == '&') {
        size_t n = strcspn(line + 1, " \t_");
        n = n < sizeof im->verbs.set ? n : sizeof im->verbs.set - 1;
        memcpy(im->verbs.set, line + 1, n);
        im->verbs.set[n] = '\0';
    } else if (*line == '+' && *im->verbs.set) {
        struct ss_str *t = &im->table[SS_IMPORT_SYNSETS];
        ss_str_printf(t, "%s\t", im->verbs.set);
        ss_import_phrase(t, line + 1, strlen(line + 1));
        ss_import_row_end(im, SS_IMPORT_SYNSETS);
    } else if (*line == '-') {
        *im->verbs.set = '\0';
        pattern(im, line);
    } else if (*line == '~') {
        ss_import_skip(im, line, "form of pattern not known");
    } else {
        *im->verbs.set = '\0';
        verb(im, line);
    }
}
