// SPDX-License-Identifier: Apache-2.0
// sayso brief: the picture in one screen. Here the frame, what happened and what is contested.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/arr.h"
#include "base/num.h"
#include "cli/brief.h"
#include "cli/commands.h"

#define EVENTS_SHOWN    12
#define CONFLICTS_SHOWN 18
#define VALUES_SHOWN    5

struct ss_rows ss_brief_rows(struct ss_brief *b, enum ss_list list, const struct ss_filter *filter)
{
    struct ss_rows rows = {0};
    SS_ARR(const char *const *) cells = {0};
    struct ss_cursor *cursor;
    rows.columns = ss_list_columns(list, &rows.column_count);
    if (b->err) return rows;
    b->err = ss_store_list(b->store, list, filter, &cursor);
    if (b->err) return rows;
    while (ss_cursor_next(cursor)) {
        const char **row = SS_NEW_ARRAY(b->arena, const char *, rows.column_count);
        const char *const **at = ss_arr_push(b->arena, &cells);
        if (!row || !at) {
            b->err = SAYSO_ERR_NOMEM;
            break;
        }
        for (uint32_t i = 0; i < rows.column_count; i++) row[i] = ss_strdup(b->arena, ss_cursor_text(cursor, i));
        *at = row;
    }
    if (!b->err) b->err = ss_cursor_error(cursor);
    ss_cursor_close(cursor);
    rows.cells = cells.item;
    rows.count = b->err ? 0 : cells.count;
    return rows;
}

const char *ss_rows_text(const struct ss_rows *rows, uint32_t row, const char *column)
{
    for (uint32_t i = 0; i < rows->column_count; i++)
        if (strcmp(rows->columns[i].name, column) == 0) return rows->cells[row][i];
    return NULL;
}

int64_t ss_rows_int(const struct ss_rows *rows, uint32_t row, const char *column)
{
    const char *s = ss_rows_text(rows, row, column);
    int64_t n;
    return s && ss_parse_int(s, strlen(s), &n) ? n : 0;
}

const char *ss_brief_count(struct ss_brief *b, int64_t n, const char *one, const char *many)
{
    const char *s = ss_printf(b->arena, "%lld %s", (long long)n, n == 1 ? one : many);
    return s ? s : "";
}

const char *ss_brief_date(struct ss_brief *b, const char *iso)
{
    char out[20];
    const char *s = ss_strdup(b->arena, ss_human_date(iso, out));
    return s ? s : "";
}

void ss_brief_end(struct ss_brief *b, size_t start, const char *id)
{
    while (b->out.len > start && b->out.data[b->out.len - 1] == ' ') b->out.data[--b->out.len] = '\0';
    if (id && b->out.data) {
        int used = ss_text_width(b->out.data + start), gap = b->width - used - (int)strlen(id);
        for (int i = 0; i < (gap > 2 ? gap : 2); i++) ss_str_putc(&b->out, ' ');
        if (b->opts->color)
            ss_str_printf(&b->out, "\033[2m%s\033[0m", id);
        else
            ss_str_puts(&b->out, id);
    }
    ss_str_putc(&b->out, '\n');
}

void ss_brief_heading(struct ss_brief *b, const char *heading, const char *right)
{
    ss_str_putc(&b->out, '\n');
    if (b->opts->color)
        ss_str_printf(&b->out, "\033[1m%s\033[0m", heading);
    else
        ss_str_puts(&b->out, heading);
    if (right)
        for (int i = ss_text_width(heading) + ss_text_width(right); i < b->width; i++) ss_str_putc(&b->out, ' ');
    if (right) ss_str_puts(&b->out, right);
    ss_str_putc(&b->out, '\n');
}

// --- the head
// ---------------------------------------------------------------------------------------------------------------

static int by_text(const void *x, const void *y)
{
    const char *a = *(const char *const *)x, *b = *(const char *const *)y;
    return strcmp(a ? a : "", b ? b : "");
}

static int64_t different(const char **items, uint32_t count)
{
    int64_t n = 0;
    if (count) qsort(items, count, sizeof *items, by_text);
    for (uint32_t i = 0; i < count; i++) n += items[i] && (!i || by_text(&items[i], &items[i - 1]) != 0);
    return n;
}

