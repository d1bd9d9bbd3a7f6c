// SPDX-License-Identifier: Apache-2.0
// From draft to report: caps, choice of the date, the stable id; and bad items.
#include "read/internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "base/num.h"

struct sayso_report *ss_report_new(size_t cap)
{
    struct ss_arena *arena = ss_arena_new(cap);
    if (!arena) return NULL;
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    if (!r) {
        ss_arena_free(arena);
        return NULL;
    }
    r->arena = arena;
    r->text = "";
    return r;
}

void ss_report_free(struct sayso_report *report)
{
    if (report) ss_arena_free(report->arena);
}

void ss_read_item_free(struct ss_read_item *item)
{
    ss_report_free(item->report);
    free(item->raw);
    item->report = NULL;
    item->raw = NULL;
    item->raw_len = 0;
}

enum sayso_err ss_item_bad(struct ss_read_item *item, const struct sayso_problem *problem, const char *raw, size_t len,
                           bool is_json)
{
    item->report = NULL;
    item->problem = *problem;
    item->raw = NULL;
    item->raw_len = 0;
    item->raw_is_json = is_json;
    if (!raw) return SAYSO_OK;
    item->raw = malloc(len + 1);
    if (!item->raw) return SAYSO_ERR_NOMEM;
    memcpy(item->raw, raw, len);
    item->raw[len] = '\0';
    item->raw_len = len;
    return SAYSO_OK;
}

static void choose_date(struct ss_draft *draft, const struct ss_read_options *options)
{
    struct sayso_report *r = draft->report;
    char found[16];
    const struct {
        const char *text;
        enum sayso_date_from from;
    } sources[] = {
        {draft->given, draft->given_from ? draft->given_from : SAYSO_DATE_GIVEN},
        {options->published, SAYSO_DATE_GIVEN},
        {draft->jsonld, SAYSO_DATE_JSONLD},
        {draft->meta, SAYSO_DATE_META},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        r->published = ss_date_normal(r->arena, sources[i].text);
        r->published_from = sources[i].from;
        if (r->published) return;
    }
    if (ss_dateline(r->text, r->text_len, found)) {
        r->published = ss_strdup(r->arena, found);
        r->published_from = SAYSO_DATE_DATELINE;
    } else if (r->url && ss_date_in_url(r->url, found)) {
        r->published = ss_strdup(r->arena, found);
        r->published_from = SAYSO_DATE_URL;
    } else {
        r->published_from = SAYSO_DATE_NONE;
    }
}

// The id of a report that brings none: 16 hex digits over outlet, url, title and text.
static bool make_id(struct sayso_report *r)
{
    const char *const parts[] = {r->outlet ? r->outlet : "", r->url ? r->url : "", r->title ? r->title : ""};
    uint64_t hash = 0;
    for (int i = 0; i < 3; i++) hash = ss_hash(parts[i], strlen(parts[i]), hash);
    hash = ss_hash(r->text, r->text_len, hash);
    r->id = ss_printf(r->arena, "%016" PRIx64, hash);
    return r->id != NULL;
}

static bool blank(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!ss_ascii_space(s[i])) return false;
    return true;
}

static const char *trimmed(struct ss_arena *arena, const char *s)
{
    if (!s) return NULL;
    size_t len = strlen(s), start = 0;
    while (start < len && ss_ascii_space(s[start])) start++;
    while (len > start && ss_ascii_space(s[len - 1])) len--;
    return len > start ? ss_strndup(arena, s + start, len - start) : NULL;
}

static enum sayso_err check(struct ss_draft *draft, const struct ss_read_options *options,
                            struct sayso_problem *problem)
{
    struct sayso_report *r = draft->report;
    size_t cap = options->report_cap ? options->report_cap : SS_REPORT_CAP;
    const char *file = r->source_path;
    if (blank(r->text, r->text_len))
        return ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_NO_TEXT, file, r->source_offset, "no text in it");
    if (r->text_len > cap)
        return ss_fail(problem, SAYSO_ERR_LIMIT, SS_MSG_TOO_LARGE, file, r->source_offset,
                       "a text of %u bytes is over the cap of %zu", r->text_len, cap);
    r->url = trimmed(r->arena, r->url);
    r->outlet = trimmed(r->arena, r->outlet ? r->outlet : options->outlet);
    r->author = trimmed(r->arena, r->author);
    r->title = trimmed(r->arena, r->title);
    r->lang = trimmed(r->arena, r->lang);
    r->id = trimmed(r->arena, r->id);
    choose_date(draft, options);
    if (!r->id) (void)make_id(r);
    return ss_arena_error(r->arena);
}

enum sayso_err ss_draft_finish(struct ss_draft *draft, const struct ss_read_options *options, struct ss_read_item *item)
{
    struct sayso_problem problem = {.offset = -1};
    struct sayso_report *r = draft->report;
    enum sayso_err err = check(draft, options, &problem);
    if (err) {
        if (!problem.code)
            (void)ss_fail(&problem, err, SS_MSG_TOO_LARGE, r->source_path, r->source_offset,
                          "it takes too much memory");
        err = ss_item_bad(item, &problem, draft->raw, draft->raw_len, draft->raw_is_json);
        ss_report_free(r);
        draft->report = NULL;
        return err;
    }
    item->report = r;
    item->problem = (struct sayso_problem){.offset = -1};
    if (draft->replaced) {
        (void)ss_fail(&item->problem, SAYSO_OK, SS_MSG_REPLACED, r->source_path, r->source_offset,
                      "%u bytes that are no UTF-8 were replaced", draft->replaced);
    }
    draft->report = NULL;
    return SAYSO_OK;
}
