// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_parse_placeholder;
int ss_parse_placeholder;
