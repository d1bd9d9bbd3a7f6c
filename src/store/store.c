// SPDX-License-Identifier: Apache-2.0
// Opening, migrating and closing a store; transactions; the small calls.
#include "store/private.h"

#include <stdlib.h>
#include <string.h>
#include "base/num.h"
#include "migrations.inc"

#define MIGRATIONS ((int)(sizeof migrations / sizeof *migrations))
#define BUSY_MS    10000

enum sayso_err ss_store_fail(struct ss_store *store, const char *doing)
{
    return ss_fail(&store->problem, SAYSO_ERR_STORE, 700, "", -1, "%s: %s", doing,
                   store->db ? sqlite3_errmsg(store->db) : "out of memory");
}

enum sayso_err ss_store_exec(struct ss_store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? SAYSO_OK : ss_store_fail(store, "statement");
}

sqlite3_stmt *ss_store_keep(struct ss_store *store, enum ss_statement which, const char *sql)
{
    if (!store->kept[which] &&
        sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->kept[which], NULL) != SQLITE_OK) {
        ss_store_fail(store, "prepare");
        return NULL;
    }
    return store->kept[which];
}

enum sayso_err ss_store_step(struct ss_store *store, sqlite3_stmt *statement, const char *doing)
{
    int rc = sqlite3_step(statement);
    enum sayso_err err = rc == SQLITE_DONE || rc == SQLITE_ROW ? SAYSO_OK : ss_store_fail(store, doing);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return err;
}

void ss_bind_textn(sqlite3_stmt *statement, int at, const char *s, size_t len)
{
    if (s)
        sqlite3_bind_text64(statement, at, s, len, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, at);
}

void ss_bind_text(sqlite3_stmt *statement, int at, const char *s)
{
    ss_bind_textn(statement, at, s, s ? strlen(s) : 0);
}

void ss_bind_int(sqlite3_stmt *statement, int at, int64_t n)
{
    if (n == SAYSO_OPEN)
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_int64(statement, at, n);
}

void ss_bind_day(sqlite3_stmt *statement, int at, int32_t day)
{
    char text[16];
    if (day == SAYSO_NO_DAY) {
        sqlite3_bind_null(statement, at);
        return;
    }
    ss_format_date(day, text);
    sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

void ss_bind_real(sqlite3_stmt *statement, int at, double x, bool known)
{
    if (known)
        sqlite3_bind_double(statement, at, x);
    else
        sqlite3_bind_null(statement, at);
}

static enum sayso_err schema_version(struct ss_store *store, int *out)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "open");
    int rc = sqlite3_step(s);
    *out = rc == SQLITE_ROW ? sqlite3_column_int(s, 0) : 0;
    sqlite3_finalize(s);
    return rc == SQLITE_ROW ? SAYSO_OK : ss_store_fail(store, "open");
}

static enum sayso_err migrate(struct ss_store *store)
{
    int version;
    SS_TRY(ss_store_exec(store, "BEGIN IMMEDIATE"));
    enum sayso_err err = schema_version(store, &version);
    for (int i = version; !err && i < MIGRATIONS; i++) {
        char set[48];
        err = ss_store_exec(store, migrations[i]);
        sqlite3_snprintf(sizeof set, set, "PRAGMA user_version=%d", i + 1);
        if (!err) err = ss_store_exec(store, set);
    }
    if (!err) return ss_store_exec(store, "COMMIT");
    struct sayso_problem keep = store->problem;
    (void)ss_store_exec(store, "ROLLBACK");
    store->problem = keep;
    return err;
}

