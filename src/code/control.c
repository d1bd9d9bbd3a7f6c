// SPDX-License-Identifier: Apache-2.0
// Control claims: who holds the place, and how firmly, after the happening that the claim tells.
#include "base/str.h"
#include "code/claim.h"

// The status stands in the mode column of the frame. The holder is what the frame's holder role found; without one the
// taker of a held or contested place, and the loser of a besieged one, who is still inside.
void ss_claim_control(struct ss_claim_work *w, const struct ss_draft *d, struct sayso_claim *c)
{
    (void)w;
    c->status = d->mode ? d->mode : "held";
    bool besieged = ss_streq(c->status, "besieged");
    const struct ss_args *side = besieged ? &d->recipients : &d->actors;
    if (d->holders.count)
        c->holder = d->holders.item[0];
    else if (side->count)
        c->holder = side->item[0];
    if (c->realis == SAYSO_NEGATED && ss_streq(c->status, "held")) c->status = "unknown";
}
