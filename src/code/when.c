// SPDX-License-Identifier: Apache-2.0
// Time expressions: reads the words from the knowledge, goes through the sentences, anchors what is relative on the
// report's date, and writes times and their mentions.
#include "code/when.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/str.h"
#include "code/when_read.h"

_Static_assert(SS_TIME_CLASS_COUNT <= 64, "classes are bits of a word");

static const char *const class_names[SS_TIME_CLASS_COUNT] = {[SS_TIME_MONTH] = "month",
                                                             [SS_TIME_WEEKDAY] = "weekday",
                                                             [SS_TIME_WEEKDAYS] = "weekdays",
                                                             [SS_TIME_UNIT] = "unit",
                                                             [SS_TIME_DAYPART] = "daypart",
                                                             [SS_TIME_OVERNIGHT] = "overnight",
                                                             [SS_TIME_SEASON] = "season",
                                                             [SS_TIME_NUMBER] = "number",
                                                             [SS_TIME_VAGUE] = "vague",
                                                             [SS_TIME_ORDINAL] = "ordinal",
                                                             [SS_TIME_RELDAY] = "relday",
                                                             [SS_TIME_TONIGHT] = "tonight",
                                                             [SS_TIME_REF] = "ref",
                                                             [SS_TIME_ARTICLE_REF] = "article_ref",
                                                             [SS_TIME_REL] = "rel",
                                                             [SS_TIME_AGO] = "past_words",
                                                             [SS_TIME_SHIFT] = "shift",
                                                             [SS_TIME_MOD] = "mod",
                                                             [SS_TIME_MORE] = "more",
                                                             [SS_TIME_SET] = "set",
                                                             [SS_TIME_EVERY] = "every",
                                                             [SS_TIME_AMPM] = "ampm",
                                                             [SS_TIME_CLOCK] = "clock",
                                                             [SS_TIME_OCLOCK] = "oclock",
                                                             [SS_TIME_DECADE_WORD] = "decade_word",

                                                             [SS_TIME_FISCAL] = "fiscal",
                                                             [SS_TIME_AUX_FUTURE] = "aux_future",
                                                             [SS_TIME_FUTURE] = "future",
                                                             [SS_TIME_UNTIL] = "until",
                                                             [SS_TIME_DEFINITE] = "definite",
                                                             [SS_TIME_INDEFINITE] = "indefinite",
                                                             [SS_TIME_ARTICLE] = "article",
                                                             [SS_TIME_OF] = "of",
                                                             [SS_TIME_ON] = "on",
                                                             [SS_TIME_IN] = "in",
                                                             [SS_TIME_AND] = "and",
                                                             [SS_TIME_OR] = "or",
                                                             [SS_TIME_COMMA] = "comma",
                                                             [SS_TIME_HYPHEN] = "hyphen",
                                                             [SS_TIME_STOP] = "stop",
                                                             [SS_TIME_PERCENT] = "percent",
                                                             [SS_TIME_PEOPLE] = "people",
                                                             [SS_TIME_LATEST] = "latest",
                                                             [SS_TIME_FULL] = "full",
                                                             [SS_TIME_ALIKE] = "alike",
                                                             [SS_TIME_ENDED] = "ended",
                                                             [SS_TIME_HALF] = "half",
                                                             [SS_TIME_HUNDRED] = "hundred",
                                                             [SS_TIME_GROUP] = "group",
                                                             [SS_TIME_FEW] = "few",
                                                             [SS_TIME_OLD] = "old",
                                                             [SS_TIME_THAT] = "that",
                                                             [SS_TIME_SO] = "so",
                                                             [SS_TIME_FROM] = "from",
                                                             [SS_TIME_CONTEXT] = "context",
                                                             [SS_TIME_RUN] = "run",
                                                             [SS_TIME_AHEAD] = "ahead",
                                                             [SS_TIME_PERIOD] = "period",
                                                             [SS_TIME_PHRASE] = "phrase",
                                                             [SS_TIME_HOMOGRAPH] = "homograph",
                                                             [SS_TIME_EXTENT] = "extent",
                                                             [SS_TIME_SPAN] = "span",
                                                             [SS_TIME_BETWEEN] = "between",
                                                             [SS_TIME_SINCE] = "since"};

