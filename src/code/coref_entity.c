// SPDX-License-Identifier: Apache-2.0
// From chains to entities: a pronoun is the entity that its chain names, so is a noun phrase that nothing else knows,
// and one man called by his office ("the minister") is the man.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/coref.h"
#include "code/kind.h"

#define CLAUSES        4  // steps from a relative pronoun up to its clause
#define NOMINAL_TOKENS 12 // of a phrase that is a mention

// "the army, which …": the name that the clause belongs to, or -1.
static int32_t relative_to(const struct ss_entity_work *w, uint32_t token)
{
    const struct sayso_token *t = w->report->tokens;
    int32_t up = t[token].head;
    for (int guard = 0; guard < CLAUSES && up >= 0 && t[up].deprel != SAYSO_DEP_ACL_RELCL; guard++) up = t[up].head;
    return up >= 0 && t[up].deprel == SAYSO_DEP_ACL_RELCL ? t[up].head : -1;
}

// The entity that the chain of a mention has before it: a named one first, then the nearest; -1 none.
static int32_t entity_before(const struct ss_coref *c, uint32_t at)
{
    int32_t chain = c->mentions.item[at].chain, near = -1;
    for (uint32_t i = at; i-- > (uint32_t)chain;) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        if (m->chain != chain || m->entity < 0 || m->joined) continue;
        if (c->work->drafts.item[m->entity].named) return m->entity;
        if (near < 0) near = m->entity;
    }
    return near;
}

static bool person_pronoun(const struct ss_entity_work *w, const struct ss_name *n)
{
    return (ss_name_class_at(w, n->from) & SS_CLASS_PERSON) != 0;
}

static bool body(const struct ss_entity_work *w, const char *kind)
{
    return ss_kind_is(w->know, kind, "club") || ss_kind_is(w->know, kind, "armed");
}

static void pronoun(const struct ss_coref *c, struct ss_entity_work *w, struct ss_name *n, uint32_t at)
{
    int32_t e = entity_before(c, at);
    if (e < 0) return;
    const struct ss_entity_draft *d = &w->drafts.item[e];
    if (person_pronoun(w, n) && (ss_streq(d->e.kind, "place") || ss_streq(d->e.kind, "state"))) return;
    const struct ss_coref_mention *m = &c->mentions.item[at];
    bool one = m->number == 1 && (m->gender == SS_GENDER_MALE || m->gender == SS_GENDER_FEMALE);
    if (one && d->id && body(w, d->e.kind)) return; // "she" is no police force
    uint32_t is = ss_name_class_at(w, n->from);
    bool office = d->role >= 0 && w->rules->roles.item[d->role].held && !d->plural; // "the minister" is no "them"
    if ((is & SS_CLASS_GROUP) && office) return;
    if (((is & SS_CLASS_THING) && d->person) || ((is & SS_CLASS_GROUP) && ss_streq(d->e.kind, "state"))) return;
    n->entity = e;
    n->dropped = false;
    n->as_place = ss_streq(d->e.kind, "place");
}

// Whether the noun can stand for the entity: a person's noun for persons, another for the others.
static bool suits(const struct ss_coref_mention *m, const struct ss_entity_draft *d)
{
    uint8_t person = SS_GENDER_MALE | SS_GENDER_FEMALE;
    return d->person ? m->number != 2 && (m->gender & person) : !(m->gender & person) || d->plural;
}

// "the 46-year-old": a phrase without a name or role noun, whose chain has a named entity.
static enum sayso_err nominal(const struct ss_coref *c, struct ss_entity_work *w, uint32_t at)
{
    const struct ss_coref_mention *m = &c->mentions.item[at];
    int32_t e = entity_before(c, at);
    enum sayso_upos upos = (enum sayso_upos)w->report->tokens[m->head].upos;
    if (e < 0 || m->det == 1 || upos != SAYSO_UPOS_NOUN || (uint32_t)m->head - m->from > NOMINAL_TOKENS)
        return SAYSO_OK;
    const struct ss_entity_draft *d = &w->drafts.item[e];
    if (!d->named || !suits(m, d)) return SAYSO_OK;
    for (uint32_t i = m->from; i <= (uint32_t)m->head; i++)
        if (w->cover[i] >= 0) return SAYSO_OK;
    struct ss_name *n = ss_name_add(w, m->from, (uint32_t)m->head + 1, SS_NAME_NOMINAL);
    if (!n) return ss_arena_error(w->report->arena);
    n->head = m->head;
    n->entity = e;
    n->definite = m->det > 1;
    n->plural = m->number == 2;
    n->as_place = ss_streq(d->e.kind, "place");
    n->rule = "entities/coref";
    return SAYSO_OK;
}

