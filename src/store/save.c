// SPDX-License-Identifier: Apache-2.0
// Replaces what collation made: events, conflicts, echoes, the ledgers.
#include "store/private.h"

#include <string.h>

struct saving {
    struct ss_store *store;
    const struct sayso_rows *rows;
    sqlite3_stmt *s; // the statement of the table being written
    enum sayso_err err;
};

static void open_table(struct saving *sv, const char *sql)
{
    sqlite3_finalize(sv->s);
    sv->s = NULL;
    if (!sv->err && sqlite3_prepare_v2(sv->store->db, sql, -1, &sv->s, NULL) != SQLITE_OK)
        sv->err = ss_store_fail(sv->store, "collation");
}

static void put(struct saving *sv)
{
    if (!sv->err) sv->err = ss_store_step(sv->store, sv->s, "collation");
}

static const char *claim_id(const struct saving *sv, uint32_t index)
{
    return index < sv->rows->claim_count ? sv->rows->claims[index].id : NULL;
}

static int bind_place(sqlite3_stmt *s, int at, const struct sayso_row_place *p)
{
    ss_bind_text(s, at++, p->key);
    ss_bind_text(s, at++, p->name);
    ss_bind_int(s, at++, p->geonames ? p->geonames : SAYSO_OPEN);
    ss_bind_real(s, at++, p->lat, p->has_point);
    ss_bind_real(s, at++, p->lon, p->has_point);
    ss_bind_text(s, at++, p->country);
    ss_bind_text(s, at++, p->admin1);
    ss_bind_text(s, at++, p->feature);
    return at;
}

// Rows "owner, claim" for each of some claims; table open.
static void put_claims(struct saving *sv, const char *owner, int64_t position, const uint32_t *claims, uint32_t count)
{
    for (uint32_t i = 0; i < count && !sv->err; i++) {
        int at = 1;
        ss_bind_text(sv->s, at++, owner);
        if (position >= 0) sqlite3_bind_int64(sv->s, at++, position);
        ss_bind_text(sv->s, at, claim_id(sv, claims[i]));
        put(sv);
    }
}

static void put_event(struct saving *sv, const struct sayso_row_event *e)
{
    sqlite3_stmt *s = sv->s;
    int at = 1;
    ss_bind_text(s, at++, e->id);
    ss_bind_text(s, at++, e->kind);
    ss_bind_text(s, at++, e->type);
    ss_bind_text(s, at++, e->mode);
    ss_bind_text(s, at++, e->summary);
    at = bind_place(s, at, &e->place);
    ss_bind_day(s, at++, e->from);
    ss_bind_day(s, at++, e->to);
    ss_bind_text(s, at++, e->dated);
    ss_bind_int(s, at++, e->killed.low);
    ss_bind_int(s, at++, e->killed.best);
    ss_bind_int(s, at++, e->killed.high);
    ss_bind_int(s, at++, e->injured.low);
    ss_bind_int(s, at++, e->injured.best);
    ss_bind_int(s, at++, e->injured.high);
    ss_bind_text(s, at++, e->toll_rule);
    sqlite3_bind_int64(s, at++, e->claim_count);
    sqlite3_bind_int64(s, at++, e->reports);
    sqlite3_bind_int64(s, at++, e->outlets);
    sqlite3_bind_int64(s, at++, e->origins);
    sqlite3_bind_int(s, at++, e->denied);
    sqlite3_bind_int(s, at++, e->contested);
    ss_bind_text(s, at, claim_id(sv, e->head));
    put(sv);
}

static void put_event_actors(struct saving *sv, const struct sayso_row_event *e, const char *role,
                             const struct sayso_row_actor *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count && !sv->err; i++) {
        ss_bind_text(sv->s, 1, e->id);
        ss_bind_text(sv->s, 2, role);
        sqlite3_bind_int64(sv->s, 3, i);
        ss_bind_text(sv->s, 4, actors[i].key);
        ss_bind_text(sv->s, 5, actors[i].name);
        ss_bind_text(sv->s, 6, actors[i].kind);
        ss_bind_text(sv->s, 7, actors[i].country);
        ss_bind_text(sv->s, 8, actors[i].code);
        put(sv);
    }
}

