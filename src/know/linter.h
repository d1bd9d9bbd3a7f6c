// SPDX-License-Identifier: Apache-2.0
// The linter's own state, shared by its files.
#ifndef SS_KNOW_LINTER_H
#define SS_KNOW_LINTER_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/arr.h"
#include "base/map.h"
#include "know/lint.h"

struct ss_lint_row {
    uint32_t line;
    const char **cells; // as many as the file has columns
};

struct ss_lint_file {
    const char *path; // relative to the folder: "actors/roles.tsv"
    SS_ARR(const char *) columns;
    SS_ARR(struct ss_lint_row) rows;
};

struct ss_finding {
    const char *path, *text;
    uint32_t line, order;
    bool fault;
};

// One row of schema.tsv.
struct ss_rule {
    const char *file, *column, *type;
    bool required;
    uint32_t line;
};

struct ss_linter {
    struct ss_arena *arena;
    SS_ARR(struct ss_lint_file) files;
    SS_ARR(struct ss_rule) rules;
    SS_ARR(struct ss_finding) findings;
    bool failed; // memory ran out
};

// The finding's text is copied.
void ss_lint_say(struct ss_linter *l, bool fault, const char *path, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// The cell of a named column; "" when there is none.
const char *ss_lint_cell(const struct ss_lint_file *file, const struct ss_lint_row *row, const char *column);

// Whether a path fits one of some patterns ("a/*.tsv|b.tsv"); `*` stays inside one folder.
bool ss_lint_glob(const char *pattern, const char *path);

// Checks one cell against a type of the schema.
void ss_lint_type(struct ss_linter *l, const struct ss_lint_file *file, const struct ss_lint_row *row,
                  const char *column, const char *type, const char *cell);

// Ids used twice, references to unknown ids, aliases of two actors.
enum sayso_err ss_lint_ids(struct ss_linter *l);

#endif
