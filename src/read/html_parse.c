// SPDX-License-Identifier: Apache-2.0
// libxml2 behind guards: push parser, no network, no entity declarations, caps on elements and depth.
#include "read/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

#define CHUNK 65536

struct guard {
    size_t elements;
    bool capped;
};

// Counts an element; stops the parser at a cap.
static bool admit(xmlParserCtxt *c)
{
    struct guard *g = c->_private;
    if (++g->elements <= SS_NODE_CAP && c->nameNr <= SS_DEPTH_CAP) return true;
    g->capped = true;
    xmlStopParser(c);
    return false;
}

// Frees the parser and hands out its document; none when a cap was met.
static xmlDoc *finish(xmlParserCtxt *c, const struct guard *g, bool *capped)
{
    xmlDoc *doc = c->myDoc;
    c->myDoc = NULL;
    xmlFreeParserCtxt(c);
    *capped = g->capped;
    if (g->capped && doc) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    if (admit(ctx)) xmlSAX2StartElement(ctx, name, atts);
}

static void on_start_ns(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                        const xmlChar **ns, int count, int defaulted, const xmlChar **atts)
{
    if (admit(ctx)) xmlSAX2StartElementNs(ctx, name, prefix, uri, ns_count, ns, count, defaulted, atts);
}

static void on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    (void)ctx, (void)name, (void)type, (void)public_id, (void)system_id, (void)content; // none is ever declared
}

static void on_subset(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)ctx, (void)name, (void)external, (void)system; // nothing is loaded
}

xmlDoc *ss_html_parse(const char *utf8, size_t len, bool *capped)
{
    struct guard g = {0};
    htmlParserCtxt *c = htmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!c) return NULL;
    htmlCtxtUseOptions(c, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                              HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    c->_private = &g;
    c->sax->startElement = on_start;
    c->sax->externalSubset = on_subset;
    for (size_t at = 0; at < len && !g.capped; at += CHUNK)
        htmlParseChunk(c, utf8 + at, (int)(len - at < CHUNK ? len - at : CHUNK), 0);
    if (!g.capped) htmlParseChunk(c, NULL, 0, 1);
    return finish(c, &g, capped);
}

xmlDoc *ss_xml_parse(const char *bytes, size_t len, bool *capped, int64_t *offset, char *why, size_t why_room)
{
    struct guard g = {0};
    xmlParserCtxt *c = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
    if (!c) return NULL;
    xmlCtxtUseOptions(c, XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
                             XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    c->_private = &g;
    c->sax->startElementNs = on_start_ns;
    c->sax->entityDecl = on_entity;
    c->sax->externalSubset = on_subset;
    int code = 0;
    for (size_t at = 0; at < len && !g.capped && !(code && c->disableSAX); at += CHUNK)
        code = xmlParseChunk(c, bytes + at, (int)(len - at < CHUNK ? len - at : CHUNK), 0);
    if (!g.capped) code = xmlParseChunk(c, NULL, 0, 1);
    const xmlError *error = xmlCtxtGetLastError(c);
    *offset = -1;
    why[0] = '\0';
    if (error && error->message) {
        size_t n = strcspn(error->message, "\n");
        if (n >= why_room) n = why_room - 1;
        memcpy(why, error->message, n);
        why[n] = '\0';
        *offset = xmlByteConsumed(c);
    }
    return finish(c, &g, capped);
}

bool ss_node_is(const xmlNode *n, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && n->name && strcmp((const char *)n->name, name) == 0;
}

const char *ss_node_attr(const xmlNode *n, const char *name)
{
    if (!n || n->type != XML_ELEMENT_NODE) return NULL;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (strcmp((const char *)a->name, name) != 0) continue;
        const xmlNode *text = a->children;
        if (!text || text->type != XML_TEXT_NODE || !text->content || !text->content[0]) return NULL;
        return (const char *)text->content;
    }
    return NULL;
}

xmlNode *ss_node_next(const xmlNode *root, xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children) return n->children;
    while (n && n != root) {
        if (n->next) return n->next;
        n = n->parent;
    }
    return NULL;
}

xmlNode *ss_node_find(xmlNode *root, const char *name)
{
    for (xmlNode *n = root; n; n = ss_node_next(root, n))
        if (ss_node_is(n, name)) return n;
    return NULL;
}

void ss_node_text(struct ss_str *out, const xmlNode *root)
{
    for (xmlNode *n = (xmlNode *)(uintptr_t)root; n; n = ss_node_next(root, n))
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            ss_str_puts(out, (const char *)n->content);
}
