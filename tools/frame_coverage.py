#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The most frequent verbs and nouns of happenings that no frame of data/know/frames covers, each with a sentence.

    frame_coverage.py [--program build/sayso] [--top 40] [--nouns] PATH...

PATH is anything that `sayso parse` reads.  A verb counts where it has a subject or object; a noun (--nouns) where it has the ending of
a happening and an "of", "by" or "against".  Verbs of speech (words/cues) and light verbs are left out."""
import argparse
import collections
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENDING = re.compile(r'(ion|ment|ing|al|ure|age|ance|ence|sis|ault|aid|ery|acy|ssion)$')


def covered():
    words = {'v': set(), 'n': set()}
    for path in sorted((ROOT / 'data/know/frames').glob('*.tsv')):
        for line in path.read_text(encoding='utf-8').split('\n')[1:]:
            cells = line.split('\t')
            if len(cells) > 1 and not line.startswith('#'):
                words.setdefault(cells[1], set()).update(cells[0].split('|'))
    for name in ('cues', 'light'):
        for line in (ROOT / ('data/know/words/%s.tsv' % name)).read_text(encoding='utf-8').split('\n')[1:]:
            words['v'].add(line.split('\t')[0])
    return words


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('paths', nargs='+')
    ap.add_argument('--program', default=str(ROOT / 'build/sayso'))
    ap.add_argument('--top', type=int, default=40)
    ap.add_argument('--nouns', action='store_true')
    args = ap.parse_args()
    out = subprocess.run([args.program, 'parse', '-q', '-j', '2', *args.paths], stdout=subprocess.PIPE, check=False).stdout.decode()
    words, count, example, total = covered(), collections.Counter(), {}, [0, 0]
    for block in out.split('\n\n'):
        text = next((line[9:] for line in block.split('\n') if line.startswith('# text = ')), '')
        rows = [line.split('\t') for line in block.split('\n') if line and line[0] != '#' and '-' not in line.split('\t')[0]]
        below = collections.defaultdict(set)
        for r in rows:
            below[r[6]].add(r[7].split(':')[0])
            if r[7] == 'case':
                below[r[6]].add('case ' + r[1].lower())
        for r in rows:
            lemma = r[2].lower()
            if args.nouns:
                wanted = r[3] == 'NOUN' and ENDING.search(lemma) and 'nmod' in below[r[0]]
            else:
                wanted = r[3] == 'VERB' and below[r[0]] & {'nsubj', 'obj', 'obl'}
            if wanted:
                total[0] += 1
                if lemma not in words['n' if args.nouns else 'v']:
                    total[1] += 1
                    count[lemma] += 1
                    example.setdefault(lemma, text)
    print('%d of %d are covered (%.1f%%)' % (total[0] - total[1], total[0], 100 * (total[0] - total[1]) / max(total[0], 1)))
    for lemma, n in count.most_common(args.top):
        print('%5d  %-18s %s' % (n, lemma, example[lemma][:110]))


if __name__ == '__main__':
    main()
