# SPDX-License-Identifier: Apache-2.0
"""Names of persons, organisations and places, by the types of the gold."""
SCORER = 'ner.py'

PERSON = ('person',)
PLACE = ('place',)
# What a gold calls person, organisation, place and state; a gold type that sayso lacks is left out.
SCHEMES = {
    'PER': {'person': 'PER', 'organisation': 'ORG', 'place': 'LOC'},
    'person': {'person': 'person', 'organisation': 'organisation', 'place': 'location'},
    'Person': {'person': 'Person', 'organisation': 'Organisation', 'place': 'Location'},
    'politician': {'person': 'politician', 'organisation': 'organisation', 'place': 'location'},
}


def scheme(gold):
    types = {e.get('type') for e in gold.get('entities', [])}
    for key, names in SCHEMES.items():
        if key in types:
            return names
    return SCHEMES['Person'] if types & {'Organisation', 'Location'} else SCHEMES['PER']


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def to_scorer(record, gold):
    """Names only; a state's name is a place, as in most name corpora."""
    names = scheme(gold)
    entities = {e['id']: e for e in record.get('entities', [])}
    found = {}
    for m in record.get('mentions', []):
        if m['kind'] not in ('actor', 'place') or m.get('form') != 'name':
            continue
        kind = entities.get(m.get('entity'), {}).get('kind')
        kind = 'person' if kind in PERSON else 'place' if m['kind'] == 'place' or kind in ('place', 'state') else 'organisation'
        span = (m['start'], m['end'])
        if any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in found):
            continue  # a name inside of a longer one
        found[span] = names[kind]
    return {'id': gold['id'], 'text': record['text'],
            'entities': [{'start': s, 'end': e, 'type': t} for (s, e), t in sorted(found.items())]}
