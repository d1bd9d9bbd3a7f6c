// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_text_placeholder;
int ss_text_placeholder;
