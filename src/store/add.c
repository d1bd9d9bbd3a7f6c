// SPDX-License-Identifier: Apache-2.0
// From one coded report to rows: flattens claims, labels and citations and inserts them.
#include "store/private.h"

#include <string.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/num.h"
#include "base/str.h"
#include "record/record.h"

// One report on its way in.
struct adding {
    struct ss_store *store;
    const struct sayso_report *r;
    struct ss_arena *arena; // the report's
    int64_t report;         // row number
};

// --- words and keys
// -----------------------------------------------------------------------------------------------------

// The words of a span with white space runs made one blank.
static char *words_of(struct ss_arena *arena, const struct sayso_report *r, uint32_t start, uint32_t end)
{
    if (start >= end || end > r->text_len) return NULL;
    char *out = ss_alloc(arena, (size_t)(end - start) + 1);
    size_t n = 0;
    if (!out) return NULL;
    for (uint32_t i = start; i < end; i++) {
        if (!ss_ascii_space(r->text[i]))
            out[n++] = r->text[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n && out[n - 1] == ' ') n--;
    out[n] = '\0';
    return out;
}

static const char *skip_article(const char *s)
{
    static const char *const articles[] = {"the ", "a ", "an "};
    for (int i = 0; i < 3; i++) {
        size_t len = strlen(articles[i]), k = 0;
        while (k < len && s[k] && ss_ascii_lower(s[k]) == articles[i][k]) k++;
        if (k == len && s[k]) return s + len;
    }
    return s;
}

// "~" and the name in small letters without article and possessive ending; NULL for NULL.
static const char *folded_key(struct ss_arena *arena, const char *name)
{
    if (!name || !*name) return NULL;
    name = skip_article(name);
    size_t len = strlen(name);
    char *out = ss_alloc(arena, len + 2);
    if (!out) return NULL;
    out[0] = '~';
    for (size_t i = 0; i < len; i++) out[i + 1] = name[i] == '-' ? ' ' : ss_ascii_lower(name[i]);
    if (len > 2 && out[len] == 's' && out[len - 1] == '\'') out[len - 1] = '\0';
    return out;
}

static const struct sayso_entity *entity(const struct sayso_report *r, int32_t index)
{
    return index >= 0 && (uint32_t)index < r->entity_count ? &r->entities[index] : NULL;
}

static struct sayso_row_actor actor_row(struct ss_arena *arena, const struct sayso_entity *e)
{
    struct sayso_row_actor a = {0};
    if (!e) return a;
    a = (struct sayso_row_actor){.name = e->name, .kind = e->kind, .country = e->country, .code = e->code};
    a.key = e->actor && *e->actor ? e->actor : folded_key(arena, e->name);
    return a;
}

static struct sayso_row_place place_row(struct ss_arena *arena, const struct sayso_entity *e)
{
    struct sayso_row_place p = {0};
    if (!e || !e->name) return p;
    p = (struct sayso_row_place){.name = e->name,
                                 .country = e->country,
                                 .admin1 = e->admin1,
                                 .feature = e->feature,
                                 .geonames = e->geonames,
                                 .lat = e->lat,
                                 .lon = e->lon,
                                 .has_point = e->has_point};
    if (e->geonames)
        p.key = ss_printf(arena, "g%lld", (long long)e->geonames);
    else
        p.key = ss_printf(arena, "%s|%s", folded_key(arena, e->name), e->country ? e->country : "");
    return p;
}

// Who speaks, flattened.
struct voice {
    const char *key, *name, *kind, *verb, *form;
};

static struct voice outlet_voice(struct ss_arena *arena, const struct sayso_report *r)
{
    const char *outlet = r->outlet && *r->outlet ? r->outlet : r->id;
    const char *key = folded_key(arena, outlet);
    return (struct voice){
        .key = ss_printf(arena, "outlet:%s", key ? key + 1 : ""), .name = r->outlet, .kind = "outlet"};
}

static bool is_pronoun_at(const struct sayso_report *r, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < r->mention_count; i++)
        if (r->mentions[i].start == start && r->mentions[i].end == end)
            return r->mentions[i].form == SAYSO_FORM_PRONOUN;
    return end - start <= 4 && start < end; // he, she, they, it
}

