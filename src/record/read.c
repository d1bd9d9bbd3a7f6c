// SPDX-License-Identifier: Apache-2.0
// JSON line to report: the reverse of write.c. Everything from outside is checked: offsets, ids, names of values.
#include "record/record.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/num.h"
#include "record/names.h"
#include "text/utf8.h"

struct reader {
    struct sayso_report *r;
    struct ss_arena *arena;
    uint32_t *bytes; // byte offset of each code point, and of the end
    uint32_t cp_count;
    struct sayso_problem *problem;
    bool failed; // an allocation failed
};

static enum sayso_err bad(struct reader *rd, const char *what)
{
    return ss_fail(rd->problem, SAYSO_ERR_INPUT, 210, NULL, -1, "record: %s", what);
}

static const char *text_of(struct reader *rd, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_string(v)) return NULL;
    const char *copy = ss_strndup(rd->arena, json_string_value(v), json_string_length(v));
    if (!copy) rd->failed = true;
    return copy;
}

static bool offset_of(struct reader *rd, const json_t *o, const char *key, uint32_t *out)
{
    const json_t *v = json_object_get(o, key);
    if (!json_is_integer(v)) return false;
    json_int_t n = json_integer_value(v);
    if (n < 0 || n > (json_int_t)rd->cp_count) return false;
    *out = rd->bytes[n];
    return true;
}

static bool span_of(struct reader *rd, const json_t *o, uint32_t *start, uint32_t *end)
{
    return offset_of(rd, o, "start", start) && offset_of(rd, o, "end", end) && *start <= *end;
}

// "m12" → 11; -1 for nothing, wrong letter or out of range.
static int32_t id_index(const json_t *v, char letter, size_t count)
{
    int64_t n;
    const char *s = json_string_value(v);
    if (!s || s[0] != letter || !ss_parse_int(s + 1, strlen(s + 1), &n) || n < 1 || (uint64_t)n > count) return -1;
    return (int32_t)(n - 1);
}

static struct sayso_ids ids_of(struct reader *rd, const json_t *o, const char *key, char letter, size_t count)
{
    const json_t *list = json_object_get(o, key);
    size_t n = json_array_size(list);
    struct sayso_ids ids = {0};
    if (n == 0) return ids;
    int32_t *item = SS_NEW_ARRAY(rd->arena, int32_t, n);
    if (!item) {
        rd->failed = true;
        return ids;
    }
    for (size_t i = 0; i < n; i++) {
        int32_t index = id_index(json_array_get(list, i), letter, count);
        if (index >= 0) item[ids.count++] = index;
    }
    ids.item = item;
    return ids;
}

static struct sayso_spans spans_of(struct reader *rd, const json_t *o, const char *key)
{
    const json_t *list = json_object_get(o, key);
    size_t n = json_array_size(list);
    struct sayso_spans spans = {0};
    if (n == 0) return spans;
    struct sayso_span *item = SS_NEW_ARRAY(rd->arena, struct sayso_span, n);
    if (!item) {
        rd->failed = true;
        return spans;
    }
    for (size_t i = 0; i < n; i++) {
        struct sayso_span *s = &item[spans.count];
        if (span_of(rd, json_array_get(list, i), &s->start, &s->end)) spans.count++;
    }
    spans.item = item;
    return spans;
}

static const char *const *strings_of(struct reader *rd, const json_t *o, const char *key, uint32_t *count)
{
    const json_t *list = json_object_get(o, key);
    size_t n = json_array_size(list);
    *count = 0;
    if (n == 0) return NULL;
    const char **item = SS_NEW_ARRAY(rd->arena, const char *, n);
    if (!item) {
        rd->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const char *s = json_string_value(json_array_get(list, i));
        if (s && (item[*count] = ss_strdup(rd->arena, s))) ++*count;
    }
    return item;
}

static int value_of(const json_t *o, const char *key, const char *const *names)
{
    int v = ss_name_value(names, json_string_value(json_object_get(o, key)));
    return v < 0 ? 0 : v;
}

static int64_t bound_of(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_integer(v) ? json_integer_value(v) : SAYSO_OPEN;
}

// Room for a list's items; the count that later ids are checked against is the list's size in the JSON.
static void *room_for(struct reader *rd, const json_t *list, size_t size)
{
    void *p = ss_alloc_array(rd->arena, json_array_size(list), size);
    if (!p) rd->failed = true;
    return p;
}

struct lists {
    const json_t *mentions, *entities, *times, *figures, *attributions, *claims, *citations, *sentences;
    size_t m, e, t, f, a, c;
};

