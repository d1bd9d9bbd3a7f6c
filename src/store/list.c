// SPDX-License-Identifier: Apache-2.0
// The lists: columns and one statement each over the same numbered filter parameters, which cursor.c binds.
#include "store/private.h"

#include "base/str.h"

#define SHOW(n)                                                                                                        \
    {                                                                                                                  \
        n, SS_CELL_TEXT, true                                                                                          \
    }
#define TEXT(n)                                                                                                        \
    {                                                                                                                  \
        n, SS_CELL_TEXT, false                                                                                         \
    }
#define SHOW_INT(n)                                                                                                    \
    {                                                                                                                  \
        n, SS_CELL_INT, true                                                                                           \
    }
#define INT(n)                                                                                                         \
    {                                                                                                                  \
        n, SS_CELL_INT, false                                                                                          \
    }
#define REAL(n)                                                                                                        \
    {                                                                                                                  \
        n, SS_CELL_REAL, false                                                                                         \
    }
#define FLAG(n)                                                                                                        \
    {                                                                                                                  \
        n, SS_CELL_BOOL, false                                                                                         \
    }
#define SHOW_JSON(n)                                                                                                   \
    {                                                                                                                  \
        n, SS_CELL_JSON, true                                                                                          \
    }
#define JSON(n)                                                                                                        \
    {                                                                                                                  \
        n, SS_CELL_JSON, false                                                                                         \
    }

// Parameters: ?1 id, ?2 actor, ?3 actor pattern, ?4 place, ?5 place pattern, ?6 since, ?7 until, ?8 outlet, ?9 type,
// ?10 voice, ?11 voice pattern, ?12 report, ?13 words, ?14 limit, ?15 offset, ?16 confidence.
#define LIKE(column, at) column " LIKE " at " ESCAPE '\\'"
#define PLACE(x)                                                                                                       \
    "(?4 IS NULL OR " x ".place_key=?4 OR " LIKE(x ".place", "?5") " OR " LIKE(x ".admin1", "?5") " OR " x             \
                                                                                                  ".country=?4)"
#define OUTLET(x) "(?8 IS NULL OR " x ".outlet=?8 COLLATE NOCASE)"
#define LIMIT     " LIMIT ?14 OFFSET ?15"
// A claim about the future belongs to the days from its telling on.
#define HAPPENED "coalesce(min(c.date_from,p.published),c.date_from,p.published)"
#define REALIS                                                                                                         \
    "CASE c.realis WHEN 0 THEN 'actual' WHEN 1 THEN 'negated' WHEN 2 THEN 'future' WHEN 3 THEN 'hypothetical' WHEN 4 " \
    "THEN 'ordered' ELSE 'asked' END"
#define CERTAINTY                                                                                                      \
    "CASE c.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' ELSE 'unconfirmed' END"
#define STANCE "CASE c.stance WHEN 0 THEN 'neutral' WHEN 1 THEN 'endorses' WHEN 2 THEN 'doubts' ELSE 'rejects' END"
#define NAMES(table, owner, role)                                                                                      \
    "(SELECT json_group_array(name) FROM (SELECT name FROM " table " WHERE " owner " AND role='" role "' ORDER BY "    \
    "pos))"

#define CLAIM_CELLS                                                                                                    \
    "c.id,p.id,p.outlet,p.published,c.kind,c.type,c.mode," NAMES("claim_actor", "claim=c.n", "actor") "," NAMES(       \
        "claim_actor", "claim=c.n",                                                                                    \
        "recipient") ",c.place,c.admin1,c.country,c.geonames,c.lat,c.lon,"                                             \
                     "c.date_from,c.date_to,c.precision,"                                                              \
                     "(SELECT "                                                                                        \
                     "json_group_array(json_object('counts',counts,'words',words,'low',low,'high',high,'best',best,'"  \
                     "of',"                                                                                            \
                     "coalesce(of_words,of))) FROM (SELECT * FROM claim_figure WHERE claim=c.n ORDER BY pos)),"        \
                     "c.holder,c.status,c.voice,c.voice_key,c.voice_kind,c.verb,c.form,c.chain," REALIS "," CERTAINTY  \
                     "," STANCE ",c.forecast,c.deadline,c.words,c.sentence,c.start,c.stop,c.trigger_start,c.trigger_"  \
                     "stop,c.rule,c.confidence,"                                                                       \
                     "c.cameo,c.acled,c.acled_sub,c.place_acled,c.place_ucdp,(SELECT event FROM event_claim WHERE "    \
                     "claim=c.id LIMIT 1)"

