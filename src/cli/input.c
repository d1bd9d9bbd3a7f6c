// SPDX-License-Identifier: Apache-2.0
// Reader, engine, rejects and signals of the commands that take reports.
#define _GNU_SOURCE
#include "cli/input.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "base/json_out.h"
#include "cli/annotate_dict.h"
#include "text/utf8.h"

atomic_int ss_stop;
static volatile sig_atomic_t stopped_by;

static void on_signal(int number)
{
    stopped_by = number;
    atomic_store(&ss_stop, 1);
}

void ss_catch_stop(void)
{
    struct sigaction a = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&a.sa_mask);
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
}

void ss_release_stop(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

void ss_end_if_stopped(void)
{
    int number = stopped_by;
    if (!number) return;
    fflush(stdout);
    signal(number, SIG_DFL);
    raise(number);
}

bool ss_rejects_open(struct ss_rejects *r, const struct ss_opts *opts)
{
    *r = (struct ss_rejects){.opts = opts};
    if (!opts->rejects) return true;
    r->file = fopen(opts->rejects, "wbe");
    if (!r->file) ss_error(opts, "%s: %s", opts->rejects, strerror(errno));
    return r->file != NULL;
}

static void base64(struct ss_json *j, const char *bytes, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct ss_str s = {0};
    for (size_t i = 0; i < len; i += 3) {
        uint32_t v = 0;
        for (size_t k = 0; k < 3; k++) v = v << 8 | (i + k < len ? (unsigned char)bytes[i + k] : 0u);
        for (size_t k = 0; k < 4; k++) ss_str_putc(&s, i + k > len ? '=' : digits[v >> (18 - 6 * k) & 63]);
    }
    ss_json_strn(j, s.data ? s.data : "", s.len);
    ss_str_free(&s);
}

void ss_rejects_add(struct ss_rejects *r, const struct ss_read_item *item)
{
    const struct sayso_problem *p = &item->problem;
    r->count++;
    if (r->progress) ss_progress_clear(r->progress);
    if (p->offset >= 0)
        ss_warn(r->opts, "%s:%lld: %s [%s %u]", p->file, (long long)p->offset, p->text, sayso_err_name(p->code),
                p->message);
    else
        ss_warn(r->opts, "%s: %s [%s %u]", p->file, p->text, sayso_err_name(p->code), p->message);
    if (!r->file) return;
    struct ss_str s = {0};
    struct ss_json j;
    ss_json_begin(&j, &s);
    ss_json_object(&j);
    ss_json_kv_int(&j, "message", p->message);
    ss_json_kv(&j, "code", sayso_err_name(p->code));
    ss_json_kv(&j, "text", p->text);
    ss_json_kv(&j, "file", p->file);
    if (p->offset >= 0) ss_json_kv_int(&j, "offset", p->offset);
    if (item->raw) {
        bool text = ss_utf8_valid(item->raw, item->raw_len);
        ss_json_key(&j, text ? "raw" : "raw_base64");
        if (text)
            ss_json_strn(&j, item->raw, item->raw_len);
        else
            base64(&j, item->raw, item->raw_len);
    }
    ss_json_end_object(&j);
    ss_str_putc(&s, '\n');
    fwrite(s.data, 1, s.len, r->file);
    ss_str_free(&s);
}

bool ss_rejects_close(struct ss_rejects *r)
{
    if (!r->file) return true;
    bool good = ferror(r->file) == 0;
    good = fclose(r->file) == 0 && good;
    r->file = NULL;
    if (!good) ss_error(r->opts, "%s: not everything could be written", r->opts->rejects);
    return good;
}

static int open_engine(struct sayso_engine **out, const struct ss_opts *opts, bool parse_only)
{
    struct sayso_problem problem = {.offset = -1};
    const struct sayso_engine_options options = {.model = opts->model,
                                                 .know = ss_annotate_dict_wanted(opts) ? NULL : opts->know,
                                                 .parse_only = parse_only,
                                                 .min_confidence = opts->min_confidence};
    return sayso_engine_open(out, &options, &problem) ? ss_problem_exit(opts, &problem) : 0;
}

int ss_open_engine(struct sayso_engine **out, const struct ss_opts *opts)
{
    return open_engine(out, opts, false);
}

int ss_open_parser(struct sayso_engine **out, const struct ss_opts *opts)
{
    return open_engine(out, opts, true);
}

int ss_open_reader(struct ss_reader **out, const struct ss_opts *opts)
{
    struct sayso_problem problem = {.offset = -1};
    const struct ss_read_options options = {
        .outlet = opts->outlet, .published = opts->published, .allow_network = true, .stop = &ss_stop};
    const char *const standard = "-";
    const char *const *paths = opts->arg_count ? opts->args : &standard;
    uint32_t count = opts->arg_count ? (uint32_t)opts->arg_count : 1;
    return ss_reader_open(out, paths, count, &options, &problem) ? ss_problem_exit(opts, &problem) : 0;
}
