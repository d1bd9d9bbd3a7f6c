// SPDX-License-Identifier: Apache-2.0
// Actors that share a noun ("French and Egyptian warships" are two navies), and bodies whose owner a pronoun names
// ("its own police").
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/kind.h"

static const char *country_at(const struct ss_entity_work *w, uint32_t token)
{
    if (w->token_country[token]) return w->token_country[token];
    const struct ss_name *n = w->cover[token] >= 0 ? &w->names.item[w->cover[token]] : NULL;
    return n && n->known && ss_streq(n->actor.kind, "state") && n->head == (int32_t)token ? n->country : NULL;
}

static int32_t name_of_head(const struct ss_entity_work *w, int32_t head)
{
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        if (n->head == head && !n->nested && !n->dropped && n->entity >= 0 && !n->as_place &&
            (n->source == SS_NAME_KNOWN || n->source == SS_NAME_ROLE))
            return (int32_t)i;
    }
    return -1;
}

// The same sort of body of another country, as an entity.
static enum sayso_err body_of(struct ss_entity_work *w, int32_t model, const char *country, struct ss_name *n)
{
    const struct ss_entity_draft like = w->drafts.item[model];
    const char *dot = like.id ? strrchr(like.id, '.') : NULL;
    if (dot) {
        SS_TRY(ss_link_part(w, n, country, dot + 1));
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (like.id || !like.e.name) return SAYSO_OK;
    struct ss_entity_draft *d = ss_arr_push(w->report->arena, &w->drafts);
    if (!d) return ss_arena_error(w->report->arena);
    *d = like;
    d->e.country = country;
    d->e.code = ss_entity_code(w, &d->e);
    n->entity = (int32_t)w->drafts.count - 1;
    return SAYSO_OK;
}

static enum sayso_err share(struct ss_entity_work *w, uint32_t token, int32_t name, const char *country)
{
    int32_t entity = w->names.item[name].entity;
    const char *own = w->drafts.item[entity].e.country;
    if (!own || strcmp(own, country) == 0) return SAYSO_OK;
    int32_t cover = w->cover[token];
    struct ss_name *n = ss_name_add(w, token, token + 1, SS_NAME_NOMINAL);
    if (!n) return ss_arena_error(w->report->arena);
    w->cover[token] = cover;
    n->nested = n->modifier = true;
    n->country = country;
    n->rule = SS_RULE_SHARED;
    SS_TRY(body_of(w, entity, country, n));
    n->dropped = n->entity < 0;
    return SAYSO_OK;
}

// Those whom the possessive pronoun at the start of the name's phrase means; -1 when it is none or nobody.
static int32_t owner_of(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    if (t[n->from].upos != SAYSO_UPOS_PRON || t[n->from].head != n->head) return -1;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (o->source == SS_NAME_PRONOUN && o->from == n->from && o->entity >= 0 && !o->dropped) return o->entity;
    }
    return -1;
}

static bool of_sector(const struct ss_entity_work *w, const struct ss_entity_draft *d, const char *group)
{
    for (uint32_t i = 0; i < d->e.sector_count; i++)
        if (ss_sector_is(w->know, d->e.sectors[i], group)) return true;
    return false;
}

// Whose parts those of the owner are: "syr" of Syria, its army or its president, "abk" of the Abkhaz police; false when
// nobody's, as of a rebel leader or a government that is one of two.
static bool whole_of(const struct ss_entity_work *w, const struct ss_entity_draft *d, char prefix[4])
{
    const char *from = d->e.country;
    char id[8];
    if (d->id && strcspn(d->id, ".") == 3 && d->id[3]) {
        struct ss_know_actor a;
        memcpy(id, d->id, 3);
        memcpy(id + 3, ".gov", 5);
        from = ss_know_actor(w->know, id, &a) ? id : NULL;
    } else if (d->person && of_sector(w, d, "against")) {
        from = NULL;
    } else if (d->id && !d->person && !ss_streq(d->e.kind, "state")) {
        from = NULL;
    }
    if (!from || strlen(from) < 3) return false;
    for (int i = 0; i < 3; i++) prefix[i] = ss_ascii_lower(from[i]);
    prefix[3] = 0;
    return true;
}

