// SPDX-License-Identifier: Apache-2.0
// How far a content goes: over words that the tree lost, up to what the writer adds behind a reported clause, or to
// where the same speaker goes on with another verb ("…, but said", "…, adding that").
#include "code/attribution.h"

#include <string.h>

#define BEHIND_MAX 6  // words behind a content in which another one may speak
#define CLAUSE_MAX 16 // words from a semicolon to the verb of the speaker behind it

static bool finite_past(const struct sayso_token *t)
{
    return ss_token_has(t, "Tense=Past") && !strstr(t->feats, "VerbForm=Part");
}

// Whether a verb within a reported clause goes on with what the speaker of `verb` did: ", but said …", "and insisted
// that …".
static bool goes_on(const struct ss_attribution_work *w, int32_t verb, int32_t clause, int32_t k)
{
    const struct sayso_token *tokens = w->report->tokens;
    const struct ss_cue *row = ss_cue_of_verb(w, k);
    if (tokens[k].deprel != SAYSO_DEP_CONJ || !row || !(row->flags & SS_CUE_CORE) || (row->flags & SS_CUE_MIND))
        return false;
    return ss_syntax_child(&w->tree, k, SAYSO_DEP_NSUBJ) < 0 && ss_syntax_child(&w->tree, k, SAYSO_DEP_AUX) < 0 &&
           finite_past(&tokens[k]) && finite_past(&tokens[verb]) && !finite_past(&tokens[clause]);
}

// What the writer adds behind a reported clause: ", though she gave no details", ", but said …".
uint32_t ss_afterthoughts(const struct ss_attribution_work *w, int32_t verb, int32_t clause, int32_t *cut,
                          uint32_t room)
{
    const struct sayso_token *tokens = w->report->tokens;
    uint32_t n = 0;
    if (ss_quote_around(&w->quotes, tokens[clause].start) >= 0 || clause < verb) return 0;
    int32_t right = w->tree.right[clause];
    for (int32_t k = clause + 1; k <= right && n < room; k++) {
        if (!ss_syntax_within(&w->tree, k, clause)) continue;
        int32_t left = w->tree.left[k];
        bool comma = left > 0 && (tokens[left - 1].upos == SAYSO_UPOS_PUNCT || tokens[left].upos == SAYSO_UPOS_PUNCT);
        int32_t mark = ss_syntax_child(&w->tree, k, SAYSO_DEP_MARK);
        const struct ss_cue *word = mark >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, tokens[mark].lemma) : NULL;
        if (tokens[k].deprel == SAYSO_DEP_ADVCL && tokens[k].head == clause && comma && word &&
            (word->frames & SS_FRAME_ASIDE))
            cut[n++] = k;
        else if (goes_on(w, verb, clause, k)) {
            cut[n++] = k;
            w->follows[k] = verb;
        }
    }
    return n;
}

// Whether a word that no content has belongs to the verb itself ("said on Monday in a statement") or to the speaker.
static bool outside(const struct ss_attribution_work *w, const struct ss_candidate *c, int32_t verb, int32_t token)
{
    const struct sayso_token *tokens = w->report->tokens;
    if (w->tree.timed[token] || ss_spans_cover(c->source, c->source_count, tokens[token].start) ||
        ss_spans_cover(c->cue, c->cue_count, tokens[token].start))
        return true;
    for (int32_t i = token; i >= 0; i = tokens[i].head) {
        if (ss_spans_cover(c->content, c->content_count, tokens[i].start)) return false;
        if (tokens[i].head != verb) continue;
        uint8_t dep = tokens[i].deprel;
        return dep != SAYSO_DEP_NSUBJ && dep != SAYSO_DEP_CCOMP && dep != SAYSO_DEP_DEP && dep != SAYSO_DEP_PUNCT &&
               dep != SAYSO_DEP_OBJ && dep != SAYSO_DEP_IOBJ;
    }
    return true;
}

// Words behind a verb of saying, before or between the pieces of its clause, that the tree lost: all of the clause is
// said.
void ss_fill_gaps(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    if (c->passive || !(c->cue_row->frames & SS_FRAME_CCOMP) ||
        (c->cue_row->frames & (SS_FRAME_TELL | SS_FRAME_OBJX)) || !c->content_count || !c->cue_count)
        return;
    uint32_t behind = c->cue[c->cue_count - 1].end, from = behind;
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span *s = &c->content[i];
        bool first = i == 0 || c->content[i - 1].start < behind;
        if (s->start < behind) continue;
        int32_t a = ss_token_at(r, from), b = ss_token_at(r, s->start);
        bool fill = a < b && r->tokens[a].sentence == r->tokens[verb].sentence && !ss_is_that(w, b);
        for (int32_t k = a; k < b && fill; k++) fill = !outside(w, c, verb, k);
        if (fill && first) s->start = r->tokens[r->tokens[a].upos == SAYSO_UPOS_PUNCT ? a + 1 : a].start;
        if (fill && !first) {
            c->content[i - 1].end = s->end;
            memmove(s, s + 1, (c->content_count - i - 1) * sizeof *s);
            c->content_count--;
            i--;
        }
        from = c->content[i].end;
    }
}

