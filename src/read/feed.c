// SPDX-License-Identifier: Apache-2.0
// RSS 0.9 to 2.0 and Atom: each item a report; the fullest text that the item carries, with its HTML undone. And the
// form in which event coders take sentences: <Sentences><Sentence date="" id="" source=""><Text>.
#define _GNU_SOURCE
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "read/html.h"

struct ss_feed {
    xmlDoc *doc;
    xmlNode *root, *item; // item: the present one
    char *outlet;
};

// First child element of a local name; prefix NULL = any namespace prefix counts as none wanted.
static xmlNode *child(const xmlNode *n, const char *name, const char *prefix)
{
    for (xmlNode *c = n ? n->children : NULL; c; c = c->next) {
        if (!ss_node_is(c, name)) continue;
        const char *p = c->ns && c->ns->prefix ? (const char *)c->ns->prefix : NULL;
        if (ss_streq(p, prefix) || (!prefix && p && strcmp(p, "atom") == 0)) return c;
    }
    return NULL;
}

static const char *text_of(struct ss_arena *arena, const xmlNode *n)
{
    if (!n) return NULL;
    struct ss_str s = {0};
    for (const xmlNode *c = n->children; c; c = c->next) ss_node_text(&s, c);
    size_t start = 0;
    while (start < s.len && ss_ascii_space(s.data[start])) start++;
    while (s.len > start && ss_ascii_space(s.data[s.len - 1])) s.len--;
    const char *out = s.len > start ? ss_strndup(arena, s.data + start, s.len - start) : NULL;
    ss_str_free(&s);
    return out;
}

// Text without marks: titles and descriptions may hold HTML.
static const char *stripped(struct ss_arena *arena, const char *s)
{
    if (!s || !strpbrk(s, "<&")) return s;
    struct ss_str out = {0};
    if (ss_html_strip(&out, s, strlen(s)) || !out.len) {
        ss_str_free(&out);
        return s;
    }
    const char *text = ss_strndup(arena, out.data, out.len);
    ss_str_free(&out);
    return text;
}

static bool is_item(const xmlNode *n)
{
    return ss_node_is(n, "item") || ss_node_is(n, "entry") || ss_node_is(n, "Sentence");
}

enum sayso_err ss_feed_open(struct ss_feed **out, const char *bytes, size_t len, struct sayso_problem *problem)
{
    bool capped;
    int64_t offset;
    char why[160];
    xmlDoc *doc = ss_xml_parse(bytes, len, &capped, &offset, why, sizeof why);
    if (capped)
        return ss_fail(problem, SAYSO_ERR_LIMIT, SS_MSG_DEPTH, NULL, -1, "the feed is nested too deep or too large");
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool feed = ss_node_is(root, "rss") || ss_node_is(root, "feed") || ss_node_is(root, "RDF") ||
                ss_node_is(root, "channel") || ss_node_is(root, "Sentences");
    if (!feed) {
        if (doc) xmlFreeDoc(doc);
        return ss_fail(problem, SAYSO_ERR_INPUT, SS_MSG_XML, NULL, offset, "not a feed: %s",
                       why[0] ? why : "no rss or feed element");
    }
    struct ss_feed *f = calloc(1, sizeof *f);
    struct ss_arena *scratch = ss_arena_new(0);
    const xmlNode *channel = ss_node_is(root, "feed") ? root : child(root, "channel", NULL);
    if (f && scratch) {
        f->doc = doc;
        f->root = root;
        const char *title = stripped(scratch, text_of(scratch, child(channel ? channel : root, "title", NULL)));
        if (title) f->outlet = strdup(title);
    }
    ss_arena_free(scratch);
    if (!f || !f->doc) {
        free(f);
        xmlFreeDoc(doc);
        return SAYSO_ERR_NOMEM;
    }
    *out = f;
    return SAYSO_OK;
}

bool ss_feed_next(struct ss_feed *feed)
{
    xmlNode *n = feed->item ? feed->item : feed->root;
    bool skip = feed->item != NULL; // not into the item itself
    while (n) {
        if (skip) {
            while (n && n != feed->root && !n->next) n = n->parent;
            n = !n || n == feed->root ? NULL : n->next;
        } else {
            n = ss_node_next(feed->root, n);
        }
        skip = false;
        if (n && is_item(n)) {
            feed->item = n;
            return true;
        }
    }
    return false;
}

static const char *link_of(struct ss_arena *arena, const xmlNode *item)
{
    const char *any = NULL;
    for (const xmlNode *c = item->children; c; c = c->next) {
        if (!ss_node_is(c, "link")) continue;
        const char *href = ss_node_attr(c, "href"), *rel = ss_node_attr(c, "rel");
        if (href && (!rel || strcmp(rel, "alternate") == 0)) return ss_strdup(arena, href);
        if (!href && !any) any = text_of(arena, c);
    }
    return any;
}

