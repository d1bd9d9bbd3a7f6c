// SPDX-License-Identifier: Apache-2.0
// Chu-Liu/Edmonds on a dense matrix. Callers look first whether the best heads already form a tree, as they mostly do.
// Cycles are contracted into their first member, and the contractions are undone in reverse order. The single
// root is had by making root arcs so dear that the best tree has one only.
#include "parse/tree.h"

#include <stdlib.h>
#include <string.h>

#define ROOT_COST 1e4f
#define NO_ARC    (-1e30f)
#define ARC(u, v) ((v)*size + (u)) // place of the arc from head u to dependent v: a row a dependent

struct contraction {
    uint32_t first, count; // its members in the pool
    uint32_t owner;        // row of `owners`: component of each node at that time
};

struct ss_tree {
    uint32_t n_max;
    float *weight;       // [node][node]: weight[ARC(u, v)] of arc u → v between components
    uint16_t *from, *to; // the words that arc joins
    uint32_t *best;      // best head component of each component
    uint32_t *owner, *owners, *pool, *mark;
    uint16_t *pool_from, *pool_to; // the cycle's arc into each pooled member
    bool *active;
    struct contraction *contractions;
    uint32_t *head; // of each node, UINT32_MAX unset
};

enum sayso_err ss_tree_new(struct ss_tree **out, uint32_t n_max)
{
    struct ss_tree *t = calloc(1, sizeof *t);
    if (!t || n_max > 0xFFFE) {
        free(t);
        return t ? SAYSO_ERR_ARG : SAYSO_ERR_NOMEM;
    }
    size_t size = (size_t)n_max + 1;
    t->n_max = n_max;
    t->weight = calloc(size * size, sizeof *t->weight);
    t->from = calloc(size * size, sizeof *t->from);
    t->to = calloc(size * size, sizeof *t->to);
    t->best = calloc(size, sizeof *t->best);
    t->owner = calloc(size, sizeof *t->owner);
    t->owners = calloc(size * size, sizeof *t->owners);
    t->mark = calloc(size, sizeof *t->mark);
    t->pool = calloc(2 * size, sizeof *t->pool);
    t->pool_from = calloc(2 * size, sizeof *t->pool_from);
    t->pool_to = calloc(2 * size, sizeof *t->pool_to);
    t->active = calloc(size, sizeof *t->active);
    t->contractions = calloc(size, sizeof *t->contractions);
    t->head = calloc(size, sizeof *t->head);
    if (!t->weight || !t->from || !t->to || !t->best || !t->owner || !t->owners || !t->mark || !t->pool ||
        !t->pool_from || !t->pool_to || !t->active || !t->contractions || !t->head) {
        ss_tree_free(t);
        return SAYSO_ERR_NOMEM;
    }
    *out = t;
    return SAYSO_OK;
}

void ss_tree_free(struct ss_tree *t)
{
    if (!t) return;
    free(t->weight);
    free(t->from);
    free(t->to);
    free(t->best);
    free(t->owner);
    free(t->owners);
    free(t->mark);
    free(t->pool);
    free(t->pool_from);
    free(t->pool_to);
    free(t->active);
    free(t->contractions);
    free(t->head);
    free(t);
}

bool ss_tree_fits(struct ss_tree *t, const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    memset(t->mark, 0, ((size_t)n + 1) * sizeof *t->mark);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = i;
        while (at && !t->mark[at]) {
            t->mark[at] = i;
            at = head[at - 1];
        }
        if (at && t->mark[at] == i) return false;
        roots += head[i - 1] == 0;
    }
    return roots == 1;
}

// Arcs from components that are gone weigh NO_ARC, so a plain maximum will do.
static void pick_best(struct ss_tree *t, uint32_t size, uint32_t v)
{
    const float *row = t->weight + ARC(0, v);
    uint32_t best = 0;
    for (uint32_t u = 1; u < size; u++)
        if (row[u] > row[best]) best = u;
    t->best[v] = best;
}

// A component on a cycle of best arcs, or 0.
static uint32_t find_cycle(struct ss_tree *t, uint32_t size)
{
    memset(t->mark, 0, size * sizeof *t->mark);
    for (uint32_t v = 1; v < size; v++) {
        if (!t->active[v]) continue;
        uint32_t at = v;
        while (at && !t->mark[at]) {
            t->mark[at] = v;
            at = t->best[at];
        }
        if (at && t->mark[at] == v) return at;
    }
    return 0;
}

