// SPDX-License-Identifier: Apache-2.0
// Hash map from byte strings to 32-bit values, on the heap. Never iterated (order would not be stable).
#ifndef SS_MAP_H
#define SS_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ss_map_slot {
    uint64_t hash;
    const char *key; // borrowed: the caller keeps it alive and unchanged
    uint32_t len, value;
};

struct ss_map {
    struct ss_map_slot *slots;
    uint32_t room, count;
    uint64_t seed; // set to a random number when keys come from outside a trusted file
};

// Finds or adds; *found tells which. NULL when memory is out. The pointer is good until the next addition.
uint32_t *ss_map_put(struct ss_map *map, const char *key, size_t len, bool *found);

// The value, or NULL.
const uint32_t *ss_map_get(const struct ss_map *map, const char *key, size_t len);

void ss_map_free(struct ss_map *map);

// XXH3 of some bytes.
uint64_t ss_hash(const void *bytes, size_t len, uint64_t seed);

// 128-bit content hash as 32 hex digits plus NUL; for ids, not a security boundary.
void ss_hash_hex(const void *bytes, size_t len, char out[33]);

#endif
