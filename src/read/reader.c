// SPDX-License-Identifier: Apache-2.0
// The reader: goes from input to input, finds out what each is, and hands out its records one at a time.
#define _GNU_SOURCE
#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "read/inputs.h"
#include "read/internal.h"
#include "read/stream.h"

// How records come out of the present stream.
enum mode { MODE_NONE, MODE_LINES, MODE_OBJECTS, MODE_FEED, MODE_WARC };

struct ss_reader {
    struct ss_read_options options;
    char *outlet, *published; // our copies of the options' strings
    struct ss_inputs inputs;
    uint32_t next_input;
    struct ss_stream *stream;
    struct ss_feed *feed;
    enum mode mode;
    char *name; // of the present input
    uint64_t feed_offset;
    uint64_t position, done, total;
    bool in_array;
};

enum sayso_err ss_reader_open(struct ss_reader **out, const char *const *paths, uint32_t count,
                              const struct ss_read_options *options, struct sayso_problem *problem)
{
    struct ss_reader *r = calloc(1, sizeof *r);
    if (!r) return ss_fail(problem, SAYSO_ERR_NOMEM, 0, NULL, -1, "memory is out");
    enum sayso_err err = SAYSO_OK;
    if (options) r->options = *options;
    if (r->options.outlet && !(r->outlet = strdup(r->options.outlet))) err = SAYSO_ERR_NOMEM;
    if (r->options.published && !(r->published = strdup(r->options.published))) err = SAYSO_ERR_NOMEM;
    r->options.outlet = r->outlet;
    r->options.published = r->published;
    for (uint32_t i = 0; i < count && !err; i++) err = ss_inputs_add(&r->inputs, paths[i]);
    bool known = true;
    for (uint32_t i = 0; i < r->inputs.count; i++) {
        r->total += r->inputs.item[i].size;
        known = known && r->inputs.item[i].size > 0;
    }
    if (!known) r->total = 0;
    if (err) {
        ss_reader_close(r);
        return ss_fail(problem, err, 0, NULL, -1, "memory is out");
    }
    *out = r;
    return SAYSO_OK;
}

static void end_input(struct ss_reader *r)
{
    if (r->stream) r->done += ss_stream_consumed(r->stream);
    ss_stream_close(r->stream);
    ss_feed_close(r->feed);
    free(r->name);
    r->stream = NULL;
    r->feed = NULL;
    r->name = NULL;
    r->mode = MODE_NONE;
    r->in_array = false;
}

void ss_reader_close(struct ss_reader *reader)
{
    if (!reader) return;
    end_input(reader);
    ss_inputs_free(&reader->inputs);
    free(reader->outlet);
    free(reader->published);
    free(reader);
}

void ss_reader_progress(const struct ss_reader *reader, uint64_t *done, uint64_t *total)
{
    *done = reader->done + (reader->stream ? ss_stream_consumed(reader->stream) : 0);
    *total = reader->total;
}

static size_t text_cap(const struct ss_reader *r)
{
    return r->options.report_cap ? r->options.report_cap : SS_REPORT_CAP;
}

// Room for one JSON record: a text may grow sixfold by escapes, and other fields come along.
static size_t record_cap(const struct ss_reader *r)
{
    return text_cap(r) * 6 + ((size_t)1 << 20);
}

static enum sayso_err start_draft(struct ss_reader *r, struct ss_draft *draft, uint64_t offset)
{
    *draft = (struct ss_draft){0};
    draft->report = ss_report_new(r->options.arena_cap);
    if (!draft->report) return SAYSO_ERR_NOMEM;
    draft->report->source_path = ss_strdup(draft->report->arena, r->name);
    draft->report->source_offset = (int64_t)offset;
    return SAYSO_OK;
}

