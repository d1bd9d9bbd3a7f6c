// SPDX-License-Identifier: Apache-2.0
// Opening a model file. Nothing is trusted: every offset, product and count is checked, and float tensors must be
// finite, so that later stages need no checks of their own.
#include "model/file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/error.h"
#include "base/io.h"
#include "base/map.h"

#define HEAD_BYTES 16u
#define ALIGNMENT  64u

struct ss_model {
    struct ss_mapped map; // data NULL when opened from bytes
    const struct ss_json_value *header;
    struct ss_tensor *tensors;
    uint32_t tensor_count;
    struct ss_map names;
    char hash[33];
};

static uint32_t u32le(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool type_of(const char *name, enum ss_tensor_type *type, size_t *size)
{
    static const char *const names[] = {"i8", "u8", "i32", "f32"};
    static const size_t sizes[] = {1, 1, 4, 4};
    for (unsigned i = 0; name && i < 4; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        *type = (enum ss_tensor_type)i;
        *size = sizes[i];
        return true;
    }
    return false;
}

static bool all_finite(const float *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(x[i])) return false;
    return true;
}

// Reads one entry of the tensor table; NULL, or what is wrong with it.
static const char *read_tensor(struct ss_tensor *t, const struct ss_json_value *entry, const unsigned char *data,
                               size_t len)
{
    const struct ss_json_value *shape = ss_json_get(entry, "shape");
    int64_t dims[2] = {0, 1}, offset;
    size_t size;
    t->name = ss_json_string(ss_json_get(entry, "name"));
    if (!t->name || !*t->name) return "no name";
    if (!type_of(ss_json_string(ss_json_get(entry, "type")), &t->type, &size)) return "no such type";
    t->rank = (uint32_t)ss_json_count(shape);
    if (t->rank < 1 || t->rank > 2) return "not one or two dimensions";
    for (uint32_t i = 0; i < t->rank; i++)
        if (!ss_json_integer(ss_json_at(shape, i), &dims[i]) || dims[i] < 1 || dims[i] > SS_MODEL_DIM_MAX)
            return "a dimension out of range";
    if (!ss_json_integer(ss_json_get(entry, "offset"), &offset) || offset < 0 || offset % ALIGNMENT)
        return "a bad offset";
    size_t bytes = (size_t)dims[0] * (size_t)dims[1] * size; // below 2^51
    if ((size_t)offset > len || bytes > len - (size_t)offset) return "data outside the file";
    t->rows = (uint32_t)dims[0];
    t->columns = (uint32_t)dims[1];
    t->data = data + offset;
    if (t->type == SS_TENSOR_F32 && !all_finite(t->data, bytes / 4)) return "a number that is not finite";
    return NULL;
}

static enum sayso_err check(struct ss_model *m, const unsigned char *bytes, size_t len, struct sayso_problem *problem)
{
    if (len < HEAD_BYTES || memcmp(bytes, "SAYSOMDL", 8) != 0)
        return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, 0, "not a model file");
    if (len > SS_MODEL_BYTES_MAX) return ss_fail(problem, SAYSO_ERR_LIMIT, 0, NULL, -1, "model file too large");
    if (u32le(bytes + 8) != 1)
        return ss_fail(problem, SAYSO_ERR_VERSION, 0, NULL, 8, "model version %u", u32le(bytes + 8));
    size_t head = u32le(bytes + 12);
    if (head > len - HEAD_BYTES) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, 12, "header longer than the file");
    size_t start = (HEAD_BYTES + head + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (start > len) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, 12, "header longer than the file");
    SS_TRY(ss_json_parse(&m->header, (const char *)bytes + HEAD_BYTES, head, problem));
    const struct ss_json_value *list = ss_json_get(m->header, "tensors");
    size_t count = ss_json_count(list);
    if (!count || count > SS_MODEL_TENSORS_MAX) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "no tensors");
    m->tensors = calloc(count, sizeof *m->tensors);
    if (!m->tensors) return SAYSO_ERR_NOMEM;
    for (size_t i = 0; i < count; i++) {
        struct ss_tensor *t = &m->tensors[i];
        const char *wrong = read_tensor(t, ss_json_at(list, i), bytes + start, len - start);
        if (wrong)
            return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "tensor %zu (%s): %s", i, t->name ? t->name : "",
                           wrong);
        bool found;
        uint32_t *slot = ss_map_put(&m->names, t->name, strlen(t->name), &found);
        if (!slot) return SAYSO_ERR_NOMEM;
        if (found) return ss_fail(problem, SAYSO_ERR_FORMAT, 0, NULL, -1, "two tensors named %s", t->name);
        *slot = (uint32_t)i;
    }
    m->tensor_count = (uint32_t)count;
    ss_hash_hex(bytes, len, m->hash);
    return SAYSO_OK;
}

enum sayso_err ss_model_open_bytes(struct ss_model **out, const unsigned char *bytes, size_t len,
                                   struct sayso_problem *problem)
{
    struct ss_model *m = calloc(1, sizeof *m);
    if (!m) return SAYSO_ERR_NOMEM;
    enum sayso_err err = check(m, bytes, len, problem);
    if (err) {
        ss_model_close(m);
        return err;
    }
    *out = m;
    return SAYSO_OK;
}

enum sayso_err ss_model_open(struct ss_model **out, const char *path, struct sayso_problem *problem)
{
    struct ss_mapped map;
    SS_TRY(ss_map_file(&map, path, problem));
    enum sayso_err err = ss_model_open_bytes(out, map.data, map.len, problem);
    if (err) {
        if (problem && !problem->file[0]) strncpy(problem->file, path, sizeof problem->file - 1);
        ss_unmap(&map);
        return err;
    }
    (*out)->map = map;
    return SAYSO_OK;
}

void ss_model_close(struct ss_model *model)
{
    if (!model) return;
    if (model->header) ss_json_free(model->header);
    ss_map_free(&model->names);
    free(model->tensors);
    if (model->map.data) ss_unmap(&model->map);
    free(model);
}

const char *ss_model_hash(const struct ss_model *model)
{
    return model->hash;
}

const struct ss_json_value *ss_model_header(const struct ss_model *model)
{
    return model->header;
}

const struct ss_tensor *ss_model_tensor(const struct ss_model *model, const char *name)
{
    if (!name) return NULL;
    const uint32_t *slot = ss_map_get(&model->names, name, strlen(name));
    return slot ? &model->tensors[*slot] : NULL;
}
