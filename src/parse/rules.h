// SPDX-License-Identifier: Apache-2.0
// The knowledge tables that parsing needs: rows by name, and the tokenizer's rules from text/tokens and
// text/contractions.
#ifndef SS_PARSE_RULES_H
#define SS_PARSE_RULES_H

#include "know/know.h"
#include "text/token.h"

// From compiled knowledge; with know NULL from the TSV files in the program's data folder. FORMAT when a row is wrong,
// NOTFOUND when the tables are not there. Free with ss_token_rules_free; they do not keep the knowledge.
enum sayso_err ss_parse_rules(struct ss_token_rules **out, const struct ss_know *know, struct sayso_problem *problem);

// Calls `row` with the named columns (ended by NULL) of each row of a table. ARG from `row` becomes FORMAT and names
// the line; any other error ends the reading. Cells live as long as the call.
enum sayso_err ss_parse_rows(const struct ss_know *know, const char *name, const char *const *columns,
                             enum sayso_err (*row)(void *user, const char *const *cells), void *user,
                             struct sayso_problem *problem);

#endif
