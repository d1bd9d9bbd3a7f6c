# SPDX-License-Identifier: Apache-2.0
"""Corpora to arrays: reads the treebanks and the name corpora below a folder and writes one .npz file.

    data.py CORPORA VECTORS.json OUT.npz

Each word has its ten feature indices in four spellings (as written, lower case, upper case, title case) and its
labels; -1 is "no label".  Train and dev sentences lie in one row of words, `starts` cuts them.
"""
import argparse
import collections
import json
import os
import random
import re

import numpy as np

import features
import invent
import marks
import names

NER = ['O'] + [p + k for k in ('PER', 'ORG', 'LOC', 'MISC') for p in ('B-', 'I-')]
LABELS = ('upos', 'xpos', 'feats', 'lemma', 'deprel')
CASES = (lambda s: s, lambda s: s.lower(), lambda s: s.upper(), lambda s: s[:1].upper() + s[1:])
APOSTROPHES = "'’"
NONE = -32768


def lemma_script(form, lemma):
    """How to get the lemma from the form: "L|cut|add" on the lower-cased form, "K|cut|add" on the form, or "=lemma"."""
    form = form.replace('’', "'")
    low = features.lower(form)
    for case, base in (('L', low), ('K', form)):
        same = os.path.commonprefix([base, lemma])
        if same and len(base) - len(same) <= 5 and len(lemma) - len(same) <= 4:
            return f'{case}|{len(base) - len(same)}|{lemma[len(same):]}'
    return '=' + lemma


def conllu(path):
    """Sentences of a CoNLL-U file: list of columns, one a word."""
    with open(path, encoding='utf-8', newline='\n') as f:
        for block in re.split(r'\n\s*\n', f.read()):
            rows = [line.split('\t') for line in block.split('\n') if line and line[0] != '#']
            rows = [r for r in rows if r[0].isdigit()]
            if rows:
                yield rows


def mentions(rows):
    """GUM's Entity= brackets of a sentence -> (start, end, type)"""
    out, open_ = [], []
    for i, row in enumerate(rows):
        m = re.search(r'Entity=([^|]*)', row[9])
        for part in re.findall(r'\(\d+-[^()]*\)?|\d+\)', m.group(1) if m else ''):
            if part[0] == '(':
                ident, kind = part[1:].rstrip(')').split('-')[:2]
                open_.append((ident, kind, i))
            if part[-1] == ')':
                ident = open_[-1][0] if part[0] == '(' else part[:-1]
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == ident:
                        out.append((open_[k][2], i + 1, open_[k][1]))
                        del open_[k]
                        break
    return out


def ewt_names(rows):
    """EWT train has no names: only words far from any proper noun are known to be outside, and days, months, addresses."""
    proper = [r[3] == 'PROPN' or r[3] != 'PUNCT' and i > 0 and r[1][:1].isupper() and r[1] != 'I' for i, r in enumerate(rows)]
    return ['O' if r[4] == 'ADD' or r[1] in invent.DAYS + invent.MONTHS or not any(proper[max(0, i - 2):i + 3]) else None
            for i, r in enumerate(rows)]


def damaged(rows, tags, extra):
    """A copy of the sentence as texts that lost their commas and apostrophes have it, or None if it has none."""
    keep, glue = [], {}
    heads = {int(r[6]) for r in rows}
    for i, r in enumerate(rows):
        if r[1] in (',', '"', '“', '”', "''", '``') and r[3] == 'PUNCT' and i + 1 not in heads:
            continue
        if r[1] in ("'s", '’s', "'", '’') and r[4] == 'POS' and keep and keep[-1] == i - 1 and i + 1 not in heads:
            glue[i - 1] = 's' if len(r[1]) > 1 else ''
            continue
        keep.append(i)
    if len(keep) == len(rows) or not keep:
        return None
    new = {old: n + 1 for n, old in enumerate(keep)}
    new[-1] = 0
    out = []
    for old in keep:
        r = list(rows[old])
        r[0], r[6] = str(new[old]), str(new[int(r[6]) - 1])
        if old in glue:
            r[1] += glue[old]
        if r[1][:1] in APOSTROPHES and len(r[1]) > 1:
            r[1] = r[1][1:]
        r[1] = re.sub(r"(?<=n)['’](?=t$)", '', r[1])
        out.append(r)
    return out, [tags[i] for i in keep], {k: [v[i] for i in keep] for k, v in extra.items()}


