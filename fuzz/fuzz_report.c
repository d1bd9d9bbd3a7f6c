// SPDX-License-Identifier: Apache-2.0
// Fuzz target: the whole way of a report, from any bytes to its record. The record must be JSON with every span inside
// the text, or the report must be refused. Without model and knowledge (SAYSO_DATA or beside the program) it does
// nothing.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include <sayso/engine.h>

#define INPUT_CAP ((size_t)8 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spans(const struct sayso_report *r)
{
    for (uint32_t i = 0; i < r->mention_count; i++)
        if (r->mentions[i].start >= r->mentions[i].end || r->mentions[i].end > r->text_len) abort();
    for (uint32_t i = 0; i < r->token_count; i++)
        if (r->tokens[i].head >= (int32_t)r->token_count) abort();
    for (uint32_t i = 0; i < r->claim_count; i++)
        if (r->claims[i].start > r->claims[i].end || r->claims[i].end > r->text_len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sayso_engine *engine;
    static struct sayso_session *session;
    static int state; // 0 not opened, 1 open, -1 cannot be opened
    if (!state) state = sayso_engine_open(&engine, NULL, NULL) || sayso_session_new(&session, engine) ? -1 : 1;
    struct sayso_report *report;
    char *json;
    size_t len;
    if (state < 0 || size > INPUT_CAP || sayso_report_new(&report, (const char *)data, size, 0)) return 0;
    if (!sayso_session_annotate(session, report)) {
        check_spans(report);
        if (!sayso_report_json(report, &json, &len)) {
            json_error_t error;
            json_t *root = json_loadb(json, len, JSON_ALLOW_NUL, &error);
            if (!root) abort();
            json_decref(root);
            sayso_free(json);
        }
    }
    sayso_report_free(report);
    return 0;
}
