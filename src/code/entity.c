// SPDX-License-Identifier: Apache-2.0
// Entities: reads the rules, runs the parts of the stage, and writes mentions and entities into the report.
#include "code/entity.h"

#include "code/coref.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"

#define NAMES_MAX 20000u

// --- rules
// ------------------------------------------------------------------------------------------------------------------

static const struct {
    const char *name;
    uint32_t bit;
} classes[] = {
    {"place_prep", SS_CLASS_PLACE_PREP},
    {"strong_place_prep", SS_CLASS_STRONG_PLACE_PREP},
    {"actor_prep", SS_CLASS_ACTOR_PREP},
    {"motion_verb", SS_CLASS_MOTION_VERB},
    {"place_modifier", SS_CLASS_PLACE_MODIFIER},
    {"person", SS_CLASS_PERSON},
    {"thing", SS_CLASS_THING},
    {"group", SS_CLASS_GROUP},
    {"relative", SS_CLASS_RELATIVE},
    {"pseudo_name", SS_CLASS_PSEUDO_NAME},
    {"generic_group", SS_CLASS_GENERIC_GROUP},
    {"definite", SS_CLASS_DEFINITE},
    {"backed", SS_CLASS_BACKED},
    {"member", SS_CLASS_MEMBER},
    {"compass", SS_CLASS_COMPASS},
    {"people_adjective", SS_CLASS_PEOPLE_ADJECTIVE},
    {"individual", SS_CLASS_INDIVIDUAL},
    {"any_fighters", SS_CLASS_ANY_FIGHTERS},
    {"ruler", SS_CLASS_RULER},
    {"spot", SS_CLASS_SPOT},
    {"names_next", SS_CLASS_NAMES_NEXT},
    {"named_before", SS_CLASS_NAMED_BEFORE},
    {"rank", SS_CLASS_RANK},
    {"of_what", SS_CLASS_OF_WHAT},
    {"needs_article", SS_CLASS_ARTICLE},
    {"time", SS_CLASS_TIME},
    {"not_held", SS_CLASS_NOT_HELD},
    {"belongs", SS_CLASS_BELONGS},
    {"abroad", SS_CLASS_ABROAD},
    {"part_of_world", SS_CLASS_PART_OF_WORLD},
    {"word_town", SS_CLASS_WORD_TOWN},
    {"saint", SS_CLASS_SAINT},
};

static const char *lower_copy(struct ss_arena *arena, const char *s, size_t len)
{
    char *copy = ss_strndup(arena, s, len);
    for (char *p = copy; p && *p; p++) *p = ss_ascii_lower(*p);
    return copy;
}

// Adds a key once; the first row that has it stays.
static enum sayso_err put(struct ss_map *map, const char *key, uint32_t value)
{
    bool found;
    uint32_t *at = key ? ss_map_put(map, key, strlen(key), &found) : NULL;
    if (!at) return SAYSO_ERR_NOMEM;
    if (!found) *at = value;
    return SAYSO_OK;
}

// What follows `key` in a list of flags ("part:" in "part:mil;held"); "" when it is not there.
static const char *flag_value(struct ss_entity_rules *rules, const char *flags, const char *key)
{
    const char *at = strstr(flags, key);
    const char *value = at ? at + strlen(key) : "";
    const char *own = ss_strndup(rules->arena, value, strcspn(value, ";"));
    return own ? own : "";
}

