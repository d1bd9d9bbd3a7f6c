// SPDX-License-Identifier: Apache-2.0
// Stories: which reports are about the same matter, by their rare words and names, joined while they stay alike on
// average.
#include "collate/private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define ALIKE_LEAST 0.20 // cosine of two reports that may join their stories
#define MEAN_LEAST  0.18 // mean cosine of all reports of both
#define KEPT_LEAST  0.03 // pairs below count as nothing
#define NAME_WEIGHT 2    // a word written like a name counts so much more
#define RARITY_MAX  8
#define USED_MAX    500 // a word in more reports tells little apart
#define PAIRS_MAX   150 // most alike later reports that a report keeps: a dense stream has ever more of them
#define DAYS_MAX    14  // reports further apart are of different stories
#define TRIED_SIZE  (1u << 16)

struct use {
    uint32_t word, report;
    double weight;
};

struct pair {
    uint32_t a, b;
    double alike;
};

// Two stories that were not joined: not looked at again while both are as they were.
struct tried {
    uint32_t a, b, size_a, size_b;
};

struct telling {
    struct ss_collating *c;
    struct ss_map words;
    SS_ARR(uint32_t) used;        // reports that hold the word
    SS_ARR(struct use) uses;      // sorted by report while being made, by word later
    SS_ARR(struct pair) pairs;    // sorted by a, b
    uint32_t *root, *next, *size; // union with rings
};

static bool word_byte(char c)
{
    return ss_ascii_alpha(c) || ss_ascii_digit(c) || (c & 0x80);
}

// Whether a capital at `at` is no sentence start.
static bool named(const char *text, uint32_t at)
{
    if (!(text[at] >= 'A' && text[at] <= 'Z')) return false;
    while (at && ss_ascii_space(text[at - 1])) at--;
    return at && !strchr(".!?\"'`", text[at - 1]);
}

static int by_word(const void *x, const void *y)
{
    const struct use *a = x, *b = y;
    if (a->word != b->word) return a->word < b->word ? -1 : 1;
    if (a->report != b->report) return a->report < b->report ? -1 : 1;
    return a->weight > b->weight ? -1 : a->weight < b->weight;
}

// Collects the words of one report; weight is the name factor for now, several uses are summed up after.
static bool read_words(struct telling *t, uint32_t report)
{
    const struct sayso_row_report *r = &t->c->rows->reports[report];
    uint32_t first = t->uses.count, n = t->uses.count;
    for (uint32_t i = 0; i < r->text_len;) {
        char word[48];
        uint32_t start = i, len = 0;
        bool found;
        while (i < r->text_len && word_byte(r->text[i])) {
            if (len < sizeof word) word[len++] = ss_ascii_lower(r->text[i]);
            i++;
        }
        if (i == start) i++;
        if (len < 3 && !(len && ss_ascii_digit(word[0]))) continue;
        char *key = ss_strndup(t->c->arena, word, len);
        uint32_t *id = key ? ss_map_put(&t->words, key, len, &found) : NULL;
        struct use *u = ss_arr_push(NULL, &t->uses);
        if (!id || !u) return false;
        if (!found) {
            uint32_t *fresh = ss_arr_push(NULL, &t->used);
            if (!fresh) return false;
            *id = t->used.count - 1;
        }
        *u = (struct use){*id, report, named(r->text, start) ? NAME_WEIGHT : 1};
    }
    if (t->uses.count == first) return true;
    // One entry a word: times used, damped by halving, in steps; the name factor of its best use.
    qsort(t->uses.item + first, t->uses.count - first, sizeof *t->uses.item, by_word);
    for (uint32_t i = first, end; i < t->uses.count; i = end) {
        double damped = 1;
        for (end = i + 1; end < t->uses.count && t->uses.item[end].word == t->uses.item[i].word;) end++;
        for (uint32_t k = end - i; k >= 2; k /= 2) damped += 0.5;
        struct use u = t->uses.item[i];
        u.weight *= damped;
        t->used.item[u.word]++;
        t->uses.item[n++] = u;
    }
    t->uses.count = n;
    return true;
}

