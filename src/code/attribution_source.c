// SPDX-License-Identifier: Apache-2.0
// Who a source is: its entity, and whether it is named, a role, nameless, a document or a medium.
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"

#define LEMMA_ROOM 40

static int kind_of_word(const struct ss_attribution_rules *rules, const char *lemma)
{
    char lower[LEMMA_ROOM];
    size_t len = lemma ? strlen(lemma) : LEMMA_ROOM;
    if (len >= LEMMA_ROOM) return -1;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(lemma[i]);
    const uint32_t *at = ss_map_get(&rules->source_kind, lower, len);
    return at ? (int)*at : -1;
}

bool ss_may_speak(const struct ss_attribution_work *w, int32_t head)
{
    const struct sayso_token *t = &w->report->tokens[head];
    return t->upos == SAYSO_UPOS_PROPN || t->upos == SAYSO_UPOS_PRON || w->tree.mention[head] >= 0 ||
           kind_of_word(w->rules, t->lemma) >= 0;
}

bool ss_somebody(const struct ss_attribution_work *w, int32_t noun)
{
    if (noun < 0 || ss_may_speak(w, noun)) return noun >= 0;
    for (int32_t k = w->tree.first_child[noun]; k >= 0; k = w->tree.next_child[k])
        if (w->report->tokens[k].deprel == SAYSO_DEP_NMOD && w->tree.left[k] == noun + 1 && ss_may_speak(w, k))
            return true;
    return false;
}

// The mention that the source is: the one with its head, or for a relative pronoun the one of the noun it stands for.
static int32_t mention_of(const struct ss_attribution_work *w, int32_t head)
{
    const struct sayso_token *tokens = w->report->tokens;
    if (w->tree.mention[head] >= 0) return w->tree.mention[head];
    const struct sayso_token *t = &tokens[head];
    if (t->upos == SAYSO_UPOS_PRON && ss_token_has(t, "PronType=Rel")) {
        int32_t up = t->head;
        for (int step = 0; step < 4 && up >= 0; step++) {
            if (tokens[up].deprel == SAYSO_DEP_ACL_RELCL && tokens[up].head >= 0)
                return w->tree.mention[tokens[up].head];
            up = tokens[up].head;
        }
    }
    // a name whose head the engine saw elsewhere: a mention headed by another word of the flat name or title
    for (int32_t k = w->tree.first_child[head]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        if ((dep == SAYSO_DEP_FLAT || dep == SAYSO_DEP_APPOS || dep == SAYSO_DEP_COMPOUND) && w->tree.mention[k] >= 0 &&
            w->report->mentions[w->tree.mention[k]].form == SAYSO_FORM_NAME)
            return w->tree.mention[k];
    }
    return -1;
}

// "a report by the institute", "the group's statement": who speaks in a document; -1 when it does not say.
static int32_t author_of(const struct ss_attribution_work *w, int32_t document)
{
    for (int32_t k = w->tree.first_child[document]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = w->report->tokens[k].deprel;
        int32_t p = dep == SAYSO_DEP_NMOD ? ss_syntax_child(&w->tree, k, SAYSO_DEP_CASE) : -1;
        const struct ss_cue *by = p >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, w->report->tokens[p].lemma) : NULL;
        int32_t m =
            dep == SAYSO_DEP_NMOD_POSS || (by && (by->frames & (SS_FRAME_OBJ | SS_FRAME_FROM))) ? mention_of(w, k) : -1;
        if (m >= 0 && w->report->mentions[m].kind == SAYSO_MENTION_ACTOR) return m;
    }
    return -1;
}

