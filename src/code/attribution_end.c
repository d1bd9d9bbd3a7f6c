// SPDX-License-Identifier: Apache-2.0
// Where a content behind its cue ends: at the tree's end of the clause, before what the writer adds (", which …"), or
// behind words that the tree lost. Each place where it may end is weighed by words/ends (fitted on hand-marked
// reports): by what the network sees there and by what follows.
#include "code/attribution.h"

#include <string.h>

#include "base/str.h"

#define ONE   255
#define REACH 90 // words of a content that are looked at

static const char *const names[SS_END_COUNT] = {"said",
                                                "tree",
                                                "longer",
                                                "longer_words",
                                                "shorter_words",
                                                "last",
                                                "next",
                                                "begins",
                                                "cue",
                                                "comma",
                                                "mark",
                                                "dash",
                                                "bracket",
                                                "relative",
                                                "subjunct",
                                                "preposition",
                                                "and",
                                                "and_clause",
                                                "participle",
                                                "noun",
                                                "time",
                                                "sentence",
                                                "arcs",
                                                "arc_relative",
                                                "arc_conj",
                                                "arc_clause",
                                                "arc_oblique",
                                                "arc_nominal",
                                                "arc_apposition",
                                                "arc_object",
                                                "arc_loose",
                                                "arc_other",
                                                "short",
                                                "thing_comma",
                                                "thing_preposition",
                                                "thing_clause",
                                                "thing_oblique",
                                                "thing_longer",
                                                "thing_time",
                                                "mind_comma",
                                                "inner_cue",
                                                "comma_participle",
                                                "comma_relative",
                                                "comma_and",
                                                "comma_preposition",
                                                "comma_noun",
                                                "comma_subjunct"};

int ss_end_feature(const char *name)
{
    return ss_index_of(names, SS_END_COUNT, name);
}

const char *ss_end_name(int feature)
{
    return names[feature];
}

static int arc_kind(uint8_t dep)
{
    switch (dep) {
    case SAYSO_DEP_ACL_RELCL:
        return SS_END_ARC_RELATIVE;
    case SAYSO_DEP_CONJ:
        return SS_END_ARC_CONJ;
    case SAYSO_DEP_ADVCL:
    case SAYSO_DEP_ACL:
    case SAYSO_DEP_XCOMP:
    case SAYSO_DEP_CCOMP:
        return SS_END_ARC_CLAUSE;
    case SAYSO_DEP_OBL:
    case SAYSO_DEP_ADVMOD:
        return SS_END_ARC_OBLIQUE;
    case SAYSO_DEP_NMOD:
        return SS_END_ARC_NOMINAL;
    case SAYSO_DEP_APPOS:
        return SS_END_ARC_APPOSITION;
    case SAYSO_DEP_OBJ:
    case SAYSO_DEP_IOBJ:
        return SS_END_ARC_OBJECT;
    case SAYSO_DEP_PARATAXIS:
        return SS_END_ARC_LOOSE;
    default:
        return SS_END_ARC_OTHER;
    }
}

struct place {
    int32_t from, tree, last; // first word of the content, the tree's end, the sentence's end
    bool thing, mind;         // a noun phrase, not a clause
};

