// SPDX-License-Identifier: Apache-2.0
// Files of text and JSON to reports: front matter, Markdown, aliases, damage of all kinds, gzip, folders, ids.
#define _GNU_SOURCE
#include "read_help.h"

#include <sys/stat.h>
#include <zlib.h>

#include "read/internal.h"

static void front_matter_gives_the_head(void **state)
{
    (void)state;
    struct items a =
        READ("a.txt", "---\r\noutlet: Desert Post\r\nauthor: \"A. Writer\"\r\ndate: 27 March 2016\r\n"
                      "url: https://p.example/x\r\ntitle: Army enters: officials\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n");
    assert_int_equal(a.count, 1);
    const struct sayso_report *r = a.item[0].report;
    assert_non_null(r);
    assert_string_equal(r->outlet, "Desert Post");
    assert_string_equal(r->author, "A. Writer");
    assert_string_equal(r->published, "2016-03-27");
    assert_int_equal(r->published_from, SAYSO_DATE_GIVEN);
    assert_string_equal(r->title, "Army enters: officials");
    assert_string_equal(r->text, "One.\n\nTwo.");
    free_items(&a);
    a = READ("a.txt", "---\nNo front matter, a rule only.\nText: more.\n");
    assert_true(strncmp(a.item[0].report->text, "---", 3) == 0);
    free_items(&a);
}

static void markdown_loses_its_marks(void **state)
{
    (void)state;
    struct items a =
        READ("a.md", "# A *big* headline\n\nThe **army** said on\nSunday that [it](http://x.example) had taken _the "
                     "town_.\n\n- first\n- second `point` with snake_case and 2 * 3\n\n> Quoted\n> words.\n\n"
                     "![img](a.png)\n\nUnder\n-----\nLast &amp; [least].\n");
    const struct sayso_report *r = a.item[0].report;
    assert_string_equal(r->title, "A big headline");
    assert_string_equal(r->text,
                        "The army said on Sunday that it had taken the town.\n\nfirst\n\nsecond point with snake_case "
                        "and 2 * 3\n\nQuoted words.\n\nUnder\n\nLast & [least].");
    free_items(&a);
}

static void json_fields_and_aliases(void **state)
{
    (void)state;
    struct items a =
        READ("a.jsonl", "{\"id\":7,\"event_text\":\"T\\n\\ttext \",\"headline\":\"H\",\"pub_date\":\"2016-03-28\","
                        "\"publisher\":\"P\",\"authors\":[\"A\",\"B\"]}\n\n"
                        "{\"text\":\"x\",\"DATE\":20160327120000,\"SourceCommonName\":\"x.example\","
                        "\"DocumentIdentifier\":\"http://x.example/a\",\"source\":{\"id\":3}}\n");
    assert_int_equal(a.count, 2);
    const struct sayso_report *r = a.item[0].report;
    assert_string_equal(r->id, "7");
    assert_string_equal(r->text, "T\n\ttext "); // byte for byte
    assert_string_equal(r->title, "H");
    assert_string_equal(r->outlet, "P");
    assert_string_equal(r->author, "A, B");
    assert_string_equal(r->published, "2016-03-28");
    r = a.item[1].report;
    assert_string_equal(r->published, "2016-03-27T12:00:00");
    assert_string_equal(r->outlet, "x.example");
    assert_string_equal(r->url, "http://x.example/a");
    free_items(&a);
}

static void bad_records_say_where(void **state)
{
    (void)state;
    struct items a = READ(
        "a.jsonl", "{\"text\":\"good\"}\n{\"text\":\"bad \\ud800 half\"}\n{\"text\":\" \"}\n[1]\n{\"x\":1}\n{\"te");
    assert_int_equal(a.count, 6);
    static const struct {
        uint32_t message;
        int64_t at_least;
    } want[] = {{0, -1},         {SS_MSG_JSON, 16}, {SS_MSG_NO_TEXT, 43}, {SS_MSG_NOT_OBJECT, 56}, {SS_MSG_NO_TEXT, 60},
                {SS_MSG_CUT, 68}};
    for (int i = 1; i < 6; i++) {
        assert_null(a.item[i].report);
        assert_int_equal(a.item[i].problem.message, want[i].message);
        assert_true(a.item[i].problem.offset >= want[i].at_least);
        assert_non_null(strstr(a.item[i].problem.file, "a.jsonl"));
        assert_non_null(a.item[i].raw);
        assert_int_equal(a.item[i].position, i);
    }
    assert_string_equal(a.item[3].raw, "[1]");
    free_items(&a);
}

