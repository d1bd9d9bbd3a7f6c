# SPDX-License-Identifier: Apache-2.0
"""Role fillers of violent incidents: who did it (persons, organisations), what and who was hit, with what; of ASSAULT claims,
each entity by its fullest mention.

The scheme counts terror, not war: attacks by an army on a guerrilla, or on soldiers alone, are left out.  Victims are persons with a name;
perpetrators without one are told by what attackers are called (DOERS), targets are things that stand or move (data/know classes)."""
import os
import re

from tasks import marks

SCORER = 'muc.py'

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROLES = ('PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon')
ARTICLE = re.compile(r"^(the|a|an|this|that|these|those|his|her|its|their|our|some|several|many|various|other|another|both|all|about|at least|"
                     r"two|three|four|five|six|seven|eight|nine|ten|\d+)\s+", re.I)
DOERS = {'terrorist', 'guerrilla', 'guerilla', 'rebel', 'gunman', 'gunmen', 'man', 'men', 'individual', 'subject', 'assassin', 'murderer', 'killer', 'criminal',
         'attacker', 'assailant', 'commando', 'soldier', 'trafficker', 'dealer', 'insurgent', 'subversive', 'bandit', 'kidnapper', 'extremist', 'hitman', 'hitmen',
         'militant', 'squad', 'unit', 'youth', 'member', 'delinquent', 'mercenary', 'sniper', 'officer', 'fighter', 'suspect', 'demonstrator', 'lord', 'bomber',
         'paramilitary', 'person', 'woman', 'group', 'gang', 'band', 'column', 'element', 'agent', 'policeman', 'policemen', 'dissident', 'separatist', 'forces'}
TITLES = {'mr', 'mrs', 'dr', 'col', 'colonel', 'gen', 'general', 'capt', 'captain', 'lt', 'lieutenant', 'maj', 'major', 'sgt', 'sergeant', 'msgr', 'monsignor', 'father',
          'fr', 'rev', 'reverend', 'bishop', 'archbishop', 'priest', 'president', 'minister', 'senator', 'deputy', 'mayor', 'governor', 'judge', 'justice', 'attorney',
          'ambassador', 'candidate', 'leader', 'director', 'journalist', 'presidential', 'former', 'vice', 'secretary', 'prosecutor', 'congressman', 'councilman',
          'professor', 'professors', 'rector', 'fathers', 'priests', 'jesuit', 'jesuits', 'comrade', 'commander', 'chief', 'don', 'doctor', 'engineer', 'lawyer', 'police',
          'army', 'corporal', 'private', 'u.s', 'u.s.', 'american', 'citizen', 'citizens', 'colombian', 'salvadoran', 'peruvian', 'chilean', 'guatemalan', 'bolivian',
          'honduran', 'dirty', 'brother', 'sister', 'minister-designate', 'liberal', 'conservative', 'union', 'official', 'officials', 'labor', 'magistrate', 'dr.', 'col.'}


def lemmas(name):
    with open(os.path.join(ROOT, 'data', 'know', 'events', 'classes.tsv'), encoding='utf-8') as f:
        for line in f:
            cells = line.split('\t')
            if cells[0] == name:
                return set(cells[2].split('|'))
    return set()


THINGS = lemmas('building') | lemmas('vehicle') | lemmas('aircraft') | lemmas('thing') | {
    'line', 'powerline', 'pole', 'tower', 'pylon', 'substation', 'plant', 'pipeline', 'installation', 'branch', 'institute', 'residence', 'structure', 'business',
    'facility', 'property', 'newspaper', 'barracks', 'council', 'railroad', 'bank', 'complex', 'farm', 'ranch', 'transformer', 'apartment', 'parliament', 'headquarters',
    'embassy', 'embassies', 'consulate', 'mission', 'city', 'town', 'village', 'community', 'neighborhood', 'window', 'wagon', 'jeep', 'helicopter', 'airplane', 'airliner'}
NO_TARGET = {'city', 'town', 'village', 'community', 'neighborhood', 'window', 'weapon', 'weapons', 'door'}


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def run(program, inputs, folder):
    """Records, and the phrases that the model marks with a role."""
    records = marks.records(program, inputs, folder)
    for key, sentences in marks.parsed(program, inputs, folder).items():
        if key in records:
            records[key]['marked'] = [(label, s[a]['start'], s[b - 1]['end']) for s in sentences for label, a, b in marks.runs(s, 'Role')
                                      if s[a]['misc']['Role'][0] == 'B']
    return records


def clean(words):
    words = re.sub(r'\([^)]*\)|\[[^\]]*\]|^text\)', ' ', ' '.join(words.split()))
    words = ' '.join(words.split()).strip(' .,;:"\'-')
    while ARTICLE.match(words):
        words = ARTICLE.sub('', words, count=1)
    return re.sub(r"'s?$", '', words.lower())


