// SPDX-License-Identifier: Apache-2.0
// The knowledge file: one header, one table of sections, then the sections, each at a multiple of 64 bytes.
// Little-endian, mapped, never changed. Strings are offsets into one pool of NUL-terminated UTF-8 (offset 0 is ""), so
// that an offset inside the pool is always a good string.
//
// Checks: ss_know_open proves magic, version, size, the hash over everything after the header, and that each section
// lies in the file with a whole number of items. Look-ups treat every stored index as doubtful and clamp it, so that
// even a file made by an enemy (with a right hash) can only give wrong answers, never a wild read.
#ifndef SS_KNOW_FILE_H
#define SS_KNOW_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/io.h"
#include "know/know.h"

#define SS_KNOW_MAGIC   "SAYSOKN1"
#define SS_KNOW_VERSION 1u
#define SS_KNOW_ALIGN   64u
#define SS_FOLD_BITS    32768u
#define SS_FIRST_BITS   131072u
#define SS_KNOW_CAP     ((size_t)1 << 30)

enum ss_section {
    SS_SEC_STRINGS,    // char
    SS_SEC_TABLES,     // struct ss_f_table, sorted by name
    SS_SEC_COLUMNS,    // uint32 string
    SS_SEC_CELLS,      // uint32 string, row by row
    SS_SEC_ROWS,       // struct ss_f_row
    SS_SEC_ROW_INDEX,  // uint32 row + 1; one power-of-two hash table a table
    SS_SEC_ACTORS,     // struct ss_f_actor, sorted by id, then from
    SS_SEC_PHRASES,    // struct ss_f_phrase, sorted by hash
    SS_SEC_NODES,      // struct ss_f_node, one power-of-two hash table
    SS_SEC_ACTOR_FOLD, // struct ss_f_fold of phrases, sorted by hash
    SS_SEC_ACTOR_TYPO, // struct ss_f_fold of phrases with one letter left out, sorted by hash
    SS_SEC_FOLD_START, // bits [SS_FOLD_BITS] set over the first three skeleton letters of folded actor names
    SS_SEC_FIRST_WORD, // bits [SS_FIRST_BITS] set over the hashes of all phrases' first words
    SS_SEC_PLACES,     // struct ss_f_place
    SS_SEC_NAME_HASH,  // uint64, sorted
    SS_SEC_NAME_PLACE, // uint32 place, top bit: its canonical name; beside NAME_HASH
    SS_SEC_NAME_DIR,   // uint32 [65537]: first entry whose hash has these top 16 bits
    SS_SEC_PLACE_FOLD, // struct ss_f_fold of places, sorted by hash
    SS_SEC_COUNT
};

struct ss_f_section {
    uint32_t id;
    uint32_t item; // bytes of an item
    uint64_t offset, count;
};

struct ss_f_header {
    char magic[8];
    uint32_t version, section_count;
    uint64_t file_size;
    uint64_t rules_hash; // ss_fold_rules_hash of the builder
    char hash[32];       // hex XXH3-128 of all bytes after the header
};

struct ss_f_table {
    uint32_t name, path; // "words/cues", "words/cues.tsv"
    uint32_t column_first, column_count;
    uint32_t row_first, row_count;
    uint32_t cell_first;
    uint32_t index_first, index_room;
    uint32_t pad;
};

struct ss_f_row {
    uint32_t line; // string "words/cues.tsv:41"
    uint32_t next; // row + 1 of the next row with the same first cell; 0: none
};

struct ss_f_actor {
    uint32_t id, name, kind, code, country, sectors, from, to, line;
    uint32_t place; // GeoNames id, 0: none
    uint32_t flags; // string
};

enum ss_phrase_flag {
    SS_PHRASE_SIDED = 1,
    SS_PHRASE_ACRONYM = 2,
    SS_PHRASE_METONYM = 4,
    SS_PHRASE_LOWER_OK = 8,
    SS_PHRASE_EXACT_CASE = 16,
    SS_PHRASE_CAPITALS = 32, // written with capitals: a name
    SS_PHRASE_MANY = 64,     // two or more words
    SS_PHRASE_DEMONYM = 128, // an adjective or the people of a state
    SS_PHRASE_FOLDED = 256,  // a variant: the article left out, the words joined
    SS_PHRASE_CANONICAL = 512,
    SS_PHRASE_LEAD_UPPER = 1024 // begins with a short name in capitals ("US army"): never matches small letters there
};

struct ss_f_phrase {
    uint64_t hash;
    uint32_t actor;
    uint32_t flags;
    uint32_t text;  // string as written
    uint32_t place; // GeoNames id for metonyms that name a place
};

// A prefix of at least one phrase.
struct ss_f_node {
    uint64_t hash; // 0: empty slot
    uint32_t first;
    uint32_t count_more; // phrases that end here << 1 | longer ones exist
};

struct ss_f_fold {
    uint32_t hash; // upper half of the hash of the skeleton
    uint32_t item; // phrase or place
    uint32_t text; // string: the name as written
};

struct ss_f_place {
    uint32_t geonames, name, country, admin1, feature, line;
    int32_t lat, lon; // millionths of a degree
    uint32_t population;
    uint32_t seat; // seat of the first-order division, or ""
};

struct ss_know {
    struct ss_mapped map;
    char hash[33];
    struct {
        const unsigned char *data;
        uint64_t count;
    } section[SS_SEC_COUNT];
    const struct ss_know_table *tables; // table_count handles
    uint32_t table_count;
};

struct ss_know_table {
    const struct ss_know *know;
    struct ss_f_table t; // checked copy
};

// Size of an item of a section; 0 for an unknown section.
uint32_t ss_section_item(enum ss_section section);

// The string at an offset; "" when the offset is wild.
const char *ss_f_string(const struct ss_know *know, uint32_t offset);

// A bit of a filter section; true when the file has none.
bool ss_f_bit(const struct ss_know *know, enum ss_section section, uint64_t bit);

#define SS_SECTION(know, type, id) ((const type *)(const void *)(know)->section[id].data)

// First entry of a sorted fold section with at least this hash.
uint64_t ss_f_fold_find(const struct ss_know *know, enum ss_section section, uint32_t hash);

#endif
