// SPDX-License-Identifier: Apache-2.0
// Engine and session: knowledge, parser and coder opened together; parse, then code.
#include "pipe/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/io.h"
#include "base/map.h"
#include "code/code.h"
#include "parse/conllu.h"
#include "parse/labels.h"
#include "record/record.h"
#include "text/utf8.h"

struct sayso_engine {
    struct ss_know *know;
    struct ss_parser *parser;
    struct ss_coder *coder; // NULL: parse only
};

struct sayso_session {
    const struct sayso_engine *engine;
    struct ss_parse_session *parse;
    struct ss_incident_model *incident; // made when first asked for
};

// The path of a data file: as given, else found by name. Heap string.
static enum sayso_err data_path(char **out, const char *given, const char *name, struct sayso_problem *problem)
{
    size_t n = given ? strlen(given) + 1 : 0;
    *out = given ? malloc(n) : ss_find_data(name);
    if (*out && given) memcpy(*out, given, n);
    if (*out) return SAYSO_OK;
    if (given) return SAYSO_ERR_NOMEM;
    return ss_fail(problem, SAYSO_ERR_NOTFOUND, 110, name, -1,
                   "not found beside the program nor where it was installed");
}

static enum sayso_err open_parts(struct sayso_engine *e, const struct sayso_engine_options *options,
                                 struct sayso_problem *problem)
{
    char *path;
    SS_TRY(data_path(&path, options ? options->know : NULL, "know.bin", problem));
    enum sayso_err err = ss_know_open(&e->know, path, problem);
    free(path);
    if (err) return err;
    SS_TRY(data_path(&path, options ? options->model : NULL, "model/english.sayso", problem));
    err = ss_parser_open(&e->parser, path, e->know, problem);
    free(path);
    if (err) return err;
    if (options && options->parse_only) return SAYSO_OK;
    SS_TRY(ss_coder_new(&e->coder, e->know, problem));
    if (options && options->min_confidence != 0) ss_coder_min_confidence(e->coder, options->min_confidence);
    return SAYSO_OK;
}

enum sayso_err sayso_engine_open(struct sayso_engine **out, const struct sayso_engine_options *options,
                                 struct sayso_problem *problem)
{
    struct sayso_engine *e = calloc(1, sizeof *e);
    if (!e) return ss_fail(problem, SAYSO_ERR_NOMEM, 0, NULL, -1, "memory is out");
    enum sayso_err err = open_parts(e, options, problem);
    if (err) {
        sayso_engine_close(e);
        return err;
    }
    *out = e;
    return SAYSO_OK;
}

void sayso_engine_close(struct sayso_engine *engine)
{
    if (!engine) return;
    if (engine->coder) ss_coder_free(engine->coder);
    if (engine->parser) ss_parser_close(engine->parser);
    if (engine->know) ss_know_close(engine->know);
    free(engine);
}

const char *sayso_engine_model(const struct sayso_engine *engine)
{
    return ss_parser_hash(engine->parser);
}

const char *sayso_engine_knowledge(const struct sayso_engine *engine)
{
    return ss_know_hash(engine->know);
}

const struct ss_know *ss_engine_know(const struct sayso_engine *engine)
{
    return engine->know;
}

enum sayso_err sayso_session_new(struct sayso_session **out, const struct sayso_engine *engine)
{
    struct sayso_session *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    s->engine = engine;
    enum sayso_err err = ss_parse_session_new(&s->parse, engine->parser);
    if (err) {
        free(s);
        return err;
    }
    *out = s;
    return SAYSO_OK;
}

void sayso_session_free(struct sayso_session *session)
{
    if (!session) return;
    ss_parse_session_free(session->parse);
    ss_incident_model_free(session->incident);
    free(session);
}

enum sayso_err ss_session_parse(struct sayso_session *session, struct sayso_report *report)
{
    return ss_parse_report(session->parse, report);
}

enum sayso_err ss_session_parse_tokens(struct sayso_session *session, struct sayso_report *report)
{
    return ss_parse_tokens(session->parse, report);
}

