// SPDX-License-Identifier: Apache-2.0
// What the two readers of time expressions share.
#ifndef SS_WHEN_READ_H
#define SS_WHEN_READ_H

#include "code/when.h"

// Whether the token is the lower-case word.
bool ss_when_is(const struct ss_when_work *w, uint32_t token, const char *word);
// The number in the value of the token's class, and the row; -1 when it is not of the class.
int ss_when_class(const struct ss_when_work *w, enum ss_time_class class, uint32_t token,
                  const struct ss_time_word **out);
// A year in four digits, or -1.
int ss_when_year_number(const struct ss_when_work *w, uint32_t token);
// Reads an expression that starts at the token; false when there is none.
typedef bool ss_when_reader(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// The longest of what the readers find at the token, of equals the first.
bool ss_when_longest(ss_when_reader *const *readers, size_t count, struct ss_when_work *w, uint32_t token,
                     struct ss_when *out);
// when_relative.c
bool ss_when_relative(struct ss_when_work *w, uint32_t token, struct ss_when *out);

#endif
