// SPDX-License-Identifier: Apache-2.0
// Spans, subjects and verb groups: what the cues of every kind need from the tree.
#include "code/attribution.h"

#include <string.h>

#include "base/str.h"

#define CLIMB_MAX 6
#define WIDEN_MAX 16 // words before a source that may belong to it

void ss_add_tokens(const struct sayso_report *report, struct sayso_span *spans, uint32_t *count, int32_t from,
                   int32_t to)
{
    if (from >= to || *count >= SS_PARTS) return;
    struct sayso_span s = {report->tokens[from].start, report->tokens[to - 1].end};
    // keep spans in text order
    uint32_t at = *count;
    while (at > 0 && spans[at - 1].start > s.start) {
        spans[at] = spans[at - 1];
        at--;
    }
    spans[at] = s;
    ++*count;
}

static void add_runs(const struct sayso_report *report, struct sayso_span *spans, uint32_t *count,
                     const struct ss_run *runs, uint32_t run_count)
{
    for (uint32_t i = 0; i < run_count; i++) ss_add_tokens(report, spans, count, runs[i].from, runs[i].to);
}

void ss_add_subtree(struct ss_attribution_work *work, struct sayso_span *spans, uint32_t *count, int32_t head,
                    const int32_t *cut, uint32_t cut_count)
{
    struct ss_run runs[SS_PARTS];
    uint32_t n = ss_syntax_runs(&work->tree, head, cut, cut_count, runs, SS_PARTS);
    add_runs(work->report, spans, count, runs, n);
}

// Whether the row has the word behind the prefix among its frames, in any case.
static bool in_frame(const struct ss_cue *row, const char *prefix, const char *word)
{
    char key[28];
    size_t n = strlen(prefix), len = strlen(word);
    if (n + len + 1 > sizeof key) return false;
    memcpy(key, prefix, n);
    for (size_t i = 0; i <= len; i++) key[n + i] = ss_ascii_lower(word[i]);
    return ss_in_list(row->frame, '|', key);
}

bool ss_cue_excludes(const struct ss_cue *row, const char *lemma)
{
    return in_frame(row, "x:", lemma) || (strstr(row->frame, "|o:") && !in_frame(row, "o:", lemma));
}

bool ss_cue_takes(const struct ss_cue *row, const char *preposition)
{
    return in_frame(row, "p:", preposition);
}

bool ss_answers_deed(const struct ss_attribution_work *work, const struct ss_cue *row, int32_t verb)
{
    for (int32_t k = work->tree.first_child[verb]; k >= 0; k = work->tree.next_child[k]) {
        if (work->report->tokens[k].deprel != SAYSO_DEP_OBL) continue;
        int32_t p = ss_syntax_child(&work->tree, k, SAYSO_DEP_CASE);
        if (p >= 0 && ss_cue_takes(row, work->report->tokens[p].lemma) &&
            in_frame(row, "xp:", work->report->tokens[k].lemma))
            return true;
    }
    return false;
}

bool ss_is_that(const struct ss_attribution_work *work, int32_t token)
{
    const struct ss_cue *row = ss_cue_find(work->rules, SS_CUE_PREP, work->report->tokens[token].lemma);
    return row && (row->frames & SS_FRAME_THAT);
}

static bool opens_speech(const struct ss_attribution_work *work, int32_t token)
{
    int32_t q = ss_quote_around(&work->quotes, work->report->tokens[token].start + 1);
    if (q < 0) return false;
    const struct ss_quote *quote = &work->quotes.list.item[q];
    return quote->speech && quote->start >= work->report->tokens[token].start &&
           quote->start < work->report->tokens[token].end;
}

static bool closes_bracket(const struct sayso_report *report, int32_t token)
{
    char c = report->text[report->tokens[token].start];
    return c == ')' || c == ']';
}

// First word of a subtree that is no punctuation, when a comma stands before it; else its head.
static int32_t first_word(const struct ss_attribution_work *work, int32_t head)
{
    int32_t i = work->tree.left[head];
    if (work->report->tokens[i].upos != SAYSO_UPOS_PUNCT &&
        (i == 0 || work->report->tokens[i - 1].upos != SAYSO_UPOS_PUNCT))
        return head;
    while (i < head && work->report->tokens[i].upos == SAYSO_UPOS_PUNCT) i++;
    return work->report->tokens[i].upos == SAYSO_UPOS_SCONJ ? i : head;
}

