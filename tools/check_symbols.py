#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The shared library exports exactly the functions that the public headers declare."""
import glob
import os
import re
import subprocess
import sys

root, library = sys.argv[1:3]
declared = set()
for header in glob.glob(os.path.join(root, 'include', 'sayso', '*.h')):
    with open(header, encoding='utf-8') as f:
        text = re.sub(r'//[^\n]*|/\*.*?\*/', '', f.read(), flags=re.S)
    declared |= set(re.findall(r'SAYSO_API[^;{]*?\b(sayso_\w+)\s*\(', text))
out = subprocess.run(['nm', '-D', '--defined-only', library], check=True, capture_output=True, text=True).stdout
exported = {line.split()[-1].split('@')[0] for line in out.splitlines() if line.strip()}
exported -= {'_init', '_fini', '__bss_start', '_edata', '_end'}
for name in sorted(exported - declared):
    print('exported but not declared: ' + name)
for name in sorted(declared - exported):
    print('declared but not exported: ' + name)
print('%d functions' % len(declared))
sys.exit(0 if exported == declared and declared else 1)
