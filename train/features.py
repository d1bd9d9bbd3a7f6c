# SPDX-License-Identifier: Apache-2.0
"""Features of a word, shared by training and export; src/parse/feat.c computes the same numbers.

A word gives nine hashed pieces (the whole word, three prefixes, four suffixes, its shape) and a row of the table
of pre-trained vectors.  README.md holds the exact definition.
"""
import numpy as np

# tag, table rows, columns; the order is that of the concatenated input
TABLES = [
    ('w', 24576, 56), ('p1', 512, 8), ('p2', 2048, 16), ('p3', 8192, 24), ('s1', 512, 8), ('s2', 2048, 24),
    ('s3', 8192, 36), ('s4', 16384, 24), ('sh', 2048, 24),
]
NAMES = [name for name, _, _ in TABLES]
VECTOR_COLUMNS = 100
CURLY = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: '-', 0x2014: '-'}
DIGITS = str.maketrans('0123456789', '0' * 10)


def fnv32(data):
    h = 2166136261
    for byte in data:
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h


def fnv64(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def lower_point(c):
    """Simple one-to-one lower case of one character; a character whose lower case is longer stays."""
    low = c.lower()
    return low if len(low) == 1 else c


def lower(form):
    return ''.join(lower_point(c) for c in form.translate(CURLY))


def shape(form):
    out = []
    for c in form.translate(CURLY):
        if '0' <= c <= '9':
            k = 'd'
        elif lower_point(c) != c:
            k = 'X'
        elif len(c.upper()) == 1 and c.upper() != c:
            k = 'x'
        else:
            k = c
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        if len(out) == 12:
            break
        out.append(k)
    return ''.join(out)


def pieces(form):
    """The nine strings that are hashed, each with its tag character in front."""
    low = lower(form)
    low = low.translate(DIGITS)
    return ['w' + low, '1' + low[:1], '2' + low[:2], '3' + low[:3],
            'a' + low[-1:], 'b' + low[-2:], 'c' + low[-3:], 'd' + low[-4:], 'h' + shape(form)]


class Vocabulary:
    """The words of the vector table: sorted 64-bit hashes; row = rank, and one more row for a word not in it."""

    def __init__(self, keys):
        self.keys = keys                                  # sorted uint64
        self.rows = {int(k): i for i, k in enumerate(keys)}

    def row(self, form):
        low = lower(form)
        r = self.rows.get(fnv64(low.encode()))
        if r is None:
            r = self.rows.get(fnv64(low.translate(DIGITS).encode()), len(self.keys))
        return r


class Indexer:
    """form -> ten indices (nine tables, then the vector row), remembered."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.known = {}

    def __call__(self, form):
        got = self.known.get(form)
        if got is None:
            got = [fnv32(p.encode()) % rows for p, (_, rows, _) in zip(pieces(form), TABLES)]
            got.append(self.vocabulary.row(form))
            self.known[form] = got
        return got


def vectors(path, words, top):
    """The vector file's first `top` words and those of `words`, as (Vocabulary, int8 rows, scale per row)."""
    import json
    with open(path, encoding='utf-8') as f:
        file = json.load(f)
    table = {}
    for rank, word in enumerate(file['words']):
        if rank < top or word in words:
            table.setdefault(fnv64(lower(word).encode()), file['vectors'][word][:VECTOR_COLUMNS])
    keys = np.array(sorted(table), dtype=np.uint64)
    rows = np.array([table[int(k)] for k in keys] + [[0.0] * VECTOR_COLUMNS], dtype=np.float32)
    scale = np.maximum(np.abs(rows).max(1) / 127, 1e-8).astype(np.float32)
    return Vocabulary(keys), np.rint(rows / scale[:, None]).astype(np.int8), scale