static enum sayso_err load_roles(struct ss_entity_rules *rules, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, rules->know, "actors/roles", problem));
    int id = ss_know_column(t, "id"), name = ss_know_column(t, "name"), kind = ss_know_column(t, "kind");
    int sectors = ss_know_column(t, "sectors"), aliases = ss_know_column(t, "aliases");
    int flags = ss_know_column(t, "flags");
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char *list = ss_know_cell(t, row, aliases);
        for (bool first = true; first || *list; first = false) {
            const char *s = first ? ss_know_cell(t, row, name) : list;
            size_t len = strcspn(s, "|"), word = strcspn(s, "|^");
            struct ss_role *r = ss_arr_push(NULL, &rules->roles);
            if (!r) return SAYSO_ERR_NOMEM;
            *r = (struct ss_role){.id = ss_know_cell(t, row, id),
                                  .name = ss_know_cell(t, row, name),
                                  .kind = ss_know_cell(t, row, kind),
                                  .country = ss_know_cell(t, row, ss_know_column(t, "country")),
                                  .also = flag_value(rules, ss_know_cell(t, row, flags), "also:"),
                                  .held = ss_in_list(ss_know_cell(t, row, flags), ';', "held"),
                                  .sectors = ss_know_cell(t, row, sectors),
                                  .part = flag_value(rules, ss_know_cell(t, row, flags), "part:"),
                                  .beside = flag_value(rules, ss_know_cell(t, row, flags), "beside:"),
                                  .in = flag_value(rules, ss_know_cell(t, row, flags), "in:"),
                                  .line = ss_know_line(t, row),
                                  .count = ss_in_list(ss_know_cell(t, row, flags), ';', "count"),
                                  .home = ss_in_list(ss_know_cell(t, row, flags), ';', "home"),
                                  .owned = ss_in_list(ss_know_cell(t, row, flags), ';', "owned"),
                                  .none = ss_in_list(ss_know_cell(t, row, flags), ';', "none"),
                                  .sided = memchr(s + word, 's', len - word) != NULL};
            SS_TRY(put(&rules->role, lower_copy(rules->arena, s, word), rules->roles.count - 1));
            if (!first) list += len + (list[len] == '|');
        }
    }
    const struct ss_know_table *terms;
    SS_TRY(ss_know_need(&terms, rules->know, "entities/offices", problem));
    SS_TRY(ss_know_need(&t, rules->know, "actors/persons", problem));
    return ss_load_offices(rules, terms, t);
}

static enum sayso_err load_words(struct ss_entity_rules *rules, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, rules->know, "entities/kinds", problem));
    SS_TRY(ss_know_need(&t, rules->know, "entities/sectors", problem));
    SS_TRY(ss_know_need(&t, rules->know, "entities/words", problem));
    int word = ss_know_column(t, "word"), class = ss_know_column(t, "class");
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char *s = ss_know_cell(t, row, word), *name = ss_know_cell(t, row, class);
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
            if (ss_streq(classes[i].name, name)) bit = classes[i].bit;
        if (!bit) return ss_fail(problem, SAYSO_ERR_FORMAT, 304, ss_know_line(t, row), -1, "no class %s", name);
        const char *key = lower_copy(rules->arena, s, strlen(s));
        bool found;
        uint32_t *at = key ? ss_map_put(&rules->word, key, strlen(key), &found) : NULL;
        if (!at) return SAYSO_ERR_NOMEM;
        *at = (found ? *at : 0) | bit;
    }
    SS_TRY(ss_know_need(&t, rules->know, "entities/place_nouns", problem));
    int noun = ss_know_column(t, "noun"), feature = ss_know_column(t, "feature");
    class = ss_know_column(t, "class");
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        struct ss_place_noun *p = ss_arr_push(NULL, &rules->place_nouns);
        if (!p) return SAYSO_ERR_NOMEM;
        p->feature = ss_know_cell(t, row, feature);
        p->container = ss_streq(ss_know_cell(t, row, class), "container");
        SS_TRY(put(&rules->place_noun, ss_know_cell(t, row, noun), row));
    }
    SS_TRY(ss_know_need(&t, rules->know, "entities/titles", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char **sector = ss_arr_push(NULL, &rules->title_sectors);
        if (!sector) return SAYSO_ERR_NOMEM;
        *sector = ss_know_cell(t, row, ss_know_column(t, "sector"));
        SS_TRY(put(&rules->title, ss_know_cell(t, row, ss_know_column(t, "title")), row));
    }
    return SAYSO_OK;
}

