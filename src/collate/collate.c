// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_collate_placeholder;
int ss_collate_placeholder;
