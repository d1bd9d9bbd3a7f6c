// SPDX-License-Identifier: Apache-2.0
// Dates of publication in the forms that feeds, pages and records write them; datelines; dates in URLs. Only full dates
// count, and a form that two countries read differently (03/04/2016) counts only when one of its readings is
// impossible.
#include "read/internal.h"

#include <string.h>

#include "base/num.h"

static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

struct cursor {
    const char *s;
    size_t len, at;
};

static char peek(const struct cursor *c, size_t ahead)
{
    return c->at + ahead < c->len ? c->s[c->at + ahead] : '\0';
}

// Digits at the cursor (at most 18); returns how many.
static size_t digits(const struct cursor *c, int64_t *value)
{
    size_t n = 0;
    *value = 0;
    while (n < 18 && ss_ascii_digit(peek(c, n))) *value = *value * 10 + (c->s[c->at + n++] - '0');
    return n;
}

static size_t word(const struct cursor *c)
{
    size_t n = 0;
    while (ss_ascii_alpha(peek(c, n))) n++;
    return n;
}

// Position (1-based) of the word in a list, full or shortened to at least three letters ("Sept"); 0 when it is not
// there.
static int in_names(const char *s, size_t n, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        size_t full = strlen(names[i]), k = 0;
        if (n > full || (n < full && (n < 3 || n > 4))) continue;
        while (k < n && ss_ascii_lower(s[k]) == names[i][k]) k++;
        if (k == n) return i + 1;
    }
    return 0;
}

static bool valid(int64_t year, int64_t month, int64_t day)
{
    return year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= ss_days_in_month((int)year, (int)month);
}

static void skip(struct cursor *c, const char *set)
{
    while (c->at < c->len && strchr(set, c->s[c->at]) && c->s[c->at]) c->at++;
}

struct day {
    int64_t year, month, day;
};

// "2016-03-28", "2016/03/28", "20160328"
static bool year_first(struct cursor *c, struct day *d)
{
    int64_t v;
    size_t n = digits(c, &v);
    if (n == 8 || n == 14) {
        if (n == 14) v /= 1000000;
        *d = (struct day){v / 10000, v / 100 % 100, v % 100};
        c->at += 8;
        return valid(d->year, d->month, d->day);
    }
    char sep = peek(c, n);
    if (n != 4 || (sep != '-' && sep != '/' && sep != '.')) return false;
    d->year = v;
    c->at += 5;
    n = digits(c, &d->month);
    if (n < 1 || n > 2 || peek(c, n) != sep) return false;
    c->at += n + 1;
    n = digits(c, &d->day);
    if (n < 1 || n > 2) return false;
    c->at += n;
    return valid(d->year, d->month, d->day);
}

// "28.03.2016", "05-09-2013", "3/28/2016": day first with points and hyphens; with slashes only when one reading is
// left.
static bool numbers(struct cursor *c, struct day *d)
{
    int64_t a, b;
    size_t n = digits(c, &a);
    char sep = peek(c, n);
    if (n < 1 || n > 2 || (sep != '-' && sep != '/' && sep != '.')) return false;
    c->at += n + 1;
    n = digits(c, &b);
    if (n < 1 || n > 2 || peek(c, n) != sep) return false;
    c->at += n + 1;
    n = digits(c, &d->year);
    if (n != 4) return false;
    c->at += n;
    bool day_first = valid(d->year, b, a), month_first = valid(d->year, a, b);
    if (sep == '/' && day_first && month_first && a != b) return false;
    d->day = day_first ? a : b;
    d->month = day_first ? b : a;
    return day_first || (sep == '/' && month_first);
}

static bool year_after(struct cursor *c, struct day *d, bool short_year)
{
    skip(c, " ,.'-");
    size_t n = digits(c, &d->year);
    if (n == 2 && short_year) d->year += d->year < 50 ? 2000 : 1900;
    if (n != 4 && !(n == 2 && short_year)) return false;
    c->at += n;
    return valid(d->year, d->month, d->day);
}

static void ordinal(struct cursor *c)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (int i = 0; i < 4; i++)
        if (word(c) == 2 && strncmp(c->s + c->at, ends[i], 2) == 0) c->at += 2;
}

