// SPDX-License-Identifier: Apache-2.0
// A growing byte string on the heap, and small string tests that need no locale.
#ifndef SS_STR_H
#define SS_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <stdint.h>
#include <sayso/error.h>

// data is always NUL-terminated once anything was added; failed is set when memory ran out (later additions do
// nothing).
struct ss_str {
    char *data;
    size_t len, room;
    bool failed;
};

void ss_str_add(struct ss_str *s, const char *bytes, size_t len);
static inline void ss_str_puts(struct ss_str *s, const char *text)
{
    ss_str_add(s, text, strlen(text));
}
static inline void ss_str_putc(struct ss_str *s, char c)
{
    if (s->failed || s->room - s->len < 2) {
        ss_str_add(s, &c, 1);
        return;
    }
    s->data[s->len++] = c;
    s->data[s->len] = '\0';
}
void ss_str_printf(struct ss_str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ss_str_clear(struct ss_str *s);
void ss_str_free(struct ss_str *s);

// ASCII only; bytes above 127 are not changed.
char ss_ascii_lower(char c);
bool ss_ascii_space(char c);
bool ss_ascii_digit(char c);
bool ss_ascii_alpha(char c);

// Equality with NULL allowed on either side (NULL equals NULL only).
bool ss_streq(const char *a, const char *b);
bool ss_starts_with(const char *s, const char *prefix);

// Whether `word` is one of the `sep`-separated words of `list` ("a|b|c"); NULL list has none.
bool ss_in_list(const char *list, char sep, const char *word);

// Where a name stands in an array of `count` names; -1 when it is none of them.
int ss_index_of(const char *const *names, int count, const char *name);

#endif
