// SPDX-License-Identifier: Apache-2.0
// Who a verb is about, where the tree does not say it at the verb: relative clauses, participles, infinitives of
// purpose, control and raising, whose effort it is.
#include <string.h>

#include "base/str.h"
#include "code/frame_tree.h"

#define HELP_NEAR 12 // tokens from "supports" to what follows "in"

static bool of_class(const struct ss_ftree *tree, int32_t token, uint64_t classes)
{
    return tree->mask && (tree->mask[token] & classes);
}

static bool gerund(const struct ss_ftree *tree, int32_t token)
{
    const char *x = tree->tokens[token].xpos;
    return x && !strcmp(x, "VBG");
}

static bool bare_participle(const struct ss_ftree *tree, int32_t verb)
{
    return ss_ftree_past_participle(tree, verb) && ss_ftree_child(tree, verb, SAYSO_DEP_AUX, NULL) < 0;
}

bool ss_ftree_relative(const struct ss_ftree *tree, int32_t token)
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
        if (tree->tokens[v].deprel == SAYSO_DEP_ACL_RELCL || tree->tokens[v].deprel == SAYSO_DEP_ADVCL_RELCL)
            return tree->tokens[v].head;
        v = tree->tokens[v].head;
    }
    return -1;
}

static int32_t surface_subject(const struct ss_ftree *tree, int32_t verb, int depth);

// "a staffer at the department who told them": who tells is a person, whom the parser missed by a noun.
static int32_t person_above(const struct ss_ftree *tree, int32_t noun, int32_t who)
{
    int32_t t = noun, before = who - 1;
    if (before > noun && tree->tokens[before].upos == SAYSO_UPOS_PUNCT) before--;
    bool named = before >= 0 && tree->tokens[before].ner == SAYSO_NER_PERSON; // "of that boast, Jane Smith, who"
    if (named || (tree->tokens[noun].upos != SAYSO_UPOS_NOUN && tree->tokens[noun].upos != SAYSO_UPOS_PROPN))
        return noun;
    for (int step = 0; step < 8 && tree->mask && !of_class(tree, t, tree->people); step++) {
        const struct sayso_token *n = &tree->tokens[t];
        bool up = n->deprel == SAYSO_DEP_NMOD || n->deprel == SAYSO_DEP_CONJ || n->deprel == SAYSO_DEP_ACL ||
                  (n->deprel == SAYSO_DEP_OBJ && n->head >= 0 && tree->tokens[n->head].deprel == SAYSO_DEP_ACL);
        if (n->ner == SAYSO_NER_PERSON || !up || n->head < 0 || n->head > t) return noun;
        t = n->head;
    }
    if (t != noun && ss_ftree_child(tree, t, SAYSO_DEP_COP, NULL) >= 0) { // "he was a member of the band who shot"
        int32_t subject = ss_ftree_child(tree, t, SAYSO_DEP_NSUBJ, NULL);
        if (subject >= 0 && !ss_ftree_relative(tree, subject)) return subject;
    }
    return of_class(tree, t, tree->people) ? t : noun;
}

// The head of the noun phrase that ends right before a relative pronoun, or the pronoun.
static int32_t noun_before(const struct ss_ftree *tree, int32_t pronoun)
{
    int32_t t = pronoun - 1;
    if (t > 0 && tree->tokens[t].upos == SAYSO_UPOS_PUNCT) t--;
    if (t >= 0 && tree->tokens[t].deprel == SAYSO_DEP_FLAT && tree->tokens[t].head >= 0) t = tree->tokens[t].head;
    bool noun = t >= 0 && tree->tokens[t].sentence == tree->tokens[pronoun].sentence &&
                (tree->tokens[t].upos == SAYSO_UPOS_NOUN || tree->tokens[t].upos == SAYSO_UPOS_PROPN);
    return noun ? t : pronoun;
}

