// SPDX-License-Identifier: Apache-2.0
// The builder's own state, shared by its files: tables read, strings collected, records being made.
#ifndef SS_KNOW_BUILDER_H
#define SS_KNOW_BUILDER_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/arr.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tsv.h"
#include "know/build.h"
#include "know/file.h"

#define SS_BUILD_CAP       ((size_t)2 << 30)
#define SS_PHRASE_FOLDABLE 0x10000u  // builder only: goes into the spelling indexes
#define SS_PLACE_NOWHERE   INT32_MIN // latitude of a place without coordinates

struct ss_source {           // one TSV file
    const char *name, *path; // "actors/roles", "actors/roles.tsv"
    struct ss_tsv tsv;
};

struct ss_name_entry {
    uint64_t hash;
    const char *text; // in the arena
    uint32_t place;
    bool primary;
};

struct ss_admin {
    const char *key, *name; // "SY.12", "Idlib"
    const char *seat;
    uint32_t place; // index + 1 of the place made for it
    double lat, lon;
    uint32_t cities;
    uint64_t population;
};

struct ss_country {
    const char *iso2, *iso3, *name, *official;
    const char **names, **adjectives, **capitals; // NULL-terminated
    double lat, lon;
    uint32_t place;            // index + 1
    uint32_t capital_geonames; // of the seat of government in the gazetteer
    const char *capital_name;
    bool dependent; // a territory of another state: gives way where a name is both's
};

struct ss_builder {
    struct ss_arena *arena;
    struct ss_know_built *built;
    struct sayso_problem *problem;
    const char *data, *npm;

    SS_ARR(struct ss_source) sources;
    struct ss_str strings;
    struct ss_map string_map;

    SS_ARR(struct ss_f_table) tables;
    SS_ARR(uint32_t) columns;
    SS_ARR(uint32_t) cells;
    SS_ARR(struct ss_f_row) rows;
    SS_ARR(uint32_t) row_index;

    SS_ARR(struct ss_f_actor) actors;
    struct ss_map own_part; // id of a row with a dot in it → index of the actor
    SS_ARR(struct ss_f_phrase) phrases;
    SS_ARR(uint64_t) prefixes; // hashes of all proper prefixes
    SS_ARR(struct ss_f_node) nodes;
    SS_ARR(struct ss_f_fold) actor_fold;
    SS_ARR(struct ss_f_fold) actor_typo;
    uint8_t *fold_start, *first_word;

    SS_ARR(struct ss_country) countries;
    SS_ARR(struct ss_admin) admins;
    struct ss_map admin_map; // "SY.12" and "SY.12.03" to admins
    SS_ARR(struct ss_f_place) places;
    SS_ARR(struct ss_name_entry) names;
    SS_ARR(uint64_t) name_hash;
    SS_ARR(uint32_t) name_place;
    uint32_t *name_dir;
    SS_ARR(struct ss_f_fold) place_fold;
};

// Offset of a string in the pool, added when new. 0 when memory is out (strings.failed is set then).
uint32_t ss_build_string(struct ss_builder *b, const char *s);
const char *ss_build_text(const struct ss_builder *b, uint32_t offset);

// "" when there is no such column.
const char *ss_build_cell(const struct ss_source *source, const struct ss_tsv_row *row, const char *column);
const struct ss_source *ss_build_source(const struct ss_builder *b, const char *name);
// "actors/roles.tsv:12" in the pool.
uint32_t ss_build_line(struct ss_builder *b, const struct ss_source *source, const struct ss_tsv_row *row);
void ss_build_note(struct ss_builder *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
// Path of a file under the npm folder, remembered as an input; NULL when it is not there.
const char *ss_build_npm_file(struct ss_builder *b, const char *name);

// Splits `list` at '|', copies each piece trimmed into the arena; NULL-terminated; NULL when memory is out.
const char **ss_build_list(struct ss_builder *b, const char *list);
// Cuts "^sa" off an alias (in place, arena memory) and gives the phrase flags it stands for.
uint32_t ss_build_flags(char *alias);

// Adds a phrase for an actor (index into actors).
enum sayso_err ss_build_phrase(struct ss_builder *b, uint32_t actor, const char *text, uint32_t flags, uint32_t place);

// Millionths of a degree; SS_PLACE_NOWHERE when it is none.
int32_t ss_build_micro(double degrees);
// Gives a place one more name. A place's canonical name is primary.
enum sayso_err ss_build_place_name(struct ss_builder *b, uint32_t place, const char *name, bool primary);
// A new place with its canonical name.
enum sayso_err ss_build_place_new(struct ss_builder *b, uint32_t *index, const char *name, const char *country,
                                  const char *feature, const char *line, double lat, double lon);
enum sayso_err ss_build_own_places(struct ss_builder *b); // the last part of ss_build_places

// The stages, in this order.
enum sayso_err ss_build_countries(struct ss_builder *b);
enum sayso_err ss_build_places(struct ss_builder *b);
enum sayso_err ss_build_actors(struct ss_builder *b);
enum sayso_err ss_build_states(struct ss_builder *b);
enum sayso_err ss_build_actor_index(struct ss_builder *b);
enum sayso_err ss_build_place_index(struct ss_builder *b);

#endif
