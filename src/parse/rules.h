// SPDX-License-Identifier: Apache-2.0
// The tokenizer's rules from the knowledge tables text/tokens and text/contractions.
#ifndef SS_PARSE_RULES_H
#define SS_PARSE_RULES_H

#include "know/know.h"
#include "text/token.h"

// From compiled knowledge; with know NULL from the TSV files in the program's data folder. FORMAT when a row is wrong,
// NOTFOUND when the tables are not there. Free with ss_token_rules_free; they do not keep the knowledge.
enum sayso_err ss_parse_rules(struct ss_token_rules **out, const struct ss_know *know, struct sayso_problem *problem);

#endif
