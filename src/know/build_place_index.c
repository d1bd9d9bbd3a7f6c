// SPDX-License-Identifier: Apache-2.0
// Indexes of places: names by hash of the normalised form, spellings by the skeleton of the folded form.
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "know/builder.h"
#include "know/norm.h"

#define OWN_RANK 50000 // a reviewed place of unknown population ranks like a town of this size

// ------------------------------------------------------------------------------------------------------------

// How likely a place is meant by a name: countries first, then by population. A capital counts four times, a division a
// quarter (news speaks of the city), an alternative name a tenth ("White House" is not Casablanca).
static uint64_t rank(const struct ss_builder *b, uint32_t place, bool primary)
{
    const struct ss_f_place *p = &b->places.item[place];
    const char *feature = ss_build_text(b, p->feature);
    if (strcmp(feature, "country") == 0) return UINT64_MAX;
    bool own = strncmp(ss_build_text(b, p->line), "places/", 7) == 0;
    uint64_t people = p->population ? p->population : own ? OWN_RANK : 1;
    people *= 40;
    if (strcmp(feature, "capital") == 0) people *= 4;
    if (strncmp(feature, "admin", 5) == 0) people /= 4;
    return primary || own ? people : people / 10;
}

struct ranked {
    uint64_t hash, rank;
    const char *text;
    uint32_t place;
    bool primary;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    if (x->primary != y->primary) return x->primary ? -1 : 1;
    return strcmp(x->text, y->text);
}

static enum sayso_err index_names(struct ss_builder *b, struct ranked *all)
{
    b->name_dir = ss_alloc_array(b->arena, 65537, sizeof *b->name_dir);
    if (!b->name_dir) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; i < b->names.count; i++) {
        const struct ranked *r = &all[i];
        bool known = false;
        for (uint32_t k = i; k-- > 0 && all[k].hash == r->hash && !known;) known = all[k].place == r->place;
        if (known) continue;
        bool primary = r->primary && strcmp(r->text, ss_build_text(b, b->places.item[r->place].name)) == 0;
        uint64_t *hash = ss_arr_push(NULL, &b->name_hash);
        uint32_t *place = ss_arr_push(NULL, &b->name_place);
        if (!hash || !place) return SAYSO_ERR_NOMEM;
        *hash = r->hash;
        *place = r->place | (primary ? 0x80000000u : 0);
        b->name_dir[(r->hash >> 48) + 1] = b->name_hash.count;
    }
    for (uint32_t i = 1; i <= 65536; i++)
        if (b->name_dir[i] < b->name_dir[i - 1]) b->name_dir[i] = b->name_dir[i - 1];
    return SAYSO_OK;
}

// Whether the place's country writes another script; without the table: every country.
static bool transliterated(const struct ss_builder *b, const struct ss_source *countries, uint32_t place)
{
    const char *iso3 = ss_build_text(b, b->places.item[place].country);
    if (!countries) return true;
    for (uint32_t r = 0; r < countries->tsv.row_count; r++)
        if (strcmp(countries->tsv.rows[r].cells[0], iso3) == 0) return true;
    return false;
}

static enum sayso_err index_folds(struct ss_builder *b, struct ranked *all)
{
    const struct ss_source *countries = ss_build_source(b, "spelling/countries");
    char key[SS_NAME_MAX], fold[SS_NAME_MAX], skeleton[SS_NAME_MAX];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->names.count; i++) {
        const char *text = all[i].text;
        if (!transliterated(b, countries, all[i].place)) continue;
        if (ss_name_key(text, strlen(text), key) < SS_FOLD_LETTERS) continue;
        size_t len = ss_know_fold(text, strlen(text), fold, sizeof fold);
        size_t n = ss_skeleton(fold, len, skeleton);
        struct ranked r = all[i];
        r.hash = ss_name_hash(skeleton, n) >> 32;
        if (!(r.text = ss_strdup(b->arena, fold))) return SAYSO_ERR_NOMEM;
        all[kept++] = r;
    }
    if (kept) qsort(all, kept, sizeof *all, by_rank);
    for (uint32_t i = 0; i < kept; i++) {
        bool known = false;
        for (uint32_t k = i; k-- > 0 && all[k].hash == all[i].hash && all[k].place == all[i].place && !known;)
            known = strcmp(all[k].text, all[i].text) == 0;
        if (known) continue;
        struct ss_f_fold *f = ss_arr_push(NULL, &b->place_fold);
        if (!f) return SAYSO_ERR_NOMEM;
        *f = (struct ss_f_fold){(uint32_t)all[i].hash, all[i].place, ss_build_string(b, all[i].text)};
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_place_index(struct ss_builder *b)
{
    b->built->places = b->places.count;
    if (!b->names.count) return SAYSO_OK;
    struct ranked *all = malloc(b->names.count * sizeof *all);
    if (!all) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; i < b->names.count; i++) {
        const struct ss_name_entry *e = &b->names.item[i];
        all[i] = (struct ranked){e->hash, rank(b, e->place, e->primary), e->text, e->place, e->primary};
    }
    qsort(all, b->names.count, sizeof *all, by_rank);
    enum sayso_err err = index_names(b, all);
    if (!err) err = index_folds(b, all);
    free(all);
    b->built->names = b->name_hash.count;
    return err;
}
