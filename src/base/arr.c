// SPDX-License-Identifier: Apache-2.0
// Growth of arrays: doubling, on an arena or on the heap.
#include "base/arr.h"

#include <string.h>

int ss_arr_grow(struct ss_arena *arena, void **item, uint32_t *count, uint32_t *room, size_t size)
{
    if (*count == *room) {
        if (*room > (uint32_t)1 << 30) return 0;
        uint32_t more = *room ? *room * 2 : 8;
        size_t bytes = (size_t)more * size; // 2^31 * size fits in 64 bits for any struct of ours
        void *fresh = arena ? ss_alloc(arena, bytes) : malloc(bytes);
        if (!fresh) return 0;
        if (*count) memcpy(fresh, *item, (size_t)*count * size);
        if (!arena) free(*item);
        *item = fresh;
        *room = more;
    }
    memset((char *)*item + (size_t)*count * size, 0, size);
    (*count)++;
    return 1;
}
