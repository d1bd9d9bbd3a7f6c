# SPDX-License-Identifier: Apache-2.0
"""Which two phrases of a sentence the text itself declares one: `IsSynonymOf` of re3d ("the Islamic State (IS)", "X, also
known as Y", "the minister, Z"), pairs of measures and coordinates left out.

Found: two mentions of one entity, no pronouns, over two gold phrases of one sentence that are worded differently and have
no more than words of apposition, naming or being between them.  A pair counts once, whichever way round.  `stated` is the F1 of these pairs; `linked` the share of gold pairs whose phrases have one entity.
"""
import re

SCORER = None
# Words that may stand between two phrases that are declared one; anything may stand in brackets.
BETWEEN = set('or also known as is are was were be been become the a an called named aka alias formerly previously better now '
              'our its his her their your s mr mrs dr gen lt col'.split())
KINDS = ('Person', 'Organisation', 'Location', 'MilitaryPlatform')


def read_gold(path):
    import json
    with open(path, encoding='utf-8', newline='\n') as f:
        return [dict(json.loads(l)) for l in f.read().split('\n') if l.strip()]


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def pairs_of(doc):
    kinds = {(e['start'], e['end']): e['type'] for e in doc['entities']}
    out = set()
    for r in doc['relations']:
        if r['type'] == 'IsSynonymOf' and r.get('confidence', 1) >= 0.5:
            pair = tuple(sorted((tuple(r['source']), tuple(r['target']))))
            if any(kinds.get(p, KINDS[0]) in KINDS for p in pair):
                out.add(pair)
    return out


def mentions_over(mentions, span, text):
    """Mentions that stand for a phrase: its own words, else one that ends or begins it (but for an article)."""
    s, e = span
    bare = s + len(re.match(r'(?:(?:the|a|an|its|his|her|their)\s+)?', text[s:e], re.I).group())
    front = s - len(re.search(r'(?:\b(?:the|a|an)\s)?$', text[:s], re.I).group())  # an article that the phrase leaves out
    ends = lambda m: m['end'] == e and front <= m['start']
    begins = lambda m: m['start'] in (front, s, bare) and m['end'] <= e
    same = [m for m in mentions if ends(m) and begins(m)]
    if same:
        return same
    partly = [m for m in mentions if ends(m) and not text[m['start']:e].startswith(('of ', 'for ')) or
              begins(m) and re.match(r'\s+(of|for|to|in)\b|,', text[m['end']:])]
    around = [m for m in mentions if m['start'] <= s and e <= m['end'] and m['end'] - m['start'] < 2 * (e - s)]
    return partly[:1] or around[:1]


def to_scorer(record, gold):
    text = gold['text']
    mentions = [m for m in record['mentions'] if m['kind'] in ('actor', 'place') and m.get('entity') and m['form'] != 'pronoun']
    phrases = sorted({(e['start'], e['end']) for e in gold['entities'] if e['type'] in KINDS} |
                     {p for pair in pairs_of(gold) for p in pair})
    sentences = [(s['start'], s['end']) for s in record['sentences']]
    where = {p: next((i for i, (s, e) in enumerate(sentences) if s <= p[0] < e), -1) for p in phrases}
    over = {p: mentions_over(mentions, p, text) for p in phrases}

    def one(a, b):
        return any(x['entity'] == y['entity'] and x['id'] != y['id'] for x in over[a] for y in over[b])
    links = {}  # the two mentions -> the widest phrases over them: one link is found once

    def keep(a, b, key):
        old = links.get(key)
        if not old or b[1] - b[0] + a[1] - a[0] > old[1][1] - old[1][0] + old[0][1] - old[0][0]:
            links[key] = (a, b)
    for i, a in enumerate(phrases):
        for b in phrases[i + 1:]:
            if b[0] < a[1] or where[a] != where[b] or not one(a, b):
                continue
            x, y = next((x, y) for x in over[a] for y in over[b] if x['entity'] == y['entity'] and x['id'] != y['id'])
            between = list(text[a[1]:b[0]])
            for m in mentions:  # further descriptions of the same ("the leader, Jordanian-born militant X")
                if m['entity'] == x['entity'] and a[1] <= m['start'] and m['end'] <= b[0]:
                    between[m['start'] - a[1]:m['end'] - a[1]] = ' ' * (m['end'] - m['start'])
            between = re.sub(r'\([^()]*\)', ' ', ''.join(between))
            if {w.lower() for w in re.findall(r'\w+', between)} <= BETWEEN and text[a[0]:a[1]] != text[b[0]:b[1]]:
                keep(a, b, (x['id'], y['id']))
    return {'id': gold['id'], 'found': set(links.values()), 'linked': {p for p in pairs_of(gold) if one(*p)}}


def score(gold, system):
    by_id = {s['id']: s for s in system}
    right = made = wanted = linked = 0
    for d in gold:
        pairs = pairs_of(d)
        s = by_id.get(d['id'], {'found': set(), 'linked': set()})
        right += len(pairs & s['found'])
        made += len(s['found'])
        wanted += len(pairs)
        linked += len(s['linked'])
    p, r = right / max(made, 1), right / max(wanted, 1)
    return {'stated': {'P': 100 * p, 'R': 100 * r, 'F1': 200 * p * r / max(p + r, 1e-9)},
            'linked': {'R': 100 * linked / max(wanted, 1), 'gold': wanted}}
