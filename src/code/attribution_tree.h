// SPDX-License-Identifier: Apache-2.0
// The dependency trees of a report, turned into child lists and yields, for the stages that read sentences by
// structure.
#ifndef SS_ATTRIBUTION_TREE_H
#define SS_ATTRIBUTION_TREE_H

#include <sayso/record.h>

// Indexes are positions in report->tokens; -1 ends a list. Lives in the report's arena.
struct ss_syntax {
    const struct sayso_report *report;
    int32_t *first_child, *next_child; // children in text order
    int32_t *left, *right;             // first and last token of a token's subtree
    int32_t *mention;                  // actor, place or thing mention that has the token as head, or -1
    bool *timed;                       // whether the token is part of a time expression
};

// A run of tokens, end exclusive.
struct ss_run {
    int32_t from, to;
};

enum sayso_err ss_syntax_new(struct ss_syntax *out, const struct sayso_report *report);

// Whether `token` is `ancestor` or stands below it.
bool ss_syntax_within(const struct ss_syntax *tree, int32_t token, int32_t ancestor);

// First child with the relation (subtypes are relations of their own); -1 when none.
int32_t ss_syntax_child(const struct ss_syntax *tree, int32_t token, enum sayso_dep dep);

// The runs of the subtree of `head` without the subtrees of the `cut` tokens; runs apart only by punctuation are
// joined, and stray punctuation at their ends is dropped (quotation marks and closing brackets stay). Writes at most
// `room`, returns how many.
uint32_t ss_syntax_runs(const struct ss_syntax *tree, int32_t head, const int32_t *cut, uint32_t cut_count,
                        struct ss_run *out, uint32_t room);

// Drops punctuation at both ends of a run, but not quotation marks and brackets that belong inside.
struct ss_run ss_run_trim(const struct sayso_report *report, struct ss_run run);

// The text of a token: pointer into the report's text and length.
const char *ss_token_text(const struct sayso_report *report, int32_t token, uint32_t *len);

#define SS_STEMS     12
#define SS_STEM_ROOM 40

// Base forms that a regular form of an English verb may come from ("vowed": vow, vowe); lower case. For lemmas that
// went wrong.
uint32_t ss_token_stems(const struct sayso_report *report, int32_t token, char out[SS_STEMS][SS_STEM_ROOM]);

// Index of the token that covers or follows the byte offset; token_count when none.
int32_t ss_token_at(const struct sayso_report *report, uint32_t offset);

#endif
