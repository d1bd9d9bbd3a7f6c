// SPDX-License-Identifier: Apache-2.0
// Logical arguments over a Universal Dependencies tree.
#include "code/frame_tree.h"

#include <string.h>

#include "base/str.h"

#define HELP_NEAR 12 // tokens from "supports" to what follows "in"

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
    tree->report = report;
    tree->count = n;
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

static bool gerund(const struct ss_ftree *tree, int32_t token)
{
    const char *x = tree->tokens[token].xpos;
    return x && !strcmp(x, "VBG");
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
    if (!bare_participle(tree, verb)) return false;
    if (t->deprel == SAYSO_DEP_CONJ && t->head >= 0) {
        int32_t h = t->head; // shares the auxiliary: "ten were killed and dozens injured"
        return ss_ftree_child(tree, h, SAYSO_DEP_AUX_PASS, NULL) >= 0 || bare_participle(tree, h);
    }
    return ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL) < 0;
}

static bool relative(const struct ss_ftree *tree, int32_t token)
{
    const char *l = tree->lemma[token];
    const struct sayso_token *t = &tree->tokens[token];
    bool that = t->upos == SAYSO_UPOS_SCONJ && t->deprel != SAYSO_DEP_MARK; // read as a conjunction with a role
    return (t->upos == SAYSO_UPOS_PRON || that) &&
           (!strcmp(l, "who") || !strcmp(l, "which") || !strcmp(l, "that") || !strcmp(l, "whom"));
}

// The nominal that a relative clause modifies, when the clause holds `token`.
static int32_t antecedent(const struct ss_ftree *tree, int32_t token)
{
    int32_t v = token;
    for (int step = 0; v >= 0 && step < 6; step++) {
        if (tree->tokens[v].deprel == SAYSO_DEP_ACL_RELCL) return tree->tokens[v].head;
        v = tree->tokens[v].head;
    }
    return -1;
}

static int32_t unrelative(const struct ss_ftree *tree, int32_t token)
{
    if (token < 0 || !relative(tree, token)) return token;
    int32_t a = antecedent(tree, token);
    if (a < 0) return token;
    // "he is a liar and boaster who has pledged": the clause tells of the subject
    int32_t p = tree->tokens[a].deprel == SAYSO_DEP_CONJ && tree->tokens[a].head >= 0 ? tree->tokens[a].head : a;
    int32_t s = ss_ftree_child(tree, p, SAYSO_DEP_COP, NULL) >= 0 ? ss_ftree_child(tree, p, SAYSO_DEP_NSUBJ, NULL) : -1;
    return s >= 0 && !relative(tree, s) ? s : a;
}

// A name before a dash.
static bool dateline(const struct ss_ftree *tree, int32_t token)
{
    return tree->tokens[token].upos == SAYSO_UPOS_PROPN && (uint32_t)token + 1 < tree->count &&
           ss_in_list("-,--,\xe2\x80\x93,\xe2\x80\x94", ',', tree->lemma[token + 1]);
}

static int32_t own_subject(const struct ss_ftree *tree, int32_t verb)
{
    static const enum sayso_dep subjects[] = {SAYSO_DEP_NSUBJ, SAYSO_DEP_NSUBJ_PASS, SAYSO_DEP_NSUBJ_OUTER,
                                              SAYSO_DEP_CSUBJ, SAYSO_DEP_CSUBJ_PASS}; // "fighting killed ten"
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        int32_t s = ss_ftree_child(tree, verb, subjects[i], NULL), next = s >= 0 ? tree->next[s] : -1;
        if (s >= 0 && dateline(tree, s)) // "MINNEAPOLIS -- A judge has dismissed it"
            while (next >= 0 && tree->tokens[next].deprel != subjects[i]) next = tree->next[next];
        if (s >= 0 && dateline(tree, s) && next > s && next < verb) s = next;
        if (s >= 0) return unrelative(tree, s);
    }
    return -1;
}

