// SPDX-License-Identifier: Apache-2.0
// Names of the structural labels, as the treebanks write them, and back.
#ifndef SS_LABELS_H
#define SS_LABELS_H

#include <sayso/record.h>

// Never NULL; "X", "dep" and "O" for values out of range.
const char *ss_upos_name(unsigned upos);
const char *ss_dep_name(unsigned deprel);
const char *ss_ner_name(unsigned ner);

// From len bytes; X, DEP (an unknown subtype falls back to its main relation) and NONE when unknown.
enum sayso_upos ss_upos_of(const char *name, size_t len);
enum sayso_dep ss_dep_of(const char *name, size_t len);
enum sayso_ner ss_ner_of(const char *name, size_t len); // "PER", "ORG", "LOC", "MISC"

#endif
