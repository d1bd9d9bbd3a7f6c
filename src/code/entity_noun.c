// SPDX-License-Identifier: Apache-2.0
// Who a role noun means: a part of a state ("Syrian troops"), those named before ("the group"), the body that owns it
// ("YPG fighters"), or somebody without a name.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity_noun.h"
#include "code/kind.h"

#define GROUP_NEAR 60 // tokens back to the group that "militants" without an article are

static struct ss_name *name_headed(const struct ss_entity_work *w, int32_t head)
{
    if (head < 0) return NULL;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].head == head && !w->names.item[i].nested && w->names.item[i].source != SS_NAME_ROLE)
            return &w->names.item[i];
    return NULL;
}

// The state, or a part of it ("syr.mil"), when the knowledge has it.
enum sayso_err ss_link_part(struct ss_entity_work *w, struct ss_name *n, const char *country, const char *part)
{
    char id[40];
    size_t len = 0, size = strlen(part);
    for (; country[len] && len < 3; len++) id[len] = ss_ascii_lower(country[len]);
    if (size + len + 2 > sizeof id) return SAYSO_OK;
    if (size) {
        id[len++] = '.';
        memcpy(id + len, part, size);
    }
    id[len + size] = 0;
    struct ss_know_actor a;
    return ss_know_actor(w->know, id, &a) ? ss_link_id(w, n, &a) : SAYSO_OK;
}

// "Ontario's governments", "the Basra council": the place, when it is a part of a country; NULL when none.
static const struct ss_name *place_of(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct ss_name *found = NULL; // of "southwest Ohio" the last
    for (uint32_t i = n->from; i < n->to; i++) {
        const struct ss_name *o = w->cover[i] >= 0 ? &w->names.item[w->cover[i]] : NULL;
        if (o && o->source == SS_NAME_PLACE && o->as_place && !o->metonym && (!found || i < (uint32_t)n->head))
            found = o;
    }
    return found;
}

// Where a place lies; one that nobody knows is of the country that the report is about.
static const char *place_country(const struct ss_entity_work *w, const struct ss_name *place)
{
    struct ss_know_place p;
    const struct sayso_token *t = w->report->tokens;
    uint32_t len = t[place->to - 1].end - t[place->from].start;
    const char *country = ss_country_of_place(w, place);
    return country || ss_know_places(w->know, w->words[place->from], len, &p, 1) ? country : w->home;
}

static bool of_class(const struct ss_entity_work *w, const struct ss_name *n, uint32_t class)
{
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++)
        if (ss_name_class_at(w, i) & class) return true;
    return false;
}

// "foreign troops"; "the foreign ministry" is one of the country itself.
static bool from_abroad(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role)
{
    char word[24];
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++) {
        if (!(ss_name_class_at(w, i) & SS_CLASS_ABROAD)) continue;
        size_t len = ss_tokens_lower(w, i, i + 1, word, sizeof word);
        if (!len || !ss_has_word(role->name, (uint32_t)strlen(role->name), word, (uint32_t)len)) return true;
    }
    return false;
}

// "Minister for the Middle East", "the ambassador to Turkey": what stands there is not whose minister it is.
static bool sent_to(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t end = ss_sentence_end(w->report, n->from), next = (uint32_t)n->head + 1;
    if (next + 1 < end && w->lens[next] == 3 && memcmp(w->words[next], "for", 3) == 0) return true;
    if (next >= end || t[next].deprel != SAYSO_DEP_CASE || t[next].head <= (int32_t)next) return false;
    int32_t cover = w->cover[t[next].head];
    return cover >= 0 && (w->names.item[cover].as_place || ss_streq(w->names.item[cover].actor.kind, "state")) &&
           !(w->lens[next] == 2 && memcmp(w->words[next], "of", 2) == 0) &&
           !(ss_name_class_at(w, next) & SS_CLASS_STRONG_PLACE_PREP);
}

