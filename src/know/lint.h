// SPDX-License-Identifier: Apache-2.0
// The linter of knowledge tables: form, columns, types, ids, references, ambiguous aliases.
#ifndef SS_KNOW_LINT_H
#define SS_KNOW_LINT_H

#include <stdint.h>
#include <sayso/error.h>
#include "base/str.h"

struct ss_lint {
    struct ss_str
        text; // one line a finding: "actors/roles.tsv:12: fault: …" or "…: warning: …", sorted by file and line
    uint32_t faults, warnings, files, rows;
};

// Checks every .tsv file under `data` against data/schema.tsv and against each other. Faults are findings, not errors;
// errors are IO, NOMEM and a schema that cannot be read. Free with ss_lint_free.
enum sayso_err ss_know_lint(struct ss_lint *out, const char *data, struct sayso_problem *problem);
void ss_lint_free(struct ss_lint *lint);

#endif
