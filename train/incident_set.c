// SPDX-License-Identifier: Apache-2.0
// Reports and their keys: JSON lines with "text", "roles" (for each part the entities, each a list of its names) and
// "templates" (none: the report tells of no incident).
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/str.h"
#include "incident.h"
#include "read/internal.h"

#define LEAST 5u // reports that a row stands in

static const char *const part_names[SAYSO_PART_COUNT] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

static bool article(const char *s, size_t len)
{
    return (len == 3 && !memcmp(s, "the", 3)) || (len == 1 && *s == 'a') || (len == 2 && !memcmp(s, "an", 2));
}

// Small letters, single spaces, no marks at the ends, no article.
static size_t normal(const char *s, size_t len, char *out, size_t room, bool mine)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < room; i++) {
        char c = ss_ascii_space(s[i]) ? ' ' : ss_ascii_lower(s[i]);
        if (c == '[') c = '(';
        if (c == ']') c = ')';
        if (c == ' ' && (!n || out[n - 1] == ' ')) continue;
        out[n++] = c;
    }
    while (n && strchr(" .,;:\"'", out[n - 1])) n--;
    size_t skip = 0;
    for (;;) {
        while (skip < n && strchr(" .,;:\"'", out[skip])) skip++;
        size_t end = skip;
        while (end < n && out[end] != ' ') end++;
        if (!mine || end == n || !article(out + skip, end - skip)) break;
        skip = end;
    }
    memmove(out, out + skip, n - skip);
    out[n - skip] = '\0';
    return n - skip;
}

int gold_of(const struct document *d, int part, const char *s, size_t len)
{
    char mine[256], other[256];
    normal(s, len, mine, sizeof mine, true);
    const struct ss_json_value *list = ss_json_get(ss_json_get(d->gold, "roles"), part_names[part]);
    for (size_t e = 0; e < ss_json_count(list); e++)
        for (size_t k = 0; k < ss_json_count(ss_json_at(list, e)); k++) {
            const char *name = ss_json_string(ss_json_at(ss_json_at(list, e), k));
            if (name && (normal(name, strlen(name), other, sizeof other, false), strcmp(mine, other) == 0) && *mine)
                return (int)e;
        }
    return -1;
}

static uint32_t label_of(const struct document *d, const struct ss_part_candidate *c)
{
    const struct sayso_report *r = d->report;
    uint32_t start = r->tokens[c->from].start, end = r->tokens[c->to - 1].end;
    for (int part = 0; part < SAYSO_PART_COUNT; part++)
        if (gold_of(d, part, r->text + start, end - start) >= 0) return 1u + (uint32_t)part;
    return 0;
}

static bool add_row(struct set *set, uint32_t row)
{
    uint32_t *at = ss_arr_push(NULL, &set->rows);
    if (at) *at = row;
    return at;
}

static bool add_rows(struct set *set, struct example *x, const uint32_t *rows, uint32_t count, uint32_t label)
{
    *x = (struct example){set->rows.count, count, label, 1};
    for (uint32_t i = 0; i < count; i++)
        if (!add_row(set, rows[i])) return false;
    return true;
}

static bool read_one(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *line,
                     size_t len)
{
    struct sayso_problem problem;
    struct document *d = ss_arr_push(NULL, &set->docs);
    if (!d || ss_json_parse(&d->gold, line, len, &problem)) return false;
    const char *text = ss_json_string(ss_json_get(d->gold, "text"));
    if (!text || sayso_report_new(&d->report, text, strlen(text), 0)) return false;
    char date[16];
    if (ss_dateline(text, strlen(text), date)) d->report->published = ss_strdup(d->report->arena, date);
    if (sayso_session_annotate(session, d->report)) return false;
    d->arena = ss_arena_new(0);
    if (!d->arena || ss_incident_collect(&d->work, coder, d->report, d->arena)) return false;
    for (int part = 0; part < SAYSO_PART_COUNT; part++)
        d->gold_count[part] = (uint32_t)ss_json_count(ss_json_get(ss_json_get(d->gold, "roles"), part_names[part]));
    uint32_t rows[SS_INCIDENT_REPORT];
    uint32_t count = ss_incident_report_features(&d->work, rows, SS_INCIDENT_REPORT);
    return add_rows(set, &d->whole, rows, count, ss_json_count(ss_json_get(d->gold, "templates")) > 0);
}

