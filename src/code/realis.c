// SPDX-License-Identifier: Apache-2.0
// Realis and certainty of a claim: whether it is told as a fact, denied, planned, feared, ordered or asked for. The
// walk goes from the trigger up the tree until the words of another voice begin; which words do what stands in
// words/negators.tsv, words/modals.tsv and words/certainty.tsv.
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "code/realis.h"
#include "code/trace.h"

struct state {
    struct ss_claim_work *w;
    const struct ss_draft *draft; // whom a trace is about
    const struct ss_ftree *tree;
    enum sayso_realis realis;
    enum sayso_certainty certainty;
    int32_t judged; // the trigger
    bool tried;     // an attempt counts as done: of an attack, not of a capture or a death
    bool negated, set;
    bool foretold; // the future by its own words, not as a plan or purpose
    bool top;      // the walk reached the first clause of the voice's content
    bool toll;     // the claim is of deaths and wounds
    int32_t last;  // where the walk ended
};

static enum sayso_certainty certainty_named(const char *name)
{
    if (!strcmp(name, "probable")) return SAYSO_PROBABLE;
    if (!strcmp(name, "possible")) return SAYSO_POSSIBLE;
    if (!strcmp(name, "unconfirmed")) return SAYSO_UNCONFIRMED;
    return SAYSO_CERTAIN;
}

static void less_certain(struct state *s, const char *name)
{
    enum sayso_certainty c = certainty_named(name);
    if (c > s->certainty) s->certainty = c;
}

static void apply(struct state *s, const char *effect)
{
    if (s->set && s->realis == SAYSO_FUTURE && !strcmp(effect, "hypothetical"))
        s->realis = SAYSO_HYPOTHETICAL; // "fear that they will"
    if (s->set || (s->tried && !strcmp(effect, "attempt"))) return;
    if (!strcmp(effect, "future"))
        s->realis = SAYSO_FUTURE;
    else if (!strcmp(effect, "hypothetical") || !strcmp(effect, "attempt"))
        s->realis = SAYSO_HYPOTHETICAL;
    else if (!strcmp(effect, "ordered"))
        s->realis = SAYSO_ORDERED;
    else if (!strcmp(effect, "asked"))
        s->realis = SAYSO_ASKED;
    else if (!strcmp(effect, "negated") || !strcmp(effect, "excluded")) {
        s->negated = true;
        return;
    } else
        return;
    s->set = true;
}

// What the form of a clause tells, without a word of the tables.
static void form(struct state *s, const char *effect, const char *why)
{
    struct state before = *s;
    apply(s, effect);
    if (s->realis != before.realis) ss_trace_say(s->w, s->draft, "open", "%s: %s", why, effect);
}

// The row of words/modals.tsv for a lemma and a link, or -1.
int64_t ss_modal_row(const struct ss_claim_work *w, const char *lemma, const char *link)
{
    const struct ss_know_table *t = w->rules->modals;
    int column = ss_know_column(t, "link");
    for (int64_t r = ss_know_find(t, lemma); r >= 0; r = ss_know_find_next(t, r))
        if (ss_in_list(ss_know_cell(t, (uint32_t)r, column), ',', link)) return r;
    return -1;
}

static bool modal(struct state *s, const char *lemma, const char *link, const char **effect)
{
    int64_t r = ss_modal_row(s->w, lemma, link);
    if (r < 0) return false;
    const struct ss_know_table *t = s->w->rules->modals;
    *effect = ss_know_cell(t, (uint32_t)r, ss_know_column(t, "effect"));
    bool open = !s->set;
    struct state before = *s;
    apply(s, *effect);
    if (s->realis != before.realis || s->negated != before.negated || s->set != before.set)
        ss_trace_say(s->w, s->draft, "open", "\"%s\" (%s): %s, %s", lemma, link, *effect, ss_know_line(t, (uint32_t)r));
    // "will", "is expected to"; not "plans to", "in order to"
    if (open && s->set && s->realis == SAYSO_FUTURE)
        s->foretold =
            !strncmp(link, "aux", 3) || !strcmp(link, "content") || ss_modal_row(s->w, lemma, "foretell") >= 0;
    less_certain(s, ss_know_cell(t, (uint32_t)r, ss_know_column(t, "certainty")));
    return true;
}