static double number(const char *s)
{
    double x = 0;
    return ss_parse_double(s, strlen(s), &x) ? x : 0;
}

static enum sayso_err load_places(struct ss_entity_rules *rules, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, rules->know, "places/abbreviations", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char **name = ss_arr_push(NULL, &rules->abbreviated);
        if (!name) return SAYSO_ERR_NOMEM;
        *name = ss_know_cell(t, row, ss_know_column(t, "name"));
        SS_TRY(put(&rules->abbreviation, ss_know_cell(t, row, ss_know_column(t, "abbreviation")), row));
    }
    SS_TRY(ss_know_need(&t, rules->know, "places/country_points", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        struct ss_country_point *p = ss_arr_push(NULL, &rules->country_points);
        if (!p) return SAYSO_ERR_NOMEM;
        p->iso3 = ss_know_cell(t, row, ss_know_column(t, "iso3"));
        p->lat = number(ss_know_cell(t, row, ss_know_column(t, "lat")));
        p->lon = number(ss_know_cell(t, row, ss_know_column(t, "lon")));
        const char *id = ss_know_cell(t, row, ss_know_column(t, "geonames"));
        if (!ss_parse_int(id, strlen(id), &p->geonames)) p->geonames = 0;
        SS_TRY(put(&rules->country, p->iso3, row));
    }
    return SAYSO_OK;
}

// Letters of a gender cell as bits of enum ss_gender.
static uint8_t gender_bits(const char *s)
{
    uint8_t bits = 0;
    for (; *s; s++)
        bits |= *s == 'm'   ? SS_GENDER_MALE
                : *s == 'f' ? SS_GENDER_FEMALE
                : *s == 'p' ? SS_NUMBER_PLURAL
                            : SS_GENDER_THING;
    return bits;
}

