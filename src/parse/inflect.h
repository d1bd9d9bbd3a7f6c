// SPDX-License-Identifier: Apache-2.0
// Lemmas by table: listed forms ("stolen" VBN: steal), endings ("-ies" of a plural: -y) and the case of names. The
// network's lemma stands where the tables know nothing or where the tags contradict each other.
#ifndef SS_INFLECT_H
#define SS_INFLECT_H

#include <stdbool.h>
#include <sayso/record.h>
#include "know/know.h"
#include "parse/lemma.h"

struct ss_inflect; // immutable: any thread may use it

// From the tables text/lemmas and text/endings of the knowledge, which need not outlive this; NULL: from their files.
// `scripts` are those that the network chooses from; their strings must outlive this.
enum sayso_err ss_inflect_new(struct ss_inflect **out, const struct ss_know *know,
                              const struct ss_lemma_script *scripts, uint32_t script_count,
                              struct sayso_problem *problem);
void ss_inflect_free(struct ss_inflect *inflect);

// How a sentence is written.
struct ss_inflect_style {
    bool no_capitals; // no word but "I" begins with a capital
    bool all_capitals;
};

struct ss_inflect_style ss_inflect_style(const struct sayso_report *report, const struct sayso_sentence *sentence);

// Gives one tagged word of such a sentence its lemma. What the network says is in token->lemma, or that is NULL, as
// few words need it: *ask is then whether this one does, and must be looked at again with it. LIMIT or NOMEM when the
// report's arena is used up.
enum sayso_err ss_inflect_word(const struct ss_inflect *inflect, const struct sayso_report *report,
                               struct ss_inflect_style style, struct sayso_token *token, bool *ask);

#endif
