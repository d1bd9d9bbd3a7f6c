// SPDX-License-Identifier: Apache-2.0
// A ring of slots between one reading thread, the workers and the calling thread. A slot goes empty → read → taken →
// done → empty; the ring's order is the order of the input, so the caller only ever waits for its oldest slot.
#include "pipe/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json_out.h"
#include "base/str.h"
#include "record/record.h"

enum state { EMPTY, READ, TAKEN, DONE };

struct slot {
    enum state state;
    struct ss_read_item item;
    struct ss_str json;
    bool skipped;
    uint64_t bytes_done, bytes_total;
};

struct pool {
    const struct sayso_engine *engine;
    struct ss_reader *reader;
    const struct ss_pipe_options *options;
    struct slot *slots;
    uint32_t slot_count;
    uint64_t read_next, take_next, sink_next; // running numbers; slot = number % slot_count
    bool ended;                               // no more slots will be read
    enum sayso_err read_error, work_error;
    pthread_mutex_t lock;
    pthread_cond_t can_read, can_work, can_sink;
};

// A coded report that failed: its own fields as JSON, so that the rejects file can be read again.
static enum sayso_err reject(struct ss_read_item *item, enum sayso_err why)
{
    struct sayso_report *r = item->report;
    struct ss_str s = {0};
    struct ss_json j;
    ss_json_begin(&j, &s);
    ss_json_object(&j);
    ss_json_kv_opt(&j, "id", r->id);
    ss_json_kv_opt(&j, "url", r->url);
    ss_json_kv_opt(&j, "outlet", r->outlet);
    ss_json_kv_opt(&j, "author", r->author);
    ss_json_kv_opt(&j, "title", r->title);
    ss_json_kv_opt(&j, "published", r->published);
    ss_json_key(&j, "text");
    ss_json_strn(&j, r->text, r->text_len);
    ss_json_end_object(&j);
    if (s.failed) {
        ss_str_free(&s);
        return SAYSO_ERR_NOMEM;
    }
    (void)ss_fail(&item->problem, why, 220, r->source_path, r->source_offset, "%s",
                  why == SAYSO_ERR_LIMIT ? "it takes more memory than one report may" : "it cannot be coded");
    ss_report_free(r);
    item->report = NULL;
    item->raw = s.data;
    item->raw_len = s.len;
    item->raw_is_json = true;
    return SAYSO_OK;
}

static enum sayso_err annotate(struct sayso_session *session, struct sayso_report *report, struct ss_str *out)
{
    SS_TRY(sayso_session_annotate(session, report));
    return ss_record_write(report, out);
}

static enum sayso_err work(struct sayso_session *session, const struct ss_pipe_options *options, struct slot *slot)
{
    ss_str_clear(&slot->json);
    struct sayso_report *report = slot->item.report;
    if (!report || slot->skipped) return SAYSO_OK;
    enum sayso_err err = (options->work ? options->work : annotate)(session, report, &slot->json);
    if (!err || err == SAYSO_ERR_NOMEM) return err;
    ss_str_clear(&slot->json);
    return reject(&slot->item, err);
}

static enum sayso_err read_into(struct ss_reader *reader, const struct ss_pipe_options *options, struct slot *slot)
{
    SS_TRY(ss_reader_next(reader, &slot->item));
    slot->skipped = slot->item.report && options->skip && options->skip(options->user, slot->item.report);
    ss_reader_progress(reader, &slot->bytes_done, &slot->bytes_total);
    return SAYSO_OK;
}

static enum sayso_err deliver(const struct ss_pipe_options *options, struct slot *slot)
{
    struct ss_pipe_result result = {
        .report = slot->skipped ? NULL : slot->item.report,
        .json = slot->json.data,
        .json_len = slot->json.len,
        .bad = slot->item.report ? NULL : &slot->item,
        .note = slot->item.report && slot->item.problem.message ? &slot->item.problem : NULL,
        .skipped = slot->skipped,
        .bytes_done = slot->bytes_done,
        .bytes_total = slot->bytes_total,
    };
    enum sayso_err err = options->sink(options->user, &result);
    ss_read_item_free(&slot->item);
    if (slot->json.room > (1u << 20)) ss_str_free(&slot->json); // one huge report does not stay
    return err;
}

static enum sayso_err run_alone(const struct sayso_engine *engine, struct ss_reader *reader,
                                const struct ss_pipe_options *options)
{
    struct sayso_session *session;
    struct slot slot = {0};
    SS_TRY(sayso_session_new(&session, engine));
    enum sayso_err err;
    while (!(err = read_into(reader, options, &slot))) {
        err = work(session, options, &slot);
        if (!err)
            err = deliver(options, &slot);
        else
            ss_read_item_free(&slot.item);
        if (err) break;
    }
    ss_str_free(&slot.json);
    sayso_session_free(session);
    return err == SAYSO_ERR_NOTFOUND ? SAYSO_OK : err;
}

