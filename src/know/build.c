// SPDX-License-Identifier: Apache-2.0
// Building a knowledge file: reads the tables, runs the stages, writes the sections.
#define _GNU_SOURCE
#include "know/build.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/io.h"
#include "know/builder.h"
#include "know/norm.h"

#define DEPTH_MAX 6

// --- small things shared by the stages
// ----------------------------------------------------------------------------------

uint32_t ss_build_string(struct ss_builder *b, const char *s)
{
    if (!s || !*s) return 0;
    size_t len = strlen(s);
    const uint32_t *known = ss_map_get(&b->string_map, s, len);
    if (known) return *known;
    if (b->strings.len + len + 1 > UINT32_MAX) b->strings.failed = true;
    char *key = ss_strndup(b->arena, s, len);
    bool found;
    uint32_t *value = key ? ss_map_put(&b->string_map, key, len, &found) : NULL;
    if (!value) b->strings.failed = true;
    if (b->strings.failed) return 0;
    *value = (uint32_t)b->strings.len;
    uint32_t at = *value;
    ss_str_add(&b->strings, s, len + 1);
    return at;
}

const char *ss_build_text(const struct ss_builder *b, uint32_t offset)
{
    return b->strings.data + offset;
}

const char *ss_build_cell(const struct ss_source *source, const struct ss_tsv_row *row, const char *column)
{
    int c = ss_tsv_column(&source->tsv, column);
    return c < 0 ? "" : row->cells[c];
}

const struct ss_source *ss_build_source(const struct ss_builder *b, const char *name)
{
    for (uint32_t i = 0; i < b->sources.count; i++)
        if (strcmp(b->sources.item[i].name, name) == 0) return &b->sources.item[i];
    return NULL;
}

uint32_t ss_build_line(struct ss_builder *b, const struct ss_source *source, const struct ss_tsv_row *row)
{
    char line[512];
    snprintf(line, sizeof line, "%s:%u", source->path, row->line);
    return ss_build_string(b, line);
}

void ss_build_note(struct ss_builder *b, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ss_str_puts(&b->built->notes, text);
    ss_str_putc(&b->built->notes, '\n');
}

static void input(struct ss_builder *b, const char *path)
{
    ss_str_puts(&b->built->inputs, path);
    ss_str_putc(&b->built->inputs, '\n');
}

const char *ss_build_npm_file(struct ss_builder *b, const char *name)
{
    if (!b->npm || !*b->npm) return NULL;
    const char *path = ss_printf(b->arena, "%s/%s", b->npm, name);
    if (!path || access(path, R_OK) != 0) {
        ss_build_note(b, "%s is not there: built without it", name);
        return NULL;
    }
    input(b, path);
    return path;
}

const char **ss_build_list(struct ss_builder *b, const char *list)
{
    size_t count = 2;
    for (const char *p = list; *p; p++) count += *p == '|';
    const char **out = ss_alloc_array(b->arena, count, sizeof *out);
    if (!out) return NULL;
    size_t n = 0;
    for (const char *p = list; *p;) {
        size_t len = strcspn(p, "|");
        const char *start = p, *end = p + len;
        while (start < end && *start == ' ') start++;
        while (end > start && end[-1] == ' ') end--;
        if (end > start && !(out[n++] = ss_strndup(b->arena, start, (size_t)(end - start)))) return NULL;
        p += len;
        if (*p) p++;
    }
    return out;
}

uint32_t ss_build_flags(char *alias)
{
    char *mark = strrchr(alias, '^');
    if (!mark) return 0;
    uint32_t flags = 0;
    for (const char *p = mark + 1; *p; p++) switch (*p) {
        case 's':
            flags |= SS_PHRASE_SIDED;
            break;
        case 'a':
            flags |= SS_PHRASE_ACRONYM;
            break;
        case 'm':
            flags |= SS_PHRASE_METONYM;
            break;
        case 'l':
            flags |= SS_PHRASE_LOWER_OK;
            break;
        case 'c':
            flags |= SS_PHRASE_EXACT_CASE;
            break;
        default:
            break; // the linter speaks of it
        }
    *mark = '\0';
    return flags;
}

