// SPDX-License-Identifier: Apache-2.0
// Memory that lives and dies together: one arena a report, one scratch arena a worker.
#ifndef SS_ARENA_H
#define SS_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

#define SS_ARENA_CAP_DEFAULT ((size_t)128 << 20)

struct ss_arena;

// Makes an arena that hands out at most `cap` bytes (0 = the default cap). NULL when the system refuses.
struct ss_arena *ss_arena_new(size_t cap);

// Frees everything the arena handed out, and the arena. NULL is fine.
void ss_arena_free(struct ss_arena *arena);

// Forgets everything handed out; keeps one block for reuse.
void ss_arena_reset(struct ss_arena *arena);

// Zeroed bytes, aligned for any type; NULL at the cap or when the system refuses. size 0 gives a valid pointer.
void *ss_alloc(struct ss_arena *arena, size_t size);

// Same for `count` items of `size` bytes, with the product checked.
void *ss_alloc_array(struct ss_arena *arena, size_t count, size_t size);

// A NUL-terminated copy; NULL on failure. ss_strdup(NULL) is NULL.
char *ss_strdup(struct ss_arena *arena, const char *s);
char *ss_strndup(struct ss_arena *arena, const char *s, size_t len);

// printf into the arena; NULL on failure. Use only locale-free conversions (no floating point).
char *ss_printf(struct ss_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Why the last allocation failed: SAYSO_ERR_LIMIT or SAYSO_ERR_NOMEM; SAYSO_OK when none failed.
enum sayso_err ss_arena_error(const struct ss_arena *arena);

#define SS_NEW(arena, type)              ((type *)ss_alloc((arena), sizeof(type)))
#define SS_NEW_ARRAY(arena, type, count) ((type *)ss_alloc_array((arena), (count), sizeof(type)))

#endif
