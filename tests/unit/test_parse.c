// SPDX-License-Identifier: Apache-2.0
// The whole engine on a tiny random model: invariants of every result, hostile text, the tree decoder against brute
// force, the name decoder, lemma scripts, and limits.
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/again.h"
#include "parse/conllu.h"
#include "parse/heads.h"
#include "parse/lemma.h"
#include "parse/parse.h"
#include "parse/rules.h"
#include "parse/tree.h"
#include "text/utf8.h"
#include "tiny_model.h"

static struct ss_parser *parser;
static struct ss_parse_session *session;

static int setup(void **state)
{
    (void)state;
    char *path = tiny_model_file();
    struct sayso_problem problem = {0};
    enum sayso_err err = ss_parser_open(&parser, path, NULL, &problem);
    if (err) fprintf(stderr, "%s: %s\n", problem.file, problem.text);
    unlink(path);
    free(path);
    return err || ss_parse_session_new(&session, parser) ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ss_parse_session_free(session);
    ss_parser_close(parser);
    return 0;
}

// Sentences follow one another and cover all tokens; each is a tree with one root; spans lie in the text.
static void check_report(const struct sayso_report *r)
{
    uint32_t next = 0, end = 0;
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        const struct sayso_sentence *sentence = &r->sentences[s];
        assert_int_equal(sentence->token_first, next);
        assert_true(sentence->token_count > 0);
        next += sentence->token_count;
        assert_int_equal(sentence->start, r->tokens[sentence->token_first].start);
        assert_int_equal(sentence->end, r->tokens[next - 1].end);
        uint32_t roots = 0;
        for (uint32_t i = sentence->token_first; i < next; i++) {
            const struct sayso_token *t = &r->tokens[i];
            assert_true(t->start >= end && t->end > t->start && t->end <= r->text_len);
            assert_int_equal(t->sentence, s);
            assert_non_null(t->lemma);
            end = t->end;
            roots += t->head < 0;
            assert_true(t->head < 0 || ((uint32_t)t->head >= sentence->token_first && (uint32_t)t->head < next &&
                                        (uint32_t)t->head != i));
            uint32_t steps = 0; // no cycle
            for (int32_t at = (int32_t)i; at >= 0; at = r->tokens[at].head)
                if (steps++ > sentence->token_count) fail_msg("cycle in sentence %u", s);
            if (steps > 600) break; // long sentences: a sample will do
        }
        assert_int_equal(roots, 1);
    }
    assert_int_equal(next, r->token_count);
}

static void parse_text(const char *text, uint32_t len)
{
    struct sayso_report r = {.arena = ss_arena_new((size_t)2 << 30), .text = text, .text_len = len};
    assert_int_equal(ss_parse_report(session, &r), SAYSO_OK);
    check_report(&r);
    struct ss_str out = {0};
    assert_int_equal(ss_conllu_write(&out, &r, "x"), SAYSO_OK);
    ss_str_free(&out);
    ss_arena_free(r.arena);
}

static void ordinary_text(void **state)
{
    (void)state;
    static const char text[] =
        "Port Hadda, 3 May (Wire) -- The army didn't fire, Gen. Ito said. \"We hold it,\" he added.\n\n"
        "Is that so? The rebels' radio said at least 12 were killed at 5:30 a.m. near the mill.";
    parse_text(text, sizeof text - 1);
    parse_text("", 0);
    parse_text(" \n ", 3);
    parse_text("Why", 3);
}

static void hostile_text(void **state)
{
    (void)state;
    uint32_t rnd = 11, size = 1u << 20;
    char *text = malloc(size + 8);
    memset(text, 'a', size);
    parse_text(text, size); // one word of a MiB
    for (uint32_t i = 0; i + 2 <= 200000; i += 2) memcpy(text + i, i % 14 ? "x " : ", ", 2);
    parse_text(text, 200000); // 100,000 words on a line, more than any sentence has
    memset(text, '.', 50000);
    parse_text(text, 50000);
    memset(text, '\n', 50000);
    parse_text(text, 50000);
    for (int round = 0; round < 200; round++) {
        uint32_t n = 300;
        for (uint32_t i = 0; i < n; i++) text[i] = (char)((rnd = rnd * 1664525u + 1013904223u) >> 24);
        struct ss_arena *arena = ss_arena_new(0);
        char *good;
        uint32_t len, bad;
        assert_int_equal(ss_utf8_repair(arena, text, n, &good, &len, &bad), SAYSO_OK);
        parse_text(good, len);
        ss_arena_free(arena);
    }
    free(text);
}

