// SPDX-License-Identifier: Apache-2.0
// Where a report's head runs into its text without a mark: "AFP Thursday 6 March 2014 At least five …".
#ifndef SS_STAMP_H
#define SS_STAMP_H

#include "parse/split.h"

// Whether piece i is the end of a full date that stands by itself before a word with a capital.
bool ss_stamp_ends(const struct ss_token_rules *rules, const struct ss_split_view *view, uint32_t i);

// Whether piece i is the end of a clock time ("9 a.m.") before a word that begins a sentence.
bool ss_clock_ends(const struct ss_token_rules *rules, const struct ss_split_view *view, uint32_t i);

#endif
