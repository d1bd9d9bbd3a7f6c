// SPDX-License-Identifier: Apache-2.0
// Where a mention stands in its sentence: the subjects of the clauses around it, nearest first ("X said Y left when
// *it* fell": Y, X), and which other sides of its own verb it cannot be.
#include "base/str.h"
#include "code/coref.h"

#define CLIMB 10 // steps up the tree
#define NEAR  40 // mentions looked back at
#define SHARE 3  // verbs that a subject is shared by

static int32_t subject(const struct sayso_report *r, int32_t verb)
{
    int32_t found = ss_child(r, (uint32_t)verb, SAYSO_DEP_NSUBJ);
    return found >= 0 ? found : ss_child(r, (uint32_t)verb, SAYSO_DEP_NSUBJ_PASS);
}

void ss_coref_rulers(const struct sayso_report *r, struct ss_coref_mention *m)
{
    const struct sayso_token *t = r->tokens;
    int32_t at = m->head;
    uint32_t count = 0;
    for (uint32_t i = 0; i < SS_COREF_RULERS; i++) m->ruler[i] = -1;
    for (int guard = 0; guard < CLIMB && count < SS_COREF_RULERS && t[at].head >= 0; guard++) {
        int32_t up = t[at].head, found = subject(r, up);
        if (t[at].deprel == SAYSO_DEP_XCOMP) { // "urged the army to free its prisoners"
            int32_t object = ss_child(r, (uint32_t)up, SAYSO_DEP_OBJ);
            if (object >= 0 && object < at) found = object;
        }
        if (found >= 0 && found != at) {
            m->ruled[count] = t[at].deprel;
            m->ruler[count++] = found;
        }
        at = up;
    }
}

static bool argument(enum sayso_dep rel)
{
    return rel == SAYSO_DEP_NSUBJ || rel == SAYSO_DEP_NSUBJ_PASS || rel == SAYSO_DEP_OBJ || rel == SAYSO_DEP_IOBJ;
}

// "The gunmen tied six men and dragged them", "wants to kill them", "left, leading them": the subject that a verb
// shares with one before it.
static int32_t shared_subject(const struct sayso_report *r, int32_t verb)
{
    for (int guard = 0; guard < SHARE; guard++) {
        int32_t found = subject(r, verb);
        if (found >= 0) return found;
        enum sayso_dep rel = (enum sayso_dep)r->tokens[verb].deprel;
        if ((rel != SAYSO_DEP_CONJ && rel != SAYSO_DEP_XCOMP && rel != SAYSO_DEP_ADVCL) || r->tokens[verb].head < 0)
            return -1;
        verb = r->tokens[verb].head;
    }
    return -1;
}

// Whether number or kind forbid what a pronoun would mean: "he" of many, "it" of many soldiers, "they" of the one
// monitor or paper whose words are told.
static bool unlike(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a)
{
    if (!m->pronoun || a->form == SS_COREF_PRONOUN) return false;
    bool person = m->gender == SS_GENDER_MALE || m->gender == SS_GENDER_FEMALE;
    bool many = a->number == 2 || a->joined;
    if (m->number == 1 && many && (person || (m->gender == SS_GENDER_THING && a->form == SS_COREF_NOMINAL)))
        return m->form == SS_COREF_PRONOUN && m->pronoun < 4;
    const struct ss_entity_draft *d = a->entity >= 0 ? &c->work->drafts.item[a->entity] : NULL;
    if (!d || m->number != 2 || a->number == 2 || a->joined) return false;
    bool tells = ss_streq(d->e.kind, "media") || ss_streq(d->e.kind, "ngo") || ss_streq(d->e.kind, "igo");
    for (uint32_t i = 0; i < SS_COREF_RULERS && tells; i++)
        if (m->ruler[i] == a->head && m->ruled[i] == SAYSO_DEP_CCOMP) return true;
    return false;
}

// The mention with a head among those before `at`, or -1.
static int32_t headed(const struct ss_coref *c, uint32_t at, int32_t head)
{
    for (uint32_t i = at; i-- > 0 && i + NEAR > at;)
        if (c->mentions.item[i].head == head && !c->mentions.item[i].joined) return (int32_t)i;
    return -1;
}

