// SPDX-License-Identifier: Apache-2.0
// Nouns that name actors by what they are ("Syrian rebels", "the ministry"), buildings and spots where things happen,
// and pronouns.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define ROLE_TOKENS 3

// Whether the token is the head of a noun phrase of its own.
static bool phrase_head(const struct sayso_token *t)
{
    return t->deprel != SAYSO_DEP_COMPOUND && t->deprel != SAYSO_DEP_AMOD && t->deprel != SAYSO_DEP_FLAT &&
           t->deprel != SAYSO_DEP_FIXED && t->deprel != SAYSO_DEP_GOESWITH;
}

// First token of the noun phrase of `head` to the left: determiners, numbers, adjectives, nouns, possessors.
static uint32_t phrase_start(const struct ss_entity_work *w, uint32_t head)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t first = w->report->sentences[t[head].sentence].token_first, from = head;
    for (uint32_t i = head; i-- > first;) {
        int32_t up = (int32_t)i; // climbs to the head through the phrase
        bool inside = false;
        for (int guard = 0; guard < 8 && up >= 0; guard++) {
            enum sayso_dep rel = (enum sayso_dep)t[up].deprel;
            bool own = rel == SAYSO_DEP_DET || rel == SAYSO_DEP_DET_PREDET || rel == SAYSO_DEP_AMOD ||
                       rel == SAYSO_DEP_COMPOUND || rel == SAYSO_DEP_NUMMOD || rel == SAYSO_DEP_NMOD_POSS ||
                       rel == SAYSO_DEP_ADVMOD || rel == SAYSO_DEP_FLAT || rel == SAYSO_DEP_NMOD_DESC ||
                       rel == SAYSO_DEP_NMOD || rel == SAYSO_DEP_CONJ || rel == SAYSO_DEP_CC ||
                       rel == SAYSO_DEP_PUNCT || (rel == SAYSO_DEP_CASE && t[up].upos == SAYSO_UPOS_PART) ||
                       rel == SAYSO_DEP_NMOD_UNMARKED || rel == SAYSO_DEP_OBL_UNMARKED || rel == SAYSO_DEP_OBL;
            if (!own) break;
            up = t[up].head;
            if (up == (int32_t)head) {
                inside = true;
                break;
            }
        }
        if (!inside || (w->lens[i] == 1 && *w->words[i] == ')')) break; // "(AFP) Residents"
        from = i;
    }
    for (uint32_t i = head; i-- > from;) // "over the weekend gunmen": the time is no part of them
        if ((t[i].deprel == SAYSO_DEP_COMPOUND || t[i].deprel == SAYSO_DEP_NMOD_POSS) && t[i].head == (int32_t)head &&
            (ss_name_class_at(w, i) & SS_CLASS_TIME)) {
            from = i + 1;
            break;
        }
    while (from < head &&
           (t[from].upos == SAYSO_UPOS_PUNCT || t[from].upos == SAYSO_UPOS_PART || t[from].upos == SAYSO_UPOS_CCONJ ||
            t[from].upos == SAYSO_UPOS_ADP || t[from].upos == SAYSO_UPOS_ADV))
        from++;
    for (uint32_t i = head; i-- > from;) // "25 soldiers": the number is not part of the name
        if (t[i].deprel == SAYSO_DEP_NUMMOD && t[i].head == (int32_t)head) {
            from = i + 1; // "five or more people": with all that hangs on the number
            while (from < head && t[from].head >= 0 &&
                   (t[from].head == (int32_t)i || t[t[from].head].head == (int32_t)i))
                from++;
            break;
        }
    return from;
}

// One past the "of …" that belongs to the head, without clauses; head + 1 when none.
static uint32_t phrase_end(const struct ss_entity_work *w, uint32_t head)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t end = ss_sentence_end(w->report, head), to = head + 1;
    if (to >= end || !t[to].lemma || t[to].deprel != SAYSO_DEP_CASE || w->lens[to] != 2 || w->words[to][0] != 'o' ||
        w->words[to][1] != 'f')
        return to;
    int32_t of = t[to].head;
    if (of < 0 || t[of].head != (int32_t)head || t[of].deprel != SAYSO_DEP_NMOD) return to;
    uint32_t stop = (uint32_t)of + 1;
    int32_t cover = w->cover[of];
    if (cover >= 0 && w->names.item[cover].to > stop) stop = w->names.item[cover].to;
    return stop <= end ? stop : to;
}

