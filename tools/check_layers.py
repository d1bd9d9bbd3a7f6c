#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each folder of src/ may include only what src/layers.txt lists for it."""
import os
import re
import sys

root = sys.argv[1]
allowed, bad, files = {}, [], 0
with open(os.path.join(root, 'src', 'layers.txt'), encoding='utf-8') as f:
    for line in f:
        line = line.split('#')[0].strip()
        if line:
            name, rest = line.split(':')
            allowed[name.strip()] = set(rest.split())
everywhere = set('''assert ctype errno float inttypes limits math signal stdarg stdbool stddef stdint stdio stdlib string strings
time unistd fcntl dirent getopt stdatomic poll iconv fnmatch regex'''.split())
for module in sorted(os.listdir(os.path.join(root, 'src'))):
    folder = os.path.join(root, 'src', module)
    if not os.path.isdir(folder):
        continue
    if module not in allowed:
        bad.append('src/%s: not in layers.txt' % module)
        continue
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(('.c', '.h')):
                continue
            files += 1
            path = os.path.join(where, name)
            with open(path, encoding='utf-8') as f:
                for number, line in enumerate(f, 1):
                    m = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
                    if not m:
                        continue
                    target = m.group(2)
                    first = target.split('/')[0]
                    stem = re.sub(r'\.h$', '', first)
                    if first == 'sayso' or first == module or (m.group(1) == '<' and (stem in everywhere or first == 'sys')):
                        continue
                    if first in allowed[module] or stem in allowed[module] or target in allowed[module]:
                        continue
                    if m.group(1) == '"' and '/' not in target and not os.path.exists(os.path.join(folder, target)):
                        continue  # made at build
                    bad.append('%s:%d: %s may not include %s' % (os.path.relpath(path, root), number, module, target))
print('\n'.join(bad) or '%d files keep to the layers' % files)
sys.exit(1 if bad or not files else 0)