void ss_when_rules_free(struct ss_when_rules *rules)
{
    if (!rules) return;
    for (size_t i = 0; i < SS_TIME_CLASS_COUNT; i++) ss_map_free(&rules->words[i]);
    ss_map_free(&rules->classes);
    ss_arr_free(&rules->bits);
    ss_map_free(&rules->holiday_of);
    ss_arr_free(&rules->holidays);
    ss_arr_free(&rules->list);
    free(rules);
}

static enum sayso_err load(struct ss_when_rules *rules, const struct ss_know_table *t, struct sayso_problem *problem)
{
    int word = ss_know_column(t, "word"), class = ss_know_column(t, "class");
    int value = ss_know_column(t, "value"), flags = ss_know_column(t, "flags");
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        const char *s = ss_know_cell(t, row, word), *name = ss_know_cell(t, row, class);
        int at = -1;
        for (int i = 0; i < SS_TIME_CLASS_COUNT; i++)
            if (ss_streq(class_names[i], name)) at = i;
        if (at < 0) return ss_fail(problem, SAYSO_ERR_FORMAT, 304, ss_know_line(t, row), -1, "no class %s", name);
        struct ss_time_word *w = ss_arr_push(NULL, &rules->list);
        if (!w) return SAYSO_ERR_NOMEM;
        *w = (struct ss_time_word){ss_know_cell(t, row, value), ss_know_line(t, row),
                                   strcmp(ss_know_cell(t, row, flags), "proper") == 0};
        bool found;
        uint32_t *slot = ss_map_put(&rules->words[at], s, strlen(s), &found);
        if (!slot) return SAYSO_ERR_NOMEM;
        if (!found) *slot = rules->list.count - 1;
        uint32_t *index = ss_map_put(&rules->classes, s, strlen(s), &found);
        if (!index) return SAYSO_ERR_NOMEM;
        if (!found) {
            uint64_t *bits = ss_arr_push(NULL, &rules->bits);
            if (!bits) return SAYSO_ERR_NOMEM;
            *bits = 0;
            *index = rules->bits.count - 1;
        }
        rules->bits.item[*index] |= UINT64_C(1) << at;
    }
    return SAYSO_OK;
}

static enum sayso_err load_holidays(struct ss_when_rules *rules, const struct ss_know_table *t)
{
    if (!t) return SAYSO_OK;
    int name = ss_know_column(t, "name"), rule = ss_know_column(t, "rule");
    int days = ss_know_column(t, "days"), flags = ss_know_column(t, "flags");
    for (uint32_t row = 0; row < ss_know_rows(t); row++) {
        struct ss_holiday *h = ss_arr_push(NULL, &rules->holidays);
        if (!h) return SAYSO_ERR_NOMEM;
        const char *count = ss_know_cell(t, row, days), *s = ss_know_cell(t, row, name);
        int64_t n = 1;
        ss_parse_int(count, strlen(count), &n);
        *h = (struct ss_holiday){ss_know_cell(t, row, rule), ss_know_line(t, row), n < 1 ? 1 : (int)n,
                                 *ss_know_cell(t, row, flags) == 'l'};
        bool found;
        uint32_t *slot = ss_map_put(&rules->holiday_of, s, strlen(s), &found);
        if (!slot) return SAYSO_ERR_NOMEM;
        *slot = rules->holidays.count - 1;
    }
    return SAYSO_OK;
}

enum sayso_err ss_when_rules_new(struct ss_when_rules **out, const struct ss_know *know, struct sayso_problem *problem)
{
    const struct ss_know_table *t;
    SS_TRY(ss_know_need(&t, know, "time/words", problem));
    struct ss_when_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return SAYSO_ERR_NOMEM;
    rules->feasts = ss_know_table(know, "time/feasts");
    enum sayso_err err = load(rules, t, problem);
    if (!err) err = load_holidays(rules, ss_know_table(know, "time/holidays"));
    if (err) {
        ss_when_rules_free(rules);
        return err;
    }
    *out = rules;
    return SAYSO_OK;
}

// --- words
// ------------------------------------------------------------------------------------------------------------------

