// SPDX-License-Identifier: Apache-2.0
// The claim stage: from tokens and trees to event, toll and control claims.
#include "code/claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/kind.h"
#include "code/realis.h"
#include "code/trace.h"

#define CLAIMS_CAP 20000 // claims in one report

static enum sayso_err load(struct ss_claim_rules *r, const struct ss_know *know, struct sayso_problem *problem)
{
    SS_TRY(ss_frames_load(&r->frames, know, problem));
    SS_TRY(ss_know_need(&r->private, know, "events/private", problem));
    SS_TRY(ss_know_need(&r->negators, know, "words/negators", problem));
    SS_TRY(ss_know_need(&r->modals, know, "words/modals", problem));
    SS_TRY(ss_know_need(&r->certainty, know, "words/certainty", problem));
    SS_TRY(ss_know_need(&r->signatures, know, "words/signatures", problem));
    SS_TRY(ss_know_need(&r->scale, know, "words/scale", problem));
    SS_TRY(ss_know_need(&r->cues, know, "words/cues", problem));
    SS_TRY(ss_know_need(&r->hedges, know, "words/hedges", problem));
    SS_TRY(ss_know_need(&r->modes, know, "events/modes", problem));
    SS_TRY(ss_know_need(&r->contexts, know, "events/contexts", problem));
    SS_TRY(ss_know_need(&r->cameo, know, "events/cameo", problem));
    SS_TRY(ss_know_need(&r->acled, know, "events/acled", problem));
    SS_TRY(ss_confidence_tables_load(&r->confidence, know, problem));
    SS_TRY(ss_know_need(&r->features, know, "events/granularity", problem));
    r->happening = ss_class_bit(&r->frames, "happening");
    r->thing_of = ss_class_bit(&r->frames, "belonging");
    r->definite = ss_class_bit(&r->frames, "definite");
    r->armed = ss_class_bit(&r->frames, "armed");
    r->abstract = ss_class_bit(&r->frames, "abstract");
    r->doer = ss_class_bit(&r->frames, "people") | ss_class_bit(&r->frames, "party") | r->armed | r->thing_of;
    r->instrument = ss_class_bit(&r->frames, "instrument");
    r->measure = ss_class_bit(&r->frames, "measure");
    r->counter = ss_class_bit(&r->frames, "counter");
    r->hardware = ss_class_bit(&r->frames, "vehicle") | ss_class_bit(&r->frames, "aircraft") | r->instrument;
    r->state_part = ss_class_bit(&r->frames, "state_part");
    r->cause_prep = ss_class_bit(&r->frames, "cause_prep");
    r->occasion = ss_class_bit(&r->frames, "occasion");
    r->which = ss_class_bit(&r->frames, "which");
    r->manner = ss_class_bit(&r->frames, "manner");
    r->where = ss_class_bit(&r->frames, "where");
    r->bound = ss_class_bit(&r->frames, "bound");
    r->firm = ss_class_bit(&r->frames, "business");
    r->human = ss_class_bit(&r->frames, "human");
    r->holding = ss_class_bit(&r->frames, "holding");
    r->place = ss_class_bit(&r->frames, "place");
    r->cause_mark = ss_class_bit(&r->frames, "cause_mark");
    r->told_by_place = ss_class_bit(&r->frames, "told_by_place");
    r->body = ss_class_bit(&r->frames, "body");
    r->building = ss_class_bit(&r->frames, "building");
    r->involvement = ss_class_bit(&r->frames, "involvement");
    r->casualty = ss_class_bit(&r->frames, "casualty");
    return SAYSO_OK;
}

enum sayso_err ss_claim_rules_new(struct ss_claim_rules **out, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    struct ss_claim_rules *r = calloc(1, sizeof *r);
    if (!r) return SAYSO_ERR_NOMEM;
    enum sayso_err err = load(r, know, problem);
    if (err) {
        ss_claim_rules_free(r);
        return err;
    }
    *out = r;
    return SAYSO_OK;
}

