// SPDX-License-Identifier: Apache-2.0
// Entities and places: the rules read from the knowledge, and what the parts of the stage hand to each other.
#ifndef SS_ENTITY_H
#define SS_ENTITY_H

#include "base/arr.h"
#include "base/map.h"
#include "code/coder.h"

// Classes of words in entities/words.tsv (bits).
enum ss_word_class {
    SS_CLASS_PLACE_PREP = 1,        // what follows may be where
    SS_CLASS_STRONG_PLACE_PREP = 2, // what follows is where, even for a name that nobody knows well
    SS_CLASS_ACTOR_PREP = 4,        // what follows does something
    SS_CLASS_MOTION_VERB = 8,       // its object is a place ("entered Syria")
    SS_CLASS_PLACE_MODIFIER = 16,   // "northern"
    SS_CLASS_PERSON = 32,           // he, she
    SS_CLASS_THING = 64,            // it
    SS_CLASS_GROUP = 128,           // they
    SS_CLASS_RELATIVE = 256,        // who, which
    SS_CLASS_PSEUDO_NAME = 512,     // capitalised and no name
    SS_CLASS_GENERIC_GROUP = 1024,  // "the group": points back to one
    SS_CLASS_DEFINITE = 2048,       // "the"
    SS_CLASS_BACKED = 4096,         // "Turkish-backed": no country of what follows
    SS_CLASS_MEMBER = 8192,         // "YPG fighters": stand for the group
    SS_CLASS_COMPASS = 16384,
    SS_CLASS_PEOPLE_ADJECTIVE = 32768,  // "Kurdish"
    SS_CLASS_INDIVIDUAL = 65536,        // one of a body: "soldier", "general"
    SS_CLASS_ANY_FIGHTERS = 131072,     // fighters of whichever group the report is about: "militants"
    SS_CLASS_NAMES_NEXT = 262144,       // "Hurricane Katrina": no place
    SS_CLASS_NAMED_BEFORE = 524288,     // "the Marburg virus": no place
    SS_CLASS_RULER = 1048576,           // "President X", "Judge X": serves one country
    SS_CLASS_SPOT = 2097152,            // a noun that says where: "library", "front line"
    SS_CLASS_RANK = 4194304,            // "Gen.", "Mrs": before a name and no part of it
    SS_CLASS_OF_WHAT = 8388608,         // "group", "side": an actor only of actors
    SS_CLASS_ARTICLE = 16777216,        // "force", "justice": an actor only behind an article, an owner or the like
    SS_CLASS_TIME = 33554432,           // "weekend": no part of an actor
    SS_CLASS_NOT_HELD = 67108864,       // "former", "next": not who holds the office
    SS_CLASS_BELONGS = 134217728,       // "fighters loyal to X"
    SS_CLASS_PART_OF_WORLD = 536870912, // "Latin", "Central" before "American"
    SS_CLASS_WORD_TOWN = 1073741824,    // "Power", "Justice": in a longer name the word, and no town
    SS_CLASS_ABROAD = 268435456         // "foreign": not of the country that the report is about
};

#define SS_CLASS_SAINT 0x80000000u // "St.": begins the name of a church or hospital, and no town's (the last bit)

struct ss_role {
    const char *id, *name, *kind, *country, *sectors, *part, *also, *line;
    const char *beside; // a role that it is one of where the report names more of that kind ("officer": police)
    const char *in;     // "USA=police": the role that it is in a country ("deputy")
    bool held;          // an office that one person holds
    bool sided, none;   // none: words that only look like an actor ("use of force")
    bool count;         // a number of people ("thousands marched")
    bool home, owned;   // of the country that the report is about; an actor only with an owner ("RT host")
};

struct ss_office {
    const char *person, *country, *part, *from, *to;
};

struct ss_place_noun {
    const char *feature;
    bool container; // "province"; else a building or spot
};

