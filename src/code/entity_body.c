// SPDX-License-Identifier: Apache-2.0
// What the words of a body's name tell of it: the last ones, or those before "of", say what sort of body it is
// ("Laurel County School District", "Ministry of Culture"), a place in it whose it is.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/kind.h"

#define BODY_WORDS 5

// Where the words end that say what it is: before the first "of" or "for", or at the end of the name.
static uint32_t sort_end(const struct ss_entity_work *w, const struct ss_name *n)
{
    for (uint32_t i = n->from + 1; i + 1 < n->to; i++)
        if ((w->lens[i] == 2 && memcmp(w->words[i], "of", 2) == 0) ||
            (w->lens[i] == 3 && memcmp(w->words[i], "for", 3) == 0))
            return i;
    return n->to;
}

// The words in small letters, every apostrophe the plain one.
static size_t plain_words(const struct ss_entity_work *w, uint32_t from, uint32_t to, char *out, size_t room)
{
    size_t len = ss_tokens_lower(w, from, to, out, room), kept = 0;
    for (size_t i = 0; i < len; i++) {
        bool curly = i + 2 < len && memcmp(out + i, "\xE2\x80\x99", 3) == 0;
        out[kept++] = curly ? '\'' : out[i];
        i += curly ? 2 : 0;
    }
    if (room) out[kept] = 0;
    return kept;
}

// The row of the longest words that end at `end` or, of "Board of Education", go on behind it; -1 when there is none.
static int64_t row_of(const struct ss_entity_work *w, const struct ss_know_table *t, const struct ss_name *n,
                      uint32_t end)
{
    char words[80];
    for (uint32_t stop = n->to; t; stop = end) {
        for (uint32_t size = BODY_WORDS; size > 0; size--) {
            if (stop < n->from + size || (stop == n->from + size && size == 1)) continue;
            size_t len = plain_words(w, stop - size, stop, words, sizeof words);
            int64_t row = len ? ss_know_find(t, words) : -1;
            bool whole = stop == end || stop - size < end; // "of Education" alone says nothing
            if (row >= 0 && whole) return row;
        }
        if (stop == end) break;
    }
    return -1;
}

// "Minnesota State Patrol", "University of Cairo": the country of the place in the name; NULL when none is known.
static const char *place_inside(const struct ss_entity_work *w, const struct ss_name *n)
{
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (o == n || o->from < n->from || o->to > n->to || o->source != SS_NAME_PLACE) continue;
        const char *country = ss_country_of_place(w, o);
        if (country) return country;
    }
    return NULL;
}

// The kind that the word for a role tells ("Iraqi Observatory").
static enum sayso_err by_role(struct ss_entity_work *w, const struct ss_name *n, uint32_t at, struct sayso_entity *e)
{
    char word[40];
    size_t len = ss_tokens_lower(w, at, at + 1, word, sizeof word);
    const uint32_t *role = len && n->to > n->from + 1 ? ss_map_get(&w->rules->role, word, len) : NULL;
    const struct ss_role *r = role ? &w->rules->roles.item[*role] : NULL;
    if (r && !r->none && *r->name >= 'A' && *r->name <= 'Z') { // "Iraqi Kurds"
        e->kind = r->kind;
        return ss_set_sectors(w, e, r->sectors);
    }
    if (!r || r->none || !ss_kind_is(w->know, r->kind, "called")) return SAYSO_OK;
    e->kind = r->kind;
    return ss_set_sectors(w, e, *r->sectors ? r->sectors : NULL);
}

enum sayso_err ss_name_tells(struct ss_entity_work *w, const struct ss_name *n, struct sayso_entity *e,
                             const char *home)
{
    uint32_t end = sort_end(w, n);
    const struct ss_know_table *t = ss_know_table(w->know, "entities/body_words");
    int64_t row = row_of(w, t, n, end);
    if (!e->country) e->country = place_inside(w, n);
    if (row < 0) return by_role(w, n, end - 1, e);
    e->kind = ss_know_cell(t, (uint32_t)row, ss_know_column(t, "kind"));
    if (!e->country && *ss_know_cell(t, (uint32_t)row, ss_know_column(t, "home"))) e->country = home;
    return ss_set_sectors(w, e, ss_know_cell(t, (uint32_t)row, ss_know_column(t, "sectors")));
}
