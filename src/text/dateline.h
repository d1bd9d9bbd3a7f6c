// SPDX-License-Identifier: Apache-2.0
// Datelines: "BEIRUT, 27 March 2016 (Agency) - " in front of a report's first sentence.
#ifndef SS_TEXT_DATELINE_H
#define SS_TEXT_DATELINE_H

#include <stdbool.h>
#include <stdint.h>

// Bytes of the dateline at the start of a paragraph, with its dash and the white space behind it; 0 when there is none.
// `below` the first paragraph only the name of a town in capitals counts, before a capital or a quotation.
uint32_t ss_dateline_length(const char *text, uint32_t len, bool below);

#endif
