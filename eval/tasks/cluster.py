# SPDX-License-Identifier: Apache-2.0
"""Which reports tell the same story: all texts are read into one store, whose list of reports names the story of each."""
import csv
import io
import json
import os
import subprocess

SCORER = 'cluster.py'


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def run(program, inputs, folder):
    """-> {id: {"id", "cluster"}}"""
    source, db = os.path.join(folder, 'input.jsonl'), os.path.join(folder, 'store.db')
    with open(source, 'w', encoding='utf-8', newline='\n') as f:
        for d in inputs:
            f.write(json.dumps(d, ensure_ascii=False) + '\n')
    subprocess.run([program, 'read', '-q', '-j', '2', '--db', db, source], check=False)
    out = subprocess.run([program, 'export', '--db', db, '--as', 'csv', 'reports'], stdout=subprocess.PIPE, check=True).stdout
    return {r['id']: {'id': r['id'], 'cluster': r['story']} for r in csv.DictReader(io.StringIO(out.decode('utf-8'), newline=''))}


def to_scorer(record, gold_doc):
    return dict(record, id=gold_doc['id'])
