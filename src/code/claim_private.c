// SPDX-License-Identifier: Apache-2.0
// Named persons of whom the report tells no office, body or age, and to whom violence or the law happens: civilians of
// the country that the report is about.
#include "base/error.h"
#include "base/str.h"
#include "code/claim.h"

static bool happens(const struct sayso_claim *c)
{
    if (ss_streq(c->mode, "targeted")) return false;
    return c->kind == SAYSO_CLAIM_TOLL || ss_streq(c->type, "ASSAULT") || ss_streq(c->type, "COERCE") ||
           (ss_streq(c->type, "SANCTION") && ss_streq(c->mode, "convict"));
}

enum sayso_err ss_claim_private(struct sayso_report *r, const char *sector)
{
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *c = &r->claims[i];
        if (!happens(c) || c->realis != SAYSO_ACTUAL) continue;
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
