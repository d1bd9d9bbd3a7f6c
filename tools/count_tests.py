#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up Meson's test logs; the last line printed is "N passed, N failed"."""
import json
import sys

passed, failed, skipped = 0, [], []
for path in sys.argv[1:]:
    with open(path, encoding='utf-8') as f:
        for line in f:
            test = json.loads(line)
            if test['result'] in ('OK', 'EXPECTEDFAIL'):
                passed += 1
            elif test['result'] == 'SKIP':
                skipped.append(test['name'])
            else:
                failed.append('%s (%s)' % (test['name'], test['result']))
for name in skipped:
    print('skipped: ' + name)
for name in failed:
    print('failed: ' + name)
print('%d passed, %d failed' % (passed, len(failed)))
sys.exit(1 if failed or not passed else 0)
