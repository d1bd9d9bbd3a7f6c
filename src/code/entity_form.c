// SPDX-License-Identifier: Apache-2.0
// Which earlier entity a name is another form of: the same words, a surname or given name, initials, another spelling;
// of two persons of one surname the one whose given name fits the title.
#include <string.h>

#include "base/str.h"
#include "code/coref.h"
#include "code/entity.h"

#define FOLD_ROOM  96
#define LINK_LOOKS 400 // drafts compared with one name at most

static bool ends_with_word(const char *text, uint32_t len, const char *word, uint32_t word_len)
{
    return len > word_len + 1 && (text[len - word_len - 1] == ' ' || text[len - word_len - 1] == '-') &&
           memcmp(text + len - word_len, word, word_len) == 0;
}

bool ss_has_word(const char *text, uint32_t len, const char *word, uint32_t word_len)
{
    for (uint32_t i = 0; i + word_len <= len; i++)
        if ((i == 0 || text[i - 1] == ' ') && (i + word_len == len || text[i + word_len] == ' ') &&
            memcmp(text + i, word, word_len) == 0)
            return true;
    return false;
}

// Whether `letters` are the initials of the capitalised words of the text.
static bool initials_of(const char *letters, uint32_t count, const char *text, uint32_t len)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < len; i++)
        if ((i == 0 || text[i - 1] == ' ' || text[i - 1] == '-') && text[i] >= 'A' && text[i] <= 'Z') {
            if (at >= count || letters[at] != text[i]) return false;
            at++;
        }
    return at == count;
}

// The sex that a word tells without doubt, or 0.
static uint32_t sex_of(const struct ss_entity_work *w, const char *word, size_t len)
{
    const uint32_t *at = len ? ss_map_get(&w->rules->gender, word, len) : NULL;
    return at && (*at == SS_GENDER_MALE || *at == SS_GENDER_FEMALE) ? *at : 0;
}

// The sex that the title before a name tells: "Mrs. Clinton".
static uint32_t title_sex(const struct ss_entity_work *w, const struct ss_name *n)
{
    char word[40];
    return n->from ? sex_of(w, word, ss_tokens_lower(w, n->from - 1, n->from, word, sizeof word)) : 0;
}

// The sex that the given name of a person named in full tells.
static uint32_t given_sex(const struct ss_entity_work *w, const struct ss_entity_draft *d)
{
    char word[40];
    const char *name = d->id ? d->e.name : d->text;
    uint32_t size = d->id ? (uint32_t)strlen(name) : d->text_len, given = 0;
    while (given < size && name[given] != ' ' && given < sizeof word) {
        word[given] = ss_ascii_lower(name[given]);
        given++;
    }
    return given < size && name[given] == ' ' ? sex_of(w, word, given) : 0;
}

// How often the names before this one mean the entity.
static uint32_t named_so_far(const struct ss_entity_work *w, const struct ss_name *n, int32_t entity)
{
    uint32_t count = 0;
    for (const struct ss_name *o = w->names.item; o < n; o++) count += o->entity == entity;
    return count;
}

// An earlier entity that the engine's name is another form of, or -1; of several persons of one surname the one whom
// the report has named most. With `sex`, a person whose given name tells it; without, one whose given name does not
// tell the other than the title does.
static int32_t earlier_of(const struct ss_entity_work *w, const struct ss_name *n, uint32_t sex)
{
    const struct sayso_report *r = w->report;
    const char *text = r->text + r->tokens[n->from].start;
    uint32_t len = r->tokens[n->to - 1].end - r->tokens[n->from].start;
    char folded[FOLD_ROOM], other[FOLD_ROOM];
    size_t size = len < FOLD_ROOM / 2 ? ss_know_fold(text, len, folded, sizeof folded) : 0;
    bool person = n->ner == SAYSO_NER_PERSON, single = n->to == n->from + 1, letters = single && len >= 2 && len <= 8;
    uint32_t told = person ? title_sex(w, n) : 0;
    for (uint32_t k = 0; letters && k < len; k++) letters = text[k] >= 'A' && text[k] <= 'Z';
    int32_t best = -1;
    uint32_t most = 0;
    for (uint32_t i = w->drafts.count, looks = 0; i-- > 0 && looks < LINK_LOOKS; looks++) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (!d->named || !d->e.name || (d->e.feature && !d->id)) continue;
        if (person && ss_streq(d->e.kind, "place")) continue; // "Trump company", taken for a town once
        if (told && d->person && (sex ? given_sex(w, d) != sex : (given_sex(w, d) | told) != told)) continue;
        if (sex && !d->person) continue;
        bool same = d->text_len == len && memcmp(d->text, text, len) == 0;
        bool ends = person && d->person &&
                    (ends_with_word(d->text, d->text_len, text, len) ||
                     (d->id && ends_with_word(d->e.name, (uint32_t)strlen(d->e.name), text, len)));
        if (single && person && d->person && (same || ends)) {
            uint32_t count = named_so_far(w, n, (int32_t)i);
            if (best < 0 || count > most) {
                best = (int32_t)i;
                most = count;
            }
            continue;
        }
        if (best >= 0) continue;
        if (same || ends) return (int32_t)i;
        if (letters && !d->person && initials_of(text, len, d->text, d->text_len)) return (int32_t)i;
        if (person && d->person && ends_with_word(text, len, d->text, d->text_len) && !d->id) return (int32_t)i;
        if (person && d->person && single && d->text_len > len + 1 && d->text[len] == ' ' &&
            memcmp(d->text, text, len) == 0) // "Anas" of "Anas Ahmad"
            return (int32_t)i;
        if (n->ner == SAYSO_NER_ORGANISATION && !d->person && single && len >= 4 && !ss_streq(d->e.kind, "state") &&
            ss_has_word(d->text, d->text_len, text, len) && d->text_len > len + 3)
            return (int32_t)i;
        if (size >= 5 && person == d->person && d->text_len < FOLD_ROOM / 2 &&
            ss_know_fold(d->text, d->text_len, other, sizeof other) == size && memcmp(other, folded, size) == 0)
            return (int32_t)i;
    }
    return best;
}

int32_t ss_earlier_form(const struct ss_entity_work *w, const struct ss_name *n)
{
    uint32_t sex = n->ner == SAYSO_NER_PERSON ? title_sex(w, n) : 0;
    int32_t found = sex ? earlier_of(w, n, sex) : -1;
    return found >= 0 ? found : earlier_of(w, n, 0);
}

int32_t ss_spelled_out(const struct ss_entity_work *w, const struct ss_name *n)
{
    const struct sayso_token *t = w->report->tokens;
    uint32_t len = t[n->to - 1].end - t[n->from].start;
    if (n->to != n->from + 1 || len < 2) return -1;
    for (uint32_t i = w->drafts.count; i-- > 0;) {
        const struct ss_entity_draft *d = &w->drafts.item[i];
        if (d->named && !d->person && !d->id && !d->e.feature &&
            initials_of(w->report->text + t[n->from].start, len, d->text, d->text_len))
            return (int32_t)i;
    }
    return -1;
}
