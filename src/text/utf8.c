// SPDX-License-Identifier: Apache-2.0
// UTF-8 and character classes. The table of well-formed sequences is that of the Unicode Standard, section 3.9; repairs
// follow its "maximal subpart" practice, so that other programs count the same replacement characters.
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

// Size of the well-formed sequence at s, or 0; *part is the size of its longest valid start (at least 1).
static uint32_t sequence(const unsigned char *s, size_t len, uint32_t *part)
{
    unsigned char low = 0x80, high = 0xBF;
    uint32_t need;
    *part = 1;
    if (s[0] < 0x80) return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        need = 2;
    } else if ((s[0] & 0xF0) == 0xE0) {
        need = 3;
        if (s[0] == 0xE0) low = 0xA0;
        if (s[0] == 0xED) high = 0x9F;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        need = 4;
        if (s[0] == 0xF0) low = 0x90;
        if (s[0] == 0xF4) high = 0x8F;
    } else {
        return 0;
    }
    for (uint32_t i = 1; i < need; i++) {
        if (i >= len || s[i] < low || s[i] > high) return 0;
        *part = i + 1;
        low = 0x80;
        high = 0xBF;
    }
    return need;
}

bool ss_utf8_valid(const char *s, size_t len)
{
    const unsigned char *u = (const unsigned char *)s;
    for (size_t i = 0; i < len;) {
        uint32_t part, n = u[i] < 0x80 ? 1 : sequence(u + i, len - i, &part);
        if (!n) return false;
        i += n;
    }
    return true;
}

uint32_t ss_utf8_decode_long(const char *s, size_t len, uint32_t *cp)
{
    const unsigned char *u = (const unsigned char *)s;
    uint32_t part, n = sequence(u, len, &part);
    if (n == 2) {
        *cp = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
    } else if (n == 3) {
        *cp = (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3Fu);
    } else if (n == 4) {
        *cp = (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 | (uint32_t)(u[2] & 0x3F) << 6 |
              (u[3] & 0x3Fu);
    } else {
        *cp = SS_REPLACEMENT;
        return 1;
    }
    return n;
}

uint32_t ss_utf8_back(const char *s, uint32_t at)
{
    uint32_t p = at - 1;
    while (p > 0 && at - p < 4 && ((unsigned char)s[p] & 0xC0) == 0x80) p--;
    return p;
}

uint32_t ss_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t ss_utf8_count(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; n++) {
        uint32_t cp;
        i += ss_utf8_decode(s + i, len - i, &cp);
    }
    return n;
}

enum sayso_err ss_utf8_repair(struct ss_arena *arena, const char *in, size_t len, char **out, uint32_t *out_len,
                              uint32_t *bad)
{
    const unsigned char *u = (const unsigned char *)in;
    size_t first = len >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0, total = 0;
    uint32_t part = 1, wrong = 0;
    for (size_t i = first; i < len;) {
        uint32_t n = u[i] ? sequence(u + i, len - i, &part) : 0;
        if (!n) wrong++;
        total += n ? n : 3;
        i += n ? n : u[i] ? part : 1;
    }
    if (total >= UINT32_MAX) return SAYSO_ERR_LIMIT;
    char *copy = ss_alloc(arena, total + 1);
    if (!copy) return ss_arena_error(arena);
    if (!wrong) {
        if (total) memcpy(copy, in + first, total);
    } else {
        char *to = copy;
        for (size_t i = first; i < len;) {
            uint32_t n = u[i] ? sequence(u + i, len - i, &part) : 0;
            if (n) {
                memcpy(to, in + i, n);
                to += n;
                i += n;
            } else {
                to += ss_utf8_encode(SS_REPLACEMENT, to);
                i += u[i] ? part : 1;
            }
        }
    }
    *out = copy;
    *out_len = (uint32_t)total;
    *bad = wrong;
    return SAYSO_OK;
}

#define S SS_CHAR_SPACE
#define L SS_CHAR_LETTER
#define D SS_CHAR_DIGIT
#define P SS_CHAR_PUNCT
#define Y SS_CHAR_SYMBOL
const uint8_t ss_ascii_class[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, // controls
    S, P, P, P, Y, P, P, P, P, P, P, Y, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P, // space to ?
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, Y, P, // @ to _
    Y, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, S, // ` to delete
};
#undef S
#undef L
#undef D
#undef P
#undef Y

enum ss_char ss_char_class_far(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_ND:
        return SS_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
        return SS_CHAR_LETTER;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return SS_CHAR_SYMBOL;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
        return SS_CHAR_SPACE;
    case UTF8PROC_CATEGORY_CF:
        return cp == 0x200B || cp == 0xFEFF ? SS_CHAR_SPACE : SS_CHAR_JOIN;
    default:
        return SS_CHAR_PUNCT;
    }
}

uint32_t ss_char_lower_far(uint32_t cp)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t ss_char_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    // Characters whose upper case is longer than one character.
    if (cp == 0xDF || cp == 0x149 || cp == 0x1F0 || cp == 0x390 || cp == 0x3B0 || cp == 0x587 ||
        (cp >= 0x1E96 && cp <= 0x1E9A) ||
        (cp >= 0x1F50 && cp <= 0x1FFC && utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LT) ||
        (cp >= 0xFB00 && cp <= 0xFB17))
        return cp;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

bool ss_char_is_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool ss_char_is_lower(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'a' && cp <= 'z';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

size_t ss_utf8_lower(const char *s, size_t len, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        char one[4];
        if ((unsigned char)s[i] < 0x80) { // mostly
            if (n == room) return 0;
            out[n++] = (char)ss_char_lower((unsigned char)s[i++]);
            continue;
        }
        i += ss_utf8_decode(s + i, len - i, &cp);
        uint32_t size = ss_utf8_encode(ss_char_lower(cp), one);
        if (n + size > room) return 0;
        memcpy(out + n, one, size);
        n += size;
    }
    return n;
}

#define INDEX_BLOCK 64u

enum sayso_err ss_cp_index_build(struct ss_cp_index *out, struct ss_arena *arena, const char *text, uint32_t len)
{
    *out = (struct ss_cp_index){.text = text, .len = len};
    uint32_t i = 0;
    while (i < len && (unsigned char)text[i] < 0x80) i++;
    if (i == len) return SAYSO_OK;
    uint32_t *block = SS_NEW_ARRAY(arena, uint32_t, len / INDEX_BLOCK + 1);
    if (!block) return ss_arena_error(arena);
    uint32_t count = 0;
    for (i = 0; i < len; i++) {
        if (i % INDEX_BLOCK == 0) block[i / INDEX_BLOCK] = count;
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    if (len % INDEX_BLOCK == 0) block[len / INDEX_BLOCK] = count;
    out->block = block;
    return SAYSO_OK;
}

uint32_t ss_cp_index_at(const struct ss_cp_index *index, uint32_t byte)
{
    if (byte > index->len) byte = index->len;
    if (!index->block) return byte;
    uint32_t count = index->block[byte / INDEX_BLOCK];
    for (uint32_t i = byte / INDEX_BLOCK * INDEX_BLOCK; i < byte; i++)
        count += ((unsigned char)index->text[i] & 0xC0) != 0x80;
    return count;
}
