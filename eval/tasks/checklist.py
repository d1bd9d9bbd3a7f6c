# SPDX-License-Identifier: Apache-2.0
"""Behaviour by construction (CheckList, Ribeiro et al. 2020): sentences made of the templates of gold/checklist.tsv.

`sides`: are the actor and the recipient found; `realis`: is it told as fact, denied, planned …, and how certain;
`phrase`: does a noun phrase as a side get the country or actor it names; `none`: does a word of events in another sense stay silent.  Every template is filled in a fixed order, so
that a run is the same each time."""
import csv

SCORER = None
KINDS = ('sides', 'realis', 'phrase', 'none')
FILLED = {'sides': 12, 'realis': 8, 'phrase': 2, 'none': 1}
FRAMES = ('{A} arrested two men on Monday.', '{A} condemned the decision.', 'The rebels attacked {b} on Monday.', 'Two men were arrested by {b}.')
UNSURE = {'u': ('unconfirmed',), 'p': ('possible', 'probable', 'unconfirmed'), '': ('certain', 'possible', 'probable', 'unconfirmed')}
PLURAL = ('soldiers', 'gunmen', 'Turkish police', 'the police', 'the rebels')


def cap(s):
    return s[0].upper() + s[1:]


def third(base):
    return base + ('es' if base.endswith(('s', 'sh', 'ch')) else 's')


def forms(verb):
    base, past, participle, gerund, noun = verb
    return {'base': base, 'ed': past, 'en': participle, 'ing': gerund, 'Ing': cap(gerund), 'nom': noun, 'pres': third(base)}


def fill(template, who, whom, verb):
    many = whom.split()[-1].endswith('s') and not whom.endswith('Nations')
    plural = who in PLURAL
    if plural:
        template = template.replace('{A} is', '{A} are').replace('{A} has', '{A} have')
    values = forms(verb)
    own = lambda s: cap(s) + ("'" if s.endswith('s') else "'s")
    values.update(A=cap(who), a=who, B=cap(whom), b=whom, As=own(who), Bs=own(whom), was='were' if many else 'was', were='were' if many else 'was',
                  has='have' if many else 'has', pres=values['base'] if plural else values['pres'])
    return template.format(**values)


def read_gold(path):
    with open(path, encoding='utf-8', newline='') as f:
        rows = list(csv.DictReader((line for line in f if not line.startswith('#')), delimiter='\t', quoting=csv.QUOTE_NONE))
    of = lambda what: [r for r in rows if r['what'] == what]
    verbs = {use: [r['text'].split() for r in of('verb') if r['expected'] == use] for use in ('sides', 'realis')}
    actors, others = of('actor'), of('other')
    who, whom = [r['text'] for r in of('who')], [r['text'] for r in of('whom')]
    gold = []
    for kind in KINDS:
        for n, row in enumerate(of(kind)):
            for k in range(FILLED[kind]):
                i = n * 5 + k  # neighbours share no filling
                doc = {'id': '%s-%d-%d' % (kind, n, k), 'kind': kind, 'template': row['text'], 'published': '2026-03-10'}
                if kind == 'none':
                    doc['text'] = row['text']
                elif kind == 'phrase':
                    frame = FRAMES[i % len(FRAMES)]
                    phrase = row['text'].rstrip(',') if '{b}' in frame else row['text']
                    doc.update(text=frame.format(A=cap(phrase), b=phrase), verbs=['arrested', 'condemned', 'attacked'], marks=row['expected'].split('|'),
                               side='recipients' if 'attacked' in frame else 'actors')
                else:
                    fitting = [v for v in verbs[kind] if v[4] != '-' or '{nom}' not in row['text']]
                    verb = fitting[i * 3 % len(fitting)]
                    if kind == 'sides':
                        a, b = actors[i * 7 % len(actors)], others[(i * 5 + n) % len(others)]
                        doc.update(text=fill(row['text'], a['text'], b['text'], verb), actor=a['expected'], recipient=b['expected'])
                    else:
                        doc.update(text=fill(row['text'], who[i * 3 % len(who)], whom[i % len(whom)], verb), expected=row['expected'])
                    doc['verbs'] = sorted({v for v in forms(verb).values() if v != '-'})
                gold.append(doc)
    return gold


def to_input(gold):
    return [{k: d[k] for k in ('id', 'text', 'published')} for d in gold]


def named(record, ids):
    """All names, mentions and codes of entities, for a search."""
    text, words = record['text'], []
    for e in record['entities']:
        if e['id'] in ids:
            words += [e['name'], e.get('country') or '', e.get('code') or '', e['kind']]
            words += [text[m['start']:m['end']] for m in record['mentions'] if m.get('entity') == e['id']]
    return ' '.join(words).lower()


def right(claim, record, gold):
    if gold['kind'] == 'sides':
        return gold['actor'].lower() in named(record, claim['actors']) and gold['recipient'].lower() in named(record, claim['recipients'])
    if gold['kind'] == 'phrase':
        return bool(claim[gold['side']]) and any(m == '-' or m.lower() in named(record, claim[gold['side']]) for m in gold['marks'])
    wanted, _, sure = gold['expected'].partition(':')
    return claim['realis'] in wanted.split('|') and claim['certainty'] in (('certain',) if gold['expected'] == 'actual' else UNSURE[sure])


def to_scorer(record, gold):
    if gold['kind'] == 'none':
        return {'id': gold['id'], 'right': not record['claims']}
    text = record['text']
    claims = [c for c in record['claims'] if text[c['trigger']['start']:c['trigger']['end']].lower() in gold['verbs']]
    return {'id': gold['id'], 'right': any(right(c, record, gold) for c in claims)}


def score(gold, system):
    good = {s['id'] for s in system if s['right']}
    out = {}
    for kind in KINDS:
        docs = [d for d in gold if d['kind'] == kind]
        out[kind] = {'right': 100.0 * sum(d['id'] in good for d in docs) / len(docs), 'of': len(docs)}
    return out


def misses(gold, system):
    """For a person: every sentence that came out wrong, by template."""
    good = {s['id'] for s in system if s['right']}
    for d in gold:
        if d['id'] not in good:
            yield '%s: %s' % (d['template'], d['text'])
