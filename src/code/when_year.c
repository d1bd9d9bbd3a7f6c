// SPDX-License-Identifier: Apache-2.0
// Bare and spoken years, decades and centuries.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

#define YEARS_AHEAD 60 // a bare number further ahead is no year

// How many tokens "[-] century" takes at `i`: where it ends, 0 when it is none.
static uint32_t century_at(const struct ss_when_work *w, uint32_t i)
{
    const struct ss_time_word *word;
    if (ss_time_word(w, SS_TIME_HYPHEN, i)) i++;
    return i < w->end && ss_when_unit(w, i, &word) == SS_UNIT_CENTURY ? i + 1 : 0;
}

// nineteen ninety-seven
bool ss_when_spoken_year(const struct ss_when_work *w, uint32_t token, struct ss_when *out)
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
    ss_when_done(out, token, to, "year");
    return true;
}

// mid-1996
static int mid_year(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    int64_t year;
    if (t->end - t->start != 8 || strncmp(s + 1, "id-", 3) != 0 || !ss_parse_int(s + 4, 4, &year)) return -1;
    return year >= 1700 && year < 2200 ? (int)year : -1;
}

// A bare year: not a count ("2000 people"), not part of a larger number.
bool ss_when_bare_year(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    const struct ss_time_word *word = NULL;
    if (ss_time_word(w, SS_TIME_FISCAL, i)) i++;
    if (i > token && ss_when_unit(w, i, &word) == SS_UNIT_YEAR) i++;
    int year = i < w->end ? ss_when_year_number(w, i) : -1;
    if (year < 0 && i < w->end) year = mid_year(w, i);
    if (year < 0) return ss_when_spoken_year(w, token, out);
    const struct sayso_token *t = &w->report->tokens[i];
    if (year < 1700 || (year < 1800 && i == token)) return false;
    int now = 0;
    if (w->anchored) ss_date_from_days(w->today, &now, &(int){0}, &(int){0});
    if (now && year > now + YEARS_AHEAD) return false; // "at 2100 on 1 May"
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
    if (i + 1 < w->end && (ss_when_class(w, SS_TIME_UNIT, i + 1, &word) >= 0 || ss_time_word(w, SS_TIME_PEOPLE, i + 1)))
        return false;
    ss_when_year(out, year);
    ss_when_done(out, token, i + 1, "year");
    return true;
}

// the [early] 1990s, the '90s, the nineties; the 20th century.
bool ss_when_decade_words(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    uint32_t i = token;
    const struct ss_time_word *word = NULL;
    if (ss_time_word(w, SS_TIME_DEFINITE, i) && i + 1 < w->end) i++;
    if (i < w->end && ss_time_word(w, SS_TIME_MOD, i)) i++;
    if (ss_time_word(w, SS_TIME_HYPHEN, i)) i++;
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
        ss_when_done(out, token, i + 1, "decade");
        return true;
    }
    if (tens) {
        ss_when_decade(out, 1900 + (s[0] - '0') * 10);
        ss_when_done(out, token, i + 1, "decade");
        return true;
    }
    if (i > token && ss_time_word(w, SS_TIME_DECADE_WORD, i)) {
        ss_when_decade(out, 1900 + ss_when_class(w, SS_TIME_DECADE_WORD, i, &word));
        ss_when_done(out, token, i + 1, word->line);
        return true;
    }
    int number = ss_when_day_number(w, i);
    if (number > 0 && number < 30 && i + 1 < w->end && century_at(w, i + 1) > 0) {
        ss_when_century(out, number);
        ss_when_done(out, token, century_at(w, i + 1), "century");
        return true;
    }
    return false;
}
