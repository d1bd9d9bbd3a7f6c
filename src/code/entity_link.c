// SPDX-License-Identifier: Apache-2.0
// Which names are one entity: ids of the knowledge, equal and shortened names, acronyms in brackets, titles, role nouns
// that point back, and pronouns (thin: the nearest fitting actor in the same or the previous sentence).
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"

#define FOLD_ROOM   96
#define BACK_TOKENS 400 // how far "the group" points back
#define SECTORS_MAX 6
#define HOME_NAMES  400
#define HOME_PLACES 8
#define HOME_LEAST  4   // names of a country that is spoken of twice as much as any other
#define LINK_LOOKS  400 // drafts compared with one name at most

static const char *const kind_of_ner[] = {[SAYSO_NER_NONE] = "other",
                                          [SAYSO_NER_PERSON] = "person",
                                          [SAYSO_NER_ORGANISATION] = "organisation",
                                          [SAYSO_NER_PLACE] = "place",
                                          [SAYSO_NER_OTHER] = "other"};

static enum sayso_err set_sectors(struct ss_entity_work *w, struct sayso_entity *e, const char *list)
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
    return ss_printf(w->report->arena, "%s%s", country, sector);
}

static const char *or_null(const char *s)
{
    return s && *s ? s : NULL;
}

static struct ss_entity_draft *new_draft(struct ss_entity_work *w, const struct ss_name *n)
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
static const char *clean_name(struct ss_entity_work *w, uint32_t from, uint32_t to)
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
    struct ss_entity_draft *d = new_draft(w, n);
    if (!d) return NULL;
    n->entity = (int32_t)w->drafts.count - 1;
    d->e.name = clean_name(w, n->from, n->to);
    d->e.kind = kind;
    return d->e.name ? d : NULL;
}

// --- names
// ------------------------------------------------------------------------------------------------------------------

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
    SS_TRY(set_sectors(w, &d->e, a->sectors));
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

static enum sayso_err link_id(struct ss_entity_work *w, struct ss_name *n, const struct ss_know_actor *a)
{
    n->entity = by_id(w, a->id);
    if (n->entity >= 0) return SAYSO_OK;
    struct ss_entity_draft *d = new_draft(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    n->entity = (int32_t)w->drafts.count - 1;
    return fill_known(w, d, a);
}

static bool ends_with_word(const char *text, uint32_t len, const char *word, uint32_t word_len)
{
    return len > word_len + 1 && (text[len - word_len - 1] == ' ' || text[len - word_len - 1] == '-') &&
           memcmp(text + len - word_len, word, word_len) == 0;
}

static bool has_word(const char *text, uint32_t len, const char *word, uint32_t word_len)
{
    for (uint32_t i = 0; i + word_len <= len; i++)
        if ((i == 0 || text[i - 1] == ' ') && (i + word_len == len || text[i + word_len] == ' ') &&
            memcmp(text + i, word, word_len) == 0)
            return true;
    return false;
}

// Whether `letters` are the initials of the capitalised words of the text.
static bool initials_of(const char *letters, uint32_t count, const char *text, uint32_t len)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < len; i++)
        if ((i == 0 || text[i - 1] == ' ' || text[i - 1] == '-') && text[i] >= 'A' && text[i] <= 'Z') {
            if (at >= count || letters[at] != text[i]) return false;
            at++;
        }
    return at == count;
}

// An earlier entity that the engine's name is another form of, or -1.
static int32_t earlier_form(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_report *r = w->report;
    const char *text = r->text + r->tokens[n->from].start;
    uint32_t len = r->tokens[n->to - 1].end - r->tokens[n->from].start;
    char folded[FOLD_ROOM], other[FOLD_ROOM];
    size_t size = len < FOLD_ROOM / 2 ? ss_know_fold(text, len, folded, sizeof folded) : 0;
    bool person = n->ner == SAYSO_NER_PERSON, single = n->to == n->from + 1, letters = single && len >= 2 && len <= 8;
    for (uint32_t k = 0; letters && k < len; k++) letters = text[k] >= 'A' && text[k] <= 'Z';
    for (uint32_t i = w->drafts.count, looks = 0; i-- > 0 && looks < LINK_LOOKS; looks++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->named || !d->e.name || (d->e.feature && !d->id)) continue;
        if (d->text_len == len && memcmp(d->text, text, len) == 0) return (int32_t)i;
        if (letters && !d->person && initials_of(text, len, d->text, d->text_len)) return (int32_t)i;
        if (person && d->person &&
            (ends_with_word(d->text, d->text_len, text, len) ||
             (d->id && ends_with_word(d->e.name, (uint32_t)strlen(d->e.name), text, len))))
            return (int32_t)i;
        if (person && d->person && ends_with_word(text, len, d->text, d->text_len) && !d->id) return (int32_t)i;
        if (person && d->person && single && d->text_len > len + 1 && d->text[len] == ' ' &&
            memcmp(d->text, text, len) == 0) // "Anas" of "Anas Ahmad"
            return (int32_t)i;
        if (n->ner == SAYSO_NER_ORGANISATION && !d->person && single && len >= 4 && !ss_streq(d->e.kind, "state") &&
            has_word(d->text, d->text_len, text, len) && d->text_len > len + 3)
            return (int32_t)i;
        if (size >= 5 && person == d->person && d->text_len < FOLD_ROOM / 2 &&
            ss_know_fold(d->text, d->text_len, other, sizeof other) == size && memcmp(other, folded, size) == 0)
            return (int32_t)i;
    }
    return -1;
}

