// SPDX-License-Identifier: Apache-2.0
// Places that only a noun names ("the library", "three tunnel entrances"): whole phrases, with the place that the same
// chain of mentions has elsewhere. They come behind all other mentions, so that nothing that was said of the others
// changes.
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define SPOTS_MAX     3000 // of one report
#define WORD_ROOM     32
#define PHRASE_TOKENS 10
#define CLIMB         6 // steps up the tree

static bool is_spot(const struct ss_entity_rules *rules, const struct sayso_report *r, uint32_t i)
{
    const struct sayso_token *t = &r->tokens[i];
    if (t->upos == SAYSO_UPOS_ADV) // "here"
        return ss_token_has(t, "PronType") && t->end - t->start < WORD_ROOM &&
               (ss_name_class(rules, r->text + t->start, t->end - t->start) & SS_CLASS_SPOT);
    if (t->upos != SAYSO_UPOS_NOUN || t->ner || t->deprel == SAYSO_DEP_COMPOUND || !t->lemma) return false;
    if (ss_name_class(rules, t->lemma, strlen(t->lemma)) & SS_CLASS_SPOT) return true;
    if (!i || r->tokens[i - 1].sentence != t->sentence) return false;
    const struct sayso_token *b = t - 1; // "front line"
    return t->end - b->start < WORD_ROOM &&
           (ss_name_class(rules, r->text + b->start, t->end - b->start) & SS_CLASS_SPOT);
}

// First token of the phrase that ends at the noun: articles, figures and modifiers right before it.
static uint32_t phrase_from(const struct sayso_report *r, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    uint32_t first = r->sentences[t[head].sentence].token_first, from = head;
    while (from > first && head - from < PHRASE_TOKENS) {
        const struct sayso_token *b = &t[from - 1];
        uint32_t up = from - 1; // the word below the noun that this one belongs to
        for (int guard = 0; guard < CLIMB && t[up].head >= (int32_t)first && t[up].head < (int32_t)head; guard++)
            up = (uint32_t)t[up].head;
        if (t[up].head != (int32_t)head) break;
        uint8_t rel = t[up].deprel;
        if (rel != SAYSO_DEP_DET && rel != SAYSO_DEP_AMOD && rel != SAYSO_DEP_COMPOUND && rel != SAYSO_DEP_NUMMOD &&
            rel != SAYSO_DEP_NMOD_POSS)
            break;
        if (b->upos == SAYSO_UPOS_PUNCT && (b->end - b->start != 1 || r->text[b->start] != '-')) break;
        from--;
    }
    return from;
}

// Last token of the phrase: "the village of X" goes on to the name.
static uint32_t phrase_last(const struct sayso_report *r, uint32_t head)
{
    const struct sayso_token *t = r->tokens;
    const struct sayso_sentence *s = &r->sentences[t[head].sentence];
    uint32_t end = s->token_first + s->token_count, name = head + 2;
    if (name >= end || t[head + 1].end - t[head + 1].start != 2 || memcmp(r->text + t[head + 1].start, "of", 2) != 0)
        return head;
    if (t[name].upos != SAYSO_UPOS_PROPN || !t[name].ner) return head;
    while (name + 1 < end && t[name + 1].ner == t[name].ner && !(t[name + 1].flags & SAYSO_TOKEN_NER_BEGIN)) name++;
    return name;
}

// For every word the place that the chain of mentions with this head has, or -1.
static int32_t *places_by_head(const struct sayso_report *r)
{
    int32_t last = 0;
    for (uint32_t i = 0; i < r->chained_count; i++) last = r->chained[i].chain > last ? r->chained[i].chain : last;
    int32_t *at = SS_NEW_ARRAY(r->arena, int32_t, r->token_count), *of = SS_NEW_ARRAY(r->arena, int32_t, last + 1u);
    if (!at || !of) return NULL;
    for (uint32_t i = 0; i < r->token_count; i++) at[i] = -1;
    for (int32_t i = 0; i <= last; i++) of[i] = -1;
    for (uint32_t i = r->mention_count; i-- > 0;) // the first of a head counts
        if (r->mentions[i].kind == SAYSO_MENTION_PLACE && r->mentions[i].head_token >= 0)
            at[r->mentions[i].head_token] = r->mentions[i].entity;
    for (uint32_t i = r->chained_count; i-- > 0;)
        if (at[r->chained[i].head] >= 0) of[r->chained[i].chain] = at[r->chained[i].head];
    for (uint32_t i = 0; i < r->chained_count; i++) at[r->chained[i].head] = of[r->chained[i].chain];
    return at;
}

