// SPDX-License-Identifier: Apache-2.0
// Calendar dates, weekdays, clock times and what they share; years are in when_year.c, relative expressions in
// when_relative.c. Each reader looks at one token and takes as many as belong to it.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

// --- words
// ------------------------------------------------------------------------------------------------------------------

int ss_when_class(const struct ss_when_work *w, enum ss_time_class class, uint32_t token,
                  const struct ss_time_word **out)
{
    const struct ss_time_word *word = ss_time_word(w, class, token);
    if (!word) return -1;
    *out = word;
    int value = 0;
    for (const char *p = word->value + (*word->value == '-'); ss_ascii_digit(*p); p++) value = value * 10 + (*p - '0');
    return *word->value == '-' ? -value : value;
}

// A whole number in digits with at most `most` of them and perhaps "st", "th"; -1 when it is none.
static int digits(const struct ss_when_work *w, uint32_t token, uint32_t most, bool ordinal)
{
    if (token < w->first || token >= w->end) return -1;
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    uint32_t len = t->end - t->start, n = 0;
    int value = 0;
    while (n < len && n < most && ss_ascii_digit(s[n])) value = value * 10 + (s[n++] - '0');
    if (!n) return -1;
    if (n == len) return value;
    bool suffix = len == n + 2 && ss_ascii_alpha(s[n]) && ss_ascii_alpha(s[n + 1]);
    return ordinal && suffix ? value : -1;
}

int ss_when_day_number(const struct ss_when_work *w, uint32_t token)
{
    int day = digits(w, token, 2, true);
    if (day < 0) {
        const struct ss_time_word *word = NULL;
        day = ss_when_class(w, SS_TIME_ORDINAL, token, &word);
    }
    return day >= 1 && day <= 31 ? day : -1;
}

int ss_when_year_number(const struct ss_when_work *w, uint32_t token)
{
    int year = digits(w, token, 4, false);
    return year >= 1000 && year <= 2199 && w->report->tokens[token].end - w->report->tokens[token].start == 4 ? year
                                                                                                              : -1;
}

static int month_at(const struct ss_when_work *w, uint32_t token)
{
    const struct ss_time_word *word = NULL;
    return token < w->end ? ss_when_class(w, SS_TIME_MONTH, token, &word) : -1;
}

// A value without its year or day ("XXXX-03-27"), for a report that has no date.
static void set_value(struct ss_when *out, const char *format, int a, int b)
{
    char *at = out->value, *end = out->value + sizeof out->value - 3;
    int numbers[] = {a, b}, next = 0;
    for (const char *p = format; *p && at < end; p++) {
        if (*p != '%') {
            *at++ = *p;
            continue;
        }
        bool two = p[1] == '0';
        if (two) *at++ = (char)('0' + numbers[next] / 10 % 10);
        *at++ = (char)('0' + numbers[next++] % 10);
        p += two ? 3 : 1;
    }
    *at = 0;
    out->type = "DATE";
    out->has_value = true;
}

// --- anchoring
// --------------------------------------------------------------------------------------------------------------

// The year of a month and day that name none: the nearest on the side that the tense tells. A writer names the year of
// a day that is far off, so that a day soon to come beats one most of a year ago even under a past verb ("declared a
// dividend, payable Dec. 1").
static int year_of(const struct ss_when_work *w, uint32_t token, int month, int day, int rel)
{
    int y, m, d;
    ss_date_from_days(w->today, &y, &m, &d);
    int length = ss_days_in_month(y, month);
    int64_t here = ss_days_from_date(y, month, day > length ? length : day ? day : 1);
    int64_t now = day ? w->today : ss_days_from_date(y, m, 1);
    int tense = rel ? (rel < 0 ? -3 : 3) : ss_tense(w, token);
    int64_t ahead = here - now, behind = now - here; // to the next one, to the last one
    if (ahead < (rel > 0 ? 1 : 0)) ahead += 365;
    if (behind < (rel < 0 ? 1 : 0)) behind += 365;
    if (!ahead || !behind) return y;
    int against = rel ? 400 : day ? 5 : 8;
    if (tense < 0) ahead *= against;
    if (tense > 0) behind *= against;
    if (day && tense < 0 && here == now + 1) return y;
    bool later = ahead < behind;
    return later ? (here >= now ? y : y + 1) : (here <= now ? y : y - 1);
}

static bool day_in(struct ss_when_work *w, struct ss_when *out, uint32_t token, int year, int month, int day, int rel)
{
    if (year < 0) {
        if (!w->anchored) {
            set_value(out, "XXXX-%02d-%02d", month, day);
            return true;
        }
        year = year_of(w, token, month, day, rel);
    }
    if (day < 1 || day > ss_days_in_month(year, month)) return false;
    ss_when_day(out, ss_days_from_date(year, month, day));
    return true;
}

