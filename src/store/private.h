// SPDX-License-Identifier: Apache-2.0
// What the files of the store share: the handle, statements, binding.
#ifndef SS_STORE_PRIVATE_H
#define SS_STORE_PRIVATE_H

#include <sqlite3.h>
#include "base/error.h"
#include "store/store.h"

enum ss_statement {
    SS_ST_HAS_REPORT,
    SS_ST_ADD_REPORT,
    SS_ST_ADD_TEXT,
    SS_ST_ADD_CLAIM,
    SS_ST_ADD_CLAIM_ACTOR,
    SS_ST_ADD_CLAIM_FIGURE,
    SS_ST_ADD_LABEL,
    SS_ST_ADD_CITATION,
    SS_ST_COUNT
};

struct ss_store {
    sqlite3 *db;
    sqlite3_stmt *kept[SS_ST_COUNT]; // prepared once
    bool in_transaction;
    struct sayso_problem problem;
};

// A list: its columns, and the statement that gives their rows; list.c.
struct ss_list_statement {
    const char *name;
    const struct ss_column *columns;
    uint32_t count;
    const char *sql;
};
extern const struct ss_list_statement ss_list_statements[SS_LIST_COUNT];

// Records sqlite's message; returns SAYSO_ERR_STORE.
enum sayso_err ss_store_fail(struct ss_store *store, const char *doing);
enum sayso_err ss_store_exec(struct ss_store *store, const char *sql);
// A kept statement, prepared on first use and reset; NULL on failure (problem is set).
sqlite3_stmt *ss_store_keep(struct ss_store *store, enum ss_statement which, const char *sql);
// Runs a statement that gives no rows, then resets it.
enum sayso_err ss_store_step(struct ss_store *store, sqlite3_stmt *statement, const char *doing);

// Binding; NULL, SAYSO_NO_DAY, SAYSO_OPEN become SQL NULL. Text must live until the statement is reset.
void ss_bind_text(sqlite3_stmt *statement, int at, const char *s);
void ss_bind_textn(sqlite3_stmt *statement, int at, const char *s, size_t len);
void ss_bind_int(sqlite3_stmt *statement, int at, int64_t n);
void ss_bind_day(sqlite3_stmt *statement, int at, int32_t day);
void ss_bind_real(sqlite3_stmt *statement, int at, double x, bool known);

#endif