bool read_set(struct set *set, const struct ss_coder *coder, struct sayso_session *session, const char *path)
{
    struct sayso_problem problem = {0};
    char *data;
    size_t len;
    if (ss_read_file(&data, &len, path, (size_t)1 << 30, &problem)) return false;
    for (char *s = data, *end = data + len; s < end;) {
        char *stop = memchr(s, '\n', (size_t)(end - s));
        if (!stop) stop = end;
        if (stop > s && !read_one(set, coder, session, s, (size_t)(stop - s))) return false;
        s = stop + 1;
    }
    free(data);
    return true;
}

// Whether a sentence names one who has a part.
static uint32_t tells(const struct document *d, uint32_t sentence)
{
    for (uint32_t k = 0; k < d->work.list.count; k++) {
        const struct ss_part_candidate *c = &d->work.list.item[k];
        if (d->report->tokens[c->head].sentence == sentence && label_of(d, c)) return 1;
    }
    return 0;
}

bool extract_sentences(struct set *set)
{
    uint32_t rows[SS_INCIDENT_REPORT];
    for (uint32_t i = 0; i < set->docs.count; i++) {
        struct document *d = &set->docs.item[i];
        d->work.about = ss_incident_step(d->about);
        d->first_sentence = set->sentences.count;
        for (uint32_t k = 0; k < d->report->sentence_count; k++) {
            struct example *x = ss_arr_push(NULL, &set->sentences);
            uint32_t count = ss_incident_sentence_features(&d->work, k, rows, SS_INCIDENT_REPORT);
            if (!x || !add_rows(set, x, rows, count, tells(d, k))) return false;
        }
    }
    return true;
}

bool extract_candidates(struct set *set)
{
    uint32_t rows[SS_INCIDENT_FEATURES];
    for (uint32_t i = 0; i < set->docs.count; i++) {
        struct document *d = &set->docs.item[i];
        d->first = set->candidates.count;
        for (uint32_t k = 0; k < d->work.list.count; k++) {
            struct example *x = ss_arr_push(NULL, &set->candidates);
            uint32_t count = ss_incident_features(&d->work, k, rows);
            if (!x || !add_rows(set, x, rows, count, label_of(d, &d->work.list.item[k]))) return false;
        }
    }
    return true;
}

static struct example *examples(const struct set *set, const struct document *d, enum kind kind, uint32_t *count)
{
    *count = kind == KIND_REPORT ? 1 : kind == KIND_SENTENCE ? d->report->sentence_count : d->work.list.count;
    return kind == KIND_REPORT     ? (struct example *)&d->whole
           : kind == KIND_SENTENCE ? &set->sentences.item[d->first_sentence]
                                   : &set->candidates.item[d->first];
}

static void renumber(struct set *set, enum kind kind, const uint32_t *number)
{
    for (uint32_t i = 0; i < set->docs.count; i++) {
        uint32_t n;
        struct example *x = examples(set, &set->docs.item[i], kind, &n);
        for (; n; n--, x++) {
            uint32_t kept = 0, *rows = &set->rows.item[x->at];
            for (uint32_t k = 0; k < x->count; k++)
                if (number[rows[k]]) rows[kept++] = number[rows[k]] - 1;
            x->count = kept;
        }
    }
}

bool keep_rows(struct set *training, struct set *dev, enum kind kind, struct kept *out)
{
    uint32_t *reports = calloc(SS_INCIDENT_ROWS, sizeof *reports), *last = calloc(SS_INCIDENT_ROWS, sizeof *last);
    out->row = calloc(SS_INCIDENT_ROWS, sizeof *out->row);
    if (!reports || !last || !out->row) return false;
    for (uint32_t i = 0; i < training->docs.count; i++) {
        uint32_t n;
        const struct example *x = examples(training, &training->docs.item[i], kind, &n);
        for (; n; n--, x++)
            for (uint32_t k = 0; k < x->count; k++) {
                uint32_t row = training->rows.item[x->at + k];
                reports[row] += last[row] != i + 1;
                last[row] = i + 1;
            }
    }
    for (uint32_t row = 0; row < SS_INCIDENT_ROWS; row++) {
        bool enough = reports[row] >= LEAST;
        if (enough) out->row[out->count++] = row;
        last[row] = enough ? out->count : 0;
    }
    renumber(training, kind, last);
    renumber(dev, kind, last);
    free(reports);
    free(last);
    return true;
}
