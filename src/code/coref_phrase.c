// SPDX-License-Identifier: Apache-2.0
// The extent of a mention: a noun's phrase with all that belongs to it, and a verb's clause without what joins it to
// the sentence around it.
#include <string.h>

#include "code/coref.h"

#define CLIMB   12  // steps up the tree
#define LONGEST 60  // tokens of a phrase to either side
#define CLAUSE  120 // tokens of a clause to either side

// Relations by which a word beside the head is no part of the phrase.
static bool outside(enum sayso_dep rel)
{
    switch (rel) {
    case SAYSO_DEP_CASE:
    case SAYSO_DEP_CC:
    case SAYSO_DEP_CONJ:
    case SAYSO_DEP_APPOS:
    case SAYSO_DEP_PARATAXIS:
    case SAYSO_DEP_COP:
    case SAYSO_DEP_NSUBJ:
    case SAYSO_DEP_NSUBJ_PASS:
    case SAYSO_DEP_NSUBJ_OUTER:
    case SAYSO_DEP_CSUBJ:
    case SAYSO_DEP_AUX:
    case SAYSO_DEP_AUX_PASS:
    case SAYSO_DEP_MARK:
    case SAYSO_DEP_ADVCL:
    case SAYSO_DEP_DISCOURSE:
    case SAYSO_DEP_PUNCT:
    case SAYSO_DEP_ORPHAN:
    case SAYSO_DEP_LIST:
    case SAYSO_DEP_VOCATIVE:
    case SAYSO_DEP_DISLOCATED:
    case SAYSO_DEP_EXPL:
    case SAYSO_DEP_CCOMP:
        return true;
    default:
        return false;
    }
}

// "Foreign Office Minister, X", "the leader, militant X": a noun that a comma parts from the head is beside it.
static bool parted(const struct sayso_report *r, uint32_t noun, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    enum sayso_dep rel = (enum sayso_dep)t[noun].deprel;
    if (rel != SAYSO_DEP_NMOD && rel != SAYSO_DEP_NMOD_DESC) return false;
    if ((noun > head && t[noun].upos != SAYSO_UPOS_NOUN) || ss_child(r, noun, SAYSO_DEP_CASE) >= 0) return false;
    uint32_t from = noun < head ? noun : head, to = noun < head ? head : noun;
    for (uint32_t i = from + 1; i < to; i++)
        if (r->text[t[i].start] == ',' && (t[i].head == (int32_t)head || t[i].head == (int32_t)noun)) return true;
    return false;
}

// "the Act to suspend payments", "a report, based on talks": a clause that is rather about what is done.
static bool loose(const struct sayso_report *r, uint32_t token, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    if (token < head) return false;
    if (t[token].deprel == SAYSO_DEP_ACL) {
        if (t[head].upos == SAYSO_UPOS_PROPN) return true;
        for (uint32_t i = head + 1; i < token; i++)
            if (r->text[t[i].start] == ',' && (t[i].head == (int32_t)token || t[i].head == (int32_t)head)) return true;
    }
    return t[token].deprel == SAYSO_DEP_DEP && t[head].upos == SAYSO_UPOS_NOUN;
}

// Whether a token hangs below the head by relations of a phrase.
static bool inside(const struct sayso_report *r, uint32_t token, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    for (int guard = 0; guard < CLIMB; guard++) {
        int32_t up = t[token].head;
        if (up < 0) return false;
        if ((uint32_t)up == head)
            return !outside((enum sayso_dep)t[token].deprel) && !parted(r, token, head) && !loose(r, token, head);
        token = (uint32_t)up;
    }
    return false;
}

// "not the end", "only a few": the adverb belongs to the clause.
static bool before_article(const struct sayso_report *r, uint32_t token, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    if (t[token].upos != SAYSO_UPOS_ADV && t[token].upos != SAYSO_UPOS_PART && t[token].upos != SAYSO_UPOS_CCONJ)
        return false;
    if (t[token].head != (int32_t)head) return false;
    uint32_t next = token + 1;
    return t[next].upos == SAYSO_UPOS_DET || t[next].upos == SAYSO_UPOS_PUNCT || t[next].upos == SAYSO_UPOS_PRON;
}

// A mark at the end that closes nothing of the phrase.
static bool stray(const struct sayso_report *r, uint32_t from, uint32_t last)
{
    const struct sayso_token *t = r->tokens;
    if (t[last].upos != SAYSO_UPOS_PUNCT) return false;
    char mark = r->text[t[last].start], open = mark == ')' ? '(' : mark == ']' ? '[' : mark == '"' ? '"' : 0;
    if (!open) return strchr(",;:.-", mark) != NULL;
    for (uint32_t i = from; i < last; i++)
        if (r->text[t[i].start] == open) return false;
    return true;
}

void ss_coref_phrase(const struct sayso_report *r, uint32_t head, uint32_t *from, uint32_t *to)
{
    const struct sayso_token *t = r->tokens;
    const struct sayso_sentence *s = &r->sentences[t[head].sentence];
    uint32_t end = s->token_first + s->token_count;
    *from = head;
    *to = head + 1;
    for (uint32_t i = head; i-- > s->token_first && head - i < LONGEST;) {
        if (inside(r, i, head))
            *from = i;
        else if (t[i].upos != SAYSO_UPOS_PUNCT)
            break;
    }
    for (uint32_t i = head + 1; i < end && i - head < LONGEST; i++) {
        bool ending = t[i].head == (int32_t)head && t[i].deprel == SAYSO_DEP_CASE && t[i].upos == SAYSO_UPOS_PART;
        if (ending || inside(r, i, head))
            *to = i + 1;
        else if (t[i].upos != SAYSO_UPOS_PUNCT)
            break;
    }
    while (*to > head + 1 && stray(r, *from, *to - 1)) --*to;
    while (*from < head && (t[*from].upos == SAYSO_UPOS_PUNCT || before_article(r, *from, head))) ++*from;
}

// Whether a token hangs somewhere below another.
static bool below(const struct sayso_token *t, uint32_t token, uint32_t top)
{
    for (int guard = 0; guard < 2 * CLIMB && token != top; guard++) {
        if (t[token].head < 0) return false;
        token = (uint32_t)t[token].head;
    }
    return token == top;
}

void ss_coref_clause(const struct sayso_report *r, uint32_t head, uint32_t *from, uint32_t *to)
{
    const struct sayso_token *t = r->tokens;
    const struct sayso_sentence *s = &r->sentences[t[head].sentence];
    uint32_t end = s->token_first + s->token_count;
    *from = head;
    *to = head + 1;
    for (uint32_t i = head; i-- > s->token_first && head - i < CLAUSE && below(t, i, head);) *from = i;
    for (uint32_t i = head + 1; i < end && i - head < CLAUSE && below(t, i, head); i++) *to = i + 1;
    for (; *from < head; ++*from) { // "and", "well,"
        enum sayso_dep rel = (enum sayso_dep)t[*from].deprel;
        bool joins = rel == SAYSO_DEP_CC || rel == SAYSO_DEP_DISCOURSE || rel == SAYSO_DEP_PUNCT;
        if (!joins) break;
    }
    while (*to > head + 1 && t[*to - 1].upos == SAYSO_UPOS_PUNCT) --*to;
}
