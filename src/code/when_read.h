// SPDX-License-Identifier: Apache-2.0
// What the two readers of time expressions share.
#ifndef SS_WHEN_READ_H
#define SS_WHEN_READ_H

#include "code/when.h"

// The number in the value of the token's class, and the row; -1 when it is not of the class.
int ss_when_class(const struct ss_when_work *w, enum ss_time_class class, uint32_t token,
                  const struct ss_time_word **out);
// A year in four digits, or -1.
int ss_when_year_number(const struct ss_when_work *w, uint32_t token);
// Reads an expression that starts at the token; false when there is none.
typedef bool ss_when_reader(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// The longest of what the readers find at the token, of equals the first.
bool ss_when_longest(ss_when_reader *const *readers, size_t count, struct ss_when_work *w, uint32_t token,
                     struct ss_when *out);
// The year that may follow a day or a name: ", 2016", "of 2016"; *i moves past it. -1 when none does.
int ss_when_year_after(const struct ss_when_work *w, uint32_t *i);
// A month with or without day and year.
bool ss_when_month_day(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// The unit that the token names.
enum ss_unit ss_when_unit(const struct ss_when_work *w, uint32_t token, const struct ss_time_word **word);
bool ss_when_plural(const struct ss_when_work *w, uint32_t token);
// Ends an expression; true.
bool ss_when_end(struct ss_when *out, uint32_t from, uint32_t to, const struct ss_time_word *word);
// when_period.c: quarters and what is compared with them.
bool ss_when_period(struct ss_when_work *w, uint32_t token, struct ss_when *out);
bool ss_when_quarter_told(const struct ss_when_work *w);
// Day of a month in figures or as an ordinal, or -1.
int ss_when_day_number(const struct ss_when_work *w, uint32_t token);
// Ends an expression; the rule stays when one is set.
static inline void ss_when_done(struct ss_when *out, uint32_t from, uint32_t to, const char *rule)
{
    out->from = from;
    out->to = to;
    if (!out->rule) out->rule = rule;
}
// when_year.c: "nineteen ninety-seven"; 1997, mid-1997, fiscal 1997; the early 1990s, the 20th century.
bool ss_when_spoken_year(const struct ss_when_work *w, uint32_t token, struct ss_when *out);
bool ss_when_bare_year(struct ss_when_work *w, uint32_t token, struct ss_when *out);
bool ss_when_decade_words(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// when_phrase.c
bool ss_when_phrase(struct ss_when_work *w, uint32_t token, struct ss_when *out);
bool ss_when_holiday(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// when_window.c: what stands before or between expressions and makes the days fewer or more ("late March", "March
// 3-5").
bool ss_when_part(struct ss_when_work *w, uint32_t token, ss_when_reader *read, struct ss_when *out);
void ss_when_windows(const struct ss_when_work *w, struct ss_when *list, uint32_t count); // of one sentence
// when_beside.c
bool ss_when_beside(struct ss_when_work *w, uint32_t token, struct ss_when *out);
// when_relative.c
bool ss_when_relative(struct ss_when_work *w, uint32_t token, struct ss_when *out);

#endif
