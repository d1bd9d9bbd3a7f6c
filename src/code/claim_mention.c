// SPDX-License-Identifier: Apache-2.0
// Mentions and entities that only the claims of a report need: actors known by a word before a noun, things, people
// whom no role names.
#include <string.h>

#include "base/str.h"
#include "code/claim.h"

static enum sayso_err split_sectors(struct ss_arena *arena, const char *list, struct sayso_entity *e)
{
    uint32_t n = *list ? 1 : 0;
    for (const char *p = list; *p; p++) n += *p == ';';
    const char **sectors = SS_NEW_ARRAY(arena, const char *, n);
    if (!sectors) return ss_arena_error(arena);
    for (uint32_t i = 0; i < n; i++) {
        size_t len = strcspn(list, ";");
        if (!(sectors[i] = ss_strndup(arena, list, len))) return ss_arena_error(arena);
        list += len + (list[len] == ';');
    }
    e->sectors = sectors;
    e->sector_count = n;
    return SAYSO_OK;
}

// "rebel attacks" where the report has one country's rebels: the only entity that is that part of a state, or -1.
static int32_t only_part(const struct ss_claim_work *w, const struct ss_know_actor *role)
{
    const char *part = role->flags ? strstr(role->flags, "part:") : NULL;
    size_t len = part ? strcspn(part + 5, ";") : 0;
    int32_t only = -1;
    for (uint32_t i = 0; len && i < w->entities.count; i++) {
        const char *id = w->entities.item[i].actor, *dot = id ? strrchr(id, '.') : NULL;
        if (!dot || strlen(dot + 1) != len || memcmp(dot + 1, part + 5, len) != 0) continue;
        if (only >= 0) return -1;
        only = (int32_t)i;
    }
    return only;
}

// A mention of a known actor at a token; its entity is the report's own, or a new one. An actor that only a role names
// ("rebel attacks") is nobody outside the report.
enum sayso_err ss_claim_actor(struct ss_claim_work *w, const struct ss_know_actor *a, int32_t token, int32_t *mention)
{
    const struct sayso_token *t = &w->view.tree.tokens[token];
    bool role = ss_starts_with(a->id, "role.");
    int32_t part = role ? only_part(w, a) : -1, e = part >= 0 ? part : 0;
    while (part < 0 && (uint32_t)e < w->entities.count &&
           !(role ? !w->entities.item[e].actor && !w->entities.item[e].country &&
                        ss_streq(w->entities.item[e].name, a->name)
                  : ss_streq(w->entities.item[e].actor, a->id)))
        e++;
    if ((uint32_t)e == w->entities.count) {
        struct sayso_entity *fresh = ss_arr_push(w->report->arena, &w->entities);
        if (!fresh) return ss_arena_error(w->report->arena);
        fresh->name = a->name;
        fresh->kind = a->kind;
        fresh->actor = role ? NULL : a->id;
        fresh->code = *a->code ? a->code : NULL;
        fresh->country = *a->country ? a->country : NULL;
        fresh->know = a->line;
        enum sayso_err err = split_sectors(w->report->arena, a->sectors ? a->sectors : "", fresh);
        if (err) return err;
        if (!fresh->code && fresh->sector_count) fresh->code = fresh->sectors[0];
        w->report->entities = w->entities.item;
        w->report->entity_count = w->entities.count;
    }
    struct sayso_mention *x = ss_arr_push(w->report->arena, &w->mentions);
    if (!x) return ss_arena_error(w->report->arena);
    x->start = t->start;
    x->end = t->end;
    x->kind = SAYSO_MENTION_ACTOR;
    x->form = SAYSO_FORM_NAME;
    x->entity = e;
    x->time = x->figure = -1;
    x->head_token = token;
    x->rule = a->line;
    *mention = (int32_t)w->mentions.count - 1;
    w->view.actor[token] = *mention;
    return SAYSO_OK;
}

