// SPDX-License-Identifier: Apache-2.0
// What the linter knows of types of cells, ids and aliases.
#include <regex.h>
#include <string.h>

#include "base/num.h"
#include "know/linter.h"
#include "base/error.h"
#include "know/norm.h"

// "2013", "2013-04" or "2013-04-09".
static bool is_date(const char *s)
{
    size_t len = strlen(s);
    char full[16];
    int64_t days;
    if (len != 4 && len != 7 && len != 10) return false;
    memcpy(full, "0000-01-01", 11);
    memcpy(full, s, len);
    return ss_parse_date(full, &days);
}

static bool is_id(const char *s)
{
    for (; *s; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '.' || *s == '_' || *s == '-'))
            return false;
    return true;
}

static bool is_iso3(const char *s)
{
    return strlen(s) == 3 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool is_number(const char *s, bool whole)
{
    int64_t n;
    double x;
    return whole ? ss_parse_int(s, strlen(s), &n) : ss_parse_double(s, strlen(s), &x);
}

static bool fits_regex(struct ss_linter *l, const struct ss_lint_file *file, uint32_t line, const char *pattern,
                       const char *s)
{
    regex_t regex;
    char *whole = ss_printf(l->arena, "^(%s)$", pattern);
    if (!whole || regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB) != 0) {
        ss_lint_say(l, true, file->path, line, "the schema's expression \"%s\" is wrong", pattern);
        return true;
    }
    bool fits = regexec(&regex, s, 0, NULL, 0) == 0;
    regfree(&regex);
    return fits;
}

static bool in_choices(const char *choices, const char *s, size_t len)
{
    for (const char *p = choices;; p++) {
        size_t n = strcspn(p, "|");
        if (n == len && memcmp(p, s, len) == 0) return true;
        p += n;
        if (!*p) return false;
    }
}

// Items of a list: none empty, none with spaces around, none twice; of aliases, only known flags.
static void check_list(struct ss_linter *l, const struct ss_lint_file *file, const struct ss_lint_row *row,
                       const char *column, const char *cell, char separator, bool aliases)
{
    const char stops[2] = {separator, '\0'};
    for (const char *p = cell;; p++) {
        size_t len = strcspn(p, stops);
        if (!len)
            ss_lint_say(l, true, file->path, row->line, "%s: an empty item", column);
        else if (*p == ' ' || p[len - 1] == ' ')
            ss_lint_say(l, true, file->path, row->line, "%s: space around \"%.*s\"", column, (int)len, p);
        const char *mark = aliases ? memchr(p, '^', len) : NULL;
        if (mark && strspn(mark + 1, "samlc") < (size_t)(p + len - mark - 1))
            ss_lint_say(l, true, file->path, row->line, "%s: unknown flag in \"%.*s\" (s a m l c)", column, (int)len,
                        p);
        for (const char *q = cell; len && q < p;) { // the same item before
            size_t other = strcspn(q, stops);
            if (other == len && memcmp(q, p, len) == 0) {
                ss_lint_say(l, true, file->path, row->line, "%s: \"%.*s\" stands twice", column, (int)len, p);
                break;
            }
            q += other + 1;
        }
        p += len;
        if (!*p) break;
    }
}

