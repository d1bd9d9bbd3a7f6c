// SPDX-License-Identifier: Apache-2.0
// Aligned tables, JSON lines and CSV out of a list of the store.
#define _GNU_SOURCE
#include "cli/table.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>
#include "base/json_out.h"
#include "base/num.h"

#define CELL_MAX 44 // columns of any cell but the last

struct ss_filter ss_filter_of(const struct ss_opts *opts)
{
    return (struct ss_filter){.actor = opts->actor,
                              .place = opts->place,
                              .since = opts->since,
                              .until = opts->until,
                              .outlet = opts->outlet,
                              .type = opts->type,
                              .voice = opts->voice,
                              .confidence = opts->min_confidence,
                              .limit = (uint32_t)opts->limit};
}

int ss_open_store(struct ss_store **out, const struct ss_opts *opts)
{
    struct sayso_problem problem;
    if (ss_store_open(out, opts->db, SS_STORE_READ, &problem)) return ss_problem_exit(opts, &problem);
    return SS_EXIT_DONE;
}

int ss_screen_width(void)
{
    struct winsize w;
    int64_t n;
    const char *columns = getenv("COLUMNS");
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 40) return w.ws_col;
    if (columns && ss_parse_int(columns, strlen(columns), &n) && n > 40 && n < 1000) return (int)n;
    return 120;
}

// --- width
// --------------------------------------------------------------------------------------------------------------

// Bytes of the code point at s and its columns.
static size_t step(const char *s, int *columns)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);
    if (n < 1) {
        *columns = 1;
        return 1;
    }
    *columns = c < 0x20 || c == 0x7F ? 1 : utf8proc_charwidth(c);
    return (size_t)n;
}

int ss_text_width(const char *text)
{
    int width = 0, columns;
    for (const char *p = text; *p; width += columns) p += step(p, &columns);
    return width;
}

// Bytes of the longest start that fits into `width` columns.
static size_t text_fit(const char *text, int width)
{
    const char *p = text;
    int columns;
    while (*p) {
        size_t n = step(p, &columns);
        if (columns > width) break;
        width -= columns;
        p += n;
    }
    return (size_t)(p - text);
}

static void add_clean(struct ss_str *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) ss_str_putc(out, (unsigned char)text[i] < 0x20 || text[i] == 0x7F ? ' ' : text[i]);
}

void ss_add_flat(struct ss_str *out, const char *text)
{
    if (text) add_clean(out, text, strlen(text));
}

void ss_add_cell(struct ss_str *out, const char *text, int width)
{
    int have = text ? ss_text_width(text) : 0;
    if (have > width && width > 1) {
        size_t n = text_fit(text, width - 1);
        while (n && text[n - 1] == ' ') n--;
        add_clean(out, text, n);
        ss_str_puts(out, "\xE2\x80\xA6");
        char head[512];
        size_t k = n < sizeof head - 1 ? n : sizeof head - 1;
        memcpy(head, text, k);
        head[k] = '\0';
        have = ss_text_width(head) + 1;
    } else if (text) {
        add_clean(out, text, strlen(text));
    }
    for (; have < width; have++) ss_str_putc(out, ' ');
}

const char *ss_human_date(const char *iso, char out[20])
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t days;
    int y, m, d;
    out[0] = '\0';
    if (!iso || !ss_parse_date(iso, &days)) return out;
    ss_date_from_days(days, &y, &m, &d);
    snprintf(out, 20, "%d %s %d", d, months[m - 1], y);
    return out;
}

// --- lists in cells
// -------------------------------------------------------------------------------------------------------

static void add_object(struct ss_str *s, const json_t *o)
{
    const char *words = json_string_value(json_object_get(o, "words"));
    const char *counts = json_string_value(json_object_get(o, "counts"));
    const char *value = json_string_value(json_object_get(o, "value"));
    const char *voice = json_string_value(json_object_get(o, "voice"));
    if (value) {
        ss_str_puts(s, value);
        if (voice) ss_str_printf(s, " (%s)", voice);
    } else {
        if (words) ss_str_puts(s, words);
        if (counts) ss_str_printf(s, " %s", counts);
    }
}

