# SPDX-License-Identifier: Apache-2.0
"""CAMEO codes of the PETRARCH cases.  Their invented countries have no codes in the program, so that
most sources and targets stay empty; the cases know no realis, so that a plan counts like a deed."""
from tasks.events import events_of, to_input as _to_input

SCORER = 'events.py'


def to_input(gold):
    return _to_input([dict(d, date='%s-%s-%s' % (d['date'][:4], d['date'][4:6], d['date'][6:8])) for d in gold])


def to_scorer(record, gold_doc):
    rows = []
    for e in events_of(dict(record, claims=[dict(c, realis='actual') if c['realis'] != 'negated' else c for c in record['claims']])):
        if e['cameo']:
            rows.append({'type': e['cameo'], **{s: [(a['code'] or '') + (a['sector'] or '') for a in e[s]] for s in ('source', 'target')}})
    return {'id': gold_doc['id'], 'text': gold_doc['text'], 'events': rows}