static enum sayso_err link_engine(struct ss_entity_work *w, struct ss_name *n)
{
    n->entity = earlier_form(w, n);
    if (n->entity >= 0) {
        struct ss_entity_draft *d = &w->drafts.item[n->entity];
        uint32_t len = w->report->tokens[n->to - 1].end - w->report->tokens[n->from].start;
        if (!d->id && d->named && len > d->text_len && n->to - n->from > 1) { // the fuller name is the better one
            d->e.name = clean_name(w, n->from, n->to);
            if (!d->e.name) return ss_arena_error(w->report->arena);
        }
        return SAYSO_OK;
    }
    struct ss_entity_draft *d = new_named(w, n, n->outlet ? "media" : kind_of_ner[n->ner]);
    if (!d) return ss_arena_error(w->report->arena);
    d->person = n->ner == SAYSO_NER_PERSON;
    d->e.country = n->country;
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
    n->country = home_of_people(w, n);
    for (uint32_t i = 0; i < w->drafts.count; i++)
        if (w->drafts.item[i].people && ss_streq(w->drafts.item[i].e.country, n->country)) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    struct ss_entity_draft *d = new_named(w, n, "civilians");
    if (!d) return ss_arena_error(w->report->arena);
    d->people = d->plural = true;
    d->e.country = n->country;
    d->e.know = n->rule;
    SS_TRY(set_sectors(w, &d->e, "CVL"));
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

// --- titles
// -----------------------------------------------------------------------------------------------------------------

// A title or role right before a person's name belongs to the person: it gives country and sectors, and is no mention.
static enum sayso_err take_title(struct ss_entity_work *w, uint32_t index)
{
    struct ss_name *n = &w->names.item[index];
    if (n->entity < 0 || !w->drafts.item[n->entity].person || !n->from) return SAYSO_OK;
    struct ss_entity_draft *d = &w->drafts.item[n->entity];
    const struct sayso_token *t = w->report->tokens;
    uint32_t first = w->report->sentences[t[n->from].sentence].token_first;
    const char *country = NULL, *sectors = NULL;
    for (uint32_t k = index; k-- > 0;) {
        struct ss_name *o = &w->names.item[k];
        if (o->from < first) break;
        if (o->to != n->from || o->dropped) continue;
        bool office =
            o->known && !ss_streq(o->actor.kind, "person") && !ss_streq(o->actor.kind, "state") && !o->as_place;
        if (o->source == SS_NAME_ROLE || office) {
            bool title = t[o->head].head == n->head || t[n->head].head == o->head;
            if (!title) continue;
            const char *office_of = o->entity >= 0 ? w->drafts.item[o->entity].e.country : NULL;
            country = o->country && *o->country ? o->country : office_of ? office_of : country;
            sectors = o->source == SS_NAME_ROLE ? w->rules->roles.item[o->role].sectors : o->actor.sectors;
            o->dropped = true;
            if (o->entity >= 0 && w->drafts.item[o->entity].last_token == o->to - 1)
                w->drafts.item[o->entity].last_token = 0;
        }
    }
    if (!sectors) { // "Gen. X", "President X"
        char word[40];
        for (uint32_t size = 3; size > 0 && !sectors; size--) {
            if (n->from < first + size) continue;
            if (n->from - size > first && w->words[n->from - size - 1][0] == '-') continue; // "Secretary-General"
            size_t len = ss_tokens_lower(w, n->from - size, n->from, word, sizeof word);
            const uint32_t *at = len ? ss_map_get(&w->rules->title, word, len) : NULL;
            if (!at) continue;
            sectors = w->rules->title_sectors.item[*at];
            d->ruler = (ss_name_class_at(w, n->from - 1) & SS_CLASS_RULER) != 0;
            if (n->from - size > first && w->token_country[n->from - size - 1])
                country = w->token_country[n->from - size - 1];
            int32_t cover = n->from - size > first ? w->cover[n->from - size - 1] : -1;
            const struct ss_name *body = cover >= 0 && w->names.item[cover].known ? &w->names.item[cover] : NULL;
            if (body && !country) country = body->country;
            if (body && ss_streq(body->actor.kind, "igo")) { // "Arab League Secretary-General X"
                sectors = body->actor.sectors;
                country = NULL;
                if (!d->id) d->e.code = or_null(body->actor.code);
            }
        }
    }
    if (d->id || (!sectors && !country)) return SAYSO_OK;
    if (country && *country && !d->e.country) d->e.country = country;
    if (sectors && *sectors && !d->e.sector_count) SS_TRY(set_sectors(w, &d->e, sectors));
    if (!d->e.code || d->e.country) d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// --- role nouns
// -------------------------------------------------------------------------------------------------------------

static const char *draft_part(const struct ss_entity_work *w, const struct ss_entity_draft *d)
{
    if (d->role >= 0) return w->rules->roles.item[d->role].part;
    const char *dot = d->id ? strrchr(d->id, '.') : NULL;
    return dot ? dot + 1 : "";
}

static const struct ss_name *name_headed(const struct ss_entity_work *w, int32_t head)
{
    if (head < 0) return NULL;
    for (uint32_t i = 0; i < w->names.count; i++)
        if (w->names.item[i].head == head && !w->names.item[i].nested && w->names.item[i].source != SS_NAME_ROLE)
            return &w->names.item[i];
    return NULL;
}

static bool club_kind(const char *kind)
{
    return ss_streq(kind, "armed_group") || ss_streq(kind, "ngo") || ss_streq(kind, "party") || ss_streq(kind, "igo") ||
           ss_streq(kind, "company") || ss_streq(kind, "media") || ss_streq(kind, "organisation");
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
                    strncmp(draft_part(w, d), role->part, strcspn(role->part, " ")) == 0;
        bool kind = d->named && ss_streq(d->e.kind, role->kind) && n->group_word && !d->e.feature;
        bool any = d->named && n->group_word && ss_streq(role->kind, "organisation") && club_kind(d->e.kind);
        if (!part && !kind && !any) continue;
        if (many && d->role >= 0 && !d->plural && !d->id) continue; // "the army" is not the soldier
        int score = (part ? 2 : 0) + (d->id != NULL) +
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
    size_t len = 0, size = strcspn(part, " ;");
    for (; country[len] && len < 3; len++) id[len] = ss_ascii_lower(country[len]);
    if (size + len + 2 > sizeof id) return SAYSO_OK;
    if (size) {
        id[len++] = '.';
        memcpy(id + len, part, size);
    }
    id[len + size] = 0;
    struct ss_know_actor a;
    return ss_know_actor(w->know, id, &a) ? link_id(w, n, &a) : SAYSO_OK;
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

// The one armed group that the report has named so far; -1 when it named none or several.
static int32_t only_group(const struct ss_entity_work *w)
{
    int32_t only = -1;
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->named || !ss_streq(d->e.kind, "armed_group")) continue;
        if (only >= 0) return -1;
        only = (int32_t)i;
    }
    return only;
}

// "Kurdish militants", "the 407th Group": a word before the noun that tells them from others.
static bool named_within(const struct ss_entity_work *w, const struct ss_name *n)
{
    for (uint32_t i = n->from; i < (uint32_t)n->head; i++) {
        char c = *w->words[i];
        bool starts = i == w->report->sentences[w->report->tokens[i].sentence].token_first;
        if (!starts && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && !n->counted))) return true;
    }
    return false;
}

