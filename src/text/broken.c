// SPDX-License-Identifier: Apache-2.0
// The three bytes of a mark, each as the character that Windows-1252 has for it.
#include "text/broken.h"

#include <string.h>

// After "â€", the bytes E2 80 of every mark from U+2000 on.
static const struct {
    const char *last;
    uint32_t cp;
} marks[] = {
    {"\u2122", 0x2019}, {"\u02DC", 0x2018}, {"\u0153", 0x201C}, {"\xC2\x9D", 0x201D}, {"\uFFFD", 0x201D},
    {"\u201D", 0x2014}, {"\u201C", 0x2013}, {"\u00A2", 0x2022}, {"\u00A6", 0x2026},
};

uint32_t ss_broken_mark(const char *s, size_t len, uint32_t *cp)
{
    if (len >= 2 && memcmp(s, "\u00C2", 2) == 0) { // a space that does not break
        uint32_t more = len >= 4 && memcmp(s + 2, "\u00A0", 2) == 0 ? 2 : 0;
        if (!more && len > 2 && s[2] != ' ' && s[2] != '\n') return 0;
        *cp = 0xA0;
        return 2 + more;
    }
    if (len < 5 || memcmp(s, "\u00E2\u20AC", 5) != 0) return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i].last);
        if (len < 5 + n || memcmp(s + 5, marks[i].last, n) != 0) continue;
        *cp = marks[i].cp;
        return 5 + (uint32_t)n;
    }
    *cp = 0x201D; // its last byte is no character there and often lost
    return 5;
}
