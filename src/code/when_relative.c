// SPDX-License-Identifier: Apache-2.0
// Relative times ("two days ago", "last week", "this summer"), durations, sets and references to now.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/when_read.h"

static const struct {
    const char *code;
    enum ss_unit unit;
} units[] = {{"D", SS_UNIT_DAY},     {"W", SS_UNIT_WEEK},    {"M", SS_UNIT_MONTH},    {"Y", SS_UNIT_YEAR},
             {"Q", SS_UNIT_QUARTER}, {"DE", SS_UNIT_DECADE}, {"CE", SS_UNIT_CENTURY}, {"TH", SS_UNIT_HOUR},
             {"TM", SS_UNIT_MINUTE}, {"TS", SS_UNIT_SECOND}, {"WE", SS_UNIT_WEEKEND}, {"FN", SS_UNIT_FORTNIGHT}};

enum ss_unit ss_when_unit(const struct ss_when_work *w, uint32_t token, const struct ss_time_word **word)
{
    *word = token < w->end ? ss_time_word(w, SS_TIME_UNIT, token) : NULL;
    if (!*word) return SS_UNIT_NONE;
    if (ss_time_word(w, SS_TIME_HOMOGRAPH, token) && w->report->tokens[token].upos != SAYSO_UPOS_NOUN)
        return SS_UNIT_NONE;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].code, (*word)->value) == 0) return units[i].unit;
    return SS_UNIT_NONE;
}

bool ss_when_plural(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    char last = w->report->text[t->end - 1];
    return last == 's' || last == 'S';
}

bool ss_when_end(struct ss_when *out, uint32_t from, uint32_t to, const struct ss_time_word *word)
{
    out->from = from;
    out->to = to;
    out->rule = word ? word->line : "relative time";
    return true;
}

static void parts_of_today(const struct ss_when_work *w, int *y, int *m, int *d)
{
    ss_date_from_days(w->today, y, m, d);
}

// today, [late] yesterday [morning], tomorrow, tonight, overnight.
static bool read_day(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word, *part;
    uint32_t i = token;
    if (ss_time_word(w, SS_TIME_MOD, i) || ss_time_word(w, SS_TIME_MORE, i)) i++;
    if (i >= w->end) return false;
    if ((word = ss_time_word(w, SS_TIME_TONIGHT, i)) || (word = ss_time_word(w, SS_TIME_OVERNIGHT, i))) {
        if (ss_time_word(w, SS_TIME_OVERNIGHT, i) && w->report->tokens[i].upos == SAYSO_UPOS_ADJ &&
            w->report->tokens[i].deprel == SAYSO_DEP_AMOD && i > token)
            return false;
        out->type = "TIME";
        if (w->anchored) {
            ss_when_day(out, w->today);
            ss_when_daypart(out, word->value);
        }
        return ss_when_end(out, token, i + 1, word);
    }
    if (!(word = ss_time_word(w, SS_TIME_RELDAY, i))) return false;
    int shift = ss_when_class(w, SS_TIME_RELDAY, i, &word);
    out->type = "DATE";
    if (w->anchored) ss_when_day(out, w->today + shift);
    i++;
    if (i < w->end && (part = ss_time_word(w, SS_TIME_DAYPART, i))) {
        if (w->anchored) ss_when_daypart(out, part->value);
        out->type = "TIME";
        i++;
    }
    return ss_when_end(out, token, i, word);
}