struct ss_country_point {
    const char *iso3;
    double lat, lon;
    int64_t geonames; // 0 unknown
};

struct ss_pronoun {
    uint8_t class, gender, number; // as in coref.h
};

struct ss_coref_weights;

struct ss_entity_rules {
    const struct ss_know *know;
    struct ss_map role; // lower-case phrase → index
    SS_ARR(struct ss_role) roles;
    SS_ARR(struct ss_office) offices;
    struct ss_map word;       // lower-case word → bits of enum ss_word_class
    struct ss_map place_noun; // lower-case word → index
    SS_ARR(struct ss_place_noun) place_nouns;
    struct ss_map title; // lower-case title → index into sectors
    SS_ARR(const char *) title_sectors;
    struct ss_map abbreviation; // "Calif." → index
    SS_ARR(const char *) abbreviated;
    struct ss_map country; // "SYR" → index
    SS_ARR(struct ss_country_point) country_points;
    struct ss_map gender; // lower-case word → bits of enum ss_gender
    struct ss_map pronoun;
    SS_ARR(struct ss_pronoun) pronouns;
    struct ss_map word_class; // lower-case word → class * 64 + group of words used alike
    struct ss_map alias;      // lower-case words between two names of one thing
    struct ss_coref_weights *coref;
    struct ss_arena *arena; // owns lower-cased keys
};

enum ss_name_source {
    SS_NAME_KNOWN,    // an actor of the knowledge
    SS_NAME_ENGINE,   // a name that the engine marked
    SS_NAME_PLACE,    // a place
    SS_NAME_ROLE,     // a role noun with what belongs to it
    SS_NAME_FACILITY, // "a mosque in Ariha"
    SS_NAME_PRONOUN,
    SS_NAME_NOMINAL // a noun phrase that only its chain explains
};

// Something named, found in the text, before it is known which entity it is. Tokens [from, to).
struct ss_name {
    uint32_t from, to;
    int32_t head;
    enum ss_name_source source;
    enum sayso_ner ner;
    struct ss_know_actor actor; // known ones; id NULL otherwise
    bool known, as_place, demonym, metonym, sided, definite, plural, nested;
    bool counted, indefinite; // "25 soldiers", "a soldier"
    bool where;               // behind "in", "across"
    bool modifier;            // a state that only an adjective names
    bool group_word;          // a role that points back to what was named before ("the group")
    bool outlet;              // the outlet's own name
    bool taken_up;            // a noun that takes up the same noun ("the minister", after "the defence minister")
    bool bare;                // "the town": a place only when an earlier one is meant
    int32_t role;             // index, or -1
    int32_t owner;            // index of the name that says whose ("YPG fighters"), or -1
    const char *country, *feature, *rule;
    int32_t entity;
    bool dropped;
};

struct ss_entity_draft {
    struct sayso_entity e;
    const char *id;   // of the knowledge, or NULL
    const char *text; // own words, for a name
    uint32_t text_len;
    int32_t role;        // for nominals
    uint32_t last_token; // of its latest mention
    bool named, person, plural, people;
    bool ruler;    // holds an office that serves one country
    bool told_age; // the report tells age or town, as of private persons
};

// A place of the report and the country it was found to lie in.
struct ss_settled_place {
    const char *text;
    uint32_t len;
    const char *country;
};

// What a first reading of the report found of its places, for the second.
struct ss_settled {
    SS_ARR(struct ss_settled_place) places;
    SS_ARR(const char *) towns; // countries whose names mean a town or division here ("Georgia")
};

struct ss_entity_work {
    const struct ss_entity_rules *rules;
    const struct ss_know *know;
    struct sayso_report *report;
    const char *on;                   // the report's date or NULL
    const struct ss_settled *settled; // NULL at the first reading
    const char *home;                 // the country that the report is about, or NULL; once names are linked
    const char **words;
    uint32_t *lens;
    int32_t *cover;             // name that covers a token, or -1
    const char **token_country; // of demonyms that only modify
    bool *capitals;             // per sentence: written in capitals throughout
    SS_ARR(struct ss_name) names;
    SS_ARR(struct ss_entity_draft) drafts;
};