static void a_small_arena_is_a_limit(void **state)
{
    (void)state;
    static const char text[] = "The army said that it held the town. The mayor said that it did not.";
    for (size_t cap = 16; cap < 6000; cap += 61) {
        struct sayso_report r = {.arena = ss_arena_new(cap), .text = text, .text_len = sizeof text - 1};
        enum sayso_err err = ss_parse_report(session, &r);
        assert_true(err == SAYSO_OK || err == SAYSO_ERR_LIMIT);
        ss_arena_free(r.arena);
    }
}

static void marks_are_probabilities(void **state)
{
    (void)state;
    static const char text[] = "The army said that it held the town. The mayor said that it did not.";
    struct sayso_report r = {.arena = ss_arena_new(0), .text = text, .text_len = sizeof text - 1};
    assert_int_equal(ss_mark_head(&r, "cue"), -1);
    assert_int_equal(ss_mark(&r, 0, -1, -1), 0);
    assert_int_equal(ss_parse_report(session, &r), SAYSO_OK);
    int cue = ss_mark_head(&r, "cue"), fact = ss_mark_head(&r, "fact");
    assert_true(cue >= 0 && fact >= 0);
    assert_int_equal(ss_mark_head(&r, "ner"), -1);
    assert_int_equal(ss_mark_label(&r, cue, "I"), 2);
    assert_int_equal(ss_mark_label(&r, cue, "C"), -1);
    assert_int_equal(ss_mark_label(&r, fact, "-1"), 0);
    for (uint32_t t = 0; t < r.token_count; t++) {
        unsigned sum[2] = {0, 0};
        for (int l = 0; l < 3; l++) {
            sum[0] += ss_mark(&r, t, cue, l);
            sum[1] += ss_mark(&r, t, fact, l);
            assert_true(ss_mark(&r, t, cue, l) <= ss_mark(&r, t, cue, ss_mark_top(&r, t, cue)));
        }
        assert_true(sum[0] >= 253 && sum[0] <= 257 && sum[1] >= 253 && sum[1] <= 257);
        float want = ((float)ss_mark(&r, t, fact, 2) - (float)ss_mark(&r, t, fact, 0)) / (float)sum[1];
        assert_true(ss_mark_value(&r, t, fact) == want);
        assert_true(ss_mark_value(&r, t, cue) == 0.0f); // its labels are no numbers
    }
    ss_arena_free(r.arena);
}

// The result of a sentence does not depend on what is parsed with it.
static void company_does_not_matter(void **state)
{
    (void)state;
    static const char one[] = "The army held the old mill.";
    char many[4000] = "";
    for (int i = 0; i < 60; i++)
        strcat(many, i % 7 == 3 ? "Some other words, then, stood here before it. " : "The army held the old mill. ");
    struct sayso_report a = {.arena = ss_arena_new(0), .text = one, .text_len = sizeof one - 1};
    struct sayso_report b = {.arena = ss_arena_new(0), .text = many, .text_len = (uint32_t)strlen(many)};
    assert_int_equal(ss_parse_report(session, &a), SAYSO_OK);
    assert_int_equal(ss_parse_report(session, &b), SAYSO_OK);
    for (uint32_t s = 0; s < b.sentence_count; s++) {
        uint32_t first = b.sentences[s].token_first;
        if (b.sentences[s].token_count != a.token_count || b.text[b.tokens[first].start] != 'T') continue;
        for (uint32_t i = 0; i < a.token_count; i++) {
            assert_int_equal(a.tokens[i].head,
                             b.tokens[first + i].head < 0 ? -1 : b.tokens[first + i].head - (int32_t)first);
            assert_int_equal(a.tokens[i].deprel, b.tokens[first + i].deprel);
            assert_int_equal(a.tokens[i].upos, b.tokens[first + i].upos);
            assert_int_equal(a.tokens[i].ner, b.tokens[first + i].ner);
        }
    }
    ss_arena_free(a.arena);
    ss_arena_free(b.arena);
}

