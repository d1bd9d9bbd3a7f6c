// SPDX-License-Identifier: Apache-2.0
// What a role noun takes up from its report. Internal to the entity stage.
#ifndef SS_ENTITY_NOUN_H
#define SS_ENTITY_NOUN_H

#include "code/entity.h"

// The entity that a definite role noun ("the army", "the group") points back to, or -1.
int32_t ss_points_back(const struct ss_entity_work *work, const struct ss_name *name, const struct ss_role *role,
                       const char *home);
// "The ministry said its aircraft …": the country of the subject before.
const char *ss_country_of_its(const struct ss_entity_work *work, const struct ss_name *name);
// The armed group that the report has named so far, the only one or by far the most often; -1 when there is none.
int32_t ss_only_group(const struct ss_entity_work *work);
// "weapons for the guerrillas", after "the Salvadoran guerrillas": the last rebels of a country named so far, or -1.
int32_t ss_rebels_before(const struct ss_entity_work *work, const struct ss_name *name);
// "fighters loyal to X", "terrorists associated with X": the name of X, or NULL; "groups linked to X" are others.
struct ss_name *ss_belongs_to(struct ss_entity_work *work, const struct ss_name *name);
// The body that the noun stands beside ("ETA, the Basque separatist group", "the militant group Hamas"), or NULL.
struct ss_name *ss_body_beside(const struct ss_entity_work *work, const struct ss_name *name, const char *kind);
// "In neighbouring Mali, the army said": the country that the sentence opens with as its scene.
const char *ss_opening_country(const struct ss_entity_work *work, const struct ss_name *name);

// entity_noun_again.c: "The colonel", after "Colonel X", "the minister", after "the defence minister": those, or -1.
int32_t ss_same_noun_before(const struct ss_entity_work *work, struct ss_name *name);
// "The French leader": the last one named who governs the country, or -1.
int32_t ss_leader_before(const struct ss_entity_work *work, const struct ss_name *name, const char *country);
// "Police": those of the only country whose police are named, or -1.
int32_t ss_same_force_before(const struct ss_entity_work *work, const struct ss_name *name, const struct ss_role *role);
// "Police in Dhaka", "rebels in Syria": the country that stands behind the noun; soldiers are often those of another.
const char *ss_country_behind(const struct ss_entity_work *work, const struct ss_name *name,
                              const struct ss_role *role);

#endif