// "for shooting", "of shooting", "from shooting": what the object of the verb above is blamed for or kept from.
static bool blamed(const struct ss_ftree *tree, int32_t verb)
{
    int32_t m = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, NULL);
    return m >= 0 && ss_in_list("for,of,from", ',', tree->lemma[m]);
}

// The object of a verb before `before`, or a part of it, that can act: "the Tulsa officer, Betty Shelby".
static int32_t blamed_person(const struct ss_ftree *tree, int32_t verb, int32_t before)
{
    struct ss_args group = {.count = 0};
    ss_args_add(&group, ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL));
    ss_ftree_coordination(tree, &group);
    for (uint32_t i = 0; i < group.count; i++)
        if (group.item[i] < before && (!tree->mask || (tree->mask[group.item[i]] & tree->doers)))
            return unrelative(tree, group.item[i]);
    return -1;
}

// "its bid to take the town", "the Iraqi mission to retake it", "the start of Iraqi operations to retake it": whose it
// is, or -1.
static int32_t owner(const struct ss_ftree *tree, int32_t noun)
{
    int32_t p = ss_ftree_child(tree, noun, SAYSO_DEP_NMOD_POSS, NULL);
    bool person = tree->mask && (tree->mask[noun] & tree->doers); // "Islamist rebels to win": no effort of theirs
    for (int32_t c = tree->first[noun]; tree->mask && !person && p < 0 && c >= 0; c = tree->next[c])
        if (c < noun && (tree->tokens[c].deprel == SAYSO_DEP_AMOD || tree->tokens[c].deprel == SAYSO_DEP_COMPOUND) &&
            (tree->mask[c] & tree->doers))
            p = c;
    for (int32_t c = tree->first[noun]; p < 0 && c >= 0; c = tree->next[c])
        if (c > noun && tree->tokens[c].deprel == SAYSO_DEP_NMOD && !strcmp(ss_ftree_case(tree, c), "of"))
            p = owner(tree, c);
        else if (c > noun && !person && !strcmp(ss_ftree_case(tree, c), "by") && tree->mask &&
                 (tree->mask[c] & tree->doers))
            p = c; // "a raid by the police to arrest him"
    return p;
}

// "will play a role in the Iraqi operation to retake it", the infinitive hung on the verb: whose operation it is, or
// -1.
static int32_t effort_before(const struct ss_ftree *tree, int32_t verb)
{
    int32_t to = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "to");
    int32_t noun = to > 0 ? to - 1 : -1;
    if (noun < 0 || tree->tokens[noun].upos != SAYSO_UPOS_NOUN || !tree->mask || !(tree->mask[noun] & tree->efforts))
        return -1;
    return owner(tree, noun);
}

// "called on the rebels to stop shelling": those who are told to, when they stand behind "on".
static int32_t told_to(const struct ss_ftree *tree, int32_t verb, int32_t below)
{
    if (!ss_ftree_infinitive(tree, below)) return -1;
    for (int32_t c = tree->first[verb]; c >= 0 && c < below; c = tree->next[c])
        if (c > verb && tree->tokens[c].deprel == SAYSO_DEP_OBL && ss_in_list("on,upon", ',', ss_ftree_case(tree, c)) &&
            tree->mask && (tree->mask[c] & tree->doers))
            return unrelative(tree, c);
    return -1;
}

// "supports the army in retaking it": those who are helped in it, wherever the tree hung it; or -1.
static int32_t helped_before(const struct ss_ftree *tree, int32_t verb)
{
    if (!gerund(tree, verb) || !tree->mask || ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "in") < 0) return -1;
    for (int32_t v = verb; v-- > 0 && v + HELP_NEAR > verb && tree->tokens[v].sentence == tree->tokens[verb].sentence;)
        if (tree->tokens[v].upos == SAYSO_UPOS_VERB && (tree->mask[v] & tree->helps))
            return blamed_person(tree, v, verb);
    return -1;
}

static bool past(const struct ss_ftree *tree, int32_t verb)
{
    const char *x = tree->tokens[verb].xpos;
    return x && !strcmp(x, "VBD");
}

