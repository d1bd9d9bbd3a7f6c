// SPDX-License-Identifier: Apache-2.0
// Fuzz target: any bytes, repaired, go through paragraphs, words and sentence places; the words must lie in order
// inside the text.
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "parse/rules.h"
#include "parse/split.h"
#include "text/para.h"
#include "text/token.h"
#include "text/utf8.h"

#define INPUT_CAP ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ss_token_rules *rules; // made once, for all inputs
    if (size > INPUT_CAP || (!rules && ss_parse_rules(&rules, NULL, NULL))) return 0;
    struct ss_arena *arena = ss_arena_new(0);
    char *text;
    uint32_t len, bad, count;
    struct sayso_span *paragraphs;
    if (arena && !ss_utf8_repair(arena, (const char *)data, size, &text, &len, &bad) &&
        !ss_paragraphs(arena, text, len, &paragraphs, &count)) {
        ss_pieces pieces = {0};
        static const struct ss_split plain;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = pieces.count, at = paragraphs[i].start;
            struct ss_split_view view;
            if (ss_tokenise(arena, rules, text, paragraphs[i].start, paragraphs[i].end, &pieces)) break;
            if (ss_split_look(&view, arena, text, pieces.item, first, pieces.count)) break;
            for (uint32_t k = first; k < pieces.count; k++) {
                uint32_t hashes[SS_SPLIT_FEATURES_MAX];
                if (pieces.item[k].start < at || pieces.item[k].end <= pieces.item[k].start) abort();
                at = pieces.item[k].end;
                ss_split_ends(&plain, &view, k);
                if (ss_split_features(&view, k, hashes) > SS_SPLIT_FEATURES_MAX) abort();
            }
            if (at > paragraphs[i].end) abort();
        }
    }
    ss_arena_free(arena);
    return 0;
}
