# SPDX-License-Identifier: Apache-2.0
"""Killed and hurt, from the keys of violent incidents (MUC-4): the numbers of a report, each (killed or hurt, how many) once;
and which reports tell of an incident at all.

Gold: a line of HUM TGT: EFFECT OF INCIDENT (DEATH, INJURY) with the line of HUM TGT: NUMBER that names the same people, and the total of the
template; "PLURAL" and doubtful numbers are left out.  The system's are the figures of its claims, their sum
where they stand in one list, and 1 for one who is killed or hurt."""
import re

from tasks.muc import run, to_input  # the same reports, read the same way

SCORER = None
EFFECTS = {'DEATH': 'killed', 'INJURY': 'hurt'}
COUNTS = {'killed': 'killed', 'injured': 'hurt', 'wounded': 'hurt', 'hurt': 'hurt'}
ABOUT = 0.45  # a report more surely about violence tells of an incident
KILL = re.compile(r'kill|murder|assassinat|slay|slain|execut|massacr|shot dead|dead|death|die', re.I)
HURT = re.compile(r'wound|injur|hurt', re.I)


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


KINDS = ('civilians', 'military', 'police', 'armed_group', 'government', 'media', 'crowd')
NEAR = 150  # characters in which figures of one claim are one list
MANY = re.compile(r"(s|people|men|women|children|police|personnel|troops)$", re.I)
ONE = re.compile(r"\b(a|an|another|the|his|her|their|its|this|that|one)\s+$", re.I)
PART = re.compile(r"\b(includ\w+|of|among|whom)\b", re.I)


def single(entity, record, text, at):
    """Whether the words for an entity that stand nearest name one person."""
    if entity['kind'] == 'person':
        return True
    here = [m for m in record['mentions'] if m.get('entity') == entity['id'] and m['form'] == 'nominal']
    if not here or entity['kind'] not in KINDS:
        return False
    m = min(here, key=lambda m: abs(m['start'] - at))
    words = text[m['start']:m['end']]
    return not MANY.search(words.strip()) and bool(ONE.search(text[max(0, m['start'] - 12):m['start']]) or re.match(r'(a|an|the|one)\s', words, re.I))


def to_scorer(record, gold_doc):
    entities = {e['id']: e for e in record.get('entities', [])}
    figures = {f['id']: f for f in record.get('figures', [])}
    text, found = gold_doc['text'], set()
    for c in record.get('claims', []):
        if c['kind'] not in ('event', 'toll') or c['realis'] not in ('actual',):
            continue
        counted = {}
        for f in (figures[i] for i in c.get('figures', []) if i in figures):
            effect = COUNTS.get(f.get('counts') or '')
            if effect and f.get('best') is not None:
                counted.setdefault(effect, []).append(f)
                found.add((effect, int(f['best'])))
        words = text[c['trigger']['start']:c['trigger']['end']]
        effect = 'killed' if KILL.search(words) else 'hurt' if HURT.search(words) else None
        one = [i for i in c.get('recipients', []) if i in entities and single(entities[i], record, text, c['trigger']['start'])]
        if effect and not counted and c.get('type') in (None, 'ASSAULT') and one:
            found.add((effect, len(one)))
        for effect, fs in counted.items():
            fs.sort(key=lambda f: f['start'])
            if len(fs) > 1 and fs[-1]['end'] - fs[0]['start'] < NEAR and not PART.search(text[fs[0]['end']:fs[-1]['start']]):  # "six priests and two women"
                found.add((effect, sum(int(f['best']) for f in fs)))
    return {'id': gold_doc['id'], 'found': sorted(found), 'about': record['incident']['about'] >= ABOUT}


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
