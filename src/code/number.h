// SPDX-License-Identifier: Apache-2.0
// Figures: the parts of the stage `number`: words of a sentence, numbers among them, and what a number counts.
#ifndef SS_NUMBER_H
#define SS_NUMBER_H

#include "base/arr.h"
#include "base/map.h"
#include "code/attribution_tree.h"
#include "code/coder.h"

// What a word may be for a number (bits).
enum ss_number_kind {
    SS_NUM_UNIT = 1,
    SS_NUM_TEN = 2,
    SS_NUM_SCALE = 4,
    SS_NUM_DOZEN = 8,
    SS_NUM_VAGUE = 16,
    SS_NUM_FEW = 32,
    SS_NUM_NONE = 64,
    SS_NUM_ARTICLE = 128,
    SS_NUM_HALF = 256,
    SS_NUM_AND = 512,
    SS_NUM_SHARE = 1024,
    SS_NUM_MEASURE = 2048,
    SS_NUM_DATE = 4096,
    SS_NUM_MONEY = 8192,
    SS_NUM_CURRENCY = 16384,
    SS_NUM_LABEL = 32768,
    SS_NUM_TO = 1 << 16,       // joins the ends of a range
    SS_NUM_BETWEEN = 1 << 17,  // opens one
    SS_NUM_OF = 1 << 18,       // "tens of thousands", "dozens of villages"
    SS_NUM_PART = 1 << 19,     // "soldiers, including two officers"
    SS_NUM_AREA = 1 << 20,     // "square" before a measure
    SS_NUM_PER = 1 << 21,      // "per cent"
    SS_NUM_AS = 1 << 22,       // "as many as": no number by itself
    SS_NUM_MILLIONS = 1 << 23, // "$90m"
    SS_NUM_NOT = 1 << 24       // "three, not two"
};

struct ss_number_word {
    uint32_t kinds;
    int64_t value; // -1: none
    const char *line;
};

enum ss_bound { SS_BOUND_NONE, SS_BOUND_LOW, SS_BOUND_HIGH, SS_BOUND_APPROX, SS_BOUND_EXACT };

#define SS_BOUND_WORDS 6

struct ss_bound_phrase {
    const char *word[SS_BOUND_WORDS]; // into `text` of the rules
    uint32_t len[SS_BOUND_WORDS], count;
    enum ss_bound bound;
    bool after;
};

// One row of words/counts.
struct ss_count_word {
    const char *counts, *line;
    char pos;          // v, n, a
    const char *where; // what the comment of the table explains
    char group;        // h harm to people, p people, t things, e events
    int32_t next;      // further row of the same lemma, or -1
};

struct ss_number_rules {
    struct ss_map words; // word → index into word
    SS_ARR(struct ss_number_word) word;
    SS_ARR(struct ss_bound_phrase) bounds;
    const char *people;    // what a crowd without a noun counts
    struct ss_map counted; // lemma → first index into count
    SS_ARR(struct ss_count_word) count;
};

// A word of the text as numbers see it: letters, digits with their commas and points, or one other sign.
struct ss_word {
    uint32_t start, end;
    char type; // 'w', 'd' or 'p'
    uint32_t kinds;
    int64_t value;
};

struct ss_words {
    SS_ARR(struct ss_word) list;
};

// Splits [start, end) of the text. LIMIT or NOMEM when memory is out.
enum sayso_err ss_words_read(struct ss_words *out, const struct ss_number_rules *rules,
                             const struct sayso_report *report, uint32_t start, uint32_t end);

// A number that was read: words first..last (inclusive), and its value.
struct ss_number {
    uint32_t first, last;   // with bound words
    uint32_t core, core_to; // the number itself, inclusive
    int64_t low, high, best;
    bool approx, vague, range, share, money, few, none, digits, compound;
};

// Reads the number that starts at word i, with the bounds around it; false when there is none.
bool ss_number_read(struct ss_number *out, const struct ss_number_rules *rules, const struct sayso_report *report,
                    const struct ss_words *words, uint32_t i);

// What the number at a token counts.
struct ss_counted {
    const char *counts; // category, or NULL
    int32_t noun;       // token of the counted, or -1
    int32_t top;        // the token that stands for number and noun in the sentence
    const char *line;   // the knowledge line that decided, or NULL
    char group;         // of the row that decided: h harm to people, p people, t things, e events; 0 none
    bool by_class;      // only a class of things, nothing happened to them
};

// first_token and last_token bound the number with its bound words.
struct ss_counted ss_number_counts(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token,
                                   int32_t first_token, int32_t last_token);

// Whether the number stands for the figure told before: "bringing the total to 134".
bool ss_number_told(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token);

// What a word by itself says to have happened to people ("killed", "injured", "missing" …), or NULL.
const char *ss_number_harm(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t token);
// "including", "of": of two numbers around the word one is part of the other.
bool ss_number_part(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t token);

#endif
