// SPDX-License-Identifier: Apache-2.0
// Times that what stands beside them explains: "April 24 and 25", "the day before yesterday", "4 in the morning", "by
// mid afternoon", "the end of the week", "Q3 2014".
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

#define DAYTIME 12

// The day of month that a coordinated number adds to the date before it ("April 24 and 25").
static bool read_further_day(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct sayso_token *t = w->report->tokens;
    const struct ss_when *before = w->found.count ? &w->found.item[w->found.count - 1] : NULL;
    int number = before ? ss_when_day_number(w, token) : -1;
    if (number < 1 || before->to + 1 != token || !before->has_range || before->first != before->last) return false;
    if (!before->precision || strcmp(before->precision, "day") != 0 || before->to < 2) return false;
    if (!ss_time_word(w, SS_TIME_AND, before->to) && !ss_time_word(w, SS_TIME_COMMA, before->to)) return false;
    bool ends_in_number = false; // "April 24", "24", and not "Friday"
    for (uint32_t i = before->from; i < before->to; i++) ends_in_number = ss_when_day_number(w, i) > 0;
    if (!ends_in_number || t[token].head >= (int32_t)token) return false; // "24 and 25 people"
    int y, m, d;
    ss_date_from_days(before->first, &y, &m, &d);
    if (number <= d || number > ss_days_in_month(y, m)) return false;
    ss_when_day(out, before->first + number - d);
    return ss_when_end(out, token, token + 1, NULL);
}

// "the day before yesterday"
static bool read_day_beside(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word, *day;
    uint32_t i = token + (ss_time_word(w, SS_TIME_DEFINITE, token) != NULL);
    if (ss_when_unit(w, i, &word) != SS_UNIT_DAY || ss_when_plural(w, i)) return false;
    if (!ss_time_word(w, SS_TIME_SHIFT, i + 1) || !ss_time_word(w, SS_TIME_RELDAY, i + 2)) return false;
    int shift = ss_when_class(w, SS_TIME_SHIFT, i + 1, &word) + ss_when_class(w, SS_TIME_RELDAY, i + 2, &day);
    out->type = "DATE";
    if (w->anchored) ss_when_day(out, w->today + shift);
    return ss_when_end(out, token, i + 3, day);
}

// The day that an hour or a part of the day without a date belongs to.
static void this_day(const struct ss_when_work *w, struct ss_when *out)
{
    if (w->anchored)
        ss_when_day(out, w->has_focus && w->focus > w->today - 8 && w->focus <= w->today ? w->focus : w->today);
}

// "4 in the morning", "10 at night"
static bool read_hour_of(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    double hour;
    bool vague;
    uint32_t i;
    const struct ss_time_word *part;
    if (ss_time_word(w, SS_TIME_INDEFINITE, token) || !ss_time_number(w, token, &i, &hour, &vague) || vague)
        return false;
    if (i != token + 1 || hour < 1 || hour > DAYTIME || (double)(int)hour < hour) return false;
    if (!ss_time_word(w, SS_TIME_IN, i) || !ss_time_word(w, SS_TIME_DEFINITE, i + 1)) return false;
    if (!(part = ss_time_word(w, SS_TIME_DAYPART, i + 2))) return false;
    bool morning = strcmp(part->value, "MO") == 0;
    this_day(w, out);
    ss_when_clock(out, ((int)hour % DAYTIME) + (morning ? 0 : DAYTIME), 0);
    return ss_when_end(out, token, i + 3, part);
}

// "by mid afternoon", "in the early evening"
static bool read_part_of_day(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token + (ss_time_word(w, SS_TIME_DEFINITE, token) != NULL);
    if (!ss_time_word(w, SS_TIME_MOD, i)) return false;
    i++;
    if (ss_time_word(w, SS_TIME_HYPHEN, i)) i++;
    const struct ss_time_word *part = ss_time_word(w, SS_TIME_DAYPART, i);
    const struct sayso_token *t = part ? &w->report->tokens[i] : NULL;
    if (!t || (t->deprel != SAYSO_DEP_OBL && t->deprel != SAYSO_DEP_OBL_UNMARKED)) return false;
    out->type = "TIME";
    this_day(w, out);
    if (out->has_value) ss_when_daypart(out, part->value);
    out->type = "TIME";
    return ss_when_end(out, token, i + 1, part);
}

// "the end of the month"
static bool read_end_of(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word;
    uint32_t i = token + (ss_time_word(w, SS_TIME_DEFINITE, token) != NULL);
    if (!ss_time_word(w, SS_TIME_MOD, i) || w->report->tokens[i].upos != SAYSO_UPOS_NOUN) return false;
    if (!ss_time_word(w, SS_TIME_OF, i + 1) || !ss_time_word(w, SS_TIME_DEFINITE, i + 2)) return false;
    enum ss_unit unit = ss_when_unit(w, i + 3, &word);
    if ((unit != SS_UNIT_WEEK && unit != SS_UNIT_MONTH) || ss_when_plural(w, i + 3)) return false;
    out->type = "DATE";
    if (w->anchored) ss_when_shift(out, w->today, 0, unit);
    return ss_when_end(out, token, i + 4, word);
}

// "Q3 2014", "FY2015"
static bool read_short_period(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    uint32_t len = t->end - t->start;
    int64_t year;
    if (len == 2 && s[0] == 'Q' && s[1] >= '1' && s[1] <= '4' && token + 1 < w->end) {
        int of = ss_when_year_number(w, token + 1);
        if (of > 0) ss_when_quarter(out, of, s[1] - '0');
        return of > 0 && ss_when_end(out, token, token + 2, NULL);
    }
    if (len != 6 || memcmp(s, "FY", 2) != 0 || !ss_parse_int(s + 2, 4, &year) || year < 1900 || year > 2100)
        return false;
    ss_when_year(out, (int)year);
    return ss_when_end(out, token, token + 1, NULL);
}

bool ss_when_beside(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    static ss_when_reader *const readers[] = {read_further_day, read_day_beside, read_hour_of,
                                              read_part_of_day, read_end_of,     read_short_period};
    return ss_when_longest(readers, sizeof readers / sizeof *readers, w, token, out);
}
