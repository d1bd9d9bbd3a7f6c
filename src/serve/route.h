// SPDX-License-Identifier: Apache-2.0
// From a request to an answer, without knowing HTTP's library.
#ifndef SS_ROUTE_H
#define SS_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "store/store.h"

struct ss_request {
    const char *path;                                   // decoded, without the query
    const char *(*query)(void *user, const char *name); // decoded value of a query field, or NULL
    void *user;
    const char *db; // path of the store, for verdicts
    bool post;      // something is to be kept
};

struct ss_answer {
    int status;                // HTTP status
    const char *type;          // media type; static storage
    struct ss_str body;        // owned: free with ss_str_free. Empty when `file` is set
    const unsigned char *file; // static bytes, not owned
    size_t file_len;
};

// Answers one request (`store` is open for reading); never fails, but with a status and a JSON body {"error":…}.
void ss_route(struct ss_store *store, const struct ss_request *request, struct ss_answer *answer);

// Whether a Host header names the loopback address and this port.
bool ss_host_ok(const char *host, unsigned port);

#endif
