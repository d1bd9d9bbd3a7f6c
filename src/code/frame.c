// SPDX-License-Identifier: Apache-2.0
// Interprets frames over one report: the classes of its tokens, paths, needs, and the choice of the best row.
#include "code/frame.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define LEMMA_MAX 64

static uint64_t mask_of(const struct ss_frames *f, const struct ss_map *map, const char *word)
{
    if (!word) return 0;
    const uint32_t *at = ss_map_get(map, word, strlen(word));
    return at ? f->mask[*at] : 0;
}

uint64_t ss_class_of(const struct ss_frames *f, const char *lemma)
{
    return mask_of(f, &f->lemmas, lemma);
}

static bool known_verb(const struct ss_frames *f, const char *lemma)
{
    char key[LEMMA_MAX + 3] = "v:";
    size_t len = strlen(lemma);
    if (!len || len > LEMMA_MAX) return false;
    memcpy(key + 2, lemma, len + 1);
    return ss_map_get(&f->words, key, len + 2) != NULL;
}

// The base form of a verb whose lemma no table knows: an irregular form, or the regular endings undone.
static const char *base_form(struct ss_view *view, int32_t token)
{
    const struct ss_frames *f = view->frames;
    const struct sayso_token *t = &view->report->tokens[token];
    uint32_t len = t->end - t->start;
    char form[LEMMA_MAX + 2];
    if (!len || len >= LEMMA_MAX) return NULL;
    for (uint32_t i = 0; i < len; i++) form[i] = ss_ascii_lower(view->report->text[t->start + i]);
    form[len] = '\0';
    const uint32_t *at = ss_map_get(&f->forms, form, len);
    if (at) return f->base[*at];
    if (known_verb(f, view->tree.lemma[token])) return NULL;
    uint32_t cut = len > 4 && !strcmp(form + len - 2, "ed") ? 2 : len > 5 && !strcmp(form + len - 3, "ing") ? 3 : 0;
    if (!cut) return NULL;
    char stem[LEMMA_MAX + 2];
    len -= cut;
    memcpy(stem, form, len);
    stem[len] = '\0';
    if (!known_verb(f, stem)) {
        stem[len] = 'e';
        stem[len + 1] = '\0';
        if (!known_verb(f, stem)) {
            if (len < 3 || stem[len - 1] != stem[len - 2]) return NULL;
            stem[len - 1] = '\0';
            if (!known_verb(f, stem)) return NULL;
        }
    }
    return ss_strdup(view->arena, stem);
}

// By its kind, and by its kind in a sector: "person", "person/GOV".
static uint64_t classes_of_entity(const struct ss_frames *f, const struct sayso_entity *e)
{
    uint64_t mask = mask_of(f, &f->kinds, e->kind);
    for (uint32_t i = 0; e->kind && i < e->sector_count; i++) {
        char key[LEMMA_MAX];
        int n = snprintf(key, sizeof key, "%s/%s", e->kind, e->sectors[i]);
        if (n > 0 && (size_t)n < sizeof key) mask |= mask_of(f, &f->kinds, key);
    }
    return mask;
}

static bool verb_is(const void *user, enum ss_verb_kind kind, const char *lemma)
{
    const struct ss_frames *f = user;
    return mask_of(f, &f->lemmas, lemma) & f->verb_kind[kind];
}

// "the foreign minister Lavrov": a mention whose head is the title stands at the name above it, too.
static void above_title(struct ss_view *view, int32_t mention)
{
    const struct sayso_mention *m = &view->report->mentions[mention];
    if (m->kind != SAYSO_MENTION_ACTOR || m->head_token < 0 || (uint32_t)m->head_token >= view->report->token_count)
        return;
    const struct sayso_token *t = &view->tree.tokens[m->head_token];
    if (t->head <= m->head_token || view->actor[t->head] >= 0 || view->place[t->head] >= 0) return;
    bool within = view->tree.tokens[t->head].start < m->end;
    if (within || (t->deprel == SAYSO_DEP_NMOD_DESC && view->tree.tokens[t->head].upos == SAYSO_UPOS_PROPN)) {
        view->actor[t->head] = mention;
        view->mask[t->head] |= view->mask[m->head_token];
    }
}

