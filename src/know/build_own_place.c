// SPDX-License-Identifier: Apache-2.0
// Our own tables of places: a row corrects and extends the place of the gazetteer that it speaks of, or makes a new
// one.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "know/builder.h"
#include "know/norm.h"

#define SAME_KM 30.0 // a town of ours within this distance of one of the same name is that one

// -----------------------------------------------------------------------------------------------------

struct known_name {
    uint64_t hash;
    uint32_t place;
};

struct found {
    struct ss_map geonames;   // decimal id to place
    struct ss_map folded;     // "SYR admin1 idlib" to place
    struct known_name *names; // of the gazetteer, sorted
    uint32_t name_count;
};

// The folded name without words for kinds of divisions ("Idlib province": "idlib"); all of it when nothing else is
// there.
static const char *division_key(struct ss_builder *b, const char *name)
{
    struct ss_word words[SS_WORDS_MAX];
    char plain[SS_NAME_MAX], fold[SS_NAME_MAX];
    const struct ss_source *generic = ss_build_source(b, "geonames/generic");
    uint32_t n = ss_words(name, strlen(name), words, SS_WORDS_MAX, NULL);
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool skip = false;
        for (uint32_t r = 0; generic && r < generic->tsv.row_count && !skip; r++)
            skip = strcmp(generic->tsv.rows[r].cells[0], words[i].s) == 0;
        if (skip || at + words[i].len + 2u > sizeof plain) continue;
        memcpy(plain + at, words[i].s, words[i].len);
        at += words[i].len;
        plain[at++] = words[i].flags & SS_WORD_HYPHEN ? '-' : ' ';
    }
    if (at)
        ss_know_fold(plain, at - 1, fold, sizeof fold);
    else
        ss_know_fold(name, strlen(name), fold, sizeof fold);
    return ss_strdup(b->arena, fold);
}

static int by_known(const void *a, const void *b)
{
    const struct known_name *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

// Rough distance in km; good enough for neighbours.
static double distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double dy = (lat1 - lat2) * 111.2, dx = (lon1 - lon2) * 111.2 * cos(lat1 * 3.14159265358979 / 180);
    return sqrt(dx * dx + dy * dy);
}

// The largest place of the gazetteer that has one of the row's names and lies beside it.
static int64_t neighbour(struct ss_builder *b, const struct found *f, const struct ss_source *s,
                         const struct ss_tsv_row *row, double lat, double lon)
{
    const char *all = ss_printf(b->arena, "%s|%s", ss_build_cell(s, row, "name"), ss_build_cell(s, row, "aliases"));
    const char **list = all ? ss_build_list(b, all) : NULL;
    int64_t best = -1;
    for (; list && *list; list++) {
        char key[SS_NAME_MAX];
        size_t len = ss_name_key(*list, strlen(*list), key);
        uint64_t hash = ss_name_hash(key, len);
        uint32_t low = 0, high = f->name_count;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            if (f->names[mid].hash < hash)
                low = mid + 1;
            else
                high = mid;
        }
        for (; len && low < f->name_count && f->names[low].hash == hash; low++) {
            const struct ss_f_place *p = &b->places.item[f->names[low].place];
            if (p->lat == SS_PLACE_NOWHERE || !p->geonames) continue;
            if (strcmp(ss_build_text(b, p->country), ss_build_cell(s, row, "country")) != 0) continue;
            if (distance_km(lat, lon, p->lat / 1e6, p->lon / 1e6) > SAME_KM) continue;
            if (best < 0 || p->population > b->places.item[best].population) best = f->names[low].place;
        }
    }
    return best;
}

static enum sayso_err remember(struct ss_builder *b, struct found *f, uint32_t index)
{
    const struct ss_f_place *p = &b->places.item[index];
    bool known;
    if (p->geonames) {
        char *key = ss_printf(b->arena, "%u", p->geonames);
        uint32_t *value = key ? ss_map_put(&f->geonames, key, strlen(key), &known) : NULL;
        if (!value) return SAYSO_ERR_NOMEM;
        if (!known) *value = index;
    }
    const char *feature = ss_build_text(b, p->feature), *name = ss_build_text(b, p->name);
    if (strcmp(feature, "country") == 0 || strncmp(feature, "admin", 5) == 0) {
        const char *fold = *feature == 'c' ? "" : division_key(b, name);
        char *key = fold ? ss_printf(b->arena, "%s %s %s", ss_build_text(b, p->country), feature, fold) : NULL;
        uint32_t *value = key ? ss_map_put(&f->folded, key, strlen(key), &known) : NULL;
        if (!value) return SAYSO_ERR_NOMEM;
        if (!known) *value = index;
    }
    return SAYSO_OK;
}

// The place that a row of ours speaks of, when the gazetteer has it already.
static int64_t same_place(struct ss_builder *b, const struct found *f, const struct ss_source *s,
                          const struct ss_tsv_row *row, double lat, double lon)
{
    const char *id = ss_build_cell(s, row, "geonames");
    const uint32_t *hit = *id ? ss_map_get(&f->geonames, id, strlen(id)) : NULL;
    if (hit) return *hit;
    const char *feature = ss_build_cell(s, row, "feature");
    bool settlement = false; // of a kind that the gazetteer has
    const struct ss_source *kinds = ss_build_source(b, "geonames/features");
    for (uint32_t r = 0; kinds && r < kinds->tsv.row_count; r++)
        settlement = settlement || strcmp(ss_build_cell(kinds, &kinds->tsv.rows[r], "feature"), feature) == 0;
    if (settlement) return isnan(lat) ? -1 : neighbour(b, f, s, row, lat, lon);
    if (strcmp(feature, "country") != 0 && strncmp(feature, "admin", 5) != 0) return -1;
    const char *names = ss_printf(b->arena, "%s|%s", ss_build_cell(s, row, "name"), ss_build_cell(s, row, "aliases"));
    const char **list = names ? ss_build_list(b, names) : NULL;
    for (; list && *list; list++) {
        const char *fold = *feature == 'c' ? "" : division_key(b, *list);
        const char *key =
            fold ? ss_printf(b->arena, "%s %s %s", ss_build_cell(s, row, "country"), feature, fold) : NULL;
        hit = key ? ss_map_get(&f->folded, key, strlen(key)) : NULL;
        if (hit) return *hit;
    }
    return -1;
}

