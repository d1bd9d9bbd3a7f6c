// SPDX-License-Identifier: Apache-2.0
// Trees mended before they are read: the reading engine's commonest slips around words of speech, sentences that a
// semicolon only joins, and "will be in X", where the verb to be is made the head so that frames find a verb with its
// subject and place. Only words of speech are looked up (words/cues.tsv); the rest goes by the tree.
#include <string.h>

#include "code/attribution.h"

#define MEND_TOKENS 200 // longer sentences are left as they are

struct mending {
    const struct ss_attribution_rules *rules;
    struct sayso_report *report;
    uint32_t from, to; // tokens of the sentence
};

static struct sayso_token *at(const struct mending *m, int32_t token)
{
    return &m->report->tokens[token];
}

static bool subject(const struct sayso_token *t)
{
    return t->deprel == SAYSO_DEP_NSUBJ || t->deprel == SAYSO_DEP_NSUBJ_PASS;
}

static bool nominal(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_PROPN || t->upos == SAYSO_UPOS_PRON;
}

static bool is_mark(const struct mending *m, int32_t token, char mark)
{
    return at(m, token)->upos == SAYSO_UPOS_PUNCT && m->report->text[at(m, token)->start] == mark;
}

static void hang(const struct mending *m, int32_t token, int32_t head, enum sayso_dep dep)
{
    at(m, token)->head = head;
    at(m, token)->deprel = dep;
}

// The first child with the relation behind `after`, or -1.
static int32_t child(const struct mending *m, int32_t head, enum sayso_dep dep, int32_t after)
{
    for (uint32_t i = m->from; i < m->to; i++)
        if (at(m, (int32_t)i)->head == head && at(m, (int32_t)i)->deprel == dep && (int32_t)i > after)
            return (int32_t)i;
    return -1;
}

static bool has_subject(const struct mending *m, int32_t verb)
{
    return child(m, verb, SAYSO_DEP_NSUBJ, -1) >= 0 || child(m, verb, SAYSO_DEP_NSUBJ_PASS, -1) >= 0;
}

static void make_subject(const struct mending *m, int32_t noun, int32_t verb)
{
    bool passive = child(m, verb, SAYSO_DEP_AUX_PASS, -1) >= 0;
    hang(m, noun, verb, passive ? SAYSO_DEP_NSUBJ_PASS : SAYSO_DEP_NSUBJ);
}

static const struct ss_cue *speech(const struct mending *m, int32_t token)
{
    if (at(m, token)->upos != SAYSO_UPOS_VERB || !at(m, token)->lemma) return NULL;
    const struct ss_cue *cue = ss_cue_find(m->rules, SS_CUE_VERB, at(m, token)->lemma);
    return cue && (cue->frames & SS_FRAME_CCOMP) && (cue->flags & SS_CUE_CORE) ? cue : NULL;
}

// Does the clause of `verb`, with a subject of its own, begin right behind the verb of speech?
static bool follows_closely(const struct mending *m, int32_t verb, int32_t said)
{
    bool own = false;
    for (int32_t i = said + 1; i < verb; i++) {
        const struct sayso_token *t = at(m, i);
        if (t->head == said || (i == said + 1 && (t->upos == SAYSO_UPOS_PUNCT || t->upos == SAYSO_UPOS_CCONJ)))
            return false;
        own = own || (t->head == verb && subject(t));
    }
    return own;
}