void ss_claim_rules_free(struct ss_claim_rules *rules)
{
    if (!rules) return;
    ss_frames_unload(&rules->frames);
    free(rules);
}

static enum sayso_err match_sentence(struct ss_claim_work *w, uint32_t s)
{
    const struct sayso_sentence *sentence = &w->report->sentences[s];
    for (uint32_t k = 0; k < sentence->token_count; k++) {
        int32_t t = (int32_t)(sentence->token_first + k);
        if ((uint32_t)t >= w->report->token_count) break;
        const struct ss_frame *frame = ss_frame_match(&w->view, t);
        ss_trace_match(w, t, frame);
        if (!frame) continue;
        if (w->drafts.count == CLAIMS_CAP) return SAYSO_OK;
        struct ss_draft *d = ss_arr_push(w->view.arena, &w->drafts);
        if (!d) return ss_arena_error(w->view.arena);
        d->frame = frame;
        d->kind = frame->kind;
        d->type = frame->type;
        d->mode = frame->mode;
        d->cameo = frame->cameo;
        d->trigger = t;
        d->carrier = ss_ftree_verbal(&w->view.tree, t) ? -1 : ss_frame_carrier(&w->view, t);
        d->member[0] = t;
        d->member_count = 1;
        d->sentence = s;
        d->place = d->place_token = d->time = d->voice = -1;
        SS_TRY(ss_claim_roles(w, d));
    }
    return SAYSO_OK;
}

static enum sayso_err copy_ids(struct ss_arena *arena, const struct ss_args *from, struct sayso_ids *to)
{
    int32_t *items = SS_NEW_ARRAY(arena, int32_t, from->count);
    if (!items) return ss_arena_error(arena);
    memcpy(items, from->item, from->count * sizeof *items);
    to->item = items;
    to->count = from->count;
    return SAYSO_OK;
}

// The trigger with its particle: "carry out", "blow up".
static struct sayso_span trigger_span(const struct ss_claim_work *w, int32_t trigger)
{
    const struct sayso_token *t = &w->view.tree.tokens[trigger];
    struct sayso_span span = {t->start, t->end};
    int32_t prt = ss_ftree_child(&w->view.tree, trigger, SAYSO_DEP_COMPOUND_PRT, NULL);
    if (prt == trigger + 1) span.end = w->view.tree.tokens[prt].end;
    return span;
}

static enum sayso_err chain(const struct ss_claim_work *w, int32_t voice, struct sayso_ids *out)
{
    struct ss_args entities = {.count = 0};
    for (int step = 0; voice >= 0 && (uint32_t)voice < w->report->attribution_count && step < SS_ARGS_MAX; step++) {
        const struct sayso_attribution *a = &w->report->attributions[voice];
        ss_args_add(&entities, a->source_entity);
        for (uint32_t i = 0; i < a->sources.count; i++) ss_args_add(&entities, a->sources.item[i]);
        voice = a->within;
    }
    return copy_ids(w->report->arena, &entities, out);
}

// Contexts: those of the frame, and those whose words stand in the claim's own clause.
static enum sayso_err contexts(const struct ss_claim_work *w, const struct ss_draft *d, struct sayso_claim *c)
{
    const struct ss_know_table *t = w->rules->contexts;
    const char *found[8];
    uint32_t n = 0;
    int column = ss_know_column(t, "lemmas");
    for (uint32_t r = 0; r < ss_know_rows(t) && n < 8; r++) {
        const char *name = ss_know_cell(t, r, 0), *lemmas = ss_know_cell(t, r, column);
        bool yes = ss_in_list(d->frame->contexts, ',', name);
        for (int32_t k = w->view.tree.first[d->trigger]; k >= 0 && !yes; k = w->view.tree.next[k]) {
            if (ss_ftree_verbal(&w->view.tree, k)) continue;
            yes = ss_in_list(lemmas, '|', w->view.tree.lemma[k]);
            for (int32_t g = w->view.tree.first[k]; g >= 0 && !yes; g = w->view.tree.next[g])
                yes = ss_in_list(lemmas, '|', w->view.tree.lemma[g]);
        }
        if (yes) found[n++] = name;
    }
    const char **list = SS_NEW_ARRAY(w->report->arena, const char *, n);
    if (!list) return ss_arena_error(w->report->arena);
    memcpy(list, found, n * sizeof *list);
    c->contexts = list;
    c->context_count = n;
    return SAYSO_OK;
}

