// SPDX-License-Identifier: Apache-2.0
// "I" and "we": within speech the one who speaks, elsewhere the writer, whom nothing names. Looks at the finished
// attributions; such mentions come behind all others, so that nothing that was said of the others changes.
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "code/coder.h"

#define PRONOUNS_MAX 4000 // of one report

// 1 for "I", 2 for "we", 0 for other words.
static int first_person(const struct sayso_token *t)
{
    if (t->upos != SAYSO_UPOS_PRON || !t->feats || !strstr(t->feats, "Person=1")) return 0;
    return strstr(t->feats, "Number=Plur") ? 2 : 1;
}

// "X said we lost": words told without marks behind the word of speech, whose "we" is the writer's.
static bool told(const struct sayso_report *r, const struct sayso_attribution *a, uint32_t at)
{
    if (a->form != SAYSO_QUOTE_INDIRECT || a->cue_token < 0) return false;
    const struct sayso_token *cue = &r->tokens[a->cue_token];
    return at > cue->start && at < r->sentences[cue->sentence].end;
}

int32_t ss_speaker_at(const struct sayso_report *r, uint32_t at)
{
    int32_t found = SS_SPEAKER_WRITER;
    uint32_t narrowest = UINT32_MAX;
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_attribution *a = &r->attributions[i];
        for (uint32_t k = 0; k < a->content.count; k++) {
            const struct sayso_span *s = &a->content.item[k];
            if (at < s->start || at >= s->end || told(r, a, at)) continue;
            if (found == SS_SPEAKER_WRITER) found = -1;
            if (a->source_entity < 0 || s->end - s->start >= narrowest) continue;
            narrowest = s->end - s->start;
            found = a->source_entity;
        }
    }
    return found;
}

// Whether one person, or for "we" a body, can be the entity.
static bool suits(const struct sayso_report *r, int32_t entity, int number)
{
    return entity >= 0 && ss_streq(r->entities[entity].kind, "person") == (number == 1);
}

enum sayso_err ss_code_speakers(struct sayso_report *r)
{
    uint32_t extra = 0, at = r->mention_count;
    for (uint32_t i = 0; i < r->token_count && extra < PRONOUNS_MAX; i++) extra += first_person(&r->tokens[i]) != 0;
    if (!extra) return SAYSO_OK;
    struct sayso_mention *all = SS_NEW_ARRAY(r->arena, struct sayso_mention, at + extra);
    if (!all) return ss_arena_error(r->arena);
    if (at) memcpy(all, r->mentions, at * sizeof *all);
    for (uint32_t i = 0; i < r->token_count && at < r->mention_count + extra; i++) {
        int number = first_person(&r->tokens[i]);
        if (!number) continue;
        int32_t entity = ss_speaker_at(r, r->tokens[i].start);
        all[at++] = (struct sayso_mention){.start = r->tokens[i].start,
                                           .end = r->tokens[i].end,
                                           .kind = SAYSO_MENTION_ACTOR,
                                           .form = SAYSO_FORM_PRONOUN,
                                           .entity = suits(r, entity, number) ? entity : -1,
                                           .time = -1,
                                           .figure = -1,
                                           .head_token = (int32_t)i,
                                           .rule = "entities/pronouns"};
    }
    r->mentions = all;
    r->mention_count = at;
    return SAYSO_OK;
}
