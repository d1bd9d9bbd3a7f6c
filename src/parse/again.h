// SPDX-License-Identifier: Apache-2.0
// A second look at words that were written without their apostrophe: "its quieter" and "your in Canada" are two words
// each, and so is a plural that stands where an owner does ("my dads family"). Only the tree tells them from what they
// are spelt like.
#ifndef SS_AGAIN_H
#define SS_AGAIN_H

#include <sayso/record.h>
#include "text/token.h"

// Splits such words of a parsed report. The tokens of a sentence in which a word was split have to be parsed again;
// those of all others keep what they have. again [sentences] is 1 for the former; NULL when there are none. *mark is
// the report's array of marks, which moves with its words.
enum sayso_err ss_split_again(const struct ss_token_rules *rules, struct sayso_report *report, uint8_t **mark,
                              uint8_t **again);

#endif