static void head(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_REPORTS, &b->filter);
    struct ss_rows s = ss_brief_rows(b, SS_LIST_SOURCES, &b->filter);
    const char **outlets = SS_NEW_ARRAY(b->arena, const char *, r.count);
    const char *first = NULL, *last = NULL, *title = b->filter.place ? b->filter.place : b->filter.actor;
    for (uint32_t i = 0; outlets && i < r.count; i++) {
        const char *day = ss_rows_text(&r, i, "published");
        outlets[i] = ss_rows_text(&r, i, "outlet");
        if (day && (!first || strcmp(day, first) < 0)) first = day;
        if (day && (!last || strcmp(day, last) > 0)) last = day;
    }
    if (title) ss_str_printf(&b->out, "%s \xC2\xB7 ", title);
    if (b->filter.outlet) ss_str_printf(&b->out, "%s \xC2\xB7 ", b->filter.outlet);
    ss_str_puts(&b->out, ss_brief_count(b, r.count, "report", "reports"));
    if (outlets && !b->filter.outlet)
        ss_str_printf(&b->out, " \xC2\xB7 %s", ss_brief_count(b, different(outlets, r.count), "outlet", "outlets"));
    ss_str_printf(&b->out, " \xC2\xB7 %s", ss_brief_count(b, s.count, "voice", "voices"));
    if (first) ss_str_printf(&b->out, " \xC2\xB7 %s to %s", ss_brief_date(b, first), ss_brief_date(b, last));
    ss_str_putc(&b->out, '\n');
}

// --- what happened
// ------------------------------------------------------------------------------------------------------------

struct ranked {
    uint32_t row;
    int64_t rank;
};

static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->rank != b->rank) return a->rank > b->rank ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static int by_row(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    return a->row < b->row ? -1 : a->row > b->row;
}

static int clamp(int n, int low, int high)
{
    return n < low ? low : n > high ? high : n;
}

void ss_brief_events(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_EVENTS, &b->filter);
    struct ranked *order = SS_NEW_ARRAY(b->arena, struct ranked, r.count);
    uint32_t n = 0;
    int place_width = 5;
    if (!order) return;
    for (uint32_t i = 0; i < r.count; i++) {
        const char *place = ss_rows_text(&r, i, "place"), *from = ss_rows_text(&r, i, "date_from");
        const char *summary = ss_rows_text(&r, i, "summary");
        if (!place || !from || !summary || !*summary) continue;
        order[n++] = (struct ranked){i, ss_rows_int(&r, i, "origins") * 1000000 + ss_rows_int(&r, i, "reports") * 1000 +
                                            ss_rows_int(&r, i, "claims")};
    }
    if (n) qsort(order, n, sizeof *order, by_rank);
    if (n > EVENTS_SHOWN) n = EVENTS_SHOWN;
    if (n) qsort(order, n, sizeof *order, by_row);
    if (!n) return;
    for (uint32_t i = 0; i < n; i++) {
        int w = ss_text_width(ss_rows_text(&r, order[i].row, "place"));
        if (w > place_width) place_width = w;
    }
    place_width = clamp(place_width, 5, 24);
    ss_brief_heading(b, "What happened", "origins  reports          ");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = order[i].row;
        size_t start = b->out.len;
        ss_str_puts(&b->out, "  ");
        ss_add_cell(&b->out, ss_brief_date(b, ss_rows_text(&r, row, "date_from")), 12);
        ss_add_cell(&b->out, ss_rows_text(&r, row, "place"), place_width);
        ss_str_puts(&b->out, "  ");
        ss_add_cell(&b->out, ss_rows_text(&r, row, "summary"), b->width - place_width - 16 - 27);
        ss_str_printf(&b->out, "  %6lld  %7lld", (long long)ss_rows_int(&r, row, "origins"),
                      (long long)ss_rows_int(&r, row, "reports"));
        ss_brief_end(b, start, ss_rows_text(&r, row, "id"));
    }
}

// --- what is contested
// ----------------------------------------------------------------------------------------------------------

static const char *what(struct ss_brief *b, const struct ss_rows *r, uint32_t row)
{
    const char *field = ss_rows_text(r, row, "field"), *counted = ss_rows_text(r, row, "counted"), *s;
    if (strcmp(field, "actor") == 0)
        s = "who did it";
    else if (strcmp(field, "denial") == 0)
        s = "denied";
    else if (strcmp(field, "control") == 0)
        s = "who holds it";
    else
        s = counted ? ss_printf(b->arena, "%s %s", counted, field) : field;
    return s ? s : "";
}

