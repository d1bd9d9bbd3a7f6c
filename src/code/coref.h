// SPDX-License-Identifier: Apache-2.0
// Which noun phrases and pronouns of a report speak of the same: every phrase becomes a mention, and a learned sum of
// weights over simple features of two mentions says to which earlier one it belongs, if to any. The weights are small
// integers of the table entities/coref, trained by train/coref.c.
#ifndef SS_COREF_H
#define SS_COREF_H

#include "code/entity.h"

#define SS_COREF_BITS     17
#define SS_COREF_ROWS     (1u << SS_COREF_BITS)
#define SS_COREF_FEATURES 160 // of one pair at most
#define SS_COREF_RULERS   3   // subjects of the clauses around a mention
#define SS_COREF_LOOKS    80  // earlier mentions that are weighed at most

// A clause is what "this" or "that" may speak of; it never speaks of something else.
enum ss_coref_form { SS_COREF_NAME, SS_COREF_NOMINAL, SS_COREF_PRONOUN, SS_COREF_CLAUSE };

enum ss_gender { // what a mention can be (bits); 0 unknown
    SS_GENDER_MALE = 1,
    SS_GENDER_FEMALE = 2,
    SS_GENDER_THING = 4,
    SS_NUMBER_PLURAL = 8 // of words alone: "the police … they"
};

struct ss_coref_mention {
    uint32_t from, to; // tokens of the whole phrase
    int32_t head;
    uint8_t form;    // enum ss_coref_form
    uint8_t det;     // how the phrase begins: 0 bare, 1 "a", 2 "the", 3 "this", 4 a possessor, 5 number or quantity
    uint8_t pronoun; // class of a pronoun: row of entities/pronouns' classes + 1; 0 none
    uint8_t gender;  // enum ss_gender
    uint8_t number;  // 1 singular, 2 plural, 0 unknown
    bool joined;     // "X and Y" as one
    bool quoted;     // within quotation marks
    bool first;      // of its sentence
    bool reflexive;  // "itself"
    uint32_t class;  // of the head among words used alike: class * 64 + group; 0 unknown
    uint32_t above;  // the same of the word above it
    int32_t ruler[SS_COREF_RULERS]; // heads of the subjects of the clauses around it, nearest first; -1 none
    uint8_t ruled[SS_COREF_RULERS]; // relation by which it, or its clause, hangs below that clause
    int32_t entity;                 // draft that a name or role noun has already, or -1
    int32_t name;                   // index of that name, or -1
    uint32_t lemma;                 // hash of the head's lemma
    uint32_t words;                 // hash of all words but a determiner or possessive ending
    uint32_t inner;                 // hash of the words of the head's name or compound
    int32_t before;                 // index of the nearest earlier mention with the same lemma, or -1
    int32_t same;                   // index of the nearest earlier mention with the same words, or -1
    int32_t stated;                 // an earlier mention that the text declares to be the same, or -1
    int32_t announced;              // (of a clause) token of the "it" that stands for it before, or -1
    int32_t chain;                  // index of the chain's first mention
    int32_t last;                   // (of a chain's first) its latest mention
    uint8_t seen;  // (of a chain's first) classes of pronouns in it: bits 1 he 2 she 4 it 8 they 16 I 32 you 64 we
    uint8_t sex;   // (of a chain's first) what some mention says beyond doubt: SS_GENDER_MALE or _FEMALE, or 0
    uint8_t size;  // (of a chain's first) mentions so far, at most 255
    int32_t title; // (of a chain's first) its first name, or -1
};

struct ss_coref {
    const struct ss_entity_work *work;
    struct ss_arena *arena; // of all that is below; dropped when the entities are written
    SS_ARR(struct ss_coref_mention) mentions;
    uint32_t *lower; // hash of each token in small letters
    uint32_t *lemma; // hash of each token's lemma in small letters
    uint32_t sentence_count;
};

struct ss_coref_weights {
    int16_t weight[SS_COREF_ROWS];
};

// coref_phrase.c: the tokens of the phrase of a noun, of the clause of a verb.
void ss_coref_phrase(const struct sayso_report *r, uint32_t head, uint32_t *from, uint32_t *to);
void ss_coref_clause(const struct sayso_report *r, uint32_t head, uint32_t *from, uint32_t *to);

// coref_mention.c: all mentions (in memory of their own, which the caller frees even after a failure), in the order of
// their first token, the longer first.
enum sayso_err ss_coref_collect(struct ss_coref *c, const struct ss_entity_work *w);
// Earlier mentions that `at` may belong to, nearest first; returns how many.
uint32_t ss_coref_candidates(const struct ss_coref *c, uint32_t at, uint32_t out[SS_COREF_LOOKS]);
// Whether the chain of the earlier one is surely of the other sex.
bool ss_coref_other_sex(const struct ss_coref *c, uint32_t at, uint32_t earlier);
// coref_ruler.c: the subjects of the clauses around a mention; whether two sides of one verb cannot be one ("the army
// shelled it", "according to X, the minister resigned").
void ss_coref_rulers(const struct sayso_report *r, struct ss_coref_mention *m);
bool ss_coref_apart(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a);
// Pronouns whose meaning the tree decides ("the army and its allies").
void ss_coref_bind(struct ss_coref *c);
// Puts a mention into the chain of an earlier one, or (antecedent < 0) into one of its own.
void ss_coref_join(struct ss_coref *c, uint32_t at, int32_t antecedent);

// coref_declare.c: what the text itself declares to be one ("the minister, X", "X, also known as Y").
enum sayso_err ss_coref_declare(struct ss_coref *c, struct ss_entity_work *w);

// coref_feature.c: rows of the weights; `antecedent` < 0 for "none of them". Returns how many.
uint32_t ss_coref_features(const struct ss_coref *c, uint32_t at, int32_t antecedent, uint32_t out[SS_COREF_FEATURES]);

// coref.c: the weights of the knowledge, NULL when memory is out; chains of a report.
struct ss_coref_weights *ss_coref_weights_new(const struct ss_know *know);
enum sayso_err ss_coref_resolve(struct ss_coref *c, const struct ss_coref_weights *weights);

// coref_entity.c: pronouns, and nouns that no other rule knows, get the entities of their chains.
enum sayso_err ss_coref_apply(const struct ss_coref *c, struct ss_entity_work *w);

#endif
