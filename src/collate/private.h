// SPDX-License-Identifier: Apache-2.0
// What the steps of collation share: the rules, and for each claim what is needed to compare it with another.
#ifndef SS_COLLATE_PRIVATE_H
#define SS_COLLATE_PRIVATE_H

#include "base/arr.h"
#include "base/error.h"
#include "base/map.h"
#include "collate/collate.h"

#define SS_SIDES_MAX 4

// --- rules
// ---------------------------------------------------------------------------------------------------------------

struct ss_class {
    const char *name;   // of the class
    bool by_place;      // joined by place; else by who acts on whom
    bool culprit;       // rival actors are a conflict
    const char *blames; // the mode in which its actors lay another event at the door of its recipients; NULL: none
};

struct ss_phrase {
    const char *type, *mode, *both, *actors, *recipients, *none;
};

enum ss_where { SS_BEFORE, SS_AFTER, SS_WITHIN, SS_ANYWHERE, SS_CONTRAST, SS_STATIC, SS_TARGET, SS_NOWHERE, SS_FLIGHT };

// Words that make a figure a part of another, or a running total, or show that it is none.
struct ss_total {
    const char *words;
    enum ss_where where;
};

// Two sides that hold ground together.
struct ss_allies {
    const char *a, *b;
};

struct ss_collate_rules {
    struct ss_arena *arena;
    struct ss_map classes, modes, counted, sides; // values are indexes into the lists below
    SS_ARR(struct ss_class) class_list;
    SS_ARR(const char *) mode_list;    // families
    SS_ARR(const char *) counted_list; // groups
    SS_ARR(const char *) side_list;
    struct ss_map voices;
    SS_ARR(const char *) voice_list;
    SS_ARR(struct ss_phrase) phrases;
    SS_ARR(struct ss_total) totals;
    SS_ARR(struct ss_allies) allies;
};

// The type of a claim in the tables: that of its event, "control", "toll", or "displaced" when people lost their homes.
const char *ss_rule_type(const struct ss_collate_rules *rules, const struct sayso_row_claim *claim);
// NULL when the type takes no part.
const struct ss_class *ss_rule_class(const struct ss_collate_rules *rules, const struct sayso_row_claim *claim);
const char *ss_rule_mode(const struct ss_collate_rules *rules, const char *mode);       // family, or NULL
const char *ss_rule_group(const struct ss_collate_rules *rules, const char *words);     // last known word decides; NULL
const char *ss_rule_kind_group(const struct ss_collate_rules *rules, const char *kind); // of an actor's kind; NULL
// Whether figure words in a sentence count a part ("another 12", "five of them").
// `goes_on`: the same voice goes on about what it counted before.
bool ss_rule_part(const struct ss_collate_rules *rules, const char *sentence, const char *figure, bool goes_on);
// Whether a sentence gives a running total ("since March", "over the past week").
// Whether one of two sentences names a target that the other does not ("convoy", "hospital"), and none is in both.
bool ss_rule_other_target(const struct ss_collate_rules *rules, const char *a, const char *b);
// Whether a sentence sets itself against what was said before ("but", "conflicting").
bool ss_rule_contrast(const struct ss_collate_rules *rules, const char *sentence);
// For whom a voice speaks: the head of an organisation for it; the voice itself when not known.
const char *ss_rule_speaks_for(const struct ss_collate_rules *rules, const char *voice);
// Whether two sides hold ground together.
bool ss_rule_allies(const struct ss_collate_rules *rules, const char *a, const char *b);
// Whether the trigger of a control claim tells of a state, not of a change.
bool ss_rule_static(const struct ss_collate_rules *rules, const char *trigger);
bool ss_rule_total(const struct ss_collate_rules *rules, const char *sentence);
const char *ss_rule_side(const struct ss_collate_rules *rules, const char *actor); // NULL: its own

// --- claims as collation sees them
// -----------------------------------------------------------------------------------------

// A side: whose hands, whose fire. The key is that of the state for its government and forces, of a table, or the
// actor's own.
struct ss_side {
    const char *key;
    char camp;  // 's' of a state, 'n' an armed group of no state, 0 neither
    bool vague; // role words without a name ("gunmen"): agrees with any side that is no state
};

