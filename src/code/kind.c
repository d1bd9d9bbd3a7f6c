// SPDX-License-Identifier: Apache-2.0
// Groups of kinds and sectors, read from the tables.
#include "code/kind.h"

#include "base/str.h"

static bool in_group(const struct ss_know_table *t, const char *name, const char *group)
{
    int64_t row = name ? ss_know_find(t, name) : -1;
    return row >= 0 && ss_in_list(ss_know_cell(t, (uint32_t)row, ss_know_column(t, "groups")), '|', group);
}

bool ss_kind_is(const struct ss_know *know, const char *kind, const char *group)
{
    return in_group(ss_know_table(know, "entities/kinds"), kind, group);
}

bool ss_sector_is(const struct ss_know *know, const char *sector, const char *group)
{
    return in_group(ss_know_table(know, "entities/sectors"), sector, group);
}
