// SPDX-License-Identifier: Apache-2.0
// Opening a knowledge file, and its generic tables.
#include "know/know.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "know/file.h"
#include "know/norm.h"

static const uint32_t item_sizes[SS_SEC_COUNT] = {
    [SS_SEC_STRINGS] = 1,
    [SS_SEC_TABLES] = sizeof(struct ss_f_table),
    [SS_SEC_COLUMNS] = 4,
    [SS_SEC_CELLS] = 4,
    [SS_SEC_ROWS] = sizeof(struct ss_f_row),
    [SS_SEC_ROW_INDEX] = 4,
    [SS_SEC_ACTORS] = sizeof(struct ss_f_actor),
    [SS_SEC_PHRASES] = sizeof(struct ss_f_phrase),
    [SS_SEC_NODES] = sizeof(struct ss_f_node),
    [SS_SEC_ACTOR_FOLD] = sizeof(struct ss_f_fold),
    [SS_SEC_ACTOR_TYPO] = sizeof(struct ss_f_fold),
    [SS_SEC_FOLD_START] = 1,
    [SS_SEC_FIRST_WORD] = 1,
    [SS_SEC_PLACES] = sizeof(struct ss_f_place),
    [SS_SEC_NAME_HASH] = 8,
    [SS_SEC_NAME_PLACE] = 4,
    [SS_SEC_NAME_DIR] = 4,
    [SS_SEC_PLACE_FOLD] = sizeof(struct ss_f_fold),
};

uint32_t ss_section_item(enum ss_section section)
{
    return (unsigned)section < SS_SEC_COUNT ? item_sizes[section] : 0;
}

const char *ss_f_string(const struct ss_know *know, uint32_t offset)
{
    if (offset >= know->section[SS_SEC_STRINGS].count) return "";
    return (const char *)know->section[SS_SEC_STRINGS].data + offset;
}

bool ss_f_bit(const struct ss_know *know, enum ss_section section, uint64_t bit)
{
    if (bit / 8 >= know->section[section].count) return true;
    return (know->section[section].data[bit / 8] >> (bit % 8)) & 1;
}

