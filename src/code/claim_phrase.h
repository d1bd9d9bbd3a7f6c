// SPDX-License-Identifier: Apache-2.0
// What a noun phrase names, for the roles of a claim. Internal to the claim stage.
#ifndef SS_CLAIM_PHRASE_H
#define SS_CLAIM_PHRASE_H

#include "code/claim.h"

// The entity of a mention; NULL when it has none.
const struct sayso_entity *ss_mention_entity(const struct ss_claim_work *work, int32_t mention);
// A country or other place that can act ("Damascus", "Israel" read as a place).
bool ss_acting_place(const struct ss_claim_work *work, int32_t mention);
// The actors named inside a noun phrase whose head names none: "members of the group", "army positions", "its convoy";
// `depth` of 0 to 2: how far down is looked already.
void ss_inner_actors(const struct ss_claim_work *work, int32_t token, int depth, struct ss_args *out);
// "rebel-held", "government-controlled": the report's own rebels or government, the last ones before or the first ones
// after; -1 when there are none.
int32_t ss_known_by_noun(const struct ss_claim_work *work, int32_t token);
// A state, or a role when `role`, that only a word before the noun names ("Israeli air strike", "rebel shelling"): its
// mention, new when needed; -1 in *mention when the word names none.
enum sayso_err ss_named_before(struct ss_claim_work *work, int32_t token, bool role, int32_t *mention) SAYSO_CHECKED;
// The state that a capital stands for, as a mention of its own; *mention stays when the place is no capital.
enum sayso_err ss_state_of_capital(struct ss_claim_work *work, int32_t place, int32_t token,
                                   int32_t *mention) SAYSO_CHECKED;
// The mention of the place named inside a noun phrase whose head is none: "the village of Hader"; -1 when none.
int32_t ss_inner_place(const struct ss_claim_work *work, int32_t token);
// "French and Egyptian warships": the French ones too.
void ss_sharing_actors(const struct ss_claim_work *work, int32_t token, struct ss_args *out);
// "the leaders of Brazil, China and India": those of China and India too; "a group of Greens and Liberals", taken for
// the Greens: the Liberals too. `whole` is the entity of the token.
void ss_owners_behind(const struct ss_claim_work *work, int32_t token, int32_t whole, struct ss_args *out);
// "one of our own, Jane Smith, who was killed", the clause hung on "one": the mention of the name right before "who",
// or -1.
int32_t ss_name_before_who(const struct ss_claim_work *work, const struct ss_draft *draft, int32_t token);
// "a claim against the computer maker Acme Works": the mention of the name that begins right behind a noun, or -1.
int32_t ss_name_behind(const struct ss_claim_work *work, int32_t token);
// The mention of an actor whose name ends at a token that is not its head, or -1.
int32_t ss_name_ending(const struct ss_claim_work *work, int32_t token);

#endif
