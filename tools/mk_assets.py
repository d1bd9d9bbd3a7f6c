#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the page's static files into a C table: mk_assets.py OUT.c FILE…"""
import os
import sys

TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
         '.svg': 'image/svg+xml'}
MISSING = b'<!doctype html><meta charset="utf-8"><title>sayso</title><p>This build carries no page. The JSON interface is at /api/.'

files = {'/' + os.path.basename(p): open(p, 'rb').read() for p in sorted(sys.argv[2:])} or {'/index.html': MISSING}
with open(sys.argv[1], 'w', encoding='ascii') as out:
    out.write('// Made by tools/mk_assets.py.\n#include "serve/assets.h"\n\n')
    for n, data in enumerate(files.values()):
        out.write('static const unsigned char file_%d[] = {\n' % n)
        for i in range(0, len(data), 24):
            out.write('    ' + ', '.join(str(b) for b in data[i:i + 24]) + ',\n')
        out.write('    0};\n')
    out.write('\nconst struct ss_asset ss_assets[] = {\n')
    for n, (path, data) in enumerate(files.items()):
        out.write('    {"%s", "%s", file_%d, %d},\n' % (path, TYPES[os.path.splitext(path)[1]], n, len(data)))
    out.write('    {0, 0, 0, 0},\n};\n')
