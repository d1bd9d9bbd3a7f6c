#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bytes of ill will and machines that fail, through the whole program: hostile.py PROGRAM. Each case names its exit code, how many
records come out and the messages of --rejects; no case may crash, hang or leave a record that is not JSON."""
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])
S = 'At least 100 fighters were killed on Sunday when warplanes bombed Palmyra, the army said. '
random.seed(1)
faults = []


def run(args, data=b'', limit=240, **more):
    return subprocess.run([program, *args], input=data, stdout=more.get('stdout', subprocess.PIPE), stderr=subprocess.PIPE, timeout=limit)


def case(name, args, exit_code, records, messages=(), data=b''):
    rejects = os.path.join(folder, 'rejects.jsonl')
    done = run(['annotate', '-q', '--rejects', rejects, *args], data)
    lines = done.stdout.decode('utf-8').splitlines() if done.stdout.count(b'\n') else []
    rows = [json.loads(line) for line in open(rejects, encoding='utf-8')]
    for line in lines:
        json.loads(line)
    got = [row['message'] for row in rows]
    for row in rows:
        if not row.get('file') or not row.get('text') or not row.get('code'):
            faults.append(f'{name}: a reject without file, text or code: {row}')
    if (done.returncode, len(lines), got) != (exit_code, records, list(messages)):
        faults.append(f'{name}: exit {done.returncode}, {len(lines)} records, rejects {got}; should be {exit_code}, {records}, '
                      f'{list(messages)}: {done.stderr[-300:]!r}')
    return rows


def put(name, data):
    path = os.path.join(folder, name)
    with open(path, 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return path


def texts():
    pieces = {
        'one letter': 'a' * 1000000, 'dots': '.' * 1000000, 'digits': '7' * 100000, 'marks': '.,;:!?-()[]' * 2000, 'digit words': '12 ' * 20000,
        'open quotes': '"He said the army bombed Homs. ' * 3000, 'open round quotes': '\u201cThe army killed ten. ' * 3000,
        'brackets': '(' * 20000, 'one line': 'killed the army said and ' * 4000, 'claims': S * 5000, 'spaces': '\u00a0' * 100000 + 'x',
        'marks on a letter': 'e' + '\u0301' * 100000, 'lines': 'x\n' * 20000, 'hyphens': 'a-' * 20000, 'and': 'Homs and ' * 5000,
        'front matter': '---\n' + 'a: b\n' * 100000 + '---\nThe army fired.', 'open front matter': '---\nThe army fired.',
    }
    for name, text in pieces.items():
        case(name, [put('x.txt', text)], 0, 1)
    case('byte order mark', [put('x.txt', b'\xef\xbb\xbf' + S.encode())], 0, 1)
    case('UTF-16', [put('x.txt', ('\ufeff' + S).encode('utf-16-le'))], 0, 1)
    case('Latin', [put('x.txt', ('caf\u00e9 ' + S).encode('latin-1'))], 0, 1)
    case('NUL in a text', [put('x.txt', b'The army\0fired.')], 1, 0, [205])
    case('noise', [put('x.txt', random.randbytes(100000))], 1, 0, [205])
    case('empty', [put('x.txt', b'')], 1, 0, [203])
    case('white', [put('x.txt', b' \n\n \t')], 1, 0, [203])
    case('too large', [put('x.txt', b'a ' * 4000000)], 1, 0, [204])


def formats():
    deep = '<div>' * 50000 + S + '</div>' * 50000
    for name, data in (('deep page', '<html><body>' + deep), ('open tags', '<html><body>' + '<b><i>' * 30000 + S),
                       ('open comment', '<html><body><p>' + S * 3 + '<!-- ' * 10000), ('attributes', '<html><p ' + 'a="b" ' * 50000 + '>' + S)):
        done = run(['annotate', '-q', put('x.html', data)])
        if done.returncode not in (0, 1):
            faults.append(f'{name}: exit {done.returncode}')
    line = json.dumps({'text': S}).encode() + b'\n'
    case('deep JSON', [], 1, 1, [201], b'{"text":' + b'[' * 100000 + b']' * 100000 + b'}\n' + line)
    case('half a pair', [], 1, 1, [201], b'{"text":"\\ud800 fired"}\n' + line)
    case('NUL in JSON', [], 0, 1, [], b'{"text":"The army\\u0000fired."}\n')
    case('not UTF-8', [], 0, 1, [], b'{"text":"The army \xff\xfe fired."}\n')
    case('cut', [], 1, 1, [212], line + b'{"text":"The ar')
    case('no object', [], 1, 1, [202], line + b'[1,2]\n')
    case('no text', [], 1, 0, [203], b'{"title":1}\n')
    rows = case('second of three', [], 1, 2, [201], line + b'{]\n' + line)
    if rows and rows[0].get('offset', -1) < len(line):
        faults.append(f'second of three: offset {rows[0].get("offset")}')
    case('XML bomb', [put('x.xml', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' +
                          ''.join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12)) +
                          ']><rss><channel><item><title>&m;</title><description>The army fired.</description></item></channel></rss>')], 0, 1)
    whole = gzip.compress(line * 50)
    case('gzip', [put('x.jsonl.gz', whole)], 0, 50)
    case('cut gzip', [put('x.jsonl.gz', gzip.compress(b''.join(json.dumps({'text': S, 'id': str(random.random())}).encode() + b'\n' for _ in range(50)))[:-6])], 1, 50, [206])
    case('gzip bomb', [put('x.jsonl.gz', gzip.compress(b' ' * (200 << 20), 9))], 1, 0, [204, 207])


def folders():
    tree = os.path.join(folder, 'tree')
    os.makedirs(os.path.join(tree, 'a/b'))
    os.symlink(tree, os.path.join(tree, 'a/b/loop'))
    os.symlink('self', os.path.join(tree, 'self'))
    put('tree/a/one.txt', 'The army fired.')
    case('links in a circle', [tree], 0, 1)
    case('no such file', [os.path.join(folder, 'none.txt')], 1, 0, [101])
    case('a link to itself', [os.path.join(tree, 'self')], 1, 0, [101])
    many = os.path.join(folder, 'many')
    os.makedirs(many)
    for i in range(10000):
        with open(os.path.join(many, f'{i:05}.txt'), 'w') as f:
            f.write('The army fired.')
    case('ten thousand files', ['-j2', many], 0, 10000)


def machine():
    path = put('x.txt', S * 50)
    with open('/dev/full', 'wb') as full:
        if run(['annotate', '-q', path], stdout=full).returncode != 3:
            faults.append('a full disk: the exit code is not 3')
    done = run(['annotate', '-q', '--rejects', '/dev/full', os.path.join(folder, 'none.txt')])
    if done.returncode != 3:
        faults.append(f'rejects on a full disk: exit {done.returncode}')
    if subprocess.run(f'"{program}" annotate -q "{path}" >&-', shell=True, stderr=subprocess.DEVNULL).returncode != 3:
        faults.append('no standard output: the exit code is not 3')
    if subprocess.run(f'"{program}" annotate -q <&-', shell=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode != 1:
        faults.append('no standard input: the exit code is not 1')


with tempfile.TemporaryDirectory() as folder:
    for part in (texts, formats, folders, machine):
        part()
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
