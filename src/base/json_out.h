// SPDX-License-Identifier: Apache-2.0
// Streaming JSON writer: no tree, no locale. Keys are written in the order of the calls.
#ifndef SS_JSON_OUT_H
#define SS_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

#define SS_JSON_DEPTH 32

struct ss_json {
    struct ss_str *out; // borrowed
    int depth;
    bool more[SS_JSON_DEPTH]; // a value was written at this level
    bool after_key;
};

void ss_json_begin(struct ss_json *j, struct ss_str *out);
void ss_json_object(struct ss_json *j);
void ss_json_end_object(struct ss_json *j);
void ss_json_array(struct ss_json *j);
void ss_json_end_array(struct ss_json *j);
void ss_json_key(struct ss_json *j, const char *key);
void ss_json_str(struct ss_json *j, const char *s);              // NULL writes null
void ss_json_strn(struct ss_json *j, const char *s, size_t len); // invalid UTF-8 becomes U+FFFD
void ss_json_int(struct ss_json *j, int64_t n);
void ss_json_double(struct ss_json *j, double x,
                    int decimals); // fixed decimals (0..9), trailing zeros cut; not finite = null
void ss_json_bool(struct ss_json *j, bool b);
void ss_json_null(struct ss_json *j);
void ss_json_raw(struct ss_json *j, const char *json, size_t len); // a value that is JSON already

// Key and value in one call; the _opt form writes nothing for NULL.
void ss_json_kv(struct ss_json *j, const char *key, const char *value);
void ss_json_kv_opt(struct ss_json *j, const char *key, const char *value);
void ss_json_kv_int(struct ss_json *j, const char *key, int64_t value);

#endif
