// SPDX-License-Identifier: Apache-2.0
// Actors that share a noun ("French and Egyptian warships" are two navies), and bodies whose owner a pronoun names
// ("its own police").
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

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

// "its own police", "their army": the country of those whom the pronoun means.
static enum sayso_err own(struct ss_entity_work *w, uint32_t index)
{
    const struct sayso_token *t = w->report->tokens;
    struct ss_name *n = &w->names.item[index];
    if (n->source != SS_NAME_ROLE || n->dropped || n->entity < 0 || n->role < 0) return SAYSO_OK;
    const struct ss_entity_draft *d = &w->drafts.item[n->entity];
    if (d->id || t[n->from].upos != SAYSO_UPOS_PRON || t[n->from].head != n->head) return SAYSO_OK;
    const char *country = NULL;
    for (uint32_t i = 0; i < w->names.count && !country; i++)
        if (w->names.item[i].source == SS_NAME_PRONOUN && w->names.item[i].from == n->from &&
            w->names.item[i].entity >= 0)
            country = w->drafts.item[w->names.item[i].entity].e.country;
    const char *part = w->rules->roles.item[n->role].part;
    if (!country || (d->e.country && strcmp(d->e.country, country) == 0)) return SAYSO_OK;
    if (*part && !n->counted) {
        int32_t before = n->entity;
        n->entity = -1;
        SS_TRY(ss_link_part(w, n, country, part));
        if (n->entity < 0) n->entity = before;
    } else if (!d->e.country) {
        struct ss_entity_draft *mine = &w->drafts.item[n->entity];
        mine->e.country = country;
        mine->e.code = ss_entity_code(w, &mine->e);
    }
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
