// SPDX-License-Identifier: Apache-2.0
// Import of event coders' dictionaries (the TABARI and PETRARCH text forms) into a folder of tables:
//
//   actors.tsv    phrase code from to line      AL_QAEDA IMGMOSALQ; dates like 19950601, empty = open
//   agents.tsv    phrase code line              ~GOV is put behind an actor's code, NGO~ before it
//   discards.tsv  phrase story line             sentences (or, with "yes", whole stories) that are not coded
//   verbs.tsv     verb before after block code line
//   patterns.tsv  block before after code line  words before and after the verb
//   synsets.tsv   name phrase line
//   unmapped.txt  what had no place in them, with file and line
//
// A phrase is upper-case words: "_" between words that stand together, a space where others may stand between.
#ifndef SS_KNOW_IMPORT_H
#define SS_KNOW_IMPORT_H

#include <sayso/error.h>

#include "base/str.h"

enum ss_import_table {
    SS_IMPORT_ACTORS,
    SS_IMPORT_AGENTS,
    SS_IMPORT_DISCARDS,
    SS_IMPORT_VERBS,
    SS_IMPORT_PATTERNS,
    SS_IMPORT_SYNSETS,
    SS_IMPORT_TABLES
};
extern const char *const ss_import_names[SS_IMPORT_TABLES];

#define SS_IMPORT_NAMES 256
#define SS_IMPORT_CODES 32
#define SS_IMPORT_SETS  16

// An import in the making, on the heap.
struct ss_import {
    struct { // what is gathered until the next actor begins, and the substitution sets of agents
        char *name[SS_IMPORT_NAMES], *code[SS_IMPORT_CODES], *set[SS_IMPORT_SETS];
        uint32_t names, codes, sets;
    } now;
    struct {
        char code[64]; // of the block
        char set[64];  // of the synonyms that are being read; empty = verbs
    } verbs;
    struct ss_str table[SS_IMPORT_TABLES], unmapped;
    uint32_t rows[SS_IMPORT_TABLES], unmapped_count;
    uint32_t block; // last block of verbs
    const char *file;
    uint32_t line;
};

// Reads one dictionary, its kind told by its content. INPUT when it is none.
enum sayso_err ss_import_file(struct ss_import *import, const char *path, struct sayso_problem *problem);
// Writes the tables that have rows into a folder, made if need be.
enum sayso_err ss_import_write(struct ss_import *import, const char *folder, struct sayso_problem *problem);
void ss_import_free(struct ss_import *import);

// For the readers: adds words in the form of the tables; a row's place; a line that cannot be mapped.
void ss_import_phrase(struct ss_str *out, const char *text, size_t len);
void ss_import_row_end(struct ss_import *import, enum ss_import_table table);
void ss_import_skip(struct ss_import *import, const char *line, const char *why);
// One line, without comment and outer spaces, at a time.
void ss_import_actor(struct ss_import *import, char *line, bool agent);
void ss_import_actor_end(struct ss_import *import);
void ss_import_verb(struct ss_import *import, char *line);

#endif