static enum sayso_err link_role(struct ss_entity_work *w, struct ss_name *n, const char *home)
{
    const struct ss_role *role = &w->rules->roles.item[n->role];
    const struct ss_name *owner = name_headed(w, n->owner);
    const struct ss_entity_draft *whose = owner && owner->entity >= 0 ? &w->drafts.item[owner->entity] : NULL;
    const char *lemma = w->report->tokens[n->head].lemma ? w->report->tokens[n->head].lemma : "";
    bool member = (ss_name_class(w->rules, lemma, strlen(lemma)) & SS_CLASS_MEMBER) ||
                  (ss_name_class_at(w, (uint32_t)n->head) & SS_CLASS_MEMBER);
    if (whose && !whose->person && member) { // "YPG fighters": the YPG
        n->entity = owner->entity;
        return SAYSO_OK;
    }
    const char *country = n->country ? n->country : whose ? whose->e.country : NULL;
    if (!country && !whose) country = country_of_its(w, n);
    bool state = ss_streq(role->kind, "state") && n->definite && !n->plural;
    if (state && home && !whose) { // "the country"
        SS_TRY(ss_link_part(w, n, home, ""));
        if (n->entity >= 0) {
            n->as_place = n->where;
            return SAYSO_OK;
        }
    }
    bool ruler = whose && whose->person && whose->e.sector_count && strcmp(whose->e.sectors[0], "GOV") == 0;
    bool one = !n->plural && (ss_name_class(w->rules, lemma, strlen(lemma)) & SS_CLASS_INDIVIDUAL);
    if ((!whose || ruler) && country && *role->part && !n->counted && !one) { // "Syrian troops", "Assad's regime"
        SS_TRY(ss_link_part(w, n, country, role->part));
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (n->definite && !whose && (country || !n->group_word || !named_within(w, n))) {
        n->entity = points_back(w, n, role, home);
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (!country && !whose && n->plural && !named_within(w, n) &&
        (ss_name_class(w->rules, lemma, strlen(lemma)) & SS_CLASS_ANY_FIGHTERS) &&
        n->to - n->from <= (n->counted ? 5u : 3u)) {
        n->entity = only_group(w);
        if (n->entity >= 0) return SAYSO_OK;
    }
    if (!country && !whose && home && *role->part && !n->counted && !n->indefinite &&
        (n->definite || n->plural || n->to == n->from + 1)) {
        SS_TRY(
            ss_link_part(w, n, home, role->part)); // "the government", "rebels" of the country that the report is about
        if (n->entity >= 0) return SAYSO_OK;
    }
    bool domestic = *role->part || ss_streq(role->kind, "civilians") || ss_streq(role->kind, "crowd") ||
                    ss_streq(role->kind, "armed_group");
    if (!country && !whose && domestic) country = home;
    for (uint32_t i = w->drafts.count; i-- > 0;) { // the same words, or the same role of the same country and number
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->role < 0 || w->rules->roles.item[d->role].id != role->id || d->plural != n->plural) continue;
        if (!ss_streq(d->e.country, country) || whose) continue;
        bool mass = n->plural && ss_streq(role->kind, "armed_group");
        uint32_t len = w->report->tokens[n->to - 1].end - w->report->tokens[n->from].start;
        bool words =
            d->text_len == len && memcmp(d->text, w->report->text + w->report->tokens[n->from].start, len) == 0;
        bool other = !n->plural && !has_word(d->text, d->text_len, w->words[n->head], w->lens[n->head]);
        if (other && ss_streq(role->kind, "civilians")) continue; // "his wife" is not "his father"
        if ((n->definite || mass || words) && (n->plural || n->definite)) {
            n->entity = (int32_t)i;
            return SAYSO_OK;
        }
    }
    struct ss_entity_draft *d = new_draft(w, n);
    if (!d) return ss_arena_error(w->report->arena);
    n->entity = (int32_t)w->drafts.count - 1;
    uint32_t from = n->from;
    while (from < (uint32_t)n->head &&
           (w->report->tokens[from].upos == SAYSO_UPOS_DET || w->report->tokens[from].upos == SAYSO_UPOS_NUM ||
            w->report->tokens[from].upos == SAYSO_UPOS_PRON))
        from++;
    d->e.name = clean_name(w, from, n->to);
    if (!d->e.name) return ss_arena_error(w->report->arena);
    d->e.kind = role->kind;
    d->e.country = country;
    d->e.know = role->line;
    SS_TRY(set_sectors(w, &d->e, *role->sectors ? role->sectors : NULL));
    bool office = d->e.sector_count && strcmp(d->e.sectors[0], "GOV") == 0;
    if (office && whose && club_kind(whose->e.kind) && !ss_streq(whose->e.kind, "igo")) {
        d->e.sectors = NULL; // "president of a company"
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
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
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

// --- all
// --------------------------------------------------------------------------------------------------------------------

// The country of a place's name, when the name leaves no doubt.
static const char *country_of_place(const struct ss_entity_work *w, const struct ss_name *n)
{
    struct ss_know_place p[HOME_PLACES];
    const struct sayso_token *t = w->report->tokens;
    uint32_t count = ss_know_places(w->know, w->words[n->from], t[n->to - 1].end - t[n->from].start, p, HOME_PLACES),
             own = 0;
    const char *country = NULL;
    for (uint32_t i = 0; i < count; i++) {
        bool ours = strncmp(p[i].line, "places/", 7) == 0 && !p[i].folded;
        if (own && !ours) continue;
        if (ours && !own) country = NULL;
        own += ours;
        if (country && strcmp(country, p[i].country) != 0) return NULL;
        country = p[i].country;
    }
    return country && *country ? country : NULL;
}

// The country that the report speaks of most, when it is most of what it speaks of; NULL otherwise.
static const char *home_country(const struct ss_entity_work *w)
{
    const char *best = NULL, *country[HOME_NAMES];
    uint32_t most = 0, all = 0, names = w->names.count < HOME_NAMES ? w->names.count : HOME_NAMES;
    for (uint32_t i = 0; i < names; i++) {
        const struct ss_name *n = &w->names.item[i];
        country[i] = n->country && *n->country ? n->country : NULL;
        if (!country[i] && n->source == SS_NAME_PLACE && !n->nested && !n->dropped) country[i] = country_of_place(w, n);
    }
    for (uint32_t i = 0; i < names; i++) {
        const char *c = country[i];
        if (!c) continue;
        all++;
        uint32_t n = 0;
        for (uint32_t k = 0; k < names; k++) n += ss_streq(country[k], c);
        if (n > most) {
            most = n;
            best = c;
        }
    }
    for (uint32_t i = 0; i < w->report->token_count; i++) {
        all += w->token_country[i] != NULL;
        most += w->token_country[i] && ss_streq(w->token_country[i], best);
    }
    uint32_t second = 0; // the next country
    for (uint32_t i = 0; i < names; i++) {
        uint32_t n = 0;
        if (!country[i] || ss_streq(country[i], best)) continue;
        for (uint32_t k = 0; k < names; k++) n += ss_streq(country[k], country[i]);
        if (n > second) second = n;
    }
    return best && (most * 2 > all || (most >= HOME_LEAST && most >= second * 2)) ? best : NULL;
}

// "President X" of no known country holds the office of the one that the report is about.
static void settle_offices(struct ss_entity_work *w, const char *home)
{
    for (uint32_t i = 0; home && i < w->drafts.count; i++) {
        struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->person || !d->ruler || d->id || d->e.country) continue;
        d->e.country = home;
        d->e.code = ss_entity_code(w, &d->e);
    }
}

enum sayso_err ss_link_names(struct ss_entity_work *w)
{
    const char *home = home_country(w);
    for (uint32_t i = 0; i < w->names.count; i++) {
        struct ss_name *n = &w->names.item[i];
        if (n->dropped) continue;
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
                n->entity = earlier_form(w, n);
            }
            if (n->entity < 0) SS_TRY(link_id(w, n, &n->actor));
        } else if (n->source == SS_NAME_ENGINE) {
            SS_TRY(link_engine(w, n));
        } else if (n->source == SS_NAME_PLACE) {
            SS_TRY(link_place(w, n));
        } else if (n->source == SS_NAME_FACILITY) {
            SS_TRY(link_facility(w, n));
        } else if (n->source == SS_NAME_ROLE) {
            // names inside of the phrase come later in the list: they are linked first
            for (uint32_t k = i + 1; k < w->names.count && w->names.item[k].from < n->to; k++) {
                struct ss_name *inner = &w->names.item[k];
                if (inner->entity >= 0 || inner->dropped) continue;
                if (inner->source == SS_NAME_KNOWN && !(inner->demonym && inner->plural))
                    SS_TRY(link_id(w, inner, &inner->actor));
                if (inner->source == SS_NAME_ENGINE) SS_TRY(link_engine(w, inner));
            }
            SS_TRY(link_role(w, n, home));
        } else { // SS_NAME_PRONOUN: coref_entity.c
            n->dropped = true;
        }
        if (n->entity >= 0 && !n->dropped) w->drafts.item[n->entity].last_token = n->to > 1 ? n->to - 1 : 1;
        if (n->ner == SAYSO_NER_PERSON || (n->known && ss_streq(n->actor.kind, "person"))) SS_TRY(take_title(w, i));
    }
    settle_offices(w, home);
    return SAYSO_OK;
}
