// SPDX-License-Identifier: Apache-2.0
// Names of the structural labels; each table is indexed by its enum.
#include "parse/labels.h"

#include <string.h>

static const char *const upos_names[SAYSO_UPOS_COUNT] = {
    [SAYSO_UPOS_X] = "X",         [SAYSO_UPOS_ADJ] = "ADJ",     [SAYSO_UPOS_ADP] = "ADP",
    [SAYSO_UPOS_ADV] = "ADV",     [SAYSO_UPOS_AUX] = "AUX",     [SAYSO_UPOS_CCONJ] = "CCONJ",
    [SAYSO_UPOS_DET] = "DET",     [SAYSO_UPOS_INTJ] = "INTJ",   [SAYSO_UPOS_NOUN] = "NOUN",
    [SAYSO_UPOS_NUM] = "NUM",     [SAYSO_UPOS_PART] = "PART",   [SAYSO_UPOS_PRON] = "PRON",
    [SAYSO_UPOS_PROPN] = "PROPN", [SAYSO_UPOS_PUNCT] = "PUNCT", [SAYSO_UPOS_SCONJ] = "SCONJ",
    [SAYSO_UPOS_SYM] = "SYM",     [SAYSO_UPOS_VERB] = "VERB",
};

static const char *const dep_names[SAYSO_DEP_COUNT] = {
    [SAYSO_DEP_DEP] = "dep",
    [SAYSO_DEP_ROOT] = "root",
    [SAYSO_DEP_ACL] = "acl",
    [SAYSO_DEP_ACL_RELCL] = "acl:relcl",
    [SAYSO_DEP_ADVCL] = "advcl",
    [SAYSO_DEP_ADVCL_RELCL] = "advcl:relcl",
    [SAYSO_DEP_ADVMOD] = "advmod",
    [SAYSO_DEP_AMOD] = "amod",
    [SAYSO_DEP_APPOS] = "appos",
    [SAYSO_DEP_AUX] = "aux",
    [SAYSO_DEP_AUX_PASS] = "aux:pass",
    [SAYSO_DEP_CASE] = "case",
    [SAYSO_DEP_CC] = "cc",
    [SAYSO_DEP_CC_PRECONJ] = "cc:preconj",
    [SAYSO_DEP_CCOMP] = "ccomp",
    [SAYSO_DEP_COMPOUND] = "compound",
    [SAYSO_DEP_COMPOUND_PRT] = "compound:prt",
    [SAYSO_DEP_CONJ] = "conj",
    [SAYSO_DEP_COP] = "cop",
    [SAYSO_DEP_CSUBJ] = "csubj",
    [SAYSO_DEP_CSUBJ_PASS] = "csubj:pass",
    [SAYSO_DEP_CSUBJ_OUTER] = "csubj:outer",
    [SAYSO_DEP_DET] = "det",
    [SAYSO_DEP_DET_PREDET] = "det:predet",
    [SAYSO_DEP_DISCOURSE] = "discourse",
    [SAYSO_DEP_DISLOCATED] = "dislocated",
    [SAYSO_DEP_EXPL] = "expl",
    [SAYSO_DEP_FIXED] = "fixed",
    [SAYSO_DEP_FLAT] = "flat",
    [SAYSO_DEP_GOESWITH] = "goeswith",
    [SAYSO_DEP_IOBJ] = "iobj",
    [SAYSO_DEP_LIST] = "list",
    [SAYSO_DEP_MARK] = "mark",
    [SAYSO_DEP_NMOD] = "nmod",
    [SAYSO_DEP_NMOD_DESC] = "nmod:desc",
    [SAYSO_DEP_NMOD_POSS] = "nmod:poss",
    [SAYSO_DEP_NMOD_UNMARKED] = "nmod:unmarked",
    [SAYSO_DEP_NSUBJ] = "nsubj",
    [SAYSO_DEP_NSUBJ_PASS] = "nsubj:pass",
    [SAYSO_DEP_NSUBJ_OUTER] = "nsubj:outer",
    [SAYSO_DEP_NUMMOD] = "nummod",
    [SAYSO_DEP_OBJ] = "obj",
    [SAYSO_DEP_OBL] = "obl",
    [SAYSO_DEP_OBL_AGENT] = "obl:agent",
    [SAYSO_DEP_OBL_UNMARKED] = "obl:unmarked",
    [SAYSO_DEP_ORPHAN] = "orphan",
    [SAYSO_DEP_PARATAXIS] = "parataxis",
    [SAYSO_DEP_PUNCT] = "punct",
    [SAYSO_DEP_REPARANDUM] = "reparandum",
    [SAYSO_DEP_VOCATIVE] = "vocative",
    [SAYSO_DEP_XCOMP] = "xcomp",
};

static const char *const ner_names[] = {"O", "PER", "ORG", "LOC", "MISC"};

const char *ss_upos_name(unsigned upos)
{
    return upos < SAYSO_UPOS_COUNT ? upos_names[upos] : upos_names[SAYSO_UPOS_X];
}

const char *ss_dep_name(unsigned deprel)
{
    return deprel < SAYSO_DEP_COUNT ? dep_names[deprel] : dep_names[SAYSO_DEP_DEP];
}

const char *ss_ner_name(unsigned ner)
{
    return ner < sizeof ner_names / sizeof *ner_names ? ner_names[ner] : ner_names[0];
}

static int find(const char *const *names, int count, const char *name, size_t len)
{
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) return i;
    return -1;
}

enum sayso_upos ss_upos_of(const char *name, size_t len)
{
    int i = find(upos_names, SAYSO_UPOS_COUNT, name, len);
    return i < 0 ? SAYSO_UPOS_X : (enum sayso_upos)i;
}

enum sayso_dep ss_dep_of(const char *name, size_t len)
{
    int i = find(dep_names, SAYSO_DEP_COUNT, name, len);
    if (i >= 0) return (enum sayso_dep)i;
    const char *colon = memchr(name, ':', len);
    if (colon) return ss_dep_of(name, (size_t)(colon - name));
    return SAYSO_DEP_DEP;
}

enum sayso_ner ss_ner_of(const char *name, size_t len)
{
    int i = find(ner_names, (int)(sizeof ner_names / sizeof *ner_names), name, len);
    return i < 0 ? SAYSO_NER_NONE : (enum sayso_ner)i;
}
