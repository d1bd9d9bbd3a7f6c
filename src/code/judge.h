// SPDX-License-Identifier: Apache-2.0
// Judgement of a word: how far the text takes it that the thing told by it is so, and that it has come about.
#ifndef SS_JUDGE_H
#define SS_JUDGE_H

#include "code/claim.h"

#define SS_SURE 300 // hundredths: 300 certainly so, 0 open, -300 certainly not

// Two readings of one word. "He will leave": held to be so, but it has not come about.
struct ss_judged {
    int believed; // the text holds that it was, is or will be so
    int done;     // it has come about
};

// Judges any word of the report by the words above and around it. *held is the same for what its clause says with all
// its own modals and negation: how far those above stand behind it.
struct ss_judged ss_judge(const struct ss_claim_work *work, int32_t token, struct ss_judged *held);

#endif
