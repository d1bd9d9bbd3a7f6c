// SPDX-License-Identifier: Apache-2.0
// Lemmas by table: listed forms ("stolen" VBN: steal), endings ("-ies" of a plural: -y) and the case of names. The
// network's lemma stands where the tables know nothing or where the tags contradict each other.
#ifndef SS_INFLECT_H
#define SS_INFLECT_H

#include <sayso/record.h>
#include "know/know.h"

struct ss_inflect; // immutable: any thread may use it

// From the tables text/lemmas and text/endings of the knowledge, which need not outlive this; NULL: from their files.
enum sayso_err ss_inflect_new(struct ss_inflect **out, const struct ss_know *know, struct sayso_problem *problem);
void ss_inflect_free(struct ss_inflect *inflect);

// Corrects the lemmas of one tagged sentence. LIMIT or NOMEM when the report's arena is used up.
enum sayso_err ss_inflect_sentence(const struct ss_inflect *inflect, struct sayso_report *report,
                                   const struct sayso_sentence *sentence);

#endif
