// SPDX-License-Identifier: Apache-2.0
// Vague parts and windows: "late March" covers its last days, "late spring or early summer" all from the one to the
// other, "between May and July" three months. Values stay those of the words; the days covered change.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

// The part of a stretch by the calendar: the first, second or third ten days of a month, four months of a year, years 0
// to 3, 4 to 6 and 7 to 9 of a decade; of others a third.
static void narrow(struct ss_when *out, const char *part)
{
    if (!out->has_range || !out->precision || out->last - out->first < 20) return;
    int y, m, d, at = strcmp(part, "START") == 0 ? 0 : strcmp(part, "END") == 0 ? 2 : 1;
    ss_date_from_days(out->first, &y, &m, &d);
    int64_t begin[4] = {out->first, 0, 0, out->last + 1};
    for (int i = 1; i < 3; i++) {
        if (strcmp(out->precision, "month") == 0)
            begin[i] = out->first + 10 * i;
        else if (strcmp(out->precision, "year") == 0)
            begin[i] = ss_days_from_date(y, 1 + 4 * i, 1);
        else if (strcmp(out->precision, "decade") == 0)
            begin[i] = ss_days_from_date(y + 1 + 3 * i, 1, 1);
        else
            begin[i] = out->first + (out->last - out->first + 1) * i / 3;
    }
    out->first = begin[at];
    out->last = begin[at + 1] - 1;
}

static bool mid_word(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    return t->end - t->start > 4 && ss_ascii_lower(s[0]) == 'm' && strncmp(s + 1, "id-", 3) == 0;
}

// `read` at the token; words of part before it belong to it.
bool ss_when_part(struct ss_when_work *w, uint32_t token, ss_when_reader *read, struct ss_when *out)
{
    bool found = read(w, token, out);
    uint32_t i = token;
    if (ss_time_word(w, SS_TIME_DEFINITE, i) && i + 1 < w->end && ss_time_word(w, SS_TIME_MOD, i + 1)) i++;
    const struct ss_time_word *mod = ss_time_word(w, SS_TIME_MOD, i);
    if (!mod) {
        if (found && mid_word(w, token)) narrow(out, "MID");
        return found;
    }
    i++;
    if (ss_time_word(w, SS_TIME_HYPHEN, i)) i++;
    bool of = ss_time_word(w, SS_TIME_OF, i) != NULL;
    if (of || ss_time_word(w, SS_TIME_IN, i)) i++;
    struct ss_when inner = {0};
    bool noun = w->report->tokens[i - 1 - of].upos == SAYSO_UPOS_NOUN;
    if (i < w->end && (of || !noun) && read(w, i, &inner) && inner.has_range && strcmp(inner.type, "DATE") == 0 &&
        (!found || inner.to > out->to)) {
        *out = inner;
        out->from = token;
        found = true;
    }
    if (found && out->to > i) narrow(out, mod->value);
    return found;
}

// One token stands between the two.
static bool joined(const struct ss_when_work *w, const struct ss_when *a, const struct ss_when *b)
{
    if (b->from != a->to + 1 || !ss_time_word(w, SS_TIME_SPAN, a->to)) return false;
    if (!ss_time_word(w, SS_TIME_AND, a->to)) return true;
    return a->from > w->first && ss_time_word(w, SS_TIME_BETWEEN, a->from - 1);
}

void ss_when_windows(const struct ss_when_work *w, struct ss_when *list, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        struct ss_when *a = &list[i], *b = &list[i + 1];
        if (!a->has_range || !b->has_range || !joined(w, a, b) || a->first > b->last) continue;
        if (strcmp(a->type, "DATE") != 0 || strcmp(b->type, "DATE") != 0) continue;
        a->last = b->last > a->last ? b->last : a->last;
        b->first = a->first < b->first ? a->first : b->first;
        b->last = a->last;
    }
}
