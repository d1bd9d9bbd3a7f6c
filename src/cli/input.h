// SPDX-License-Identifier: Apache-2.0
// What the commands that read reports share: opening reader and engine, the rejects file, the stop flag of Ctrl-C.
#ifndef SS_CLI_INPUT_H
#define SS_CLI_INPUT_H

#include <stdatomic.h>
#include <stdio.h>
#include <sayso/engine.h>
#include "cli/opt.h"
#include "cli/progress.h"
#include "read/read.h"

// Set by the first SIGINT or SIGTERM; the second ends the program at once.
extern atomic_int ss_stop;
void ss_catch_stop(void);

// From here on a signal ends the program at once: what follows is one transaction.
void ss_release_stop(void);
// After all is put away: 0, or ends as the signal would have, so that a calling shell knows.
void ss_end_if_stopped(void);

struct ss_rejects {
    FILE *file;
    const struct ss_opts *opts;
    struct ss_progress *progress; // cleared before words are written; may be NULL
    uint64_t count;
};

// False (and said) when the file cannot be made.
bool ss_rejects_open(struct ss_rejects *rejects, const struct ss_opts *opts);
// Writes a bad record to the file as a JSON line, and a warning to standard error.
void ss_rejects_add(struct ss_rejects *rejects, const struct ss_read_item *item);
// False (and said) when not all could be written.
bool ss_rejects_close(struct ss_rejects *rejects);

// Engine and reader as the options say. Print what is wrong and return an exit code; 0 = opened.
int ss_open_engine(struct sayso_engine **out, const struct ss_opts *opts);
int ss_open_parser(struct sayso_engine **out, const struct ss_opts *opts); // an engine that only parses
int ss_open_reader(struct ss_reader **out, const struct ss_opts *opts);

#endif
