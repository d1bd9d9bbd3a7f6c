// SPDX-License-Identifier: Apache-2.0
// CoNLL-U out and in. Writing: `# newdoc id`, `# newpar`, `# sent_id`, `# text`, multiword ranges, SpaceAfter=No, and
// names in MISC as `NER=B-LOC`, chains of a coded report as `Entity=(e1` to `e1)`. Reading: one document at a time into
// a report whose text is put together from the forms.
#ifndef SS_CONLLU_H
#define SS_CONLLU_H

#include <sayso/record.h>
#include "base/str.h"

// Appends a parsed report; id NULL writes no newdoc line. NOMEM when the string failed.
enum sayso_err ss_conllu_write(struct ss_str *out, const struct sayso_report *report, const char *id);

// Reads from *at (within len bytes of data) to the next `# newdoc` or the end, moves *at there, and fills the report's
// id, text, paragraphs, sentences and tokens, and title, author, url, outlet and published (as written) from comments
// of these names (`# title = …`). The text follows `# text` where the forms spell it, else SpaceAfter. A blank lemma is
// NULL. NOTFOUND when nothing is left; INPUT (problem tells the byte) for a malformed line or heads that make no tree.
enum sayso_err ss_conllu_read(struct sayso_report *report, const char *data, size_t len, size_t *at,
                              struct sayso_problem *problem);

// The same for plain lines: a sentence a line, its words with spaces between, a blank line between paragraphs. Ends at
// the first paragraph end after 1,000 sentences, or after 4,000. The words are joined by single spaces.
enum sayso_err ss_lines_read(struct sayso_report *report, const char *data, size_t len, size_t *at);

#endif
