// SPDX-License-Identifier: Apache-2.0
// The whole reader over a file of any bytes: gzip, sniffing, lines, arrays, feeds, pages.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("sayso", MFD_CLOEXEC);
    if (fd < 0) return 0;
    if (write(fd, data, size) == (ssize_t)size) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        const char *const paths[] = {path};
        const struct ss_read_options options = {.report_cap = 1 << 16, .arena_cap = (size_t)8 << 20};
        struct ss_reader *reader;
        struct ss_read_item item;
        if (!ss_reader_open(&reader, paths, 1, &options, NULL)) {
            while (!ss_reader_next(reader, &item)) ss_read_item_free(&item);
            ss_reader_close(reader);
        }
    }
    close(fd);
    return 0;
}