static void weekday_date(struct ss_when_work *w, struct ss_when *out, uint32_t token, int weekday, int rel)
{
    if (!w->anchored) {
        set_value(out, "XXXX-WXX-%d", weekday + 1, 0);
        return;
    }
    int today = ss_weekday(w->today), back = (today - weekday + 7) % 7;
    if (rel < 0)
        ss_when_day(out, w->today - (back ? back : 7));
    else if (rel > 0)
        ss_when_day(out, w->today + (back ? 7 - back : 7));
    else if (ss_tense(w, token) > 0)
        ss_when_day(out, w->today + (back ? 7 - back : 0));
    else
        ss_when_day(out, w->today - back);
}

// --- readers
// ----------------------------------------------------------------------------------------------------------------

// 2016-03-27, 27/03/2016, 03/27/2016, 27.3.2016: by characters, whatever the tokens are.
static bool read_numeric(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const char *s = w->report->text + w->report->tokens[token].start;
    const char *end = w->report->text + w->report->text_len, *p = s;
    int part[3] = {0}, size[3] = {0};
    char sep = 0;
    if (w->report->tokens[token].start && (ss_ascii_digit(s[-1]) || s[-1] == '/' || s[-1] == '-' || s[-1] == '.'))
        return false;
    for (int i = 0; i < 3; i++) {
        while (p < end && ss_ascii_digit(*p) && size[i] < 5) {
            part[i] = part[i] * 10 + (*p++ - '0');
            size[i]++;
        }
        if (!size[i] || size[i] > 4) return false;
        if (i == 2) break;
        if (p >= end || (*p != '-' && *p != '/' && *p != '.') || (sep && *p != sep)) return false;
        sep = *p++;
    }
    if (p < end && (ss_ascii_digit(*p) || *p == '/' || (*p == '-' && sep == '-'))) return false;
    int y, m, d;
    if (size[0] == 4 && size[1] <= 2 && size[2] <= 2) {
        y = part[0], m = part[1], d = part[2];
    } else if (size[0] <= 2 && size[1] <= 2 && (size[2] == 4 || (size[2] == 2 && sep == '/'))) {
        y = size[2] == 4 ? part[2] : part[2] + (part[2] < 50 ? 2000 : 1900);
        bool month_first = sep == '/' ? part[1] > 12 || part[0] <= 12 : part[1] > 12;
        m = month_first ? part[0] : part[1];
        d = month_first ? part[1] : part[0];
    } else {
        return false;
    }
    if (y < 1000 || m < 1 || m > 12 || d < 1 || d > ss_days_in_month(y, m)) return false;
    uint32_t to = token, stop = (uint32_t)(p - w->report->text);
    while (to < w->end && w->report->tokens[to].start < stop) to++;
    if (w->report->tokens[to - 1].end > stop + 1) return false;
    ss_when_day(out, ss_days_from_date(y, m, d));
    ss_when_done(out, token, to, "date in figures");
    return true;
}

// [", "] year at `i`; moves *i past it.
int ss_when_year_after(const struct ss_when_work *w, uint32_t *i)
{
    uint32_t k = *i + (ss_time_word(w, SS_TIME_COMMA, *i) ? 1 : 0);
    if (k == *i && ss_time_word(w, SS_TIME_OF, k)) k++;
    int year = ss_when_year_number(w, k);
    if (year > 0) {
        *i = k + 1;
    } else {
        struct ss_when spoken = {0};
        if (k < w->end && ss_when_spoken_year(w, k, &spoken)) {
            *i = spoken.to;
            ss_date_from_days(spoken.first, &year, &(int){0}, &(int){0});
        }
    }
    return year;
}

// "-", "to" between two days, not "and", "or".
static bool range_word(const struct ss_when_work *w, uint32_t i)
{
    return ss_time_word(w, SS_TIME_SPAN, i) && !ss_time_word(w, SS_TIME_AND, i) && !ss_time_word(w, SS_TIME_OR, i);
}

static int month_length(int64_t day)
{
    int y, m, d;
    ss_date_from_days(day, &y, &m, &d);
    return ss_days_in_month(y, m);
}

