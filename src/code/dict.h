// SPDX-License-Identifier: Apache-2.0
// Coding with an imported dictionary (know/import.h): actors, agents and verb patterns as TABARI and PETRARCH use them,
// over our own parse.
//
// A sentence becomes a row of words and noun phrases. A verb of the dictionary is coded by its most specific pattern,
// or by its own code. "$" and "+" in a pattern are source and target, "^" any noun phrase, "%" a compound one, "&NAME"
// a synonym. What a pattern leaves open: the source is the subject, or the nearest actor before the verb; the target
// the first actor behind it, inside what hangs on the verb. Clauses between commas that are short are left out, and
// verbs under a coded verb.
#ifndef SS_CODE_DICT_H
#define SS_CODE_DICT_H

#include <sayso/record.h>

#include "base/map.h"
#include "know/know.h"

#define SS_DICT_VARIANTS 16 // actors of one compound noun phrase
#define SS_DICT_CODE     64 // bytes of an actor's code

enum ss_dict_kind { SS_DICT_WORD, SS_DICT_SYNONYM, SS_DICT_SOURCE, SS_DICT_TARGET, SS_DICT_ANY, SS_DICT_BOTH };

struct ss_dict_word {
    const char *text;
    enum ss_dict_kind kind;
    int32_t set; // of a synonym
    bool next;   // stands directly behind the word before it
};

struct ss_dict_words {
    const struct ss_dict_word *item;
    uint32_t count;
};

struct ss_dict_name { // of an actor, an agent, a discard or a synonym
    struct ss_dict_words words;
    const char *code, *from, *to, *line;
    int32_t next; // with the same first word, the longest first; or of the same set
};

struct ss_dict_verb {
    struct ss_dict_words before, after;
    const char *code, *line;
    uint32_t block;
    int32_t next;
};

struct ss_dict_pattern {
    struct ss_dict_words before, after;
    bool joined; // the last word before stands directly before the verb
    const char *code, *line;
    uint32_t weight;
    int32_t next; // of the same block, the most specific first
};

struct ss_dict_names {
    struct ss_dict_name *item;
    uint32_t count;
    struct ss_map first; // first word -> name
};

// Immutable after loading; shared by threads.
struct ss_dict {
    struct ss_arena *arena;
    struct ss_dict_names actors, agents, discards;
    struct ss_dict_name *synonym;
    uint32_t synonym_count;
    struct ss_map sets; // name of a set -> first synonym
    struct ss_dict_verb *verb;
    uint32_t verb_count;
    struct ss_map verbs; // form -> first
    struct ss_dict_pattern *pattern;
    uint32_t pattern_count;
    int32_t *block; // first pattern of each block
    uint32_t block_count;
    const struct ss_know_table *words; // words/dictionary: what the matcher passes over
};

struct ss_dict_event {
    const char *source, *target, *code, *line;
    uint32_t sentence, start, end; // bytes of the verb
};

struct ss_dict_events {
    const struct ss_dict_event *item;
    uint32_t count;
};

// Loads the tables of a folder; `know` must outlive it, and may be NULL (patterns then pass over no words).
enum sayso_err ss_dict_load(struct ss_dict **out, const char *folder, const struct ss_know *know,
                            struct sayso_problem *problem) SAYSO_CHECKED;
void ss_dict_free(struct ss_dict *dict);
bool ss_dict_has_verbs(const struct ss_dict *dict);

// The events of a parsed report, in its arena. *discarded: the dictionary leaves the whole report out.
enum sayso_err ss_dict_code(const struct ss_dict *dict, struct sayso_report *report, struct ss_dict_events *out,
                            bool *discarded) SAYSO_CHECKED;
// Marks the names of the dictionary in a parsed report as names of organisations, so that coding finds them.
enum sayso_err ss_dict_mark(const struct ss_dict *dict, struct sayso_report *report) SAYSO_CHECKED;
// The codes of the noun phrase of a token, at most SS_DICT_VARIANTS of SS_DICT_CODE bytes; how many.
uint32_t ss_dict_actor(const struct ss_dict *dict, const struct sayso_report *report, uint32_t token,
                       char codes[SS_DICT_VARIANTS][SS_DICT_CODE]);

#endif
