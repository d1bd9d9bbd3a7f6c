// SPDX-License-Identifier: Apache-2.0
// Who a role noun means: a part of a state ("Syrian troops"), those named before ("the group"), the body that owns it
// ("YPG fighters"), or somebody without a name.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define BACK_TOKENS    400 // how far "the group" points back
#define BELONG_TOKENS  4   // between "fighters" and "loyal to"
#define CLIMB          10  // steps from a place up to its clause
#define OPENING_TOKENS 4   // "In neighbouring Mali"
#define GROUP_NEAR     60  // tokens back to the group that "militants" without an article are
#define SUBJECT        2   // worth of having been the subject before
#define GROUP_TIMES    3   // how much more often one group is named than any other

static const char *draft_part(const struct ss_entity_work *w, const struct ss_entity_draft *d)
{
    if (d->role >= 0) return w->rules->roles.item[d->role].part;
    const char *dot = d->id ? strrchr(d->id, '.') : NULL;
    return dot ? dot + 1 : "";
}

static struct ss_name *name_headed(const struct ss_entity_work *w, int32_t head)
{
    if (head < 0) return NULL;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].head == head && !w->names.item[i].nested && w->names.item[i].source != SS_NAME_ROLE)
            return &w->names.item[i];
    return NULL;
}

bool ss_club_kind(const char *kind)
{
    return ss_streq(kind, "armed_group") || ss_streq(kind, "ngo") || ss_streq(kind, "party") || ss_streq(kind, "igo") ||
           ss_streq(kind, "company") || ss_streq(kind, "media") || ss_streq(kind, "organisation");
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

// The entity that a definite role noun ("the army", "the group") points back to, or -1.
static int32_t points_back(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role,
                           const char *home)
{
    int32_t best = -1;
    uint32_t latest = 0;
    int most = 0;
    bool many = n->group_word && !n->plural;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->e.kind || !d->last_token || d->last_token + BACK_TOKENS < n->from || d->person) continue;
        if (n->country && d->e.country && strcmp(n->country, d->e.country) != 0) continue;
        bool part = *role->part && strcmp(role->part, "reb") != 0 && *draft_part(w, d) &&
                    strncmp(draft_part(w, d), role->part, strlen(role->part)) == 0;
        bool kind = d->named && ss_streq(d->e.kind, role->kind) && n->group_word && !d->e.feature;
        bool any = d->named && n->group_word && ss_streq(role->kind, "organisation") && ss_club_kind(d->e.kind);
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

// "The ministry said its aircraft …": the country of the subject before.
static const char *country_of_its(const struct ss_entity_work *w, const struct ss_name *n)
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

// The armed group that the report has named so far, the only one or by far the most often; -1 when there is none.
static int32_t only_group(const struct ss_entity_work *w)
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

// "weapons for the guerrillas", after "the Salvadoran guerrillas": the last rebels of a country named so far, or -1.
static int32_t rebels_before(const struct ss_entity_work *w, const struct ss_name *n)
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

// "fighters loyal to X", "terrorists associated with X": the name of X, or NULL; "groups linked to X" are others.
static struct ss_name *belongs_to(struct ss_entity_work *w, const struct ss_name *n)
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
            return o->known && !o->as_place && ss_club_kind(o->actor.kind) ? o : NULL;
        }
    }
    return NULL;
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

// The body that the noun stands beside ("ETA, the Basque separatist group", "the militant group Hamas"), or NULL.
static struct ss_name *body_beside(const struct ss_entity_work *w, const struct ss_name *n, const char *kind)
{
    const struct sayso_token *t = w->report->tokens;
    bool body = ss_streq(kind, "armed_group") || ss_streq(kind, "party") || ss_streq(kind, "organisation");
    if (!body || n->plural || n->counted) return NULL;
    for (uint32_t i = 0; i < w->names.count; i++) {
        struct ss_name *o = &w->names.item[i];
        if (!o->known || o->nested || o->dropped || o->as_place || !ss_club_kind(o->actor.kind)) continue;
        bool after = t[o->head].head == n->head && t[o->head].deprel == SAYSO_DEP_APPOS && o->from >= n->to;
        bool before = t[n->head].head == o->head && t[n->head].deprel == SAYSO_DEP_APPOS && n->from >= o->to;
        if (after || before) return o;
    }
    return NULL;
}

// "The coalition scrambled jets": forces without an article that another one's verb has are those of nobody knows whom.
static bool somebodys(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_role *role)
{
    if (!n->plural || n->definite || !ss_streq(role->kind, "military")) return false;
    enum sayso_dep rel = (enum sayso_dep)w->report->tokens[n->head].deprel;
    return rel == SAYSO_DEP_OBJ || rel == SAYSO_DEP_IOBJ;
}

// "our forces": whose they are is for the speaker to tell.
static bool of_speaker(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = &w->report->tokens[n->from];
    return t->upos == SAYSO_UPOS_PRON && t->feats && (strstr(t->feats, "Person=1") || strstr(t->feats, "Person=2"));
}

