// SPDX-License-Identifier: Apache-2.0
// Cues that are no verbs: nouns ("his claim that …"), adjectives ("is confident that …"), adverbs ("reportedly"), and
// "according to".
#include "code/attribution.h"

#include <string.h>

#include "base/str.h"

#define SPEAKER_WORDS 8   // before a colon, or behind the dash of a signature
#define HEADING_WORDS 3   // before the colon of a heading
#define BLOCK_WORDS   400 // of one turn in an interview

static enum sayso_err push(struct ss_attribution_work *w, const struct ss_candidate *c)
{
    struct ss_candidate *slot = ss_arr_push(w->report->arena, &w->list);
    if (!slot) return ss_arena_error(w->report->arena);
    *slot = *c;
    return SAYSO_OK;
}

static bool has_feature(const struct sayso_token *t, const char *feature)
{
    return t->feats && strstr(t->feats, feature);
}

// The clause or phrase that says what is claimed, promised, criticised …; -1 when there is none. *preposition is its
// case.
static int32_t complement(const struct ss_attribution_work *w, const struct ss_cue *row, int32_t head,
                          int32_t *preposition)
{
    const struct sayso_token *tokens = w->report->tokens;
    *preposition = -1;
    for (int32_t k = w->tree.first_child[head]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        if (k < head) continue;
        int32_t mark = ss_syntax_child(&w->tree, k, SAYSO_DEP_MARK);
        bool infinitive = mark >= 0 && tokens[mark].upos == SAYSO_UPOS_PART; // "to"
        if (dep == SAYSO_DEP_CCOMP && (row->frames & (SS_FRAME_THAT | SS_FRAME_CCOMP))) return k;
        if ((dep == SAYSO_DEP_ACL || dep == SAYSO_DEP_ADVCL) && mark >= 0) {
            if (infinitive ? row->frames & (SS_FRAME_INF | SS_FRAME_XCOMP) : ss_cue_takes(row, tokens[mark].lemma))
                return k;
            if (!infinitive && dep == SAYSO_DEP_ACL && (row->frames & SS_FRAME_THAT)) return k;
            if (!infinitive && dep == SAYSO_DEP_ADVCL && (row->frames & SS_FRAME_CCOMP) && ss_is_that(w, mark))
                return k;
        }
        if (dep == SAYSO_DEP_XCOMP && (row->frames & SS_FRAME_XCOMP)) return k;
    }
    for (int32_t k = w->tree.first_child[head]; k >= 0; k = w->tree.next_child[k]) {
        if (k < head || (tokens[k].deprel != SAYSO_DEP_NMOD && tokens[k].deprel != SAYSO_DEP_OBL)) continue;
        int32_t p = ss_syntax_child(&w->tree, k, SAYSO_DEP_CASE);
        if (p >= 0 && p < k && ss_cue_takes(row, tokens[p].lemma)) {
            *preposition = p;
            return k;
        }
    }
    return -1;
}

// The verb whose object the noun is ("expressed concern", "issued a statement"), or -1.
static int32_t support_verb(const struct ss_attribution_work *w, int32_t noun)
{
    const struct sayso_token *t = &w->report->tokens[noun];
    if (t->deprel != SAYSO_DEP_OBJ || t->head < 0 || t->head > noun || noun - t->head > 5) return -1;
    const struct sayso_token *v = &w->report->tokens[t->head];
    if (v->upos != SAYSO_UPOS_VERB) return -1;
    return t->head;
}

// "a report by the ministry that …"
static bool by_agent(struct ss_attribution_work *w, struct ss_candidate *c, int32_t noun, int32_t content)
{
    for (int32_t k = w->tree.first_child[noun]; k >= 0; k = w->tree.next_child[k]) {
        int32_t p = ss_syntax_child(&w->tree, k, SAYSO_DEP_CASE);
        if (w->report->tokens[k].deprel != SAYSO_DEP_NMOD || k == content || p < 0) continue;
        const struct ss_cue *by = ss_cue_find(w->rules, SS_CUE_PREP, w->report->tokens[p].lemma);
        if (!by || !(by->frames & SS_FRAME_OBJ)) continue;
        ss_set_source(w, c, k, noun);
        return true;
    }
    return false;
}

