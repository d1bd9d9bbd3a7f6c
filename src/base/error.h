// SPDX-License-Identifier: Apache-2.0
// Forwarding of errors, and filling of problems.
#ifndef SS_ERROR_H
#define SS_ERROR_H

#include <stdint.h>
#include <sayso/error.h>

// Returns from the calling function when `call` failed.
#define SS_TRY(call)                                                                                                   \
    do {                                                                                                               \
        enum sayso_err ss_try_err_ = (call);                                                                           \
        if (ss_try_err_) return ss_try_err_;                                                                           \
    } while (0)

// Fills `problem` (may be NULL) and returns `code`. `message` is a number of docs/messages.tsv; offset -1 = none.
enum sayso_err ss_fail(struct sayso_problem *problem, enum sayso_err code, uint32_t message, const char *file,
                       int64_t offset, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
