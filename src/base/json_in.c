// SPDX-License-Identifier: Apache-2.0
// Reading JSON: jansson behind a handful of calls, so that it can be replaced in one place.
#include "base/json_in.h"

#include <jansson.h>
#include "base/error.h"

enum sayso_err ss_json_parse(const struct ss_json_value **out, const char *bytes, size_t len,
                             struct sayso_problem *problem)
{
    json_error_t error;
    json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!root) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, error.position, "JSON: %s", error.text);
    *out = (const struct ss_json_value *)root;
    return SAYSO_OK;
}

void ss_json_free(const struct ss_json_value *root)
{
    json_decref((json_t *)(uintptr_t)root);
}

static const json_t *inside(const struct ss_json_value *value)
{
    return (const json_t *)value;
}

const struct ss_json_value *ss_json_get(const struct ss_json_value *object, const char *key)
{
    return (const struct ss_json_value *)json_object_get(inside(object), key);
}

const struct ss_json_value *ss_json_at(const struct ss_json_value *array, size_t index)
{
    return (const struct ss_json_value *)json_array_get(inside(array), index);
}

size_t ss_json_count(const struct ss_json_value *array)
{
    return json_array_size(inside(array));
}

const char *ss_json_string(const struct ss_json_value *value)
{
    return json_string_value(inside(value));
}

const char *ss_json_key_at(const struct ss_json_value *object, size_t index)
{
    json_t *o = (json_t *)(uintptr_t)object;
    void *at = json_object_iter(o);
    while (at && index--) at = json_object_iter_next(o, at);
    return json_object_iter_key(at);
}

bool ss_json_integer(const struct ss_json_value *value, int64_t *out)
{
    if (!json_is_integer(inside(value))) return false;
    *out = json_integer_value(inside(value));
    return true;
}

bool ss_json_number(const struct ss_json_value *value, double *out)
{
    if (!json_is_number(inside(value))) return false;
    *out = json_number_value(inside(value));
    return true;
}
