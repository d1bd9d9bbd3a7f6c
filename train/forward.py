# SPDX-License-Identifier: Apache-2.0
"""The forward pass of a model file in numpy, in eight bits as the C program does it, and the decoders.

It reads nothing but the model file, so it checks the format as well as the arithmetic.
"""
import numpy as np

import features
import model


def half_away(x):
    return np.sign(x) * np.floor(np.abs(x) + np.float32(0.5))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Parser:
    def __init__(self, path):
        self.header, self.t = model.read(path)
        self.float = {}
        keys = self.t['vocab.key'].view(np.uint32).astype(np.uint64)
        self.vocabulary = features.Vocabulary(keys[:, 0] | keys[:, 1] << np.uint64(32))
        self.index = features.Indexer(self.vocabulary)

    def product(self, x, w, scale):
        """Rows of x, each rounded to eight bits, times w [in][out]; integer sums are exact in float32 (below 2^24)"""
        sx = np.abs(x).max(-1, keepdims=True) / np.float32(127)
        q = half_away(x * (1 / np.where(sx == 0, 1, sx)))
        return (q @ w) * (sx * scale)

    def quantised(self, name, x):
        """[T][in] -> [T][out]"""
        w = self.float.get(name)
        if w is None:
            w = self.float[name] = self.t[name].astype(np.float32).T.copy()
        y = self.product(x, w, self.t[name + '.scale'])
        return y + self.t[name + '.bias'] if name + '.bias' in self.t else y

    def relation(self):
        """lab.u and lab.lin as one layer on the head's projection: weights [in][size * labels], scale, bias; and the part
        that comes with the dependent's last column, which is always one"""
        if 'relation' not in self.float:
            labels, size = self.t['lab.lin'].shape[0], self.t['lab.lin'].shape[1] // 2
            u = (self.t['lab.u'].astype(np.float32) * self.t['lab.u.scale'][:, None]).reshape(labels, size, size)
            u = u.transpose(2, 0, 1).reshape(size * labels, size)  # (dependent column, label) x head column
            scale = np.abs(u).max(1) / np.float32(127)
            w = half_away(u / np.where(scale == 0, 1, scale)[:, None])
            lin = self.t['lab.lin'].astype(np.float32)
            bias = (lin[:, :size] * self.t['lab.lin.scale'][:, None]).T.reshape(-1)
            self.float['relation'] = (w.T.copy(), scale, bias, lin[:, size:].T.copy())
        return self.float['relation']

    def norm(self, g, b, x):
        m = x.mean(-1, keepdims=True)
        v = ((x - m) ** 2).mean(-1, keepdims=True)
        return (x - m) / np.sqrt(v + np.float32(1e-5)) * self.t[g] + self.t[b]

    def op_embed(self, o, ids):
        parts = []
        for i, table in enumerate(o['tables']):
            name, rows = table['name'], ids[:, i]
            parts.append(self.t[name][rows] * self.t[name + '.scale'][rows][:, None])
        return np.concatenate(parts, 1).astype(np.float32)

    def op_linear(self, o, x):
        return self.quantised(o['w'], x)

    def op_norm(self, o, x):
        return self.norm(o['g'], o['b'], x)

    def op_conv(self, o, x):
        h, k = self.norm(o['norm'] + '.g', o['norm'] + '.b', x), o['dilation']
        n, t = x.shape[1], len(x)
        w, scale = self.t[o['w']].astype(np.float32), self.t[o['w'] + '.scale']
        before, here, after = (self.product(h, w[:, i * n:(i + 1) * n].T, scale) for i in range(3))
        y = here + self.t[o['w'] + '.bias']
        y[k:] += before[:max(0, t - k)]
        y[:max(0, t - k)] += after[k:]
        return x + np.maximum(y, 0)

    def op_minrnn(self, o, x):
        y = self.quantised(o['w'], self.norm(o['norm'] + '.g', o['norm'] + '.b', x))
        n = y.shape[1] // 4
        out = np.zeros((len(x), 2 * n), np.float32)
        for side, order in ((0, range(len(x))), (1, range(len(x) - 1, -1, -1))):
            z, c = sigmoid(y[:, 2 * side * n:(2 * side + 1) * n]), y[:, (2 * side + 1) * n:(2 * side + 2) * n]
            h = np.zeros(n, np.float32)
            for t in order:
                h = h + z[t] * (c[t] - h)
                out[t, side * n:(side + 1) * n] = h
        return x + self.quantised(o['out'], out)

    def op_attention(self, o, x):
        t, d = x.shape
        heads = o['heads']
        y = self.quantised(o['qkv'], self.norm(o['norm'] + '.g', o['norm'] + '.b', x))
        q, k, v = y.reshape(t, 3, heads, d // heads).transpose(1, 2, 0, 3)
        bias = self.t[o['relpos']]
        far = bias.shape[1] // 2
        place = np.arange(t)
        s = q @ k.transpose(0, 2, 1) * np.float32((d // heads) ** -0.5)
        s = s + bias[:, np.clip(place[None, :] - place[:, None], -far, far) + far]
        e = np.exp(s - s.max(-1, keepdims=True))
        a = (e / e.sum(-1, keepdims=True)) @ v
        return x + self.quantised(o['out'], a.transpose(1, 0, 2).reshape(t, d))

    def encode(self, forms):
        x = np.array([self.index(f) for f in forms])
        for o in self.header['net']:
            x = getattr(self, 'op_' + o['op'])(o, x)
        return x

    def scores(self, x):
        """-> tag scores by name, arc scores [T][T+1], and the label projections"""
        tags = {n: self.quantised(w, x) for n, w in self.header['heads'].items()}
        h = np.concatenate([self.t['arc.root'][None], np.maximum(self.quantised('arc.h', x), 0)])
        d = np.maximum(self.quantised('arc.d', x), 0)
        arc = self.quantised('arc.u', d) @ h.T + h @ self.t['arc.b']
        lh = np.concatenate([self.t['lab.root'][None], np.maximum(self.quantised('lab.h', x), 0)])
        return tags, arc, (lh, np.maximum(self.quantised('lab.d', x), 0))

    def label_scores(self, lab, head):
        lh, ld = lab
        h = lh[head]
        w, scale, bias, lin = self.relation()
        r = (self.product(h, w, scale) + bias).reshape(len(ld), ld.shape[1], -1)
        own = self.product(h, lin, self.t['lab.lin.scale']) + self.t['lab.lin.bias']
        return (ld[:, None] @ r)[:, 0] + own

    def parts(self, upos, xpos, deprel):
        """Parts of speech; where the network is not sure (3 nats), what it takes for xpos and relation has a say."""
        p, x, rel = (np.exp(s - s.max(1, keepdims=True)) for s in (upos, xpos, deprel))
        p, x, rel = (e / e.sum(1, keepdims=True) for e in (p, x, rel))
        weight = p ** 4 * (x @ self.t['upos.xpos'] + 1e-6) ** 2 * (rel @ self.t['upos.deprel'] + 1e-6)
        return np.where(upos.max(1, keepdims=True) - upos < 3, weight, 0).argmax(1)

    def parse(self, forms):
        """-> dict of label strings by name, and heads (0 = root)"""
        labels = self.header['labels']
        tags, arc, lab = self.scores(self.encode(forms))
        head = tree(arc)
        out = {n: [labels[n][i] for i in s.argmax(1)] for n, s in tags.items() if n != 'ner'}
        out['ner'] = [labels['ner'][i] for i in names(tags['ner'], labels['ner'])]
        score = self.label_scores(lab, head)
        root = labels['deprel'].index('root')
        score[:, root] = np.where(head == 0, 1e9, -1e9)
        out['deprel'] = [labels['deprel'][i] for i in score.argmax(1)]
        if 'upos.xpos' in self.t:
            out['upos'] = [labels['upos'][i] for i in self.parts(tags['upos'], tags['xpos'], score)]
        out['head'] = head
        return out


def names(score, labels):
    """Best BIO sequence: I-X only after B-X or I-X."""
    k = len(labels)
    allowed = np.zeros((k, k), np.float32)
    for j, to in enumerate(labels):
        for i, fr in enumerate(labels):
            if to.startswith('I-') and fr[2:] != to[2:]:
                allowed[i, j] = -1e9
    best = score[0] + np.array([-1e9 if t.startswith('I-') else 0 for t in labels], np.float32)
    back = []
    for row in score[1:]:
        step = best[:, None] + allowed
        back.append(step.argmax(0))
        best = step.max(0) + row
    out = [int(best.argmax())]
    for b in reversed(back):
        out.append(int(b[out[-1]]))
    return out[::-1]


def edmonds(score):
    """score[i][j]: word i+1 under j; node 0 is the root -> heads of all nodes (heads[0] = 0), greatest sum"""
    n = score.shape[0]
    head = score.argmax(1)
    head[0] = 0
    colour = np.zeros(n, int)
    for start in range(1, n):
        path, at = [], start
        while at and not colour[at]:
            colour[at] = start + 1
            path.append(at)
            at = head[at]
        if at and colour[at] == start + 1 and at in path:
            cycle = path[path.index(at):]
            break
    else:
        return head
    rest = [i for i in range(n) if i not in cycle]
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = score[np.ix_(rest, rest)]
    inner = score[cycle, head[cycle]].sum()
    enter = score[np.ix_(cycle, rest)] - score[cycle, head[cycle]][:, None] + inner
    small[m, :m] = enter.max(0)
    small[:m, m] = score[np.ix_(rest, cycle)].max(1)
    small[0, m] = -np.inf
    got = edmonds(small)
    out = head.copy()
    for i, r in enumerate(rest):
        if r:
            out[r] = rest[got[i]] if got[i] < m else cycle[int(score[r, cycle].argmax())]
    entry = cycle[int(enter[:, got[m]].argmax())]
    out[entry] = rest[got[m]]
    return out


def tree(arc):
    """arc [T][T+1] -> heads, exactly one word under the root"""
    t = arc.shape[0]
    full = np.full((t + 1, t + 1), -np.inf)
    full[1:] = arc
    np.fill_diagonal(full, -np.inf)
    full[0, :] = -np.inf
    full[0, 0] = 0
    head = edmonds(full.copy())
    if (head[1:] == 0).sum() != 1:
        full[1:, 0] -= 1e4 if t > 1 else 0
        head = edmonds(full)
    return head[1:]
