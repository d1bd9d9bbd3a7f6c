// SPDX-License-Identifier: Apache-2.0
// sayso show and explain: one report, claim, event, conflict, row of the ledger or forecast, with its words in their
// text.
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/table.h"
#include "pipe/engine.h"
#include "record/record.h"

struct showing {
    const struct ss_opts *opts;
    struct ss_store *store;
    struct ss_arena *arena;
    struct ss_str out;
    bool explain;
    int width;
    struct sayso_engine *engine; // made when the first claim is to be explained
};

// A stretch of text to be marked.
struct mark {
    uint32_t start, end;
    const char *on;           // how, on a terminal
    const char *open, *close; // elsewhere
};

static const struct mark trigger_mark = {.on = "\033[1;33m", .open = "[[", .close = "]]"};

// Writes text[start, end) with the marks (sorted by start, not crossing) and line breaks made blanks.
static void add_marked(struct showing *s, const char *text, uint32_t start, uint32_t end, const struct mark *marks,
                       uint32_t count)
{
    uint32_t at = start;
    for (uint32_t i = 0; i < count; i++) {
        const struct mark *m = &marks[i];
        if (m->start < at || m->end > end) continue;
        for (; at < m->start; at++) ss_str_putc(&s->out, (unsigned char)text[at] < 0x20 ? ' ' : text[at]);
        ss_str_puts(&s->out, s->opts->color ? m->on : m->open);
        for (; at < m->end; at++) ss_str_putc(&s->out, (unsigned char)text[at] < 0x20 ? ' ' : text[at]);
        ss_str_puts(&s->out, s->opts->color ? "\033[0m" : m->close);
    }
    for (; at < end; at++) ss_str_putc(&s->out, (unsigned char)text[at] < 0x20 ? ' ' : text[at]);
    ss_str_putc(&s->out, '\n');
}

static void field(struct showing *s, const char *name, const char *value)
{
    if (!value || !*value) return;
    ss_str_printf(&s->out, "  %-12s ", name);
    ss_add_flat(&s->out, value);
    ss_str_putc(&s->out, '\n');
}

static void list_field(struct showing *s, const char *name, struct ss_cursor *c, const char *column)
{
    char *words = ss_list_words(ss_cursor_named(c, column), "; ");
    field(s, name, words);
    free(words);
}

static enum sayso_err load(struct showing *s, const char *report, struct sayso_report **out)
{
    const char *json;
    size_t len;
    enum sayso_err err = ss_store_record(s->store, s->arena, report, &json, &len);
    return err ? err : ss_record_read(out, json, len, NULL);
}

static void claim_text(struct showing *s, struct ss_cursor *c)
{
    struct sayso_report *r;
    if (load(s, ss_cursor_named(c, "report"), &r)) return;
    uint32_t start = (uint32_t)ss_cursor_named_int(c, "start_byte"), end = (uint32_t)ss_cursor_named_int(c, "end_byte");
    struct mark m = trigger_mark;
    m.start = (uint32_t)ss_cursor_named_int(c, "trigger_start_byte");
    m.end = (uint32_t)ss_cursor_named_int(c, "trigger_end_byte");
    for (uint32_t i = 0; i < r->sentence_count; i++)
        if (r->sentences[i].start <= m.start && m.end <= r->sentences[i].end) {
            start = r->sentences[i].start;
            end = r->sentences[i].end;
        }
    if (end <= r->text_len && start < end) {
        ss_str_puts(&s->out, "    ");
        add_marked(s, r->text, start, end, &m, 1);
    }
    ss_record_free(r);
}

static void join(struct showing *s, const char *name, const char *const *parts, size_t count, const char *between)
{
    struct ss_str words = {0};
    for (size_t i = 0; i < count; i++) {
        if (!parts[i] || !*parts[i]) continue;
        if (words.len) ss_str_puts(&words, between);
        ss_str_puts(&words, parts[i]);
    }
    field(s, name, words.data);
    ss_str_free(&words);
}

// What people said of a record, in their order.
static void reviews(struct showing *s, const char *id)
{
    struct ss_cursor *c;
    const struct ss_filter f = {.id = id};
    if (ss_store_list(s->store, SS_LIST_REVIEWS, &f, &c)) return;
    while (ss_cursor_next(c)) {
        const char *const cells[] = {ss_cursor_named(c, "verdict"), ss_cursor_named(c, "field"),
                                     ss_cursor_named(c, "value"),   ss_cursor_named(c, "note"),
                                     ss_cursor_named(c, "coder"),   ss_cursor_named(c, "at")};
        join(s, "review", cells, sizeof cells / sizeof *cells, ", ");
    }
    ss_cursor_close(c);
}