class Builder:
    def __init__(self):
        self.sentences = []                             # (source, rows or None, forms, name tags, {head: labels})

    def add(self, source, rows, forms, tags, extra=None):
        self.sentences.append((source, rows, forms, tags, extra or {}))

    def label_sets(self):
        counts = {name: collections.Counter() for name in LABELS}
        for source, rows, forms, _, _ in self.sentences:
            if rows and not source.endswith('-dev'):
                for r in rows:
                    for name, value in zip(LABELS, (r[3], r[4], r[5], lemma_script(r[1], r[2]), r[7])):
                        counts[name][value] += 1
        least = {'upos': 1, 'xpos': 1, 'feats': 3, 'lemma': 3, 'deprel': 3}
        return {name: sorted((v for v, c in counts[name].items() if c >= least[name]),
                             key=lambda v: (-counts[name][v], v)) for name in LABELS}


def read(corpora):
    b, here = Builder(), lambda *p: os.path.join(corpora, *p)
    dev_tags = {tuple(forms): tags for forms, tags in names.iob_corpus(here('uner-ewt', 'dev.iob2'), None)}
    sure = {}
    for part in ('train', 'dev'):
        sure.update(marks.certainty(here('uds-factuality', part + '.jsonl')))
    for source, path in (('ewt', 'ewt/train.conllu'), ('gum', 'gum/train.conllu'),
                         ('ewt-dev', 'ewt/dev.conllu'), ('gum-dev', 'gum/dev.conllu')):
        for rows in conllu(here(path)):
            if source.startswith('gum'):
                tags = names.gum_names(rows, mentions(rows))
            elif source == 'ewt':
                tags = ewt_names(rows)
            else:
                tags = dev_tags.get(tuple(r[1] for r in rows), [None] * len(rows))
            forms = [r[1] for r in rows]
            b.add(source, rows, forms, tags, judged(forms, sure))
            if not source.endswith('-dev'):
                copy = damaged(rows, tags, judged(forms, sure))
                if copy:
                    forms = [r[1] for r in copy[0]]
                    b.add(source + '-damaged', copy[0], forms, copy[1], copy[2])
    for source, sents in (
            ('wikigold', names.iob_corpus(here('wikigold', 'dev.iob2'), None)),
            ('crossner', names.iob_corpus(here('crossner-politics', 'train.iob2'), names.CROSSNER)),
            ('crossner', names.iob_corpus(here('crossner-politics', 'dev.iob2'), names.CROSSNER)),
            ('re3d', names.span_corpus(here('re3d', 'dev.jsonl'), names.RE3D, lambda e: True)),
            ('meantime', names.span_corpus(here('meantime', 'dev.jsonl'), names.MEANTIME, lambda e: e['form'] == 'NAM')),
            ('geovirus', partial(here('geovirus', 'dev.jsonl')))):
        for forms, tags in sents:
            b.add(source, None, forms, tags)
    for source, sents in (('polnear', marks.attributions(here('polnear', 'train.jsonl'))),
                          ('polnear-dev', marks.attributions(here('polnear', 'dev.jsonl'))),
                          ('muc4', marks.incidents(here('muc4', 'train.jsonl'))),
                          ('muc4-dev', marks.incidents(here('muc4', 'dev.jsonl'))),
                          ('sides', marks.sides(here('cameo-sentences', 'train-actors.iob2')))):
        for forms, extra in sents:
            b.add(source, None, forms, [None] * len(forms), extra)
    return b


def judged(forms, sure):
    """How certain the predicates of a sentence are, where people have judged them."""
    at = sure.get(tuple(forms))
    return {'fact': [at.get(i) for i in range(len(forms))]} if at else {}


def partial(path):
    """Place names alone are marked: other capitalised words are unknown, the rest is outside."""
    for forms, tags in names.span_corpus(path, None, lambda e: True):
        yield forms, [t if t != 'O' or not names.capital(f) or f.isdigit() else None for f, t in zip(forms, tags)]


