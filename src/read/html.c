// SPDX-License-Identifier: Apache-2.0
// An HTML page to a report: JSON-LD first, then meta elements, then the page's own headings; the text from html_main.c.
#include "read/html.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

struct page_meta {
    const char *title, *site, *url, *author, *date, *lang, *page_title;
    const char *body; // the article as JSON-LD carries it
};

static const char *set(struct ss_draft *draft, const char *old, const char *value)
{
    return old || !value ? old : ss_strdup(draft->report->arena, value);
}

static bool same(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (ss_ascii_lower(*a) != *b) return false;
    return !*a && !*b;
}

static bool one_of(const char *name, const char *const *list)
{
    for (; name && *list; list++)
        if (same(name, *list)) return true;
    return false;
}

static void from_meta(struct ss_draft *draft, struct page_meta *m, const xmlNode *n)
{
    static const char *const titles[] = {"og:title", "twitter:title", "dc.title", "headline", "parsely-title", NULL};
    static const char *const sites[] = {"og:site_name", "dc.publisher", "publisher", "application-name", NULL};
    static const char *const urls[] = {"og:url", NULL};
    static const char *const authors[] = {"author",          "dc.creator", "article:author", "byl", "parsely-author",
                                          "sailthru.author", NULL};
    static const char *const dates[] = {"article:published_time",
                                        "datepublished",
                                        "date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publication_date",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "og:published_time",
                                        "dcterms.issued",
                                        "cxenseparse:recs:publishtime",
                                        "displaydate",
                                        NULL};
    const char *name = ss_node_attr(n, "property"), *content = ss_node_attr(n, "content");
    if (!name) name = ss_node_attr(n, "name");
    if (!name) name = ss_node_attr(n, "itemprop");
    if (!name || !content) return;
    if (one_of(name, titles)) m->title = set(draft, m->title, content);
    if (one_of(name, sites)) m->site = set(draft, m->site, content);
    if (one_of(name, urls)) m->url = set(draft, m->url, content);
    if (one_of(name, authors) && !strstr(content, "://")) m->author = set(draft, m->author, content);
    if (one_of(name, dates)) m->date = set(draft, m->date, content);
}

static void from_element(struct ss_draft *draft, struct page_meta *m, const xmlNode *n)
{
    struct ss_str text = {0};
    if (ss_node_is(n, "meta")) {
        from_meta(draft, m, n);
    } else if (ss_node_is(n, "link") && one_of(ss_node_attr(n, "rel"), (const char *const[]){"canonical", NULL})) {
        m->url = set(draft, m->url, ss_node_attr(n, "href"));
    } else if (ss_node_is(n, "title") && !m->page_title) {
        ss_node_text(&text, n);
        if (text.len) m->page_title = set(draft, NULL, text.data);
    } else if (ss_node_is(n, "time") && !m->date) {
        const char *when = ss_node_attr(n, "datetime");
        ss_node_text(&text, n);
        if (!when) when = text.data;
        if (when && ss_date_normal(draft->report->arena, when)) m->date = set(draft, NULL, when);
    } else if (ss_node_is(n, "html")) {
        m->lang = set(draft, m->lang, ss_node_attr(n, "lang"));
    } else if (ss_node_is(n, "script")) {
        const char *type = ss_node_attr(n, "type");
        if (type && strstr(type, "ld+json")) {
            ss_node_text(&text, n);
            if (text.len) ss_read_jsonld(draft, text.data, text.len, &m->body);
        }
    }
    ss_str_free(&text);
}

