// SPDX-License-Identifier: Apache-2.0
// The main text of a page. Menus, cookie notices, related links, forms and comments are left out by element, by the
// words of class and id, and by the share of linked text; the body of the article is the element that says so, else the
// one whose paragraphs score best (length and commas, given to the parent and half to the grandparent).
#include "read/html.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

#define LIST_MAX 256

// Elements without words of the story.
static const char *const dead[] = {"script",     "style",    "noscript", "template", "iframe", "svg",   "canvas",
                                   "object",     "select",   "option",   "button",   "input",  "form",  "nav",
                                   "footer",     "aside",    "menu",     "dialog",   "map",    "audio", "video",
                                   "figcaption", "textarea", "head",     NULL};
static const char *const blocks[] = {
    "p",  "div",   "section", "article", "main", "h1", "h2",         "h3",     "h4",      "h5",      "h6",
    "ul", "ol",    "li",      "dl",      "dt",   "dd", "blockquote", "pre",    "table",   "tr",      "td",
    "th", "tbody", "figure",  "header",  "body", "hr", "address",    "center", "details", "summary", NULL};
// Words of class, id and role that mark what surrounds a story.
static const char *const around[] = {"nav",           "navbar",   "navigation", "menu",        "breadcrumb",
                                     "breadcrumbs",   "sidebar",  "related",    "recommended", "recommendations",
                                     "share",         "sharing",  "social",     "comment",     "comments",
                                     "disqus",        "cookie",   "cookies",    "consent",     "gdpr",
                                     "banner",        "promo",    "promotion",  "newsletter",  "subscribe",
                                     "subscription",  "signup",   "login",      "advert",      "adverts",
                                     "advertisement", "ad",       "ads",        "sponsor",     "sponsored",
                                     "footer",        "masthead", "popup",      "modal",       "overlay",
                                     "tags",          "taglist",  "pagination", "pager",       "toolbar",
                                     "trending",      "popular",  "mostread",   "readmore",    "seealso",
                                     "caption",       "credit",   "byline",     "timestamp",   "copyright",
                                     "skip",          "search",   "hidden",     "contentinfo", "complementary",
                                     "dialog",        "outbrain", "taboola",    NULL};
static const char *const around_parts[] = {"read-more",
                                           "more-stories",
                                           "more-news",
                                           "most-read",
                                           "most-popular",
                                           "see-also",
                                           "also-read",
                                           "sign-up",
                                           "log-in",
                                           "visually-hidden",
                                           "sr-only",
                                           "author-bio",
                                           "post-meta",
                                           "article-meta",
                                           "entry-meta",
                                           "photo-credit",
                                           NULL};
static const char *const story[] = {"articlebody",
                                    "article-body",
                                    "article__body",
                                    "story-body",
                                    "entry-content",
                                    "post-content",
                                    "article-content",
                                    "article-text",
                                    "story-content",
                                    "post-body",
                                    "body-content",
                                    "articletext",
                                    NULL};

struct info {
    uint32_t words, links; // bytes of text, and of linked text, under the element
    float score;
    bool drop;
};

struct page {
    struct ss_arena *arena;
    uint32_t total;
    xmlNode *best;
    bool failed;
};

static bool in(const char *const *list, const char *name)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0) return true;
    return false;
}

static bool is_in(const xmlNode *n, const char *const *list)
{
    return n->type == XML_ELEMENT_NODE && in(list, (const char *)n->name);
}

static bool word_in(const char *s, const char *const *list)
{
    char word[32];
    size_t n = 0;
    char before = 0;
    for (;; s++) {
        bool camel = before >= 'a' && before <= 'z' && *s >= 'A' && *s <= 'Z';
        bool letter = ss_ascii_alpha(*s);
        if ((!letter || camel) && n) {
            word[n < sizeof word ? n : sizeof word - 1] = '\0';
            if (n < sizeof word && in(list, word)) return true;
            n = 0;
        }
        if (!*s) return false;
        if (letter) {
            if (n < sizeof word - 1) word[n] = ss_ascii_lower(*s);
            n++;
        }
        before = *s;
    }
}

static bool part_in(const char *s, const char *const *list)
{
    char lower[256];
    size_t n = 0;
    for (; s[n] && n + 1 < sizeof lower; n++) lower[n] = s[n] == '_' ? '-' : ss_ascii_lower(s[n]);
    lower[n] = '\0';
    for (; *list; list++)
        if (strstr(lower, *list)) return true;
    return false;
}

static bool surrounds(const xmlNode *n)
{
    static const char *const attrs[] = {"class", "id", "role", "data-component"};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        const char *value = ss_node_attr(n, attrs[i]);
        if (value && (word_in(value, around) || part_in(value, around_parts))) return true;
    }
    return false;
}

