// SPDX-License-Identifier: Apache-2.0
// The rules of attribution, read from the knowledge: cues, sources, hedges, pairs of quotation marks, words of
// citations, and how sure the network must be of a word.
#include "code/attribution.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"

#define MESSAGE_TABLE 302 // a knowledge table that the coder needs is missing or wrong

static const char *const pos_names[SS_CUE_POS_COUNT] = {"verb", "noun", "adj", "adv", "prep", "verb+"};
static const char *const mark_names[SS_MARK_COUNT] = {"frame", "new", "span", "open", "said"};
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
    {"lacks", SS_FRAME_LACKS},
    {"colon", SS_FRAME_COLON},
    {"it", SS_FRAME_IT},
    {"sign", SS_FRAME_SIGN},
    {"from", SS_FRAME_FROM},
};
static const struct bit_name flag_names[] = {
    {"core", SS_CUE_CORE},   {"quoteonly", SS_CUE_QUOTE_ONLY}, {"cite", SS_CUE_CITE}, {"off", SS_CUE_OFF},
    {"light", SS_CUE_LIGHT}, {"person", SS_CUE_PERSON},        {"mind", SS_CUE_MIND}};

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

static enum sayso_err read_cues(struct ss_attribution_rules *rules, const struct ss_know *know,
                                struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "words/cues", problem));
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

// Words and the kind of each, as an index into `names`.
static enum sayso_err read_kinds(struct ss_map *map, const char *const *names, size_t count, const char *table,
                                 const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, table, problem));
    int word = ss_know_column(t, "word"), kind = ss_know_column(t, "kind");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *key = ss_know_cell(t, r, word);
        int k = index_of(names, count, ss_know_cell(t, r, kind));
        if (k < 0) return bad_row(problem, t, r);
        bool found;
        uint32_t *at = ss_map_put(map, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        *at = (uint32_t)k;
    }
    return SAYSO_OK;
}

static enum sayso_err read_hedges(struct ss_attribution_rules *rules, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "words/hedges", problem));
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
    SS_TRY(ss_know_need(&t, know, "words/quotes", problem));
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

static enum sayso_err read_marks(struct ss_attribution_rules *rules, const struct ss_know *know,
                                 struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "words/marks", problem));
    int mark = ss_know_column(t, "mark"), least = ss_know_column(t, "least");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *cell = ss_know_cell(t, r, least);
        int m = INDEX_OF(mark_names, ss_know_cell(t, r, mark));
        int64_t value;
        if (m < 0 || !ss_parse_int(cell, strlen(cell), &value) || value < 0 || value > UINT16_MAX)
            return bad_row(problem, t, r);
        rules->mark[m] = (unsigned)value;
    }
    return SAYSO_OK;
}

// Weights of features, in hundredths.
static enum sayso_err read_weights(int *out, int (*feature)(const char *), const char *table,
                                   const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, table, problem));
    int name = ss_know_column(t, "feature"), weight = ss_know_column(t, "weight");
    for (uint32_t r = 0; r < ss_know_rows(t); r++) {
        const char *cell = ss_know_cell(t, r, weight);
        int f = feature(ss_know_cell(t, r, name));
        int64_t value;
        if (f < 0 || !ss_parse_int(cell, strlen(cell), &value) || value > INT16_MAX || value < INT16_MIN)
            return bad_row(problem, t, r);
        out[f] = (int)value;
    }
    return SAYSO_OK;
}

enum sayso_err ss_attribution_rules_new(struct ss_attribution_rules **out, const struct ss_know *know,
                                        struct sayso_problem *problem)
{
    struct ss_attribution_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return SAYSO_ERR_NOMEM;
    enum sayso_err err = read_cues(rules, know, problem);
    if (!err)
        err = read_kinds(&rules->source_kind, kind_names, sizeof kind_names / sizeof *kind_names, "words/sources", know,
                         problem);
    rules->media_kind = kind_names[SAYSO_SOURCE_MEDIA];
    if (!err) err = read_hedges(rules, know, problem);
    if (!err) err = read_quotes(rules, know, problem);
    if (!err)
        err = read_kinds(&rules->citation, cite_names, sizeof cite_names / sizeof *cite_names, "words/citations", know,
                         problem);
    if (!err) err = read_marks(rules, know, problem);
    if (!err) err = read_weights(rules->gate, ss_gate_feature, "words/gate", know, problem);
    if (!err) err = read_weights(rules->end, ss_end_feature, "words/ends", know, problem);
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
