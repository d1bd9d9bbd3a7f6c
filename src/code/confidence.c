// SPDX-License-Identifier: Apache-2.0
// What is seen of a claim that tells how sure it is, and the sum of the weights.
#include "code/confidence.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"
#include "parse/labels.h"
#include "record/names.h"

#define ENTITIES_MAX 3  // of one side that are looked at
#define OFTEN        12 // words in a thousand that make a report one of a field of life
#define SOMETIMES    5
#define SHORT_REPORT 40 // words: nothing can be said of its field
#define LANDS_MAX    32
#define RIVALS_MAX   4
#define TOLD_MAX     15 // mentions
#define QUOTED_MAX   6  // words inside a pair of quotation marks that mock or name

enum sayso_err ss_confidence_tables_load(struct ss_confidence_tables *out, const struct ss_know *know,
                                         struct sayso_problem *problem)
{
    SS_TRY(ss_know_need(&out->weights, know, "events/confidence", problem));
    out->type = ss_know_column(out->weights, "type");
    out->sides = ss_know_column(out->weights, "sides");
    return ss_know_need(&out->domains, know, "events/domains", problem);
}

// --- the report

static const char *domain_of(const struct ss_confidence_scene *s, const struct sayso_token *t)
{
    if (t->upos != SAYSO_UPOS_NOUN && t->upos != SAYSO_UPOS_VERB && t->upos != SAYSO_UPOS_ADJ) return NULL;
    int64_t row = ss_know_find(s->tables->domains, t->lemma);
    return row < 0 ? NULL : ss_know_cell(s->tables->domains, (uint32_t)row, 1);
}

static void count_domains(struct ss_confidence_scene *s)
{
    for (uint32_t i = 0; i < s->report->token_count; i++) {
        const char *name = domain_of(s, &s->report->tokens[i]);
        if (!name) continue;
        uint32_t at = 0;
        while (at < s->domain_count && strcmp(s->domain[at], name)) at++;
        if (at == SS_CONFIDENCE_DOMAINS) continue;
        if (at == s->domain_count) s->domain[s->domain_count++] = name;
        s->words_of[at]++;
    }
}

// The country of most mentions, or NULL. Few entities have one: a list of those seen is short.
static const char *most_named(const struct ss_confidence_scene *s)
{
    const struct sayso_report *r = s->report;
    const char *land[LANDS_MAX], *best = NULL;
    uint32_t count[LANDS_MAX], n = 0, most = 0;
    for (uint32_t e = 0; e < r->entity_count; e++) {
        uint32_t at = 0;
        if (!r->entities[e].country) continue;
        while (at < n && strcmp(land[at], r->entities[e].country)) at++;
        if (at == LANDS_MAX) continue;
        if (at == n) {
            land[n] = r->entities[e].country;
            count[n++] = 0;
        }
        count[at] += s->told_of[e];
        if (count[at] > most) {
            most = count[at];
            best = land[at];
        }
    }
    return best;
}

enum sayso_err ss_confidence_open(struct ss_confidence_scene *s, const struct ss_confidence_tables *tables,
                                  const struct sayso_report *r, struct ss_arena *arena)
{
    *s = (struct ss_confidence_scene){.tables = tables, .report = r};
    s->mention_first = SS_NEW_ARRAY(arena, int32_t, r->sentence_count);
    s->mention_next = SS_NEW_ARRAY(arena, int32_t, r->mention_count);
    s->claims_in = SS_NEW_ARRAY(arena, uint32_t, r->sentence_count);
    s->told_of = SS_NEW_ARRAY(arena, uint32_t, r->entity_count);
    if (!s->mention_first || !s->mention_next || !s->claims_in || !s->told_of) return ss_arena_error(arena);
    for (uint32_t i = 0; i < r->entity_count; i++) s->told_of[i] = 0;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        s->mention_first[i] = -1;
        s->claims_in[i] = 0;
    }
    for (uint32_t i = r->mention_count; i-- > 0;) {
        int32_t t = r->mentions[i].head_token;
        s->mention_next[i] = -1;
        if (t < 0 || (uint32_t)t >= r->token_count || r->mentions[i].entity < 0) continue;
        s->mention_next[i] = s->mention_first[r->tokens[t].sentence];
        s->mention_first[r->tokens[t].sentence] = (int32_t)i;
        s->told_of[r->mentions[i].entity]++;
    }
    for (uint32_t i = 0; i < r->claim_count; i++) s->claims_in[r->tokens[r->claims[i].trigger_token].sentence]++;
    count_domains(s);
    s->land = most_named(s);
    return SAYSO_OK;
}

// --- one claim