static void *reading(void *arg)
{
    struct pool *p = arg;
    for (;;) {
        pthread_mutex_lock(&p->lock);
        struct slot *slot = &p->slots[p->read_next % p->slot_count];
        while (slot->state != EMPTY && !p->work_error && !*p->options->stop) pthread_cond_wait(&p->can_read, &p->lock);
        bool stop = slot->state != EMPTY || p->work_error;
        pthread_mutex_unlock(&p->lock);
        enum sayso_err err = stop ? SAYSO_ERR_CANCEL : read_into(p->reader, p->options, slot);
        pthread_mutex_lock(&p->lock);
        if (err) {
            p->read_error = err == SAYSO_ERR_NOTFOUND ? SAYSO_OK : err;
            p->ended = true;
            pthread_cond_broadcast(&p->can_work);
            pthread_cond_broadcast(&p->can_sink);
            pthread_mutex_unlock(&p->lock);
            return NULL;
        }
        slot->state = READ;
        p->read_next++;
        pthread_cond_signal(&p->can_work);
        pthread_mutex_unlock(&p->lock);
    }
}

static void *working(void *arg)
{
    struct pool *p = arg;
    struct sayso_session *session = NULL;
    enum sayso_err err = sayso_session_new(&session, p->engine);
    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (err && !p->work_error) p->work_error = err;
        while (!p->work_error && !p->ended && p->take_next == p->read_next) pthread_cond_wait(&p->can_work, &p->lock);
        if (p->work_error || p->take_next == p->read_next) break;
        struct slot *slot = &p->slots[p->take_next++ % p->slot_count];
        slot->state = TAKEN;
        pthread_mutex_unlock(&p->lock);
        err = work(session, p->options, slot);
        pthread_mutex_lock(&p->lock);
        slot->state = DONE;
        pthread_cond_signal(&p->can_sink);
    }
    pthread_cond_broadcast(&p->can_work);
    pthread_cond_broadcast(&p->can_read);
    pthread_cond_broadcast(&p->can_sink);
    pthread_mutex_unlock(&p->lock);
    sayso_session_free(session);
    return NULL;
}

// The calling thread's part: the oldest slot, again and again.
static enum sayso_err sinking(struct pool *p)
{
    enum sayso_err err = SAYSO_OK;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct slot *slot = &p->slots[p->sink_next % p->slot_count];
        while (slot->state != DONE && !p->work_error && !(p->ended && p->sink_next == p->read_next))
            pthread_cond_wait(&p->can_sink, &p->lock);
        if (p->work_error || slot->state != DONE) break;
        pthread_mutex_unlock(&p->lock);
        enum sayso_err failed = deliver(p->options, slot);
        pthread_mutex_lock(&p->lock);
        slot->state = EMPTY;
        p->sink_next++;
        pthread_cond_signal(&p->can_read);
        if (failed) {
            err = failed;
            p->work_error = failed;
            *p->options->stop = 1;
            pthread_cond_broadcast(&p->can_read);
            pthread_cond_broadcast(&p->can_work);
            break;
        }
    }
    if (!err) err = p->work_error;
    pthread_mutex_unlock(&p->lock);
    return err;
}

static enum sayso_err run_pool(struct pool *p, unsigned jobs)
{
    pthread_t *threads = calloc(jobs + 1, sizeof *threads);
    unsigned started = 0;
    enum sayso_err err = threads ? SAYSO_OK : SAYSO_ERR_NOMEM;
    for (; !err && started < jobs + 1; started++)
        if (pthread_create(&threads[started], NULL, started ? working : reading, p) != 0) break;
    if (!err && started < 2) { // not even one worker
        err = SAYSO_ERR_NOMEM;
        pthread_mutex_lock(&p->lock);
        p->work_error = err;
        *p->options->stop = 1;
        pthread_cond_broadcast(&p->can_read);
        pthread_mutex_unlock(&p->lock);
    }
    if (!err) err = sinking(p);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
    free(threads);
    return err ? err : p->read_error;
}

enum sayso_err ss_pipe_run(const struct sayso_engine *engine, struct ss_reader *reader,
                           const struct ss_pipe_options *options)
{
    if (options->jobs <= 1) return run_alone(engine, reader, options);
    struct pool p = {.engine = engine, .reader = reader, .options = options, .slot_count = options->jobs * 4};
    p.slots = calloc(p.slot_count, sizeof *p.slots);
    if (!p.slots) return SAYSO_ERR_NOMEM;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.can_read, NULL);
    pthread_cond_init(&p.can_work, NULL);
    pthread_cond_init(&p.can_sink, NULL);
    enum sayso_err err = run_pool(&p, options->jobs);
    for (uint32_t i = 0; i < p.slot_count; i++) {
        ss_read_item_free(&p.slots[i].item);
        ss_str_free(&p.slots[i].json);
    }
    pthread_cond_destroy(&p.can_read);
    pthread_cond_destroy(&p.can_work);
    pthread_cond_destroy(&p.can_sink);
    pthread_mutex_destroy(&p.lock);
    free(p.slots);
    return err;
}
