// SPDX-License-Identifier: Apache-2.0
// The only file that knows libmicrohttpd. One polling thread, so one store connection is enough.
#define _POSIX_C_SOURCE 200809L
#include "serve/serve.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "serve/route.h"

struct ss_serve {
    struct MHD_Daemon *daemon;
    struct ss_store *store; // used by the polling thread only
    char *db;
    uint16_t port;
};

static const char *query_field(void *user, const char *name)
{
    const char *value = MHD_lookup_connection_value(user, MHD_GET_ARGUMENT_KIND, name);
    return value && *value ? value : NULL;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct ss_answer *answer)
{
    struct MHD_Response *response =
        answer->file
            ? MHD_create_response_from_buffer(answer->file_len, (void *)(uintptr_t)answer->file, MHD_RESPMEM_PERSISTENT)
            : MHD_create_response_from_buffer(answer->body.len, answer->body.data, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    static const char *const headers[][2] = {
        {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                    "connect-src 'self'; base-uri 'none'; "
                                    "form-action 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        (void)MHD_add_response_header(response, headers[i][0], headers[i][1]);
    (void)MHD_add_response_header(response, "Content-Type", answer->type);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_len, void **state)
{
    (void)version;
    (void)upload;
    static int seen;
    struct ss_serve *serve = user;
    if (!*state) { // headers only so far
        *state = &seen;
        return MHD_YES;
    }
    if (*upload_len) { // nothing that we take has a body
        *upload_len = 0;
        return MHD_YES;
    }
    const bool post = strcmp(method, "POST") == 0;
    struct ss_answer answer = {.type = "text/plain; charset=utf-8"};
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    if (!ss_host_ok(host, serve->port)) {
        answer.status = 421;
        ss_str_puts(&answer.body, "this server answers on its own loopback address only\n");
    } else if (post ? !MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Sayso")
                    : strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        answer.status = 405;
        ss_str_puts(&answer.body, "only GET and HEAD, and POST from this page\n");
    } else {
        const struct ss_request request = {
            .path = url, .query = query_field, .user = connection, .db = serve->db, .post = post};
        ss_route(serve->store, &request, &answer);
    }
    enum MHD_Result result = send_answer(connection, &answer);
    ss_str_free(&answer.body);
    return result;
}

enum sayso_err ss_serve_start(struct ss_serve **out, const struct ss_serve_options *options,
                              struct sayso_problem *problem)
{
    struct ss_serve *serve = calloc(1, sizeof *serve);
    if (!serve) return SAYSO_ERR_NOMEM;
    enum sayso_err err = ss_store_open(&serve->store, options->db, SS_STORE_READ, problem);
    if (!err && !(serve->db = strdup(options->db))) err = SAYSO_ERR_NOMEM;
    if (err) {
        ss_store_close(serve->store);
        free(serve);
        return err;
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    serve->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, options->port, NULL, NULL, handle, serve,
                                     MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
                                     64u, MHD_OPTION_CONNECTION_TIMEOUT, 15u, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                     (size_t)64 << 10, MHD_OPTION_END);
    if (!serve->daemon) {
        ss_store_close(serve->store);
        free(serve->db);
        free(serve);
        return ss_fail(problem, SAYSO_ERR_IO, 801, NULL, -1, "cannot listen on 127.0.0.1:%u", options->port);
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_BIND_PORT);
    serve->port = info ? info->port : options->port;
    *out = serve;
    return SAYSO_OK;
}

uint16_t ss_serve_port(const struct ss_serve *serve)
{
    return serve->port;
}

void ss_serve_stop(struct ss_serve *serve)
{
    if (!serve) return;
    MHD_stop_daemon(serve->daemon);
    ss_store_close(serve->store);
    free(serve->db);
    free(serve);
}
