// SPDX-License-Identifier: Apache-2.0
// Fuzz target: a model file of any bytes; what opens must run without leaving its memory.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/file.h"
#include "model/net.h"
#include "parse/feat.h"
#include "parse/heads.h"
#include "parse/split.h"

#define INPUT_CAP ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const struct ss_model *model, const struct ss_net *net)
{
    struct ss_feat feat;
    struct ss_heads heads;
    struct ss_arena *arena = ss_arena_new((size_t)16 << 20);
    struct ss_net_scratch *scratch = NULL;
    struct ss_heads_scratch *more = NULL;
    static const char text[] = "The army said so.";
    struct sayso_token tokens[3] = {{.start = 0, .end = 3}, {.start = 4, .end = 8}, {.start = 9, .end = 13}};
    uint32_t ids[3 * SS_FEAT_TABLES_MAX], lens[2] = {2, 1};
    uint8_t marks[3 * SS_MARK_HEADS_MAX * SS_MARK_LABELS_MAX];
    if (arena && !ss_feat_init(&feat, net, model, NULL) && !ss_net_scratch_new(&scratch, net, ss_kern_pick())) {
        for (uint32_t i = 0; i < 3; i++)
            ss_feat_word(&feat, text + tokens[i].start, tokens[i].end - tokens[i].start, ids + i * feat.count);
        const float *x = ss_net_run(net, scratch, ids, lens, 2, 3);
        if (!ss_heads_load(&heads, arena, model, ss_net_width(net), NULL) &&
            !ss_heads_scratch_new(&more, &heads, ss_kern_pick())) {
            static const uint32_t rows[] = {0, 2};
            ss_heads_run(&heads, more, x, lens, 2, tokens, 0, marks);
            (void)!ss_heads_lemmas(&heads, more, arena, text, rows, 2, tokens);
        }
    }
    ss_heads_scratch_free(more);
    ss_net_scratch_free(scratch);
    ss_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_CAP || size == 0) return 0;
    unsigned char *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    struct ss_model *model;
    struct ss_net *net;
    struct ss_split split;
    if (!copy) return 0;
    memcpy(copy, data, size);
    if (!ss_model_open_bytes(&model, copy, size, NULL)) {
        if (!ss_net_new(&net, model, NULL)) {
            run(model, net);
            ss_net_free(net);
        }
        (void)!ss_split_load(&split, model, NULL);
        ss_model_close(model);
    }
    free(copy);
    return 0;
}
