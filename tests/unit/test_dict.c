// SPDX-License-Identifier: Apache-2.0
// Dictionaries of event coders: text forms into tables, tables loaded, small parsed sentences coded with them.
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "code/dict.h"
#include "know/import.h"

static char dir[64];

static const char actors[] = "<!-- two\nlines --> \n"
                             "NORTHLAND_ [NOR] # a country\n+NORTHERN\n"
                             "SOUTHLAND  [SOU]\n"
                             "OLD_KING\n+KING ANSGAR\n\t[NORGOV 19900101-19991231]\n\t[NORELI >19991231]\n"
                             "TWIN_ISLES [TWA/TWB]\n"
                             "NOBODY\n";
static const char agents[] = "!PERSON! = MAN, WOMAN\n"
                             "SOLDIER [~MIL]\nPOLICE {} [~COP]\nRELIEF_BODY [NGO~]\nSPY!PERSON! [~SPY]\n";
static const char discards[] = "FOOTBALL # sport\n+WORLD CUP\n";
static const char verbs[] = "&TIES\n+TRADE\n+PEACE TREATY\n\n"
                            "--- ATTACK [190] ---\nATTACK\n- NOT * [010]\n"
                            "--- SIGN [---] ---\nSIGN {SIGNED SIGNS}\n- * &TIES [057:057]\n- * {A | B} [1]\n"
                            "--- LEAVE [042] ---\nLEAVE {LEFT}\nWALK_OUT [160]\n";

struct word {
    const char *form, *lemma;
    int upos, head, dep;
};

static void put(const char *name, const char *text)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void importing(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/sayso-dict-XXXXXX");
    assert_non_null(mkdtemp(dir));
    static const char *const names[] = {"actors.txt", "agents.txt", "discards.txt", "verbs.txt"};
    static const char *const texts[] = {actors, agents, discards, verbs};
    struct ss_import *im = calloc(1, sizeof *im);
    struct sayso_problem problem = {0};
    for (int i = 0; i < 4; i++) {
        char path[96];
        put(names[i], texts[i]);
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        assert_int_equal(ss_import_file(im, path, &problem), SAYSO_OK);
    }
    const char *a = im->table[SS_IMPORT_ACTORS].data, *v = im->table[SS_IMPORT_VERBS].data;
    assert_non_null(strstr(a, "NORTHERN\tNOR\t\t\tactors.txt:"));
    assert_non_null(strstr(a, "KING ANSGAR\tNORELI\t19991231\t\t"));
    assert_non_null(strstr(a, "OLD_KING\tNORGOV\t19900101\t19991231\t"));
    assert_non_null(strstr(im->table[SS_IMPORT_AGENTS].data, "SOLDIERS\t~MIL\t"));
    assert_non_null(strstr(im->table[SS_IMPORT_AGENTS].data, "SPYWOMAN\t~SPY\t"));
    assert_null(strstr(im->table[SS_IMPORT_AGENTS].data, "POLICES"));
    assert_non_null(strstr(im->table[SS_IMPORT_DISCARDS].data, "WORLD CUP\tyes\t"));
    assert_non_null(strstr(v, "ATTACKED\t\t\t1\t190\t"));
    assert_non_null(strstr(v, "WALK\t\tOUT\t3\t160\t"));
    assert_null(strstr(v, "SIGNING"));
    assert_non_null(strstr(im->table[SS_IMPORT_PATTERNS].data, "1\tNOT\t\t010\t"));
    assert_int_equal(im->unmapped_count, 2); // the actor without a code, the pattern with alternatives
    assert_int_equal(ss_import_write(im, dir, &problem), SAYSO_OK);
    ss_import_free(im);
    free(im);
}

// A report of one sentence.
static struct sayso_report *report_of(struct ss_arena *arena, const struct word *words, uint32_t n)
{
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    struct sayso_token *tokens = SS_NEW_ARRAY(arena, struct sayso_token, n);
    struct sayso_sentence *s = SS_NEW(arena, struct sayso_sentence);
    char *text = ss_alloc(arena, 1024);
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t l = (uint32_t)strlen(words[i].form);
        memcpy(text + at, words[i].form, l);
        tokens[i] = (struct sayso_token){.start = at,
                                         .end = at + l,
                                         .head = words[i].head,
                                         .lemma = words[i].lemma,
                                         .upos = (uint8_t)words[i].upos,
                                         .deprel = (uint8_t)words[i].dep};
        at += l;
        text[at++] = ' ';
    }
    *s = (struct sayso_sentence){.end = at, .token_count = n};
    *r = (struct sayso_report){.arena = arena,
                               .id = "t",
                               .text = text,
                               .text_len = at,
                               .published = "1995-05-05",
                               .sentences = s,
                               .sentence_count = 1,
                               .tokens = tokens,
                               .token_count = n};
    return r;
}