// "The coalition scrambled jets": forces without an article that another one's verb has are those of nobody knows whom.
static bool somebodys(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role)
{
    if (!n->plural || n->definite || !ss_streq(role->kind, "military")) return false;
    const struct sayso_token *t = &w->report->tokens[n->head];
    const struct ss_know_table *counts = ss_know_table(w->know, "words/counts");
    if (t->deprel != SAYSO_DEP_OBJ && t->deprel != SAYSO_DEP_IOBJ) return false;
    const char *verb = counts && t->head >= 0 ? w->report->tokens[t->head].lemma : NULL;
    int64_t row = verb ? ss_know_find(counts, verb) : -1; // but "guerrillas killed 11 soldiers": those of the country
    return row < 0 || !ss_streq(ss_know_cell(counts, (uint32_t)row, ss_know_column(counts, "group")), "harm");
}

// "our forces": whose they are is for the speaker to tell.
static bool of_speaker(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = &w->report->tokens[n->from];
    return t->upos == SAYSO_UPOS_PRON && t->feats && (strstr(t->feats, "Person=1") || strstr(t->feats, "Person=2"));
}

// "Kurdish and Yezidi fighters": adjectives that the engine took for a body's name.
static bool adjectives(const struct ss_entity_work *w, const struct ss_name *o)
{
    for (uint32_t i = o->from; i < o->to; i++) {
        enum sayso_upos upos = (enum sayso_upos)w->report->tokens[i].upos;
        if (upos != SAYSO_UPOS_ADJ && upos != SAYSO_UPOS_CCONJ && !w->token_country[i] &&
            !(ss_name_class_at(w, i) & SS_CLASS_PEOPLE_ADJECTIVE))
            return false;
    }
    return o->source == SS_NAME_ENGINE;
}

int ss_more_of(const struct ss_entity_work *w, const char *kind, const char *other)
{
    int more = 0;
    for (uint32_t i = 0; i < w->names.count; i++) {
        const struct ss_name *n = &w->names.item[i];
        const struct ss_role *r = n->role >= 0 ? &w->rules->roles.item[n->role] : NULL;
        if (r && (*r->beside || *r->in)) continue;
        const char *is = r ? r->kind : n->known ? n->actor.kind : NULL;
        more += ss_streq(is, kind) - ss_streq(is, other);
    }
    return more;
}

static int32_t role_called(const struct ss_entity_work *w, const char *name)
{
    const uint32_t *at = *name ? ss_map_get(&w->rules->role, name, strlen(name)) : NULL;
    return at ? (int32_t)*at : -1;
}

// "officers" in a report that names police and hardly soldiers, "deputies" in one on the United States: the role that
// such a noun is one of there, else its own.
static int32_t role_here(const struct ss_entity_work *w, const struct ss_name *n, const char *home)
{
    const struct ss_role *role = &w->rules->roles.item[n->role];
    const struct ss_name *place = place_of(w, n);
    const char *country = n->country ? n->country : place ? ss_country_of_place(w, place) : home;
    if (*role->in && country && strncmp(role->in, country, 3) == 0 && role->in[3] == '=') {
        int32_t there = role_called(w, role->in + 4);
        if (there >= 0) return there;
    }
    int32_t other = role_called(w, role->beside);
    return other >= 0 && ss_more_of(w, w->rules->roles.item[other].kind, role->kind) > 0 ? other : n->role;
}

// The words of a role; "Gunmen" have their capital from the beginning of the sentence only.
static const char *plain_words(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    const struct sayso_token *t = &w->report->tokens[from];
    const char *name = ss_clean_name(w, from, to);
    bool begins = from == w->report->sentences[t->sentence].token_first || t[-1].upos == SAYSO_UPOS_PUNCT;
    if (!name || !begins || t->upos != SAYSO_UPOS_NOUN || name[0] < 'A' || name[0] > 'Z' || name[1] < 'a' ||
        name[1] > 'z')
        return name;
    char *low = ss_strdup(w->report->arena, name);
    if (low) low[0] = ss_ascii_lower(low[0]);
    return low;
}

