#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the examples of the README and the documents: check_examples.py PROGRAM FILE… [--update]

In a block that begins with ```console, lines after "$ " are commands, run from the root of the project with the program's folder
first on the PATH; what follows must be their output. A line that is only "…" stands for any number of lines.
--update writes the real output in (blocks with "…" keep their shape: the lines before it and after it are filled anew).
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def matches(want, got):
    """Line lists; '…' in want stands for any number of lines."""
    if '…' not in want:
        return want == got
    at = want.index('…')
    head, tail = want[:at], want[at + 1:]
    return got[:len(head)] == head and len(got) >= len(head) + len(tail) and (not tail or got[-len(tail):] == tail)


def main():
    args = [a for a in sys.argv[1:] if a != '--update']
    update = '--update' in sys.argv
    program, files = os.path.abspath(args[0]), args[1:]
    count = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            with open(path, encoding='utf-8') as f:
                text = f.read()

            def block(m):
                nonlocal count, bad
                out = []
                for part in re.split(r'^(?=\$ )', m.group(1), flags=re.M):
                    if not part.startswith('$ '):
                        continue
                    command, _, want = part[2:].partition('\n')
                    env = dict(os.environ, PATH=os.path.dirname(program) + os.pathsep + os.environ['PATH'], TMP=folder, COLUMNS='110', NO_COLOR='1')
                    done = subprocess.run(['sh', '-c', command], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                    got, wanted = done.stdout.rstrip('\n').split('\n'), want.rstrip('\n').split('\n')
                    got, wanted = [l for l in got if got != ['']], [l for l in wanted if wanted != ['']]
                    count += 1
                    if not matches(wanted, got):
                        bad += 1
                        if update:
                            if '…' in wanted:
                                at = wanted.index('…')
                                tail = len(wanted) - at - 1
                                wanted = got[:at] + ['…'] + (got[-tail:] if tail else [])
                            else:
                                wanted = got
                        else:
                            print('%s: $ %s\n  wanted:\n    %s\n  got:\n    %s' % (path, command, '\n    '.join(wanted), '\n    '.join(got)))
                    out.append('$ ' + command + '\n' + ''.join(l + '\n' for l in wanted))
                return '```console\n' + ''.join(out) + '```'
            fresh = re.sub(r'```console\n(.*?)```', block, text, flags=re.S)
            if update and fresh != text:
                with open(path, 'w', encoding='utf-8') as f:
                    f.write(fresh)
    print('%d examples, %d differ' % (count, bad))
    return 1 if (bad and not update) or not count else 0


if __name__ == '__main__':
    sys.exit(main())
