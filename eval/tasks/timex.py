# SPDX-License-Identifier: Apache-2.0
"""Time expressions with their values; the document's date is the report's."""
SCORER = 'timex.py'


def to_input(gold):
    return [dict(id=str(d['id']), text=d['text'], **({'published': d['dct']} if d.get('dct') else {})) for d in gold]


def to_scorer(record, gold):
    return dict(id=gold['id'], timexes=[dict(start=t['start'], end=t['end'], type=t['type'], value=t.get('value', '')) for t in record['times']])
