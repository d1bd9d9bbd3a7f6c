// SPDX-License-Identifier: Apache-2.0
// Reads the knowledge tables that parsing needs, compiled or as files, and fills the tokenizer's rules from them.
#include "parse/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/error.h"
#include "base/io.h"
#include "base/tsv.h"

#define COLUMNS_MAX 6

struct target {
    struct ss_token_rules *rules;
    bool contraction;
};

static enum sayso_err add(void *user, const char *const *cells)
{
    const struct target *t = user;
    if (t->contraction) return ss_token_rules_split(t->rules, cells[0], cells[1]);
    uint32_t bits = ss_token_rules_kind(cells[1]);
    return bits ? ss_token_rules_add(t->rules, cells[0], bits) : SAYSO_ERR_ARG;
}

static enum sayso_err call(enum sayso_err (*row)(void *user, const char *const *cells), void *user,
                           const char *const *cells, const char *line, struct sayso_problem *problem)
{
    enum sayso_err err = row(user, cells);
    if (err == SAYSO_ERR_ARG) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, line, -1, "a cell is wrong: %s", cells[1]);
    return err;
}

static enum sayso_err from_know(const struct ss_know *know, const char *name, const char *const *columns,
                                enum sayso_err (*row)(void *user, const char *const *cells), void *user,
                                struct sayso_problem *problem)
{
    const struct ss_know_table *table;
    SS_TRY(ss_know_need(&table, know, name, problem));
    for (uint32_t i = 0; i < ss_know_rows(table); i++) {
        const char *cells[COLUMNS_MAX] = {0};
        for (int c = 0; columns[c] && c < COLUMNS_MAX; c++)
            cells[c] = ss_know_cell(table, i, ss_know_column(table, columns[c]));
        SS_TRY(call(row, user, cells, ss_know_line(table, i), problem));
    }
    return SAYSO_OK;
}

static enum sayso_err from_file(const char *name, const char *const *columns,
                                enum sayso_err (*row)(void *user, const char *const *cells), void *user,
                                struct sayso_problem *problem)
{
    char file[64];
    snprintf(file, sizeof file, "know/%s.tsv", name);
    char *path = ss_find_data(file);
    if (!path) return ss_fail(problem, SAYSO_ERR_NOTFOUND, 0, name, -1, "no data file %s", file);
    struct ss_tsv table = {0};
    enum sayso_err err = ss_tsv_read(&table, path, problem);
    int at[COLUMNS_MAX] = {0};
    for (int c = 0; !err && columns[c] && c < COLUMNS_MAX; c++)
        if ((at[c] = ss_tsv_column(&table, columns[c])) < 0)
            err = ss_fail(problem, SAYSO_ERR_FORMAT, 0, path, -1, "a column is missing: %s", columns[c]);
    for (uint32_t i = 0; !err && i < table.row_count; i++) {
        const char *cells[COLUMNS_MAX] = {0};
        for (int c = 0; columns[c] && c < COLUMNS_MAX; c++) cells[c] = table.rows[i].cells[at[c]];
        err = call(row, user, cells, path, problem);
    }
    ss_tsv_free(&table);
    free(path);
    return err;
}

enum sayso_err ss_parse_rows(const struct ss_know *know, const char *name, const char *const *columns,
                             enum sayso_err (*row)(void *user, const char *const *cells), void *user,
                             struct sayso_problem *problem)
{
    return know ? from_know(know, name, columns, row, user, problem) : from_file(name, columns, row, user, problem);
}

enum sayso_err ss_parse_rules(struct ss_token_rules **out, const struct ss_know *know, struct sayso_problem *problem)
{
    static const char *const word_columns[] = {"word", "kind", NULL}, *const split_columns[] = {"word", "parts", NULL};
    struct target t = {.rules = ss_token_rules_new()};
    if (!t.rules) return SAYSO_ERR_NOMEM;
    enum sayso_err err = ss_parse_rows(know, "text/tokens", word_columns, add, &t, problem);
    t.contraction = true;
    if (!err) err = ss_parse_rows(know, "text/contractions", split_columns, add, &t, problem);
    if (err) {
        ss_token_rules_free(t.rules);
        return err;
    }
    *out = t.rules;
    return SAYSO_OK;
}