// "attacked the hall, where people were dancing, and killed 89": the verb in the past above a relative clause, to which
// a verb in the past that was joined to the clause belongs.
static int32_t clause_above(const struct ss_ftree *tree, int32_t verb)
{
    if (tree->tokens[verb].deprel != SAYSO_DEP_ACL_RELCL) return -1;
    int32_t t = tree->tokens[verb].head;
    for (int step = 0; step < 6 && t >= 0 && tree->tokens[t].upos != SAYSO_UPOS_VERB; step++) t = tree->tokens[t].head;
    return t >= 0 && past(tree, t) ? t : -1;
}

static int32_t surface_subject(const struct ss_ftree *tree, int32_t verb, int depth)
{
    int32_t s = own_subject(tree, verb);
    if (s >= 0 || depth > 8) return s;
    const struct sayso_token *t = &tree->tokens[verb];
    int32_t h = t->head;
    if (h < 0) return -1;
    int32_t helped = t->deprel == SAYSO_DEP_ADVCL || t->deprel == SAYSO_DEP_ACL ? helped_before(tree, verb) : -1;
    if (helped >= 0) return helped;
    switch (t->deprel) {
    case SAYSO_DEP_CONJ: {
        int32_t above = past(tree, verb) && gerund(tree, h) ? clause_above(tree, h) : -1;
        return surface_subject(tree, above >= 0 ? above : h, depth + 1);
    }
    case SAYSO_DEP_CCOMP: // "Turkey, accused of it, said", read as what it said
        return verb < h && bare_participle(tree, verb) ? surface_subject(tree, h, depth + 1) : -1;
    case SAYSO_DEP_XCOMP: {
        int32_t o = ss_ftree_child(tree, h, SAYSO_DEP_OBJ, NULL);
        if (o < 0) o = ss_ftree_child(tree, h, SAYSO_DEP_IOBJ, NULL);
        if (o < 0) o = told_to(tree, h, verb);
        return o >= 0 ? unrelative(tree, o) : surface_subject(tree, h, depth + 1);
    }
    case SAYSO_DEP_ADVCL: {
        if (ss_ftree_child(tree, verb, SAYSO_DEP_MARK, NULL) >= 0 && !ss_ftree_infinitive(tree, verb) &&
            !gerund(tree, verb) && !ss_ftree_past_participle(tree, verb))
            return -1;
        int32_t whose = effort_before(tree, verb);
        if (whose >= 0) return whose;
        bool passive = ss_ftree_passive(tree, h);
        int32_t told = passive ? -1 : told_to(tree, h, verb);
        if (told >= 0) return told;
        if (!passive && gerund(tree, verb) && blamed(tree, verb)) { // "criticised an officer for shooting a man"
            int32_t whom = blamed_person(tree, h, verb);
            if (whom >= 0) return whom;
        }
        int32_t o = passive ? ss_ftree_child(tree, h, SAYSO_DEP_OBL_AGENT, NULL) : -1;
        if (passive && blamed(tree, verb)) o = -1; // "was arrested by police for stealing"
        return o >= 0 && gerund(tree, verb) ? o : surface_subject(tree, h, depth + 1);
    }
    case SAYSO_DEP_ACL_RELCL:
        return ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL) >= 0 || ss_ftree_passive(tree, verb) ? h : -1;
    case SAYSO_DEP_ACL: {
        int32_t up = tree->tokens[h].deprel == SAYSO_DEP_OBL ? tree->tokens[h].head : -1;
        if (up >= 0 && gerund(tree, verb) && blamed(tree, verb)) { // "held him in contempt for refusing"
            int32_t whom =
                ss_ftree_passive(tree, up) ? surface_subject(tree, up, depth + 1) : blamed_person(tree, up, verb);
            if (whom >= 0) return whom;
        }
        if (!ss_ftree_infinitive(tree, verb)) {
            bool site = tree->mask && (tree->mask[h] & tree->sites) && !(tree->mask[h] & tree->doers);
            int32_t target = tree->tokens[h].head; // "struck their base killing ten": a base does not kill
            return site && gerund(tree, verb) && tree->tokens[h].deprel == SAYSO_DEP_OBJ && target >= 0
                       ? surface_subject(tree, target, depth + 1)
                       : h;
        }
        int32_t asked = tree->tokens[h].deprel == SAYSO_DEP_OBL ? tree->tokens[h].head : -1;
        asked = asked >= 0 ? told_to(tree, asked, verb) : -1; // "called on the government to condemn it"
        if (asked >= 0) return asked;
        if (tree->mask && (tree->mask[h] & tree->doers) && t->deprel == SAYSO_DEP_ACL &&
            tree->tokens[h].deprel == SAYSO_DEP_NMOD && ss_in_list("by,of,for,from", ',', ss_ftree_case(tree, h)))
            return h; // "preparations by the government to hold talks"
        bool goal = t->deprel == SAYSO_DEP_ACL && tree->tokens[h].deprel == SAYSO_DEP_OBL && tree->mask &&
                    (tree->mask[h] & (tree->sites | tree->doers)); // "came to our country to kill him"
        int32_t p = goal ? -1 : owner(tree, h);
        if (p >= 0) return p;
        for (int step = 0; step < 4 && h >= 0;
             step++, h = tree->tokens[h].head) { // "at the forefront of efforts to help"
            const struct sayso_token *n = &tree->tokens[h];
            if (n->head < 0) return -1;
            bool below = n->deprel == SAYSO_DEP_OBJ || n->deprel == SAYSO_DEP_OBL || n->deprel == SAYSO_DEP_OBL_AGENT;
            if (below && tree->tokens[n->head].upos == SAYSO_UPOS_VERB)
                return surface_subject(tree, n->head, depth + 1);
            if (n->deprel != SAYSO_DEP_NMOD) return -1;
            if (ss_ftree_child(tree, n->head, SAYSO_DEP_COP, NULL) >= 0) return own_subject(tree, n->head);
        }
        return -1;
    }
    default:
        return -1;
    }
}

