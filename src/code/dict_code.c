// SPDX-License-Identifier: Apache-2.0
// Coding of a report with a dictionary: verbs in the order of the text, each with its pattern, its source and target.
#include <stdlib.h>
#include <string.h>

#include "base/arr.h"
#include "base/str.h"
#include "code/dict_row.h"

#define STEPS_UP 8

struct coding {
    const struct ss_dict *dict;
    struct sayso_report *report;
    struct ss_dict_row *row;
    SS_ARR(struct ss_dict_event) events;
    uint32_t sentence;
};

static const struct sayso_token *tok(const struct coding *c, uint32_t t)
{
    return &c->report->tokens[t];
}

static bool inside(const struct coding *c, uint32_t t, uint32_t above)
{
    for (int step = 0; step < 64; step++) {
        if (t == above) return true;
        if (tok(c, t)->head < 0) return false;
        t = (uint32_t)tok(c, t)->head;
    }
    return false;
}

// The item behind the last one that hangs on the verb, without verbs that are coordinated with it.
static uint32_t reach(const struct coding *c, uint32_t verb, uint32_t item)
{
    uint32_t end = item + 1;
    for (uint32_t i = item + 1; i < c->row->count; i++) {
        uint32_t t = c->row->item[i].token;
        if (c->row->item[i].comma || !inside(c, t, verb)) continue;
        bool other = false;
        for (uint32_t up = t; up != verb && !other; up = (uint32_t)tok(c, up)->head)
            other = tok(c, up)->head == (int32_t)verb && up > verb &&
                    ((tok(c, up)->deprel == SAYSO_DEP_CONJ && (tok(c, up)->upos == SAYSO_UPOS_VERB)) ||
                     tok(c, up)->deprel == SAYSO_DEP_PARATAXIS);
        if (!other) end = i + 1;
    }
    for (uint32_t i = item + 1; i < end; i++) { // a coordinated verb ends the reach
        uint32_t t = c->row->item[i].token;
        if (tok(c, t)->deprel == SAYSO_DEP_CONJ && tok(c, t)->head == (int32_t)verb &&
            tok(c, t)->upos == SAYSO_UPOS_VERB)
            return i;
    }
    return end;
}

// The first item of what is before a verb: behind the last comma that counts.
static uint32_t begin_of(const struct coding *c, uint32_t item)
{
    while (item > 0 && !(c->row->item[item - 1].comma && !c->row->item[item - 1].left)) item--;
    return item;
}

static int32_t phrase_of(const struct coding *c, uint32_t token)
{
    int32_t at = c->row->at[token - c->row->first];
    return at >= 0 ? c->row->item[at].phrase : -1;
}

// The phrase of the subject, its own or one that it shares.
static int32_t subject(const struct coding *c, uint32_t verb)
{
    for (int step = 0; step < STEPS_UP; step++) {
        for (uint32_t t = c->row->first; t < verb; t++) {
            if (tok(c, t)->head != (int32_t)verb) continue;
            if (tok(c, t)->deprel == SAYSO_DEP_NSUBJ || tok(c, t)->deprel == SAYSO_DEP_NSUBJ_PASS)
                return phrase_of(c, t);
        }
        int32_t head = tok(c, verb)->head;
        if (head < 0 || head >= (int32_t)verb) return -1;
        switch (tok(c, verb)->deprel) {
        case SAYSO_DEP_CONJ:
        case SAYSO_DEP_XCOMP:
        case SAYSO_DEP_ADVCL:
            verb = (uint32_t)head;
            break;
        case SAYSO_DEP_ACL:
            if (tok(c, (uint32_t)head)->upos != SAYSO_UPOS_VERB) {
                verb = (uint32_t)head;
                break;
            }
            return -1;
        default:
            return -1;
        }
    }
    return -1;
}

static bool same_codes(const struct ss_dict_phrase *a, const struct ss_dict_phrase *b)
{
    if (a->codes != 1 || b->codes != 1) return false;
    return strcmp(a->code[0], b->code[0]) == 0;
}