char *ss_list_words(const char *json, const char *between)
{
    struct ss_str s = {0};
    json_t *list = json ? json_loads(json, JSON_DECODE_ANY, NULL) : NULL;
    size_t i;
    json_t *item;
    ss_str_puts(&s, "");
    json_array_foreach(list, i, item)
    {
        if (i) ss_str_puts(&s, between);
        if (json_is_string(item))
            ss_str_puts(&s, json_string_value(item));
        else if (json_is_object(item))
            add_object(&s, item);
    }
    json_decref(list);
    return s.data; // freed by the caller
}

// --- JSON and CSV
// -----------------------------------------------------------------------------------------------------------

void ss_row_json(struct ss_str *out, struct ss_cursor *cursor, enum ss_list list)
{
    uint32_t count;
    const struct ss_column *columns = ss_list_columns(list, &count);
    struct ss_json j;
    ss_json_begin(&j, out);
    ss_json_object(&j);
    for (uint32_t i = 0; i < count; i++) {
        if (ss_cursor_null(cursor, i)) continue;
        ss_json_key(&j, columns[i].name);
        switch (columns[i].kind) {
        case SS_CELL_TEXT:
            ss_json_str(&j, ss_cursor_text(cursor, i));
            break;
        case SS_CELL_INT:
            ss_json_int(&j, ss_cursor_int(cursor, i));
            break;
        case SS_CELL_REAL:
            ss_json_double(&j, ss_cursor_real(cursor, i), 6);
            break;
        case SS_CELL_BOOL:
            ss_json_bool(&j, ss_cursor_int(cursor, i) != 0);
            break;
        case SS_CELL_JSON:
            ss_json_raw(&j, ss_cursor_text(cursor, i), strlen(ss_cursor_text(cursor, i)));
            break;
        }
    }
    ss_json_end_object(&j);
}

static void csv_cell(struct ss_str *out, const char *text)
{
    if (!text) return;
    if (!strpbrk(text, ",\"\r\n")) {
        ss_str_puts(out, text);
        return;
    }
    ss_str_putc(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"') ss_str_putc(out, '"');
        ss_str_putc(out, *p);
    }
    ss_str_putc(out, '"');
}

static void csv_header(struct ss_str *out, enum ss_list list)
{
    uint32_t count;
    const struct ss_column *columns = ss_list_columns(list, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (i) ss_str_putc(out, ',');
        csv_cell(out, columns[i].name);
    }
    ss_str_puts(out, "\r\n");
}

static void add_real(struct ss_str *out, double x)
{
    char text[SS_NUM_MAX];
    ss_str_add(out, text, ss_format_double(x, 6, text));
}

static void csv_row(struct ss_str *out, struct ss_cursor *cursor, enum ss_list list)
{
    uint32_t count;
    const struct ss_column *columns = ss_list_columns(list, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (i) ss_str_putc(out, ',');
        if (ss_cursor_null(cursor, i)) continue;
        if (columns[i].kind == SS_CELL_JSON) {
            char *words = ss_list_words(ss_cursor_text(cursor, i), ";");
            csv_cell(out, words);
            free(words);
        } else if (columns[i].kind == SS_CELL_REAL) {
            add_real(out, ss_cursor_real(cursor, i));
        } else {
            csv_cell(out, ss_cursor_text(cursor, i));
        }
    }
    ss_str_puts(out, "\r\n");
}

// --- tables
// -------------------------------------------------------------------------------------------------------------------

struct grid {
    char **cells; // heap strings, row by row
    size_t count, room;
    uint32_t width; // columns
};

static bool grid_add(struct grid *g, const char *text)
{
    if (g->count == g->room) {
        size_t room = g->room ? g->room * 2 : 512;
        char **cells = realloc(g->cells, room * sizeof *cells);
        if (!cells) return false;
        g->cells = cells;
        g->room = room;
    }
    char *copy = strdup(text ? text : "");
    if (!copy) return false;
    g->cells[g->count++] = copy;
    return true;
}

static bool add_row(struct grid *g, struct ss_cursor *cursor, const struct ss_column *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        bool ok;
        if (!columns[i].table) continue;
        if (columns[i].kind == SS_CELL_JSON) {
            char *words = ss_list_words(ss_cursor_text(cursor, i), "; ");
            ok = grid_add(g, words);
            free(words);
        } else {
            ok = grid_add(g, ss_cursor_text(cursor, i));
        }
        if (!ok) return false;
    }
    return true;
}

