// SPDX-License-Identifier: Apache-2.0
// Plain text and Markdown files: front matter between "---" lines, then the text.
#include "read/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define FRONT_CAP ((size_t)8 << 10)

struct line {
    const char *s;
    size_t len;
};

// The line at `at` without its end; *next is where the following one starts.
static struct line line_at(const char *text, size_t len, size_t at, size_t *next)
{
    const char *end = memchr(text + at, '\n', len - at);
    size_t n = end ? (size_t)(end - text) - at : len - at;
    *next = end ? at + n + 1 : len;
    if (n && text[at + n - 1] == '\r') n--;
    return (struct line){text + at, n};
}

static struct line trim(struct line l)
{
    while (l.len && ss_ascii_space(l.s[0])) l.s++, l.len--;
    while (l.len && ss_ascii_space(l.s[l.len - 1])) l.len--;
    if (l.len >= 2 && (l.s[0] == '"' || l.s[0] == '\'') && l.s[l.len - 1] == l.s[0]) l.s++, l.len -= 2;
    return l;
}

static void set_field(struct ss_draft *draft, const char *key, struct line value)
{
    struct sayso_report *r = draft->report;
    const struct {
        const char *keys;
        const char **field;
    } fields[] = {
        {"outlet|publisher|source", &r->outlet},
        {"author|by|byline", &r->author},
        {"url|link", &r->url},
        {"title|headline", &r->title},
        {"id", &r->id},
        {"lang|language", &r->lang},
        {"published|date", &draft->given},
        {"based_on", &r->based_on},
    };
    if (value.len == 0) return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (ss_in_list(fields[i].keys, '|', key)) *fields[i].field = ss_strndup(r->arena, value.s, value.len);
}

// Reads the front matter; returns where the text starts: 0 when there is none (also when it never ends).
static size_t front_matter(struct ss_draft *draft, const char *text, size_t len)
{
    size_t at, next;
    struct line l = line_at(text, len, 0, &at);
    if (l.len != 3 || memcmp(l.s, "---", 3) != 0) return 0;
    for (int pass = 0; pass < 2; pass++) { // look for the end before believing any of it
        size_t from = at;
        for (;;) {
            if (from >= len || from > FRONT_CAP) return 0;
            l = line_at(text, len, from, &next);
            if (l.len == 3 && (memcmp(l.s, "---", 3) == 0 || memcmp(l.s, "...", 3) == 0)) break;
            const char *colon = memchr(l.s, ':', l.len);
            if (!colon && l.len && l.s[0] != '#' && !ss_ascii_space(l.s[0]) && l.s[0] != '-') return 0;
            if (pass == 1 && colon && colon > l.s && (size_t)(colon - l.s) < 24) {
                char key[24];
                size_t n = (size_t)(colon - l.s);
                for (size_t i = 0; i < n; i++) key[i] = ss_ascii_lower(l.s[i]);
                while (n && key[n - 1] == ' ') n--;
                key[n] = '\0';
                set_field(draft, key, trim((struct line){colon + 1, l.len - (size_t)(colon - l.s) - 1}));
            }
            from = next;
        }
        if (pass == 1) return next;
    }
    return 0;
}

static bool looks_binary(const char *s, size_t len)
{
    size_t odd = 0, look = len < 4096 ? len : 4096;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0) return true;
        odd += (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 127;
    }
    return odd * 20 > look;
}

static bool utf16(const char *s, size_t len)
{
    return len >= 2 && ((s[0] == '\xFF' && s[1] == '\xFE') || (s[0] == '\xFE' && s[1] == '\xFF'));
}

enum sayso_err ss_read_text(struct ss_draft *draft, const char *bytes, size_t len, bool markdown)
{
    struct sayso_report *r = draft->report;
    if (!utf16(bytes, len) && looks_binary(bytes, len)) return SAYSO_ERR_INPUT;
    char *utf8;
    size_t n;
    uint32_t replaced = 0;
    SS_TRY(ss_to_utf8(bytes, len, NULL, &utf8, &n, &replaced));
    if (replaced > 16 && replaced > n / 20) { // old Latin text rather than damaged UTF-8
        free(utf8);
        replaced = 0;
        SS_TRY(ss_to_utf8(bytes, len, "WINDOWS-1252", &utf8, &n, &replaced));
    }
    draft->replaced += replaced;
    size_t at = front_matter(draft, utf8, n);
    struct ss_str text = {0}, title = {0};
    enum sayso_err err = SAYSO_OK;
    if (markdown) {
        err = ss_markdown_strip(&text, utf8 + at, n - at, &title);
        if (title.len && !r->title) r->title = ss_strndup(r->arena, title.data, title.len);
    } else {
        for (size_t i = at; i < n; i++)
            if (utf8[i] != '\r')
                ss_str_putc(&text, utf8[i]);
            else if (i + 1 >= n || utf8[i + 1] != '\n')
                ss_str_putc(&text, '\n');
    }
    free(utf8);
    if (text.failed || title.failed) err = SAYSO_ERR_NOMEM;
    size_t start = 0;
    while (start < text.len && (text.data[start] == '\n' || (start == 0 && text.data[start] == '\f'))) start++;
    while (text.len > start && ss_ascii_space(text.data[text.len - 1])) text.len--;
    if (!err) {
        r->text_len = (uint32_t)(text.len - start);
        r->text = text.len > start ? ss_strndup(r->arena, text.data + start, text.len - start) : "";
        if (!r->text) err = ss_arena_error(r->arena);
    }
    ss_str_free(&text);
    ss_str_free(&title);
    return err;
}