// "28 March 2016", "28th of March, 2016", "28-Mar-2016"; with short_year also "4 FEB 90"
static bool day_month(struct cursor *c, struct day *d, bool short_year)
{
    size_t n = digits(c, &d->day);
    if (n < 1 || n > 2) return false;
    c->at += n;
    ordinal(c);
    skip(c, " -.");
    if (word(c) == 2 && strncmp(c->s + c->at, "of", 2) == 0) {
        c->at += 2;
        skip(c, " ");
    }
    n = word(c);
    if (!(d->month = in_names(c->s + c->at, n, months, 12))) return false;
    c->at += n;
    return year_after(c, d, short_year);
}

// "March 28, 2016", "Jul. 1 2016", and "Jul 012016" where a comma was lost
static bool month_day(struct cursor *c, struct day *d)
{
    size_t n = word(c);
    if (!(d->month = in_names(c->s + c->at, n, months, 12))) return false;
    c->at += n;
    skip(c, " .");
    n = digits(c, &d->day);
    if (n == 6) {
        d->year = d->day % 10000;
        d->day /= 10000;
        c->at += n;
        return valid(d->year, d->month, d->day);
    }
    if (n < 1 || n > 2) return false;
    c->at += n;
    ordinal(c);
    return year_after(c, d, false);
}

// A full date at the cursor; moves past it.
static bool date_at(struct cursor *c, struct day *d, bool short_year)
{
    struct cursor start = *c;
    if (year_first(c, d)) return true;
    *c = start;
    if (numbers(c, d)) return true;
    *c = start;
    if (day_month(c, d, short_year)) return true;
    *c = start;
    return month_day(c, d);
}

// "T10:20:30.5+03:00", " 10:20 GMT", "102030" (after a compact date); 0 when there is no time of day. Writes the ISO
// form.
static size_t time_at(struct cursor *c, bool compact, char out[16])
{
    int64_t h, m, s = 0;
    size_t n;
    if (compact) {
        n = digits(c, &h);
        if (n != 6) return 0;
        m = h / 100 % 100;
        s = h % 100;
        h /= 10000;
        c->at += 6;
    } else {
        if (peek(c, 0) != 'T' && peek(c, 0) != ' ') return 0;
        skip(c, "T ,");
        n = digits(c, &h);
        if (n < 1 || n > 2 || peek(c, n) != ':') return 0;
        c->at += n + 1;
        if (digits(c, &m) != 2) return 0;
        c->at += 2;
        if (peek(c, 0) == ':') {
            c->at++;
            if (digits(c, &s) != 2) return 0;
            c->at += 2;
        }
    }
    if (h > 23 || m > 59 || s > 60) return 0;
    const int64_t part[3] = {h, m, s};
    size_t at = 0;
    for (int i = 0; i < 3; i++) {
        out[at++] = i ? ':' : 'T';
        out[at++] = (char)('0' + part[i] / 10);
        out[at++] = (char)('0' + part[i] % 10);
    }
    return at;
}

static size_t zone_at(struct cursor *c, char out[8])
{
    if (peek(c, 0) == '.') {
        c->at++;
        while (ss_ascii_digit(peek(c, 0))) c->at++;
    }
    skip(c, " ");
    char sign = peek(c, 0);
    bool named = c->len - c->at >= 3 && (memcmp(c->s + c->at, "GMT", 3) == 0 || memcmp(c->s + c->at, "UTC", 3) == 0);
    if (sign == 'Z' || named) {
        out[0] = 'Z';
        return 1;
    }
    if (sign != '+' && sign != '-') return 0;
    char d[4];
    size_t n = 0;
    for (c->at++; n < 4 && (ss_ascii_digit(peek(c, 0)) || peek(c, 0) == ':'); c->at++)
        if (peek(c, 0) != ':') d[n++] = peek(c, 0);
    if (n != 4 || d[0] > '1' || d[2] > '5') return 0;
    const char zone[6] = {sign, d[0], d[1], ':', d[2], d[3]};
    memcpy(out, zone, 6);
    return 6;
}

const char *ss_date_normal(struct ss_arena *arena, const char *text)
{
    if (!text) return NULL;
    struct cursor c = {text, strlen(text), 0};
    struct day d;
    skip(&c, " \t\r\n");
    size_t n = word(&c);
    if (n && in_names(c.s + c.at, n, weekdays, 7)) {
        c.at += n;
        skip(&c, " ,.");
    }
    struct cursor start = c;
    int64_t ignored;
    bool compact = digits(&c, &ignored) >= 14;
    if (!date_at(&c, &d, false)) return NULL;
    if (!compact && start.at + 8 == c.at && peek(&c, 0) == 'T' && digits(&start, &ignored) == 8) {
        struct cursor after = {c.s, c.len, c.at + 1};
        compact = digits(&after, &ignored) == 6; // 20160328T101500Z
        if (compact) c.at++;
    }
    char out[40];
    ss_format_date(ss_days_from_date((int)d.year, (int)d.month, (int)d.day), out);
    size_t len = 10, t = time_at(&c, compact, out + 10);
    if (t) {
        len += t;
        len += zone_at(&c, out + len);
    }
    return ss_strndup(arena, out, len);
}

