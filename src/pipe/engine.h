// SPDX-License-Identifier: Apache-2.0
// The parts of an engine, for those inside the library that need one of them.
#ifndef SS_PIPE_ENGINE_H
#define SS_PIPE_ENGINE_H

#include <sayso/engine.h>
#include "base/str.h"
#include "know/know.h"
#include "parse/parse.h"

// Borrowed; lives as long as the engine.
const struct ss_know *ss_engine_know(const struct sayso_engine *engine);

// Both steps of sayso_session_annotate apart: parsing only, coding only (of a report that has its tokens).
enum sayso_err ss_session_parse(struct sayso_session *session, struct sayso_report *report);
// Parsing of a report that has its sentences and tokens.
enum sayso_err ss_session_parse_tokens(struct sayso_session *session, struct sayso_report *report);
// The same, but what its tokens carry already stands.
enum sayso_err ss_session_fill(struct sayso_session *session, struct sayso_report *report);
enum sayso_err ss_session_code(struct sayso_session *session, struct sayso_report *report);

// Parses and codes, and appends to `out` how the claim came about whose trigger starts at a byte of the text.
enum sayso_err ss_session_explain(struct sayso_session *session, struct sayso_report *report, uint32_t at,
                                  struct ss_str *out);

// A judgement of every content word, after coding.
enum sayso_err ss_session_judge(struct sayso_session *session, struct sayso_report *report);
// Whether it tells of violence and the parts in it, after coding.
enum sayso_err ss_session_incident(struct sayso_session *session, struct sayso_report *report);

#endif
