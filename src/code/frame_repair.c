// SPDX-License-Identifier: Apache-2.0
// The usual slips of a parser, set right in the frames' own copy of the trees.
#include <string.h>

#include "base/str.h"
#include "code/frame_tree.h"

// "killed in police firing", read as "killed in police" and "firing": the word in -ing is the noun of the phrase.
static void repair_gerund(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i], *before = i ? t - 1 : NULL;
    if (!before || t->deprel != SAYSO_DEP_ADVCL || !t->xpos || strcmp(t->xpos, "VBG") ||
        before->upos != SAYSO_UPOS_NOUN)
        return;
    if (before->deprel != SAYSO_DEP_OBL || before->head != t->head || before->sentence != t->sentence) return;
    if (ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_OBJ, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i - 1, SAYSO_DEP_DET, NULL) >= 0)
        return;
    t->deprel = SAYSO_DEP_OBL;
    t->upos = SAYSO_UPOS_NOUN;
    before->deprel = SAYSO_DEP_COMPOUND;
    before->head = (int32_t)i;
    for (int32_t c = tree->first[i - 1]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_CASE) tree->tokens[c].head = (int32_t)i;
    for (int32_t c = tree->first[i]; c >= 0; c = tree->next[c])
        if (tree->tokens[c].deprel == SAYSO_DEP_MARK && tree->tokens[c].upos == SAYSO_UPOS_ADP)
            tree->tokens[c].deprel = SAYSO_DEP_CASE;
    for (int32_t c = tree->first[t->head]; c >= 0; c = tree->next[c])
        if (c + 1 < (int32_t)i && c + 3 > (int32_t)i && tree->tokens[c].upos == SAYSO_UPOS_ADP) {
            tree->tokens[c].head = (int32_t)i;
            tree->tokens[c].deprel = SAYSO_DEP_CASE;
        }
}

// "Fighting between the two killed ten", read as "while fighting, killed": the only subject the verb has.
static void repair_gerund_subject(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    int32_t h = t->head;
    if (t->deprel != SAYSO_DEP_ADVCL || h <= (int32_t)i || !t->xpos || strcmp(t->xpos, "VBG") ||
        tree->tokens[h].upos != SAYSO_UPOS_VERB || ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_OBJ, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_MARK, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_PUNCT, NULL) >= 0 ||
        ss_ftree_child(tree, h, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
        ss_ftree_child(tree, h, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0 || ss_ftree_infinitive(tree, h))
        return;
    t->deprel = SAYSO_DEP_CSUBJ;
}

// "Adam Smith, the top Democrat, called on them", read as a name with a participle: the past verb of the sentence.
static void repair_past(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    const struct sayso_token *above = &tree->tokens[t->head];
    if (t->deprel != SAYSO_DEP_ACL || !t->xpos || strcmp(t->xpos, "VBN") || above->deprel != SAYSO_DEP_ROOT ||
        above->upos != SAYSO_UPOS_PROPN || !i || tree->tokens[i - 1].upos != SAYSO_UPOS_PUNCT ||
        tree->tokens[i - 1].sentence != t->sentence || ss_ftree_child(tree, t->head, SAYSO_DEP_APPOS, NULL) < 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_OBL_AGENT, NULL) >= 0)
        return;
    t->xpos = "VBD";
    t->feats = NULL;
}

static bool lacks_subject(const struct ss_ftree *tree, int32_t verb)
{
    const char *x = tree->tokens[verb].xpos;
    bool finite = (x && (!strcmp(x, "VBD") || !strcmp(x, "VBZ") || !strcmp(x, "VBP"))) ||
                  ss_ftree_child(tree, verb, SAYSO_DEP_AUX, NULL) >= 0;
    return finite && tree->tokens[verb].upos == SAYSO_UPOS_VERB &&
           ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ, NULL) < 0 &&
           ss_ftree_child(tree, verb, SAYSO_DEP_NSUBJ_PASS, NULL) < 0 &&
           ss_ftree_child(tree, verb, SAYSO_DEP_CSUBJ, NULL) < 0 &&
           ss_ftree_child(tree, verb, SAYSO_DEP_EXPL, NULL) < 0;
}

