// SPDX-License-Identifier: Apache-2.0
// The command table, in the order of the help.
#include "cli/commands.h"

const struct ss_command ss_commands[] = {
    {"read", "PATH|URL|-...", "read reports into the store; run it again to go on after a stop", ss_cmd_read},
    {"annotate", "[PATH|URL|-]...", "reports in, one JSON line each out, without a store", ss_cmd_annotate},
    {"parse", "[PATH|URL|-]...", "text in, CoNLL-U out: words, tags, lemmas, trees and names", ss_cmd_parse},
    {"serve", "", "show the store in the browser, on 127.0.0.1 only", ss_cmd_serve},
    {"help", "[COMMAND]", "explain a command; --man prints the man page, --completion what bash needs", ss_cmd_help},
    {0},
};