static enum sayso_err read_names(struct reader *rd, const struct lists *l)
{
    struct sayso_report *r = rd->r;
    r->mentions = room_for(rd, l->mentions, sizeof *r->mentions);
    r->entities = room_for(rd, l->entities, sizeof *r->entities);
    if (rd->failed) return SAYSO_OK;
    for (; r->mention_count < l->m; r->mention_count++) {
        const json_t *o = json_array_get(l->mentions, r->mention_count);
        struct sayso_mention *m = &r->mentions[r->mention_count];
        if (!span_of(rd, o, &m->start, &m->end)) return bad(rd, "a mention's span lies outside the text");
        m->kind = (enum sayso_mention_kind)value_of(o, "kind", ss_mention_kind_names);
        m->form = (enum sayso_mention_form)value_of(o, "form", ss_mention_form_names);
        m->entity = id_index(json_object_get(o, "entity"), 'e', l->e);
        m->time = id_index(json_object_get(o, "time"), 't', l->t);
        m->figure = id_index(json_object_get(o, "figure"), 'f', l->f);
        m->head_token = -1;
        m->rule = text_of(rd, o, "rule");
    }
    for (; r->entity_count < l->e; r->entity_count++) {
        const json_t *o = json_array_get(l->entities, r->entity_count);
        struct sayso_entity *e = &r->entities[r->entity_count];
        e->name = text_of(rd, o, "name");
        e->kind = text_of(rd, o, "kind");
        e->actor = text_of(rd, o, "actor");
        e->code = text_of(rd, o, "code");
        e->country = text_of(rd, o, "country");
        e->sectors = strings_of(rd, o, "sectors", &e->sector_count);
        e->geonames = json_integer_value(json_object_get(o, "geonames"));
        const json_t *lat = json_object_get(o, "lat"), *lon = json_object_get(o, "lon");
        e->has_point = json_is_number(lat) && json_is_number(lon);
        e->lat = e->has_point ? json_number_value(lat) : 0;
        e->lon = e->has_point ? json_number_value(lon) : 0;
        e->feature = text_of(rd, o, "feature");
        e->admin1 = text_of(rd, o, "admin1");
        e->know = text_of(rd, o, "know");
    }
    return SAYSO_OK;
}

static enum sayso_err read_times_and_figures(struct reader *rd, const struct lists *l)
{
    struct sayso_report *r = rd->r;
    r->times = room_for(rd, l->times, sizeof *r->times);
    r->figures = room_for(rd, l->figures, sizeof *r->figures);
    if (rd->failed) return SAYSO_OK;
    for (; r->time_count < l->t; r->time_count++) {
        const json_t *o = json_array_get(l->times, r->time_count);
        struct sayso_time *t = &r->times[r->time_count];
        if (!span_of(rd, o, &t->start, &t->end)) return bad(rd, "a time's span lies outside the text");
        t->type = text_of(rd, o, "type");
        t->value = text_of(rd, o, "value");
        t->from = text_of(rd, o, "from");
        t->to = text_of(rd, o, "to");
        t->precision = text_of(rd, o, "precision");
        t->rule = text_of(rd, o, "rule");
    }
    for (; r->figure_count < l->f; r->figure_count++) {
        const json_t *o = json_array_get(l->figures, r->figure_count);
        struct sayso_figure *f = &r->figures[r->figure_count];
        if (!span_of(rd, o, &f->start, &f->end)) return bad(rd, "a figure's span lies outside the text");
        f->counts = text_of(rd, o, "counts");
        f->of = id_index(json_object_get(o, "of"), 'm', l->m);
        f->low = bound_of(o, "low");
        f->high = bound_of(o, "high");
        f->best = bound_of(o, "best");
        f->approx = json_is_true(json_object_get(o, "approx"));
        f->vague = json_is_true(json_object_get(o, "vague"));
        f->rule = text_of(rd, o, "rule");
    }
    return SAYSO_OK;
}

