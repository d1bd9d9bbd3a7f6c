// SPDX-License-Identifier: Apache-2.0
// The stage `number`: finds the figures of a report. Dates, ages, distances, clock times, labels and list numbers are
// left out.
#include "code/number.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"

#define MESSAGE_TABLE 301 // a knowledge table that the coder needs is missing or wrong

struct kind_name {
    const char *name;
    uint32_t kind;
};

static const struct kind_name kind_names[] = {
    {"unit", SS_NUM_UNIT},
    {"ten", SS_NUM_TEN},
    {"scale", SS_NUM_SCALE},
    {"dozen", SS_NUM_DOZEN},
    {"vague", SS_NUM_VAGUE},
    {"few", SS_NUM_FEW},
    {"none", SS_NUM_NONE},
    {"article", SS_NUM_ARTICLE},
    {"half", SS_NUM_HALF},
    {"and", SS_NUM_AND},
    {"share", SS_NUM_SHARE},
    {"measure", SS_NUM_MEASURE},
    {"date", SS_NUM_DATE},
    {"money", SS_NUM_MONEY},
    {"currency", SS_NUM_CURRENCY},
    {"label", SS_NUM_LABEL},
    {"to", SS_NUM_TO},
    {"between", SS_NUM_BETWEEN},
    {"of", SS_NUM_OF},
    {"part", SS_NUM_PART},
    {"area", SS_NUM_AREA},
    {"per", SS_NUM_PER},
    {"as", SS_NUM_AS},
    {"not", SS_NUM_NOT},
    {"millions", SS_NUM_MILLIONS},
};