static bool single_rooted_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i + 1, steps = 0;
        while (at && steps++ <= n) at = head[at - 1];
        if (at) return false;
        roots += head[i] == 0;
    }
    return roots == 1;
}

static double total(const float *score, const uint32_t *head, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += (double)score[i * (n + 1) + head[i]];
    return sum;
}

static void trees_are_the_best(void **state)
{
    (void)state;
    struct ss_tree *tree;
    uint32_t rnd = 17;
    assert_int_equal(ss_tree_new(&tree, 64), SAYSO_OK);
    for (int round = 0; round < 1500; round++) {
        uint32_t n = 1 + (uint32_t)round % 5, head[8], try[8] = {0};
        float score[8 * 9];
        for (uint32_t i = 0; i < n * (n + 1); i++)
            score[i] = (float)((rnd = rnd * 1664525u + 1013904223u) >> 16) / 6553.6f - 5.0f;
        ss_tree_decode(tree, score, n + 1, n, head);
        assert_true(single_rooted_tree(head, n));
        double best = -1e9;
        for (;;) { // all assignments of heads
            if (single_rooted_tree(try, n) && total(score, try, n) > best) best = total(score, try, n);
            uint32_t i = 0;
            while (i < n && ++try[i] > n) try[i++] = 0;
            if (i == n) break;
        }
        if (total(score, head, n) < best - 1e-2)
            fail_msg("round %d: %f instead of %f", round, total(score, head, n), best);
    }
    for (int round = 0; round < 200; round++) { // larger ones: only the shape
        uint32_t n = 40, head[64];
        float score[64 * 65];
        for (uint32_t i = 0; i < n * (n + 1); i++) score[i] = (float)((rnd = rnd * 1664525u + 1013904223u) >> 28);
        ss_tree_decode(tree, score, n + 1, n, head);
        assert_true(single_rooted_tree(head, n));
    }
    ss_tree_free(tree);
}

static void names_go_on_with_their_own_kind(void **state)
{
    (void)state;
    static const struct ss_ner_label labels[] = {{SAYSO_NER_NONE, false},
                                                 {SAYSO_NER_PERSON, true},
                                                 {SAYSO_NER_PERSON, false},
                                                 {SAYSO_NER_PLACE, true},
                                                 {SAYSO_NER_PLACE, false}};
    // I-LOC is best at each step, yet only B-PER I-PER makes a sequence of that score
    static const float score[] = {0, 2, 0, 1, 9, 0, 0, 3, 0, 2.5f, 1, 0, 0, 0, 0.5f};
    uint8_t back[15], out[3];
    ss_ner_decode(labels, 5, score, 5, 3, back, out);
    assert_int_equal(out[0], 1);
    assert_int_equal(out[1], 2);
    assert_int_equal(out[2], 0);
}

static void lemmas(void **state)
{
    (void)state;
    static const struct {
        const char *script, *form, *lemma;
    } cases[] = {{"L|0|", "Army", "army"},
                 {"K|0|", "Army", "Army"},
                 {"L|3|y", "Cities", "city"},
                 {"=be", "were", "be"},
                 {"L|9|", "Hi", "hi"},
                 {"L|0|", "\xE2\x80\x99S", "'s"},
                 {"K|1|",
                  "Ma\xC3\xB1"
                  "ana\xC3\xB1",
                  "Ma\xC3\xB1"
                  "ana"}};
    struct ss_arena *arena = ss_arena_new(0);
    struct ss_lemma_script script;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(ss_lemma_script(&script, cases[i].script));
        assert_string_equal(ss_lemma(arena, &script, cases[i].form, strlen(cases[i].form)), cases[i].lemma);
    }
    static const char *const bad[] = {"", "=", "L", "L|", "L|x|", "X|1|", "L|-1|", "L|1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(ss_lemma_script(&script, bad[i]));
    ss_arena_free(arena);
}

