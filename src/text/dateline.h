// SPDX-License-Identifier: Apache-2.0
// Datelines: "BEIRUT, 27 March 2016 (Agency) - " in front of a report's first sentence.
#ifndef SS_TEXT_DATELINE_H
#define SS_TEXT_DATELINE_H

#include <stdint.h>

// Bytes of the dateline at the start of a paragraph, with its dash and the white space behind it; 0 when there is none.
uint32_t ss_dateline_length(const char *text, uint32_t len);

#endif
