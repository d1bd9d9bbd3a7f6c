// SPDX-License-Identifier: Apache-2.0
// Fuzz target: lines of words in; the words lie in order within the text and what is read can be written.
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "parse/conllu.h"

#define INPUT_CAP ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct sayso_report *r)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < r->token_count; i++) {
        if (r->tokens[i].start < at || r->tokens[i].end <= r->tokens[i].start || r->tokens[i].end > r->text_len)
            abort();
        if (r->tokens[i].sentence >= r->sentence_count) abort();
        at = r->tokens[i].end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_CAP) return 0;
    for (size_t at = 0;;) {
        struct sayso_report report = {.arena = ss_arena_new(0)};
        struct ss_str out = {0};
        enum sayso_err err = report.arena ? ss_lines_read(&report, (const char *)data, size, &at) : SAYSO_ERR_NOMEM;
        if (!err) {
            check(&report);
            err = ss_conllu_write(&out, &report, report.id);
        }
        ss_str_free(&out);
        ss_arena_free(report.arena);
        if (err) return 0;
    }
}