// "With the help of the coalition, the army has taken the town", the army read as an apposition: the subject of the
// only verb that has none.
static void repair_subject(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->deprel != SAYSO_DEP_APPOS || t->head > (int32_t)i ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_DET, NULL) < 0)
        return;
    int32_t v = t->head;
    for (int step = 0; step < 5 && v >= 0 && tree->tokens[v].upos != SAYSO_UPOS_VERB; step++) {
        if (tree->tokens[v].deprel != SAYSO_DEP_NMOD && tree->tokens[v].deprel != SAYSO_DEP_OBL) return;
        v = tree->tokens[v].head;
    }
    if (v <= (int32_t)i || tree->tokens[v].upos != SAYSO_UPOS_VERB) return;
    if (!lacks_subject(tree, v)) return;
    t->deprel = ss_ftree_child(tree, v, SAYSO_DEP_AUX_PASS, NULL) >= 0 ? SAYSO_DEP_NSUBJ_PASS : SAYSO_DEP_NSUBJ;
    t->head = v;
}

// "the senator called on them after the mogul claimed it", the senator hung on "claimed"; "jets with their lights
// turned off have flown", the jets hung on "turned": the subject that the verb of the sentence lacks. `i` is the
// subject.
static void repair_far_subject(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    int32_t below = t->head, verb = tree->tokens[below].head;
    if (t->deprel != SAYSO_DEP_NSUBJ || tree->tokens[below].deprel != SAYSO_DEP_ADVCL || verb <= (int32_t)i ||
        t->upos == SAYSO_UPOS_PRON || below < (int32_t)i || !lacks_subject(tree, verb))
        return;
    bool two = false; // the clause has a subject of its own behind the verb
    for (int32_t c = tree->first[below]; c >= 0; c = tree->next[c])
        two |= c > verb && c < below && tree->tokens[c].deprel == SAYSO_DEP_NSUBJ;
    const char *x = tree->tokens[below].xpos;
    bool participle = below < verb && x && (!strcmp(x, "VBN") || !strcmp(x, "VBD")) &&
                      ss_ftree_child(tree, below, SAYSO_DEP_AUX, NULL) < 0 &&
                      ss_ftree_child(tree, below, SAYSO_DEP_MARK, NULL) < 0;
    if (!two && !participle) return;
    t->head = verb;
    if (ss_ftree_child(tree, verb, SAYSO_DEP_AUX_PASS, NULL) >= 0) t->deprel = SAYSO_DEP_NSUBJ_PASS;
}

// "met with a liaison Peter Smith", "Secretary of State Mike Smith": the name is the liaison's, not an adjunct.
static void repair_name(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->upos != SAYSO_UPOS_PROPN || ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_CASE, NULL) >= 0) return;
    const struct sayso_token *before = i ? t - 1 : NULL;
    static const enum sayso_dep below[] = {SAYSO_DEP_OBL,   SAYSO_DEP_NMOD,       SAYSO_DEP_OBJ,
                                           SAYSO_DEP_NSUBJ, SAYSO_DEP_NSUBJ_PASS, SAYSO_DEP_NMOD_POSS};
    bool first = false, second = false;
    for (size_t k = 0; before && k < sizeof below / sizeof *below; k++) {
        first |= before->deprel == below[k];
        second |= t->deprel == below[k] && below[k] != SAYSO_DEP_OBJ;
    }
    bool title =
        before && before->upos == SAYSO_UPOS_PROPN && !before->ner && t->ner == SAYSO_NER_PERSON; // "Justice X"
    bool noun = before && (before->upos == SAYSO_UPOS_NOUN || title);
    bool beside = first && second && noun && before->head == t->head && before->sentence == t->sentence;
    unsigned above = tree->tokens[t->head].upos;
    if (beside)
        t->head = (int32_t)i - 1;
    else if ((int32_t)i < t->head || t->deprel != SAYSO_DEP_NMOD ||
             (above != SAYSO_UPOS_NOUN && above != SAYSO_UPOS_PROPN))
        return;
    t->deprel = SAYSO_DEP_APPOS;
}

// "urged them to free all those detained", those read as an object of "urged": what stands behind the infinitive is its
// own.
static void repair_infinitive(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    int32_t inf = ss_ftree_child(tree, t->head, SAYSO_DEP_XCOMP, NULL);
    if (t->deprel != SAYSO_DEP_OBJ || inf < t->head || inf > (int32_t)i || !ss_ftree_infinitive(tree, inf) ||
        ss_ftree_child(tree, inf, SAYSO_DEP_OBJ, NULL) >= 0)
        return;
    int32_t whom = ss_ftree_child(tree, t->head, SAYSO_DEP_IOBJ, NULL);
    if (whom < 0) whom = ss_ftree_child(tree, t->head, SAYSO_DEP_OBJ, NULL);
    if (whom < t->head || whom > inf) return;
    t->head = inf;
}

