// SPDX-License-Identifier: Apache-2.0
// Quotations: the stretches of a report between quotation marks, also those that run over several paragraphs.
#ifndef SS_QUOTE_H
#define SS_QUOTE_H

#include "base/arr.h"
#include "code/coder.h"

#define SS_QUOTE_MARK_MAX 4

// A pair of quotation marks.
struct ss_quote_pair {
    const char *open, *close;
    uint32_t open_len, close_len;
    bool single;
};

// One quotation; start and end include the marks.
struct ss_quote {
    uint32_t start, end;
    uint32_t inner_start, inner_end;
    uint32_t paragraph;
    bool unclosed;  // ends with its paragraph, without a closing mark
    bool continues; // goes on where the unclosed quotation before it left off
    bool speech;    // a clause or more: not a title, a nickname or a single doubtful word
    int32_t owner;  // candidate attribution that has it as content, or -1
};

struct ss_quotes {
    SS_ARR(struct ss_quote) list;
};

// Finds the quotations of a report, in text order; they do not overlap.
enum sayso_err ss_quotes_find(struct ss_quotes *out, const struct ss_quote_pair *pairs, uint32_t pair_count,
                              const struct sayso_report *report);

// The quotation around the byte offset (strictly inside, marks not counted), or -1.
int32_t ss_quote_around(const struct ss_quotes *quotes, uint32_t offset);

#endif
