// SPDX-License-Identifier: Apache-2.0
// CoNLL-U reader. The parts of a multiword token that do not spell its form share the form's span as evenly as bytes
// allow, so that every word has its own, non-empty where possible, place in the text.
#include <string.h>
#include "base/arr.h"
#include "base/error.h"
#include "base/num.h"
#include "parse/conllu.h"
#include "parse/labels.h"
#include "text/utf8.h"

struct cell {
    const char *s;
    size_t len;
};

struct reader {
    struct sayso_report *report;
    struct ss_str text;
    SS_ARR(struct sayso_token) tokens;
    SS_ARR(struct sayso_sentence) sentences;
    SS_ARR(struct sayso_span) paragraphs;
    uint32_t range_end, range_start;  // numbers of the open multiword token, 0 when none
    uint32_t range_left, range_right; // its span
    bool newpar, space, in_sentence, range_glued;
};

static uint32_t cut(const char *line, size_t len, struct cell cells[10])
{
    uint32_t n = 0;
    while (n < 10) {
        const char *tab = n < 9 ? memchr(line, '\t', len) : NULL;
        cells[n].s = line;
        cells[n].len = tab ? (size_t)(tab - line) : len;
        len -= cells[n].len + (tab != NULL);
        line += cells[n++].len + (tab != NULL);
        if (!tab) break;
    }
    return n;
}

static bool is_blank(struct cell c)
{
    return c.len == 0 || (c.len == 1 && c.s[0] == '_');
}

static const char *copy(struct reader *r, struct cell c)
{
    return is_blank(c) ? NULL : ss_strndup(r->report->arena, c.s, c.len);
}

static bool has_misc(struct cell c, const char *item)
{
    size_t n = strlen(item);
    for (size_t i = 0; i + n <= c.len; i++)
        if ((i == 0 || c.s[i - 1] == '|') && memcmp(c.s + i, item, n) == 0 && (i + n == c.len || c.s[i + n] == '|'))
            return true;
    return false;
}

static void start_sentence(struct reader *r)
{
    uint32_t paragraph = r->paragraphs.count;
    if (r->newpar || !paragraph) {
        if (paragraph) ss_str_puts(&r->text, "\n\n");
        ss_arr_push(r->report->arena, &r->paragraphs);
    } else if (r->space) {
        ss_str_putc(&r->text, ' ');
    }
    r->newpar = false;
    r->space = false;
    struct sayso_sentence *s = ss_arr_push(r->report->arena, &r->sentences);
    if (s) {
        s->token_first = r->tokens.count;
        s->paragraph = r->paragraphs.count - 1;
    }
    r->in_sentence = true;
}

static void end_sentence(struct reader *r)
{
    if (!r->in_sentence) return;
    struct sayso_sentence *s = &r->sentences.item[r->sentences.count - 1];
    s->token_count = r->tokens.count - s->token_first;
    if (s->token_count) {
        s->start = r->tokens.item[s->token_first].start;
        s->end = r->tokens.item[r->tokens.count - 1].end;
    }
    struct sayso_span *p = &r->paragraphs.item[s->paragraph];
    if (p->end == 0) p->start = s->start;
    p->end = s->end;
    r->in_sentence = false;
    r->range_end = 0;
}

// Adds a form to the text; returns its start. A space inside a form stays.
static uint32_t add_form(struct reader *r, struct cell form)
{
    if (r->space) ss_str_putc(&r->text, ' ');
    r->space = false;
    uint32_t start = (uint32_t)r->text.len;
    ss_str_add(&r->text, form.s, form.len);
    return start;
}

static void note_ner(struct sayso_token *t, struct cell misc)
{
    for (size_t i = 0; i + 6 <= misc.len; i++) {
        if ((i && misc.s[i - 1] != '|') || memcmp(misc.s + i, "NER=", 4) != 0 || misc.s[i + 5] != '-') continue;
        const char *name = misc.s + i + 6, *bar = memchr(name, '|', misc.len - i - 6);
        t->ner = (uint8_t)ss_ner_of(name, bar ? (size_t)(bar - name) : misc.len - i - 6);
        if (misc.s[i + 4] == 'B') t->flags |= SAYSO_TOKEN_NER_BEGIN;
    }
}

