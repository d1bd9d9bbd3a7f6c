// SPDX-License-Identifier: Apache-2.0
// Typed growable arrays, one growth rule. Two kinds of memory: an arena (nothing to free) or the heap (ss_arr_free).
//
//   struct { struct sayso_time *item; uint32_t count, room; } times = {0};
//   struct sayso_time *t = ss_arr_push(arena, &times);   // zeroed new item, or NULL at the cap
//   pass NULL instead of an arena for heap memory.
#ifndef SS_ARR_H
#define SS_ARR_H

#include <stdint.h>
#include <stdlib.h>
#include "base/arena.h"

#define SS_ARR(type)                                                                                                   \
    struct {                                                                                                           \
        type *item;                                                                                                    \
        uint32_t count, room;                                                                                          \
    }

// A pointer to a new zeroed last item, or NULL when memory or 2^31 items are used up.
#define ss_arr_push(arena, arr)                                                                                        \
    (ss_arr_grow((arena), (void **)&(arr)->item, &(arr)->count, &(arr)->room, sizeof *(arr)->item)                     \
         ? &(arr)->item[(arr)->count - 1]                                                                              \
         : NULL)

// Frees a heap array (made with a NULL arena).
#define ss_arr_free(arr) (free((arr)->item), (arr)->item = NULL, (arr)->count = (arr)->room = 0)

// Grows by one zeroed item; the body of ss_arr_push. Returns 0 on failure.
int ss_arr_grow(struct ss_arena *arena, void **item, uint32_t *count, uint32_t *room, size_t size);

#endif
