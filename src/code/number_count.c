// SPDX-License-Identifier: Apache-2.0
// What a number counts: from the counted noun, its modifiers, the verb that governs it, and last from the words that
// follow.
#include "code/number.h"

#include <string.h>

#include "base/str.h"

#define CLIMB_MAX  4
#define LOOK_AHEAD 5
#define WORD_ROOM  40

static const struct ss_count_word *look_up(const struct ss_number_rules *rules, const char *word, size_t len,
                                           const char *where)
{
    char lower[WORD_ROOM];
    if (len >= sizeof lower) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(word[i]);
    const uint32_t *at = ss_map_get(&rules->counted, lower, len);
    for (int32_t i = at ? (int32_t)*at : -1; i >= 0; i = rules->count.item[i].next)
        if (strcmp(rules->count.item[i].where, where) == 0) return &rules->count.item[i];
    return NULL;
}

static const struct ss_count_word *find_surface(const struct ss_number_rules *rules, const struct sayso_report *report,
                                                int32_t token, const char *where)
{
    uint32_t len;
    const char *s = ss_token_text(report, token, &len);
    return look_up(rules, s, len, where);
}

// By the lemma, then by the word itself: participles and plurals may have been left as they are.
static const struct ss_count_word *find(const struct ss_number_rules *rules, const struct sayso_report *report,
                                        int32_t token, const char *where)
{
    if (token < 0) return NULL;
    const char *lemma = report->tokens[token].lemma;
    const struct ss_count_word *row = lemma ? look_up(rules, lemma, strlen(lemma), where) : NULL;
    if (!row) row = find_surface(rules, report, token, where);
    uint8_t upos = report->tokens[token].upos;
    if (!row && lemma && (upos == SAYSO_UPOS_NOUN || upos == SAYSO_UPOS_PROPN)) { // a plural left as it is: "troops"
        size_t len = strlen(lemma);
        if (len > 3 && lemma[len - 1] == 's') row = look_up(rules, lemma, len - 1, where);
    }
    if (row || upos != SAYSO_UPOS_VERB) return row;
    char stems[SS_STEMS][SS_STEM_ROOM];
    uint32_t n = ss_token_stems(report, token, stems);
    for (uint32_t i = 0; i < n && !row; i++) row = look_up(rules, stems[i], strlen(stems[i]), where);
    return row;
}

// A noun that counts by itself: "bodies", or of persons in a state that a verb may change ("hostages").
static const struct ss_count_word *find_self(const struct ss_number_rules *rules, const struct sayso_report *report,
                                             int32_t token)
{
    const struct ss_count_word *row = find(rules, report, token, "self");
    return row ? row : find(rules, report, token, "status");
}

static bool is_kind(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t token,
                    uint32_t kind)
{
    const char *lemma = token >= 0 ? report->tokens[token].lemma : NULL;
    const uint32_t *at = lemma ? ss_map_get(&rules->words, lemma, strlen(lemma)) : NULL;
    return at && (rules->word.item[*at].kinds & kind);
}

static bool verbal(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX;
}

static bool participle(const struct sayso_token *t)
{
    return verbal(t) && ss_token_has(t, "VerbForm=Part") && !strstr(t->feats, "Tense=Pres");
}

static bool has_aux(const struct ss_syntax *tree, int32_t token)
{
    return ss_syntax_child(tree, token, SAYSO_DEP_AUX) >= 0;
}

// Row of a modifier: an adjective that counts by itself, or a passive participle of a verb whose object is counted.
static const struct ss_count_word *modifier(const struct ss_number_rules *rules, const struct sayso_report *report,
                                            int32_t token)
{
    const struct ss_count_word *row = find(rules, report, token, "self");
    if (row && row->pos == 'n') row = find_surface(rules, report, token, "self");
    if (row && row->pos != 'n') return row;
    if (participle(&report->tokens[token])) return find(rules, report, token, "obj");
    return NULL;
}

static const struct ss_count_word *by_modifier(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                               int32_t noun)
{
    for (int32_t c = tree->first_child[noun]; c >= 0; c = tree->next_child[c]) {
        switch (tree->report->tokens[c].deprel) {
        case SAYSO_DEP_AMOD:
        case SAYSO_DEP_ACL:
        case SAYSO_DEP_ACL_RELCL: {
            const struct ss_count_word *row = modifier(rules, tree->report, c);
            if (row) return row;
            break;
        }
        default:
            break;
        }
    }
    return NULL;
}

