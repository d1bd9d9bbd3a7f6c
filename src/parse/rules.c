// SPDX-License-Identifier: Apache-2.0
// Fills the tokenizer's rules from knowledge tables, compiled or as files.
#include "parse/rules.h"

#include <stdlib.h>
#include "base/error.h"
#include "base/io.h"
#include "base/tsv.h"

static enum sayso_err add(struct ss_token_rules *rules, bool contraction, const char *word, const char *what,
                          const char *line, struct sayso_problem *problem)
{
    enum sayso_err err;
    if (contraction) {
        err = ss_token_rules_split(rules, word, what);
    } else {
        uint32_t bits = ss_token_rules_kind(what);
        err = bits ? ss_token_rules_add(rules, word, bits) : SAYSO_ERR_ARG;
    }
    if (err == SAYSO_ERR_ARG) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, line, -1, "no such kind or parts: %s", what);
    return err;
}

static enum sayso_err from_know(struct ss_token_rules *rules, const struct ss_know *know, const char *name,
                                bool contraction, struct sayso_problem *problem)
{
    const struct ss_know_table *table = ss_know_table(know, name);
    if (!table) return ss_fail(problem, SAYSO_ERR_NOTFOUND, 0, name, -1, "the knowledge has no table %s", name);
    int word = ss_know_column(table, "word"), what = ss_know_column(table, contraction ? "parts" : "kind");
    for (uint32_t i = 0; i < ss_know_rows(table); i++)
        SS_TRY(add(rules, contraction, ss_know_cell(table, i, word), ss_know_cell(table, i, what),
                   ss_know_line(table, i), problem));
    return SAYSO_OK;
}

static enum sayso_err from_file(struct ss_token_rules *rules, const char *name, bool contraction,
                                struct sayso_problem *problem)
{
    char *path = ss_find_data(name);
    if (!path) return ss_fail(problem, SAYSO_ERR_NOTFOUND, 0, name, -1, "no data file %s", name);
    struct ss_tsv table = {0};
    enum sayso_err err = ss_tsv_read(&table, path, problem);
    int word = err ? -1 : ss_tsv_column(&table, "word");
    int what = err ? -1 : ss_tsv_column(&table, contraction ? "parts" : "kind");
    if (!err && (word < 0 || what < 0)) err = ss_fail(problem, SAYSO_ERR_FORMAT, 0, path, -1, "a column is missing");
    for (uint32_t i = 0; !err && i < table.row_count; i++)
        err = add(rules, contraction, table.rows[i].cells[word], table.rows[i].cells[what], path, problem);
    ss_tsv_free(&table);
    free(path);
    return err;
}

enum sayso_err ss_parse_rules(struct ss_token_rules **out, const struct ss_know *know, struct sayso_problem *problem)
{
    struct ss_token_rules *rules = ss_token_rules_new();
    if (!rules) return SAYSO_ERR_NOMEM;
    enum sayso_err err = know ? from_know(rules, know, "text/tokens", false, problem)
                              : from_file(rules, "know/text/tokens.tsv", false, problem);
    if (!err)
        err = know ? from_know(rules, know, "text/contractions", true, problem)
                   : from_file(rules, "know/text/contractions.tsv", true, problem);
    if (err) {
        ss_token_rules_free(rules);
        return err;
    }
    *out = rules;
    return SAYSO_OK;
}
