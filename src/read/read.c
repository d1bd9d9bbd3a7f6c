// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_read_placeholder;
int ss_read_placeholder;
