// SPDX-License-Identifier: Apache-2.0
// Web archives (ISO 28500): each stored answer or resource that is a page or text becomes a report. Chunked and
// compressed bodies are undone; what is no text, no success or no answer is passed over. The date of the crawl is no
// date of publication.
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"
#include "base/num.h"
#include "read/internal.h"
#include "read/stream.h"

#define HEAD_CAP ((size_t)64 << 10)

struct head {
    char *type, *target, *content; // heap strings, NULL when absent
    int64_t length;                // -1: absent
};

static void free_head(struct head *h)
{
    free(h->type);
    free(h->target);
    free(h->content);
}

static bool same(const char *s, size_t len, const char *name)
{
    if (strlen(name) != len) return false;
    for (size_t i = 0; i < len; i++)
        if (ss_ascii_lower(s[i]) != name[i]) return false;
    return true;
}

static char *copy(const char *s, size_t len)
{
    char *out = malloc(len + 1);
    if (out) memcpy(out, s, len);
    if (out) out[len] = '\0';
    return out;
}

// The value of a header line "Name: value" when its name fits; false otherwise.
static bool field(const char *line, size_t len, const char *name, const char **value, size_t *value_len)
{
    const char *colon = memchr(line, ':', len);
    if (!colon || !same(line, (size_t)(colon - line), name)) return false;
    const char *v = colon + 1, *end = line + len;
    while (v < end && ss_ascii_space(*v)) v++;
    while (end > v && ss_ascii_space(end[-1])) end--;
    *value = v;
    *value_len = (size_t)(end - v);
    return true;
}

// Length of a head up to and with its blank line, or 0 when it does not end within len.
static size_t head_end(const char *s, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++) {
        if (s[i] != '\n') continue;
        if (s[i + 1] == '\n') return i + 2;
        if (s[i + 1] == '\r' && i + 2 < len && s[i + 2] == '\n') return i + 3;
    }
    return 0;
}

static void read_head(struct head *h, const char *s, size_t len)
{
    *h = (struct head){.length = -1};
    for (size_t at = 0; at < len;) {
        const char *end = memchr(s + at, '\n', len - at), *v;
        size_t n = end ? (size_t)(end - s) - at : len - at, vn;
        if (!h->type && field(s + at, n, "warc-type", &v, &vn)) h->type = copy(v, vn);
        if (!h->target && field(s + at, n, "warc-target-uri", &v, &vn)) {
            bool bracketed = vn > 1 && v[0] == '<' && v[vn - 1] == '>';
            h->target = bracketed ? copy(v + 1, vn - 2) : copy(v, vn);
        }
        if (!h->content && field(s + at, n, "content-type", &v, &vn)) h->content = copy(v, vn);
        if (h->length < 0 && field(s + at, n, "content-length", &v, &vn) && !ss_parse_int(v, vn, &h->length))
            h->length = -1;
        at += n + 1;
    }
}

static bool starts(const char *s, const char *with)
{
    for (; s && *with; s++, with++)
        if (ss_ascii_lower(*s) != *with) return false;
    return s != NULL;
}

// Chunked transfer undone in place; returns the length.
static size_t unchunk(char *s, size_t len)
{
    size_t to = 0, at = 0;
    while (at < len) {
        size_t size = 0, digits = 0;
        for (; at < len && digits < 8; at++, digits++) {
            char c = ss_ascii_lower(s[at]);
            if (ss_ascii_digit(c))
                size = size * 16 + (size_t)(c - '0');
            else if (c >= 'a' && c <= 'f')
                size = size * 16 + (size_t)(c - 'a' + 10);
            else
                break;
        }
        const char *end = at < len ? memchr(s + at, '\n', len - at) : NULL;
        if (!digits || !end || size == 0) break;
        at = (size_t)(end - s) + 1;
        if (size > len - at) size = len - at;
        memmove(s + to, s + at, size);
        to += size;
        at += size;
        while (at < len && (s[at] == '\r' || s[at] == '\n')) at++;
    }
    return to;
}

static char *inflated(const char *s, size_t len, size_t *out_len)
{
    z_stream z = {0};
    struct ss_str out = {0};
    char buffer[16384];
    if (inflateInit2(&z, 15 + 32) != Z_OK) return NULL;
    z.next_in = (unsigned char *)(uintptr_t)s;
    z.avail_in = (uInt)len;
    int code = Z_OK;
    while (code == Z_OK && out.len <= SS_PAGE_CAP && !out.failed) {
        z.next_out = (unsigned char *)buffer;
        z.avail_out = sizeof buffer;
        code = inflate(&z, Z_NO_FLUSH);
        ss_str_add(&out, buffer, sizeof buffer - z.avail_out);
        if (code == Z_BUF_ERROR || (z.avail_in == 0 && z.avail_out > 0)) break;
    }
    inflateEnd(&z);
    *out_len = out.len;
    return out.data;
}

