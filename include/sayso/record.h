// SPDX-License-Identifier: Apache-2.0
// The records of one report: plain structs of offsets and indexes, filled stage by stage.
//
// Ownership: everything a struct sayso_report points to lives in the report's arena (or in immutable engine data) and
// dies with it. Spans are byte offsets into `text`, end exclusive. Strings are NUL-terminated UTF-8; NULL means not
// known. Indexes are positions in the report's own arrays; -1 means none. Threads: a report belongs to one thread at a
// time.
#ifndef SAYSO_RECORD_H
#define SAYSO_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sayso_span {
    uint32_t start, end; // bytes
};

// A list of spans (an attribution's content may come in pieces).
struct sayso_spans {
    const struct sayso_span *item;
    uint32_t count;
};

// A list of indexes into another array of the same report.
struct sayso_ids {
    const int32_t *item;
    uint32_t count;
};

// Universal part-of-speech tags (UD v2).
enum sayso_upos {
    SAYSO_UPOS_X,
    SAYSO_UPOS_ADJ,
    SAYSO_UPOS_ADP,
    SAYSO_UPOS_ADV,
    SAYSO_UPOS_AUX,
    SAYSO_UPOS_CCONJ,
    SAYSO_UPOS_DET,
    SAYSO_UPOS_INTJ,
    SAYSO_UPOS_NOUN,
    SAYSO_UPOS_NUM,
    SAYSO_UPOS_PART,
    SAYSO_UPOS_PRON,
    SAYSO_UPOS_PROPN,
    SAYSO_UPOS_PUNCT,
    SAYSO_UPOS_SCONJ,
    SAYSO_UPOS_SYM,
    SAYSO_UPOS_VERB,
    SAYSO_UPOS_COUNT
};

// Universal dependency relations, with the subtypes of the English treebanks.
enum sayso_dep {
    SAYSO_DEP_DEP,
    SAYSO_DEP_ROOT,
    SAYSO_DEP_ACL,
    SAYSO_DEP_ACL_RELCL,
    SAYSO_DEP_ADVCL,
    SAYSO_DEP_ADVCL_RELCL,
    SAYSO_DEP_ADVMOD,
    SAYSO_DEP_AMOD,
    SAYSO_DEP_APPOS,
    SAYSO_DEP_AUX,
    SAYSO_DEP_AUX_PASS,
    SAYSO_DEP_CASE,
    SAYSO_DEP_CC,
    SAYSO_DEP_CC_PRECONJ,
    SAYSO_DEP_CCOMP,
    SAYSO_DEP_COMPOUND,
    SAYSO_DEP_COMPOUND_PRT,
    SAYSO_DEP_CONJ,
    SAYSO_DEP_COP,
    SAYSO_DEP_CSUBJ,
    SAYSO_DEP_CSUBJ_PASS,
    SAYSO_DEP_CSUBJ_OUTER,
    SAYSO_DEP_DET,
    SAYSO_DEP_DET_PREDET,
    SAYSO_DEP_DISCOURSE,
    SAYSO_DEP_DISLOCATED,
    SAYSO_DEP_EXPL,
    SAYSO_DEP_FIXED,
    SAYSO_DEP_FLAT,
    SAYSO_DEP_GOESWITH,
    SAYSO_DEP_IOBJ,
    SAYSO_DEP_LIST,
    SAYSO_DEP_MARK,
    SAYSO_DEP_NMOD,
    SAYSO_DEP_NMOD_DESC,
    SAYSO_DEP_NMOD_POSS,
    SAYSO_DEP_NMOD_UNMARKED,
    SAYSO_DEP_NSUBJ,
    SAYSO_DEP_NSUBJ_PASS,
    SAYSO_DEP_NSUBJ_OUTER,
    SAYSO_DEP_NUMMOD,
    SAYSO_DEP_OBJ,
    SAYSO_DEP_OBL,
    SAYSO_DEP_OBL_AGENT,
    SAYSO_DEP_OBL_UNMARKED,
    SAYSO_DEP_ORPHAN,
    SAYSO_DEP_PARATAXIS,
    SAYSO_DEP_PUNCT,
    SAYSO_DEP_REPARANDUM,
    SAYSO_DEP_VOCATIVE,
    SAYSO_DEP_XCOMP,
    SAYSO_DEP_COUNT
};

