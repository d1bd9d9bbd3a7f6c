// SPDX-License-Identifier: Apache-2.0
// Where the paths of a frame lead in a tree: subjects and objects of verbs or of the light verbs that carry a noun,
// prepositions, what stands before and above.
#include <string.h>

#include "base/str.h"
#include "code/frame.h"

static unsigned light_kind(const struct ss_view *view, int32_t token)
{
    const char *l = view->tree.lemma[token];
    const uint32_t *at = ss_map_get(&view->frames->light, l, strlen(l));
    return at ? *at : 0;
}

// The light verb of a participle behind the noun, `told` only one that names who: "a strike called by the union".
static int32_t carrier_behind(const struct ss_view *view, int32_t token, bool told)
{
    const struct ss_ftree *tree = &view->tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        unsigned light = light_kind(view, c);
        if ((d != SAYSO_DEP_ACL && d != SAYSO_DEP_ACL_RELCL) || ss_ftree_infinitive(tree, c) ||
            !(light & (told ? SS_LIGHT | SS_LIGHT_BEHIND : SS_LIGHT)))
            continue;
        if (!told || ss_ftree_child(tree, c, SAYSO_DEP_OBL_AGENT, NULL) >= 0) return c;
    }
    return -1;
}

// "participated in an attack", "took part in it", "were involved in it".
static bool takes_part(const struct ss_view *view, int32_t verb)
{
    char key[64];
    int32_t part = ss_ftree_child(&view->tree, verb, SAYSO_DEP_OBJ, NULL);
    size_t len = strlen(view->tree.lemma[verb]), more = part < 0 ? 0 : strlen(view->tree.lemma[part]) + 1;
    if (!more) return (light_kind(view, verb) & SS_LIGHT_IN) != 0;
    if (len + more >= sizeof key) return false;
    memcpy(key, view->tree.lemma[verb], len);
    key[len] = ' ';
    memcpy(key + len + 1, view->tree.lemma[part], more - 1);
    const uint32_t *at = ss_map_get(&view->frames->light, key, len + more);
    return at && (*at & SS_LIGHT_IN);
}

int32_t ss_frame_carrier(const struct ss_view *view, int32_t token)
{
    const struct ss_ftree *tree = &view->tree;
    int32_t t = token, behind = carrier_behind(view, token, true);
    if (behind >= 0) return behind;
    uint64_t container = ss_class_bit(view->frames, "container");
    for (int step = 0; step < 4; step++) {
        const struct sayso_token *k = &tree->tokens[t];
        int32_t h = k->head;
        if (h < 0) break;
        switch (k->deprel) {
        case SAYSO_DEP_OBJ:
        case SAYSO_DEP_NSUBJ_PASS:
            if (light_kind(view, h) & SS_LIGHT) return h;
            break;
        case SAYSO_DEP_NSUBJ:
            if (light_kind(view, h) & SS_LIGHT_HAPPEN) return h;
            break;
        case SAYSO_DEP_OBL: // "responded with an attack"
            if ((light_kind(view, h) & SS_LIGHT_WITH) && !strcmp(ss_ftree_case(tree, t), "with")) return h;
            if ((light_kind(view, h) & SS_LIGHT_FOR) && !strcmp(ss_ftree_case(tree, t), "for"))
                return h; // "is responsible for it"
            if (takes_part(view, h) && !strcmp(ss_ftree_case(tree, t), "in")) return h;
            break;
        case SAYSO_DEP_CONJ: // "launched an attack and a siege"
            t = h;
            continue;
        case SAYSO_DEP_NMOD:
            if (view->mask[h] & container) {
                t = h;
                continue;
            }
            break;
        default:
            break;
        }
        break;
    }
    return carrier_behind(view, token, false);
}

static void part(struct ss_args *args, unsigned which)
{
    if (which == 1 && args->count > 1) args->count = 1;
    if (which == 2) {
        for (uint32_t i = 1; i < args->count; i++) args->item[i - 1] = args->item[i];
        if (args->count) args->count--;
    }
}

