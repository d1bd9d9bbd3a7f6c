// SPDX-License-Identifier: Apache-2.0
// Records: a line that is read is written again, and what was written is read without a fault into the same bytes.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "record/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sayso_report *first, *second;
    struct sayso_problem problem;
    struct ss_str a = {0}, b = {0};
    if (ss_record_read(&first, (const char *)data, size, &problem)) return 0;
    if (!ss_record_write(first, &a)) {
        if (ss_record_read(&second, a.data, a.len, &problem) || ss_record_write(second, &b)) abort();
        if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0) abort();
        ss_record_free(second);
    }
    ss_record_free(first);
    ss_str_free(&a);
    ss_str_free(&b);
    return 0;
}
