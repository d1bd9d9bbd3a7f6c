// SPDX-License-Identifier: Apache-2.0
// One sentence as a row of words and noun phrases, for coding with a dictionary. Internal to src/code/dict*.c.
#ifndef SS_CODE_DICT_ROW_H
#define SS_CODE_DICT_ROW_H

#include "code/dict.h"

#define SS_DICT_ROW     400 // words of a sentence; longer ones are cut
#define SS_DICT_PHRASES 128
#define SS_DICT_FORM    40 // bytes of a word

struct ss_dict_item {
    char form[SS_DICT_FORM]; // upper case, without full stops and apostrophes
    uint32_t token;
    int32_t phrase;  // or -1
    bool skip, left; // a word that patterns pass over; left out with a short clause
    bool comma;      // a comma that ends what is before a verb
};

struct ss_dict_phrase {
    char code[SS_DICT_VARIANTS][SS_DICT_CODE]; // without doubles; "---" for what is not in the dictionary
    uint32_t codes;
    uint32_t members; // that were coordinated
    uint32_t head;    // token
    bool coded;       // a code other than "---"
};

struct ss_dict_row {
    const struct ss_dict *dict;
    const struct sayso_report *report;
    const char *day; // "19950101"
    struct ss_dict_item item[SS_DICT_ROW];
    uint32_t count;
    struct ss_dict_phrase phrase[SS_DICT_PHRASES];
    uint32_t phrases;
    uint32_t first, last;        // tokens of the sentence
    int32_t at[SS_DICT_ROW * 2]; // item of a token (minus first), or -1
    bool named[SS_DICT_ROW * 2]; // a name of the dictionary begins there, whatever the tags say
};

// Reads a sentence into a row. False when it has nothing.
bool ss_dict_row_read(struct ss_dict_row *row, const struct ss_dict *dict, const struct sayso_report *report,
                      uint32_t sentence);
// Finds the noun phrases and their codes (dict_phrase.c).
void ss_dict_phrases(struct ss_dict_row *row);
// Whether the words stand at items[0..count): all of them, gaps where the dictionary lets them. The length, or 0.
uint32_t ss_dict_name_at(const struct ss_dict_words *words, const uint32_t *items, uint32_t count,
                         const struct ss_dict_row *row);

// Words of the actor that is named at items[0], or 0.
uint32_t ss_dict_named_at(const struct ss_dict_row *row, const uint32_t *items, uint32_t count);

// What a pattern matched.
struct ss_dict_match {
    int32_t source, target, both; // phrases, or -1
};
// Whether a pattern fits a verb at items [from, to] whose reach ends before `end` (dict_match.c).
bool ss_dict_match(const struct ss_dict_row *row, const struct ss_dict_pattern *pattern, uint32_t from, uint32_t to,
                   uint32_t begin, uint32_t end, struct ss_dict_match *out);
// Whether the words of a verb stand around it; *from and *to grow to them.
bool ss_dict_verb_at(const struct ss_dict_row *row, const struct ss_dict_verb *verb, uint32_t *from, uint32_t *to);

#endif