enum sayso_err ss_attribution_noun(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_NOUN, r->tokens[token].lemma);
    if (!row || (row->flags & SS_CUE_OFF)) return SAYSO_OK;
    int32_t preposition, content = complement(w, row, token, &preposition);
    if (content < 0) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = -1, .host = -1};
    int32_t from = token, owner = ss_syntax_child(&w->tree, token, SAYSO_DEP_NMOD_POSS);
    int32_t verb = support_verb(w, token);
    if (owner >= 0) {
        ss_set_source(w, &c, owner, token);
        from = ss_syntax_child(&w->tree, owner, SAYSO_DEP_CASE); // the possessive sign is the cue's
        if (from < 0 || from > token) from = owner + 1;
    } else if (!by_agent(w, &c, token, content) && verb >= 0) {
        int32_t subject = ss_is_passive(&w->tree, verb) ? ss_agent(&w->tree, verb) : ss_subject(w, verb);
        const struct ss_cue *verb_row = ss_cue_find(w->rules, SS_CUE_VERB, r->tokens[verb].lemma);
        bool cue_verb = verb_row && (verb_row->flags & SS_CUE_CORE) && !(verb_row->flags & SS_CUE_LIGHT) &&
                        (verb_row->frames & (SS_FRAME_OBJ | SS_FRAME_REST));
        if (subject < 0 || cue_verb) return SAYSO_OK; // the verb has the noun in its own content
        ss_set_source(w, &c, subject, verb);
        from = ss_verb_group(w, verb).from;
    } else if (c.source_head < 0) {
        bool seen = w->cue_head >= 0 && ss_mark_cue(w, token) >= w->rules->mark[SS_MARK_FRAME];
        if (preposition >= 0 && !seen) return SAYSO_OK; // "criticism of X" by nobody
        if (preposition < 0 && (!(row->frames & SS_FRAME_THAT) || !ss_is_that(w, w->tree.left[content])) && !seen)
            return SAYSO_OK;
    }
    int32_t to = token + 1;
    if (preposition == to) to++;
    ss_add_tokens(r, c.cue, &c.cue_count, from, to);
    if (preposition >= to) ss_add_tokens(r, c.cue, &c.cue_count, preposition, preposition + 1);
    ss_add_subtree(w, c.content, &c.content_count, content, &preposition, preposition >= 0 ? 1 : 0);
    return c.content_count ? push(w, &c) : SAYSO_OK;
}

enum sayso_err ss_attribution_adj(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    char word[24];
    uint32_t len = t->end - t->start;
    if (len >= sizeof word) return SAYSO_OK;
    for (uint32_t i = 0; i < len; i++) word[i] = ss_ascii_lower(w->report->text[t->start + i]);
    word[len] = '\0';
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_ADJ, t->upos == SAYSO_UPOS_ADJ ? t->lemma : word);
    if (!row || (row->flags & SS_CUE_OFF)) return SAYSO_OK;
    int32_t subject = ss_syntax_child(&w->tree, token, SAYSO_DEP_NSUBJ);
    if (subject < 0) subject = ss_syntax_child(&w->tree, token, SAYSO_DEP_NSUBJ_PASS);
    int32_t preposition, content = complement(w, row, token, &preposition);
    if (subject < 0 || content < 0) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = -1, .host = -1};
    const char *feats = w->report->tokens[subject].feats; // "it is clear that …": nobody's
    if (!(feats && strstr(feats, "Gender=Neut") && w->report->tokens[content].deprel != SAYSO_DEP_OBL))
        ss_set_source(w, &c, subject, token);
    struct ss_run group = ss_verb_group(w, token);
    if (preposition == group.to) group.to++;
    ss_add_tokens(w->report, c.cue, &c.cue_count, group.from, group.to);
    ss_add_subtree(w, c.content, &c.content_count, content, &preposition, preposition >= 0 ? 1 : 0);
    return c.content_count ? push(w, &c) : SAYSO_OK;
}

enum sayso_err ss_attribution_adv(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_ADV, t->lemma);
    if (!row || (row->flags & SS_CUE_OFF) || t->head < 0 || t->deprel != SAYSO_DEP_ADVMOD) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = -1, .host = -1};
    ss_add_tokens(w->report, c.cue, &c.cue_count, token, token + 1);
    ss_add_subtree(w, c.content, &c.content_count, t->head, &token, 1);
    return c.content_count ? push(w, &c) : SAYSO_OK;
}