int32_t ss_ftree_unrelative(const struct ss_ftree *tree, int32_t token)
{
    if (token < 0 || !ss_ftree_relative(tree, token)) return token;
    int32_t a = antecedent(tree, token);
    bool who = !strncmp(tree->lemma[token], "who", 3);
    if (a < 0) return who ? noun_before(tree, token) : token;
    if (!strcmp(tree->lemma[token], "which") && of_class(tree, a, tree->people)) {
        int32_t thing = noun_before(tree, token); // "an adviser to the bank, which denies it"
        if (thing > a && !of_class(tree, thing, tree->people)) return thing;
    }
    // "he is a liar and boaster who has pledged": the clause tells of the subject
    int32_t p = tree->tokens[a].deprel == SAYSO_DEP_CONJ && tree->tokens[a].head >= 0 ? tree->tokens[a].head : a;
    bool is = ss_ftree_child(tree, p, SAYSO_DEP_COP, NULL) >= 0;
    int32_t s = !is ? -1 : who ? surface_subject(tree, p, 1) : ss_ftree_child(tree, p, SAYSO_DEP_NSUBJ, NULL);
    // "it was the army that fired": "it" stands for nothing
    bool cleft = s >= 0 && tree->tokens[s].upos == SAYSO_UPOS_PRON && !strcmp(tree->lemma[s], "it");
    if (s >= 0 && !cleft && !ss_ftree_relative(tree, s)) return s;
    return who ? person_above(tree, a, token) : a;
}

// A name before a dash, or a phrase before a colon: "friends once more: the senator endorses him".
static bool heading(const struct ss_ftree *tree, int32_t token, int32_t next)
{
    if (tree->tokens[token].upos == SAYSO_UPOS_PROPN && (uint32_t)token + 1 < tree->count &&
        ss_in_list("-,--,\xe2\x80\x93,\xe2\x80\x94", ',', tree->lemma[token + 1]))
        return true;
    if (tree->tokens[token].upos == SAYSO_UPOS_ADJ && tree->tokens[next].upos != SAYSO_UPOS_ADJ)
        return true; // "most damaging, the peacekeepers have been blamed"
    for (int32_t t = token + 1; t < next; t++)
        if (!strcmp(tree->lemma[t], ":")) return true;
    return false;
}

int32_t ss_ftree_own_subject(const struct ss_ftree *tree, int32_t verb)
{
    static const enum sayso_dep subjects[] = {SAYSO_DEP_NSUBJ, SAYSO_DEP_NSUBJ_PASS, SAYSO_DEP_NSUBJ_OUTER,
                                              SAYSO_DEP_CSUBJ, SAYSO_DEP_CSUBJ_PASS}; // "fighting killed ten"
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        int32_t s = ss_ftree_child(tree, verb, subjects[i], NULL), next = s >= 0 ? tree->next[s] : -1;
        while (next >= 0 && tree->tokens[next].deprel != subjects[i]) next = tree->next[next];
        if (s >= 0 && next > s && next < verb && heading(tree, s, next))
            s = next; // "MINNEAPOLIS -- A judge has dismissed it"
        if (s >= 0) return ss_ftree_unrelative(tree, s);
    }
    return -1;
}

// "for shooting", "of shooting", "from shooting": what the object of the verb above is blamed for or kept from.
static bool blamed(const struct ss_ftree *tree, int32_t verb)
{
    int32_t m = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, NULL);
    return m >= 0 && ss_ftree_prep(tree, SS_PREP_BLAME, tree->lemma[m]); // "charged him with shooting"
}

// Somebody, or a capital that stands for a government.
static bool blameable(const struct ss_ftree *tree, int32_t token)
{
    const struct sayso_token *t = &tree->tokens[token];
    return !tree->mask || of_class(tree, token, tree->doers) || t->upos == SAYSO_UPOS_PRON ||
           (t->upos == SAYSO_UPOS_PROPN && of_class(tree, token, tree->sites));
}

// The object of a verb before `before`, or a part of it, that can act: "the Tulsa officer, Betty Shelby".
static int32_t blamed_person(const struct ss_ftree *tree, int32_t verb, int32_t before)
{
    struct ss_args group = {.count = 0};
    ss_args_add(&group, ss_ftree_child(tree, verb, SAYSO_DEP_IOBJ, NULL)); // "gave him a fine for leaving"
    ss_args_add(&group, ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL));
    ss_ftree_coordination(tree, &group);
    for (uint32_t i = 0; i < group.count; i++)
        if (group.item[i] < before && blameable(tree, group.item[i])) return ss_ftree_unrelative(tree, group.item[i]);
    return -1;
}