static void bytes_that_are_no_utf8(void **state)
{
    (void)state;
    struct items a = READ("a.jsonl", "{\"text\":\"inv \xff byte\"}\n{\"text\":\"nul \\u0000 here\"}\n");
    assert_string_equal(a.item[0].report->text, "inv \xEF\xBF\xBD byte");
    assert_int_equal(a.item[0].problem.message, SS_MSG_REPLACED);
    assert_string_equal(a.item[1].report->text, "nul \xEF\xBF\xBD here");
    free_items(&a);
    a = READ("a.txt",
             "caf\xe9 na\xefve d\xe9j\xe0 vu \xe9t\xe9 \xe0 \xe9 \xe8 \xe0 \xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9");
    assert_true(strncmp(a.item[0].report->text, "caf\xC3\xA9", 5) == 0); // old Latin text
    free_items(&a);
    a = READ("a.txt", "\xFF\xFEH\0i\0.\0");
    assert_string_equal(a.item[0].report->text, "Hi.");
    free_items(&a);
    a = READ("a.txt", "\x7f"
                      "ELF\0\1\2\3");
    assert_null(a.item[0].report);
    assert_int_equal(a.item[0].problem.message, SS_MSG_BINARY);
    free_items(&a);
}

static void json_arrays_and_pretty_objects(void **state)
{
    (void)state;
    struct items a =
        READ("a.json", "[ {\"text\":\"A one\"},\n{\"text\":\"A { } \\\" two\",\n\"id\":\"A2\"}, 5, {\"text\":\"cut");
    assert_int_equal(a.count, 4);
    assert_string_equal(a.item[1].report->id, "A2");
    assert_string_equal(a.item[1].report->text, "A { } \" two");
    assert_int_equal(a.item[2].problem.message, SS_MSG_NOT_OBJECT);
    assert_int_equal(a.item[3].problem.message, SS_MSG_CUT);
    free_items(&a);
    a = READ("a.json", "{\n \"text\": \"pretty\"\n}\n");
    assert_int_equal(a.count, 1);
    assert_string_equal(a.item[0].report->text, "pretty");
    free_items(&a);
}

static void caps_hold(void **state)
{
    (void)state;
    const struct ss_read_options options = {.report_cap = 100};
    char text[] =
        "{\"text\":"
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaa\"}\n{\"text\":\"short\"}\n";
    struct items a = read_bytes("a.jsonl", text, sizeof text - 1, &options);
    assert_int_equal(a.count, 2);
    assert_int_equal(a.item[0].problem.message, SS_MSG_TOO_LARGE);
    assert_non_null(a.item[1].report);
    free_items(&a);
    size_t big = (size_t)2 << 20; // a line over every cap: skipped to its end, its head kept
    char *line = malloc(big + 32);
    memset(line, 'x', big);
    memcpy(line + big, "\n{\"text\":\"after\"}\n", 19);
    a = read_bytes("a.jsonl", line, big + 18, &options);
    assert_int_equal(a.count, 2);
    assert_int_equal(a.item[0].problem.message, SS_MSG_TOO_LARGE);
    assert_int_equal(a.item[0].raw_len, 4096);
    assert_string_equal(a.item[1].report->text, "after");
    free_items(&a);
    free(line);
    const struct ss_read_options tight = {.arena_cap = 2000};
    a = read_bytes("a.jsonl", text, sizeof text - 1, &tight);
    assert_int_equal(a.count, 2);
    free_items(&a);
}

static size_t pack(unsigned char *out, size_t room, const char *text)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static void gzip_of_several_members(void **state)
{
    (void)state;
    unsigned char bytes[512] = {0};
    size_t n = pack(bytes, 200, "{\"text\":\"one\"}\n{\"te");
    n += pack(bytes + n, 200, "xt\":\"two\"}\n");
    struct items a = read_bytes("a.jsonl.gz", bytes, n + 8, NULL); // with padding behind
    assert_int_equal(a.count, 2);
    assert_string_equal(a.item[1].report->text, "two");
    free_items(&a);
    a = read_bytes("a.jsonl.gz", bytes, n - 9, NULL); // cut
    assert_true(a.count >= 2);
    assert_int_equal(a.item[a.count - 1].problem.message, SS_MSG_GZIP);
    free_items(&a);
}