static const struct ss_column claim_columns[] = {SHOW("id"),
                                                 TEXT("report"),
                                                 SHOW("outlet"),
                                                 TEXT("published"),
                                                 TEXT("kind"),
                                                 SHOW("type"),
                                                 TEXT("mode"),
                                                 SHOW_JSON("actors"),
                                                 SHOW_JSON("recipients"),
                                                 SHOW("place"),
                                                 TEXT("admin1"),
                                                 TEXT("country"),
                                                 INT("geonames"),
                                                 REAL("lat"),
                                                 REAL("lon"),
                                                 SHOW("date_from"),
                                                 TEXT("date_to"),
                                                 TEXT("precision"),
                                                 SHOW_JSON("figures"),
                                                 TEXT("holder"),
                                                 TEXT("status"),
                                                 SHOW("voice"),
                                                 TEXT("voice_key"),
                                                 TEXT("voice_kind"),
                                                 TEXT("verb"),
                                                 TEXT("form"),
                                                 TEXT("chain"),
                                                 SHOW("realis"),
                                                 TEXT("certainty"),
                                                 TEXT("stance"),
                                                 FLAG("forecast"),
                                                 TEXT("deadline"),
                                                 SHOW("words"),
                                                 TEXT("sentence"),
                                                 INT("start_byte"),
                                                 INT("end_byte"),
                                                 INT("trigger_start_byte"),
                                                 INT("trigger_end_byte"),
                                                 TEXT("rule"),
                                                 REAL("confidence"),
                                                 TEXT("cameo"),
                                                 TEXT("acled"),
                                                 TEXT("acled_sub"),
                                                 INT("place_acled"),
                                                 INT("place_ucdp"),
                                                 TEXT("event"),
                                                 INT("position")};

#define CLAIM_FILTER                                                                                                   \
    PLACE("c")                                                                                                         \
    " AND " OUTLET("p") " AND (?6 IS NULL OR coalesce(c.date_to," HAPPENED ")>=?6) AND (?7 IS NULL OR "                \
                        "substr(" HAPPENED                                                                             \
                        ",1,10)<=?7) AND (?9 IS NULL OR c.type=upper(?9) OR c.kind=lower(?9)) AND (?10 IS NULL OR "    \
                        "c.voice_key=?10 OR " LIKE(                                                                    \
                            "c.voice", "?11") ") AND (?12 IS NULL OR p.id=?12) AND (?2 IS NULL OR c.holder_key=?2 "    \
                                              "OR " LIKE("c.holder", "?3") " OR EXISTS(SELECT 1 FROM claim_actor a "   \
                                                                           "WHERE a.claim=c.n AND (a.key=?2 OR " LIKE( \
                                                                               "a.name", "?3") ")))"

static const struct ss_column report_columns[] = {
    SHOW("id"),  SHOW("outlet"), SHOW("published"), SHOW("title"), TEXT("published_from"), TEXT("author"),
    TEXT("url"), TEXT("lang"),   TEXT("based_on"),  INT("length"), SHOW_INT("claims"),     TEXT("story")};
