// SPDX-License-Identifier: Apache-2.0
// Pages to reports: metadata by precedence, the main text without its surroundings, hostile pages.
#define _GNU_SOURCE
#include "read_help.h"

#include "read/internal.h"

static const char page[] =
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Rebels &amp; army clash - The Herald</title>"
    "<meta property=og:site_name content='The Herald'><meta name=author content='Jane Roe'>"
    "<meta property='article:published_time' content='2016-04-01T00:00:00Z'>"
    "<script "
    "type='application/"
    "ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"Rebels "
    "&amp; army clash\",\"datePublished\":\"2016-04-02T08:00:00+03:00\",\"author\":[{\"name\":\"Jane "
    "Roe\"},{\"name\":\"John "
    "Doe\"}],\"publisher\":{\"name\":\"Herald\"},\"isBasedOn\":\"https://wire.example/1\"}]}</script></head>"
    "<body class=has-sidebar><nav><a href=/>Home</a></nav>"
    "<div class=cookieBanner><p>We use cookies to make this site, and others, work better for you, really.</p></div>"
    "<div><div class=story><h1>Rebels &amp; army clash</h1><p class=byline>By Jane Roe</p>"
    "<p>Fighting broke out on Friday near the town, residents said, and at least 12 people were killed.</p>"
    "<p>The ministry denied the report&nbsp;and said that &ldquo;nothing happened&rdquo;, in a statement.</p>"
    "<figure><figcaption>Smoke, seen from afar. Photo: Wire</figcaption></figure>"
    "<p>\"We saw smoke,<br>and heard shots,\" a villager said, asking not to be named.</p>"
    "<div class=related-links><ul><li><a href=/1>Town falls again, say activists</a></ul></div>"
    "<p>Read more: <a href=/x>Another long headline that is a link</a></p></div></div>"
    "<div id=comments><p>First comment, this is all lies, lies, lies, and more lies, as always.</p></div>"
    "<footer><p>Copyright 2016, The Herald, all rights reserved, and so on.</p></footer></body></html>";

static void metadata_and_main_text(void **state)
{
    (void)state;
    struct items a = READ("a.html", page);
    const struct sayso_report *r = a.item[0].report;
    assert_non_null(r);
    assert_string_equal(r->title, "Rebels & army clash");
    assert_string_equal(r->author, "Jane Roe, John Doe");
    assert_string_equal(r->outlet, "Herald");
    assert_string_equal(r->published, "2016-04-02T08:00:00+03:00");
    assert_int_equal(r->published_from, SAYSO_DATE_JSONLD);
    assert_string_equal(r->lang, "en");
    assert_string_equal(r->based_on, "https://wire.example/1");
    assert_string_equal(
        r->text,
        "Fighting broke out on Friday near the town, residents said, and at least 12 people were killed.\n\n"
        "The ministry denied the report and said that \xE2\x80\x9Cnothing happened\xE2\x80\x9D, in a statement.\n\n"
        "\"We saw smoke,\nand heard shots,\" a villager said, asking not to be named.");
    free_items(&a);
}

static void meta_elements_and_declared_body(void **state)
{
    (void)state;
    struct items a = READ(
        "a.html",
        "<html><head><title>Talks fail | Port News</title><meta property='og:site_name' content='Port News'>"
        "<meta name='pubdate' content='20150304'><link rel=canonical href='https://port.example/talks'></head><body>"
        "<article class=teaser><p>Teaser, one, two, three, four, five, six, seven, eight.</p></article>"
        "<section itemprop=articleBody><p>Talks between the union and the port failed on Monday, both sides said, "
        "after two days without a result.</p><aside>Sign up, now, please, dear reader.</aside><ul><li>First point of "
        "the list.</li></ul></section></body></html>");
    const struct sayso_report *r = a.item[0].report;
    assert_non_null(r);
    assert_string_equal(r->title, "Talks fail");
    assert_string_equal(r->outlet, "Port News");
    assert_string_equal(r->url, "https://port.example/talks");
    assert_int_equal(r->published_from, SAYSO_DATE_META);
    assert_string_equal(
        r->text, "Talks between the union and the port failed on Monday, both sides said, after two days without a "
                 "result.\n\nFirst point of the list.");
    free_items(&a);
}

