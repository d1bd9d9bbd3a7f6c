// SPDX-License-Identifier: Apache-2.0
// Cue verbs and their contents, by the dependency tree.
//
// Contents in order of trust: a clause that the verb governs; direct speech beside it; the clause that the verb
// interrupts or follows (", X said"); an infinitive; an object with what is said of it; an object; a prepositional
// object. When the tree has nothing for a verb of speech, what stands before it or after it in the sentence is taken.
#include "code/attribution.h"

#include <string.h>

#include "base/str.h"
#include "base/error.h"

#define PREPS_MAX 8
#define NEAR      8 // candidates between a citing cue and the verb above it

static bool is_verb(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_VERB;
}

static int32_t quoting_verb(const struct ss_attribution_work *w, int32_t verb);

// The preposition token of a phrase when the row takes it; -1 otherwise.
static int32_t frame_case(const struct ss_attribution_work *w, const struct ss_cue *row, int32_t phrase)
{
    for (int32_t c = w->tree.first_child[phrase]; c >= 0; c = w->tree.next_child[c]) {
        uint8_t dep = w->report->tokens[c].deprel;
        if ((dep == SAYSO_DEP_CASE || dep == SAYSO_DEP_MARK) && ss_cue_takes(row, w->report->tokens[c].lemma)) return c;
    }
    return -1;
}

static void add_content(struct ss_attribution_work *w, struct ss_candidate *c, int32_t head, const int32_t *cut,
                        uint32_t n)
{
    ss_add_subtree(w, c->content, &c->content_count, head, cut, n);
}

// "Turkey, accused by Armenia of …, said": what is added to the speaker.
static bool loose_participle(const struct ss_attribution_work *w, int32_t verb, int32_t k)
{
    const struct sayso_token *t = w->report->tokens;
    int32_t left = w->tree.left[k], subject = ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ);
    if (subject < 0 || subject >= left || !t[k].xpos || strcmp(t[k].xpos, "VBN")) return false;
    if (t[left].upos != SAYSO_UPOS_PUNCT && t[left - 1].upos != SAYSO_UPOS_PUNCT) return false;
    static const enum sayso_dep own[] = {SAYSO_DEP_NSUBJ, SAYSO_DEP_NSUBJ_PASS, SAYSO_DEP_AUX, SAYSO_DEP_AUX_PASS};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ss_syntax_child(&w->tree, k, own[i]) >= 0) return false;
    return true;
}

// A clause that the verb governs. Several may be said of one verb (before and after it).
static bool by_clause(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    bool quote = c->cue_row->frames & SS_FRAME_QUOTE, that = false;
    for (int32_t k = w->tree.first_child[verb]; k >= 0 && !that; k = w->tree.next_child[k])
        that = k > verb && tokens[k].deprel == SAYSO_DEP_CCOMP && ss_is_that(w, w->tree.left[k]);
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        bool clause = dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_CSUBJ_PASS || dep == SAYSO_DEP_CSUBJ;
        if (dep == SAYSO_DEP_PARATAXIS && quote &&
            !(ss_cue_of_verb(w, k) && ss_syntax_child(&w->tree, k, SAYSO_DEP_NSUBJ) >= 0)) {
            // direct speech hung beside: before the verb, or after a colon, a comma or a mark
            bool after_mark = k > verb && w->tree.left[k] > 0 && tokens[w->tree.left[k] - 1].upos == SAYSO_UPOS_PUNCT;
            clause = k < verb || after_mark || ss_quote_around(&w->quotes, tokens[k].start) >= 0;
        }
        if (clause && k < verb && loose_participle(w, verb, k)) clause = false;
        const struct ss_cue *inner = clause && k > verb ? ss_cue_of_verb(w, k) : NULL;
        if (inner && (inner->frames & SS_FRAME_QUOTE) && ss_bare_gerund(w, k)) clause = false; // "said adding that …"
        if (that && k < verb && ss_quote_around(&w->quotes, tokens[k].start) < 0)
            clause = false; // "…, which is in Mexico, says that …"
        if (clause) {
            int32_t cut[PREPS_MAX];
            uint32_t n = ss_afterthoughts(w, verb, k, cut, PREPS_MAX);
            add_content(w, c, k, cut, n);
        }
    }
    return c->content_count > 0;
}

