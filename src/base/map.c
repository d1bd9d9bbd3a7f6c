// SPDX-License-Identifier: Apache-2.0
// Open addressing with linear probing; grows at 2/3.
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

uint64_t ss_hash(const void *bytes, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, len, seed);
}

void ss_hash_hex(const void *bytes, size_t len, char out[33])
{
    static const char digits[] = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
    for (int i = 0; i < 16; i++) {
        out[2 * i] = digits[canonical.digest[i] >> 4];
        out[2 * i + 1] = digits[canonical.digest[i] & 15];
    }
    out[32] = '\0';
}

static struct ss_map_slot *probe(struct ss_map_slot *slots, uint32_t room, uint64_t hash, const char *key, size_t len)
{
    uint32_t i = (uint32_t)hash & (room - 1);
    while (slots[i].key) {
        if (slots[i].hash == hash && slots[i].len == len && memcmp(slots[i].key, key, len) == 0) break;
        i = (i + 1) & (room - 1);
    }
    return &slots[i];
}

uint32_t *ss_map_put(struct ss_map *map, const char *key, size_t len, bool *found)
{
    *found = false;
    if (len > UINT32_MAX) return NULL;
    if ((uint64_t)map->count * 3 >= (uint64_t)map->room * 2) {
        if (map->room > (uint32_t)1 << 29) return NULL;
        uint32_t room = map->room ? map->room * 2 : 64;
        struct ss_map_slot *slots = calloc(room, sizeof *slots);
        if (!slots) return NULL;
        for (uint32_t i = 0; i < map->room; i++) {
            const struct ss_map_slot *old = &map->slots[i];
            if (old->key) *probe(slots, room, old->hash, old->key, old->len) = *old;
        }
        free(map->slots);
        map->slots = slots;
        map->room = room;
    }
    uint64_t hash = ss_hash(key, len, map->seed);
    struct ss_map_slot *slot = probe(map->slots, map->room, hash, key, len);
    if (slot->key) {
        *found = true;
    } else {
        *slot = (struct ss_map_slot){hash, key, (uint32_t)len, 0};
        map->count++;
    }
    return &slot->value;
}

const uint32_t *ss_map_get(const struct ss_map *map, const char *key, size_t len)
{
    if (!map->room || len > UINT32_MAX) return NULL;
    const struct ss_map_slot *slot = probe(map->slots, map->room, ss_hash(key, len, map->seed), key, len);
    return slot->key ? &slot->value : NULL;
}

void ss_map_free(struct ss_map *map)
{
    free(map->slots);
    map->slots = NULL;
    map->room = map->count = 0;
}