// "The agency said 28 soldiers and 23 militants were killed", read as "said … and were killed": the first noun is the
// subject of the second verb too, which is what was said.
static void join_subjects(const struct mending *m, int32_t verb)
{
    int32_t said = at(m, verb)->head;
    if (at(m, verb)->deprel != SAYSO_DEP_CONJ || said < 0 || said > verb || !speech(m, said)) return;
    if (child(m, said, SAYSO_DEP_CCOMP, said) >= 0) return;
    int32_t cc = child(m, verb, SAYSO_DEP_CC, said), second = -1, first = -1;
    if (cc < 0 && follows_closely(m, verb, said)) { // read as "said … killed" side by side: what was said
        hang(m, verb, said, SAYSO_DEP_CCOMP);
        return;
    }
    if (cc < 0) { // both nouns taken for what was "said"
        int32_t object = child(m, said, SAYSO_DEP_OBJ, said);
        bool passive = child(m, verb, SAYSO_DEP_AUX_PASS, said) >= 0;
        if (object < 0 || object > verb || !passive || child(m, object, SAYSO_DEP_CONJ, object) < 0 ||
            child(m, verb, SAYSO_DEP_NSUBJ_PASS, said) >= 0 || child(m, verb, SAYSO_DEP_NSUBJ, said) >= 0)
            return;
        hang(m, object, verb, SAYSO_DEP_NSUBJ_PASS);
        hang(m, verb, said, SAYSO_DEP_CCOMP);
        return;
    }
    for (uint32_t i = (uint32_t)cc + 1; i < (uint32_t)verb; i++)
        if (at(m, (int32_t)i)->head == verb && subject(at(m, (int32_t)i))) second = (int32_t)i;
    if (second < 0) return;
    for (uint32_t i = (uint32_t)said + 1; i < (uint32_t)cc; i++) {
        const struct sayso_token *t = at(m, (int32_t)i);
        bool mine = t->head == verb && subject(t);
        bool object = t->head == said && t->deprel == SAYSO_DEP_OBJ && at(m, second)->deprel == SAYSO_DEP_NSUBJ_PASS;
        if (mine || object) first = (int32_t)i;
    }
    if (first < 0) return;
    hang(m, first, verb, (enum sayso_dep)at(m, second)->deprel);
    hang(m, second, first, SAYSO_DEP_CONJ);
    hang(m, cc, second, SAYSO_DEP_CC);
    hang(m, verb, said, SAYSO_DEP_CCOMP);
}

// "told the paper by telephone that the figure was higher": the clause belongs to the verb.
static void lift_clause(const struct mending *m, int32_t verb)
{
    int32_t noun = at(m, verb)->head;
    if (at(m, verb)->deprel != SAYSO_DEP_ACL || noun < 0 || noun > verb || child(m, verb, SAYSO_DEP_MARK, noun) < 0 ||
        child(m, verb, SAYSO_DEP_NSUBJ, noun) < 0)
        return;
    int32_t said = at(m, noun)->head;
    if (at(m, noun)->deprel != SAYSO_DEP_OBL || said < 0 || !speech(m, said) || !at(m, noun)->lemma ||
        ss_cue_find(m->rules, SS_CUE_NOUN, at(m, noun)->lemma) || child(m, said, SAYSO_DEP_CCOMP, said) >= 0)
        return;
    hang(m, verb, said, SAYSO_DEP_CCOMP);
}

static bool quote_mark(const struct mending *m, int32_t token)
{
    const struct sayso_token *t = at(m, token);
    const char *s = m->report->text + t->start;
    uint32_t len = t->end - t->start;
    return (len == 1 && *s == '"') || (len == 2 && (s[0] == '\'' || s[0] == '`') && s[0] == s[1]) ||
           (len == 3 && memcmp(s, "\xE2\x80\x9D", 3) == 0);
}

// '"We will be there," a commander promised', read as "a commander (who was) promised": the verb of speech rules the
// quotation.
static void speaker_behind(const struct mending *m, int32_t verb)
{
    int32_t noun = at(m, verb)->head;
    if (at(m, verb)->deprel != SAYSO_DEP_ACL || noun < 0 || noun > verb || !speech(m, verb)) return;
    int32_t root = at(m, noun)->head;
    if (root < 0 || root > noun || !subject(at(m, noun))) return;
    bool closed = false;
    for (int32_t i = root + 1; i < noun && !closed; i++) closed = quote_mark(m, i);
    if (!closed) return;
    at(m, verb)->head = at(m, root)->head;
    at(m, verb)->deprel = at(m, root)->deprel;
    hang(m, noun, verb, SAYSO_DEP_NSUBJ);
    hang(m, root, verb, SAYSO_DEP_CCOMP);
}