static enum sayso_err load_coref(struct ss_entity_rules *rules, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, rules->know, "entities/genders", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++)
        SS_TRY(put(&rules->gender, ss_know_cell(t, row, ss_know_column(t, "word")),
                   gender_bits(ss_know_cell(t, row, ss_know_column(t, "gender")))));
    SS_TRY(ss_know_need(&t, rules->know, "entities/pronouns", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        struct ss_pronoun *p = ss_arr_push(NULL, &rules->pronouns);
        if (!p) return SAYSO_ERR_NOMEM;
        p->class = (uint8_t)number(ss_know_cell(t, row, ss_know_column(t, "class")));
        p->gender = gender_bits(ss_know_cell(t, row, ss_know_column(t, "gender")));
        const char *many = ss_know_cell(t, row, ss_know_column(t, "number"));
        p->number = *many == 's' ? 1 : *many == 'p' ? 2 : 0;
        SS_TRY(put(&rules->pronoun, ss_know_cell(t, row, ss_know_column(t, "word")), row));
    }
    SS_TRY(ss_know_need(&t, rules->know, "entities/word_classes", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        uint32_t class = (uint32_t)number(ss_know_cell(t, row, ss_know_column(t, "class")));
        uint32_t group = (uint32_t)number(ss_know_cell(t, row, ss_know_column(t, "group")));
        const char *s = ss_know_cell(t, row, ss_know_column(t, "words"));
        for (size_t len = strcspn(s, " "); *s; s += len + (s[len] == ' '), len = strcspn(s, " ")) {
            bool found;
            uint32_t *at = ss_map_put(&rules->word_class, s, len, &found);
            if (!at) return SAYSO_ERR_NOMEM;
            *at = class * 64 + group;
        }
    }
    SS_TRY(ss_know_need(&t, rules->know, "entities/aliases", problem));
    for (uint32_t row = 0; row < ss_know_rows(t); row++) SS_TRY(put(&rules->alias, ss_know_cell(t, row, 0), row));
    rules->coref = ss_coref_weights_new(rules->know);
    return rules->coref ? SAYSO_OK : SAYSO_ERR_NOMEM;
}

void ss_entity_rules_free(struct ss_entity_rules *rules)
{
    if (!rules) return;
    ss_map_free(&rules->role);
    ss_map_free(&rules->word);
    ss_map_free(&rules->place_noun);
    ss_map_free(&rules->title);
    ss_map_free(&rules->abbreviation);
    ss_map_free(&rules->country);
    ss_map_free(&rules->gender);
    ss_map_free(&rules->pronoun);
    ss_map_free(&rules->alias);
    ss_map_free(&rules->word_class);
    ss_arr_free(&rules->pronouns);
    free(rules->coref);
    ss_arr_free(&rules->roles);
    ss_arr_free(&rules->offices);
    ss_arr_free(&rules->place_nouns);
    ss_arr_free(&rules->title_sectors);
    ss_arr_free(&rules->abbreviated);
    ss_arr_free(&rules->country_points);
    ss_arena_free(rules->arena);
    free(rules);
}

enum sayso_err ss_entity_rules_new(struct ss_entity_rules **out, const struct ss_know *know,
                                   struct sayso_problem *problem)
{
    struct ss_entity_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return SAYSO_ERR_NOMEM;
    rules->know = know;
    rules->arena = ss_arena_new(0);
    enum sayso_err err = rules->arena ? SAYSO_OK : SAYSO_ERR_NOMEM;
    if (!err) err = load_roles(rules, problem);
    if (!err) err = load_words(rules, problem);
    if (!err) err = load_places(rules, problem);
    if (!err) err = load_coref(rules, problem);
    if (err) {
        ss_entity_rules_free(rules);
        return err;
    }
    *out = rules;
    return SAYSO_OK;
}

// --- words and heads
// ----------------------------------------------------------------------------------------------------------------

uint32_t ss_name_class(const struct ss_entity_rules *rules, const char *word, size_t len)
{
    char lower[32];
    if (len >= sizeof lower) return 0;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(word[i]);
    const uint32_t *bits = ss_map_get(&rules->word, lower, len);
    return bits ? *bits : 0;
}

uint32_t ss_name_class_at(const struct ss_entity_work *w, uint32_t token)
{
    return ss_name_class(w->rules, w->words[token], w->lens[token]);
}

size_t ss_tokens_lower(const struct ss_entity_work *w, uint32_t from, uint32_t to, char *out, size_t room)
{
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        bool glued = i > from && w->report->tokens[i].start == w->report->tokens[i - 1].end;
        if (len + w->lens[i] + 2 > room) return 0;
        if (i > from && !glued) out[len++] = ' ';
        for (uint32_t k = 0; k < w->lens[i]; k++) out[len++] = ss_ascii_lower(w->words[i][k]);
    }
    if (room) out[len] = 0;
    return len;
}

int32_t ss_head_of(const struct sayso_report *report, uint32_t from, uint32_t to)
{
    int32_t second = -1;
    for (uint32_t i = from; i < to; i++) {
        const struct sayso_token *t = &report->tokens[i];
        if ((t->head >= (int32_t)from && t->head < (int32_t)to) || t->upos == SAYSO_UPOS_PUNCT ||
            t->deprel == SAYSO_DEP_CASE)
            continue;
        if (t->deprel != SAYSO_DEP_CONJ || t->upos != SAYSO_UPOS_ADJ) return (int32_t)i;
        if (second < 0) second = (int32_t)i; // "(Syrian and) Russian forces": not the adjective
    }
    return second >= 0 ? second : (int32_t)(to - 1);
}

uint32_t ss_sentence_end(const struct sayso_report *report, uint32_t token)
{
    const struct sayso_sentence *s = &report->sentences[report->tokens[token].sentence];
    return s->token_first + s->token_count;
}

