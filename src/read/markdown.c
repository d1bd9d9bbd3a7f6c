// SPDX-License-Identifier: Apache-2.0
// Markdown to plain text: the words stay, the marks go. Lines of a paragraph are joined; blocks are parted by a blank
// line.
#include "read/internal.h"

#include <string.h>

#include "text/utf8.h"

struct md {
    struct ss_str *out, *title;
    bool in_paragraph, in_code, in_comment, wants_title;
};

static bool alnum_at(const char *s, size_t len, size_t at)
{
    return at < len && (ss_ascii_alpha(s[at]) || ss_ascii_digit(s[at]) || (unsigned char)s[at] >= 0x80);
}

// Position of the bracket that closes the one at `at`, or len.
static size_t closing(const char *s, size_t len, size_t at, char open, char close)
{
    int depth = 0;
    for (size_t i = at; i < len; i++) {
        if (s[i] == '\\')
            i++;
        else if (s[i] == open)
            depth++;
        else if (s[i] == close && --depth == 0)
            return i;
    }
    return len;
}

static void plain(struct ss_str *out, const char *s, size_t len, int depth);

// "[text](url)" and "[text][ref]" give their text; a lone "[text]" keeps its brackets. Returns where to go on.
static size_t link(struct ss_str *out, const char *s, size_t len, size_t at, bool image, int depth)
{
    size_t end = closing(s, len, at, '[', ']');
    if (end == len) {
        ss_str_putc(out, '[');
        return at + 1;
    }
    size_t after = end + 1, stop = len;
    if (after < len && s[after] == '(') stop = closing(s, len, after, '(', ')');
    if (after < len && s[after] == '[') stop = closing(s, len, after, '[', ']');
    bool real = stop < len;
    if (!real) ss_str_putc(out, '[');
    if (!image && depth < 8) plain(out, s + at + 1, end - at - 1, depth + 1);
    if (!real) ss_str_putc(out, ']');
    return real ? stop + 1 : after;
}

// "<b>" and "<!-- -->" go, "<https://…>" gives the address; 0 when it is no tag.
static size_t tag(struct ss_str *out, const char *s, size_t len, size_t at)
{
    const char *close = memchr(s + at, '>', len - at);
    if (!close) return 0;
    size_t end = (size_t)(close - s);
    char c = at + 1 < len ? s[at + 1] : ' ';
    if (!ss_ascii_alpha(c) && c != '/' && c != '!') return 0;
    for (size_t i = at + 1; i + 2 < end; i++)
        if (memcmp(s + i, "://", 3) == 0 && !memchr(s + at, ' ', end - at)) {
            ss_str_add(out, s + at + 1, end - at - 1);
            break;
        }
    return end + 1;
}

static size_t entity(struct ss_str *out, const char *s, size_t len, size_t at)
{
    static const struct {
        const char *name, *text;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].name);
        if (len - at >= n && memcmp(s + at, known[i].name, n) == 0) {
            ss_str_puts(out, known[i].text);
            return at + n;
        }
    }
    ss_str_putc(out, '&');
    return at + 1;
}

static void plain(struct ss_str *out, const char *s, size_t len, int depth)
{
    for (size_t i = 0; i < len;) {
        char c = s[i];
        if (c == '\\' && i + 1 < len && !alnum_at(s, len, i + 1) && !ss_ascii_space(s[i + 1])) {
            ss_str_putc(out, s[i + 1]);
            i += 2;
        } else if (c == '!' && i + 1 < len && s[i + 1] == '[') {
            i = link(out, s, len, i + 1, true, depth);
        } else if (c == '[') {
            i = link(out, s, len, i, false, depth);
        } else if (c == '<') {
            size_t next = tag(out, s, len, i);
            if (!next) ss_str_putc(out, c);
            i = next ? next : i + 1;
        } else if (c == '&') {
            i = entity(out, s, len, i);
        } else if (c == '`' || c == '~') {
            size_t n = i;
            while (n < len && s[n] == c) n++;
            if (c == '~' && n - i != 2) ss_str_add(out, s + i, n - i);
            i = n;
        } else if (c == '*' || c == '_') {
            size_t n = i;
            while (n < len && s[n] == c) n++;
            bool left = i > 0 && alnum_at(s, len, i - 1), right = alnum_at(s, len, n);
            bool spaces = (i == 0 || ss_ascii_space(s[i - 1])) && (n == len || ss_ascii_space(s[n]));
            if (spaces || (c == '_' && left && right)) ss_str_add(out, s + i, n - i);
            i = n;
        } else {
            ss_str_putc(out, c);
            i++;
        }
    }
}