// A subject that is a toll or a number of some kind ("the death toll rose to 25", "the number of wounded reached 30").
static const struct ss_count_word *by_toll(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                           int32_t verb)
{
    int32_t subject = ss_syntax_child(tree, verb, SAYSO_DEP_NSUBJ);
    if (subject < 0) return NULL;
    const struct ss_count_word *row = find(rules, tree->report, subject, "toll");
    if (row) return row;
    for (int32_t c = tree->first_child[subject]; c >= 0; c = tree->next_child[c]) {
        uint8_t dep = tree->report->tokens[c].deprel;
        if (dep == SAYSO_DEP_COMPOUND && (row = find(rules, tree->report, c, "toll"))) return row;
        if (dep == SAYSO_DEP_NMOD && (row = find_self(rules, tree->report, c))) return row;
        if (dep == SAYSO_DEP_NMOD && (row = by_modifier(rules, tree, c))) return row;
        if ((dep == SAYSO_DEP_ACL || dep == SAYSO_DEP_AMOD) && (row = modifier(rules, tree->report, c))) return row;
    }
    return NULL;
}

// What is measured by a number behind it: "put the death toll at 25", "gave the number of dead soldiers as 40".
static const struct ss_count_word *by_measured(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                               int32_t verb)
{
    int32_t object = ss_syntax_child(tree, verb, SAYSO_DEP_OBJ);
    if (object < 0) return NULL;
    const struct ss_count_word *row = find(rules, tree->report, object, "toll");
    for (int32_t c = tree->first_child[object]; c >= 0 && !row; c = tree->next_child[c]) {
        uint8_t dep = tree->report->tokens[c].deprel;
        if (dep == SAYSO_DEP_COMPOUND) row = find(rules, tree->report, c, "toll");
        if (dep == SAYSO_DEP_NMOD && !(row = find_self(rules, tree->report, c))) row = by_modifier(rules, tree, c);
    }
    if (!row) row = find(rules, tree->report, object, "of"); // "put its losses at 105"
    return row && row->group == 'h' ? row : NULL;
}

// What a verb makes of its object: "left 25 people dead", "were found shot dead" (the last of them).
static const struct ss_count_word *by_result(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                             int32_t verb, int32_t node)
{
    const struct ss_count_word *last = NULL;
    for (int32_t c = tree->first_child[verb]; c >= 0; c = tree->next_child[c]) {
        uint8_t d = tree->report->tokens[c].deprel;
        bool result = d == SAYSO_DEP_XCOMP || d == SAYSO_DEP_CCOMP || d == SAYSO_DEP_ADVCL || d == SAYSO_DEP_AMOD;
        if (!result || c <= verb || c == node) continue;
        const struct ss_count_word *row = modifier(rules, tree->report, c);
        if (!row) row = find(rules, tree->report, c, "status"); // "held 30 people hostage"
        if (!row) continue;
        const struct ss_count_word *inner = by_result(rules, tree, c, node);
        if (!last || d == SAYSO_DEP_XCOMP) last = inner ? inner : row;
    }
    return last;
}

// Where somebody was brought or is: "taken to hospital", "driven from their homes", "remain in detention".
static const struct ss_count_word *by_destination(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                                  int32_t verb)
{
    static const char *const pairs[][2] = {{"move", "dest"}, {"oust", "left"}};
    for (int pair = 0; pair < 2; pair++) {
        if (!find(rules, tree->report, verb, pairs[pair][0])) continue;
        for (int32_t c = tree->first_child[verb]; c >= 0; c = tree->next_child[c]) {
            if (tree->report->tokens[c].deprel != SAYSO_DEP_OBL) continue;
            const struct ss_count_word *row = find(rules, tree->report, c, pairs[pair][1]);
            if (row && ss_syntax_child(tree, c, SAYSO_DEP_CASE) >= 0) return row;
        }
    }
    return NULL;
}

// "forced 12,500 people to flee".
static const struct ss_count_word *by_made_to(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                              int32_t verb)
{
    int32_t deed = ss_syntax_child(tree, verb, SAYSO_DEP_XCOMP);
    const struct ss_count_word *row = deed >= 0 ? find(rules, tree->report, deed, "subj") : NULL;
    return row && row->group == 'h' ? row : NULL;
}

