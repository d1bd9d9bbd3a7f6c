// SPDX-License-Identifier: Apache-2.0
// sayso serve: the page on 127.0.0.1 until interrupted.
#define _POSIX_C_SOURCE 200809L
#include "cli/commands.h"

#include <signal.h>
#include <stdio.h>

#include "serve/serve.h"

int ss_cmd_serve(const struct ss_opts *opts)
{
    if (opts->port < 0 || opts->port > 65535) {
        fprintf(stderr, "sayso: --port must lie between 0 and 65535\n");
        return SS_EXIT_USAGE;
    }
    // Blocked before any thread starts, so that only sigwait below sees them.
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);

    const struct ss_serve_options options = {.db = opts->db, .port = (uint16_t)opts->port};
    struct sayso_problem problem = {0};
    struct ss_serve *serve;
    enum sayso_err err = ss_serve_start(&serve, &options, &problem);
    if (err) {
        fprintf(stderr, "sayso: %s: %s\n", problem.file[0] ? problem.file : opts->db,
                problem.text[0] ? problem.text : sayso_err_name(err));
        return SS_EXIT_ENV;
    }
    printf("http://127.0.0.1:%u/\n", ss_serve_port(serve));
    fflush(stdout);
    if (!opts->quiet) fprintf(stderr, "Ctrl+C stops\n");
    int signal_number;
    sigwait(&stop, &signal_number);
    ss_serve_stop(serve);
    return SS_EXIT_DONE;
}