// "vowed to …", "spoke about …": what is said stands behind the verb.
static bool has_complement(const struct ss_attribution_work *w, const struct ss_cue *row, int32_t verb)
{
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        if (k < verb || w->tree.timed[k]) continue;
        uint8_t dep = w->report->tokens[k].deprel;
        if (dep == SAYSO_DEP_XCOMP ? row->frames & SS_FRAME_XCOMP : dep == SAYSO_DEP_OBL && frame_case(w, row, k) >= 0)
            return true;
    }
    return false;
}

// The clause that the verb interrupts or follows: "The town, he said, has fallen"; "as the agency reported".
static bool by_host(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *t = &w->report->tokens[verb];
    if (!(c->cue_row->frames & (SS_FRAME_CCOMP | SS_FRAME_QUOTE | SS_FRAME_IT)) || t->head < 0) return false;
    bool aside =
        t->deprel == SAYSO_DEP_PARATAXIS && w->report->text[w->report->tokens[w->tree.left[verb]].start] != ';';
    if (t->deprel == SAYSO_DEP_ADVCL) {
        int32_t mark = ss_syntax_child(&w->tree, verb, SAYSO_DEP_MARK);
        if (mark < 0) mark = ss_syntax_child(&w->tree, verb, SAYSO_DEP_ADVMOD);
        const struct ss_cue *as = mark >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, w->report->tokens[mark].lemma) : NULL;
        aside = as && (as->frames & SS_FRAME_CLAUSE) && !(ss_token_has(t, "VerbForm=Ger")) &&
                !(ss_token_has(t, "Tense=Pres|VerbForm=Part"));
    }
    int32_t object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ);
    bool it =
        (c->cue_row->frames & SS_FRAME_IT) && object == verb + 1 && w->report->tokens[object].upos == SAYSO_UPOS_PRON;
    bool hearer =
        (c->cue_row->frames & SS_FRAME_TELL) && object == verb + 1 && w->report->tokens[object].upos == SAYSO_UPOS_PRON;
    if (!aside || (object >= 0 && !it && !hearer) || has_complement(w, c->cue_row, verb)) return false;
    if (it && c->cue_count) c->cue[c->cue_count - 1].end = w->report->tokens[object].end;
    if (t->deprel == SAYSO_DEP_PARATAXIS && ss_subject(w, verb) < 0) return false;
    add_content(w, c, t->head, &verb, 1);
    return c->content_count > 0;
}

// "expects the toll to rise": the infinitive hung beside its subject.
static int32_t infinitive_after_object(const struct ss_attribution_work *w, int32_t verb)
{
    int32_t object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ),
            clause = ss_syntax_child(&w->tree, verb, SAYSO_DEP_ADVCL);
    if (object < 0 || clause < object || w->tree.left[clause] != w->tree.right[object] + 1) return -1;
    int32_t mark = ss_syntax_child(&w->tree, clause, SAYSO_DEP_MARK);
    return mark >= 0 && w->report->tokens[mark].upos == SAYSO_UPOS_PART ? clause : -1;
}

static bool by_infinitive(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    uint32_t frames = c->cue_row->frames;
    int32_t xcomp = ss_syntax_child(&w->tree, verb, SAYSO_DEP_XCOMP);
    if (xcomp < 0 && (frames & SS_FRAME_OBJX)) xcomp = infinitive_after_object(w, verb);
    if (xcomp < 0) return false;
    const struct ss_cue *other = ss_cue_of_verb(w, xcomp);
    if (other && (other->flags & SS_CUE_CITE) && ss_bare_gerund(w, xcomp)) return false;
    int32_t object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ);
    if (object < 0) object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_IOBJ);
    if (frames & SS_FRAME_RAISE || (c->passive && (frames & SS_FRAME_PASS))) {
        int32_t subject = ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ);
        if (subject < 0) subject = ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ_PASS);
        if (subject >= 0) add_content(w, c, subject, NULL, 0);
    } else if (object >= 0) {
        if (!(frames & (SS_FRAME_OBJX | SS_FRAME_TELL | SS_FRAME_REST))) return false;
        if (!(frames & SS_FRAME_TELL) || (frames & SS_FRAME_OBJX)) add_content(w, c, object, NULL, 0);
    } else if (!(frames & (SS_FRAME_XCOMP | SS_FRAME_OBJX | SS_FRAME_TELL))) {
        return false;
    }
    add_content(w, c, xcomp, NULL, 0);
    return true;
}

