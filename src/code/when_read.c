// SPDX-License-Identifier: Apache-2.0
// Calendar dates, weekdays, clock times, years, decades and holidays; relative expressions are in when_relative.c. Each
// reader looks at one token and takes as many as belong to it.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

// --- words
// ------------------------------------------------------------------------------------------------------------------

bool ss_when_is(const struct ss_when_work *w, uint32_t token, const char *word)
{
    if (token < w->first || token >= w->end) return false;
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    size_t len = strlen(word);
    if (t->end - t->start != len) return false;
    for (size_t i = 0; i < len; i++)
        if (ss_ascii_lower(s[i]) != word[i]) return false;
    return true;
}

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

static int day_number(const struct ss_when_work *w, uint32_t token)
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

static void done(struct ss_when *out, uint32_t from, uint32_t to, const char *rule)
{
    out->from = from;
    out->to = to;
    if (!out->rule) out->rule = rule;
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

// The year of a month and day that name none: the nearest one that agrees with the tense.
static int year_of(const struct ss_when_work *w, uint32_t token, int month, int day)
{
    int y, m, d;
    ss_date_from_days(w->today, &y, &m, &d);
    int tense = ss_tense(w, token);
    int64_t here =
        ss_days_from_date(y, month, day ? (day > ss_days_in_month(y, month) ? ss_days_in_month(y, month) : day) : 1);
    int64_t now = day ? w->today : ss_days_from_date(y, m, 1);
    if (tense < 0) return here <= now + (day ? 1 : 0) ? y : y - 1;
    if (tense > 0) return here >= now ? y : y + 1;
    if (here - now > 183) return y - 1;
    if (now - here > 183 + 60) return y + 1;
    return y;
}

static bool day_in(struct ss_when_work *w, struct ss_when *out, uint32_t token, int year, int month, int day)
{
    if (year < 0) {
        if (!w->anchored) {
            set_value(out, "XXXX-%02d-%02d", month, day);
            return true;
        }
        year = year_of(w, token, month, day);
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
    done(out, token, to, "date in figures");
    return true;
}

static bool read_spoken_year(const struct ss_when_work *w, uint32_t token, struct ss_when *out);

// [", "] year at `i`; moves *i past it.
static int year_after(const struct ss_when_work *w, uint32_t *i)
{
    uint32_t k = *i + (ss_when_is(w, *i, ",") ? 1 : 0);
    if (k == *i && ss_when_is(w, k, "of")) k++;
    int year = ss_when_year_number(w, k);
    if (year > 0) {
        *i = k + 1;
    } else {
        struct ss_when spoken = {0};
        if (k < w->end && read_spoken_year(w, k, &spoken)) {
            *i = spoken.to;
            ss_date_from_days(spoken.first, &year, &(int){0}, &(int){0});
        }
    }
    return year;
}

// March 27[, 2016]; 27 March [2016]; [the] 27th of March; March [2016]; March of last year.
static bool read_month(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    int month, day = -1;
    if (ss_when_is(w, i, "the") && day_number(w, i + 1) > 0) i++;
    int number = day_number(w, i);
    if (number > 0 && (month = month_at(w, i + 1)) > 0)
        day = number, i += 2;
    else if (number > 0 && ss_when_is(w, i + 1, "of") && (month = month_at(w, i + 2)) > 0)
        day = number, i += 3;
    else if ((month = month_at(w, i)) > 0) {
        i++;
        if (ss_when_is(w, i, ".") && day_number(w, i + 1) > 0) i++;
        int d = ss_when_is(w, i, "the") ? day_number(w, i + 1) : day_number(w, i);
        bool percent = i + 1 < w->end && (ss_when_is(w, i + 1, "%") || ss_when_is(w, i + 1, "percent"));
        if (d > 0 && !percent) {
            day = d;
            i += ss_when_is(w, i, "the") ? 2 : 1;
        }
    } else {
        return false;
    }
    int year = year_after(w, &i);
    const struct ss_time_word *word = NULL;
    if (day > 0) {
        if (!day_in(w, out, token, year, month, day)) return false;
        done(out, token, i, "month and day");
        return true;
    }
    uint32_t k = i + (ss_when_is(w, i, "of") ? 1 : 0); // "March last year"
    int rel = year < 0 && k + 1 < w->end ? ss_when_class(w, SS_TIME_REL, k, &word) : -9;
    if (year < 0 && k + 1 < w->end && ss_time_word(w, SS_TIME_REL, k) && ss_when_is(w, k + 1, "year")) {
        int y, m, d;
        ss_date_from_days(w->today, &y, &m, &d);
        if (w->anchored) year = y + rel;
        i = k + 2;
    }
    if (year < 0 && !w->anchored)
        out->type = "DATE";
    else
        ss_when_month(out, year > 0 ? year : year_of(w, token, month, 0), month);
    done(out, token, i, "month");
    return true;
}

static bool read_clock(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    uint32_t len = t->end - t->start, i = token + 1, n = 0;
    const struct ss_time_word *word = NULL;
    int hour = 0, minute = 0;
    bool colon = false, sure = false;
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
            bool hours = ss_when_is(w, i, "hours");
            if (hours && !colon && !sure) break;
            sure = sure || !hours;
            i++;
        }
        bool score = colon && !sure; // "a 1:0 win"
        if ((!sure && !colon) || hour > 24 || minute > 59 || (score && n < 4)) return false;
    }
    struct ss_when day = {0};
    uint32_t k = i + (ss_when_is(w, i, "on") || ss_when_is(w, i, ",") ? 1 : 0);
    int weekday = k < w->end ? ss_when_class(w, SS_TIME_WEEKDAY, k, &word) : -1;
    if (weekday >= 0) {
        weekday_date(w, &day, k, weekday, 0);
        i = k + 1;
    } else if (i < w->end && ss_time_word(w, SS_TIME_RELDAY, i) && w->anchored) {
        ss_when_day(&day, w->today + ss_when_class(w, SS_TIME_RELDAY, i, &word));
        i++;
    } else if (w->anchored) {
        ss_when_day(&day, w->has_focus && w->focus > w->today - 8 && w->focus <= w->today ? w->focus : w->today);
    }
    *out = day;
    ss_when_clock(out, hour, minute);
    done(out, token, i, "clock");
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
    if (i > token && ss_when_is(w, i, "on")) i++;
    int weekday = i < w->end ? ss_when_class(w, SS_TIME_WEEKDAY, i, &word) : -1;
    if (weekday < 0) return false;
    out->rule = word->line;
    uint32_t at = i++;
    struct ss_when date = {0};
    uint32_t k = i + (ss_when_is(w, i, ",") ? 1 : 0);
    if (k < w->end && read_month(w, k, &date) && date.precision && strcmp(date.precision, "day") == 0) {
        *out = date;
        done(out, token, date.to, "weekday and date");
        return true;
    }
    weekday_date(w, out, at, weekday, rel);
    if (i < w->end && ss_when_class(w, SS_TIME_DAYPART, i, &word) >= 0) {
        if (out->has_value) ss_when_daypart(out, word->value);
        out->type = "TIME";
        i++;
    }
    done(out, token, i, "weekday");
    return true;
}