// A role noun on its way to the entity that it means.
struct noun {
    struct ss_name *name;
    const struct ss_role *role;
    struct ss_name *owner;               // whose it is, by the words beside it ("YPG fighters"), or NULL
    const struct ss_entity_draft *whose; // the owner's entity, or NULL
    const struct ss_name *local;         // the part of a country that it is of, or NULL
    const char *country;                 // told by its own words, or NULL
    const char *home;                    // the country that the report is about, where the noun may be of it, or NULL
    uint32_t is;                         // bits of enum ss_word_class
    bool member;                         // stands for a group: "fighters"
    bool one;                            // one of a body: "the soldier"
    bool any;                            // fighters of whichever group: "militants"
    bool foe;                            // "the enemy", "this terrorist organisation"
    bool leads;                          // "the leader"
    bool abroad;                         // "foreign": of another country than the report is about
    bool now;                            // not former, exiled: who holds the office
};

static bool done(const struct noun *o)
{
    return o->name->entity >= 0 || o->name->dropped;
}

static void find_owner(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    if (o->owner && !o->owner->known && o->owner->source == SS_NAME_ENGINE && o->owner->entity < 0 &&
        o->owner->from > n->to)
        o->owner->entity = ss_earlier_form(w, o->owner);
    if (o->owner && adjectives(w, o->owner)) {
        o->owner->dropped = true;
        o->owner = NULL;
    }
    o->whose = o->owner && o->owner->entity >= 0 ? &w->drafts.item[o->owner->entity] : NULL;
}

static bool fighting_body(const struct noun *o)
{
    return o->whose && (ss_streq(o->whose->e.kind, "armed_group") || ss_streq(o->whose->e.kind, "party"));
}

// "YPG fighters", "Hamas officials": the body that they are of, or nobody.
static void by_owner(const struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    bool people = o->member || (fighting_body(o) && ss_kind_is(w->know, o->role->kind, "serves") && n->plural);
    bool theirs = o->whose && (o->whose->person || ss_streq(o->whose->e.kind, "company"));
    if (o->role->owned && !(o->whose && o->whose->e.sector_count))
        n->dropped = true;
    else if (o->whose && !o->whose->person && people)
        n->entity = o->owner->entity;
    else if (theirs && ss_streq(o->role->part, "air")) // a company's plane is no air force, nor is a president's
        n->dropped = true;
}

static enum sayso_err by_neighbour(struct ss_entity_work *w, struct noun *o)
{
    const struct ss_name *beside = o->whose ? NULL : ss_body_beside(w, o->name, o->role->kind);
    if (beside) return ss_link_id(w, o->name, &beside->actor);
    if (!o->member || o->whose || (o->is & SS_CLASS_GENERIC_GROUP)) return SAYSO_OK;
    struct ss_name *belongs = ss_belongs_to(w, o->name); // "fighters loyal to X"
    if (!belongs) return SAYSO_OK;
    if (belongs->entity < 0) SS_TRY(ss_link_id(w, belongs, &belongs->actor));
    o->name->entity = belongs->entity;
    return SAYSO_OK;
}

// The country that the noun's own words tell, and whether it may be of the country that the report is about.
static void find_country(struct ss_entity_work *w, struct noun *o)
{
    const struct ss_name *n = o->name;
    const struct ss_role *role = o->role;
    o->country = n->country ? n->country : o->whose ? o->whose->e.country : NULL;
    bool own =
        !ss_streq(role->kind, "organisation") && !ss_streq(role->kind, "armed_group"); // "our partners" are others
    bool also = o->home && strstr(role->also, o->home);
    bool capital = (*w->words[n->head] >= 'A' && *w->words[n->head] <= 'Z') || // "the Rohingya minority"
                   (*role->name >= 'A' && *role->name <= 'Z');
    if (!o->country && !o->whose && own) o->country = ss_country_of_its(w, n);
    if (!o->country && !o->whose && *role->country && capital && !also)
        o->country = role->country; // "the Foreign Secretary"
    if (!o->country && !o->whose && n->definite && *role->part) o->country = ss_opening_country(w, n);
    o->local = place_of(w, n);
    bool free = !o->country && !o->whose && !o->local && !o->any && !o->leads && !role->held;
    if (free && !sent_to(w, n)) o->country = ss_country_behind(w, n, role);
    o->abroad = from_abroad(w, n, role) || sent_to(w, n) ||
                (ss_name_class_at(w, (uint32_t)n->head) & SS_CLASS_ABROAD) != 0;   // "the West"
    bool elsewhere = *role->country && !ss_streq(o->home, role->country) && !also; // "the administration" is American
    if (o->abroad || o->local || elsewhere || of_speaker(w, n)) o->home = NULL;
}