#define RECORD(type, length, content, block)                                                                           \
    "WARC/1.0\r\nWARC-Type: " type "\r\nWARC-Target-URI: <http://a.example/1>\r\nContent-Type: " content               \
    "\r\nContent-Length: " length "\r\n\r\n" block "\r\n\r\n"

static void web_archives(void **state)
{
    (void)state;
    static const char archive[] = RECORD("warcinfo", "1", "x", "y")
        RECORD("response", "98", "application/http",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
               "3\r\n<p>\r\n8\r\nWords.\n \r\n0\r\n\r\n")
            RECORD("response", "29", "application/http", "HTTP/1.1 404 Gone\r\nA: b\r\n\r\nno")
                RECORD("conversion", "6", "text/plain",
                       "Plain.") "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nshort";
    struct items a = READ("a.warc", archive);
    assert_int_equal(a.count, 3);
    assert_non_null(a.item[0].report);
    assert_string_equal(a.item[0].report->text, "Words.");
    assert_string_equal(a.item[0].report->url, "http://a.example/1");
    assert_string_equal(a.item[1].report->text, "Plain.");
    assert_int_equal(a.item[2].problem.message, SS_MSG_CUT);
    free_items(&a);
}

static void ids_are_stable(void **state)
{
    (void)state;
    struct items a = READ(
        "a.jsonl", "{\"text\":\"x\",\"outlet\":\"o\"}\n{\"text\":\"x\",\"outlet\":\"o\"}\n{\"text\":\"x\",\"outlet\":"
                   "\"p\"}\n{\"text\":\"x\",\"title\":\"o\"}\n");
    assert_string_equal(a.item[0].report->id, a.item[1].report->id);
    assert_string_not_equal(a.item[0].report->id, a.item[2].report->id);
    assert_string_not_equal(a.item[0].report->id, a.item[3].report->id);
    assert_int_equal(strlen(a.item[0].report->id), 16);
    free_items(&a);
}

static void folders_in_order(void **state)
{
    (void)state;
    char folder[] = "/tmp/sayso-test-XXXXXX", path[128];
    assert_non_null(mkdtemp(folder));
    static const char *const names[] = {"b.txt", "a.md", "README.md", ".hidden.txt", "p.png", "sub/c.txt", "z"};
    snprintf(path, sizeof path, "%s/sub", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        write_file(path, names[i], strlen(names[i]));
    }
    const char *const paths[] = {folder, "/nonexistent/x.txt"};
    struct items a = read_paths(paths, 2, NULL);
    static const char *const want[] = {"a.md", "b.txt", "sub/c.txt", "z"};
    assert_int_equal(a.count, 5);
    for (int i = 0; i < 4; i++) assert_string_equal(a.item[i].report->text, want[i]);
    assert_int_equal(a.item[4].problem.code, SAYSO_ERR_IO);
    free_items(&a);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/sub", folder);
    rmdir(path);
    rmdir(folder);
}

static void no_network_unless_allowed(void **state)
{
    (void)state;
    const char *const paths[] = {"http://127.0.0.1:9/x"};
    struct items a = read_paths(paths, 1, NULL);
    assert_int_equal(a.count, 1);
    assert_int_equal(a.item[0].problem.message, SS_MSG_NO_NETWORK);
    free_items(&a);
    const struct ss_read_options options = {.allow_network = true};
    const char *const others[] = {"file:///etc/hostname", "gopher://127.0.0.1/x"};
    a = read_paths(others, 2, &options);
    assert_int_equal(a.count, 2);
    for (int i = 0; i < 2; i++) assert_int_equal(a.item[i].problem.message, SS_MSG_FETCH);
    free_items(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_gives_the_head),
        cmocka_unit_test(markdown_loses_its_marks),
        cmocka_unit_test(json_fields_and_aliases),
        cmocka_unit_test(bad_records_say_where),
        cmocka_unit_test(bytes_that_are_no_utf8),
        cmocka_unit_test(json_arrays_and_pretty_objects),
        cmocka_unit_test(caps_hold),
        cmocka_unit_test(gzip_of_several_members),
        cmocka_unit_test(web_archives),
        cmocka_unit_test(ids_are_stable),
        cmocka_unit_test(folders_in_order),
        cmocka_unit_test(no_network_unless_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
