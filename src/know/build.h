// SPDX-License-Identifier: Apache-2.0
// Compiling the tables of data/know, and the public data of data/npm, into one knowledge file.
#ifndef SS_KNOW_BUILD_H
#define SS_KNOW_BUILD_H

#include <stdint.h>
#include <sayso/error.h>
#include "base/str.h"

// What a build did; free with ss_know_built_free.
struct ss_know_built {
    uint32_t tables, rows, actors, phrases, places, names;
    uint64_t bytes;
    struct ss_str notes;  // lines: what was missing or left out
    struct ss_str inputs; // lines: files and folders that were read, for build systems
};

// Compiles the folder `data` ("data/know") and the npm packages in `npm` ("data/npm/node_modules"; NULL or absent: only
// our own tables) into the file `out`, written beside it first and renamed when complete. The same input gives the same
// bytes. INPUT: a table is wrong (problem names file and offset); IO; NOMEM; LIMIT.
enum sayso_err ss_know_build(const char *out, const char *data, const char *npm, struct ss_know_built *built,
                             struct sayso_problem *problem);
void ss_know_built_free(struct ss_know_built *built);

#endif
