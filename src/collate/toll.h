// SPDX-License-Identifier: Apache-2.0
// Figures made comparable: bounds, whose dead they count, and one figure for each voice.
#ifndef SS_COLLATE_TOLL_H
#define SS_COLLATE_TOLL_H

#include "collate/private.h"

struct ss_count {
    uint32_t claim, figure;
    const char *group; // "all", "civilians", …
    struct ss_side of; // whose; key NULL: not known
    int64_t low, high; // high INT64_MAX: open
    int64_t best;
    bool vague;
};

struct ss_counts {
    struct ss_count *item;
    uint32_t count, room;
};

// One figure for each voice, group and side of what an event's claims count as `what`; the voice's last report decides,
// and in it the largest figure. In order of voice. Heap; ss_arr_free.
bool ss_counts_of(const struct ss_collating *c, const struct sayso_row_event *e, const char *what,
                  struct ss_counts *out);

// 0 both can be right; 1 far apart, or a later and higher count; 2 they cannot both be right.
int ss_counts_differ(const struct ss_collating *c, const struct ss_count *a, const struct ss_count *b);

#endif
