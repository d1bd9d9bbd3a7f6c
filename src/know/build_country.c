// SPDX-License-Identifier: Apache-2.0
// Countries, from the package of countries and our own table of states: their names, adjectives, capitals and places.
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "know/builder.h"
#include "know/norm.h"

#define COUNTRY_FILE "world-countries/countries.json"
#define LIST_MAX     64

static const char *text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

struct list {
    const char *item[LIST_MAX + 1];
    uint32_t count;
};

// Adds a name once; names not in Latin letters (they cannot stand in an English report) and codes are left out.
static enum sayso_err add(struct ss_builder *b, struct list *list, const char *name)
{
    if (!name || !*name || list->count == LIST_MAX) return SAYSO_OK;
    char key[SS_NAME_MAX];
    size_t len = ss_name_key(name, strlen(name), key);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)key[i] >= 0x80) return SAYSO_OK;
    if (len == 0) return SAYSO_OK;
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->item[i], name) == 0) return SAYSO_OK;
    const char *copy = ss_strdup(b->arena, name);
    if (!copy) return SAYSO_ERR_NOMEM;
    list->item[list->count++] = copy;
    return SAYSO_OK;
}

static enum sayso_err finish(struct ss_builder *b, const char ***out, const struct list *list)
{
    *out = ss_alloc_array(b->arena, list->count + 1, sizeof **out);
    if (!*out) return SAYSO_ERR_NOMEM;
    memcpy(*out, list->item, list->count * sizeof **out);
    return SAYSO_OK;
}

static enum sayso_err add_list(struct ss_builder *b, struct list *list, const char *cell)
{
    const char **names = ss_build_list(b, cell);
    if (!names) return SAYSO_ERR_NOMEM;
    for (; *names; names++) SS_TRY(add(b, list, *names));
    return SAYSO_OK;
}

// What actors/states.tsv says of a country comes first: its first name is the canonical one.
static enum sayso_err add_own(struct ss_builder *b, const char *iso3, struct list *names, struct list *adjectives)
{
    const struct ss_source *own = ss_build_source(b, "actors/states");
    for (uint32_t r = 0; own && r < own->tsv.row_count; r++) {
        const struct ss_tsv_row *row = &own->tsv.rows[r];
        if (strcmp(ss_build_cell(own, row, "iso3"), iso3) != 0) continue;
        SS_TRY(add_list(b, names, ss_build_cell(own, row, "names")));
        SS_TRY(add_list(b, adjectives, ss_build_cell(own, row, "adjectives")));
    }
    return SAYSO_OK;
}

// The code that our own table has for a country of this name: the package has another for Kosovo.
static const char *own_code(struct ss_builder *b, const char *name)
{
    const struct ss_source *own = ss_build_source(b, "actors/states");
    size_t len = strlen(name);
    for (uint32_t r = 0; own && r < own->tsv.row_count; r++) {
        const char *names = ss_build_cell(own, &own->tsv.rows[r], "names");
        if (strcspn(names, "|") == len && memcmp(names, name, len) == 0)
            return ss_build_cell(own, &own->tsv.rows[r], "iso3");
    }
    return NULL;
}

// Whether an English report means something else by another spelling ("Island").
static bool misnomer(struct ss_builder *b, const char *name)
{
    const struct ss_source *words = ss_build_source(b, "geonames/misnomers");
    for (uint32_t r = 0; words && r < words->tsv.row_count; r++)
        if (strcmp(ss_build_cell(words, &words->tsv.rows[r], "word"), name) == 0) return true;
    return false;
}