// The word as written, in lower case; NULL when it is too long.
static const char *form_of(const struct ss_view *view, int32_t token, char form[LEMMA_MAX + 1])
{
    const struct sayso_token *t = &view->tree.tokens[token];
    uint32_t len = t->end - t->start;
    if (len > LEMMA_MAX) return NULL;
    for (uint32_t i = 0; i < len; i++) form[i] = ss_ascii_lower(view->report->text[t->start + i]);
    form[len] = '\0';
    return form;
}

// "Typhoon Haiyan": the name of a disaster is of its class.
static void name_disaster(struct ss_view *view, uint32_t i, uint64_t disaster)
{
    const struct sayso_token *t = view->tree.tokens;
    char form[LEMMA_MAX + 1];
    if (t[i].upos != SAYSO_UPOS_PROPN || t[i - 1].upos != SAYSO_UPOS_PROPN) return;
    bool one = t[i].head == (int32_t)i - 1 || t[i - 1].head == (int32_t)i || t[i - 1].head == t[i].head;
    const char *before = one ? form_of(view, (int32_t)i - 1, form) : NULL;
    if (before && (mask_of(view->frames, &view->frames->lemmas, before) & disaster)) {
        view->mask[i] |= disaster;
        view->mask[i - 1] |= disaster;
    }
}

enum sayso_err ss_view_new(struct ss_view *view, const struct ss_frames *frames, struct sayso_report *report,
                           struct ss_arena *arena)
{
    view->frames = frames;
    view->report = report;
    view->arena = arena;
    enum sayso_err err = ss_ftree_new(&view->tree, report, arena, verb_is, frames);
    if (err) return err;
    uint32_t n = report->token_count;
    view->mask = SS_NEW_ARRAY(arena, uint64_t, n);
    view->actor = SS_NEW_ARRAY(arena, int32_t, n);
    view->place = SS_NEW_ARRAY(arena, int32_t, n);
    view->attribution = SS_NEW_ARRAY(arena, int32_t, n);
    if (!view->mask || !view->actor || !view->place || !view->attribution) return ss_arena_error(arena);
    for (uint32_t i = 0; i < n; i++) {
        const char *base = report->tokens[i].upos == SAYSO_UPOS_VERB ? base_form(view, (int32_t)i) : NULL;
        if (base) view->tree.lemma[i] = base;
        view->mask[i] = mask_of(frames, &frames->lemmas, view->tree.lemma[i]);
        view->actor[i] = view->place[i] = view->attribution[i] = -1;
    }
    for (uint32_t i = 0; i < report->mention_count; i++) {
        const struct sayso_mention *m = &report->mentions[i];
        if (m->head_token < 0 || (uint32_t)m->head_token >= n) continue;
        int32_t t = m->head_token;
        if (m->kind == SAYSO_MENTION_TIME) view->mask[t] |= ss_class_bit(frames, "measure");
        if (m->kind == SAYSO_MENTION_ACTOR && view->actor[t] < 0) view->actor[t] = (int32_t)i;
        if (m->kind == SAYSO_MENTION_PLACE && view->place[t] < 0) view->place[t] = (int32_t)i;
        if ((m->kind == SAYSO_MENTION_ACTOR || m->kind == SAYSO_MENTION_PLACE) && m->entity >= 0 &&
            (uint32_t)m->entity < report->entity_count)
            view->mask[t] |= classes_of_entity(frames, &report->entities[m->entity]);
    }
    uint64_t disaster = ss_class_bit(frames, "disaster");
    for (uint32_t i = 1; i < n; i++) name_disaster(view, i, disaster);
    for (uint32_t i = 0; i < report->mention_count; i++) above_title(view, (int32_t)i);
    view->tree.preps = frames->preps;
    view->tree.mask = view->mask;
    view->tree.doers = ss_class_bit(frames, "people") | ss_class_bit(frames, "actor") | ss_class_bit(frames, "armed");
    view->tree.people = ss_class_bit(frames, "people") | ss_class_bit(frames, "human");
    view->tree.means = ss_class_bit(frames, "instrument");
    view->tree.messages = ss_class_bit(frames, "verbal_means");
    view->tree.efforts = ss_class_bit(frames, "effort");
    view->tree.sites = ss_class_bit(frames, "place") | ss_class_bit(frames, "building");
    view->tree.helps = ss_class_bit(frames, "helps");
    for (uint32_t i = 0; i < report->attribution_count; i++) {
        int32_t t = report->attributions[i].cue_token;
        if (t >= 0 && (uint32_t)t < n) view->attribution[t] = (int32_t)i;
    }
    return SAYSO_OK;
}

