// SPDX-License-Identifier: Apache-2.0
// Time expressions: the words read from the knowledge, the classes of a sentence's tokens, and values of TimeML.
#ifndef SS_WHEN_H
#define SS_WHEN_H

#include "base/arr.h"
#include "base/map.h"
#include "code/coder.h"

// Classes of words in time/words.tsv, in the order of the names in when.c.
enum ss_time_class {
    SS_TIME_MONTH,
    SS_TIME_WEEKDAY,
    SS_TIME_WEEKDAYS,
    SS_TIME_UNIT,
    SS_TIME_DAYPART,
    SS_TIME_OVERNIGHT,
    SS_TIME_SEASON,
    SS_TIME_NUMBER,
    SS_TIME_VAGUE,
    SS_TIME_ORDINAL,
    SS_TIME_RELDAY,
    SS_TIME_TONIGHT,
    SS_TIME_REF,
    SS_TIME_ARTICLE_REF,
    SS_TIME_REL,
    SS_TIME_AGO,
    SS_TIME_SHIFT,
    SS_TIME_MOD,
    SS_TIME_MORE,
    SS_TIME_SET,
    SS_TIME_EVERY,
    SS_TIME_AMPM,
    SS_TIME_CLOCK,
    SS_TIME_OCLOCK,
    SS_TIME_DECADE_WORD,
    SS_TIME_FISCAL,
    SS_TIME_AUX_FUTURE,
    SS_TIME_FUTURE,
    SS_TIME_UNTIL,
    SS_TIME_DEFINITE,
    SS_TIME_INDEFINITE,
    SS_TIME_ARTICLE,
    SS_TIME_OF,
    SS_TIME_ON,
    SS_TIME_IN,
    SS_TIME_AND,
    SS_TIME_OR,
    SS_TIME_COMMA,
    SS_TIME_HYPHEN,
    SS_TIME_STOP,
    SS_TIME_PERCENT,
    SS_TIME_PEOPLE,
    SS_TIME_LATEST,
    SS_TIME_FULL,
    SS_TIME_ALIKE,
    SS_TIME_ENDED,
    SS_TIME_HALF,
    SS_TIME_HUNDRED,
    SS_TIME_GROUP,
    SS_TIME_FEW,
    SS_TIME_OLD,
    SS_TIME_THAT,
    SS_TIME_SO,
    SS_TIME_FROM,
    SS_TIME_CONTEXT,
    SS_TIME_RUN,
    SS_TIME_AHEAD,
    SS_TIME_PERIOD,
    SS_TIME_PHRASE,
    SS_TIME_HOMOGRAPH,
    SS_TIME_EXTENT,
    SS_TIME_SPAN,
    SS_TIME_BETWEEN,
    SS_TIME_SINCE,
    SS_TIME_CLASS_COUNT
};

struct ss_time_word {
    const char *value, *line;
    bool proper; // only as a name ("March", not "march")
};

struct ss_holiday {
    const char *rule, *line;
    int days;
    bool small; // also in small letters
};

struct ss_when_rules {
    struct ss_map words[SS_TIME_CLASS_COUNT]; // word → index
    struct ss_map classes;                    // word → index of the bits of its classes
    SS_ARR(struct ss_time_word) list;
    SS_ARR(uint64_t) bits;
    struct ss_map holiday_of; // words → index
    SS_ARR(struct ss_holiday) holidays;
    const struct ss_know_table *feasts; // days of feasts of the moon
};

enum ss_unit {
    SS_UNIT_SECOND,
    SS_UNIT_MINUTE,
    SS_UNIT_HOUR,
    SS_UNIT_DAY,
    SS_UNIT_WEEKEND,
    SS_UNIT_WEEK,
    SS_UNIT_FORTNIGHT,
    SS_UNIT_MONTH,
    SS_UNIT_QUARTER,
    SS_UNIT_YEAR,
    SS_UNIT_DECADE,
    SS_UNIT_CENTURY,
    SS_UNIT_NONE
};

#define SS_VALUE_MAX 40

// A point or stretch of the calendar while it is being worked out. type NULL: none found.
struct ss_when {
    uint32_t from, to; // tokens
    const char *type;  // DATE, TIME, DURATION, SET
    char value[SS_VALUE_MAX];
    bool has_value, has_range;
    int64_t first, last; // days, with has_range
    const char *precision;
    const char *rule;
    bool derived; // by comparison with a period told before
};

struct ss_when_work {
    const struct ss_when_rules *rules;
    struct sayso_report *report;
    bool *named;    // tokens in names of known actors
    uint64_t *mask; // per token: bits of the classes of its word
    bool anchored;  // the report has a date
    int64_t today;  // the report's date
    bool has_focus;
    int64_t focus; // the last date told, for "two days later"
    int64_t told;  // the first day of the last time told, of any length
    bool has_told;
    int told_year, told_quarter; // the last quarter told; 0: none
    uint32_t told_in;            // in which sentence
    uint32_t sentence;
    uint32_t first, end;          // the sentence's words
    SS_ARR(struct ss_when) found; // in the sentence
    SS_ARR(struct sayso_time) times;
    SS_ARR(struct sayso_mention) mentions;
};

const struct ss_time_word *ss_time_word(const struct ss_when_work *w, enum ss_time_class class, uint32_t token);
// -1: past, 1: future, 0: not clear; by the verb that the token hangs under.
int ss_tense(const struct ss_when_work *w, uint32_t token);
// A number in figures or words at token; *to is one past it. false when none; *vague for "several".
bool ss_time_number(const struct ss_when_work *w, uint32_t token, uint32_t *to, double *value, bool *vague);

// when_value.c
void ss_when_day(struct ss_when *out, int64_t day);
void ss_when_month(struct ss_when *out, int year, int month);
void ss_when_year(struct ss_when *out, int year);
void ss_when_week(struct ss_when *out, int64_t day, bool weekend);
void ss_when_quarter(struct ss_when *out, int year, int quarter);
void ss_when_half(struct ss_when *out, int year, int half);
// Days from first to last, the value an interval.
void ss_when_span(struct ss_when *out, int64_t first, int64_t last, const char *precision);
void ss_when_season(struct ss_when *out, int year, const char *season);
void ss_when_decade(struct ss_when *out, int year);
void ss_when_century(struct ss_when *out, int number);
void ss_when_daypart(struct ss_when *out, const char *part); // on top of a day
void ss_when_clock(struct ss_when *out, int hour, int minute);
void ss_when_duration(struct ss_when *out, double count, bool vague, enum ss_unit unit);
// The days that "the last 24 hours", "the next two weeks" cover; units up to a month.
void ss_when_stretch(struct ss_when *out, int64_t today, double count, enum ss_unit unit, int way);
// The calendar unit that lies `count` units from `day`.
void ss_when_shift(struct ss_when *out, int64_t day, double count, enum ss_unit unit);
int64_t ss_add_months(int64_t day, int months);

// when_read.c: the expression that starts at a token, the longest reading.
bool ss_when_read(struct ss_when_work *w, uint32_t token, struct ss_when *out);

#endif
