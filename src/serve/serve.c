// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_serve_placeholder;
int ss_serve_placeholder;