// "The mayor and the governor": whether the phrase before in the list is already one with the other.
static bool listed(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a)
{
    const struct sayso_token *t = &c->work->report->tokens[m->head];
    bool inside = t->deprel == SAYSO_DEP_NMOD_DESC || t->deprel == SAYSO_DEP_COMPOUND || t->deprel == SAYSO_DEP_FLAT;
    if (inside && t->head >= 0) t = &c->work->report->tokens[t->head]; // "he and Chairman Smith"
    if (t->deprel != SAYSO_DEP_CONJ || m->form == SS_COREF_PRONOUN || m->joined || a->joined) return false;
    int32_t before = headed(c, (uint32_t)(m - c->mentions.item), t->head);
    return before >= 0 && (c->mentions.item[before].chain == a->chain || &c->mentions.item[before] == a);
}

// '"Rajoy has lost," he said': nobody who is named in what is told is the one that a pronoun tells it by.
static bool told_of(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a)
{
    const struct sayso_token *t = c->work->report->tokens;
    if (m->form != SS_COREF_PRONOUN || t[m->head].deprel != SAYSO_DEP_NSUBJ || t[m->head].head < 0) return false;
    if (ss_child(c->work->report, (uint32_t)t[m->head].head, SAYSO_DEP_CCOMP) < 0) return false;
    for (const struct ss_coref_mention *x = m; x-- > c->mentions.item && x + NEAR > m;) { // "Rajoy and his allies"
        if (x->chain != a->chain || x->form == SS_COREF_PRONOUN) continue;
        bool told = false;
        int32_t at = x->head;
        for (int guard = 0; guard < CLIMB && at >= 0 && at != t[m->head].head; guard++, at = t[at].head)
            told = t[at].deprel == SAYSO_DEP_CCOMP;
        if (told && at >= 0 && at == t[m->head].head) return true;
    }
    return false;
}

bool ss_coref_apart(const struct ss_coref *c, const struct ss_coref_mention *m, const struct ss_coref_mention *a)
{
    const struct sayso_report *r = c->work->report;
    const struct sayso_token *x = &r->tokens[m->head], *y = &r->tokens[a->head];
    if (unlike(c, m, a) || listed(c, m, a) || told_of(c, m, a)) return true;
    if (x->head < 0 || m->reflexive || !argument((enum sayso_dep)x->deprel)) return false;
    if (x->head == y->head) {
        bool beside = m->form == SS_COREF_NOMINAL && y->deprel == SAYSO_DEP_OBL;
        return argument((enum sayso_dep)y->deprel) || beside;
    }
    bool object = x->deprel == SAYSO_DEP_OBJ || x->deprel == SAYSO_DEP_IOBJ;
    return object && y->sentence == x->sentence && shared_subject(r, x->head) == a->head;
}

static bool fits(const struct ss_coref_mention *m, const struct ss_coref_mention *a)
{
    return (!m->number || !a->number || m->number == a->number) &&
           (!m->gender || !a->gender || (m->gender & a->gender));
}

static bool a_body(const struct ss_coref *c, int32_t mention)
{
    const struct ss_coref_mention *a = mention >= 0 ? &c->mentions.item[mention] : NULL;
    if (!a || a->entity < 0) return false;
    const struct ss_entity_draft *d = &c->work->drafts.item[a->entity];
    return !d->person && !ss_streq(d->e.kind, "place");
}

// Whether the verb hands its object on as the subject of an infinitive (class `controls` of events/classes).
static bool controls(const struct ss_entity_work *w, const char *lemma)
{
    const struct ss_know_table *table = ss_know_table(w->know, "events/classes");
    int64_t row = table ? ss_know_find(table, "controls") : -1;
    return row >= 0 && lemma &&
           ss_in_list(ss_know_cell(table, (uint32_t)row, ss_know_column(table, "lemmas")), '|', lemma);
}

