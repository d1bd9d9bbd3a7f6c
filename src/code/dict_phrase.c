// SPDX-License-Identifier: Apache-2.0
// Noun phrases and their codes. A phrase is a noun with what stands before it and one level of "of …", "in …" behind
// it; coordinated parts make it compound: "lawmakers and officials of A and B" has four actors. An actor is the first
// name of the dictionary in its words; the agents among them are put behind its code, or before it.
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "code/dict_row.h"

#define WORDS_MAX 48
#define DEPTH_MAX 8

struct variant {
    uint32_t token[WORDS_MAX];
    uint32_t count;
};

struct variants {
    struct variant item[SS_DICT_VARIANTS];
    uint32_t count;
};

static const struct sayso_token *tok(const struct ss_dict_row *row, uint32_t t)
{
    return &row->report->tokens[t];
}

static bool nominal(const struct ss_dict_row *row, uint32_t t)
{
    uint8_t u = tok(row, t)->upos;
    return row->named[t - row->first] || u == SAYSO_UPOS_NOUN || u == SAYSO_UPOS_PROPN || u == SAYSO_UPOS_X;
}

static bool before_noun(const struct ss_dict_row *row, uint32_t child, uint32_t head)
{
    switch (tok(row, child)->deprel) {
    case SAYSO_DEP_DET:
    case SAYSO_DEP_DET_PREDET:
    case SAYSO_DEP_AMOD:
    case SAYSO_DEP_COMPOUND:
    case SAYSO_DEP_NUMMOD:
    case SAYSO_DEP_FLAT:
    case SAYSO_DEP_FIXED:
    case SAYSO_DEP_GOESWITH:
    case SAYSO_DEP_NMOD_POSS:
    case SAYSO_DEP_NMOD_DESC:
    case SAYSO_DEP_NMOD_UNMARKED:
        return true;
    case SAYSO_DEP_ADVMOD:
    case SAYSO_DEP_NMOD:
        return child < head;
    case SAYSO_DEP_APPOS:
        return child == head + 1 || (child > head && tok(row, child - 1)->head == (int32_t)child && child == head + 2);
    default:
        return false;
    }
}

static bool has_child(const struct ss_dict_row *row, uint32_t head, enum sayso_dep dep)
{
    for (uint32_t t = head + 1; t < row->last; t++)
        if (tok(row, t)->head == (int32_t)head && tok(row, t)->deprel == dep) return true;
    return false;
}

// "of the ministry" belongs to the phrase, unless it has an "of …" of its own.
static bool behind_noun(const struct ss_dict_row *row, uint32_t child, uint32_t head)
{
    return child > head && tok(row, child)->deprel == SAYSO_DEP_NMOD && nominal(row, child) &&
           !has_child(row, child, SAYSO_DEP_NMOD);
}

static void add(struct variant *v, uint32_t token)
{
    if (v->count < WORDS_MAX) v->token[v->count++] = token;
}

static void cross(struct variants *all, const struct variants *with)
{
    if (!with->count) return;
    struct variants out = {0};
    for (uint32_t a = 0; a < all->count; a++)
        for (uint32_t b = 0; b < with->count && out.count < SS_DICT_VARIANTS; b++) {
            struct variant *v = &out.item[out.count++];
            *v = all->item[a];
            for (uint32_t k = 0; k < with->item[b].count; k++) add(v, with->item[b].token[k]);
        }
    *all = out;
}

static void read_phrase(const struct ss_dict_row *row, uint32_t head, int depth, struct variants *out);

// One coordinated part: what stands before it and behind it. `left` takes what others without such words share.
static void member(const struct ss_dict_row *row, uint32_t head, int depth, struct variants *out, struct variants *left,
                   struct variants *right)
{
    *out = (struct variants){.count = 1};
    *left = *right = (struct variants){.count = 1};
    bool any_left = false, any_right = false;
    add(&out->item[0], head);
    for (uint32_t c = row->first; c < row->last; c++) {
        if (tok(row, c)->head != (int32_t)head) continue;
        bool before = before_noun(row, c, head), behind = !before && behind_noun(row, c, head);
        if (tok(row, c)->deprel == SAYSO_DEP_CASE) add(&out->item[0], c);
        if (!before && !behind) continue;
        struct variants part;
        read_phrase(row, c, depth + 1, &part);
        cross(behind ? right : left, &part);
        if (behind)
            any_right = true;
        else if (tok(row, c)->deprel != SAYSO_DEP_DET)
            any_left = true;
    }
    if (!any_left) left->count = left->item[0].count ? 1 : 0;
    if (!any_right) right->count = 0;
    if (!any_left && left->count) { // a determiner is not shared
        cross(out, left);
        left->count = 0;
    }
}

static void append(struct variants *all, const struct variants *more)
{
    for (uint32_t i = 0; i < more->count && all->count < SS_DICT_VARIANTS; i++) all->item[all->count++] = more->item[i];
}

