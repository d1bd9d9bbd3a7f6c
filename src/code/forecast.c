// SPDX-License-Identifier: Apache-2.0
// Forecasts: future claims of a voice about what others will do, told from the plans, promises and orders of those who
// will do it themselves; and the last day of the window that the words give ("by the end of April", "within a week").
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/realis.h"

// Whether voices of this class tell what they mean to bring about (words/modals, link "voice").
static bool plans(const struct ss_claim_work *w, const char *class)
{
    char key[48];
    snprintf(key, sizeof key, "~%.40s", class ? class : "");
    return ss_modal_row(w, key, "plan") >= 0;
}

static bool foretells(const struct ss_claim_work *w, const char *class)
{
    char key[48];
    snprintf(key, sizeof key, "~%.40s", class ? class : "");
    return ss_modal_row(w, key, "forecast") >= 0;
}

bool ss_claim_forecast(const struct ss_claim_work *w, const struct ss_draft *d)
{
    if (d->realis != SAYSO_FUTURE || !d->foretold) return false;
    bool control = d->kind == SAYSO_CLAIM_CONTROL;
    if (d->voice < 0) return control && d->time >= 0; // the writer's own
    const struct sayso_attribution *a = &w->report->attributions[d->voice];
    if (foretells(w, a->verb)) return true;
    if (plans(w, a->verb)) return false;
    if (control) return true;
    for (uint32_t i = 0; i < d->actors.count; i++) // what a voice says it will do itself is a plan
        if (a->source_entity >= 0 && d->actors.item[i] == a->source_entity) return false;
    return true;
}

// The day that lies a TimeML duration of whole units ("P2W") after another; the same day for vague ones.
static int64_t after(int64_t day, const char *value)
{
    if (!value || value[0] != 'P') return day;
    size_t n = strspn(value + 1, "0123456789");
    int64_t count;
    if (!n || n > 3 || !ss_parse_int(value + 1, n, &count) || value[2 + n]) return day;
    char unit = value[1 + n];
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

enum sayso_err ss_claim_deadline(struct ss_claim_work *w, const struct ss_draft *d, const char **by)
{
    *by = d->time >= 0 ? w->report->times[d->time].to : NULL;
    int64_t published, end;
    if (*by || !w->report->published || !ss_parse_date(w->report->published, &published)) return SAYSO_OK;
    end = after(published, window(w, d->trigger));
    if (end == published) return SAYSO_OK;
    char *text = ss_alloc(w->report->arena, 16);
    if (!text) return ss_arena_error(w->report->arena);
    ss_format_date(end, text);
    *by = text;
    return SAYSO_OK;
}
