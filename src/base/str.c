// SPDX-License-Identifier: Apache-2.0
// Growing strings and locale-free character tests.
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct ss_str *s, size_t more)
{
    if (s->failed) return false;
    if (s->room - s->len > more) return true;
    size_t want;
    if (__builtin_add_overflow(s->len, more + 1, &want)) {
        s->failed = true;
        return false;
    }
    size_t room = s->room ? s->room : 256;
    while (room < want) {
        if (room > SIZE_MAX / 2) {
            s->failed = true;
            return false;
        }
        room *= 2;
    }
    char *data = realloc(s->data, room);
    if (!data) {
        s->failed = true;
        return false;
    }
    s->data = data;
    s->room = room;
    return true;
}

void ss_str_add(struct ss_str *s, const char *bytes, size_t len)
{
    if (!make_room(s, len)) return;
    if (len) memcpy(s->data + s->len, bytes, len);
    s->len += len;
    s->data[s->len] = '\0';
}

void ss_str_printf(struct ss_str *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || !make_room(s, (size_t)n)) return;
    va_start(args, format);
    vsnprintf(s->data + s->len, (size_t)n + 1, format, args);
    va_end(args);
    s->len += (size_t)n;
}

void ss_str_clear(struct ss_str *s)
{
    s->len = 0;
    s->failed = false;
    if (s->data) s->data[0] = '\0';
}

void ss_str_free(struct ss_str *s)
{
    free(s->data);
    *s = (struct ss_str){0};
}

char ss_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool ss_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ss_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ss_ascii_alpha(char c)
{
    c = ss_ascii_lower(c);
    return c >= 'a' && c <= 'z';
}

bool ss_streq(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool ss_starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

int ss_index_of(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return i;
    return -1;
}

bool ss_in_list(const char *list, char sep, const char *word)
{
    if (!list) return false;
    size_t n = strlen(word);
    for (const char *p = list; *p;) {
        const char *end = strchr(p, sep);
        size_t len = end ? (size_t)(end - p) : strlen(p);
        if (len == n && memcmp(p, word, n) == 0) return true;
        if (!end) break;
        p = end + 1;
    }
    return false;
}