// Turns a reader's failure into a bad item; memory that the report's cap refused is the report's fault, not ours.
static enum sayso_err give_up(struct ss_reader *r, struct ss_draft *draft, enum sayso_err err,
                              struct sayso_problem *problem, struct ss_read_item *item, uint64_t offset)
{
    if (!problem->code) (void)ss_fail(problem, err, SS_MSG_TOO_LARGE, NULL, -1, "it takes too much memory");
    problem->offset = (int64_t)offset + (problem->offset > 0 ? problem->offset : 0);
    size_t n = strlen(r->name);
    if (n >= sizeof problem->file) n = sizeof problem->file - 1;
    memcpy(problem->file, r->name, n);
    problem->file[n] = '\0';
    ss_report_free(draft->report);
    return ss_item_bad(item, problem, draft->raw, draft->raw_len, draft->raw_is_json);
}

static enum sayso_err json_record(struct ss_reader *r, const char *bytes, size_t len, struct ss_read_item *item)
{
    struct ss_draft draft;
    struct sayso_problem problem = {.offset = -1};
    uint64_t offset = ss_stream_offset(r->stream);
    SS_TRY(start_draft(r, &draft, offset));
    draft.raw = bytes;
    draft.raw_len = len;
    enum sayso_err err = ss_read_json(&draft, bytes, len, &problem);
    draft.raw_is_json = problem.message != SS_MSG_JSON && problem.message != SS_MSG_CUT;
    if (err) return give_up(r, &draft, err, &problem, item, offset);
    return ss_draft_finish(&draft, &r->options, item);
}

static enum sayso_err bad_piece(struct ss_reader *r, uint32_t message, enum sayso_err code, const char *text,
                                const char *bytes, size_t len, struct ss_read_item *item)
{
    struct sayso_problem problem;
    (void)ss_fail(&problem, code, message, r->name, (int64_t)ss_stream_offset(r->stream), "%s", text);
    return ss_item_bad(item, &problem, bytes, len, false);
}

static bool white(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!ss_ascii_space(s[i])) return false;
    return true;
}

// A record that no cap can hold: what was seen of it is given as a bad item, the rest up to the line's end is skipped.
static enum sayso_err skip_line(struct ss_reader *r, const char *bytes, size_t len, struct ss_read_item *item)
{
    size_t keep = len < 4096 ? len : 4096;
    enum sayso_err err =
        bad_piece(r, SS_MSG_TOO_LARGE, SAYSO_ERR_LIMIT, "a record over the cap; its head is kept", bytes, keep, item);
    for (;;) {
        const char *end = len ? memchr(bytes, '\n', len) : NULL;
        ss_stream_take(r->stream, end ? (size_t)(end - bytes) + 1 : len);
        if (end || len == 0) return err;
        bytes = ss_stream_peek(r->stream, 1, &len);
    }
}

// Next line that holds anything. NOTFOUND at the end of the stream.
static enum sayso_err next_line(struct ss_reader *r, struct ss_read_item *item)
{
    size_t want = 1, cap = record_cap(r), scanned = 0;
    for (;;) {
        size_t len;
        const char *s = ss_stream_peek(r->stream, want, &len);
        if (len == 0) return SAYSO_ERR_NOTFOUND;
        const char *end = memchr(s + scanned, '\n', len - scanned);
        bool last = !end && len < want;
        if (!end && !last) {
            if (len > cap) return skip_line(r, s, len, item);
            scanned = len;
            want = len + 1;
            continue;
        }
        size_t n = end ? (size_t)(end - s) : len, take = end ? n + 1 : n;
        if (n > cap) return skip_line(r, s, len, item);
        if (white(s, n)) {
            ss_stream_take(r->stream, take);
            want = 1;
            scanned = 0;
            continue;
        }
        enum sayso_err err = json_record(r, s, n, item);
        ss_stream_take(r->stream, take);
        return err;
    }
}

// End of the JSON value that starts at s[0] == '{', or 0 when the bytes do not hold it all.
struct scan {
    size_t at;
    int depth;
    bool in_string, escaped;
};

static size_t object_end(struct scan *sc, const char *s, size_t len)
{
    for (; sc->at < len; sc->at++) {
        char c = s[sc->at];
        if (sc->in_string) {
            if (sc->escaped)
                sc->escaped = false;
            else if (c == '\\')
                sc->escaped = true;
            else if (c == '"')
                sc->in_string = false;
        } else if (c == '"') {
            sc->in_string = true;
        } else if (c == '{' || c == '[') {
            sc->depth++;
        } else if ((c == '}' || c == ']') && --sc->depth == 0) {
            return sc->at + 1;
        }
    }
    return 0;
}