// Adds a thing: the noun phrase of a token without clauses, appositions and coordinated parts.
enum sayso_err ss_claim_thing(struct ss_claim_work *w, int32_t token, struct ss_args *out)
{
    if (w->thing_at[token] >= 0) {
        ss_args_add(out, w->thing_at[token]);
        return SAYSO_OK;
    }
    const struct sayso_token *tokens = w->view.tree.tokens;
    int32_t first = token, last = token;
    for (bool grown = true; grown;) {
        grown = false;
        int32_t near[2] = {first - 1, last + 1};
        for (int side = 0; side < 2; side++) {
            int32_t t = near[side];
            if (t < 0 || (uint32_t)t >= w->report->token_count || tokens[t].sentence != tokens[token].sentence ||
                !ss_ftree_within(&w->view.tree, t, token))
                continue;
            int32_t top = t; // the dependent of the head that t belongs to
            for (int step = 0; step < SS_STEPS_MAX && tokens[top].head != token; step++) top = tokens[top].head;
            enum sayso_dep d = tokens[top].deprel;
            bool ok =
                d == SAYSO_DEP_DET || d == SAYSO_DEP_AMOD || d == SAYSO_DEP_COMPOUND || d == SAYSO_DEP_NUMMOD ||
                d == SAYSO_DEP_NMOD_POSS || d == SAYSO_DEP_FLAT ||
                (d == SAYSO_DEP_NMOD && (t < token || ss_in_list("of,for", ',', ss_ftree_case(&w->view.tree, top)))) ||
                (d == SAYSO_DEP_PUNCT && t < token && side == 0 && t + 1 < token);
            for (uint32_t i = 0; i < w->report->time_count && ok; i++) // "Tuesday 11 people"
                ok = tokens[t].end <= w->report->times[i].start || tokens[t].start >= w->report->times[i].end;
            if (!ok || (side == 1 && tokens[t].upos == SAYSO_UPOS_PUNCT)) continue;
            if (side == 0)
                first = t;
            else
                last = t;
            grown = true;
        }
    }
    while (last > token && tokens[last].upos == SAYSO_UPOS_ADP) last--;
    struct sayso_mention *m = ss_arr_push(w->report->arena, &w->mentions);
    if (!m) return ss_arena_error(w->report->arena);
    m->start = tokens[first].start;
    m->end = tokens[last].end;
    m->kind = SAYSO_MENTION_THING;
    m->form = SAYSO_FORM_NOMINAL;
    m->entity = m->time = m->figure = -1;
    m->head_token = token;
    m->rule = "claim";
    w->thing_at[token] = (int32_t)w->mentions.count - 1;
    ss_args_add(out, w->thing_at[token]);
    return SAYSO_OK;
}

// People or a body whom no role names ("two aides", "the utility"): an entity of the report, named by its noun phrase.
enum sayso_err ss_claim_somebody(struct ss_claim_work *w, int32_t token, const char *kind, struct ss_args *out)
{
    struct ss_args thing = {.count = 0};
    enum sayso_err err = ss_claim_thing(w, token, &thing);
    if (err || !thing.count) return err;
    struct sayso_mention *m = &w->mentions.item[thing.item[0]];
    const struct sayso_token *tokens = w->view.tree.tokens;
    int32_t first = token; // the name leaves out articles and numbers
    for (int32_t c = w->view.tree.first[token]; c >= 0; c = w->view.tree.next[c])
        if (c < first && tokens[c].start >= m->start &&
            (tokens[c].deprel == SAYSO_DEP_AMOD || tokens[c].deprel == SAYSO_DEP_COMPOUND))
            first = c;
    const char *name =
        ss_strndup(w->report->arena, w->report->text + tokens[first].start, tokens[token].end - tokens[first].start);
    if (!name) return ss_arena_error(w->report->arena);
    uint32_t k = 0;
    while (k < w->entities.count &&
           (w->entities.item[k].know || w->entities.item[k].code || !ss_streq(w->entities.item[k].name, name)))
        k++;
    if (k == w->entities.count) {
        struct sayso_entity *e = ss_arr_push(w->report->arena, &w->entities);
        if (!e) return ss_arena_error(w->report->arena);
        e->name = name;
        e->kind = kind;
        w->report->entities = w->entities.item;
        w->report->entity_count = w->entities.count;
    }
    m->kind = SAYSO_MENTION_ACTOR;
    m->entity = (int32_t)k;
    w->view.actor[token] = thing.item[0];
    ss_args_add(out, m->entity);
    return SAYSO_OK;
}
