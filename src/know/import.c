// SPDX-License-Identifier: Apache-2.0
// Import of dictionaries: files into lines without comments, lines to their reader, tables into files.
#include "know/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/io.h"

#define FILE_CAP  ((size_t)64 << 20)
#define PATH_ROOM 4096

const char *const ss_import_names[SS_IMPORT_TABLES] = {"actors", "agents", "discards", "verbs", "patterns", "synsets"};
static const char *const headers[SS_IMPORT_TABLES] = {"phrase\tcode\tfrom\tto\tline\n",
                                                      "phrase\tcode\tline\n",
                                                      "phrase\tstory\tline\n",
                                                      "verb\tbefore\tafter\tblock\tcode\tline\n",
                                                      "block\tbefore\tafter\tcode\tline\n",
                                                      "name\tphrase\tline\n"};

void ss_import_phrase(struct ss_str *out, const char *text, size_t len)
{
    char gap = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == ' ' || c == '_' || c == '-' || c == '\t') {
            if (gap != '_' || c == ' ') gap = c == '-' ? '_' : c == '\t' ? ' ' : c;
            continue;
        }
        if (strchr(".'`\"(),", c)) continue;
        if (gap && out->len && out->data[out->len - 1] != '\t' && out->data[out->len - 1] != '\n')
            ss_str_putc(out, gap);
        gap = 0;
        ss_str_putc(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

void ss_import_row_end(struct ss_import *im, enum ss_import_table table)
{
    const char *name = strrchr(im->file, '/');
    ss_str_printf(&im->table[table], "\t%s:%u\n", name ? name + 1 : im->file, im->line);
    im->rows[table]++;
}

void ss_import_skip(struct ss_import *im, const char *line, const char *why)
{
    ss_str_printf(&im->unmapped, "%s:%u: %s: %s\n", im->file, im->line, why, line);
    im->unmapped_count++;
}

// Cuts comments: "<!-- … -->" also over lines, and "#" or ";" after a space.
static void cut_comment(char *line, bool *inside)
{
    char *to = line;
    for (char *p = line; *p;) {
        if (*inside) {
            char *end = strstr(p, "-->");
            *inside = !end;
            p = end ? end + 3 : p + strlen(p);
        } else if (strncmp(p, "<!--", 4) == 0 || strncmp(p, "<! --", 5) == 0) {
            *inside = true;
            p += 4;
        } else if ((*p == '#' || *p == ';') && (p == line || ss_ascii_space(p[-1]))) {
            break;
        } else if (*p == '#' && p[-1] == ']') {
            break;
        } else {
            *to++ = *p++;
        }
    }
    while (to > line && ss_ascii_space(to[-1])) to--;
    *to = '\0';
}

static void discard(struct ss_import *im, const char *line)
{
    bool story = *line == '+';
    struct ss_str *t = &im->table[SS_IMPORT_DISCARDS];
    ss_import_phrase(t, line + story, strlen(line + story));
    ss_str_puts(t, story ? "\tyes" : "\t");
    ss_import_row_end(im, SS_IMPORT_DISCARDS);
}

// Verbs have blocks "--- WORD [code] ---", agents codes with "~", actors codes; what has no code is a list of discards.
static enum ss_import_table kind_of(const char *data)
{
    if (strncmp(data, "--- ", 4) == 0 || strstr(data, "\n--- ")) return SS_IMPORT_VERBS;
    uint32_t codes = 0, open = 0;
    for (const char *p = strchr(data, '['); p; p = strchr(p + 1, '[')) {
        const char *end = strchr(p, ']'), *mark = end ? memchr(p, '~', (size_t)(end - p)) : NULL;
        codes++;
        open += mark != NULL;
    }
    return !codes ? SS_IMPORT_DISCARDS : open * 2 > codes ? SS_IMPORT_AGENTS : SS_IMPORT_ACTORS;
}

enum sayso_err ss_import_file(struct ss_import *im, const char *path, struct sayso_problem *problem)
{
    char *data = NULL;
    size_t len;
    SS_TRY(ss_read_file(&data, &len, path, FILE_CAP, problem));
    enum ss_import_table kind = kind_of(data);
    bool comment = false;
    im->file = path;
    im->line = 0;
    for (char *p = data; p;) {
        char *end = strchr(p, '\n');
        if (end) *end = '\0';
        im->line++;
        cut_comment(p, &comment);
        if (*p) {
            if (kind == SS_IMPORT_VERBS)
                ss_import_verb(im, p);
            else if (kind == SS_IMPORT_DISCARDS)
                discard(im, p);
            else
                ss_import_actor(im, p, kind == SS_IMPORT_AGENTS);
        }
        p = end ? end + 1 : NULL;
    }
    ss_import_actor_end(im);
    free(data);
    for (int i = 0; i < SS_IMPORT_TABLES; i++)
        if (im->table[i].failed) return SAYSO_ERR_NOMEM;
    return SAYSO_OK;
}

static enum sayso_err write_file(const char *folder, const char *name, const char *head, const struct ss_str *body,
                                 struct sayso_problem *problem)
{
    char path[PATH_ROOM];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (n < 0 || (size_t)n >= sizeof path) return SAYSO_ERR_LIMIT;
    FILE *f = fopen(path, "wbe");
    if (!f) return ss_fail(problem, SAYSO_ERR_IO, 326, path, -1, "%s", strerror(errno));
    bool good = fputs(head, f) >= 0 && fwrite(body->data, 1, body->len, f) == body->len;
    good = fclose(f) == 0 && good;
    return good ? SAYSO_OK : ss_fail(problem, SAYSO_ERR_IO, 327, path, -1, "cannot write");
}

enum sayso_err ss_import_write(struct ss_import *im, const char *folder, struct sayso_problem *problem)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return ss_fail(problem, SAYSO_ERR_IO, 328, folder, -1, "%s", strerror(errno));
    for (int i = 0; i < SS_IMPORT_TABLES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s.tsv", ss_import_names[i]);
        if (im->rows[i]) SS_TRY(write_file(folder, name, headers[i], &im->table[i], problem));
    }
    return im->unmapped_count ? write_file(folder, "unmapped.txt", "", &im->unmapped, problem) : SAYSO_OK;
}

void ss_import_free(struct ss_import *im)
{
    for (int i = 0; i < SS_IMPORT_TABLES; i++) ss_str_free(&im->table[i]);
    ss_str_free(&im->unmapped);
}