// The run that holds the head, of the subtree without the cut.
void ss_set_source(struct ss_attribution_work *work, struct ss_candidate *c, int32_t head, int32_t cue_token)
{
    c->source_head = head;
    if (head < 0) return;
    const struct sayso_token *tokens = work->report->tokens;
    int32_t cut[SS_PARTS];
    uint32_t n = 0;
    // the clause of the cue itself ("a memo stating …"), the possessive sign, the preposition, and what only hangs on
    for (int32_t k = work->tree.first_child[head]; k >= 0 && n < SS_PARTS; k = work->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        bool outer = dep == SAYSO_DEP_CASE || dep == SAYSO_DEP_MARK || dep == SAYSO_DEP_PARATAXIS ||
                     dep == SAYSO_DEP_CC || dep == SAYSO_DEP_COP || dep == SAYSO_DEP_NSUBJ ||
                     dep == SAYSO_DEP_DISCOURSE;
        // "X, citing Y, said", "citing Y, that …": the origin and the speech are not the speaker
        const struct ss_cue *cite =
            dep == SAYSO_DEP_ACL && k > head ? ss_cue_find(work->rules, SS_CUE_VERB, tokens[k].lemma) : NULL;
        bool aside = (cite && (cite->flags & SS_CUE_CITE)) ||
                     (k > head && tokens[k].upos == SAYSO_UPOS_VERB && ss_is_that(work, first_word(work, k)));
        if (outer || aside || ss_syntax_within(&work->tree, cue_token, k)) cut[n++] = k;
    }
    struct ss_run runs[SS_PARTS];
    uint32_t count = ss_syntax_runs(&work->tree, head, cut, n, runs, SS_PARTS);
    for (uint32_t i = 0; i < count; i++) {
        if (runs[i].from > head || head >= runs[i].to) continue;
        struct ss_run run = runs[i];
        while (run.from < head && tokens[run.from].upos == SAYSO_UPOS_PUNCT) run.from++;
        for (int32_t k = head + 1; k < run.to; k++) // a quotation that the tree hung on the speaker
            if (opens_speech(work, k)) run.to = k;
        while (run.to - 1 > head && tokens[run.to - 1].upos == SAYSO_UPOS_PUNCT &&
               !closes_bracket(work->report, run.to - 1))
            run.to--;
        add_runs(work->report, c->source, &c->source_count, &run, 1);
    }
}

static bool nominal(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_ADJ || t->upos == SAYSO_UPOS_PROPN;
}

void ss_widen_source(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = work->report;
    if (c->source_count != 1 || c->source_head > verb || c->source[0].end > r->tokens[verb].start) return;
    int32_t from = ss_token_at(r, c->source[0].start),
            first = (int32_t)r->sentences[r->tokens[verb].sentence].token_first;
    if (from < first || r->tokens[c->source_head].upos == SAYSO_UPOS_PRON) return;
    while (from < c->source_head && work->tree.timed[from]) from++; // "Wednesday state television reported"
    int32_t back = from;
    for (int32_t i = from - 1; i >= first && from - i <= WIDEN_MAX; i--) {
        const struct sayso_token *t = &r->tokens[i];
        if (t->upos == SAYSO_UPOS_PUNCT) {
            int32_t q = t->start > 0 ? ss_quote_around(&work->quotes, t->start) : -1;
            if (q >= 0 && work->quotes.list.item[q].speech) back = i + 1;
            break;
        }
        if (t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX || t->upos == SAYSO_UPOS_SCONJ ||
            t->upos == SAYSO_UPOS_PRON || work->tree.timed[i])
            break;
    }
    if (back == from && from > first && r->tokens[c->source_head].upos == SAYSO_UPOS_PROPN &&
        r->tokens[from].upos == SAYSO_UPOS_PROPN && r->tokens[from - 1].upos == SAYSO_UPOS_NOUN &&
        !work->tree.timed[from - 1]) {
        const char *lemma = r->tokens[from - 1].lemma; // "agency", "spokesman": a noun that speaks
        if (ss_map_get(&work->rules->source_kind, lemma, strlen(lemma)))
            while (back > first && nominal(&r->tokens[back - 1]) && !work->tree.timed[back - 1]) back--;
        if (back < from && back > first && r->tokens[back - 1].upos == SAYSO_UPOS_DET) back--;
    }
    c->source[0].start = r->tokens[back].start;
    int32_t end = ss_token_at(r, c->source[0].end); // a name of which the tree has the first words only
    while (end < verb && r->tokens[end].upos == SAYSO_UPOS_PROPN && r->tokens[end - 1].upos != SAYSO_UPOS_PRON)
        c->source[0].end = r->tokens[end++].end;
}