static bool word_in(const char *words, const char *lemma)
{
    char key[LEMMA_MAX + 3];
    size_t len = strlen(lemma);
    if (!len || len > LEMMA_MAX) return false;
    key[0] = '|';
    memcpy(key + 1, lemma, len);
    key[len + 1] = '|';
    key[len + 2] = '\0';
    return strstr(words, key) != NULL;
}

static bool met(const struct ss_view *view, int32_t trigger, const struct ss_need *need)
{
    bool yes = false;
    for (uint32_t p = 0; p < need->path_count && !yes; p++) {
        struct ss_args args = {.count = 0};
        ss_path_follow(view, trigger, &need->path[p], false, &args);
        for (uint32_t i = 0; i < args.count && !yes; i++) {
            int32_t t = args.item[i];
            yes = (!need->words && !need->classes) || (need->classes & view->mask[t]) ||
                  (need->words && word_in(need->words, view->tree.lemma[t]));
        }
    }
    return yes != need->absent;
}

int32_t ss_frame_failed(const struct ss_view *view, int32_t token, const struct ss_frame *frame)
{
    for (uint32_t i = 0; i < frame->need_count; i++)
        if (!met(view, token, &frame->needs[i])) return (int32_t)i;
    return -1;
}

// The first link of a word's rows, -1 when it has none.
static int32_t first_link(const struct ss_frames *f, const char *pos, const char *lemma)
{
    char key[LEMMA_MAX + 3];
    size_t len = strlen(lemma);
    if (!len || len > LEMMA_MAX) return -1;
    key[0] = *pos;
    key[1] = ':';
    memcpy(key + 2, lemma, len);
    const uint32_t *at = ss_map_get(&f->words, key, len + 2);
    return at ? (int32_t)*at : -1;
}

const struct ss_frame *ss_frame_next(const struct ss_view *view, int32_t token, const char *pos,
                                     const struct ss_frame *before)
{
    const struct ss_frames *f = view->frames;
    int32_t l = first_link(f, pos, view->tree.lemma[token]);
    if (!before) return l >= 0 ? &f->frame[f->link[l].frame] : NULL;
    for (; l >= 0; l = f->link[l].next)
        if (&f->frame[f->link[l].frame] == before)
            return f->link[l].next >= 0 ? &f->frame[f->link[f->link[l].next].frame] : NULL;
    return NULL;
}

// Rows are tried in the order of the tables from the last to the first link; among the rows that fit, the one with most
// needs wins, then one that stops the others, then the earlier one.
static const struct ss_frame *best(const struct ss_view *view, int32_t token, const char *pos, const char *lemma)
{
    const struct ss_frames *f = view->frames;
    const struct ss_frame *found = NULL;
    uint32_t most = 0;
    for (int32_t l = first_link(f, pos, lemma); l >= 0; l = f->link[l].next) {
        const struct ss_frame *frame = &f->frame[f->link[l].frame];
        uint32_t rank = 2 * frame->need_count + !!(frame->flags & SS_FRAME_SKIP);
        if (found && rank < most) continue;
        if (ss_frame_failed(view, token, frame) >= 0) continue;
        found = frame;
        most = rank;
    }
    return found && !(found->flags & SS_FRAME_SKIP) ? found : NULL;
}

