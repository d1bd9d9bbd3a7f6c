// SPDX-License-Identifier: Apache-2.0
// Folders to lists of files, sorted by the bytes of their names so that every machine reads them in the same order.
#define _GNU_SOURCE
#include "read/inputs.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/str.h"

#define FOLDER_DEPTH 32

bool ss_is_url(const char *path)
{
    const char *colon = strstr(path, "://");
    if (!colon || colon == path) return false;
    for (const char *p = path; p < colon; p++)
        if (!ss_ascii_alpha(*p) && !ss_ascii_digit(*p) && !strchr("+-.", *p)) return false;
    return true;
}

enum ss_file_kind ss_file_kind(const char *path, bool *is_report)
{
    static const struct {
        const char *extension;
        enum ss_file_kind kind;
    } known[] = {{"txt", SS_FILE_TEXT},          {"text", SS_FILE_TEXT}, {"md", SS_FILE_MARKDOWN},
                 {"markdown", SS_FILE_MARKDOWN}, {"html", SS_FILE_HTML}, {"htm", SS_FILE_HTML},
                 {"xhtml", SS_FILE_HTML},        {"json", SS_FILE_JSON}, {"jsonl", SS_FILE_JSONL},
                 {"ndjson", SS_FILE_JSONL},      {"xml", SS_FILE_FEED},  {"rss", SS_FILE_FEED},
                 {"atom", SS_FILE_FEED},         {"rdf", SS_FILE_FEED},  {"warc", SS_FILE_WARC}};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char lower[256];
    size_t n = 0;
    for (; name[n] && n + 1 < sizeof lower; n++) lower[n] = ss_ascii_lower(name[n]);
    lower[n] = '\0';
    if (n > 3 && strcmp(lower + n - 3, ".gz") == 0) lower[n -= 3] = '\0';
    const char *dot = strrchr(lower, '.');
    *is_report = !dot; // names without an extension are text in many corpora
    static const char *const others[] = {"readme", "license", "licence", "copying", "notice", "changelog", "makefile"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(lower, others[i], strlen(others[i])) == 0) return *is_report = false, SS_FILE_UNKNOWN;
    for (size_t i = 0; dot && i < sizeof known / sizeof *known; i++) {
        if (strcmp(dot + 1, known[i].extension) != 0) continue;
        *is_report = true;
        return known[i].kind;
    }
    return SS_FILE_UNKNOWN;
}

static enum sayso_err add(struct ss_inputs *inputs, const char *path, uint64_t size, bool named)
{
    struct ss_input *in = ss_arr_push(NULL, inputs);
    if (!in || !(in->path = strdup(path))) return SAYSO_ERR_NOMEM;
    in->size = size;
    in->named = named;
    return SAYSO_OK;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static enum sayso_err walk(struct ss_inputs *inputs, const char *folder, int depth)
{
    struct dirent **names = NULL;
    int n = scandir(folder, &names, visible, by_bytes);
    enum sayso_err err = SAYSO_OK;
    for (int i = 0; i < n; i++) {
        char *path = NULL; // asprintf leaves it undefined when it fails
        struct stat st, link;
        if (!err &&
            asprintf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", names[i]->d_name) < 0)
            err = SAYSO_ERR_NOMEM;
        if (!err && stat(path, &st) == 0 && lstat(path, &link) == 0) {
            bool report;
            if (S_ISDIR(st.st_mode) && !S_ISLNK(link.st_mode) && depth < FOLDER_DEPTH)
                err = walk(inputs, path, depth + 1);
            else if (S_ISREG(st.st_mode) && (ss_file_kind(path, &report), report))
                err = add(inputs, path, (uint64_t)st.st_size, false);
        }
        free(path);
        free(names[i]);
    }
    free(names);
    return n < 0 && !err ? add(inputs, folder, 0, true) : err; // opening it will say why it cannot be read
}

enum sayso_err ss_inputs_add(struct ss_inputs *inputs, const char *path)
{
    struct stat st;
    if (strcmp(path, "-") == 0 || ss_is_url(path) || stat(path, &st) != 0) return add(inputs, path, 0, true);
    if (S_ISDIR(st.st_mode) && path[0]) return walk(inputs, path, 0);
    return add(inputs, path, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0, true);
}

void ss_inputs_free(struct ss_inputs *inputs)
{
    for (uint32_t i = 0; i < inputs->count; i++) free(inputs->item[i].path);
    ss_arr_free(inputs);
}
