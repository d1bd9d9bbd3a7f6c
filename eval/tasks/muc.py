# SPDX-License-Identifier: Apache-2.0
"""Role fillers of violent incidents: perpetrators, targets, victims and weapons of ASSAULT claims, each by one mention."""
import re

SCORER = 'muc.py'

ROLES = ('PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon')
PEOPLE = {'person', 'civilians', 'crowd', 'police', 'military', 'armed_group', 'government'}
ARTICLE = re.compile(r"^(the|a|an|this|that|these|those|his|her|its|their|some|several|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+", re.I)


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def clean(words):
    words = ' '.join(words.split())
    while ARTICLE.match(words):
        words = ARTICLE.sub('', words, count=1)
    return words.lower()


def relevant(claim, entities):
    """Incidents of terror: no fights of an army with armed groups."""
    if claim['kind'] == 'toll':
        return bool(claim.get('recipients'))
    if claim.get('type') != 'ASSAULT' or claim['realis'] not in ('actual', 'negated'):
        return False
    kinds = {entities[i]['kind'] for i in claim.get('actors', []) if i in entities}
    hit = {entities[i]['kind'] for i in claim.get('recipients', []) if i in entities}
    return not (kinds & {'military', 'state'}) and not (hit and hit <= {'military', 'armed_group'} and not claim.get('objects'))


def to_scorer(record, gold_doc):
    text = gold_doc['text']
    entities = {e['id']: e for e in record.get('entities', [])}
    mentions = {m['id']: m for m in record.get('mentions', [])}
    found = {r: [] for r in ROLES}

    def add(role, words):
        words = clean(words)
        if words and words not in found[role]:
            found[role].append(words)

    def words_of(entity, at):
        """The mention of an entity nearest before or in the claim, a name or noun."""
        here = [m for m in mentions.values() if m.get('entity') == entity and m.get('form') != 'pronoun']
        if not here:
            return ''
        best = min(here, key=lambda m: abs(m['start'] - at))
        return text[best['start']:best['end']]

    for claim in record.get('claims', []):
        if not relevant(claim, entities):
            continue
        at = claim['trigger']['start']
        for i in claim.get('actors', []):
            e = entities.get(i)
            if e and claim['kind'] == 'event':
                named = any(m.get('entity') == i and m.get('form') == 'name' for m in mentions.values())
                role = 'PerpOrg' if named and e['kind'] != 'person' else 'PerpInd'
                if e['kind'] in PEOPLE or role == 'PerpOrg':
                    add(role, words_of(i, at))
        for i in claim.get('recipients', []):
            e = entities.get(i)
            if e and e['kind'] in PEOPLE:
                add('Victim', words_of(i, at))
        for i in claim.get('objects', []):
            m = mentions.get(i)
            if m and claim['kind'] == 'event':
                add('Target', text[m['start']:m['end']])
        for i in claim.get('instruments', []):
            m = mentions.get(i)
            if m:
                add('Weapon', text[m['start']:m['end']])
    return {'id': gold_doc['id'], 'text': text, 'roles': found}
