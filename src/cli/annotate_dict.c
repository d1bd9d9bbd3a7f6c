// SPDX-License-Identifier: Apache-2.0
// sayso annotate with an imported dictionary. With verbs the dictionary codes alone; with actors only, sayso's own
// frames tell the events and the dictionary the codes of who takes part.
#define _GNU_SOURCE
#include "cli/annotate_dict.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/json_out.h"
#include "code/dict.h"
#include "cli/input.h"
#include "pipe/engine.h"

// Set before the workers start and read only by them.
static struct ss_dict *dictionary;
static bool tab_separated;

bool ss_annotate_dict_wanted(const struct ss_opts *opts)
{
    struct stat s;
    return opts->know && stat(opts->know, &s) == 0 && S_ISDIR(s.st_mode);
}

int ss_annotate_dict_open(const struct sayso_engine *engine, const struct ss_opts *opts)
{
    struct sayso_problem problem = {.offset = -1};
    if (opts->as && strcmp(opts->as, "tsv") != 0 && strcmp(opts->as, "jsonl") != 0)
        return ss_usage(opts, "--as tsv or jsonl");
    tab_separated = opts->as && strcmp(opts->as, "tsv") == 0;
    enum sayso_err err = ss_dict_load(&dictionary, opts->know, ss_engine_know(engine), &problem);
    return err ? ss_problem_exit(opts, &problem) : 0;
}

void ss_annotate_dict_close(void)
{
    ss_dict_free(dictionary);
    dictionary = NULL;
}

static void write_tab(struct ss_str *out, const struct sayso_report *report, const struct ss_dict_event *e)
{
    for (const char *p = report->published ? report->published : ""; *p && *p != 'T'; p++)
        if (*p != '-') ss_str_putc(out, *p);
    ss_str_printf(out, "\t%s\t%s\t%s\t\t%s\t%s\n", e->source, e->target, e->code, report->id,
                  report->outlet ? report->outlet : "");
}

static void write_json(struct ss_str *out, const struct sayso_report *report, const struct ss_dict_events *events)
{
    struct ss_json j;
    ss_json_begin(&j, out);
    ss_json_object(&j);
    ss_json_kv(&j, "id", report->id);
    if (report->published) ss_json_kv(&j, "published", report->published);
    ss_json_key(&j, "events");
    ss_json_array(&j);
    for (uint32_t i = 0; i < events->count; i++) {
        const struct ss_dict_event *e = &events->item[i];
        ss_json_object(&j);
        ss_json_kv(&j, "code", e->code);
        ss_json_kv(&j, "source", e->source);
        ss_json_kv(&j, "target", e->target);
        ss_json_key(&j, "trigger");
        ss_json_strn(&j, report->text + e->start, e->end - e->start);
        ss_json_kv_int(&j, "sentence", e->sentence);
        ss_json_kv(&j, "rule", e->line);
        ss_json_end_object(&j);
    }
    ss_json_end_array(&j);
    ss_json_end_object(&j);
    ss_str_putc(out, '\n');
}

// The codes of an entity of a claim: of its mention that stands nearest to the claim's word.
static uint32_t entity_codes(struct sayso_report *report, const struct sayso_claim *claim, int32_t entity,
                             char codes[SS_DICT_VARIANTS][SS_DICT_CODE])
{
    uint32_t best = UINT32_MAX;
    int32_t head = -1;
    for (uint32_t m = 0; m < report->mention_count; m++) {
        const struct sayso_mention *n = &report->mentions[m];
        if (n->entity != entity || n->head_token < 0) continue;
        uint32_t far =
            n->start > claim->trigger.start ? n->start - claim->trigger.start : claim->trigger.start - n->start;
        if (far >= best) continue;
        best = far;
        head = n->head_token;
    }
    return head >= 0 ? ss_dict_actor(dictionary, report, (uint32_t)head, codes) : 0;
}

// The events of sayso's own frames: one for each pair of actor and recipient; "---" for a side that nobody is on.
static enum sayso_err own_events(struct sayso_report *report, struct ss_dict_events *out)
{
    enum { SIDE = 8 };
    uint32_t room = 1, count = 0;
    for (uint32_t i = 0; i < report->claim_count; i++) room += report->claims[i].cameo ? SIDE * SIDE : 0;
    struct ss_dict_event *list = SS_NEW_ARRAY(report->arena, struct ss_dict_event, room);
    if (!list) return ss_arena_error(report->arena);
    for (uint32_t i = 0; i < report->claim_count; i++) {
        const struct sayso_claim *c = &report->claims[i];
        if (!c->cameo || c->realis == SAYSO_NEGATED) continue;
        const char *sides[2][SIDE];
        uint32_t n[2] = {0};
        for (int side = 0; side < 2; side++) {
            const struct sayso_ids *ids = side ? &c->recipients : &c->actors;
            for (uint32_t k = 0; k < ids->count; k++) {
                char codes[SS_DICT_VARIANTS][SS_DICT_CODE];
                uint32_t found = entity_codes(report, c, ids->item[k], codes);
                for (uint32_t f = 0; f < found && n[side] < SIDE; f++) {
                    sides[side][n[side]] = ss_strdup(report->arena, codes[f]);
                    if (!sides[side][n[side]++]) return ss_arena_error(report->arena);
                }
            }
            if (!n[side]) sides[side][n[side]++] = "---";
        }
        uint32_t sentence = report->tokens[c->trigger_token].sentence;
        for (uint32_t a = 0; a < n[0]; a++)
            for (uint32_t b = 0; b < n[1]; b++)
                list[count++] = (struct ss_dict_event){.source = sides[0][a],
                                                       .target = sides[1][b],
                                                       .code = c->cameo,
                                                       .line = c->rule ? c->rule : "",
                                                       .sentence = sentence,
                                                       .start = c->trigger.start,
                                                       .end = c->trigger.end};
    }
    *out = (struct ss_dict_events){list, count};
    return SAYSO_OK;
}

enum sayso_err ss_annotate_dict_work(struct sayso_session *session, struct sayso_report *report, struct ss_str *out)
{
    struct ss_dict_events events = {0};
    bool discarded = false;
    enum sayso_err err;
    if (ss_dict_has_verbs(dictionary)) {
        err = ss_session_parse(session, report);
        if (!err) err = ss_dict_code(dictionary, report, &events, &discarded);
    } else {
        err = ss_session_parse(session, report);
        if (!err) err = ss_dict_mark(dictionary, report);
        if (!err) err = ss_session_code(session, report);
        if (!err) err = own_events(report, &events);
    }
    if (err) return err;
    if (!tab_separated) {
        write_json(out, report, &events);
        return SAYSO_OK;
    }
    for (uint32_t i = 0; i < events.count; i++) write_tab(out, report, &events.item[i]);
    return SAYSO_OK;
}
