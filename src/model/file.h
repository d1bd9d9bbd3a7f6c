// SPDX-License-Identifier: Apache-2.0
// Model files: mapped, checked completely before use, immutable.
//
//   bytes 0-7    "SAYSOMDL"
//   u32le        version, 1
//   u32le        length H of the header
//   H bytes      UTF-8 JSON: name, date, licence, training, labels {task: [...]}, net [ops], heads {task: tensor},
//                tensors [{name, type i8|u8|i32|f32, shape, offset}]
//   zeros        up to a multiple of 64
//   tensor data  offsets count from here; each is a multiple of 64
//
// Numbers are little-endian.
#ifndef SS_MODEL_FILE_H
#define SS_MODEL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sayso/error.h>
#include "base/json_in.h"

#define SS_MODEL_BYTES_MAX   ((size_t)256 << 20)
#define SS_MODEL_TENSORS_MAX 1024u
#define SS_MODEL_DIM_MAX     (1u << 24)

enum ss_tensor_type { SS_TENSOR_I8, SS_TENSOR_U8, SS_TENSOR_I32, SS_TENSOR_F32 };

// shape is [rows] or [rows][columns]; columns is 1 for the former.
struct ss_tensor {
    const char *name;
    enum ss_tensor_type type;
    uint32_t rank, rows, columns;
    const void *data; // in the mapping
};

struct ss_model;

// IO when it cannot be read; FORMAT or VERSION (problem tells the byte) when it is wrong.
enum sayso_err ss_model_open(struct ss_model **out, const char *path, struct sayso_problem *problem);
// The same from memory that stays valid and 64-byte aligned as long as the model; for tests.
enum sayso_err ss_model_open_bytes(struct ss_model **out, const unsigned char *bytes, size_t len,
                                   struct sayso_problem *problem);
void ss_model_close(struct ss_model *model);

// 32 hex digits of the whole file's hash.
const char *ss_model_hash(const struct ss_model *model);
const struct ss_json_value *ss_model_header(const struct ss_model *model);

// NULL when there is none of that name.
const struct ss_tensor *ss_model_tensor(const struct ss_model *model, const char *name);

#endif
