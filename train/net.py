# SPDX-License-Identifier: Apache-2.0
"""The network: hashed features and vectors -> convolutions, gated recurrences, attention -> heads."""
import torch
from torch import nn
from torch.nn import functional as F

import features

RELPOS = 16
HALF = False                                                # products in bfloat16: see times()
TAGGERS = ('upos', 'xpos', 'feats', 'lemma', 'ner')
MARKS = ('cue', 'source', 'content', 'fact', 'role', 'side')


class Half(torch.autograd.Function):
    """x W' with bfloat16 operands and float32 sums: twice as fast on processors that have it."""

    @staticmethod
    def forward(ctx, x, w):
        x, w = x.bfloat16(), w.bfloat16()
        ctx.save_for_backward(x, w)
        return (x @ w.t()).float()

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        g = g.bfloat16()
        return (g @ w).float(), (g.t() @ x).float()


def times(x, w):
    if not x.requires_grad or not HALF:
        return x @ w.t()
    return Half.apply(x.reshape(-1, x.shape[-1]), w).view(*x.shape[:-1], w.shape[0])


class Linear(nn.Linear):
    """A linear layer whose product may run in bfloat16."""

    def forward(self, x):
        y = times(x, self.weight)
        return y if self.bias is None else y + self.bias


def locked(x, p, training):
    """Dropout with one mask for all words of a sentence."""
    if not training or p == 0:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2]) >= p
    return x * keep / (1 - p)


class Conv(nn.Module):
    def __init__(self, d, dilation):
        super().__init__()
        self.dilation = dilation
        self.norm, self.w = nn.LayerNorm(d), Linear(3 * d, d)

    def forward(self, x, mask, p):
        h = self.norm(x) * mask
        k = self.dilation
        left, right = F.pad(h, (0, 0, k, 0))[:, :h.shape[1]], F.pad(h, (0, 0, 0, k))[:, k:]
        return x + locked(torch.relu(self.w(torch.cat([left, h, right], -1))), p, self.training)


class MinRnn(nn.Module):
    """Gated recurrence in both directions: h = (1-z) h + z c, with z and c from the input alone."""

    def __init__(self, d):
        super().__init__()
        self.h = d // 2
        self.norm, self.w, self.out = nn.LayerNorm(d), Linear(d, 4 * self.h), Linear(d, d)

    def forward(self, x, mask, p):
        n = self.h
        y = self.w(self.norm(x))
        z = torch.cat([y[..., :n], y[..., 2 * n:3 * n].flip(1)], -1).sigmoid() * torch.cat([mask, mask.flip(1)], -1).repeat_interleave(n, -1)
        c = torch.cat([y[..., n:2 * n], y[..., 3 * n:].flip(1)], -1)
        h, steps = torch.zeros_like(c[:, 0]), []
        for zt, ct in zip(z.unbind(1), c.unbind(1)):
            h = torch.lerp(h, ct, zt)
            steps.append(h)
        hs = torch.stack(steps, 1)
        both = torch.cat([hs[..., :n], hs[..., n:].flip(1)], -1)
        return x + locked(self.out(both), p, self.training)


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.norm, self.qkv, self.out = nn.LayerNorm(d), Linear(d, 3 * d), Linear(d, d)
        self.relpos = nn.Parameter(torch.zeros(heads, 2 * RELPOS + 1))

    def forward(self, x, mask, p):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        place = torch.arange(t)
        far = (place[None, :] - place[:, None]).clamp(-RELPOS, RELPOS) + RELPOS          # [query][key]
        score = q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5 + self.relpos[:, far]
        score = score.masked_fill(mask.view(b, 1, 1, t) == 0, -1e9)
        y = (score.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d)
        return x + locked(self.out(y), p, self.training)


BLOCKS = {'c': lambda d: Conv(d, 1), 'd': lambda d: Conv(d, 2), 'r': MinRnn, 'a': lambda d: Attention(d, 4)}


