// SPDX-License-Identifier: Apache-2.0
// Fuzz target: a knowledge file with a right hash and any content. Opening must refuse it, or every look-up must stay
// inside it.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/map.h"
#include "know/file.h"
#include "know/know.h"
#include "know/norm.h"

#define INPUT_CAP ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct ss_know *know)
{
    static const char *const words[] = {"Syrian", "army", "al-Qaeda", "'s", "US", "Deir", "ez-Zor"};
    uint32_t lens[7];
    for (int i = 0; i < 7; i++) lens[i] = (uint32_t)strlen(words[i]);
    struct ss_know_match matches[4];
    struct ss_know_place places[4];
    struct ss_know_actor actor;
    for (uint32_t i = 0; i < 7; i++) {
        ss_know_match_actor_fuzzy(know, words + i, lens + i, 7 - i, "2016-03-28", matches, 4);
        ss_know_places(know, words[i], lens[i], places, 4);
        ss_know_actor(know, words[i], &actor);
    }
    const char *name;
    for (uint32_t i = 0; i < 50 && (name = ss_know_table_name(know, "", i)); i++) {
        const struct ss_know_table *t = ss_know_table(know, name);
        for (uint32_t r = 0; r < ss_know_rows(t) && r < 50; r++) {
            ss_know_line(t, r);
            for (int64_t row = ss_know_find(t, ss_know_cell(t, r, 0)); row >= 0;) row = ss_know_find_next(t, row);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_CAP) return 0;
    // the bytes as a name
    char fold[SS_NAME_MAX], key[SS_NAME_MAX];
    size_t len = ss_know_fold((const char *)data, size, fold, sizeof fold);
    ss_skeleton(fold, len, key);
    ss_name_key((const char *)data, size, key);
    // the bytes as the content of a file
    struct ss_f_header header = {
        .version = SS_KNOW_VERSION, .section_count = SS_SEC_COUNT, .rules_hash = ss_fold_rules_hash()};
    memcpy(header.magic, SS_KNOW_MAGIC, 8);
    header.file_size = sizeof header + size;
    char hex[33];
    ss_hash_hex(data, size, hex);
    memcpy(header.hash, hex, 32);
    int fd = memfd_create("know", 0);
    if (fd < 0) return 0;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct ss_know *know = NULL;
    if (write(fd, &header, sizeof header) == (ssize_t)sizeof header && write(fd, data, size) == (ssize_t)size &&
        ss_know_open(&know, path, NULL) == SAYSO_OK) {
        ask(know);
        ss_know_close(know);
    }
    close(fd);
    return 0;
}