// What follows "last", "this", "next": unit, month, season, part of the day.
static bool read_rel(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word, *unit_word;
    uint32_t i = token;
    if (ss_time_word(w, SS_TIME_MORE, i) || ss_time_word(w, SS_TIME_MOD, i)) i++;
    if (i > token && ss_time_word(w, SS_TIME_IN, i)) i++; // "earlier in the week"
    bool article = ss_time_word(w, SS_TIME_DEFINITE, i);
    if (article) i++;
    if (i >= w->end || !(word = ss_time_word(w, SS_TIME_REL, i))) return false;
    int rel = ss_when_class(w, SS_TIME_REL, i, &word);
    bool context = ss_time_word(w, SS_TIME_CONTEXT, i) || (article && rel > 0);
    bool past = rel < 0 && !context && article && !ss_time_word(w, SS_TIME_MORE, i);
    past = past && ss_time_word(w, SS_TIME_ARTICLE_REF, i); // "the past year"
    uint32_t rel_at = i++;
    if (i >= w->end) return false;
    const struct ss_time_word *ahead_word;
    bool wide = ss_when_unit(w, i, &ahead_word) >= SS_UNIT_MONTH && ss_when_unit(w, i, &ahead_word) != SS_UNIT_NONE;
    bool from_told = context && (wide ? w->has_told : w->has_focus);
    int64_t base = from_told ? (wide ? w->told : w->focus) : w->today;
    bool known = w->anchored || from_told;
    if (i >= w->end) return false;
    if (ss_time_word(w, SS_TIME_FISCAL, i) || ss_time_word(w, SS_TIME_FULL, i)) i++;
    double count = 1;
    bool vague = false;
    uint32_t after;
    int y = 0, m = 0, d = 0;
    if (known) ss_date_from_days(base, &y, &m, &d);
    if (ss_time_number(w, i, &after, &count, &vague) && ss_when_unit(w, after, &unit_word) != SS_UNIT_NONE && rel) {
        enum ss_unit unit = ss_when_unit(w, after, &unit_word); // the past two months
        ss_when_duration(out, count, vague, unit);
        if (w->anchored && !context) ss_when_stretch(out, w->today, vague ? 3 : count, unit, rel);
        return ss_when_end(out, token, after + 1, unit_word);
    }
    enum ss_unit unit = ss_when_unit(w, i, &unit_word);
    if (unit != SS_UNIT_NONE) {
        if (ss_time_word(w, SS_TIME_THAT, rel_at) && w->report->tokens[rel_at].upos == SAYSO_UPOS_SCONJ) return false;
        if (ss_when_plural(w, i)) {
            if (!rel) return false;
            if (rel > 0 && !article) { // "in coming months"
                out->type = "DATE";
                strcpy(out->value, "FUTURE_REF");
                out->has_value = true;
                return ss_when_end(out, token, i + 1, unit_word);
            }
            ss_when_duration(out, 1, true, unit);
            return ss_when_end(out, token, i + 1, unit_word);
        }
        if (unit < SS_UNIT_DAY) {
            if (rel >= 0 && !article) return false;
            ss_when_duration(out, 1, false, unit);
            return ss_when_end(out, token, i + 1, unit_word);
        }
        out->type = "DATE";
        if (past && unit == SS_UNIT_DECADE) { // "over the past decade"
            ss_when_duration(out, 10, false, SS_UNIT_YEAR);
            return ss_when_end(out, token, i + 1, unit_word);
        }
        if (known && unit == SS_UNIT_DECADE)
            ss_when_decade(out, y + 10 * rel);
        else if (known && unit == SS_UNIT_WEEKEND && rel == 0)
            ss_when_week(out, base, true);
        else if (known)
            ss_when_shift(out, base, rel, unit);
        if (past && unit == SS_UNIT_YEAR && article && known) ss_when_year(out, y - 1);
        uint32_t q = i + 2; // "this year's third quarter"
        if (known && unit == SS_UNIT_YEAR && q + 1 < w->end && w->report->tokens[i + 1].upos == SAYSO_UPOS_PART &&
            ss_time_word(w, SS_TIME_ORDINAL, q) && ss_when_unit(w, q + 1, &unit_word) == SS_UNIT_QUARTER) {
            int number = ss_when_class(w, SS_TIME_ORDINAL, q, &unit_word);
            if (number >= 1 && number <= 4) {
                ss_when_quarter(out, y + rel, number);
                return ss_when_end(out, token, q + 2, unit_word);
            }
        }
        return ss_when_end(out, token, i + 1, unit_word);
    }
    if ((unit_word = ss_time_word(w, SS_TIME_MONTH, i))) {
        int month = ss_when_class(w, SS_TIME_MONTH, i, &unit_word);
        out->type = "DATE";
        if (known) ss_when_month(out, rel < 0 ? (month < m ? y : y - 1) : rel > 0 ? (month > m ? y : y + 1) : y, month);
        return ss_when_end(out, token, i + 1, unit_word);
    }
    if ((unit_word = ss_time_word(w, SS_TIME_SEASON, i))) {
        int month = strcmp(unit_word->value, "SP") == 0   ? 3
                    : strcmp(unit_word->value, "SU") == 0 ? 6
                    : strcmp(unit_word->value, "FA") == 0 ? 9
                                                          : 12;
        out->type = "DATE";
        if (strcmp(unit_word->value, "FA") == 0 && w->report->tokens[i].upos == SAYSO_UPOS_VERB) return false;
        int year = rel < 0 ? (m >= month + 3 ? y : y - 1) : rel > 0 ? (m < month ? y : y + 1) : y;
        if (month == 12 && rel <= 0 && m <= 3) year = y - 1;
        if (known) ss_when_season(out, year, unit_word->value);
        return ss_when_end(out, token, i + 1, unit_word);
    }
    if ((unit_word = ss_time_word(w, SS_TIME_DAYPART, i))) {
        if (rel > 0 && !context) return false;
        bool night = strcmp(unit_word->value, "NI") == 0;
        out->type = "TIME";
        if (known) {
            ss_when_day(out, base + (rel < 0 && night ? -1 : rel));
            ss_when_daypart(out, unit_word->value);
        }
        return ss_when_end(out, token, i + 1, unit_word);
    }
    return false;
}

