// SPDX-License-Identifier: Apache-2.0
// Patterns of a dictionary over a row: the words before the verb are matched backwards, those behind it forwards.
// Between words that are not joined anything may stand.
#include <string.h>

#include "code/dict_row.h"

#define STEPS_MAX 5000 // of one pattern; more are given up

struct search {
    const struct ss_dict_row *row;
    const struct ss_dict_words *words;
    int dir;      // 1 forwards, -1 backwards
    int32_t stop; // first item out of reach
    bool coded;   // "$" and "+" take only phrases with a code
    bool joined;  // the first word stands next to the verb
    uint32_t steps;
    struct ss_dict_match *out;
};

// The word of a pattern that is looked for as number n: backwards, the last first.
static const struct ss_dict_word *word_of(const struct search *s, uint32_t n)
{
    return &s->words->item[s->dir > 0 ? n : s->words->count - 1 - n];
}

// Whether word n stands right beside word n - 1 of the search.
static bool joined_to_last(const struct search *s, uint32_t n)
{
    if (n == 0) return s->joined || (s->dir > 0 && s->words->item[0].next);
    return s->dir > 0 ? s->words->item[n].next : s->words->item[s->words->count - n].next;
}

static int32_t skip_left(const struct search *s, int32_t at)
{
    while (at != s->stop && (s->row->item[at].left || s->row->item[at].comma)) at += s->dir;
    return at;
}

static bool form_is(const char *form, const char *word)
{
    return strcmp(form, word) == 0;
}

// One member of a set at an item; the item behind it, or -1.
static int32_t synonym_at(const struct search *s, const struct ss_dict_words *words, int32_t at, int depth);

static int32_t set_at(const struct search *s, int32_t set, int32_t at, int depth)
{
    int32_t best = -1;
    for (int32_t i = set; i >= 0 && depth < 4; i = s->row->dict->synonym[i].next) {
        int32_t end = synonym_at(s, &s->row->dict->synonym[i].words, at, depth + 1);
        if (end >= 0 && (best < 0 || (end - best) * s->dir > 0)) best = end;
    }
    return best;
}

static int32_t synonym_at(const struct search *s, const struct ss_dict_words *words, int32_t at, int depth)
{
    for (uint32_t w = 0; w < words->count; w++) {
        const struct ss_dict_word *word = &words->item[s->dir > 0 ? w : words->count - 1 - w];
        if (w)
            while (at != s->stop && s->row->item[at].skip) at += s->dir;
        if (at == s->stop) return -1;
        if (word->kind == SS_DICT_SYNONYM) {
            at = set_at(s, word->set, at, depth);
            if (at < 0) return -1;
            continue;
        }
        const char *form = s->row->item[at].form;
        size_t len = strlen(word->text);
        bool plural = w + 1 == words->count && strncmp(form, word->text, len) == 0 && strcmp(form + len, "S") == 0;
        if (!form_is(form, word->text) && !plural) return -1;
        at += s->dir;
    }
    return at + 1 > 0 ? at : -1;
}

static bool search(struct search *s, uint32_t n, int32_t at, int32_t used);

// A symbol takes the phrase at or behind an item. The search goes on inside it (its words may still be named).
static bool symbol(struct search *s, const struct ss_dict_word *word, uint32_t n, int32_t at, int32_t used)
{
    int32_t last = -1;
    for (; at != s->stop; at += s->dir) {
        const struct ss_dict_item *item = &s->row->item[at];
        int32_t p = item->phrase;
        if (item->left || p < 0 || p == last || p == used) continue;
        last = p;
        const struct ss_dict_phrase *phrase = &s->row->phrase[p];
        if (word->kind == SS_DICT_ANY) {
            int32_t behind = at;
            while (behind != s->stop && s->row->item[behind].phrase == p) behind += s->dir;
            if (search(s, n + 1, behind, p)) return true;
            continue;
        }
        if (word->kind == SS_DICT_BOTH ? phrase->codes < 2 : s->coded && !phrase->coded) continue;
        int32_t *slot = word->kind == SS_DICT_SOURCE   ? &s->out->source
                        : word->kind == SS_DICT_TARGET ? &s->out->target
                                                       : &s->out->both;
        int32_t old = *slot;
        *slot = p;
        if (search(s, n + 1, at, p)) return true;
        *slot = old;
    }
    return false;
}

static bool search(struct search *s, uint32_t n, int32_t at, int32_t used)
{
    if (n == s->words->count) return true;
    if (++s->steps > STEPS_MAX) return false;
    const struct ss_dict_word *word = word_of(s, n);
    if (word->kind >= SS_DICT_SOURCE) return symbol(s, word, n, at, used);
    bool joined = joined_to_last(s, n);
    for (; (at = skip_left(s, at)) != s->stop; at += s->dir) {
        int32_t end = -1;
        if (word->kind == SS_DICT_SYNONYM)
            end = set_at(s, word->set, at, 0);
        else if (form_is(s->row->item[at].form, word->text))
            end = at + s->dir;
        bool found = word->kind == SS_DICT_SYNONYM ? end >= 0 || (s->dir < 0 && end == s->stop && end != -1)
                                                   : form_is(s->row->item[at].form, word->text);
        if (found && search(s, n + 1, end, -1)) return true;
        if (joined && !s->row->item[at].skip) return false;
    }
    return false;
}

static bool side(const struct ss_dict_row *row, const struct ss_dict_words *words, bool joined, bool coded, int dir,
                 int32_t at, int32_t stop, struct ss_dict_match *out)
{
    struct search s = {
        .row = row, .words = words, .dir = dir, .stop = stop, .coded = coded, .joined = joined, .out = out};
    return search(&s, 0, at, -1);
}

bool ss_dict_match(const struct ss_dict_row *row, const struct ss_dict_pattern *p, uint32_t from, uint32_t to,
                   uint32_t begin, uint32_t end, struct ss_dict_match *out)
{
    for (int pass = 0; pass < 2; pass++) {
        *out = (struct ss_dict_match){-1, -1, -1};
        bool coded = pass == 0;
        if (side(row, &p->after, false, coded, 1, (int32_t)to + 1, (int32_t)end, out) &&
            side(row, &p->before, p->joined, coded, -1, (int32_t)from - 1, (int32_t)begin - 1, out))
            return true;
    }
    return false;
}

bool ss_dict_verb_at(const struct ss_dict_row *row, const struct ss_dict_verb *verb, uint32_t *from, uint32_t *to)
{
    int32_t a = (int32_t)*from, b = (int32_t)*to;
    for (uint32_t w = verb->before.count; w-- > 0;) {
        for (a--; a >= 0 && row->item[a].skip; a--) {
        }
        if (a < 0 || strcmp(row->item[a].form, verb->before.item[w].text) != 0) return false;
    }
    for (uint32_t w = 0; w < verb->after.count; w++) {
        for (b++; b < (int32_t)row->count && row->item[b].skip; b++) {
        }
        if (b >= (int32_t)row->count || strcmp(row->item[b].form, verb->after.item[w].text) != 0) return false;
    }
    *from = (uint32_t)a;
    *to = (uint32_t)b;
    return true;
}