bool ss_is_passive(const struct ss_syntax *tree, int32_t verb)
{
    const struct sayso_token *t = &tree->report->tokens[verb];
    if (ss_syntax_child(tree, verb, SAYSO_DEP_AUX_PASS) >= 0 || ss_syntax_child(tree, verb, SAYSO_DEP_OBL_AGENT) >= 0)
        return true;
    bool past = ss_token_has(t, "Tense=Past");
    bool participle = past && strstr(t->feats, "VerbForm=Part");
    if (participle && (ss_syntax_child(tree, verb, SAYSO_DEP_NSUBJ_PASS) >= 0 ||
                       ss_syntax_child(tree, verb, SAYSO_DEP_CSUBJ_PASS) >= 0))
        return true;
    if (ss_syntax_child(tree, verb, SAYSO_DEP_AUX) >= 0 || ss_syntax_child(tree, verb, SAYSO_DEP_NSUBJ) >= 0)
        return false;
    // "Asked about it, he …": the form alone does not tell, the place before the main clause does
    if (past && t->deprel == SAYSO_DEP_ADVCL && t->head > verb && ss_syntax_child(tree, verb, SAYSO_DEP_MARK) < 0)
        return true;
    return participle && (t->deprel == SAYSO_DEP_ACL || t->deprel == SAYSO_DEP_AMOD || t->deprel == SAYSO_DEP_ADVCL);
}

int32_t ss_agent(const struct ss_syntax *tree, int32_t verb)
{
    return ss_syntax_child(tree, verb, SAYSO_DEP_OBL_AGENT);
}

bool ss_bare_gerund(const struct ss_attribution_work *work, int32_t verb)
{
    const struct sayso_token *t = &work->report->tokens[verb];
    bool form = t->feats && (strstr(t->feats, "VerbForm=Ger") ||
                             (strstr(t->feats, "VerbForm=Part") && strstr(t->feats, "Tense=Pres")));
    return form && ss_syntax_child(&work->tree, verb, SAYSO_DEP_NSUBJ) < 0 &&
           ss_syntax_child(&work->tree, verb, SAYSO_DEP_AUX) < 0;
}

bool ss_not_done(const struct ss_attribution_work *work, int32_t verb)
{
    int32_t mark = ss_bare_gerund(work, verb) ? ss_syntax_child(&work->tree, verb, SAYSO_DEP_MARK) : -1;
    const struct ss_cue *word =
        mark >= 0 ? ss_cue_find(work->rules, SS_CUE_PREP, work->report->tokens[mark].lemma) : NULL;
    return word && (word->frames & SS_FRAME_LACKS);
}

// Whether a token is the head of an actor's mention.
static bool speaker(const struct ss_attribution_work *work, int32_t token)
{
    int32_t m = work->tree.mention[token];
    return m >= 0 && work->report->mentions[m].kind == SAYSO_MENTION_ACTOR;
}

static int32_t last_subject(const struct ss_attribution_work *work, int32_t verb)
{
    int32_t last = ss_syntax_child(&work->tree, verb, SAYSO_DEP_NSUBJ);
    for (int32_t k = last; k >= 0 && k < verb; k = work->tree.next_child[k])
        if (work->report->tokens[k].deprel == SAYSO_DEP_NSUBJ) last = k;
    return last;
}

int32_t ss_relative_object(const struct ss_attribution_work *work, int32_t verb)
{
    int32_t first = ss_syntax_child(&work->tree, verb, SAYSO_DEP_NSUBJ), last = last_subject(work, verb);
    if (first < 0 || last == first || work->tree.right[first] != first || first + 1 != work->tree.left[last]) return -1;
    uint8_t opens = work->report->tokens[work->tree.left[last]].upos;
    return opens == SAYSO_UPOS_DET || opens == SAYSO_UPOS_PRON ? first : -1;
}

// The subject of a verb; of two that a comma parts, the one right before the verb ("Like many who fled, Karim insists
// …", but not "a lawyer, Ann Lee, said").
static int32_t subject_of(const struct ss_attribution_work *work, int32_t verb)
{
    const struct sayso_token *tokens = work->report->tokens;
    int32_t subject = ss_syntax_child(&work->tree, verb, SAYSO_DEP_NSUBJ), nearer = last_subject(work, verb);
    if (nearer == subject || ss_relative_object(work, verb) >= 0) return nearer;
    int32_t left = work->tree.left[nearer], right = work->tree.right[nearer];
    bool parted = tokens[left].upos == SAYSO_UPOS_PUNCT || (left > 0 && tokens[left - 1].upos == SAYSO_UPOS_PUNCT);
    bool aside = tokens[right].upos == SAYSO_UPOS_PUNCT || tokens[right + 1].upos == SAYSO_UPOS_PUNCT;
    return parted && !aside ? nearer : subject;
}

