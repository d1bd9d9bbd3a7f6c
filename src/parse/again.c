// SPDX-License-Identifier: Apache-2.0
// Words without their apostrophe are found by the place that the tree gave them: a determiner that has an adjective in
// a predicate's place for its noun, or is a subject; a plural noun that owns what follows it.
#include "parse/again.h"

#include <string.h>
#include "base/arr.h"
#include "base/error.h"
#include "parse/marks.h"

#define OWNER_MIN 4u // bytes of a plural that may be an owner

struct cut {
    uint32_t token, at; // bytes of the first word
};

typedef SS_ARR(struct cut) cut_array;

static bool is_subject(unsigned deprel)
{
    return deprel == SAYSO_DEP_NSUBJ || deprel == SAYSO_DEP_NSUBJ_PASS;
}

// Whether a word that owns something has a noun to own, or an adjective that stands for one ("on its own").
static bool owns(const struct sayso_report *r, const struct sayso_token *t)
{
    if (t->head < 0 || t->deprel != SAYSO_DEP_NMOD_POSS) return !is_subject(t->deprel);
    if (t > r->tokens && t[-1].sentence == t->sentence &&
        (t[-1].upos == SAYSO_UPOS_ADP || t[-1].upos == SAYSO_UPOS_PART))
        return true;
    const struct sayso_token *head = &r->tokens[t->head];
    if (head->upos != SAYSO_UPOS_ADJ || (head->feats && strstr(head->feats, "Degree=Sup"))) return true;
    switch (head->deprel) {
    case SAYSO_DEP_ROOT:
    case SAYSO_DEP_CCOMP:
    case SAYSO_DEP_CONJ:
    case SAYSO_DEP_PARATAXIS:
    case SAYSO_DEP_ADVCL:
    case SAYSO_DEP_ACL:
    case SAYSO_DEP_ACL_RELCL:
        return false;
    default:
        return true;
    }
}

// Gives every word the marks that it had; the parts of a split one get theirs when they are parsed.
static enum sayso_err move_marks(struct sayso_report *r, const int32_t *moved, uint32_t count, uint8_t **out)
{
    size_t size = r->marks ? r->marks->label_count : 0;
    uint8_t *mark = size ? SS_NEW_ARRAY(r->arena, uint8_t, count * size) : NULL;
    if (size && !mark) return ss_arena_error(r->arena);
    for (uint32_t i = 0; mark && i < r->token_count; i++)
        memcpy(mark + (size_t)moved[i] * size, r->mark + i * size, size);
    r->mark = *out = mark;
    return SAYSO_OK;
}

// Bytes of the plural of a word at `index` that owns the noun after it, without its "s"; 0 when it does not.
static uint32_t owner(const struct sayso_report *r, uint32_t index)
{
    const struct sayso_token *t = &r->tokens[index];
    uint32_t size = t->end - t->start;
    if (t->deprel != SAYSO_DEP_NMOD_POSS || t->head <= (int32_t)index || size < OWNER_MIN ||
        t->upos != SAYSO_UPOS_NOUN || !t->feats || !strstr(t->feats, "Number=Plur"))
        return 0;
    for (uint32_t i = t->start; i < t->end; i++)
        if ((r->text[i] | 0x20) < 'a' || (r->text[i] | 0x20) > 'z') return 0;
    bool plain = (r->text[t->end - 1] | 0x20) == 's' && (r->text[t->end - 2] | 0x20) != 's';
    const struct sayso_token *next = t + 1; // the head is further on
    bool apart = next->upos == SAYSO_UPOS_PUNCT || next->upos == SAYSO_UPOS_CCONJ || next->upos == SAYSO_UPOS_PART;
    return plain && !apart ? size - 1 : 0;
}

// How the writer of a paragraph deals with apostrophes.
enum care { CARE_UNKNOWN, CARE_TAKEN, CARELESS };

