// SPDX-License-Identifier: Apache-2.0
// Pages: any bytes end in a report or a problem.
#include <stdint.h>
#include "read/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ss_draft draft = {.report = ss_report_new((size_t)8 << 20)};
    struct sayso_problem problem;
    if (!draft.report) return 0;
    (void)!ss_read_html(&draft, (const char *)data, size, NULL, &problem);
    ss_report_free(draft.report);
    return 0;
}
