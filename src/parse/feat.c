// SPDX-License-Identifier: Apache-2.0
// Features of a word in one pass over its characters, without a copy.
#include "parse/feat.h"

#include <string.h>
#include <stdbool.h>
#include "base/error.h"
#include "text/broken.h"

enum piece {
    PIECE_WORD,
    PIECE_P1,
    PIECE_P2,
    PIECE_P3,
    PIECE_S1,
    PIECE_S2,
    PIECE_S3,
    PIECE_S4,
    PIECE_SHAPE,
    PIECE_VECTOR,
    PIECE_COUNT
};

static const char *const piece_names[PIECE_COUNT] = {"w", "p1", "p2", "p3", "s1", "s2", "s3", "s4", "sh", "vec"};
static const char piece_tags[PIECE_COUNT] = {'w', '1', '2', '3', 'a', 'b', 'c', 'd', 'h', 0};

#define SHAPE_MAX 12u

enum sayso_err ss_feat_init(struct ss_feat *feat, const struct ss_net *net, const struct ss_model *model,
                            struct sayso_problem *problem)
{
    *feat = (struct ss_feat){.count = ss_net_table_count(net)};
    if (feat->count > SS_FEAT_TABLES_MAX) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "too many tables");
    for (uint32_t i = 0; i < feat->count; i++) {
        uint8_t p = 0;
        while (p < PIECE_COUNT && strcmp(piece_names[p], ss_net_table_feature(net, i)) != 0) p++;
        if (p == PIECE_COUNT)
            return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "no feature %s", ss_net_table_feature(net, i));
        feat->piece[i] = p;
        feat->rows[i] = ss_net_table_rows(net, i);
        if (p != PIECE_VECTOR) continue;
        const struct ss_tensor *keys = ss_model_tensor(model, "vocab.key");
        if (!keys || keys->type != SS_TENSOR_I32 || keys->columns != 2 || keys->rows + 1 != feat->rows[i])
            return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "vocab.key does not fit its table");
        feat->keys = keys->data;
        feat->key_count = keys->rows;
    }
    for (uint32_t i = 1; i < feat->key_count; i++) {
        const uint32_t *a = feat->keys + 2 * (size_t)(i - 1), *b = a + 2;
        if (((uint64_t)a[1] << 32 | a[0]) >= ((uint64_t)b[1] << 32 | b[0]))
            return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "vocab.key is not sorted");
    }
    return SAYSO_OK;
}

static uint32_t plain(uint32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return cp;
    }
}

// Lower case where it is one character; U+0130 has two.
static uint32_t lower(uint32_t cp)
{
    return cp == 0x130 ? cp : ss_char_lower(cp);
}

static uint32_t fnv32(uint32_t h, const char *bytes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)bytes[i]) * 16777619u;
    return h;
}

static uint64_t fnv64(uint64_t h, const char *bytes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    return h;
}

static uint64_t key_at(const struct ss_feat *feat, uint32_t i)
{
    const uint32_t *k = feat->keys + 2 * (size_t)i;
    return (uint64_t)k[1] << 32 | k[0];
}

#define NEAR 512u // keys are hashes: most lie so near to where an even spread would have them

// Rank of a key, or key_count.
static uint32_t rank(const struct ss_feat *feat, uint64_t key)
{
    uint32_t low = 0, high = feat->key_count;
    uint32_t guess = (uint32_t)((key >> 32) * high >> 32);
    if (guess >= NEAR && key_at(feat, guess - NEAR) <= key) low = guess - NEAR;
    if (high - low > 2 * NEAR && key_at(feat, low + 2 * NEAR) > key) high = low + 2 * NEAR;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        uint64_t value = key_at(feat, mid);
        if (value == key) return mid;
        if (value < key)
            low = mid + 1;
        else
            high = mid;
    }
    return feat->key_count;
}

struct character {
    char bytes[4];
    uint32_t size;
};

static uint32_t hash_last(char tag, const struct character *ring, uint32_t count, uint32_t want)
{
    uint32_t h = fnv32(2166136261u, &tag, 1), n = count < want ? count : want;
    for (uint32_t i = count - n; i < count; i++) h = fnv32(h, ring[i % 4].bytes, ring[i % 4].size);
    return h;
}

void ss_feat_word(const struct ss_feat *feat, const char *form, size_t len, uint32_t *ids)
{
    uint32_t hash[PIECE_COUNT], count = 0, shape_count = 0, shape_last[2] = {0, 0};
    struct character ring[4] = {0};
    uint64_t whole = 0xCBF29CE484222325u, zeros = whole;
    bool digits = false;
    for (int p = 0; p < PIECE_COUNT; p++) hash[p] = fnv32(2166136261u, &piece_tags[p], 1);
    for (size_t i = 0; i < len; count++) {
        uint32_t cp, size = ss_mend_decode(form + i, len - i, &cp);
        i += size;
        cp = plain(cp);
        uint32_t low = lower(cp), sign = cp;
        bool digit = cp >= '0' && cp <= '9';
        if (digit)
            sign = 'd';
        else if (low != cp)
            sign = 'X';
        else if (ss_char_upper(cp) != cp)
            sign = 'x';
        bool third = shape_count >= 2 && shape_last[0] == sign && shape_last[1] == sign;
        if (!third && shape_count < SHAPE_MAX) {
            char bytes[4];
            hash[PIECE_SHAPE] = fnv32(hash[PIECE_SHAPE], bytes, ss_utf8_encode(sign, bytes));
            shape_last[shape_count++ % 2] = sign;
        }
        struct character c;
        c.size = ss_utf8_encode(low, c.bytes);
        whole = fnv64(whole, c.bytes, c.size);
        if (digit) {
            digits = true;
            c.bytes[0] = '0';
        }
        zeros = fnv64(zeros, c.bytes, c.size);
        hash[PIECE_WORD] = fnv32(hash[PIECE_WORD], c.bytes, c.size);
        for (uint32_t p = 0; p < 3; p++)
            if (count <= p) hash[PIECE_P1 + p] = fnv32(hash[PIECE_P1 + p], c.bytes, c.size);
        ring[count % 4] = c;
    }
    for (uint32_t p = 0; p < 4; p++) hash[PIECE_S1 + p] = hash_last(piece_tags[PIECE_S1 + p], ring, count, p + 1);
    for (uint32_t i = 0; i < feat->count; i++) {
        if (feat->piece[i] != PIECE_VECTOR) {
            ids[i] = hash[feat->piece[i]] % feat->rows[i];
            continue;
        }
        uint32_t r = rank(feat, whole);
        if (r == feat->key_count && digits) r = rank(feat, zeros);
        ids[i] = r;
    }
}
