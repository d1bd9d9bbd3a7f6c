// SPDX-License-Identifier: Apache-2.0
// Names of enum values in records, as NULL-terminated lists in the order of the enums.
#ifndef SS_RECORD_NAMES_H
#define SS_RECORD_NAMES_H

extern const char *const ss_realis_names[], *const ss_certainty_names[], *const ss_stance_names[];
extern const char *const ss_source_kind_names[], *const ss_quote_form_names[], *const ss_date_from_names[];
extern const char *const ss_part_role_names[];
extern const char *const ss_claim_kind_names[], *const ss_mention_kind_names[], *const ss_mention_form_names[];

// Position of name in the list, or -1 (also for NULL).
int ss_name_value(const char *const *names, const char *name);

#endif
