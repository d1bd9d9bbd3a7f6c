// SPDX-License-Identifier: Apache-2.0
// The tokenizer's driver: a paragraph is cut at white space into chunks, and each chunk from left to right into words.
// Every step looks at most a bounded distance around it or consumes what it looked at, so the time is linear in the
// text.
#include "text/token.h"

#include <string.h>
#include "text/token_int.h"

void ss_scan_emit(struct ss_scan *s, uint32_t start, uint32_t end, unsigned flags)
{
    struct ss_piece *piece = s->failed ? NULL : ss_arr_push(s->arena, s->out);
    if (!piece) {
        s->failed = true;
        return;
    }
    *piece = (struct ss_piece){.start = start, .end = end, .flags = (uint8_t)flags};
}

void ss_scan_emit_two(struct ss_scan *s, uint32_t start, uint32_t middle, uint32_t end)
{
    ss_scan_emit(s, start, middle, SAYSO_TOKEN_MWT_FIRST);
    ss_scan_emit(s, middle, end, SAYSO_TOKEN_MWT_NEXT);
}

void ss_scan_emit_split(struct ss_scan *s, uint32_t start, uint32_t end, const struct ss_split_rule *split)
{
    uint32_t at = start;
    for (unsigned i = 0; i < split->count && at < end; i++) {
        uint32_t next = at + split->len[i];
        ss_scan_emit(s, at, next < end ? next : end, i ? SAYSO_TOKEN_MWT_NEXT : SAYSO_TOKEN_MWT_FIRST);
        at = next;
    }
}

uint32_t ss_scan_apostrophe(const struct ss_scan *s, uint32_t p)
{
    if (p >= s->chunk_end) return 0;
    if (s->text[p] == '\'' || s->text[p] == '`') return 1;
    uint32_t cp;
    uint32_t n = ss_mend_decode(s->text + p, s->chunk_end - p, &cp);
    return cp == 0x2019 || cp == 0x2018 || cp == 0x00B4 || cp == 0x02BC || cp == 0x02BB || cp == 0xFF07 ? n : 0;
}

uint32_t ss_scan_hyphen(const struct ss_scan *s, uint32_t p)
{
    if (p >= s->chunk_end) return 0;
    if (s->text[p] == '-') return 1;
    uint32_t cp;
    uint32_t n = ss_utf8_decode(s->text + p, s->chunk_end - p, &cp);
    return cp == 0x2010 || cp == 0x2011 ? n : 0;
}

bool ss_scan_is_alnum(const struct ss_scan *s, uint32_t p)
{
    if (p >= s->chunk_end) return false;
    uint32_t cp;
    enum ss_char class;
    ss_scan_at(s, p, &cp, &class);
    return class == SS_CHAR_LETTER || class == SS_CHAR_DIGIT;
}

uint32_t ss_scan_alnum_end(const struct ss_scan *s, uint32_t p)
{
    while (p < s->chunk_end) {
        uint32_t cp;
        enum ss_char class;
        uint32_t n = ss_scan_at(s, p, &cp, &class);
        if (class == SS_CHAR_JOIN ? !ss_scan_is_alnum(s, p + n) : class != SS_CHAR_LETTER && class != SS_CHAR_DIGIT)
            break;
        p += n;
    }
    return p;
}

uint32_t ss_scan_next_word(const struct ss_scan *s, uint32_t p)
{
    while (p < s->end) {
        uint32_t cp;
        uint32_t n = ss_utf8_decode(s->text + p, s->end - p, &cp);
        if (ss_char_class(cp) != SS_CHAR_SPACE) return cp;
        p += n;
    }
    return 0;
}

static void scan_chunk(struct ss_scan *s)
{
    uint32_t p = s->chunk_start;
    const struct ss_split_rule *split;
    uint32_t bits = ss_rules_word(s->rules, s->text + p, s->chunk_end - p, &split);
    if (bits & (SS_WORD_EMOTICON | SS_WORD_APOSTROPHE | SS_WORD_CLITIC | SS_WORD_WHOLE)) {
        ss_scan_emit(s, p, s->chunk_end, 0);
        return;
    }
    while (p < s->chunk_end && !s->failed) {
        uint32_t cp;
        enum ss_char class;
        uint32_t size = ss_scan_at(s, p, &cp, &class);
        if (class == SS_CHAR_JOIN) { // invisible, and not inside a word
            p += size;
            continue;
        }
        bool begins = p == s->chunk_start || (p == s->chunk_start + 1 && s->text[p - 1] == '\'') ||
                      (!ss_scan_is_alnum(s, ss_utf8_back(s->text, p)) && !strchr("-._'&/", s->text[p - 1]));
        uint32_t next = begins ? ss_scan_address(s, p) : p;
        if (next == p) next = ss_scan_number(s, p);
        if (next == p) next = ss_scan_word(s, p);
        if (next == p) next = ss_scan_mark(s, p);
        if (next == p) break; // cannot happen: marks take anything
        p = next;
    }
}

// Offset of the last apostrophe that could close a quotation: one after a visible character and before white space or a
// mark.
static uint32_t find_last_close(const struct ss_scan *s)
{
    for (uint32_t p = s->end; p-- > s->start + 1;) {
        bool mark =
            s->text[p] == '\'' || ((unsigned char)s->text[p] == 0xE2 && s->end - p >= 3 &&
                                   (unsigned char)s->text[p + 1] == 0x80 && (unsigned char)s->text[p + 2] == 0x99);
        if (!mark ||
            ss_char_class((unsigned char)s->text[p - 1] < 0x80 ? (unsigned char)s->text[p - 1] : 'a') == SS_CHAR_SPACE)
            continue;
        uint32_t after = p + (s->text[p] == '\'' ? 1 : 3);
        if (after >= s->end) return p;
        uint32_t cp;
        ss_utf8_decode(s->text + after, s->end - after, &cp);
        enum ss_char class = ss_char_class(cp);
        if (class != SS_CHAR_LETTER && class != SS_CHAR_DIGIT) return p;
    }
    return s->start;
}

enum sayso_err ss_tokenise(struct ss_arena *arena, const struct ss_token_rules *rules, const char *text, uint32_t start,
                           uint32_t end, ss_pieces *out)
{
    struct ss_scan s = {.rules = rules, .arena = arena, .out = out, .text = text, .start = start, .end = end};
    s.last_close = find_last_close(&s);
    uint32_t p = start, first = out->count;
    while (p < end && !s.failed) {
        uint32_t cp, chunk = p;
        bool line_end = false;
        // White space, and invisible characters that stand alone.
        while (p < end) {
            uint32_t n = ss_mend_decode(text + p, end - p, &cp);
            enum ss_char class = ss_char_class(cp);
            if (class != SS_CHAR_SPACE && class != SS_CHAR_JOIN) break;
            if (cp == '\n' || cp == '\r' || cp == 0x2028) line_end = true;
            p += n;
        }
        if (p > chunk && out->count > first)
            out->item[out->count - 1].flags |= (uint8_t)(SAYSO_TOKEN_SPACE_AFTER | (line_end ? SS_PIECE_LINE_END : 0));
        chunk = p;
        while (p < end) {
            uint32_t n = ss_mend_decode(text + p, end - p, &cp);
            if (ss_char_class(cp) == SS_CHAR_SPACE) break;
            p += n;
        }
        if (p == chunk) break;
        s.chunk_start = chunk;
        s.chunk_end = p;
        scan_chunk(&s);
    }
    return s.failed ? ss_arena_error(arena) ? ss_arena_error(arena) : SAYSO_ERR_LIMIT : SAYSO_OK;
}
