# SPDX-License-Identifier: Apache-2.0
"""Names of persons, organisations and places, by the types of the gold."""
import os
import re

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


# A gold of mentions (its types are Person, Organisation, Location) takes nominals and pronouns too, each as the whole
# phrase: with its article, a person's with the title; a person's name counts once more without it. A pronoun counts
# when it stands for one person or a group.
PERSONS = set('i me myself he him himself she herself'.split())
GROUPS = set('we us they'.split())
PLACE_WORDS = {'here'}
KNOW = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'know', 'entities')


def words_of(name, *classes):
    """First column of a table of the project's knowledge, in small letters."""
    with open(os.path.join(KNOW, name + '.tsv'), encoding='utf-8') as f:
        rows = [line.split('\t') for line in f.read().split('\n')[1:] if line and not line.startswith('#')]
    return {r[0].lower() for r in rows if not classes or r[1] in classes}


INDIVIDUALS = words_of('titles') | words_of('words', 'individual')  # "minister", "spokesman"
FACILITIES = words_of('place_nouns')  # "hospital"
NUMBERS = re.compile(r'(?:(?:at least|about|some|around|nearly) )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens of|hundreds of|thousands of) $', re.I)


def vehicles():
    """Rules of role nouns that are things as much as people: "aircraft"."""
    with open(os.path.join(KNOW, '..', 'actors', 'roles.tsv'), encoding='utf-8') as f:
        return {'actors/roles.tsv:%d' % (i + 1) for i, line in enumerate(f.read().split('\n'))
                if line.split('\t')[0] in ('role.warplane', 'role.tank', 'role.air_defence')}


VEHICLES = vehicles()


def mention_type(mention, kind, words):
    """Of a mention; None for one that such a gold does not have."""
    if mention['form'] == 'pronoun' and mention['kind'] == 'place':
        return 'Location' if words[0] in PLACE_WORDS else None
    if mention['form'] == 'pronoun':
        return 'Person' if words[0] in PERSONS else 'Organisation' if words[0] in GROUPS and kind not in PLACE else None
    one = mention['form'] == 'nominal' and words[-1] in INDIVIDUALS or ' '.join(words[-2:]) in INDIVIDUALS
    if kind == 'person' or (one and mention['kind'] == 'actor'):
        return 'Person'
    if mention['kind'] == 'place' or kind in ('place', 'state') or (mention['form'] == 'nominal' and words[-1] in FACILITIES):
        return 'Location'
    return 'Organisation' if kind else None


OFFICE_OF = re.compile(' (?:for|of) (?:the )?')
TITLE_WORD = re.compile(r"(?:([A-Z][\w.’'-]*|of|for|the|to) )$")


def titled(text, start, marked):
    """Where the titles before a person's name begin ("the US Secretary of State"), or the name itself.

    Words with a capital and the small ones between them, back to the first that is a title, the name or adjective of
    a body, or stands right before a title ("Foreign")."""
    words, at = [], start
    while True:
        word = TITLE_WORD.search(text[max(0, at - 40):at])
        if not word:
            break
        at -= len(word.group())
        words.append((at, word.group(1)))
    is_title = [w.lower().rstrip('.') in INDIVIDUALS for _, w in words] + [False]
    if not any(is_title) or words[0][1].islower():
        return start
    furthest = len(words) - 1
    while furthest >= 0 and not (words[furthest][1][0].isupper() and
                                 (is_title[furthest] or is_title[furthest - 1] or words[furthest][0] in marked)):
        furthest -= 1
    if not any(is_title[:furthest + 1]):
        return start
    at = words[furthest][0]
    return at - 4 if text[max(0, at - 4):at].lower() == 'the ' else at


def phrases(record):
    """{(start, end): type} of every mention, as whole phrases."""
    text = record['text']
    entities = {e['id']: e for e in record.get('entities', [])}
    mentions = [m for m in record.get('mentions', []) if m['kind'] in ('actor', 'place')]
    names = [(m['start'], m['end']) for m in mentions if m['form'] == 'name']
    marked = {m['start']: m['end'] for m in mentions if m['form'] != 'pronoun'}
    found, inner = {}, set()
    for m in mentions:
        start, end = m['start'], m['end']
        kind = entities.get(m.get('entity'), {}).get('kind')
        words = text[start:end].lower().split()
        as_type = mention_type(m, kind, words)
        if m.get('rule') in VEHICLES and m['form'] == 'nominal':
            continue
        if not as_type or (m['form'] == 'nominal' and kind == 'state' and len(words) == 1):  # "Syrian": a nationality
            continue
        if m['form'] == 'name' and any(s <= start < end < e for s, e in names):
            continue  # the beginning of a longer name ("US troops")
        if as_type == 'Person' and m['form'] == 'name':
            start = titled(text, start, marked)
            if len(words) > 1:
                found.setdefault((m['start'], end), as_type)
            inner |= {(s, e) for s, e in marked.items() if start <= s and e < m['start']}
        if m['form'] == 'nominal' and as_type == 'Person':
            if len(words) == 1 and text[start].islower() and words[0] in INDIVIDUALS:
                continue  # "attack, fighter and cargo planes": no person without an article
            while True:  # "the Minister of Defence of Iraq"
                more = OFFICE_OF.match(text, end)
                if not more or more.end() not in marked or text[more.end()].islower():
                    break
                end = marked[more.end()]
        if m['form'] == 'nominal':
            counted = NUMBERS.search(text[max(0, start - 24):start])
            start -= len(counted.group()) if counted else 0
        if m['form'] == 'name' and text[max(0, start - 4):start].lower() == 'the ':
            if as_type == 'Location' and m['kind'] == 'actor':  # a state acts: the phrase does, the name is the country's
                found.setdefault((start, end), as_type)
                as_type = 'Organisation'
            found.setdefault((start, end), as_type)  # a name counts with its article and without
            start -= 4
        found.setdefault((start, end), as_type)
    return {k: v for k, v in found.items() if k not in inner}


def to_scorer(record, gold):
    if NAMES is SCHEMES['Person']:
        return {'id': gold['id'], 'text': record['text'],
                'entities': [{'start': s, 'end': e, 'type': t} for (s, e), t in sorted(phrases(record).items())]}
    return names_alone(record, gold)


def names_alone(record, gold):
    """Names only; a state's name is a place, as in most name corpora."""
    names = NAMES
    entities = {e['id']: e for e in record.get('entities', [])}
    found = {}
    for m in record.get('mentions', []):
        if m['kind'] not in ('actor', 'place') or m.get('form') != 'name':
            continue
        kind = entities.get(m.get('entity'), {}).get('kind')
        if kind == 'civilians':
            continue  # "Iraqis": a nation, no organisation
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
