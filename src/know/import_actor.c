// SPDX-License-Identifier: Apache-2.0
// Import of actors and agents. An actor is a name, its synonyms ("+NAME") and codes that may have dates; the codes may
// stand behind the name or on lines of their own. An agent is one line: words, {plurals}, code. "!SET!" stands for each
// word of a set.
#include <stdlib.h>
#include <string.h>

#include "know/import.h"

static char *copy(const char *at, size_t len)
{
    char *s = malloc(len + 1);
    if (!s) return NULL;
    memcpy(s, at, len);
    s[len] = '\0';
    return s;
}

static size_t trimmed(const char *at, size_t len)
{
    while (len && ss_ascii_space(at[len - 1])) len--;
    return len;
}

// A date of six or eight digits as eight; years of two digits are 1930 to 2029.
static void add_date(struct ss_str *out, const char *at, size_t len)
{
    if (len == 6) ss_str_puts(out, at[0] < '3' ? "20" : "19");
    ss_str_add(out, at, len);
}

static size_t digits(const char *p)
{
    size_t n = 0;
    while (ss_ascii_digit(p[n])) n++;
    return n;
}

// "CODE", "CODE <date", "CODE >date", "CODE date-date"
static bool add_code(struct ss_str *out, const char *code)
{
    while (*code == ' ') code++;
    size_t len = strcspn(code, " <>\t");
    ss_str_add(out, code, len);
    const char *p = code + len;
    while (*p == ' ' || *p == '\t') p++;
    char mark = *p == '<' || *p == '>' ? *p++ : 0;
    while (*p == ' ') p++;
    size_t n = digits(p), m = 0;
    const char *to = p + n;
    while (*to == ' ' || *to == '-') to++;
    m = digits(to);
    ss_str_putc(out, '\t');
    if (n >= 6 && mark != '<') add_date(out, p, n);
    ss_str_putc(out, '\t');
    if (n >= 6 && mark == '<') add_date(out, p, n);
    if (!mark && m >= 6) add_date(out, to, m);
    return len > 0 && (n == 0 || n >= 6);
}

void ss_import_actor_end(struct ss_import *im)
{
    for (uint32_t i = 0; i < im->now.names; i++) {
        for (uint32_t k = 0; k < im->now.codes; k++) {
            struct ss_str *t = &im->table[SS_IMPORT_ACTORS], row = {0};
            ss_import_phrase(&row, im->now.name[i], strlen(im->now.name[i]));
            bool good = row.len > 0;
            ss_str_putc(&row, '\t');
            good = add_code(&row, im->now.code[k]) && good;
            if (good) {
                ss_str_puts(t, row.data);
                ss_import_row_end(im, SS_IMPORT_ACTORS);
            } else {
                ss_import_skip(im, im->now.code[k], "no code with dates");
            }
            ss_str_free(&row);
        }
        if (!im->now.codes) ss_import_skip(im, im->now.name[i], "actor without code");
        free(im->now.name[i]);
    }
    for (uint32_t k = 0; k < im->now.codes; k++) free(im->now.code[k]);
    for (uint32_t k = 0; k < im->now.sets; k++) free(im->now.set[k]);
    im->now.names = im->now.codes = im->now.sets = 0;
}

static void actor(struct ss_import *im, char *line)
{
    bool synonym = *line == '+', indented = ss_ascii_space(*line) || *line == '[';
    if (!synonym && !indented) {
        uint32_t sets = im->now.sets;
        im->now.sets = 0;
        ss_import_actor_end(im);
        im->now.sets = sets;
    }
    char *open = strchr(line, '[');
    size_t len = trimmed(line, open ? (size_t)(open - line) : strlen(line));
    if (len > synonym && !indented) {
        if (im->now.names == SS_IMPORT_NAMES)
            ss_import_skip(im, line, "too many names of one actor");
        else if ((im->now.name[im->now.names] = copy(line + synonym, len - synonym)))
            im->now.names++;
    }
    for (; open; open = strchr(open + 1, '[')) {
        char *end = strchr(open, ']');
        if (!end) {
            ss_import_skip(im, line, "code without end");
        } else if (im->now.codes == SS_IMPORT_CODES) {
            ss_import_skip(im, line, "too many codes of one actor");
        } else if ((im->now.code[im->now.codes] = copy(open + 1, (size_t)(end - open - 1)))) {
            im->now.codes++;
        }
    }
}