// The first phrase with a code in items [from, to) in a direction, that is not `not` and not coded like it.
static int32_t nearest(const struct coding *c, int32_t from, int32_t to, int dir, int32_t not )
{
    for (int32_t i = from; i != to; i += dir) {
        int32_t p = c->row->item[i].phrase;
        if (p < 0 || p == not || c->row->item[i].left || !c->row->phrase[p].coded) continue;
        if (not >= 0 && same_codes(&c->row->phrase[p], &c->row->phrase[not ])) continue;
        return p;
    }
    return -1;
}

static enum sayso_err add_event(struct coding *c, const char *source, const char *target, const char *code, size_t len,
                                const char *line, uint32_t verb)
{
    if (strcmp(source, target) == 0 || strcmp(source, "---") == 0 || strcmp(target, "---") == 0) return SAYSO_OK;
    for (uint32_t i = 0; i < c->events.count; i++) {
        const struct ss_dict_event *e = &c->events.item[i];
        if (e->sentence == c->sentence && strcmp(e->source, source) == 0 && strcmp(e->target, target) == 0 &&
            strlen(e->code) == len && strncmp(e->code, code, len) == 0)
            return SAYSO_OK;
    }
    struct ss_arena *arena = c->report->arena;
    struct ss_dict_event *e = ss_arr_push(arena, &c->events);
    if (!e) return ss_arena_error(arena);
    *e = (struct ss_dict_event){.source = ss_strdup(arena, source),
                                .target = ss_strdup(arena, target),
                                .code = ss_strndup(arena, code, len),
                                .line = line,
                                .sentence = c->sentence,
                                .start = tok(c, verb)->start,
                                .end = tok(c, verb)->end};
    return e->source && e->target && e->code ? SAYSO_OK : ss_arena_error(arena);
}

static enum sayso_err add_events(struct coding *c, const struct ss_dict_phrase *s, const struct ss_dict_phrase *t,
                                 const char *code, const char *line, uint32_t verb)
{
    const char *colon = strchr(code, ':');
    size_t len = colon ? (size_t)(colon - code) : strlen(code);
    enum sayso_err err = SAYSO_OK;
    for (uint32_t a = 0; a < s->codes && !err; a++)
        for (uint32_t b = 0; b < t->codes && !err; b++)
            err = add_event(c, s->code[a], t->code[b], code, len, line, verb);
    for (uint32_t b = 0; colon && b < t->codes && !err; b++)
        for (uint32_t a = 0; a < s->codes && !err; a++)
            err = add_event(c, t->code[b], s->code[a], colon + 1, strlen(colon + 1), line, verb);
    return err;
}

static bool passive(const struct coding *c, uint32_t verb, uint32_t to, uint32_t end)
{
    bool be = false, by = false;
    for (uint32_t t = c->row->first; t < verb; t++)
        be = be || (tok(c, t)->head == (int32_t)verb && tok(c, t)->deprel == SAYSO_DEP_AUX_PASS);
    int role = c->dict->words ? ss_know_column(c->dict->words, "role") : -1;
    for (uint32_t i = to + 1; be && i < end && !by; i++) {
        const char *lemma = tok(c, c->row->item[i].token)->lemma;
        int64_t r = c->dict->words && lemma ? ss_know_find(c->dict->words, lemma) : -1;
        by = r >= 0 && strcmp(ss_know_cell(c->dict->words, (uint32_t)r, role), "by") == 0;
    }
    return by;
}

