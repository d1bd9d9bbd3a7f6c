# SPDX-License-Identifier: Apache-2.0
"""Places: which words name one, and where it is."""
SCORER = 'geoparse.py'


def to_input(gold):
    """The texts alone, with the report's date where the gold has one."""
    out = []
    for d in gold:
        row = {'id': d['id'], 'text': d['text']}
        if d.get('date'):
            row['published'] = d['date']
        out.append(row)
    return out


def to_scorer(record, gold):
    """Names of places, and of states that act (a capital's name stands for its state with the state's point)."""
    entities = {e['id']: e for e in record.get('entities', [])}
    found = {}
    for m in record.get('mentions', []):
        e = entities.get(m.get('entity'), {})
        place = m['kind'] == 'place' or (m['kind'] == 'actor' and e.get('kind') == 'state')
        text = record['text'][m['start']:m['end']]
        adjective = m['kind'] == 'actor' and e.get('kind') == 'state' and m.get('form') == 'nominal' and text[:1].isupper() and not any(
            w.islower() for w in text.split()) and not text.startswith('The ')  # "Syrian"
        if not place or (m.get('form') != 'name' and not adjective):
            continue
        start, end = m['start'], m['end']
        words = text.split(' ')
        if len(words) > 1 and words[-1].islower():  # "Idlib province": the gold has the proper name alone
            end -= len(words[-1]) + 1
        if m['kind'] != 'place' and (start, end) in found:
            continue  # a capital: the city, although the state acts
        found[start, end] = {'start': start, 'end': end, 'lat': e.get('lat'), 'lon': e.get('lon'),
                                       'geonameid': e.get('geonames')}
    return {'id': gold['id'], 'text': record['text'], 'toponyms': [found[k] for k in sorted(found)]}
