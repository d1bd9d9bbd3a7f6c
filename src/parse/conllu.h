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
// id, text, paragraphs, sentences and tokens. NOTFOUND when nothing is left; INPUT (problem tells the byte) for a
// malformed line.
enum sayso_err ss_conllu_read(struct sayso_report *report, const char *data, size_t len, size_t *at,
                              struct sayso_problem *problem);

#endif