static void read_phrase(const struct ss_dict_row *row, uint32_t head, int depth, struct variants *out)
{
    uint32_t heads[SS_DICT_VARIANTS] = {head}, n = 1;
    for (uint32_t h = 0; h < n; h++)
        for (uint32_t c = heads[h] + 1; c < row->last && n < SS_DICT_VARIANTS; c++)
            if (tok(row, c)->head == (int32_t)heads[h] && tok(row, c)->deprel == SAYSO_DEP_CONJ &&
                tok(row, c)->upos != SAYSO_UPOS_VERB && tok(row, c)->upos != SAYSO_UPOS_AUX)
                heads[n++] = c;
    *out = (struct variants){0};
    if (depth > DEPTH_MAX) return;
    // What stands before the first part and behind the last goes with the others too.
    struct variants one, left, right, l, r;
    member(row, heads[0], depth, &one, &left, &right);
    if (n > 1) member(row, heads[n - 1], depth, &one, &l, &r);
    if (n > 1 && r.count)
        right = r;
    else if (right.count && right.item[0].token[0] < heads[n - 1])
        right.count = 0;
    for (uint32_t h = 0; h < n; h++) {
        member(row, heads[h], depth, &one, &l, &r);
        cross(&one, l.count || !h || !nominal(row, heads[h]) ? &l : &left);
        cross(&one, r.count ? &r : &right);
        append(out, &one);
    }
}

// Words of a variant in their order.
static uint32_t items_of(const struct ss_dict_row *row, struct variant *v, uint32_t items[WORDS_MAX * 2])
{
    uint32_t n = 0;
    for (uint32_t i = 1; i < v->count; i++)
        for (uint32_t k = i; k > 0 && v->token[k - 1] > v->token[k]; k--) {
            uint32_t t = v->token[k];
            v->token[k] = v->token[k - 1];
            v->token[k - 1] = t;
        }
    for (uint32_t i = 0; i < v->count; i++) {
        int32_t at = row->at[v->token[i] - row->first];
        for (uint32_t k = (uint32_t)at; at >= 0 && k < row->count && row->item[k].token == v->token[i]; k++)
            if (n < WORDS_MAX * 2 && (!n || items[n - 1] != k)) items[n++] = k;
    }
    return n;
}

static bool in_time(const struct ss_dict_name *n, const char *day)
{
    return (!*n->from || !day || strcmp(day, n->from) >= 0) && (!*n->to || !day || strcmp(day, n->to) <= 0);
}

// The name of a list that stands at items[0]; among codes of one name those of the day go before those without dates.
static const struct ss_dict_name *name_at(const struct ss_dict_row *row, const struct ss_dict_names *names,
                                          const uint32_t *items, uint32_t count, uint32_t *len)
{
    const char *first = row->item[items[0]].form;
    const uint32_t *head = ss_map_get(&names->first, first, strlen(first));
    const struct ss_dict_name *open = NULL, *late = NULL;
    for (int32_t i = head ? (int32_t)*head : -1; i >= 0; i = names->item[i].next) {
        const struct ss_dict_name *n = &names->item[i];
        uint32_t found = ss_dict_name_at(&n->words, items, count, row);
        if (!found || ((open || late) && found < *len)) continue;
        if (!in_time(n, row->day)) {
            if (!late && !open) *len = found;
            if (!late) late = n;
            continue;
        }
        *len = found;
        if (*n->from || *n->to) return n;
        if (!open) open = n;
    }
    return open ? open : NULL;
}

uint32_t ss_dict_named_at(const struct ss_dict_row *row, const uint32_t *items, uint32_t count)
{
    uint32_t len = 0;
    return name_at(row, &row->dict->actors, items, count, &len) ? len : 0;
}

// Codes are made of pieces of three letters; a piece that is there already is not put there twice.
static bool holds(const char *code, const char *piece)
{
    size_t len = strlen(piece);
    for (size_t i = 0; i + len <= strlen(code); i += 3)
        if (strncmp(code + i, piece, len) == 0) return true;
    return false;
}

static void join(char code[SS_DICT_CODE], const char *piece, bool behind)
{
    char old[SS_DICT_CODE];
    if (!*piece || holds(code, piece) || strlen(code) + strlen(piece) + 1 > SS_DICT_CODE) return;
    snprintf(old, sizeof old, "%s", code);
    snprintf(code, SS_DICT_CODE, "%.30s%.32s", behind ? old : piece, behind ? piece : old);
}

static const char *role_of(const struct ss_dict_row *row, const char *form, const char *role)
{
    char lower[SS_DICT_FORM];
    size_t i = 0;
    for (; form[i]; i++) lower[i] = ss_ascii_lower(form[i]);
    lower[i] = '\0';
    const struct ss_know_table *t = row->dict->words;
    int64_t r = t ? ss_know_find(t, lower) : -1;
    if (r < 0 || strcmp(ss_know_cell(t, (uint32_t)r, ss_know_column(t, "role")), role) != 0) return NULL;
    return ss_know_cell(t, (uint32_t)r, ss_know_column(t, "code"));
}

