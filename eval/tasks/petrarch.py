# SPDX-License-Identifier: Apache-2.0
"""The unit cases of an event coder, with its own dictionaries (files `dictionaries-PETR.Validate.*` beside the gold).

`with dictionaries`: cases of which every event is right (code, source and target), and no other is found.
`own frames`: sayso's own frames with nothing but the imported actors.  Most of the cases have WEIS codes, some CAMEO's;
a root of CAMEO is right where it says the same (ROOTS).  Codes that are no WEIS (345, 9xx: made up for one case) are left out, with their cases."""
import glob
import json
import os
import subprocess

SCORER = None
DICTIONARIES = 'dictionaries-PETR.Validate.'
ROOTS = {'01': '08', '02': '01', '03': '04 03', '04': '05', '05': '03', '06': '05 06 08', '07': '07 06', '08': '03 05', '09': '02 10',
         '10': '02 10', '11': '12', '12': '11', '13': '11 14', '14': '01 12', '15': '10', '16': '13 11', '17': '13 17 16', '18': '14 15',
         '19': '16 17 19', '20': '16 17', '21': '17', '22': '18 19 17'}
folder_of_gold = []


def read_gold(path):
    folder_of_gold[:] = [os.path.dirname(os.path.abspath(path))]
    with open(path, encoding='utf-8', newline='\n') as f:
        return [json.loads(line) for line in f.read().split('\n') if line.strip()]


def to_input(gold):
    return [{'id': d['id'], 'text': d['text'], 'published': '%s-%s-%s' % (d['date'][:4], d['date'][4:6], d['date'][6:8])} for d in gold]


def run(program, inputs, folder):
    source = os.path.join(folder, 'input.jsonl')
    with open(source, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(d) + '\n' for d in inputs)
    out = {}
    for name, which in (('all', '*'), ('actors', 'a*')):
        tables = os.path.join(folder, name)
        files = sorted(glob.glob(os.path.join(folder_of_gold[0], DICTIONARIES + which)))
        subprocess.run([program, 'know', 'import', '-q', '--out', tables, *files], check=True)
        done = subprocess.run([program, 'annotate', '--know', tables, '-q', source], stdout=subprocess.PIPE, check=True)
        for line in done.stdout.decode().splitlines():
            record = json.loads(line)
            out.setdefault(record['id'], {'id': record['id']})[name] = [(e['code'], e['source'], e['target']) for e in record['events']]
    return out


def to_scorer(record, gold_doc):
    return record


def prf(hit, got, want, found=None):
    p, r = 100.0 * hit / got if got else 0.0, 100.0 * (hit if found is None else found) / want if want else 0.0
    return {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0}


def score(gold, system):
    mine = {s['id']: s for s in system}
    right, roots, whole = 0, [0, 0, 0, 0], [0, 0, 0, 0]
    for d in gold:
        s = mine.get(d['id'], {})
        events = {(e['type'], e['source'], e['target']) for e in d['events']}
        right += events == set(s.get('all', []))
        if any(e[0][:2] not in ROOTS for e in events):
            continue
        g = {(e[0][:2], e[1], e[2]) for e in events}
        m = {(e[0][:2], e[1], e[2]) for e in s.get('actors', [])}
        for n, part in ((roots, slice(0, 1)), (whole, slice(0, 3))):
            a, b = {e[part] for e in g}, {e[part] for e in m}
            fits = lambda x, y: y[0] in ROOTS[x[0]].split() and x[1:] == y[1:]
            n[0] += sum(any(fits(x, y) for x in a) for y in b)
            n[1] += len(b)
            n[2] += len(a)
            n[3] += sum(any(fits(x, y) for y in b) for x in a)
    return {'with dictionaries: cases right': {'n': right, 'of': len(gold), 'F1': 100.0 * right / len(gold) if gold else 0.0},
            'own frames: root': prf(roots[0], roots[1], roots[2], roots[3]),
            'own frames: root, source, target': prf(whole[0], whole[1], whole[2], whole[3])}