int32_t ss_child(const struct sayso_report *report, uint32_t head, enum sayso_dep rel)
{
    const struct sayso_sentence *s = &report->sentences[report->tokens[head].sentence];
    for (uint32_t i = s->token_first; i < s->token_first + s->token_count; i++)
        if (report->tokens[i].head == (int32_t)head && report->tokens[i].deprel == rel) return (int32_t)i;
    return -1;
}

struct ss_name *ss_name_add(struct ss_entity_work *w, uint32_t from, uint32_t to, enum ss_name_source source)
{
    if (w->names.count >= NAMES_MAX) return NULL;
    struct ss_name *n = ss_arr_push(w->report->arena, &w->names);
    if (!n) return NULL;
    n->from = from;
    n->to = to;
    n->source = source;
    n->head = ss_head_of(w->report, from, to);
    n->role = n->owner = n->entity = -1;
    for (uint32_t i = from; i < to; i++) w->cover[i] = (int32_t)w->names.count - 1;
    return n;
}

// --- the stage
// --------------------------------------------------------------------------------------------------------------

static enum sayso_err prepare(struct ss_entity_work *w)
{
    struct sayso_report *r = w->report;
    uint32_t n = r->token_count;
    w->words = SS_NEW_ARRAY(r->arena, const char *, n + 1);
    w->lens = SS_NEW_ARRAY(r->arena, uint32_t, n + 1);
    w->cover = SS_NEW_ARRAY(r->arena, int32_t, n + 1);
    w->token_country = SS_NEW_ARRAY(r->arena, const char *, n + 1);
    w->capitals = SS_NEW_ARRAY(r->arena, bool, r->sentence_count + 1);
    if (!w->words || !w->lens || !w->cover || !w->token_country || !w->capitals) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < n; i++) {
        w->words[i] = r->text + r->tokens[i].start;
        w->lens[i] = r->tokens[i].end - r->tokens[i].start;
        w->cover[i] = -1;
    }
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        uint32_t upper = 0, lower = 0;
        for (uint32_t i = r->sentences[s].start; i < r->sentences[s].end; i++) {
            upper += r->text[i] >= 'A' && r->text[i] <= 'Z';
            lower += r->text[i] >= 'a' && r->text[i] <= 'z';
        }
        w->capitals[s] = upper > 4 * lower && upper > 3;
    }
    return SAYSO_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct ss_name *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    if (x->to != y->to) return x->to > y->to ? -1 : 1;
    if (x->source != y->source) return x->source < y->source ? -1 : 1;
    return x->as_place - y->as_place;
}

static enum sayso_err write_out(struct ss_entity_work *w)
{
    struct sayso_report *r = w->report;
    int32_t *index = SS_NEW_ARRAY(r->arena, int32_t, w->drafts.count + 1);
    if (!index) return ss_arena_error(r->arena);
    SS_ARR(struct sayso_entity) entities = {0};
    SS_ARR(struct sayso_mention) mentions = {0};
    for (uint32_t i = 0; i < w->drafts.count; i++) index[i] = -1;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->entity < 0) continue;
        struct ss_entity_draft *d = &w->drafts.item[n->entity];
        if (index[n->entity] < 0) {
            struct sayso_entity *e = ss_arr_push(r->arena, &entities);
            if (!e) return ss_arena_error(r->arena);
            *e = d->e;
            index[n->entity] = (int32_t)entities.count - 1;
        }
        struct sayso_mention *m = ss_arr_push(r->arena, &mentions);
        if (!m) return ss_arena_error(r->arena);
        m->start = r->tokens[n->from].start;
        m->end = r->tokens[n->to - 1].end;
        m->kind = n->as_place ? SAYSO_MENTION_PLACE : SAYSO_MENTION_ACTOR;
        bool nominal = n->source == SS_NAME_ROLE || n->source == SS_NAME_FACILITY || n->source == SS_NAME_NOMINAL;
        m->form = n->source == SS_NAME_PRONOUN ? SAYSO_FORM_PRONOUN
                  : nominal || n->modifier     ? SAYSO_FORM_NOMINAL
                                               : SAYSO_FORM_NAME;
        m->entity = index[n->entity];
        m->time = m->figure = -1;
        m->head_token = n->head;
        m->rule = n->rule ? n->rule : "engine";
    }
    r->entities = entities.item;
    r->entity_count = entities.count;
    r->mentions = mentions.item;
    r->mention_count = mentions.count;
    return SAYSO_OK;
}

