// SPDX-License-Identifier: Apache-2.0
// Report to JSON line. Byte offsets become code points; indexes become ids (m1, e1, t1, f1, a1, c1 = index + 1).
#include "record/record.h"

#include <sayso/version.h>
#include "base/json_out.h"
#include "text/utf8.h"

struct writer {
    struct ss_json j;
    struct ss_cp_index index;
    const struct sayso_report *r;
};

static void kv_cp(struct writer *w, const char *key, uint32_t byte)
{
    if (byte > w->r->text_len) byte = w->r->text_len;
    ss_json_kv_int(&w->j, key, ss_cp_index_at(&w->index, byte));
}

static void span_fields(struct writer *w, uint32_t start, uint32_t end)
{
    kv_cp(w, "start", start);
    kv_cp(w, "end", end < start ? start : end);
}

static void kv_span(struct writer *w, const char *key, struct sayso_span s)
{
    ss_json_key(&w->j, key);
    ss_json_object(&w->j);
    span_fields(w, s.start, s.end);
    ss_json_end_object(&w->j);
}

static void kv_spans(struct writer *w, const char *key, const struct sayso_spans *spans)
{
    ss_json_key(&w->j, key);
    ss_json_array(&w->j);
    for (uint32_t i = 0; i < spans->count; i++) {
        ss_json_object(&w->j);
        span_fields(w, spans->item[i].start, spans->item[i].end);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static size_t id_text(char out[16], char letter, int32_t index)
{
    char digits[16];
    size_t n = 0, d = 0;
    uint32_t v = (uint32_t)index + 1;
    do {
        digits[d++] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    out[n++] = letter;
    while (d) out[n++] = digits[--d];
    return n;
}

static void id_value(struct writer *w, char letter, int32_t index)
{
    char id[16];
    ss_json_strn(&w->j, id, id_text(id, letter, index));
}

// Nothing for an index outside [0, count): "none", or a fault of an earlier stage that must not reach a reader.
static void kv_id(struct writer *w, const char *key, char letter, int32_t index, uint32_t count)
{
    if (index < 0 || (uint32_t)index >= count) return;
    ss_json_key(&w->j, key);
    id_value(w, letter, index);
}

static void kv_ids(struct writer *w, const char *key, char letter, const struct sayso_ids *ids, uint32_t count)
{
    ss_json_key(&w->j, key);
    ss_json_array(&w->j);
    for (uint32_t i = 0; i < ids->count; i++)
        if (ids->item[i] >= 0 && (uint32_t)ids->item[i] < count) id_value(w, letter, ids->item[i]);
    ss_json_end_array(&w->j);
}

static void kv_strings(struct writer *w, const char *key, const char *const *item, uint32_t count)
{
    ss_json_key(&w->j, key);
    ss_json_array(&w->j);
    for (uint32_t i = 0; i < count; i++) ss_json_str(&w->j, item[i]);
    ss_json_end_array(&w->j);
}

static void kv_bound(struct writer *w, const char *key, int64_t n)
{
    ss_json_key(&w->j, key);
    if (n == SAYSO_OPEN)
        ss_json_null(&w->j);
    else
        ss_json_int(&w->j, n);
}

static void kv_words(struct writer *w, const char *key, uint32_t start, uint32_t end)
{
    const struct sayso_report *r = w->r;
    if (end > r->text_len) end = r->text_len;
    if (start > end) start = end;
    ss_json_key(&w->j, key);
    ss_json_strn(&w->j, r->text + start, end - start);
}

static void begin_list(struct writer *w, const char *key)
{
    ss_json_key(&w->j, key);
    ss_json_array(&w->j);
}

static void begin_item(struct writer *w, char letter, uint32_t index)
{
    ss_json_object(&w->j);
    ss_json_key(&w->j, "id");
    id_value(w, letter, (int32_t)index);
}

static void write_mentions(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "mentions");
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        begin_item(w, 'm', i);
        span_fields(w, m->start, m->end);
        ss_json_kv(&w->j, "kind", ss_mention_kind_name(m->kind));
        bool names = m->kind == SAYSO_MENTION_ACTOR || m->kind == SAYSO_MENTION_PLACE;
        if (names) kv_id(w, "entity", 'e', m->entity, r->entity_count);
        if (m->kind == SAYSO_MENTION_TIME) kv_id(w, "time", 't', m->time, r->time_count);
        if (m->kind == SAYSO_MENTION_FIGURE) kv_id(w, "figure", 'f', m->figure, r->figure_count);
        ss_json_kv(&w->j, "form", ss_mention_form_name(m->form));
        ss_json_kv_opt(&w->j, "rule", m->rule);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_entities(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "entities");
    for (uint32_t i = 0; i < r->entity_count; i++) {
        const struct sayso_entity *e = &r->entities[i];
        begin_item(w, 'e', i);
        ss_json_kv(&w->j, "name", e->name ? e->name : "");
        ss_json_kv(&w->j, "kind", e->kind ? e->kind : "other");
        ss_json_kv_opt(&w->j, "actor", e->actor);
        ss_json_kv_opt(&w->j, "code", e->code);
        ss_json_kv_opt(&w->j, "country", e->country);
        kv_strings(w, "sectors", e->sectors, e->sector_count);
        if (e->geonames > 0) ss_json_kv_int(&w->j, "geonames", e->geonames);
        if (e->has_point) {
            ss_json_key(&w->j, "lat");
            ss_json_double(&w->j, e->lat, 5);
            ss_json_key(&w->j, "lon");
            ss_json_double(&w->j, e->lon, 5);
        }
        ss_json_kv_opt(&w->j, "feature", e->feature);
        ss_json_kv_opt(&w->j, "admin1", e->admin1);
        ss_json_kv_opt(&w->j, "know", e->know);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_times_and_figures(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "times");
    for (uint32_t i = 0; i < r->time_count; i++) {
        const struct sayso_time *t = &r->times[i];
        begin_item(w, 't', i);
        span_fields(w, t->start, t->end);
        ss_json_kv(&w->j, "type", t->type ? t->type : "DATE");
        ss_json_kv_opt(&w->j, "value", t->value);
        ss_json_kv_opt(&w->j, "from", t->from);
        ss_json_kv_opt(&w->j, "to", t->to);
        ss_json_kv_opt(&w->j, "precision", t->precision);
        ss_json_kv_opt(&w->j, "rule", t->rule);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
    begin_list(w, "figures");
    for (uint32_t i = 0; i < r->figure_count; i++) {
        const struct sayso_figure *f = &r->figures[i];
        begin_item(w, 'f', i);
        span_fields(w, f->start, f->end);
        ss_json_kv_opt(&w->j, "counts", f->counts);
        kv_id(w, "of", 'm', f->of, r->mention_count);
        kv_bound(w, "low", f->low);
        kv_bound(w, "high", f->high);
        kv_bound(w, "best", f->best);
        if (f->approx) {
            ss_json_key(&w->j, "approx");
            ss_json_bool(&w->j, true);
        }
        if (f->vague) {
            ss_json_key(&w->j, "vague");
            ss_json_bool(&w->j, true);
        }
        kv_words(w, "words", f->start, f->end);
        ss_json_kv_opt(&w->j, "rule", f->rule);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_attributions(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "attributions");
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_attribution *a = &r->attributions[i];
        begin_item(w, 'a', i);
        kv_spans(w, "source", &a->source);
        kv_id(w, "source_entity", 'e', a->source_entity, r->entity_count);
        if (a->sources.count) kv_ids(w, "source_entities", 'e', &a->sources, r->entity_count);
        ss_json_kv(&w->j, "source_kind", ss_source_kind_name(a->source_kind));
        kv_spans(w, "cue", &a->cue);
        kv_spans(w, "content", &a->content);
        ss_json_kv(&w->j, "form", ss_quote_form_name(a->form));
        ss_json_kv_opt(&w->j, "verb", a->verb);
        kv_id(w, "within", 'a', a->within, r->attribution_count);
        ss_json_kv(&w->j, "stance", ss_stance_name(a->stance));
        ss_json_kv(&w->j, "certainty", ss_certainty_name(a->certainty));
        ss_json_kv_opt(&w->j, "rule", a->rule);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_claim(struct writer *w, uint32_t i)
{
    const struct sayso_report *r = w->r;
    const struct sayso_claim *c = &r->claims[i];
    begin_item(w, 'c', i);
    ss_json_kv(&w->j, "kind", ss_claim_kind_name(c->kind));
    ss_json_kv_opt(&w->j, "type", c->type);
    ss_json_kv_opt(&w->j, "mode", c->mode);
    kv_strings(w, "contexts", c->contexts, c->context_count);
    ss_json_kv_opt(&w->j, "cameo", c->cameo);
    ss_json_kv_opt(&w->j, "acled", c->acled);
    ss_json_kv_opt(&w->j, "acled_sub", c->acled_sub);
    kv_ids(w, "actors", 'e', &c->actors, r->entity_count);
    kv_ids(w, "recipients", 'e', &c->recipients, r->entity_count);
    kv_ids(w, "objects", 'm', &c->objects, r->mention_count);
    kv_ids(w, "instruments", 'm', &c->instruments, r->mention_count);
    kv_id(w, "place", 'e', c->place, r->entity_count);
    if (c->place_acled) ss_json_kv_int(&w->j, "place_acled", c->place_acled);
    if (c->place_ucdp) ss_json_kv_int(&w->j, "place_ucdp", c->place_ucdp);
    kv_id(w, "time", 't', c->time, r->time_count);
    kv_ids(w, "figures", 'f', &c->figures, r->figure_count);
    if (c->kind == SAYSO_CLAIM_CONTROL) {
        kv_id(w, "holder", 'e', c->holder, r->entity_count);
        ss_json_kv_opt(&w->j, "status", c->status);
    }
    ss_json_key(&w->j, "voice");
    if (c->voice >= 0 && (uint32_t)c->voice < r->attribution_count)
        id_value(w, 'a', c->voice);
    else
        ss_json_null(&w->j);
    kv_ids(w, "chain", 'e', &c->chain, r->entity_count);
    ss_json_kv(&w->j, "realis", ss_realis_name(c->realis));
    ss_json_kv(&w->j, "certainty", ss_certainty_name(c->certainty));
    ss_json_kv(&w->j, "stance", ss_stance_name(c->stance));
    if (c->forecast) {
        ss_json_key(&w->j, "forecast");
        ss_json_bool(&w->j, true);
    }
    ss_json_kv_opt(&w->j, "by", c->by);
    kv_span(w, "trigger", c->trigger);
    span_fields(w, c->start, c->end);
    if (c->confidence >= 0) {
        ss_json_key(&w->j, "confidence");
        ss_json_double(&w->j, c->confidence, 3);
    }
    ss_json_kv_opt(&w->j, "rule", c->rule);
    ss_json_end_object(&w->j);
}

static void write_claims_and_citations(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "claims");
    for (uint32_t i = 0; i < r->claim_count; i++) write_claim(w, i);
    ss_json_end_array(&w->j);
    begin_list(w, "citations");
    for (uint32_t i = 0; i < r->citation_count; i++) {
        const struct sayso_citation *c = &r->citations[i];
        ss_json_object(&w->j);
        span_fields(w, c->start, c->end);
        kv_id(w, "cited", 'e', c->cited, r->entity_count);
        ss_json_kv_opt(&w->j, "name", c->name);
        kv_ids(w, "for", 'c', &c->claims, r->claim_count);
        if (c->whole) {
            ss_json_key(&w->j, "whole");
            ss_json_bool(&w->j, true);
        }
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_judgements(struct writer *w)
{
    const struct sayso_report *r = w->r;
    begin_list(w, "judgements");
    for (uint32_t i = 0; i < r->judgement_count; i++) {
        const struct sayso_judgement *j = &r->judgements[i];
        const struct sayso_token *t = &r->tokens[j->token];
        ss_json_object(&w->j);
        span_fields(w, t->start, t->end);
        int32_t head = t->head;
        if (head >= 0) kv_cp(w, "head", r->tokens[head].start);
        ss_json_kv(&w->j, "realis", ss_realis_name(j->realis));
        ss_json_kv(&w->j, "certainty", ss_certainty_name(j->certainty));
        ss_json_kv(&w->j, "stance", ss_stance_name(j->stance));
        ss_json_key(&w->j, "believed");
        ss_json_double(&w->j, j->believed, 2);
        ss_json_key(&w->j, "held");
        ss_json_double(&w->j, j->held, 2);
        ss_json_key(&w->j, "done");
        ss_json_double(&w->j, j->done, 2);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
}

static void write_incident(struct writer *w)
{
    const struct sayso_incident *x = w->r->incident;
    ss_json_key(&w->j, "incident");
    ss_json_object(&w->j);
    ss_json_key(&w->j, "about");
    ss_json_double(&w->j, x->about, 3);
    ss_json_key(&w->j, "told");
    ss_json_bool(&w->j, x->told);
    begin_list(w, "parts");
    for (uint32_t i = 0; i < x->part_count; i++) {
        const struct sayso_part *p = &x->parts[i];
        ss_json_object(&w->j);
        ss_json_kv(&w->j, "part", ss_part_role_name(p->role));
        span_fields(w, p->start, p->end);
        kv_id(w, "entity", 'e', p->entity, w->r->entity_count);
        ss_json_key(&w->j, "confidence");
        ss_json_double(&w->j, p->confidence, 3);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
    begin_list(w, "casualties");
    for (uint32_t i = 0; i < x->casualties_count; i++) {
        const struct sayso_casualties *k = &x->casualties[i];
        ss_json_object(&w->j);
        ss_json_kv(&w->j, "counts", k->counts);
        ss_json_kv_int(&w->j, "number", k->number);
        span_fields(w, k->start, k->end);
        kv_id(w, "claim", 'c', k->claim, w->r->claim_count);
        ss_json_end_object(&w->j);
    }
    ss_json_end_array(&w->j);
    ss_json_end_object(&w->j);
}

static void write_head(struct writer *w)
{
    const struct sayso_report *r = w->r;
    ss_json_kv_int(&w->j, "sayso", SAYSO_SCHEMA);
    ss_json_kv(&w->j, "id", r->id ? r->id : "");
    ss_json_kv_opt(&w->j, "url", r->url);
    ss_json_kv_opt(&w->j, "outlet", r->outlet);
    ss_json_kv_opt(&w->j, "author", r->author);
    ss_json_kv_opt(&w->j, "title", r->title);
    if (r->published) {
        ss_json_kv(&w->j, "published", r->published);
        if (r->published_from != SAYSO_DATE_NONE)
            ss_json_kv(&w->j, "published_from", ss_date_from_name(r->published_from));
    }
    ss_json_kv_opt(&w->j, "lang", r->lang);
    ss_json_kv_opt(&w->j, "based_on", r->based_on);
    kv_words(w, "text", 0, r->text_len);
}

enum sayso_err ss_record_write(const struct sayso_report *report, struct ss_str *out)
{
    struct writer w = {.r = report};
    enum sayso_err err = ss_cp_index_build(&w.index, report->arena, report->text ? report->text : "", report->text_len);
    if (err) return err;
    ss_json_begin(&w.j, out);
    ss_json_object(&w.j);
    write_head(&w);
    begin_list(&w, "sentences");
    for (uint32_t i = 0; i < report->sentence_count; i++) {
        ss_json_object(&w.j);
        span_fields(&w, report->sentences[i].start, report->sentences[i].end);
        ss_json_end_object(&w.j);
    }
    ss_json_end_array(&w.j);
    write_mentions(&w);
    write_entities(&w);
    write_times_and_figures(&w);
    write_attributions(&w);
    write_claims_and_citations(&w);
    if (report->judgements) write_judgements(&w);
    if (report->incident) write_incident(&w);
    ss_json_end_object(&w.j);
    ss_str_putc(out, '\n');
    return out->failed ? SAYSO_ERR_NOMEM : SAYSO_OK;
}