// "among the dead were two journalists", "the wounded include five children": by whom they are counted with.
static const struct ss_count_word *by_company(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                              int32_t node, int32_t verb)
{
    const struct sayso_report *report = tree->report;
    bool include = verb >= 0 && is_kind(rules, report, verb, SS_NUM_PART);
    for (int32_t c = tree->first_child[include ? verb : node]; c >= 0; c = tree->next_child[c]) {
        uint8_t dep = report->tokens[c].deprel;
        bool among =
            dep == SAYSO_DEP_OBL && is_kind(rules, report, ss_syntax_child(tree, c, SAYSO_DEP_CASE), SS_NUM_PART);
        if (!among && !(include && dep == SAYSO_DEP_NSUBJ)) continue;
        const struct ss_count_word *row = find_self(rules, report, c);
        if (row && row->group == 'h') return row;
    }
    return NULL;
}

// "killed or wounded": what is counted of two harms at once, when a verb shares its object or passive subject with the
// one beside it; "shot and killed": the harm that is named. NULL otherwise.
static const struct ss_count_word *by_both(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                           int32_t verb, uint8_t dep)
{
    const struct sayso_report *report = tree->report;
    const struct ss_count_word *both = find(rules, report, verb, "both"), *one = find(rules, report, verb, "obj");
    if (!one || !(both || ss_streq(one->counts, "injured"))) return NULL;
    int32_t above = report->tokens[verb].deprel == SAYSO_DEP_CONJ ? report->tokens[verb].head : -1;
    for (int32_t c = above >= 0 ? above : tree->first_child[verb]; c >= 0;
         c = c == above ? tree->first_child[verb] : tree->next_child[c]) {
        if (c != above && report->tokens[c].deprel != SAYSO_DEP_CONJ) continue;
        if (c - verb > 2 || verb - c > 2) continue; // nothing but the conjunction stands between
        const struct ss_count_word *other = find(rules, report, c, "obj");
        bool own = ss_syntax_child(tree, c, SAYSO_DEP_OBJ) >= 0 ||
                   (dep != SAYSO_DEP_OBJ && (ss_syntax_child(tree, c, SAYSO_DEP_NSUBJ_PASS) >= 0 ||
                                             ss_syntax_child(tree, c, SAYSO_DEP_NSUBJ) >= 0));
        if (own || !other || !find(rules, report, c, "both") || ss_streq(other->counts, one->counts)) continue;
        return both ? both : other;
    }
    return NULL;
}

// The verb that governs `node` by `dep`.
static const struct ss_count_word *by_verb(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                           int32_t node, int32_t verb, uint8_t dep)
{
    const struct sayso_report *report = tree->report;
    const struct ss_count_word *row = NULL;
    if (dep == SAYSO_DEP_NSUBJ_PASS || dep == SAYSO_DEP_OBJ) {
        const struct ss_count_word *kind = find(rules, report, node, "class");
        if (kind && kind->group == 't' && (row = find(rules, report, verb, "thing"))) return row; // "burned 25 houses"
        if ((row = by_destination(rules, tree, verb)) || (row = by_made_to(rules, tree, verb))) return row;
        if (dep == SAYSO_DEP_OBJ && (row = by_company(rules, tree, node, verb))) return row;
        if ((row = by_both(rules, tree, verb, dep))) return row;
        if ((row = find(rules, report, verb, "obj"))) {
            const struct ss_count_word *end = by_result(rules, tree, verb, node); // "shot dead"
            if (end && end->group == 'h') return end;
            for (int32_t c = tree->first_child[verb]; c >= 0; c = tree->next_child[c]) // "stabbed 11 students to death"
                if (report->tokens[c].deprel == SAYSO_DEP_OBL && ss_syntax_child(tree, c, SAYSO_DEP_CASE) >= 0 &&
                    is_kind(rules, report, ss_syntax_child(tree, c, SAYSO_DEP_CASE), SS_NUM_TO) &&
                    (end = find(rules, report, c, "self")) && end->group == 'h')
                    return end;
            return row;
        }
        if (kind && kind->group == 'p' && (row = find(rules, report, verb, "captive")))
            return row; // towns are captured too
        if (dep == SAYSO_DEP_OBJ && (row = find(rules, report, verb, "lose"))) {
            int32_t lost = node;
            const struct ss_count_word *class = find(rules, report, lost, "class");
            if (class && class->group != 'p') return NULL;
            if (class || report->tokens[lost].upos == SAYSO_UPOS_NUM) return row;
            row = NULL;
        }
        if (dep == SAYSO_DEP_NSUBJ_PASS) { // "are feared dead"
            row = by_result(rules, tree, verb, node);
            return row && row->group == 'h' ? row : NULL;
        }
        if ((row = by_result(rules, tree, verb, node))) return row;
        return by_toll(rules, tree, verb);
    }
    if (dep == SAYSO_DEP_NSUBJ) {
        if ((row = find(rules, report, verb, "subj"))) return row;
        if (find(rules, report, verb, "lose") &&
            (row = find(rules, report, ss_syntax_child(tree, verb, SAYSO_DEP_OBJ), "life")))
            return row; // "30 miners lost their lives"
        if ((row = by_destination(rules, tree, verb))) return row;
        if (!find(rules, report, verb, "obj") && (row = by_result(rules, tree, verb, node)) && row->group == 'h')
            return row; // "have gone missing"
        if (report->tokens[verb].upos == SAYSO_UPOS_ADJ || report->tokens[verb].upos == SAYSO_UPOS_NOUN)
            return modifier(rules, report, verb);
        if (participle(&report->tokens[verb]) && !has_aux(tree, verb)) return find(rules, report, verb, "obj");
        return NULL;
    }
    if (dep == SAYSO_DEP_OBL || dep == SAYSO_DEP_XCOMP || dep == SAYSO_DEP_OBL_UNMARKED) {
        row = by_toll(rules, tree, verb);
        return !row && report->tokens[node].upos == SAYSO_UPOS_NUM ? by_measured(rules, tree, verb) : row;
    }
    return NULL;
}

