// SPDX-License-Identifier: Apache-2.0
// Which claims of other reports may be of one happening with a claim: those that share its place or one near it, a
// side, or a rare word, within their days. Claims are put under keys in the order of their days; a claim meets those
// that follow it under its keys, at most NEAR_MAX a key, so that the work grows with the claims and not with their
// pairs. All pairs instead is what a dense stream cannot pay.
#include "collate/near.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define NEAR_MAX  64  // claims met under one key
#define CELL      0.6 // degrees: a claim meets those of its cell and the eight around
#define WORDS_KEY 6   // heaviest words of the sentence that are keys

static bool text_key(struct ss_near *n, uint32_t claim, bool put, const char *class, char kind, const char *value,
                     size_t len)
{
    char text[160];
    int size = snprintf(text, sizeof text, "%.40s|%c|%.*s", class, kind, (int)(len < 100 ? len : 100), value);
    if (size < 0) return true;
    char *key = ss_strndup(n->c->arena, text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1);
    bool found;
    uint32_t *at = key ? ss_map_put(&n->keys, key, strlen(key), &found) : NULL;
    if (!at) return false;
    if (!found) *at = n->key_count++;
    struct ss_near_use *u = ss_arr_push(NULL, &n->uses);
    if (!u) return false;
    *u = (struct ss_near_use){*at, claim, put};
    return true;
}

static bool name_key(struct ss_near *n, uint32_t claim, const char *class, const char *name)
{
    char word[48];
    size_t len = 0;
    for (; name && name[len] && name[len] != ' ' && len < sizeof word; len++) word[len] = ss_ascii_lower(name[len]);
    return !len || text_key(n, claim, true, class, 'n', word, len);
}

static bool cell_keys(struct ss_near *n, uint32_t claim, const char *class, const struct sayso_row_place *p)
{
    int x = (int)floor(p->lon / CELL), y = (int)floor(p->lat / CELL);
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            char cell[32];
            int len = snprintf(cell, sizeof cell, "%d,%d", x + dx, y + dy);
            if (!text_key(n, claim, !dx && !dy, class, 'g', cell, (size_t)len)) return false;
        }
    return true;
}

static bool word_keys(struct ss_near *n, uint32_t claim, const char *class)
{
    const struct ss_seen *s = &n->c->seen[claim];
    uint32_t best[WORDS_KEY], count = 0;
    for (uint32_t i = 0; i < s->word_count; i++) {
        uint32_t w = s->words[i], at = count;
        while (at && n->c->word_weight[best[at - 1]] < n->c->word_weight[w]) at--;
        if (at == WORDS_KEY) continue;
        if (count < WORDS_KEY) count++;
        memmove(&best[at + 1], &best[at], (count - 1 - at) * sizeof *best);
        best[at] = w;
    }
    for (uint32_t i = 0; i < count; i++) {
        char word[16];
        int len = snprintf(word, sizeof word, "%u", best[i]);
        if (!text_key(n, claim, true, class, 'w', word, (size_t)len)) return false;
    }
    return true;
}

static bool keys_of(struct ss_near *n, uint32_t claim)
{
    const struct ss_seen *s = &n->c->seen[claim];
    const char *class = s->class->name;
    if (!s->class->by_place) { // such claims must share a side
        for (uint32_t i = 0; i < s->actor_count; i++)
            if (!text_key(n, claim, true, class, 's', s->actors[i].key, strlen(s->actors[i].key))) return false;
        return true;
    }
    const struct sayso_row_place *p = s->place;
    if (p) {
        if (!text_key(n, claim, true, class, 'p', p->key, strlen(p->key)) || !name_key(n, claim, class, p->name) ||
            !name_key(n, claim, class, p->admin1))
            return false;
        if (p->has_point && !cell_keys(n, claim, class, p)) return false;
    }
    return word_keys(n, claim, class);
}

bool ss_near_make(struct ss_near *n, struct ss_collating *c, const uint32_t *order, uint32_t count)
{
    *n = (struct ss_near){.c = c, .order = order, .count = count};
    uint32_t *first = NULL;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *f = ss_arr_push(NULL, &n->first_use);
        if (!f) return false;
        *f = n->uses.count;
        if (!keys_of(n, order[i])) return false;
    }
    n->first = first = calloc((size_t)n->key_count + 2, sizeof *first);
    n->member = calloc((size_t)n->uses.count + 1, sizeof *n->member);
    n->met = calloc((size_t)c->rows->claim_count + 1, sizeof *n->met);
    if (!first || !n->member || !n->met) return false;
    for (uint32_t i = 0; i < n->uses.count; i++) first[n->uses.item[i].key + 1] += n->uses.item[i].put;
    for (uint32_t k = 0; k < n->key_count; k++) first[k + 1] += first[k];
    uint32_t *fill = calloc((size_t)n->key_count + 1, sizeof *fill);
    if (!fill) return false;
    for (uint32_t i = 0, at = 0; i < n->uses.count; i++) { // members by their place in the order
        while (at + 1 < count && n->first_use.item[at + 1] <= i) at++;
        const struct ss_near_use *u = &n->uses.item[i];
        if (u->put) n->member[first[u->key] + fill[u->key]++] = at;
    }
    free(fill);
    return true;
}

void ss_near_free(struct ss_near *n)
{
    ss_map_free(&n->keys);
    ss_arr_free(&n->uses);
    ss_arr_free(&n->first_use);
    free(n->first);
    free(n->member);
    free(n->met);
}

// The first member of a key that comes after `at` in the order.
static uint32_t following(const struct ss_near *n, uint32_t key, uint32_t at)
{
    uint32_t low = n->first[key], high = n->first[key + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (n->member[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool ss_near_each(struct ss_near *n, uint32_t at, bool (*meet)(void *user, uint32_t a, uint32_t b), void *user)
{
    uint32_t claim = n->order[at], end = at + 1 < n->count ? n->first_use.item[at + 1] : n->uses.count;
    const struct ss_seen *seen = n->c->seen;
    for (uint32_t u = n->first_use.item[at]; u < end; u++) {
        uint32_t key = n->uses.item[u].key, met = 0;
        for (uint32_t m = following(n, key, at); m < n->first[key + 1] && met < NEAR_MAX; m++) {
            uint32_t other = n->order[n->member[m]];
            if (seen[other].from > seen[claim].to + 1) break;
            if (seen[other].report == seen[claim].report || n->met[other] == at + 1) continue;
            n->met[other] = at + 1;
            met++;
            if (!meet(user, claim, other)) return false;
        }
    }
    return true;
}