// A participle or infinitive clause, which "according to" does not stop at.
static bool dependent_clause(const struct sayso_report *r, int32_t token)
{
    const struct sayso_token *t = &r->tokens[token];
    if (t->head < 0) return false;
    if (t->deprel == SAYSO_DEP_XCOMP || t->deprel == SAYSO_DEP_NMOD || t->deprel == SAYSO_DEP_OBL ||
        t->deprel == SAYSO_DEP_OBJ)
        return true;
    return (t->deprel == SAYSO_DEP_ADVCL || t->deprel == SAYSO_DEP_ACL) && !has_feature(t, "VerbForm=Fin");
}

// A preposition that names the source of its clause. Its noun hangs on the clause, sometimes too deep: at either end of
// a sentence the whole sentence is meant.
enum sayso_err ss_attribution_according(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = &r->tokens[token];
    if (t->deprel != SAYSO_DEP_CASE && t->deprel != SAYSO_DEP_MARK && t->upos != SAYSO_UPOS_VERB) return SAYSO_OK;
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_PREP, t->lemma);
    if (!row || !(row->frames & SS_FRAME_ACCORDING) || (row->flags & SS_CUE_OFF)) return SAYSO_OK;
    int32_t noun = t->head, cue_end = token + 1;
    while (cue_end < (int32_t)r->token_count && r->tokens[cue_end].head == token &&
           r->tokens[cue_end].deprel == SAYSO_DEP_FIXED)
        cue_end++;
    if (t->upos == SAYSO_UPOS_VERB && t->deprel != SAYSO_DEP_CASE && t->deprel != SAYSO_DEP_MARK) {
        noun = ss_syntax_child(&w->tree, token, SAYSO_DEP_OBL); // parsed as a verb: "according" governs "to X"
        if (noun < token) return SAYSO_OK;
        cue_end = w->tree.left[noun];
        if (ss_syntax_child(&w->tree, noun, SAYSO_DEP_CASE) == cue_end) cue_end++;
    }
    if (noun < 0 || noun < token) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = -1, .host = -1};
    ss_add_tokens(r, c.cue, &c.cue_count, token, cue_end);
    int32_t phrase = noun == t->head ? noun : token;
    int32_t host = r->tokens[phrase].head;
    while (host >= 0 && dependent_clause(r, host)) host = r->tokens[host].head;
    if (host < 0) return SAYSO_OK;
    const struct sayso_sentence *s = &r->sentences[t->sentence];
    int32_t first = (int32_t)s->token_first, last = first + (int32_t)s->token_count - 1;
    while (last > first && r->tokens[last].upos == SAYSO_UPOS_PUNCT) last--;
    ss_set_source(w, &c, noun, token);
    bool at_end = w->tree.right[phrase] >= last && ss_quote_around(&w->quotes, t->start) < 0;
    if (at_end && token > first && r->tokens[token - 1].upos == SAYSO_UPOS_PUNCT) {
        struct ss_run run = ss_run_trim(r, (struct ss_run){first, token});
        ss_add_tokens(r, c.content, &c.content_count, run.from, run.to);
    } else {
        ss_add_subtree(w, c.content, &c.content_count, host, &phrase, 1);
    }
    return c.content_count ? push(w, &c) : SAYSO_OK;
}

// The quotation around or right before a byte offset, white space between; NULL when none or when it is no speech.
static struct ss_quote *speech_before(struct ss_attribution_work *w, uint32_t at)
{
    while (at > 0 && ((unsigned char)w->report->text[at - 1] <= ' ' || (unsigned char)w->report->text[at - 1] == 0xa0 ||
                      (unsigned char)w->report->text[at - 1] == 0xc2))
        at--;
    int32_t q = at > 0 ? ss_quote_around(&w->quotes, at - 1) : -1;
    struct ss_quote *quote = q >= 0 ? &w->quotes.list.item[q] : NULL;
    return quote && quote->end == at && quote->speech ? quote : NULL;
}

