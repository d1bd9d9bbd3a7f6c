// SPDX-License-Identifier: Apache-2.0
// Which report repeats which: runs of eight words that two reports share, and agencies named as the source of a text.
#include "collate/private.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

#define SHINGLE        8
#define COPY_SHARE     0.40 // of the shorter text: a copy
#define PASSAGE_MIN    24   // shared runs in one piece (31 words): a passage
#define COMMON_MAX     60   // a run that more reports hold is a set phrase
#define PASSAGE_BYTES  400
#define DAYS_APART_MAX 30

struct shingle {
    uint64_t hash;
    uint32_t report, word; // position in words
};

struct pair {
    uint32_t a, b, shared;
};

struct text_words {
    uint32_t *start, *end; // bytes of each word
    uint32_t count;
};

static bool word_byte(char c)
{
    return ss_ascii_alpha(c) || ss_ascii_digit(c) || (c & 0x80);
}

static bool split(struct ss_arena *arena, const struct sayso_row_report *r, struct text_words *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->text_len; i++)
        if (word_byte(r->text[i]) && (!i || !word_byte(r->text[i - 1]))) n++;
    w->start = SS_NEW_ARRAY(arena, uint32_t, n);
    w->end = SS_NEW_ARRAY(arena, uint32_t, n);
    if (!w->start || !w->end) return false;
    for (uint32_t i = 0; i < r->text_len;) {
        if (!word_byte(r->text[i])) {
            i++;
            continue;
        }
        w->start[w->count] = i;
        while (i < r->text_len && word_byte(r->text[i])) i++;
        w->end[w->count++] = i;
    }
    return true;
}

static uint64_t word_hash(const struct sayso_row_report *r, uint32_t start, uint32_t end)
{
    char low[64];
    size_t n = 0;
    for (uint32_t i = start; i < end && n < sizeof low; i++) low[n++] = ss_ascii_lower(r->text[i]);
    return ss_hash(low, n, 0);
}

