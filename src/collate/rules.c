// SPDX-License-Identifier: Apache-2.0
// The tables of data/know/collate: classes of events, families of modes, groups of those counted, sides, phrases.
#include "collate/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/tsv.h"

// A table from either origin.
struct table {
    const struct ss_know_table *know;
    const struct ss_tsv *tsv;
    uint32_t rows;
};

static int column(const struct table *t, const char *name)
{
    return t->know ? ss_know_column(t->know, name) : ss_tsv_column(t->tsv, name);
}

static const char *cell(const struct table *t, uint32_t row, int at)
{
    if (at < 0) return "";
    return t->know ? ss_know_cell(t->know, row, at) : t->tsv->rows[row].cells[at];
}

static const char *keep(struct ss_collate_rules *r, const char *s)
{
    return *s ? ss_strdup(r->arena, s) : NULL;
}

static uint32_t *slot(struct ss_collate_rules *r, struct ss_map *map, const char *key)
{
    bool found;
    char *copy = ss_strdup(r->arena, key);
    return copy ? ss_map_put(map, copy, strlen(copy), &found) : NULL;
}

static bool take_classes(struct ss_collate_rules *r, const struct table *t)
{
    int type = column(t, "type"), name = column(t, "class"), by = column(t, "by"), culprit = column(t, "culprit"),
        blames = column(t, "blames");
    for (uint32_t i = 0; i < t->rows; i++) {
        uint32_t *at = slot(r, &r->classes, cell(t, i, type));
        struct ss_class *c = ss_arr_push(r->arena, &r->class_list);
        if (!at || !c) return false;
        *at = r->class_list.count - 1;
        c->name = keep(r, cell(t, i, name));
        c->by_place = strcmp(cell(t, i, by), "place") == 0;
        c->culprit = *cell(t, i, culprit) != '\0';
        c->blames = keep(r, cell(t, i, blames));
        if (!c->name) return false;
    }
    return true;
}

static bool take_pairs(struct ss_collate_rules *r, const struct table *t, const char *from, const char *to,
                       struct ss_map *map, const char ***list, uint32_t *count, uint32_t *room)
{
    int a = column(t, from), b = column(t, to);
    for (uint32_t i = 0; i < t->rows; i++) {
        uint32_t *at = slot(r, map, cell(t, i, a));
        if (!at || !ss_arr_grow(r->arena, (void **)list, count, room, sizeof **list)) return false;
        *at = *count - 1;
        (*list)[*count - 1] = keep(r, cell(t, i, b));
    }
    return true;
}

static bool take_phrases(struct ss_collate_rules *r, const struct table *t)
{
    int type = column(t, "type"), mode = column(t, "mode"), both = column(t, "both"), actors = column(t, "actors"),
        recipients = column(t, "recipients"), none = column(t, "none");
    for (uint32_t i = 0; i < t->rows; i++) {
        struct ss_phrase *p = ss_arr_push(r->arena, &r->phrases);
        if (!p) return false;
        p->type = keep(r, cell(t, i, type));
        p->mode = keep(r, cell(t, i, mode));
        p->both = keep(r, cell(t, i, both));
        p->actors = keep(r, cell(t, i, actors));
        p->recipients = keep(r, cell(t, i, recipients));
        p->none = keep(r, cell(t, i, none));
        if (!p->type || !p->both || !p->actors || !p->recipients || !p->none) return false;
    }
    return true;
}

static bool take_totals(struct ss_collate_rules *r, const struct table *t)
{
    static const char *const where[] = {
        [SS_BEFORE] = "before",     [SS_AFTER] = "after",          [SS_WITHIN] = "within",
        [SS_ANYWHERE] = "anywhere", [SS_CONTRAST] = "set against", [SS_STATIC] = "trigger",
        [SS_TARGET] = "target",     [SS_NOWHERE] = "nowhere",      [SS_FLIGHT] = "flight"};
    int words = column(t, "words"), at = column(t, "where");
    for (uint32_t i = 0; i < t->rows; i++) {
        struct ss_total *x = ss_arr_push(r->arena, &r->totals);
        size_t k = 0;
        if (!x || !(x->words = keep(r, cell(t, i, words)))) return false;
        while (k < sizeof where / sizeof *where && strcmp(where[k], cell(t, i, at)) != 0) k++;
        if (k == sizeof where / sizeof *where) return false;
        x->where = (enum ss_where)k;
    }
    return true;
}

