# SPDX-License-Identifier: Apache-2.0
"""Labels of the further heads: who says what (cue, source, content), how sure (fact), who did it to whom (role, side).

Every function yields (forms, {head: labels}), a label per word or None where the corpus says nothing.
"""
import json
import re

import names

ATTRIBUTION = ('cue', 'source', 'content')
ROLES = ('PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon')
SIDES = ('S', 'T')
FACT = ('-3', '-2', '-1', '0', '1', '2', '3')
LABELS = {'cue': ['O', 'B', 'I'], 'source': ['O', 'B', 'I'], 'content': ['O', 'B', 'I'], 'fact': list(FACT),
          'role': ['O'] + [p + r for r in ROLES for p in ('B-', 'I-')], 'side': ['O'] + [p + s for s in SIDES for p in ('B-', 'I-')]}


def lines(path):
    with open(path, encoding='utf-8', newline='\n') as f:
        for line in f:
            yield json.loads(line)


def cut(text):
    """Sentences of a text -> [(start, end) of words]"""
    for s, e in names.sentences(text):
        at = [(s + a, s + b) for a, b in names.tokens(text[s:e])]
        if at:
            yield at


def bio(at, spans, prefix=''):
    """Spans (start, end) of characters -> O, B, I over the words; a longer span wins over a shorter one that it holds."""
    tags = ['O'] * len(at)
    for s, e in sorted(spans, key=lambda x: (x[0] - x[1], x[0])):
        inside = [i for i, (a, b) in enumerate(at) if a < e and b > s]
        if inside and all(tags[i] == 'O' for i in inside):
            for i in inside:
                tags[i] = 'I' + prefix
            tags[inside[0]] = 'B' + prefix
    return tags


def attributions(path):
    """PolNeAR: cue and source at any depth, content of the outermost attribution only."""
    for doc in lines(path):
        text = doc['text']
        spans = {role: [(p['start'], p['end']) for a in doc['attributions'] for p in a.get(role) or []] for role in ATTRIBUTION}
        for at in cut(text):
            lo, hi = at[0][0], at[-1][1]
            here = {r: [x for x in spans[r] if x[0] < hi and x[1] > lo] for r in ATTRIBUTION}
            yield [text[a:b] for a, b in at], {r: bio(at, here[r]) for r in ATTRIBUTION}


def incidents(path):
    """MUC-4: every place in the text where one of the fillers of a role stands."""
    for doc in lines(path):
        text = doc['text']
        spans = {}
        for role in ROLES:
            for group in doc['roles'].get(role, []):
                for name in group:
                    words = [re.escape(w) for w in name.split()]
                    if words:
                        for m in re.finditer(r'(?<!\w)' + r'\s+'.join(words) + r'(?!\w)', text, re.I):
                            spans.setdefault(role, []).append(m.span())
        for at in cut(re.sub(r'(?<!\n)\n(?!\n)', ' ', text)):       # lines are broken inside sentences
            tags = ['O'] * len(at)
            for role in ROLES:
                for i, t in enumerate(bio(at, spans.get(role, []))):
                    if t != 'O' and tags[i] == 'O':
                        tags[i] = t + '-' + role
            yield [text[a:b] for a, b in at], {'role': tags}


def sides(path):
    """Source and target phrases of coded sentences."""
    for forms, tags in names.iob_corpus(path, None):
        yield forms, {'side': [t if t[2:] in SIDES else 'O' for t in tags]}


def certainty(path):
    """UDS factuality: {words of a sentence: {index of a predicate: -3 .. 3}}"""
    out = {}
    for doc in lines(path):
        forms, at = doc['text'].split(' '), {}
        k = 0
        for i, f in enumerate(forms):
            at[k] = i
            k += len(f) + 1
        out[tuple(forms)] = {at[t['start']]: t['factuality'] for t in doc['targets'] if t['start'] in at}
    return out


def running(path):
    """Sentences of JSONL texts without any label; a document has a text or sentences."""
    for doc in lines(path):
        if doc.get('noncommercial'):
            continue
        texts = [doc['text']] if doc.get('text') else [s['text'] if isinstance(s, dict) else s for s in doc.get('sentences', [])]
        for text in texts:
            for at in cut(text):
                yield [text[a:b] for a, b in at], {}
