// SPDX-License-Identifier: Apache-2.0
// Feeds: any bytes end in items or a problem.
#include <stdint.h>
#include "read/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ss_feed *feed;
    struct sayso_problem problem;
    if (ss_feed_open(&feed, (const char *)data, size, &problem)) return 0;
    while (ss_feed_next(feed)) {
        struct ss_draft draft = {.report = ss_report_new((size_t)8 << 20)};
        if (!draft.report) break;
        (void)!ss_feed_read(feed, &draft);
        ss_report_free(draft.report);
    }
    ss_feed_close(feed);
    return 0;
}
