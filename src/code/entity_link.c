// SPDX-License-Identifier: Apache-2.0
// Which names are one entity: ids of the knowledge, other forms of earlier names (entity_form.c), acronyms in brackets,
// titles.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/kind.h"

#define BACK_TOKENS  400 // how far "the building" points back
#define FOLD_ROOM    96
#define SECTORS_MAX  6
#define LINK_LOOKS   400 // drafts compared with one name at most
#define SENSES       8
#define ACRONYM_MOST 6 // letters

static const char *const kind_of_ner[] = {[SAYSO_NER_NONE] = "other",
                                          [SAYSO_NER_PERSON] = "person",
                                          [SAYSO_NER_ORGANISATION] = "organisation",
                                          [SAYSO_NER_PLACE] = "place",
                                          [SAYSO_NER_OTHER] = "other"};

enum sayso_err ss_set_sectors(struct ss_entity_work *w, struct sayso_entity *e, const char *list)
{
    const char **out = NULL;
    e->sector_count = 0;
    while (list && *list && e->sector_count < SECTORS_MAX) {
        size_t len = strcspn(list, ";");
        if (!out) out = SS_NEW_ARRAY(w->report->arena, const char *, SECTORS_MAX);
        const char *one = ss_strndup(w->report->arena, list, len);
        if (!out || !one) return ss_arena_error(w->report->arena);
        out[e->sector_count++] = one;
        list += len + (list[len] == ';');
    }
    e->sectors = out;
    return SAYSO_OK;
}

const char *ss_entity_code(struct ss_entity_work *w, const struct sayso_entity *e)
{
    const char *country = e->country ? e->country : "", *sector = e->sector_count ? e->sectors[0] : "";
    if (!*country && !*sector) return NULL;
    if (!*country && e->sector_count > 1 &&
        ss_sector_is(w->know, sector, "world")) // as the tables have theirs: "IMGREB"
        return ss_printf(w->report->arena, "%s%s", sector, e->sectors[1]);
    return ss_printf(w->report->arena, "%s%s", country, sector);
}

static const char *or_null(const char *s)
{
    return s && *s ? s : NULL;
}

struct ss_entity_draft *ss_draft_new(struct ss_entity_work *w, const struct ss_name *n)
{
    struct ss_entity_draft *d = ss_arr_push(w->report->arena, &w->drafts);
    if (!d) return NULL;
    const struct sayso_token *t = w->report->tokens;
    d->text = w->report->text + t[n->from].start;
    d->text_len = t[n->to - 1].end - t[n->from].start;
    d->role = n->role;
    d->named = n->source == SS_NAME_KNOWN || n->source == SS_NAME_ENGINE || n->source == SS_NAME_PLACE;
    d->plural = n->plural;
    return d;
}

// A name as the reader sees it: inner white space made single.
const char *ss_clean_name(struct ss_entity_work *w, uint32_t from, uint32_t to)
{
    const struct sayso_report *r = w->report;
    uint32_t start = r->tokens[from].start, end = r->tokens[to - 1].end;
    char *out = ss_strndup(r->arena, r->text + start, end - start);
    if (!out) return NULL;
    size_t len = 0;
    for (const char *p = out; *p; p++) {
        if (ss_ascii_space(*p) && len && out[len - 1] == ' ') continue;
        out[len++] = ss_ascii_space(*p) ? ' ' : *p;
    }
    out[len] = 0;
    return out;
}

// A new entity under the words of the name; NULL when memory is out.
static struct ss_entity_draft *new_named(struct ss_entity_work *w, struct ss_name *n, const char *kind)
{
    struct ss_entity_draft *d = ss_draft_new(w, n);
    if (!d) return NULL;
    n->entity = (int32_t)w->drafts.count - 1;
    d->e.name = ss_clean_name(w, n->from, n->to);
    d->e.kind = kind;
    return d->e.name ? d : NULL;
}

