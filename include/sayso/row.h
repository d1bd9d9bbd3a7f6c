// SPDX-License-Identifier: Apache-2.0
// Flat rows: what the store keeps of a report, and what collation makes of all reports together.
//
// Rows are plain data. Strings are NUL-terminated UTF-8 in the arena of the set they belong to; NULL means not known.
// Days are days since 1970-01-01; SAYSO_NO_DAY means unknown. Identity across reports: an actor's key is its id in the
// knowledge, else "~" and its folded name; a place's key is "g" and its GeoNames id, else "~" and folded name, "|" and
// country.
#ifndef SAYSO_ROW_H
#define SAYSO_ROW_H

#include <stdbool.h>
#include <stdint.h>
#include <sayso/record.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SAYSO_NO_DAY INT32_MIN

struct sayso_row_actor {
    const char *key, *name, *kind, *country, *code;
};

struct sayso_row_place {
    const char *key, *name, *country, *admin1, *feature; // key NULL: no place
    int64_t geonames;
    double lat, lon;
    bool has_point;
};

struct sayso_row_figure {
    const char *counts;      // killed, injured, …
    int64_t low, high, best; // SAYSO_OPEN when open
    bool approx, vague;
    struct sayso_row_actor of; // those counted; key NULL when not known
    const char *of_words;      // the words for them in the text
    const char *words;         // the figure's own words
};

struct sayso_row_claim {
    const char *id; // "REPORT/c3"
    const char *report, *outlet;
    uint32_t position; // in its report
    int32_t published; // day of the report
    enum sayso_claim_kind kind;
    const char *type, *mode;
    const char *cameo, *acled, *acled_sub;
    struct sayso_row_actor *actors, *recipients;
    uint32_t actor_count, recipient_count;
    struct sayso_row_actor holder;
    const char *status;
    struct sayso_row_place place;
    uint8_t place_ucdp;    // how exactly it is known: 1 there, 2 near there, 3 to 7 wider; 0 unknown
    int32_t from, to;      // stated time of the happening
    const char *precision; // of that time; NULL when none was stated
    struct sayso_row_figure *figures;
    uint32_t figure_count;
    const char *voice_key, *voice; // "outlet:…" and the outlet's name when the outlet itself speaks
    const char *voice_kind;        // named, role, anonymous, document, media, social, unknown; "outlet" for itself
    const char *verb;              // class of the cue; NULL for the outlet itself
    const char *form;              // direct, indirect, mixed; NULL for the outlet itself
    const char *chain;             // names from the voice outwards, " < " between, without the outlet; NULL when alone
    enum sayso_realis realis;
    enum sayso_certainty certainty;
    enum sayso_stance stance;
    bool forecast;
    int32_t by; // deadline of a forecast
    const char *trigger, *sentence;
    uint32_t start, end, trigger_start, trigger_end; // bytes of the report's text
    const char *rule;
    double confidence; // negative: not measured
};

struct sayso_row_report {
    const char *id, *outlet, *title, *url, *based_on;
    int32_t published;
    const char *text;
    uint32_t text_len;
};

struct sayso_row_citation {
    const char *report, *key, *name, *kind; // who is cited
    uint32_t start, end;
    bool whole; // covers the whole report, not single claims
};

// Everything that collation reads, sorted by id.
struct sayso_rows {
    struct sayso_row_report *reports;
    uint32_t report_count;
    struct sayso_row_claim *claims; // sorted by report, position
    uint32_t claim_count;
    struct sayso_row_citation *citations; // sorted by report, start
    uint32_t citation_count;
};

// A low, best and high of several figures; SAYSO_OPEN in best when there is none.
struct sayso_row_toll {
    int64_t low, best, high;
};

// One happening. Claims are indexes into sayso_rows.claims.
struct sayso_row_event {
    const char *id;
    const char *kind; // event, toll, control: the strongest claim's
    const char *type, *mode;
    struct sayso_row_place place;
    int32_t from, to;
    const char *dated; // "stated" in a text, or "report": taken from a report's date
    struct sayso_row_actor *actors, *recipients;
    uint32_t actor_count, recipient_count;
    struct sayso_row_toll killed, injured;
    const char *toll_rule; // words: how low, best and high were made
    uint32_t *claims;
    uint32_t claim_count;
    uint32_t reports, outlets, origins;
    uint32_t head; // the claim that stands for it
    const char *summary;
    bool denied, contested;
};

// One side of a conflict.
struct sayso_row_value {
    const char *value; // "at least 100", "Russian military"
    int64_t low, high; // figures only; SAYSO_OPEN otherwise
    const char *voice_key, *voice;
    uint32_t reports, origins;
    int32_t since;
    uint32_t *claims;
    uint32_t claim_count;
};

struct sayso_row_conflict {
    const char *id, *event; // event NULL for control
    const char *field;      // killed, injured, …, actor, denial, control
    const char *counted;    // whose dead: "civilians", …; NULL for all
    const char *strength;   // "contradict": cannot both be right; "apart": far from one another
    const char *place_key, *place;
    int32_t since;
    uint32_t reports, origins;
    struct sayso_row_value *values;
    uint32_t value_count;
};

struct sayso_row_echo {
    const char *report, *origin; // origin: an earlier report's id; NULL when it is outside the store
    const char *how;             // copy, passage, agency, cites
    const char *source;          // agency or outlet named as origin, or NULL
    double share;                // of the shorter text that is shared, 0 to 1
    const char *passage;         // longest shared passage or the citing words
    uint32_t start, end;         // bytes in the report's text
};

struct sayso_row_control {
    const char *id;
    struct sayso_row_place place;
    struct sayso_row_actor holder;
    const char *side;
    int32_t from, to; // to SAYSO_NO_DAY: until the end of what was read
    const char *status;
    bool changed; // a change of hands was reported at `from`
    uint32_t *claims;
    uint32_t claim_count;
    uint32_t reports, origins;
};

struct sayso_row_forecast {
    const char *id;
    uint32_t claim;
    int32_t by;
    const char *state; // open, came true, failed, void
    uint32_t *deciding;
    uint32_t deciding_count;
};

// The story that a report tells; reports of one story have one id.
struct sayso_row_story {
    const char *report, *id;
};

// Everything that collation makes; lives in the arena given to it.
struct sayso_collation {
    struct sayso_row_event *events;
    uint32_t event_count;
    struct sayso_row_conflict *conflicts;
    uint32_t conflict_count;
    struct sayso_row_echo *echoes;
    uint32_t echo_count;
    struct sayso_row_control *control;
    uint32_t control_count;
    struct sayso_row_forecast *forecasts;
    uint32_t forecast_count;
    struct sayso_row_story *stories; // one a report
    uint32_t story_count;
};

#ifdef __cplusplus
}
#endif
#endif
