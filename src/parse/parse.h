// SPDX-License-Identifier: Apache-2.0
// Parsing: sentences, words, tags, lemmas, dependency trees and names of a report.
#ifndef SS_PARSE_H
#define SS_PARSE_H

#include <sayso/record.h>
#include "know/know.h"

struct ss_parser;        // model and tables: immutable, shared by all threads
struct ss_parse_session; // scratch memory: one a thread

// Opens the model file; `know` gives the tokeniser's lists and must outlive the parser.
enum sayso_err ss_parser_open(struct ss_parser **out, const char *model_path, const struct ss_know *know,
                              struct sayso_problem *problem);
void ss_parser_close(struct ss_parser *parser);
// Hash of the weights (network and splitter), 32 hex digits; lives as long as the parser.
const char *ss_parser_hash(const struct ss_parser *parser);

enum sayso_err ss_parse_session_new(struct ss_parse_session **out, const struct ss_parser *parser);
void ss_parse_session_free(struct ss_parse_session *session);

// Fills paragraphs, sentences, tokens and marks of a report that has its text.
enum sayso_err ss_parse_report(struct ss_parse_session *session, struct sayso_report *report);

// The same for a report that has its paragraphs, sentences and tokens already (read from CoNLL-U): only tags, lemmas,
// trees and names are made.
enum sayso_err ss_parse_tokens(struct ss_parse_session *session, struct sayso_report *report);

// The same, but what the tokens carry stands: lemmas, tags with their features, whole trees, and names if any is there.
enum sayso_err ss_parse_fill(struct ss_parse_session *session, struct sayso_report *report);

#endif
