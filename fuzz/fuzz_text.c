// SPDX-License-Identifier: Apache-2.0
// Plain text and Markdown: any bytes end in a report or a problem.
#include <stdint.h>
#include "read/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int markdown = 0; markdown < 2; markdown++) {
        struct ss_draft draft = {.report = ss_report_new((size_t)8 << 20)};
        if (!draft.report) return 0;
        (void)!ss_read_text(&draft, (const char *)data, size, markdown);
        ss_report_free(draft.report);
    }
    return 0;
}
