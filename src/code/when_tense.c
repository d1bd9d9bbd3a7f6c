// SPDX-License-Identifier: Apache-2.0
// Whether a time lies before or after the report: by the verb that it hangs under, by words whose times lie ahead
// ("deadline", "payable", "postponed") and by "by" and "until".
#include <string.h>

#include "code/entity.h"
#include "code/when_read.h"

#define CLIMB_MAX 12

// "payable", "postpone"; of nouns only those that name an end ("deadline", not "plan").
static bool lies_ahead(const struct ss_when_work *w, const struct sayso_token *t)
{
    const uint32_t *at = t->lemma ? ss_map_get(&w->rules->words[SS_TIME_AHEAD], t->lemma, strlen(t->lemma)) : NULL;
    return at && (t->upos != SAYSO_UPOS_NOUN || *w->rules->list.item[*at].value);
}

static bool lemma_of(const struct ss_when_work *w, const struct sayso_token *t, enum ss_time_class class)
{
    return t->lemma && ss_map_get(&w->rules->words[class], t->lemma, strlen(t->lemma));
}

// What the auxiliaries and marks of a verb say.
struct verb {
    bool infinitive, had, have, now, future;
};

static struct verb verb_at(const struct ss_when_work *w, int32_t at)
{
    const struct sayso_token *t = w->report->tokens;
    struct verb v = {0};
    for (uint32_t i = w->first; i < w->end; i++) {
        if (t[i].head != at) continue;
        if (t[i].deprel == SAYSO_DEP_MARK && t[i].xpos && strcmp(t[i].xpos, "TO") == 0) v.infinitive = true;
        if (t[i].upos != SAYSO_UPOS_AUX || !t[i].xpos) continue;
        v.future = v.future || ss_time_word(w, SS_TIME_AUX_FUTURE, i);
        v.had = v.had || strcmp(t[i].xpos, "VBD") == 0;
        v.have = v.have || (t[i].lemma && strcmp(t[i].lemma, "have") == 0);
        v.now = v.now || strcmp(t[i].xpos, "VBP") == 0 || strcmp(t[i].xpos, "VBZ") == 0;
    }
    return v;
}

// "since March" looks back; "as soon as Tuesday" ahead. 0: neither.
static int by_word_before(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = token > w->first + 2 ? token - 2 : w->first; i < token; i++)
        if (t[i].head == (int32_t)token && t[i].deprel == SAYSO_DEP_CASE && ss_time_word(w, SS_TIME_SINCE, i))
            return -1;
    return token > w->first + 2 && ss_time_word(w, SS_TIME_SO, token - 1) && ss_time_word(w, SS_TIME_SO, token - 3) ? 1
                                                                                                                    : 0;
}

static bool until_at(const struct ss_when_work *w, int32_t at)
{
    const struct sayso_token *t = w->report->tokens;
    for (uint32_t i = w->first; i < w->end; i++)
        if (t[i].head == at && t[i].deprel == SAYSO_DEP_CASE && ss_time_word(w, SS_TIME_UNTIL, i)) return true;
    return false;
}

int ss_tense(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = w->report->tokens;
    int32_t up = (int32_t)token;
    bool promised = false; // below an infinitive: what the verb above says of it decides
    bool until = false;
    int before = by_word_before(w, token);
    if (before) return before;
    for (int guard = 0; guard < CLIMB_MAX && up >= 0; guard++, up = t[up].head) {
        if (t[up].deprel == SAYSO_DEP_NMOD_POSS && !guard) return 0; // "Wednesday's ruling"
        until = until || until_at(w, up);
        if (guard && lies_ahead(w, &t[up])) return 1;
        bool verb = t[up].upos == SAYSO_UPOS_VERB || t[up].upos == SAYSO_UPOS_AUX;
        if (!verb && (!guard || ss_child(w->report, (uint32_t)up, SAYSO_DEP_COP) < 0)) continue;
        struct verb v = verb_at(w, up);
        if (!verb && promised && lemma_of(w, &t[up], SS_TIME_FUTURE)) return 1; // "is likely to fall in March"
        if (!verb && !v.infinitive) return v.future ? 1 : v.had ? -1 : 0;       // "will one day be the largest"
        if (v.future) return 1;
        const char *xpos = t[up].xpos ? t[up].xpos : "";
        if (promised && lemma_of(w, &t[up], SS_TIME_FUTURE)) return 1;
        if (v.infinitive && strcmp(xpos, "VB") == 0 && t[up].head >= 0) {
            promised = true;
            continue;
        }
        if (until) return v.had || strcmp(xpos, "VBD") == 0 ? (promised ? 1 : -1) : 1;
        if (strcmp(xpos, "VBD") == 0 || v.had || v.have) return -1;
        if (promised) return 1;
        if (strcmp(xpos, "VBG") == 0 && v.now) return 1;     // "is meeting on Friday"
        if (strcmp(xpos, "VBN") == 0) return v.now ? 1 : -1; // "is set for Friday", "set for Friday"
        if (t[up].deprel == SAYSO_DEP_ROOT || t[up].deprel == SAYSO_DEP_CCOMP) return 0;
    }
    return promised || until ? 1 : 0;
}
