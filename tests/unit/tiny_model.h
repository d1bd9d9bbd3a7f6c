// SPDX-License-Identifier: Apache-2.0
// A small but complete reading model with random weights, made in memory, for tests that must not depend on a trained
// one.
#ifndef SS_TINY_MODEL_H
#define SS_TINY_MODEL_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define TINY_WIDTH 32u

struct tiny {
    struct ss_str tensors, data; // the header's list; the data area
    uint32_t state;
};

static inline uint32_t tiny_random(struct tiny *t)
{
    t->state ^= t->state << 13;
    t->state ^= t->state >> 17;
    t->state ^= t->state << 5;
    return t->state;
}

static inline void tiny_entry(struct tiny *t, const char *name, const char *type, uint32_t rows, uint32_t columns)
{
    while (t->data.len % 64) ss_str_putc(&t->data, 0);
    ss_str_printf(&t->tensors, "%s{\"name\":\"%s\",\"type\":\"%s\",\"shape\":[%u", t->tensors.len ? "," : "", name,
                  type, rows);
    if (columns) ss_str_printf(&t->tensors, ",%u", columns);
    ss_str_printf(&t->tensors, "],\"offset\":%zu}", t->data.len);
}

static inline void tiny_floats(struct tiny *t, const char *name, uint32_t rows, uint32_t columns, float around,
                               float by)
{
    tiny_entry(t, name, "f32", rows, columns);
    for (uint32_t i = 0; i < rows * (columns ? columns : 1); i++) {
        float x = around + by * ((float)(tiny_random(t) % 2001) / 1000.0f - 1.0f);
        ss_str_add(&t->data, (const char *)&x, 4);
    }
}

static inline void tiny_bytes(struct tiny *t, const char *name, uint32_t rows, uint32_t columns)
{
    char full[64];
    tiny_entry(t, name, "i8", rows, columns);
    for (uint32_t i = 0; i < rows * columns; i++) ss_str_putc(&t->data, (char)((int)(tiny_random(t) % 255) - 127));
    snprintf(full, sizeof full, "%s.scale", name);
    tiny_floats(t, full, rows, 0, 0.004f, 0.002f);
}

static inline void tiny_linear(struct tiny *t, const char *name, uint32_t out, uint32_t in)
{
    char full[64];
    tiny_bytes(t, name, out, in);
    snprintf(full, sizeof full, "%s.bias", name);
    tiny_floats(t, full, out, 0, 0.0f, 0.1f);
}

static inline void tiny_norm(struct tiny *t, const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "%s.g", name);
    tiny_floats(t, full, TINY_WIDTH, 0, 1.0f, 0.2f);
    snprintf(full, sizeof full, "%s.b", name);
    tiny_floats(t, full, TINY_WIDTH, 0, 0.0f, 0.2f);
}