static void conflict(struct ss_brief *b, const struct ss_rows *r, uint32_t row, int value_width, int voice_width)
{
    const char *id = ss_rows_text(r, row, "id"), *date = ss_rows_text(r, row, "date");
    const struct ss_filter of = {.id = id};
    struct ss_rows v = ss_brief_rows(b, SS_LIST_CONFLICT_VALUES, &of);
    if (!date) date = ss_rows_text(r, row, "since");
    size_t start = b->out.len;
    ss_str_puts(&b->out, "  ");
    ss_add_cell(&b->out, ss_brief_date(b, date), 12);
    ss_str_printf(&b->out, "%s: %s%s",
                  ss_rows_text(r, row, "place") ? ss_rows_text(r, row, "place") : "place not known", what(b, r, row),
                  strcmp(ss_rows_text(r, row, "strength"), "apart") == 0 ? " (far apart, or risen since)" : "");
    ss_brief_end(b, start, id);
    for (uint32_t i = 0; i < v.count && i < VALUES_SHOWN; i++) {
        int64_t reports = ss_rows_int(&v, i, "reports"), origins = ss_rows_int(&v, i, "origins");
        start = b->out.len;
        ss_str_puts(&b->out, "                ");
        ss_add_cell(&b->out, ss_rows_text(&v, i, "value"), value_width);
        ss_str_puts(&b->out, "  ");
        ss_add_cell(&b->out, ss_rows_text(&v, i, "voice") ? ss_rows_text(&v, i, "voice") : "a voice not named",
                    voice_width);
        ss_str_printf(&b->out, "  in %s, %s", ss_brief_count(b, reports, "report", "reports"),
                      ss_brief_count(b, origins, "origin", "origins"));
        ss_brief_end(b, start, NULL);
    }
    if (v.count > VALUES_SHOWN) ss_str_printf(&b->out, "                and %u more\n", v.count - VALUES_SHOWN);
}

void ss_brief_conflicts(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_CONFLICTS, &b->filter);
    struct ranked *order = SS_NEW_ARRAY(b->arena, struct ranked, r.count);
    uint32_t n = r.count < CONFLICTS_SHOWN ? r.count : CONFLICTS_SHOWN;
    if (!r.count || !order) return;
    for (uint32_t i = 0; i < r.count; i++) {
        bool sharp = strcmp(ss_rows_text(&r, i, "strength"), "contradict") == 0;
        order[i] = (struct ranked){i, (sharp ? 1000000 : 0) + ss_rows_int(&r, i, "origins") * 1000 +
                                          ss_rows_int(&r, i, "reports")};
    }
    qsort(order, r.count, sizeof *order, by_rank);
    ss_brief_heading(b, "Contested", NULL);
    for (uint32_t i = 0; i < n; i++) conflict(b, &r, order[i].row, 24, clamp(b->width - 72, 20, 60));
    if (r.count > n) ss_str_printf(&b->out, "  and %u more: sayso conflicts\n", r.count - n);
}

// --- the command
// ------------------------------------------------------------------------------------------------------------------

static void sections(struct ss_brief *b)
{
    head(b);
    ss_brief_events(b);
    ss_brief_conflicts(b);
    ss_brief_control(b);
    ss_brief_forecasts(b);
    ss_brief_echoes(b);
    ss_brief_names(b);
}

// The brief for programs: what the sections are made of, one JSON line a row with the name of its list.
static int lines(const struct ss_opts *opts, struct ss_store *store, const struct ss_filter *filter)
{
    static const enum ss_list made_of[] = {SS_LIST_EVENTS, SS_LIST_CONFLICTS, SS_LIST_CONTROL, SS_LIST_FORECASTS,
                                           SS_LIST_ECHOES};
    int code = SS_EXIT_DONE;
    for (size_t i = 0; i < sizeof made_of / sizeof *made_of && !code; i++)
        code = ss_print_list(opts, store, made_of[i], filter, stdout);
    return code;
}

int ss_cmd_brief(const struct ss_opts *opts)
{
    struct ss_brief b = {.opts = opts, .filter = ss_filter_of(opts), .width = ss_screen_width()};
    if (opts->arg_count) return ss_usage(opts, "takes no arguments; narrow with --place, --since, …");
    int code = ss_open_store(&b.store, opts);
    if (code) return code;
    if (opts->format_name && opts->format == SS_FORMAT_JSONL) {
        code = lines(opts, b.store, &b.filter);
        ss_store_close(b.store);
        return code;
    }
    b.width = clamp(b.width, 80, 140);
    b.arena = ss_arena_new((size_t)1 << 30);
    b.err = b.arena ? SAYSO_OK : SAYSO_ERR_NOMEM;
    if (!b.err) sections(&b);
    if (!b.err && b.out.failed) b.err = SAYSO_ERR_NOMEM;
    if (b.err == SAYSO_ERR_STORE)
        code = ss_problem_exit(opts, ss_store_problem(b.store));
    else if (b.err)
        ss_error(opts, "stopped: %s", sayso_err_name(b.err));
    if (b.err)
        code = SS_EXIT_ENV;
    else if (fwrite(b.out.data, 1, b.out.len, stdout) != b.out.len)
        code = SS_EXIT_ENV;
    ss_str_free(&b.out);
    ss_arena_free(b.arena);
    ss_store_close(b.store);
    return code;
}
