// SPDX-License-Identifier: Apache-2.0
// What stands beside a person's name: the title or role before it, the body that he belongs to ("NBC's X", "X of the
// Sierra Club"), his age and town, by which the report tells a private person.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/entity.h"
#include "code/kind.h"

#define AGE_MOST 110

// Whether the role is one that a single person has: what stands right after it is that person, whatever the tree says.
static bool of_person(const struct ss_entity_work *w, const struct ss_name *role)
{
    const char *kind = w->rules->roles.item[role->role].kind;
    return !role->plural && !role->counted &&
           (ss_streq(kind, "person") || ss_streq(kind, "government") || ss_streq(kind, "party") ||
            ss_streq(kind, "civilians")); // "9/11 widow X"
}

static const char *role_sectors(const struct ss_entity_work *w, const char *role)
{
    const uint32_t *at = ss_map_get(&w->rules->role, role, strlen(role));
    return at ? w->rules->roles.item[*at].sectors : "";
}

static bool word_is(const struct ss_entity_work *w, uint32_t i, const char *word)
{
    return w->lens[i] == strlen(word) && memcmp(w->words[i], word, w->lens[i]) == 0;
}

static bool age(const struct ss_entity_work *w, uint32_t i)
{
    const char *s = w->words[i];
    uint32_t years = 0;
    for (uint32_t k = 0; k < w->lens[i]; k++) {
        if (!ss_ascii_digit(s[k]) || k > 2) return false;
        years = years * 10 + (uint32_t)(s[k] - '0');
    }
    return years > 0 && years <= AGE_MOST;
}

// The place right behind "of" at `i`; NULL when none.
static const struct ss_name *place_behind(const struct ss_entity_work *w, uint32_t i, uint32_t end)
{
    if (i + 1 >= end || !word_is(w, i, "of")) return NULL;
    const struct ss_name *o = w->cover[i + 1] >= 0 ? &w->names.item[w->cover[i + 1]] : NULL;
    return o && o->source == SS_NAME_PLACE && o->from == i + 1 ? o : NULL;
}