uint64_t ss_f_fold_find(const struct ss_know *know, enum ss_section section, uint32_t hash)
{
    const struct ss_f_fold *fold = SS_SECTION(know, struct ss_f_fold, section);
    uint64_t low = 0, high = know->section[section].count;
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (fold[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static enum sayso_err check_sections(struct ss_know *k, const char *path, struct sayso_problem *problem)
{
    const struct ss_f_header *h = (const void *)k->map.data;
    const struct ss_f_section *s = (const void *)(k->map.data + sizeof *h);
    for (uint32_t i = 0; i < SS_SEC_COUNT; i++) {
        int64_t at = (int64_t)(sizeof *h + i * sizeof *s);
        if (s[i].id != i || s[i].item != item_sizes[i])
            return ss_fail(problem, SAYSO_ERR_FORMAT, 314, path, at, "section %u is not the expected one", i);
        if (s[i].offset % SS_KNOW_ALIGN || s[i].offset > k->map.len ||
            s[i].count > (k->map.len - s[i].offset) / s[i].item || s[i].count > UINT32_MAX)
            return ss_fail(problem, SAYSO_ERR_FORMAT, 315, path, at, "section %u lies outside the file", i);
        k->section[i].data = k->map.data + s[i].offset;
        k->section[i].count = s[i].count;
    }
    uint64_t strings = k->section[SS_SEC_STRINGS].count;
    if (strings == 0 || k->section[SS_SEC_STRINGS].data[0] != 0 || k->section[SS_SEC_STRINGS].data[strings - 1] != 0)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 316, path, -1, "the strings do not end");
    uint64_t nodes = k->section[SS_SEC_NODES].count;
    if (nodes & (nodes - 1)) return ss_fail(problem, SAYSO_ERR_FORMAT, 317, path, -1, "wrong size of an index");
    if (k->section[SS_SEC_NAME_HASH].count != k->section[SS_SEC_NAME_PLACE].count ||
        (k->section[SS_SEC_NAME_DIR].count != 0 && k->section[SS_SEC_NAME_DIR].count != 65537) ||
        (k->section[SS_SEC_FOLD_START].count != 0 && k->section[SS_SEC_FOLD_START].count != SS_FOLD_BITS / 8) ||
        (k->section[SS_SEC_FIRST_WORD].count != 0 && k->section[SS_SEC_FIRST_WORD].count != SS_FIRST_BITS / 8))
        return ss_fail(problem, SAYSO_ERR_FORMAT, 317, path, -1, "wrong size of an index");
    return SAYSO_OK;
}

static enum sayso_err check_tables(struct ss_know *k, const char *path, struct sayso_problem *problem)
{
    const struct ss_f_table *t = SS_SECTION(k, struct ss_f_table, SS_SEC_TABLES);
    k->table_count = (uint32_t)k->section[SS_SEC_TABLES].count;
    struct ss_know_table *tables = calloc(k->table_count ? k->table_count : 1, sizeof *tables);
    if (!tables) return SAYSO_ERR_NOMEM;
    k->tables = tables;
    for (uint32_t i = 0; i < k->table_count; i++) {
        const struct ss_f_table *f = &t[i];
        uint64_t cells = (uint64_t)f->column_count * f->row_count;
        if ((uint64_t)f->column_first + f->column_count > k->section[SS_SEC_COLUMNS].count ||
            (uint64_t)f->row_first + f->row_count > k->section[SS_SEC_ROWS].count ||
            f->cell_first + cells > k->section[SS_SEC_CELLS].count || (f->index_room & (f->index_room - 1)) ||
            (uint64_t)f->index_first + f->index_room > k->section[SS_SEC_ROW_INDEX].count || f->column_count == 0)
            return ss_fail(problem, SAYSO_ERR_FORMAT, 318, path, -1, "table %u lies outside its section", i);
        tables[i] = (struct ss_know_table){k, *f};
    }
    return SAYSO_OK;
}

static enum sayso_err check(struct ss_know *k, const char *path, struct sayso_problem *problem)
{
    const struct ss_f_header *h = (const void *)k->map.data;
    if (k->map.len < sizeof *h || memcmp(h->magic, SS_KNOW_MAGIC, 8) != 0)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 310, path, 0, "not a knowledge file");
    if (h->version != SS_KNOW_VERSION)
        return ss_fail(problem, SAYSO_ERR_VERSION, 311, path, 8, "version %u; this program reads %u", h->version,
                       SS_KNOW_VERSION);
    if (h->file_size != k->map.len || h->section_count != SS_SEC_COUNT ||
        k->map.len < sizeof *h + SS_SEC_COUNT * sizeof(struct ss_f_section))
        return ss_fail(problem, SAYSO_ERR_FORMAT, 312, path, 16, "the file is cut or has a tail");
    if (h->rules_hash != ss_fold_rules_hash())
        return ss_fail(problem, SAYSO_ERR_VERSION, 313, path, 24, "made with other spelling rules than this program's");
    ss_hash_hex(k->map.data + sizeof *h, k->map.len - sizeof *h, k->hash);
    if (memcmp(k->hash, h->hash, 32) != 0)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 319, path, -1, "the content does not fit its hash");
    SS_TRY(check_sections(k, path, problem));
    return check_tables(k, path, problem);
}

enum sayso_err ss_know_open(struct ss_know **out, const char *path, struct sayso_problem *problem)
{
    struct ss_know *k = calloc(1, sizeof *k);
    if (!k) return ss_fail(problem, SAYSO_ERR_NOMEM, 1, path, -1, "out of memory");
    enum sayso_err err = ss_map_file(&k->map, path, problem);
    if (!err) err = check(k, path, problem);
    if (err) {
        ss_know_close(k);
        return err;
    }
    *out = k;
    return SAYSO_OK;
}

