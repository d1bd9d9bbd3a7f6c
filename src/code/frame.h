// SPDX-License-Identifier: Apache-2.0
// Event frames: rows of data/know/frames/*.tsv compiled to patterns over the tree, and their interpretation. Nothing
// here knows a type: what a word means stands in the tables.
//
// A row: lemma, pos (v verb, n noun, a adjective or participle before its noun), needs, type, mode, the roles,
// contexts, cameo, flags. A need is `path`, `!path`, `path=word|word|:class`, `passive`, `active` or `plural`; needs
// are joined by `;`. A role is a list of paths, `|` between alternatives (the first that names somebody counts) and `+`
// between parts that add up.
//
// Paths: subj obj iobj (logical, of the verb or of the light verb that carries the noun) · p:on,against (by
// preposition) · poss · pre (modifiers before a noun) · mod (the same, for word tests) · head (what the word modifies)
// · prt (particle) · comp (complement clause) · comp.subj comp.obj comp.aux comp.p:… · inf (an
// infinitive as complement) · gov (the verb above a noun) ·
// self · case det cop (own preposition, determiner, copula). `#1` takes the first coordinated member, `#2` the others.
#ifndef SS_FRAME_H
#define SS_FRAME_H

#include "base/map.h"
#include "code/frame_tree.h"
#include "know/know.h"

enum ss_path_kind {
    SS_PATH_SUBJ,
    SS_PATH_OBJ,
    SS_PATH_IOBJ,
    SS_PATH_PREP,
    SS_PATH_POSS,
    SS_PATH_PRE,
    SS_PATH_MOD,
    SS_PATH_HEAD,
    SS_PATH_PRT,
    SS_PATH_COMP,
    SS_PATH_COMP_SUBJ,
    SS_PATH_COMP_OBJ,
    SS_PATH_COMP_PREP,
    SS_PATH_COMP_AUX,
    SS_PATH_GOV,
    SS_PATH_SELF,
    SS_PATH_THEME,
    SS_PATH_GOV_SUBJ,
    SS_PATH_GOV_OBJ,
    SS_PATH_INF, // needs only, from here on
    SS_PATH_CASE,
    SS_PATH_DET,
    SS_PATH_COP,
    SS_PATH_PASSIVE,
    SS_PATH_ACTIVE,
    SS_PATH_PLURAL
};

struct ss_path {
    enum ss_path_kind kind;
    uint8_t part;      // 0 all, 1 the first coordinated member, 2 the others
    bool add;          // joined by `+` to the path before it
    const char *text;  // prepositions, or NULL
    const char *words; // the path as the table writes it
};

#define SS_NEED_PATHS 3

struct ss_need {
    struct ss_path path[SS_NEED_PATHS]; // any of them will do
    uint32_t path_count;
    bool absent;
    const char *words;      // "|a|b|", or NULL: anything
    const char *words_text; // the need as the table writes it
    uint64_t classes;
};

enum ss_role {
    SS_ROLE_ACTOR,
    SS_ROLE_RECIPIENT,
    SS_ROLE_OBJECT,
    SS_ROLE_PLACE,
    SS_ROLE_INSTRUMENT,
    SS_ROLE_HOLDER,
    SS_ROLE_COUNT
};

enum ss_frame_flag {
    SS_FRAME_RESULT = 1,   // tells the outcome of another happening: joins with its cause ("killed in a raid")
    SS_FRAME_LOOSE = 2,    // a word of many uses: counts only with a participant of its own
    SS_FRAME_RECALL = 4,   // a definite mention takes its roles from the last claim of its type
    SS_FRAME_SKIP = 8,     // a reading that is no event: stops other rows of the word
    SS_FRAME_ALLEGES = 16, // its complement is only alleged
    SS_FRAME_PAIR = 32,    // needs both sides
    SS_FRAME_DOER = 64,    // needs an actor
    SS_FRAME_MUTUAL = 128, // both sides act ("clashes with")
    SS_FRAME_TOLD = 256    // says nothing when it is denied ("nobody claimed responsibility")
};