// "put the number of the group's dead at 500": the adjective belongs to the noun before it.
static void join_adjective(const struct mending *m, int32_t token)
{
    int32_t verb = at(m, token)->head, noun = token - 1;
    if (at(m, token)->upos != SAYSO_UPOS_ADJ || at(m, token)->deprel != SAYSO_DEP_XCOMP || verb < 0 || noun <= verb ||
        at(m, noun)->deprel != SAYSO_DEP_NMOD)
        return;
    int32_t object = at(m, noun)->head, behind = child(m, verb, SAYSO_DEP_OBL, token);
    if (object < 0 || at(m, object)->head != verb || at(m, object)->deprel != SAYSO_DEP_OBJ || behind < 0 ||
        at(m, behind)->upos != SAYSO_UPOS_NUM)
        return;
    hang(m, token, noun, SAYSO_DEP_AMOD);
}

// "The army, the official said, killed ten men", both nouns read as those who "said": the first one belongs to the
// clause on both sides of the speaker.
static void subject_before_speaker(const struct mending *m, int32_t said)
{
    int32_t told = child(m, said, SAYSO_DEP_CCOMP, said), first = child(m, said, SAYSO_DEP_NSUBJ, -1);
    int32_t speaker = first >= 0 ? child(m, said, SAYSO_DEP_NSUBJ, first) : -1;
    if (told < 0 || speaker < 0 || speaker > said || !speech(m, said) || !is_mark(m, said + 1, ',')) return;
    bool comma = false, own = false;
    for (int32_t i = first + 1; i < speaker; i++) comma = comma || is_mark(m, i, ',');
    for (int32_t i = said + 1; i < told; i++) own = own || (at(m, i)->head == told && subject(at(m, i)));
    if (!comma || own) return;
    make_subject(m, first, told);
}

// The verb that a second verb of speech goes on from, not the clause that it was hung on: "said nobody was above the
// law and accused his rival", "said troops had fled and urged them to return"; behind a comma also over a relative
// clause, "rejected reports that linked it to them, and called on X". -1 when the clause keeps it.
static int32_t speaks_on(const struct mending *m, int32_t verb)
{
    int32_t told = at(m, verb)->head, cc = child(m, verb, SAYSO_DEP_CC, -1);
    if (at(m, verb)->deprel != SAYSO_DEP_CONJ || told < 0 || told > verb || cc < 0) return -1;
    int32_t said = at(m, told)->head;
    if (at(m, told)->deprel == SAYSO_DEP_ACL_RELCL && said >= 0) {
        said = at(m, said)->head;
        return said < told && cc > told && is_mark(m, cc - 1, ',') ? said : -1;
    }
    return at(m, told)->deprel == SAYSO_DEP_CCOMP && said >= 0 && said < told && speech(m, said) ? said : -1;
}

static bool simple_past(const struct mending *m, int32_t token)
{
    const char *x = at(m, token)->xpos;
    return x && strcmp(x, "VBD") == 0;
}

// A verb of speech in the simple past, without a subject of its own, is joined to the one that speaks.
static void join_speech(const struct mending *m, int32_t verb)
{
    int32_t said = speaks_on(m, verb), told = at(m, verb)->head;
    if (said < 0 || !simple_past(m, verb) || !simple_past(m, said) || !at(m, verb)->lemma ||
        !ss_cue_find(m->rules, SS_CUE_VERB, at(m, verb)->lemma) || child(m, verb, SAYSO_DEP_NSUBJ, -1) >= 0 ||
        child(m, verb, SAYSO_DEP_AUX_PASS, -1) >= 0)
        return;
    bool alike = simple_past(m, told) && child(m, told, SAYSO_DEP_AUX, -1) < 0; // "said that they met and urged peace"
    if (!alike || child(m, told, SAYSO_DEP_MARK, -1) < 0) hang(m, verb, said, SAYSO_DEP_CONJ);
}