static enum sayso_err write_claim(struct ss_claim_work *w, const struct ss_draft *d, struct sayso_claim *c)
{
    struct ss_arena *arena = w->report->arena;
    c->kind = d->kind;
    c->type = d->type;
    c->mode = d->kind == SAYSO_CLAIM_EVENT ? d->mode : NULL;
    SS_TRY(copy_ids(arena, &d->actors, &c->actors));
    SS_TRY(copy_ids(arena, &d->recipients, &c->recipients));
    SS_TRY(copy_ids(arena, &d->objects, &c->objects));
    SS_TRY(copy_ids(arena, &d->instruments, &c->instruments));
    SS_TRY(copy_ids(arena, &d->figures, &c->figures));
    SS_TRY(contexts(w, d, c));
    c->place = d->place;
    c->time = d->time;
    c->holder = -1;
    c->voice = d->voice;
    SS_TRY(chain(w, d->voice, &c->chain));
    c->realis = d->realis;
    c->certainty = d->certainty;
    c->stance = ss_stance(w, d->trigger, d->voice);
    c->trigger = trigger_span(w, d->trigger);
    c->start = w->report->sentences[d->sentence].start;
    c->end = w->report->sentences[d->sentence].end;
    c->trigger_token = d->trigger;
    c->forecast = ss_claim_forecast(w, d);
    if (c->forecast) SS_TRY(ss_claim_deadline(w, d, &c->by));
    c->rule = d->frame->line;
    c->confidence = -1;
    if (d->kind == SAYSO_CLAIM_CONTROL) ss_claim_control(w, d, c);
    ss_claim_derive(w, d, c);
    return SAYSO_OK;
}

static enum sayso_err write_claims(struct ss_claim_work *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->drafts.count; i++) n += !w->drafts.item[i].dropped;
    struct sayso_claim *claims = SS_NEW_ARRAY(w->report->arena, struct sayso_claim, n);
    if (!claims) return ss_arena_error(w->report->arena);
    n = 0;
    for (uint32_t i = 0; i < w->drafts.count; i++)
        if (!w->drafts.item[i].dropped) SS_TRY(write_claim(w, &w->drafts.item[i], &claims[n++]));
    w->report->claims = claims;
    w->report->claim_count = n;
    return SAYSO_OK;
}

// How sure each claim is, once all of them stand; those less sure than `least` go; where it is 0, those told as
// done and less sure than the floors.
static enum sayso_err weigh_claims(struct ss_claim_work *w, double least)
{
    struct sayso_report *r = w->report;
    const struct ss_confidence_tables *tables = &w->rules->confidence;
    const struct ss_confidence floor = ss_confidence_floor(tables);
    struct ss_confidence_scene scene;
    SS_TRY(ss_confidence_open(&scene, tables, r, w->view.arena));
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->claim_count; i++) {
        struct ss_confidence_features f;
        struct ss_confidence shares[SS_CONFIDENCE_FEATURES];
        ss_confidence_features(&scene, i, &f);
        const struct ss_confidence sure = ss_confidence_of(tables, &f, shares);
        struct sayso_claim *c = &r->claims[i];
        c->confidence = sure.type * sure.sides;
        ss_trace_confidence(w, c, &f, shares);
        bool low = c->realis == SAYSO_ACTUAL && (sure.type < floor.type || c->confidence < floor.sides);
        if (least != 0 ? c->confidence < least : low) continue;
        r->claims[kept++] = *c;
    }
    r->claim_count = kept;
    return SAYSO_OK;
}

