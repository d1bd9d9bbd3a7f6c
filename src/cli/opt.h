// SPDX-License-Identifier: Apache-2.0
// Options and commands of the program: two tables that drive parsing, --help, the man page and shell completion.
#ifndef SS_CLI_OPT_H
#define SS_CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

// Exit codes of every command.
enum ss_exit {
    SS_EXIT_DONE = 0,
    SS_EXIT_SOME = 1,  // some reports failed (or a check found faults)
    SS_EXIT_USAGE = 2, // the command line is wrong
    SS_EXIT_ENV = 3    // a file, the database, memory or the network refused
};

enum ss_format { SS_FORMAT_TABLE, SS_FORMAT_JSONL, SS_FORMAT_CSV };

// What the command line says. Strings live as long as argv; NULL = not given.
struct ss_opts {
    const char *command;
    const char *const *args; // what is left after the options: paths, ids, sub-commands
    int arg_count;

    enum ss_format format; // resolved: -f, else table on a terminal and JSONL in a pipe
    const char *format_name;
    const char *color_name; // auto, always, never
    bool color;             // resolved for standard output: --color, NO_COLOR, terminal
    bool quiet;
    int verbose;
    int64_t jobs; // workers, at least 1

    const char *db; // never NULL: "sayso.db" by default
    const char *rejects;
    const char *actor, *place, *since, *until, *outlet, *type, *voice, *published;
    int64_t limit;          // rows at most; 0 = no limit
    const char *confidence; // as given
    double min_confidence;  // 0: not given; below 0: none

    const char *field, *value, *note, *coder; // review
    const char *as;                           // export form
    const char *out;                          // output file; NULL = standard output
    int64_t port;
    const char *model, *know;
    const char *data, *npm, *on; // know: folder of tables, folder of packages, date
    bool judgements;             // annotate: judge every content word
    bool incident;               // annotate: parts in the violence that the report tells of
    bool conllu;                 // parse, annotate: the input is CoNLL-U
    bool tokens;                 // parse: the input is lines of words
    bool entities;               // parse: chains of mentions too
    bool man, completion;        // help
    bool help, version;
    bool rebuild; // read: collate even when nothing new came
};

// One command. The list ends with a row whose name is NULL.
struct ss_command {
    const char *name;
    const char *synopsis; // its arguments: "PATH|URL|-…"
    const char *help;     // one line
    int (*run)(const struct ss_opts *opts);
};
extern const struct ss_command ss_commands[];

// Fills opts from argv. USAGE problems are printed to standard error and give SAYSO_ERR_ARG.
enum sayso_err ss_opts_parse(struct ss_opts *opts, int argc, char **argv);

// The command of a name, or NULL.
const struct ss_command *ss_command_find(const char *name);

// The help of one command, or the overview (NULL), the man page in troff, the completion for bash; to standard output.
void ss_help_command(const struct ss_command *command);
void ss_help_man(void);
void ss_help_completion(void);

// To standard error: "sayso COMMAND: text\n". ss_warn is silent with -q, ss_info needs -v; ss_usage gives
// SS_EXIT_USAGE.
void ss_error(const struct ss_opts *opts, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ss_warn(const struct ss_opts *opts, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ss_info(const struct ss_opts *opts, const char *format, ...) __attribute__((format(printf, 2, 3)));
int ss_usage(const struct ss_opts *opts, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Prints a problem ("sayso read: file:123: text [input 204]") and gives the exit code for it: SS_EXIT_ENV.
int ss_problem_exit(const struct ss_opts *opts, const struct sayso_problem *problem);

#endif
