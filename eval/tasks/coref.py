# SPDX-License-Identifier: Apache-2.0
"""Coreference of names, nominals and pronouns against `Entity=` of CoNLL-U (the treebank GUM), from raw text."""
import os
import re
import subprocess

SCORER = 'coref.py'


def documents(conllu):
    """-> [(id, its blocks)] of a CoNLL-U text."""
    out = []
    for block in conllu.split('\n\n'):
        for line in block.split('\n'):
            if line.startswith('# newdoc'):
                out.append((line.split('=', 1)[1].strip(), []))
        if out and block.strip():
            out[-1][1].append(block)
    return out


def mentions_of(blocks):
    """[start, end, head start, head end, chain] in characters without white space."""
    out, open_ones, at = [], {}, 0
    for block in blocks:
        rows = [l.split('\t') for l in block.split('\n') if l and l[0].isdigit()]
        place, span_end = {}, 0
        for row in rows:
            form = ''.join(row[1].split())
            if '-' in row[0]:  # the words of a multiword token share its characters
                first, last = map(int, row[0].split('-'))
                share = [''.join(r[1].split()) for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
                parts = split(form, share)
                start = at
                for number, part in zip(range(first, last + 1), parts):
                    place[number] = (start, start + part)
                    start += part
                at += len(form)
            elif row[0].isdigit() and int(row[0]) not in place:
                place[int(row[0])] = (at, at + len(form))
                at += len(form)
        head = {int(r[0]): int(r[6]) for r in rows if r[0].isdigit()}
        for row in rows:
            found = re.search(r'(?:^|\|)Entity=([^|]*)', row[9])
            if not found:
                continue
            number = int(row[0])
            for part in re.findall(r'\([^()]*\)?|[^()]+\)', found.group(1)):
                chain = part.strip('()').split('-')[0]
                if part.startswith('('):
                    if part.endswith(')'):
                        out.append(closed(chain, number, number, place, head))
                    else:
                        open_ones.setdefault(chain, []).append(number)
                elif open_ones.get(chain):
                    out.append(closed(chain, open_ones[chain].pop(), number, place, head))
        open_ones = {}
    return out


def split(form, parts):
    """Characters of each part of a multiword token."""
    if sum(map(len, parts)) == len(form):
        return [len(p) for p in parts]
    out = [min(len(p), len(form)) for p in parts[:-1]]
    return out + [max(len(form) - sum(out), 0)]


def closed(chain, first, last, place, head):
    top = next((n for n in range(first, last + 1) if not first <= head[n] <= last), last)
    return [place[first][0], place[last][1], place[top][0], place[top][1], chain]


def read_gold(path):
    with open(path, encoding='utf-8', newline='\n') as f:
        return [{'id': name, 'blocks': blocks} for name, blocks in documents(f.read())]


def to_input(gold):
    from tasks.parse import raw_text
    return [{'id': d['id'], 'text': raw_text('\n\n'.join(d['blocks']))} for d in gold]


def run(program, inputs, folder):
    import json
    source, out = os.path.join(folder, 'input.jsonl'), os.path.join(folder, 'system.conllu')
    with open(source, 'w', encoding='utf-8', newline='\n') as f:
        f.writelines(json.dumps(d, ensure_ascii=False) + '\n' for d in inputs)
    subprocess.run([program, 'parse', '--entities', '-j', '2', '-o', out, source], check=True)
    with open(out, encoding='utf-8', newline='\n') as f:
        return dict(documents(f.read()))


def to_scorer(blocks, gold):
    return {'id': gold['id'], 'mentions': mentions_of(blocks)}


def gold_for_scorer(gold):
    return [{'id': d['id'], 'mentions': mentions_of(d['blocks'])} for d in gold]
