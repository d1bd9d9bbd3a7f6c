// SPDX-License-Identifier: Apache-2.0
// Child lists, yields and trimmed runs of dependency trees.
#include "code/attribution_tree.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

enum sayso_err ss_syntax_new(struct ss_syntax *out, const struct sayso_report *report)
{
    uint32_t n = report->token_count;
    struct ss_syntax t = {.report = report};
    t.first_child = SS_NEW_ARRAY(report->arena, int32_t, n);
    t.next_child = SS_NEW_ARRAY(report->arena, int32_t, n);
    t.left = SS_NEW_ARRAY(report->arena, int32_t, n);
    t.right = SS_NEW_ARRAY(report->arena, int32_t, n);
    t.mention = SS_NEW_ARRAY(report->arena, int32_t, n);
    t.timed = SS_NEW_ARRAY(report->arena, bool, n);
    if (!t.first_child || !t.next_child || !t.left || !t.right || !t.mention || !t.timed)
        return ss_arena_error(report->arena);
    for (uint32_t i = 0; i < n; i++) {
        t.first_child[i] = t.next_child[i] = t.mention[i] = -1;
        t.left[i] = t.right[i] = (int32_t)i;
    }
    for (uint32_t i = n; i-- > 0;) {
        int32_t head = report->tokens[i].head;
        if (head < 0 || head >= (int32_t)n || head == (int32_t)i) continue;
        t.next_child[i] = t.first_child[head];
        t.first_child[head] = (int32_t)i;
    }
    for (uint32_t i = 0; i < n; i++) {
        int32_t up = report->tokens[i].head;
        // the length of a sentence bounds the walk, so that a cycle cannot hang it
        const struct sayso_sentence *s = &report->sentences[report->tokens[i].sentence];
        for (uint32_t steps = 0; up >= 0 && up < (int32_t)n && steps < s->token_count; steps++) {
            if (t.left[up] > (int32_t)i) t.left[up] = (int32_t)i;
            if (t.right[up] < (int32_t)i) t.right[up] = (int32_t)i;
            up = report->tokens[up].head;
        }
    }
    for (uint32_t i = report->mention_count; i-- > 0;) {
        const struct sayso_mention *m = &report->mentions[i];
        if (m->kind != SAYSO_MENTION_TIME && m->kind != SAYSO_MENTION_FIGURE && m->head_token >= 0 &&
            m->head_token < (int32_t)n)
            t.mention[m->head_token] = (int32_t)i;
    }
    for (uint32_t i = 0; i < report->time_count; i++)
        for (int32_t k = ss_token_at(report, report->times[i].start);
             k < (int32_t)n && report->tokens[k].start < report->times[i].end; k++)
            t.timed[k] = true;
    *out = t;
    return SAYSO_OK;
}

bool ss_syntax_within(const struct ss_syntax *tree, int32_t token, int32_t ancestor)
{
    const struct sayso_token *tokens = tree->report->tokens;
    if (ancestor < 0 || token < tree->left[ancestor] || token > tree->right[ancestor]) return false;
    for (uint32_t steps = 0; token >= 0 && steps <= tree->report->token_count; steps++) {
        if (token == ancestor) return true;
        token = tokens[token].head;
    }
    return false;
}

int32_t ss_syntax_child(const struct ss_syntax *tree, int32_t token, enum sayso_dep dep)
{
    for (int32_t c = tree->first_child[token]; c >= 0; c = tree->next_child[c])
        if (tree->report->tokens[c].deprel == (uint8_t)dep) return c;
    return -1;
}

const char *ss_token_text(const struct sayso_report *report, int32_t token, uint32_t *len)
{
    const struct sayso_token *t = &report->tokens[token];
    *len = t->end - t->start;
    return report->text + t->start;
}

int32_t ss_token_at(const struct sayso_report *report, uint32_t offset)
{
    uint32_t lo = 0, hi = report->token_count;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (report->tokens[mid].end <= offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (int32_t)lo;
}

static bool loose_end(const struct sayso_report *report, int32_t token, bool at_start)
{
    if (report->tokens[token].upos != SAYSO_UPOS_PUNCT) return false;
    uint32_t len;
    const char *s = ss_token_text(report, token, &len);
    if (len == 1) {
        if (*s == '"' || *s == '\'') return false;
        if (*s == '(' || *s == '[') return !at_start;
        if (*s == ')' || *s == ']' || *s == '?' || *s == '!') return at_start;
        return true;
    }
    if (memcmp(s, "``", 2) == 0 || memcmp(s, "''", 2) == 0) return false;
    if (len == 3 && memcmp(s, "\xe2\x80", 2) == 0)
        return !((unsigned char)s[2] >= 0x98 && (unsigned char)s[2] <= 0x9f); // curly quotation marks stay
    if (len == 2 && (memcmp(s, "\xc2\xab", 2) == 0 || memcmp(s, "\xc2\xbb", 2) == 0)) return false;
    return true;
}

struct ss_run ss_run_trim(const struct sayso_report *report, struct ss_run run)
{
    while (run.from < run.to && loose_end(report, run.from, true)) run.from++;
    while (run.from < run.to && loose_end(report, run.to - 1, false)) run.to--;
    return run;
}

uint32_t ss_syntax_runs(const struct ss_syntax *tree, int32_t head, const int32_t *cut, uint32_t cut_count,
                        struct ss_run *out, uint32_t room)
{
    uint32_t n = 0;
    bool gap_is_punct = false;
    for (int32_t i = tree->left[head]; i <= tree->right[head]; i++) {
        bool in = ss_syntax_within(tree, i, head);
        for (uint32_t k = 0; in && k < cut_count; k++) in = !ss_syntax_within(tree, i, cut[k]);
        if (in) {
            bool joins = n && (out[n - 1].to == i || gap_is_punct);
            if (!joins && n == room) return n;
            if (joins)
                out[n - 1].to = i + 1;
            else
                out[n++] = (struct ss_run){i, i + 1};
            gap_is_punct = true;
        } else if (tree->report->tokens[i].upos != SAYSO_UPOS_PUNCT) {
            gap_is_punct = false;
        }
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct ss_run r = ss_run_trim(tree->report, out[i]);
        if (r.from < r.to) out[kept++] = r;
    }
    return kept;
}

uint32_t ss_token_stems(const struct sayso_report *report, int32_t token, char out[SS_STEMS][SS_STEM_ROOM])
{
    static const struct {
        const char *cut, *put;
    } forms[] = {{"ied", "y"}, {"ies", "y"}, {"ed", ""}, {"d", ""}, {"ing", ""}, {"ing", "e"}, {"es", ""}, {"s", ""}};
    uint32_t len, n = 0;
    const char *s = ss_token_text(report, token, &len);
    if (len + 2 > SS_STEM_ROOM) return 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && n + 2 <= SS_STEMS; i++) {
        size_t cut = strlen(forms[i].cut), put = strlen(forms[i].put);
        bool ends = len >= cut + 3;
        for (size_t k = 0; ends && k < cut; k++) ends = ss_ascii_lower(s[len - cut + k]) == forms[i].cut[k];
        if (!ends) continue;
        size_t stem = len - cut;
        for (size_t k = 0; k < stem; k++) out[n][k] = ss_ascii_lower(s[k]);
        memcpy(out[n] + stem, forms[i].put, put + 1);
        size_t m = stem + put;
        n++;
        if (m > 3 && out[n - 1][m - 1] == out[n - 1][m - 2]) { // "admitted"
            memcpy(out[n], out[n - 1], m - 1);
            out[n++][m - 1] = '\0';
        }
    }
    return n;
}
