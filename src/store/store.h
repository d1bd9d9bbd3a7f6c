// SPDX-License-Identifier: Apache-2.0
// The store: one SQLite file with all reports, what was read out of them, and what they say together.
//
// One handle belongs to one thread at a time; several handles (also in several processes) may read while one writes.
// Every call that fails returns SAYSO_ERR_STORE and leaves the database's own words in ss_store_problem. Adding the
// same report twice adds nothing. Nothing is visible to others before ss_store_commit.
#ifndef SS_STORE_H
#define SS_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <sayso/record.h>
#include <sayso/row.h>
#include "base/arena.h"

struct ss_store;

enum ss_store_mode {
    SS_STORE_WRITE, // made when missing, migrated when old
    SS_STORE_READ   // must exist; NOTFOUND otherwise; never written
};

// Opens a store. VERSION when a newer program made it.
enum sayso_err ss_store_open(struct ss_store **out, const char *path, enum ss_store_mode mode,
                             struct sayso_problem *problem);
void ss_store_close(struct ss_store *store); // undoes an open transaction; NULL is fine

// What went wrong last; owned by the store.
const struct sayso_problem *ss_store_problem(const struct ss_store *store);

enum sayso_err ss_store_begin(struct ss_store *store);
enum sayso_err ss_store_commit(struct ss_store *store);
enum sayso_err ss_store_rollback(struct ss_store *store);

// Whether a report of this id is there.
enum sayso_err ss_store_has_report(struct ss_store *store, const char *id, bool *out);

// Adds a coded report and its JSON line (as written by ss_record_write; a newline at its end is dropped). *added tells
// whether it was new (may be NULL). Call inside a transaction.
enum sayso_err ss_store_add_report(struct ss_store *store, const struct sayso_report *report, const char *json,
                                   size_t json_len, bool *added);

// Small settings kept in the file ("model", "know" hashes); the value is copied into the arena, NULL when there is
// none.
enum sayso_err ss_store_set_meta(struct ss_store *store, const char *key, const char *value);
enum sayso_err ss_store_get_meta(struct ss_store *store, struct ss_arena *arena, const char *key, const char **value);

// Everything collation reads, sorted, in the arena.
enum sayso_err ss_store_load(struct ss_store *store, struct ss_arena *arena, struct sayso_rows *out);

// Replaces all that collation made, in one transaction of its own. `rows` are those the collation was made from.
enum sayso_err ss_store_save_collation(struct ss_store *store, const struct sayso_rows *rows,
                                       const struct sayso_collation *collation);

// The JSON line of a report (no newline), in the arena; NOTFOUND when there is none.
enum sayso_err ss_store_record(struct ss_store *store, struct ss_arena *arena, const char *id, const char **json,
                               size_t *len);

// A person's verdict on a record: a claim, a report, or what collation made. NULL = not given.
struct ss_review {
    const char *target;  // id of the record
    const char *verdict; // one of ss_review_verdicts; "withdrawn" takes the coder's earlier one back
    const char *field;   // one of ss_review_fields; NULL = the record as a whole
    const char *value;   // what the field should have been; goes with "wrong" only
    const char *note, *coder;
    const char *at; // ISO time; NULL = now
};
extern const char *const ss_review_verdicts; // "a|b|c"
extern const char *const ss_review_fields;

// Appends a verdict; the strings are copied into the file. ARG for a verdict or field that is none, NOTFOUND for an id
// that nothing in the store has. Earlier verdicts stay: of one coder on one field the last one holds.
enum sayso_err ss_store_add_review(struct ss_store *store, const struct ss_review *review);

// --- lists
// --------------------------------------------------------------------------------------------------------------

enum ss_list {
    SS_LIST_REPORTS,
    SS_LIST_CLAIMS,
    SS_LIST_EVENTS,
    SS_LIST_CONFLICTS,       // one row a conflict
    SS_LIST_CONFLICT_VALUES, // one row a value of a conflict
    SS_LIST_CONTROL,
    SS_LIST_FORECASTS,
    SS_LIST_LABELS, // actor, outlet, own or quoted, label: counts
    SS_LIST_SOURCES,
    SS_LIST_ACTORS,
    SS_LIST_PLACES,
    SS_LIST_ECHOES,
    SS_LIST_EVENT_CLAIMS,    // claims of one event (filter.id)
    SS_LIST_CONFLICT_CLAIMS, // claims of one conflict, with the position of their value (filter.id)
    SS_LIST_CONTROL_CLAIMS,  // claims behind one control row (filter.id)
    SS_LIST_FORECAST_CLAIMS, // claims that decided one forecast (filter.id)
    SS_LIST_REVIEWS,
    SS_LIST_COUNT
};

// What narrows a list; NULL or 0 = no limit. A list ignores what it cannot apply.
struct ss_filter {
    const char *id;            // exact id (or, for lists of claims, of the event or conflict they belong to)
    const char *actor;         // part of a name, or a key, of actor, recipient or holder
    const char *place;         // part of a name of the place, its first division or country, or a key
    const char *since, *until; // ISO dates, inclusive: of the happening (reports: of publication)
    const char *outlet;        // exact, case ignored
    const char *type;          // PLOVER type, or kind (event, toll, control), or field of a conflict
    const char *voice;         // part of a voice's name, or a key
    const char *report;        // report id
    const char *text;          // words to find in reports (full text)
    double confidence;         // of claims, and of the surest claim of events, at least
    uint32_t limit, offset;
};

enum ss_cell { SS_CELL_TEXT, SS_CELL_INT, SS_CELL_REAL, SS_CELL_BOOL, SS_CELL_JSON };

struct ss_column {
    const char *name; // in JSON and CSV
    enum ss_cell kind;
    bool table; // shown in the table on a terminal
};

struct ss_cursor;

// The columns of a list, static storage.
const struct ss_column *ss_list_columns(enum ss_list list, uint32_t *count);
// Name ("events") and back; SS_LIST_COUNT when unknown.
const char *ss_list_name(enum ss_list list);
enum ss_list ss_list_of(const char *name);

// Runs a list; rows come in a stable order. Close the cursor before the store.
enum sayso_err ss_store_list(struct ss_store *store, enum ss_list list, const struct ss_filter *filter,
                             struct ss_cursor **out);
// The next row: true; false at the end or on failure (ss_cursor_error tells).
bool ss_cursor_next(struct ss_cursor *cursor);
enum sayso_err ss_cursor_error(const struct ss_cursor *cursor);
// A cell: text is NULL when not known and good until the next row; numbers are 0 then.
const char *ss_cursor_text(struct ss_cursor *cursor, uint32_t column);
int64_t ss_cursor_int(struct ss_cursor *cursor, uint32_t column);
double ss_cursor_real(struct ss_cursor *cursor, uint32_t column);
bool ss_cursor_null(struct ss_cursor *cursor, uint32_t column);
// By name; NULL / 0 when the list has no such column.
const char *ss_cursor_named(struct ss_cursor *cursor, const char *column);
int64_t ss_cursor_named_int(struct ss_cursor *cursor, const char *column);
void ss_cursor_close(struct ss_cursor *cursor);

#endif
