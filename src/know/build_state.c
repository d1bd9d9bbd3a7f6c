// SPDX-License-Identifier: Apache-2.0
// States as actors: each country with its names, adjectives and capital, and the parts of it ("{adj} army") that the
// patterns of actors/state_phrases.tsv make; the same parts for those who rule a territory of their own
// (actors/territories.tsv). A row of another table whose id is that of a part ("isr.mil") is that part.
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "know/builder.h"
#include "know/norm.h"

#define NAME_LIST_MAX 128

// Names of one state, flags apart.
struct forms {
    char *text[NAME_LIST_MAX];
    uint32_t flags[NAME_LIST_MAX];
    uint32_t count;
};

static enum sayso_err add_form(struct ss_builder *b, struct forms *f, const char *text)
{
    if (f->count == NAME_LIST_MAX) return SAYSO_OK;
    char *copy = ss_strdup(b->arena, text);
    if (!copy) return SAYSO_ERR_NOMEM;
    f->flags[f->count] = ss_build_flags(copy);
    f->text[f->count++] = copy;
    return SAYSO_OK;
}

static char *lower(struct ss_builder *b, const char *s)
{
    char *out = ss_strdup(b->arena, s);
    for (char *p = out; p && *p; p++) *p = ss_ascii_lower(*p);
    return out;
}

// The line of actors/states.tsv that speaks of the country, else the package.
static uint32_t state_line(struct ss_builder *b, const char *iso3)
{
    const struct ss_source *own = ss_build_source(b, "actors/states");
    for (uint32_t r = 0; own && r < own->tsv.row_count; r++)
        if (strcmp(ss_build_cell(own, &own->tsv.rows[r], "iso3"), iso3) == 0)
            return ss_build_line(b, own, &own->tsv.rows[r]);
    char line[64];
    snprintf(line, sizeof line, "world-countries:%.8s", iso3);
    return ss_build_string(b, line);
}

// Whether a territory's adjective or capital is also a state's ("American" for the Northern Mariana Islands).
static bool taken(const struct ss_builder *b, const struct ss_country *c, const char *word)
{
    for (uint32_t i = 0; i < b->countries.count && c->dependent; i++) {
        const struct ss_country *other = &b->countries.item[i];
        if (other->dependent) continue;
        for (const char **s = other->adjectives; *s; s++)
            if (strcmp(*s, word) == 0) return true;
        for (const char **s = other->capitals; *s; s++)
            if (strcmp(*s, word) == 0) return true;
        if (strcmp(other->name, word) == 0) return true;
    }
    return false;
}

static enum sayso_err add_metonyms(struct ss_builder *b, const struct ss_country *c, uint32_t actor)
{
    struct forms metonyms = {0};
    for (const char **s = c->capitals; *s; s++) SS_TRY(add_form(b, &metonyms, *s));
    if (*c->capital_name) SS_TRY(add_form(b, &metonyms, c->capital_name));
    const struct ss_source *own = ss_build_source(b, "actors/states");
    for (uint32_t r = 0; own && r < own->tsv.row_count; r++) {
        if (strcmp(ss_build_cell(own, &own->tsv.rows[r], "iso3"), c->iso3) != 0) continue;
        const char **list = ss_build_list(b, ss_build_cell(own, &own->tsv.rows[r], "metonyms"));
        if (!list) return SAYSO_ERR_NOMEM;
        for (; *list; list++) SS_TRY(add_form(b, &metonyms, *list));
    }
    for (uint32_t i = 0; i < metonyms.count; i++) {
        if (taken(b, c, metonyms.text[i])) continue;
        bool capital = strcmp(metonyms.text[i], c->capital_name) == 0;
        for (const char **s = c->capitals; *s; s++) capital = capital || strcmp(metonyms.text[i], *s) == 0;
        SS_TRY(ss_build_phrase(b, actor, metonyms.text[i], metonyms.flags[i] | SS_PHRASE_METONYM,
                               capital ? c->capital_geonames : 0));
    }
    return SAYSO_OK;
}

