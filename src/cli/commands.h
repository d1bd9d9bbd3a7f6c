// SPDX-License-Identifier: Apache-2.0
// The commands: each lives in cmd_NAME.c, prints data to standard output and talk to standard error, and returns an
// exit code.
#ifndef SS_CLI_COMMANDS_H
#define SS_CLI_COMMANDS_H

#include "cli/opt.h"

int ss_cmd_brief(const struct ss_opts *opts);
int ss_cmd_claims(const struct ss_opts *opts);
int ss_cmd_events(const struct ss_opts *opts);
int ss_cmd_conflicts(const struct ss_opts *opts);
int ss_cmd_control(const struct ss_opts *opts);
int ss_cmd_forecasts(const struct ss_opts *opts);
int ss_cmd_labels(const struct ss_opts *opts);
int ss_cmd_sources(const struct ss_opts *opts);
int ss_cmd_actors(const struct ss_opts *opts);
int ss_cmd_places(const struct ss_opts *opts);
int ss_cmd_reviews(const struct ss_opts *opts);
int ss_cmd_review(const struct ss_opts *opts);
int ss_cmd_show(const struct ss_opts *opts);
int ss_cmd_explain(const struct ss_opts *opts);
int ss_cmd_export(const struct ss_opts *opts);
int ss_cmd_read(const struct ss_opts *opts);
int ss_cmd_annotate(const struct ss_opts *opts);
int ss_cmd_help(const struct ss_opts *opts);
int ss_cmd_know(const struct ss_opts *opts);
int ss_cmd_parse(const struct ss_opts *opts);
int ss_cmd_serve(const struct ss_opts *opts);

#endif