// "after the army had gone on": a clause before the verb, or one that tells when and why, completes nothing.
static bool aside(const struct ss_view *view, int32_t token, int32_t clause)
{
    const struct ss_ftree *tree = &view->tree;
    int32_t mark = ss_ftree_child(tree, clause, SAYSO_DEP_MARK, NULL);
    if (mark >= 0 && (view->mask[mark] & view->frames->aside_mark)) return true;
    if (tree->tokens[clause].deprel != SAYSO_DEP_ADVCL || ss_ftree_infinitive(tree, clause)) return false;
    const char *x = tree->tokens[clause].xpos;
    return clause < token && x && strcmp(x, "VBG") && ss_ftree_child(tree, clause, SAYSO_DEP_MARK, NULL) >= 0;
}

static int32_t complement(const struct ss_view *view, int32_t token)
{
    const struct ss_ftree *tree = &view->tree;
    static const enum sayso_dep deps[] = {SAYSO_DEP_CCOMP, SAYSO_DEP_XCOMP, SAYSO_DEP_ADVCL, SAYSO_DEP_ACL};
    for (size_t i = 0; i < sizeof deps / sizeof *deps; i++) {
        int32_t c = ss_ftree_child(tree, token, deps[i], NULL);
        if (c >= 0 && !aside(view, token, c)) return c;
    }
    return -1;
}

static void modifiers(const struct ss_view *view, int32_t token, bool words, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        bool before = c < token && tree->tokens[c].upos != SAYSO_UPOS_PUNCT;
        if (d == SAYSO_DEP_COMPOUND || d == SAYSO_DEP_AMOD || (d == SAYSO_DEP_FLAT && before) ||
            (words && d == SAYSO_DEP_NMOD && before))
            ss_args_add(out, c);
        else if (!words && before &&
                 (d == SAYSO_DEP_NMOD_POSS || d == SAYSO_DEP_NMOD || d == SAYSO_DEP_OBL_UNMARKED ||
                  d == SAYSO_DEP_NMOD_UNMARKED || d == SAYSO_DEP_OBL))
            ss_args_add(out, c);
        if (words && (d == SAYSO_DEP_COMPOUND || d == SAYSO_DEP_AMOD))
            for (int32_t e = tree->first[c]; e >= 0; e = tree->next[e])
                if (tree->tokens[e].deprel == SAYSO_DEP_COMPOUND || tree->tokens[e].deprel == SAYSO_DEP_AMOD ||
                    tree->tokens[e].deprel == SAYSO_DEP_CONJ)
                    ss_args_add(out, e);
    }
}

// A phrase of place or time before that hides the one looked for: "met in Paris with the envoy", "the raid in the north
// by troops"; and one noun too low: "the killing of a judge by gunmen", "the attack by rebels on a town".
static void preps_below(const struct ss_view *view, int32_t trigger, const char *text, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    bool on = ss_in_list(text, ',', "on") || ss_in_list(text, ',', "against");
    uint64_t places = ss_class_bit(view->frames, "place") | ss_class_bit(view->frames, "building");
    for (int32_t c = tree->first[trigger]; c >= 0 && !out->count; c = tree->next[c]) {
        enum sayso_dep d = tree->tokens[c].deprel;
        if ((d != SAYSO_DEP_NMOD && d != SAYSO_DEP_OBL) || c < trigger) continue;
        const char *p = ss_ftree_case(tree, c);
        bool where = view->place[c] >= 0 || (ss_ftree_prep(tree, SS_PREP_WHERE, p) && (view->mask[c] & places));
        bool of = d == SAYSO_DEP_NMOD && !strcmp(p, "of");
        if (ss_in_list(text, ',', "by") && (of || where)) ss_ftree_preps(tree, c, "by", out);
        if (ss_in_list(text, ',', "with") && where) ss_ftree_preps(tree, c, "with", out);
        if (on && !out->count && d == SAYSO_DEP_NMOD && !strcmp(p, "by")) ss_ftree_preps(tree, c, "on,against", out);
        if (on && !out->count && where) ss_ftree_preps(tree, c, "against", out);
    }
}

