// SPDX-License-Identifier: Apache-2.0
// What is seen of a whole report and of each of its sentences, as rows of a table of weights: words, pairs of words,
// the claims with their kinds, realis, sides and age.
#include <stdlib.h>

#include "base/num.h"
#include "code/incident_row.h"

uint32_t ss_incident_hash(const char *s, size_t len, uint32_t seed)
{
    uint32_t h = 2166136261u ^ (seed * 0x9E3779B1u);
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)ss_ascii_lower(s[i])) * 16777619u;
    return h;
}

// How long before the report a claim's happening was: 0 not told, 1 within days … 5 years.
static uint32_t age_before(const struct sayso_report *r, const struct sayso_claim *c)
{
    int64_t then, now;
    if (c->time < 0 || !r->times[c->time].from || !r->published || !ss_parse_date(r->published, &now) ||
        !ss_parse_date(r->times[c->time].from, &then))
        return 0;
    int64_t days = now - then;
    return days < 0 ? 6 : days < 4 ? 1 : days < 15 ? 2 : days < 61 ? 3 : days < 366 ? 4 : 5;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

uint32_t ss_incident_once(uint32_t *rows, uint32_t count)
{
    uint32_t kept = 0;
    qsort(rows, count, sizeof *rows, ascending);
    for (uint32_t i = 0; i < count; i++)
        if (!i || rows[i] != rows[i - 1]) rows[kept++] = rows[i];
    return kept;
}

static uint32_t kind_of(const struct sayso_report *r, const struct sayso_ids *side)
{
    return side->count ? text_hash(r->entities[side->item[0]].kind) : 1;
}

// How many claims of the type and realis stand before and at `at`, six and more as six. Looked for backwards: of each
// of the few types and realis only the first six go through all that stand before them.
static uint32_t so_many(const struct sayso_report *r, uint32_t at)
{
    const struct sayso_claim *c = &r->claims[at];
    uint32_t n = 0;
    for (uint32_t i = at + 1; i-- > 0 && n < 6;) {
        const struct sayso_claim *d = &r->claims[i];
        n += d->kind == c->kind && d->realis == c->realis && ss_streq(d->type, c->type);
    }
    return n;
}

// A claim: its kind, mode, sides and age, in the six kinds of rows from `first` on; the last of them is `pair`. Returns
// what tells its type and realis.
static uint32_t put_claim(struct sink *s, const struct sayso_report *r, const struct sayso_claim *c, uint32_t first,
                          uint32_t pair)
{
    uint32_t type = mix(c->type ? text_hash(c->type) : c->kind, c->realis);
    uint32_t actor = kind_of(r, &c->actors), recipient = kind_of(r, &c->recipients);
    put(s, first, type);
    put(s, first + 1, mix(type, text_hash(c->mode)));
    put(s, first + 2, mix(type, actor));
    put(s, first + 3, mix(type, recipient));
    put(s, first + 4, mix(type, age_before(r, c)));
    put(s, pair, mix(type, mix(actor, recipient)));
    return type;
}

uint32_t ss_incident_report_features(const struct ss_incident_work *w, uint32_t *out, uint32_t room)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = r->tokens;
    struct sink s = {out, 0, room, 0};
    for (uint32_t i = 0; i < r->token_count; i++) {
        if (t[i].upos == SAYSO_UPOS_PUNCT) continue;
        put(&s, 90, w->lemma[i]);
        if (t[i].sentence < 3) put(&s, 91, w->lemma[i]);
        if (i + 1 < r->token_count && t[i + 1].sentence == t[i].sentence)
            put(&s, 97, mix(w->lemma[i], w->lemma[i + 1]));
    }
    for (uint32_t i = 0; i < r->claim_count; i++)
        put(&s, 99, mix(put_claim(&s, r, &r->claims[i], 92, 98), so_many(r, i)));
    return ss_incident_once(out, s.count);
}

// Of the sentences beside: what their claims are.
static void of_neighbour(const struct ss_incident_work *w, int64_t sentence, uint32_t kind, struct sink *s)
{
    const struct sayso_report *r = w->report;
    if (sentence < 0 || sentence >= (int64_t)r->sentence_count) {
        put(s, kind, 1);
        return;
    }
    const struct sayso_sentence *in = &r->sentences[sentence];
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *c = &r->claims[i];
        if (c->trigger.start >= in->start && c->trigger.start < in->end)
            put(s, kind, mix(c->type ? text_hash(c->type) : c->kind, c->realis));
    }
    for (uint32_t i = in->token_first; i < in->token_first + in->token_count; i++)
        if (r->tokens[i].upos == SAYSO_UPOS_VERB || r->tokens[i].upos == SAYSO_UPOS_NOUN) put(s, kind + 1, w->lemma[i]);
}

uint32_t ss_incident_sentence_features(const struct ss_incident_work *w, uint32_t sentence, uint32_t *out,
                                       uint32_t room)
{
    const struct sayso_report *r = w->report;
    const struct sayso_token *t = r->tokens;
    const struct sayso_sentence *in = &r->sentences[sentence];
    struct sink s = {out, 0, room, 0};
    uint32_t end = in->token_first + in->token_count;
    put(&s, 200, w->about);
    put(&s, 201, mix(sentence < 8 ? sentence : 8, w->about / 3));
    put(&s, 202, in->token_count / 8 < 6 ? in->token_count / 8 : 6);
    for (uint32_t i = in->token_first; i < end; i++) {
        if (t[i].upos == SAYSO_UPOS_PUNCT) continue;
        put(&s, 203, w->lemma[i]);
        put(&s, 204, mix(w->alike[i], t[i].upos));
        if (i + 1 < end) put(&s, 205, mix(w->lemma[i], w->lemma[i + 1]));
        if (t[i].upos == SAYSO_UPOS_VERB) put(&s, 206, mix(w->lemma[i], text_hash(t[i].xpos)));
        if (t[i].head < 0) put(&s, 207, w->lemma[i]);
        if (t[i].head >= 0 && t[i].deprel != SAYSO_DEP_DET && t[i].deprel != SAYSO_DEP_CASE) {
            put(&s, 208, mix(mix(t[i].deprel, w->lemma[i]), w->lemma[t[i].head]));
            put(&s, 209, mix(mix(t[i].deprel, w->alike[i]), w->alike[t[i].head]));
        }
    }
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *c = &r->claims[i];
        if (c->trigger.start < in->start || c->trigger.start >= in->end) continue;
        put(&s, 216, mix(put_claim(&s, r, c, 210, 215), c->certainty));
    }
    of_neighbour(w, (int64_t)sentence - 1, 220, &s);
    of_neighbour(w, (int64_t)sentence + 1, 224, &s);
    return ss_incident_once(out, s.count);
}
