// SPDX-License-Identifier: Apache-2.0
// Speakers and contents that the tree lost: texts without commas, inverted sentences, verbs of speech with nothing
// below them.
#include "code/attribution.h"

#include <string.h>

#define SPEAKER_MIN 6  // words before a verb that may be what the speaker behind it says
#define SPEAKER_MAX 20 // words of a speaker before the verb

// The speaker right before (or behind) a verb of speech that ends its sentence, when texts have lost their commas and
// the tree took him for part of what he says: "killed 25 people a monitoring group said". Returns where his noun phrase
// starts.
static int32_t speaker_before(const struct ss_attribution_work *w, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t first = (int32_t)w->report->sentences[tokens[verb].sentence].token_first, name = -1;
    if (verb <= first) return -1;
    uint8_t last = tokens[verb - 1].upos;
    if (last != SAYSO_UPOS_NOUN && last != SAYSO_UPOS_PROPN) return -1;
    for (int32_t i = verb - 1; i > first && i > verb - SPEAKER_MAX; i--) {
        uint8_t pos = tokens[i].upos, before = tokens[i - 1].upos;
        bool inside = tokens[i].deprel == SAYSO_DEP_AMOD || tokens[i].deprel == SAYSO_DEP_COMPOUND; // "British-based"
        if ((pos == SAYSO_UPOS_VERB && !inside) || pos == SAYSO_UPOS_AUX || pos == SAYSO_UPOS_SCONJ) break;
        if (pos == SAYSO_UPOS_PUNCT && w->report->text[tokens[i].start] != '-') return i + 1;
        bool ends = before == SAYSO_UPOS_NOUN || before == SAYSO_UPOS_PROPN || before == SAYSO_UPOS_NUM ||
                    before == SAYSO_UPOS_ADV || before == SAYSO_UPOS_PRON || before == SAYSO_UPOS_VERB ||
                    before == SAYSO_UPOS_ADJ;
        if (pos == SAYSO_UPOS_DET && ends) return i;
        if (name < 0 && pos == SAYSO_UPOS_PROPN && before != SAYSO_UPOS_PROPN && before != SAYSO_UPOS_ADP &&
            before != SAYSO_UPOS_DET && before != SAYSO_UPOS_ADJ && before != SAYSO_UPOS_PUNCT)
            name = i;
    }
    return name;
}

static int32_t phrase_head(const struct ss_attribution_work *w, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++) {
        int32_t head = w->report->tokens[i].head;
        uint8_t pos = w->report->tokens[i].upos;
        if ((head < from || head >= to) && (pos == SAYSO_UPOS_NOUN || pos == SAYSO_UPOS_PROPN)) return i;
    }
    return to - 1;
}

bool ss_by_speaker_before(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = &r->tokens[verb];
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_QUOTE) || c->passive) return false;
    if (c->cue_row->flags & SS_CUE_MIND || !t->feats || !strstr(t->feats, "VerbForm=Fin")) return false;
    if (ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0) return false;
    const struct sayso_sentence *s = &r->sentences[t->sentence];
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count, after = 0;
    for (int32_t i = verb + 1; i < end; i++)
        if (r->tokens[i].upos != SAYSO_UPOS_PUNCT && !w->tree.timed[i]) after++;
    int32_t from = speaker_before(w, verb);
    if (from <= first || after > 3) return false;
    struct ss_run content = ss_run_trim(r, (struct ss_run){first, from});
    if (content.from >= content.to) return false;
    c->content_count = c->source_count = 0;
    ss_add_tokens(r, c->content, &c->content_count, content.from, content.to);
    ss_add_tokens(r, c->source, &c->source_count, from, verb);
    c->source_head = phrase_head(w, from, verb);
    return true;
}

// "… killed 25 people said a monitoring group": the speaker behind a verb of speech, taken for its object.
bool ss_by_speaker_behind(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = &r->tokens[verb];
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_QUOTE) || c->passive) return false;
    if (c->cue_row->flags & SS_CUE_MIND || !t->feats || !strstr(t->feats, "VerbForm=Fin")) return false;
    if (ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0) return false;
    int32_t object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_IOBJ);
    if (object < 0) object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ);
    if (object < verb || w->tree.left[object] != verb + 1) return false;
    const struct sayso_sentence *s = &r->sentences[t->sentence];
    int32_t first = (int32_t)s->token_first, last = first + (int32_t)s->token_count - 1;
    if (verb == first || r->tokens[verb - 1].upos == SAYSO_UPOS_CCONJ) return false;
    while (last > first && r->tokens[last].upos == SAYSO_UPOS_PUNCT) last--;
    bool after_speech = r->tokens[verb - 1].upos == SAYSO_UPOS_PUNCT;
    if (!after_speech && (w->tree.right[object] != last || verb - first < SPEAKER_MIN)) return false;
    struct ss_run content = ss_run_trim(r, (struct ss_run){first, verb});
    if (content.from >= content.to) return false;
    c->content_count = c->source_count = 0;
    ss_add_tokens(r, c->content, &c->content_count, content.from, content.to);
    ss_set_source(w, c, object, verb);
    return true;
}

// The subject of an inverted verb that the tree gave to the speech before it: "…" said the statement adding …
int32_t ss_stray_subject(const struct ss_attribution_work *w, int32_t verb)
{
    for (int32_t k = w->tree.first_child[verb]; k >= 0 && k < verb; k = w->tree.next_child[k]) {
        if (w->report->tokens[k].deprel != SAYSO_DEP_CCOMP) continue;
        for (int32_t s = w->tree.first_child[k]; s >= 0; s = w->tree.next_child[s])
            if (w->report->tokens[s].deprel == SAYSO_DEP_NSUBJ && w->tree.left[s] == verb + 1) return s;
    }
    return -1;
}

// No content in the tree: what stands before ("… the Observatory said.") or after ("The ministry said: …").
bool ss_by_place(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_QUOTE)) return false;
    const struct sayso_sentence *s = &r->sentences[r->tokens[verb].sentence];
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count;
    int32_t subject = ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ);
    if (subject < 0) return false;
    int32_t left = w->tree.left[subject] < verb ? w->tree.left[subject] : verb;
    int32_t words_after = 0, words_before = 0;
    for (int32_t i = verb + 1; i < end; i++)
        if (r->tokens[i].upos != SAYSO_UPOS_PUNCT && !ss_syntax_within(&w->tree, i, subject) && !w->tree.timed[i])
            words_after++;
    for (int32_t i = first; i < left; i++)
        if (r->tokens[i].upos == SAYSO_UPOS_VERB || r->tokens[i].upos == SAYSO_UPOS_NOUN) words_before++;
    struct ss_run run = {0, 0};
    if (words_after <= 3 && words_before >= 2)
        run = (struct ss_run){first, left};
    else if (verb + 1 < end && r->tokens[verb + 1].upos == SAYSO_UPOS_PUNCT && words_after >= 3)
        run = (struct ss_run){verb + 1, end};
    run = ss_run_trim(r, run);
    if (run.from >= run.to) return false;
    ss_add_tokens(r, c->content, &c->content_count, run.from, run.to);
    c->by_default = true;
    return true;
}
