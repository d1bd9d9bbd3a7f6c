// SPDX-License-Identifier: Apache-2.0
// JSON records, dates and JSON-LD: any bytes end in a report or a problem.
#include <stdint.h>
#include <string.h>
#include "read/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ss_draft draft = {.report = ss_report_new((size_t)8 << 20)};
    struct sayso_problem problem;
    const char *body = NULL;
    char day[16];
    if (!draft.report) return 0;
    (void)!ss_read_json(&draft, (const char *)data, size, &problem);
    ss_read_jsonld(&draft, (const char *)data, size, &body);
    (void)ss_dateline((const char *)data, size, day);
    const char *text = ss_strndup(draft.report->arena, (const char *)data, size);
    if (text) {
        (void)ss_date_normal(draft.report->arena, text);
        (void)ss_date_in_url(text, day);
    }
    ss_report_free(draft.report);
    return 0;
}
