// SPDX-License-Identifier: Apache-2.0
// The control ledger: who is said to hold each place, from when to when, on whose word.
#include "collate/conflict.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define WIDE_DAYS   92
#define RECENT_DAYS 45
#define PAST_DAYS   90
#define NEAR_PLACE  2 // of UCDP's precision codes

// One control claim in the order of the ledger.
struct entry {
    uint32_t claim;
    const char *place;
    int32_t day;
    bool change; // says that the place changed hands, or when it did
    struct ss_side holder;
};

struct ledger {
    struct ss_collating *c;
    SS_ARR(struct entry) entries;
    SS_ARR(struct sayso_row_control) rows; // in the arena
};

static int by_place_and_day(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    int d = strcmp(a->place, b->place);
    if (!d && a->day != b->day) d = a->day < b->day ? -1 : 1;
    if (!d && a->change != b->change) d = a->change ? -1 : 1;
    if (!d) d = strcmp(a->holder.key, b->holder.key);
    return d ? d : a->claim < b->claim ? -1 : a->claim > b->claim;
}

// Whether the same sentence tells of another holder with a day, or first: then this one is what was before ("ten months
// after the militants took it").
static bool is_background(const struct ledger *l, uint32_t i)
{
    const struct sayso_row_claim *rows = l->c->rows->claims, *r = &rows[i];
    for (uint32_t k = i > 2 ? i - 2 : 0; k < l->c->rows->claim_count && k <= i + 2; k++) {
        const struct sayso_row_claim *o = &rows[k];
        if (k == i || o->kind != SAYSO_CLAIM_CONTROL || !o->holder.key ||
            l->c->seen[k].report != l->c->seen[i].report || l->c->seen[k].words != l->c->seen[i].words ||
            !ss_streq(o->place.key, r->place.key))
            continue;
        if (ss_streq(ss_side_of(l->c, &o->holder).key, ss_side_of(l->c, &r->holder).key)) continue;
        if (r->from == SAYSO_NO_DAY && (o->from != SAYSO_NO_DAY || k < i)) return true;
    }
    return false;
}

static bool gather(struct ledger *l)
{
    const struct sayso_rows *rows = l->c->rows;
    for (uint32_t i = 0; i < rows->claim_count; i++) {
        const struct sayso_row_claim *r = &rows->claims[i];
        const struct sayso_row_actor *holder = r->holder.key ? &r->holder : r->actor_count ? &r->actors[0] : NULL;
        if (r->kind != SAYSO_CLAIM_CONTROL || r->realis != SAYSO_ACTUAL || r->forecast || !holder || !holder->key)
            continue;
        if (!ss_place_precise(&r->place) || r->place_ucdp == NEAR_PLACE) continue; // "two villages near Idlib"
        struct ss_side side = ss_side_of(l->c, holder);
        bool change = (!r->status || strcmp(r->status, "held") == 0) && !ss_rule_static(l->c->rules, r->trigger);
        bool wide = r->from != SAYSO_NO_DAY && r->to - r->from > WIDE_DAYS; // "last year" dates nothing
        int32_t day = r->from != SAYSO_NO_DAY && !wide ? r->from : r->published;
        if ((change && wide) || is_background(l, i)) continue;
        // "Gunmen" that nobody names took it, but hold it only as long as nothing else is heard.
        bool nameless = side.vague && strncmp(side.key, "state:", 6) != 0;
        if (!ss_party(holder) || (nameless && !(change && side.camp == 'n')) || day == SAYSO_NO_DAY) continue;
        struct entry *e = ss_arr_push(NULL, &l->entries);
        if (!e) return false;
        *e = (struct entry){.claim = i, .place = r->place.key, .day = day, .holder = side};
        e->change = change;
    }
    if (l->entries.count) qsort(l->entries.item, l->entries.count, sizeof *l->entries.item, by_place_and_day);
    return true;
}

static bool add_claim(struct ledger *l, struct sayso_row_control *row, uint32_t claim)
{
    uint32_t *claims = SS_NEW_ARRAY(l->c->arena, uint32_t, row->claim_count + 1);
    if (!claims) return false;
    if (row->claim_count) memcpy(claims, row->claims, row->claim_count * sizeof *claims);
    claims[row->claim_count++] = claim;
    row->claims = claims;
    return true;
}

static const struct sayso_row_actor *holder_of(const struct sayso_row_claim *r)
{
    return r->holder.key ? &r->holder : &r->actors[0];
}

static struct sayso_row_control *open_row(struct ledger *l, const struct entry *e)
{
    const struct sayso_row_claim *r = &l->c->rows->claims[e->claim];
    struct sayso_row_control *row = ss_arr_push(l->c->arena, &l->rows);
    if (!row) return NULL;
    *row = (struct sayso_row_control){.place = r->place,
                                      .holder = *holder_of(r),
                                      .side = e->holder.key,
                                      .from = e->day,
                                      .to = SAYSO_NO_DAY,
                                      .status = r->status ? r->status : "held",
                                      .changed = e->change};
    return add_claim(l, row, e->claim) ? row : NULL;
}