static struct voice voice_of(struct ss_arena *arena, const struct sayso_report *r, int32_t attribution)
{
    if (attribution < 0 || (uint32_t)attribution >= r->attribution_count) return outlet_voice(arena, r);
    const struct sayso_attribution *a = &r->attributions[attribution];
    struct voice v = {
        .kind = ss_source_kind_name(a->source_kind), .verb = a->verb, .form = ss_quote_form_name(a->form)};
    const struct sayso_entity *e = entity(r, a->source_entity);
    if (e && e->name) {
        v.name = e->name;
        v.key = e->actor && *e->actor ? e->actor : folded_key(arena, e->name);
    } else if (a->source.count) {
        struct sayso_span s = a->source.item[0];
        const char *words = words_of(arena, r, s.start, s.end);
        if (is_pronoun_at(r, s.start, s.end)) { // of nobody knows whom: a voice without a name
            v.key = ss_printf(arena, "%s@%s", folded_key(arena, words), r->id);
        } else {
            v.name = words;
            v.key = folded_key(arena, words);
        }
    }
    if (!v.key) v.key = ss_printf(arena, "unnamed@%s", r->id);
    return v;
}

// The innermost attribution whose content holds the span, or -1.
static int32_t attribution_around(const struct sayso_report *r, uint32_t start, uint32_t end)
{
    int32_t best = -1;
    uint32_t best_len = UINT32_MAX;
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_spans *c = &r->attributions[i].content;
        for (uint32_t k = 0; k < c->count; k++) {
            uint32_t len = c->item[k].end - c->item[k].start;
            if (c->item[k].start <= start && end <= c->item[k].end && len < best_len) {
                best = (int32_t)i;
                best_len = len;
            }
        }
    }
    return best;
}

static const char *chain_of(struct ss_arena *arena, const struct sayso_report *r, const struct sayso_claim *c)
{
    const char *out = NULL;
    for (uint32_t i = 0; i < c->chain.count; i++) {
        const struct sayso_entity *e = entity(r, c->chain.item[i]);
        if (e && e->name) out = out ? ss_printf(arena, "%s < %s", out, e->name) : e->name;
    }
    return out;
}

static const struct sayso_sentence *sentence_at(const struct sayso_report *r, uint32_t at)
{
    for (uint32_t i = 0; i < r->sentence_count; i++)
        if (r->sentences[i].start <= at && at < r->sentences[i].end) return &r->sentences[i];
    return NULL;
}

// --- rows
// ---------------------------------------------------------------------------------------------------------------

static enum sayso_err add_actor(struct adding *ad, int64_t claim, const char *role, uint32_t at,
                                const struct sayso_entity *e)
{
    sqlite3_stmt *s =
        ss_store_keep(ad->store, SS_ST_ADD_CLAIM_ACTOR, "INSERT OR IGNORE INTO claim_actor VALUES(?,?,?,?,?,?,?,?)");
    struct sayso_row_actor a = actor_row(ad->arena, e);
    if (!s) return SAYSO_ERR_STORE;
    if (!a.key) return SAYSO_OK;
    sqlite3_bind_int64(s, 1, claim);
    ss_bind_text(s, 2, role);
    sqlite3_bind_int64(s, 3, at);
    ss_bind_text(s, 4, a.key);
    ss_bind_text(s, 5, a.name);
    ss_bind_text(s, 6, a.kind);
    ss_bind_text(s, 7, a.country);
    ss_bind_text(s, 8, a.code);
    return ss_store_step(ad->store, s, "actor of a claim");
}