// --- reading the tables
// -------------------------------------------------------------------------------------------------

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Collects the .tsv files of a folder and those below it, in the order of their paths.
static enum sayso_err scan(struct ss_builder *b, const char *dir, const char *prefix, int depth)
{
    if (depth > DEPTH_MAX)
        return ss_fail(b->problem, SAYSO_ERR_LIMIT, 320, dir, -1, "folders deeper than %d", DEPTH_MAX);
    DIR *d = opendir(dir);
    if (!d) return ss_fail(b->problem, SAYSO_ERR_IO, 101, dir, -1, "cannot open: %s", strerror(errno));
    input(b, dir);
    SS_ARR(const char *) names = {0};
    enum sayso_err err = SAYSO_OK;
    for (struct dirent *e; !err && (e = readdir(d));) {
        if (e->d_name[0] == '.') continue;
        const char **slot = ss_arr_push(NULL, &names);
        if (!slot || !(*slot = ss_strdup(b->arena, e->d_name))) err = SAYSO_ERR_NOMEM;
    }
    closedir(d);
    if (names.count) qsort(names.item, names.count, sizeof *names.item, by_text);
    for (uint32_t i = 0; i < names.count && !err; i++) {
        const char *path = ss_printf(b->arena, "%s/%s", dir, names.item[i]);
        const char *rel = ss_printf(b->arena, "%s%s", prefix, names.item[i]);
        struct stat st;
        if (!path || !rel) {
            err = SAYSO_ERR_NOMEM;
        } else if (stat(path, &st) != 0) {
            continue;
        } else if (S_ISDIR(st.st_mode)) {
            rel = ss_printf(b->arena, "%s/", rel);
            err = rel ? scan(b, path, rel, depth + 1) : SAYSO_ERR_NOMEM;
        } else {
            size_t len = strlen(rel);
            if (len < 5 || strcmp(rel + len - 4, ".tsv") != 0) continue;
            struct ss_source *s = ss_arr_push(NULL, &b->sources);
            if (!s) {
                err = SAYSO_ERR_NOMEM;
                break;
            }
            s->path = rel;
            s->name = ss_strndup(b->arena, rel, len - 4);
            input(b, path);
            err = s->name ? ss_tsv_read(&s->tsv, path, b->problem) : SAYSO_ERR_NOMEM;
        }
    }
    ss_arr_free(&names);
    return err;
}

static int by_source(const void *a, const void *b)
{
    return strcmp(((const struct ss_source *)a)->name, ((const struct ss_source *)b)->name);
}

static uint32_t power_of_two(uint64_t at_least)
{
    uint32_t n = 1;
    while (n < at_least) n *= 2;
    return n;
}

#define PUSH(arr, value)                                                                                               \
    do {                                                                                                               \
        __typeof__((arr)->item) push_ = ss_arr_push(NULL, (arr));                                                      \
        if (!push_) return SAYSO_ERR_NOMEM;                                                                            \
        *push_ = (value);                                                                                              \
    } while (0)

// Rows of equal first cells are chained in the order of the file; the index holds the first.
static enum sayso_err index_rows(struct ss_builder *b, const struct ss_source *s, struct ss_f_table *t)
{
    t->index_first = b->row_index.count;
    t->index_room = s->tsv.row_count ? power_of_two((uint64_t)s->tsv.row_count * 2) : 0;
    for (uint32_t i = 0; i < t->index_room; i++) PUSH(&b->row_index, 0u);
    uint32_t *slots = b->row_index.item + t->index_first;
    uint32_t *last =
        t->index_room ? calloc(s->tsv.row_count, sizeof *last) : NULL; // by first row: the last of its chain
    if (t->index_room && !last) return SAYSO_ERR_NOMEM;
    for (uint32_t r = 0; r < s->tsv.row_count; r++) {
        const char *value = s->tsv.rows[r].cells[0];
        uint32_t at = (uint32_t)ss_hash(value, strlen(value), 0) & (t->index_room - 1);
        while (slots[at] && strcmp(s->tsv.rows[slots[at] - 1].cells[0], value) != 0)
            at = (at + 1) & (t->index_room - 1);
        if (slots[at]) {
            uint32_t first = slots[at] - 1;
            b->rows.item[t->row_first + last[first]].next = r + 1;
            last[first] = r;
        } else {
            slots[at] = r + 1;
            last[r] = r;
        }
    }
    free(last);
    return SAYSO_OK;
}