static enum sayso_err add_country(struct ss_builder *b, const json_t *c)
{
    const json_t *name = json_object_get(c, "name");
    const char *iso3 = text_of(c, "cca3");
    if (!*iso3 || !*text_of(name, "common")) return SAYSO_OK;
    const char *own = own_code(b, text_of(name, "common"));
    if (own) iso3 = own;
    struct ss_country *country = ss_arr_push(NULL, &b->countries);
    if (!country) return SAYSO_ERR_NOMEM;
    struct list names = {0}, adjectives = {0}, capitals = {0};
    SS_TRY(add_own(b, iso3, &names, &adjectives));
    SS_TRY(add(b, &names, text_of(name, "common")));
    SS_TRY(add(b, &names, text_of(name, "official")));
    size_t i;
    const json_t *v;
    json_array_foreach(json_object_get(c, "altSpellings"), i, v)
    {
        const char *s = json_string_value(v);
        if (s && strlen(s) > 3 && !strchr(s, ',') && !misnomer(b, s)) SS_TRY(add(b, &names, s));
    }
    const json_t *people = json_object_get(json_object_get(c, "demonyms"), "eng");
    SS_TRY(add(b, &adjectives, text_of(people, "m")));
    SS_TRY(add(b, &adjectives, text_of(people, "f")));
    json_array_foreach(json_object_get(c, "capital"), i, v) SS_TRY(add(b, &capitals, json_string_value(v)));
    country->iso2 = ss_strdup(b->arena, text_of(c, "cca2"));
    country->iso3 = ss_strdup(b->arena, iso3);
    country->name = ss_strdup(b->arena, text_of(name, "common"));
    country->official = ss_strdup(b->arena, text_of(name, "official"));
    country->capital_name = "";
    country->dependent = !json_is_true(json_object_get(c, "independent"));
    const json_t *point = json_object_get(c, "latlng");
    country->lat = json_number_value(json_array_get(point, 0));
    country->lon = json_number_value(json_array_get(point, 1));
    if (!country->iso2 || !country->iso3 || !country->name || !country->official) return SAYSO_ERR_NOMEM;
    SS_TRY(finish(b, &country->names, &names));
    SS_TRY(finish(b, &country->adjectives, &adjectives));
    return finish(b, &country->capitals, &capitals);
}

// A state that only our own table knows.
static enum sayso_err add_missing(struct ss_builder *b)
{
    const struct ss_source *own = ss_build_source(b, "actors/states");
    for (uint32_t r = 0; own && r < own->tsv.row_count; r++) {
        const char *iso3 = ss_build_cell(own, &own->tsv.rows[r], "iso3");
        bool known = !*iso3;
        for (uint32_t i = 0; i < b->countries.count && !known; i++)
            known = strcmp(b->countries.item[i].iso3, iso3) == 0;
        if (known) continue;
        struct list names = {0}, adjectives = {0}, none = {0};
        SS_TRY(add_own(b, iso3, &names, &adjectives));
        if (!names.count) continue;
        struct ss_country *country = ss_arr_push(NULL, &b->countries);
        if (!country) return SAYSO_ERR_NOMEM;
        char *first = ss_strdup(b->arena, names.item[0]);
        country->iso3 = ss_strdup(b->arena, iso3);
        if (!first || !country->iso3) return SAYSO_ERR_NOMEM;
        ss_build_flags(first);
        country->iso2 = country->official = country->capital_name = "";
        country->name = first;
        country->lat = country->lon = SS_PLACE_NOWHERE;
        SS_TRY(finish(b, &country->names, &names));
        SS_TRY(finish(b, &country->adjectives, &adjectives));
        SS_TRY(finish(b, &country->capitals, &none));
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_countries(struct ss_builder *b)
{
    const char *path = ss_build_npm_file(b, COUNTRY_FILE);
    if (path) {
        json_error_t error;
        json_t *all = json_load_file(path, 0, &error);
        if (!json_is_array(all)) {
            json_decref(all);
            return ss_fail(b->problem, SAYSO_ERR_INPUT, 322, path, error.position, "not a list of countries");
        }
        enum sayso_err err = SAYSO_OK;
        size_t i;
        const json_t *c;
        json_array_foreach(all, i, c)
        {
            err = add_country(b, c);
            if (err) break;
        }
        json_decref(all);
        SS_TRY(err);
    }
    return add_missing(b);
}