// Whether a claim names the side as the one who lost the place.
static bool lost_by(const struct ledger *l, const struct entry *e, const char *side)
{
    const struct ss_seen *s = &l->c->seen[e->claim];
    for (uint32_t i = 0; i < s->recipient_count; i++)
        if (ss_streq(s->recipients[i].key, side)) return true;
    return false;
}

// Whether one of two armed groups is known by its words alone, so that they may be the same.
static bool nameless_of(const struct ss_side *a, const struct ss_side *b)
{
    return a->camp == 'n' && b->camp == 'n' && (a->vague || b->vague);
}

// Rival holders of one day (or two): different sides, different voices, and neither says that it took the place from
// the other.
static bool rival(const struct ledger *l, const struct entry *a, const struct entry *b)
{
    const struct sayso_row_claim *x = &l->c->rows->claims[a->claim], *y = &l->c->rows->claims[b->claim];
    if (nameless_of(&a->holder, &b->holder)) return false;
    int32_t gap = b->day - a->day;
    if (ss_streq(a->holder.key, b->holder.key) || ss_rule_allies(l->c->rules, a->holder.key, b->holder.key) ||
        gap > 1 || strcmp(x->voice_key, y->voice_key) == 0)
        return false;
    // A town has many quarters and a war many hills: the two must speak of one matter.
    bool one_story = l->c->report_story[l->c->seen[a->claim].report] == l->c->report_story[l->c->seen[b->claim].report];
    if (!one_story && ss_words_alike(l->c, &l->c->seen[a->claim], &l->c->seen[b->claim]) < 0.08) return false;
    return a->change && b->change && !lost_by(l, a, b->holder.key) && !lost_by(l, b, a->holder.key);
}

static bool conflict(struct ledger *l, const struct entry *first, uint32_t count)
{
    struct ss_values values = {0};
    for (uint32_t i = 0; i < count; i++) {
        bool has = false;
        for (uint32_t k = 0; k < count && !has; k++)
            has = k != i && (i < k ? rival(l, &first[i], &first[k]) : rival(l, &first[k], &first[i]));
        const char *name = holder_of(&l->c->rows->claims[first[i].claim])->name;
        if (has && name && !ss_value_add(l->c, &values, name, SAYSO_OPEN, SAYSO_OPEN, first[i].claim)) return false;
    }
    if (values.count < 2) return true;
    return ss_conflict_add(l->c, NULL, "control", NULL, "contradict", &l->c->rows->claims[first[0].claim].place,
                           &values);
}

// Whether the side is named again before the next change of hands.
static bool comes_again(const struct entry *first, uint32_t count, uint32_t from, const char *side)
{
    for (uint32_t i = from; i < count && !first[i].change; i++)
        if (ss_streq(first[i].holder.key, side)) return true;
    return false;
}

// Whether a change that one report alone tells is of a part only: the side before is simply said to hold the place
// later on.
static bool is_local(const struct ledger *l, const struct entry *first, uint32_t count, uint32_t at, const char *before)
{
    const struct entry *e = &first[at];
    bool before_holds = false;
    for (uint32_t i = 0; i < count; i++) {
        int32_t gap = first[i].day - e->day;
        bool same = ss_streq(first[i].holder.key, e->holder.key);
        if (same && gap >= -3 && gap <= RECENT_DAYS && l->c->seen[first[i].claim].report != l->c->seen[e->claim].report)
            return false;
        if (!same && gap > PAST_DAYS && gap <= 365 && !first[i].change && ss_streq(first[i].holder.key, before))
            before_holds = true;
    }
    return before_holds;
}

static bool is_held(const struct ledger *l, const struct entry *e)
{
    const char *status = l->c->rows->claims[e->claim].status;
    return !status || strcmp(status, "held") == 0;
}

// Allies stand in one row: it bears the name of the side that most claims name, the land's own side first of equals.
static void settle_holder(const struct ledger *l, struct sayso_row_control *row)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < row->claim_count; i++) {
        const struct sayso_row_actor *a = holder_of(&l->c->rows->claims[row->claims[i]]);
        const char *side = ss_side_of(l->c, a).key;
        uint32_t n = row->place.country && ss_streq(a->country, row->place.country);
        for (uint32_t k = 0; k < row->claim_count; k++)
            n += 2 * ss_streq(ss_side_of(l->c, holder_of(&l->c->rows->claims[row->claims[k]])).key, side);
        n = ss_side_of(l->c, a).vague && strncmp(side, "state:", 6) != 0 ? 1 : n + 1; // a name before mere words
        if (n > best) {
            best = n;
            row->side = side;
            row->holder = *a;
        }
    }
}

