// SPDX-License-Identifier: Apache-2.0
// The encoder: the `net` list of a model file's header, interpreted over the words of a few sentences at a time.
//
//   {"op":"embed","tables":[{"name","feat"}…],"mode":"concat","out":D0}   tables i8 [rows][columns] with NAME.scale f32
//   [rows]
//   {"op":"linear","w":NAME,"act":"none|relu"}
//   {"op":"norm","g":NAME,"b":NAME}
//   {"op":"conv","w":NAME,"width":3,"dilation":d,"act":"none|relu","residual":true,"norm":NAME}
//   {"op":"minrnn","w":NAME,"out":NAME,"norm":NAME}     y = W·norm(x) = [z_f|c_f|z_b|c_b], gates sigmoid(z)
//   {"op":"attention","qkv":NAME,"out":NAME,"heads":h,"norm":NAME,"relpos":NAME}
//
// conv, minrnn and attention are residual and normalise first; NAME of a norm stands for NAME.g and NAME.b.
// train/README.md has the arithmetic.
#ifndef SS_NET_H
#define SS_NET_H

#include "model/file.h"
#include "model/kern.h"

#define SS_NET_ROWS_MAX 512u // words in one run

struct ss_net;         // immutable, any thread
struct ss_net_scratch; // one a thread

// The net keeps pointers into the model, which must outlive it. FORMAT (problem names the op or tensor) when it is
// wrong.
enum sayso_err ss_net_new(struct ss_net **out, const struct ss_model *model, struct sayso_problem *problem);
void ss_net_free(struct ss_net *net);

// The embedding tables in order: how many, each one's feature name and number of rows.
uint32_t ss_net_table_count(const struct ss_net *net);
const char *ss_net_table_feature(const struct ss_net *net, uint32_t table);
uint32_t ss_net_table_rows(const struct ss_net *net, uint32_t table);
// Columns of the encoder's output.
uint32_t ss_net_width(const struct ss_net *net);

// Scratch memory, with a store of what words seen lately are worth alone; the store changes the time, never a result.
enum sayso_err ss_net_scratch_new(struct ss_net_scratch **out, const struct ss_net *net, const struct ss_kern *kern);
void ss_net_scratch_free(struct ss_net_scratch *scratch);

// Runs over `count` sentences of lens[i] words (each at least 1, together `rows`, at most SS_NET_ROWS_MAX). ids is
// [rows][tables], each below its table's rows. The result [rows][width] is good until the next run with this scratch.
const float *ss_net_run(const struct ss_net *net, struct ss_net_scratch *scratch, const uint32_t *ids,
                        const uint32_t *lens, uint32_t count, uint32_t rows);

struct ss_net_word {
    const char *form;
    uint32_t len;
};

// Fills the ids of one form; must depend on nothing but data and form.
struct ss_net_features {
    const void *data;
    void (*ids)(const void *data, const char *form, uint32_t len, uint32_t *ids);
};

// The same from the words' forms; asks for the ids of those only that it does not know. One scratch goes with one
// features.data.
const float *ss_net_run_words(const struct ss_net *net, struct ss_net_scratch *scratch,
                              const struct ss_net_features *features, const struct ss_net_word *words,
                              const uint32_t *lens, uint32_t count, uint32_t rows);

#endif
