// SPDX-License-Identifier: Apache-2.0
// Where names begin and end: what the name decoder leaves out ("Harbour Lines, Inc.") or takes in ("Ann Lee -
// Analyst"), told by the words, tags and trees around.
#ifndef SS_NAMES_H
#define SS_NAMES_H

#include <sayso/record.h>
#include "know/know.h"

struct ss_names; // immutable: any thread may use it

// From the table text/names of the knowledge, which need not outlive this; NULL: from its file.
enum sayso_err ss_names_new(struct ss_names **out, const struct ss_know *know, struct sayso_problem *problem);
void ss_names_free(struct ss_names *names);

// Mends the names of one parsed sentence.
void ss_names_sentence(const struct ss_names *names, struct sayso_report *report,
                       const struct sayso_sentence *sentence);

#endif
