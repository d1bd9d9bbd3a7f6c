// SPDX-License-Identifier: Apache-2.0
// Tokenisation in the manner of the Universal Dependencies English treebanks: words, punctuation, and the parts of
// contractions. The word lists (abbreviations, contractions, prefixes, …) are knowledge and come in as rules.
#ifndef SS_TOKEN_H
#define SS_TOKEN_H

#include <stdbool.h>
#include <stdint.h>
#include <sayso/record.h>
#include "base/arena.h"
#include "base/arr.h"

// Flags of a piece, beside those of enum sayso_token_flag (below 16).
enum ss_piece_flag {
    SS_PIECE_LINE_END = 16, // a line end follows in the text
    SS_PIECE_ABBR = 32      // ends in a full stop that belongs to the word
};

// One syntactic word of the text.
struct ss_piece {
    uint32_t start, end; // bytes
    uint8_t flags;       // enum sayso_token_flag and enum ss_piece_flag
};

typedef SS_ARR(struct ss_piece) ss_pieces;

// What a listed word does (a set of bits).
enum ss_word_rule {
    SS_WORD_ABBR = 1,        // keeps its full stop
    SS_WORD_ABBR_CAP = 2,    // keeps it when capitalised
    SS_WORD_ABBR_NUMBER = 4, // keeps it before a number
    SS_WORD_ABBR_NAME = 8,   // keeps it before a capitalised word
    SS_WORD_PREFIX = 16,     // keeps its hyphen and what follows ("anti-tank")
    SS_WORD_UNIT = 32,       // leaves the number it is glued to ("5km")
    SS_WORD_DOMAIN = 64,     // ends a bare host or file name ("example.org", "plan.doc")
    SS_WORD_EMOTICON = 128,
    SS_WORD_CLITIC = 256,       // leaves its word after an apostrophe ("'ll")
    SS_WORD_APOSTROPHE = 512,   // keeps its apostrophe in front ("'em")
    SS_WORD_ABBR_INSIDE = 1024, // keeps its full stop unless the sentence ends there ("etc")
    SS_WORD_PAIR = 2048,        // a contraction before some words only ("its a"); set by ss_token_rules_split
    SS_WORD_WHOLE = 8192,       // one word when it stands between spaces ("w/")
    SS_WORD_MONTH = 16384,
    SS_WORD_TO_DATE = 32768, // leads to a date inside of a sentence ("until")
    SS_WORD_OPENER = 65536,  // with a capital behind a clock time it begins a sentence ("He")
    SS_WORD_DOUBT = 4096     // a contraction or not: the tree decides ("its"); the tokeniser leaves it whole
};

struct ss_token_rules;

// Rules are made once, then read-only: any thread may tokenise with them.
struct ss_token_rules *ss_token_rules_new(void);
void ss_token_rules_free(struct ss_token_rules *rules);

// Adds bits to a word (compared in lower case). NOMEM; ARG for an empty or over-long word.
enum sayso_err ss_token_rules_add(struct ss_token_rules *rules, const char *word, uint32_t bits);
// Adds a whole-word contraction; parts are its pieces with '|' between ("can|not"). A word may be followed by a space
// and another word ("its a"): it is a contraction only before that one. ARG when the parts do not spell the word.
enum sayso_err ss_token_rules_split(struct ss_token_rules *rules, const char *word, const char *parts);
// The bit of a kind's name in the data files ("abbreviation", "prefix", …), 0 when there is none.
uint32_t ss_token_rules_kind(const char *name);

// Bytes of the first part of a word that may be a contraction or not, 0 for any other word.
uint32_t ss_token_rules_doubt(const struct ss_token_rules *rules, const char *word, uint32_t len);

// Whether a word is listed with this bit.
bool ss_token_rules_is(const struct ss_token_rules *rules, const char *word, uint32_t len, uint32_t bit);

// Appends the words of one paragraph [start, end) of text to *out. LIMIT or NOMEM when the arena is used up.
enum sayso_err ss_tokenise(struct ss_arena *arena, const struct ss_token_rules *rules, const char *text, uint32_t start,
                           uint32_t end, ss_pieces *out);

#endif
