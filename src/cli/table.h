// SPDX-License-Identifier: Apache-2.0
// Printing rows of a list: an aligned table for people, JSON lines, CSV (RFC 4180).
#ifndef SS_CLI_TABLE_H
#define SS_CLI_TABLE_H

#include <stdio.h>
#include "base/str.h"
#include "cli/opt.h"
#include "store/store.h"

// The filter that the options ask for.
struct ss_filter ss_filter_of(const struct ss_opts *opts);

// Opens the store of the options for reading; prints what is wrong and returns an exit code, 0 = opened.
int ss_open_store(struct ss_store **out, const struct ss_opts *opts);

// Columns of the screen: of the terminal, else $COLUMNS, else 120.
int ss_screen_width(void);

// Screen columns of UTF-8 text.
int ss_text_width(const char *text);

// Appends text, cut to `width` columns with an ellipsis and filled with blanks up to it; line breaks become blanks.
void ss_add_cell(struct ss_str *out, const char *text, int width);
// Appends text without line breaks, as it is.
void ss_add_flat(struct ss_str *out, const char *text);

// "27 Mar 2016" of "2016-03-27…"; "" for NULL. Static buffer of the caller.
const char *ss_human_date(const char *iso, char out[20]);

// A cell that is a JSON list as words for people: names joined by "; ", figures and values spelled out. Heap; free it.
char *ss_list_words(const char *json, const char *between);

// Prints a list as the options say and closes nothing. Returns an exit code.
int ss_print_list(const struct ss_opts *opts, struct ss_store *store, enum ss_list list, const struct ss_filter *filter,
                  FILE *out);

// One row of a cursor as a JSON object without line end.
void ss_row_json(struct ss_str *out, struct ss_cursor *cursor, enum ss_list list);

#endif
