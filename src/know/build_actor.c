// SPDX-License-Identifier: Apache-2.0
// Actors: rows of actors/*.tsv, their phrases, and the indexes that the matcher walks.
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "know/builder.h"
#include "know/norm.h"

#define TYPO_LETTERS_MAX 40
#define SHORT_LETTERS    5 // a word in capitals up to this length is an acronym: "US", "IS fighters"

// --- phrases
// ------------------------------------------------------------------------------------------------------------

static enum sayso_err push_phrase(struct ss_builder *b, const struct ss_word *words, uint32_t count, uint32_t actor,
                                  uint32_t flags, uint32_t text, uint32_t place)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            uint64_t *prefix = ss_arr_push(NULL, &b->prefixes);
            if (!prefix) return SAYSO_ERR_NOMEM;
            *prefix = hash;
        }
        bool article = words[i].flags & SS_WORD_ARTICLE;
        if (!i && !b->first_word && !(b->first_word = ss_alloc(b->arena, SS_FIRST_BITS / 8))) return SAYSO_ERR_NOMEM;
        hash = ss_phrase_hash(hash, article ? ss_name_hash("al", 2) : ss_name_hash(words[i].s, words[i].len));
        if (!i) b->first_word[hash % SS_FIRST_BITS / 8] |= (uint8_t)(1u << (hash % 8));
    }
    struct ss_f_phrase *p = ss_arr_push(NULL, &b->phrases);
    if (!p) return SAYSO_ERR_NOMEM;
    *p = (struct ss_f_phrase){hash, actor, flags | (count > 1 ? SS_PHRASE_MANY : 0u), text, place};
    return SAYSO_OK;
}

enum sayso_err ss_build_phrase(struct ss_builder *b, uint32_t actor, const char *text, uint32_t flags, uint32_t place)
{
    struct ss_word words[SS_WORDS_MAX], other[SS_WORDS_MAX];
    uint32_t n = ss_words(text, strlen(text), words, SS_WORDS_MAX, NULL), kept = 0;
    bool capitals = false, articles = false, hyphens = false;
    for (uint32_t i = 0; i < n; i++) {
        if (words[i].flags & SS_WORD_LONG) return SAYSO_OK;
        if (n > 1 && words[i].len == 3 && memcmp(words[i].s, "the", 3) == 0) continue;
        if (ss_word_article(&words[i], words[i].flags & SS_WORD_HYPHEN) && (words[i].flags & SS_WORD_HYPHEN) && n > 1)
            articles = true;
        hyphens = hyphens || (words[i].flags & SS_WORD_HYPHEN);
        words[kept++] = words[i];
    }
    n = kept;
    if (!n || n == SS_WORDS_MAX) return SAYSO_OK;
    for (const char *p = text; *p; p++) capitals = capitals || (*p >= 'A' && *p <= 'Z') || (unsigned char)*p >= 0x80;
    if (capitals) flags |= SS_PHRASE_CAPITALS;
    bool short_capitals = (words[0].flags & SS_WORD_UPPER_ALL) && words[0].len <= SHORT_LETTERS;
    if (short_capitals && n > 1) flags |= SS_PHRASE_LEAD_UPPER;
    if (short_capitals && n == 1 && !(flags & (SS_PHRASE_LOWER_OK | SS_PHRASE_EXACT_CASE))) flags |= SS_PHRASE_ACRONYM;
    uint32_t string = ss_build_string(b, text);
    SS_TRY(push_phrase(b, words, n, actor, flags, string, place));
    flags = (flags & ~(uint32_t)SS_PHRASE_FOLDABLE) | SS_PHRASE_FOLDED;
    if (articles) { // al-Qaeda as Qaeda
        uint32_t count = 0, letters = 0;
        for (uint32_t i = 0; i < n; i++)
            if (!(words[i].flags & SS_WORD_ARTICLE)) {
                letters += words[i].len;
                other[count++] = words[i];
            }
        if (count && letters >= 4) SS_TRY(push_phrase(b, other, count, actor, flags, string, place));
    }
    if (hyphens) { // al-Qaeda as AlQaeda
        uint32_t count = 0;
        bool join = false;
        for (uint32_t i = 0; i < n; i++) {
            if (join && other[count - 1].len + words[i].len <= SS_WORD_MAX) {
                struct ss_word *w = &other[count - 1];
                memcpy(w->s + w->len, words[i].s, words[i].len);
                w->len = (uint8_t)(w->len + words[i].len);
                w->flags &= (uint8_t)~SS_WORD_ARTICLE;
            } else {
                other[count++] = words[i];
            }
            join = words[i].flags & SS_WORD_HYPHEN;
        }
        SS_TRY(push_phrase(b, other, count, actor, flags, string, place));
    }
    return SAYSO_OK;
}

