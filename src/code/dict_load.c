// SPDX-License-Identifier: Apache-2.0
// Loading an imported dictionary: tables into names by their first word, verbs by their form, patterns by their block.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/num.h"
#include "base/str.h"
#include "base/tsv.h"
#include "code/dict.h"

#define ARENA_CAP  ((size_t)1 << 30)
#define WORDS_MAX  32
#define PATH_ROOM  4096
#define BLOCKS_MAX 100000

// "AL_QAEDA IN &PLACE": words, "_" joins, a space leaves a gap. A leading "_" joins to what is before.
static enum sayso_err read_words(struct ss_dict *d, struct ss_dict_words *out, const char *text, bool *joined)
{
    struct ss_dict_word words[WORDS_MAX];
    uint32_t n = 0;
    bool next = false;
    for (const char *p = text; *p && n < WORDS_MAX;) {
        if (*p == '_' || *p == ' ') {
            next = *p == '_';
            p++;
            continue;
        }
        size_t len = strcspn(p, "_ ");
        struct ss_dict_word *w = &words[n++];
        *w = (struct ss_dict_word){.next = next, .set = -1};
        if (len == 1 && strchr("$+^%", *p)) {
            w->kind = *p == '$' ? SS_DICT_SOURCE : *p == '+' ? SS_DICT_TARGET : *p == '^' ? SS_DICT_ANY : SS_DICT_BOTH;
        } else if (*p == '&') {
            w->kind = SS_DICT_SYNONYM;
            const uint32_t *set = ss_map_get(&d->sets, p + 1, len - 1);
            w->set = set ? (int32_t)*set : -1;
        }
        w->text = ss_strndup(d->arena, p, len);
        if (!w->text) return ss_arena_error(d->arena);
        p += len;
        next = false;
    }
    if (joined) *joined = next;
    struct ss_dict_word *copy = SS_NEW_ARRAY(d->arena, struct ss_dict_word, n ? n : 1);
    if (!copy) return ss_arena_error(d->arena);
    if (n) memcpy(copy, words, n * sizeof *words);
    *out = (struct ss_dict_words){copy, n};
    return SAYSO_OK;
}

static uint32_t weigh(const struct ss_dict_words *words)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        const struct ss_dict_word *w = &words->item[i];
        sum += (w->kind == SS_DICT_WORD ? 8u : w->kind == SS_DICT_SYNONYM ? 7u : 3u) + w->next;
    }
    return sum;
}

struct table {
    struct ss_tsv tsv;
    const char *name;
    bool here;
};

// Opens FOLDER/NAME.tsv; a folder need not have every table.
static enum sayso_err open_table(struct table *t, const char *folder, const char *name, struct sayso_problem *problem)
{
    char path[PATH_ROOM];
    *t = (struct table){.name = name};
    int n = snprintf(path, sizeof path, "%s/%s.tsv", folder, name);
    if (n < 0 || (size_t)n >= sizeof path) return SAYSO_ERR_LIMIT;
    FILE *f = fopen(path, "rbe");
    if (!f) return SAYSO_OK;
    fclose(f);
    SS_TRY(ss_tsv_read(&t->tsv, path, problem));
    t->here = true;
    return SAYSO_OK;
}

static const char *cell(const struct table *t, uint32_t row, const char *column)
{
    int c = ss_tsv_column(&t->tsv, column);
    return c < 0 ? "" : t->tsv.rows[row].cells[c];
}

static const char *kept(struct ss_dict *d, const struct table *t, uint32_t row, const char *column)
{
    return ss_strdup(d->arena, cell(t, row, column));
}

// Puts an item before those that weigh no more than it does, keeping the order of the file among equals.
#define INSERT(head, items, index, weight_of)                                                                          \
    do {                                                                                                               \
        int32_t *at = (head);                                                                                          \
        while (*at >= 0 && weight_of(&(items)[*at]) >= weight_of(&(items)[index])) at = &(items)[*at].next;            \
        (items)[index].next = *at;                                                                                     \
        *at = (int32_t)(index);                                                                                        \
    } while (0)