// Contracts the cycle through `start`; its smallest member stands for all. Returns the new end of the pool.
static uint32_t contract(struct ss_tree *t, uint32_t size, uint32_t start, struct contraction *c, uint32_t level,
                         uint32_t pool)
{
    uint32_t keep = start;
    memset(t->mark, 0, size * sizeof *t->mark);
    *c = (struct contraction){.first = pool, .owner = level};
    for (uint32_t at = start;; at = t->best[at]) {
        t->mark[at] = 1;
        t->pool[pool] = at;
        t->pool_from[pool] = t->from[ARC(t->best[at], at)];
        t->pool_to[pool++] = t->to[ARC(t->best[at], at)];
        if (at < keep) keep = at;
        if (t->best[at] == start) break;
    }
    c->count = pool - c->first;
    memcpy(t->owners + (size_t)level * size, t->owner, size * sizeof *t->owner);
    for (uint32_t v = 0; v < size; v++) {
        if (!t->active[v] || t->mark[v]) continue;
        uint32_t out = keep, in = keep; // best members for arcs to and from v
        float out_weight = NO_ARC * 2, in_weight = NO_ARC * 2;
        for (uint32_t k = c->first; k < pool; k++) {
            uint32_t m = t->pool[k];
            float leave = t->weight[ARC(m, v)], enter = t->weight[ARC(v, m)] - t->weight[ARC(t->best[m], m)];
            if (leave > out_weight) {
                out_weight = leave;
                out = m;
            }
            if (enter > in_weight) {
                in_weight = enter;
                in = m;
            }
        }
        uint16_t out_from = t->from[ARC(out, v)], out_to = t->to[ARC(out, v)];
        uint16_t in_from = t->from[ARC(v, in)], in_to = t->to[ARC(v, in)];
        t->weight[ARC(keep, v)] = out_weight;
        t->from[ARC(keep, v)] = out_from;
        t->to[ARC(keep, v)] = out_to;
        t->weight[ARC(v, keep)] = in_weight;
        t->from[ARC(v, keep)] = in_from;
        t->to[ARC(v, keep)] = in_to;
    }
    for (uint32_t k = c->first; k < pool; k++) {
        uint32_t m = t->pool[k];
        if (m == keep) continue;
        t->active[m] = false;
        for (uint32_t v = 0; v < size; v++) t->weight[ARC(m, v)] = NO_ARC;
    }
    t->weight[ARC(keep, keep)] = NO_ARC;
    for (uint32_t i = 0; i < size; i++)
        if (t->mark[t->owner[i]]) t->owner[i] = keep;
    for (uint32_t v = 1; v < size; v++)
        if (t->active[v] && (v == keep || t->mark[t->best[v]])) pick_best(t, size, v);
    return pool;
}

static void edmonds(struct ss_tree *t, const float *score, uint32_t stride, uint32_t n, float root_cost)
{
    uint32_t size = n + 1, levels = 0, pool = 0, start;
    for (uint32_t v = 0; v < size; v++) {
        t->active[v] = true;
        t->owner[v] = v;
        t->head[v] = UINT32_MAX;
        for (uint32_t u = 0; u < size; u++) {
            t->weight[ARC(u, v)] =
                v == 0 || u == v ? NO_ARC : score[(size_t)(v - 1) * stride + u] - (u == 0 ? root_cost : 0.0f);
            t->from[ARC(u, v)] = (uint16_t)u;
            t->to[ARC(u, v)] = (uint16_t)v;
        }
    }
    for (uint32_t v = 1; v < size; v++) pick_best(t, size, v);
    while ((start = find_cycle(t, size))) {
        pool = contract(t, size, start, &t->contractions[levels], levels, pool);
        levels++;
    }
    for (uint32_t v = 1; v < size; v++)
        if (t->active[v]) t->head[t->to[ARC(t->best[v], v)]] = t->from[ARC(t->best[v], v)];
    while (levels-- > 0) {
        const struct contraction *c = &t->contractions[levels];
        const uint32_t *owner = t->owners + (size_t)levels * size;
        uint32_t entered = UINT32_MAX; // the member whose arc comes from outside
        memset(t->mark, 0, size * sizeof *t->mark);
        for (uint32_t k = 0; k < c->count; k++) t->mark[t->pool[c->first + k]] = 1;
        for (uint32_t i = 1; i < size; i++)
            if (t->mark[owner[i]] && t->head[i] != UINT32_MAX) entered = owner[i];
        for (uint32_t k = c->first; k < c->first + c->count; k++)
            if (t->pool[k] != entered) t->head[t->pool_to[k]] = t->pool_from[k];
    }
}

void ss_tree_decode(struct ss_tree *t, const float *score, uint32_t stride, uint32_t n, uint32_t *head)
{
    uint32_t size = n + 1, roots = 0;
    edmonds(t, score, stride, n, 0.0f);
    for (uint32_t v = 1; v < size; v++) roots += t->head[v] == 0;
    if (roots != 1) edmonds(t, score, stride, n, ROOT_COST);
    for (uint32_t v = 1; v < size; v++) head[v - 1] = t->head[v];
}
