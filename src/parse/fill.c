// SPDX-License-Identifier: Apache-2.0
// A parse from elsewhere stands; what it leaves blank comes from the engine.
#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "parse/parse.h"

// Whether every word of the sentence has a head or is a root by name.
static bool has_tree(const struct sayso_token *tokens, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head < 0 && tokens[i].deprel != SAYSO_DEP_ROOT) return false;
    return true;
}

static void keep(struct sayso_report *r, const struct sayso_token *given)
{
    bool names = false;
    for (uint32_t i = 0; i < r->token_count && !names; i++) names = given[i].ner != SAYSO_NER_NONE;
    for (uint32_t s = 0; s < r->sentence_count; s++) {
        uint32_t first = r->sentences[s].token_first, count = r->sentences[s].token_count;
        bool tree = has_tree(given + first, count);
        for (uint32_t i = first; i < first + count; i++) {
            struct sayso_token *t = &r->tokens[i];
            const struct sayso_token *g = &given[i];
            if (g->lemma) t->lemma = g->lemma;
            if (g->xpos) t->xpos = g->xpos;
            if (g->upos != SAYSO_UPOS_X) {
                t->upos = g->upos;
                t->feats = g->feats; // a word that has a tag may have no features
            }
            if (tree) {
                t->head = g->head;
                t->deprel = g->deprel;
            }
            if (names) {
                t->ner = g->ner;
                t->flags = g->flags;
            }
        }
    }
}

enum sayso_err ss_parse_fill(struct ss_parse_session *session, struct sayso_report *r)
{
    if (!r->token_count) return SAYSO_OK;
    struct sayso_token *given = malloc(r->token_count * sizeof *given);
    if (!given) return SAYSO_ERR_NOMEM;
    memcpy(given, r->tokens, r->token_count * sizeof *given);
    enum sayso_err err = ss_parse_tokens(session, r);
    if (!err) keep(r, given);
    free(given);
    return err;
}
