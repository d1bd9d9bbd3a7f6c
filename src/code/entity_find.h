// SPDX-License-Identifier: Apache-2.0
// What the files that find names share: entity_find.c (the order), entity_known.c (actors of the knowledge) and
// entity_place.c (places). Ranges of tokens are [from, to); what is added lives in the report's arena, and adding fails
// with its error (LIMIT or NOMEM). One report's work belongs to one thread.
#ifndef SS_ENTITY_FIND_H
#define SS_ENTITY_FIND_H

#include "code/entity.h"

#define SS_SENSES      4  // of an actor's name
#define SS_NAME_PLACES 12 // places of one name that are looked at

// entity_find.c
// Whether the token begins with a capital.
bool ss_capital(const struct ss_entity_work *w, uint32_t i);
// Whether the sentence of the token is written in capitals throughout.
bool ss_in_capitals(const struct ss_entity_work *w, uint32_t i);
// End of the engine's name that starts at `i`, or i when none starts here.
uint32_t ss_engine_end(const struct ss_entity_work *w, uint32_t i, uint32_t end);
// The engine's name around `i`: [*from, *to); empty when none.
void ss_engine_around(const struct ss_entity_work *w, uint32_t i, uint32_t *from, uint32_t *to);
// Whether the token is a noun of a kind of place ("province", "city"), as entities/place_nouns has them.
bool ss_is_place_word(const struct ss_entity_work *w, uint32_t i);
// Adds the engine's name [i, to).
enum sayso_err ss_add_engine(struct ss_entity_work *w, uint32_t i, uint32_t to);

// entity_known.c
// Whether a state is named, and not only the word "state".
bool ss_names_state(const struct ss_know_match *m);
// Of several senses the one that fits best here; NULL when none does.
const struct ss_know_match *ss_known_choose(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m,
                                            uint32_t n);
// Whether the engine's longer name around the match is to be believed instead.
bool ss_engine_wins(const struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m);
// Adds the match that begins at `i`, with what the engine's name around it adds.
enum sayso_err ss_add_known(struct ss_entity_work *w, uint32_t i, const struct ss_know_match *m);
// A name inside of another, which stays on top; NULL when memory is out.
struct ss_name *ss_add_nested(struct ss_entity_work *w, uint32_t from, uint32_t to, enum ss_name_source source);
// A state's name or adjective inside a longer name.
enum sayso_err ss_add_state(struct ss_entity_work *w, uint32_t from, uint32_t to, const struct ss_know_match *m);

// entity_place.c
enum sayso_err ss_add_place(struct ss_entity_work *w, uint32_t from, uint32_t to);
// Whether a name begins with its small article ("al-Sukhna").
bool ss_article_begins(const struct ss_entity_work *w, uint32_t i, uint32_t end);
// Whether a well-known place is written small behind a preposition of place ("hotels in florida").
bool ss_careless_place(const struct ss_entity_work *w, uint32_t i, uint32_t first);
// Whether a state's short form stands behind a place of it ("Paris, Mo.").
bool ss_state_behind(const struct ss_entity_work *w, uint32_t i, uint32_t first);
// A place that starts at `i`, the longest one; *next is behind it, or i.
enum sayso_err ss_find_place(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next);
// Names that begin small, when every word is tagged as one; *next as above.
enum sayso_err ss_find_small(struct ss_entity_work *w, uint32_t i, uint32_t end, uint32_t *next);
enum sayso_err ss_add_place_inside(struct ss_entity_work *w, uint32_t from, uint32_t to);
// End of the name of several words that our own tables of places have here; i when none.
uint32_t ss_own_place(const struct ss_entity_work *w, uint32_t i, uint32_t end);

#endif
