// SPDX-License-Identifier: Apache-2.0
// Fuzz target: CoNLL-U in; what is accepted is written and must be accepted again.
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "parse/conllu.h"

#define INPUT_CAP ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_CAP) return 0;
    for (size_t at = 0;;) {
        struct sayso_report report = {.arena = ss_arena_new(0)};
        struct ss_str out = {0};
        enum sayso_err err =
            report.arena ? ss_conllu_read(&report, (const char *)data, size, &at, NULL) : SAYSO_ERR_NOMEM;
        if (!err) err = ss_conllu_write(&out, &report, report.id);
        ss_str_free(&out);
        ss_arena_free(report.arena);
        if (err) return 0;
    }
}
