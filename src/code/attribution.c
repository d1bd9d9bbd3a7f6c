// SPDX-License-Identifier: Apache-2.0
// The stage `attribution`: who says what. Reads its rules, gathers candidates, fits them to quotations, and writes the
// records.
#include "code/attribution.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

#define MESSAGE_TABLE 302 // a knowledge table that the coder needs is missing or wrong
#define NEAR          48  // neighbours looked at for nesting
#define LEMMA_ROOM    40

static const char *const pos_names[SS_CUE_POS_COUNT] = {"verb", "noun", "adj", "adv", "prep"};
static const char *const certainty_names[] = {"certain", "probable", "possible", "unconfirmed"};
static const char *const stance_names[] = {"neutral", "endorses", "doubts", "rejects"};
static const char *const kind_names[] = {"unknown", "named", "role", "anonymous", "document", "media", "social"};
static const char *const cite_names[] = {"name", "after", "before", "credit"};

struct bit_name {
    const char *name;
    uint32_t bit;
};

static const struct bit_name frame_names[] = {
    {"ccomp", SS_FRAME_CCOMP},
    {"quote", SS_FRAME_QUOTE},
    {"xcomp", SS_FRAME_XCOMP},
    {"obj", SS_FRAME_OBJ},
    {"objx", SS_FRAME_OBJX},
    {"rest", SS_FRAME_REST},
    {"tell", SS_FRAME_TELL},
    {"pass", SS_FRAME_PASS},
    {"raise", SS_FRAME_RAISE},
    {"that", SS_FRAME_THAT},
    {"inf", SS_FRAME_INF},
    {"clause", SS_FRAME_CLAUSE},
    {"according", SS_FRAME_ACCORDING},
    {"aside", SS_FRAME_ASIDE},
    {"colon", SS_FRAME_COLON},
};
static const struct bit_name flag_names[] = {{"core", SS_CUE_CORE},
                                             {"quoteonly", SS_CUE_QUOTE_ONLY},
                                             {"cite", SS_CUE_CITE},
                                             {"off", SS_CUE_OFF},
                                             {"mind", SS_CUE_MIND}};

static int index_of(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return (int)i;
    return -1;
}

#define INDEX_OF(names, name) index_of(names, sizeof(names) / sizeof *(names), name)

// Bits of the words of a list that have one; words with a colon carry a preposition and are matched as text.
static bool read_bits(uint32_t *out, const char *list, char sep, const struct bit_name *names, size_t count)
{
    while (*list) {
        const char *end = strchr(list, sep);
        size_t len = end ? (size_t)(end - list) : strlen(list);
        bool known = len == 0 || memchr(list, ':', len);
        for (size_t i = 0; i < count && !known; i++) {
            if (strlen(names[i].name) != len || memcmp(names[i].name, list, len) != 0) continue;
            *out |= names[i].bit;
            known = true;
        }
        if (!known) return false;
        list += len + (end ? 1 : 0);
    }
    return true;
}

static enum sayso_err bad_row(struct sayso_problem *problem, const struct ss_know_table *table, uint32_t row)
{
    return ss_fail(problem, SAYSO_ERR_FORMAT, MESSAGE_TABLE, ss_know_line(table, row), -1,
                   "%s: a word that is not known here", ss_know_line(table, row));
}

static enum sayso_err need(const struct ss_know_table **out, const struct ss_know *know, const char *name,
                           struct sayso_problem *problem)
{
    *out = ss_know_table(know, name);
    if (*out) return SAYSO_OK;
    return ss_fail(problem, SAYSO_ERR_FORMAT, MESSAGE_TABLE, name, -1, "the knowledge has no table %s", name);
}