// A whole model file: 64-byte aligned heap memory (free it); *len its size.
static inline unsigned char *tiny_model(size_t *len)
{
    static const char net[] =
        "[{\"op\":\"embed\",\"tables\":[{\"name\":\"emb.w\",\"feat\":\"w\"},{\"name\":\"emb.s3\",\"feat\":\"s3\"},"
        "{\"name\":\"emb.sh\",\"feat\":\"sh\"},{\"name\":\"emb.vec\",\"feat\":\"vec\"}],\"mode\":\"concat\",\"out\":48}"
        ","
        "{\"op\":\"linear\",\"w\":\"input\",\"act\":\"none\"},{\"op\":\"norm\",\"g\":\"first.g\",\"b\":\"first.b\"},"
        "{\"op\":\"conv\",\"w\":\"b0.w\",\"width\":3,\"dilation\":2,\"act\":\"relu\",\"residual\":true,\"norm\":\"b0."
        "norm\"},"
        "{\"op\":\"minrnn\",\"w\":\"b1.w\",\"out\":\"b1.out\",\"norm\":\"b1.norm\"},"
        "{\"op\":\"attention\",\"qkv\":\"b2.qkv\",\"out\":\"b2.out\",\"heads\":2,\"norm\":\"b2.norm\",\"relpos\":\"b2."
        "relpos\"},"
        "{\"op\":\"norm\",\"g\":\"last.g\",\"b\":\"last.b\"}]";
    static const char labels[] =
        "{\"upos\":[\"NOUN\",\"VERB\",\"PUNCT\"],\"xpos\":[\"NN\",\"VB\"],\"feats\":[\"_\",\"Number=Plur\"],"
        "\"lemma\":[\"L|0|\",\"K|1|\",\"=be\",\"L|3|y\"],\"deprel\":[\"punct\",\"nsubj\",\"root\",\"obj\"],"
        "\"ner\":[\"O\",\"B-PER\",\"I-PER\",\"B-LOC\",\"I-LOC\"],\"cue\":[\"O\",\"B\",\"I\"],"
        "\"fact\":[\"-1\",\"0\",\"1\"]}";
    struct tiny t = {.state = 1234567u};
    uint32_t w = TINY_WIDTH;
    tiny_bytes(&t, "emb.w", 64, 16);
    tiny_bytes(&t, "emb.s3", 32, 16);
    tiny_bytes(&t, "emb.sh", 16, 8);
    tiny_bytes(&t, "emb.vec", 4, 8);
    tiny_entry(&t, "vocab.key", "i32", 3, 2);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t key[2] = {i, i + 1};
        ss_str_add(&t.data, (const char *)key, 8);
    }
    tiny_linear(&t, "input", w, 48);
    tiny_norm(&t, "first");
    tiny_norm(&t, "b0.norm");
    tiny_linear(&t, "b0.w", w, 3 * w);
    tiny_norm(&t, "b1.norm");
    tiny_linear(&t, "b1.w", 2 * w, w);
    tiny_linear(&t, "b1.out", w, w);
    tiny_norm(&t, "b2.norm");
    tiny_linear(&t, "b2.qkv", 3 * w, w);
    tiny_linear(&t, "b2.out", w, w);
    tiny_floats(&t, "b2.relpos", 2, 9, 0.0f, 0.5f);
    tiny_norm(&t, "last");
    tiny_linear(&t, "tag.upos", 3, w);
    tiny_linear(&t, "tag.xpos", 2, w);
    tiny_linear(&t, "tag.feats", 2, w);
    tiny_linear(&t, "tag.lemma", 4, w);
    tiny_linear(&t, "tag.ner", 5, w);
    tiny_linear(&t, "tag.cue", 3, w);
    tiny_linear(&t, "tag.fact", 3, w);
    tiny_linear(&t, "arc.h", 16, w);
    tiny_linear(&t, "arc.d", 16, w);
    tiny_bytes(&t, "arc.u", 16, 16);
    tiny_floats(&t, "arc.b", 16, 0, 0.0f, 0.1f);
    tiny_floats(&t, "arc.root", 16, 0, 0.0f, 0.5f);
    tiny_linear(&t, "lab.h", 16, w);
    tiny_linear(&t, "lab.d", 16, w);
    tiny_bytes(&t, "lab.u", 64, 16);
    tiny_linear(&t, "lab.lin", 4, 32);
    tiny_floats(&t, "lab.root", 16, 0, 0.0f, 0.5f);
    while (t.data.len % 64) ss_str_putc(&t.data, 0);

    struct ss_str head = {0};
    ss_str_printf(&head,
                  "{\"name\":\"tiny\",\"labels\":%s,\"net\":%s,\"heads\":{\"upos\":\"tag.upos\",\"xpos\":\"tag.xpos\","
                  "\"feats\":\"tag.feats\",\"lemma\":\"tag.lemma\",\"ner\":\"tag.ner\",\"cue\":\"tag.cue\",\"fact\":"
                  "\"tag.fact\"},\"tensors\":[%s]}",
                  labels, net, t.tensors.data);
    size_t start = (16 + head.len + 63) / 64 * 64;
    *len = start + t.data.len;
    unsigned char *bytes = aligned_alloc(64, *len);
    memset(bytes, 0, *len);
    memcpy(bytes, "SAYSOMDL", 8);
    bytes[8] = 1;
    for (int i = 0; i < 4; i++) bytes[12 + i] = (unsigned char)(head.len >> (8 * i));
    memcpy(bytes + 16, head.data, head.len);
    memcpy(bytes + start, t.data.data, t.data.len);
    ss_str_free(&head);
    ss_str_free(&t.tensors);
    ss_str_free(&t.data);
    return bytes;
}

// The same as a file of its own in /tmp; the caller unlinks and frees the path.
static inline char *tiny_model_file(void)
{
    size_t len;
    unsigned char *bytes = tiny_model(&len);
    char *path = strdup("/tmp/sayso-tiny-XXXXXX");
    int fd = mkstemp(path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
    if (f) {
        fwrite(bytes, 1, len, f);
        fclose(f);
    }
    free(bytes);
    return path;
}

#endif
