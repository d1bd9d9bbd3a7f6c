// SPDX-License-Identifier: Apache-2.0
// Citations: agency marks and credits that say where a passage was taken from ("--AFP", "(Reuters)", "AP contributed to
// this report"), and the sources that the report itself cites ("citing the ministry").
#include "code/attribution.h"

#include <string.h>

#include "base/error.h"
#include "base/str.h"

#define NAME_WORDS 3
#define OWN_LINE   6 // words of a line that is a credit only

struct citations {
    SS_ARR(struct sayso_citation) list;
};

static bool kind_is(const struct ss_attribution_rules *rules, const struct sayso_report *r, int32_t token,
                    uint32_t kind)
{
    if (token < 0 || token >= (int32_t)r->token_count) return false;
    uint32_t len;
    const char *s = ss_token_text(r, token, &len);
    char lower[32];
    if (len >= sizeof lower) return false;
    for (uint32_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(s[i]);
    const uint32_t *at = ss_map_get(&rules->citation, lower, len);
    return at && *at == kind;
}

// Tokens of an agency's name that starts here; 0 when none does. The table has names as they are printed.
static int32_t agency(const struct ss_attribution_rules *rules, const struct sayso_report *r, int32_t token)
{
    for (int32_t n = NAME_WORDS; n > 0; n--) {
        if (token + n > (int32_t)r->token_count) continue;
        uint32_t start = r->tokens[token].start, end = r->tokens[token + n - 1].end;
        const uint32_t *at = ss_map_get(&rules->citation, r->text + start, end - start);
        if (at && *at == SS_CITE_NAME) return n;
    }
    return 0;
}

static int32_t entity_at(const struct sayso_report *r, int32_t from, int32_t to)
{
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->kind == SAYSO_MENTION_ACTOR && m->start < r->tokens[to - 1].end && r->tokens[from].start < m->end)
            return m->entity;
    }
    return -1;
}

static enum sayso_err add(struct citations *out, const struct sayso_report *r, int32_t from, int32_t to,
                          int32_t span_from, int32_t span_to)
{
    struct sayso_citation *c = ss_arr_push(r->arena, &out->list);
    if (!c) return ss_arena_error(r->arena);
    uint32_t start = r->tokens[from].start;
    c->start = r->tokens[span_from].start;
    c->end = r->tokens[span_to - 1].end;
    c->cited = entity_at(r, from, to);
    c->name = ss_strndup(r->arena, r->text + start, r->tokens[to - 1].end - start);
    return c->name ? SAYSO_OK : ss_arena_error(r->arena);
}

static char sign(const struct sayso_report *r, int32_t token)
{
    if (token < 0 || token >= (int32_t)r->token_count || r->tokens[token].upos != SAYSO_UPOS_PUNCT) return '\0';
    char c = r->text[r->tokens[token].start];
    return (unsigned char)c == 0xe2 ? '-' : c; // long dashes
}

static bool paragraph_end(const struct sayso_report *r, int32_t token)
{
    if (token >= (int32_t)r->token_count) return true;
    return token > 0 &&
           r->sentences[r->tokens[token].sentence].paragraph != r->sentences[r->tokens[token - 1].sentence].paragraph;
}

// "told Reuters": the words were said to the agency, so the passage is its own.
static bool told_to(const struct ss_attribution_rules *rules, const struct sayso_report *r, int32_t token)
{
    if (token < 0 || r->tokens[token].upos != SAYSO_UPOS_VERB) return false;
    const struct ss_cue *row = ss_cue_find(rules, SS_CUE_VERB, r->tokens[token].lemma);
    return row && (row->frames & SS_FRAME_TELL) && (row->flags & SS_CUE_CORE) && !(row->flags & SS_CUE_MIND);
}

// "AFP Saturday 18 Sep": a mark before the date of the report.
static bool before_date(const struct sayso_report *r, int32_t token)
{
    if (token >= (int32_t)r->token_count) return false;
    for (uint32_t i = 0; i < r->time_count; i++)
        if (r->times[i].start == r->tokens[token].start) return true;
    return false;
}

// A mark at the top, in the last paragraph or in a line of its own is for the whole report; one at the end of a
// paragraph between is for that paragraph.
static bool for_all(const struct sayso_report *r, uint32_t start)
{
    int32_t at = ss_token_at(r, start);
    if (at >= (int32_t)r->token_count) return true;
    uint32_t s = r->tokens[at].sentence, p = r->sentences[s].paragraph;
    return s < 2 || p + 1 >= r->paragraph_count || r->sentences[s].token_count <= OWN_LINE;
}