// Next object of an array or of a row of objects written over several lines.
static enum sayso_err next_object(struct ss_reader *r, struct ss_read_item *item)
{
    size_t len;
    const char *s;
    for (;;) { // what stands between objects
        s = ss_stream_peek(r->stream, 1, &len);
        size_t n = 0;
        while (n < len && (ss_ascii_space(s[n]) || s[n] == ',' || s[n] == '[' || s[n] == ']')) n++;
        ss_stream_take(r->stream, n);
        if (len == 0) return SAYSO_ERR_NOTFOUND;
        if (n < len) break;
    }
    s = ss_stream_peek(r->stream, 1, &len);
    if (s[0] != '{') {
        const char *next = memchr(s, '{', len);
        size_t n = next ? (size_t)(next - s) : len;
        enum sayso_err err =
            bad_piece(r, SS_MSG_NOT_OBJECT, SAYSO_ERR_INPUT, "not a JSON object", s, n < 4096 ? n : 4096, item);
        ss_stream_take(r->stream, n);
        return err;
    }
    struct scan sc = {0};
    size_t want = 1, cap = record_cap(r);
    for (;;) {
        s = ss_stream_peek(r->stream, want, &len);
        size_t end = object_end(&sc, s, len);
        if (end) {
            enum sayso_err err = json_record(r, s, end, item);
            ss_stream_take(r->stream, end);
            return err;
        }
        if (len > cap) return skip_line(r, s, len, item);
        if (len < want) {
            enum sayso_err err =
                bad_piece(r, SS_MSG_CUT, SAYSO_ERR_INPUT, "the record ends in the middle", s, len, item);
            ss_stream_take(r->stream, len);
            return err;
        }
        want = len + 1;
    }
}

static enum sayso_err next_feed_item(struct ss_reader *r, struct ss_read_item *item)
{
    if (!ss_feed_next(r->feed)) return SAYSO_ERR_NOTFOUND;
    struct ss_draft draft;
    struct sayso_problem problem = {.offset = -1};
    SS_TRY(start_draft(r, &draft, r->feed_offset++));
    enum sayso_err err = ss_feed_read(r->feed, &draft);
    if (err) return give_up(r, &draft, err, &problem, item, 0);
    return ss_draft_finish(&draft, &r->options, item);
}

static enum sayso_err next_archived(struct ss_reader *r, struct ss_read_item *item)
{
    struct ss_draft draft;
    struct sayso_problem problem = {.offset = -1};
    uint64_t offset = ss_stream_offset(r->stream);
    SS_TRY(start_draft(r, &draft, offset));
    enum sayso_err err = ss_warc_next(r->stream, &draft, &problem);
    if (err == SAYSO_ERR_NOTFOUND || err == SAYSO_ERR_NOMEM) {
        ss_report_free(draft.report);
        return err;
    }
    if (err) return give_up(r, &draft, err, &problem, item, offset);
    return ss_draft_finish(&draft, &r->options, item);
}

static bool starts(const char *s, size_t len, const char *with)
{
    size_t n = strlen(with);
    if (len < n) return false;
    for (size_t i = 0; i < n; i++)
        if (ss_ascii_lower(s[i]) != with[i]) return false;
    return true;
}

static bool holds(const char *s, size_t len, const char *word)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] == '<' && starts(s + i, len - i, word)) return true;
    return false;
}

