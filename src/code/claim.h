// SPDX-License-Identifier: Apache-2.0
// Claims: the stage that turns frames into records. Internal to src/code.
//
// One report goes through: match (a draft for each trigger), roles, merging of outcome and cause, voice and realis,
// place and time and figures, recall of definite mentions, derived codes. Each step is a function over the drafts.
#ifndef SS_CLAIM_H
#define SS_CLAIM_H

#include "base/arr.h"
#include "code/coder.h"
#include "code/confidence.h"
#include "code/frame.h"

#define SS_MEMBERS_MAX 8

// Rules of the stage, immutable.
struct ss_claim_rules {
    struct ss_frames frames;
    const struct ss_know_table *negators, *modals, *certainty; // words/
    const struct ss_know_table *private;                       // events/
    const struct ss_know_table *signatures, *scale, *cues, *hedges;
    const struct ss_know_table *modes, *contexts, *cameo, *acled; // events/
    const struct ss_know_table *features;                         // events/granularity
    struct ss_confidence_tables confidence;
    // class bits the steps need by name
    uint64_t happening, thing_of, definite, casualty, doer, cause_prep, cause_mark, instrument, measure, state_part,
        occasion, which, manner, human, firm, bound, where, holding, place, involvement, body, told_by_place, hardware,
        counter, building, armed, abstract;
};

// A claim in the making.
struct ss_draft {
    const struct ss_frame *frame;
    enum sayso_claim_kind kind;
    const char *type, *mode, *cameo;
    int32_t trigger, carrier; // tokens; carrier -1 = none
    int32_t member[SS_MEMBERS_MAX];
    uint32_t member_count; // triggers joined into this one, itself first
    uint32_t sentence;
    struct ss_args actors, recipients, holders; // entities
    struct ss_args objects, instruments;        // mentions
    struct ss_args figures;
    int32_t place; // entity
    int32_t place_token;
    int32_t time;
    int32_t voice;
    bool place_own, dropped, recalled;
    bool listed;   // one of several that an earlier claim counts together
    bool foretold; // told to come, not planned or meant
    bool somebody; // an actor stands in the text, known or not
    enum sayso_realis realis;
    enum sayso_certainty certainty;
};

struct ss_drafts {
    struct ss_draft *item;
    uint32_t count, room;
};

// What the steps share over one report.
struct ss_claim_work {
    const struct ss_claim_rules *rules;
    struct sayso_report *report;
    struct ss_view view;
    struct ss_drafts drafts;
    int32_t *draft_of; // draft whose member a token is, or -1
    int32_t *thing_at; // mention of the thing whose head a token is, or -1
    // mentions of each sentence, in the report's order: the first (by sentence), the next (by mention); -1 ends
    int32_t *mention_first, *mention_next;
    bool *sourced;                         // tokens inside words that name a source
    SS_ARR(struct sayso_mention) mentions; // grows by the things that claims name
    SS_ARR(struct sayso_entity) entities;  // grows by states that only an adjective names
    const struct ss_know *know;
    const struct ss_trace *trace; // trace.h: who wants to know how a claim came about, or NULL
};

// claim_roles.c: fills the roles of a draft from its frame.
enum sayso_err ss_claim_roles(struct ss_claim_work *work, struct ss_draft *draft) SAYSO_CHECKED;
// One token in one role.
enum sayso_err ss_claim_role(struct ss_claim_work *work, struct ss_draft *draft, enum ss_role role,
                             const struct ss_path *path, int32_t token) SAYSO_CHECKED;
// claim_beside.c: those whom "such as" behind a noun names; those in a row with the actors whom no mention names.
void ss_claim_examples(const struct ss_claim_work *work, int32_t token, struct ss_args *out);
enum sayso_err ss_claim_row(struct ss_claim_work *work, struct ss_draft *draft,
                            const struct ss_args *row) SAYSO_CHECKED;