// "accused him of lying and failing to pay", the second gerund joined to the verb: whom the verb blames, or -1.
static int32_t blamed_beside(const struct ss_ftree *tree, int32_t verb, int32_t second)
{
    if (ss_ftree_child(tree, second, SAYSO_DEP_AUX, NULL) >= 0) return -1;
    for (int32_t c = tree->first[verb]; c >= 0 && c < second; c = tree->next[c])
        if (c > verb && blamed(tree, c)) return blamed_person(tree, verb, c);
    return -1;
}

// "its bid to take the town", "the Iraqi mission to retake it", "the start of Iraqi operations to retake it": whose it
// is, or -1.
static int32_t owner(const struct ss_ftree *tree, int32_t noun)
{
    int32_t p = ss_ftree_child(tree, noun, SAYSO_DEP_NMOD_POSS, NULL);
    bool person = of_class(tree, noun, tree->doers); // "Islamist rebels to win": no effort of theirs
    for (int32_t c = tree->first[noun]; tree->mask && !person && p < 0 && c >= 0; c = tree->next[c])
        if (c < noun && (tree->tokens[c].deprel == SAYSO_DEP_AMOD || tree->tokens[c].deprel == SAYSO_DEP_COMPOUND) &&
            of_class(tree, c, tree->doers))
            p = c;
    for (int32_t c = tree->first[noun]; p < 0 && c >= 0; c = tree->next[c])
        if (c > noun && tree->tokens[c].deprel == SAYSO_DEP_NMOD && !strcmp(ss_ftree_case(tree, c), "of"))
            p = owner(tree, c);
        else if (c > noun && !person && !strcmp(ss_ftree_case(tree, c), "by") && of_class(tree, c, tree->doers))
            p = c; // "a raid by the police to arrest him"
    return p;
}

// "will play a role in the Iraqi operation to retake it", the infinitive hung on the verb: whose operation it is, or
// -1.
static int32_t effort_before(const struct ss_ftree *tree, int32_t verb)
{
    int32_t to = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "to");
    int32_t noun = to > 0 ? to - 1 : -1;
    if (noun < 0 || tree->tokens[noun].upos != SAYSO_UPOS_NOUN || !of_class(tree, noun, tree->efforts)) return -1;
    return owner(tree, noun);
}

// "called on the rebels to stop shelling": those who are told to, when they stand behind "on".
static int32_t told_to(const struct ss_ftree *tree, int32_t verb, int32_t below)
{
    if (!ss_ftree_infinitive(tree, below)) return -1;
    for (int32_t c = tree->first[verb]; c >= 0 && c < below; c = tree->next[c])
        if (c > verb && tree->tokens[c].deprel == SAYSO_DEP_OBL &&
            ss_ftree_prep(tree, SS_PREP_ASKED, ss_ftree_case(tree, c)) && of_class(tree, c, tree->doers))
            return ss_ftree_unrelative(tree, c);
    return -1;
}

// "supports the army in retaking it": those who are helped in it, wherever the tree hung it; or -1.
static int32_t helped_before(const struct ss_ftree *tree, int32_t verb)
{
    if (!gerund(tree, verb) || !tree->mask || ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "in") < 0) return -1;
    for (int32_t v = verb; v-- > 0 && v + HELP_NEAR > verb && tree->tokens[v].sentence == tree->tokens[verb].sentence;)
        if (tree->tokens[v].upos == SAYSO_UPOS_VERB && of_class(tree, v, tree->helps))
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

// "sent a letter to the board urging them": the verb by which a message goes to the noun, or -1.
static int32_t sender_of(const struct ss_ftree *tree, int32_t noun)
{
    const struct sayso_token *n = &tree->tokens[noun];
    for (int step = 0;
         step < 2 && n->deprel == SAYSO_DEP_NMOD && n->head >= 0 && strcmp(ss_ftree_case(tree, noun), "to");
         step++) { // "the board of directors"
        noun = n->head;
        n = &tree->tokens[noun];
    }
    if (!tree->mask || strcmp(ss_ftree_case(tree, noun), "to") || n->head < 0) return -1;
    int32_t verb = n->head;
    for (int step = 0; step < 3 && verb >= 0 && tree->tokens[verb].upos != SAYSO_UPOS_VERB; step++)
        verb = tree->tokens[verb].head;
    if (verb < 0 || verb > noun || tree->tokens[verb].upos != SAYSO_UPOS_VERB) return -1;
    int32_t message = ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL);
    if (message < 0) return tree->mask[verb] & tree->messages ? verb : -1; // "wrote to him asking"
    return message < noun && of_class(tree, message, tree->messages) ? verb : -1;
}