// nineteen ninety-seven
static bool read_spoken_year(const struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *first = ss_time_word(w, SS_TIME_NUMBER, token);
    int64_t hundreds;
    double tens;
    uint32_t to;
    bool vague;
    if (!first || !ss_parse_int(first->value, strlen(first->value), &hundreds)) return false;
    int century = hundreds == 18 || hundreds == 19 ? (int)hundreds * 100 : 0;
    if (!century || token + 1 >= w->end || !ss_time_number(w, token + 1, &to, &tens, &vague) || vague) return false;
    if (tens < 10 || tens > 99 || (to < w->end && ss_time_word(w, SS_TIME_UNIT, to))) return false;
    ss_when_year(out, century + (int)tens);
    done(out, token, to, "year");
    return true;
}

// A bare year: not a count ("2000 people"), not part of a larger number.
static bool read_year(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    if (ss_time_word(w, SS_TIME_FISCAL, i)) i++;
    if (i > token && ss_when_is(w, i, "year")) i++;
    int year = i < w->end ? ss_when_year_number(w, i) : -1;
    if (year < 0) return read_spoken_year(w, token, out);
    const struct sayso_token *t = &w->report->tokens[i];
    if (year < 1700 || (year < 1800 && i == token)) return false;
    if (i > w->first && i == token) {
        const struct sayso_token *before = t - 1;
        const char *s = w->report->text + before->start;
        if (before->upos == SAYSO_UPOS_SYM || *s == '$' || *s == '#' || *s == ':' || *s == '/') return false;
    }
    if (t->deprel == SAYSO_DEP_NUMMOD && t->head >= 0) {
        const struct sayso_token *head = &w->report->tokens[t->head];
        bool plural = head->xpos && strchr(head->xpos, 'S') && strncmp(head->xpos, "NN", 2) == 0;
        if (plural && t->head > (int32_t)i) return false;
    }
    const struct ss_time_word *word = NULL;
    if (i + 1 < w->end && (ss_when_class(w, SS_TIME_UNIT, i + 1, &word) >= 0 || ss_when_is(w, i + 1, "people")))
        return false;
    ss_when_year(out, year);
    done(out, token, i + 1, "year");
    return true;
}

