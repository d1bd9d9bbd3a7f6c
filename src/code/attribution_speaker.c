// SPDX-License-Identifier: Apache-2.0
// Speakers and contents that the tree lost: texts without commas, inverted sentences, verbs of speech with nothing
// below them.
#include "code/attribution.h"

#include <string.h>

#define THAT_MAX     5  // words between a verb and its that-clause
#define THAT_FAR     14 // the same where the hearer stands between
#define SPEAKER_MIN  6  // words before a verb that may be what the speaker behind it says
#define SPEAKER_MAX  20 // words of a speaker before the verb
#define DATELINE_MAX 10 // words before the dash of a dateline

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

int32_t ss_behind_dateline(const struct ss_attribution_work *w, int32_t first, int32_t end)
{
    const struct sayso_token *tokens = w->report->tokens;
    for (int32_t i = first; i < end && i < first + DATELINE_MAX; i++) {
        char c = w->report->text[tokens[i].start];
        bool dash = tokens[i].upos == SAYSO_UPOS_PUNCT && (c == '-' || (unsigned char)c == 0xe2);
        if (dash && i > first && tokens[i - 1].end < tokens[i].start) return i + 1;
        if (tokens[i].upos != SAYSO_UPOS_PROPN && tokens[i].upos != SAYSO_UPOS_PUNCT && !w->tree.timed[i]) break;
    }
    return first;
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
    struct ss_run content = ss_run_trim(r, (struct ss_run){ss_behind_dateline(w, first, from), from});
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
    struct ss_run content = ss_run_trim(r, (struct ss_run){ss_behind_dateline(w, first, verb), verb});
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

// ", citing hospital staff, that …": where the speech goes on behind the clause that names its origin.
static int32_t behind_citing(const struct ss_attribution_work *w, int32_t from, int32_t end)
{
    const struct sayso_token *tokens = w->report->tokens;
    if (from + 1 >= end || tokens[from + 1].upos != SAYSO_UPOS_VERB) return from;
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_VERB, tokens[from + 1].lemma);
    if (!row || !(row->flags & SS_CUE_CITE)) return from;
    for (int32_t i = from + 2; i < end; i++)
        if (tokens[i].upos == SAYSO_UPOS_PUNCT) return i;
    return from;
}

// No content in the tree: what stands before ("… the Observatory said.") or after ("The ministry said: …").
bool ss_by_place(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_QUOTE)) return false;
    uint8_t dep = r->tokens[verb].deprel;
    if (dep == SAYSO_DEP_ACL_RELCL) return false;
    int32_t mark = dep == SAYSO_DEP_ADVCL ? ss_syntax_child(&w->tree, verb, SAYSO_DEP_MARK) : -1;
    const struct ss_cue *as = mark >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, r->tokens[mark].lemma) : NULL;
    if (mark >= 0 && !(as && as->frames & SS_FRAME_CLAUSE)) return false; // "if they knew"
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
        run = (struct ss_run){ss_behind_dateline(w, first, left), left};
    else if (verb + 1 < end && r->tokens[verb + 1].upos == SAYSO_UPOS_PUNCT && words_after >= 3)
        run = (struct ss_run){behind_citing(w, verb + 1, end), end};
    run = ss_run_trim(r, run);
    if (run.from >= run.to) return false;
    ss_add_tokens(r, c->content, &c->content_count, run.from, run.to);
    c->by_default = true;
    return true;
}

// "said a witness told them the gunman fled": the last clause, which the tree hung on the verb above.
bool ss_by_next_clause(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    if (tokens[verb].deprel != SAYSO_DEP_CCOMP || tokens[verb].head < 0 || tokens[verb].head > verb) return false;
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_CCOMP) || c->source_head < 0)
        return false;
    int32_t next = w->tree.next_child[verb];
    if (next < 0 || tokens[next].deprel != SAYSO_DEP_CCOMP || w->tree.left[next] != w->tree.right[verb] + 1)
        return false;
    ss_add_subtree(w, c->content, &c->content_count, next, NULL, 0);
    return c->content_count > 0;
}

