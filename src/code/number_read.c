// SPDX-License-Identifier: Apache-2.0
// Numbers in digits and words, ranges of them, and the bounds that stand around them.
//
// Works on words of its own, not on tokens: "twenty-five", "20-30" and "1,200" come out the same however they were
// tokenised.
#include "code/number.h"

#include <string.h>

#include "base/str.h"

#define NUMBER_MAX ((int64_t)1000000000000000)
#define LOWER_ROOM 24

static bool letter(unsigned char c)
{
    return ss_ascii_alpha((char)c) || c >= 0x80;
}

// Length of a dash, currency or quotation sign of more than one byte at s, which must not join a word; 0 when it is a
// letter.
static uint32_t sign_bytes(const char *s, uint32_t left)
{
    if (left >= 3 && memcmp(s, "\xe2\x80", 2) == 0) return 3; // dashes, curly quotation marks, ellipsis
    if (left >= 3 && memcmp(s, "\xe2\x82", 2) == 0) return 3; // euro and other currencies
    if (left >= 2 && (unsigned char)s[0] == 0xc2) return 2;   // pound, yen, guillemets, no-break space
    return 0;
}

static void look_up(struct ss_word *w, const struct ss_number_rules *rules, const char *text)
{
    char lower[LOWER_ROOM];
    uint32_t len = w->end - w->start;
    w->value = -1;
    if (len >= LOWER_ROOM) return;
    for (uint32_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(text[w->start + i]);
    const uint32_t *at = ss_map_get(&rules->words, lower, len);
    if (!at) return;
    w->kinds = rules->word.item[*at].kinds;
    w->value = rules->word.item[*at].value;
}

enum sayso_err ss_words_read(struct ss_words *out, const struct ss_number_rules *rules,
                             const struct sayso_report *report, uint32_t start, uint32_t end)
{
    const char *t = report->text;
    out->list.count = 0;
    for (uint32_t i = start; i < end;) {
        if (ss_ascii_space(t[i])) {
            i++;
            continue;
        }
        struct ss_word *w = ss_arr_push(report->arena, &out->list);
        if (!w) return ss_arena_error(report->arena);
        w->start = i;
        uint32_t sign = sign_bytes(t + i, end - i);
        if (ss_ascii_digit(t[i])) {
            w->type = 'd';
            while (i < end &&
                   (ss_ascii_digit(t[i]) || ((t[i] == ',' || t[i] == '.') && i + 1 < end && ss_ascii_digit(t[i + 1]))))
                i++;
        } else if (!sign && letter((unsigned char)t[i])) {
            w->type = 'w';
            while (i < end && letter((unsigned char)t[i]) && !sign_bytes(t + i, end - i)) i++;
        } else {
            w->type = 'p';
            i += sign ? sign : 1;
        }
        w->end = i;
        look_up(w, rules, t);
    }
    return SAYSO_OK;
}

// Digits with groups of three or a decimal part, as thousandths; false for dates, versions and the like.
static bool read_digits(const char *s, uint32_t len, int64_t *milli)
{
    int64_t n = 0, part = 0, part_scale = 1000;
    bool grouped = false, decimal = false;
    for (uint32_t i = 0; i < len; i++) {
        if (ss_ascii_digit(s[i])) {
            if (decimal) {
                part_scale /= 10;
                part += (s[i] - '0') * part_scale;
            } else {
                n = n * 10 + (s[i] - '0');
            }
            if (n > NUMBER_MAX / 1000) return false;
        } else if (s[i] == ',') {
            uint32_t k = 0;
            while (i + 1 + k < len && ss_ascii_digit(s[i + 1 + k])) k++;
            if (k != 3 || decimal || (!grouped && i > 3)) return false;
            grouped = true;
        } else {
            if (decimal) return false;
            decimal = true;
        }
    }
    *milli = n * 1000 + part;
    return true;
}

static bool is_sign(const struct sayso_report *report, const struct ss_word *w, char c)
{
    return w->type == 'p' && w->end == w->start + 1 && report->text[w->start] == c;
}

static bool is_dash(const struct sayso_report *report, const struct ss_word *w)
{
    const char *s = report->text + w->start;
    return is_sign(report, w, '-') || (w->type == 'p' && w->end == w->start + 3 &&
                                       (memcmp(s, "\xe2\x80\x93", 3) == 0 || memcmp(s, "\xe2\x80\x91", 3) == 0));
}

static bool has(const struct ss_words *words, uint32_t i, uint32_t kinds)
{
    return i < words->list.count && (words->list.item[i].kinds & kinds);
}

// A plain value that starts at word i, in thousandths; *next is the word after it.
static bool read_value(const struct sayso_report *report, const struct ss_words *words, uint32_t i, int64_t *milli,
                       uint32_t *next, bool *digits)
{
    const struct ss_word *w = words->list.item;
    uint32_t count = words->list.count;
    int64_t total = 0, current = 0;
    uint32_t k = i;
    bool any = false, small = false, after_hundred = false;
    *digits = false;
    if (w[k].type == 'd') {
        if (!read_digits(report->text + w[k].start, w[k].end - w[k].start, &current)) return false;
        any = *digits = true;
        k++;
        // "$90m"
        if (has(words, k, SS_NUM_MILLIONS) && w[k].start == w[k - 1].end && i > 0 &&
            has(words, i - 1, SS_NUM_CURRENCY)) {
            if (current > NUMBER_MAX / 1000000) return false;
            current *= 1000000;
            k++;
        }
    } else if (has(words, k, SS_NUM_HALF) && has(words, k + 1, SS_NUM_ARTICLE) &&
               has(words, k + 2, SS_NUM_SCALE | SS_NUM_DOZEN)) {
        current = 500;
        any = true;
        k += 2;
    } else if (has(words, k, SS_NUM_ARTICLE) && has(words, k + 1, SS_NUM_SCALE | SS_NUM_DOZEN)) {
        current = 1000;
        any = true;
        k++;
    }
    for (; k < count; k++) {
        bool joined = false;
        uint32_t at = k;
        if (any && is_dash(report, &w[k]) && w[k].start == w[k - 1].end && k + 1 < count &&
            w[k].end == w[k + 1].start) {
            joined = true;
            at = k + 1;
        } else if (after_hundred && has(words, k, SS_NUM_AND) && has(words, k + 1, SS_NUM_UNIT | SS_NUM_TEN)) {
            at = k + 1;
        }
        uint32_t kinds = w[at].kinds;
        if (*digits && (kinds & (SS_NUM_UNIT | SS_NUM_TEN))) break;
        if (kinds & SS_NUM_UNIT) {
            if (small || (any && !after_hundred && current % 100000 == 0 && !joined && total == 0)) break;
            current += w[at].value * 1000;
            small = true;
        } else if (kinds & SS_NUM_TEN) {
            if (small || current % 100000 != 0) break;
            current += w[at].value * 1000;
        } else if (kinds & (SS_NUM_SCALE | SS_NUM_DOZEN)) {
            int64_t scale = w[at].value;
            if (!any && current == 0) current = 1000;
            if (current > NUMBER_MAX / scale) return false;
            current *= scale;
            if (kinds & SS_NUM_DOZEN) {
                total += current;
                current = 0;
                small = true;
            } else if (scale >= 1000) {
                total += current;
                current = 0;
                small = false;
            } else {
                small = false;
            }
            after_hundred = true;
        } else {
            break;
        }
        any = true;
        k = at;
    }
    if (!any || total > NUMBER_MAX) return false;
    *milli = total + current;
    *next = k;
    return true;
}

// A vague number ("dozens", "tens of thousands", "several hundred", "a few", "a couple of").
static bool read_vague(struct ss_number *out, const struct ss_words *words, uint32_t i)
{
    uint32_t k = i;
    const struct ss_word *w = words->list.item;
    if (has(words, k, SS_NUM_ARTICLE)) {
        if (!has(words, k + 1, SS_NUM_FEW)) return false;
        k++;
    }
    int64_t low = -1;
    if (has(words, k, SS_NUM_VAGUE)) {
        low = w[k].value;
        while (k + 2 < words->list.count && has(words, k + 1, SS_NUM_OF) &&
               has(words, k + 2, SS_NUM_VAGUE | SS_NUM_SCALE)) {
            int64_t unit = w[k + 2].value;
            if (w[k + 2].kinds & SS_NUM_VAGUE) unit /= 2; // the table gives two of them
            if (low > NUMBER_MAX / (unit ? unit : 1)) return false;
            low = low * unit;
            k += 2;
        }
    } else if (has(words, k, SS_NUM_FEW)) {
        low = w[k].value;
        if (has(words, k + 1, SS_NUM_SCALE | SS_NUM_DOZEN)) {
            low = 2 * w[k + 1].value; // a plural: "several hundred" is "hundreds"
            k++;
        } else {
            out->few = true;
            if (has(words, k + 1, SS_NUM_OF) && k > i) k++; // "a couple of", "a handful of"
        }
    } else if (has(words, k, SS_NUM_NONE)) {
        out->none = true;
        out->low = out->high = out->best = 0;
        out->core = i;
        out->core_to = k;
        return true;
    } else {
        return false;
    }
    out->vague = true;
    out->low = low > 0 ? low : SAYSO_OPEN;
    out->high = out->best = SAYSO_OPEN;
    out->core = i;
    out->core_to = k;
    return true;
}

static bool phrase_at(const struct ss_bound_phrase *p, const struct sayso_report *report, const struct ss_words *words,
                      uint32_t from)
{
    if (from + p->count > words->list.count) return false;
    for (uint32_t j = 0; j < p->count; j++) {
        const struct ss_word *w = &words->list.item[from + j];
        if (w->end - w->start != p->len[j]) return false;
        for (uint32_t c = 0; c < p->len[j]; c++)
            if (ss_ascii_lower(report->text[w->start + c]) != p->word[j][c]) return false;
    }
    return true;
}

// The longest bound before word `from` (after word `from` when `after`); 0 words when there is none.
static uint32_t find_bound(const struct ss_number_rules *rules, const struct sayso_report *report,
                           const struct ss_words *words, uint32_t from, bool after, enum ss_bound *bound)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < rules->bounds.count; i++) {
        const struct ss_bound_phrase *p = &rules->bounds.item[i];
        if (p->after != after || p->count <= best || (!after && p->count > from)) continue;
        if (!phrase_at(p, report, words, after ? from : from - p->count)) continue;
        best = p->count;
        *bound = p->bound;
    }
    return best;
}