struct ss_roles {
    const struct ss_path *path;
    uint32_t count;
};

struct ss_frame {
    const char *type; // NULL for toll and control
    const char *mode; // or the status, for control; NULL when none
    const char *contexts, *cameo, *line;
    enum sayso_claim_kind kind;
    unsigned flags;
    const char *needs_text; // as the table writes them
    const struct ss_need *needs;
    uint32_t need_count;
    struct ss_roles roles[SS_ROLE_COUNT];
};

// Frames and word classes; immutable after loading.
// What a verb with little meaning of its own is to a happening (words/light, kind).
enum ss_light {
    SS_LIGHT = 1,        // "carry out an attack"
    SS_LIGHT_HAPPEN = 2, // "clashes broke out"
    SS_LIGHT_WITH = 4,   // "respond with shelling"
    SS_LIGHT_BEHIND = 8, // "a strike called by the union"
    SS_LIGHT_IN = 16,    // "take part in an attack"
    SS_LIGHT_FOR = 32    // "responsible for an attack"
};

struct ss_frames {
    struct ss_arena *arena;
    struct ss_frame *frame;
    uint32_t frame_count;
    struct ss_frame_link {
        uint32_t frame;
        int32_t next;
    } * link;
    uint32_t link_count, link_room;
    struct ss_map words;   // "v:kill" -> first link
    struct ss_map classes; // class name -> bit
    struct ss_map lemmas;  // lemma -> index of mask
    uint64_t *mask;
    uint32_t mask_count, mask_room;
    struct ss_map kinds; // entity kind -> index of mask
    struct ss_map light; // "carry" → bits of enum ss_light
    struct ss_map forms; // "fought" -> index of base
    const char **base;
    uint64_t container, aside_mark, verb_kind[SS_VERB_VIOLENT + 1];
    const struct ss_know_table *scheme;
    const char *preps[SS_PREP_COUNT];
};

enum sayso_err ss_frames_load(struct ss_frames *frames, const struct ss_know *know,
                              struct sayso_problem *problem) SAYSO_CHECKED;
void ss_frames_unload(struct ss_frames *frames);

// One report seen with the frames: the tree, and for each token its classes and mentions.
struct ss_view {
    const struct ss_frames *frames;
    struct sayso_report *report;
    struct ss_arena *arena; // for what only the stage needs
    struct ss_ftree tree;
    uint64_t *mask;       // classes of each token
    int32_t *actor;       // mention of an actor whose head is the token, or -1
    int32_t *place;       // mention of a place whose head is the token, or -1
    int32_t *attribution; // attribution whose cue the token heads, or -1
};

enum sayso_err ss_view_new(struct ss_view *view, const struct ss_frames *frames, struct sayso_report *report,
                           struct ss_arena *arena) SAYSO_CHECKED;

// The rows of a token's word as a part of speech ("v", "n", "a"): the first, then that after `before`; NULL ends.
const struct ss_frame *ss_frame_next(const struct ss_view *view, int32_t token, const char *pos,
                                     const struct ss_frame *before);
// The first need that a row finds unmet at a token, -1 when it fits.
int32_t ss_frame_failed(const struct ss_view *view, int32_t token, const struct ss_frame *frame);
// The best frame of a token, or NULL.
const struct ss_frame *ss_frame_match(const struct ss_view *view, int32_t token);
// The tokens a path leads to, coordination expanded; for a role without times and measures ("on Tuesday" is nobody).
void ss_path_follow(const struct ss_view *view, int32_t trigger, const struct ss_path *path, bool role,
                    struct ss_args *out);
// The verb that carries a nominal trigger (obj of "carry out", subject of "occur", "launched by"), or -1.
int32_t ss_frame_carrier(const struct ss_view *view, int32_t token);
// Bits of a class by its name; 0 when there is none.
uint64_t ss_class_bit(const struct ss_frames *frames, const char *name);
// The classes of a word.
uint64_t ss_class_of(const struct ss_frames *frames, const char *lemma);

#endif