// Names in the order of the text, and which of them lies on top of each word: the shorter of two.
static void arrange(struct ss_entity_work *w)
{
    if (w->names.count < 2) return;
    qsort(w->names.item, w->names.count, sizeof *w->names.item, by_place);
    for (uint32_t i = 0; i < w->report->token_count; i++) w->cover[i] = -1;
    for (uint32_t i = 0; i < w->names.count; i++)
        for (uint32_t k = w->names.item[i].from;
             !w->names.item[i].dropped && !w->names.item[i].nested && k < w->names.item[i].to; k++)
            w->cover[k] = (int32_t)i;
}

enum sayso_err ss_entity_work_run(struct ss_entity_work *w, const struct ss_entity_rules *rules,
                                  const struct ss_know *know, struct sayso_report *report,
                                  const struct ss_settled *settled)
{
    *w = (struct ss_entity_work){
        .rules = rules, .know = know, .report = report, .on = report->published, .settled = settled};
    SS_TRY(prepare(w));
    if (!settled) SS_TRY(ss_settle_names(w)); // it changes the engine's marks, once
    SS_TRY(ss_find_names(w));
    SS_TRY(ss_find_roles(w));
    arrange(w);
    return ss_link_names(w);
}

static enum sayso_err write_chains(const struct ss_coref *c, struct sayso_report *r)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->mentions.count; i++) count += c->mentions.item[c->mentions.item[i].chain].size > 1;
    r->chained = SS_NEW_ARRAY(r->arena, struct sayso_chained, count + 1);
    r->chained_count = 0;
    if (!r->chained) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        if (c->mentions.item[m->chain].size < 2) continue;
        r->chained[r->chained_count++] = (struct sayso_chained){m->from, m->to, m->head, m->chain};
    }
    return SAYSO_OK;
}

static enum sayso_err chain(struct ss_coref *c, struct ss_entity_work *w)
{
    SS_TRY(ss_coref_collect(c, w));
    SS_TRY(ss_coref_declare(c, w));
    SS_TRY(ss_coref_resolve(c, w->rules->coref));
    SS_TRY(write_chains(c, w->report));
    SS_TRY(ss_coref_apply(c, w));
    SS_TRY(ss_settle_persons(w));
    SS_TRY(ss_share_names(w));
    return ss_pair_names(w);
}

// Names, entities, chains and places.
static enum sayso_err read_entities(const struct ss_coder *coder, struct ss_entity_work *w, struct sayso_report *report,
                                    const struct ss_settled *settled)
{
    struct ss_coref chains;
    SS_TRY(ss_entity_work_run(w, coder->entity, coder->know, report, settled));
    enum sayso_err err = chain(&chains, w);
    ss_arena_free(chains.arena);
    if (err) return err;
    arrange(w);
    return ss_resolve_places(w);
}

enum sayso_err ss_code_entities(const struct ss_coder *coder, struct sayso_report *report)
{
    if (!coder->entity || !report->token_count) return SAYSO_OK;
    struct ss_entity_work w;
    struct ss_settled settled = {0};
    bool differs = false;
    SS_TRY(read_entities(coder, &w, report, NULL));
    SS_TRY(ss_settle_places(&w, &settled, &differs));
    if (differs) SS_TRY(read_entities(coder, &w, report, &settled));
    ss_places_back(&w);
    report->home = w.home;
    return write_out(&w);
}