const struct ss_time_word *ss_time_word(const struct ss_when_work *w, enum ss_time_class class, uint32_t token)
{
    if (token < w->first || token >= w->end || !(w->mask[token] >> class & 1u)) return NULL;
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    size_t len = t->end - t->start;
    char lower[24] = {0};
    if (len >= sizeof lower) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(s[i]);
    const struct ss_map *map = &w->rules->words[class];
    const uint32_t *at = ss_map_get(map, lower, len);
    if (!at && len > 1 && lower[len - 1] == '.') at = ss_map_get(map, lower, len - 1);
    if (!at && len > 4 && strncmp(lower, "mid-", 4) == 0 && (class == SS_TIME_MONTH || class == SS_TIME_SEASON))
        at = ss_map_get(map, lower + 4, len - 4);
    if (!at) return NULL;
    const struct ss_time_word *word = &w->rules->list.item[*at];
    if (!word->proper) return word;
    bool name = *s >= 'A' && *s <= 'Z' && t->upos != SAYSO_UPOS_AUX && t->upos != SAYSO_UPOS_VERB;
    bool number =
        (token + 1 < w->end && t[1].upos == SAYSO_UPOS_NUM) || (token > w->first && t[-1].upos == SAYSO_UPOS_NUM);
    bool abbreviated = lower[len - 1] == '.';
    if (class == SS_TIME_WEEKDAY)
        number = number || (token + 1 < w->end &&
                            (t[1].upos == SAYSO_UPOS_NUM ||
                             (t[1].upos == SAYSO_UPOS_PUNCT && token + 2 < w->end && t[2].upos == SAYSO_UPOS_NUM)));
    bool full = len > 4 || (len == 3 && class == SS_TIME_MONTH && lower[0] == 'm' && lower[2] == 'y'); // "March", "May"
    bool preposition = token > w->first && (t[-1].upos == SAYSO_UPOS_ADP || t[-1].upos == SAYSO_UPOS_ADJ);
    return name && (number || abbreviated || (full && (preposition || t->upos == SAYSO_UPOS_PROPN))) ? word : NULL;
}

// The classes of a token's word, with or without a full stop, or after "mid-".
static uint64_t bits_of(const struct ss_when_rules *rules, const char *s, size_t len)
{
    const uint32_t *index = ss_map_get(&rules->classes, s, len);
    return index ? rules->bits.item[*index] : 0;
}