// two days [ago | earlier | later], a year ago, several weeks, five-year.
static bool read_count(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    double count;
    bool vague;
    uint32_t i;
    const struct ss_time_word *word;
    if (!ss_time_number(w, token, &i, &count, &vague)) return false;
    if (vague && (ss_time_word(w, SS_TIME_REF, token) || ss_time_word(w, SS_TIME_REL, token))) return false;
    double more;
    bool more_vague;
    uint32_t behind;
    bool joined = ss_time_word(w, SS_TIME_SPAN, i) && !ss_time_word(w, SS_TIME_AND, i);
    if (!vague && joined && ss_time_number(w, i + 1, &behind, &more, &more_vague) && !more_vague && more > count)
        i = behind; // "two to three weeks": the lesser
    bool hyphen = ss_time_word(w, SS_TIME_HYPHEN, i) && i == token + (i - token) && i < w->end &&
                  w->report->tokens[i].start == w->report->tokens[i - 1].end;
    if (hyphen) i++;
    if (ss_time_word(w, SS_TIME_RUN, i)) i++;
    enum ss_unit unit = ss_when_unit(w, i, &word);
    if (unit == SS_UNIT_NONE) return false;
    uint32_t unit_token = i++;
    if (unit == SS_UNIT_QUARTER && hyphen) return false;                         // "three-quarters of the town"
    if (ss_time_word(w, SS_TIME_OLD, i) || ss_time_word(w, SS_TIME_HYPHEN, i)) { // ages
        if (ss_time_word(w, SS_TIME_OLD, i) || ss_time_word(w, SS_TIME_OLD, i + 1)) return false;
    }
    bool article = ss_time_word(w, SS_TIME_INDEFINITE, token);
    if (ss_time_word(w, SS_TIME_AND, i) && ss_time_word(w, SS_TIME_INDEFINITE, i + 1) &&
        ss_time_word(w, SS_TIME_HALF, i + 2)) {
        count += 0.5;
        i += 3;
    }
    if (ss_time_word(w, SS_TIME_OR, i) && ss_time_word(w, SS_TIME_SO, i + 1)) i += 2;
    bool ago = i < w->end && ss_time_word(w, SS_TIME_AGO, i);
    bool from_now = ss_time_word(w, SS_TIME_FROM, i) &&
                    (ss_time_word(w, SS_TIME_REF, i + 1) || ss_time_word(w, SS_TIME_RELDAY, i + 1));
    const struct ss_time_word *shift = i < w->end ? ss_time_word(w, SS_TIME_SHIFT, i) : NULL;
    bool clause =
        shift && (w->report->tokens[i].upos == SAYSO_UPOS_ADP || w->report->tokens[i].upos == SAYSO_UPOS_SCONJ);
    bool compared =
        !vague && count == 1 && unit == SS_UNIT_YEAR && (ago || (shift && !clause)) && ss_when_quarter_told(w);
    if (compared && !(shift && ss_when_class(w, SS_TIME_SHIFT, i, &shift) > 0)) {
        ss_when_quarter(out, w->told_year - 1, w->told_quarter);
        out->derived = true;
        return ss_when_end(out, token, i + 1, word);
    }
    if (ago || from_now) {
        if (vague) {
            out->type = "DATE";
            strcpy(out->value, ago ? "PAST_REF" : "FUTURE_REF");
            out->has_value = true;
        } else {
            out->type = "DATE";
            if (w->anchored) ss_when_shift(out, w->today, ago ? -count : count, unit);
        }
        return ss_when_end(out, token, from_now ? i + 2 : i + 1, word);
    }
    if (shift && !clause) {
        int way = ss_when_class(w, SS_TIME_SHIFT, i, &shift);
        if (unit < SS_UNIT_DAY) { // "an hour later"
            ss_when_duration(out, count, vague, unit);
            return ss_when_end(out, token, i + 1, word);
        }
        out->type = "DATE";
        bool known = w->has_focus || w->anchored;
        if (vague) {
            strcpy(out->value, way < 0 ? "PAST_REF" : "FUTURE_REF");
            out->has_value = true;
        } else if (known) {
            ss_when_shift(out,
                          w->has_focus && unit < SS_UNIT_YEAR ? w->focus
                          : w->anchored                       ? w->today
                                                              : w->focus,
                          way * count, unit);
        }
        return ss_when_end(out, token, i + 1, word);
    }
    if (article && unit != SS_UNIT_DECADE && unit != SS_UNIT_CENTURY) { // "$5 a year", "in a second": sets and idioms
        const struct sayso_token *t = &w->report->tokens[unit_token];
        int32_t head = t->head;
        bool rate = head >= 0 && head < (int32_t)token && w->report->tokens[head].upos != SAYSO_UPOS_VERB && !clause &&
                    (t->deprel == SAYSO_DEP_NMOD_UNMARKED || t->deprel == SAYSO_DEP_NMOD ||
                     t->deprel == SAYSO_DEP_OBL_UNMARKED);
        if (rate && !(token > w->first && ss_time_word(w, SS_TIME_EXTENT, token - 1))) {
            ss_when_duration(out, 1, false, unit);
            out->type = "SET";
            return ss_when_end(out, token, i, word);
        }
        if (unit == SS_UNIT_SECOND || unit == SS_UNIT_MINUTE) return false;
    }
    if (unit == SS_UNIT_QUARTER && !ss_when_plural(w, unit_token)) return false;
    bool someday = !vague && !article && count == 1 && unit == SS_UNIT_DAY && i == token + 2 &&
                   !ss_when_plural(w, unit_token) && ss_child(w->report, unit_token, SAYSO_DEP_CASE) < 0 &&
                   ss_tense(w, unit_token) > 0;
    if (someday) { // "will one day be free"
        out->type = "DATE";
        strcpy(out->value, "FUTURE_REF");
        out->has_value = true;
        return ss_when_end(out, token, i, word);
    }
    ss_when_duration(out, count, vague, unit);
    return ss_when_end(out, token, i, word);
}

