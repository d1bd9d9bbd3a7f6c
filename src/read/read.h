// SPDX-License-Identifier: Apache-2.0
// Reading: files, folders, standard input, URLs and feeds become reports with text and metadata.
#ifndef SS_READ_H
#define SS_READ_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sayso/record.h>

struct ss_reader;

struct ss_read_options {
    size_t report_cap;     // bytes of one report's text; 0 = 2 MiB
    size_t arena_cap;      // bytes of memory a report may take; 0 = the default of base/arena.h
    const char *outlet;    // used when the report names none; NULL = none
    const char *published; // given by the caller for all reports; NULL = none
    bool allow_network;    // http and https
    // Set to non-zero by another thread or a signal: the reader ends early with CANCEL. NULL = never.
    const atomic_int *stop;
};

// One thing that was read: either a report (owner: the caller, free with ss_report_free), or a bad record with its
// problem.
struct ss_read_item {
    struct sayso_report *report;  // NULL when bad
    struct sayso_problem problem; // with a report: a note about it when message is not 0 (bytes replaced, text cut)
    char *raw;                    // the bad record's bytes for --rejects (heap, caller frees), or NULL
    size_t raw_len;
    bool raw_is_json;
    uint64_t position; // running number of the record over all inputs, from 0
};

// Opens a reader over paths: files, folders (walked in sorted order), "-" for standard input, http(s) URLs. The strings
// are copied.
enum sayso_err ss_reader_open(struct ss_reader **out, const char *const *paths, uint32_t count,
                              const struct ss_read_options *options, struct sayso_problem *problem);

// The next record. Returns SAYSO_ERR_NOTFOUND at the end. A bad record is SAYSO_OK with report NULL. One thread at a
// time.
enum sayso_err ss_reader_next(struct ss_reader *reader, struct ss_read_item *item);

// Bytes consumed and total (0 = unknown), for a progress bar.
void ss_reader_progress(const struct ss_reader *reader, uint64_t *done, uint64_t *total);

void ss_reader_close(struct ss_reader *reader);

// Frees what an item holds (the report too) and empties it.
void ss_read_item_free(struct ss_read_item *item);

// A new empty report with its own arena of at most cap bytes (0 = default); NULL when memory is out. Text must be set
// by the caller.
struct sayso_report *ss_report_new(size_t cap);
void ss_report_free(struct sayso_report *report);

#endif
