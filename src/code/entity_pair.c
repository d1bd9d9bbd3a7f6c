// SPDX-License-Identifier: Apache-2.0
// "The two countries", "both leaders": the pair that was named before, as an entity each (entities/pairs).
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define SENTENCES_BACK 3
#define NAMES_MOST     8 // of fitting kinds in a sentence in which a pair is looked for

struct pair {
    int32_t one, two; // entities
};

// The token of "two" or "both" before a plural noun that the table knows; -1 when it is none.
static int32_t count_before(const struct ss_entity_work *w, uint32_t noun)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t back = 1; back <= 3 && back <= noun; back++) {
        uint32_t i = noun - back;
        if (t[i].head != (int32_t)noun || !t[i].lemma) continue;
        bool number = t[i].deprel == SAYSO_DEP_NUMMOD && ss_streq(t[i].lemma, "two");
        bool both =
            (t[i].deprel == SAYSO_DEP_DET || t[i].deprel == SAYSO_DEP_DET_PREDET) && ss_streq(t[i].lemma, "both");
        if (both) return (int32_t)i;
        if (!number || i == 0 || t[i - 1].head != (int32_t)noun) continue; // "two countries" are any two
        bool known =
            (t[i - 1].deprel == SAYSO_DEP_NMOD_POSS && ss_token_has(&t[i - 1], "Number=Plur")) || // "our two countries"
            (t[i - 1].deprel == SAYSO_DEP_DET && (ss_name_class_at(w, i - 1) & SS_CLASS_DEFINITE));
        if (known) return (int32_t)i;
    }
    return -1;
}

// "the ministers", with nothing but the article: its token, or -1.
static int32_t article_before(const struct ss_entity_work *w, uint32_t noun)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t from = w->report->sentences[t[noun].sentence].token_first, to = ss_sentence_end(w->report, noun);
    if (noun == from || t[noun - 1].head != (int32_t)noun || !(ss_name_class_at(w, noun - 1) & SS_CLASS_DEFINITE))
        return -1;
    for (uint32_t i = from; i < to; i++)
        if (t[i].head == (int32_t)noun && i + 1 != noun && t[i].upos != SAYSO_UPOS_PUNCT) return -1;
    return (int32_t)noun - 1;
}

static bool fits(const struct ss_entity_draft *d, const char *kinds)
{
    const char *kind = d->person ? "person" : d->e.kind;
    bool known = d->person ? d->named : d->id || d->e.code; // a name of which nothing is known may be anything
    bool one = known || ss_streq(kind, "government");       // "the government and the rebel front"
    return kind && ss_in_list(kinds, ',', kind) && one && !d->plural;
}

// The two of a sentence before `end`: the only ones that fit, or two that "and" joins last.
static bool pair_in(const struct ss_entity_work *w, uint32_t sentence, uint32_t end, const char *kinds,
                    struct pair *out)
{
    const struct sayso_token *t = w->report->tokens;
    const struct ss_name *seen[NAMES_MOST];
    uint32_t count = 0;
    bool joined = false;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->nested || n->modifier || n->entity < 0 || n->head < 0 || n->from >= end ||
            t[n->from].sentence != sentence || !fits(&w->drafts.item[n->entity], kinds))
            continue;
        uint32_t k = 0;
        while (k < count && seen[k]->entity != n->entity) k++;
        if (k == count && count < NAMES_MOST) seen[count++] = n;
        for (k = 0; k < count; k++)
            if (t[n->head].deprel == SAYSO_DEP_CONJ && t[n->head].head == seen[k]->head &&
                seen[k]->entity != n->entity) {
                *out = (struct pair){seen[k]->entity, n->entity};
                joined = true;
            }
    }
    if (count == 2) *out = (struct pair){seen[0]->entity, seen[1]->entity};
    return joined || count == 2;
}

static struct ss_name *name_at(const struct ss_entity_work *w, uint32_t head)
{
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].head == (int32_t)head && !w->names.item[i].nested) return &w->names.item[i];
    return NULL;
}

static enum sayso_err set(struct ss_entity_work *w, uint32_t count, uint32_t noun, const struct pair *p)
{
    struct ss_name *n = name_at(w, noun);
    if (n && n->known) return SAYSO_OK;
    if (!n) {
        n = ss_name_add(w, count, noun + 1, SS_NAME_NOMINAL);
        if (!n) return ss_arena_error(w->report->arena);
        n->head = (int32_t)noun;
    }
    n->entity = p->one;
    n->dropped = n->as_place = false;
    n->rule = "entities/pairs";
    int32_t cover = w->cover[count];
    struct ss_name *other = ss_name_add(w, count, count + 1, SS_NAME_NOMINAL);
    if (!other) return ss_arena_error(w->report->arena);
    w->cover[count] = cover;
    other->nested = other->modifier = true;
    other->entity = p->two;
    other->rule = SS_RULE_SHARED;
    return SAYSO_OK;
}

enum sayso_err ss_pair_names(struct ss_entity_work *w)
{
    const struct sayso_token *t = w->report->tokens;
    const struct ss_know_table *table = ss_know_table(w->know, "entities/pairs");
    if (!table) return SAYSO_OK;
    int column = ss_know_column(table, "kinds"), single = ss_know_column(table, "alone");
    for (uint32_t i = 1; i < w->report->token_count; i++) {
        if (t[i].upos != SAYSO_UPOS_NOUN || !t[i].xpos || strcmp(t[i].xpos, "NNS") != 0) continue;
        int64_t row = ss_know_find(table, t[i].lemma);
        int32_t count = row < 0 ? -1 : count_before(w, i);
        bool alone = row >= 0 && count < 0 && *ss_know_cell(table, (uint32_t)row, single);
        if (alone) count = article_before(w, i);
        if (count < 0) continue;
        const char *kinds = ss_know_cell(table, (uint32_t)row, column);
        struct pair p = {-1, -1};
        uint32_t here = t[i].sentence;
        for (uint32_t back = alone; back <= (alone ? 1 : SENTENCES_BACK) && back <= here; back++)
            if (pair_in(w, here - back, (uint32_t)count, kinds, &p)) {
                SS_TRY(set(w, (uint32_t)count, i, &p));
                break;
            }
    }
    return SAYSO_OK;
}
