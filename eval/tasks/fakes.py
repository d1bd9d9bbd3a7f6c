# SPDX-License-Identifier: Apache-2.0
"""Where, by whom, how and how many, in partisan reports on one war: the records as they are."""
SCORER = 'fakes.py'


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def to_scorer(record, gold_doc):
    return dict(record, id=gold_doc['id'])
