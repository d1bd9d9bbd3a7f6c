// SPDX-License-Identifier: Apache-2.0
// Logical arguments over a Universal Dependencies tree.
#include "code/frame_tree.h"

#include <string.h>

#include "base/str.h"

static void link_children(struct ss_ftree *tree)
{
    uint32_t n = tree->count;
    for (uint32_t i = 0; i < n; i++) tree->first[i] = tree->next[i] = -1;
    for (uint32_t i = n; i-- > 0;) {
        int32_t h = tree->tokens[i].head;
        if (h >= 0 && (uint32_t)h < n && (uint32_t)h != i) {
            tree->next[i] = tree->first[h];
            tree->first[h] = (int32_t)i;
        }
    }
}

static enum sayso_err lower_lemmas(struct ss_ftree *tree, struct ss_arena *arena)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        const char *l = tree->tokens[i].lemma ? tree->tokens[i].lemma : "";
        bool upper = false;
        for (const char *p = l; *p && !upper; p++) upper = *p >= 'A' && *p <= 'Z';
        if (upper) {
            char *low = ss_strdup(arena, l);
            if (!low) return ss_arena_error(arena);
            for (char *p = low; *p; p++) *p = ss_ascii_lower(*p);
            l = low;
        }
        tree->lemma[i] = l;
    }
    return SAYSO_OK;
}

enum sayso_err ss_ftree_new(struct ss_ftree *tree, struct sayso_report *report, struct ss_arena *arena, ss_verb_is *is,
                            const void *user)
{
    uint32_t n = report->token_count;
    *tree = (struct ss_ftree){.report = report, .count = n}; // without knowledge until the view gives it
    tree->tokens = SS_NEW_ARRAY(arena, struct sayso_token, n);
    tree->first = SS_NEW_ARRAY(arena, int32_t, n);
    tree->next = SS_NEW_ARRAY(arena, int32_t, n);
    tree->lemma = SS_NEW_ARRAY(arena, const char *, n);
    if (!tree->tokens || !tree->first || !tree->next || !tree->lemma) return ss_arena_error(arena);
    if (n) memcpy(tree->tokens, report->tokens, n * sizeof *tree->tokens);
    link_children(tree);
    enum sayso_err err = lower_lemmas(tree, arena);
    if (err) return err;
    ss_ftree_repair(tree, is, user);
    link_children(tree);
    return SAYSO_OK;
}

bool ss_args_have(const struct ss_args *args, int32_t item)
{
    for (uint32_t i = 0; i < args->count; i++)
        if (args->item[i] == item) return true;
    return false;
}

bool ss_args_add(struct ss_args *args, int32_t token)
{
    if (token < 0 || args->count == SS_ARGS_MAX || ss_args_have(args, token)) return false;
    args->item[args->count++] = token;
    return true;
}

int32_t ss_ftree_child(const struct ss_ftree *tree, int32_t token, enum sayso_dep dep, const char *lemma)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == dep && (!lemma || !strcmp(tree->lemma[c], lemma))) return c;
    return -1;
}

const char *ss_ftree_case(const struct ss_ftree *tree, int32_t token)
{
    int32_t c = ss_ftree_child(tree, token, SAYSO_DEP_CASE, NULL);
    return c < 0 ? "" : tree->lemma[c];
}

bool ss_ftree_prep(const struct ss_ftree *tree, enum ss_prep_use use, const char *preposition)
{
    return tree->preps && ss_in_list(tree->preps[use], ',', preposition);
}

bool ss_ftree_within(const struct ss_ftree *tree, int32_t token, int32_t above)
{
    for (int step = 0; token >= 0 && step < SS_STEPS_MAX; step++, token = tree->tokens[token].head)
        if (token == above) return true;
    return false;
}

static bool feature(const struct ss_ftree *tree, int32_t token, const char *text)
{
    const char *f = tree->tokens[token].feats;
    return f && strstr(f, text);
}

bool ss_ftree_past_participle(const struct ss_ftree *tree, int32_t token)
{
    const char *x = tree->tokens[token].xpos;
    if (x && !strcmp(x, "VBN")) return true;
    return feature(tree, token, "VerbForm=Part") && feature(tree, token, "Tense=Past");
}

bool ss_ftree_plural(const struct ss_ftree *tree, int32_t noun)
{
    return feature(tree, noun, "Number=Plur");
}

