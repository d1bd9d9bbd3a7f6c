// SPDX-License-Identifier: Apache-2.0
// Whole files into memory, read-only mappings, and the places where the program's data is looked for.
#ifndef SS_IO_H
#define SS_IO_H

#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

// A file mapped for reading; unmap when done. data is NULL for an empty file.
struct ss_mapped {
    const unsigned char *data;
    size_t len;
};

enum sayso_err ss_map_file(struct ss_mapped *out, const char *path, struct sayso_problem *problem);
void ss_unmap(struct ss_mapped *m);

// Reads a whole file of at most `cap` bytes into heap memory (caller frees), NUL-terminated.
enum sayso_err ss_read_file(char **out, size_t *len, const char *path, size_t cap, struct sayso_problem *problem);

// Finds a data file ("model/english.sayso", "know.bin") in, in this order: $SAYSO_DATA, the build's data folders beside
// the executable, the source tree's data folder of a build, the installed data folder. Heap string, caller frees; NULL
// when nowhere.
char *ss_find_data(const char *name);

#endif