static enum sayso_err add_figure(struct adding *ad, int64_t claim, uint32_t at, const struct sayso_figure *f)
{
    sqlite3_stmt *s = ss_store_keep(ad->store, SS_ST_ADD_CLAIM_FIGURE,
                                    "INSERT OR IGNORE INTO claim_figure VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    struct sayso_row_actor of = {0};
    const char *of_words = NULL;
    if (!s) return SAYSO_ERR_STORE;
    if (f->of >= 0 && (uint32_t)f->of < ad->r->mention_count) {
        const struct sayso_mention *m = &ad->r->mentions[f->of];
        of = actor_row(ad->arena, entity(ad->r, m->entity));
        of_words = words_of(ad->arena, ad->r, m->start, m->end);
    }
    sqlite3_bind_int64(s, 1, claim);
    sqlite3_bind_int64(s, 2, at);
    ss_bind_text(s, 3, f->counts);
    ss_bind_int(s, 4, f->low);
    ss_bind_int(s, 5, f->high);
    ss_bind_int(s, 6, f->best);
    sqlite3_bind_int(s, 7, f->approx);
    sqlite3_bind_int(s, 8, f->vague);
    ss_bind_text(s, 9, of.key);
    ss_bind_text(s, 10, of.name);
    ss_bind_text(s, 11, of.kind);
    ss_bind_text(s, 12, of.country);
    ss_bind_text(s, 13, of_words);
    ss_bind_text(s, 14, words_of(ad->arena, ad->r, f->start, f->end));
    return ss_store_step(ad->store, s, "figure of a claim");
}

static const char claim_sql[] =
    "INSERT OR IGNORE INTO claim VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
    ",?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

static void bind_place(sqlite3_stmt *s, int at, const struct sayso_row_place *p)
{
    ss_bind_text(s, at, p->key);
    ss_bind_text(s, at + 1, p->name);
    ss_bind_int(s, at + 2, p->geonames ? p->geonames : SAYSO_OPEN);
    ss_bind_real(s, at + 3, p->lat, p->has_point);
    ss_bind_real(s, at + 4, p->lon, p->has_point);
    ss_bind_text(s, at + 5, p->country);
    ss_bind_text(s, at + 6, p->admin1);
    ss_bind_text(s, at + 7, p->feature);
}

static enum sayso_err add_claim_row(struct adding *ad, uint32_t index, int64_t *row)
{
    const struct sayso_report *r = ad->r;
    const struct sayso_claim *c = &r->claims[index];
    sqlite3_stmt *s = ss_store_keep(ad->store, SS_ST_ADD_CLAIM, claim_sql);
    if (!s) return SAYSO_ERR_STORE;
    struct sayso_row_place place = place_row(ad->arena, entity(r, c->place));
    struct sayso_row_actor holder = actor_row(ad->arena, entity(r, c->holder));
    const struct sayso_time *t = c->time >= 0 && (uint32_t)c->time < r->time_count ? &r->times[c->time] : NULL;
    const struct sayso_sentence *sentence = sentence_at(r, c->trigger.start);
    struct voice v = voice_of(ad->arena, r, c->voice);
    int at = 1;
    ss_bind_text(s, at++, ss_printf(ad->arena, "%s/c%u", r->id, index + 1));
    sqlite3_bind_int64(s, at++, ad->report);
    sqlite3_bind_int64(s, at++, index);
    ss_bind_text(s, at++, ss_claim_kind_name(c->kind));
    ss_bind_text(s, at++, c->type);
    ss_bind_text(s, at++, c->mode);
    ss_bind_text(s, at++, c->cameo);
    ss_bind_text(s, at++, c->acled);
    ss_bind_text(s, at++, c->acled_sub);
    bind_place(s, at, &place);
    at += 8;
    ss_bind_text(s, at++, t ? t->from : NULL);
    ss_bind_text(s, at++, t ? (t->to ? t->to : t->from) : NULL);
    ss_bind_text(s, at++, t && t->from ? (t->precision ? t->precision : "day") : NULL);
    ss_bind_text(s, at++, holder.key);
    ss_bind_text(s, at++, holder.name);
    ss_bind_text(s, at++, holder.kind);
    ss_bind_text(s, at++, holder.country);
    ss_bind_text(s, at++, holder.code);
    ss_bind_text(s, at++, c->status);
    ss_bind_text(s, at++, v.key);
    ss_bind_text(s, at++, v.name);
    ss_bind_text(s, at++, v.kind);
    ss_bind_text(s, at++, v.verb);
    ss_bind_text(s, at++, v.form);
    ss_bind_text(s, at++, chain_of(ad->arena, r, c));
    sqlite3_bind_int(s, at++, (int)c->realis);
    sqlite3_bind_int(s, at++, (int)c->certainty);
    sqlite3_bind_int(s, at++, (int)c->stance);
    sqlite3_bind_int(s, at++, c->forecast);
    ss_bind_text(s, at++, c->by);
    ss_bind_text(s, at++, words_of(ad->arena, r, c->trigger.start, c->trigger.end));
    ss_bind_text(s, at++,
                 sentence ? words_of(ad->arena, r, sentence->start, sentence->end)
                          : words_of(ad->arena, r, c->start, c->end));
    sqlite3_bind_int64(s, at++, c->start);
    sqlite3_bind_int64(s, at++, c->end);
    sqlite3_bind_int64(s, at++, c->trigger.start);
    sqlite3_bind_int64(s, at++, c->trigger.end);
    ss_bind_text(s, at++, c->rule);
    ss_bind_real(s, at++, c->confidence, c->confidence >= 0);
    ss_bind_int(s, at++, c->place_acled ? c->place_acled : SAYSO_OPEN);
    ss_bind_int(s, at++, c->place_ucdp ? c->place_ucdp : SAYSO_OPEN);
    SS_TRY(ss_store_step(ad->store, s, "claim"));
    *row = sqlite3_last_insert_rowid(ad->store->db);
    return SAYSO_OK;
}

static enum sayso_err add_claim(struct adding *ad, uint32_t index)
{
    const struct sayso_report *r = ad->r;
    const struct sayso_claim *c = &r->claims[index];
    int64_t row;
    SS_TRY(add_claim_row(ad, index, &row));
    for (uint32_t i = 0; i < c->actors.count; i++) SS_TRY(add_actor(ad, row, "actor", i, entity(r, c->actors.item[i])));
    for (uint32_t i = 0; i < c->recipients.count; i++)
        SS_TRY(add_actor(ad, row, "recipient", i, entity(r, c->recipients.item[i])));
    for (uint32_t i = 0; i < c->figures.count; i++)
        if (c->figures.item[i] >= 0 && (uint32_t)c->figures.item[i] < r->figure_count)
            SS_TRY(add_figure(ad, row, i, &r->figures[c->figures.item[i]]));
    return SAYSO_OK;
}

static enum sayso_err add_label(struct adding *ad, const struct sayso_mention *m)
{
    const struct sayso_report *r = ad->r;
    sqlite3_stmt *s =
        ss_store_keep(ad->store, SS_ST_ADD_LABEL, "INSERT OR IGNORE INTO label VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    if (!s) return SAYSO_ERR_STORE;
    struct sayso_row_actor a = actor_row(ad->arena, entity(r, m->entity));
    const char *label = words_of(ad->arena, r, m->start, m->end);
    int32_t around = attribution_around(r, m->start, m->end);
    if (!a.key || !label) return SAYSO_OK;
    struct voice v = voice_of(ad->arena, r, around);
    const char *said = around < 0                                             ? "own"
                       : r->attributions[around].form == SAYSO_QUOTE_INDIRECT ? "paraphrase"
                                                                              : "quoted";
    sqlite3_bind_int64(s, 1, ad->report);
    sqlite3_bind_int64(s, 2, m->start);
    sqlite3_bind_int64(s, 3, m->end);
    ss_bind_text(s, 4, a.key);
    ss_bind_text(s, 5, a.name);
    ss_bind_text(s, 6, a.kind);
    ss_bind_text(s, 7, skip_article(label));
    ss_bind_text(s, 8, ss_mention_form_name(m->form));
    ss_bind_text(s, 9, said);
    ss_bind_text(s, 10, v.key);
    ss_bind_text(s, 11, v.name);
    return ss_store_step(ad->store, s, "label");
}

static enum sayso_err add_citation(struct adding *ad, const struct sayso_citation *c)
{
    sqlite3_stmt *s =
        ss_store_keep(ad->store, SS_ST_ADD_CITATION, "INSERT OR IGNORE INTO citation VALUES(?,?,?,?,?,?,?,?)");
    if (!s) return SAYSO_ERR_STORE;
    const struct sayso_entity *e = entity(ad->r, c->cited);
    struct sayso_row_actor a = actor_row(ad->arena, e);
    sqlite3_bind_int64(s, 1, ad->report);
    sqlite3_bind_int64(s, 2, c->start);
    sqlite3_bind_int64(s, 3, c->end);
    ss_bind_text(s, 4, a.key ? a.key : folded_key(ad->arena, c->name));
    ss_bind_text(s, 5, a.name ? a.name : c->name);
    ss_bind_text(s, 6, a.kind);
    ss_bind_text(s, 7, words_of(ad->arena, ad->r, c->start, c->end));
    sqlite3_bind_int(s, 8, c->whole);
    return ss_store_step(ad->store, s, "citation");
}

static enum sayso_err add_report_row(struct adding *ad, const char *json, size_t json_len, bool *added)
{
    const struct sayso_report *r = ad->r;
    char hash[33];
    sqlite3_stmt *s =
        ss_store_keep(ad->store, SS_ST_ADD_REPORT, "INSERT OR IGNORE INTO report VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?)");
    if (!s) return SAYSO_ERR_STORE;
    ss_hash_hex(r->text, r->text_len, hash);
    ss_bind_text(s, 1, r->id);
    ss_bind_text(s, 2, r->outlet);
    ss_bind_text(s, 3, r->author);
    ss_bind_text(s, 4, r->title);
    ss_bind_text(s, 5, r->url);
    ss_bind_text(s, 6, r->published);
    ss_bind_text(s, 7, r->published ? ss_date_from_name(r->published_from) : NULL);
    ss_bind_text(s, 8, r->lang);
    ss_bind_text(s, 9, r->based_on);
    ss_bind_textn(s, 10, r->text, r->text_len);
    ss_bind_text(s, 11, hash);
    ss_bind_textn(s, 12, json, json_len);
    SS_TRY(ss_store_step(ad->store, s, "report"));
    *added = sqlite3_changes(ad->store->db) > 0;
    ad->report = sqlite3_last_insert_rowid(ad->store->db);
    return SAYSO_OK;
}

enum sayso_err ss_store_add_report(struct ss_store *store, const struct sayso_report *report, const char *json,
                                   size_t json_len, bool *added)
{
    struct adding ad = {.store = store, .r = report, .arena = report->arena};
    bool is_new = false;
    if (!report->id || !report->text) return SAYSO_ERR_ARG;
    while (json_len && (json[json_len - 1] == '\n' || json[json_len - 1] == '\r')) json_len--;
    SS_TRY(add_report_row(&ad, json, json_len, &is_new));
    if (added) *added = is_new;
    if (!is_new) return SAYSO_OK;
    sqlite3_stmt *s = ss_store_keep(store, SS_ST_ADD_TEXT, "INSERT INTO report_text(rowid,title,text) VALUES(?,?,?)");
    if (!s) return SAYSO_ERR_STORE;
    sqlite3_bind_int64(s, 1, ad.report);
    ss_bind_text(s, 2, report->title);
    ss_bind_textn(s, 3, report->text, report->text_len);
    SS_TRY(ss_store_step(store, s, "full text"));
    for (uint32_t i = 0; i < report->claim_count; i++) SS_TRY(add_claim(&ad, i));
    for (uint32_t i = 0; i < report->mention_count; i++)
        if (report->mentions[i].kind == SAYSO_MENTION_ACTOR && report->mentions[i].form != SAYSO_FORM_PRONOUN)
            SS_TRY(add_label(&ad, &report->mentions[i]));
    for (uint32_t i = 0; i < report->citation_count; i++) SS_TRY(add_citation(&ad, &report->citations[i]));
    return SAYSO_OK;
}

enum sayso_err ss_store_has_report(struct ss_store *store, const char *id, bool *out)
{
    sqlite3_stmt *s = ss_store_keep(store, SS_ST_HAS_REPORT, "SELECT 1 FROM report WHERE id=?");
    if (!s) return SAYSO_ERR_STORE;
    ss_bind_text(s, 1, id);
    int rc = sqlite3_step(s);
    *out = rc == SQLITE_ROW;
    enum sayso_err err = rc == SQLITE_ROW || rc == SQLITE_DONE ? SAYSO_OK : ss_store_fail(store, "look-up");
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return err;
}
