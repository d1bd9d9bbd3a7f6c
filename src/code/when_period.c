// SPDX-License-Identifier: Apache-2.0
// Periods of a year as accounts tell them: quarters, halves, business years ("the third quarter of 1989", "the year-ago
// period", "the quarter ended July 31"). What is compared with a quarter is a quarter: "a year earlier" takes the
// precision of the one told before.
#include "base/num.h"
#include "code/when_read.h"

#define NEAR 4 // sentences for which a quarter stays in hand

static int this_year(const struct ss_when_work *w)
{
    int y = 0, m, d;
    if (w->anchored) ss_date_from_days(w->today, &y, &m, &d);
    return y;
}

bool ss_when_quarter_told(const struct ss_when_work *w)
{
    return w->told_quarter && w->told_in + NEAR >= w->sentence;
}

// The quarter in hand, else the last one that is over.
static void latest_quarter(const struct ss_when_work *w, struct ss_when *out, int years)
{
    out->type = "DATE";
    if (ss_when_quarter_told(w))
        ss_when_quarter(out, w->told_year + years, w->told_quarter);
    else if (w->anchored)
        ss_when_shift(out, ss_add_months(w->today, 12 * years), -1, SS_UNIT_QUARTER);
}

// "-ago", "-earlier" behind a unit at `i`; how many tokens they are.
static uint32_t back_words(const struct ss_when_work *w, uint32_t i)
{
    uint32_t k = i;
    if (ss_time_word(w, SS_TIME_HYPHEN, k)) k++;
    if (k >= w->end) return 0;
    const struct ss_time_word *word;
    bool back = ss_time_word(w, SS_TIME_AGO, k) ||
                (k > i && ss_time_word(w, SS_TIME_SHIFT, k) && ss_when_class(w, SS_TIME_SHIFT, k, &word) < 0);
    return back ? k + 1 - i : 0;
}

struct period {
    bool the, back, latest, fiscal, full, alike;
    int year, number;
};

// The words before the noun.
static uint32_t period_words(const struct ss_when_work *w, uint32_t i, struct period *p)
{
    const struct ss_time_word *word;
    *p = (struct period){.year = -1};
    if (ss_time_word(w, SS_TIME_DEFINITE, i)) p->the = true, i++;
    if (ss_time_word(w, SS_TIME_INDEFINITE, i) && ss_time_word(w, SS_TIME_HYPHEN, i + 2)) i++; // a year-earlier loss
    for (uint32_t guard = 0; guard < 5 && i < w->end; guard++) {
        uint32_t back = ss_when_unit(w, i, &word) == SS_UNIT_YEAR ? back_words(w, i + 1) : 0;
        int year = ss_when_year_number(w, i);
        if (back && !p->back) {
            p->back = true;
            i += 1 + back;
        } else if (year > 0 && p->year < 0 && p->the) {
            p->year = year;
            i++;
        } else if (ss_time_word(w, SS_TIME_FISCAL, i)) {
            p->fiscal = true;
            i++;
        } else if (ss_time_word(w, SS_TIME_LATEST, i)) {
            p->latest = true;
            i++;
        } else if (ss_time_word(w, SS_TIME_FULL, i)) {
            p->full = true;
            i++;
        } else if (ss_time_word(w, SS_TIME_ALIKE, i)) {
            p->alike = true;
            i++;
        } else if (!p->number && ss_time_word(w, SS_TIME_ORDINAL, i)) {
            p->number = ss_when_class(w, SS_TIME_ORDINAL, i, &word);
            i++;
            if (ss_time_word(w, SS_TIME_HYPHEN, i)) i++;
        } else {
            break;
        }
    }
    return i;
}

// Behind the noun: [of] 1989, of last year, "a year ago"; -1 when there is none.
static int period_year(const struct ss_when_work *w, uint32_t *i)
{
    const struct ss_time_word *word;
    uint32_t k = *i + (ss_time_word(w, SS_TIME_OF, *i) || ss_time_word(w, SS_TIME_COMMA, *i) ? 1 : 0);
    int year = k < w->end ? ss_when_year_number(w, k) : -1;
    if (year > 0) {
        *i = k + 1;
    } else if (w->anchored && k + 1 < w->end && ss_time_word(w, SS_TIME_REL, k) &&
               ss_when_unit(w, k + 1, &word) == SS_UNIT_YEAR) {
        year = this_year(w) + ss_when_class(w, SS_TIME_REL, k, &word);
        *i = k + 2;
    } else if (w->anchored && k == *i && ss_time_word(w, SS_TIME_ARTICLE, k) &&
               ss_when_unit(w, k + 1, &word) == SS_UNIT_YEAR && ss_time_word(w, SS_TIME_AGO, k + 2)) {
        year = this_year(w) - 1;
        *i = k + 3;
    }
    return year;
}