// Kinds of names that the reading engine marks.
enum sayso_ner { SAYSO_NER_NONE, SAYSO_NER_PERSON, SAYSO_NER_ORGANISATION, SAYSO_NER_PLACE, SAYSO_NER_OTHER };

// Flags of a token.
enum sayso_token_flag {
    SAYSO_TOKEN_SPACE_AFTER = 1, // white space follows in the text
    SAYSO_TOKEN_MWT_FIRST = 2,   // first word of a multiword token ("do" of "don't")
    SAYSO_TOKEN_MWT_NEXT = 4,    // a later word of one ("n't")
    SAYSO_TOKEN_NER_BEGIN = 8    // a name starts here
};

// One syntactic word (UD). head is the index of another token of the same sentence in the report's token array; -1 at
// the root.
struct sayso_token {
    uint32_t start, end;
    int32_t head;
    uint32_t sentence; // index
    const char *lemma; // never NULL after parsing
    const char *xpos;  // Penn tag, or NULL
    const char *feats; // UD features ("Number=Plur|…"), or NULL
    uint8_t upos;      // enum sayso_upos
    uint8_t deprel;    // enum sayso_dep
    uint8_t ner;       // enum sayso_ner
    uint8_t flags;     // enum sayso_token_flag
};

struct sayso_sentence {
    uint32_t start, end; // bytes, without white space around
    uint32_t token_first, token_count;
    uint32_t paragraph; // index
};

enum sayso_mention_kind {
    SAYSO_MENTION_ACTOR,
    SAYSO_MENTION_PLACE,
    SAYSO_MENTION_TIME,
    SAYSO_MENTION_FIGURE,
    SAYSO_MENTION_THING
};
enum sayso_mention_form { SAYSO_FORM_NAME, SAYSO_FORM_NOMINAL, SAYSO_FORM_PRONOUN };

// A span that names something. entity is set for actors and places, figure for figures, time for times, and none for
// things (what was hit, weapons). head_token is the syntactic head.
struct sayso_mention {
    uint32_t start, end;
    enum sayso_mention_kind kind;
    enum sayso_mention_form form;
    int32_t entity, time, figure;
    int32_t head_token;
    const char
        *rule; // what matched: a knowledge line "actors/armed_groups.tsv:41", "engine" for a name the engine found, …
};

// One actor or place of the report; mentions point to it.
struct sayso_entity {
    const char *name;    // canonical and neutral where known, else the report's longest own words
    const char *kind;    // state, government, military, police, armed_group, party, media, igo, ngo, company, crowd,
                         // civilians, person, place, other
    const char *actor;   // id in data/know/actors, or NULL
    const char *code;    // CAMEO-style code ("SYRMIL"), or NULL
    const char *country; // ISO 3166-1 alpha-3, or NULL
    const char *const *sectors; // PLOVER sectors; sector_count of them
    uint32_t sector_count;
    int64_t geonames; // GeoNames id, 0 when unknown
    double lat, lon;  // degrees; meaningful when has_point
    bool has_point;
    const char *feature; // city, admin1, admin2, country, region, river, base, crossing, field, …; NULL when unknown
    const char *admin1;  // name of the first-order division, or NULL
    const char *know;    // the knowledge line that named it, or NULL
};

// A TimeML time expression. from/to are ISO dates (inclusive), NULL when the value has none.
struct sayso_time {
    uint32_t start, end;
    const char *type;      // DATE, TIME, DURATION, SET
    const char *value;     // TimeML value
    const char *from, *to; // "2016-03-27"
    const char *precision; // day, week, month, season, year, hour, decade …
    const char *rule;
};

#define SAYSO_OPEN INT64_MIN // an open or unknown bound