static uint32_t name_weight(const struct ss_dict_name *n)
{
    return weigh(&n->words);
}

static uint32_t verb_weight(const struct ss_dict_verb *v)
{
    return weigh(&v->before) + weigh(&v->after);
}

static uint32_t pattern_weight(const struct ss_dict_pattern *p)
{
    return p->weight;
}

static enum sayso_err load_names(struct ss_dict *d, struct ss_dict_names *out, const struct table *t, const char *code)
{
    if (!t->here) return SAYSO_OK;
    out->item = SS_NEW_ARRAY(d->arena, struct ss_dict_name, t->tsv.row_count + 1);
    if (!out->item) return ss_arena_error(d->arena);
    for (uint32_t r = 0; r < t->tsv.row_count; r++) {
        struct ss_dict_name *n = &out->item[out->count];
        SS_TRY(read_words(d, &n->words, cell(t, r, "phrase"), NULL));
        if (!n->words.count) continue;
        n->code = kept(d, t, r, code);
        n->from = kept(d, t, r, "from");
        n->to = kept(d, t, r, "to");
        n->line = kept(d, t, r, "line");
        if (!n->code || !n->from || !n->to || !n->line) return ss_arena_error(d->arena);
        bool found;
        const char *first = n->words.item[0].text;
        uint32_t *head = ss_map_put(&out->first, first, strlen(first), &found);
        if (!head) return SAYSO_ERR_NOMEM;
        int32_t list = found ? (int32_t)*head : -1;
        INSERT(&list, out->item, out->count, name_weight);
        *head = (uint32_t)list;
        out->count++;
    }
    return SAYSO_OK;
}

static enum sayso_err load_synonyms(struct ss_dict *d, const struct table *t)
{
    if (!t->here) return SAYSO_OK;
    d->synonym = SS_NEW_ARRAY(d->arena, struct ss_dict_name, t->tsv.row_count + 1);
    if (!d->synonym) return ss_arena_error(d->arena);
    for (uint32_t r = 0; r < t->tsv.row_count; r++) { // all sets first: a member may name a set
        const char *name = kept(d, t, r, "name");
        bool found;
        uint32_t *head = name ? ss_map_put(&d->sets, name, strlen(name), &found) : NULL;
        if (!head) return SAYSO_ERR_NOMEM;
        d->synonym[r].next = found ? (int32_t)*head : -1;
        *head = r;
    }
    for (uint32_t r = 0; r < t->tsv.row_count; r++)
        SS_TRY(read_words(d, &d->synonym[r].words, cell(t, r, "phrase"), NULL));
    d->synonym_count = t->tsv.row_count;
    return SAYSO_OK;
}

static uint32_t block_of(const struct table *t, uint32_t row)
{
    const char *s = cell(t, row, "block");
    int64_t n;
    return ss_parse_int(s, strlen(s), &n) && n > 0 && n < BLOCKS_MAX ? (uint32_t)n : 0;
}

static enum sayso_err load_verbs(struct ss_dict *d, const struct table *t)
{
    if (!t->here) return SAYSO_OK;
    d->verb = SS_NEW_ARRAY(d->arena, struct ss_dict_verb, t->tsv.row_count + 1);
    if (!d->verb) return ss_arena_error(d->arena);
    for (uint32_t r = 0; r < t->tsv.row_count; r++) {
        struct ss_dict_verb *v = &d->verb[r];
        SS_TRY(read_words(d, &v->before, cell(t, r, "before"), NULL));
        SS_TRY(read_words(d, &v->after, cell(t, r, "after"), NULL));
        v->code = kept(d, t, r, "code");
        v->line = kept(d, t, r, "line");
        v->block = block_of(t, r);
        const char *form = kept(d, t, r, "verb");
        if (!form || !v->code || !v->line) return ss_arena_error(d->arena);
        bool found;
        uint32_t *head = ss_map_put(&d->verbs, form, strlen(form), &found);
        if (!head) return SAYSO_ERR_NOMEM;
        int32_t list = found ? (int32_t)*head : -1;
        INSERT(&list, d->verb, r, verb_weight);
        *head = (uint32_t)list;
        d->verb_count++;
    }
    return SAYSO_OK;
}

