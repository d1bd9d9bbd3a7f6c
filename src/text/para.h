// SPDX-License-Identifier: Apache-2.0
// Paragraphs of a text: between blank lines, at indented lines, and at every line end where lines are paragraphs (text
// that is not hard-wrapped). A dateline in front of the first one is a paragraph of its own.
#ifndef SS_PARA_H
#define SS_PARA_H

#include <stdint.h>
#include <sayso/record.h>
#include "base/arena.h"

// Fills *out with the paragraphs in order, without white space around them (none is empty); *count may be 0.
// LIMIT or NOMEM when the arena is used up.
enum sayso_err ss_paragraphs(struct ss_arena *arena, const char *text, uint32_t len, struct sayso_span **out,
                             uint32_t *count);

#endif