static const char *collapsed(struct ss_arena *arena, const char *s)
{
    if (!s) return NULL;
    char *out = ss_strdup(arena, s);
    size_t n = 0;
    for (size_t i = 0; out && s[i]; i++) {
        if (!ss_ascii_space(s[i]))
            out[n++] = s[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    if (out) {
        while (n && out[n - 1] == ' ') n--;
        out[n] = '\0';
    }
    return out;
}

// "Headline - Site" without the site, when the page's own heading or site name says where it ends.
static const char *without_site(struct ss_arena *arena, const char *title, const char *heading, const char *site)
{
    if (!title) return heading;
    size_t n = strlen(title), h = heading ? strlen(heading) : 0, s = site ? strlen(site) : 0;
    if (h && h < n && memcmp(title, heading, h) == 0) return heading;
    if (s && s + 3 < n && memcmp(title + n - s, site, s) == 0) {
        size_t end = n - s;
        while (end && (strchr(" |-:", title[end - 1]) || (unsigned char)title[end - 1] >= 0x80)) end--;
        if (end) return ss_strndup(arena, title, end);
    }
    return title;
}

static const char *host(struct ss_arena *arena, const char *url)
{
    const char *p = url ? strstr(url, "://") : NULL;
    if (!p) return NULL;
    p += 3;
    if (strncmp(p, "www.", 4) == 0) p += 4;
    size_t n = strcspn(p, "/:?#");
    return n && n < 200 ? ss_strndup(arena, p, n) : NULL;
}

static enum sayso_err fill(struct ss_draft *draft, xmlDoc *doc)
{
    struct sayso_report *r = draft->report;
    struct page_meta m = {0};
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = ss_node_next(root, n))
        if (n->type == XML_ELEMENT_NODE) from_element(draft, &m, n);
    const char *heading = NULL;
    xmlNode *h1 = root ? ss_node_find(root, "h1") : NULL;
    struct ss_str text = {0};
    if (h1) {
        ss_html_all_text(&text, h1->children);
        if (text.len) heading = collapsed(r->arena, text.data);
        ss_str_clear(&text);
    }
    if (!r->title) r->title = collapsed(r->arena, m.title);
    if (!r->title) r->title = without_site(r->arena, collapsed(r->arena, m.page_title), heading, m.site);
    if (!r->url && m.url && strstr(m.url, "://")) r->url = m.url;
    if (!r->outlet) r->outlet = m.site;
    if (!r->outlet) r->outlet = host(r->arena, r->url);
    if (!r->author) r->author = m.author;
    if (!r->lang) r->lang = m.lang;
    draft->meta = m.date;
    xmlNode *body = root ? ss_node_find(root, "body") : NULL;
    if (body || root) ss_html_main_text(&text, body ? body : root, heading ? heading : r->title);
    if (m.body && text.len * 2 < strlen(m.body)) { // a page that shows little of what it carries
        ss_str_clear(&text);
        SS_TRY(ss_html_strip(&text, m.body, strlen(m.body)));
    }
    r->text_len = (uint32_t)text.len;
    r->text = text.len ? ss_strndup(r->arena, text.data, text.len) : "";
    bool failed = text.failed;
    ss_str_free(&text);
    return failed ? SAYSO_ERR_NOMEM : r->text ? SAYSO_OK : ss_arena_error(r->arena);
}

// The charset that a meta element near the head names; false when none does.
static bool meta_charset(const char *s, size_t len, char out[40])
{
    size_t look = len < 2048 ? len : 2048;
    for (size_t i = 0; i + 8 < look; i++) {
        const char *p = s + i;
        bool hit = true;
        for (size_t k = 0; k < 7 && hit; k++) hit = ss_ascii_lower(p[k]) == "charset"[k];
        if (!hit) continue;
        size_t at = i + 7, n = 0;
        while (at < look && (ss_ascii_space(s[at]) || s[at] == '=' || s[at] == '"' || s[at] == '\'')) at++;
        while (at + n < look && n < 39 &&
               (ss_ascii_alpha(s[at + n]) || ss_ascii_digit(s[at + n]) || strchr("-_", s[at + n])))
            n++;
        if (n == 0) continue;
        memcpy(out, s + at, n);
        out[n] = '\0';
        return true;
    }
    return false;
}

enum sayso_err ss_read_html(struct ss_draft *draft, const char *bytes, size_t len, const char *charset,
                            struct sayso_problem *problem)
{
    char found[40];
    if (!charset && meta_charset(bytes, len, found)) charset = found;
    char *utf8;
    size_t n;
    uint32_t replaced = 0;
    SS_TRY(ss_to_utf8(bytes, len, charset ? charset : "WINDOWS-1252", &utf8, &n, &replaced));
    draft->replaced += replaced;
    bool capped = false;
    xmlDoc *doc = ss_html_parse(utf8, n, &capped);
    free(utf8);
    if (capped)
        return ss_fail(problem, SAYSO_ERR_LIMIT, SS_MSG_DEPTH, NULL, -1,
                       "the page is nested too deep or has too many elements");
    if (!doc) return ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_HTML, NULL, -1, "the page cannot be read");
    enum sayso_err err = fill(draft, doc);
    xmlFreeDoc(doc);
    return err;
}

enum sayso_err ss_html_strip(struct ss_str *out, const char *html, size_t len)
{
    bool capped = false;
    xmlDoc *doc = len ? ss_html_parse(html, len, &capped) : NULL;
    if (capped) return SAYSO_ERR_LIMIT;
    if (doc) {
        xmlNode *root = xmlDocGetRootElement(doc);
        if (root) ss_html_all_text(out, root);
        xmlFreeDoc(doc);
    }
    return out->failed ? SAYSO_ERR_NOMEM : SAYSO_OK;
}
