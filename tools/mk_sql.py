#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes numbered SQL migrations into a C header, in order: mk_sql.py OUT.h 0001_x.sql 0002_y.sql …"""
import os
import sys


def main():
    out, files = sys.argv[1], sorted(sys.argv[2:], key=os.path.basename)
    lines = ['// SPDX-License-Identifier: Apache-2.0', '// Made by tools/mk_sql.py from src/store/sql; do not edit.',
             'static const char *const migrations[] = {']
    for number, path in enumerate(files, 1):
        if int(os.path.basename(path)[:4]) != number:
            sys.exit('mk_sql.py: %s should be number %04d' % (path, number))
        with open(path, encoding='utf-8') as f:
            for line in f:
                if line.strip() and not line.startswith('--'):
                    lines.append('    "%s\\n"' % line.split(' -- ')[0].rstrip('\n').replace('\\', '\\\\').replace('"', '\\"'))
        lines.append('    ,')
    lines.append('};')
    with open(out, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')


main()