static bool invisible(const xmlNode *n)
{
    const char *style = ss_node_attr(n, "style"), *aria = ss_node_attr(n, "aria-hidden");
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (strcmp((const char *)a->name, "hidden") == 0) return true;
    if (aria && strcmp(aria, "true") == 0) return true;
    return style &&
           (strstr(style, "display:none") || strstr(style, "display: none") || strstr(style, "visibility:hidden"));
}

static struct info *info_of(const xmlNode *n)
{
    return n->_private;
}

static uint32_t visible_bytes(const char *s)
{
    uint32_t n = 0;
    for (; *s; s++) n += !ss_ascii_space(*s);
    return n;
}

static bool named_story(const xmlNode *n)
{
    const char *prop = ss_node_attr(n, "itemprop"), *class = ss_node_attr(n, "class"), *id = ss_node_attr(n, "id");
    return (prop && strcmp(prop, "articleBody") == 0) || (class && part_in(class, story)) || (id && part_in(id, story));
}

// First pass, depth first: sizes of text, what is dropped. Recursion is bounded by SS_DEPTH_CAP.
static void measure(struct page *p, xmlNode *n, bool linked)
{
    struct info *me = SS_NEW(p->arena, struct info);
    n->_private = me;
    if (!me) {
        p->failed = true;
        return;
    }
    if (is_in(n, dead) || invisible(n)) {
        me->drop = true;
        return;
    }
    linked = linked || ss_node_is(n, "a");
    for (xmlNode *c = n->children; c && !p->failed; c = c->next) {
        c->_private = NULL;
        if (c->type == XML_ELEMENT_NODE) {
            measure(p, c, linked);
            if (p->failed) return;
            const struct info *i = info_of(c);
            me->words += i->drop ? 0 : i->words;
            me->links += i->drop ? 0 : i->links;
        } else if ((c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) && c->content) {
            uint32_t bytes = visible_bytes((const char *)c->content);
            me->words += bytes;
            me->links += linked ? bytes : 0;
        }
    }
    bool frame = ss_node_is(n, "html") || ss_node_is(n, "body") || ss_node_is(n, "main") || ss_node_is(n, "article");
    if (!frame && !named_story(n) && surrounds(n)) me->drop = true;
}

static uint32_t commas(const xmlNode *root)
{
    uint32_t count = 0;
    for (xmlNode *n = (xmlNode *)(uintptr_t)root; n; n = ss_node_next(root, n))
        if (n->type == XML_TEXT_NODE && n->content)
            for (const char *s = (const char *)n->content; *s; s++) count += *s == ',';
    return count;
}

// Second pass: a class word such as "banner" on the element that holds most of the page is a false alarm; paragraphs
// score.
static void score(struct page *p, xmlNode *n)
{
    struct info *me = info_of(n);
    if (!me) return;
    if (me->drop && me->words * 2 > p->total && me->words > 400 && !is_in(n, dead) && !invisible(n)) me->drop = false;
    if (me->drop) return;
    bool paragraph = ss_node_is(n, "p") || ss_node_is(n, "pre") || ss_node_is(n, "blockquote") || ss_node_is(n, "td");
    if (ss_node_is(n, "div")) { // text directly in a div, parted by <br>
        for (const xmlNode *c = n->children; c; c = c->next)
            paragraph =
                paragraph || (c->type == XML_TEXT_NODE && c->content && visible_bytes((const char *)c->content) > 80);
    }
    if (paragraph && me->words >= 25 && me->links * 2 < me->words) {
        float s = 1 + (float)commas(n) + (float)(me->words < 600 ? me->words : 600) / 100;
        xmlNode *up = ss_node_is(n, "div") ? n : n->parent;
        struct info *parent = up ? info_of(up) : NULL, *grand = up && up->parent ? info_of(up->parent) : NULL;
        if (parent) parent->score += s;
        if (grand) grand->score += s / 2;
    }
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE) score(p, c);
}

static float final_score(const xmlNode *n)
{
    const struct info *i = info_of(n);
    if (!i || i->drop || i->words == 0) return 0;
    return i->score * (1 - (float)i->links / (float)i->words);
}

// The element with the most text among those that call themselves the story.
static xmlNode *declared(struct page *p, xmlNode *root)
{
    xmlNode *best = NULL;
    for (int pass = 0; pass < 3 && !best; pass++) {
        for (xmlNode *n = root; n; n = ss_node_next(root, n)) {
            if (n->type != XML_ELEMENT_NODE || !info_of(n) || info_of(n)->drop) continue;
            bool fits = pass == 0 ? named_story(n) : ss_node_is(n, pass == 1 ? "article" : "main");
            if (fits && info_of(n)->words >= 100 && info_of(n)->links * 2 < info_of(n)->words &&
                (!best || info_of(n)->words > info_of(best)->words))
                best = n;
        }
        if (best && pass == 1 && info_of(best)->words * 4 < p->total) best = NULL; // teaser cards are articles too
    }
    return best;
}

