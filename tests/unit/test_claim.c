// SPDX-License-Identifier: Apache-2.0
// The claim stage: logical arguments on small trees, and random reports, cyclic trees and small arenas that must not
// break it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/io.h"
#include "code/coder.h"
#include "code/frame_tree.h"

struct word {
    const char *form, *lemma, *xpos;
    int upos, head, dep; // head: index in the list, -1 root
};

static struct sayso_report *report_of(struct ss_arena *arena, const struct word *words, uint32_t n)
{
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++) len += strlen(words[i].form) + 1;
    char *text = ss_alloc(arena, len + 1);
    struct sayso_token *tokens = SS_NEW_ARRAY(arena, struct sayso_token, n);
    struct sayso_sentence *s = SS_NEW(arena, struct sayso_sentence);
    if (!r || !text || !tokens || !s) return NULL;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t l = (uint32_t)strlen(words[i].form);
        memcpy(text + at, words[i].form, l);
        tokens[i] = (struct sayso_token){
            .start = at, .end = at + l, .head = words[i].head, .lemma = words[i].lemma, .xpos = words[i].xpos};
        tokens[i].upos = (uint8_t)words[i].upos;
        tokens[i].deprel = (uint8_t)words[i].dep;
        at += l;
        text[at++] = ' ';
    }
    *s = (struct sayso_sentence){.start = 0, .end = at, .token_count = n};
    *r = (struct sayso_report){.arena = arena,
                               .id = "t",
                               .text = text,
                               .text_len = at,
                               .sentences = s,
                               .sentence_count = 1,
                               .tokens = tokens,
                               .token_count = n};
    return r;
}

static bool never(const void *user, enum ss_verb_kind kind, const char *lemma)
{
    (void)user;
    (void)kind;
    (void)lemma;
    return false;
}

static bool always(const void *user, enum ss_verb_kind kind, const char *lemma)
{
    (void)user;
    (void)kind;
    return lemma != NULL;
}

static void arguments(void **state)
{
    (void)state;
    struct ss_arena *arena = ss_arena_new(0);
    // "towns , which were shelled by rebels"
    const struct word passive[] = {{"towns", "town", "NNS", SAYSO_UPOS_NOUN, -1, SAYSO_DEP_DEP},
                                   {"which", "which", "WDT", SAYSO_UPOS_PRON, 3, SAYSO_DEP_NSUBJ_PASS},
                                   {"were", "be", "VBD", SAYSO_UPOS_AUX, 3, SAYSO_DEP_AUX_PASS},
                                   {"shelled", "shell", "VBN", SAYSO_UPOS_VERB, 0, SAYSO_DEP_ACL_RELCL},
                                   {"by", "by", "IN", SAYSO_UPOS_ADP, 5, SAYSO_DEP_CASE},
                                   {"rebels", "rebel", "NNS", SAYSO_UPOS_NOUN, 3, SAYSO_DEP_OBL_AGENT}};
    struct ss_ftree tree;
    assert_int_equal(ss_ftree_new(&tree, report_of(arena, passive, 6), arena, never, NULL), SAYSO_OK);
    struct ss_args args = {.count = 0};
    assert_true(ss_ftree_passive(&tree, 3));
    ss_ftree_subject(&tree, 3, &args);
    assert_int_equal(args.count, 1);
    assert_int_equal(args.item[0], 5);
    args.count = 0;
    ss_ftree_object(&tree, 3, &args);
    assert_int_equal(args.count, 1);
    assert_int_equal(args.item[0], 0);
    // "ordered troops to leave", the infinitive read as a modifier of "troops"
    const struct word order[] = {{"ordered", "order", "VBD", SAYSO_UPOS_VERB, -1, SAYSO_DEP_DEP},
                                 {"troops", "troop", "NNS", SAYSO_UPOS_NOUN, 0, SAYSO_DEP_OBJ},
                                 {"to", "to", "TO", SAYSO_UPOS_PART, 3, SAYSO_DEP_MARK},
                                 {"leave", "leave", "VB", SAYSO_UPOS_VERB, 1, SAYSO_DEP_ACL}};
    assert_int_equal(ss_ftree_new(&tree, report_of(arena, order, 4), arena, always, NULL), SAYSO_OK);
    assert_int_equal(tree.tokens[3].deprel, SAYSO_DEP_XCOMP);
    assert_int_equal(ss_ftree_surface_subject(&tree, 3), 1);
    ss_arena_free(arena);
}

