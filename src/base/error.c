// SPDX-License-Identifier: Apache-2.0
// Names of error codes; problems.
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include <sayso/version.h>

const char *sayso_version(void)
{
    return SAYSO_VERSION;
}

const char *sayso_err_name(enum sayso_err code)
{
    switch (code) {
    case SAYSO_OK:
        return "ok";
    case SAYSO_ERR_NOMEM:
        return "out of memory";
    case SAYSO_ERR_LIMIT:
        return "limit";
    case SAYSO_ERR_ARG:
        return "argument";
    case SAYSO_ERR_INPUT:
        return "input";
    case SAYSO_ERR_FORMAT:
        return "format";
    case SAYSO_ERR_VERSION:
        return "version";
    case SAYSO_ERR_IO:
        return "input/output";
    case SAYSO_ERR_STORE:
        return "store";
    case SAYSO_ERR_NOTFOUND:
        return "not found";
    case SAYSO_ERR_CANCEL:
        return "cancelled";
    }
    return "unknown";
}

enum sayso_err ss_fail(struct sayso_problem *problem, enum sayso_err code, uint32_t message, const char *file,
                       int64_t offset, const char *format, ...)
{
    if (!problem) return code;
    problem->code = code;
    problem->message = message;
    problem->offset = offset;
    snprintf(problem->file, sizeof problem->file, "%s", file ? file : "");
    va_list args;
    va_start(args, format);
    vsnprintf(problem->text, sizeof problem->text, format, args);
    va_end(args);
    return code;
}
