// SPDX-License-Identifier: Apache-2.0
// Fixed phrases: holidays and fasts by name, in the year that they name or the one that fits the tense; references
// ("the near future").
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_calendar.h"
#include "code/when_read.h"

#define WORDS_MAX 4

static void feast(struct ss_when *out, const struct ss_holiday *h, int64_t day)
{

    ss_when_day(out, day);
    if (h->days < 2) return;
    ss_when_span(out, day, day + h->days - 1, "days");
}

// The holiday nearest to the report's day on the side that the tense tells.
static bool nearest(const struct ss_when_work *w, uint32_t token, const struct ss_holiday *h, int64_t *day)
{
    int y, m, d, tense = ss_tense(w, token);
    ss_date_from_days(w->today, &y, &m, &d);
    bool found = false;
    int64_t best = 0;
    for (int year = y - 1; year <= y + 1; year++) {
        int64_t at;
        if (!ss_feast_in(w->rules->feasts, year, h->rule, &at)) continue;
        int64_t far = at > w->today ? at - w->today : w->today - (at + h->days - 1);
        if (far < 0) far = 0;
        if (at > w->today) far = tense < 0 ? far * 8 : tense ? far : far * 2;
        if (at < w->today && tense > 0) far *= 8;
        if (found && far >= best) continue;
        found = true;
        best = far;
        *day = at;
    }
    return found;
}

// The entry for `size` tokens from `token` on, in small letters, or NULL.
static const uint32_t *look_up(const struct ss_when_work *w, const struct ss_map *map, uint32_t token, uint32_t size)
{
    char phrase[48];
    const struct sayso_token *t = w->report->tokens;
    if (token + size > w->end) return NULL;
    size_t len = 0;
    uint32_t bytes = t[token + size - 1].end - t[token].start;
    if (bytes >= sizeof phrase) return NULL;
    for (const char *s = w->report->text + t[token].start; len < bytes; len++) phrase[len] = ss_ascii_lower(s[len]);
    return ss_map_get(map, phrase, len);
}

bool ss_when_phrase(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    for (uint32_t size = WORDS_MAX; size > 1; size--) {
        const uint32_t *at = look_up(w, &w->rules->words[SS_TIME_PHRASE], token, size);
        if (!at) continue;
        const struct ss_time_word *word = &w->rules->list.item[*at];
        strncpy(out->value, word->value, sizeof out->value - 1);
        out->type = *out->value == 'P' && strchr(out->value, '_') == NULL ? "DURATION" : "DATE";
        out->has_value = true;
        return ss_when_end(out, token, token + size, word);
    }
    return false;
}

bool ss_when_holiday(struct ss_when_work *w, uint32_t token, struct ss_when *out)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t size = WORDS_MAX; size > 0; size--) {
        const uint32_t *at = look_up(w, &w->rules->holiday_of, token, size);
        if (!at) continue;
        const struct ss_holiday *h = &w->rules->holidays.item[*at];
        char first = w->report->text[t[token].start];
        if (!h->small && (first < 'A' || first > 'Z')) continue;
        uint32_t i = token + size;
        uint32_t last = i - 1; // "year's end" hangs on its last word
        int year = ss_when_year_after(w, &i);
        int64_t day;
        out->type = "DATE";
        if (year > 0 ? ss_feast_in(w->rules->feasts, year, h->rule, &day) : w->anchored && nearest(w, last, h, &day))
            feast(out, h, day);
        return ss_when_end(out, token, i, &(struct ss_time_word){.line = h->line});
    }
    return false;
}