enum sayso_err ss_session_fill(struct sayso_session *session, struct sayso_report *report)
{
    return ss_parse_fill(session->parse, report);
}

enum sayso_err ss_session_code(struct sayso_session *session, struct sayso_report *report)
{
    return session->engine->coder ? ss_code_report(session->engine->coder, report) : SAYSO_ERR_ARG;
}

enum sayso_err ss_session_explain(struct sayso_session *session, struct sayso_report *report, uint32_t at,
                                  struct ss_str *out)
{
    enum sayso_err err = session->engine->coder ? ss_session_parse(session, report) : SAYSO_ERR_ARG;
    return err ? err : ss_code_explain(session->engine->coder, report, at, out);
}

enum sayso_err ss_session_judge(struct sayso_session *session, struct sayso_report *report)
{
    return session->engine->coder ? ss_code_judgements(session->engine->coder, report) : SAYSO_ERR_ARG;
}

enum sayso_err ss_session_incident(struct sayso_session *session, struct sayso_report *report)
{
    if (!session->engine->coder) return SAYSO_ERR_ARG;
    if (!session->incident) session->incident = ss_incident_model_new(session->engine->know);
    return session->incident ? ss_code_incident(session->engine->coder, session->incident, report) : SAYSO_ERR_NOMEM;
}

enum sayso_err sayso_session_parse(struct sayso_session *session, struct sayso_report *report)
{
    return ss_session_parse(session, report);
}

enum sayso_err sayso_session_annotate(struct sayso_session *session, struct sayso_report *report)
{
    enum sayso_err err = ss_session_parse(session, report);
    if (!err) err = ss_session_code(session, report);
    // What the system refused is not the report's fault; and a record that lacks what was refused is none.
    enum sayso_err memory = ss_arena_error(report->arena);
    return memory && (!err || err == SAYSO_ERR_LIMIT) ? memory : err;
}

enum sayso_err sayso_report_new(struct sayso_report **out, const char *text, size_t len, size_t memory_cap)
{
    struct ss_arena *arena = ss_arena_new(memory_cap);
    if (!arena) return SAYSO_ERR_NOMEM;
    struct sayso_report *r = SS_NEW(arena, struct sayso_report);
    char *copy;
    uint32_t bad, n;
    enum sayso_err err = r ? ss_utf8_repair(arena, text, len, &copy, &n, &bad) : ss_arena_error(arena);
    char *id = !err ? ss_alloc(arena, 33) : NULL;
    if (!err && !id) err = ss_arena_error(arena);
    if (err) {
        ss_arena_free(arena);
        return err;
    }
    ss_hash_hex(copy, n, id);
    id[16] = '\0';
    r->arena = arena;
    r->id = id;
    r->text = copy;
    r->text_len = n;
    *out = r;
    return SAYSO_OK;
}

void sayso_report_free(struct sayso_report *report)
{
    if (report) ss_arena_free(report->arena);
}

// Hands a string over, or frees what there is of it.
static enum sayso_err give(enum sayso_err err, struct ss_str *s, char **out, size_t *len)
{
    if (!err && !s->data) ss_str_puts(s, "");
    if (!err && s->failed) err = SAYSO_ERR_NOMEM;
    if (err) {
        ss_str_free(s);
        return err;
    }
    *out = s->data;
    *len = s->len;
    return SAYSO_OK;
}

enum sayso_err sayso_report_json(const struct sayso_report *report, char **json, size_t *len)
{
    struct ss_str s = {0};
    return give(ss_record_write(report, &s), &s, json, len);
}

enum sayso_err sayso_report_conllu(const struct sayso_report *report, char **conllu, size_t *len)
{
    struct ss_str s = {0};
    return give(ss_conllu_write(&s, report, report->id), &s, conllu, len);
}

const char *sayso_upos_name(unsigned upos)
{
    return ss_upos_name(upos);
}

const char *sayso_dep_name(unsigned deprel)
{
    return ss_dep_name(deprel);
}

void sayso_free(void *memory)
{
    free(memory);
}