static void save_events(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->event_count && !sv->err; i++) put_event(sv, &c->events[i]);
    open_table(sv, "INSERT OR IGNORE INTO event_claim VALUES(?,?)");
    for (uint32_t i = 0; i < c->event_count && !sv->err; i++)
        put_claims(sv, c->events[i].id, -1, c->events[i].claims, c->events[i].claim_count);
    open_table(sv, "INSERT INTO event_actor VALUES(?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->event_count && !sv->err; i++) {
        put_event_actors(sv, &c->events[i], "actor", c->events[i].actors, c->events[i].actor_count);
        put_event_actors(sv, &c->events[i], "recipient", c->events[i].recipients, c->events[i].recipient_count);
    }
}

static void put_conflict(struct saving *sv, const struct sayso_row_conflict *x)
{
    sqlite3_stmt *s = sv->s;
    ss_bind_text(s, 1, x->id);
    ss_bind_text(s, 2, x->event);
    ss_bind_text(s, 3, x->field);
    ss_bind_text(s, 4, x->counted);
    ss_bind_text(s, 5, x->strength);
    ss_bind_text(s, 6, x->place_key);
    ss_bind_text(s, 7, x->place);
    ss_bind_day(s, 8, x->since);
    sqlite3_bind_int64(s, 9, x->reports);
    sqlite3_bind_int64(s, 10, x->origins);
    put(sv);
}

static void put_value(struct saving *sv, const struct sayso_row_conflict *x, uint32_t position)
{
    const struct sayso_row_value *v = &x->values[position];
    sqlite3_stmt *s = sv->s;
    ss_bind_text(s, 1, x->id);
    sqlite3_bind_int64(s, 2, position);
    ss_bind_text(s, 3, v->value);
    ss_bind_int(s, 4, v->low);
    ss_bind_int(s, 5, v->high);
    ss_bind_text(s, 6, v->voice_key);
    ss_bind_text(s, 7, v->voice);
    sqlite3_bind_int64(s, 8, v->reports);
    sqlite3_bind_int64(s, 9, v->origins);
    ss_bind_day(s, 10, v->since);
    put(sv);
}

