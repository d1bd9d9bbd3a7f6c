// SPDX-License-Identifier: Apache-2.0
// Who held an office when: "the foreign minister of France" on the report's date is a person when the knowledge knows
// the holder, or when a name beside the office tells. Terms stand in entities/offices.tsv and, for all others, in the
// dates of actors/persons.tsv.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define OFFICE        "office:"
#define BESIDE_TOKENS 6 // between an office and the one who holds it

static const char *held_part(const struct ss_entity_rules *rules, const char *office)
{
    const uint32_t *at = ss_map_get(&rules->role, office, strlen(office));
    const struct ss_role *role = at ? &rules->roles.item[*at] : NULL;
    return role && role->held ? role->part : NULL;
}

static enum sayso_err add(struct ss_entity_rules *rules, const char *person, const char *country, const char *office,
                          const char *from, const char *to)
{
    const char *part = held_part(rules, office);
    if (!part || !*country || !*from) return SAYSO_OK;
    struct ss_office *o = ss_arr_push(NULL, &rules->offices);
    if (!o) return SAYSO_ERR_NOMEM;
    *o = (struct ss_office){person, country, part, from, to};
    return SAYSO_OK;
}

enum sayso_err ss_load_offices(struct ss_entity_rules *rules, const struct ss_know_table *terms,
                               const struct ss_know_table *persons)
{
    int person = ss_know_column(terms, "person"), office = ss_know_column(terms, "office");
    int from = ss_know_column(terms, "from"), to = ss_know_column(terms, "to"), of = ss_know_column(terms, "of");
    for (uint32_t row = 0; row < ss_know_rows(terms); row++) {
        struct ss_know_actor a;
        if (!ss_know_actor(rules->know, ss_know_cell(terms, row, person), &a)) continue;
        const char *where = ss_know_cell(terms, row, of); // another country, or an organisation
        SS_TRY(add(rules, ss_know_cell(terms, row, person), *where ? where : a.country,
                   ss_know_cell(terms, row, office), ss_know_cell(terms, row, from), ss_know_cell(terms, row, to)));
    }
    int id = ss_know_column(persons, "id"), country = ss_know_column(persons, "country");
    int flags = ss_know_column(persons, "flags");
    from = ss_know_column(persons, "from");
    to = ss_know_column(persons, "to");
    for (uint32_t row = 0; row < ss_know_rows(persons); row++) {
        const char *own = ss_know_cell(persons, row, id), *held = strstr(ss_know_cell(persons, row, flags), OFFICE);
        if (!held || ss_know_find(terms, own) >= 0) continue;
        SS_TRY(add(rules, own, ss_know_cell(persons, row, country), held + strlen(OFFICE),
                   ss_know_cell(persons, row, from), ss_know_cell(persons, row, to)));
    }
    return SAYSO_OK;
}

// "2016" and "2016-07" last until their end.
static bool holds(const struct ss_office *o, const char *on)
{
    return strcmp(o->from, on) <= 0 && (!*o->to || strncmp(on, o->to, strlen(o->to)) <= 0);
}

// The one whom the report itself has named and whose office it is or was; NULL when it named none or several.
static const char *named_holder(const struct ss_entity_work *w, const char *country, const char *part)
{
    const char *only = NULL;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->person || !d->id || !ss_streq(d->e.country, country)) continue;
        for (uint32_t k = 0; k < w->rules->offices.count; k++) {
            const struct ss_office *o = &w->rules->offices.item[k];
            if (!ss_streq(o->person, d->id) || !ss_streq(o->part, part)) continue;
            if (only && strcmp(only, d->id) != 0) return NULL;
            only = d->id;
        }
    }
    return only;
}

// Who holds an office ("fm") of a country on the report's date; without a date, whom the report names.
static bool office_holder(const struct ss_entity_work *w, const char *country, const char *part,
                          struct ss_know_actor *out)
{
    const char *who = NULL, *since = "";
    for (uint32_t k = 0; w->on && k < w->rules->offices.count; k++) {
        const struct ss_office *o = &w->rules->offices.item[k];
        if (strcmp(o->part, part) != 0 || strcmp(o->country, country) != 0) continue;
        if (!holds(o, w->on) || strcmp(o->from, since) <= 0) continue;
        since = o->from;
        who = o->person;
    }
    if (!w->on) who = named_holder(w, country, part);
    return who && ss_know_actor(w->know, who, out);
}

const char *ss_office_country(const struct ss_entity_work *w, const char *person)
{
    const char *country = NULL;
    for (uint32_t k = 0; w->on && k < w->rules->offices.count; k++) {
        const struct ss_office *o = &w->rules->offices.item[k];
        bool state = strlen(o->country) == 3 && *o->country >= 'A' && *o->country <= 'Z';
        if (state && strcmp(o->person, person) == 0 && holds(o, w->on)) country = o->country;
    }
    return country;
}

