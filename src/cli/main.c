// SPDX-License-Identifier: Apache-2.0
// The program: finds the command, runs it, and sees to it that all output arrived.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sayso/engine.h>
#include <sayso/version.h>

#include "cli/commands.h"

int ss_cmd_help(const struct ss_opts *opts)
{
    if (opts->man) {
        ss_help_man();
    } else if (opts->completion) {
        ss_help_completion();
    } else {
        const struct ss_command *command = NULL;
        if (opts->arg_count > 0 && !(command = ss_command_find(opts->args[0])))
            return ss_usage(opts, "no command %s", opts->args[0]);
        ss_help_command(command);
    }
    return SS_EXIT_DONE;
}

// The hashes tell which model and knowledge made a record. Without them the program still has a version.
static int print_version(const struct ss_opts *opts)
{
    struct sayso_engine *engine;
    struct sayso_problem problem = {.offset = -1};
    const struct sayso_engine_options options = {.model = opts->model, .know = opts->know};
    printf("sayso %s\n", sayso_version());
    if (sayso_engine_open(&engine, &options, &problem)) {
        printf("model and knowledge: %s: %s\n", problem.file, problem.text);
        return SS_EXIT_ENV;
    }
    printf("model %s\nknowledge %s\n", sayso_engine_model(engine), sayso_engine_knowledge(engine));
    sayso_engine_close(engine);
    return SS_EXIT_DONE;
}

static int run(int argc, char **argv)
{
    struct ss_opts opts;
    if (ss_opts_parse(&opts, argc, argv)) return SS_EXIT_USAGE;
    if (opts.version) return print_version(&opts);
    const struct ss_command *command = ss_command_find(opts.command);
    if (opts.help) {
        ss_help_command(command);
        return SS_EXIT_DONE;
    }
    if (!opts.command) {
        ss_help_command(NULL);
        return SS_EXIT_USAGE;
    }
    if (!command) return ss_usage(&opts, "no command %s", opts.command);
    return command->run(&opts);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_DFL); // a reader that goes away ends us without a word, also when our parent ignored the signal
    int code = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "sayso: cannot write the output: %s\n", strerror(errno));
        return SS_EXIT_ENV;
    }
    return code;
}
