// SPDX-License-Identifier: Apache-2.0
// How many were killed and hurt: the figures of what a report tells as actual, the sum of figures that stand in one
// list, and one for a single person without a figure.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "code/incident.h"
#include "code/number.h"

#define NEAR 150u // bytes in which figures of one claim are one list

struct counting {
    const struct ss_coder *coder;
    const struct sayso_report *report;
    SS_ARR(struct sayso_casualties) list;
    struct ss_arena *arena;
};

static bool harm(const char *counts)
{
    return ss_streq(counts, "killed") || ss_streq(counts, "injured");
}

static enum sayso_err tell(struct counting *c, uint32_t claim, const char *counts, int64_t number, uint32_t start,
                           uint32_t end)
{
    struct sayso_casualties *x = ss_arr_push(c->arena, &c->list);
    if (!x) return ss_arena_error(c->arena);
    *x = (struct sayso_casualties){start, end, counts, number, (int32_t)claim};
    return SAYSO_OK;
}

// Whether between two figures a word says that one is part of the other ("six people, including two women").
static bool part_of(const struct counting *c, uint32_t from, uint32_t to)
{
    const struct sayso_report *r = c->report;
    for (uint32_t i = 0; i < r->token_count; i++)
        if (r->tokens[i].start >= from && r->tokens[i].end <= to && ss_number_part(c->coder->number, r, (int32_t)i))
            return true;
    return false;
}

static enum sayso_err tell_figures(struct counting *c, uint32_t claim, const char *counts, bool *any)
{
    const struct sayso_claim *k = &c->report->claims[claim];
    const struct sayso_figure *first = NULL, *last = NULL;
    int64_t sum = 0;
    for (uint32_t i = 0; i < k->figures.count; i++) {
        const struct sayso_figure *f = &c->report->figures[k->figures.item[i]];
        if (!ss_streq(f->counts, counts) || f->best < 0) continue;
        *any = true;
        SS_TRY(tell(c, claim, counts, f->best, f->start, f->end));
        if (!first || f->start < first->start) first = f;
        if (!last || f->start > last->start) last = f;
        sum += f->best;
    }
    if (first == last || last->end - first->start >= NEAR || part_of(c, first->end, last->start)) return SAYSO_OK;
    return tell(c, claim, counts, sum, first->start, last->end); // "six priests and two women"
}

// Whether the words for an entity that stand nearest name one person.
static bool single(const struct counting *c, int32_t entity, uint32_t at)
{
    const struct sayso_report *r = c->report;
    if (ss_streq(r->entities[entity].kind, "person")) return true;
    const struct sayso_mention *best = NULL;
    uint32_t gap = UINT32_MAX;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->entity != entity || m->form != SAYSO_FORM_NOMINAL || m->head_token < 0) continue;
        uint32_t d = m->start > at ? m->start - at : at - m->start;
        if (d < gap) best = m;
        if (d < gap) gap = d;
    }
    if (!best) return false;
    const struct sayso_token *t = &r->tokens[best->head_token];
    bool human = ss_class_of(&c->coder->claim->frames, t->lemma) & c->coder->claim->human;
    return ss_token_has(t, "Number=Sing") && (human || ss_streq(r->entities[entity].kind, "government"));
}

static enum sayso_err count(struct counting *c, uint32_t claim)
{
    const struct sayso_claim *k = &c->report->claims[claim];
    bool any = false;
    SS_TRY(tell_figures(c, claim, "killed", &any));
    SS_TRY(tell_figures(c, claim, "injured", &any));
    const char *counts =
        any || k->trigger_token < 0 ? NULL : ss_number_harm(c->coder->number, c->report, k->trigger_token);
    if (!harm(counts)) return SAYSO_OK;
    int64_t ones = 0;
    for (uint32_t i = 0; i < k->recipients.count; i++) ones += single(c, k->recipients.item[i], k->trigger.start);
    return ones ? tell(c, claim, counts, ones, k->trigger.start, k->trigger.end) : SAYSO_OK;
}

enum sayso_err ss_incident_count(const struct ss_coder *coder, const struct sayso_report *report,
                                 struct ss_arena *arena, struct sayso_incident *out)
{
    struct counting c = {.coder = coder, .report = report, .arena = arena};
    for (uint32_t i = 0; i < report->claim_count; i++) {
        const struct sayso_claim *k = &report->claims[i];
        if ((k->kind == SAYSO_CLAIM_EVENT || k->kind == SAYSO_CLAIM_TOLL) && k->realis == SAYSO_ACTUAL)
            SS_TRY(count(&c, i));
    }
    out->casualties = c.list.item;
    out->casualties_count = c.list.count;
    return SAYSO_OK;
}
