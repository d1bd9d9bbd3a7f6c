// SPDX-License-Identifier: Apache-2.0
// JSON-LD of a page: the article object, wherever it hides (lists, @graph, mainEntity), by schema.org's names.
#include "read/internal.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"

static bool is_article(const json_t *type)
{
    static const char *const types[] = {"Article",
                                        "NewsArticle",
                                        "ReportageNewsArticle",
                                        "AnalysisNewsArticle",
                                        "OpinionNewsArticle",
                                        "BackgroundNewsArticle",
                                        "BlogPosting",
                                        "LiveBlogPosting",
                                        "Report",
                                        "SocialMediaPosting",
                                        "AskPublicNewsArticle",
                                        "ReviewNewsArticle"};
    if (json_is_array(type)) {
        for (size_t i = 0; i < json_array_size(type) && i < 8; i++)
            if (is_article(json_array_get(type, i))) return true;
        return false;
    }
    const char *s = json_string_value(type);
    const char *slash = s ? strrchr(s, '/') : NULL;
    if (slash) s = slash + 1;
    for (size_t i = 0; s && i < sizeof types / sizeof *types; i++)
        if (strcmp(s, types[i]) == 0) return true;
    return false;
}

static const json_t *find(const json_t *v, int depth)
{
    if (depth > 6) return NULL;
    if (json_is_array(v)) {
        for (size_t i = 0; i < json_array_size(v) && i < 200; i++) {
            const json_t *found = find(json_array_get(v, i), depth + 1);
            if (found) return found;
        }
        return NULL;
    }
    if (!json_is_object(v)) return NULL;
    if (is_article(json_object_get(v, "@type"))) return v;
    static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        const json_t *found = find(json_object_get(v, inside[i]), depth + 1);
        if (found) return found;
    }
    return NULL;
}

// Plain text of a value; entities and tags that publishers leave in JSON-LD are undone.
static const char *plain(struct ss_draft *draft, const json_t *v, bool paragraphs)
{
    const char *s = json_string_value(v);
    if (!s || !*s) return NULL;
    if (paragraphs || !strpbrk(s, "<&")) return ss_strdup(draft->report->arena, s);
    struct ss_str out = {0};
    const char *text = NULL;
    if (!ss_html_strip(&out, s, strlen(s)) && out.len) text = ss_strndup(draft->report->arena, out.data, out.len);
    ss_str_free(&out);
    return text;
}

// A name: a string, {"name": …}, or a list of them.
static const char *name_of(struct ss_draft *draft, const json_t *v, int depth)
{
    if (depth > 3) return NULL;
    if (json_is_string(v)) return strstr(json_string_value(v), "://") ? NULL : plain(draft, v, false);
    if (json_is_object(v)) return name_of(draft, json_object_get(v, "name"), depth + 1);
    const char *all = NULL;
    for (size_t i = 0; json_is_array(v) && i < json_array_size(v) && i < 20; i++) {
        const char *one = name_of(draft, json_array_get(v, i), depth + 1);
        if (one) all = all ? ss_printf(draft->report->arena, "%s, %s", all, one) : one;
    }
    return all;
}

static const char *url_of(struct ss_draft *draft, const json_t *v)
{
    if (json_is_array(v)) v = json_array_get(v, 0);
    if (json_is_object(v)) {
        const json_t *id = json_object_get(v, "@id");
        v = json_is_string(id) ? id : json_object_get(v, "url");
    }
    const char *s = json_string_value(v);
    return s && strstr(s, "://") ? ss_strdup(draft->report->arena, s) : NULL;
}

void ss_read_jsonld(struct ss_draft *draft, const char *json, size_t len, const char **body)
{
    // Comments or CDATA marks around the object, and a trailing semicolon, are common.
    const char *start = memchr(json, '{', len), *list = memchr(json, '[', len);
    if (list && (!start || list < start) && (size_t)(list - json) < 64 &&
        !(len - (size_t)(list - json) >= 6 && memcmp(list, "[CDATA", 6) == 0))
        start = list;
    if (!start) return;
    len -= (size_t)(start - json);
    json_error_t error;
    json_t *root = json_loadb(start, len, JSON_DISABLE_EOF_CHECK, &error);
    const json_t *a = root ? find(root, 0) : NULL;
    if (a) {
        struct sayso_report *r = draft->report;
        if (!r->title) r->title = plain(draft, json_object_get(a, "headline"), false);
        if (!r->title) r->title = plain(draft, json_object_get(a, "name"), false);
        if (!r->author) r->author = name_of(draft, json_object_get(a, "author"), 0);
        if (!r->author) r->author = name_of(draft, json_object_get(a, "creator"), 0);
        if (!r->outlet) r->outlet = name_of(draft, json_object_get(a, "publisher"), 0);
        if (!r->outlet) r->outlet = name_of(draft, json_object_get(a, "sourceOrganization"), 0);
        if (!r->url) r->url = url_of(draft, json_object_get(a, "url"));
        if (!r->url) r->url = url_of(draft, json_object_get(a, "mainEntityOfPage"));
        if (!r->lang) r->lang = plain(draft, json_object_get(a, "inLanguage"), false);
        if (!r->based_on) r->based_on = url_of(draft, json_object_get(a, "isBasedOn"));
        if (!draft->jsonld) draft->jsonld = plain(draft, json_object_get(a, "datePublished"), false);
        if (!draft->jsonld) draft->jsonld = plain(draft, json_object_get(a, "dateCreated"), false);
        if (!*body) *body = plain(draft, json_object_get(a, "articleBody"), true);
    }
    json_decref(root);
}
