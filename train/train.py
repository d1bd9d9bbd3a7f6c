# SPDX-License-Identifier: Apache-2.0
"""Train the network on the arrays of data.py until a time is up; keep the running mean of the weights.

    train.py DATA.npz OUT.pt --minutes 60
"""
import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import net as network

LOSSES = {'upos': 0.5, 'xpos': 0.5, 'feats': 0.5, 'lemma': 0.5, 'ner': 1.0}
MARKS = {'cue': 0.4, 'source': 0.4, 'content': 0.4, 'role': 0.3, 'side': 0.4}
FACT = 0.3
NONE = -32768
# how often a sentence of each source is seen in one round
SHARE = {'ewt': 1, 'gum': 1, 'ewt-damaged': 0.2, 'gum-damaged': 0.2, 'wikigold': 1, 'crossner': 0.7, 're3d': 1, 'meantime': 1,
         'geovirus': 1, 'templates': 0.4, 'swapped': 0.35, 'sides': 1, 'polnear': 0.5, 'muc4': 0.4, 'plain': 0.5}


SYNTAX = ('upos', 'xpos', 'feats', 'lemma', 'deprel', 'head', 'ner')
LABELS = SYNTAX + ('head2',) + tuple('mark_' + n for n in network.MARKS)
SURE = ('second',) + tuple('sure_' + n for n in SYNTAX)


class Data:
    def __init__(self, path):
        z = np.load(path, allow_pickle=False)
        self.a = {k: z[k] for k in z.files}
        self.labels = json.loads(str(self.a['labels']))
        self.starts, self.lengths = self.a['starts'], np.diff(self.a['starts'])
        self.source = [str(self.a['sources'][i]) for i in self.a['source']]

    def of(self, *sources):
        return [i for i, s in enumerate(self.source) if s in sources]

    def batch(self, which, case):
        """case: per sentence 0 as written, 1 lower, 2 upper, 3 title"""
        t, b = int(self.lengths[which].max()), len(which)
        ids = np.zeros((b, t, self.a['ids'].shape[2]), np.int64)
        lab = {k: np.full((b, t), NONE if k == 'mark_fact' else -1, np.int64) for k in LABELS if k in self.a}
        sure = {k: np.ones((b, t), np.float32) for k in SURE if k in self.a}
        mask = np.zeros((b, t, 1), np.float32)
        for r, (i, c) in enumerate(zip(which, case)):
            s, e = self.starts[i], self.starts[i + 1]
            ids[r, :e - s], mask[r, :e - s] = self.a['ids'][s:e, c], 1
            for k in lab:
                lab[k][r, :e - s] = self.a[k][s:e]
            for k in sure:
                sure[k][r, :e - s] = self.a[k][s:e] / np.float32(255)
        return torch.from_numpy(ids), torch.from_numpy(mask), {k: torch.from_numpy(v) for k, v in dict(lab, **sure).items()}


def rounds(data, rng, words, longest=120):
    """Batches of one round: sentences of like length together, in random order."""
    which = [i for i, s in enumerate(data.source) if s in SHARE and rng.random() < SHARE[s] and data.lengths[i] <= longest]
    which.sort(key=lambda i: data.lengths[i] * rng.uniform(0.85, 1.15))
    out, now, top = [], [], 0
    for i in which:
        top = max(top, data.lengths[i])
        if now and top * (len(now) + 1) > words:
            out.append(now)
            now, top = [], data.lengths[i]
        now.append(i)
    out.append(now)
    rng.shuffle(out)
    return out


def weighted(score, label, sure=None):
    """Cross entropy, each word weighted by how sure its label is; no label is -1."""
    if sure is None:
        return F.cross_entropy(score.flatten(0, 1), label.flatten(), ignore_index=-1)
    each = F.cross_entropy(score.flatten(0, 1), label.flatten(), ignore_index=-1, reduction='none')
    return (each * sure.flatten()).sum() / (label >= 0).sum()