// "said planes of the coalition bombed tents": a clause whose first noun was taken for a hearer.
bool ss_by_rest_of_sentence(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    uint32_t frames = c->cue_row->frames, flags = c->cue_row->flags;
    if (!(flags & SS_CUE_CORE) || (flags & SS_CUE_MIND) || !(frames & SS_FRAME_CCOMP) ||
        (frames & (SS_FRAME_TELL | SS_FRAME_OBJX)))
        return false;
    int32_t hearer = ss_syntax_child(&w->tree, verb, SAYSO_DEP_IOBJ);
    if (hearer < verb || w->tree.left[hearer] != verb + 1) return false;
    const struct sayso_sentence *s = &r->sentences[r->tokens[verb].sentence];
    int32_t end = (int32_t)(s->token_first + s->token_count), verbs = 0;
    for (int32_t i = verb + 1; i < end; i++) verbs += r->tokens[i].upos == SAYSO_UPOS_VERB;
    if (!verbs) return false;
    struct ss_run run = ss_run_trim(r, (struct ss_run){verb + 1, end});
    ss_add_tokens(r, c->content, &c->content_count, run.from, run.to);
    return c->content_count > 0;
}

// "told police she had seemed upset": the clause that the tree hung on the hearer.
bool ss_by_hearer(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t hearer = ss_syntax_child(&w->tree, verb, SAYSO_DEP_IOBJ);
    if (hearer < 0) hearer = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ);
    if (!(c->cue_row->frames & SS_FRAME_TELL) || hearer < 0 || w->tree.left[hearer] != verb + 1) return false;
    int32_t clause = ss_syntax_child(&w->tree, hearer, SAYSO_DEP_ACL_RELCL);
    int32_t subject = clause < 0 ? -1 : ss_syntax_child(&w->tree, clause, SAYSO_DEP_NSUBJ);
    if (subject < 0 || w->tree.left[clause] != w->tree.left[subject] || w->tree.left[clause] != hearer + 1)
        return false;
    if (ss_token_has(&tokens[subject], "PronType=Rel")) return false; // "told men who …"
    ss_add_subtree(w, c->content, &c->content_count, clause, NULL, 0);
    return true;
}

// A that-clause that the tree hung elsewhere: "said that …".
bool ss_by_that(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_CCOMP)) return false;
    int32_t most = verb + (c->cue_row->frames & SS_FRAME_TELL ? THAT_FAR : THAT_MAX);
    for (int32_t i = verb + 1; i < (int32_t)r->token_count && i <= most; i++) {
        const struct sayso_token *t = &r->tokens[i];
        if (t->sentence != r->tokens[verb].sentence) return false;
        if (t->upos == SAYSO_UPOS_VERB) {
            if (!ss_not_done(w, i)) return false;
            most = verb + THAT_FAR; // "asserted, without showing any evidence, that …"
        }
        const struct ss_cue *row = t->deprel == SAYSO_DEP_MARK ? ss_cue_find(w->rules, SS_CUE_PREP, t->lemma) : NULL;
        if (!row || !(row->frames & SS_FRAME_THAT) || t->head < i) continue;
        int32_t noun = r->tokens[t->head].head; // "rejected the claim that …"
        bool object =
            noun > verb && noun < i && r->tokens[noun].deprel == SAYSO_DEP_OBJ && r->tokens[noun].head == verb;
        if (object && ss_cue_find(w->rules, SS_CUE_NOUN, r->tokens[noun].lemma)) return false;
        struct ss_run run = ss_run_trim(r, (struct ss_run){i, w->tree.right[t->head] + 1});
        ss_add_tokens(r, c->content, &c->content_count, run.from, run.to);
        return true;
    }
    return false;
}

static bool nominal(uint8_t pos)
{
    return pos == SAYSO_UPOS_DET || pos == SAYSO_UPOS_ADJ || pos == SAYSO_UPOS_NOUN || pos == SAYSO_UPOS_PROPN ||
           pos == SAYSO_UPOS_NUM;
}