// Source and target where the pattern left them open. False when one is missing.
static bool fill(const struct coding *c, uint32_t verb, uint32_t from, uint32_t to, uint32_t begin, uint32_t end,
                 struct ss_dict_match *m)
{
    if (m->both >= 0 && m->source < 0 && m->target < 0) {
        bool behind = false;
        for (uint32_t i = to + 1; i < end; i++) behind = behind || c->row->item[i].phrase == m->both;
        m->target = m->both;
        if (!behind) m->source = m->both;
    }
    if (m->target < 0) m->target = nearest(c, (int32_t)to + 1, (int32_t)end, 1, m->source);
    if (m->target < 0) return false;
    if (m->source < 0) {
        int32_t s = subject(c, verb);
        const struct ss_dict_phrase *t = &c->row->phrase[m->target];
        if (s >= 0 && s != m->target && c->row->phrase[s].coded && !same_codes(&c->row->phrase[s], t)) m->source = s;
    }
    if (m->source < 0) m->source = nearest(c, (int32_t)from - 1, (int32_t)begin - 1, -1, m->target);
    return m->source >= 0;
}

// Codes the verb at an item. *end: where its reach ends when it was coded, else untouched.
static enum sayso_err code_verb(struct coding *c, uint32_t item, uint32_t *end)
{
    const struct ss_dict_row *row = c->row;
    uint32_t verb = row->item[item].token;
    const uint32_t *head = ss_map_get(&c->dict->verbs, row->item[item].form, strlen(row->item[item].form));
    for (int32_t v = head ? (int32_t)*head : -1; v >= 0; v = c->dict->verb[v].next) {
        const struct ss_dict_verb *entry = &c->dict->verb[v];
        uint32_t from = item, to = item;
        if (!ss_dict_verb_at(row, entry, &from, &to)) continue;
        uint32_t last = reach(c, verb, to), begin = begin_of(c, from);
        struct ss_dict_match m = {-1, -1, -1};
        const char *code = entry->code, *line = entry->line;
        for (int32_t p = c->dict->block[entry->block]; p >= 0; p = c->dict->pattern[p].next) {
            if (!ss_dict_match(row, &c->dict->pattern[p], from, to, begin, last, &m)) continue;
            code = c->dict->pattern[p].code;
            line = c->dict->pattern[p].line;
            break;
        }
        if (strcmp(code, "---") == 0) continue;
        *end = last;
        bool open = m.source < 0 && m.target < 0;
        if (!fill(c, verb, from, to, begin, last, &m)) return SAYSO_OK;
        bool turned = open && passive(c, verb, to, last);
        const struct ss_dict_phrase *s = &row->phrase[turned ? m.target : m.source];
        const struct ss_dict_phrase *t = &row->phrase[turned ? m.source : m.target];
        return add_events(c, s, t, code, line, verb);
    }
    return SAYSO_OK;
}

static bool relative(const struct coding *c, uint32_t t)
{
    for (int step = 0; step < 64 && tok(c, t)->head >= 0; step++) {
        if (tok(c, t)->deprel == SAYSO_DEP_ACL_RELCL) return true;
        t = (uint32_t)tok(c, t)->head;
    }
    return false;
}

// 1: the sentence, 2: the report is discarded.
static int discarded(const struct coding *c)
{
    uint32_t items[SS_DICT_ROW];
    for (uint32_t i = 0; i < c->row->count; i++) items[i] = i;
    int worst = 0;
    for (uint32_t i = 0; i < c->row->count; i++) {
        const char *form = c->row->item[i].form;
        const uint32_t *head = ss_map_get(&c->dict->discards.first, form, strlen(form));
        for (int32_t n = head ? (int32_t)*head : -1; n >= 0; n = c->dict->discards.item[n].next) {
            const struct ss_dict_name *name = &c->dict->discards.item[n];
            if (!ss_dict_name_at(&name->words, items + i, c->row->count - i, c->row)) continue;
            int level = *name->code ? 2 : 1;
            worst = level > worst ? level : worst;
        }
    }
    return worst;
}

// "1995-01-01…" as "19950101"
static bool day_of(const struct sayso_report *report, char day[9])
{
    const char *p = report->published;
    size_t n = 0;
    for (; p && *p && n < 8; p++)
        if (ss_ascii_digit(*p)) day[n++] = *p;
    day[n] = '\0';
    return n == 8;
}