static enum sayso_err read_cues(struct ss_attribution_rules *rules, const struct ss_know *know,
                                struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(need(&t, know, "words/cues", problem));
    int lemma = ss_know_column(t, "lemma"), pos = ss_know_column(t, "pos"), class = ss_know_column(t, "class");
    int certainty = ss_know_column(t, "certainty"), stance = ss_know_column(t, "stance");
    int frame = ss_know_column(t, "frame"), flags = ss_know_column(t, "flags");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        int p = INDEX_OF(pos_names, ss_know_cell(t, r, pos));
        int c = INDEX_OF(certainty_names, ss_know_cell(t, r, certainty));
        int s = INDEX_OF(stance_names, ss_know_cell(t, r, stance));
        struct ss_cue cue = {
            .class = ss_know_cell(t, r, class), .frame = ss_know_cell(t, r, frame), .line = ss_know_line(t, r)};
        if (p < 0 || c < 0 || s < 0 ||
            !read_bits(&cue.frames, cue.frame, '|', frame_names, sizeof frame_names / sizeof *frame_names) ||
            !read_bits(&cue.flags, ss_know_cell(t, r, flags), ' ', flag_names, sizeof flag_names / sizeof *flag_names))
            return bad_row(problem, t, r);
        cue.certainty = (enum sayso_certainty)c;
        cue.stance = (enum sayso_stance)s;
        const char *key = ss_know_cell(t, r, lemma);
        bool found;
        uint32_t *at = ss_map_put(&rules->cue_at[p], key, strlen(key), &found);
        struct ss_cue *slot = at && !found ? ss_arr_push(NULL, &rules->cue) : NULL;
        if (!at || (!found && !slot)) return SAYSO_ERR_NOMEM;
        if (found) continue; // the first row of a word counts
        *slot = cue;
        *at = rules->cue.count - 1;
    }
    return SAYSO_OK;
}

static enum sayso_err read_sources(struct ss_attribution_rules *rules, const struct ss_know *know,
                                   struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(need(&t, know, "words/sources", problem));
    int word = ss_know_column(t, "word"), kind = ss_know_column(t, "kind");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *key = ss_know_cell(t, r, word);
        int k = INDEX_OF(kind_names, ss_know_cell(t, r, kind));
        if (k < 0) return bad_row(problem, t, r);
        bool found;
        uint32_t *at = ss_map_put(&rules->source_kind, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        *at = (uint32_t)k;
    }
    rules->media_kind = kind_names[SAYSO_SOURCE_MEDIA];
    return SAYSO_OK;
}

static enum sayso_err read_hedges(struct ss_attribution_rules *rules, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(need(&t, know, "words/hedges", problem));
    int word = ss_know_column(t, "word"), kind = ss_know_column(t, "kind"), value = ss_know_column(t, "value");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *key = ss_know_cell(t, r, word), *v = ss_know_cell(t, r, value);
        bool stance = strcmp(ss_know_cell(t, r, kind), "stance") == 0, found;
        int n = stance ? INDEX_OF(stance_names, v) : INDEX_OF(certainty_names, v);
        if (n < 0) return bad_row(problem, t, r);
        uint32_t *at = ss_map_put(&rules->hedge_at, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        if (!found) {
            struct ss_hedge *h = ss_arr_push(NULL, &rules->hedge);
            if (!h) return SAYSO_ERR_NOMEM;
            *h = (struct ss_hedge){-1, -1};
            *at = rules->hedge.count - 1;
        }
        if (stance)
            rules->hedge.item[*at].stance = n;
        else
            rules->hedge.item[*at].certainty = n;
    }
    return SAYSO_OK;
}

static enum sayso_err read_quotes(struct ss_attribution_rules *rules, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(need(&t, know, "words/quotes", problem));
    int open = ss_know_column(t, "open"), close = ss_know_column(t, "close"), kind = ss_know_column(t, "kind");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        struct ss_quote_pair *p = ss_arr_push(NULL, &rules->pair);
        if (!p) return SAYSO_ERR_NOMEM;
        p->open = ss_know_cell(t, r, open);
        p->close = ss_know_cell(t, r, close);
        p->open_len = (uint32_t)strlen(p->open);
        p->close_len = (uint32_t)strlen(p->close);
        p->single = strcmp(ss_know_cell(t, r, kind), "single") == 0;
        if (!p->open_len || !p->close_len) return bad_row(problem, t, r);
    }
    return SAYSO_OK;
}

static enum sayso_err read_citations(struct ss_attribution_rules *rules, const struct ss_know *know,
                                     struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(need(&t, know, "words/citations", problem));
    int word = ss_know_column(t, "word"), kind = ss_know_column(t, "kind");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *key = ss_know_cell(t, r, word);
        int k = INDEX_OF(cite_names, ss_know_cell(t, r, kind));
        if (k < 0) return bad_row(problem, t, r);
        bool found;
        uint32_t *at = ss_map_put(&rules->citation, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        *at = (uint32_t)k;
    }
    return SAYSO_OK;
}

