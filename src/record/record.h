// SPDX-License-Identifier: Apache-2.0
// Reports as JSON lines (docs/schema/report.json), code points outside and bytes inside; and small tools on reports.
#ifndef SS_RECORD_H
#define SS_RECORD_H

#include <sayso/record.h>
#include "base/str.h"

// Appends the report as one JSON line (with its newline). Indexes become ids: m1, e1, t1, f1, a1, c1 (index + 1).
enum sayso_err ss_record_write(const struct sayso_report *report, struct ss_str *out);

// Reads a JSON line written by ss_record_write back into a report with its own arena (free with ss_report_free of
// read/read.h's owner function ss_record_free here). Tokens are not stored in the line and stay empty.
enum sayso_err ss_record_read(struct sayso_report **out, const char *json, size_t len, struct sayso_problem *problem);
void ss_record_free(struct sayso_report *report);

// Names of enum values as they stand in JSON; static storage.
const char *ss_realis_name(enum sayso_realis realis);
const char *ss_certainty_name(enum sayso_certainty certainty);
const char *ss_stance_name(enum sayso_stance stance);
const char *ss_part_role_name(enum sayso_part_role role);
const char *ss_source_kind_name(enum sayso_source_kind kind);
const char *ss_quote_form_name(enum sayso_quote_form form);
const char *ss_date_from_name(enum sayso_date_from from);
const char *ss_claim_kind_name(enum sayso_claim_kind kind);
const char *ss_mention_kind_name(enum sayso_mention_kind kind);
const char *ss_mention_form_name(enum sayso_mention_form form);

#endif