static void preps(const struct ss_view *view, int32_t trigger, const char *text, bool role, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    ss_ftree_preps(tree, trigger, text, out);
    uint64_t measure = ss_class_bit(view->frames, "measure");
    uint32_t kept = 0;
    bool passive = role && tree->tokens[trigger].upos == SAYSO_UPOS_VERB && ss_ftree_passive(tree, trigger);
    for (uint32_t i = 0; i < out->count; i++) { // "on Tuesday night" is nobody; "was opposed by many" tells who did it
        int32_t t = out->item[i];
        bool agent = passive && tree->tokens[t].head == trigger && !strcmp(ss_ftree_case(tree, t), "by");
        if (!role || !(agent || (view->mask[t] & measure))) out->item[kept++] = t;
    }
    out->count = kept;
    if (out->count) return;
    if (tree->tokens[trigger].upos == SAYSO_UPOS_VERB) {
        struct ss_args o = {.count = 0};
        ss_ftree_object(tree, trigger, &o);
        // "the body of a man was found"
        bool own = o.count && (o.item[0] > trigger || tree->tokens[o.item[0]].deprel == SAYSO_DEP_NSUBJ_PASS);
        int32_t t = own ? o.item[0] : -1;
        for (int step = 0; t >= 0 && step < 3 && !out->count; step++) { // "some of the harshest sanctions against it"
            ss_ftree_preps(tree, t, text, out);
            bool quantity = (view->mask[t] & view->frames->container) && view->actor[t] < 0;
            int32_t of = quantity ? ss_ftree_child(tree, t, SAYSO_DEP_NMOD, NULL) : -1;
            t = of >= 0 && !strcmp(ss_ftree_case(tree, of), "of") ? of : -1;
        }
    } else {
        int32_t carrier = ss_frame_carrier(view, trigger);
        if (carrier >= 0) ss_ftree_preps(tree, carrier, text, out);
    }
    preps_below(view, trigger, text, out);
}

// Whose it is; what stands once before two nouns owns both: "their grip on the courts and crackdown on the press".
static int32_t possessor(const struct ss_ftree *tree, int32_t noun)
{
    int32_t own = ss_ftree_child(tree, noun, SAYSO_DEP_NMOD_POSS, NULL), first = tree->tokens[noun].head;
    if (own >= 0 || tree->tokens[noun].deprel != SAYSO_DEP_CONJ || first < 0 || first > noun) return own;
    if (tree->tokens[first].upos != SAYSO_UPOS_NOUN || ss_ftree_child(tree, noun, SAYSO_DEP_DET, NULL) >= 0) return -1;
    return ss_ftree_child(tree, first, SAYSO_DEP_NMOD_POSS, NULL);
}

static bool clause(enum sayso_dep dep)
{
    return dep == SAYSO_DEP_CCOMP || dep == SAYSO_DEP_PARATAXIS || dep == SAYSO_DEP_ADVCL ||
           dep == SAYSO_DEP_ACL_RELCL || dep == SAYSO_DEP_ROOT;
}

static bool people(const struct ss_view *view, int32_t token)
{
    return view->mask[token] & view->tree.doers;
}

// The subject of the verb that the trigger is, of the one that carries it, of an adjective told of an object.
static void subject(const struct ss_view *view, int32_t trigger, int32_t at, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    if (at < 0 && tree->tokens[trigger].upos == SAYSO_UPOS_ADJ && tree->tokens[trigger].deprel == SAYSO_DEP_XCOMP &&
        ss_ftree_child(tree, trigger, SAYSO_DEP_NUMMOD, NULL) < 0) // "counted two dead"
        at = trigger;                                              // "left ten people dead"
    if (at < 0) return;
    if (at != trigger && takes_part(view, at) && ss_ftree_passive(tree, at))
        ss_args_add(out, ss_ftree_surface_subject(tree, at));
    else
        ss_ftree_subject(tree, at, out);
}