static void expect(const struct ss_dict *dict, const struct word *words, uint32_t n, const char *wanted)
{
    struct ss_arena *arena = ss_arena_new(0);
    struct ss_dict_events events;
    bool discarded;
    char got[256] = "";
    assert_int_equal(ss_dict_code(dict, report_of(arena, words, n), &events, &discarded), SAYSO_OK);
    for (uint32_t i = 0; i < events.count; i++) {
        size_t len = strlen(got);
        snprintf(got + len, sizeof got - len, "%s %s %s;", events.item[i].code, events.item[i].source,
                 events.item[i].target);
    }
    assert_string_equal(got, wanted);
    ss_arena_free(arena);
}

static void coding(void **state)
{
    (void)state;
    struct ss_dict *dict;
    struct sayso_problem problem = {0};
    assert_int_equal(ss_dict_load(&dict, dir, NULL, &problem), SAYSO_OK);
    assert_true(ss_dict_has_verbs(dict));
    const struct word attack[] = {{"Northern", "northern", SAYSO_UPOS_ADJ, 1, SAYSO_DEP_AMOD},
                                  {"soldiers", "soldier", SAYSO_UPOS_NOUN, 2, SAYSO_DEP_NSUBJ},
                                  {"attacked", "attack", SAYSO_UPOS_VERB, -1, SAYSO_DEP_ROOT},
                                  {"Southland", "Southland", SAYSO_UPOS_PROPN, 2, SAYSO_DEP_OBJ}};
    expect(dict, attack, 4, "190 NORMIL SOU;");
    const struct word sign[] = {{"Northland", "Northland", SAYSO_UPOS_PROPN, 3, SAYSO_DEP_NSUBJ},
                                {"and", "and", SAYSO_UPOS_CCONJ, 2, SAYSO_DEP_CC},
                                {"Twin-Isles", "Twin-Isles", SAYSO_UPOS_PROPN, 0, SAYSO_DEP_CONJ},
                                {"signed", "sign", SAYSO_UPOS_VERB, -1, SAYSO_DEP_ROOT},
                                {"a", "a", SAYSO_UPOS_DET, 6, SAYSO_DEP_DET},
                                {"peace", "peace", SAYSO_UPOS_NOUN, 6, SAYSO_DEP_COMPOUND},
                                {"treaty", "treaty", SAYSO_UPOS_NOUN, 3, SAYSO_DEP_OBJ},
                                {"with", "with", SAYSO_UPOS_ADP, 8, SAYSO_DEP_CASE},
                                {"Southland", "Southland", SAYSO_UPOS_PROPN, 3, SAYSO_DEP_OBL}};
    expect(dict, sign, 9, "057 NOR SOU;057 TWA SOU;057 TWB SOU;057 SOU NOR;057 SOU TWA;057 SOU TWB;");
    const struct word king[] = {{"King", "king", SAYSO_UPOS_PROPN, 2, SAYSO_DEP_NSUBJ},
                                {"Ansgar", "Ansgar", SAYSO_UPOS_PROPN, 0, SAYSO_DEP_FLAT},
                                {"left", "leave", SAYSO_UPOS_VERB, -1, SAYSO_DEP_ROOT},
                                {"Southland", "Southland", SAYSO_UPOS_PROPN, 2, SAYSO_DEP_OBJ}};
    expect(dict, king, 4, "042 NORGOV SOU;");
    const struct word sport[] = {{"Northland", "Northland", SAYSO_UPOS_PROPN, 1, SAYSO_DEP_NSUBJ},
                                 {"left", "leave", SAYSO_UPOS_VERB, -1, SAYSO_DEP_ROOT},
                                 {"Southland", "Southland", SAYSO_UPOS_PROPN, 3, SAYSO_DEP_COMPOUND},
                                 {"football", "football", SAYSO_UPOS_NOUN, 1, SAYSO_DEP_OBJ}};
    expect(dict, sport, 4, "");
    ss_dict_free(dict);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(importing), cmocka_unit_test(coding)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
