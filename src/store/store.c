// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_store_placeholder;
int ss_store_placeholder;