// "condemned in the strongest terms the attack": the object behind an adjunct, read as a part of the adjunct.
static void repair_object(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    const struct sayso_token *above = &tree->tokens[t->head];
    if (t->deprel != SAYSO_DEP_NMOD || above->deprel != SAYSO_DEP_OBL || (int32_t)i < t->head || above->head < 0 ||
        above->head > t->head || tree->tokens[above->head].upos != SAYSO_UPOS_VERB ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_CASE, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_DET, NULL) < 0 ||
        ss_ftree_child(tree, above->head, SAYSO_DEP_OBJ, NULL) >= 0 ||
        ss_ftree_child(tree, above->head, SAYSO_DEP_AUX_PASS, NULL) >= 0)
        return;
    t->deprel = SAYSO_DEP_OBJ;
    t->head = above->head;
}

// "Two soldiers killed in a raid", "Man shot dead near the border": headlines leave out the verb to be; the subject of
// a verb that cannot do without an object is whom it was done to. `i` is the subject.
static void repair_headline(struct ss_ftree *tree, uint32_t i, ss_verb_is *is, const void *user)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->deprel != SAYSO_DEP_NSUBJ || t->upos == SAYSO_UPOS_PRON || t->head < (int32_t)i) return;
    int32_t verb = t->head, next = verb + 1;
    const struct sayso_token *v = &tree->tokens[verb];
    if (v->upos != SAYSO_UPOS_VERB || !v->xpos || (strcmp(v->xpos, "VBD") != 0 && strcmp(v->xpos, "VBN") != 0) ||
        v->deprel == SAYSO_DEP_ACL_RELCL || v->deprel == SAYSO_DEP_CONJ)
        return;
    bool result = (uint32_t)next < tree->count && tree->tokens[next].upos == SAYSO_UPOS_ADJ &&
                  tree->tokens[next].head == verb && tree->tokens[next].deprel == SAYSO_DEP_XCOMP;
    if (result) next++;
    if (!is(user, SS_VERB_HAS_OBJECT, tree->lemma[verb]) &&
        !(result && is(user, SS_VERB_HAS_RESULT, tree->lemma[verb])))
        return;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        enum sayso_dep dep = tree->tokens[c].deprel;
        if (dep == SAYSO_DEP_OBJ || dep == SAYSO_DEP_IOBJ || dep == SAYSO_DEP_AUX || dep == SAYSO_DEP_AUX_PASS ||
            dep == SAYSO_DEP_CCOMP || (dep == SAYSO_DEP_CONJ && ss_ftree_child(tree, c, SAYSO_DEP_OBJ, NULL) >= 0))
            return;
    }
    if ((uint32_t)next < tree->count && tree->tokens[next].sentence == v->sentence) {
        enum sayso_upos after = tree->tokens[next].upos;
        bool more = after == SAYSO_UPOS_AUX; // "the men detained could be …"
        if (after != SAYSO_UPOS_ADP && after != SAYSO_UPOS_SCONJ && after != SAYSO_UPOS_PUNCT && !more) return;
    }
    t->deprel = SAYSO_DEP_NSUBJ_PASS;
}

// "A Severn, Md., man was arrested", the town read as a subject of its own: it stands before the man. `i` is the town.
static void repair_town(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    if ((t->deprel != SAYSO_DEP_NSUBJ && t->deprel != SAYSO_DEP_NSUBJ_PASS) || t->upos != SAYSO_UPOS_PROPN ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_DET, "a") < 0)
        return;
    for (int32_t c = tree->first[t->head]; c >= 0; c = tree->next[c])
        if (c > (int32_t)i && tree->tokens[c].deprel == t->deprel && tree->tokens[c].upos == SAYSO_UPOS_NOUN &&
            ss_ftree_child(tree, c, SAYSO_DEP_DET, NULL) < 0) {
            t->deprel = SAYSO_DEP_COMPOUND;
            t->head = c;
            return;
        }
}

