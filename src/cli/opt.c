// SPDX-License-Identifier: Apache-2.0
// The option table, getopt_long from it, and the program's talk on standard error.
#define _GNU_SOURCE
#include "cli/opt.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"
#include "cli/opt_table.h"

#define LISTS    "events|claims|conflicts|control|forecasts|labels|sources|actors|places"
#define FIELD(f) offsetof(struct ss_opts, f)

// `commands` names the commands that take the option; "*" is all of them.
const struct ss_option ss_options[] = {
    {"format", 'f', SS_OPT_TEXT, FIELD(format_name), "FORM", "table|jsonl|csv", "brief|show|explain|reviews|" LISTS,
     "form of the output: table, jsonl or csv; table on a terminal, jsonl in a pipe"},
    {"jobs", 'j', SS_OPT_NUMBER, FIELD(jobs), "N", NULL, "read|annotate|parse|know",
     "number of workers (default 1); the output is the same for any number"},
    {"db", 0, SS_OPT_TEXT, FIELD(db), "FILE", NULL, "read|brief|show|explain|export|serve|know|review|reviews|" LISTS,
     "the store (default sayso.db)"},
    {"actor", 0, SS_OPT_TEXT, FIELD(actor), "NAME", NULL, "brief|export|" LISTS, "only what this actor takes part in"},
    {"place", 0, SS_OPT_TEXT, FIELD(place), "NAME", NULL, "brief|export|" LISTS, "only what happened there"},
    {"since", 0, SS_OPT_TEXT, FIELD(since), "DATE", NULL, "brief|export|reviews|" LISTS,
     "only from this day on (2016-03-27)"},
    {"until", 0, SS_OPT_TEXT, FIELD(until), "DATE", NULL, "brief|export|reviews|" LISTS, "only up to this day"},
    {"outlet", 0, SS_OPT_TEXT, FIELD(outlet), "NAME", NULL, "read|annotate|brief|export|" LISTS,
     "lists: only what this outlet published; read and annotate: the outlet of reports that name none"},
    {"type", 0, SS_OPT_TEXT, FIELD(type), "TYPE", NULL, "brief|export|" LISTS, "only this type of event (ASSAULT)"},
    {"voice", 0, SS_OPT_TEXT, FIELD(voice), "NAME", NULL, "brief|export|" LISTS, "only what this voice asserts"},
    {"min-confidence", 0, SS_OPT_TEXT, FIELD(confidence), "P", NULL, "read|annotate|claims|events",
     "leave out claims less sure than P (0 to 1), and events that no other claim tells of; read and annotate leave out "
     "the least sure unless P is 0"},
    {"limit", 0, SS_OPT_NUMBER, FIELD(limit), "N", NULL, "brief|know|reviews|" LISTS, "at most this many rows"},
    {"published", 0, SS_OPT_TEXT, FIELD(published), "DATE", NULL, "read|annotate|parse",
     "the day of publication of records that do not give it themselves"},
    {"rejects", 0, SS_OPT_TEXT, FIELD(rejects), "FILE", NULL, "read|annotate",
     "where records that cannot be read go, with the reason, one JSON line each"},
    {"field", 0, SS_OPT_TEXT, FIELD(field), "FIELD", NULL, "review",
     "what the verdict is on (actors, place, voice, ...); without it on the record as a whole"},
    {"value", 0, SS_OPT_TEXT, FIELD(value), "WORDS", NULL, "review", "what a wrong field should have been"},
    {"note", 0, SS_OPT_TEXT, FIELD(note), "WORDS", NULL, "review", "why"},
    {"coder", 0, SS_OPT_TEXT, FIELD(coder), "NAME", NULL, "review",
     "who judges; verdicts of several people stand side by side"},
    {"as", 0, SS_OPT_TEXT, FIELD(as), "FORM", NULL, "export|annotate",
     "form of the export: jsonl, csv or geojson; of events coded with a dictionary: jsonl or tsv"},
    {"out", 'o', SS_OPT_TEXT, FIELD(out), "FILE", NULL, "annotate|export|know|parse",
     "write here instead of standard output"},
    {"port", 0, SS_OPT_NUMBER, FIELD(port), "N", NULL, "serve", "port to listen on (default 8350; 0 = any free one)"},
    {"judgements", 0, SS_OPT_FLAG, FIELD(judgements), NULL, NULL, "annotate",
     "also judge every content word: whether the text takes it for a fact"},
    {"incident", 0, SS_OPT_FLAG, FIELD(incident), NULL, NULL, "annotate",
     "also say whether the report tells of violence, and who did it to whom with what"},
    {"conllu", 0, SS_OPT_FLAG, FIELD(conllu), NULL, NULL, "parse|annotate",
     "the input is CoNLL-U: parse keeps its words, annotate its whole parse"},
    {"tokens", 0, SS_OPT_FLAG, FIELD(tokens), NULL, NULL, "parse",
     "the input has a sentence a line, its words with spaces between"},
    {"entities", 0, SS_OPT_FLAG, FIELD(entities), NULL, NULL, "parse",
     "mark what speaks of the same (Entity= in MISC)"},
    {"rebuild", 0, SS_OPT_FLAG, FIELD(rebuild), NULL, NULL, "read", "collate again although nothing new was read"},
    {"data", 0, SS_OPT_TEXT, FIELD(data), "DIR", NULL, "know", "folder of the knowledge tables"},
    {"npm", 0, SS_OPT_TEXT, FIELD(npm), "DIR", NULL, "know", "folder of the installed data packages"},
    {"on", 0, SS_OPT_TEXT, FIELD(on), "DATE", NULL, "know", "the day for which a name is looked up"},
    {"model", 0, SS_OPT_TEXT, FIELD(model), "FILE", NULL, "read|annotate|parse|know|help",
     "reading model (default: the one that came with the program)"},
    {"know", 0, SS_OPT_TEXT, FIELD(know), "FILE", NULL, "read|annotate|parse|know|help",
     "compiled knowledge (default: the one that came with the program); annotate: or a folder made by know import"},
    {"man", 0, SS_OPT_FLAG, FIELD(man), NULL, NULL, "help", "print the man page in troff"},
    {"completion", 0, SS_OPT_FLAG, FIELD(completion), NULL, NULL, "help", "print the completion for bash"},
    {"color", 0, SS_OPT_TEXT, FIELD(color_name), "WHEN", "auto|always|never", "*",
     "colours: auto, always or never; NO_COLOR is honoured"},
    {"quiet", 'q', SS_OPT_FLAG, FIELD(quiet), NULL, NULL, "*", "no progress, no warnings"},
    {"verbose", 'v', SS_OPT_COUNT, FIELD(verbose), NULL, NULL, "*", "say more; may be given twice"},
    {"help", 'h', SS_OPT_FLAG, FIELD(help), NULL, NULL, "*", "print help and end"},
    {"version", 'V', SS_OPT_FLAG, FIELD(version), NULL, NULL, "*",
     "print the version with the hashes of model and knowledge, and end"},
    {0}};

