// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_model_placeholder;
int ss_model_placeholder;
