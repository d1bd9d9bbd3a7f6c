// SPDX-License-Identifier: Apache-2.0
// The store of words: sets of four, each with the time it was last used.
#include "model/words.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"

#define WAYS 4u

struct entry {
    uint32_t used; // 0: empty
    uint8_t len, pad;
    char form[SS_WORDS_FORM_MAX];
};

struct ss_words {
    struct entry *entries;
    float *rows;
    uint32_t sets, floats, clock;
};

enum sayso_err ss_words_new(struct ss_words **out, uint32_t floats, uint32_t room)
{
    struct ss_words *w = calloc(1, sizeof *w);
    if (!w) return SAYSO_ERR_NOMEM;
    w->sets = room / WAYS;
    w->floats = floats;
    w->entries = calloc(room, sizeof *w->entries);
    w->rows = calloc(room, floats * sizeof(float));
    if (!w->entries || !w->rows) {
        ss_words_free(w);
        return SAYSO_ERR_NOMEM;
    }
    *out = w;
    return SAYSO_OK;
}

void ss_words_free(struct ss_words *w)
{
    if (!w) return;
    free(w->entries);
    free(w->rows);
    free(w);
}

static struct entry *set_of(const struct ss_words *w, const char *form, uint32_t len)
{
    return w->entries + (ss_hash(form, len, 0) & (w->sets - 1)) * WAYS;
}

static float *row(const struct ss_words *w, const struct entry *e)
{
    return w->rows + (size_t)(e - w->entries) * w->floats;
}

// The next time; when the count is used up, all words become equally old.
static uint32_t tick(struct ss_words *w)
{
    if (++w->clock == UINT32_MAX) {
        for (uint32_t i = 0; i < w->sets * WAYS; i++) w->entries[i].used = w->entries[i].used != 0;
        w->clock = 2;
    }
    return w->clock;
}

const float *ss_words_find(struct ss_words *w, const char *form, uint32_t len)
{
    if (len > SS_WORDS_FORM_MAX) return NULL;
    struct entry *e = set_of(w, form, len);
    for (uint32_t i = 0; i < WAYS; i++, e++)
        if (e->used && e->len == len && memcmp(e->form, form, len) == 0) {
            e->used = tick(w);
            return row(w, e);
        }
    return NULL;
}

float *ss_words_put(struct ss_words *w, const char *form, uint32_t len)
{
    if (len > SS_WORDS_FORM_MAX) return NULL;
    struct entry *set = set_of(w, form, len), *e = set;
    for (uint32_t i = 0; i < WAYS; i++) {
        // A word may come twice in a batch before it is kept.
        if (set[i].used && set[i].len == len && memcmp(set[i].form, form, len) == 0) return row(w, &set[i]);
        if (set[i].used < e->used) e = &set[i];
    }
    e->used = tick(w);
    e->len = (uint8_t)len;
    memcpy(e->form, form, len);
    return row(w, e);
}