// "Kinshasa's foreign minister", "Kyiv's forces": the capital stands for the state, as in "Kabul police" it does not.
static bool of_state(const struct ss_entity_work *w, const struct ss_name *n, const struct ss_name *capital)
{
    static const char *const local[] = {"", "gov", "cop", "jud", "leg", "moh", "opp", "prm", "reb"};
    const char *part = w->rules->roles.item[n->role].part;
    bool owner = w->report->tokens[capital->head].deprel == SAYSO_DEP_NMOD_POSS;
    for (uint32_t i = 0; i < sizeof local / sizeof *local; i++)
        if (strcmp(part, local[i]) == 0) return i == 1 && owner && capital->head + 2 == n->head;
    return true;
}

// "the foreign ministry in Moscow": the government that sits in the capital behind it; NULL when none.
static const char *seat_of(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t in = (uint32_t)n->head + 1;
    if (!ss_streq(w->rules->roles.item[n->role].kind, "government") || in + 1 >= ss_sentence_end(w->report, in - 1))
        return NULL;
    if (!n->definite || w->lens[in] != 2 || memcmp(w->words[in], "in", 2) != 0 || t[in].head < 0) return NULL;
    int32_t cover = w->cover[t[in].head];
    const struct ss_name *city = cover >= 0 && t[t[in].head].head == n->head ? &w->names.item[cover] : NULL;
    return city && city->metonym ? city->actor.country : NULL;
}

// "American officials and lawmakers": the adjective before the first of two; NULL when none.
static const char *shared_country(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    int32_t with = t[n->head].deprel == SAYSO_DEP_CONJ && n->from == (uint32_t)n->head ? t[n->head].head : -1;
    const struct ss_name *first = with >= 0 && w->cover[with] >= 0 ? &w->names.item[w->cover[with]] : NULL;
    if (first && first->known && strchr(first->actor.id, '.') && *first->actor.country) return first->actor.country;
    for (int32_t i = with; i-- > 0 && t[i].head == with;)
        if (w->token_country[i]) return w->token_country[i];
    return NULL;
}

// "troops with the UN mission", "soldiers from Chad", "a staffer at the State Department": whose they are stands behind
// them.
static void read_owner_behind(const struct ss_entity_work *w, struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t marker = (uint32_t)n->head + 1, end = ss_sentence_end(w->report, (uint32_t)n->head);
    bool troops = ss_streq(w->rules->roles.item[n->role].kind, "military"),
         person = ss_streq(w->rules->roles.item[n->role].kind, "person");
    if ((!troops && !person) || marker >= end || t[marker].head < 0 || t[marker].deprel != SAYSO_DEP_CASE) return;
    bool from = ss_streq(t[marker].lemma, "from");
    if ((troops && !from && !ss_streq(t[marker].lemma, "with")) || t[t[marker].head].head != n->head) return;
    for (int32_t i = (int32_t)marker + 1; i <= t[marker].head; i++) {
        const struct ss_name *o = w->cover[i] >= 0 ? &w->names.item[w->cover[i]] : NULL;
        bool other = o && person && o->source == SS_NAME_ENGINE; // "an aide to Clinton", named before
        if (!o || (!o->known && !other) || (troops && ss_streq(o->actor.kind, "person"))) continue;
        bool state = ss_streq(o->actor.kind, "state");
        if (state && from) n->country = o->actor.country;
        if (!state && !o->as_place) n->owner = o->head;
        return;
    }
}

// What stands before the head says whose it is: a country, or an actor.
static void read_owner(const struct ss_entity_work *w, struct ss_name *n, uint32_t role_from)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = n->from; i < n->to; i++) {
        if (i >= role_from && i <= (uint32_t)n->head) continue;
        uint32_t end = ss_sentence_end(w->report, i), next = i + 1;
        while (next < end && t[next].upos == SAYSO_UPOS_PUNCT && w->lens[next] == 1 && w->words[next][0] == '-') next++;
        if (next > i + 1 || (next < end && (ss_name_class_at(w, next) & SS_CLASS_BACKED))) {
            if (next < end && (ss_name_class_at(w, next) & SS_CLASS_BACKED))
                continue; // "Turkish-backed" tells nothing of them
        }
        if (w->token_country[i] && !n->country) n->country = w->token_country[i];
        int32_t cover = w->cover[i];
        if (cover < 0) continue;
        const struct ss_name *other = &w->names.item[cover];
        if (other->source != SS_NAME_KNOWN && other->source != SS_NAME_ENGINE && other->source != SS_NAME_PLACE)
            continue;
        if (other->known && ss_streq(other->actor.kind, "state")) {
            if (!n->country) n->country = other->country;
        } else if (other->metonym && other->as_place && of_state(w, n, other)) {
            if (!n->country) n->country = other->actor.country;
        } else if (!other->as_place && n->owner < 0) {
            n->owner = other->head;
        }
    }
    if (!n->country && n->owner < 0) read_owner_behind(w, n);
    if (!n->country && n->owner < 0) n->country = seat_of(w, n);
    if (!n->country && n->owner < 0) n->country = shared_country(w, n);
}