static const struct ss_count_word *by_governor(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                               int32_t node, int32_t first_token)
{
    const struct sayso_report *report = tree->report;
    for (int step = 0; step < CLIMB_MAX; step++) {
        int32_t up = report->tokens[node].head;
        uint8_t dep = report->tokens[node].deprel;
        const struct ss_count_word *row = NULL;
        if (up < 0) {
            if ((row = modifier(rules, report, node)) || (row = by_company(rules, tree, node, -1))) return row;
            return by_toll(rules, tree, node); // "the number of missing was 43"
        }
        if (report->tokens[node].upos == SAYSO_UPOS_NUM && (row = by_toll(rules, tree, node)))
            return row;                                                          // "said the number of missing was 43"
        if (dep == SAYSO_DEP_COMPOUND) return find(rules, report, up, "status"); // "holding seven observers hostage"
        if (dep == SAYSO_DEP_CONJ || dep == SAYSO_DEP_APPOS) {
            if (dep == SAYSO_DEP_APPOS && (row = modifier(rules, report, up))) return row; // "the wounded, 14 in all,"
            if (verbal(&report->tokens[up])) return NULL;
            node = up;
            continue;
        }
        if (dep == SAYSO_DEP_NMOD || dep == SAYSO_DEP_NMOD_POSS) {
            if ((row = find(rules, report, up, "of"))) return row;
            if ((row = find(rules, report, up, "life"))) return row;
            if ((row = find(rules, report, up, "toll"))) return row;
            if (!is_kind(rules, report, ss_syntax_child(tree, node, SAYSO_DEP_CASE), SS_NUM_PART)) return NULL;
            node = up; // "soldiers, including two officers"
            continue;
        }
        if (dep == SAYSO_DEP_NUMMOD || dep == SAYSO_DEP_DET || dep == SAYSO_DEP_ADVMOD) {
            node = up;
            continue;
        }
        int32_t case_ = ss_syntax_child(tree, node, SAYSO_DEP_CASE);
        bool bound = dep == SAYSO_DEP_OBL && up < node &&
                     (case_ < 0 || (case_ >= first_token && case_ < node)); // "killed at least 25": no preposition
        // a number by itself is no clause: "injured 14"
        bound = bound || (dep == SAYSO_DEP_XCOMP && report->tokens[node].upos == SAYSO_UPOS_NUM);
        return by_verb(rules, tree, node, up, bound ? (uint8_t)SAYSO_DEP_OBJ : dep);
    }
    return NULL;
}

