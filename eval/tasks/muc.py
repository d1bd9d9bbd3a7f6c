# SPDX-License-Identifier: Apache-2.0
"""Role fillers of violent incidents: who did it (persons, organisations), what and who was hit, with what; as the program
says for the whole report (`annotate --incident`), a string each."""
import re

from tasks import marks

SCORER = 'muc.py'
PARTS = {'perpetrator': 'PerpInd', 'group': 'PerpOrg', 'target': 'Target', 'victim': 'Victim', 'weapon': 'Weapon'}
ARTICLE = re.compile(r'^(the|a|an)\s+', re.I)


def to_input(gold):
    return [{'id': d['id'], 'text': d['text']} for d in gold]


def run(program, inputs, folder):
    return marks.records(program, inputs, folder, ['--incident'])


def clean(words):
    return ARTICLE.sub('', ' '.join(words.split()).strip(' .,;:"\'')).lower()


def to_scorer(record, gold_doc):
    text, found = gold_doc['text'], {role: [] for role in PARTS.values()}
    for p in record.get('incident', {}).get('parts', []):
        words = clean(text[p['start']:p['end']])
        if words and words not in found[PARTS[p['part']]]:
            found[PARTS[p['part']]].append(words)
    return {'id': gold_doc['id'], 'text': text, 'roles': found}