// "may have been hurt": open, but about the past.
static bool perfect(const struct state *s, int32_t node)
{
    return ss_ftree_child(s->tree, node, SAYSO_DEP_AUX, "have") >= 0;
}

// In the past by its own form ("forecast", which may be either, by its features) or by the word that makes it a verb
// ("was sure").
static bool past(const struct ss_ftree *tree, int32_t node)
{
    if (ss_token_has(&tree->tokens[node], "Tense=Past")) return true;
    int32_t cop = ss_ftree_child(tree, node, SAYSO_DEP_COP, NULL);
    return cop >= 0 && ss_token_has(&tree->tokens[cop], "Tense=Past");
}

// "said they would attack": the future seen from the past, unless it hangs on a condition.
static bool told_then(const struct state *s, int32_t node)
{
    const struct ss_ftree *tree = s->tree;
    if (perfect(s, node)) return false;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_ADVCL)
            for (int32_t m = tree->first[c]; m >= 0; m = tree->next[m])
                if (tree->tokens[m].deprel == SAYSO_DEP_MARK && ss_modal_row(s->w, tree->lemma[m], "mark") >= 0)
                    return false;
    int32_t h = tree->tokens[node].head;
    for (int step = 0; step < SS_STEPS_MAX && h >= 0 && tree->tokens[node].deprel == SAYSO_DEP_CONJ; step++) {
        node = h;
        h = tree->tokens[node].head;
    }
    if (h < 0 || tree->tokens[node].deprel != SAYSO_DEP_CCOMP) return false;
    const char *tag = tree->tokens[h].xpos ? tree->tokens[h].xpos : "";
    if (!strcmp(tag, "VBD") || !strcmp(tag, "VBN") || !strcmp(tag, "VB") || past(tree, h)) return true;
    int32_t a = s->w->view.attribution[h]; // "forecast that they would": the same form in the present and the past
    return a >= 0 && ss_voice_is(s->w, &s->w->report->attributions[a], "forecast");
}

static void auxiliary(struct state *s, int32_t node, int32_t aux)
{
    const char *l = s->tree->lemma[aux], *tag = s->tree->tokens[aux].xpos, *effect;
    bool finite = tag && strcmp(tag, "VB") && strcmp(tag, "VBN") && strcmp(tag, "VBG");
    if (perfect(s, node) && ss_modal_row(s->w, l, "aux.perfect") >= 0)
        modal(s, l, "aux.perfect", &effect);
    else if (ss_modal_row(s->w, l, "aux.told") >= 0 && told_then(s, node))
        modal(s, l, "aux.told", &effect);
    else if (!ss_ftree_infinitive(s->tree, node) || !finite || !modal(s, l, "aux.to", &effect)) // "was to meet"
        modal(s, l, "aux", &effect);
}

// What stands around one word on the way: auxiliaries, adverbs, determiners, conjunctions.
// "is not responsible for the deaths" denies no death.
static void around(struct state *s, int32_t node)
{
    const struct ss_ftree *tree = s->tree;
    const struct ss_know_table *words = s->w->rules->certainty;
    int column = ss_know_column(words, "certainty");
    const char *effect;
    bool present = ss_present_tense(tree, node);
    if (ss_inverted(s->w, node)) form(s, "hypothetical", "a condition without a conjunction");
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c]) {
        const char *l = tree->lemma[c];
        bool no = ss_negates(s->w, c) && !(s->toll && node != s->judged && tree->tokens[node].upos == SAYSO_UPOS_ADJ);
        if (no) {
            s->negated = true;
            ss_trace_say(s->w, s->draft, "open", "\"%s\" denies it, words/negators.tsv", l);
        }
        switch (tree->tokens[c].deprel) {
        case SAYSO_DEP_AUX:
        case SAYSO_DEP_COP:
            auxiliary(s, node, c);
            break;
        case SAYSO_DEP_ADVMOD:
            if (!no && !modal(s, l, "advmod", &effect) && present) modal(s, l, "advmod.now", &effect);
            break;
        case SAYSO_DEP_NSUBJ:
        case SAYSO_DEP_NSUBJ_PASS:
            if (present && ss_ftree_child(tree, node, SAYSO_DEP_AUX, "do") < 0) // "you get shot"
                modal(s, l, "subject.now", &effect);
            break;
        case SAYSO_DEP_MARK:
            if (!no && !modal(s, l, "mark", &effect) && present) modal(s, l, "mark.now", &effect); // "until he resigns"
            break;
        case SAYSO_DEP_DET:
            if (!no && node == s->judged) modal(s, l, "det", &effect);
            break;
        case SAYSO_DEP_AMOD:
        case SAYSO_DEP_COMPOUND:
            if (!ss_ftree_verbal(tree, node) || tree->tokens[node].upos != SAYSO_UPOS_VERB)
                modal(s, l, "amod", &effect);
            break;
        default:
            break;
        }
        enum sayso_dep d = tree->tokens[c].deprel;
        if (d == SAYSO_DEP_ADVMOD || d == SAYSO_DEP_AMOD) {
            int64_t r = ss_know_find(words, l);
            if (r >= 0) less_certain(s, ss_know_cell(words, (uint32_t)r, column));
        }
    }
}