void ss_add_apposition(struct ss_attribution_work *work, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = work->report->tokens;
    int32_t first = ss_syntax_child(&work->tree, verb, SAYSO_DEP_NSUBJ), name = last_subject(work, verb);
    if (name == first || c->source_head != first || name > verb || tokens[name].upos != SAYSO_UPOS_PROPN) return;
    int32_t left = work->tree.left[name], right = work->tree.right[name];
    if (tokens[left].upos != SAYSO_UPOS_PUNCT && (left == 0 || tokens[left - 1].upos != SAYSO_UPOS_PUNCT)) return;
    c->source[0].end = tokens[tokens[right].upos == SAYSO_UPOS_PUNCT ? right - 1 : right].end;
    c->source_head = name;
}

int32_t ss_subject(const struct ss_attribution_work *work, int32_t verb)
{
    const struct ss_syntax *tree = &work->tree;
    const struct sayso_token *tokens = work->report->tokens;
    int32_t node = verb;
    for (int step = 0; step < CLIMB_MAX && node >= 0; step++) {
        int32_t s = subject_of(work, node);
        if (s < 0) s = ss_syntax_child(tree, node, SAYSO_DEP_NSUBJ_OUTER);
        if (s < 0 && (node == verb ? !ss_is_passive(tree, node) : true))
            s = ss_syntax_child(tree, node, SAYSO_DEP_NSUBJ_PASS);
        if (s >= 0) return s;
        int32_t up = tokens[node].head;
        if (up < 0) return -1;
        switch (tokens[node].deprel) {
        case SAYSO_DEP_CONJ:
            // a second verb shares the subject; a second clause would have had its own
            node = up;
            break;
        case SAYSO_DEP_XCOMP: {
            int32_t object = ss_syntax_child(tree, up, SAYSO_DEP_OBJ);
            if (object >= 0 && ss_may_speak(work, object)) return object; // not "used a phone to tell them"
            node = up;
            break;
        }
        case SAYSO_DEP_CCOMP:
            if (!ss_bare_gerund(work, node)) return -1;
            node = up;
            break;
        case SAYSO_DEP_ADVCL:
        case SAYSO_DEP_PARATAXIS:
            if (tokens[node].deprel == SAYSO_DEP_PARATAXIS && tokens[node].feats &&
                !strstr(tokens[node].feats, "VerbForm=Part") && !strstr(tokens[node].feats, "VerbForm=Ger"))
                return -1;
            node = up;
            break;
        case SAYSO_DEP_ACL: {
            // "television reported the blast, saying …": a thing does not speak, the subject above it does
            int32_t above = tokens[up].head;
            if (ss_bare_gerund(work, node) && !speaker(work, up) && above >= 0 &&
                tokens[above].upos == SAYSO_UPOS_VERB) {
                s = ss_syntax_child(tree, above, SAYSO_DEP_NSUBJ);
                if (s >= 0 && s != up && speaker(work, s)) return s;
            }
            return tokens[up].upos == SAYSO_UPOS_NOUN || tokens[up].upos == SAYSO_UPOS_PROPN ||
                           tokens[up].upos == SAYSO_UPOS_PRON
                       ? up
                       : -1;
        }
        default:
            return -1;
        }
    }
    return -1;
}

// Auxiliaries, negation and adverbs before the verb, and its particle behind it, as far as they stand together.
struct ss_run ss_verb_group(const struct ss_attribution_work *work, int32_t verb)
{
    const struct sayso_token *tokens = work->report->tokens;
    struct ss_run run = {verb, verb + 1};
    while (run.from > 0) {
        const struct sayso_token *t = &tokens[run.from - 1];
        bool part = t->head >= run.from && t->head < run.to &&
                    (t->deprel == SAYSO_DEP_AUX || t->deprel == SAYSO_DEP_AUX_PASS || t->deprel == SAYSO_DEP_COP ||
                     (t->deprel == SAYSO_DEP_ADVMOD && (t->upos == SAYSO_UPOS_ADV || t->upos == SAYSO_UPOS_PART) &&
                      !(t->feats && (strstr(t->feats, "PronType=Int") || strstr(t->feats, "PronType=Rel")))));
        if (!part || t->sentence != tokens[verb].sentence) break;
        run.from--;
    }
    while (run.to < (int32_t)work->report->token_count) {
        const struct sayso_token *t = &tokens[run.to];
        if (t->deprel != SAYSO_DEP_COMPOUND_PRT || t->head != verb) break;
        run.to++;
    }
    return run;
}
