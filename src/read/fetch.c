// SPDX-License-Identifier: Apache-2.0
// http and https by libcurl, with caps on time, size and redirects; nothing is sent but the request.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sayso/version.h>

#include "base/error.h"
#include "read/internal.h"

#define CONNECT_SECONDS 10L
#define TOTAL_SECONDS   60L
#define REDIRECTS       5L

struct fetch {
    struct ss_str body;
    size_t cap;
    bool too_large;
    const atomic_int *stop;
};

static size_t on_bytes(char *data, size_t size, size_t count, void *user)
{
    struct fetch *f = user;
    size_t n = size * count;
    if (n > f->cap - f->body.len) {
        f->too_large = true;
        return 0;
    }
    ss_str_add(&f->body, data, n);
    return f->body.failed ? 0 : n;
}

static int on_progress(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct fetch *f = user;
    (void)a, (void)b, (void)c, (void)d;
    return f->stop && *f->stop;
}

// "text/html; charset=windows-1256" → "windows-1256"
static char *charset_of(const char *type)
{
    const char *p = type ? strstr(type, "charset=") : NULL;
    if (!p) return NULL;
    p += 8;
    if (*p == '"') p++;
    return strndup(p, strcspn(p, "\"; \t"));
}

enum sayso_err ss_fetch(const char *url, size_t cap, char **out, size_t *len, char **charset, char **final_url,
                        const atomic_int *stop, struct sayso_problem *problem)
{
    static bool started; // the reader runs in one thread
    if (!started && curl_global_init(CURL_GLOBAL_DEFAULT)) return SAYSO_ERR_NOMEM;
    started = true;
    CURL *c = curl_easy_init();
    if (!c) return SAYSO_ERR_NOMEM;
    struct fetch f = {.cap = cap, .stop = stop};
    char why[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, REDIRECTS);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, TOTAL_SECONDS);
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)cap);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_USERAGENT, "sayso/" SAYSO_VERSION);
    curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, &f);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &f);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
    CURLcode code = curl_easy_perform(c);
    enum sayso_err err = SAYSO_OK;
    if (f.too_large || code == CURLE_FILESIZE_EXCEEDED)
        err = ss_fail(problem, SAYSO_ERR_LIMIT, SS_MSG_TOO_LARGE, url, (int64_t)cap, "larger than %zu bytes", cap);
    else if (code == CURLE_ABORTED_BY_CALLBACK)
        err = SAYSO_ERR_CANCEL;
    else if (code)
        err = ss_fail(problem, SAYSO_ERR_IO, SS_MSG_FETCH, url, -1, "%s", why[0] ? why : curl_easy_strerror(code));
    *charset = *final_url = NULL;
    if (!err) {
        char *type = NULL, *last = NULL;
        curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
        curl_easy_getinfo(c, CURLINFO_EFFECTIVE_URL, &last);
        *charset = charset_of(type);
        *final_url = last ? strdup(last) : NULL;
        ss_str_add(&f.body, "", 0);
        *out = f.body.data;
        *len = f.body.len;
    } else {
        ss_str_free(&f.body);
    }
    curl_easy_cleanup(c);
    return err;
}
