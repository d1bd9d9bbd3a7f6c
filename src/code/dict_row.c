// SPDX-License-Identifier: Apache-2.0
// A sentence as the dictionaries see it: upper-case words without marks, the words that patterns pass over, and the
// short clauses between commas that are left out.
#include "code/dict_row.h"

#include <string.h>

#include "base/str.h"

#define CLAUSE_MIN 2 // words of a clause between commas that is left out
#define CLAUSE_MAX 8

// A text in the form of the dictionary's words; false when nothing is left of it.
static bool word_form(char out[SS_DICT_FORM], const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < SS_DICT_FORM; i++) {
        char c = text[i];
        if (strchr(".'`\"()-,", c)) continue;
        if (i + 2 < len && (unsigned char)c == 0xE2 && (unsigned char)text[i + 1] == 0x80) { // ’ “ –
            i += 2;
            continue;
        }
        out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    out[n] = '\0';
    return n > 0;
}

static bool passed_over(const struct ss_dict *dict, const char *form)
{
    char lower[SS_DICT_FORM];
    size_t i = 0;
    bool digits = true;
    for (; form[i]; i++) {
        lower[i] = ss_ascii_lower(form[i]);
        digits = digits && ss_ascii_digit(form[i]);
    }
    lower[i] = '\0';
    if (digits) return true;
    int64_t row = dict->words ? ss_know_find(dict->words, lower) : -1;
    return row >= 0 && ss_know_cell(dict->words, (uint32_t)row, ss_know_column(dict->words, "role"))[0] == 's';
}

// One token may be several words ("Barad-dur").
static void add_token(struct ss_dict_row *row, uint32_t token)
{
    const struct sayso_token *t = &row->report->tokens[token];
    const char *text = row->report->text + t->start, *end = row->report->text + t->end;
    if (text[0] == ',' && end - text == 1 && row->count < SS_DICT_ROW) {
        row->item[row->count++] = (struct ss_dict_item){.token = token, .phrase = -1, .comma = true};
        return;
    }
    if (t->upos == SAYSO_UPOS_PUNCT || (t->xpos && strcmp(t->xpos, "POS") == 0)) return;
    for (const char *p = text; p < end && row->count < SS_DICT_ROW;) {
        const char *stop = p;
        while (stop < end && *stop != '-' && *stop != '_') stop++;
        struct ss_dict_item *item = &row->item[row->count];
        *item = (struct ss_dict_item){.token = token, .phrase = -1};
        if (word_form(item->form, p, (size_t)(stop - p))) {
            item->skip = passed_over(row->dict, item->form);
            if (row->at[token - row->first] < 0) row->at[token - row->first] = (int32_t)row->count;
            row->count++;
        }
        p = stop + 1;
    }
}

// Whether a capitalised word that the tagger took for a verb or an adverb is a name of one word.
static bool is_name(const struct ss_dict_row *row, uint32_t token)
{
    const struct sayso_token *t = &row->report->tokens[token];
    char c = row->report->text[t->start];
    int32_t at = row->at[token - row->first];
    if (c < 'A' || c > 'Z' || at < 0 || (t->upos != SAYSO_UPOS_VERB && t->upos != SAYSO_UPOS_ADV)) return false;
    const char *form = row->item[at].form;
    const uint32_t *head = ss_map_get(&row->dict->actors.first, form, strlen(form));
    for (int32_t n = head ? (int32_t)*head : -1; n >= 0; n = row->dict->actors.item[n].next)
        if (row->dict->actors.item[n].words.count == 1) return true;
    return false;
}

bool ss_dict_row_read(struct ss_dict_row *row, const struct ss_dict *dict, const struct sayso_report *report,
                      uint32_t sentence)
{
    const struct sayso_sentence *s = &report->sentences[sentence];
    row->dict = dict;
    row->report = report;
    row->count = row->phrases = 0;
    row->first = s->token_first;
    row->last = s->token_first + (s->token_count < SS_DICT_ROW * 2 ? s->token_count : SS_DICT_ROW * 2);
    for (uint32_t i = 0; i < SS_DICT_ROW * 2; i++) row->at[i] = -1;
    for (uint32_t t = row->first; t < row->last; t++) add_token(row, t);
    for (uint32_t t = row->first; t < row->last; t++) row->named[t - row->first] = is_name(row, t);
    if (!row->count) return false;
    ss_dict_phrases(row);
    // Commas inside a compound are part of it.
    for (uint32_t i = 1; i + 1 < row->count; i++)
        if (row->item[i].comma && row->item[i - 1].phrase >= 0 && row->item[i - 1].phrase == row->item[i + 1].phrase) {
            row->item[i].comma = false;
            row->item[i].skip = true;
        }
    for (uint32_t i = 0; i < row->count; i++) {
        if (!row->item[i].comma) continue;
        uint32_t k = i + 1;
        while (k < row->count && !row->item[k].comma) k++;
        uint32_t words = k - i - 1;
        if (words < CLAUSE_MIN || words > CLAUSE_MAX) continue;
        for (uint32_t w = i; w < k; w++) row->item[w].left = true;
        if (k < row->count) row->item[k].left = true; // both commas go
        i = k < row->count ? k - 1 : k;
    }
    return true;
}

uint32_t ss_dict_name_at(const struct ss_dict_words *words, const uint32_t *items, uint32_t count,
                         const struct ss_dict_row *row)
{
    uint32_t at = 0;
    for (uint32_t w = 0; w < words->count; w++) {
        while (at < count && strcmp(row->item[items[at]].form, words->item[w].text) != 0) {
            if (w == 0 || (words->item[w].next && !row->item[items[at]].comma)) return 0;
            at++;
        }
        if (at == count) return 0;
        at++;
    }
    return at;
}
