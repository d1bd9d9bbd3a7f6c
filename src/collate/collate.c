// SPDX-License-Identifier: Apache-2.0
// The steps of collation in their order, and the small tools that they share.
#include "collate/private.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

bool ss_is(const char *list, const char *word)
{
    return word && ss_in_list(list, '|', word);
}

int ss_compare_text(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    if (!x || !y) return !x && !y ? 0 : !x ? -1 : 1;
    return strcmp(x, y);
}

uint32_t ss_count_different(const char **items, uint32_t count)
{
    uint32_t n = 0;
    if (count) qsort(items, count, sizeof *items, ss_compare_text);
    for (uint32_t i = 0; i < count; i++)
        if (!i || ss_compare_text(&items[i], &items[i - 1]) != 0) n++;
    return n;
}

void ss_count_support(const struct ss_collating *c, const uint32_t *claims, uint32_t count, uint32_t *reports,
                      uint32_t *outlets, uint32_t *origins)
{
    const char **items = malloc((count ? count : 1) * sizeof *items);
    *reports = *outlets = *origins = 0;
    if (!items) return;
    for (uint32_t i = 0; i < count; i++) items[i] = c->rows->claims[claims[i]].report;
    *reports = ss_count_different(items, count);
    for (uint32_t i = 0; i < count; i++) items[i] = c->rows->claims[claims[i]].outlet;
    *outlets = ss_count_different(items, count);
    for (uint32_t i = 0; i < count; i++) items[i] = c->seen[claims[i]].origin;
    *origins = ss_count_different(items, count);
    free(items);
}

const char *ss_short_id(struct ss_arena *arena, char kind, const char *key)
{
    static const char signs[] = "0123456789abcdefghjkmnpqrstvwxyz";
    uint64_t h = ss_hash(key, strlen(key), 0);
    char out[9] = {kind};
    for (int i = 1; i < 8; i++, h >>= 5) out[i] = signs[h & 31];
    return ss_strdup(arena, out);
}

// Two short ids may meet; the later in order gets a number.
static bool make_ids_differ(struct ss_collating *c)
{
    struct ss_map seen = {0};
    bool ok = true, found;
    for (uint32_t i = 0; ok && i < c->out->event_count; i++) {
        struct sayso_row_event *e = &c->out->events[i];
        ok = ss_map_put(&seen, e->id, strlen(e->id), &found) != NULL;
        if (ok && found) e->id = ss_printf(c->arena, "%s.%u", e->id, i);
        ok = ok && e->id;
    }
    ss_map_free(&seen);
    return ok;
}

enum sayso_err ss_collate(struct ss_arena *arena, const struct sayso_rows *rows, const struct ss_collate_rules *rules,
                          struct sayso_collation *out)
{
    struct ss_collating c = {.arena = arena, .rows = rows, .rules = rules, .last_day = SAYSO_NO_DAY, .out = out};
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < rows->report_count; i++)
        if (rows->reports[i].published > c.last_day) c.last_day = rows->reports[i].published;
    SS_TRY(ss_collate_echoes(&c));
    SS_TRY(ss_collate_stories(&c));
    SS_TRY(ss_collate_see(&c));
    SS_TRY(ss_collate_events(&c));
    if (!make_ids_differ(&c)) return SAYSO_ERR_NOMEM;
    SS_TRY(ss_collate_tolls(&c));
    SS_TRY(ss_collate_summaries(&c));
    SS_TRY(ss_collate_conflicts(&c));
    SS_TRY(ss_collate_control(&c));
    SS_TRY(ss_collate_forecasts(&c));
    out->conflicts = c.conflicts.item;
    out->conflict_count = c.conflicts.count;
    return ss_arena_error(arena);
}