// "Two persons killed 13 injured in a raid", "A child killed, two others injured": two outcomes, the second read as
// done by the first. `i` is the first subject.
static void repair_outcomes(struct ss_ftree *tree, uint32_t i, ss_verb_is *is, const void *user)
{
    struct sayso_token *t = &tree->tokens[i];
    int32_t verb = t->head;
    if (t->deprel != SAYSO_DEP_NSUBJ || t->upos == SAYSO_UPOS_PRON || verb < (int32_t)i ||
        tree->tokens[verb].upos != SAYSO_UPOS_VERB || !is(user, SS_VERB_HAS_OBJECT, tree->lemma[verb]))
        return;
    bool counted = t->upos == SAYSO_UPOS_NUM || ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_NUMMOD, NULL) >= 0;
    bool comma = (uint32_t)verb + 1 < tree->count && tree->tokens[verb + 1].upos == SAYSO_UPOS_PUNCT;
    int32_t o = ss_ftree_child(tree, verb, SAYSO_DEP_OBJ, NULL), other = o + 1;
    if (o < verb || !(counted || comma) || (uint32_t)other >= tree->count) return;
    struct sayso_token *p = &tree->tokens[other];
    if (p->upos != SAYSO_UPOS_VERB || !p->xpos || strcmp(p->xpos, "VBN") != 0 || (p->head != o && p->head != verb) ||
        !is(user, SS_VERB_HAS_OBJECT, tree->lemma[other]))
        return;
    t->deprel = SAYSO_DEP_NSUBJ_PASS;
    p->deprel = SAYSO_DEP_CONJ;
    p->head = verb;
    tree->tokens[o].deprel = SAYSO_DEP_NSUBJ_PASS;
    tree->tokens[o].head = other;
}

// "the mayor of Lyon and the prefect", the prefect joined to Lyon: what has an article of its own goes with the mayor.
static void repair_row(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    const struct sayso_token *name = &tree->tokens[t->head];
    if (t->deprel != SAYSO_DEP_CONJ || t->upos != SAYSO_UPOS_NOUN || t->head > (int32_t)i ||
        name->upos != SAYSO_UPOS_PROPN || name->deprel != SAYSO_DEP_NMOD || name->head < 0 || name->head > t->head ||
        tree->tokens[name->head].upos != SAYSO_UPOS_NOUN || strcmp(ss_ftree_case(tree, t->head), "of") != 0 ||
        ss_ftree_child(tree, t->head, SAYSO_DEP_DET, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_DET, NULL) < 0)
        return;
    t->head = name->head;
}

// "a deal between the party and his campaign", the campaign joined to the deal: the second of the two sides.
static void repair_between(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->deprel != SAYSO_DEP_CONJ || t->head > (int32_t)i) return;
    for (int32_t c = tree->first[t->head]; c >= 0 && c < (int32_t)i; c = tree->next[c])
        if (c > t->head && tree->tokens[c].deprel == SAYSO_DEP_NMOD && !strcmp(ss_ftree_case(tree, c), "between") &&
            ss_ftree_child(tree, c, SAYSO_DEP_CONJ, NULL) < 0 && !ss_ftree_plural(tree, c)) {
            t->head = c;
            return;
        }
}

// "in Iraq, Obama and Clinton withdrew", Clinton joined to Iraq: the name behind "and" goes with the subject before it.
static void repair_pair(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    int32_t first = (int32_t)i - 2;
    if (t->deprel != SAYSO_DEP_CONJ || t->upos != SAYSO_UPOS_PROPN || first <= t->head ||
        tree->tokens[i - 1].deprel != SAYSO_DEP_CC)
        return;
    if (tree->tokens[first].deprel == SAYSO_DEP_FLAT) first = tree->tokens[first].head;
    if (first <= t->head + 1 || tree->tokens[first].upos != SAYSO_UPOS_PROPN ||
        tree->tokens[first - 1].upos != SAYSO_UPOS_PUNCT || tree->tokens[first].head <= (int32_t)i ||
        (tree->tokens[first].deprel != SAYSO_DEP_NSUBJ && tree->tokens[first].deprel != SAYSO_DEP_NSUBJ_PASS))
        return;
    t->head = first;
}

static bool past(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_VERB && t->xpos && strcmp(t->xpos, "VBD") == 0;
}