static uint64_t classes_of(const struct ss_when_rules *rules, const char *s, size_t len)
{
    char lower[24] = {0};
    if (!len || len >= sizeof lower) return 0;
    for (size_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(s[i]);
    uint64_t all = bits_of(rules, lower, len);
    if (len > 1 && lower[len - 1] == '.') all |= bits_of(rules, lower, len - 1);
    if (len > 4 && strncmp(lower, "mid-", 4) == 0) all |= bits_of(rules, lower + 4, len - 4);
    return all;
}

// A number below a hundred in words, or figures.
static bool simple_number(const struct ss_when_work *w, uint32_t token, uint32_t *to, double *value)
{
    const struct sayso_token *t = &w->report->tokens[token];
    const char *s = w->report->text + t->start;
    uint32_t len = t->end - t->start, n = 0;
    double x = 0, unit = 1;
    while (n < len && n < 9 && (ss_ascii_digit(s[n]) || (s[n] == ',' && n))) {
        if (s[n] != ',') x = x * 10 + (s[n] - '0');
        n++;
    }
    if (n && n < len && s[n] == '.') {
        n++;
        while (n < len && n < 12 && ss_ascii_digit(s[n])) x += (s[n++] - '0') * (unit /= 10);
    }
    *to = token + 1;
    if (n == len && n) {
        *value = x;
        return true;
    }
    const struct ss_time_word *word;
    if (!ss_time_word(w, SS_TIME_NUMBER, token)) return false;
    *value = ss_when_class(w, SS_TIME_NUMBER, token, &word);
    uint32_t k = token + 1;
    if (*value >= 20 && *value < 100) { // twenty-five
        if (ss_time_word(w, SS_TIME_HYPHEN, k)) k++;
        if (k < w->end && ss_time_word(w, SS_TIME_NUMBER, k)) {
            int small = ss_when_class(w, SS_TIME_NUMBER, k, &word);
            if (small > 0 && small < 10 && !ss_time_word(w, SS_TIME_INDEFINITE, k)) {
                *value += small;
                *to = k + 1;
            }
        }
    }
    return true;
}

bool ss_time_number(const struct ss_when_work *w, uint32_t token, uint32_t *to, double *value, bool *vague)
{
    *vague = false;
    if (token >= w->end) return false;
    if (ss_time_word(w, SS_TIME_HALF, token) && ss_time_word(w, SS_TIME_INDEFINITE, token + 1)) {
        *value = 0.5;
        *to = token + 2;
        return true;
    }
    bool article = ss_time_word(w, SS_TIME_ARTICLE, token);
    if (article && token + 1 < w->end) {
        uint32_t next = token + 1;
        if (ss_time_word(w, SS_TIME_FEW, next)) {
            *to = token + 2 + (ss_time_word(w, SS_TIME_OF, token + 2) != NULL);
            *vague = true;
            *value = 1;
            return true;
        }
        if (ss_time_word(w, SS_TIME_GROUP, next)) { // a couple of, a dozen
            *value = ss_when_class(w, SS_TIME_GROUP, next, &(const struct ss_time_word *){NULL});
            *to = token + 2 + (ss_time_word(w, SS_TIME_OF, token + 2) != NULL);
            return true;
        }
        if (ss_time_word(w, SS_TIME_DEFINITE, token))
            return simple_number(w, next, to, value) && !ss_time_word(w, SS_TIME_INDEFINITE, next);
    }
    if (ss_time_word(w, SS_TIME_VAGUE, token)) {
        *vague = true;
        *value = 1;
        *to = token + 1;
        return true;
    }
    if (!simple_number(w, token, to, value)) return false;
    if (ss_time_word(w, SS_TIME_HUNDRED, *to)) {
        *value *= ss_time_word(w, SS_TIME_HUNDRED, *to)->value[0] == 't' ? 1000 : 100;
        (*to)++;
    } else if (ss_time_word(w, SS_TIME_AND, *to) && ss_time_word(w, SS_TIME_INDEFINITE, *to + 1) &&
               ss_time_word(w, SS_TIME_HALF, *to + 2)) {
        *value += 0.5;
        *to += 3;
    } else if (ss_time_word(w, SS_TIME_HALF, *to)) {
        *value += 0.5;
        (*to)++;
    } else if (ss_time_word(w, SS_TIME_HYPHEN, *to) && ss_time_word(w, SS_TIME_AND, *to + 1) &&
               ss_time_word(w, SS_TIME_HYPHEN, *to + 2) && ss_time_word(w, SS_TIME_INDEFINITE, *to + 3) &&
               ss_time_word(w, SS_TIME_HYPHEN, *to + 4) && ss_time_word(w, SS_TIME_HALF, *to + 5)) {
        *value += 0.5; // two-and-a-half
        *to += 6;
    }
    return true;
}

// --- the stage
// --------------------------------------------------------------------------------------------------------------

// Whether the token is a word written out ("March.") whose full stop ends the sentence.
static bool full_word_and_stop(const struct ss_when_work *w, uint32_t token)
{
    const struct sayso_token *t = &w->report->tokens[token];
    uint32_t len = t->end - t->start;
    if (len < 4 || w->report->text[t->end - 1] != '.') return false;
    const struct ss_time_word *word = ss_time_word(w, SS_TIME_MONTH, token);
    if (!word) word = ss_time_word(w, SS_TIME_WEEKDAY, token);
    return word && (!word->proper || len > 5 || w->report->text[t->start + 2] == 'y');
}

static enum sayso_err add(struct ss_when_work *w, const struct ss_when *e)
{
    struct ss_arena *arena = w->report->arena;
    const struct sayso_token *t = w->report->tokens;
    struct sayso_time *time = ss_arr_push(arena, &w->times);
    struct sayso_mention *m = ss_arr_push(arena, &w->mentions);
    if (!time || !m) return ss_arena_error(arena);
    time->start = t[e->from].start;
    time->end = t[e->to - 1].end;
    if (full_word_and_stop(w, e->to - 1)) time->end--; // the full stop of the sentence
    time->type = e->type;
    time->rule = e->rule;
    if (e->has_value) {
        time->value = ss_strdup(arena, e->value);
        time->precision = e->precision;
        if (!time->value) return ss_arena_error(arena);
    }
    if (e->has_range) {
        char first[16], last[16];
        ss_format_date(e->first, first);
        ss_format_date(e->last, last);
        time->from = ss_strdup(arena, first);
        time->to = ss_strdup(arena, last);
        if (!time->from || !time->to) return ss_arena_error(arena);
    }
    m->start = time->start;
    m->end = time->end;
    m->kind = SAYSO_MENTION_TIME;
    m->form = SAYSO_FORM_NOMINAL;
    m->entity = m->figure = -1;
    m->time = (int32_t)w->times.count - 1;
    m->head_token = (int32_t)(e->to - 1);
    for (uint32_t i = e->from; i < e->to; i++)
        if ((t[i].head < (int32_t)e->from || t[i].head >= (int32_t)e->to) && t[i].upos != SAYSO_UPOS_PUNCT) {
            m->head_token = (int32_t)i;
            break;
        }
    m->rule = e->rule;
    return SAYSO_OK;
}

static int by_start(const void *a, const void *b)
{
    const struct sayso_mention *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->head_token < y->head_token ? -1 : x->head_token > y->head_token;
}

// What later expressions count from.
static void told(struct ss_when_work *w, const struct ss_when *e)
{
    if (!e->has_range || !e->precision) return;
    w->told = e->first;
    w->has_told = true;
    if (e->first == e->last) {
        w->focus = e->first;
        w->has_focus = true;
    }
    if (e->derived) return;
    if (strcmp(e->precision, "quarter") == 0 && (!w->anchored || e->first + 60 < w->today)) {
        int m, d;
        ss_date_from_days(e->first, &w->told_year, &m, &d);
        w->told_quarter = (m + 2) / 3;
        w->told_in = w->sentence;
    }
}

// "March 23 Movement", "September 11 Commission": the tokens of the names of known actors tell no time.
static enum sayso_err mark_names(struct ss_when_work *w)
{
    const struct sayso_report *r = w->report;
    w->named = SS_NEW_ARRAY(r->arena, bool, r->token_count);
    if (!w->named) return ss_arena_error(r->arena);
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->kind != SAYSO_MENTION_ACTOR || m->form != SAYSO_FORM_NAME || m->entity < 0 || m->head_token < 0 ||
            !r->entities[m->entity].actor)
            continue;
        uint32_t t = (uint32_t)m->head_token;
        while (t > 0 && r->tokens[t - 1].start >= m->start) t--;
        for (; t < r->token_count && r->tokens[t].end <= m->end; t++) w->named[t] = true;
    }
    return SAYSO_OK;
}

