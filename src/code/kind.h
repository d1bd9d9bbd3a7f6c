// SPDX-License-Identifier: Apache-2.0
// What kinds of actors (entities/kinds) and sectors (entities/sectors) have in common, by the names that the tables
// give such groups.
#ifndef SS_KIND_H
#define SS_KIND_H

#include "know/know.h"

// Whether the kind ("armed_group") is of the group ("club"); false for NULL.
bool ss_kind_is(const struct ss_know *know, const char *kind, const char *group);
// Whether the sector ("REB") is of the group ("fights"); false for NULL.
bool ss_sector_is(const struct ss_know *know, const char *sector, const char *group);

#endif
