# SPDX-License-Identifier: Apache-2.0
"""How sure a text is that its events happened: the judgement of the word at the target.

Two readings are measured.  Gold ids that begin with "uds" ask whether the thing has come about (`done`); the others how far the author holds it
to be so (`believed`).  CommitmentBank gives a prompt instead of a target: the clause in the text that says the same words, and how far the
author stands behind it (`held` of the word that the rest of the clause hangs on)."""
import json
import os
import re
import subprocess

SCORER = 'factuality.py'


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def run(program, inputs, folder):
    source, out = os.path.join(folder, 'input.jsonl'), os.path.join(folder, 'records.jsonl')
    with open(source, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + '\n' for r in inputs)
    with open(out, 'wb') as f:
        subprocess.run([program, 'annotate', '--judgements', '-j', '2', source], stdout=f)
    with open(out, encoding='utf-8', newline='\n') as f:
        return {str(r['id']): r for r in map(json.loads, f.read().split('\n')[:-1])}


def words(text):
    return [(m.group().lower(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]


def clause(text, prompt):
    """The stretch of the text that shares the longest run of words, gaps allowed, with the prompt; the last one of equals."""
    there, asked = words(text), [w for w, _, _ in words(prompt)]
    best, found = -1, None
    for first in range(len(there)):
        at, hits, end = first, 0, first
        for w in asked:
            for k in range(at, min(at + 4, len(there))):
                if there[k][0] == w:
                    hits, end, at = hits + 1, k, k + 1
                    break
        score = hits - 0.2 * max(0, end - first + 1 - len(asked))
        if there[first][0] in asked[:3] and score >= best:
            best, found = score, (there[first][1], there[end][2])
    return found


def mean(record, text, prompt):
    span = clause(text, prompt)
    inside = [j for j in record.get('judgements', []) if span and span[0] <= j['start'] < span[1]]
    tops = [j for j in inside if j.get('head') is None or not any(k['start'] == j['head'] for k in inside)]
    return (tops or inside or [{'held': 0.0}])[0]['held']


def to_scorer(record, gold_doc):
    if 'prompt' in gold_doc:
        return {'id': gold_doc['id'], 'mean': mean(record, gold_doc['text'], gold_doc['prompt'])}
    reading = 'done' if str(gold_doc['id']).startswith('uds') else 'believed'
    judged = []
    for t in gold_doc.get('targets', []):
        for j in record.get('judgements', []):
            if j['start'] < t['end'] and t['start'] < j['end']:
                judged.append({'start': t['start'], 'end': t['end'], 'factuality': j[reading]})
                break
    return {'id': gold_doc['id'], 'text': gold_doc['text'], 'targets': judged}
