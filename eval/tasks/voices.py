# SPDX-License-Identifier: Apache-2.0
"""Voices, on passages written for the project: three kinds of item.

  chain   `at` is said by the voices in `voices`, the innermost first (null: nobody named; a list: any of these words); all of them, in order, and no
          other may stand between it and the outlet
  block   `block` is a quotation without marks, of `source`: right when one attribution of that source has it as content
          (of its words and those of the content, four fifths are the same)
  quote   `quoted` stands in quotation marks: speech of `source`, or (null) a name, a title, a word that the writer doubts;
          then no attribution may have it as its content
"""
import re

SCORER = None
SAME = 0.8


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def to_scorer(record, gold):
    return {'id': gold['id'], 'text': record['text'], 'attributions': record.get('attributions', [])}


def words(text, spans):
    return [text[s['start']:s['end']] for s in spans]


def inside(spans, start, end):
    return any(s['start'] <= start and end <= s['end'] for s in spans)


def is_source(text, a, source):
    """Whether the source's words hold (or are held by) those of the gold; null: no source."""
    if source is None:
        return not a['source']
    if isinstance(source, list):
        return any(is_source(text, a, s) for s in source)
    return any(re.search(r'\b%s\b' % re.escape(source), w) or (w and w in source) for w in words(text, a['source']))


def chain_of(record, start, end):
    """The attributions around a place of the text, the innermost first."""
    by_id = {a['id']: a for a in record['attributions']}
    around = [a for a in record['attributions'] if inside(a['content'], start, end)]
    size = lambda a: sum(s['end'] - s['start'] for s in a['content'])
    depth = lambda a, n=0: n if n > 20 or a.get('within') not in by_id else depth(by_id[a['within']], n + 1)
    return sorted(around, key=lambda a: (-depth(a), size(a)))


def right_chain(item, record):
    start = record['text'].index(item['at'])
    chain = chain_of(record, start, start + len(item['at']))
    return len(chain) == len(item['voices']) and all(is_source(record['text'], a, v) for a, v in zip(chain, item['voices']))


def right_block(item, record):
    start = record['text'].index(item['block'])
    want = set(range(start, start + len(item['block'])))
    for a in record['attributions']:
        have = {i for s in a['content'] for i in range(s['start'], s['end'])}
        if len(want & have) >= SAME * len(want | have) and is_source(record['text'], a, item['source']):
            return True
    return False


def right_quote(item, record):
    text, quoted = record['text'], '"%s"' % item['quoted']
    start = text.index(quoted)
    end = start + len(quoted)
    if item['source'] is not None:
        return any(inside(a['content'], start + 1, end - 1) and is_source(text, a, item['source']) for a in record['attributions'])
    strip = lambda s: text[s['start']:s['end']].strip(' ".,')
    return not any(start <= s['start'] and s['end'] <= end and strip(s) == item['quoted'].strip('.,')
                   for a in record['attributions'] for s in a['content'])


KINDS = {'chain': right_chain, 'block': right_block, 'quote': right_quote}


def score(gold, system):
    by_id, hits = {s['id']: s for s in system}, {}
    for item in gold:
        n = hits.setdefault(item['kind'], [0, 0])
        n[1] += 1
        n[0] += item['id'] in by_id and KINDS[item['kind']](item, by_id[item['id']])
    return {kind: {'right': 100.0 * n / m, 'items': m} for kind, (n, m) in hits.items()}
