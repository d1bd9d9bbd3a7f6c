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
}

NAMES = SCHEMES['PER']  # of the gold being read


def scheme(gold):
    types = {e.get('type') for e in gold.get('entities', [])}
    for key, names in SCHEMES.items():
        if key in types:
            return names
    return SCHEMES['Person'] if types & {'Organisation', 'Location'} else SCHEMES['PER']


def read_gold(path):
    """Documents with text and entities, of JSONL or IOB2."""
    import ner as scorer  # eval/score/ner.py
    return [dict(d, id=str(d['id'])) for d in scorer.read(path, 'entities')]


# Finer gold types, by what they are to sayso.
FINER = {'politician': 'person', 'politicalparty': 'organisation', 'country': 'location'}


def gold_for_scorer(gold):
    """Only the types that sayso has."""
    kept = set(scheme({'entities': [e for d in gold for e in d['entities']]}).values())
    fine = [dict(d, entities=[dict(e, type=FINER.get(e['type'], e['type'])) for e in d['entities']]) for d in gold]
    return [dict(d, entities=[e for e in d['entities'] if e['type'] in kept]) for d in fine]


def to_input(gold):
    global NAMES
    NAMES = scheme({'entities': [e for d in gold for e in d['entities']]})
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def to_scorer(record, gold):
    """Names only; a state's name is a place, as in most name corpora."""
    names = NAMES
    entities = {e['id']: e for e in record.get('entities', [])}
    found = {}
    for m in record.get('mentions', []):
        if m['kind'] not in ('actor', 'place') or m.get('form') != 'name':
            continue
        kind = entities.get(m.get('entity'), {}).get('kind')
        kind = 'person' if kind in PERSON else 'place' if m['kind'] == 'place' or kind in ('place', 'state') else 'organisation'
        span = (m['start'], m['end'])
        if span in found:
            continue  # a capital that acts and is a place
        if kind == 'organisation' and record['text'][span[0]:span[1]].split()[-1].islower() and any(
                o['start'] >= span[0] and o['end'] <= span[1] and o['kind'] == 'place' and o['form'] == 'name'
                for o in record['mentions']):
            continue  # "US troops": the name is "US"
        if any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in found):
            continue  # a name inside of a longer one
        found[span] = names[kind]
    return {'id': gold['id'], 'text': record['text'],
            'entities': [{'start': s, 'end': e, 'type': t} for (s, e), t in sorted(found.items())]}
