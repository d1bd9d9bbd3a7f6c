# SPDX-License-Identifier: Apache-2.0
"""Weights to the model file in eight bits; accuracy of that file; forward pass dumped for the C tests.

    export.py DATA.npz WEIGHTS.pt english.sayso [--scores CORPORA] [--dump forward.json]
"""
import argparse
import json
import os
import sys

import numpy as np
import torch

import data
import features
import forward
import model
import train

# candidates for the dump: the first five that do not hang on a rounding are taken
SENTENCES = [
    'Government forces recaptured the town on Sunday , the ministry said .',
    "At least 29 fighters were killed in the province 's north , according to a monitoring group .",
    '" We did n’t attack the hospital , " General Omar Haddad told reporters in Damascus .',
    'THE UNION AND THE PORT OF VALMERA SIGNED AN AGREEMENT',
    'why do they deny it ?',
    'The rebels denied that they had shelled the school in Aleppo .',
    'She does n’t know who fired “ the first shot ” – or why .',
    "Daesh lost 3,500 men near Deir ez - Zor , the army 's spokesman claimed on 12 May 2016 .",
    'Nobody was hurt .',
    'Élise Müller , of the Red Crescent , arrived at 10:30 am with forty trucks .',
    'Dockers in Valmera voted to strike from midnight .',
    'DAESH LOST 3,500 MEN',
    '“ We won ’t leave , ” he said – twice .',
    'the unions deny it',
    'Élise Müller arrived at 10:30 am .',
    'It was shelled on 12 May 2016 .',
    'Omar Haddad of the Red Crescent fled to Damascus .',
    "Syria 's army took Palmyra .",
]


def quantise(w):
    w = np.asarray(w, np.float32)
    scale = np.maximum(np.abs(w).max(1) / np.float32(127), np.float32(1e-12)).astype(np.float32)
    q = w / scale[:, None]
    return (np.sign(q) * np.floor(np.abs(q) + 0.5)).clip(-127, 127).astype(np.int8), scale


def tensors(state, arrays, blocks):
    """-> (list of operations, name -> array)"""
    w = {k: v.numpy() for k, v in state.items()}
    out = {}

    def linear(name, weight, bias=None):
        out[name], out[name + '.scale'] = quantise(weight)
        if bias is not None:
            out[name + '.bias'] = bias.astype(np.float32)

    def layer(name, key):
        linear(name, w[key + '.weight'], w[key + '.bias'])

    def norm(name, key):
        out[name + '.g'], out[name + '.b'] = w[key + '.weight'], w[key + '.bias']

    tables = []
    for name in features.NAMES:
        linear('emb.' + name, w[f'emb.{name}.weight'])
        tables.append({'name': 'emb.' + name, 'feat': name})
    out['emb.vec'], out['emb.vec.scale'] = arrays['vec'], arrays['vec_scale']
    tables.append({'name': 'emb.vec', 'feat': 'vec'})
    keys = arrays['keys']
    out['vocab.key'] = np.stack([keys & np.uint64(0xFFFFFFFF), keys >> np.uint64(32)], 1).astype(np.uint32).view(np.int32)
    width = sum(c for _, _, c in features.TABLES) + features.VECTOR_COLUMNS
    layer('input', 'input'), norm('first', 'first')
    ops = [{'op': 'embed', 'tables': tables, 'mode': 'concat', 'out': width},
           {'op': 'linear', 'w': 'input', 'act': 'none'}, {'op': 'norm', 'g': 'first.g', 'b': 'first.b'}]
    for i, kind in enumerate(blocks):
        key, name = f'blocks.{i}', f'b{i}'
        norm(name + '.norm', key + '.norm')
        if kind in 'cd':
            layer(name + '.w', key + '.w')
            ops.append({'op': 'conv', 'w': name + '.w', 'width': 3, 'dilation': 'cd'.index(kind) + 1, 'act': 'relu',
                        'residual': True, 'norm': name + '.norm'})
        elif kind == 'r':
            layer(name + '.w', key + '.w'), layer(name + '.out', key + '.out')
            ops.append({'op': 'minrnn', 'w': name + '.w', 'out': name + '.out', 'norm': name + '.norm'})
        else:
            layer(name + '.qkv', key + '.qkv'), layer(name + '.out', key + '.out')
            out[name + '.relpos'] = w[key + '.relpos']
            ops.append({'op': 'attention', 'qkv': name + '.qkv', 'out': name + '.out', 'heads': 4,
                        'norm': name + '.norm', 'relpos': name + '.relpos'})
    norm('last', 'last')
    ops.append({'op': 'norm', 'g': 'last.g', 'b': 'last.b'})
    for key in sorted(k for k in w if k.startswith('tag.') and k.endswith('.weight')):
        layer(key[:-7], key[:-7])
    for name in ('arc', 'lab'):
        layer(name + '.h', name + '_h'), layer(name + '.d', name + '_d')
        out[name + '.root'] = w[name + '_root']
    linear('arc.u', w['arc_u'].T)
    out['arc.b'] = w['arc_b']
    u = w['lab_u']
    linear('lab.u', u.transpose(0, 2, 1).reshape(-1, u.shape[1]))
    layer('lab.lin', 'lab_lin')
    return ops, {k: np.ascontiguousarray(v) for k, v in out.items()}