static enum sayso_err add_role(struct ss_entity_work *w, uint32_t head, uint32_t role_from, uint32_t role)
{
    const struct ss_role *r = &w->rules->roles.item[role];
    uint32_t from = phrase_start(w, head), to = phrase_end(w, head);
    if (from > role_from) from = role_from;
    int32_t *saved = SS_NEW_ARRAY(w->report->arena, int32_t, to - from);
    if (!saved) return ss_arena_error(w->report->arena);
    memcpy(saved, w->cover + from, (to - from) * sizeof *saved);
    struct ss_name *n = ss_name_add(w, from, to, SS_NAME_ROLE);
    if (!n) return ss_arena_error(w->report->arena);
    memcpy(w->cover + from, saved, (to - from) * sizeof *saved); // names inside stay on top
    n->head = (int32_t)head;
    n->role = (int32_t)role;
    n->rule = r->line;
    n->sided = r->sided;
    n->definite = (ss_name_class_at(w, from) & SS_CLASS_DEFINITE) != 0;
    const char *xpos = w->report->tokens[head].xpos;
    n->plural = xpos && strcmp(xpos, "NNS") == 0;
    n->counted = ss_child(w->report, head, SAYSO_DEP_NUMMOD) >= 0;
    int32_t det = ss_child(w->report, head, SAYSO_DEP_DET);
    n->indefinite = det >= 0 && !(ss_name_class_at(w, (uint32_t)det) & SS_CLASS_DEFINITE);
    int32_t marker = ss_child(w->report, head, SAYSO_DEP_CASE);
    n->where = marker >= 0 && (ss_name_class_at(w, (uint32_t)marker) & SS_CLASS_STRONG_PLACE_PREP);
    bool named = !n->plural || !ss_streq(r->kind, "armed_group") || // "Rebels have taken the town"
                 head != w->report->sentences[w->report->tokens[head].sentence].token_first;
    n->group_word = (ss_name_class_at(w, head) & SS_CLASS_GENERIC_GROUP) != 0 &&
                    (n->definite || (from == head && named && w->words[head][0] >= 'A' && w->words[head][0] <= 'Z'));
    n->definite = n->definite || n->group_word;
    read_owner(w, n, role_from);
    w->cover[head] = (int32_t)w->names.count - 1;
    return SAYSO_OK;
}

// The role phrase that ends at `head`, longest first; *from is its first token.
static bool role_at(const struct ss_entity_work *w, uint32_t head, uint32_t *from, uint32_t *role)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t first = w->report->sentences[t[head].sentence].token_first;
    char phrase[80];
    for (uint32_t size = ROLE_TOKENS; size > 0; size--) {
        if (head + 1 < first + size) continue;
        *from = head + 1 - size;
        for (int lemma = 0; lemma < 2; lemma++) {
            size_t len = ss_tokens_lower(w, *from, lemma ? head : head + 1, phrase, sizeof phrase);
            if (lemma) {
                size_t word = t[head].lemma ? strlen(t[head].lemma) : 0;
                if (!word || len + word + 2 > sizeof phrase || (!len && size > 1)) continue;
                if (len) phrase[len++] = ' ';
                for (size_t k = 0; k < word; k++) phrase[len++] = ss_ascii_lower(t[head].lemma[k]);
            }
            const uint32_t *at = len ? ss_map_get(&w->rules->role, phrase, len) : NULL;
            if (at) {
                *role = *at;
                return true;
            }
        }
    }
    return false;
}

// The head of the "of …" right behind a noun, or -1.
static int32_t of_what(const struct ss_entity_work *w, uint32_t head)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t of = head + 1;
    if (of >= ss_sentence_end(w->report, head) || t[of].deprel != SAYSO_DEP_CASE || w->lens[of] != 2 ||
        memcmp(w->words[of], "of", 2) != 0)
        return -1;
    return t[of].head > (int32_t)of && t[t[of].head].head == (int32_t)head ? t[of].head : -1;
}

