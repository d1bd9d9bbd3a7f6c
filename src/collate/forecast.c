// SPDX-License-Identifier: Apache-2.0
// The forecast ledger: what was foretold, and what later claims say came of it.
#include "collate/private.h"

#include <string.h>
#include "base/str.h"

#define OPEN_DAYS 730 // a forecast without a deadline is not decided by what comes later than this

// Whether claim i is the deed that forecast f foretold.
static bool fulfils(const struct ss_collating *c, uint32_t f, uint32_t i)
{
    const struct sayso_row_claim *x = &c->rows->claims[f], *y = &c->rows->claims[i];
    const struct ss_seen *a = &c->seen[f], *b = &c->seen[i];
    int32_t day = y->from != SAYSO_NO_DAY ? y->from : y->published;
    if (y->forecast || y->realis != SAYSO_ACTUAL || day == SAYSO_NO_DAY || x->published == SAYSO_NO_DAY) return false;
    if (day <= x->published || (x->by != SAYSO_NO_DAY && day > x->by) || day > x->published + OPEN_DAYS) return false;
    if (x->kind == SAYSO_CLAIM_CONTROL) {
        if (y->kind != SAYSO_CLAIM_CONTROL || ss_place_fit(&x->place, &y->place) < 2) return false;
        bool held = !y->status || strcmp(y->status, "held") == 0,
             arrives = x->status && !strcmp(x->status, "contested");
        if (!held && !arrives) return false;
        if (!a->actor_count) // "the city will fall": some other side takes it
            return b->actor_count && held && !ss_rule_static(c->rules, y->trigger);
        return ss_sides_fit(a->actors, a->actor_count, b->actors, b->actor_count) > 0;
    }
    if (x->by == SAYSO_NO_DAY || !a->place || !ss_streq(x->mode, y->mode))
        return false; // in a war something like it always comes
    if (x->kind != y->kind || !ss_streq(x->type, y->type)) return false;
    if (a->place ? ss_place_fit(&x->place, &y->place) < 2
                 : ss_sides_fit(a->recipients, a->recipient_count, b->recipients, b->recipient_count) <= 0)
        return false;
    return ss_sides_fit(a->actors, a->actor_count, b->actors, b->actor_count) > 0;
}

// Whether some report after the last day speaks of the place of forecast f, or of its sides when it has none: else
// nobody looked, and nothing is known.
static bool looked_at(const struct ss_collating *c, uint32_t f, int32_t by)
{
    const struct sayso_row_claim *x = &c->rows->claims[f];
    const struct ss_seen *a = &c->seen[f];
    for (uint32_t i = 0; i < c->rows->claim_count; i++) {
        const struct sayso_row_claim *y = &c->rows->claims[i];
        const struct ss_seen *b = &c->seen[i];
        if (y->published == SAYSO_NO_DAY || y->published <= by || b->report == a->report) continue;
        if (a->place
                ? b->place && ss_place_fit(&x->place, b->place) > 0
                : a->actor_count && (ss_sides_fit(a->actors, a->actor_count, b->actors, b->actor_count) > 0 ||
                                     ss_sides_fit(a->actors, a->actor_count, b->recipients, b->recipient_count) > 0))
            return true;
    }
    return false;
}

static bool decide(struct ss_collating *c, uint32_t f, struct sayso_row_forecast *out)
{
    const struct sayso_row_claim *x = &c->rows->claims[f];
    SS_ARR(uint32_t) deciding = {0};
    *out = (struct sayso_row_forecast){.claim = f, .by = x->by, .state = "open"};
    if (x->by != SAYSO_NO_DAY && x->by <= x->published) out->by = SAYSO_NO_DAY; // the past is no deadline
    for (uint32_t i = 0; i < c->rows->claim_count; i++) {
        if (!fulfils(c, f, i)) continue;
        uint32_t *d = ss_arr_push(c->arena, &deciding);
        if (!d) return false;
        *d = i;
    }
    if (deciding.count)
        out->state = "came true";
    else if (out->by != SAYSO_NO_DAY && c->last_day != SAYSO_NO_DAY && out->by < c->last_day &&
             looked_at(c, f, out->by))
        out->state = "failed";
    out->deciding = deciding.item;
    out->deciding_count = deciding.count;
    out->id = ss_short_id(c->arena, 'f', x->id);
    return out->id != NULL;
}

enum sayso_err ss_collate_forecasts(struct ss_collating *c)
{
    SS_ARR(struct sayso_row_forecast) rows = {0};
    for (uint32_t i = 0; i < c->rows->claim_count; i++) {
        if (!c->rows->claims[i].forecast) continue;
        struct sayso_row_forecast *f = ss_arr_push(c->arena, &rows);
        if (!f || !decide(c, i, f)) return SAYSO_ERR_NOMEM;
    }
    c->out->forecasts = rows.item;
    c->out->forecast_count = rows.count;
    return SAYSO_OK;
}