// "In neighbouring Mali, the army said": the country that the sentence opens with as its scene.
static const char *opening_country(const struct ss_entity_work *w, const struct ss_name *n)
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

enum sayso_err ss_link_role(struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    n->role = role_here(w, n, home);
    const struct ss_role *role = &w->rules->roles.item[n->role];
    struct ss_name *owner = name_headed(w, n->owner);
    if (owner && owner->known && owner->entity < 0 && owner->from > n->to) // "troops with the UN mission"
        SS_TRY(ss_link_id(w, owner, &owner->actor));
    if (owner && !owner->known && owner->source == SS_NAME_ENGINE && owner->entity < 0 && owner->from > n->to)
        owner->entity = ss_earlier_form(w, owner);
    if (owner && adjectives(w, owner)) {
        w->names.item[owner - w->names.item].dropped = true;
        owner = NULL;
    }
    const struct ss_entity_draft *whose = owner && owner->entity >= 0 ? &w->drafts.item[owner->entity] : NULL;
    if (role->owned && !(whose && whose->e.sector_count)) {
        n->dropped = true;
        return SAYSO_OK;
    }
    const char *lemma = w->report->tokens[n->head].lemma ? w->report->tokens[n->head].lemma : "";
    uint32_t is = ss_name_class(w->rules, lemma, strlen(lemma)) | ss_name_class_at(w, (uint32_t)n->head);
    bool member = is & SS_CLASS_MEMBER;
    bool fights = whose && (ss_streq(whose->e.kind, "armed_group") || ss_streq(whose->e.kind, "party"));
    bool serves =
        ss_streq(role->kind, "government") || ss_streq(role->kind, "military") || ss_streq(role->kind, "police");
    if (whose && !whose->person && (member || (fights && serves && n->plural))) { // "YPG fighters", "Hamas officials"
        n->entity = owner->entity;
        return SAYSO_OK;
    }
    bool theirs = whose && (whose->person || ss_streq(whose->e.kind, "company"));
    if (theirs && ss_streq(role->part, "air")) { // a company's plane is no air force, nor is a president's
        n->dropped = true;
        return SAYSO_OK;
    }
    const struct ss_name *beside = whose ? NULL : body_beside(w, n, role->kind);
    if (beside) return ss_link_id(w, n, &beside->actor);
    struct ss_name *belongs = member && !whose && !(is & SS_CLASS_GENERIC_GROUP) ? belongs_to(w, n) : NULL;
    if (belongs) { // "fighters loyal to X"
        if (belongs->entity < 0) SS_TRY(ss_link_id(w, belongs, &belongs->actor));
        n->entity = belongs->entity;
        return SAYSO_OK;
    }
    const char *country = n->country ? n->country : whose ? whose->e.country : NULL;
    bool own =
        !ss_streq(role->kind, "organisation") && !ss_streq(role->kind, "armed_group"); // "our partners" are others
    if (!country && !whose && own) country = country_of_its(w, n);
    bool capital = (*w->words[n->head] >= 'A' && *w->words[n->head] <= 'Z') || // "the Rohingya minority"
                   (*role->name >= 'A' && *role->name <= 'Z');
    if (!country && !whose && *role->country && capital && !(home && strstr(role->also, home)))
        country = role->country; // "the Foreign Secretary"
    if (!country && !whose && n->definite && *role->part) country = opening_country(w, n);
    const struct ss_name *local = place_of(w, n);
    bool abroad = from_abroad(w, n, role) || sent_to(w, n) ||
                  (ss_name_class_at(w, (uint32_t)n->head) & SS_CLASS_ABROAD) != 0; // "the West"
    bool elsewhere = *role->country && !ss_streq(home, role->country) && !(home && strstr(role->also, home));
    if (abroad || local || elsewhere || of_speaker(w, n)) home = NULL; // elsewhere: "the administration" is American
    if (role->held && whose && whose->id && ss_streq(whose->e.kind, "igo")) { // "the UN secretary-general"
        SS_TRY(ss_link_holder(w, n, whose->id, role->part, false));
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (role->held && !whose && !local) {
        SS_TRY(ss_link_holder(w, n, country ? country : home, role->part, !country));
        if (n->entity < 0 && !country && !abroad) SS_TRY(ss_link_holder_before(w, n, role->part));
        if (n->entity >= 0) return SAYSO_OK;
    }
    bool state = ss_streq(role->kind, "state") && n->definite && !n->plural;
    if (state && home && !whose) { // "the country"
        SS_TRY(ss_link_part(w, n, home, ""));
        if (n->entity >= 0) {
            n->as_place = n->where;
            return SAYSO_OK;
        }
    }
    bool ruler = whose && whose->person && whose->e.sector_count && strcmp(whose->e.sectors[0], "GOV") == 0;
    bool one = !n->plural && (is & SS_CLASS_INDIVIDUAL);
    bool civil = ss_streq(role->sectors, "ELI") && of_class(w, n, SS_CLASS_PEOPLE_ADJECTIVE); // "religious leaders"
    if ((!whose || ruler) && country && *role->part && !n->counted && !one && !local && !civil &&
        !(role->held && n->plural)) { // "Syrian troops", "Assad's regime"
        SS_TRY(ss_link_part(w, n, country, role->part));
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (!whose) SS_TRY(ss_link_short_name(w, n, role, home, member));
    if (n->entity >= 0) return SAYSO_OK;
    bool held = !of_class(w, n, SS_CLASS_NOT_HELD); // "the exiled leader" is not the government
    if (held && n->definite && !whose && (country || !n->group_word || !ss_named_within(w, n))) {
        n->entity = points_back(w, n, role, home);
        if (n->entity >= 0) return SAYSO_OK;
    }
    const char *general = home;
    const char *here =
        home || (n->sided && !abroad && !local) ? ss_scene_country(w, n) : NULL; // "regime bombardment" of Aleppo
    if (here) home = here;
    bool any =
        (is | ss_name_class(w->rules, role->name, strlen(role->name))) & SS_CLASS_ANY_FIGHTERS; // "terrorist groups"
    // "the enemy", "this terrorist organisation": the group in hand, where there is one
    bool foe = n->definite && n->sided && !n->plural && ss_streq(role->kind, "armed_group") && (any || n->group_word);
    if (!country && !whose && (foe || (n->plural && any)) && !ss_named_within(w, n) &&
        n->to - n->from <= (n->counted ? 5u : 3u)) {
        int32_t group = only_group(w);
        if (group >= 0 && (n->definite || w->drafts.item[group].last_token + GROUP_NEAR >= n->from)) {
            n->entity = group;
            return SAYSO_OK;
        }
    }
    if (!country && !whose && n->definite && n->plural && ss_streq(role->part, "reb")) {
        n->entity = rebels_before(w, n);
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (!country && !whose && home && held && *role->part && !n->counted && !n->indefinite && !any && !foe &&
        (!one || (role->held && !n->plural)) && (n->definite || n->to == n->from + 1 || n->plural) &&
        !somebodys(w, n, role) && !of_class(w, n, SS_CLASS_PEOPLE_ADJECTIVE)) { // "Kurdish authorities" are others
        SS_TRY(
            ss_link_part(w, n, home, role->part)); // "the government", "rebels" of the country that the report is about
        if (n->entity >= 0) return SAYSO_OK;
    }
    bool domestic = role->home || (*role->part && !ss_streq(role->kind, "person")) ||
                    ss_streq(role->kind, "civilians") || ss_streq(role->kind, "crowd") ||
                    ss_streq(role->kind, "armed_group");
    bool ours = !any || (!*role->part && of_class(w, n, SS_CLASS_PEOPLE_ADJECTIVE) &&
                         !abroad); // "Kurdish fighters" are of the land
    if (!country && !whose && domestic && ours && !somebodys(w, n, role))
        country = local        ? place_country(w, local)
                  : role->home ? general
                               : home;             // fighters of nobody knows whom may come from anywhere
    for (uint32_t i = w->drafts.count; i-- > 0;) { // the same words, or the same role of the same country and number
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->role < 0 || w->rules->roles.item[d->role].id != role->id || d->plural != n->plural) continue;
        if (!ss_streq(d->e.country, country) || whose) continue;
        bool mass = n->plural && ss_streq(role->kind, "armed_group");
        uint32_t len = w->report->tokens[n->to - 1].end - w->report->tokens[n->from].start;
        bool words =
            d->text_len == len && memcmp(d->text, w->report->text + w->report->tokens[n->from].start, len) == 0;
        bool other = !ss_has_word(d->text, d->text_len, w->words[n->head], w->lens[n->head]);
        if (other && ss_streq(role->kind, "civilians"))
            continue;                  // "his wife" is not "his father", nor others the people
        if (local && !words) continue; // "Ohio police" are not those of Texas
        if ((n->definite || mass || words) && (n->plural || n->definite)) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    }
    struct ss_entity_draft *d = ss_draft_new(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    n->entity = (int32_t)w->drafts.count - 1;
    uint32_t from = n->from;
    while (from < (uint32_t)n->head &&
           (w->report->tokens[from].upos == SAYSO_UPOS_DET ||
            (w->report->tokens[from].upos == SAYSO_UPOS_NUM && *w->words[from + 1] != '-') || // "30-year-old man"
            w->report->tokens[from].upos == SAYSO_UPOS_PRON))
        from++;
    d->e.name = plain_words(w, from, n->to);
    if (!d->e.name) return ss_arena_error(w->report->arena);
    d->e.kind = role->kind;
    d->e.country = country;
    d->e.know = role->line;
    SS_TRY(ss_set_sectors(w, &d->e, *role->sectors ? role->sectors : NULL));
    bool office = d->e.sector_count && strcmp(d->e.sectors[0], "GOV") == 0;
    if (office && whose && ss_club_kind(whose->e.kind) && !ss_streq(whose->e.kind, "igo")) {
        d->e.sectors = NULL; // "president of a company"
        d->e.sector_count = 0;
    }
    if (fights && serves) { // "a Hamas official"
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
    if (!whose && !d->e.sector_count) SS_TRY(ss_take_side(w, n, home, &d->e));
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}