// What the bytes are; the name's extension decides between text and Markdown, and about JSON over several lines.
static enum ss_file_kind sniff(const char *s, size_t len, enum ss_file_kind by_name)
{
    if (len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) s += 3, len -= 3;
    while (len && ss_ascii_space(*s)) s++, len--;
    size_t look = len < 2048 ? len : 2048;
    bool feed =
        holds(s, look, "<rss") || holds(s, look, "<feed") || holds(s, look, "<rdf:rdf") || holds(s, look, "<sentences");
    if (starts(s, len, "warc/")) return SS_FILE_WARC;
    if (by_name == SS_FILE_TEXT || by_name == SS_FILE_MARKDOWN || by_name == SS_FILE_JSONL) return by_name;
    if (starts(s, len, "<?xml") || by_name == SS_FILE_FEED)
        return feed || !holds(s, look, "<html") ? SS_FILE_FEED : SS_FILE_HTML;
    if (len && *s == '<') {
        if (feed) return SS_FILE_FEED;
        if (by_name == SS_FILE_HTML || holds(s, look, "<!doctype html") || holds(s, look, "<html") ||
            holds(s, look, "<head") || holds(s, look, "<body") || holds(s, look, "<article") ||
            holds(s, look, "<div") || holds(s, look, "<p"))
            return SS_FILE_HTML;
    }
    if (by_name == SS_FILE_HTML || by_name == SS_FILE_JSON) return by_name;
    if (len && *s == '{') return SS_FILE_JSONL;
    if (len > 1 && *s == '[') {
        size_t i = 1;
        while (i < len && ss_ascii_space(s[i])) i++;
        if (i < len && (s[i] == '{' || s[i] == ']')) return SS_FILE_JSON;
    }
    return by_name == SS_FILE_UNKNOWN ? SS_FILE_TEXT : by_name;
}

// A file that is one report: text, Markdown or a page. Takes it whole.
static enum sayso_err whole_file(struct ss_reader *r, enum ss_file_kind kind, const char *charset, const char *url,
                                 struct ss_read_item *item)
{
    size_t len, cap = text_cap(r) > SS_PAGE_CAP ? text_cap(r) : SS_PAGE_CAP;
    const char *s = ss_stream_peek(r->stream, cap + 1, &len);
    struct sayso_problem problem = {.offset = -1};
    if (ss_stream_error(r->stream, &problem)) return ss_item_bad(item, &problem, NULL, 0, false);
    if (len > cap)
        return bad_piece(r, SS_MSG_TOO_LARGE, SAYSO_ERR_LIMIT, "a file over the cap; its head is kept", s, 4096, item);
    struct ss_draft draft;
    SS_TRY(start_draft(r, &draft, 0));
    draft.raw = s;
    draft.raw_len = len;
    if (url) draft.report->url = ss_strdup(draft.report->arena, url);
    enum sayso_err err;
    if (kind == SS_FILE_HTML) {
        err = ss_read_html(&draft, s, len, charset, &problem);
    } else {
        err = ss_read_text(&draft, s, len, kind == SS_FILE_MARKDOWN);
        if (err == SAYSO_ERR_INPUT) {
            (void)ss_fail(&problem, err, SS_MSG_BINARY, NULL, -1, "bytes that are no text");
            draft.raw = NULL;
        }
    }
    if (err) return give_up(r, &draft, err, &problem, item, 0);
    return ss_draft_finish(&draft, &r->options, item);
}

static enum sayso_err open_feed(struct ss_reader *r, struct ss_read_item *item)
{
    size_t len;
    const char *s = ss_stream_peek(r->stream, SS_FEED_CAP + 1, &len);
    struct sayso_problem problem = {.offset = -1};
    if (len > SS_FEED_CAP) return bad_piece(r, SS_MSG_TOO_LARGE, SAYSO_ERR_LIMIT, "a feed over the cap", NULL, 0, item);
    enum sayso_err err = ss_feed_open(&r->feed, s, len, &problem);
    if (err == SAYSO_ERR_NOMEM) return err;
    if (err) return bad_piece(r, problem.message, problem.code, problem.text, s, len < 4096 ? len : 4096, item);
    r->mode = MODE_FEED;
    r->feed_offset = 0;
    return SAYSO_ERR_NOTFOUND; // no item yet: go on
}

static enum sayso_err open_url(struct ss_reader *r, const char *url, char **charset, char **final_url,
                               struct sayso_problem *problem)
{
    if (!r->options.allow_network)
        return ss_fail(problem, SAYSO_ERR_ARG, SS_MSG_NO_NETWORK, url, -1, "no network here");
    char *data;
    size_t len;
    SS_TRY(ss_fetch(url, SS_FEED_CAP, &data, &len, charset, final_url, r->options.stop, problem));
    return ss_stream_memory(&r->stream, url, data, len);
}