// Words after which a date is part of the story, and words that announce a date of publication.
static bool one_of(const char *s, size_t n, const char *list)
{
    char lower[16];
    if (n == 0 || n >= sizeof lower) return false;
    for (size_t i = 0; i < n; i++) lower[i] = ss_ascii_lower(s[i]);
    lower[n] = '\0';
    return ss_in_list(list, '|', lower);
}

#define STORY                                                                                                          \
    "in|on|since|until|till|from|by|before|after|of|to|between|and|the|during|dated|born|for|around|early|late"
#define ANNOUNCE "published|posted|updated|publication|date|edited|issued|modified|released|created"

bool ss_dateline(const char *text, size_t len, char out[16])
{
    enum { HEAD = 320, WORDS = 45 };
    struct cursor c = {text, len < HEAD ? len : HEAD, 0};
    const char *before = NULL;
    size_t before_len = 0;
    int words = 0, announced = -10;
    bool upper_only = true; // nothing but capitals so far: an agency dateline, where years may have two digits
    skip(&c, " \t\r\n");
    while (c.at < c.len && words < WORDS) {
        struct cursor start = c;
        size_t n = word(&c);
        bool number = ss_ascii_digit(peek(&c, 0));
        struct day d;
        if (number || (n && in_names(c.s + c.at, n, months, 12))) {
            bool prose = before_len && before[0] >= 'a' && before[0] <= 'z'; // "arrived here Dec. 10"
            bool range =
                before_len && ss_ascii_digit(before[0]) && start.at > 0 && text[start.at - 1] == '-'; // "5-6 April"
            bool story = (prose || range || one_of(before, before_len, STORY)) && words - announced > 3;
            if (!story && date_at(&c, &d, upper_only && words > 0 && words < 8)) {
                ss_format_date(ss_days_from_date((int)d.year, (int)d.month, (int)d.day), out);
                return true;
            }
            c = start;
            while (ss_ascii_digit(peek(&c, 0))) c.at++;
            n = number ? 0 : n;
        }
        if (n || number) {
            before = start.s + start.at;
            before_len = n ? n : c.at - start.at;
            if (one_of(before, n, ANNOUNCE)) announced = words;
            for (size_t i = 0; i < n; i++) upper_only = upper_only && before[i] < 'a';
            c.at = start.at + before_len;
            words++;
        } else {
            c.at++;
        }
    }
    return false;
}

bool ss_date_in_url(const char *url, char out[16])
{
    const char *path = strstr(url, "://");
    path = strchr(path ? path + 3 : url, '/');
    for (const char *p = path; p && *p; p++) {
        if (ss_ascii_digit(*p) && !ss_ascii_digit(p[-1])) {
            struct cursor c = {p, strcspn(p, "?#"), 0};
            struct day d;
            int64_t v;
            size_t n = digits(&c, &v);
            if ((n == 4 || n == 8) && year_first(&c, &d) && d.year >= 1980 && !ss_ascii_digit(peek(&c, 0))) {
                ss_format_date(ss_days_from_date((int)d.year, (int)d.month, (int)d.day), out);
                return true;
            }
            c = (struct cursor){p, strcspn(p, "?#"), 0}; // "/2016/mar/27/"
            n = digits(&c, &v);
            if (n == 4 && v >= 1980 && peek(&c, 4) == '/') {
                d.year = v;
                c.at += 5;
                n = word(&c);
                d.month = in_names(c.s + c.at, n, months, 12);
                c.at += n;
                if (d.month && peek(&c, 0) == '/') {
                    c.at++;
                    n = digits(&c, &d.day);
                    if (n >= 1 && n <= 2 && valid(d.year, d.month, d.day)) {
                        ss_format_date(ss_days_from_date((int)d.year, (int)d.month, (int)d.day), out);
                        return true;
                    }
                }
            }
        }
        if (*p == '?' || *p == '#') break;
    }
    return false;
}
