// SPDX-License-Identifier: Apache-2.0
// Lemmas by table: form, tags and the network's lemma in, the lemma out; and the case of names in sentences of each
// style.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/inflect.h"
#include "parse/labels.h"

static struct ss_inflect *inflect;

// What a network may say besides.
static const struct ss_lemma_script scripts[] = {{.add = "American", .whole = true}, {.add = "e", .cut = 1}};

static int setup(void **state)
{
    (void)state;
    struct sayso_problem problem = {0};
    return ss_inflect_new(&inflect, NULL, scripts, sizeof scripts / sizeof *scripts, &problem) ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ss_inflect_free(inflect);
    return 0;
}

static const struct {
    const char *form, *upos, *xpos, *network, *lemma;
} cases[] = {
    {"running", "VERB", "VBG", "runn", "run"},
    {"voting", "VERB", "VBG", "vot", "vote"},
    {"Stolen", "VERB", "VBN", "stol", "steal"},
    {"committed", "VERB", "VBN", "committ", "commit"},
    {"travelled", "VERB", "VBD", "travell", "travel"},
    {"opened", "VERB", "VBD", "opene", "open"},
    {"occupies", "VERB", "VBZ", "occupi", "occupy"},
    {"lying", "VERB", "VBG", "ly", "lie"},
    {"agreed", "VERB", "VBD", "agre", "agree"},
    {"crises", "NOUN", "NNS", "crise", "crisis"},
    {"wives", "NOUN", "NNS", "wive", "wife"},
    {"troops", "NOUN", "NNS", "troop", "troops"},
    {"1990s", "NOUN", "NNS", "1990", "1990s"},
    {"biggest", "ADJ", "JJS", "bigg", "big"},
    {"determined", "ADJ", "JJ", "determine", "determined"},
    {"TV", "NOUN", "NN", "TV", "TV"},
    {"american", "ADJ", "JJ", "American", "American"},
    {"cities", "NOUN", "NNS", "citi", "city"},
    {"french", "ADJ", "JJ", "french", "French"},
    {"sooooo", "ADV", "RB", "sooooo", "so"},
    {"1,100", "NUM", "CD", "1000", "1100"},
    {"i", "PRON", "PRP", "i", "I"},
    {"Nov.", "PROPN", "NNP", "Nov.", "November"},
    {"Cities", "PROPN", "NNPS", "Citi", "City"},
    {"was", "AUX", "VBD", "be", "be"},
    {"\xE2\x80\x9D", "PUNCT", "''", "\xE2\x80\x9D", "\""},
    {"https://example.org/Ab", "PROPN", "ADD", "https://example.org/ab", "https://example.org/Ab"},
    {"O\xE2\x80\x99Neills", "PROPN", "NNPS", "O'Neill", "O'Neill"},
    {"\xC3\x89tats", "PROPN", "NNPS", "\xC3\x89tat", "\xC3\x89tat"},
};

// A sentence of the given words; all have the first case's tags.
static void check(const char *const *forms, uint32_t count, const char *upos, const char *xpos,
                  const char *const *network, const char *const *lemmas)
{
    struct sayso_report r = {.arena = ss_arena_new(0)};
    struct sayso_token tokens[8] = {0};
    char text[256] = "";
    assert_true(count <= 8);
    for (uint32_t i = 0; i < count; i++) {
        tokens[i].start = (uint32_t)strlen(text);
        strcat(text, forms[i]);
        tokens[i].end = (uint32_t)strlen(text);
        strcat(text, " ");
        tokens[i].upos = (uint8_t)ss_upos_of(upos, strlen(upos));
        tokens[i].xpos = xpos;
        tokens[i].lemma = network[i];
    }
    r.text = text;
    r.tokens = tokens;
    struct sayso_sentence s = {.token_count = count};
    struct ss_inflect_style style = ss_inflect_style(&r, &s);
    for (uint32_t i = 0; i < count; i++) {
        bool ask;
        assert_int_equal(ss_inflect_word(inflect, &r, style, &tokens[i], &ask), SAYSO_OK);
        assert_false(ask);
        assert_string_equal(tokens[i].lemma, lemmas[i]);
        // Without the network's lemma: the same, or a question.
        tokens[i].lemma = NULL;
        assert_int_equal(ss_inflect_word(inflect, &r, style, &tokens[i], &ask), SAYSO_OK);
        if (!ask) assert_string_equal(tokens[i].lemma, lemmas[i]);
    }
    ss_arena_free(r.arena);
}

static void single_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i].form, 1, cases[i].upos, cases[i].xpos, &cases[i].network, &cases[i].lemma);
}

static void names_in_their_style(void **state)
{
    (void)state;
    static const char *const small[] = {"hadda", "port"}, *const great[] = {"HADDA", "NATO", "PORT"},
                             *const mixed[] = {"Hadda", "al", "NATO"};
    check(small, 2, "PROPN", "NNP", small, (const char *const[]){"Hadda", "Port"});
    check(great, 3, "PROPN", "NNP", great, (const char *const[]){"Hadda", "Nato", "Port"});
    check(mixed, 3, "PROPN", "NNP", mixed, mixed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(single_words), cmocka_unit_test(names_in_their_style)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