static bool take_allies(struct ss_collate_rules *r, const struct table *t)
{
    int a = column(t, "a"), b = column(t, "b");
    for (uint32_t i = 0; i < t->rows; i++) {
        struct ss_allies *x = ss_arr_push(r->arena, &r->allies);
        if (!x || !(x->a = keep(r, cell(t, i, a))) || !(x->b = keep(r, cell(t, i, b)))) return false;
    }
    return true;
}

static bool take(struct ss_collate_rules *r, const char *name, const struct table *t)
{
    if (strcmp(name, "classes") == 0) return take_classes(r, t);
    if (strcmp(name, "phrases") == 0) return take_phrases(r, t);
    if (strcmp(name, "totals") == 0) return take_totals(r, t);
    if (strcmp(name, "allies") == 0) return take_allies(r, t);
    if (strcmp(name, "voices") == 0)
        return take_pairs(r, t, "voice", "speaks_for", &r->voices, (const char ***)&r->voice_list.item,
                          &r->voice_list.count, &r->voice_list.room);
    if (strcmp(name, "modes") == 0)
        return take_pairs(r, t, "mode", "family", &r->modes, (const char ***)&r->mode_list.item, &r->mode_list.count,
                          &r->mode_list.room);
    if (strcmp(name, "counted") == 0)
        return take_pairs(r, t, "word", "group", &r->counted, (const char ***)&r->counted_list.item,
                          &r->counted_list.count, &r->counted_list.room);
    return take_pairs(r, t, "actor", "side", &r->sides, (const char ***)&r->side_list.item, &r->side_list.count,
                      &r->side_list.room);
}

static const char *const names[] = {"classes", "modes", "counted", "sides", "phrases", "totals", "allies", "voices"};
#define NAMES (sizeof names / sizeof *names)

static struct ss_collate_rules *rules_new(void)
{
    struct ss_collate_rules *r = calloc(1, sizeof *r);
    if (r && !(r->arena = ss_arena_new(0))) {
        free(r);
        r = NULL;
    }
    return r;
}

void ss_collate_rules_free(struct ss_collate_rules *rules)
{
    if (!rules) return;
    ss_map_free(&rules->classes);
    ss_map_free(&rules->modes);
    ss_map_free(&rules->counted);
    ss_map_free(&rules->sides);
    ss_map_free(&rules->voices);
    ss_arena_free(rules->arena);
    free(rules);
}

enum sayso_err ss_collate_rules_know(struct ss_collate_rules **out, const struct ss_know *know,
                                     struct sayso_problem *problem)
{
    struct ss_collate_rules *r = rules_new();
    if (!r) return ss_fail(problem, SAYSO_ERR_NOMEM, 1, "", -1, "out of memory");
    for (size_t i = 0; i < NAMES; i++) {
        char name[64];
        snprintf(name, sizeof name, "collate/%s", names[i]);
        struct table t = {.know = ss_know_table(know, name)};
        if (t.know) t.rows = ss_know_rows(t.know);
        if (!t.know || !take(r, names[i], &t)) {
            ss_collate_rules_free(r);
            return ss_fail(problem, SAYSO_ERR_FORMAT, 710, name, -1, "the knowledge has no usable table %s", name);
        }
    }
    *out = r;
    return SAYSO_OK;
}

