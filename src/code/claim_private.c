// SPDX-License-Identifier: Apache-2.0
// Named persons of whom the report tells no office, body or age, and to whom violence or the law happens: civilians of
// the country that the report is about.
#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"
#include "record/names.h"

static const char *sector_of(const struct ss_know_table *t, const struct sayso_claim *c)
{
    const char *type = c->kind == SAYSO_CLAIM_EVENT ? c->type : ss_claim_kind_names[c->kind], *any = "";
    int mode = ss_know_column(t, "mode"), sector = ss_know_column(t, "sector");
    for (int64_t r = type ? ss_know_find(t, type) : -1; r >= 0; r = ss_know_find_next(t, r)) {
        const char *only = ss_know_cell(t, (uint32_t)r, mode), *is = ss_know_cell(t, (uint32_t)r, sector);
        if (!*only) any = is;
        if (*only && ss_streq(c->mode, only)) return is;
    }
    return any;
}

enum sayso_err ss_claim_private(const struct ss_claim_work *w)
{
    struct sayso_report *r = w->report;
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *c = &r->claims[i];
        const char *sector = sector_of(w->rules->private, c);
        if (!*sector || c->realis != SAYSO_ACTUAL) continue;
        for (uint32_t k = 0; k < c->recipients.count; k++) {
            struct sayso_entity *e = &r->entities[c->recipients.item[k]];
            if (!ss_streq(e->kind, "person") || e->actor || e->code || e->know || e->sector_count) continue;
            const char **sectors = SS_NEW_ARRAY(r->arena, const char *, 1);
            if (!sectors) return ss_arena_error(r->arena);
            *sectors = sector;
            e->sectors = sectors;
            e->sector_count = 1;
            if (!e->country) e->country = r->home;
            if (!(e->code = ss_printf(r->arena, "%s%s", e->country ? e->country : "", sector)))
                return ss_arena_error(r->arena);
        }
    }
    return SAYSO_OK;
}