// The cursor stands on a claim row.
static void claim(struct showing *s, struct ss_cursor *c, bool whole)
{
    const char *const what[] = {ss_cursor_named(c, "kind"), ss_cursor_named(c, "type"), ss_cursor_named(c, "mode")};
    const char *const how[] = {ss_cursor_named(c, "realis"), ss_cursor_named(c, "certainty"),
                               ss_cursor_named(c, "stance")};
    const char *const where[] = {ss_cursor_named(c, "place"), ss_cursor_named(c, "admin1"),
                                 ss_cursor_named(c, "country")};
    const char *const when[] = {ss_cursor_named(c, "date_from"), ss_cursor_named(c, "date_to"),
                                ss_cursor_named(c, "precision")};
    const char *const says[] = {ss_cursor_named(c, "voice"), ss_cursor_named(c, "voice_kind"),
                                ss_cursor_named(c, "verb"), ss_cursor_named(c, "form")};
    const char *const from[] = {ss_cursor_named(c, "outlet"), ss_cursor_named(c, "published"),
                                ss_cursor_named(c, "report")};
    ss_str_printf(&s->out, "%s\n", ss_cursor_named(c, "id"));
    claim_text(s, c);
    join(s, "what", what, 3, " ");
    list_field(s, "actors", c, "actors");
    list_field(s, "recipients", c, "recipients");
    list_field(s, "figures", c, "figures");
    const char *const holds[] = {ss_cursor_named(c, "holder"), ss_cursor_named(c, "status")};
    join(s, "holder", holds, 2, ", ");
    join(s, "where", where, 3, ", ");
    join(s, "when", when, 3, ", ");
    join(s, "voice", says, 4, ", ");
    field(s, "chain", ss_cursor_named(c, "chain"));
    join(s, "standing", how, 3, ", ");
    join(s, "in", from, 3, ", ");
    reviews(s, ss_cursor_named(c, "id"));
    if (whole || s->explain) {
        const char *const codes[] = {ss_cursor_named(c, "cameo"), ss_cursor_named(c, "acled"),
                                     ss_cursor_named(c, "acled_sub")};
        join(s, "codes", codes, 3, ", ");
        field(s, "rule", ss_cursor_named(c, "rule"));
        field(s, "trigger", ss_cursor_named(c, "words"));
        field(s, "event", ss_cursor_named(c, "event"));
    }
}

// How the claim came about: its report is read again.
static void how(struct showing *s, struct ss_cursor *c)
{
    struct sayso_report *kept, *again;
    struct sayso_session *session;
    if (!s->engine && ss_open_engine(&s->engine, s->opts)) return;
    if (load(s, ss_cursor_named(c, "report"), &kept)) return;
    if (sayso_session_new(&session, s->engine)) {
        ss_record_free(kept);
        return;
    }
    if (!sayso_report_new(&again, kept->text, kept->text_len, 0)) {
        again->outlet = kept->outlet;
        again->title = kept->title;
        again->author = kept->author;
        again->url = kept->url;
        again->published = kept->published;
        again->published_from = kept->published_from;
        size_t before = s->out.len;
        ss_str_puts(&s->out, "\n  how it came about\n");
        size_t head = s->out.len;
        uint32_t at = (uint32_t)ss_cursor_named_int(c, "trigger_start_byte");
        if (ss_session_explain(session, again, at, &s->out) || s->out.len == head) s->out.len = before;
        sayso_report_free(again);
    }
    sayso_session_free(session);
    ss_record_free(kept);
}

static void claims_of(struct showing *s, enum ss_list list, const char *id)
{
    struct ss_cursor *c;
    const struct ss_filter f = {.id = id};
    if (ss_store_list(s->store, list, &f, &c)) return;
    while (ss_cursor_next(c)) {
        ss_str_putc(&s->out, '\n');
        claim(s, c, false);
    }
    ss_cursor_close(c);
}

static const char *text_or(const char *s, const char *otherwise)
{
    return s ? s : otherwise;
}