// "ended July 31": the quarter whose middle lies six weeks before that day.
static bool period_ended(struct ss_when_work *w, uint32_t i, int number, struct ss_when *out)
{
    struct ss_when day = {0};
    if (!ss_time_word(w, SS_TIME_ENDED, i) || i + 1 >= w->end || !ss_when_month_day(w, i + 1, &day)) return false;
    if (!day.has_range || day.first != day.last) return false;
    int y, m, d;
    ss_date_from_days(day.first - 45, &y, &m, &d);
    ss_when_quarter(out, y, number ? number : (m + 2) / 3);
    return true;
}

static bool read_half(struct ss_when_work *w, uint32_t token, struct ss_when *out, const struct period *p, uint32_t i)
{
    const struct ss_time_word *word = NULL;
    uint32_t k = i + 1;
    int number = p->number, year = p->year;
    if (!number && i > token && ss_time_word(w, SS_TIME_REL, i - 1)) number = 2; // "the last half of 1989"
    if (year < 0) year = period_year(w, &k);
    if (number < 1 || number > 2 || year < 0) return false;
    ss_when_half(out, year, number);
    return ss_when_end(out, token, k, word);
}

bool ss_when_period(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word = NULL;
    struct period p;
    uint32_t i = period_words(w, token, &p);
    if (i >= w->end || (i == token)) return false;
    uint32_t half = i;
    if (p.the && i == token + 1 && ss_time_word(w, SS_TIME_REL, i)) half = i + 1;
    if (half < w->end && ss_time_word(w, SS_TIME_HALF, half)) return read_half(w, token, out, &p, half);
    enum ss_unit unit = ss_when_unit(w, i, &word);
    bool quarter = unit == SS_UNIT_QUARTER, year = unit == SS_UNIT_YEAR;
    bool period = ss_time_word(w, SS_TIME_PERIOD, i) != NULL;
    if (ss_when_plural(w, i) && (quarter || year)) return false;
    if (p.back) { // "year-earlier results" too
        bool noun = quarter || period;
        out->derived = true;
        out->type = "DATE";
        if (p.number && quarter && w->anchored)
            ss_when_quarter(out, (ss_when_quarter_told(w) ? w->told_year : this_year(w)) - 1, p.number);
        else if (ss_when_quarter_told(w))
            ss_when_quarter(out, w->told_year - 1, w->told_quarter);
        else if (quarter)
            latest_quarter(w, out, -1);
        else if (w->anchored)
            ss_when_year(out, this_year(w) - 1);
        if (!noun && !ss_time_word(w, SS_TIME_UNIT, token)) token++;
        return ss_when_end(out, token, noun ? i + 1 : i, word);
    }
    if (period) {
        bool given = p.year > 0;
        if (!p.the || !(given || p.latest || p.alike)) return false;
        uint32_t k = i + 1;
        int other = given ? p.year : period_year(w, &k);
        if (!p.latest && other < 0) return false;
        out->derived = !p.latest;
        if (p.latest)
            latest_quarter(w, out, 0);
        else if (ss_when_quarter_told(w))
            ss_when_quarter(out, other, w->told_quarter);
        else
            ss_when_year(out, other);
        if (!out->type) out->type = "DATE";
        return ss_when_end(out, token, k, word);
    }
    if (year && (p.fiscal || p.full) && p.the && !p.number) {
        uint32_t k = i + 1;
        if (ss_when_year_number(w, k) > 0) return false;
        out->type = "DATE";
        if (ss_time_word(w, SS_TIME_ENDED, k))
            ss_when_duration(out, 1, false, SS_UNIT_YEAR);
        else if (w->anchored)
            ss_when_year(out, this_year(w));
        return ss_when_end(out, token, k, word);
    }
    if (!quarter || p.number > 4 || (!p.number && !p.the)) return false;
    uint32_t to = i + 1;
    int told = p.year > 0 ? p.year : period_year(w, &to);
    out->type = "DATE";
    if (period_ended(w, i + 1, p.number, out)) return ss_when_end(out, token, i + 1, word);
    if (told > 0 && !p.number && ss_when_quarter_told(w)) {
        ss_when_quarter(out, told, w->told_quarter);
        out->derived = true;
    } else if (told > 0 && !p.number && p.year < 0) {
        latest_quarter(w, out, -1);
        out->derived = true;
    } else if (told > 0) {
        ss_when_quarter(out, told, p.number ? p.number : 1);
    } else if (!p.number) {
        latest_quarter(w, out, 0);
    } else if (w->anchored) {
        int y, m, d;
        ss_date_from_days(w->today, &y, &m, &d);
        ss_when_quarter(out, p.number > (m + 2) / 3 && ss_tense(w, i) <= 0 ? y - 1 : y, p.number);
    }
    return ss_when_end(out, token, to, word);
}
