#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every record of the given reports keeps to the schema, every span lies inside its text: records.py PROGRAM SCHEMAS PATH…"""
import os
import subprocess
import sys

program, schemas, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
records = subprocess.run([program, 'annotate', *paths], stdout=subprocess.PIPE)
if records.returncode:
    sys.exit('the program ended with %d' % records.returncode)
here = os.path.dirname(os.path.abspath(__file__))
sys.exit(subprocess.run([sys.executable, os.path.join(here, 'validate.py'), os.path.join(schemas, 'report.json')], input=records.stdout).returncode)