void ss_know_close(struct ss_know *know)
{
    if (!know) return;
    free((void *)(uintptr_t)know->tables);
    ss_unmap(&know->map);
    free(know);
}

const char *ss_know_hash(const struct ss_know *know)
{
    return know->hash;
}

// --- tables
// -------------------------------------------------------------------------------------------------------------

const struct ss_know_table *ss_know_table(const struct ss_know *know, const char *name)
{
    uint32_t low = 0, high = know->table_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strcmp(ss_f_string(know, know->tables[mid].t.name), name);
        if (order == 0) return &know->tables[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

enum sayso_err ss_know_need(const struct ss_know_table **out, const struct ss_know *know, const char *name,
                            struct sayso_problem *problem)
{
    *out = ss_know_table(know, name);
    if (*out) return SAYSO_OK;
    return ss_fail(problem, SAYSO_ERR_FORMAT, 309, name, -1, "the knowledge has no table %s", name);
}

uint32_t ss_know_rows(const struct ss_know_table *table)
{
    return table ? table->t.row_count : 0;
}

int ss_know_column(const struct ss_know_table *table, const char *name)
{
    if (!table) return -1;
    const uint32_t *columns = SS_SECTION(table->know, uint32_t, SS_SEC_COLUMNS) + table->t.column_first;
    for (uint32_t i = 0; i < table->t.column_count; i++)
        if (strcmp(ss_f_string(table->know, columns[i]), name) == 0) return (int)i;
    return -1;
}

const char *ss_know_cell(const struct ss_know_table *table, uint32_t row, int column)
{
    if (!table || row >= table->t.row_count || column < 0 || (uint32_t)column >= table->t.column_count) return "";
    const uint32_t *cells = SS_SECTION(table->know, uint32_t, SS_SEC_CELLS) + table->t.cell_first;
    return ss_f_string(table->know, cells[(size_t)row * table->t.column_count + (uint32_t)column]);
}

const char *ss_know_line(const struct ss_know_table *table, uint32_t row)
{
    if (!table || row >= table->t.row_count) return "";
    const struct ss_f_row *rows = SS_SECTION(table->know, struct ss_f_row, SS_SEC_ROWS) + table->t.row_first;
    return ss_f_string(table->know, rows[row].line);
}

int64_t ss_know_find(const struct ss_know_table *table, const char *value)
{
    if (!table || !table->t.index_room) return -1;
    const uint32_t *slots = SS_SECTION(table->know, uint32_t, SS_SEC_ROW_INDEX) + table->t.index_first;
    uint32_t mask = table->t.index_room - 1;
    uint32_t at = (uint32_t)ss_hash(value, strlen(value), 0) & mask;
    for (uint32_t step = 0; step <= mask && slots[at]; step++, at = (at + 1) & mask)
        if (strcmp(ss_know_cell(table, slots[at] - 1, 0), value) == 0)
            return slots[at] - 1 < table->t.row_count ? (int64_t)slots[at] - 1 : -1;
    return -1;
}

int64_t ss_know_find_next(const struct ss_know_table *table, int64_t row)
{
    if (!table || row < 0 || row >= table->t.row_count) return -1;
    const struct ss_f_row *rows = SS_SECTION(table->know, struct ss_f_row, SS_SEC_ROWS) + table->t.row_first;
    uint32_t next = rows[row].next;
    return next && next <= table->t.row_count && next - 1 > row ? (int64_t)next - 1 : -1; // always forwards: no loops
}

const char *ss_know_table_name(const struct ss_know *know, const char *prefix, uint32_t index)
{
    size_t len = strlen(prefix);
    for (uint32_t i = 0; i < know->table_count; i++) {
        const char *name = ss_f_string(know, know->tables[i].t.name);
        if (strncmp(name, prefix, len) == 0 && index-- == 0) return name;
    }
    return NULL;
}