static enum sayso_err build_tables(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->sources.count; i++) {
        const struct ss_source *s = &b->sources.item[i];
        struct ss_f_table t = {
            .name = ss_build_string(b, s->name),
            .path = ss_build_string(b, s->path),
            .column_first = b->columns.count,
            .column_count = s->tsv.column_count,
            .row_first = b->rows.count,
            .row_count = s->tsv.row_count,
            .cell_first = b->cells.count,
        };
        for (uint32_t c = 0; c < s->tsv.column_count; c++) PUSH(&b->columns, ss_build_string(b, s->tsv.columns[c]));
        for (uint32_t r = 0; r < s->tsv.row_count; r++) {
            const struct ss_tsv_row *row = &s->tsv.rows[r];
            struct ss_f_row line = {ss_build_line(b, s, row), 0};
            PUSH(&b->rows, line);
            for (uint32_t c = 0; c < s->tsv.column_count; c++) PUSH(&b->cells, ss_build_string(b, row->cells[c]));
        }
        SS_TRY(index_rows(b, s, &t));
        PUSH(&b->tables, t);
        b->built->rows += t.row_count;
    }
    b->built->tables = b->tables.count;
    return SAYSO_OK;
}

// --- writing
// ------------------------------------------------------------------------------------------------------------

static enum sayso_err write_all(struct ss_builder *b, const char *out, const struct ss_str *image)
{
    char *part = NULL;
    if (asprintf(&part, "%s.part", out) < 0) return SAYSO_ERR_NOMEM;
    FILE *f = fopen(part, "wbe");
    bool good = f && fwrite(image->data, 1, image->len, f) == image->len;
    if (f && fclose(f) != 0) good = false;
    if (good) good = rename(part, out) == 0;
    enum sayso_err err =
        good ? SAYSO_OK : ss_fail(b->problem, SAYSO_ERR_IO, 106, out, -1, "cannot write: %s", strerror(errno));
    if (!good) unlink(part);
    free(part);
    return err;
}

static enum sayso_err write_file(struct ss_builder *b, const char *out)
{
    const struct {
        const void *data;
        uint64_t count;
    } sections[SS_SEC_COUNT] = {
        [SS_SEC_STRINGS] = {b->strings.data, b->strings.len},
        [SS_SEC_TABLES] = {b->tables.item, b->tables.count},
        [SS_SEC_COLUMNS] = {b->columns.item, b->columns.count},
        [SS_SEC_CELLS] = {b->cells.item, b->cells.count},
        [SS_SEC_ROWS] = {b->rows.item, b->rows.count},
        [SS_SEC_ROW_INDEX] = {b->row_index.item, b->row_index.count},
        [SS_SEC_ACTORS] = {b->actors.item, b->actors.count},
        [SS_SEC_PHRASES] = {b->phrases.item, b->phrases.count},
        [SS_SEC_NODES] = {b->nodes.item, b->nodes.count},
        [SS_SEC_ACTOR_FOLD] = {b->actor_fold.item, b->actor_fold.count},
        [SS_SEC_ACTOR_TYPO] = {b->actor_typo.item, b->actor_typo.count},
        [SS_SEC_FOLD_START] = {b->fold_start, b->fold_start ? SS_FOLD_BITS / 8 : 0},
        [SS_SEC_FIRST_WORD] = {b->first_word, b->first_word ? SS_FIRST_BITS / 8 : 0},
        [SS_SEC_PLACES] = {b->places.item, b->places.count},
        [SS_SEC_NAME_HASH] = {b->name_hash.item, b->name_hash.count},
        [SS_SEC_NAME_PLACE] = {b->name_place.item, b->name_place.count},
        [SS_SEC_NAME_DIR] = {b->name_dir, b->name_dir ? 65537 : 0},
        [SS_SEC_PLACE_FOLD] = {b->place_fold.item, b->place_fold.count},
    };
    struct ss_f_section heads[SS_SEC_COUNT] = {0};
    uint64_t at = sizeof(struct ss_f_header) + sizeof heads;
    for (uint32_t i = 0; i < SS_SEC_COUNT; i++) {
        at = (at + SS_KNOW_ALIGN - 1) / SS_KNOW_ALIGN * SS_KNOW_ALIGN;
        heads[i] = (struct ss_f_section){i, ss_section_item((enum ss_section)i), at, sections[i].count};
        at += sections[i].count * heads[i].item;
    }
    if (at > SS_KNOW_CAP)
        return ss_fail(b->problem, SAYSO_ERR_LIMIT, 321, out, -1, "the knowledge grows over %zu bytes", SS_KNOW_CAP);
    struct ss_f_header header = {
        .version = SS_KNOW_VERSION, .section_count = SS_SEC_COUNT, .file_size = at, .rules_hash = ss_fold_rules_hash()};
    memcpy(header.magic, SS_KNOW_MAGIC, 8);
    struct ss_str image = {0};
    ss_str_add(&image, (const char *)&header, sizeof header);
    ss_str_add(&image, (const char *)heads, sizeof heads);
    static const char zeros[SS_KNOW_ALIGN];
    for (uint32_t i = 0; i < SS_SEC_COUNT && !image.failed; i++) {
        ss_str_add(&image, zeros, (size_t)(heads[i].offset - image.len));
        if (heads[i].count) ss_str_add(&image, sections[i].data, (size_t)(heads[i].count * heads[i].item));
    }
    enum sayso_err err = SAYSO_ERR_NOMEM;
    if (!image.failed) {
        char hex[33];
        ss_hash_hex(image.data + sizeof header, image.len - sizeof header, hex);
        memcpy(((struct ss_f_header *)(void *)image.data)->hash, hex, 32);
        err = write_all(b, out, &image);
    }
    b->built->bytes = at;
    ss_str_free(&image);
    return err;
}