// What a quoting verb quotes: "quoted the army as saying …", "…, a doctor was quoted by the agency as saying".
static void add_quoted(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *t = &w->report->tokens[verb];
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        if (quoting_verb(w, k) != verb) continue;
        c->by_default = false;
        if (!c->passive)
            add_content(w, c, k, NULL, 0);
        else if (t->deprel == SAYSO_DEP_PARATAXIS && t->head >= 0)
            add_content(w, c, t->head, &verb, 1);
    }
}

// "is known as …", "was described as …": nobody says who does.
static bool described(const struct ss_attribution_work *w, const struct ss_candidate *c, int32_t verb)
{
    if (!(c->cue_row->frames & SS_FRAME_REST)) return false;
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        if (k < verb) continue;
        if (w->report->tokens[k].deprel == SAYSO_DEP_XCOMP) return true;
        int32_t p = ss_syntax_child(&w->tree, k, SAYSO_DEP_CASE);
        const struct ss_cue *as = p >= 0 ? ss_cue_find(w->rules, SS_CUE_PREP, w->report->tokens[p].lemma) : NULL;
        if (w->report->tokens[k].deprel == SAYSO_DEP_OBL && as && (as->frames & SS_FRAME_CLAUSE)) return true;
    }
    return false;
}

static bool by_object(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    uint32_t frames = c->cue_row->frames;
    if (!(frames & (SS_FRAME_OBJ | SS_FRAME_REST))) return false;
    int32_t object = ss_syntax_child(&w->tree, verb, c->passive ? SAYSO_DEP_NSUBJ_PASS : SAYSO_DEP_OBJ);
    bool speech = (c->cue_row->flags & SS_CUE_CORE) && !(c->cue_row->flags & SS_CUE_MIND);
    if (object < 0 && c->passive && speech && c->source_head >= 0 && tokens[verb].deprel == SAYSO_DEP_ACL)
        object = tokens[verb].head;
    if (object < 0 && !c->passive && speech && tokens[verb].deprel == SAYSO_DEP_ACL_RELCL &&
        ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0)
        object = tokens[verb].head; // "a claim he denied"
    if (object < 0 && !c->passive) object = ss_relative_object(w, verb);
    if (object < 0 || w->tree.timed[object]) return false;
    if (c->passive && c->source_head < 0 && !described(w, c, verb)) return false;
    if (ss_cue_excludes(c->cue_row, tokens[object].lemma)) return false; // "claimed the lives of …"
    if ((c->cue_row->flags & SS_CUE_LIGHT) && ss_cue_find(w->rules, SS_CUE_NOUN, tokens[object].lemma)) return false;
    if (tokens[object].upos == SAYSO_UPOS_PRON && ss_token_has(&tokens[object], "Reflex=Yes") &&
        !(frames & SS_FRAME_REST))
        return false;
    int32_t cut[PREPS_MAX];
    uint32_t n = 0;
    if (tokens[verb].head == object)
        cut[n++] = verb; // "the claims denied by …": the object is the noun around the verb
    for (int32_t k = w->tree.first_child[object]; k >= 0 && n < PREPS_MAX; k = w->tree.next_child[k]) {
        const struct ss_cue *row = ss_cue_of_verb(w, k);
        // the next clause, hung on the noun; or the sentence to which "a claim that he denied" is added
        bool clause = is_verb(&tokens[k]) && (tokens[k].deprel == SAYSO_DEP_CONJ || k + 1 < object);
        if (clause || (row && (row->flags & SS_CUE_CITE) && k > object)) cut[n++] = k;
    }
    add_content(w, c, object, cut, n);
    c->by_default = frames & SS_FRAME_QUOTE;
    if (c->cue_row->flags & SS_CUE_CITE) add_quoted(w, c, verb);
    if (!(frames & SS_FRAME_REST)) return c->content_count > 0;
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        bool rest = dep == SAYSO_DEP_XCOMP || dep == SAYSO_DEP_OBL || (dep == SAYSO_DEP_ADVCL && k > object) ||
                    (dep == SAYSO_DEP_OBJ && k > object); // "called him a champion", as two objects
        const struct ss_cue *other =
            rest ? ss_cue_of_verb(w, k) : NULL; // "…, citing", "…, adding" are cues of their own
        if (other && (other->frames & SS_FRAME_QUOTE) && ss_bare_gerund(w, k)) rest = false;
        if (rest && k > verb && !w->tree.timed[k]) add_content(w, c, k, NULL, 0);
    }
    return true;
}