// What speaks for an end before the token `e`.
static void features(const struct ss_attribution_work *w, const struct place *p, int32_t e, int sum, int inner, int *f)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *tokens = r->tokens;
    memset(f, 0, SS_END_COUNT * sizeof *f);
    f[SS_END_SAID] = sum;
    f[SS_END_INNER_CUE] = inner;
    if (e == p->tree) f[SS_END_TREE] = ONE;
    if (e > p->tree) f[SS_END_LONGER] = ONE, f[SS_END_LONGER_WORDS] = (e - p->tree) * ONE / 10;
    if (e < p->tree) f[SS_END_SHORTER_WORDS] = (p->tree - e) * ONE / 10;
    f[SS_END_LAST] = (int)ss_mark_content(w, e - 1);
    if (e - p->from < 3) f[SS_END_SHORT] = ONE;
    int32_t next = e;
    while (next < p->last && tokens[next].upos == SAYSO_UPOS_PUNCT) next++;
    if (next >= p->last) {
        f[SS_END_SENTENCE] = ONE;
        return;
    }
    if (next > e) {
        char c = r->text[tokens[e].start];
        f[c == ','                               ? SS_END_COMMA
          : c == '-' || (unsigned char)c == 0xe2 ? SS_END_DASH
          : c == '('                             ? SS_END_BRACKET
                                                 : SS_END_MARK] = ONE;
    }
    const struct sayso_token *t = &tokens[next];
    f[SS_END_NEXT] = (int)ss_mark_content(w, next);
    f[SS_END_BEGINS] = (int)ss_mark_begins(w, next);
    for (int32_t i = next; i < p->last && i < next + 3; i++)
        if ((int)ss_mark_cue(w, i) > f[SS_END_CUE]) f[SS_END_CUE] = (int)ss_mark_cue(w, i);
    if (w->tree.timed[next]) f[SS_END_TIME] = ONE;
    if (ss_token_has(t, "PronType=Rel"))
        f[SS_END_RELATIVE] = ONE;
    else if (t->upos == SAYSO_UPOS_SCONJ)
        f[SS_END_SUBJUNCT] = ONE;
    else if (t->upos == SAYSO_UPOS_ADP)
        f[SS_END_PREPOSITION] = ONE;
    else if (t->upos == SAYSO_UPOS_CCONJ)
        f[t->head >= 0 &&
                  (tokens[t->head].upos == SAYSO_UPOS_VERB || ss_syntax_child(&w->tree, t->head, SAYSO_DEP_COP) >= 0)
              ? SS_END_AND_CLAUSE
              : SS_END_AND] = ONE;
    else if (t->upos == SAYSO_UPOS_VERB)
        f[SS_END_PARTICIPLE] = ONE;
    else if (t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_PROPN || t->upos == SAYSO_UPOS_DET ||
             t->upos == SAYSO_UPOS_PRON)
        f[SS_END_NOUN] = ONE;
    int arcs = 0;
    for (int32_t k = e; k < p->last; k++) {
        int32_t h = tokens[k].head;
        if (tokens[k].upos == SAYSO_UPOS_PUNCT || h >= e || h < p->from) continue;
        arcs++;
        f[arc_kind(tokens[k].deprel)] = ONE;
    }
    for (int32_t k = p->from; k < e; k++)
        if (tokens[k].head >= e) arcs++;
    if (next > e) {
        f[SS_END_COMMA_PARTICIPLE] = f[SS_END_PARTICIPLE];
        f[SS_END_COMMA_RELATIVE] = f[SS_END_RELATIVE];
        f[SS_END_COMMA_AND] = f[SS_END_AND_CLAUSE];
        f[SS_END_COMMA_PREPOSITION] = f[SS_END_PREPOSITION];
        f[SS_END_COMMA_NOUN] = f[SS_END_NOUN];
        f[SS_END_COMMA_SUBJUNCT] = f[SS_END_SUBJUNCT];
    }
    if (p->thing) {
        f[SS_END_THING_COMMA] = next > e ? ONE : 0;
        f[SS_END_THING_PREPOSITION] = f[SS_END_PREPOSITION];
        f[SS_END_THING_CLAUSE] = f[SS_END_ARC_CLAUSE];
        f[SS_END_THING_OBLIQUE] = f[SS_END_ARC_OBLIQUE];
        f[SS_END_THING_LONGER] = f[SS_END_LONGER];
        f[SS_END_THING_TIME] = f[SS_END_TIME];
    } else if (p->mind) {
        f[SS_END_MIND_COMMA] = next > e ? ONE : 0;
    }
    f[SS_END_ARCS] = (arcs > 4 ? 4 : arcs) * ONE / 4;
}