static enum sayso_err add_state(struct ss_builder *b, const struct ss_country *c, const struct forms *names,
                                const struct forms *adjectives)
{
    struct ss_f_actor *a = ss_arr_push(NULL, &b->actors);
    if (!a) return SAYSO_ERR_NOMEM;
    uint32_t index = b->actors.count - 1;
    a->id = ss_build_string(b, lower(b, c->iso3));
    a->name = ss_build_string(b, c->name);
    a->kind = ss_build_string(b, "state");
    a->code = ss_build_string(b, c->iso3);
    a->country = a->code;
    a->line = state_line(b, c->iso3);
    for (uint32_t i = 0; i < names->count; i++) {
        uint32_t flags = names->flags[i] | SS_PHRASE_FOLDABLE;
        if (strcmp(names->text[i], c->name) == 0) flags |= SS_PHRASE_CANONICAL;
        SS_TRY(ss_build_phrase(b, index, names->text[i], flags, 0));
    }
    for (uint32_t i = 0; i < adjectives->count; i++) {
        bool name = false; // "US" is both; the name goes before
        for (uint32_t k = 0; k < names->count; k++) name = name || strcmp(names->text[k], adjectives->text[i]) == 0;
        if (!name) SS_TRY(ss_build_phrase(b, index, adjectives->text[i], adjectives->flags[i] | SS_PHRASE_DEMONYM, 0));
    }
    return add_metonyms(b, c, index);
}

// The pattern with {name} or {adj} filled in; NULL when it has no such place or memory is out.
static char *expand(struct ss_builder *b, const char *pattern, const char *slot, const char *value)
{
    const char *at = strstr(pattern, slot);
    return at ? ss_printf(b->arena, "%.*s%s%s", (int)(at - pattern), pattern, value, at + strlen(slot)) : NULL;
}

static const char *or_first(const char *pattern, const char *slot, const struct forms *forms)
{
    return strstr(pattern, slot) && forms->count ? forms->text[0] : NULL;
}

// Whose parts are made: a country, or those who rule a territory.
struct whole {
    const char *prefix, *country, *name; // of ids; "" for a territory of no country
    const char *sectors;                 // that go before those of a part: "REB"
    const char *from, *to;
    uint32_t first; // of the actors made for it
    struct forms names, adjectives;
};

// The part that is there already: made by an earlier pattern, or a row of its own.
static bool known_part(const struct ss_builder *b, const struct whole *w, uint32_t id, uint32_t *index)
{
    for (uint32_t i = w->first; i < b->actors.count; i++)
        if (b->actors.item[i].id == id) {
            *index = i;
            return true;
        }
    const char *text = ss_build_text(b, id);
    const uint32_t *own = ss_map_get(&b->own_part, text, strlen(text));
    if (own) *index = *own;
    return own != NULL;
}

// The actor "syr.mil", made at its first pattern.
static enum sayso_err part_of(struct ss_builder *b, const struct whole *w, const struct ss_source *s,
                              const struct ss_tsv_row *row, uint32_t *index)
{
    const char *suffix = ss_build_cell(s, row, "suffix"), *sectors = ss_build_cell(s, row, "sectors");
    const char *id = ss_printf(b->arena, "%s.%s", w->prefix, suffix);
    if (!id) return SAYSO_ERR_NOMEM;
    uint32_t id_string = ss_build_string(b, id);
    if (known_part(b, w, id_string, index)) return SAYSO_OK;
    const struct forms *names = &w->names, *adjectives = &w->adjectives;
    struct ss_f_actor *a = ss_arr_push(NULL, &b->actors);
    if (!a) return SAYSO_ERR_NOMEM;
    *index = b->actors.count - 1;
    const char *pattern = ss_build_cell(s, row, "name");
    const char *name = NULL;
    if (or_first(pattern, "{adj}", adjectives))
        name = expand(b, pattern, "{adj}", or_first(pattern, "{adj}", adjectives));
    else if (or_first(pattern, "{name}", names))
        name = expand(b, pattern, "{name}", or_first(pattern, "{name}", names));
    if (!name) name = ss_printf(b->arena, "%s (%s)", w->name, suffix);
    if (*w->sectors) sectors = ss_printf(b->arena, "%s;%s", w->sectors, sectors);
    if (!sectors) return SAYSO_ERR_NOMEM;
    size_t end = strcspn(sectors, ";");
    const char *code = ss_printf(b->arena, "%s%.*s", w->country, (int)end, sectors);
    a->id = id_string;
    a->name = ss_build_string(b, name);
    a->kind = ss_build_string(b, ss_build_cell(s, row, "kind"));
    a->code = ss_build_string(b, code);
    a->country = ss_build_string(b, w->country);
    a->sectors = ss_build_string(b, sectors);
    a->from = ss_build_string(b, w->from);
    a->to = ss_build_string(b, w->to);
    a->line = ss_build_line(b, s, row);
    return SAYSO_OK;
}

