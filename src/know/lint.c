// SPDX-License-Identifier: Apache-2.0
// The linter: reads every table by itself (so that it can speak of tabs, bytes and lines), then applies the schema.
#define _GNU_SOURCE
#include "know/lint.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/io.h"
#include "know/linter.h"
#include "text/utf8.h"

#define DEPTH_MAX    6
#define FILE_CAP     ((size_t)256 << 20)
#define COLUMNS_MAX  64
#define FINDINGS_MAX 10000

void ss_lint_say(struct ss_linter *l, bool fault, const char *path, uint32_t line, const char *format, ...)
{
    if (l->findings.count >= FINDINGS_MAX) return;
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct ss_finding *f = ss_arr_push(NULL, &l->findings);
    char *copy = ss_strdup(l->arena, text);
    if (!f || !copy) {
        l->failed = true;
        return;
    }
    *f = (struct ss_finding){path, copy, line, l->findings.count, fault};
}

const char *ss_lint_cell(const struct ss_lint_file *file, const struct ss_lint_row *row, const char *column)
{
    for (uint32_t i = 0; i < file->columns.count; i++)
        if (strcmp(file->columns.item[i], column) == 0) return row->cells[i];
    return "";
}

bool ss_lint_glob(const char *pattern, const char *path)
{
    char one[256];
    for (const char *p = pattern; *p;) { // several, separated by |
        size_t len = strcspn(p, "|");
        if (len < sizeof one) {
            memcpy(one, p, len);
            one[len] = '\0';
            if (fnmatch(one, path, FNM_PATHNAME) == 0) return true;
        }
        p += len + (p[len] == '|');
    }
    return false;
}

// --- reading
// ------------------------------------------------------------------------------------------------------------

static void check_bytes(struct ss_linter *l, const char *path, uint32_t line, const char *s, size_t len)
{
    if (!ss_utf8_valid(s, len)) ss_lint_say(l, true, path, line, "not UTF-8");
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '\r') {
            ss_lint_say(l, true, path, line, "carriage return: lines end with a line feed alone");
            return;
        }
        if (c < 0x20 && c != '\t') {
            ss_lint_say(l, true, path, line, "control character %u", c);
            return;
        }
    }
    if (strstr(s, "\xC2\xA0")) ss_lint_say(l, true, path, line, "no-break space");
}

// Splits a line into cells; spaces around a cell are a fault.
static uint32_t split(struct ss_linter *l, const char *path, uint32_t line, char *s, const char *cells[COLUMNS_MAX])
{
    uint32_t n = 0;
    for (char *p = s; p;) {
        char *tab = strchr(p, '\t');
        if (tab) *tab = '\0';
        size_t len = strlen(p);
        if (len && (*p == ' ' || p[len - 1] == ' ')) ss_lint_say(l, true, path, line, "space around \"%s\"", p);
        if (n == COLUMNS_MAX) {
            ss_lint_say(l, true, path, line, "more than %d cells", COLUMNS_MAX);
            break;
        }
        cells[n++] = p;
        p = tab ? tab + 1 : NULL;
    }
    return n;
}

