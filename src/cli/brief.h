// SPDX-License-Identifier: Apache-2.0
// What the sections of the brief share: rows of the store held in memory, lines being built.
#ifndef SS_CLI_BRIEF_H
#define SS_CLI_BRIEF_H

#include "base/arena.h"
#include "cli/table.h"

// All rows of a list, cells as text (NULL: not known), in the brief's arena.
struct ss_rows {
    const struct ss_column *columns;
    uint32_t column_count, count;
    const char *const *const *cells; // [row][column]
};

struct ss_brief {
    const struct ss_opts *opts;
    struct ss_store *store;
    struct ss_filter filter;
    struct ss_arena *arena;
    struct ss_str out;
    int width;
    enum sayso_err err;
};

// Empty on failure (b->err is set then).
struct ss_rows ss_brief_rows(struct ss_brief *b, enum ss_list list, const struct ss_filter *filter);
const char *ss_rows_text(const struct ss_rows *rows, uint32_t row, const char *column);
int64_t ss_rows_int(const struct ss_rows *rows, uint32_t row, const char *column); // 0 when not known

// "Heading", bold on a terminal, on a line of its own after an empty one; `right` stands at the right edge (may be
// NULL).
void ss_brief_heading(struct ss_brief *b, const char *heading, const char *right);
// Ends a line: cuts blanks, puts the id at the right edge where it fits (may be NULL).
void ss_brief_end(struct ss_brief *b, size_t line_start, const char *id);
// "1 origin", "3 origins".
const char *ss_brief_count(struct ss_brief *b, int64_t n, const char *one, const char *many);
const char *ss_brief_date(struct ss_brief *b, const char *iso); // "27 Mar 2016"; "" when not known

void ss_brief_events(struct ss_brief *b);
void ss_brief_conflicts(struct ss_brief *b);
void ss_brief_control(struct ss_brief *b);
void ss_brief_forecasts(struct ss_brief *b);
void ss_brief_echoes(struct ss_brief *b);
void ss_brief_names(struct ss_brief *b);

#endif
