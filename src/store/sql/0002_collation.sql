-- What all reports say together. Made anew from the claims; never edited by hand.
CREATE TABLE event(
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, type TEXT, mode TEXT, summary TEXT,
  place_key TEXT, place TEXT, geonames INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, feature TEXT,
  date_from TEXT, date_to TEXT, dated TEXT,
  killed_low INTEGER, killed_best INTEGER, killed_high INTEGER,
  injured_low INTEGER, injured_best INTEGER, injured_high INTEGER, toll_rule TEXT,
  claims INTEGER NOT NULL, reports INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL,
  denied INTEGER NOT NULL, contested INTEGER NOT NULL, head TEXT) WITHOUT ROWID;
CREATE TABLE event_claim(event TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY(event, claim)) WITHOUT ROWID;
CREATE INDEX event_claim_claim ON event_claim(claim);
CREATE TABLE event_actor(event TEXT NOT NULL, role TEXT NOT NULL, pos INTEGER NOT NULL, key TEXT NOT NULL, name TEXT,
  kind TEXT, country TEXT, code TEXT, PRIMARY KEY(event, role, pos)) WITHOUT ROWID;

CREATE TABLE conflict(
  id TEXT PRIMARY KEY, event TEXT, field TEXT NOT NULL, counted TEXT, strength TEXT NOT NULL,
  place_key TEXT, place TEXT, since TEXT, reports INTEGER NOT NULL, origins INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX conflict_event ON conflict(event);
CREATE TABLE conflict_value(
  conflict TEXT NOT NULL, pos INTEGER NOT NULL, value TEXT, low INTEGER, high INTEGER, voice_key TEXT, voice TEXT,
  reports INTEGER NOT NULL, origins INTEGER NOT NULL, since TEXT, PRIMARY KEY(conflict, pos)) WITHOUT ROWID;
CREATE TABLE conflict_claim(conflict TEXT NOT NULL, pos INTEGER NOT NULL, claim TEXT NOT NULL,
  PRIMARY KEY(conflict, pos, claim)) WITHOUT ROWID;

CREATE TABLE echo(
  report TEXT NOT NULL, pos INTEGER NOT NULL, origin TEXT, how TEXT NOT NULL, source TEXT, share REAL, passage TEXT,
  start INTEGER, stop INTEGER, PRIMARY KEY(report, pos)) WITHOUT ROWID;
CREATE INDEX echo_origin ON echo(origin);

CREATE TABLE story(report TEXT PRIMARY KEY, story TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_story ON story(story);

CREATE TABLE control(
  id TEXT PRIMARY KEY, place_key TEXT, place TEXT, geonames INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, feature TEXT,
  holder_key TEXT, holder TEXT, holder_kind TEXT, side TEXT, date_from TEXT, date_to TEXT, status TEXT NOT NULL, changed INTEGER NOT NULL,
  claims INTEGER NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX control_place ON control(place_key, date_from);
CREATE TABLE control_claim(control TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY(control, claim)) WITHOUT ROWID;

CREATE TABLE forecast(id TEXT PRIMARY KEY, claim TEXT NOT NULL, deadline TEXT, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE forecast_claim(forecast TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY(forecast, claim)) WITHOUT ROWID;
