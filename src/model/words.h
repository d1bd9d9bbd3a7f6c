// SPDX-License-Identifier: Apache-2.0
// What words seen lately are worth: a store of fixed size from a word's form to a row of floats. Four places for each
// hash; the word unused for longest gives way. One thread at a time.
#ifndef SS_WORDS_H
#define SS_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

#define SS_WORDS_FORM_MAX 26u // bytes; longer forms are not kept

struct ss_words;

// `room` words (a power of two, at least 4) of `floats` each.
enum sayso_err ss_words_new(struct ss_words **out, uint32_t floats, uint32_t room);
void ss_words_free(struct ss_words *words);

// The row of a form, good until the next put; NULL when it is not there.
const float *ss_words_find(struct ss_words *words, const char *form, uint32_t len);

// A row for a form, to be filled at once; NULL when the form is too long to be kept.
float *ss_words_put(struct ss_words *words, const char *form, uint32_t len);

#endif
