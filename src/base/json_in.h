// SPDX-License-Identifier: Apache-2.0
// Reading JSON whole: a tree of read-only values. Depth is limited by the parser underneath; sizes by the caller's
// input.
#ifndef SS_JSON_IN_H
#define SS_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>

struct ss_json_value; // owned by the root; every look-up takes NULL and gives NULL, 0 or false

// Parses len bytes that hold one JSON value. FORMAT with the byte offset in `problem` when they do not.
enum sayso_err ss_json_parse(const struct ss_json_value **out, const char *bytes, size_t len,
                             struct sayso_problem *problem);
void ss_json_free(const struct ss_json_value *root);

const struct ss_json_value *ss_json_get(const struct ss_json_value *object, const char *key);
const struct ss_json_value *ss_json_at(const struct ss_json_value *array, size_t index);
size_t ss_json_count(const struct ss_json_value *array);
const char *ss_json_string(const struct ss_json_value *value); // NULL when it is no string; lives as long as the root
// The key of an object's member; members come in the order they were written. NULL past the end.
const char *ss_json_key_at(const struct ss_json_value *object, size_t index);
bool ss_json_integer(const struct ss_json_value *value, int64_t *out);
bool ss_json_number(const struct ss_json_value *value, double *out);

#endif