// Where the noun phrase that starts at `from` ends: with its prepositions as far as the tree keeps them together, and
// with appositions.
static int32_t phrase_end(const struct ss_attribution_work *w, int32_t from, int32_t end)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t i = from;
    while (i < end) {
        uint8_t pos = tokens[i].upos;
        bool next = i + 1 < end && nominal(tokens[i + 1].upos) && !w->tree.timed[i + 1];
        if (w->tree.timed[i]) break;
        bool modifier = pos == SAYSO_UPOS_VERB && tokens[i].deprel == SAYSO_DEP_AMOD && next; // "her running mate"
        if (nominal(pos) || pos == SAYSO_UPOS_PART || (pos == SAYSO_UPOS_PRON && i == from) || (modifier && i > from))
            i++;
        else if (pos == SAYSO_UPOS_CCONJ && next && i > from)
            i++;
        else if (pos == SAYSO_UPOS_ADP && next && i > from && tokens[i].head > i &&
                 tokens[tokens[i].head].head >= from && tokens[tokens[i].head].head < i)
            i++;
        else if (pos == SAYSO_UPOS_PUNCT && next && i > from && w->report->text[tokens[i].start] == ',')
            i++;
        else
            break;
    }
    return i;
}

// The quotation that ends last before the word, in the same sentence; NULL when none or when it is no speech.
static const struct ss_quote *quoted_before(const struct ss_attribution_work *w, int32_t token)
{
    uint32_t at = w->report->tokens[token].start, lo = 0, hi = w->quotes.list.count;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->quotes.list.item[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct ss_quote *q = lo > 0 ? &w->quotes.list.item[lo - 1] : NULL;
    return q && q->speech && q->inner_end > w->report->sentences[w->report->tokens[token].sentence].start ? q : NULL;
}

void ss_mend_speaker(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    uint32_t flags = c->cue_row->flags;
    if (!(flags & SS_CUE_CORE) || (flags & SS_CUE_MIND) || !(c->cue_row->frames & SS_FRAME_QUOTE) || c->passive) return;
    const struct ss_quote *q = quoted_before(w, verb);
    if (!q || !c->cue_count || ss_bare_gerund(w, verb)) return;
    const struct sayso_sentence *s = &r->sentences[r->tokens[verb].sentence];
    int32_t end = (int32_t)(s->token_first + s->token_count), cue = ss_token_at(r, c->cue[0].start);
    int32_t from = ss_token_at(r, q->end), to = cue;
    while (from < to && r->tokens[from].upos == SAYSO_UPOS_PUNCT) from++;
    if (from == to) { // "…," said the driver
        from = verb + 1;
        if (from >= end || !(nominal(r->tokens[from].upos) || r->tokens[from].upos == SAYSO_UPOS_PRON)) return;
        if (c->source_count && c->source[0].start == r->tokens[from].start) return;
        to = phrase_end(w, from, end);
    } else { // "…," the driver said
        if (to - from > SPEAKER_MAX) return;
        for (int32_t i = from; i < to; i++) {
            uint8_t pos = r->tokens[i].upos;
            bool inside = pos == SAYSO_UPOS_ADP || pos == SAYSO_UPOS_CCONJ || pos == SAYSO_UPOS_PART ||
                          (pos == SAYSO_UPOS_PUNCT && i > from);
            if (!nominal(pos) && !(inside && i > from) && !(pos == SAYSO_UPOS_PRON && i == from)) return;
        }
        if (c->source_count && c->source[0].start >= r->tokens[from].start) return;
    }
    while (to > from && r->tokens[to - 1].upos == SAYSO_UPOS_PUNCT) to--;
    if (from >= to) return;
    c->source_count = 0;
    ss_add_tokens(r, c->source, &c->source_count, from, to);
    c->source_head = phrase_head(w, from, to);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->content_count; i++) { // what the tree took of him for speech
        struct sayso_span piece = c->content[i];
        if (piece.start >= c->source[0].start && piece.start < c->source[0].end) continue;
        if (piece.start < c->source[0].start && piece.end > c->source[0].start) piece.end = r->tokens[from - 1].end;
        if (piece.start < r->tokens[verb].start && piece.end > c->cue[0].start) piece.end = q->end;
        c->content[n++] = piece;
    }
    c->content_count = n;
    if (!n || c->content[0].start > r->tokens[verb].start) {
        c->content[0] = (struct sayso_span){q->start, q->end};
        c->content_count = 1;
        c->by_default = false;
    }
}