// A number with what it counts. low/high/best: SAYSO_OPEN when open ("at least 100": low 100, high open, best 100).
struct sayso_figure {
    uint32_t start, end;
    const char
        *counts; // killed, injured, missing, arrested, displaced, kidnapped, troops, vehicles, …; NULL when not known
    int32_t of;  // mention of those counted, or -1
    int64_t low, high, best;
    bool approx, vague; // "about 30"; "dozens"
    const char *rule;
};

enum sayso_source_kind {
    SAYSO_SOURCE_UNKNOWN,
    SAYSO_SOURCE_NAMED,
    SAYSO_SOURCE_ROLE,
    SAYSO_SOURCE_ANONYMOUS,
    SAYSO_SOURCE_DOCUMENT,
    SAYSO_SOURCE_MEDIA,
    SAYSO_SOURCE_SOCIAL
};
enum sayso_quote_form { SAYSO_QUOTE_INDIRECT, SAYSO_QUOTE_DIRECT, SAYSO_QUOTE_MIXED };
enum sayso_stance { SAYSO_STANCE_NEUTRAL, SAYSO_STANCE_ENDORSES, SAYSO_STANCE_DOUBTS, SAYSO_STANCE_REJECTS };
enum sayso_certainty { SAYSO_CERTAIN, SAYSO_PROBABLE, SAYSO_POSSIBLE, SAYSO_UNCONFIRMED };
enum sayso_realis { SAYSO_ACTUAL, SAYSO_NEGATED, SAYSO_FUTURE, SAYSO_HYPOTHETICAL, SAYSO_ORDERED, SAYSO_ASKED };

// Who said what with which words.
struct sayso_attribution {
    struct sayso_spans source, cue, content;
    int32_t source_entity;
    int32_t within; // the attribution around it, or -1
    enum sayso_source_kind source_kind;
    enum sayso_quote_form form;
    enum sayso_stance stance;       // of the relaying author towards the content
    enum sayso_certainty certainty; // the certainty that the cue gives its content ("believes": probable)
    const char *verb; // class of the cue: say, claim, deny, concede, accuse, estimate, report, predict, believe, …
    const char *rule;
    int32_t cue_token;        // head token of the cue, or -1
    struct sayso_ids sources; // entities, where the source names several ("X and Y said"); the first is source_entity
};

enum sayso_claim_kind { SAYSO_CLAIM_EVENT, SAYSO_CLAIM_TOLL, SAYSO_CLAIM_CONTROL };

// One thing that one voice asserts.
struct sayso_claim {
    enum sayso_claim_kind kind;
    const char *type, *mode; // PLOVER names; NULL for toll and control
    const char *const *contexts;
    uint32_t context_count;
    const char *cameo, *acled, *acled_sub; // derived by table; NULL when none
    struct sayso_ids actors, recipients;   // entities
    struct sayso_ids objects, instruments; // mentions
    int32_t place;                         // entity
    int32_t time;                          // index into times
    struct sayso_ids figures;
    int32_t holder;         // entity, control only
    const char *status;     // held, contested, besieged, unknown; control only
    int32_t voice;          // attribution, or -1: the outlet's own voice
    struct sayso_ids chain; // entities from the voice outwards, without the outlet
    enum sayso_realis realis;
    enum sayso_certainty certainty;
    enum sayso_stance stance;
    struct sayso_span trigger;
    uint32_t start, end; // the sentence or clause of the claim
    int32_t trigger_token;
    bool forecast;                   // a prediction with a voice that makes it
    const char *rule;                // "frames/assault.tsv:12"
    double confidence;               // 0 to 1; negative = not measured, left out
    const char *by;                  // forecast deadline (ISO date) or NULL
    uint8_t place_acled, place_ucdp; // how exactly the place is known: ACLED 1 to 3, UCDP 1 to 7; 0 unknown
};

// A passage that says where something was taken from ("--AFP", "citing the ministry").
struct sayso_citation {
    uint32_t start, end;
    int32_t cited; // entity, or -1
    const char *name;
    struct sayso_ids claims; // that it covers
    bool whole;              // the whole report was taken from there
};