static bool opens_bound(const struct ss_number_rules *rules, const struct sayso_report *report,
                        const struct ss_words *words, uint32_t from)
{
    for (uint32_t i = 0; i < rules->bounds.count; i++)
        if (!rules->bounds.item[i].after && phrase_at(&rules->bounds.item[i], report, words, from)) return true;
    return false;
}

static void apply_bound(struct ss_number *n, enum ss_bound bound)
{
    if (n->vague || n->none) return;
    switch (bound) {
    case SS_BOUND_LOW:
        n->low = n->best;
        n->high = SAYSO_OPEN;
        break;
    case SS_BOUND_HIGH:
        n->high = n->best;
        n->low = SAYSO_OPEN;
        break;
    case SS_BOUND_APPROX:
        n->low = n->high = SAYSO_OPEN;
        n->approx = true;
        break;
    case SS_BOUND_NONE:
    case SS_BOUND_EXACT:
        break;
    }
}

// The second half of a range after word `next`: "to 30", "-30", "or three", "and 30" after "between".
static bool read_range(struct ss_number *out, const struct sayso_report *report, const struct ss_words *words,
                       uint32_t next, int64_t low_milli)
{
    if (next + 1 >= words->list.count) return false;
    const struct ss_word *w = &words->list.item[next];
    bool between = out->core > 0 && has(words, out->core - 1, SS_NUM_BETWEEN);
    bool joins = has(words, next, SS_NUM_TO) ||
                 (is_dash(report, w) && w->start == words->list.item[next - 1].end &&
                  w->end == words->list.item[next + 1].start) ||
                 (between && has(words, next, SS_NUM_AND));
    if (!joins) return false;
    int64_t high = 0;
    uint32_t after = 0;
    bool digits = false;
    if (!read_value(report, words, next + 1, &high, &after, &digits)) return false;
    if (high <= low_milli) return false; // "five to two" is a score
    const struct ss_word *last = &words->list.item[after - 1];
    if ((last->kinds & SS_NUM_SCALE) && digits && low_milli < 1000000 && last->value >= 1000) low_milli *= last->value;
    out->low = low_milli / 1000;
    out->high = high / 1000;
    out->best = SAYSO_OPEN;
    out->range = true;
    out->core_to = after - 1;
    if (between) out->first = out->core - 1;
    return true;
}

