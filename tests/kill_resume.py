#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills `sayso read` at random moments and starts it again: the store must equal that of an undisturbed run.

    kill_resume.py PROGRAM [--reports N] [--kills K] [--seed S]
"""
import argparse
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write_reports(folder, count):
    """Reports built of the bundled examples' paragraphs, each with a sentence of its own so that no two are the same."""
    texts = []
    for path in sorted(glob.glob(os.path.join(ROOT, 'examples', '*', '*.txt'))):
        with open(path, encoding='utf-8') as f:
            texts.append(f.read().split('---\n', 2)[2].strip())
    os.makedirs(folder)
    for part in range(10):
        with open(os.path.join(folder, 'part-%d.jsonl' % part), 'w', encoding='utf-8') as f:
            for n in range(part * count // 10, (part + 1) * count // 10):
                text = texts[n % len(texts)] + '\n\nAt least %d people were killed, witness number %d said.\n' % (n % 50 + 2, n)
                f.write(json.dumps(dict(id='r%05d' % n, outlet='Outlet %d' % (n % 7), published='2016-03-%02d' % (n % 28 + 1),
                                        title='Report %d' % n, text=text)) + '\n')


def dump(path):
    """Every row of every table as text, without the running numbers of rows."""
    db = sqlite3.connect(path)
    number = dict(db.execute('SELECT n, id FROM report'))
    claims = dict(db.execute('SELECT n, id FROM claim'))
    out = []
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'report_text_%' ORDER BY name").fetchall():
        cursor = db.execute('SELECT * FROM "%s"' % table)
        columns = [c[0] for c in cursor.description]
        for row in cursor:
            cells = []
            for name, value in zip(columns, row):
                if name == 'n':
                    continue
                if name == 'report' and isinstance(value, int):
                    value = number[value]
                if name == 'claim' and isinstance(value, int):
                    value = claims[value]
                cells.append('%s=%r' % (name, value))
            out.append(table + ': ' + ', '.join(cells))
    out.append('integrity: ' + db.execute('PRAGMA integrity_check').fetchone()[0])
    out.append('found by words: %d' % db.execute("SELECT count(*) FROM report_text WHERE report_text MATCH 'witness'").fetchone()[0])
    db.close()
    return sorted(out)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('program')
    ap.add_argument('--reports', type=int, default=1000)
    ap.add_argument('--kills', type=int, default=10)
    ap.add_argument('--seed', type=int, default=1)
    args = ap.parse_args()
    rng = random.Random(args.seed)
    folder = tempfile.mkdtemp(prefix='sayso-kill-')
    try:
        reports = os.path.join(folder, 'reports')
        write_reports(reports, args.reports)
        calm, wild = os.path.join(folder, 'calm.db'), os.path.join(folder, 'wild.db')
        command = lambda db: [args.program, 'read', '-q', '-j', '2', '--db', db, reports]
        begin = time.monotonic()
        subprocess.run(command(calm), check=True)
        whole = time.monotonic() - begin
        kept = []
        for _ in range(args.kills):
            p = subprocess.Popen(command(wild))
            try:
                p.wait(rng.uniform(0.2, 1.8) * whole / args.kills)
            except subprocess.TimeoutExpired:
                p.send_signal(signal.SIGKILL)
            p.wait()
            if os.path.exists(wild):
                try:
                    kept.append(sqlite3.connect(wild).execute('SELECT count(*) FROM report').fetchone()[0])
                except sqlite3.OperationalError:  # killed before the first table
                    kept.append(0)
        subprocess.run(command(wild), check=True)
        subprocess.run(command(wild), check=True)  # reading again adds nothing
        a, b = dump(calm), dump(wild)
        print('%.1f s undisturbed; reports in the store after each kill: %s' % (whole, kept))
        if a != b:
            missing, extra = set(a) - set(b), set(b) - set(a)
            for line in sorted(missing)[:5] + sorted(extra)[:5]:
                print(('missing: ' if line in missing else 'extra: ') + line[:300])
            print('the stores differ: %d rows missing, %d extra, %d against %d' % (len(missing), len(extra), len(a), len(b)))
            return 1
        print('the stores are equal: %d rows' % len(a))
        return 0 if len(a) > args.reports else 1
    finally:
        shutil.rmtree(folder)


if __name__ == '__main__':
    sys.exit(main())