bool ss_ftree_infinitive(const struct ss_ftree *tree, int32_t token)
{
    return ss_ftree_child(tree, token, SAYSO_DEP_MARK, "to") >= 0;
}

bool ss_ftree_verbal(const struct ss_ftree *tree, int32_t token)
{
    const struct sayso_token *t = &tree->tokens[token];
    if (t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX) return true;
    return ss_ftree_child(tree, token, SAYSO_DEP_COP, NULL) >= 0;
}

static bool bare_participle(const struct ss_ftree *tree, int32_t verb)
{
    return ss_ftree_past_participle(tree, verb) && ss_ftree_child(tree, verb, SAYSO_DEP_AUX, NULL) < 0;
}

// The object of a verb that a parser took for an adjunct: "killed at least ten people".
static int32_t lost_object(const struct ss_ftree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (c > verb && tree->tokens[c].deprel == SAYSO_DEP_OBL && tree->tokens[c].upos == SAYSO_UPOS_NOUN &&
            !*ss_ftree_case(tree, c) && ss_ftree_child(tree, c, SAYSO_DEP_NUMMOD, NULL) >= 0)
            return c;
    return -1;
}

bool ss_ftree_passive(const struct ss_ftree *tree, int32_t verb)
{
    if (verb < 0) return false;
    if (ss_ftree_child(tree, verb, SAYSO_DEP_AUX_PASS, NULL) >= 0) return true;
    if (lost_object(tree, verb) >= 0) return false;
    if (ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0) return true;
    if (ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL) >= 0) return false;
    const struct sayso_token *t = &tree->tokens[verb];
    int32_t agent =
        ss_ftree_child(tree, verb, SAYSO_DEP_OBL_AGENT, NULL); // "shot and killed by police", whatever the tag
    if (agent > verb && t->deprel == SAYSO_DEP_CONJ && ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL) < 0 &&
        !strcmp(ss_ftree_case(tree, agent), "by"))
        return true;
    if (!bare_participle(tree, verb)) return false;
    if (t->deprel == SAYSO_DEP_CONJ && t->head >= 0) {
        int32_t h = t->head; // shares the auxiliary: "ten were killed and dozens injured"
        return ss_ftree_child(tree, h, SAYSO_DEP_AUX_PASS, NULL) >= 0 || bare_participle(tree, h);
    }
    return ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL) < 0;
}

static void add_agents(const struct ss_ftree *tree, int32_t verb, struct ss_args *out)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        // "those detained, including two reporters" are not detained by them
        if ((d == SAYSO_DEP_OBL_AGENT || d == SAYSO_DEP_OBL) && !strcmp(ss_ftree_case(tree, c), "by"))
            ss_args_add(out, ss_ftree_unrelative(tree, c));
        int32_t of = d == SAYSO_DEP_OBL && !strcmp(tree->lemma[c], "hand") && !strcmp(ss_ftree_case(tree, c), "at")
                         ? ss_ftree_child(tree, c, SAYSO_DEP_NMOD, NULL)
                         : -1; // "were killed at the hands of rebels"
        if (of >= 0 && !strcmp(ss_ftree_case(tree, of), "of")) ss_args_add(out, of);
    }
}

// The agent of a passive verb that was hung on a word behind it: "shot dead by police", "arrested in the capital by
// soldiers", "stabbed a number of times by a neighbour".
static void agents_below(const struct ss_ftree *tree, int32_t word, struct ss_args *out)
{
    enum sayso_dep dep = tree->tokens[word].deprel;
    if (dep == SAYSO_DEP_XCOMP && !ss_ftree_verbal(tree, word)) add_agents(tree, word, out);
    bool often = (dep == SAYSO_DEP_OBJ || dep == SAYSO_DEP_OBL_UNMARKED) && !*ss_ftree_case(tree, word);
    if (dep != SAYSO_DEP_XCOMP && dep != SAYSO_DEP_OBL && !often) return;
    for (int step = 0; step < 2 && word >= 0 && !out->count; step++) {
        for (int32_t n = tree->first[word]; n >= 0; n = tree->next[n])
            if (n > word && tree->tokens[n].deprel == SAYSO_DEP_NMOD && !strcmp(ss_ftree_case(tree, n), "by"))
                ss_args_add(out, ss_ftree_unrelative(tree, n));
        word = often ? ss_ftree_child(tree, word, SAYSO_DEP_NMOD, NULL) : -1;
    }
}