// The codes of one actor, from the words of its noun phrase.
static void code_words(const struct ss_dict_row *row, const uint32_t *items, uint32_t count, char code[SS_DICT_CODE])
{
    uint32_t from = count, to = count, len = 0;
    const char *former = NULL;
    *code = '\0';
    for (uint32_t i = 0; i < count && !*code; i++) {
        const struct ss_dict_name *n = name_at(row, &row->dict->actors, items + i, count - i, &len);
        if (!n || strlen(n->code) >= SS_DICT_CODE) continue;
        strcpy(code, n->code);
        from = i;
        to = i + len;
    }
    bool actor = *code != '\0', agent = false;
    if (!actor) strcpy(code, "---");
    for (uint32_t i = 0; i < count;) {
        if (i >= from && i < to) {
            i++;
            continue;
        }
        const char *elite = role_of(row, row->item[items[i]].form, "former");
        if (elite && *elite) former = elite;
        const struct ss_dict_name *n = name_at(row, &row->dict->agents, items + i, count - i, &len);
        if (!n) {
            i++;
            continue;
        }
        char piece[SS_DICT_CODE];
        bool behind = n->code[0] == '~';
        size_t size = strlen(n->code);
        if (size > 1 && size < SS_DICT_CODE) {
            strcpy(piece, n->code + behind);
            if (!behind && piece[size - 1] == '~') piece[size - 1] = '\0';
            join(code, former ? former : piece, former || behind);
            agent = true;
        }
        i += len;
    }
    if (!actor && !agent) strcpy(code, "---");
}

static void add_code(struct ss_dict_phrase *p, const char *code, size_t len)
{
    for (uint32_t i = 0; i < p->codes; i++)
        if (strlen(p->code[i]) == len && strncmp(p->code[i], code, len) == 0) return;
    if (p->codes == SS_DICT_VARIANTS || len >= SS_DICT_CODE) return;
    memcpy(p->code[p->codes], code, len);
    p->code[p->codes++][len] = '\0';
    p->coded = true;
}

static void code_phrase(struct ss_dict_row *row, struct ss_dict_phrase *p, struct variants *all)
{
    for (uint32_t v = 0; v < all->count; v++) {
        uint32_t items[WORDS_MAX * 2], n = items_of(row, &all->item[v], items);
        char code[SS_DICT_CODE];
        code_words(row, items, n, code);
        for (uint32_t k = 0; k < n; k++) row->item[items[k]].phrase = (int32_t)row->phrases;
        if (strcmp(code, "---") == 0) continue;
        for (const char *c = code; *c;) { // "FRO/BIL/SAM": several actors
            size_t len = strcspn(c, "/");
            add_code(p, c, len);
            c += len + (c[len] == '/');
        }
    }
    p->members = all->count;
    if (!p->codes) {
        strcpy(p->code[0], "---");
        p->codes = 1;
    }
}

// Whether a noun begins a phrase of its own, and does not belong to another.
static bool heads_phrase(const struct ss_dict_row *row, uint32_t t)
{
    if (!nominal(row, t) && tok(row, t)->upos != SAYSO_UPOS_NUM && tok(row, t)->upos != SAYSO_UPOS_ADJ) return false;
    int32_t h = tok(row, t)->head;
    if (h < (int32_t)row->first || h >= (int32_t)row->last) return nominal(row, t);
    bool inside = nominal(row, (uint32_t)h);
    if (tok(row, t)->deprel == SAYSO_DEP_CONJ) return nominal(row, t) && !inside;
    if (inside && (before_noun(row, t, (uint32_t)h) || behind_noun(row, t, (uint32_t)h))) return false;
    if (nominal(row, t)) return true;
    switch (tok(row, t)->deprel) { // "the Pakistani", "the 12"
    case SAYSO_DEP_NSUBJ:
    case SAYSO_DEP_NSUBJ_PASS:
    case SAYSO_DEP_OBJ:
    case SAYSO_DEP_OBL:
    case SAYSO_DEP_NMOD:
        return true;
    default:
        return false;
    }
}

void ss_dict_phrases(struct ss_dict_row *row)
{
    for (uint32_t t = row->first; t < row->last && row->phrases < SS_DICT_PHRASES; t++) {
        if (!heads_phrase(row, t)) continue;
        struct variants all;
        read_phrase(row, t, 0, &all);
        struct ss_dict_phrase *p = &row->phrase[row->phrases];
        *p = (struct ss_dict_phrase){.head = t};
        code_phrase(row, p, &all);
        row->phrases++;
    }
    // Commas and "and" between the parts of one phrase belong to it.
    for (uint32_t i = 1; i + 1 < row->count; i++) {
        if (row->item[i].phrase >= 0) continue;
        uint32_t k = i;
        while (k < row->count && row->item[k].phrase < 0 && k < i + 2) k++;
        if (k < row->count && row->item[k].phrase == row->item[i - 1].phrase && row->item[i - 1].phrase >= 0)
            for (uint32_t w = i; w < k; w++) row->item[w].phrase = row->item[k].phrase;
    }
}
