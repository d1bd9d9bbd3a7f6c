// SPDX-License-Identifier: Apache-2.0
// sayso read: reports into the store. Batches are transactions, so that a run that is killed loses at most the last
// batch and a new run goes on where it ended: reports that the store has are passed over before they are parsed.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "pipe/collate.h"
#include "pipe/engine.h"
#include "pipe/pool.h"
#include "store/store.h"

#define BATCH     64
#define DIRTY_KEY "uncollated" // "1" from the first new report until collation is saved
#define MODEL_KEY "model"
#define KNOW_KEY  "know"

struct reading {
    const struct ss_opts *opts;
    struct ss_store *store;  // the writer
    struct ss_store *lookup; // for the reading thread
    struct ss_rejects rejects;
    struct ss_progress progress;
    uint32_t in_batch;
    uint64_t added, known, notes;
    bool store_failed;
};

static bool skip(void *user, const struct sayso_report *report)
{
    struct reading *r = user;
    bool there = false;
    return ss_store_has_report(r->lookup, report->id, &there) == SAYSO_OK && there;
}

static enum sayso_err commit(struct reading *r)
{
    if (r->in_batch == 0) return SAYSO_OK;
    r->in_batch = 0;
    enum sayso_err err = ss_store_commit(r->store);
    r->store_failed = err != SAYSO_OK;
    return err;
}

static enum sayso_err add(struct reading *r, const struct ss_pipe_result *result)
{
    enum sayso_err err = SAYSO_OK;
    bool added = false;
    if (r->in_batch == 0) {
        err = ss_store_begin(r->store);
        if (!err) err = ss_store_set_meta(r->store, DIRTY_KEY, "1");
    }
    if (!err) err = ss_store_add_report(r->store, result->report, result->json, result->json_len, &added);
    r->store_failed = err != SAYSO_OK;
    if (err) return err;
    r->added += added;
    r->known += !added;
    r->in_batch++;
    return r->in_batch >= BATCH ? commit(r) : SAYSO_OK;
}

static enum sayso_err take(void *user, const struct ss_pipe_result *result)
{
    struct reading *r = user;
    ss_progress_step(&r->progress, result->bytes_done, result->bytes_total);
    if (result->bad) {
        ss_rejects_add(&r->rejects, result->bad);
        return SAYSO_OK;
    }
    if (result->skipped) {
        r->known++;
        return SAYSO_OK;
    }
    r->notes += result->note != NULL;
    if (result->note) ss_info(r->opts, "%s: %s", result->note->file, result->note->text);
    return add(r, result);
}

static int store_problem(const struct reading *r, struct ss_store *store)
{
    return ss_problem_exit(r->opts, ss_store_problem(store));
}

// Whether the store holds reports that no collation has seen (this run's, or those of a run that was killed).
static bool uncollated(struct reading *r)
{
    struct ss_arena *arena = ss_arena_new(1 << 16);
    const char *value = NULL;
    bool dirty = arena && !ss_store_get_meta(r->store, arena, DIRTY_KEY, &value) && value && strcmp(value, "1") == 0;
    ss_arena_free(arena);
    return dirty;
}

static int collate(struct reading *r, const struct sayso_engine *engine)
{
    struct sayso_problem problem = {.offset = -1};
    if (!uncollated(r) && !r->opts->rebuild) return 0;
    ss_release_stop();
    enum sayso_err err = ss_collate_store(r->store, ss_engine_know(engine), &problem);
    if (err) {
        if (!problem.code) problem.code = err;
        return ss_problem_exit(r->opts, &problem);
    }
    if (ss_store_begin(r->store) || ss_store_set_meta(r->store, DIRTY_KEY, "0") ||
        ss_store_set_meta(r->store, MODEL_KEY, sayso_engine_model(engine)) ||
        ss_store_set_meta(r->store, KNOW_KEY, sayso_engine_knowledge(engine)) || ss_store_commit(r->store))
        return store_problem(r, r->store);
    return 0;
}

static void summary(const struct reading *r)
{
    double seconds = ss_progress_seconds(&r->progress);
    ss_warn(r->opts, "%llu read, %llu there already, %llu failed, %.1f s", (unsigned long long)r->added,
            (unsigned long long)r->known, (unsigned long long)r->rejects.count, seconds);
}

static int run(struct reading *r, const struct sayso_engine *engine, struct ss_reader *reader)
{
    const struct ss_pipe_options options = {
        .jobs = (unsigned)r->opts->jobs, .stop = &ss_stop, .skip = skip, .sink = take, .user = r};
    ss_progress_start(&r->progress, r->opts);
    enum sayso_err err = ss_pipe_run(engine, reader, &options);
    ss_progress_clear(&r->progress);
    bool cancelled = err == SAYSO_ERR_CANCEL;
    if (r->store_failed) return store_problem(r, r->store);
    if (commit(r)) return store_problem(r, r->store); // also what was read before a stop or a failure counts
    if (err && !cancelled) {
        ss_error(r->opts, "stopped: %s", sayso_err_name(err));
        return SS_EXIT_ENV;
    }
    if (!cancelled) {
        int code = collate(r, engine);
        if (code) return code;
    }
    summary(r);
    return r->rejects.count ? SS_EXIT_SOME : SS_EXIT_DONE;
}

static int with_store(struct reading *r)
{
    struct sayso_engine *engine;
    struct ss_reader *reader;
    struct sayso_problem problem = {.offset = -1};
    int code = ss_open_engine(&engine, r->opts);
    if (code) return code;
    if (ss_store_open(&r->store, r->opts->db, SS_STORE_WRITE, &problem) ||
        ss_store_open(&r->lookup, r->opts->db, SS_STORE_READ, &problem)) {
        code = ss_problem_exit(r->opts, &problem);
    } else if (!(code = ss_open_reader(&reader, r->opts))) {
        code = run(r, engine, reader);
        ss_reader_close(reader);
    }
    ss_store_close(r->lookup);
    ss_store_close(r->store);
    sayso_engine_close(engine);
    return code;
}

int ss_cmd_read(const struct ss_opts *opts)
{
    struct reading r = {.opts = opts};
    if (opts->arg_count == 0 && !opts->rebuild) return ss_usage(opts, "what shall be read? (- is standard input)");
    if (!ss_rejects_open(&r.rejects, opts)) return SS_EXIT_ENV;
    r.rejects.progress = &r.progress;
    ss_catch_stop();
    int code = with_store(&r);
    if (!ss_rejects_close(&r.rejects)) code = SS_EXIT_ENV;
    ss_end_if_stopped();
    return code;
}