// The body: content:encoded, Atom content, description, summary; XHTML content is read from its elements.
static enum sayso_err body(struct ss_draft *draft, xmlNode *item)
{
    struct sayso_report *r = draft->report;
    xmlNode *candidates[] = {child(item, "encoded", "content"), child(item, "content", NULL),
                             child(item, "description", NULL), child(item, "summary", NULL), child(item, "Text", NULL)};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        xmlNode *n = candidates[i];
        const char *type = ss_node_attr(n, "type");
        struct ss_str out = {0};
        enum sayso_err err = SAYSO_OK;
        if (!n) continue;
        if (type && strcmp(type, "xhtml") == 0 && n->children) {
            ss_html_all_text(&out, n->children);
        } else {
            const char *raw = text_of(r->arena, n);
            bool marked = raw && strpbrk(raw, "<&") && !(type && strcmp(type, "text") == 0);
            if (raw && marked)
                err = ss_html_strip(&out, raw, strlen(raw));
            else if (raw)
                ss_str_puts(&out, raw);
        }
        if (!err && out.failed) err = SAYSO_ERR_NOMEM;
        if (!err && out.len) {
            r->text = ss_strndup(r->arena, out.data, out.len);
            r->text_len = (uint32_t)out.len;
            if (!r->text) err = ss_arena_error(r->arena);
        }
        ss_str_free(&out);
        if (err || r->text_len) return err;
    }
    return SAYSO_OK;
}

// Whether two addresses are of different hosts.
static bool elsewhere(const char *item, const char *feed)
{
    const char *a = item ? strstr(item, "://") : NULL, *b = feed ? strstr(feed, "://") : NULL;
    if (!a || !b) return false;
    size_t n = strcspn(a + 3, "/:?#"), m = strcspn(b + 3, "/:?#");
    return n != m || memcmp(a + 3, b + 3, n) != 0;
}

enum sayso_err ss_feed_read(struct ss_feed *feed, struct ss_draft *draft)
{
    struct sayso_report *r = draft->report;
    xmlNode *item = feed->item;
    r->title = stripped(r->arena, text_of(r->arena, child(item, "title", NULL)));
    r->url = link_of(r->arena, item);
    const char *id = text_of(r->arena, child(item, "guid", NULL));
    if (!id) id = text_of(r->arena, child(item, "id", NULL));
    bool sentence = ss_node_is(item, "Sentence");
    if (sentence) {
        id = ss_strdup(r->arena, ss_node_attr(item, "id"));
        draft->given = ss_strdup(r->arena, ss_node_attr(item, "date"));
        r->outlet = ss_strdup(r->arena, ss_node_attr(item, "source"));
    }
    if (id && strstr(id, "://")) {
        if (!r->url) r->url = id;
        id = NULL; // an address is the url, not a name
    }
    r->id = id;
    xmlNode *author = child(item, "author", NULL);
    r->author = text_of(r->arena, child(author, "name", NULL));
    if (!r->author) r->author = text_of(r->arena, child(item, "creator", "dc"));
    if (!r->author) r->author = text_of(r->arena, author);
    static const struct {
        const char *name, *prefix;
    } dates[] = {{"pubDate", NULL}, {"date", "dc"}, {"published", NULL}, {"issued", NULL}, {"updated", NULL}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates && !draft->given; i++)
        draft->given = text_of(r->arena, child(item, dates[i].name, dates[i].prefix));
    xmlNode *source = child(item, "source", NULL);
    const char *from = ss_node_attr(source, "url");
    if (from)
        r->based_on = ss_strdup(r->arena, from);
    else
        r->based_on = source && child(source, "title", NULL) ? text_of(r->arena, child(source, "title", NULL))
                                                             : text_of(r->arena, source);
    // Who published it: the item's own word; in a feed that collects from elsewhere the source; else the feed.
    if (!sentence) r->outlet = text_of(r->arena, child(item, "publisher", "dc"));
    if (!r->outlet && source &&
        elsewhere(r->url, text_of(r->arena, child(child(feed->root, "channel", NULL), "link", NULL))))
        r->outlet =
            child(source, "title", NULL) ? text_of(r->arena, child(source, "title", NULL)) : text_of(r->arena, source);
    if (!r->outlet) r->outlet = ss_strdup(r->arena, feed->outlet);
    const char *lang = text_of(r->arena, child(child(feed->root, "channel", NULL), "language", NULL));
    r->lang = lang ? lang : ss_strdup(r->arena, ss_node_attr(feed->root, "lang"));
    return body(draft, item);
}

void ss_feed_close(struct ss_feed *feed)
{
    if (!feed) return;
    xmlFreeDoc(feed->doc);
    free(feed->outlet);
    free(feed);
}