def agreement(d):
    """How often each part of speech goes with an xpos, and with a relation as against how frequent it is anyway."""
    which = np.concatenate([np.arange(d.starts[i], d.starts[i + 1]) for i in d.of('ewt', 'gum')])
    upos, xpos, deprel = (d.a[k][which] for k in ('upos', 'xpos', 'deprel'))
    given = (upos >= 0) & (xpos >= 0) & (deprel >= 0)
    out = {}
    for name, other in (('xpos', xpos), ('deprel', deprel)):
        count = np.full((len(d.labels[name]), len(d.labels['upos'])), 0.01)
        np.add.at(count, (other[given], upos[given]), 1)
        share = count / count.sum(1, keepdims=True)
        out['upos.' + name] = share if name == 'xpos' else share / (count.sum(0) / count.sum())
    return {k: v.astype(np.float32) for k, v in out.items()}


def scores(parser, corpora, limit=None):
    """Accuracy of the model file on the treebanks' dev parts, gold words."""
    out = {}
    for name, path in (('ewt', 'ewt/dev.conllu'), ('gum', 'gum/dev.conllu')):
        hit, n = dict.fromkeys(('upos', 'xpos', 'feats', 'lemma', 'uas', 'las'), 0), 0
        for rows in list(data.conllu(os.path.join(corpora, path)))[:limit]:
            got = parser.parse([r[1] for r in rows])
            for i, r in enumerate(rows):
                n += 1
                head = int(r[6]) == got['head'][i]
                hit['uas'] += head
                hit['las'] += head and r[7].split(':')[0] == got['deprel'][i].split(':')[0]
                for key, column in (('upos', 3), ('xpos', 4), ('feats', 5)):
                    hit[key] += r[column] == got[key][i]
                hit['lemma'] += apply_script(r[1], got['lemma'][i]) == r[2]
        out[name] = {k: round(100 * v / n, 2) for k, v in hit.items()}
    gold = system = both = 0
    for forms, tags in list(data.names.iob_corpus(os.path.join(corpora, 'uner-ewt/dev.iob2'), None))[:limit]:
        g = train.spans(tags)
        s = {x for x in train.spans(parser.parse(forms)['ner']) if x[2] != 'MISC'}
        gold, system, both = gold + len(g), system + len(s), both + len(g & s)
    out['names'] = {'P': round(100 * both / max(1, system), 2), 'R': round(100 * both / gold, 2),
                    'F1': round(200 * both / (gold + system), 2)}
    return out


def apply_script(form, script):
    if script[0] == '=':
        return script[1:]
    case, cut, add = script.split('|', 2)
    base = form.replace('’', "'")
    base = features.lower(base) if case == 'L' else base
    return base[:max(0, len(base) - int(cut))] + add


def steady(parser, forms):
    """Does the encoder stay the same when every sum is a few parts in ten million off?

    Eight-bit rounding turns a tiny difference into a step where a value lies on the edge; such a sentence tests nothing.
    """
    exact, norm, rng = parser.encode(forms), parser.norm, np.random.default_rng(1)
    worst = 0.0
    for _ in range(4):
        parser.norm = lambda g, b, x: norm(g, b, x) * (1 + 2e-7 * rng.standard_normal(x.shape)).astype(np.float32)
        worst = max(worst, float(np.abs(parser.encode(forms) - exact).max()))
    parser.norm = norm
    return worst < 1e-4


def dump(parser, path):
    """Indices, encoder output and scores of five sentences."""
    short = lambda a: [[float(f'{v:.5g}') for v in row] for row in a]
    out = []
    for forms in [f for f in (s.split(' ') for s in SENTENCES) if steady(parser, f)][:5]:
        x = parser.encode(forms)
        tags, arc, lab = parser.scores(x)
        got = parser.parse(forms)
        out.append({'forms': forms, 'indices': [parser.index(f) for f in forms], 'encoder': short(x[:, :32]),
                    'tags': {k: short(v[:, :24]) for k, v in tags.items()}, 'arc': short(arc),
                    'label': short(parser.label_scores(lab, got['head'])[:, :24]),
                    'head': [int(h) for h in got['head']], 'deprel': got['deprel'], 'ner': got['ner'],
                    'upos': got['upos'], 'lemma': [apply_script(f, s) for f, s in zip(forms, got['lemma'])]})
    with open(path, 'w', encoding='utf-8') as f:
        json.dump({'note': 'rows are words; encoder holds the first 32 columns, tags and label the first 24',
                   'sentences': out}, f, ensure_ascii=False, separators=(',', ':'))
        f.write('\n')


def main():
    p = argparse.ArgumentParser()
    p.add_argument('data'), p.add_argument('weights'), p.add_argument('out')
    p.add_argument('--scores', metavar='CORPORA'), p.add_argument('--limit', type=int)
    p.add_argument('--dump'), p.add_argument('--date', default=''), p.add_argument('--training', default='{}')
    a = p.parse_args()
    d, saved = train.Data(a.data), torch.load(a.weights)
    ops, out = tensors(saved['weights'], d.a, saved['shape']['blocks'])
    out.update(agreement(d))
    header = {'name': 'english', 'date': a.date, 'licence': 'CC BY-SA 4.0; see README.md beside this file',
              'training': dict(json.loads(a.training), words=saved['words'], minutes=round(saved['minutes'], 1)),
              'labels': d.labels, 'net': ops, 'heads': {k[4:-7]: k[:-7] for k in saved['weights'] if k.startswith('tag.') and k.endswith('.weight')}}
    model.write(a.out, header, out)
    parser = forward.Parser(a.out)
    if a.scores:
        header['training']['scores'] = scores(parser, a.scores, a.limit)
        print(json.dumps(header['training']['scores']), file=sys.stderr)
        model.write(a.out, header, out)
    if a.dump:
        dump(parser, a.dump)


if __name__ == '__main__':
    main()
