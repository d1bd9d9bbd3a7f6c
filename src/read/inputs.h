// SPDX-License-Identifier: Apache-2.0
// The list of inputs: paths as given, folders walked in the order of names.
#ifndef SS_READ_INPUTS_H
#define SS_READ_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arr.h"

// What a file is by its name; content decides where the name says nothing.
enum ss_file_kind {
    SS_FILE_UNKNOWN,
    SS_FILE_TEXT,
    SS_FILE_MARKDOWN,
    SS_FILE_HTML,
    SS_FILE_JSON,
    SS_FILE_JSONL,
    SS_FILE_FEED,
    SS_FILE_WARC
};

struct ss_input {
    char *path;
    uint64_t size; // bytes, 0 = unknown
    bool named;    // given on the command line, not found in a folder
};

struct ss_inputs {
    struct ss_input *item;
    uint32_t count, room;
};

// Adds a path; a folder adds its report files (by extension; hidden files, README and the like are left out).
enum sayso_err ss_inputs_add(struct ss_inputs *inputs, const char *path);
void ss_inputs_free(struct ss_inputs *inputs);

bool ss_is_url(const char *path);
// By extension, ".gz" looked through. *is_report: whether a folder's file of that name counts.
enum ss_file_kind ss_file_kind(const char *path, bool *is_report);

#endif
