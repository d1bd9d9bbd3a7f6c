// SPDX-License-Identifier: Apache-2.0
// Enum values as they stand in JSON, both ways.
#include "record/record.h"

#include "base/str.h"
#include "record/names.h"

const char *const ss_realis_names[] = {"actual", "negated", "future", "hypothetical", "ordered", "asked", NULL};
const char *const ss_certainty_names[] = {"certain", "probable", "possible", "unconfirmed", NULL};
const char *const ss_stance_names[] = {"neutral", "endorses", "doubts", "rejects", NULL};
const char *const ss_source_kind_names[] = {"unknown",  "named", "role",   "anonymous",
                                            "document", "media", "social", NULL};
const char *const ss_quote_form_names[] = {"indirect", "direct", "mixed", NULL};
const char *const ss_date_from_names[] = {"none", "given", "jsonld", "meta", "dateline", "url", NULL};
const char *const ss_claim_kind_names[] = {"event", "toll", "control", NULL};
const char *const ss_part_role_names[] = {"perpetrator", "group", "target", "victim", "weapon", NULL};
const char *const ss_mention_kind_names[] = {"actor", "place", "time", "figure", "thing", NULL};
const char *const ss_mention_form_names[] = {"name", "nominal", "pronoun", NULL};

int ss_name_value(const char *const *names, const char *name)
{
    for (int i = 0; name && names[i]; i++)
        if (ss_streq(names[i], name)) return i;
    return -1;
}

// The first name stands in for a value out of range, which only a broken stage can make.
static const char *name_of(const char *const *names, unsigned value)
{
    for (unsigned i = 0; names[i]; i++)
        if (i == value) return names[i];
    return names[0];
}

const char *ss_realis_name(enum sayso_realis realis)
{
    return name_of(ss_realis_names, realis);
}

const char *ss_certainty_name(enum sayso_certainty certainty)
{
    return name_of(ss_certainty_names, certainty);
}

const char *ss_stance_name(enum sayso_stance stance)
{
    return name_of(ss_stance_names, stance);
}

const char *ss_source_kind_name(enum sayso_source_kind kind)
{
    return name_of(ss_source_kind_names, kind);
}

const char *ss_quote_form_name(enum sayso_quote_form form)
{
    return name_of(ss_quote_form_names, form);
}

const char *ss_part_role_name(enum sayso_part_role role)
{
    return name_of(ss_part_role_names, role);
}

const char *ss_date_from_name(enum sayso_date_from from)
{
    return name_of(ss_date_from_names, from);
}

const char *ss_claim_kind_name(enum sayso_claim_kind kind)
{
    return name_of(ss_claim_kind_names, kind);
}

const char *ss_mention_kind_name(enum sayso_mention_kind kind)
{
    return name_of(ss_mention_kind_names, kind);
}

const char *ss_mention_form_name(enum sayso_mention_form form)
{
    return name_of(ss_mention_form_names, form);
}
