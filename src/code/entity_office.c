// SPDX-License-Identifier: Apache-2.0
// Who held an office when: "the foreign minister of France" on the report's date is a person when the knowledge knows
// the holder. Terms stand in entities/offices.tsv and, for all others, in the dates of actors/persons.tsv.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define OFFICE "office:"

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

bool ss_office_holder(const struct ss_entity_work *w, const char *country, const char *part, struct ss_know_actor *out)
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

bool ss_office_named_before(const struct ss_entity_work *w, const struct ss_name *n, const char *part,
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

bool ss_held_now(const struct ss_entity_work *w, const struct ss_name *n)
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
