# SPDX-License-Identifier: Apache-2.0
"""Who says what: source, cue and content spans of attributions.

The gold has the outermost attributions alone, never one within what another says; so those are left out here."""
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


def outermost(attributions):
    """Those whose cue stands in nobody's content (of two that hold each other's cue, both)."""
    holds = lambda a, b: any(c['start'] <= b['cue'][0]['start'] < c['end'] for c in a['content'])
    cued = [a for a in attributions if a['cue']]
    return [a for a in attributions if not a['cue'] or not any(b is not a and holds(b, a) and not holds(a, b) for b in cued)]


def to_scorer(record, gold):
    span = lambda s: {'start': s['start'], 'end': s['end']}
    return {'id': gold['id'], 'text': record['text'],
            'attributions': [{role: [span(s) for s in a.get(role) or []] for role in ROLES} for a in outermost(record.get('attributions', []))]}