// "hard for the army to take it", the army hung on "hard": who stands between "for" and "to", or -1.
static int32_t between_for_and_to(const struct ss_ftree *tree, int32_t verb)
{
    int32_t to = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "to"), t = to - 1;
    int32_t mark = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "for");
    if (to < 2 || !tree->mask || tree->tokens[t].sentence != tree->tokens[to].sentence) return -1;
    if (tree->tokens[t].deprel == SAYSO_DEP_FLAT && tree->tokens[t].head >= 0) t = tree->tokens[t].head;
    int32_t whole = tree->tokens[t].head; // "for families of victims to sue"
    if (tree->tokens[t].deprel == SAYSO_DEP_NMOD && whole >= 0 && whole < t &&
        !strcmp(ss_ftree_case(tree, whole), "for"))
        t = whole;
    bool noun = tree->tokens[t].upos == SAYSO_UPOS_PROPN || tree->tokens[t].upos == SAYSO_UPOS_NOUN;
    bool here = !strcmp(ss_ftree_case(tree, t), "for") || (mark >= 0 && mark < t);
    return noun && here && of_class(tree, t, tree->doers) ? t : -1;
}

// "with Russia backing the government, talks stalled": the noun right before a gerund, behind "with", does it; or -1.
static int32_t with_before(const struct ss_ftree *tree, int32_t verb)
{
    int32_t noun = -1;
    for (int32_t t = verb - 1; t >= 0 && tree->tokens[t].sentence == tree->tokens[verb].sentence; t--) {
        enum sayso_upos upos = (enum sayso_upos)tree->tokens[t].upos;
        if (upos == SAYSO_UPOS_NOUN || upos == SAYSO_UPOS_PROPN || upos == SAYSO_UPOS_PRON) {
            if (noun < 0 || tree->tokens[noun].head == t) noun = t;
        } else if (upos == SAYSO_UPOS_ADP || upos == SAYSO_UPOS_SCONJ) {
            return noun >= 0 && !strcmp(tree->lemma[t], "with") ? noun : -1;
        } else if (upos != SAYSO_UPOS_DET && upos != SAYSO_UPOS_ADJ && upos != SAYSO_UPOS_NUM &&
                   upos != SAYSO_UPOS_PART) {
            return -1;
        }
    }
    return -1;
}

static int32_t subject_of_joined(const struct ss_ftree *tree, int32_t verb, int32_t first, int depth)
{
    int32_t accused = gerund(tree, verb) && !gerund(tree, first) ? blamed_beside(tree, first, verb) : -1;
    if (accused >= 0) return accused;
    int32_t above = past(tree, verb) && gerund(tree, first) ? clause_above(tree, first) : -1;
    int32_t shared = surface_subject(tree, above >= 0 ? above : first, depth);
    if (shared >= 0 || ss_ftree_child(tree, verb, SAYSO_DEP_COP, NULL) < 0) return shared;
    int32_t h = first; // "incites hate and is a liar"
    for (int step = 0; h >= 0 && step < 4 && tree->tokens[h].upos != SAYSO_UPOS_VERB; step++) h = tree->tokens[h].head;
    bool before = h >= 0 && h < verb && tree->tokens[h].upos == SAYSO_UPOS_VERB;
    return before ? ss_ftree_own_subject(tree, h) : -1;
}

// "ordered the army to withdraw", "called on them to stop": the object of the verb above, else its subject.
static int32_t subject_of_complement(const struct ss_ftree *tree, int32_t verb, int32_t above, int depth)
{
    int32_t o = ss_ftree_child(tree, above, SAYSO_DEP_OBJ, NULL);
    if (o < 0) o = ss_ftree_child(tree, above, SAYSO_DEP_IOBJ, NULL);
    if (o < 0) o = told_to(tree, above, verb);
    if (o >= 0) o = ss_ftree_unrelative(tree, o);
    int32_t own = o >= 0 && of_class(tree, o, tree->means) ? surface_subject(tree, above, depth) : -1;
    if (own >= 0 && blameable(tree, own)) return own; // "a knife that he used to stab her"
    return o >= 0 ? o : surface_subject(tree, above, depth);
}