static const struct ss_column event_columns[] = {
    SHOW("id"),         TEXT("kind"),        TEXT("type"),        TEXT("mode"),        SHOW("date_from"),
    TEXT("date_to"),    TEXT("dated"),       SHOW("place"),       TEXT("admin1"),      TEXT("country"),
    INT("geonames"),    TEXT("place_key"),   REAL("lat"),         REAL("lon"),         TEXT("feature"),
    SHOW("summary"),    JSON("actors"),      JSON("recipients"),  INT("killed_low"),   INT("killed_best"),
    INT("killed_high"), INT("injured_low"),  INT("injured_best"), INT("injured_high"), TEXT("toll_rule"),
    SHOW_INT("claims"), SHOW_INT("reports"), INT("outlets"),      SHOW_INT("origins"), FLAG("denied"),
    FLAG("contested"),  JSON("conflicts"),   TEXT("head")};
static const struct ss_column conflict_columns[] = {
    SHOW("id"),    TEXT("event"), SHOW("field"), SHOW("counted"),     TEXT("strength"),    TEXT("place_key"),
    SHOW("place"), SHOW("date"),  TEXT("since"), SHOW_INT("reports"), SHOW_INT("origins"), SHOW_JSON("values")};
static const struct ss_column value_columns[] = {
    SHOW("conflict"), INT("position"),     SHOW("value"),       INT("low"),    INT("high"),   TEXT("voice_key"),
    SHOW("voice"),    SHOW_INT("reports"), SHOW_INT("origins"), SHOW("since"), JSON("claims")};
static const struct ss_column control_columns[] = {
    SHOW("id"),        SHOW("place"),      TEXT("admin1"),      TEXT("country"),    INT("geonames"),
    TEXT("place_key"), REAL("lat"),        REAL("lon"),         TEXT("feature"),    TEXT("holder_key"),
    SHOW("holder"),    TEXT("side"),       SHOW("date_from"),   SHOW("date_to"),    SHOW("status"),
    FLAG("changed"),   SHOW_INT("claims"), SHOW_INT("reports"), SHOW_INT("origins")};
static const struct ss_column forecast_columns[] = {
    SHOW("id"),       SHOW("state"), SHOW("voice"),    TEXT("voice_key"), SHOW("outlet"),    SHOW("published"),
    SHOW("deadline"), SHOW("place"), SHOW("sentence"), TEXT("claim"),     JSON("decided_by")};
static const struct ss_column label_columns[] = {TEXT("actor_key"), SHOW("actor"), TEXT("kind"),      SHOW("outlet"),
                                                 SHOW("said"),      SHOW("label"), SHOW_INT("count"), SHOW_INT("of"),
                                                 TEXT("first"),     TEXT("last")};
static const struct ss_column source_columns[] = {TEXT("voice_key"),  SHOW("voice"),       SHOW("kind"),
                                                  SHOW_INT("claims"), SHOW_INT("reports"), SHOW_JSON("outlets")};
static const struct ss_column actor_columns[] = {SHOW("key"),          SHOW("name"),       SHOW("kind"),
                                                 SHOW("country"),      SHOW_INT("acts"),   SHOW_INT("suffers"),
                                                 SHOW_INT("mentions"), SHOW_INT("reports")};
static const struct ss_column place_columns[] = {SHOW("key"), SHOW("place"), SHOW("admin1"),     SHOW("country"),
                                                 REAL("lat"), REAL("lon"),   SHOW_INT("claims"), SHOW_INT("reports")};
static const struct ss_column echo_columns[] = {
    SHOW("report"), SHOW("outlet"),        SHOW("published"),        SHOW("how"),
    SHOW("origin"), SHOW("origin_outlet"), TEXT("origin_published"), SHOW("source"),
    REAL("share"),  TEXT("passage"),       INT("start_byte"),        INT("end_byte")};
static const struct ss_column review_columns[] = {SHOW("target"), SHOW("field"), SHOW("verdict"), SHOW("value"),
                                                  SHOW("note"),   SHOW("coder"), SHOW("at")};

#define COLUMNS(a) a, sizeof a / sizeof *a