int32_t ss_ftree_surface_subject(const struct ss_ftree *tree, int32_t verb)
{
    return surface_subject(tree, verb, 0);
}

static void add_agents(const struct ss_ftree *tree, int32_t verb, struct ss_args *out)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        if ((d == SAYSO_DEP_OBL_AGENT && *ss_ftree_case(tree, c)) ||
            (d == SAYSO_DEP_OBL && !strcmp(ss_ftree_case(tree, c), "by")))
            ss_args_add(out, unrelative(tree, c));
        int32_t of = d == SAYSO_DEP_OBL && !strcmp(tree->lemma[c], "hand") && !strcmp(ss_ftree_case(tree, c), "at")
                         ? ss_ftree_child(tree, c, SAYSO_DEP_NMOD, NULL)
                         : -1; // "were killed at the hands of rebels"
        if (of >= 0 && !strcmp(ss_ftree_case(tree, of), "of")) ss_args_add(out, of);
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
        return;
    }
    int32_t first = surface_subject(tree, verb, 0);
    ss_args_add(out, first);
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) // a headline's "Germany, others expel diplomats"
        if (c > first && c < verb && tree->tokens[c].deprel == SAYSO_DEP_NSUBJ &&
            tree->tokens[c].upos == SAYSO_UPOS_NOUN && first >= 0 && tree->tokens[first].head == verb &&
            tree->tokens[first].deprel == SAYSO_DEP_NSUBJ && comma_between(tree, first, c))
            ss_args_add(out, c);
}

