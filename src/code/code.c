// SPDX-License-Identifier: Apache-2.0
// The order of coding, in one place.
#include "code/coder.h"

#include <stdlib.h>

#include "base/error.h"
#include "code/trace.h"

void ss_coder_free(struct ss_coder *coder)
{
    if (!coder) return;
    ss_entity_rules_free(coder->entity);
    ss_when_rules_free(coder->when);
    ss_number_rules_free(coder->number);
    ss_attribution_rules_free(coder->attribution);
    ss_claim_rules_free(coder->claim);
    free(coder);
}

enum sayso_err ss_coder_new(struct ss_coder **out, const struct ss_know *know, struct sayso_problem *problem)
{
    struct ss_coder *coder = calloc(1, sizeof *coder);
    if (!coder) return SAYSO_ERR_NOMEM;
    coder->know = know;
    enum sayso_err err = ss_entity_rules_new(&coder->entity, know, problem);
    if (!err) err = ss_when_rules_new(&coder->when, know, problem);
    if (!err) err = ss_number_rules_new(&coder->number, know, problem);
    if (!err) err = ss_attribution_rules_new(&coder->attribution, know, problem);
    if (!err) err = ss_claim_rules_new(&coder->claim, know, problem);
    if (err) {
        ss_coder_free(coder);
        return err;
    }
    *out = coder;
    return SAYSO_OK;
}

void ss_coder_min_confidence(struct ss_coder *coder, double least)
{
    coder->min_confidence = least;
}

static enum sayso_err code(const struct ss_coder *coder, struct sayso_report *report, const struct ss_trace *trace)
{
    ss_mend_trees(coder, report);
    SS_TRY(ss_code_entities(coder, report));
    SS_TRY(ss_code_times(coder, report));
    SS_TRY(ss_code_figures(coder, report));
    SS_TRY(ss_code_attributions(coder, report));
    SS_TRY(ss_code_claims(coder, report, trace));
    ss_code_precision(coder, report);
    SS_TRY(ss_code_citations(coder, report));
    SS_TRY(ss_code_speakers(report));
    return ss_code_spots(coder, report);
}

enum sayso_err ss_code_report(const struct ss_coder *coder, struct sayso_report *report)
{
    return code(coder, report, NULL);
}

enum sayso_err ss_code_explain(const struct ss_coder *coder, struct sayso_report *report, uint32_t at,
                               struct ss_str *out)
{
    struct ss_trace trace = {.at = at, .out = out};
    return code(coder, report, &trace);
}
