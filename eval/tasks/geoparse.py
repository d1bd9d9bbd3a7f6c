# SPDX-License-Identifier: Apache-2.0
"""Places: which words name one, and where it is."""
SCORER = 'geoparse.py'

# Golds differ in what they call a toponym. One that links pages of an encyclopedia (`page`) takes names alone; the
# others also take adjectives of countries and places inside of other names; one with kinds takes peoples and unions too.
NAMES_ALONE = KINDS = False
UNIONS = ('European Union',)


def to_input(gold):
    """The texts alone, with the report's date where the gold has one."""
    global NAMES_ALONE, KINDS
    NAMES_ALONE = any('page' in t for d in gold for t in d.get('toponyms', []))
    KINDS = any('kind' in t for d in gold for t in d.get('toponyms', []))
    out = []
    for d in gold:
        row = {'id': d['id'], 'text': d['text']}
        if d.get('date'):
            row['published'] = d['date']
        out.append(row)
    return out


def adjective(mention, entity, text):
    """Syrian, as in "Syrian jets" """
    return (mention['kind'] == 'actor' and entity.get('kind') == 'state' and mention.get('form') == 'nominal' and text[:1].isupper()
            and not any(w.islower() for w in text.split()) and not text.startswith('The '))


def people(mention, entity, text):
    """Syrians, Europeans"""
    return mention.get('form') == 'name' and entity.get('kind') == 'civilians' and entity.get('country') and ' ' not in text.strip()


def to_scorer(record, gold):
    """Names of places, and of states that act (a capital's name stands for its state with the state's point)."""
    entities = {e['id']: e for e in record.get('entities', [])}
    actors = [(m['start'], m['end']) for m in record.get('mentions', []) if m.get('form') == 'name' and m['kind'] == 'actor']
    found = {}
    for m in record.get('mentions', []):
        if m['kind'] not in ('actor', 'place'):
            continue
        e = entities.get(m.get('entity'), {})
        start, end = m['start'], m['end']
        text = record['text'][start:end]
        place = m.get('form') == 'name' and (m['kind'] == 'place' or e.get('kind') == 'state')
        if NAMES_ALONE:
            if not place or any(s <= start and end <= t and (s, t) != (start, end) for s, t in actors):
                continue
        elif not place and not adjective(m, e, text) and not (KINDS and (people(m, e, text) or e.get('name') in UNIONS)):
            continue
        words = text.split(' ')
        if len(words) > 1 and words[-1].islower():  # "Idlib province": the gold has the proper name alone
            end -= len(words[-1]) + 1
        if m['kind'] != 'place' and (start, end) in found:
            continue  # a capital: the city, although the state acts
        found[start, end] = {'start': start, 'end': end, 'lat': e.get('lat'), 'lon': e.get('lon'),
                                       'geonameid': e.get('geonames')}
    return {'id': gold['id'], 'text': record['text'], 'toponyms': [found[k] for k in sorted(found)]}
