// SPDX-License-Identifier: Apache-2.0
// The brief's ledgers: who holds which place, and what became of forecasts.
#include <stdlib.h>
#include <string.h>
#include "cli/brief.h"

#define PLACES_SHOWN    10
#define FORECASTS_SHOWN 8

struct place {
    uint32_t first, count; // rows of the list, which comes sorted by place and date
    int64_t changes, claims;
};

static int by_interest(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->changes != b->changes) return a->changes > b->changes ? -1 : 1;
    if (a->claims != b->claims) return a->claims > b->claims ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void place_line(struct ss_brief *b, const struct ss_rows *r, const struct place *p, int name_width)
{
    size_t start = b->out.len;
    int used = name_width + 4, limit = b->width - 10;
    const char *id = NULL;
    ss_str_puts(&b->out, "  ");
    ss_add_cell(&b->out, ss_rows_text(r, p->first, "place"), name_width);
    ss_str_puts(&b->out, "  ");
    for (uint32_t i = 0; i < p->count; i++) {
        const char *holder = ss_rows_text(r, p->first + i, "holder"), *status = ss_rows_text(r, p->first + i, "status");
        bool held = !status || strcmp(status, "held") == 0;
        bool changed = ss_rows_int(r, p->first + i, "changed") != 0;
        const char *part = ss_printf(b->arena, "%s%s%s%s%s%s", holder ? holder : "unknown", changed ? " " : " by ",
                                     ss_brief_date(b, ss_rows_text(r, p->first + i, "date_from")), held ? "" : " (",
                                     held ? "" : status, held ? "" : ")");
        if (!part) return;
        if (i && used + 3 + ss_text_width(part) > limit) {
            ss_brief_end(b, start, id);
            start = b->out.len;
            for (int k = 0; k < name_width + 4; k++) ss_str_putc(&b->out, ' ');
            used = name_width + 4;
        } else if (i) {
            ss_str_puts(&b->out, " \xC2\xB7 ");
            used += 3;
        }
        ss_add_flat(&b->out, part);
        used += ss_text_width(part);
        id = ss_rows_text(r, p->first + i, "id");
    }
    ss_brief_end(b, start, id);
}

// A place that the gazetteer knows, or one with a name of its own ("Djibasso", not "the village").
static bool is_named(const struct ss_rows *r, uint32_t row)
{
    const char *name = ss_rows_text(r, row, "place");
    return ss_rows_text(r, row, "lat") || (name && *name >= 'A' && *name <= 'Z');
}

void ss_brief_control(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_CONTROL, &b->filter);
    struct place *places = SS_NEW_ARRAY(b->arena, struct place, r.count);
    uint32_t n = 0;
    int width = 5;
    if (!r.count || !places) return;
    for (uint32_t i = 0; i < r.count; i++) {
        const char *key = ss_rows_text(&r, i, "place_key"), *feature = ss_rows_text(&r, i, "feature");
        if (!is_named(&r, i) || (feature && ss_in_list("admin1|admin2|region|road", '|', feature)))
            continue; // parts change hands there
        if (!n || strcmp(ss_rows_text(&r, places[n - 1].first, "place_key"), key) != 0)
            places[n++] = (struct place){.first = i};
        struct place *p = &places[n - 1];
        p->count++;
        p->changes += ss_rows_int(&r, i, "changed") && ss_rows_int(&r, i, "reports") > 1;
        p->claims += ss_rows_int(&r, i, "claims");
    }
    qsort(places, n, sizeof *places, by_interest);
    uint32_t shown = n < PLACES_SHOWN ? n : PLACES_SHOWN;
    for (uint32_t i = 0; i < shown; i++) {
        int w = ss_text_width(ss_rows_text(&r, places[i].first, "place"));
        if (w > width && w <= 24) width = w;
    }
    if (!shown) return;
    ss_brief_heading(b, "Who holds", NULL);
    for (uint32_t i = 0; i < shown; i++) place_line(b, &r, &places[i], width);
    if (n > shown) ss_str_printf(&b->out, "  and %u more places: sayso control\n", n - shown);
}

// What was foretold, in quotation marks: of direct speech the words themselves, of a long sentence its end, where the
// day stands.
static const char *foretold(struct ss_brief *b, const char *sentence, int room)
{
    size_t len = sentence ? strlen(sentence) : 0;
    const char *close = len > 1 && *sentence == '"' ? strchr(sentence + 1, '"') : NULL;
    if (!len) return "";
    if (close) {
        sentence++;
        len = (size_t)(close - sentence);
    }
    while (len && (sentence[len - 1] == '.' || sentence[len - 1] == ',')) len--;
    const char *whole = ss_strndup(b->arena, sentence, len), *s = whole;
    while (s && ss_text_width(s) + (s > whole ? 4 : 2) > room) {
        const char *space = strchr(s, ' ');
        if (!space) break;
        s = space + 1;
    }
    return s ? ss_printf(b->arena, "\"%s%s\"", s > whole ? "\xE2\x80\xA6 " : "", s) : "";
}

void ss_brief_forecasts(struct ss_brief *b)
{
    struct ss_rows r = ss_brief_rows(b, SS_LIST_FORECASTS, &b->filter);
    uint32_t shown = 0;
    // Those decided and those with a day come first in the list; the rest is only counted.
    while (shown < r.count && shown < FORECASTS_SHOWN &&
           (ss_rows_text(&r, shown, "deadline") || strcmp(ss_rows_text(&r, shown, "state"), "open") != 0))
        shown++;
    if (!r.count) return;
    ss_brief_heading(b, "Forecast", NULL);
    for (uint32_t i = 0; i < shown; i++) {
        const char *voice = ss_rows_text(&r, i, "voice"), *outlet = ss_rows_text(&r, i, "outlet");
        const char *who = ss_printf(b->arena, " (%s%s%s, %s)", voice ? voice : "",
                                    voice && outlet && strcmp(voice, outlet) != 0 ? ", " : "",
                                    voice && outlet && strcmp(voice, outlet) != 0 ? outlet
                                    : voice                                       ? ""
                                    : outlet                                      ? outlet
                                                                                  : "",
                                    ss_brief_date(b, ss_rows_text(&r, i, "published")));
        if (!who) return;
        int room = b->width - 13 - ss_text_width(who) - 11;
        const char *quote = foretold(b, ss_rows_text(&r, i, "sentence"), room < 30 ? 30 : room);
        if (!quote) return;
        size_t start = b->out.len;
        ss_str_puts(&b->out, "  ");
        ss_add_cell(&b->out, ss_rows_text(&r, i, "state"), 11);
        int have = ss_text_width(quote);
        ss_add_cell(&b->out, quote, have < room ? have : room < 30 ? 30 : room);
        ss_add_flat(&b->out, who);
        ss_brief_end(b, start, ss_rows_text(&r, i, "id"));
    }
    if (r.count > shown)
        ss_str_printf(&b->out, "  %s%u without a day or an end yet: sayso forecasts\n", shown ? "and " : "",
                      r.count - shown);
}
