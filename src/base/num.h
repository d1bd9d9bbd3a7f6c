// SPDX-License-Identifier: Apache-2.0
// Numbers to and from text, the same in every locale.
#ifndef SS_NUM_H
#define SS_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SS_NUM_MAX 48

// Writes n in decimal; returns the length. No NUL.
size_t ss_format_int(int64_t n, char out[SS_NUM_MAX]);

// Writes x with at most `decimals` (0..9) digits after the point, trailing zeros cut; returns the length,
// 0 when x is not finite or not below 1e15 in size. No NUL.
size_t ss_format_double(double x, int decimals, char out[SS_NUM_MAX]);

// Reads all of [s, s+len) as a decimal integer with optional sign; false when it is not one or does not fit.
bool ss_parse_int(const char *s, size_t len, int64_t *out);

// Reads all of [s, s+len) as a decimal number (sign, digits, point, exponent); false when it is not one.
bool ss_parse_double(const char *s, size_t len, double *out);

// Calendar (proleptic Gregorian): days since 1970-01-01 of a date, and back. Months 1..12, days 1..31.
int64_t ss_days_from_date(int year, int month, int day);
void ss_date_from_days(int64_t days, int *year, int *month, int *day);
int ss_days_in_month(int year, int month);
int ss_weekday(int64_t days); // 0 = Monday … 6 = Sunday

// Reads "YYYY-MM-DD" at the start of s (more may follow); false when it is no valid date.
bool ss_parse_date(const char *s, int64_t *days);
// Writes "YYYY-MM-DD" plus NUL.
void ss_format_date(int64_t days, char out[16]);

#endif
