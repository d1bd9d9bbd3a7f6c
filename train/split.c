// SPDX-License-Identifier: Apache-2.0
// Trains the sentence splitter: logistic regression over the hashed features of src/parse/split.c, by stochastic
// gradient descent in a fixed order, written as a model file with int8 weights.
//
//     train_split OUT.sayso TRAIN.conllu... [--dev DEV.conllu]
//
// Some paragraphs are repeated in lower case and in capitals, so that such reports are split too. The same files give
// the same bytes.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "parse/conllu.h"
#include "parse/rules.h"
#include "parse/split.h"
#include "text/utf8.h"

#define ROWS   (1u << 16)
#define EPOCHS 12
#define RATE   0.08f
#define DROP   0.1f // share of a place's features left out at each step, so that no single one decides
#define DECAY  2e-6f

struct place {
    uint32_t hashes[SS_SPLIT_FEATURES_MAX];
    uint8_t count;
    bool ends;
};

struct places {
    SS_ARR(struct place) list;
    uint32_t sentences, missed; // missed: ends that are no candidates
};

enum casing { CASE_AS_IS, CASE_LOWER, CASE_UPPER };

// The report's text with other case; characters whose size would change stay.
static char *recase(struct ss_arena *arena, const struct sayso_report *r, enum casing casing)
{
    char *text = ss_strndup(arena, r->text, r->text_len);
    for (uint32_t i = 0; text && i < r->text_len;) {
        uint32_t cp, n = ss_utf8_decode(text + i, r->text_len - i, &cp);
        char out[4];
        uint32_t other = casing == CASE_LOWER ? ss_char_lower(cp) : ss_char_upper(cp);
        if (ss_utf8_encode(other, out) == n) memcpy(text + i, out, n);
        i += n;
    }
    return text;
}

static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int collect_paragraph(struct places *out, struct ss_arena *arena, const struct ss_token_rules *rules,
                             const char *text, const struct sayso_report *r, uint32_t paragraph)
{
    ss_pieces pieces = {0};
    struct sayso_span span = r->paragraphs[paragraph];
    struct ss_split_view view;
    if (ss_tokenise(arena, rules, text, span.start, span.end, &pieces) || !pieces.count ||
        ss_split_look(&view, arena, text, pieces.item, 0, pieces.count))
        return pieces.count ? -1 : 0;
    uint32_t sentence = 0;
    while (sentence < r->sentence_count && r->sentences[sentence].paragraph < paragraph) sentence++;
    for (uint32_t i = 0; i + 1 < pieces.count; i++) {
        while (sentence < r->sentence_count && r->sentences[sentence].end < pieces.item[i].end) sentence++;
        bool ends = sentence < r->sentence_count && r->sentences[sentence].end == pieces.item[i].end;
        if (!ss_split_candidate(&view, i)) {
            out->missed += ends;
            continue;
        }
        struct place *p = ss_arr_push(NULL, &out->list);
        if (!p) return -1;
        p->count = (uint8_t)ss_split_features(&view, i, p->hashes);
        p->ends = ends;
    }
    return 0;
}

static int collect(struct places *out, const struct ss_token_rules *rules, const char *path, bool augment)
{
    char *data;
    size_t len, at = 0;
    struct sayso_problem problem = {0};
    if (ss_read_file(&data, &len, path, (size_t)1 << 30, &problem)) {
        fprintf(stderr, "train_split: %s: %s\n", path, problem.text);
        return -1;
    }
    uint32_t state = 2463534242u;
    int failed = 0;
    while (!failed) {
        struct sayso_report r = {.arena = ss_arena_new((size_t)1 << 30)};
        if (!r.arena || ss_conllu_read(&r, data, len, &at, &problem)) {
            ss_arena_free(r.arena);
            break;
        }
        char *lower = recase(r.arena, &r, CASE_LOWER), *upper = recase(r.arena, &r, CASE_UPPER);
        out->sentences += r.sentence_count;
        for (uint32_t p = 0; p < r.paragraph_count && !failed; p++) {
            failed = collect_paragraph(out, r.arena, rules, r.text, &r, p);
            if (!augment || failed) continue;
            uint32_t dice = random_next(&state) % 8;
            if (dice == 0) failed = collect_paragraph(out, r.arena, rules, lower, &r, p);
            if (dice == 1) failed = collect_paragraph(out, r.arena, rules, upper, &r, p);
        }
        ss_arena_free(r.arena);
    }
    free(data);
    return failed;
}

static float score_place(const float *w, float bias, const struct place *p)
{
    float s = bias;
    for (uint32_t k = 0; k < p->count; k++) s += w[p->hashes[k] & (ROWS - 1)];
    return s;
}

