// SPDX-License-Identifier: Apache-2.0
// Applying lemma scripts.
#include "parse/lemma.h"

#include <string.h>
#include "base/num.h"
#include "text/utf8.h"

bool ss_lemma_script(struct ss_lemma_script *out, const char *label)
{
    *out = (struct ss_lemma_script){0};
    if (label[0] == '=') {
        out->whole = true;
        out->add = label + 1;
        return label[1] != 0;
    }
    if ((label[0] != 'L' && label[0] != 'K') || label[1] != '|') return false;
    const char *bar = strchr(label + 2, '|');
    int64_t cut;
    if (!bar || !ss_parse_int(label + 2, (size_t)(bar - label - 2), &cut) || cut < 0 || cut > 255) return false;
    out->lower = label[0] == 'L';
    out->cut = (uint32_t)cut;
    out->add = bar + 1;
    return true;
}

const char *ss_lemma(struct ss_arena *arena, const struct ss_lemma_script *script, const char *form, size_t len)
{
    if (script->whole) return script->add;
    // Most words are short: they are made on the stack, so that the arena keeps no slack.
    char small[256], *big = NULL;
    size_t add = strlen(script->add), room = len * 2 + add + 4; // a lower case may be a byte longer
    if (room > sizeof small && !(big = ss_alloc(arena, room))) return NULL;
    char *out = big ? big : small;
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        i += ss_utf8_decode(form + i, len - i, &cp);
        if (script->lower) cp = cp == 0x2019 || cp == 0x2018 ? '\'' : ss_char_lower(cp);
        n += ss_utf8_encode(cp, out + n);
    }
    size_t end = n;
    for (uint32_t cut = script->cut; cut && end > 0; cut--) end = ss_utf8_back(out, (uint32_t)end);
    if (end == 0 && add == 0) end = n;
    memcpy(out + end, script->add, add);
    out[end + add] = 0;
    return big ? big : ss_strndup(arena, small, end + add);
}
