// SPDX-License-Identifier: Apache-2.0
// The whole reading engine: paragraphs, words, sentences, then batches of sentences through the network and its heads.
// Very long sentences (tables, lists without stops) are parsed in windows; the roots of later windows hang on the first
// one's root.
#include "parse/parse.h"

#include <stdlib.h>
#include <string.h>
#include "base/arr.h"
#include "base/error.h"
#include "base/io.h"
#include "base/map.h"
#include "model/net.h"
#include "parse/again.h"
#include "parse/feat.h"
#include "parse/heads.h"
#include "parse/inflect.h"
#include "parse/names.h"
#include "parse/rules.h"
#include "parse/split.h"
#include "parse/stamp.h"
#include "text/para.h"
#include "text/token.h"

#define BATCH_WORDS    96u   // words that go through the network together
#define WINDOW_MAX     160u  // words of one parsed window
#define SENTENCE_WORDS 2000u // a longer "sentence" is cut
#define SPLIT_MODEL    "model/split.sayso"

struct ss_parser {
    struct ss_arena *arena;
    struct ss_model *model, *split_model;
    struct ss_net *net;
    struct ss_feat feat;
    struct ss_heads heads;
    struct ss_split split;
    struct ss_token_rules *rules;
    struct ss_inflect *inflect;
    struct ss_names *names;
    const struct ss_kern *kern;
    char hash[33];
};

struct ss_parse_session {
    const struct ss_parser *parser;
    struct ss_net_scratch *net;
    struct ss_heads_scratch *heads;
    struct ss_net_word *words;
    uint32_t *lens;
    uint32_t *ask; // words whose lemma the network must give
};

// The splitter's weights are in the model file or in a file of their own beside it.
static enum sayso_err open_split(struct ss_parser *p, struct sayso_problem *problem)
{
    if (ss_model_tensor(p->model, "split.w")) return ss_split_load(&p->split, p->model, problem);
    char *path = ss_find_data(SPLIT_MODEL);
    if (!path)
        return ss_fail(problem, SAYSO_ERR_NOTFOUND, 0, SPLIT_MODEL, -1, "the sentence splitter's weights are missing");
    enum sayso_err err = ss_model_open(&p->split_model, path, problem);
    if (!err) err = ss_split_load(&p->split, p->split_model, problem);
    free(path);
    return err;
}

// Two files of weights make one hash.
static void make_hash(struct ss_parser *p)
{
    char both[64];
    memcpy(p->hash, ss_model_hash(p->model), sizeof p->hash);
    if (!p->split_model) return;
    memcpy(both, p->hash, 32);
    memcpy(both + 32, ss_model_hash(p->split_model), 32);
    ss_hash_hex(both, sizeof both, p->hash);
}

static enum sayso_err open_all(struct ss_parser *p, const char *path, const struct ss_know *know,
                               struct sayso_problem *problem)
{
    p->arena = ss_arena_new(SS_MODEL_BYTES_MAX);
    if (!p->arena) return SAYSO_ERR_NOMEM;
    p->kern = ss_kern_pick();
    SS_TRY(ss_model_open(&p->model, path, problem));
    SS_TRY(ss_net_new(&p->net, p->model, problem));
    SS_TRY(ss_feat_init(&p->feat, p->net, p->model, problem));
    SS_TRY(ss_heads_load(&p->heads, p->arena, p->model, ss_net_width(p->net), problem));
    SS_TRY(open_split(p, problem));
    make_hash(p);
    SS_TRY(ss_parse_rules(&p->rules, know, problem));
    SS_TRY(ss_names_new(&p->names, know, problem));
    return ss_inflect_new(&p->inflect, know, p->heads.scripts, p->heads.lemma.out, problem);
}

enum sayso_err ss_parser_open(struct ss_parser **out, const char *model_path, const struct ss_know *know,
                              struct sayso_problem *problem)
{
    struct ss_parser *p = calloc(1, sizeof *p);
    if (!p) return SAYSO_ERR_NOMEM;
    enum sayso_err err = open_all(p, model_path, know, problem);
    if (err) {
        ss_parser_close(p);
        return err;
    }
    *out = p;
    return SAYSO_OK;
}

void ss_parser_close(struct ss_parser *p)
{
    if (!p) return;
    ss_token_rules_free(p->rules);
    ss_inflect_free(p->inflect);
    ss_names_free(p->names);
    ss_net_free(p->net);
    ss_model_close(p->split_model);
    ss_model_close(p->model);
    ss_arena_free(p->arena);
    free(p);
}

const char *ss_parser_hash(const struct ss_parser *parser)
{
    return parser->hash;
}

enum sayso_err ss_parse_session_new(struct ss_parse_session **out, const struct ss_parser *parser)
{
    struct ss_parse_session *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    s->parser = parser;
    s->words = calloc(SS_NET_ROWS_MAX, sizeof *s->words);
    s->lens = calloc(SS_NET_ROWS_MAX, sizeof *s->lens);
    s->ask = calloc(SS_NET_ROWS_MAX, sizeof *s->ask);
    enum sayso_err err = s->words && s->lens && s->ask ? SAYSO_OK : SAYSO_ERR_NOMEM;
    if (!err) err = ss_net_scratch_new(&s->net, parser->net, parser->kern);
    if (!err) err = ss_heads_scratch_new(&s->heads, &parser->heads, parser->kern);
    if (err) {
        ss_parse_session_free(s);
        return err;
    }
    *out = s;
    return SAYSO_OK;
}

