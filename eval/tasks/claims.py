# SPDX-License-Identifier: Apache-2.0
"""Claims with voice, realis, place, time and figures: the records as they are."""
SCORER = 'claims.py'


def to_input(gold):
    return [{k: d[k] for k in ('id', 'text', 'published') if d.get(k)} for d in gold]


def to_scorer(record, gold_doc):
    return dict(record, id=gold_doc['id'])
