# SPDX-License-Identifier: Apache-2.0
"""Fill labels that the corpora lack where trained networks are sure: names in EWT, trees in name corpora and plain text.

    label.py DATA.npz OUT.npz WEIGHTS.pt [WEIGHTS.pt ...]

The networks' probabilities are averaged; a label is taken at or above --sure.  Labels that are there are never changed.
"""
import argparse

import numpy as np
import torch

import net as network
import train

NAMES = ('ewt', 'ewt-damaged', 'gum', 'gum-damaged', 'geovirus')
TREES = ('wikigold', 'crossner', 're3d', 'meantime', 'geovirus', 'plain')


@torch.no_grad()
def fill(data, nets, sure):
    out = {k: data.a[k].copy() for k in ('upos', 'xpos', 'feats', 'lemma', 'deprel', 'head', 'ner')}
    count = dict.fromkeys(out, 0)
    which = sorted(data.of(*set(NAMES + TREES)), key=lambda i: data.lengths[i])
    which = [i for i in which if data.lengths[i] <= 120]
    for k in range(0, len(which), 40):
        part = which[k:k + 40]
        ids, mask, _ = data.batch(part, [0] * len(part))
        got = [n.heads(n.encode(ids, mask), mask) for n in nets]
        prob = {name: sum(g[0][name].softmax(-1) for g in got) / len(nets) for name in network.TAGGERS}
        prob['head'] = sum(g[1].softmax(-1) for g in got) / len(nets)
        head = prob['head'].argmax(-1)
        prob['deprel'] = sum(n.labels(g[2], head).softmax(-1) for n, g in zip(nets, got)) / len(nets)
        best = {name: [x.numpy() for x in p.max(-1)] for name, p in prob.items()}
        for r, i in enumerate(part):
            s, e = data.starts[i], data.starts[i + 1]
            wanted = (('ner',) if data.source[i] in NAMES else ()) + (
                ('upos', 'xpos', 'feats', 'lemma', 'deprel', 'head') if data.source[i] in TREES else ())
            for name in wanted:
                p, label = best[name][0][r, :e - s], best[name][1][r, :e - s]
                take = (p >= sure) & (out[name][s:e] < 0)
                if name == 'deprel':
                    take &= best['head'][0][r, :e - s] >= sure
                out[name][s:e][take] = label[take]
                count[name] += int(take.sum())
    return out, count


def main():
    p = argparse.ArgumentParser()
    p.add_argument('data'), p.add_argument('out'), p.add_argument('weights', nargs='+')
    p.add_argument('--sure', type=float, default=0.85)
    a = p.parse_args()
    torch.set_num_threads(1)
    data, nets = train.Data(a.data), []
    sizes = {k: len(v) for k, v in data.labels.items()}
    for path in a.weights:
        saved = torch.load(path)
        nets.append(network.Net(data.a['vec'], data.a['vec_scale'], sizes, **saved['shape']))
        nets[-1].load_state_dict(saved['weights'])
        nets[-1].eval()
    out, count = fill(data, nets, a.sure)
    np.savez(a.out, **dict(data.a, **out))
    print('filled', count)


if __name__ == '__main__':
    main()
