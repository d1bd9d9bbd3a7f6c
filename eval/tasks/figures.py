# SPDX-License-Identifier: Apache-2.0
"""Numbers with their bounds and what they count.

Gold: {"id", "text", "figures": [{"words", "counts", "low", "high", "best"}]}; `words` stand in the text, in order. A figure is
found when the spans overlap, its value is right when low and high are (approximate ones: best), and counted when the category is too.
"""
SCORER = None


def to_input(gold):
    return [dict({'id': d['id'], 'text': d['text']}, **({'published': d['published']} if d.get('published') else {})) for d in gold]


def to_scorer(record, gold):
    return {'id': gold['id'], 'text': record['text'], 'figures': record.get('figures', [])}


def placed(doc):
    """The gold's figures with their spans: each words is looked for behind the one before."""
    at, out = 0, []
    for f in doc['figures']:
        start = doc['text'].index(f['words'], at)
        at = start + len(f['words'])
        out.append(dict(f, start=start, end=at))
    return out


def value(g, s):
    if g.get('best') is not None and g.get('low') is None and g.get('high') is None:
        return s.get('best') == g['best']
    return (s.get('low'), s.get('high')) == (g.get('low'), g.get('high'))


def score(gold, system):
    found = {str(d['id']): d for d in system}
    hits, n_gold, n_system = [0, 0, 0], 0, 0
    for doc in gold:
        free = list(found.get(str(doc['id']), {}).get('figures', []))
        n_system += len(free)
        for g in placed(doc):
            n_gold += 1
            s = next((x for x in free if x['start'] < g['end'] and g['start'] < x['end']), None)
            if s is None:
                continue
            free.remove(s)
            hits[0] += 1
            if value(g, s):
                hits[1] += 1
                hits[2] += (s.get('counts') or None) == g.get('counts')
    out = {}
    for name, n in zip(('span', 'value', 'counted'), hits):
        p, r = (100.0 * n / k if k else 0.0 for k in (n_system, n_gold))
        out[name] = {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0}
    return out
