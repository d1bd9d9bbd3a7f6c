// SPDX-License-Identifier: Apache-2.0
// Writes down what is seen of each claim (src/code/confidence.h), one line a claim: the report's number among the
// lines of the file, the claim's number among the report's, and the features, by tabs. eval/confidence reads it.
//
//     train_confidence RECORDS.jsonl        (of `sayso annotate`)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/json_in.h"
#include "code/confidence.h"
#include "pipe/engine.h"

struct work {
    struct ss_confidence_tables tables;
    struct sayso_session *session;
};

static bool show(const struct work *w, const struct sayso_report *r, uint32_t number)
{
    struct ss_confidence_scene scene;
    if (ss_confidence_open(&scene, &w->tables, r, r->arena)) return false;
    for (uint32_t i = 0; i < r->claim_count; i++) {
        struct ss_confidence_features f;
        ss_confidence_features(&scene, i, &f);
        printf("%u\t%u", number, i);
        for (uint32_t k = 0; k < f.count; k++) printf("\t%s", f.item[k]);
        putchar('\n');
    }
    return true;
}

static bool read_one(const struct work *w, const char *line, size_t len, uint32_t number)
{
    struct sayso_problem problem;
    const struct ss_json_value *row;
    struct sayso_report *r;
    if (ss_json_parse(&row, line, len, &problem)) return false;
    const char *text = ss_json_string(ss_json_get(row, "text")), *on = ss_json_string(ss_json_get(row, "published"));
    if (!text || sayso_report_new(&r, text, strlen(text), 0)) return false;
    r->published = on;
    bool good = !sayso_session_annotate(w->session, r) && show(w, r, number);
    sayso_report_free(r);
    ss_json_free(row);
    return good;
}

int main(int argc, char **argv)
{
    struct sayso_engine *engine;
    struct work w;
    struct sayso_problem problem = {0};
    const struct sayso_engine_options options = {.min_confidence = -1}; // all claims
    char *data;
    size_t len;
    if (argc != 2 || sayso_engine_open(&engine, &options, &problem) || sayso_session_new(&w.session, engine) ||
        ss_confidence_tables_load(&w.tables, ss_engine_know(engine), &problem) ||
        ss_read_file(&data, &len, argv[1], (size_t)1 << 30, &problem)) {
        fprintf(stderr, "usage: train_confidence RECORDS.jsonl\n%s\n", problem.text);
        return 2;
    }
    uint32_t number = 0;
    for (char *s = data, *end = data + len; s < end; number++) {
        char *stop = memchr(s, '\n', (size_t)(end - s));
        if (!stop) stop = end;
        if (stop > s && !read_one(&w, s, (size_t)(stop - s), number)) return 3;
        s = stop + 1;
    }
    free(data);
    sayso_session_free(w.session);
    sayso_engine_close(engine);
    return 0;
}
