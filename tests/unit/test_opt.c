// SPDX-License-Identifier: Apache-2.0
// The command line against a command table of our own: values, abbreviations of mistakes, what goes with what.
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cli/opt_table.h"

static int nothing(const struct ss_opts *opts)
{
    (void)opts;
    return 0;
}

const struct ss_command ss_commands[] = {{"read", "PATH", "read", nothing}, {"events", "", "events", nothing}, {0}};

#define ARGS(...)                                                                                                      \
    char *argv[] = {(char[]){"sayso"}, __VA_ARGS__, NULL};                                                             \
    int argc = (int)(sizeof argv / sizeof *argv) - 1;                                                                  \
    struct ss_opts o
#define A(s) ((char[]){s})

static void values_and_arguments(void **state)
{
    (void)state;
    ARGS(A("read"), A("-j"), A("4"), A("a.txt"), A("--db=x.db"), A("-vv"), A("--"), A("-b"));
    assert_int_equal(ss_opts_parse(&o, argc, argv), SAYSO_OK);
    assert_string_equal(o.command, "read");
    assert_int_equal(o.jobs, 4);
    assert_string_equal(o.db, "x.db");
    assert_int_equal(o.verbose, 2);
    assert_int_equal(o.arg_count, 2);
    assert_string_equal(o.args[0], "a.txt");
    assert_string_equal(o.args[1], "-b");
}

static void options_before_the_command(void **state)
{
    (void)state;
    ARGS(A("--db"), A("events"), A("events"), A("-f"), A("csv"), A("--since"), A("2016-03-27"));
    assert_int_equal(ss_opts_parse(&o, argc, argv), SAYSO_OK);
    assert_string_equal(o.command, "events");
    assert_string_equal(o.db, "events");
    assert_int_equal(o.format, SS_FORMAT_CSV);
    assert_string_equal(o.since, "2016-03-27");
    assert_int_equal(o.arg_count, 0);
}

static void mistakes(void **state)
{
    (void)state;
    static char *const lines[][5] = {
        {"sayso", "read", "-j", "x"},
        {"sayso", "read", "-j"},
        {"sayso", "read", "--nosuch"},
        {"sayso", "events", "-f", "xml"},
        {"sayso", "events", "--since", "March"},
        {"sayso", "events", "-j", "2"},
        {"sayso", "read", "-Z"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *argv[6] = {0};
        int argc = 0;
        struct ss_opts o;
        while (argc < 5 && lines[i][argc]) argv[argc] = lines[i][argc], argc++;
        assert_int_equal(ss_opts_parse(&o, argc, argv), SAYSO_ERR_ARG);
    }
}

static void no_color_is_honoured(void **state)
{
    (void)state;
    ARGS(A("read"), A("--color"), A("always"));
    setenv("NO_COLOR", "1", 1);
    assert_int_equal(ss_opts_parse(&o, argc, argv), SAYSO_OK);
    assert_true(o.color); // asked for by name
    char *plain[] = {A("sayso"), A("read"), NULL};
    assert_int_equal(ss_opts_parse(&o, 2, plain), SAYSO_OK);
    assert_false(o.color);
}

static void the_table_is_sound(void **state)
{
    (void)state;
    for (const struct ss_option *a = ss_options; a->name; a++) {
        assert_true(a->help && a->commands && a->help[0]);
        assert_int_equal(a->value != NULL, a->kind == SS_OPT_TEXT || a->kind == SS_OPT_NUMBER);
        for (const struct ss_option *b = a + 1; b->name; b++) {
            assert_string_not_equal(a->name, b->name);
            assert_true(!a->letter || a->letter != b->letter);
            assert_int_not_equal(a->field, b->field);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_and_arguments),
                                       cmocka_unit_test(options_before_the_command), cmocka_unit_test(mistakes),
                                       cmocka_unit_test(no_color_is_honoured), cmocka_unit_test(the_table_is_sound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
