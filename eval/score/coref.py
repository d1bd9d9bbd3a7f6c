#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Coreference: MUC, B-cubed, CEAF-e and their mean (CoNLL F1), over mentions of chains of two or more.

    coref.py GOLD.jsonl SYSTEM.jsonl [--json]

One JSON object a line for each document: {"id": …, "mentions": [[start, end, head_start, head_end, chain], …]}; places
count characters without white space, end exclusive.  Chains of one mention are left out on both sides, as in the
CoNLL-2012 scorer; sums run over all documents.  `exact`: a mention is the same when its words are the same.  `head`: when
its head word is the same (as in the CorefUD scorer), equal words first.
"""
import argparse
import json
import sys
from collections import Counter, defaultdict

from claims import assign


def chains(mentions):
    out = defaultdict(list)
    for m in mentions:
        if m not in out[m[4]]:
            out[m[4]].append(m)
    return [c for c in out.values() if len(c) > 1]


def keys(gold, system, by_head):
    """Mentions of both sides under shared keys -> (gold chains, system chains) as lists of sets."""
    name = {}
    free = defaultdict(list)
    spans = {}
    for c, chain in enumerate(gold):
        for m in chain:
            key = ('g', c) + tuple(m[:4])
            name[c, tuple(m[:4])] = key
            spans.setdefault(tuple(m[:2]), []).append(key)
            free[tuple(m[2:4])].append((tuple(m[:2]), key))
    used = set()
    out = []
    late = []
    for chain in system:
        ids = []
        for m in chain:
            key = next((k for k in spans.get(tuple(m[:2]), []) if k not in used), None)
            if key:
                used.add(key)
            ids.append(key)
        late.append((chain, ids))
    for c, (chain, ids) in enumerate(late):
        done = set()
        for m, key in zip(chain, ids):
            if key is None and by_head:
                key = next((k for _, k in sorted(free.get(tuple(m[2:4]), [])) if k not in used), None)
                if key:
                    used.add(key)
            done.add(key or ('s', c) + tuple(m[:4]))
        out.append(done)
    return [{name[c, tuple(m[:4])] for m in chain} for c, chain in enumerate(gold)], out


def muc(a, b):
    """Links of a that b keeps: (kept, all)"""
    where = {m: i for i, chain in enumerate(b) for m in chain}
    kept = total = 0
    for chain in a:
        parts = {where.get(m, ('none', m)) for m in chain}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return kept, total


def b_cubed(a, b):
    where = {m: i for i, chain in enumerate(b) for m in chain}
    got = total = 0
    for chain in a:
        shared = Counter(where[m] for m in chain if m in where)
        got += sum(n * n for n in shared.values()) / len(chain)
        total += len(chain)
    return got, total


def ceaf(gold, system):
    """Sum of similarities of the best pairing of chains (phi 4)."""
    alike = [[2.0 * len(x & y) / (len(x) + len(y)) for y in system] for x in gold]
    return sum(alike[i][j] for i, j in assign(alike).items())


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def score(pairs, by_head):
    sums = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for gold, system in pairs:
        g, s = keys(chains(gold), chains(system), by_head)
        for name, measure in (('muc', muc), ('b3', b_cubed)):
            sums[name] = [x + y for x, y in zip(sums[name], measure(s, g) + measure(g, s))]
        got = ceaf(g, s)
        sums['ceafe'] = [x + y for x, y in zip(sums['ceafe'], (got, len(s), got, len(g)))]
        all_g, all_s = set().union(*g) if g else set(), set().union(*s) if s else set()
        both = len(all_g & all_s)
        sums['mentions'] = [x + y for x, y in zip(sums['mentions'], (both, len(all_s), both, len(all_g)))]
    out = {}
    for name in ('mentions', 'muc', 'b3', 'ceafe'):
        a, b, c, d = sums[name]
        p, r = a / b if b else 0.0, c / d if d else 0.0
        out[name] = {'P': 100 * p, 'R': 100 * r, 'F1': 100 * f1(p, r)}
    out['conll'] = {'F1': sum(out[n]['F1'] for n in ('muc', 'b3', 'ceafe')) / 3}
    return out


def self_check():
    m = [[i, i + 1, i, i + 1, 0] for i in range(7)]
    gold = [x[:4] + ['ab'[i > 2]] for i, x in enumerate(m)]  # {0 1 2} {3 4 5 6}
    same = score([(gold, gold)], False)
    assert abs(same['conll']['F1'] - 100) < 1e-9
    system = [x[:4] + ['xxyyzzz'[i]] for i, x in enumerate(m)]  # {0 1} {2 3} {4 5 6}
    got = score([(gold, system)], False)
    assert abs(got['muc']['P'] - 75) < 1e-9 and abs(got['muc']['R'] - 60) < 1e-9
    assert abs(got['b3']['P'] - 100 * (2 + 1 + 3) / 7) < 1e-9
    assert abs(got['ceafe']['P'] - 100 * (0.8 + 6 / 7) / 3) < 1e-9
    wide = [[x[0], x[1] + 1] + x[2:4] + ['ab'[i > 2]] for i, x in enumerate(m)]
    assert score([(gold, wide)], True)['conll']['F1'] == 100 and score([(gold, wide)], False)['conll']['F1'] == 0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gold', nargs='?')
    ap.add_argument('system', nargs='?')
    ap.add_argument('--json', action='store_true')
    ap.add_argument('--self-check', action='store_true')
    args = ap.parse_args()
    if args.self_check:
        self_check()
        print('ok')
        return 0
    read = lambda path: [json.loads(line) for line in open(path, encoding='utf-8') if line.strip()]
    system = {d['id']: d['mentions'] for d in read(args.system)}
    pairs = [(d['mentions'], system.get(d['id'], [])) for d in read(args.gold)]
    result = {}
    for label, by_head in (('exact', False), ('head', True)):
        for name, row in score(pairs, by_head).items():
            result['%s %s' % (label, name)] = row
    if args.json:
        print(json.dumps(result))
    else:
        for name, row in result.items():
            print('%-16s %s' % (name, '  '.join('%s %6.2f' % x for x in row.items())))
    return 0


if __name__ == '__main__':
    sys.exit(main())