// Whether a role's office is none that the known person has: "the governor" is no senator. Those out of office may have
// held it before.
static bool other_office(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_entity_draft *person)
{
    const char *role = n->role >= 0 ? w->rules->roles.item[n->role].sectors : "";
    if (!person->id || !person->e.sector_count || !ss_sector_is(w->know, role, "office")) return false;
    for (uint32_t i = 0; i < person->e.sector_count; i++)
        if (ss_streq(person->e.sectors[i], role) || ss_sector_is(w->know, person->e.sectors[i], "elite")) return false;
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++)
        if (ss_name_class_at(w, i) & SS_CLASS_NOT_HELD) return false; // "the former governor"
    return true;
}

// "the minister", a nameless one so far, is the person whom the chain names somewhere.
static void name_role(const struct ss_coref *c, const struct ss_entity_work *w, struct ss_name *n, uint32_t at)
{
    const struct ss_coref_mention *m = &c->mentions.item[at];
    const struct ss_coref_mention *first = &c->mentions.item[m->chain];
    const struct ss_coref_mention *title = first->title >= 0 ? &c->mentions.item[first->title] : NULL;
    // "after an attack on a guard, Smith left": who is called "a guard" is no one named, unless the text says so
    bool far = title && m->det == 1 && title->stated < 0 && m->stated < 0;
    if (n->entity < 0 || far || n->plural || n->taken_up || !title || title->entity < 0) return;
    const struct ss_entity_draft *d = &w->drafts.item[title->entity], *so_far = &w->drafts.item[n->entity];
    if (so_far->named || (so_far->id && ss_streq(so_far->e.kind, "person"))) return;
    const char *own = so_far->e.country;
    bool other = (own && d->e.country && !ss_streq(own, d->e.country)) || other_office(w, n, d);
    if (d->person && (m->gender & (SS_GENDER_MALE | SS_GENDER_FEMALE)) && !other) n->entity = title->entity;
}

// The entity that a relative pronoun means: "who" is no country, so in "forces in the country, who …" it is the forces.
static int32_t relative(const struct ss_coref *c, const struct ss_entity_work *w, const struct ss_name *n,
                        const int32_t *at)
{
    int32_t head = relative_to(w, n->from);
    bool who = person_pronoun(w, n);
    for (int guard = 0; guard < CLAUSES && head >= 0; guard++, head = w->report->tokens[head].head) {
        enum sayso_upos upos = (enum sayso_upos)w->report->tokens[head].upos;
        if (upos != SAYSO_UPOS_NOUN && upos != SAYSO_UPOS_PROPN && upos != SAYSO_UPOS_PRON && upos != SAYSO_UPOS_NUM)
            return -1;
        int32_t entity = at[head] >= 0 ? c->mentions.item[at[head]].entity : -1;
        const struct ss_entity_draft *d = entity >= 0 ? &w->drafts.item[entity] : NULL;
        bool spot = d && (ss_streq(d->e.kind, "place") || ss_streq(d->e.kind, "state"));
        if (!who || !spot) return entity;
    }
    return -1;
}

enum sayso_err ss_coref_apply(const struct ss_coref *c, struct ss_entity_work *w)
{
    int32_t *at = SS_NEW_ARRAY(c->arena, int32_t, w->report->token_count + 1);
    if (!at) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < w->report->token_count; i++) at[i] = -1;
    for (uint32_t i = 0; i < c->mentions.count; i++)
        if (!c->mentions.item[i].joined) at[c->mentions.item[i].head] = (int32_t)i;
    uint32_t names = w->names.count;
    for (uint32_t i = 0; i < names; i++) {
        struct ss_name *n = &w->names.item[i];
        if (n->source == SS_NAME_ROLE && !n->dropped && at[n->head] >= 0) name_role(c, w, n, (uint32_t)at[n->head]);
        if (n->source != SS_NAME_PRONOUN) continue;
        if (ss_name_class_at(w, n->from) & SS_CLASS_RELATIVE) {
            int32_t entity = relative(c, w, n, at);
            if (entity >= 0) {
                n->entity = entity;
                n->dropped = false;
            }
            continue;
        }
        if (at[n->from] >= 0) pronoun(c, w, n, (uint32_t)at[n->from]);
    }
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        const struct ss_coref_mention *m = &c->mentions.item[i];
        if (m->form == SS_COREF_NOMINAL && !m->joined && m->name < 0) SS_TRY(nominal(c, w, i));
    }
    return SAYSO_OK;
}
