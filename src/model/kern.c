// SPDX-License-Identifier: Apache-2.0
// Choosing a kernel for the processor at hand.
#include "model/kern.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__aarch64__)
#if defined(__linux__)
#include <sys/auxv.h>

static bool has_dot(void)
{
    return getauxval(AT_HWCAP) & 1u << 20; // ASIMDDP
}
#else
static bool has_dot(void)
{
    return false;
}
#endif
#endif

unsigned ss_kern_list(const struct ss_kern **out, unsigned room)
{
    unsigned count = 0;
    if (count < room) out[count++] = &ss_kern_c;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (count < room && __builtin_cpu_supports("avx2")) out[count++] = &ss_kern_avx2;
    if (count < room && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
        out[count++] = &ss_kern_avx512;
#elif defined(__aarch64__)
    if (count < room) out[count++] = &ss_kern_neon;
    if (count < room && has_dot()) out[count++] = &ss_kern_dot;
#endif
    return count;
}

const struct ss_kern *ss_kern_pick(void)
{
    const struct ss_kern *list[4];
    unsigned count = ss_kern_list(list, 4);
    const char *allowed = getenv("SAYSO_CPU");
    for (unsigned i = 0; allowed && i < count; i++)
        if (strcmp(list[i]->name, allowed) == 0) return list[i];
    return list[count - 1];
}
