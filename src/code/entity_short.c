// SPDX-License-Identifier: Apache-2.0
// Words that stand for an actor in a report on a certain country or actor: "the coalition", "the Observatory",
// "a Democratic strategist".
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

// Whether the name has the word, in any case: "the Coalition" is the one called so.
bool ss_name_has_word(const char *name, const char *word, uint32_t len)
{
    for (const char *p = name; p && *p; p += strcspn(p, " "), p += *p == ' ') {
        uint32_t i = 0;
        while (i < len && ss_ascii_lower(p[i]) == ss_ascii_lower(word[i])) i++;
        if (i == len && (!p[i] || p[i] == ' ')) return true;
    }
    return false;
}

// "Kurdish militants", "the 407th Group": a word before the noun that tells them from others.
bool ss_named_within(const struct ss_entity_work *w, const struct ss_name *n)
{
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++) {
        char c = *w->words[i];
        bool starts = i == w->report->sentences[w->report->tokens[i].sentence].token_first ||
                      (ss_name_class_at(w, i) & SS_CLASS_DEFINITE) != 0; // "“The coalition …"
        if (!starts && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && !n->counted))) return true;
    }
    return false;
}

static bool names_country(const struct ss_entity_work *w, const char *iso3)
{
    for (uint32_t i = 0; i < w->names.count; i++)
        if (ss_streq(w->names.item[i].country, iso3)) return true;
    return false;
}

// "Soldiers", in a report on a land that has none of its own: the army that the table names there.
static bool stands_there(const struct ss_entity_work *w, uint32_t token, const char *home, struct ss_know_actor *out)
{
    char word[40];
    size_t len = home ? ss_tokens_lower(w, token, token + 1, word, sizeof word) : 0;
    const struct ss_know_table *t = len ? ss_know_table(w->know, "entities/short_names") : NULL;
    for (int64_t row = t ? ss_know_find(t, word) : -1; row >= 0; row = ss_know_find_next(t, row))
        if (strcmp(ss_know_cell(t, (uint32_t)row, ss_know_column(t, "where")), home) == 0)
            return ss_know_actor(w->know, ss_know_cell(t, (uint32_t)row, ss_know_column(t, "actor")), out);
    return false;
}

// The actor that a word stands for in this report ("coalition" where it is about the Islamic State): where that is what
// the report is about, else where it is named at all.
static bool stands_for(const struct ss_entity_work *w, uint32_t token, const char *home, struct ss_know_actor *out)
{
    char word[40];
    size_t len = ss_tokens_lower(w, token, token + 1, word, sizeof word);
    const struct ss_know_table *t = len ? ss_know_table(w->know, "entities/short_names") : NULL;
    int where = t ? ss_know_column(t, "where") : -1, actor = t ? ss_know_column(t, "actor") : -1;
    for (int named = 0; t && named < 2; named++)
        for (int64_t row = ss_know_find(t, word); row >= 0; row = ss_know_find_next(t, row)) {
            const char *about = ss_know_cell(t, (uint32_t)row, where);
            if (named ? !names_country(w, about) : !ss_streq(home, about) && !ss_names_actor(w, about)) continue;
            if (!ss_know_actor(w->know, ss_know_cell(t, (uint32_t)row, actor), out)) continue;
            if (!w->on || (strcmp(out->from, w->on) <= 0 && (!*out->to || strcmp(w->on, out->to) <= 0))) return true;
        }
    return false;
}

// "the Observatory", "the coalition", "Coalition forces": the body that is called so where the report is about a
// certain country or actor.
enum sayso_err ss_link_short_name(struct ss_entity_work *w, struct ss_name *n, const struct ss_role *role,
                                  const char *home, bool member)
{
    uint32_t token = (uint32_t)n->head, capital = token; // "Coalition military forces", "Coalition nations"
    while ((member || n->plural) && capital > n->from && (*w->words[capital] < 'A' || *w->words[capital] > 'Z'))
        capital--;
    struct ss_know_actor a;
    bool bare = n->to == n->from + 1 || (n->definite && n->from + 2 == n->to);
    if (bare && ss_streq(role->kind, "military") && stands_there(w, token, home, &a)) return ss_link_id(w, n, &a);
    bool called = capital < token && *w->words[capital] >= 'A' && *w->words[capital] <= 'Z';
    if (!called && (!n->definite || n->plural || ss_named_within(w, n) || n->from + 1 < token)) return SAYSO_OK;
    if (called) token = capital;
    for (uint32_t i = 0; i < w->drafts.count; i++) // the report has one of its own
        if (w->drafts.item[i].named && ss_streq(w->drafts.item[i].e.kind, role->kind) &&
            ss_name_has_word(w->drafts.item[i].e.name, w->words[token], w->lens[token])) {
            if (member) n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    if (!stands_for(w, token, home, &a) || ss_streq(a.kind, "party")) return SAYSO_OK; // "Democratic strategists"
    return ss_link_id(w, n, &a);
}

// "a Democratic strategist": country and sectors of the actor that a word before the noun stands for.
enum sayso_err ss_take_side(struct ss_entity_work *w, const struct ss_name *n, const char *home, struct sayso_entity *e)
{
    struct ss_know_actor a;
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++) {
        if (*w->words[i] < 'A' || *w->words[i] > 'Z' || !stands_for(w, i, home, &a)) continue;
        if (!e->country && *a.country) e->country = a.country;
        return ss_set_sectors(w, e, a.sectors);
    }
    return SAYSO_OK;
}
