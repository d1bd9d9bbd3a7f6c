// SPDX-License-Identifier: Apache-2.0
// Who says a claim: the innermost attribution that has it in its content and vouches for it. What a noun phrase or an
// infinitive brings along ("condemned the attack, in which 30 died") is the writer's, not the speaker's.
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "code/realis.h"

static uint32_t content_size(const struct sayso_attribution *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->content.count; i++) n += a->content.item[i].end - a->content.item[i].start;
    return n;
}

bool ss_voice_is(const struct ss_claim_work *w, const struct sayso_attribution *a, const char *link)
{
    char key[48];
    snprintf(key, sizeof key, "~%.40s", a->verb ? a->verb : "");
    return ss_modal_row(w, key, link) >= 0;
}

static bool finite(const struct ss_ftree *tree, int32_t token)
{
    if (ss_ftree_child(tree, token, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
        ss_ftree_child(tree, token, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0 ||
        ss_ftree_child(tree, token, SAYSO_DEP_COP, NULL) >= 0)
        return true;
    const char *feats = tree->tokens[token].feats;
    return feats && strstr(feats, "VerbForm=Fin");
}

// The word of a content that a trigger hangs on in the end; *relative: by way of a clause of its own.
static int32_t top_of(const struct ss_claim_work *w, const struct sayso_attribution *a, int32_t trigger, bool *relative)
{
    const struct ss_ftree *tree = &w->view.tree;
    int32_t node = trigger;
    *relative = false;
    for (int step = 0; step < SS_STEPS_MAX; step++) {
        int32_t up = tree->tokens[node].head;
        if (up < 0 || !ss_spans_cover(a->content.item, a->content.count, tree->tokens[up].start)) break;
        uint8_t dep = tree->tokens[node].deprel;
        if (dep == SAYSO_DEP_ACL_RELCL || (dep == SAYSO_DEP_ADVCL && finite(tree, node))) *relative = true;
        node = up;
    }
    return node;
}

// Whether the claim is taken for granted by what is said: a clause added to a noun phrase or an infinitive; a
// noun that is judged, backed or talked of, not told ("praised the rescue", "commented on the attack").
static bool brought_along(const struct ss_claim_work *w, const struct sayso_attribution *a, int32_t trigger)
{
    const struct ss_ftree *tree = &w->view.tree;
    bool relative;
    int32_t top = top_of(w, a, trigger, &relative);
    if (finite(tree, top)) return false;
    if (relative) return true;
    uint8_t pos = tree->tokens[top].upos, dep = tree->tokens[top].deprel;
    if (pos != SAYSO_UPOS_NOUN && pos != SAYSO_UPOS_PROPN) return false;
    if (ss_negated_here(w, a->cue_token) && ss_voice_is(w, a, "mute.denied")) return true; // "no group claimed"
    return ss_voice_is(w, a, "mute.noun") || (dep == SAYSO_DEP_OBL && ss_voice_is(w, a, "mute.topic"));
}

static bool vouches(const struct ss_claim_work *w, const struct sayso_attribution *a, int32_t trigger)
{
    if (ss_voice_is(w, a, "mute") || (!a->source.count && ss_voice_is(w, a, "unnamed"))) return false;
    return a->form != SAYSO_QUOTE_INDIRECT || !brought_along(w, a, trigger);
}

// One whose cue is the trigger does not count.
void ss_claim_voice(struct ss_claim_work *w, struct ss_draft *d)
{
    const struct sayso_report *r = w->report;
    uint32_t at = r->tokens[d->trigger].start, best = 0;
    d->voice = -1;
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_attribution *a = &r->attributions[i];
        if (!ss_spans_cover(a->content.item, a->content.count, at) || ss_spans_cover(a->cue.item, a->cue.count, at) ||
            a->cue_token == d->trigger)
            continue;
        uint32_t size = content_size(a);
        if ((d->voice < 0 || size < best) && vouches(w, a, d->trigger)) {
            d->voice = (int32_t)i;
            best = size;
        }
    }
}
