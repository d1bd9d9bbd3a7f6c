// SPDX-License-Identifier: Apache-2.0
// A speaking clause that commas part from what is said, between two halves of it or behind it: "The attack, officials
// said on Monday, killed 12". The tree often takes the first noun for the speaker or loses one half.
#include "code/attribution.h"

#include <string.h>

#define SPEAKER_MAX 16 // words of a speaker
#define ASIDE_MAX   10 // words behind the verb: when, to whom, where it was said
#define TAIL_MAX    8  // words of a second speaking clause at the end

// An insertion: the speaker's words, and where the comma before it and the one behind it stand.
struct insertion {
    int32_t from, to, before, behind;
};

static bool comma(const struct ss_attribution_work *w, int32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    return t->upos == SAYSO_UPOS_PUNCT && t->end == t->start + 1 && w->report->text[t->start] == ',';
}

static bool owner(const struct sayso_token *t) // "its"
{
    return t->upos == SAYSO_UPOS_PRON && ss_token_has(t, "Poss=Yes");
}

static bool person(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_PRON && ss_token_has(t, "PronType=Prs") && !owner(t);
}

static bool nominal(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_PROPN;
}

// The noun phrase (or personal pronoun) between a comma and the verb.
static bool speaker(const struct ss_attribution_work *w, int32_t first, int32_t verb, struct insertion *in)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t i = verb - 1;
    if (i <= first || !(nominal(&tokens[i]) || person(&tokens[i]))) return false;
    for (; i > first && verb - i <= SPEAKER_MAX && !comma(w, i); i--) {
        uint8_t pos = tokens[i].upos;
        bool inside = pos == SAYSO_UPOS_ADP || pos == SAYSO_UPOS_CCONJ || pos == SAYSO_UPOS_PART ||
                      pos == SAYSO_UPOS_DET || pos == SAYSO_UPOS_ADJ || pos == SAYSO_UPOS_NUM || owner(&tokens[i]) ||
                      (pos == SAYSO_UPOS_PUNCT && w->report->text[tokens[i].start] == '-') ||
                      (pos == SAYSO_UPOS_VERB && tokens[i].deprel == SAYSO_DEP_AMOD);
        if (!inside && !nominal(&tokens[i]) && !(person(&tokens[i]) && i == verb - 1)) return false;
    }
    *in = (struct insertion){.from = i + 1, .to = verb, .before = i};
    for (int32_t k = i + 2; k < verb; k++) { // "a claim he denied", "a charge the army rejected"
        uint8_t joins = tokens[k - 1].upos;
        bool again = (tokens[k].upos == SAYSO_UPOS_DET || owner(&tokens[k])) && joins != SAYSO_UPOS_DET &&
                     joins != SAYSO_UPOS_ADP && joins != SAYSO_UPOS_CCONJ;
        if (again || person(&tokens[k])) return false;
    }
    uint8_t opens = tokens[i + 1].upos;
    return i > first && comma(w, i) && opens != SAYSO_UPOS_ADP && opens != SAYSO_UPOS_CCONJ && !w->tree.timed[i + 1];
}

// Whether those told stand right behind the verb.
static bool hears(const struct ss_attribution_work *w, const struct ss_candidate *c, int32_t from)
{
    if (!(c->cue_row->frames & SS_FRAME_TELL)) return false;
    int32_t hearer = ss_syntax_child(&w->tree, c->cue_token, SAYSO_DEP_IOBJ);
    if (hearer < 0) hearer = ss_syntax_child(&w->tree, c->cue_token, SAYSO_DEP_OBJ);
    return hearer >= from && w->tree.left[hearer] == from && ss_may_speak(w, hearer);
}

// What stands between the verb and the next comma, or the sentence's end: nothing, or when, where and to whom it was
// said.
static bool aside(const struct ss_attribution_work *w, const struct ss_candidate *c, int32_t from, int32_t end,
                  struct insertion *in)
{
    const struct sayso_token *tokens = w->report->tokens;
    int32_t i = from;
    for (; i < end && !comma(w, i); i++) {
        uint8_t pos = tokens[i].upos;
        if (i - from >= ASIDE_MAX || pos == SAYSO_UPOS_VERB || pos == SAYSO_UPOS_AUX || pos == SAYSO_UPOS_SCONJ ||
            pos == SAYSO_UPOS_CCONJ || pos == SAYSO_UPOS_PUNCT)
            return false;
        if (pos == SAYSO_UPOS_ADP && ss_cue_takes(c->cue_row, tokens[i].lemma) && !w->tree.timed[i + 1])
            return false; // "wondered about the future, …"
        bool opens = pos == SAYSO_UPOS_ADP || pos == SAYSO_UPOS_ADV || w->tree.timed[i];
        if (i == from && !opens && !hears(w, c, from)) return false;
    }
    in->behind = i < end ? i++ : i;
    while (i < end && (w->tree.timed[i] || comma(w, i))) i++; // "said on Monday afternoon, 16 March"
    if (i >= end) in->behind = end;
    return true;
}

