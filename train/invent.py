# SPDX-License-Identifier: Apache-2.0
"""Sentences for the name labels that no corpus holds: templates filled, and corpus sentences with other names put in.

Places come from a GeoNames extract, groups and organisations from the project's own actor files, people are made up
from people.tsv.
"""
import glob
import os
import re

TOKEN = re.compile(r"[^\W_](?:\.[^\W_])+\.?|[^\W_]+(?:['’][^\W_]+)*|\S")
DEMONYMS = ('Syrian Iraqi Turkish Russian Iranian Lebanese Israeli Palestinian Egyptian Libyan Yemeni Saudi Kurdish French '
            'British American German Ukrainian Sudanese Somali Nigerian Kenyan Ethiopian Congolese Malian Afghan Pakistani '
            'Indian Chinese Korean Japanese Burmese Thai Filipino Colombian Venezuelan Salvadoran Peruvian Mexican Chilean '
            'Bolivian Georgian Armenian Serbian Greek Polish Spanish Italian Jordanian Qatari Tunisian Algerian').split()
NEAR = 'SY IQ TR LB JO IL PS YE LY EG SD SS SO ML NG NE TD CD CF UA RU AF PK IN MM PH CO VE SV PE MX GT HN NI'.split()
ORGANISATIONS = ('armed_group', 'party', 'media', 'igo', 'ngo', 'company', 'organisation', 'government', 'military', 'police')
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
MONTHS = 'January February March April May June July August September October November December'.split()
NUMBERS = 'two three four five seven eight nine 10 12 16 20 24 29 35 40 50 60 100 150 dozens hundreds 1,200 3,000'.split()


def words(text):
    return TOKEN.findall(text)


class Pools:
    def __init__(self, rng, cities, actors, here):
        self.rng = rng
        near, far = [], []
        with open(cities, encoding='utf-8') as f:
            for line in f:
                c = line.split('\t')
                if len(c) > 14 and c[14].isdigit() and not re.search(r'[()/,]', c[2]):
                    (near if c[8] in NEAR else far).append((c[2], int(c[14])))
        near.sort(key=lambda p: -p[1]), far.sort(key=lambda p: -p[1])
        self.near, self.far = [n for n, _ in near[:14000]], [n for n, _ in far[:14000]]
        self.org, self.real, self.states = [], [], []
        for path in sorted(glob.glob(os.path.join(actors, '*.tsv'))):
            self.read_actors(path)
        self.people = []
        with open(os.path.join(here, 'people.tsv'), encoding='utf-8') as f:
            for line in f:
                if line[0] != '#':
                    self.people.append([part.split() for part in line.rstrip('\n').split('\t')])

    def read_actors(self, path):
        with open(path, encoding='utf-8') as f:
            head = f.readline().rstrip('\n').split('\t')
            for line in f:
                row = dict(zip(head, line.rstrip('\n').split('\t')))
                if 'adjectives' in row and 'names' in row:
                    self.states.append(row['names'].split('|'))
                    continue
                forms = [row.get('name', '')] + [re.sub(r'\^\w+$', '', x) for x in row.get('aliases', '').split('|')]
                forms = [x for x in forms if re.match(r"(?:al-|al |an-|ash-)?[A-Z].*\w$", x)]
                if forms and row.get('kind') == 'person':
                    self.real.append(forms)
                elif forms and row.get('kind') in ORGANISATIONS:
                    self.org.append(forms)

    def known(self):
        """Words of a name -> its kind, for names that can hardly be anything else."""
        out = {}
        for kind, lists in (('ORG', self.org), ('PER', self.real), ('LOC', self.states)):
            for forms in lists:
                for form in forms:
                    if len(form) > 2 or form in ('US', 'UK', 'UN', 'EU'):
                        out[tuple(words(form))] = kind
        return out

    def person(self):
        if self.real and self.rng.random() < 0.4:
            return self.rng.choice(self.rng.choice(self.real))
        given, family = self.rng.choice(self.people)
        a, b = self.rng.choice(given).replace('_', ' '), self.rng.choice(family).replace('_', ' ')
        k = self.rng.random()
        return b[3:] if k < 0.1 and b.startswith('al-') else b if k < 0.35 else f'{a} {b}'

    def name(self, kind):
        r = self.rng
        if kind == 'per':
            return self.person()
        if kind == 'org':
            forms = r.choice(self.org)
            return forms[0] if r.random() < 0.4 else r.choice(forms)
        if kind == 'dem':
            return r.choice(DEMONYMS)
        if self.states and r.random() < 0.15:
            return r.choice(r.choice(self.states))
        pool = self.near if r.random() < 0.65 else self.far
        return pool[int(len(pool) * r.random() ** 2.2)]


def filled(template, pools):
    """-> (forms, tags)"""
    forms, tags, inside = [], [], None

    def put(text, kind):
        for i, w in enumerate(text):
            forms.append(w)
            if inside:
                tags.append(('I-' if tags and opened[0] else 'B-') + inside)
                opened[0] = True
            else:
                tags.append('O' if not kind else ('B-' if i == 0 else 'I-') + kind)

    opened = [False]
    for part in template.split():
        slot = re.fullmatch(r'\{(\w+)\}', part)
        if part[0] == '[' and len(part) > 1:
            inside, opened[0] = part[1:], False
        elif part == ']':
            inside = None
        elif slot and slot.group(1) in ('num', 'day', 'month'):
            put([pools.rng.choice({'num': NUMBERS, 'day': DAYS, 'month': MONTHS}[slot.group(1)])], None)
        elif slot:
            kind = slot.group(1)
            put(words(pools.name(kind)), {'per': 'PER', 'loc': 'LOC', 'org': 'ORG', 'dem': 'MISC'}[kind])
        else:
            put([part], None)
    return forms, tags


def swapped(forms, tags, pools):
    """The sentence with some of its names replaced by others of their kind, or None if it has none."""
    out, got, i, changed = [], [], 0, False
    while i < len(forms):
        t = tags[i]
        if t and t.startswith('B-') and t[2:] in ('PER', 'LOC', 'ORG'):
            j = i + 1
            while j < len(forms) and tags[j] == 'I-' + t[2:]:
                j += 1
            new = forms[i:j]
            if pools.rng.random() < {'PER': 0.7, 'LOC': 0.7, 'ORG': 0.35}[t[2:]]:
                new, changed = words(pools.name(t[2:].lower())), True
            out += new
            got += ['B-' + t[2:]] + ['I-' + t[2:]] * (len(new) - 1)
            i = j
        else:
            out.append(forms[i])
            got.append(t)
            i += 1
    return (out, got) if changed else None


def recognised(forms, proper, tags, known):
    """Give unknown words that spell a known name its label; neighbours must not be part of a longer name."""
    tags, i = list(tags), 0
    while i < len(forms):
        size = 0
        if proper[i] and tags[i] is None and not (i and proper[i - 1]):
            for n in range(min(8, len(forms) - i), 0, -1):
                kind = known.get(tuple(forms[i:i + n]))
                if kind and proper[i + n - 1] and not (i + n < len(forms) and proper[i + n]):
                    tags[i:i + n] = ['B-' + kind] + ['I-' + kind] * (n - 1)
                    size = n
                    break
        i += size or 1
    return tags


def templates(path):
    with open(path, encoding='utf-8') as f:
        return [line.strip() for line in f if line.strip() and line[0] != '#']