static enum sayso_err fill_known(struct ss_entity_work *w, struct ss_entity_draft *d, const struct ss_know_actor *a)
{
    d->id = a->id;
    d->e.actor = a->id;
    d->e.name = a->name;
    d->e.kind = *a->kind ? a->kind : "other";
    d->e.code = or_null(a->code);
    d->e.country = or_null(a->country);
    d->e.know = a->line;
    d->person = ss_streq(a->kind, "person");
    SS_TRY(ss_set_sectors(w, &d->e, a->sectors));
    const char *serves = d->person ? ss_office_country(w, a->id) : NULL;
    if (serves && !(d->e.sector_count && strcmp(d->e.sectors[0], "GOV") == 0)) { // a party's man, in office on that day
        d->e.country = serves;
        SS_TRY(ss_set_sectors(w, &d->e, "GOV"));
        d->e.code = ss_entity_code(w, &d->e);
    }
    if (!d->e.code) d->e.code = ss_entity_code(w, &d->e);
    if (!ss_streq(a->kind, "state") || !d->e.country) return SAYSO_OK;
    d->e.feature = "country";
    const uint32_t *at = ss_map_get(&w->rules->country, d->e.country, strlen(d->e.country));
    if (at) {
        d->e.lat = w->rules->country_points.item[*at].lat;
        d->e.lon = w->rules->country_points.item[*at].lon;
        d->e.has_point = true;
        d->e.geonames = w->rules->country_points.item[*at].geonames;
    }
    return SAYSO_OK;
}

static int32_t by_id(const struct ss_entity_work *w, const char *id)
{
    for (uint32_t i = 0; i < w->drafts.count; i++)
        if (w->drafts.item[i].id && strcmp(w->drafts.item[i].id, id) == 0) return (int32_t)i;
    return -1;
}

enum sayso_err ss_link_id(struct ss_entity_work *w, struct ss_name *n, const struct ss_know_actor *a)
{
    n->entity = by_id(w, a->id);
    if (n->entity >= 0) return SAYSO_OK;
    struct ss_entity_draft *d = ss_draft_new(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    n->entity = (int32_t)w->drafts.count - 1;
    return fill_known(w, d, a);
}

// "Joseph L. Votel": known without the letter in the middle.
static bool known_without_letter(const struct ss_entity_work *w, const struct ss_name *n, struct ss_know_actor *out)
{
    if (n->ner != SAYSO_NER_PERSON || n->to != n->from + 3 || w->lens[n->from + 1] > 2) return false;
    const char *words[2] = {w->words[n->from], w->words[n->from + 2]};
    const uint32_t lens[2] = {w->lens[n->from], w->lens[n->from + 2]};
    struct ss_know_match m;
    if (!ss_know_match_actor(w->know, words, lens, 2, w->on, &m, 1) || m.tokens != 2 || m.folded) return false;
    *out = m.actor;
    return ss_streq(m.actor.kind, "person");
}

static enum sayso_err link_engine(struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    struct ss_know_actor a;
    if (known_without_letter(w, n, &a)) return ss_link_id(w, n, &a);
    n->entity = ss_earlier_form(w, n);
    if (n->entity >= 0) {
        struct ss_entity_draft *d = &w->drafts.item[n->entity];
        uint32_t len = w->report->tokens[n->to - 1].end - w->report->tokens[n->from].start;
        if (!d->id && d->named && len > d->text_len && n->to - n->from > 1) { // the fuller name is the better one
            d->e.name = ss_clean_name(w, n->from, n->to);
            if (!d->e.name) return ss_arena_error(w->report->arena);
        }
        return SAYSO_OK;
    }
    struct ss_entity_draft *d = new_named(w, n, n->outlet ? "media" : kind_of_ner[n->ner]);
    if (!d) return ss_arena_error(w->report->arena);
    d->person = n->ner == SAYSO_NER_PERSON;
    d->e.country = n->country;
    if (n->ner == SAYSO_NER_ORGANISATION && !n->outlet) SS_TRY(ss_name_tells(w, n, &d->e, home));
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

static enum sayso_err link_place(struct ss_entity_work *w, struct ss_name *n)
{
    const struct sayso_report *r = w->report;
    const char *text = r->text + r->tokens[n->from].start;
    uint32_t len = r->tokens[n->to - 1].end - r->tokens[n->from].start;
    char folded[FOLD_ROOM], other[FOLD_ROOM];
    size_t size = len < FOLD_ROOM / 2 ? ss_know_fold(text, len, folded, sizeof folded) : 0;
    for (uint32_t i = w->drafts.count, looks = 0; i-- > 0 && looks < LINK_LOOKS; looks++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!ss_streq(d->e.kind, "place") || !d->named) continue;
        bool same =
            (d->text_len == len && memcmp(d->text, text, len) == 0) ||
            (size >= 4 && d->text_len < FOLD_ROOM / 2 &&
             ss_know_fold(d->text, d->text_len, other, sizeof other) == size && memcmp(other, folded, size) == 0);
        if (same) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    }
    return new_named(w, n, "place") ? SAYSO_OK : ss_arena_error(w->report->arena);
}

// "the Albanians of southern Serbia": the country they live in.
static const char *home_of_people(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = n->to, end = ss_sentence_end(w->report, n->from); i < end && i < n->to + 5; i++) {
        if (t[i].head != n->head || t[i].deprel != SAYSO_DEP_NMOD) continue;
        const struct ss_name *o = w->cover[i] >= 0 ? &w->names.item[w->cover[i]] : NULL;
        int32_t marker = ss_child(w->report, i, SAYSO_DEP_CASE);
        bool in = marker >= 0 && (w->lens[marker] == 2) &&
                  (memcmp(w->words[marker], "in", 2) == 0 || memcmp(w->words[marker], "of", 2) == 0);
        if (in && o && o->known && ss_streq(o->actor.kind, "state") && o->country && *o->country) return o->country;
    }
    return n->country;
}