static void builder_free(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->sources.count; i++) ss_tsv_free(&b->sources.item[i].tsv);
    ss_arr_free(&b->sources);
    ss_str_free(&b->strings);
    ss_map_free(&b->string_map);
    ss_arr_free(&b->tables);
    ss_arr_free(&b->columns);
    ss_arr_free(&b->cells);
    ss_arr_free(&b->rows);
    ss_arr_free(&b->row_index);
    ss_arr_free(&b->actors);
    ss_map_free(&b->own_part);
    ss_arr_free(&b->phrases);
    ss_arr_free(&b->prefixes);
    ss_arr_free(&b->nodes);
    ss_arr_free(&b->actor_fold);
    ss_arr_free(&b->actor_typo);
    ss_arr_free(&b->countries);
    ss_arr_free(&b->admins);
    ss_map_free(&b->admin_map);
    ss_arr_free(&b->places);
    ss_arr_free(&b->names);
    ss_arr_free(&b->name_hash);
    ss_arr_free(&b->name_place);
    ss_arr_free(&b->place_fold);
    ss_arena_free(b->arena);
}

static enum sayso_err build(struct ss_builder *b, const char *out)
{
    b->arena = ss_arena_new(SS_BUILD_CAP);
    if (!b->arena) return SAYSO_ERR_NOMEM;
    ss_str_add(&b->strings, "", 1);
    SS_TRY(scan(b, b->data, "", 0));
    if (b->sources.count) qsort(b->sources.item, b->sources.count, sizeof *b->sources.item, by_source);
    SS_TRY(build_tables(b));
    SS_TRY(ss_build_countries(b));
    SS_TRY(ss_build_places(b));
    SS_TRY(ss_build_actors(b));
    SS_TRY(ss_build_states(b));
    SS_TRY(ss_build_actor_index(b));
    SS_TRY(ss_build_place_index(b));
    if (b->strings.failed) return SAYSO_ERR_NOMEM;
    return write_file(b, out);
}

enum sayso_err ss_know_build(const char *out, const char *data, const char *npm, struct ss_know_built *built,
                             struct sayso_problem *problem)
{
    *built = (struct ss_know_built){0};
    if (problem) *problem = (struct sayso_problem){0};
    struct ss_builder b = {.built = built, .problem = problem, .data = data, .npm = npm};
    enum sayso_err err = build(&b, out);
    if (err && problem && !problem->code) ss_fail(problem, err, 1, out, -1, "%s", sayso_err_name(err));
    builder_free(&b);
    return err;
}

void ss_know_built_free(struct ss_know_built *built)
{
    ss_str_free(&built->notes);
    ss_str_free(&built->inputs);
}