enum sayso_err ss_attribution_rules_new(struct ss_attribution_rules **out, const struct ss_know *know,
                                        struct sayso_problem *problem)
{
    struct ss_attribution_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return SAYSO_ERR_NOMEM;
    enum sayso_err err = read_cues(rules, know, problem);
    if (!err) err = read_sources(rules, know, problem);
    if (!err) err = read_hedges(rules, know, problem);
    if (!err) err = read_quotes(rules, know, problem);
    if (!err) err = read_citations(rules, know, problem);
    if (err) {
        ss_attribution_rules_free(rules);
        return err;
    }
    *out = rules;
    return SAYSO_OK;
}

void ss_attribution_rules_free(struct ss_attribution_rules *rules)
{
    if (!rules) return;
    for (int i = 0; i < SS_CUE_POS_COUNT; i++) ss_map_free(&rules->cue_at[i]);
    ss_map_free(&rules->source_kind);
    ss_map_free(&rules->hedge_at);
    ss_map_free(&rules->citation);
    ss_arr_free(&rules->cue);
    ss_arr_free(&rules->hedge);
    ss_arr_free(&rules->pair);
    free(rules);
}

const struct ss_cue *ss_cue_find(const struct ss_attribution_rules *rules, enum ss_cue_pos pos, const char *lemma)
{
    char lower[LEMMA_ROOM];
    size_t len = lemma ? strlen(lemma) : LEMMA_ROOM;
    if (len >= LEMMA_ROOM) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(lemma[i]);
    const uint32_t *at = ss_map_get(&rules->cue_at[pos], lower, len);
    return at ? &rules->cue.item[*at] : NULL;
}

// --- records
// ------------------------------------------------------------------------------------------------------------

static enum sayso_err copy_spans(struct sayso_spans *out, const struct sayso_span *spans, uint32_t count,
                                 struct ss_arena *arena)
{
    struct sayso_span *items = SS_NEW_ARRAY(arena, struct sayso_span, count);
    if (!items) return ss_arena_error(arena);
    if (count) memcpy(items, spans, count * sizeof *items);
    *out = (struct sayso_spans){items, count};
    return SAYSO_OK;
}

static enum sayso_quote_form form_of(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    uint32_t whole = 0, some = 0;
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span s = c->content[i];
        uint32_t k = 0, hi = w->quotes.list.count;
        while (k < hi) {
            uint32_t mid = k + (hi - k) / 2;
            if (w->quotes.list.item[mid].end <= s.start)
                k = mid + 1;
            else
                hi = mid;
        }
        if (k == w->quotes.list.count || w->quotes.list.item[k].start >= s.end) continue;
        uint32_t last = k;
        while (last + 1 < w->quotes.list.count && w->quotes.list.item[last + 1].start < s.end) last++;
        const struct ss_quote *a = &w->quotes.list.item[k], *b = &w->quotes.list.item[last];
        if (a->start < s.start && s.end < a->end) continue; // all of it stands in somebody's quotation
        some++;
        if (a->start <= s.start && b->end >= s.end) whole++;
    }
    if (whole && whole == c->content_count) return SAYSO_QUOTE_DIRECT;
    return some ? SAYSO_QUOTE_MIXED : SAYSO_QUOTE_INDIRECT;
}

static void apply_hedges(const struct ss_attribution_work *w, const struct ss_candidate *c, struct sayso_attribution *a)
{
    for (int32_t k = w->tree.first_child[c->cue_token]; k >= 0; k = w->tree.next_child[k]) {
        const struct sayso_token *t = &w->report->tokens[k];
        if (t->deprel != SAYSO_DEP_ADVMOD && t->deprel != SAYSO_DEP_AMOD) continue;
        char lower[LEMMA_ROOM];
        size_t len = strlen(t->lemma);
        if (len >= LEMMA_ROOM) continue;
        for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(t->lemma[i]);
        const uint32_t *at = ss_map_get(&w->rules->hedge_at, lower, len);
        if (!at) continue;
        const struct ss_hedge *h = &w->rules->hedge.item[*at];
        if (h->stance >= 0) a->stance = (enum sayso_stance)h->stance;
        if (h->certainty >= 0 && (enum sayso_certainty)h->certainty > a->certainty)
            a->certainty = (enum sayso_certainty)h->certainty;
    }
}

