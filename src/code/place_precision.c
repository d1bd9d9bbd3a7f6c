// SPDX-License-Identifier: Apache-2.0
// How exactly a claim says where it happened, as the geographic precision codes of ACLED (1 to 3) and of UCDP (1 to 7),
// by the table geonames/precision: from the kind of the place, and from words before its name ("near", "south of").
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "code/coder.h"

struct precision {
    const struct ss_know_table *table;
    int what, value, acled, ucdp;
};

static int64_t row_of(const struct precision *p, const char *what, const char *value, size_t len)
{
    for (uint32_t i = 0; i < ss_know_rows(p->table); i++) {
        const char *cell = ss_know_cell(p->table, i, p->value);
        if (strcmp(ss_know_cell(p->table, i, p->what), what) == 0 && strlen(cell) == len &&
            memcmp(cell, value, len) == 0)
            return i;
    }
    return -1;
}

static uint8_t code_at(const struct precision *p, int64_t row, int column)
{
    const char *cell = ss_know_cell(p->table, (uint32_t)row, column);
    return *cell >= '1' && *cell <= '9' && !cell[1] ? (uint8_t)(*cell - '0') : 0;
}

static int64_t row_of_word(const struct precision *p, const struct sayso_report *r, uint32_t token)
{
    if (r->tokens[token].upos == SAYSO_UPOS_NOUN && r->tokens[token].lemma) { // "the road to Idlib", "5 km from Idlib"
        int64_t row = row_of(p, "noun", r->tokens[token].lemma, strlen(r->tokens[token].lemma));
        if (row >= 0) return row;
    }
    char lower[16];
    uint32_t len = r->tokens[token].end - r->tokens[token].start;
    if (len >= sizeof lower) return -1;
    for (uint32_t i = 0; i < len; i++) lower[i] = ss_ascii_lower(r->text[r->tokens[token].start + i]);
    return row_of(p, "word", lower, len);
}

// "near Idlib", "south of Idlib": the row of the word before the place's name in the claim's own clause; -1 when none.
static int64_t before_name(const struct precision *p, const struct sayso_report *r, const struct sayso_claim *c)
{
    for (uint32_t i = 0; i < r->mention_count; i++) {
        const struct sayso_mention *m = &r->mentions[i];
        if (m->entity != c->place || m->start < c->start || m->end > c->end || m->head_token < 0) continue;
        uint32_t at = (uint32_t)m->head_token;
        while (at > 0 && r->tokens[at].start > m->start) at--;
        uint32_t first = r->sentences[r->tokens[at].sentence].token_first;
        for (int back = 0; back < 3 && at > first; back++) { // past "of" and "the"
            int64_t row = row_of_word(p, r, --at);
            if (row >= 0) return row;
            if (r->tokens[at].upos != SAYSO_UPOS_ADP && r->tokens[at].upos != SAYSO_UPOS_DET) break;
        }
        return -1;
    }
    return -1;
}

void ss_code_precision(const struct ss_coder *coder, struct sayso_report *report)
{
    struct precision p = {.table = ss_know_table(coder->know, "geonames/precision")};
    if (!p.table) return;
    p.what = ss_know_column(p.table, "what");
    p.value = ss_know_column(p.table, "value");
    p.acled = ss_know_column(p.table, "acled");
    p.ucdp = ss_know_column(p.table, "ucdp");
    for (uint32_t i = 0; i < report->claim_count; i++) {
        struct sayso_claim *c = &report->claims[i];
        if (c->place < 0 || (uint32_t)c->place >= report->entity_count) continue;
        const struct sayso_entity *e = &report->entities[c->place];
        const char *feature = e->feature ? e->feature : ss_streq(e->kind, "state") ? "country" : "";
        int64_t row = row_of(&p, "feature", feature, strlen(feature));
        if (row < 0) continue;
        int64_t near = code_at(&p, row, p.ucdp) == 1 ? before_name(&p, report, c) : -1;
        if (near >= 0) row = near;
        c->place_acled = code_at(&p, row, p.acled);
        c->place_ucdp = code_at(&p, row, p.ucdp);
    }
}
