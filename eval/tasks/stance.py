# SPDX-License-Identifier: Apache-2.0
"""What a text makes of what is told in it: stance of the author, net polarity, realis, forecasts with their windows (gold/stance.jsonl).

Every item marks one word.  `stance` is read from the claim, else from the judgement, `polarity` (so, not, open) from its judgement, `realis`
from the claim, else from the judgement; `forecast` from any claim of the text, with its last day when the
gold gives one."""
from tasks import factuality

SCORER = None
KINDS = ('stance', 'polarity', 'realis', 'forecast', 'window')


def to_input(gold):
    return [{k: d[k] for k in ('id', 'text', 'published') if k in d} for d in gold]


run = factuality.run


def overlaps(a, b):
    return a['start'] < b['end'] and b['start'] < a['end']


def to_scorer(record, gold_doc):
    target = gold_doc['target']
    claims = [c for c in record.get('claims', []) if overlaps(c['trigger'], target)]
    judged = [j for j in record.get('judgements', []) if overlaps(j, target)]
    out = {'id': gold_doc['id'], 'stance': 'neutral', 'forecast': False}
    if claims:
        out['stance'] = claims[0]['stance']
    elif judged:
        out['stance'] = judged[0]['stance']
    if judged:
        b = judged[0]['believed']
        out['polarity'] = 'so' if b >= 1.5 else 'not' if b <= -1 else 'open'
        out['realis'] = judged[0]['realis']
    if claims:
        out['realis'] = claims[0]['realis']
    for c in record.get('claims', []):
        if c.get('forecast'):
            out['forecast'] = True
            out['by'] = c.get('by')
    return out


def score(gold, system):
    found = {d['id']: d for d in system}
    right = {k: [] for k in KINDS}
    for g in gold:
        s = found.get(g['id'], {})
        right[g['kind']].append(s.get(g['kind']) == g[g['kind']])
        if 'by' in g:
            right['window'].append(s.get('by') == g['by'])
    return {k: {'right': 100.0 * sum(v) / len(v), 'of': len(v)} for k, v in right.items() if v}


def misses(gold, system):
    """For a person: every item that went wrong."""
    found = {d['id']: d for d in system}
    for g in gold:
        s = found.get(g['id'], {})
        for k in (g['kind'],) + (('by',) if 'by' in g else ()):
            if s.get(k) != g[k]:
                yield '%s %s: gold %s, found %s: %s' % (g['id'], k, g[k], s.get(k), g['text'])
