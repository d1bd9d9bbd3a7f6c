// SPDX-License-Identifier: Apache-2.0
// The page's static files, put into the program at build time (tools/mk_assets.py).
#ifndef SS_ASSETS_H
#define SS_ASSETS_H

#include <stddef.h>

struct ss_asset {
    const char *path; // "/app.js"
    const char *type; // media type
    const unsigned char *data;
    size_t len;
};

extern const struct ss_asset ss_assets[]; // ends with a NULL path
#endif
