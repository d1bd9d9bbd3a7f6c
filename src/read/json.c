// SPDX-License-Identifier: Apache-2.0
// One JSON object to a report, by our own field names and by those of the usual coders, crawlers and feeds.
#include "read/internal.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

enum field { ID, TEXT, TITLE, PUBLISHED, OUTLET, URL, AUTHOR, LANG, BASED_ON, HTML, FIELD_COUNT };

// Names of each field, best first.
static const char *const names[FIELD_COUNT][12] = {
    [ID] = {"id", "story_id", "storyid", "article_id", "doc_id", "GKGRECORDID", "GLOBALEVENTID", "GlobalEventID",
            "_id"},
    [TEXT] = {"text", "event_text", "body", "content", "content_text", "article_text", "story_text", "maintext",
              "fulltext", "full_text", "articleBody"},
    [TITLE] = {"title", "headline", "Title", "story_title", "headline_text"},
    [PUBLISHED] = {"published", "pub_date", "date", "DATE", "published_at", "publishedAt", "date_publish",
                   "publish_date", "datePublished", "date_published", "SQLDATE"},
    [OUTLET] = {"outlet", "publisher", "SourceCommonName", "source_name", "source", "sitename", "site_name",
                "source_domain", "domain"},
    [URL] = {"url", "SOURCEURL", "DocumentIdentifier", "link", "source_url", "canonical_url"},
    [AUTHOR] = {"author", "authors", "byline", "creator"},
    [LANG] = {"lang", "language", "inLanguage"},
    [BASED_ON] = {"based_on", "isBasedOn"},
    [HTML] = {"html", "content_html", "body_html", "raw_html"},
};

// A string of the tree in the arena; NUL characters, which C strings cannot hold, become U+FFFD.
static const char *copy(struct ss_draft *draft, const json_t *v, uint32_t *len)
{
    const char *s = json_string_value(v);
    size_t n = json_string_length(v);
    struct ss_arena *arena = draft->report->arena;
    char *out;
    if (!memchr(s, '\0', n)) {
        out = n < UINT32_MAX ? ss_strndup(arena, s, n) : NULL;
    } else {
        size_t zeros = 0, to = 0;
        for (size_t i = 0; i < n; i++) zeros += s[i] == '\0';
        out = ss_alloc(arena, n + 2 * zeros + 1);
        for (size_t i = 0; out && i < n; i++) {
            if (s[i]) {
                out[to++] = s[i];
            } else {
                memcpy(out + to, "\xEF\xBF\xBD", 3);
                to += 3;
            }
        }
        draft->replaced += (uint32_t)zeros;
        n = to;
    }
    if (len) *len = out ? (uint32_t)n : 0;
    return out;
}

// The text of a value: a string, a number, an object with a name, or a list of such joined by commas; NULL for others.
static const char *value_text(struct ss_draft *draft, const json_t *v, bool joined, int depth)
{
    struct ss_arena *arena = draft->report->arena;
    if (json_is_string(v)) return json_string_length(v) ? copy(draft, v, NULL) : NULL;
    if (json_is_integer(v)) return ss_printf(arena, "%lld", (long long)json_integer_value(v));
    if (json_is_real(v)) {
        char *dump = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
        const char *s = ss_strdup(arena, dump);
        free(dump);
        return s;
    }
    if (depth > 2) return NULL;
    if (json_is_object(v)) return value_text(draft, json_object_get(v, "name"), joined, depth + 1);
    if (!json_is_array(v)) return NULL;
    const char *all = NULL;
    size_t n = json_array_size(v);
    for (size_t i = 0; i < n && i < 20; i++) {
        const char *one = value_text(draft, json_array_get(v, i), joined, depth + 1);
        if (!one) continue;
        all = all ? ss_printf(arena, "%s, %s", all, one) : one;
        if (!joined) break;
    }
    return all;
}

static const char *field_text(struct ss_draft *draft, const json_t *o, enum field f)
{
    for (size_t i = 0; i < 12 && names[f][i]; i++) {
        const json_t *v = json_object_get(o, names[f][i]);
        const char *s = v ? value_text(draft, v, f == AUTHOR, 0) : NULL;
        if (s && *s) return s;
    }
    return NULL;
}

static enum sayso_err set_text(struct ss_draft *draft, const json_t *o, struct sayso_problem *problem)
{
    struct sayso_report *r = draft->report;
    for (size_t i = 0; i < 12 && names[TEXT][i]; i++) {
        const json_t *v = json_object_get(o, names[TEXT][i]);
        if (!json_is_string(v) || json_string_length(v) == 0) continue;
        r->text = copy(draft, v, &r->text_len);
        return r->text ? SAYSO_OK : ss_arena_error(r->arena);
    }
    for (size_t i = 0; i < 12 && names[HTML][i]; i++) {
        const json_t *v = json_object_get(o, names[HTML][i]);
        if (!json_is_string(v) || json_string_length(v) == 0) continue;
        return ss_read_html(draft, json_string_value(v), json_string_length(v), "UTF-8", problem);
    }
    return SAYSO_OK; // the caller says that there is none
}

static enum sayso_err from_object(struct ss_draft *draft, const json_t *o, struct sayso_problem *problem)
{
    struct sayso_report *r = draft->report;
    r->id = field_text(draft, o, ID);
    r->title = field_text(draft, o, TITLE);
    r->outlet = field_text(draft, o, OUTLET);
    r->url = field_text(draft, o, URL);
    r->author = field_text(draft, o, AUTHOR);
    r->lang = field_text(draft, o, LANG);
    r->based_on = field_text(draft, o, BASED_ON);
    draft->given = field_text(draft, o, PUBLISHED);
    if (json_is_integer(json_object_get(o, "sayso"))) { // a record of our own: it says where its date came from
        static const char *const from[] = {"none", "given", "jsonld", "meta", "dateline", "url"};
        const char *name = json_string_value(json_object_get(o, "published_from"));
        for (int i = 1; name && i < 6; i++)
            if (strcmp(name, from[i]) == 0) draft->given_from = (enum sayso_date_from)i;
    }
    if (r->url && !strstr(r->url, "://")) r->url = NULL;
    return set_text(draft, o, problem);
}

enum sayso_err ss_read_json(struct ss_draft *draft, const char *bytes, size_t len, struct sayso_problem *problem)
{
    char *fixed = NULL;
    size_t fixed_len = 0;
    if (!ss_utf8_valid(bytes, len)) {
        SS_TRY(ss_to_utf8(bytes, len, NULL, &fixed, &fixed_len, &draft->replaced));
        bytes = fixed;
        len = fixed_len;
    }
    json_error_t error;
    json_t *root = json_loadb(bytes, len, JSON_ALLOW_NUL, &error);
    if (!root && json_error_code(&error) == json_error_numeric_overflow)
        root = json_loadb(bytes, len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    enum sayso_err err;
    if (!root && json_error_code(&error) == json_error_premature_end_of_input)
        err = ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_CUT, NULL, error.position, "the record ends in the middle");
    else if (!root)
        err = ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_JSON, NULL, error.position, "not JSON: %.200s", error.text);
    else if (!json_is_object(root))
        err = ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_NOT_OBJECT, NULL, 0, "not a JSON object");
    else
        err = from_object(draft, root, problem);
    json_decref(root);
    free(fixed);
    return err;
}
