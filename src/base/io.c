// SPDX-License-Identifier: Apache-2.0
// Files and data folders.
#define _GNU_SOURCE
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#ifndef SS_DATADIR
#define SS_DATADIR "/usr/local/share/sayso"
#endif

enum sayso_err ss_map_file(struct ss_mapped *out, const char *path, struct sayso_problem *problem)
{
    *out = (struct ss_mapped){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ss_fail(problem, SAYSO_ERR_IO, 101, path, -1, "cannot open: %s", strerror(errno));
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return ss_fail(problem, SAYSO_ERR_IO, 102, path, -1, "not a regular file");
    }
    if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) {
            close(fd);
            return ss_fail(problem, SAYSO_ERR_IO, 103, path, -1, "cannot map: %s", strerror(errno));
        }
        out->data = p;
        out->len = (size_t)st.st_size;
    }
    close(fd);
    return SAYSO_OK;
}

void ss_unmap(struct ss_mapped *m)
{
    if (m->data) munmap((void *)(uintptr_t)m->data, m->len);
    *m = (struct ss_mapped){0};
}

enum sayso_err ss_read_file(char **out, size_t *len, const char *path, size_t cap, struct sayso_problem *problem)
{
    FILE *f = fopen(path, "rbe");
    if (!f) return ss_fail(problem, SAYSO_ERR_IO, 101, path, -1, "cannot open: %s", strerror(errno));
    size_t room = 1 << 16, n = 0;
    char *data = malloc(room);
    enum sayso_err err = data ? SAYSO_OK : SAYSO_ERR_NOMEM;
    while (!err) {
        size_t got = fread(data + n, 1, room - n - 1, f);
        n += got;
        if (n > cap) {
            err = ss_fail(problem, SAYSO_ERR_LIMIT, 104, path, (int64_t)cap, "larger than %zu bytes", cap);
        } else if (got == 0) {
            if (ferror(f))
                err = ss_fail(problem, SAYSO_ERR_IO, 105, path, (int64_t)n, "cannot read: %s", strerror(errno));
            break;
        } else if (room - n < 2) {
            char *more = realloc(data, room * 2);
            if (!more) {
                err = SAYSO_ERR_NOMEM;
            } else {
                data = more;
                room *= 2;
            }
        }
    }
    fclose(f);
    if (err) {
        free(data);
        return err;
    }
    data[n] = '\0';
    *out = data;
    *len = n;
    return SAYSO_OK;
}

static char *try_path(const char *dir, const char *middle, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s%s/%s", dir, middle, name) < 0) return NULL;
    if (access(path, R_OK) == 0) return path;
    free(path);
    return NULL;
}

char *ss_find_data(const char *name)
{
    const char *env = getenv("SAYSO_DATA");
    char *found = NULL;
    if (env && *env && (found = try_path(env, "", name))) return found;
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n > 0) {
        static const char *const beside[] = {"",       "/data",          "/../data", "/../../data", "/../../../data",
                                             "/../..", "/../share/sayso"};
        exe[n] = '\0';
        char *slash = strrchr(exe, '/');
        if (slash) *slash = '\0';
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
            if ((found = try_path(exe, beside[i], name))) return found;
    }
    return try_path(SS_DATADIR, "", name);
}
