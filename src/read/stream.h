// SPDX-License-Identifier: Apache-2.0
// A source of bytes with a look-ahead window: file, standard input or memory, gzip (also of several members) undone.
#ifndef SS_READ_STREAM_H
#define SS_READ_STREAM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

struct ss_stream;

// Opens a file, or standard input for "-". The name is kept for messages.
enum sayso_err ss_stream_open(struct ss_stream **out, const char *path, const atomic_int *stop,
                              struct sayso_problem *problem);
// Takes over heap memory.
enum sayso_err ss_stream_memory(struct ss_stream **out, const char *name, char *data, size_t len);
void ss_stream_close(struct ss_stream *s);

// The bytes in the window, at least `want` of them unless the source ends or fails first.
const char *ss_stream_peek(struct ss_stream *s, size_t want, size_t *len);
// Drops n bytes (at most what the window holds) from the front.
void ss_stream_take(struct ss_stream *s, size_t n);

uint64_t ss_stream_offset(const struct ss_stream *s);   // of the window's front, in unpacked bytes
uint64_t ss_stream_consumed(const struct ss_stream *s); // bytes read from the file itself
// SAYSO_OK, or why the source ended early.
enum sayso_err ss_stream_error(const struct ss_stream *s, struct sayso_problem *problem);

#endif
