// SPDX-License-Identifier: Apache-2.0
// sayso parse: text in, CoNLL-U out, in the order of the input. With --conllu the input has its words and sentences
// already.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "parse/conllu.h"
#include "pipe/engine.h"
#include "pipe/pool.h"

#define INPUT_CAP ((size_t)1 << 30) // bytes of one CoNLL-U file

struct parse {
    FILE *out;
    struct ss_rejects rejects;
    const struct ss_opts *opts;
};

static enum sayso_err parse_one(struct sayso_session *session, struct sayso_report *report, struct ss_str *out)
{
    enum sayso_err err = ss_session_parse(session, report);
    return err ? err : ss_conllu_write(out, report, report->id);
}

// The same with the chains of what speaks of the same, which coding finds.
static enum sayso_err chain_one(struct sayso_session *session, struct sayso_report *report, struct ss_str *out)
{
    enum sayso_err err = sayso_session_annotate(session, report);
    return err ? err : ss_conllu_write(out, report, report->id);
}

static enum sayso_err put(FILE *out, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, out) == len && fflush(out) == 0 ? SAYSO_OK : SAYSO_ERR_IO;
}

static enum sayso_err take(void *user, const struct ss_pipe_result *result)
{
    struct parse *p = user;
    if (result->bad) {
        ss_rejects_add(&p->rejects, result->bad);
        return SAYSO_OK;
    }
    if (result->note) ss_info(p->opts, "%s: %s", result->note->file, result->note->text);
    return put(p->out, result->json, result->json_len);
}

static int failed(const struct ss_opts *opts, enum sayso_err err)
{
    if (err == SAYSO_ERR_IO)
        ss_error(opts, "cannot write the output: %s", strerror(errno));
    else if (err && err != SAYSO_ERR_CANCEL)
        ss_error(opts, "stopped: %s", sayso_err_name(err));
    return err && err != SAYSO_ERR_CANCEL ? SS_EXIT_ENV : SS_EXIT_DONE;
}

static int from_text(struct parse *p, const struct sayso_engine *engine)
{
    struct ss_reader *reader;
    int code = ss_open_reader(&reader, p->opts);
    if (code) return code;
    const struct ss_pipe_options options = {.jobs = (unsigned)p->opts->jobs,
                                            .stop = &ss_stop,
                                            .work = p->opts->entities ? chain_one : parse_one,
                                            .sink = take,
                                            .user = p};
    code = failed(p->opts, ss_pipe_run(engine, reader, &options));
    ss_reader_close(reader);
    return code ? code : p->rejects.count ? SS_EXIT_SOME : SS_EXIT_DONE;
}

// All documents of one CoNLL-U file, parsed anew over the words that are there.
static enum sayso_err from_bytes(struct parse *p, struct sayso_session *session, const char *data, size_t len,
                                 struct sayso_problem *problem)
{
    struct ss_str out = {0};
    enum sayso_err err = SAYSO_OK;
    for (size_t at = 0; !err && !ss_stop;) {
        struct sayso_report report = {.arena = ss_arena_new(0)};
        if (!report.arena) return SAYSO_ERR_NOMEM;
        err = ss_conllu_read(&report, data, len, &at, problem);
        if (!err) err = ss_session_parse_tokens(session, &report);
        ss_str_clear(&out);
        if (!err && p->opts->entities) err = ss_session_code(session, &report);
        if (!err) err = ss_conllu_write(&out, &report, report.id);
        if (!err && out.len) err = put(p->out, out.data, out.len);
        ss_arena_free(report.arena);
    }
    ss_str_free(&out);
    return err == SAYSO_ERR_NOTFOUND ? SAYSO_OK : err;
}

static int from_conllu(struct parse *p, const struct sayso_engine *engine)
{
    static const char *const standard[] = {"/dev/stdin"};
    const char *const *paths = p->opts->arg_count ? p->opts->args : standard;
    int count = p->opts->arg_count ? p->opts->arg_count : 1, code = SS_EXIT_DONE;
    struct sayso_session *session;
    if (sayso_session_new(&session, engine)) return failed(p->opts, SAYSO_ERR_NOMEM);
    for (int i = 0; i < count && code != SS_EXIT_ENV; i++) {
        const char *path = strcmp(paths[i], "-") == 0 ? standard[0] : paths[i];
        struct sayso_problem problem = {0};
        char *data = NULL;
        size_t len;
        if (ss_read_file(&data, &len, path, INPUT_CAP, &problem)) {
            code = ss_problem_exit(p->opts, &problem);
            break;
        }
        enum sayso_err err = from_bytes(p, session, data, len, &problem);
        free(data);
        if (err == SAYSO_ERR_INPUT) {
            ss_error(p->opts, "%s:%lld: %s", path, (long long)problem.offset, problem.text);
            code = SS_EXIT_SOME;
        } else if (err) {
            code = failed(p->opts, err);
        }
    }
    sayso_session_free(session);
    return code;
}

int ss_cmd_parse(const struct ss_opts *opts)
{
    struct parse p = {.out = stdout, .opts = opts};
    struct sayso_engine *engine;
    if (!ss_rejects_open(&p.rejects, opts)) return SS_EXIT_ENV;
    if (opts->out && !(p.out = fopen(opts->out, "wbe"))) {
        ss_error(opts, "%s: %s", opts->out, strerror(errno));
        ss_rejects_close(&p.rejects);
        return SS_EXIT_ENV;
    }
    ss_catch_stop();
    int code = ss_open_engine(&engine, opts);
    if (!code) {
        code = opts->conllu ? from_conllu(&p, engine) : from_text(&p, engine);
        sayso_engine_close(engine);
    }
    if (opts->out && fclose(p.out) != 0 && code != SS_EXIT_ENV) {
        ss_error(opts, "%s: %s", opts->out, strerror(errno));
        code = SS_EXIT_ENV;
    }
    if (!ss_rejects_close(&p.rejects)) code = SS_EXIT_ENV;
    ss_end_if_stopped();
    return code;
}
