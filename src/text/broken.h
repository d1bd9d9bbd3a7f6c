// SPDX-License-Identifier: Apache-2.0
// Marks that were read as Windows-1252 although they were UTF-8 ("couldnâ€™t", "â€œno"): the text stays as it is, with
// all offsets, but its words and sentences are found as if the mark stood there.
#ifndef SS_BROKEN_H
#define SS_BROKEN_H

#include "text/utf8.h"

// The mark for which the characters at s stand, when they are a broken one: its size in bytes, else 0.
uint32_t ss_broken_mark(const char *s, size_t len, uint32_t *cp);

// ss_utf8_decode, where a broken mark is one character.
static inline uint32_t ss_mend_decode(const char *s, size_t len, uint32_t *cp)
{
    uint32_t size = (unsigned char)*s == 0xC3 ? ss_broken_mark(s, len, cp) : 0;
    return size ? size : ss_utf8_decode(s, len, cp);
}

#endif