static enum sayso_err read_words(struct ss_number_rules *rules, const struct ss_know *know,
                                 struct sayso_problem *problem)
{
    const struct ss_know_table *table;
    SS_TRY(ss_know_need(&table, know, "words/numbers", problem));
    int word = ss_know_column(table, "word"), kind = ss_know_column(table, "kind"),
        value = ss_know_column(table, "value");
    for (uint32_t r = 0; r < ss_know_rows(table); r++) {
        const char *key = ss_know_cell(table, r, word), *name = ss_know_cell(table, r, kind);
        const char *number = ss_know_cell(table, r, value);
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
            if (strcmp(kind_names[i].name, name) == 0) bit = kind_names[i].kind;
        int64_t n = -1;
        if (!bit || (*number && !ss_parse_int(number, strlen(number), &n)) || n > INT32_MAX * (int64_t)1000)
            return ss_fail(problem, SAYSO_ERR_FORMAT, MESSAGE_TABLE, ss_know_line(table, r), -1,
                           "%s: no such kind or value", ss_know_line(table, r));
        bool found;
        uint32_t *at = ss_map_put(&rules->words, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        if (!found) {
            struct ss_number_word *w = ss_arr_push(NULL, &rules->word);
            if (!w) return SAYSO_ERR_NOMEM;
            *at = rules->word.count - 1;
            w->value = -1;
            w->line = ss_know_line(table, r);
        }
        struct ss_number_word *w = &rules->word.item[*at];
        w->kinds |= bit;
        if (w->value < 0) w->value = n;
    }
    return SAYSO_OK;
}

static enum sayso_err read_bounds(struct ss_number_rules *rules, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    const struct ss_know_table *table;
    SS_TRY(ss_know_need(&table, know, "words/bounds", problem));
    int phrase = ss_know_column(table, "phrase"), bound = ss_know_column(table, "bound"),
        side = ss_know_column(table, "side");
    for (uint32_t r = 0; r < ss_know_rows(table); r++) {
        struct ss_bound_phrase *p = ss_arr_push(NULL, &rules->bounds);
        if (!p) return SAYSO_ERR_NOMEM;
        const char *name = ss_know_cell(table, r, bound);
        p->bound = strcmp(name, "low") == 0      ? SS_BOUND_LOW
                   : strcmp(name, "high") == 0   ? SS_BOUND_HIGH
                   : strcmp(name, "approx") == 0 ? SS_BOUND_APPROX
                   : strcmp(name, "exact") == 0  ? SS_BOUND_EXACT
                                                 : SS_BOUND_NONE;
        p->after = strcmp(ss_know_cell(table, r, side), "after") == 0;
        for (const char *s = ss_know_cell(table, r, phrase); *s;) {
            size_t n = strcspn(s, " ");
            if (p->count == SS_BOUND_WORDS || p->bound == SS_BOUND_NONE)
                return ss_fail(problem, SAYSO_ERR_FORMAT, MESSAGE_TABLE, ss_know_line(table, r), -1, "%s: bad bound",
                               ss_know_line(table, r));
            p->word[p->count] = s;
            p->len[p->count++] = (uint32_t)n;
            s += n;
            while (*s == ' ') s++;
        }
    }
    return SAYSO_OK;
}

static enum sayso_err read_counts(struct ss_number_rules *rules, const struct ss_know *know,
                                  struct sayso_problem *problem)
{
    const struct ss_know_table *table;
    SS_TRY(ss_know_need(&table, know, "words/counts", problem));
    int word = ss_know_column(table, "word"), pos = ss_know_column(table, "pos");
    int counts = ss_know_column(table, "counts"), where = ss_know_column(table, "where"),
        group = ss_know_column(table, "group");
    // from the last row to the first, so that the first row of a word heads its list
    for (uint32_t r = ss_know_rows(table); r-- > 0;) {
        const char *key = ss_know_cell(table, r, word);
        struct ss_count_word *c = ss_arr_push(NULL, &rules->count);
        if (!c) return SAYSO_ERR_NOMEM;
        bool found;
        uint32_t *at = ss_map_put(&rules->counted, key, strlen(key), &found);
        if (!at) return SAYSO_ERR_NOMEM;
        c->counts = ss_know_cell(table, r, counts);
        c->where = ss_know_cell(table, r, where);
        c->line = ss_know_line(table, r);
        c->pos = *ss_know_cell(table, r, pos);
        c->group = *ss_know_cell(table, r, group);
        if (c->group == 'p' && strcmp(c->where, "class") == 0) rules->people = c->counts; // the first such row wins
        c->next = found ? (int32_t)*at : -1;
        *at = rules->count.count - 1;
    }
    return SAYSO_OK;
}

enum sayso_err ss_number_rules_new(struct ss_number_rules **out, const struct ss_know *know,
                                   struct sayso_problem *problem)
{
    struct ss_number_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return SAYSO_ERR_NOMEM;
    enum sayso_err err = read_words(rules, know, problem);
    if (!err) err = read_bounds(rules, know, problem);
    if (!err) err = read_counts(rules, know, problem);
    if (err) {
        ss_number_rules_free(rules);
        return err;
    }
    *out = rules;
    return SAYSO_OK;
}

void ss_number_rules_free(struct ss_number_rules *rules)
{
    if (!rules) return;
    ss_map_free(&rules->words);
    ss_map_free(&rules->counted);
    ss_arr_free(&rules->word);
    ss_arr_free(&rules->bounds);
    ss_arr_free(&rules->count);
    free(rules);
}

static bool in_time(const struct ss_syntax *tree, uint32_t start, uint32_t end)
{
    const struct sayso_report *report = tree->report;
    for (int32_t i = ss_token_at(report, start); i < (int32_t)report->token_count && report->tokens[i].start < end; i++)
        if (tree->timed[i]) return true;
    return false;
}

// A sign that touches the word: 0 when there is space or nothing.
static char touching(const struct sayso_report *report, uint32_t at, bool before)
{
    if (before) return at > 0 && !ss_ascii_space(report->text[at - 1]) ? report->text[at - 1] : '\0';
    return at < report->text_len && !ss_ascii_space(report->text[at]) ? report->text[at] : '\0';
}

static bool capital(const struct sayso_report *report, const struct ss_word *w)
{
    char c = report->text[w->start];
    return w->type == 'w' && c >= 'A' && c <= 'Z';
}

// Whether the number is part of a name, date, measure, label or list, by the words around it.
static bool not_figure(const struct ss_syntax *tree, const struct ss_words *words, const struct ss_number *n)
{
    const struct sayso_report *report = tree->report;
    const struct ss_word *w = words->list.item;
    uint32_t count = words->list.count;
    const struct ss_word *a = &w[n->core], *b = &w[n->core_to];
    if (in_time(tree, a->start, b->end)) return true;
    const struct ss_word *next = n->last + 1 < count ? &w[n->last + 1] : NULL;
    const struct ss_word *prev = n->first > 0 ? &w[n->first - 1] : NULL;
    char left = touching(report, a->start, true), right = touching(report, b->end, false);
    if (n->digits) {
        const char *behind = report->text + b->end; // degrees, minutes and seconds
        size_t room = report->text_len - b->end;
        if (room > 2 && (memcmp(behind, "\xc2\xb0", 2) == 0 || memcmp(behind, "\xe2\x80\xb2", 3) == 0 ||
                         memcmp(behind, "\xe2\x80\xb3", 3) == 0))
            return true;
        if (left == '-' || left == ':' || left == '/' || left == '#' || left == '@' || left == '_' || left == '+')
            return true;
        if (left == '.' || ss_ascii_alpha(left)) return n->money ? false : true;
        if (right == ':' || right == '/' || right == '_' || right == '@') return true;
        if (right && (ss_ascii_alpha(right) || (unsigned char)right >= 0x80) && next && next->type == 'w') return true;
        if ((left == '[' && right == ']') || (left == '(' && right == ')')) return true;
        if (next && next->end - next->start == 1 && (right == '.' || right == ')') && n->core == 0) return true;
    }
    if (!n->digits && left == '-') return true;
    if (right == '-' && !n->range) return true; // "30-year-old", "two-day", "12-member"
    if (next && (next->kinds & (SS_NUM_MEASURE | SS_NUM_DATE)) && !n->money && !n->share) {
        bool may = capital(report, next); // the verb "may" is no month
        if (!(next->kinds & SS_NUM_DATE) || may) return true;
    }
    if (next && n->last + 2 < count && (w[n->last + 2].kinds & SS_NUM_MEASURE) && (next->kinds & SS_NUM_MEASURE))
        return true;
    if (prev && n->core == n->first) {
        if ((prev->kinds & SS_NUM_LABEL) && n->digits) return true;
        if ((prev->kinds & SS_NUM_DATE) && capital(report, prev) && (n->digits)) return true;
    }
    return false;
}

static bool plural(const struct sayso_report *report, int32_t noun)
{
    const char *feats = report->tokens[noun].feats;
    return feats && strstr(feats, "Number=Plur");
}

static bool in_core_role(const struct sayso_report *report, int32_t token)
{
    uint8_t dep = report->tokens[token].deprel;
    return dep == SAYSO_DEP_NSUBJ || dep == SAYSO_DEP_NSUBJ_PASS || dep == SAYSO_DEP_OBJ;
}

static bool plural_or_people(const struct sayso_report *report, int32_t noun)
{
    const char *feats = report->tokens[noun].feats;
    return report->tokens[noun].upos == SAYSO_UPOS_NOUN && feats && strstr(feats, "Number=Plur");
}

static bool year_like(const struct ss_number *n)
{
    return n->digits && !n->compound && !n->range && n->best >= 1800 && n->best <= 2100 && n->core == n->first;
}

// Whether the tree says that the number names something ("Flight 200", "Schiff, 56,") instead of counting.
static bool names_something(const struct ss_syntax *tree, int32_t token)
{
    const struct sayso_token *t = &tree->report->tokens[token];
    if (t->head < 0 || t->head > token) return false;
    const struct sayso_token *head = &tree->report->tokens[t->head];
    if (head->upos != SAYSO_UPOS_NOUN && head->upos != SAYSO_UPOS_PROPN) return false;
    if (ss_syntax_child(tree, token, SAYSO_DEP_CASE) >= 0) return false;
    switch (t->deprel) {
    case SAYSO_DEP_NUMMOD:
    case SAYSO_DEP_NMOD:
    case SAYSO_DEP_NMOD_DESC:
    case SAYSO_DEP_NMOD_UNMARKED:
    case SAYSO_DEP_FLAT:
    case SAYSO_DEP_COMPOUND:
    case SAYSO_DEP_APPOS:
    case SAYSO_DEP_DEP:
        return true;
    default:
        return false;
    }
}

static bool is_measure(const struct ss_number_rules *rules, const struct sayso_report *report, int32_t noun)
{
    const char *lemma = report->tokens[noun].lemma;
    const uint32_t *at = lemma ? ss_map_get(&rules->words, lemma, strlen(lemma)) : NULL;
    if (!at || !(rules->word.item[*at].kinds & SS_NUM_MEASURE)) return false;
    lemma = noun > 0 ? report->tokens[noun - 1].lemma : NULL;
    at = lemma ? ss_map_get(&rules->words, lemma, strlen(lemma)) : NULL;
    return !(at && (rules->word.item[*at].kinds & SS_NUM_AREA)); // an area counts
}

// "Name, 56, …", "the actress, 26, …": digits between commas after a name or one person.
static bool is_age(const struct sayso_report *report, int32_t token, const struct ss_words *words,
                   const struct ss_number *n)
{
    if (!n->digits || n->first < 1 || n->last + 1 >= words->list.count || token < 2) return false;
    const struct ss_word *before = &words->list.item[n->first - 1], *after = &words->list.item[n->last + 1];
    char b = report->text[before->start], a = report->text[after->start];
    if (b != ',' || (a != ',' && a != '.') || n->best >= 120) return false;
    const struct sayso_token *t = &report->tokens[token];
    const struct sayso_token *who = &report->tokens[token - 2];
    return who->upos == SAYSO_UPOS_PROPN || (who->upos == SAYSO_UPOS_NOUN && ss_token_has(who, "Number=Sing") &&
                                             t->head == token - 2 && t->deprel == SAYSO_DEP_APPOS);
}

// "three sailors, not two": the number that is said to be wrong.
static bool is_refused(const struct sayso_report *report, const struct ss_words *words, const struct ss_number *n,
                       int32_t first)
{
    return n->first > 1 && words->list.item[n->first - 1].kinds & SS_NUM_NOT && first > 1 &&
           report->tokens[first - 2].upos == SAYSO_UPOS_PUNCT;
}

// The token of the number whose head stands outside of the number.
static int32_t head_token(const struct sayso_report *report, uint32_t start, uint32_t end, int32_t *last)
{
    int32_t from = ss_token_at(report, start), to = from;
    while (to + 1 < (int32_t)report->token_count && report->tokens[to + 1].start < end) to++;
    *last = to;
    for (int32_t i = to; i >= from; i--)
        if (report->tokens[i].head < from || report->tokens[i].head > to) return i;
    return to;
}

// The words of the counted noun, when no category is known: "square kilometres", "rescue workers".
static const char *noun_words(const struct ss_syntax *tree, int32_t noun)
{
    const struct sayso_report *report = tree->report;
    int32_t from = noun;
    while (from > 0 && report->tokens[from - 1].head == noun && report->tokens[from - 1].deprel == SAYSO_DEP_COMPOUND &&
           report->tokens[from - 1].upos != SAYSO_UPOS_NUM)
        from--;
    uint32_t start = report->tokens[from].start, end = report->tokens[noun].end;
    char *s = ss_strndup(report->arena, report->text + start, end - start);
    for (char *p = s; p && *p; p++) *p = ss_ascii_space(*p) ? ' ' : ss_ascii_lower(*p);
    return s;
}

struct figures {
    SS_ARR(struct sayso_figure) list;
    SS_ARR(int32_t) token;
};

static enum sayso_err add_figure(struct figures *out, const struct ss_syntax *tree, const struct ss_words *words,
                                 const struct ss_number *n, const struct ss_counted *c, int32_t token)
{
    const struct sayso_report *report = tree->report;
    struct sayso_figure *f = ss_arr_push(report->arena, &out->list);
    int32_t *at = ss_arr_push(report->arena, &out->token);
    if (!f || !at) return ss_arena_error(report->arena);
    *at = token;
    *f = (struct sayso_figure){.start = words->list.item[n->first].start,
                               .end = words->list.item[n->last].end,
                               .counts = n->money   ? "money"
                                         : n->share ? "share"
                                                    : c->counts,
                               .of = c->noun >= 0 ? tree->mention[c->noun] : -1,
                               .low = n->low,
                               .high = n->high,
                               .best = n->best,
                               .approx = n->approx,
                               .vague = n->vague,
                               .rule = c->line};
    if (!f->counts && c->noun >= 0 && !(f->counts = noun_words(tree, c->noun))) return ss_arena_error(report->arena);
    return SAYSO_OK;
}

// The figure before in the sentence, while the next is looked at.
struct before {
    struct ss_counted counted;
    bool any, harm;
};

static bool is_pronoun(const struct sayso_report *report, int32_t token)
{
    return token >= 0 && report->tokens[token].upos == SAYSO_UPOS_PRON;
}

// A number takes over what the one before it counts when it is a part of it ("four of them critically", "including
// nine policemen") or a bare number in its place ("officials say 44, activists at least 120").
static void take_over(struct ss_counted *c, const struct before *b, const struct before *earlier,
                      const struct ss_number_rules *rules, const struct ss_syntax *tree, const struct ss_words *words,
                      const struct ss_number *n, int32_t token)
{
    const struct sayso_report *report = tree->report;
    if (n->money || n->share) return;
    // "40 were killed. The ministry put the number at 12."
    if (!b->any && earlier->any && c->noun < 0 && !c->counts && ss_number_told(rules, tree, token)) b = earlier;
    if (!b->any) return;
    bool part = n->first > 0 && (words->list.item[n->first - 1].kinds & SS_NUM_PART);
    bool of_them = is_pronoun(report, c->noun);
    bool bare = c->noun < 0 && !c->counts &&
                ((in_core_role(report, token) && !year_like(n)) || n->first < n->core ||
                 ((n->best > 12 || b == earlier) && ss_number_told(rules, tree, token)));
    bool weak = !c->counts || (c->by_class && c->group == 'p');
    if (!((part || of_them) && weak && b->harm) && !bare) return;
    c->counts = b->counted.counts;
    c->line = b->counted.line;
    c->group = b->counted.group;
    c->by_class = false;
}

// Whether the number at the words counts something; fills what.
static bool accept(struct ss_counted *c, const struct before *before, const struct before *earlier,
                   const struct ss_number_rules *rules, const struct ss_syntax *tree, const struct ss_words *words,
                   const struct ss_number *n, int32_t *token)
{
    const struct sayso_report *report = tree->report;
    if (not_figure(tree, words, n)) return false;
    int32_t last;
    *token = head_token(report, words->list.item[n->core].start, words->list.item[n->core_to].end, &last);
    if (*token >= (int32_t)report->token_count) return false;
    int32_t first = ss_token_at(report, words->list.item[n->first].start);
    *c = ss_number_counts(rules, tree, *token, first, last);
    if (n->money) return true;
    take_over(c, before, earlier, rules, tree, words, n, *token);
    if (n->few || n->none) return c->group == 'h' && (c->noun >= 0 || !n->none);
    if (n->share) return true;
    bool bare_crowd = n->vague && c->noun < 0 && !c->counts && in_core_role(report, *token); // "thousands fled"
    if (bare_crowd) c->counts = rules->people;
    bool counted = c->noun >= 0 || (c->counts && !c->by_class);
    if (!counted) return false;
    if (year_like(n) &&
        !(c->noun >= 0 && report->tokens[*token].head == c->noun && c->counts && plural_or_people(report, c->noun)) &&
        c->group != 'h')
        return false;
    if (c->noun >= 0 && is_measure(rules, report, c->noun)) return false;
    if (n->digits && c->noun >= 0 && c->group != 'h' && report->tokens[c->noun].upos == SAYSO_UPOS_PROPN &&
        !plural(report, c->noun))
        return false;
    if (is_age(report, *token, words, n) || is_refused(report, words, n, first)) return false;
    if (names_something(tree, *token) && c->group != 'h') return false;
    if (!n->digits && report->tokens[*token].upos == SAYSO_UPOS_PROPN && c->group != 'h') return false;
    if (n->best == 1 && n->low == 1 && n->high == 1) // "one" is a number only where people came to harm
        return c->group == 'h' && c->noun >= 0 && c->noun > last && report->tokens[*token].deprel == SAYSO_DEP_NUMMOD;
    return true;
}

static enum sayso_err add_mentions(struct sayso_report *report, const struct figures *figures)
{
    uint32_t total = report->mention_count + figures->list.count;
    struct sayso_mention *all = SS_NEW_ARRAY(report->arena, struct sayso_mention, total);
    if (!all) return ss_arena_error(report->arena);
    if (report->mention_count) memcpy(all, report->mentions, report->mention_count * sizeof *all);
    for (uint32_t i = 0; i < figures->list.count; i++) {
        const struct sayso_figure *f = &figures->list.item[i];
        all[report->mention_count + i] = (struct sayso_mention){.start = f->start,
                                                                .end = f->end,
                                                                .kind = SAYSO_MENTION_FIGURE,
                                                                .form = SAYSO_FORM_NOMINAL,
                                                                .entity = -1,
                                                                .time = -1,
                                                                .figure = (int32_t)i,
                                                                .head_token = figures->token.item[i],
                                                                .rule = f->rule};
    }
    report->mentions = all;
    report->mention_count = total;
    return SAYSO_OK;
}

enum sayso_err ss_code_figures(const struct ss_coder *coder, struct sayso_report *report)
{
    const struct ss_number_rules *rules = coder->number;
    struct ss_syntax tree;
    struct ss_words words = {0};
    struct figures out = {0};
    struct before before = {0};
    SS_TRY(ss_syntax_new(&tree, report));
    for (uint32_t s = 0; s < report->sentence_count; s++) {
        SS_TRY(ss_words_read(&words, rules, report, report->sentences[s].start, report->sentences[s].end));
        const struct before earlier = before; // of the sentence before
        before = (struct before){0};
        for (uint32_t i = 0; i < words.list.count; i++) {
            struct ss_number n;
            struct ss_counted c;
            int32_t token;
            if (!ss_number_read(&n, rules, report, &words, i)) continue;
            if (accept(&c, &before, &earlier, rules, &tree, &words, &n, &token)) {
                SS_TRY(add_figure(&out, &tree, &words, &n, &c, token));
                if (c.counts && !n.money && !n.share && (c.group == 'h' || c.group == 'p'))
                    before = (struct before){c, true, c.group == 'h'};
                if (n.few && n.last > i) i = n.last;
            }
            i = n.few || n.none ? i : n.last;
        }
    }
    report->figures = out.list.item;
    report->figure_count = out.list.count;
    return add_mentions(report, &out);
}