void ss_parse_session_free(struct ss_parse_session *s)
{
    if (!s) return;
    ss_net_scratch_free(s->net);
    ss_heads_scratch_free(s->heads);
    free(s->words);
    free(s->lens);
    free(s->ask);
    free(s);
}

typedef SS_ARR(struct sayso_sentence) sentence_array;

// Cuts the pieces of paragraph `index` into sentences.
static enum sayso_err add_sentences(const struct ss_parser *p, struct sayso_report *r, const ss_pieces *pieces,
                                    uint32_t first, uint32_t index, sentence_array *sentences)
{
    uint32_t end = pieces->count, start = first;
    if (first == end) return SAYSO_OK;
    struct ss_split_view view;
    SS_TRY(ss_split_look(&view, r->arena, r->text, pieces->item, first, end));
    for (uint32_t i = first; i < end; i++) {
        bool inside = i + 1 < end && pieces->item[i + 1].flags & SAYSO_TOKEN_MWT_NEXT;
        // "E. J." and the like at the beginning are initials.
        bool ends =
            (ss_split_ends(&p->split, &view, i) && (i > start || i + 1 == end || !ss_split_initials(&view, i))) ||
            ss_stamp_ends(p->rules, &view, i) || ss_clock_ends(p->rules, &view, i);
        if (!ends && (i - start + 1 < SENTENCE_WORDS || inside)) continue;
        if (start > first && ss_split_closes(&view, start, i)) { // `… school. " The mayor …`
            struct sayso_sentence *before = &sentences->item[sentences->count - 1];
            before->end = pieces->item[i].end;
            before->token_count += i + 1 - start;
            start = i + 1;
            continue;
        }
        struct sayso_sentence *s = ss_arr_push(r->arena, sentences);
        if (!s) return SAYSO_ERR_LIMIT;
        *s = (struct sayso_sentence){.start = pieces->item[start].start,
                                     .end = pieces->item[i].end,
                                     .token_first = start,
                                     .token_count = i + 1 - start,
                                     .paragraph = index};
        start = i + 1;
    }
    return SAYSO_OK;
}

static enum sayso_err cut(const struct ss_parser *p, struct sayso_report *r)
{
    struct sayso_span *paragraphs;
    ss_pieces pieces = {0};
    sentence_array sentences = {0};
    SS_TRY(ss_paragraphs(r->arena, r->text, r->text_len, &paragraphs, &r->paragraph_count));
    r->paragraphs = paragraphs;
    for (uint32_t i = 0; i < r->paragraph_count; i++) {
        uint32_t first = pieces.count;
        SS_TRY(ss_tokenise(r->arena, p->rules, r->text, paragraphs[i].start, paragraphs[i].end, &pieces));
        SS_TRY(add_sentences(p, r, &pieces, first, i, &sentences));
    }
    r->sentences = sentences.item;
    r->sentence_count = sentences.count;
    r->tokens = SS_NEW_ARRAY(r->arena, struct sayso_token, pieces.count);
    if (!r->tokens) return ss_arena_error(r->arena);
    r->token_count = pieces.count;
    for (uint32_t s = 0; s < r->sentence_count; s++)
        for (uint32_t k = 0; k < r->sentences[s].token_count; k++) {
            const struct ss_piece *piece = &pieces.item[r->sentences[s].token_first + k];
            struct sayso_token *t = &r->tokens[r->sentences[s].token_first + k];
            t->start = piece->start;
            t->end = piece->end;
            t->sentence = s;
            t->flags = piece->flags & (SAYSO_TOKEN_SPACE_AFTER | SAYSO_TOKEN_MWT_FIRST | SAYSO_TOKEN_MWT_NEXT);
        }
    return SAYSO_OK;
}

// Words of the next window of a sentence that has `left` words at `first`: all, or up to its last comma-like mark.
static uint32_t window(const struct sayso_report *r, uint32_t first, uint32_t left)
{
    if (left <= WINDOW_MAX) return left;
    for (uint32_t n = WINDOW_MAX; n > WINDOW_MAX / 2; n--) {
        const struct sayso_token *t = &r->tokens[first + n - 1];
        if (t->end - t->start == 1 && strchr(",;:|", r->text[t->start])) return n;
    }
    uint32_t n = WINDOW_MAX;
    while (n > 1 && r->tokens[first + n].flags & SAYSO_TOKEN_MWT_NEXT) n--;
    return n;
}

static void word_features(const void *feat, const char *form, uint32_t len, uint32_t *ids)
{
    ss_feat_word(feat, form, len, ids);
}

