# SPDX-License-Identifier: Apache-2.0
"""How sure a text is that its events happened: realis and certainty of the claim at the target.  Words that no claim is about stay unjudged."""
SCORER = 'factuality.py'

ACTUAL = {'certain': 3.0, 'probable': 2.0, 'unconfirmed': 1.5, 'possible': 1.0}
OTHER = {'negated': -2.5, 'future': 1.2, 'hypothetical': 0.4, 'ordered': 0.6, 'asked': 0.3}


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def value(claim):
    return ACTUAL[claim['certainty']] if claim['realis'] == 'actual' else OTHER[claim['realis']]


def to_scorer(record, gold_doc):
    claims = record.get('claims', [])
    if 'targets' not in gold_doc:
        return {'id': gold_doc['id'], 'text': gold_doc['text']}
    judged = []
    for t in gold_doc['targets']:
        for c in claims:
            if c['trigger']['start'] < t['end'] and t['start'] < c['trigger']['end']:
                judged.append({'start': t['start'], 'end': t['end'], 'factuality': value(c)})
                break
    return {'id': gold_doc['id'], 'text': gold_doc['text'], 'targets': judged}
