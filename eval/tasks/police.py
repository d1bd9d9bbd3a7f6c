# SPDX-License-Identifier: Apache-2.0
"""What police did, sentence by sentence (killed, arrested, used force, failed to act, did anything): F1 a label, and their mean.

A label is read off the claims whose trigger stands in the sentence and whose actor is a security force, or nobody
where the deed is one that security forces do."""
SCORER = None
LABELS = ('KILL', 'ARREST', 'FAIL', 'FORCE', 'ANY_ACTION')
FORCE_MODES = {'crowd-control', 'firearms', 'beat', 'torture'}


def joined(doc):
    """-> (text, [(start, end)])"""
    text, spans = '', []
    for s in doc['sentences']:
        if text:
            text += ' '
        spans.append((len(text), len(text) + len(s['text'])))
        text += s['text']
    return text, spans


def to_input(gold):
    return [{'id': str(d['id']), 'text': joined(d)[0], **({'published': d['date']} if d.get('date') else {})} for d in gold]


def force(entity):
    return entity['kind'] in ('police', 'military') or bool({'COP', 'MIL'} & set(entity.get('sectors') or []))


def labels_of(claim, entities, figures, text):
    actors = [entities[i] for i in claim.get('actors', []) if i in entities]
    police = any(force(e) for e in actors)
    state = police or any(e['kind'] in ('government', 'state') for e in actors)
    theirs = not actors and (claim.get('type') in ('COERCE', 'MOBILIZE') or claim.get('mode') == 'investigate')
    if claim['kind'] == 'control':
        return set()
    if police and claim['realis'] == 'negated' or state and claim.get('type') == 'REJECT' and claim.get('mode') == 'assist':
        return {'FAIL'}
    if not (police or theirs) or claim['realis'] != 'actual':
        return set()
    out = {'ANY_ACTION'}
    if claim.get('type') == 'ASSAULT':
        killed = any((figures.get(i) or {}).get('counts') == 'killed' for i in claim.get('figures', []))
        words = text[claim['trigger']['start']:claim['trigger']['end']].lower()
        if killed or words.startswith(('kill', 'shot dead', 'gunned')) or claim.get('mode') == 'targeted':
            out.add('KILL')
        out.add('FORCE')
    if claim.get('type') == 'COERCE':
        out.add('ARREST' if claim.get('mode') == 'arrest' else 'FORCE' if not claim.get('mode') else 'ANY_ACTION')
    return out


def deaths(claim, figures):
    """Whether a toll tells of dead."""
    return claim['kind'] == 'toll' and any((figures.get(i) or {}).get('counts') == 'killed' for i in claim.get('figures', []))


def to_scorer(record, gold_doc):
    text, spans = joined(gold_doc)
    entities = {e['id']: e for e in record.get('entities', [])}
    figures = {f['id']: f for f in record.get('figures', [])}
    rows = [set() for _ in spans]
    for claim in record.get('claims', []):
        at = claim['trigger']['start']
        for i, (start, end) in enumerate(spans):
            if start <= at < end:
                rows[i] |= labels_of(claim, entities, figures, text) | ({'dead'} if deaths(claim, figures) else set())
    # Police in the sentence are taken to do something there; dead in a sentence with police that shoot are theirs.
    for m in record.get('mentions', []):
        e = entities.get(m.get('entity'))
        if e and m.get('form') != 'pronoun' and e['kind'] == 'police':
            for i, (start, end) in enumerate(spans):
                if start <= m['start'] < end:
                    rows[i].add('ANY_ACTION')
    for row in rows:
        if {'dead', 'FORCE'} <= row:
            row.add('KILL')
        row.discard('dead')
    return {'id': str(gold_doc['id']), 'labels': [sorted(r) for r in rows]}


def score(gold, system):
    by_id = {s['id']: s['labels'] for s in system}
    n = {k: [0, 0, 0] for k in LABELS}
    for d in gold:
        mine = by_id.get(str(d['id'])) or [[] for _ in d['sentences']]
        for s, labels in zip(d['sentences'], mine):
            for k in LABELS:
                g, m = k in s['labels'], k in labels
                n[k][0] += g and m
                n[k][1] += m
                n[k][2] += g
    out = {}
    for k, (hit, got, want) in n.items():
        p, r = 100.0 * hit / got if got else 0.0, 100.0 * hit / want if want else 0.0
        out[k] = {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0}
    out['mean'] = {m: sum(out[k][m] for k in LABELS) / len(LABELS) for m in ('P', 'R', 'F1')}
    return out