static enum sayso_err read_table(struct ss_linter *l, struct ss_lint_file *file, const char *full,
                                 struct sayso_problem *problem)
{
    char *data = NULL;
    size_t len = 0;
    SS_TRY(ss_read_file(&data, &len, full, FILE_CAP, problem));
    char *text = ss_strndup(l->arena, data, len); // cells live on
    bool nul = strlen(data) != len;
    free(data);
    if (!text) return SAYSO_ERR_NOMEM;
    if (nul) ss_lint_say(l, true, file->path, 0, "a NUL byte");
    if (len && text[strlen(text) - 1] != '\n') ss_lint_say(l, true, file->path, 0, "the last line does not end");
    uint32_t line = 0;
    for (char *p = text; *p;) {
        char *end = strchr(p, '\n');
        if (end) *end = '\0';
        line++;
        check_bytes(l, file->path, line, p, strlen(p));
        if (*p && *p != '#') {
            const char *cells[COLUMNS_MAX];
            uint32_t n = split(l, file->path, line, p, cells);
            if (!file->columns.count) {
                for (uint32_t i = 0; i < n; i++) {
                    const char **column = ss_arr_push(l->arena, &file->columns);
                    if (!column) return SAYSO_ERR_NOMEM;
                    *column = cells[i];
                    if (!*cells[i]) ss_lint_say(l, true, file->path, line, "a column without a name");
                    for (uint32_t k = 0; k < i; k++)
                        if (strcmp(cells[k], cells[i]) == 0)
                            ss_lint_say(l, true, file->path, line, "two columns \"%s\"", cells[i]);
                }
            } else {
                struct ss_lint_row *row = ss_arr_push(l->arena, &file->rows);
                if (!row || !(row->cells = ss_alloc_array(l->arena, file->columns.count, sizeof *row->cells)))
                    return SAYSO_ERR_NOMEM;
                row->line = line;
                if (n > file->columns.count)
                    ss_lint_say(l, true, file->path, line, "%u cells, but the header has %u columns", n,
                                file->columns.count);
                for (uint32_t i = 0; i < file->columns.count; i++) row->cells[i] = i < n ? cells[i] : "";
            }
        }
        p = end ? end + 1 : p + strlen(p);
    }
    if (!file->columns.count) ss_lint_say(l, true, file->path, line, "no header line");
    return SAYSO_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum sayso_err scan(struct ss_linter *l, const char *dir, const char *prefix, int depth,
                           struct sayso_problem *problem)
{
    if (depth > DEPTH_MAX) return ss_fail(problem, SAYSO_ERR_LIMIT, 320, dir, -1, "folders deeper than %d", DEPTH_MAX);
    DIR *d = opendir(dir);
    if (!d) return ss_fail(problem, SAYSO_ERR_IO, 101, dir, -1, "cannot open: %s", strerror(errno));
    SS_ARR(const char *) names = {0};
    enum sayso_err err = SAYSO_OK;
    for (struct dirent *e; !err && (e = readdir(d));) {
        if (e->d_name[0] == '.') continue;
        const char **slot = ss_arr_push(l->arena, &names);
        if (!slot || !(*slot = ss_strdup(l->arena, e->d_name))) err = SAYSO_ERR_NOMEM;
    }
    closedir(d);
    if (!err && names.count) qsort(names.item, names.count, sizeof *names.item, by_name);
    for (uint32_t i = 0; i < names.count && !err; i++) {
        const char *full = ss_printf(l->arena, "%s/%s", dir, names.item[i]);
        const char *rel = ss_printf(l->arena, "%s%s", prefix, names.item[i]);
        struct stat st;
        if (!full || !rel) return SAYSO_ERR_NOMEM;
        if (stat(full, &st) != 0) continue;
        if (S_ISDIR(st.st_mode)) {
            rel = ss_printf(l->arena, "%s/", rel);
            err = rel ? scan(l, full, rel, depth + 1, problem) : SAYSO_ERR_NOMEM;
        } else if (strlen(rel) > 4 && strcmp(rel + strlen(rel) - 4, ".tsv") == 0) {
            struct ss_lint_file *file = ss_arr_push(l->arena, &l->files);
            if (!file) return SAYSO_ERR_NOMEM;
            file->path = rel;
            err = read_table(l, file, full, problem);
        }
    }
    return err;
}

// --- schema
// -------------------------------------------------------------------------------------------------------------

static enum sayso_err read_rules(struct ss_linter *l)
{
    for (uint32_t i = 0; i < l->files.count; i++) {
        const struct ss_lint_file *f = &l->files.item[i];
        if (strcmp(f->path, "schema.tsv") != 0) continue;
        for (uint32_t r = 0; r < f->rows.count; r++) {
            const struct ss_lint_row *row = &f->rows.item[r];
            struct ss_rule *rule = ss_arr_push(l->arena, &l->rules);
            if (!rule) return SAYSO_ERR_NOMEM;
            *rule = (struct ss_rule){
                .file = ss_lint_cell(f, row, "file"),
                .column = ss_lint_cell(f, row, "column"),
                .type = ss_lint_cell(f, row, "type"),
                .required = strcmp(ss_lint_cell(f, row, "required"), "yes") == 0,
                .line = row->line,
            };
        }
    }
    if (!l->rules.count) ss_lint_say(l, false, "schema.tsv", 0, "no schema: only the form of the tables is checked");
    return SAYSO_OK;
}

static const struct ss_rule *rule_for(const struct ss_linter *l, const char *path, const char *column)
{
    for (uint32_t i = 0; i < l->rules.count; i++)
        if (strcmp(l->rules.item[i].column, column) == 0 && ss_lint_glob(l->rules.item[i].file, path))
            return &l->rules.item[i];
    return NULL;
}

static void check_file(struct ss_linter *l, const struct ss_lint_file *f)
{
    bool known = false;
    for (uint32_t i = 0; i < l->rules.count; i++) {
        const struct ss_rule *rule = &l->rules.item[i];
        if (!ss_lint_glob(rule->file, f->path)) continue;
        known = true;
        bool there = !rule->required;
        for (uint32_t c = 0; c < f->columns.count; c++) there = there || strcmp(f->columns.item[c], rule->column) == 0;
        if (!there) ss_lint_say(l, true, f->path, 1, "no column \"%s\" (schema.tsv:%u)", rule->column, rule->line);
    }
    if (!known) {
        if (l->rules.count) ss_lint_say(l, false, f->path, 0, "schema.tsv does not speak of this file");
        return;
    }
    for (uint32_t c = 0; c < f->columns.count; c++) {
        const struct ss_rule *rule = rule_for(l, f->path, f->columns.item[c]);
        if (!rule) {
            ss_lint_say(l, true, f->path, 1, "unknown column \"%s\"", f->columns.item[c]);
            continue;
        }
        for (uint32_t r = 0; r < f->rows.count; r++) {
            const struct ss_lint_row *row = &f->rows.item[r];
            if (*row->cells[c])
                ss_lint_type(l, f, row, rule->column, rule->type, row->cells[c]);
            else if (rule->required)
                ss_lint_say(l, true, f->path, row->line, "\"%s\" is empty", rule->column);
        }
    }
}

// --- result
// -------------------------------------------------------------------------------------------------------------

static int by_place(const void *a, const void *b)
{
    const struct ss_finding *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (!order && x->line != y->line) order = x->line < y->line ? -1 : 1;
    return order ? order : (x->order < y->order ? -1 : x->order > y->order);
}

static enum sayso_err lint(struct ss_linter *l, struct ss_lint *out, const char *data, struct sayso_problem *problem)
{
    if (!(l->arena = ss_arena_new((size_t)1 << 30))) return SAYSO_ERR_NOMEM;
    SS_TRY(scan(l, data, "", 0, problem));
    SS_TRY(read_rules(l));
    for (uint32_t i = 0; i < l->files.count; i++) {
        check_file(l, &l->files.item[i]);
        out->rows += l->files.item[i].rows.count;
    }
    out->files = l->files.count;
    SS_TRY(ss_lint_ids(l));
    if (l->findings.count) qsort(l->findings.item, l->findings.count, sizeof *l->findings.item, by_place);
    for (uint32_t i = 0; i < l->findings.count; i++) {
        const struct ss_finding *f = &l->findings.item[i];
        ss_str_printf(&out->text, "%s:%u: %s: %s\n", f->path, f->line, f->fault ? "fault" : "warning", f->text);
        if (f->fault)
            out->faults++;
        else
            out->warnings++;
    }
    return l->failed || out->text.failed ? SAYSO_ERR_NOMEM : SAYSO_OK;
}

enum sayso_err ss_know_lint(struct ss_lint *out, const char *data, struct sayso_problem *problem)
{
    *out = (struct ss_lint){0};
    if (problem) *problem = (struct sayso_problem){0};
    struct ss_linter l = {0};
    enum sayso_err err = lint(&l, out, data, problem);
    ss_arr_free(&l.findings);
    ss_arena_free(l.arena);
    if (err) {
        ss_lint_free(out);
        if (problem && !problem->code) ss_fail(problem, err, 1, data, -1, "%s", sayso_err_name(err));
    }
    return err;
}

void ss_lint_free(struct ss_lint *lint)
{
    ss_str_free(&lint->text);
}