// Nothing but an article and a preposition hangs on the noun, and it is no part of another.
static bool stands_alone(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = w->report->tokens;
    if (t[token].deprel != SAYSO_DEP_OBL && t[token].deprel != SAYSO_DEP_OBJ && t[token].deprel != SAYSO_DEP_NMOD_POSS)
        return false;
    for (uint32_t i = w->first; i < w->end; i++)
        if (t[i].head == (int32_t)token && t[i].deprel != SAYSO_DEP_DET && t[i].deprel != SAYSO_DEP_CASE &&
            t[i].deprel != SAYSO_DEP_PUNCT)
            return false;
    return true;
}

// [the] summer [of 1994]; the weekend; the year.
static bool read_season(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    struct ss_when day = {0}; // "the week of March 6"
    const struct ss_time_word *week;
    if (ss_time_word(w, SS_TIME_DEFINITE, token) && ss_when_unit(w, token + 1, &week) == SS_UNIT_WEEK &&
        ss_time_word(w, SS_TIME_OF, token + 2) && token + 3 < w->end && ss_when_month_day(w, token + 3, &day) &&
        day.has_range && day.first == day.last) {
        ss_when_week(out, day.first, false);
        return ss_when_end(out, token, day.to, week);
    }
    uint32_t i = token;
    const struct ss_time_word *word;
    bool article = ss_time_word(w, SS_TIME_DEFINITE, i);
    if (article) i++;
    if (i < w->end && ss_time_word(w, SS_TIME_MOD, i)) i++;
    if (i >= w->end) return false;
    int y = 0, m = 0, d = 0;
    if (w->anchored) parts_of_today(w, &y, &m, &d);
    if ((word = ss_time_word(w, SS_TIME_SEASON, i)) && w->report->tokens[i].upos != SAYSO_UPOS_VERB) {
        uint32_t k = i + 1; // one past the year
        int year = ss_when_year_after(w, &k);
        bool fall = ss_time_word(w, SS_TIME_HOMOGRAPH, i) != NULL;
        bool part = i > w->first && ss_time_word(w, SS_TIME_MOD, i - 1); // "late spring"
        if (year < 0 && (!article || fall) && !(i > w->first && ss_time_word(w, SS_TIME_IN, i - 1)) && !part)
            return false;
        if (year < 0 && fall && !ss_time_word(w, SS_TIME_IN, token - 1) && !part) return false;
        out->type = "DATE";
        if (year > 0)
            ss_when_season(out, year, word->value);
        else if (w->anchored) {
            int month = strcmp(word->value, "SP") == 0   ? 3
                        : strcmp(word->value, "SU") == 0 ? 6
                        : strcmp(word->value, "FA") == 0 ? 9
                                                         : 12;
            int tense = ss_tense(w, i);
            ss_when_season(out, tense < 0 && month > m ? y - 1 : tense > 0 && month + 2 < m ? y + 1 : y, word->value);
        }
        return ss_when_end(out, token, year > 0 ? k : i + 1, word);
    }
    if (!article) return false;
    enum ss_unit unit = ss_when_unit(w, i, &word);
    if (unit == SS_UNIT_WEEKEND && w->anchored) {
        bool now = ss_weekday(w->today) >= 5 || ss_tense(w, i) > 0;
        ss_when_week(out, now ? w->today : w->today - 7, true);
        return ss_when_end(out, token, i + 1, word);
    }
    bool round = unit == SS_UNIT_DAY || unit == SS_UNIT_WEEK || unit == SS_UNIT_MONTH;
    if (round && i == token + 1 && !ss_when_plural(w, i) &&
        stands_alone(w, i)) { // "to end the day", "later in the week"
        out->type = "DATE";
        if (w->anchored) ss_when_shift(out, w->has_focus && unit == SS_UNIT_DAY ? w->focus : w->today, 0, unit);
        return ss_when_end(out, token, i + 1, word);
    }
    if (unit == SS_UNIT_YEAR && !ss_when_plural(w, i) && i == token + 1 && !ss_time_word(w, SS_TIME_OF, i + 1) &&
        !ss_time_word(w, SS_TIME_HYPHEN, i + 1)) {
        uint32_t k = i + 1;
        int year = k < w->end ? ss_when_year_number(w, k) : -1;
        uint32_t to;
        double number;
        bool vague;
        if (ss_time_number(w, k, &to, &number, &vague) && !vague && number > 1800 && number < 2200) { // two thousand
            ss_when_year(out, (int)number);
            return ss_when_end(out, token, to, word);
        }
        out->type = "DATE";
        if (ss_time_word(w, SS_TIME_ENDED, k))
            ss_when_duration(out, 1, false, SS_UNIT_YEAR);
        else if (year > 0)
            ss_when_year(out, year);
        else if (w->anchored)
            ss_when_year(out, y);
        return ss_when_end(out, token, year > 0 ? k + 1 : i + 1, word);
    }
    return false;
}

