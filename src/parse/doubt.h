// SPDX-License-Identifier: Apache-2.0
// Parts of speech that the network is not sure of: what it takes for the word's xpos and relation then has a say too,
// since some go together and others never do (a particle of a verb is no adverb).
#ifndef SS_DOUBT_H
#define SS_DOUBT_H

#include "parse/heads.h"

// What speaks for each part of speech of a word so far; 0 for those that are out of the question.
struct ss_doubt {
    bool open;
    float weight[SS_UPOS_LABELS_MAX];
};

// `tags` are the scores of all tags of a word, upos the best of its parts of speech.
void ss_doubt_open(struct ss_doubt *doubt, const struct ss_heads *heads, const struct ss_kern *kern, const float *tags,
                   uint32_t upos);

// Decides, once the scores of the word's relations are known (NULL: it is the root); the scores are used up.
void ss_doubt_close(const struct ss_doubt *doubt, const struct ss_heads *heads, const struct ss_kern *kern,
                    float *relations, struct sayso_token *token);

#endif