// "X (D)", "X, R-Va.": country and sectors that the mark behind the name tells.
static enum sayso_err read_mark(struct ss_entity_work *w, const struct ss_name *n, struct ss_entity_draft *d)
{
    uint32_t i = n->to, end = ss_sentence_end(w->report, n->from);
    const struct ss_know_table *t = ss_know_table(w->know, "entities/party_marks");
    if (!t || i + 2 >= end || (!word_is(w, i, "(") && !word_is(w, i, ","))) return SAYSO_OK;
    bool one = w->lens[i + 1] > 2 && w->words[i + 1][1] == '-', // "D-Ohio" in one word
        hyphen = one || (w->lens[i + 1] == 1 && word_is(w, i + 2, "-"));
    char mark[3] = {*w->words[i + 1], hyphen ? '-' : 0, 0};
    int64_t row = hyphen || (w->lens[i + 1] == 1 && word_is(w, i + 2, ")")) ? ss_know_find(t, mark) : -1;
    if (row < 0) return SAYSO_OK;
    if (!d->e.country) d->e.country = ss_know_cell(t, (uint32_t)row, ss_know_column(t, "country"));
    if (!d->e.sector_count)
        SS_TRY(ss_set_sectors(w, &d->e, ss_know_cell(t, (uint32_t)row, ss_know_column(t, "sectors"))));
    d->e.code = ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// "X, 34, of Leeds", "the 34-year-old X": a private person, as far as nothing else is said of him.
static void read_beside(const struct ss_entity_work *w, const struct ss_name *n, struct ss_entity_draft *d)
{
    uint32_t end = ss_sentence_end(w->report, n->from), i = n->to;
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    bool told = n->from > first + 2 && word_is(w, n->from - 1, "old") && word_is(w, n->from - 2, "-");
    if (i + 1 < end && word_is(w, i, ",") && age(w, i + 1) && (i + 2 >= end || w->lens[i + 2] == 1)) {
        told = true; // "X, 34, …", "X, 34."
        i += 2;
    }
    if (i < end && word_is(w, i, ",")) i++;
    const struct ss_name *place = place_behind(w, i, end);
    const char *country = place ? ss_country_of_place(w, place) : NULL;
    d->told_age = d->told_age || told || place;
    if (country && !d->e.country && !d->e.sector_count) {
        d->e.country = country;
        d->e.code = country;
    }
}

// Whether a body is one whose people are named with it.
static bool body(const struct ss_name *o)
{
    return o->known && !o->as_place && !ss_streq(o->actor.kind, "person") && !ss_streq(o->actor.kind, "state") &&
           *o->actor.sectors;
}

// "NBC's X", "X of the Sierra Club": country and sectors of the body.
static enum sayso_err take_owner(struct ss_entity_work *w, const struct ss_name *n, struct ss_entity_draft *d)
{
    if (d->e.sector_count) return SAYSO_OK;
    uint32_t end = ss_sentence_end(w->report, n->from), i = n->to;
    uint32_t first = w->report->sentences[w->report->tokens[n->from].sentence].token_first;
    const struct ss_name *o = NULL;
    if (n->from > first + 1 && w->report->tokens[n->from - 1].upos == SAYSO_UPOS_PART && w->cover[n->from - 2] >= 0)
        o = &w->names.item[w->cover[n->from - 2]];
    if (!o && i + 1 < end && word_is(w, i, "of")) {
        i += 1 + ((ss_name_class_at(w, i + 1) & SS_CLASS_DEFINITE) != 0);
        if (i < end && w->cover[i] >= 0 && w->names.item[w->cover[i]].from == i) o = &w->names.item[w->cover[i]];
    }
    if (!o || !body(o)) return SAYSO_OK;
    if (!d->e.country && *o->actor.country) d->e.country = o->actor.country;
    SS_TRY(ss_set_sectors(w, &d->e, o->actor.sectors));
    d->e.code = ss_streq(o->actor.kind, "igo") && *o->actor.code ? o->actor.code : ss_entity_code(w, &d->e);
    return SAYSO_OK;
}

// "Samsung chief": the sectors of the body that a noun for people has before it; NULL when none.
static const char *owner_sectors(const struct ss_entity_work *w, const struct ss_name *role)
{
    const char *kind = w->rules->roles.item[role->role].kind;
    if (role->owner < 0 || (!ss_streq(kind, "civilians") && !ss_streq(kind, "person"))) return NULL;
    const struct ss_name *o = w->cover[role->owner] >= 0 ? &w->names.item[w->cover[role->owner]] : NULL;
    if (!o || !body(o)) return NULL;
    const char *so_far = w->rules->roles.item[role->role].sectors;
    bool aide = ss_streq(o->actor.kind, "government") && !ss_sector_is(w->know, so_far, "elite"); // of the White House
    return aide || ss_kind_is(w->know, o->actor.kind, "club") ? o->actor.sectors : NULL;
}

// Sectors of the one whose aide a person is, when he has none.
static enum sayso_err take_sectors(struct ss_entity_work *w, struct sayso_entity *e, const struct sayso_entity *whose)
{
    if (e->actor || e->sector_count || !whose->sector_count) return SAYSO_OK;
    e->sectors = whose->sectors;
    e->sector_count = whose->sector_count;
    if (!e->country) e->country = whose->country;
    e->code = whose->country ? ss_entity_code(w, e) : whose->code;
    return SAYSO_OK;
}

// A title or role right before a person's name belongs to the person: it gives country and sectors, and is no mention.
enum sayso_err ss_take_title(struct ss_entity_work *w, uint32_t index)
{
    struct ss_name *n = &w->names.item[index];
    if (n->entity < 0 || !w->drafts.item[n->entity].person) return SAYSO_OK;
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
            if (!title && !(o->source == SS_NAME_ROLE && of_person(w, o))) continue;
            const char *office_of = o->entity >= 0 ? w->drafts.item[o->entity].e.country : NULL;
            country = o->country && *o->country ? o->country : office_of ? office_of : country;
            sectors = o->source == SS_NAME_ROLE ? w->rules->roles.item[o->role].sectors : o->actor.sectors;
            const char *whose = o->source == SS_NAME_ROLE ? owner_sectors(w, o) : NULL;
            if (whose) sectors = whose;
            if (!*sectors && o->entity >= 0) SS_TRY(take_sectors(w, &d->e, &w->drafts.item[o->entity].e)); // "X's aide"
            d->ruler = d->ruler || (ss_name_class_at(w, n->from - 1) & SS_CLASS_RULER) != 0;
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
            if (body && ss_kind_is(w->know, body->actor.kind, "club") && *body->actor.sectors)
                sectors = body->actor.sectors;               // "Samsung chief X"
            if (body && ss_streq(body->actor.kind, "igo")) { // "Arab League Secretary-General X"
                sectors = body->actor.sectors;
                country = NULL;
                if (!d->id) d->e.code = *body->actor.code ? body->actor.code : NULL;
            }
        }
    }
    if (d->id) return SAYSO_OK;
    read_beside(w, n, d);
    if (!sectors && !country) SS_TRY(take_owner(w, n, d));
    if (!sectors && !country) return read_mark(w, n, d);
    if (sectors && !country && ss_streq(sectors, role_sectors(w, "soldier")) &&
        ss_more_of(w, "police", "military") > 0) {
        sectors = role_sectors(w, "police"); // "Sgt. X", where police are spoken of
        d->ruler = true;
    }
    if (country && *country && !d->e.country) d->e.country = country;
    bool vague =
        d->e.sector_count && ss_streq(d->e.sectors[0], role_sectors(w, "civilian")); // "Chief X", later "Sen. X"
    if (sectors && *sectors && (!d->e.sector_count || vague)) SS_TRY(ss_set_sectors(w, &d->e, sectors));
    if (!d->e.code || d->e.country) d->e.code = ss_entity_code(w, &d->e);
    return read_mark(w, n, d);
}

// "President X" of no known country holds the office of the one that the report is about; who is told by age and town
// is a private person of it.
enum sayso_err ss_settle_persons(struct ss_entity_work *w)
{
    for (uint32_t i = 0; i < w->drafts.count; i++) {
        struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->person || d->id || (d->e.country && d->e.sector_count)) continue;
        if (!d->ruler && !d->told_age && !(d->e.country && !d->e.sector_count)) continue;
        if (!d->e.country) d->e.country = w->home;
        if (!d->e.sector_count) SS_TRY(ss_set_sectors(w, &d->e, role_sectors(w, "civilian")));
        d->e.code = ss_entity_code(w, &d->e);
    }
    return SAYSO_OK;
}