// daily, every day, each Monday.
static bool read_set(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word = ss_time_word(w, SS_TIME_SET, token);
    if (word) {
        out->type = "SET";
        strncpy(out->value, word->value, sizeof out->value - 1);
        out->has_value = true;
        return w->report->tokens[token].upos != SAYSO_UPOS_PROPN && ss_when_end(out, token, token + 1, word);
    }
    if (!ss_time_word(w, SS_TIME_EVERY, token)) return false;
    uint32_t i = token + 1;
    double count = 1;
    bool vague = false;
    uint32_t after;
    if (i < w->end && ss_time_number(w, i, &after, &count, &vague)) i = after;
    enum ss_unit unit = ss_when_unit(w, i, &word);
    if (unit != SS_UNIT_NONE) {
        ss_when_duration(out, count, vague, unit);
    } else if (i < w->end && (word = ss_time_word(w, SS_TIME_WEEKDAY, i))) {
        int day = ss_when_class(w, SS_TIME_WEEKDAY, i, &word);
        strcpy(out->value, "XXXX-WXX-0");
        out->value[9] = (char)('1' + day);
    } else if (i < w->end && (word = ss_time_word(w, SS_TIME_MONTH, i))) {
        int month = ss_when_class(w, SS_TIME_MONTH, i, &word);
        strcpy(out->value, "XXXX-00");
        out->value[5] = (char)('0' + month / 10);
        out->value[6] = (char)('0' + month % 10);
    } else if (i < w->end && (word = ss_time_word(w, SS_TIME_DAYPART, i))) {
        strcpy(out->value, "XXXX-XX-XXT");
        strncat(out->value, word->value, 2);
    } else {
        return false;
    }
    out->type = "SET";
    out->has_value = true;
    return ss_when_end(out, token, i + 1, word);
}