uint32_t ss_name_class(const struct ss_entity_rules *rules, const char *word, size_t len);
uint32_t ss_name_class_at(const struct ss_entity_work *w, uint32_t token);
// Lower-cased ASCII copy of a token's words [from, to) joined by one space; returns the length, 0 when too long.
size_t ss_tokens_lower(const struct ss_entity_work *w, uint32_t from, uint32_t to, char *out, size_t room);
// The syntactic head of [from, to): the token whose own head lies outside.
int32_t ss_head_of(const struct sayso_report *report, uint32_t from, uint32_t to);
// First token after the sentence of `token`.
uint32_t ss_sentence_end(const struct sayso_report *report, uint32_t token);
// The child of `head` with the relation, or -1.
int32_t ss_child(const struct sayso_report *report, uint32_t head, enum sayso_dep rel);
struct ss_name *ss_name_add(struct ss_entity_work *w, uint32_t from, uint32_t to, enum ss_name_source source);

// entity_evidence.c: the kind of the engine's names, by the whole report.
enum sayso_err ss_settle_names(struct ss_entity_work *w);
// entity_find.c: names of actors and places.
enum sayso_err ss_find_names(struct ss_entity_work *w);
// entity_known.c: whether "ethnic" stands before the word: those of a nation who live in another country.
bool ss_ethnic(const struct ss_entity_work *w, uint32_t i);
// entity_role.c: role nouns, facilities and pronouns.
enum sayso_err ss_find_roles(struct ss_entity_work *w);
// entity_link.c: which names are one entity.
enum sayso_err ss_link_names(struct ss_entity_work *w);
enum sayso_err ss_link_id(struct ss_entity_work *w, struct ss_name *n, const struct ss_know_actor *a);
enum sayso_err ss_set_sectors(struct ss_entity_work *w, struct sayso_entity *e, const char *list);
struct ss_entity_draft *ss_draft_new(struct ss_entity_work *w, const struct ss_name *n);
// A name as the reader sees it: inner white space made single.
const char *ss_clean_name(struct ss_entity_work *w, uint32_t from, uint32_t to);
// entity_form.c: whether a text has a word, or words, between spaces.
bool ss_has_word(const char *text, uint32_t len, const char *word, uint32_t word_len);
// An earlier draft that the engine's name is another form of, or -1.
int32_t ss_earlier_form(const struct ss_entity_work *w, const struct ss_name *n);
// The report's own body that an acronym abbreviates ("FSA" after "Financial Services Agency"), or -1.
int32_t ss_spelled_out(const struct ss_entity_work *work, const struct ss_name *name);
// entity_short.c: whether a name has the word, in any case: "the Coalition" is the one called so.
bool ss_name_has_word(const char *name, const char *word, uint32_t len);
// Whether a word before the noun tells its actor from others: "Kurdish militants", "the 407th Group".
bool ss_named_within(const struct ss_entity_work *w, const struct ss_name *n);
// The body that the noun alone is called in a report on a certain country or actor; `member`: a noun for its people.
enum sayso_err ss_link_short_name(struct ss_entity_work *w, struct ss_name *n, const struct ss_role *role,
                                  const char *home, bool member);
// "a Democratic strategist": country and sectors of the actor that a word before the noun stands for.
enum sayso_err ss_take_side(struct ss_entity_work *w, const struct ss_name *n, const char *home,
                            struct sayso_entity *e);
