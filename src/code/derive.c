// SPDX-License-Identifier: Apache-2.0
// CAMEO and ACLED codes of a claim, by the tables events/cameo.tsv and events/acled.tsv: rows are tried in order, the
// first whose conditions hold gives the codes.
#include <string.h>

#include "base/str.h"
#include "code/claim.h"

static bool side_is(const struct ss_claim_work *w, const struct ss_args *side, const char *classes)
{
    if (!*classes) return true;
    if (!strcmp(classes, "none")) return !side->count;
    if (!strcmp(classes, "any")) return side->count > 0;
    for (uint32_t i = 0; i < side->count; i++) {
        const char *kind = w->report->entities[side->item[i]].kind;
        if (kind && ss_in_list(classes, '|', kind)) return true;
    }
    return false;
}

// A list of words of a cell; an empty cell accepts anything, "-" only nothing.
static bool word_is(const char *cell, const char *word)
{
    if (!*cell) return true;
    if (!word) return !strcmp(cell, "-") || ss_in_list(cell, '|', "-");
    return ss_in_list(cell, '|', word);
}

static int64_t first_row(const struct ss_claim_work *w, const struct ss_know_table *t, const struct ss_draft *d,
                         const struct sayso_claim *c)
{
    int mode = ss_know_column(t, "mode"), actor = ss_know_column(t, "actor"),
        recipient = ss_know_column(t, "recipient");
    const char *type = c->kind == SAYSO_CLAIM_EVENT ? c->type : c->kind == SAYSO_CLAIM_TOLL ? "toll" : "control";
    const char *m = c->kind == SAYSO_CLAIM_CONTROL ? c->status : c->mode;
    for (int64_t r = ss_know_find(t, type); r >= 0; r = ss_know_find_next(t, r)) {
        uint32_t row = (uint32_t)r;
        if (word_is(ss_know_cell(t, row, mode), m) && side_is(w, &d->actors, ss_know_cell(t, row, actor)) &&
            side_is(w, &d->recipients, ss_know_cell(t, row, recipient)))
            return r;
    }
    return -1;
}

void ss_claim_derive(const struct ss_claim_work *w, const struct ss_draft *d, struct sayso_claim *c)
{
    const struct ss_know_table *t = w->rules->cameo;
    int64_t r = first_row(w, t, d, c);
    c->cameo = d->cameo;
    if (!c->cameo && r >= 0) {
        const char *code = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "cameo"));
        if (*code) c->cameo = code;
    }
    t = w->rules->acled;
    r = first_row(w, t, d, c);
    if (r < 0) return;
    const char *type = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "acled")),
               *sub = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "acled_sub"));
    c->acled = *type ? type : NULL;
    c->acled_sub = *sub ? sub : NULL;
}
