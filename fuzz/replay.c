// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without a fuzzer: every file of the given folders, then mutations of each from a fixed seed, so
// that a plain compiler's quick suite walks the same code. Usage: fuzz_NAME FOLDER… [-n MUTATIONS]
#define _GNU_SOURCE
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint32_t next(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? (uint32_t)(state >> 33) % below : 0;
}

// Copies exactly, so that a sanitizer sees the first byte read behind the end.
static void run(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len ? len : 1);
    if (!copy) exit(3);
    if (len) memcpy(copy, bytes, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void mutate(const uint8_t *seed, size_t len, size_t room, uint8_t *work)
{
    static const char *const tokens[] = {"{",
                                         "}",
                                         "[",
                                         "]",
                                         "\"",
                                         "<",
                                         ">",
                                         "</",
                                         "<!--",
                                         "-->",
                                         "&",
                                         ";",
                                         "\\u",
                                         "\\ud800",
                                         "\r\n",
                                         "---\n",
                                         "\xFF",
                                         "\xC3",
                                         "\xF0\x9F",
                                         "]]>",
                                         "<![CDATA[",
                                         "-1",
                                         "99999999999999999999",
                                         "2016-"};
    memcpy(work, seed, len);
    for (uint32_t edits = 1 + next(4); edits > 0; edits--) {
        uint32_t at = next((uint32_t)len + 1), kind = next(6);
        const char *token = tokens[next(sizeof tokens / sizeof *tokens)];
        size_t n = strlen(token);
        if (kind == 0 && len) {
            work[at % len] = (uint8_t)next(256);
        } else if (kind == 1 && len) { // cut
            len = at;
        } else if (kind == 2 && len + n <= room) {
            memmove(work + at + n, work + at, len - at);
            memcpy(work + at, token, n);
            len += n;
        } else if (kind == 3 && len) { // take out
            size_t gone = next((uint32_t)(len - at % len)) % 64;
            memmove(work + at % len, work + at % len + gone, len - at % len - gone);
            len -= gone;
        } else if (kind == 4 && len) { // say it again
            size_t piece = 1 + next(32);
            for (int times = 0; times < 20 && at + piece <= len && len + piece <= room; times++) {
                memmove(work + at + piece, work + at, len - at);
                len += piece;
            }
        } else if (len) {
            work[at % len] ^= (uint8_t)(1u << next(8));
        }
    }
    run(work, len);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static unsigned long folder(const char *path, unsigned mutations)
{
    struct dirent **names;
    unsigned long runs = 0;
    int count = scandir(path, &names, NULL, by_bytes);
    for (int i = 0; i < count; i++) {
        char file[4096];
        snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
        FILE *f = names[i]->d_name[0] == '.' ? NULL : fopen(file, "rb");
        free(names[i]);
        if (!f) continue;
        enum { ROOM = 1 << 18 };
        uint8_t *seed = malloc(ROOM), *work = malloc(ROOM);
        if (!seed || !work) exit(3);
        size_t len = fread(seed, 1, ROOM / 2, f);
        fclose(f);
        run(seed, len);
        for (unsigned m = 0; m < mutations; m++) mutate(seed, len, ROOM, work);
        runs += mutations + 1;
        free(seed);
        free(work);
    }
    if (count >= 0) free(names);
    return runs;
}

int main(int argc, char **argv)
{
    unsigned mutations = 100;
    unsigned long runs = 0;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) mutations = (unsigned)strtoul(argv[i + 1], NULL, 10);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-n") == 0)
            i++;
        else
            runs += folder(argv[i], mutations);
    }
    printf("%lu inputs\n", runs);
    return runs ? 0 : 1;
}