// Whether a word before the noun says whose or which it is: an article, an owner, a name, a nation.
static bool told_apart(const struct ss_entity_work *w, uint32_t head, bool article)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = w->report->sentences[t[head].sentence].token_first; i < head; i++) {
        if (t[i].head != (int32_t)head) continue;
        if (w->token_country[i] || w->cover[i] >= 0 || (*w->words[i] >= 'A' && *w->words[i] <= 'Z')) return true;
        if (article &&
            (t[i].deprel == SAYSO_DEP_DET || t[i].deprel == SAYSO_DEP_NMOD_POSS || t[i].deprel == SAYSO_DEP_COMPOUND))
            return true;
    }
    return false;
}

// "Thousands marched", "tens of thousands fled": people that a bare number stands for, as the subject.
static bool counts_people(const struct ss_entity_work *w, uint32_t head)
{
    const struct sayso_token *t = w->report->tokens;
    bool subject = t[head].deprel == SAYSO_DEP_NSUBJ || t[head].deprel == SAYSO_DEP_NSUBJ_PASS;
    int32_t of = of_what(w, head);
    uint32_t from, role;
    if (of >= 0 &&
        (!role_at(w, (uint32_t)of, &from, &role) || !w->rules->roles.item[role].count || of_what(w, (uint32_t)of) >= 0))
        return false;
    return subject && t[head].head > (int32_t)head && t[t[head].head].upos == SAYSO_UPOS_VERB;
}

// Whether the noun names an actor here: "a group of men" does, "a group of buildings", "by force" do not.
static bool acts(const struct ss_entity_work *w, uint32_t head, uint32_t from)
{
    const struct sayso_token *t = w->report->tokens;
    const char *lemma = t[head].lemma ? t[head].lemma : "";
    uint32_t is = ss_name_class(w->rules, lemma, strlen(lemma)) | ss_name_class_at(w, head);
    if (is & SS_CLASS_OF_WHAT) {
        int32_t of = of_what(w, head);
        uint32_t start, role;
        if (of >= 0 && w->cover[of] < 0 && !t[of].ner && t[of].upos == SAYSO_UPOS_NOUN &&
            (!role_at(w, (uint32_t)of, &start, &role) || w->rules->roles.item[role].none) &&
            !told_apart(w, head, false))
            return false;
    }
    bool capital = *w->words[head] >= 'A' && *w->words[head] <= 'Z';
    bool starts = head == w->report->sentences[t[head].sentence].token_first;
    bool many = ss_streq(t[head].xpos, "NNS") || ss_streq(t[head].xpos, "NNPS");
    return !(is & SS_CLASS_ARTICLE) || from < head || many || (capital && !starts) || told_apart(w, head, true);
}

// A building, town or other spot that something happens at.
static enum sayso_err add_facility(struct ss_entity_work *w, uint32_t head, const struct ss_place_noun *noun)
{
    int32_t marker = ss_child(w->report, head, SAYSO_DEP_CASE);
    uint32_t from = phrase_start(w, head), to = phrase_end(w, head);
    bool where = marker >= 0 && (ss_name_class_at(w, (uint32_t)marker) & SS_CLASS_STRONG_PLACE_PREP);
    bool bare = noun->container && strcmp(noun->feature, "city") == 0 && to == head + 1 && from + 1 == head &&
                (ss_name_class_at(w, from) & SS_CLASS_DEFINITE);
    if (!where && !bare) return SAYSO_OK;
    for (uint32_t i = from; i < to; i++) // "Idlib province", "the town of Ariha": the name has it already
        if (w->cover[i] >= 0 && w->names.item[w->cover[i]].as_place && noun->container) return SAYSO_OK;
    int32_t inner = w->cover[head];
    if (inner >= 0) return SAYSO_OK;
    int32_t *saved = SS_NEW_ARRAY(w->report->arena, int32_t, to - from);
    if (!saved) return ss_arena_error(w->report->arena);
    memcpy(saved, w->cover + from, (to - from) * sizeof *saved);
    struct ss_name *n = ss_name_add(w, from, head + 1, SS_NAME_FACILITY);
    if (!n) return ss_arena_error(w->report->arena);
    memcpy(w->cover + from, saved, (to - from) * sizeof *saved);
    w->cover[head] = (int32_t)w->names.count - 1;
    n->head = (int32_t)head;
    n->as_place = true;
    n->bare = bare;
    n->feature = noun->feature;
    n->definite = (ss_name_class_at(w, from) & SS_CLASS_DEFINITE) != 0;
    n->rule = "entities/place_nouns";
    return SAYSO_OK;
}

