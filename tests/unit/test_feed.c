// SPDX-License-Identifier: Apache-2.0
// RSS and Atom to reports; entity bombs and broken feeds.
#define _GNU_SOURCE
#include "read_help.h"

#include "read/internal.h"

static void rss_items(void **state)
{
    (void)state;
    struct items a = READ(
        "a.xml",
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'boom'><!ENTITY b '&a;&a;'>]><rss version='2.0' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
        "<title>Wire</title><language>en</language><item><title>Strike &amp;amp; "
        "talks</title><link>https://w.example/1</link>"
        "<guid>w-1</guid><pubDate>Mon, 28 Mar 2016 10:00:00 GMT</pubDate><dc:creator>Staff</dc:creator><source "
        "url='https://agency.example/'>Agency</source><description>Short</"
        "description><content:encoded><![CDATA[<p>Dock workers "
        "walked out.</p><p>Talks "
        "fail&eacute;d.</p>]]></content:encoded></item><item><title>Two</title><guid>https://w.example/2"
        "</guid><description>&lt;b&gt;Bold&lt;/b&gt; words "
        "&b;</description></item><item><title>Empty</title></item></channel></rss>");
    assert_int_equal(a.count, 3);
    const struct sayso_report *r = a.item[0].report;
    assert_string_equal(r->id, "w-1");
    assert_string_equal(r->outlet, "Wire");
    assert_string_equal(r->title, "Strike & talks");
    assert_string_equal(r->published, "2016-03-28T10:00:00Z");
    assert_string_equal(r->author, "Staff");
    assert_string_equal(r->based_on, "https://agency.example/");
    assert_string_equal(r->text, "Dock workers walked out.\n\nTalks fail\xC3\xA9"
                                 "d.");
    assert_string_equal(a.item[1].report->text, "Bold words");
    assert_string_equal(a.item[1].report->url, "https://w.example/2");
    assert_int_equal(a.item[2].problem.message, SS_MSG_NO_TEXT);
    free_items(&a);
}

static void feeds_that_collect(void **state)
{
    (void)state;
    struct items a = READ(
        "a.xml",
        "<?xml version='1.0'?><rss version='2.0' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Desk</title>"
        "<link>https://desk.example/</link><item><description>One.</description><dc:publisher>Volga Line</dc:publisher>"
        "</item><item><link>https://gulf.example/1</link><description>Two.</description><source "
        "url='https://gulf.example/rss'>Gulf Monitor</source></item><item><link>https://desk.example/3</link>"
        "<description>Three.</description><source url='https://wire.example/rss'>Wire</source></item></channel></rss>");
    static const char *const want[] = {"Volga Line", "Gulf Monitor", "Desk"};
    assert_int_equal(a.count, 3);
    for (int i = 0; i < 3; i++) assert_string_equal(a.item[i].report->outlet, want[i]);
    assert_string_equal(a.item[2].report->based_on, "https://wire.example/rss");
    free_items(&a);
}

static void atom_entries(void **state)
{
    (void)state;
    struct items a = READ(
        "a.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><title>Times</title><entry><title>One</title>"
                  "<id>tag:t,2016:1</id><link rel='alternate' href='https://t.example/1'/><updated>2016-04-01T00:00:00Z"
                  "</updated><author><name>Bob</name></author><content type='xhtml'><div "
                  "xmlns='http://www.w3.org/1999/xhtml'><p>Para one.</p><p>Para <b>two</b>.</p></div></content>"
                  "</entry></feed>");
    assert_int_equal(a.count, 1);
    const struct sayso_report *r = a.item[0].report;
    assert_string_equal(r->url, "https://t.example/1");
    assert_string_equal(r->author, "Bob");
    assert_string_equal(r->text, "Para one.\n\nPara two.");
    free_items(&a);
}

static void bad_feeds(void **state)
{
    (void)state;
    struct items a = READ("a.xml", "<?xml version='1.0'?><catalog><x/></catalog>");
    assert_int_equal(a.item[0].problem.message, SS_MSG_XML);
    free_items(&a);
    a = READ("a.xml", "<?xml version='1.0'?><rss><channel><item><description>Half a");
    assert_int_equal(a.count, 1);
    free_items(&a);
    struct ss_str s = {0};
    ss_str_puts(&s, "<?xml version='1.0'?><rss>");
    for (int i = 0; i < 100000; i++) ss_str_puts(&s, "<x>");
    a = read_bytes("a.xml", s.data, s.len, NULL);
    assert_int_equal(a.item[0].problem.message, SS_MSG_DEPTH);
    free_items(&a);
    ss_str_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rss_items), cmocka_unit_test(feeds_that_collect),
                                       cmocka_unit_test(atom_entries), cmocka_unit_test(bad_feeds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
