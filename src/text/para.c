// SPDX-License-Identifier: Apache-2.0
// Paragraph finding. Whether a single line end separates paragraphs is decided for the whole text: in hard-wrapped text
// nearly no line has room left for the first word of the next one, and no line is long.
#include "text/para.h"

#include <stdbool.h>
#include <string.h>
#include "base/arr.h"
#include "text/dateline.h"
#include "text/utf8.h"

#define WRAP_WIDTH_MAX 132u // characters; longer lines were not wrapped by hand or by a mailer
#define WRAP_WIDTH_MIN 30u

struct line {
    uint32_t start, end; // bytes without white space around; equal for a blank line
    uint32_t width;      // characters from the line's first to its last visible one, with the indent
    uint32_t first_word; // characters of its first word
    uint32_t indent;
};

typedef SS_ARR(struct line) line_array;
typedef SS_ARR(struct sayso_span) span_array;

static bool space_at(const char *text, uint32_t p, uint32_t end, uint32_t *size)
{
    uint32_t cp;
    *size = ss_utf8_decode(text + p, end - p, &cp);
    return ss_char_class(cp) == SS_CHAR_SPACE;
}

static struct line measure(const char *text, uint32_t start, uint32_t end)
{
    struct line l = {.start = start, .end = end};
    uint32_t size, chars = 0;
    while (l.start < end && space_at(text, l.start, end, &size)) {
        l.start += size;
        l.indent++;
    }
    l.end = l.start;
    bool in_first = true;
    for (uint32_t p = l.start; p < end; p += size) {
        bool space = space_at(text, p, end, &size);
        chars++;
        if (space) {
            in_first = false;
            continue;
        }
        l.end = p + size;
        l.width = l.indent + chars;
        if (in_first) l.first_word = chars;
    }
    return l;
}

// Line ends: \n, \r, \r\n, U+2028 and U+2029.
static uint32_t line_end(const char *text, uint32_t p, uint32_t len, uint32_t *next)
{
    for (; p < len; p++) {
        unsigned char c = (unsigned char)text[p];
        if (c == '\n' || c == '\r') {
            *next = p + 1 + (c == '\r' && p + 1 < len && text[p + 1] == '\n');
            return p;
        }
        if (c == 0xE2 && len - p >= 3 && (unsigned char)text[p + 1] == 0x80 &&
            ((unsigned char)text[p + 2] & 0xFE) == 0xA8) {
            *next = p + 3;
            return p;
        }
    }
    *next = len;
    return len;
}

static bool lower_start(const char *text, const struct line *l)
{
    uint32_t cp;
    ss_utf8_decode(text + l->start, l->end - l->start, &cp);
    return ss_char_is_lower(cp);
}

// Whether the text is hard-wrapped; *width gets the widest line.
static bool wrapped(const line_array *lines, uint32_t *width)
{
    uint32_t widest = 0, breaks = 0, full = 0;
    for (uint32_t i = 0; i < lines->count; i++)
        if (lines->item[i].width > widest) widest = lines->item[i].width;
    *width = widest;
    if (widest > WRAP_WIDTH_MAX || widest < WRAP_WIDTH_MIN) return false;
    for (uint32_t i = 0; i + 1 < lines->count; i++) {
        const struct line *a = &lines->item[i], *b = a + 1;
        if (a->start == a->end || b->start == b->end) continue;
        breaks++;
        // Ragged wrapping leaves a little room at times: three quarters of the width and no room for one more word.
        if (a->width + 1 + b->first_word > widest || a->width * 5 > widest * 4) full++;
    }
    return breaks > 0 && full * 10 >= breaks * 7;
}

enum sayso_err ss_paragraphs(struct ss_arena *arena, const char *text, uint32_t len, struct sayso_span **out,
                             uint32_t *count)
{
    line_array lines = {0};
    span_array paragraphs = {0};
    for (uint32_t p = 0, next; p < len; p = next) {
        uint32_t end = line_end(text, p, len, &next);
        struct line *l = ss_arr_push(arena, &lines);
        if (!l) return ss_arena_error(arena);
        *l = measure(text, p, end);
    }
    uint32_t widest;
    bool is_wrapped = wrapped(&lines, &widest);
    struct sayso_span *open = NULL;
    for (uint32_t i = 0; i < lines.count; i++) {
        const struct line *l = &lines.item[i];
        if (l->start == l->end) {
            open = NULL;
            continue;
        }
        bool joins = false;
        if (open) {
            const struct line *before = l - 1;
            bool room_left = before->width + 1 + l->first_word <= widest && before->width * 5 <= widest * 4;
            if (is_wrapped)
                joins = l->indent <= before->indent && (!room_left || lower_start(text, l));
            else
                joins = before->width < WRAP_WIDTH_MAX && before->width > 20 && lower_start(text, l);
        }
        if (!joins) {
            open = ss_arr_push(arena, &paragraphs);
            if (!open) return ss_arena_error(arena);
            open->start = l->start;
        }
        open->end = l->end;
    }
    for (uint32_t i = 0; i < paragraphs.count; i++) { // a dateline stands apart
        const struct sayso_span *p = &paragraphs.item[i];
        uint32_t n = ss_dateline_length(text + p->start, p->end - p->start, i > 0);
        if (!n) continue;
        struct sayso_span *last = ss_arr_push(arena, &paragraphs);
        if (!last) return ss_arena_error(arena);
        struct sayso_span *line = &paragraphs.item[i];
        memmove(line + 1, line, (paragraphs.count - 1 - i) * sizeof *line);
        line[1].start = line->start + n;
        line->end = line[1].start;
        while (line->end > line->start && text[line->end - 1] == ' ') line->end--;
        i++;
    }
    *out = paragraphs.item;
    *count = paragraphs.count;
    return SAYSO_OK;
}
