// SPDX-License-Identifier: Apache-2.0
// Forecasts: future claims of a voice about what others will do, told from the plans, promises and orders of those who
// will do it themselves; and the last day of the window that the words give ("by the end of April", "within a week").
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"
#include "code/attribution_tree.h"
#include "code/realis.h"

#define HOURS 24 // in a day

bool ss_claim_forecast(const struct ss_claim_work *w, const struct ss_draft *d)
{
    if (d->realis != SAYSO_FUTURE || !d->foretold) return false;
    bool control = d->kind == SAYSO_CLAIM_CONTROL;
    if (d->voice < 0) return control && d->time >= 0; // the writer's own
    const struct sayso_attribution *a = &w->report->attributions[d->voice];
    if (ss_voice_is(w, a, "forecast")) return true;
    if (ss_voice_is(w, a, "plan")) return false; // they tell what they mean to bring about
    if (control) return true;
    for (uint32_t i = 0; i < d->actors.count; i++) // what a voice says it will do itself is a plan
        if (a->source_entity >= 0 && d->actors.item[i] == a->source_entity) return false;
    return true;
}

// The day that lies a TimeML duration of whole units ("P2W", "PT48H") after another; the same day for vague ones.
static int64_t after(int64_t day, const char *value)
{
    if (!value || value[0] != 'P') return day;
    bool hours = value[1] == 'T';
    value += 1 + hours;
    size_t n = strspn(value, "0123456789");
    int64_t count;
    if (!n || n > 3 || !ss_parse_int(value, n, &count) || value[n + 1]) return day;
    char unit = value[n];
    if (hours) return unit == 'H' ? day + (count + HOURS - 1) / HOURS : day;
    if (unit == 'D' || unit == 'W') return day + count * (unit == 'W' ? 7 : 1);
    if (unit != 'M' && unit != 'Y') return day;
    int y, m, d;
    ss_date_from_days(day, &y, &m, &d);
    m += (int)count * (unit == 'Y' ? 12 : 1) - 1;
    y += m / 12;
    m = m % 12 + 1;
    int last = ss_days_in_month(y, m);
    return ss_days_from_date(y, m, d < last ? d : last);
}

static bool stands_in(const struct sayso_token *t, const struct sayso_time *time)
{
    return time->start <= t->start && t->end <= time->end;
}

// The duration that hangs on the word with a preposition that bounds it ("within two years"), or NULL.
static const char *window(const struct ss_claim_work *w, int32_t token)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (ss_modal_row(w, ss_ftree_case(tree, c), "window") < 0) continue;
        for (uint32_t i = 0; i < w->report->time_count; i++)
            if (stands_in(&tree->tokens[c], &w->report->times[i])) return w->report->times[i].value;
    }
    return NULL;
}

// The word of a time that the others hang on, or -1.
static int32_t head_of(const struct ss_claim_work *w, const struct sayso_time *time)
{
    for (int32_t i = ss_token_at(w->report, time->start);
         i < (int32_t)w->report->token_count && stands_in(&w->report->tokens[i], time); i++) {
        int32_t up = w->report->tokens[i].head;
        if (up < 0 || !stands_in(&w->report->tokens[up], time)) return i;
    }
    return -1;
}

// Whether a time covers all of the month, season, year … that it names, not the end of one.
static bool whole(const struct sayso_time *time, int64_t from, int64_t to)
{
    static const struct {
        const char *precision;
        int days;
    } least[] = {{"month", 28}, {"quarter", 89}, {"season", 89}, {"year", 365}, {"decade", 3650}};
    if (!time->precision) return false;
    for (size_t i = 0; i < sizeof least / sizeof *least; i++)
        if (!strcmp(time->precision, least[i].precision)) return to - from + 1 >= least[i].days;
    return !strcmp(time->precision, "days") && time->value && !strncmp(time->value, time->from, strlen(time->from));
}

static enum sayso_err write_day(const struct ss_claim_work *w, int64_t day, const char **by)
{
    char *text = ss_alloc(w->report->arena, 16);
    if (!text) return ss_arena_error(w->report->arena);
    ss_format_date(day, text);
    *by = text;
    return SAYSO_OK;
}

// The last day of a time told with the claim: "before June" ends with May, "not before June" has no end.
static enum sayso_err last_day(const struct ss_claim_work *w, const struct sayso_time *time, const char **by)
{
    int32_t head = head_of(w, time);
    int64_t from, to;
    *by = time->to;
    if (head < 0 || ss_modal_row(w, ss_ftree_case(&w->view.tree, head), "window.before") < 0) return SAYSO_OK;
    if (ss_negated_here(w, head)) {
        *by = NULL;
        return SAYSO_OK;
    }
    bool dated = time->from && time->to && ss_parse_date(time->from, &from) && ss_parse_date(time->to, &to);
    return dated && whole(time, from, to) ? write_day(w, from - 1, by) : SAYSO_OK;
}

enum sayso_err ss_claim_deadline(struct ss_claim_work *w, const struct ss_draft *d, const char **by)
{
    *by = NULL;
    if (d->time >= 0) SS_TRY(last_day(w, &w->report->times[d->time], by));
    int64_t published, end;
    if (d->time >= 0 && w->report->times[d->time].to) return SAYSO_OK;
    if (!w->report->published || !ss_parse_date(w->report->published, &published)) return SAYSO_OK;
    end = after(published, window(w, d->trigger));
    return end == published ? SAYSO_OK : write_day(w, end, by);
}