// Looked up again and again: which mentions a sentence holds, which words name sources.
static enum sayso_err index_report(struct ss_claim_work *w)
{
    struct sayso_report *r = w->report;
    struct ss_arena *arena = w->view.arena;
    w->draft_of = SS_NEW_ARRAY(arena, int32_t, r->token_count);
    w->thing_at = SS_NEW_ARRAY(arena, int32_t, r->token_count);
    w->sourced = SS_NEW_ARRAY(arena, bool, r->token_count);
    w->mention_first = SS_NEW_ARRAY(arena, int32_t, r->sentence_count);
    w->mention_next = SS_NEW_ARRAY(arena, int32_t, r->mention_count);
    if (!w->draft_of || !w->thing_at || !w->sourced || !w->mention_first || !w->mention_next)
        return ss_arena_error(arena);
    for (uint32_t i = 0; i < r->token_count; i++) w->draft_of[i] = w->thing_at[i] = -1;
    for (uint32_t i = 0; i < r->sentence_count; i++) w->mention_first[i] = -1;
    for (uint32_t i = r->mention_count; i-- > 0;) {
        w->mention_next[i] = -1;
        int32_t t = r->mentions[i].head_token;
        if (t < 0 || (uint32_t)t >= r->token_count || r->tokens[t].sentence >= r->sentence_count) continue;
        w->mention_next[i] = w->mention_first[r->tokens[t].sentence];
        w->mention_first[r->tokens[t].sentence] = (int32_t)i;
    }
    for (uint32_t i = 0; i < r->attribution_count; i++)
        for (uint32_t k = 0; k < r->attributions[i].source.count; k++) {
            struct sayso_span span = r->attributions[i].source.item[k];
            uint32_t low = 0, high = r->token_count;
            while (low < high) { // the first token that starts in the span
                uint32_t middle = low + (high - low) / 2;
                if (r->tokens[middle].start < span.start)
                    low = middle + 1;
                else
                    high = middle;
            }
            for (; low < r->token_count && r->tokens[low].start < span.end; low++) w->sourced[low] = true;
        }
    w->mentions.item = r->mentions;
    w->mentions.count = w->mentions.room = r->mention_count;
    w->entities.item = r->entities;
    w->entities.count = w->entities.room = r->entity_count;
    return SAYSO_OK;
}

// "besieged areas", "the siege of towns": places that nobody names, held by nobody that is named.
static bool anywhere(const struct ss_claim_work *w, const struct ss_draft *d)
{
    const struct sayso_token *t = &w->view.tree.tokens[d->trigger];
    int32_t what =
        t->deprel == SAYSO_DEP_AMOD ? t->head : ss_ftree_child(&w->view.tree, d->trigger, SAYSO_DEP_NMOD, NULL);
    bool noun = t->deprel == SAYSO_DEP_AMOD || !ss_ftree_verbal(&w->view.tree, d->trigger);
    return d->kind == SAYSO_CLAIM_CONTROL && noun && what >= 0 && ss_ftree_plural(&w->view.tree, what);
}

// Whether somebody in public affairs acts.
static bool public_actor(const struct ss_claim_work *w, const struct ss_draft *d)
{
    for (uint32_t i = 0; i < d->actors.count; i++) {
        if (ss_kind_is(w->know, w->report->entities[d->actors.item[i]].kind, "public")) return true;
    }
    return false;
}

