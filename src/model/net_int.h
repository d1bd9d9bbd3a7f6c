// SPDX-License-Identifier: Apache-2.0
// What a compiled net is made of; shared by the part that reads it and the part that runs it.
#ifndef SS_NET_INT_H
#define SS_NET_INT_H

#include "base/arena.h"
#include "model/linear.h"
#include "model/net.h"

#define SS_NET_WIDTH_MAX 4096u // columns between ops

enum ss_op_kind { SS_OP_EMBED, SS_OP_LINEAR, SS_OP_NORM, SS_OP_CONV, SS_OP_MINRNN, SS_OP_ATTENTION };

struct ss_op {
    enum ss_op_kind kind;
    enum ss_act act;
    // Every block normalises, then takes each word through `first`; only what follows looks at other words.
    //   linear: first   conv: first gives the three parts of the window   minrnn: w, out   attention: qkv, out
    struct ss_linear first, second;
    const float *gain, *bias; // norm [in]
    const float *relpos;      // [heads][2 * SS_NET_ROWS_MAX - 1], by distance; NULL: none
    uint32_t heads, dilation;
};

struct ss_net_table {
    const int8_t *data;
    const float *scale;
    uint32_t rows, columns;
    const char *feature;
};

struct ss_net {
    struct ss_arena *arena;
    struct ss_op *ops;
    uint32_t op_count;
    uint32_t word_ops; // ops at the start that look at one word alone
    struct ss_net_table *tables;
    uint32_t table_count;
    uint32_t width;              // of the output
    uint32_t word_width;         // after word_ops
    uint32_t width_max, out_max; // widest matrix between ops; widest output of a linear layer
    uint32_t in_max, head_max;   // widest padded input; widest head of attention
};

// The first block, whose `first` needs one word alone too; NULL when the net has none.
static inline const struct ss_op *ss_net_first_block(const struct ss_net *net)
{
    return net->word_ops < net->op_count ? &net->ops[net->word_ops] : NULL;
}

#endif