def head(words):
    """The noun of a phrase: the last word before "of", "in", "who" …"""
    part = re.split(r'\s(?:of|in|at|from|who|which|that|with|near|on|and|for|to|,)\s', ' %s ' % words)[0].strip().split()
    return part[-1] if part else ''


def one(word):
    return word[:-1] if word.endswith('s') and not word.endswith('ss') else word


def relevant(claim, entities):
    if claim['kind'] == 'toll':
        return bool(claim.get('recipients'))
    if claim.get('type') != 'ASSAULT' or claim['realis'] not in ('actual', 'negated'):
        return False
    kinds = {entities[i]['kind'] for i in claim.get('actors', []) if i in entities}
    hit = {entities[i]['kind'] for i in claim.get('recipients', []) if i in entities}
    return not (kinds & {'military', 'state'} and not hit & {'person', 'civilians'}) and not (hit and hit <= {'military', 'armed_group'} and not claim.get('objects'))


def name_of(words):
    """A person's name without what he is."""
    words = clean(words).split()
    while len(words) > 1 and words[0].strip('.') in TITLES:
        words = words[1:]
    return ' '.join(words)


WEAPONS = lemmas('instrument') | lemmas('explosive') | {'machinegun', 'submachinegun', 'carbine', 'dynamite', 'molotov', 'cocktail'}
WEAPON = re.compile(r"\b((?:(?:car|homemade|powerful|hand|submachine|automatic|heavy|incendiary|time|high-powered|explosive|dynamite|bomb|fragmentation|machine|large|strong|small|"
                    r"plastic|gasoline|molotov|rocket|grenade|[a-z]*-?mm|ak-47|m-16|ak|galil|r-15|bazooka|mortar)\s+)*(?:%s)s?)\b(?!\s+(?:attack|explosion|blast|squad|expert|factory|threat|"
                    r"shop|position|field|launcher))" % '|'.join(sorted(WEAPONS - {'device', 'gas', 'weapon', 'knife', 'parcel', 'charge', 'mine', 'shell', 'tnt', 'launcher'} | {'explosive device', 'weapon'})))
HARM = r'(?:murder|killing|assassination|kidnapping|abduction|slaying|massacre|shooting|execution|torture|wounding|disappearance|murderers?|assassins?|kidnappers?|killers?)'
HARMED = r'(?:killed|murdered|assassinated|kidnapped|wounded|injured|shot|abducted|slain|executed|attacked|ambushed|tortured|gunned|machinegunned|died|riddled)'
DONE = (r'(?:attack|attacks|attacked|murder|murdered|murders|killed|killing|killings|kidnapped|kidnapping|bombing|bombed|assassination|assassinated|massacre|explosion|crime|crimes|'
        r'attempt|destroyed|perpetrated|committed|carried out|planted|claimed|staged|responsibility|responsible|launched|action|ambush|abducted|held|ordered)')


def told(record, text, entities, found, names, add):
    """What the words around a name say where no claim has it: "the murder of N", "N was shot", "the attack by N", "N claimed responsibility"."""
    low = ' '.join(text.split()).lower()
    people, groups = {}, {}
    for m in record.get('mentions', []):
        e = entities.get(m.get('entity'))
        if not e or m.get('form') != 'name':
            continue
        words = ' '.join(text[m['start']:m['end']].split()).lower()
        if e['kind'] == 'person':
            people.setdefault(m['entity'], set()).add(words)
        elif e['kind'] in ('armed_group', 'military', 'organisation', 'party', 'police', 'government', 'other'):
            groups.setdefault(m['entity'], set()).add(words)
    for i, forms in people.items():
        fullest = name_of(max(names(i), key=len))
        for w in forms:
            w = re.escape(w)
            if re.search(HARM + r'\s+(?:of|against)\s+(?:[\w.\'-]+,?\s+){0,6}?' + w, low) or \
                    re.search(w + r'(?:,[^.,]{0,60},)?\s+(?:was|were|has been|had been|have been|who was)\s+(?:\w+ly\s+|also\s+)?' + HARMED, low) or \
                    re.search(r'(?:killed|murdered|assassinated|kidnapped|abducted|wounded)\s+(?:[\w.\'-]+\s+){0,4}?' + w, low) or \
                    re.search(w + r"(?:'s?)?\s+" + HARM, low) or re.search(r'(?:attempt on|attack on|attack against|attempt against)\s+(?:the life of\s+)?(?:[\w.\'-]+\s+){0,4}?' + w, low):
                add('Victim', fullest)
    for i, forms in groups.items():
        for w in sorted(forms, key=len, reverse=True):
            e = re.escape(w)
            if re.search(DONE + r'\s+(?:[\w-]+\s+){0,3}?by\s+(?:alleged\s+|suspected\s+|members of\s+|elements of\s+|a group of\s+|guerrillas of\s+)?(?:the\s+)?' + e, low) or \
                    re.search(e + r'[^.]{0,50}?\s+(?:claimed|took|has claimed|have claimed|admitted)\s+(?:credit|responsibility)', low) or \
                    re.search(r'(?:attributed to|blamed on|blame on|members? of|guerrillas of|responsibility of|accused)\s+(?:the\s+)?' + e + r'[^.]{0,60}?' + '(?:' + DONE + ')', low) or \
                    re.search('(?:' + DONE + r')[^.]{0,40}?(?:attributed to|blamed on)\s+(?:the\s+)?' + e, low):
                add('PerpOrg', clean(w))
                break
    for claim in record.get('claims', []):
        if claim['kind'] == 'event' and relevant(claim, entities):
            part = ' '.join(text[claim['start']:claim['end']].split()).lower()
            for w in WEAPON.findall(part):
                if not any(w in f or f in w for f in found['Weapon']):
                    add('Weapon', w)