// "watched as the gunman, who wore a suit, fired", read as "watched as the gunman" and "fired": the gunman fires.
static void repair_clause(struct ss_ftree *tree, uint32_t i)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->deprel != SAYSO_DEP_CONJ || !past(t) || t->head > (int32_t)i || !i || strcmp(tree->lemma[i - 1], ",") != 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_NSUBJ, NULL) >= 0)
        return;
    int32_t cc = ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_CC, NULL), who = -1;
    for (int32_t c = tree->first[t->head]; c >= 0 && c < (int32_t)i; c = tree->next[c])
        if (c > t->head) who = c;
    if (who < 0 || cc >= 0 || tree->tokens[who].deprel != SAYSO_DEP_OBL ||
        strcmp(ss_ftree_case(tree, who), "as") != 0 || ss_ftree_child(tree, who, SAYSO_DEP_ACL_RELCL, NULL) < 0)
        return;
    for (int32_t c = tree->first[t->head]; c >= 0; c = tree->next[c])
        if (c > (int32_t)i && tree->tokens[c].deprel == SAYSO_DEP_ADVCL) tree->tokens[c].head = (int32_t)i;
    tree->tokens[who].head = (int32_t)i;
    tree->tokens[who].deprel = SAYSO_DEP_NSUBJ;
    t->deprel = SAYSO_DEP_ADVCL;
}

// "demanded that the government release them and threatened to kill", the threat joined to the release: a verb in the
// past goes with the verb in the past above, not with a bare one.
static bool repair_tense(struct ss_ftree *tree, uint32_t i, ss_verb_is *is, const void *user)
{
    struct sayso_token *t = &tree->tokens[i];
    const struct sayso_token *above = &tree->tokens[t->head];
    int32_t has = ss_ftree_child(tree, t->head, SAYSO_DEP_AUX, "have");
    const char *x = has >= 0 && tree->tokens[has].xpos ? tree->tokens[has].xpos : "";
    if (!strcmp(x, "VBZ") || !strcmp(x, "VBP")) { // "thanked him for what he has done but called for more"
        int32_t up = above->head;
        if (above->deprel == SAYSO_DEP_CCOMP || up > t->head) return false; // "have repelled … and killed 130, he said"
        for (int step = 0; step < 4 && up >= 0 && tree->tokens[up].upos != SAYSO_UPOS_VERB; step++)
            up = tree->tokens[up].head;
        if (up < 0 || !past(&tree->tokens[up])) return false;
        t->head = up;
        return true;
    }
    int32_t up = above->head; // "used the lunch to complain that … and urged him"
    while (up >= 0 && ss_ftree_infinitive(tree, up) && tree->tokens[up].head < up) up = tree->tokens[up].head;
    if (above->deprel != SAYSO_DEP_CCOMP || !above->xpos || up < 0 || up > t->head || !past(&tree->tokens[up]))
        return false;
    // "the government release" is no present tense, whatever the tag says
    int32_t who = ss_ftree_child(tree, t->head, SAYSO_DEP_NSUBJ, NULL);
    bool one = who >= 0 && tree->tokens[who].xpos && strcmp(tree->tokens[who].xpos, "NN") == 0;
    // "said soldiers had beaten them and urged the government": it is the speaker who urges
    bool speaker = (strcmp(above->xpos, "VBN") == 0 || strcmp(above->xpos, "VBG") == 0) &&
                   is(user, SS_VERB_CONTROLS, tree->lemma[i]) &&
                   ss_ftree_child(tree, t->head, SAYSO_DEP_AUX, NULL) >= 0 &&
                   !is(user, SS_VERB_CONTROLS, tree->lemma[t->head]);
    if (strcmp(above->xpos, "VB") != 0 && !(one && strcmp(above->xpos, "VBP") == 0) && !speaker) return false;
    t->head = up;
    return true;
}

