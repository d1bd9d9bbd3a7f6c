# SPDX-License-Identifier: Apache-2.0
"""Teach by example: trees, tags and names where the corpora have none, as an ensemble of trained networks sees them.

    label.py DATA.npz OUT.npz WEIGHTS.pt [WEIGHTS.pt ...]

The networks' probabilities are averaged. Every word gets the best label and how sure the ensemble is of it (`sure_*`,
0..255), heads the two best and the part of the second (`second`, 0..255). Labels that people gave are never changed.
"""
import argparse
import multiprocessing

import numpy as np
import torch

import net as network
import train

NAMES = ('ewt', 'ewt-damaged', 'gum', 'gum-damaged', 'geovirus', 'polnear', 'muc4', 'sides', 'plain')
TREES = ('wikigold', 'crossner', 're3d', 'meantime', 'geovirus', 'templates', 'swapped', 'polnear', 'muc4', 'sides', 'plain')
SYNTAX = ('upos', 'xpos', 'feats', 'lemma', 'deprel', 'head')


def byte(p):
    return np.clip(np.rint(255 * p), 0, 255).astype(np.uint8)


def blank(data):
    out = {k: data.a[k].copy() for k in SYNTAX + ('ner',)}
    n = len(data.a['head'])
    out.update({'sure_' + k: np.full(n, 255, np.uint8) for k in out})
    return dict(out, head2=np.full(n, -1, np.int16), second=np.zeros(n, np.uint8))


@torch.no_grad()
def fill(data, nets, which):
    """Labels of the sentences `which`; everything else is as it was."""
    out, k = blank(data), 0
    while k < len(which):
        part = which[k:k + max(1, min(64, 1600 // int(data.lengths[which[min(k + 63, len(which) - 1)]])))]
        k += len(part)
        ids, mask, _ = data.batch(part, [0] * len(part))
        got = [m.heads(m.encode(ids, mask), mask) for m in nets]
        prob = {name: sum(g[0][name].softmax(-1) for g in got) / len(nets) for name in network.TAGGERS}
        prob['head'] = sum(g[1].softmax(-1) for g in got) / len(nets)
        two = prob['head'].topk(2, -1)
        head = two.indices[..., 0]
        prob['deprel'] = sum(m.labels(g[2], head).softmax(-1) for m, g in zip(nets, got)) / len(nets)
        best = {name: [x.numpy() for x in p.max(-1)] for name, p in prob.items()}
        values, indices = two.values.numpy(), two.indices.numpy()
        for r, i in enumerate(part):
            s, e = data.starts[i], data.starts[i + 1]
            wanted = (('ner',) if data.source[i] in NAMES else ()) + (SYNTAX if data.source[i] in TREES else ())
            for name in wanted:
                p, label = best[name][0][r, :e - s], best[name][1][r, :e - s]
                free = data.a[name][s:e] < 0
                out[name][s:e][free] = label[free]
                out['sure_' + name][s:e][free] = byte(p)[free]
                if name == 'head' and free.all():
                    out['head2'][s:e] = indices[r, :e - s, 1]
                    out['second'][s:e] = byte(values[r, :e - s, 1] / values[r, :e - s].sum(-1))
    return out


def work(part):
    """One worker's share: every sentence whose rank is `part` modulo the number of workers."""
    a = arguments()
    torch.set_num_threads(1)
    data, nets = train.Data(a.data), []
    for path in a.weights:
        saved = torch.load(path)
        sizes = {k: len(v) for k, v in data.labels.items() if f'tag.{k}.weight' in saved['weights'] or k == 'deprel'}
        nets.append(network.Net(data.a['vec'], data.a['vec_scale'], sizes, **saved['shape']))
        nets[-1].load_state_dict(saved['weights'])
        nets[-1].eval()
    which = [i for i in sorted(data.of(*set(NAMES + TREES)), key=lambda i: data.lengths[i]) if data.lengths[i] <= 120]
    which = which[part::a.workers]
    words = np.concatenate([np.arange(data.starts[i], data.starts[i + 1]) for i in which])
    return words, {k: v[words] for k, v in fill(data, nets, which).items()}


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument('data'), p.add_argument('out'), p.add_argument('weights', nargs='+')
    p.add_argument('--workers', type=int, default=2)
    return p.parse_args()


def main():
    a = arguments()
    data = train.Data(a.data)
    out = blank(data)
    with multiprocessing.Pool(a.workers) as pool:
        for words, got in pool.map(work, range(a.workers)):
            for k, v in got.items():
                out[k][words] = v
    np.savez(a.out, **dict(data.a, **out))


if __name__ == '__main__':
    main()
