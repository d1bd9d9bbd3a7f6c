# SPDX-License-Identifier: Apache-2.0
"""Spans that the further heads of the model mark (MISC of `sayso parse`: Side=B-S, Role=I-Victim), as (label, start, end) of the text."""
import json
import os
import subprocess


def read(conllu, texts):
    """-> {id: [sentence]}; a sentence is a list of tokens {"start", "end", "form", "upos", "head", "dep", "misc"}; heads count from 0, -1 at the root."""
    docs, doc, at, sentence = {}, None, 0, []
    for line in conllu.split('\n'):
        if line.startswith('# newdoc id = '):
            doc, at = line[len('# newdoc id = '):].strip(), 0
            docs[doc] = []
        elif not line and sentence:
            docs[doc].append(sentence)
            sentence = []
        elif line and line[0] != '#':
            c = line.split('\t')
            if '-' in c[0] or '.' in c[0]:
                continue
            start = texts[doc].find(c[1], at)
            if start < 0 or start > at + 60:
                start = at
            else:
                at = start + len(c[1])
            misc = dict(x.split('=', 1) for x in c[9].split('|') if '=' in x)
            sentence.append({'start': start, 'end': start + len(c[1]), 'form': c[1], 'upos': c[3], 'head': int(c[6]) - 1, 'dep': c[7], 'misc': misc})
    if sentence:
        docs[doc].append(sentence)
    return docs


def parsed(program, inputs, folder):
    source = os.path.join(folder, 'parse.jsonl')
    with open(source, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(d, ensure_ascii=False) + '\n' for d in inputs)
    done = subprocess.run([program, 'parse', '-j', '2', '-q', source], stdout=subprocess.PIPE, check=False)
    return read(done.stdout.decode(), {str(d['id']): d['text'] for d in inputs})


def within(sentence, i, head):
    for _ in range(len(sentence)):
        if i == head:
            return True
        i = sentence[i]['head']
        if i < 0:
            return False
    return False


GAP = 2
LEFT_OUT = {'acl:relcl', 'punct', 'cc', 'conj', 'parataxis', 'advcl', 'case', 'mark', 'appos', 'discourse', 'cop', 'nsubj', 'nsubj:pass', 'aux', 'expl', 'advmod'}
NEAR = {'of', 'in', 'from', 'by', 'at', 'to', 'against', 'between'}
CLIMB = {'compound', 'amod', 'flat', 'nmod:poss', 'det', 'nummod', 'nmod:desc', 'case', 'fixed', 'goeswith', 'punct', 'nmod:unmarked'}


def runs(sentence, key):
    """Neighbouring words of one label: [label, from, to); up to two words without a mark in between belongs to them."""
    out = []
    for i, t in enumerate(sentence):
        mark = t['misc'].get(key, 'O')
        if mark == 'O':
            continue
        if out and out[-1][0] == mark[2:] and i - out[-1][2] <= GAP and mark[0] != 'B':
            out[-1][2] = i + 1
        else:
            out.append([mark[2:], i, i + 1])
    return out


def phrase(sentence, head, left_out=LEFT_OUT):
    """The words of a noun phrase, from its first to its last: all below its head but clauses, further members and what ends it."""
    keep = {head}
    case = {t['head']: t['form'].lower() for t in sentence if t['dep'] == 'case'}
    marked = {t['head'] for t in sentence if t['dep'] == 'mark'}

    def out(i, t):
        if t['dep'] == 'appos':
            return i > t['head'] + 2
        if t['dep'] == 'advmod':
            return i > head
        if t['dep'] == 'nmod' and i > head:
            return case.get(i) not in NEAR
        return t['dep'] in left_out or t['dep'] == 'acl' and i in marked

    for _ in range(len(sentence)):
        more = {i for i, t in enumerate(sentence) if i not in keep and t['head'] in keep and not (t['head'] == head and out(i, t))}
        if not more:
            break
        keep |= more
    first, last = head, head
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep or last + 2 in keep and sentence[last + 1]['dep'] == 'punct':
        last += 1
    while last > head and sentence[last]['dep'] in ('punct', 'cc'):
        last -= 1
    while first < head and sentence[first]['dep'] == 'punct':
        first += 1
    return first, last + 1


def noun_of(sentence, start, end):
    """The noun that heads the phrase which the words stand in."""
    head = start
    for i in range(start, end):
        if not start <= sentence[i]['head'] < end:
            head = i
            break
    for _ in range(len(sentence)):
        up = sentence[head]['head']
        if up < 0 or sentence[head]['dep'] not in CLIMB or sentence[up]['upos'] in ('VERB', 'AUX'):
            break
        head = up
    return head


def object_of(sentence, verb):
    for wanted in (('obj', 'nsubj:pass'), ('iobj', 'obl', 'ccomp')):
        for i, t in enumerate(sentence):
            if t['head'] == verb and t['dep'] in wanted and t['upos'] in ('NOUN', 'PROPN', 'NUM', 'PRON') and (t['dep'] != 'nsubj:pass'):
                return i
    return None


def spans(sentence, key, words='S', phrases='T'):
    """(label, from, to).  Labels of `words` are taken as marked; those of `phrases` with the noun phrase around them, the outermost of
    several; where one of them is missing, it is the object of the verb of the other."""
    out = [tuple(r) for r in runs(sentence, key) if r[0] in words]
    nouns = {noun_of(sentence, a, b) for label, a, b in runs(sentence, key) if label in phrases}
    if out:
        verb = sentence[noun_of(sentence, out[0][1], out[0][2])]['head']
        below = {n for n in nouns if verb >= 0 and n > verb and within(sentence, n, verb)}
        target = object_of(sentence, verb) if verb >= 0 and not nouns else None
        nouns = below or nouns or ({target} if target is not None else set())
    case = {t['head']: t['form'].lower() for t in sentence if t['dep'] == 'case'}
    nouns = {sentence[n]['head'] if sentence[n]['dep'] == 'nmod' and case.get(n) in ('of', 'from', 'by') and sentence[sentence[n]['head']]['dep'] in ('obj', 'obl', 'nmod') else n
             for n in nouns}
    found = [(phrases[0],) + phrase(sentence, n) for n in sorted(nouns)]
    found = [f for f in found if not any(g != f and g[1] <= f[1] and f[2] <= g[2] for g in found)]
    return out + found[:1]


def records(program, inputs, folder, options=()):
    """What `annotate` makes of the inputs, by id."""
    source, out = os.path.join(folder, 'input.jsonl'), os.path.join(folder, 'records.jsonl')
    with open(source, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(d, ensure_ascii=False) + '\n' for d in inputs)
    with open(out, 'wb') as f:
        subprocess.run([program, 'annotate', '-j', '2', *options, source], stdout=f, check=False)
    with open(out, encoding='utf-8', newline='\n') as f:
        return {r['id']: r for r in map(json.loads, filter(None, f.read().split('\n')))}