// "hacked to death at least 19 people", read as "death people": without a preposition it is the verb's object.
static void object_behind(const struct mending *m, int32_t noun)
{
    int32_t before = at(m, noun)->head, verb = before >= 0 ? at(m, before)->head : -1;
    if (at(m, noun)->deprel != SAYSO_DEP_NMOD || at(m, noun)->upos != SAYSO_UPOS_NOUN || verb < 0 || before > noun ||
        verb > before || at(m, before)->deprel != SAYSO_DEP_OBL || at(m, verb)->upos != SAYSO_UPOS_VERB)
        return;
    if (child(m, noun, SAYSO_DEP_CASE, -1) >= 0 || child(m, noun, SAYSO_DEP_NUMMOD, -1) < 0 ||
        child(m, before, SAYSO_DEP_CASE, -1) < 0 || child(m, verb, SAYSO_DEP_OBJ, -1) >= 0 ||
        child(m, verb, SAYSO_DEP_AUX_PASS, -1) >= 0)
        return;
    hang(m, noun, verb, SAYSO_DEP_OBJ);
}

static bool stays_with_name(enum sayso_dep dep)
{
    return dep == SAYSO_DEP_CASE || dep == SAYSO_DEP_DET || dep == SAYSO_DEP_AMOD || dep == SAYSO_DEP_COMPOUND ||
           dep == SAYSO_DEP_FLAT || dep == SAYSO_DEP_APPOS || dep == SAYSO_DEP_NMOD || dep == SAYSO_DEP_NUMMOD;
}

// "will be in Raqqa", "is back in Palmyra": the verb becomes the head.
static void raise_copula(const struct mending *m, int32_t token)
{
    struct sayso_token *t = at(m, token);
    if (t->upos != SAYSO_UPOS_PROPN && t->upos != SAYSO_UPOS_ADV) return;
    bool name = t->upos == SAYSO_UPOS_PROPN;
    int32_t be = child(m, token, SAYSO_DEP_COP, -1);
    if (be < 0 || be > token || (name && child(m, token, SAYSO_DEP_CASE, be) < 0)) return;
    for (uint32_t i = m->from; i < m->to; i++)
        if (at(m, (int32_t)i)->head == token && (int32_t)i != be &&
            !(name && stays_with_name(at(m, (int32_t)i)->deprel)))
            at(m, (int32_t)i)->head = be;
    at(m, be)->head = t->head;
    at(m, be)->deprel = t->deprel;
    at(m, be)->upos = SAYSO_UPOS_VERB;
    hang(m, token, be, name ? SAYSO_DEP_OBL : SAYSO_DEP_ADVMOD);
}

// "Foreign Minister, X, said": with a comma behind it the title is no part of the name, the name explains it.
static void set_apart(const struct mending *m, int32_t token)
{
    struct sayso_token *t = at(m, token);
    int32_t name = t->head, comma = token + 1;
    if (t->deprel != SAYSO_DEP_NMOD_DESC || name <= comma || m->report->text[at(m, comma)->start] != ',') return;
    t->head = at(m, name)->head;
    t->deprel = at(m, name)->deprel;
    hang(m, name, token, SAYSO_DEP_APPOS);
}

// The token of [from, to) that hangs on none of the others, or -1.
static int32_t top(const struct mending *m, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (at(m, i)->upos != SAYSO_UPOS_PUNCT && (at(m, i)->head < from || at(m, i)->head >= to)) return i;
    return -1;
}