// "its fighters", "their men": the group itself, when the noun is one for those who fight or serve in it.
static bool members_of(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_entity_draft *d)
{
    const char *lemma = w->report->tokens[n->head].lemma ? w->report->tokens[n->head].lemma : "";
    uint32_t is = ss_name_class(w->rules, lemma, strlen(lemma)) | ss_name_class_at(w, (uint32_t)n->head);
    const char *kind = w->rules->roles.item[n->role].kind;
    bool serve = ss_kind_is(w->know, kind, "armed");
    bool body = ss_kind_is(w->know, d->e.kind, "armed");
    return n->plural && body && !d->person &&
           (serve ? !(is & SS_CLASS_OF_WHAT) || (is & SS_CLASS_MEMBER) : (is & SS_CLASS_MEMBER) != 0);
}

// A nameless entity in the words of the noun, of the owner's country and kind.
static enum sayso_err nameless(struct ss_entity_work *w, struct ss_name *n, int32_t owner)
{
    const struct ss_role *role = &w->rules->roles.item[n->role];
    struct ss_entity_draft *d = ss_draft_new(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    const struct ss_entity_draft *whose = &w->drafts.item[owner];
    n->entity = (int32_t)w->drafts.count - 1;
    d->e.name = ss_clean_name(w, n->from + 1, n->to);
    if (!d->e.name) return ss_arena_error(w->report->arena);
    bool fight = whose->e.sector_count && of_sector(w, whose, "fights");
    d->e.kind = fight && !ss_streq(role->kind, "civilians") ? "armed_group" : role->kind;
    d->e.country = whose->e.country;
    d->e.know = role->line;
    if (fight) {
        d->e.sectors = whose->e.sectors;
        d->e.sector_count = whose->e.sector_count;
    } else {
        SS_TRY(ss_set_sectors(w, &d->e, *role->sectors ? role->sectors : NULL));
    }
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// "its own police", "their army", "its fighters": by those whom the pronoun means, whatever was guessed before.
static enum sayso_err own(struct ss_entity_work *w, uint32_t index)
{
    struct ss_name *n = &w->names.item[index];
    if (n->source != SS_NAME_ROLE || n->dropped || n->entity < 0 || n->role < 0) return SAYSO_OK;
    int32_t owner = owner_of(w, n);
    if (owner < 0 || owner == n->entity) return SAYSO_OK;
    const struct ss_entity_draft *whose = &w->drafts.item[owner];
    const char *part = w->rules->roles.item[n->role].part;
    char prefix[4];
    if (members_of(w, n, whose)) {
        n->entity = owner;
        return SAYSO_OK;
    }
    const struct ss_role *role = &w->rules->roles.item[n->role];
    struct ss_entity_draft *d = &w->drafts.item[n->entity];
    if (ss_streq(role->kind, "person") && !*role->sectors && !d->named && !d->id && !d->e.sector_count) { // "her aides"
        d->e.sectors = whose->e.sectors;
        d->e.sector_count = whose->e.sector_count;
        if (!d->e.country) d->e.country = whose->e.country;
        d->e.code = ss_entity_code(w, &d->e);
        return SAYSO_OK;
    }
    bool state = ss_streq(w->rules->roles.item[n->role].kind, "state") && !n->plural; // "his country"
    if ((!*part && !state) || ss_streq(whose->e.kind, "place")) return SAYSO_OK;
    int32_t before = n->entity;
    bool guessed = w->drafts.item[before].id != NULL;
    if (!whole_of(w, whose, prefix)) return guessed ? nameless(w, n, owner) : SAYSO_OK;
    if (n->counted && !guessed) return SAYSO_OK;
    n->entity = -1;
    SS_TRY(ss_link_part(w, n, prefix, part));
    if (n->entity < 0) n->entity = before;
    return SAYSO_OK;
}

enum sayso_err ss_share_names(struct ss_entity_work *w)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        if (t[i].deprel != SAYSO_DEP_CONJ || t[i].head < 0 || t[i].head > (int32_t)i) continue;
        uint32_t first = (uint32_t)t[i].head;
        bool modifies = t[first].deprel == SAYSO_DEP_AMOD || t[first].deprel == SAYSO_DEP_COMPOUND;
        if (!modifies || t[first].head <= (int32_t)i) continue;
        int32_t name = name_of_head(w, t[first].head);
        if (name < 0) continue;
        const struct ss_name *noun = &w->names.item[name]; // it may hold one of the two words, or both
        const char *own = w->drafts.item[noun->entity].e.country;
        const char *one = country_at(w, first), *two = country_at(w, i);
        if (!one && first >= noun->from) one = own;
        if (!two && i >= noun->from) two = own;
        if (!one || !two || !*one || !*two) continue;
        SS_TRY(share(w, first, name, one));
        SS_TRY(share(w, i, name, two));
    }
    uint32_t names = w->names.count;
    for (uint32_t i = 0; i < names; i++) SS_TRY(own(w, i));
    return SAYSO_OK;
}
