// SPDX-License-Identifier: Apache-2.0
// Quotations by their marks; figures and attributions over given trees, so that no parser is between cause and effect.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/io.h"
#include "code/coder.h"
#include "code/quote.h"
#include "parse/conllu.h"

static const struct ss_quote_pair pairs[] = {
    {"\"", "\"", 1, 1, false}, {"\xe2\x80\x9c", "\xe2\x80\x9d", 3, 3, false}, {"''", "''", 2, 2, false}};

static struct ss_quotes find(struct sayso_report *report, const char *text, const struct sayso_span *paragraphs,
                             uint32_t count)
{
    *report = (struct sayso_report){.arena = ss_arena_new(0), .text = text, .text_len = (uint32_t)strlen(text)};
    report->paragraphs = paragraphs;
    report->paragraph_count = count;
    struct ss_quotes quotes = {0};
    assert_int_equal(ss_quotes_find(&quotes, pairs, sizeof pairs / sizeof *pairs, report), SAYSO_OK);
    return quotes;
}

static void quotes_are_found(void **state)
{
    (void)state;
    struct sayso_report r;
    struct ss_quotes q = find(&r, "He said \"no\" and \"yes\" twice.", NULL, 0);
    assert_int_equal(q.list.count, 2);
    assert_int_equal(q.list.item[0].start, 8);
    assert_int_equal(q.list.item[0].end, 12);
    assert_int_equal(q.list.item[1].inner_start, 18);
    assert_int_equal(ss_quote_around(&q, 10), 0);
    assert_int_equal(ss_quote_around(&q, 14), -1);
    ss_arena_free(r.arena);
    q = find(&r, "''We don't know,'' she said.", NULL, 0);
    assert_int_equal(q.list.count, 1);
    assert_int_equal(q.list.item[0].end, 18);
    ss_arena_free(r.arena);
    q = find(&r, "A 6\" pipe, it's the dogs' \" bowl", NULL, 0);
    assert_int_equal(q.list.count, 0);
    ss_arena_free(r.arena);
}

static void quotes_run_over_paragraphs(void **state)
{
    (void)state;
    static const struct sayso_span paragraphs[] = {{0, 10}, {12, 22}};
    struct sayso_report r;
    struct ss_quotes q = find(&r, "\"One begins\n\n\"and ends\" .", paragraphs, 2);
    assert_int_equal(q.list.count, 2);
    assert_true(q.list.item[0].unclosed);
    assert_true(q.list.item[1].continues);
    ss_arena_free(r.arena);
    q = find(&r, "\"Nobody closed this", NULL, 0);
    assert_int_equal(q.list.count, 1);
    assert_false(q.list.item[0].unclosed);
    ss_arena_free(r.arena);
}

static const char conllu[] =
    "# newdoc id = t\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
    "2\tarmy\tarmy\tNOUN\tNN\tNumber=Sing\t3\tnsubj\t_\t_\n"
    "3\tsaid\tsay\tVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
    "4\tthat\tthat\tSCONJ\tIN\t_\t11\tmark\t_\t_\n"
    "5\tat\tat\tADP\tIN\t_\t6\tcase\t_\t_\n"
    "6\tleast\tleast\tADJ\tJJS\t_\t7\tnmod\t_\t_\n"
    "7\t25\t25\tNUM\tCD\tNumType=Card\t8\tnummod\t_\t_\n"
    "8\tfighters\tfighter\tNOUN\tNNS\tNumber=Plur\t11\tnsubj:pass\t_\t_\n"
    "9\thad\thave\tAUX\tVBD\t_\t11\taux\t_\t_\n"
    "10\tbeen\tbe\tAUX\tVBN\t_\t11\taux:pass\t_\t_\n"
    "11\tkilled\tkill\tVERB\tVBN\tTense=Past|VerbForm=Part|Voice=Pass\t3\tccomp\t_\tSpaceAfter=No\n"
    "12\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";

static void code(void (*check)(const struct sayso_report *report), size_t cap)
{
    char *path = ss_find_data("know.bin");
    assert_non_null(path);
    struct ss_know *know;
    assert_int_equal(ss_know_open(&know, path, NULL), SAYSO_OK);
    struct ss_coder coder = {.know = know};
    assert_int_equal(ss_number_rules_new(&coder.number, know, NULL), SAYSO_OK);
    assert_int_equal(ss_attribution_rules_new(&coder.attribution, know, NULL), SAYSO_OK);
    struct sayso_report r = {.arena = ss_arena_new(cap)};
    size_t at = 0;
    enum sayso_err err = ss_conllu_read(&r, conllu, sizeof conllu - 1, &at, NULL);
    if (!err) err = ss_code_figures(&coder, &r);
    if (!err) err = ss_code_attributions(&coder, &r);
    if (check) {
        assert_int_equal(err, SAYSO_OK);
        check(&r);
    } else {
        assert_true(err == SAYSO_OK || err == SAYSO_ERR_LIMIT);
    }
    ss_arena_free(r.arena);
    ss_number_rules_free(coder.number);
    ss_attribution_rules_free(coder.attribution);
    ss_know_close(know);
    free(path);
}

static void check_records(const struct sayso_report *r)
{
    assert_int_equal(r->figure_count, 1);
    const struct sayso_figure *f = &r->figures[0];
    assert_string_equal(f->counts, "killed");
    assert_int_equal(f->low, 25);
    assert_true(f->high == SAYSO_OPEN);
    assert_memory_equal(r->text + f->start, "at least 25", f->end - f->start);
    assert_int_equal(r->attribution_count, 1);
    const struct sayso_attribution *a = &r->attributions[0];
    assert_int_equal(a->source.item[0].end, 8);
    assert_memory_equal(r->text + a->cue.item[0].start, "said", 4);
    assert_memory_equal(r->text + a->content.item[0].start, "that", 4);
    assert_memory_equal(r->text + a->content.item[0].end - 6, "killed", 6);
    assert_int_equal(a->form, SAYSO_QUOTE_INDIRECT);
    assert_int_equal(a->source_kind, SAYSO_SOURCE_ROLE);
}

static void given_tree_is_coded(void **state)
{
    (void)state;
    code(check_records, 0);
}

// Every cap ends in a limit, never in a crash.
static void small_arenas_give_limits(void **state)
{
    (void)state;
    for (size_t cap = 64; cap < 20000; cap += 331) code(NULL, cap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_found),
        cmocka_unit_test(quotes_run_over_paragraphs),
        cmocka_unit_test(given_tree_is_coded),
        cmocka_unit_test(small_arenas_give_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
