// SPDX-License-Identifier: Apache-2.0
// Placeholder.
extern int ss_pipe_placeholder;
int ss_pipe_placeholder;
