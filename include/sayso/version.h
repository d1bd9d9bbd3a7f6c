// SPDX-License-Identifier: Apache-2.0
// The version of the library and of the record schema.
#ifndef SAYSO_VERSION_H
#define SAYSO_VERSION_H

#include <sayso/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SAYSO_VERSION "0.1.0"
#define SAYSO_SCHEMA  1 // the number in the "sayso" field of every record

// The version the library was built as ("0.1.0"); static storage, any thread.
SAYSO_API const char *sayso_version(void);

#ifdef __cplusplus
}
#endif
#endif