// "captured the airport and the office, the chief of staff, General X, said": the man named between commas before the
// verb is who says it, with the noun before him, and no part of the list.
static void speaker_between_commas(const struct mending *m, int32_t verb)
{
    int32_t first = (int32_t)m->from, end = verb - 1, from = end;
    if (!speech(m, verb) || end <= first || !is_mark(m, end, ',') || at(m, end - 1)->ner != SAYSO_NER_PERSON) return;
    int32_t told = child(m, verb, SAYSO_DEP_CCOMP, -1), before = at(m, verb)->head;
    bool joined = told < 0 && at(m, verb)->deprel == SAYSO_DEP_CONJ && before >= first && before < verb &&
                  at(m, before)->upos == SAYSO_UPOS_VERB && child(m, verb, SAYSO_DEP_CC, -1) < 0 &&
                  child(m, verb, SAYSO_DEP_OBJ, -1) < 0; // "died there, the director, X, confirmed"
    if (child(m, verb, SAYSO_DEP_NSUBJ, -1) >= 0 || (told < 0 && !joined) || told > verb) return;
    while (from > first && !is_mark(m, from - 1, ',')) from--;
    int32_t name = top(m, from, end), noun = -1, start = from - 1;
    if (from <= first || name < 0 || at(m, name)->ner != SAYSO_NER_PERSON) return;
    if (joined) {
        hang(m, verb, at(m, before)->head, (enum sayso_dep)at(m, before)->deprel);
        hang(m, before, verb, SAYSO_DEP_CCOMP);
    }
    while (start > first && !is_mark(m, start - 1, ',')) start--;
    if (start > first) noun = top(m, start, from - 1);
    bool title = noun >= 0 && at(m, noun)->upos == SAYSO_UPOS_NOUN && at(m, noun)->deprel == SAYSO_DEP_APPOS;
    for (int32_t i = start; title && i < from - 1; i++) title = at(m, i)->upos != SAYSO_UPOS_VERB;
    hang(m, title ? noun : name, verb, SAYSO_DEP_NSUBJ);
    if (title) hang(m, name, noun, SAYSO_DEP_APPOS);
}

// "According to the network, 30 people, including two officers, were killed", the people read as a part of the
// network's name: they are the verb's subject. `source` is the network.
static void subject_behind_source(const struct mending *m, int32_t source)
{
    int32_t mark = child(m, source, SAYSO_DEP_CASE, -1), verb = at(m, source)->head;
    const struct ss_cue *row =
        mark >= 0 && mark < source ? ss_cue_find(m->rules, SS_CUE_PREP, at(m, mark)->lemma) : NULL;
    if (!row || !(row->frames & SS_FRAME_ACCORDING) || at(m, source)->deprel != SAYSO_DEP_OBL || verb < source) return;
    int32_t noun = child(m, source, SAYSO_DEP_APPOS, source);
    if (noun < 0 || noun > verb || has_subject(m, verb) || at(m, noun)->ner == SAYSO_NER_PERSON) return;
    for (int32_t i = noun + 1; i < verb; i++)
        if (at(m, i)->head == source && at(m, i)->upos != SAYSO_UPOS_PUNCT) at(m, i)->head = noun;
    make_subject(m, noun, verb);
}

// "\"We will be there before the end of the summer,\" he promised", the summer hung on the promise: what stands inside
// of the quotation marks with the clause that was said belongs to that.
static void stay_in_quotation(const struct mending *m, int32_t word)
{
    int32_t verb = at(m, word)->head, said;
    uint8_t dep = at(m, word)->deprel;
    if ((dep != SAYSO_DEP_OBL && dep != SAYSO_DEP_OBL_UNMARKED && dep != SAYSO_DEP_ADVMOD) || verb <= word ||
        !speech(m, verb) || (said = child(m, verb, SAYSO_DEP_CCOMP, -1)) < 0 || said > word)
        return;
    int32_t end = said; // of the quotation
    while (end < verb && !quote_mark(m, end)) end++;
    bool again = false; // another quotation begins
    for (int32_t i = end + 1; i < verb; i++) again = again || quote_mark(m, i);
    if (end < verb && word < end && !again) hang(m, word, said, (enum sayso_dep)dep);
}

static bool finite(const struct mending *m, int32_t token)
{
    const struct sayso_token *t = at(m, token);
    const char *x = t->xpos ? t->xpos : "";
    if (t->upos != SAYSO_UPOS_VERB && t->upos != SAYSO_UPOS_AUX) return child(m, token, SAYSO_DEP_COP, -1) >= 0;
    return strcmp(x, "VBD") == 0 || strcmp(x, "VBZ") == 0 || strcmp(x, "VBP") == 0 ||
           child(m, token, SAYSO_DEP_AUX, -1) >= 0 || child(m, token, SAYSO_DEP_AUX_PASS, -1) >= 0;
}