void ss_lint_type(struct ss_linter *l, const struct ss_lint_file *file, const struct ss_lint_row *row,
                  const char *column, const char *type, const char *cell)
{
    bool good = true;
    if (strcmp(type, "text") == 0 || strcmp(type, "actor") == 0) return; // actors: ss_lint_ids
    if (strcmp(type, "id") == 0)
        good = is_id(cell);
    else if (strcmp(type, "date") == 0)
        good = is_date(cell);
    else if (strcmp(type, "int") == 0)
        good = is_number(cell, true);
    else if (strcmp(type, "float") == 0)
        good = is_number(cell, false);
    else if (strcmp(type, "iso3") == 0)
        good = is_iso3(cell);
    else if (strcmp(type, "list") == 0)
        check_list(l, file, row, column, cell, '|', false);
    else if (strcmp(type, "aliases") == 0)
        check_list(l, file, row, column, cell, '|', true);
    else if (strcmp(type, "set") == 0)
        check_list(l, file, row, column, cell, ';', false);
    else if (strncmp(type, "enum:", 5) == 0)
        good = in_choices(type + 5, cell, strlen(cell));
    else if (strncmp(type, "regex:", 6) == 0)
        good = fits_regex(l, file, row->line, type + 6, cell);
    else
        ss_lint_say(l, true, "schema.tsv", 0, "unknown type \"%s\"", type);
    if (!good) ss_lint_say(l, true, file->path, row->line, "%s: \"%s\" is no %s", column, cell, type);
}

// --- ids and aliases
// ----------------------------------------------------------------------------------------------------

static const char *type_of(const struct ss_linter *l, const char *path, const char *column)
{
    for (uint32_t i = 0; i < l->rules.count; i++)
        if (strcmp(l->rules.item[i].column, column) == 0 && ss_lint_glob(l->rules.item[i].file, path))
            return l->rules.item[i].type;
    return "";
}

// Where something was seen first.
struct seen {
    const struct ss_lint_file *file;
    const struct ss_lint_row *row;
    uint32_t next; // seen + 1 of the same key
};

struct seen_list {
    SS_ARR(struct seen) all;
    struct ss_map map;
};

// Adds a sighting; *first is set to the newest earlier one of the same key + 1, or 0.
static enum sayso_err see(struct ss_linter *l, struct seen_list *list, const char *key, const struct ss_lint_file *file,
                          const struct ss_lint_row *row, uint32_t *before)
{
    bool found;
    char *copy = ss_strdup(l->arena, key);
    uint32_t *value = copy ? ss_map_put(&list->map, copy, strlen(copy), &found) : NULL;
    struct seen *s = ss_arr_push(l->arena, &list->all);
    if (!value || !s) return SAYSO_ERR_NOMEM;
    *before = found ? *value : 0;
    *s = (struct seen){file, row, *before};
    *value = list->all.count;
    return SAYSO_OK;
}

// Whether the dates of two rows leave a day in common. Dates of different length compare by their common part.
static bool overlap(const struct seen *a, const struct ss_lint_file *file, const struct ss_lint_row *row)
{
    const char *from = ss_lint_cell(file, row, "from"), *to = ss_lint_cell(file, row, "to");
    const char *old_from = ss_lint_cell(a->file, a->row, "from"), *old_to = ss_lint_cell(a->file, a->row, "to");
    if (*to && *old_from && strcmp(to, old_from) <= 0) return false;
    return !(*old_to && *from && strcmp(old_to, from) <= 0);
}

static enum sayso_err check_ids(struct ss_linter *l, struct seen_list *ids)
{
    for (uint32_t i = 0; i < l->files.count; i++) {
        const struct ss_lint_file *f = &l->files.item[i];
        for (uint32_t r = 0; r < f->rows.count && strcmp(type_of(l, f->path, "id"), "id") == 0; r++) {
            const struct ss_lint_row *row = &f->rows.item[r];
            const char *id = ss_lint_cell(f, row, "id");
            uint32_t before;
            if (!*id) continue;
            SS_TRY(see(l, ids, id, f, row, &before));
            for (; before; before = ids->all.item[before - 1].next) {
                const struct seen *s = &ids->all.item[before - 1];
                if (!overlap(s, f, row)) continue; // an actor may have several rows, one a period
                ss_lint_say(l, true, f->path, row->line, "id \"%s\" also at %s:%u", id, s->file->path, s->row->line);
                break;
            }
            const char *from = ss_lint_cell(f, row, "from"), *to = ss_lint_cell(f, row, "to");
            if (*from && *to && strcmp(from, to) > 0)
                ss_lint_say(l, true, f->path, row->line, "from %s is after to %s", from, to);
        }
    }
    return SAYSO_OK;
}