static enum sayso_err add_pronoun(struct ss_entity_work *w, uint32_t i)
{
    uint32_t is = ss_name_class_at(w, i);
    if (!(is & (SS_CLASS_PERSON | SS_CLASS_THING | SS_CLASS_GROUP | SS_CLASS_RELATIVE))) return SAYSO_OK;
    const struct sayso_token *t = &w->report->tokens[i];
    bool capitals = w->lens[i] > 1 && w->words[i][1] >= 'A' && w->words[i][1] <= 'Z'; // "HE Dr X", "IT"
    if (capitals && !w->capitals[t->sentence]) return SAYSO_OK;
    if (t->deprel == SAYSO_DEP_EXPL || t->deprel == SAYSO_DEP_MARK || t->deprel == SAYSO_DEP_DET) return SAYSO_OK;
    struct ss_name *n = ss_name_add(w, i, i + 1, SS_NAME_PRONOUN);
    if (!n) return ss_arena_error(w->report->arena);
    n->rule = "entities/words";
    n->plural = (is & SS_CLASS_GROUP) != 0;
    return SAYSO_OK;
}

// "in front of": no front.
static bool in_front_of(const struct ss_entity_work *w, uint32_t i)
{
    return i > 0 && i + 1 < w->report->token_count && *w->words[i] >= 'a' && w->lens[i - 1] == 2 &&
           memcmp(w->words[i - 1] + 1, "n", 1) == 0 && w->lens[i + 1] == 2 && memcmp(w->words[i + 1], "of", 2) == 0;
}

// "Secretary-General", "Attorney-General": no soldier.
static bool civil_general(const struct ss_entity_work *w, uint32_t from, uint32_t role)
{
    const struct sayso_token *t = w->report->tokens;
    return from > 1 && w->lens[from - 1] == 1 && *w->words[from - 1] == '-' && t[from - 1].end == t[from].start &&
           t[from - 2].end == t[from - 1].start && ss_streq(w->rules->roles.item[role].kind, "military");
}

enum sayso_err ss_find_roles(struct ss_entity_work *w)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        if (w->cover[i] >= 0) continue;
        if (t[i].upos == SAYSO_UPOS_PRON) {
            SS_TRY(add_pronoun(w, i));
            continue;
        }
        bool noun = t[i].upos == SAYSO_UPOS_NOUN || t[i].upos == SAYSO_UPOS_PROPN ||
                    (t[i].upos == SAYSO_UPOS_ADJ && t[i].deprel != SAYSO_DEP_AMOD && t[i].deprel != SAYSO_DEP_ROOT &&
                     t[i].deprel != SAYSO_DEP_XCOMP && t[i].deprel != SAYSO_DEP_CONJ);
        if (!noun || !phrase_head(&t[i])) continue;
        uint32_t from, role;
        if (in_front_of(w, i)) continue;
        if (role_at(w, i, &from, &role) && !civil_general(w, from, role)) {
            const char *kind = w->rules->roles.item[role].kind, *word = t[i].lemma ? t[i].lemma : "";
            uint32_t is = ss_name_class_at(w, i) | ss_name_class(w->rules, word, strlen(word));
            bool generic = ss_streq(kind, "organisation") || ss_streq(kind, "military"); // "group", "coalition"
            uint32_t start, members;
            int32_t of = generic && (is & SS_CLASS_OF_WHAT) ? of_what(w, i) : -1;
            if (of >= 0 && w->cover[of] < 0 && role_at(w, (uint32_t)of, &start, &members) &&
                !w->rules->roles.item[members].none) // "a group of doctors"
                role = members;
            const struct ss_role *r = &w->rules->roles.item[role];
            if (!r->none && acts(w, i, from) && (!r->count || counts_people(w, i))) SS_TRY(add_role(w, i, from, role));
            continue;
        }
        const char *lemma = t[i].lemma ? t[i].lemma : "";
        const uint32_t *place = ss_map_get(&w->rules->place_noun, lemma, strlen(lemma));
        if (place && t[i].upos == SAYSO_UPOS_NOUN) SS_TRY(add_facility(w, i, &w->rules->place_nouns.item[*place]));
    }
    return SAYSO_OK;
}
