// SPDX-License-Identifier: Apache-2.0
// Shared by the files of the tokenizer: the scanner's state, the rules' look-up, and the character tests.
#ifndef SS_TOKEN_INT_H
#define SS_TOKEN_INT_H

#include "base/map.h"
#include "text/broken.h"
#include "text/token.h"
#include "text/utf8.h"

#define SS_WORD_MAX       48 // bytes of a listed word
#define SS_SPLIT_PART_MAX 4

struct ss_split_rule {
    uint8_t count, len[SS_SPLIT_PART_MAX]; // bytes of each part
};

struct ss_token_rules {
    struct ss_arena *words; // keys of the map
    struct ss_map map;      // lower-cased word → bits | (split index + 1) << 16
    SS_ARR(struct ss_split_rule) splits;
};

// One paragraph being cut. A chunk is a run without white space; [p, chunk_end) is what is left of it.
struct ss_scan {
    const struct ss_token_rules *rules;
    struct ss_arena *arena;
    ss_pieces *out;
    const char *text;
    uint32_t start, end;             // the paragraph
    uint32_t chunk_start, chunk_end; // the run
    uint32_t last_close;             // offset of the paragraph's last apostrophe that could close a quotation
    uint32_t open_single;            // single quotation marks open here
    bool failed;
};

// Bits of a word (lower-cased here), 0 when not listed; *split gets its contraction rule or NULL.
uint32_t ss_rules_word(const struct ss_token_rules *rules, const char *word, uint32_t len,
                       const struct ss_split_rule **split);

// Adds one word, or the parts of one multiword token.
void ss_scan_emit(struct ss_scan *s, uint32_t start, uint32_t end, unsigned flags);
void ss_scan_emit_two(struct ss_scan *s, uint32_t start, uint32_t middle, uint32_t end);
void ss_scan_emit_split(struct ss_scan *s, uint32_t start, uint32_t end, const struct ss_split_rule *split);

// Each returns the offset after what it emitted at p, or p when nothing of its kind starts there.
uint32_t ss_scan_address(struct ss_scan *s, uint32_t p); // URLs, e-mail addresses, hosts, files, handles
uint32_t ss_scan_number(struct ss_scan *s, uint32_t p);
uint32_t ss_scan_word(struct ss_scan *s, uint32_t p);
uint32_t ss_scan_mark(struct ss_scan *s, uint32_t p); // punctuation and symbols

// The character at p (p < end) and its class; returns its size.
static inline uint32_t ss_scan_at(const struct ss_scan *s, uint32_t p, uint32_t *cp, enum ss_char *class)
{
    uint32_t n = ss_mend_decode(s->text + p, s->chunk_end - p, cp);
    *class = ss_char_class(*cp);
    return n;
}

// Length of an apostrophe within the chunk, else 0.
uint32_t ss_scan_apostrophe(const struct ss_scan *s, uint32_t p);
// Length of a hyphen (ASCII, U+2010, U+2011) at p, else 0.
uint32_t ss_scan_hyphen(const struct ss_scan *s, uint32_t p);
// Whether a letter or digit stands at p within the chunk.
bool ss_scan_is_alnum(const struct ss_scan *s, uint32_t p);
// End of the run of letters and digits at p.
uint32_t ss_scan_alnum_end(const struct ss_scan *s, uint32_t p);
// The first character after the chunk and white space, 0 at the paragraph's end.
uint32_t ss_scan_next_word(const struct ss_scan *s, uint32_t p);

#endif
