// SPDX-License-Identifier: Apache-2.0
// The progress line. It never touches standard output, and draws nothing when standard error is no terminal.
#define _GNU_SOURCE
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void ss_progress_start(struct ss_progress *p, const struct ss_opts *opts)
{
    const char *term = getenv("TERM");
    *p = (struct ss_progress){.start = now()};
    p->on = !opts->quiet && isatty(STDERR_FILENO) == 1 && !(term && strcmp(term, "dumb") == 0);
}

static void draw(struct ss_progress *p, double t, uint64_t done, uint64_t total)
{
    enum { WIDTH = 24 };
    double gone = t - p->start, rate = gone > 0 ? (double)p->reports / gone : 0;
    fputs("\r\033[K", stderr);
    if (total) {
        double share = done >= total ? 1 : (double)done / (double)total;
        int full = (int)(share * WIDTH);
        putc('[', stderr);
        for (int i = 0; i < WIDTH; i++) putc(i < full ? '=' : i == full ? '>' : ' ', stderr);
        fprintf(stderr, "] %3d %%  ", (int)(share * 100));
        fprintf(stderr, "%llu reports  %.1f/s", (unsigned long long)p->reports, rate);
        if (share > 0 && gone > 1) {
            long left = (long)(gone / share - gone);
            fprintf(stderr, "  %ld:%02ld left", left / 60, left % 60);
        }
    } else {
        fprintf(stderr, "%llu reports  %.1f/s", (unsigned long long)p->reports, rate);
    }
    fflush(stderr);
    p->drawn = true;
}

void ss_progress_step(struct ss_progress *p, uint64_t bytes_done, uint64_t bytes_total)
{
    p->reports++;
    if (!p->on) return;
    double t = now();
    if (t - p->last < 0.1) return;
    p->last = t;
    draw(p, t, bytes_done, bytes_total);
}

void ss_progress_clear(struct ss_progress *p)
{
    if (!p->drawn) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->drawn = false;
}

double ss_progress_seconds(const struct ss_progress *p)
{
    return now() - p->start;
}