// Lemmas of the words of a batch: by table where they can be had so, from the network for the others.
static enum sayso_err lemmas(struct ss_parse_session *s, struct sayso_report *r, uint32_t first, uint32_t rows)
{
    const struct ss_parser *p = s->parser;
    struct sayso_token *tokens = r->tokens + first;
    struct ss_inflect_style style = {0};
    uint32_t count = 0;
    bool ask;
    for (uint32_t i = 0; i < rows; i++) {
        if (i == 0 || tokens[i].sentence != tokens[i - 1].sentence)
            style = ss_inflect_style(r, &r->sentences[tokens[i].sentence]);
        tokens[i].lemma = NULL;
        SS_TRY(ss_inflect_word(p->inflect, r, style, &tokens[i], &ask));
        if (ask) s->ask[count++] = i;
    }
    SS_TRY(ss_heads_lemmas(&p->heads, s->heads, r->arena, r->text, s->ask, count, tokens));
    for (uint32_t i = 0; i < count; i++) {
        struct sayso_token *t = &tokens[s->ask[i]];
        if (i == 0 || t->sentence != tokens[s->ask[i - 1]].sentence)
            style = ss_inflect_style(r, &r->sentences[t->sentence]);
        SS_TRY(ss_inflect_word(p->inflect, r, style, t, &ask));
    }
    return SAYSO_OK;
}

static enum sayso_err run_batch(struct ss_parse_session *s, struct sayso_report *r, uint8_t *mark, uint32_t first,
                                uint32_t rows, uint32_t count)
{
    const struct ss_parser *p = s->parser;
    if (!rows) return SAYSO_OK;
    for (uint32_t i = 0; i < rows; i++) {
        const struct sayso_token *t = &r->tokens[first + i];
        s->words[i] = (struct ss_net_word){r->text + t->start, t->end - t->start};
    }
    const struct ss_net_features features = {&p->feat, word_features};
    const float *x = ss_net_run_words(p->net, s->net, &features, s->words, s->lens, count, rows);
    ss_heads_run(&p->heads, s->heads, x, s->lens, count, r->tokens + first, first,
                 mark ? mark + (size_t)first * p->heads.marks.label_count : NULL);
    return lemmas(s, r, first, rows);
}

// Hangs the roots of a sentence's later windows on its first root.
static void join_windows(struct sayso_report *r, const struct sayso_sentence *s)
{
    int32_t root = -1;
    for (uint32_t i = s->token_first; i < s->token_first + s->token_count; i++) {
        if (r->tokens[i].head >= 0) continue;
        if (root < 0) {
            root = (int32_t)i;
        } else {
            r->tokens[i].head = root;
            r->tokens[i].deprel = SAYSO_DEP_PARATAXIS;
        }
    }
}

// Tags and trees of all sentences, or of those that `which` names.
static enum sayso_err run_sentences(struct ss_parse_session *session, struct sayso_report *r, uint8_t *mark,
                                    const uint8_t *which)
{
    uint32_t first = 0, rows = 0, count = 0;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        const struct sayso_sentence *s = &r->sentences[i];
        if (which && !which[i]) continue;
        for (uint32_t done = 0; done < s->token_count;) {
            uint32_t n = window(r, s->token_first + done, s->token_count - done);
            if (rows && (rows + n > BATCH_WORDS || first + rows != s->token_first + done)) {
                SS_TRY(run_batch(session, r, mark, first, rows, count));
                rows = count = 0;
            }
            if (!rows) first = s->token_first + done;
            session->lens[count++] = n;
            rows += n;
            done += n;
        }
    }
    return run_batch(session, r, mark, first, rows, count);
}

static enum sayso_err run_all(struct ss_parse_session *session, struct sayso_report *r, uint8_t **mark)
{
    const struct ss_marks *marks = &session->parser->heads.marks;
    *mark = NULL;
    if (marks->label_count) {
        *mark = SS_NEW_ARRAY(r->arena, uint8_t, (size_t)r->token_count * marks->label_count);
        if (!*mark) return ss_arena_error(r->arena);
        r->marks = marks;
        r->mark = *mark;
    }
    return run_sentences(session, r, *mark, NULL);
}

static void finish(const struct ss_parse_session *session, struct sayso_report *r)
{
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        if (r->sentences[i].token_count > WINDOW_MAX) join_windows(r, &r->sentences[i]);
        ss_names_sentence(session->parser->names, r, &r->sentences[i]);
    }
}

enum sayso_err ss_parse_report(struct ss_parse_session *session, struct sayso_report *r)
{
    uint8_t *mark, *again;
    SS_TRY(cut(session->parser, r));
    SS_TRY(run_all(session, r, &mark));
    SS_TRY(ss_split_again(session->parser->rules, r, &mark, &again));
    if (again) SS_TRY(run_sentences(session, r, mark, again));
    finish(session, r);
    return SAYSO_OK;
}

enum sayso_err ss_parse_tokens(struct ss_parse_session *session, struct sayso_report *r)
{
    uint8_t *mark;
    SS_TRY(run_all(session, r, &mark));
    finish(session, r);
    return SAYSO_OK;
}
