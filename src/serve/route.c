// SPDX-License-Identifier: Apache-2.0
// Routes: static files, lists, one report, verdicts.
#include "serve/route.h"

#include <string.h>

#include <sayso/version.h>
#include "base/json_out.h"
#include "base/num.h"
#include "serve/assets.h"

#define ROWS_MAX 5000

static void fail(struct ss_answer *answer, int status, const char *words)
{
    struct ss_json j;
    ss_str_clear(&answer->body);
    ss_json_begin(&j, &answer->body);
    ss_json_object(&j);
    ss_json_kv(&j, "error", words);
    ss_json_end_object(&j);
    answer->status = status;
    answer->type = "application/json";
}

static int status_of(enum sayso_err err)
{
    return err == SAYSO_ERR_NOTFOUND ? 404 : err == SAYSO_ERR_ARG ? 400 : 500;
}

static void write_cell(struct ss_json *j, struct ss_cursor *cursor, uint32_t i, enum ss_cell kind)
{
    if (ss_cursor_null(cursor, i)) {
        ss_json_null(j);
        return;
    }
    const char *words;
    switch (kind) {
    case SS_CELL_INT:
        ss_json_int(j, ss_cursor_int(cursor, i));
        break;
    case SS_CELL_REAL:
        ss_json_double(j, ss_cursor_real(cursor, i), 6);
        break;
    case SS_CELL_BOOL:
        ss_json_bool(j, ss_cursor_int(cursor, i) != 0);
        break;
    case SS_CELL_JSON:
        words = ss_cursor_text(cursor, i);
        ss_json_raw(j, words, strlen(words));
        break;
    case SS_CELL_TEXT:
        ss_json_str(j, ss_cursor_text(cursor, i));
        break;
    }
}

static uint32_t number(const struct ss_request *request, const char *name, uint32_t fallback, uint32_t most)
{
    const char *words = request->query(request->user, name);
    int64_t n;
    if (!words || !ss_parse_int(words, strlen(words), &n) || n < 0) return fallback;
    return n > most ? most : (uint32_t)n;
}

static void answer_list(struct ss_store *store, const struct ss_request *request, const char *name,
                        struct ss_answer *answer)
{
    enum ss_list list = ss_list_of(name);
    if (list == SS_LIST_COUNT) {
        fail(answer, 404, "no such list");
        return;
    }
#define FIELD(x) .x = request->query(request->user, #x)
    const struct ss_filter filter = {FIELD(id),
                                     FIELD(actor),
                                     FIELD(place),
                                     FIELD(since),
                                     FIELD(until),
                                     FIELD(outlet),
                                     FIELD(type),
                                     FIELD(voice),
                                     FIELD(report),
                                     FIELD(text),
                                     .limit = number(request, "limit", ROWS_MAX, ROWS_MAX),
                                     .offset = number(request, "offset", 0, UINT32_MAX)};
#undef FIELD
    struct ss_cursor *cursor;
    enum sayso_err err = ss_store_list(store, list, &filter, &cursor);
    if (err) {
        fail(answer, status_of(err), ss_store_problem(store)->text);
        return;
    }
    uint32_t count;
    const struct ss_column *columns = ss_list_columns(list, &count);
    struct ss_json j;
    ss_json_begin(&j, &answer->body);
    ss_json_object(&j);
    ss_json_key(&j, "rows");
    ss_json_array(&j);
    while (ss_cursor_next(cursor)) {
        ss_json_object(&j);
        for (uint32_t i = 0; i < count; i++) {
            ss_json_key(&j, columns[i].name);
            write_cell(&j, cursor, i, columns[i].kind);
        }
        ss_json_end_object(&j);
    }
    ss_json_end_array(&j);
    ss_json_end_object(&j);
    err = ss_cursor_error(cursor);
    ss_cursor_close(cursor);
    if (err) fail(answer, status_of(err), ss_store_problem(store)->text);
}

static void answer_report(struct ss_store *store, const char *id, struct ss_answer *answer)
{
    if (!id) {
        fail(answer, 400, "id is missing");
        return;
    }
    struct ss_arena *arena = ss_arena_new(0);
    const char *json;
    size_t len;
    enum sayso_err err = arena ? ss_store_record(store, arena, id, &json, &len) : SAYSO_ERR_NOMEM;
    if (err)
        fail(answer, status_of(err), err == SAYSO_ERR_NOTFOUND ? "no such report" : sayso_err_name(err));
    else
        ss_str_add(&answer->body, json, len);
    ss_arena_free(arena);
}

// The verdict is written over a connection of its own: the one that answers only reads.
static void answer_review(const struct ss_request *request, struct ss_answer *answer)
{
#define FIELD(x) .x = request->query(request->user, #x)
    const struct ss_review review = {FIELD(target), FIELD(verdict), FIELD(field),
                                     FIELD(value),  FIELD(note),    FIELD(coder)};
#undef FIELD
    struct ss_store *store;
    struct sayso_problem problem = {0};
    struct ss_json j;
    enum sayso_err err = ss_store_open(&store, request->db, SS_STORE_WRITE, &problem);
    if (!err) {
        err = ss_store_add_review(store, &review);
        problem = *ss_store_problem(store);
        ss_store_close(store);
    }
    if (err) {
        fail(answer, status_of(err), problem.text);
        return;
    }
    ss_json_begin(&j, &answer->body);
    ss_json_object(&j);
    ss_json_kv(&j, "kept", review.verdict);
    ss_json_end_object(&j);
}

static void answer_about(struct ss_answer *answer)
{
    struct ss_json j;
    ss_json_begin(&j, &answer->body);
    ss_json_object(&j);
    ss_json_kv(&j, "program", "sayso");
    ss_json_kv(&j, "version", sayso_version());
    ss_json_end_object(&j);
}

void ss_route(struct ss_store *store, const struct ss_request *request, struct ss_answer *answer)
{
    static const char list_prefix[] = "/api/list/";
    *answer = (struct ss_answer){.status = 200, .type = "application/json"};
    if (request->post) {
        if (strcmp(request->path, "/api/review") == 0)
            answer_review(request, answer);
        else
            fail(answer, 405, "nothing is kept there");
        return;
    }
    const char *path = strcmp(request->path, "/") == 0 ? "/index.html" : request->path;
    for (const struct ss_asset *a = ss_assets; a->path; a++) {
        if (strcmp(a->path, path) == 0) {
            answer->type = a->type;
            answer->file = a->data;
            answer->file_len = a->len;
            return;
        }
    }
    if (strncmp(path, list_prefix, sizeof list_prefix - 1) == 0)
        answer_list(store, request, path + sizeof list_prefix - 1, answer);
    else if (strcmp(path, "/api/report") == 0)
        answer_report(store, request->query(request->user, "id"), answer);
    else if (strcmp(path, "/api/about") == 0)
        answer_about(answer);
    else
        fail(answer, 404, "nothing there");
    if (answer->body.failed) fail(answer, 500, sayso_err_name(SAYSO_ERR_NOMEM));
}

bool ss_host_ok(const char *host, unsigned port)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    if (!host) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(host, names[i], n) != 0 || host[n] != ':') continue;
        int64_t got;
        if (ss_parse_int(host + n + 1, strlen(host + n + 1), &got) && got == (int64_t)port) return true;
    }
    return false;
}
