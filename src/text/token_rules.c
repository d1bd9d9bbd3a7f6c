// SPDX-License-Identifier: Apache-2.0
// The tokenizer's word lists: one hash map from lower-cased words to what they do.
#include <stdlib.h>
#include <string.h>
#include "text/token_int.h"

#define BITS      20 // of a word's value: what it does; above them the number of its contraction
#define BITS_MASK ((1u << BITS) - 1)
#define SPLIT_MAX ((1u << (32 - BITS)) - 1)

static const struct {
    const char *name;
    uint32_t bits;
} kinds[] = {
    {"abbreviation", SS_WORD_ABBR},
    {"abbreviation-capital", SS_WORD_ABBR_CAP},
    {"abbreviation-number", SS_WORD_ABBR_NUMBER},
    {"abbreviation-name", SS_WORD_ABBR_NAME},
    {"abbreviation-inside", SS_WORD_ABBR_INSIDE},
    {"prefix", SS_WORD_PREFIX},
    {"unit", SS_WORD_UNIT},
    {"domain", SS_WORD_DOMAIN},
    {"emoticon", SS_WORD_EMOTICON},
    {"clitic", SS_WORD_CLITIC},
    {"apostrophe", SS_WORD_APOSTROPHE},
    {"doubtful", SS_WORD_DOUBT},
    {"whole", SS_WORD_WHOLE},
    {"month", SS_WORD_MONTH},
    {"to-date", SS_WORD_TO_DATE},
    {"opener", SS_WORD_OPENER},
};

uint32_t ss_token_rules_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return kinds[i].bits;
    return 0;
}

struct ss_token_rules *ss_token_rules_new(void)
{
    struct ss_token_rules *rules = calloc(1, sizeof *rules);
    if (!rules) return NULL;
    rules->words = ss_arena_new(0);
    if (!rules->words) {
        free(rules);
        return NULL;
    }
    return rules;
}

void ss_token_rules_free(struct ss_token_rules *rules)
{
    if (!rules) return;
    ss_map_free(&rules->map);
    ss_arr_free(&rules->splits);
    ss_arena_free(rules->words);
    free(rules);
}

static enum sayso_err entry(struct ss_token_rules *rules, const char *word, uint32_t **value, size_t *len)
{
    char low[SS_WORD_MAX];
    *len = ss_utf8_lower(word, strlen(word), low, sizeof low);
    if (*len == 0) return SAYSO_ERR_ARG;
    char *key = ss_strndup(rules->words, low, *len);
    if (!key) return ss_arena_error(rules->words);
    bool found;
    *value = ss_map_put(&rules->map, key, *len, &found);
    if (!*value) return SAYSO_ERR_NOMEM;
    if (!found) **value = 0;
    return SAYSO_OK;
}

enum sayso_err ss_token_rules_add(struct ss_token_rules *rules, const char *word, uint32_t bits)
{
    uint32_t *value = NULL;
    size_t len;
    enum sayso_err err = entry(rules, word, &value, &len);
    if (!err) *value |= bits & BITS_MASK;
    return err;
}

enum sayso_err ss_token_rules_split(struct ss_token_rules *rules, const char *word, const char *parts)
{
    struct ss_split_rule rule = {0};
    const char *space = strchr(word, ' ');
    size_t at = 0, whole = strlen(word), len = space ? (size_t)(space - word) : whole;
    for (const char *p = parts;; p++) {
        if (*p && *p != '|') {
            if (at >= len || word[at] != *p) return SAYSO_ERR_ARG;
            at++;
            rule.len[rule.count]++;
            continue;
        }
        if (rule.len[rule.count] == 0) return SAYSO_ERR_ARG;
        rule.count++;
        if (!*p) break;
        if (rule.count == SS_SPLIT_PART_MAX) return SAYSO_ERR_ARG;
    }
    if (at != len || whole > SS_WORD_MAX || rules->splits.count >= SPLIT_MAX) return SAYSO_ERR_ARG;
    struct ss_split_rule *slot = ss_arr_push(NULL, &rules->splits);
    if (!slot) return SAYSO_ERR_NOMEM;
    *slot = rule;
    uint32_t *value = NULL;
    size_t low;
    enum sayso_err err = entry(rules, word, &value, &low);
    if (err) return err;
    if (low != whole) return SAYSO_ERR_ARG; // lower-casing must keep the parts' lengths
    *value = (*value & BITS_MASK) | rules->splits.count << BITS;
    if (!space) return SAYSO_OK;
    char *first = ss_strndup(rules->words, word, len);
    return first ? ss_token_rules_add(rules, first, SS_WORD_PAIR) : SAYSO_ERR_NOMEM;
}

uint32_t ss_rules_word(const struct ss_token_rules *rules, const char *word, uint32_t len,
                       const struct ss_split_rule **split)
{
    char low[SS_WORD_MAX];
    *split = NULL;
    if (len == 0 || len > sizeof low) return 0;
    size_t n = ss_utf8_lower(word, len, low, sizeof low);
    if (n == 0) return 0;
    // Typographic apostrophes are looked up as the plain one.
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)low[i] == 0xE2 && n - i >= 3 && (unsigned char)low[i + 1] == 0x80 &&
            ((unsigned char)low[i + 2] == 0x99 || (unsigned char)low[i + 2] == 0x98)) {
            low[to++] = '\'';
            i += 2;
        } else {
            low[to++] = low[i];
        }
    }
    const uint32_t *value = ss_map_get(&rules->map, low, to);
    if (!value) return 0;
    // A contraction's part lengths hold for the plain spelling only.
    if (*value >> BITS && to == len) *split = &rules->splits.item[(*value >> BITS) - 1];
    return *value & BITS_MASK;
}

uint32_t ss_token_rules_doubt(const struct ss_token_rules *rules, const char *word, uint32_t len)
{
    const struct ss_split_rule *split;
    return ss_rules_word(rules, word, len, &split) & SS_WORD_DOUBT && split ? split->len[0] : 0;
}

bool ss_token_rules_is(const struct ss_token_rules *rules, const char *word, uint32_t len, uint32_t bit)
{
    const struct ss_split_rule *split;
    return ss_rules_word(rules, word, len, &split) & bit;
}