static void text_of(const char *html, const char *want)
{
    struct items a = read_bytes("a.html", html, strlen(html), NULL);
    assert_int_equal(a.count, 1);
    assert_non_null(a.item[0].report);
    assert_string_equal(a.item[0].report->text, want);
    free_items(&a);
}

static void tables_builders_and_columns(void **state)
{
    (void)state;
    text_of("<table><tr><td><a href=1>News</a><br><a href=2>Sport</a></td><td><b>Army takes hill</b><br><br>The army "
            "took the hill on "
            "Monday, officials said, after a night of fighting.<br><br>Eight soldiers died, the ministry said, and 20 "
            "were hurt.<br><br>"
            "<a href=x>Back to top</a></td></tr></table>",
            "Army takes hill\n\nThe army took the hill on Monday, officials said, after a night of fighting.\n\nEight "
            "soldiers died, "
            "the ministry said, and 20 were hurt.");
    text_of("<body><div class='widget theme-post-content has-ads'><div class=widget-box><p>Protesters blocked the "
            "bridge for a third "
            "day, police said, and traffic stood still.</p><div class=ad-slot>Advertisement</div><p>Short "
            "one.</p><h2>What next</h2>"
            "<p>The mayor called for talks.</p><ul class=social-share><li>Tweet</ul></div></div><div "
            "class=cards><article><h3><a href=1>"
            "Other story</a></h3><p>A long teaser about another story that has, several, commas, and goes on for quite "
            "some time, so "
            "that it is long, and even longer than the story of the page itself is.</p></article></div></body>",
            "Protesters blocked the bridge for a third day, police said, and traffic stood still.\n\nShort "
            "one.\n\nWhat next\n\nThe "
            "mayor called for talks.");
}

static void old_charsets(void **state)
{
    (void)state;
    struct items a = READ(
        "a.html", "<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'></head><body>"
                  "<p>The caf\xe9 said \x93no\x94 to it, twice, and that was all there was to say.</p></body></html>");
    assert_string_equal(a.item[0].report->text,
                        "The caf\xC3\xA9 said \xE2\x80\x9Cno\xE2\x80\x9D to it, twice, and that was all "
                        "there was to say.");
    free_items(&a);
}

static void repeated(struct ss_str *s, const char *text, int times)
{
    for (int i = 0; i < times; i++) ss_str_puts(s, text);
}

static void hostile_pages_end_well(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<div>", "<b><i>", "</p>", "<table><tr><td>", "<a href=x>", "<!--",
                                         "&amp",  "<p",     "]]>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct ss_str s = {0};
        ss_str_puts(&s, "<html><body><p>Some words of a page that is built to hurt.</p>");
        repeated(&s, pieces[i], 100000);
        struct items a = read_bytes("a.html", s.data, s.len, NULL);
        assert_int_equal(a.count, 1);
        free_items(&a);
        ss_str_free(&s);
    }
    struct items a = READ("a.html", "<html><body></body></html>");
    assert_int_equal(a.item[0].problem.message, SS_MSG_NO_TEXT);
    free_items(&a);
    a = READ(
        "a.html",
        "<html><head><script type='application/ld+json'>{\"@graph\":[[[[[[[[{]]</script></head><p>Words here.</p>");
    assert_string_equal(a.item[0].report->text, "Words here.");
    free_items(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(metadata_and_main_text),
                                       cmocka_unit_test(meta_elements_and_declared_body),
                                       cmocka_unit_test(tables_builders_and_columns), cmocka_unit_test(old_charsets),
                                       cmocka_unit_test(hostile_pages_end_well)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