// "At least nine people, including two children, were killed", read as "at (the) least nine people": the phrase is the
// subject that the verb lacks, what stands between its commas belongs to it.
static void least_subject(const struct mending *m, int32_t noun)
{
    int32_t verb = at(m, noun)->head, number = child(m, noun, SAYSO_DEP_NUMMOD, -1);
    if (at(m, noun)->deprel != SAYSO_DEP_OBL || verb < noun || number < (int32_t)m->from + 2 || !finite(m, verb))
        return;
    const char *x = at(m, number - 1)->xpos ? at(m, number - 1)->xpos : "";
    if ((strcmp(x, "JJS") != 0 && strcmp(x, "RBS") != 0) || at(m, number - 2)->deprel != SAYSO_DEP_CASE) return;
    for (uint32_t i = m->from; i < m->to; i++)
        if (at(m, (int32_t)i)->head == verb && subject(at(m, (int32_t)i))) return;
    make_subject(m, noun, verb);
    for (int32_t i = noun + 1; i < verb; i++)
        if (at(m, i)->head == verb && at(m, i)->deprel == SAYSO_DEP_OBL) hang(m, i, noun, SAYSO_DEP_NMOD);
}

// "Police said John Smith, 45, went home", Smith read as a second one who said it: the subject that the clause lacks.
static void second_speaker(const struct mending *m, int32_t noun)
{
    int32_t verb = at(m, noun)->head;
    if (!subject(at(m, noun)) || verb < 0 || noun < verb || !speech(m, verb)) return;
    int32_t clause = child(m, verb, SAYSO_DEP_CCOMP, noun), first = child(m, verb, SAYSO_DEP_NSUBJ, -1);
    if (clause < 0 || first < 0 || first > verb || !finite(m, clause) || has_subject(m, clause)) return;
    make_subject(m, noun, clause);
}

// "The director, on a visit, asked them to join, officials said", the director read as a second one who said it.
static void first_speaker(const struct mending *m, int32_t noun)
{
    int32_t verb = at(m, noun)->head;
    if (!subject(at(m, noun)) || verb < noun || !speech(m, verb)) return;
    int32_t clause = child(m, verb, SAYSO_DEP_CCOMP, noun), second = child(m, verb, SAYSO_DEP_NSUBJ, noun);
    if (clause < 0 || clause > verb || second < clause || second > verb || !finite(m, clause) || has_subject(m, clause))
        return;
    make_subject(m, noun, clause);
}

// "On Friday, Jane Smith and John Brown flew", Smith and Brown joined to Friday: the subject that the verb lacks.
static void subject_behind_time(const struct mending *m, int32_t noun)
{
    int32_t day = at(m, noun)->head, verb = day >= 0 ? at(m, day)->head : -1;
    if (at(m, noun)->deprel != SAYSO_DEP_CONJ || at(m, noun)->ner != SAYSO_NER_PERSON || day > noun || verb < noun ||
        at(m, day)->ner == SAYSO_NER_PERSON || !finite(m, verb) ||
        (at(m, day)->deprel != SAYSO_DEP_OBL_UNMARKED && at(m, day)->deprel != SAYSO_DEP_OBL) || has_subject(m, verb))
        return;
    for (int32_t i = noun + 1; i < verb; i++)
        if (at(m, i)->head == day && at(m, i)->deprel == SAYSO_DEP_CONJ) hang(m, i, noun, SAYSO_DEP_CONJ);
    make_subject(m, noun, verb);
}

// The verb that rules [from, to) and none of whose rulers are in there; -1 when it is no clause with a subject.
static int32_t ruler_of_part(const struct mending *m, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        int32_t head = at(m, (int32_t)i)->head, verb = (int32_t)i;
        if ((head >= (int32_t)from && head < (int32_t)to) || !finite(m, verb)) continue;
        for (uint32_t k = from; k < i; k++) { // its subject, or a noun that hangs on the other part instead
            const struct sayso_token *t = at(m, (int32_t)k);
            bool loose = t->head < (int32_t)from || t->head >= (int32_t)to;
            if ((t->head == verb && subject(t)) || (loose && nominal(t) && k > from)) return verb;
        }
    }
    return -1;
}

