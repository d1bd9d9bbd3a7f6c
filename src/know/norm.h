// SPDX-License-Identifier: Apache-2.0
// Words of names made comparable: lower case, no diacritics, no apostrophes or full stops, split at hyphens and spaces.
// Used alike for the phrases when knowledge is built and for the text when it is looked up, so that both meet.
#ifndef SS_KNOW_NORM_H
#define SS_KNOW_NORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SS_WORD_MAX  60  // bytes of a normalised word; longer ones never match
#define SS_NAME_MAX  256 // bytes of a normalised name
#define SS_WORDS_MAX 24  // words of a phrase

#define SS_FOLD_LETTERS  5  // shorter names are not folded
#define SS_TYPO_LETTERS  8  // shorter names are not forgiven a letter
#define SS_WRONG_LETTERS 10 // nor a wrong one

enum ss_word_flag {
    SS_WORD_UPPER_FIRST = 1, // the first letter is upper case
    SS_WORD_UPPER_ALL = 2,   // every letter is upper case (at least one is there)
    SS_WORD_HYPHEN = 4,      // a hyphen follows inside the same string
    SS_WORD_LONG = 8,        // cut: never matches
    SS_WORD_ARTICLE = 16,    // an article of a transliterated name ("al", "ez-"); set by ss_word_article
    SS_WORD_STEM_UPPER = 32, // every letter but a final small s is upper case ("NGOs")
    SS_WORD_POSSESSIVE = 64, // 's or s' was cut off
};

struct ss_word {
    char s[SS_WORD_MAX + 1];
    uint8_t len;
    uint8_t flags;
};

// What a string is when it holds no word.
enum ss_blank { SS_BLANK_NONE, SS_BLANK_HYPHEN, SS_BLANK_POSSESSIVE, SS_BLANK_OTHER };

// Splits s into normalised words, at most room; returns how many. With 0 words *blank (may be NULL) says what was
// there.
uint32_t ss_words(const char *s, size_t len, struct ss_word *out, uint32_t room, enum ss_blank *blank);

// Whether the word is an article when a hyphen follows (hyphen) or by itself; sets the flag.
bool ss_word_article(struct ss_word *w, bool hyphen);

// The name as one run of normalised letters without spaces ("Deir ez-Zor" gives "direzzor" letters d,e,i,r,e,z,z,o,r);
// a first "the" is left out. Writes NUL; returns the length, 0 when nothing is left or it does not fit in SS_NAME_MAX.
size_t ss_name_key(const char *s, size_t len, char out[SS_NAME_MAX]);

// Hash of normalised bytes; never 0.
uint64_t ss_name_hash(const char *s, size_t len);

// Continues a phrase's hash by one word; never 0.
uint64_t ss_phrase_hash(uint64_t before, uint64_t word);

bool ss_fold_vowel(char c);

// The consonants of a folded name: the key of the spelling index. Short ones (fewer than 3) keep their vowels. Returns
// length.
size_t ss_skeleton(const char *folded, size_t len, char out[SS_NAME_MAX]);

// Whether two folded names with the same skeleton are near enough to be spellings of one name.
bool ss_fold_near(const char *a, size_t a_len, const char *b, size_t b_len, uint32_t *distance);

// Whether one name key makes the other with one letter too many, missing, wrong, or two neighbours swapped.
bool ss_key_one_error(const char *a, size_t a_len, const char *b, size_t b_len);

// How two names are one, by the steps that the look-ups go through: the same key, the same spelling when folded, one
// error in a long name.
enum ss_spelling { SS_SPELLING_OTHER, SS_SPELLING_SAME, SS_SPELLING_FOLDED, SS_SPELLING_TYPO };
enum ss_spelling ss_spelling(const char *a, size_t a_len, const char *b, size_t b_len);

// Hash of the folding rules compiled in; a knowledge file made with others is refused.
uint64_t ss_fold_rules_hash(void);

#endif
