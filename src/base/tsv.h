// SPDX-License-Identifier: Apache-2.0
// Tab-separated tables: a header line, one row a line, `#` comments, no quoting.
#ifndef SS_TSV_H
#define SS_TSV_H

#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

struct ss_tsv_row {
    uint32_t line;      // 1-based, in the file
    const char **cells; // column_count NUL-terminated strings; a missing cell is ""
};

// A table read whole; free with ss_tsv_free.
struct ss_tsv {
    char *data;
    const char **columns;
    uint32_t column_count;
    struct ss_tsv_row *rows;
    uint32_t row_count;
};

// Reads a table. INPUT when a row has more cells than the header (problem names line and byte offset).
enum sayso_err ss_tsv_read(struct ss_tsv *out, const char *path, struct sayso_problem *problem);
void ss_tsv_free(struct ss_tsv *t);

// Column number of a name, or -1.
int ss_tsv_column(const struct ss_tsv *t, const char *name);

#endif