enum sayso_err ss_code_times(const struct ss_coder *coder, struct sayso_report *report)
{
    if (!coder->when || !report->token_count) return SAYSO_OK;
    struct ss_when_work w = {.rules = coder->when, .report = report};
    w.anchored = report->published && ss_parse_date(report->published, &w.today);
    w.mask = SS_NEW_ARRAY(report->arena, uint64_t, report->token_count);
    if (!w.mask) return ss_arena_error(report->arena);
    for (uint32_t i = 0; i < report->token_count; i++)
        w.mask[i] = classes_of(w.rules, report->text + report->tokens[i].start,
                               report->tokens[i].end - report->tokens[i].start);
    SS_TRY(mark_names(&w));
    for (uint32_t s = 0; s < report->sentence_count; s++) {
        w.first = report->sentences[s].token_first;
        w.end = w.first + report->sentences[s].token_count;
        w.sentence = s;
        w.found.count = 0;
        for (uint32_t i = w.first; i < w.end;) {
            struct ss_when e;
            if (w.named[i] || !ss_when_read(&w, i, &e)) {
                i++;
                continue;
            }
            struct ss_when *slot = ss_arr_push(report->arena, &w.found);
            if (!slot) return ss_arena_error(report->arena);
            *slot = e;
            told(&w, &e);
            i = e.to;
        }
        ss_when_windows(&w, w.found.item, w.found.count);
        for (uint32_t i = 0; i < w.found.count; i++) SS_TRY(add(&w, &w.found.item[i]));
    }
    report->times = w.times.item;
    report->time_count = w.times.count;
    if (!w.mentions.count) return SAYSO_OK;
    uint32_t all = report->mention_count + w.mentions.count;
    struct sayso_mention *merged = SS_NEW_ARRAY(report->arena, struct sayso_mention, all);
    if (!merged) return ss_arena_error(report->arena);
    if (report->mention_count) memcpy(merged, report->mentions, report->mention_count * sizeof *merged);
    memcpy(merged + report->mention_count, w.mentions.item, w.mentions.count * sizeof *merged);
    qsort(merged, all, sizeof *merged, by_start);
    report->mentions = merged;
    report->mention_count = all;
    return SAYSO_OK;
}
