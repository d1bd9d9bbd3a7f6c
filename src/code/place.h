// SPDX-License-Identifier: Apache-2.0
// What the files that place names share: place.c (votes and scores), place_container.c (what is said to contain a
// place) and place_country.c (names of countries that mean a town).
#ifndef SS_PLACE_H
#define SS_PLACE_H

#include "code/entity.h"

#define SS_PLACE_CANDIDATES 24
#define SS_PLACE_COUNTRIES  48
#define SS_PLACE_FOLLOWS    4.0 // "Tacoma, Washington": the state that has a Tacoma

struct ss_place_vote {
    const char *iso3;
    double weight;
};

struct ss_place_option {
    struct ss_know_place p;
    double score;
    uint32_t together; // other names of the report that can mean a place beside it
};

struct ss_place_work {
    struct ss_entity_work *w;
    struct ss_place_vote votes[SS_PLACE_COUNTRIES];
    uint32_t vote_count;
    double vote_sum;
    struct ss_place_option *options; // of one draft after the other
    uint32_t *first, *count;         // per draft
};

// What is said to contain a place: a country, or a name, or a class ("the town of").
struct ss_container {
    const char *iso3;
    const char *name; // text, or of the abbreviation
    size_t len;
    const char *feature; // the place itself is said to be one ("Idlib province", "the town of Ariha")
    bool division;       // the name is one of a state or province, behind a comma
};

// place.c
// Kilometres between two places that have a point.
double ss_place_km(const struct ss_know_place *a, const struct ss_know_place *b);
// The best option of a draft so far, or -1.
int ss_place_best(const struct ss_place_work *p, uint32_t draft);
// The entity is this place.
void ss_place_take(struct ss_entity_draft *d, const struct ss_know_place *p);
// place_container.c
// Whether a token is exactly this word.
bool ss_place_word_is(const struct ss_entity_work *w, uint32_t token, const char *word);
// What the words around a name say about it; *c is empty when they say nothing. Its strings are the report's or the
// knowledge's.
void ss_place_container(const struct ss_entity_work *w, const struct ss_name *n, struct ss_container *c);
// Points for a place that lies in the container or is what the report says it is.
double ss_place_contained(const struct ss_container *c, const struct ss_know_place *p);
// place_country.c: true when the country's name was taken as a place of another country.
bool ss_place_not_the_country(struct ss_place_work *p, uint32_t draft);

#endif
