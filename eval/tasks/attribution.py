# SPDX-License-Identifier: Apache-2.0
"""Who says what: source, cue and content spans of attributions."""
SCORER = 'attribution.py'
ROLES = ('source', 'cue', 'content')


def to_input(gold):
    """The texts, with the report's date where the gold has one."""
    out = []
    for d in gold:
        row = {'id': d['id'], 'text': d['text']}
        if d.get('published') or d.get('date'):
            row['published'] = d.get('published') or d['date']
        out.append(row)
    return out


def to_scorer(record, gold):
    span = lambda s: {'start': s['start'], 'end': s['end']}
    return {'id': gold['id'], 'text': record['text'],
            'attributions': [{role: [span(s) for s in a.get(role) or []] for role in ROLES} for a in record.get('attributions', [])]}