def loss_of(net, ids, mask, lab):
    tags, arc, projections = net.heads(net.encode(ids, mask), mask)
    total = 0
    for name, weight in LOSSES.items():
        if (lab[name] >= 0).any():
            total = total + weight * weighted(tags[name], lab[name], lab.get('sure_' + name))
    for name, weight in MARKS.items():
        label = lab.get('mark_' + name)
        if label is not None and name in tags and (label >= 0).any():
            total = total + weight * weighted(tags[name], label)
    if 'mark_fact' in lab and 'fact' in tags:
        given = lab['mark_fact'] != NONE
        if given.any():                                      # a value between two labels counts for both
            value = lab['mark_fact'][given].float() / 1000 + 3
            low = value.floor().clamp(0, 5).long()
            score = tags['fact'][given].log_softmax(-1)
            below, above = (score.gather(1, (low + k)[:, None])[:, 0] for k in (0, 1))
            total = total - FACT * (below * (low + 1 - value) + above * (value - low)).mean()
    has = lab['head'] >= 0
    if has.any():
        rows = has.any(1)
        arc, part = arc[rows], {k: v[rows] for k, v in lab.items()}
        head = part['head']
        if 'head2' in part:
            second = part['second'] * (part['head2'] >= 0)
            score = arc.log_softmax(-1)
            each = [score.gather(2, h.clamp_min(0)[..., None])[..., 0] for h in (head, part['head2'])]
            each = -(each[0] * (1 - second) + each[1].clamp_min(-20) * second)
            # where the ensemble hesitates between two heads both are learnt
            total = total + (each * (head >= 0) * (part['sure_head'] / (1 - second).clamp_min(0.5)).clamp_max(1)).sum() / (head >= 0).sum()
        else:
            total = total + weighted(arc, head)
        scores = net.labels(tuple(p[rows] for p in projections), head.clamp_min(0))
        total = total + weighted(scores, part['deprel'], part['sure_deprel'] * part['sure_head'] if 'sure_head' in part else None)
    return total


def spans(tags):
    out, at = set(), None
    for i, t in enumerate(list(tags) + ['O']):
        if at and not (t.startswith('I-') and t[2:] == at[1]):
            out.add((at[0], i, at[1]))
            at = None
        if t != 'O' and not at:
            at = (i, t[2:])
    return out


@torch.no_grad()
def evaluate(net, data, which, case=0):
    """Accuracies on gold words; the tree is the best head of each word, without a decoder."""
    net.eval()
    hits, count, ent = {}, {}, [0, 0, 0]
    rel = np.array([v.split(':')[0] for v in data.labels['deprel']])
    which = sorted(which, key=lambda i: data.lengths[i])
    for k in range(0, len(which), 40):
        part = which[k:k + 40]
        ids, mask, lab = data.batch(part, [case] * len(part))
        tags, arc, projections = net.heads(net.encode(ids, mask), mask)
        head = arc.argmax(-1)
        label = net.labels(projections, head).argmax(-1)
        ok = (head == lab['head']).numpy()
        good = lab['head'].numpy() >= 0
        same = rel[label.numpy()] == rel[lab['deprel'].numpy()]
        for name, hit, base in [('uas', ok, good), ('las', ok & same, good)] + [
                (n, (tags[n].argmax(-1) == lab[n]).numpy(), lab[n].numpy() >= 0 if n == 'ner' else good) for n in LOSSES]:
            hits[name] = hits.get(name, 0) + (hit & base).sum()
            count[name] = count.get(name, 0) + base.sum()
        best = tags['ner'].argmax(-1).numpy()
        for r, i in enumerate(part):
            n = data.lengths[i]
            gold = lab['ner'][r, :n].numpy()
            if (gold < 0).all():
                continue
            names = data.labels['ner']
            keep = [t if t[-4:] != 'MISC' else 'O' for t in names]
            g = spans([keep[t] if t >= 0 else 'O' for t in gold])
            s = {x for x in spans([keep[t] for t in best[r, :n]]) if (gold[x[0]:x[1]] >= 0).all()}
            ent[0] += len(g & s)
            ent[1] += len(g)
            ent[2] += len(s)
    net.train()
    out = {k: round(100 * hits[k] / max(1, count[k]), 2) for k in hits}
    out['names'] = round(200 * ent[0] / max(1, ent[1] + ent[2]), 2)
    return out


def cases(rng, data, part):
    """As written mostly; some sentences lower case, upper case, title case. MUC-4 is written in capitals: mostly lower case."""
    return [rng.choices((0, 1, 2, 3), (0.3, 0.6, 0, 0.1) if data.source[i].startswith('muc4') else (0.86, 0.06, 0.05, 0.03))[0]
            for i in part]