// "We have nothing left." — Ana Ruiz, teacher: a name behind a dash, to the end of its line, signs the quotation
// before.
enum sayso_err ss_attribution_signature(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    unsigned char c0 = (unsigned char)r->text[r->tokens[token].start];
    if (c0 != '-' && c0 != 0xe2) return SAYSO_OK;
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_PREP, r->tokens[token].lemma);
    struct ss_quote *q = row && (row->frames & SS_FRAME_SIGN) ? speech_before(w, r->tokens[token].start) : NULL;
    if (!q) return SAYSO_OK;
    int32_t end = token + 1, head = -1;
    while (end < (int32_t)r->token_count && end - token <= SPEAKER_WORDS &&
           !memchr(r->text + r->tokens[end - 1].end, '\n', r->tokens[end].start - r->tokens[end - 1].end)) {
        uint8_t pos = r->tokens[end].upos;
        if (pos == SAYSO_UPOS_VERB || pos == SAYSO_UPOS_AUX ||
            ss_quote_around(&w->quotes, r->tokens[end].start + 1) >= 0)
            return SAYSO_OK;
        if (pos == SAYSO_UPOS_PROPN && head < 0) head = end;
        end++;
    }
    while (end > token + 1 && r->tokens[end - 1].upos == SAYSO_UPOS_PUNCT) end--;
    if (head < 0 || end - token > SPEAKER_WORDS) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = head, .host = -1};
    ss_add_tokens(r, c.cue, &c.cue_count, token, token + 1);
    ss_add_tokens(r, c.source, &c.source_count, token + 1, end);
    c.content[c.content_count++] = (struct sayso_span){q->start, q->end};
    return push(w, &c);
}

// "General Omar: the town is ours", "Mayor: …" before a quotation: a name that opens a paragraph or a title speaks what
// follows; a person's to the end of the paragraph, as in an interview.
enum sayso_err ss_attribution_colon(struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_report *r = w->report;
    const struct ss_cue *row = ss_cue_find(w->rules, SS_CUE_PREP, r->tokens[token].lemma);
    if (!row || !(row->frames & SS_FRAME_COLON)) return SAYSO_OK;
    const struct sayso_sentence *s = &r->sentences[r->tokens[token].sentence];
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count, head = -1;
    bool person = false, named = true, capitals = true;
    while (first < token && r->tokens[first].upos == SAYSO_UPOS_PUNCT) first++; // the mark before a speech
    if (token - first > SPEAKER_WORDS || token == first) return SAYSO_OK;
    if (s->token_first > 0 && r->sentences[r->tokens[token].sentence - 1].paragraph == s->paragraph) return SAYSO_OK;
    for (int32_t i = first; i < token; i++) {
        const struct sayso_token *t = &r->tokens[i];
        if (t->upos == SAYSO_UPOS_PROPN || t->upos == SAYSO_UPOS_NOUN)
            head = i;
        else if (t->upos != SAYSO_UPOS_ADJ && t->upos != SAYSO_UPOS_DET && t->upos != SAYSO_UPOS_PUNCT)
            return SAYSO_OK;
        if (t->ner == SAYSO_NER_PERSON)
            person = true;
        else if (person && t->upos != SAYSO_UPOS_PUNCT && r->tokens[i - 1].ner == SAYSO_NER_PERSON)
            named = false; // "Ann Lee Sues Bank CEO: …"
        for (uint32_t k = t->start; k < t->end; k++) capitals = capitals && !(r->text[k] >= 'a' && r->text[k] <= 'z');
    }
    person = person && named;
    bool goes_on = (person || capitals) && s->paragraph < r->paragraph_count &&
                   s->end < r->paragraphs[s->paragraph].end; // a turn of an interview
    if (token + 3 >= end && !goes_on) return SAYSO_OK;
    int32_t q = ss_quote_around(&w->quotes, r->tokens[token + 1].start + 1);
    bool speech = q >= 0 && w->quotes.list.item[q].speech && w->quotes.list.item[q].start >= r->tokens[token].end &&
                  w->quotes.list.item[q].start <= r->tokens[token + 1].start;
    bool heading =
        r->tokens[token].sentence == 0 && token - first <= HEADING_WORDS && head >= 0 && ss_may_speak(w, head);
    if (head < 0 || !(person || speech || goes_on || heading)) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = token, .source_head = head, .host = -1};
    ss_add_tokens(r, c.cue, &c.cue_count, token, token + 1);
    ss_add_tokens(r, c.source, &c.source_count, first, token);
    if (goes_on && !speech) {
        end = ss_token_at(r, r->paragraphs[s->paragraph].end);
        if (end > token + 1 + BLOCK_WORDS) end = token + 1 + BLOCK_WORDS;
    }
    struct ss_run run = ss_run_trim(r, (struct ss_run){token + 1, end});
    ss_add_tokens(r, c.content, &c.content_count, run.from, run.to);
    return c.content_count ? push(w, &c) : SAYSO_OK;
}
