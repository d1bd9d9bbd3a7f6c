// SPDX-License-Identifier: Apache-2.0
// sayso export: records and what was made of them as JSON lines, one list as CSV, events as GeoJSON (RFC 7946).
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/json_out.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/table.h"

struct exporting {
    const struct ss_opts *opts;
    struct ss_store *store;
    struct ss_filter filter;
    FILE *out;
};

static bool put(struct exporting *e, struct ss_str *line)
{
    bool ok = !line->failed && (!line->len || fwrite(line->data, 1, line->len, e->out) == line->len);
    ss_str_clear(line);
    return ok;
}

// Lines {"list": "events", "row": {…}} for each list, after the report records themselves.
static int as_jsonl(struct exporting *e)
{
    static const enum ss_list lists[] = {SS_LIST_EVENTS,  SS_LIST_CONFLICTS, SS_LIST_CONFLICT_VALUES, SS_LIST_ECHOES,
                                         SS_LIST_CONTROL, SS_LIST_FORECASTS, SS_LIST_LABELS,          SS_LIST_REVIEWS};
    struct ss_str line = {0};
    struct ss_cursor *c;
    bool ok = true;
    if (ss_store_list(e->store, SS_LIST_REPORTS, &e->filter, &c))
        return ss_problem_exit(e->opts, ss_store_problem(e->store));
    while (ok && ss_cursor_next(c)) {
        struct ss_arena *arena = ss_arena_new(0);
        const char *json;
        size_t len;
        ok = arena && !ss_store_record(e->store, arena, ss_cursor_text(c, 0), &json, &len);
        if (ok) ss_str_add(&line, json, len);
        ss_str_putc(&line, '\n');
        ok = ok && put(e, &line);
        ss_arena_free(arena);
    }
    ss_cursor_close(c);
    for (size_t i = 0; ok && i < sizeof lists / sizeof *lists; i++) {
        if (ss_store_list(e->store, lists[i], &e->filter, &c))
            return ss_problem_exit(e->opts, ss_store_problem(e->store));
        while (ok && ss_cursor_next(c)) {
            ss_str_printf(&line, "{\"list\":\"%s\",\"row\":", ss_list_name(lists[i]));
            ss_row_json(&line, c, lists[i]);
            ss_str_puts(&line, "}\n");
            ok = put(e, &line);
        }
        ok = ok && !ss_cursor_error(c);
        ss_cursor_close(c);
    }
    ss_str_free(&line);
    return ok ? SS_EXIT_DONE : SS_EXIT_ENV;
}

static void feature(struct ss_str *out, struct ss_cursor *c)
{
    struct ss_json j;
    uint32_t count, lat = 0, lon = 0;
    const struct ss_column *columns = ss_list_columns(SS_LIST_EVENTS, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(columns[i].name, "lat") == 0) lat = i;
        if (strcmp(columns[i].name, "lon") == 0) lon = i;
    }
    ss_json_begin(&j, out);
    ss_json_object(&j);
    ss_json_kv(&j, "type", "Feature");
    ss_json_kv(&j, "id", ss_cursor_text(c, 0));
    ss_json_key(&j, "geometry");
    if (ss_cursor_null(c, lat) || ss_cursor_null(c, lon)) {
        ss_json_null(&j);
    } else {
        ss_json_object(&j);
        ss_json_kv(&j, "type", "Point");
        ss_json_key(&j, "coordinates");
        ss_json_array(&j);
        ss_json_double(&j, ss_cursor_real(c, lon), 6);
        ss_json_double(&j, ss_cursor_real(c, lat), 6);
        ss_json_end_array(&j);
        ss_json_end_object(&j);
    }
    ss_json_key(&j, "properties");
    struct ss_str row = {0};
    ss_row_json(&row, c, SS_LIST_EVENTS);
    ss_json_raw(&j, row.data ? row.data : "null", row.data ? row.len : 4);
    ss_str_free(&row);
    ss_json_end_object(&j);
}

static int as_geojson(struct exporting *e)
{
    struct ss_str line = {0};
    struct ss_cursor *c;
    bool ok = true, first = true;
    if (ss_store_list(e->store, SS_LIST_EVENTS, &e->filter, &c))
        return ss_problem_exit(e->opts, ss_store_problem(e->store));
    ss_str_puts(&line, "{\"type\":\"FeatureCollection\",\"features\":[");
    while (ok && ss_cursor_next(c)) {
        ss_str_puts(&line, first ? "\n" : ",\n");
        first = false;
        feature(&line, c);
        ok = put(e, &line);
    }
    ss_str_puts(&line, "\n]}\n");
    ok = ok && put(e, &line) && !ss_cursor_error(c);
    ss_cursor_close(c);
    ss_str_free(&line);
    return ok ? SS_EXIT_DONE : SS_EXIT_ENV;
}

static int as_csv(struct exporting *e)
{
    struct ss_opts opts = *e->opts;
    enum ss_list list = SS_LIST_EVENTS;
    opts.format = SS_FORMAT_CSV;
    if (opts.arg_count == 1) list = ss_list_of(opts.args[0]);
    if (opts.arg_count > 1 || list == SS_LIST_COUNT)
        return ss_usage(
            e->opts, "csv is one list: events, claims, conflicts, values, control, forecasts, labels, sources, actors, "
                     "places, echoes, reviews or reports");
    return ss_print_list(&opts, e->store, list, &e->filter, e->out);
}

int ss_cmd_export(const struct ss_opts *opts)
{
    struct exporting e = {.opts = opts, .filter = ss_filter_of(opts), .out = stdout};
    const char *as = opts->as ? opts->as : "jsonl";
    if (!ss_in_list("jsonl|csv|geojson", '|', as)) return ss_usage(opts, "--as %s: must be jsonl, csv or geojson", as);
    if (opts->arg_count && strcmp(as, "csv") != 0) return ss_usage(opts, "only csv takes the name of a list");
    int code = ss_open_store(&e.store, opts);
    if (code) return code;
    if (opts->out && !(e.out = fopen(opts->out, "wbe"))) {
        ss_error(opts, "%s: %s", opts->out, strerror(errno));
        ss_store_close(e.store);
        return SS_EXIT_ENV;
    }
    code = as[0] == 'j' ? as_jsonl(&e) : as[0] == 'c' ? as_csv(&e) : as_geojson(&e);
    if (fflush(e.out) != 0 && !code) code = SS_EXIT_ENV;
    if (opts->out && fclose(e.out) != 0 && !code) code = SS_EXIT_ENV;
    if (code == SS_EXIT_ENV) ss_error(opts, "the export could not be finished");
    ss_store_close(e.store);
    return code;
}
