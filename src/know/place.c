// SPDX-License-Identifier: Apache-2.0
// Looking up places: by the normalised name, else by the folded spelling.
#include <string.h>

#include "know/file.h"
#include "know/know.h"
#include "know/norm.h"

#define FOLD_CANDIDATES 256 // entries of one skeleton that are looked at

static bool fill(const struct ss_know *know, uint32_t index, struct ss_know_place *out)
{
    if (index >= know->section[SS_SEC_PLACES].count) return false;
    const struct ss_f_place *p = SS_SECTION(know, struct ss_f_place, SS_SEC_PLACES) + index;
    *out = (struct ss_know_place){
        .geonames = p->geonames,
        .name = ss_f_string(know, p->name),
        .country = ss_f_string(know, p->country),
        .admin1 = ss_f_string(know, p->admin1),
        .feature = ss_f_string(know, p->feature),
        .lat = p->lat == INT32_MIN ? 0 : p->lat / 1e6,
        .lon = p->lat == INT32_MIN ? 0 : p->lon / 1e6,
        .has_point = p->lat != INT32_MIN,
        .population = p->population,
        .line = ss_f_string(know, p->line),
        .seat = ss_f_string(know, p->seat),
        .index = index,
    };
    return true;
}

static uint32_t exact(const struct ss_know *know, uint64_t hash, struct ss_know_place *out, uint32_t room)
{
    uint64_t count = know->section[SS_SEC_NAME_HASH].count;
    if (know->section[SS_SEC_NAME_DIR].count == 0) return 0;
    const uint64_t *hashes = SS_SECTION(know, uint64_t, SS_SEC_NAME_HASH);
    const uint32_t *places = SS_SECTION(know, uint32_t, SS_SEC_NAME_PLACE);
    const uint32_t *dir = SS_SECTION(know, uint32_t, SS_SEC_NAME_DIR);
    uint64_t i = dir[hash >> 48], end = dir[(hash >> 48) + 1];
    if (end > count) end = count;
    while (i < end && hashes[i] < hash) i++;
    uint32_t n = 0;
    for (; i < end && hashes[i] == hash && n < room; i++)
        if (fill(know, places[i] & 0x7FFFFFFF, &out[n])) out[n++].primary = places[i] >> 31;
    return n;
}

static uint32_t folded(const struct ss_know *know, const char *name, size_t len, struct ss_know_place *out,
                       uint32_t room)
{
    char fold[SS_NAME_MAX], skeleton[SS_NAME_MAX];
    size_t fold_len = ss_know_fold(name, len, fold, sizeof fold);
    size_t skeleton_len = ss_skeleton(fold, fold_len, skeleton);
    uint32_t hash = (uint32_t)(ss_name_hash(skeleton, skeleton_len) >> 32);
    const struct ss_f_fold *entries = SS_SECTION(know, struct ss_f_fold, SS_SEC_PLACE_FOLD);
    uint64_t i = ss_f_fold_find(know, SS_SEC_PLACE_FOLD, hash), count = know->section[SS_SEC_PLACE_FOLD].count;
    uint32_t n = 0, best = UINT32_MAX;
    for (uint32_t tried = 0; i < count && entries[i].hash == hash && tried < FOLD_CANDIDATES; i++, tried++) {
        const char *other = ss_f_string(know, entries[i].text);
        size_t other_len = strlen(other);
        uint32_t distance;
        if (!ss_fold_near(fold, fold_len, other, other_len, &distance) || distance > best) continue;
        if (distance < best) n = 0;
        best = distance;
        bool known = false;
        for (uint32_t k = 0; k < n; k++) known = known || out[k].index == entries[i].item;
        if (known || n == room || !fill(know, entries[i].item, &out[n])) continue;
        out[n++].folded = true;
    }
    return n;
}

uint32_t ss_know_places(const struct ss_know *know, const char *name, size_t len, struct ss_know_place *out,
                        uint32_t room)
{
    char key[SS_NAME_MAX];
    size_t key_len = ss_name_key(name, len, key);
    if (!key_len || !room) return 0;
    uint32_t n = exact(know, ss_name_hash(key, key_len), out, room);
    if (n || key_len < 5) return n;
    return folded(know, name, len, out, room);
}
