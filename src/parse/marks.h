// SPDX-License-Identifier: Apache-2.0
// Marks: what the further heads of a model file say about each word, as probabilities of 0 to 255.
//
// A model may name heads beyond upos, xpos, feats, lemma and ner; each has its own labels (a span head: "O", "B", "I";
// a scale: "-3" to "3"). The layout belongs to the parser and is the same for all reports; look a head or label up
// once a report, then ask by number. A report that no network has seen, or one whose model has no such head, has
// no marks: every call then gives -1 or 0.
#ifndef SS_MARKS_H
#define SS_MARKS_H

#include <stdint.h>
#include <sayso/record.h>

#define SS_MARK_HEADS_MAX  16u
#define SS_MARK_LABELS_MAX 64u // of one head

struct ss_mark_head {
    const char *name;
    const char *const *labels;
    const int8_t *values; // the labels as whole numbers; NULL when one of them is none
    uint32_t label_count;
    uint32_t first; // where its labels begin in a word's marks
};

struct ss_marks {
    struct ss_mark_head head[SS_MARK_HEADS_MAX];
    uint32_t head_count;
    uint32_t label_count; // of all heads: marks a word
};

// Number of a head, or of a label of a head; -1 when there is none. report->marks may be NULL, head -1.
int ss_mark_head(const struct sayso_report *report, const char *name);
int ss_mark_label(const struct sayso_report *report, int head, const char *label);

// Probability that the token has the label, 0 to 255; 0 when head or label is -1.
unsigned ss_mark(const struct sayso_report *report, uint32_t token, int head, int label);

// The head's most probable label (the first of equals); -1 when head is -1.
int ss_mark_top(const struct sayso_report *report, uint32_t token, int head);

// Expectation of a head whose labels are numbers; 0 for other heads and for -1.
float ss_mark_value(const struct sayso_report *report, uint32_t token, int head);

#endif