// One clause of a statement a line.
// clang-format off
const struct ss_list_statement ss_list_statements[SS_LIST_COUNT] = {
    [SS_LIST_REPORTS] = {"reports", COLUMNS(report_columns),
        "SELECT p.id,p.outlet,p.published,p.title,p.published_from,p.author,p.url,p.lang,p.based_on,"
        "length(p.text),(SELECT count(*) "
        "FROM claim "
        "WHERE report=p.n),(SELECT story "
        "FROM story "
        "WHERE report=p.id) "
        "FROM report p "
        "WHERE (?1 IS NULL OR p.id=?1) "
        "AND " OUTLET("p") " "
        "AND (?6 IS NULL OR p.published>=?6) "
        "AND (?7 IS NULL OR substr(p.published,1,10)<=?7) "
        "AND (?13 IS NULL OR p.n IN (SELECT rowid "
        "FROM report_text "
        "WHERE report_text MATCH ?13)) "
        "AND (?4 IS NULL OR EXISTS(SELECT 1 "
        "FROM claim c "
        "WHERE c.report=p.n "
        "AND " PLACE("c") ")) "
        "AND (?2 IS NULL OR EXISTS(SELECT 1 "
        "FROM label l "
        "WHERE l.report=p.n "
        "AND (l.actor_key=?2 OR " LIKE("l.actor", "?3") "))) "
        "ORDER BY p.published IS NULL,p.published,p.id" LIMIT},
    [SS_LIST_CLAIMS] = {"claims", COLUMNS(claim_columns),
        "SELECT " CLAIM_CELLS ",c.pos "
        "FROM claim c "
        "JOIN report p ON p.n=c.report "
        "WHERE (?1 IS NULL OR c.id=?1) "
        "AND (?16 IS NULL OR c.confidence>=?16) "
        "AND " CLAIM_FILTER " "
        "ORDER BY p.published IS NULL,p.published,p.id,c.pos" LIMIT},
    [SS_LIST_EVENTS] = {"events", COLUMNS(event_columns),
        "SELECT e.id,e.kind,e.type,e.mode,e.date_from,e.date_to,e.dated,e.place,e.admin1,e.country,"
        "e.geonames,e.place_key,e.lat,e.lon,e.feature,e.summary," NAMES("event_actor", "event=e.id", "actor") ","
        NAMES("event_actor", "event=e.id", "recipient") ",e.killed_low,e.killed_best,e.killed_high,e.injured_low,e.injured_best,e.injured_high,e.toll_rule,e.claims,e.reports,e.outlets,e.origins,e.denied,e.contested,(SELECT json_group_array(id) "
        "FROM (SELECT id "
        "FROM conflict "
        "WHERE event=e.id "
        "ORDER BY id)),e.head "
        "FROM event e "
        "WHERE (?1 IS NULL OR e.id=?1) "
        "AND (?16 IS NULL OR EXISTS(SELECT 1 "
        "FROM event_claim x "
        "JOIN claim c ON c.id=x.claim "
        "WHERE x.event=e.id "
        "AND c.confidence>=?16)) "
        "AND " PLACE("e") " "
        "AND (?6 IS NULL OR e.date_to>=?6) "
        "AND (?7 IS NULL OR e.date_from<=?7) "
        "AND (?9 IS NULL OR e.type=upper(?9) OR e.kind=lower(?9)) "
        "AND (?2 IS NULL OR EXISTS(SELECT 1 "
        "FROM event_actor a "
        "WHERE a.event=e.id "
        "AND (a.key=?2 OR " LIKE("a.name", "?3") "))) "
        "AND ((?8 IS NULL "
        "AND ?10 IS NULL) OR EXISTS(SELECT 1 "
        "FROM event_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.event=e.id "
        "AND " OUTLET("p") " "
        "AND (?10 IS NULL OR c.voice_key=?10 OR " LIKE("c.voice", "?11") "))) "
        "ORDER BY e.date_from IS NULL,e.date_from,e.id" LIMIT},
    [SS_LIST_CONFLICTS] = {"conflicts", COLUMNS(conflict_columns),
        "SELECT x.id,x.event,x.field,x.counted,x.strength,x.place_key,x.place,e.date_from,x.since,x.reports,"
        "x.origins,(SELECT json_group_array(json_object('value',value,'voice',voice,'reports',reports,"
        "'origins',origins)) "
        "FROM (SELECT * "
        "FROM conflict_value "
        "WHERE conflict=x.id "
        "ORDER BY pos)) "
        "FROM conflict x "
        "LEFT "
        "JOIN event e ON e.id=x.event "
        "WHERE (?1 IS NULL OR x.id=?1 OR x.event=?1) "
        "AND (?4 IS NULL OR x.place_key=?4 OR " LIKE("x.place", "?5") " OR (e.id IS NOT NULL "
        "AND " PLACE("e") ")) "
        "AND (?6 IS NULL OR coalesce(e.date_to,x.since)>=?6) "
        "AND (?7 IS NULL OR coalesce(e.date_from,x.since)<=?7) "
        "AND (?9 IS NULL OR x.field=lower(?9) OR e.type=upper(?9)) "
        "AND (?10 IS NULL OR EXISTS(SELECT 1 "
        "FROM conflict_value v "
        "WHERE v.conflict=x.id "
        "AND (v.voice_key=?10 OR " LIKE("v.voice", "?11") "))) "
        "AND (?8 IS NULL OR EXISTS(SELECT 1 "
        "FROM conflict_claim k "
        "JOIN claim c ON c.id=k.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE k.conflict=x.id "
        "AND " OUTLET("p") ")) "
        "AND (?2 IS NULL OR EXISTS(SELECT 1 "
        "FROM event_actor a "
        "WHERE a.event=x.event "
        "AND (a.key=?2 OR " LIKE("a.name", "?3") "))) "
        "ORDER BY x.strength DESC,x.origins DESC,x.reports DESC,x.id" LIMIT},
    [SS_LIST_CONFLICT_VALUES] = {"values", COLUMNS(value_columns),
        "SELECT v.conflict,v.pos,v.value,v.low,v.high,v.voice_key,v.voice,v.reports,v.origins,v.since,"
        "(SELECT json_group_array(claim) "
        "FROM (SELECT claim "
        "FROM conflict_claim "
        "WHERE conflict=v.conflict "
        "AND pos=v.pos "
        "ORDER BY claim)) "
        "FROM conflict_value v "
        "WHERE (?1 IS NULL OR v.conflict=?1) "
        "ORDER BY v.conflict,v.pos" LIMIT},
    [SS_LIST_CONTROL] = {"control", COLUMNS(control_columns),
        "SELECT h.id,h.place,h.admin1,h.country,h.geonames,h.place_key,h.lat,h.lon,h.feature,h.holder_key,"
        "h.holder,h.side,h.date_from,h.date_to,h.status,h.changed,h.claims,h.reports,h.origins "
        "FROM control h "
        "WHERE (?1 IS NULL OR h.id=?1) "
        "AND " PLACE("h") " "
        "AND (?6 IS NULL OR h.date_to IS NULL OR h.date_to>=?6) "
        "AND (?7 IS NULL OR h.date_from<=?7) "
        "AND (?2 IS NULL OR h.holder_key=?2 OR " LIKE("h.holder", "?3") ") "
        "AND ((?8 IS NULL "
        "AND ?10 IS NULL) OR EXISTS(SELECT 1 "
        "FROM control_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.control=h.id "
        "AND " OUTLET("p") " "
        "AND (?10 IS NULL OR c.voice_key=?10 OR " LIKE("c.voice", "?11") "))) "
        "ORDER BY h.place,h.place_key,h.date_from,h.id" LIMIT},
    [SS_LIST_FORECASTS] = {"forecasts", COLUMNS(forecast_columns),
        "SELECT f.id,f.state,c.voice,c.voice_key,p.outlet,p.published,f.deadline,c.place,c.sentence,c.id,"
        "(SELECT json_group_array(claim) "
        "FROM (SELECT claim "
        "FROM forecast_claim "
        "WHERE forecast=f.id "
        "ORDER BY claim)) "
        "FROM forecast f "
        "JOIN claim c ON c.id=f.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE (?1 IS NULL OR f.id=?1) "
        "AND " CLAIM_FILTER " "
        "ORDER BY CASE f.state WHEN 'failed' THEN 0 WHEN 'came true' THEN 1 WHEN 'void' THEN 2 ELSE 3 END,"
        "f.deadline IS NULL,p.published,f.id" LIMIT},
    [SS_LIST_LABELS] = {"labels", COLUMNS(label_columns),
        "SELECT l.actor_key,max(l.actor),max(l.kind),p.outlet,l.said,min(l.label),count(*),sum(count(*)) "
        "OVER (PARTITION BY l.actor_key,p.outlet,l.said),min(p.published),max(p.published) "
        "FROM label l "
        "JOIN report p ON p.n=l.report "
        "WHERE " OUTLET("p") " "
        "AND (?2 IS NULL OR l.actor_key=?2 OR " LIKE("l.actor", "?3") ") "
        "AND (?6 IS NULL OR p.published>=?6) "
        "AND (?7 IS NULL OR substr(p.published,1,10)<=?7) "
        "AND (?10 IS NULL OR l.voice_key=?10 OR " LIKE("l.voice", "?11") ") "
        "AND (?9 IS NULL OR l.said=lower(?9)) "
        "AND (?12 IS NULL OR p.id=?12) "
        "GROUP BY l.actor_key,p.outlet,l.said,lower(l.label) "
        "ORDER BY l.actor_key,p.outlet,l.said,count(*) DESC,lower(l.label)" LIMIT},
    [SS_LIST_SOURCES] = {"sources", COLUMNS(source_columns),
        "SELECT c.voice_key,max(c.voice),max(c.voice_kind),count(*),count(DISTINCT c.report),(SELECT "
        "json_group_array(outlet) "
        "FROM (SELECT DISTINCT q.outlet "
        "FROM claim d "
        "JOIN report q ON q.n=d.report "
        "WHERE d.voice_key=c.voice_key "
        "AND q.outlet IS NOT NULL "
        "ORDER BY 1)) "
        "FROM claim c "
        "JOIN report p ON p.n=c.report "
        "WHERE " CLAIM_FILTER " "
        "GROUP BY c.voice_key "
        "ORDER BY count(*) DESC,c.voice_key" LIMIT},
    [SS_LIST_ACTORS] = {"actors", COLUMNS(actor_columns),
        "SELECT l.actor_key,max(l.actor),max(l.kind),(SELECT max(country) "
        "FROM claim_actor "
        "WHERE key=l.actor_key),(SELECT count(*) "
        "FROM claim_actor "
        "WHERE key=l.actor_key "
        "AND role='actor'),(SELECT count(*) "
        "FROM claim_actor "
        "WHERE key=l.actor_key "
        "AND role='recipient'),count(*),count(DISTINCT l.report) "
        "FROM label l "
        "JOIN report p ON p.n=l.report "
        "WHERE (?1 IS NULL OR l.actor_key=?1) "
        "AND " OUTLET("p") " "
        "AND (?2 IS NULL OR l.actor_key=?2 OR " LIKE("l.actor", "?3") ") "
        "AND (?6 IS NULL OR p.published>=?6) "
        "AND (?7 IS NULL OR substr(p.published,1,10)<=?7) "
        "AND (?9 IS NULL OR l.kind=lower(?9)) "
        "GROUP BY l.actor_key "
        "ORDER BY count(*) DESC,l.actor_key" LIMIT},
    [SS_LIST_PLACES] = {"places", COLUMNS(place_columns),
        "SELECT c.place_key,max(c.place),max(c.admin1),max(c.country),max(c.lat),max(c.lon),count(*),"
        "count(DISTINCT c.report) "
        "FROM claim c "
        "JOIN report p ON p.n=c.report "
        "WHERE c.place_key IS NOT NULL "
        "AND (?1 IS NULL OR c.place_key=?1) "
        "AND " CLAIM_FILTER " "
        "GROUP BY c.place_key "
        "ORDER BY count(*) DESC,c.place_key" LIMIT},
    [SS_LIST_ECHOES] = {"echoes", COLUMNS(echo_columns),
        "SELECT x.report,p.outlet,p.published,x.how,x.origin,o.outlet,o.published,x.source,x.share,"
        "x.passage,x.start,x.stop "
        "FROM echo x "
        "JOIN report p ON p.id=x.report "
        "LEFT "
        "JOIN report o ON o.id=x.origin "
        "WHERE (?1 IS NULL OR x.report=?1 OR x.origin=?1) "
        "AND " OUTLET("p") " "
        "AND (?6 IS NULL OR p.published>=?6) "
        "AND (?7 IS NULL OR substr(p.published,1,10)<=?7) "
        "AND (?9 IS NULL OR x.how=lower(?9)) "
        "AND (?4 IS NULL OR EXISTS(SELECT 1 "
        "FROM claim c "
        "WHERE c.report=p.n "
        "AND " PLACE("c") ")) "
        "ORDER BY coalesce(o.published,p.published),coalesce(x.origin,x.source),p.published,x.report,x.pos"
        LIMIT},
    [SS_LIST_EVENT_CLAIMS] = {"event_claims", COLUMNS(claim_columns),
        "SELECT " CLAIM_CELLS ",c.pos "
        "FROM event_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.event=?1 "
        "AND " CLAIM_FILTER " "
        "ORDER BY p.published IS NULL,p.published,p.id,c.pos" LIMIT},
    [SS_LIST_CONFLICT_CLAIMS] = {"conflict_claims", COLUMNS(claim_columns),
        "SELECT " CLAIM_CELLS ",x.pos "
        "FROM conflict_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.conflict=?1 "
        "AND " CLAIM_FILTER " "
        "ORDER BY x.pos,p.published,p.id,c.pos" LIMIT},
    [SS_LIST_CONTROL_CLAIMS] = {"control_claims", COLUMNS(claim_columns),
        "SELECT " CLAIM_CELLS ",c.pos "
        "FROM control_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.control=?1 "
        "AND " CLAIM_FILTER " "
        "ORDER BY p.published,p.id,c.pos" LIMIT},
    [SS_LIST_FORECAST_CLAIMS] = {"forecast_claims", COLUMNS(claim_columns),
        "SELECT " CLAIM_CELLS ",c.pos "
        "FROM forecast_claim x "
        "JOIN claim c ON c.id=x.claim "
        "JOIN report p ON p.n=c.report "
        "WHERE x.forecast=?1 "
        "AND " CLAIM_FILTER " "
        "ORDER BY p.published,p.id,c.pos" LIMIT},
    [SS_LIST_REVIEWS] = {"reviews", COLUMNS(review_columns),
        "SELECT target,field,verdict,value,note,coder,at "
        "FROM review "
        "WHERE (?1 IS NULL OR target=?1) "
        "AND (?6 IS NULL OR at>=?6) "
        "AND (?7 IS NULL OR substr(at,1,10)<=?7) "
        "AND (?12 IS NULL OR target=?12 OR substr(target,1,length(?12)+1)=?12||'/') "
        "ORDER BY n" LIMIT},
};
// clang-format on

const struct ss_column *ss_list_columns(enum ss_list list, uint32_t *count)
{
    *count = ss_list_statements[list].count;
    return ss_list_statements[list].columns;
}

const char *ss_list_name(enum ss_list list)
{
    return list < SS_LIST_COUNT ? ss_list_statements[list].name : NULL;
}

enum ss_list ss_list_of(const char *name)
{
    for (int k = 0; k < SS_LIST_COUNT; k++)
        if (ss_streq(ss_list_statements[k].name, name)) return (enum ss_list)k;
    return SS_LIST_COUNT;
}