// The words after the number, for headlines and broken trees: "25 dead", "12 more wounded", "30 were killed".
static const struct ss_count_word *by_following(const struct ss_number_rules *rules, const struct sayso_report *report,
                                                int32_t token)
{
    uint32_t sentence = report->tokens[token].sentence;
    for (int32_t i = token + 1; i < (int32_t)report->token_count && i <= token + LOOK_AHEAD; i++) {
        const struct sayso_token *t = &report->tokens[i];
        if (t->sentence != sentence || t->upos == SAYSO_UPOS_PUNCT || t->upos == SAYSO_UPOS_NUM ||
            t->upos == SAYSO_UPOS_ADP || t->upos == SAYSO_UPOS_CCONJ || t->upos == SAYSO_UPOS_SCONJ)
            return NULL;
        const struct ss_count_word *row = modifier(rules, report, i);
        if (row) return row;
        if (verbal(t) && t->upos == SAYSO_UPOS_VERB) return find(rules, report, i, "subj");
    }
    return NULL;
}

static bool has_of(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token)
{
    for (int32_t c = tree->first_child[token]; c >= 0; c = tree->next_child[c])
        if (tree->report->tokens[c].deprel == SAYSO_DEP_CASE && is_kind(rules, tree->report, c, SS_NUM_OF)) return true;
    return false;
}

static bool crosses_verb(const struct sayso_report *report, int32_t token, int32_t noun)
{
    for (int32_t i = token + 1; i < noun; i++)
        if (report->tokens[i].upos == SAYSO_UPOS_VERB && report->tokens[i].deprel != SAYSO_DEP_AMOD &&
            report->tokens[i].deprel != SAYSO_DEP_COMPOUND && report->tokens[i].head != noun)
            return true;
    return false;
}

// The noun that a number belongs to, and the top of its phrase.
static struct ss_counted noun_of(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token,
                                 int32_t first_token, int32_t last_token)
{
    const struct sayso_report *report = tree->report;
    struct ss_counted out = {.noun = -1, .top = token};
    // "more than 25 people": the number may hang on its bound words; go up to the noun
    int32_t node = token;
    for (int step = 0; step < CLIMB_MAX; step++) {
        const struct sayso_token *t = &report->tokens[node];
        if (t->head < 0) break;
        if (t->head >= first_token && t->head < token) { // "more than 50": hung on its bound words
            node = t->head;
            continue;
        }
        bool modifies = t->deprel == SAYSO_DEP_NUMMOD || t->deprel == SAYSO_DEP_ADVMOD || t->deprel == SAYSO_DEP_DET ||
                        t->deprel == SAYSO_DEP_DET_PREDET || t->deprel == SAYSO_DEP_AMOD ||
                        t->deprel == SAYSO_DEP_COMPOUND || t->deprel == SAYSO_DEP_NMOD_UNMARKED;
        if (!modifies || verbal(&report->tokens[t->head])) break;
        node = t->head;
        if (report->tokens[node].upos != SAYSO_UPOS_NUM && node > last_token) {
            out.noun = node;
            break;
        }
    }
    out.top = node;
    if (out.noun < 0) {
        for (int32_t c = tree->first_child[node]; c >= 0 && out.noun < 0; c = tree->next_child[c])
            if (c > last_token && report->tokens[c].deprel == SAYSO_DEP_NMOD && has_of(rules, tree, c)) out.noun = c;
        // the parser may have taken the noun for the head of nothing: the next word
        if (out.noun < 0 && last_token + 1 < (int32_t)report->token_count &&
            report->tokens[last_token + 1].sentence == report->tokens[token].sentence &&
            report->tokens[last_token + 1].upos == SAYSO_UPOS_NOUN)
            out.noun = last_token + 1;
    }
    return out;
}

// What the noun says by itself, by what modifies it, by the lives that it tells of.
static const struct ss_count_word *by_noun(const struct ss_number_rules *rules, const struct ss_syntax *tree,
                                           int32_t noun)
{
    const struct sayso_report *report = tree->report;
    if (noun < 0) return NULL;
    const struct ss_count_word *row = find(rules, report, noun, "self");
    if (!row) row = by_modifier(rules, tree, noun);
    if (row || !(row = find(rules, report, noun, "life"))) return row;
    int32_t up = report->tokens[noun].head;
    return up < 0 || !verbal(&report->tokens[up]) || find(rules, report, up, "obj") ? NULL : row;
}

