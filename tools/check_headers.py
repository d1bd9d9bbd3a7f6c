#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each public header compiles alone, as C17 and as C++17, without a warning."""
import glob
import os
import subprocess
import sys

root, bad = sys.argv[1], 0
headers = sorted(glob.glob(os.path.join(root, 'include', 'sayso', '*.h')))
for header in headers:
    for command in (['gcc', '-std=c17', '-x', 'c', '-Wstrict-prototypes'], ['g++', '-std=c++17', '-x', 'c++']):
        done = subprocess.run(command + ['-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Werror', '-fsyntax-only', '-I',
                                         os.path.join(root, 'include'), '-'],
                              input=('#include <sayso/%s>\n' % os.path.basename(header)).encode())
        bad += done.returncode != 0
print('%d headers, %d faults' % (len(headers), bad))
sys.exit(1 if bad or not headers else 0)