// "Syrians": the people, not the state.
static enum sayso_err link_people(struct ss_entity_work *w, struct ss_name *n)
{
    bool ethnic = ss_ethnic(w, n->from);
    n->country = home_of_people(w, n);
    if (ethnic && ss_streq(n->country, n->actor.country)) n->country = w->home; // "ethnic Turks" of nobody knows where
    for (uint32_t i = 0; i < w->drafts.count && !ethnic; i++)
        if (w->drafts.item[i].people && ss_streq(w->drafts.item[i].e.country, n->country)) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    struct ss_entity_draft *d = new_named(w, n, "civilians");
    if (!d) return ss_arena_error(w->report->arena);
    d->people = !ethnic;
    d->plural = true;
    d->e.country = n->country;
    d->e.know = n->rule;
    SS_TRY(ss_set_sectors(w, &d->e, "CVL"));
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// "(SOHR)" right after a name is the same; so is a name in brackets after an acronym.
static int32_t bracketed(const struct ss_entity_work *w, uint32_t index)
{
    const struct ss_name *n = &w->names.item[index];
    if (n->from < 2 || w->words[n->from - 1][0] != '(') return -1;
    const struct sayso_token *t = &w->report->tokens[n->from - 1];
    if (t->end - t->start != 1) return -1;
    uint32_t before = n->from - 1; // "the Command's (NAVCENT)"
    if (before > 1 && w->report->tokens[before - 1].upos == SAYSO_UPOS_PART) before--;
    for (uint32_t k = index; k-- > 0;) {
        const struct ss_name *o = &w->names.item[k];
        if (o->dropped || o->to < before) break;
        if (o->to == before && o->entity >= 0 && (o->source == SS_NAME_KNOWN || o->source == SS_NAME_ENGINE) &&
            !o->as_place)
            return o->entity;
    }
    return -1;
}

// How well a sense of an acronym fits the report: named in full before, of the country in hand, of one that is named.
static int sense_fits(const struct ss_entity_work *w, const struct ss_know_actor *a, const char *home)
{
    if (by_id(w, a->id) >= 0) return 3;
    if (!*a->country) return home != NULL;
    if (ss_streq(home, a->country)) return 2;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (ss_streq(w->names.item[i].country, a->country) && !w->names.item[i].dropped) return 1;
    return 0;
}

// "AFP" is the agency in brackets, and the army in a report on the Philippines that has named it.
static void choose_sense(const struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    const struct sayso_token *t = w->report->tokens;
    if (n->to != n->from + 1 || w->lens[n->from] > ACRONYM_MOST || ss_streq(n->actor.kind, "state")) return;
    if (n->from && w->words[n->from - 1][0] == '(') return;
    struct ss_know_match m[SENSES];
    uint32_t count = ss_know_match_actor(w->know, w->words + n->from, w->lens + n->from, 1, w->on, m, SENSES);
    int best = sense_fits(w, &n->actor, home);
    bool told = ss_streq(n->actor.kind, "media") && t[n->head].deprel != SAYSO_DEP_NSUBJ;
    for (uint32_t i = 0; i < count; i++) {
        if (!m[i].acronym || m[i].outdated || ss_streq(m[i].actor.id, n->actor.id)) continue;
        int fits = sense_fits(w, &m[i].actor, home);
        if (fits <= best || (told && fits < 3)) continue;
        best = fits;
        n->actor = m[i].actor;
        n->country = m[i].actor.country;
        n->rule = m[i].actor.line;
    }
}

static enum sayso_err link_facility(struct ss_entity_work *w, struct ss_name *n)
{
    for (uint32_t i = w->drafts.count; n->definite && i-- > 0;) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->named || !ss_streq(d->e.kind, "place") || d->last_token + BACK_TOKENS < n->from) continue;
        uint32_t len = w->lens[n->head];
        if (d->text_len >= len && memcmp(d->text + d->text_len - len, w->words[n->head], len) == 0) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    }
    struct ss_entity_draft *d = new_named(w, n, "place");
    if (!d) return ss_arena_error(w->report->arena);
    d->e.feature = n->feature;
    return SAYSO_OK;
}

