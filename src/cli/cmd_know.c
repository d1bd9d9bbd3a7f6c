// SPDX-License-Identifier: Apache-2.0
// sayso know: build and lint the knowledge tables, show what a phrase means to them, import dictionaries, count unknown
// names.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "cli/commands.h"
#include "cli/know_unknown.h"
#include "know/build.h"
#include "know/import.h"
#include "know/know.h"
#include "know/lint.h"

#define WORDS_MAX 64
#define ROOM      16

static const char *data_folder(const struct ss_opts *opts, char **found)
{
    if (opts->data) return opts->data;
    *found = ss_find_data("know");
    return *found ? *found : "data/know";
}

static int build(const struct ss_opts *opts)
{
    if (!opts->out) return ss_usage(opts, "know build needs --out FILE");
    char *found = NULL, *packages = NULL;
    const char *data = data_folder(opts, &found);
    const char *npm = opts->npm;
    if (!npm) npm = packages = ss_find_data("npm/node_modules");
    struct ss_know_built built;
    struct sayso_problem problem;
    int rc = SS_EXIT_DONE;
    if (ss_know_build(opts->out, data, npm, &built, &problem)) {
        rc = ss_problem_exit(opts, &problem);
    } else {
        for (char *line = built.notes.data; line && *line;) {
            char *end = strchr(line, '\n');
            if (end) *end = '\0';
            ss_warn(opts, "%s", line);
            line = end ? end + 1 : NULL;
        }
        if (!npm) ss_warn(opts, "no npm packages: only our own places and states");
        if (!opts->quiet)
            fprintf(stderr, "%u tables with %u rows, %u actors with %u phrases, %u places with %u names, %llu bytes\n",
                    built.tables, built.rows, built.actors, built.phrases, built.places, built.names,
                    (unsigned long long)built.bytes);
    }
    ss_know_built_free(&built);
    free(found);
    free(packages);
    return rc;
}

static int lint(const struct ss_opts *opts)
{
    char *found = NULL;
    const char *data = opts->arg_count > 1 ? opts->args[1] : data_folder(opts, &found);
    struct ss_lint result;
    struct sayso_problem problem;
    int rc;
    if (ss_know_lint(&result, data, &problem)) {
        rc = ss_problem_exit(opts, &problem);
    } else {
        if (result.text.data) fputs(result.text.data, stdout);
        if (!opts->quiet)
            fprintf(stderr, "%u files, %u rows: %u faults, %u warnings\n", result.files, result.rows, result.faults,
                    result.warnings);
        rc = result.faults ? SS_EXIT_SOME : SS_EXIT_DONE;
        ss_lint_free(&result);
    }
    free(found);
    return rc;
}

static void print_actor(const struct ss_know_match *m)
{
    printf("  actor  %-24s %s · %s%s%s%s%s · %s", m->actor.id, m->actor.name, m->actor.kind, *m->actor.code ? " " : "",
           m->actor.code, *m->actor.sectors ? " " : "", m->actor.sectors, m->actor.line);
    if (*m->actor.from || *m->actor.to)
        printf(" · %s to %s", *m->actor.from ? m->actor.from : "…", *m->actor.to ? m->actor.to : "…");
    const struct {
        bool on;
        const char *word;
    } marks[] = {{m->acronym, "acronym"},           {m->metonym, "metonym"}, {m->demonym, "demonym"},
                 {m->sided, "takes sides"},         {m->folded, "spelling"}, {m->typo, "one letter off"},
                 {m->outdated, "outside its dates"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].on) printf(" · %s", marks[i].word);
    putchar('\n');
}

static void print_place(const struct ss_know_place *p)
{
    printf("  place  %-24s %s%s%s%s%s", p->name, p->feature, *p->admin1 ? " · " : "", p->admin1,
           *p->country ? " · " : "", p->country);
    if (p->has_point) printf(" · %.4f %.4f", p->lat, p->lon);
    if (p->population) printf(" · %lld people", (long long)p->population);
    if (p->geonames) printf(" · GeoNames %lld", (long long)p->geonames);
    printf(" · %s%s%s\n", p->line, p->primary ? "" : " · alternative name", p->folded ? " · spelling" : "");
}

