# SPDX-License-Identifier: Apache-2.0
"""Sentences, words, tags and trees from raw text: the gold's `# text` lines, joined as its documents were."""
SCORER = 'parse.py'
COMMAND = 'parse'


def raw_text(conllu):
    """The running text of a treebank: sentences joined by a space (or nothing after SpaceAfter=No), paragraphs by blank lines."""
    out, glue = [], ''
    for block in conllu.split('\n\n'):
        lines = block.strip('\n').split('\n')
        text = next((l[9:] for l in lines if l.startswith('# text = ')), None)
        if text is None:
            continue
        if out:
            new = any(l.startswith('# newpar') or l.startswith('# newdoc') for l in lines)
            out.append('\n\n' if new else glue)
        out.append(text)
        last = [l for l in lines if l and l[0].isdigit()][-1].split('\t')
        glue = '' if 'SpaceAfter=No' in last[9].split('|') else ' '
    return ''.join(out) + '\n'