// A change is dated by the day that most reports give within a week of the first.
static void settle_start(const struct ledger *l, struct sayso_row_control *row)
{
    uint32_t best = 0;
    int32_t day = row->from;
    settle_holder(l, row);
    if (!row->changed) return;
    for (uint32_t i = 0; i < row->claim_count; i++) {
        const struct sayso_row_claim *r = &l->c->rows->claims[row->claims[i]];
        uint32_t n = 0;
        if (r->from == SAYSO_NO_DAY || r->from - row->from > 7 || r->from < row->from) continue;
        for (uint32_t k = 0; k < row->claim_count; k++) {
            const struct sayso_row_claim *o = &l->c->rows->claims[row->claims[k]];
            bool same_report = k && l->c->seen[row->claims[k]].report == l->c->seen[row->claims[k - 1]].report;
            bool held = !o->status || strcmp(o->status, "held") == 0; // "entered the town" is no capture
            if (!same_report && (o->from != SAYSO_NO_DAY ? o->from : o->published) == r->from)
                n += held ? (o->recipient_count ? 3 : 2) : 1; // whoever names the loser tells of the change itself
        }
        if (n > best) {
            best = n;
            day = r->from;
        }
    }
    row->from = day;
}

// One place: its claims in time. A change of hands opens a new row; a bare "held" by another side does so only when the
// side before is not heard of any more, else the place is divided.
static bool place_rows(struct ledger *l, const struct entry *first, uint32_t count)
{
    struct sayso_row_control *row = NULL;
    bool entered = false;
    const char *before = NULL;   // side of the row before
    int32_t last = SAYSO_NO_DAY; // when the holder of the row was last named
    for (uint32_t i = 0; i < count; i++) {
        const struct entry *e = &first[i];
        const struct ss_side holder = row ? ss_side_of(l->c, &row->holder) : (struct ss_side){0};
        bool same = row && (ss_streq(row->side, e->holder.key) ||
                            ss_rule_allies(l->c->rules, row->side, e->holder.key) || nameless_of(&holder, &e->holder));
        const char *status = l->c->rows->claims[e->claim].status;
        if (same) {
            if (!add_claim(l, row, e->claim)) return false;
            if (!is_held(l, e) && !row->changed) row->status = status;
            if (e->change && !row->changed && strcmp(row->status, "held") != 0) { // fought for, now taken
                row->from = e->day;
                row->changed = true;
                row->status = "held";
            }
            last = e->day;
            continue;
        }
        if (row && row->changed && e->day - row->from <= 2 && !(e->change && lost_by(l, e, row->side)))
            continue; // stale, or disputed
        // Who lost a place is still named as its holder for a while, in the past tense or out of habit.
        if (row && row->changed && !e->change && ss_streq(e->holder.key, before) && e->day - row->from <= PAST_DAYS)
            continue;
        if (row && !is_held(l, e)) {
            entered |= strcmp(status, "contested") == 0; // fought for; it stays so only when nobody wins
            continue;
        }
        if (row && !e->change && (e->day - last <= RECENT_DAYS || comes_again(first, count, i + 1, row->side))) {
            row->status = "contested";
            continue;
        }
        if (row && e->change && is_local(l, first, count, i, row->side)) {
            row->status = "contested";
            continue;
        }
        if (row) row->to = e->day;
        if (row) settle_start(l, row);
        before = row ? row->side : NULL;
        entered = false;
        row = open_row(l, e);
        if (!row) return false;
        last = e->day;
    }
    if (row) settle_start(l, row);
    if (row && entered) row->status = "contested";
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i + 1;
        while (end < count && first[end].day <= first[i].day + 1) end++;
        if (end - i > 1 && !conflict(l, first + i, end - i)) return false;
        i = end;
    }
    return true;
}

static enum sayso_err ledger(struct ledger *l)
{
    if (!gather(l)) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0, end; i < l->entries.count; i = end) {
        for (end = i + 1; end < l->entries.count && strcmp(l->entries.item[end].place, l->entries.item[i].place) == 0;)
            end++;
        if (!place_rows(l, &l->entries.item[i], end - i)) return SAYSO_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < l->rows.count; i++) {
        struct sayso_row_control *row = &l->rows.item[i];
        uint32_t outlets;
        ss_count_support(l->c, row->claims, row->claim_count, &row->reports, &outlets, &row->origins);
        row->id =
            ss_short_id(l->c->arena, 'h', ss_printf(l->c->arena, "%s|%s|%d", row->place.key, row->side, row->from));
        if (!row->id) return SAYSO_ERR_NOMEM;
    }
    l->c->out->control = l->rows.item;
    l->c->out->control_count = l->rows.count;
    return SAYSO_OK;
}

enum sayso_err ss_collate_control(struct ss_collating *c)
{
    struct ledger l = {.c = c};
    enum sayso_err err = ledger(&l);
    ss_arr_free(&l.entries);
    return err;
}
