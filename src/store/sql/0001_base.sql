-- Reports, what was read out of them, and people's verdicts. Dates are ISO text, spans are bytes of report.text.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE report(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT, author TEXT, title TEXT, url TEXT,
  published TEXT, published_from TEXT, lang TEXT, based_on TEXT,
  text TEXT NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX report_published ON report(published);
CREATE INDEX report_outlet ON report(outlet);

CREATE TABLE claim(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL REFERENCES report(n), pos INTEGER NOT NULL,
  kind TEXT NOT NULL, type TEXT, mode TEXT, cameo TEXT, acled TEXT, acled_sub TEXT,
  place_key TEXT, place TEXT, geonames INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, feature TEXT,
  date_from TEXT, date_to TEXT, precision TEXT,
  holder_key TEXT, holder TEXT, holder_kind TEXT, holder_country TEXT, holder_code TEXT, status TEXT,
  voice_key TEXT NOT NULL, voice TEXT, voice_kind TEXT NOT NULL, verb TEXT, form TEXT, chain TEXT,
  realis INTEGER NOT NULL, certainty INTEGER NOT NULL, stance INTEGER NOT NULL,
  forecast INTEGER NOT NULL, deadline TEXT,
  words TEXT, sentence TEXT, start INTEGER, stop INTEGER, trigger_start INTEGER, trigger_stop INTEGER,
  rule TEXT, confidence REAL);
CREATE INDEX claim_report ON claim(report);
CREATE INDEX claim_place ON claim(place_key);
CREATE INDEX claim_voice ON claim(voice_key);

CREATE TABLE claim_actor(
  claim INTEGER NOT NULL REFERENCES claim(n), role TEXT NOT NULL, pos INTEGER NOT NULL,
  key TEXT NOT NULL, name TEXT, kind TEXT, country TEXT, code TEXT,
  PRIMARY KEY(claim, role, pos)) WITHOUT ROWID;
CREATE INDEX claim_actor_key ON claim_actor(key);

CREATE TABLE claim_figure(
  claim INTEGER NOT NULL REFERENCES claim(n), pos INTEGER NOT NULL, counts TEXT, low INTEGER, high INTEGER, best INTEGER,
  approx INTEGER NOT NULL, vague INTEGER NOT NULL, of_key TEXT, of TEXT, of_kind TEXT, of_country TEXT, of_words TEXT,
  words TEXT, PRIMARY KEY(claim, pos)) WITHOUT ROWID;

CREATE TABLE label(
  report INTEGER NOT NULL REFERENCES report(n), start INTEGER NOT NULL, stop INTEGER NOT NULL,
  actor_key TEXT NOT NULL, actor TEXT, kind TEXT, label TEXT NOT NULL, form TEXT NOT NULL,
  said TEXT NOT NULL, voice_key TEXT, voice TEXT, -- said: own, paraphrase, quoted
  PRIMARY KEY(report, start, stop)) WITHOUT ROWID;
CREATE INDEX label_actor ON label(actor_key);

CREATE TABLE citation(
  report INTEGER NOT NULL REFERENCES report(n), start INTEGER NOT NULL, stop INTEGER NOT NULL,
  key TEXT, name TEXT, kind TEXT, words TEXT, whole INTEGER NOT NULL,
  PRIMARY KEY(report, start, stop)) WITHOUT ROWID;

-- Verdicts of people, append-only, keyed by the stable id of what they judge.
CREATE TABLE review(
  n INTEGER PRIMARY KEY, target TEXT NOT NULL, field TEXT, verdict TEXT NOT NULL, value TEXT, note TEXT, coder TEXT, at TEXT);
CREATE INDEX review_target ON review(target);

CREATE VIRTUAL TABLE report_text USING fts5(title, text, content='report', content_rowid='n', tokenize='unicode61');