// "the fighting", "attacks" of no one on no one, nowhere, not told of before: a word, no happening, unless a verb tells
// of it ("shelling went on"). Nor is what holds in general: "munitions dropped in each strike". A promise, a charge,
// talks between nobody are none in any form (events/scheme.tsv), nor what private people give to nobody.
static bool bare(const struct ss_claim_work *w, const struct ss_draft *d)
{
    const struct ss_know_table *t = w->rules->frames.scheme;
    int64_t row = d->kind == SAYSO_CLAIM_EVENT ? ss_know_find(t, d->type) : -1;
    const char *needs = row >= 0 ? ss_know_cell(t, (uint32_t)row, ss_know_column(t, "requires")) : "";
    if (*needs && !d->recipients.count &&
        (!d->actors.count || (ss_streq(needs, "recipient") && !d->place_own && !public_actor(w, d))))
        return true;
    // "put the number at": all that it tells is a count, of the dead or of anything.
    if (d->kind == SAYSO_CLAIM_TOLL && d->member_count < 2 && !d->figures.count && !d->recipients.count &&
        !d->frame->roles[SS_ROLE_RECIPIENT].count)
        return true;
    if (d->member_count > 1 || d->recalled || d->place_own || d->actors.count || d->recipients.count ||
        d->holders.count || d->figures.count)
        return false;
    if (d->kind == SAYSO_CLAIM_CONTROL) return !d->somebody && anywhere(w, d);
    if (d->kind != SAYSO_CLAIM_EVENT) return false;
    bool what = d->somebody || d->objects.count, verb = ss_ftree_verbal(&w->view.tree, d->trigger);
    if (d->realis == SAYSO_HYPOTHETICAL && !ss_claim_speech(w, d) &&
        ss_ftree_past_participle(&w->view.tree, d->trigger))
        return verb;
    return !verb && !what && d->realis == SAYSO_ACTUAL && d->carrier < 0;
}

static enum sayso_err code_claims(struct ss_claim_work *w, struct ss_arena *scratch, double least)
{
    SS_TRY(ss_view_new(&w->view, &w->rules->frames, w->report, scratch));
    SS_TRY(index_report(w));
    for (uint32_t s = 0; s < w->report->sentence_count; s++) {
        uint32_t from = w->drafts.count;
        SS_TRY(match_sentence(w, s));
        SS_TRY(ss_claim_sides(w, from, w->drafts.count));
        ss_claim_context(w, from, w->drafts.count);
        ss_claim_merge(w, from, w->drafts.count);
        for (uint32_t i = from; i < w->drafts.count; i++) {
            if (w->drafts.item[i].dropped) continue;
            ss_claim_voice(w, &w->drafts.item[i]);
            ss_claim_realis(w, &w->drafts.item[i]);
            if (w->drafts.item[i].frame->flags & SS_FRAME_TOLD && w->drafts.item[i].realis == SAYSO_NEGATED)
                w->drafts.item[i].dropped = true;
        }
        SS_TRY(ss_claim_fill(w, from, w->drafts.count));
        for (uint32_t i = from; i < w->drafts.count; i++)
            if (!w->drafts.item[i].dropped) {
                ss_claim_recall(w, i);
                w->drafts.item[i].dropped = bare(w, &w->drafts.item[i]);
                ss_trace_end(w, &w->drafts.item[i]);
            }
    }
    w->report->mentions = w->mentions.item;
    w->report->mention_count = w->mentions.count;
    SS_TRY(write_claims(w));
    SS_TRY(ss_claim_private(w));
    return weigh_claims(w, least);
}

enum sayso_err ss_code_claims(const struct ss_coder *coder, struct sayso_report *report, const struct ss_trace *trace)
{
    report->claims = NULL;
    report->claim_count = 0;
    if (!report->token_count) return SAYSO_OK;
    struct ss_claim_work w = {.rules = coder->claim, .report = report, .know = coder->know, .trace = trace};
    struct ss_arena *scratch = ss_arena_new(0);
    if (!scratch) return SAYSO_ERR_NOMEM;
    enum sayso_err err = code_claims(&w, scratch, coder->min_confidence);
    ss_arena_free(scratch);
    return err;
}
