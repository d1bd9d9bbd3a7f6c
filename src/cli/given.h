// SPDX-License-Identifier: Apache-2.0
// Input that brings its own words: CoNLL-U files and lines of words, one document after the other.
#ifndef SS_CLI_GIVEN_H
#define SS_CLI_GIVEN_H

#include <stdio.h>
#include <sayso/engine.h>
#include "base/str.h"
#include "cli/opt.h"

// Appends what is to be written for one document, which has its sentences and words.
typedef enum sayso_err ss_given_work(struct sayso_session *session, struct sayso_report *report, struct ss_str *out,
                                     const struct ss_opts *opts);

// Whether the options ask for such input.
bool ss_given_wanted(const struct ss_opts *opts);

// Reads all files of the command line (standard input when there are none) and writes to `out`. Bad documents are named
// with file and line on standard error and passed over. Returns an exit code.
int ss_given_run(const struct ss_opts *opts, const struct sayso_engine *engine, FILE *out, ss_given_work *work);

// Gives a report what coding needs and the file did not bring: an id, and outlet and date from the options. A date that
// is none goes.
enum sayso_err ss_given_complete(struct sayso_report *report, const struct ss_opts *opts);

#endif
