// SPDX-License-Identifier: Apache-2.0
// Values of time expressions in the form of TimeML, with the days that they cover.
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when.h"

static void range(struct ss_when *out, int64_t first, int64_t last, const char *precision)
{
    out->first = first;
    out->last = last;
    out->has_range = true;
    out->precision = precision;
    out->has_value = true;
}

void ss_when_day(struct ss_when *out, int64_t day)
{
    char date[16];
    ss_format_date(day, date);
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%s", date);
    range(out, day, day, "day");
}

void ss_when_month(struct ss_when *out, int year, int month)
{
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d-%02d", year, month);
    range(out, ss_days_from_date(year, month, 1), ss_days_from_date(year, month, ss_days_in_month(year, month)),
          "month");
}

void ss_when_year(struct ss_when *out, int year)
{
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d", year);
    range(out, ss_days_from_date(year, 1, 1), ss_days_from_date(year, 12, 31), "year");
}

void ss_when_week(struct ss_when *out, int64_t day, bool weekend)
{
    int64_t monday = day - ss_weekday(day), thursday = monday + 3; // ISO: the year of the week's Thursday
    int year, month, d;
    ss_date_from_days(thursday, &year, &month, &d);
    int week = (int)((thursday - ss_days_from_date(year, 1, 1)) / 7) + 1;
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d-W%02d%s", year, week, weekend ? "-WE" : "");
    range(out, weekend ? monday + 5 : monday, monday + 6, weekend ? "weekend" : "week");
}

void ss_when_quarter(struct ss_when *out, int year, int quarter)
{
    int month = quarter * 3;
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d-Q%d", year, quarter);
    range(out, ss_days_from_date(year, month - 2, 1), ss_days_from_date(year, month, ss_days_in_month(year, month)),
          "quarter");
}

void ss_when_half(struct ss_when *out, int year, int half)
{
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d-H%d", year, half);
    range(out, ss_days_from_date(year, half * 6 - 5, 1), ss_days_from_date(year, half * 6, half > 1 ? 31 : 30), "half");
}

void ss_when_span(struct ss_when *out, int64_t first, int64_t last, const char *precision)
{
    char from[16], to[16];
    ss_format_date(first, from);
    ss_format_date(last, to);
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%s/%s", from, to);
    range(out, first, last, precision);
}

// The first month of a season ("SU": 6).
static int season_month(const char *season)
{
    return strcmp(season, "SP") == 0 ? 3 : strcmp(season, "SU") == 0 ? 6 : strcmp(season, "FA") == 0 ? 9 : 12;
}

void ss_when_season(struct ss_when *out, int year, const char *season)
{
    int month = season_month(season), end = month == 12 ? 2 : month + 2, end_year = month == 12 ? year + 1 : year;
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%04d-%.2s", year, season);
    range(out, ss_days_from_date(year, month, 1), ss_days_from_date(end_year, end, ss_days_in_month(end_year, end)),
          "season");
}

void ss_when_decade(struct ss_when *out, int year)
{
    int first = year - year % 10;
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%03d", first / 10);
    range(out, ss_days_from_date(first, 1, 1), ss_days_from_date(first + 9, 12, 31), "decade");
}

void ss_when_century(struct ss_when *out, int number)
{
    out->type = "DATE";
    snprintf(out->value, sizeof out->value, "%02d", number - 1);
    range(out, ss_days_from_date((number - 1) * 100 + 1, 1, 1), ss_days_from_date(number * 100, 12, 31), "century");
}

void ss_when_daypart(struct ss_when *out, const char *part)
{
    size_t len = strlen(out->value);
    snprintf(out->value + len, sizeof out->value - len, "T%.2s", part);
    out->type = "TIME";
    out->precision = "part of day";
}

void ss_when_clock(struct ss_when *out, int hour, int minute)
{
    size_t len = strlen(out->value);
    snprintf(out->value + len, sizeof out->value - len, "T%02d:%02d", hour % 100, minute % 100);
    out->type = "TIME";
    out->has_value = true;
    out->precision = minute ? "minute" : "hour";
}