// Who is meant where the only recipients, `whom`, were the actors themselves.
enum sayso_err ss_claim_other(struct ss_claim_work *work, struct ss_draft *draft,
                              const struct ss_args *whom) SAYSO_CHECKED;
// claim_mention.c: a mention of a known actor at a token; its entity is the report's own or a new one.
enum sayso_err ss_claim_actor(struct ss_claim_work *work, const struct ss_know_actor *actor, int32_t token,
                              int32_t *mention) SAYSO_CHECKED;
// People or a body whom no role names ("two aides", "the utility"): an entity named by its noun phrase.
enum sayso_err ss_claim_somebody(struct ss_claim_work *work, int32_t token, const char *kind,
                                 struct ss_args *out) SAYSO_CHECKED;
// Appends a mention of a thing, the noun phrase of a token, and adds it to the list.
enum sayso_err ss_claim_thing(struct ss_claim_work *work, int32_t token, struct ss_args *out) SAYSO_CHECKED;
// claim_side.c: the sides of a sentence's drafts that no path of their frames reaches.
enum sayso_err ss_claim_sides(struct ss_claim_work *work, uint32_t from, uint32_t to) SAYSO_CHECKED;
// Whether the draft tells of a deed of violence or of its toll: those go together.
bool ss_claim_violent(const struct ss_draft *draft);
// Whether it is told in passing, below another word.
bool ss_claim_passing(const struct ss_claim_work *work, const struct ss_draft *draft);
// "government-held": the government of the country that the place lies in holds it.
enum sayso_err ss_claim_holder(struct ss_claim_work *work, struct ss_draft *draft) SAYSO_CHECKED;
// Whether the draft is an act of saying.
bool ss_claim_speech(const struct ss_claim_work *work, const struct ss_draft *draft);
// claim_context.c: sides that another claim tells.
void ss_claim_context(struct ss_claim_work *work, uint32_t from, uint32_t to);
// claim_private.c: named persons to whom violence or the law happens, and of whom nothing else is told, have the sector
// of events/private.
enum sayso_err ss_claim_private(const struct ss_claim_work *work);
// claim_merge.c: joins drafts of one happening inside a sentence, and drops what is not kept.
void ss_claim_merge(struct ss_claim_work *work, uint32_t from, uint32_t to);
// voice.c: the attribution that vouches for a claim, or -1; realis.c.
void ss_claim_voice(struct ss_claim_work *work, struct ss_draft *draft);
void ss_claim_realis(struct ss_claim_work *work, struct ss_draft *draft);
// claim_fill.c: place, figures, mode, weapons. Steps from a token up to a word of the draft, SS_CLAIM_FAR when another
// claim's word or a new clause stands between.
#define SS_CLAIM_FAR 1000
int ss_claim_distance(const struct ss_claim_work *work, const struct ss_draft *draft, int32_t token);
// claim_when.c: time; then what a definite mention recalls.
void ss_claim_time(struct ss_claim_work *work, struct ss_draft *draft);
// claim_place.c: where it happened, when its frame does not tell.
void ss_claim_place(struct ss_claim_work *work, struct ss_draft *draft);
void ss_claim_time_above(struct ss_claim_work *work, struct ss_draft *draft);
enum sayso_err ss_claim_fill(struct ss_claim_work *work, uint32_t from, uint32_t to) SAYSO_CHECKED;
void ss_claim_recall(struct ss_claim_work *work, uint32_t index);
// control.c
void ss_claim_control(struct ss_claim_work *work, const struct ss_draft *draft, struct sayso_claim *claim);
// derive.c: CAMEO and ACLED codes by table.
void ss_claim_derive(const struct ss_claim_work *work, const struct ss_draft *draft, struct sayso_claim *claim);

// Whether a token has a class.
static inline bool ss_claim_is(const struct ss_claim_work *work, int32_t token, uint64_t bits)
{
    return token >= 0 && (work->view.mask[token] & bits);
}

#endif