enum sayso_err ss_collate_rules_folder(struct ss_collate_rules **out, const char *folder, struct sayso_problem *problem)
{
    struct ss_collate_rules *r = rules_new();
    if (!r) return ss_fail(problem, SAYSO_ERR_NOMEM, 1, "", -1, "out of memory");
    for (size_t i = 0; i < NAMES; i++) {
        char path[1024];
        struct ss_tsv tsv = {0};
        snprintf(path, sizeof path, "%s/%s.tsv", folder, names[i]);
        enum sayso_err err = ss_tsv_read(&tsv, path, problem);
        if (!err) {
            struct table t = {.tsv = &tsv, .rows = tsv.row_count};
            if (!take(r, names[i], &t))
                err = ss_fail(problem, SAYSO_ERR_FORMAT, 710, path, -1, "unusable table %s", path);
            ss_tsv_free(&tsv);
        }
        if (err) {
            ss_collate_rules_free(r);
            return err;
        }
    }
    *out = r;
    return SAYSO_OK;
}

const char *ss_rule_mode(const struct ss_collate_rules *rules, const char *mode)
{
    const uint32_t *at = mode ? ss_map_get(&rules->modes, mode, strlen(mode)) : NULL;
    return at ? rules->mode_list.item[*at] : NULL;
}

const char *ss_rule_side(const struct ss_collate_rules *rules, const char *actor)
{
    const uint32_t *at = actor ? ss_map_get(&rules->sides, actor, strlen(actor)) : NULL;
    return at ? rules->side_list.item[*at] : NULL;
}

const char *ss_rule_group(const struct ss_collate_rules *rules, const char *words)
{
    const char *found = NULL;
    char word[32];
    size_t n = 0;
    for (const char *p = words ? words : ""; words; p++) {
        if (ss_ascii_alpha(*p) || *p == '-') {
            if (n < sizeof word - 1) word[n++] = ss_ascii_lower(*p);
            continue;
        }
        const uint32_t *at = n ? ss_map_get(&rules->counted, word, n) : NULL;
        if (at) found = rules->counted_list.item[*at];
        n = 0;
        if (!*p) break;
        // What follows "of", "from", "in" says whence they come, not who they are.
        if (found && strncmp(p, " of ", 4) == 0) break;
    }
    return found;
}

const char *ss_rule_kind_group(const struct ss_collate_rules *rules, const char *kind)
{
    char key[40];
    if (!kind) return NULL;
    int n = snprintf(key, sizeof key, "@%s", kind);
    const uint32_t *at = n > 0 && (size_t)n < sizeof key ? ss_map_get(&rules->counted, key, (size_t)n) : NULL;
    return at ? rules->counted_list.item[*at] : NULL;
}

// Whether `words` (small letters) stand at the start of `at`, as whole words, in any case.
static bool words_at(const char *at, const char *words)
{
    while (*words && ss_ascii_lower(*at) == *words) {
        at++;
        words++;
    }
    return !*words && !ss_ascii_alpha(*at);
}

// The same within the next eight words.
static bool words_within(const char *at, const char *words)
{
    for (int n = 0; n < 8 && *at; n++) {
        if (words_at(at, words)) return true;
        while (*at && *at != ' ') at++;
        while (*at == ' ') at++;
    }
    return false;
}

bool ss_rule_part(const struct ss_collate_rules *rules, const char *sentence, const char *figure, bool goes_on)
{
    const char *at = sentence && figure && *figure ? strstr(sentence, figure) : NULL;
    if (!at) return false;
    const char *after = at + strlen(figure);
    while (*after == ' ') after++;
    for (uint32_t i = 0; i < rules->totals.count; i++) {
        const struct ss_total *t = &rules->totals.item[i];
        size_t len = strlen(t->words);
        if (!goes_on && strncmp(t->words, "of the", 6) == 0) continue;
        if (t->where == SS_AFTER && words_at(after, t->words)) return true;
        if (t->where == SS_WITHIN && words_within(after, t->words)) return true;
        if (t->where != SS_BEFORE || (size_t)(at - sentence) < len + 1 || at[-1] != ' ') continue;
        const char *before = at - 1 - len;
        if (words_at(before, t->words) && (before == sentence || before[-1] == ' ')) return true;
    }
    return false;
}

