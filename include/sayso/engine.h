// SPDX-License-Identifier: Apache-2.0
// The engine: text in, records out, in your own program and without a store.
//
//   struct sayso_problem problem;
//   struct sayso_engine *engine;
//   struct sayso_session *session;
//   struct sayso_report *report;
//   sayso_engine_open(&engine, NULL, &problem);
//   sayso_session_new(&session, engine);
//   sayso_report_new(&report, text, strlen(text), NULL);
//   report->published = "2016-03-28";            // your own string: must live as long as the report
//   sayso_session_annotate(session, report);     // report->claims, ->attributions, … are filled
//   sayso_report_json(report, &json, &len);
//
// Threads: an engine is immutable and may be shared; a session, and a report, belong to one thread at a time.
#ifndef SAYSO_ENGINE_H
#define SAYSO_ENGINE_H

#include <stddef.h>
#include <sayso/error.h>
#include <sayso/record.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sayso_engine;
struct sayso_session;

// Everything may be NULL or 0 for the default.
struct sayso_engine_options {
    const char *model;     // model file; default: the one installed with the library
    const char *know;      // compiled knowledge; default: the one installed with the library
    int parse_only;        // 1: opens faster; its sessions parse and do not annotate (ARG)
    double min_confidence; // less sure claims are left out; 0: less sure than the knowledge's floor; below 0: none is
};

// Opens model and knowledge (mapped, checked). options may be NULL; problem may be NULL. NOTFOUND or IO when a file is
// missing, FORMAT or VERSION when one is wrong, NOMEM. The engine is yours: close it after its sessions.
SAYSO_API SAYSO_CHECKED enum sayso_err
sayso_engine_open(struct sayso_engine **out, const struct sayso_engine_options *options, struct sayso_problem *problem);
SAYSO_API void sayso_engine_close(struct sayso_engine *engine); // NULL is fine

// Hashes of model and knowledge, 32 hex digits; they live as long as the engine.
SAYSO_API const char *sayso_engine_model(const struct sayso_engine *engine);
SAYSO_API const char *sayso_engine_knowledge(const struct sayso_engine *engine);

// Scratch memory for one thread. The engine must outlive it.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_session_new(struct sayso_session **out, const struct sayso_engine *engine);
SAYSO_API void sayso_session_free(struct sayso_session *session);

// Reads a report through: sentences, words, mentions, entities, times, figures, attributions, claims, citations. The
// report must not have been annotated before. LIMIT when it takes more memory than its arena allows: free it and go on
// with the next.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_session_annotate(struct sayso_session *session,
                                                              struct sayso_report *report);

// Only the first part of it: paragraphs, sentences and words with lemmas, tags, heads and names. Returns what
// annotating returns.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_session_parse(struct sayso_session *session, struct sayso_report *report);

// Names of tags ("NOUN") and relations ("nsubj") as the Universal Dependencies write them; static, never NULL.
SAYSO_API const char *sayso_upos_name(unsigned upos);
SAYSO_API const char *sayso_dep_name(unsigned deprel);

// A report over a copy of `len` bytes of text; what is no UTF-8 becomes U+FFFD. memory_cap bounds all that annotation
// may take (0 = 128 MiB). Yours: free with sayso_report_free. LIMIT when the text is over 4 GiB or the cap.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_report_new(struct sayso_report **out, const char *text, size_t len,
                                                        size_t memory_cap);
SAYSO_API void sayso_report_free(struct sayso_report *report);

// The report as one JSON line (docs/schema/report.json), newline and NUL at its end. *json is yours: free with
// sayso_free.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_report_json(const struct sayso_report *report, char **json, size_t *len);
// Its sentences and words as CoNLL-U, with a NUL at the end; the same ownership. Works after parsing, too.
SAYSO_API SAYSO_CHECKED enum sayso_err sayso_report_conllu(const struct sayso_report *report, char **conllu,
                                                           size_t *len);
SAYSO_API void sayso_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