bool ss_option_for(const struct ss_option *option, const char *command)
{
    return option->commands[0] == '*' || (command && ss_in_list(option->commands, '|', command));
}

const struct ss_command *ss_command_find(const char *name)
{
    for (const struct ss_command *c = ss_commands; name && c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

static enum sayso_err wrong(const struct ss_opts *opts, const char *option, const char *value, const char *why)
{
    ss_usage(opts, "--%s %s: %s", option, value, why);
    return SAYSO_ERR_ARG;
}

static enum sayso_err set_option(struct ss_opts *opts, const struct ss_option *o, const char *value)
{
    void *field = (char *)opts + o->field;
    int64_t n;
    switch (o->kind) {
    case SS_OPT_FLAG:
        *(bool *)field = true;
        break;
    case SS_OPT_COUNT:
        ++*(int *)field;
        break;
    case SS_OPT_NUMBER:
        if (!ss_parse_int(value, strlen(value), &n) || n < 0 || n > INT32_MAX)
            return wrong(opts, o->name, value, "not a number that fits");
        *(int64_t *)field = n;
        break;
    case SS_OPT_TEXT:
        if (o->choices && !ss_in_list(o->choices, '|', value)) return wrong(opts, o->name, value, o->choices);
        *(const char **)field = value;
        break;
    }
    return SAYSO_OK;
}

// The first argument that is no option, counting values of options: the command.
static const char *find_command(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--") == 0) return i + 1 < argc ? argv[i + 1] : NULL;
        if (a[0] != '-' || a[1] == '\0') return a;
        for (const struct ss_option *o = ss_options; o->name; o++) {
            bool takes = o->kind == SS_OPT_TEXT || o->kind == SS_OPT_NUMBER;
            if (takes && ((a[1] == '-' && strcmp(a + 2, o->name) == 0) || (o->letter && a[1] == o->letter && !a[2])))
                i++;
        }
    }
    return NULL;
}

static enum sayso_err check_date(const struct ss_opts *opts, const char *name, const char *value)
{
    int64_t days;
    if (value && (!ss_parse_date(value, &days))) return wrong(opts, name, value, "not a date like 2016-03-27");
    return SAYSO_OK;
}

static enum sayso_err check_confidence(struct ss_opts *opts)
{
    const char *p = opts->confidence;
    if (!p) return SAYSO_OK;
    if (!ss_parse_double(p, strlen(p), &opts->min_confidence) ||
        !(opts->min_confidence >= 0 && opts->min_confidence <= 1))
        return wrong(opts, "min-confidence", p, "not a number from 0 to 1");
    if (opts->min_confidence == 0) opts->min_confidence = -1;
    return SAYSO_OK;
}

static enum sayso_err resolve(struct ss_opts *opts)
{
    bool terminal = isatty(STDOUT_FILENO) == 1;
    const char *f = opts->format_name;
    opts->format = f ? (f[0] == 't'   ? SS_FORMAT_TABLE
                        : f[0] == 'c' ? SS_FORMAT_CSV
                                      : SS_FORMAT_JSONL)
                     : (terminal ? SS_FORMAT_TABLE : SS_FORMAT_JSONL);
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    opts->color = terminal && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
    if (opts->color_name && strcmp(opts->color_name, "auto") != 0) opts->color = opts->color_name[1] == 'l';
    if (opts->jobs < 1) opts->jobs = 1;
    if (opts->jobs > 1024) opts->jobs = 1024;
    if (check_date(opts, "since", opts->since) || check_date(opts, "until", opts->until) ||
        check_date(opts, "published", opts->published) || check_date(opts, "on", opts->on) || check_confidence(opts))
        return SAYSO_ERR_ARG;
    return SAYSO_OK;
}

enum sayso_err ss_opts_parse(struct ss_opts *opts, int argc, char **argv)
{
    enum { LONG_BASE = 256, OPTION_MAX = 64 };
    struct option longs[OPTION_MAX] = {0};
    char shorts[2 * OPTION_MAX + 2] = ":"; // a missing value is told apart from an unknown option
    size_t n = 0, s = 1;
    *opts = (struct ss_opts){.db = "sayso.db", .jobs = 1, .port = 8350};
    opts->command = find_command(argc, argv);
    for (const struct ss_option *o = ss_options; o->name && n + 1 < OPTION_MAX; o++, n++) {
        bool takes = o->kind == SS_OPT_TEXT || o->kind == SS_OPT_NUMBER;
        longs[n] = (struct option){o->name, takes ? required_argument : no_argument, NULL, (int)(LONG_BASE + n)};
        if (o->letter) shorts[s++] = o->letter;
        if (o->letter && takes) shorts[s++] = ':';
    }
    opterr = 0;
    optind = 0; // glibc forgets where an earlier call stood
    for (int c; (c = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
        const struct ss_option *o = NULL;
        if (c >= LONG_BASE) o = &ss_options[c - LONG_BASE];
        for (size_t i = 0; !o && i < n && c != '?' && c != ':'; i++)
            if (ss_options[i].letter == c) o = &ss_options[i];
        if (c == ':') {
            ss_usage(opts, "%s needs a value", argv[optind - 1]);
            return SAYSO_ERR_ARG;
        }
        if (!o) {
            if (optopt && optopt < LONG_BASE)
                ss_usage(opts, "unknown option -%c", optopt);
            else
                ss_usage(opts, "unknown option %s", argv[optind - 1]);
            return SAYSO_ERR_ARG;
        }
        if (opts->command && ss_command_find(opts->command) && !ss_option_for(o, opts->command)) {
            ss_usage(opts, "option --%s does not go with this command", o->name);
            return SAYSO_ERR_ARG;
        }
        SS_TRY(set_option(opts, o, optarg));
    }
    if (optind < argc) optind++; // the command itself
    opts->args = (const char *const *)(argv + optind);
    opts->arg_count = argc - optind;
    return resolve(opts);
}

static void talk(const struct ss_opts *opts, const char *format, va_list args)
{
    flockfile(stderr);
    if (opts && opts->command && ss_command_find(opts->command))
        fprintf(stderr, "sayso %s: ", opts->command);
    else
        fputs("sayso: ", stderr);
    vfprintf(stderr, format, args);
    putc('\n', stderr);
    funlockfile(stderr);
}

void ss_error(const struct ss_opts *opts, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    talk(opts, format, args);
    va_end(args);
}

void ss_warn(const struct ss_opts *opts, const char *format, ...)
{
    if (opts && opts->quiet) return;
    va_list args;
    va_start(args, format);
    talk(opts, format, args);
    va_end(args);
}

void ss_info(const struct ss_opts *opts, const char *format, ...)
{
    if (!opts || !opts->verbose || opts->quiet) return;
    va_list args;
    va_start(args, format);
    talk(opts, format, args);
    va_end(args);
}

int ss_usage(const struct ss_opts *opts, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    talk(opts, format, args);
    va_end(args);
    if (opts && opts->command && ss_command_find(opts->command))
        fprintf(stderr, "Try: sayso %s --help\n", opts->command);
    else
        fputs("Try: sayso --help\n", stderr);
    return SS_EXIT_USAGE;
}

int ss_problem_exit(const struct ss_opts *opts, const struct sayso_problem *p)
{
    const char *text = p->text[0] ? p->text : sayso_err_name(p->code);
    if (p->file[0] && p->offset >= 0)
        ss_error(opts, "%s:%lld: %s [%s %u]", p->file, (long long)p->offset, text, sayso_err_name(p->code), p->message);
    else if (p->file[0])
        ss_error(opts, "%s: %s [%s %u]", p->file, text, sayso_err_name(p->code), p->message);
    else
        ss_error(opts, "%s [%s %u]", text, sayso_err_name(p->code), p->message);
    return SS_EXIT_ENV;
}