// "$5 million to $7 million": the sign stands before both.
static void money_range(struct ss_number *n, const struct sayso_report *report, const struct ss_words *words)
{
    uint32_t k = n->core_to + 1, next;
    int64_t high;
    bool digits;
    if (n->range || !has(words, k, SS_NUM_TO) || !has(words, k + 1, SS_NUM_CURRENCY) || k + 2 >= words->list.count)
        return;
    if (!read_value(report, words, k + 2, &high, &next, &digits) || high / 1000 <= n->low) return;
    n->high = high / 1000;
    n->best = SAYSO_OPEN;
    n->range = true;
    n->last = n->core_to = next - 1;
}

bool ss_number_read(struct ss_number *out, const struct ss_number_rules *rules, const struct sayso_report *report,
                    const struct ss_words *words, uint32_t i)
{
    struct ss_number n = {0};
    int64_t milli = 0;
    uint32_t next = 0;
    const struct ss_word *w = words->list.item;
    if (read_value(report, words, i, &milli, &next, &n.digits)) {
        n.core = n.first = i;
        n.core_to = next - 1;
        n.low = n.high = n.best = milli / 1000;
        n.compound = next - i > 1;
        read_range(&n, report, words, next, milli);
    } else if (read_vague(&n, words, i)) {
        n.first = i;
    } else {
        return false;
    }
    n.last = n.core_to;
    uint32_t per = has(words, n.core_to + 1, SS_NUM_PER) ? 1 : 0; // per cent
    if (has(words, n.core_to + 1 + per, SS_NUM_SHARE) || (per && has(words, n.core_to + 2, SS_NUM_MONEY))) {
        n.share = true;
        n.last = n.core_to + 1 + per;
    } else if (n.core_to + 2 < words->list.count && has(words, n.core_to + 2, SS_NUM_MONEY) &&
               (w[n.core_to + 1].end - w[n.core_to + 1].start) == 2) {
        n.money = true; // "14 US dollars"
    }
    if (!n.share && has(words, n.core_to + 1, SS_NUM_MONEY)) n.money = true;
    if (n.first > 0 && has(words, n.first - 1, SS_NUM_CURRENCY)) {
        n.money = true;
        n.first--;
        money_range(&n, report, words);
        if (n.first > 0 && w[n.first - 1].type == 'w' && w[n.first - 1].end == w[n.first].start) n.first--; // US$
    }
    enum ss_bound bound = SS_BOUND_NONE;
    uint32_t before = n.first ? find_bound(rules, report, words, n.first, false, &bound) : 0;
    if (before == 1) { // "handed over 1,000 weapons"
        int32_t token = ss_token_at(report, w[n.first - 1].start);
        if (token < (int32_t)report->token_count && report->tokens[token].deprel == SAYSO_DEP_COMPOUND_PRT) before = 0;
    }
    if (before && bound != SS_BOUND_EXACT) {
        n.first -= before;
        if (!n.range)
            apply_bound(&n, bound);
        else
            n.approx = n.approx || bound == SS_BOUND_APPROX;
    }
    if (n.none && opens_bound(rules, report, words, i)) return false;             // "no fewer than 15"
    if (n.few && n.first > 0 && (w[n.first - 1].kinds & SS_NUM_AS)) return false; // "as many as"
    uint32_t after = find_bound(rules, report, words, n.last + 1, true, &bound);
    if (after) {
        n.last += after;
        if (!n.range) apply_bound(&n, bound);
    }
    *out = n;
    return true;
}
