// SPDX-License-Identifier: Apache-2.0
// The worker pool: read → parse → code → JSON, results handed to a sink in the order of the input, whatever the number
// of workers.
#ifndef SS_PIPE_POOL_H
#define SS_PIPE_POOL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/engine.h>
#include "base/str.h"
#include "read/read.h"

// One result. Everything is borrowed until the sink returns.
struct ss_pipe_result {
    const struct sayso_report *report; // coded; NULL when bad or skipped
    const char *json;                  // its output: the JSON line with its newline, or what `work` wrote
    size_t json_len;
    const struct ss_read_item *bad;   // NULL unless bad: problem and raw bytes
    const struct sayso_problem *note; // a note about a good report (message not 0), or NULL
    bool skipped;
    uint64_t bytes_done, bytes_total; // of the input, when this was read; total 0 = unknown
};

struct ss_pipe_options {
    unsigned jobs;    // workers; 0 and 1 work in the calling thread
    atomic_int *stop; // the flag that the reader watches too; set here when the sink fails. Never NULL
    // Fills a report and appends its output to `out`, in a worker. NULL: annotates, and writes the record as JSON.
    enum sayso_err (*work)(struct sayso_session *session, struct sayso_report *report, struct ss_str *out);
    // Whether a report need not be coded (it is in the store already). Called in the thread that reads. NULL: never.
    bool (*skip)(void *user, const struct sayso_report *report);
    // Takes a result; a failure stops the run and is returned by ss_pipe_run. Called in the calling thread only.
    enum sayso_err (*sink)(void *user, const struct ss_pipe_result *result);
    void *user;
};

// Runs until the reader ends, *stop is set (CANCEL), or the sink fails. Results already read are still delivered after
// a stop. Memory is bounded by the number of workers, not by the input.
enum sayso_err ss_pipe_run(const struct sayso_engine *engine, struct ss_reader *reader,
                           const struct ss_pipe_options *options);

#endif