static enum sayso_err set_up(struct ss_store *store, const char *path, enum ss_store_mode mode)
{
    int flags = SQLITE_OPEN_NOMUTEX |
                (mode == SS_STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
    int version;
    int rc = sqlite3_open_v2(path, &store->db, flags, NULL);
    if (rc != SQLITE_OK && mode == SS_STORE_READ) {
        sqlite3_close(store->db);
        rc = sqlite3_open_v2(path, &store->db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, NULL);
        if (rc == SQLITE_CANTOPEN)
            return ss_fail(&store->problem, SAYSO_ERR_NOTFOUND, 701, path, -1,
                           "no store at %s (make one with: sayso read)", path);
    }
    if (rc != SQLITE_OK) return ss_store_fail(store, path);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    SS_TRY(schema_version(store, &version));
    if (version > MIGRATIONS)
        return ss_fail(&store->problem, SAYSO_ERR_VERSION, 702, path, -1,
                       "the store was made by a newer version of the program");
    if (mode == SS_STORE_WRITE)
        SS_TRY(ss_store_exec(store, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY"));
    if (version == MIGRATIONS) {
        if (mode == SS_STORE_READ) SS_TRY(ss_store_exec(store, "PRAGMA query_only=1"));
        return SAYSO_OK;
    }
    if (mode == SS_STORE_READ && version == 0)
        return ss_fail(&store->problem, SAYSO_ERR_FORMAT, 703, path, -1, "%s is not a store of this program", path);
    return migrate(store);
}

enum sayso_err ss_store_open(struct ss_store **out, const char *path, enum ss_store_mode mode,
                             struct sayso_problem *problem)
{
    struct ss_store *store = calloc(1, sizeof *store);
    if (!store) return ss_fail(problem, SAYSO_ERR_NOMEM, 1, path, -1, "out of memory");
    enum sayso_err err = set_up(store, path, mode);
    if (err) {
        if (problem) *problem = store->problem;
        ss_store_close(store);
        return err;
    }
    *out = store;
    return SAYSO_OK;
}

void ss_store_close(struct ss_store *store)
{
    if (!store) return;
    for (int i = 0; i < SS_ST_COUNT; i++) sqlite3_finalize(store->kept[i]);
    sqlite3_close(store->db);
    free(store);
}

const struct sayso_problem *ss_store_problem(const struct ss_store *store)
{
    return &store->problem;
}

enum sayso_err ss_store_begin(struct ss_store *store)
{
    SS_TRY(ss_store_exec(store, "BEGIN IMMEDIATE"));
    store->in_transaction = true;
    return SAYSO_OK;
}

enum sayso_err ss_store_commit(struct ss_store *store)
{
    SS_TRY(ss_store_exec(store, "COMMIT"));
    store->in_transaction = false;
    return SAYSO_OK;
}

enum sayso_err ss_store_rollback(struct ss_store *store)
{
    store->in_transaction = false;
    return ss_store_exec(store, "ROLLBACK");
}

enum sayso_err ss_store_set_meta(struct ss_store *store, const char *key, const char *value)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(store->db, "INSERT OR REPLACE INTO meta VALUES(?,?)", -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "meta");
    ss_bind_text(s, 1, key);
    ss_bind_text(s, 2, value);
    enum sayso_err err = ss_store_step(store, s, "meta");
    sqlite3_finalize(s);
    return err;
}

enum sayso_err ss_store_get_meta(struct ss_store *store, struct ss_arena *arena, const char *key, const char **value)
{
    sqlite3_stmt *s;
    *value = NULL;
    if (sqlite3_prepare_v2(store->db, "SELECT value FROM meta WHERE key=?", -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "meta");
    ss_bind_text(s, 1, key);
    if (sqlite3_step(s) == SQLITE_ROW) *value = ss_strdup(arena, (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return SAYSO_OK;
}

enum sayso_err ss_store_record(struct ss_store *store, struct ss_arena *arena, const char *id, const char **json,
                               size_t *len)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(store->db, "SELECT record FROM report WHERE id=?", -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "report");
    ss_bind_text(s, 1, id);
    int rc = sqlite3_step(s);
    enum sayso_err err = SAYSO_OK;
    if (rc == SQLITE_ROW) {
        *len = (size_t)sqlite3_column_bytes(s, 0);
        *json = ss_strndup(arena, (const char *)sqlite3_column_text(s, 0), *len);
        if (!*json) err = ss_arena_error(arena);
    } else {
        err = rc == SQLITE_DONE ? ss_fail(&store->problem, SAYSO_ERR_NOTFOUND, 704, "", -1, "no report %s", id)
                                : ss_store_fail(store, "report");
    }
    sqlite3_finalize(s);
    return err;
}
