// SPDX-License-Identifier: Apache-2.0
// Whom a claim takes its words from beyond its voice: an outlet whose report is at hand ("the Post reported"), or a
// source named in passing ("citing the police").
#include <string.h>

#include "base/str.h"
#include "collate/private.h"

#define DAYS_APART_MAX 30
#define NAME_ROOM      96

// Reports of an outlet, as a chain from the last to the first.
struct shelf {
    struct ss_map outlets; // by name in small letters
    uint32_t *before;      // by report: the one before of the same outlet, or UINT32_MAX
    uint32_t *first_claim; // by report, and one more
};

static size_t low_name(const char *name, char out[NAME_ROOM])
{
    size_t n = 0;
    if (ss_ascii_lower(name[0]) == 't' && strncmp(name + 1, "he ", 3) == 0) name += 4;
    while (name[n] && n < NAME_ROOM) {
        out[n] = ss_ascii_lower(name[n]);
        n++;
    }
    return n < NAME_ROOM ? n : 0;
}

static bool fill(struct shelf *s, struct ss_collating *c)
{
    const struct sayso_rows *rows = c->rows;
    s->before = SS_NEW_ARRAY(c->arena, uint32_t, rows->report_count);
    s->first_claim = SS_NEW_ARRAY(c->arena, uint32_t, rows->report_count + 1);
    if (!s->before || !s->first_claim) return false;
    for (uint32_t r = 0, i = 0; r < rows->report_count; r++) {
        char low[NAME_ROOM];
        size_t len = rows->reports[r].outlet ? low_name(rows->reports[r].outlet, low) : 0;
        s->first_claim[r] = i;
        while (i < rows->claim_count && strcmp(rows->claims[i].report, rows->reports[r].id) == 0) i++;
        s->first_claim[r + 1] = i;
        s->before[r] = UINT32_MAX;
        if (!len) continue;
        bool found;
        char *key = ss_strndup(c->arena, low, len);
        uint32_t *at = key ? ss_map_put(&s->outlets, key, len, &found) : NULL;
        if (!at) return false;
        if (found) s->before[r] = *at;
        *at = r;
    }
    return true;
}

// The report of the outlet that tells of the claim's place, not later than the claim's own: the latest one.
static uint32_t told_by(const struct shelf *s, const struct ss_collating *c, uint32_t last, uint32_t claim)
{
    const struct sayso_row_claim *r = &c->rows->claims[claim];
    uint32_t best = UINT32_MAX;
    for (uint32_t k = last; k != UINT32_MAX; k = s->before[k]) {
        const struct sayso_row_report *o = &c->rows->reports[k];
        bool near = false;
        if (o->published == SAYSO_NO_DAY || o->published > r->published || r->published - o->published > DAYS_APART_MAX)
            continue;
        if (best != UINT32_MAX && o->published <= c->rows->reports[best].published) continue;
        for (uint32_t i = s->first_claim[k]; i < s->first_claim[k + 1] && !near; i++)
            near = ss_place_fit(&r->place, &c->rows->claims[i].place) > 0;
        if (near) best = k;
    }
    return best;
}

bool ss_collate_cited(struct ss_collating *c)
{
    struct shelf s = {0};
    uint32_t n = c->rows->claim_count;
    bool ok = fill(&s, c) && (c->claim_cited = SS_NEW_ARRAY(c->arena, uint32_t, n)) != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        const struct sayso_row_claim *r = &c->rows->claims[i];
        char low[NAME_ROOM];
        c->claim_cited[i] = UINT32_MAX;
        if (!r->voice || ss_streq(r->voice_kind, "outlet") || r->published == SAYSO_NO_DAY) continue;
        size_t len = low_name(r->voice, low);
        const uint32_t *at = len ? ss_map_get(&s.outlets, low, len) : NULL;
        if (at && !ss_streq(c->rows->reports[*at].outlet, r->outlet)) c->claim_cited[i] = told_by(&s, c, *at, i);
    }
    ss_map_free(&s.outlets);
    return ok;
}

const char *ss_cited_key(const struct ss_collating *c, const struct sayso_row_claim *claim, uint32_t report,
                         uint32_t *citation)
{
    const struct sayso_rows *rows = c->rows;
    while (*citation < rows->citation_count && strcmp(rows->citations[*citation].report, claim->report) < 0)
        ++*citation;
    for (uint32_t k = *citation; k < rows->citation_count; k++) {
        const struct sayso_row_citation *t = &rows->citations[k];
        if (strcmp(t->report, claim->report) != 0) break;
        if (t->whole || !t->key || !claim->sentence || t->end > rows->reports[report].text_len || t->start >= t->end)
            continue;
        // The words of the citation stand in the claim's sentence, and not far from the claim.
        uint32_t apart = t->start > claim->start ? t->start - claim->start : claim->start - t->start;
        char words[NAME_ROOM];
        size_t len = t->end - t->start;
        if (len >= sizeof words || apart > strlen(claim->sentence)) continue;
        memcpy(words, rows->reports[report].text + t->start, len);
        words[len] = '\0';
        if (strstr(claim->sentence, words)) return t->key;
    }
    return NULL;
}