static struct ss_counted count(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token,
                               int32_t first_token, int32_t last_token, int depth)
{
    const struct sayso_report *report = tree->report;
    struct ss_counted out = noun_of(rules, tree, token, first_token, last_token);
    const struct ss_count_word *row = by_noun(rules, tree, out.noun);
    if (!row) row = by_modifier(rules, tree, out.top);
    if (!row && last_token + 1 < (int32_t)report->token_count && // "nine dead, thirty wounded"
        report->tokens[last_token + 1].sentence == report->tokens[token].sentence) {
        const struct ss_count_word *next = find_surface(rules, report, last_token + 1, "self");
        if (next && next->pos == 'a') row = next;
    }
    if (!row) row = by_governor(rules, tree, out.top, first_token);
    if (!row && out.noun >= 0) row = find(rules, report, out.noun, "status");
    if (crosses_verb(report, token, out.noun)) { // "injured 14 and destroyed 60 homes": the noun is another number's
        out.noun = -1;
        out.top = token;
        row = first_token > 0 ? find(rules, report, first_token - 1, "obj") : NULL;
    }
    int32_t from = out.noun > last_token && out.noun <= last_token + LOOK_AHEAD ? out.noun : last_token;
    const struct sayso_token *noun = out.noun >= 0 ? &report->tokens[out.noun] : NULL;
    const struct sayso_token *after = noun && out.noun + 1 < (int32_t)report->token_count ? noun + 1 : NULL;
    bool held = after && after->upos == SAYSO_UPOS_AUX && ss_token_has(after, "Number=Sing") &&
                ss_streq(noun->xpos, "NNS"); // "a plane carrying 295 people was shot down"
    if (!row && !held) row = by_following(rules, report, from);
    const struct ss_count_word *class = out.noun >= 0 ? find(rules, report, out.noun, "class") : NULL;
    if (row && row->group == 'h' && class && (class->group == 't' || class->group == 'e'))
        row = NULL; // nobody came to harm
    int32_t up = report->tokens[out.top].head;
    if (!class && out.noun < 0 && up >= 0 && up < out.top && report->tokens[out.top].deprel == SAYSO_DEP_APPOS) {
        class = find(rules, report, up, "class"); // "the marchers, roughly 6,000 of them,"
        if (class && class->group == 'p')
            out.noun = up;
        else
            class = NULL;
    }
    if (!class && out.noun < 0 && up >= 0 && up < out.top && report->tokens[out.top].deprel == SAYSO_DEP_NMOD &&
        has_of(rules, tree, out.top))
        class = find(rules, report, up, "crowd"); // "a population of 165,000"
    if (!row && (row = class)) out.by_class = true;
    const struct sayso_token *top = &report->tokens[out.top];
    if (!row && out.noun < 0 && depth == 0 && top->deprel == SAYSO_DEP_CONJ && top->head >= 0 && top->head < out.top &&
        report->tokens[top->head].upos == SAYSO_UPOS_NUM) // "110 of them in the north and another 20 in the south"
        return count(rules, tree, top->head, top->head, top->head, depth + 1);
    if (row) {
        out.counts = row->counts;
        out.line = row->line;
        out.group = row->group;
    }
    return out;
}

bool ss_number_told(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token)
{
    const struct sayso_report *report = tree->report;
    int32_t up = report->tokens[token].head;
    if (up < 0) return false;
    if (find(rules, report, up, "told")) return true; // "the figure of 420"
    int32_t object = ss_syntax_child(tree, up, SAYSO_DEP_OBJ), subject = ss_syntax_child(tree, up, SAYSO_DEP_NSUBJ);
    return (object >= 0 && object != token && find(rules, report, object, "told")) ||
           (subject >= 0 && subject != token && find(rules, report, subject, "told"));
}

struct ss_counted ss_number_counts(const struct ss_number_rules *rules, const struct ss_syntax *tree, int32_t token,
                                   int32_t first_token, int32_t last_token)
{
    return count(rules, tree, token, first_token, last_token, 0);
}

// "Shot" and "stabbed" only say that people came to harm, "wounded" and "killed" name it.
const char *ss_number_harm(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t token)
{
    static const char *const where[] = {"self", "subj", "of"};
    const struct ss_count_word *row = NULL, *done = find(rules, report, token, "obj");
    for (uint32_t i = 0; i < sizeof where / sizeof *where && !row; i++) row = find(rules, report, token, where[i]);
    if (!row && done && ss_streq(done->counts, "killed")) row = done;
    if (!row && done) row = find_surface(rules, report, token, "self");
    return row && row->group == 'h' ? row->counts : NULL;
}

bool ss_number_part(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t token)
{
    return is_kind(rules, report, token, SS_NUM_PART | SS_NUM_OF);
}