def to_scorer(record, gold_doc):
    text = gold_doc['text']
    entities = {e['id']: e for e in record.get('entities', [])}
    mentions = record.get('mentions', [])
    by_id = {m['id']: m for m in mentions}
    found = {r: [] for r in ROLES}

    def add(role, words):
        if words and words not in found[role]:
            found[role].append(words)

    def words_at(m):
        return text[m['start']:m['end']]

    def names(entity):
        return [words_at(m) for m in mentions if m.get('entity') == entity and m.get('form') == 'name']

    def nearest(entity, at):
        here = [m for m in mentions if m.get('entity') == entity and m.get('form') != 'pronoun']
        return min(here, key=lambda m: abs(m['start'] - at)) if here else None

    def organisations(m):
        """Names of organisations inside a mention or behind its "of the"."""
        for n in mentions:
            e = entities.get(n.get('entity'))
            if e and n.get('form') == 'name' and e['kind'] not in ('person', 'place', 'state', 'media') and n['id'] != m['id']:
                if m['start'] <= n['start'] and n['end'] <= m['end'] or m['end'] <= n['start'] < m['end'] + 9 and re.fullmatch(r'\s+(of|from)(\s+the)?\s+', text[m['end']:n['start']], re.I):
                    yield n

    for claim in record.get('claims', []):
        if not relevant(claim, entities):
            continue
        at = claim['trigger']['start']
        if claim['kind'] == 'event':
            for i in claim.get('actors', []):
                e, m = entities.get(i), nearest(i, at)
                if not m:
                    continue
                for n in organisations(m):
                    add('PerpOrg', clean(words_at(n)))
                if m['form'] == 'name' and e['kind'] != 'person':
                    if e['kind'] not in ('place', 'media', 'civilians', 'crowd'):
                        add('PerpOrg', clean(words_at(m)))
                elif m['form'] == 'nominal' and one(head(clean(words_at(m)))) in DOERS | {one(d) for d in DOERS}:
                    add('PerpInd', clean(words_at(m)))
                elif m['form'] == 'name' and e['kind'] == 'person':
                    add('PerpInd', name_of(max(names(i), key=len)))
        for i in claim.get('recipients', []):
            e = entities.get(i)
            if e and e['kind'] == 'person' and names(i):
                add('Victim', name_of(max(names(i), key=len)))
        for i in claim.get('objects', []) if claim['kind'] == 'event' else []:
            m = by_id.get(i)
            words = clean(words_at(m)) if m else ''
            noun = head(words)
            if {noun, one(noun)} & THINGS and not {noun, one(noun)} & NO_TARGET:
                add('Target', words)
        for i in claim.get('instruments', []):
            if i in by_id:
                add('Weapon', clean(words_at(by_id[i])))
    if any(relevant(c, entities) and c['kind'] == 'event' for c in record.get('claims', [])):
        told(record, text, entities, found, names, add)
    for label, start, end in record.get('marked', []):
        words = name_of(text[start:end]) if label == 'Victim' else clean(text[start:end])
        if not any(words in f or f in words for f in found[label]):
            add(label, words)
    for role, words in found.items():  # one string an entity: none inside another
        found[role] = [w for i, w in enumerate(words) if not any(w in o or o in w for o in words[:i])]
    found['PerpInd'] = [w for w in found['PerpInd'] if w not in found['Victim']]
    return {'id': gold_doc['id'], 'text': text, 'roles': found}