static void conflict_values(struct showing *s, const char *id)
{
    struct ss_cursor *c;
    const struct ss_filter f = {.id = id};
    if (ss_store_list(s->store, SS_LIST_CONFLICT_VALUES, &f, &c)) return;
    while (ss_cursor_next(c)) {
        ss_str_puts(&s->out, "  ");
        ss_add_cell(&s->out, ss_cursor_named(c, "value"), 26);
        ss_str_puts(&s->out, "  ");
        ss_add_cell(&s->out, ss_cursor_named(c, "voice"), 44);
        ss_str_printf(&s->out, "  %lld reports, %lld origins\n", (long long)ss_cursor_named_int(c, "reports"),
                      (long long)ss_cursor_named_int(c, "origins"));
    }
    ss_cursor_close(c);
}

static int by_start(const void *x, const void *y)
{
    const struct mark *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

// A report: head, text with all triggers marked, then its claims in short.
static enum sayso_err report(struct showing *s, const char *id)
{
    struct sayso_report *r;
    struct ss_cursor *c;
    const struct ss_filter f = {.report = id};
    enum sayso_err err = load(s, id, &r);
    if (err) return err;
    ss_str_printf(&s->out, "%s\n", r->id);
    field(s, "title", r->title);
    field(s, "outlet", r->outlet);
    field(s, "author", r->author);
    field(s, "published", r->published);
    field(s, "url", r->url);
    reviews(s, r->id);
    ss_str_putc(&s->out, '\n');
    struct mark *marks = SS_NEW_ARRAY(s->arena, struct mark, r->claim_count);
    for (uint32_t i = 0; marks && i < r->claim_count; i++) {
        marks[i] = trigger_mark;
        marks[i].start = r->claims[i].trigger.start;
        marks[i].end = r->claims[i].trigger.end;
    }
    if (marks && r->claim_count) qsort(marks, r->claim_count, sizeof *marks, by_start);
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        uint32_t first = 0, n = 0;
        for (uint32_t k = 0; marks && k < r->claim_count; k++) {
            if (marks[k].start < r->sentences[i].start || marks[k].start >= r->sentences[i].end) continue;
            if (!n++) first = k;
        }
        add_marked(s, r->text, r->sentences[i].start, r->sentences[i].end, marks ? marks + first : NULL, n);
    }
    if (!r->sentence_count) add_marked(s, r->text, 0, r->text_len, NULL, 0);
    ss_record_free(r);
    if (ss_store_list(s->store, SS_LIST_CLAIMS, &f, &c)) return SAYSO_ERR_STORE;
    ss_str_putc(&s->out, '\n');
    while (ss_cursor_next(c)) {
        char *actors = ss_list_words(ss_cursor_named(c, "actors"), ", "),
             *recipients = ss_list_words(ss_cursor_named(c, "recipients"), ", ");
        char *figures = ss_list_words(ss_cursor_named(c, "figures"), ", ");
        const char *id_part = strrchr(ss_cursor_named(c, "id"), '/');
        ss_str_printf(&s->out, "  %-5s %s%s%s", id_part ? id_part + 1 : "",
                      text_or(ss_cursor_named(c, "type"), ss_cursor_named(c, "kind")),
                      ss_cursor_named(c, "mode") ? " " : "", text_or(ss_cursor_named(c, "mode"), ""));
        if (actors && *actors) ss_str_printf(&s->out, " by %s", actors);
        if (recipients && *recipients) ss_str_printf(&s->out, " on %s", recipients);
        if (figures && *figures) ss_str_printf(&s->out, ", %s", figures);
        if (ss_cursor_named(c, "holder"))
            ss_str_printf(&s->out, ", %s %s", ss_cursor_named(c, "holder"), text_or(ss_cursor_named(c, "status"), ""));
        if (ss_cursor_named(c, "place")) ss_str_printf(&s->out, ", in %s", ss_cursor_named(c, "place"));
        if (ss_cursor_named(c, "date_from")) ss_str_printf(&s->out, ", %s", ss_cursor_named(c, "date_from"));
        ss_str_printf(&s->out, " \xC2\xB7 %s \xC2\xB7 %s\n", text_or(ss_cursor_named(c, "voice"), "the outlet"),
                      ss_cursor_named(c, "realis"));
        free(actors);
        free(recipients);
        free(figures);
    }
    ss_cursor_close(c);
    return SAYSO_OK;
}