// What stands beside the head with "and": the entities of all of them, unless they are one.
static enum sayso_err several(const struct ss_attribution_work *w, const struct ss_candidate *c,
                              struct sayso_attribution *out)
{
    const struct sayso_report *r = w->report;
    int32_t list[SS_PARTS];
    uint32_t n = 0;
    if (out->source_entity >= 0) list[n++] = out->source_entity;
    for (int32_t k = w->tree.first_child[c->source_head]; k >= 0 && n < SS_PARTS; k = w->tree.next_child[k]) {
        if (r->tokens[k].deprel != SAYSO_DEP_CONJ || c->source_count == 0 ||
            r->tokens[k].start >= c->source[c->source_count - 1].end)
            continue;
        int32_t m = mention_of(w, k), e = m >= 0 ? r->mentions[m].entity : -1;
        bool known = e < 0;
        for (uint32_t i = 0; i < n && !known; i++) known = list[i] == e;
        if (!known) list[n++] = e;
    }
    if (n && out->source_entity < 0) out->source_entity = list[0];
    if (n < 2) return SAYSO_OK;
    int32_t *items = SS_NEW_ARRAY(r->arena, int32_t, n);
    if (!items) return ss_arena_error(r->arena);
    memcpy(items, list, n * sizeof *items);
    out->sources = (struct sayso_ids){items, n};
    return SAYSO_OK;
}

// "Secretary of State X": the person's name that hangs on a title which is no mention of its own, or -1.
static int32_t titled_name(const struct ss_attribution_work *w, int32_t title)
{
    const struct sayso_report *r = w->report;
    for (int32_t k = w->tree.first_child[title]; k >= 0; k = w->tree.next_child[k])
        if (k > title && r->tokens[k].ner == SAYSO_NER_PERSON && r->tokens[k - 1].deprel != SAYSO_DEP_CASE &&
            mention_of(w, k) >= 0)
            return mention_of(w, k);
    return -1;
}

enum sayso_err ss_attribution_source(const struct ss_attribution_work *w, const struct ss_candidate *c,
                                     struct sayso_attribution *out)
{
    out->source_entity = -1;
    out->source_kind = SAYSO_SOURCE_UNKNOWN;
    if (c->source_head < 0) return SAYSO_OK;
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = &r->tokens[c->source_head];
    int32_t m = mention_of(w, c->source_head);
    if (m < 0) m = titled_name(w, c->source_head);
    bool document = kind_of_word(w->rules, t->lemma) == SAYSO_SOURCE_DOCUMENT;
    if (m < 0 && document) m = author_of(w, c->source_head);
    if (m >= 0) out->source_entity = r->mentions[m].entity;
    const struct sayso_entity *e = out->source_entity >= 0 ? &r->entities[out->source_entity] : NULL;
    int word = kind_of_word(w->rules, t->lemma);
    bool named = t->upos == SAYSO_UPOS_PROPN || (m >= 0 && r->mentions[m].form == SAYSO_FORM_NAME);
    for (int32_t k = w->tree.first_child[c->source_head]; k >= 0 && !named; k = w->tree.next_child[k]) {
        uint8_t dep = r->tokens[k].deprel;
        named = (dep == SAYSO_DEP_APPOS || dep == SAYSO_DEP_FLAT) && r->tokens[k].upos == SAYSO_UPOS_PROPN;
    }
    if (word == SAYSO_SOURCE_DOCUMENT || word == SAYSO_SOURCE_SOCIAL)
        out->source_kind = (enum sayso_source_kind)word;
    else if ((e && e->kind && word < 0 && w->rules->media_kind && strcmp(e->kind, w->rules->media_kind) == 0) ||
             word == SAYSO_SOURCE_MEDIA)
        out->source_kind = SAYSO_SOURCE_MEDIA;
    else if (named)
        out->source_kind = SAYSO_SOURCE_NAMED;
    else if (t->upos == SAYSO_UPOS_PRON || t->upos == SAYSO_UPOS_DET) {
        int32_t best = e ? w->spoken_as[out->source_entity] : -1;
        const struct sayso_mention *m2 = best >= 0 ? &r->mentions[best] : NULL;
        if (m2 && m2->form == SAYSO_FORM_NAME)
            out->source_kind = SAYSO_SOURCE_NAMED;
        else if (m2 && m2->head_token >= 0)
            word = kind_of_word(w->rules, r->tokens[m2->head_token].lemma);
        if (out->source_kind == SAYSO_SOURCE_UNKNOWN && word >= 0)
            out->source_kind = (enum sayso_source_kind)word;
        else if (out->source_kind == SAYSO_SOURCE_UNKNOWN && m2)
            out->source_kind = SAYSO_SOURCE_ROLE;
    } else if (word >= 0)
        out->source_kind = (enum sayso_source_kind)word;
    else
        out->source_kind = SAYSO_SOURCE_ROLE;
    return several(w, c, out);
}
