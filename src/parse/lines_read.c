// SPDX-License-Identifier: Apache-2.0
// Reader of lines of words: a sentence a line, white space between its words. Bytes that are no UTF-8 have been
// repaired by the caller.
#include <string.h>
#include "base/arr.h"
#include "base/error.h"
#include "base/str.h"
#include "parse/conllu.h"
#include "text/utf8.h"

#define SENTENCES_MAX 1000u // a report ends at the next paragraph end
#define SENTENCES_TOP 4000u // or here, so that its memory stays small

struct lines {
    struct sayso_report *report;
    struct ss_str text;
    SS_ARR(struct sayso_token) tokens;
    SS_ARR(struct sayso_sentence) sentences;
    SS_ARR(struct sayso_span) paragraphs;
};

static bool is_space(const char *s, size_t len, uint32_t *size)
{
    uint32_t cp;
    *size = ss_utf8_decode(s, len, &cp);
    return cp == 0 || ss_char_class(cp) == SS_CHAR_SPACE;
}

// One sentence. False when memory is out.
static bool add_line(struct lines *l, const char *line, size_t len, bool *any)
{
    struct sayso_sentence *s = NULL;
    *any = false;
    for (size_t at = 0; at < len;) {
        uint32_t size;
        size_t start = at;
        if (is_space(line + at, len - at, &size)) {
            at += size;
            continue;
        }
        while (at < len && !is_space(line + at, len - at, &size)) at += size;
        if (l->text.len) ss_str_putc(&l->text, ' ');
        struct sayso_token *t = ss_arr_push(l->report->arena, &l->tokens);
        if (!t) return false;
        t->start = (uint32_t)l->text.len;
        ss_str_add(&l->text, line + start, at - start);
        t->end = (uint32_t)l->text.len;
        t->flags = SAYSO_TOKEN_SPACE_AFTER;
        t->head = -1;
        if (!*any) {
            s = ss_arr_push(l->report->arena, &l->sentences);
            if (!s) return false;
            *s = (struct sayso_sentence){
                .start = t->start, .token_first = l->tokens.count - 1, .paragraph = l->paragraphs.count};
            *any = true;
        }
        t->sentence = l->sentences.count - 1;
        s->token_count++;
        s->end = t->end;
    }
    return true;
}

static bool end_paragraph(struct lines *l, uint32_t first)
{
    if (first == l->sentences.count) return true;
    struct sayso_span *p = ss_arr_push(l->report->arena, &l->paragraphs);
    if (!p) return false;
    *p = (struct sayso_span){l->sentences.item[first].start, l->sentences.item[l->sentences.count - 1].end};
    return true;
}

enum sayso_err ss_lines_read(struct sayso_report *r, const char *data, size_t len, size_t *at)
{
    struct lines l = {.report = r};
    uint32_t first = 0; // sentence of the open paragraph
    bool good = true;
    while (good && *at < len) {
        const char *line = data + *at, *newline = memchr(line, '\n', len - *at);
        size_t size = newline ? (size_t)(newline - line) : len - *at;
        bool any;
        *at += size + (newline != NULL);
        good = add_line(&l, line, size, &any);
        if (l.sentences.count >= SENTENCES_TOP) break;
        if (any || !good) continue;
        good = end_paragraph(&l, first);
        first = l.sentences.count;
        if (first >= SENTENCES_MAX) break;
    }
    good = good && end_paragraph(&l, first) && !l.text.failed;
    r->text = good ? ss_strndup(r->arena, l.text.len ? l.text.data : "", l.text.len) : NULL;
    r->text_len = (uint32_t)l.text.len;
    ss_str_free(&l.text);
    if (!r->text) return ss_arena_error(r->arena) ? ss_arena_error(r->arena) : SAYSO_ERR_NOMEM;
    r->tokens = l.tokens.item;
    r->token_count = l.tokens.count;
    r->sentences = l.sentences.item;
    r->sentence_count = l.sentences.count;
    r->paragraphs = l.paragraphs.item;
    r->paragraph_count = l.paragraphs.count;
    return l.sentences.count ? SAYSO_OK : SAYSO_ERR_NOTFOUND;
}
