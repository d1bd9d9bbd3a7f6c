// SPDX-License-Identifier: Apache-2.0
// The commands that print one list of the store each: claims, events, conflicts, control, forecasts, labels, sources,
// actors, places, reviews. An id as argument narrows a list to what belongs to it.
#include "cli/commands.h"
#include "cli/table.h"

static int run(const struct ss_opts *opts, enum ss_list list)
{
    struct ss_store *store;
    struct ss_filter filter = ss_filter_of(opts);
    if (opts->arg_count > 1) return ss_usage(opts, "at most one id");
    if (opts->arg_count) {
        filter.id = opts->args[0];
        if (list == SS_LIST_REVIEWS) {
            filter.report = filter.id;
            filter.id = NULL;
        }
        // The claims of an event, a conflict, a row of the ledger, a forecast, a report.
        if (list == SS_LIST_CLAIMS && filter.id[0] != '\0') {
            static const struct {
                char kind;
                enum ss_list list;
            } of[] = {{'e', SS_LIST_EVENT_CLAIMS},
                      {'x', SS_LIST_CONFLICT_CLAIMS},
                      {'h', SS_LIST_CONTROL_CLAIMS},
                      {'f', SS_LIST_FORECAST_CLAIMS}};
            int code = ss_open_store(&store, opts);
            if (code) return code;
            for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
                struct ss_cursor *c;
                if (filter.id[0] != of[i].kind || ss_store_list(store, of[i].list, &filter, &c)) continue;
                if (ss_cursor_next(c)) list = of[i].list;
                ss_cursor_close(c);
            }
            if (list == SS_LIST_CLAIMS) {
                filter.report = filter.id;
                filter.id = NULL;
            }
            code = ss_print_list(opts, store, list, &filter, stdout);
            ss_store_close(store);
            return code;
        }
    }
    int code = ss_open_store(&store, opts);
    if (code) return code;
    code = ss_print_list(opts, store, list, &filter, stdout);
    ss_store_close(store);
    return code;
}

int ss_cmd_claims(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_CLAIMS);
}

int ss_cmd_events(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_EVENTS);
}

int ss_cmd_conflicts(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_CONFLICTS);
}

int ss_cmd_control(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_CONTROL);
}

int ss_cmd_forecasts(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_FORECASTS);
}

int ss_cmd_labels(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_LABELS);
}

int ss_cmd_sources(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_SOURCES);
}

int ss_cmd_actors(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_ACTORS);
}

int ss_cmd_places(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_PLACES);
}

int ss_cmd_reviews(const struct ss_opts *opts)
{
    return run(opts, SS_LIST_REVIEWS);
}