static enum sayso_err add_own_row(struct ss_builder *b, struct found *f, const struct ss_source *s,
                                  const struct ss_tsv_row *row)
{
    const char *name = ss_build_cell(s, row, "name"), *feature = ss_build_cell(s, row, "feature");
    if (!*name) return SAYSO_OK;
    double lat = NAN, lon = NAN;
    const char *lat_text = ss_build_cell(s, row, "lat"), *lon_text = ss_build_cell(s, row, "lon");
    bool point = ss_parse_double(lat_text, strlen(lat_text), &lat) && ss_parse_double(lon_text, strlen(lon_text), &lon);
    if (!point) lat = lon = NAN;
    const char *line = ss_printf(b->arena, "%s:%u", s->path, row->line);
    if (!line) return SAYSO_ERR_NOMEM;
    int64_t old = same_place(b, f, s, row, lat, lon);
    uint32_t index;
    if (old < 0) {
        SS_TRY(ss_build_place_new(b, &index, name, ss_build_cell(s, row, "country"), feature, line, lat, lon));
    } else {
        index = (uint32_t)old;
        struct ss_f_place *p = &b->places.item[index];
        p->name = ss_build_string(b, name);
        p->line = ss_build_string(b, line);
        if (*feature) p->feature = ss_build_string(b, feature);
        if (*ss_build_cell(s, row, "country")) p->country = ss_build_string(b, ss_build_cell(s, row, "country"));
        if (point) {
            p->lat = ss_build_micro(lat);
            p->lon = ss_build_micro(lon);
        }
        SS_TRY(ss_build_place_name(b, index, name, true));
    }
    struct ss_f_place *p = &b->places.item[index];
    int64_t number;
    const char *id = ss_build_cell(s, row, "geonames"), *people = ss_build_cell(s, row, "population");
    if (ss_parse_int(id, strlen(id), &number) && number > 0 && number <= UINT32_MAX) p->geonames = (uint32_t)number;
    if (ss_parse_int(people, strlen(people), &number) && number > 0 && number <= UINT32_MAX)
        p->population = (uint32_t)number;
    if (*ss_build_cell(s, row, "admin1")) p->admin1 = ss_build_string(b, ss_build_cell(s, row, "admin1"));
    const char **list = ss_build_list(b, ss_build_cell(s, row, "aliases"));
    if (!list) return SAYSO_ERR_NOMEM;
    for (; *list; list++) SS_TRY(ss_build_place_name(b, index, *list, false));
    return remember(b, f, index);
}

// places/country_points.tsv: where a country's name stands on a map.
static void move_countries(struct ss_builder *b)
{
    const struct ss_source *s = ss_build_source(b, "places/country_points");
    for (uint32_t r = 0; s && r < s->tsv.row_count; r++) {
        const struct ss_tsv_row *row = &s->tsv.rows[r];
        double lat, lon;
        const char *lat_text = ss_build_cell(s, row, "lat"), *lon_text = ss_build_cell(s, row, "lon");
        if (!ss_parse_double(lat_text, strlen(lat_text), &lat) || !ss_parse_double(lon_text, strlen(lon_text), &lon))
            continue;
        for (uint32_t i = 0; i < b->countries.count; i++)
            if (b->countries.item[i].place && strcmp(b->countries.item[i].iso3, ss_build_cell(s, row, "iso3")) == 0) {
                b->places.item[b->countries.item[i].place - 1].lat = ss_build_micro(lat);
                b->places.item[b->countries.item[i].place - 1].lon = ss_build_micro(lon);
            }
    }
}

static enum sayso_err add_own(struct ss_builder *b, struct found *f)
{
    f->names = malloc((b->names.count + 1u) * sizeof *f->names);
    if (!f->names) return SAYSO_ERR_NOMEM;
    for (; f->name_count < b->names.count; f->name_count++)
        f->names[f->name_count] =
            (struct known_name){b->names.item[f->name_count].hash, b->names.item[f->name_count].place};
    qsort(f->names, f->name_count, sizeof *f->names, by_known);
    move_countries(b);
    for (uint32_t i = 0; i < b->places.count; i++) SS_TRY(remember(b, f, i));
    for (uint32_t i = 0; i < b->sources.count; i++) {
        const struct ss_source *s = &b->sources.item[i];
        if (strncmp(s->name, "places/", 7) != 0 || ss_tsv_column(&s->tsv, "feature") < 0) continue;
        for (uint32_t r = 0; r < s->tsv.row_count; r++) SS_TRY(add_own_row(b, f, s, &s->tsv.rows[r]));
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_own_places(struct ss_builder *b)
{
    struct found f = {0};
    enum sayso_err err = add_own(b, &f);
    ss_map_free(&f.geonames);
    ss_map_free(&f.folded);
    free(f.names);
    return err;
}
