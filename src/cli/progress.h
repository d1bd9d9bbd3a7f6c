// SPDX-License-Identifier: Apache-2.0
// A progress line on standard error, only on a terminal: share of the bytes, reports, rate, time left.
#ifndef SS_CLI_PROGRESS_H
#define SS_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include "cli/opt.h"

struct ss_progress {
    bool on, drawn;
    double start, last; // seconds of a clock that only goes forward
    uint64_t reports;
};

void ss_progress_start(struct ss_progress *p, const struct ss_opts *opts);
// Counts one report; draws at most ten times a second.
void ss_progress_step(struct ss_progress *p, uint64_t bytes_done, uint64_t bytes_total);
// Wipes the line, so that other words can be written.
void ss_progress_clear(struct ss_progress *p);
// Seconds since the start.
double ss_progress_seconds(const struct ss_progress *p);

#endif
