// SPDX-License-Identifier: Apache-2.0
// Loads the rows that collation reads, in an order that does not depend on the order of reading.
#include "store/private.h"

#include <string.h>
#include "base/arr.h"
#include "base/num.h"
#include "base/str.h"

struct loading {
    struct ss_store *store;
    struct ss_arena *arena;
    sqlite3_stmt *actors, *figures;
    bool failed; // the arena was full
};

static const char *text_at(struct loading *ld, sqlite3_stmt *s, int column)
{
    const char *t = (const char *)sqlite3_column_text(s, column);
    if (!t) return NULL;
    char *copy = ss_strndup(ld->arena, t, (size_t)sqlite3_column_bytes(s, column));
    if (!copy) ld->failed = true;
    return copy;
}

// The same for strings that repeat a lot (names, kinds): shares the copy of the row before when equal.
static const char *shared_at(struct loading *ld, sqlite3_stmt *s, int column, const char *before)
{
    const char *t = (const char *)sqlite3_column_text(s, column);
    if (t && before && strcmp(t, before) == 0) return before;
    return text_at(ld, s, column);
}

static int32_t day_at(sqlite3_stmt *s, int column)
{
    const char *t = (const char *)sqlite3_column_text(s, column);
    int64_t day;
    return t && ss_parse_date(t, &day) ? (int32_t)day : SAYSO_NO_DAY;
}

static int64_t int_at(sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) == SQLITE_NULL ? SAYSO_OPEN : sqlite3_column_int64(s, column);
}

static enum sayso_err prepare(struct ss_store *store, const char *sql, sqlite3_stmt **out)
{
    return sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK ? SAYSO_OK : ss_store_fail(store, "load");
}

static enum sayso_err load_reports(struct loading *ld, struct sayso_rows *out)
{
    SS_ARR(struct sayso_row_report) rows = {0};
    sqlite3_stmt *s = NULL;
    int rc;
    SS_TRY(prepare(ld->store, "SELECT id,outlet,title,url,based_on,published,text FROM report ORDER BY id", &s));
    while ((rc = sqlite3_step(s)) == SQLITE_ROW && !ld->failed) {
        struct sayso_row_report *r = ss_arr_push(ld->arena, &rows);
        if (!r) {
            ld->failed = true;
            break;
        }
        r->id = text_at(ld, s, 0);
        r->outlet = text_at(ld, s, 1);
        r->title = text_at(ld, s, 2);
        r->url = text_at(ld, s, 3);
        r->based_on = text_at(ld, s, 4);
        r->published = day_at(s, 5);
        r->text = text_at(ld, s, 6);
        r->text_len = (uint32_t)sqlite3_column_bytes(s, 6);
    }
    sqlite3_finalize(s);
    out->reports = rows.item;
    out->report_count = rows.count;
    return rc == SQLITE_DONE || ld->failed ? SAYSO_OK : ss_store_fail(ld->store, "load");
}

static void load_actors(struct loading *ld, int64_t claim, struct sayso_row_claim *c)
{
    SS_ARR(struct sayso_row_actor) actors = {0}, recipients = {0};
    sqlite3_bind_int64(ld->actors, 1, claim);
    while (sqlite3_step(ld->actors) == SQLITE_ROW && !ld->failed) {
        bool is_actor = sqlite3_column_text(ld->actors, 0)[0] == 'a';
        struct sayso_row_actor *a = is_actor ? ss_arr_push(ld->arena, &actors) : ss_arr_push(ld->arena, &recipients);
        if (!a) {
            ld->failed = true;
            break;
        }
        a->key = text_at(ld, ld->actors, 1);
        a->name = text_at(ld, ld->actors, 2);
        a->kind = text_at(ld, ld->actors, 3);
        a->country = text_at(ld, ld->actors, 4);
        a->code = text_at(ld, ld->actors, 5);
    }
    sqlite3_reset(ld->actors);
    c->actors = actors.item;
    c->actor_count = actors.count;
    c->recipients = recipients.item;
    c->recipient_count = recipients.count;
}