static void read_attributions(struct reader *rd, const struct lists *l)
{
    struct sayso_report *r = rd->r;
    r->attributions = room_for(rd, l->attributions, sizeof *r->attributions);
    for (; !rd->failed && r->attribution_count < l->a; r->attribution_count++) {
        const json_t *o = json_array_get(l->attributions, r->attribution_count);
        struct sayso_attribution *a = &r->attributions[r->attribution_count];
        a->source = spans_of(rd, o, "source");
        a->cue = spans_of(rd, o, "cue");
        a->content = spans_of(rd, o, "content");
        a->source_entity = id_index(json_object_get(o, "source_entity"), 'e', l->e);
        a->sources = ids_of(rd, o, "source_entities", 'e', l->e);
        a->within = id_index(json_object_get(o, "within"), 'a', l->a);
        a->source_kind = (enum sayso_source_kind)value_of(o, "source_kind", ss_source_kind_names);
        a->form = (enum sayso_quote_form)value_of(o, "form", ss_quote_form_names);
        a->stance = (enum sayso_stance)value_of(o, "stance", ss_stance_names);
        a->certainty = (enum sayso_certainty)value_of(o, "certainty", ss_certainty_names);
        a->verb = text_of(rd, o, "verb");
        a->rule = text_of(rd, o, "rule");
        a->cue_token = -1;
    }
}

// A code of one digit; 0 when there is none.
static uint8_t code_of(const json_t *o, const char *key)
{
    json_int_t code = json_integer_value(json_object_get(o, key));
    return code > 0 && code < 10 ? (uint8_t)code : 0;
}

static enum sayso_err read_claim(struct reader *rd, const struct lists *l, const json_t *o, struct sayso_claim *c)
{
    c->kind = (enum sayso_claim_kind)value_of(o, "kind", ss_claim_kind_names);
    c->type = text_of(rd, o, "type");
    c->mode = text_of(rd, o, "mode");
    c->contexts = strings_of(rd, o, "contexts", &c->context_count);
    c->cameo = text_of(rd, o, "cameo");
    c->acled = text_of(rd, o, "acled");
    c->acled_sub = text_of(rd, o, "acled_sub");
    c->actors = ids_of(rd, o, "actors", 'e', l->e);
    c->recipients = ids_of(rd, o, "recipients", 'e', l->e);
    c->objects = ids_of(rd, o, "objects", 'm', l->m);
    c->instruments = ids_of(rd, o, "instruments", 'm', l->m);
    c->place = id_index(json_object_get(o, "place"), 'e', l->e);
    c->place_acled = code_of(o, "place_acled");
    c->place_ucdp = code_of(o, "place_ucdp");
    c->time = id_index(json_object_get(o, "time"), 't', l->t);
    c->figures = ids_of(rd, o, "figures", 'f', l->f);
    c->holder = id_index(json_object_get(o, "holder"), 'e', l->e);
    c->status = text_of(rd, o, "status");
    c->voice = id_index(json_object_get(o, "voice"), 'a', l->a);
    c->chain = ids_of(rd, o, "chain", 'e', l->e);
    c->realis = (enum sayso_realis)value_of(o, "realis", ss_realis_names);
    c->certainty = (enum sayso_certainty)value_of(o, "certainty", ss_certainty_names);
    c->stance = (enum sayso_stance)value_of(o, "stance", ss_stance_names);
    c->forecast = json_is_true(json_object_get(o, "forecast"));
    c->by = text_of(rd, o, "by");
    c->rule = text_of(rd, o, "rule");
    c->trigger_token = -1;
    const json_t *confidence = json_object_get(o, "confidence");
    c->confidence = json_is_number(confidence) ? json_number_value(confidence) : -1;
    const json_t *trigger = json_object_get(o, "trigger");
    if (!span_of(rd, trigger, &c->trigger.start, &c->trigger.end))
        return bad(rd, "a claim's trigger lies outside the text");
    if (!span_of(rd, o, &c->start, &c->end)) return bad(rd, "a claim's span lies outside the text");
    return SAYSO_OK;
}

static enum sayso_err read_claims(struct reader *rd, const struct lists *l)
{
    struct sayso_report *r = rd->r;
    r->claims = room_for(rd, l->claims, sizeof *r->claims);
    r->citations = room_for(rd, l->citations, sizeof *r->citations);
    r->sentences = room_for(rd, l->sentences, sizeof *r->sentences);
    if (rd->failed) return SAYSO_OK;
    for (; r->claim_count < l->c; r->claim_count++)
        SS_TRY(read_claim(rd, l, json_array_get(l->claims, r->claim_count), &r->claims[r->claim_count]));
    for (; r->citation_count < json_array_size(l->citations); r->citation_count++) {
        const json_t *o = json_array_get(l->citations, r->citation_count);
        struct sayso_citation *c = &r->citations[r->citation_count];
        if (!span_of(rd, o, &c->start, &c->end)) return bad(rd, "a citation's span lies outside the text");
        c->cited = id_index(json_object_get(o, "cited"), 'e', l->e);
        c->name = text_of(rd, o, "name");
        c->claims = ids_of(rd, o, "for", 'c', l->c);
        c->whole = json_is_true(json_object_get(o, "whole"));
    }
    for (; r->sentence_count < json_array_size(l->sentences); r->sentence_count++) {
        struct sayso_sentence *s = &r->sentences[r->sentence_count];
        if (!span_of(rd, json_array_get(l->sentences, r->sentence_count), &s->start, &s->end))
            return bad(rd, "a sentence lies outside the text");
    }
    return SAYSO_OK;
}