// All parts, or only those of the list.
static enum sayso_err add_parts(struct ss_builder *b, struct whole *w, const char *only)
{
    const struct ss_source *s = ss_build_source(b, "actors/state_phrases");
    w->first = b->actors.count;
    for (uint32_t r = 0; s && r < s->tsv.row_count; r++) {
        const struct ss_tsv_row *row = &s->tsv.rows[r];
        if (*only && !ss_in_list(only, ';', ss_build_cell(s, row, "suffix"))) continue;
        if (!*only && ss_in_list(ss_build_cell(s, row, "flags"), ';', "t")) continue; // of territories alone
        char *pattern = ss_strdup(b->arena, ss_build_cell(s, row, "pattern"));
        if (!pattern) return SAYSO_ERR_NOMEM;
        uint32_t flags = ss_build_flags(pattern), index;
        if (ss_in_list(ss_build_cell(s, row, "flags"), ';', "s")) flags |= SS_PHRASE_SIDED;
        SS_TRY(part_of(b, w, s, row, &index));
        static const char *const slots[2] = {"{adj}", "{name}"};
        const struct forms *values[2] = {&w->adjectives, &w->names};
        for (int k = 0; k < 2; k++)
            for (uint32_t i = 0; i < values[k]->count && strstr(pattern, slots[k]); i++) {
                const char *text = expand(b, pattern, slots[k], values[k]->text[i]);
                if (!text) return SAYSO_ERR_NOMEM;
                SS_TRY(ss_build_phrase(b, index, text, flags | (values[k]->flags[i] & SS_PHRASE_SIDED), 0));
            }
    }
    return SAYSO_OK;
}

// Rows of the tables whose ids are those of parts.
static enum sayso_err find_own_parts(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->actors.count; i++) {
        const char *id = ss_build_text(b, b->actors.item[i].id);
        if (!strchr(id, '.')) continue;
        bool found;
        if (!(id = ss_strdup(b->arena, id))) return SAYSO_ERR_NOMEM; // the pool moves
        uint32_t *value = ss_map_put(&b->own_part, id, strlen(id), &found);
        if (!value) return SAYSO_ERR_NOMEM;
        if (!found) *value = i;
    }
    return SAYSO_OK;
}

static enum sayso_err add_list(struct ss_builder *b, struct forms *f, const char *cell)
{
    const char **list = ss_build_list(b, cell);
    if (!list) return SAYSO_ERR_NOMEM;
    for (; *list; list++) SS_TRY(add_form(b, f, *list));
    return SAYSO_OK;
}

// Those who rule a territory that is no state, or not all others take for one.
static enum sayso_err add_territories(struct ss_builder *b)
{
    const struct ss_source *s = ss_build_source(b, "actors/territories");
    for (uint32_t r = 0; s && r < s->tsv.row_count; r++) {
        const struct ss_tsv_row *row = &s->tsv.rows[r];
        struct whole w = {.prefix = ss_build_cell(s, row, "prefix"),
                          .country = ss_build_cell(s, row, "country"),
                          .sectors = ss_build_cell(s, row, "sectors"),
                          .from = ss_build_cell(s, row, "from"),
                          .to = ss_build_cell(s, row, "to")};
        SS_TRY(add_list(b, &w.names, ss_build_cell(s, row, "names")));
        SS_TRY(add_list(b, &w.adjectives, ss_build_cell(s, row, "adjectives")));
        w.name = w.names.count ? w.names.text[0] : w.prefix;
        SS_TRY(add_parts(b, &w, ss_build_cell(s, row, "parts")));
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_states(struct ss_builder *b)
{
    SS_TRY(find_own_parts(b));
    for (uint32_t i = 0; i < b->countries.count; i++) {
        const struct ss_country *c = &b->countries.item[i];
        struct whole w = {
            .prefix = lower(b, c->iso3), .country = c->iso3, .name = c->name, .sectors = "", .from = "", .to = ""};
        struct forms names = {0};
        if (!w.prefix) return SAYSO_ERR_NOMEM;
        for (const char **s = c->names; *s; s++) {
            SS_TRY(add_form(b, &names, *s));
            if (strcmp(*s, c->official) != 0) SS_TRY(add_form(b, &w.names, *s));
        }
        for (const char **s = c->adjectives; *s; s++)
            if (!taken(b, c, *s)) SS_TRY(add_form(b, &w.adjectives, *s));
        SS_TRY(add_state(b, c, &names, &w.adjectives));
        SS_TRY(add_parts(b, &w, ""));
    }
    return add_territories(b);
}
