// SPDX-License-Identifier: Apache-2.0
// CoNLL-U writer. White space inside a form or sentence becomes a single space, since lines and tabs are the format's
// own.
#include <inttypes.h>
#include "parse/conllu.h"
#include "parse/labels.h"
#include "parse/marks.h"
#include "text/utf8.h"

static void put_number(struct ss_str *out, uint32_t n)
{
    char digits[10];
    uint32_t at = sizeof digits;
    do digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    ss_str_add(out, digits + at, sizeof digits - at);
}

// Text between two offsets with each run of white space as one space.
static void put_text(struct ss_str *out, const char *text, uint32_t start, uint32_t end)
{
    bool space = false;
    while (start < end) {
        uint32_t cp, n = 0;
        while (start + n < end && text[start + n] > ' ' && text[start + n] < 0x7F) n++; // mostly a whole word
        if (n == 0) {
            n = ss_utf8_decode(text + start, end - start, &cp);
            if (cp <= ' ' || cp == 0x7F || cp == 0x85 || cp == 0x2028 || cp == 0x2029) {
                space = true;
                start += n;
                continue;
            }
        }
        if (space) ss_str_putc(out, ' ');
        space = false;
        ss_str_add(out, text + start, n);
        start += n;
    }
}

static void put_or_blank(struct ss_str *out, const char *s)
{
    ss_str_puts(out, s && *s ? s : "_");
}

// The chained phrases that begin or end at a token, as `(e1`, `(e1)` and `e1)`; `first` of them may be passed over.
static bool put_chains(struct ss_str *out, const struct sayso_report *r, uint32_t first, uint32_t index)
{
    bool any = false;
    uint32_t end = first;
    for (; end < r->chained_count && r->chained[end].from <= index; end++) {
        const struct sayso_chained *c = &r->chained[end];
        if (c->from != index) continue;
        ss_str_puts(out, any ? "" : "Entity=");
        ss_str_printf(out, "(e%" PRId32 "%s", c->chain, c->to == index + 1 ? ")" : "");
        any = true;
    }
    while (end-- > first) {
        const struct sayso_chained *c = &r->chained[end];
        if (c->to != index + 1 || c->from == index) continue;
        ss_str_puts(out, any ? "" : "Entity=");
        ss_str_printf(out, "e%" PRId32 ")", c->chain);
        any = true;
    }
    return any;
}

// What the further heads of the model say: `Role=B-Victim`, for heads of spans where it is not the first label.
static bool put_marks(struct ss_str *out, const struct sayso_report *r, uint32_t index, bool more)
{
    for (uint32_t h = 0; r->marks && h < r->marks->head_count; h++) {
        const struct ss_mark_head *head = &r->marks->head[h];
        int top = head->values ? 0 : ss_mark_top(r, index, (int)h);
        if (top <= 0) continue;
        if (more) ss_str_putc(out, '|');
        ss_str_putc(out, (char)(head->name[0] - 'a' + 'A'));
        ss_str_puts(out, head->name + 1);
        ss_str_putc(out, '=');
        ss_str_puts(out, head->labels[top]);
        more = true;
    }
    return more;
}

static void put_token(struct ss_str *out, const struct sayso_report *r, const struct sayso_sentence *s, uint32_t index,
                      uint32_t chained)
{
    const struct sayso_token *t = &r->tokens[index];
    uint32_t last = s->token_first + s->token_count - 1, number = index - s->token_first + 1;
    bool glued = !(t->flags & SAYSO_TOKEN_SPACE_AFTER);
    if (t->flags & SAYSO_TOKEN_MWT_FIRST) {
        uint32_t end = index;
        while (end < last && r->tokens[end + 1].flags & SAYSO_TOKEN_MWT_NEXT) end++;
        put_number(out, number);
        ss_str_putc(out, '-');
        put_number(out, end - s->token_first + 1);
        ss_str_putc(out, '\t');
        put_text(out, r->text, t->start, r->tokens[end].end);
        ss_str_puts(out, "\t_\t_\t_\t_\t_\t_\t_\t");
        ss_str_puts(out, r->tokens[end].flags & SAYSO_TOKEN_SPACE_AFTER || end == last ? "_\n" : "SpaceAfter=No\n");
    }
    put_number(out, number);
    ss_str_putc(out, '\t');
    put_text(out, r->text, t->start, t->end);
    ss_str_putc(out, '\t');
    put_or_blank(out, t->lemma);
    ss_str_putc(out, '\t');
    ss_str_puts(out, ss_upos_name(t->upos));
    ss_str_putc(out, '\t');
    put_or_blank(out, t->xpos);
    ss_str_putc(out, '\t');
    put_or_blank(out, t->feats);
    uint32_t head = t->head < 0 ? 0 : (uint32_t)t->head - s->token_first + 1;
    ss_str_putc(out, '\t');
    put_number(out, head);
    ss_str_putc(out, '\t');
    ss_str_puts(out, ss_dep_name(t->deprel));
    ss_str_puts(out, "\t_\t");
    // Within a multiword token SpaceAfter stands on the range.
    bool in_range = t->flags & (SAYSO_TOKEN_MWT_FIRST | SAYSO_TOKEN_MWT_NEXT);
    bool more = put_chains(out, r, chained, index);
    if (t->ner) {
        ss_str_puts(out, more ? "|NER=" : "NER=");
        ss_str_puts(out, t->flags & SAYSO_TOKEN_NER_BEGIN ? "B-" : "I-");
        ss_str_puts(out, ss_ner_name(t->ner));
        more = true;
    }
    more = put_marks(out, r, index, more);
    if (glued && !in_range && index != last) {
        ss_str_puts(out, more ? "|SpaceAfter=No" : "SpaceAfter=No");
        more = true;
    }
    ss_str_puts(out, more ? "\n" : "_\n");
}

enum sayso_err ss_conllu_write(struct ss_str *out, const struct sayso_report *r, const char *id)
{
    if (id) {
        ss_str_puts(out, "# newdoc id = ");
        put_text(out, id, 0, (uint32_t)__builtin_strlen(id));
        ss_str_putc(out, '\n');
    }
    uint32_t chained = 0;
    for (uint32_t i = 0; i < r->sentence_count; i++) {
        const struct sayso_sentence *s = &r->sentences[i];
        while (chained < r->chained_count && r->chained[chained].from < s->token_first) chained++;
        if (i == 0 || s->paragraph != s[-1].paragraph) ss_str_puts(out, "# newpar\n");
        ss_str_puts(out, "# sent_id = ");
        put_number(out, i + 1);
        ss_str_puts(out, "\n# text = ");
        put_text(out, r->text, s->start, s->end);
        ss_str_putc(out, '\n');
        for (uint32_t t = 0; t < s->token_count; t++) put_token(out, r, s, s->token_first + t, chained);
        ss_str_putc(out, '\n');
    }
    return out->failed ? SAYSO_ERR_NOMEM : SAYSO_OK;
}