def invented(b, cities, actors, copies):
    rng = random.Random(7)
    pools = invent.Pools(rng, cities, actors, os.path.dirname(os.path.abspath(__file__)))
    known = pools.known()
    for k, (source, rows, forms, tags, extra) in enumerate(b.sentences):
        if source in ('ewt', 'ewt-damaged'):
            proper = [r[3] == 'PROPN' or r[4] == 'HYPH' for r in rows]
            b.sentences[k] = source, rows, forms, invent.recognised(forms, proper, tags, known), extra
    for template in invent.templates(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'templates.txt')):
        for _ in range(copies if '{' in template else 4):
            b.add('templates', None, *invent.filled(template, pools))
    for source, rows, forms, tags, _ in list(b.sentences):
        if source in ('gum', 'wikigold', 'crossner', 're3d', 'meantime'):
            for _ in range(2):
                got = invent.swapped(forms, tags, pools)
                if got:
                    b.add('swapped', None, *got)


def arrays(b, index):
    sets = b.label_sets()
    at = {name: {v: i for i, v in enumerate(values)} for name, values in sets.items()}
    ner_at = {t: i for i, t in enumerate(NER)}
    sources = sorted({s[0] for s in b.sentences})
    n = sum(len(s[2]) for s in b.sentences)
    out = {name: np.full(n, -1, np.int16) for name in LABELS + ('head', 'ner')}
    for name in marks.LABELS:                                # -1 is no label; certainty is in thousandths, NONE is no label
        out['mark_' + name] = np.full(n, NONE if name == 'fact' else -1, np.int16)
    ids = np.zeros((n, len(CASES), len(features.TABLES) + 1), np.int32)
    starts, source, k = [0], [], 0
    for src, rows, forms, tags, extra in b.sentences:
        for i, form in enumerate(forms):
            for c, case in enumerate(CASES):
                ids[k, c] = index(case(form))
            if rows:
                r = rows[i]
                for name, value in zip(LABELS, (r[3], r[4], r[5], lemma_script(r[1], r[2]), r[7])):
                    out[name][k] = at[name].get(value, -1)
                out['head'][k] = int(r[6])
            if tags[i] is not None:
                out['ner'][k] = ner_at[tags[i]]
            for name, labels in extra.items():
                if labels[i] is not None:
                    out['mark_' + name][k] = round(1000 * labels[i]) if name == 'fact' else marks.LABELS[name].index(labels[i])
            k += 1
        starts.append(k)
        source.append(sources.index(src))
    sets['ner'] = NER
    sets.update(marks.LABELS)
    return dict(out, ids=ids, starts=np.array(starts, np.int32), source=np.array(source, np.int8),
                sources=np.array(sources), labels=np.array(json.dumps(sets)))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('corpora'), p.add_argument('vectors'), p.add_argument('out')
    p.add_argument('--top', type=int, default=60000, help='most frequent words of the vector file to keep')
    p.add_argument('--cities', help='GeoNames extract (cities500.txt): its places and the actors go into invented sentences')
    p.add_argument('--actors', help='folder of actor files (TSV with name, kind, aliases)')
    p.add_argument('--texts', nargs='*', default=[], help='JSONL texts without labels, for label.py')
    p.add_argument('--words', nargs='*', default=[], help='further texts whose words are kept when they have a vector')
    a = p.parse_args()
    b = read(a.corpora)
    if a.cities and a.actors:
        invented(b, a.cities, a.actors, 25)
    for path in a.texts:
        for forms, _ in marks.running(path):
            b.add('plain', None, forms, [None] * len(forms))
    words = {features.lower(f) for s in b.sentences if not s[0].endswith('-dev') for f in s[2]}
    for path in a.words:
        with open(path, encoding='utf-8') as f:
            words.update(features.lower(w) for w in re.findall(r"[^\W\d_]+", f.read()))
    vocabulary, rows, scale = features.vectors(a.vectors, words, a.top)
    got = arrays(b, features.Indexer(vocabulary))
    np.savez(a.out, vec=rows, vec_scale=scale, keys=vocabulary.keys, **got)
    for i, s in enumerate(got['sources']):
        which = np.flatnonzero(got['source'] == i)
        size = sum(int(got['starts'][j + 1] - got['starts'][j]) for j in which)
        print(f'{s}: {len(which)} sentences, {size} words')
    print('vectors', rows.shape, {k: len(v) for k, v in json.loads(str(got['labels'])).items()})


if __name__ == '__main__':
    main()