static void save_conflicts(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT OR IGNORE INTO conflict VALUES(?,?,?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->conflict_count && !sv->err; i++) put_conflict(sv, &c->conflicts[i]);
    open_table(sv, "INSERT OR IGNORE INTO conflict_value VALUES(?,?,?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->conflict_count; i++)
        for (uint32_t k = 0; k < c->conflicts[i].value_count && !sv->err; k++) put_value(sv, &c->conflicts[i], k);
    open_table(sv, "INSERT OR IGNORE INTO conflict_claim VALUES(?,?,?)");
    for (uint32_t i = 0; i < c->conflict_count; i++)
        for (uint32_t k = 0; k < c->conflicts[i].value_count && !sv->err; k++)
            put_claims(sv, c->conflicts[i].id, k, c->conflicts[i].values[k].claims,
                       c->conflicts[i].values[k].claim_count);
}

static void save_echoes(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT OR IGNORE INTO echo VALUES(?,?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->echo_count && !sv->err; i++) {
        const struct sayso_row_echo *e = &c->echoes[i];
        ss_bind_text(sv->s, 1, e->report);
        sqlite3_bind_int64(sv->s, 2, i);
        ss_bind_text(sv->s, 3, e->origin);
        ss_bind_text(sv->s, 4, e->how);
        ss_bind_text(sv->s, 5, e->source);
        ss_bind_real(sv->s, 6, e->share, true);
        ss_bind_text(sv->s, 7, e->passage);
        sqlite3_bind_int64(sv->s, 8, e->start);
        sqlite3_bind_int64(sv->s, 9, e->end);
        put(sv);
    }
}

static void save_stories(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT OR IGNORE INTO story VALUES(?,?)");
    for (uint32_t i = 0; i < c->story_count && !sv->err; i++) {
        ss_bind_text(sv->s, 1, c->stories[i].report);
        ss_bind_text(sv->s, 2, c->stories[i].id);
        put(sv);
    }
}

static void save_control(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT OR IGNORE INTO control VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (uint32_t i = 0; i < c->control_count && !sv->err; i++) {
        const struct sayso_row_control *k = &c->control[i];
        int at = 2;
        ss_bind_text(sv->s, 1, k->id);
        at = bind_place(sv->s, at, &k->place);
        ss_bind_text(sv->s, at++, k->holder.key);
        ss_bind_text(sv->s, at++, k->holder.name);
        ss_bind_text(sv->s, at++, k->holder.kind);
        ss_bind_text(sv->s, at++, k->side);
        ss_bind_day(sv->s, at++, k->from);
        ss_bind_day(sv->s, at++, k->to);
        ss_bind_text(sv->s, at++, k->status);
        sqlite3_bind_int(sv->s, at++, k->changed);
        sqlite3_bind_int64(sv->s, at++, k->claim_count);
        sqlite3_bind_int64(sv->s, at++, k->reports);
        sqlite3_bind_int64(sv->s, at, k->origins);
        put(sv);
    }
    open_table(sv, "INSERT OR IGNORE INTO control_claim VALUES(?,?)");
    for (uint32_t i = 0; i < c->control_count && !sv->err; i++)
        put_claims(sv, c->control[i].id, -1, c->control[i].claims, c->control[i].claim_count);
}

static void save_forecasts(struct saving *sv, const struct sayso_collation *c)
{
    open_table(sv, "INSERT OR IGNORE INTO forecast VALUES(?,?,?,?)");
    for (uint32_t i = 0; i < c->forecast_count && !sv->err; i++) {
        ss_bind_text(sv->s, 1, c->forecasts[i].id);
        ss_bind_text(sv->s, 2, claim_id(sv, c->forecasts[i].claim));
        ss_bind_day(sv->s, 3, c->forecasts[i].by);
        ss_bind_text(sv->s, 4, c->forecasts[i].state);
        put(sv);
    }
    open_table(sv, "INSERT OR IGNORE INTO forecast_claim VALUES(?,?)");
    for (uint32_t i = 0; i < c->forecast_count && !sv->err; i++)
        put_claims(sv, c->forecasts[i].id, -1, c->forecasts[i].deciding, c->forecasts[i].deciding_count);
}

enum sayso_err ss_store_save_collation(struct ss_store *store, const struct sayso_rows *rows,
                                       const struct sayso_collation *collation)
{
    struct saving sv = {.store = store, .rows = rows};
    SS_TRY(ss_store_begin(store));
    sv.err = ss_store_exec(
        store, "DELETE FROM event; DELETE FROM event_claim; DELETE FROM event_actor; DELETE FROM conflict;"
               "DELETE FROM conflict_value; DELETE FROM conflict_claim; DELETE FROM echo; DELETE FROM story;"
               "DELETE FROM control; DELETE FROM control_claim; DELETE FROM forecast;"
               "DELETE FROM forecast_claim");
    save_events(&sv, collation);
    save_conflicts(&sv, collation);
    save_echoes(&sv, collation);
    save_stories(&sv, collation);
    save_control(&sv, collation);
    save_forecasts(&sv, collation);
    sqlite3_finalize(sv.s);
    if (!sv.err) return ss_store_commit(store);
    struct sayso_problem keep = store->problem;
    (void)ss_store_rollback(store);
    store->problem = keep;
    return sv.err;
}