// Walks over the phrase as the coder would: at each word the longest actor, then the places of the same words.
static void test_phrase(const struct ss_know *know, const struct ss_opts *opts, char *phrase)
{
    const char *words[WORDS_MAX];
    uint32_t lens[WORDS_MAX], count = 0;
    for (char *p = strtok(phrase, " "); p && count < WORDS_MAX; p = strtok(NULL, " ")) {
        words[count] = p;
        lens[count++] = (uint32_t)strlen(p);
    }
    for (uint32_t i = 0; i < count;) {
        struct ss_know_match matches[ROOM];
        struct ss_know_place places[ROOM];
        uint32_t n = ss_know_match_actor_fuzzy(know, words + i, lens + i, count - i, opts->on, matches, ROOM),
                 width = n ? matches[0].tokens : 1;
        uint32_t place_width = 0, found = 0;
        char name[512];
        for (uint32_t w = count - i < 5 ? count - i : 5; w && !found; w--) {
            size_t at = 0;
            for (uint32_t k = 0; k < w; k++) {
                int more = snprintf(name + at, sizeof name - at, "%s%s", k ? " " : "", words[i + k]);
                at += more > 0 && (size_t)more < sizeof name - at ? (size_t)more : 0;
            }
            found = *name >= 'a' && *name <= 'z' && w == 1 ? 0 : ss_know_places(know, name, at, places, ROOM);
            place_width = w;
        }
        if (found && place_width > width) width = place_width;
        for (uint32_t k = 0; k < width; k++) printf("%s%s", k ? " " : "", words[i + k]);
        printf("%s\n", n || found ? "" : "  –");
        for (uint32_t k = 0; k < n; k++) print_actor(&matches[k]);
        for (uint32_t k = 0; k < found; k++) print_place(&places[k]);
        i += width;
    }
}

static int test(const struct ss_opts *opts)
{
    if (opts->arg_count < 2) return ss_usage(opts, "know test needs a phrase");
    char *path = opts->know ? strdup(opts->know) : ss_find_data("know.bin");
    struct ss_know *know = NULL;
    struct sayso_problem problem = {
        .code = SAYSO_ERR_NOTFOUND, .offset = -1, .text = "no know.bin: run the build, or name one with --know"};
    int rc = SS_EXIT_DONE;
    if (!path || ss_know_open(&know, path, &problem)) {
        rc = ss_problem_exit(opts, &problem);
    } else {
        for (int i = 1; i < opts->arg_count; i++) {
            char *phrase = strdup(opts->args[i]);
            if (phrase) test_phrase(know, opts, phrase);
            free(phrase);
        }
    }
    ss_know_close(know);
    free(path);
    return rc;
}

static int import(const struct ss_opts *opts)
{
    if (!opts->out || opts->arg_count < 2) return ss_usage(opts, "know import needs --out DIR and dictionaries");
    struct ss_import *im = calloc(1, sizeof *im);
    struct sayso_problem problem = {.code = SAYSO_ERR_NOMEM, .offset = -1};
    bool good = im != NULL;
    for (int i = 1; good && i < opts->arg_count; i++) good = ss_import_file(im, opts->args[i], &problem) == SAYSO_OK;
    good = good && ss_import_write(im, opts->out, &problem) == SAYSO_OK;
    int rc = good ? SS_EXIT_DONE : ss_problem_exit(opts, &problem);
    if (good && !opts->quiet) {
        for (int i = 0; i < SS_IMPORT_TABLES; i++)
            fprintf(stderr, "%u %s%s", im->rows[i], ss_import_names[i], i + 1 < SS_IMPORT_TABLES ? ", " : "");
        fprintf(stderr, "; %u lines not mapped%s\n", im->unmapped_count,
                im->unmapped_count ? ", see unmapped.txt" : "");
    }
    if (im) ss_import_free(im);
    free(im);
    return rc;
}

int ss_cmd_know(const struct ss_opts *opts)
{
    const char *verb = opts->arg_count ? opts->args[0] : "";
    if (strcmp(verb, "build") == 0) return build(opts);
    if (strcmp(verb, "lint") == 0) return lint(opts);
    if (strcmp(verb, "test") == 0) return test(opts);
    if (strcmp(verb, "import") == 0) return import(opts);
    if (strcmp(verb, "unknown") == 0) return ss_know_unknown(opts);
    return ss_usage(opts, "know build|lint|test|import|unknown");
}