// A place by name among the words [from, to); -1 when there is none.
static int32_t place_within(const struct sayso_report *r, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; from < to && i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->kind == SAYSO_MENTION_PLACE && m->form == SAYSO_FORM_NAME && m->entity >= 0 &&
            m->start >= r->tokens[from].start && m->end <= r->tokens[to - 1].end)
            return m->entity;
    }
    return -1;
}

// "the city of Raqqa" is Raqqa, "the Karrada district of Baghdad" Karrada, "a Damascus suburb of Daraya" Daraya; -1
// when the phrase does not name the place.
static int32_t named_in(const struct ss_entity_rules *rules, const struct sayso_report *r, uint32_t head)
{
    const char *lemma = r->tokens[head].lemma;
    const uint32_t *at = lemma ? ss_map_get(&rules->place_noun, lemma, strlen(lemma)) : NULL;
    const char *feature = at ? rules->place_nouns.item[*at].feature : NULL;
    bool quarter = ss_streq(feature, "district") || ss_streq(feature, "admin2");
    if (!quarter && !ss_streq(feature, "city") && !ss_streq(feature, "admin1") && !ss_streq(feature, "island"))
        return -1;
    int32_t before = quarter ? place_within(r, phrase_from(r, head), head) : -1;
    const char *kind = before >= 0 ? r->entities[before].feature : NULL;
    if (before >= 0 && !ss_streq(kind, "city") && !ss_streq(kind, "capital")) return before;
    uint32_t last = phrase_last(r, head);
    return last > head && (!quarter || before >= 0) ? place_within(r, head + 2, last + 1) : -1;
}

enum sayso_err ss_code_spots(const struct ss_coder *coder, struct sayso_report *r)
{
    if (!coder->entity || !r->token_count) return SAYSO_OK;
    bool *taken = SS_NEW_ARRAY(r->arena, bool, r->token_count);
    uint32_t *spots = SS_NEW_ARRAY(r->arena, uint32_t, SPOTS_MAX);
    int32_t *place = places_by_head(r);
    if (!taken || !spots || !place) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        bool names = m->kind == SAYSO_MENTION_ACTOR || m->kind == SAYSO_MENTION_PLACE;
        if (!names || m->head_token < 0) continue;
        for (uint32_t k = (uint32_t)m->head_token; k < r->token_count && r->tokens[k].start < m->end; k++)
            taken[k] = true;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->token_count && count < SPOTS_MAX; i++)
        if (!taken[i] && is_spot(coder->entity, r, i)) spots[count++] = i;
    if (!count) return SAYSO_OK;
    struct sayso_mention *all = SS_NEW_ARRAY(r->arena, struct sayso_mention, r->mention_count + count);
    if (!all) return ss_arena_error(r->arena);
    if (r->mention_count) memcpy(all, r->mentions, r->mention_count * sizeof *all);
    for (uint32_t i = 0; i < count; i++) {
        int32_t named = named_in(coder->entity, r, spots[i]);
        all[r->mention_count + i] = (struct sayso_mention){
            .start = r->tokens[phrase_from(r, spots[i])].start,
            .end = r->tokens[phrase_last(r, spots[i])].end,
            .kind = SAYSO_MENTION_PLACE,
            .form = r->tokens[spots[i]].upos == SAYSO_UPOS_ADV ? SAYSO_FORM_PRONOUN : SAYSO_FORM_NOMINAL,
            .entity = named >= 0 ? named : place[spots[i]],
            .time = -1,
            .figure = -1,
            .head_token = (int32_t)spots[i],
            .rule = "entities/words"};
    }
    r->mentions = all;
    r->mention_count += count;
    return SAYSO_OK;
}
