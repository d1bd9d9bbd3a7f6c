// SPDX-License-Identifier: Apache-2.0
// Block arena. With -Darena=malloc every piece is its own malloc, so that sanitizers see each bound.
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN ((size_t)64 << 10)
#define ALIGN     16u

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(16) unsigned char data[];
};

struct ss_arena {
    struct block *head;
    size_t cap, used;
    enum sayso_err error;
};

struct ss_arena *ss_arena_new(size_t cap)
{
    struct ss_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->cap = cap ? cap : SS_ARENA_CAP_DEFAULT;
    return arena;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void ss_arena_free(struct ss_arena *arena)
{
    if (!arena) return;
    free_blocks(arena->head);
    free(arena);
}

void ss_arena_reset(struct ss_arena *arena)
{
    arena->used = 0;
    arena->error = SAYSO_OK;
#ifdef SS_ARENA_MALLOC
    free_blocks(arena->head);
    arena->head = NULL;
#else
    if (!arena->head) return;
    free_blocks(arena->head->next);
    arena->head->next = NULL;
    arena->head->used = 0;
#endif
}

static struct block *new_block(struct ss_arena *arena, size_t size)
{
    struct block *b = malloc(sizeof *b + size);
    if (!b) return NULL;
    b->size = size;
    b->used = 0;
    b->next = arena->head;
    arena->head = b;
    return b;
}

void *ss_alloc(struct ss_arena *arena, size_t size)
{
    if (size > arena->cap || arena->used > arena->cap - size) {
        arena->error = SAYSO_ERR_LIMIT;
        return NULL;
    }
#ifdef SS_ARENA_MALLOC
    size_t need = size ? size : 1;
    struct block *b = new_block(arena, need);
#else
    size_t need = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (need == 0) need = ALIGN;
    struct block *b = arena->head;
    if (!b || b->size - b->used < need) {
        size_t want = b ? b->size * 2 : BLOCK_MIN;
        if (want > ((size_t)4 << 20)) want = (size_t)4 << 20;
        b = new_block(arena, want > need ? want : need);
    }
#endif
    if (!b) {
        arena->error = SAYSO_ERR_NOMEM;
        return NULL;
    }
    void *p = b->data + b->used;
    b->used += need;
    arena->used += size;
    memset(p, 0, need);
    return p;
}

void *ss_alloc_array(struct ss_arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        arena->error = SAYSO_ERR_LIMIT;
        return NULL;
    }
    return ss_alloc(arena, total);
}

char *ss_strndup(struct ss_arena *arena, const char *s, size_t len)
{
    if (!s) return NULL;
    char *copy = ss_alloc(arena, len + 1);
    if (copy && len) memcpy(copy, s, len);
    return copy;
}

char *ss_strdup(struct ss_arena *arena, const char *s)
{
    return s ? ss_strndup(arena, s, strlen(s)) : NULL;
}

char *ss_printf(struct ss_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) return NULL;
    char *s = ss_alloc(arena, (size_t)n + 1);
    if (!s) return NULL;
    va_start(args, format);
    vsnprintf(s, (size_t)n + 1, format, args);
    va_end(args);
    return s;
}

enum sayso_err ss_arena_error(const struct ss_arena *arena)
{
    return arena->error;
}
