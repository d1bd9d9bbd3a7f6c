// SPDX-License-Identifier: Apache-2.0
// Whom a noun for one man or one force takes up: "the colonel", after Colonel X, "the French leader", "police".
#include <string.h>

#include "base/str.h"
#include "code/entity_noun.h"
#include "code/kind.h"

#define BACK_TOKENS   400 // how far "the colonel" points back
#define BEHIND_TOKENS 4   // between "police" and "Dhaka"
#define SHORT_TITLE   4   // letters of "Gov."

static bool same_word(const struct ss_entity_work *w, uint32_t a, uint32_t b)
{
    if (w->lens[a] != w->lens[b]) return false;
    for (uint32_t i = 0; i < w->lens[a]; i++)
        if (ss_ascii_lower(w->words[a][i]) != ss_ascii_lower(w->words[b][i])) return false;
    return true;
}

// "Gov." of "governor".
static bool shortened(const struct ss_entity_work *w, uint32_t title, uint32_t noun)
{
    uint32_t len = w->lens[title];
    if (len < SHORT_TITLE || w->words[title][len - 1] != '.' || len > w->lens[noun]) return false;
    for (uint32_t i = 0; i + 1 < len; i++)
        if (ss_ascii_lower(w->words[title][i]) != ss_ascii_lower(w->words[noun][i])) return false;
    return true;
}

// "Foreign Office Minister, X": a name right behind the noun, or beside it by the tree, is whom it means.
static bool name_beside(const struct ss_entity_work *w, const struct ss_name *o)
{
    bool comma = o->to + 1 < w->report->token_count && *w->words[o->to] == ',';
    int32_t next = comma ? w->cover[o->to + 1] : -1;
    return ss_child(w->report, (uint32_t)o->head, SAYSO_DEP_APPOS) >= 0 ||
           ss_child(w->report, (uint32_t)o->head, SAYSO_DEP_FLAT) >= 0 ||
           (next >= 0 && w->names.item[next].ner == SAYSO_NER_PERSON);
}

// How often the names before this one mean the entity.
static uint32_t times_before(const struct ss_entity_work *w, const struct ss_name *n, int32_t entity)
{
    uint32_t count = 0;
    for (const struct ss_name *o = w->names.item; o < n; o++) count += !o->dropped && o->entity == entity;
    return count;
}

int32_t ss_same_noun_before(const struct ss_entity_work *w, struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t head = (uint32_t)n->head, most = 0;
    int32_t best = -1, noun = -1;
    if (n->from + 1 < head || n->to != head + 1) return -1;
    for (uint32_t k = (uint32_t)(n - w->names.item); k-- > 0;) {
        const struct ss_name *o = &w->names.item[k];
        if (o->from + BACK_TOKENS < n->from) break;
        if (o->entity < 0 || o->head < 0 || o->nested || o->dropped) continue;
        uint32_t first = w->report->sentences[t[o->from].sentence].token_first;
        bool title = o->from > first && (same_word(w, o->from - 1, head) || shortened(w, o->from - 1, head));
        if (title && w->drafts.item[o->entity].person) { // of several the one most spoken of
            uint32_t times = times_before(w, n, o->entity);
            if (times > most) best = o->entity;
            if (times > most) most = times;
            continue;
        }
        bool role = o->source == SS_NAME_ROLE || (o->known && !ss_streq(o->actor.kind, "person"));
        if (best >= 0 || !role || o->plural || o->counted || o->to > n->from || !same_word(w, (uint32_t)o->head, head))
            continue;
        enum sayso_dep rel = (enum sayso_dep)t[o->head].deprel;
        bool plain = rel == SAYSO_DEP_NSUBJ || rel == SAYSO_DEP_NSUBJ_PASS || rel == SAYSO_DEP_OBJ ||
                     rel == SAYSO_DEP_NMOD;                     // not "as the minister, X"
        if (w->drafts.item[o->entity].person) return o->entity; // so called before
        bool told = t[o->from].upos == SAYSO_UPOS_DET || o->owner >= 0 || o->country || o->known; // not "as minister"
        if (!plain || !told || name_beside(w, o)) continue;
        if (t[o->head].sentence + 1 < t[head].sentence && noun < 0) {
            noun = o->entity; // a person with the title, further back, goes before it
            continue;
        }
        if (noun >= 0) continue;
        n->taken_up = true;
        return o->entity;
    }
    if (best >= 0 || noun < 0) return best;
    n->taken_up = true;
    return noun;
}

// "The French leader", after "Emmanuel Macron": the last one named so far who governs the country, or -1.
int32_t ss_leader_before(const struct ss_entity_work *w, const struct ss_name *n, const char *country)
{
    char word[40];
    size_t len = ss_tokens_lower(w, (uint32_t)n->head, (uint32_t)n->head + 1, word, sizeof word);
    bool person = len && ss_map_get(&w->rules->gender, word, len); // "the leadership" is none
    if (!person || w->report->tokens[n->head].deprel == SAYSO_DEP_APPOS) return -1;
    for (uint32_t k = (uint32_t)(n - w->names.item); k-- > 0;) {
        const struct ss_name *o = &w->names.item[k];
        if (o->from + BACK_TOKENS < n->from) break;
        if (o->entity < 0 || o->dropped || o->to > n->from) continue;
        const struct ss_entity_draft *d = &w->drafts.item[o->entity];
        if (d->person && d->named && ss_streq(d->e.country, country) && d->e.sector_count &&
            strcmp(d->e.sectors[0], "GOV") == 0)
            return o->entity;
    }
    return -1;
}

// "Police also searched his house", where the only police named so far are those of one country: they, or -1.
int32_t ss_same_force_before(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role)
{
    int32_t found = -1;
    for (uint32_t k = 0; k < w->names.count && w->names.item[k].from < n->from; k++) {
        const struct ss_name *o = &w->names.item[k];
        if (o->entity < 0 || o->dropped || o->entity == found) continue;
        const struct ss_entity_draft *d = &w->drafts.item[o->entity];
        if (!ss_streq(d->e.kind, role->kind) || !d->e.country) continue;
        if (found >= 0 && !ss_streq(w->drafts.item[found].e.country, d->e.country)) return -1;
        if (found < 0 || d->id) found = o->entity;
    }
    return found;
}

// "Police in Dhaka", "rebels in Syria": the country that stands behind the noun; soldiers are often those of another.
const char *ss_country_behind(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role)
{
    const struct sayso_token *t = w->report->tokens;
    bool local = (ss_kind_is(w->know, role->kind, "called") && ss_kind_is(w->know, role->kind, "serves")) ||
                 ss_streq(role->kind, "civilians") || ss_streq(role->kind, "crowd") || ss_streq(role->part, "reb");
    uint32_t end = ss_sentence_end(w->report, n->from);
    for (uint32_t i = n->to; local && i < end && i < n->to + BEHIND_TOKENS; i++) {
        if (t[i].head != n->head || t[i].deprel != SAYSO_DEP_NMOD || w->cover[i] < 0) continue;
        const struct ss_name *o = &w->names.item[w->cover[i]];
        int32_t in = ss_child(w->report, i, SAYSO_DEP_CASE);
        if (in < 0 || !(ss_name_class_at(w, (uint32_t)in) & SS_CLASS_STRONG_PLACE_PREP)) return NULL;
        if (o->known && ss_streq(o->actor.kind, "state")) return *o->actor.country ? o->actor.country : NULL;
        return o->source == SS_NAME_PLACE && o->as_place ? ss_country_of_place(w, o) : NULL; // no "store"
    }
    return NULL;
}