static enum sayso_err load_patterns(struct ss_dict *d, const struct table *t)
{
    uint32_t blocks = 0;
    for (uint32_t r = 0; t->here && r < t->tsv.row_count; r++)
        if (block_of(t, r) > blocks) blocks = block_of(t, r);
    for (uint32_t v = 0; v < d->verb_count; v++)
        if (d->verb[v].block > blocks) blocks = d->verb[v].block;
    d->block_count = blocks + 1;
    d->block = SS_NEW_ARRAY(d->arena, int32_t, d->block_count);
    d->pattern = SS_NEW_ARRAY(d->arena, struct ss_dict_pattern, t->here ? t->tsv.row_count + 1 : 1);
    if (!d->block || !d->pattern) return ss_arena_error(d->arena);
    for (uint32_t b = 0; b < d->block_count; b++) d->block[b] = -1;
    for (uint32_t r = 0; t->here && r < t->tsv.row_count; r++) {
        struct ss_dict_pattern *p = &d->pattern[r];
        SS_TRY(read_words(d, &p->before, cell(t, r, "before"), &p->joined));
        SS_TRY(read_words(d, &p->after, cell(t, r, "after"), NULL));
        p->code = kept(d, t, r, "code");
        p->line = kept(d, t, r, "line");
        if (!p->code || !p->line) return ss_arena_error(d->arena);
        p->weight = weigh(&p->before) + weigh(&p->after) + p->joined;
        INSERT(&d->block[block_of(t, r)], d->pattern, r, pattern_weight);
        d->pattern_count++;
    }
    return SAYSO_OK;
}

static enum sayso_err load(struct ss_dict *d, const char *folder, struct sayso_problem *problem)
{
    static const char *const names[] = {"actors", "agents", "discards", "synsets", "verbs", "patterns"};
    enum { TABLES = sizeof names / sizeof *names };
    struct table t[TABLES] = {0};
    enum sayso_err err = SAYSO_OK;
    bool any = false;
    for (int i = 0; !err && i < TABLES; i++) {
        err = open_table(&t[i], folder, names[i], problem);
        any = any || t[i].here;
    }
    if (!err && !any) err = ss_fail(problem, SAYSO_ERR_NOTFOUND, 303, folder, -1, "no tables of a dictionary there");
    if (!err) err = load_names(d, &d->actors, &t[0], "code");
    if (!err) err = load_names(d, &d->agents, &t[1], "code");
    if (!err) err = load_names(d, &d->discards, &t[2], "story");
    if (!err) err = load_synonyms(d, &t[3]);
    if (!err) err = load_verbs(d, &t[4]);
    if (!err) err = load_patterns(d, &t[5]);
    for (int i = 0; i < TABLES; i++) ss_tsv_free(&t[i].tsv);
    return err;
}

enum sayso_err ss_dict_load(struct ss_dict **out, const char *folder, const struct ss_know *know,
                            struct sayso_problem *problem)
{
    struct ss_dict *d = calloc(1, sizeof *d);
    if (!d) return SAYSO_ERR_NOMEM;
    d->arena = ss_arena_new(ARENA_CAP);
    d->words = know ? ss_know_table(know, "words/dictionary") : NULL;
    enum sayso_err err = d->arena ? load(d, folder, problem) : SAYSO_ERR_NOMEM;
    if (err) {
        ss_dict_free(d);
        return err;
    }
    *out = d;
    return SAYSO_OK;
}

void ss_dict_free(struct ss_dict *d)
{
    if (!d) return;
    ss_map_free(&d->actors.first);
    ss_map_free(&d->agents.first);
    ss_map_free(&d->discards.first);
    ss_map_free(&d->sets);
    ss_map_free(&d->verbs);
    ss_arena_free(d->arena);
    free(d);
}

bool ss_dict_has_verbs(const struct ss_dict *dict)
{
    return dict->verb_count > 0;
}
