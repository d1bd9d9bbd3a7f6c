// SPDX-License-Identifier: Apache-2.0
// Where a claim happened: a place among its own words, then in its clause, its sentence, then where the paragraph's or
// the report's last deed was. Every place has a mention of its own; an act of saying is nowhere in particular.
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "code/claim.h"

#define FAR        SS_CLAIM_FAR
#define PLACE_BACK 3  // sentences
#define BOUND      12 // steps that a place is farther to which somebody only goes

// Whether the mention is part of a longer name, or of the words that name a source.
static bool hidden(const struct ss_claim_work *w, const struct sayso_mention *m)
{
    if (w->sourced[m->head_token]) return true;
    for (int32_t i = w->mention_first[w->view.tree.tokens[m->head_token].sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *o = &w->report->mentions[i];
        if (o != m && o->kind == SAYSO_MENTION_ACTOR && o->form == SAYSO_FORM_NAME && o->start <= m->start &&
            m->end <= o->end && o->end - o->start > m->end - m->start)
            return true;
    }
    return false;
}

// How coarse a place is: 0 a town … 3 a country or more (events/granularity.tsv).
static int coarse(const struct ss_claim_work *w, const struct sayso_entity *e)
{
    if (!e->feature) return 0;
    int64_t row = ss_know_find(w->rules->features, e->feature), n = 0;
    if (row < 0) return 0;
    const char *rank = ss_know_cell(w->rules->features, (uint32_t)row, ss_know_column(w->rules->features, "rank"));
    return ss_parse_int(rank, strlen(rank), &n) ? (int)n : 0;
}

// "WASHINGTON (Sputnik)": where it was written.
static bool written_at(const struct ss_claim_work *w, const struct sayso_mention *m)
{
    int32_t next = m->head_token + 1;
    if (next < 1 || (uint32_t)next + 1 >= w->report->token_count ||
        w->report->text[w->report->tokens[next].start] != '(' || w->view.actor[next + 1] < 0)
        return false;
    int32_t e = w->mentions.item[w->view.actor[next + 1]].entity;
    return e >= 0 && (uint32_t)e < w->report->entity_count && ss_streq(w->report->entities[e].kind, "media");
}

static bool is_place(const struct ss_claim_work *w, const struct sayso_mention *m)
{
    if (m->kind != SAYSO_MENTION_PLACE || m->entity < 0 || (uint32_t)m->entity >= w->report->entity_count ||
        m->head_token < 0 || (uint32_t)m->head_token >= w->report->token_count)
        return false;
    int32_t h = w->view.tree.tokens[m->head_token].head; // "US-led", "Iran-backed" are no places
    if (h < 0) return true;
    enum sayso_dep dep = w->view.tree.tokens[m->head_token].deprel;
    bool title = (dep == SAYSO_DEP_COMPOUND || dep == SAYSO_DEP_AMOD) && m->head_token < h &&
                 ss_streq(w->report->entities[m->entity].feature, "country") && ss_claim_is(w, h, w->rules->human);
    if (w->report->tokens[h].ner == SAYSO_NER_PERSON && dep == SAYSO_DEP_NMOD) return false; // "John Doe, of Columbia"
    if (dep == SAYSO_DEP_COMPOUND && m->head_token < h && ss_claim_is(w, h, w->rules->firm))
        return false;                                                 // "a Dubai firm"
    return !title && w->view.tree.tokens[h].deprel != SAYSO_DEP_AMOD; // "the US secretary of state"
}

// "Ankara said": the words mean the government, and only name the city.
static bool acts_as_state(const struct ss_claim_work *w, const struct sayso_mention *m, uint32_t sentence)
{
    for (int32_t i = w->mention_first[sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *o = &w->report->mentions[i];
        if (o->kind == SAYSO_MENTION_ACTOR && o->start == m->start && o->end == m->end) return true;
    }
    return false;
}

static int32_t best_place(const struct ss_claim_work *w, const struct ss_draft *d, uint32_t sentence, bool near)
{
    int best = FAR * 4;
    int32_t found = -1;
    for (int32_t i = w->mention_first[sentence]; i >= 0; i = w->mention_next[i]) {
        const struct sayso_mention *m = &w->report->mentions[i];
        if (!is_place(w, m) || hidden(w, m) || acts_as_state(w, m, sentence)) continue;
        const struct sayso_entity *e = &w->report->entities[m->entity];
        int far = near ? ss_claim_distance(w, d, m->head_token) : 0;
        if (near && far == FAR) continue;
        int score = near ? far * 2 : 0;
        score += coarse(w, e) * (near ? 3 : 6) + (e->has_point ? 0 : 2) + (m->form == SAYSO_FORM_NOMINAL ? 6 : 0);
        score += written_at(w, m) ? 8 : 0;
        if ((!near || far > 1) &&
            ss_claim_is(w, ss_ftree_child(&w->view.tree, m->head_token, SAYSO_DEP_CASE, NULL), w->rules->bound))
            score += BOUND; // "trying to leave for Bangkok"
        if (!near) {        // the nearest one on the page
            int gap = m->head_token - d->trigger;
            score += (gap < 0 ? -gap : gap) / 6;
        }
        if (score < best) {
            best = score;
            found = m->entity;
        }
    }
    return found;
}

// The first sentence that says something, of several the first that names a place: a dateline or a heading without a
// verb tells where it was written.
static uint32_t lead_sentence(const struct ss_claim_work *w)
{
    int64_t first = -1;
    for (uint32_t s = 0; s < w->report->sentence_count && s < 4; s++) {
        const struct sayso_sentence *sentence = &w->report->sentences[s];
        bool verb = false, place = false;
        for (uint32_t i = 0; i < sentence->token_count; i++)
            verb = verb || w->report->tokens[sentence->token_first + i].upos == SAYSO_UPOS_VERB;
        for (int32_t i = w->mention_first[s]; verb && !place && i >= 0; i = w->mention_next[i])
            place = is_place(w, &w->report->mentions[i]) && !acts_as_state(w, &w->report->mentions[i], s);
        if (verb && first < 0) first = s;
        if (place) return s;
    }
    return first < 0 ? 0 : (uint32_t)first;
}

// "Workers clashed with police in X. At least 30 were hurt": where the paragraph's last deed of violence was.
static int32_t place_before(const struct ss_claim_work *w, const struct ss_draft *d)
{
    uint32_t paragraph = w->report->sentences[d->sentence].paragraph;
    if (!ss_claim_violent(d)) return -1;
    const struct ss_draft *found = NULL;
    for (uint32_t i = (uint32_t)(d - w->drafts.item); i-- > 0;) {
        const struct ss_draft *o = &w->drafts.item[i];
        if (o->sentence == d->sentence) continue;
        if (w->report->sentences[o->sentence].paragraph != paragraph || o->sentence + PLACE_BACK < d->sentence ||
            (found && found->sentence != o->sentence))
            break;
        if (o->dropped || !ss_claim_violent(o) || !o->place_own || o->realis != SAYSO_ACTUAL) continue;
        if (!found || (ss_claim_passing(w, found) && !ss_claim_passing(w, o))) found = o;
    }
    return found ? found->place : -1;
}

// "a road to X, where a garrison is besieged": the place named last before a clause with "where", in what the clause
// belongs to or right before it.
static int32_t place_of_clause(const struct ss_claim_work *w, const struct ss_draft *d)
{
    const struct ss_ftree *tree = &w->view.tree;
    for (int32_t t = d->trigger, step = 0; t >= 0 && step < 4; step++, t = tree->tokens[t].head) {
        int32_t where = -1, best = -1;
        for (int32_t c = tree->first[t]; c >= 0 && c < t; c = tree->next[c])
            if (tree->tokens[c].deprel == SAYSO_DEP_ADVMOD && ss_claim_is(w, c, w->rules->where)) where = c;
        if (where < 0) continue;
        int32_t head = tree->tokens[t].deprel == SAYSO_DEP_ACL_RELCL ? tree->tokens[t].head : -1;
        for (int32_t i = w->mention_first[d->sentence]; i >= 0; i = w->mention_next[i]) {
            const struct sayso_mention *m = &w->report->mentions[i];
            if (!is_place(w, m) || m->head_token >= where || m->head_token < best) continue;
            if ((head >= 0 && ss_ftree_within(tree, m->head_token, head)) || m->head_token + 2 >= where)
                best = m->head_token;
        }
        return best >= 0 && w->view.place[best] >= 0 ? w->mentions.item[w->view.place[best]].entity : -1;
    }
    return -1;
}

void ss_claim_place(struct ss_claim_work *w, struct ss_draft *d)
{
    if (d->place >= 0) return;
    if (ss_claim_speech(w, d)) { // an act of saying is nowhere in particular
        d->place = -1;
        return;
    }
    d->place = place_of_clause(w, d);
    if (d->place < 0) d->place = best_place(w, d, d->sentence, true);
    if (d->place >= 0) {
        d->place_own = true;
        return;
    }
    if (d->kind == SAYSO_CLAIM_EVENT && !(d->frame->flags & (SS_FRAME_RECALL | SS_FRAME_RESULT)) && !d->objects.count)
        return;
    d->place = best_place(w, d, d->sentence, false);
    if (d->place < 0) d->place = place_before(w, d);
    uint32_t paragraph = w->report->sentences[d->sentence].paragraph;
    for (uint32_t s = d->sentence;
         d->place < 0 && s-- > 0 && s + PLACE_BACK >= d->sentence && w->report->sentences[s].paragraph == paragraph;)
        d->place = best_place(w, d, s, false);
    uint32_t lead = lead_sentence(w);
    if (d->place < 0 && d->sentence > lead) d->place = best_place(w, d, lead, false);
}