static void particles(const struct ss_ftree *tree, int32_t trigger, bool verb, struct ss_args *out)
{
    for (int32_t c = tree->first[trigger]; c >= 0; c = tree->next[c]) {
        const struct sayso_token *t = &tree->tokens[c];
        if (t->deprel == SAYSO_DEP_COMPOUND_PRT || t->deprel == SAYSO_DEP_ADVMOD ||
            (t->deprel == SAYSO_DEP_XCOMP && (t->upos == SAYSO_UPOS_ADJ || t->upos == SAYSO_UPOS_NOUN)))
            ss_args_add(out, c);
    }
    int32_t o = verb ? ss_ftree_child(tree, trigger, SAYSO_DEP_OBJ, NULL) : -1;
    for (int32_t m = o >= 0 ? tree->first[o] : -1; m >= 0; m = tree->next[m]) // "held the group responsible"
        if (m > o && tree->tokens[m].deprel == SAYSO_DEP_AMOD) ss_args_add(out, m);
}

// The subject of the verb above, not beyond a clause or people for a role: "said that talks went on", "citing people in
// the meeting", "welcomed support for new talks".
static void subject_above(const struct ss_view *view, int32_t trigger, bool role, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    int32_t c = trigger;
    for (int step = 0; step < 5 && c >= 0; step++) {
        if (role && clause(tree->tokens[c].deprel)) return;
        bool below = tree->tokens[c].deprel == SAYSO_DEP_NMOD;
        c = tree->tokens[c].head;
        if (c >= 0 && tree->tokens[c].upos == SAYSO_UPOS_VERB) {
            ss_args_add(out, ss_ftree_surface_subject(tree, c));
            return;
        }
        if (role && c >= 0 && tree->tokens[c].upos == SAYSO_UPOS_NOUN &&
            (people(view, c) || (below && ss_frame_match(view, c))))
            return;
    }
}

// "warned him at a summit", "invited them to talks": whom the verb above addresses.
static void addressed_above(const struct ss_view *view, int32_t trigger, struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    int32_t c = tree->tokens[trigger].head;
    if (c < 0 || tree->tokens[trigger].deprel != SAYSO_DEP_OBL || tree->tokens[c].upos != SAYSO_UPOS_VERB ||
        !(view->mask[c] & ss_class_bit(view->frames, "addressed")))
        return;
    struct ss_args whom = {.count = 0};
    ss_ftree_object(tree, c, &whom);
    for (uint32_t i = 0; i < whom.count; i++)
        if (view->actor[whom.item[i]] >= 0) ss_args_add(out, whom.item[i]);
}