// "called off his visit after men stormed the town, burned a church and took a priest", burning joined to the call: a
// deed of violence goes with the violence before it, and what is joined to such a deed goes along. `moved` is the verb
// that the last one was given to; it is returned anew, -1 when there is none.
static int32_t repair_joined(struct ss_ftree *tree, uint32_t i, int32_t moved, ss_verb_is *is, const void *user)
{
    struct sayso_token *t = &tree->tokens[i];
    if (t->deprel != SAYSO_DEP_CONJ || !past(t) || t->head > (int32_t)i ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_NSUBJ_PASS, NULL) >= 0 || repair_tense(tree, i, is, user))
        return moved;
    const bool violent = is(user, SS_VERB_VIOLENT, tree->lemma[i]);
    if (moved >= 0 && tree->tokens[moved].head == t->head && !is(user, SS_VERB_VIOLENT, tree->lemma[t->head])) {
        t->head = moved;
        return moved;
    }
    if (!violent || is(user, SS_VERB_VIOLENT, tree->lemma[t->head])) return moved;
    for (int32_t a = (int32_t)i - 1; a > t->head; a--) {
        const struct sayso_token *clause = &tree->tokens[a];
        if (clause->head != t->head || clause->deprel != SAYSO_DEP_ADVCL) continue;
        if (!past(clause) || !is(user, SS_VERB_VIOLENT, tree->lemma[a]) ||
            ss_ftree_child(tree, a, SAYSO_DEP_NSUBJ, NULL) < 0)
            return moved;
        t->head = a;
        return a;
    }
    return moved;
}

// The infinitive after a verb with an object read as a modifier of the object or as a purpose; an object with a
// preposition.
// "left six people dead", "left ten others wounded", the outcome read as a part of the phrase before it.
static void repair_left(struct ss_ftree *tree, uint32_t i, ss_verb_is *is, const void *user)
{
    struct sayso_token *t = &tree->tokens[i];
    bool after =
        t->deprel == SAYSO_DEP_AMOD || (t->deprel == SAYSO_DEP_ACL && ss_ftree_past_participle(tree, (int32_t)i));
    if (!after || t->head > (int32_t)i) return;
    struct sayso_token *noun = &tree->tokens[t->head];
    if ((noun->deprel != SAYSO_DEP_OBJ && noun->deprel != SAYSO_DEP_OBL) || noun->head < 0 || noun->head > t->head ||
        ss_ftree_child(tree, t->head, SAYSO_DEP_CASE, NULL) >= 0 ||
        ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_NSUBJ, NULL) >= 0 ||
        !is(user, SS_VERB_LEAVES, tree->lemma[noun->head]))
        return;
    noun->deprel = SAYSO_DEP_OBJ;
    t->deprel = SAYSO_DEP_XCOMP;
    t->head = noun->head;
}

void ss_ftree_repair(struct ss_ftree *tree, ss_verb_is *is, const void *user)
{
    int32_t moved = -1;
    for (uint32_t i = 0; i < tree->count; i++) {
        struct sayso_token *t = &tree->tokens[i];
        int32_t h = t->head;
        if (h < 0 || (uint32_t)h >= tree->count) continue;
        moved = repair_joined(tree, i, moved, is, user);
        repair_gerund(tree, i);
        repair_gerund_subject(tree, i);
        repair_past(tree, i);
        repair_subject(tree, i);
        repair_far_subject(tree, i);
        repair_town(tree, i);
        repair_name(tree, i);
        repair_row(tree, i);
        repair_between(tree, i);
        repair_pair(tree, i);
        repair_object(tree, i);
        repair_infinitive(tree, i);
        repair_headline(tree, i, is, user);
        repair_outcomes(tree, i, is, user);
        repair_left(tree, i, is, user);
        repair_clause(tree, i);
        h = t->head;
        if (t->deprel == SAYSO_DEP_OBJ && ss_ftree_child(tree, (int32_t)i, SAYSO_DEP_CASE, NULL) >= 0)
            t->deprel = SAYSO_DEP_OBL;
        if ((t->deprel != SAYSO_DEP_ACL && t->deprel != SAYSO_DEP_ADVCL) || !ss_ftree_infinitive(tree, (int32_t)i))
            continue;
        int32_t verb = t->deprel == SAYSO_DEP_ADVCL ? h : tree->tokens[h].head;
        if (verb < 0 || (uint32_t)verb >= tree->count || tree->tokens[verb].upos != SAYSO_UPOS_VERB ||
            !is(user, SS_VERB_CONTROLS, tree->lemma[verb]))
            continue;
        if (t->deprel == SAYSO_DEP_ACL && tree->tokens[h].deprel != SAYSO_DEP_OBJ &&
            tree->tokens[h].deprel != SAYSO_DEP_IOBJ)
            continue;
        t->deprel = SAYSO_DEP_XCOMP;
        t->head = verb;
    }
}