// "has yet to".
static bool yet(const struct ss_ftree *tree, int32_t node)
{
    return ss_ftree_child(tree, node, SAYSO_DEP_ADVMOD, "yet") >= 0;
}

static bool own_clause_subject(const struct state *s, int32_t node)
{
    return ss_ftree_child(s->tree, node, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
           ss_ftree_child(s->tree, node, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0;
}

// Words above that tell of what their clause is about: "could trigger clashes", "will meet for talks". The noun is as
// open as the clause, but not denied with it.
static bool open_argument(const struct state *s, int32_t node, const char *link)
{
    const struct ss_ftree *tree = s->tree;
    int32_t h = tree->tokens[node].head;
    if (h < 0 || tree->tokens[h].upos != SAYSO_UPOS_VERB || ss_modal_row(s->w, tree->lemma[h], "known") >= 0)
        return false;
    if (!strncmp(link, "p:", 2) && ss_modal_row(s->w, link + 2, "within") >= 0 && !ss_dated(tree, node))
        return true; // "will speak at the rally"
    if (!ss_open_noun(s->w, node)) return false;
    return !strcmp(link, "subj") || !strcmp(link, "obj") ||
           (!strncmp(link, "p:", 2) && ss_modal_row(s->w, link + 2, "carries") >= 0);
}

static void auxiliaries(struct state *s, int32_t node)
{
    for (int32_t c = s->tree->first[node]; c >= 0; c = s->tree->next[c])
        if (s->tree->tokens[c].deprel == SAYSO_DEP_AUX) auxiliary(s, node, c);
}

// What a noun's participle takes from the verb above the noun: "if you have millions displaced".
static void below_noun(struct state *s, int32_t noun)
{
    const struct ss_ftree *tree = s->tree;
    uint64_t container = ss_class_bit(s->w->view.frames, "container");
    int32_t h = tree->tokens[noun].head;
    if (h >= 0 && s->w->view.mask[h] & container && tree->tokens[noun].deprel == SAYSO_DEP_NMOD) noun = h;
    char prep[32];
    if (!open_argument(s, noun, ss_link_name(tree, noun, prep))) return;
    h = tree->tokens[noun].head;
    if (ss_modal_row(s->w, tree->lemma[h], "below") < 0) return;
    auxiliaries(s, h);
    const char *effect;
    for (int32_t c = tree->first[h]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_MARK) modal(s, tree->lemma[c], "mark", &effect);
    if (tree->tokens[h].deprel == SAYSO_DEP_XCOMP && tree->tokens[h].head >= 0)
        modal(s, tree->lemma[tree->tokens[h].head], "xcomp", &effect);
}

// "munitions dropped in each strike"
static void each_time(struct state *s, int32_t node)
{
    const struct ss_ftree *tree = s->tree;
    const char *effect;
    for (int32_t c = tree->first[node]; c >= 0; c = tree->next[c])
        for (int32_t d = tree->tokens[c].deprel == SAYSO_DEP_OBL ? tree->first[c] : -1; d >= 0; d = tree->next[d])
            if (tree->tokens[d].deprel == SAYSO_DEP_DET) modal(s, tree->lemma[d], "acl.det", &effect);
}

// A noun that no article picks out, of which something is said in general: "attacks on hospitals are banned".
static bool general(const struct state *s, int32_t noun)
{
    const struct ss_ftree *tree = s->tree;
    int32_t h = tree->tokens[noun].head;
    enum sayso_dep d = tree->tokens[noun].deprel;
    return h >= 0 && tree->tokens[h].upos == SAYSO_UPOS_VERB && (d == SAYSO_DEP_NSUBJ || d == SAYSO_DEP_NSUBJ_PASS) &&
           ss_present_tense(tree, h) && ss_open_noun(s->w, noun) && ss_modal_row(s->w, tree->lemma[h], "general") >= 0;
}

// Whether a noun is the object of a verb that makes something of a gerund behind it.
static bool object_of(const struct state *s, int32_t noun, const char *gerund)
{
    const struct sayso_token *t = &s->tree->tokens[noun];
    if ((t->deprel != SAYSO_DEP_OBJ && t->deprel != SAYSO_DEP_IOBJ) || t->head < 0) return false;
    const char *verb = s->tree->lemma[t->head];
    return ss_modal_row(s->w, verb, gerund) >= 0 || ss_modal_row(s->w, verb, "advcl") >= 0;
}

// "nobody was convicted of the murders": it takes nothing from them.
static bool known_crime(const struct state *s, int32_t node, const char *effect)
{
    return !strcmp(effect, "-") && !ss_ftree_verbal(s->tree, node) && !ss_open_noun(s->w, node);
}

// How the walk goes on above a word: look tells whether the words around the new node count.
struct step {
    int32_t head; // -1 ends the walk
    bool look;
};

static struct step end_walk(void)
{
    return (struct step){-1, true};
}

static struct step pass_to(struct state *s, int32_t clause)
{
    auxiliaries(s, clause);
    return (struct step){clause, false};
}

// "shelled the town and took it": the joined word shares what stands around the first, unless it has its own.
static struct step above_joined(const struct state *s, int32_t node)
{
    const struct ss_ftree *tree = s->tree;
    int32_t cc = ss_ftree_child(tree, node, SAYSO_DEP_CC, NULL);
    bool contrast = cc >= 0 && ss_modal_row(s->w, tree->lemma[cc], "contrast") >= 0;
    bool own = own_clause_subject(s, node) || ss_ftree_child(tree, node, SAYSO_DEP_AUX, NULL) >= 0;
    return (struct step){tree->tokens[node].head, !contrast && !own};
}

// Whether a row of words/modals is about the head with what hangs on it by the link; the first that fits has its
// effect.
static bool governed(struct state *s, int32_t node, int32_t head, const char *link, const char **effect)
{
    const struct ss_ftree *tree = s->tree;
    const struct sayso_token *t = &tree->tokens[node];
    const char *l = tree->lemma[head], *above = tree->tokens[head].xpos;
    char ger[32];
    bool below = t->deprel == SAYSO_DEP_XCOMP;
    if (below && above && !strcmp(above, "MD") && modal(s, l, "aux", effect)) return true; // "all it can to take it"
    if (*ss_gerund_link(tree, node, "g", ger) && modal(s, l, ger, effect)) return true;
    if (*ss_gerund_link(tree, node, "p", ger) && modal(s, l, ger, effect)) return true;
    if (below && t->xpos && !strcmp(t->xpos, "VBG") && modal(s, l, "ger", effect)) return true;
    if (below && ss_ftree_infinitive(tree, node) && ss_present_tense(tree, head) && !yet(tree, head) &&
        modal(s, l, "xcomp.now", effect)) // "has to go"
        return true;
    if (below && yet(tree, head) && modal(s, l, "xcomp.yet", effect)) return true;
    return *link && (modal(s, l, ss_object_link(tree, node, link, ger), effect) || modal(s, l, link, effect));
}

// Above a word of the tables only its own negation counts: "did not plan to".
static struct step above_governor(struct state *s, int32_t node, int32_t head, const char *effect)
{
    if (!strcmp(effect, "same") || !strcmp(effect, "attempt") || !strcmp(effect, "")) return (struct step){head, true};
    if (!strcmp(effect, "-") && s->tree->tokens[head].upos == SAYSO_UPOS_NOUN) // "denied claims that"
        return (struct step){head, false};
    struct state up = *s;
    up.negated = false;
    up.set = true;
    around(&up, head);
    if (up.negated && !strcmp(effect, "excluded")) { // "did not rule out a meeting"
        s->negated = s->set = false;
        form(s, "hypothetical", "not ruled out");
    } else if (up.negated && !known_crime(s, node, effect))
        s->negated = !s->negated;
    return end_walk();
}

// A participle or infinitive below a noun: "millions displaced", "a plan to attack".
static struct step above_participle(struct state *s, int32_t node, int32_t noun)
{
    const struct ss_ftree *tree = s->tree;
    const char *effect;
    if (ss_ftree_infinitive(tree, node) && tree->tokens[noun].deprel == SAYSO_DEP_OBJ && s->w->view.actor[noun] >= 0 &&
        modal(s, tree->lemma[tree->tokens[noun].head], "xcomp", &effect)) // "prompted the company to evacuate them"
        return (struct step){tree->tokens[noun].head, true};
    if (ss_ftree_infinitive(tree, node) || general(s, noun)) form(s, "hypothetical", "an infinitive below a noun");
    modal(s, tree->lemma[noun], "acl.any", &effect); // "someone convicted of"
    below_noun(s, noun);
    each_time(s, node);
    return end_walk();
}

// "any soldier who", "anyone who attacks".
static struct step above_relative(struct state *s, int32_t node, int32_t noun)
{
    const struct ss_ftree *tree = s->tree;
    const char *effect;
    if (ss_present_tense(tree, node)) modal(s, tree->lemma[noun], "relcl.now", &effect);
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_DET) modal(s, tree->lemma[c], "det", &effect);
    return end_walk();
}

static struct step above_adverbial(struct state *s, int32_t node, int32_t head)
{
    const struct ss_ftree *tree = s->tree;
    if (ss_ftree_infinitive(tree, node)) {
        form(s, "future", "an infinitive of purpose");
        return end_walk();
    }
    int32_t mark = ss_ftree_child(tree, node, SAYSO_DEP_MARK, NULL);
    bool adverb = tree->tokens[head].deprel == SAYSO_DEP_ADVMOD && tree->tokens[head].head >= 0;
    if (adverb && ss_modal_row(s->w, tree->lemma[head], "mark.same") >= 0) // "as soon as the army withdrew"
        return pass_to(s, tree->tokens[head].head);
    if (mark >= 0 && ss_modal_row(s->w, tree->lemma[mark], "mark.same") >= 0) // "will fight until he resigns"
        return pass_to(s, head);
    // "shelled the town, killing ten": a participle shares the fate of its clause
    if (mark >= 0 || own_clause_subject(s, node)) return end_walk();
    // "opened fire to disperse the crowd, killing one" tells of the fire, not of its purpose
    if (tree->tokens[head].deprel == SAYSO_DEP_ADVCL && ss_ftree_infinitive(tree, head))
        return (struct step){tree->tokens[head].head, false};
    return (struct step){head, true};
}

// Above a word that no table speaks of, by the way it hangs there.
static struct step above_clause(struct state *s, int32_t node, int32_t head, int32_t carrier)
{
    const struct sayso_token *t = &s->tree->tokens[node];
    switch (t->deprel) {
    case SAYSO_DEP_CSUBJ: // "taking the town would be a victory"
    case SAYSO_DEP_CSUBJ_PASS:
        if (t->xpos && !strcmp(t->xpos, "VBG") && ss_present_tense(s->tree, head))
            form(s, "hypothetical", "a gerund of which something is said"); // "attacking hospitals is a crime"
        return (struct step){head, true};
    case SAYSO_DEP_XCOMP:
        return (struct step){head, true};
    case SAYSO_DEP_ACL:
        return above_participle(s, node, head);
    case SAYSO_DEP_ACL_RELCL:
        return above_relative(s, node, head);
    case SAYSO_DEP_ADVCL:
        return above_adverbial(s, node, head);
    default:
        return (struct step){head == carrier ? head : -1, true};
    }
}

static struct step step_up(struct state *s, int32_t node, int32_t carrier, int32_t voice)
{
    const struct ss_ftree *tree = s->tree;
    const struct sayso_token *t = &tree->tokens[node];
    int32_t h = t->head;
    if (h < 0) {
        s->top = true;
        return end_walk();
    }
    char prep[32], ger[32];
    const char *link = ss_goes_on(tree, node) ? "" : ss_link_name(tree, node, prep), *effect = "";
    if (general(s, node)) form(s, "hypothetical", "said in general");
    if (t->deprel == SAYSO_DEP_CONJ) return above_joined(s, node);
    int32_t verb = !strcmp(link, "p:for") && ss_open_noun(s->w, node) ? ss_verb_above(tree, h) : -1;
    if (verb >= 0 && verb != h && ss_modal_row(s->w, tree->lemma[h], link) < 0 &&
        ss_modal_row(s->w, tree->lemma[verb], link) >= 0)
        h = verb;
    const char *gerund = ss_gerund_link(tree, node, "g", ger);
    if (t->deprel == SAYSO_DEP_ACL && *gerund && object_of(s, h, gerund)) { // "warned the army against shelling it"
        h = tree->tokens[h].head;
        link = "advcl";
    }
    bool found = governed(s, node, h, link, &effect);
    int32_t a = s->w->view.attribution[h]; // "it is not true that": nobody's words but the writer's
    bool cue = a >= 0 && (voice >= 0 || s->w->report->attributions[a].source.count);
    const struct sayso_spans *said = voice >= 0 ? &s->w->report->attributions[voice].content : NULL;
    bool outside = said && !ss_spans_cover(said->item, said->count, tree->tokens[h].start);
    if (outside || cue) { // beyond this it is another voice's
        s->top = true;
        return end_walk();
    }
    if (found) return above_governor(s, node, h, effect);
    return h != carrier && open_argument(s, node, link) ? pass_to(s, h) : above_clause(s, node, h, carrier);
}

static void content_effect(struct state *s, int32_t voice)
{
    if (voice < 0) return;
    const struct sayso_attribution *a = &s->w->report->attributions[voice];
    if (a->certainty > s->certainty) s->certainty = a->certainty;
    const char *effect;
    if (!a->verb || !s->top) return;
    if (ss_unsaid(s->w, a, s->last, s->toll)) {
        if (ss_denying(s->w, s->tree->lemma[a->cue_token], "ccomp")) s->negated = false; // "did not deny that"
        form(s, "hypothetical", "left open by the voice");
        s->set = true;
        return;
    }
    bool alone = a->cue_token < 0 || ss_ftree_child(s->tree, a->cue_token, SAYSO_DEP_OBJ, NULL) < 0;
    if (a->cue_token >= 0 && modal(s, s->tree->lemma[a->cue_token], "content.own", &effect)) return;
    if (!modal(s, a->verb, "content", &effect) && alone) // "called on the army to leave", not "called it an attack"
        modal(s, a->verb, "content.alone", &effect);
}

void ss_claim_realis(struct ss_claim_work *w, struct ss_draft *d)
{
    struct state s = {.w = w,
                      .draft = d,
                      .tree = &w->view.tree,
                      .realis = SAYSO_ACTUAL,
                      .certainty = SAYSO_CERTAIN,
                      .judged = d->trigger,
                      .tried = d->kind == SAYSO_CLAIM_EVENT,
                      .toll = d->kind == SAYSO_CLAIM_TOLL};
    int32_t node = d->trigger, carrier = d->carrier;
    if (carrier < 0 && !ss_ftree_verbal(s.tree, node)) carrier = ss_frame_carrier(&w->view, node);
    around(&s, node);
    for (int step = 0; step < SS_STEPS_MAX; step++) {
        const struct step up = step_up(&s, node, carrier, d->voice);
        if (up.head < 0) break;
        if (up.look) around(&s, up.head);
        node = up.head;
    }
    if (s.top && node >= 0 && s.tree->tokens[node].head < 0 && !s.set && ss_asked_whether(w, node))
        form(&s, "hypothetical", "asked");
    s.last = node;
    content_effect(&s, d->voice);
    d->realis = s.negated ? SAYSO_NEGATED : s.realis;
    d->certainty = s.certainty;
    d->foretold = s.foretold;
}
