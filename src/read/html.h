// SPDX-License-Identifier: Apache-2.0
// The parsed page: guarded parsing, small tools on elements, and the main text. Only html*.c and feed.c see libxml2.
#ifndef SS_READ_HTML_H
#define SS_READ_HTML_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "read/internal.h"

// Parses UTF-8 bytes without network, entities of its own or unbounded depth. NULL when nothing could be made of it or
// a cap was reached (*capped). Free with xmlFreeDoc.
xmlDoc *ss_html_parse(const char *utf8, size_t len, bool *capped);
xmlDoc *ss_xml_parse(const char *bytes, size_t len, bool *capped, int64_t *offset, char *why, size_t why_room);

// Element tests and attributes; names are lower case as libxml2's HTML parser gives them. Attribute text is borrowed,
// NULL when absent or empty.
bool ss_node_is(const xmlNode *n, const char *name);
const char *ss_node_attr(const xmlNode *n, const char *name);
xmlNode *ss_node_find(xmlNode *root, const char *name);     // first in document order, root included
xmlNode *ss_node_next(const xmlNode *root, xmlNode *n);     // next node in document order inside root
void ss_node_text(struct ss_str *out, const xmlNode *root); // all text under it, as it stands

// The words of the article, paragraphs parted by blank lines. title (may be NULL) is not repeated at the head.
void ss_html_main_text(struct ss_str *out, xmlNode *root, const char *title);
// The words of everything under root.
void ss_html_all_text(struct ss_str *out, xmlNode *root);

#endif
