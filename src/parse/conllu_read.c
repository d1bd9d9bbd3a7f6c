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
    struct cell line_text; // what is left of the sentence's "# text", len 0 when there is none or it does not fit
    const char *why;       // what is wrong with the line
};

static enum sayso_err wrong(struct reader *r, const char *why)
{
    r->why = why;
    return SAYSO_ERR_INPUT;
}

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

// Every word must hang on a root: heads inside the sentence, and no circles.
static enum sayso_err check_tree(struct reader *r, const struct sayso_sentence *s)
{
    const struct sayso_token *tokens = r->tokens.item + s->token_first;
    uint32_t count = s->token_count, *seen = SS_NEW_ARRAY(r->report->arena, uint32_t, count);
    if (!seen) return ss_arena_error(r->report->arena);
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head >= 0 && (uint32_t)tokens[i].head >= s->token_first + count)
            return wrong(r, "a head outside the sentence that ends here");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = i;
        while (!seen[at]) {
            seen[at] = i + 1;
            if (tokens[at].head < 0) break;
            at = (uint32_t)tokens[at].head - s->token_first;
            if (seen[at] == i + 1) return wrong(r, "heads go round in a circle in the sentence that ends here");
        }
    }
    return SAYSO_OK;
}

static enum sayso_err end_sentence(struct reader *r)
{
    if (!r->in_sentence) return SAYSO_OK;
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
    return s->token_count ? check_tree(r, s) : SAYSO_OK;
}

// The white space before a form is that of "# text" where the forms spell it; else SpaceAfter tells.
static void follow_text(struct reader *r, struct cell form)
{
    struct cell *t = &r->line_text;
    if (!t->len) return;
    size_t blanks = 0;
    while (blanks < t->len && (t->s[blanks] == ' ' || t->s[blanks] == '\t')) blanks++;
    if (t->len - blanks < form.len || memcmp(t->s + blanks, form.s, form.len) != 0) {
        t->len = 0;
        return;
    }
    bool first = r->tokens.count == r->sentences.item[r->sentences.count - 1].token_first;
    if (!first) r->space = blanks > 0;
    t->s += blanks + form.len;
    t->len -= blanks + form.len;
}

// Adds a form to the text; returns its start. A space inside a form stays.
static uint32_t add_form(struct reader *r, struct cell form)
{
    follow_text(r, form);
    if (r->space) ss_str_putc(&r->text, ' ');
    // The word before, or the last one of its multiword token, tells what stands after it.
    if (r->tokens.count > r->sentences.item[r->sentences.count - 1].token_first) {
        struct sayso_token *before = &r->tokens.item[r->tokens.count - 1];
        before->flags &= (uint8_t)~SAYSO_TOKEN_SPACE_AFTER;
        if (r->space) before->flags |= SAYSO_TOKEN_SPACE_AFTER;
    }
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
        return wrong(r, "the head is no word's number");
    }
    if (number != r->tokens.count - s->token_first + 1) return wrong(r, "the words are not numbered 1, 2, 3 …");
    bool in_range = r->range_end && number <= r->range_end;
    uint32_t start = in_range ? 0 : add_form(r, c[1]);
    struct sayso_token *t = ss_arr_push(r->report->arena, &r->tokens);
    if (!t) return SAYSO_ERR_LIMIT;
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
        t->start = start;
        t->end = (uint32_t)r->text.len;
        if (!has_misc(c[9], "SpaceAfter=No")) {
            t->flags = SAYSO_TOKEN_SPACE_AFTER;
            r->space = true;
        }
    }
    t->sentence = r->sentences.count - 1;
    t->lemma = c[1].len == 1 && c[1].s[0] == '_' ? "_" : copy(r, c[2]);
    t->upos = (uint8_t)ss_upos_of(c[3].s, c[3].len);
    t->xpos = copy(r, c[4]);
    t->feats = copy(r, c[5]);
    t->head = head ? (int32_t)(s->token_first + (uint32_t)head - 1) : -1;
    t->deprel = (uint8_t)ss_dep_of(c[7].s, c[7].len);
    note_ner(t, c[9]);
    return ss_arena_error(r->report->arena);
}