static void follow(const struct ss_view *view, int32_t trigger, const struct ss_path *path, bool role,
                   struct ss_args *out)
{
    const struct ss_ftree *tree = &view->tree;
    bool verb = ss_ftree_verbal(tree, trigger);
    int32_t at = verb ? trigger : ss_frame_carrier(view, trigger), c;
    switch (path->kind) {
    case SS_PATH_SUBJ:
        subject(view, trigger, at, out);
        break;
    case SS_PATH_OBJ:
        if (verb) ss_ftree_object(tree, trigger, out);
        break;
    case SS_PATH_IOBJ:
        ss_args_add(out, ss_ftree_child(tree, trigger, SAYSO_DEP_IOBJ, NULL));
        break;
    case SS_PATH_PREP:
        preps(view, trigger, path->text, role, out);
        break;
    case SS_PATH_POSS:
        ss_args_add(out, possessor(tree, trigger));
        break;
    case SS_PATH_PRE:
        modifiers(view, trigger, false, out);
        break;
    case SS_PATH_MOD:
        modifiers(view, trigger, true, out);
        break;
    case SS_PATH_HEAD:
        ss_args_add(out, tree->tokens[trigger].head);
        break;
    case SS_PATH_PRT:
        particles(tree, trigger, verb, out);
        break;
    case SS_PATH_COMP:
        ss_args_add(out, complement(view, trigger));
        break;
    case SS_PATH_COMP_SUBJ:
        c = complement(view, trigger);
        if (c >= 0) ss_ftree_subject(tree, c, out);
        break;
    case SS_PATH_COMP_OBJ:
        c = complement(view, trigger);
        for (int step = 0; c >= 0 && step < 4 && !out->count; step++) { // "promised to go on supporting them"
            ss_ftree_object(tree, c, out);
            c = ss_ftree_child(tree, c, SAYSO_DEP_XCOMP, NULL);
        }
        break;
    case SS_PATH_COMP_PREP:
        c = complement(view, trigger);
        if (c >= 0) ss_ftree_preps(tree, c, path->text, out);
        break;
    case SS_PATH_COMP_AUX:
        c = complement(view, trigger);
        if (c >= 0) ss_args_add(out, ss_ftree_child(tree, c, SAYSO_DEP_AUX, NULL));
        break;
    case SS_PATH_GOV:
        ss_args_add(out, at >= 0 && !verb ? at : tree->tokens[trigger].head);
        break;
    case SS_PATH_SELF:
        ss_args_add(out, trigger);
        break;
    case SS_PATH_THEME:
        ss_args_add(out, ss_ftree_surface_subject(tree, at >= 0 ? at : trigger));
        break;
    case SS_PATH_GOV_SUBJ:
        subject_above(view, trigger, role, out);
        break;
    case SS_PATH_GOV_OBJ:
        addressed_above(view, trigger, out);
        break;
    case SS_PATH_INF:
        c = ss_ftree_child(tree, trigger, SAYSO_DEP_XCOMP, NULL);
        if (c >= 0 && ss_ftree_infinitive(tree, c)) ss_args_add(out, c);
        break;
    case SS_PATH_CASE:
        ss_args_add(out, ss_ftree_child(tree, trigger, SAYSO_DEP_CASE, NULL));
        break;
    case SS_PATH_DET:
        ss_args_add(out, ss_ftree_child(tree, trigger, SAYSO_DEP_DET, NULL));
        break;
    case SS_PATH_COP:
        ss_args_add(out, ss_ftree_child(tree, trigger, SAYSO_DEP_COP, NULL));
        break;
    case SS_PATH_PASSIVE:
        if (ss_ftree_passive(tree, trigger)) ss_args_add(out, trigger);
        break;
    case SS_PATH_PLURAL:
        if (ss_ftree_plural(tree, trigger)) ss_args_add(out, trigger);
        break;
    case SS_PATH_ACTIVE:
        if (!ss_ftree_passive(tree, trigger)) ss_args_add(out, trigger);
        break;
    }
}

// "thousands of fighters", "most of the province": the noun behind the quantity; whether there was any.
static bool behind_quantity(const struct ss_view *view, struct ss_args *args)
{
    bool moved = false;
    for (uint32_t i = 0; i < args->count; i++) {
        int32_t t = args->item[i];
        bool quantity = (view->mask[t] & view->frames->container) ||
                        (view->tree.tokens[t].upos == SAYSO_UPOS_NUM && ss_ascii_digit(*view->tree.lemma[t]));
        if (!quantity || view->actor[t] >= 0 || view->place[t] >= 0) continue; // "130 of them"
        for (int32_t c = view->tree.first[t]; c >= 0; c = view->tree.next[c])
            if ((view->tree.tokens[c].deprel == SAYSO_DEP_NMOD || view->tree.tokens[c].deprel == SAYSO_DEP_OBL) &&
                !strcmp(ss_ftree_case(&view->tree, c), "of")) {
                args->item[i] = c;
                moved = true;
                break;
            }
    }
    return moved;
}

void ss_path_follow(const struct ss_view *view, int32_t trigger, const struct ss_path *path, bool role,
                    struct ss_args *out)
{
    out->count = 0;
    follow(view, trigger, path, role, out);
    if (path->kind != SS_PATH_COMP && path->kind != SS_PATH_HEAD && path->kind != SS_PATH_GOV)
        ss_ftree_coordination(&view->tree, out);
    part(out, path->part);
    if (path->kind == SS_PATH_HEAD || path->kind == SS_PATH_GOV || path->kind == SS_PATH_SELF) return;
    if (behind_quantity(view, out)) ss_ftree_coordination(&view->tree, out); // "a group of Greens and Liberals"
}
