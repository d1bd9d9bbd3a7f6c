// SPDX-License-Identifier: Apache-2.0
// Reading the dependency tree the way frames need it: children in order, logical subjects and objects (passives,
// relative clauses, participles, control and coordination undone), and dependents by preposition.
#ifndef SS_FRAME_TREE_H
#define SS_FRAME_TREE_H

#include <sayso/record.h>

#include "base/arena.h"

#define SS_ARGS_MAX  16 // tokens in one argument; more coordinated names than that are cut
#define SS_STEPS_MAX 64 // steps up a tree; a deeper chain is cut (a cyclic input cannot loop)

// A short list of tokens.
struct ss_args {
    int32_t item[SS_ARGS_MAX];
    uint32_t count;
};

// What a phrase with a preposition is to the word that it hangs on (words/prepositions).
enum ss_prep_use {
    SS_PREP_WHOSE,   // "members of the group", "fighters from the tribe"
    SS_PREP_LIES,    // "the village of Hader": the place that the noun is or lies in
    SS_PREP_DEED,    // "an end to the attacks"
    SS_PREP_TOPIC,   // "protested over the killing"
    SS_PREP_CHARGE,  // "blamed them for the bombing"
    SS_PREP_BLAME,   // "charged him with shooting"
    SS_PREP_MEANS,   // "supports them through airstrikes"
    SS_PREP_ASKED,   // "called on them to stop"
    SS_PREP_WANTED,  // "a call for the army to withdraw"
    SS_PREP_PLAN,    // "preparations by the government to hold talks"
    SS_PREP_WHERE,   // "met in Paris with the envoy"
    SS_PREP_COMPANY, // "along with two aides"
    SS_PREP_COUNT
};

// Children of every token of a report, lower-case lemmas, and a copy of the tokens in which a few usual slips of a
// parser are set right; memory of the given arena.
struct ss_ftree {
    const struct sayso_report *report;
    struct sayso_token *tokens; // own copy
    uint32_t count;
    int32_t *first; // first child, -1 none
    int32_t *next;  // next sibling, -1 none
    const char **lemma;
    const char *const *preps; // by use, "of,from"; NULL: none
    const uint64_t *mask;     // classes of each token, once they are known
    uint64_t doers;           // those of whoever can act
    uint64_t people;          // those of persons
    uint64_t means;           // of weapons and tools
    uint64_t messages;        // of what is said by being sent or shown: "letter"
    uint64_t efforts;         // of what somebody does to reach something ("operation")
    uint64_t sites;           // of places and buildings
    uint64_t helps;           // of verbs whose object does what follows "in" ("supports the army in retaking it")
};

enum ss_verb_kind {
    SS_VERB_CONTROLS,   // hands its object on as the subject of an infinitive ("ordered the army to withdraw")
    SS_VERB_HAS_OBJECT, // never without an object: "killed in a raid" is passive
    SS_VERB_HAS_RESULT, // the same beside its result: "shot dead"
    SS_VERB_LEAVES,     // its object is what the outcome behind it is told of: "left ten dead"
    SS_VERB_VIOLENT     // a deed of armed violence, whatever else it may mean
};

typedef bool ss_verb_is(const void *user, enum ss_verb_kind kind, const char *lemma);

// `is` tells what kind of verb a lemma is.
enum sayso_err ss_ftree_new(struct ss_ftree *tree, struct sayso_report *report, struct ss_arena *arena, ss_verb_is *is,
                            const void *user) SAYSO_CHECKED;

// frame_repair.c: sets usual slips right, in the tree's own tokens; links are made anew after it.
void ss_ftree_repair(struct ss_ftree *tree, ss_verb_is *is, const void *user);

// Adds a token once; false when the list is full or holds it.
bool ss_args_add(struct ss_args *args, int32_t token);
bool ss_args_have(const struct ss_args *args, int32_t item);

// First child with the relation, or -1; with the lemma too when lemma is not NULL.
int32_t ss_ftree_child(const struct ss_ftree *tree, int32_t token, enum sayso_dep dep, const char *lemma);
// The preposition of a nominal ("" when it has none).
const char *ss_ftree_case(const struct ss_ftree *tree, int32_t token);
// Whether a preposition is one of those of the use.
bool ss_ftree_prep(const struct ss_ftree *tree, enum ss_prep_use use, const char *preposition);
// Whether `token` is `above` or below it.
bool ss_ftree_within(const struct ss_ftree *tree, int32_t token, int32_t above);

bool ss_ftree_past_participle(const struct ss_ftree *tree, int32_t token);
bool ss_ftree_infinitive(const struct ss_ftree *tree, int32_t token); // "to" before it and no tense of its own
bool ss_ftree_plural(const struct ss_ftree *tree, int32_t noun);
bool ss_ftree_passive(const struct ss_ftree *tree, int32_t verb);
bool ss_ftree_verbal(const struct ss_ftree *tree, int32_t token); // a verb, or the head of a clause

// frame_subject.c.
// A relative pronoun, and the token that it stands for (any other token stands for itself).
bool ss_ftree_relative(const struct ss_ftree *tree, int32_t token);
int32_t ss_ftree_unrelative(const struct ss_ftree *tree, int32_t token);
// The subject that hangs on the verb itself, or -1.
int32_t ss_ftree_own_subject(const struct ss_ftree *tree, int32_t verb);
// The token that carries the surface subject of a clause, its own or inherited; -1 when none. Relative pronouns are
// replaced by what they stand for.
int32_t ss_ftree_surface_subject(const struct ss_ftree *tree, int32_t verb);
// Logical subject and object of a verb, coordination not expanded.
void ss_ftree_subject(const struct ss_ftree *tree, int32_t verb, struct ss_args *out);
void ss_ftree_object(const struct ss_ftree *tree, int32_t verb, struct ss_args *out);
// Dependents with one of the prepositions ("on,against").
void ss_ftree_preps(const struct ss_ftree *tree, int32_t token, const char *preps, struct ss_args *out);
// frame_join.c: adds the coordinated members of every token of the list, in text order after their first member.
void ss_ftree_coordination(const struct ss_ftree *tree, struct ss_args *args);

#endif
