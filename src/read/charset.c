// SPDX-License-Identifier: Apache-2.0
// Bytes of unknown encoding to UTF-8: byte order mark, then a label, then UTF-8 itself; windows-1252 stands in for
// latin-1 as browsers do. What cannot be read becomes U+FFFD and is counted.
#include "read/internal.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

static enum sayso_err repair(const char *bytes, size_t len, char **out, size_t *out_len, uint32_t *replaced)
{
    struct ss_str s = {0};
    for (size_t at = 0; at < len;) {
        size_t good = at;
        uint32_t cp;
        while (good < len && bytes[good]) {
            uint32_t n = ss_utf8_decode(bytes + good, len - good, &cp);
            if (n == 1 && cp == SS_REPLACEMENT) break;
            good += n;
        }
        ss_str_add(&s, bytes + at, good - at);
        if (good < len) {
            ss_str_puts(&s, "\xEF\xBF\xBD");
            ++*replaced;
            good++;
        }
        at = good;
    }
    ss_str_add(&s, "", 0);
    if (s.failed) {
        ss_str_free(&s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s.data;
    *out_len = s.len;
    return SAYSO_OK;
}

static enum sayso_err convert(iconv_t cd, const char *bytes, size_t len, char **out, size_t *out_len,
                              uint32_t *replaced)
{
    struct ss_str s = {0};
    char *in = (char *)(uintptr_t)bytes;
    char buffer[4096];
    while (len > 0 && !s.failed) {
        char *to = buffer;
        size_t room = sizeof buffer;
        size_t code = iconv(cd, &in, &len, &to, &room);
        ss_str_add(&s, buffer, (size_t)(to - buffer));
        if (code == (size_t)-1 && errno != E2BIG) {
            ss_str_puts(&s, "\xEF\xBF\xBD");
            ++*replaced;
            if (errno == EINVAL || len == 0) break;
            in++;
            len--;
        }
    }
    ss_str_add(&s, "", 0);
    if (s.failed) {
        ss_str_free(&s);
        return SAYSO_ERR_NOMEM;
    }
    *out = s.data;
    *out_len = s.len;
    return SAYSO_OK;
}

// Labels that pages use for what is really another table.
static const char *real_label(const char *label)
{
    static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"};
    for (size_t i = 0; label && i < sizeof latin / sizeof *latin; i++) {
        size_t k = 0;
        while (label[k] && ss_ascii_lower(label[k]) == latin[i][k]) k++;
        if (!label[k] && !latin[i][k]) return "WINDOWS-1252";
    }
    return label;
}

enum sayso_err ss_to_utf8(const char *bytes, size_t len, const char *label, char **out, size_t *out_len,
                          uint32_t *replaced)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (len >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) {
        bytes += 3;
        len -= 3;
        label = NULL;
    } else if (len >= 2 && b[0] == 0xFF && b[1] == 0xFE) {
        bytes += 2;
        len -= 2;
        label = "UTF-16LE";
    } else if (len >= 2 && b[0] == 0xFE && b[1] == 0xFF) {
        bytes += 2;
        len -= 2;
        label = "UTF-16BE";
    } else if (ss_utf8_valid(bytes, len)) {
        label = NULL; // a wrong label on good UTF-8 is far more common than the reverse
    }
    if (!label) return repair(bytes, len, out, out_len, replaced);
    iconv_t cd = iconv_open("UTF-8", real_label(label));
    if (cd == (iconv_t)-1) return repair(bytes, len, out, out_len, replaced);
    char *converted;
    size_t n;
    enum sayso_err err = convert(cd, bytes, len, &converted, &n, replaced);
    iconv_close(cd);
    if (err) return err;
    err = repair(converted, n, out, out_len, replaced); // a NUL may have come through
    free(converted);
    return err;
}