static enum sayso_err word_line(struct reader *r, struct cell c[10], int64_t number)
{
    struct sayso_sentence *s = &r->sentences.item[r->sentences.count - 1];
    int64_t head;
    if (is_blank(c[6])) {
        head = 0;
    } else if (!ss_parse_int(c[6].s, c[6].len, &head) || head < 0 || head > (1 << 24)) {
        return SAYSO_ERR_INPUT;
    }
    if (number != r->tokens.count - s->token_first + 1) return SAYSO_ERR_INPUT;
    struct sayso_token *t = ss_arr_push(r->report->arena, &r->tokens);
    if (!t) return SAYSO_ERR_LIMIT;
    bool in_range = r->range_end && number <= r->range_end;
    if (in_range) {
        uint32_t words = r->range_end - r->range_start + 1, index = (uint32_t)number - r->range_start;
        uint32_t size = r->range_right - r->range_left, from = index ? t[-1].end : r->range_left;
        uint32_t left = r->range_right - from;
        bool spells = left >= c[1].len && memcmp(r->text.data + from, c[1].s, c[1].len) == 0;
        t->start = from;
        t->end = index + 1 == words ? r->range_right
                 : spells           ? from + (uint32_t)c[1].len
                                    : r->range_left + size * (index + 1) / words;
        if (t->end < t->start) t->end = t->start;
        while (t->end < r->range_right && ((unsigned char)r->text.data[t->end] & 0xC0) == 0x80) t->end++;
        t->flags = index ? SAYSO_TOKEN_MWT_NEXT : SAYSO_TOKEN_MWT_FIRST;
        if (index + 1 == words && !r->range_glued) {
            t->flags |= SAYSO_TOKEN_SPACE_AFTER;
            r->space = true;
        }
    } else {
        t->start = add_form(r, c[1]);
        t->end = (uint32_t)r->text.len;
        if (!has_misc(c[9], "SpaceAfter=No")) {
            t->flags = SAYSO_TOKEN_SPACE_AFTER;
            r->space = true;
        }
    }
    t->sentence = r->sentences.count - 1;
    t->lemma = copy(r, c[2]);
    if (!t->lemma) t->lemma = ss_strndup(r->report->arena, c[1].s, c[1].len);
    t->upos = (uint8_t)ss_upos_of(c[3].s, c[3].len);
    t->xpos = copy(r, c[4]);
    t->feats = copy(r, c[5]);
    t->head = head ? (int32_t)(s->token_first + (uint32_t)head - 1) : -1;
    t->deprel = (uint8_t)ss_dep_of(c[7].s, c[7].len);
    note_ner(t, c[9]);
    return t->lemma ? SAYSO_OK : ss_arena_error(r->report->arena);
}

static enum sayso_err token_line(struct reader *r, const char *line, size_t len)
{
    struct cell c[10];
    if (cut(line, len, c) != 10 || c[1].len == 0) return SAYSO_ERR_INPUT;
    if (!r->in_sentence) start_sentence(r);
    if (!r->in_sentence || !r->sentences.count) return SAYSO_ERR_LIMIT;
    if (memchr(c[0].s, '.', c[0].len)) return SAYSO_OK; // an empty node of the enhanced graph
    const char *dash = memchr(c[0].s, '-', c[0].len);
    int64_t first, last;
    if (!dash) return ss_parse_int(c[0].s, c[0].len, &first) ? word_line(r, c, first) : SAYSO_ERR_INPUT;
    size_t left = (size_t)(dash - c[0].s);
    if (!ss_parse_int(c[0].s, left, &first) || !ss_parse_int(dash + 1, c[0].len - left - 1, &last) || first < 1 ||
        last < first || last > first + 64)
        return SAYSO_ERR_INPUT;
    r->range_start = (uint32_t)first;
    r->range_end = (uint32_t)last;
    r->range_left = add_form(r, c[1]);
    r->range_right = (uint32_t)r->text.len;
    r->range_glued = has_misc(c[9], "SpaceAfter=No");
    return SAYSO_OK;
}

static bool comment_is(const char *line, size_t len, const char *key, const char **value, size_t *value_len)
{
    size_t i = 1, n = strlen(key);
    while (i < len && line[i] == ' ') i++;
    if (len - i < n || memcmp(line + i, key, n) != 0 || (i + n < len && line[i + n] != ' ' && line[i + n] != '='))
        return false;
    i += n;
    if (len - i > 3 && memcmp(line + i, " id", 3) == 0) i += 3;
    while (i < len && (line[i] == ' ' || line[i] == '=')) i++;
    *value = line + i;
    *value_len = len - i;
    return true;
}

static enum sayso_err finish(struct reader *r)
{
    struct sayso_report *report = r->report;
    end_sentence(r);
    if (r->text.failed) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; i < r->tokens.count; i++) {
        const struct sayso_sentence *s = &r->sentences.item[r->tokens.item[i].sentence];
        int32_t head = r->tokens.item[i].head;
        if (head >= 0 && (uint32_t)head >= s->token_first + s->token_count) return SAYSO_ERR_INPUT;
    }
    report->text_len = (uint32_t)r->text.len;
    report->text = ss_strndup(report->arena, r->text.len ? r->text.data : "", r->text.len);
    report->tokens = r->tokens.item;
    report->token_count = r->tokens.count;
    report->sentences = r->sentences.item;
    report->sentence_count = r->sentences.count;
    report->paragraphs = r->paragraphs.item;
    report->paragraph_count = r->paragraphs.count;
    return report->text ? ss_arena_error(report->arena) : ss_arena_error(report->arena);
}

enum sayso_err ss_conllu_read(struct sayso_report *report, const char *data, size_t len, size_t *at,
                              struct sayso_problem *problem)
{
    if (*at >= len) return SAYSO_ERR_NOTFOUND;
    struct reader r = {.report = report};
    enum sayso_err err = SAYSO_OK;
    bool begun = false;
    while (*at < len && !err) {
        const char *line = data + *at, *newline = memchr(line, '\n', len - *at), *value;
        size_t size = newline ? (size_t)(newline - line) : len - *at, value_len;
        size_t next = *at + size + (newline != NULL);
        if (size && line[size - 1] == '\r') size--;
        if (size && line[0] == '#') {
            if (comment_is(line, size, "newdoc", &value, &value_len)) {
                if (begun) break;
                report->id = ss_strndup(report->arena, value, value_len);
            } else if (comment_is(line, size, "newpar", &value, &value_len)) {
                r.newpar = true;
            }
            begun = true;
        } else if (size == 0) {
            end_sentence(&r);
        } else {
            begun = true;
            err = token_line(&r, line, size);
            if (err) ss_fail(problem, err, 0, NULL, (int64_t)*at, "malformed CoNLL-U line");
        }
        *at = next;
    }
    if (!err) err = finish(&r);
    ss_str_free(&r.text);
    return err;
}
