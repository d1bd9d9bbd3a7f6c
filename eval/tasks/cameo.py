# SPDX-License-Identifier: Apache-2.0
"""Political sentences: their class (JSONL: 0 statement, 1 and 2 spoken and material cooperation, 3 and 4 spoken and material
conflict), or the words of source and target (IOB2: B-S I-S B-T I-T; other labels are left out).

The class is that of the CAMEO root of the sentence's first claim; without a claim it is a statement."""
import json

from tasks import marks

SCORER = None
# Classes of CAMEO's roots, as the sentences count them: appeals are statements, sanctions are words.
ROOTS = {0: '01 02', 1: '03 04 05', 2: '06 07 08', 3: '09 10 11 12 13 16', 4: '14 15 17 18 19 20'}
CLASS = {root: k for k, roots in ROOTS.items() for root in roots.split()}
GLUE = {',': 1, '.': 1, ';': 1, ':': 1, ')': 1, '’': 1, "'s": 1, '%': 1, '?': 1, '!': 1, "n't": 1}


def read_gold(path):
    with open(path, encoding='utf-8') as f:
        data = f.read()
    if path.endswith('.jsonl'):
        return [json.loads(line) for line in data.split('\n') if line.strip()]
    out = []
    for n, block in enumerate(b for b in data.split('\n\n') if b.strip()):
        rows = [line.split('\t') if '\t' in line else line.split() for line in block.split('\n') if line.strip()]
        text, spans = '', []
        for word, *_ in rows:
            if text and word not in GLUE and not text.endswith(('(', '“', '’')):
                text += ' '
            spans.append((len(text), len(text) + len(word)))
            text += word
        out.append({'id': 's%04d' % n, 'text': text, 'words': spans, 'labels': [r[-1] for r in rows]})
    return out


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def main_claim(record):
    """The first that is told."""
    claims = [c for c in record.get('claims', []) if c['kind'] != 'toll']
    return min(claims, key=lambda c: c['trigger']['start']) if claims else None


def class_of(claim):
    if claim is None:
        return 0
    if claim['kind'] == 'control':
        return 4
    k = CLASS[(claim.get('cameo') or '01')[:2]]
    if claim['realis'] == 'negated':
        return 3 if k else 0
    if claim['realis'] == 'future':
        return {2: 1, 4: 3}.get(k, k)
    return k


def run(program, inputs, folder):
    """Records, and for spans what the model marks."""
    records = marks.records(program, inputs, folder)
    if inputs and not inputs[0]['id'].startswith('cameo'):
        for key, sentences in marks.parsed(program, inputs, folder).items():
            records[key]['marked'] = [(label, s[a]['start'], s[b - 1]['end']) for s in sentences for label, a, b in marks.spans(s, 'Side')]
    return records


def to_scorer(record, gold_doc):
    if record.get('marked'):
        return {'id': gold_doc['id'], 'spans': record['marked']}
    if 'words' not in gold_doc:
        return {'id': gold_doc['id'], 'class': class_of(main_claim(record))}
    mentions = {m['id']: m for m in record.get('mentions', [])}
    spans, claim = [], main_claim(record)
    for label, role, things in (('S', 'actors', 'instruments'), ('T', 'recipients', 'objects')):
        for i in (claim or {}).get(role, []):
            near = [m for m in mentions.values() if m.get('entity') == i]
            if near:
                m = min(near, key=lambda m: abs(m['start'] - claim['trigger']['start']))
                spans.append((label, m['start'], m['end']))
        if not any(s[0] == label for s in spans):
            for i in (claim or {}).get(things, []):
                if i in mentions:
                    spans.append((label, mentions[i]['start'], mentions[i]['end']))
    return {'id': gold_doc['id'], 'spans': spans}


def gold_spans(doc):
    out, now = [], None
    for (start, end), label in zip(doc['words'], doc['labels']):
        kind = label[2:] if label[:2] in ('B-', 'I-') else ''
        if now and (label[:1] != 'I' or kind != now[0]):
            out.append(tuple(now))
            now = None
        if kind in ('S', 'T'):
            if now:
                now[2] = end
            else:
                now = [kind, start, end]
    return out + ([tuple(now)] if now else [])


def prf(hit, got, want):
    p, r = 100.0 * hit / got if got else 0.0, 100.0 * hit / want if want else 0.0
    return {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0}


def score(gold, system):
    mine = {s['id']: s for s in system}
    if gold and 'words' not in gold[0]:
        right = sum(mine.get(d['id'], {}).get('class', 0) == d['quadclass'] for d in gold)
        out = {'class accuracy': {'n': right, 'of': len(gold), 'F1': 100.0 * right / len(gold)}}
        for k in range(5):
            g, m = [{d['id'] for d in gold if c(d) == k} for c in (lambda d: d['quadclass'], lambda d: mine.get(d['id'], {}).get('class', 0))]
            out['class %d' % k] = prf(len(g & m), len(m), len(g))
        return out
    out, total = {}, [0, 0, 0]
    for label in 'ST':
        exact, loose, got, want = 0, [0, 0], 0, 0
        for d in gold:
            g = [s for s in gold_spans(d) if s[0] == label]
            m = [s for s in mine.get(d['id'], {}).get('spans', []) if s[0] == label]
            exact += len({tuple(s) for s in m} & set(g))
            loose[0] += sum(any(s[1] < x[2] and x[1] < s[2] for x in g) for s in m)
            loose[1] += sum(any(s[1] < x[2] and x[1] < s[2] for s in m) for x in g)
            got, want = got + len(m), want + len(g)
        out[{'S': 'source', 'T': 'target'}[label]] = prf(exact, got, want)
        out[{'S': 'source, overlap', 'T': 'target, overlap'}[label]] = {'P': 100.0 * loose[0] / max(got, 1), 'R': 100.0 * loose[1] / max(want, 1),
                                                                      'F1': 200.0 * loose[0] * loose[1] / max(loose[0] * want + loose[1] * got, 1)}
        total = [total[0] + exact, total[1] + got, total[2] + want]
    return {'spans': prf(*total), **out}
