// SPDX-License-Identifier: Apache-2.0
// ss-mkknow: compiles the knowledge while the program itself is being built.
//   ss-mkknow OUT DATA NPM DEPFILE
#include <stdio.h>
#include <string.h>

#include "know/build.h"

static int write_depfile(const char *path, const char *out, const char *inputs)
{
    FILE *f = fopen(path, "w");
    if (!f) return 3;
    fprintf(f, "%s:", out);
    for (const char *p = inputs; p && *p;) {
        size_t len = strcspn(p, "\n");
        fputs(" \\\n  ", f);
        for (size_t i = 0; i < len; i++) {
            if (p[i] == ' ' || p[i] == '#') fputc('\\', f);
            fputc(p[i], f);
        }
        p += len + (p[len] == '\n');
    }
    fputc('\n', f);
    return fclose(f) == 0 ? 0 : 3;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: ss-mkknow OUT DATA NPM DEPFILE\n", stderr);
        return 2;
    }
    struct ss_know_built built;
    struct sayso_problem problem;
    enum sayso_err err = ss_know_build(argv[1], argv[2], argv[3], &built, &problem);
    int rc = 0;
    if (err) {
        fprintf(stderr, "ss-mkknow: %s: %s [%s %u, byte %lld]\n", problem.file, problem.text, sayso_err_name(err),
                problem.message, (long long)problem.offset);
        rc = 3;
    } else {
        if (built.notes.data) fputs(built.notes.data, stderr);
        printf("%u tables with %u rows, %u actors with %u phrases, %u places with %u names, %llu bytes\n", built.tables,
               built.rows, built.actors, built.phrases, built.places, built.names, (unsigned long long)built.bytes);
        rc = write_depfile(argv[4], argv[1], built.inputs.data);
    }
    ss_know_built_free(&built);
    return rc;
}
