// SPDX-License-Identifier: Apache-2.0
// The day of a feast in a year.
#ifndef SS_WHEN_CALENDAR_H
#define SS_WHEN_CALENDAR_H

#include "know/know.h"

// Rules: "12-25", "NTH11-4-3" (fourth Thursday of November), "LAST5-0", "EASTER+1", "PASCHA-2", "HIJRI9-1",
// "HEBREW1-15" (months from Nisan), "TABLE:name" (the table gives one day a year). false when the year has none.
bool ss_feast_in(const struct ss_know_table *table, int year, const char *rule, int64_t *day);

#endif
