// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_record_placeholder;
int ss_record_placeholder;