struct writer {
    struct ss_str *out;
    size_t block; // where the present block starts
    bool space, pre;
    int breaks;
    uint32_t links;
    bool linked, keep_all, heading;
    const char *title;
};

static void end_block(struct writer *w)
{
    struct ss_str *out = w->out;
    while (out->len > w->block && (out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\n')) out->len--;
    size_t n = out->len - w->block;
    bool drop = n == 0;
    size_t seen = 0;
    for (size_t i = w->block; i < out->len; i++) seen += !ss_ascii_space(out->data[i]);
    if (!w->keep_all && n && w->links * 10 > seen * 7) drop = true; // a block of links
    if (n && w->title && strlen(w->title) == n && memcmp(w->title, out->data + w->block, n) == 0) drop = true;
    if (out->data) {
        if (drop) out->len = w->block;
        out->data[out->len] = '\0';
    }
    if (!drop) ss_str_puts(out, "\n\n");
    w->block = out->len;
    w->space = false;
    w->links = 0;
    w->breaks = 0;
}

static void text(struct writer *w, const char *s)
{
    for (; *s; s++) {
        bool no_break = s[0] == '\xC2' && s[1] == '\xA0';
        if (no_break) s++;
        if (no_break || ss_ascii_space(*s)) {
            if (w->pre && *s == '\n' && w->out->len > w->block) {
                ss_str_putc(w->out, '\n');
                w->space = false;
            } else {
                w->space = w->space || w->out->len > w->block;
            }
            continue;
        }
        if (w->breaks >= 2) end_block(w);
        if (w->breaks == 1 && w->out->len > w->block)
            ss_str_putc(w->out, '\n');
        else if (w->space && w->out->len > w->block && w->out->data[w->out->len - 1] != '\n')
            ss_str_putc(w->out, ' ');
        w->breaks = 0;
        w->space = false;
        ss_str_putc(w->out, *s);
        w->links += w->linked;
    }
}

static void emit(struct writer *w, const xmlNode *n, int depth)
{
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
        if (n->content) text(w, (const char *)n->content);
        return;
    }
    if (n->type == XML_ENTITY_REF_NODE || n->type != XML_ELEMENT_NODE || depth > SS_DEPTH_CAP) return;
    const struct info *i = info_of(n);
    if (w->keep_all ? is_in(n, dead) && !ss_node_is(n, "aside") && !ss_node_is(n, "form") : !i || i->drop) return;
    if (!w->keep_all && ss_node_is(n, "time")) return;
    if (ss_node_is(n, "br")) {
        w->breaks++;
        return;
    }
    bool block = is_in(n, blocks), was_linked = w->linked, was_pre = w->pre;
    if (block) end_block(w);
    w->linked = w->linked || ss_node_is(n, "a");
    w->pre = w->pre || ss_node_is(n, "pre");
    for (const xmlNode *c = n->children; c; c = c->next) emit(w, c, depth + 1);
    w->linked = was_linked;
    w->pre = was_pre;
    if (block) end_block(w);
}

static void finish(struct ss_str *out)
{
    while (out->len && (out->data[out->len - 1] == '\n' || out->data[out->len - 1] == ' ')) out->len--;
    if (out->data) out->data[out->len] = '\0';
}

void ss_html_all_text(struct ss_str *out, xmlNode *root)
{
    struct writer w = {.out = out, .block = out->len, .keep_all = true};
    for (xmlNode *n = root; n; n = n->next) emit(&w, n, 0);
    end_block(&w);
    finish(out);
}

// A paragraph beside the best element belongs to the story when it is long and hardly linked.
static bool belongs(const xmlNode *n, float best)
{
    const struct info *i = info_of(n);
    if (!i || i->drop) return false;
    if (ss_node_is(n, "p")) return i->words > 80 && i->links * 4 < i->words;
    return final_score(n) > best * 0.3f;
}

void ss_html_main_text(struct ss_str *out, xmlNode *root, const char *title)
{
    struct page p = {.arena = ss_arena_new((size_t)32 << 20)};
    if (!p.arena) return;
    measure(&p, root, false);
    struct writer w = {.out = out, .block = out->len, .title = title};
    if (!p.failed) {
        p.total = info_of(root)->words;
        score(&p, root);
        xmlNode *best = declared(&p, root);
        if (best) {
            emit(&w, best, 0);
        } else {
            for (xmlNode *n = root; n; n = ss_node_next(root, n))
                if (n->type == XML_ELEMENT_NODE && final_score(n) > (best ? final_score(best) : 0)) best = n;
            if (!best) best = root;
            float top = final_score(best);
            for (xmlNode *n = best->parent ? best->parent->children : best; n; n = n->next)
                if (n == best || (n->type == XML_ELEMENT_NODE && top > 0 && belongs(n, top))) emit(&w, n, 0);
        }
        end_block(&w);
    }
    finish(out);
    ss_arena_free(p.arena);
}