// Whether the second half is none: a relative clause, a participle, what the writer adds, a clause joined on, or
// somebody else's speaking clause.
static bool added(const struct ss_attribution_work *w, int32_t first, int32_t end)
{
    const struct sayso_token *t = &w->report->tokens[first];
    const struct ss_cue *word = ss_cue_find(w->rules, SS_CUE_PREP, t->lemma);
    if (t->upos == SAYSO_UPOS_CCONJ || ss_is_that(w, first)) return true;
    if (t->feats && t->upos != SAYSO_UPOS_ADV && strstr(t->feats, "PronType=Rel")) return true;
    bool gerund = t->feats && (strstr(t->feats, "VerbForm=Ger") ||
                               (strstr(t->feats, "VerbForm=Part") && strstr(t->feats, "Tense=Pres")));
    if (gerund && t->deprel != SAYSO_DEP_CSUBJ) return true;
    if (word && t->upos == SAYSO_UPOS_SCONJ && (word->frames & (SS_FRAME_ASIDE | SS_FRAME_CLAUSE))) return true;
    if (word && (word->frames & SS_FRAME_ACCORDING)) return true;
    for (int32_t i = first; i < end && i < first + TAIL_MAX; i++) {
        const struct ss_cue *row = ss_cue_of_verb(w, i);
        if (row && !(row->flags & SS_CUE_OFF) && (row->flags & SS_CUE_CORE) && (row->frames & SS_FRAME_QUOTE) &&
            end - i <= 3)
            return true;
    }
    return false;
}

// The word of a stretch that the others hang on.
static int32_t head_of(const struct ss_attribution_work *w, int32_t from, int32_t to)
{
    const struct sayso_token *tokens = w->report->tokens;
    for (int32_t i = to - 1; i >= from; i--)
        if ((tokens[i].head < from || tokens[i].head >= to) && (nominal(&tokens[i]) || person(&tokens[i]))) return i;
    return to - 1;
}

// ", and the other side denied it": a clause joined on in which somebody else speaks.
static bool others_clause(const struct ss_attribution_work *w, int32_t first, int32_t end)
{
    if (first >= end || w->report->tokens[first].upos != SAYSO_UPOS_CCONJ) return false;
    int32_t verb = w->report->tokens[first].head;
    if (verb <= first || verb >= end) return false;
    const struct ss_cue *row = ss_cue_of_verb(w, verb);
    return row && !(row->flags & SS_CUE_OFF) && (row->flags & SS_CUE_CORE) &&
           ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ) >= 0;
}

static void set_half(struct ss_attribution_work *w, struct ss_candidate *c, int32_t from, int32_t to)
{
    struct ss_run run = ss_run_trim(w->report, (struct ss_run){from, to});
    ss_add_tokens(w->report, c->content, &c->content_count, run.from, run.to);
}

static bool quoted(const struct ss_attribution_work *w, int32_t token)
{
    return ss_quote_around(&w->quotes, w->report->tokens[token].start) >= 0;
}

static bool quoted_behind(const struct ss_attribution_work *w, int32_t behind, int32_t end)
{
    return behind + 1 < end && ss_quote_around(&w->quotes, w->report->tokens[behind + 1].start + 1) >= 0;
}

// Whether anything but words that join sentences stands before the insertion ("But, he said, …").
static bool says_something(const struct ss_attribution_work *w, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (!w->tree.timed[i] && (nominal(&w->report->tokens[i]) || w->report->tokens[i].upos == SAYSO_UPOS_VERB))
            return true;
    return false;
}

// "…, the militia and a monitoring group said": the tree lost the first of them.
static void take_all(const struct ss_attribution_work *w, struct ss_candidate *c, const struct insertion *in)
{
    const struct sayso_token *tokens = w->report->tokens;
    if (c->source_count != 1 || c->source[0].start <= tokens[in->from].start) return;
    int32_t from = ss_token_at(w->report, c->source[0].start);
    if (from <= in->from || from >= in->to || tokens[from - 1].upos != SAYSO_UPOS_CCONJ) return;
    c->source[0].start = tokens[in->from].start;
    for (uint32_t i = 0; i < c->content_count; i++)
        if (c->content[i].start < c->source[0].start && c->content[i].end > c->source[0].start)
            c->content[i].end = tokens[in->before - 1].end;
}