// "but its quieter in my dads car": the tree makes "its" a subject with its verb and "dads" an owner.
static void apostrophes_that_are_missing(void **state)
{
    (void)state;
    static const char text[] = "Ok\nbut its quieter in my dads car";
    static const struct sayso_token words[] = {
        {0, 2, -1, 0, "ok", "UH", NULL, SAYSO_UPOS_INTJ, SAYSO_DEP_ROOT, 0, 0},
        {3, 6, 3, 1, "but", "CC", NULL, SAYSO_UPOS_CCONJ, SAYSO_DEP_CC, 0, SAYSO_TOKEN_SPACE_AFTER},
        {7, 10, 3, 1, "its", "PRP$", NULL, SAYSO_UPOS_PRON, SAYSO_DEP_NMOD_POSS, 0, SAYSO_TOKEN_SPACE_AFTER},
        {11, 18, -1, 1, "quiet", "JJR", "Degree=Cmp", SAYSO_UPOS_ADJ, SAYSO_DEP_ROOT, 0, SAYSO_TOKEN_SPACE_AFTER},
        {19, 21, 7, 1, "in", "IN", NULL, SAYSO_UPOS_ADP, SAYSO_DEP_CASE, 0, SAYSO_TOKEN_SPACE_AFTER},
        {22, 24, 6, 1, "my", "PRP$", NULL, SAYSO_UPOS_PRON, SAYSO_DEP_NMOD_POSS, 0, SAYSO_TOKEN_SPACE_AFTER},
        {25, 29, 7, 1, "dad", "NNS", "Number=Plur", SAYSO_UPOS_NOUN, SAYSO_DEP_NMOD_POSS, 0, SAYSO_TOKEN_SPACE_AFTER},
        {30, 33, 3, 1, "car", "NN", NULL, SAYSO_UPOS_NOUN, SAYSO_DEP_OBL, 0, 0},
    };
    enum { COUNT = sizeof words / sizeof *words };
    struct ss_token_rules *rules;
    assert_int_equal(ss_parse_rules(&rules, NULL, NULL), SAYSO_OK);
    struct sayso_report r = {.arena = ss_arena_new(0), .text = text, .text_len = sizeof text - 1};
    struct sayso_sentence sentences[] = {{0, 2, 0, 1, 0}, {3, 33, 1, COUNT - 1, 1}};
    struct sayso_token tokens[COUNT];
    memcpy(tokens, words, sizeof tokens);
    r.tokens = tokens;
    r.token_count = COUNT;
    r.sentences = sentences;
    r.sentence_count = 2;
    uint8_t *mark = NULL, *again = NULL;
    assert_int_equal(ss_split_again(rules, &r, &mark, &again), SAYSO_OK);
    assert_int_equal(r.token_count, COUNT + 2);
    assert_true(again && !again[0] && again[1]);
    assert_int_equal(sentences[1].token_count, COUNT + 1);
    assert_int_equal(r.tokens[2].end, 9); // it
    assert_int_equal(r.tokens[3].start, 9);
    assert_int_equal(r.tokens[2].flags, SAYSO_TOKEN_MWT_FIRST);
    assert_int_equal(r.tokens[3].flags, SAYSO_TOKEN_MWT_NEXT | SAYSO_TOKEN_SPACE_AFTER);
    assert_int_equal(r.tokens[8].start, 28); // of "dads"
    assert_int_equal(r.tokens[1].head, 4);
    assert_int_equal(r.tokens[9].head, 4);
    // With a noun to own both are what they look like.
    memcpy(tokens, words, sizeof tokens);
    tokens[3].upos = SAYSO_UPOS_NOUN;
    tokens[6].deprel = SAYSO_DEP_COMPOUND;
    r.tokens = tokens;
    r.token_count = COUNT;
    assert_int_equal(ss_split_again(rules, &r, &mark, &again), SAYSO_OK);
    assert_null(again);
    ss_arena_free(r.arena);
    ss_token_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_text),
        cmocka_unit_test(hostile_text),
        cmocka_unit_test(a_small_arena_is_a_limit),
        cmocka_unit_test(marks_are_probabilities),
        cmocka_unit_test(company_does_not_matter),
        cmocka_unit_test(trees_are_the_best),
        cmocka_unit_test(names_go_on_with_their_own_kind),
        cmocka_unit_test(lemmas),
        cmocka_unit_test(apostrophes_that_are_missing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
