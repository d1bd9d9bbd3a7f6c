// SPDX-License-Identifier: Apache-2.0
// Log callback: silent by default; the program prints.
#ifndef SS_LOG_H
#define SS_LOG_H

enum ss_log_level { SS_LOG_ERROR, SS_LOG_WARN, SS_LOG_INFO, SS_LOG_DEBUG };

struct ss_log {
    void (*write)(void *user, enum ss_log_level level, unsigned message, const char *text); // may be NULL: silent
    void *user;
};

void ss_log(const struct ss_log *log, enum ss_log_level level, unsigned message, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