// An HTTP answer: the body's place and length (unpacked into *owned when needed), its type; false when it is no page.
static bool answer(char *s, size_t len, char **body, size_t *body_len, char **owned, char **type)
{
    size_t head = head_end(s, len);
    const char *space = head ? memchr(s, ' ', head) : NULL;
    if (!space || !starts(s, "http/") || memcmp(space, " 200", 4) != 0) return false;
    bool chunked = false, packed = false;
    for (size_t at = 0; at < head;) {
        const char *end = memchr(s + at, '\n', head - at), *v;
        size_t n = end ? (size_t)(end - s) - at : head - at, vn;
        if (!*type && field(s + at, n, "content-type", &v, &vn)) *type = copy(v, vn);
        if (field(s + at, n, "transfer-encoding", &v, &vn)) chunked = same(v, vn, "chunked");
        if (field(s + at, n, "content-encoding", &v, &vn)) packed = same(v, vn, "gzip") || same(v, vn, "deflate");
        at += n + 1;
    }
    *body = s + head;
    *body_len = len - head;
    if (chunked) *body_len = unchunk(*body, *body_len);
    if (packed) {
        *owned = inflated(*body, *body_len, body_len);
        *body = *owned;
    }
    return *body != NULL && *body_len <= SS_PAGE_CAP;
}

static enum sayso_err page(struct ss_draft *draft, const struct head *h, char *block, size_t len,
                           struct sayso_problem *problem, bool *is_report)
{
    char *body = block, *owned = NULL, *type = NULL;
    size_t n = len;
    enum sayso_err err = SAYSO_OK;
    bool response = starts(h->type, "response");
    bool fits = response ? answer(block, len, &body, &n, &owned, &type) : true;
    const char *kind = response ? type : h->content;
    bool html = starts(kind, "text/html") || starts(kind, "application/xhtml"), text = starts(kind, "text/plain");
    *is_report = fits && (html || text) && n > 0;
    if (*is_report) {
        if (h->target) draft->report->url = ss_strdup(draft->report->arena, h->target);
        const char *charset = kind ? strstr(kind, "charset=") : NULL;
        char label[40] = "";
        for (size_t i = 0; charset && i < 39 && charset[8 + i] && !strchr("\"; ", charset[8 + i]); i++)
            label[i] = charset[8 + i], label[i + 1] = '\0';
        err =
            html ? ss_read_html(draft, body, n, label[0] ? label : NULL, problem) : ss_read_text(draft, body, n, false);
        if (err == SAYSO_ERR_INPUT && !problem->code)
            (void)ss_fail(problem, err, SS_MSG_BINARY, NULL, -1, "bytes that are no text");
    }
    free(owned);
    free(type);
    return err;
}

static void skip(struct ss_stream *s, uint64_t n)
{
    while (n > 0) {
        size_t have;
        (void)ss_stream_peek(s, 1, &have);
        if (have == 0) return;
        if (have > n) have = (size_t)n;
        ss_stream_take(s, have);
        n -= have;
    }
}

enum sayso_err ss_warc_next(struct ss_stream *s, struct ss_draft *draft, struct sayso_problem *problem)
{
    for (;;) {
        size_t len, want = 4096, head = 0;
        const char *p = ss_stream_peek(s, 1, &len);
        while (len && (*p == '\r' || *p == '\n')) {
            ss_stream_take(s, 1);
            p = ss_stream_peek(s, 1, &len);
        }
        if (len == 0) return SAYSO_ERR_NOTFOUND;
        for (; want <= HEAD_CAP; want *= 2) {
            p = ss_stream_peek(s, want, &len);
            head = head_end(p, len);
            if (head || len < want) break;
        }
        struct head h = {.length = -1};
        if (head && starts(p, "warc/")) read_head(&h, p, head);
        if (h.length < 0 || !h.type) {
            free_head(&h);
            ss_stream_take(s, len); // no way to find the next record
            skip(s, UINT64_MAX);
            return ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_CUT, NULL, 0, "not a record of a web archive, or cut");
        }
        ss_stream_take(s, head);
        bool wanted = starts(h.type, "response") || starts(h.type, "resource") || starts(h.type, "conversion"),
             report = false;
        enum sayso_err err = SAYSO_OK;
        if (wanted && (uint64_t)h.length <= SS_PAGE_CAP) {
            p = ss_stream_peek(s, (size_t)h.length, &len);
            bool cut = len < (size_t)h.length;
            char *block = copy(p, cut ? len : (size_t)h.length);
            if (!block)
                err = SAYSO_ERR_NOMEM;
            else if (cut)
                err = ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_CUT, NULL, 0, "the record ends in the middle");
            else
                err = page(draft, &h, block, (size_t)h.length, problem, &report);
            free(block);
        } else if (wanted) {
            err = ss_fail(problem, SAYSO_ERR_LIMIT, SS_MSG_TOO_LARGE, NULL, 0, "a record over the cap");
        }
        skip(s, (uint64_t)h.length);
        free_head(&h);
        if (err || report) return err;
    }
}
