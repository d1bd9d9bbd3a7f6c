// SPDX-License-Identifier: Apache-2.0
// Byte sources. gzip is recognised by its first bytes; members may follow one another; a stream that grows more than
// RATIO_MAX times over RATIO_FREE bytes is refused.
#define _GNU_SOURCE
#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/error.h"
#include "read/internal.h"

#define RAW_SIZE   ((size_t)64 << 10)
#define RATIO_FREE ((uint64_t)64 << 20)
#define RATIO_MAX  200u

struct ss_stream {
    int fd;       // -1: memory
    char *memory; // owned
    size_t memory_len, memory_at;
    char *name;
    const atomic_int *stop;

    unsigned char *raw; // bytes of the file not yet unpacked
    size_t raw_at, raw_len;
    bool raw_end;
    uint64_t consumed;

    bool probed, gzip, inflating;
    z_stream z;

    char *window;
    size_t at, len, room;
    uint64_t offset, produced;
    bool end;
    struct sayso_problem problem;
};

static enum sayso_err make(struct ss_stream **out, const char *name)
{
    struct ss_stream *s = calloc(1, sizeof *s);
    if (!s) return SAYSO_ERR_NOMEM;
    s->fd = -1;
    s->name = strdup(name);
    s->raw = malloc(RAW_SIZE);
    if (!s->name || !s->raw) {
        ss_stream_close(s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s;
    return SAYSO_OK;
}

enum sayso_err ss_stream_open(struct ss_stream **out, const char *path, const atomic_int *stop,
                              struct sayso_problem *problem)
{
    struct ss_stream *s;
    bool standard = strcmp(path, "-") == 0;
    SS_TRY(make(&s, standard ? "standard input" : path));
    s->stop = stop;
    s->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd < 0) {
        int why = errno;
        ss_stream_close(s);
        return ss_fail(problem, SAYSO_ERR_IO, 101, path, -1, "cannot open: %s", strerror(why));
    }
    *out = s;
    return SAYSO_OK;
}

enum sayso_err ss_stream_memory(struct ss_stream **out, const char *name, char *data, size_t len)
{
    struct ss_stream *s;
    SS_TRY(make(&s, name));
    s->memory = data;
    s->memory_len = len;
    *out = s;
    return SAYSO_OK;
}

void ss_stream_close(struct ss_stream *s)
{
    if (!s) return;
    if (s->inflating) inflateEnd(&s->z);
    if (s->fd > STDIN_FILENO) close(s->fd);
    free(s->memory);
    free(s->name);
    free(s->raw);
    free(s->window);
    free(s);
}

static void fail(struct ss_stream *s, enum sayso_err err, uint32_t message, const char *text)
{
    s->end = true;
    if (!s->problem.code) (void)ss_fail(&s->problem, err, message, s->name, (int64_t)s->consumed, "%s", text);
}

// Waits for bytes so that a request to stop is seen while nothing comes. False: stopped.
static bool wait_for_bytes(struct ss_stream *s)
{
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    while (s->stop) {
        if (*s->stop) return false;
        int n = poll(&p, 1, 200);
        if (n != 0 && !(n < 0 && errno == EINTR)) return true;
    }
    return true;
}

static void fill_raw(struct ss_stream *s)
{
    if (s->raw_at < s->raw_len || s->raw_end) return;
    s->raw_at = s->raw_len = 0;
    if (s->fd < 0) {
        size_t n = s->memory_len - s->memory_at;
        if (n > RAW_SIZE) n = RAW_SIZE;
        if (n) memcpy(s->raw, s->memory + s->memory_at, n);
        s->memory_at += n;
        s->raw_len = n;
        s->raw_end = n == 0;
    } else {
        if (!wait_for_bytes(s)) {
            s->raw_end = true;
            fail(s, SAYSO_ERR_CANCEL, 0, "stopped");
            return;
        }
        ssize_t n;
        do n = read(s->fd, s->raw, RAW_SIZE);
        while (n < 0 && errno == EINTR);
        if (n < 0) fail(s, SAYSO_ERR_IO, 105, strerror(errno));
        s->raw_len = n > 0 ? (size_t)n : 0;
        s->raw_end = n <= 0;
    }
    s->consumed += s->raw_len;
}

static bool window_room(struct ss_stream *s, size_t more)
{
    if (s->at && (s->at == s->len || s->room - s->len < more)) {
        memmove(s->window, s->window + s->at, s->len - s->at);
        s->len -= s->at;
        s->at = 0;
    }
    if (s->room - s->len >= more) return true;
    size_t room = s->room ? s->room : RAW_SIZE;
    while (room - s->len < more) room *= 2;
    char *window = realloc(s->window, room);
    if (!window) {
        fail(s, SAYSO_ERR_NOMEM, 0, "memory is out");
        return false;
    }
    s->window = window;
    s->room = room;
    return true;
}

static void unpack(struct ss_stream *s)
{
    fill_raw(s);
    if (s->raw_at == s->raw_len) {
        if (s->inflating) fail(s, SAYSO_ERR_INPUT, SS_MSG_GZIP, "the compressed data ends too early");
        s->end = true;
        return;
    }
    if (!s->inflating) {
        if (s->raw[s->raw_at] == 0) { // padding after a member
            s->raw_at++;
            return;
        }
        memset(&s->z, 0, sizeof s->z);
        if (inflateInit2(&s->z, 15 + 16) != Z_OK) {
            fail(s, SAYSO_ERR_NOMEM, 0, "memory is out");
            return;
        }
        s->inflating = true;
    }
    if (!window_room(s, RAW_SIZE)) return;
    s->z.next_in = s->raw + s->raw_at;
    s->z.avail_in = (uInt)(s->raw_len - s->raw_at);
    s->z.next_out = (unsigned char *)s->window + s->len;
    s->z.avail_out = (uInt)RAW_SIZE;
    int code = inflate(&s->z, Z_NO_FLUSH);
    size_t got = RAW_SIZE - s->z.avail_out;
    s->raw_at = s->raw_len - s->z.avail_in;
    s->len += got;
    s->produced += got;
    if (code == Z_STREAM_END) {
        inflateEnd(&s->z);
        s->inflating = false;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
        fail(s, code == Z_MEM_ERROR ? SAYSO_ERR_NOMEM : SAYSO_ERR_INPUT, SS_MSG_GZIP, "the compressed data is damaged");
    }
    if (s->produced > RATIO_FREE && s->produced / RATIO_MAX > s->consumed)
        fail(s, SAYSO_ERR_LIMIT, SS_MSG_EXPANSION, "the compressed data grows too much");
}

static void fill(struct ss_stream *s)
{
    if (!s->probed) {
        fill_raw(s);
        // Two bytes tell gzip; a pipe may give them one by one.
        while (s->raw_len == 1 && !s->raw_end && s->fd >= 0) {
            ssize_t n = read(s->fd, s->raw + 1, RAW_SIZE - 1);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) {
                s->raw_end = true;
                break;
            }
            s->raw_len += (size_t)n;
            s->consumed += (size_t)n;
        }
        s->gzip = s->raw_len >= 2 && s->raw[0] == 0x1F && s->raw[1] == 0x8B;
        s->probed = true;
    }
    if (s->gzip) {
        unpack(s);
        return;
    }
    fill_raw(s);
    size_t n = s->raw_len - s->raw_at;
    if (n == 0) {
        s->end = true;
        return;
    }
    if (!window_room(s, n)) return;
    memcpy(s->window + s->len, s->raw + s->raw_at, n);
    s->len += n;
    s->raw_at = s->raw_len;
}

const char *ss_stream_peek(struct ss_stream *s, size_t want, size_t *len)
{
    while (s->len - s->at < want && !s->end) fill(s);
    *len = s->len - s->at;
    return s->window ? s->window + s->at : "";
}

void ss_stream_take(struct ss_stream *s, size_t n)
{
    if (n > s->len - s->at) n = s->len - s->at;
    s->at += n;
    s->offset += n;
}

uint64_t ss_stream_offset(const struct ss_stream *s)
{
    return s->offset;
}

uint64_t ss_stream_consumed(const struct ss_stream *s)
{
    return s->consumed;
}

enum sayso_err ss_stream_error(const struct ss_stream *s, struct sayso_problem *problem)
{
    if (problem) *problem = s->problem;
    return s->problem.code;
}