static int32_t subject_of_adverbial(const struct ss_ftree *tree, int32_t verb, int32_t above, int depth)
{
    bool ing = gerund(tree, verb), passive = ss_ftree_passive(tree, above);
    if (ss_ftree_child(tree, verb, SAYSO_DEP_MARK, NULL) >= 0 && !ss_ftree_infinitive(tree, verb) && !ing &&
        !ss_ftree_past_participle(tree, verb))
        return -1;
    int32_t whose = effort_before(tree, verb);
    if (whose < 0 && ing) whose = with_before(tree, verb);
    if (whose >= 0) return whose;
    int32_t told = passive ? -1 : told_to(tree, above, verb);
    if (told >= 0) return told;
    if (!passive && ing && blamed(tree, verb)) {         // "criticised an officer for shooting a man"
        int32_t whom = blamed_person(tree, above, verb); // "voted to hold him in contempt for refusing"
        int32_t below = ss_ftree_child(tree, above, SAYSO_DEP_XCOMP, NULL);
        if (whom < 0 && below >= 0 && below < verb) whom = blamed_person(tree, below, verb);
        if (whom >= 0) return whom;
    }
    int32_t agent = passive ? ss_ftree_child(tree, above, SAYSO_DEP_OBL_AGENT, NULL) : -1;
    if (passive && blamed(tree, verb)) agent = -1; // "was arrested by police for stealing"
    return agent >= 0 && ing ? agent : surface_subject(tree, above, depth);
}

// A participle behind a noun: the noun does it, unless the noun is a message, what somebody is blamed in, a number.
static int32_t subject_of_participle(const struct ss_ftree *tree, int32_t verb, int32_t noun, int depth)
{
    const struct sayso_token *n = &tree->tokens[noun];
    if (!gerund(tree, verb)) return noun;
    int32_t sender = sender_of(tree, noun);
    if (sender >= 0) return surface_subject(tree, sender, depth);
    int32_t up = n->deprel == SAYSO_DEP_OBL ? n->head : -1;
    if (up >= 0 && blamed(tree, verb)) { // "held him in contempt for refusing"
        int32_t whom = ss_ftree_passive(tree, up) ? surface_subject(tree, up, depth) : blamed_person(tree, up, verb);
        if (whom >= 0) return whom;
    }
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) // "a wave of officers killing people"
        if (c > noun && c + 1 == verb && tree->tokens[c].deprel == SAYSO_DEP_NMOD && of_class(tree, c, tree->doers) &&
            !of_class(tree, noun, tree->doers))
            return c;
    // "he is one of many calling for it": the clause tells of the subject
    if (!strcmp(tree->lemma[noun], "one") && ss_ftree_child(tree, noun, SAYSO_DEP_COP, NULL) >= 0)
        return ss_ftree_own_subject(tree, noun);
    bool site = of_class(tree, noun, tree->sites) && !of_class(tree, noun, tree->doers);
    if (site && n->deprel == SAYSO_DEP_OBJ && n->head >= 0) // "struck their base killing ten": a base does not kill
        return surface_subject(tree, n->head, depth);
    return noun;
}

// "at the forefront of efforts to help": the subject of the clause that the noun stands in, where nothing nearer does
// it; or -1.
static int32_t subject_around(const struct ss_ftree *tree, int32_t noun, int depth)
{
    for (int step = 0; step < 4 && noun >= 0; step++, noun = tree->tokens[noun].head) {
        const struct sayso_token *n = &tree->tokens[noun];
        if (n->head < 0) return -1;
        bool below = n->deprel == SAYSO_DEP_OBJ || n->deprel == SAYSO_DEP_OBL || n->deprel == SAYSO_DEP_OBL_AGENT;
        if (below && tree->tokens[n->head].upos == SAYSO_UPOS_VERB) return surface_subject(tree, n->head, depth);
        if (n->deprel != SAYSO_DEP_NMOD) return -1;
        if (ss_ftree_child(tree, n->head, SAYSO_DEP_COP, NULL) >= 0) return ss_ftree_own_subject(tree, n->head);
    }
    return -1;
}

