// SPDX-License-Identifier: Apache-2.0
// Formats one log line for the callback.
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void ss_log(const struct ss_log *log, enum ss_log_level level, unsigned message, const char *format, ...)
{
    if (!log || !log->write) return;
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    log->write(log->user, level, message, text);
}