class Together:
    """Workers that average their gradients, so that two cores learn twice as fast as one."""

    def __init__(self, rank, workers, params):
        self.rank, self.workers, self.params = rank, workers, params

    def share(self, gone):
        """Average the gradients; the time that worker 0 sees is everybody's."""
        if self.workers == 1:
            return gone
        flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in self.params] +
                         [torch.tensor([gone * self.workers if self.rank == 0 else 0.0])])
        torch.distributed.all_reduce(flat)
        flat /= self.workers
        at = 0
        for p in self.params:
            p.grad = flat[at:at + p.numel()].view_as(p)
            at += p.numel()
        return float(flat[-1])


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument('data'), p.add_argument('out')
    p.add_argument('--minutes', type=float, default=60), p.add_argument('--words', type=int, default=1200)
    p.add_argument('--lr', type=float, default=2e-3), p.add_argument('--dim', type=int, default=256)
    p.add_argument('--blocks', default='crcrar'), p.add_argument('--arc', type=int, default=192), p.add_argument('--dropout', type=float, default=0.25)
    p.add_argument('--seed', type=int, default=1), p.add_argument('--workers', type=int, default=1)
    p.add_argument('--million', type=float, help='stop after so many million words instead')
    p.add_argument('--half', action='store_true', help='matrix products in bfloat16, for processors that have it')
    p.add_argument('--share', default='{}', help='JSON: how often a sentence of each source is seen in one round')
    p.add_argument('--start', help='weights to start from'), p.add_argument('--eval-every', type=float, default=5)
    return p.parse_args()


def main():
    a = arguments()
    if a.workers == 1:
        return work(0, a)
    os.environ.setdefault('MASTER_ADDR', '127.0.0.1'), os.environ.setdefault('MASTER_PORT', '29533')
    torch.multiprocessing.spawn(work, (a,), a.workers)


def work(rank, a):
    torch.set_num_threads(1), torch.manual_seed(a.seed)
    torch.set_flush_denormal(True)
    if a.workers > 1:
        torch.distributed.init_process_group('gloo', rank=rank, world_size=a.workers)
    network.HALF = a.half
    SHARE.update(json.loads(a.share))
    rng, own, data = random.Random(a.seed), random.Random(a.seed + 100 + rank), Data(a.data)
    sizes = {k: len(v) for k, v in data.labels.items()}
    if a.start:
        saved = torch.load(a.start)
        net = network.Net(data.a['vec'], data.a['vec_scale'], sizes, **dict(saved['shape'], dropout=a.dropout))
        net.load_state_dict(saved['weights'], strict=False)  # new heads start anew
    else:
        net = network.Net(data.a['vec'], data.a['vec_scale'], sizes, d=a.dim, blocks=a.blocks, arc=a.arc, dropout=a.dropout)
    mean = network.Net(data.a['vec'], data.a['vec_scale'], sizes, **net.shape)
    mean.load_state_dict(net.state_dict())
    params = list(net.parameters())
    opt = torch.optim.AdamW(params, lr=a.lr, betas=(0.9, 0.98), weight_decay=0.01, eps=1e-8)
    together = Together(rank, a.workers, params)
    begin, step, turn, last, seen, running = time.time(), 0, 0, time.time(), 0, 0.0
    dev, dev2, done = data.of('ewt-dev'), data.of('gum-dev'), False
    torch.manual_seed(a.seed + rank)
    while not done:
        turn += 1
        batches = rounds(data, rng, a.words)
        for part in batches[rank:len(batches) // a.workers * a.workers:a.workers]:
            loss = loss_of(net, *data.batch(part, cases(own, data, part)))
            net.zero_grad(set_to_none=True)
            loss.backward()
            gone = together.share(seen / (1e6 * a.million) if a.million else (time.time() - begin) / (60 * a.minutes))
            if gone >= 1:
                done = True
                break
            for g in opt.param_groups:
                g['lr'] = a.lr * min(1.0, (step + 1) / 200) * max(0.02, 0.5 * (1 + math.cos(math.pi * gone)))
            torch.nn.utils.clip_grad_norm_(params, 2.0)
            opt.step()
            step += 1
            seen += a.workers * int(data.lengths[part].sum())
            running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
            if rank == 0 and step % 4 == 0:
                decay = min(0.997, 1 - 4 / (step + 40))
                with torch.no_grad():
                    for m, w in zip(mean.parameters(), params):
                        m.lerp_(w, 1 - decay)
            if rank == 0 and time.time() - last > 60 * a.eval_every:
                last = time.time()
                save(a.out, mean, seen, begin)
                print(f'{(time.time() - begin) / 60:.1f} min round {turn} step {step} loss {running:.3f} '
                      f'words/s {seen / (time.time() - begin):.0f} ewt {evaluate(mean, data, dev)} gum {evaluate(mean, data, dev2)}', flush=True)
    if rank == 0:
        save(a.out, mean, seen, begin)
        for case, name in ((0, 'as written'), (1, 'lower'), (2, 'upper')):
            print(f'end, round {turn}, {name}: ewt {evaluate(mean, data, dev, case)} gum {evaluate(mean, data, dev2, case)}', flush=True)


def save(path, net, seen, begin):
    torch.save({'weights': net.state_dict(), 'shape': net.shape, 'words': seen,
                'minutes': (time.time() - begin) / 60}, path + '.new')
    os.replace(path + '.new', path)


if __name__ == '__main__':
    main()
