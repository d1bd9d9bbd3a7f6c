// SPDX-License-Identifier: Apache-2.0
// sayso parse: text in, CoNLL-U out, in the order of the input. With --conllu or --tokens the input has its
// words and sentences already.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/input.h"
#include "parse/conllu.h"
#include "pipe/engine.h"
#include "pipe/pool.h"

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

// The words of the input stand; everything else is made anew.
static enum sayso_err parse_given(struct sayso_session *session, struct sayso_report *report, struct ss_str *out,
                                  const struct ss_opts *opts)
{
    enum sayso_err err = ss_session_parse_tokens(session, report);
    if (!err && opts->entities) err = ss_session_code(session, report);
    return err ? err : ss_conllu_write(out, report, report->id);
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
    int code = opts->entities ? ss_open_engine(&engine, opts) : ss_open_parser(&engine, opts);
    if (!code) {
        code = ss_given_wanted(opts) ? ss_given_run(opts, engine, p.out, parse_given) : from_text(&p, engine);
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