static enum sayso_err read_text(struct reader *rd, const json_t *root)
{
    struct sayso_report *r = rd->r;
    const json_t *text = json_object_get(root, "text");
    if (!json_is_string(text)) return bad(rd, "no text");
    if (json_string_length(text) > UINT32_MAX - 1) return bad(rd, "the text is too long");
    r->text_len = (uint32_t)json_string_length(text);
    r->text = ss_strndup(rd->arena, json_string_value(text), r->text_len);
    rd->bytes = SS_NEW_ARRAY(rd->arena, uint32_t, (size_t)r->text_len + 1);
    if (!r->text || !rd->bytes) {
        rd->failed = true;
        return SAYSO_OK;
    }
    uint32_t n = 0;
    for (uint32_t at = 0; at < r->text_len; n++) {
        uint32_t cp;
        rd->bytes[n] = at;
        at += ss_utf8_decode(r->text + at, r->text_len - at, &cp);
    }
    rd->bytes[n] = r->text_len;
    rd->cp_count = n;
    return SAYSO_OK;
}

static enum sayso_err read_root(struct reader *rd, const json_t *root)
{
    struct sayso_report *r = rd->r;
    if (!json_is_object(root)) return bad(rd, "not an object");
    json_int_t schema = json_integer_value(json_object_get(root, "sayso"));
    if (schema != 1) return ss_fail(rd->problem, SAYSO_ERR_VERSION, 211, NULL, -1, "record: not of schema 1");
    SS_TRY(read_text(rd, root));
    if (rd->failed) return SAYSO_OK;
    r->id = text_of(rd, root, "id");
    r->url = text_of(rd, root, "url");
    r->outlet = text_of(rd, root, "outlet");
    r->author = text_of(rd, root, "author");
    r->title = text_of(rd, root, "title");
    r->published = text_of(rd, root, "published");
    r->published_from = (enum sayso_date_from)value_of(root, "published_from", ss_date_from_names);
    r->lang = text_of(rd, root, "lang");
    r->based_on = text_of(rd, root, "based_on");
    struct lists l = {
        .mentions = json_object_get(root, "mentions"),
        .entities = json_object_get(root, "entities"),
        .times = json_object_get(root, "times"),
        .figures = json_object_get(root, "figures"),
        .claims = json_object_get(root, "claims"),
        .attributions = json_object_get(root, "attributions"),
        .citations = json_object_get(root, "citations"),
        .sentences = json_object_get(root, "sentences"),
    };
    l.m = json_array_size(l.mentions);
    l.e = json_array_size(l.entities);
    l.t = json_array_size(l.times);
    l.f = json_array_size(l.figures);
    l.a = json_array_size(l.attributions);
    l.c = json_array_size(l.claims);
    SS_TRY(read_names(rd, &l));
    if (!rd->failed) SS_TRY(read_times_and_figures(rd, &l));
    if (!rd->failed) read_attributions(rd, &l);
    if (!rd->failed) SS_TRY(read_claims(rd, &l));
    return SAYSO_OK;
}

enum sayso_err ss_record_read(struct sayso_report **out, const char *json, size_t len, struct sayso_problem *problem)
{
    json_error_t error;
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, &error);
    if (!root) return ss_fail(problem, SAYSO_ERR_INPUT, 201, NULL, error.position, "not JSON: %s", error.text);
    struct reader rd = {.problem = problem, .arena = ss_arena_new(0)};
    enum sayso_err err = SAYSO_ERR_NOMEM;
    if (rd.arena && (rd.r = SS_NEW(rd.arena, struct sayso_report))) {
        rd.r->arena = rd.arena;
        err = read_root(&rd, root);
        if (!err && rd.failed) err = ss_arena_error(rd.arena);
    }
    json_decref(root);
    if (err) {
        ss_arena_free(rd.arena);
        return err;
    }
    *out = rd.r;
    return SAYSO_OK;
}

void ss_record_free(struct sayso_report *report)
{
    if (report) ss_arena_free(report->arena);
}
