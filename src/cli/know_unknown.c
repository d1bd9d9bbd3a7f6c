// SPDX-License-Identifier: Apache-2.0
// Names that stay unknown: what reports call by a name and neither the tables of actors nor the gazetteer have, most
// frequent first. What stands at the top is what the knowledge should learn next.
#include "cli/know_unknown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arr.h"
#include "base/json_in.h"
#include "base/map.h"
#include "base/str.h"
#include "cli/input.h"
#include "cli/table.h"
#include "pipe/engine.h"
#include "pipe/pool.h"

#define SHOWN 100 // rows, when --limit does not say

struct unknown {
    char *key;        // kind, a blank, and the name; heap
    const char *name; // within
    uint32_t mentions, reports;
};

struct count {
    struct ss_map at;
    SS_ARR(struct unknown) all;
    struct ss_rejects rejects;
    struct ss_progress progress;
};

static enum sayso_err add(struct count *c, const char *kind, const char *name, uint32_t mentions)
{
    size_t size = strlen(kind) + strlen(name) + 2;
    char *key = malloc(size);
    if (!key) return SAYSO_ERR_NOMEM;
    snprintf(key, size, "%s %s", kind, name);
    const uint32_t *old = ss_map_get(&c->at, key, size - 1);
    if (old) {
        free(key);
        c->all.item[*old].mentions += mentions;
        c->all.item[*old].reports++;
        return SAYSO_OK;
    }
    bool found;
    struct unknown *u = ss_arr_push(NULL, &c->all);
    uint32_t *at = u ? ss_map_put(&c->at, key, size - 1, &found) : NULL;
    if (!at) {
        if (u) c->all.count--;
        free(key);
        return SAYSO_ERR_NOMEM;
    }
    *at = c->all.count - 1;
    *u = (struct unknown){key, key + strlen(kind) + 1, mentions, 1};
    return SAYSO_OK;
}

// Counts the entities of one record that have a name and nothing behind it.
static enum sayso_err take_record(struct count *c, const char *json, size_t len)
{
    const struct ss_json_value *root;
    struct sayso_problem problem;
    enum sayso_err err = ss_json_parse(&root, json, len, &problem);
    if (err) return err;
    const struct ss_json_value *entities = ss_json_get(root, "entities"), *mentions = ss_json_get(root, "mentions");
    size_t many = ss_json_count(mentions);
    for (size_t i = 0; !err && i < ss_json_count(entities); i++) {
        const struct ss_json_value *e = ss_json_at(entities, i);
        const char *id = ss_json_string(ss_json_get(e, "id")), *name = ss_json_string(ss_json_get(e, "name"));
        const char *kind = ss_json_string(ss_json_get(e, "kind"));
        if (!id || !name || !kind || ss_json_get(e, "know") || ss_json_get(e, "actor")) continue;
        uint32_t named = 0;
        for (size_t k = 0; k < many; k++) {
            const struct ss_json_value *m = ss_json_at(mentions, k);
            const char *of = ss_json_string(ss_json_get(m, "entity")), *form = ss_json_string(ss_json_get(m, "form"));
            named += of && form && strcmp(of, id) == 0 && strcmp(form, "name") == 0;
        }
        if (named) err = add(c, kind, name, named);
    }
    ss_json_free(root);
    return err;
}

static enum sayso_err take(void *user, const struct ss_pipe_result *result)
{
    struct count *c = user;
    ss_progress_step(&c->progress, result->bytes_done, result->bytes_total);
    if (result->bad) {
        ss_rejects_add(&c->rejects, result->bad);
        return SAYSO_OK;
    }
    return take_record(c, result->json, result->json_len);
}

static int of_files(struct count *c, const struct ss_opts *opts)
{
    struct sayso_engine *engine;
    struct ss_reader *reader;
    struct ss_opts inputs = *opts;
    inputs.args++, inputs.arg_count--;
    int code = ss_open_reader(&reader, &inputs);
    if (code) return code;
    if ((code = ss_open_engine(&engine, opts)) == 0) {
        const struct ss_pipe_options options = {
            .jobs = (unsigned)opts->jobs, .stop = &ss_stop, .sink = take, .user = c};
        ss_catch_stop();
        ss_progress_start(&c->progress, opts);
        enum sayso_err err = ss_pipe_run(engine, reader, &options);
        ss_progress_clear(&c->progress);
        sayso_engine_close(engine);
        if (err && err != SAYSO_ERR_CANCEL) {
            ss_error(opts, "stopped: %s", sayso_err_name(err));
            code = SS_EXIT_ENV;
        }
    }
    ss_reader_close(reader);
    return code ? code : c->rejects.count ? SS_EXIT_SOME : SS_EXIT_DONE;
}

static int of_store(struct count *c, const struct ss_opts *opts)
{
    struct ss_store *store;
    struct ss_cursor *cursor;
    const struct ss_filter filter = {0};
    int code = ss_open_store(&store, opts);
    if (code) return code;
    enum sayso_err err = ss_store_list(store, SS_LIST_REPORTS, &filter, &cursor);
    while (!err && ss_cursor_next(cursor)) {
        struct ss_arena *arena = ss_arena_new(0);
        const char *json, *id = ss_cursor_named(cursor, "id");
        size_t len;
        err = arena && id ? ss_store_record(store, arena, id, &json, &len) : SAYSO_ERR_NOMEM;
        if (!err) err = take_record(c, json, len);
        ss_arena_free(arena);
    }
    if (!err) err = ss_cursor_error(cursor);
    ss_cursor_close(cursor);
    ss_store_close(store);
    if (err) ss_error(opts, "stopped: %s", sayso_err_name(err));
    return err ? SS_EXIT_ENV : SS_EXIT_DONE;
}

static int by_count(const void *a, const void *b)
{
    const struct unknown *x = a, *y = b;
    if (x->reports != y->reports) return x->reports > y->reports ? -1 : 1;
    if (x->mentions != y->mentions) return x->mentions > y->mentions ? -1 : 1;
    return strcmp(x->key, y->key);
}

int ss_know_unknown(const struct ss_opts *opts)
{
    struct count c = {0};
    if (!ss_rejects_open(&c.rejects, opts)) return SS_EXIT_ENV;
    c.rejects.progress = &c.progress;
    int code = opts->arg_count > 1 ? of_files(&c, opts) : of_store(&c, opts);
    if (!ss_rejects_close(&c.rejects)) code = SS_EXIT_ENV;
    if (code <= SS_EXIT_SOME) {
        if (c.all.count) qsort(c.all.item, c.all.count, sizeof *c.all.item, by_count);
        uint32_t most = opts->limit ? (uint32_t)opts->limit : SHOWN;
        if (c.all.count && !opts->quiet) printf("reports  mentions  kind          name\n");
        for (uint32_t i = 0; i < c.all.count && i < most; i++) {
            const struct unknown *u = &c.all.item[i];
            printf("%7u  %8u  %-12.*s  %s\n", u->reports, u->mentions, (int)(u->name - u->key - 1), u->key, u->name);
        }
        if (!opts->quiet) fprintf(stderr, "%u names are not known\n", c.all.count);
    }
    for (uint32_t i = 0; i < c.all.count; i++) free(c.all.item[i].key);
    ss_arr_free(&c.all);
    ss_map_free(&c.at);
    ss_end_if_stopped();
    return code;
}