// An infinitive behind a noun: those who are asked for it, whose plan it is, who has the plan.
static int32_t subject_of_infinitive(const struct ss_ftree *tree, int32_t verb, int32_t noun, int depth)
{
    const struct sayso_token *n = &tree->tokens[noun];
    bool doer = of_class(tree, noun, tree->doers);
    int32_t asked = n->deprel == SAYSO_DEP_OBL && n->head >= 0 ? told_to(tree, n->head, verb) : -1;
    if (asked >= 0) return asked; // "called on the government to condemn it"
    if (doer && n->deprel == SAYSO_DEP_NMOD && ss_ftree_prep(tree, SS_PREP_PLAN, ss_ftree_case(tree, noun)))
        return noun; // "preparations by the government to hold talks"
    for (int32_t c = tree->first[noun]; c >= 0 && c < verb; c = tree->next[c]) // "a call for the army to withdraw"
        if (c > noun && tree->tokens[c].deprel == SAYSO_DEP_NMOD && of_class(tree, c, tree->doers) && !doer &&
            ss_ftree_prep(tree, SS_PREP_WANTED, ss_ftree_case(tree, c)))
            return ss_ftree_unrelative(tree, c);
    int32_t near = ss_ftree_child(tree, verb, SAYSO_DEP_MARK, "to") - 1;
    if (near > noun && tree->tokens[near].upos == SAYSO_UPOS_NOUN && ss_ftree_within(tree, near, noun)) {
        int32_t whose = owner(tree, near); // "in response to the US decision to expel them"
        if (whose >= 0) return whose;
    }
    bool goal = n->deprel == SAYSO_DEP_OBL && of_class(tree, noun, tree->sites | tree->doers);
    int32_t whose = goal ? -1 : owner(tree, noun); // a goal: "came to our country to kill him"
    return whose >= 0 ? whose : subject_around(tree, noun, depth);
}

static int32_t surface_subject(const struct ss_ftree *tree, int32_t verb, int depth)
{
    int32_t s = ss_ftree_own_subject(tree, verb);
    if (s < 0) s = between_for_and_to(tree, verb);
    if (s >= 0 || depth > 8) return s;
    const struct sayso_token *t = &tree->tokens[verb];
    int32_t h = t->head, below = depth + 1;
    if (h < 0) return -1;
    if (t->deprel == SAYSO_DEP_ADVCL && gerund(tree, verb) && ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL) < 0 &&
        (ss_ftree_child(tree, verb, SAYSO_DEP_COMPOUND, NULL) >= 0 ||
         ss_ftree_child(tree, verb, SAYSO_DEP_DET, NULL) >= 0))
        return -1; // "spoke after the latest police shooting": a noun
    int32_t helped = t->deprel == SAYSO_DEP_ADVCL || t->deprel == SAYSO_DEP_ACL ? helped_before(tree, verb) : -1;
    if (helped >= 0) return helped;
    switch (t->deprel) {
    case SAYSO_DEP_CONJ:
        return subject_of_joined(tree, verb, h, below);
    case SAYSO_DEP_CCOMP: // "Turkey, accused of it, said", read as what it said
        return verb < h && bare_participle(tree, verb) ? surface_subject(tree, h, below) : -1;
    case SAYSO_DEP_XCOMP:
        return subject_of_complement(tree, verb, h, below);
    case SAYSO_DEP_ADVCL:
        return subject_of_adverbial(tree, verb, h, below);
    case SAYSO_DEP_ACL_RELCL:
        return ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL) >= 0 || ss_ftree_passive(tree, verb) ? h : -1;
    case SAYSO_DEP_ACL:
        return ss_ftree_infinitive(tree, verb) ? subject_of_infinitive(tree, verb, h, below)
                                               : subject_of_participle(tree, verb, h, below);
    default:
        return -1;
    }
}

int32_t ss_ftree_surface_subject(const struct ss_ftree *tree, int32_t verb)
{
    return surface_subject(tree, verb, 0);
}