static enum sayso_err open_path(struct ss_reader *r, const char *path, struct sayso_problem *problem)
{
    struct stat st;
    if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return ss_fail(problem, SAYSO_ERR_IO, SS_MSG_KIND, path, -1, "a folder that cannot be read");
    return ss_stream_open(&r->stream, path, r->options.stop, problem);
}

// Opens the next input. OK: an item was made. NOTFOUND: none yet, ask again. CANCEL: no inputs are left.
static enum sayso_err open_next(struct ss_reader *r, struct ss_read_item *item)
{
    const struct ss_input *in = &r->inputs.item[r->next_input++];
    struct sayso_problem problem = {.offset = -1};
    char *charset = NULL, *final_url = NULL;
    bool url = ss_is_url(in->path), report;
    r->name = strdup(strcmp(in->path, "-") == 0 ? "standard input" : in->path);
    if (!r->name) return SAYSO_ERR_NOMEM;
    enum sayso_err err = url ? open_url(r, in->path, &charset, &final_url, &problem) : open_path(r, in->path, &problem);
    if (err) {
        free(charset);
        free(final_url);
        if (err == SAYSO_ERR_NOMEM || err == SAYSO_ERR_CANCEL) return err;
        return ss_item_bad(item, &problem, NULL, 0, false);
    }
    size_t len;
    const char *s = ss_stream_peek(r->stream, strcmp(in->path, "-") == 0 ? 1 : 2048, &len);
    enum ss_file_kind by_name = url ? SS_FILE_UNKNOWN : ss_file_kind(in->path, &report);
    enum ss_file_kind kind = sniff(s, len, by_name);
    bool nothing = len == 0 && by_name == SS_FILE_UNKNOWN && !ss_stream_error(r->stream, &problem);
    if (nothing) { // an empty share of a stream is no fault
        free(charset);
        free(final_url);
        return SAYSO_ERR_NOTFOUND;
    }
    switch (kind) {
    case SS_FILE_JSONL:
        r->mode = MODE_LINES;
        err = SAYSO_ERR_NOTFOUND;
        break;
    case SS_FILE_JSON:
        r->mode = MODE_OBJECTS;
        err = SAYSO_ERR_NOTFOUND;
        break;
    case SS_FILE_WARC:
        r->mode = MODE_WARC;
        err = SAYSO_ERR_NOTFOUND;
        break;
    case SS_FILE_FEED:
        err = open_feed(r, item);
        break;
    default:
        err = whole_file(r, kind, charset, final_url, item);
    }
    free(charset);
    free(final_url);
    return err;
}

// The next item of the present input; NOTFOUND when it has no more.
static enum sayso_err next_here(struct ss_reader *r, struct ss_read_item *item)
{
    switch (r->mode) {
    case MODE_LINES:
        return next_line(r, item);
    case MODE_OBJECTS:
        return next_object(r, item);
    case MODE_FEED:
        return next_feed_item(r, item);
    case MODE_WARC:
        return next_archived(r, item);
    case MODE_NONE:
        break;
    }
    return SAYSO_ERR_NOTFOUND;
}

enum sayso_err ss_reader_next(struct ss_reader *r, struct ss_read_item *item)
{
    *item = (struct ss_read_item){.problem = {.offset = -1}};
    for (;;) {
        if (r->options.stop && *r->options.stop) return SAYSO_ERR_CANCEL;
        enum sayso_err err = next_here(r, item);
        if (err == SAYSO_ERR_NOTFOUND && r->stream && r->mode != MODE_NONE) {
            struct sayso_problem problem;
            if (ss_stream_error(r->stream, &problem) && problem.code != SAYSO_ERR_CANCEL)
                err = ss_item_bad(item, &problem, NULL, 0, false); // the stream broke: said once, after its last record
            end_input(r);
        }
        if (err == SAYSO_ERR_NOTFOUND) {
            end_input(r);
            if (r->next_input >= r->inputs.count) return SAYSO_ERR_NOTFOUND;
            err = open_next(r, item);
            if (err == SAYSO_ERR_NOTFOUND) continue;
            if (r->mode == MODE_NONE) end_input(r);
        }
        if (!err) item->position = r->position++;
        return err;
    }
}
