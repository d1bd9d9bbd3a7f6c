// SPDX-License-Identifier: Apache-2.0
// The loop over files and their documents that bring their own words.
#define _GNU_SOURCE
#include "cli/given.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/io.h"
#include "base/map.h"
#include "base/num.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "parse/conllu.h"
#include "text/utf8.h"

#define INPUT_CAP ((size_t)1 << 30) // bytes of one file

struct given {
    const struct ss_opts *opts;
    struct sayso_session *session;
    FILE *out;
    ss_given_work *work;
    const char *path, *data;
    size_t len;
};

bool ss_given_wanted(const struct ss_opts *opts)
{
    return opts->conllu || opts->tokens;
}

// Number of the line that holds the byte, from 1.
static uint64_t line_of(const struct given *g, size_t byte)
{
    uint64_t line = 1;
    for (size_t i = 0; i < byte && i < g->len; i++) line += g->data[i] == '\n';
    return line;
}

// Offset of the first line that is no text, or the length.
static size_t first_bad(const struct given *g)
{
    for (size_t at = 0; at < g->len;) {
        const char *line = g->data + at, *newline = memchr(line, '\n', g->len - at);
        size_t size = newline ? (size_t)(newline - line) : g->len - at;
        if (!ss_utf8_valid(line, size) || memchr(line, 0, size)) return at;
        at += size + (newline != NULL);
    }
    return g->len;
}

enum sayso_err ss_given_complete(struct sayso_report *r, const struct ss_opts *opts)
{
    int64_t days;
    char day[11] = "", id[33];
    if (!r->outlet) r->outlet = opts->outlet;
    if (!r->published) r->published = opts->published;
    if (r->published) snprintf(day, sizeof day, "%.10s", r->published);
    if (!ss_parse_date(day, &days)) r->published = NULL;
    r->published_from = r->published ? SAYSO_DATE_GIVEN : SAYSO_DATE_NONE;
    if (r->id && *r->id) return SAYSO_OK;
    ss_hash_hex(r->text, r->text_len, id);
    r->id = ss_strndup(r->arena, id, 16);
    return r->id ? SAYSO_OK : ss_arena_error(r->arena);
}

static enum sayso_err one(const struct given *g, size_t *at, struct ss_str *out, struct sayso_problem *problem)
{
    struct sayso_report report = {.arena = ss_arena_new(0)};
    if (!report.arena) return SAYSO_ERR_NOMEM;
    size_t start = *at;
    enum sayso_err err = g->opts->tokens ? ss_lines_read(&report, g->data, g->len, at)
                                         : ss_conllu_read(&report, g->data, g->len, at, problem);
    if (!err) err = g->work(g->session, &report, out, g->opts);
    if (err == SAYSO_ERR_LIMIT) ss_fail(problem, err, 0, NULL, (int64_t)start, "more than one report may hold");
    ss_arena_free(report.arena);
    return err;
}

static int file(const struct given *g)
{
    int code = SS_EXIT_DONE;
    size_t bad = first_bad(g);
    if (bad < g->len) {
        ss_error(g->opts, "%s:%" PRIu64 ": bytes that are no UTF-8", g->path, line_of(g, bad));
        return SS_EXIT_SOME;
    }
    struct ss_str out = {0};
    for (size_t at = 0; at < g->len && !ss_stop;) {
        struct sayso_problem problem = {0};
        ss_str_clear(&out);
        enum sayso_err err = one(g, &at, &out, &problem);
        if (err == SAYSO_ERR_NOTFOUND) break;
        if (err == SAYSO_ERR_INPUT || err == SAYSO_ERR_LIMIT) {
            ss_error(g->opts, "%s:%" PRIu64 ": %s", g->path, line_of(g, (size_t)problem.offset), problem.text);
            code = SS_EXIT_SOME;
        } else if (err) {
            ss_error(g->opts, "stopped: %s", sayso_err_name(err));
            code = SS_EXIT_ENV;
            break;
        } else if (out.len && (fwrite(out.data, 1, out.len, g->out) != out.len || fflush(g->out) != 0)) {
            ss_error(g->opts, "cannot write the output: %s", strerror(errno));
            code = SS_EXIT_ENV;
            break;
        }
    }
    ss_str_free(&out);
    return code;
}

int ss_given_run(const struct ss_opts *opts, const struct sayso_engine *engine, FILE *out, ss_given_work *work)
{
    static const char *const standard[] = {"-"};
    const char *const *paths = opts->arg_count ? opts->args : standard;
    int count = opts->arg_count ? opts->arg_count : 1, code = SS_EXIT_DONE;
    struct given g = {.opts = opts, .out = out, .work = work};
    if (sayso_session_new(&g.session, engine)) {
        ss_error(opts, "stopped: %s", sayso_err_name(SAYSO_ERR_NOMEM));
        return SS_EXIT_ENV;
    }
    for (int i = 0; i < count && code != SS_EXIT_ENV && !ss_stop; i++) {
        struct sayso_problem problem = {0};
        char *data = NULL;
        g.path = strcmp(paths[i], "-") == 0 ? "standard input" : paths[i];
        if (ss_read_file(&data, &g.len, strcmp(paths[i], "-") == 0 ? "/dev/stdin" : paths[i], INPUT_CAP, &problem)) {
            code = ss_problem_exit(opts, &problem);
            break;
        }
        g.data = data;
        int done = file(&g);
        if (done) code = done;
        free(data);
    }
    sayso_session_free(g.session);
    return code;
}
