// SPDX-License-Identifier: Apache-2.0
// "The city", "the town": which place named before (or in the title) is meant. A place counts by how often it is named
// as where something happens, the headline most; the dateline tells only where the report was written. When nothing is
// named, "in the town" stays a place of its own, and "the town" elsewhere is none.
#include <string.h>

#include "base/str.h"
#include "code/entity.h"

#define LOOKS_MAX   150 // names looked at in one report
#define TITLE_BONUS 3
#define NEAR_BONUS  2
#define LEAD_BONUS  1

static bool settlement(const struct ss_entity_draft *d)
{
    if (!d->named || !ss_streq(d->e.kind, "place")) return false;
    return ss_streq(d->e.feature, "city") || ss_streq(d->e.feature, "capital") || ss_streq(d->e.feature, "town") ||
           ss_streq(d->e.feature, "village");
}

static bool in_title(const struct sayso_report *r, const struct ss_entity_draft *d)
{
    for (const char *p = r->title; p && *p; p++)
        if (strncmp(p, d->text, d->text_len) == 0) return true;
    return false;
}

// Sentences before the first one with a verb: the dateline.
static uint32_t first_told(const struct sayso_report *r)
{
    for (uint32_t s = 0; s < r->sentence_count; s++)
        for (uint32_t i = 0; i < r->sentences[s].token_count; i++)
            if (r->tokens[r->sentences[s].token_first + i].upos == SAYSO_UPOS_VERB) return s;
    return 0;
}

// Whether the name says whose or which actor something is ("the ministry in Moscow"), and not where it happens.
static bool of_an_actor(const struct ss_entity_work *w, uint32_t index)
{
    const struct sayso_token *t = w->report->tokens;
    const struct ss_name *n = &w->names.item[index];
    int32_t up = n->head >= 0 ? t[n->head].head : -1;
    if (up < 0 || t[n->head].deprel != SAYSO_DEP_NMOD) return false;
    int32_t cover = w->cover[up];
    return cover >= 0 && !w->names.item[cover].as_place;
}

static int32_t meant(const struct ss_entity_work *w, uint32_t index, uint32_t told)
{
    const struct sayso_token *t = w->report->tokens;
    const struct ss_name *n = &w->names.item[index];
    uint32_t stop = index > LOOKS_MAX ? index - LOOKS_MAX : 0;
    int32_t best = -1;
    int most = 0;
    for (uint32_t i = index; i-- > stop;) {
        const struct ss_name *o = &w->names.item[i];
        int score = 0;
        if (o->dropped || o->entity < 0 || o->entity == best || !o->as_place || !settlement(&w->drafts.item[o->entity]))
            continue;
        for (uint32_t k = stop; k < index; k++) {
            const struct ss_name *p = &w->names.item[k];
            if (p->dropped || p->entity != o->entity || !p->as_place) continue;
            uint32_t sentence = t[p->from].sentence;
            if (sentence < told || of_an_actor(w, k)) continue;
            score += sentence == told ? 1 + LEAD_BONUS : 1;
            if (sentence + 1 >= t[n->from].sentence) score += k == i ? NEAR_BONUS : 0;
        }
        if (score && in_title(w->report, &w->drafts.item[o->entity])) score += TITLE_BONUS;
        if (score > most) {
            most = score;
            best = o->entity;
        }
    }
    return best;
}

void ss_places_back(struct ss_entity_work *w)
{
    uint32_t told = first_told(w->report);
    for (uint32_t i = 0; i < w->names.count; i++) {
        struct ss_name *n = &w->names.item[i];
        if (n->dropped || n->source != SS_NAME_FACILITY || !n->bare) continue;
        int32_t place = meant(w, i, told);
        int32_t marker = ss_child(w->report, (uint32_t)n->head, SAYSO_DEP_CASE);
        bool where = marker >= 0 && (ss_name_class_at(w, (uint32_t)marker) & SS_CLASS_STRONG_PLACE_PREP);
        if (place >= 0)
            n->entity = place;
        else
            n->dropped = !where;
    }
}
