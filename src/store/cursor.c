// SPDX-License-Identifier: Apache-2.0
// A cursor over the rows of a list: binds the filter to the numbered parameters of the list's statement and steps.
#include "store/private.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

struct ss_cursor {
    struct ss_store *store;
    const struct ss_list_statement *list;
    sqlite3_stmt *s;
    enum sayso_err err;
};

// Binds "%words%" with the pattern signs of LIKE taken literally; NULL stays NULL. False when memory is out.
static bool bind_pattern(sqlite3_stmt *s, int at, const char *words)
{
    struct ss_str pattern = {0};
    if (!words) return true;
    ss_str_putc(&pattern, '%');
    for (const char *p = words; *p; p++) {
        if (*p == '%' || *p == '_' || *p == '\\') ss_str_putc(&pattern, '\\');
        ss_str_putc(&pattern, *p);
    }
    ss_str_putc(&pattern, '%');
    bool ok = !pattern.failed;
    if (ok) sqlite3_bind_text(s, at, pattern.data, (int)pattern.len, SQLITE_TRANSIENT);
    ss_str_free(&pattern);
    return ok;
}

// Words for full text, each quoted so that no sign is an operator; all must be there.
static bool bind_words(sqlite3_stmt *s, int at, const char *words)
{
    struct ss_str query = {0};
    bool inside = false;
    if (!words) return true;
    for (const char *p = words; *p; p++) {
        if (ss_ascii_space(*p) || *p == '"') {
            if (inside) ss_str_puts(&query, "\" ");
            inside = false;
        } else {
            if (!inside) ss_str_putc(&query, '"');
            inside = true;
            ss_str_putc(&query, *p);
        }
    }
    if (inside) ss_str_putc(&query, '"');
    bool ok = !query.failed;
    if (ok && query.len) sqlite3_bind_text(s, at, query.data, (int)query.len, SQLITE_TRANSIENT);
    ss_str_free(&query);
    return ok;
}

static void bind_copy(sqlite3_stmt *s, int at, const char *text)
{
    if (text) sqlite3_bind_text(s, at, text, -1, SQLITE_TRANSIENT);
}

enum sayso_err ss_store_list(struct ss_store *store, enum ss_list list, const struct ss_filter *filter,
                             struct ss_cursor **out)
{
    static const struct ss_filter everything;
    const struct ss_filter *f = filter ? filter : &everything;
    if (list >= SS_LIST_COUNT) return SAYSO_ERR_ARG;
    struct ss_cursor *c = calloc(1, sizeof *c);
    if (!c) return ss_fail(&store->problem, SAYSO_ERR_NOMEM, 1, "", -1, "out of memory");
    c->store = store;
    c->list = &ss_list_statements[list];
    if (sqlite3_prepare_v2(store->db, c->list->sql, -1, &c->s, NULL) != SQLITE_OK) {
        free(c);
        return ss_store_fail(store, ss_list_name(list));
    }
    bind_copy(c->s, 1, f->id);
    bind_copy(c->s, 2, f->actor);
    bind_copy(c->s, 4, f->place);
    bind_copy(c->s, 6, f->since);
    bind_copy(c->s, 7, f->until);
    bind_copy(c->s, 8, f->outlet);
    bind_copy(c->s, 9, f->type);
    bind_copy(c->s, 10, f->voice);
    bind_copy(c->s, 12, f->report);
    bool ok = bind_pattern(c->s, 3, f->actor) && bind_pattern(c->s, 5, f->place) && bind_pattern(c->s, 11, f->voice) &&
              bind_words(c->s, 13, f->text);
    sqlite3_bind_int64(c->s, 14, f->limit ? (int64_t)f->limit : -1);
    sqlite3_bind_int64(c->s, 15, f->offset);
    if (f->confidence > 0) sqlite3_bind_double(c->s, 16, f->confidence);
    if (!ok) {
        ss_cursor_close(c);
        return ss_fail(&store->problem, SAYSO_ERR_NOMEM, 1, "", -1, "out of memory");
    }
    *out = c;
    return SAYSO_OK;
}

bool ss_cursor_next(struct ss_cursor *cursor)
{
    if (cursor->err) return false;
    int rc = sqlite3_step(cursor->s);
    if (rc == SQLITE_ROW) return true;
    if (rc != SQLITE_DONE) cursor->err = ss_store_fail(cursor->store, cursor->list->name);
    return false;
}

enum sayso_err ss_cursor_error(const struct ss_cursor *cursor)
{
    return cursor->err;
}

const char *ss_cursor_text(struct ss_cursor *cursor, uint32_t column)
{
    return (const char *)sqlite3_column_text(cursor->s, (int)column);
}

int64_t ss_cursor_int(struct ss_cursor *cursor, uint32_t column)
{
    return sqlite3_column_int64(cursor->s, (int)column);
}

double ss_cursor_real(struct ss_cursor *cursor, uint32_t column)
{
    return sqlite3_column_double(cursor->s, (int)column);
}

bool ss_cursor_null(struct ss_cursor *cursor, uint32_t column)
{
    return sqlite3_column_type(cursor->s, (int)column) == SQLITE_NULL;
}

static int column_of(const struct ss_list_statement *list, const char *name)
{
    for (uint32_t k = 0; k < list->count; k++)
        if (strcmp(list->columns[k].name, name) == 0) return (int)k;
    return -1;
}

const char *ss_cursor_named(struct ss_cursor *cursor, const char *column)
{
    int k = column_of(cursor->list, column);
    return k < 0 ? NULL : ss_cursor_text(cursor, (uint32_t)k);
}

int64_t ss_cursor_named_int(struct ss_cursor *cursor, const char *column)
{
    int k = column_of(cursor->list, column);
    return k < 0 ? 0 : ss_cursor_int(cursor, (uint32_t)k);
}

void ss_cursor_close(struct ss_cursor *cursor)
{
    if (!cursor) return;
    sqlite3_finalize(cursor->s);
    free(cursor);
}
