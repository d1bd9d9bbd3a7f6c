// SPDX-License-Identifier: Apache-2.0
// The heads on the encoder's output: tags, features, lemmas, names, arcs and relations.
#ifndef SS_HEADS_H
#define SS_HEADS_H

#include <sayso/record.h>
#include "base/arena.h"
#include "model/linear.h"
#include "model/net.h"
#include "parse/lemma.h"
#include "parse/marks.h"

#define SS_NER_LABELS_MAX  32u
#define SS_XPOS_LABELS_MAX 128u
#define SS_UPOS_LABELS_MAX 32u // of a model that weighs parts of speech against what else it finds

struct ss_ner_label {
    uint8_t kind; // enum sayso_ner
    bool begin;
};

// Where the scores of a task's labels lie among those of all.
struct ss_tag {
    uint32_t first, out;
};

struct ss_heads {
    struct ss_linear tags; // everything that labels a word by itself, but for lemmas, which few words need
    struct ss_tag upos, xpos, feats, ner, mark[SS_MARK_HEADS_MAX];
    struct ss_linear lemma;
    struct ss_linear arc_h, arc_d, arc_u, lab_h, lab_d;
    // From a head to what its dependents are multiplied with: [columns of lab_d + 1][label_room].
    struct ss_linear relation;
    const float *arc_root;
    // How often each part of speech goes with an xpos [xpos][upos], and with a relation [relation][upos] as against
    // how frequent it is anyway; NULL when the model has no such tables.
    const float *by_xpos, *by_relation;
    uint8_t *upos_of, *deprel_of;     // labels to enums
    const char **xpos_of, **feats_of; // NULL for "_"
    struct ss_lemma_script *scripts;
    struct ss_ner_label ner_of[SS_NER_LABELS_MAX];
    uint32_t label_count, label_room; // relations; the same, padded
    uint32_t root_label;
    struct ss_marks marks;
};

struct ss_heads_scratch; // one a thread

enum sayso_err ss_heads_load(struct ss_heads *out, struct ss_arena *arena, const struct ss_model *model, uint32_t width,
                             struct sayso_problem *problem);
enum sayso_err ss_heads_scratch_new(struct ss_heads_scratch **out, const struct ss_heads *heads,
                                    const struct ss_kern *kern);
void ss_heads_scratch_free(struct ss_heads_scratch *scratch);

// Fills tags, heads, relations and names of the words of `count` sentences that lie one after another: lens[i] words of
// tokens each, x [rows][width] their encodings. head is an index into `tokens` plus `base`. `mark`
// [rows][marks.label_count] gets the marks; NULL when they are not wanted.
void ss_heads_run(const struct ss_heads *heads, struct ss_heads_scratch *scratch, const float *x, const uint32_t *lens,
                  uint32_t count, struct sayso_token *tokens, uint32_t base, uint8_t *mark);

// The lemmas of some words of the last run, rows[i] of its tokens. Strings come from the arena.
enum sayso_err ss_heads_lemmas(const struct ss_heads *heads, struct ss_heads_scratch *scratch, struct ss_arena *arena,
                               const char *text, const uint32_t *rows, uint32_t count, struct sayso_token *tokens);

// Scores of one sentence for tests: arc [n][n + 1].
void ss_heads_arcs(const struct ss_heads *heads, struct ss_heads_scratch *scratch, const float *x, uint32_t n,
                   float *arc);

// Best sequence of BIO labels for n words from score [n][stride]; out [n] label indexes. back is scratch of n * labels
// bytes.
void ss_ner_decode(const struct ss_ner_label *labels, uint32_t label_count, const float *score, uint32_t stride,
                   uint32_t n, uint8_t *back, uint8_t *out);

#endif