// How far the text takes one word's happening for a fact. -3 certainly not, 0 open, 3 certainly.
struct sayso_judgement {
    int32_t token;
    enum sayso_stance stance;
    enum sayso_realis realis;
    enum sayso_certainty certainty;
    double believed; // that it was, is or will be so
    double held;     // the same before its own negation and modals: whether what the clause says is stood behind
    double done;     // that it has come about
};

// A phrase that speaks of the same as others with its chain number (the first phrase's index among all). Tokens
// [from, to).
struct sayso_chained {
    uint32_t from, to;
    int32_t head, chain;
};

// Parts in the violence that a report tells of.
enum sayso_part_role {
    SAYSO_PART_PERPETRATOR, // a person or persons
    SAYSO_PART_GROUP,       // the organisation behind them
    SAYSO_PART_TARGET,      // a thing attacked
    SAYSO_PART_VICTIM,      // a person attacked
    SAYSO_PART_WEAPON,
    SAYSO_PART_COUNT
};

struct sayso_part {
    uint32_t start, end;
    int32_t entity; // or -1
    enum sayso_part_role role;
    double confidence;
};

// A number of people killed or injured: a figure, the sum of a list of figures, or one for a person without a figure.
struct sayso_casualties {
    uint32_t start, end; // its words, or those of the deed
    const char *counts;  // "killed" or "injured"
    int64_t number;
    int32_t claim;
};

struct sayso_incident {
    double about; // how surely the report tells of an attack, kidnapping, bombing … at all, 0 to 1
    bool told;    // surely enough to say that it does
    struct sayso_part *parts;
    uint32_t part_count;
    struct sayso_casualties *casualties;
    uint32_t casualties_count;
};

enum sayso_date_from {
    SAYSO_DATE_NONE,
    SAYSO_DATE_GIVEN,
    SAYSO_DATE_JSONLD,
    SAYSO_DATE_META,
    SAYSO_DATE_DATELINE,
    SAYSO_DATE_URL
};

struct ss_arena;

// One report. `read` fills the head and the text, `parse` the sentences and tokens, `code` the rest.
struct ss_marks;

struct sayso_report {
    struct ss_arena *arena; // owns everything below
    const char *id, *url, *outlet, *author, *title;
    const char *published; // ISO date or date-time, or NULL
    enum sayso_date_from published_from;
    const char *lang;
    const char *text;
    uint32_t text_len;
    const char *based_on;    // URL or name that the page itself names as its origin (isBasedOn, RSS source), or NULL
    const char *source_path; // where it was read from, for messages
    int64_t source_offset;   // byte offset of the record in there

    const struct sayso_span *paragraphs;
    uint32_t paragraph_count;
    struct sayso_sentence *sentences;
    uint32_t sentence_count;
    struct sayso_token *tokens;
    uint32_t token_count;

    struct sayso_mention *mentions;
    uint32_t mention_count;
    struct sayso_entity *entities;
    uint32_t entity_count;
    const char *home; // ISO 3166-1 alpha-3 of the country that the report is about, or NULL; not written
    struct sayso_time *times;
    uint32_t time_count;
    struct sayso_figure *figures;
    uint32_t figure_count;
    struct sayso_attribution *attributions;
    uint32_t attribution_count;
    struct sayso_claim *claims;
    uint32_t claim_count;
    struct sayso_citation *citations;
    uint32_t citation_count;
    struct sayso_judgement *judgements; // only when asked for
    uint32_t judgement_count;
    struct sayso_incident *incident; // only when asked for

    const struct ss_marks *marks;  // what `mark` holds (src/parse/marks.h); engine data; NULL: no marks
    const uint8_t *mark;           // [token_count][labels of all heads], probabilities of 0 to 255
    struct sayso_chained *chained; // in the order of `from`, longer ones first
    uint32_t chained_count;
};

#ifdef __cplusplus
}
#endif
#endif
