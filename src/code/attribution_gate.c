// SPDX-License-Identifier: Apache-2.0
// Whether a candidate is an attribution: what the rules and the network know of it, weighed by words/gate (fitted on
// hand-marked reports). Without a network every candidate is one.
#include "code/attribution.h"

#include <string.h>

#include "base/str.h"

#define ONE 255 // a feature that holds

static const char *const names[SS_GATE_COUNT] = {
    "bias",    "cue",    "cue_most", "cue_first", "said",   "said_first",   "source", "nobody",
    "pronoun", "core",   "mind",     "marked",    "noun",   "adjective",    "other",  "open",
    "clause",  "that",   "speech",   "quoted",    "object", "infinitive",   "phrase", "behind",
    "passive", "gerund", "bare",     "short",     "long",   "first_person", "denied", "cue_words"};

int ss_gate_feature(const char *name)
{
    return ss_index_of(names, SS_GATE_COUNT, name);
}

const char *ss_gate_name(int feature)
{
    return names[feature];
}

struct sum {
    int total, most, words;
    int first;
    bool verb;
};

static struct sum over(const struct ss_attribution_work *w, const struct sayso_span *spans, uint32_t count,
                       unsigned (*mark)(const struct ss_attribution_work *, int32_t))
{
    struct sum s = {0};
    const struct sayso_report *r = w->report;
    for (uint32_t i = 0; i < count; i++)
        for (int32_t t = ss_token_at(r, spans[i].start);
             t < (int32_t)r->token_count && r->tokens[t].start < spans[i].end; t++) {
            int m = (int)mark(w, t);
            if (!s.words) s.first = m;
            s.total += m;
            s.words++;
            if (m > s.most) s.most = m;
            s.verb = s.verb || r->tokens[t].upos == SAYSO_UPOS_VERB || r->tokens[t].upos == SAYSO_UPOS_AUX;
        }
    return s;
}

static int mean(struct sum s)
{
    return s.words ? s.total / s.words : 0;
}

void ss_gate_features(const struct ss_attribution_work *w, const struct ss_candidate *c, int *f)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = &r->tokens[c->cue_token];
    struct sum cue = over(w, c->cue, c->cue_count, ss_mark_cue),
               said = over(w, c->content, c->content_count, ss_mark_content),
               source = over(w, c->source, c->source_count, ss_mark_source);
    memset(f, 0, SS_GATE_COUNT * sizeof *f);
    f[SS_GATE_BIAS] = ONE;
    f[SS_GATE_CUE] = (int)ss_mark_cue(w, c->cue_token);
    f[SS_GATE_CUE_MOST] = cue.most;
    f[SS_GATE_CUE_FIRST] = cue.first;
    f[SS_GATE_SAID] = mean(said);
    f[SS_GATE_SAID_FIRST] = said.first;
    f[SS_GATE_SOURCE] = mean(source);
    if (!c->source_count) f[SS_GATE_NOBODY] = ONE;
    if (c->source_head >= 0 && r->tokens[c->source_head].upos == SAYSO_UPOS_PRON) f[SS_GATE_PRONOUN] = ONE;
    uint32_t flags = c->cue_row->flags;
    int kind = c->open                      ? SS_GATE_OPEN
               : t->upos == SAYSO_UPOS_NOUN ? SS_GATE_NOUN
               : t->upos == SAYSO_UPOS_ADJ  ? SS_GATE_ADJECTIVE
               : t->upos != SAYSO_UPOS_VERB ? SS_GATE_OTHER
               : flags & SS_CUE_MIND        ? SS_GATE_MIND
               : flags & SS_CUE_CORE        ? SS_GATE_CORE
                                            : SS_GATE_MARKED;
    f[kind] = ONE;
    uint32_t start = c->content[0].start, end = c->content[c->content_count - 1].end;
    if (said.verb) f[SS_GATE_CLAUSE] = ONE;
    if (ss_is_that(w, ss_token_at(r, start))) f[SS_GATE_THAT] = ONE;
    int32_t q = ss_quote_around(&w->quotes, start + 1);
    if (q < 0) q = ss_quote_around(&w->quotes, end - 1);
    if (q >= 0) f[w->quotes.list.item[q].speech ? SS_GATE_SPEECH : SS_GATE_QUOTED] = ONE;
    for (int32_t k = w->tree.first_child[c->cue_token]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = r->tokens[k].deprel;
        if (dep == SAYSO_DEP_OBJ) f[SS_GATE_OBJECT] = ONE;
        if (dep == SAYSO_DEP_XCOMP) f[SS_GATE_INFINITIVE] = ONE;
        if (dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_NMOD) f[SS_GATE_PHRASE] = ONE;
    }
    if (start > t->start) f[SS_GATE_BEHIND] = ONE;
    if (c->passive) f[SS_GATE_PASSIVE] = ONE;
    if (ss_bare_gerund(w, c->cue_token)) f[SS_GATE_GERUND] = ONE;
    if (ss_token_has(t, "VerbForm=Inf")) f[SS_GATE_BARE] = ONE;
    if (said.words <= 2) f[SS_GATE_SHORT] = ONE;
    if (said.words > 12) f[SS_GATE_LONG] = ONE;
    if (c->source_head >= 0 &&
        (ss_token_has(&r->tokens[c->source_head], "Person=1") || ss_token_has(&r->tokens[c->source_head], "Person=2")))
        f[SS_GATE_FIRST_PERSON] = ONE;
    for (int32_t k = w->tree.first_child[c->cue_token]; k >= 0; k = w->tree.next_child[k])
        if (ss_token_has(&r->tokens[k], "Polarity=Neg")) f[SS_GATE_DENIED] = ONE;
    f[SS_GATE_CUE_WORDS] = cue.words > 5 ? ONE : cue.words * ONE / 5;
}

int64_t ss_gate(const struct ss_attribution_work *w, const struct ss_candidate *c)
{
    int f[SS_GATE_COUNT];
    int64_t sum = 0;
    ss_gate_features(w, c, f);
    for (int i = 0; i < SS_GATE_COUNT; i++) sum += (int64_t)f[i] * w->rules->gate[i];
    return sum / ONE;
}