// "the UN secretary-general", "the prime minister": the person, where the knowledge or the report has one.
static enum sayso_err by_office(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    if (!o->role->held) return SAYSO_OK;
    if (o->whose && o->whose->id && ss_streq(o->whose->e.kind, "igo"))
        return ss_link_holder(w, n, o->whose->id, o->role->part, false);
    if (o->whose || o->local) return SAYSO_OK;
    SS_TRY(ss_link_holder(w, n, o->country ? o->country : o->home, o->role->part, !o->country));
    return n->entity < 0 && !o->country && !o->abroad ? ss_link_holder_before(w, n, o->role->part) : SAYSO_OK;
}

// "The French leader", "the colonel": one man named before.
static void by_noun(const struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    if (o->whose || !n->definite || n->plural) return;
    if (o->leads && o->country) n->entity = ss_leader_before(w, n, o->country);
    if (!o->country && !o->role->held && o->one) n->entity = ss_same_noun_before(w, n);
}

// "the country"; "Syrian troops", "Assad's regime": a state or a part of one.
static enum sayso_err by_country(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    const struct ss_role *role = o->role;
    if (ss_streq(role->kind, "state") && n->definite && !n->plural && o->home && !o->whose) {
        SS_TRY(ss_link_part(w, n, o->home, ""));
        if (n->entity >= 0) {
            n->as_place = n->where;
            return SAYSO_OK;
        }
    }
    bool ruler = o->whose && o->whose->person && o->whose->e.sector_count && !strcmp(o->whose->e.sectors[0], "GOV");
    bool civil = ss_sector_is(w->know, role->sectors, "elite") &&
                 of_class(w, n, SS_CLASS_PEOPLE_ADJECTIVE); // "religious leaders"
    bool part = (!o->whose || ruler) && o->country && *role->part && !n->counted && !o->one && !o->local && !civil &&
                !(role->held && n->plural);
    return part ? ss_link_part(w, n, o->country, role->part) : SAYSO_OK;
}

// "the enemy", "terrorist groups", "the guerrillas": the group or the rebels that the report has in hand.
static void by_group(const struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    if (o->country || o->whose) return;
    bool words = n->to - n->from <= (n->counted ? 5u : 3u);
    // "gunmen" are nobody that was named
    bool unknown =
        ss_sector_is(w->know, o->role->sectors, "unknown") && !n->definite && !of_class(w, n, SS_CLASS_DEFINITE);
    if (o->now && (o->foe || (n->plural && o->any && !unknown)) && words && !ss_named_within(w, n)) {
        int32_t group = ss_only_group(w);
        bool near = group >= 0 && w->drafts.item[group].last_token + GROUP_NEAR >= n->from;
        if (group >= 0 && (n->definite || near)) n->entity = group;
    }
    bool rebels =
        ss_streq(o->role->part, "reb") || (o->any && !*o->role->part && ss_streq(o->role->kind, "armed_group"));
    if (n->entity < 0 && n->definite && n->plural && rebels) n->entity = ss_rebels_before(w, n);
}

