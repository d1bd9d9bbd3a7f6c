#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""clang-format would change nothing. Exit 77 (skipped) where clang-format 14 is not installed."""
import os
import shutil
import subprocess
import sys

root = sys.argv[1]
tool = shutil.which('clang-format-14') or shutil.which('clang-format')
if not tool:
    print('clang-format-14 is not installed')
    sys.exit(77)
files = [os.path.join(where, name) for top in ('include', 'src', 'tests', 'fuzz', 'bench')
         for where, folders, names in os.walk(os.path.join(root, top)) if 'node_modules' not in where
         for name in sorted(names) if name.endswith(('.c', '.h'))]
done = subprocess.run([tool, '--dry-run', '--Werror', '--style=file'] + files, capture_output=True, text=True)
print(done.stderr[:4000] or '%d files' % len(files))
sys.exit(1 if done.returncode or not files else 0)