// the [early] 1990s, the '90s, the nineties; the 20th century.
static bool read_decade(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    const struct ss_time_word *word = NULL;
    if (ss_when_is(w, i, "the") && i + 1 < w->end) i++;
    if (i < w->end && ss_time_word(w, SS_TIME_MOD, i)) i++;
    if (ss_when_is(w, i, "-")) i++;
    if (i >= w->end) return false;
    const char *s = w->report->text + w->report->tokens[i].start;
    uint32_t len = w->report->tokens[i].end - w->report->tokens[i].start;
    if (len > 4 && strncmp(s, "mid-", 4) == 0) s += 4, len -= 4;
    if (len && *s == '\'')
        s++, len--;
    else if (len > 2 && (unsigned char)*s == 0xE2)
        s += 3, len -= 3;
    bool tens = len == 3 && ss_ascii_digit(s[0]) && s[1] == '0' && s[2] == 's' && i > token;
    bool full =
        len == 5 && ss_ascii_digit(s[0]) && ss_ascii_digit(s[1]) && ss_ascii_digit(s[2]) && s[3] == '0' && s[4] == 's';
    if (full) {
        int year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10;
        if (year < 1000 || year > 2190) return false;
        ss_when_decade(out, year);
        done(out, token, i + 1, "decade");
        return true;
    }
    if (tens) {
        ss_when_decade(out, 1900 + (s[0] - '0') * 10);
        done(out, token, i + 1, "decade");
        return true;
    }
    if (i > token && ss_time_word(w, SS_TIME_DECADE_WORD, i)) {
        ss_when_decade(out, 1900 + ss_when_class(w, SS_TIME_DECADE_WORD, i, &word));
        done(out, token, i + 1, word->line);
        return true;
    }
    int number = day_number(w, i);
    if (number > 0 && number < 30 && i + 1 < w->end &&
        (ss_when_is(w, i + 1, "century") || (ss_when_is(w, i + 1, "-") && ss_when_is(w, i + 2, "century")))) {
        ss_when_century(out, number);
        done(out, token, ss_when_is(w, i + 1, "century") ? i + 2 : i + 3, "century");
        return true;
    }
    return false;
}

static int64_t holiday_in(int year, const char *rule)
{
    if (ss_ascii_digit(*rule))
        return ss_days_from_date(year, (rule[0] - '0') * 10 + rule[1] - '0', (rule[3] - '0') * 10 + rule[4] - '0');
    int number[3] = {0}, n = 0;
    for (const char *p = rule; *p && n < 3; p++) {
        if (ss_ascii_digit(*p))
            number[n] = number[n] * 10 + (*p - '0');
        else if (*p == '-')
            n++;
    }
    if (*rule == 'L') { // the last weekday of the month
        int64_t last = ss_days_from_date(year, number[0], ss_days_in_month(year, number[0]));
        return last - (ss_weekday(last) - number[1] + 7) % 7;
    }
    int64_t first = ss_days_from_date(year, number[0], 1);
    return first + (number[2] - ss_weekday(first) + 7) % 7 + 7 * (number[1] - 1);
}

static bool read_holiday(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    char phrase[48];
    for (uint32_t size = 4; size > 0; size--) {
        if (token + size > w->end) continue;
        size_t len = 0;
        const struct sayso_token *t = w->report->tokens;
        uint32_t bytes = t[token + size - 1].end - t[token].start;
        if (bytes >= sizeof phrase) continue;
        for (; len < bytes; len++) phrase[len] = ss_ascii_lower(w->report->text[t[token].start + len]);
        const uint32_t *at = ss_map_get(&w->rules->words[SS_TIME_HOLIDAY], phrase, len);
        if (!at || w->report->text[t[token].start] < 'A' || w->report->text[t[token].start] > 'Z') continue;
        uint32_t i = token + size;
        int year = year_after(w, &i), y = 0, m, d;
        if (w->anchored) ss_date_from_days(w->today, &y, &m, &d);
        const struct ss_time_word *word = &w->rules->list.item[*at];
        out->type = "DATE";
        if (year < 0 && w->anchored) {
            int64_t here = holiday_in(y, word->value);
            int tense = ss_tense(w, token);
            year = tense > 0 ? (here >= w->today ? y : y + 1) : here <= w->today + (tense ? 1 : 90) ? y : y - 1;
        }
        if (year > 0) ss_when_day(out, holiday_in(year, word->value));
        done(out, token, i, word->line);
        return true;
    }
    return false;
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

bool ss_when_read(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    static ss_when_reader *const readers[] = {read_numeric,     read_clock,  read_weekday, read_month,
                                              ss_when_relative, read_decade, read_holiday, read_year};
    return ss_when_longest(readers, sizeof readers / sizeof *readers, w, token, out);
}
