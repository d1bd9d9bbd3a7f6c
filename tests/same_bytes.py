#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same bytes for any number of workers, in any locale and from standard input: same_bytes.py PROGRAM PATH…"""
import os
import subprocess
import sys

program, paths = sys.argv[1], sys.argv[2:]


def annotate(*options, env=None, source=None):
    done = subprocess.run([program, 'annotate', *options] + (['-'] if source is not None else paths), input=source,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, **(env or {})))
    return done.stdout


one = annotate('-j', '1')
checks = {
    'two workers': annotate('-j', '2'),
    'five workers': annotate('-j', '5'),
    'a Turkish locale and another time zone': annotate('-j', '2', env={'LC_ALL': 'tr_TR.UTF-8', 'LANG': 'tr_TR.UTF-8', 'TZ': 'Asia/Tokyo'}),
    'kernels in plain C': annotate('-j', '2', env={'SAYSO_CPU': 'c'}),
    'a second run': annotate('-j', '2'),
}
bad = [name for name, out in checks.items() if out != one]
lines = one.count(b'\n')
# records that are read again as input (id, text, title, published, outlet …) give the same text
import json
again = [json.loads(l) for l in one.split(b'\n') if l]
back = annotate('-j', '1', source=b''.join(json.dumps(dict(id=r['id'], text=r['text'], published=r.get('published'))).encode() + b'\n' for r in again))
if [json.loads(l)['text'] for l in back.split(b'\n') if l] != [r['text'] for r in again]:
    bad.append('the text through JSONL')
print('%d records, differing: %s' % (lines, ', '.join(bad) or 'none'))
sys.exit(1 if bad or lines == 0 else 0)