// --- rows
// ---------------------------------------------------------------------------------------------------------------

static enum sayso_err add_actor(struct ss_builder *b, const struct ss_source *s, const struct ss_tsv_row *row)
{
    const char *name = ss_build_cell(s, row, "name"), *place_text = ss_build_cell(s, row, "place");
    int64_t place = 0;
    if (!ss_parse_int(place_text, strlen(place_text), &place) || place < 0 || place > UINT32_MAX) place = 0;
    struct ss_f_actor *a = ss_arr_push(NULL, &b->actors);
    if (!a) return SAYSO_ERR_NOMEM;
    uint32_t index = b->actors.count - 1;
    a->id = ss_build_string(b, ss_build_cell(s, row, "id"));
    a->kind = ss_build_string(b, ss_build_cell(s, row, "kind"));
    a->code = ss_build_string(b, ss_build_cell(s, row, "code"));
    a->country = ss_build_string(b, ss_build_cell(s, row, "country"));
    a->sectors = ss_build_string(b, ss_build_cell(s, row, "sectors"));
    a->from = ss_build_string(b, ss_build_cell(s, row, "from"));
    a->to = ss_build_string(b, ss_build_cell(s, row, "to"));
    a->line = ss_build_line(b, s, row);
    a->place = (uint32_t)place;
    a->flags = ss_build_string(b, ss_build_cell(s, row, "flags"));
    char *canonical = ss_strdup(b->arena, name);
    const char **aliases = ss_build_list(b, ss_build_cell(s, row, "aliases"));
    if (!canonical || !aliases) return SAYSO_ERR_NOMEM;
    uint32_t flags = ss_build_flags(canonical);
    a->name = ss_build_string(b, canonical);
    SS_TRY(ss_build_phrase(b, index, canonical, flags | SS_PHRASE_CANONICAL | SS_PHRASE_FOLDABLE,
                           flags & SS_PHRASE_METONYM ? (uint32_t)place : 0));
    for (; *aliases; aliases++) {
        char *alias = ss_strdup(b->arena, *aliases);
        if (!alias) return SAYSO_ERR_NOMEM;
        flags = ss_build_flags(alias);
        SS_TRY(ss_build_phrase(b, index, alias, flags | SS_PHRASE_FOLDABLE,
                               flags & SS_PHRASE_METONYM ? (uint32_t)place : 0));
    }
    return SAYSO_OK;
}

enum sayso_err ss_build_actors(struct ss_builder *b)
{
    for (uint32_t i = 0; i < b->sources.count; i++) {
        const struct ss_source *s = &b->sources.item[i];
        if (strncmp(s->name, "actors/", 7) != 0 || ss_tsv_column(&s->tsv, "id") < 0 ||
            ss_tsv_column(&s->tsv, "aliases") < 0)
            continue;
        for (uint32_t r = 0; r < s->tsv.row_count; r++)
            if (*ss_build_cell(s, &s->tsv.rows[r], "id")) SS_TRY(add_actor(b, s, &s->tsv.rows[r]));
    }
    return SAYSO_OK;
}

// --- indexes
// ------------------------------------------------------------------------------------------------------------

struct ordered {
    struct ss_f_actor actor;
    const char *id, *from;
    uint32_t old;
};