static bool comma_between(const struct ss_ftree *tree, int32_t from, int32_t to)
{
    for (int32_t t = from + 1; t < to; t++)
        if (!strcmp(tree->lemma[t], ",")) return true;
    return false;
}

void ss_ftree_subject(const struct ss_ftree *tree, int32_t verb, struct ss_args *out)
{
    if (ss_ftree_passive(tree, verb)) {
        add_agents(tree, verb, out);
        // the agent stands once after coordinated passives: "was shelled and burned by soldiers"
        for (int32_t c = tree->first[verb]; !out->count && c >= 0; c = tree->next[c])
            if (tree->tokens[c].deprel == SAYSO_DEP_CONJ && ss_ftree_past_participle(tree, c)) add_agents(tree, c, out);
        for (int32_t c = tree->first[verb]; !out->count && c >= 0; c = tree->next[c])
            if (c > verb) agents_below(tree, c, out);
        return;
    }
    int32_t first = ss_ftree_surface_subject(tree, verb);
    ss_args_add(out, first);
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) // a headline's "Germany, others expel diplomats"
        if (c > first && c < verb && tree->tokens[c].deprel == SAYSO_DEP_NSUBJ &&
            tree->tokens[c].upos == SAYSO_UPOS_NOUN && first >= 0 && tree->tokens[first].head == verb &&
            tree->tokens[first].deprel == SAYSO_DEP_NSUBJ && comma_between(tree, first, c) &&
            ss_ftree_child(tree, c, SAYSO_DEP_DET, NULL) < 0 && ss_ftree_child(tree, c, SAYSO_DEP_NMOD_POSS, NULL) < 0)
            ss_args_add(out, c);
}

void ss_ftree_object(const struct ss_ftree *tree, int32_t verb, struct ss_args *out)
{
    if (ss_ftree_passive(tree, verb)) {
        ss_args_add(out, ss_ftree_surface_subject(tree, verb));
        return;
    }
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_OBJ) ss_args_add(out, ss_ftree_unrelative(tree, c));
    for (int32_t c = tree->first[verb]; !out->count && c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_IOBJ) ss_args_add(out, ss_ftree_unrelative(tree, c));
    if (!out->count) ss_args_add(out, lost_object(tree, verb));
    if (out->count) return;
    const struct sayso_token *t = &tree->tokens[verb];
    if ((t->deprel == SAYSO_DEP_ACL_RELCL || t->deprel == SAYSO_DEP_ACL) &&
        t->head >= 0) { // "the town the rebels took"
        int32_t s = ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL);
        if (s >= 0 && !ss_ftree_relative(tree, s)) ss_args_add(out, t->head);
        return;
    }
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) { // "killed and wounded ten people"
        enum sayso_dep d = tree->tokens[c].deprel;
        if (c > verb && (d == SAYSO_DEP_OBL || d == SAYSO_DEP_XCOMP || d == SAYSO_DEP_CCOMP || d == SAYSO_DEP_ADVCL))
            return; // "pressed for talks and underlined the need"
        if (d != SAYSO_DEP_CONJ || tree->tokens[c].upos != SAYSO_UPOS_VERB || ss_ftree_own_subject(tree, c) >= 0)
            continue;
        int32_t o = ss_ftree_child(tree, c, SAYSO_DEP_OBJ, NULL);
        if (o >= 0) ss_args_add(out, o);
        if (out->count) return;
    }
}

void ss_ftree_preps(const struct ss_ftree *tree, int32_t token, const char *preps, struct ss_args *out)
{
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        if (d != SAYSO_DEP_OBL && d != SAYSO_DEP_NMOD && d != SAYSO_DEP_OBL_AGENT && d != SAYSO_DEP_ADVCL &&
            d != SAYSO_DEP_ACL && d != SAYSO_DEP_CONJ && d != SAYSO_DEP_NMOD_DESC)
            continue;
        const char *p = ss_ftree_case(tree, c);
        if (!*p) {
            int32_t m = d == SAYSO_DEP_ADVCL || d == SAYSO_DEP_ACL ? ss_ftree_child(tree, c, SAYSO_DEP_MARK, NULL) : -1;
            p = m >= 0 ? tree->lemma[m] : "";
        }
        if (*p && ss_in_list(preps, ',', p)) ss_args_add(out, ss_ftree_unrelative(tree, c));
    }
}