class Net(nn.Module):
    def __init__(self, vec, vec_scale, sizes, d=256, blocks='crcrar', arc=192, lab=64, dropout=0.25):
        super().__init__()
        self.shape = dict(d=d, blocks=blocks, arc=arc, lab=lab, dropout=dropout)
        self.sizes, self.dropout = sizes, dropout
        self.emb = nn.ModuleDict({n: nn.Embedding(r, c) for n, r, c in features.TABLES})
        for e in self.emb.values():
            nn.init.normal_(e.weight, std=0.3)
        self.register_buffer('vec', torch.as_tensor(vec).float() * torch.as_tensor(vec_scale)[:, None], persistent=False)
        width = sum(c for _, _, c in features.TABLES) + features.VECTOR_COLUMNS
        self.embed_pad = -width % 4
        self.input = Linear(width, d)
        self.first = nn.LayerNorm(d)
        self.blocks = nn.ModuleList(BLOCKS[b](d) for b in blocks)
        self.last = nn.LayerNorm(d)
        self.tag = nn.ModuleDict({n: Linear(d, sizes[n]) for n in TAGGERS + MARKS if n in sizes})
        self.arc_h, self.arc_d = Linear(d, arc), Linear(d, arc)
        self.lab_h, self.lab_d = Linear(d, lab), Linear(d, lab)
        self.arc_root, self.lab_root = nn.Parameter(torch.randn(arc) * 0.3), nn.Parameter(torch.randn(lab) * 0.3)
        self.arc_u = nn.Parameter(torch.randn(arc, arc) * arc ** -0.75)
        self.arc_b = nn.Parameter(torch.zeros(arc))
        n = sizes['deprel']
        self.lab_u = nn.Parameter(torch.randn(n, lab, lab) * lab ** -1.0)
        self.lab_lin = Linear(2 * lab, n)

    def encode(self, ids, mask):
        """ids [B][T][10], mask [B][T][1] -> [B][T][D]"""
        parts = [self.emb[n](ids[..., i]) for i, (n, _, _) in enumerate(features.TABLES)]
        parts.append(self.vec[ids[..., -1]])
        if self.training:                                    # whole features go now and then
            keep = (torch.rand(ids.shape[0], ids.shape[1], len(parts)) >= 0.1).float()
            parts = [p * keep[..., i:i + 1] for i, p in enumerate(parts)]
        x = locked(torch.cat(parts, -1), self.dropout * 0.6, self.training)
        x = self.first(self.input(x))
        for block in self.blocks:
            x = block(x, mask, self.dropout)
        return self.last(x)

    def heads(self, x, mask):
        """-> tag scores by name, arc scores [B][T][T+1] (column 0 = root), and the label projections"""
        x = locked(x, self.dropout, self.training)
        tags = {n: layer(x) for n, layer in self.tag.items()}
        h, d = torch.relu(self.arc_h(x)), torch.relu(self.arc_d(x))
        b = x.shape[0]
        h = torch.cat([self.arc_root.expand(b, 1, -1), h], 1)
        arc = times(d, self.arc_u.t()) @ h.transpose(1, 2) + (h @ self.arc_b)[:, None, :]
        arc = arc.masked_fill(F.pad(mask[..., 0], (1, 0), value=1.0)[:, None, :] == 0, -1e9)
        lh, ld = torch.relu(self.lab_h(x)), torch.relu(self.lab_d(x))
        return tags, arc, (torch.cat([self.lab_root.expand(b, 1, -1), lh], 1), ld)

    def labels(self, lab, head):
        """label scores [B][T][L] for the given heads (0 = root)"""
        lh, ld = lab
        h = lh.gather(1, head[..., None].expand(-1, -1, lh.shape[-1]))
        n, k = self.lab_u.shape[0], self.lab_u.shape[1]
        u = times(ld, self.lab_u.permute(0, 2, 1).reshape(n * k, k)).view(*ld.shape[:2], n, k)
        return (u * h[..., None, :]).sum(-1) + self.lab_lin(torch.cat([ld, h], -1))