enum sayso_err ss_dict_code(const struct ss_dict *dict, struct sayso_report *report, struct ss_dict_events *out,
                            bool *discard)
{
    char day[9];
    struct coding c = {.dict = dict, .report = report, .row = malloc(sizeof *c.row)};
    if (!c.row) return SAYSO_ERR_NOMEM;
    c.row->day = day_of(report, day) ? day : NULL;
    enum sayso_err err = SAYSO_OK;
    *discard = false;
    for (uint32_t s = 0; s < report->sentence_count && !err && !*discard; s++) {
        c.sentence = s;
        if (!ss_dict_row_read(c.row, dict, report, s)) continue;
        int level = discarded(&c);
        *discard = level == 2;
        if (level) continue;
        for (uint32_t i = 0, end = 0; i < c.row->count && !err; i++) {
            const struct ss_dict_item *item = &c.row->item[i];
            const struct sayso_token *t = tok(&c, item->token);
            bool verbal =
                (t->upos == SAYSO_UPOS_VERB || t->upos == SAYSO_UPOS_AUX) && !c.row->named[item->token - c.row->first];
            if (i < end || item->left || !verbal || item->phrase >= 0 || relative(&c, item->token)) continue;
            err = code_verb(&c, i, &end);
        }
    }
    free(c.row);
    *out = (struct ss_dict_events){c.events.item, *discard ? 0 : c.events.count};
    return err;
}

enum sayso_err ss_dict_mark(const struct ss_dict *dict, struct sayso_report *report)
{
    char day[9];
    struct ss_dict_row *row = malloc(sizeof *row);
    if (!row) return SAYSO_ERR_NOMEM;
    row->day = day_of(report, day) ? day : NULL;
    uint32_t items[SS_DICT_ROW];
    for (uint32_t i = 0; i < SS_DICT_ROW; i++) items[i] = i;
    for (uint32_t s = 0; s < report->sentence_count; s++) {
        if (!ss_dict_row_read(row, dict, report, s)) continue;
        for (uint32_t i = 0; i < row->count; i++) {
            char c = report->text[report->tokens[row->item[i].token].start];
            uint32_t len = c >= 'A' && c <= 'Z' ? ss_dict_named_at(row, items + i, row->count - i) : 0;
            if (!len) continue;
            uint32_t from = row->item[i].token, to = row->item[i + len - 1].token;
            for (uint32_t t = from; t <= to; t++) {
                struct sayso_token *token = &report->tokens[t];
                token->ner = SAYSO_NER_ORGANISATION;
                token->flags =
                    (uint8_t)((token->flags & ~SAYSO_TOKEN_NER_BEGIN) | (t == from ? SAYSO_TOKEN_NER_BEGIN : 0));
                if (token->upos == SAYSO_UPOS_VERB || token->upos == SAYSO_UPOS_ADV) token->upos = SAYSO_UPOS_PROPN;
            }
            i += len - 1;
        }
    }
    free(row);
    return SAYSO_OK;
}

uint32_t ss_dict_actor(const struct ss_dict *dict, const struct sayso_report *report, uint32_t token,
                       char codes[SS_DICT_VARIANTS][SS_DICT_CODE])
{
    char day[9];
    struct ss_dict_row *row = malloc(sizeof *row);
    uint32_t n = 0;
    if (!row) return 0;
    row->day = day_of(report, day) ? day : NULL;
    if (ss_dict_row_read(row, dict, report, report->tokens[token].sentence)) {
        int32_t at = token >= row->first && token < row->last ? row->at[token - row->first] : -1;
        int32_t p = at >= 0 ? row->item[at].phrase : -1;
        for (uint32_t i = 0; p >= 0 && row->phrase[p].coded && i < row->phrase[p].codes; i++)
            strcpy(codes[n++], row->phrase[p].code[i]);
    }
    free(row);
    return n;
}