// now, recently, the future; years, recent weeks.
static bool read_ref(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct ss_time_word *word = ss_time_word(w, SS_TIME_REF, token), *unit_word;
    uint32_t i = token + 1;
    if (word && strcmp(word->value, "FUTURE_REF") == 0 && // "as soon as", "soon after"
        (ss_time_word(w, SS_TIME_SO, i) || ss_time_word(w, SS_TIME_SHIFT, i)))
        return false;
    bool article = ss_time_word(w, SS_TIME_DEFINITE, token);
    if (!word && article && token + 1 < w->end && (word = ss_time_word(w, SS_TIME_ARTICLE_REF, token + 1))) {
        i = token + 2;
        if (i < w->end && w->report->tokens[token + 1].upos == SAYSO_UPOS_ADJ &&
            w->report->tokens[token + 1].deprel == SAYSO_DEP_AMOD)
            return false;
    } else if (!word && (word = ss_time_word(w, SS_TIME_ARTICLE_REF, token))) {
        return false;
    }
    bool vague = ss_time_word(w, SS_TIME_VAGUE, token) != NULL;
    if (vague || !word) { // years, recent years
        uint32_t k = vague ? token + 1 : token;
        enum ss_unit unit = ss_when_unit(w, k, &unit_word);
        if (unit >= SS_UNIT_DAY && unit != SS_UNIT_NONE && unit != SS_UNIT_QUARTER && unit != SS_UNIT_WEEKEND &&
            ss_when_plural(w, k)) {
            bool ago = k + 1 < w->end && ss_time_word(w, SS_TIME_AGO, k + 1);
            if (ss_time_word(w, SS_TIME_OLD, k + 1)) return false;
            if (vague && (word || ss_time_word(w, SS_TIME_REL, token))) {
                out->type = "DATE";
                strcpy(out->value, word ? "PAST_REF" : "FUTURE_REF");
                out->has_value = true;
                if (w->anchored) ss_when_stretch(out, w->today, 3, unit, word ? -1 : 1); // "in recent days"
                return ss_when_end(out, token, k + 1, unit_word);
            }
            if (ago) {
                out->type = "DATE";
                strcpy(out->value, "PAST_REF");
                out->has_value = true;
            } else {
                ss_when_duration(out, 1, true, unit);
            }
            return ss_when_end(out, token, k + 1 + ago, unit_word);
        }
        if (!word) return false;
    }
    out->type = "DATE";
    strncpy(out->value, word->value, sizeof out->value - 1);
    out->has_value = true;
    return ss_when_end(out, token, i, word);
}

bool ss_when_relative(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    static ss_when_reader *const readers[] = {read_day,    read_rel, read_count, ss_when_period,
                                              read_season, read_set, read_ref};
    return ss_when_longest(readers, sizeof readers / sizeof *readers, w, token, out);
}
