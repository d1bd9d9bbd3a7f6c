// SPDX-License-Identifier: Apache-2.0
// The local page and its JSON interface, on the loopback address only.
//
//   GET /                      the page (static files carried inside the program)
//   GET /api/list/NAME?…       {"rows":[…]}: every list of the store; filters as on the command line (actor, place,
//   since,
//                              until, outlet, type, voice, report, id, text, limit, offset)
//   GET /api/report?id=ID      the record of one report (docs/schema/report.json)
//   GET /api/about             version
//   POST /api/review?…         keeps a verdict (target, verdict, field, value, note, coder); the header X-Sayso must be
//                              there, which no page from elsewhere can send
// Else only GET and HEAD; the Host header must name the loopback address and our port (against DNS rebinding); nothing
// outside is ever asked for (Content-Security-Policy).
#ifndef SS_SERVE_H
#define SS_SERVE_H

#include <stdint.h>
#include <sayso/error.h>

struct ss_serve;

struct ss_serve_options {
    const char *db; // path of the store; must exist
    uint16_t port;  // 0 = any free port
};

// Starts answering in a thread of its own, which alone uses the store's connection. The options are copied.
enum sayso_err ss_serve_start(struct ss_serve **out, const struct ss_serve_options *options,
                              struct sayso_problem *problem);

// The port that is really used.
uint16_t ss_serve_port(const struct ss_serve *serve);

// Waits for running answers, then frees. NULL is fine.
void ss_serve_stop(struct ss_serve *serve);

#endif
