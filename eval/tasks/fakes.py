# SPDX-License-Identifier: Apache-2.0
"""Where, by whom, how and how many, in partisan reports on one war: the records as they are.  A claim that is placed in a
whole country has no governorate, so that the country's point is left out; a place whose governorate the record names is
put at its seat, as the scorer goes by the nearest seat."""
import unicodedata

SCORER = 'fakes.py'
NAMES = {'deir ez-zor': 'deir ezzor', 'hasakah': 'hasakeh', 'al-hasakah': 'hasakeh', 'latakia': 'lattakia', 'tartus': 'tartous',
         'rif dimashq': 'damascus', 'rif-dimashq': 'damascus', 'ar-raqqah': 'raqqa', 'dar`a': 'daraa'}


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def placed(entity):
    from fakes import SEATS
    if entity.get('feature') == 'country':
        return {k: v for k, v in entity.items() if k not in ('lat', 'lon')}
    name = unicodedata.normalize('NFKD', entity.get('admin1') or '').encode('ascii', 'ignore').decode().lower().replace(' governorate', '')
    seat = SEATS.get(NAMES.get(name, name)) if entity.get('country') == 'SYR' else None
    return dict(entity, lat=seat[0], lon=seat[1]) if seat else entity


def to_scorer(record, gold_doc):
    return dict(record, id=gold_doc['id'], entities=[placed(e) for e in record.get('entities', [])])