static enum sayso_err write_record(const struct ss_attribution_work *w, const struct ss_candidate *c,
                                   struct sayso_attribution *a)
{
    struct ss_arena *arena = w->report->arena;
    *a = (struct sayso_attribution){.within = -1, .cue_token = c->cue_token};
    SS_TRY(copy_spans(&a->source, c->source, c->source_count, arena));
    SS_TRY(copy_spans(&a->cue, c->cue, c->cue_count, arena));
    SS_TRY(copy_spans(&a->content, c->content, c->content_count, arena));
    a->form = form_of(w, c);
    a->verb = c->cue_row->class;
    a->rule = c->cue_row->line;
    a->certainty = c->cue_row->certainty;
    a->stance = c->cue_row->stance;
    ss_attribution_source(w, c, a);
    apply_hedges(w, c, a);
    return SAYSO_OK;
}

static bool covers(const struct sayso_spans *spans, uint32_t offset)
{
    for (uint32_t i = 0; i < spans->count; i++)
        if (spans->item[i].start <= offset && offset < spans->item[i].end) return true;
    return false;
}

static uint32_t length(const struct sayso_spans *spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->count; i++) n += spans->item[i].end - spans->item[i].start;
    return n;
}

// The smallest content around each cue. Cues stand in text order, so only neighbours can hold each other.
static void nest(struct sayso_report *r, const int32_t *host)
{
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        struct sayso_attribution *a = &r->attributions[i];
        uint32_t at = r->tokens[a->cue_token].start, best = UINT32_MAX;
        uint32_t from = i > NEAR ? i - NEAR : 0, to = i + NEAR < r->attribution_count ? i + NEAR : r->attribution_count;
        for (uint32_t k = from; k < to; k++) {
            const struct sayso_attribution *b = &r->attributions[k];
            if (k == i || !covers(&b->content, at) || covers(&a->content, r->tokens[b->cue_token].start)) continue;
            uint32_t size = length(&b->content);
            if (size >= best) continue;
            best = size;
            a->within = (int32_t)k;
        }
        for (uint32_t k = from; k < to && host[i] >= 0; k++)
            if (k != i && r->attributions[k].cue_token == host[i]) a->within = (int32_t)k;
    }
}

static enum sayso_err write_records(struct ss_attribution_work *w)
{
    struct sayso_report *r = w->report;
    uint32_t n = 0;
    r->attributions = SS_NEW_ARRAY(r->arena, struct sayso_attribution, w->list.count);
    int32_t *host = SS_NEW_ARRAY(r->arena, int32_t, w->list.count);
    if (!r->attributions || !host) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < w->list.count; i++) {
        const struct ss_candidate *c = &w->list.item[i];
        if (c->dropped || !c->content_count || !c->cue_row) continue;
        host[n] = c->host;
        SS_TRY(write_record(w, c, &r->attributions[n++]));
    }
    r->attribution_count = n;
    nest(r, host);
    return SAYSO_OK;
}

// For each entity the mention that tells best what it is.
static enum sayso_err best_mentions(struct ss_attribution_work *w)
{
    const struct sayso_report *r = w->report;
    w->spoken_as = SS_NEW_ARRAY(r->arena, int32_t, r->entity_count);
    if (!w->spoken_as) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < r->entity_count; i++) w->spoken_as[i] = -1;
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->entity < 0 || m->entity >= (int32_t)r->entity_count || m->form == SAYSO_FORM_PRONOUN) continue;
        int32_t old = w->spoken_as[m->entity];
        if (old < 0 || (m->form == SAYSO_FORM_NAME && r->mentions[old].form != SAYSO_FORM_NAME))
            w->spoken_as[m->entity] = (int32_t)i;
    }
    return SAYSO_OK;
}

enum sayso_err ss_code_attributions(const struct ss_coder *coder, struct sayso_report *report)
{
    struct ss_attribution_work w = {.rules = coder->attribution, .report = report};
    if (!report->token_count) return SAYSO_OK;
    SS_TRY(ss_syntax_new(&w.tree, report));
    SS_TRY(ss_quotes_find(&w.quotes, w.rules->pair.item, w.rules->pair.count, report));
    SS_TRY(best_mentions(&w));
    SS_TRY(ss_attribution_cues(&w));
    ss_attribution_quotes(&w);
    SS_TRY(ss_attribution_blocks(&w));
    ss_attribution_prune(&w);
    return write_records(&w);
}