// "pressed the army to end its attacks", "supports the army in its fight": the object before a possessor that the
// phrase or the infinitive is about, or -1.
static int32_t object_before(const struct ss_entity_work *w, int32_t owner)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = r->tokens;
    int32_t at = t[owner].head;
    for (int guard = 0; guard < SHARE && at >= 0 && t[at].upos != SAYSO_UPOS_VERB; guard++) {
        int32_t marker = ss_child(r, (uint32_t)at, SAYSO_DEP_CASE);
        bool in = marker >= 0 && t[marker].end - t[marker].start == 2 && r->text[t[marker].start] == 'i';
        int32_t up = t[at].head;
        if (up >= 0 && in && t[at].deprel == SAYSO_DEP_OBL && t[up].upos == SAYSO_UPOS_VERB) {
            int32_t object = ss_child(r, (uint32_t)up, SAYSO_DEP_OBJ);
            return object >= 0 && object < at ? object : -1;
        }
        if (t[at].deprel != SAYSO_DEP_OBJ && t[at].deprel != SAYSO_DEP_NMOD && t[at].deprel != SAYSO_DEP_OBL) return -1;
        at = up;
    }
    if (at < 0 || t[at].head < 0 || ss_child(r, (uint32_t)at, SAYSO_DEP_MARK) < 0) return -1;
    int32_t object = ss_child(r, (uint32_t)t[at].head, SAYSO_DEP_OBJ);
    if (object < 0 || object > at) return -1;
    bool told = t[at].deprel == SAYSO_DEP_ADVCL && controls(w, t[t[at].head].lemma);
    return t[at].deprel == SAYSO_DEP_XCOMP || told ? object : -1;
}

// "After the soldiers had come under fire, they called for help": the subject of the clause before; or -1.
static int32_t clause_subject(const struct sayso_report *r, int32_t verb, int32_t before)
{
    const struct sayso_token *t = r->tokens;
    for (int32_t i = before; i-- > 0 && t[i].sentence == t[verb].sentence;)
        if (t[i].head == verb && t[i].deprel == SAYSO_DEP_ADVCL) return subject(r, i);
    return -1;
}

void ss_coref_bind(struct ss_coref *c)
{
    const struct sayso_token *t = c->work->report->tokens;
    for (uint32_t i = 0; i < c->mentions.count; i++) {
        struct ss_coref_mention *m = &c->mentions.item[i];
        if (m->form != SS_COREF_PRONOUN || m->gender == (SS_GENDER_MALE | SS_GENDER_FEMALE)) continue; // not "I"
        int32_t up = t[m->head].head, found = -1;
        if (up >= 0 && t[m->head].deprel == SAYSO_DEP_NMOD_POSS) { // "the army and its allies"
            if (t[up].deprel == SAYSO_DEP_CONJ && t[up].head < up)
                found = headed(c, i, t[up].head);
            else if (m->gender == SS_GENDER_THING || m->number == 2)
                found = headed(c, i, object_before(c->work, m->head));
        } else if (m->number == 2 && t[m->head].deprel == SAYSO_DEP_NSUBJ && up >= 0 &&
                   clause_subject(c->work->report, up, m->head) >= 0) {
            found = headed(c, i, clause_subject(c->work->report, up, m->head));
        } else if (m->gender == SS_GENDER_THING && t[m->head].deprel == SAYSO_DEP_NSUBJ && m->ruler[1] >= 0 &&
                   m->ruled[1] == SAYSO_DEP_CCOMP && m->ruled[0] != SAYSO_DEP_CCOMP) {
            found = headed(c, i, m->ruler[0]); // "X said Y fell while it …": what is told goes before who tells it
        } else if (t[m->head].deprel == SAYSO_DEP_NSUBJ && up >= 0 && t[up].upos == SAYSO_UPOS_VERB &&
                   m->ruler[0] >= 0 &&
                   m->ruled[0] == SAYSO_DEP_CCOMP) { // "police said they had arrested five", "the army said it shelled"
            found = headed(c, i, m->ruler[0]);
            if (found >= 0 && m->number == 2 &&
                (c->mentions.item[found].number == 1 || unlike(c, m, &c->mentions.item[found])))
                found = -1;
        }
        if (found >= 0 && a_body(c, found) && fits(m, &c->mentions.item[found])) m->stated = found;
    }
}