// "Dean apologizes", of a heading, before "Howard Dean": the person so far known by the surname alone, or -1.
static int32_t surname_before(const struct ss_entity_work *w, const struct ss_name *n)
{
    if (!ss_streq(n->actor.kind, "person") || n->to < n->from + 2) return -1;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->person && !d->id && d->text_len == w->lens[n->to - 1] &&
            memcmp(d->text, w->words[n->to - 1], d->text_len) == 0)
            return (int32_t)i;
    }
    return -1;
}

// "Congress", "the Senate": a name that in any country is a noun for a body of it.
static bool common_body(const struct ss_entity_work *w, const struct ss_name *n)
{
    char word[40];
    size_t len = n->known && n->to == n->from + 1 ? ss_tokens_lower(w, n->from, n->to, word, sizeof word) : 0;
    const uint32_t *role = len ? ss_map_get(&w->rules->role, word, len) : NULL;
    return role && *w->rules->roles.item[*role].part;
}

// "Peru's Congress": the country that the name's owner is, or NULL.
static const char *owner_state(const struct ss_entity_work *w, const struct ss_name *n)
{
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    bool owned = n->from > first + 1 && w->report->tokens[n->from - 1].upos == SAYSO_UPOS_PART;
    const struct ss_name *o = owned && w->cover[n->from - 2] >= 0 ? &w->names.item[w->cover[n->from - 2]] : NULL;
    return o && o->known && ss_streq(o->actor.kind, "state") && *o->actor.country ? o->actor.country : NULL;
}

// "Washington praised", after "Denzel Washington": the person named in full so far whose surname a state or capital is
// called; -1 when none, or when the word has meant the state here.
static int32_t surname_of_state(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    enum sayso_dep rel = (enum sayso_dep)t[n->head].deprel;
    if (!ss_streq(n->actor.kind, "state") || n->to != n->from + 1 || n->demonym || n->where || n->as_place ||
        n->modifier || (rel != SAYSO_DEP_NSUBJ && rel != SAYSO_DEP_NSUBJ_PASS))
        return -1;
    uint32_t len = w->lens[n->from];
    for (const struct ss_name *o = w->names.item; o < n; o++)
        if (!o->dropped && !o->nested && o->known && o->to == o->from + 1 && ss_streq(o->actor.id, n->actor.id) &&
            w->lens[o->from] == len)
            return -1;
    for (uint32_t i = w->drafts.count; i-- > 0;) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->person && d->named && d->text_len > len + 1 && d->text[d->text_len - len - 1] == ' ' &&
            memcmp(d->text + d->text_len - len, w->words[n->from], len) == 0)
            return (int32_t)i;
    }
    return -1;
}