void ss_ftree_object(const struct ss_ftree *tree, int32_t verb, struct ss_args *out)
{
    if (ss_ftree_passive(tree, verb)) {
        ss_args_add(out, surface_subject(tree, verb, 0));
        return;
    }
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_OBJ) ss_args_add(out, unrelative(tree, c));
    for (int32_t c = tree->first[verb]; !out->count && c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_IOBJ) ss_args_add(out, unrelative(tree, c));
    if (!out->count) ss_args_add(out, lost_object(tree, verb));
    if (out->count) return;
    const struct sayso_token *t = &tree->tokens[verb];
    if ((t->deprel == SAYSO_DEP_ACL_RELCL || t->deprel == SAYSO_DEP_ACL) &&
        t->head >= 0) { // "the town the rebels took"
        int32_t s = ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL);
        if (s >= 0 && !relative(tree, s)) ss_args_add(out, t->head);
        return;
    }
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) { // "killed and wounded ten people"
        enum sayso_dep d = tree->tokens[c].deprel;
        if (c > verb && (d == SAYSO_DEP_OBL || d == SAYSO_DEP_XCOMP || d == SAYSO_DEP_CCOMP || d == SAYSO_DEP_ADVCL))
            return; // "pressed for talks and underlined the need"
        if (d != SAYSO_DEP_CONJ || tree->tokens[c].upos != SAYSO_UPOS_VERB || own_subject(tree, c) >= 0) continue;
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
        if (*p && ss_in_list(preps, ',', p)) ss_args_add(out, unrelative(tree, c));
    }
}

// "along with two aides", "together with police", "alongside rebels".
static bool in_company(const struct ss_ftree *tree, int32_t token)
{
    int32_t c = ss_ftree_child(tree, token, SAYSO_DEP_CASE, NULL);
    if (c < 0) return false;
    if (ss_in_list("along,alongside", ',', tree->lemma[c])) return true;
    return c > 0 && !strcmp(tree->lemma[c], "with") && ss_in_list("along,together", ',', tree->lemma[c - 1]);
}

// Those who do or suffer it with the token.
static void company(const struct ss_ftree *tree, int32_t token, struct ss_args *out)
{
    const struct sayso_token *t = &tree->tokens[token];
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (c > token && tree->tokens[c].deprel == SAYSO_DEP_NMOD && in_company(tree, c)) ss_args_add(out, c);
    bool subject = t->deprel == SAYSO_DEP_NSUBJ || t->deprel == SAYSO_DEP_NSUBJ_PASS;
    if (t->head < 0 || !(subject || t->deprel == SAYSO_DEP_OBJ)) return;
    if (subject && ss_ftree_child(tree, t->head, SAYSO_DEP_OBJ, NULL) >= 0) return;
    for (int32_t c = tree->first[t->head]; c >= 0; c = tree->next[c])
        if (c > token && tree->tokens[c].deprel == SAYSO_DEP_OBL && in_company(tree, c)) ss_args_add(out, c);
}

// "the pollster who founded it and is a Republican": what is joined is a clause, no second one.
static bool joined_noun(const struct ss_ftree *tree, int32_t token)
{
    const struct sayso_token *t = &tree->tokens[token];
    return t->deprel == SAYSO_DEP_CONJ && t->upos != SAYSO_UPOS_VERB &&
           ss_ftree_child(tree, token, SAYSO_DEP_COP, NULL) < 0 &&
           ss_ftree_child(tree, token, SAYSO_DEP_NSUBJ, NULL) < 0;
}

void ss_ftree_coordination(const struct ss_ftree *tree, struct ss_args *args)
{
    struct ss_args all = {.count = 0};
    for (uint32_t i = 0; i < args->count; i++) {
        int32_t t = args->item[i];
        ss_args_add(&all, t);
        company(tree, t, &all);
        int32_t name = ss_ftree_child(tree, t, SAYSO_DEP_APPOS, NULL); // "leader Hassan A. and leader Ismail B."
        for (int32_t c = name == t + 1 ? tree->first[name] : -1; c >= 0; c = tree->next[c])
            if (joined_noun(tree, c)) ss_args_add(&all, c);
        for (int32_t c = tree->first[t]; c >= 0; c = tree->next[c]) {
            if (!joined_noun(tree, c)) continue;
            ss_args_add(&all, c);
            for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
                if (joined_noun(tree, d)) ss_args_add(&all, d);
        }
    }
    *args = all;
}