struct ss_seen {
    const struct ss_class *class;        // NULL: takes no part in events
    const char *family;                  // of the mode, or NULL
    const struct sayso_row_place *place; // own or taken from the claim before; NULL when none below a country
    bool place_taken;                    // from a neighbour
    int32_t from, to;                    // window; SAYSO_NO_DAY when unknown
    bool dated;                          // stated in the text to within two days
    bool coarse;                         // stated, but a week or more wide; or a running total
    uint32_t parts;                      // bit by figure: a part of another figure
    struct ss_side actors[SS_SIDES_MAX], recipients[SS_SIDES_MAX];
    uint32_t actor_count, recipient_count;
    const uint32_t *words; // word ids of the sentence, ascending, each once
    uint32_t word_count;
    double weight;      // of all of them
    uint32_t report;    // index
    const char *origin; // key of the first known source
    uint32_t event;     // index, or UINT32_MAX
};

struct ss_collating {
    struct ss_arena *arena;
    const struct sayso_rows *rows;
    const struct ss_collate_rules *rules;
    struct ss_seen *seen; // one a claim
    double *word_weight;  // by word id
    uint32_t word_count;
    uint32_t *report_root;      // by report: the report it copies in the end, itself when none
    uint32_t *report_story;     // by report: the first report of its story
    uint32_t *claim_cited;      // by claim: the report of the outlet that it names as its voice, or UINT32_MAX
    const char **report_source; // by report: key of the agency or outlet it takes its whole text from, or NULL
    int32_t last_day;           // latest day of publication
    SS_ARR(struct sayso_row_conflict) conflicts; // in the arena; out->conflicts at the end
    struct sayso_collation *out;
};

// --- steps, in their order
// ---------------------------------------------------------------------------------------------------

enum sayso_err ss_collate_echoes(struct ss_collating *c);    // fills report_root, report_source, out->echoes
enum sayso_err ss_collate_stories(struct ss_collating *c);   // fills report_story, out->stories
enum sayso_err ss_collate_see(struct ss_collating *c);       // fills seen
enum sayso_err ss_collate_events(struct ss_collating *c);    // fills seen[].event, out->events
enum sayso_err ss_collate_conflicts(struct ss_collating *c); // out->conflicts; marks events
enum sayso_err ss_collate_control(struct ss_collating *c);   // out->control; adds conflicts
enum sayso_err ss_collate_forecasts(struct ss_collating *c); // out->forecasts
enum sayso_err ss_collate_tolls(struct ss_collating *c);     // tolls of events
enum sayso_err ss_collate_summaries(struct ss_collating *c); // summaries of events

// Fills claim_cited; false when memory runs out.
bool ss_collate_cited(struct ss_collating *c);
// The key of whom a claim's sentence cites beside its voice; NULL for none. Claims must be asked for in their order;
// `citation` starts at 0.
const char *ss_cited_key(const struct ss_collating *c, const struct sayso_row_claim *claim, uint32_t report,
                         uint32_t *citation);

// --- small tools
// -----------------------------------------------------------------------------------------------------------

// Likeness of two sentences, 0 to 1: shared words by rarity.
double ss_words_alike(const struct ss_collating *c, const struct ss_seen *a, const struct ss_seen *b);
// How well two claims fit one happening; below -5 they cannot. `similar` (may be NULL) gets the likeness of their
// words, 0 to 1.
double ss_collate_fit(const struct ss_collating *c, uint32_t a, uint32_t b, double *similar);
// 3 the same place, 2 within 25 km, 1 one within the other, 0 unknown, -1 elsewhere.
int ss_place_fit(const struct sayso_row_place *a, const struct sayso_row_place *b);
bool ss_place_area(const struct sayso_row_place *p);    // a province, a region
bool ss_place_precise(const struct sayso_row_place *p); // below a country or a large region
struct ss_side ss_side_of(const struct ss_collating *c, const struct sayso_row_actor *actor);
// 1 share a side, 0 one is unknown or vague, -1 different.
// Whether an actor is of a kind that fights and holds ground.
bool ss_party(const struct sayso_row_actor *actor);
int ss_sides_fit(const struct ss_side *a, uint32_t a_count, const struct ss_side *b, uint32_t b_count);
// "e", "x", … and six signs out of a hash of `key`.
const char *ss_short_id(struct ss_arena *arena, char kind, const char *key);
// Counts of different strings.
uint32_t ss_count_different(const char **items, uint32_t count); // sorts items
// Reports and origins behind some claims.
void ss_count_support(const struct ss_collating *c, const uint32_t *claims, uint32_t count, uint32_t *reports,
                      uint32_t *outlets, uint32_t *origins);
bool ss_is(const char *list, const char *word);    // one of "a|b|c"; never for NULL
int ss_compare_text(const void *a, const void *b); // of const char *, NULL first

#endif
