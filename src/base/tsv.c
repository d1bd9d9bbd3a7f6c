// SPDX-License-Identifier: Apache-2.0
// Reader of tab-separated tables.
#include "base/tsv.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/io.h"

#define FILE_CAP    ((size_t)256 << 20)
#define COLUMNS_MAX 64

static enum sayso_err split_row(struct ss_tsv *t, char *line, uint32_t number, const char *path,
                                struct sayso_problem *problem)
{
    struct ss_tsv_row *row = &t->rows[t->row_count];
    const char **cells = calloc(t->column_count, sizeof *cells);
    if (!cells) return SAYSO_ERR_NOMEM;
    row->cells = cells;
    row->line = number;
    t->row_count++;
    uint32_t n = 0;
    char *p = line;
    while (p) {
        char *tab = strchr(p, '\t');
        if (tab) *tab = '\0';
        if (n == t->column_count)
            return ss_fail(problem, SAYSO_ERR_INPUT, 111, path, p - t->data, "line %u has more than %u cells", number,
                           t->column_count);
        cells[n++] = p;
        p = tab ? tab + 1 : NULL;
    }
    while (n < t->column_count) cells[n++] = "";
    return SAYSO_OK;
}

enum sayso_err ss_tsv_read(struct ss_tsv *out, const char *path, struct sayso_problem *problem)
{
    struct ss_tsv t = {0};
    size_t len;
    SS_TRY(ss_read_file(&t.data, &len, path, FILE_CAP, problem));
    size_t lines = 1;
    for (size_t i = 0; i < len; i++) lines += t.data[i] == '\n';
    enum sayso_err err = SAYSO_OK;
    t.rows = calloc(lines, sizeof *t.rows);
    t.columns = calloc(COLUMNS_MAX, sizeof *t.columns);
    if (!t.rows || !t.columns) err = SAYSO_ERR_NOMEM;
    uint32_t number = 0;
    for (char *p = t.data; p && *p && !err;) {
        char *end = strchr(p, '\n');
        if (end) *end = '\0';
        size_t n = strlen(p);
        if (n && p[n - 1] == '\r') p[n - 1] = '\0';
        number++;
        if (*p == '\0' || *p == '#') {
            // blank or comment
        } else if (t.column_count == 0) {
            for (char *c = p; c && !err;) {
                char *tab = strchr(c, '\t');
                if (tab) *tab = '\0';
                if (t.column_count == COLUMNS_MAX)
                    err = ss_fail(problem, SAYSO_ERR_LIMIT, 112, path, c - t.data, "more than %d columns", COLUMNS_MAX);
                else
                    t.columns[t.column_count++] = c;
                c = tab ? tab + 1 : NULL;
            }
        } else {
            err = split_row(&t, p, number, path, problem);
        }
        p = end ? end + 1 : NULL;
    }
    if (!err && t.column_count == 0) err = ss_fail(problem, SAYSO_ERR_INPUT, 113, path, 0, "no header line");
    if (err) {
        ss_tsv_free(&t);
        return err;
    }
    *out = t;
    return SAYSO_OK;
}

void ss_tsv_free(struct ss_tsv *t)
{
    for (uint32_t i = 0; i < t->row_count; i++) free(t->rows[i].cells);
    free(t->rows);
    free(t->columns);
    free(t->data);
    *t = (struct ss_tsv){0};
}

int ss_tsv_column(const struct ss_tsv *t, const char *name)
{
    for (uint32_t i = 0; i < t->column_count; i++)
        if (strcmp(t->columns[i], name) == 0) return (int)i;
    return -1;
}