static double rarity(const struct telling *t, uint32_t word)
{
    uint32_t all = t->c->rows->report_count, used = t->used.item[word], k = 0;
    if (used < 2 || used > USED_MAX) return 0;
    for (uint64_t share = used; share < all && k < RARITY_MAX; share *= 2) k++;
    return k > 2 ? k : 0;
}

// Weights by rarity, brought to length one for each report; then sorted by word.
static bool weigh(struct telling *t)
{
    uint32_t n = 0;
    double *length = calloc(t->c->rows->report_count + 1, sizeof *length);
    if (!length) return false;
    for (uint32_t i = 0; i < t->uses.count; i++) {
        struct use u = t->uses.item[i];
        u.weight *= rarity(t, u.word);
        if (u.weight <= 0) continue;
        length[u.report] += u.weight * u.weight;
        t->uses.item[n++] = u;
    }
    t->uses.count = n;
    for (uint32_t i = 0; i < n; i++) t->uses.item[i].weight /= sqrt(length[t->uses.item[i].report]);
    free(length);
    if (n) qsort(t->uses.item, n, sizeof *t->uses.item, by_word);
    return true;
}

static bool near_in_time(const struct ss_collating *c, uint32_t a, uint32_t b)
{
    int32_t x = c->rows->reports[a].published, y = c->rows->reports[b].published;
    return x == SAYSO_NO_DAY || y == SAYSO_NO_DAY || (x - y <= DAYS_MAX && y - x <= DAYS_MAX);
}

static int by_reports(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static int by_likeness(const void *x, const void *y);

// Of the pairs from `first` on, only the most alike stay, in the order of their reports.
static void cut(struct telling *t, uint32_t first)
{
    if (t->pairs.count - first <= PAIRS_MAX) return;
    qsort(t->pairs.item + first, t->pairs.count - first, sizeof *t->pairs.item, by_likeness);
    t->pairs.count = first + PAIRS_MAX;
    qsort(t->pairs.item + first, PAIRS_MAX, sizeof *t->pairs.item, by_reports);
}

// Cosines of pairs that share a word, one report at a time against those after it.
static bool compare(struct telling *t)
{
    uint32_t n = t->c->rows->report_count, words = t->used.count;
    uint32_t *first = calloc((size_t)words + 2, sizeof *first), *of = calloc((size_t)t->uses.count + 1, sizeof *of);
    uint32_t *begin = calloc((size_t)n + 2, sizeof *begin);
    double *sum = calloc((size_t)n + 1, sizeof *sum);
    bool ok = first && of && begin && sum;
    for (uint32_t i = 0; ok && i < t->uses.count; i++) {
        first[t->uses.item[i].word + 1]++;
        begin[t->uses.item[i].report + 1]++;
    }
    for (uint32_t w = 0; ok && w < words; w++) first[w + 1] += first[w];
    for (uint32_t r = 0; ok && r < n; r++) begin[r + 1] += begin[r];
    uint32_t *at = ok ? calloc((size_t)n + 1, sizeof *at) : NULL;
    ok = ok && at;
    // `of` lists for each report its uses, in order of word.
    for (uint32_t i = 0; ok && i < t->uses.count; i++) {
        uint32_t r = t->uses.item[i].report;
        of[begin[r] + at[r]++] = i;
    }
    for (uint32_t r = 0; ok && r < n; r++) {
        for (uint32_t k = begin[r]; k < begin[r + 1]; k++) {
            const struct use *u = &t->uses.item[of[k]];
            for (uint32_t i = of[k] + 1; i < first[u->word + 1]; i++)
                sum[t->uses.item[i].report] += u->weight * t->uses.item[i].weight;
        }
        uint32_t before = t->pairs.count;
        for (uint32_t s = r + 1; ok && s < n; s++) {
            if (sum[s] >= KEPT_LEAST && near_in_time(t->c, r, s)) {
                struct pair *p = ss_arr_push(NULL, &t->pairs);
                ok = p != NULL;
                if (p) *p = (struct pair){r, s, sum[s]};
            }
            sum[s] = 0;
        }
        cut(t, before);
    }
    free(first);
    free(of);
    free(begin);
    free(sum);
    free(at);
    return ok;
}

static int by_likeness(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->alike != b->alike) return a->alike > b->alike ? -1 : 1;
    return by_reports(x, y);
}