static bool by_preposition(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_token *tokens = w->report->tokens;
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k]) {
        uint8_t dep = tokens[k].deprel;
        if (k < verb || (dep != SAYSO_DEP_OBL && dep != SAYSO_DEP_ADVCL && dep != SAYSO_DEP_XCOMP) || w->tree.timed[k])
            continue;
        int32_t p = frame_case(w, c->cue_row, k);
        if (p < 0 || p > k) continue;
        add_content(w, c, k, &p, 1);
        c->by_default = c->cue_row->frames & SS_FRAME_QUOTE;
        struct sayso_span *last = c->cue_count ? &c->cue[c->cue_count - 1] : NULL;
        if (last && last->end + 1 >= tokens[p].start)
            last->end = tokens[p].end;
        else
            ss_add_tokens(w->report, c->cue, &c->cue_count, p, p + 1);
        // "called on Congress to act": the infinitive belongs to the content
        int32_t xcomp = ss_syntax_child(&w->tree, verb, SAYSO_DEP_XCOMP);
        int32_t advcl = ss_syntax_child(&w->tree, verb, SAYSO_DEP_ADVCL);
        if (xcomp > k)
            add_content(w, c, xcomp, NULL, 0);
        else if (advcl > k && advcl == w->tree.next_child[k] && w->tree.left[advcl] == w->tree.right[k] + 1)
            add_content(w, c, advcl, NULL, 0);
        return true;
    }
    return false;
}

// The verb that a cue hangs on as an infinitive, when both make one cue ("went on to say", "declined to say").
static int32_t cue_chain(const struct ss_attribution_work *w, int32_t verb)
{
    const struct sayso_token *t = &w->report->tokens[verb];
    if (t->deprel != SAYSO_DEP_XCOMP || t->head < 0 || t->head > verb || verb - t->head > 4) return -1;
    for (int32_t i = t->head + 1; i < verb; i++)
        if (w->report->tokens[i].head != verb && w->report->tokens[i].head != t->head) return -1;
    if (ss_syntax_child(&w->tree, t->head, SAYSO_DEP_OBJ) >= 0) return -1;
    if (!is_verb(&w->report->tokens[t->head])) return -1;
    const struct ss_cue *above = ss_cue_of_verb(w, t->head); // "reported adding that …" are two
    bool speech =
        above && (above->flags & SS_CUE_CORE) && (above->frames & SS_FRAME_QUOTE) && !(above->flags & SS_CUE_MIND);
    return speech && ss_bare_gerund(w, verb) ? -1 : t->head;
}

static enum sayso_err push(struct ss_attribution_work *w, const struct ss_candidate *c)
{
    struct ss_candidate *slot = ss_arr_push(w->report->arena, &w->list);
    if (!slot) return ss_arena_error(w->report->arena);
    *slot = *c;
    return SAYSO_OK;
}

// A verb whose infinitive is a better cue is not a cue of its own: "declined to say whether …".
static bool yields_to_infinitive(const struct ss_attribution_work *w, int32_t verb)
{
    int32_t xcomp = ss_syntax_child(&w->tree, verb, SAYSO_DEP_XCOMP);
    if (xcomp < 0 || cue_chain(w, xcomp) != verb) return false;
    const struct ss_cue *row = ss_cue_of_verb(w, xcomp);
    if (!row || !(row->flags & SS_CUE_CORE)) return false;
    if ((row->frames & SS_FRAME_CCOMP) && ss_syntax_child(&w->tree, xcomp, SAYSO_DEP_CCOMP) >= 0) return true;
    for (int32_t k = w->tree.first_child[xcomp]; k >= 0; k = w->tree.next_child[k])
        if (k > xcomp && w->report->tokens[k].deprel == SAYSO_DEP_OBL && frame_case(w, row, k) >= 0) return true;
    return false;
}

