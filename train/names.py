# SPDX-License-Identifier: Apache-2.0
"""Name labels (PER ORG LOC MISC, BIO) out of corpora that mark names in their own ways.

GUM marks every mention, so the name inside a mention is cut out of it; re3d and MEANTIME give spans of characters.
"""
import json
import re

CROSSNER = {'politician': 'PER', 'person': 'PER', 'politicalparty': 'ORG', 'organisation': 'ORG', 'country': 'LOC',
            'location': 'LOC', 'election': 'MISC', 'event': 'MISC', 'misc': 'MISC'}
GUM = {'person': 'PER', 'place': 'LOC', 'organization': 'ORG', 'event': 'MISC', 'object': 'MISC', 'abstract': 'MISC'}
RE3D = {'Person': 'PER', 'Organisation': 'ORG', 'Location': 'LOC', 'Nationality': 'MISC'}
MEANTIME = {'PER': 'PER', 'ORG': 'ORG', 'LOC': 'LOC', 'PRO': 'MISC'}
LINKS = {'of', 'the', 'de', 'del', 'la', 'al', 'el', 'and', '&', 'for', 'on', '-', '–', "'s", '’s', 'in', 'to', 'von',
         'van', 'bin', 'ibn', 'du', 'des', '.', 'y', 'at', 'ul', 'ad', 'az', 'as', 'an', 'ash'}
MODIFIERS = ('ADJ', 'NOUN', 'NUM', 'VERB')
PARTICLES = ('al', 'el', 'bin', 'ibn', 'de', 'van', 'von')
TITLES = {'mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'professor', 'president', 'general', 'gen', 'lt', 'col', 'colonel',
          'major', 'maj', 'captain', 'capt', 'sgt', 'sergeant', 'minister', 'prime', 'foreign', 'secretary', 'senator',
          'sen', 'rep', 'representative', 'gov', 'governor', 'king', 'queen', 'prince', 'princess', 'sir', 'lord', 'lady',
          'judge', 'justice', 'chancellor', 'ambassador', 'sheikh', 'shaikh', 'imam', 'ayatollah', 'pope', 'bishop',
          'archbishop', 'rev', 'reverend', 'father', 'sister', 'mayor', 'chairman', 'director', 'commander', 'admiral',
          'adm', 'brig', 'brigadier', 'vice', 'spokesman', 'spokeswoman', 'he', 'saint', 'uncle', 'aunt', 'deputy',
          'state', 'defense', 'defence', 'the'}

# capitalised roles and bodies that name nobody by themselves
COMMON = TITLES | {'court', 'university', 'house', 'parliament', 'department', 'church', 'government', 'chair', 'speaker',
                   'madam', 'i', 'b', 'a', 'ii', 'iii', 'mom', 'dad', 'mum', 'figure', 'table', 'act', 'committee',
                   'council', 'board', 'ministry', 'agency', 'army', 'it', 'we', 'they', 'he', 'she', 'you', 'faculty'}


def capital(form):
    return form[:1].isupper() or form[:1].isdigit()


def strip_titles(forms, a, b):
    """Drop titles in front of a person's name, but never the whole name."""
    while a < b - 1 and (forms[a].lower().rstrip('.') in TITLES or forms[a] == '.'):
        a += 1
    return a


def bio(count, spans):
    """(start, end, type) over tokens, earlier ones first in rank, no overlaps -> BIO tags"""
    tags = ['O'] * count
    for a, b, kind in spans:
        if a < b and all(t == 'O' for t in tags[a:b]):
            tags[a:b] = ['B-' + kind] + ['I-' + kind] * (b - a - 1)
    return tags


def grows_left(k, first, words, label):
    """May the name take word k in front of it?"""
    form, pos, xpos = words[k][1], words[k][3], words[k][4]
    if pos == 'PROPN':
        return True
    if form in '-–' and k > first and words[k - 1][3] == 'PROPN':
        return True
    return (label != 'PER' and pos in MODIFIERS and capital(form) and xpos != 'CD' and (k > 0 or pos == 'ADJ'))


def grows_right(k, end, words, label):
    """Where the name goes on after word k - 1: k + 1 or past a linking word, or k if it ends."""
    form, pos = words[k][1], words[k][3]
    if pos == 'PROPN' or label != 'PER' and pos in MODIFIERS and capital(form):
        return k + 1
    after = k
    while after < end and words[after][1].lower() in LINKS and after - k < 2:
        after += 1
    linked = label != 'PER' or form in '-–.' or form.lower() in PARTICLES
    return after + 1 if k < after < end and words[after][3] == 'PROPN' and linked else k