static double alike(const struct telling *t, uint32_t a, uint32_t b)
{
    struct pair key = {a < b ? a : b, a < b ? b : a, 0};
    const struct pair *p = t->pairs.count ? bsearch(&key, t->pairs.item, t->pairs.count, sizeof key, by_reports) : NULL;
    return p ? p->alike : 0;
}

static uint32_t find(const struct telling *t, uint32_t i)
{
    while (t->root[i] != i) i = t->root[i];
    return i;
}

static bool join(struct telling *t)
{
    struct pair *order = malloc((t->pairs.count + 1) * sizeof *order);
    struct tried *tried = calloc(TRIED_SIZE, sizeof *tried);
    if (!order || !tried) {
        free(order);
        free(tried);
        return false;
    }
    if (t->pairs.count) memcpy(order, t->pairs.item, t->pairs.count * sizeof *order);
    qsort(order, t->pairs.count, sizeof *order, by_likeness);
    for (uint32_t i = 0; i < t->pairs.count && order[i].alike >= ALIKE_LEAST; i++) {
        uint32_t a = find(t, order[i].a), b = find(t, order[i].b), x = a, y;
        double sum = 0;
        if (a == b) continue;
        const struct tried now = {a, b, t->size[a], t->size[b]};
        struct tried *before = &tried[(a * 2654435761u ^ b * 40503u) % TRIED_SIZE];
        if (before->a == a && before->b == b && before->size_a == now.size_a && before->size_b == now.size_b) continue;
        do {
            y = b;
            do sum += alike(t, x, y);
            while ((y = t->next[y]) != b);
        } while ((x = t->next[x]) != a);
        if (sum < MEAN_LEAST * t->size[a] * t->size[b]) {
            *before = now;
            continue;
        }
        uint32_t low = a < b ? a : b, high = a < b ? b : a, keep = t->next[low];
        t->next[low] = t->next[high]; // two rings become one
        t->next[high] = keep;
        t->root[high] = low;
        t->size[low] += t->size[high];
    }
    free(order);
    free(tried);
    return true;
}

static enum sayso_err tell(struct telling *t)
{
    struct ss_collating *c = t->c;
    for (uint32_t i = 0; i < c->rows->report_count; i++)
        if (!read_words(t, i)) return SAYSO_ERR_NOMEM;
    if (!weigh(t) || !compare(t) || !join(t)) return SAYSO_ERR_NOMEM;
    c->out->stories = SS_NEW_ARRAY(c->arena, struct sayso_row_story, c->rows->report_count);
    if (!c->out->stories) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < c->rows->report_count; i++) {
        c->report_story[i] = find(t, i);
        c->out->stories[i].report = c->rows->reports[i].id;
        c->out->stories[i].id = ss_short_id(c->arena, 's', c->rows->reports[c->report_story[i]].id);
        if (!c->out->stories[i].id) return ss_arena_error(c->arena);
    }
    c->out->story_count = c->rows->report_count;
    return SAYSO_OK;
}

enum sayso_err ss_collate_stories(struct ss_collating *c)
{
    struct telling t = {.c = c};
    uint32_t n = c->rows->report_count;
    c->report_story = SS_NEW_ARRAY(c->arena, uint32_t, n);
    t.root = SS_NEW_ARRAY(c->arena, uint32_t, n);
    t.next = SS_NEW_ARRAY(c->arena, uint32_t, n);
    t.size = SS_NEW_ARRAY(c->arena, uint32_t, n);
    if (!c->report_story || !t.root || !t.next || !t.size) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < n; i++) {
        t.root[i] = t.next[i] = i;
        t.size[i] = 1;
    }
    enum sayso_err err = tell(&t);
    ss_map_free(&t.words);
    ss_arr_free(&t.used);
    ss_arr_free(&t.uses);
    ss_arr_free(&t.pairs);
    return err;
}