// "the government", "rebels": those of the country that the report is about.
static enum sayso_err by_home(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    const struct ss_role *role = o->role;
    bool free = !o->country && !o->whose && o->home && o->now && *role->part && !n->counted && !n->indefinite;
    bool alone = n->definite || n->to == n->from + 1 || n->plural;
    if (!free || !alone || o->any || o->foe || (o->one && !(role->held && !n->plural)) || somebodys(w, n, role) ||
        of_class(w, n, SS_CLASS_PEOPLE_ADJECTIVE)) // "Kurdish authorities" are others
        return SAYSO_OK;
    return ss_link_part(w, n, o->home, role->part);
}

// The country of those who stay without a name. `general` is what the report is about.
static void settle_country(const struct ss_entity_work *w, struct noun *o, const char *general)
{
    const struct ss_role *role = o->role;
    bool domestic = role->home || (*role->part && !ss_streq(role->kind, "person")) ||
                    ss_streq(role->kind, "civilians") || ss_streq(role->kind, "crowd") ||
                    ss_streq(role->kind, "armed_group");
    bool ours = !o->any || (!*role->part && of_class(w, o->name, SS_CLASS_PEOPLE_ADJECTIVE) &&
                            !o->abroad); // "Kurdish fighters" are of the land
    if (o->country || o->whose || !domestic || !ours || somebodys(w, o->name, role)) return;
    // fighters of nobody knows whom may come from anywhere
    o->country = o->local ? place_country(w, o->local) : role->home ? general : o->home;
}

// The same words as before, or the same role of the same country and number.
static void by_repetition(const struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = w->drafts.count; i-- > 0;) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->role < 0 || w->rules->roles.item[d->role].id != o->role->id || d->plural != n->plural) continue;
        if (!ss_streq(d->e.country, o->country) || o->whose) continue;
        bool mass = n->plural && ss_streq(o->role->kind, "armed_group");
        uint32_t len = t[n->to - 1].end - t[n->from].start;
        bool words = d->text_len == len && memcmp(d->text, w->report->text + t[n->from].start, len) == 0;
        bool other = !ss_has_word(d->text, d->text_len, w->words[n->head], w->lens[n->head]);
        if (other && ss_streq(o->role->kind, "civilians"))
            continue;                     // "his wife" is not "his father", nor others the people
        if (o->local && !words) continue; // "Ohio police" are not those of Texas
        if ((n->definite || mass || words) && (n->plural || n->definite)) {
            n->entity = (int32_t)i;
            return;
        }
    }
}

// The first token of the noun's name: behind article, number and owner's pronoun.
static uint32_t name_from(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t from = n->from;
    while (from < (uint32_t)n->head &&
           (t[from].upos == SAYSO_UPOS_DET ||
            (t[from].upos == SAYSO_UPOS_NUM && *w->words[from + 1] != '-') || // "30-year-old man"
            t[from].upos == SAYSO_UPOS_PRON))
        from++;
    return from;
}

