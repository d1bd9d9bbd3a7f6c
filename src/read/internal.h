// SPDX-License-Identifier: Apache-2.0
// What the readers of the different formats share: drafts of reports, dates, caps.
#ifndef SS_READ_INTERNAL_H
#define SS_READ_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"
#include "read/read.h"

#define SS_REPORT_CAP ((size_t)2 << 20)  // bytes of a report's text
#define SS_PAGE_CAP   ((size_t)4 << 20)  // bytes of an HTML page or a text file
#define SS_FEED_CAP   ((size_t)32 << 20) // bytes of a feed
#define SS_DEPTH_CAP  256                // nested elements of a page or feed
#define SS_NODE_CAP   200000             // elements of a page or feed

// Numbers of docs/messages.tsv that the readers use.
enum ss_read_message {
    SS_MSG_JSON = 201,       // not JSON
    SS_MSG_NOT_OBJECT = 202, // JSON, but no object
    SS_MSG_NO_TEXT = 203,    // no text in it
    SS_MSG_TOO_LARGE = 204,  // over a cap
    SS_MSG_BINARY = 205,     // bytes that are no text
    SS_MSG_GZIP = 206,       // damaged compressed data
    SS_MSG_EXPANSION = 207,  // compressed data grows too much
    SS_MSG_XML = 208,        // a feed that is no XML
    SS_MSG_REPLACED = 209,   // note: bytes that are no UTF-8 were replaced
    SS_MSG_CUT = 212,        // a record that ends in the middle
    SS_MSG_HTML = 213,       // a page that cannot be read
    SS_MSG_FETCH = 214,      // the network refused
    SS_MSG_NO_NETWORK = 215, // a URL where none is allowed
    SS_MSG_KIND = 216,       // neither file nor folder
    SS_MSG_DEPTH = 217       // nested too deep
};

// A report in the making: what its format says about it. Strings live in the report's arena.
struct ss_draft {
    struct sayso_report *report;
    const char *given, *jsonld, *meta; // dates as found, in any form
    enum sayso_date_from given_from;   // what `given` is recorded as; NONE = given
    const char *raw;                   // borrowed: the record's own bytes, for rejects
    size_t raw_len;
    bool raw_is_json;
    uint32_t replaced; // bytes or characters replaced by U+FFFD
};

// Makes an item from a draft: text checked against the cap, date chosen, id made. On a fault the report is freed and
// the item carries the problem and a copy of the raw bytes. Returns NOMEM only.
enum sayso_err ss_draft_finish(struct ss_draft *draft, const struct ss_read_options *options,
                               struct ss_read_item *item);

// Makes a bad item. raw may be NULL.
enum sayso_err ss_item_bad(struct ss_read_item *item, const struct sayso_problem *problem, const char *raw, size_t len,
                           bool is_json);

// Any usual form of a full date ("2016-03-28T10:00:00Z", "Mon, 28 Mar 2016 10:00:00 GMT", "20160328100000", "March 28,
// 2016") as "2016-03-28" or "2016-03-28T10:00:00Z"; NULL when it is none or ambiguous.
const char *ss_date_normal(struct ss_arena *arena, const char *text);

// The date of a dateline at the head of a text ("2016-03-27"), or of a URL's path ("/2016/03/27/"); false when none.
bool ss_dateline(const char *text, size_t len, char out[16]);
bool ss_date_in_url(const char *url, char out[16]);

// Bytes to UTF-8 in heap memory (caller frees), by byte order mark, `label` ("windows-1251", may be NULL), or the bytes
// themselves. *replaced counts what could not be read.
enum sayso_err ss_to_utf8(const char *bytes, size_t len, const char *label, char **out, size_t *out_len,
                          uint32_t *replaced);

// Plain text or Markdown with optional front matter into a draft.
enum sayso_err ss_read_text(struct ss_draft *draft, const char *bytes, size_t len, bool markdown);
enum sayso_err ss_markdown_strip(struct ss_str *out, const char *text, size_t len, struct ss_str *title);

// A JSON object (one record) into a draft. INPUT fills problem; its offset counts from the record's first byte.
enum sayso_err ss_read_json(struct ss_draft *draft, const char *bytes, size_t len, struct sayso_problem *problem);

// An HTML page into a draft; `charset` from the transport or NULL.
enum sayso_err ss_read_html(struct ss_draft *draft, const char *bytes, size_t len, const char *charset,
                            struct sayso_problem *problem);
// The words of a piece of HTML, paragraphs apart, into out.
enum sayso_err ss_html_strip(struct ss_str *out, const char *html, size_t len);

// What JSON-LD says about an article; strings in the draft's arena. Fields that the report has already stay.
void ss_read_jsonld(struct ss_draft *draft, const char *json, size_t len, const char **body);

// A feed's items, one after another.
struct ss_feed;
enum sayso_err ss_feed_open(struct ss_feed **out, const char *bytes, size_t len, struct sayso_problem *problem);
// False at the end. The draft's report is already there; it gets the item's fields.
bool ss_feed_next(struct ss_feed *feed);
enum sayso_err ss_feed_read(struct ss_feed *feed, struct ss_draft *draft);
void ss_feed_close(struct ss_feed *feed);

// The next report of a web archive into a draft; NOTFOUND at its end.
struct ss_stream;
enum sayso_err ss_warc_next(struct ss_stream *stream, struct ss_draft *draft, struct sayso_problem *problem);

// Fetches a URL into heap memory (caller frees): http and https only, with caps on time, size and redirects. *charset
// and *final_url are heap strings or NULL.
enum sayso_err ss_fetch(const char *url, size_t cap, char **out, size_t *len, char **charset, char **final_url,
                        const atomic_int *stop, struct sayso_problem *problem);

#endif