// Whether the words mean the one who holds the office: no former, next, elected or any president.
static bool held_now(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t first = w->report->sentences[t[n->from].sentence].token_first, end = ss_sentence_end(w->report, n->from);
    if (n->plural || n->counted || n->indefinite || ss_streq(t[n->head].xpos, "NNS")) return false;
    for (uint32_t i = n->from > first ? n->from - 1 : first; i <= (uint32_t)n->head; i++) {
        if (ss_name_class_at(w, i) & SS_CLASS_NOT_HELD) return false;
        bool det = t[i].upos == SAYSO_UPOS_DET && (t[i].head == n->head || i < n->from);
        if (det && !(ss_name_class_at(w, i) & SS_CLASS_DEFINITE)) return false;
    }
    return n->to >= end || *w->words[n->to] != '-'; // "the president-elect"
}

// The last one named before who holds such an office of whichever country on the report's date.
static bool named_before(const struct ss_entity_work *w, const struct ss_name *n, const char *part,
                         struct ss_know_actor *out)
{
    const char *who = NULL;
    uint32_t near = 0;
    for (uint32_t i = 0; w->on && i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (!o->known || o->dropped || o->to > n->from || o->to < near || !ss_streq(o->actor.kind, "person")) continue;
        for (uint32_t k = 0; k < w->rules->offices.count; k++) {
            const struct ss_office *f = &w->rules->offices.item[k];
            if (strcmp(f->person, o->actor.id) != 0 || strcmp(f->part, part) != 0 || !holds(f, w->on)) continue;
            who = o->actor.id;
            near = o->to;
        }
    }
    return who && ss_know_actor(w->know, who, out);
}

bool ss_names_actor(const struct ss_entity_work *w, const char *id)
{
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].known && ss_streq(w->names.item[i].actor.id, id)) return true;
    return false;
}

// The name of the known person that stands beside the noun ("Azerbaijan's president, Ilham Aliyev"), or NULL.
static const struct ss_name *person_beside(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = n->to, end = ss_sentence_end(w->report, n->from); i < end && i < n->to + BESIDE_TOKENS; i++) {
        const struct ss_name *o = w->cover[i] >= 0 ? &w->names.item[w->cover[i]] : NULL;
        if (o && o->known && !o->dropped && ss_streq(o->actor.kind, "person") && t[o->head].head == n->head &&
            t[o->head].deprel == SAYSO_DEP_APPOS)
            return o;
    }
    return NULL;
}

// "the president, X": the name beside it tells who it is.
static bool explained(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = n->from, end = ss_sentence_end(w->report, n->from); i < end; i++)
        if (t[i].head == n->head && (t[i].deprel == SAYSO_DEP_APPOS || t[i].deprel == SAYSO_DEP_FLAT)) return true;
    return t[n->head].deprel == SAYSO_DEP_APPOS || t[n->head].deprel == SAYSO_DEP_COMPOUND ||
           t[n->head].deprel == SAYSO_DEP_FLAT || t[n->head].deprel == SAYSO_DEP_NMOD_DESC;
}

enum sayso_err ss_link_holder(struct ss_entity_work *w, struct ss_name *n, const char *country, const char *part,
                              bool guess)
{
    struct ss_know_actor a;
    const struct ss_name *beside = person_beside(w, n);
    if (beside) return ss_link_id(w, n, &beside->actor);
    if (!country || explained(w, n) || !held_now(w, n) || !office_holder(w, country, part, &a)) return SAYSO_OK;
    return guess && !ss_names_actor(w, a.id) ? SAYSO_OK : ss_link_id(w, n, &a);
}

enum sayso_err ss_link_holder_before(struct ss_entity_work *w, struct ss_name *n, const char *part)
{
    struct ss_know_actor a;
    bool bare = n->definite && !explained(w, n) && held_now(w, n);
    return bare && named_before(w, n, part, &a) ? ss_link_id(w, n, &a) : SAYSO_OK;
}

enum sayso_err ss_link_office(struct ss_entity_work *w, struct ss_name *n)
{
    const char *dot = n->actor.id ? strrchr(n->actor.id, '.') : NULL;
    for (uint32_t i = 0; dot && i < w->rules->roles.count; i++) {
        const struct ss_role *r = &w->rules->roles.item[i];
        if (!r->held || strcmp(r->part, dot + 1) != 0) continue;
        const char *of = *n->actor.country ? n->actor.country // "un.sg": of the organisation
                                           : ss_strndup(w->report->arena, n->actor.id, (size_t)(dot - n->actor.id));
        if (!of) return ss_arena_error(w->report->arena);
        SS_TRY(ss_link_holder(w, n, of, r->part, false));
        if (n->entity >= 0) {
            n->source = SS_NAME_NOMINAL;
        } else if (explained(w, n)) { // coreference gives it to the one beside it
            n->source = SS_NAME_ROLE;
            n->role = (int32_t)i;
        }
        return SAYSO_OK;
    }
    return SAYSO_OK;
}