static enum sayso_err token_line(struct reader *r, const char *line, size_t len)
{
    struct cell c[10];
    if (cut(line, len, c) != 10) return wrong(r, "a line has ten columns with tabs between them");
    if (c[1].len == 0) return wrong(r, "a word without a form");
    if (!r->in_sentence) start_sentence(r);
    if (!r->in_sentence || !r->sentences.count) return SAYSO_ERR_LIMIT;
    if (memchr(c[0].s, '.', c[0].len)) return SAYSO_OK; // an empty node of the enhanced graph
    const char *dash = memchr(c[0].s, '-', c[0].len);
    int64_t first, last;
    if (!dash) return ss_parse_int(c[0].s, c[0].len, &first) ? word_line(r, c, first) : wrong(r, "no word's number");
    size_t left = (size_t)(dash - c[0].s);
    if (!ss_parse_int(c[0].s, left, &first) || !ss_parse_int(dash + 1, c[0].len - left - 1, &last) || first < 1 ||
        last < first || last > first + 64)
        return wrong(r, "no range of words");
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
    SS_TRY(end_sentence(r));
    if (r->text.failed) return SAYSO_ERR_NOMEM;
    report->text_len = (uint32_t)r->text.len;
    report->text = ss_strndup(report->arena, r->text.len ? r->text.data : "", r->text.len);
    report->tokens = r->tokens.item;
    report->token_count = r->tokens.count;
    report->sentences = r->sentences.item;
    report->sentence_count = r->sentences.count;
    report->paragraphs = r->paragraphs.item;
    report->paragraph_count = r->paragraphs.count;
    return ss_arena_error(report->arena);
}

// What a comment says of the report or the sentence. False for one that begins the next document.
static bool comment(struct reader *r, const char *line, size_t len, bool begun)
{
    struct sayso_report *report = r->report;
    const struct {
        const char *key, **field;
    } fields[] = {
        {"meta::title", &report->title},   {"title", &report->title},
        {"meta::author", &report->author}, {"author", &report->author},
        {"meta::sourceURL", &report->url}, {"url", &report->url},
        {"outlet", &report->outlet},       {"meta::dateCreated", &report->published},
        {"published", &report->published},
    };
    const char *value;
    size_t value_len;
    if (comment_is(line, len, "newdoc", &value, &value_len)) {
        if (begun) return false;
        report->id = ss_strndup(report->arena, value, value_len);
    } else if (comment_is(line, len, "newpar", &value, &value_len)) {
        r->newpar = true;
    } else if (comment_is(line, len, "text", &value, &value_len)) {
        r->line_text = (struct cell){value, value_len};
    } else {
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (!*fields[i].field && comment_is(line, len, fields[i].key, &value, &value_len) && value_len)
                *fields[i].field = ss_strndup(report->arena, value, value_len);
    }
    return true;
}

enum sayso_err ss_conllu_read(struct sayso_report *report, const char *data, size_t len, size_t *at,
                              struct sayso_problem *problem)
{
    if (*at >= len) return SAYSO_ERR_NOTFOUND;
    struct reader r = {.report = report};
    enum sayso_err err = SAYSO_OK;
    bool begun = false;
    size_t start = *at;
    while (*at < len && !err) {
        const char *line = data + *at, *newline = memchr(line, '\n', len - *at);
        size_t size = newline ? (size_t)(newline - line) : len - *at, next = *at + size + (newline != NULL);
        if (size && line[size - 1] == '\r') size--;
        start = *at;
        if (size && line[0] == '#') {
            if (!comment(&r, line, size, begun)) break;
            begun = true;
        } else if (size == 0) {
            err = end_sentence(&r);
            r.line_text.len = 0;
        } else {
            begun = true;
            err = token_line(&r, line, size);
        }
        *at = next;
    }
    if (!err) err = finish(&r);
    if (err) {
        ss_fail(problem, err, 0, NULL, (int64_t)start, "%s", r.why ? r.why : "too much for one document");
        while (*at < len && (len - *at < 8 || memcmp(data + *at, "# newdoc", 8) != 0)) { // on to the next one
            const char *newline = memchr(data + *at, '\n', len - *at);
            *at = newline ? (size_t)(newline - data) + 1 : len;
        }
    }
    ss_str_free(&r.text);
    return err;
}