// March 27[, 2016]; 27 March [2016]; [the] 27th of March; March [2016]; March of last year.
bool ss_when_month_day(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    int month, day = -1;
    if (ss_time_word(w, SS_TIME_DEFINITE, i) && ss_when_day_number(w, i + 1) > 0) i++;
    const struct ss_time_word *rel_word = NULL;
    int rel_year = ss_time_word(w, SS_TIME_REL, i) ? ss_when_class(w, SS_TIME_REL, i++, &rel_word) : 0, until = -1;
    int number = ss_when_day_number(w, i);
    if (number > 0 && range_word(w, i + 1) && ss_when_day_number(w, i + 2) > number && month_at(w, i + 3) > 0) {
        until = ss_when_day_number(w, i + 2); // 3-5 March
        month = month_at(w, i + 3);
        day = number;
        i += 4;
    } else if (number > 0 && (month = month_at(w, i + 1)) > 0)
        day = number, i += 2;
    else if (number > 0 && ss_time_word(w, SS_TIME_OF, i + 1) && (month = month_at(w, i + 2)) > 0)
        day = number, i += 3;
    else if ((month = month_at(w, i)) > 0) {
        i++;
        if (ss_time_word(w, SS_TIME_STOP, i) && ss_when_day_number(w, i + 1) > 0) i++;
        int d = ss_time_word(w, SS_TIME_DEFINITE, i) ? ss_when_day_number(w, i + 1) : ss_when_day_number(w, i);
        bool percent = i + 1 < w->end && ss_time_word(w, SS_TIME_PERCENT, i + 1);
        if (d > 0 && !percent) {
            day = d;
            i += ss_time_word(w, SS_TIME_DEFINITE, i) ? 2 : 1;
            if (range_word(w, i) && ss_when_day_number(w, i + 1) > day && month_at(w, i + 2) < 0) { // March 3-5
                until = ss_when_day_number(w, i + 1);
                i += 2;
            }
        }
    } else {
        return false;
    }
    int year = ss_when_year_after(w, &i);
    const struct ss_time_word *word = NULL;
    if (rel_word && (day < 0 || year > 0)) return false;
    if (day > 0) {
        if (!day_in(w, out, i - 1, year, month, day, rel_year)) return false;
        if (until > 0 && out->has_range && until <= month_length(out->first))
            ss_when_span(out, out->first, out->first + until - day, "days");
        ss_when_done(out, token, i, "month and day");
        return true;
    }
    uint32_t k = i + (ss_time_word(w, SS_TIME_OF, i) ? 1 : 0); // "March last year"
    int rel = year < 0 && k + 1 < w->end ? ss_when_class(w, SS_TIME_REL, k, &word) : -9;
    if (year < 0 && k + 1 < w->end && ss_time_word(w, SS_TIME_REL, k) &&
        ss_when_unit(w, k + 1, &word) == SS_UNIT_YEAR) {
        int y, m, d;
        ss_date_from_days(w->today, &y, &m, &d);
        if (w->anchored) year = y + rel;
        i = k + 2;
    }
    if (year < 0 && !w->anchored)
        out->type = "DATE";
    else
        ss_when_month(out, year > 0 ? year : year_of(w, i - 1, month, 0, 0), month);
    ss_when_done(out, token, i, "month");
    return true;
}