// "X reported 15 deaths citing Y", "X, citing Y, said …": what the verb above says is said by Y.
static bool by_citing(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    if (!(c->cue_row->flags & SS_CUE_CITE)) return false;
    const struct sayso_token *tokens = w->report->tokens, *t = &tokens[verb];
    int32_t object = ss_syntax_child(&w->tree, verb, SAYSO_DEP_OBJ);
    if (object < 0 || t->head < 0 || !ss_may_speak(w, object)) return false;
    if (ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0) return false; // "… since he cited reports of …"
    bool aside = t->deprel == SAYSO_DEP_ACL && ss_bare_gerund(w, verb);
    if (t->deprel != SAYSO_DEP_ADVCL && t->deprel != SAYSO_DEP_ACL) return false;
    c->host = aside || t->deprel == SAYSO_DEP_ACL ? tokens[t->head].head : t->head;
    if (aside && tokens[t->head].deprel == SAYSO_DEP_NSUBJ && c->host > verb) {
        add_content(w, c, c->host, &t->head, 1); // until the verb of saying has its content
    } else {
        add_content(w, c, t->head, &verb, 1);
    }
    c->source_count = 0;
    ss_set_source(w, c, object, verb);
    return c->content_count > 0;
}

// A citing cue says what the verb of saying above it says.
static void share_contents(struct ss_attribution_work *w)
{
    for (uint32_t i = 0; i < w->list.count; i++) {
        struct ss_candidate *c = &w->list.item[i];
        if (c->host < 0 || !(c->cue_row->flags & SS_CUE_CITE)) continue;
        for (uint32_t k = i > NEAR ? i - NEAR : 0; k < w->list.count && k < i + NEAR; k++) {
            const struct ss_candidate *up = &w->list.item[k];
            if (up->cue_token != c->host || !up->content_count) continue;
            memcpy(c->content, up->content, sizeof c->content);
            c->content_count = up->content_count;
        }
    }
}

// "The doctor was quoted by the agency as saying", "television quoted the army as saying": the citing verb above; -1
// when not.
static int32_t quoting_verb(const struct ss_attribution_work *w, int32_t verb)
{
    const struct sayso_token *t = &w->report->tokens[verb];
    if ((t->deprel != SAYSO_DEP_ADVCL && t->deprel != SAYSO_DEP_XCOMP && t->deprel != SAYSO_DEP_OBL) || t->head < 0 ||
        t->head > verb)
        return -1;
    const struct ss_cue *row = ss_cue_of_verb(w, t->head);
    return row && (row->flags & SS_CUE_CITE) && ss_bare_gerund(w, verb) ? t->head : -1;
}

// The content of "as saying": its own clause, or what stands before "X was quoted".
static bool by_quoting(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    int32_t quoting = quoting_verb(w, verb);
    if (quoting < 0) return false;
    bool passive = ss_is_passive(&w->tree, quoting);
    int32_t subject = ss_syntax_child(&w->tree, quoting, SAYSO_DEP_NSUBJ_PASS);
    if (subject < 0) subject = ss_syntax_child(&w->tree, quoting, SAYSO_DEP_NSUBJ);
    int32_t source = passive ? subject : ss_syntax_child(&w->tree, quoting, SAYSO_DEP_OBJ);
    if (source < 0) return false;
    c->host = quoting;
    c->source_count = c->cue_count = 0;
    ss_set_source(w, c, source, verb);
    struct ss_run group = ss_verb_group(w, verb), above = ss_verb_group(w, quoting);
    int32_t mark = ss_syntax_child(&w->tree, verb, SAYSO_DEP_MARK);
    if (mark >= 0 && mark + 1 == group.from) group.from = mark;
    if (passive) ss_add_tokens(w->report, c->cue, &c->cue_count, above.from, above.to);
    ss_add_tokens(w->report, c->cue, &c->cue_count, group.from, group.to);
    if (by_clause(w, c, verb) || !passive) return c->content_count > 0;
    const struct sayso_token *q = &w->report->tokens[quoting];
    int32_t host = q->deprel == SAYSO_DEP_PARATAXIS ? q->head : ss_syntax_child(&w->tree, quoting, SAYSO_DEP_CCOMP);
    if (host >= 0) add_content(w, c, host, &quoting, q->deprel == SAYSO_DEP_PARATAXIS ? 1 : 0);
    const struct sayso_sentence *s = &w->report->sentences[q->sentence];
    if (!c->content_count && w->tree.left[source] > (int32_t)s->token_first + 1) {
        struct ss_run run = ss_run_trim(w->report, (struct ss_run){(int32_t)s->token_first, w->tree.left[source]});
        ss_add_tokens(w->report, c->content, &c->content_count, run.from, run.to);
    }
    return true; // without content it waits for a quotation
}