// Where the words begin that make a verb the next thing the same speaker says; -1 when it belongs to what is said.
static int32_t follower(const struct ss_attribution_work *w, int32_t from, int32_t verb, int32_t t)
{
    const struct sayso_token *tokens = w->report->tokens;
    const struct ss_cue *row = ss_cue_of_verb(w, t);
    if (!row || !(row->flags & SS_CUE_CORE) || (row->flags & (SS_CUE_MIND | SS_CUE_OFF)) ||
        !(row->frames & SS_FRAME_QUOTE))
        return -1;
    int32_t subject = ss_syntax_child(&w->tree, t, SAYSO_DEP_NSUBJ);
    int32_t opens = subject >= 0 ? w->tree.left[subject] - 1 : -1; // "…; witnesses said …"
    if (opens > from && w->report->text[tokens[opens].start] == ';') return opens;
    for (int32_t i = t - 1; subject >= 0 && i > from && i >= t - CLAUSE_MAX; i--) // "…; such steps, he added, …"
        if (w->report->text[tokens[i].start] == ';' && finite_past(&tokens[t]) && finite_past(&tokens[verb]) &&
            subject > i && ss_syntax_child(&w->tree, t, SAYSO_DEP_AUX) < 0)
            return i;
    int32_t k = ss_verb_group(w, t).from - 1;
    if (k <= from) return -1;
    if (ss_bare_gerund(w, t)) return tokens[k].upos == SAYSO_UPOS_PUNCT ? k : -1;
    if (!tokens[t].feats || !strstr(tokens[t].feats, "VerbForm=Fin") ||
        finite_past(&tokens[t]) != finite_past(&tokens[verb]))
        return -1;
    bool pronoun = tokens[k].upos == SAYSO_UPOS_PRON && ss_token_has(&tokens[k], "Case=Nom") &&
                   strstr(tokens[k].feats, "Person=3");
    if (pronoun) k--;
    if (k <= from || tokens[k].upos != SAYSO_UPOS_CCONJ) return -1;
    bool mark = tokens[k - 1].upos == SAYSO_UPOS_PUNCT;
    int32_t conj = ss_syntax_child(&w->tree, t, SAYSO_DEP_CC);
    const struct ss_cue *but = conj >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, tokens[conj].lemma) : NULL;
    if (!mark && !(but && (but->frames & SS_FRAME_ASIDE))) return -1;
    return mark ? k - 1 : k;
}

// "warned the officers that …": what stands before a that-clause behind the verb, without a verb of its own, is not
// said.
static void keep_that(const struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    uint32_t that = 0;
    for (uint32_t i = 1; i < c->content_count && !that; i++) {
        int32_t first = ss_token_at(w->report, c->content[i].start);
        if (c->content[i].start > w->report->tokens[verb].start && ss_is_that(w, first)) that = i;
    }
    for (uint32_t i = 0; i < that; i++) {
        if (ss_quote_around(&w->quotes, c->content[i].start + 1) >= 0 ||
            ss_quote_around(&w->quotes, c->content[i].end - 1) >= 0 ||
            ss_is_that(w, ss_token_at(w->report, c->content[i].start)))
            return;
        for (int32_t t = ss_token_at(w->report, c->content[i].start);
             t < (int32_t)w->report->token_count && w->report->tokens[t].start < c->content[i].end; t++)
            if (w->report->tokens[t].upos == SAYSO_UPOS_VERB || w->report->tokens[t].upos == SAYSO_UPOS_AUX) return;
    }
    if (!that) return;
    memmove(c->content, c->content + that, (c->content_count - that) * sizeof *c->content);
    c->content_count -= that;
}

// "said on Wednesday its pilots …": the day right behind the verb is that of the saying.
static void drop_day(const struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    uint32_t k = 0;
    while (k < c->content_count && c->content[k].start < r->tokens[verb].start) k++;
    if (k == c->content_count || !c->cue_count) return;
    int32_t from = ss_token_at(r, c->content[k].start), i = from, day = -1;
    if (from == 0 || r->tokens[from - 1].end > c->cue[c->cue_count - 1].end) return;
    for (; r->tokens[i].start < c->content[k].end &&
           (w->tree.timed[i] || (i == from && r->tokens[i].upos == SAYSO_UPOS_ADP));
         i++)
        if (w->tree.timed[i] && r->tokens[i].upos == SAYSO_UPOS_PROPN) day = i;
    if (day < 0 || day + 1 != i || r->tokens[i].start >= c->content[k].end) return;
    uint8_t dep = r->tokens[day].deprel, next = r->tokens[i].upos;
    bool subject =
        next == SAYSO_UPOS_DET || next == SAYSO_UPOS_PRON || next == SAYSO_UPOS_PROPN || next == SAYSO_UPOS_NOUN;
    if (subject && (dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_OBL_UNMARKED)) c->content[k].start = r->tokens[i].start;
}

void ss_cut_followers(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    if (!c->passive) keep_that(w, c, verb);
    drop_day(w, c, verb);
    for (uint32_t i = 0; i < c->content_count; i++) {
        struct sayso_span *s = &c->content[i];
        if (s->start < r->tokens[verb].start) continue;
        int32_t from = ss_token_at(r, s->start);
        int32_t end = ss_token_at(r, s->end), last = end + BEHIND_MAX;
        for (int32_t t = from + 2; t < (int32_t)r->token_count && t < last; t++) {
            if (r->tokens[t].sentence != r->tokens[verb].sentence) break;
            if (r->tokens[t].upos != SAYSO_UPOS_VERB || ss_quote_around(&w->quotes, r->tokens[t].start) >= 0) continue;
            int32_t at = follower(w, from, verb, t);
            bool semicolon = at > from && r->text[r->tokens[at].start] == ';';
            if (semicolon && at >= end) w->follows[at] = verb; // the network's end may not go beyond
            if (at <= from || at >= end || (t >= end && !semicolon)) continue;
            s->end = r->tokens[at - 1].end;
            c->content_count = i + 1;
            if (r->tokens[at].upos == SAYSO_UPOS_PUNCT || r->tokens[at].upos == SAYSO_UPOS_CCONJ) w->follows[t] = verb;
            return;
        }
    }
}