static void load_figures(struct loading *ld, int64_t claim, struct sayso_row_claim *c)
{
    SS_ARR(struct sayso_row_figure) figures = {0};
    sqlite3_stmt *s = ld->figures;
    sqlite3_bind_int64(s, 1, claim);
    while (sqlite3_step(s) == SQLITE_ROW && !ld->failed) {
        struct sayso_row_figure *f = ss_arr_push(ld->arena, &figures);
        if (!f) {
            ld->failed = true;
            break;
        }
        f->counts = text_at(ld, s, 0);
        f->low = int_at(s, 1);
        f->high = int_at(s, 2);
        f->best = int_at(s, 3);
        f->approx = sqlite3_column_int(s, 4);
        f->vague = sqlite3_column_int(s, 5);
        f->of = (struct sayso_row_actor){.key = text_at(ld, s, 6),
                                         .name = text_at(ld, s, 7),
                                         .kind = text_at(ld, s, 8),
                                         .country = text_at(ld, s, 9)};
        f->of_words = text_at(ld, s, 10);
        f->words = text_at(ld, s, 11);
    }
    sqlite3_reset(s);
    c->figures = figures.item;
    c->figure_count = figures.count;
}

static enum sayso_claim_kind kind_of(const char *name)
{
    return ss_streq(name, "toll")      ? SAYSO_CLAIM_TOLL
           : ss_streq(name, "control") ? SAYSO_CLAIM_CONTROL
                                       : SAYSO_CLAIM_EVENT;
}

static const char claims_sql[] =
    "SELECT "
    "c.n,c.id,r.id,r.outlet,c.pos,r.published,c.kind,c.type,c.mode,c.cameo,c.acled,c.acled_sub,c.place_key,c.place,"
    "c.geonames,c.lat,c.lon,c.country,c.admin1,c.feature,c.place_ucdp,c.date_from,c.date_to,c.precision,c.holder_key,c."
    "holder,"
    "c.holder_kind,c.holder_country,c.holder_code,c.status,c.voice_key,c.voice,c.voice_kind,c.verb,c.form,c.chain,c."
    "realis,"
    "c.certainty,c.stance,c.forecast,c.deadline,c.words,c.sentence,c.start,c.stop,c.trigger_start,c.trigger_stop,c."
    "rule,"
    "c.confidence FROM claim c JOIN report r ON r.n=c.report ORDER BY r.id,c.pos";

static void claim_row(struct loading *ld, sqlite3_stmt *s, const struct sayso_row_claim *last,
                      struct sayso_row_claim *c)
{
    int at = 1;
    c->id = text_at(ld, s, at++);
    c->report = shared_at(ld, s, at++, last ? last->report : NULL);
    c->outlet = shared_at(ld, s, at++, last ? last->outlet : NULL);
    c->position = (uint32_t)sqlite3_column_int64(s, at++);
    c->published = day_at(s, at++);
    c->kind = kind_of((const char *)sqlite3_column_text(s, at++));
    c->type = shared_at(ld, s, at++, last ? last->type : NULL);
    c->mode = text_at(ld, s, at++);
    c->cameo = text_at(ld, s, at++);
    c->acled = text_at(ld, s, at++);
    c->acled_sub = text_at(ld, s, at++);
    c->place.key = shared_at(ld, s, at++, last ? last->place.key : NULL);
    c->place.name = shared_at(ld, s, at++, last ? last->place.name : NULL);
    c->place.geonames = sqlite3_column_int64(s, at++);
    c->place.has_point = sqlite3_column_type(s, at) != SQLITE_NULL;
    c->place.lat = sqlite3_column_double(s, at++);
    c->place.lon = sqlite3_column_double(s, at++);
    c->place.country = shared_at(ld, s, at++, last ? last->place.country : NULL);
    c->place.admin1 = shared_at(ld, s, at++, last ? last->place.admin1 : NULL);
    c->place.feature = shared_at(ld, s, at++, last ? last->place.feature : NULL);
    c->place_ucdp = (uint8_t)sqlite3_column_int(s, at++);
    c->from = day_at(s, at++);
    c->to = day_at(s, at++);
    c->precision = text_at(ld, s, at++);
    c->holder.key = text_at(ld, s, at++);
    c->holder.name = text_at(ld, s, at++);
    c->holder.kind = text_at(ld, s, at++);
    c->holder.country = text_at(ld, s, at++);
    c->holder.code = text_at(ld, s, at++);
    c->status = text_at(ld, s, at++);
    c->voice_key = shared_at(ld, s, at++, last ? last->voice_key : NULL);
    c->voice = shared_at(ld, s, at++, last ? last->voice : NULL);
    c->voice_kind = shared_at(ld, s, at++, last ? last->voice_kind : NULL);
    c->verb = text_at(ld, s, at++);
    c->form = text_at(ld, s, at++);
    c->chain = text_at(ld, s, at++);
    c->realis = (enum sayso_realis)sqlite3_column_int(s, at++);
    c->certainty = (enum sayso_certainty)sqlite3_column_int(s, at++);
    c->stance = (enum sayso_stance)sqlite3_column_int(s, at++);
    c->forecast = sqlite3_column_int(s, at++);
    c->by = day_at(s, at++);
    c->trigger = text_at(ld, s, at++);
    c->sentence = shared_at(ld, s, at++, last ? last->sentence : NULL);
    c->start = (uint32_t)sqlite3_column_int64(s, at++);
    c->end = (uint32_t)sqlite3_column_int64(s, at++);
    c->trigger_start = (uint32_t)sqlite3_column_int64(s, at++);
    c->trigger_end = (uint32_t)sqlite3_column_int64(s, at++);
    c->rule = text_at(ld, s, at++);
    c->confidence = sqlite3_column_type(s, at) == SQLITE_NULL ? -1 : sqlite3_column_double(s, at);
}

