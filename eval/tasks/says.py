# SPDX-License-Identifier: Apache-2.0
"""Who says what, by heads: the links from a word of saying or thinking to what is said (SLINK), with their source.

A link of the system is an attribution's source, its cue and one head of its content: the word that the tree hangs
outside of the content, and the predicates joined to it.  It is right when the head (or its copula, which the gold often
has as the event) stands in the gold's event and the source's head in the gold's source.  Where the gold names no source,
as it never does for a pronoun that joins a clause, only the content counts."""
import importlib

SCORER = None
JOINED = ('conj',)
NO_HEAD = ('PUNCT', 'CCONJ', 'SCONJ', 'ADP', 'PART')


def to_input(gold):
    return [{'id': d['id'], 'text': d['text'], **({'published': d['dct']} if d.get('dct') else {})} for d in gold]


def run(program, inputs, folder):
    """-> {id: (record, words)}: the records, and the trees that they came from"""
    main = importlib.import_module('__main__')
    records = main.annotate(program, inputs, folder)
    out = folder + '/trees.conllu'
    main.call([program, 'parse', '-j', '2', folder + '/input.jsonl'], out)
    trees, words, base = {}, None, 0
    with open(out, encoding='utf-8', newline='\n') as f:
        for line in f.read().split('\n'):
            if line.startswith('# newdoc id = '):
                words = trees[line[14:]] = []
            elif line.startswith('# sent_id'):
                base = len(words)
            elif line and line[0] != '#' and line.split('\t')[0].isdigit():
                c = line.split('\t')
                words.append({'form': c[1], 'upos': c[3], 'head': base + int(c[6]) - 1 if c[6] != '0' else -1, 'rel': c[7]})
    for key, record in records.items():
        at = 0
        for w in trees.get(key, []):
            start = record['text'].find(w['form'], at)
            if start >= 0:
                w['start'], w['end'] = start, start + len(w['form'])
                at = w['end']
    return {key: {'record': r, 'words': trees.get(key, [])} for key, r in records.items()}


def heads(words, spans):
    """Words of the spans that hang on none of their words, with the predicates joined to them."""
    inside = {i for i, w in enumerate(words) if 'start' in w and any(s['start'] <= w['start'] < s['end'] for s in spans)}
    top = [i for i in sorted(inside) if words[i]['head'] not in inside and words[i]['upos'] not in NO_HEAD]
    out = top[:1]
    for i in sorted(inside):
        if words[i]['rel'] in JOINED and words[i]['head'] in out and words[i]['upos'] in ('VERB', 'AUX'):
            out.append(i)
    return out


def to_scorer(record, gold):
    words, links = record['words'], []
    for a in record['record'].get('attributions', []):
        source = heads(words, a['source'])
        for h in heads(words, a['content']):
            copula = [w['start'] for w in words if w['head'] == h and w['rel'] == 'cop' and 'start' in w]
            links.append((words[source[0]]['start'] if source else None, [words[h]['start']] + copula))
    return {'id': gold['id'], 'links': links}


def gold_links(doc):
    events, entities = ({x['mid']: x for x in doc[k]} for k in ('events', 'entities'))
    sources = {}
    for r in doc['relations']:
        if r['type'] == 'HAS_PARTICIPANT' and r.get('kind') == 'Arg0' and r['target'] in entities:
            sources.setdefault(r['source'], []).append(entities[r['target']])
    return [(sources.get(r['source'], []), events[r['target']]) for r in doc['relations']
            if r['type'] == 'SLINK' and r['source'] in events and r['target'] in events]


def score(gold, system):
    by_id = {s['id']: s['links'] for s in system}
    hits = {'link': 0, 'content': 0}
    total_gold = total_system = 0
    within = lambda at, x: at is not None and x['start'] <= at < x['end']
    for doc in gold:
        want, have = gold_links(doc), by_id.get(doc['id'], [])
        total_gold, total_system = total_gold + len(want), total_system + len(have)
        said = lambda w, h: any(within(at, w[1]) for at in h[1])
        who = lambda w, h: not w[0] or any(within(h[0], e) for e in w[0])
        tests = {'link': lambda w, h: said(w, h) and who(w, h), 'content': said}
        for name, test in tests.items():
            left = list(have)
            for w in want:
                for h in left:
                    if test(w, h):
                        left.remove(h)
                        hits[name] += 1
                        break
    rate = lambda n: {'P': 100.0 * n / (total_system or 1), 'R': 100.0 * n / (total_gold or 1),
                      'F1': 200.0 * n / ((total_system + total_gold) or 1), 'gold': total_gold}
    return {name: rate(n) for name, n in hits.items()}