static void agent_row(struct ss_import *im, const char *words, size_t len, const char *code, size_t code_len)
{
    struct ss_str *t = &im->table[SS_IMPORT_AGENTS];
    ss_import_phrase(t, words, len);
    ss_str_putc(t, '\t');
    for (size_t i = 0; i < code_len; i++)
        if (!ss_ascii_space(code[i])) ss_str_putc(t, code[i]);
    ss_import_row_end(im, SS_IMPORT_AGENTS);
}

// The regular plural of a noun phrase whose last word is the noun.
static void plural(struct ss_str *out, const char *words, size_t len)
{
    while (len && words[len - 1] == '_') len--;
    char last = len ? words[len - 1] : 0, before = len > 1 ? words[len - 2] : 0;
    if (last == 'Y' && before && !strchr("AEIOU", before)) {
        ss_str_add(out, words, len - 1);
        ss_str_puts(out, "IES");
        return;
    }
    ss_str_add(out, words, len);
    ss_str_puts(out, last == 'S' || last == 'X' || last == 'Z' || (last == 'H' && (before == 'C' || before == 'S'))
                         ? "ES"
                         : "S");
}

// Words without sets: the row, and its plurals.
static void agent_forms(struct ss_import *im, const char *words, size_t len, const char *brace, const char *code,
                        size_t code_len)
{
    agent_row(im, words, len, code, code_len);
    if (!brace) {
        struct ss_str s = {0};
        plural(&s, words, len);
        if (s.data) agent_row(im, s.data, s.len, code, code_len);
        ss_str_free(&s);
        return;
    }
    const char *end = strchr(brace, '}');
    for (const char *p = brace + 1; end && p < end;) {
        size_t n = strcspn(p, " ,}");
        if (n) agent_row(im, p, n, code, code_len);
        p += n + 1;
    }
}

static void agent(struct ss_import *im, char *line)
{
    char *equal = strchr(line, '=');
    if (*line == '!' && equal) { // a set: "!PERSON! = MAN, MEN"
        if (im->now.sets < SS_IMPORT_SETS && (im->now.set[im->now.sets] = copy(line, strlen(line)))) im->now.sets++;
        return;
    }
    char *brace = strchr(line, '{'), *open = strchr(line, '['), *end = open ? strchr(open, ']') : NULL;
    if (!end || (brace && brace > open)) {
        ss_import_skip(im, line, "agent without code");
        return;
    }
    size_t len = trimmed(line, (size_t)((brace ? brace : open) - line));
    size_t code_len = (size_t)(end - open - 1);
    char *mark = memchr(line, '!', len);
    char *close = mark ? memchr(mark + 1, '!', len - (size_t)(mark + 1 - line)) : NULL;
    if (!close) {
        agent_forms(im, line, len, brace, open + 1, code_len);
        return;
    }
    size_t name = (size_t)(close - mark) + 1;
    for (uint32_t i = 0; i < im->now.sets; i++) {
        if (strncmp(im->now.set[i], mark, name) != 0) continue;
        for (const char *p = strchr(im->now.set[i], '=') + 1; *p;) {
            p += strspn(p, ", ");
            size_t n = strcspn(p, ", ");
            struct ss_str s = {0};
            ss_str_add(&s, line, (size_t)(mark - line));
            ss_str_add(&s, p, n);
            ss_str_add(&s, close + 1, len - (size_t)(close + 1 - line));
            if (n && s.data) agent_row(im, s.data, s.len, open + 1, code_len);
            ss_str_free(&s);
            p += n;
        }
        return;
    }
    ss_import_skip(im, line, "unknown set");
}

void ss_import_actor(struct ss_import *im, char *line, bool agents)
{
    if (agents) {
        while (ss_ascii_space(*line)) line++;
        agent(im, line);
    } else {
        actor(im, line);
    }
}
