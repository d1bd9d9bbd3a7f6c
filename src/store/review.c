// SPDX-License-Identifier: Apache-2.0
// Verdicts of people: checked, appended, never changed.
#include <string.h>

#include "base/error.h"
#include "base/str.h"
#include "store/private.h"

const char *const ss_review_verdicts = "right|wrong|unsure|withdrawn";
const char *const ss_review_fields = "kind|type|mode|actors|recipients|figures|holder|status|place|date|voice|realis|"
                                     "certainty|stance";

static enum sayso_err check_target(struct ss_store *store, const char *target)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(store->db,
                           "SELECT 1 WHERE ?1 IN (SELECT id FROM claim WHERE id=?1 UNION ALL "
                           "SELECT id FROM event WHERE id=?1 UNION ALL SELECT id FROM conflict WHERE id=?1 UNION ALL "
                           "SELECT id FROM control WHERE id=?1 UNION ALL SELECT id FROM forecast WHERE id=?1 UNION ALL "
                           "SELECT id FROM report WHERE id=?1)",
                           -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "review");
    ss_bind_text(s, 1, target);
    int rc = sqlite3_step(s);
    enum sayso_err err = rc == SQLITE_ROW    ? SAYSO_OK
                         : rc == SQLITE_DONE ? ss_fail(&store->problem, SAYSO_ERR_NOTFOUND, 705, "", -1,
                                                       "nothing with the id %s", target)
                                             : ss_store_fail(store, "review");
    sqlite3_finalize(s);
    return err;
}

enum sayso_err ss_store_add_review(struct ss_store *store, const struct ss_review *review)
{
    const char *cells[] = {review->target, review->field, review->verdict, review->value,
                           review->note,   review->coder, review->at};
    sqlite3_stmt *s;
    if (!review->target || !review->verdict || !ss_in_list(ss_review_verdicts, '|', review->verdict))
        return ss_fail(&store->problem, SAYSO_ERR_ARG, 706, "", -1, "the verdict must be one of %s",
                       ss_review_verdicts);
    if (review->field && !ss_in_list(ss_review_fields, '|', review->field))
        return ss_fail(&store->problem, SAYSO_ERR_ARG, 706, "", -1, "the field must be one of %s", ss_review_fields);
    if (review->value && (!review->field || strcmp(review->verdict, "wrong") != 0))
        return ss_fail(&store->problem, SAYSO_ERR_ARG, 706, "", -1, "a value says what a wrong field should have been");
    SS_TRY(check_target(store, review->target));
    if (sqlite3_prepare_v2(store->db,
                           "INSERT INTO review(target,field,verdict,value,note,coder,at) "
                           "VALUES(?,?,?,?,?,?,coalesce(?,strftime('%Y-%m-%dT%H:%M:%SZ','now')))",
                           -1, &s, NULL) != SQLITE_OK)
        return ss_store_fail(store, "review");
    for (int i = 0; i < 7; i++) ss_bind_text(s, i + 1, cells[i]);
    enum sayso_err err = ss_store_step(store, s, "review");
    sqlite3_finalize(s);
    return err;
}
