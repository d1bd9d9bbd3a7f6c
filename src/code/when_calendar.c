// SPDX-License-Identifier: Apache-2.0
// Feasts by their calendars: Easter of both churches, the Islamic year (by the arithmetic calendar: the sighted moon
// may differ by a day), the Hebrew year, and feasts of the moon given year by year in a table.
#include "code/when_calendar.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

#define EPOCH_JD     2440588 // 1970-01-01
#define EPOCH_HEBREW 2092591 // days from 1 Tishri of year 1 to 1970-01-01

static int64_t easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 19 * l) / 433, month = (h + l - 7 * m + 90) / 25;
    return ss_days_from_date(y, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

static int64_t pascha(int y)
{
    int a = y % 4, b = y % 7, c = y % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
    int month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
    return ss_days_from_date(y, month, day) + y / 100 - y / 400 - 2;
}

static int64_t islamic(int y, int m, int d)
{
    return (11 * y + 3) / 30 + 354 * (int64_t)y + 30 * m - (m - 1) / 2 + d + 1948439 - 385 - EPOCH_JD;
}

static bool hebrew_leap(int y)
{
    return (7 * y + 1) % 19 < 7;
}

// 1 Tishri.
static int64_t hebrew_year(int y)
{
    int64_t months = 235 * (int64_t)((y - 1) / 19) + 12 * ((y - 1) % 19) + (7 * ((y - 1) % 19) + 1) / 19;
    int64_t part = 204 + 793 * (months % 1080), hour = 5 + 12 * months + 793 * (months / 1080) + part / 1080;
    int64_t day = 1 + 29 * months + hour / 24, parts = 1080 * (hour % 24) + part % 1080;
    if (parts >= 19440 || (day % 7 == 2 && parts >= 9924 && !hebrew_leap(y)) ||
        (day % 7 == 1 && parts >= 16789 && hebrew_leap(y - 1)))
        day++;
    if (day % 7 == 0 || day % 7 == 3 || day % 7 == 5) day++;
    return day - EPOCH_HEBREW;
}

// Months from Nisan as 1, as the Hebrew year is counted: those from Nisan on by the next new year.
static int64_t hebrew(int y, int m, int d)
{
    if (m < 7) return hebrew_year(y + 1) - (m == 1 ? 177 : m == 2 ? 147 : m == 3 ? 118 : m == 4 ? 88 : 59) + d - 1;
    static const int begin[] = {0, 30, 59, 88}; // Tishri, Heshvan, Kislev, Tevet of a short year
    int64_t length = hebrew_year(y + 1) - hebrew_year(y);
    int at = m - 7 > 3 ? 3 : m - 7;
    int64_t first = hebrew_year(y) + begin[at] + d - 1;
    return first + (at > 1 && length % 10 == 5) + (at > 2 && length % 10 > 3);
}

// Up to three numbers of a rule, a sign before the first counts.
static int numbers(const char *s, int out[3])
{
    int n = 0;
    bool minus = *s == '-', open = false;
    for (int i = 0; i < 3; i++) out[i] = 0;
    for (; *s && n < 3; s++) {
        if (ss_ascii_digit(*s)) {
            out[n] = out[n] * 10 + (*s - '0');
            open = true;
        } else if (open) {
            n++;
            open = false;
        }
    }
    if (minus) out[0] = -out[0];
    return n + open;
}

static bool of_table(const struct ss_know_table *table, int year, const char *name, int64_t *day)
{
    if (!table) return false;
    int names = ss_know_column(table, "name"), date = ss_know_column(table, "date");
    for (uint32_t row = 0; row < ss_know_rows(table); row++) {
        const char *when = ss_know_cell(table, row, date);
        int y, m, d;
        if (!ss_streq(ss_know_cell(table, row, names), name) || !ss_parse_date(when, day)) continue;
        ss_date_from_days(*day, &y, &m, &d);
        if (y == year) return true;
    }
    return false;
}

bool ss_feast_in(const struct ss_know_table *table, int year, const char *rule, int64_t *day)
{
    int n[3];
    if (ss_ascii_digit(*rule)) {
        numbers(rule, n);
        *day = ss_days_from_date(year, n[0], n[1]);
        return true;
    }
    const char *tail = rule;
    while (*tail >= 'A' && *tail <= 'Z') tail++;
    size_t len = (size_t)(tail - rule);
    if (*tail == '+') tail++;
    if (len == 5 && strncmp(rule, "TABLE", len) == 0) return of_table(table, year, tail + (*tail == ':'), day);
    numbers(tail, n);
    if (len == 6 && strncmp(rule, "EASTER", len) == 0) {
        *day = easter(year) + n[0];
    } else if (len == 6 && strncmp(rule, "PASCHA", len) == 0) {
        *day = pascha(year) + n[0];
    } else if (len == 4 && strncmp(rule, "LAST", len) == 0) { // month, weekday
        int64_t last = ss_days_from_date(year, n[0], ss_days_in_month(year, n[0]));
        *day = last - (ss_weekday(last) - n[1] + 7) % 7;
    } else if (len == 3 && strncmp(rule, "NTH", len) == 0) { // month, which, weekday
        int64_t first = ss_days_from_date(year, n[0], 1);
        *day = first + (n[2] - ss_weekday(first) + 7) % 7 + 7 * (n[1] - 1);
    } else if (len == 5 && strncmp(rule, "HIJRI", len) == 0) {
        for (int y = (year - 622) * 33 / 32 - 1, end = y + 4; y < end; y++) {
            *day = islamic(y, n[0], n[1]);
            int at, m, d;
            ss_date_from_days(*day, &at, &m, &d);
            if (at == year) return true;
        }
        return false;
    } else if (len == 6 && strncmp(rule, "HEBREW", len) == 0) {
        *day = hebrew(n[0] < 7 ? year + 3760 : year + 3761, n[0], n[1]);
    } else {
        return false;
    }
    return true;
}