// "syr" and "syr.mil" are made by the builder.
static bool made_id(const struct ss_linter *l, const char *id)
{
    if (strlen(id) < 3 || strspn(id, "abcdefghijklmnopqrstuvwxyz") != 3) return false;
    if (!id[3]) return true;
    for (uint32_t i = 0; i < l->files.count; i++) {
        const struct ss_lint_file *f = &l->files.item[i];
        if (strcmp(f->path, "actors/state_phrases.tsv") != 0) continue;
        for (uint32_t r = 0; r < f->rows.count; r++)
            if (strcmp(ss_lint_cell(f, &f->rows.item[r], "suffix"), id + 4) == 0) return id[3] == '.';
    }
    return false;
}

static void check_references(struct ss_linter *l, const struct seen_list *ids)
{
    for (uint32_t i = 0; i < l->files.count; i++) {
        const struct ss_lint_file *f = &l->files.item[i];
        for (uint32_t c = 0; c < f->columns.count; c++) {
            if (strcmp(type_of(l, f->path, f->columns.item[c]), "actor") != 0) continue;
            for (uint32_t r = 0; r < f->rows.count; r++) {
                const char *id = f->rows.item[r].cells[c];
                if (*id && *id != '~' && !ss_map_get(&ids->map, id, strlen(id)) && !made_id(l, id))
                    ss_lint_say(l, true, f->path, f->rows.item[r].line, "%s: no actor \"%s\"", f->columns.item[c], id);
            }
        }
    }
}

// Two actors with one name at one time cannot be told apart by the table alone.
static enum sayso_err check_name(struct ss_linter *l, struct seen_list *names, const struct ss_lint_file *f,
                                 const struct ss_lint_row *row, const char *name, size_t len)
{
    char key[SS_NAME_MAX];
    const char *mark = memchr(name, '^', len);
    if (mark) len = (size_t)(mark - name);
    if (!ss_name_key(name, len, key)) return SAYSO_OK;
    uint32_t before;
    SS_TRY(see(l, names, key, f, row, &before));
    const char *id = ss_lint_cell(f, row, "id");
    for (; before; before = names->all.item[before - 1].next) {
        const struct seen *s = &names->all.item[before - 1];
        if (strcmp(ss_lint_cell(s->file, s->row, "id"), id) == 0 || !overlap(s, f, row)) continue;
        ss_lint_say(l, false, f->path, row->line, "\"%.*s\" also names %s at %s:%u", (int)len, name,
                    ss_lint_cell(s->file, s->row, "id"), s->file->path, s->row->line);
        break;
    }
    return SAYSO_OK;
}

static enum sayso_err check_names(struct ss_linter *l, struct seen_list *names)
{
    for (uint32_t i = 0; i < l->files.count; i++) {
        const struct ss_lint_file *f = &l->files.item[i];
        for (uint32_t r = 0; r < f->rows.count && strcmp(type_of(l, f->path, "aliases"), "aliases") == 0; r++) {
            const struct ss_lint_row *row = &f->rows.item[r];
            const char *name = ss_lint_cell(f, row, "name"), *p = ss_lint_cell(f, row, "aliases");
            if (!*ss_lint_cell(f, row, "id")) continue;
            SS_TRY(check_name(l, names, f, row, name, strlen(name)));
            while (*p) {
                size_t len = strcspn(p, "|");
                SS_TRY(check_name(l, names, f, row, p, len));
                p += len + (p[len] == '|');
            }
        }
    }
    return SAYSO_OK;
}

enum sayso_err ss_lint_ids(struct ss_linter *l)
{
    struct seen_list ids = {0}, names = {0};
    enum sayso_err err = check_ids(l, &ids);
    if (!err) check_references(l, &ids);
    if (!err) err = check_names(l, &names);
    ss_map_free(&ids.map);
    ss_map_free(&names.map);
    return err;
}