static uint64_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % sides;
}

static struct word *random_words(uint32_t n)
{
    static const char *const lemmas[] = {"kill",   "attack", "town",     "rebel",   "army",   "bomb",   "the",
                                         "not",    "will",   "and",      "capture", "accuse", "of",     "in",
                                         "by",     "city",   "threaten", "to",      "say",    "people", "raid",
                                         "strike", "dead",   "hold",     "no",      "urge",   ""};
    struct word *words = calloc(n, sizeof *words);
    for (uint32_t i = 0; words && i < n; i++) {
        const char *l = lemmas[dice(sizeof lemmas / sizeof *lemmas)];
        words[i] = (struct word){.form = *l ? l : "x",
                                 .lemma = l,
                                 .xpos = dice(3) ? "VBN" : NULL,
                                 .upos = (int)dice(SAYSO_UPOS_COUNT),
                                 .dep = (int)dice(SAYSO_DEP_COUNT)};
        words[i].head = (int)dice(n + 1) - 1; // cycles and self-loops come by themselves
    }
    return words;
}

static void check(const struct sayso_report *r)
{
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *c = &r->claims[i];
        assert_true(c->trigger.start < c->trigger.end && c->trigger.end <= r->text_len);
        assert_non_null(c->rule);
        assert_true((c->kind == SAYSO_CLAIM_EVENT) == (c->type != NULL));
        for (uint32_t k = 0; k < c->objects.count; k++) assert_in_range(c->objects.item[k], 0, r->mention_count - 1);
        for (uint32_t k = 0; k < c->actors.count; k++) assert_in_range(c->actors.item[k], 0, r->entity_count - 1);
        assert_true(c->place < (int32_t)r->entity_count && c->voice < (int32_t)r->attribution_count);
    }
    for (uint32_t i = 0; i < r->mention_count; i++)
        assert_true(r->mentions[i].start < r->mentions[i].end && r->mentions[i].end <= r->text_len);
}

static void hostile(void **state)
{
    (void)state;
    char *path = ss_find_data("know.bin");
    if (!path) skip();
    struct ss_know *know;
    assert_int_equal(ss_know_open(&know, path, NULL), SAYSO_OK);
    free(path);
    struct ss_coder coder = {.know = know};
    assert_int_equal(ss_claim_rules_new(&coder.claim, know, NULL), SAYSO_OK);
    uint64_t claims = 0;
    seed = 7;
    for (int round = 0; round < 3000; round++) {
        uint32_t n = 1 + dice(round % 50 ? 40 : 600);
        struct word *words = random_words(n);
        assert_non_null(words);
        struct ss_arena *arena = ss_arena_new(0);
        struct sayso_report *r = report_of(arena, words, n);
        assert_int_equal(ss_code_claims(&coder, r, NULL), SAYSO_OK);
        check(r);
        assert_int_equal(ss_code_judgements(&coder, r), SAYSO_OK);
        for (uint32_t i = 0; i < r->judgement_count; i++) {
            const struct sayso_judgement *j = &r->judgements[i];
            assert_true(j->token >= 0 && (uint32_t)j->token < r->token_count);
            assert_true(j->believed >= -3 && j->believed <= 3 && j->held >= -3 && j->held <= 3);
        }
        claims += r->claim_count;
        ss_arena_free(arena);
        for (size_t cap = 4096; cap < 400000 && round % 300 == 0; cap += 4096) { // memory that runs out anywhere
            arena = ss_arena_new(cap);
            r = report_of(arena, words, n);
            if (r) {
                enum sayso_err err = ss_code_claims(&coder, r, NULL);
                assert_true(err == SAYSO_OK || err == SAYSO_ERR_LIMIT);
            }
            ss_arena_free(arena);
        }
        free(words);
    }
    assert_true(claims > 500);
    ss_claim_rules_free(coder.claim);
    ss_know_close(know);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(arguments), cmocka_unit_test(hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