// entity_noun.c: how much more often the report names actors of a kind than of another; nouns of either are left out.
int ss_more_of(const struct ss_entity_work *w, const char *kind, const char *other);
// Who a role noun means. `home` may be NULL.
enum sayso_err ss_link_role(struct ss_entity_work *w, struct ss_name *n, const char *home);
// entity_office.c: terms of offices.
enum sayso_err ss_load_offices(struct ss_entity_rules *rules, const struct ss_know_table *terms,
                               const struct ss_know_table *persons);
// The country whose office the person holds on the report's date; NULL when none.
const char *ss_office_country(const struct ss_entity_work *w, const char *person);
// "the Turkish president": the person, when the knowledge knows the holder.
enum sayso_err ss_link_office(struct ss_entity_work *w, struct ss_name *n);
// Links the noun to the person who holds the office of the country; one that only the report's subject tells (`guess`)
// must be named in the report.
enum sayso_err ss_link_holder(struct ss_entity_work *w, struct ss_name *n, const char *country, const char *part,
                              bool guess);
// "The president declined", of no country named: the last one named before who holds such an office.
enum sayso_err ss_link_holder_before(struct ss_entity_work *w, struct ss_name *n, const char *part);
// Whether the report names an actor of the knowledge.
bool ss_names_actor(const struct ss_entity_work *w, const char *id);
// entity_body.c: what the words of a body's name tell of it: kind, sectors, country. `home` may be NULL.
enum sayso_err ss_name_tells(struct ss_entity_work *w, const struct ss_name *n, struct sayso_entity *e,
                             const char *home);
// entity_home.c: the country of a place's name, as the first reading found it, or when the name leaves no doubt; NULL
// otherwise.
const char *ss_country_of_place(const struct ss_entity_work *w, const struct ss_name *n);
// The country that the report speaks of most, when it is most of what it speaks of; NULL otherwise.
const char *ss_home_country(const struct ss_entity_work *w);
// The country of the places of the noun's sentence, when they lie in one; NULL otherwise.
const char *ss_scene_country(const struct ss_entity_work *w, const struct ss_name *n);
// entity_title.c: what stands before and behind a person's name (of this index).
enum sayso_err ss_take_title(struct ss_entity_work *w, uint32_t index);
// Country and sector of persons of whom nothing else tells them. After the chains.
enum sayso_err ss_settle_persons(struct ss_entity_work *w);
// entity_settle.c: what the resolved places say, for a second reading; false when that would read as the first did.
enum sayso_err ss_settle_places(struct ss_entity_work *w, struct ss_settled *out, bool *differs);
// The country that a name was found to lie in at the first reading; NULL when it was not found.
const char *ss_settled_country(const struct ss_entity_work *w, const struct ss_name *n);
// Whether the country's name means a town or division in this report.
bool ss_settled_town(const struct ss_entity_work *w, const char *country);
// entity.c: all of these in their order, before anything is written; and the place where chains are told apart.
// `settled` is NULL at the first reading.
enum sayso_err ss_entity_work_run(struct ss_entity_work *w, const struct ss_entity_rules *rules,
                                  const struct ss_know *know, struct sayso_report *report,
                                  const struct ss_settled *settled);
// The state, or a part of it ("syr.mil"), when the knowledge has it.
enum sayso_err ss_link_part(struct ss_entity_work *w, struct ss_name *n, const char *country, const char *part);
// A code of country and first sector ("SYRREB"); a sector alone when there is no country.
const char *ss_entity_code(struct ss_entity_work *w, const struct sayso_entity *e);
// entity_share.c: coordinated adjectives, owners by pronouns. After pronouns have their entities.
enum sayso_err ss_share_names(struct ss_entity_work *w);
// entity_pair.c: "both leaders", "the two countries": the pair named before. After the others.
enum sayso_err ss_pair_names(struct ss_entity_work *w);
// place_back.c: "the city" is a place named before.
void ss_places_back(struct ss_entity_work *w);
// place.c: places of the gazetteer for the drafts that are places.
enum sayso_err ss_resolve_places(struct ss_entity_work *w);

#endif
