// SPDX-License-Identifier: Apache-2.0
// Error codes shared by all of libsayso, and the detail record that explains one.
#ifndef SAYSO_ERROR_H
#define SAYSO_ERROR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SAYSO_API     __attribute__((visibility("default")))
#define SAYSO_CHECKED __attribute__((warn_unused_result))
#else
#define SAYSO_API
#define SAYSO_CHECKED
#endif

// Result of every call that can fail: 0 for success, negative otherwise.
enum sayso_err {
    SAYSO_OK = 0,
    SAYSO_ERR_NOMEM = -1,    // the system refused memory
    SAYSO_ERR_LIMIT = -2,    // a documented cap (size, depth, count) was reached
    SAYSO_ERR_ARG = -3,      // a wrong argument: the caller's mistake
    SAYSO_ERR_INPUT = -4,    // a bad report: recorded, the run goes on
    SAYSO_ERR_FORMAT = -5,   // a bad model or knowledge file
    SAYSO_ERR_VERSION = -6,  // a file of a version that this build does not read
    SAYSO_ERR_IO = -7,       // reading or writing failed
    SAYSO_ERR_STORE = -8,    // the database refused
    SAYSO_ERR_NOTFOUND = -9, // nothing of that name
    SAYSO_ERR_CANCEL = -10   // the caller asked to stop
};

// What went wrong and where. Plain data, owned by the caller; strings are NUL-terminated and cut when too long.
// `message` is a number of docs/messages.tsv that never changes its meaning; `offset` is a byte offset into `file`, or
// -1.
struct sayso_problem {
    enum sayso_err code;
    uint32_t message;
    int64_t offset;
    char file[512];
    char text[512];
};

// The short name of a code ("input", "limit", …); never NULL, static storage, any thread.
SAYSO_API const char *sayso_err_name(enum sayso_err code);

#ifdef __cplusplus
}
#endif
#endif
