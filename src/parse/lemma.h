// SPDX-License-Identifier: Apache-2.0
// Lemma scripts: how a form becomes its lemma. "L|cut|add": from the lower-cased form (typographic apostrophes made
// plain) cut so many characters at the end and add; "K|cut|add": the same from the form as written; "=word": the lemma
// is that word.
#ifndef SS_LEMMA_H
#define SS_LEMMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

struct ss_lemma_script {
    const char *add; // in the label
    uint32_t cut;
    bool lower, whole;
};

// Reads a script; false when it is malformed. Keeps a pointer into `label`.
bool ss_lemma_script(struct ss_lemma_script *out, const char *label);

// The lemma of a form of len bytes, in the arena; a cut of the whole form keeps the form. NULL when the arena is used
// up.
const char *ss_lemma(struct ss_arena *arena, const struct ss_lemma_script *script, const char *form, size_t len);

#endif