static int by_id(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    if (!order) order = strcmp(x->from, y->from);
    return order ? order : (x->old < y->old ? -1 : x->old > y->old);
}

static enum sayso_err sort_actors(struct ss_builder *b)
{
    uint32_t n = b->actors.count;
    struct ordered *all = calloc(n ? n : 1, sizeof *all);
    uint32_t *now = calloc(n ? n : 1, sizeof *now);
    if (all && now) {
        for (uint32_t i = 0; i < n; i++)
            all[i] = (struct ordered){b->actors.item[i], ss_build_text(b, b->actors.item[i].id),
                                      ss_build_text(b, b->actors.item[i].from), i};
        qsort(all, n, sizeof *all, by_id);
        for (uint32_t i = 0; i < n; i++) {
            b->actors.item[i] = all[i].actor;
            now[all[i].old] = i;
        }
        for (uint32_t i = 0; i < b->phrases.count; i++) b->phrases.item[i].actor = now[b->phrases.item[i].actor];
    }
    enum sayso_err err = all && now ? SAYSO_OK : SAYSO_ERR_NOMEM;
    free(all);
    free(now);
    return err;
}

static int by_phrase(const void *a, const void *b)
{
    const struct ss_f_phrase *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    uint32_t xf = x->flags & SS_PHRASE_FOLDED, yf = y->flags & SS_PHRASE_FOLDED;
    if (xf != yf) return xf ? 1 : -1;
    if (x->flags != y->flags) return x->flags < y->flags ? -1 : 1;
    if (x->text != y->text) return x->text < y->text ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static struct ss_f_node *slot(struct ss_builder *b, uint64_t hash)
{
    uint64_t mask = b->nodes.count - 1;
    uint64_t i = hash & mask;
    while (b->nodes.item[i].hash && b->nodes.item[i].hash != hash) i = (i + 1) & mask;
    b->nodes.item[i].hash = hash;
    return &b->nodes.item[i];
}

static enum sayso_err build_nodes(struct ss_builder *b)
{
    uint32_t kept = 0;
    if (b->phrases.count) qsort(b->phrases.item, b->phrases.count, sizeof *b->phrases.item, by_phrase);
    for (uint32_t i = 0; i < b->phrases.count;
         i++) { // one phrase of a hash for an actor, unless the flags say otherwise
        struct ss_f_phrase *p = &b->phrases.item[i];
        struct ss_f_phrase *last = kept ? &b->phrases.item[kept - 1] : NULL;
        bool same = last && last->hash == p->hash && last->actor == p->actor;
        if (same && ((p->flags & SS_PHRASE_FOLDED) ||
                     (last->flags | SS_PHRASE_CANONICAL) == (p->flags | SS_PHRASE_CANONICAL))) {
            if (!(p->flags & SS_PHRASE_FOLDED)) last->flags |= p->flags & SS_PHRASE_CANONICAL;
            continue;
        }
        b->phrases.item[kept++] = *p;
    }
    b->phrases.count = kept;
    if (b->prefixes.count) qsort(b->prefixes.item, b->prefixes.count, sizeof *b->prefixes.item, by_number);
    uint64_t want = ((uint64_t)b->phrases.count + b->prefixes.count) * 2, room = 64;
    for (uint32_t i = 1; i < b->prefixes.count; i++) want -= b->prefixes.item[i] == b->prefixes.item[i - 1] ? 2 : 0;
    while (room < want) room *= 2;
    for (uint64_t i = 0; i < room; i++) {
        const struct ss_f_node *node = ss_arr_push(NULL, &b->nodes);
        if (!node) return SAYSO_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < b->prefixes.count; i++) slot(b, b->prefixes.item[i])->count_more |= 1;
    for (uint32_t i = 0; i < b->phrases.count; i++) {
        struct ss_f_node *node = slot(b, b->phrases.item[i].hash);
        if (!(node->count_more >> 1)) node->first = i;
        node->count_more += 2;
    }
    return SAYSO_OK;
}

static int by_fold(const void *a, const void *b)
{
    const struct ss_f_fold *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

// The first one, two and three consonants of the folded name, so that most words need no look at the index.
static void mark_start(struct ss_builder *b, const char *fold, size_t len)
{
    char start[3];
    size_t n = 0;
    for (size_t i = 0; i < len && n < 3; i++)
        if (!ss_fold_vowel(fold[i]) && !(n && start[n - 1] == fold[i])) {
            start[n++] = fold[i];
            uint64_t bit = ss_name_hash(start, n) % SS_FOLD_BITS;
            b->fold_start[bit / 8] |= (uint8_t)(1u << (bit % 8));
        }
}

static enum sayso_err add_typos(struct ss_builder *b, uint32_t phrase, const char *key, size_t len)
{
    if (len < SS_TYPO_LETTERS || len > TYPO_LETTERS_MAX) return SAYSO_OK;
    uint32_t text = ss_build_string(b, key);
    char part[SS_NAME_MAX];
    for (size_t i = 0; i <= len; i++) {
        if (i && i < len && key[i] == key[i - 1]) continue;
        memcpy(part, key, i);
        memcpy(part + i, key + i + (i < len), len - i - (i < len));
        struct ss_f_fold *f = ss_arr_push(NULL, &b->actor_typo);
        if (!f) return SAYSO_ERR_NOMEM;
        *f = (struct ss_f_fold){(uint32_t)(ss_name_hash(part, len - (i < len)) >> 32), phrase, text};
    }
    return SAYSO_OK;
}

static enum sayso_err build_folds(struct ss_builder *b)
{
    char key[SS_NAME_MAX], fold[SS_NAME_MAX], skeleton[SS_NAME_MAX];
    for (uint32_t i = 0; i < b->phrases.count; i++) {
        struct ss_f_phrase *p = &b->phrases.item[i];
        bool foldable = (p->flags & SS_PHRASE_FOLDABLE) && (p->flags & SS_PHRASE_CAPITALS) &&
                        !(p->flags & (SS_PHRASE_ACRONYM | SS_PHRASE_EXACT_CASE | SS_PHRASE_FOLDED));
        p->flags &= ~(uint32_t)SS_PHRASE_FOLDABLE;
        if (!foldable) continue;
        const char *text = ss_build_text(b, p->text);
        size_t key_len = ss_name_key(text, strlen(text), key);
        if (key_len < SS_FOLD_LETTERS) continue;
        size_t len = ss_know_fold(text, strlen(text), fold, sizeof fold);
        size_t n = ss_skeleton(fold, len, skeleton);
        mark_start(b, fold, len);
        struct ss_f_fold *f = ss_arr_push(NULL, &b->actor_fold);
        if (!f) return SAYSO_ERR_NOMEM;
        *f = (struct ss_f_fold){(uint32_t)(ss_name_hash(skeleton, n) >> 32), i, ss_build_string(b, fold)};
        SS_TRY(add_typos(b, i, key, key_len));
    }
    if (b->actor_fold.count) qsort(b->actor_fold.item, b->actor_fold.count, sizeof *b->actor_fold.item, by_fold);
    if (b->actor_typo.count) qsort(b->actor_typo.item, b->actor_typo.count, sizeof *b->actor_typo.item, by_fold);
    return SAYSO_OK;
}

enum sayso_err ss_build_actor_index(struct ss_builder *b)
{
    SS_TRY(sort_actors(b));
    if (!b->first_word && !(b->first_word = ss_alloc(b->arena, SS_FIRST_BITS / 8))) return SAYSO_ERR_NOMEM;
    b->fold_start = ss_alloc(b->arena, SS_FOLD_BITS / 8);
    if (!b->fold_start) return SAYSO_ERR_NOMEM;
    SS_TRY(build_nodes(b));
    SS_TRY(build_folds(b));
    b->built->actors = b->actors.count;
    b->built->phrases = b->phrases.count;
    return SAYSO_OK;
}
