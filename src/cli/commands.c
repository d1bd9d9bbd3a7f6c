// SPDX-License-Identifier: Apache-2.0
// The command table, in the order of the help.
#include "cli/commands.h"

const struct ss_command ss_commands[] = {
    {"read", "PATH|URL|-...", "read reports into the store; run it again to go on after a stop", ss_cmd_read},
    {"annotate", "[PATH|URL|-]...", "reports in, one JSON line each out, without a store", ss_cmd_annotate},
    {"brief", "", "the picture in one screen: what happened, what is contested, who holds what", ss_cmd_brief},
    {"events", "[ID]", "happenings, each put together from the claims about it", ss_cmd_events},
    {"claims", "[ID]", "what was asserted, by whom; of one report, event or conflict when its id is given",
     ss_cmd_claims},
    {"conflicts", "[ID]", "claims that cannot all be right, each value with its voices", ss_cmd_conflicts},
    {"control", "[ID]", "who is said to hold each place, from when to when", ss_cmd_control},
    {"forecasts", "[ID]", "what was foretold, and what became of it", ss_cmd_forecasts},
    {"labels", "", "what each outlet calls each actor, in its own voice and in others'", ss_cmd_labels},
    {"sources", "", "who is quoted, how often, by whom", ss_cmd_sources},
    {"actors", "", "who acts and who suffers", ss_cmd_actors},
    {"places", "", "where", ss_cmd_places},
    {"review", "ID VERDICT",
     "keep a person's verdict on a record: right, wrong, unsure or withdrawn; the last one holds", ss_cmd_review},
    {"reviews", "[ID]", "the verdicts of people; of one record or of all claims of a report when its id is given",
     ss_cmd_reviews},
    {"show", "ID...", "a record with its words marked in the text", ss_cmd_show},
    {"explain", "ID...", "why a record was coded so: words, voices, rows that fit or not, where each side comes from",
     ss_cmd_explain},
    {"export", "[LIST]", "all records and rows, --as jsonl, csv (of one list) or geojson", ss_cmd_export},
    {"parse", "[PATH|URL|-]...", "text in, CoNLL-U out: words, tags, lemmas, trees and names", ss_cmd_parse},
    {"know", "build|lint|test|import|unknown [DIR|WORDS|FILE...]",
     "compile and check the tables of actors, places and words; show what WORDS mean to them; import dictionaries",
     ss_cmd_know},
    {"serve", "", "show the store in the browser, on 127.0.0.1 only", ss_cmd_serve},
    {"help", "[COMMAND]", "explain a command; --man prints the man page, --completion what bash needs", ss_cmd_help},
    {0},
};
