// SPDX-License-Identifier: Apache-2.0
// What realis.c and judge.c share: the tables of modals and negators, read at a place of the tree.
#ifndef SS_REALIS_H
#define SS_REALIS_H

#include "code/claim.h"

// The row of words/modals.tsv for a lemma and a link, or -1.
int64_t ss_modal_row(const struct ss_claim_work *work, const char *lemma, const char *link);
// realis_negated.c: whether a word stands negated: by an adverb, a determiner, a preposition, its subject.
bool ss_negated_here(const struct ss_claim_work *work, int32_t token);
bool ss_negates(const struct ss_claim_work *work, int32_t child); // … by this one of the words below it
// realis_open.c: how a word hangs on its head, as the tables write it: "xcomp", "obj" (logical), "p:of", …; "" for
// other links.
const char *ss_link_name(const struct ss_ftree *tree, int32_t token, char prep[32]);

// realis_open.c: whether a clause stands in the present; whether a noun has no article, number or owner that picks one
// happening; "g:on" for a word in -ing after a preposition ("" for others); a condition told by word order; a question
// of yes or no.
bool ss_present_tense(const struct ss_ftree *tree, int32_t node);
bool ss_open_noun(const struct ss_claim_work *work, int32_t noun);
const char *ss_gerund_link(const struct ss_ftree *tree, int32_t node, const char *kind, char link[32]);
bool ss_inverted(const struct ss_claim_work *work, int32_t node);
bool ss_asked_whether(const struct ss_claim_work *work, int32_t node);
// realis_open.c: whether a noun has a time or place of its own ("the summit in May 2016", "last year's"); the verb
// whose phrase its preposition may belong to ("lead a delegation to Berlin for talks"), or -1; "obj.off" for what hangs
// on a verb with that particle ("called off the strike"), "obj.a" for an object with that article, else ""; whether a
// participle behind a comma tells of more than what its clause prevents or asks for ("thwarted the attack, arresting
// ten").
bool ss_dated(const struct ss_ftree *tree, int32_t noun);
int32_t ss_verb_above(const struct ss_ftree *tree, int32_t noun);
const char *ss_object_link(const struct ss_ftree *tree, int32_t node, const char *link, char part[32]);
bool ss_goes_on(const struct ss_ftree *tree, int32_t node);

// voice.c: whether words/modals has the link for the class of the voice's cue ("~predict").
bool ss_voice_is(const struct ss_claim_work *work, const struct sayso_attribution *voice, const char *link);

// realis_unsaid.c: whether the table lets a word deny what hangs on it by the link; whether the voice leaves open what
// the walk up from a trigger ended at (`toll`: it is of deaths and wounds).
bool ss_denying(const struct ss_claim_work *work, const char *lemma, const char *link);
bool ss_unsaid(const struct ss_claim_work *work, const struct sayso_attribution *voice, int32_t last, bool toll);

// stance.c: the author's stance at a word by its own adverbs and adjectives; and in all, with those of what governs it
// and of the voices around it (-1: the outlet's own words).
enum sayso_stance ss_stance_at(const struct ss_claim_work *work, int32_t token);
enum sayso_stance ss_stance(const struct ss_claim_work *work, int32_t token, int32_t voice);

// forecast.c: whether a claim foretells what others will do; and the last day that its words give it (NULL: none).
bool ss_claim_forecast(const struct ss_claim_work *work, const struct ss_draft *draft);
enum sayso_err ss_claim_deadline(struct ss_claim_work *work, const struct ss_draft *draft, const char **by);

#endif
