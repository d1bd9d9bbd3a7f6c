// SPDX-License-Identifier: Apache-2.0
// For the reader's tests: writes bytes to a file of its own and reads them back as items.
#ifndef READ_HELP_H
#define READ_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "read/read.h"

struct items {
    struct ss_read_item item[32];
    int count;
};

static inline void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

static inline struct items read_paths(const char *const *paths, uint32_t count, const struct ss_read_options *options)
{
    struct items all = {0};
    struct ss_reader *reader;
    assert_int_equal(ss_reader_open(&reader, paths, count, options, NULL), SAYSO_OK);
    enum sayso_err err;
    while (all.count < 32 && !(err = ss_reader_next(reader, &all.item[all.count]))) all.count++;
    assert_int_equal(err, SAYSO_ERR_NOTFOUND);
    ss_reader_close(reader);
    return all;
}

// `name` gives the extension; the file lies in a fresh folder and is gone afterwards.
static inline struct items read_bytes(const char *name, const void *bytes, size_t len,
                                      const struct ss_read_options *options)
{
    char folder[] = "/tmp/sayso-test-XXXXXX", path[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_file(path, bytes, len);
    const char *const paths[] = {path};
    struct items all = read_paths(paths, 1, options);
    unlink(path);
    rmdir(folder);
    return all;
}

static inline void free_items(struct items *all)
{
    for (int i = 0; i < all->count; i++) ss_read_item_free(&all->item[i]);
}

#define READ(name, text) read_bytes(name, text, sizeof(text) - 1, NULL)

#endif
