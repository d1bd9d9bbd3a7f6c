#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles the C example of a document, runs it and compares what it prints: doc_c.py COMPILER INCLUDE LIBSAYSO PROGRAM FILE

The first ```c block is the program; its first line names the input ("echo '…' |"); the next block is its output.  The data are found
beside PROGRAM's build folder by way of SAYSO_DATA, made here of links."""
import os
import re
import subprocess
import sys
import tempfile


def main():
    compiler, include, library, program, path = sys.argv[1:6]
    with open(path, encoding='utf-8') as f:
        code, want = re.search(r'```c\n(.*?)```.*?```\n(.*?)```', f.read(), re.S).groups()
    given = re.search(r"echo '([^']*)'", code).group(1) + '\n'
    build = os.path.dirname(os.path.abspath(program))
    models = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(path))), 'data', 'model')
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, 'parse.c'), os.path.join(folder, 'parse')
        with open(source, 'w', encoding='utf-8') as f:
            f.write(code)
        subprocess.run([*compiler.split(), '-std=c11', '-Wall', '-Wextra', '-Werror', '-I', include, source, library, '-Wl,-rpath,' + os.path.dirname(
            os.path.abspath(library)), '-o', out], check=True)
        os.symlink(os.path.join(build, 'data', 'know.bin'), os.path.join(folder, 'know.bin'))
        os.symlink(models, os.path.join(folder, 'model'))
        got = subprocess.run([out], input=given, env=dict(os.environ, SAYSO_DATA=folder), stdout=subprocess.PIPE, text=True, check=True).stdout
    if got != want:
        print('expected:\n%s\ngot:\n%s' % (want, got))
    lines = len(code.strip().split('\n'))
    print('%d lines of C' % lines)
    return got != want


if __name__ == '__main__':
    sys.exit(main())