// "…, adding that …": the speaker of the verb before, unless a pronoun stands for him.
static void inherit_source(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    if (w->follows[verb] < 0 || ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0) return;
    for (uint32_t i = w->list.count; i > 0; i--) {
        const struct ss_candidate *up = &w->list.item[i - 1];
        if (up->cue_token != w->follows[verb] || !up->source_count) continue;
        memcpy(c->source, up->source, sizeof c->source);
        c->source_count = up->source_count;
        c->source_head = up->source_head;
        return;
    }
}

// "heard from priests that …": the priests; else the subject.
static int32_t from_phrase(const struct ss_attribution_work *w, const struct ss_cue *row, int32_t verb, int32_t subject)
{
    for (int32_t k = w->tree.first_child[verb]; k >= 0; k = w->tree.next_child[k])
        if (k > verb && w->report->tokens[k].deprel == SAYSO_DEP_OBL && frame_case(w, row, k) >= 0) return k;
    return subject;
}

// "“We will use it,” she said, rejecting …": the tree took the subject out of her words.
static bool leaves_quote(const struct ss_attribution_work *w, int32_t source, int32_t verb)
{
    return ss_quote_around(&w->quotes, w->report->tokens[source].start) !=
           ss_quote_around(&w->quotes, w->report->tokens[verb].start);
}

// Who spoke last in the sentence; -1 when nobody did.
static int32_t last_speaker(const struct ss_attribution_work *w, int32_t verb)
{
    for (uint32_t i = w->list.count; i > 0; i--) {
        const struct ss_candidate *c = &w->list.item[i - 1];
        if (w->report->tokens[c->cue_token].sentence != w->report->tokens[verb].sentence) return -1;
        if (c->source_head >= 0 && ss_speaks(c)) return c->source_head;
    }
    return -1;
}