static bool read_clock(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    uint32_t len = t->end - t->start, i = token + 1, n = 0;
    const struct ss_time_word *word = NULL;
    int hour = 0, minute = 0;
    bool colon = false, sure = false, zulu = false;
    if (ss_time_word(w, SS_TIME_CLOCK, token)) {
        ss_when_class(w, SS_TIME_CLOCK, token, &word);
        hour = (word->value[1] - '0') * 10 + (word->value[2] - '0');
        sure = true;
    } else {
        while (n < len && n < 2 && ss_ascii_digit(s[n])) hour = hour * 10 + (s[n++] - '0');
        if (!n) return false;
        if (n + 3 <= len && (s[n] == ':' || s[n] == '.') && ss_ascii_digit(s[n + 1]) && ss_ascii_digit(s[n + 2])) {
            minute = (s[n + 1] - '0') * 10 + (s[n + 2] - '0');
            colon = s[n] == ':';
            n += 3;
        }
        bool glued = n + 2 == len && (s[n + 1] == 'm' || s[n + 1] == 'M') && strchr("apAP", s[n]);
        if (glued) {
            if (ss_ascii_lower(s[n]) == 'p' && hour < 12) hour += 12;
            sure = true;
        } else if (n < len) {
            if (!(n == 2 && len == 4 && ss_ascii_digit(s[2]) && ss_ascii_digit(s[3]) &&
                  ss_time_word(w, SS_TIME_OCLOCK, i)))
                return false;
            minute = (s[2] - '0') * 10 + (s[3] - '0'); // 2200 GMT
            sure = true;
        }
        if (!glued && i < w->end && ss_time_word(w, SS_TIME_AMPM, i)) {
            int add = ss_when_class(w, SS_TIME_AMPM, i, &word);
            hour = add && hour < 12 ? hour + 12 : !add && hour == 12 ? 0 : hour;
            sure = true;
            i++;
        }
        while (i < w->end && ss_time_word(w, SS_TIME_OCLOCK, i)) {
            zulu = zulu || *ss_time_word(w, SS_TIME_OCLOCK, i)->value == 'Z';
            bool hours = ss_time_word(w, SS_TIME_UNIT, i) != NULL;
            if (hours && !colon && !sure) break;
            sure = sure || !hours;
            i++;
        }
        bool score = colon && !sure; // "a 1:0 win"
        if ((!sure && !colon) || hour > 24 || minute > 59 || (score && n < 4)) return false;
    }
    struct ss_when day = {0};
    uint32_t k = i + (ss_time_word(w, SS_TIME_ON, i) || ss_time_word(w, SS_TIME_COMMA, i) ? 1 : 0);
    int weekday = k < w->end ? ss_when_class(w, SS_TIME_WEEKDAY, k, &word) : -1;
    if (weekday >= 0) {
        weekday_date(w, &day, k, weekday, 0);
        i = k + 1;
    } else if (k < w->end && ss_when_month_day(w, k, &day) && day.has_range && day.first == day.last) {
        i = day.to;
    } else if (i < w->end && ss_time_word(w, SS_TIME_RELDAY, i) && w->anchored) {
        ss_when_day(&day, w->today + ss_when_class(w, SS_TIME_RELDAY, i, &word));
        i++;
    } else if (w->anchored) {
        ss_when_day(&day, w->has_focus && w->focus > w->today - 8 && w->focus <= w->today ? w->focus : w->today);
    }
    *out = day;
    out->rule = NULL;
    ss_when_clock(out, hour, minute);
    if (zulu && strlen(out->value) + 1 < sizeof out->value) strcat(out->value, "Z");
    ss_when_done(out, token, i, "clock");
    return true;
}

// Friday [night]; last Friday; Friday, March 27.
static bool read_weekday(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word = NULL;
    uint32_t i = token;
    int rel = 0;
    if (ss_time_word(w, SS_TIME_REL, i))
        rel = ss_when_class(w, SS_TIME_REL, i++, &word);
    else if (ss_time_word(w, SS_TIME_MORE, i) || ss_time_word(w, SS_TIME_MOD, i))
        i++;
    if (i >= w->end) return false;
    if (i > token && ss_time_word(w, SS_TIME_ON, i)) i++;
    int weekday = i < w->end ? ss_when_class(w, SS_TIME_WEEKDAY, i, &word) : -1;
    if (weekday < 0) return false;
    out->rule = word->line;
    uint32_t at = i++;
    struct ss_when date = {0};
    uint32_t k = i + (ss_time_word(w, SS_TIME_COMMA, i) ? 1 : 0);
    if (k < w->end && ss_when_month_day(w, k, &date) && date.precision && strcmp(date.precision, "day") == 0) {
        *out = date;
        ss_when_done(out, token, date.to, "weekday and date");
        return true;
    }
    bool from_told = rel && ss_time_word(w, SS_TIME_CONTEXT, at - 1) && w->has_focus;
    int64_t today = w->today;
    if (from_told) w->today = w->focus; // "the previous Friday"
    weekday_date(w, out, at, weekday, rel);
    w->today = today;
    if (i < w->end && ss_when_class(w, SS_TIME_DAYPART, i, &word) >= 0) {
        if (out->has_value) ss_when_daypart(out, word->value);
        out->type = "TIME";
        i++;
    }
    ss_when_done(out, token, i, "weekday");
    return true;
}

bool ss_when_longest(ss_when_reader *const *readers, size_t count, struct ss_when_work *w, uint32_t token,
                     struct ss_when *out)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        struct ss_when one = {0};
        if (!readers[i](w, token, &one) || one.to <= token || !one.type) continue;
        if (found && one.to <= out->to) continue;
        *out = one;
        found = true;
    }
    return found;
}

static bool read_any(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    static ss_when_reader *const readers[] = {
        read_numeric,         read_clock,     read_weekday,    ss_when_month_day, ss_when_relative,
        ss_when_decade_words, ss_when_phrase, ss_when_holiday, ss_when_bare_year, ss_when_beside};
    return ss_when_longest(readers, sizeof readers / sizeof *readers, w, token, out);
}

bool ss_when_read(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    return ss_when_part(w, token, read_any, out);
}
