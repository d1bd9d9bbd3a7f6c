// SPDX-License-Identifier: Apache-2.0
// JSON writer: escaping as in RFC 8259, fixed number forms so that the same value always gives the same bytes.
#include "base/json_out.h"

#include <string.h>
#include "base/num.h"

void ss_json_begin(struct ss_json *j, struct ss_str *out)
{
    memset(j, 0, sizeof *j);
    j->out = out;
}

static void before_value(struct ss_json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->more[j->depth]) ss_str_putc(j->out, ',');
    j->more[j->depth] = true;
}

static void open_level(struct ss_json *j, char c)
{
    before_value(j);
    ss_str_putc(j->out, c);
    if (j->depth < SS_JSON_DEPTH - 1) j->depth++;
    j->more[j->depth] = false;
}

static void close_level(struct ss_json *j, char c)
{
    if (j->depth > 0) j->depth--;
    ss_str_putc(j->out, c);
}

void ss_json_object(struct ss_json *j)
{
    open_level(j, '{');
}

void ss_json_end_object(struct ss_json *j)
{
    close_level(j, '}');
}

void ss_json_array(struct ss_json *j)
{
    open_level(j, '[');
}

void ss_json_end_array(struct ss_json *j)
{
    close_level(j, ']');
}

// Length of the valid UTF-8 sequence at s, or 0.
static size_t utf8_len(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];
    size_t n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (n == 0 || n > left) return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    if ((c == 0xE0 && s[1] < 0xA0) || (c == 0xED && s[1] > 0x9F) || (c == 0xF0 && s[1] < 0x90) ||
        (c == 0xF4 && s[1] > 0x8F))
        return 0;
    return n;
}

static void write_string(struct ss_str *out, const char *s, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    ss_str_putc(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)s[i];
        size_t n = utf8_len((const unsigned char *)s + i, len - i);
        if (n >= 1 && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            i += n;
            continue;
        }
        ss_str_add(out, s + plain, i - plain);
        if (n == 0) {
            ss_str_puts(out, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            ss_str_putc(out, '\\');
            ss_str_putc(out, (char)c);
        } else if (c == '\n') {
            ss_str_puts(out, "\\n");
        } else if (c == '\t') {
            ss_str_puts(out, "\\t");
        } else if (c == '\r') {
            ss_str_puts(out, "\\r");
        } else {
            char esc[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            ss_str_add(out, esc, 6);
        }
        i++;
        plain = i;
    }
    ss_str_add(out, s + plain, len - plain);
    ss_str_putc(out, '"');
}

void ss_json_key(struct ss_json *j, const char *key)
{
    before_value(j);
    write_string(j->out, key, strlen(key));
    ss_str_putc(j->out, ':');
    j->after_key = true;
}

void ss_json_strn(struct ss_json *j, const char *s, size_t len)
{
    before_value(j);
    write_string(j->out, s, len);
}

void ss_json_str(struct ss_json *j, const char *s)
{
    if (s)
        ss_json_strn(j, s, strlen(s));
    else
        ss_json_null(j);
}

void ss_json_int(struct ss_json *j, int64_t n)
{
    char buf[SS_NUM_MAX];
    before_value(j);
    ss_str_add(j->out, buf, ss_format_int(n, buf));
}

void ss_json_double(struct ss_json *j, double x, int decimals)
{
    char buf[SS_NUM_MAX];
    size_t n = ss_format_double(x, decimals, buf);
    if (n == 0) {
        ss_json_null(j);
        return;
    }
    before_value(j);
    ss_str_add(j->out, buf, n);
}

void ss_json_bool(struct ss_json *j, bool b)
{
    before_value(j);
    ss_str_puts(j->out, b ? "true" : "false");
}

void ss_json_null(struct ss_json *j)
{
    before_value(j);
    ss_str_puts(j->out, "null");
}

void ss_json_raw(struct ss_json *j, const char *json, size_t len)
{
    before_value(j);
    ss_str_add(j->out, json, len);
}

void ss_json_kv(struct ss_json *j, const char *key, const char *value)
{
    ss_json_key(j, key);
    ss_json_str(j, value);
}

void ss_json_kv_opt(struct ss_json *j, const char *key, const char *value)
{
    if (value) ss_json_kv(j, key, value);
}

void ss_json_kv_int(struct ss_json *j, const char *key, int64_t value)
{
    ss_json_key(j, key);
    ss_json_int(j, value);
}