static enum sayso_err verb_cue(struct ss_attribution_work *w, int32_t verb)
{
    const struct sayso_token *t = &w->report->tokens[verb];
    const struct ss_cue *row = ss_cue_of_verb(w, verb);
    const char *text = w->report->text;
    if (t->start > 1 && text[t->start - 1] == '-' && text[t->start - 2] != ' ') return SAYSO_OK; // "so-called"
    bool any = row && row == ss_cue_find(w->rules, SS_CUE_VERB_MARKED, "*");
    if ((!row || any) && ss_is_passive(&w->tree, verb)) { // "is convinced that …"
        uint32_t before = w->list.count;
        SS_TRY(ss_attribution_adj(w, verb));
        if (!row || w->list.count > before) return SAYSO_OK;
    }
    if (!row || (row->flags & SS_CUE_OFF) || t->deprel == SAYSO_DEP_AMOD || t->deprel == SAYSO_DEP_CASE ||
        t->deprel == SAYSO_DEP_COMPOUND || yields_to_infinitive(w, verb))
        return SAYSO_OK;
    if (ss_answers_deed(w, row, verb) || ss_not_done(w, verb)) return SAYSO_OK;
    struct ss_candidate c = {.cue_row = row, .cue_token = verb, .source_head = -1, .host = -1};
    c.passive = ss_is_passive(&w->tree, verb);
    struct ss_run group = ss_verb_group(w, verb);
    int32_t chain = cue_chain(w, verb);
    if (chain >= 0) group.from = ss_verb_group(w, chain).from;
    bool colon =
        group.to < (int32_t)w->report->token_count && w->report->text[w->report->tokens[group.to].start] == ':';
    ss_add_tokens(w->report, c.cue, &c.cue_count, group.from, group.to + colon);
    int32_t source = c.passive ? ss_agent(&w->tree, verb) : ss_subject(w, verb);
    if (source >= 0 && ss_bare_gerund(w, verb) && leaves_quote(w, source, verb)) source = last_speaker(w, verb);
    int32_t stray = c.passive || source >= 0 ? -1 : ss_stray_subject(w, verb);
    if (stray >= 0) source = stray;
    if (c.passive && source < 0 && (row->flags & SS_CUE_CITE)) return SAYSO_OK; // "was quoted as saying" is the saying
    if (row->frames & SS_FRAME_FROM) source = from_phrase(w, row, verb, source);
    if ((row->flags & SS_CUE_PERSON) && !ss_somebody(w, source)) return SAYSO_OK;
    if (source < 0 && !c.passive && (row->flags & SS_CUE_CORE) && !(row->flags & SS_CUE_MIND))
        source = ss_syntax_child(&w->tree, verb, SAYSO_DEP_EXPL); // "It reiterates that": who, not what is so
    if (!(row->frames & SS_FRAME_RAISE)) ss_set_source(w, &c, source, verb);
    if (c.source_count == 1 && !c.passive) ss_add_apposition(w, &c, verb);
    if (!c.passive && (row->flags & SS_CUE_CORE)) ss_widen_source(w, &c, verb);
    inherit_source(w, &c, verb);
    bool quote_only = row->flags & SS_CUE_QUOTE_ONLY;
    bool found = by_citing(w, &c, verb) || by_quoting(w, &c, verb) || ss_by_speaker_before(w, &c, verb) ||
                 ss_by_speaker_behind(w, &c, verb);
    if (!found) found = (row->frames & (SS_FRAME_CCOMP | SS_FRAME_QUOTE | SS_FRAME_RAISE)) && by_clause(w, &c, verb);
    if (!found)
        found = ss_by_next_clause(w, &c, verb) || by_host(w, &c, verb) || ss_by_that(w, &c, verb) ||
                ss_by_hearer(w, &c, verb);
    if (!found && !quote_only) {
        found = ss_by_rest_of_sentence(w, &c, verb) || by_infinitive(w, &c, verb);
        if (!found && (row->frames & SS_FRAME_TELL)) found = by_preposition(w, &c, verb); // the object is the hearer
        if (!found) found = by_object(w, &c, verb) || by_preposition(w, &c, verb);
    }
    if (!found) found = ss_by_place(w, &c, verb);
    if (found && (row->flags & SS_CUE_CORE)) ss_fill_gaps(w, &c, verb);
    ss_cut_followers(w, &c, verb);
    ss_mend_speaker(w, &c, verb);
    ss_mend_insertion(w, &c, verb);
    found = found || c.content_count > 0;
    // a verb of speech without content stays for the quotations around it
    if (!found && !(row->frames & SS_FRAME_QUOTE)) return SAYSO_OK;
    return push(w, &c);
}

enum sayso_err ss_attribution_cues(struct ss_attribution_work *w)
{
    for (int32_t i = 0; i < (int32_t)w->report->token_count; i++) {
        switch (w->report->tokens[i].upos) {
        case SAYSO_UPOS_VERB:
        case SAYSO_UPOS_AUX:
            SS_TRY(verb_cue(w, i));
            break;
        case SAYSO_UPOS_NOUN:
            SS_TRY(ss_attribution_noun(w, i));
            break;
        case SAYSO_UPOS_ADJ:
            SS_TRY(ss_attribution_adj(w, i));
            break;
        case SAYSO_UPOS_ADV:
            SS_TRY(ss_attribution_adv(w, i));
            break;
        case SAYSO_UPOS_PUNCT:
            SS_TRY(ss_attribution_colon(w, i));
            break;
        default:
            break;
        }
        SS_TRY(ss_attribution_according(w, i));
        SS_TRY(ss_attribution_signature(w, i));
    }
    share_contents(w);
    return SAYSO_OK;
}