static void add(struct ss_confidence_features *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(struct ss_confidence_features *f, const char *format, ...)
{
    if (f->count == SS_CONFIDENCE_FEATURES) return;
    va_list args;
    va_start(args, format);
    vsnprintf(f->item[f->count], SS_CONFIDENCE_BYTES, format, args);
    va_end(args);
    for (uint32_t i = 0; i < f->count; i++)
        if (!strcmp(f->item[i], f->item[f->count])) return;
    f->count++;
}

static const char *kind_of(const struct sayso_claim *c)
{
    return c->kind == SAYSO_CLAIM_EVENT ? c->type : ss_claim_kind_names[c->kind];
}

static const char *const bonds[] = {"self",  "own",   "above", "below", "beside",
                                    "loose", "loose", "loose", "loose", "out"};

// How a mention's head hangs together with the claim's word; the closer, the smaller the rank.
static int way(const struct sayso_report *r, int32_t trigger, int32_t head, char out[SS_CONFIDENCE_BYTES])
{
    const struct sayso_token *t = r->tokens, *m = &t[head], *w = &t[trigger];
    const char *name = ss_dep_name(m->deprel);
    int rank = 7;
    const char *how = head < trigger ? "before" : "behind";
    if (head == trigger)
        rank = 0, how = "self", name = "";
    else if (m->head == trigger)
        rank = 1, how = "";
    else if (w->head == head)
        rank = 2, how = "above.", name = ss_dep_name(w->deprel);
    else if (m->head >= 0 && t[m->head].head == trigger)
        rank = 3, how = "below.";
    else if (m->head >= 0 && m->head == w->head)
        rank = 4, how = "beside.";
    else
        name = "";
    snprintf(out, SS_CONFIDENCE_BYTES, "%s%s", how, name);
    return rank;
}

static uint32_t doubling(uint32_t n)
{
    uint32_t k = 0;
    for (; n; n >>= 1) k++;
    return k;
}

static bool have(const struct sayso_ids *ids, int32_t e)
{
    for (uint32_t i = 0; i < ids->count; i++)
        if (ids->item[i] == e) return true;
    return false;
}

static bool nominal(const struct sayso_token *t)
{
    return t->upos == SAYSO_UPOS_NOUN || t->upos == SAYSO_UPOS_PROPN;
}

// Whether the head stands in a row with a noun that no entity of the side has.
static bool joined_apart(const struct ss_confidence_scene *s, const struct sayso_ids *ids, int32_t head)
{
    const struct sayso_report *r = s->report;
    const struct sayso_sentence *here = &r->sentences[r->tokens[head].sentence];
    int32_t first = r->tokens[head].deprel == SAYSO_DEP_CONJ ? r->tokens[head].head : head;
    for (uint32_t i = here->token_first; i < here->token_first + here->token_count; i++) {
        const struct sayso_token *t = &r->tokens[i];
        bool row = (int32_t)i == first || (t->deprel == SAYSO_DEP_CONJ && t->head == first);
        if (!row || !nominal(t)) continue;
        bool found = false;
        for (int32_t m = s->mention_first[t->sentence]; m >= 0 && !found; m = s->mention_next[m])
            found = r->mentions[m].head_token == (int32_t)i && have(ids, r->mentions[m].entity);
        if (!found) return true;
    }
    return false;
}

// How many others of its kind stand in the sentence of a pronoun, before it, and in the one before.
static uint32_t rivals(const struct ss_confidence_scene *s, const struct sayso_mention *m)
{
    const struct sayso_report *r = s->report;
    uint32_t here = r->tokens[m->head_token].sentence, n = 0;
    for (uint32_t at = here ? here - 1 : 0; at <= here; at++)
        for (int32_t i = s->mention_first[at]; i >= 0; i = s->mention_next[i]) {
            const struct sayso_mention *o = &r->mentions[i];
            n += o->start < m->start && o->entity != m->entity && o->kind == SAYSO_MENTION_ACTOR &&
                 ss_streq(r->entities[o->entity].kind, r->entities[m->entity].kind);
        }
    return n < RIVALS_MAX ? n : RIVALS_MAX;
}

static void add_entity(const struct ss_confidence_scene *s, const struct sayso_claim *c, const char *side,
                       const struct sayso_ids *ids, int32_t e, struct ss_confidence_features *f)
{
    static const char *const forms[] = {"name", "noun", "pronoun"};
    const struct sayso_report *r = s->report;
    uint32_t here = r->tokens[c->trigger_token].sentence;
    char how[SS_CONFIDENCE_BYTES] = "elsewhere", now[SS_CONFIDENCE_BYTES];
    int best = 9;
    const struct sayso_mention *found = NULL;
    for (int32_t i = s->mention_first[here]; i >= 0; i = s->mention_next[i]) {
        const struct sayso_mention *m = &r->mentions[i];
        int rank = m->entity == e ? way(r, c->trigger_token, m->head_token, now) : 9;
        if (rank >= best) continue;
        best = rank;
        found = m;
        memcpy(how, now, sizeof how);
    }
    if (found) {
        uint32_t far = (uint32_t)(found->head_token > c->trigger_token ? found->head_token - c->trigger_token
                                                                       : c->trigger_token - found->head_token);
        add(f, "%s.far=%u", side, doubling(far));
        add(f, "%s.form=%s", side, forms[found->form]);
        if (joined_apart(s, ids, found->head_token)) add(f, "%s.joined", side);
    } else
        add(f, "%s.form=none", side);
    add(f, "%s.bond=%s", side, bonds[best]);
    add(f, "%s.bond=%s.%s", side, bonds[best], found ? forms[found->form] : "none");
    add(f, "%s.way=%s", side, how);
    if (found && found->form == SAYSO_FORM_PRONOUN) add(f, "%s.rivals=%u", side, rivals(s, found));
    const char *land = r->entities[e].country;
    if (land && s->land) add(f, "%s.%s", side, strcmp(land, s->land) ? "foreign" : "home");
    add(f, "%s.told=%u", side, doubling(s->told_of[e] < TOLD_MAX ? s->told_of[e] : TOLD_MAX));
    const struct sayso_entity *x = &r->entities[e];
    add(f, "%s.kind=%s.%s", side, x->kind ? x->kind : "", x->actor ? "known" : x->code ? "coded" : "plain");
    add(f, "%s.for=%s.%s", side, kind_of(c), x->kind ? x->kind : "");
}

static void add_side(const struct ss_confidence_scene *s, const struct sayso_claim *c, const char *side,
                     const struct sayso_ids *ids, struct ss_confidence_features *f)
{
    add(f, "%s.count=%u.%s", side, ids->count < ENTITIES_MAX ? ids->count : ENTITIES_MAX, kind_of(c));
    for (uint32_t i = 0; i < ids->count && i < ENTITIES_MAX; i++) add_entity(s, c, side, ids, ids->item[i], f);
}

// What stands beside the claim's word without being one of its sides.
static void add_unread(const struct ss_confidence_scene *s, const struct sayso_claim *c,
                       struct ss_confidence_features *f)
{
    const struct sayso_report *r = s->report;
    uint32_t here = r->tokens[c->trigger_token].sentence, others = 0;
    const struct sayso_sentence *sentence = &r->sentences[here];
    for (uint32_t i = sentence->token_first; i < sentence->token_first + sentence->token_count; i++) {
        const struct sayso_token *t = &r->tokens[i];
        if (t->head != c->trigger_token) continue;
        if (t->deprel == SAYSO_DEP_NSUBJ && !c->actors.count) add(f, "actor.unread");
        bool second = t->deprel == SAYSO_DEP_OBJ || t->deprel == SAYSO_DEP_NSUBJ_PASS;
        if (second && !c->recipients.count && !c->objects.count) add(f, "recipient.unread");
        if (t->deprel == SAYSO_DEP_AUX_PASS) add(f, "passive");
        if (t->upos == SAYSO_UPOS_PRON) add(f, "beside.pronoun=%s", ss_dep_name(t->deprel));
        if (t->deprel == SAYSO_DEP_OBL && t->upos == SAYSO_UPOS_PROPN && !c->recipients.count) add(f, "name.unread");
    }
    for (int32_t m = s->mention_first[here]; m >= 0; m = s->mention_next[m])
        others += r->mentions[m].kind == SAYSO_MENTION_ACTOR && r->mentions[m].form != SAYSO_FORM_PRONOUN &&
                  !have(&c->actors, r->mentions[m].entity) && !have(&c->recipients, r->mentions[m].entity);
    add(f, "others=%u", others < 4 ? others : 4);
}

static void add_word(const struct ss_confidence_scene *s, const struct sayso_claim *c, struct ss_confidence_features *f)
{
    const struct sayso_report *r = s->report;
    const struct sayso_token *t = &r->tokens[c->trigger_token];
    const struct sayso_sentence *here = &r->sentences[t->sentence];
    add(f, "word=%s.%s", t->lemma, kind_of(c));
    add(f, "tag=%s", t->xpos ? t->xpos : "");
    add(f, "dep=%s", ss_dep_name(t->deprel));
    if (t->head >= 0) add(f, "above=%s", ss_dep_name(r->tokens[t->head].deprel));
    char first = r->text[t->start];
    if (first >= 'A' && first <= 'Z' && c->trigger_token != (int32_t)here->token_first) add(f, "capital");
    bool mark = false, you = false, open = false;
    uint32_t opened = 0;
    for (uint32_t i = here->token_first; i < here->token_first + here->token_count; i++) {
        const struct sayso_token *o = &r->tokens[i];
        mark = mark || r->text[o->start] == '?';
        you = you ||
              (o->upos == SAYSO_UPOS_PRON && o->feats && !strstr(o->feats, "Person=3") && strstr(o->feats, "Person="));
        if (o->xpos && (!strcmp(o->xpos, "``") || !strcmp(o->xpos, "''"))) {
            if (open && (int32_t)opened < c->trigger_token && (int32_t)i > c->trigger_token && i - opened <= QUOTED_MAX)
                add(f, "quoted");
            open = !open;
            opened = i;
        }
    }
    if (mark) add(f, "question");
    if (you) add(f, "first.person");
    const struct sayso_token *last = &r->tokens[here->token_first + here->token_count - 1];
    if (last->upos != SAYSO_UPOS_PUNCT) add(f, "headline");
    add(f, "length=%u", doubling(here->token_count));
    add(f, "claims=%u", s->claims_in[t->sentence] < 5 ? s->claims_in[t->sentence] : 5);
}

static void add_domains(const struct ss_confidence_scene *s, const struct sayso_claim *c,
                        struct ss_confidence_features *f)
{
    const struct sayso_report *r = s->report;
    if (r->token_count >= SHORT_REPORT)
        for (uint32_t i = 0; i < s->domain_count; i++) {
            uint64_t often = (uint64_t)s->words_of[i] * 1000 / r->token_count;
            if (often >= SOMETIMES) add(f, "field=%s.%s", s->domain[i], often >= OFTEN ? "much" : "some");
            if (often >= OFTEN) add(f, "field=%s.%s", s->domain[i], kind_of(c));
        }
    const struct sayso_sentence *here = &r->sentences[r->tokens[c->trigger_token].sentence];
    for (uint32_t i = here->token_first; i < here->token_first + here->token_count; i++) {
        const char *name = (int32_t)i == c->trigger_token ? NULL : domain_of(s, &r->tokens[i]);
        if (name) add(f, "beside=%s", name);
    }
}

void ss_confidence_features(const struct ss_confidence_scene *s, uint32_t claim, struct ss_confidence_features *f)
{
    static const char *const sides[] = {"none", "actor", "other", "both"};
    const struct sayso_claim *c = &s->report->claims[claim];
    f->count = 0;
    add(f, "base");
    add(f, "kind=%s", kind_of(c));
    if (c->mode) add(f, "mode=%s.%s", kind_of(c), c->mode);
    bool actor = c->actors.count || c->holder >= 0, other = c->recipients.count || c->objects.count || c->figures.count;
    bool verb = s->report->tokens[c->trigger_token].upos == SAYSO_UPOS_VERB;
    add(f, "sides=%s.%s", sides[actor + 2 * other], verb ? "verb" : "noun");
    add(f, "sides=%s.%s", sides[actor + 2 * other], kind_of(c));
    add_side(s, c, "actor", &c->actors, f);
    add_side(s, c, "recipient", &c->recipients, f);
    if (c->objects.count) add(f, "object");
    if (c->figures.count) add(f, "figure.%s", kind_of(c));
    if (c->place >= 0) add(f, "place");
    if (c->time >= 0) add(f, "time");
    add(f, "realis=%s", ss_realis_names[c->realis]);
    add(f, "certainty=%s", ss_certainty_names[c->certainty]);
    if (c->voice >= 0) add(f, "voice=%s", ss_quote_form_names[s->report->attributions[c->voice].form]);
    add_unread(s, c, f);
    add_word(s, c, f);
    add_domains(s, c, f);
}

// --- the sum

static double squash(double sum)
{
    return 1 / (1 + exp(-sum));
}

// A cell that holds hundredths.
static double cell(const struct ss_know_table *t, int64_t row, int column)
{
    int64_t hundredths;
    const char *text = ss_know_cell(t, (uint32_t)row, column);
    return ss_parse_int(text, strlen(text), &hundredths) ? (double)hundredths / 100 : 0;
}

static struct ss_confidence weights(const struct ss_confidence_tables *tables, const char *feature)
{
    const struct ss_know_table *t = tables->weights;
    int64_t row = ss_know_find(t, feature);
    if (row < 0) return (struct ss_confidence){0};
    return (struct ss_confidence){cell(t, row, tables->type), cell(t, row, tables->sides)};
}

struct ss_confidence ss_confidence_floor(const struct ss_confidence_tables *tables)
{
    return weights(tables, "floor");
}

struct ss_confidence ss_confidence_of(const struct ss_confidence_tables *tables, const struct ss_confidence_features *f,
                                      struct ss_confidence shares[SS_CONFIDENCE_FEATURES])
{
    struct ss_confidence sum = {0};
    for (uint32_t i = 0; i < f->count; i++) {
        shares[i] = weights(tables, f->item[i]);
        sum.type += shares[i].type;
        sum.sides += shares[i].sides;
    }
    return (struct ss_confidence){squash(sum.type), squash(sum.sides)};
}