// All that hangs on another part hangs on the ruler of its own; a noun before a ruler without a subject is its subject.
static void gather_part(const struct mending *m, uint32_t from, uint32_t to, int32_t ruler)
{
    bool has = has_subject(m, ruler);
    bool passive = child(m, ruler, SAYSO_DEP_AUX_PASS, -1) >= 0;
    for (uint32_t i = from; i < to; i++) {
        struct sayso_token *t = at(m, (int32_t)i);
        if ((int32_t)i == ruler || (t->head >= (int32_t)from && t->head < (int32_t)to)) continue;
        t->head = ruler;
        if (t->deprel == SAYSO_DEP_PUNCT) continue;
        t->deprel = has || !nominal(t) || (int32_t)i > ruler ? SAYSO_DEP_PARATAXIS
                    : passive                                ? SAYSO_DEP_NSUBJ_PASS
                                                             : SAYSO_DEP_NSUBJ;
        has = has || subject(t);
    }
}

// "X accused Y of killing Z; its envoy said no": two sentences, of which neither rules within the other.
static void part_at_semicolon(const struct mending *m, uint32_t mark)
{
    uint32_t from = m->from, to = mark + 1;
    for (uint32_t i = m->from; i < m->to; i++) {
        if (quote_mark(m, (int32_t)i)) return;
        bool other = is_mark(m, (int32_t)i, ';');
        if (other && i < mark) from = i + 1;
        if (i > mark && !other && to == i) to = i + 1;
    }
    int32_t left = ruler_of_part(m, from, mark), right = ruler_of_part(m, mark + 1, to);
    if (left < 0 || right < 0) return;
    uint32_t root = m->from;
    while (root < m->to && at(m, (int32_t)root)->head >= 0) root++;
    if (root >= to) return;
    gather_part(m, mark + 1, to, right);
    gather_part(m, from, mark, left);
    hang(m, right, left, SAYSO_DEP_PARATAXIS);
    hang(m, left, root < from ? (int32_t)root : -1, root < from ? SAYSO_DEP_PARATAXIS : SAYSO_DEP_ROOT);
    hang(m, (int32_t)mark, right, SAYSO_DEP_PUNCT);
}

void ss_mend_trees(const struct ss_coder *coder, struct sayso_report *report)
{
    if (!coder->attribution) return;
    for (uint32_t s = 0; s < report->sentence_count; s++) {
        const struct sayso_sentence *sentence = &report->sentences[s];
        if (sentence->token_count > MEND_TOKENS) continue;
        struct mending m = {coder->attribution, report, sentence->token_first,
                            sentence->token_first + sentence->token_count};
        for (uint32_t i = m.from; i < m.to; i++)
            if (is_mark(&m, (int32_t)i, ';')) part_at_semicolon(&m, i);
        for (uint32_t i = m.from; i < m.to; i++) {
            join_subjects(&m, (int32_t)i);
            lift_clause(&m, (int32_t)i);
            speaker_behind(&m, (int32_t)i);
            speaker_between_commas(&m, (int32_t)i);
            subject_behind_source(&m, (int32_t)i);
            join_adjective(&m, (int32_t)i);
            set_apart(&m, (int32_t)i);
            object_behind(&m, (int32_t)i);
            subject_before_speaker(&m, (int32_t)i);
            join_speech(&m, (int32_t)i);
            least_subject(&m, (int32_t)i);
            second_speaker(&m, (int32_t)i);
            first_speaker(&m, (int32_t)i);
            subject_behind_time(&m, (int32_t)i);
        }
        for (uint32_t i = m.from; i < m.to; i++) {
            stay_in_quotation(&m, (int32_t)i);
            raise_copula(&m, (int32_t)i);
        }
    }
}