// "Congress", in a report on Peru that speaks of the United States nowhere else: the body of that name there.
static enum sayso_err link_home_body(struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    char word[40];
    bool common = common_body(w, n);
    const char *owner = common ? owner_state(w, n) : NULL;
    for (const struct ss_name *o = w->names.item; common && !owner && o < n;
         o++) // "the Senate", after "Peru's Congress"
        if (o->entity >= 0 && common_body(w, o) && !ss_streq(w->drafts.item[o->entity].e.country, o->actor.country))
            home = w->drafts.item[o->entity].e.country;
    if (owner) home = owner;
    size_t len = n->to == n->from + 1 ? ss_tokens_lower(w, n->from, n->to, word, sizeof word) : 0;
    const uint32_t *role = len && home ? ss_map_get(&w->rules->role, word, len) : NULL;
    if (!role || !*n->actor.country || strcmp(home, n->actor.country) == 0) return SAYSO_OK;
    const struct ss_role *r = &w->rules->roles.item[*role];
    if (!*r->part || !ss_streq(r->kind, n->actor.kind)) return SAYSO_OK;
    for (uint32_t i = 0; !owner && i < w->names.count; i++) {
        const struct ss_name *o = &w->names.item[i];
        bool same = o->known && ss_streq(o->actor.id, n->actor.id);
        if (!same && !o->dropped && ss_streq(o->country, n->actor.country) && !common_body(w, o)) return SAYSO_OK;
    }
    return ss_link_part(w, n, home, r->part);
}

enum sayso_err ss_link_names(struct ss_entity_work *w)
{
    const char *home = w->home = ss_home_country(w);
    for (uint32_t i = 0; i < w->names.count; i++) {
        struct ss_name *n = &w->names.item[i];
        if (n->dropped) continue;
        if (n->source == SS_NAME_KNOWN) choose_sense(w, n, home);
        int32_t same = n->source == SS_NAME_KNOWN || n->source == SS_NAME_ENGINE ? bracketed(w, i) : -1;
        if (same >= 0 && (!n->known || !w->drafts.item[same].id)) {
            n->entity = same;
            if (n->known) SS_TRY(fill_known(w, &w->drafts.item[same], &n->actor));
        } else if (n->source == SS_NAME_KNOWN && n->demonym && !n->modifier && n->plural) {
            SS_TRY(link_people(w, n));
        } else if (n->source == SS_NAME_KNOWN) {
            bool surname = ss_streq(n->actor.kind, "person") && n->to == n->from + 1;
            if (surname) {
                n->ner = SAYSO_NER_PERSON;
                n->entity = ss_earlier_form(w, n);
            }
            int32_t heading = surname || by_id(w, n->actor.id) >= 0 ? -1 : surname_before(w, n);
            if (heading >= 0) {
                n->entity = heading;
                SS_TRY(fill_known(w, &w->drafts.item[heading], &n->actor));
            }
            if (n->entity < 0 && !ss_streq(n->actor.kind, "state")) n->entity = ss_spelled_out(w, n);
            if (n->entity < 0) n->entity = surname_of_state(w, n);
            if (n->entity < 0) SS_TRY(link_home_body(w, n, home));
            SS_TRY(n->entity < 0 ? ss_link_office(w, n) : SAYSO_OK);
            if (n->entity < 0) SS_TRY(ss_link_id(w, n, &n->actor));
        } else if (n->source == SS_NAME_ENGINE) {
            SS_TRY(link_engine(w, n, home));
        } else if (n->source == SS_NAME_PLACE) {
            SS_TRY(link_place(w, n));
        } else if (n->source == SS_NAME_FACILITY) {
            SS_TRY(link_facility(w, n));
        } else if (n->source == SS_NAME_ROLE) {
            // names inside of the phrase come later in the list: they are linked first
            for (uint32_t k = i + 1; k < w->names.count && w->names.item[k].from < n->to; k++) {
                struct ss_name *inner = &w->names.item[k];
                if (inner->entity >= 0 || inner->dropped) continue;
                if (inner->source == SS_NAME_KNOWN && !(inner->demonym && inner->plural)) {
                    choose_sense(w, inner, home);
                    SS_TRY(ss_link_id(w, inner, &inner->actor));
                }
                if (inner->source == SS_NAME_ENGINE) SS_TRY(link_engine(w, inner, home));
            }
            SS_TRY(ss_link_role(w, n, home));
        } else { // SS_NAME_PRONOUN: coref_entity.c
            n->dropped = true;
        }
        if (n->entity >= 0 && !n->dropped) w->drafts.item[n->entity].last_token = n->to > 1 ? n->to - 1 : 1;
        if (n->ner == SAYSO_NER_PERSON || (n->known && ss_streq(n->actor.kind, "person"))) SS_TRY(ss_take_title(w, i));
    }
    return SAYSO_OK;
}