static bool holds(const struct ss_collate_rules *rules, const char *sentence, int where)
{
    for (const char *p = sentence; p && *p; p++) {
        if (p != sentence && p[-1] != ' ') continue;
        for (uint32_t i = 0; i < rules->totals.count; i++)
            if ((int)rules->totals.item[i].where == where && words_at(p, rules->totals.item[i].words)) return true;
    }
    return false;
}

bool ss_rule_total(const struct ss_collate_rules *rules, const char *sentence)
{
    return holds(rules, sentence, SS_ANYWHERE) && !holds(rules, sentence, SS_NOWHERE);
}

bool ss_rule_contrast(const struct ss_collate_rules *rules, const char *sentence)
{
    return holds(rules, sentence, SS_CONTRAST);
}

// Whether one of two spellings of a target ("convoy|trucks") stands in a sentence.
static bool names_target(const char *sentence, const char *words)
{
    for (const char *s = sentence; s && *s; s++) {
        if (s > sentence && !ss_ascii_space(s[-1]) && s[-1] != '"' && s[-1] != '-') continue;
        for (const char *w = words; *w;) {
            size_t n = strcspn(w, "|"), k = 0;
            while (k < n && ss_ascii_lower(s[k]) == w[k]) k++;
            if (k == n) return true; // endings may follow
            w += n + (w[n] == '|');
        }
    }
    return false;
}

bool ss_rule_other_target(const struct ss_collate_rules *rules, const char *a, const char *b)
{
    bool differ = false;
    for (uint32_t i = 0; i < rules->totals.count; i++) {
        const struct ss_total *t = &rules->totals.item[i];
        if (t->where != SS_TARGET) continue;
        bool in_a = names_target(a, t->words), in_b = names_target(b, t->words);
        if (in_a && in_b) return false;
        differ |= in_a != in_b;
    }
    return differ;
}

static bool is_trigger(const struct ss_collate_rules *rules, const char *trigger, enum ss_where where)
{
    for (uint32_t i = 0; i < rules->totals.count; i++) {
        const struct ss_total *t = &rules->totals.item[i];
        if (t->where == where && trigger && words_at(trigger, t->words) && !trigger[strlen(t->words)]) return true;
    }
    return false;
}

bool ss_rule_static(const struct ss_collate_rules *rules, const char *trigger)
{
    return is_trigger(rules, trigger, SS_STATIC);
}

const char *ss_rule_type(const struct ss_collate_rules *rules, const struct sayso_row_claim *claim)
{
    return claim->kind == SAYSO_CLAIM_CONTROL             ? "control"
           : claim->kind != SAYSO_CLAIM_TOLL              ? claim->type
           : is_trigger(rules, claim->trigger, SS_FLIGHT) ? "displaced"
                                                          : "toll";
}

const struct ss_class *ss_rule_class(const struct ss_collate_rules *rules, const struct sayso_row_claim *claim)
{
    const char *type = ss_rule_type(rules, claim);
    const uint32_t *at = type ? ss_map_get(&rules->classes, type, strlen(type)) : NULL;
    return at ? &rules->class_list.item[*at] : NULL;
}

bool ss_rule_allies(const struct ss_collate_rules *rules, const char *a, const char *b)
{
    for (uint32_t i = 0; i < rules->allies.count; i++) {
        const struct ss_allies *x = &rules->allies.item[i];
        if ((ss_streq(x->a, a) && ss_streq(x->b, b)) || (ss_streq(x->a, b) && ss_streq(x->b, a))) return true;
    }
    return false;
}

const char *ss_rule_speaks_for(const struct ss_collate_rules *rules, const char *voice)
{
    const uint32_t *at = voice ? ss_map_get(&rules->voices, voice, strlen(voice)) : NULL;
    return at ? rules->voice_list.item[*at] : voice;
}
