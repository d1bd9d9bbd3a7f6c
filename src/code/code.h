// SPDX-License-Identifier: Apache-2.0
// Coding: from tokens and trees to entities, times, figures, attributions and claims.
#ifndef SS_CODE_H
#define SS_CODE_H

#include <sayso/record.h>
#include "know/know.h"

// Rules read out of the knowledge once; immutable, shared by all threads.
struct ss_coder;

// `know` must outlive the coder. FORMAT when a rule table is wrong (problem names the line).
// Claims less sure are left out from now on; without it those below the floors of events/confidence.
void ss_coder_min_confidence(struct ss_coder *coder, double least);
enum sayso_err ss_coder_new(struct ss_coder **out, const struct ss_know *know, struct sayso_problem *problem);
void ss_coder_free(struct ss_coder *coder);

// Codes a parsed report in place, in this order: quotes and entities, times, figures, attributions, claims.
enum sayso_err ss_code_report(const struct ss_coder *coder, struct sayso_report *report);

// The same, and appends to `out` how the claim came about whose trigger starts at a byte of the text.
struct ss_str;
enum sayso_err ss_code_explain(const struct ss_coder *coder, struct sayso_report *report, uint32_t at,
                               struct ss_str *out);

// Judges every content word of a coded report: report->judgements.
enum sayso_err ss_code_judgements(const struct ss_coder *coder, struct sayso_report *report);

// What the whole report says of violence: report->incident, from the claims. The model is immutable; NULL when memory
// is out.
struct ss_incident_model;
struct ss_incident_model *ss_incident_model_new(const struct ss_know *know);
void ss_incident_model_free(struct ss_incident_model *model);
enum sayso_err ss_code_incident(const struct ss_coder *coder, const struct ss_incident_model *model,
                                struct sayso_report *report);

#endif