static int by_hash(const void *x, const void *y)
{
    const struct shingle *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    if (a->report != b->report) return a->report < b->report ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

static int by_reports(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

struct echoing {
    struct ss_collating *c;
    struct text_words *words;
    SS_ARR(struct shingle) shingles;
    SS_ARR(struct pair) pairs;
    SS_ARR(struct sayso_row_echo) found; // in the arena
    const char **agency;                 // by report: whole text taken from, or NULL
};

static bool make_shingles(struct echoing *e)
{
    const struct sayso_rows *rows = e->c->rows;
    for (uint32_t i = 0; i < rows->report_count; i++) {
        uint64_t run[SHINGLE];
        if (!split(e->c->arena, &rows->reports[i], &e->words[i])) return false;
        for (uint32_t k = 0; k < e->words[i].count; k++) {
            run[k % SHINGLE] = word_hash(&rows->reports[i], e->words[i].start[k], e->words[i].end[k]);
            if (k + 1 < SHINGLE) continue;
            uint64_t in_order[SHINGLE];
            for (uint32_t m = 0; m < SHINGLE; m++) in_order[m] = run[(k + 1 + m) % SHINGLE];
            struct shingle *s = ss_arr_push(NULL, &e->shingles);
            if (!s) return false;
            *s = (struct shingle){ss_hash(in_order, sizeof in_order, 0), i, k + 1 - SHINGLE};
        }
    }
    if (e->shingles.count) qsort(e->shingles.item, e->shingles.count, sizeof *e->shingles.item, by_hash);
    return true;
}

static bool make_pairs(struct echoing *e)
{
    const struct shingle *s = e->shingles.item;
    for (uint32_t i = 0, end; i < e->shingles.count; i = end) {
        for (end = i + 1; end < e->shingles.count && s[end].hash == s[i].hash;) end++;
        if (end - i < 2 || end - i > COMMON_MAX) continue;
        for (uint32_t a = i; a < end; a++)
            for (uint32_t b = a + 1; b < end; b++) {
                // A run that stands twice in one report counts once.
                if (s[a].report == s[b].report || (a > i && s[a].report == s[a - 1].report) ||
                    (b > a + 1 && s[b].report == s[b - 1].report))
                    continue;
                struct pair *p = ss_arr_push(NULL, &e->pairs);
                if (!p) return false;
                *p = (struct pair){s[a].report, s[b].report, 1};
            }
    }
    if (e->pairs.count) qsort(e->pairs.item, e->pairs.count, sizeof *e->pairs.item, by_reports);
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->pairs.count; i++) {
        if (n && by_reports(&e->pairs.item[n - 1], &e->pairs.item[i]) == 0)
            e->pairs.item[n - 1].shared++;
        else
            e->pairs.item[n++] = e->pairs.item[i];
    }
    e->pairs.count = n;
    return true;
}

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

// The longest run of words of `b` that `a` holds too; returns its length in words and its first word in b.
static uint32_t longest_run(struct echoing *e, uint32_t a, uint32_t b, uint32_t *first)
{
    const struct sayso_rows *rows = e->c->rows;
    const struct text_words *wa = &e->words[a], *wb = &e->words[b];
    uint32_t best = 0, run = 0;
    if (wa->count < SHINGLE || wb->count < SHINGLE) return 0;
    uint32_t n = wa->count - SHINGLE + 1;
    uint64_t *have = malloc(n * sizeof *have), *ha = malloc(wa->count * sizeof *ha),
             *hb = malloc(wb->count * sizeof *hb);
    if (have && ha && hb) {
        for (uint32_t i = 0; i < wa->count; i++) ha[i] = word_hash(&rows->reports[a], wa->start[i], wa->end[i]);
        for (uint32_t i = 0; i < wb->count; i++) hb[i] = word_hash(&rows->reports[b], wb->start[i], wb->end[i]);
        for (uint32_t i = 0; i < n; i++) have[i] = ss_hash(&ha[i], SHINGLE * sizeof *ha, 0);
        qsort(have, n, sizeof *have, by_value);
        for (uint32_t i = 0; i + SHINGLE <= wb->count; i++) {
            uint64_t h = ss_hash(&hb[i], SHINGLE * sizeof *hb, 0);
            run = bsearch(&h, have, n, sizeof h, by_value) ? run + 1 : 0;
            if (run > best) {
                best = run;
                *first = i + 1 - run;
            }
        }
    }
    free(have);
    free(ha);
    free(hb);
    return best ? best + SHINGLE - 1 : 0;
}

// Whether a came before b: by day, then the one marked as an agency's, then the longer, then by id.
static bool before(const struct echoing *e, uint32_t a, uint32_t b)
{
    const struct sayso_row_report *x = &e->c->rows->reports[a], *y = &e->c->rows->reports[b];
    if (x->published != y->published) {
        if (x->published == SAYSO_NO_DAY) return false;
        if (y->published == SAYSO_NO_DAY) return true;
        return x->published < y->published;
    }
    if (!e->agency[a] != !e->agency[b]) return e->agency[a] != NULL;
    if (x->text_len != y->text_len) return x->text_len > y->text_len;
    return strcmp(x->id, y->id) < 0;
}

static bool near_in_time(const struct sayso_row_report *a, const struct sayso_row_report *b)
{
    if (a->published == SAYSO_NO_DAY || b->published == SAYSO_NO_DAY) return true;
    int32_t gap = a->published - b->published;
    return gap <= DAYS_APART_MAX && gap >= -DAYS_APART_MAX;
}

static bool add_pair(struct echoing *e, const struct pair *p)
{
    const struct sayso_row_report *reports = e->c->rows->reports;
    uint32_t origin = before(e, p->a, p->b) ? p->a : p->b, copy = origin == p->a ? p->b : p->a, first = 0;
    uint32_t wa = e->words[p->a].count, wb = e->words[p->b].count, shorter = wa < wb ? wa : wb;
    double share = shorter > SHINGLE ? (double)p->shared / (shorter - SHINGLE + 1) : 0;
    if (share > 1) share = 1;
    bool same_outlet = ss_streq(reports[p->a].outlet, reports[p->b].outlet);
    bool is_copy = share >= COPY_SHARE;
    if (!is_copy && (p->shared < PASSAGE_MIN || same_outlet || !near_in_time(&reports[p->a], &reports[p->b])))
        return true;
    uint32_t run = longest_run(e, origin, copy, &first);
    if (!is_copy && run < PASSAGE_MIN + SHINGLE - 1) return true;
    struct sayso_row_echo *x = ss_arr_push(e->c->arena, &e->found);
    if (!x) return false;
    *x = (struct sayso_row_echo){.report = reports[copy].id,
                                 .origin = reports[origin].id,
                                 .how = is_copy ? "copy" : "passage",
                                 .share = share,
                                 .source = e->agency[origin] ? e->agency[origin] : e->agency[copy]};
    if (run) {
        x->start = e->words[copy].start[first];
        x->end = e->words[copy].end[first + run - 1];
        uint32_t len = x->end - x->start;
        if (len > PASSAGE_BYTES)
            for (len = PASSAGE_BYTES; len && (reports[copy].text[x->start + len] & 0xC0) == 0x80;) len--;
        x->passage = ss_strndup(e->c->arena, reports[copy].text + x->start, len);
        if (!x->passage) return false;
    }
    if (is_copy) {
        uint32_t *root = e->c->report_root;
        uint32_t ra = origin, rb = copy;
        while (root[ra] != ra) ra = root[ra];
        while (root[rb] != rb) rb = root[rb];
        if (ra != rb) {
            if (before(e, ra, rb))
                root[rb] = ra;
            else
                root[ra] = rb;
        }
    }
    return true;
}

// Agencies named as the source of a whole text, as citations tell.
static bool add_agencies(struct echoing *e)
{
    const struct sayso_rows *rows = e->c->rows;
    for (uint32_t i = 0, k = 0; i < rows->citation_count; i++) {
        const struct sayso_row_citation *t = &rows->citations[i];
        while (k + 1 < rows->report_count && strcmp(rows->reports[k].id, t->report) != 0) k++;
        if (!t->name) continue;
        if (t->whole && !e->agency[k]) e->agency[k] = t->name;
        struct sayso_row_echo *x = ss_arr_push(e->c->arena, &e->found);
        if (!x) return false;
        *x = (struct sayso_row_echo){.report = t->report,
                                     .how = t->whole ? "agency" : "cites",
                                     .source = t->name,
                                     .start = t->start,
                                     .end = t->end};
        if (t->start < t->end && t->end <= rows->reports[k].text_len)
            x->passage = ss_strndup(e->c->arena, rows->reports[k].text + t->start, t->end - t->start);
    }
    return true;
}

// Reports at hand that a claim names as its voice: one echo for each two reports.
static bool add_cited(struct echoing *e)
{
    const struct sayso_rows *rows = e->c->rows;
    for (uint32_t i = 0; i < rows->claim_count; i++) {
        const struct sayso_row_claim *r = &rows->claims[i];
        bool known = e->c->claim_cited[i] == UINT32_MAX;
        const struct sayso_row_report *o = known ? NULL : &rows->reports[e->c->claim_cited[i]];
        for (uint32_t k = e->found.count; k-- > 0 && !known && ss_streq(e->found.item[k].report, r->report);)
            known = ss_streq(e->found.item[k].origin, o->id);
        if (known) continue;
        struct sayso_row_echo *x = ss_arr_push(e->c->arena, &e->found);
        if (!x) return false;
        *x = (struct sayso_row_echo){.report = r->report, .origin = o->id, .how = "cites", .source = o->outlet};
    }
    return true;
}

static enum sayso_err echoes(struct echoing *e)
{
    if (!add_agencies(e) || !make_shingles(e) || !make_pairs(e)) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; i < e->pairs.count; i++)
        if (!add_pair(e, &e->pairs.item[i])) return SAYSO_ERR_NOMEM;
    if (!ss_collate_cited(e->c) || !add_cited(e)) return SAYSO_ERR_NOMEM;
    for (uint32_t i = 0; i < e->c->rows->report_count; i++) {
        uint32_t r = i;
        while (e->c->report_root[r] != r) r = e->c->report_root[r];
        e->c->report_root[i] = r;
    }
    e->c->out->echoes = e->found.item;
    e->c->out->echo_count = e->found.count;
    return SAYSO_OK;
}

enum sayso_err ss_collate_echoes(struct ss_collating *c)
{
    uint32_t n = c->rows->report_count;
    struct echoing e = {.c = c};
    c->report_root = SS_NEW_ARRAY(c->arena, uint32_t, n);
    c->report_source = SS_NEW_ARRAY(c->arena, const char *, n);
    e.words = SS_NEW_ARRAY(c->arena, struct text_words, n);
    e.agency = c->report_source;
    if (!c->report_root || !c->report_source || !e.words) return ss_arena_error(c->arena);
    for (uint32_t i = 0; i < n; i++) c->report_root[i] = i;
    enum sayso_err err = echoes(&e);
    ss_arr_free(&e.shingles);
    ss_arr_free(&e.pairs);
    return err;
}