void ss_mend_insertion(struct ss_attribution_work *w, struct ss_candidate *c, int32_t verb)
{
    const struct sayso_report *r = w->report;
    const struct sayso_sentence *s = &r->sentences[r->tokens[verb].sentence];
    int32_t first = (int32_t)s->token_first, end = first + (int32_t)s->token_count;
    struct ss_run group = ss_verb_group(w, verb);
    struct insertion in;
    if (!(c->cue_row->flags & SS_CUE_CORE) || !(c->cue_row->frames & SS_FRAME_QUOTE) || c->passive) return;
    if (!r->tokens[verb].feats || !strstr(r->tokens[verb].feats, "VerbForm=Fin")) {
        if (group.from == verb) return;
    }
    while (end > first && r->tokens[end - 1].upos == SAYSO_UPOS_PUNCT) end--;
    if (!speaker(w, first, group.from, &in) || !aside(w, c, group.to, end, &in)) return;
    first = ss_behind_dateline(w, first, in.before);
    int32_t up = r->tokens[verb].deprel == SAYSO_DEP_ACL_RELCL ? r->tokens[verb].head : -1;
    if (up >= in.from && up < in.to) return; // "a claim Damascus denied"
    bool empty = !says_something(w, first, in.before);
    int32_t head = head_of(w, in.from, in.to);
    if (c->source_head >= 0 && c->source_head < in.from && ss_syntax_within(&w->tree, head, c->source_head))
        return;                                     // "General X, commander of the force, said …"
    for (int32_t i = in.before - 1; i > first; i--) // the clause before it, not what a semicolon ends
        if (r->text[r->tokens[i].start] == ';') first = i + 1;
    if (quoted(w, verb) || quoted(w, in.before - 1)) first = -1;
    bool wrong = c->source_head < in.from || c->source_head >= in.to;
    if (empty && in.behind >= end) return; // "On Sunday, the driver said."
    if (wrong) {
        c->source_count = 0;
        c->source_head = head;
        ss_add_tokens(r, c->source, &c->source_count, in.from, in.to);
    }
    take_all(w, c, &in);
    if (first < 0) return; // quotation marks tell what is said
    uint8_t opens = r->tokens[first].upos, last = r->tokens[in.before - 1].upos;
    bool adverbial = opens == SAYSO_UPOS_ADP || opens == SAYSO_UPOS_ADV || opens == SAYSO_UPOS_SCONJ;
    if (last == SAYSO_UPOS_CCONJ || (adverbial && quoted_behind(w, in.behind, end))) return;
    const char *feats = r->tokens[in.before - 1].feats;
    if (feats && strstr(feats, "PronType=Rel")) return;                 // "the park, which, officials said, is closed"
    int32_t subject = ss_syntax_child(&w->tree, verb, SAYSO_DEP_NSUBJ); // the first half's, for the tree
    int32_t begins = subject >= 0 && subject < in.before ? subject : in.before - 1;
    bool tail = in.behind < end;
    bool other = tail && others_clause(w, in.behind + 1, end);
    bool second = tail && ss_spans_cover(c->content, c->content_count, r->tokens[end - 1].start);
    bool joined = tail && second && r->tokens[in.behind + 1].upos == SAYSO_UPOS_CCONJ;
    bool half = !tail || other || (!joined && added(w, in.behind + 1, end));
    const struct ss_cue *next = tail && ss_bare_gerund(w, in.behind + 1) ? ss_cue_of_verb(w, in.behind + 1) : NULL;
    bool follows = half && next && (next->flags & (SS_CUE_CORE | SS_CUE_CITE));
    if (follows) w->follows[in.behind + 1] = verb; // "…, he said, adding that …"
    bool has = ss_spans_cover(c->content, c->content_count, r->tokens[begins].start) &&
               ss_spans_cover(c->content, c->content_count, r->tokens[in.before - 1].start) &&
               (half ? !follows && !other : second);
    if (has || (empty && (half || !wrong))) return;
    c->content_count = 0;
    c->by_default = false;
    if (!empty) set_half(w, c, first, in.before);
    if (!half) set_half(w, c, in.behind + 1, end);
}
