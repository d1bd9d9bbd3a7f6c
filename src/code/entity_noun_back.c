// SPDX-License-Identifier: Apache-2.0
// Whom a role noun takes up: what was named before it ("the army", "the group"), what stands beside it ("the militant
// group Hamas", "fighters loyal to X"), the country of the scene.
#include <string.h>

#include "base/str.h"
#include "code/entity_noun.h"
#include "code/kind.h"

#define BACK_TOKENS    400 // how far "the group" points back
#define BELONG_TOKENS  4   // between "fighters" and "loyal to"
#define OPENING_TOKENS 4   // "In neighbouring Mali"
#define SUBJECT        2   // worth of having been the subject before
#define GROUP_TIMES    3   // how much more often one group is named than any other

static const char *draft_part(const struct ss_entity_work *w, const struct ss_entity_draft *d)
{
    if (d->role >= 0) return w->rules->roles.item[d->role].part;
    const char *dot = d->id ? strrchr(d->id, '.') : NULL;
    return dot ? dot + 1 : "";
}

// Whether the sentence before had the entity as a subject: what it is about goes on.
static bool subject_before(const struct ss_entity_work *w, int32_t entity, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t here = t[n->from].sentence;
    for (uint32_t i = 0; here && i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        if (o->entity != entity || o->dropped || t[o->from].sentence + 1 != here || o->head < 0) continue;
        if (t[o->head].deprel == SAYSO_DEP_NSUBJ || t[o->head].deprel == SAYSO_DEP_NSUBJ_PASS) return true;
    }
    return false;
}

// Whether the noun is one that the press is called by: "the agency", "the network".
static bool called_press(const struct ss_entity_work *w, const struct ss_name *n)
{
    char words[48] = "news ";
    const struct ss_know_table *t = ss_know_table(w->know, "entities/body_words");
    size_t len = ss_tokens_lower(w, (uint32_t)n->head, (uint32_t)n->head + 1, words + 5, sizeof words - 5);
    int64_t row = t && len ? ss_know_find(t, words) : -1;
    return row >= 0 && ss_streq(ss_know_cell(t, (uint32_t)row, ss_know_column(t, "kind")), "media");
}

int32_t ss_points_back(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role,
                       const char *home)
{
    int32_t best = -1;
    uint32_t latest = 0;
    int most = 0;
    bool many = n->group_word && !n->plural;
    bool press = called_press(w, n); // "the group" is not the agency that told of it
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->e.kind || !d->last_token || d->last_token + BACK_TOKENS < n->from || d->person) continue;
        if (n->country && d->e.country && strcmp(n->country, d->e.country) != 0) continue;
        bool part = *role->part && strcmp(role->part, "reb") != 0 && *draft_part(w, d) &&
                    strncmp(draft_part(w, d), role->part, strlen(role->part)) == 0;
        bool kind = d->named && ss_streq(d->e.kind, role->kind) && n->group_word && !d->e.feature;
        bool any = d->named && n->group_word && ss_streq(role->kind, "organisation") &&
                   ss_kind_is(w->know, d->e.kind, "club") && (press || !ss_streq(d->e.kind, "media"));
        if (!part && !kind && !any) continue;
        if (many && d->role >= 0 && !d->plural && !d->id) continue; // "the army" is not the soldier
        if (n->sided && !part) continue;                            // "the regime" is no body that happens to govern
        bool same = d->named && n->group_word && ss_name_has_word(d->e.name, w->words[n->head], w->lens[n->head]);
        int score = (same ? 4 : 0) + (part ? 2 : 0) + (d->id != NULL) +
                    (n->group_word && d->named && subject_before(w, (int32_t)i, n) ? SUBJECT : 0) +
                    (home && ss_streq(d->e.country, home) && ss_streq(d->e.kind, role->kind) ? 1 : 0);
        if (best < 0 || score > most || (score == most && d->last_token >= latest)) {
            best = (int32_t)i;
            latest = d->last_token;
            most = score;
        }
    }
    return best;
}