static void report(const char *name, const float *w, float bias, const struct places *set)
{
    uint32_t right = 0, wrong = 0, missed = set->missed;
    for (uint32_t i = 0; i < set->list.count; i++) {
        bool said = score_place(w, bias, &set->list.item[i]) > 0;
        right += said && set->list.item[i].ends;
        wrong += said && !set->list.item[i].ends;
        missed += !said && set->list.item[i].ends;
    }
    fprintf(stderr, "%s: %u places, %u ends right, %u too many, %u missed (%u of them no candidates)\n", name,
            set->list.count, right, wrong, missed, set->missed);
}

static void train(float *w, float *bias, struct places *set)
{
    static float sum[ROWS];
    double bias_sum = 0;
    uint32_t state = 88172645u, count = set->list.count, steps = 0;
    uint32_t *order = malloc(count * sizeof *order);
    for (uint32_t i = 0; order && i < count; i++) order[i] = i;
    for (int epoch = 0; order && epoch < EPOCHS; epoch++) {
        for (uint32_t i = count; i > 1; i--) {
            uint32_t j = random_next(&state) % i, keep = order[i - 1];
            order[i - 1] = order[j];
            order[j] = keep;
        }
        float rate = RATE * (1.0f - (float)epoch / EPOCHS);
        for (uint32_t i = 0; i < count; i++) {
            struct place p = set->list.item[order[i]];
            uint8_t kept = 0;
            for (uint32_t k = 0; k < p.count; k++)
                if ((random_next(&state) & 0xFFFF) >= (uint32_t)(DROP * 0x10000)) p.hashes[kept++] = p.hashes[k];
            p.count = kept;
            float s = score_place(w, *bias, &p), step = ((p.ends ? 1.0f : 0.0f) - 1.0f / (1.0f + expf(-s))) * rate;
            for (uint32_t k = 0; k < p.count; k++) {
                float *x = &w[p.hashes[k] & (ROWS - 1)];
                *x += step - *x * DECAY;
            }
            *bias += step;
        }
        if (epoch < EPOCHS / 2) continue; // the later epochs are averaged
        for (uint32_t k = 0; k < ROWS; k++) sum[k] += w[k];
        bias_sum += *bias;
        steps++;
    }
    for (uint32_t k = 0; k < ROWS && steps; k++) w[k] = sum[k] / (float)steps;
    if (steps) *bias = (float)(bias_sum / steps);
    free(order);
}

static int write_model(const char *path, const int8_t *q, float scale, float bias, uint32_t sentences)
{
    struct ss_str head = {0};
    ss_str_printf(&head,
                  "{\"name\":\"split\",\"licence\":\"CC BY-SA 4.0\",\"training\":{\"sentences\":%u},\"tensors\":["
                  "{\"name\":\"split.w\",\"type\":\"i8\",\"shape\":[%u],\"offset\":0},"
                  "{\"name\":\"split.scale\",\"type\":\"f32\",\"shape\":[2],\"offset\":%u}]}",
                  sentences, ROWS, ROWS);
    unsigned char prefix[16] = "SAYSOMDL";
    for (int i = 0; i < 4; i++) {
        prefix[8 + i] = (unsigned char)(i == 0);
        prefix[12 + i] = (unsigned char)(head.len >> (8 * i));
    }
    float pair[2] = {scale, bias};
    static const char zeros[64];
    FILE *f = fopen(path, "wb");
    if (!f || head.failed) return -1;
    fwrite(prefix, 1, sizeof prefix, f);
    fwrite(head.data, 1, head.len, f);
    fwrite(zeros, 1, (64 - (16 + head.len) % 64) % 64, f);
    fwrite(q, 1, ROWS, f);
    fwrite(pair, sizeof *pair, 2, f);
    ss_str_free(&head);
    return fclose(f);
}

int main(int argc, char **argv)
{
    static float w[ROWS];
    static int8_t q[ROWS];
    struct ss_token_rules *rules;
    struct sayso_problem problem = {0};
    struct places training = {0}, dev = {0};
    if (argc < 3 || ss_parse_rules(&rules, NULL, &problem)) {
        fprintf(stderr, "usage: train_split OUT.sayso TRAIN.conllu... [--dev DEV.conllu]\n%s\n", problem.text);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        bool is_dev = strcmp(argv[i], "--dev") == 0 && i + 1 < argc;
        if (is_dev) i++;
        if (collect(is_dev ? &dev : &training, rules, argv[i], !is_dev)) return 3;
    }
    float bias = 0, top = 0;
    train(w, &bias, &training);
    report("training", w, bias, &training);
    report("dev", w, bias, &dev);
    for (uint32_t k = 0; k < ROWS; k++)
        if (fabsf(w[k]) > top) top = fabsf(w[k]);
    float scale = top > 0 ? top / 127.0f : 1.0f;
    for (uint32_t k = 0; k < ROWS; k++) {
        q[k] = (int8_t)lrintf(w[k] / scale);
        w[k] = (float)q[k] * scale;
    }
    report("dev, int8", w, bias, &dev);
    ss_arr_free(&training.list);
    ss_arr_free(&dev.list);
    ss_token_rules_free(rules);
    return write_model(argv[1], q, scale, bias, training.sentences) ? 3 : 0;
}
