// SPDX-License-Identifier: Apache-2.0
// UTF-8: checking, repairing, decoding, counting, and the classes of characters that the tokenizer needs.
#ifndef SS_UTF8_H
#define SS_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>
#include "base/arena.h"

#define SS_REPLACEMENT 0xFFFDu

// What a character is to the tokenizer.
enum ss_char {
    SS_CHAR_SPACE,  // white space, and invisible characters that separate
    SS_CHAR_LETTER, // letters, marks, letter-like numbers
    SS_CHAR_DIGIT,  // decimal digits of any script
    SS_CHAR_PUNCT,
    SS_CHAR_SYMBOL,
    SS_CHAR_JOIN // invisible characters that may stand inside a word (soft hyphen, joiners, direction marks)
};

// Whether all len bytes are well-formed UTF-8 (no surrogates, no over-long forms, at most U+10FFFF). NUL is legal.
bool ss_utf8_valid(const char *s, size_t len);

// Decodes the character at s (len > 0 bytes left); returns its size in bytes, 1 to 4. Bad bytes give SS_REPLACEMENT and
// size 1.
uint32_t ss_utf8_decode_long(const char *s, size_t len, uint32_t *cp); // for characters beyond ASCII
static inline uint32_t ss_utf8_decode(const char *s, size_t len, uint32_t *cp)
{
    if ((unsigned char)s[0] >= 0x80) return ss_utf8_decode_long(s, len, cp);
    *cp = (unsigned char)s[0];
    return 1;
}

// Start of the character that ends before offset `at` (at > 0, in valid text).
uint32_t ss_utf8_back(const char *s, uint32_t at);

// Writes cp (a scalar value) as 1 to 4 bytes; returns how many.
uint32_t ss_utf8_encode(uint32_t cp, char out[4]);

// Number of code points in len bytes; each bad byte counts as one.
size_t ss_utf8_count(const char *s, size_t len);

// A well-formed copy in the arena: each ill-formed sequence (its longest valid start) and each NUL becomes one U+FFFD;
// a byte order mark at the start goes. *bad counts the replacements. LIMIT when the result passes UINT32_MAX or the
// arena's cap.
enum sayso_err ss_utf8_repair(struct ss_arena *arena, const char *in, size_t len, char **out, uint32_t *out_len,
                              uint32_t *bad);

// The class of a code point, and simple one-to-one case.
extern const uint8_t ss_ascii_class[128];
enum ss_char ss_char_class_far(uint32_t cp); // beyond ASCII
static inline enum ss_char ss_char_class(uint32_t cp)
{
    return cp < 0x80 ? (enum ss_char)ss_ascii_class[cp] : ss_char_class_far(cp);
}
uint32_t ss_char_lower_far(uint32_t cp); // beyond ASCII
static inline uint32_t ss_char_lower(uint32_t cp)
{
    return cp >= 0x80 ? ss_char_lower_far(cp) : cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}
// Upper case where it is one character, else cp.
uint32_t ss_char_upper(uint32_t cp);
bool ss_char_is_upper(uint32_t cp);
bool ss_char_is_lower(uint32_t cp);

// Lower-cases len bytes into out (room bytes; no NUL); returns the length, or 0 when it does not fit.
size_t ss_utf8_lower(const char *s, size_t len, char *out, size_t room);

// From byte offsets to code point indexes in constant time: a count at every 64th byte.
struct ss_cp_index {
    const char *text;
    uint32_t len;
    const uint32_t *block; // NULL when the text is plain ASCII
};

enum sayso_err ss_cp_index_build(struct ss_cp_index *out, struct ss_arena *arena, const char *text, uint32_t len);
uint32_t ss_cp_index_at(const struct ss_cp_index *index, uint32_t byte);

#endif
