# SPDX-License-Identifier: Apache-2.0
"""Killed and hurt, from the keys of violent incidents (MUC-4): the numbers of a report, each (killed or hurt, how many) once;
and which reports tell of an incident at all.

Gold: a line of HUM TGT: EFFECT OF INCIDENT (DEATH, INJURY) with the line of HUM TGT: NUMBER that names the same people, and the total of the
template; "PLURAL" and doubtful numbers are left out.  The system's are those of `annotate --incident`."""
import re

from tasks.muc import run, to_input  # the same reports, read the same way

SCORER = None
EFFECTS = {'DEATH': 'killed', 'INJURY': 'hurt'}
COUNTS = {'killed': 'killed', 'injured': 'hurt'}


def people(line):
    return set(re.findall(r'"([^"]+)"', line))


def numbers(doc):
    """{(effect, number)}, {effect that is told without a number}"""
    known, loose = set(), set()
    for t in doc['templates']:
        totals = {}
        lines = [re.match(r'~?(\d+|PLURAL|-)[^:]*:\s*(.*)', x, re.S) for x in t.get('HUM TGT: NUMBER', [])]
        for line in t.get('HUM TGT: EFFECT OF INCIDENT', []):
            words, _, who = line.partition(':')
            effects = [e for w, e in EFFECTS.items() if re.search(r'(?<!NO )\b' + w, words)]
            if len(effects) != 1 or '/' in words or 'NO ' in words or '?' in words:
                loose.update(effects)
                continue
            n = next((m for m in lines if m and people(m.group(2)) & people(who)), None)
            if n and n.group(1).isdigit():
                totals.setdefault(effects[0], []).append(int(n.group(1)))
            else:
                loose.add(effects[0])
        for effect, ns in totals.items():
            known.update((effect, n) for n in ns)
            known.add((effect, sum(ns)))
    return known, loose


def to_scorer(record, gold_doc):
    incident = record['incident']
    found = {(COUNTS[c['counts']], c['number']) for c in incident['casualties']}
    return {'id': gold_doc['id'], 'found': sorted(found), 'about': incident['told']}


def score(gold, system):
    by_id = {s['id']: {tuple(x) for x in s['found']} for s in system}
    by_about = {s['id']: s['about'] for s in system}
    n = {k: [0, 0, 0] for k in ('killed', 'hurt')}
    for d in gold:
        known, loose = numbers(d)
        for effect in ('killed', 'hurt'):
            g = {x for x in known if x[0] == effect}
            m = {x for x in by_id.get(d['id'], set()) if x[0] == effect} if d['templates'] and (g or effect not in loose) else set()
            n[effect][0] += len(g & m)
            n[effect][1] += len(m)
            n[effect][2] += len(g)
    about = [(bool(d['templates']), by_about.get(d['id'], False)) for d in gold]
    n['reports'] = [sum(g and m for g, m in about), sum(m for _, m in about), sum(g for g, _ in about)]
    out = {}
    for k, c in [('all', [a + b for a, b in zip(n['killed'], n['hurt'])])] + sorted(n.items()):
        p, r = (100.0 * c[0] / x if x else 0.0 for x in (c[1], c[2]))
        out[k] = {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0}
    return out