static bool may_end(const struct ss_attribution_work *w, const struct place *p, int32_t e)
{
    const struct sayso_token *tokens = w->report->tokens;
    uint8_t last = tokens[e - 1].upos;
    int32_t q = ss_quote_around(&w->quotes, tokens[e - 1].start);
    if (q >= 0 && w->quotes.list.item[q].end == tokens[e - 1].end) return true; // with its closing mark
    if (last == SAYSO_UPOS_PUNCT || last == SAYSO_UPOS_ADP || last == SAYSO_UPOS_DET || last == SAYSO_UPOS_SCONJ ||
        last == SAYSO_UPOS_CCONJ)
        return e == p->tree;
    return ss_quote_around(&w->quotes, tokens[e - 1].end) < 0;
}

// A quotation that ends as sentences and clauses do.
static bool finished(const struct sayso_report *r, const struct ss_quote *q)
{
    return q->inner_end > q->inner_start && strchr(".,!?;:", r->text[q->inner_end - 1]);
}

static bool taken(const struct ss_candidate *c, uint32_t at)
{
    return ss_spans_cover(c->source, c->source_count, at) || ss_spans_cover(c->cue, c->cue_count, at);
}

void ss_fit_end(struct ss_attribution_work *w, struct ss_candidate *c)
{
    const struct sayso_report *r = w->report;
    struct sayso_span *s = c->content_count ? &c->content[c->content_count - 1] : NULL;
    if (!s || w->content_head < 0 || r->tokens[c->cue_token].upos != SAYSO_UPOS_VERB ||
        s->start < r->tokens[c->cue_token].start)
        return;
    struct place p = {.from = ss_token_at(r, s->start), .tree = ss_token_at(r, s->end)};
    const struct sayso_sentence *sentence = &r->sentences[r->tokens[c->cue_token].sentence];
    p.last = (int32_t)(sentence->token_first + sentence->token_count);
    if (p.from < (int32_t)sentence->token_first || p.tree > p.last || p.tree <= p.from) return;
    int32_t q = ss_quote_around(&w->quotes, s->end - 1);
    if (q >= 0 && w->quotes.list.item[q].start <= s->start && finished(r, &w->quotes.list.item[q])) return;
    int32_t head = p.from;
    for (int step = 0; step < REACH && r->tokens[head].head >= p.from && r->tokens[head].head < p.tree; step++)
        head = r->tokens[head].head;
    p.thing = r->tokens[head].upos != SAYSO_UPOS_VERB && ss_syntax_child(&w->tree, head, SAYSO_DEP_NSUBJ) < 0 &&
              ss_syntax_child(&w->tree, head, SAYSO_DEP_COP) < 0;
    p.mind = c->cue_row && c->cue_row->flags & SS_CUE_MIND;
    if (p.last > p.from + REACH && p.tree <= p.from + REACH) p.last = p.from + REACH;
    int sum = 0, inner = 0;
    int64_t best = INT64_MIN;
    int32_t end = p.tree;
    for (int32_t e = p.from + 1; e <= p.last; e++) {
        if (e > p.tree && (taken(c, r->tokens[e - 1].start) || w->follows[e - 1] == c->cue_token)) break;
        sum += (int)ss_mark_content(w, e - 1) - ONE / 2;
        if (e - p.from > 2 && (int)ss_mark_cue(w, e - 1) > inner) inner = (int)ss_mark_cue(w, e - 1);
        if (e != p.tree && (!may_end(w, &p, e) || (!p.thing && e <= head))) continue; // a clause has its verb
        int f[SS_END_COUNT];
        features(w, &p, e, sum, inner, f);
        const struct ss_attribution_watch *watch = w->rules->watch;
        if (watch && watch->end) watch->end(watch->data, w, c, r->tokens[e - 1].end, e == p.tree, f);
        int64_t score = 0;
        for (int i = 0; i < SS_END_COUNT; i++) score += (int64_t)f[i] * w->rules->end[i];
        if (score > best) {
            best = score;
            end = e;
        }
    }
    s->end = r->tokens[end - 1].end;
}