// What one row of a list says, then its claims. False when there is no such row.
static bool one(struct showing *s, enum ss_list list, enum ss_list claims, const char *id)
{
    struct ss_cursor *c;
    const struct ss_filter f = {.id = id};
    uint32_t count;
    bool found;
    if (ss_store_list(s->store, list, &f, &c)) return false;
    found = ss_cursor_next(c) && strcmp(ss_cursor_text(c, 0), id) == 0;
    if (found && list == SS_LIST_CLAIMS) {
        claim(s, c, true);
        if (s->explain) how(s, c);
    } else if (found) {
        const struct ss_column *columns = ss_list_columns(list, &count);
        ss_str_printf(&s->out, "%s\n", id);
        for (uint32_t i = 1; i < count; i++) {
            if (ss_cursor_null(c, i) || (list == SS_LIST_CONFLICTS && strcmp(columns[i].name, "values") == 0)) continue;
            if (columns[i].kind == SS_CELL_JSON)
                list_field(s, columns[i].name, c, columns[i].name);
            else if (columns[i].kind != SS_CELL_REAL)
                field(s, columns[i].name, ss_cursor_text(c, i));
        }
        reviews(s, id);
    }
    ss_cursor_close(c);
    if (!found) return false;
    if (list == SS_LIST_CONFLICTS) conflict_values(s, id);
    if (list == SS_LIST_FORECASTS) {
        ss_str_puts(&s->out, "\ndecided by\n");
    }
    if (claims != SS_LIST_COUNT) claims_of(s, claims, id);
    return true;
}

static bool anything(struct showing *s, const char *id)
{
    static const struct {
        enum ss_list list, claims;
    } lists[] = {{SS_LIST_CLAIMS, SS_LIST_COUNT},
                 {SS_LIST_EVENTS, SS_LIST_EVENT_CLAIMS},
                 {SS_LIST_CONFLICTS, SS_LIST_CONFLICT_CLAIMS},
                 {SS_LIST_CONTROL, SS_LIST_CONTROL_CLAIMS},
                 {SS_LIST_FORECASTS, SS_LIST_FORECAST_CLAIMS}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (one(s, lists[i].list, lists[i].claims, id)) return true;
    return report(s, id) == SAYSO_OK;
}

// The record as JSON lines: of a report its own line, else the row and the rows of its claims.
static bool anything_json(struct showing *s, const char *id)
{
    static const enum ss_list lists[] = {
        SS_LIST_CLAIMS,          SS_LIST_EVENTS,  SS_LIST_EVENT_CLAIMS,   SS_LIST_CONFLICTS, SS_LIST_CONFLICT_VALUES,
        SS_LIST_CONFLICT_CLAIMS, SS_LIST_CONTROL, SS_LIST_CONTROL_CLAIMS, SS_LIST_FORECASTS, SS_LIST_FORECAST_CLAIMS};
    const struct ss_filter f = {.id = id};
    const char *json;
    size_t len;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct ss_cursor *c;
        if (ss_store_list(s->store, lists[i], &f, &c)) return false;
        while (ss_cursor_next(c)) {
            ss_row_json(&s->out, c, lists[i]);
            ss_str_putc(&s->out, '\n');
        }
        ss_cursor_close(c);
    }
    if (s->out.len) return true;
    if (ss_store_record(s->store, s->arena, id, &json, &len)) return false;
    ss_str_add(&s->out, json, len);
    ss_str_putc(&s->out, '\n');
    return true;
}

static int run(const struct ss_opts *opts, bool explain)
{
    struct showing s = {.opts = opts, .explain = explain, .width = ss_screen_width()};
    if (opts->arg_count < 1) return ss_usage(opts, "needs an id");
    int code = ss_open_store(&s.store, opts);
    if (code) return code;
    s.arena = ss_arena_new(0);
    for (int i = 0; s.arena && i < opts->arg_count && !code; i++) {
        if (i) ss_str_putc(&s.out, '\n');
        bool lines = opts->format == SS_FORMAT_JSONL && (!explain || opts->format_name);
        bool found = lines ? anything_json(&s, opts->args[i]) : anything(&s, opts->args[i]);
        if (!found) {
            ss_error(opts, "nothing with the id %s in %s", opts->args[i], opts->db);
            code = SS_EXIT_SOME;
        }
    }
    if (!s.arena || s.out.failed) code = SS_EXIT_ENV;
    if (s.out.len && fwrite(s.out.data, 1, s.out.len, stdout) != s.out.len) code = SS_EXIT_ENV;
    ss_str_free(&s.out);
    sayso_engine_close(s.engine);
    ss_arena_free(s.arena);
    ss_store_close(s.store);
    return code;
}

int ss_cmd_show(const struct ss_opts *opts)
{
    return run(opts, false);
}

int ss_cmd_explain(const struct ss_opts *opts)
{
    return run(opts, true);
}
