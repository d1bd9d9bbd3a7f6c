// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_know_placeholder;
int ss_know_placeholder;