// Of the paragraph around the sentence `s`.
static enum care care_of(const struct sayso_report *r, uint32_t s)
{
    uint32_t paragraph = r->sentences[s].paragraph;
    while (s > 0 && r->sentences[s - 1].paragraph == paragraph) s--;
    enum care care = CARE_UNKNOWN;
    for (; s < r->sentence_count && r->sentences[s].paragraph == paragraph; s++) {
        const struct sayso_sentence *sentence = &r->sentences[s];
        char first = r->text[sentence->start];
        if (first >= 'a' && first <= 'z') care = CARELESS;
        for (uint32_t i = sentence->token_first; i < sentence->token_first + sentence->token_count; i++) {
            const struct sayso_token *t = &r->tokens[i];
            if (!(t->flags & SAYSO_TOKEN_MWT_NEXT)) continue;
            if ((r->text[t->start] | 0x20) < 'a' || (r->text[t->start] | 0x20) > 'z') return CARE_TAKEN;
            if (t->end - t->start <= 2) care = CARELESS; // "dont", "im"
        }
    }
    return care;
}

static bool behind_owner(const struct sayso_report *r, uint32_t i)
{
    const struct sayso_token *t = &r->tokens[i];
    return i > 0 && t[-1].sentence == t->sentence && t[-1].deprel == SAYSO_DEP_NMOD_POSS &&
           t[-1].upos == SAYSO_UPOS_PRON;
}

static enum sayso_err find(const struct ss_token_rules *rules, struct sayso_report *r, cut_array *cuts)
{
    uint32_t seen = UINT32_MAX; // a sentence of the paragraph whose care is known
    enum care care = CARE_UNKNOWN;
    for (uint32_t i = 0; i < r->token_count; i++) {
        const struct sayso_token *t = &r->tokens[i];
        if (t->flags & (SAYSO_TOKEN_MWT_FIRST | SAYSO_TOKEN_MWT_NEXT)) continue;
        uint32_t at = owner(r, i);
        if (at && (seen == UINT32_MAX || r->sentences[seen].paragraph != r->sentences[t->sentence].paragraph))
            care = care_of(r, seen = t->sentence); // once a paragraph
        if (care == CARE_TAKEN || (care == CARE_UNKNOWN && !behind_owner(r, i))) at = 0;
        if (!at && !owns(r, t)) at = ss_token_rules_doubt(rules, r->text + t->start, t->end - t->start);
        if (!at) continue;
        struct cut *cut = ss_arr_push(r->arena, cuts);
        if (!cut) return ss_arena_error(r->arena);
        *cut = (struct cut){i, at};
    }
    return SAYSO_OK;
}

enum sayso_err ss_split_again(const struct ss_token_rules *rules, struct sayso_report *r, uint8_t **mark,
                              uint8_t **again)
{
    cut_array cuts = {0};
    *again = NULL;
    enum sayso_err err = find(rules, r, &cuts);
    if (err || !cuts.count) return err;
    uint32_t count = r->token_count + cuts.count, done = 0, first = 0;
    struct sayso_token *tokens = SS_NEW_ARRAY(r->arena, struct sayso_token, count);
    int32_t *moved = SS_NEW_ARRAY(r->arena, int32_t, r->token_count); // where each word went
    uint8_t *changed = SS_NEW_ARRAY(r->arena, uint8_t, r->sentence_count);
    if (!tokens || !moved || !changed) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < r->token_count; i++) {
        struct sayso_token *t = &tokens[i + done];
        moved[i] = (int32_t)(i + done);
        *t = r->tokens[i];
        if (done == cuts.count || cuts.item[done].token != i) continue;
        t[1] = t[0];
        t[0].end = t[1].start = t->start + cuts.item[done++].at;
        t[0].flags = (t[0].flags & ~(unsigned)SAYSO_TOKEN_SPACE_AFTER & 0xFF) | SAYSO_TOKEN_MWT_FIRST;
        t[1].flags |= SAYSO_TOKEN_MWT_NEXT;
        changed[t->sentence] = 1;
        r->sentences[t->sentence].token_count++;
    }
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head >= 0) tokens[i].head = moved[tokens[i].head];
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        r->sentences[i].token_first = first;
        first += r->sentences[i].token_count;
    }
    SS_TRY(move_marks(r, moved, count, mark));
    r->tokens = tokens;
    r->token_count = count;
    *again = changed;
    return SAYSO_OK;
}