static void print_grid(const struct grid *g, const bool *right, FILE *out, bool cut)
{
    int *widths = calloc(g->width ? g->width : 1, sizeof *widths);
    struct ss_str line = {0};
    int left = ss_screen_width();
    if (!widths) return;
    for (size_t i = 0; i < g->count; i++) {
        int w = ss_text_width(g->cells[i]), *at = &widths[i % g->width];
        if (w > *at) *at = w;
    }
    for (uint32_t i = 0; i + 1 < g->width; i++) {
        if (widths[i] > CELL_MAX) widths[i] = CELL_MAX;
        left -= widths[i] + 2;
    }
    for (size_t i = 0; i < g->count; i++) {
        uint32_t at = (uint32_t)(i % g->width);
        bool last = at + 1 == g->width;
        if (right[at])
            for (int k = ss_text_width(g->cells[i]); k < widths[at]; k++) ss_str_putc(&line, ' ');
        if (right[at] || (last && !cut))
            ss_add_flat(&line, g->cells[i]);
        else
            ss_add_cell(&line, g->cells[i], last ? (left > 20 ? left : 20) : widths[at]);
        if (!last) {
            ss_str_puts(&line, "  ");
            continue;
        }
        while (line.len && line.data[line.len - 1] == ' ') line.data[--line.len] = '\0';
        ss_str_putc(&line, '\n');
        if (line.data) fwrite(line.data, 1, line.len, out);
        ss_str_clear(&line);
    }
    ss_str_free(&line);
    free(widths);
}

static int print_table(const struct ss_opts *opts, struct ss_cursor *cursor, enum ss_list list, FILE *out)
{
    struct grid g = {0};
    uint32_t count;
    bool right[64] = {0}, ok = true;
    const struct ss_column *columns = ss_list_columns(list, &count);
    for (uint32_t i = 0; i < count && g.width < 64; i++) {
        if (!columns[i].table) continue;
        right[g.width++] = columns[i].kind == SS_CELL_INT;
        ok = ok && grid_add(&g, columns[i].name);
    }
    while (ok && ss_cursor_next(cursor)) ok = add_row(&g, cursor, columns, count);
    if (ok && g.width) print_grid(&g, right, out, isatty(STDOUT_FILENO) == 1);
    size_t rows = g.width ? g.count / g.width - 1 : 0;
    for (size_t i = 0; i < g.count; i++) free(g.cells[i]);
    free(g.cells);
    if (!ok) {
        ss_error(opts, "out of memory");
        return SS_EXIT_ENV;
    }
    if (!rows) ss_info(opts, "nothing fits");
    return SS_EXIT_DONE;
}

static int print_lines(const struct ss_opts *opts, struct ss_cursor *cursor, enum ss_list list, FILE *out)
{
    struct ss_str line = {0};
    bool csv = opts->format == SS_FORMAT_CSV;
    if (csv) csv_header(&line, list);
    do {
        if (line.len && fwrite(line.data, 1, line.len, out) != line.len) {
            ss_error(opts, "the output cannot be written");
            ss_str_free(&line);
            return SS_EXIT_ENV;
        }
        ss_str_clear(&line);
        if (!ss_cursor_next(cursor)) break;
        if (csv) {
            csv_row(&line, cursor, list);
        } else {
            ss_row_json(&line, cursor, list);
            ss_str_putc(&line, '\n');
        }
    } while (!line.failed);
    bool failed = line.failed;
    ss_str_free(&line);
    if (failed) ss_error(opts, "out of memory");
    return failed ? SS_EXIT_ENV : SS_EXIT_DONE;
}

int ss_print_list(const struct ss_opts *opts, struct ss_store *store, enum ss_list list, const struct ss_filter *filter,
                  FILE *out)
{
    struct ss_cursor *cursor;
    if (ss_store_list(store, list, filter, &cursor)) return ss_problem_exit(opts, ss_store_problem(store));
    int code =
        opts->format == SS_FORMAT_TABLE ? print_table(opts, cursor, list, out) : print_lines(opts, cursor, list, out);
    if (ss_cursor_error(cursor)) code = ss_problem_exit(opts, ss_store_problem(store));
    ss_cursor_close(cursor);
    return code;
}