// An entity of its own, with the sectors of the role or of those whose it is.
static enum sayso_err new_entity(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    struct ss_entity_draft *d = ss_draft_new(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    n->entity = (int32_t)w->drafts.count - 1;
    if (o->whose) o->whose = &w->drafts.item[o->owner->entity]; // the drafts may have moved
    const struct ss_entity_draft *whose = o->whose;
    d->e.name = plain_words(w, name_from(w, n), n->to);
    if (!d->e.name) return ss_arena_error(w->report->arena);
    d->e.kind = o->role->kind;
    d->e.country = o->country;
    d->e.know = o->role->line;
    SS_TRY(ss_set_sectors(w, &d->e, *o->role->sectors ? o->role->sectors : NULL));
    bool office = d->e.sector_count && strcmp(d->e.sectors[0], "GOV") == 0;
    if (office && whose && ss_kind_is(w->know, whose->e.kind, "club") && !ss_streq(whose->e.kind, "igo")) {
        d->e.sectors = NULL; // "president of a company"
        d->e.sector_count = 0;
    }
    if (fighting_body(o) && ss_kind_is(w->know, o->role->kind, "serves")) { // "a Hamas official"
        d->e.kind = n->plural ? whose->e.kind : "person";
        d->e.sector_count = 0;
    }
    if (!d->e.sector_count && whose) {
        d->e.sectors = whose->e.sectors;
        d->e.sector_count = whose->e.sector_count;
    }
    if (whose && ss_streq(whose->e.kind, "igo")) { // "UN helicopters" are the UN's
        d->e.sectors = whose->e.sectors;
        d->e.sector_count = whose->e.sector_count;
        d->e.code = whose->e.code;
        return SAYSO_OK;
    }
    if (!whose && !d->e.sector_count) SS_TRY(ss_take_side(w, n, o->home, &d->e));
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// Those whom the report names or is about, where the noun's own words do not tell.
static enum sayso_err by_report(struct ss_entity_work *w, struct noun *o)
{
    struct ss_name *n = o->name;
    const struct ss_role *role = o->role;
    if (!o->whose) SS_TRY(ss_link_short_name(w, n, role, o->home, o->member));
    if (done(o)) return SAYSO_OK;
    if (o->now && n->definite && !o->whose && (o->country || !n->group_word || !ss_named_within(w, n)))
        n->entity = ss_points_back(w, n, role, o->home);
    if (done(o)) return SAYSO_OK;
    const char *general = o->home; // "regime bombardment" of Aleppo
    const char *here = o->home || (n->sided && !o->abroad && !o->local) ? ss_scene_country(w, n) : NULL;
    if (here) o->home = here;
    o->foe = n->definite && n->sided && !n->plural && ss_streq(role->kind, "armed_group") && (o->any || n->group_word);
    by_group(w, o);
    if (!done(o)) SS_TRY(by_home(w, o));
    if (done(o)) return SAYSO_OK;
    bool bare = n->to == n->from + 1 || (n->definite && n->from + 2 == n->to);
    bool force = ss_streq(role->kind, "police") && bare && !n->counted && !n->indefinite && !o->one;
    if (force && !o->country && !o->whose && !o->home && o->now && !of_speaker(w, n))
        n->entity = ss_same_force_before(w, n, role);
    if (done(o)) return SAYSO_OK;
    settle_country(w, o, general);
    by_repetition(w, o);
    return SAYSO_OK;
}

enum sayso_err ss_link_role(struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    n->role = role_here(w, n, home);
    struct noun o = {
        .name = n, .role = &w->rules->roles.item[n->role], .owner = name_headed(w, n->owner), .home = home};
    if (o.owner && o.owner->known && o.owner->entity < 0 && o.owner->from > n->to) // "troops with the UN mission"
        SS_TRY(ss_link_id(w, o.owner, &o.owner->actor));
    find_owner(w, &o);
    const char *lemma = w->report->tokens[n->head].lemma ? w->report->tokens[n->head].lemma : "";
    o.is = ss_name_class(w->rules, lemma, strlen(lemma)) | ss_name_class_at(w, (uint32_t)n->head);
    o.member = o.is & SS_CLASS_MEMBER;
    o.one = !n->plural && (o.is & SS_CLASS_INDIVIDUAL);
    o.any = (o.is | ss_name_class(w->rules, o.role->name, strlen(o.role->name))) & SS_CLASS_ANY_FIGHTERS;
    o.leads = ss_streq(o.role->part, "gov") && ss_sector_is(w->know, o.role->sectors, "elite");
    o.now = !of_class(w, n, SS_CLASS_NOT_HELD); // "the exiled leader" is not the government
    by_owner(w, &o);
    if (!done(&o)) SS_TRY(by_neighbour(w, &o));
    if (done(&o)) return SAYSO_OK;
    find_country(w, &o);
    SS_TRY(by_office(w, &o));
    if (!done(&o)) by_noun(w, &o);
    if (!done(&o)) SS_TRY(by_country(w, &o));
    if (!done(&o)) SS_TRY(by_report(w, &o));
    return done(&o) ? SAYSO_OK : new_entity(w, &o);
}
