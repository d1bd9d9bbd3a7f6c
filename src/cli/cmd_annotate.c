// SPDX-License-Identifier: Apache-2.0
// sayso annotate: a pure filter, reports in, one JSON line each out, in the order of the input.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/annotate_dict.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/input.h"
#include "pipe/engine.h"
#include "pipe/pool.h"
#include "record/record.h"

struct annotate {
    FILE *out;
    struct ss_rejects rejects;
    struct ss_progress progress;
    const struct ss_opts *opts;
};

static enum sayso_err take(void *user, const struct ss_pipe_result *result)
{
    struct annotate *a = user;
    ss_progress_step(&a->progress, result->bytes_done, result->bytes_total);
    if (result->bad) {
        ss_rejects_add(&a->rejects, result->bad);
        return SAYSO_OK;
    }
    if (result->note) ss_info(a->opts, "%s: %s", result->note->file, result->note->text);
    // One line at a time, so that whoever reads a live stream sees it at once.
    bool good = fwrite(result->json, 1, result->json_len, a->out) == result->json_len && fflush(a->out) == 0;
    return good ? SAYSO_OK : SAYSO_ERR_IO;
}

static const struct ss_opts *wanted; // set before the workers start

// What goes beyond the usual record.
static enum sayso_err add_more(struct sayso_session *session, struct sayso_report *report, const struct ss_opts *opts)
{
    enum sayso_err err = opts->judgements ? ss_session_judge(session, report) : SAYSO_OK;
    return err || !opts->incident ? err : ss_session_incident(session, report);
}

static enum sayso_err with_more(struct sayso_session *session, struct sayso_report *report, struct ss_str *out)
{
    enum sayso_err err = sayso_session_annotate(session, report);
    if (!err) err = add_more(session, report, wanted);
    return err ? err : ss_record_write(report, out);
}

// The parse of the input stands; what it leaves blank is filled.
static enum sayso_err from_parse(struct sayso_session *session, struct sayso_report *report, struct ss_str *out,
                                 const struct ss_opts *opts)
{
    enum sayso_err err = ss_given_complete(report, opts);
    if (!err) err = ss_session_fill(session, report);
    if (!err) err = ss_session_code(session, report);
    if (!err) err = add_more(session, report, opts);
    return err ? err : ss_record_write(report, out);
}

static int run_given(const struct annotate *a)
{
    struct sayso_engine *engine;
    int code = ss_open_engine(&engine, a->opts);
    if (code) return code;
    code = ss_given_run(a->opts, engine, a->out, from_parse);
    sayso_engine_close(engine);
    return code;
}

static int run(struct annotate *a, struct ss_reader *reader)
{
    struct sayso_engine *engine;
    int code = ss_open_engine(&engine, a->opts);
    if (code) return code;
    bool dictionary = ss_annotate_dict_wanted(a->opts);
    if (dictionary && (code = ss_annotate_dict_open(engine, a->opts)) != 0) {
        sayso_engine_close(engine);
        return code;
    }
    const struct ss_pipe_options options = {.jobs = (unsigned)a->opts->jobs,
                                            .stop = &ss_stop,
                                            .sink = take,
                                            .user = a,
                                            .work = dictionary                                 ? ss_annotate_dict_work
                                                    : a->opts->judgements || a->opts->incident ? with_more
                                                                                               : NULL};
    wanted = a->opts;
    ss_progress_start(&a->progress, a->opts);
    enum sayso_err err = ss_pipe_run(engine, reader, &options);
    ss_progress_clear(&a->progress);
    if (dictionary) ss_annotate_dict_close();
    sayso_engine_close(engine);
    if (err == SAYSO_ERR_IO) {
        ss_error(a->opts, "cannot write the output: %s", strerror(errno));
    } else if (err && err != SAYSO_ERR_CANCEL) {
        ss_error(a->opts, "stopped: %s", sayso_err_name(err));
    }
    if (err && err != SAYSO_ERR_CANCEL) return SS_EXIT_ENV;
    return a->rejects.count ? SS_EXIT_SOME : SS_EXIT_DONE;
}

int ss_cmd_annotate(const struct ss_opts *opts)
{
    struct annotate a = {.out = stdout, .opts = opts};
    struct ss_reader *reader;
    if (!ss_rejects_open(&a.rejects, opts)) return SS_EXIT_ENV;
    a.rejects.progress = &a.progress;
    if (opts->out && !(a.out = fopen(opts->out, "wbe"))) {
        ss_error(opts, "%s: %s", opts->out, strerror(errno));
        ss_rejects_close(&a.rejects);
        return SS_EXIT_ENV;
    }
    ss_catch_stop();
    int code = ss_given_wanted(opts) ? run_given(&a) : ss_open_reader(&reader, opts);
    if (!code && !ss_given_wanted(opts)) {
        code = run(&a, reader);
        ss_reader_close(reader);
    }
    if (opts->out && fclose(a.out) != 0 && code != SS_EXIT_ENV) {
        ss_error(opts, "%s: %s", opts->out, strerror(errno));
        code = SS_EXIT_ENV;
    }
    if (!ss_rejects_close(&a.rejects)) code = SS_EXIT_ENV;
    ss_end_if_stopped();
    return code;
}