static enum sayso_err load_claims(struct loading *ld, struct sayso_rows *out)
{
    SS_ARR(struct sayso_row_claim) rows = {0};
    sqlite3_stmt *s = NULL;
    int rc;
    SS_TRY(prepare(ld->store, claims_sql, &s));
    while ((rc = sqlite3_step(s)) == SQLITE_ROW && !ld->failed) {
        struct sayso_row_claim *c = ss_arr_push(ld->arena, &rows);
        if (!c) {
            ld->failed = true;
            break;
        }
        claim_row(ld, s, rows.count > 1 ? c - 1 : NULL, c);
        load_actors(ld, sqlite3_column_int64(s, 0), c);
        load_figures(ld, sqlite3_column_int64(s, 0), c);
    }
    sqlite3_finalize(s);
    out->claims = rows.item;
    out->claim_count = rows.count;
    return rc == SQLITE_DONE || ld->failed ? SAYSO_OK : ss_store_fail(ld->store, "load");
}

static enum sayso_err load_citations(struct loading *ld, struct sayso_rows *out)
{
    SS_ARR(struct sayso_row_citation) rows = {0};
    sqlite3_stmt *s = NULL;
    int rc;
    SS_TRY(
        prepare(ld->store,
                "SELECT r.id,t.key,t.name,t.kind,t.start,t.stop,t.whole FROM citation t JOIN report r ON r.n=t.report "
                "ORDER BY r.id,t.start,t.stop",
                &s));
    while ((rc = sqlite3_step(s)) == SQLITE_ROW && !ld->failed) {
        struct sayso_row_citation *c = ss_arr_push(ld->arena, &rows);
        if (!c) {
            ld->failed = true;
            break;
        }
        c->report = text_at(ld, s, 0);
        c->key = text_at(ld, s, 1);
        c->name = text_at(ld, s, 2);
        c->kind = text_at(ld, s, 3);
        c->start = (uint32_t)sqlite3_column_int64(s, 4);
        c->end = (uint32_t)sqlite3_column_int64(s, 5);
        c->whole = sqlite3_column_int(s, 6);
    }
    sqlite3_finalize(s);
    out->citations = rows.item;
    out->citation_count = rows.count;
    return rc == SQLITE_DONE || ld->failed ? SAYSO_OK : ss_store_fail(ld->store, "load");
}

static enum sayso_err load_all(struct loading *ld, struct sayso_rows *out)
{
    SS_TRY(prepare(ld->store, "SELECT role,key,name,kind,country,code FROM claim_actor WHERE claim=? ORDER BY role,pos",
                   &ld->actors));
    SS_TRY(prepare(
        ld->store,
        "SELECT counts,low,high,best,approx,vague,of_key,of,of_kind,of_country,of_words,words FROM claim_figure "
        "WHERE claim=? ORDER BY pos",
        &ld->figures));
    SS_TRY(load_reports(ld, out));
    SS_TRY(load_claims(ld, out));
    return load_citations(ld, out);
}

enum sayso_err ss_store_load(struct ss_store *store, struct ss_arena *arena, struct sayso_rows *out)
{
    struct loading ld = {.store = store, .arena = arena};
    memset(out, 0, sizeof *out);
    enum sayso_err err = load_all(&ld, out);
    sqlite3_finalize(ld.actors);
    sqlite3_finalize(ld.figures);
    if (!err && ld.failed)
        err = ss_fail(&store->problem, ss_arena_error(arena) ? ss_arena_error(arena) : SAYSO_ERR_LIMIT, 2, "", -1,
                      "the store is too large to be compared as a whole");
    return err;
}