const char *ss_country_of_its(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    if (t[n->from].upos != SAYSO_UPOS_PRON || t[n->from].deprel != SAYSO_DEP_NMOD_POSS) return NULL;
    for (uint32_t k = (uint32_t)(n - w->names.item); k-- > 0;) {
        const struct ss_name *o = &w->names.item[k];
        if (t[o->from].sentence != t[n->from].sentence) break;
        if (o->dropped || o->entity < 0 || o->nested || o->as_place || o->head < 0) continue;
        if (t[o->head].deprel != SAYSO_DEP_NSUBJ && t[o->head].deprel != SAYSO_DEP_NSUBJ_PASS) continue;
        return w->drafts.item[o->entity].e.country;
    }
    return NULL;
}

int32_t ss_only_group(const struct ss_entity_work *w)
{
    int32_t best = -1;
    uint32_t most = 0, second = 0;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->named || !ss_streq(d->e.kind, "armed_group")) continue;
        uint32_t n = 0;
        for (uint32_t k = 0; k < w->names.count; k++) n += w->names.item[k].entity == (int32_t)i;
        if (n > most) {
            second = most;
            most = n;
            best = (int32_t)i;
        } else if (n > second) {
            second = n;
        }
    }
    return !second || most >= GROUP_TIMES * second ? best : -1;
}

int32_t ss_rebels_before(const struct ss_entity_work *w, const struct ss_name *n)
{
    int32_t best = -1;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->id || !d->last_token || d->last_token + BACK_TOKENS < n->from || !ss_streq(draft_part(w, d), "reb"))
            continue;
        if (best < 0 || d->last_token > w->drafts.item[best].last_token) best = (int32_t)i;
    }
    return best;
}

struct ss_name *ss_belongs_to(struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t end = ss_sentence_end(w->report, n->from);
    for (uint32_t i = (uint32_t)n->head + 1; i < end && i < (uint32_t)n->head + BELONG_TOKENS; i++) {
        if (t[i].head != n->head || !(ss_name_class_at(w, i) & SS_CLASS_BELONGS)) continue;
        for (uint32_t k = i + 1; k < end; k++) {
            bool of = t[k].head == (int32_t)i && (t[k].deprel == SAYSO_DEP_OBL || t[k].deprel == SAYSO_DEP_NMOD);
            int32_t cover = of ? w->cover[k] : -1;
            if (cover < 0) continue;
            struct ss_name *o = &w->names.item[cover];
            return o->known && !o->as_place && ss_kind_is(w->know, o->actor.kind, "club") ? o : NULL;
        }
    }
    return NULL;
}

struct ss_name *ss_body_beside(const struct ss_entity_work *w, const struct ss_name *n, const char *kind)
{
    const struct sayso_token *t = w->report->tokens;
    bool body = ss_streq(kind, "armed_group") || ss_streq(kind, "party") || ss_streq(kind, "organisation");
    if (!body || n->plural || n->counted) return NULL;
    for (uint32_t i = 0; i < w->names.count; i++) {
        struct ss_name *o = &w->names.item[i];
        if (!o->known || o->nested || o->dropped || o->as_place || !ss_kind_is(w->know, o->actor.kind, "club"))
            continue;
        bool after = t[o->head].head == n->head && t[o->head].deprel == SAYSO_DEP_APPOS && o->from >= n->to;
        bool before = t[n->head].head == o->head && t[n->head].deprel == SAYSO_DEP_APPOS && n->from >= o->to;
        if (after || before) return o;
    }
    return NULL;
}

const char *ss_opening_country(const struct ss_entity_work *w, const struct ss_name *n)
{
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    for (uint32_t i = first; i < first + OPENING_TOKENS && i < n->from; i++) {
        const struct ss_name *o = w->cover[i] >= 0 ? &w->names.item[w->cover[i]] : NULL;
        if (o && o->known && o->from > first && ss_streq(o->actor.kind, "state") && o->to < n->from &&
            *w->words[o->to] == ',' && (ss_name_class_at(w, first) & SS_CLASS_STRONG_PLACE_PREP))
            return o->country;
    }
    return NULL;
}
