// SPDX-License-Identifier: Apache-2.0
// The tables of tests/data/spelling: two spellings of one name must match, two names that look alike must not. Every
// line is tried, and the faults are listed together.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "know/norm.h"

#define LINE 512

static FILE *table(const char *name)
{
    char path[1024];
    const char *root = getenv("SAYSO_SOURCE");
    snprintf(path, sizeof path, "%s/tests/data/spelling/%s.tsv", root ? root : ".", name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    return f;
}

// Lines of the table that do not come out as wanted.
static unsigned faults(const char *name, bool wanted, unsigned *lines)
{
    FILE *f = table(name);
    char line[LINE];
    unsigned bad = 0;
    bool head = true;
    *lines = 0;
    while (fgets(line, sizeof line, f)) {
        if (*line == '#') continue;
        if (head) {
            head = false;
            continue;
        }
        char *a = line, *b = strchr(line, '\t');
        assert_non_null(b);
        *b++ = '\0';
        b[strcspn(b, "\t\r\n")] = '\0';
        ++*lines;
        bool one = ss_spelling(a, strlen(a), b, strlen(b)) != SS_SPELLING_OTHER;
        bool other = ss_spelling(b, strlen(b), a, strlen(a)) != SS_SPELLING_OTHER;
        if (one == wanted && other == wanted) continue;
        printf("%s: %s = %s\n", name, a, b);
        bad++;
    }
    fclose(f);
    return bad;
}

static void test_same(void **state)
{
    (void)state;
    unsigned lines, bad = faults("same", true, &lines);
    assert_true(lines >= 300);
    assert_int_equal(bad, 0);
}

static void test_different(void **state)
{
    (void)state;
    unsigned lines, bad = faults("different", false, &lines);
    assert_true(lines >= 300);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same), cmocka_unit_test(test_different)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
