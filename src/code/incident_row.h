// SPDX-License-Identifier: Apache-2.0
// Rows of the table of weights: what is seen of a candidate, a sentence or a report, each hashed to a row.
#ifndef SS_INCIDENT_ROW_H
#define SS_INCIDENT_ROW_H

#include <string.h>

#include "base/str.h"
#include "code/incident.h"

struct sink {
    uint32_t *out, count, room;
    uint32_t class;
};

static inline uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = (a ^ (b * 0x9E3779B1u)) * 0x85EBCA6Bu;
    h ^= h >> 15;
    h *= 0xC2B2AE35u;
    return h ^ (h >> 13);
}

static inline void put(struct sink *s, uint32_t kind, uint32_t value)
{
    if (s->count < s->room) s->out[s->count++] = mix(mix(0x51ED270Bu, kind), value) >> (32 - SS_INCIDENT_BITS);
}

static inline uint32_t text_hash(const char *s)
{
    return s ? ss_incident_hash(s, strlen(s), 0) : 0;
}

// incident_report.c: the rows in order, each once; returns how many.
uint32_t ss_incident_once(uint32_t *rows, uint32_t count);

#endif