void ss_when_duration(struct ss_when *out, double count, bool vague, enum ss_unit unit)
{
    static const char *const letters[] = {
        [SS_UNIT_SECOND] = "TS",  [SS_UNIT_MINUTE] = "TM", [SS_UNIT_HOUR] = "TH",     [SS_UNIT_DAY] = "D",
        [SS_UNIT_WEEKEND] = "WE", [SS_UNIT_WEEK] = "W",    [SS_UNIT_FORTNIGHT] = "W", [SS_UNIT_MONTH] = "M",
        [SS_UNIT_QUARTER] = "Q",  [SS_UNIT_YEAR] = "Y",    [SS_UNIT_DECADE] = "DE",   [SS_UNIT_CENTURY] = "CE",
        [SS_UNIT_NONE] = "X"};
    const char *letter = letters[unit], *time = *letter == 'T' ? "T" : "";
    if (*time) letter++;
    if (unit == SS_UNIT_FORTNIGHT) count *= 2;
    if (unit == SS_UNIT_DECADE && !vague && count > 1) {
        count *= 10;
        letter = "Y";
    }
    long long whole = (long long)count;
    bool half = count - (double)whole > 0.4 && count - (double)whole < 0.6;
    out->type = "DURATION";
    out->has_value = true;
    out->has_range = false;
    out->precision = NULL;
    if (vague)
        snprintf(out->value, sizeof out->value, "P%sX%s", time, letter);
    else if (half && unit == SS_UNIT_YEAR && whole)
        snprintf(out->value, sizeof out->value, "P%lldY6M", whole);
    else if (half && unit == SS_UNIT_YEAR)
        snprintf(out->value, sizeof out->value, "P6M");
    else if (half && unit == SS_UNIT_HOUR && whole)
        snprintf(out->value, sizeof out->value, "PT%lldH30M", whole);
    else if (half && unit == SS_UNIT_HOUR)
        snprintf(out->value, sizeof out->value, "PT30M");
    else if (half && unit == SS_UNIT_MINUTE && whole)
        snprintf(out->value, sizeof out->value, "PT%lldM30S", whole);
    else if (half)
        snprintf(out->value, sizeof out->value, "P%s%lld.5%s", time, whole, letter);
    else
        snprintf(out->value, sizeof out->value, "P%s%lld%s", time, whole, letter);
}

void ss_when_stretch(struct ss_when *out, int64_t today, double count, enum ss_unit unit, int way)
{
    double days = unit == SS_UNIT_HOUR    ? count / 24
                  : unit == SS_UNIT_DAY   ? count
                  : unit == SS_UNIT_WEEK  ? count * 7
                  : unit == SS_UNIT_MONTH ? count * 30
                                          : 0;
    if (days <= 0 || days > 400) return;
    int64_t whole = (int64_t)(days + 0.999);
    out->has_range = true;
    out->first = way < 0 ? today - whole : today;
    out->last = way < 0 ? today : today + whole;
}

int64_t ss_add_months(int64_t day, int months)
{
    int y, m, d;
    ss_date_from_days(day, &y, &m, &d);
    int total = y * 12 + m - 1 + months;
    if (total < 12) total = 12;
    y = total / 12;
    m = total % 12 + 1;
    int most = ss_days_in_month(y, m);
    return ss_days_from_date(y, m, d > most ? most : d);
}

void ss_when_shift(struct ss_when *out, int64_t day, double count, enum ss_unit unit)
{
    double capped = count > 3000 ? 3000 : count < -3000 ? -3000 : count;
    int y, m, d, n = (int)capped;
    ss_date_from_days(day, &y, &m, &d);
    bool half = capped - n > 0.4 || capped - n < -0.4;
    switch (unit) {
    case SS_UNIT_SECOND:
    case SS_UNIT_MINUTE:
        ss_when_day(out, day);
        return;
    case SS_UNIT_HOUR:
        ss_when_day(out, day + n / 24);
        return;
    case SS_UNIT_DAY:
        ss_when_day(out, day + n);
        return;
    case SS_UNIT_WEEK:
        ss_when_week(out, day + 7 * n, false);
        return;
    case SS_UNIT_FORTNIGHT:
        ss_when_week(out, day + 14 * n, false);
        return;
    case SS_UNIT_WEEKEND:
        ss_when_week(out, day + 7 * n, true);
        return;
    case SS_UNIT_MONTH:
        ss_date_from_days(ss_add_months(day, n), &y, &m, &d);
        ss_when_month(out, y, m);
        return;
    case SS_UNIT_QUARTER:
        ss_date_from_days(ss_add_months(day, 3 * n), &y, &m, &d);
        ss_when_quarter(out, y, (m + 2) / 3);
        return;
    case SS_UNIT_YEAR:
        if (half) {
            ss_date_from_days(ss_add_months(day, (int)(capped * 12)), &y, &m, &d);
            ss_when_month(out, y, m);
            return;
        }
        ss_when_year(out, y + n < 1 ? 1 : y + n);
        return;
    case SS_UNIT_DECADE:
        if (n < -100 || n > 100) n = 0;
        ss_when_year(out, y + 10 * n < 1 ? 1 : y + 10 * n);
        return;
    case SS_UNIT_CENTURY:
        if (n < -y / 100 || n > 30) n = 0;
        ss_when_century(out, y / 100 + 1 + n);
        return;
    case SS_UNIT_NONE:
        return;
    }
}