def gum_names(words, mentions):
    """words: columns of a sentence; mentions: (start, end, type) over word indices -> tags; None = unknown"""
    forms, head = [w[1] for w in words], [int(w[6]) - 1 for w in words]
    spans = []
    for a, b, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        top = next((i for i in range(a, b) if not a <= head[i] < b), a)
        if kind not in GUM or words[top][3] != 'PROPN' or not capital(forms[top]):
            continue
        label = 'MISC' if kind == 'person' and words[top][4] == 'NNPS' else GUM[kind]
        lo, hi = top, top + 1
        while lo > a and grows_left(lo - 1, a, words, label):
            lo -= 1
        while hi < b and grows_right(hi, b, words, label) > hi:
            hi = grows_right(hi, b, words, label)
        if label == 'PER':
            lo = strip_titles(forms, lo, hi)
        while lo < hi - 1 and forms[lo].lower() == 'the':
            lo += 1
        if hi - lo > 1 or forms[lo].lower().rstrip('.') not in COMMON:
            spans.append((lo, hi, label))
    tags = bio(len(words), spans)
    for i, w in enumerate(words):                      # demonyms are names in some corpora and not in others
        if tags[i] == 'O' and i > 0 and capital(w[1]) and w[3] in ('ADJ', 'PROPN') and not w[1].isdigit():
            tags[i] = None
    return tags


TOKEN = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Sen|Rep|Gov|Inc|Corp|Co)\.|"
                   r"n't\b|n’t\b|['’](?:s|S|re|ve|ll|d|m)\b|\$|\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W_])*?(?=n['’]t\b)|[^\W_]+|\.\.+|--+|\S")


def tokens(text):
    return [(m.start(), m.end()) for m in TOKEN.finditer(text)]


def sentences(text):
    """Rough sentences of running text, enough for training on names."""
    at = 0
    for m in re.finditer(r'\n+|(?<=[a-z0-9)"’\'][.!?])["”’]?\s+(?=[A-Z"“])', text):
        if text[at:m.start()].strip():
            yield at, m.end()
        at = m.end()
    if text[at:].strip():
        yield at, len(text)


def cut_name(forms, label):
    """The name inside the words of a mention, or None: capitals from end to end but for linking words."""
    a, b = 0, len(forms)
    while a < b and not capital(forms[a]):
        if forms[a].lower() in ('of', 'for', 'to', 'in', 'and', 'from'):
            return None
        a += 1
    if label == 'PER':
        a = strip_titles(forms, a, b) if a < b else a
    while a < b and forms[a].lower() == 'the':
        a += 1
    while b > a and not capital(forms[b - 1]):
        b -= 1
    if a >= b or forms[a].isdigit() or b - a == 1 and forms[a].lower().rstrip('.') in COMMON:
        return None
    low = [f for f in forms[a:b] if not capital(f)]
    if any(f.lower() not in LINKS for f in low) or label == 'PER' and any(f.lower() in ('of', 'and', 'for') for f in low):
        return None
    return a, b


def span_corpus(path, kinds, wanted):
    """Sentences (forms, tags) of a JSONL corpus with character spans; kinds None: it has toponyms alone."""
    with open(path, encoding='utf-8', newline='\n') as f:
        for line in f:
            doc = json.loads(line)
            if doc.get('noncommercial'):
                continue
            found = doc['entities'] if kinds else [dict(e, type='LOC') for e in doc['toponyms']]
            found = sorted((e for e in found if (kinds is None or e['type'] in kinds) and wanted(e)),
                           key=lambda e: (-(e.get('confidence', 1) or 0), e['start'] - e['end']))
            for s, e in sentences(doc['text']):
                at = [(s + a, s + b) for a, b in tokens(doc['text'][s:e])]
                forms = [doc['text'][a:b] for a, b in at]
                spans = []
                for n in found:
                    kind = kinds[n['type']] if kinds else 'LOC'
                    inside = [i for i, (a, b) in enumerate(at) if a < n['end'] and b > n['start']]
                    if inside:
                        cut = cut_name(forms[inside[0]:inside[-1] + 1], kind)
                        if cut:
                            spans.append((inside[0] + cut[0], inside[0] + cut[1], kind))
                yield forms, bio(len(forms), spans)


def iob_corpus(path, kinds):
    """Sentences (forms, tags) of a column file; kinds maps its types, None keeps them."""
    with open(path, encoding='utf-8', newline='\n') as f:
        for block in re.split(r'\n\s*\n', f.read()):
            rows = [line.split('\t') for line in block.split('\n') if '\t' in line]
            if rows:
                tags = [r[-1].strip() for r in rows]
                if kinds:
                    tags = [t if t == 'O' else t[:2] + kinds.get(t[2:], 'MISC') for t in tags]
                yield [r[0] for r in rows], tags