static void end_paragraph(struct md *m)
{
    if (m->in_paragraph) ss_str_puts(m->out, "\n\n");
    m->in_paragraph = false;
}

static bool only(const char *s, size_t len, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == c)
            n++;
        else if (s[i] != ' ')
            return false;
    }
    return n >= 3;
}

// Skips list marks ("- ", "12. ") and quote marks; an item starts its own paragraph.
static size_t marks(struct md *m, const char *s, size_t len)
{
    size_t at = 0;
    for (;;) {
        while (at < len && (s[at] == ' ' || s[at] == '\t')) at++;
        if (at < len && s[at] == '>') {
            at++;
            continue;
        }
        size_t d = at;
        while (d < len && d - at < 3 && ss_ascii_digit(s[d])) d++;
        bool numbered = d > at && d + 1 < len && (s[d] == '.' || s[d] == ')') && s[d + 1] == ' ';
        bool bullet = at + 1 < len && strchr("-*+", s[at]) && s[at + 1] == ' ';
        if (!numbered && !bullet) return at;
        end_paragraph(m);
        at = numbered ? d + 2 : at + 2;
    }
}

static void heading(struct md *m, const char *s, size_t len)
{
    while (len && (s[len - 1] == '#' || s[len - 1] == ' ')) len--;
    end_paragraph(m);
    if (m->wants_title && m->title->len == 0 && m->out->len == 0) {
        plain(m->title, s, len, 0);
        m->wants_title = false;
        return;
    }
    plain(m->out, s, len, 0);
    ss_str_puts(m->out, "\n\n");
}

static bool reference(const char *s, size_t len)
{
    const char *close = s[0] == '[' ? memchr(s, ']', len) : NULL;
    return close && (size_t)(close - s) + 1 < len && close[1] == ':';
}

static void one_line(struct md *m, const char *s, size_t len)
{
    size_t lead = 0;
    while (lead < len && s[lead] == ' ') lead++;
    const char *t = s + lead;
    size_t n = len - lead;
    if (n >= 3 && (memcmp(t, "```", 3) == 0 || memcmp(t, "~~~", 3) == 0)) {
        end_paragraph(m);
        m->in_code = !m->in_code;
        return;
    }
    if (m->in_comment || (n >= 4 && memcmp(t, "<!--", 4) == 0)) {
        bool ends = false;
        for (size_t i = 0; i + 2 < n; i++) ends = ends || memcmp(t + i, "-->", 3) == 0;
        m->in_comment = !ends;
        return;
    }
    if (n == 0 || (!m->in_code && only(t, n, '-')) || only(t, n, '*') || only(t, n, '_') || only(t, n, '=')) {
        end_paragraph(m);
        return;
    }
    size_t hashes = 0;
    while (hashes < n && t[hashes] == '#') hashes++;
    if (!m->in_code && hashes >= 1 && hashes <= 6 && hashes < n && t[hashes] == ' ') {
        heading(m, t + hashes + 1, n - hashes - 1);
        return;
    }
    if (!m->in_code && reference(t, n)) return;
    if (!m->in_code) {
        size_t skip = marks(m, s, len);
        t = s + skip;
        n = len - skip;
        while (n && ss_ascii_space(t[n - 1])) n--;
        if (n == 0) {
            end_paragraph(m);
            return;
        }
    }
    size_t before = m->out->len;
    if (m->in_paragraph) ss_str_putc(m->out, m->in_code ? '\n' : ' ');
    size_t start = m->out->len;
    if (m->in_code)
        ss_str_add(m->out, t, n);
    else
        plain(m->out, t, n, 0);
    if (m->out->len == start && m->out->data) { // an image, or marks only
        m->out->len = before;
        m->out->data[before] = '\0';
        return;
    }
    m->in_paragraph = true;
}

enum sayso_err ss_markdown_strip(struct ss_str *out, const char *text, size_t len, struct ss_str *title)
{
    struct md m = {.out = out, .title = title, .wants_title = true};
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t n = end ? (size_t)(end - text) - at : len - at;
        size_t next = at + n + 1;
        if (n && text[at + n - 1] == '\r') n--;
        const char *line = text + at, *below = next < len ? text + next : NULL;
        size_t below_len = below ? strcspn(below, "\r\n") : 0;
        if (below && !m.in_code && !m.in_paragraph && n && below_len >= 2 && below_len <= len - next &&
            (only(below, below_len, '=') || (only(below, below_len, '-') && line[0] != '-' && line[0] != '|'))) {
            heading(&m, line, n); // underlined
            next += below_len + 1;
        } else {
            one_line(&m, line, n);
        }
        at = next;
    }
    end_paragraph(&m);
    return out->failed || title->failed ? SAYSO_ERR_NOMEM : SAYSO_OK;
}