// A word in -ing that stands as a noun: after a preposition and with a modifier or a determiner, and without an object.
static bool nominal_gerund(const struct ss_view *view, int32_t token)
{
    const struct ss_ftree *tree = &view->tree;
    const char *x = tree->tokens[token].xpos;
    if (!x || strcmp(x, "VBG") || ss_ftree_child(tree, token, SAYSO_DEP_OBJ, NULL) >= 0) return false;
    if (tree->tokens[token].deprel == SAYSO_DEP_CSUBJ || tree->tokens[token].deprel == SAYSO_DEP_NSUBJ) return true;
    return ss_ftree_child(tree, token, SAYSO_DEP_DET, NULL) >= 0 ||
           ss_ftree_child(tree, token, SAYSO_DEP_COMPOUND, NULL) >= 0 ||
           ss_ftree_child(tree, token, SAYSO_DEP_AMOD, NULL) >= 0 ||
           ss_ftree_child(tree, token, SAYSO_DEP_CASE, NULL) >= 0;
}

static bool small(char c)
{
    return ss_ascii_alpha(c) && ss_ascii_lower(c) == c;
}

// Part of the name of a place, a body or a person: "the Samarra Barrage", "the Commission of Inquiry".
static bool part_of_name(const struct ss_view *view, int32_t token)
{
    const struct ss_ftree *tree = &view->tree;
    const struct sayso_token *t = &tree->tokens[token];
    bool named = t->ner == SAYSO_NER_PERSON || t->ner == SAYSO_NER_ORGANISATION || t->ner == SAYSO_NER_PLACE;
    if (named && token > 0 && tree->tokens[token - 1].ner == t->ner && tree->tokens[token - 1].head == token)
        return true;
    const char *text = view->report->text;
    bool capital = t->end > t->start + 1 && small(text[t->start + 1]) && !small(text[t->start]);
    return capital && t->upos == SAYSO_UPOS_PROPN && t->deprel == SAYSO_DEP_NMOD && t->head >= 0 && t->head < token &&
           !strcmp(ss_ftree_case(tree, token), "of") && ss_ftree_child(tree, token, SAYSO_DEP_DET, NULL) < 0;
}

const struct ss_frame *ss_frame_match(const struct ss_view *view, int32_t token)
{
    const struct sayso_token *t = &view->tree.tokens[token];
    const char *lemma = view->tree.lemma[token];
    char form[LEMMA_MAX + 1];
    bool before_noun = t->deprel == SAYSO_DEP_AMOD || t->deprel == SAYSO_DEP_COMPOUND;
    switch (t->upos) {
    case SAYSO_UPOS_VERB:
        if (nominal_gerund(view, token)) { // "killed in police firing"
            const char *noun = form_of(view, token, form);
            const struct ss_frame *f = noun ? best(view, token, "n", noun) : NULL;
            if (f) return f;
        }
        if (before_noun) return best(view, token, "a", lemma);
        return best(view, token, "v", lemma);
    case SAYSO_UPOS_ADJ:
        return best(view, token, "a", lemma);
    case SAYSO_UPOS_NOUN:
    case SAYSO_UPOS_PROPN:
        // the first part of a compound names no happening of its own ("casualty figures")
        if (t->deprel == SAYSO_DEP_COMPOUND || part_of_name(view, token)) return NULL;
        if (t->xpos && !strcmp(t->xpos, "VBG")) lemma = form_of(view, token, form);
        return lemma ? best(view, token, "n", lemma) : NULL;
    default:
        return NULL;
    }
}