static enum sayso_err marks(struct citations *out, const struct ss_attribution_rules *rules,
                            const struct sayso_report *r)
{
    for (int32_t i = 0; i < (int32_t)r->token_count; i++) {
        int32_t n = agency(rules, r, i);
        if (!n) continue;
        int32_t to = i + n;
        uint32_t had = out->list.count;
        bool told = false;
        char before = sign(r, i - 1), after = sign(r, to);
        if ((before == '(' || before == '[') && (after == ')' || after == ']')) {
            SS_TRY(add(out, r, i, to, i - 1, to + 1));
        } else if (before == '-' && (paragraph_end(r, to) || (after == '.' && paragraph_end(r, to + 1)))) {
            int32_t from = i - 1;
            while (from > 0 && sign(r, from - 1) == '-') from--;
            SS_TRY(add(out, r, i, to, from, to));
        } else if (kind_is(rules, r, to, SS_CITE_AFTER)) {
            SS_TRY(add(out, r, i, to, i, to + 1));
        } else if (kind_is(rules, r, i - 1, SS_CITE_BEFORE) && (paragraph_end(r, to) || after == '.' || after == ')')) {
            SS_TRY(add(out, r, i, to, i - 1, to));
        } else if (told_to(rules, r, i - 1)) {
            told = true;
            SS_TRY(add(out, r, i, to, i - 1, to));
        } else if (before_date(r, to) && r->tokens[i].sentence == 0) {
            SS_TRY(add(out, r, i, to, i, to));
        } else if (before == ':' && kind_is(rules, r, i - 2, SS_CITE_CREDIT)) {
            SS_TRY(add(out, r, i, to, i - 2, to));
        } else if (i == 0 || (paragraph_end(r, i) && paragraph_end(r, to))) {
            if (paragraph_end(r, to)) SS_TRY(add(out, r, i, to, i, to)); // a line of its own
        }
        if (out->list.count > had) out->list.item[had].whole = !told && for_all(r, r->tokens[i].start);
        i = to - 1;
    }
    return SAYSO_OK;
}

// What attributions cite.
static enum sayso_err cited(struct citations *out, const struct ss_attribution_rules *rules,
                            const struct sayso_report *r)
{
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_attribution *a = &r->attributions[i];
        int32_t first = a->source.count ? ss_token_at(r, a->source.item[0].start) : (int32_t)r->token_count;
        int32_t n = first < (int32_t)r->token_count ? agency(rules, r, first) : 0;
        if (n && r->tokens[first + n - 1].end == a->source.item[0].end) { // "Reuters reported", "according to AFP"
            SS_TRY(add(out, r, first, first + n, first, first + n));
            continue;
        }
        const struct ss_cue *row =
            a->cue_token >= 0 ? ss_cue_find(rules, SS_CUE_VERB, r->tokens[a->cue_token].lemma) : NULL;
        if (!row || !(row->flags & SS_CUE_CITE) || !a->source.count || !a->cue.count || a->rule != row->line) continue;
        struct sayso_span s = a->source.item[0];
        if (s.start < a->cue.item[0].start) continue; // "X cited …": X is no origin
        struct sayso_citation *c = ss_arr_push(r->arena, &out->list);
        if (!c) return ss_arena_error(r->arena);
        c->start = a->cue.item[0].start;
        c->end = s.end;
        c->cited = a->source_entity;
        c->name = ss_strndup(r->arena, r->text + s.start, s.end - s.start);
        if (!c->name) return ss_arena_error(r->arena);
    }
    return SAYSO_OK;
}

static bool overlaps(const struct sayso_spans *spans, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < spans->count; i++)
        if (spans->item[i].start < end && start < spans->item[i].end) return true;
    return false;
}

// The attribution that a citation is part of: as its source, or with its cue ("told Reuters"); NULL when none.
static const struct sayso_attribution *attribution_of(const struct sayso_report *r, const struct sayso_citation *c)
{
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sayso_attribution *a = &r->attributions[i];
        if (overlaps(&a->source, c->start, c->end) || overlaps(&a->cue, c->start, c->end)) return a;
    }
    return NULL;
}

// The claims in what the attribution says; without one, those of the paragraph that ends with the mark, or all of them.
static enum sayso_err cover(const struct sayso_report *r, struct sayso_citation *c)
{
    const struct sayso_attribution *a = c->whole ? NULL : attribution_of(r, c);
    const struct sayso_spans *said = a ? &a->content : NULL;
    int32_t at = ss_token_at(r, c->start);
    uint32_t p = at < (int32_t)r->token_count ? r->sentences[r->tokens[at].sentence].paragraph : 0;
    struct sayso_spans paragraph = {r->paragraphs + p, p < r->paragraph_count ? 1 : 0};
    SS_ARR(int32_t) list = {0};
    for (uint32_t i = 0; i < r->claim_count; i++) {
        const struct sayso_claim *claim = &r->claims[i];
        if (!c->whole && !overlaps(said ? said : &paragraph, claim->trigger.start, claim->trigger.end)) continue;
        int32_t *slot = ss_arr_push(r->arena, &list);
        if (!slot) return ss_arena_error(r->arena);
        *slot = (int32_t)i;
    }
    c->claims = (struct sayso_ids){list.item, list.count};
    return SAYSO_OK;
}

enum sayso_err ss_code_citations(const struct ss_coder *coder, struct sayso_report *report)
{
    struct citations out = {0};
    SS_TRY(marks(&out, coder->attribution, report));
    SS_TRY(cited(&out, coder->attribution, report));
    for (uint32_t i = 0; i < out.list.count; i++) SS_TRY(cover(report, &out.list.item[i]));
    report->citations = out.list.item;
    report->citation_count = out.list.count;
    return SAYSO_OK;
}
